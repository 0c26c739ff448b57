"""The merger of 1 July 2025, replayed: 63 provinces, 696 districts and 10,035 communes become 34 and 3,321.

    python examples/replay_2025.py PATH [--provinces 19,01] [--seed 1] [--one-by-one] [--lang en]

PATH is a folder with five tables: `vn2025_ward_pairs.csv`, `vn2025_units_old.csv`, `vn2025_units_new.csv`,
`vn2025_districts.csv`, `vn2025_provinces.csv`. They say which unit went where, by resolution and clause. Each function
below is one step, from the tables to the printed summary, and can be used alone:

    data = read(path)                      # the tables, checked
    before = country(data)                 # the tree of party organizations on 30/06/2025
    after = plan(data).apply(before)       # the tree of 01/07/2025
    print(draw_table(summary(data, before, after), limit=None))

What is real and what is not:

* Real: the units, their codes and names, and which unit became which, clause by clause. An administrative unit stands
  in for its party organization; the organizations of agencies, enterprises and armed forces are not in the tables.
* Made up: 30 village cells in each commune, and their members, drawn from a seed.
* Assumed, since no source says which village went where: how a commune that was divided gave away its cells
  (`division`). And all 13 special zones become direct superiors of grassroots organizations like the communes; the
  regulation (294-QĐ/TW, mục 10.2) leaves each province the choice to make one a grassroots organization.

How clauses become operations:

* A clause that says "thành ... mới" begins an organization with a new id, even where name and code are those of an old
  unit: `Consolidate`, or `Rearrange` where a source gives only a part and goes on. The clause that takes the last part
  of a divided commune ends it: "the remainder after clause N" always points backwards.
* Only what is kept, renamed or retyped continues, as a direct superior of grassroots organizations from that day on:
  `Convert`, `Rename`.
* A district is dissolved, "kết thúc hoạt động", and its communes go to the province. The five island districts
  without communes are each consolidated into the special zone that follows them.

The order is provinces, districts, communes, and each step needs the one before. The resolutions on communes are each
of one *new* province, which must live before it can decide or receive. A district can hand its communes over only
while it has them; once it did, all communes of a clause stand under one superior, the one that decides on them, also
where they come from several districts.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, TypeAlias, TypeVar

from dangbo import (
    Consolidate,
    Convert,
    Dissolve,
    Document,
    Form,
    Hierarchy,
    History,
    Level,
    Organization,
    Plan,
    Preview,
    Rearrange,
    Rename,
)
from dangbo.base.findings import Lang
from dangbo.base.text import format_number
from dangbo.render import Column, Table, draw_table

BEFORE: Final = "2025-06-30"
AFTER: Final = "2025-07-01"
ROOT: Final = "vn"
CELLS: Final = 30
"""Village cells of each commune."""

UNIT_TYPES: Final = {"Xã": "commune", "Phường": "ward", "Thị trấn": "township", "Đặc khu": "other"}
"""Code of the rulebook for each type of unit; its list is of 2021 and knows no special zone (đặc khu)."""

T = TypeVar("T")


# --- 1. the tables ---------------------------------------------------------------------------------------------------


class DataError(ValueError):
    """A table is missing or cannot be read: where, why, and how to put it right."""


class Province(NamedTuple):
    """A province of 2025; `sources` are the codes of the old ones it comes from."""

    code: str
    name: str
    sources: tuple[str, ...]
    kept: bool

    @property
    def id(self) -> str:
        """A province that is kept continues; one that comes from a merger is a new organization."""
        return f"p-{self.code}" if self.kept else f"n-{self.code}"


class District(NamedTuple):
    """A district, with the codes of the province it was in and of the one that took over."""

    code: str
    name: str
    old_province: str
    new_province: str

    @property
    def id(self) -> str:
        """Own and stable."""
        return f"d-{self.code}"


class Commune(NamedTuple):
    """A commune, ward, township or special zone; `above` is the code of its old district or new province."""

    code: str
    name: str
    type: str
    above: str


class Edge(NamedTuple):
    """What one old unit gave to one new unit. `people`: whether anybody lived on it."""

    old: str
    new: str
    share: str
    people: bool


class Clause(NamedTuple):
    """What one clause of a resolution says of one new unit; units no clause names have no number."""

    resolution: str
    signed: str
    number: int | None
    new: str
    edges: tuple[Edge, ...]

    @property
    def with_people(self) -> tuple[Edge, ...]:
        """Land without anybody changes no party organization."""
        return tuple(edge for edge in self.edges if edge.people)


@dataclass(frozen=True)
class Data:
    """The tables, by code; clauses by resolution and number.

    Attributes:
        old_provinces: name of each of the 63.
        provinces: the 34.
        districts: the 696.
        old_communes: the 10,035.
        communes: the 3,321.
        clauses: one for each new commune.
    """

    old_provinces: Mapping[str, str]
    provinces: Mapping[str, Province]
    districts: Mapping[str, District]
    old_communes: Mapping[str, Commune]
    communes: Mapping[str, Commune]
    clauses: tuple[Clause, ...]

    def province_of(self, commune: str) -> Province:
        """The province a commune of 2025 is in."""
        return self.provinces[self.communes[commune].above]

    def within(self, codes: Sequence[str]) -> Data:
        """The same for some of the 34 provinces only; no new commune crosses the border of one.

        Raises:
            DataError: a code that is none of the 34.
        """
        for code in codes:
            if code not in self.provinces:
                raise DataError(f"no province of 2025 has the code {code!r}; the codes are {' '.join(self.provinces)}")
        provinces = {code: self.provinces[code] for code in self.provinces if code in codes}
        districts = {code: one for code, one in self.districts.items() if one.new_province in provinces}
        communes = {code: one for code, one in self.communes.items() if one.above in provinces}
        return Data(
            {old: self.old_provinces[old] for province in provinces.values() for old in province.sources},
            provinces,
            districts,
            {code: one for code, one in self.old_communes.items() if one.above in districts},
            communes,
            tuple(clause for clause in self.clauses if clause.new in communes),
        )


COLUMNS: Final = {
    "vn2025_provinces.csv": ("new_province_code", "new_province", "operation", "old_province_codes", "old_provinces"),
    "vn2025_districts.csv": ("district_code", "district", "old_province_code", "new_province_code"),
    "vn2025_units_old.csv": ("old_code", "old_name", "old_type", "old_district_code"),
    "vn2025_units_new.csv": ("new_code", "new_name", "new_type", "new_province_code"),
    "vn2025_ward_pairs.csv": (
        "old_code", "old_type", "new_code", "share", "carries_people", "resolution", "clause", "decided",
    ),
}  # fmt: skip
"""The columns that are read; others are left alone."""

CONTINUES: Final = frozenset({"kept", "renamed", "retyped"})
"""Shares whose unit is the same before and after."""

ZONE: Final = "district_to_special_zone"
SHARES: Final = CONTINUES | {"whole", "part", "all_population", "area_only", "population_only", ZONE}

NOBODY: Final = "Vùng chưa thuộc xã"
"""A coast that belongs to no commune: it has no party organization."""


def read(path: Path) -> Data:
    """The five tables of a folder.

    Raises:
        DataError: a file, a column or a value that is missing or makes no sense.
    """
    rows = {name: list(_rows(path / name, columns)) for name, columns in COLUMNS.items()}
    provinces = _by_code(_provinces(rows["vn2025_provinces.csv"]))
    districts = _by_code(
        District(*line.texts("district_code", "district", "old_province_code", "new_province_code"))
        for line in rows["vn2025_districts.csv"]
    )
    old_communes = _by_code(
        Commune(*line.texts("old_code", "old_name", "old_type", "old_district_code"))
        for line in rows["vn2025_units_old.csv"]
        if line.text("old_type") in UNIT_TYPES
    )
    communes = _by_code(
        Commune(*line.texts("new_code", "new_name", "new_type", "new_province_code"))
        for line in rows["vn2025_units_new.csv"]
    )
    old_provinces = {
        code: name
        for line in rows["vn2025_provinces.csv"]
        for code, name in zip(
            line.text("old_province_codes").split(), line.text("old_provinces").split("; "), strict=True
        )
    }
    clauses = tuple(_clauses(rows["vn2025_ward_pairs.csv"], {*old_communes, *_islands(districts)}, communes))
    data = Data(old_provinces, provinces, districts, old_communes, communes, clauses)
    _check(data)
    return data


@dataclass(frozen=True)
class Line:
    """A row of a table that knows where it stands."""

    file: str
    number: int
    values: Mapping[str, str]

    def text(self, column: str) -> str:
        """A value that must be there."""
        value = self.values[column].strip()
        if not value:
            raise self.wrong(column, "is empty")
        return value

    def texts(self, *columns: str) -> tuple[str, ...]:
        """Several of them."""
        return tuple(self.text(column) for column in columns)

    def one_of(self, column: str, choices: Iterable[str]) -> str:
        """A value from a closed list."""
        value = self.text(column)
        if value not in choices:
            raise self.wrong(column, f"{value!r} is none of: {', '.join(sorted(choices))}")
        return value

    def whole(self, column: str) -> int | None:
        """A whole number, or nothing."""
        value = self.values[column].strip()
        if value and not (value.isascii() and value.isdigit()):
            raise self.wrong(column, f"{value!r} is no whole number")
        return int(value) if value else None

    def wrong(self, column: str, problem: str) -> DataError:
        """What is wrong with a value, and where."""
        return DataError(f"{self.file}, line {self.number}, column {column}: {problem}; correct the line")


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(f"{path} does not exist; name the folder that holds {', '.join(COLUMNS)}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); it must be a CSV file in UTF-8") from None
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [column for column in columns if column not in (table.fieldnames or ())]
    if missing:
        raise DataError(f"{path.name} has no column {', '.join(missing)}; its first line must name the columns")
    try:
        for row in table:
            if None in row or None in row.values():
                raise DataError(f"{path.name}, line {table.line_num}: not as many cells as columns; mend the line")
            yield Line(path.name, table.line_num, row)
    except csv.Error as error:
        raise DataError(f"{path.name}, line {table.line_num}: {error}; mend the line") from None


U = TypeVar("U", Province, District, Commune)


def _by_code(units: Iterable[U]) -> dict[str, U]:
    found: dict[str, U] = {}
    for unit in units:
        if found.setdefault(unit.code, unit) is not unit:
            raise DataError(f"{type(unit).__name__.lower()} {unit.code} is listed twice; delete one of the lines")
    return found


def _provinces(lines: Iterable[Line]) -> Iterator[Province]:
    for line in lines:
        sources = tuple(line.text("old_province_codes").split())
        if len(sources) != len(line.text("old_provinces").split("; ")):
            raise line.wrong("old_provinces", "does not name as many provinces as there are codes")
        kept = line.text("operation") == "keep"
        yield Province(line.text("new_province_code"), line.text("new_province"), sources, kept)


def _islands(districts: Mapping[str, District]) -> set[str]:
    """How districts are named where they stand in the place of a commune."""
    return {f"D{code}" for code in districts}


def _clauses(lines: Iterable[Line], old: set[str], new: Mapping[str, Commune]) -> Iterator[Clause]:
    """One clause for each new unit, by resolution and number.

    The numbers have gaps: some rows have none, and five units have one row with the number of another unit's clause. So
    a unit's number is the one fewest other units have; units without any come last, and where such a one takes a part
    of a divided commune, it takes the rest.
    """
    edges: dict[str, list[Edge]] = {}
    papers: dict[str, tuple[str, str]] = {}
    numbers: dict[str, set[int]] = {}
    for line in lines:
        code = line.one_of("new_code", new)
        if line.text("old_type") != NOBODY:
            people = line.one_of("carries_people", "01") == "1"
            edge = Edge(line.one_of("old_code", old), code, line.one_of("share", SHARES), people)
            edges.setdefault(code, []).append(edge)
        paper = (line.text("resolution"), line.text("decided"))
        if papers.setdefault(code, paper) != paper:
            raise line.wrong("resolution", f"another resolution or date than in the other rows of {code}")
        number = line.whole("clause")
        if number is not None:
            numbers.setdefault(code, set()).add(number)
    users = Counter((papers[code], number) for code, named in numbers.items() for number in named)
    own = {code: min((users[papers[code], number], number) for number in named)[1] for code, named in numbers.items()}
    last = max(own.values(), default=0) + 1
    for code in sorted(edges, key=lambda code: (papers[code], own.get(code, last))):
        yield Clause(*papers[code], own.get(code), code, tuple(edges[code]))


def _check(data: Data) -> None:
    """Whether the tables know each other."""
    for district in data.districts.values():
        if district.new_province not in data.provinces or district.old_province not in data.old_provinces:
            raise DataError(f"district {district.code} is in a province vn2025_provinces.csv does not name; add it")
    for commune in data.old_communes.values():
        if commune.above not in data.districts:
            raise DataError(f"commune {commune.code} is in a district vn2025_districts.csv does not name; add it")
    for commune in data.communes.values():
        if commune.above not in data.provinces or commune.type not in UNIT_TYPES:
            raise DataError(f"new commune {commune.code} has an unknown province or type; correct vn2025_units_new.csv")
    given = {edge.old for clause in data.clauses for edge in clause.with_people}
    made = {clause.new for clause in data.clauses if clause.with_people}
    for code in (*(data.old_communes.keys() - given), *(data.communes.keys() - made)):
        raise DataError(f"no row of vn2025_ward_pairs.csv says where the people of {code} go or come from; add one")


# --- 2. the country before -------------------------------------------------------------------------------------------


def country(data: Data, *, seed: int = 1) -> Hierarchy:
    """The tree of party organizations on 30/06/2025, with 30 made-up village cells in each commune.

    Organizations have ids of their own, which no other ever gets; the official codes, many of which were used again on
    01/07/2025, are attributes.
    """
    return Hierarchy.from_rows([*_committees(data), *_cells(data, seed)], as_of=BEFORE)


def _committees(data: Data) -> Iterator[dict[str, object]]:
    yield _row(ROOT, "Đảng bộ toàn quốc", Level.CENTRAL, None)
    for code, name in data.old_provinces.items():
        yield _row(f"p-{code}", party(name), Level.PROVINCIAL, ROOT, code)
    for district in data.districts.values():
        parent = f"p-{district.old_province}"
        yield _row(district.id, party(district.name), Level.IMMEDIATE_SUPERIOR, parent, district.code)
    for one in data.old_communes.values():
        above = data.districts[one.above].id
        yield _row(f"x-{one.code}", party(one.name), Level.GRASSROOTS, above, one.code, UNIT_TYPES[one.type])


def _row(
    key: str, name: str, level: Level, parent: str | None, code: str | None = None, unit_type: str | None = None
) -> dict[str, object]:
    return {
        "id": key, "name": name, "form": Form.DANG_BO, "level": level, "parent": parent, "code": code,
        "unit_type": unit_type,
    }  # fmt: skip


def _cells(data: Data, seed: int) -> Iterator[dict[str, object]]:
    """Cells and their headcounts; a commune draws its own, so that they do not change with the choice of provinces."""
    for commune in data.old_communes.values():
        chance = Random(f"{seed} {commune.code}")
        village = "thôn" if commune.type == "Xã" else "tổ dân phố"
        for number, key in enumerate(cells_of(commune.code), 1):
            yield {
                "id": key,
                "name": f"Chi bộ {village} {number}",
                "form": Form.CHI_BO,
                "level": Level.BELOW_GRASSROOTS,
                "parent": f"x-{commune.code}",
                "unit_type": "residential",
                "full": 8 + int(chance.random() * 19),
                "probationary": int(chance.random() * 3),
            }


def cells_of(commune: str) -> tuple[str, ...]:
    """Ids of the cells of an old commune, in order."""
    return tuple(f"x-{commune}-k{number:02}" for number in range(1, CELLS + 1))


def party(unit: str) -> str:
    """What the party organization of an administrative unit is called.

    Examples:
        >>> party("Phường Trúc Bạch")
        'Đảng bộ phường Trúc Bạch'
    """
    return f"Đảng bộ {unit[0].lower()}{unit[1:]}"


# --- 3. from clauses to operations -----------------------------------------------------------------------------------


Operation: TypeAlias = Consolidate | Rearrange | Dissolve | Convert | Rename


class Decision(NamedTuple):
    """What one clause does: usually one operation."""

    basis: Document
    decided_by: str
    operations: tuple[Operation, ...]


PROVINCES_MERGED: Final = Document(
    kind="nghị quyết", issued="2025-06-12", issuer="Quốc hội", title="sắp xếp đơn vị hành chính cấp tỉnh"
)
"""Passed on 12/06/2025; its number is not in the tables."""
DISTRICTS_ENDED: Final = Document(
    kind="nghị quyết", issuer="Quốc hội", title="kết thúc hoạt động của đơn vị hành chính cấp huyện"
)
"""Neither its number nor its date is in the tables."""


def decisions(data: Data) -> list[Decision]:
    """Every clause as operations, in an order in which each finds what it needs."""
    return [*_merged_provinces(data), *_ended_districts(data), *_new_communes(data)]


def operations(data: Data) -> list[Operation]:
    """The operations of all clauses, in order."""
    return [operation for decision in decisions(data) for operation in decision.operations]


def _merged_provinces(data: Data) -> Iterator[Decision]:
    for province in data.provinces.values():
        if not province.kept:
            new = Organization(
                id=province.id, name=party(province.name), form=Form.DANG_BO, level=Level.PROVINCIAL, parent=ROOT,
                code=province.code,
            )  # fmt: skip
            merged = Consolidate([f"p-{code}" for code in province.sources], new)
            yield Decision(PROVINCES_MERGED, ROOT, (merged,))


def _ended_districts(data: Data) -> Iterator[Decision]:
    islands = {edge.old for clause in data.clauses for edge in clause.edges if edge.share == ZONE}
    for district in data.districts.values():
        if f"D{district.code}" not in islands:
            province = data.provinces[district.new_province].id
            ended = Dissolve(district.id, children_to=province, wording="kết thúc hoạt động")
            yield Decision(DISTRICTS_ENDED, province, (ended,))


def _new_communes(data: Data) -> Iterator[Decision]:
    divided = division(data)
    kept: dict[tuple[Document, str], list[str]] = {}
    for clause in data.clauses:
        basis, above = _resolution(clause), data.province_of(clause.new).id
        shares = {edge.share for edge in clause.with_people}
        if shares == {"kept"}:
            kept.setdefault((basis, above), []).append(f"x-{clause.new}")
        elif shares <= CONTINUES:
            yield Decision(basis, above, _continued(data, clause))
        else:
            yield Decision(basis, above, (_established(data, clause, divided),))
    for (basis, above), communes in kept.items():
        yield Decision(basis, above, (Convert(communes, level=Level.IMMEDIATE_SUPERIOR),))


def _resolution(clause: Clause) -> Document:
    return Document(
        kind="nghị quyết",
        number=clause.resolution,
        issued=clause.signed,
        issuer="Ủy ban Thường vụ Quốc hội",
        title="" if clause.number is None else f"khoản {clause.number}",
    )


def _continued(data: Data, clause: Clause) -> tuple[Operation, ...]:
    """The commune goes on, under another name or as another type of unit, with new powers."""
    (edge,) = clause.with_people
    old, new = data.old_communes[edge.old], data.communes[edge.new]
    key = f"x-{old.code}"
    return (
        Rename(key, party(new.name)),
        Convert(key, level=Level.IMMEDIATE_SUPERIOR, unit_type=UNIT_TYPES[new.type]),
    )


def _established(data: Data, clause: Clause, divided: Mapping[str, Mapping[str, Sequence[str]]]) -> Operation:
    """A new commune takes whole communes, and parts of those that are divided."""
    new = data.communes[clause.new]
    organization = Organization(
        id=f"n-{new.code}", name=party(new.name), form=Form.DANG_BO, level=Level.IMMEDIATE_SUPERIOR,
        parent=data.province_of(new.code).id, code=new.code, unit_type=UNIT_TYPES[new.type],
    )  # fmt: skip
    sources: list[str] = []
    takes: list[str] = []
    goes_on: list[str] = []
    for edge in clause.with_people:
        source = f"d-{edge.old[1:]}" if edge.share == ZONE else f"x-{edge.old}"
        sources.append(source)
        parts = divided.get(edge.old)
        if parts is None or new.code == list(parts)[-1]:
            takes.append(source)  # everything it has, or still has
        else:
            takes += parts[new.code]
            goes_on.append(source)
    if not goes_on:
        return Consolidate(sources, organization)
    remainders = {source: [source] for source in goes_on}
    return Rearrange(sources, [organization, *goes_on], {organization.id: takes, **remainders})


def division(data: Data) -> dict[str, dict[str, tuple[str, ...]]]:
    """Which cells of each divided commune go to which new one: an assumption, since no source says.

    The cells in order, as evenly as possible over the clauses that take people, in the order of the clauses, the larger
    shares first: 30 cells go 15 + 15, 10 + 10 + 10, 8 + 8 + 7 + 7 or 6 + 6 + 6 + 6 + 6.

    Returns:
        By code of the old commune, then of the new one, in the order of the clauses.
    """
    takers: dict[str, list[str]] = {}
    for clause in data.clauses:
        for edge in clause.with_people:
            takers.setdefault(edge.old, []).append(edge.new)
    return {
        old: dict(zip(new, evenly(cells_of(old), len(new)), strict=True)) for old, new in takers.items() if len(new) > 1
    }


def evenly(items: Sequence[T], parts: int) -> list[tuple[T, ...]]:
    """Items in order, in parts as equal as possible, the larger ones first.

    Examples:
        >>> evenly("abcdefgh", 3)
        [('a', 'b', 'c'), ('d', 'e', 'f'), ('g', 'h')]
    """
    least, more = divmod(len(items), parts)
    found: list[tuple[T, ...]] = []
    at = 0
    for part in range(parts):
        size = least + (part < more)
        found.append(tuple(items[at : at + size]))
        at += size
    return found


# --- 4. all at once, and one by one ----------------------------------------------------------------------------------


def plan(data: Data) -> Plan:
    """Everything as one plan, decided at the top."""
    papers = sorted({clause.resolution for clause in data.clauses})
    basis = Document(
        kind="nghị quyết",
        number=papers[0] if len(papers) == 1 else f"{papers[0]} – {papers[-1]}",
        issued=max(clause.signed for clause in data.clauses),
        issuer="Ủy ban Thường vụ Quốc hội",
        title="sắp xếp đơn vị hành chính cấp xã năm 2025",
    )
    return Plan(AFTER, ROOT, basis, operations(data))


def plans(data: Data) -> list[Plan]:
    """The same as one plan for each clause, decided by the direct superior of what it touches."""
    return [Plan(AFTER, one.decided_by, one.basis, one.operations) for one in decisions(data)]


def one_by_one(before: Hierarchy, papers: Iterable[Plan]) -> History:
    """The ledger of a country after each plan was enacted in turn."""
    ledger = History(opening=before)
    for paper in papers:
        ledger = ledger.enact(paper)
    return ledger


# --- 5. what came of it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What can be counted before and after. Communes: xã, phường and đặc khu (special zones) alike.

    Attributes:
        provinces: before, after.
        districts: before, after.
        communes: before, after.
        cells: before, after.
        members: before, after.
        wards, rural, special_zones: the communes after, by type.
        displaced: cells that began, ended or changed their headcount.
        crossing_provinces: new communes with cells of several old provinces.
        crossing_districts: those with cells of several old districts.
        divided: communes whose cells went to several new ones, by number of these.
        land_only: communes that gave land to another but nobody.
        merged_provinces, kept_provinces: the provinces after, by what they come from.
        abolished, became_zone, became_commune: districts whose communes went to several new ones, whose people form
            one special zone, or went into one commune.
        kept_communes: those that continue with name, code and type.
        renamed_or_retyped: those that continue with another name or type.
        results: units that result or end: provinces and communes after, districts before.
    """

    provinces: tuple[int, int]
    districts: tuple[int, int]
    communes: tuple[int, int]
    cells: tuple[int, int]
    members: tuple[int, int]
    wards: int
    rural: int
    special_zones: int
    displaced: int
    crossing_provinces: int
    crossing_districts: int
    divided: Mapping[int, int]
    land_only: int
    merged_provinces: int
    kept_provinces: int
    abolished: int
    became_zone: int
    became_commune: int
    kept_communes: int
    renamed_or_retyped: int
    results: int

    @property
    def lawful(self) -> bool:
        """Whether everything is conserved: every cell, everybody, and no border of an old province is crossed."""
        return (
            self.cells[0] == self.cells[1]
            and self.members[0] == self.members[1]
            and not (self.displaced or self.crossing_provinces or self.districts[1])
        )


