"""Tables as files: workbooks and CSV, whole or not at all, in which no cell is ever a formula.

```
write_xlsx(path, tables)     a sheet for each table: title, headings, rows, notes, source
write_csv(path, table)       headings and rows
in_place_of(path)            what is written takes the place of a file once it is whole
new_workbook(path) -> Book   a workbook cell by cell: .sheet(), .put(), .line(), .table()
```

A number, a share or a day leaves as what it is, with a format that shows it as the table does. An id is text, so that
no zero at its front is lost. A cell is written by what it is and never by how it begins: `=`, `+`, `-`, `@` are text.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.base.figures import Growth, Points, Ratio, Rounding, Share, round_decimal
from dangbo.base.findings import Finding, Lang
from dangbo.base.reading import bad_figure, read_choice
from dangbo.base.records import instance_of, instances_of
from dangbo.base.text import format_date, nfc
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.io.grids import Place, cell_finding
from dangbo.render.drawing import width
from dangbo.render.table import Cell, Table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from dangbo.io.grids import Raw

__all__ = [
    "Book",
    "Separator",
    "in_place_of",
    "meant",
    "new_workbook",
    "sheet_name",
    "shortened",
    "workbook_path",
    "write_csv",
    "write_xlsx",
]

Look: TypeAlias = Mapping[str, object]
"""How a cell looks, in the words of xlsxwriter: `{"bold": True, "bg_color": "#F8CBAD"}`."""

Separator: TypeAlias = Literal[";", ",", "\t", "|"]
"""What stands between the cells of a CSV."""

MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of a workbook has."""
MOST_COLUMNS: Final = 16_384
"""How many columns a sheet of a workbook has."""
MOST_CHARACTERS: Final = 32_767
"""How many characters a cell of a workbook holds, as Excel counts them."""

# --- whole or not at all ----------------------------------------------------------------------------------------------


