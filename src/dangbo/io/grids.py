"""A sheet as it lies in its file, before anybody asks what it means, and how a place in it is named.

```
Workbook(file, digest, format, grids, notes)
   Grid(file, sheet, rows, merged, fonts, unread, number_formats)      Place(file, sheet, row, column)  "AB17"
```

Rows of a grid are counted from 0 and so are its columns; people count rows from 1 and name columns by letters, and
that is what a `Place` says. Cells hold what people wrote about people: nothing here shows one.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import LABEL, shown
from dangbo.base.findings import Code, Fact, Finding, Severity, finding
from dangbo.base.told import Untold
from dangbo.base.words import Words

__all__ = [
    "MOST_CHARACTERS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Format",
    "Grid",
    "Place",
    "Raw",
    "Span",
    "Unread",
    "Values",
    "Workbook",
    "apart",
    "cell_finding",
    "column_name",
    "column_number",
    "first_few",
    "not_seen",
    "written_day",
]

Raw: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What a cell holds, as its file has it. A blank cell is `None`."""

Format: TypeAlias = Literal["xlsx", "xls", "xlsb", "ods", "csv"]
"""How a file is written: by what is in it, not by its name."""

MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of a workbook has."""
MOST_COLUMNS: Final = 16_384
"""How many columns a sheet of a workbook has."""
MOST_CHARACTERS: Final = 32_767
"""How many characters a cell of a workbook holds, as Excel counts them."""

Values: TypeAlias = Literal["hidden", "shown"]
"""Whether a table repeats what cells hold; they hold what is known of people."""

VALUES: Final[Mapping[Values, Words]] = {
    "hidden": Words(vi="không nêu giá trị", en="values hidden"),
    "shown": Words(vi="nêu giá trị", en="values shown"),
}
"""What each of them is called."""


class Span(NamedTuple):
    """Cells merged into one: places from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def apart(spans: Iterable[Span]) -> list[Span]:
    """The merged cells that lie over none of those above them, and are more than one cell.

    Complexity:
        O(n * how many stand side by side), however large they are: no cell is looked at.

    Examples:
        >>> apart([Span(0, 0, 1, 3), Span(1, 2, 5, 2), Span(2, 0, 1_000_000, 16_000), Span(9, 9, 9, 9)])
        [Span(top=0, left=0, bottom=1, right=3), Span(top=2, left=0, bottom=1000000, right=16000)]
    """
    rows: list[tuple[int, int, Span]] = []
    kept: list[tuple[int, Span]] = []
    for number, span in sorted(enumerate(spans), key=lambda one: one[1].top):
        if (span.bottom, span.right) == (span.top, span.left):
            continue
        rows = [one for one in rows if one[2].bottom >= span.top]
        at = bisect_left(rows, (span.left,))
        before, behind = rows[at - 1 : at] if at else [], rows[at : at + 1]
        if any(one.right >= span.left for _, _, one in before) or any(one.left <= span.right for _, _, one in behind):
            continue
        rows.insert(at, (span.left, span.right, span))
        kept.append((number, span))
    return [span for _, span in sorted(kept)]


class Unread(Enum):
    """Why a cell that is not blank has no value in its file."""

    FORMULA = "formula"
    """A formula whose result was never stored: no program has computed the file."""
    ERROR = "error"
    """An error in place of a result, such as `#N/A`."""


