"""Records as plain JSON values, and back: what plans, and the ledgers they stand in, are written as.

A record becomes an object with one entry per field. Dates are "YYYY-MM-DD", members of a vocabulary their `.value`,
sequences lists; fields that have their default are left out. An operation also says its verb in `"operation"`. Reading
gives an equal record, or every problem at once: each names its place, such as "operation 3, field 'into'", and never a
value, which may be personal.

```
Format("plan", 2, Plan, ...)           name and version of a document, and the record it holds
   .as_dict(plan)   .from_dict(...)    plain values, for those who write a file of many
   .to_json(plan)   .from_json(...)    text
   .json_schema()                      JSON Schema, with Vietnamese titles for forms and English beside them
```

The fields are those the records declare, their titles stand below; operations have theirs in the table of verbs.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Generic, Literal, TypeAlias, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints_of

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from dangbo.base.envelope import envelope, json_text, schema_name
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code, Fact, Finding, finding, reason_of
from dangbo.base.terms import Term
from dangbo.base.text import nearest, type_words
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.inverse import Restore
from dangbo.change.play import Operation
from dangbo.change.verbs.table import VERBS
from dangbo.tree.records import PAPER, Organization, paper_of
from dangbo.tree.tables import BODIES, GROUPS, STAYS, TABLES, Beside, Entries, table_of

_T = TypeVar("_T")

_Path: TypeAlias = tuple[str | int, ...]
"""Fields, and places in lists counted from 1."""

_Schema: TypeAlias = dict[str, object]

_VERB: Final = "operation"
"""The entry in which an operation says which one it is."""

_TABLE: Final = "table"
"""The entry in which a record of a side table says of which one it is, where those of several stand together."""


# --- writing ---------------------------------------------------------------------------------------------------------


def plain(record: object) -> dict[str, object]:
    """A record as a JSON object; costs its size.

    Examples:
        >>> from dangbo.change.verbs.organizations import Merge
        >>> plain(Merge(["cb-12"], into="cb-2"))
        {'operation': 'merge', 'sources': ['cb-12'], 'into': 'cb-2'}
    """
    kind = type(record)
    values: dict[str, object] = {_VERB: kind.verb} if issubclass(kind, Operation) else {}
    for name, required, default in _fields(kind):
        value = getattr(record, name)
        if required or value != default:
            values[name] = _plain(value)
    return values


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Entries):
        return [{_TABLE: table.name, **plain(row)} for row in value if (table := table_of(row)) is not None]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return plain(value)


def _fields(kind: type[Any]) -> tuple[tuple[str, bool, object], ...]:
    """Name, whether it must be given, and default of each field of a record."""
    found = _FIELDS.get(kind)
    if found is None:
        infos: dict[str, FieldInfo] = kind.__pydantic_fields__
        found = tuple((name, info.is_required(), info.get_default()) for name, info in infos.items())
        _FIELDS[kind] = found
    return found


_FIELDS: Final[dict[type[Any], tuple[tuple[str, bool, object], ...]]] = {}


# --- reading: the shapes values have ---------------------------------------------------------------------------------

_BAD: Final = object()
"""What is read where something is wrong; a finding says what."""

_TYPES: Final = {
    "string": Words(vi="văn bản", en="text"),
    "integer": Words(vi="số nguyên", en="a whole number"),
    "boolean": Words(vi="true hoặc false", en="true or false"),
    "array": Words(vi="danh sách", en="a list"),
    "object": Words(vi="đối tượng có tên trường", en="an object with named fields"),
    "null": Words(vi="null", en="null"),
}
"""The types of JSON values as they are told."""


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((str, "string"), (int, "integer"), (list | tuple, "array"), (Mapping, "object")):
        if isinstance(value, kind):
            return name
    return "other"


class _Reading:
    """What was found while a document is read."""

    __slots__ = ("findings", "of", "version")

    def __init__(self, of: Words) -> None:
        self.of = of
        self.version = 0
        self.findings: list[Finding] = []

    def place(self, at: _Path) -> Words:
        """A path in words: "operation 3, field 'allocation', entry 2, field 'to'"."""
        en: list[str] = []
        vi: list[str] = []
        for position, step in enumerate(at):
            if isinstance(step, int):
                named = _LISTS.get(str(at[0])) if position == 1 else None
                if named is not None:
                    en, vi = [], []
                words = named or Words(vi="mục", en="entry")
                en.append(f"{words.en} {step}")
                vi.append(f"{words.vi} {step}")
            else:
                en.append(f"field '{step}'")
                vi.append(f"trường '{step}'")
        return Words(vi=", ".join(vi) or self.of.vi, en=", ".join(en) or self.of.en)

    def add(self, code: Code, place: Words, **facts: Fact) -> None:
        """Something that was found there."""
        self.findings.append(finding(code, place.en, rule=None, severity=None, place=place, **facts))

    def bad(self, at: _Path, reason: Words) -> object:
        """A value that cannot be read."""
        self.add("input/bad-value", self.place(at), reason=reason)
        return _BAD

    def missing(self, at: _Path) -> object:
        """A value that is not there."""
        self.add("input/missing-field", self.place(at))
        return _BAD

    def unknown(self, at: _Path, name: object, known: Iterable[str]) -> None:
        """An entry no field is called by. Its name is shown where it looks like that of a field."""
        shown = name if isinstance(name, str) and _FIELD_NAME.fullmatch(name) else "…"
        near = nearest(shown, known, limit=1)
        hint = (
            Words(vi=f"; trường gần giống nhất là '{near[0]}'", en=f"; the nearest is '{near[0]}'")
            if near
            else NO_WORDS
        )
        self.add("input/unknown-field", self.place((*at, shown)), hint=hint)


_LISTS: Final = {
    "operations": Words(vi="nội dung", en="operation"),
    "consents": Words(vi="văn bản đồng ý", en="consent"),
    "waivers": Words(vi="văn bản cho phép", en="waiver"),
}
"""What an entry of the lists of a document is called."""

_FIELD_NAME: Final = re.compile(r"[A-Za-z_]{1,40}")


class _Shape(ABC):
    """What values a field takes.

    Attributes:
        json: the type of its JSON values.
    """

    json: str

    @abstractmethod
    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        """The value a record holds; `_BAD` where there is none. The JSON type is right already."""

    @abstractmethod
    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""


def _read(shape: _Shape, value: object, at: _Path, reading: _Reading) -> object:
    """Read a value of whatever type."""
    if isinstance(shape, _Either):
        return shape.read(value, at, reading)
    if _json_type(value) == shape.json:
        return shape.read(value, at, reading)
    return reading.missing(at) if value is None else reading.bad(at, _needed(shape.json))


def _needed(*types: str) -> Words:
    needed = [_TYPES[name] for name in types]
    return Words(
        vi=f"phải là {' hoặc '.join(one.vi for one in needed)}",
        en=f"it must be {' or '.join(one.en for one in needed)}",
    )


@dataclass(frozen=True)
class _Text(_Shape):
    least: int
    json = "string"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        if len(str(value).strip()) < self.least:
            return reading.bad(at, reason_of("string_too_short"))
        return value

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        return {"type": "string", "minLength": self.least} if self.least else {"type": "string"}


@dataclass(frozen=True)
class _Whole(_Shape):
    """All whole numbers of this field are counts."""

    json = "integer"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        if isinstance(value, int) and value < 0:
            return reading.bad(at, reason_of("greater_than_equal"))
        return value

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True)
class _YesNo(_Shape):
    json = "boolean"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        return value

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class _Day(_Shape):
    json = "string"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return reading.bad(at, Words(vi="không có ngày này", en="there is no such day"))
        return reading.bad(at, Words(vi="không phải ngày dạng YYYY-MM-DD", en="it is not a date as YYYY-MM-DD"))

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        return {"type": "string", "format": "date", "pattern": f"^{_ISO_DAY.pattern}$"}


_ISO_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class _Choice(_Shape):
    """One of a closed set: members of a vocabulary by their value, or words."""

    choices: dict[str, object]
    name: str = ""
    json = "string"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        if value in self.choices:
            return self.choices[str(value)]
        known = ", ".join(f"'{one}'" for one in self.choices)
        return reading.bad(at, Words(vi=f"không thuộc các giá trị {known}", en=f"it is none of {known}"))

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        if not self.name:
            return {"type": "string", "enum": list(self.choices)}
        defs[self.name] = {
            "type": "string",
            "oneOf": [
                {"const": value, "title": member.label, "description": member.gloss}
                for value, member in self.choices.items()
                if isinstance(member, Term)
            ],
        }
        return _ref(self.name)


@dataclass(frozen=True)
class _Many(_Shape):
    """Any number of one shape, or a fixed number of shapes in their order."""

    shapes: tuple[_Shape, ...]
    open: bool
    json = "array"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        items = value if isinstance(value, list | tuple) else ()
        if not self.open and len(items) != len(self.shapes):
            count = len(self.shapes)
            return reading.bad(at, Words(vi=f"phải có {count} mục", en=f"it must have {count} entries"))
        shapes = self.shapes * len(items) if self.open else self.shapes
        pairs = enumerate(zip(shapes, items, strict=True), 1)
        read = tuple(_read(shape, item, (*at, place), reading) for place, (shape, item) in pairs)
        return _BAD if any(item is _BAD for item in read) else read

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        if self.open:
            return {"type": "array", "items": self.shapes[0].schema(defs)}
        count = len(self.shapes)
        prefix = [shape.schema(defs) for shape in self.shapes]
        return {"type": "array", "prefixItems": prefix, "minItems": count, "maxItems": count}


@dataclass(frozen=True)
class _Either(_Shape):
    """One of several shapes, told apart by the JSON type; `None` where null is one of them."""

    shapes: tuple[_Shape, ...]
    nullable: bool
    json = ""

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        if value is None:
            return None if self.nullable else reading.missing(at)
        kind = _json_type(value)
        for shape in self.shapes:
            if shape.json == kind:
                return shape.read(value, at, reading)
        return reading.bad(at, _needed(*(shape.json for shape in self.shapes)))

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        shapes = [shape.schema(defs) for shape in self.shapes]
        return {"anyOf": [*shapes, {"type": "null"}] if self.nullable else shapes}


@dataclass(frozen=True)
class _Record(_Shape):
    """A record: an object with its fields, and the verb where it is an operation."""

    kind: type[Any]
    json = "object"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        given: Mapping[object, object] = value if isinstance(value, Mapping) else {}
        if self.kind is Restore:
            given = _with_tables(given)
        shapes = _shapes(self.kind)
        before = len(reading.findings)
        known = (_VERB, *shapes) if issubclass(self.kind, Operation) else tuple(shapes)
        paper = None
        if (
            self.kind is Organization and reading.version == 1 and PAPER in given
        ):  # one paper, and what it covers unsaid
            paper = _read(_Either((_Text(1),), nullable=True), given[PAPER], (*at, PAPER), reading)
            known = (*known, PAPER)
        for name in given:
            if name not in known:
                reading.unknown(at, name, known)
        for name in getattr(given, "twice", ()):
            if name in known:
                reading.bad((*at, name), Words(vi="ghi hai lần", en="it is given twice"))
        values: dict[str, object] = {}
        for name, required, _ in _fields(self.kind):
            if name in given:
                values[name] = _read(shapes[name], given[name], (*at, name), reading)
            elif required:
                reading.missing((*at, name))
        if len(reading.findings) > before:
            return _BAD
        if isinstance(paper, str):
            values["consents"] = (paper_of(str(values["id"]).strip(), paper),)
        try:
            return self.kind(**values)
        except InvalidInputError as error:
            return self._refused(error, at, reading)

    def _refused(self, error: InvalidInputError, at: _Path, reading: _Reading) -> object:
        """What the record itself refuses: text that is no text, such as half a letter."""
        for found in error.findings:
            facts: dict[str, Any] = dict(found.facts)
            path = (facts["field"], facts["item"]) if "item" in facts else (facts["field"],)
            reading.bad((*at, *path), facts["reason"])
        return _BAD

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        name = self.kind.__name__
        if name not in defs:
            defs[name] = {}  # keeps its place before those it names
            defs[name] = record_schema(self.kind, defs)
        return _ref(name)


@dataclass(frozen=True)
class _Operation(_Shape):
    """Any operation, by its verb."""

    json = "object"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        given: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        here = (*at, _VERB)
        verb = given.get(_VERB)
        if verb is None:
            return reading.missing(here)
        if not isinstance(verb, str):
            return reading.bad(here, _needed("string"))
        if verb not in VERBS:
            return reading.bad(here, _no_verb(verb))
        return _Record(VERBS[verb].kind).read(value, at, reading)

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        defs.setdefault("Operation", _titled(Words(vi="Nội dung sắp xếp", en="Operation")) | {"oneOf": []})
        defs["Operation"]["oneOf"] = [_Record(row.kind).schema(defs) for row in VERBS.values()]
        return _ref("Operation")


@dataclass(frozen=True)
class _Entry(_Shape):
    """A record of any side table, by the name of the table."""

    json = "object"

    def read(self, value: object, at: _Path, reading: _Reading) -> object:
        given: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        here, name = (*at, _TABLE), given.get(_TABLE)
        if name is None:
            return reading.missing(here)
        if not isinstance(name, str):
            return reading.bad(here, _needed("string"))
        if name not in TABLES:
            known = ", ".join(f"'{one}'" for one in TABLES)
            return reading.bad(here, Words(vi=f"không thuộc các giá trị {known}", en=f"it is none of {known}"))
        rest = _Object((key, one) for key, one in given.items() if key != _TABLE)
        rest.twice = getattr(given, "twice", ())
        if _TABLE in rest.twice:
            return reading.bad(here, Words(vi="ghi hai lần", en="it is given twice"))
        return _Record(TABLES[name].record).read(rest, at, reading)

    def schema(self, defs: dict[str, _Schema]) -> _Schema:
        names = [(f"{table.record.__name__}Entry", table) for table in TABLES.values()]
        for name, table in names:
            row = record_schema(table.record, defs)
            head = {_TABLE: {"const": table.name} | _titled(Words(vi="Bảng", en="Table"))}
            properties, required = row["properties"], row["required"]
            if isinstance(properties, dict) and isinstance(required, list):
                defs[name] = row | {"properties": head | properties, "required": [_TABLE, *required]}
        defs["Entry"] = _titled(Words(vi="Bản ghi của một bảng", en="Record of a table"))
        defs["Entry"]["oneOf"] = [_ref(name) for name, _ in names]
        return _ref("Entry")


def _no_verb(word: str) -> Words:
    """That there is no such operation, and the one or two that are called like it in either language."""
    names = {verb: verb for verb in VERBS} | {row.title.vi: verb for verb, row in VERBS.items()}
    near = dict.fromkeys(names[name] for name in nearest(word, names, limit=2))
    if not near:
        return Words(
            vi="không có loại nội dung này; lược đồ JSON liệt kê các loại",
            en="there is no such operation; the JSON Schema lists them",
        )
    shown = [f"'{verb}'" for verb in near]
    return Words(
        vi=f"không có loại nội dung này; gần nhất: {' hoặc '.join(shown)}",
        en=f"there is no such operation; the nearest: {' or '.join(shown)}",
    )


_ONCE: Final = {"groups": GROUPS.name, "stays": STAYS.name, "bodies": BODIES.name}
"""The tables an inverse had when each of them had fields of its own."""


def _with_tables(given: Mapping[object, object]) -> Mapping[object, object]:
    """An inverse written before side tables had one field; as it is where it is none of those."""
    old = [name for name in given if name in _OLD_FIELDS]
    if not old or not given.keys().isdisjoint(_BESIDE):
        return given
    values = {name: value for name, value in given.items() if name not in _OLD_FIELDS}
    sides: dict[str, list[object]] = {"": [], "left_": []}
    try:
        for side, rows in sides.items():
            for name, table in _ONCE.items():
                for row in _listed(given.get(side + name, ())):
                    if name != STAYS.name:
                        rows.append({_TABLE: table, **row})
                    elif row[1] is not None:
                        rows.append({_TABLE: table, "member": row[0], "organization": row[1]})
        ends: list[object] = [[GROUPS.name, key] for key in _listed(given.get("groups_end", ()))]
        back, left = (dict(_listed(given.get(side, ()))) for side in ("stays", "left_stays"))
        ends += ([STAYS.name, member] for member, at in back.items() if at is None and left.get(member) is not None)
    except (TypeError, ValueError, LookupError):  # nobody wrote that: its fields are told as unknown
        return given
    return values | {"beside": sides[""], "beside_ends": ends, "left_beside": sides["left_"]}


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return list(value)


_BESIDE: Final = frozenset({"beside", "beside_ends", "left_beside"})
_OLD_FIELDS: Final = frozenset({"groups_end", *_ONCE, *(f"left_{name}" for name in _ONCE)})


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _shapes(kind: type[Any]) -> dict[str, _Shape]:
    """The shape of each field of a record."""
    if kind not in _SHAPES:
        hints = hints_of(kind, include_extras=True)
        _SHAPES[kind] = {name: _shape_of(hints[name]) for name, *_ in _fields(kind)}
    return _SHAPES[kind]


_SHAPES: Final[dict[type[Any], dict[str, _Shape]]] = {}
"""Worked out on first use: to look at the types of all records costs some milliseconds."""


def _shape_of(hint: Any) -> _Shape:  # noqa: ANN401 - a type, of whatever kind
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Operation:
        return _Operation()
    if hint is Beside:
        return _Many((_Entry(),), open=True)
    if origin is Annotated:
        least = max((mark.min_length or 0 for mark in inner[1:] if isinstance(mark, StringConstraints)), default=0)
        return _Text(least) if inner[0] is str else _shape_of(inner[0])
    if origin in {Union, UnionType}:
        return _union([one for one in inner if one is not NoneType], nullable=NoneType in inner)
    if origin is tuple:
        many = inner[-1] is Ellipsis
        return _Many(tuple(map(_shape_of, inner[:1] if many else inner)), many)
    if origin is Literal:
        return _Choice({word: word for word in inner})
    if isinstance(hint, type) and issubclass(hint, Term):
        return _Choice({member.value: member for member in hint}, hint.__name__)
    simple = {str: _Text(0), int: _Whole(), bool: _YesNo(), dt.date: _Day()}
    if hint in simple:
        return simple[hint]
    if not is_dataclass(hint):
        raise TypeError(f"no JSON value is agreed for a field of type {hint!r}")
    return _Record(hint)  # type: ignore[arg-type]  # a class, not an instance


def _union(members: list[Any], *, nullable: bool) -> _Shape:
    return _Either(tuple(map(_shape_of, members)), nullable)


# --- schema ----------------------------------------------------------------------------------------------------------


def record_schema(kind: type[Any], defs: dict[str, _Schema]) -> _Schema:
    """The JSON Schema of a record, with titles in Vietnamese and descriptions in English.

    Args:
        kind: the record.
        defs: takes the schemas of the records and vocabularies it names.
    """
    shapes = _shapes(kind)
    properties: dict[str, object] = {}
    required = [name for name, needed, _ in _fields(kind) if needed]
    if issubclass(kind, Operation):
        properties[_VERB] = {"const": kind.verb} | _titled(Words(vi="Loại nội dung sắp xếp", en="Kind of operation"))
        required.insert(0, _VERB)
    for name, needed, default in _fields(kind):
        entry = _titled(field_title(kind, name)) | shapes[name].schema(defs)
        if not needed and default is not None:
            entry["default"] = _plain(default)
        properties[name] = entry
    return {
        **_titled(_title_of(kind)),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _titled(words: Words) -> _Schema:
    """A title as JSON Schema has it: the Vietnamese for forms, the English beside it."""
    return {"title": words.vi, "description": words.en}


def _title_of(kind: type[Any]) -> Words:
    """The title of a record."""
    return VERBS[kind.verb].title if issubclass(kind, Operation) else TITLES[kind.__name__]


def field_title(kind: type[Any], name: str) -> Words:
    """The title of a field of a record."""
    own = VERBS[kind.verb].fields.get(name) if issubclass(kind, Operation) else TITLES.get(f"{kind.__name__}.{name}")
    return own or TITLES[f".{name}"]


TITLES: Final[dict[str, Words]] = {
    "Plan": Words(vi="Phương án sắp xếp", en="Plan"),
    "Document": Words(vi="Văn bản", en="Document"),
    "Consent": Words(vi="Văn bản đồng ý", en="Consent"),
    "Waiver": Words(vi="Văn bản cho phép", en="Waiver"),
    "Organization": Words(vi="Tổ chức đảng", en="Party organization"),
    "ResidentialGroup": Words(vi="Xóm, tổ dân phố", en="Residential group"),
    "MassBody": Words(vi="Đoàn thể", en="Mass body"),
    "Member": Words(vi="Đảng viên", en="Member"),
    "Stay": Words(vi="Sinh hoạt tạm thời", en="Temporary stay"),
    "Seat": Words(vi="Chức vụ trong cấp ủy", en="Seat"),
    "Mandate": Words(vi="Nhiệm kỳ của cấp ủy", en="Term of a committee"),
    "Allocation": Words(vi="Phân bổ", en="Allocation"),
    "Assignment": Words(vi="Phân công chi bộ lãnh đạo", en="Cells that serve a residential group"),
    "Roll": Words(vi="Danh sách đảng viên của một tổ chức", en="Members of one organization"),
    "ByNumber": Words(vi="Đảng viên ghi theo số lượng", en="Members known only by number"),
    ".id": Words(vi="Mã", en="Id"),
    ".name": Words(vi="Tên", en="Name"),
    ".code": Words(vi="Mã chính thức", en="Official code"),
    ".kind": Words(vi="Loại", en="Kind"),
    ".form": Words(vi="Hình thức", en="Form"),
    ".level": Words(vi="Cấp", en="Level"),
    ".parent": Words(vi="Cấp trên trực tiếp", en="Direct superior"),
    ".superior": Words(vi="Tổ chức đảng của cấp trên", en="Party organization of the superior"),
    ".unit_type": Words(vi="Loại hình", en="Unit type"),
    ".host_unit": Words(vi="Cơ quan, đơn vị", en="Agency or unit"),
    ".full": Words(vi="Đảng viên chính thức (ghi theo số lượng)", en="Full members (by number)"),
    ".probationary": Words(vi="Đảng viên dự bị (ghi theo số lượng)", en="Probationary members (by number)"),
    "Organization.consents": Words(vi="Văn bản đồng ý của cấp trên", en="Consents of the superior"),
    ".matter": Words(vi="Về việc", en="Matter"),
    ".up_to": Words(vi="Cho số đảng viên", en="For how many members"),
    ".groups_of_members": Words(vi="Số tổ đảng", en="Number of groups of members"),
    ".member": Words(vi="Đảng viên", en="Member"),
    ".since": Words(vi="Từ ngày", en="First day"),
    ".until": Words(vi="Đến ngày", en="Last day"),
    ".post": Words(vi="Chức vụ", en="Post"),
    ".holder": Words(vi="Người giữ chức vụ", en="Holder"),
    ".body": Words(vi="Cơ quan lãnh đạo", en="Body"),
    "Seat.source": Words(vi="Bầu, chỉ định", en="Elected or appointed"),
    "Mandate.number": Words(vi="Nhiệm kỳ thứ", en="Number of the term"),
    ".congress": Words(vi="Ngày đại hội bế mạc", en="Day the congress ended"),
    ".reported": Words(vi="Ngày báo cáo kết quả", en="Day the results were reported"),
    ".approved": Words(vi="Ngày chuẩn y", en="Day of the approval"),
    ".handed_over": Words(vi="Ngày bàn giao", en="Day of the hand-over"),
    ".status": Words(vi="Chính thức, dự bị", en="Status"),
    ".place": Words(vi="Xã, phường", en="Commune or ward"),
    ".cells": Words(vi="Chi bộ", en="Cells"),
    ".head": Words(vi="Người đứng đầu", en="Head"),
    ".head_is_member": Words(vi="Người đứng đầu là đảng viên", en="Whether the head is a member"),
    ".number": Words(vi="Số, ký hiệu", en="Number"),
    ".issued": Words(vi="Ngày ký", en="Date of signing"),
    ".issuer": Words(vi="Cơ quan ban hành", en="Issuer"),
    ".title": Words(vi="Trích yếu", en="What it is about"),
    ".url": Words(vi="Địa chỉ", en="Address"),
    ".of": Words(vi="Tổ chức ghi số này", en="Organization that counts them"),
    ".to": Words(vi="Nơi nhận", en="Receiver"),
    ".items": Words(vi="Đối tượng", en="Items"),
    ".group": Words(vi="Xóm, tổ dân phố", en="Residential group"),
    ".groups": Words(vi="Xóm, tổ dân phố", en="Residential groups"),
    ".organization": Words(vi="Tổ chức", en="Organization"),
    ".members": Words(vi="Đảng viên", en="Members"),
    ".people": Words(vi="Đảng viên ghi theo số lượng", en="Members known only by number"),
    ".sources": Words(vi="Các tổ chức nguồn", en="Source organizations"),
    ".source": Words(vi="Tổ chức nguồn", en="Source organization"),
    ".into": Words(vi="Tổ chức nhận", en="Receiving organization"),
    ".allocation": Words(vi="Phân bổ", en="Allocation"),
    ".hold_at": Words(vi="Nơi tạm giữ phần chưa phân bổ", en="Where waits what is not allocated"),
    ".members_to": Words(vi="Nơi tiếp nhận đảng viên", en="Who takes the members"),
    ".children_to": Words(vi="Nơi tiếp nhận tổ chức trực thuộc", en="Who takes the subordinates"),
    ".groups_to": Words(vi="Chi bộ tiếp nhận xóm, tổ dân phố", en="Cells that take the residential groups"),
    ".reason": Words(vi="Lý do", en="Why"),
    ".where": Words(vi="Phạm vi chuyển", en="How far they move"),
    ".document": Words(vi="Văn bản", en="Document"),
    ".bodies": Words(vi="Đoàn thể", en="Mass bodies"),
    ".effective": Words(vi="Ngày hiệu lực", en="Effective date"),
    ".decided_by": Words(vi="Tổ chức đảng có cấp ủy ra quyết định", en="Organization whose committee decides"),
    ".basis": Words(vi="Quyết định", en="Decision"),
    ".operations": Words(vi="Các nội dung sắp xếp", en="Operations"),
    ".consents": Words(vi="Văn bản đồng ý của cấp trên", en="Consents of the superior"),
    ".waivers": Words(vi="Văn bản cho phép ngoại lệ", en="Waivers"),
    ".subject": Words(vi="Đối tượng", en="Whom it concerns"),
    "Waiver.code": Words(vi="Mã phát hiện", en="Code of the finding"),
    "Document.kind": Words(vi="Loại văn bản", en="Kind of document"),
}
"""Titles: of records, of the fields of one record ("Record.field"), of fields of any (".field").

