"""Documents: what is told as JSON, what is read from it, and how pydantic, and all that stands on it, sees both.

```
class Quota(Documented):                a result: its `as_dict` returns a TypedDict of its own room
    def as_dict(self) -> QuotaDocument

Format("plan", 2, Plan, words, records) a document that is read too: its fields are those of the record it holds
   .as_dict(plan)   .from_dict(...)     plain values, for those who write a file of many
   .to_json(plan)   .from_json(...)     text
   .json_schema()                       JSON Schema, with Vietnamese titles for forms and English beside them
```

**Told.** What a result tells is the `TypedDict` its `as_dict` names as its answer: the type checker holds the one to
the other, and the JSON Schema is made of it.

**Read.** A document that can be an input is a record written field by field (`dangbo.base.json_records`), and is read
back equal, or every problem is told at once.

**In pydantic.** A field of type `Plan` or `Quota` takes one, or reads its document where it can be read; it is
written as the document, and the schema of a model, or of a FastAPI endpoint, shows the schema published here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Self, TypeVar, cast
from typing import get_type_hints as hints_of

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import is_typeddict

from dangbo.base.envelope import envelope, json_text, schema_name
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.json_records import (
    BAD,
    JsonObject,
    JsonSchema,
    Reading,
    Records,
    RecordShape,
    json_type,
    needed,
    titled,
)
from dangbo.base.records import is_being_built
from dangbo.base.text import type_words
from dangbo.base.words import Words

_T = TypeVar("_T")


# --- documents -------------------------------------------------------------------------------------------------------


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    times = Counter(name for name, _ in pairs)
    doubled = JsonObject(values)
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


@dataclass(frozen=True, slots=True, eq=False)
class Format(Generic[_T]):
    """A kind of JSON document: its name, its version, and the record it holds.

    Attributes:
        name: which document it is, such as "plan"; "schema" holds "dangbo/plan".
        version: what is written into "version"; older ones are read.
        kind: the record.
        of: what such a document is called where a problem concerns all of it.
        records: how its records are written.
    """

    name: str
    version: int
    kind: type[_T]
    of: Words
    records: Records

    def as_dict(self, record: _T) -> dict[str, object]:
        """A record as plain values."""
        return envelope(self.name, self.records.plain(record), version=self.version)

    def to_json(self, record: _T, *, indent: int | None = None) -> str:
        """A record as JSON text, Vietnamese letters as they are."""
        return json_text(self.as_dict(record), indent=indent)

    def from_dict(self, values: Mapping[str, object]) -> _T:
        """The record of plain values.

        Raises:
            InvalidInputError: every problem, with its place.
        """
        reading = Reading(self.of, self.records.lists)
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
        defs: dict[str, JsonSchema] = {}
        schema = self.records.schema_of(self.kind, defs)
        properties, required = schema["properties"], schema["required"]
        head = {
            "schema": {"const": schema_name(self.name)} | titled(Words(vi="Định dạng", en="Format")),
            "version": {"const": self.version} | titled(Words(vi="Phiên bản", en="Version")),
        }
        if isinstance(properties, dict) and isinstance(required, list):
            schema |= {"properties": head | properties, "required": [*head, *required]}
        return {
            "$schema": DIALECT,
            "$id": f"urn:dangbo:{self.name}:{self.version}",
            **schema,
            "$defs": dict(sorted(defs.items())),
        }

    def _read(self, values: object, reading: Reading) -> object:
        if not isinstance(values, Mapping):
            return reading.bad((), needed("object"))
        name, version = values.get("schema"), values.get("version")
        if name is None:
            reading.missing(("schema",))
        elif name != (schema := schema_name(self.name)):
            reading.add("input/other-schema", reading.place(("schema",)), schema=schema)
        if version is None:
            reading.missing(("version",))
        elif json_type(version) != "integer":
            reading.bad(("version",), needed("integer"))
        elif isinstance(version, int) and not 1 <= version <= self.version:
            known = str(self.version) if self.version == 1 else f"1-{self.version}"
            reading.add("input/newer-version", reading.place(("version",)), known=known)
        if reading.findings:  # nobody knows what the rest is
            return BAD
        reading.version = version if isinstance(version, int) else 0
        rest: dict[str, object] = {key: value for key, value in values.items() if key not in {"schema", "version"}}
        if isinstance(values, JsonObject):
            doubled = JsonObject(rest)
            doubled.twice = values.twice
            rest = doubled
        return RecordShape(self.kind, self.records).read(rest, (), reading)


# --- what is told, and how pydantic sees it --------------------------------------------------------------------------

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The draft of JSON Schema all of them are written in."""


