"""A workbook written cell by cell: each cell by what it is and never by how it begins, so that none is a formula.

```
new_workbook(path) -> Book   .sheet(), .put(), .keep(), .line(), .table(); in its place once it is whole
```

A number, a share or a day leaves as what it is, with a format that shows it as the table does. An id is text, so that
no zero at its front is lost. `=`, `+`, `-`, `@` at the front of a cell are text.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from types import ModuleType
from typing import IO, TYPE_CHECKING, Final, Literal, TypeAlias, cast

from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.base.findings import Finding, Lang
from dangbo.base.text import nfc
from dangbo.base.words import Words, known_language
from dangbo.io.grids import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Place, cell_finding, written_day
from dangbo.io.whole_files import in_place_of, workbook_path
from dangbo.io.written_cells import (
    FIRST_DAY,
    FIRST_KEPT,
    HALF_A_LETTER,
    MOST_DIGITS,
    MOST_TOLD,
    NO_LETTER,
    SHOWN_DAY,
    Day,
    Number,
    meant,
)
from dangbo.render.drawing import width
from dangbo.render.table import Cell, Table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from dangbo.io.grids import Raw

__all__ = [
    "FROZEN",
    "LINE",
    "MEASURED",
    "MOST_LINES",
    "PAGE_OF_PAGES",
    "Book",
    "for_print",
    "new_workbook",
    "sheet_name",
    "shortened",
    "workbook_into",
]

Look: TypeAlias = Mapping[str, object]
"""How a cell looks, in the words of xlsxwriter: `{"bold": True, "bg_color": "#F8CBAD"}`."""


def shortened(text: str, *, lang: Lang = "vi") -> str:
    """A text that a cell of a workbook can hold; where it is cut, it says of how many characters it had.

    For what is only shown. What is to be read back is written whole or refused.

    Args:
        text: any text.
        lang: language of what is said.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> shortened("Tổ dân phố 4"), len(shortened("x" * 1_000_000)) <= MOST_CHARACTERS
        ('Tổ dân phố 4', True)
    """
    known_language(lang)
    if _length(text) <= MOST_CHARACTERS:
        return text
    words = Words(vi=f"… (đã cắt, nguyên văn {len(text)} ký tự)", en=f"… (cut; it has {len(text)} characters)")
    tail = words.text(lang=lang)
    kept = text[: MOST_CHARACTERS - len(tail)]
    while _length(kept) + len(tail) > MOST_CHARACTERS:
        kept = kept[: -(_length(kept) + len(tail) - MOST_CHARACTERS)]
    return kept + tail


def _length(text: str) -> int:
    """How long Excel takes a text to be: a letter beyond the first 65,536 counts for two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


_PURPOSE: Final = Words(vi="ghi tệp Excel", en="writing workbooks")
_SAFE: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # parts of a list of people are not left in a folder of the system
}
_NO_DAY: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the first day an archive knows; a workbook has to say one
"""When a workbook says it was made: the same tables are the same bytes on any day."""


def _counted(value: dt.date, first_day: dt.date) -> float:
    """The number of a day in a workbook; from 1900 it counts a 29 February that never was."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    start = first_day - dt.timedelta(days=1)
    past = moment - dt.datetime.combine(start, dt.time())
    leap = first_day == FIRST_KEPT[1900] and moment.date() >= FIRST_DAY[1900]
    return past / dt.timedelta(days=1) + leap


class _Exact(float):
    """A number that is written with all its digits: a workbook of xlsxwriter has 16 of them, and some need 17."""

    def __format__(self, _pattern: str) -> str:
        return repr(int(self)) if self.is_integer() and abs(self) < 10**MOST_DIGITS else float.__repr__(self)


def _xlsxwriter() -> ModuleType:
    """What writes workbooks.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("excel", "xlsxwriter", _PURPOSE) from None
    return cast("ModuleType", xlsxwriter)


