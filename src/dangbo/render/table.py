"""Tables: aligned columns in text, a captioned `<table>` with scoped headings in HTML.

Cells are words already: whoever fills a table has formatted its numbers, and a `Cell` keeps the number beside its
words. The first column names the row; leading spaces there indent it ("  trong đó: ...") in both forms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from math import isfinite
from typing import Final, Literal, Self

from typing_extensions import TypedDict

from dangbo.base.envelope import ShareDocument
from dangbo.base.errors import quoted
from dangbo.base.figures import Growth, Points, Ratio, Share
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, ValueKind
from dangbo.base.terms import Term
from dangbo.base.text import format_date, format_number, group_digits
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.render.drawing import COLUMNS, Drawing, broken, clean, escape, fragment, pad, width


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and the side its cells stand on (numbers to the right)."""

    title: str
    align: Literal["left", "right"] = "left"


class Cell(str):
    """The words of a cell, with the value they stand for: "27 960" and 27960. As a text it is its words.

    Args:
        value: what is meant, for whoever reckons on or writes it elsewhere.
        text: how it is shown.

    Examples:
        >>> cell = Cell(27960, "27 960")
        >>> cell, cell.value
        ('27 960', 27960)
    """

    __slots__ = ("value",)

    value: object

    def __new__(cls, value: object, text: str) -> Self:
        """Make the text, and keep the value beside it."""
        new = super().__new__(cls, text)
        new.value = value
        return new

    def __reduce__(self) -> tuple[type[Self], tuple[object, str]]:
        return (type(self), (self.value, str(self)))


def number_cell(value: int | Fraction | Decimal, *, decimals: int = 0, lang: Lang) -> Cell:
    """A cell with a number, shown as reports print it.

    Args:
        value: an exact number.
        decimals: digits after the decimal mark.
        lang: whose marks.

    Raises:
        InvalidInputError: a float.
        TermError: another language than "vi" and "en".

    Examples:
        >>> number_cell(27960, lang="vi"), number_cell(27960, lang="vi").value
        ('27.960', 27960)
    """
    return Cell(value, format_number(value, decimals=decimals, lang=lang))


def day_cell(day: dt.date, *, lang: Lang) -> Cell:
    """A cell with a day, shown as reports print it.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> import datetime
        >>> day_cell(datetime.date(2023, 4, 30), lang="en")
        '30 April 2023'
    """
    return Cell(day, format_date(day, lang=lang))


def share_cell(share: Share | Ratio | Growth | Points, *, decimals: int = 1, lang: Lang) -> Cell:
    """A cell with a share, or with points between two, shown with so many decimals; it keeps both counts.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> share_cell(Share(95, of=173), lang="vi"), share_cell(Share(95, of=173), lang="vi").value
        ('54,9%', Share(95, of=173) = 54,9%)
    """
    return Cell(share, share.text(decimals=decimals, lang=lang))


class ColumnEntry(TypedDict):
    """A column: its heading, and the side its cells stand on."""

    title: str
    align: Literal["left", "right"]


class CellEntry(TypedDict):
    """A cell: how it is shown, and what is meant; `None` where its words are all there is to it.

    Days are YYYY-MM-DD, exact numbers that are not whole are text, a share is its two counts, several counts are a
    list.
    """

    text: str
    value: bool | int | str | ShareDocument | list[int] | None


class TableDocument(TypedDict):
    """A table in the language it was made in: what is printed in each cell, and the value it stands for.

    `totals` are the positions of the rows that sum up others, from 0.
    """

    schema: Literal["dangbo/table"]
    version: Literal[1]
    title: str
    columns: list[ColumnEntry]
    rows: list[list[CellEntry]]
    totals: list[int]
    notes: list[str]
    source: str


