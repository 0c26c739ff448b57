"""P1: rows to a `Hierarchy`, validated and checked as a tree; what it holds in memory.

Clean rows hold codes and numbers; dirty ones what a sheet holds: Vietnamese labels, and counts as texts. A file is read
from memory, by `csv.DictReader`, and the time of that reader alone is told beside it.
"""

from __future__ import annotations

import csv
import gc
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import AS_OF, ROUNDS, SIZES, SLACK, Row, at_once, built, network, one_by_one, rows
from dangbo import Form, Hierarchy, Level

CLEAN: Final = 0.75
DIRTY: Final = 0.9
FILE: Final = 1.0
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
    agree(set(one_by_one(table).edges), set(graph.edges), "edges of the other idiom")
    sheet = dirty(table)
    text = written(sheet)
    agree([*built(sheet)], [*hierarchy], "records of dirty rows")
    agree([*_read(text)], [*hierarchy], "records of a file")
    del graph, hierarchy, records, nodes
    idioms = {"add_nodes_from": at_once, "add_node": one_by_one}
    peers = [Work(lambda _, build=build: build(table)) for build in idioms.values()]  # type: ignore[misc]
    works = (
        Work(lambda _: built(table)),
        Work(lambda _: built(sheet)),
        Work(lambda _: _read(text)),
        Work(lambda _: [*csv.DictReader(io.StringIO(text))]),
    )
    first, second, clean, labels, file, reader = take_turns(*peers, *works, rounds=ROUNDS[size])
    peer = min(first, second, key=lambda timing: timing.best)
    slack = SLACK[size]
    yield against("P1", "rows to a checked hierarchy", size, clean, peer, limit=CLEAN * slack)
    yield against("P1", "dirty rows: labels, counts as texts", size, labels, peer, limit=DIRTY * slack)
    yield against("P1", "a file of these, csv.DictReader", size, file, peer, limit=FILE * slack)
    yield against("P1", "the reader of the file alone", size, reader, peer)
    for idiom, timing in zip(idioms, (first, second), strict=True):
        yield against("P1", f"the peer by {idiom}", size, timing, peer)
    each = retained(built(table)) / len(table)
    yield Measure("P1", "memory of an organization", size, each, "B", BYTES)


def dirty(table: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as a sheet holds them: labels instead of codes, counts as texts, nothing where there is no parent."""
    return [
        {
            **row,
            "form": Form(row["form"]).label,
            "level": Level(row["level"]).label,
            "parent": row["parent"] or "",
            "full": str(row["full"]),
            "probationary": str(row["probationary"]),
        }
        for row in table
    ]


def written(table: Sequence[Row]) -> str:
    """A file of the rows, values parted by commas."""
    file = io.StringIO()
    writer = csv.DictWriter(file, [*table[0]])
    writer.writeheader()
    writer.writerows(table)
    return file.getvalue()


def _read(text: str) -> Hierarchy:
    return Hierarchy.from_rows(csv.DictReader(io.StringIO(text)), as_of=AS_OF)


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
