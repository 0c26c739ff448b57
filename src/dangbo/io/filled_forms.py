"""Forms of the statistics somebody filled in: rows of words and numbered columns, read to exact figures and checked.

```
file  ->  read_form  ->  FilledForm    .title   .columns   .lines   .problems
                            .value("Chi bộ 1", "3")          .against(membership.form_3())
```

Such a form has a row that numbers its columns: "1 | 2 | 3 | 4(=2*100/3)". What a column says of itself is reckoned for
each row, exactly, and a last row "Tổng cộng" is held against the rows above it. No text of what was read shows a
figure: findings name cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from os import PathLike
from typing import Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, json_text
from dangbo.base.errors import InvalidInputError, shown
from dangbo.base.findings import Code, Fact, Finding, Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_choice
from dangbo.base.terms import no_such
from dangbo.base.text import fold, format_number, nfc
from dangbo.base.told import Documented, Untold
from dangbo.base.words import Words, known_language
from dangbo.io.grids import VALUES, Grid, Place, Raw, Values, Workbook, cell_finding, not_seen
from dangbo.io.row_kinds import number_of_column, stands_below
from dangbo.io.sources import open_workbook
from dangbo.io.values import Wanted, read_values
from dangbo.render.findings import Findings
from dangbo.render.forms import StatisticsForm
from dangbo.render.table import Cell, Column, Table

__all__ = [
    "FilledForm",
    "FormColumn",
    "FormComparison",
    "FormDifference",
    "FormFigures",
    "is_form",
    "read_form",
    "reckons",
]

_LOOKED_AT: Final = 60
"""Rows among which the row of column numbers is looked for: forms have long heads."""
_HEAD: Final = 4
"""Rows above it that may hold headings."""
_LONGEST: Final = 300
_TOTAL: Final = frozenset({"tong cong", "cong", "tong", "tong so"})
"""What a row is called that adds up all the rows above it."""
_A_PART: Final = re.compile(r"\s*(?:[-–+*•]|trong đó|[a-zđ][.)]\s|\d+(?:\.\d+)+)", re.IGNORECASE)
"""How the label of a row begins that is a part of another row, so that a total does not count it again."""


class FormColumnDocument(TypedDict):
    """A column of a form that was read: its place, its number as printed, what the form says it is reckoned as."""

    column: int
    number: str
    heading: str
    formula: str


class FormFiguresDocument(TypedDict):
    """A row of a form that was read; its words and figures, as text, are null unless asked for."""

    row: int
    label: str | None
    values: list[str | None] | None


class FilledFormDocument(TypedDict):
    """A form of the statistics that was read: its columns, its rows, and what is wrong where."""

    schema: Literal["dangbo/filled-form"]
    version: Literal[1]
    file: str
    sheet: str
    columns: list[FormColumnDocument]
    lines: list[FormFiguresDocument]
    problems: list[FindingDocument]


class FormDifferenceDocument(TypedDict):
    """A figure of a form that is another one in the register; both exact, as text, null where there is none."""

    row: int
    label: str
    number: str
    read: str | None
    made: str | None


class FormComparisonDocument(TypedDict):
    """A form that was read, held against one that was made; "only_read" are numbers of rows of the file."""

    schema: Literal["dangbo/form-comparison"]
    version: Literal[1]
    same: int
    differing: list[FormDifferenceDocument]
    only_read: list[int]
    only_made: list[str]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form (cột của biểu); immutable.

    Attributes:
        column: counted from 0, as in the sheet.
        number: as the form numbers it, "3"; a letter where it has one ("A").
        heading: what stands above it, from the top, joined by " / ".
        formula: what the form says it is reckoned as, "2*100/3"; empty where it says nothing.

    Examples:
        >>> FormColumn(3, "4", "Tỷ lệ (%)", "2*100/3").formula
        '2*100/3'
    """

    column: int
    number: str
    heading: str
    formula: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class FormFigures(Untold):
    """A row of a form (dòng của biểu): its words and its figures.

    Attributes:
        row: counted from 1, as in the sheet.
        label: its words.
        values: a figure for each of the columns behind the words, `None` where the cell is blank or cannot be read.

    Examples:
        >>> FormFigures(3, "Chi bộ 1", (Decimal(1), None))
        FormFigures(row 3, 2 figures)
    """

    row: int
    label: str
    values: tuple[Decimal | None, ...]

    def __repr__(self) -> str:
        return f"FormFigures(row {self.row}, {len(self.values)} figures)"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FilledForm(Documented, Framed):
    r"""A form of the statistics that was read (biểu thống kê đã điền): made by `read_form`, immutable.

    Attributes:
        file: name of the file, without its folder.
        sheet: name of the sheet.
        title: what stands above the table, line by line.
        words: the column the rows are called in.
        columns: the columns with figures.
        lines: the rows, titles without figures among them.
        problems: what cannot be read, and what does not agree with what the form says of itself.

    Examples:
        >>> form = read_form("Tổ chức đảng;Dự bị;Tổng số\n1;2;3\nChi bộ 1;1;8\n".encode())
        >>> form.line("chi bộ 1").values
        (Decimal('1'), Decimal('8'))
    """

    file: str
    sheet: str
    title: tuple[str, ...]
    words: FormColumn
    columns: tuple[FormColumn, ...]
    lines: tuple[FormFigures, ...]
    problems: Findings

    def line(self, label: str) -> FormFigures:
        """The row with a label, however it is spelt; the first of several.

        Raises:
            TermError: there is none; it suggests those that come near.
        """
        found = next((one for one in self.lines if fold(one.label) == fold(label)), None)
        if found is None:
            what = Words(vi="dòng của biểu này", en="row of this form")
            raise no_such(what, label, [one.label for one in self.lines])
        return found

    def value(self, label: str, number: str) -> Decimal | None:
        """The figure of a row and a column; `None` where the cell is blank or cannot be read.

        Args:
            label: of the row.
            number: of the column, as the form numbers it.

        Raises:
            TermError: no row has the label, or no column the number.
        """
        at = next((at for at, one in enumerate(self.columns) if one.number == str(number)), None)
        if at is None:
            what = Words(vi="cột của biểu này", en="column of this form")
            raise no_such(what, str(number), [one.number for one in self.columns])
        return self.line(label).values[at]

    def against(self, form: StatisticsForm, *, columns: Mapping[str, int] | None = None) -> FormComparison:
        """The figures that were read, held against a form that was made of the register, row by row.

        Rows are the same where they have the same words in the same order; rows of one form only are listed, and no row
        is left out or stands for two.

        Args:
            form: form 1, 3 or 4.
            columns: numbers of columns here, each with the number of the column there, both as printed: `{"2": 3}`
                holds this period of last year's form against last year in the form of this year. Unless told, columns
                are held against those of the same number; what a form reckons of its other columns is not.

        Raises:
            InvalidInputError: a column that is not there.
        """
        table = form.table(lang="vi")
        pairs = columns or {
            one.number: int(one.number)
            for one in self.columns
            if one.number.isdecimal() and not one.formula and int(one.number) <= len(table.columns)
        }
        known = {one.number: at for at, one in enumerate(self.columns)}
        wrong = [
            cell_finding("table/no-form-column", Place(self.file, self.sheet), column=shown(str(number)))
            for here, there in pairs.items()
            for number, there_is in ((here, here in known), (there, 1 < there <= len(table.columns)))
            if not there_is
        ]
        if wrong:
            raise InvalidInputError(wrong)
        theirs = [fold(row[0]) for row in table.rows]
        matcher = SequenceMatcher(None, [fold(one.label) for one in self.lines], theirs, autojunk=False)
        same, differing = 0, []
        here_only, there_only = {*range(len(self.lines))}, {*range(len(theirs))}
        for begin, other, size in matcher.get_matching_blocks():
            for at, row in zip(range(begin, begin + size), range(other, other + size), strict=True):
                here_only.discard(at)
                there_only.discard(row)
                for number, there in pairs.items():
                    line, made = self.lines[at], _figure_of(table.rows[row][there - 1])
                    read = line.values[known[number]]
                    if read is None and made is None:
                        continue
                    if read is not None and made is not None and _agrees(read, made):
                        same += 1
                    else:
                        differing.append(FormDifference(line.row, line.label, number, read, made))
        return FormComparison(
            same,
            tuple(differing),
            tuple(self.lines[at] for at in sorted(here_only)),
            tuple(str(table.rows[row][0]).strip() for row in sorted(there_only)),
        )

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            [
                (line, column, value)
                for line in self.lines
                for column, value in zip(self.columns, line.values, strict=True)
            ],
            ("row", "count", lambda one: one[0].row),
            ("label", "text", lambda one: one[0].label),
            ("number", "text", lambda one: one[1].number),
            ("heading", "text", lambda one: one[1].heading),
            ("value", "number", lambda one: one[2]),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """The form as it was read, as a table.

        Args:
            lang: language of the marks of its numbers; its words are those of the file.
        """
        known_language(lang)
        heads = [
            Column(self.words.heading),
            *(Column(f"{one.heading} ({one.number})".strip(), "right") for one in self.columns),
        ]
        rows = [(one.label, *(_cell(value, lang) for value in one.values)) for one in self.lines]
        return Table(" ".join(self.title), heads, rows)

    def text(self, *, lang: Lang = "vi") -> str:
        """How much was read, and what is wrong where: places and counts, and no figure.

        Raises:
            TermError: another language than "vi" and "en".
        """
        said = Words(
            vi="{place}: {rows} dòng, {columns} cột số liệu", en="{place}: {rows} rows, {columns} columns of figures"
        )
        place = Place(self.file, self.sheet).words.text(lang=lang)
        first = said.format(lang=lang, place=place, rows=len(self.lines), columns=len(self.columns))
        return "\n".join([first, *(f"  - {one.text(lang=lang)}" for one in self.problems)])

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self, *, values: Values = "hidden") -> FilledFormDocument:
        """The form as plain JSON values.

        Args:
            values: "shown" tells the words and figures of the rows, as they stand in the file.

        Raises:
            InvalidInputError: another word for `values`.
        """
        is_shown = read_choice(values, VALUES, "values") == "shown"
        return {
            "schema": "dangbo/filled-form",
            "version": 1,
            "file": self.file,
            "sheet": self.sheet,
            "columns": [
                {
                    "column": one.column,
                    "number": one.number,
                    "heading": shown(one.heading),
                    "formula": one.formula,
                }
                for one in self.columns
            ],
            "lines": [
                {
                    "row": one.row,
                    "label": one.label if is_shown else None,
                    "values": [_exact(value) for value in one.values] if is_shown else None,
                }
                for one in self.lines
            ],
            "problems": [one.as_dict() for one in self.problems],
        }

    def to_json(self, *, indent: int | None = None, values: Values = "hidden") -> str:
        """The same as JSON text.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
            values: as in `as_dict`.
        """
        return json_text(self.as_dict(values=values), indent=indent)

    def __repr__(self) -> str:
        return f"FilledForm({len(self.lines)} rows x {len(self.columns)}, {len(self.problems)} findings)"