def figures(data: Data, before: Hierarchy, after: Hierarchy) -> Figures:
    """Counted from the two trees; only land and the island districts, which leave no trace in them, from the tables."""
    heirs = heirs_of(before, after)
    sources: dict[str, set[str]] = {}
    for old, taken in heirs.items():
        for new in taken:
            sources.setdefault(new, set()).add(old)
    types = after.count(form=Form.DANG_BO, by="unit_type")
    fates = Counter(_fate(targets, after) for targets in _districts_to(data, before, heirs).values())
    same = [(before[key], after[key]) for key in sources if key in before]
    unchanged = sum((a.name, a.code, a.unit_type) == (b.name, b.code, b.unit_type) for a, b in same)
    provinces = after.select(level=Level.PROVINCIAL)
    return Figures(
        provinces=(before.count(level=Level.PROVINCIAL), len(provinces)),
        districts=(_districts(before), _districts(after)),
        communes=(_communes(before), _communes(after)),
        cells=(before.count(form=Form.CHI_BO), after.count(form=Form.CHI_BO)),
        members=(before.headcount().total, after.headcount().total),
        wards=types.get("ward", 0),
        rural=types.get("commune", 0),
        special_zones=types.get("other", 0),
        displaced=_displaced(before, after),
        crossing_provinces=_crossing(before, sources, 2),
        crossing_districts=_crossing(before, sources, 1),
        divided=dict(sorted(Counter(len(taken) for taken in heirs.values() if len(taken) > 1).items())),
        land_only=_land_only(data),
        merged_provinces=sum(province.id not in before for province in provinces),
        kept_provinces=sum(province.id in before for province in provinces),
        abolished=fates["abolished"],
        became_zone=fates["zone"],
        became_commune=fates["commune"],
        kept_communes=unchanged,
        renamed_or_retyped=len(same) - unchanged,
        results=len(provinces) + _communes(after) + _districts(before),
    )


