"""Profiles as a document: `dangbo/profiles`, by ids unless all that is known is asked for, and read back.

```
Profiles.as_dict()                  who has a profile
Profiles.as_dict(people="all")      everything that is known, column by column
Profiles.from_dict(...)             reads what was written with all
```
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NotRequired, Self, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.documents import Format
from dangbo.base.envelope import json_text
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding, reason_of
from dangbo.base.json_records import BAD, TWICE, JsonSchema, Path, Reading, Records, Shape, needed
from dangbo.base.reading import read_choice
from dangbo.base.terms import AcademicTitle, Occupation, PoliticalTheory, Qualification, Schooling, Sex, Term
from dangbo.base.text import PartialDate
from dangbo.base.told import ReadDocument, told_schema
from dangbo.base.words import NO_WORDS, Words
from dangbo.tree.snapshots import RowColumns

if TYPE_CHECKING:
    from dangbo.life.profiles import Profiles

ProfilesTold: TypeAlias = Literal["ids", "all"]
"""What a document of profiles tells: who has one, or all that is known."""


class ProfileDocument(TypedDict):
    """What is known of a member, by id; the rest is left out. A day may be known in part: "2010", "2010-05"."""

    member: str
    sex: NotRequired[str]
    born: NotRequired[str]
    ethnic_group: NotRequired[str]
    religion: NotRequired[str]
    personal_id: NotRequired[str]
    old_id: NotRequired[str]
    card_number: NotRequired[str]
    old_card_number: NotRequired[str]
    card_issued: NotRequired[str]
    card_place: NotRequired[str]
    file_number: NotRequired[str]
    admission_decided: NotRequired[str]
    admitted: NotRequired[str]
    recognized: NotRequired[str]
    schooling: NotRequired[str]
    qualification: NotRequired[str]
    academic_title: NotRequired[str]
    political_theory: NotRequired[str]
    occupation: NotRequired[str]
    retired: NotRequired[bool]
    works_in_system: NotRequired[bool]
    youth_union: NotRequired[bool]
    private_owner: NotRequired[bool]
    foreign_spouse: NotRequired[bool]
    residence_cell: NotRequired[str]


class ProfilesDocument(TypedDict):
    """Profiles of members; `personal` names the fields that hold personal data. With "ids" none of them is told."""

    schema: Literal["dangbo/profiles"]
    version: Literal[1]
    people: ProfilesTold
    personal: list[str]
    profiles: list[ProfileDocument]


class ToldProfiles(ReadDocument):
    """Profiles that are told, and read, as the document `dangbo/profiles`."""

    __slots__ = ()

    def as_dict(self, *, people: ProfilesTold = "ids") -> ProfilesDocument:
        """The profiles as plain JSON values; costs their size.

        Args:
            people: "ids" for who has a profile and nothing of what stands in it; "all" for everything that is known,
                which `from_dict` reads back equal.

        Raises:
            InvalidInputError: another word.

        Examples:
            >>> from dangbo.life.profiles import Profile, Profiles
            >>> profiles = Profiles([Profile("m-1", sex="nữ", born="5/1968")])
            >>> profiles.as_dict()["profiles"], profiles.as_dict()["personal"]
            ([{'member': 'm-1'}], [])
            >>> profiles.as_dict(people="all")["profiles"]
            [{'member': 'm-1', 'sex': 'female', 'born': '1968-05'}]
            >>> Profiles.from_dict(profiles.as_dict(people="all")) == profiles
            True
        """
        told = read_choice(people, _TOLD, "people") == "all"
        these = cast("Profiles", self)
        rows: list[dict[str, object]] = [{"member": key} for key in these.ids]
        personal = []
        for name in _FIELDS[1:] if told else ():
            column = these.column(name)
            plain = {value: plain_value(value) for value in {*column} if value is not None}
            if plain:
                personal.append(name)
            for row, value in zip(rows, column, strict=True):
                if value is not None:
                    row[name] = plain[value]
        profiles = cast("list[ProfileDocument]", rows)
        return {
            "schema": "dangbo/profiles",
            "version": 1,
            "people": people,
            "personal": personal,
            "profiles": profiles,
        }

    def to_json(self, *, indent: int | None = None, people: ProfilesTold = "ids") -> str:
        """The profiles as JSON text; `people` as in `as_dict`."""
        return json_text(self.as_dict(people=people), indent=indent)

    @classmethod
    def json_schema(cls) -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of the document."""
        return told_schema(ProfilesDocument)

    @classmethod
    def _format(cls) -> Format[_Written]:
        return _FORMAT

    @classmethod
    def _from_read(cls, read: _Written) -> Self:
        """The profiles; two rows of one member are told as `Profiles` tells them."""
        kind: Any = cls
        made: Self = kind({name: column for name, column in read.profiles.columns.items() if _is_said(name, column)})
        return made


