"""The workbook of problems: a table as it was read, and what is wrong with it cell by cell.

```
read.table(values="hidden" | "shown")       what is wrong, a row for each place
read.to_xlsx(path)                          first sheet: sums      second: each problem      third: the table itself
```

The third sheet holds every cell where it stands in the file, so that AB17 is AB17 in both. Beside the last column,
hidden, stands the number of each row in the file, by which `corrected_books` knows the rows again.

Such a workbook holds what people wrote about people: it is written where the user says, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeGuard

from dangbo.base.errors import InvalidInputError, shown
from dangbo.base.findings import Finding, Lang, Severity
from dangbo.base.reading import read_choice
from dangbo.base.text import format_date, group_digits
from dangbo.base.words import Words, known_language
from dangbo.io.grids import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    VALUES,
    Grid,
    Place,
    Raw,
    Values,
    Workbook,
    apart,
    cell_finding,
    column_name,
    column_number,
    written_day,
)
from dangbo.io.layouts import Layout
from dangbo.io.workbooks import FROZEN, LINE, MEASURED, MOST_LINES, PAGE_OF_PAGES, for_print, workbook_into
from dangbo.io.written_cells import FIRST_DAY
from dangbo.render.findings import SEVERITY_WORDS, Findings
from dangbo.render.table import Cell, Column, Table

__all__ = ["ReadTable"]


class ReadTable(Protocol):
    """What of a table that was read is needed here: its file, its layout, and what is wrong with it."""

    @property
    def workbook(self) -> Workbook:
        """The file."""

    @property
    def layout(self) -> Layout:
        """Which row of its sheet is what."""

    @property
    def numbers(self) -> Sequence[int]:
        """The rows of the file that were taken, from 1."""

    @property
    def refused(self) -> Sequence[int]:
        """Those that were not."""

    @property
    def problems(self) -> Findings:
        """What is wrong."""

    @property
    def proposals(self) -> Mapping[tuple[int, int], str]:
        """By row and column from 0, what a cell that cannot be read may have meant."""


# --- where a problem stands -------------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    """A problem in the sheet: row and column from 0, `None` where it is about more than a cell."""

    found: Finding
    row: int | None
    column: int | None


_CELL: Final = re.compile(r"(?:cell )?([A-Z]{1,3})([0-9]+)\b")
_COLUMN: Final = re.compile(r"column ([A-Z]{1,3})\b")


def _spots(read: ReadTable) -> list[_Spot]:
    """Every problem of the sheet, each where it stands; one about many places is told at each of them."""
    grid = read.layout.grid
    return [_spot(one, grid) for found in read.problems for one in found.each()]


def _spot(found: Finding, grid: Grid) -> _Spot:
    facts = dict(found.facts)
    if facts.get("sheet", grid.sheet) != grid.sheet:
        return _Spot(found, None, None)
    row, cell = facts.get("row"), facts.get("cell")
    before = f"{Place(grid.file, grid.sheet).words.en}, "
    said = found.subject.removeprefix(before)
    if matched := _CELL.match(cell if isinstance(cell, str) else said):
        return _Spot(found, int(matched[2]) - 1, column_number(matched[1]))
    if matched := _COLUMN.match(said):
        return _Spot(found, None, column_number(matched[1]))
    return _Spot(found, row - 1 if isinstance(row, int) else None, None)


def _cell_name(spot: _Spot) -> str:
    if spot.row is not None and spot.column is not None:
        return f"{column_name(spot.column)}{spot.row + 1}"
    if spot.column is not None:
        return column_name(spot.column)
    return "" if spot.row is None else str(spot.row + 1)


def _heading(read: ReadTable, column: int | None) -> str:
    """What a column is headed, as far as that may be repeated."""
    return next((shown(one.heading) for one in read.layout.taken if one.column == column), "")


def _raw(grid: Grid, row: int | None, column: int | None) -> Raw:
    if row is None or column is None or not (0 <= row < len(grid.rows) and 0 <= column < grid.width):
        return None
    return grid.rows[row][column]


# --- what is wrong, as a table ----------------------------------------------------------------------------------------

_SEVERITY: Final = Words(vi="Mức độ", en="Severity")
_PROBLEM: Final = Words(vi="Vấn đề", en="Problem")
_REPAIR: Final = Words(vi="Cách sửa", en="Repair")
_CODE: Final = Words(vi="Mã vấn đề", en="Code of the problem")
_HEADS: Final = (
    Words(vi="Ô", en="In cell"),
    _SEVERITY,
    Words(vi="Tiêu đề cột", en="Heading"),
    _PROBLEM,
    _REPAIR,
    _CODE,
)
_HEADS_SHOWN: Final = (
    Words(vi="Nội dung ô", en="The cell holds"),
    Words(vi="Giá trị đề xuất", en="Proposed value"),
)


def problem_table(read: ReadTable, *, values: Values = "hidden", lang: Lang = "vi") -> Table:
    """What is wrong with a table, a row for each place.

    Args:
        read: a table that was read.
        values: "shown" repeats what the cells hold and what they may have meant, for the user's own screen.
        lang: language of the words.

    Raises:
        InvalidInputError: another word for `values`.
        TermError: another language than "vi" and "en".
    """
    values = read_choice(values, VALUES, "values")
    heads = [head.text(lang=lang) for head in (*_HEADS, *(_HEADS_SHOWN if values == "shown" else ()))]
    rows: list[tuple[str, ...]] = []
    for spot in _spots(read):
        row = (
            _cell_name(spot),
            SEVERITY_WORDS[spot.found.severity].text(lang=lang),
            _heading(read, spot.column),
            _message(spot.found, lang),
            _fix(spot.found, lang),
            spot.found.code,
        )
        rows.append((*row, *(_values(read, spot, lang) if values == "shown" else ())))
    place = Place(read.layout.grid.file, read.layout.grid.sheet).words.text(lang=lang)
    title = Words(vi=f"Vấn đề của {place} ({len(rows)})", en=f"Problems of {place} ({len(rows)})").text(lang=lang)
    return Table(
        title, [Column(head) for head in heads], rows, notes=[note.text(lang=lang) for note in read.problems.notes]
    )


def _values(read: ReadTable, spot: _Spot, lang: Lang) -> tuple[str, str]:
    raw = _raw(read.layout.grid, spot.row, spot.column)
    proposal = _proposal(read, spot)
    return shown_cell(raw, lang=lang), proposal


def _proposal(read: ReadTable, spot: _Spot) -> str:
    if spot.row is None or spot.column is None:
        return ""
    return read.proposals.get((spot.row, spot.column)) or ""


def shown_cell(raw: Raw, *, lang: Lang) -> str:
    """A cell as a table shows it, with its value."""
    match raw:
        case None:
            return ""
        case str():
            return raw
        case dt.datetime() if raw.time() != dt.time():
            return Cell(raw, f"{format_date(raw.date(), lang=lang)} {raw:%H:%M:%S}")
        case dt.datetime():
            return Cell(raw.date(), format_date(raw.date(), lang=lang))
        case dt.date():
            return Cell(raw, format_date(raw, lang=lang))
        case _:
            return Cell(raw, str(raw))


def _message(found: Finding, lang: Lang) -> str:
    """What is wrong, without where, which stands beside it, and without what to do about it."""
    place = dict(found.facts).get("place")
    where = f"{place.text(lang=lang)}: " if isinstance(place, Words) else ""
    return _words_of(found, "message").text(lang=lang).removeprefix(where)


def _fix(found: Finding, lang: Lang) -> str:
    return _words_of(found, "remedy").text(lang=lang)


def _words_of(found: Finding, part: Literal["message", "remedy"]) -> Words:
    return Words(**found.as_dict()[part])


# --- the workbook -----------------------------------------------------------------------------------------------------

_SUMMARY: Final = Words(vi="Tổng hợp", en="Summary")
_PROBLEMS: Final = Words(vi="Vấn đề", en="Problems")
_DATA: Final = Words(vi="Dữ liệu", en="Data")
KEYS_SHEET: Final = "dangbo"
"""The hidden sheet that says which file the workbook was made from."""
STATE: Final = "1"
"""The state of the layout of such a workbook."""
_RED: Final = "#F8B4B4"
_YELLOW: Final = "#FFE699"
_GREY: Final = "#E7E6E6"
_COMMENT: Final = {"author": "dangbo", "x_scale": 3, "y_scale": 2, "font_size": 9}
_COMMENTS: Final = 5_000
"""So many cells get a comment: a workbook with more of them opens slowly. The second sheet has them all."""


def problem_book(read: ReadTable, *, lang: Lang = "vi") -> bytes:
    """The workbook of a table that was read: sums, problems, and the table with its problems marked.

    Args:
        read: a table that was read, also one that was refused (`TableError.read`).
        lang: language of what the workbook says.

    Raises:
        MissingExtraError: the package `xlsxwriter` is not installed.
        InvalidInputError: more rows or columns than a workbook has room for.
        TermError: another language than "vi" and "en".
    """
    known_language(lang)
    grid = read.layout.grid
    if len(grid.rows) > MOST_ROWS or grid.width >= MOST_COLUMNS:
        place = Place(grid.file, grid.sheet)
        raise InvalidInputError(
            [cell_finding("table/book-no-room", place, count=len(grid.rows), base_count=grid.width)]
        )
    into = BytesIO()
    with workbook_into(into, epoch=grid.epoch) as book:
        _Book(book, read, lang).write()
    return into.getvalue()


class _Book:
    """A workbook while it is written."""

    def __init__(self, book: Any, read: ReadTable, lang: Lang) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self.book = book
        self.read = read
        self.lang: Lang = lang
        self.grid = read.layout.grid
        self.spots = _spots(read)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **looks: object) -> Any:  # noqa: ANN401 - as above
        """A format, made once."""
        key = tuple(sorted(looks.items(), key=lambda item: item[0]))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **looks})
        return self._formats[key]

    def said(self, words: Words) -> str:
        return words.text(lang=self.lang)

    def write(self) -> None:
        """All sheets, in their order."""
        summary, problems, data, keys = (
            self.book.add_worksheet(name)
            for name in (self.said(_SUMMARY), self.said(_PROBLEMS), self.said(_DATA), KEYS_SHEET)
        )
        self._write_data(data)
        self._write_problems(problems)
        self._write_summary(summary)
        self._write_keys(keys)
        for sheet in (summary, problems, data):
            for_print(sheet)
            sheet.set_footer(PAGE_OF_PAGES)

    # --- the table ---

    @cached_property
    def marked(self) -> dict[tuple[int, int], list[_Spot]]:
        """The problems by the cell marked for them: those of a row at its first cell, of a column at its head."""
        marked: dict[tuple[int, int], list[_Spot]] = {}
        head = max(self.read.layout.header, default=0)
        for spot in self.spots:
            if spot.row is None and spot.column is None:
                continue
            at = (head if spot.row is None else spot.row, spot.column or 0)
            if at[0] < len(self.grid.rows) and at[1] < self.grid.width:
                marked.setdefault(at, []).append(spot)
        return marked

    def _write_data(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        grid, marked = self.grid, self.marked
        header = set(self.read.layout.header)
        wide = grid.epoch
        token = mark_of_rows(self.read.workbook.digest)
        plain = self.format()
        own_looks = header | {row for some in (marked, grid.fonts, grid.number_formats) for row, _ in some}
        for row, cells in enumerate(grid.rows):
            if row not in own_looks:
                self._write_plainly(sheet, row, cells)
                sheet.write_string(row, grid.width, f"{token}-{row + 1}")
                continue
            for column, raw in enumerate(cells):
                at = (row, column)
                if raw is None:
                    if at in marked:
                        sheet.write_blank(row, column, None, self.format(bg_color=_colour(marked[at])))
                    continue
                looks: dict[str, object] = {}
                if at in marked:
                    looks["bg_color"] = _colour(marked[at])
                if row in header:
                    looks |= {"bold": True, "text_wrap": True, "bg_color": looks.get("bg_color", _GREY)}
                if at in grid.fonts:  # in another font its bytes are other letters
                    looks["font_name"] = grid.fonts[at]
                self._put(sheet, at, in_book(raw, wide), looks, plain)
            sheet.write_string(row, grid.width, f"{token}-{row + 1}")
            if lines := self._lines(row, cells):
                sheet.set_row(row, LINE * min(lines, MOST_LINES))
        merged = apart(grid.merged)
        for span in merged:
            looks = {"text_wrap": True, "align": "center"}
            if (span.top, span.left) in marked:
                looks["bg_color"] = _colour(marked[span.top, span.left])
            elif span.top in header:
                looks |= {"bold": True, "bg_color": _GREY}
            raw = in_book(_raw(grid, span.top, span.left), wide)
            if isinstance(raw, str):  # a date or a number keeps its own way
                sheet.write_string(span.top, span.left, raw, self.format(**looks))
        # As `merge_range` does it, but for the blank cells it writes: as many as a sheet has, and over numbers of rows.
        sheet.merge += [[top, self._beside(left), bottom, self._beside(right)] for top, left, bottom, right in merged]
        for at, some in list(marked.items())[:_COMMENTS]:
            text = "\n\n".join(self._told(spot) for spot in some)
            sheet.write_comment(*at, text[:MOST_CHARACTERS], _COMMENT)
        self._settle(sheet)

    def _write_plainly(self, sheet: Any, row: int, cells: Sequence[Raw]) -> None:  # noqa: ANN401 - as above
        """A row none of whose cells has a look of its own, as nearly all are: most cells are text of one line.

        Where all are, the row is one line high, and nobody sees how it stands in it: cells without a format cost less.
        """
        plain = self.format() if any("\n" in raw for raw in filter(_is_text, cells)) else None
        broken = False
        for column, raw in enumerate(cells):
            if type(raw) is str and len(raw) <= MOST_CHARACTERS and "\n" not in raw:
                sheet.write_string(row, column, raw, plain)
            elif raw is not None:
                broken = True
                self._put(sheet, (row, column), in_book(raw, self.grid.epoch), {}, plain)
        if broken and (lines := self._lines(row, cells)):
            sheet.set_row(row, LINE * min(lines, MOST_LINES))

    def _beside(self, column: int) -> int:
        """Where a column stands in the workbook: those beyond the last one behind the numbers of the rows."""
        return min(column + (column >= self.grid.width), MOST_COLUMNS - 1)

    def _lines(self, row: int, cells: Sequence[Raw]) -> int:
        """How many lines a row needs, where it needs more than one: not every program works it out by itself."""
        texts = [raw for raw in cells if isinstance(raw, str)]
        if row in self.read.layout.header:
            return max((_broken(raw, _HEADED) for raw in texts), default=1)
        lines = max((raw.count("\n") for raw in texts), default=0)
        return lines + 1 if lines else 0

    def _put(
        self,
        sheet: Any,  # noqa: ANN401 - as above
        at: tuple[int, int],
        raw: Raw,
        looks: dict[str, object],
        plain: Any,  # noqa: ANN401 - as above
    ) -> None:
        """A cell as what it is; no text of it becomes a formula, a number or a link."""
        match raw:
            case str():
                if "\n" in raw:
                    looks["text_wrap"] = True
                sheet.write_string(*at, raw, self.format(**looks) if looks else plain)
            case bool():
                sheet.write_boolean(*at, raw, self.format(**looks))
            case dt.datetime():
                pattern = "dd/mm/yyyy hh:mm:ss" if raw.time() != dt.time() else "dd/mm/yyyy"
                sheet.write_datetime(*at, raw, self.format(num_format=pattern, **looks))
            case dt.date():
                sheet.write_datetime(*at, raw, self.format(num_format="dd/mm/yyyy", **looks))
            case dt.time():
                sheet.write_datetime(*at, raw, self.format(num_format="hh:mm:ss", **looks))
            case dt.timedelta():
                sheet.write_datetime(*at, raw, self.format(num_format="[h]:mm:ss", **looks))
            case int() | float():
                if at in self.grid.number_formats:
                    looks["num_format"] = self.grid.number_formats[at]
                sheet.write_number(*at, raw, self.format(**looks))

    def _settle(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        """Widths, what stays in sight, and the hidden column."""
        grid, header = self.grid, self.read.layout.header
        for column in range(grid.width):
            some = [grid.rows[row][column] for row in self.read.layout.data[:MEASURED]]
            widest = max((len(line) for raw in some for line in shown_cell(raw, lang=self.lang).split("\n")), default=0)
            sheet.set_column(column, column, min(max(widest + 2, 11), 40))
        sheet.set_column(grid.width, grid.width, None, None, {"hidden": True})
        if header and max(header) < FROZEN:
            sheet.freeze_panes(max(header) + 1, 0)
            sheet.repeat_rows(min(header), max(header))
        if header and self.read.layout.data:
            sheet.autofilter(max(header), 0, max(self.read.layout.data), max(grid.width - 1, 0))

    def _told(self, spot: _Spot) -> str:
        """A problem as its comment says it."""
        told = f"{SEVERITY_WORDS[spot.found.severity].text(lang=self.lang)}: {_message(spot.found, self.lang)}."
        told += f"\n{_fix(spot.found, self.lang)}"
        if proposal := _proposal(self.read, spot):
            told += "\n" + Words(vi=f"Giá trị đề xuất: {proposal}", en=f"Proposed value: {proposal}").text(
                lang=self.lang
            )
        return f"{told}\n[{spot.found.code}]"

    # --- the sheets beside it ---

    def _write_problems(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        table = problem_table(self.read, values="shown", lang=self.lang)
        head = self.format(bold=True, bg_color=_GREY, text_wrap=True)
        wrapped, link = self.format(text_wrap=True), self.format(font_color="#0563C1", underline=1)
        for column, (one, width) in enumerate(zip(table.columns, _WIDTHS, strict=True)):
            sheet.write_string(0, column, one.title, head)
            sheet.set_column(column, column, width)
        for row, (cells, spot) in enumerate(zip(table.values, self.spots, strict=True), start=1):
            if row >= MOST_ROWS:
                break
            for column, value in enumerate(cells):
                raw = in_book(value, self.grid.epoch)  # type: ignore[arg-type] # a table of cells and words
                self._put(sheet, (row, column), raw, {"text_wrap": True}, wrapped)
            lines = max(_broken(str(cells[at]), _WIDTHS[at]) for at in (3, 4, 6))
            sheet.set_row(row, LINE * min(lines, MOST_LINES))
            if row <= _LINKS and spot.row is not None and spot.column is not None:
                self._link(sheet, row, 0, spot, link)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if self.spots:
            sheet.autofilter(0, 0, min(len(self.spots), MOST_ROWS - 1), len(table.columns) - 1)

    def _link(self, sheet: Any, row: int, column: int, spot: _Spot, looks: Any) -> None:  # noqa: ANN401 - as above
        """A cell that leads to the cell it names."""
        name = _cell_name(spot)
        sheet.write_url(row, column, f"internal:'{self.said(_DATA)}'!{name}", looks, string=name)

    def _write_summary(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        bold, wrapped = self.format(bold=True), self.format(text_wrap=True)
        for column, width in enumerate((_WIDE, 16, 16, 16, 60, 60)):
            sheet.set_column(column, column, width)
        place = Place(self.grid.file, self.grid.sheet).words
        title = Words(vi=f"Vấn đề của {place.vi}", en=f"Problems of {place.en}")
        sheet.write_string(0, 0, self.said(title), self.format(bold=True, font_size=14))
        row = 2
        for words, count in self._counts():
            sheet.write_string(row, 0, self.said(words))
            sheet.write_number(row, 1, count, self.format(num_format="#,##0"))
            row += 1
        row += 1
        for colour, words in _LEGEND:
            sheet.write_blank(row, 0, None, self.format(bg_color=colour))
            sheet.write_string(row, 1, self.said(words))
            row += 1
        row += 1
        for words in (*_HOW_TO, *self._remarks()):
            sheet.write_string(row, 0, self.said(words))
            row += 1
        row = self._rows(sheet, row + 1, _BY_CODE, self._by_code(), bold, wrapped)
        self._rows(sheet, row + 1, _BY_ORGANIZATION, self._by_organization(), bold, wrapped)

    def _rows(
        self,
        sheet: Any,  # noqa: ANN401 - as above
        row: int,
        heads: Sequence[Words],
        rows: Iterable[Sequence[str | int]],
        bold: Any,  # noqa: ANN401 - as above
        wrapped: Any,  # noqa: ANN401 - as above
    ) -> int:
        """A small table from a row on; the row below it is given back."""
        sheet.write_string(row, 0, self.said(heads[0]), bold)
        for column, head in enumerate(heads[1:]):
            sheet.write_string(row + 1, column, self.said(head), self.format(bold=True, bg_color=_GREY, text_wrap=True))
        row += 2
        for cells in rows:
            sheet.set_row(row, LINE * max(_broken(str(value), _WIDE) for value in cells))
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, self.format(num_format="#,##0"))
                else:
                    sheet.write_string(row, column, value[:MOST_CHARACTERS], wrapped)
            row += 1
        return row

    def _counts(self) -> tuple[tuple[Words, int], ...]:
        return (
            (Words(vi="Dòng đọc được", en="Rows read"), len(self.read.numbers)),
            (Words(vi="Dòng không đọc được", en="Rows refused"), len(self.read.refused)),
            (Words(vi="Vấn đề", en="Problems"), len(self.spots)),
            (Words(vi="Ô có vấn đề", en="Cells with a problem"), len(self.marked)),
        )

    def _remarks(self) -> Iterator[Words]:
        """What of the file this workbook does not show as it is."""
        cut = sum(
            len(raw) > MOST_CHARACTERS
            for row in self.grid.rows
            if max(map(len, filter(_is_text, row)), default=0) > MOST_CHARACTERS
            for raw in filter(_is_text, row)
        )
        if cut:
            yield Words(
                vi=f"{cut} ô dài hơn {MOST_CHARACTERS} ký tự, ở đây chỉ ghi phần đầu; nếu không sửa, khi đọc lại "
                "vẫn giữ cả.",
                en=f"{cut} cells are longer than {MOST_CHARACTERS} characters and stand here with their beginning; "
                "unchanged, they are read back whole.",
            )
        if self.grid.unread:
            count = len(self.grid.unread)
            yield Words(
                vi=f"{count} ô của tệp là công thức chưa tính hoặc lỗi (#N/A): ở đây để trống.",
                en=f"{count} cells of the file are formulas nobody computed or errors (#N/A): they are blank here.",
            )
        if len(self.marked) > _COMMENTS:
            yield Words(
                vi=f"Chỉ {group_digits(_COMMENTS)} ô đầu có ghi chú; trang 'Vấn đề' liệt kê tất cả.",
                en=f"Only the first {_COMMENTS} cells have a comment; sheet 'Problems' lists all of them.",
            )

    def _by_code(self) -> Iterator[tuple[str | int, ...]]:
        by_code: dict[str, list[_Spot]] = {}
        for spot in self.spots:
            by_code.setdefault(spot.found.code, []).append(spot)
        for code, some in sorted(by_code.items(), key=lambda item: (item[1][0].found.severity is not Severity.BLOCK,)):
            first = some[0]
            weighs = SEVERITY_WORDS[first.found.severity].text(lang=self.lang)
            yield (
                code, weighs, len(some), _cell_name(first), _message(first.found, self.lang),
                _fix(first.found, self.lang),
            )  # fmt: skip

    def _by_organization(self) -> Iterator[tuple[str | int, ...]]:
        """Rows, rows with a problem and problems of each organization, in the order in which each first comes."""
        told: dict[int, int] = {}
        for spot in self.spots:
            if spot.row is not None:
                told[spot.row] = told.get(spot.row, 0) + 1
        sums: dict[str, list[int]] = {}
        nowhere = self.said(_NOWHERE)
        for row, name in organizations(self.read.layout):
            counts = sums.setdefault(name or nowhere, [0, 0, 0])
            counts[0] += 1
            counts[1] += row in told
            counts[2] += told.get(row, 0)
        for name, (rows, bad, problems) in sums.items():
            yield name, rows, bad, problems

    def _write_keys(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        """What says later which file this is of."""
        sheet.very_hidden()
        for row, pair in enumerate(keys_of(self.read, self.said(_DATA)).items()):
            for column, text in enumerate(pair):
                sheet.write_string(row, column, text)


_WIDE: Final = 50
_HEADED: Final = 14
_WIDTHS: Final = (9, 14, 24, 60, 60, 24, 24, 24)


def _broken(text: str, wide: int) -> int:
    """Into how many lines a text is broken in a column of a width."""
    return sum(-(-len(line) // wide) or 1 for line in text.split("\n"))


_LINKS: Final = 20_000
"""So many links lead from the list of problems to their cells: a sheet has room for 65,530."""
_LEGEND: Final = (
    (_RED, Words(vi="phải xử lý: không đọc được hoặc trái với dòng khác", en="blocks: it cannot be read or taken")),
    (_YELLOW, Words(vi="lưu ý: đọc được, cần xem lại", en="warns: it was read, and asks to be looked at")),
)
_HOW_TO: Final = (
    Words(
        vi="Sửa ở trang 'Dữ liệu', ô tô màu có ghi chú nêu lý do và cách sửa. Mỗi ô nằm đúng chỗ như trong tệp gốc.",
        en="Correct sheet 'Data': colored cells have a comment with reason and repair; cells stand as in the file.",
    ),
    Words(
        vi="Có thể sắp xếp, thêm, bớt dòng; không chèn, xóa, đổi chỗ cột. Lưu lại rồi cho đọc lại.",
        en="Rows may be sorted, added and taken out; columns stay where they are. Save it, and have it read again.",
    ),
)
_BY_CODE: Final = (
    Words(vi="Theo mã vấn đề", en="By code"),
    _CODE,
    _SEVERITY,
    Words(vi="Số chỗ", en="Places"),
    Words(vi="Chỗ đầu", en="First place"),
    _PROBLEM,
    _REPAIR,
)
_BY_ORGANIZATION: Final = (
    Words(vi="Theo tổ chức", en="By organization"),
    Words(vi="Tổ chức", en="Organization"),
    Words(vi="Số dòng", en="Rows"),
    Words(vi="Dòng có vấn đề", en="Rows with a problem"),
    Words(vi="Số vấn đề", en="How many problems"),
)
_NOWHERE: Final = Words(vi="(không ghi)", en="(not told)")
_HOMES: Final = ("organization", "cell", "parent", "subject")
"""Fields that say to which organization a row belongs, the nearest first."""


def organizations(layout: Layout) -> Iterator[tuple[int, str]]:
    """Each row of the table and the organization it belongs to: as its column has it, or its section row."""
    fields = {name: one.column for one in reversed(layout.taken) for name in one.fields}
    column = next((fields[name] for name in _HOMES if name in fields), None)
    for row in layout.data:
        raw = _raw(layout.grid, row, column)
        yield row, str(raw).strip() if raw is not None else layout.sections.get(row, "")


def _colour(spots: Iterable[_Spot]) -> str:
    return _RED if any(spot.found.severity is Severity.BLOCK for spot in spots) else _YELLOW


def _is_text(raw: Raw) -> TypeGuard[str]:
    return isinstance(raw, str)


def in_book(raw: Raw, epoch: int = 1900) -> Raw:
    """What a workbook holds for a cell: the same, but for what no workbook can hold."""
    match raw:
        case str() if len(raw) > MOST_CHARACTERS:
            return raw[:MOST_CHARACTERS]
        case dt.datetime() | dt.date():
            day = raw.date() if isinstance(raw, dt.datetime) else raw
            if day < FIRST_DAY[epoch]:
                return written_day(day)
        case float() if raw != raw or raw in (float("inf"), float("-inf")):  # noqa: PLR0124 - what is no number
            return str(raw)
    return raw


def keys_of(read: ReadTable, data: str) -> dict[str, str]:
    """What the hidden sheet says of the file such a workbook was made from, and which sheet holds the table."""
    grid = read.layout.grid
    return {
        "dangbo": STATE,
        "source": read.workbook.digest,
        "sheet": grid.sheet,
        "data": data,
        "rows": str(len(grid.rows)),
        "columns": str(grid.width),
    }


def mark_of_rows(digest: str) -> str:
    """How the number of a row begins that stands beside it."""
    return f"#{digest[:6]}"
