"""P22: what needs attention on a day, over two years of meetings of a city, against the check of its tree; its growth.

Of each cell 24 meetings are given, and of one that of March is left out: the answer is one line. What a walk through
the meetings costs that looks at three fields of each is taken off, so that the ratio is that of the questions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import Agenda, Hierarchy, Meeting, Organization, attention, datasets
from dangbo.base.terms import Form, Level

ON: Final = "2023-04-30"
CITIES: Final = 10
ROUNDS: Final = 5
LIMIT: Final = 5.0
GROWTH: Final = 12.0


def measure() -> Iterator[Measure]:
    """P22."""
    city = datasets.thai_nguyen()
    ten = _several(city, CITIES)
    meetings, more = _held(city), _held(ten)
    agree([line.code for line in asked(city, meetings)], ["due/meeting-not-held"], "lines of the city")
    agree(len(asked(ten, more)), 1, "lines of ten cities")
    ours, check, walk, grown = take_turns(
        Work(lambda _: asked(city, meetings)),
        Work(lambda _: city.check()),
        Work(lambda _: _walked(meetings)),
        Work(lambda _: asked(ten, more)),
        rounds=ROUNDS,
    )
    size = f"{len(meetings):,} meetings"
    yield against("P22", "what needs attention, over a check", size, ours.less(walk), check, limit=LIMIT)
    yield against("P22", "the same of ten cities, over one", "ten cities", grown, ours, unit="x", limit=GROWTH)


def asked(tree: Hierarchy, meetings: Sequence[Meeting]) -> Agenda:
    """Ours."""
    return attention(tree, on=ON, meetings=meetings)


def _walked(meetings: Sequence[Meeting]) -> int:
    """One pass over the records."""
    return sum(1 for one in meetings if one.cell and one.on and one.kind)


def _held(tree: Hierarchy) -> list[Meeting]:
    """A meeting a month of each cell, from May 2021 to April 2023, filed two days later; one is missing."""
    days = [dt.date(2021 + (4 + at) // 12, (4 + at) % 12 + 1, 3) for at in range(24)]
    found = [
        Meeting(org.id, day, called=20, present=19, absent_with_reason=1, filed_on=day + dt.timedelta(days=2))
        for org in tree
        if org.form is Form.CHI_BO
        for day in days
    ]
    del found[-2]
    return found


def _several(city: Hierarchy, count: int) -> Hierarchy:
    """So many copies of the city under one province, people by number."""
    top = Organization("tinh", "Đảng bộ tỉnh", Form.DANG_BO, Level.PROVINCIAL)
    orgs = [
        replace(
            org,
            id=f"{org.id}-{at}",
            code=None,
            name=f"{org.name} ({at})" if org.parent is None else org.name,
            parent="tinh" if org.parent is None else f"{org.parent}-{at}",
            full=city.own_headcount(org).full,
            probationary=city.own_headcount(org).probationary,
            consents=tuple(replace(one, organization=f"{one.organization}-{at}") for one in org.consents),
        )
        for at in range(count)
        for org in city
    ]
    return Hierarchy([top, *orgs], as_of=city.as_of)
