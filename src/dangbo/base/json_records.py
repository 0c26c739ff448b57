"""Records as plain JSON values, and back: the shapes their fields have, their JSON Schema, and what is wrong where.

A record becomes an object with one entry per field. Dates are "YYYY-MM-DD", members of a vocabulary their `.value`,
exact numbers text, sequences lists; fields that have their default are left out. Reading gives an equal record, or all
problems at once: each names its place, such as "operation 3, field 'into'", and never a value, which may be personal.

The fields are those the records declare; a `ReadRecords` has their titles, and what a room does in a way of its own:
records told apart by an entry, spellings of former versions. A `Records` writes them too.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Self, TypeAlias, Union, get_args, get_origin
from typing import get_type_hints as hints_of
from unicodedata import normalize

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code, Fact, Finding, finding, reason_of
from dangbo.base.records import default_of
from dangbo.base.terms import Term
from dangbo.base.text import PartialDate, nearest
from dangbo.base.words import NO_WORDS, Words

Path: TypeAlias = tuple[str | int, ...]
"""Fields, and places in lists counted from 1."""

JsonSchema: TypeAlias = dict[str, object]


# --- what records say of themselves ----------------------------------------------------------------------------------


class ReadRecords:
    """How the records of a document are read, and what its JSON Schema says of them.

    Subclasses say what a room adds: records told apart by an entry, spellings of former versions. A `Records` writes
    them too; a class whose `as_dict` writes its document itself needs none.

    Args:
        titles: of records, of the fields of one record ("Record.field"), of fields of any (".field").
        lists: what an entry of the lists at the top of a document is called, such as "operation".
        forms: of classes whose document has other fields than they have, the record of those fields.
    """

    def __init__(
        self,
        titles: Mapping[str, Words],
        *,
        lists: Mapping[str, Words] = MappingProxyType({}),
        forms: Mapping[type[Any], type[ReadForm]] = MappingProxyType({}),
    ) -> None:
        self.titles = titles
        self.lists = lists
        self.forms = forms
        self._shapes: dict[type[Any], dict[str, Shape]] = {}

    def title_of(self, kind: type[Any]) -> Words:
        """The title of a record."""
        return self.titles[kind.__name__]

    def field_title(self, kind: type[Any], name: str) -> Words:
        """The title of a field of a record."""
        return self.titles.get(f"{kind.__name__}.{name}") or self.titles[f".{name}"]

    def tag_of(self, kind: type[Any]) -> tuple[str, str, Words] | None:
        """The entry in which a record says which one it is, what it says, and the title of that entry."""
        del kind
        return None

    def own_shape(self, hint: object) -> Shape | None:
        """The shape of a type that is this room's own; `None` for all others."""
        del hint
        return None

    def as_now(
        self, kind: type[Any], given: Mapping[object, object], at: Path, reading: Reading
    ) -> Mapping[object, object]:
        """The entries of a record as this version writes them; what is wrong with former ones is told."""
        del kind, at, reading
        return given

    def shapes_of(self, kind: type[Any]) -> dict[str, Shape]:
        """The shape of each field of a record; worked out on first use, since it costs some milliseconds for all."""
        found = self._shapes.get(kind)
        if found is None:
            form = self.forms.get(kind, kind)
            hints = hints_of(form, include_extras=True)
            found = {name: self.shape_of(hints[name]) for name, *_ in _fields(form)}
            self._shapes[kind] = found
        return found

    def shape_of(self, hint: Any) -> Shape:  # noqa: ANN401 - a type, of whatever kind
        """The shape of values of a type.

        Raises:
            TypeError: a type for which no JSON value is agreed.
        """
        if (own := self.own_shape(hint)) is not None:
            return own
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            least = max((mark.min_length or 0 for mark in inner[1:] if isinstance(mark, StringConstraints)), default=0)
            return _Text(least) if inner[0] is str else self.shape_of(inner[0])
        if origin in {Union, UnionType}:
            members = [one for one in inner if one is not NoneType]
            if set(members) == {dt.date, PartialDate}:
                known = _KnownDay()
                return _Either((known,), nullable=True) if NoneType in inner else known
            return _Either(tuple(map(self.shape_of, members)), nullable=NoneType in inner)
        if origin is tuple:
            many = inner[-1] is Ellipsis
            return Many(tuple(map(self.shape_of, inner[:1] if many else inner)), many)
        if origin is Literal:
            return _Choice({word: word for word in inner})
        if isinstance(hint, type) and issubclass(hint, Enum):
            return _Choice({member.value: member for member in hint}, hint.__name__ if issubclass(hint, Term) else "")
        simple = {
            str: _Text(0),
            int: _Whole(),
            bool: _YesNo(),
            dt.date: _Day(),
            Decimal: _Exact(Decimal),
            Fraction: _Exact(Fraction),
        }
        if hint in simple:
            return simple[hint]
        if not is_dataclass(hint):
            raise TypeError(f"no JSON value is agreed for a field of type {hint!r}")
        return RecordShape(hint, self)  # type: ignore[arg-type]  # a class, not an instance

    def schema_of(self, kind: type[Any], defs: dict[str, JsonSchema]) -> JsonSchema:
        """The JSON Schema of a record, with titles in Vietnamese and descriptions in English.

        Args:
            kind: the record.
            defs: takes the schemas of the records and vocabularies it names.
        """
        shapes, tag = self.shapes_of(kind), self.tag_of(kind)
        properties: dict[str, object] = {}
        fields_of = _fields(self.forms.get(kind, kind))
        required = [name for name, needed, _ in fields_of if needed]
        if tag is not None:
            properties[tag[0]] = {"const": tag[1]} | titled(tag[2])
            required.insert(0, tag[0])
        for name, needed, default in fields_of:
            entry = titled(self.field_title(kind, name)) | shapes[name].schema(defs)
            if not needed and default is not None:
                entry["default"] = _plain_default(default)
            properties[name] = entry
        return {
            **titled(self.title_of(kind)),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }


