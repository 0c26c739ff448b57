"""What comes round: reconciliation of lists, statistics, the ratings of a year; and what profiles leave open."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.base.findings import Finding, finding
from dangbo.base.terms import RatingStatus
from dangbo.base.text import PartialDate, unless_personal
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.life.events import plus

_DAY: Final = dt.timedelta(days=1)
_MONTHS: Final = 12
_RECONCILED: Final = (
    (
        "transfer_notices_months",
        Words(vi="đối chiếu phiếu báo chuyển sinh hoạt", en="reconcile the notices of transfer"),
    ),
    ("list_against_files_months", Words(vi="đối chiếu danh sách với hồ sơ", en="compare the list with the files")),
)


def _data(asked: Asked) -> Iterator[AgendaLine | Finding]:
    """What the check of profiles says, a line for each code and organization; it says of how many members."""
    profiles = asked.records.profiles
    if profiles is None:
        return
    found = defaultdict[tuple[str, str], list[Finding]](list)
    for one in profiles.check(hierarchy=asked.tree, on=asked.on, rules=asked.book):
        if not one.code.startswith("data/"):
            yield one
            continue
        for single in one.each():
            found[single.code, asked.home(single.subject)].append(single)
    for (_, organization), some in found.items():
        yield asked.lined(_joined(some), organization)


def _joined(some: list[Finding]) -> Finding:
    """One finding about everybody of whom its code is true; what it does not know of all, it does not say."""
    some.sort(key=lambda one: (one.subject, repr(one.facts)))
    first, *others = some
    subjects = dict.fromkeys(one.subject for one in some)
    shared = set(first.facts).intersection(*(one.facts for one in others))
    rule = first.rule if all(one.rule == first.rule for one in others) else None
    if len(subjects) == 1 and not others:
        return first
    facts = tuple(fact for fact in first.facts if fact in shared)
    return replace(first, facts=facts, rule=rule, also=tuple(subjects)[1:])


def _reconcile(asked: Asked) -> Iterator[AgendaLine | Finding]:
    """Lists whose last reconciliation is so long ago as the rule says. Organizations nothing is said of are not asked.

    A day stands for both kinds of reconciliation: which of them it was nobody records (our reading).
    """
    rule = asked.rules.get("reconciliation-interval")
    for key, day in (asked.records.reconciled or {}).items():
        if asked.tree.get(key) is None or day > asked.on:
            unknown = Words(vi="không có tổ chức này vào ngày đó", en="no such organization stands on the day")
            later = Words(vi="muộn hơn ngày hỏi", en="it is after the day that is asked about")
            reason = unknown if asked.tree.get(key) is None else later
            yield finding("input/bad-value", f"reconciled['{unless_personal(key)}']", reason=reason)
            continue
        for part, what in _RECONCILED if rule is not None else ():
            if rule is None or part not in rule.table:
                continue
            months = rule.table.number(part)
            due = plus(day, months=months)
            if asked.is_near(due):
                yield asked.line(
                    "due/reconcile", key, key, due=due, rule=rule.ref, what=what, months=months, since=day, until=due
                )


def _statistics(asked: Asked) -> Iterator[AgendaLine]:
    """The statistics whose last day comes up. Whether those before were handed in, no record says: they are not asked.

    They are due on the last day of each part of the year (our reading of how often they are due).
    """
    for year in range(asked.on.year, asked.until.year + 1):
        rule = asked.book.at(dt.date(year, _MONTHS, 31)).get("statistics-due")
        if rule is None:
            continue
        for number in range(1, rule.number + 1):
            due = plus(dt.date(year, 1, 1), months=_MONTHS * number // rule.number) - _DAY
            if asked.on <= due <= asked.until and due >= rule.ref.valid_from:
                yield asked.line(
                    "due/statistics", asked.top, asked.top, due=due, rule=rule.ref, part=number, year=year, until=due
                )


def _not_yet_rated(asked: Asked) -> Iterator[AgendaLine | Finding]:
    """Who has no rating of the year that is over, or is about to be.

    The review is one of the year, and its last day stands for the day due (our reading). Asked are organizations of the
    levels of which any rating of the year was given, all where none was; and members where any rating of one was.
    """
    records = asked.records.ratings or ()
    for year in range(max(asked.on.year - 1, dt.MINYEAR), asked.on.year + 1):
        end = dt.date(year, _MONTHS, 31)
        regime = asked.book.at(end).get("rating-years")
        if end > asked.until or regime is None:
            continue
        tree = _tree_of(asked, end)
        rated = {one.subject for one in records if one.year == year and one.status is not RatingStatus.NOT_YET_RATED}
        named = [one for one in records if one.year == year]
        levels = {
            org.level for one in named if one.subjects == "organizations" and (org := tree.get(one.subject)) is not None
        }
        for org in tree:
            asks = not levels or org.level in levels
            if asks and org.id not in rated:
                who = Words(vi="chưa xếp loại tổ chức", en="the organization has no rating")
                yield asked.line("due/not-yet-rated", org.id, org.id, due=end, rule=regime.ref, what=who, year=year)
        if any(one.subjects == "members" for one in named):
            yield from _members(asked, tree, end, rated)


def _tree_of(asked: Asked, day: dt.date) -> Hierarchy:
    """The organizations at the end of a year, where decisions are recorded; else those of the register."""
    register = asked.records.register
    if isinstance(register, History) and asked.opening <= day <= asked.on:
        return register.as_of(day)._ordered(day)
    return asked.tree


def _members(asked: Asked, tree: Hierarchy, end: dt.date, rated: set[str]) -> Iterator[AgendaLine]:
    """Members without a rating, counted by cell; who was admitted after the year, as far as profiles tell, has none."""
    later: set[str] = set()
    profiles = asked.records.profiles
    if profiles is not None:
        for member, day in zip(profiles.ids, profiles.column("admitted"), strict=True):
            first = day.earliest if isinstance(day, PartialDate) else day
            if first is not None and first > end:
                later.add(member)
    regime = asked.book.at(end).get("rating-years")
    for org in tree:
        without = [member for member in tree.roll(org.id) if member not in rated and member not in later]
        if without:
            count = len(without)
            who = Words(vi=f"{count} đảng viên chưa xếp loại", en=f"{count} of its members have no rating")
            rule = None if regime is None else regime.ref
            yield asked.line("due/not-yet-rated", org.id, org.id, due=end, rule=rule, what=who, year=end.year)


QUESTIONS: Final = (
    Question("data/", ("profiles",), _data),
    Question("due/reconcile", ("reconciled",), _reconcile),
    Question("due/statistics", (), _statistics),
    Question("due/not-yet-rated", ("ratings",), _not_yet_rated),
)
"""What is asked of days, ratings and profiles."""
