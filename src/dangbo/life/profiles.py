"""Profiles (hồ sơ đảng viên): what an organization department knows of a person beyond id, name and status.

```
rows, records, columns
     | Profiles(...)
Profiles      [id], .get, .ids, .column(field), .changed(...), .find(...), .select(...), .completeness(...)
     | [id]
Profile       one person
```

They are kept apart from the tree on purpose. A `Member` is copied into plans and into the ledger, which is sealed and
only ever grows: what stands in it can never be taken out. No profile, and no value of one, goes there. No error, no
finding and no `repr` shows a value of a profile: they name fields, rows and ids.

Addresses, family, health and what is thought of a person have no field here, and are not wanted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import compress, islice
from operator import and_, attrgetter
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias, cast, overload

from pydantic import Field, PlainValidator, model_serializer

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.people import whose
from dangbo.base.records import (
    Id,
    KnownDay,
    Number,
    RecordType,
    Repeating,
    Text,
    YesNo,
    id_of,
    instance_of,
    read_id,
    record,
)
from dangbo.base.terms import AcademicTitle, Occupation, PoliticalTheory, Qualification, Schooling, Sex
from dangbo.base.text import (
    PartialDate,
    fold,
    name_key,
    nearest,
    nfc,
    parse_count,
    parse_date,
    personal,
    spaced_number,
    type_words,
    unless_personal,
)
from dangbo.base.words import NO_WORDS, Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.columns import Coded, Column, Days, Texts, column_of
from dangbo.life.completeness import ASKED_FOR, Completeness, CompletenessBy, completeness, own_columns
from dangbo.life.profile_documents import plain_value
from dangbo.life.roll_checks import check
from dangbo.life.told_profiles import ToldProfiles
from dangbo.render.findings import Findings
from dangbo.rules import RuleBook, book_of
from dangbo.rules.forms import group_key
from dangbo.tree.frames import Frame, sheet_of_frame
from dangbo.tree.members import NAMELESS, Member
from dangbo.tree.people import Places
from dangbo.tree.reading import Rows, read_rows
from dangbo.tree.records import Organization
from dangbo.tree.renaming import renamed
from dangbo.tree.rows import TOTALS, Discretion, Sheet, sheet
from dangbo.tree.structure import refuse

__all__ = ["Profile", "Profiles"]

_Sex: TypeAlias = Annotated[Sex, PlainValidator(Sex.parse), Repeating()]
_Schooling: TypeAlias = Annotated[Schooling, PlainValidator(Schooling.parse), Repeating()]
_Qualification: TypeAlias = Annotated[Qualification, PlainValidator(Qualification.parse), Repeating()]
_AcademicTitle: TypeAlias = Annotated[AcademicTitle, PlainValidator(AcademicTitle.parse), Repeating()]
_PoliticalTheory: TypeAlias = Annotated[PoliticalTheory, PlainValidator(PoliticalTheory.parse), Repeating()]
_Occupation: TypeAlias = Annotated[Occupation, PlainValidator(Occupation.parse), Repeating()]


@record
class Profile:
    """What is known of a member (hồ sơ đảng viên); whatever is not known is `None`, and is never guessed.

    Values are read as lists hold them: days as `text.parse_day` reads them, labels in any spelling, "có" and "không".
    A day that is known in part stays a `PartialDate`. A number of the wrong length is kept as it is: registers hold
    such numbers, and `Profiles.check` tells of them.

    Args:
        member: id of the member, or the `Member`; all that a `repr` shows.
        sex: nam, nữ.
        born: ngày sinh.
        ethnic_group: dân tộc, as written.
        religion: tôn giáo, as written.
        personal_id: số định danh cá nhân (CCCD), 12 digits.
        old_id: số CMND, 9 digits.
        card_number: số thẻ Đảng of the new model, which is the personal id since 02/09/2025.
        old_card_number: number of the card before, 8 digits.
        card_issued: ngày cấp thẻ.
        card_place: nơi cấp thẻ.
        file_number: số lý lịch.
        admission_decided: day of the decision on the admission; party age counts from it.
        admitted: day of the ceremony, "ngày vào Đảng" on the card; the probation counts from it.
        recognized: ngày chính thức.
        schooling: trình độ giáo dục phổ thông.
        qualification: trình độ chuyên môn, the highest.
        academic_title: chức danh khoa học.
        political_theory: trình độ lý luận chính trị.
        occupation: nghề nghiệp.
        retired: retired, or no longer working (đã nghỉ hưu, nghỉ công tác).
        works_in_system: works in a body of the political system.
        youth_union: member of the youth union (đoàn viên).
        private_owner: owner of a private enterprise (chủ doanh nghiệp tư nhân).
        foreign_spouse: married to a foreigner.
        residence_cell: id of the cell where the member lives and keeps contact (213), which is no roll.

    Raises:
        InvalidInputError: a value that is no text, no day, none of the labels; the field is named and the value is not.

    Examples:
        >>> one = Profile("m-1", sex="nữ", born="5/1968", admitted="15/9/2024")
        >>> one
        Profile(member='m-1')
        >>> one.sex, one.born, one.recognized
        (<Sex.FEMALE: 'female'>, PartialDate(year=1968, month=5), None)
        >>> Profile("m-1", born="31/02/1960")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - Profile.born: it is not a date that exists. Write it as YYYY-MM-DD or D/M/YYYY, day first. [input/bad-date]
    """

    member: Id
    sex: _Sex | None = Field(default=None, kw_only=True, repr=False)
    born: KnownDay | None = Field(default=None, kw_only=True, repr=False)
    ethnic_group: Text | None = Field(default=None, kw_only=True, repr=False)
    religion: Text | None = Field(default=None, kw_only=True, repr=False)
    personal_id: Number | None = Field(default=None, kw_only=True, repr=False)
    old_id: Number | None = Field(default=None, kw_only=True, repr=False)
    card_number: Number | None = Field(default=None, kw_only=True, repr=False)
    old_card_number: Number | None = Field(default=None, kw_only=True, repr=False)
    card_issued: KnownDay | None = Field(default=None, kw_only=True, repr=False)
    card_place: Text | None = Field(default=None, kw_only=True, repr=False)
    file_number: Number | None = Field(default=None, kw_only=True, repr=False)
    admission_decided: KnownDay | None = Field(default=None, kw_only=True, repr=False)
    admitted: KnownDay | None = Field(default=None, kw_only=True, repr=False)
    recognized: KnownDay | None = Field(default=None, kw_only=True, repr=False)
    schooling: _Schooling | None = Field(default=None, kw_only=True, repr=False)
    qualification: _Qualification | None = Field(default=None, kw_only=True, repr=False)
    academic_title: _AcademicTitle | None = Field(default=None, kw_only=True, repr=False)
    political_theory: _PoliticalTheory | None = Field(default=None, kw_only=True, repr=False)
    occupation: _Occupation | None = Field(default=None, kw_only=True, repr=False)
    retired: YesNo | None = Field(default=None, kw_only=True, repr=False)
    works_in_system: YesNo | None = Field(default=None, kw_only=True, repr=False)
    youth_union: YesNo | None = Field(default=None, kw_only=True, repr=False)
    private_owner: YesNo | None = Field(default=None, kw_only=True, repr=False)
    foreign_spouse: YesNo | None = Field(default=None, kw_only=True, repr=False)
    residence_cell: Id | None = Field(default=None, kw_only=True, repr=False)

    _by_id = model_serializer(whose)

    def personal_data(self) -> dict[str, object]:
        """What is known, as plain JSON values that make the same profile again.

        It has a name of its own: whatever writes results by their `as_dict` writes no profile by accident.

        Examples:
            >>> Profile("m-1", sex="nam", born="1947").personal_data()
            {'member': 'm-1', 'sex': 'male', 'born': '1947'}
        """
        return {name: plain_value(value) for name in _FIELDS if (value := getattr(self, name)) is not None}


_FIELDS: Final = tuple(field.name for field in fields(cast("Any", Profile)))
_NUMBERS: Final = ("personal_id", "old_id", "card_number", "old_card_number", "file_number")
_KEPT_AS: Final[Mapping[str, type[Column[Any]]]] = {
    **dict.fromkeys(_FIELDS[1:], Coded),
    **dict.fromkeys(_NUMBERS, Texts),
    **dict.fromkeys(("born", "card_issued", "admission_decided", "admitted", "recognized"), Days),
}
_PUT: Final = tuple(getattr(Profile, name).__set__ for name in _FIELDS)


def _profile(values: Iterable[object]) -> Profile:
    """The record of a row, not validated again."""
    one = object.__new__(Profile)
    for put, value in zip(_PUT, values, strict=True):
        put(one, value)
    return one


class Profiles(ToldProfiles, metaclass=RecordType):
    """The profiles of many people, in columns; immutable.

    A `Profile` is made when it is asked for: equal to the one that came in, and not the same object.

    Args:
        profiles: records; or rows: mappings from field to value, a `csv.DictReader`, the records of a data frame; or
            columns: a mapping from field to the values of everybody. Blank cells are unknown. Columns that are no field
            are left out, unless they look like a misspelt one.
        columns: names of columns, each with the field it is: `{"Số định danh": "personal_id"}`.
        first_row: number of the first row in its file, for the places of problems; by default what a `csv.DictReader`
            says, or 1.

    Raises:
        InvalidInputError: values that cannot be read, each with its row and field and without the value; two rows of
            one member; what is no table of rows; a name in `columns` that no column or field has.

    Examples:
        >>> rows = [
        ...     {"member": "m-1", "sex": "nữ", "born": "19/05/1960"},
        ...     {"member": "m-2", "sex": "nam", "born": "1947"},
        ... ]
        >>> profiles = Profiles(rows)
        >>> profiles, profiles["m-2"].born
        (Profiles(2), PartialDate(year=1947, month=None))
        >>> [*profiles.column("sex")]
        [<Sex.FEMALE: 'female'>, <Sex.MALE: 'male'>]
        >>> Profiles([{"member": "m-1", "born": "Nguyễn Văn A"}])
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - profile row 1, field 'born': it is not a form of date that is read; what is known in part is written as \
M/YYYY or YYYY, as text. Correct the value in the source and read it again. [input/bad-value]
    """

    __slots__ = ("_columns", "_notes", "_places")

    _record = Profile

    _places: Places
    _columns: Mapping[str, Column[Any]]
    _notes: tuple[Finding, ...]

    def __init__(
        self,
        profiles: Iterable[Profile | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        *,
        columns: Mapping[str, str] = MappingProxyType({}),
        first_row: int | None = None,
    ) -> None:
        if isinstance(profiles, Profiles):
            self._settle(*_STATE(profiles))
            return
        read, places = _read(profiles, columns, first_row)
        kept = {name: column_of(kind, _parts(read, name)) for name, kind in _KEPT_AS.items()}
        self._settle(places, kept, tuple(read.notes))

    def _settle(self, places: Places, columns: Mapping[str, Column[Any]], notes: tuple[Finding, ...] = ()) -> None:
        for name, value in (("_places", places), ("_columns", columns), ("_notes", notes)):
            object.__setattr__(self, name, value)

    @classmethod
    def _of(cls, places: Places, columns: Mapping[str, Column[Any]], notes: tuple[Finding, ...] = ()) -> Profiles:
        new = object.__new__(Profiles)
        new._settle(places, columns, notes)
        return new

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"profiles are immutable; .changed(...) gives others ('{name}' was to be set)")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"profiles are immutable; .changed(...) gives others ('{name}' was to be taken out)")

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        columns: Mapping[str, str] = MappingProxyType({}),
        first_row: int | None = None,
    ) -> Profiles:
        """The profiles of a data frame of pandas, Polars, PyArrow or what else narwhals knows.

        Args:
            frame: a row for each person; a lazy frame is collected. An index is no column.
            columns: names of columns, each with the field it is: `{"Số định danh": "personal_id"}`.
            first_row: number of the first row in its file, for the places of problems; 1 unless told otherwise.

        Raises:
            MissingExtraError: narwhals is not installed; the error says how it is.
            InvalidInputError: no frame, and as `Profiles`, each problem with its row and column.
        """
        first = None if first_row is None else parse_count(first_row, where="first_row")
        whole = sheet_of_frame(frame, "profile", Profile, columns=columns, table="profiles", first_row=first)
        return Profiles(cast("Any", whole), columns=columns)

    @property
    def ids(self) -> tuple[str, ...]:
        """Member ids, in the order the profiles came in."""
        return self._places.ids

    @overload
    def column(self, field: Literal["sex"]) -> Sequence[Sex | None]: ...
    @overload
    def column(self, field: Literal["schooling"]) -> Sequence[Schooling | None]: ...
    @overload
    def column(self, field: Literal["qualification"]) -> Sequence[Qualification | None]: ...
    @overload
    def column(self, field: Literal["academic_title"]) -> Sequence[AcademicTitle | None]: ...
    @overload
    def column(self, field: Literal["political_theory"]) -> Sequence[PoliticalTheory | None]: ...
    @overload
    def column(self, field: Literal["occupation"]) -> Sequence[Occupation | None]: ...
    @overload
    def column(
        self, field: Literal["born", "card_issued", "admission_decided", "admitted", "recognized"]
    ) -> Sequence[dt.date | PartialDate | None]: ...
    @overload
    def column(
        self, field: Literal["retired", "works_in_system", "youth_union", "private_owner", "foreign_spouse"]
    ) -> Sequence[bool | None]: ...
    @overload
    def column(
        self,
        field: Literal[
            "ethnic_group",
            "religion",
            "personal_id",
            "old_id",
            "card_number",
            "old_card_number",
            "card_place",
            "file_number",
            "residence_cell",
        ],
    ) -> Sequence[str | None]: ...
    @overload
    def column(self, field: str) -> Sequence[object]: ...
    def column(self, field: str) -> Sequence[object]:
        """The values of a field, in the order of `ids`; `None` where one is unknown.

        Each is made when it is asked for: walking through the column costs no memory.

        Raises:
            InvalidInputError: no field of a profile is called so.

        Examples:
            >>> Profiles([Profile("m-1", youth_union="có"), Profile("m-2")]).column("youth_union")[0]
            True
        """
        return self._columns[_field(field)]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Profile]:
        return map(_profile, zip(self.ids, *self._columns.values(), strict=True))

    def __contains__(self, member: object) -> bool:
        key = _key_of(member)
        return isinstance(key, str) and self._places.row(key) >= 0

    def __getitem__(self, member: str | Member | Profile) -> Profile:
        found = self.get(member)
        if found is None:
            raise InvalidInputError([self._nobody(read_id(_key_of(member), where="member"), "member")])
        return found

    def get(self, member: str | Member | Profile) -> Profile | None:
        """The profile of a member; `None` where there is none.

        Raises:
            InvalidInputError: neither an id nor a record that has one.

        Examples:
            >>> Profiles([Profile("m-1")]).get("m-2") is None
            True
        """
        at = self._places.row(read_id(_key_of(member), where="member"))
        return _profile((self.ids[at], *(column[at] for column in self._columns.values()))) if at >= 0 else None

    def changed(
        self,
        profiles: Iterable[Profile | Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        *,
        without: Iterable[str | Member | Profile] = (),
        columns: Mapping[str, str] = MappingProxyType({}),
    ) -> Profiles:
        """These profiles with some replaced, filled in, added or taken out.

        A `Profile` takes the place of the one its member has. A row fills in what it says: its blank cells change
        nothing, so that a sheet of corrections erases nothing. Who had no profile gets one.

        Args:
            profiles: records, rows or columns, as `Profiles` takes them.
            without: members whose profile is taken out, by id; nothing of it is kept in the result.
            columns: as in `Profiles`.

        Raises:
            InvalidInputError: what `Profiles` refuses; a member to be left out who has no profile.

        Examples:
            >>> one = Profiles([Profile("m-1", born="1947", sex="nam")])
            >>> again = one.changed([{"member": "m-1", "born": "19/05/1947"}, {"member": "m-2"}])
            >>> again.column("born")[0], again["m-1"].sex.label, len(again), len(again.changed(without=["m-2"]))
            (datetime.date(1947, 5, 19), 'Nam', 2, 1)
        """
        kept: tuple[Places, Mapping[str, Column[Any]], object] = _STATE(self._without(without))
        before, there, _ = kept
        read, places = _read(profiles, columns)
        rows = [*map(before.row, places.ids)]
        behind = [at for at, row in enumerate(rows) if row < 0]
        records = len(read.records)
        after = before if not behind else Places((*before.ids, *(places.ids[at] for at in behind)))
        notes = (*self._notes, *read.notes)
        fresh: dict[str, Column[Any]] = {}
        for name, column in there.items():
            values = [value for part in _parts(read, name) for value in part]
            new = {
                row: values[at]
                for at, row in enumerate(rows)
                if row >= 0 and (at < records or (values and values[at] is not None))
            }
            more = [values[at] for at in behind]
            fresh[name] = column.changed(new, more) if new or more else column
        return self._of(after, fresh, notes)

    def _without(self, members: Iterable[str | Member | Profile]) -> Profiles:
        """These profiles without some."""
        gone = {read_id(_key_of(one), where="without") for one in listed(members, "without")}
        if nobody := [key for key in gone if self._places.row(key) < 0]:
            raise InvalidInputError([self._nobody(key, "without") for key in sorted(nobody)])
        if not gone:
            return self
        return self._taken([at for at, key in enumerate(self.ids) if key not in gone])

    def _taken(self, places: Sequence[int]) -> Profiles:
        """The profiles at some places."""
        ids = tuple(map(self.ids.__getitem__, places))
        return self._of(Places(ids), {name: column.take(places) for name, column in self._columns.items()})

    def find(self, text: str, *, hierarchy: Hierarchy | None = None, limit: int | None = 40) -> tuple[Profile, ...]:
        """The profiles of people who are called so, or who have this number; O(everybody).

        Names stand in the hierarchy and in no profile, so a name is looked for there. A text with a digit in it is
        looked for in the profiles first: it is an id, card or file number as a whole, blanks, dots and capitals left
        out.

        Args:
            text: words of a name, with or without diacritics, the beginning of each is enough; or a number.
            hierarchy: where the names are.
            limit: how many to return at most; `None` for all.

        Returns:
            First those whose name is just this, then those that have the words next to each other, then the others;
            nobody for a blank text.

        Raises:
            InvalidInputError: it is no text; a name, without a digit in it, and no hierarchy.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> profiles = Profiles([Profile("m-00001", personal_id="019060000001")])
            >>> profiles.find("nguyen", hierarchy=city) == profiles.find("019 060 000 001")
            False
        """
        wanted, most = (
            fold(instance_of(str, text, "text")),
            None if limit is None else parse_count(limit, where="limit"),
        )
        if not wanted:
            return ()
        if _DIGIT.search(wanted):
            bare = wanted.replace(" ", "")
            number = bare if bare.isdecimal() else _digits_of(nfc(text))
            found = tuple(islice(self._numbered(number), most))
            if found or hierarchy is None or bare.isdecimal():
                return found
        names = instance_of(Hierarchy, hierarchy, "hierarchy", hint=_NAMES_ARE_THERE).members
        named: list[tuple[tuple[bool, ...], int]] = []
        exact, words = name_key(nfc(text)), [f" {word}" for word in wanted.split()]
        for at, key in enumerate(self.ids):
            if (person := names.get(key)) is None or person.name in NAMELESS:
                continue
            name = f" {fold(person.name)}"
            if all(word in name for word in words):
                order = (name_key(person.name) != exact, name != f" {wanted}", f" {wanted}" not in name)
                named.append((order, at))
        return tuple(self[self.ids[at]] for _, at in sorted(named)[:most])

    def _numbered(self, wanted: str) -> Iterator[Profile]:
        """Who has a number."""
        columns = [self.ids, *(self._columns[name] for name in _NUMBERS)]
        for at, numbers in enumerate(zip(*columns, strict=True)):
            if any(number is not None and _digits_of(number) == wanted for number in numbers):
                yield self[self.ids[at]]

    def select(
        self, hierarchy: Hierarchy | None = None, *, at: str | Organization | None = None, **conditions: object
    ) -> Profiles:
        """The profiles that fit every condition given, in their order.

        Args:
            hierarchy: only people on its rolls; everybody where none is given.
            at: an organization of the hierarchy: only people on its roll, or on one below it.
            conditions: by field: a value, as a profile reads it, or `None` for "not known"; a set or list of values,
                one of which it is; or a function that says whether a known value fits. Ethnic groups and religions
                are the same however they are written: "TÀY", "Tày".

        Raises:
            InvalidInputError: no field is called so, with the nearest; a value the field cannot have, which is not
                shown; `at` without a hierarchy.
            UnknownOrganizationError: there is no organization `at`.

        Examples:
            >>> profiles = Profiles([Profile("m-1", sex="nữ", born="1947"), Profile("m-2", sex="nam")])
            >>> profiles.select(sex="nữ").ids, profiles.select(born=None).ids
            (('m-1',), ('m-2',))
            >>> profiles.select(born=lambda day: day.year < 1950).ids
            ('m-1',)
        """
        chosen = bytearray(b"\1") * len(self)
        tests = {name: _test_of(name, wanted) for name, wanted in conditions.items()}
        if hierarchy is not None or at is not None:
            tree = instance_of(Hierarchy, hierarchy, "hierarchy", hint=_ROLLS_ARE_THERE)
            top = tree.root if at is None else tree[at]
            there = {key for org in (top, *tree.descendants(top)) for key in tree.roll(org)}
            chosen = bytearray(map(there.__contains__, self.ids))
        for name, test in tests.items():
            column: Sequence[Any] = self.ids if name == "member" else self._columns[name]
            fits = {value: bool(test(value)) for value in {*column}}
            chosen = bytearray(map(and_, chosen, map(fits.__getitem__, column)))
        return self._taken([*compress(range(len(self)), chosen)])

    def completeness(
        self,
        hierarchy: Hierarchy,
        *,
        fields: Iterable[str] = ASKED_FOR,
        by: CompletenessBy = "organization",
        at: str | Organization | None = None,
        also: Mapping[str, Iterable[str | Member] | Mapping[str, object]] = MappingProxyType({}),
    ) -> Completeness:
        """How many people on the rolls have a value in each field, for every organization of a branch.

        Args:
            hierarchy: the rolls.
            fields: the fields; unless told otherwise those the national list of 2025 asks of everybody.
            by: what stands in the rows of the table it shows.
            at: the top of the branch; the whole tree unless told otherwise.
            also: columns of one's own by name: the members who have it ("handbook": who has the electronic handbook),
                or values by member id, of which blank ones and "không" are not counted. A share is of everybody; ids on
                no roll of the tree are told below the table.

        Raises:
            InvalidInputError: no field is called so; none at all; another word for `by`; columns of one's own that are
                no lists of ids, or are called as a field is.
            UnknownOrganizationError: there is no organization `at`.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> result = Profiles([Profile("m-00001", sex="nữ")]).completeness(city, fields=["sex"], by="field")
            >>> result.share("sex").count, result.share("sex").of
            (1, 27960)
        """
        names = [*dict.fromkeys(_field(name) for name in listed(fields, "fields"))]
        mine = own_columns(also, _KEPT_AS)
        if not (names or mine):
            reason = Words(vi="chưa nêu thông tin nào", en="no field is named")
            raise InvalidInputError([finding("input/bad-value", "fields", reason=reason)])
        return completeness(self, instance_of(Hierarchy, hierarchy, "hierarchy"), names, by, at, mine)

    def check(
        self, *, hierarchy: Hierarchy, on: dt.date | str | None = None, rules: RuleBook | None = None
    ) -> Findings:
        """What is missing, cannot be, contradicts itself or is there twice (kiểm tra dữ liệu); stops nothing.

        Before that it tells what was left out when rows were read. Every code is documented with its repair; none of
        the findings shows what a profile holds. A date known in part is told only where no day of it will do.

        Args:
            hierarchy: the tree whose members they are: who is full, on which roll, and called how.
            on: the date of asking, after which no date can lie; that of the tree unless told otherwise.
            rules: the rulebook; by default the one shipped.

        Returns:
            All findings, kind by kind. What is true of more than 40 members is one finding with all of them as
            `subjects`; so is each group of members who share a number, or name and birth.

        Raises:
            InvalidInputError: what is given is no tree, no date, no rulebook.

        Examples:
            >>> from dangbo import Hierarchy, Member, Organization
            >>> cell = Organization("cb-1", "Chi bộ 1", "chi bộ", "cơ sở")
            >>> tree = Hierarchy([cell], as_of="2026-11-01", members=[Member("m-1", "A")], roll={"cb-1": ["m-1"]})
            >>> profiles = Profiles([Profile("m-1", sex="nữ", personal_id="1234567890", admitted="01/1930")])
            >>> found = profiles.check(hierarchy=tree)
            >>> [one.code for one in found if one.code != "data/missing-field"]
            ['data/before-founding', 'data/id-shape', 'data/full-unrecognized']
            >>> print(found[-1].message)
            'm-1' is a full member, and no date of recognition is recorded
        """
        tree = instance_of(Hierarchy, hierarchy, "hierarchy")
        day = tree.as_of if on is None else parse_date(on, where="on")
        return Findings((*self._notes, *check(self, tree, day, book_of(rules))))

    def _nobody(self, key: str, place: str) -> Finding:
        """That there is no profile of a member; what may be a name or a number is not repeated."""
        near = [one for one in nearest(key, self.ids, limit=1) if not personal(one)]
        hint = (
            Words(vi=f"; mã gần giống nhất là '{near[0]}'", en=f"; the nearest id is '{near[0]}'") if near else NO_WORDS
        )
        return finding("input/no-profile", place, member=unless_personal(key), hint=hint)

    def __copy__(self) -> Profiles:
        return self

    def __deepcopy__(self, memo: object) -> Profiles:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profiles):
            return NotImplemented
        if self.ids == other.ids:
            return self._columns == other._columns
        rows = other._places.rows()
        places = [rows.get(key, -1) for key in self.ids]
        if len(self) != len(other) or -1 in places:
            return False
        theirs: Mapping[str, Column[Any]] = _STATE(other)[1]
        return all(column == theirs[name].take(places) for name, column in self._columns.items())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Profiles({spaced_number(len(self))})"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.ids, dict(self._columns), self._notes))


def _rebuilt(ids: tuple[str, ...], columns: Mapping[str, Column[Any]], notes: tuple[Finding, ...]) -> Profiles:
    new = object.__new__(Profiles)
    new._settle(Places(ids), columns, notes)
    return new


def _read(given: object, columns: Mapping[str, str], first_row: int | None = None) -> tuple[Rows[Profile], Places]:
    """Profiles as they came in, and where each stands.

    Raises:
        InvalidInputError: everything that is wrong with them.
    """
    if first_row is not None:
        first_row = parse_count(first_row, where="first_row")
    whole = sheet(given, "profile", Profile, first_row=first_row)
    refuse(whole.problems)
    if columns:
        (whole,), problems = renamed([whole], columns, tables=_TABLES, model=Profile)
        refuse(problems)
    read = read_rows(whole, Profile)
    places = Places((*(one.member for one in read.records), *read.columns.get("member", ())))
    totals = (
        finding("input/total-row", f"id '{key}'", place=Words(vi=f"mã '{key}'", en=f"id '{key}'"))
        for key in TOTALS
        if places.row(key) >= 0
    )
    refuse([*read.problems, *totals, *_twice(whole, read, places)], read.notes)
    return read, places


def _parts(read: Rows[Profile], field: str) -> list[Sequence[Any]]:
    """The values of a field: of the records, and of the rows behind them."""
    ready, rows = [getattr(one, field) for one in read.records], read.columns.get(field, ())
    return [rows] if not ready else [ready, rows]


_DIGIT: Final = re.compile("[0-9]")
_BREAKS: Final = re.compile(r"[\s.]+")
_NAMES_ARE_THERE: Final = Words(
    vi="họ tên nằm trong danh sách đảng viên, không nằm trong hồ sơ", en="names stand in it, and in no profile"
)
_ROLLS_ARE_THERE: Final = Words(
    vi="danh sách đảng viên của tổ chức nằm trong đó", en="the rolls of organizations stand in it"
)


def _digits_of(number: str) -> str:
    """A number without the blanks and dots some write in it, and in small letters."""
    return _BREAKS.sub("", number).casefold()


def listed(given: object, where: str) -> list[Any]:
    """What is given as a list.

    Raises:
        InvalidInputError: a single text, which would be read letter by letter, or nothing that can be walked through.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        kind = type_words(given)
        reason = Words(vi=f"không phải danh sách mà là {kind.vi}", en=f"it is no list but '{kind.en}'")
        raise InvalidInputError([finding("input/bad-value", where, reason=reason)])
    return [*given]