def _exact(value: int | Fraction | Decimal | None) -> str | None:
    """A figure as exact numbers are told."""
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True, repr=False)
class FormDifference:
    """A figure of a form that is another one in the register (số liệu khác nhau); figures, and no data of anybody.

    Attributes:
        row: of the file, from 1.
        label: the words of the row.
        number: of the column.
        read: the figure in the file; `None` where the cell is blank or cannot be read.
        made: the figure of the register; `None` where it is not known.

    Examples:
        >>> FormDifference(3, "Chi bộ 1", "2", Decimal(1), 2)
        FormDifference(row 3, column 2)
    """

    row: int
    label: str
    number: str
    read: Decimal | None
    made: int | Fraction | Decimal | None

    def __repr__(self) -> str:
        return f"FormDifference(row {self.row}, column {self.number})"


@dataclass(frozen=True, slots=True, repr=False)
class FormComparison(Documented, Framed):
    """A form that was read, held against one that was made (kết quả đối chiếu biểu).

    Attributes:
        same: how many figures are the same.
        differing: those that are not.
        only_read: rows of the file that the other form has not.
        only_made: the words of rows that the file has not.

    Examples:
        >>> FormComparison(3, (), (), ("Giải thể",)).only_made
        ('Giải thể',)
    """

    same: int
    differing: tuple[FormDifference, ...]
    only_read: tuple[FormFigures, ...]
    only_made: tuple[str, ...]

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.differing,
            ("row", "count"),
            ("label", "text"),
            ("number", "text"),
            ("read", "number"),
            ("made", "number"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """The figures that differ, and below how many do not and which rows stand in one form only.

        Args:
            lang: language of the headings.
        """
        known_language(lang)
        heads = (
            Words(vi="Dòng", en="Row of the form"),
            Words(vi="Cột", en="Numbered"),
            Words(vi="Trong tệp", en="In the file"),
            Words(vi="Theo sổ", en="By the register"),
        )
        rows = [
            (one.label, _numbered(one.number), _cell(one.read, lang), _cell(one.made, lang)) for one in self.differing
        ]
        notes = [
            Words(vi=f"Số liệu trùng khớp: {self.same}", en=f"Figures that agree: {self.same}"),
            Words(
                vi=f"Dòng chỉ có trong tệp: {len(self.only_read)}", en=f"Rows in the file only: {len(self.only_read)}"
            ),
            Words(
                vi=f"Dòng chỉ có theo sổ: {len(self.only_made)}", en=f"Rows by the register only: {len(self.only_made)}"
            ),
        ]
        title = Words(vi="So biểu trong tệp với sổ", en="The form in the file and the register")
        aligned = ("left", "left", "right", "right")
        return Table(
            title.text(lang=lang),
            [
                Column(head.text(lang=lang), "left" if side == "left" else "right")
                for head, side in zip(heads, aligned, strict=True)
            ],
            rows,
            notes=[note.text(lang=lang) for note in notes],
        )

    def as_dict(self) -> FormComparisonDocument:
        """The comparison as plain JSON values; of rows that only the file has, where they stand."""
        return {
            "schema": "dangbo/form-comparison",
            "version": 1,
            "same": self.same,
            "differing": [
                {
                    "row": one.row,
                    "label": one.label,
                    "number": one.number,
                    "read": _exact(one.read),
                    "made": _exact(one.made),
                }
                for one in self.differing
            ],
            "only_read": [one.row for one in self.only_read],
            "only_made": [*self.only_made],
        }

    def __repr__(self) -> str:
        return (
            f"FormComparison({self.same} the same, {len(self.differing)} differ, "
            f"{len(self.only_read)} rows read only, {len(self.only_made)} made only)"
        )


def _cell(value: Decimal | Fraction | int | None, lang: Lang) -> str:
    if value is None:
        return ""
    places = (
        max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0 if isinstance(value, int) else 2
    )
    return Cell(value, format_number(value, decimals=min(places, _DECIMALS), lang=lang))


_DECIMALS: Final = 4


def _numbered(number: str) -> str:
    return Cell(int(number), number) if number.isdecimal() else number


def _figure_of(cell: str) -> int | Fraction | Decimal | None:
    value = cell.value if isinstance(cell, Cell) else None
    return value if isinstance(value, int | Fraction | Decimal) else None


def _agrees(read: Decimal, exact: int | Fraction | Decimal) -> bool:
    """Whether a figure is what an exact one comes to with as many decimals as the figure has."""
    exact = Fraction(exact)
    exponent = read.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    apart = abs(Fraction(read) - exact)
    # the last digits of what a spreadsheet reckoned are its own
    return apart <= Fraction(1, 2 * 10**places) or (places >= _RECKONED and apart <= abs(exact) / 10**12)


_RECKONED: Final = 9
"""A figure with so many decimals was reckoned by a spreadsheet, in binary."""


# --- reading ----------------------------------------------------------------------------------------------------------


def read_form(source: str | PathLike[str] | bytes | Workbook, *, sheet: str | None = None) -> FilledForm:
    r"""Read a form of the statistics that somebody filled in (đọc biểu thống kê đã điền). O(cells).

    Args:
        source: a file (.xlsx, .xls, .xlsb, .ods, .csv), its bytes, or a workbook that was opened before.
        sheet: name of the sheet; unless told the one shown sheet that has a row of column numbers.

    Returns:
        The form. What cannot be read is among its `problems` and has no figure.

    Raises:
        InvalidInputError: the file cannot be opened, or no sheet, or more than one, is such a form.

    Examples:
        >>> text = "Tổ chức đảng;Dự bị;Tổng số;Tỷ lệ (%)\n1;2;3;4(=2*100/3)\nChi bộ 1;1;8;12,5\nTổng cộng;1;9;\n"
        >>> form = read_form(text.encode())
        >>> form, form.value("chi bộ 1", "4")
        (FilledForm(2 rows x 3, 1 findings), Decimal('12.5'))
        >>> [found.code for found in form.problems]
        ['table/rows-sum']
    """
    book = source if isinstance(source, Workbook) else open_workbook(source)
    if sheet is not None:
        grids = [grid for grid in book.grids if nfc(grid.sheet) == nfc(sheet)]
        if not grids:
            known = ", ".join(shown(grid.sheet) for grid in book.grids)
            raise InvalidInputError([cell_finding("table/no-such-sheet", Place(book.file), known=known)])
    else:
        grids = [grid for grid in book.grids if grid.visible and _numbers_row(grid) is not None]
        grids = [grid for grid in grids if is_form(grid)] or grids
        if len(grids) > 1:
            known = ", ".join(shown(grid.sheet) for grid in grids)
            place = Place(book.file)
            raise InvalidInputError([cell_finding("table/several-sheets", place, known=known, count=len(grids))])
    grid = grids[0] if grids else None
    at = None if grid is None else _numbers_row(grid)
    if grid is None or at is None:
        place = Place(book.file, "" if grid is None else grid.sheet)
        raise InvalidInputError([cell_finding("table/no-column-numbers", place, limit=_LOOKED_AT)])
    return _Reading(book, grid, at).form()


def is_form(grid: Grid) -> bool:
    """Whether a sheet has a row that numbers its columns, and below it figures and not a list of other things.

    Examples:
        >>> is_form(Grid("a.csv", "", [["Tiêu chí", "Kỳ này"], [1, 2], ["Kết nạp", 3]]))
        True
    """
    at = _numbers_row(grid)
    if at is None:
        return False
    columns = [column for column, cell in enumerate(grid.rows[at]) if cell is not None][1:]
    below = [grid.rows[row][column] for row in range(at + 1, len(grid.rows))[:_LOOKED_AT] for column in columns]
    cells = [cell for cell in below if cell is not None]
    figures = sum(isinstance(cell, int | float) or (isinstance(cell, str) and cell[:1].isdecimal()) for cell in cells)
    return figures * 2 > len(cells)


def reckons(grid: Grid) -> bool:
    """Whether a sheet says what a column is reckoned as: no list does, although headings of a form may be those of one.

    Examples:
        >>> reckons(Grid("a.csv", "", [["Tổ chức đảng", "Dự bị", "Gấp đôi"], [1, 2, "3(=2*2)"], ["Chi bộ 1", 1, 2]]))
        True
    """
    at = _numbers_row(grid)
    return at is not None and any(map(_formula_in, grid.rows[at])) and is_form(grid)


def _numbers_row(grid: Grid) -> int | None:
    """The row that numbers the columns: 1, 2, 3, and a letter or nothing before."""
    for at, row in enumerate(grid.rows[:_LOOKED_AT]):
        cells = [cell for cell in row if cell is not None]
        met = [number_of_column(cell) for cell in cells]
        numbers = [int(one) for one in met if one is not None and one.isdecimal()]
        if len(numbers) > 1 and all(met) and numbers == [*range(1, len(numbers) + 1)]:
            return at
    return None


class _Reading:
    """The rows of a form while they are read."""

    def __init__(self, book: Workbook, grid: Grid, at: int) -> None:
        self.grid, self.at = grid, at
        self.problems: list[Finding] = [*book.notes]
        self.columns = [
            FormColumn(column, number_of_column(cell) or "", "", _formula_in(cell))
            for column, cell in enumerate(grid.rows[at])
            if cell is not None
        ]
        head = self._head()
        self.columns = [self._headed(one, head) for one in self.columns]
        self.title = [
            " ".join(dict.fromkeys(" ".join(str(cell).split()) for cell in grid.rows[row] if cell is not None))
            for row in range(head.start)
        ]
        self.rows = [*self._rows()]

    def _head(self) -> range:
        """The rows that hold headings: right above the numbers, none blank, none a single line over the whole width."""
        top = self.at
        while top > 0 and self.at - top < _HEAD:
            filled = [column for column, cell in enumerate(self.grid.rows[top - 1]) if cell is not None]
            if len(filled) < 2:  # noqa: PLR2004 - a title is one line
                break
            top -= 1
        return range(top, self.at)

    def _headed(self, one: FormColumn, head: range) -> FormColumn:
        texts: list[str] = []
        for row in head:
            left = next(
                (
                    span.left
                    for span in self.grid.merged
                    if span.top <= row <= span.bottom and span.left <= one.column <= span.right
                ),
                one.column,
            )
            cell = self.grid.rows[row][left]
            text = "" if cell is None else " ".join(str(cell).split())
            if text and text not in texts:
                texts.append(text)
        return FormColumn(one.column, one.number, shown(" / ".join(texts)), one.formula)

    def _rows(self) -> Iterator[int]:
        """The rows of the table: up to those who sign, without blank ones and remarks."""
        begun = False
        for at in range(self.at + 1, len(self.grid.rows)):
            cells = [cell for cell in self.grid.rows[at] if cell is not None]
            said = stands_below([cell for cell in cells if isinstance(cell, str)]) if begun else None
            figures = any(isinstance(cell, int | float) for cell in cells)
            if said == "signature" and not figures:
                return
            if cells and said != "note":
                begun = True
                yield at

    def tell(self, code: Code, row: int | None, column: FormColumn | None, **facts: Fact) -> None:
        """Say something of a cell, a row or a column."""
        at = None if column is None else column.column
        place = Place(
            self.grid.file,
            self.grid.sheet,
            None if row is None else row + 1,
            at,
            "" if column is None else column.heading,
        )
        self.problems.append(cell_finding(code, place, severity=None, **facts))

    def form(self) -> FilledForm:
        """The form, and what is wrong with it."""
        words = self._words()
        columns = [one for one in self.columns if one is not words and one.column > words.column]
        read = [self._figures(one) for one in columns]
        lines = [
            FormFigures(row + 1, self._label(row, words), tuple(values[at] for values in read))
            for at, row in enumerate(self.rows)
        ]
        for line in lines:
            if not line.label and any(value is not None for value in line.values):
                self.tell("table/row-without-words", line.row - 1, None)
        self._hold_columns(columns, lines)
        self._hold_total(columns, lines)
        if not lines:
            self.tell("table/no-rows", None, None)
        self.problems += not_seen(self.grid, self.rows, (one.column for one in self.columns))
        order = sorted(self.problems, key=_order)
        return FilledForm(
            self.grid.file,
            self.grid.sheet,
            tuple(line for line in self.title if line),
            words,
            tuple(columns),
            tuple(lines),
            Findings(order),
        )

    def _words(self) -> FormColumn:
        """The column of words: the first numbered one with more words than numbers in it."""
        for one in self.columns:
            cells = [self.grid.rows[row][one.column] for row in self.rows]
            words = sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in cells)
            if words * 2 > sum(cell is not None for cell in cells):
                return one
        return self.columns[0]

    def _label(self, row: int, words: FormColumn) -> str:
        cell = self.grid.rows[row][words.column]
        if cell is None:  # the words of a total may begin further left, in a merged cell
            cell = next((one for one in self.grid.rows[row][: words.column] if isinstance(one, str)), None)
        return "" if cell is None else nfc(str(cell))

    def _figures(self, column: FormColumn) -> list[Decimal | None]:
        raws: list[Raw] = [self.grid.rows[row][column.column] for row in self.rows]
        unread = {
            at: self.grid.unread[row, column.column]
            for at, row in enumerate(self.rows)
            if (row, column.column) in self.grid.unread
        }
        values, told = read_values(raws, Wanted.FIGURE, unread=unread)
        for one in told:
            self.tell(one.code, self.rows[one.at], column, **one.facts)
        return [value if isinstance(value, Decimal) else None for value in values]

    # --- what the form says of itself ---

    def _hold_columns(self, columns: Sequence[FormColumn], lines: Sequence[FormFigures]) -> None:
        numbers = {one.number: at for at, one in enumerate(columns)}
        for at, column in enumerate(columns):
            if not column.formula:
                continue
            tree = _parsed(column.formula, numbers)
            if tree is None:
                self.tell("table/formula-unread", None, column)
                continue
            percent = "%" in column.heading
            for line in lines:
                value = line.values[at]
                if value is None:
                    continue
                found = _reckoned(tree, line.values)
                ways = () if found is None else (found, found * 100, found / 100) if percent else (found,)
                if found is _UNKNOWN or any(_agrees(value, way) for way in ways):
                    continue
                self.tell("table/column-formula", line.row - 1, column, formula=_said(column.formula))

    def _hold_total(self, columns: Sequence[FormColumn], lines: Sequence[FormFigures]) -> None:
        """A last row "Tổng cộng", held against the rows above where none of these is a part of another."""
        totals = [at for at, line in enumerate(lines) if fold(line.label) in _TOTAL]
        if len(totals) != 1 or totals[0] == 0:
            return
        above = [line for line in lines[: totals[0]] if any(value is not None for value in line.values)]
        if any(_A_PART.match(line.label) for line in above) or len({_outline(line.label) for line in above}) > 1:
            return
        for at, column in enumerate(columns):
            values = [line.values[at] for line in above]
            said = lines[totals[0]].values[at]
            known = [value for value in values if value is not None]
            if said is None or column.formula or "%" in column.heading or len(known) < len(values):
                continue
            if sum(known, Decimal(0)) != said:
                self.tell("table/rows-sum", lines[totals[0]].row - 1, column, count=len(above))


