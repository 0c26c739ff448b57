"""What is told as a document, and how pydantic, and all that stands on it, sees it.

```
class Quota(Documented):                a result: its `as_dict` returns a TypedDict of its own room
    def as_dict(self) -> QuotaDocument
class Plan(ReadDocument):               what is read too: by the format it names (`dangbo.base.documents`)
class Organization(RecordDocument):     what also stands inside other documents, by its bare fields
```

What a result tells is the `TypedDict` its `as_dict` names as its answer: the type checker holds the one to the other,
and the JSON Schema is made of it. A field of type `Quota`, or `Plan`, in somebody's model takes one, or reads its
document where it can be read; it is written as the document, and the schema of the model, or of a FastAPI endpoint,
shows the schema published here.

Pydantic is imported when asked for: findings and errors are told too, and stand below it.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from typing import get_type_hints as hints_of

from dangbo.base.envelope import json_text

if TYPE_CHECKING:
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
    from pydantic_core import SchemaSerializer, core_schema

    from dangbo.base.documents import ReadFormat
    from dangbo.base.json_records import ReadRecords

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The draft of JSON Schema all of them are written in."""


class _Serializer:
    """How pydantic writes what stands in a field of any type, in a list, in a mapping.

    Without it the fields of the class would be walked, and what is kept in them may be names of people.

    Args:
        written: what it is written as.
    """

    def __init__(self, written: Callable[[Any], object]) -> None:
        self.written = written

    def __get__(self, one: object, kind: type[Any]) -> SchemaSerializer:
        """The serializer, when pydantic looks for it."""
        return _serializer(self.written)


@cache
def _serializer(written: Callable[[Any], object]) -> SchemaSerializer:
    from pydantic_core import SchemaSerializer, core_schema

    function = core_schema.plain_serializer_function_ser_schema(written)
    return SchemaSerializer(core_schema.any_schema(serialization=function))


class FieldsSerializer:
    """How pydantic writes a record that is no document: its fields, built when one is written.

    A record may come from a file of pickles or from a tree, so that none was constructed in this process; what pydantic
    leaves in the class until then, its older versions cannot write by.

    Args:
        kind: the record.
    """

    def __init__(self, kind: type[Any]) -> None:
        self.kind = kind

    def __get__(self, one: object, kind: type[Any]) -> object:
        """The serializer, which takes this place."""
        build_fields(self.kind)
        return vars(self.kind)["__pydantic_serializer__"]


def _document(told: Documented) -> Mapping[str, object]:
    return told.as_dict()


class Untold:
    """What is no document and leads to names or cells of a file: pydantic, asked to write one, writes its `repr`."""

    __slots__ = ()

    __pydantic_serializer__ = _Serializer(repr)


class Documented:
    """A result, or a record, that is told as a document.

    Subclasses say `as_dict`, whose answer is a `TypedDict`; those that are read have `from_dict` too.
    """

    __slots__ = ()

    __pydantic_serializer__ = _Serializer(_document)

    @abstractmethod
    def as_dict(self) -> Mapping[str, object]:
        """The document as plain JSON values."""

    def to_json(self, *, indent: int | None = None) -> str:
        """The document as JSON text, Vietnamese letters as they are.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
        """
        return json_text(self.as_dict(), indent=indent)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of the document."""
        return told_schema(hints_of(cls.as_dict, include_extras=True)["return"])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """What a field of this type takes: one of them, or its document where that is read."""
        from pydantic_core import core_schema

        if is_being_built(cls):  # its own fields are asked for
            return handler(source)
        written = core_schema.plain_serializer_function_ser_schema(cls.as_dict)
        return core_schema.no_info_plain_validator_function(
            cls._of_field, ref=_core_ref(cls._definition()), serialization=written
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The published schema; its definitions stand among those of the whole."""
        del schema
        return within(cls.json_schema(), handler)

    @classmethod
    def _definition(cls) -> str:
        """What it is called among the definitions of a JSON Schema: as it is where it stands in another document."""
        from typing_extensions import is_typeddict

        answer = hints_of(cls.as_dict).get("return", dict)
        return str(answer.__name__) if is_typeddict(answer) else cls.__name__

    @classmethod
    def _of_field(cls, value: object) -> Self:
        from pydantic_core import PydanticCustomError

        if isinstance(value, cls):
            return value
        read: Callable[[Mapping[str, object]], Self] | None = getattr(cls, "from_dict", None)
        if read is not None and isinstance(value, Mapping):
            return read(value)
        takes = "or its document" if read is not None else "and is no input"
        told = {"name": cls.__name__, "is_read": read is not None}  # for `validation`
        raise PydanticCustomError("dangbo_document", f"it must be a {cls.__name__} {takes}", told)


