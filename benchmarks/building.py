"""P1: rows to a `Hierarchy`, validated and checked as a tree; what it holds in memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import ROUNDS, SIZES, SLACK, built, network, rows

RATIO: Final = 0.6
BYTES: Final = 250

_SHARED: Final = (str, type, ModuleType, FunctionType, Enum, bool, type(None))
"""Kinds of objects a hierarchy does not own, or that the budget leaves out (strings)."""

_SMALL: Final = range(-5, 257)
"""Numbers of which Python keeps one object each."""


def measure(size: str) -> Iterator[Measure]:
    """P1 at one size."""
    table = rows(SIZES[size])
    hierarchy = built(table)
    graph = network(table)
    agree({(org.parent, org.id) for org in hierarchy if org.parent}, set(graph.edges), "edges")
    records = {org.id: (org.name, org.full, org.level.value) for org in hierarchy}
    nodes = {key: (data["name"], data["full"], data["level"]) for key, data in graph.nodes.items()}
    agree(records, nodes, "records")
    del graph, hierarchy, records, nodes
    peer, ours = take_turns(Work(lambda _: network(table)), Work(lambda _: built(table)), rounds=ROUNDS[size])
    yield against("P1", "rows to a checked hierarchy", size, ours, peer, limit=RATIO * SLACK[size])
    each = retained(built(table)) / len(table)
    yield Measure("P1", "memory of an organization", size, each, "B", BYTES)


def retained(of: object, *, apart_from: Iterable[object] = ()) -> int:
    """Bytes of everything reachable from something that lives for it alone, without strings.

    Args:
        of: where to begin; a hierarchy.
        apart_from: what is reachable from these does not count.
    """
    seen: set[int] = set()
    for one in apart_from:
        _add_up(one, seen)
    return _add_up(of, seen)


def _add_up(start: object, seen: set[int]) -> int:
    waiting = [start]
    total = 0
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, _SHARED) or (isinstance(thing, int) and thing in _SMALL):
            continue
        seen.add(id(thing))
        total += sys.getsizeof(thing)
        waiting.extend(gc.get_referents(thing))
        if isinstance(thing, BuiltinFunctionType):  # a bound method such as dict.get
            waiting.append(thing.__self__)
    return total