def heirs_of(before: Hierarchy, after: Hierarchy) -> dict[str, Counter[str]]:
    """Which communes the cells of each old commune are in, and how many."""
    heirs: dict[str, Counter[str]] = {}
    for cell in after.select(form=Form.CHI_BO):
        old = before[cell.id].parent
        if old is not None and cell.parent is not None:
            heirs.setdefault(old, Counter())[cell.parent] += 1
    return heirs


def _communes(tree: Hierarchy) -> int:
    return sum(org.unit_type is not None for org in tree.select(form=Form.DANG_BO))


def _districts(tree: Hierarchy) -> int:
    """Direct superiors of grassroots organizations that are no commune."""
    return sum(org.unit_type is None for org in tree.select(level=Level.IMMEDIATE_SUPERIOR))


def _displaced(before: Hierarchy, after: Hierarchy) -> int:
    cells = {cell.id: cell for cell in before.select(form=Form.CHI_BO)}
    count = 0
    for cell in after.select(form=Form.CHI_BO):
        was = cells.pop(cell.id, None)
        count += was is None or (was.name, was.level, was.full, was.probationary) != (
            cell.name, cell.level, cell.full, cell.probationary,
        )  # fmt: skip
    return count + len(cells)


def _crossing(before: Hierarchy, sources: Mapping[str, set[str]], steps: int) -> int:
    """New communes whose people come from several organizations that many steps above their old commune."""
    above = ([before.ancestors(old)[steps - 1].id for old in olds] for olds in sources.values())
    return sum(len(set(ids)) > 1 for ids in above)