@dataclass(frozen=True, slots=True, repr=False)
class Table(Documented, Framed):
    """A table ready to be drawn; sequences are kept as tuples.

    Args:
        title: what it shows, with its date.
        columns: headings, left to right; the first names the rows.
        rows: cells as words, one row per sequence, as many as there are columns; a `Cell` keeps the value beside them.
        notes: lines below the table: bases, roundings, what is synthetic.
        source: where the figures come from.
        totals: positions of the rows that sum up others, counted from 0; drawn in bold.

    Raises:
        ValueError: no column, a row with too few or too many cells, a position that is no row.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    source: str = ""
    totals: Sequence[int] = ()

    def __post_init__(self) -> None:
        """Keep what was given as tuples, and refuse a ragged table."""
        for name in ("columns", "notes", "totals"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "rows", tuple(tuple(row) for row in self.rows))
        if not self.columns:
            raise ValueError(f"table {quoted(self.title)} has no column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} of table {quoted(self.title)} has {len(row)} cells, not {len(self.columns)}"
                )
        for position in self.totals:
            if not 0 <= position < len(self.rows):
                raise ValueError(
                    f"totals of table {quoted(self.title)} name row {position} of {len(self.rows)}, from 0"
                )

    def __repr__(self) -> str:
        """Title and size: cells may hold names, and a log is no place for them."""
        return f"Table({self.title!r}, {len(self.rows)} x {len(self.columns)})"

    @property
    def values(self) -> tuple[tuple[object, ...], ...]:
        """The rows with the value of every `Cell`, and the words of the others.

        Examples:
            >>> Table("", [Column("Loại"), Column("Số lượng")], [["Chi bộ", Cell(910, "910")]]).values
            (('Chi bộ', 910),)
        """
        return tuple(tuple(cell.value if isinstance(cell, Cell) else cell for cell in row) for row in self.rows)

    def as_dict(self) -> TableDocument:
        """The document `dangbo/table`: every cell with its words and its value.

        Examples:
            >>> Table("", [Column("Loại"), Column("Số")], [["Chi bộ", Cell(910, "910")]]).as_dict()["rows"]
            [[{'text': 'Chi bộ', 'value': None}, {'text': '910', 'value': 910}]]
        """
        return {
            "schema": "dangbo/table",
            "version": 1,
            "title": self.title,
            "columns": [{"title": column.title, "align": column.align} for column in self.columns],
            "rows": [[{"text": str(cell), "value": _told(cell)} for cell in row] for row in self.rows],
            "totals": [*self.totals],
            "notes": [*self.notes],
            "source": self.source,
        }

    def _frame(self) -> Iterator[FrameColumn]:
        taken: set[str] = set()
        for at, column in enumerate(self.columns):
            name = _unlike(clean(column.title).strip() or f"column_{at + 1}", taken)
            yield from _values_of(name, [row[at] for row in self.rows], taken)
        sums = {*self.totals}
        yield FrameColumn(_unlike("is_total", taken), "yes/no", [at in sums for at in range(len(self.rows))])

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """The table as a drawing; see `draw_table`."""
        return draw_table(self, limit=limit, lang=lang)

    def _repr_html_(self) -> str:
        return self.show().html


def _told(cell: str) -> bool | int | str | ShareDocument | list[int] | None:
    """The value of a cell as plain JSON."""
    match cell.value if isinstance(cell, Cell) else None:
        case None | bool() | int() | str() as plain:
            return plain
        case dt.date() as day:
            return day.isoformat()
        case Share() | Ratio() | Growth() as share:
            return share.as_dict()
        case Points() as points:
            return str(points.value)
        case Decimal() | Fraction() as exact:
            return str(exact)
        case Term() as term:
            return str(term.value)
        case tuple() as several:  # of pairs, what is counted and its count
            return [int(one[-1] if isinstance(one, tuple) else one) for one in several]
        case _:  # nothing that JSON could hold; the words say it
            return None


def _unlike(name: str, taken: set[str]) -> str:
    """A name that no column has yet: the second "Tổng" is "Tổng (2)"."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    taken.add(found)
    return found


def _values_of(name: str, cells: Sequence[str], taken: set[str]) -> Iterator[FrameColumn]:
    """The values of cells that are all of one kind, and the words of others; a dash or a blank is no value."""
    values = [cell.value if isinstance(cell, Cell) else cell if cell.strip() not in _BLANK else None for cell in cells]
    kind = _kind_of([value for value in values if value is not None])
    parts = [f"{name}_{part}" for part in ("count", "of", "percent")]
    if kind == "text" or (kind == "share" and not taken.isdisjoint(parts)):
        told = any(value is not None for value in values)  # of dashes alone nothing is known, as beside figures
        yield FrameColumn(name, "text", [str(cell) or None if told else None for cell in cells])
    elif kind == "share":
        taken.update(parts)
        counted = [(None, None) if value is None else _counted(value) for value in values]
        yield FrameColumn(parts[0], "count", [count for count, _ in counted])
        yield FrameColumn(parts[1], "count", [of for _, of in counted])
        percent = [None if count is None or not of else Fraction(100 * count, of) for count, of in counted]
        yield FrameColumn(parts[2], "number", percent)
    else:
        yield FrameColumn(name, kind, values)


def _counted(value: object) -> tuple[int | None, int | None]:
    """Count and base of a share, of a pair of both; a count alone has no base."""
    if isinstance(value, Share | Ratio | Growth):
        return value.count, value.of
    return value if isinstance(value, tuple) else (value, None)


