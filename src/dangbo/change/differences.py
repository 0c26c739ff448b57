"""How two states of a tree differ: what became of each organization, and who went from where to where.

```
Change          one organization: the record before and after, its superior, its people, its residential groups
Flow, Matrix    sources by destinations
```
"""

from __future__ import annotations

__all__ = ["Change", "Flow", "Matrix"]

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, overload

from typing_extensions import TypedDict

from dangbo.base.envelope import WordsDocument
from dangbo.base.findings import Lang
from dangbo.base.frames import Backend, FrameColumn, Framed, columns_of, frame_of
from dangbo.base.reading import read_choice
from dangbo.base.terms import Form, Level
from dangbo.base.text import spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.change.draft import Draft
from dangbo.change.proof import BeforeAfter, FigureEntry
from dangbo.hierarchy import Hierarchy
from dangbo.render import Table, number_cell
from dangbo.render.tabled import Tabled
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook
from dangbo.tree.asked import Tree
from dangbo.tree.facts import OrganizationFacts, organization_facts
from dangbo.tree.members import NOBODY, Headcount, HeadcountDocument, headcount_of
from dangbo.tree.records import FIELDS, Organization
from dangbo.tree.tables import CELLS, GROUPS

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class FlowDocument(TypedDict):
    """What went from one organization to another: organizations, and people with them or alone."""

    source: str
    destination: str
    organizations: int
    people: HeadcountDocument


class _Flow(NamedTuple):
    source: str
    destination: str
    organizations: int
    people: Headcount


class Flow(Documented, _Flow):
    """What went from one organization to another.

    Attributes:
        source: id of the superior whose subordinates went, or of the organization whose people went; who had them
            outside the register, in words.
        destination: id of the one that took them, likewise.
        organizations: subordinate organizations that went, each with everything below it.
        people: people who went: those of these organizations, and those who changed from the roll or the number of the
            source to that of the destination.
    """

    __slots__ = ()

    def as_dict(self) -> FlowDocument:
        """What went as plain JSON values."""
        return {
            "source": self.source,
            "destination": self.destination,
            "organizations": self.organizations,
            "people": self.people.as_dict(),
        }


Shape: TypeAlias = Literal["long", "wide"]
"""A row for each pair, or a row for each source."""

FlowFigure: TypeAlias = Literal["members", "organizations"]
"""What is counted of a flow."""

_SHAPES: Final[dict[Shape, Words]] = {
    "long": Words(vi="mỗi cặp một dòng", en="a row for each pair"),
    "wide": Words(vi="mỗi nơi đi một dòng", en="a row for each source"),
}
_FIGURES_OF_FLOWS: Final[dict[FlowFigure, Words]] = {
    "members": Words(vi="đảng viên", en="members"),
    "organizations": Words(vi="tổ chức", en="organizations"),
}


class TransferDocument(TypedDict):
    """Organizations and people that went, in all."""

    organizations: int
    people: HeadcountDocument


class MatrixDocument(TypedDict):
    """Sources by destinations: what went from where to where, what they are called, and all of it together."""

    schema: Literal["dangbo/matrix"]
    version: Literal[1]
    flows: list[FlowDocument]
    names: dict[str, str]
    total: TransferDocument