def _test_of(field: str, wanted: object) -> Callable[[Any], object]:
    """Whether a value of a field is what is wanted.

    Raises:
        InvalidInputError: there is no such field, or it cannot have such a value.
    """
    if callable(wanted) and not isinstance(wanted, type):
        return lambda value: value is not None and wanted(value)
    several = isinstance(wanted, set | frozenset | list | tuple)
    choices = {_as_read(field, one) for one in (cast("Iterable[object]", wanted) if several else (wanted,))}
    if field in _SPELT:
        keys = {_spelt_key(one) for one in choices}
        return lambda value: _spelt_key(value) in keys
    return choices.__contains__


def _spelt_key(name: Any) -> str | None:  # noqa: ANN401 - of a field of texts
    return None if name is None else group_key(name)


def _as_read(field: str, value: object) -> object:
    """A value as a profile keeps it."""
    if field == "member":
        return read_id(_key_of(value), where="member")
    given: dict[str, Any] = {"member": "-", field: value}
    return getattr(Profile(**given), field)


_SPELT: Final = frozenset({"ethnic_group", "religion"})
"""Fields of names that lists spell in several ways; a composition counts them by the same key."""
_TABLES: Final = {"profiles": "profile"}
_SHOWN: Final = 10
_STATE: Final = attrgetter("_places", "_columns", "_notes")