@contextmanager
def in_place_of(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write into, which takes the place of another once it is whole and on the disk.

    What stood there stays if anything goes wrong. The draft lies in the same folder under a name nobody has. A new file
    can be read by its owner only, since it may be about people; one that replaces another keeps its permissions.

    Args:
        path: the file that is to be there at the end; a link is followed.

    Raises:
        OSError: the file cannot be written: there is no such folder, the disk is full, Excel has it open, it is none.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with in_place_of(Path(folder, "a.txt")) as file:
        ...         _ = file.write(b"whole")
        ...     print(*(found.name for found in Path(folder).iterdir()))
        a.txt
    """
    if "\0" in os.fsdecode(path):  # which no name can have, and no system says so as it says the rest
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.fsdecode(path))
    target = Path(path).resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():  # a device, a pipe: nothing takes the place of these
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(target))
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:_LONGEST_STEM]}.", suffix=".tmp", dir=target.parent)
        draft = Path(name)
        with open(handle, "w+b") as file:  # noqa: PTH123 - a handle, and no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException as error:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and _is_of_draft(error, target):  # nobody knows the draft: it is the file
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise


def _is_of_draft(error: OSError, target: Path) -> bool:
    """Whether an error of the system is about the draft of a file: by its name, or by none, as where a disk is full."""
    about = error.filename
    return error.errno is not None and (
        about is None or (isinstance(about, str) and Path(about).parent == target.parent and about.endswith(".tmp"))
    )


def workbook_path(path: str | os.PathLike[str], *, where: str = "path") -> Path:
    """The path of a workbook that is to be written: by another name than `.xlsx` no program opens one.

    Args:
        path: the file.
        where: what is named in the error.

    Raises:
        InvalidInputError: its name ends in something else, or in nothing.

    Examples:
        >>> workbook_path("ket-qua.xlsx").name
        'ket-qua.xlsx'
    """
    return _ending(path, lambda end: end == ".xlsx", _NOT_XLSX, _NAME_XLSX, where)


def _ending(
    path: str | os.PathLike[str], fits: Callable[[str], bool], reason: Words, remedy: Words, where: str = "path"
) -> Path:
    """A path, if the end of its name tells what will be in it."""
    whole = Path(os.fsdecode(path))
    if not fits(whole.suffix.lower()):
        raise bad_figure(where, reason, remedy)
    return whole


_BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_NOT_XLSX: Final = Words(
    vi="tên tệp Excel không kết thúc bằng .xlsx", en="the name of the workbook does not end in .xlsx"
)
_NAME_XLSX: Final = Words(
    vi="Đặt tên như ket-qua.xlsx: tên khác thì Excel không mở được.",
    en="Name it like result.xlsx: by another name Excel does not open it.",
)
_NOT_CSV: Final = Words(vi="tên tệp là tên của một tệp Excel", en="the name is that of a workbook")
_NAME_CSV: Final = Words(
    vi="Đặt tên như ket-qua.csv, hoặc ghi thành tệp Excel.", en="Name it like result.csv, or write a workbook."
)


_LONGEST_STEM: Final = 40
"""A name may have 255 bytes, and the draft adds to it."""

# --- what a cell becomes ----------------------------------------------------------------------------------------------


class _Number(NamedTuple):
    """A number as a workbook keeps it, and the format that shows it as its words do."""

    value: float
    shown_as: str
    text: str
    """As a CSV with a point for its decimal mark has it."""


class _Day(NamedTuple):
    """A day as a workbook keeps it."""

    value: dt.date


_DAY: Final = "dd/mm/yyyy"
_FIGURE: Final = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<figure>[0-9](?:[0-9.,\u00a0\u202f ]*[0-9])?)(?P<percent>[ \u00a0]?%)?"
)
_MOST_DIGITS: Final = 15
"""A workbook keeps this many digits of a number, and puts zeros for the others."""
_MOST_DECIMALS: Final = 8
_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Workbooks count a 29 February 1900 that never was: days before it are another day in another program."""
_FIRST_KEPT: Final[Mapping[Literal[1900, 1904], dt.date]] = {1900: dt.date(1900, 1, 1), 1904: dt.date(1904, 1, 2)}
"""The first day that is read again as the day it was written, by the year a workbook counts from."""
_HOUSES: Final[tuple[Rounding, ...]] = ("half_up", "truncate")


def meant(cell: str) -> _Number | _Day | str:
    """What a cell of a table is: its value where its words say that value and nothing else, and its words otherwise."""
    if not isinstance(cell, Cell):
        return cell
    value, words = cell.value, str(cell)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        said = {format_date(value), format_date(value, lang="en"), f"{value:%d/%m/%Y}", value.isoformat()}
        return _Day(value) if value >= _FIRST_DAY and words in said else words
    exact, is_share = _exact(value)
    if exact is None:
        return words
    return _number(exact, words, is_share=is_share) or words


def _exact(value: object) -> tuple[Fraction | None, bool]:
    """A number without rounding, and whether it is a part of something, 1 for 100%."""
    if isinstance(value, Share | Ratio | Growth):
        return value.fraction, True
    if isinstance(value, Points):
        return value.value, False
    if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool):
        return (None, False) if isinstance(value, Decimal) and not value.is_finite() else (Fraction(value), False)
    return None, False


def _number(exact: Fraction, words: str, *, is_share: bool) -> _Number | None:
    """A number with a format that shows its words; none where they say something else, or more than a format can."""
    found = _FIGURE.search(words)
    if found is None:
        return None
    before, after = words[: found.start()], words[found.end() :]
    if any(char.isdigit() or char == '"' for char in before + after):
        return None
    digits = re.sub(r"[^0-9]", "", found["figure"])
    percent = found["percent"] or ""
    candidates = [exact * 100, exact] if is_share or percent else [exact]
    for printed in candidates:
        rounded = _rounded(printed, digits)
        if rounded is not None:
            decimals = -int(rounded.as_tuple().exponent)
            real = printed / 100 if percent else printed
            if abs(real) * 10**decimals >= 10**_MOST_DIGITS:
                return None
            body = _body(found["figure"], decimals) + ("%" if percent else "")
            head, tail = _literal(before), _literal(after)
            one = f"{head}{body}{tail}"
            shown_as = f"{head}+{body}{tail};{head}-{body}{tail};{one}" if found["sign"] == "+" else one
            return _Number(float(real), shown_as, f"{rounded:f}{'%' if percent else ''}")
    return None


