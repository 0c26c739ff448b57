"""A table written back: every sheet and cell as its file had it, and what was changed of people where it stands.

```
read.write_back(path)                        the same sheets, rows and cells, hidden sheets and unknown columns too
read.write_back(path, profiles=changed)      ... and the cells of the fields that differ from what was read
     -> WrittenBack      .cells: which cells these are      .problems: what could not be written
```

A value is written in the way its column writes such values: a day is a day of the workbook or text, a label is spelled
as the column spells it, one of several values in a cell takes its place among the others. What comes of it is read
again before anything is written, and has to be what was meant. How cells look is not kept: it is not in what was read.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument
from dangbo.base.errors import InvalidInputError, shown
from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.reading import read_choice
from dangbo.base.records import instance_of
from dangbo.base.terms import Term
from dangbo.base.text import PartialDate, group_digits, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.io.corrected_books import CellChange, CellChangeDocument, how_changed
from dangbo.io.grids import Grid, Place, Raw, Span, Workbook, apart, cell_finding, column_name, first_few, written_day
from dangbo.io.headings import Taken
from dangbo.io.joined_cells import put_among, split_cells
from dangbo.io.layouts import Layout
from dangbo.io.problem_books import ReadTable
from dangbo.io.row_kinds import RowKind
from dangbo.io.values import WANTED, Wanted
from dangbo.io.whole_files import in_place_of
from dangbo.io.workbooks import FROZEN, LINE, MEASURED, MOST_LINES, Book, for_print, new_workbook, sheet_name
from dangbo.io.writing import may_be_live
from dangbo.io.written_cells import FIRST_DAY, FIRST_KEPT
from dangbo.life.fields import FIELD_WORDS
from dangbo.life.profiles import Profiles
from dangbo.render.drawing import width
from dangbo.render.findings import Findings

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["OnLoss", "Rereadable", "WrittenBack", "write_back"]

OnLoss: TypeAlias = Literal["refuse", "write-the-rest"]
"""What becomes of a table of which something cannot be written."""
_ON_LOSS: Final[Mapping[OnLoss, Words]] = {
    "refuse": Words(vi="không ghi gì", en="write nothing"),
    "write-the-rest": Words(vi="ghi phần còn lại", en="write the rest, and tell"),
}


class Rereadable(ReadTable, Protocol):
    """What of a table that was read is needed here besides: its records, and the way to read it once more."""

    @property
    def records(self) -> Any:  # noqa: ANN401 - of whatever kind
        """What its rows are."""

    @property
    def origin(self) -> Rereadable | None:
        """The table it was before it was corrected."""

    @property
    def reread(self) -> Callable[[Workbook, Grid, tuple[Finding, ...]], Any] | None:
        """Reads a sheet as this one was read."""


class WrittenBackDocument(TypedDict):
    """What came of writing a table back: the cells with another value, by their places, and what was not written."""

    schema: Literal["dangbo/written-back"]
    version: Literal[1]
    cells: list[CellChangeDocument]
    problems: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class WrittenBack(Documented):
    """What came of writing a table back. What cells held and hold is shown by nothing of its own.

    Vietnamese term: kết quả ghi lại.

    Attributes:
        cells: the cells that hold another value than the file that was read.
        problems: what could not be written, where the rest was asked for; rows that stand as they were unread.

    Examples:
        >>> WrittenBack((), Findings()).text(lang="en")
        'written back; cells with another value: 0'
    """

    cells: tuple[CellChange, ...]
    problems: Findings

    def text(self, *, lang: Lang = "vi") -> str:
        """How many cells are others, and what could not be written: places and counts, and no value.

        Raises:
            TermError: another language than "vi" and "en".
        """
        count = group_digits(len(self.cells), lang=known_language(lang))
        told = Words(
            vi=f"Đã ghi lại; số ô có giá trị mới: {count}", en=f"written back; cells with another value: {count}"
        )
        return "\n".join((told.text(lang=lang), *(f"  - {one.text(lang=lang)}" for one in self.problems)))

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> WrittenBackDocument:
        """What came of it as plain JSON values: places, and no value."""
        return {
            "schema": "dangbo/written-back",
            "version": 1,
            "cells": [one.as_dict() for one in self.cells],
            "problems": [one.as_dict() for one in self.problems],
        }

    def __repr__(self) -> str:
        return f"WrittenBack({len(self.cells)} cells, {len(self.problems)} findings)"


def write_back(
    read: Rereadable,
    path: str | os.PathLike[str],
    *,
    profiles: Profiles | None = None,
    on_problem: OnLoss = "refuse",
) -> WrittenBack:
    """Write a table that was read as a file again; `Import.write_back` says what that means.

    Args:
        read: the table.
        path: the file.
        profiles: what is known of the people now.
        on_problem: what becomes of a table of which something cannot be written.

    Raises:
        InvalidInputError: something cannot be written; all of it at once.
        MissingExtraError: a workbook is to be written, and xlsxwriter is not installed.
        OSError: the file cannot be written.
    """
    read_choice(on_problem, _ON_LOSS, "on_problem")
    source = read.origin or read
    kind = _kind_of(path, source)
    problems: list[Finding] = []
    cells: tuple[CellChange, ...] = ()
    grid = read.layout.grid
    if profiles is not None:
        changes = _Changes(read, instance_of(Profiles, profiles, "profiles"))
        changes.settle(on_problem)
        problems += changes.problems
        grid = changes.grid(changes.wanted)
        there = Place(Path(path).name, source.layout.grid.sheet)
        cells = tuple(changes.told(there))
    table = source.layout.grid
    grid = replace(grid, visible=table.visible)  # what was corrected stands in a sheet of another workbook
    written = [_Page(one.sheet, grid if one is table else one) for one in source.workbook.grids]
    problems += _lost(source, written, kind)
    if on_problem == "refuse" and any(one.severity is Severity.BLOCK for one in problems):
        raise InvalidInputError(problems)
    if kind == "csv":
        _write_csv(path, grid)
    else:
        _write_xlsx(path, written, read.layout, grid)
    return WrittenBack(cells, Findings(problems))


class _Page(NamedTuple):
    """A sheet as it is written: called as in the file that was read."""

    name: str
    grid: Grid


def _kind_of(path: str | os.PathLike[str], source: Rereadable) -> Literal["xlsx", "csv"]:
    """What is written, by the ending of the name.

    Raises:
        InvalidInputError: another ending; a CSV of what was no CSV, whose sheets, days and numbers it cannot hold.
    """
    name = Path(path).name
    match Path(path).suffix.lower():
        case ".xlsx":
            return "xlsx"
        case ".csv" if source.workbook.format == "csv":
            return "csv"
        case ".csv":
            reason = _NO_CSV
        case _:
            reason = _NO_ENDING
    raise InvalidInputError([cell_finding("table/cannot-be-written", Place(name), reason=reason)])


_NO_CSV: Final = Words(
    vi="chỉ danh sách đọc từ CSV mới ghi lại thành CSV; danh sách này ghi thành .xlsx",
    en="only what was read from CSV is written back as CSV; this list goes into an .xlsx file",
)
_NO_ENDING: Final = Words(
    vi="tên tệp phải có đuôi .xlsx, hoặc .csv nếu danh sách đọc từ CSV",
    en="its name has to end in .xlsx, or in .csv where the list was read from CSV",
)

# --- what was changed -------------------------------------------------------------------------------------------------

_Cell: TypeAlias = tuple[int, int]
"""Row and column of a cell, from 0."""
_MOST_ROUNDS: Final = 8


class _Manner(NamedTuple):
    """How a column writes the values of a field.

    Attributes:
        spelled: by value, how cells of the column mostly write it.
        days: whether most of its days are days of the workbook, and not text.
        years: whether most of its years alone are numbers.
        iso: whether most of its days in text begin with the year.
    """

    spelled: Mapping[object, Raw]
    days: bool
    years: bool
    iso: bool


class _Changes:
    """The values that differ from what was read, and the cells they stand in."""

    def __init__(self, read: Rereadable, profiles: Profiles) -> None:
        self.read, self.profiles = read, profiles
        self.source = read.layout.grid
        self.problems: list[Finding] = []
        self.wanted: dict[_Cell, dict[str, object]] = {}
        if not isinstance(read.records, Profiles):
            reason = Words(vi="danh sách này không phải danh sách đảng viên", en="the table is no list of members")
            raise InvalidInputError([finding("input/bad-value", "profiles", reason=reason)])
        self.before = read.records
        self.place = Place(self.source.file, self.source.sheet)
        known = len(self.before) == len(read.numbers)
        self.rows = dict(zip(self.before.ids, read.numbers, strict=True)) if known else {}
        self.taken = {name: one for one in read.layout.taken for name in one.fields}
        self._manners: dict[str, _Manner] = {}
        self._compare()

    def _compare(self) -> None:
        before = {key: at for at, key in enumerate(self.before.ids)}
        after = {key: at for at, key in enumerate(self.profiles.ids)}
        if more := [key for key in after if key not in self.rows]:
            members = first_few(map(unless_personal, more))
            self._tell("table/people-without-row", count=len(more), members=members)
        if gone := [row for key, row in self.rows.items() if key not in after]:
            self._tell("table/rows-without-profile", count=len(gone), rows=first_few(gone))
        if self.read.refused:
            rows = first_few(self.read.refused)
            self._tell("table/rows-as-they-were", count=len(self.read.refused), rows=rows)
        both = [(self.rows[key], at, after[key]) for key, at in before.items() if key in after and key in self.rows]
        for name, words in FIELD_WORDS.items():
            old, new = self.before.column(name), self.profiles.column(name)
            found = [(row, new[now]) for row, was, now in both if old[was] != new[now]]
            one = self.taken.get(name)
            if one is None:
                if found:
                    self._tell("table/field-without-column", field=words, count=len(found))
                continue
            for row, value in found:
                self.wanted.setdefault((row - 1, one.column), {})[name] = value

    def _tell(self, code: Any, **facts: Any) -> None:  # noqa: ANN401 - a code and facts of a finding
        self.problems.append(cell_finding(code, self.place, **facts))

    def settle(self, on_problem: OnLoss) -> None:
        """Read again what is going to be written; leave as it was what would be read as something else.

        Where that is refused, one look at all of it is enough to tell everything.
        """
        for _ in range(_MOST_ROUNDS):
            wrong = self._read_otherwise() if self.wanted else set()
            for at in sorted(wrong):
                self.problems.append(cell_finding("table/read-otherwise", self._place(at)))
            if not wrong or on_problem == "refuse":
                return
            columns = {column for at, column in wrong if (at, column) not in self.wanted}
            rows = {at for at, column in wrong if column < 0}
            left = {
                at: new
                for at, new in self.wanted.items()
                if at not in wrong and at[1] not in columns and at[0] not in rows
            }
            self.wanted = left if len(left) < len(self.wanted) else {}
        self.wanted = {}

    def _read_otherwise(self) -> set[_Cell]:
        """The cells that would not be read as what they are to be; a column below 0 stands for the whole row."""
        if self.read.reread is None:
            return set()
        grid = self.grid(self.wanted)
        pages = tuple(grid if one is self.source else one for one in self.read.workbook.grids)
        whole = self.read.reread(replace(self.read.workbook, grids=pages), grid, ())
        again = whole.records
        found = {key: at for at, key in enumerate(again.ids)}
        blamed = {dict(one.facts).get("cell") for one in whole.problems.select(severity=Severity.BLOCK)}
        lost = {row - 1 for key, row in self.rows.items() if key not in found}
        wrong = {at for at in self.wanted if at[0] in lost and self._place(at).cell in blamed}
        wrong |= {(row, -1) for row in lost - {row for row, _ in wrong}}
        new_at = {key: at for at, key in enumerate(self.profiles.ids)}
        for name, one in self.taken.items():
            if name not in FIELD_WORDS:
                continue
            read, old, new = again.column(name), self.before.column(name), self.profiles.column(name)
            for at, (key, row) in enumerate(self.rows.items()):
                meant = new[new_at[key]] if name in self.wanted.get((row - 1, one.column), ()) else old[at]
                if key in found and read[found[key]] != meant:
                    wrong.add((row - 1, one.column))
        return wrong

    def _place(self, at: _Cell) -> Place:
        row, column = at
        return replace(self.place, row=row + 1, column=None if column < 0 else column, heading=self._heading(column))

    def _heading(self, column: int) -> str:
        return next((one.told for one in self.read.layout.taken if one.column == column), "")

    def grid(self, wanted: Mapping[_Cell, Mapping[str, object]]) -> Grid:
        """The sheet with these values in it."""
        rows: list[Sequence[Raw]] = [*self.source.rows]
        for (at, column), new in wanted.items():
            one = next(one for one in self.read.layout.taken if one.column == column)
            cells = [*rows[at]]
            cells[column] = self._written(cells[column], one, new)
            rows[at] = cells
        source = self.source
        return replace(
            source,
            rows=rows,
            fonts={at: font for at, font in source.fonts.items() if at not in wanted},
            unread={at: why for at, why in source.unread.items() if at not in wanted},
            number_formats={at: code for at, code in source.number_formats.items() if at not in wanted},
        )

    def told(self, place: Place) -> Iterator[CellChange]:
        """The cells that are written with another value, from the top of the sheet to its bottom."""
        grid = self.grid(self.wanted)
        for row, column in sorted(self.wanted):
            before, after = self.source.rows[row][column], grid.rows[row][column]
            heading = shown(self._heading(column))
            where = replace(place, row=row + 1, column=column, heading=heading)
            yield CellChange(row + 1, column, heading, where, how_changed(before, after), before, after)

    # --- how a value is written ---

    def _written(self, raw: Raw, one: Taken, new: Mapping[str, object]) -> Raw:
        """What a cell holds once its values are those that are wanted."""
        if len(one.fields) == 1:
            return self._value(one.fields[0], new[one.fields[0]], raw)
        among: dict[int, str | None] = {}
        for at, name in enumerate(one.fields):
            if name in new:
                value = self._value(name, new[name], "")
                among[at] = None if value is None else str(value)
        return put_among(raw, among, [WANTED.get(name, Wanted.TEXT) for name in one.fields])

    def _value(self, name: str, value: object, raw: Raw) -> Raw:
        """A value of a field as its column writes it, in the place of a cell."""
        if value is None:
            return None
        manner = self._manners.get(name) or self._manners.setdefault(name, self._manner(name))
        if isinstance(value, bool):
            return manner.spelled.get(value, _answer(value, manner.spelled.get(not value)))
        if isinstance(value, Term):
            return manner.spelled.get(value, value.label)
        if isinstance(value, PartialDate):
            if value.month is not None:
                return f"{value.month:02d}/{value.year:04d}"
            is_number = raw is None or not isinstance(raw, str)
            return value.year if manner.years and is_number else f"{value.year:04d}"
        if isinstance(value, dt.date):
            own = isinstance(raw, str) and _FULL_DAY.fullmatch(raw.strip()) is not None
            days = isinstance(raw, dt.date) or (manner.days and raw != "" and not own)
            if days and value >= FIRST_DAY[self.source.epoch]:
                return value
            return value.isoformat() if manner.iso else written_day(value)
        return str(value)

    def _manner(self, name: str) -> _Manner:
        """How the column of a field writes its values: by what its cells hold, and what was read of them."""
        one, rows = self.taken[name], [number - 1 for number in self.rows.values()]
        raws: Sequence[Raw] = [self.source.rows[row][one.column] for row in rows]
        if len(one.fields) > 1:
            wanted = [WANTED.get(field, Wanted.TEXT) for field in one.fields]
            raws = split_cells(raws, wanted)[0][one.fields.index(name)]
        spelled: dict[object, Counter[Raw]] = {}
        days, years, iso = Counter[bool](), Counter[bool](), Counter[bool]()
        for row, raw, value in zip(rows, raws, self.before.column(name), strict=True):
            if raw is None or value is None or (row, one.column) in self.source.fonts:
                continue
            if isinstance(value, bool | Term):
                spelled.setdefault(value, Counter())[raw.strip() if isinstance(raw, str) else raw] += 1
            elif isinstance(value, dt.date):
                days[isinstance(raw, dt.date)] += isinstance(raw, dt.date | str)
                iso[isinstance(raw, str) and raw.strip()[:4].isdigit()] += isinstance(raw, str)
            elif isinstance(value, PartialDate):
                years[isinstance(raw, int)] += 1
        usual = {value: raws.most_common(1)[0][0] for value, raws in spelled.items()}
        return _Manner(usual, *(count[True] > count[False] for count in (days, years, iso)))


_FULL_DAY: Final = re.compile(r".*[0-9]+\D+[0-9]+\D+[0-9]+.*", re.DOTALL)


def _answer(value: bool, other: Raw) -> Raw:  # noqa: FBT001 - a value of a cell
    """Yes or no, as a column says it that says the other answer in this way."""
    if isinstance(other, bool):
        return value
    if isinstance(other, int | float):
        return int(value)
    return "Có" if value else "Không"


# --- what cannot be written -------------------------------------------------------------------------------------------


def _lost(source: Rereadable, pages: Sequence[_Page], kind: Literal["xlsx", "csv"]) -> Iterator[Finding]:
    """What of the file is going to be another thing in the new one, or missing."""
    names: set[str] = set()
    file = source.layout.grid.file
    if kind == "xlsx" and not any(page.grid.visible for page in pages):
        yield _not_back(Place(file), _ALL_HIDDEN)
    if not source.workbook.whole:
        yield _not_back(Place(file), _NOT_WHOLE)
    for note in source.workbook.notes:
        if note.code == "table/no-cells":
            yield _not_back(Place(file, str(dict(note.facts).get("sheet", ""))), _NO_CELLS)
    for name, grid in pages:
        place = Place(grid.file, name)
        if grid.unread:
            yield _not_back(place, _said(_UNREAD, sorted(grid.unread)))
        cells = ((row, column, raw) for row, raws in enumerate(grid.rows) for column, raw in enumerate(raws))
        if kind == "csv":
            live = [(row, column) for row, column, raw in cells if isinstance(raw, str) and may_be_live(raw)]
            if live:
                yield _not_back(place, _said(_LIVE, live))
            continue
        if odd := [(row, column) for row, column, raw in cells if _is_no_day(raw, grid.epoch)]:
            yield _not_back(place, _said(_NO_DAYS, odd))
        taken = sheet_name(name, names) if name else ""
        names.add(taken.casefold())
        if taken != name:
            reason = Words(vi=f"tên trang phải đổi thành '{taken}'", en=f"the sheet has to be called '{taken}'")
            yield _not_back(place, reason)
        several = [span for span in grid.merged if (span.top, span.left) != (span.bottom, span.right)]
        if (count := len(several) - len(apart(several))) > 0:
            yield _not_back(
                place, Words(vi=_OVERLAPPING.vi.format(count=count), en=_OVERLAPPING.en.format(count=count))
            )


def _not_back(place: Place, reason: Words) -> Finding:
    return cell_finding("table/not-written-back", place, reason=reason)


def _said(words: Words, cells: Sequence[_Cell]) -> Words:
    listed = first_few(f"{column_name(column)}{row + 1}" for row, column in cells)
    return Words(vi=f"{words.vi} ({listed})", en=f"{words.en} ({listed})")


def _is_no_day(raw: Raw, epoch: int) -> bool:
    """Whether a day or a length of time is text in a workbook, which counts from a day and not below nothing."""
    if isinstance(raw, dt.timedelta):
        return raw < dt.timedelta()
    if not isinstance(raw, dt.date):
        return False
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    return day < FIRST_KEPT[epoch]


_UNREAD: Final = Words(
    vi="có ô chứa lỗi hoặc công thức chưa có kết quả, tệp mới để trống",
    en="cells with an error or a formula without a result are blank in the new file",
)
_LIVE: Final = Words(
    vi="có ô bắt đầu như công thức, trong CSV phải đứng sau dấu nháy đơn; tệp .xlsx thì giữ được nguyên trạng",
    en="cells that begin as a formula does stand behind an apostrophe in a CSV; an .xlsx file holds them as they are",
)
_NO_DAYS: Final = Words(
    vi="có ngày trước năm 1900 hoặc thời gian âm, tệp Excel chỉ ghi được thành chữ",
    en="days before 1900 and times below nothing are text in a workbook",
)
_NO_CELLS: Final = Words(vi="trang biểu đồ, không có ô nào", en="it is a chart and no sheet of cells")
_NOT_WHOLE: Final = Words(
    vi="danh sách được đọc từ bảng vấn đề, nơi không có các trang khác của danh sách; hãy đọc tệp gốc, rồi lấy phần đã "
    "sửa trong bảng vấn đề",
    en="it was read from a workbook of problems, which has none of the other sheets of the list; read the list itself, "
    "and take what was corrected from the workbook of problems",
)
_ALL_HIDDEN: Final = Words(
    vi="mọi trang đều ẩn, mà tệp Excel phải có một trang hiện",
    en="all sheets are hidden, and a workbook has to show one",
)
_OVERLAPPING: Final = Words(
    vi="có vùng ô gộp chồng lên vùng khác: {count}", en="merged cells that lie over other ones: {count}"
)


# --- the files --------------------------------------------------------------------------------------------------------

_TITLE: Final = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
_HEAD: Final = {**_TITLE, "border": 1, "bg_color": "#E7E6E6"}
_PLAIN: Final[Mapping[str, object]] = {"valign": "top"}
_LOOKS: Final[Mapping[RowKind, Mapping[str, object]]] = {
    RowKind.HEADER: _HEAD,
    RowKind.NUMBERS: {"align": "center"},
    RowKind.SECTION: {**_PLAIN, "bold": True},
    RowKind.TOTAL: {**_PLAIN, "bold": True},
}
_NARROWEST: Final = 6
_WIDEST: Final = 40


def _write_xlsx(path: str | os.PathLike[str], pages: Sequence[_Page], layout: Layout, table: Grid) -> None:
    """All sheets as a workbook."""
    shows = table.visible or not any(page.grid.visible for page in pages)
    with new_workbook(path, epoch=table.epoch) as book:
        sheets = []
        for name, grid in pages:
            is_shown = shows if grid is table else grid.visible
            sheet = book.sheet(name or "Sheet1", visibility="visible" if is_shown else "hidden")
            sheets.append((sheet, is_shown))
            kinds = layout.kinds if grid is table else {}
            wide = _widths(grid, layout.data if grid is table else range(len(grid.rows)))
            _write_cells(book, sheet, grid, kinds)
            for column, chars in enumerate(wide):
                sheet.set_column(column, column, chars)
            if grid is table:
                _settle(sheet, layout, wide)
        first = next(sheet for sheet, is_shown in sheets if is_shown)
        first.activate()  # a hidden sheet cannot be the one that is open
        first.set_first_sheet()


def _write_cells(book: Book, sheet: Worksheet, grid: Grid, kinds: Mapping[int, RowKind]) -> None:
    """The cells of a sheet and those that are merged."""
    merged = apart(grid.merged)
    wide = {(span.top, span.left) for span in merged if span.right > span.left}
    fonts, formats = grid.fonts, grid.number_formats
    for row, cells in enumerate(grid.rows):
        kind = kinds.get(row)
        usual, lines = _PLAIN if kind is None else _LOOKS.get(kind, _PLAIN), 1
        for column, raw in enumerate(cells):
            if raw is None:
                if kind is RowKind.HEADER:  # where headings are merged, the lines around them
                    book.put(sheet, row, column, None, usual)
                continue
            at, look = (row, column), usual
            if at in wide and kind is RowKind.TITLE:
                look = _TITLE
            if isinstance(raw, str) and "\n" in raw:
                look, lines = {**look, "text_wrap": True}, max(lines, raw.count("\n") + 1)
            if at in fonts:  # in another font its bytes are other letters
                look = {**look, "font_name": fonts[at]}
            book.keep(sheet, row, column, raw, look, shown_as=formats.get(at, ""))
        if lines > 1:  # not every program works out by itself how high a row has to be
            sheet.set_row(row, LINE * min(lines, MOST_LINES))
    # As `merge_range` does it, but for the blank cells it writes: there may be as many of them as a sheet has.
    sheet.merge += [[*span] for span in merged]


def _widths(grid: Grid, rows: Sequence[int]) -> list[float]:
    """How wide each column is made: as the rows of the list ask, and no wider than a page can bear."""
    some = [grid.rows[row] for row in rows[:MEASURED]]
    wide = []
    for column in range(grid.width):
        lines = (line for cells in some for line in _text(cells[column]).split("\n"))
        wide.append(float(min(_WIDEST, max(_NARROWEST, max(map(width, lines), default=0) + 2))))
    return wide


def _text(raw: Raw) -> str:
    return "dd/mm/yyyy" if isinstance(raw, dt.date) else "" if raw is None else str(raw)


def _settle(sheet: Worksheet, layout: Layout, wide: Sequence[float]) -> None:
    """What of the table stays in sight, how high its header is, and how it is printed."""
    header, grid = layout.header, layout.grid
    merged = {(span.top, span.left): span for span in grid.merged}
    for row in header:
        lines = 1
        for column, raw in enumerate(grid.rows[row]):
            span = merged.get((row, column), Span(row, column, row, column))
            room = sum(wide[span.left : span.right + 1]) * (span.bottom - span.top + 1)
            lines = max(lines, -(-2 * len(_text(raw)) // max(1, int(room))) if raw is not None else 1)
        sheet.set_row(row, LINE * min(lines, MOST_LINES))
    if header and header[-1] < FROZEN:
        sheet.freeze_panes(header[-1] + 1, 0)
    for_print(sheet)


def _write_csv(path: str | os.PathLike[str], grid: Grid) -> None:
    """The rows of a sheet as CSV, in UTF-8 with the mark by which Excel knows it."""
    with in_place_of(path) as file:
        file.write("\ufeff".encode())
        file.writelines(f"{';'.join(map(_in_csv, cells))}\r\n".encode() for cells in grid.rows)


def _in_csv(raw: Raw) -> str:
    """A cell of a CSV. Text stands in quotes; days, numbers and answers come of a list that was corrected in Excel."""
    match raw:
        case None:
            return ""
        case str():
            text = f"'{raw}" if may_be_live(raw) else raw
        case bool():
            text = "Có" if raw else "Không"
        case dt.datetime() if raw.time() != dt.time():
            text = f"{written_day(raw)} {raw:%H:%M:%S}"
        case dt.date():
            text = written_day(raw)
        case float():
            text = repr(raw).replace(".", ",")
        case _:
            text = str(raw)
    return '"' + text.replace('"', '""') + '"'
