"""Tables that were read, put together: one tree of organizations, who is on which roll, what is known of whom.

Files name an organization by its id, its code, its name, or the way down to it ("Đảng bộ phường 1 / Chi bộ 2"). What
is named in one file may stand in another one, above or below, before or after. A name that two organizations have is
no name of either, until the way to it tells them apart.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument
from dangbo.base.errors import HierarchyError, InvalidInputError
from dangbo.base.findings import Code, Finding, Severity, finding
from dangbo.base.records import instance_of, instances_of
from dangbo.base.terms import Form, Level, MemberStatus
from dangbo.base.text import PartialDate, fold, is_bare, name_key, nfc, parse_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.evaluation import RatingRecord
from dangbo.hierarchy import Hierarchy
from dangbo.io.grids import Place, cell_finding, first_few
from dangbo.io.headings import rated_subjects
from dangbo.io.imports import Import
from dangbo.io.list_states import ListState
from dangbo.life.profiles import Profiles
from dangbo.render.findings import Findings
from dangbo.tree.posts import Seat
from dangbo.tree.records import Organization, ResidentialGroup, changed
from dangbo.tree.rows import few

__all__ = ["Built", "build", "ratings_of"]


class BuiltDocument(TypedDict):
    """What tables came to: the tree by its root and counts, how many profiles, and what was decided on the way."""

    schema: Literal["dangbo/built"]
    version: Literal[1]
    as_of: str
    root: str
    name: str
    organizations: int
    members: int
    groups: int
    profiles: int
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Built(Documented):
    r"""What tables came to (kết quả lập hệ thống tổ chức từ các bảng): made by `build`, immutable.

    Attributes:
        hierarchy: the tree, with everybody who is on a roll.
        profiles: what is known of everybody in the tables, also of those who are on no roll any more.
        findings: what was decided on the way, and what the tables told when they were read.

    Examples:
        >>> from dangbo.io.reading import read_table
        >>> cells = read_table("Mã;Tên tổ chức;Loại tổ chức\ndb;Đảng bộ xã;đảng bộ cơ sở\n".encode(), "organizations")
        >>> build([cells], as_of="2026-01-01")
        Built(Hierarchy(1 organization, 0 members, as of 2026-01-01), 0 profiles, 0 findings)
    """

    hierarchy: Hierarchy
    profiles: Profiles
    findings: Findings

    def as_dict(self) -> BuiltDocument:
        """What it came to as plain JSON values: counts and findings; the tree and the profiles have their own."""
        root = self.hierarchy.root
        return {
            "schema": "dangbo/built",
            "version": 1,
            "as_of": self.hierarchy.as_of.isoformat(),
            "root": root.id,
            "name": root.name,
            "organizations": len(self.hierarchy),
            "members": self.hierarchy.headcount(root.id).total,
            "groups": len(self.hierarchy.groups),
            "profiles": len(self.profiles),
            "findings": [one.as_dict() for one in self.findings],
        }

    def __repr__(self) -> str:
        return f"Built({self.hierarchy!r}, {len(self.profiles)} profiles, {len(self.findings)} findings)"


def build(imports: Iterable[Import], *, as_of: dt.date | str, root: Organization | None = None) -> Built:
    r"""Make one tree of tables that were read (lập một hệ thống tổ chức từ nhiều bảng).

    Organizations are found by id, code, name, or the way down to them; a name that two have is ambiguous until a parent
    tells them apart. Who left, died, moved or is to be deleted stands on no roll, and is told. O(rows).

    Args:
        imports: tables of organizations, profiles, groups and seats, in any order.
        as_of: the day the tables describe.
        root: the organization above all, where no table has it. With it, cells that only members name are made, right
            below it, and told.

    Returns:
        The tree, the profiles, and what was decided on the way.

    Raises:
        HierarchyError: what the tables say is no tree, or names what none of them has; all at once, cell by cell.
        InvalidInputError: what is given is no list of imports, or one of them is of another kind.

    Examples:
        >>> from dangbo.io.reading import read_table
        >>> cells = "Mã;Tên tổ chức;Loại tổ chức;Cấp trên\ndb;Đảng bộ xã;đảng bộ cơ sở;\n"
        >>> cells += "cb-1;Chi bộ 1;chi bộ trực thuộc;db\n"
        >>> people = "Mã đảng viên;Họ và tên;Chi bộ;Ngày chính thức\nm-1;Người Thứ Nhất;Chi bộ 1;02/09/1985\n"
        >>> read = [read_table(cells.encode(), "organizations"), read_table(people.encode(), "profiles")]
        >>> build(read, as_of="2026-01-01").hierarchy
        Hierarchy(2 organizations, 1 members, as of 2026-01-01)
    """
    given = instances_of(Import, imports, "imports")
    day = parse_date(as_of, where="as_of")
    if root is not None:
        instance_of(Organization, root, "root")
    work = _Building()
    tables = [*work.each_once(given)]
    for one in tables:
        work.told += one.problems
        if one.rows and not one.records:  # what stops all of a list stops the tree
            work.stops += one.problems.select(severity=Severity.BLOCK)
    work.refuse()
    wrong = [one.kind for one in tables if one.kind not in _BUILT]
    if wrong:
        listed = ", ".join(dict.fromkeys(wrong))
        reason = Words(vi=f"bảng loại {listed} không lập thành cây tổ chức", en=f"no tree is made of {listed}")
        raise InvalidInputError([finding("input/bad-value", "imports", reason=reason)])
    work.organizations([one for one in tables if one.kind == "organizations"], root)
    work.people([one for one in tables if one.kind == "profiles"], root)
    groups = [*work.groups([one for one in tables if one.kind == "groups"])]
    seats = [*work.seats([one for one in tables if one.kind == "seats"])]
    work.refuse()
    members: dict[str, Sequence[object]] = {
        "id": work.ids,
        "name": work.names,
        "status": work.statuses,
        "organization": work.homes,
    }
    try:
        tree = Hierarchy(
            [*work.records.values()],
            members if work.ids else (),
            groups=groups,
            seats=seats,
            as_of=day,
        )
    except HierarchyError as error:
        raise HierarchyError([*error.findings, *work.rows_of(error.findings), *work.told]) from None
    work.hold_members([one for one in tables if one.kind == "organizations"], tree)
    work.tell_ahead([one for one in tables if one.kind == "profiles"], day)
    return Built(tree, work.profiles, Findings(work.told))


_BUILT: Final = ("organizations", "profiles", "groups", "seats")
_STEPS: Final = re.compile(r"\s*(?:[/\\>|→]|\s-\s|\s–\s|[,;])\s*")
"""What stands between the parts of a way: also what may stand within a name, so that the whole is tried first."""
_STROKE: Final = re.compile(r"\s*/\s*")
_MOST_ROWS: Final = 10
_IDS: Final = frozenset({"path", "roots", "ids"})
"""Facts that list organizations."""
_LISTED: Final = re.compile(r" -> |, | \.\.\.")
_PAST: Final = ("born", "card_issued", "admission_decided", "admitted", "recognized")
"""Days of what has happened."""
_MADE: Final = re.compile(r"r-[0-9a-f]{6}-[0-9]+")
"""Ids that were made of a file and a row: in another file the same person has another one."""
_OWN: Final = ("personal_id", "old_id", "card_number", "old_card_number", "file_number", "born")
"""What tells people of one name apart: rows without any of it may be of two people."""


class _Building:
    """What is known while tables are put together."""

    def __init__(self) -> None:
        self.told: list[Finding] = []
        self.stops: list[Finding] = []
        self.records: dict[str, Organization] = {}
        self.places: dict[str, Place] = {}
        self.parents: dict[str, list[Place]] = {}
        self.seats_of: dict[str, list[Place]] = {}
        self.ids: list[str] = []
        self.names: list[str] = []
        self.statuses: list[MemberStatus] = []
        self.homes: list[str] = []
        self.profiles = Profiles()
        self._by_code: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_fold: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str | None], str | None] = {}
        self._under: dict[str, str] = {}
        """Of cells that were made, the parent members name, where no table has it."""

    def tell(self, code: Code, place: Place, **facts: Any) -> None:  # noqa: ANN401 - facts of a finding
        """Say something; what blocks is raised at the end with all else."""
        found = cell_finding(code, place, **facts)
        (self.stops if found.severity is Severity.BLOCK else self.told).append(found)

    def refuse(self) -> None:
        """Raise what blocks, where something does."""
        if self.stops:
            raise HierarchyError([*self.stops, *(one for one in self.told if one.severity is not Severity.BLOCK)])

    def each_once(self, given: Sequence[Import]) -> Iterator[Import]:
        """The tables without those that were given before: same bytes, same sheet, same kind."""
        seen = set[tuple[str, str, str]]()
        for one in given:
            key = one.source_hash, one.sheet, one.kind
            if key in seen:
                self.tell("table/same-file", Place(one.file, one.sheet))
                continue
            seen.add(key)
            yield one

    # --- organizations ---

    def rows_of(self, problems: Iterable[Finding]) -> Iterator[Finding]:
        """The rows of the organizations and seats that a problem of the tree as a whole is about."""
        for found in problems:
            facts = [str(fact) for name, fact in found.facts if name in _IDS]
            keys = dict.fromkeys(key for text in (*found.subjects, *facts) for key in _LISTED.split(text))
            where = self.seats_of if "seat" in found.code else self.parents
            for place in islice(chain.from_iterable(where.get(key, ()) for key in keys), _MOST_ROWS):
                yield cell_finding("table/of-tree", place, what=found.code)

    def organizations(self, tables: Sequence[Import], root: Organization | None) -> None:
        """All organizations, and then the parent each of them names."""
        if root is not None:
            self.records[root.id] = root
        parents: dict[str, tuple[str, Place]] = {}
        alike: dict[Organization, tuple[str, Import]] = {}
        for table in tables:
            for at, record in enumerate(table.records):
                place = table.place(at, "id")
                before = self.records.get(record.id)
                if len(tables) > 1 and _MADE.fullmatch(record.id):
                    key, there = alike.setdefault(changed(record, id="-"), (record.id, table))
                    if there is not table:
                        self._tell_same(place, self.places[key])
                        continue
                if before is not None:
                    same = before == record
                    others = self.places[record.id].words if record.id in self.places else Words(vi="root=", en="root=")
                    self.tell("table/same-row" if same else "table/other-content", place, rows=others)
                    continue
                self.records[record.id], self.places[record.id] = record, place
                self.parents[record.id] = [table.place(at, "parent")]
                if record.parent is not None:
                    parents[record.id] = record.parent, table.place(at, "parent")
        self.index()
        found = {key: self.find(text, place) for key, (text, place) in parents.items()}
        if root is not None:
            found |= {key: root.id for key, one in self.records.items() if one.parent is None and key != root.id}
        for key, parent in found.items():
            if parent is not None:
                self.records[key] = changed(self.records[key], parent=parent)
        self._known.clear()

    def index(self) -> None:
        """Make the organizations there are findable by code and name."""
        self._by_code, self._by_name, self._by_fold = {}, {}, {}
        for one in self.records.values():
            self._enter(one)

    def _enter(self, one: Organization) -> None:
        """Make an organization known by its names."""
        if one.code is not None:
            self._by_code.setdefault(nfc(one.code), []).append(one.id)
        self._by_name.setdefault(name_key(one.name), []).append(one.id)
        self._by_fold.setdefault(fold(one.name), []).append(one.id)

    def _candidates(self, text: str) -> list[str]:
        """Organizations a text may name, the surest way first: id, code, name; without marks if it is written so."""
        if text in self.records:
            return [text]
        for index, key in ((self._by_code, text), (self._by_name, name_key(text))):
            if key in index:
                return index[key]
        return self._by_fold.get(fold(text), []) if is_bare(text) else []

    def _above(self, key: str) -> Iterator[str]:
        """The organizations above one, as far as they are known; no circle is walked twice."""
        seen = {key}
        parent = self.records[key].parent
        while parent is not None and parent not in seen:
            some = self._candidates(parent)
            if len(some) != 1:
                yield parent
                return
            seen.add(parent)
            yield some[0]
            parent = self.records[some[0]].parent

    def _candidates_of_way(self, text: str) -> list[str]:
        """Organizations a way may name: its last or first part is the organization, and the others stand above it."""
        for steps in (_STROKE, _STEPS):  # the other signs stand within names too
            parts = [part for part in steps.split(text) if part]
            found: dict[str, None] = {}
            for end, others in ((parts[-1], parts[:-1]), (parts[0], parts[1:])) if len(parts) > 1 else ():
                for key in self._candidates(end):
                    above = {name for one in self._above(key) for name in self._names_of(one)}
                    if all((fold(other) if is_bare(other) else name_key(other)) in above for other in others):
                        found[key] = None
            if found:
                return [*found]
        return []

    def _homes(self, text: str, parent: str | None) -> list[str]:
        """The organizations a member may be in: of several of one name those below the parent that stands beside it."""
        some = self._candidates(text) or self._candidates_of_way(text)
        above = set() if parent is None else {*self._candidates(parent)}
        if not above:  # no parent is named, or one by a name no table has
            return some
        return [key for key in some if not above.isdisjoint((key, *self._above(key)))]

    def _names_of(self, key: str) -> tuple[str, ...]:
        one = self.records.get(key)
        names = (key,) if one is None else (key, one.name, *(() if one.code is None else (one.code,)))
        return (*map(name_key, names), *map(fold, names))

    def find(self, text: str, place: Place, parent: str | None = None) -> str | None:
        """The organization a cell names; what names none, or several, is told."""
        some = self._homes(nfc(text), parent)
        if len(some) == 1:
            return some[0]
        if some:
            self.tell("table/ambiguous-organization", place, count=len(some), ids=few(some))
        else:
            self.tell("table/unknown-organization", place)
        return None

    def hold_members(self, tables: Sequence[Import], tree: Hierarchy) -> None:
        """The members in all that a list of organizations writes, held against those that are known."""
        for table in tables:
            unknown: list[int] = []
            for at, (row, record) in enumerate(zip(table.rows, table.records, strict=True)):
                said = row.get("members")
                if said is None or record.id not in tree:
                    continue
                known = tree.headcount(record.id).total
                if not known and said:
                    unknown.append(at)
                elif known != said:
                    place = table.place(at, "members")
                    self.told.append(cell_finding("table/members-differ", place, announced=said, count=known))
            if unknown:
                self._tell_rows("table/members-unheld", table, unknown)

    def tell_ahead(self, tables: Sequence[Import], day: dt.date) -> None:
        """Days that have not come yet."""
        for table in tables:
            for name in _PAST:
                for at, row in enumerate(table.rows):
                    value = row.get(name)
                    first = value.earliest if isinstance(value, PartialDate) else value
                    if isinstance(first, dt.date) and first > day:
                        self.told.append(cell_finding("table/day-ahead", table.place(at, name), date=day))

    # --- people ---

    def people(self, tables: Sequence[Import], root: Organization | None) -> None:
        """Everybody who is on a roll, and the profiles of everybody."""
        rows: dict[str, tuple[Import, int]] = {}
        made: dict[str, None] = {}
        taken: list[tuple[Import, list[int]]] = []
        seen: dict[tuple[tuple[str, object], ...], tuple[Import, int]] = {}
        for table in tables:
            off: list[int] = []
            homeless: list[int] = []
            kept: list[int] = []
            again: dict[int, Place] = {}
            for at, row in enumerate(table.rows):
                key, home = row["member"], row.get("organization")
                if key in rows:
                    self._tell_again(table, at, *rows[key])
                    continue
                if len(tables) > 1 and (person := _person_of(row)) is not None:
                    there, before = seen.setdefault(person, (table, at))
                    if there is not table:
                        again[at] = there.place(before)
                        continue
                rows[key] = table, at
                kept.append(at)
                if is_off_roll(row):
                    off.append(at)
                elif home is None:
                    homeless.append(at)
                elif row.get("name") is not None and (cell := self._home(row, table, at, root, made)) is not None:
                    self.ids.append(key)
                    self.names.append(row["name"])
                    self.statuses.append(row.get("status") or MemberStatus.FULL)
                    self.homes.append(cell)
            taken.append((table, kept))
            if again and not kept:  # the same list, saved anew
                self.tell("table/same-file", Place(table.file, table.sheet))
            else:
                for at, place in again.items():
                    self._tell_same(table.place(at), place)
            if off:
                self._tell_rows("table/not-on-roll", table, off)
            if homeless:
                self._tell_rows("table/no-home", table, homeless)
        if made and tables:
            self.tell("table/made-cells", Place(tables[0].file, tables[0].sheet), count=len(made), ids=few([*made]))
        self.profiles = _joined(taken)

    def _tell_again(self, table: Import, at: int, before: Import, there: int) -> None:
        """A person who stands in a table before: the same again is left out, something else is not decided here."""
        ours, theirs = (
            {name: value for name, value in one.rows[row].items() if value is not None and name != "no"}
            for one, row in ((table, at), (before, there))
        )
        place = table.place(at, "member")
        if ours == theirs:
            self._tell_same(place, before.place(there))
        else:
            self.tell("table/other-content", place, rows=before.place(there).words)

    def _tell_same(self, place: Place, before: Place) -> None:
        """A row that says again what another table says is left out, and that is told."""
        self.told.append(cell_finding("table/same-row", place, severity=Severity.WARN, rows=before.words))

    def _tell_rows(self, code: Code, table: Import, places: Sequence[int]) -> None:
        rows = first_few(table.numbers[at] for at in places)
        self.tell(code, Place(table.file, table.sheet), count=len(places), rows=rows)

    def _home(
        self, row: Mapping[str, Any], table: Import, at: int, root: Organization | None, made: dict[str, None]
    ) -> str | None:
        """The organization a member names; with a root, a cell that nobody else names is made."""
        text, parent = nfc(row["organization"]), None if row.get("parent") is None else nfc(row["parent"])
        if (text, parent) in self._known:
            return self._known[text, parent]
        place = table.place(at, "organization")
        found = None
        some = self._candidates(text) or self._candidates_of_way(text)
        if root is not None and all(key in made for key in some) and not self._homes(text, parent):
            found = self._made(text, parent, root, place, made)
        elif root is None or not self._is_elsewhere(text, parent, place, made):
            found = self.find(text, place, parent)
        self._known[text, parent] = found
        return found

    def _made(
        self, text: str, parent: str | None, root: Organization, place: Place, made: dict[str, None]
    ) -> str | None:
        """A cell that only members name: below the parent they name, if there is one, and else below the root."""
        *way, name = _STROKE.split(text)
        if way and parent is None:
            parent = way[-1]
            if self._candidates(name):
                return None if self._is_elsewhere(name, parent, place, made) else self.find(name, place, parent)
        above = [] if parent is None else self._candidates(parent)
        cell = _cell_of(name, self.records[above[0]] if len(above) == 1 else root)
        if cell is None:
            return self.find(text, place, parent)
        number = 2  # names that differ in their marks only come to one id
        while cell.id in self.records:
            cell, number = changed(cell, id=f"{fold(cell.name).replace(' ', '-')}-{number}"), number + 1
        self.records[cell.id], self.places[cell.id] = cell, place
        made[cell.id] = None
        if parent is not None and not above:
            self._under[cell.id] = name_key(parent)
        self._enter(cell)
        return cell.id

    def _is_elsewhere(self, text: str, parent: str | None, place: Place, made: Mapping[str, None]) -> bool:
        """Whether a cell that was made is named below two parents of which no table has one: which is meant is told."""
        if parent is None or self._candidates(parent):
            return False
        some = [key for key in self._homes(text, parent) if key in made]
        if len(some) != 1 or self._under.setdefault(some[0], name_key(parent)) == name_key(parent):
            return False
        self.tell("table/ambiguous-organization", place, count=2, ids=some[0])
        return True

    def rated_member(
        self, table: Import, at: int, text: str, hierarchy: Hierarchy, people: Mapping[str, list[str]]
    ) -> str | None:
        """The member a row names: by id, or by a name that one person of the tree has, or of the cell beside it."""
        if text in hierarchy.members:
            return text
        row = table.rows[at]
        by_id = row.get("subject") is not None
        some = [] if by_id else people.get(name_key(text), [])
        home = row.get("organization")
        if len(some) > 1 and home is not None:
            cells = {*self._homes(nfc(home), None)}
            some = [key for key in some if hierarchy._home_of(key) in cells]
        if len(some) == 1:
            return some[0]
        self.tell("table/unknown-holder", table.place(at, "subject" if by_id else "name"))
        return None

    # --- groups and seats ---

    def groups(self, tables: Sequence[Import]) -> Iterator[ResidentialGroup]:
        """Residential groups, whose cells may be named as members name them."""
        for table in tables:
            for at, group in enumerate(table.records):
                place = table.place(at, "cells")
                cells = [self.find(cell, place) for cell in group.cells]
                yield group.with_cells(tuple(cell for cell in cells if cell is not None))

    def seats(self, tables: Sequence[Import]) -> Iterator[Seat]:
        """Seats: the organization by any of its names, the holder by id, or by a name that one person has there."""
        called: dict[str, list[str]] = {}
        for key, name in zip(self.ids, self.names, strict=True):
            called.setdefault(name_key(name), []).append(key)
        known = {*self.ids}
        for table in tables:
            for at, seat in enumerate(table.records):
                organization = self.find(seat.organization, table.place(at, "organization"))
                holder: str | None = seat.holder
                if seat.holder not in known and not _is_id(seat.holder):
                    some = called.get(name_key(seat.holder), [])
                    holder = some[0] if len(some) == 1 else None
                    if holder is None:
                        place = table.place(at, "holder")
                        self.tell("table/unknown-holder", place if place.cell else table.place(at, "name"))
                if organization is not None and holder is not None:
                    self.seats_of.setdefault(organization, []).append(table.place(at, "organization"))
                    yield replace(seat, organization=organization, holder=holder)


def ratings_of(imports: Iterable[Import], hierarchy: Hierarchy, *, year: int | None = None) -> tuple[RatingRecord, ...]:
    r"""The ratings of lists, each of the organization or member of a tree that its row names.

    A list names an organization by id, code, name or path, and a member by id, or by name and cell. Where its headings
    do not say whose ratings it holds ("Mã"), the tree does.

    Vietnamese term: kết quả xếp loại.

    Args:
        imports: lists of ratings that were read; one that was given before is taken once.
        hierarchy: the tree.
        year: of this year only: in another one there were other organizations. All of them unless told.

    Raises:
        HierarchyError: rows that name nobody of the tree, or several; all at once, cell by cell.
        InvalidInputError: what is given is no list of imports, or one of them is of another kind.

    Examples:
        >>> from dangbo.io.reading import read_table
        >>> cells = "Mã;Tên tổ chức;Loại tổ chức;Cấp trên\ndb;Đảng bộ xã;đảng bộ cơ sở;\n"
        >>> cells += "cb-1;Chi bộ 1;chi bộ trực thuộc;db\n"
        >>> tree = build([read_table(cells.encode(), "organizations")], as_of="2025-12-31").hierarchy
        >>> rated = "Tên chi bộ;Năm;Xếp loại\nChi bộ 1;2025;Hoàn thành tốt nhiệm vụ\n"
        >>> [record.subject for record in ratings_of([read_table(rated.encode(), "ratings")], tree)]
        ['cb-1']
    """
    work = _Building()
    work.records = {one.id: one for one in instance_of(Hierarchy, hierarchy, "hierarchy")}
    work.index()
    people: dict[str, list[str]] = {}
    for member in hierarchy.members.values():
        people.setdefault(name_key(member.name), []).append(member.id)
    found: list[RatingRecord] = []
    for table in work.each_once(instances_of(Import, imports, "imports")):
        if table.kind != "ratings":
            reason = Words(vi=f"bảng loại {table.kind} không có kết quả xếp loại", en=f"no ratings in {table.kind}")
            raise InvalidInputError([finding("input/bad-value", "imports", reason=reason)])
        told = rated_subjects(table.columns) is not None
        for at, record in enumerate(table.records):
            if year not in {None, record.year}:
                continue
            row = table.rows[at]
            members = record.subjects == "members"
            if not told and row.get("subjects") is None:
                members = record.subject in hierarchy.members
            key = (
                work.rated_member(table, at, record.subject, hierarchy, people)
                if members
                else (
                    work.find(
                        record.subject, table.place(at, "organization" if row.get("subject") is None else "subject")
                    )
                )
            )
            if key is not None:
                found.append(replace(record, subject=key, subjects="members" if members else "organizations"))
    work.refuse()
    return tuple(found)


def is_off_roll(row: Mapping[str, Any]) -> bool:
    """Whether a row of the profiles is of somebody who is on no roll any more: left, died, moved, to be deleted.

    Examples:
        >>> is_off_roll({"state": "Từ trần"}), is_off_roll({"state": "Miễn sinh hoạt"}), is_off_roll({"delete": True})
        (True, False, True)
    """
    state = None if row.get("state") is None else ListState.of(row["state"])
    return (
        state in {ListState.MOVED, ListState.LEFT, ListState.DIED}
        or row.get("delete") is True
        or any(row.get(name) is not None for name in ("moved_out", "died", "left"))
    )


def _person_of(row: Mapping[str, Any]) -> tuple[tuple[str, object], ...] | None:
    """What a row whose id was made says of a person, to find it in another file; `None` where it is too little."""
    if not _MADE.fullmatch(row["member"]) or all(row.get(name) is None for name in _OWN):
        return None
    return tuple(sorted((name, value) for name, value in row.items() if value is not None and name not in _PLACED))


_PLACED: Final = frozenset({"member", "no"})


def _is_id(text: str) -> bool:
    return " " not in text.strip()


def _cell_of(text: str, root: Organization) -> Organization | None:
    """The cell that members name, right below an organization; `None` where the name is not that of a cell."""
    name = nfc(text)
    if not fold(name).startswith("chi bo"):
        return None
    low = root.level in {Level.GRASSROOTS, Level.BELOW_GRASSROOTS}
    level = Level.BELOW_GRASSROOTS if low else Level.GRASSROOTS
    return Organization(fold(name).replace(" ", "-"), name, Form.CHI_BO, level, parent=root.id)


def _joined(tables: Sequence[tuple[Import, list[int]]]) -> Profiles:
    """The profiles of several tables, each person once."""
    some = [(table.records, kept) for table, kept in tables if isinstance(table.records, Profiles)]
    if len(some) == 1 and len(some[0][1]) == len(some[0][0]):
        return some[0][0]
    return Profiles([records[records.ids[at]] for records, kept in some for at in kept])
