"""How the document of profiles is read: column by column, every problem at its place and without the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, Final

from dangbo.base.documents import ReadFormat
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.json_records import BAD, TWICE, JsonSchema, Path, Reading, ReadRecords, Shape, needed, read_value
from dangbo.base.people import PeopleTold
from dangbo.base.text import upper_first
from dangbo.base.words import Words
from dangbo.life.fields import FIELD_WORDS
from dangbo.tree.snapshots import RowColumns


@dataclass(frozen=True, slots=True)
class _Rows(Shape):
    """The rows of the document, read column by column: a record for each would cost many times as much."""

    record: type[Any]
    records: ReadRecords
    json = "array"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        """The profiles; `BAD` where something is wrong."""
        rows: Sequence[Any] = value if isinstance(value, list | tuple) else ()
        shapes = self.records.shapes_of(self.record)
        before = len(reading.findings)
        said: set[object] = set()
        for place, row in enumerate(rows, 1):
            here = (*at, place)
            if not isinstance(row, Mapping):
                reading.bad(here, needed("object", given=row))
                continue
            said |= row.keys()
            if strange := row.keys() - shapes.keys():
                for name in filter(strange.__contains__, row):
                    reading.unknown(here, name, shapes)
            for name in getattr(row, "twice", ()):
                reading.bad((*here, name), TWICE)
            if row.get("member") is None:
                reading.missing((*here, "member"))
        if len(reading.findings) > before:
            return BAD
        columns = {
            name: _column([row.get(name) for row in rows], shape, (at, name), reading)
            if name in said
            else [None] * len(rows)
            for name, shape in shapes.items()
        }
        return RowColumns(columns, len(rows)) if len(reading.findings) == before else BAD

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        """A list of profiles."""
        name = "ProfileDocument"
        defs[name] = self.records.schema_of(self.record, defs)
        return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _column(column: list[Any], shape: Shape, of: tuple[Path, str], reading: Reading) -> list[Any]:
    """The values of a field as a profile keeps them, each that is said often read once."""
    apart = Reading(reading.of, {})  # where they stand is told below, and only where one is wrong
    known = {value: read_value(shape, value, (), apart) for value in {one for one in column if type(one) in _TAKEN}}
    if apart.findings or not {*map(type, column)} <= _TAKEN:
        for number, value in enumerate(column, 1):
            if type(value) not in _TAKEN or known[value] is BAD:
                read_value(shape, value, (*of[0], number, of[1]), reading)
        return []
    return [*map(known.get, column)]


_TAKEN: Final = frozenset({str, bool, NoneType})
"""What some field takes. A number is equal to a truth value, and a list can be looked up nowhere."""


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


class _Records(ReadRecords):
    def __init__(self, record: type[Any]) -> None:
        super().__init__(_TITLES, lists={"profiles": Words(vi="hồ sơ thứ", en="profile")})
        self.record = record

    def own_shape(self, hint: object) -> Shape | None:
        """Rows, where profiles stand."""
        return _Rows(self.record, self) if hint is RowColumns else None


_TITLES: Final = {
    "ReadProfiles": Words(vi="Các hồ sơ đảng viên", en="Profiles of members"),
    ".people": Words(
        vi="Phạm vi thông tin về đảng viên", en='What is told of members: "ids" leaves out all but the id'
    ),
    ".personal": Words(vi="Các trường có thông tin cá nhân", en="Fields in which personal data stand"),
    ".profiles": Words(vi="Hồ sơ đảng viên", en="Profiles"),
    "Profile": Words(vi="Hồ sơ của một đảng viên", en="Profile of a member; what is not known is left out"),
    "Profile.member": Words(vi="Mã đảng viên", en="Member id"),
    **{
        f"Profile.{name}": Words(vi=upper_first(words.vi), en=upper_first(words.en))
        for name, words in FIELD_WORDS.items()
    },
}


@cache
def format_of(profile: type[Any]) -> ReadFormat[ReadProfiles]:
    """The format of the document, whose rows have the fields of a record."""
    of = Words(vi="danh sách hồ sơ", en="the list of profiles")
    return ReadFormat("profiles", 1, ReadProfiles, of, _Records(profile))