def _districts_to(data: Data, before: Hierarchy, heirs: Mapping[str, Counter[str]]) -> dict[str, set[str]]:
    """Which communes the people of each district are in now."""
    found: dict[str, set[str]] = {district.id: set() for district in data.districts.values()}
    for old, taken in heirs.items():
        found[before.ancestors(old)[0].id] |= taken.keys()
    for clause in data.clauses:
        for edge in clause.edges:
            if edge.share == ZONE:
                found[f"d-{edge.old[1:]}"].add(f"n-{edge.new}")
    return found


def _fate(targets: set[str], after: Hierarchy) -> str:
    if len(targets) != 1:
        return "abolished"
    (target,) = targets
    return "zone" if after[target].unit_type == UNIT_TYPES["Đặc khu"] else "commune"


def _land_only(data: Data) -> int:
    """Old communes that gave land without people to one new commune, and everybody to one other."""
    people = Counter(edge.old for clause in data.clauses for edge in clause.with_people)
    land = {edge.old for clause in data.clauses for edge in clause.edges if not edge.people}
    return sum(people[old] == 1 for old in land)


# --- 6. told to people -----------------------------------------------------------------------------------------------


def summary(data: Data, before: Hierarchy, after: Hierarchy, *, lang: Lang = "vi") -> Table:
    """Each of the provinces: what it was, what it became, and that nobody got lost."""
    vi = lang == "vi"
    rows = [(one.name, _of_province(one, before, after)) for one in data.provinces.values()]
    totals = [sum(column) for column in zip(*(row for _, row in rows), strict=True)]
    titles = (
        ["Tỉnh cũ", "Huyện cũ", "Xã cũ", "Phường", "Xã", "Đặc khu", "Chi bộ", "Đảng viên trước", "Đảng viên sau"]
        if vi
        else ["Provinces", "Districts", "Communes", "Wards", "Xã", "Zones", "Cells", "Members before", "Members after"]
    )
    return Table(
        "Đảng bộ các tỉnh, thành phố, 01/7/2025" if vi else "Provincial organizations, 1 July 2025",
        [Column("Tỉnh, thành phố" if vi else "Province"), *(Column(title, "right") for title in titles)],
        [
            [name, *(format_number(value, lang=lang) for value in row)]
            for name, row in [*rows, ("Tổng cộng" if vi else "Altogether", totals)]
        ],
        notes=_notes(lang),
        totals=[len(rows)],
    )


