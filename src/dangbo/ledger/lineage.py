"""What became of an organization, and from what it came: `Lineage`, over any number of decisions.

A decision that ends an organization, or gives part of it to another, says who takes over: a *succession*. Organizations
and successions are a graph; a lineage is what can be reached in it from one organization, following the order of time:
who merged into a cell after it had been split inherits nothing of the part that was split off.

What is handed out of the register, or comes into it, has no successor and no predecessor there: the lineage says in
words whom it went to, or from whom it came.

A hand-over is no succession of the superiors: the district that receives a commune does not become what the other one
was. Figures know of it all the same (`dangbo.carry`).

The successions of a ledger stand in one `Successions`, made once: a lineage costs what it reaches, not the ledger.
"""

from __future__ import annotations

__all__ = ["Border", "Lineage", "Relative", "Succession"]

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import WordsDocument
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.text import format_date
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.play import Beyond
from dangbo.change.verbs.table import VERBS
from dangbo.render import Drawing, TreeLine, draw_tree

if TYPE_CHECKING:
    import networkx as nx

    from dangbo.life.register import Span

_Way = Literal["forth", "back"]


class SuccessionDocument(TypedDict):
    """One organization takes over from another: ids, the verb of the operation and what it is called, decision, day."""

    source: str
    target: str
    verb: str
    words: WordsDocument
    decision: int
    operation: int
    on: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Succession(Documented):
    """One organization takes over from another, as a whole or in part.

    Attributes:
        source: id of the one that gives.
        target: id of the one that takes.
        verb: what the operation does, such as "merge".
        decision: number of the decision in the ledger.
        operation: number of the operation in the decision.
        on: first day it holds.
        unknown: whether nobody said how much goes over: the decision names both, and allocates nothing between them.
    """

    source: str
    target: str
    verb: str
    decision: int
    operation: int
    on: dt.date
    unknown: bool = False

    def as_dict(self) -> SuccessionDocument:
        """The succession as plain JSON values."""
        return {
            "source": self.source,
            "target": self.target,
            "verb": self.verb,
            "words": VERBS[self.verb].title.as_dict(),
            "decision": self.decision,
            "operation": self.operation,
            "on": self.on.isoformat(),
            "unknown": self.unknown,
        }


class BorderDocument(TypedDict):
    """How organizations left the register or came into it: with whom, as the decision says it, and when."""

    way: Literal["out", "in"]
    whom: str
    text: WordsDocument
    organizations: list[str]
    decision: int
    operation: int
    on: str


@dataclass(frozen=True, slots=True)
class Border(Documented):
    """Organizations that an operation handed out of the register, or received into it.

    Attributes:
        way: whether they went out, or came in.
        words: who has them from then on outside the register, or had them before, as the decision says it.
        organizations: their ids, superiors first.
        decision: number of the decision in the ledger.
        operation: number of the operation in the decision.
        on: first day it holds.
    """

    way: Literal["out", "in"]
    words: str
    organizations: tuple[str, ...]
    decision: int
    operation: int
    on: dt.date

    def text(self, *, lang: Lang = "vi") -> str:
        """What happened, with whom and when."""
        return f"{Beyond(self.way, self.words).told.text(lang=lang)}, {format_date(self.on, lang=lang)}"

    def as_dict(self) -> BorderDocument:
        """The crossing as plain JSON values."""
        return {
            "way": self.way,
            "whom": self.words,
            "text": Words(vi=self.text(lang="vi"), en=self.text(lang="en")).as_dict(),
            "organizations": [*self.organizations],
            "decision": self.decision,
            "operation": self.operation,
            "on": self.on.isoformat(),
        }


class RelativeDocument(TypedDict):
    """An organization of a lineage, by its last known name."""

    id: str
    name: str
    living: bool
    received: BorderDocument | None
    handed_out: BorderDocument | None