class Records(ReadRecords):
    """How the records of a document are read and written."""

    forms: Mapping[type[Any], type[Form]]

    def __init__(
        self,
        titles: Mapping[str, Words],
        *,
        lists: Mapping[str, Words] = MappingProxyType({}),
        forms: Mapping[type[Any], type[Form]] = MappingProxyType({}),
    ) -> None:
        super().__init__(titles, lists=lists, forms=forms)

    def own_value(self, value: object) -> object:
        """A value of a type that is this room's own as plain JSON; `UNTOLD` for all others."""
        del value
        return UNTOLD

    def plain(self, record: object) -> dict[str, object]:
        """A record as a JSON object; costs its size."""
        kind = type(record)
        tag, form = self.tag_of(kind), self.forms.get(kind)
        values: dict[str, object] = {} if tag is None else {tag[0]: tag[1]}
        written = record if form is None else form.of(record)
        for name, required, default in _fields(type(written)):
            value = getattr(written, name)
            if required or value != default:
                values[name] = self.plain_value(value)
        return values

    def plain_value(self, value: object) -> object:
        """Whatever a record holds as plain JSON."""
        if value is None or (isinstance(value, str | int) and not isinstance(value, Enum)):
            return value
        if (own := self.own_value(value)) is not UNTOLD:
            return own
        if isinstance(value, tuple):
            return [self.plain_value(item) for item in value]
        single = plain_single(value)
        return self.plain(value) if single is UNTOLD else single


class ReadForm(ABC):
    """The fields of the document of a class that keeps other fields, or takes them in another way."""

    __slots__ = ()

    @abstractmethod
    def made(self) -> object:
        """The thing a document tells of.

        Raises:
            InvalidInputError: what contradicts itself.
        """


class Form(ReadForm):
    """The same of a class whose document is written out of these fields too."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def of(cls, thing: Any) -> Self:  # noqa: ANN401 - of the class it is the form of
        """What a document says of a thing."""


UNTOLD: Final = object()
"""That there is no way here to write a value."""


def plain_single(value: object) -> object:
    """A value that is neither a list nor a record as plain JSON; `UNTOLD` for those."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dt.date | PartialDate):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    return UNTOLD


def _plain_default(value: Any) -> object:  # noqa: ANN401 - of any field
    """What a field is where nothing is said: one value, or a list of such, mostly none."""
    single = plain_single(value)
    return [plain_single(one) for one in value] if single is UNTOLD else single


def _fields(kind: type[Any]) -> tuple[tuple[str, bool, object], ...]:
    """Name, whether it must be given, and default of each field of a record."""
    found = _FIELDS.get(kind)
    if found is None:
        infos: dict[str, FieldInfo] | None = getattr(kind, "__pydantic_fields__", None)
        if infos is None:  # a record that reads its fields itself
            defaults = [(one.name, default_of(one)) for one in fields(kind) if one.init]
            found = tuple((name, value is MISSING, None if value is MISSING else value) for name, value in defaults)
        else:
            found = tuple((name, info.is_required(), info.get_default()) for name, info in infos.items())
        _FIELDS[kind] = found
    return found