@dataclass(frozen=True, slots=True, repr=False)
class Grid(Untold):
    """One sheet as it lies in its file.

    Attributes:
        file: name of the file without its folder; empty where only bytes were given.
        sheet: name of the sheet; empty for CSV.
        rows: all rows from the first of the sheet on, all of one width; blank rows and columns at the end are cut off.
        visible: whether the workbook shows the sheet.
        merged: cells merged into one. The value stands in the first of them, the others are blank.
        fonts: by row and column, the font of cells written in a font of the time before Unicode ("VNI-Times").
        unread: by row and column, why a cell has no value although it is not blank; its value here is `None`.
        number_formats: by row and column, the format of numbers shown with zeros in front ("000000000000").
        epoch: the year days are counted from in numbers that stand for days: 1900, or 1904 in files of old Macs.
        hidden_rows: rows that are not seen, by a filter or because somebody hid them; they are among `rows`.
        hidden_columns: columns that are not seen.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Raw]]
    visible: bool = True
    merged: tuple[Span, ...] = ()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unread: Mapping[tuple[int, int], Unread] = field(default_factory=dict)
    number_formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    epoch: Literal[1900, 1904] = 1900
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def place(self, row: int, column: int | None = None, *, heading: str = "") -> Place:
        """How people name a cell, or a row.

        Args:
            row: counted from 0, as in `rows`.
            column: counted from 0; the whole row unless told.
            heading: what the column is headed, where that may be repeated.

        Examples:
            >>> Grid("a.xlsx", "Sheet1", [["x"]]).place(0, 0).cell
            'A1'
        """
        return Place(self.file, self.sheet, row + 1, column, heading)

    def __repr__(self) -> str:
        hidden = "" if self.visible else ", hidden"
        return f"Grid({shown(self.sheet or self.file, limit=LABEL)!r}, {len(self.rows)} rows x {self.width}{hidden})"


@dataclass(frozen=True, slots=True, repr=False)
class Workbook(Untold):
    """A file that was read: its sheets, and what is to be known about the file itself.

    Attributes:
        file: name of the file without its folder; empty where only bytes were given.
        digest: SHA-256 of its bytes, in hexadecimal: the same file read twice has the same.
        format: how it is written, by what is in it.
        grids: its sheets in their order, hidden ones too; one for CSV.
        notes: what was decided to read it, and what of it could not be read.
        whole: whether these are all sheets of the list; a workbook of problems holds one of them only.
    """

    file: str
    digest: str
    format: Format
    grids: tuple[Grid, ...]
    notes: tuple[Finding, ...] = ()
    whole: bool = True

    def __repr__(self) -> str:
        sheets = f"{len(self.grids)} {'sheet' if len(self.grids) == 1 else 'sheets'}"
        return f"Workbook({shown(self.file, limit=LABEL)!r}, {self.format}, {sheets})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file.

    Attributes:
        file: name of the file without its folder; empty where only bytes were given.
        sheet: name of the sheet; empty for CSV, or where it is about the file.
        row: counted from 1 as people do; `None` where it is about a column, a sheet or a file.
        column: counted from 0; `None` where it is about a row, a sheet or a file.
        heading: what the column is headed, where that may be repeated.

    Examples:
        >>> Place("x.xlsx", "Sheet1", 17, 27, "Sinh ngày").words.en
        "file 'x.xlsx', sheet 'Sheet1', cell AB17 (column 'Sinh ngày')"
        >>> Place("x.xlsx", "", 17).words.vi
        "tệp 'x.xlsx', dòng 17"
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    heading: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it, "AB17"; empty where the place is none."""
        return "" if self.row is None or self.column is None else f"{column_name(self.column)}{self.row}"

    @property
    def words(self) -> Words:
        """The place as people read it."""
        parts = [
            *((Words(vi=f"tệp '{_name(self.file)}'", en=f"file '{_name(self.file)}'"),) if self.file else ()),
            *((Words(vi=f"trang '{_name(self.sheet)}'", en=f"sheet '{_name(self.sheet)}'"),) if self.sheet else ()),
            *self._within(),
        ] or [Words(vi="nội dung được đưa vào", en="the bytes given")]
        return Words(vi=", ".join(part.vi for part in parts), en=", ".join(part.en for part in parts))

    def _within(self) -> tuple[Words, ...]:
        """The cell, row or column, with its heading."""
        headed = f"'{_name(self.heading)}'"
        if self.cell:
            vi, en = (f" (cột {headed})", f" (column {headed})") if self.heading else ("", "")
            return (Words(vi=f"ô {self.cell}{vi}", en=f"cell {self.cell}{en}"),)
        if self.row is not None:
            return (Words(vi=f"dòng {self.row}", en=f"row {self.row}"),)
        if self.column is not None:
            name = column_name(self.column)
            vi, en = (f" ({headed})", f" ({headed})") if self.heading else ("", "")
            return (Words(vi=f"cột {name}{vi}", en=f"column {name}{en}"),)
        return ()


_BREAKS: Final = re.compile(r"\s+")


def _name(text: str) -> str:
    """A name as a place repeats it: on one line, and no longer than a label."""
    return shown(_BREAKS.sub(" ", text), limit=LABEL)


def column_name(column: int) -> str:
    """The letters of a column, counted from 0.

    Examples:
        >>> column_name(0), column_name(27), column_name(16_383)
        ('A', 'AB', 'XFD')
    """
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column of some letters, counted from 0.

    Examples:
        >>> column_number("A"), column_number("AB"), column_number("XFD")
        (0, 27, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def written_day(day: dt.date) -> str:
    """A day as most cells have it that hold one as text.

    Examples:
        >>> written_day(dt.date(1960, 7, 5))
        '05/07/1960'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def first_few(names: Iterable[object]) -> str:
    """Rows, cells or sheets as a finding lists them: the first ten, and dots where there are more.

    Examples:
        >>> first_few(["A1", "B2"]), first_few(range(3, 15))
        ('A1, B2', '3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ...')
    """
    every = [*map(str, names)]
    return ", ".join(every[:_NAMED]) + (" ..." if len(every) > _NAMED else "")


_NAMED: Final = 10


def cell_finding(code: Code, place: Place, *, severity: Severity | None = None, **facts: Fact) -> Finding:
    """A finding of the catalogue about a place in a file; its facts say the place in parts as well.

    Args:
        code: the code; its words say `{place}`.
        place: where it is.
        severity: the one the catalogue gives the code unless told.
        **facts: what made it true: counts, codes and headings, never what a cell holds.
    """
    words = place.words
    found = finding(code, words.en, severity=severity)
    where: dict[str, Fact] = {"place": words, "file": place.file, "sheet": place.sheet}
    if place.cell:
        where["cell"] = place.cell
    if place.row is not None:
        where["row"] = place.row
    if place.heading:
        where["column"] = place.heading
    return replace(found, facts=(*where.items(), *facts.items()))


def not_seen(grid: Grid, rows: Iterable[int], columns: Iterable[int]) -> list[Finding]:
    """What was read of a sheet although it does not show it: people count what they see.

    Args:
        grid: the sheet.
        rows: the rows that were read, counted from 0.
        columns: the columns that were read, counted from 0.

    Examples:
        >>> grid = Grid("a.xlsx", "Sheet1", [["x"], ["y"]], hidden_rows=frozenset({1}))
        >>> [found.code for found in not_seen(grid, [0, 1], [0])]
        ['table/hidden-rows']
    """
    found: list[Finding] = []
    place = Place(grid.file, grid.sheet)
    if hidden := [*filter(grid.hidden_rows.__contains__, rows)] if grid.hidden_rows else []:
        listed = first_few(str(row + 1) for row in hidden)
        found.append(cell_finding("table/hidden-rows", place, count=len(hidden), rows=listed))
    if unseen := [*filter(grid.hidden_columns.__contains__, columns)]:
        listed = first_few(map(column_name, unseen))
        found.append(cell_finding("table/hidden-columns", place, count=len(unseen), names=listed))
    return found
