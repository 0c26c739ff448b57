"""A snapshot as a document, `dangbo/hierarchy`: its organizations, people and side tables, each as a list of objects.

| entry | each of them |
|---|---|
| `as_of` | the date, "YYYY-MM-DD" |
| `organizations` | the fields of an `Organization`, parents first |
| `members` | `id`, `status`, and `organization`, on whose roll they are; `name` only with `people="names"` |
| `groups`, `mass_bodies`, `stays`, `seats`, `mandates` | the fields of the record of each side table |

Fields that have their default are left out. It is written row by row and read column by column, through the columns by
which tables are read: a nation costs seconds. A person read without a name is called what one is whose name was erased.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from dangbo.base.documents import ReadFormat
from dangbo.base.envelope import envelope
from dangbo.base.json_records import (
    BAD,
    TWICE,
    JsonObject,
    JsonSchema,
    Path,
    Reading,
    ReadRecords,
    RecordShape,
    Shape,
    needed,
    read_value,
    titled,
)
from dangbo.base.people import PeopleNamed, names_told
from dangbo.base.records import default_of
from dangbo.base.text import personal
from dangbo.base.words import Words
from dangbo.tree.formats import RECORDS
from dangbo.tree.members import UNNAMED, Member
from dangbo.tree.records import Organization
from dangbo.tree.tables import TABLES
from dangbo.tree.titles import TITLES

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.tree.people import People, Roll

HOME: Final = "organization"
"""The entry of a person that says on whose roll they are."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RowColumns:
    """Rows of a document by column.

    Attributes:
        columns: values by the name of the field, `None` where a row has none.
        count: how many rows.
    """

    columns: dict[str, list[Any]]
    count: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Snapshot:
    """What a document holds."""

    as_of: dt.date
    organizations: RowColumns
    members: RowColumns | None = None
    groups: RowColumns | None = None
    mass_bodies: RowColumns | None = None
    stays: RowColumns | None = None
    seats: RowColumns | None = None
    mandates: RowColumns | None = None


_RECORDS: Final[Mapping[str, type[Any]]] = {
    "organizations": Organization,
    "members": Member,
    **{name: table.record for name, table in TABLES.items()},
}


