"""The records of a tree as documents: each by its fields, under a name of its own, and read back.

```
Organization.as_dict()                  {"schema": "dangbo/organization", "version": 1, "id": ..., "name": ...}
Member.as_dict(people="names")          names of people only where they are asked for
Seat.from_dict(...), Seat.from_json(...)
```

Fields that have their default are left out. Inside another document a record stands without "schema" and "version".
"""

from __future__ import annotations

__all__ = ["RegisterRecord"]

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, Self, TypeAlias

from dangbo.base.documents import Format
from dangbo.base.json_records import Records
from dangbo.base.reading import read_choice
from dangbo.base.text import lower_first
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.tree.titles import TITLES

Shown: TypeAlias = Literal["ids", "names"]
"""How people stand in a document that is read again: by id, or with their names."""

_SHOWN: Final[dict[Shown, Words]] = {"ids": NO_WORDS, "names": NO_WORDS}

RECORDS: Final = Records(TITLES)
"""How the records of a tree are written."""

_NAMES: Final = MappingProxyType(
    {
        "Consent": "consent",
        "MassBody": "mass-body",
        "Mandate": "mandate",
        "Member": "member",
        "Organization": "organization",
        "ResidentialGroup": "residential-group",
        "Seat": "seat",
        "Stay": "stay",
    }
)
"""What the document of a record is called."""


class RegisterRecord(Documented):
    """A record of the register, which is a document by its fields.

    Attributes:
        personal: the fields that hold the name of a person: left out unless names are asked for.
    """

    __slots__ = ()

    personal: ClassVar[tuple[str, ...]] = ()

    def as_dict(self) -> dict[str, object]:
        """The record as plain JSON values; fields that have their default are left out."""
        return _format(type(self)).as_dict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """The record of plain JSON values, as `as_dict` gives them.

        Raises:
            InvalidInputError: every problem at once, with its place: another schema, a newer version, a field nobody
                knows, a missing field, a value of the wrong type.
        """
        read: Self = _format(cls).from_dict(values)
        return read

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The record of JSON text, as `to_json` gives it.

        Raises:
            InvalidInputError: text that is not JSON; otherwise as `from_dict`.
        """
        read: Self = _format(cls).from_json(text)
        return read

    @classmethod
    def _definition(cls) -> str:
        """Another name than that of the record inside another document, which has no envelope."""
        return f"{cls.__name__}Document"

    @classmethod
    def _of_field(cls, value: object) -> Self:
        """Also the bare fields, as a row of a table has them: codes or labels."""
        if isinstance(value, Mapping) and _ENVELOPE.isdisjoint(value) and all(isinstance(name, str) for name in value):
            return cls(**value)
        return super()._of_field(value)

    @classmethod
    def json_schema(cls) -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of the record: titles Vietnamese, descriptions English.

        A field that holds the name of a person is not required, since it is left out unless it is asked for.
        """
        schema = _format(cls).json_schema()
        required = schema["required"]
        if isinstance(required, list):
            schema["required"] = [name for name in required if name not in cls.personal]
        return schema


def told_of_people(record: RegisterRecord, people: Shown) -> dict[str, object]:
    """A record as plain JSON values, without the names of people unless they are to be shown.

    Raises:
        InvalidInputError: another way to show people.
    """
    values = RegisterRecord.as_dict(record)
    return values if names_shown(people) else {name: one for name, one in values.items() if name not in record.personal}


def names_shown(people: Shown) -> bool:
    """Whether names of people are to be shown.

    Raises:
        InvalidInputError: another word: a document is read again, and initials are no name.
    """
    return read_choice(people, _SHOWN, "people") == "names"


_ENVELOPE: Final = frozenset({"schema", "version"})


def _format(cls: type[Any]) -> Format[Any]:
    """How a record is written; what a class of the caller's own adds to one is no part of it."""
    kind = next(one for one in cls.__mro__ if one.__name__ in _NAMES)
    if (found := _FORMATS.get(kind)) is None:
        title = RECORDS.title_of(kind)
        of = Words(vi=lower_first(title.vi), en=f"the {lower_first(title.en)}")
        found = _FORMATS[kind] = Format(_NAMES[kind.__name__], 1, kind, of, RECORDS)
    return found


_FORMATS: Final[dict[type[Any], Format[Any]]] = {}
