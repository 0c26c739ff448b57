"""How the document of profiles is read: column by column, every problem at its place and without the value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

from dangbo.base.documents import Format
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding, reason_of
from dangbo.base.json_records import BAD, TWICE, JsonSchema, Path, Reading, Records, Shape, needed
from dangbo.base.people import PeopleTold
from dangbo.base.terms import AcademicTitle, Occupation, PoliticalTheory, Qualification, Schooling, Sex, Term
from dangbo.base.text import PartialDate
from dangbo.base.words import Words
from dangbo.life.profile_documents import FIELDS
from dangbo.tree.snapshots import RowColumns

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


@dataclass(frozen=True, slots=True)
class _Rows(Shape):
    """The rows of the document, read column by column: a record for each would cost many times as much."""

    json = "array"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The profiles; `BAD` where something is wrong."""
        rows: Sequence[Any] = value if isinstance(value, list | tuple) else ()
        before = len(reading.findings)
        said: set[object] = set()
        for place, row in enumerate(rows, 1):
            here = (*at, place)
            if not isinstance(row, Mapping):
                reading.bad(here, needed("object", given=row))
                continue
            said |= row.keys()
            for name in row.keys() - _KNOWN:
                reading.unknown(here, name, FIELDS)
            for name in getattr(row, "twice", ()):
                reading.bad((*here, name), TWICE)
            if row.get("member") is None:
                reading.missing((*here, "member"))
        if len(reading.findings) > before:
            return BAD
        columns = {
            name: self._column(name, [row.get(name) for row in rows], at, reading)
            if name in said
            else [None] * len(rows)
            for name in FIELDS
        }
        if len(reading.findings) > before:
            return BAD
        return RowColumns(columns, len(rows))

    @staticmethod
    def _column(name: str, raw: list[Any], at: Path, reading: Reading) -> list[Any]:
        """The values of a field as a profile keeps them, each that is said often read once."""
        kind, wanted = (bool, "boolean") if name in _YES_NO else (str, "string")
        known = {value: _of_document(name, value) for value in {one for one in raw if type(one) is kind}}
        bad = {value: words for value, words in known.items() if isinstance(words, Words)}
        if bad or not {*map(type, raw)} <= {kind, NoneType}:
            for place, value in enumerate(raw, 1):
                if type(value) not in {kind, NoneType}:
                    reading.bad((*at, place, name), needed(wanted, given=value))
                elif value in bad:
                    reading.bad((*at, place, name), bad[value])
            return []
        return [*map(known.get, raw)]

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """Never asked: the schema is that of the `TypedDict`."""
        raise NotImplementedError


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


_KNOWN: Final = frozenset(FIELDS)
_NO_CODE: Final = Words(vi="không có mã này trong danh mục", en="it is no code of its vocabulary")


@dataclass(frozen=True, slots=True)
class ReadProfiles:
    """What the document of profiles says."""

    people: PeopleTold
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


FORMAT: Final = Format(
    "profiles",
    1,
    ReadProfiles,
    Words(vi="danh sách hồ sơ", en="the list of profiles"),
    _Records({}, lists={"profiles": Words(vi="hồ sơ thứ", en="profile")}),
)
