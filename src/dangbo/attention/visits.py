"""What the duty to come to cells is asked: who owes visits of a time that is over, which cells nobody came to.

Asked of profiles that say how often; one that was seen without a number judges nobody. The time is that of the profile:
each month, quarter or year of the calendar that ended in the look-back, or ends within the days looked ahead and is
longer than these: of a month nothing is said before it is over, since it hardly began when its end came near.
"""

from __future__ import annotations

__all__ = ["QUESTIONS"]

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.attention.months import FINAL_DAY
from dangbo.base.errors import UnknownOrganizationError
from dangbo.base.findings import Finding, finding
from dangbo.life.duty import DutyProfile
from dangbo.life.events import last_of_month, plus
from dangbo.life.visit_coverage import VisitCoverage, visit_coverage

_DAY: Final = dt.timedelta(days=1)


class _Unit(NamedTuple):
    """A month, quarter or year of a profile.

    Attributes:
        first: its first day; that of the ledger, where this begins later.
        last: its last day.
    """

    first: dt.date
    last: dt.date


def _units(asked: Asked, profile: DutyProfile) -> Iterator[_Unit]:
    """The times of a profile that are asked for, the first first."""
    months, opening = profile.months, asked.opening
    begun = (asked.since.month - 1) // months * months + 1
    first = asked.since.replace(month=begun, day=1)
    while True:
        last = min(last_of_month(plus(first, months=months - 1)), FINAL_DAY)
        is_long = (last - first).days > asked.ahead
        if last > (asked.until if is_long else asked.on):
            return
        if last >= opening:
            yield _Unit(max(first, opening), last)
        if last == FINAL_DAY:
            return
        first = last + _DAY


def _asked_profiles(asked: Asked) -> Iterator[DutyProfile]:
    """The profiles that say how often, each once, in the order of ids."""
    by_id = {one.id: one for one in asked.records.duty or () if one.at_least is not None}
    yield from (one for _, one in sorted(by_id.items()))


def _coverage(asked: Asked, profile: DutyProfile, first: dt.date, last: dt.date) -> VisitCoverage | Finding:
    """What was visited in a time, as known on the day; or why that cannot be told."""
    visits = [one for one in asked.records.visits or () if one.on <= asked.on]
    register = asked.records.register
    try:
        held = asked.records.assignments or ()
        return visit_coverage(profile, held, visits, register, first, last, rules=asked.book)
    except UnknownOrganizationError as error:
        return error.findings[0] if error.findings else finding("input/bad-value", profile.id)


def _short(asked: Asked) -> Iterator[AgendaLine | Finding]:
    """Members who made fewer visits than they owe: one line for each profile, due when the first of the times was."""
    for profile in _asked_profiles(asked):
        lines: dict[str, list[tuple[_Unit, int, int, str | None]]] = {}
        for unit in _units(asked, profile):
            found = asked.once(_coverage, profile, *unit)
            if isinstance(found, Finding):
                yield found
                break
            for row in found.short:
                lines.setdefault(row.member, []).append((unit, row.made, row.due or 0, row.committee))
        for member, some in sorted(lines.items()):
            unit, _, _, committee = some[0]
            place = committee if committee is not None and asked.tree.get(committee) is not None else asked.home(member)
            yield asked.line(
                "due/visits-short",
                member,
                place,
                due=unit.last,
                begun=unit.first,
                rule=profile.rule,
                profile=profile.id,
                count=sum(made for _, made, _, _ in some),
                limit=sum(owed for _, _, owed, _ in some),
                since=unit.first,
                until=some[-1][0].last,
            )


def _window(asked: Asked, profile: DutyProfile) -> _Unit:
    """How far back a cell is looked at: the look-back, and one whole time of the profile at least."""
    first = min(asked.since, plus(asked.on, months=-profile.months) + _DAY)
    return _Unit(max(first, asked.opening), min(asked.on, FINAL_DAY))


def _never(asked: Asked) -> Iterator[AgendaLine]:
    """Cells that somebody answered for all the time, and nobody came to.

    Asked once the ledger is as old as a time of the profile: nobody can be said to have stayed away from what has only
    begun.
    """
    for profile in _asked_profiles(asked):
        window = _window(asked, profile)
        if asked.opening > plus(asked.on, months=-profile.months) + _DAY:
            continue
        found = asked.once(_coverage, profile, *window)
        if isinstance(found, Finding):
            continue  # told with the visits that are short
        begun: dict[str, dt.date] = {}
        for one in asked.records.assignments or ():
            if one.profile == profile.id:
                begun[one.cell] = min(one.since, begun.get(one.cell, dt.date.max))
        for row in found.cells:
            if row.answering and not row.visits and row.since <= window.first >= begun.get(row.cell, dt.date.max):
                yield asked.line(
                    "due/cell-never-visited",
                    row.cell,
                    row.cell,
                    rule=profile.rule,
                    profile=profile.id,
                    since=window.first,
                )


def _left_out(asked: Asked) -> Iterator[Finding]:
    """Visits that count under no profile, and assignments that say what cannot be."""
    whole = [asked.once(_coverage, profile, *_window(asked, profile)) for profile in _asked_profiles(asked)]
    sound = [one for one in whole if isinstance(one, VisitCoverage)]
    counted = {(visit.cell, visit.member, visit.on) for one in sound for visit in one.counted}
    told: set[Finding] = set()
    for one in sound:
        for problem in one.findings:
            facts = dict(problem.facts)
            key = (problem.subject, facts.get("member"), facts.get("date"))
            if key not in counted and problem not in told:
                told.add(problem)
                yield problem


def _never_and_left_out(asked: Asked) -> Iterator[AgendaLine | Finding]:
    yield from _never(asked)
    yield from _left_out(asked)


QUESTIONS: Final = (
    Question("due/visits-short", ("duty", "visits"), _short),
    Question("due/cell-never-visited", ("duty", "visits", "assignments"), _never_and_left_out),
)
"""What is asked of visits."""
