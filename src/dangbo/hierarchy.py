"""The tree of party organizations on one date, and what can be asked of it: `Hierarchy`.

A `Hierarchy` is a snapshot: it is built once, checked once, and never changes. The next one comes out of a plan
(`dangbo.restructure`), which works on a `Draft` of it (`dangbo.change.draft`).

Construction raises for structure only (ids, one root, parents, circles, names): real registers break rules nobody has
read, and must load. What the rules of the date say of forms, levels and sizes are the findings of `Hierarchy.check`.
"""

from __future__ import annotations

__all__ = ["By", "Hierarchy"]

import datetime as dt
from abc import ABCMeta
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat, starmap
from operator import attrgetter, itemgetter
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias, TypeVar, cast, get_args, overload

from dangbo.base.errors import InvalidInputError, TermError, quoted
from dangbo.base.findings import Finding, Lang, Severity, finding, grouped
from dangbo.base.frames import Backend, FrameColumn, Framed, frame_of
from dangbo.base.legacy import bears_signs, legacy_encoding
from dangbo.base.reading import read_choice
from dangbo.base.records import RecordType, id_of, instance_of, items_of
from dangbo.base.terms import Form, Kind, Level, Post
from dangbo.base.text import (
    UnreadableError,
    count_of,
    fold,
    format_date,
    format_number,
    name_key,
    nearest,
    parse_count,
    parse_date,
    spaced_number,
    type_words,
)
from dangbo.base.words import Words
from dangbo.render import Drawing, Findings, LeftOut, TreeLine, draw_tree, stack
from dangbo.rules import RuleBook, Rules, book_of
from dangbo.tree.asked import Ids, Tree
from dangbo.tree.checks import check_alike, check_heads, check_organization, check_stays, complete_consents
from dangbo.tree.committees import NO_SEATS, Calendar, Committee, check_committees, committee_of
from dangbo.tree.frames import Frame, rows_or_frame, sheet_of_frame
from dangbo.tree.members import NOBODY, Headcount, Member
from dangbo.tree.people import People, Roll
from dangbo.tree.posts import Mandate, Seat
from dangbo.tree.reading import Rows, people_of, read_rows
from dangbo.tree.records import Coverage, MassBody, Organization, ResidentialGroup, Stay
from dangbo.tree.renaming import renamed
from dangbo.tree.rows import TOTALS, Discretion, Sheet, few, has_columns, sheet
from dangbo.tree.structure import (
    Beside,
    Counts,
    Loaded,
    as_kept,
    leave_those_beside,
    on_no_roll,
    pairs_of,
    records_of,
    refuse,
)
from dangbo.tree.tables import BODIES, CELLS, GROUPS, MANDATES, SEATS, STAYS, TABLES, Link, SideTable
from dangbo.tree.told_tree import ToldTree
from dangbo.tree.totals import Branches, add_up, branch_of, count_kinds

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dangbo.base.people import People as ShowPeople
    from dangbo.tree.as_columns import FrameOf

By: TypeAlias = Literal["form", "level", "kind", "unit_type"]

Members: TypeAlias = Iterable[Member | Mapping[str, Any]] | Mapping[str, Sequence[object]] | People
"""People as records, as rows, as columns, or as another snapshot has them."""

Stays: TypeAlias = Mapping[str, str] | Mapping[str, Stay] | Iterable[Stay]
"""Temporary stays: from member to organization, where nobody knows the days; as another snapshot has them; as records.
"""

Seats: TypeAlias = Mapping[str, Seat] | Iterable[Seat]
"""Seats as records, or as another snapshot has them."""

Mandates: TypeAlias = Mapping[str, Mandate] | Iterable[Mandate]
"""Terms of committees likewise."""

_Snapshot = TypeVar("_Snapshot", bound="Hierarchy")
_R = TypeVar("_R")


class _TreeType(RecordType, ABCMeta):
    """Calling `Hierarchy` builds one, or says in the words of records what does not fit."""


