"""What payments of dues are asked: who did not pay for the months that are a ground of striking off.

A year is a calendar year, and a month counts once it is over (our reading; the rule says "3 months in a year"). Months
before the first payment of anybody are not asked: nobody kept them. A cell without any payment for a month did not
report it, and that is told of the cell and not of each of its members. A member owes nothing for the month of coming
and those before, as far as lives, profiles or the ledger tell when that was. A payment of 0 says that nothing was owed;
whether there was a cause otherwise, people judge.
"""

from __future__ import annotations

__all__ = ["QUESTIONS"]

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.attention.months import listed, months_of_years, months_that_strike_off
from dangbo.base.terms import Form, LifeEventKind
from dangbo.history import History
from dangbo.life.events import last_of_month, latest_of
from dangbo.life.register import tree_of
from dangbo.tree.members import Member

_ARRIVALS: Final = frozenset(
    {LifeEventKind.ADMITTED, LifeEventKind.READMITTED, LifeEventKind.RESTORED, LifeEventKind.SLIP_SHOWN}
)


class _Paid(NamedTuple):
    """Who paid for which months.

    Attributes:
        by_member: the months of each member.
        by_cell: the months for which anybody of a roll paid.
        first: the first month of all.
    """

    by_member: dict[str, set[dt.date]]
    by_cell: dict[str, set[dt.date]]
    first: dt.date | None


def _paid(asked: Asked) -> _Paid:
    by_member: dict[str, set[dt.date]] = {}
    members = asked.tree.members
    for one in asked.records.dues or ():
        if one.member not in members:
            continue
        by_member.setdefault(one.member, set()).add(one.month)
    by_cell: dict[str, set[dt.date]] = {}
    for member, months in by_member.items():
        by_cell.setdefault(asked.home(member), set()).update(months)
    return _Paid(by_member, by_cell, min((one.month for one in asked.records.dues or ()), default=None))


def _unpaid(asked: Asked) -> Iterator[AgendaLine]:
    """Members without a payment for as many months of a year as are a ground of striking off."""
    limit, paid = months_that_strike_off(asked), asked.once(_paid)
    if limit is None or paid.first is None:
        return
    value, most = limit
    years = months_of_years(asked.since, asked.on)
    for member in sorted(asked.tree.members):
        home = asked.home(member)
        mine, reported = paid.by_member.get(member, set()), paid.by_cell.get(home, set())
        for year, months in years.items():
            open_ = [month for month in months if month in reported and month not in mine]
            if len(open_) < most:
                continue
            open_ = [month for month in open_ if _was_there(asked, member, month)]
            if len(open_) >= most and last_of_month(open_[-1]) >= asked.since:
                yield asked.line(
                    "due/dues-unpaid", member, home, rule=value.ref, count=len(open_), year=year, limit=most
                )


def _was_there(asked: Asked, member: str, month: dt.date) -> bool:
    """Whether a member stood on a roll of the register before a month began, as far as anything tells."""
    arrived = asked.once(_arrivals).get(member)
    if arrived is not None and arrived >= month:
        return False
    register = asked.records.register
    if not isinstance(register, History):
        return True
    return member in asked.once(_people, max(month, asked.opening))


def _people(asked: Asked, day: dt.date) -> Mapping[str, Member]:
    """Who stood on the rolls of the register on a day."""
    return tree_of(asked.records.register, day).members


def _arrivals(asked: Asked) -> dict[str, dt.date]:
    """The last day each member came on, where lives or profiles say it."""
    found: dict[str, dt.date] = {}
    if asked.records.profiles is not None:
        for profile in asked.records.profiles:
            if profile.admitted is not None and latest_of(profile.admitted) <= asked.on:
                found[profile.member] = latest_of(profile.admitted)
    for life in asked.records.lives or ():
        days = [event.latest for event in life.events if event.kind in _ARRIVALS and event.latest <= asked.on]
        if days:
            found[life.member] = max(*days, found.get(life.member, dt.date.min))
    return found


def _unrecorded(asked: Asked) -> Iterator[AgendaLine]:
    """Cells of whose members nobody has a payment for a month of the look-back."""
    paid = asked.once(_paid)
    if paid.first is None:
        return
    months = [
        month
        for some in months_of_years(asked.since, asked.on).values()
        for month in some
        if month >= max(paid.first, asked.since)
    ]
    for org in asked.tree:
        if org.form is Form.CHI_BO and asked.tree.roll(org):
            missing = [month for month in months if month not in paid.by_cell.get(org.id, set())]
            there = [month for month in missing if any(_was_there(asked, one, month) for one in asked.tree.roll(org))]
            if there:
                yield asked.line("due/dues-not-recorded", org.id, org.id, which=listed(there))


QUESTIONS: Final = (
    Question("due/dues-unpaid", ("dues",), _unpaid),
    Question("due/dues-not-recorded", ("dues",), _unrecorded),
)
"""What is asked of payments."""