_FIELDS: Final[dict[type[Any], tuple[tuple[str, bool, object], ...]]] = {}


def titled(words: Words) -> JsonSchema:
    """A title as JSON Schema has it: the Vietnamese for forms, the English beside it."""
    return {"title": words.vi, "description": words.en}


def _ref(name: str) -> JsonSchema:
    return {"$ref": f"#/$defs/{name}"}


# --- reading: the shapes values have ---------------------------------------------------------------------------------

BAD: Final = object()
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


def json_type(value: object) -> str:
    """The JSON type of a value; "other" of what JSON has not, as a fraction."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((str, "string"), (int, "integer"), (list | tuple, "array"), (Mapping, "object")):
        if isinstance(value, kind):
            return name
    return "other"


class Reading:
    """What was found while a document is read."""

    __slots__ = ("findings", "lists", "of", "version")

    def __init__(self, of: Words, lists: Mapping[str, Words]) -> None:
        self.of = of
        self.lists = lists
        self.version = 0
        self.findings: list[Finding] = []

    def place(self, at: Path) -> Words:
        """A path in words: "operation 3, field 'allocation', entry 2, field 'to'"."""
        en: list[str] = []
        vi: list[str] = []
        for position, step in enumerate(at):
            if isinstance(step, int):
                named = self.lists.get(str(at[0])) if position == 1 else None
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

    def bad(self, at: Path, reason: Words) -> object:
        """A value that cannot be read."""
        self.add("input/bad-value", self.place(at), reason=reason)
        return BAD

    def missing(self, at: Path) -> object:
        """A value that is not there."""
        self.add("input/missing-field", self.place(at))
        return BAD

    def unknown(self, at: Path, name: object, known: Iterable[str]) -> None:
        """An entry no field is called by. Its name is shown where it looks like that of a field."""
        shown = name if isinstance(name, str) and _FIELD_NAME.fullmatch(name) else "…"
        near = nearest(shown, known, limit=1)
        hint = (
            Words(vi=f"; trường gần giống nhất là '{near[0]}'", en=f"; the nearest is '{near[0]}'")
            if near
            else NO_WORDS
        )
        self.add("input/unknown-field", self.place((*at, shown)), hint=hint)


_FIELD_NAME: Final = re.compile(r"[A-Za-z_]{1,40}")


class Shape(ABC):
    """What values a field takes.

    Attributes:
        json: the type of its JSON values.
    """

    json: str

    @abstractmethod
    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The value a record holds; `BAD` where there is none. The JSON type is right already."""

    @abstractmethod
    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""


def read_value(shape: Shape, value: object, at: Path, reading: Reading) -> object:
    """Read a value of whatever type."""
    if isinstance(shape, _Either):
        return shape.read(value, at, reading)
    if json_type(value) == shape.json:
        return shape.read(value, at, reading)
    return reading.missing(at) if value is None else reading.bad(at, needed(shape.json, given=value))


@dataclass(frozen=True, slots=True)
class NoValue:
    """What stands where a text has something that is no value, such as NaN: it is refused wherever it stands."""

    reason: Words


TWICE: Final = Words(vi="ghi hai lần", en="it is given twice")


def needed(*types: str, given: object = None) -> Words:
    """That a value must be of one of some JSON types, or why what is given is no value at all."""
    if isinstance(given, NoValue):
        return given.reason
    words = [_TYPES[name] for name in types]
    return Words(
        vi=f"phải là {' hoặc '.join(one.vi for one in words)}",
        en=f"it must be {' or '.join(one.en for one in words)}",
    )


@dataclass(frozen=True, eq=False, repr=False)
class _Text(Shape):
    least: int
    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if len(str(value).strip()) < self.least:
            return reading.bad(at, reason_of("string_too_short"))
        return normalize("NFC", value) if isinstance(value, str) else value  # what is no record spells nothing anew

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "string", "minLength": self.least} if self.least else {"type": "string"}


DIGITS: Final = 100
"""No figure has more; reading and writing thousands of them costs time that grows with their square."""
TOO_LONG: Final = Words(
    vi=f"số dài hơn {DIGITS} chữ số, không phải số liệu nào", en=f"no figure has more than {DIGITS} digits"
)


