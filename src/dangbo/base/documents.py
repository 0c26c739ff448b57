"""Documents that are read: JSON with a name, a version and the record it holds.

```
ReadFormat("target", 1, Target, words, records)  its name, its version, the record, what it is called, how it is read
   .from_dict(...)   .from_json(...)             plain values; text
   .json_schema()                                JSON Schema, with Vietnamese titles for forms and English beside them
Format("plan", 2, Plan, words, records)          what is written out of the fields of the record too
   .as_dict(plan)                                plain values
```

A record is read back equal, field by field (`dangbo.base.json_records`), or every problem is told at once. A class that
is read is a `ReadDocument` (`dangbo.base.told`) and names its format.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any, Final, Generic, TypeVar

from dangbo.base.envelope import envelope, schema_name
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.json_records import (
    BAD,
    DIGITS,
    TOO_LONG,
    TWICE,
    JsonObject,
    JsonSchema,
    NoValue,
    Reading,
    ReadRecords,
    Records,
    RecordShape,
    json_type,
    needed,
    titled,
)
from dangbo.base.text import lower_first, type_words
from dangbo.base.told import DIALECT, ReadDocument
from dangbo.base.words import NO_WORDS, Words

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


_NO_NUMBER: Final = Words(vi="JSON không có NaN và vô cực", en="JSON has neither NaN nor infinity")
_DEEP: Final = Words(
    vi="lồng nhau sâu hơn mọi tài liệu của thư viện", en="it is nested deeper than any document of this library"
)


def _no_number(word: str) -> object:
    del word
    return NoValue(_NO_NUMBER)


def _whole(digits: str) -> object:
    return int(digits) if len(digits) <= DIGITS else NoValue(TOO_LONG)


def json_values(text: str | bytes, of: Words) -> object:
    """The plain values of JSON text; what is no number in it is a `NoValue` at its place, a key given twice is kept.

    Whoever reads the values as a document tells both. An interface that reads bodies like this (`examples/api.py`)
    loses nothing that `json.loads` would drop.

    Args:
        text: the text, in UTF-8 where it is bytes.
        of: what it is called where it is no JSON.

    Raises:
        InvalidInputError: text that is not JSON; the place of the first fault in it, and no more: text may be personal.

    Examples:
        >>> json_values('{"sources": ["cb-1"]}', Words(vi="nội dung gửi lên", en="the body"))
        {'sources': ['cb-1']}
    """
    try:
        words = text.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        raise _not_json(of, before.count("\n") + 1, len(before) - before.rfind("\n")) from None
    try:
        return json.loads(
            words.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_no_number, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        goes_on = error.msg == "Extra data"
        raise _not_json(of, error.lineno, error.colno, GOES_ON if goes_on else NO_WORDS) from None  # it quotes the text
    except RecursionError:
        raise InvalidInputError([finding("input/bad-value", of.en, place=of, reason=_DEEP)]) from None


GOES_ON: Final = Words(
    vi=": sau phần kết thúc còn nội dung khác, trong khi mỗi văn bản chỉ chứa một tài liệu",
    en=": more follows behind its end, and a text holds one document",
)
"""Why text is no JSON that holds two documents, or one and something else."""


def _not_json(of: Words, line: int, column: int, why: Words = NO_WORDS) -> InvalidInputError:
    return InvalidInputError([finding("input/not-json", of.en, place=of, line=line, column=column, why=why)])


_TEXT: Final = Words(vi="văn bản JSON", en="JSON text (str or bytes)")
_VALUES: Final = Words(vi="giá trị đã đọc từ JSON", en="a dict of plain values")
_FROM_JSON: Final = Words(vi="Dùng hàm đọc văn bản JSON, không phải hàm đọc giá trị.", en="Read text with from_json().")
_FROM_DICT: Final = Words(
    vi="Dùng hàm đọc giá trị, không phải hàm đọc văn bản JSON.", en="Read plain values with from_dict()."
)
_FILE: Final = Words(
    vi="Đọc nội dung tệp trước, rồi đưa văn bản đó vào.",
    en='Read the file and give its text, such as path.read_text(encoding="utf-8") or file.read().',
)
_ENCODED_TWICE: Final = Words(
    vi="là văn bản JSON nằm trong một văn bản JSON: đã chuyển thành JSON hai lần",
    en="it is JSON text within JSON text: it was encoded twice",
)
_LONGEST_PATH: Final = 260
"""What Windows allows a path; whoever gives a longer one is told that it is no JSON."""


def _other_reader(place: Words, what: Words, wanted: Words, remedy: Words) -> InvalidInputError:
    """Something another reader takes."""
    return InvalidInputError(
        [finding("input/other-reader", place.en, place=place, what=what, wanted=wanted, remedy=remedy)]
    )


def _require_text(given: object, place: Words) -> None:
    """Refuse what is no text at all, plain values among it, and what leads to the text: a path, an open file."""
    if isinstance(given, str | bytes):
        name = given if isinstance(given, str) else ""
        # no document ends like that
        if name.endswith((".json", ".jsonl")) and len(name) <= _LONGEST_PATH and name.isprintable():
            raise _other_reader(place, Words(vi="đường dẫn tệp", en="the path of a file"), _TEXT, _FILE)
        return
    kind = type_words(given)
    if isinstance(given, PathLike) or callable(getattr(given, "read", None)):
        raise _other_reader(place, Words(vi=f"tệp ({kind.vi})", en=f"a file ({kind.en})"), _TEXT, _FILE)
    raise _other_reader(place, Words(vi=kind.vi, en=f"'{kind.en}'"), _TEXT, _FROM_DICT)


@dataclass(frozen=True, slots=True, eq=False)
class ReadFormat(Generic[_T]):
    """A kind of JSON document that is read: its name, its version, and the record it holds.

    Attributes:
        name: which document it is, such as "plan"; "schema" holds "dangbo/plan".
        version: what is written into "version"; older ones are read.
        kind: the record.
        of: what such a document is called where a problem concerns all of it.
        records: how its records are read.
    """

    name: str
    version: int
    kind: type[_T]
    of: Words
    records: ReadRecords

    def from_dict(self, values: Mapping[str, object]) -> _T:
        """The record of plain values.

        Raises:
            InvalidInputError: every problem, with its place.
        """
        given: object = values
        if isinstance(given, str | bytes):
            kind = type_words(given)
            raise _other_reader(self.of, Words(vi=kind.vi, en=f"'{kind.en}'"), _VALUES, _FROM_JSON)
        return self._record(values)

    def _record(self, values: object) -> _T:
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
        known = issubclass(self.kind, ReadDocument)  # of some only the room knows the record
        _require_text(text, Words(vi=self.of.vi, en=self.kind.__name__ if known else self.of.en))
        return self._record(json_values(text, self.of))

    def json_schema(self) -> dict[str, Any]:
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
            **({"$defs": dict(sorted(defs.items()))} if defs else {}),
        }

    def _read(self, values: object, reading: Reading) -> object:
        if not isinstance(values, Mapping):
            twice = isinstance(values, str) and values.lstrip().startswith("{")
            return reading.bad((), _ENCODED_TWICE if twice else needed("object", given=values))
        name, version = values.get("schema"), values.get("version")
        for head in ("schema", "version"):
            if isinstance(values, JsonObject) and head in values.twice:
                reading.bad((head,), TWICE)
        if name is None:
            reading.missing(("schema",))
        elif name != (schema := schema_name(self.name)):
            reading.add("input/other-schema", reading.place(("schema",)), schema=schema, hint=_said(name))
            return BAD  # its version is one of another count
        if version is None:
            reading.missing(("version",))
        elif json_type(version) != "integer":
            reading.bad(("version",), needed("integer", given=version))
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


_NAME: Final = re.compile(r"dangbo/[a-z]{1,20}(-[a-z]{1,20}){0,4}")
"""How documents of this library are called; whatever else stands in "schema" may be personal and is not repeated."""


def _said(name: object) -> Words:
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        return NO_WORDS
    return Words(vi=f", mà ghi là '{name}'", en=f", but that it is '{name}'")


@dataclass(frozen=True, slots=True, eq=False)
class Format(ReadFormat[_T]):
    """A kind of JSON document that is written out of the fields of its record, and read.

    Attributes:
        records: how its records are read and written.
    """

    records: Records

    def as_dict(self, record: _T) -> dict[str, Any]:
        """A record as plain values."""
        return envelope(self.name, self.records.plain(record), version=self.version)


class Formats:
    """How the records of a room are written, each under a name of its own; made when first asked for.

    Args:
        records: how they are written.
        names: what the document of a record is called, by the name of its class.
    """

    def __init__(self, records: Records, names: Mapping[str, str]) -> None:
        self.records = records
        self.names = names
        self._made: dict[type[Any], Format[Any]] = {}

    def of(self, cls: type[Any]) -> Format[Any]:
        """The format of a record; what a class of the caller's own adds to one is no part of it."""
        kind = next(one for one in cls.__mro__ if one.__name__ in self.names)
        found = self._made.get(kind)
        if found is None:
            title = self.records.title_of(kind)
            of = Words(vi=lower_first(title.vi), en=f"the {lower_first(title.en)}")
            found = self._made[kind] = Format(self.names[kind.__name__], 1, kind, of, self.records)
        return found