Those of operations, and of what only they have, stand in the table of verbs.
"""


# --- documents -------------------------------------------------------------------------------------------------------


class _Object(dict[str, object]):
    """A JSON object in which some entries stand twice."""

    twice: tuple[str, ...]


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    times = Counter(name for name, _ in pairs)
    doubled = _Object(values)
    doubled.twice = tuple(name for name in values if times[name] > 1)
    return doubled


def _no_number(word: str) -> object:
    raise json.JSONDecodeError(f"{word} is not JSON", "", 0)


def _require_text(given: object, place: str) -> None:
    """Refuse what is no text at all, plain values among it."""
    if not isinstance(given, str | bytes):
        kind = type_words(given)
        reason = Words(
            vi=f"không phải văn bản JSON mà là {kind.vi}",
            en=f"it is no JSON text (str or bytes) but '{kind.en}'; plain values are read by from_dict()",
        )
        raise InvalidInputError([finding("input/bad-value", place, reason=reason)])


@dataclass(frozen=True, slots=True)
class Format(Generic[_T]):
    """A kind of JSON document: its name, its version, and the record it holds.

    Attributes:
        name: which document it is, such as "plan"; "schema" holds "dangbo/plan".
        version: what is written into "version"; older ones are read.
        kind: the record.
        of: what such a document is called where a problem concerns all of it.
    """

    name: str
    version: int
    kind: type[_T]
    of: Words

    def as_dict(self, record: _T) -> dict[str, object]:
        """A record as plain values."""
        return envelope(self.name, plain(record), version=self.version)

    def to_json(self, record: _T, *, indent: int | None = None) -> str:
        """A record as JSON text, Vietnamese letters as they are."""
        return json_text(self.as_dict(record), indent=indent)

    def from_dict(self, values: Mapping[str, object]) -> _T:
        """The record of plain values.

        Raises:
            InvalidInputError: every problem, with its place.
        """
        reading = _Reading(self.of)
        record = self._read(values, reading)
        if reading.findings:
            raise InvalidInputError(reading.findings)
        return record  # type: ignore[return-value]  # without findings it is one

    def from_json(self, text: str | bytes) -> _T:
        """The record of JSON text.

        Raises:
            InvalidInputError: text that is not JSON, or every problem, with its place; no text at all.
        """
        _require_text(text, self.kind.__name__)
        line = column = 1
        try:
            words = text.decode() if isinstance(text, bytes) else text
            values = json.loads(words.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            if isinstance(error, json.JSONDecodeError):
                line, column = error.lineno, error.colno
            found = finding("input/not-json", self.of.en, place=self.of, line=line, column=column)
            raise InvalidInputError([found]) from None  # the cause quotes the text
        return self.from_dict(values)

    def json_schema(self) -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of such documents."""
        defs: dict[str, _Schema] = {}
        schema = record_schema(self.kind, defs)
        properties, required = schema["properties"], schema["required"]
        head = {
            "schema": {"const": schema_name(self.name)} | _titled(Words(vi="Định dạng", en="Format")),
            "version": {"const": self.version} | _titled(Words(vi="Phiên bản", en="Version")),
        }
        if isinstance(properties, dict) and isinstance(required, list):
            schema |= {"properties": head | properties, "required": [*head, *required]}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **schema,
            "$defs": dict(sorted(defs.items())),
        }

    def _read(self, values: object, reading: _Reading) -> object:
        if not isinstance(values, Mapping):
            return reading.bad((), _needed("object"))
        name, version = values.get("schema"), values.get("version")
        if name is None:
            reading.missing(("schema",))
        elif name != (schema := schema_name(self.name)):
            reading.add("input/other-schema", reading.place(("schema",)), schema=schema)
        if version is None:
            reading.missing(("version",))
        elif _json_type(version) != "integer":
            reading.bad(("version",), _needed("integer"))
        elif isinstance(version, int) and not 1 <= version <= self.version:
            known = str(self.version) if self.version == 1 else f"1-{self.version}"
            reading.add("input/newer-version", reading.place(("version",)), known=known)
        if reading.findings:  # nobody knows what the rest is
            return _BAD
        reading.version = version if isinstance(version, int) else 0
        rest: dict[str, object] = {key: value for key, value in values.items() if key not in {"schema", "version"}}
        if isinstance(values, _Object):
            doubled = _Object(rest)
            doubled.twice = values.twice
            rest = doubled
        return _Record(self.kind).read(rest, (), reading)