class Hierarchy(Tree, ToldTree, Framed, metaclass=_TreeType):
    """The organizations, members and residential groups of one date, as one tree. Immutable.

    Lookups take an id or a record and return records. Iteration gives the organizations parents first, each branch in
    one piece. Equality is identity; `same_as` compares contents.

    Args:
        organizations: records; exactly one has no parent.
        members: people with a record: records, rows, or columns (`{"id": [...], "name": [...], "status": [...]}`). Rows
            and columns may carry `organization`, as in `from_rows`.
        roll: organization id to member ids; a person is on one roll.
        groups: residential groups.
        stays: who takes part in another organization for a time (sinh hoạt tạm thời): `Stay` records, or a mapping from
            member id to organization where nobody knows the days.
        mass_bodies: công đoàn, đoàn thanh niên ... of host units.
        seats: who is secretary, deputy, member of a committee; `Seat` records.
        mandates: the terms of committees; `Mandate` records.
        as_of: the date this describes, as a date or "YYYY-MM-DD".

    Raises:
        HierarchyError: no root or several, a circle, an unknown parent, a repeated id, a person on two rolls, an
            unknown id on the roll or in a group; all problems at once in `.findings`.
        InvalidInputError: a date that does not exist, anything else than records (`from_rows` reads mappings), an
            argument that does not exist.

    Examples:
        >>> ward = Organization(id="dbp", name="Đảng bộ phường", form=Form.DANG_BO, level=Level.GRASSROOTS)
        >>> cell = Organization(
        ...     id="cb-1", name="Chi bộ 1", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp", full=31)
        >>> Hierarchy([ward, cell], as_of="2023-04-30")
        Hierarchy(2 organizations, 31 members, as of 2023-04-30)
    """

    __slots__ = (
        "__weakref__",
        "_as_of",
        "_branches",
        "_children",
        "_coded",
        "_counted",
        "_graph",
        "_names",
        "_notes",
        "_order",
        "_records",
        "_roll",
        "_root",
        "_tables",
        "_total",
    )

    _as_of: dt.date
    _root: Organization
    _records: dict[str, Organization]
    _children: dict[str, tuple[str, ...]]
    _coded: dict[str, list[str]] | None
    _roll: Roll
    _tables: dict[str, dict[str, Any]]
    _names: dict[str, dict[str, Ids]]
    _branches: Branches | None
    _counted: Counter[Kind] | None
    _notes: tuple[Finding, ...]
    _total: Headcount
    _order: tuple[list[str], list[int]] | None
    _graph: nx.DiGraph[str] | None

    def __init__(
        self,
        organizations: Iterable[Organization],
        members: Members = (),
        roll: Mapping[str, Iterable[str]] | None = None,
        groups: Iterable[ResidentialGroup] = (),
        *,
        stays: Stays | None = None,
        mass_bodies: Iterable[MassBody] = (),
        seats: Seats = (),
        mandates: Mandates = (),
        as_of: dt.date | str,
    ) -> None:
        day = parse_date(as_of, where="as_of")
        problems: list[Finding] = []
        orgs = records_of(Organization, organizations, "organizations", "tổ chức", problems)
        sheet_of_people = _sheet_of_people(members)
        problems += sheet_of_people.problems
        given: dict[str, object] = {
            GROUPS.name: groups,
            STAYS.name: pairs_of(STAYS, stays, problems),
            BODIES.name: mass_bodies,
            SEATS.name: as_kept(SEATS, seats),
            MANDATES.name: as_kept(MANDATES, mandates),
        }
        tables = {
            name: records_of(TABLES[name].record, some, name, TABLES[name].noun.vi, problems)
            for name, some in given.items()
        }
        if problems:
            raise InvalidInputError(problems)
        people = read_rows(sheet_of_people, Member, also=("organization",))
        say = Discretion([(people.ids, people.numbers), (people.raw.get("organization", ()), people.numbers)])
        loaded = Loaded(orgs, people_of(people), roll, homes=people.homes, also_members=people.refused, say=say)
        beside = Beside(loaded, tables, also_members=people.refused, say=say)
        problems, notes = [*people.problems, *loaded.problems], [*people.notes]
        on_no_roll(people, loaded, problems, notes)
        refuse(problems, notes)
        self._build(loaded, beside, day, tuple(notes))

    def _build(self, loaded: Loaded, beside: Beside, as_of: dt.date, notes: tuple[Finding, ...] = ()) -> None:
        """Settle on what was read and found sound."""
        roll = Roll(loaded.people, loaded.roll)
        self._settle(loaded.records, loaded.children, roll, beside.rows, beside.naming, as_of, notes=notes)
        for org in [org for org in self._records.values() if org.consents]:
            self._records[org.id] = complete_consents(self, org)
        object.__setattr__(self, "_root", self._records[self._root.id])

    def _settle(
        self,
        records: dict[str, Organization],
        children: dict[str, tuple[str, ...]],
        roll: Roll,
        tables: dict[str, dict[str, Any]],
        names: dict[str, dict[str, Ids]],
        as_of: dt.date,
        *,
        root: Organization | None = None,
        total: Headcount | None = None,
        notes: tuple[Finding, ...] = (),
    ) -> None:
        put = partial(object.__setattr__, self)
        put("_records", records)
        put("_children", children)
        put("_roll", roll)
        put("_tables", tables)
        put("_names", names)
        put("_find", records.get)
        put("_kids", children.get)
        put("_as_of", as_of)
        put("_root", root or next(org for org in records.values() if org.parent is None))
        if total is None:
            full = sum(map(attrgetter("full"), records.values()))
            probationary = sum(map(attrgetter("probationary"), records.values()))
            total = roll.total() + Headcount(full, probationary)
        put("_total", total)
        put("_notes", notes)
        put("_order", None)
        put("_graph", None)
        put("_coded", None)
        put("_branches", None)
        put("_counted", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a snapshot never changes ({name}); the next one comes out of a plan")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Organization | Mapping[str, Any]] | Mapping[str, Sequence[object]],
        *,
        members: Members = (),
        groups: Iterable[ResidentialGroup | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        roll: Mapping[str, Iterable[str]] | None = None,
        stays: Stays | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] | None = None,
        mass_bodies: Iterable[MassBody | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        seats: Seats | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        mandates: Mandates | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        counts: Counts = "beside the roll",
        columns: Mapping[str, str | Mapping[str, str]] = MappingProxyType({}),
        first_row: int | None = None,
        as_of: dt.date | str,
    ) -> Self:
        """Build from anything iterable of mappings: dicts, `csv.DictReader`, records of a data frame; or from columns.

        Every table may be a mapping from column to values too: `{"id": [...], "name": [...], "parent": [...]}`.

        Columns are the fields of `Organization`; `kind` ("chi bộ trực thuộc") may stand for `form` and `level`. Values
        may be codes or Vietnamese labels. Empty strings and `None` are missing. Other columns are left out, unless
        they look like a misspelt field. Blank rows are left out too, and `check` tells of them.
        Rows of members carry `organization`, which puts the person on its roll. Without the column only people whom
        `roll` names are read; where its cell is blank the person is on no roll, and `check` tells the rows.
        A column `size_consent` names the paper by which the higher level agreed; it is read as a `Consent` to what the
        organization is there, and to the size it has there.

        Args:
            rows: the organizations.
            members: people, as rows or records.
            groups: residential groups, as rows or records.
            roll: as in `Hierarchy`, besides what the rows of members say.
            stays: as in `Hierarchy`, or as rows: `member`, `organization`, and the days `since` and `until`.
            mass_bodies: as rows or records.
            seats: as rows or records; posts, bodies and sources as codes or labels.
            mandates: as rows or records.
            counts: whom `full` and `probationary` count. "beside the roll": people known only by number, who are added
                to those on the roll. "total": everybody, also those on the roll, who are therefore subtracted; a count
                that is blank says nothing.
            columns: names of columns in all these tables, each with the field it is: `{"Mã tổ chức": "id"}`. What one
                table means by a name goes before, under the table: `{"members": {"Mã tổ chức": "organization"}}`.
            first_row: number of the first row in its file, for the places of problems; by default what a
                `csv.DictReader` says, or 1.
            as_of: as in `Hierarchy`.

        Raises:
            HierarchyError: rows that make no tree, or blank ids or names; with the problems of single values.
            InvalidInputError: values that cannot be read, each with its row and field and without the value; what is
                no table of rows; a name in `columns` that no table or no record has.
            TermError: another word for `counts`.

        Examples:
            >>> rows = [
            ...     {"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở", "parent": ""},
            ...     {"id": "cb-1", "name": "Chi bộ 1", "kind": "chi bộ trực thuộc", "parent": "dbp", "full": "31"},
            ... ]
            >>> Hierarchy.from_rows(rows, as_of="2023-04-30").headcount("dbp")
            Headcount(full=31, probationary=0)
            >>> people = [{"id": "m-1", "name": "Lê Văn Ba", "organization": "cb-1"}]
            >>> Hierarchy.from_rows(rows, members=people, counts="total", as_of="2023-04-30").headcount("dbp")
            Headcount(full=31, probationary=0)
            >>> named = [{"Mã tổ chức": "dbp", "Tên": "Đảng bộ phường", "Loại": "đảng bộ cơ sở"}]
            >>> columns = {"Mã tổ chức": "id", "Tên": "name", "Loại": "kind"}
            >>> Hierarchy.from_rows(named, columns=columns, as_of="2023-04-30").root.name
            'Đảng bộ phường'
        """
        day = parse_date(as_of, where="as_of")
        if counts not in get_args(Counts):
            raise TermError(Words(vi="cách hiểu số đếm", en="reading of counts"), str(counts), get_args(Counts))
        if first_row is not None:
            first_row = parse_count(first_row, where="first_row")
        problems: list[Finding] = []
        given: dict[str, object] = {
            GROUPS.name: groups,
            STAYS.name: stays if has_columns(stays) else pairs_of(STAYS, stays, problems),
            BODIES.name: mass_bodies,
            SEATS.name: as_kept(SEATS, seats),
            MANDATES.name: as_kept(MANDATES, mandates),
        }
        sheets: Sequence[Sheet] = (
            sheet(rows, "organization", Organization, first_row=first_row),
            _sheet_of_people(members, first_row),
            *(sheet(some, TABLES[name].row, TABLES[name].record, first_row=first_row) for name, some in given.items()),
        )
        refuse([*problems, *(found for one in sheets for found in one.problems)])
        if columns:
            sheets, problems = renamed(sheets, columns)
            refuse(problems)
        orgs = read_rows(sheets[0], Organization)
        people = read_rows(sheets[1], Member, also=("organization",))
        beside_rows = {name: read_rows(one, TABLES[name].record) for name, one in zip(given, sheets[2:], strict=True)}
        every: list[Rows[Any]] = [orgs, people, *beside_rows.values()]
        ids = [(read.ids, read.numbers) for read in every]
        say = Discretion([*ids, (people.raw.get("organization", ()), people.numbers)])
        loaded = Loaded(
            orgs.records,
            people_of(people),
            roll,
            homes=people.homes,
            also_organizations=orgs.refused,
            also_members=people.refused,
            say=say,
        )
        beside = Beside(
            loaded,
            {name: read.records for name, read in beside_rows.items()},
            also_organizations=orgs.refused,
            also_members=people.refused,
            say=say,
        )
        problems = [*(found for read in every for found in read.problems), *loaded.problems]
        problems += (
            finding("input/total-row", f"id '{key}'", place=Words(vi=f"mã '{key}'", en=f"id '{key}'"))
            for key in TOTALS
            if key in loaded.records or key in loaded.people
        )
        if counts == "total":
            problems += leave_those_beside(loaded, orgs, say)
        notes = [found for read in every for found in read.notes]
        on_no_roll(people, loaded, problems, notes)
        refuse(problems, notes)
        new = object.__new__(cls)
        new._build(loaded, beside, day, tuple(notes))
        return new

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        members: Frame | Members = (),
        groups: Frame | Iterable[ResidentialGroup | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        roll: Mapping[str, Iterable[str]] | None = None,
        stays: Frame | Stays | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] | None = None,
        mass_bodies: Frame | Iterable[MassBody | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        seats: Frame | Seats | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        mandates: Frame | Mandates | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        counts: Counts = "beside the roll",
        columns: Mapping[str, str | Mapping[str, str]] = MappingProxyType({}),
        first_row: int | None = None,
        as_of: dt.date | str,
    ) -> Self:
        """Build from data frames of pandas, Polars, PyArrow or what else narwhals knows, read by column.

        Columns, values and blanks are those of `from_rows`; NaN, NA, NaT and null are blanks. A lazy frame is
        collected. An index is no column: where it bears the name of one that is told. Columns nobody asks for are not
        looked at. Ids are texts: a column of numbers has lost its zeros already, and is refused.

        Args:
            frame: the organizations, a row for each.
            members: people, as a frame with a column `organization`, or as in `from_rows`.
            groups: residential groups, as a frame, or as in `from_rows`.
            roll: as in `from_rows`.
            stays: as a frame, or as in `from_rows`.
            mass_bodies: as a frame, or as in `from_rows`.
            seats: as a frame, or as in `from_rows`.
            mandates: as a frame, or as in `from_rows`.
            counts: as in `from_rows`.
            columns: as in `from_rows`: `{"Mã tổ chức": "id"}`, or for one table `{"members": {"Họ tên": "name"}}`.
            first_row: number of the first row in its file, for the places of problems; 1 unless told otherwise.
            as_of: as in `Hierarchy`.

        Raises:
            MissingExtraError: narwhals is not installed; the error says how it is.
            HierarchyError: as `from_rows`.
            InvalidInputError: no frame, and as `from_rows`, each problem with its row and column.
            TermError: another word for `counts`.
        """
        first = None if first_row is None else parse_count(first_row, where="first_row")

        def read(given: object, noun: str, record: type, name: str) -> Any:
            return rows_or_frame(given, noun, record, columns=columns, table=name, first_row=first)

        beside = {"groups": groups, "stays": stays, "mass_bodies": mass_bodies, "seats": seats, "mandates": mandates}
        return cls.from_rows(
            cast(
                "Any",
                sheet_of_frame(frame, "organization", Organization, columns=columns, table="rows", first_row=first),
            ),
            members=read(members, "member", Member, "members"),
            **{name: read(given, TABLES[name].row, TABLES[name].record, name) for name, given in beside.items()},
            roll=roll,
            counts=counts,
            columns=columns,
            first_row=first,
            as_of=as_of,
        )

    @classmethod
    def from_graph(cls, graph: nx.DiGraph[Any], *, like: Hierarchy) -> Self:
        """The way back from networkx: the organizations and edges of a graph, the rest from another hierarchy.

        Args:
            graph: edges parent to child; node data `organization=` as in `Hierarchy.graph`. The edge decides the
                parent; the record decides everything else.
            like: where roll, residential groups and date come from. What belongs to organizations that are no longer
                in the graph is refused, since people would vanish.

        Raises:
            HierarchyError: several parents, several roots, a circle, people or groups of a missing organization.
            InvalidInputError: no directed graph, a node without a record or with that of another id: a node that is
                called otherwise needs a record that is, and everything that names it too.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> Hierarchy.from_graph(city.to_networkx(), like=city).same_as(city)
            True
        """
        instance_of(Hierarchy, like, "like")
        from dangbo.tree.graphs import records_of_graph

        records = records_of_graph(graph)
        roll = {key: like._roll.of(key) for key in like._roll.organizations()}
        return built(cls, records, like.members, roll, _as_lists(like), like.as_of)

    # --- what stands in it --------------------------------------------------------------------------------------

    @property
    def as_of(self) -> dt.date:
        """The date this describes."""
        return self._as_of

    @property
    def root(self) -> Organization:
        """The organization above all others."""
        return self._root

    @property
    def members(self) -> People:
        """Every person with a record, by id; each `Member` is made when asked for: equal, not the same object.

        A class of one's own that adds to `Member` comes back as a `Member`, without what it added. `dict(tree.members)`
        makes a dictionary of them.
        """
        return self._roll.people

    @property
    def groups(self) -> Mapping[str, ResidentialGroup]:
        """Every residential group, by id; read-only."""
        return MappingProxyType(self._tables[GROUPS.name])

    @property
    def stays(self) -> Mapping[str, Stay]:
        """Where people take part for a time beside their official roll, by member id; read-only.

        Also those whose stay is over by the date of the snapshot: they are no `guests`, and `check` tells of them.
        """
        return MappingProxyType(self._tables[STAYS.name])

    @property
    def seats(self) -> Mapping[str, Seat]:
        """Who has which post in which body, by `Seat.key`; read-only. Also seats that are over, or begin later."""
        return MappingProxyType(self._tables[SEATS.name])

    @property
    def mandates(self) -> Mapping[str, Mandate]:
        """The terms of committees, by `Mandate.key`; read-only."""
        return MappingProxyType(self._tables[MANDATES.name])

    @property
    def mass_bodies(self) -> Mapping[str, MassBody]:
        """Every mass body, by id; read-only."""
        return MappingProxyType(self._tables[BODIES.name])

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Organization]:
        return map(self._records.__getitem__, self._parents_first()[0])

    def __repr__(self) -> str:
        people, count = spaced_number(self._total.total), spaced_number(len(self))
        noun = "organization" if len(self) == 1 else "organizations"
        return f"{type(self).__name__}({count} {noun}, {people} members, as of {self.as_of})"

    def __reduce__(self) -> tuple[Any, ...]:
        roll = {key: self._roll.of(key) for key in self._roll.organizations()}
        return (built, (type(self), tuple(self), self.members, roll, _as_lists(self), self.as_of, self._notes))

    def same_as(self, other: Hierarchy) -> bool:
        """Whether two snapshots say the same of the same date: organizations, people, rolls, tables; O(everything).

        Raises:
            InvalidInputError: what is no snapshot.
        """
        instance_of(Hierarchy, other, "other")
        return (
            self.as_of == other.as_of
            and self._records == other._records
            and self._tables == other._tables
            and self.members == other.members
            and {k: set(self._roll.of(k)) for k in self._roll.organizations()}
            == {k: set(other._roll.of(k)) for k in other._roll.organizations()}
        )

    # --- primitives of the tree ---------------------------------------------------------------------------------

    def _child_ids(self, key: str) -> Ids:
        return self._children.get(key, ())

    def _lists(self, superior: str, key: str) -> bool:
        org = self._records.get(key)
        return org is not None and org.parent == superior

    def _roll_ids(self, key: str) -> tuple[str, ...]:
        return self._roll.of(key)

    def _roll_count(self, key: str) -> Headcount:
        return self._roll.headcount(key)

    def _home_of(self, member: str) -> str | None:
        return self._roll.home(member)

    def _person(self, member: str) -> Member | None:
        return self._roll.people.get(member)

    def _row(self, table: SideTable[_R], key: str) -> _R | None:
        return self._tables[table.name].get(key)

    def _rows_of(self, table: SideTable[_R]) -> Iterable[_R]:
        return self._tables[table.name].values()

    def _has_rows(self, table: SideTable[Any]) -> bool:
        return bool(self._tables[table.name])

    def _count_of(self, table: SideTable[_R]) -> int:
        return len(self._tables[table.name])

    def _naming(self, link: Link[_R], key: str) -> Ids:
        return self._names[link.name].get(key, ())

    def _named(self, link: Link[Any], keys: Iterable[str]) -> set[str]:
        return self._names[link.name].keys() & keys

    def _ever_coded(self, code: str) -> Iterable[str]:
        if self._coded is None:
            coded: dict[str, list[str]] = {}
            for key, org in self._records.items():
                if org.code is not None:
                    coded.setdefault(org.code, []).append(key)
            object.__setattr__(self, "_coded", coded)
        return (self._coded or {}).get(code, ())

    def _kinds(self) -> Counter[Kind]:
        kept = self._counted
        if kept is None:
            kept = count_kinds(self._records.values())
            object.__setattr__(self, "_counted", kept)  # threads that ask at once count alike
        return kept

    def _branches_from(self, top: str) -> Branches:
        """What every branch from an organization on comes to; those of the whole tree are kept."""
        kept = self._branches
        if kept is None:
            kept = add_up(top, self._records, self._children, self._roll)
            if top == self._root.id:
                object.__setattr__(self, "_branches", kept)  # as in `_kinds`
        return kept

    def _subtree_headcount(self, top: str) -> Headcount:
        if self._branches is None:
            return super()._subtree_headcount(top)
        found = branch_of(self, top, self._branches)
        return Headcount(found.full, found.probationary)

    def _ids(self) -> Iterable[str]:
        return self._records

    def _has_rolls(self) -> bool:
        return len(self._roll) > 0

    def _everybody(self) -> Headcount:
        return self._total

    def _parents_first(self) -> tuple[list[str], list[int]]:
        """Ids parents first, and beside each the position of its parent (the root points at itself)."""
        if self._order is None:
            order: list[str] = []
            above: list[int] = []
            children = self._children
            keys, places = [self.root.id], [0]
            while keys:
                key, at = keys.pop(), len(order)
                order.append(key)
                above.append(places.pop())
                below = children.get(key, ())
                if children.keys().isdisjoint(below):  # nothing stands below them: most organizations are cells
                    order.extend(below)
                    above.extend(repeat(at, len(below)))
                else:
                    keys.extend(reversed(below))
                    places.extend(repeat(at, len(below)))
            object.__setattr__(self, "_order", (order, above))
            return order, above
        return self._order

    def search(self, text: str) -> tuple[Organization, ...]:
        """The organizations that are called so: every word begins a word of the name; O(everything).

        Args:
            text: words of a name, with or without diacritics; the beginning of each is enough.

        Returns:
            First those whose name is just this, then those that have the words next to each other, then the others,
            each parents first; none for a blank text.

        Raises:
            InvalidInputError: it is no text.

        Examples:
            >>> from dangbo import datasets
            >>> [org.id for org in datasets.thai_nguyen().search("phuong phu xa")]
            ['dbp-phu-xa']
        """
        wanted, exact = fold(instance_of(str, text, "text")), name_key(text)
        found: list[tuple[tuple[bool, ...], Organization]] = []
        for org in self if wanted else ():
            name = f" {fold(org.name)}"
            if all(f" {word}" in name for word in wanted.split()):
                order = (name_key(org.name) != exact, name != f" {wanted}", f" {wanted}" not in name)
                found.append((order, org))
        return tuple(org for _, org in sorted(found, key=itemgetter(0)))

    # --- counting -----------------------------------------------------------------------------------------------

    def select(
        self,
        *,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> tuple[Organization, ...]:
        """The organizations that fit every condition given, parents first.

        Args:
            form: đảng bộ or chi bộ.
            level: level in the system.
            unit_type: kind of unit, as a code or label of `RuleBook.unit_types`, or a code of the tree's own.
            under: only those below this organization, itself left out.

        Raises:
            TermError: an unknown label, or a unit type neither in the tree nor in the rulebook.

        Examples:
            >>> from dangbo import datasets
            >>> len(datasets.thai_nguyen().select(form=Form.CHI_BO, level=Level.GRASSROOTS))
            25
        """
        return tuple(self._selected(form, level, unit_type, under))

    def _selected(
        self, form: Form | None, level: Level | None, unit_type: str | None, under: str | Organization | None
    ) -> Iterable[Organization]:
        chosen: Iterable[Organization] = self if under is None else self.descendants(under)
        if form is not None:
            wanted = Form.parse(form)  # a label is understood, a typo refused
            chosen = (org for org in chosen if org.form is wanted)
        if level is not None:
            at = Level.parse(level)
            chosen = (org for org in chosen if org.level is at)
        if unit_type is not None:
            code = self._unit_type(unit_type)
            chosen = (org for org in chosen if org.unit_type == code)
        return chosen

    def _unit_type(self, text: str) -> str:
        """The code of a kind of unit: one of the tree's own, or what the rulebook calls so."""
        own = {org.unit_type for org in self if org.unit_type}
        if text in own:
            return text
        try:
            return RuleBook.default().unit_type(text).code
        except TermError as error:
            keys = {fold(code): code for code in own}
            if found := keys.get(fold(error.given)):
                return found
            raise TermError(error.vocabulary, error.given, (*nearest(error.given, own), *error.suggestions)) from None

    @overload
    def count(
        self,
        *,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> int: ...
    @overload
    def count(
        self,
        *,
        by: Literal["form"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Form, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["level"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Level, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["kind"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Kind, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["unit_type"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[str | None, int]: ...
    def count(
        self,
        *,
        by: By | None = None,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> int | dict[Form, int] | dict[Level, int] | dict[Kind, int] | dict[str | None, int]:
        """How many organizations fit every condition, in all or by form, level, kind or unit type.

        Args:
            by: what to count by; the keys come in the order of the vocabulary, unit types by number.
            form: as in `select`.
            level: as in `select`.
            unit_type: as in `select`.
            under: as in `select`.

        Raises:
            TermError: an unknown label, unit type or `by`.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> city.count(form=Form.CHI_BO)
            910
            >>> city.count(level=Level.GRASSROOTS, by="form")
            {<Form.DANG_BO: 'dang_bo'>: 75, <Form.CHI_BO: 'chi_bo'>: 25}
        """
        if by == "kind" and form is None and level is None and unit_type is None and under is None:
            kinds = self._kinds()
            return {(f, v): kinds[f, v] for v in Level for f in Form if kinds[f, v]}
        chosen = self._selected(form, level, unit_type, under)
        if by is None:
            return sum(1 for _ in chosen)
        if by == "form":
            forms = Counter(org.form for org in chosen)
            return {term: forms[term] for term in Form if forms[term]}
        if by == "level":
            levels = Counter(org.level for org in chosen)
            return {term: levels[term] for term in Level if levels[term]}
        if by == "kind":
            kinds = Counter(org.kind for org in chosen)
            return {(f, v): kinds[f, v] for v in Level for f in Form if kinds[f, v]}
        if by != "unit_type":
            raise TermError(Words(vi="đặc điểm để đếm", en="property to count by"), str(by), get_args(By))
        return dict(Counter(org.unit_type for org in chosen).most_common())

    @overload
    def roll_up(self, values: Mapping[str, int]) -> dict[str, int]: ...
    @overload
    def roll_up(self, values: Sequence[int]) -> list[int]: ...
    def roll_up(self, values: Mapping[str, int] | Sequence[int]) -> dict[str, int] | list[int]:
        """Add a column up the tree: at every organization its own value and those of everything below.

        One pass, children before parents; O(organizations).

        Args:
            values: by organization id (missing ones count 0), or a sequence aligned with the iteration order.

        Returns:
            A dict by id, or a list aligned with the iteration order, as the values came.

        Raises:
            InvalidInputError: a sequence of another length, or an id that is not in the tree.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> cells = {org.id: 1 for org in city if org.form is Form.CHI_BO}
            >>> city.roll_up(cells)["tp-thai-nguyen"]
            910
        """
        order, above = self._parents_first()
        if hasattr(values, "items"):  # a column of a data frame has its index, and is not in the order of the tree
            by_id = values if type(values) is dict and values.keys() <= self._records.keys() else self._by_id(values)
            column = _whole_numbers(list(map(by_id.get, order, repeat(0))), order)
            _add_up(column, above)
            return dict(zip(order, column, strict=True))
        column = _whole_numbers(_in_order(values), order)
        if len(column) != len(order):
            reason = Words(
                vi=f"cột có {len(column)} giá trị cho {len(order)} tổ chức",
                en=f"the column has {len(column)} values for {len(order)} organizations",
            )
            place = Words(vi="cột số liệu", en="column")
            raise InvalidInputError([finding("input/bad-value", place.en, place=place, reason=reason)])
        _add_up(column, above)
        return column

    def _by_id(self, values: object) -> dict[str, int]:
        """A column by the ids of this tree, whatever spelling or record names them; or every key that names none."""
        by_id: dict[str, int] = {}
        problems: list[Finding] = []
        for key, value in items_of(values, "column"):
            name = id_of(key)
            if isinstance(name, str) and name in self._records and name not in by_id:
                by_id[name] = value
                continue
            kind = type_words(key)
            place = Words(vi=f"cột số liệu, khóa kiểu {kind.vi}", en=f"column, key of type {kind.en}")
            reason = Words(vi="không có tổ chức này", en="no such organization")
            if isinstance(name, str):
                place = _of_column(quoted(name))
                if name in by_id:
                    reason = Words(vi="ghi hai lần", en="it is given twice")
            problems.append(finding("input/bad-value", place.en, place=place, reason=reason))
        if problems:
            raise InvalidInputError(sorted(problems, key=lambda one: one.subject))
        return by_id

    def coverage(self) -> Coverage:
        """How cells cover the residential groups; a đảng bộ named in their place covers nobody.

        Examples:
            >>> from dangbo import datasets
            >>> cover = datasets.thai_nguyen().coverage()
            >>> cover.groups, cover.heads_who_are_members
            (Share(401, of=401) = 100,0%, Share(353, of=401) = 88,0%)
        """
        own, joint, several, none = [], [], [], []
        known = members = with_member = led = both = 0
        secretaries: dict[str, set[str]] = {}
        for seat in self.seats.values():
            if seat.post is Post.SECRETARY and seat.is_on(self.as_of):
                secretaries.setdefault(seat.organization, set()).add(seat.holder)
        for group in self.groups.values():
            cells = [cell for cell in group.cells if self._records[cell].form is Form.CHI_BO]
            if not cells:
                none.append(group.id)
            elif len(cells) > 1:
                several.append(group.id)
            elif len(self._naming(CELLS, cells[0])) > 1:
                joint.append(group.id)
            else:
                own.append(group.id)
            known += group.head_is_member is not None
            members += group.head_is_member is True
            lead = set[str]().union(*(secretaries.get(cell, ()) for cell in cells))
            if lead and (group.head is not None or group.head_is_member is False):  # no secretary is no member
                led += 1
                both += group.head in lead
            with_member += group.head_is_member is True or any(self.own_headcount(cell).total for cell in cells)
        groups = (tuple(own), tuple(joint), tuple(several), tuple(none))
        return Coverage(self.as_of, *groups, known, members, led, both, with_member)

    def check(self, *, rules: RuleBook | None = None, calendar: Calendar | None = None) -> Findings:
        """What the rules in force on `as_of` have to say: forms, levels, sizes, committees. Stops nothing.

        Before that it tells what was left out when rows were read, names in an encoding of old fonts, and who counts
        people by number and lists people too: they are added, which is right only for people beside the roll. After
        that, what two living organizations share that should tell them apart: a code, a name under one superior; and
        the temporary stays that are over, have not begun, or have gone on longer than the rules allow; and heads of
        residential groups of whom it is recorded that they are members, or are none, and the rolls say otherwise; and
        who leads what, where any seat or term is recorded. Where none is, a note of the result says so, once.

        Args:
            rules: the rulebook; by default the one shipped.
            calendar: what counts the working days after a congress, such as `WorkingDays`; without one these limits are
                not checked, and that is told.

        Returns:
            All findings, parents first.

        Examples:
            >>> from dangbo import datasets
            >>> datasets.thai_nguyen().check()
            ()
        """
        found = grouped(self._checked(book_of(rules).at(self.as_of), calendar))
        return Findings(found, notes=() if self._tables[SEATS.name] else (NO_SEATS,))

    def _checked(self, in_force: Rules, calendar: Calendar | None) -> Iterator[Finding]:
        """The same one by one, however many are alike."""
        self._branches_from(self.root.id)  # a đảng bộ is as large as what stands below it
        yield from self._notes
        yield from self._foreign_names()
        for org in self:
            yield from self._counted_and_listed(org)
            yield from check_organization(self, org, in_force)
        yield from check_alike(self, self._records.values(), self._records.values())
        yield from check_stays(self, in_force)
        yield from check_heads(self, self.groups.values())
        yield from check_committees(self, in_force, calendar=calendar)

    def _ordered(self, on: dt.date) -> Self:
        """The same contents as of another day, everything in the order of ids, however it was given.

        What several share is told of the first of them; so that this does not depend on the order of a file.
        """
        new = object.__new__(type(self))
        new._settle(
            dict(sorted(self._records.items())),
            {key: tuple(sorted(below)) for key, below in self._children.items()},
            self._roll,
            {name: dict(sorted(rows.items())) for name, rows in self._tables.items()},
            {
                name: {key: dict.fromkeys(sorted(ids)) for key, ids in some.items()}
                for name, some in self._names.items()
            },
            on,
            root=self._root,
            total=self._total,
            notes=self._notes,
        )
        return new

    def committee(self, of: str | Organization, *, rules: RuleBook | None = None) -> Committee | None:
        """Who leads an organization on this date (cấp ủy): members, standing committee, thường trực, inspection, term.

        Args:
            of: the organization.
            rules: the rulebook, which says from how many full members a cell elects a chi ủy; by default the one
                shipped.

        Returns:
            The committee; `None` where no seat is recorded for the date, and of a cell too small for a chi ủy: it has a
            secretary and perhaps a deputy (`seats`) and no committee.

        Raises:
            UnknownOrganizationError: no such organization.

        Examples:
            >>> from dangbo import Post, SeatSource
            >>> ward = Organization(id="dbp", name="Đảng bộ phường", form=Form.DANG_BO, level=Level.GRASSROOTS)
            >>> led = Seat(
            ...     "dbp", Post.SECRETARY, "m-1", body="committee", since="2020-06-01", source=SeatSource.ELECTED)
            >>> committee = Hierarchy([ward], seats=[led], as_of="2023-04-30").committee("dbp")
            >>> committee and committee.secretary
            'm-1'
        """
        return committee_of(self, self[of], self.as_of, book_of(rules).at(self.as_of))

    def _counted_and_listed(self, org: Organization) -> Iterator[Finding]:
        """Whether an organization knows people by number and by name: right only where these are different people."""
        counted = Headcount(org.full, org.probationary)
        listed = self._roll_count(org.id) if counted.total else NOBODY
        if listed.total:
            code: Literal["org/counted-twice", "org/counted-and-listed"] = (
                "org/counted-twice" if counted == listed or counted.total == listed.total else "org/counted-and-listed"
            )
            total = counted.total + listed.total
            yield finding(code, org.id, count=counted.total, listed=listed.total, total=total)

    def _foreign_names(self) -> Iterator[Finding]:
        """Names in an encoding of old fonts, by the kind of record: nobody can read, sort or find them."""
        orgs, groups = self._records, self.groups
        nouns: tuple[tuple[Iterable[str], Iterable[str], Words], ...] = (
            (orgs, [org.name for org in orgs.values()], Words(vi="tên tổ chức", en="names of organizations")),
            (self.members, self.members.names(), Words(vi="tên đảng viên", en="names of members")),
            (
                groups,
                [group.name for group in groups.values()],
                Words(vi="tên xóm, tổ dân phố", en="names of residential groups"),
            ),
        )
        for keys, given, place in nouns:
            names = tuple(given)
            if bears_signs(" ".join(names)):
                told: dict[str, list[str]] = {}
                for key, name in zip(keys, names, strict=True):
                    if (foreign := legacy_encoding(name)) is not None:
                        told.setdefault(foreign, []).append(key)
                for encoding, ids in told.items():
                    yield finding(
                        "input/legacy-encoding",
                        place.en,
                        severity=Severity.WARN,
                        place=place,
                        encoding=encoding,
                        count=len(ids),
                        rows=few(ids),
                    )

    # --- networkx -----------------------------------------------------------------------------------------------

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The tree as a `networkx.DiGraph`: edges parent to child, node data `organization=`.

        Built on first use and kept; its structure is frozen. `to_networkx` gives a copy of one's own.
        """
        kept = self._graph
        if kept is None:
            import networkx as nx  # half a second nobody should wait for who does not ask

            graph = nx.freeze(self.to_networkx())
            with _BUILDING:  # threads that ask at once are given one graph
                kept = self._graph
                if kept is None:
                    kept = graph
                    object.__setattr__(self, "_graph", graph)
        return kept

    def to_networkx(self, *, attributes: Literal["records", "plain"] = "records") -> nx.DiGraph[str]:
        """A new `networkx.DiGraph` of the tree, to change at will.

        Args:
            attributes: what nodes carry. "records": `organization=`, as in `graph`. "plain": texts and numbers alone,
                which JSON (`networkx.node_link_data`), GEXF and GraphML can hold: `name`, the codes `form` and `level`,
                `full` and `probationary`, which count its own people, on its roll and known by number alike, and
                `unit_type`, `code`, `host_unit` and `groups_of_members` where there is one; and `as_of` of the graph.
                Nobody's name is among them.

        Raises:
            InvalidInputError: another word for what nodes carry.

        Examples:
            >>> from dangbo import datasets
            >>> graph = datasets.thai_nguyen().to_networkx(attributes="plain")
            >>> graph.nodes["dbp-phu-xa"]["name"], graph.nodes["dbp-phu-xa"]["level"], graph.graph
            ('Đảng bộ phường Phú Xá', 'grassroots', {'as_of': '2023-04-30'})
        """
        import networkx as nx  # as in `graph`

        from dangbo.tree.graphs import plain_node

        plain = read_choice(attributes, _ATTRIBUTES, "attributes") == "plain"
        graph: nx.DiGraph[str] = nx.DiGraph(as_of=self._as_of.isoformat()) if plain else nx.DiGraph()
        graph.add_nodes_from(
            (org.id, plain_node(org, self._roll.headcount(org.id)) if plain else {"organization": org}) for org in self
        )
        graph.add_edges_from((org.parent, org.id) for org in self if org.parent is not None)
        return graph

    # --- to be looked at ----------------------------------------------------------------------------------------

    def _frame(self) -> Iterable[FrameColumn]:
        return self._columns("organizations", "ids", "vi")

    def _columns(self, of: FrameOf, people: ShowPeople, lang: Lang) -> Iterable[FrameColumn]:
        from dangbo.tree.as_columns import frame_columns  # as `graph`: for those who ask

        return frame_columns(self, self._roll, self._branches_from, of, people=people, lang=lang)

    @overload
    def to_frame(
        self,
        *,
        of: FrameOf = "organizations",
        people: ShowPeople = "ids",
        backend: Literal["pandas"] = "pandas",
        lang: Lang = "vi",
    ) -> pd.DataFrame: ...
    @overload
    def to_frame(
        self,
        *,
        of: FrameOf = "organizations",
        people: ShowPeople = "ids",
        backend: Literal["polars"],
        lang: Lang = "vi",
    ) -> pl.DataFrame: ...
    @overload
    def to_frame(
        self,
        *,
        of: FrameOf = "organizations",
        people: ShowPeople = "ids",
        backend: Literal["pyarrow"],
        lang: Lang = "vi",
    ) -> pa.Table: ...
    @overload
    def to_frame(
        self, *, of: FrameOf = "organizations", people: ShowPeople = "ids", backend: Backend, lang: Lang = "vi"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
    def to_frame(
        self,
        *,
        of: FrameOf = "organizations",
        people: ShowPeople = "ids",
        backend: Backend = "pandas",
        lang: Lang = "vi",
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The organizations as a data frame, parents first; or the people, or another table of the snapshot.

        Fields keep their names (`id`, `parent`, `form` ...), so that `from_frame` reads them again; `consents`, and
        the papers of seats that are more than words, are JSON texts. Beside `full` and `probationary`, who are known by
        number, stand `own_full` and `own_in_probation` (the roll too) and `branch_full`, `branch_in_probation`,
        `branch_members` (everything below too); `depth` from 0, `path` as ids from the root ("a/b"; where one has a "/"
        itself, a list of JSON), and labels. Costs O(organizations), or O(people).

        Args:
            of: what a row is.
            people: "names" puts the names of members into the frame, and of heads of groups who are no members of the
                tree; "initials" these. Otherwise such a head is null, and the holder of a seat where a name stands for
                the id.
            backend: the package whose frame it is.
            lang: language of the labels.

        Raises:
            MissingExtraError: the package is not installed, or narwhals is not; the error says how it is.
            InvalidInputError: another backend, another word for `of` or `people`.
            TermError: another language than "vi" and "en".
        """
        return frame_of(self._columns(of, people, lang), backend=backend)

    def show(
        self,
        of: str | Organization | None = None,
        *,
        depth: int | None = None,
        limit: int | None = 40,
        lang: Lang = "vi",
    ) -> Drawing:
        """Draw the tree, or a branch of it, with the headcount of every branch.

        Args:
            of: where to start; the root by default.
            depth: how many levels below to show; all by default, up to the limit.
            limit: most lines to draw, those nearest the top; `None` for all.
            lang: language of the words around the names.

        Examples:
            >>> ward = Organization(id="dbp", name="Đảng bộ phường", form=Form.DANG_BO, level=Level.GRASSROOTS)
            >>> cell = Organization(
            ...     id="cb-1", name="Chi bộ 1", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp", full=31)
            >>> print(Hierarchy([ward, cell], as_of="2023-04-30").show())
            Đảng bộ phường · 31 đảng viên — dbp
            └── Chi bộ 1 · 31 đảng viên — cb-1
        """
        top = self.root if of is None else self[of]
        return draw_tree(list(self._lines(top, depth, limit, lang)), limit=limit, lang=lang)

    def _lines(self, top: Organization, depth: int | None, limit: int | None, lang: Lang) -> Iterator[TreeLine]:
        """The lines nearest the top, parents first; what stands below them is counted."""
        branches = self._branches_from(top.id)
        people = Words(vi="đảng viên", en="members").text(lang=lang)
        room = len(self) if limit is None else max(limit, 1)
        nearest, depths = [top.id], {top.id: 0}
        taken: dict[str, list[str]] = {}
        for key in nearest:  # those found are walked in turn
            at = depths[key]
            if len(nearest) >= room or (depth is not None and at >= depth):
                break
            taken[key] = list(islice(self._child_ids(key), room - len(nearest)))
            nearest += taken[key]
            depths.update(dict.fromkeys(taken[key], at + 1))
        found = {key: branch_of(self, key, branches) for key in depths}
        counts = {
            key: found[key].organizations - 1 if depth is None else self._lines_below(key, depth - at)
            for key, at in depths.items()
        }
        stack = [top.id]
        while stack:
            key = stack.pop()
            below = taken.get(key, [])
            more = counts[key] - sum(1 + counts[child] for child in below)
            note = f"{format_number(found[key].members, lang=lang)} {people}"
            yield TreeLine(depths[key], self._records[key].name, note=note, detail=key, more=LeftOut(more))
            stack.extend(reversed(below))

    def _lines_below(self, key: str, levels: int) -> int:
        """How many organizations stand below one, down to so many levels."""
        count = 0
        layer: tuple[str, ...] = (key,)
        while levels > 0 and layer:
            below = [self._children[one] for one in layer if one in self._children]
            count += sum(map(len, below))
            levels -= 1
            layer = tuple(chain.from_iterable(below)) if levels else ()
        return count

    def _repr_html_(self) -> str:
        counts = f"{format_number(len(self))} tổ chức đảng, {format_number(self._total.total)} đảng viên"
        return stack(self.show(depth=1), title=f"{counts}, tính đến ngày {format_date(self.as_of)}").html


_BUILDING: Final = Lock()
"""Held while what a snapshot builds on first use is put where all find it."""


_ATTRIBUTES: Final = {
    "records": Words(vi="bản ghi tổ chức", en="records"),
    "plain": Words(vi="chữ và số", en="texts and numbers"),
}
"""What the nodes of a graph carry."""


def _sheet_of_people(given: object, first_row: int | None = None) -> Sheet:
    """Members as a table: rows, columns, records, or those of another snapshot."""
    return sheet([*given.values()] if isinstance(given, People) else given, "member", Member, first_row=first_row)


def built(
    cls: type[_Snapshot],
    records: Sequence[Organization],
    people: People,
    roll: Mapping[str, Sequence[str]],
    tables: Mapping[str, Sequence[Any]],
    as_of: dt.date,
    notes: tuple[Finding, ...] = (),
) -> _Snapshot:
    """A snapshot out of records, for what comes from one: a class of the user's own may take other arguments.

    Args:
        cls: what is built.
        records: the organizations.
        people: everybody with a record.
        roll: organization id to member ids.
        tables: the records of each side table, by its name.
        as_of: the date.
        notes: what was left out when rows were read.

    Raises:
        HierarchyError: what makes no tree.
    """
    loaded = Loaded(records, people, None, homes=roll)
    beside = Beside(loaded, tables)
    refuse(loaded.problems)
    new = object.__new__(cls)
    new._build(loaded, beside, as_of, notes)
    return new


def _again(
    cls: type[_Snapshot],
    records: Sequence[Organization],
    people: People,
    roll: Mapping[str, Sequence[str]],
    groups: Sequence[ResidentialGroup],
    stays: Mapping[str, str],
    bodies: Sequence[MassBody],
    as_of: dt.date,
    notes: tuple[Finding, ...] = (),
) -> _Snapshot:
    """What a pickle asks for that was made when stays had no days: their members and hosts, as a mapping."""
    tables = {GROUPS.name: groups, STAYS.name: [*starmap(Stay, stays.items())], BODIES.name: bodies}
    return built(cls, records, people, roll, tables, as_of, notes)


def _as_lists(tree: Hierarchy) -> dict[str, tuple[Any, ...]]:
    """The records of each side table."""
    return {name: tuple(rows.values()) for name, rows in tree._tables.items()}


def _in_order(values: object) -> list[Any]:
    """A column in the order of the tree; what has no order is refused as no mapping."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | set | frozenset):
        return items_of(values, "column")
    return list(values)


def _of_column(key: str) -> Words:
    """Where the figure of an id stands in a column."""
    return Words(vi=f"cột số liệu, mã {key}", en=f"column, id {key}")


def _whole_numbers(column: list[Any], order: Sequence[str]) -> list[int]:
    """A column of figures as whole numbers: frames make floats of them, and a blank is no 0."""
    if set(map(type, column)) <= {int}:
        return column
    problems: list[Finding] = []
    for at, value in enumerate(column):
        if type(value) is not int:
            try:
                column[at] = count_of(value)
            except UnreadableError as error:
                key = quoted(order[at]) if at < len(order) else f"({at + 1})"  # a column too long is told next
                place = _of_column(key)
                problems.append(finding("input/bad-count", place.en, place=place, reason=error.said_of()))
    if problems:
        raise InvalidInputError(problems)
    return column


def _add_up(column: list[int], above: list[int]) -> None:
    """Add every value to its parent's, last first: children stand behind their parents, the root has none."""
    for to, value in islice(zip(reversed(above), reversed(column), strict=True), len(column) - 1):
        column[to] += value