class _Whole(Shape):
    """All whole numbers of this field are counts."""

    json = "integer"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if isinstance(value, int) and value < 0:
            return reading.bad(at, reason_of("greater_than_equal"))
        # of plain values; text that has one is refused as it is read
        if isinstance(value, int) and value >= 10**DIGITS:
            return reading.bad(at, TOO_LONG)
        return value

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "integer", "minimum": 0}


class _YesNo(Shape):
    json = "boolean"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        return value

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "boolean"}


class _Day(Shape):
    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return reading.bad(at, _NO_DAY)
        return reading.bad(at, Words(vi="không phải ngày dạng YYYY-MM-DD", en="it is not a date as YYYY-MM-DD"))

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "string", "format": "date", "pattern": f"^{_ISO_DAY.pattern}$"}


_NO_DAY: Final = Words(vi="không có ngày này", en="there is no such day")
_ISO_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _KnownDay(Shape):
    """A day as far as it is known."""

    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if isinstance(value, str) and (part := _ISO_PART.fullmatch(value)):
            try:
                return PartialDate(int(part[1]), None if part[2] is None else int(part[2]))
            except InvalidInputError:
                return reading.bad(at, _NO_DAY)
        return _Day().read(value, at, reading)

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


_ISO_PART: Final = re.compile("([0-9]{4})(?:-([0-9]{2}))?")


@dataclass(frozen=True, eq=False, repr=False)
class _Exact(Shape):
    """An exact number, as text: a float has lost what it was."""

    kind: type[Decimal | Fraction]
    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if isinstance(value, str) and self._pattern.fullmatch(value):
            try:
                return self.kind(value)
            except (ValueError, ArithmeticError):
                return reading.bad(at, _NO_NUMBER)
        return reading.bad(at, _NO_NUMBER)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return _DECIMAL if self.kind is Decimal else _FRACTION

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "string", "pattern": f"^{self._pattern.pattern}$"}


_DECIMAL: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_FRACTION: Final = re.compile(r"-?[0-9]{1,40}(/[0-9]{1,40}|\.[0-9]{1,40})?")
_NO_NUMBER: Final = Words(vi='không phải số viết thành văn bản, như "8.5"', en='it is no number as text, such as "8.5"')


@dataclass(frozen=True, eq=False, repr=False)
class _Choice(Shape):
    """One of a closed set: members of a vocabulary by their value, or words."""

    choices: dict[str, object]
    name: str = ""
    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if value in self.choices:
            return self.choices[str(value)]
        known = ", ".join(f"'{one}'" for one in self.choices)
        return reading.bad(at, Words(vi=f"không thuộc các giá trị {known}", en=f"it is none of {known}"))

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        if not self.name:
            return {"type": "string", "enum": list(self.choices)}
        terms = next(type(member) for member in self.choices.values() if isinstance(member, Term))
        defs[self.name] = terms.json_schema()
        return _ref(self.name)


@dataclass(frozen=True, eq=False, repr=False)
class Many(Shape):
    """Any number of one shape, or a fixed number of shapes in their order."""

    shapes: tuple[Shape, ...]
    open: bool
    json = "array"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The value of a field; `BAD` where something is wrong."""
        items = value if isinstance(value, list | tuple) else ()
        if not self.open and len(items) != len(self.shapes):
            count = len(self.shapes)
            return reading.bad(at, Words(vi=f"phải có {count} mục", en=f"it must have {count} entries"))
        shapes = self.shapes * len(items) if self.open else self.shapes
        pairs = enumerate(zip(shapes, items, strict=True), 1)
        read = tuple(read_value(shape, item, (*at, place), reading) for place, (shape, item) in pairs)
        return BAD if any(item is BAD for item in read) else read

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""
        if self.open:
            return {"type": "array", "items": self.shapes[0].schema(defs)}
        count = len(self.shapes)
        prefix = [shape.schema(defs) for shape in self.shapes]
        return {"type": "array", "prefixItems": prefix, "minItems": count, "maxItems": count}


@dataclass(frozen=True, eq=False, repr=False)
class _Either(Shape):
    """One of several shapes, told apart by the JSON type; `None` where null is one of them."""

    shapes: tuple[Shape, ...]
    nullable: bool
    json = ""

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The value of a field; `BAD` where something is wrong."""
        if value is None:
            return None if self.nullable else reading.missing(at)
        kind = json_type(value)
        for shape in self.shapes:
            if shape.json == kind:
                return shape.read(value, at, reading)
        return reading.bad(at, needed(*(shape.json for shape in self.shapes), given=value))

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""
        shapes = [shape.schema(defs) for shape in self.shapes]
        return {"anyOf": [*shapes, {"type": "null"}] if self.nullable else shapes}