def _kind_of(known: Sequence[object]) -> ValueKind:
    """What values all are; text where they are of several kinds, or there is none."""
    types = {_Pair if _is_pair(value) else type(value) for value in known}
    for kind, fitting in _KINDS.items():
        if types and types <= fitting:
            return kind if all(map(_fits, known)) else "text"
    return "text"


def _fits(value: object) -> bool:
    """Whether a frame can hold a value: a whole number that is none too large, any other that is one as a float too."""
    if isinstance(value, int):
        return -_INT64 <= value < _INT64
    if isinstance(value, Fraction | Decimal):
        try:
            return isfinite(float(value))
        except (OverflowError, ValueError):
            return False
    return True


class _Pair:
    """The type of a count beside its base."""


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(one) is int for one in value)  # noqa: PLR2004


_BLANK: Final = {"", "-", "–", "—"}
_INT64: Final = 2**63
_KINDS: Final[dict[ValueKind, set[type]]] = {
    "yes/no": {bool},
    "count": {int},
    "share": {int, Share, Ratio, Growth, _Pair},
    "number": {int, Fraction, Decimal, Points},
    "day": {dt.date},
}


def draw_table(table: Table, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
    """Draw a table.

    Args:
        table: what to draw.
        limit: most rows to draw; `None` for all. Rows that sum up others come first, then the others from the top. A
            line below says how many were left out.
        lang: language of the words the drawing adds.

    Raises:
        ValueError: a limit below 1.
        TermError: another language than "vi" and "en".

    Examples:
        >>> print(draw_table(Table(
        ...     "Tổ chức cơ sở đảng, 30/4/2023",
        ...     [Column("Loại"), Column("Số lượng", "right")],
        ...     [["Đảng bộ cơ sở", "75"], ["Chi bộ cơ sở", "25"], ["Tổng cộng", "100"]],
        ...     notes=["Tính được từ dữ liệu."],
        ... )))
        Tổ chức cơ sở đảng, 30/4/2023
        <BLANKLINE>
        Loại           Số lượng
        ─────────────  ────────
        Đảng bộ cơ sở        75
        Chi bộ cơ sở         25
        Tổng cộng           100
        <BLANKLINE>
        Tính được từ dữ liệu.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit is {limit}: draw at least one row, or give None for all")
    shown = _shown(table, limit)
    below = _below(table, len(table.rows) - len(shown), lang)
    rows = [table.rows[position] for position in shown]
    return Drawing(_as_text(table, rows, below), fragment(table_html(table, shown, below), lang=lang))


def _shown(table: Table, limit: int | None) -> list[int]:
    """The positions of the rows that are drawn, in their order."""
    count = len(table.rows)
    if limit is None or count <= limit:
        return list(range(count))
    sums = sorted(set(table.totals))
    others = (position for position in range(count) if position not in sums)
    return sorted([*sums, *others][:limit])


def _below(table: Table, left_out: int, lang: Lang) -> list[str]:
    lines = []
    if left_out:
        count = group_digits(left_out, lang=lang)
        lines.append(Words(vi=f"… và {count} hàng nữa", en=f"… and {count} more rows").text(lang=lang))
    lines += table.notes
    if table.source:
        lines.append(f"{Words(vi='Nguồn', en='Source').text(lang=lang)}: {table.source}")
    return lines


_GAP: Final = "  "
_NARROWEST: Final = 16
"""No column of words is made narrower than this for it."""
_HEADING: Final = 12
"""A heading wider than its column is broken into lines of about this many characters."""


def _as_text(table: Table, rows: Sequence[Sequence[str]], below: Sequence[str]) -> str:
    out = [part for part in broken(clean(table.title)) if part]
    for some in _blocks(table, rows):
        columns = [table.columns[i] for i in some]
        out += (
            ["", *_block(columns, [[row[i] for i in some] for row in rows])]
            if out
            else _block(columns, [[row[i] for i in some] for row in rows])
        )
    if below:
        out += ["", *(part for words in below for part in broken(clean(words)))]
    return "\n".join(out)


def _blocks(table: Table, rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Columns that stand beside each other: all, or, where they are too wide, as many as fit after the first."""
    needed = [_narrowest([clean(row[i]) for row in rows], column) for i, column in enumerate(table.columns)]
    blocks = [[0]]
    for i in range(1, len(needed)):
        if len(blocks[-1]) > 1 and sum(needed[j] + len(_GAP) for j in [*blocks[-1], i]) - len(_GAP) > COLUMNS:
            blocks.append([0])
        blocks[-1].append(i)
    return blocks


def _narrowest(cells: Sequence[str], column: Column) -> int:
    """How narrow a column can be made: numbers are not broken, words only between each other."""
    least = _NARROWEST if column.align == "left" else COLUMNS
    lines = [line for cell in cells for line in broken(cell, least)]
    return max(map(width, [*lines, *_heading(clean(column.title), _HEADING)]))


def _block(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[clean(cell) for cell in row] for row in rows]
    bodies = [max((width(row[i]) for row in cells), default=0) for i in range(len(columns))]
    headings = [_heading(clean(column.title), body) for column, body in zip(columns, bodies, strict=True)]
    widths = [max(body, *map(width, heading)) for body, heading in zip(bodies, headings, strict=True)]
    floors = [_narrowest([row[i] for row in cells], column) for i, column in enumerate(columns)]
    widths = _fitted(widths, floors)
    headings = [_heading(clean(column.title), w) for column, w in zip(columns, widths, strict=True)]
    lines = [[broken(cell, w) for cell, w in zip(row, widths, strict=True)] for row in cells]
    widths = [max([w, *(width(line) for row in lines for line in row[i])]) for i, w in enumerate(widths)]

    def line(row: Sequence[str]) -> str:
        padded = (pad(cell, w, align=c.align) for cell, w, c in zip(row, widths, columns, strict=True))
        return _GAP.join(padded).rstrip()

    height = max(map(len, headings))
    out = [line(row) for row in zip(*([""] * (height - len(h)) + h for h in headings), strict=True)]
    out.append(_GAP.join("─" * w for w in widths))
    out += (line(row) for parts in lines for row in zip_longest(*parts, fillvalue=""))
    return out


def _fitted(widths: Sequence[int], floors: Sequence[int]) -> list[int]:
    """Take what is too much for the page from the widest columns that can be narrower."""
    fitted = list(widths)
    excess = sum(fitted) + len(_GAP) * (len(fitted) - 1) - COLUMNS
    while excess > 0 and (wide := [i for i, floor in enumerate(floors) if fitted[i] > floor]):
        fitted[max(wide, key=fitted.__getitem__)] -= 1
        excess -= 1
    return fitted


def _heading(title: str, body: int) -> list[str]:
    """The lines of a heading over cells of some width: no more than needed, and of about the same length."""
    columns = max(body, _HEADING)
    lines = broken(title, columns)
    while columns > 1 and len(narrower := broken(title, columns - 1)) == len(lines) > 1:
        lines, columns = narrower, columns - 1
    return lines


def folded_table(table: Table, *, lang: Lang) -> str:
    """The table as markup behind a line that unfolds it: what a picture shows, for those who cannot see it."""
    label = Words(vi="Xem dưới dạng bảng", en="Show as a table").text(lang=lang)
    rows = table_html(table, range(len(table.rows)), ())
    return f'<details class="dangbo-more"><summary>{label}</summary>{rows}</details>'


_NARROW: Final = 6
"""A first column of no wider words, such as "AB17" or a number, needs not the room of names."""


def table_html(table: Table, shown: Sequence[int], below: Sequence[str]) -> str:
    """The table as markup without the style around it; `shown` are the positions of the rows to draw."""
    sides = [' class="dangbo-number"' if column.align == "right" else "" for column in table.columns]
    out = ['<div class="dangbo-scroll"><table class="dangbo-table">']
    if table.title:
        out.append(f"<caption>{escape(table.title)}</caption>")
    heads = (f'<th scope="col"{side}>{escape(c.title)}</th>' for c, side in zip(table.columns, sides, strict=True))
    out.append(f"<thead><tr>{''.join(heads)}</tr></thead><tbody>")
    narrow = not sides[0] and all(width(table.rows[position][0].strip()) <= _NARROW for position in shown)
    for position in shown:
        name, *cells = table.rows[position]
        total = ' class="dangbo-total"' if position in table.totals else ""
        indent = len(clean(name)) - len(clean(name).lstrip(" "))
        style = f"padding-left:{12 + 9 * indent}px" if indent else "min-width:0" if narrow else ""
        style = style and f' style="{style}"'
        out.append(f'<tr{total}><th scope="row"{sides[0]}{style}>{escape(name.strip())}</th>')
        out += (f"<td{side}>{escape(cell)}</td>" for cell, side in zip(cells, sides[1:], strict=True))
        out.append("</tr>")
    out.append("</tbody></table></div>")
    out += (f'<p class="dangbo-muted">{escape(line)}</p>' for line in below)
    return "".join(out)
