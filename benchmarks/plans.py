"""P3 and P4: what one merge costs inside a plan as the tree grows, and what a plan costs before it does anything."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from statistics import linear_regression
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Timing, Work, agree, take_turns
from benchmarks.trees import CELLS, ROUNDS, SIZES, SLACK, Row, built, full_communes, network, rows, with_roll
from dangbo import Document, Hierarchy, Merge, Plan

SMALLEST: Final = "city"
EFFECTIVE: Final = "2023-06-01"


def decision(decided_by: str, *operations: Merge, effective: str = EFFECTIVE) -> Plan:
    """A plan of merges."""
    return Plan(effective, decided_by, Document(kind="quyết định"), operations)


def growth(budget: str, work: str, size: str, ours: Timing, smallest: Timing, limit: float) -> Measure:
    """The cost at one size over that at the smallest."""
    return against(budget, f"{work}, over the {SMALLEST}", size, ours, smallest, unit="x", limit=limit)


# --- P3: one merge ---------------------------------------------------------------------------------------------------

MERGES: Final = 40
ROLL: Final = 500
PLANS: Final = 20
MOST_PEOPLE: Final = 500_000
GROWTH: Final = 3.0
EXPONENT: Final = 0.2
"""Between the city and 33k this is twice the time for 33 times the organizations: what larger dictionaries cost, which
no longer lie in the cache. Work on a share of the tree in each merge gives an exponent towards 1, on its square root
0.5."""


@dataclass(frozen=True)
class Ground:
    """A tree in which communes with people on their roll merge into others.

    Attributes:
        hierarchy: the tree.
        sources: ids of the communes with a roll.
        targets: ids of those without.
    """

    hierarchy: Hierarchy
    sources: list[str]
    targets: list[str]

    @classmethod
    def of(cls, table: Sequence[Row]) -> Ground:
        """A third of the communes, at most a thousand, have people on their roll."""
        communes = full_communes(table)
        random.Random(4).shuffle(communes)
        count = min(max(MERGES, len(communes) // 3), MOST_PEOPLE // ROLL)
        sources = communes[:count]
        roll = {key: [f"{key}-m{i}" for i in range(ROLL)] for key in sources}
        return cls(with_roll(table, roll), sources, communes[count:])

    def merges(self, chance: random.Random) -> list[Merge]:
        """Merges of random pairs."""
        sources, targets = chance.sample(self.sources, MERGES), chance.sample(self.targets, MERGES)
        return [Merge([a], b) for a, b in zip(sources, targets, strict=True)]

    def decided(self, merges: Sequence[Merge]) -> Plan:
        """A plan of them, decided by the lowest organization above all communes."""
        return decision("vn" if len(self.hierarchy.children("vn")) > 1 else "p0", *merges)

    def plan(self, chance: random.Random) -> Plan:
        """Random merges, decided."""
        return self.decided(self.merges(chance))

    def check(self) -> None:
        """Compare the outcome of a plan with two dictionaries that are edited by hand."""
        before = self.hierarchy
        merges = self.merges(random.Random(6))
        after = self.decided(merges).apply(before)
        parents = {org.id: org.parent for org in before}
        rolls = {org.id: set(before.roll(org)) for org in before if before.roll(org)}
        for merge in merges:
            ((source,), into) = merge.sources, merge.into
            below = [key for key, parent in parents.items() if parent == source]
            agree((len(below), len(rolls[source])), (CELLS, ROLL), "what a source has")
            parents.update(dict.fromkeys(below, into))
            del parents[source]
            rolls[into] = rolls.pop(source)
        agree({org.id: org.parent for org in after}, parents, "parents")
        agree({org.id: set(after.roll(org)) for org in after if after.roll(org)}, rolls, "rolls")
        agree(after.headcount(), before.headcount(), "people")


def measure_growth(sizes: Sequence[str]) -> Iterator[Measure]:
    """P3: one merge at each size over one in the smallest, every time of a plan with other pairs.

    The works of all sizes take turns, so all trees stand in memory together.
    """
    grounds = {size: Ground.of(rows(SIZES[size])) for size in dict.fromkeys((SMALLEST, *sizes))}
    chance = random.Random(5)
    works = []
    for ground in grounds.values():
        ground.check()
        preview = partial(_preview, ground.hierarchy)
        works.append(Work(preview, prepare=partial(ground.plan, chance)))
        works.append(Work(preview, prepare=partial(decision, "vn"), times=20))
    timings = take_turns(*works, rounds=PLANS)
    merges = [full.less(empty).per(MERGES) for full, empty in zip(timings[::2], timings[1::2], strict=True)]
    smallest, *larger = merges
    for size, timing in zip(list(grounds)[1:], larger, strict=True):
        yield growth("P3", "one merge in a plan", size, timing, smallest, GROWTH)
    if larger:
        points = [(log(SIZES[size]), log(timing.best)) for size, timing in zip(grounds, merges, strict=True)]
        yield Measure("P3", "exponent e where a merge costs n^e", ", ".join(grounds), slope(points), "", EXPONENT)


def _preview(hierarchy: Hierarchy, plan: Plan) -> object:
    return plan.preview(hierarchy)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line that fits best."""
    xs, ys = zip(*points, strict=True)
    return linear_regression(xs, ys).slope