@dataclass(frozen=True, slots=True, repr=False)
class Matrix(Documented, Tabled, Framed):
    """Sources by destinations (bảng chuyển giao): how many organizations and people went from where to where.

    Attributes:
        flows: one for each pair, in the order of the decision.
        names: id and name of each organization in it.
    """

    flows: tuple[Flow, ...]
    names: tuple[tuple[str, str], ...]

    def total(self, *, source: str | None = None, destination: str | None = None) -> Flow:
        """The sum of the flows from one source, to one destination, or of all."""
        fits = [
            flow for flow in self.flows if source in {None, flow.source} and destination in {None, flow.destination}
        ]
        people = sum((flow.people for flow in fits), NOBODY)
        return Flow(source or "", destination or "", sum(flow.organizations for flow in fits), people)

    def as_dict(self) -> MatrixDocument:
        """The document `dangbo/matrix`: one entry for each pair, in the order of the decision."""
        total = self.total()
        return {
            "schema": "dangbo/matrix",
            "version": 1,
            "flows": [flow.as_dict() for flow in self.flows],
            "names": dict(self.names),
            "total": {"organizations": total.organizations, "people": total.people.as_dict()},
        }

    def __repr__(self) -> str:
        total = self.total()
        count, orgs = len(self.flows), total.organizations
        return (
            f"Matrix({count} flow{'' if count == 1 else 's'}: {spaced_number(orgs)} "
            f"organization{'' if orgs == 1 else 's'}, {spaced_number(total.people.total)} members)"
        )

    def _frame(self) -> list[FrameColumn]:
        return self._columns("long", "members")

    def _columns(self, shape: Shape, figure: FlowFigure) -> list[FrameColumn]:
        name = dict(self.names)
        if read_choice(shape, _SHAPES, "shape") == "long":
            return columns_of(
                self.flows,
                ("source", "text"),
                ("source_name", "text", lambda flow: name[flow.source]),
                ("destination", "text"),
                ("destination_name", "text", lambda flow: name[flow.destination]),
                ("organizations", "count"),
                ("full", "count", lambda flow: flow.people.full),
                ("probationary", "count", lambda flow: flow.people.probationary),
                ("members", "count", lambda flow: flow.people.total),
            )
        figures: dict[str, dict[str, int]] = {}
        for flow in self.flows:
            row = figures.setdefault(flow.source, {})
            went = flow.organizations if figure == "organizations" else flow.people.total
            row[flow.destination] = row.get(flow.destination, 0) + went
        destinations = dict.fromkeys(flow.destination for flow in self.flows)
        return [
            FrameColumn("source", "text", [*figures]),
            *(FrameColumn(to, "count", [row.get(to, 0) for row in figures.values()]) for to in destinations),
        ]

    @overload
    def to_frame(
        self, *, shape: Shape = "long", figure: FlowFigure = "members", backend: Literal["pandas"] = "pandas"
    ) -> pd.DataFrame: ...
    @overload
    def to_frame(
        self, *, shape: Shape = "long", figure: FlowFigure = "members", backend: Literal["polars"]
    ) -> pl.DataFrame: ...
    @overload
    def to_frame(
        self, *, shape: Shape = "long", figure: FlowFigure = "members", backend: Literal["pyarrow"]
    ) -> pa.Table: ...
    @overload
    def to_frame(
        self, *, shape: Shape = "long", figure: FlowFigure = "members", backend: Backend
    ) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
    def to_frame(
        self, *, shape: Shape = "long", figure: FlowFigure = "members", backend: Backend = "pandas"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The flows as a data frame, without totals: a row for each pair, or a row for each source.

        Args:
            shape: "long" has a row for each flow; "wide" a row for each source and a column for each destination,
                called by its id, 0 where nothing went.
            figure: what stands in the cells of the wide one.
            backend: the package whose frame it is.

        Raises:
            MissingExtraError: the package is not installed, or narwhals is not; the error says how it is.
            InvalidInputError: another backend, shape or figure.
        """
        read_choice(figure, _FIGURES_OF_FLOWS, "figure")
        return frame_of(self._columns(shape, figure), backend=backend)

    def table(self, *, lang: Lang = "vi") -> Table:
        """The matrix as a list of pairs, with totals.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        name = dict(self.names)
        rows = [(name[flow.source], name[flow.destination], *_counts(flow, lang)) for flow in self.flows]
        rows.append((_TOTAL.text(lang=lang), "", *_counts(self.total(), lang)))
        return words_table(_MATRIX, _MATRIX_HEADS, rows, words=[1], totals=[len(rows) - 1], lang=lang)


_TOTAL: Final = Words(vi="Tổng cộng", en="Total")
_MATRIX: Final = Words(vi="Nơi đi, nơi đến", en="From where to where")
_MATRIX_HEADS: Final = (
    Words(vi="Nơi đi", en="From"),
    Words(vi="Nơi đến", en="To"),
    Words(vi="Tổ chức", en="Organizations"),
    Words(vi="Đảng viên", en="Members"),
)


def _counts(flow: Flow, lang: Lang) -> tuple[str, str]:
    return number_cell(flow.organizations, lang=lang), number_cell(flow.people.total, lang=lang)


ChangeKind: TypeAlias = Literal["established", "ended", "moved", "changed", "handed_out", "received"]
"""What happened to an organization."""

CHANGE_WORDS: Final[Mapping[ChangeKind, Words]] = {
    "established": Words(vi="thành lập", en="established"),
    "ended": Words(vi="chấm dứt hoạt động", en="ended"),
    "moved": Words(vi="thay đổi cấp trên trực tiếp", en="moved"),
    "changed": Words(vi="thay đổi", en="changed"),
    "handed_out": Words(vi="chuyển giao ra ngoài", en="handed out of the register"),
    "received": Words(vi="tiếp nhận từ ngoài", en="received from outside"),
}
"""The same in words."""


class FieldChangeEntry(TypedDict):
    """A field of a record that changed: which, what it is called, and its values in words."""

    field: str
    label: WordsDocument
    before: WordsDocument
    after: WordsDocument


class SuperiorsEntry(TypedDict):
    """Ids of the direct superior before and after; null before an organization began, after it ended, for the root."""

    before: str | None
    after: str | None


class ChangeDocument(TypedDict):
    """How one organization differs after a plan: the record after (before where it ended), what it was, its figures."""

    organization: OrganizationFacts
    was: OrganizationFacts | None
    kind: ChangeKind
    kind_label: WordsDocument
    parent: SuperiorsEntry
    members: FigureEntry
    groups: FigureEntry
    operation: int
    fields: list[FieldChangeEntry]


@dataclass(frozen=True, slots=True)
class Change(Documented):
    """How one organization differs after a plan.

    Attributes:
        organization: the record after, or before where it ended.
        kind: what happened to it, the weightiest first: established, ended, moved, or changed in place; or that it came
            into the register from outside, or was handed out of it.
        parent: id of the direct superior before and after; `None` before it began, after it ended, for the root.
        members: its own people before and after.
        groups: residential groups it serves, before and after.
        operation: number of the operation that touched it last.
        was: the record before; `None` where it did not live.
    """

    organization: Organization
    kind: ChangeKind
    parent: tuple[str | None, str | None]
    members: BeforeAfter
    groups: BeforeAfter
    operation: int
    was: Organization | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the fields of the record that differ, where it lived before and lives after."""
        if self.was is None or self.kind in {"ended", "handed_out"}:
            return ()
        return tuple(name for name in FIELDS if getattr(self.was, name) != getattr(self.organization, name))

    def fields(self, *, lang: Lang = "vi") -> tuple[tuple[str, str, str], ...]:
        """What of the record itself changed: (what, before, after), in words."""
        known_language(lang)  # told also where nothing changed
        both = [(name, getattr(self.was, name), getattr(self.organization, name)) for name in self.changed]
        return tuple(
            (FIELDS[name].text(lang=lang), _field_text(name, old, lang), _field_text(name, new, lang))
            for name, old, new in both
        )

    def as_dict(self) -> ChangeDocument:
        """The change as plain JSON values: records, figures, and in both languages what of the record changed."""
        return {
            "organization": organization_facts(self.organization),
            "was": None if self.was is None else organization_facts(self.was),
            "kind": self.kind,
            "kind_label": CHANGE_WORDS[self.kind].as_dict(),
            "parent": {"before": self.parent[0], "after": self.parent[1]},
            "members": self.members.as_dict(),
            "groups": self.groups.as_dict(),
            "operation": self.operation,
            "fields": [
                {
                    "field": name,
                    "label": FIELDS[name].as_dict(),
                    "before": _field_words(name, self.was).as_dict(),
                    "after": _field_words(name, self.organization).as_dict(),
                }
                for name in self.changed
            ],
        }


def _field_text(name: str, value: object, lang: Lang) -> str:
    if isinstance(value, Form | Level):
        return value.words.text(lang=lang)
    if name == "unit_type" and isinstance(value, str):
        return RuleBook.default().unit_type_label(value, lang=lang)
    if isinstance(value, tuple):
        return "; ".join(one.text(lang=lang) for one in value) or "—"
    return "—" if value is None else str(value)


def _field_words(name: str, org: Organization | None) -> Words:
    value = getattr(org, name)
    return Words(vi=_field_text(name, value, "vi"), en=_field_text(name, value, "en"))


def change_of(base: Hierarchy | Draft, draft: Draft, key: str, stamp: int, across: Container[str]) -> Change | None:
    """How an organization differs; `None` where it began and ended within the plan.

    Args:
        base: the state before.
        draft: the state after.
        key: id of the organization.
        stamp: number of the operation that touched it last.
        across: ids of those that crossed the border of the register.
    """
    was, now = base._find(key), draft._find(key)
    org = now or was
    if org is None:  # began and ended inside the plan
        return None
    kind: ChangeKind
    if was is None:
        kind = "received" if key in across else "established"
    elif now is None:
        kind = "handed_out" if key in across else "ended"
    else:
        kind = "moved" if was.parent != now.parent else "changed"
    return Change(
        organization=org,
        kind=kind,
        parent=(was.parent if was else None, now.parent if now else None),
        members=BeforeAfter(_own(base, was), _own(draft, now)),
        groups=BeforeAfter(_served(base, was), _served(draft, now)),
        operation=stamp,
        was=was,
    )


def _own(tree: Tree, org: Organization | None) -> int:
    """People of an organization itself; nobody where it does not live."""
    return 0 if org is None else tree._roll_count(org.id).total + org.full + org.probationary


def _served(tree: Tree, org: Organization | None) -> int:
    """Residential groups an organization serves."""
    return 0 if org is None else sum(tree._row(GROUPS, key) is not None for key in tree._naming(CELLS, org.id))


def flows_between(base: Hierarchy | Draft, draft: Draft, changes: Sequence[Change]) -> tuple[Flow, ...]:
    """What went from where to where between two states."""
    organizations: Counter[tuple[str, str]] = Counter()
    people: dict[tuple[str, str], list[int]] = {}

    def went(source: str, destination: str, count: Headcount) -> None:
        if source != destination:
            known = people.setdefault((source, destination), [0, 0])
            known[0] += count.full
            known[1] += count.probationary

    moved = {change.organization.id for change in changes if change.kind == "moved"}
    for change in changes:
        above, under = change.parent
        if change.kind == "moved" and above is not None and under is not None:
            organizations[above, under] += 1
            went(above, under, _going_along(base, draft, change.organization.id, moved))
    for member, now in draft.touched_people().items():
        was = base._home_of(member)
        person = draft._person(member)
        if was is not None and now is not None and person is not None:
            went(was, now, headcount_of((person,)))
    for source, destination, count in _legs(draft):
        went(source, destination, count)
    pairs = dict.fromkeys((*organizations, *people))
    return tuple(Flow(*pair, organizations[pair], Headcount(*people.get(pair, ()))) for pair in pairs)


def _going_along(base: Hierarchy | Draft, draft: Draft, top: str, moved: Container[str]) -> Headcount:
    """People who go with an organization to another superior, without leaving the one they are in."""
    full = probationary = 0
    stack = [top]
    while stack:
        key = stack.pop()
        was, now = base._find(key), draft._find(key)
        if was is None or now is None:
            continue
        if key in draft.carried or draft.keeps_inside(key):
            listed = base._roll_count(key)
        else:
            stay = set(draft.roll(key))
            people = (draft._person(member) for member in base.roll(key) if member in stay)
            listed = headcount_of(person for person in people if person is not None)
        full += listed.full + min(was.full, now.full)
        probationary += listed.probationary + min(was.probationary, now.probationary)
        stack += (child for child in base._child_ids(key) if child not in moved)
    return Headcount(full, probationary)


def _legs(draft: Draft) -> Iterator[tuple[str, str, Headcount]]:
    """Where people known only by number went, a chain told as one leg where everybody went all the way."""
    held: dict[str, dict[str, Headcount]] = {}
    for source, to, count, everybody in draft.number_moves:
        arrived = held.pop(source, {})
        through = sum(arrived.values(), NOBODY)
        if not everybody or through.full > count.full or through.probationary > count.probationary:
            yield from ((origin, source, some) for origin, some in arrived.items())  # nobody can say who went on
            arrived, through = {}, NOBODY
        at = held.setdefault(to, {})
        for origin, some in (*arrived.items(), (source, count - through)):
            if some.total and origin != to:
                at[origin] = at.get(origin, NOBODY) + some
    for to, origins in held.items():
        yield from ((origin, to, count) for origin, count in origins.items())