def _key_of(member: object) -> object:
    """The id a profile is looked up by."""
    return member.member if isinstance(member, Profile) else id_of(member)


def _field(name: object) -> str:
    """The name of a field of a profile.

    Raises:
        InvalidInputError: there is none; it names the nearest.
    """
    if isinstance(name, str) and name in _KEPT_AS:
        return name
    near = nearest(name, _KEPT_AS, limit=1) if isinstance(name, str) else ()
    listed = ", ".join(map(repr, _KEPT_AS))
    hint = Words(
        vi=f"; trường gần giống nhất là '{near[0]}'" if near else f"; các trường: {listed}",
        en=f"; the nearest is '{near[0]}'" if near else f"; the fields are {listed}",
    )
    raise InvalidInputError([finding("input/unknown-field", "field", hint=hint)])


def _twice(whole: Sheet, read: Rows[Profile], places: Places) -> Iterator[Finding]:
    """Members that have several rows, each told once with the rows; one look at all of them finds them."""
    if not places.repeated():
        return
    keys: list[object] = [nfc(key) if isinstance(key, str) else id_of(key) for key in read.raw.get("member", ())]
    numbers = [*read.numbers]
    for at, one in enumerate(whole.rows if read.records else ()):
        if isinstance(one, Profile):
            keys.append(one.member)
            numbers.append(whole.numbers[at])
    rows: dict[object, list[int]] = {key: [] for key in places.repeated()}
    for key, number in zip(keys, numbers, strict=True):
        if key in rows:
            rows[key].append(number)
    say = Discretion([(keys, numbers)])
    for key, told in rows.items():
        shown = ", ".join(map(str, sorted(told)[:_SHOWN])) + (" ..." if len(told) > _SHOWN else "")
        yield finding(
            "input/doubled-profile", "profiles", place=whole.whole(), member=say(str(key)), count=len(told), rows=shown
        )