def _order(found: Finding) -> tuple[int, str]:
    facts = dict(found.facts)
    row, cell = facts.get("row"), facts.get("cell")
    return (row if isinstance(row, int) else 0, cell if isinstance(cell, str) else "")


_OUTLINE: Final = re.compile(r"\s*(?:(?P<roman>[IVXLC]+)|(?P<letter>[A-ZĐ])|(?P<digits>\d+))[.)\s]")


def _outline(label: str) -> str:
    met = _OUTLINE.match(label)
    return "" if met is None else str(met.lastgroup)


# --- what a column is reckoned as -------------------------------------------------------------------------------------

_AFTER_EQUALS: Final = re.compile(r"=\s*(?P<formula>[^=]+?)\s*\)?\s*$")
_PERCENT: Final = re.compile(r"\s*(?:\(\s*%\s*\)|%)")
_TOKEN: Final = re.compile(r"\s*(?:(\d{1,6})|([-+*x×/:()]))", re.IGNORECASE)
_MOST_TOKENS: Final = 100


def _formula_in(cell: Raw) -> str:
    """What stands behind the sign in "4(=2*100/3)", "4 = 2:3", "1 = 2 + 3"."""
    if not isinstance(cell, str) or "=" not in cell:
        return ""
    met = _AFTER_EQUALS.search(_PERCENT.sub("", cell)) if len(cell) < _LONGEST else None
    if met is None:
        return "?"  # a formula it has, which cannot be read
    text = met["formula"]
    return text + ")" * (text.count("(") - text.count(")"))


