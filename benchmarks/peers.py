"""`make bench-peers`: the same four works by this library, by networkx, and by what else is used for trees and tables.

    build   rows as dictionaries to the structure, with all their fields
    up      full and probationary members added up to every organization
    merge   one committee merges into another, which takes its cells; the tree before it is kept
    as of   200 such mergers on 200 days: the tree on the 100th, from the opening and the list of mergers

Every answer is compared with plain dictionaries before anything is timed. Seconds are those of the processor, added up
over threads: Polars and DuckDB use all cores, so by the clock they may need less. A peer that is not installed is left
out with a reason. Only this library checks what it is given, refuses what is no tree, and proves that nobody is lost.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final, Protocol

import networkx as nx

from benchmarks.results import machine
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import SIZES, Row, built, full_communes, network, rows
from dangbo import Document, Hierarchy, Merge, Plan
from dangbo.history import History

MERGERS: Final = 200
ROUNDS: Final = {"city": 5, "33k": 5, "330k": 3}
WORKS: Final = ("build", "up", "merge", "as of")
COPIED: Final = 100_000
"""Above so many organizations bigtree does not copy its tree: that takes minutes."""

Heirs = Mapping[str, str]
"""Who takes over from whom; nobody who merges takes over from another."""
Totals = Mapping[str, tuple[int, int]]


class Peer(Protocol):
    """One way to do the four works; `parents` and `totals` turn an answer into dictionaries, off the clock."""

    name: str

    def build(self, table: Sequence[Row]) -> Any: ...  # noqa: ANN401, D102 - each peer has a structure of its own
    def up(self, tree: Any) -> Any: ...  # noqa: ANN401, D102
    def merged(self, tree: Any, heirs: Heirs) -> Any: ...  # noqa: ANN401, D102
    def parents(self, tree: Any) -> Mapping[str, str | None]: ...  # noqa: ANN401, D102
    def totals(self, tree: Any, answer: Any) -> Totals: ...  # noqa: ANN401, D102


class Networkx:
    """A directed graph, edges from parent to child."""

    name = "networkx"

    def build(self, table: Sequence[Row]) -> nx.DiGraph[str]:
        """The faster idiom."""
        return network(table)

    def up(self, tree: nx.DiGraph[str]) -> Any:  # noqa: ANN401 - a dictionary
        """Children before parents."""
        data, above = tree.nodes, tree.pred
        totals = {key: [data[key]["full"], data[key]["probationary"]] for key in data}
        for key in reversed([*nx.topological_sort(tree)]):
            for parent in above[key]:
                totals[parent][0] += totals[key][0]
                totals[parent][1] += totals[key][1]
        return totals

    def merged(self, tree: nx.DiGraph[str], heirs: Heirs) -> nx.DiGraph[str]:
        """A copy, edited."""
        new = tree.copy()
        for source, into in heirs.items():
            new.add_edges_from([(into, child) for child in new.successors(source)])
            new.remove_node(source)
        return new

    def parents(self, tree: nx.DiGraph[str]) -> Mapping[str, str | None]:
        """By id."""
        return {key: next(iter(above), None) for key, above in tree.pred.items()}

    def totals(self, tree: nx.DiGraph[str], answer: Any) -> Totals:  # noqa: ANN401 - a dictionary
        """By id."""
        return {key: (full, waiting) for key, (full, waiting) in answer.items()}


class Rustworkx:
    """A graph in Rust, whose nodes are the rows."""

    name = "rustworkx"

    def __init__(self) -> None:
        self.rx = import_module("rustworkx")

    def build(self, table: Sequence[Row]) -> Any:  # noqa: ANN401, D102
        graph = self.rx.PyDiGraph()
        numbers = dict(zip([row["id"] for row in table], graph.add_nodes_from(table), strict=True))
        graph.add_edges_from_no_data(
            [(numbers[row["parent"]], numbers[row["id"]]) for row in table if row["parent"] is not None]
        )
        return graph, numbers

    def up(self, tree: Any) -> Any:  # noqa: ANN401, D102
        graph, _ = tree
        full = {at: graph[at]["full"] for at in graph.node_indices()}
        waiting = {at: graph[at]["probationary"] for at in graph.node_indices()}
        for at in reversed(self.rx.topological_sort(graph)):
            for parent in graph.predecessor_indices(at):
                full[parent] += full[at]
                waiting[parent] += waiting[at]
        return full, waiting

    def merged(self, tree: Any, heirs: Heirs) -> Any:  # noqa: ANN401, D102
        graph, numbers = tree
        new = graph.copy()
        for source, into in heirs.items():
            at = numbers[source]
            new.add_edges_from_no_data([(numbers[into], child) for child in new.successor_indices(at)])
            new.remove_node(at)
        return new, numbers

    def parents(self, tree: Any) -> Mapping[str, str | None]:  # noqa: ANN401, D102
        graph, _ = tree
        return {
            graph[at]["id"]: next((graph[above]["id"] for above in graph.predecessor_indices(at)), None)
            for at in graph.node_indices()
        }

    def totals(self, tree: Any, answer: Any) -> Totals:  # noqa: ANN401, D102
        graph, _ = tree
        full, waiting = answer
        return {graph[at]["id"]: (full[at], waiting[at]) for at in graph.node_indices()}


class Bigtree:
    """Nodes that know their parent and their children."""

    name = "bigtree"

    def __init__(self) -> None:
        self.bigtree = import_module("bigtree")

    def build(self, table: Sequence[Row]) -> Any:  # noqa: ANN401, D102
        nodes: dict[str, Any] = {}
        for row in table:
            fields = {name: value for name, value in row.items() if name not in {"id", "parent", "name"}}
            above = None if row["parent"] is None else nodes[row["parent"]]
            nodes[row["id"]] = self.bigtree.Node(row["id"], label=row["name"], parent=above, **fields)
        return nodes[table[0]["id"]]

    def up(self, tree: Any) -> Any:  # noqa: ANN401, D102
        totals: dict[str, list[int]] = {}
        for node in self.bigtree.postorder_iter(tree):
            own = totals[node.name] = [node.full, node.probationary]
            for child in node.children:
                below = totals[child.name]
                own[0] += below[0]
                own[1] += below[1]
        return totals

    def merged(self, tree: Any, heirs: Heirs) -> Any:  # noqa: ANN401, D102
        new = tree.copy()
        nodes = {node.name: node for node in self.bigtree.preorder_iter(new)}
        for source, into in heirs.items():
            for child in nodes[source].children:
                child.parent = nodes[into]
            nodes[source].parent = None
        return new

    def parents(self, tree: Any) -> Mapping[str, str | None]:  # noqa: ANN401, D102
        return {node.name: node.parent.name if node.parent else None for node in self.bigtree.preorder_iter(tree)}

    def totals(self, tree: Any, answer: Any) -> Totals:  # noqa: ANN401, D102
        return {key: (full, waiting) for key, (full, waiting) in answer.items()}


class Pandas:
    """A frame with a column of parents; levels are added up from below."""

    name = "pandas"

    def __init__(self) -> None:
        self.pd = import_module("pandas")

    def build(self, table: Sequence[Row]) -> Any:  # noqa: ANN401, D102
        return self.pd.DataFrame(table).set_index("id")

    def up(self, tree: Any) -> Any:  # noqa: ANN401, D102
        totals = tree[["full", "probationary"]].copy()
        at = tree[["parent", "full", "probationary"]]
        while len(at := at[at["parent"].notna()]):
            sums = at.groupby("parent")[["full", "probationary"]].sum()
            totals = totals.add(sums, fill_value=0)
            at = sums.rename_axis("id").assign(parent=tree["parent"].reindex(sums.index).array)
        return totals

    def merged(self, tree: Any, heirs: Heirs) -> Any:  # noqa: ANN401, D102
        new = tree.drop(index=[*heirs])
        parents = new["parent"]
        return new.assign(parent=parents.map(heirs).fillna(parents))

    def parents(self, tree: Any) -> Mapping[str, str | None]:  # noqa: ANN401, D102
        parents = zip(tree.index, tree["parent"], tree["parent"].isna(), strict=True)
        return {key: None if blank else parent for key, parent, blank in parents}

    def totals(self, tree: Any, answer: Any) -> Totals:  # noqa: ANN401, D102
        return {key: (int(one), int(two)) for key, one, two in answer.itertuples()}


class Polars:
    """A frame that is never changed in place; levels are added up from below."""

    name = "polars"

    def __init__(self) -> None:
        self.pl = import_module("polars")

    def build(self, table: Sequence[Row]) -> Any:  # noqa: ANN401, D102
        return self.pl.DataFrame(table)

    def up(self, tree: Any) -> Any:  # noqa: ANN401, D102
        pl = self.pl
        parents = tree.select("id", "parent")
        parts = [tree.select("id", "full", "probationary")]
        at = tree.select("parent", "full", "probationary")
        while len(at := at.drop_nulls("parent")):
            sums = at.group_by("parent").agg(pl.col("full", "probationary").sum()).rename({"parent": "id"})
            parts.append(sums)
            at = sums.join(parents, on="id").select("parent", "full", "probationary")
        return pl.concat(parts).group_by("id").agg(pl.col("full", "probationary").sum())

    def merged(self, tree: Any, heirs: Heirs) -> Any:  # noqa: ANN401, D102
        pl = self.pl
        kept = tree.filter(~pl.col("id").is_in([*heirs]))
        return kept.with_columns(pl.col("parent").replace(dict(heirs)))

    def parents(self, tree: Any) -> Mapping[str, str | None]:  # noqa: ANN401, D102
        return dict(tree.select("id", "parent").iter_rows())

    def totals(self, tree: Any, answer: Any) -> Totals:  # noqa: ANN401, D102
        return {key: (one, two) for key, one, two in answer.iter_rows()}


class DuckDB:
    """A table in memory, filled through a frame of Polars or pandas; the roll-up joins every level with its parents."""

    name = "duckdb"

    def __init__(self) -> None:
        self.duckdb = import_module("duckdb")
        self.pd = import_module("pandas")
        self.made = 0

    def _table(self, connection: Any, query: str) -> Any:  # noqa: ANN401
        self.made += 1
        connection.execute(f"create table t{self.made} as {query}")
        return connection, f"t{self.made}"

    def build(self, table: Sequence[Row]) -> Any:  # noqa: ANN401, D102
        connection = self.duckdb.connect()
        connection.register("given", self.pd.DataFrame(table))
        return self._table(connection, "select * from given")

    def up(self, tree: Any) -> Any:  # noqa: ANN401, D102
        connection, name = tree
        query = f"""with recursive above(id, unit, full_, waiting) as (
            select id, id, "full", probationary from {name}
            union all
            select above.id, t.parent, full_, waiting from above join {name} t on above.unit = t.id
            where t.parent is not null)
            select unit, sum(full_), sum(waiting) from above group by unit"""  # noqa: S608 - names of this class
        return self._table(connection, query)

    def merged(self, tree: Any, heirs: Heirs) -> Any:  # noqa: ANN401, D102
        connection, name = tree
        connection.register("heirs", self.pd.DataFrame({"source": [*heirs], "target": [*heirs.values()]}))
        query = f"""select t.* replace (coalesce(target, parent) as parent) from {name} t
            left join heirs on t.parent = source where t.id not in (select source from heirs)"""  # noqa: S608 - see above
        return self._table(connection, query)

    def parents(self, tree: Any) -> Mapping[str, str | None]:  # noqa: ANN401, D102
        connection, name = tree
        found = connection.execute(f"select id, parent from {name}").fetchall()  # noqa: S608 - see above
        return dict(found)

    def totals(self, tree: Any, answer: Any) -> Totals:  # noqa: ANN401, D102
        connection, name = answer
        found = connection.execute(f"select * from {name}").fetchall()  # noqa: S608 - see above
        return {key: (int(one), int(two)) for key, one, two in found}


class Dangbo:
    """This library: the tree is checked, the plan is checked against the rules of its day and proven."""

    name = "dangbo"

    def build(self, table: Sequence[Row]) -> Hierarchy:  # noqa: D102
        return built(table)

    def up(self, tree: Hierarchy) -> Any:  # noqa: ANN401, D102
        orgs = [*tree]
        return tree.roll_up([org.full for org in orgs]), tree.roll_up([org.probationary for org in orgs])

    def merged(self, tree: Hierarchy, heirs: Heirs) -> Hierarchy:  # noqa: D102
        return _plan(tree, heirs, "2023-06-01").apply(tree)

    def parents(self, tree: Hierarchy) -> Mapping[str, str | None]:  # noqa: D102
        return {org.id: org.parent for org in tree}

    def totals(self, tree: Hierarchy, answer: Any) -> Totals:  # noqa: ANN401, D102
        return {org.id: (one, two) for org, one, two in zip(tree, *answer, strict=True)}


PEERS: Final[tuple[Callable[[], Peer], ...]] = (Dangbo, Networkx, Rustworkx, Bigtree, Pandas, Polars, DuckDB)


def _plan(tree: Hierarchy, heirs: Heirs, day: dt.date | str) -> Plan:
    operations = [Merge([source], into) for source, into in heirs.items()]
    return Plan(day, tree.root.id, Document(kind="quyết định"), operations)


# --- the comparison --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """What one peer took at one size; `None` where it did not do a work."""

    name: str
    size: str
    seconds: tuple[float | None, ...]


def compared(size: str) -> Iterator[Line | str]:
    """Every peer at one size, or why it is left out."""
    table = rows(SIZES[size])
    communes = full_communes(table)
    random.Random(7).shuffle(communes)
    count = min(MERGERS, len(communes) // 2)
    heirs = dict(zip(communes[:count], communes[count : 2 * count], strict=True))
    half = dict([*heirs.items()][: count // 2])
    one = dict([*heirs.items()][:1])
    before = {row["id"]: row["parent"] for row in table}
    totals = _added_up(table)
    for make in PEERS:
        try:
            peer = make()
        except ImportError as error:
            yield f"{make.__name__} is left out: {error}"
            continue
        copies = not (peer.name == "bigtree" and SIZES[size] > COPIED)
        tree = peer.build(table)
        agree(peer.parents(tree), before, f"{peer.name}: parents")
        agree(dict(peer.totals(tree, peer.up(tree))), totals, f"{peer.name}: totals")
        works = [Work(lambda _, peer=peer: peer.build(table))]  # type: ignore[misc]
        fresh = (lambda peer=peer: peer.build(table)) if peer.name == "dangbo" else (lambda tree=tree: tree)
        works.append(Work(lambda given, peer=peer: peer.up(given), prepare=fresh))  # type: ignore[misc]
        if copies:
            for these in (one, half):
                after = peer.merged(tree, these)
                agree(peer.parents(after), _after(before, these), f"{peer.name}: parents after {len(these)} mergers")
                agree(peer.parents(tree), before, f"{peer.name}: the tree before")
            works.append(Work(lambda _, peer=peer, tree=tree: peer.merged(tree, one)))  # type: ignore[misc]
            works.append(_as_of(peer, tree, heirs, half, before))
        taken = take_turns(*works, rounds=ROUNDS[size])
        best = [timing.best for timing in taken]
        yield Line(peer.name, size, (*best, *[None] * (len(WORKS) - len(best))))
        del tree


def _as_of(peer: Peer, tree: Any, heirs: Heirs, half: Heirs, before: Mapping[str, str | None]) -> Work:  # noqa: ANN401
    """The tree on the day of the last of the first half of the mergers."""
    if not isinstance(peer, Dangbo):
        return Work(lambda _: peer.merged(tree, half))
    first = dt.date(2023, 6, 1)
    plans = [_plan(tree, {source: into}, first + dt.timedelta(at)) for at, (source, into) in enumerate(heirs.items())]
    day = first + dt.timedelta(len(half) - 1)

    def kept() -> History:
        return History(opening=tree).enact(*plans)

    agree(peer.parents(kept().as_of(day)), _after(before, half), "dangbo: parents on a day")
    return Work(lambda ledger: ledger.as_of(day), prepare=kept)


def _after(before: Mapping[str, str | None], heirs: Heirs) -> dict[str, str | None]:
    return {key: heirs.get(parent or "", parent) for key, parent in before.items() if key not in heirs}


def _added_up(table: Sequence[Row]) -> Totals:
    totals = {row["id"]: [row["full"], row["probationary"]] for row in table}
    for row in reversed(table):  # parents first, so backwards children come before their parent
        if row["parent"] is not None:
            totals[row["parent"]][0] += totals[row["id"]][0]
            totals[row["parent"]][1] += totals[row["id"]][1]
    return {key: (one, two) for key, (one, two) in totals.items()}


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, for the page docs/benchmarks.md."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description="The same works by other libraries."
    )
    parser.add_argument("--size", action="append", choices=SIZES, help="repeat for several; 33k and 330k by default")
    sizes = parser.parse_args(arguments).size or ["33k", "330k"]
    print(f"{machine()}\n\n| size | library | {' | '.join(WORKS)} |\n|---|---|{'--:|' * len(WORKS)}", flush=True)
    names = []
    for size in sizes:
        for line in compared(size):
            if isinstance(line, str):
                print(line, flush=True)
                continue
            names.append(line.name)
            print(f"| {size} | {line.name} | {' | '.join(map(_time, line.seconds))} |", flush=True)
    print("\n" + ", ".join(f"{name} {version(name)}" for name in dict.fromkeys(names) if name != Dangbo.name))


if __name__ == "__main__":
    main()