def _rounded(printed: Fraction, digits: str) -> Decimal | None:
    """A number rounded so that it has these digits, however its words group and part them."""
    for decimals in range(min(len(digits), _MOST_DECIMALS + 1)):
        for rounding in _HOUSES:
            rounded = round_decimal(printed, decimals, rounding=rounding)
            if f"{abs(rounded):f}".replace(".", "") == digits:
                return rounded
    return None


def _body(figure: str, decimals: int) -> str:
    """The format of the digits: thousands apart where the words have them apart, or where there are none."""
    whole = figure[: len(figure) - decimals - 1] if decimals else figure
    grouped = not whole.isdigit() or len(whole) < len("1000")
    return ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")


def _literal(words: str) -> str:
    return f'"{words}"' if words else ""


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


# --- workbooks --------------------------------------------------------------------------------------------------------

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
    leap = first_day.year == _FIRST_DAY.year and moment.date() >= _FIRST_DAY
    return past / dt.timedelta(days=1) + leap


class _Exact(float):
    """A number that is written with all its digits: a workbook of xlsxwriter has 16 of them, and some need 17."""

    def __format__(self, _pattern: str) -> str:
        return repr(int(self)) if self.is_integer() and abs(self) < 10**_MOST_DIGITS else float.__repr__(self)


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
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("excel", "xlsxwriter", _PURPOSE) from None
    target = workbook_path(path)
    with in_place_of(target) as file:
        whole = BytesIO()  # xlsxwriter wraps what the system says of a disk, and tries again when it is forgotten
        made = xlsxwriter.Workbook(whole, {**_SAFE, "date_1904": epoch != 1900})  # noqa: PLR2004 - a year
        book = Book(made, target.name, first_day=_FIRST_KEPT[epoch])
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

    def __init__(self, book: xlsxwriter.Workbook, file: str, *, first_day: dt.date = _FIRST_KEPT[1900]) -> None:
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
        elif isinstance(kept, _Number):
            sheet.write_number(row, column, kept.value, self.style(look, shown_as=shown_as or kept.shown_as))
        elif isinstance(kept, bool):
            sheet.write_boolean(row, column, kept, self.style(look))
        elif isinstance(kept, int | float):
            if abs(kept) < 10**_MOST_DIGITS or (isinstance(kept, float) and abs(kept) < float("inf")):
                sheet.write_number(row, column, kept, self.style(look, shown_as=shown_as))
            else:
                self._put_text(sheet, row, column, str(kept), look)
        else:
            self._put_day(sheet, row, column, kept.value if isinstance(kept, _Day) else kept, look, shown_as)

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
            usual = f"{_DAY} hh:mm:ss" if isinstance(value, dt.datetime) else _DAY
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
        elif _HALF.search(text):
            self._refuse(sheet, row, column, _NO_LETTER)
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
            usual, is_kept = f"{_DAY} hh:mm:ss", value.tzinfo is None and value.date() >= _FIRST_DAY
        else:
            usual, is_kept = _DAY, value >= _FIRST_DAY
        if not is_kept:
            text = f"{value:%d/%m/}{value.year:04}" if type(value) is dt.date else str(value)
            self._put_text(sheet, row, column, text, look)
            return
        sheet.write_datetime(row, column, value, self.style(look, shown_as=shown_as or usual))

    def _refuse(self, sheet: Worksheet, row: int, column: int, reason: Words) -> None:
        if len(self.problems) <= _MOST_PROBLEMS:  # a column of them is one mistake
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
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P/&N")

    def _below(self, sheet: Worksheet, row: int, table: Table, lang: Lang) -> None:
        """Notes and source, below the rows and a blank line."""
        lines = [*table.notes]
        if table.source:
            lines.append(f"{Words(vi='Nguồn', en='Source').text(lang=lang)}: {table.source}")
        chars = sum(_widths(table))
        for at, line in enumerate(lines, start=row):
            self._across(sheet, at, len(table.columns), line, _NOTE)
            sheet.set_row(at, 15 * max(1, -(-width(line) // max(1, chars - 1))))

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
        self.book.set_properties({"created": _NO_DAY})
        self.book.close()


_TITLE: Final[Look] = {"bold": True, "font_size": 13, "text_wrap": True, "valign": "top"}
_HEAD: Final[Look] = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E7E6E6"}
_BODY: Final[Look] = {"text_wrap": True, "valign": "top", "border": 1}
_TOTAL: Final[Look] = {"bold": True}
_NOTE: Final[Look] = {"italic": True, "text_wrap": True, "valign": "top"}
_A4: Final = 9
_DEEPEST: Final = 15
"""How far a workbook indents a cell at most."""
_MOST_PROBLEMS: Final = 20
_BEYOND: Final = Words(
    vi=f"một trang chỉ có {MOST_ROWS} dòng và {MOST_COLUMNS} cột",
    en=f"a sheet has {MOST_ROWS} rows and {MOST_COLUMNS} columns",
)
_TOO_LONG: Final = Words(
    vi=f"một ô chứa nhiều nhất {MOST_CHARACTERS} ký tự",
    en=f"a cell holds {MOST_CHARACTERS} characters at most",
)
_NO_LETTER: Final = Words(
    vi="nội dung có nửa ký tự Unicode (surrogate), không tệp nào ghi được",
    en="it holds half a character of Unicode (a surrogate), which no file can hold",
)
_HALF: Final = re.compile("[\ud800-\udfff]")
_LIKE_A_FIGURE: Final = re.compile(r"\s*[+-]?[0-9][0-9 .,/:-]*\s*|\s*[0-9]+[.,]?[0-9]*[eE][+-]?[0-9]+\s*")
"""What a spreadsheet would take for a number or a day, were it typed in again."""
_LINE: Final = 15.0
"""How high a line is, in points."""
_TITLE_LINE: Final = 18.0
_MOST_HIGH: Final = 409.0
"""How high a row of a workbook can be."""
_BOLD_GROWS: Final = 1.1
_TITLE_GROWS: Final = 1.35
"""How much wider than the others the letters of a heading, of a title are."""


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


def _set_height(sheet: Worksheet, row: int, lines: int, line: float = _LINE) -> None:
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


def write_xlsx(
    path: str | os.PathLike[str], tables: Table | Iterable[Table] | Mapping[str, Table], *, lang: Lang = "vi"
) -> None:
    """Write tables as a workbook, a sheet for each (ghi bảng ra tệp Excel).

    Numbers, shares and days are real ones, shown as the table shows them; ids are text, and no cell is a formula. What
    is shown of people is what whoever made the table was told to show. The same tables give the same bytes.

    Args:
        path: the file; its name ends in `.xlsx`. What stood there is replaced once the new file is whole.
        tables: one table or several; with names, these are the names of the sheets.
        lang: language of the words the workbook adds: "Nguồn".

    Raises:
        MissingExtraError: the package `xlsxwriter` is not installed; the error says how it is.
        InvalidInputError: no table, or something else; cells that no workbook can hold (`table/cannot-be-written`), all
            at once; the name ends in something else.
        TermError: another language than "vi" and "en".
        OSError: the file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from dangbo.render.table import Column
        >>> table = Table("Cơ cấu, 30/4/2023", [Column("Loại"), Column("Số lượng")], [["Chi bộ", Cell(910, "910")]])
        >>> with TemporaryDirectory() as folder:
        ...     write_xlsx(Path(folder, "a.xlsx"), table)
        ...     print(Path(folder, "a.xlsx").stat().st_size > 0)
        True
    """
    known_language(lang)
    named = _named(tables, Path(path).name)
    with new_workbook(path) as book:
        for name, table in named:
            book.table(table, name, lang=lang)


def _named(tables: Table | Iterable[Table] | Mapping[str, Table], file: str) -> Sequence[tuple[str, Table]]:
    if isinstance(tables, Table):
        return [("", tables)]
    names = [instance_of(str, name, "tables") for name in tables] if isinstance(tables, Mapping) else None
    some = instances_of(Table, tables.values() if isinstance(tables, Mapping) else tables, "tables")
    named = [*zip(names or [""] * len(some), some, strict=True)]
    if not named:
        raise InvalidInputError([cell_finding("table/cannot-be-written", Place(file), reason=_NO_TABLE)])
    return named


_NO_TABLE: Final = Words(vi="không có bảng nào để ghi", en="there is no table to write")

# --- CSV --------------------------------------------------------------------------------------------------------------


def may_be_live(text: str) -> bool:
    """Whether a spreadsheet may take the text of a cell of a CSV for a formula; signs alone and numbers are none.

    Examples:
        >>> [may_be_live(text) for text in ("=1+1", "+84 912", "-", "-5,5", "Tổ 4")]
        [True, True, False, False, False]
    """
    return _begins_live(text) and _LIFELESS.fullmatch(text) is None


_LIFELESS: Final = re.compile(r"\s*[-+=@]*\s*|\s*[-+]?[0-9]+(?:[.,][0-9]+)*%?\s*")
_LIVE: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")
"""How a cell begins that a spreadsheet would take for a formula, the wide and the small forms of these signs too."""
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]*")
"""What may stand before them unseen, and is left out by some programs."""


def _begins_live(text: str) -> bool:
    before = _UNSEEN.match(text)
    return text.startswith(_LIVE, 0 if before is None else before.end())


def write_csv(path: str | os.PathLike[str], table: Table, *, separator: Separator = ";") -> None:
    """Write the headings and rows of a table as CSV (ghi bảng ra tệp CSV), in UTF-8 with the mark Excel knows it by.

    Title, notes and source are left out: what reads a CSV takes its first line for the headings. Text stands in quotes,
    and behind an apostrophe where a spreadsheet would take it for a formula. Days are `dd/mm/yyyy`. Numbers are not
    grouped; their decimal mark is the comma, and a point where the comma parts the cells. A share is rounded as the
    table shows it. Excel takes digits for numbers whatever a CSV says: ids with zeros in front belong into a workbook.

    Args:
        path: the file. What stood there is replaced once the new file is whole.
        table: the table.
        separator: what parts the cells: `;` is what Excel expects in Vietnam.

    Raises:
        InvalidInputError: another separator; no table; a cell that no file can hold (`table/cannot-be-written`); the
            name is that of a workbook.
        OSError: the file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from dangbo.render.table import Column
        >>> table = Table("", [Column("Tên"), Column("Tỷ lệ")], [["=1+1", Cell(Share(95, of=173), "54,9%")]])
        >>> with TemporaryDirectory() as folder:
        ...     write_csv(Path(folder, "a.csv"), table)
        ...     print(Path(folder, "a.csv").read_text(encoding="utf-8-sig"), end="")
        "Tên";"Tỷ lệ"
        "'=1+1";54,9%
    """
    read_choice(separator, dict.fromkeys(get_args(Separator), NO_WORDS), "separator")
    instance_of(Table, table, "table")
    mark = "." if separator == "," else ","
    name, problems = _ending(path, lambda end: end not in _BOOKS, _NOT_CSV, _NAME_CSV).name, list[Finding]()

    def text(words: str, row: int, column: int) -> str:
        if _HALF.search(words):
            problems.append(cell_finding("table/cannot-be-written", Place(name, "", row, column), reason=_NO_LETTER))
            return ""
        safe = f"'{words}" if words.startswith(("\t", "\r", "\n")) or _begins_live(words) else words
        return '"' + safe.replace('"', '""') + '"'

    def cell(words: str, row: int, column: int) -> str:
        kept = meant(words)
        if isinstance(kept, _Number):
            return kept.text.replace(".", mark)
        return f"{kept.value:%d/%m/%Y}" if isinstance(kept, _Day) else text(kept, row, column)

    lines = [[text(head.title, 1, at) for at, head in enumerate(table.columns)]]
    lines += ([cell(words, row, at) for at, words in enumerate(cells)] for row, cells in enumerate(table.rows, start=2))
    if problems:
        raise InvalidInputError(problems[: _MOST_PROBLEMS + 1])
    with in_place_of(path) as file:
        file.write("\ufeff".encode())
        file.writelines(f"{separator.join(line)}\r\n".encode() for line in lines)