def _of_province(province: Province, before: Hierarchy, after: Hierarchy) -> list[int]:
    old = [f"p-{code}" for code in province.sources]
    districts = [district for key in old for district in before.children(key)]
    types = Counter(commune.unit_type for commune in after.children(province.id))
    return [
        len(old),
        len(districts),
        sum(before.direct_subordinates(district) for district in districts),
        types["ward"],
        types["commune"],
        types["other"],
        sum(after.direct_subordinates(commune) for commune in after.children(province.id)),
        sum(before.headcount(key).total for key in old),
        after.headcount(province.id).total,
    ]


def _notes(lang: Lang) -> list[str]:
    if lang == "vi":
        proxy = "Đơn vị hành chính được dùng thay cho đảng bộ của đơn vị; dữ liệu không có tổ chức đảng của cơ quan, "
        proxy += "doanh nghiệp, lực lượng vũ trang."
        cells = f"Mỗi xã cũ có {CELLS} chi bộ thôn, tổ dân phố giả lập, số đảng viên giả lập."
        parts = "Không nguồn nào cho biết thôn nào của xã bị chia về đâu: giả định chia đều theo thứ tự các khoản."
        zones = "Giả định mọi đặc khu đều là cấp trên trực tiếp của tổ chức cơ sở đảng; huyện đảo không có xã thì "
        zones += "không có chi bộ trong dữ liệu."
    else:
        proxy = "Administrative units stand in for their party organizations; the organizations of agencies, "
        proxy += "enterprises and armed forces are not in the data."
        cells = f"Each old commune has {CELLS} synthetic village cells with synthetic headcounts."
        parts = "No source says which village of a divided commune went where: assumed even, in the order of clauses."
        zones = "All special zones are assumed to be direct superiors of grassroots organizations; island districts "
        zones += "without communes have no cells in the data."
    return [proxy, cells, parts, zones]