class ReadDocument(Documented):
    """What is read as a document too: by the format its class names."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def _format(cls) -> ReadFormat[Any]:
        """How its document is read."""

    @classmethod
    def _from_read(cls, read: Any) -> Self:  # noqa: ANN401 - the record of the format
        """One of them, of the record of its format; that record itself unless the class says otherwise."""
        made: Self = read
        return made

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """The same of plain JSON values, as `as_dict` gives them; what has a default may be left out.

        Raises:
            InvalidInputError: every problem at once, with its place, such as "operation 3, field 'into'", and without
                the value: another schema, a newer version, a field nobody knows, a missing field, a value of the wrong
                type, what contradicts itself.
        """
        return cls._from_read(cls._format().from_dict(values))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The same of JSON text, as `to_json` gives it.

        Raises:
            InvalidInputError: text that is not JSON; otherwise as `from_dict`.
        """
        return cls._from_read(cls._format().from_json(text))

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of the document: titles Vietnamese, descriptions English."""
        return cls._format().json_schema()


@dataclass(init=False, repr=False, eq=False)
class WholeDocument(ReadDocument):
    """What is read as a document and keeps no fields of a record: a tree, a ledger, many profiles.

    It is a dataclass without fields because FastAPI takes a class for a body if it is one, and else for a parameter.
    """

    __slots__ = ()


_HEAD: Final = frozenset({"schema", "version"})


class RecordDocument(ReadDocument):
    """A record that is a document alone, and stands inside others by its bare fields."""

    __slots__ = ()

    @classmethod
    def _definition(cls) -> str:
        """Another name than that of the record inside another document, which has no "schema" and "version"."""
        return f"{cls.__name__}Document"

    @classmethod
    def _of_field(cls, value: object) -> Self:
        """Also the bare fields, as a row of a table has them: codes or labels."""
        if isinstance(value, Mapping) and _HEAD.isdisjoint(value) and all(isinstance(name, str) for name in value):
            return cls(**value)
        return super()._of_field(value)


class Part:
    """A record that stands inside documents and is none alone: others see of it what the schemas of these say."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def _records(cls) -> ReadRecords:
        """How it is written there; asked when somebody wants its schema."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Its definition there: one and the same, also beside that document."""
        del schema
        records, parts = cls._records(), dict[str, dict[str, object]]()
        kind = next(one for one in cls.__mro__ if one.__name__ in records.titles)
        return within({**records.schema_of(kind, parts), "$defs": parts}, handler)


def told_schema(answer: type[Any]) -> dict[str, object]:
    """The JSON Schema of what a result tells: a `TypedDict` with "schema" and "version", or a part of a document.

    Raises:
        TypeError: an answer that is no `TypedDict`.
    """
    from typing_extensions import is_typeddict

    if not is_typeddict(answer):
        raise TypeError(f"{answer!r} is no TypedDict: nothing is promised of its keys")
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        """Without the titles pydantic makes of Python names: people read the descriptions, programs the keys."""

        def field_title_should_be_set(self, schema: object) -> bool:
            del schema
            return False

        def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> dict[str, Any]:
            made = super().typed_dict_schema(schema)
            made.pop("title", None)
            return made

    schema = TypeAdapter(answer).json_schema(mode="serialization", schema_generator=Untitled)
    properties = cast("dict[str, dict[str, object]]", schema["properties"])
    named: dict[str, object] = {}
    if "schema" in properties and "version" in properties:
        name = str(properties["schema"]["const"]).partition("/")[2]
        named = {"$id": f"urn:dangbo:{name}:{properties['version']['const']}"}
    return {"$schema": DIALECT, **named, **schema}


