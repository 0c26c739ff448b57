"""P6: questions about the line of superiors, in look-ups of random keys in a dict of the same records."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import SIZES, built, rows

LOOK_UPS: Final = {"city": 60, "33k": 40, "330k": 20}
"""In the city the peer is a look-up in a dict that lies in the cache, which costs a fifth of one elsewhere."""

ASKED: Final = 2_000
ROUNDS: Final = 40


def measure(size: str) -> Iterator[Measure]:
    """P6 at one size."""
    table = rows(SIZES[size])
    hierarchy = built(table)
    records = {org.id: org for org in hierarchy}
    above = {row["id"]: row["parent"] for row in table}
    keys = random.Random(3).choices(list(records), k=ASKED)
    pairs = list(zip(keys, reversed(keys), strict=True))

    def line(key: str | None) -> list[str]:
        """The reference: an id and those above it, nearest first."""
        ids = []
        while key is not None:
            ids.append(key)
            key = above[key]
        return ids

    for a, b in pairs:
        agree([org.id for org in hierarchy.ancestors(a)], line(a)[1:], "ancestors")
        agree([org.id for org in hierarchy.path(a)], line(a)[::-1], "path")
        shared = next(key for key in line(b) if key in line(a))
        agree(hierarchy.lowest_common_ancestor(a, b).id, shared, "lowest common ancestor")

    def look_up(_: object) -> None:
        for key in keys:
            records[key]

    def ancestors(_: object) -> None:
        for key in keys:
            hierarchy.ancestors(key)

    def path(_: object) -> None:
        for key in keys:
            hierarchy.path(key)

    def common(_: object) -> None:
        for a, b in pairs:
            hierarchy.lowest_common_ancestor(a, b)

    peer, *ours = (
        timing.per(ASKED)
        for timing in take_turns(Work(look_up), Work(ancestors), Work(path), Work(common), rounds=ROUNDS)
    )
    for work, timing in zip(("ancestors", "path from the root", "lowest common ancestor"), ours, strict=True):
        yield against("P6", work, size, timing, peer, unit="look-ups", limit=LOOK_UPS[size])
