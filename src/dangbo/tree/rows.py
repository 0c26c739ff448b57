"""Rows as they come from outside: what a table of them is, where they stand in their file, what may be said of them.

A `Sheet` holds the rows of one kind of record with their numbers: those of the file where its reader knows them. What
cannot be a table of rows is refused with what to give instead. Problems name rows and fields; a value that may be a
person's name or date is never repeated, not even where it stands in the column of ids by mistake.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from dataclasses import field as slot
from difflib import get_close_matches
from itertools import islice, repeat, zip_longest
from operator import attrgetter, itemgetter
from os import PathLike
from typing import Any, Final, NamedTuple, TypeAlias, cast, overload

from dangbo.base.findings import Finding, finding
from dangbo.base.places import row_for_id
from dangbo.base.text import fold, is_missing, is_title, nfc, personal, type_words
from dangbo.base.words import NO_WORDS, Words
from dangbo.tree.tables import TABLES

Noun: TypeAlias = str
"""What a row is called: "organization", "member" and the other words of `_NOUNS_VI`, or as its side table says."""

_NOUNS_VI: Final = {
    "organization": "tổ chức",
    "member": "đảng viên",
    "profile": "hồ sơ đảng viên",
    "rating": "kết quả xếp loại",
    "assignment": "phân công phụ trách",
    "meeting": "buổi họp",
    "attendance": "danh sách dự họp",
    "task": "nhiệm vụ",
    "visit": "lượt dự sinh hoạt",
    "proposal": "kiến nghị",
    "prospect": "nguồn kết nạp",
    "answer": "phiếu khảo sát",
    "event": "quá trình đảng viên",
    "payment": "đảng phí đã đóng",
}


def in_vietnamese(noun: Noun) -> str:
    """What a row is called in Vietnamese."""
    return _NOUNS_VI.get(noun) or next(table.noun.vi for table in TABLES.values() if table.row == noun)


# --- a table of rows --------------------------------------------------------------------------------------------------


class Across(Sequence[Mapping[Any, Any]]):
    """Columns looked at row by row, each row made when it is asked for.

    Args:
        columns: values by the name of the column, all of one length.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: dict[Any, Sequence[Any]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return max(map(len, self.columns.values()), default=0)

    @overload
    def __getitem__(self, at: int) -> dict[Any, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[Any, Any]]: ...
    def __getitem__(self, at: int | slice) -> dict[Any, Any] | list[dict[Any, Any]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not self.columns:  # no column ends the walk
            raise IndexError(at)
        return {name: column[at] for name, column in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one kind of record, and where they stand.

    Attributes:
        noun: what a row is called in a finding.
        rows: mappings from column to value, or records; or columns that are looked at row by row.
        numbers: the number of each row, as in the file where its reader knows it.
        problems: why this is no table at all; then it has no rows.
        where: how the file names the place of a field in the row of a number, or (`None`) of the whole column; what
            was read from no file has none.
        headed: what lists call a field, the most usual first; what was read by the names of fields has none.
    """

    noun: Noun
    rows: list[Any] | Across
    numbers: Sequence[int]
    problems: tuple[Finding, ...] = ()
    where: Callable[[int | None, str], Words] | None = slot(default=None, compare=False)
    headed: Callable[[str], tuple[str, ...]] | None = slot(default=None, compare=False)

    def place(self, at: int, field: str = "") -> Words:
        """Where a value stands."""
        if self.where is not None:
            return self.where(self.numbers[at], field)
        number, column = self.numbers[at], _column(field) if field else NO_WORDS
        return Words(
            vi=f"dòng {number} của {in_vietnamese(self.noun)}{column.vi}", en=f"{self.noun} row {number}{column.en}"
        )

    def whole(self, field: str = "") -> Words:
        """The table, or a column of it, as the place of a problem."""
        if self.where is not None:
            return self.where(None, field)
        column = _column(field) if field else NO_WORDS
        return Words(vi=f"các dòng của {in_vietnamese(self.noun)}{column.vi}", en=f"{self.noun} rows{column.en}")

    def of(self, places: Sequence[int]) -> Sheet:
        """Some of the rows, with their numbers."""
        numbers = [self.numbers[at] for at in places]
        if isinstance(self.rows, Across):
            columns = self.rows.columns.items()
            rows = Across({name: [column[at] for at in places] for name, column in columns})
            return replace(self, rows=rows, numbers=numbers)
        return replace(self, rows=[self.rows[at] for at in places], numbers=numbers)

    def listed(self, places: Iterable[int]) -> str:
        """The numbers of some rows, no more than fit a message."""
        numbers = [self.numbers[at] for at in places]
        return ", ".join(map(str, numbers[:_SHOWN])) + (" ..." if len(numbers) > _SHOWN else "")


def _column(field: str) -> Words:
    return Words(vi=f", cột '{field}'", en=f", field '{field}'")


_SHOWN: Final = 10

NAMED: Final = 5
"""Most ids a finding lists."""


def few(ids: Sequence[str]) -> str:
    """Ids as a finding lists them: the first of them, and whether there are more.

    Examples:
        >>> few(["cb-1", "cb-2"]), few("abcdef")
        ('cb-1, cb-2', 'a, b, c, d, e ...')
    """
    return ", ".join(ids[:NAMED]) + (" ..." if len(ids) > NAMED else "")


class Instead(NamedTuple):
    """What was given, and what to give instead."""

    what: Words
    give: Words


def sheet(given: object, noun: Noun, model: type, *, first_row: int | None = None) -> Sheet:
    """The rows of a table, numbered.

    Args:
        given: an iterable of mappings, or of records; or a sheet of them, which is taken as it is.
        noun: what a row is called in a finding.
        model: the record that may stand for a row.
        first_row: the number of the first row; by default what the reader of the file knows, or 1.
    """
    if isinstance(given, Sheet):
        return given
    empty = Sheet(noun, [], ())
    if (columns := _columns(given)) is not None:
        return _of_columns(columns, noun, 1 if first_row is None else first_row, _fields_of(model))
    if (instead := _no_table(given, noun, _fields_of(model))) is not None:
        wanted = Words(vi="bảng các dòng", en="a table of rows")
        return Sheet(noun, [], (), (_told(empty.whole(), wanted, instead),))
    if hasattr(given, "line_num") and hasattr(given, "fieldnames"):
        return _of_reader(given, noun, first_row, _fields_of(model))
    rows: list[Any] = given if isinstance(given, list) else [*cast("Iterable[Any]", given)]
    first = 1 if first_row is None else first_row
    whole = Sheet(noun, rows, range(first, first + len(rows)))
    odd = {kind for kind in set(map(type, rows)) if not issubclass(kind, (Mapping, model))}
    return Sheet(noun, [], (), (*_odd_rows(whole, odd),)) if odd else whole


def _fields_of(model: Any) -> tuple[str, ...]:  # noqa: ANN401 - a record
    return tuple(field.name for field in fields(model)) if is_dataclass(model) else ()


def by_column(whole: Sheet) -> Sheet:
    """The same rows by column: `None` where a row has no such value; it holds no records."""
    if isinstance(whole.rows, Across):
        return whole
    names = dict.fromkeys(name for row in whole.rows for name in row)
    return replace(whole, rows=Across({name: [row.get(name) for row in whole.rows] for name in names}))


def surplus_cells(whole: Sheet) -> Iterator[tuple[int, Finding]]:
    """Rows with more cells than the header, which `csv.DictReader` puts under `None`, each with its place.

    Commas alone at the end say nothing.
    """
    for at, row in enumerate(whole.rows):
        cells = row.get(None)
        if isinstance(cells, list) and not all(map(is_missing, cells)):
            place = whole.place(at)
            yield at, finding("input/too-many-cells", place.en, place=place, count=len(cells))


def has_columns(given: object) -> bool:
    """Whether a table is given by column."""
    return _columns(given) is not None


def _told(place: Words, wanted: Words, instead: Instead, count: int = 1) -> Finding:
    return finding(
        "input/not-rows", place.en, place=place, wanted=wanted, what=instead.what, instead=instead.give, count=count
    )


def _columns(given: object) -> dict[Any, Sequence[Any]] | None:
    """The columns of a table given by column: lists, tuples, or what a frame or an array makes of one."""
    if not isinstance(given, Mapping) or not given:
        return None
    columns = {name: _column_of(value) for name, value in given.items()}
    return columns if all(map(_is_column, columns.values())) else None


def _column_of(value: Any) -> Any:  # noqa: ANN401 - whatever came
    """A column of a frame or an array as a list; all else as it came."""
    as_list = next((name for name in ("tolist", "to_list", "to_pylist") if hasattr(value, name)), None)
    return value if as_list is None else getattr(value, as_list)()


def _is_column(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)


def _of_columns(columns: dict[Any, Sequence[Any]], noun: Noun, first: int, fields: Collection[str]) -> Sheet:
    """A table of columns, whose rows are numbered from the first; columns of unlike length are none."""
    rows = Across(columns)
    whole = Sheet(noun, rows, range(first, first + len(rows)))
    if len(set(map(len, columns.values()))) == 1:
        return whole
    names = shown_headers([str(name) for name in columns], noun, fields)
    told = ", ".join(f"{name} {len(column)}" for name, column in zip(names, columns.values(), strict=True))
    found = finding("input/unlike-columns", whole.whole().en, place=whole.whole(), lengths=told)
    return Sheet(noun, [], (), (found,))


_AT_ONCE: Final = 200
"""Rows of a file that are turned into columns together: few enough that the garbage collector never walks them."""


_REPEATED: Final = 2
"""A text of a column is kept once while it stands there twice and more: labels, counts, parents, and no names."""


def _of_reader(
    reader: Any,  # noqa: ANN401 - whatever names lines and fields
    noun: Noun,
    first_row: int | None,
    fields: Collection[str],
) -> Sheet:
    """The rows of a `csv.DictReader`, which leaves blank lines out and knows the line each row ends on."""
    from csv import DictReader

    empty = Sheet(noun, [], ())
    if problems := (*doubled(reader.fieldnames or (), empty, fields),):
        return Sheet(noun, [], (), problems)
    lines = array("q")
    rows: list[Any] | Across
    if type(reader).__next__ is DictReader.__next__:  # a dictionary for each row would be made to be taken apart
        rows = _across(reader, lines)
    else:
        rows = []
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
    if not lines:
        return empty
    shift = 0 if first_row is None else first_row - lines[0]
    if lines[-1] - lines[0] == len(lines) - 1:  # each row is a line
        return Sheet(noun, rows, range(lines[0] + shift, lines[-1] + shift + 1))
    return Sheet(noun, rows, [line + shift for line in lines])


def _across(reader: Any, lines: array[int]) -> Across:  # noqa: ANN401 - a csv.DictReader of texts or of anything
    """What a `csv.DictReader` would say of its rows, by column; `lines` gains where each row ends."""
    header, source = reader.fieldnames or (), reader.reader
    columns: list[list[Any]] = [[] for _ in header]
    repeated: list[dict[str, str] | None] = [{} for _ in header]
    surplus: list[list[str] | None] = []
    numbered = filter(itemgetter(0), zip(source, map(attrgetter("line_num"), repeat(source)), strict=False))
    while chunk := [*islice(numbered, _AT_ONCE)]:
        rows, ends = zip(*chunk, strict=True)
        lines.extend(ends)
        if {*map(len, rows)} != {len(header)}:
            surplus += [None] * (len(lines) - len(rows) - len(surplus))
            surplus += (row[len(header) :] or None for row in rows)
            rows = tuple(row[: len(header)] + [reader.restval] * (len(header) - len(row)) for row in rows)
        for number, values in enumerate(zip(*rows, strict=True)):
            texts = repeated[number]
            if texts is None:
                columns[number].extend(values)
                continue
            columns[number].extend(map(texts.setdefault, values, values))
            if len(texts) * _REPEATED > len(lines):
                repeated[number] = None
    # the collector walks lists again and again while records are made of them; tuples of texts it lets go
    named: dict[Any, Sequence[Any]] = dict(zip(header, map(tuple, columns), strict=True))
    if any(surplus):
        there = named.get(reader.restkey, repeat(None))
        named[reader.restkey] = [more or one for more, one in zip_longest(surplus, islice(there, len(lines)))]
    return Across(named)


_MAPPINGS: Final = Words(
    vi="danh sách các dòng, mỗi dòng ghi giá trị theo tên cột", en="a list of mappings from column to value"
)
_NOTHING: Final = Words(vi="giá trị trống", en="nothing (None)")


def _no_table(given: object, noun: Noun, fields: Collection[str]) -> Instead | None:
    """What to say of something that is no table of rows; `None` of all that may be one."""
    kind = type_words(given)
    if given is None:
        return Instead(_NOTHING, _MAPPINGS)
    if isinstance(given, str | bytes | PathLike):
        reading = "the rows of the opened file: csv.DictReader(file)"
        return Instead(
            Words(vi="văn bản hay tên tệp", en="a text or file name"),
            Words(vi="các dòng đã đọc từ tệp, kèm tên cột", en=reading),
        )
    if isinstance(given, Mapping):
        values = list(given.values())
        if values and all(isinstance(value, Mapping) or is_dataclass(value) for value in values):
            give = "the rows alone: list(rows.values())"
            return Instead(
                Words(vi="ánh xạ tới các dòng", en="a mapping of rows"),
                Words(vi="riêng các dòng, thành một danh sách", en=give),
            )
        if any(isinstance(value, Iterable) and not isinstance(value, str | bytes) for value in values):
            wrong = next(at for at, value in enumerate(given.values()) if not _is_column(_column_of(value)))
            kind, column = type_words(values[wrong]), shown_headers([*map(str, given)], noun, fields)[wrong]
            give = "a list or tuple for each column, one value for each row; one row stands in a list: [row]"
            return Instead(
                Words(
                    vi=f"ánh xạ có cột '{column}' là {kind.vi}, không phải danh sách,",
                    en=f"a mapping whose column '{column}' is no list but {kind.en}",
                ),
                Words(vi="mỗi cột một danh sách, đủ giá trị cho từng dòng; một dòng thì đặt trong danh sách", en=give),
            )
        give = "a list, of one row too: [row]"
        return Instead(Words(vi="một ánh xạ", en="one mapping"), Words(vi="một danh sách, dù chỉ có một dòng", en=give))
    for mark, give in _FRAMES:
        if hasattr(given, mark):
            door = _DOORS.get(noun)
            words = f"the records of the frame: {give}" if not door else f"it to {door}, or its records: {give}"
            vi = "các bản ghi của bảng, mỗi bản ghi là một dòng"
            return Instead(
                Words(vi=f"bảng dữ liệu ({kind.vi})", en=f"a data frame ({kind.en})"),
                Words(vi=f"bảng đó theo cách đọc dành cho bảng dữ liệu, hoặc {vi}" if door else vi, en=words),
            )
    if hasattr(given, "adj") and hasattr(given, "nodes"):
        give = "it to Hierarchy.from_graph(graph, like=...)"
        return Instead(
            Words(vi=f"đồ thị ({kind.vi})", en=f"a graph ({kind.en})"),
            Words(vi="đồ thị theo cách đọc dành riêng cho đồ thị", en=give),
        )
    if not isinstance(given, Iterable):
        return Instead(kind, _MAPPINGS)
    return None


_DOORS: Final = {
    "organization": "Hierarchy.from_frame(df, ...)",
    "member": "Hierarchy.from_frame(..., members=df)",
    "profile": "Profiles.from_frame(df)",
    "rating": "RatingRecord.from_frame(df)",
    "assignment": "CellAssignment.from_frame(df)",
    "meeting": "Meeting.from_frame(df)",
    "attendance": "Meeting.from_frame(..., attendance=df)",
    "task": "Meeting.from_frame(..., tasks=df)",
    "visit": "DutyVisit.from_frame(df)",
    "proposal": "Proposal.from_frame(df)",
    "prospect": "Prospect.from_frame(df)",
    "answer": "tally_survey(df, ...)",
    "event": "LifeEvent.from_frame(df)",
    "payment": "DuesPaid.from_frame(df)",
    **{table.row: f"Hierarchy.from_frame(..., {table.name}=df)" for table in TABLES.values()},
}
"""Where a frame of such rows is taken."""

_FRAMES: Final = (
    ("to_dicts", "df.to_dicts()"),  # polars
    ("to_pylist", "table.to_pylist()"),  # pyarrow
    ("itertuples", 'df.to_dict("records")'),  # pandas
    ("collect_schema", "df.collect().to_dicts()"),  # polars, lazy
    ("toPandas", "[row.asDict() for row in df.collect()]"),  # spark
)
"""What tells a data frame, and how its rows are had."""


def _odd_rows(whole: Sheet, odd: set[type]) -> Iterator[Finding]:
    """One problem for each kind of thing that is no row, at the first of them."""
    for kind in sorted(odd, key=lambda kind: kind.__name__):
        places = [at for at, row in enumerate(whole.rows) if type(row) is kind]
        at = places[0]
        instead = _no_row(whole.rows[at])
        yield _told(whole.place(at), Words(vi="một dòng", en="a row"), instead, len(places))


def _no_row(row: Any) -> Instead:  # noqa: ANN401 - whatever came
    kind = type_words(row)
    if row is None:
        return Instead(_NOTHING, _MAPPINGS)
    if hasattr(row, "_asdict"):
        give = 'df.to_dict("records"), or row._asdict() of each'
        return Instead(
            Words(vi=f"bộ có tên ({kind.vi})", en=f"a named tuple ({kind.en})"), Words(vi=_MAPPINGS.vi, en=give)
        )
    if isinstance(row, tuple) and any(hasattr(part, "to_dict") for part in row):
        give = 'df.to_dict("records")'
        return Instead(Words(vi="cặp chỉ số và dãy", en="a pair of index and series"), Words(vi=_MAPPINGS.vi, en=give))
    if isinstance(row, str | bytes):
        give = "the rows of csv.DictReader(file)"
        return Instead(
            Words(vi="một dòng văn bản", en="a line of text"),
            Words(vi="các dòng đã tách thành từng ô, kèm tên cột", en=give),
        )
    if isinstance(row, list | tuple):
        give = "rows with their columns: csv.DictReader(file), or dict(zip(header, row))"
        return Instead(
            Words(vi=f"{kind.vi} các ô", en=f"a {kind.en} of cells"), Words(vi="các dòng kèm tên cột", en=give)
        )
    if hasattr(row, "to_dict"):
        return Instead(
            Words(vi=f"dãy ({kind.vi})", en=f"a series ({kind.en})"),
            Words(vi="từng dòng, ghi giá trị theo tên cột", en="row.to_dict() of each"),
        )
    if is_dataclass(row):
        give = f"a {kind.en} where it belongs, or a mapping from column to value"
        return Instead(
            Words(vi=f"bản ghi ({kind.vi})", en=f"a record ({kind.en})"),
            Words(vi=f"{kind.vi} vào đúng bảng của nó, hoặc ánh xạ", en=give),
        )
    if hasattr(row, "keys"):
        return Instead(kind, Words(vi="từng dòng, ghi giá trị theo tên cột", en="dict(row) of each"))
    return Instead(kind, _MAPPINGS)


# --- the header -------------------------------------------------------------------------------------------------------


def doubled(header: Iterable[object], empty: Sheet, fields: Collection[str]) -> Iterator[Finding]:
    """Columns of one name: the reader of the file keeps the last of them and drops the others."""
    names, place = [nfc(name) for name in header if isinstance(name, str)], empty.whole()
    shown_as = dict(zip(names, shown_headers(names, empty.noun, fields), strict=True))
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        shown = shown_as[name]
        if shown != name:
            shown += f" ({', '.join(str(at) for at, one in enumerate(names, 1) if one == name)})"
        yield finding(
            "input/doubled-column",
            place.en,
            place=place,
            column=shown,
            count=names.count(name),
        )


_NOT_MISSPELT: Final = frozenset({"nam"})  # men, beside "Nữ", women
"""Words of Vietnamese tables that look like a field."""


def misspelt(columns: Iterable[object], known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Columns that are no field but look like one, each with that field: left out, they would change the rest."""
    for column in sorted(name for name in columns if isinstance(name, str) and name not in known):
        asked = column.strip().casefold()
        again = re.fullmatch(r"(.+)\.\d+", asked)  # how data frames call the second column of a name
        near = [again[1]] if again and again[1] in known else get_close_matches(asked, known, n=1, cutoff=0.8)
        if near and asked not in _NOT_MISSPELT:
            yield column, near[0]


_VIETNAMESE: Final[dict[str, tuple[str, ...]]] = {
    "id": ("ma", "ma so", "ky hieu"),
    "name": ("ten", "ho ten", "ho va ten", "ten to chuc", "ten chi bo"),
    "form": ("hinh thuc", "loai to chuc"),
    "level": ("cap",),
    "kind": ("loai", "loai nhom"),
    "organization": ("chi bo", "to chuc", "to chuc dang", "don vi", "noi sinh hoat", "ma chi bo", "dang bo"),
    "host_unit": ("don vi",),
    "superior": ("cap tren",),
    "rating": ("xep loai", "muc xep loai", "ket qua xep loai", "ket qua"),
}
"""What Vietnamese tables call some fields, to be suggested, never assumed."""


def missing_column(whole: Sheet, field: str, headers: Iterable[object], known: Iterable[str]) -> Finding:
    """No row has a required column: say which there are, since the header may have been read wrongly."""
    fields = {*known}
    given = [name for name in headers if isinstance(name, str) and nfc(name)]
    split = len(given) == 1 and any(mark in given[0] for mark in ";\t|,")
    headings = whole.headed or (lambda name: (name,))
    names = sorted(map(nfc, given))
    if whole.headed is not None:
        names = [*filter(None, (headings(name)[0] for name in names))]
        fields = {*names}
    shown = ", ".join(f"'{one}'" for one in shown_headers(names, whole.noun, fields))
    hint = NO_WORDS
    if split:
        hint = Words(vi="; tệp có lẽ dùng dấu phân cách khác", en="; the file seems to have another separator")
    elif not fields & {*names}:  # it may be no header at all, but a row of data
        shown = f"({len(names)})" if names else "-"
        if (at := _header_below(whole, fields)) is not None:
            row = whole.numbers[at]
            hint = Words(vi=f"; dòng {row} có vẻ là dòng tiêu đề", en=f"; row {row} looks like the header")
    if whole.headed is not None:
        usual = " / ".join(f"'{heading}'" for heading in headings(field)[:2])
        hint = Words(vi=f"; trong danh sách, cột này thường ghi là {usual}", en=f"; lists often head it {usual}")
    if hint is NO_WORDS and (near := _like(field, [name for name in names if name not in fields])):
        hint = Words(vi=f"; có thể là cột '{near}'", en=f"; it may be the column '{near}'")
    return finding(
        "input/missing-column",
        whole.whole().en,
        place=whole.whole(),
        field=field,
        columns=shown,
        hint=hint,
    )


def _like(field: str, names: Sequence[str]) -> str | None:
    """The header that may stand for a field."""
    keys = {fold(name): name for name in names}
    called = _VIETNAMESE.get(field, ())
    for key, name in keys.items():
        if key in called or (len(key) > 2 and (field.startswith(key) or key.startswith(field))):  # noqa: PLR2004 - "org"
            return name
    near = get_close_matches(field, keys, n=1, cutoff=0.6)
    return keys[near[0]] if near else None


_LOOKED_AT: Final = 10


def _header_below(whole: Sheet, fields: set[str]) -> int | None:
    """The place of the first row that holds names of fields where values should stand: titles stood above it."""
    for at, row in enumerate(whole.rows[:_LOOKED_AT]):
        cells = [*row.values()]
        cells += [cell for more in cells if isinstance(more, list) for cell in more]  # surplus of csv.DictReader
        if len(fields & {nfc(cell).casefold() for cell in cells if isinstance(cell, str)}) > 1:
            return at
    return None


# --- rows that are none -----------------------------------------------------------------------------------------------

TOTALS: Final = (
    "Tổng cộng",
    "TỔNG CỘNG",
    "tổng cộng",
    "Tổng số",
    "TỔNG SỐ",
    "Tổng",
    "TỔNG",
    "Cộng",
    "CỘNG",
    "Total",
    "TOTAL",
)
"""What stands where an id should, in a row of totals that is complete otherwise."""
_TOTALS: Final = re.compile(
    r"(?:tổng cộng|tổng số|tong cong|tong so|grand total)(?:\W.*)?|(?:tổng|cộng|total|sum)[\W\d]*", re.DOTALL
)
"""With the tones they have, where there are any: Công and Tống are names of people."""


def is_blank(row: Mapping[Any, Any]) -> bool:
    """Whether nothing stands in any cell of a row."""
    return all(
        is_missing(nfc(value) if isinstance(value, str) else value) for key, value in row.items() if key is not None
    )


def is_total(row: Mapping[Any, Any]) -> bool:
    """Whether a row adds up the rows above it: one of its cells says so."""
    return any(
        isinstance(value, str) and _TOTALS.fullmatch(nfc(value).casefold()) is not None for value in row.values()
    )


# --- what may be said -------------------------------------------------------------------------------------------------


def shown_headers(names: Sequence[str], noun: Noun, fields: Collection[str]) -> list[str]:
    """The names of columns as a problem may repeat them: dots for what may be a value.

    A file without a header has its first row for one. Of profiles that row is somebody's, and of a header none of whose
    names is a field nobody can tell; of other tables the one that may be a name, a date or a number is left out.

    Examples:
        >>> shown_headers(["Mã", "Nguyễn Văn A"], "member", ["id", "name"])
        ['Mã', '...']
        >>> shown_headers(["m-1", "Kinh"], "profile", ["member", "born"])
        ['...', '...']
    """
    hidden = noun == "profile" and not {*fields}.intersection(names)
    return ["..." if hidden or is_title(name) else name for name in names]


class Discretion:
    """Ids as problems of rows may name them: what may be personal is named by the row it stands in.

    Args:
        tables: ids of the tables read, each with the numbers of their rows, in the order of the ids.
    """

    __slots__ = ("_rows", "_tables")

    def __init__(self, tables: Iterable[tuple[Sequence[object], Sequence[int]]]) -> None:
        self._tables = tuple(tables)
        self._rows: dict[str, int] | None = None

    def __call__(self, key: str) -> str:
        """The id, or where it stands."""
        if not personal(key):
            return key
        if self._rows is None:
            pairs = (pair for ids, numbers in self._tables for pair in zip(ids, numbers, strict=False))
            self._rows = {}
            for kept, number in pairs:
                if isinstance(kept, str):
                    self._rows.setdefault(nfc(kept), number)
        return row_for_id(self._rows[key]) if key in self._rows else "[...]"
