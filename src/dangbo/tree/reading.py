"""Rows from outside read into records, column by column.

One validation of a column costs far less than one of each of its values. Every problem names its row and field, and
never the value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import AfterValidator, TypeAdapter, ValidationError

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Finding, finding, reason_of
from dangbo.base.legacy import bears_signs, legacy_encoding
from dangbo.base.records import (
    Id,
    Refused,
    Repeating,
    Text,
    default_of,
    id_of,
    label_refused,
    not_a_label,
    sound,
    spelled,
    vocabulary_of,
)
from dangbo.base.terms import (
    Form,
    Level,
    MemberStatus,
    Term,
    parse_kind,
)
from dangbo.base.text import FRAME_BLANKS, MOST, PartialDate, UnreadableError, count_of, is_missing, nfc
from dangbo.base.told import fields_adapter
from dangbo.base.words import Words
from dangbo.tree.members import Member
from dangbo.tree.people import Columns, People
from dangbo.tree.records import ENDS_BEFORE, PAPER, Organization, paper_of
from dangbo.tree.rows import Across, Noun, Sheet, is_blank, is_total, missing_column, misspelt, surplus_cells
from dangbo.tree.tables import TABLES

_R = TypeVar("_R")

_Problem: TypeAlias = tuple[int | None, str, Finding]
"""What is wrong with a row (`None`: with the table) and a field."""


@dataclass(slots=True)
class Rows(Generic[_R]):
    """Records read from rows: those that are sound, the ids of those that are not, what is wrong with these.

    Attributes:
        records: sound ones, and those that stood among the rows; of what is kept by column only the latter.
        columns: the fields of the sound ones.
        refused: ids of rows that are not sound; an empty one stands for rows without an id.
        problems: everything that is wrong.
        notes: what was left out.
        sheet: the rows, without records.
        raw: columns as they came.
        homes: member ids by the organization their rows name.
        has_homes: whether there is such a column; `None` where one is told to resemble it.
        homeless: places of sound rows that name none.
        places: places of the sound rows in the sheet.
    """

    records: list[_R]
    columns: dict[str, Sequence[Any]]
    refused: frozenset[str]
    problems: list[Finding]
    notes: list[Finding]
    sheet: Sheet
    raw: dict[str, Sequence[Any]]
    headers: set[object]
    homes: dict[str, list[str]]
    has_homes: bool | None
    homeless: list[int]
    places: Sequence[int]

    @property
    def ids(self) -> Sequence[object]:
        """Ids as they came."""
        return self.raw.get("id", [])

    @property
    def numbers(self) -> Sequence[int]:
        """Numbers of the rows."""
        return self.sheet.numbers


def people_of(rows: Rows[Member]) -> People:
    """Members in columns: first those that came as records."""
    ready = People.of(rows.records).columns
    ids, names = (tuple(rows.columns.get(name, ())) for name in ("id", "name"))
    waiting = bytes([status is MemberStatus.PROBATIONARY for status in rows.columns.get("status", ())])
    if not ready.ids:
        return People(Columns(ids, names, waiting))
    return People(Columns(ready.ids + ids, ready.names + names, ready.waiting + waiting))


def read_rows(whole: Sheet, model: type[_R], *, also: tuple[str, ...] = ()) -> Rows[_R]:
    """Read rows column by column: one validation of a column costs far less than one of each of its values.

    Problems name the row and the field, never the value.

    Args:
        whole: the rows, or records that pass as they are.
        model: what each row becomes.
        also: columns that are read here and are no field of the model.
    """
    given, noun = whole.rows, whole.noun
    record: Any = model
    ready: list[_R] = []
    kinds: set[type] = {dict} if isinstance(given, Across) else set(map(type, given))
    if any(issubclass(one, model) for one in kinds):
        ready = [row for row in given if isinstance(row, model)]
        whole = whole.of([at for at, row in enumerate(given) if not isinstance(row, model)])
        given = whole.rows
    headers: set[object] = set().union(*((given.columns,) if isinstance(given, Across) else given))
    spelt = {name: nfc(name) for name in headers if isinstance(name, str)}  # a file may begin with an invisible mark
    spelt = {name: name if tidy in headers else tidy for name, tidy in spelt.items()}  # no column covers another one
    if any(name != tidy for name, tidy in spelt.items()):
        given = with_names(given, spelt)
        kinds = {dict}
    # The collector of garbage runs while the records are made and walks every list there is: they come before columns.
    blank = [] if noun in _BY_COLUMN else list(map(object.__new__, repeat(model, len(given))))
    names: list[str] = [field.name for field in fields(record)]
    present: set[object] = {spelt.get(name, name) if isinstance(name, str) else name for name in headers}
    problems: list[_Problem] = []
    alike = dict(misspelt(present, [*names, *also, *(("kind", PAPER) if model is Organization else ())]))
    problems += ((None, name, finding("input/unknown-column", name, nearest=near)) for name, near in alike.items())
    if None in present:
        problems += ((None if is_blank(given[at]) else at, "", found) for at, found in surplus_cells(whole))
    raw = _all_values(given, [name for name in names if name in present], kinds)
    bad: set[int] = set()
    if model is Organization and "kind" in present:
        _read_kinds(given, raw, whole, bad, problems)
    columns = {}
    absent = False
    for name, column in _columns_of(record).items():
        if name in raw:
            columns[name] = column.read(raw[name], whole, bad, problems)
        elif column.required and given:
            problems.append((None, name, missing_column(whole, name, headers, names)))
            absent = True
        else:
            columns[name] = [column.default] * len(given)
    if model is Organization and (PAPER in present or "consents" in raw):
        papers = _values(given, PAPER, kinds) if PAPER in present else None
        columns["consents"] = _read_consents(papers, columns, whole, bad, problems)
    if {"since", "until"} <= columns.keys() and not absent:
        _read_days(columns, whole, bad, problems)
    at_home: Sequence[Any] = []
    if also and "organization" in present:
        raw["organization"] = _values(given, "organization", kinds)
        at_home = _home_column().read(raw["organization"], whole, bad, problems)
    notes: list[Finding] = []
    left_out = _left_out(given, whole, bad, problems, notes) if bad else set()
    if absent:
        bad.update(range(len(given)))
    homes: dict[str, list[str]] = {}
    homeless: list[int] = []
    if model is Member and not absent:
        _at_home(columns["id"], at_home or [None] * len(given), bad, homes, homeless)
    ids = raw.get("id", [])
    # A refused row without an id stands as "": it may be the root, so nobody says that there is none.
    refused = frozenset("" if not ids or is_missing(ids[at]) else nfc(str(ids[at])) for at in bad - left_out)
    good: Sequence[int] = range(len(given))
    if bad:
        good = [at for at in good if at not in bad]
        columns = {name: [*map(values.__getitem__, good)] for name, values in columns.items()}
        del blank[len(good) :]
    for at in range(0, len(blank), _AT_HAND):  # they were validated: slots are filled column by column
        some = blank[at : at + _AT_HAND]
        for name, values in columns.items():
            deque(map(getattr(model, name).__set__, some, values[at : at + _AT_HAND]), maxlen=0)
    told = [found for _, _, found in problems]
    has_homes = None if "organization" in alike.values() else "organization" in present
    return Rows(ready + blank, columns, refused, told, notes, whole, raw, headers, homes, has_homes, homeless, good)


def _at_home(
    ids: Sequence[str],
    organizations: Sequence[str | None],
    bad: set[int],
    homes: dict[str, list[str]],
    homeless: list[int],
) -> None:
    """Sort people by the organization their rows name."""
    for at, (key, home) in enumerate(zip(ids, organizations, strict=True)):
        if at in bad:
            continue
        if home is None:
            homeless.append(at)
        elif home in homes:
            homes[home].append(key)
        else:
            homes[home] = [key]


def _left_out(
    given: Sequence[Any], whole: Sheet, bad: set[int], problems: list[_Problem], notes: list[Finding]
) -> set[int]:
    """The refused rows that are none: blank ones, which are told once, and totals, each of which is one problem."""
    blank = [at for at in sorted(bad) if is_blank(given[at])]
    totals = [at for at in sorted(bad.difference(blank)) if is_total(given[at])]
    left_out = {*blank, *totals}
    if left_out:
        problems[:] = [problem for problem in problems if problem[0] not in left_out]
    if blank:
        rows = whole.listed(blank)
        place = whole.whole()
        notes.append(finding("input/blank-rows", place.en, place=place, count=len(blank), rows=rows))
    for at in totals:
        place = whole.place(at)
        problems.append((at, "", finding("input/total-row", place.en, place=place)))
    return left_out


def _read_consents(
    papers: Sequence[Any] | None,
    columns: Mapping[str, Sequence[Any]],
    whole: Sheet,
    bad: set[int],
    problems: list[_Problem],
) -> list[Any]:
    """The consents of each row: those it has as records, and the paper of the column of texts."""
    count = len(columns["consents"])
    texts = [None] * count if papers is None else _paper_column().read(papers, whole, bad, problems)
    found: list[Any] = []
    has_ids = "id" in columns  # without that column, which is told, no paper names another
    for at, (key, own, text) in enumerate(zip(columns.get("id", texts), columns["consents"], texts, strict=True)):
        if own and has_ids and at not in bad and any(one.organization != key for one in own):
            bad.add(at)
            problems.append(
                _bad_value(
                    whole, at, "consents", Words(vi="có văn bản ghi tổ chức khác", en="one names another organization")
                )
            )
        found.append(own if text is None or at in bad else (*own, paper_of(key, text)))
    return found


def _read_days(columns: Mapping[str, Sequence[Any]], whole: Sheet, bad: set[int], problems: list[_Problem]) -> None:
    """Whether what has two days ends after it begins, which no column can say by itself."""
    for at, (since, until) in enumerate(zip(columns["since"], columns["until"], strict=True)):
        if at not in bad and since is not None and until is not None and until < since:
            bad.add(at)
            problems.append(_bad_value(whole, at, "until", ENDS_BEFORE))


@cache
def _paper_column() -> _Column:
    return _Column(PAPER, Text | None, None)


@cache
def _kind_column() -> _Column:
    return _Column("kind", Text | None, None)


@cache
def _home_column() -> _Column:
    return _Column("organization", Id | None, None)


def with_names(rows: Sequence[Any], names: Mapping[Any, Any]) -> list[Any] | Across:
    """The rows with other names of their columns."""
    if isinstance(rows, Across):
        return Across({names.get(name, name): column for name, column in rows.columns.items()})
    return [{names.get(name, name): value for name, value in row.items()} for row in rows]


_AT_HAND: Final = 2_000
"""Rows, or records, all of whose columns are looked at before the next ones: few enough that they stay in the cache."""


def _all_values(rows: Sequence[Any], names: Sequence[str], kinds: set[type]) -> dict[str, Sequence[Any]]:
    """Columns of the rows."""
    if isinstance(rows, Across):
        return {name: _values(rows, name, kinds) for name in names}
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for at in range(0, len(rows), _AT_HAND):
        some = rows[at : at + _AT_HAND]
        for name, column in columns.items():
            column.extend(_values(some, name, kinds))
    return {name: tuple(column) for name, column in columns.items()}  # the collector walks lists, and lets tuples go


def _values(rows: Sequence[Any], name: str, kinds: set[type]) -> Sequence[Any]:
    """One column of the rows, with `None` where a row has no such value."""
    if isinstance(rows, Across):
        column = rows.columns[name]
        return column if isinstance(column, list | tuple) else [*column]
    if kinds == {dict}:  # most rows are, and have it; other mappings may make up, and keep, what they lack
        with suppress(KeyError):
            return [row[name] for row in rows]
    return [row.get(name) for row in rows]


_PLAIN: Final = frozenset({str, int, float, bool, NoneType})
_ONLY_DAYS: Final = frozenset({dt.date, PartialDate, NoneType})
_NO_TEXTS: Final = frozenset({int, float, bool, dt.date, Decimal, NoneType})
_MANY: Final = 40
"""A column of more values that are none of its kind, all of them alike, is told once."""
_AS_THEY_ARE: Final = _PLAIN | _ONLY_DAYS


class _Unreadable:
    """What stands for an array or another thing no cell of a table holds: comparing such things is an error itself."""


@cache
def _unreadable(kind: str) -> _Unreadable:
    """What stands for things of a type, of a type of this name: a message says what they are, and not what stands."""
    made: type[_Unreadable] = type(kind, (_Unreadable,), {})
    return made()


_FOREIGN: Final = _Unreadable()
"""What stands for a label in another encoding, which is told apart."""


_DIGIT: Final = re.compile("[0-9]")


class _Column:
    """How one field of a record is read from a whole column of raw values."""

    __slots__ = (
        "_counts",
        "_last",
        "_lists",
        "_reader",
        "_records",
        "_refused",
        "_repeats",
        "_tidy",
        "_vocabulary",
        "default",
        "name",
        "required",
    )

    def __init__(self, name: str, annotation: Any, default: Any) -> None:
        self.name = name
        self.required = default is MISSING
        self.default = default
        plain = _as_spelled(annotation)
        self._tidy = plain is not annotation
        self._refused = _refused(annotation)
        self._last = None if plain is annotation or self._refused is not None else _last_step(plain)
        self._counts = default == 0
        self._lists = default == ()
        self._repeats = _is_marked(annotation, Repeating)
        self._records = _has_records(annotation)
        self._vocabulary = vocabulary_of(annotation)
        self._reader: TypeAdapter[list[Any]] = fields_adapter(list[plain])  # type: ignore[valid-type]

    def read(self, raw: Sequence[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> Sequence[Any]:
        """The values of the field; `bad` and `problems` gain the rows that have none or none that can be read."""
        kinds = set(map(type, raw))
        if not kinds <= _AS_THEY_ARE:
            raw = list(map(self.plain, raw))
            kinds = set(map(type, raw))
        if kinds == {NoneType} and not self.required:
            return [self.default] * len(raw)
        if kinds <= _ONLY_DAYS and not self._tidy and not (NoneType in kinds and (self.required or len(kinds) == 1)):
            with suppress(ValidationError):  # what is refused is looked for and told below
                different = [*{*raw} - {None}]
                known: dict[Any, Any] = dict(zip(different, self._reader.validate_python(different), strict=True))
                known[None] = self.default
                return list(map(known.__getitem__, raw))
        if float in kinds:  # the blanks of a data frame: one problem of pydantic each would cost more than the column
            raw = [None if type(value) is float and is_missing(value) else value for value in raw]
            kinds = set(map(type, raw))
        if str in kinds:
            texts: Collection[str]
            if kinds <= {str, NoneType}:
                texts = raw if self.required and self._tidy and NoneType not in kinds else {*raw} - {None}
                if self._tidy and not self.required and "" in texts:  # blank cells of a file
                    raw = [text or None for text in raw]
                    texts = {*texts} - {""}
                    kinds = {*map(type, raw)}
            else:
                texts = {value for value in raw if isinstance(value, str)}
            blob = " ".join(texts)  # a text that is blank, or begins or ends with a blank, makes two in a row
            if bears_signs(blob) and (foreign := self.foreign(raw, whole)):
                problems += foreign
                if self.name in _LABELS or self._repeats:
                    return self._read_rest(raw, whole, bad, problems)
            elif self._refused is not None and _DIGIT.search(blob) and any(map(self._refused, texts)):
                pass  # each is looked at, and told
            elif self._tidy and kinds <= ({str} if self.required else {str, NoneType}) and _is_tidy(blob, texts):
                return raw if self._last is None else self._finished(raw, self._last)
        elif self._tidy and len(raw) > _MANY and (reason := self._no_text(raw, kinds)) is not None:
            place = whole.whole(self.name)
            problems.append((None, self.name, finding("input/bad-value", place.en, place=place, reason=reason)))
            bad.update(range(len(raw)))
            return raw
        if self._tidy:
            raw = list(map(id_of, raw))
        if self._counts:
            return self._read_counts(raw, whole, bad, problems)
        if self._repeats or (kinds <= {str, NoneType} and self.name in _LABELS):
            with suppress(TypeError):  # what cannot be looked up is read one by one
                if (labels := self._read_labels(raw, whole, bad, problems)) is not None:
                    return labels
        blank: set[int] = set()
        if None in raw or "" in raw:
            if self.required:
                blank = {at for at, value in enumerate(raw) if value is None or value == ""}
                bad |= blank
                problems += (_missing(whole, at, self.name) for at in sorted(blank))
                fill = next((value for value in raw if value is not None and value != ""), None)
            else:
                fill = self.default
            raw = [fill if value is None or value == "" else value for value in raw]
            if fill is None and self.required:
                return raw
        try:
            return self._reader.validate_python(raw)
        except ValidationError as error:
            return self._read_singly(raw, error, whole, bad, problems, blank)

    def _no_text(self, raw: Sequence[Any], kinds: set[type]) -> Words | None:
        """What to say of a column of texts that holds numbers or days alone; `None` where each value is looked at."""
        if kinds == {NoneType} or not kinds <= _NO_TEXTS:
            return None
        try:
            self._reader.validate_python([next(value for value in raw if value is not None)])
        except ValidationError as error:
            (problem, *_) = error.errors(include_url=False, include_input=False)
            return reason_of("string_type") if problem["type"] == "string_type" else None
        return None

    def _read_labels(
        self, raw: Sequence[Any], whole: Sheet, bad: set[int], problems: list[_Problem]
    ) -> list[Any] | None:
        """A column of labels, each read, or found unreadable, once; `None` where one is missing and required."""
        texts: set[Any] = {*raw}
        missing = {text for text in texts if is_missing(text)}
        if missing and self.required:
            return None
        known = dict.fromkeys(texts, self.default)
        refused: dict[str, Words] = {}
        labels = [*(texts - missing)]
        while labels:
            try:
                known.update(zip(labels, self._reader.validate_python(labels), strict=True))
                break
            except ValidationError as error:
                for problem in error.errors(include_url=False, include_input=False):
                    text = labels[int(problem["loc"][0])]
                    refused.setdefault(text, _reason(self._vocabulary, self.name, problem, text))
                labels = [text for text in labels if text not in refused]
        for at in [at for at, text in enumerate(raw) if text in refused] if refused else ():
            bad.add(at)
            problems.append(_bad_value(whole, at, self.name, refused[raw[at]]))
        return list(map(known.__getitem__, raw))

    def _read_counts(self, raw: Sequence[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> Sequence[Any]:
        """A column of counts: read at once where all are counts, each text once, and one by one otherwise."""
        kinds = set(map(type, raw))
        if kinds == {int} and min(raw) >= 0 and max(raw) <= MOST:
            return raw
        if kinds <= {str, NoneType}:
            with suppress(UnreadableError):
                read = {text: self.default if is_missing(text) else count_of(text) for text in set(raw)}
                return list(map(read.__getitem__, raw))
        values = []
        for at, value in enumerate(raw):
            number = self.default
            try:
                number = self.default if is_missing(value) else count_of(value)
            except UnreadableError as error:
                bad.add(at)
                problems.append(_bad_value(whole, at, self.name, error.said_of()))
            values.append(number)
        return values

    def _finished(self, raw: Sequence[Any], last: Callable[[str], str]) -> list[Any]:
        """Tidy texts after the step their type takes with each of them, such as labels to codes."""
        known = {text: self.default if text is None else last(text) for text in {*raw}}
        return list(map(known.__getitem__, raw))

    def _read_rest(self, raw: Sequence[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> list[Any]:
        """A column of labels without those in another encoding, which were told: their rows are refused."""
        rest = [at for at, value in enumerate(raw) if not isinstance(value, str) or legacy_encoding(value) is None]
        refused: set[int] = set()
        told: list[_Problem] = []
        values = self.read([raw[at] for at in rest], whole.of(rest), refused, told)
        bad |= {*range(len(raw))}.difference(rest) | {rest[at] for at in refused}
        problems += ((None if at is None else rest[at], field, found) for at, field, found in told)
        column = [self.default] * len(raw)
        for at, value in zip(rest, values, strict=True):
            column[at] = value
        return column

    def plain(self, value: Any) -> Any:
        """A value of a data frame or an array as Python has it."""
        if type(value) in _PLAIN or isinstance(value, str | int | Enum):
            return value
        if type(value).__name__ in FRAME_BLANKS:
            return None
        if getattr(value, "shape", None) == ():  # a number of numpy
            return value.item()
        if self._lists:
            return value.tolist() if hasattr(value, "tolist") else value
        if self._records and isinstance(value, dict):  # as `as_dict` tells one, or a column of structs
            return {name: part for name, part in value.items() if not is_missing(part)}
        if self._counts:
            return value
        no_cell = hasattr(value, "__len__") or hasattr(value, "__array__")
        return _unreadable(type(value).__name__) if no_cell else value

    def foreign(self, raw: Sequence[Any], whole: Sheet) -> list[_Problem]:
        """The text of another encoding in a column, one problem for each encoding."""
        places: dict[str, list[int]] = {}
        for at, value in enumerate(raw):
            if isinstance(value, str) and (encoding := legacy_encoding(value)) is not None:
                places.setdefault(encoding, []).append(at)
        place = whole.whole(self.name)
        return [
            (
                None,
                self.name,
                finding(
                    "input/legacy-encoding",
                    place.en,
                    place=place,
                    encoding=encoding,
                    count=len(at),
                    rows=whole.listed(at),
                ),
            )
            for encoding, at in places.items()
        ]

    def _read_singly(
        self,
        raw: Sequence[Any],
        error: ValidationError,
        whole: Sheet,
        bad: set[int],
        problems: list[_Problem],
        blank: set[int],
    ) -> list[Any]:
        """A column with unreadable values: those that are blank or NaN are missing, the others are problems.

        Where a blank was told already, a stand-in may be as unreadable as the value it was taken from.
        """
        told = set(blank)
        empty: list[int] = []
        for problem in error.errors(include_url=False, include_input=False):
            at = int(problem["loc"][0])
            value = raw[at]
            if is_missing(value):
                empty.append(at)
            elif at not in told:
                told.add(at)
                problems.append(_bad_value(whole, at, self.name, _reason(self._vocabulary, self.name, problem, value)))
        if self.required:
            problems += (_missing(whole, at, self.name) for at in empty)
            bad.update(empty)
        bad |= told
        left = {*told, *empty}
        sound = iter(self._reader.validate_python([value for at, value in enumerate(raw) if at not in left]))
        return [self.default if at in left else next(sound) for at in range(len(raw))]


_BY_COLUMN: Final = frozenset({"member", "profile"})
"""What is kept by column: no record of it is made here."""

_LABELS: Final = frozenset({"form", "level", "kind", "status", "unit_type", "post", "body", "source"})
"""Fields that hold words of a list: in another encoding they are told as that, and not as unknown words too."""


def columns_of(noun: Noun) -> dict[str, _Column]:
    """The columns of what stands in a snapshot; built when first used."""
    models: dict[Noun, Any] = {"organization": Organization, "member": Member}
    model: Any = models.get(noun) or next(table.record for table in TABLES.values() if table.row == noun)
    return _columns_of(model)


@cache
def _columns_of(model: Any) -> dict[str, _Column]:
    """The columns of a record; built when first used."""
    hints = get_type_hints(model, include_extras=True)
    return {field.name: _Column(field.name, hints[field.name], default_of(field)) for field in fields(model)}


_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {"organization": ("kind", PAPER), "member": ("organization",)}
"""Columns that are read and are no field of the record."""


def fields_read(noun: Noun, model: Any = None) -> tuple[str, ...]:
    """What a column of a table may be; the record is asked for what stands in no snapshot."""
    return (*(columns_of(noun) if model is None else _columns_of(model)), *_BESIDE.get(noun, ()))


def _last_step(annotation: Any) -> Callable[[str], str] | None:
    """What the type of a text does with it once it is spelled, beyond asking whether it is sound."""
    for mark in (annotation, *get_args(annotation)):
        for one in getattr(mark, "__metadata__", ()):
            if isinstance(one, AfterValidator) and one.func is not sound:
                return cast("Callable[[str], str]", one.func)
    return None


def _refused(annotation: Any) -> Callable[[str], object] | None:
    """What tells the texts that a type refuses."""
    marks = getattr(annotation, "__metadata__", ())
    return next((one.pattern.fullmatch for one in marks if isinstance(one, Refused)), None)


def _is_marked(annotation: Any, mark: type) -> bool:
    """Whether a type, or a part of it, bears a mark."""
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(one, mark) for one in marks) or any(_is_marked(one, mark) for one in get_args(annotation))


def _has_records(annotation: Any) -> bool:
    """Whether values of a type may be records, such as the paper of a seat."""
    return is_dataclass(annotation) or any(map(_has_records, get_args(annotation)))


def _is_tidy(blob: str, texts: Collection[str]) -> bool:
    """Whether texts, joined by blanks, are as `Id` and `Name` keep them: one look at all of them tells."""
    if nfc(blob) == blob and (blob != "" or not texts):
        with suppress(UnreadableError):
            return bool(sound(blob) is blob)
    return False


def _as_spelled(annotation: Any) -> Any:
    """The type of a text that has its spelling already, which a column sees to itself; other types as they are."""
    if get_origin(annotation) is Annotated:
        base, *extra = get_args(annotation)
        kept = [item for item in extra if getattr(item, "func", None) not in {spelled, id_of}]
        return annotation if len(kept) == len(extra) else Annotated[base, *kept]
    if get_origin(annotation) in {Union, UnionType}:
        parts = [_as_spelled(part) for part in get_args(annotation)]
        return annotation if parts == list(get_args(annotation)) else Union[tuple(parts)]  # noqa: UP007 - built at run time
    return annotation


def _read_kinds(
    given: Sequence[Any], raw: dict[str, Sequence[Any]], whole: Sheet, bad: set[int], problems: list[_Problem]
) -> None:
    """Fill form and level from a column `kind` where they are not given."""
    forms = raw["form"] = list(raw.get("form") or [None] * len(given))
    levels = raw["level"] = list(raw.get("level") or [None] * len(given))
    column = _kind_column()
    kinds = list(map(column.plain, _values(given, "kind", set())))
    if bears_signs(" ".join({kind for kind in kinds if isinstance(kind, str)})):
        problems += column.foreign(kinds, whole)
        kinds = [_FOREIGN if isinstance(kind, str) and legacy_encoding(kind) else kind for kind in kinds]
    for at, kind in enumerate(kinds):
        if is_missing(kind):
            continue
        if kind is _FOREIGN:
            form, level = Form.CHI_BO, Level.BELOW_GRASSROOTS  # a stand-in: the row is refused
            bad.add(at)
        else:
            try:
                form, level = parse_kind(kind)
            except TermError as error:
                problems.append(_bad_value(whole, at, "kind", label_refused(error)))
                bad.add(at)
                form, level = Form.CHI_BO, Level.BELOW_GRASSROOTS
        forms[at] = form if is_missing(forms[at]) else forms[at]
        levels[at] = level if is_missing(levels[at]) else levels[at]
        if at not in bad and (_differs(Form, forms[at], form) or _differs(Level, levels[at], level)):
            reason = Words(
                vi="trái với hình thức hoặc cấp ghi cùng dòng", en="it contradicts the form or level of its row"
            )
            problems.append(_bad_value(whole, at, "kind", reason))
            bad.add(at)


def _differs(vocabulary: type[Form | Level], given: Any, named: Form | Level) -> bool:
    """Whether a readable value names another term; unreadable ones are reported with their own field."""
    try:
        return vocabulary(given) is not named
    except ValueError:
        return False


def _bad_value(whole: Sheet, at: int, field: str, reason: Words) -> _Problem:
    place = whole.place(at, field)
    return at, field, finding("input/bad-value", place.en, place=place, reason=reason)


def _missing(whole: Sheet, at: int, field: str) -> _Problem:
    """A required value is missing or blank."""
    codes: dict[str, Literal["tree/blank-id", "tree/blank-name"]] = {"id": "tree/blank-id", "name": "tree/blank-name"}
    place = whole.place(at, field)
    return at, field, finding(codes.get(field, "input/missing-field"), place.en, place=place)


def _reason(vocabulary: type[Term] | None, field: str, problem: Any, value: object) -> Words:
    """What pydantic says of one value, in the words of the library and without the value."""
    kind = str(problem["type"])
    cause = problem.get("ctx", {}).get("error")
    if isinstance(cause, UnreadableError):
        return cause.said_of()
    if isinstance(cause, TermError):
        return label_refused(cause)
    if isinstance(cause, InvalidInputError):  # a day that is none
        facts: dict[str, Any] = dict(cause.findings[0].facts)
        return cast("Words", facts["reason"])
    if kind == "enum" and vocabulary is not None:
        return not_a_label(vocabulary, value)
    if field == "consents":
        return Words(
            vi=f"cột này nhận danh sách bản ghi văn bản đồng ý; bảng chỉ ghi tên văn bản thì dùng cột '{PAPER}'",
            en=f"it takes a list of Consent records; a table that only names the paper has a column '{PAPER}'",
        )
    return reason_of(kind)
