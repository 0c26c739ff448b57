"""Two years of the cells of TP. Thái Nguyên: meetings and duty visits. All of it is made up."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from random import Random
from typing import Final

from dangbo.attention.records import OfficeRecords
from dangbo.base.terms import Form, MeetingKind
from dangbo.datasets.city import ROOT, exempt_members, thai_nguyen, thai_nguyen_2021, thai_nguyen_changes
from dangbo.datasets.making import between, pick, shuffled
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.life.assignment import assign_cells
from dangbo.life.duty import DutyProfile
from dangbo.life.meetings import Meeting
from dangbo.life.visits import CellAssignment, DutyVisit

FIRST: Final = dt.date(2021, 5, 1)
LAST: Final = dt.date(2023, 4, 30)
"""The two years: up to the day of the city that the article counts."""
_MONTHS: Final = tuple(
    dt.date(year, month, 1)
    for year in range(FIRST.year, LAST.year + 1)
    for month in range(1, 13)
    if FIRST <= dt.date(year, month, 1) <= LAST
)
_DAYS: Final = 10
"""Cells meet on a day of their own, up to the tenth: the third of the month holds only since 2025."""
_NEW_QUARTER: Final = 3
"""In the last month of a quarter a thematic part follows."""


@cache
def city_ledger() -> History:
    """The city through the two years: that of 2021 from the first of the days on, and the decisions since."""
    before = thai_nguyen_2021()
    rolls = {org.id: before.roll(org) for org in before}
    opening = Hierarchy([*before], before.members.values(), rolls, before.groups.values(), as_of=FIRST)
    return History(opening).enact(*thai_nguyen_changes())


# --- meetings ---------------------------------------------------------------------------------------------------------


def city_meetings(rng: Random) -> Iterator[Meeting]:
    """A meeting of every cell in every month in which it stood on its day, each inside the rules of 2018."""
    ledger = city_ledger()
    days = [FIRST, *(one.plan.effective for one in ledger.decisions)]
    trees = [ledger.as_of(day) for day in days]
    exempt = exempt_members()
    sizes = [_called(tree, exempt) for tree in trees]
    own_day = {cell: between(rng, 1, _DAYS) for cell in dict.fromkeys(cell for one in sizes for cell in one)}
    for month in _MONTHS:
        kind = MeetingKind.REGULAR if month.month % _NEW_QUARTER else MeetingKind.WITH_THEMATIC
        shortest, longest = (90, 120) if kind is MeetingKind.REGULAR else (120, 150)
        for cell, day in own_day.items():
            on = month.replace(day=day)
            called, at_home = sizes[bisect(days, on) - 1].get(cell, (0, 0))
            if not called:
                continue
            absent = int(rng.random() * called * _MOST_ABSENT)
            yield Meeting(
                cell,
                on,
                called=called,
                present=called - absent,
                absent_with_reason=absent,
                exempt=at_home,
                minutes=between(rng, shortest, longest),
                kind=kind,
                speakers=(called - absent) * between(rng, 20, 60) // 100,
                prepared_on=on - dt.timedelta(days=between(rng, 1, 4)),
            )


_MOST_ABSENT: Final = 0.14
"""More than 85 of 100 attend."""


def _called(tree: Hierarchy, exempt: frozenset[str]) -> dict[str, tuple[int, int]]:
    """How many of each cell are called, and how many are exempt."""
    called: dict[str, tuple[int, int]] = {}
    for cell in tree.select(form=Form.CHI_BO):
        roll = tree.roll(cell)
        at_home = len(exempt.intersection(roll))
        called[cell.id] = len(roll) - at_home, at_home
    return called


# --- visits -----------------------------------------------------------------------------------------------------------

_SENT: Final = dt.date(2022, 8, 1)
"""09-QĐ/TU is of July 2022; on which day of it the article does not say."""
_COMMITTEE: Final = 45
_TWICE: Final = 0.6
"""How often somebody comes to a second cell in a month."""
_STAND_IN: Final = 0.05
_TOLD: Final = frozenset({"cb-tdp-2", "cb-tdp-12"})
"""Where the article tells that somebody came: to groups 2 and 12 of Phú Xá."""


def duty() -> DutyProfile:
    """09-QĐ/TU, as far as the article tells it: who, where, and not how often."""
    (profile,) = DutyProfile.in_force("thai-nguyen", on=LAST, committee=ROOT)
    return profile


def committee() -> dict[str, str]:
    """Members of the city committee, each with the own cell: one of each đảng bộ that is no commune, and two others."""
    city = thai_nguyen()
    above = [org for org in city.children(ROOT) if org.unit_type not in _COMMUNES]
    cells = [org if org.form is Form.CHI_BO else city.children(org)[0] for org in above]
    return {city.roll(cell)[0]: cell.id for cell in cells[:_COMMITTEE]}


_COMMUNES: Final = frozenset({"ward", "commune"})


def assignments(profile: DutyProfile, people: Mapping[str, str]) -> tuple[CellAssignment, ...]:
    """Who answers for which cell: all that stood when the regulation began, and each later one from its first day."""
    ledger = city_ledger()
    days = [_SENT, *(one.plan.effective for one in ledger.decisions if one.plan.effective > _SENT)]
    had: tuple[CellAssignment, ...] = ()
    for day in days:
        cells = [cell.id for cell in ledger.as_of(day).select(form=Form.CHI_BO)]
        plan = assign_cells(people, cells, keep=had)
        known = {one.cell for one in had}
        had += tuple(
            CellAssignment(profile.id, row.member, row.cell, day) for row in plan.rows if row.cell not in known
        )
    return had


def city_visits(
    profile: DutyProfile, assigned: Sequence[CellAssignment], meetings: Sequence[Meeting], rng: Random
) -> Iterator[DutyVisit]:
    """Who came to which of their cells: one or two a month, each on the day the cell met."""
    people = committee()
    met = {(one.cell, one.on.year, one.on.month): one.on for one in meetings}
    months = [month for month in _MONTHS if month >= _SENT]
    for member in people:
        cells = shuffled(rng, [one for one in assigned if one.member == member])
        cells.sort(key=lambda one: one.cell not in _TOLD)
        for month in months:
            days: set[dt.date] = set()
            for one in cells[: 2 if rng.random() < _TWICE else 1]:
                on = met.get((one.cell, month.year, month.month))
                if on is None or on < one.since or on in days:
                    continue
                days.add(on)
                cells.append(cells.pop(cells.index(one)))
                others = [key for key, own in people.items() if own != one.cell and key != member]
                if rng.random() < _STAND_IN:
                    yield DutyVisit(pick(rng, others), one.cell, on, profile=profile.id, for_member=member)
                else:
                    yield DutyVisit(member, one.cell, on, profile=profile.id)


def thai_nguyen_activity(*, seed: int = 2023) -> OfficeRecords:
    """Two years of the cells of TP. Thái Nguyên, 5/2021 to 4/2023: a bundle of records for `attention` and the others.

    The register is the ledger of the city, `thai_nguyen_changes` enacted. Every cell that stood met in every month,
    inside the rules of those years: 21,811 meetings, of which 43 are of the four cells that began or ended in between
    and all others of 907 cells in 24 months. From August 2022 on 45 members of the city committee answer for all cells
    and come to some of them, under 09-QĐ/TU, whose frequency nobody knows. All of it is synthetic: see `provenance`.

    Args:
        seed: another seed gives other days, counts and visits.

    Returns:
        The same records for the same seed.

    Examples:
        >>> activity = thai_nguyen_activity()
        >>> activity.register
        History(4 decisions, 2021-05-01 to 2022-09-01)
        >>> len(activity.meetings), len(activity.assignments), len(activity.visits)
        (21811, 910, 616)
    """
    return _activity(seed)


@lru_cache(maxsize=1)  # 21,811 meetings of each seed: of others than the last asked for none is kept
def _activity(seed: int) -> OfficeRecords:
    rng = Random(seed)
    meetings = tuple(city_meetings(rng))
    profile = duty()
    assigned = assignments(profile, committee())
    visits = tuple(city_visits(profile, assigned, meetings, rng))
    return OfficeRecords(city_ledger(), meetings=meetings, visits=visits, assignments=assigned, duty=[profile])
