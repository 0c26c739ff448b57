"""A workbook of problems that comes back: what was corrected in it, cell by cell, and the table as it stands there now.

```
read.corrections(path) -> Corrections       .cells, .added, .removed: what was changed in it      .read: read anew
```

Rows may have been sorted, added and taken out: the number beside each says which row of the file it is. A cell nobody
changed is read back as it lies in the file, not as the workbook shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, WordsDocument
from dangbo.base.errors import InvalidInputError, shown
from dangbo.base.findings import Finding, Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_choice
from dangbo.base.text import group_digits
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.io.grids import VALUES, Grid, Place, Raw, Span, Unread, Values, Workbook, cell_finding, column_name
from dangbo.io.problem_books import KEYS_SHEET, STATE, ReadTable, in_book, keys_of, mark_of_rows, shown_cell
from dangbo.render.findings import Findings
from dangbo.render.table import Column, Table

__all__ = ["CellChange", "Corrections"]

_R = TypeVar("_R")
How: TypeAlias = Literal["changed", "filled", "emptied"]
"""What became of a cell."""
HOW_CHANGED: Final[Mapping[How, Words]] = {
    "changed": Words(vi="đã sửa", en="corrected"),
    "filled": Words(vi="điền thêm", en="filled in"),
    "emptied": Words(vi="xóa trống", en="emptied"),
}


def how_changed(before: Raw, after: Raw) -> How:
    """What became of a cell that holds something else now.

    Examples:
        >>> how_changed(None, 1), how_changed(1, None), how_changed(1, 2)
        ('filled', 'emptied', 'changed')
    """
    return "filled" if before is None else "emptied" if after is None else "changed"


class CellChangeDocument(TypedDict):
    """A cell that was changed: where it stands in the file that was read and in the other one; never what it holds."""

    row: int
    column: int
    cell: str
    heading: str
    to_file: str
    to_sheet: str
    to_cell: str
    change: How
    words: WordsDocument


class CorrectionsDocument(TypedDict):
    """What was corrected in a workbook of problems: cells and rows by their places, and how many problems are left."""

    schema: Literal["dangbo/corrections"]
    version: Literal[1]
    cells: list[CellChangeDocument]
    added: list[int]
    removed: list[int]
    problems: list[FindingDocument]
    before: int
    after: int


@dataclass(frozen=True, slots=True, repr=False)
class CellChange(Documented):
    """A cell that was corrected in a workbook of problems (ô đã sửa). No text of it shows what it held or holds.

    Attributes:
        row: the row in the file that was read, from 1.
        column: the column, from 0.
        heading: what it is headed.
        place: where the cell stands in the workbook that was corrected.
        how: "changed", "filled" (it was blank) or "emptied".
        before: what it held; personal data.
        after: what it holds; personal data.

    Examples:
        >>> place = Place("problems.xlsx", "Dữ liệu", 5, 2, "Ngày sinh")
        >>> CellChange(5, 2, "Ngày sinh", place, "changed", "12/31/1961", "31/12/1961")
        CellChange('C5', 'changed')
    """

    row: int
    column: int
    heading: str
    place: Place
    how: How
    before: Raw
    after: Raw

    @property
    def cell(self) -> str:
        """The cell in the file that was read, "AB17"."""
        return f"{column_name(self.column)}{self.row}"

    def as_dict(self) -> CellChangeDocument:
        """The change as plain JSON values, without what the cell held or holds."""
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "heading": shown(self.heading),
            "to_file": self.place.file,
            "to_sheet": self.place.sheet,
            "to_cell": self.place.cell,
            "change": self.how,
            "words": HOW_CHANGED[self.how].as_dict(),
        }

    def __repr__(self) -> str:
        return f"CellChange({self.cell!r}, {self.how!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Corrections(Documented, Framed, Generic[_R]):
    r"""What was corrected in a workbook of problems, and its rows read anew.

    Vietnamese term: nội dung đã sửa.

    Attributes:
        read: the corrected rows, read as the file was.
        cells: the cells that were changed.
        added: rows of the workbook, from 1, that the file does not have.
        removed: rows of the file, from 1, that the workbook has no longer.
        problems: what is to be said of the workbook itself.
        before: how many problems there were.
        after: how many there are.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from dangbo.io.reading import read_table
        >>> read = read_table("Mã đảng viên;Họ và tên\nm-1;Người Thứ Nhất\n".encode(), "profiles")
        >>> with TemporaryDirectory() as folder:
        ...     read.to_xlsx(Path(folder, "problems.xlsx"))
        ...     read.corrections(Path(folder, "problems.xlsx")).cells
        ()
    """

    read: _R
    cells: tuple[CellChange, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    problems: Findings
    before: int
    after: int

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.cells,
            ("cell", "text"),
            ("cell_of_workbook", "text", lambda one: one.place.cell),
            ("row", "count"),
            ("heading", "text", lambda one: shown(one.heading)),
            ("how", "text"),
        )

    def table(self, *, values: Values = "hidden", lang: Lang = "vi") -> Table:
        """The cells that were changed, a row for each.

        Args:
            values: "shown" repeats what the cells held and hold, for the user's own screen.
            lang: language of the words.

        Raises:
            InvalidInputError: another word for `values`.
            TermError: another language than "vi" and "en".
        """
        values = read_choice(values, VALUES, "values")
        heads = _CHANGE_HEADS[: 4 if values == "hidden" else 6]
        rows = [
            (one.cell, one.place.cell, shown(one.heading), HOW_CHANGED[one.how].text(lang=lang))
            + ((shown_cell(one.before, lang=lang), shown_cell(one.after, lang=lang)) if values == "shown" else ())
            for one in self.cells
        ]
        return Table(self.text(lang=lang), [Column(head.text(lang=lang)) for head in heads], rows)

    def text(self, *, lang: Lang = "vi") -> str:
        """How many cells and rows were changed, and how many problems are left.

        Raises:
            TermError: another language than "vi" and "en".
        """
        ways = [sum(one.how == how for one in self.cells) for how in HOW_CHANGED]
        counts = [group_digits(count, lang=known_language(lang)) for count in (*ways, len(self.added))]
        counts += [group_digits(count, lang=lang) for count in (len(self.removed), self.before, self.after)]
        changed, filled, emptied, added, removed, before, after = counts
        return Words(
            vi=f"Ô: {changed} sửa, {filled} điền thêm, {emptied} xóa trống. Dòng: {added} thêm, {removed} bớt. "
            f"Vấn đề: trước {before}, nay {after}",
            en=f"cells: {changed} changed, {filled} filled, {emptied} emptied; rows: {added} added, {removed} removed; "
            f"problems: {before} before, {after} now",
        ).text(lang=lang)

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> CorrectionsDocument:
        """What was corrected as plain JSON values: places and counts, and no value; `read` is a document of its own."""
        return {
            "schema": "dangbo/corrections",
            "version": 1,
            "cells": [one.as_dict() for one in self.cells],
            "added": [*self.added],
            "removed": [*self.removed],
            "problems": [one.as_dict() for one in self.problems],
            "before": self.before,
            "after": self.after,
        }

    def __repr__(self) -> str:
        return f"Corrections({len(self.cells)} cells, {len(self.added)} rows added, {len(self.removed)} removed)"


_CHANGE_HEADS: Final = (
    Words(vi="Ô trong tệp", en="Cell of the file"),
    Words(vi="Ô trong bảng đã sửa", en="Cell of the workbook"),
    Words(vi="Tiêu đề cột", en="Heading"),
    Words(vi="Đã", en="Was"),
    Words(vi="Trước", en="Before"),
    Words(vi="Sau", en="After"),
)


_T = TypeVar("_T", bound=ReadTable)


def corrections(
    read: _T,
    book: Workbook,
    *,
    reread: Callable[[Workbook, Grid, tuple[Finding, ...]], _T],
) -> Corrections[_T]:
    """What was corrected in the workbook of a table, and the corrected rows.

    Args:
        read: the table the workbook was written from.
        book: the workbook, as it was saved again and opened.
        reread: reads a sheet of a workbook as `read` was, with what is to be said of it before.

    Raises:
        InvalidInputError: it was written from another file, or its columns were moved.
    """
    sheet = _data_of(read, book)
    whole = _Back(read, sheet)
    anew = Workbook(book.file, book.digest, book.format, (whole.grid,), book.notes)
    again = reread(anew, whole.grid, tuple(whole.problems))
    return Corrections(
        read=again,
        cells=tuple(whole.cells),
        added=tuple(whole.added),
        removed=tuple(whole.removed),
        problems=Findings(whole.problems),
        before=sum(len(one.subjects) for one in read.problems),
        after=sum(len(one.subjects) for one in again.problems),
    )


def _keys_in(book: Workbook) -> dict[str, str]:
    """What the hidden sheet of a workbook of problems says; nothing where there is none."""
    keys = next((grid for grid in book.grids if grid.sheet == KEYS_SHEET), None)
    return {} if keys is None else {str(row[0]): _as_text(row[1]) for row in keys.rows if len(row) > 1}


def _row_key(digest: str) -> re.Pattern[str]:
    """How the number of a row is written beside it, in the workbook of the file with this digest."""
    return re.compile(rf"{re.escape(mark_of_rows(digest))}-([1-9][0-9]{{0,6}})")


def _data_of(read: ReadTable, book: Workbook) -> Grid:
    """The sheet of a workbook of problems that holds the table."""
    told = _keys_in(book)
    if told != keys_of(read, told.get("data", "")):
        source = Place(read.layout.grid.file, read.layout.grid.sheet).words
        raise InvalidInputError([cell_finding("table/book-of-another-file", Place(book.file), of=source)])
    for grid in book.grids:
        if grid.sheet == told["data"]:
            return grid
    raise InvalidInputError([cell_finding("table/book-without-data", Place(book.file, told["data"]))])


def table_in(book: Workbook) -> Workbook:
    """A file as it is to be read: of a workbook of problems the table alone, without the numbers of rows beside it.

    People correct such a workbook and have it read like any other file; a number of a row is no cell of the list.

    Args:
        book: any file; what is no workbook of problems is given back as it is.
    """
    told = _keys_in(replace(book, grids=tuple(grid for grid in book.grids if not grid.visible)))
    data = next((grid for grid in book.grids if grid.sheet == told.get("data")), None)
    if told.get("dangbo") != STATE or data is None:
        return book
    key = _row_key(told.get("source", ""))

    def cleared(raw: Raw) -> Raw:
        return None if isinstance(raw, str) and key.fullmatch(raw) else raw

    rows = [tuple(map(cleared, row)) for row in data.rows]
    width = max((at for row in rows for at, raw in enumerate(row, 1) if raw is not None), default=0)
    width = max([width, *(column + 1 for _, column in data.unread)])
    return replace(book, grids=(replace(data, rows=[row[:width] for row in rows]),), whole=False)


def _as_text(raw: Raw) -> str:
    """A key as text: an office program may have made a number of it."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)