def workbook_into(file: IO[bytes], *, epoch: int = 1900) -> xlsxwriter.Workbook:
    """A workbook as xlsxwriter has it, in which no text becomes a formula, a link or a number.

    Args:
        file: what it is written into when it is closed.
        epoch: the year its days count from.

    Raises:
        MissingExtraError: the package `xlsxwriter` is not installed; the error says how it is.
    """
    made = _xlsxwriter().Workbook(file, {**_SAFE, "date_1904": epoch == 1904})  # noqa: PLR2004 - a year
    made.set_properties({"created": _NO_DAY})
    return cast("xlsxwriter.Workbook", made)


@contextmanager
def new_workbook(path: str | os.PathLike[str], *, epoch: Literal[1900, 1904] = 1900) -> Iterator[Book]:
    """A workbook to be filled, which takes the place of a file at the end, whole or not at all.

    Args:
        path: the file; its name ends in `.xlsx`.
        epoch: the year its days count from: 1904 as in files of old Macs.

    Raises:
        MissingExtraError: the package `xlsxwriter` is not installed; the error says how it is.
        InvalidInputError: `table/cannot-be-written`: cells that no workbook can hold, all at once at the end; the file
            is not written. Or the name ends in something else.
        OSError: the file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with new_workbook(Path(folder, "a.xlsx")) as book:
        ...         sheet = book.sheet("Danh sách")
        ...         book.line(sheet, 0, ["Mã", "=1+1", 28], {"bold": True})
        ...     print(Path(folder, "a.xlsx").stat().st_size > 0)
        True
    """
    _xlsxwriter()
    target = workbook_path(path)
    with in_place_of(target) as file:
        whole = BytesIO()  # xlsxwriter wraps what the system says of a disk, and tries again when it is forgotten
        book = Book(workbook_into(whole, epoch=epoch), target.name, first_day=FIRST_KEPT[epoch])
        yield book
        book.finish()
        file.write(whole.getbuffer())