def _said(formula: str) -> str:
    """A formula as a finding may repeat it: numbers of columns and signs."""
    return "".join(re.findall(r"[-+*x×/:()\d]", formula))


_Tree = int | Fraction | tuple[str, "_Tree", "_Tree"]
"""A column by its place among the figures, a constant, or an operation of two of them."""


class _FormulaError(Exception):
    """A formula that cannot be read."""


def _parsed(formula: str, numbers: Mapping[str, int]) -> _Tree | None:
    """The operations of a formula, `None` where it cannot be read; a number no column has is a number."""
    tokens: list[str] = []
    at = 0
    text = formula.strip()
    while at < len(text):
        met = _TOKEN.match(text, at)
        if met is None or len(tokens) >= _MOST_TOKENS:
            return None
        tokens.append(met[1] or {"x": "*", "×": "*", ":": "/"}.get(met[2].casefold(), met[2]))
        at = met.end()
    try:
        tree = _sum(tokens, numbers)
    except (_FormulaError, IndexError):
        return None
    return None if tokens else tree


def _sum(tokens: list[str], numbers: Mapping[str, int]) -> _Tree:
    tree = _product(tokens, numbers)
    while tokens and tokens[0] in {"+", "-"}:
        tree = (tokens.pop(0), tree, _product(tokens, numbers))
    return tree