class Documented:
    """A result, or a record, that is told as a document.

    Subclasses say `as_dict`, whose answer is a `TypedDict`; those that are read have `from_dict` too.
    """

    __slots__ = ()

    def as_dict(self) -> Mapping[str, object]:
        """The document as plain JSON values."""
        raise NotImplementedError

    def to_json(self, *, indent: int | None = None) -> str:
        """The document as JSON text, Vietnamese letters as they are.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
        """
        return json_text(self.as_dict(), indent=indent)

    @classmethod
    def json_schema(cls) -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of the document."""
        return told_schema(hints_of(cls.as_dict, include_extras=True)["return"])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """What a field of this type takes: one of them, or its document where that is read."""
        if is_being_built(cls):  # its own fields are asked for
            return handler(source)
        written = core_schema.plain_serializer_function_ser_schema(cls.as_dict)
        return core_schema.no_info_plain_validator_function(
            cls._of_field, ref=_core_ref(cls.__name__), serialization=written
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The published schema; its definitions stand among those of the whole."""
        del schema
        return within(cls.json_schema(), handler)

    @classmethod
    def _of_field(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        read: Callable[[Mapping[str, object]], Self] | None = getattr(cls, "from_dict", None)
        if read is not None and isinstance(value, Mapping):
            return read(value)
        takes = "or its document" if read is not None else "and is no input"
        raise PydanticCustomError("dangbo_document", f"it must be a {cls.__name__} {takes}")


def told_schema(answer: type[Any]) -> dict[str, object]:
    """The JSON Schema of what a result tells: a `TypedDict` with "schema" and "version", or a part of a document.

    Raises:
        TypeError: an answer that is no `TypedDict`.
    """
    if not is_typeddict(answer):
        raise TypeError(f"{answer!r} is no TypedDict: nothing is promised of its keys")
    schema = TypeAdapter(answer).json_schema(mode="serialization", schema_generator=_Untitled)
    properties = cast("dict[str, dict[str, object]]", schema["properties"])
    named: dict[str, object] = {}
    if "schema" in properties and "version" in properties:
        name = str(properties["schema"]["const"]).partition("/")[2]
        named = {"$id": f"urn:dangbo:{name}:{properties['version']['const']}"}
    return {"$schema": DIALECT, **named, **schema}


class _Untitled(GenerateJsonSchema):
    """Without the titles pydantic makes of Python names: a person reads the descriptions, a program the keys."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Never."""
        del schema
        return False

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> dict[str, Any]:
        """The schema of one, without the name of the class."""
        made = super().typed_dict_schema(schema)
        made.pop("title", None)
        return made


def within(schema: Mapping[str, object], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A JSON Schema as a part of one that pydantic makes: what it defines stands among the definitions of the whole."""
    parts = cast("Mapping[str, Mapping[str, object]]", schema.get("$defs", {}))
    if parts:
        named = [_any(name, part) for name, part in parts.items()]
        handler(core_schema.definitions_schema(core_schema.any_schema(), named))
    return _moved({key: value for key, value in schema.items() if key not in {"$schema", "$id", "$defs"}}, handler)


def _moved(schema: Mapping[str, object], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A part of a JSON Schema, with its references to definitions as pydantic writes them."""

    def moved(part: object) -> object:
        if isinstance(part, list):
            return [moved(one) for one in part]
        if not isinstance(part, Mapping):
            return part
        at = part.get("$ref")
        if not isinstance(at, str):
            return {key: moved(one) for key, one in part.items()}
        return {**part, **handler(core_schema.definition_reference_schema(_core_ref(at.removeprefix("#/$defs/"))))}

    return cast("dict[str, Any]", moved(schema))


def _any(name: str, schema: Mapping[str, object]) -> core_schema.CoreSchema:
    """A definition of which pydantic knows nothing but its JSON Schema."""

    def told(_: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _moved(schema, handler)

    return core_schema.any_schema(ref=_core_ref(name), metadata={"pydantic_js_functions": [told]})


def _core_ref(name: str) -> str:
    """What pydantic knows a definition by; it calls it by what stands between the dot and the colon."""
    return f"dangbo.{name}:0"