def plain_value(value: Any) -> object:  # noqa: ANN401 - of any field
    """A value of a profile as JSON has it; `Profile` reads it again."""
    if isinstance(value, PartialDate):
        return f"{value.year:04d}" if value.month is None else f"{value.year:04d}-{value.month:02d}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return getattr(value, "value", value)


# --- how it is read ---------------------------------------------------------------------------------------------------

_FIELDS: Final = tuple(ProfileDocument.__annotations__)
_TERMS: Final[Mapping[str, type[Term]]] = {
    "sex": Sex,
    "schooling": Schooling,
    "qualification": Qualification,
    "academic_title": AcademicTitle,
    "political_theory": PoliticalTheory,
    "occupation": Occupation,
}
_DAYS: Final = ("born", "card_issued", "admission_decided", "admitted", "recognized")
_YES_NO: Final = ("retired", "works_in_system", "youth_union", "private_owner", "foreign_spouse")
_ISO: Final = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TOLD: Final[dict[ProfilesTold, Words]] = {"ids": NO_WORDS, "all": NO_WORDS}


@dataclass(frozen=True, slots=True)
class _Rows(Shape):
    """The rows of the document, read column by column: a record for each would cost many times as much."""

    json = "array"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The profiles; `BAD` where something is wrong."""
        rows: Sequence[Any] = value if isinstance(value, list | tuple) else ()
        before = len(reading.findings)
        for place, row in enumerate(rows, 1):
            here = (*at, place)
            if not isinstance(row, Mapping):
                reading.bad(here, needed("object", given=row))
                continue
            for name in row.keys() - _KNOWN:
                reading.unknown(here, name, _FIELDS)
            for name in getattr(row, "twice", ()):
                reading.bad((*here, name), TWICE)
            if row.get("member") is None:
                reading.missing((*here, "member"))
        if len(reading.findings) > before:
            return BAD
        columns = {name: self._column(name, [row.get(name) for row in rows], at, reading) for name in _FIELDS}
        if len(reading.findings) > before:
            return BAD
        return RowColumns(columns, len(rows))

    @staticmethod
    def _column(name: str, raw: list[Any], at: Path, reading: Reading) -> list[Any]:
        kind, wanted = (bool, "boolean") if name in _YES_NO else (str, "string")
        refused = {one for one in map(type, raw) if one not in {kind, type(None)}}
        known: dict[Any, Any] = {None: None}
        found = []
        for place, value in enumerate(raw, 1):
            here = (*at, place, name)
            if refused and type(value) in refused:
                reading.bad(here, needed(wanted, given=value))
                continue
            if value not in known:
                known[value] = _of_document(name, value)
            if isinstance(read := known[value], Words):
                reading.bad(here, read)
            found.append(read)
        return found

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Never asked: the schema is that of the `TypedDict`."""
        raise NotImplementedError


def _is_said(name: str, column: Sequence[object]) -> bool:
    """Whether anybody has a value in a column; ids stand there even where nobody has a profile."""
    return name == "member" or {*column} != {None}


def _of_document(name: str, value: Any) -> object:  # noqa: ANN401 - of any field
    """A value as a profile keeps it; what is wrong with it, in words."""
    if name in _TERMS:
        member = next((one for one in _TERMS[name] if one.value == value), None)
        return _NO_CODE if member is None else member
    if name in _DAYS:
        if not _ISO.fullmatch(value):
            return Words(vi="không phải ngày dạng YYYY-MM-DD", en="it is not a date as YYYY-MM-DD")
        try:
            year, *rest = map(int, value.split("-"))
            return dt.date(year, *rest) if len(rest) > 1 else PartialDate(year, *rest)
        except (ValueError, InvalidInputError):
            return Words(vi="không có ngày này", en="there is no such day")
    if isinstance(value, str) and not value.strip():
        return reason_of("string_too_short")
    return value


_KNOWN: Final = frozenset(_FIELDS)
_NO_CODE: Final = Words(vi="không có mã này trong danh mục", en="it is no code of its vocabulary")


@dataclass(frozen=True, slots=True)
class _Written:
    """What the document of profiles says."""

    people: ProfilesTold
    profiles: RowColumns
    personal: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what was written without what is known of people: nobody's profile can be made of it."""
        if self.people == "ids" and self.profiles.count:
            reason = Words(
                vi="ghi không có thông tin cá nhân; hãy ghi lại với đủ thông tin",
                en='it was written without what is known of people; write it with people="all"',
            )
            raise InvalidInputError([finding("input/bad-value", "people", reason=reason, field="people")])


class _Records(Records):
    def own_shape(self, hint: object) -> Shape | None:
        """Rows, where profiles stand."""
        return _Rows() if hint is RowColumns else None


_FORMAT: Final = Format(
    "profiles",
    1,
    _Written,
    Words(vi="danh sách hồ sơ", en="the list of profiles"),
    _Records({}, lists={"profiles": Words(vi="hồ sơ thứ", en="profile")}),
)
