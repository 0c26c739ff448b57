"""P21: two years of meetings of a city counted and rolled up, against `roll_up` of the same columns; ten cities.

The peer is given the columns already counted, by id: what remains for it is to add them up the tree, one after the
other. Ours is given 21,840 records of meetings, and finds besides which cell held none in which month.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Timing, Work, agree, take_turns
from dangbo import Activity, Form, Hierarchy, Level, Meeting, Organization, activity_of, datasets

PERIOD: Final = ("2021-05-01", "2023-04-30")
MONTHS: Final = 24
CITIES: Final = 10
ROUNDS: Final = 15
"""The sums of ten cities lie in the cache that all cores share: more turns find one in which nobody else used it."""
LIMIT: Final = 10.0
GROWTH: Final = 12.0
_KINDS: Final = ("regular", "with_thematic", "regular")


def measure() -> Iterator[Measure]:
    """P21."""
    command = [sys.executable, "-m", "benchmarks.meeting"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - this interpreter, this file
    told = json.loads(done.stdout)
    ours, peer, grown = (Timing(tuple(seconds)) for seconds in told["seconds"])
    size, ten = (f"{count:,}" for count in told["meetings"])
    yield against("P21", "meetings counted and rolled up", size, ours, peer, unit="x", limit=LIMIT)
    yield against("P21", "the same of ten cities, over one", ten, grown, ours, unit="x", limit=GROWTH)


def alone() -> dict[str, object]:
    """The times of ours, of the peer and of ten cities, each answer checked before."""
    city = datasets.thai_nguyen()
    country = ten_of(city)
    held, all_held = meetings_of(city), meetings_of(country)
    kept = activity_of(city, held, PERIOD)
    columns = columns_of(kept)
    for name, column in columns.items():
        whole = city.roll_up(column)
        agree({key: kept[key].as_dict().get(name, whole[key]) for key in kept}, whole, name)
    agree(activity_of(country, all_held, PERIOD).total.held, CITIES * len(held), "months of ten cities")
    timings = take_turns(
        Work(lambda _: activity_of(city, held, PERIOD)),
        Work(lambda _: [city.roll_up(column) for column in columns.values()]),
        Work(lambda _: activity_of(country, all_held, PERIOD)),
        rounds=ROUNDS,
    )
    return {"seconds": [timing.seconds for timing in timings], "meetings": [len(held), len(all_held)]}


def columns_of(activity: Activity) -> dict[str, dict[str, int]]:
    """What was counted of every organization alone, a column for each count."""
    own = {key: activity.own(key) for key in activity}
    names = [name for name in next(iter(own.values())).as_dict() if name != "tiers"]
    columns = {name: {key: getattr(row, name) for key, row in own.items()} for name in names}
    tiers = [tier for tier, _ in activity.total.tiers]
    return columns | {tier.value: {key: row.count(tier) for key, row in own.items()} for tier in tiers}


def meetings_of(tree: Hierarchy) -> list[Meeting]:
    """A regular meeting of every cell in every month, every third with a thematic part."""
    cells = [org.id for org in tree if org.form is Form.CHI_BO]
    start = dt.date.fromisoformat(PERIOD[0])
    days = [dt.date(start.year + at // 12, at % 12 + 1, 3) for at in range(start.month - 1, start.month - 1 + MONTHS)]
    return [
        Meeting(cell, day, called=30, present=28, absent_with_reason=2, kind=_KINDS[at % len(_KINDS)])
        for at, day in enumerate(days)
        for cell in cells
    ]


def ten_of(city: Hierarchy) -> Hierarchy:
    """Ten cities alike under one superior."""
    top = Organization("tinh", "Đảng bộ tỉnh", Form.DANG_BO, Level.PROVINCIAL)
    return Hierarchy(
        [
            top,
            *(
                replace(
                    org,
                    id=f"{number}-{org.id}",
                    parent=top.id if org.parent is None else f"{number}-{org.parent}",
                    consents=(),  # which name their organization, and nothing here asks for
                )
                for number in range(CITIES)
                for org in city
            ),
        ],
        as_of=city.as_of,
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(alone()))