def properties(found: Figures, *, lang: Lang = "vi") -> Table:
    """What must hold, and what was counted."""
    vi = lang == "vi"

    def number(value: int) -> str:
        return format_number(value, lang=lang)

    def pair(values: tuple[int, int]) -> str:
        return f"{number(values[0])} → {number(values[1])}"

    ways = " / ".join(number(count) for count in found.divided.values()) or "0"
    parts = " / ".join(str(count) for count in found.divided) or "2"
    lines = [
        ("Tỉnh, thành phố", "Provinces", pair(found.provinces)),
        ("– hợp nhất / giữ nguyên", "– merged / kept", f"{found.merged_provinces} / {found.kept_provinces}"),
        ("Huyện", "Districts", pair(found.districts)),
        (
            "– chấm dứt hoạt động / thành một đặc khu / thành một xã, phường",
            "– abolished / became one special zone / one commune",
            f"{found.abolished} / {found.became_zone} / {found.became_commune}",
        ),
        ("Xã, phường, đặc khu", "Communes", pair(found.communes)),
        (
            "– xã / phường / đặc khu",
            "– xã / wards / special zones",
            f"{number(found.rural)} / {number(found.wards)} / {number(found.special_zones)}",
        ),
        (
            "– giữ nguyên / đổi tên, đổi loại hình",
            "– kept / renamed or retyped",
            f"{found.kept_communes} / {found.renamed_or_retyped}",
        ),
        ("– mới, qua ranh giới tỉnh cũ", "– new, across an old province", number(found.crossing_provinces)),
        ("– mới, qua ranh giới huyện cũ", "– new, across an old district", number(found.crossing_districts)),
        (
            f"Xã cũ chia dân làm {parts} phần",
            f"Old communes that divide their people {parts} ways",
            f"{number(sum(found.divided.values()))} = {ways}",
        ),
        ("Xã cũ chỉ tách đất, không tách dân", "Old communes that give away land only", number(found.land_only)),
        ("Đơn vị hình thành hoặc chấm dứt hoạt động", "Units that result or end", number(found.results)),
        ("Chi bộ", "Cells", pair(found.cells)),
        ("– mất, thừa hoặc đổi số đảng viên", "– lost, added or of another size", number(found.displaced)),
        ("Đảng viên", "Members", pair(found.members)),
    ]
    verdict = ("KHỚP", "conserved") if found.lawful else ("KHÔNG KHỚP", "NOT conserved")
    return Table(
        "Kiểm tra" if vi else "Checks",
        [Column("Tiêu chí" if vi else "Property"), Column("Giá trị" if vi else "Value", "right")],
        [[row[not vi], row[2]] for row in lines],
        notes=[verdict[not vi]],
    )