class _Back:
    """The table of a corrected workbook, beside what it was made from."""

    def __init__(self, read: ReadTable, sheet: Grid) -> None:
        self.source = read.layout.grid
        self.sheet = sheet
        self.headings = {one.column: shown(one.heading) for one in read.layout.taken}
        self.cells: list[CellChange] = []
        self.added: list[int] = []
        self.problems: list[Finding] = []
        self._key = _row_key(read.workbook.digest)
        self._rows: list[list[Raw]] = []
        self._fonts: dict[tuple[int, int], str] = {}
        self._unread: dict[tuple[int, int], Unread] = {}
        self._patterns: dict[tuple[int, int], str] = {}
        self.at = self._key_column()
        seen: set[int] = set()
        for row, cells in enumerate(sheet.rows):
            self._take(row, cells, seen)
        gone = set(range(len(self.source.rows))) - seen
        self.removed = sorted(row + 1 for row in gone if any(raw is not None for raw in self.source.rows[row]))

    def _key_column(self) -> int:
        """The column of the numbers of rows: it stands beside the last one, unless columns were moved.

        Raises:
            InvalidInputError: it stands elsewhere, or nowhere.
        """
        width = self.sheet.width
        counts = [0] * width
        for cells in self.sheet.rows:
            for column, raw in enumerate(cells):
                if isinstance(raw, str) and self._key.fullmatch(raw):
                    counts[column] += 1
        most = max(range(width), key=counts.__getitem__, default=0)
        if most != self.source.width or not counts[most]:
            place = Place(self.sheet.file, self.sheet.sheet)
            raise InvalidInputError([cell_finding("table/book-columns-moved", place, count=self.source.width)])
        return most

    def _take(self, row: int, cells: Sequence[Raw], seen: set[int]) -> None:
        """A row of the workbook: that of the file it was, cell by cell, or a new one."""
        raw = cells[self.at]
        beyond = list(cells[self.at + 1 :])
        matched = self._key.fullmatch(raw) if isinstance(raw, str) else None
        of = int(matched[1]) - 1 if matched else None
        if (of is not None and (of in seen or of >= len(self.source.rows))) or (of is None and raw is not None):
            place = Place(self.sheet.file, self.sheet.sheet, row + 1)
            self.problems.append(cell_finding("table/book-row-copied", place, column=column_name(self.at)))
            of = None
        if of is None:
            self._rows.append([*cells[: self.at], *beyond])
            if any(value is not None for value in self._rows[-1]):
                self.added.append(row + 1)
            for column in range(len(cells)):
                self._as_in_book(row, column)
            return
        seen.add(of)
        before = self.source.rows[of]
        taken: list[Raw] = []
        for column in range(self.at):
            old, new = before[column], cells[column]
            if old is new or (type(old) is type(new) and old == new) or _same(in_book(old, self.source.epoch), new):
                taken.append(old)
                self._as_in_file(row, of, column)
                continue
            taken.append(new)
            self._as_in_book(row, column)
            heading = self.headings.get(column, "")
            place = Place(self.sheet.file, self.sheet.sheet, row + 1, column, heading)
            self.cells.append(CellChange(of + 1, column, heading, place, how_changed(old, new), old, new))
        self._rows.append([*taken, *beyond])
        for column in range(self.at + 1, len(cells)):
            self._as_in_book(row, column)

    def _as_in_book(self, row: int, column: int) -> None:
        """What is known of a cell somebody wrote, beside its value."""
        at = (row, column)
        to = (row, self._moved(column))
        if at in self.sheet.fonts:
            self._fonts[to] = self.sheet.fonts[at]
        if at in self.sheet.unread:
            self._unread[to] = self.sheet.unread[at]
        if at in self.sheet.number_formats:
            self._patterns[to] = self.sheet.number_formats[at]

    def _as_in_file(self, row: int, of: int, column: int) -> None:
        """What is known of a cell nobody changed, beside its value."""
        at, to = (of, column), (row, column)
        if at in self.source.fonts:
            self._fonts[to] = self.source.fonts[at]
        if at in self.source.unread:
            self._unread[to] = self.source.unread[at]
        if at in self.source.number_formats:
            self._patterns[to] = self.source.number_formats[at]

    def _moved(self, column: int) -> int:
        return column - (column > self.at)

    @property
    def grid(self) -> Grid:
        """The corrected table without the column of numbers; what stands beyond it comes after the others."""
        merged = (Span(one.top, self._moved(one.left), one.bottom, self._moved(one.right)) for one in self.sheet.merged)
        return Grid(
            file=self.sheet.file,
            sheet=self.sheet.sheet,
            rows=self._rows,
            merged=tuple(merged),
            fonts=self._fonts,
            unread=self._unread,
            number_formats=self._patterns,
            epoch=self.source.epoch,
        )


_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOMENT: Final = dt.timedelta(milliseconds=500)


def _same(old: Raw, new: Raw) -> bool:
    """Whether a workbook holds what was written into it: it knows fewer kinds of values than a file."""
    return _plain(old) == _plain(new)


def _plain(raw: Raw) -> object:
    """A value as a workbook tells it from others: numbers of 16 digits, days with seconds, one sign for a new line."""
    match raw:
        case str():
            text = _ESCAPED.sub(lambda at: chr(int(at[1], 16)), raw)
            return text.replace("\r\n", "\n").replace("\r", "\n") or None
        case bool():
            return ("bool", raw)
        case int() | float():
            return ("number", f"{raw:.15G}")
        case dt.datetime():
            return ("day", (raw + _MOMENT).replace(microsecond=0))
        case dt.date():
            return ("day", dt.datetime.combine(raw, dt.time()))
        case dt.time():
            return ("time", raw.hour * 3600 + raw.minute * 60 + raw.second)
        case dt.timedelta():
            return ("time", round(raw.total_seconds()))
        case _:
            return None