class JsonObject(dict[str, object]):
    """A JSON object in which some entries stand twice."""

    twice: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class RecordShape(Shape):
    """A record: an object with its fields, and what it says of itself where several kinds may stand."""

    kind: type[Any]
    records: ReadRecords
    json = "object"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The value of a field; `BAD` where something is wrong."""
        given: Mapping[object, object] = value if isinstance(value, Mapping) else {}
        twice: tuple[str, ...] = getattr(given, "twice", ())
        shapes, tag = self.records.shapes_of(self.kind), self.records.tag_of(self.kind)
        before = len(reading.findings)
        given = self.records.as_now(self.kind, given, at, reading)
        known = tuple(shapes) if tag is None else (tag[0], *shapes)
        for name in given:
            if name not in known:
                reading.unknown(at, name, known)
        for name in twice:
            if name in known or name not in given:  # the latter in a spelling of former versions
                reading.bad((*at, name), TWICE)
        values: dict[str, object] = {}
        form: type[Any] = self.records.forms.get(self.kind, self.kind)
        for name, required, _ in _fields(form):
            if name in given:
                values[name] = read_value(shapes[name], given[name], (*at, name), reading)
            elif required:
                reading.missing((*at, name))
        if len(reading.findings) > before:
            return BAD
        try:
            record: object = form(**values)
            return record.made() if isinstance(record, ReadForm) else record
        except InvalidInputError as error:
            return _refused(error, at, reading)

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""
        name = self.kind.__name__
        if name not in defs:
            defs[name] = {}  # keeps its place before those it names
            defs[name] = self.records.schema_of(self.kind, defs)
        return _ref(name)


def _refused(error: InvalidInputError, at: Path, reading: Reading) -> object:
    """What a record itself refuses: text that is no text, such as half a letter."""
    for found in error.findings:
        facts: dict[str, Any] = dict(found.facts)
        steps = (facts.get("field") or None, facts.get("item"))
        path = (*at, *(step for step in steps if step is not None))
        reason = facts.get("reason")
        if found.code == "input/missing-field":
            reading.missing(path)
        elif isinstance(reason, Words):
            reading.bad(path, reason)
        else:
            reading.findings.append(found)
    return BAD


@dataclass(frozen=True, eq=False, repr=False)
class Tagged(Shape):
    """A record of one of several kinds, told apart by an entry.

    Attributes:
        records: how they are read.
        key: the entry.
        kinds: what there is to know of the kinds, by what stands there.
        kind_of: the record, of what there is to know of it.
        name: of the choice in the JSON Schema, and its title.
        title: its title.
        none: what is said of a word that is none of them.
        tag: where the records do not have that entry themselves, its title; their schemas are called after them and
            the name.
    """

    records: ReadRecords
    key: str
    kinds: Mapping[str, Any]
    kind_of: Callable[[Any], type[Any]]
    name: str
    title: Words
    none: Callable[[str], Words]
    tag: Words | None = None
    json = "object"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The value of a field; `BAD` where something is wrong."""
        given: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        here, word = (*at, self.key), given.get(self.key)
        if word is None:
            return reading.missing(here)
        if not isinstance(word, str):
            return reading.bad(here, needed("string", given=word))
        if word not in self.kinds:
            return reading.bad(here, self.none(word))
        twice: tuple[str, ...] = getattr(given, "twice", ())
        if self.key in twice:
            return reading.bad(here, TWICE)
        if self.tag is not None:
            rest = JsonObject((name, one) for name, one in given.items() if name != self.key)
            rest.twice = twice
            given = rest
        return RecordShape(self.kind_of(self.kinds[word]), self.records).read(given, at, reading)

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Its JSON Schema; what has a name of its own goes into `defs`."""
        if self.name in defs:
            return _ref(self.name)
        defs[self.name] = titled(self.title)
        choices: list[JsonSchema] = []
        for word, row in self.kinds.items():
            kind = self.kind_of(row)
            if self.tag is None:
                choices.append(RecordShape(kind, self.records).schema(defs))
                continue
            own = self.records.schema_of(kind, defs)
            head = {self.key: {"const": word} | titled(self.tag)}
            properties, required = own["properties"], own["required"]
            if isinstance(properties, dict) and isinstance(required, list):
                called = f"{kind.__name__}{self.name}"
                defs[called] = own | {"properties": head | properties, "required": [self.key, *required]}
                choices.append(_ref(called))
        defs[self.name]["oneOf"] = choices
        return _ref(self.name)
