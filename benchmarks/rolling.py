"""P2: six columns added up to every organization."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import ROUNDS, SIZES, SLACK, Row, built, network, rows
from dangbo import Hierarchy

COLUMNS: Final = 6
WARM, REBUILT, BY_ID = 0.08, 0.15, 0.6


def measure(size: str) -> Iterator[Measure]:
    """P2 (a) and (b) at one size."""
    table = rows(SIZES[size])
    hierarchy = built(table)
    order = [org.id for org in hierarchy]
    chance = random.Random(2)
    aligned = [[chance.randint(0, 30) for _ in order] for _ in range(COLUMNS)]
    by_id = [dict(zip(order, column, strict=True)) for column in aligned]

    def lists(tree: Hierarchy) -> list[list[int]]:
        return [tree.roll_up(column) for column in aligned]

    def mappings(tree: Hierarchy) -> list[dict[str, int]]:
        return [tree.roll_up(column) for column in by_id]

    for column, in_order, named in zip(by_id, lists(hierarchy), mappings(hierarchy), strict=True):
        expected = walked_up(table, column)
        agree(named, expected, "totals by id")
        agree(dict(zip(order, in_order, strict=True)), expected, "aligned totals")
    peer, warm, rebuilt, mapped = take_turns(
        Work(lambda _: network(table)),
        Work(lambda _: lists(hierarchy)),
        Work(lists, prepare=lambda: built(table)),
        Work(lambda _: mappings(hierarchy)),
        rounds=ROUNDS[size],
    )
    slack = SLACK[size]
    yield against("P2", "six columns up, lists", size, warm, peer, limit=WARM * slack)
    yield against("P2", "six columns up, lists, order worked out anew", size, rebuilt, peer, limit=REBUILT * slack)
    yield against("P2", "six columns up, mappings by id", size, mapped, peer, limit=BY_ID * slack)


def walked_up(table: Sequence[Row], column: dict[str, int]) -> dict[str, int]:
    """The reference: every value walks up and adds itself to everything above."""
    above = {row["id"]: row["parent"] for row in table}
    totals = dict.fromkeys(above, 0)
    for key, value in column.items():
        at = key
        while at is not None:
            totals[at] += value
            at = above[at]
    return totals
