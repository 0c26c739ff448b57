"""P20: cells divided among members, against `networkx.maximum_flow_value` on the same instance, and how it grows.

The instance is the city's: 910 cells, 45 members, each of whom may not take three of them, and nine cells of ten had
somebody before. The peer is asked less: whether there is a flow with loads up to the higher one, over a graph that is
built outside the clock. A hundred members over 10,000 cells would be a million edges; ours makes none, which the second
row holds in time and the third in memory.
"""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from typing import Any, Final

import networkx as nx

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import AssignmentPlan, assign_cells

SMALL: Final = (910, 45)
LARGE: Final = (10_000, 100)
ROUNDS: Final = 3
TIMES: Final = 10
LIMIT: Final = 0.1
GROWTH: Final = 15.0
BYTES: Final = 1_000.0
"""Most bytes a cell: its row, its id in the plan and what is in hand meanwhile; a hundred edges would be 20,000."""


def measure() -> Iterator[Measure]:
    """P20."""
    small, large = asked(*SMALL), asked(*LARGE)
    graph = as_graph(*small)
    plan = divided(small)
    agree(len(plan), nx.maximum_flow_value(graph, "source", "sink"), "cells assigned")
    agree({(row.member, row.cell) for row in plan} & set(small[2]), set(), "pairs forbidden")
    sizes = [plan.loads.values(), divided(large).loads.values()]
    agree([(min(loads), max(loads)) for loads in sizes], [(20, 21), (100, 100)], "loads")
    ours, peer, grown = take_turns(
        Work(lambda _: divided(small), times=TIMES),
        Work(lambda _: nx.maximum_flow_value(graph, "source", "sink")),
        Work(lambda _: divided(large)),
        rounds=ROUNDS,
    )
    yield against("P20", "cells divided among members", "910 x 45", ours, peer, limit=LIMIT)
    yield against("P20", "the same of more, over the city", "10,000 x 100", grown, ours, unit="x", limit=GROWTH)
    tracemalloc.start()
    divided(large)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield Measure("P20", "memory at its highest, a cell", "10,000 x 100", most / LARGE[0], "B", BYTES)


Asked = tuple[list[str], list[str], list[tuple[str, str]], list[tuple[str, str]]]


def asked(cells: int, members: int, *, seed: int = 20) -> Asked:
    """Members, cells, who may not take which, who had which."""
    chance = random.Random(seed)
    people = [f"uv-{at}" for at in range(members)]
    places = [f"cb-{at}" for at in range(cells)]
    forbidden = [(person, place) for person in people for place in chance.sample(places, 3)]
    had = [(people[int(chance.random() ** 2 * members)], place) for place in places if chance.random() < 0.9]  # noqa: PLR2004
    return people, places, forbidden, had


def divided(of: Asked) -> AssignmentPlan:
    """Ours, with habits kept."""
    people, places, forbidden, had = of
    return assign_cells(people, places, forbid=forbidden, keep=had)


def as_graph(people: list[str], places: list[str], forbidden: list[tuple[str, str]], _: object) -> nx.DiGraph[Any]:
    """The same for the peer: an edge for each pair that is not forbidden."""
    never = set(forbidden)
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_edges_from((("source", place) for place in places), capacity=1)
    graph.add_edges_from(
        ((place, person) for place in places for person in people if (person, place) not in never), capacity=1
    )
    graph.add_edges_from(((person, "sink") for person in people), capacity=-(-len(places) // len(people)))
    return graph