@dataclass(frozen=True, slots=True)
class Relative(Documented):
    """An organization of a lineage.

    Attributes:
        id: its id.
        name: its last known name.
        living: whether it lives in the register.
        received: how it came into the register, where it came from outside.
        handed_out: how it left the register, where it was handed out; it may live on elsewhere.
    """

    id: str
    name: str
    living: bool
    received: Border | None = None
    handed_out: Border | None = None

    def as_dict(self) -> RelativeDocument:
        """The organization as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "living": self.living,
            "received": None if self.received is None else self.received.as_dict(),
            "handed_out": None if self.handed_out is None else self.handed_out.as_dict(),
        }


class Successions:
    """All successions of a ledger, by the organization that gives and by the one that takes. Never changes.

    Args:
        edges: the successions in the order in which they took effect, those of one operation together.
        derived: ids of the organizations that began as a result of one of them: with a predecessor.
        look_up: what is known of an organization.
    """

    __slots__ = ("_derived", "_edges", "_from", "_look_up", "_places", "_to")

    def __init__(
        self, edges: Iterable[Succession], derived: Container[str], look_up: Callable[[str], Relative]
    ) -> None:
        self._edges = tuple(edges)
        self._derived = derived
        self._look_up = look_up
        self._places: list[int] = []
        """The place of the operation of each edge; those of one operation happen together."""
        self._from: dict[str, list[int]] = {}
        self._to: dict[str, list[int]] = {}
        for place, (_, together) in enumerate(groupby(self._edges, attrgetter("decision", "operation"))):
            for edge in together:
                at = len(self._places)
                self._places.append(place)
                self._from.setdefault(edge.source, []).append(at)
                self._to.setdefault(edge.target, []).append(at)

    def relative(self, key: str) -> Relative:
        """An organization as it is known today."""
        return self._look_up(key)

    def is_origin(self, key: str) -> bool:
        """Whether an organization began without a predecessor, whatever joined it later."""
        return key not in self._derived

    def __getitem__(self, place: int) -> Succession:
        return self._edges[place]

    def __iter__(self) -> Iterator[Succession]:
        return iter(self._edges)

    def reached(self, of: str, way: _Way) -> tuple[int, ...]:
        """Places of the successions met when one follows time from an organization, in order; costs what is met.

        What was reached stays reached and leads on by every later operation; no operation leads on from itself.
        """
        sign, ahead = (1, self._from) if way == "forth" else (-1, self._to)
        reached: set[str] = set()
        waiting: list[int] = []

        def enter(key: str, at: int | None) -> None:
            """Everything that leads on from an organization, after the operation by which it was reached."""
            reached.add(key)
            leading = ahead.get(key, [])
            if at is None:
                later = leading
            elif way == "forth":
                later = leading[bisect_right(leading, self._places[at], key=self._places.__getitem__) :]
            else:
                later = leading[: bisect_left(leading, self._places[at], key=self._places.__getitem__)]
            for one in later:
                heappush(waiting, sign * one)

        enter(of, None)
        met: list[int] = []
        while waiting:
            at = sign * heappop(waiting)
            met.append(at)
            edge = self._edges[at]
            far = edge.target if way == "forth" else edge.source
            if far not in reached:
                enter(far, at)
        return tuple(met) if way == "forth" else tuple(reversed(met))


def graph_of_everything(
    successions: Successions, spans: Mapping[str, Sequence[Span]], opening: Container[str]
) -> nx.DiGraph[str]:
    """All organizations of a ledger and who took over from whom, in texts and numbers alone.

    Args:
        successions: who took over from whom.
        spans: by id the stretches in which an organization stood, in order.
        opening: ids of the organizations the ledger opens with: when they began nobody knows.
    """
    import networkx as nx  # costs half a second, and few ask

    graph: nx.DiGraph[str] = nx.DiGraph()
    found = {(edge.source, edge.target): list[Succession]() for edge in successions}
    for edge in successions:
        found[edge.source, edge.target].append(edge)
    for key in dict.fromkeys([*spans, *(key for pair in found for key in pair)]):
        one, stood = successions.relative(key), spans.get(key, ())
        data: dict[str, str | int] = {"name": one.name, "living": one.living, "in_opening": key in opening}
        if stood:
            last = stood[-1]
            data |= {"form": last.organization.form.value, "level": last.organization.level.value}
            if key not in opening:
                data["first"] = stood[0].since.isoformat()
            if last.ended:
                data["last"] = last.last.isoformat()
            data["gaps"] = sum(one.until < then.since for one, then in pairwise(stood))
        for title, border in (("received_from", one.received), ("handed_out_to", one.handed_out)):
            if border is not None:
                data[title] = border.words
        graph.add_node(key, **data)
    for (source, target), edges in found.items():
        graph.add_edge(
            source,
            target,
            verb=_AND.join(edge.verb for edge in edges),
            on=_AND.join(edge.on.isoformat() for edge in edges),
            decision=_AND.join(str(edge.decision) for edge in edges),
            operation=_AND.join(str(edge.operation) for edge in edges),
            successions=len(edges),
            unknown=sum(edge.unknown for edge in edges),
        )
    return graph


_AND: Final = "; "
"""Between what several successions from one organization to another say of themselves."""


class LineageDocument(TypedDict):
    """What became of an organization, and from what it came: who took over from whom, in the order of effect."""

    schema: Literal["dangbo/lineage"]
    version: Literal[1]
    of: str
    became: list[str]
    came_from: list[str]
    organizations: list[RelativeDocument]
    edges: list[SuccessionDocument]


class Lineage(Documented, Framed):
    """What became of an organization, and from what it came. Made by `History.lineage`.

    Attributes:
        of: id of the organization.
        edges: the successions that lead from it or to it, in the order in which they took effect.
    """

    __slots__ = ("_back", "_forth", "_graph", "_origins", "_relatives", "edges", "of")

    def __init__(self, of: str, successions: Successions) -> None:
        self.of = of
        forth, back = successions.reached(of, "forth"), successions.reached(of, "back")
        self._forth, self._back = (tuple(map(successions.__getitem__, way)) for way in (forth, back))
        self.edges = tuple(map(successions.__getitem__, sorted({*back, *forth})))
        ids = dict.fromkeys([of, *(key for edge in self.edges for key in (edge.source, edge.target))])
        self._relatives = {key: successions.relative(key) for key in ids}
        sources = dict.fromkeys(edge.source for edge in self._back if edge.source != of)
        self._origins = tuple(key for key in sources if successions.is_origin(key))
        self._graph: nx.DiGraph[str] | None = None

    @property
    def became(self) -> tuple[str, ...]:
        """Ids of the living organizations that have something of it: itself while it lives, and all successors."""
        ids = dict.fromkeys([self.of, *(edge.target for edge in self._forth)])
        return tuple(key for key in ids if self._relatives[key].living)

    @property
    def came_from(self) -> tuple[str, ...]:
        """Ids of its origins: the predecessors that began without a predecessor, whatever joined them later.

        An organization of the opening is one, and one that was established. It is not its own origin.
        """
        return self._origins

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The lineage as a `networkx.DiGraph`: edges source to target, with `successions=` that led there.

        Nodes carry `name=` and `living=`; those that crossed the border of the register also `received_from=` or
        `handed_out_to=`, in the words of the decision. Built on first use and kept; its structure is frozen. It has
        circles where organizations gave parts to one another in both directions.
        """
        if self._graph is None:
            import networkx as nx  # costs half a second, and few ask

            graph: nx.DiGraph[str] = nx.DiGraph()
            for one in self._relatives.values():
                graph.add_node(one.id, name=one.name, living=one.living)
                for title, border in (("received_from", one.received), ("handed_out_to", one.handed_out)):
                    if border is not None:
                        graph.nodes[one.id][title] = border.words
            for edge in self.edges:
                known = graph.get_edge_data(edge.source, edge.target, default={}).get("successions", ())
                graph.add_edge(edge.source, edge.target, successions=(*known, edge))
            self._graph = nx.freeze(graph)
        return self._graph

    def __repr__(self) -> str:
        count, alive = len(self._relatives), len(self.became)
        noun = "organization" if count == 1 else "organizations"
        edges = f"{len(self.edges)} succession{'' if len(self.edges) == 1 else 's'}"
        return f"Lineage({self.of!r}: {count} {noun}, {edges}, {alive} living today)"

    def __str__(self) -> str:
        return self.show(lang="en").text

    def as_dict(self) -> LineageDocument:
        """The lineage as plain JSON values."""
        return {
            "schema": "dangbo/lineage",
            "version": 1,
            "of": self.of,
            "became": [*self.became],
            "came_from": [*self.came_from],
            "organizations": [one.as_dict() for one in self._relatives.values()],
            "edges": [edge.as_dict() for edge in self.edges],
        }

    def _frame(self) -> list[FrameColumn]:
        name = {key: one.name for key, one in self._relatives.items()}
        return columns_of(
            self.edges,
            ("source", "text"),
            ("source_name", "text", lambda edge: name[edge.source]),
            ("target", "text"),
            ("target_name", "text", lambda edge: name[edge.target]),
            ("verb", "text"),
            ("on", "day"),
            ("decision", "count"),
            ("operation", "count"),
            ("unknown", "yes/no"),
        )

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """From what it came and what became of it, as a tree; an organization met again is not unfolded again.

        Args:
            limit: most lines to show; `None` for all.
            lang: language of the words.
        """
        lines = [self._line(0, self.of, "", lang)]
        for edges, words in (
            (self._back, Words(vi="Hình thành từ", en="Came from")),
            (self._forth, Words(vi="Trở thành", en="Became")),
        ):
            if edges:
                lines.append(TreeLine(1, words.text(lang=lang)))
                lines += self._unfolded(edges, "back" if edges is self._back else "forth", lang)
        return draw_tree(lines, limit=limit, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _unfolded(self, edges: Sequence[Succession], way: _Way, lang: Lang) -> Iterator[TreeLine]:
        """The edges as a tree below the organization, nearest first, each organization unfolded once."""
        ordered = edges if way == "forth" else _backwards(edges)
        leaving: dict[str, list[tuple[int, Succession]]] = {}
        for at, edge in enumerate(ordered):
            leaving.setdefault(edge.source if way == "forth" else edge.target, []).append((at, edge))
        stack = [(2, at, edge) for at, edge in reversed(leaving.get(self.of, []))]
        unfolded = {self.of}
        while stack:
            depth, at, edge = stack.pop()
            key = edge.target if way == "forth" else edge.source
            words = VERBS[edge.verb].linking.text(lang=lang)
            vague = Words(vi=", chưa rõ phần nào", en=", a part of unknown size") if edge.unknown else NO_WORDS
            again = key in unfolded and bool(leaving.get(key))
            more = Words(vi=" (xem trên)", en=" (see above)") if again else NO_WORDS
            how = f"{words} {format_date(edge.on, lang=lang)}{vague.text(lang=lang)}{more.text(lang=lang)}"
            yield self._line(depth, key, how, lang)
            if not again:
                unfolded.add(key)
                onward = ((then, one) for then, one in leaving.get(key, []) if then > at and not _together(edge, one))
                stack += [(depth + 1, then, one) for then, one in reversed(list(onward))]

    def _line(self, depth: int, key: str, how: str, lang: Lang) -> TreeLine:
        one = self._relatives[key]
        ended = "" if one.living else Words(vi="đã chấm dứt hoạt động", en="ended").text(lang=lang)
        came, went = ("" if border is None else border.text(lang=lang) for border in (one.received, one.handed_out))
        notes = (how, came, went or ended)
        return TreeLine(depth, one.name, note="; ".join(words for words in notes if words), detail=key)


def _backwards(edges: Sequence[Succession]) -> list[Succession]:
    """The latest operation first, and what it did in its own order."""
    operations = [list(together) for _, together in groupby(edges, attrgetter("decision", "operation"))]
    return [edge for together in reversed(operations) for edge in together]


def _together(one: Succession, other: Succession) -> bool:
    """Whether two successions are of the same operation."""
    return (one.decision, one.operation) == (other.decision, other.operation)