@dataclass(frozen=True, eq=False, repr=False)
class _RowsShape(Shape):
    """A list of records, read by column."""

    name: str
    json = "array"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The columns; `BAD` where something is wrong."""
        rows: list[Any] = [*value] if isinstance(value, list | tuple) else []
        before = len(reading.findings)
        for number, row in enumerate(rows, 1):
            if not isinstance(row, Mapping):
                reading.bad((*at, number), needed("object", given=row))
        if len(reading.findings) > before:
            return BAD
        shapes, required = self._fields()
        for number, row in enumerate(rows, 1):
            if type(row) is JsonObject:
                for name in row.twice:
                    reading.bad((*at, number, name), TWICE)
            if not row:
                for name in required:
                    reading.missing((*at, number, name))
        given: set[object] = set().union(*rows)
        for name in sorted(map(str, given - shapes.keys())):
            number = next(number for number, row in enumerate(rows, 1) if name in map(str, row))
            reading.unknown((*at, number), name, shapes)
        columns = {
            name: _column([row.get(name) for row in rows], shape, (at, name), reading)
            for name, shape in shapes.items()
            if name in given
        }
        return RowColumns(columns, len(rows)) if len(reading.findings) == before else BAD

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """A list of objects."""
        kind = _RECORDS[self.name]
        if kind is not Member:
            return {"type": "array", "items": RecordShape(kind, RECORDS).schema(defs)}
        shapes, _ = self._fields()
        titles = {name: RECORDS.field_title(Member, name) for name in shapes}
        defs["SnapshotMember"] = {
            **titled(TITLES["Member"]),
            "type": "object",
            "properties": {name: titled(titles[name]) | shape.schema(defs) for name, shape in shapes.items()},
            "required": ["id"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": {"$ref": "#/$defs/SnapshotMember"}}

    def _fields(self) -> tuple[dict[str, Shape], list[str]]:
        """The shapes of the fields of a row, and which must be there."""
        kind = _RECORDS[self.name]
        shapes = dict(RECORDS.shapes_of(kind))
        if kind is Member:
            return shapes | {HOME: RECORDS.shape_of(str | None)}, ["id"]
        return shapes, [one.name for one in fields(kind) if default_of(one) is MISSING]


def _column(column: list[Any], shape: Shape, of: tuple[Path, str], reading: Reading) -> list[Any]:
    """A column as tables are read: what is no plain text is read here, equal values once."""

    def place(number: int) -> Path:
        return (*of[0], number, of[1])

    kinds = set(map(type, column))
    if kinds <= {str, type(None)} and not _is_text(shape):  # words of a list, days
        known: dict[object, object] = {None: None}
        for number, value in enumerate(column, 1):
            if value not in known:
                known[value] = read_value(shape, value, place(number), reading)
            elif known[value] is BAD:
                read_value(shape, value, place(number), reading)
        return [known[value] for value in column]
    usual = _USUAL.get(shape.schema({}).get("type")) or {str, type(None)}
    if kinds <= usual:
        return column
    for number, value in enumerate(column, 1):
        if value is not None and (type(value) not in usual or isinstance(value, list)):
            column[number - 1] = read_value(shape, value, place(number), reading)
    return column


_USUAL: Final[Mapping[object, set[type]]] = {"integer": {int, type(None)}, "boolean": {bool, type(None)}}
"""The types of values that tables read as they are."""


def _is_text(shape: Shape) -> bool:
    """Whether any text will do."""
    schema = shape.schema({})
    choices = schema.get("anyOf")
    parts: list[Any] = choices if isinstance(choices, list) else [schema]
    return all(part.keys() <= {"type", "minLength"} for part in parts)


class _Snapshots(ReadRecords):
    """How snapshots are read: their tables by column."""

    def shapes_of(self, kind: type[Any]) -> dict[str, Shape]:
        if kind is not Snapshot:
            return RECORDS.shapes_of(kind)
        return {"as_of": self.shape_of(dt.date), **{name: _RowsShape(name) for name in _RECORDS}}


_TITLE: Final = Words(vi="Hệ thống tổ chức đảng vào một ngày", en="The party organizations of one date")

FORMAT: Final = ReadFormat(
    "hierarchy",
    1,
    Snapshot,
    Words(vi="hiện trạng", en="the snapshot"),
    _Snapshots(
        {
            "Snapshot": _TITLE,
            ".as_of": Words(vi="Tính đến ngày", en="As of"),
            ".organizations": Words(vi="Các tổ chức đảng", en="Organizations"),
            ".members": Words(vi="Đảng viên", en="Members"),
            ".groups": Words(vi="Xóm, tổ dân phố", en="Residential groups"),
            ".mass_bodies": Words(vi="Đoàn thể", en="Mass bodies"),
            ".stays": Words(vi="Sinh hoạt tạm thời", en="Temporary stays"),
            ".seats": Words(vi="Các chức vụ trong cấp ủy", en="Seats"),
            ".mandates": Words(vi="Nhiệm kỳ", en="Terms"),
        },
        lists={
            "organizations": Words(vi="tổ chức", en="organization"),
            "members": Words(vi="đảng viên", en="member"),
            "groups": Words(vi="xóm, tổ dân phố", en="residential group"),
            "mass_bodies": Words(vi="đoàn thể", en="mass body"),
            "stays": Words(vi="lượt sinh hoạt tạm thời", en="stay"),
            "seats": Words(vi="chức vụ trong cấp ủy", en="seat"),
            "mandates": Words(vi="nhiệm kỳ", en="term"),
        },
    ),
)
"""The format of the document."""


def plain_tree(tree: Hierarchy, *, people: PeopleNamed) -> dict[str, object]:
    """A snapshot as plain JSON values.

    Raises:
        InvalidInputError: another way to show people.
    """
    shown, plain = names_told(people), RECORDS.plain
    members = tree.members
    tables = {name: [*map(plain, rows.values())] for name, rows in tree._tables.items()}  # noqa: SLF001 - of its own
    if not shown:
        for group in tables["groups"]:
            if "head" in group and group["head"] not in members:
                del group["head"]
        for seat in tables["seats"]:
            if personal(holder := str(seat["holder"])) and holder not in members:
                del seat["holder"]
    told = {
        "as_of": tree.as_of.isoformat(),
        "organizations": [*map(plain, tree)],
        "members": _people(members, tree._roll, shown=shown),  # noqa: SLF001 - as above
        **tables,
    }
    return envelope("hierarchy", told)


def tree_of(kind: type[Hierarchy], read: Snapshot) -> Hierarchy:
    """The snapshot a document tells of; what makes no tree is told as `from_rows` tells it."""
    given = {name: getattr(read, name) for name in _RECORDS}
    tables = {name: one.columns for name, one in given.items() if one is not None and one.count}
    people = given["members"]
    if people is not None and people.count:  # a column that is not there would change what the others mean
        people.columns.setdefault("name", [UNNAMED] * people.count)
        people.columns.setdefault(HOME, [None] * people.count)
    return kind.from_rows(tables.pop("organizations", ()), as_of=read.as_of, **tables)


def _people(members: People, roll: Roll, *, shown: bool) -> list[dict[str, object]]:
    """Everybody with a record, and on whose roll they are."""
    homes: dict[str, str] = {}
    for key in roll.organizations():
        homes.update(zip(roll.of(key), repeat(key), strict=False))
    names: Iterable[str] = members.names()
    statuses: Sequence[str] = [member.status.value for member in members.records()]
    rows: list[dict[str, object]] = []
    for key, name, status in zip(members, names, statuses, strict=True):
        row: dict[str, object] = {"id": key, "name": name, "status": status} if shown else {"id": key, "status": status}
        if (home := homes.get(key)) is not None:
            row[HOME] = home
        rows.append(row)
    return rows