class Book:
    """A workbook being written: `new_workbook` makes it, puts it in its place, and finishes it.

    Attributes:
        book: the workbook as xlsxwriter has it, for what is not a cell: `book.book.add_format`, and each sheet's
            `write_comment`, `data_validation`, `set_column`. Cells are written by `put`, `keep`, `line` only.
        problems: cells that could not be written, as findings by place.
    """

    def __init__(self, book: xlsxwriter.Workbook, file: str, *, first_day: dt.date = FIRST_KEPT[1900]) -> None:
        self.book = book
        self.problems: list[Finding] = []
        self._file = file
        self._first_day = first_day
        self._names: set[str] = set()
        self._formats: dict[tuple[str, tuple[tuple[str, object], ...]], Format] = {}

    def sheet(self, title: str, *, visibility: Literal["visible", "hidden"] = "visible") -> Worksheet:
        """A new sheet, by a name that a workbook takes and no other sheet has.

        Args:
            title: what it is to be called; what a name may not hold is left out, and a number tells equal ones apart.
            visibility: whether people see it.
        """
        name = sheet_name(title, self._names)
        self._names.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        if visibility == "hidden":
            sheet.hide()
        return sheet

    def style(self, look: Look, *, shown_as: str = "") -> Format:
        """A format with these properties, made once.

        Args:
            look: properties in the words of xlsxwriter.
            shown_as: the format of a number or a day, such as "dd/mm/yyyy".
        """
        key = (shown_as, tuple(look.items()))
        if key not in self._formats:
            properties = {**look, "num_format": shown_as} if shown_as else dict(look)
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def line(self, sheet: Worksheet, row: int, values: Iterable[Raw], look: Look | None = None) -> None:
        """Write a row from its first column on; see `put`."""
        for column, value in enumerate(values):
            self.put(sheet, row, column, value, look)

    def put(
        self, sheet: Worksheet, row: int, column: int, value: Raw, look: Look | None = None, *, shown_as: str = ""
    ) -> None:
        """Write a cell by what its value is: text stays text, whatever it begins with.

        Args:
            sheet: the sheet.
            row: counted from 0.
            column: counted from 0.
            value: a `Cell` of a table is the value its words say; text in digits is shown as text by the workbook too;
                a whole number of more than 15 digits is written as text, since a workbook would change its last ones.
            look: how the cell looks; for `None` it is as the sheet has it.
            shown_as: the format of a number or a day, where another than the usual one is wanted ("000000000000").
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            self._refuse(sheet, row, column, _BEYOND)
            return
        look = look or {}
        kept = meant(value) if isinstance(value, str) else value
        if kept is None:
            if look:
                sheet.write_blank(row, column, None, self.style(look))
        elif isinstance(kept, str):
            self._put_text(sheet, row, column, kept, look)
        elif isinstance(kept, Number):
            sheet.write_number(row, column, kept.value, self.style(look, shown_as=shown_as or kept.shown_as))
        elif isinstance(kept, bool):
            sheet.write_boolean(row, column, kept, self.style(look))
        elif isinstance(kept, int | float):
            if abs(kept) < 10**MOST_DIGITS or (isinstance(kept, float) and abs(kept) < float("inf")):
                sheet.write_number(row, column, kept, self.style(look, shown_as=shown_as))
            else:
                self._put_text(sheet, row, column, str(kept), look)
        else:
            self._put_day(sheet, row, column, kept.value if isinstance(kept, Day) else kept, look, shown_as)

    def keep(
        self, sheet: Worksheet, row: int, column: int, value: Raw, look: Look | None = None, *, shown_as: str = ""
    ) -> None:
        """Write a cell as the file had it that it comes from: a number to its last digit, whichever day it is a day.

        All else is written as by `put`, and read again it is the same.
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            self._refuse(sheet, row, column, _BEYOND)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, _Exact(value), self.style(look or {}, shown_as=shown_as))
        elif isinstance(value, dt.date) and self.is_kept(value):
            usual = f"{SHOWN_DAY} hh:mm:ss" if isinstance(value, dt.datetime) else SHOWN_DAY
            sheet.write_number(
                row, column, _Exact(_counted(value, self._first_day)), self.style(look or {}, shown_as=usual)
            )
        else:
            self.put(sheet, row, column, value, look, shown_as=shown_as)

    def is_kept(self, value: Raw) -> bool:
        """Whether a workbook can hold a value of a file as what it is; a day or a time it cannot is text in it."""
        if isinstance(value, dt.datetime):
            return value.tzinfo is None and value.date() >= self._first_day
        if isinstance(value, dt.date):
            return value >= self._first_day
        return not isinstance(value, dt.timedelta) or value >= dt.timedelta()

    def _put_text(self, sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
        if _length(text) > MOST_CHARACTERS:
            self._refuse(sheet, row, column, _TOO_LONG)
        elif HALF_A_LETTER.search(text):
            self._refuse(sheet, row, column, NO_LETTER)
        else:
            in_digits = _LIKE_A_FIGURE.fullmatch(text) is not None
            style = self.style(look, shown_as="@" if in_digits else "")
            if text:
                sheet.write_string(row, column, text, style)
            elif look:
                sheet.write_blank(row, column, None, style)

    def _put_day(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: dt.date | dt.datetime | dt.time | dt.timedelta,
        look: Look,
        shown_as: str,
    ) -> None:
        """A day or a time as a workbook keeps it, and as text where it would become another one."""
        if isinstance(value, dt.timedelta):
            usual, is_kept = "[h]:mm:ss", value >= dt.timedelta()
        elif isinstance(value, dt.time):
            usual, is_kept = "hh:mm:ss", value.tzinfo is None
        elif isinstance(value, dt.datetime):
            usual, is_kept = f"{SHOWN_DAY} hh:mm:ss", value.tzinfo is None and value.date() >= FIRST_DAY[1900]
        else:
            usual, is_kept = SHOWN_DAY, value >= FIRST_DAY[1900]
        if not is_kept:
            text = written_day(value) if type(value) is dt.date else str(value)
            self._put_text(sheet, row, column, text, look)
            return
        sheet.write_datetime(row, column, value, self.style(look, shown_as=shown_as or usual))

    def _refuse(self, sheet: Worksheet, row: int, column: int, reason: Words) -> None:
        if len(self.problems) <= MOST_TOLD:
            place = Place(self._file, sheet.get_name(), row + 1, column)
            self.problems.append(cell_finding("table/cannot-be-written", place, reason=reason))

    def table(self, table: Table, title: str = "", *, lang: Lang = "vi") -> None:
        """A sheet with a table: its title, headings that stay in sight, rows, notes and source.

        Args:
            table: the table.
            title: what the sheet is called; what the table is called unless told.
            lang: language of what the sheet adds.
        """
        first = f"{Words(vi='Bảng', en='Table').text(lang=lang)} {len(self._names) + 1}"
        sheet = self.sheet(title or table.title or first)
        wide = len(table.columns)
        top = 0
        widths = _widths(table)
        if table.title:
            self._across(sheet, 0, wide, table.title, _TITLE)
            _set_height(sheet, 0, _lines(table.title, sum(widths) / _TITLE_GROWS), _TITLE_LINE)
            top = 2
        for column, head in enumerate(table.columns):
            self.put(sheet, top, column, head.title or " ", {**_HEAD, "align": "center"})
        totals = set(table.totals)
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                side: Look = {"align": "right"} if table.columns[column].align == "right" else {}
                look: dict[str, object] = {**_BODY, **side, **(_TOTAL if at in totals else {})}
                indent = 0 if column or isinstance(cell, Cell) else len(cell) - len(cell.lstrip(" "))
                if indent:
                    look["indent"] = min(_DEEPEST, (indent + 1) // 2)
                self.put(sheet, top + 1 + at, column, cell[indent:] if indent else cell or None, look)
            _set_height(sheet, top + 1 + at, max(map(_lines, row, widths), default=1))
        self._below(sheet, top + len(table.rows) + 2, table, lang)
        for column, chars in enumerate(widths):
            sheet.set_column(column, column, chars)
        heads = [_lines(head.title, chars / _BOLD_GROWS) for head, chars in zip(table.columns, widths, strict=True)]
        _set_height(sheet, top, max(heads, default=1))
        sheet.freeze_panes(top + 1, 1 if wide > 1 else 0)
        sheet.repeat_rows(top)
        for_print(sheet)
        sheet.set_footer(PAGE_OF_PAGES)

    def _below(self, sheet: Worksheet, row: int, table: Table, lang: Lang) -> None:
        """Notes and source, below the rows and a blank line."""
        lines = [*table.notes]
        if table.source:
            lines.append(f"{Words(vi='Nguồn', en='Source').text(lang=lang)}: {table.source}")
        chars = sum(_widths(table))
        for at, line in enumerate(lines, start=row):
            self._across(sheet, at, len(table.columns), line, _NOTE)
            sheet.set_row(at, LINE * max(1, -(-width(line) // max(1, chars - 1))))

    def _across(self, sheet: Worksheet, row: int, wide: int, text: str, look: Look) -> None:
        """A text over the whole width of a table."""
        if wide > 1 and row < MOST_ROWS and wide <= MOST_COLUMNS:
            sheet.merge_range(row, 0, row, wide - 1, "", self.style(look))
        self.put(sheet, row, 0, str(text), look)

    def finish(self) -> None:
        """Write the workbook; `new_workbook` does it at its end.

        Raises:
            InvalidInputError: cells that could not be written, all of them.
        """
        if self.problems:
            raise InvalidInputError(self.problems)
        self.book.close()


_TITLE: Final[Look] = {"bold": True, "font_size": 13, "text_wrap": True, "valign": "top"}
_HEAD: Final[Look] = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E7E6E6"}
_BODY: Final[Look] = {"text_wrap": True, "valign": "top", "border": 1}
_TOTAL: Final[Look] = {"bold": True}
_NOTE: Final[Look] = {"italic": True, "text_wrap": True, "valign": "top"}
_DEEPEST: Final = 15
"""How far a workbook indents a cell at most."""
_BEYOND: Final = Words(
    vi=f"một trang chỉ có {MOST_ROWS} dòng và {MOST_COLUMNS} cột",
    en=f"a sheet has {MOST_ROWS} rows and {MOST_COLUMNS} columns",
)
_TOO_LONG: Final = Words(
    vi=f"một ô chứa nhiều nhất {MOST_CHARACTERS} ký tự",
    en=f"a cell holds {MOST_CHARACTERS} characters at most",
)
_LIKE_A_FIGURE: Final = re.compile(r"\s*[+-]?[0-9][0-9 .,/:-]*\s*|\s*[0-9]+[.,]?[0-9]*[eE][+-]?[0-9]+\s*")
"""What a spreadsheet would take for a number or a day, were it typed in again."""
LINE: Final = 15.0
"""How high a line is, in points."""
MOST_LINES: Final = 8
"""A row of a list is made no higher, whatever stands in its cells."""
MEASURED: Final = 200
"""So many rows of a list say how wide its columns are made."""
FROZEN: Final = 12
"""A header further down is not held in sight: there would be no room for the rows."""
_TITLE_LINE: Final = 18.0
_MOST_HIGH: Final = 409.0
"""How high a row of a workbook can be."""
_BOLD_GROWS: Final = 1.1
_TITLE_GROWS: Final = 1.35
"""How much wider than the others the letters of a heading, of a title are."""


PAGE_OF_PAGES: Final = "&R&P/&N"
"""The footer that numbers pages, in the words of workbooks."""


def for_print(sheet: Worksheet) -> None:
    """Set a sheet up for paper: A4 on its side, as wide as one page."""
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _lines(text: str, chars: float) -> int:
    """Into how many lines a text is broken in a column of a width, at its blanks and where a word is too long."""
    room = max(1, int(chars))
    if len(text) <= room and "\n" not in text:
        return 1
    lines = 0
    for line in text.split("\n"):
        used = room + 1
        for word in line.split(" "):
            size = width(word)
            if used + 1 + size > room:
                lines += max(1, -(-size // room))
                used = size % room if size > room else size
            else:
                used += 1 + size
    return lines


def _set_height(sheet: Worksheet, row: int, lines: int, line: float = LINE) -> None:
    """Make a row as high as its lines ask: not every program works it out by itself."""
    if lines > 1 and row < MOST_ROWS:
        sheet.set_row(row, min(_MOST_HIGH, line * lines))


_NARROWEST: Final = 8
_WIDEST: Final = 60


def _widths(table: Table) -> list[float]:
    """How wide each column is made, in characters: as its longest word asks, and no wider than a page can bear."""
    wide = []
    for at, column in enumerate(table.columns):
        cells = max((width(line) for row in table.rows for line in row[at].split("\n")), default=0)
        words = max((width(word) for word in column.title.split()), default=0)
        wide.append(float(min(_WIDEST, max(_NARROWEST, cells + 2, words + 2, min(24, width(column.title) // 2)))))
    return wide


_LONGEST_NAME: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_RESERVED: Final = frozenset({"history"})


def sheet_name(title: str, taken: Iterable[str] = ()) -> str:
    """A name that a sheet can have: without the signs a name may not hold, short enough, and of no other sheet.

    Args:
        title: what it is to be called.
        taken: names of other sheets, in lower case.

    Examples:
        >>> sheet_name("Đảng viên: tăng/giảm", ["đảng viên tăng giảm"])
        'Đảng viên tăng giảm (2)'
    """
    others = set(taken)
    words = " ".join(_FORBIDDEN.sub(" ", nfc(title)).split()).strip("' ")
    base = _cut(words, _LONGEST_NAME) or "1"
    name, number = base, 1
    while name.casefold() in others or name.casefold() in _RESERVED:
        number += 1
        tail = f" ({number})"
        name = _cut(base, _LONGEST_NAME - len(tail)) + tail
    return name


def _cut(text: str, limit: int) -> str:
    """The beginning of a text, of whole words where there are several."""
    if _length(text) <= limit:
        return text
    short = text[:limit]
    while _length(short) > limit:
        short = short[:-1]
    words = short.rsplit(" ", 1)[0] if not text[len(short)].isspace() else short
    return (words if len(words) > limit // 2 else short).strip("' ,.;(-")