def remarks(preview: Preview, *, lang: Lang = "vi") -> Table:
    """What the rules had to say of the plan: how often, and the first of each kind."""
    vi = lang == "vi"
    first = {found.code: found for found in reversed(preview.findings)}
    counts = Counter(found.code for found in preview.findings)
    return Table(
        "Nhận xét theo quy định" if vi else "What the rules say",
        [
            Column("Mã" if vi else "Code"),
            Column("Số lần" if vi else "Times", "right"),
            Column("Ví dụ" if vi else "Such as"),
        ],
        [[code, format_number(times, lang=lang), first[code].text(lang=lang)] for code, times in counts.most_common()],
        notes=[
            "Các nhận xét này không cản phương án: xã cũ là tổ chức cơ sở đảng, xã mới là cấp trên trực tiếp; "
            "và ở đây cấp cao nhất quyết định tất cả trong một phương án (từng quyết định một thì đúng cấp, xem "
            "--one-by-one)."
            if vi
            else "They stop nothing: an old commune is a grassroots organization, a new one their direct superior; and "
            "here the top decides everything in one plan (one by one, the right level does: see --one-by-one)."
        ],
    )


def with_progress(items: Sequence[T], title: str) -> Iterable[T]:
    """The items, behind a bar if tqdm is installed, else with a line after each tenth."""
    try:
        from tqdm import tqdm  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return _with_lines(items, title)
    bar: Iterable[T] = tqdm(items, desc=title, file=sys.stderr)
    return bar