# --- P4: a plan before it does anything ------------------------------------------------------------------------------

APPLY: Final = 0.01
PREVIEW: Final = 0.001
PREVIEW_GROWTH: Final = 3.0
A_CELL: Final = 18
SHARE_ON_ROLL: Final = MOST_PEOPLE / SIZES["330k"]


@dataclass(frozen=True)
class Desk:
    """What the fixed cost of a plan is measured on.

    Attributes:
        counted: a tree whose people are known only by number.
        listed: the same tree, with people on rolls besides: 500,000 in the country, in proportion elsewhere.
        chained: `listed` after a first plan.
        first: a merge of two cells of one commune.
        second: a merge of two others.
    """

    counted: Hierarchy
    listed: Hierarchy
    chained: Hierarchy
    first: Plan
    second: Plan

    @classmethod
    def of(cls, table: Sequence[Row]) -> Desk:
        """The trees and plans for some rows."""
        cells = [row["id"] for row in table if row["form"] == "chi_bo"]
        count = int(len(table) * SHARE_ON_ROLL) // A_CELL
        roll = {key: [f"{key}-m{i}" for i in range(A_CELL)] for key in cells[:count]}
        listed = with_roll(table, roll)
        first = decision("p0-d0-c0", Merge(["p0-d0-c0-k0"], "p0-d0-c0-k1"))
        second = decision("p0-d0-c1", Merge(["p0-d0-c1-k0"], "p0-d0-c1-k1"))
        return cls(built(table), listed, first.apply(listed), first, second)

    def check(self) -> None:
        """One organization less, everybody still there, the sources as they were, `repr` true."""
        for before, after in (
            (self.counted, self.first.apply(self.counted)),
            (self.listed, self.chained),
            (self.chained, self.second.apply(self.chained)),
        ):
            agree((len(after), sum(1 for _ in after)), (len(before) - 1,) * 2, "organizations")
            people = sum(len(before.roll(org)) + org.full + org.probationary for org in before)
            agree(sum(len(after.roll(org)) + org.full + org.probationary for org in after), people, "people")
            count, total = (f"{number:,}".replace(",", " ") for number in (len(after), people))
            agree(repr(after), f"Hierarchy({count} organizations, {total} members, as of {EFFECTIVE})", "repr")
        ended, into = "p0-d0-c0-k0", "p0-d0-c0-k1"
        agree((ended in self.listed, ended in self.chained), (True, False), "the source")
        agree({*self.chained.roll(into)}, {*self.listed.roll(ended), *self.listed.roll(into)}, "the joint roll")
        agree({self.chained.home(member) for member in self.chained.roll(into)}, {self.chained[into]}, "homes")


def measure_fixed_cost(sizes: Sequence[str]) -> Iterator[Measure]:
    """P4, size after size; the smallest stays for the growth of what does not depend on the size."""
    small = Desk.of(rows(SIZES[SMALLEST]))
    for size in sizes:
        yield from fixed_cost(size, small)


def fixed_cost(size: str, small: Desk) -> Iterator[Measure]:
    """P4 at one size."""
    table = rows(SIZES[size])
    desk = Desk.of(table)
    desk.check()
    peer, counted, listed, chained, preview, shown, small_preview, small_shown = take_turns(
        Work(lambda _: network(table)),
        Work(lambda _: desk.first.apply(desk.counted)),
        Work(lambda _: desk.first.apply(desk.listed)),
        Work(lambda _: desk.second.apply(desk.chained)),
        Work(lambda _: desk.first.preview(desk.listed), times=20),
        Work(lambda _: repr(desk.listed), times=100),
        Work(lambda _: small.first.preview(small.listed), times=20),
        Work(lambda _: repr(small.listed), times=100),
        rounds=ROUNDS[size],
    )
    apply_limit = None if size == SMALLEST else APPLY * SLACK[size]
    yield against("P4", "apply a merge of two cells, nobody on a roll", size, counted, peer, limit=apply_limit)
    yield against("P4", "the same, many on rolls", size, listed, peer, limit=apply_limit)
    yield against("P4", "the same, on the outcome of another plan", size, chained, peer, limit=apply_limit)
    limit = PREVIEW if size == "330k" else None
    for work, ours, smallest in (("preview", preview, small_preview), ("repr", shown, small_shown)):
        yield against("P4", work, size, ours, peer, limit=limit)
        if size != SMALLEST:
            yield growth("P4", work, size, ours, smallest, PREVIEW_GROWTH)