def _product(tokens: list[str], numbers: Mapping[str, int]) -> _Tree:
    tree = _factor(tokens, numbers)
    while tokens and tokens[0] in {"*", "/"}:
        tree = (tokens.pop(0), tree, _factor(tokens, numbers))
    return tree


def _factor(tokens: list[str], numbers: Mapping[str, int]) -> _Tree:
    first = tokens.pop(0)
    if first == "(":
        tree = _sum(tokens, numbers)
        if tokens.pop(0) != ")":
            raise _FormulaError
        return tree
    if not first.isdecimal():
        raise _FormulaError
    return numbers[first] if first in numbers else Fraction(int(first))


_UNKNOWN: Final = Fraction(-1, 10**30)
"""What stands for a figure that cannot be reckoned because another one is not known."""


def _reckoned(tree: _Tree, values: Sequence[Decimal | None]) -> Fraction | None:
    """What a formula comes to in a row: `None` where it divides by nothing, `_UNKNOWN` where a figure is missing."""
    if isinstance(tree, int):
        value = values[tree]
        return _UNKNOWN if value is None else Fraction(value)
    if isinstance(tree, Fraction):
        return tree
    sign, first, second = tree
    one, other = _reckoned(first, values), _reckoned(second, values)
    if one is _UNKNOWN or other is _UNKNOWN:
        return _UNKNOWN
    if one is None or other is None or (sign == "/" and not other):
        return None
    return {"+": one + other, "-": one - other, "*": one * other}[sign] if sign != "/" else one / other