def _with_lines(items: Sequence[T], title: str) -> Iterator[T]:
    step = max(1, len(items) // 10)
    for number, item in enumerate(items, 1):
        yield item
        if number % step == 0:
            print(f"{title}: {number} / {len(items)}", file=sys.stderr)


class Clock:
    """Says what was done and how long it took."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def done(self, words: str) -> None:
        """One step is behind us."""
        now = time.perf_counter()
        print(f"{now - self._start:6.1f} s  {words}", file=sys.stderr)
        self._start = now


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description="Diễn lại việc sắp xếp ngày 01/7/2025. / The merger of 1 July 2025, replayed."
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="thư mục các tệp vn2025_*.csv / folder of the tables")
    parser.add_argument("--provinces", default="", help="mã tỉnh mới, ví dụ 19,01 / codes of provinces of 2025")
    parser.add_argument("--seed", type=int, default=1, help="mầm của số liệu giả lập / seed of the headcounts (1)")
    parser.add_argument("--one-by-one", action="store_true", help="cả từng quyết định một / also through the ledger")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ / language (vi)")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Replay, check, print. Returns 0, 1 where a property does not hold, or 2 where the tables cannot be read."""
    asked = arguments(argv)
    lang: Lang = asked.lang
    clock = Clock()
    try:
        data = read(asked.path)
        if asked.provinces:
            data = data.within(asked.provinces.replace(" ", "").split(","))
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    vi = lang == "vi"
    clock.done("đọc bảng" if vi else "tables read")
    before = country(data, seed=asked.seed)
    clock.done(repr(before))
    everything = plan(data)
    clock.done(f"{len(everything.operations)} {'nội dung sắp xếp' if vi else 'operations'}")
    preview = everything.preview(before)
    after = preview.after
    clock.done(repr(after))
    same = True
    if asked.one_by_one:
        papers = plans(data)
        same = one_by_one(before, with_progress(papers, "History.enact")).as_of(AFTER).same_as(after)
        result = ("kết quả như nhau", "the same") if same else ("KẾT QUẢ KHÁC NHAU", "NOT the same")
        clock.done(f"{len(papers)} {'quyết định' if vi else 'decisions'}: {result[not vi]}")
    found = figures(data, before, after)
    for table in (
        summary(data, before, after, lang=lang),
        properties(found, lang=lang),
        remarks(preview, lang=lang),
    ):
        print(draw_table(table, limit=None, lang=lang).text, end="\n\n")
    print(preview.conservation.text(lang=lang))
    return 0 if same and found.lawful else 1


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows
    sys.exit(main())
