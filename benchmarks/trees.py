"""The trees that are measured: rows as they come out of a file, made up from a seed, and the peer that builds the same.

All sizes have the same local shape, so that growth shows the size of the tree and nothing else: ten cells under a
committee of a commune, 43 communes under a district, ten districts under a province. The last branch is cut where the
size is reached. About 18 members a cell, as in the country.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import networkx as nx

from dangbo import Hierarchy, Member

SIZES: Final = {"city": 986, "33k": 33_000, "330k": 330_000}
"""Organizations by the name of a size: a provincial city, a province or two, the country."""

ROUNDS: Final = {"city": 30, "33k": 9, "330k": 5}
"""Runs of each work by size."""

SLACK: Final = {"city": 3.0, "33k": 2.0, "330k": 1.0}
"""By what a budget that is stated for the country is multiplied.

The peers get cheaper on small trees, this library does not: an organization costs networkx 5 to 6 µs in the country, 3
µs among 33,000, under 2 µs among a thousand, where everything fits the cache and the collector has nothing to walk.
"""

CELLS, COMMUNES, DISTRICTS = 10, 43, 10
AS_OF: Final = "2023-04-30"

Row = Mapping[str, Any]


def rows(organizations: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """That many organizations with flat counts, parents first."""
    chance = random.Random(seed)
    nodes = _nodes()
    return [_row(*next(nodes), chance) for _ in range(organizations)]


def _nodes() -> Iterator[tuple[str, str, str | None]]:
    """Level, id and parent of one organization after the other, without end."""
    yield "central", "vn", None
    province = 0
    while True:
        top = f"p{province}"
        yield "provincial", top, "vn"
        for district in (f"{top}-d{i}" for i in range(DISTRICTS)):
            yield "immediate_superior", district, top
            for commune in (f"{district}-c{i}" for i in range(COMMUNES)):
                yield "grassroots", commune, district
                for i in range(CELLS):
                    yield "below_grassroots", f"{commune}-k{i}", commune
        province += 1


_NAMES: Final = {
    "central": ("dang_bo", "Đảng bộ toàn quốc"),
    "provincial": ("dang_bo", "Đảng bộ tỉnh"),
    "immediate_superior": ("dang_bo", "Đảng bộ huyện"),
    "grassroots": ("dang_bo", "Đảng bộ xã"),
    "below_grassroots": ("chi_bo", "Chi bộ thôn"),
}


def _row(level: str, key: str, parent: str | None, chance: random.Random) -> dict[str, Any]:
    form, name = _NAMES[level]
    cell = form == "chi_bo"
    return {
        "id": key,
        "name": f"{name} {key}",
        "form": form,
        "level": level,
        "parent": parent,
        "full": chance.randint(8, 26) if cell else 0,
        "probationary": chance.randint(0, 2) if cell else 0,
    }


def built(table: Sequence[Row]) -> Hierarchy:
    """The hierarchy of some rows: the work of P1."""
    return Hierarchy.from_rows(table, as_of=AS_OF)


def network(table: Sequence[Row]) -> nx.DiGraph[str]:
    """The peer N: networkx builds the same tree with the same attributes, and checks nothing.

    Of its two idioms this is the faster one; `building` times both and takes the faster of that run.
    """
    return at_once(table)


def at_once(table: Sequence[Row]) -> nx.DiGraph[str]:
    """All nodes in one call."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((row["id"], row) for row in table)  # type: ignore[misc]  # it takes any mapping
    graph.add_edges_from((row["parent"], row["id"]) for row in table if row["parent"] is not None)
    return graph


def one_by_one(table: Sequence[Row]) -> nx.DiGraph[str]:
    """A call for each node."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in table:
        graph.add_node(row["id"], **row)
    graph.add_edges_from((row["parent"], row["id"]) for row in table if row["parent"] is not None)
    return graph


def full_communes(table: Sequence[Row]) -> list[str]:
    """Ids of the communes that have all their cells."""
    below: dict[str, int] = {}
    for row in table:
        if row["level"] == "below_grassroots":
            below[row["parent"]] = below.get(row["parent"], 0) + 1
    return [key for key, count in below.items() if count == CELLS]


def with_roll(table: Sequence[Row], roll: Mapping[str, Sequence[str]]) -> Hierarchy:
    """The hierarchy of some rows with people on rolls besides those known by number."""
    people = [Member(id=member, name="Đảng viên giả lập") for ids in roll.values() for member in ids]
    return Hierarchy.from_rows(table, members=people, roll=roll, as_of=AS_OF)