def within(schema: Mapping[str, object], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A JSON Schema as a part of one that pydantic makes: what it defines stands among the definitions of the whole."""
    from pydantic_core import core_schema

    parts = cast("Mapping[str, Mapping[str, object]]", schema.get("$defs", {}))
    if parts:
        named = [_any(name, part) for name, part in parts.items()]
        handler(core_schema.definitions_schema(core_schema.any_schema(), named))
    return _moved({key: value for key, value in schema.items() if key not in {"$schema", "$id", "$defs"}}, handler)


def _moved(schema: Mapping[str, object], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A part of a JSON Schema, with its references to definitions as pydantic writes them."""
    from pydantic_core import core_schema

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
    from pydantic_core import core_schema

    def told(_: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _moved(schema, handler)

    return core_schema.any_schema(ref=_core_ref(name), metadata={"pydantic_js_functions": [told]})


def _core_ref(name: str) -> str:
    """What pydantic knows a definition by; it calls it by what stands between the dot and the colon."""
    return f"dangbo.{name}:0"


# A record that is a document is one thing to its constructor, which reads fields, and another to a field of somebody's
# model, which takes the record or its document. Pydantic asks the class the same question for both: the answer is its
# fields while it is being built here, and only then.

_building: Final = threading.local()


def is_being_built(cls: type[Any]) -> bool:
    """Whether pydantic asks for the fields of a record, to construct it; builds a record nobody has constructed yet."""
    if cls is getattr(_building, "kind", None):
        return True
    if getattr(_building, "by_fields", False) and hasattr(cls, "__pydantic_fields__"):
        return True  # a record inside the one that is built, which its constructor takes as it always did
    if getattr(cls, "_is_unbuilt", False):
        build_fields(cls)
    return False


def build_fields(cls: Any) -> None:  # noqa: ANN401 - a record
    """Build the validator of the constructor of a record.

    Several threads may build the same one at once: each makes a whole one of its own, and nothing a class has is ever
    taken away from it. `rebuild_dataclass` of pydantic, which its own deferred build calls, deletes what another thread
    has just built and is using.
    """
    from pydantic import TypeAdapter

    # a class of the caller's own, made of a record, adds nothing
    owner = next(kind for kind in cls.__mro__ if "_is_unbuilt" in vars(kind))
    is_document = issubclass(owner, Documented)
    before = getattr(_building, "kind", None)
    _building.kind = owner
    try:
        with _by_fields() if is_document else nullcontext():
            built: TypeAdapter[Any] = TypeAdapter(owner)
    finally:
        _building.kind = before
    if not is_document:  # whose fields are nobody else's
        owner.__pydantic_core_schema__, owner.__pydantic_serializer__ = built.core_schema, built.serializer
    owner.__pydantic_validator__ = built.validator
    owner.__pydantic_complete__ = True
    owner._is_unbuilt = False  # noqa: SLF001 - of `RecordType`


def fields_adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type that holds records, such as `list[Seat]`
    """What reads records of their fields, also those that are documents of their own.

    Args:
        kind: a list, a tuple or a mapping of records.
    """
    from pydantic import TypeAdapter

    with _by_fields():
        return TypeAdapter(kind)


@contextmanager
def _by_fields() -> Iterator[None]:
    """While it is open, records are what their fields say."""
    before = getattr(_building, "by_fields", False)
    _building.by_fields = True
    try:
        yield
    finally:
        _building.by_fields = before
