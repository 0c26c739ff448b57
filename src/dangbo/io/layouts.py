"""How a list lies in its sheet: where its header is, which rows hold data, and what all the other rows are.

```
layout_of(grid, kind) -> Layout(header, headings, data, kinds, sections, taken, problems)
kind_of(grid)         -> the kind of list whose headings fit best

title                    DANH SÁCH ĐẢNG VIÊN
header                   STT    Họ và tên       Ngày vào Đảng     the row of the first 20 with most known headings
numbers, codes           1      2               3
section                  I. Chi bộ thôn 3 (28 đồng chí)           names the organization of the rows below
data                     1      Nguyễn Văn A    19/05/1990
total                    Cộng: 28                                 held against the rows that were found
signature, note          NGƯỜI LẬP BIỂU
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import is_, itemgetter
from typing import Final, NamedTuple

from dangbo.base.errors import LABEL, shown
from dangbo.base.findings import Finding
from dangbo.base.text import fold, nearest, nfc
from dangbo.base.told import Untold
from dangbo.base.words import NO_WORDS
from dangbo.io.grids import Grid, Place, Raw, cell_finding, column_name, first_few, not_seen
from dangbo.io.headings import KINDS, Kind, Taken, fields_of, hit, is_heading, shown_heading, taken_of
from dangbo.io.row_kinds import FULLY, LEAST, RowKind, RowsBelow, has_cells, text_of_cell

__all__ = ["Layout", "kind_of", "layout_of"]


@dataclass(frozen=True, slots=True, repr=False)
class Layout(Untold):
    """How a list lies in its sheet. Rows and columns are counted from 0, as in the grid.

    Attributes:
        grid: the sheet.
        header: rows of the header, one to three; none where no header was found.
        headings: of each column, as written: merged and two-line headings are joined by " / ".
        data: rows that hold data.
        kinds: what each row that is no data is.
        sections: of each data row below a section row, what that row names: "Chi bộ thôn 3".
        taken: what each column that has a heading or a value was taken for.
        problems: what is to be known before the rows are read; with one that stops, there is nothing to be read.
    """

    grid: Grid
    header: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    data: tuple[int, ...] = ()
    kinds: Mapping[int, RowKind] = field(default_factory=dict)
    sections: Mapping[int, str] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    problems: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"Layout({self.grid!r}, {len(self.data)} rows of data, {len(self.problems)} problems)"


def layout_of(grid: Grid, kind: Kind, *, columns: Mapping[str, str] | None = None) -> Layout:
    """How a list lies in its sheet.

    Args:
        grid: the sheet.
        kind: what the rows of the list are.
        columns: headings, each with the field it is, where they are not understood by themselves.

    Returns:
        The layout. Where no list of this kind can be found its `problems` say why, and there are no rows.

    Complexity:
        O(rows + cells of the first rows); of a row only few cells are looked at where it plainly holds data.

    Examples:
        >>> grid = Grid("ds.xlsx", "Sheet1", [["DANH SÁCH", None], ["STT", "Họ và tên"], [1, "Nguyễn Văn A"]])
        >>> layout = layout_of(grid, "profiles")
        >>> layout.header, layout.data, [one.field for one in layout.taken]
        ((1,), (2,), ['no', 'name'])
    """
    named = {nfc(heading): name for heading, name in (columns or {}).items()}
    problems = [*_no_fields(grid, kind, named)]
    if not any(map(has_cells, grid.rows)) and not grid.unread:
        return Layout(grid, problems=(*problems, cell_finding("table/empty-sheet", Place(grid.file, grid.sheet))))
    header = _header_in(grid, kind, named, range(_LOOKED_AT))
    if header is None:
        return Layout(grid, problems=(*problems, _no_header(grid, kind, named)))
    lines = header.lines
    below = grid.rows[header.rows[-1] + 1 :]
    for column in header.merged:  # a heading drawn over a column that is only there to make it wider
        if _is_blank(below, column):
            del lines[column]
    said = _named_columns(grid, lines, named, problems)
    held = {column for column in range(grid.width) if not _is_blank(below, column)}
    held |= {column for row, column in grid.unread if row > header.rows[-1]}
    known = {column: lines.get(column, ()) for column in {*lines} | held}
    taken, same = taken_of(known, kind, named=said, merged=header.merged)
    reading = RowsBelow(grid, kind, header.rows, lines, taken)
    problems += _of_columns(grid, taken, same)
    problems += _tables_above(grid, header)
    problems += reading.problems
    problems += not_seen(grid, reading.data, (one.column for one in taken if one.fields))
    return Layout(
        grid,
        header.rows,
        tuple(" / ".join(lines.get(column, ())) for column in range(grid.width)),
        tuple(reading.data),
        reading.kinds,
        reading.sections,
        taken,
        tuple(problems),
    )


_MARKS: Final[Mapping[Kind, tuple[frozenset[str], ...]]] = {
    "organizations": (
        frozenset({"name", "id"}),
        frozenset({"form", "level", "parent", "full", "probationary", "members", "unit_type", "host_unit"}),
    ),
    "profiles": (
        frozenset({"name", "given_name", "member", "system_id"}),
        frozenset(
            {"born", "admitted", "recognized", "personal_id", "card_number", "old_card_number", "sex", "file_number"}
        ),
    ),
    "groups": (frozenset({"name", "id"}), frozenset({"cells", "head", "head_is_member", "place"})),
    "seats": (
        frozenset({"holder", "name", "given_name"}),
        frozenset({"post"}),
        frozenset({"body", "since", "source", "until"}),
    ),
    "ratings": (frozenset({"subject", "organization", "name"}), frozenset({"rating"})),
    "meetings": (frozenset({"cell"}), frozenset({"on"}), frozenset({"called", "present", "minutes"})),
    "visits": (frozenset({"member"}), frozenset({"cell"}), frozenset({"on"})),
    "life events": (frozenset({"member"}), frozenset({"kind"}), frozenset({"on"})),
    "prospects": (frozenset({"person", "name", "given_name"}), frozenset({"cell"}), frozenset({"stage"})),
}
"""The columns a list of each kind has: one at least of each set."""


def kind_of(grid: Grid) -> Kind | None:
    """The kind of list whose headings fit a sheet best; `None` where none does.

    Args:
        grid: the sheet.

    Examples:
        >>> kind_of(Grid("a.csv", "", [["Mã chi bộ", "Năm", "Xếp loại"], ["cb-1", 2025, "Tốt"]]))
        'ratings'
        >>> kind_of(Grid("a.csv", "", [["a", "b"], [1, 2]])) is None
        True
    """
    best: tuple[int, Kind | None] = (0, None)
    for kind in KINDS:
        header = _header_in(grid, kind, {}, range(_LOOKED_AT))
        if header is not None and all(marks & header.fields for marks in _MARKS[kind]) and header.hits > best[0]:
            best = header.hits, kind
    return best[1]


# --- the header -------------------------------------------------------------------------------------------------------

_LOOKED_AT: Final = 20
"""Rows among which the header is looked for."""
_LOOKED_BELOW: Final = 200
"""Rows among which it is looked for only to say where it stands."""
_WHOLE_WIDTH: Final = 0.8
"""A merged cell over more of the columns is a title, and groups none of them."""


class _Header(NamedTuple):
    """A header that may be it.

    Attributes:
        rows: its rows.
        lines: by column, what stands above it, the topmost line first.
        merged: columns whose heading stands in a merged cell that begins further left.
        fields: the fields its headings stand for.
    """

    rows: tuple[int, ...]
    lines: dict[int, tuple[str, ...]]
    merged: frozenset[int]
    fields: frozenset[str]

    @property
    def hits(self) -> int:
        """How many headings are known."""
        return len(self.fields)


def _is_blank(rows: Sequence[Sequence[Raw]], column: int) -> bool:
    """Whether a column has nothing in some rows; nothing is done for each of them but to look."""
    return all(map(is_, map(itemgetter(column), rows), repeat(None)))


def _header_in(grid: Grid, kind: Kind, named: Mapping[str, str], rows: range) -> _Header | None:
    """The header with most known headings; of several the one with fewest rows, then the topmost."""
    best: _Header | None = None
    for at in range(rows.start, min(rows.stop, len(grid.rows))):
        for depth in _depths(grid, at):
            header = _header_at(grid, kind, named, (*range(at, at + depth),))
            if best is None or (header.hits, -len(header.rows)) > (best.hits, -len(best.rows)):
                best = header
    least = 1 if grid.width == 1 else LEAST
    return best if best is not None and best.hits >= least else None


def _depths(grid: Grid, top: int) -> Iterator[int]:
    """How many rows a header that begins here may have."""
    yield 1
    spans = [span for span in grid.merged if span.top == top]
    tall = max((span.bottom - span.top + 1 for span in spans), default=1)
    wide = any(span.left < span.right < span.left + grid.width * _WHOLE_WIDTH for span in spans)
    if tall == 3 and top + 2 < len(grid.rows):  # noqa: PLR2004 - groups of groups
        yield 3
    elif top + 1 < len(grid.rows) and (tall == 2 or wide or (not grid.merged and _grouped(grid, top))):  # noqa: PLR2004
        yield 2


def _grouped(grid: Grid, top: int) -> bool:
    """Whether the row below names parts of what this row names, in a file that does not say which cells are merged."""
    above, below = grid.rows[top], grid.rows[top + 1]
    if not all(cell is None or isinstance(cell, str) for cell in (*above, *below)):
        return False
    parts = [at for at, cell in enumerate(below) if cell is not None]
    inner = [at for at in parts if above[at] is None]
    heads = [at for at in parts if above[at] is not None]
    return bool(inner) and bool(heads) and all(at + 1 in inner for at in heads)


def _header_at(grid: Grid, kind: Kind, named: Mapping[str, str], rows: tuple[int, ...]) -> _Header:
    """What rows say as a header."""
    lines: dict[int, tuple[str, ...]] = {}
    for row in rows:
        filled = _spread(grid, row, last=row == rows[-1])
        for column, text in filled.items():
            lines[column] = (*lines.get(column, ()), text)
    merged = {column for column in lines if all(grid.rows[row][column] is None for row in rows)}
    fields: set[str] = set()
    for found in lines.values():
        own = named.get(nfc(" / ".join(found))) if named else None
        fields.update((own,) if own else hit(found, kind))
    return _Header(rows, lines, frozenset(merged), frozenset(fields))


def _spread(grid: Grid, row: int, *, last: bool) -> dict[int, str]:
    """The texts of a header row by column, each over all columns of its merged cell."""
    cells = grid.rows[row]
    texts = {at: text for at, cell in enumerate(cells) if (text := text_of_cell(cell))}
    for span in grid.merged:
        if span.top == row and span.left in texts:
            texts |= dict.fromkeys(range(span.left, min(span.right + 1, grid.width)), texts[span.left])
    if not grid.merged and not last:  # a file that does not say which cells are merged
        below = grid.rows[row + 1]
        for at in range(1, grid.width):
            if at not in texts and at - 1 in texts and below[at] is not None and below[at - 1] is not None:
                texts[at] = texts[at - 1]
    return texts


def _no_header(grid: Grid, kind: Kind, named: Mapping[str, str]) -> Finding:
    """No row is the header; or one is that stands too low."""
    found = _header_in(grid, kind, named, range(_LOOKED_AT, _LOOKED_BELOW))
    if found is not None:
        return cell_finding("table/header-below", grid.place(found.rows[0]), limit=_LOOKED_AT)
    return cell_finding("table/no-header", Place(grid.file, grid.sheet), limit=_LOOKED_AT)


def _tables_above(grid: Grid, header: _Header) -> Iterator[Finding]:
    """Another table stands above the header that was chosen: a row of headings alone, with rows below it."""
    for at in range(header.rows[0] - 1):
        lines = _spread(grid, at, last=True)
        if len(lines) < LEAST or not all(isinstance(grid.rows[at][column], str) for column in lines):
            continue
        known = sum(map(is_heading, lines.values()))
        between = range(at + 1, header.rows[0])
        if known >= max(LEAST, len(lines) * FULLY) and any(_is_wide(grid.rows[row]) for row in between):
            yield cell_finding("table/table-above", grid.place(at), count=len(between))
            return


def _is_wide(row: Sequence[Raw]) -> bool:
    """Whether more than one cell holds something."""
    return len(row) - row.count(None) >= LEAST


# --- the columns ------------------------------------------------------------------------------------------------------


def _no_fields(grid: Grid, kind: Kind, named: Mapping[str, str]) -> Iterator[Finding]:
    """Fields the caller named that lists of this kind do not have."""
    for name in dict.fromkeys(named.values()):
        if name not in fields_of(kind):
            near = ", ".join(nearest(str(name), sorted(fields_of(kind)))) or "-"
            place = Place(grid.file, grid.sheet)
            yield cell_finding("table/no-such-field", place, field=shown(str(name), limit=LABEL), known=near)


def _named_columns(
    grid: Grid, lines: Mapping[int, tuple[str, ...]], named: Mapping[str, str], problems: list[Finding]
) -> dict[int, str]:
    """The columns the caller named; a heading that no column or more than one has is told."""
    said: dict[int, str] = {}
    for heading, name in named.items():
        found = [column for column, texts in lines.items() if nfc(" / ".join(texts)) == heading]
        found = found or [column for column, texts in lines.items() if fold(" ".join(texts)) == fold(heading)]
        if len(found) == 1:
            said[found[0]] = name
        else:
            told = shown_heading([heading], known="unknown")
            place = Place(grid.file, grid.sheet)
            problems.append(cell_finding("table/no-such-column", place, heading=told, count=len(found)))
    return said


def _of_columns(grid: Grid, taken: Sequence[Taken], same: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """What is to be said of columns: two of one field, headings that may mean another, headings that are like one."""
    by_column = {one.column: one for one in taken}
    doubled = {second for _, second in same}
    for first, second in same:
        one = by_column[second]
        place = Place(grid.file, grid.sheet, None, second, one.told)
        twin = Place("", "", None, first, by_column[first].told)
        yield cell_finding("table/same-field", place, twin=twin.words, field=by_column[first].field or "")
    bare = [column_name(one.column) for one in taken if not one.heading and not one.fields]
    if bare:
        yield cell_finding(
            "table/columns-without-heading", Place(grid.file, grid.sheet), count=len(bare), names=first_few(bare)
        )
    for one in taken:
        if one.column in doubled or one.note == NO_WORDS:
            continue
        place = Place(grid.file, grid.sheet, None, one.column, one.told)
        if one.how in {"asked", "joined"}:
            yield cell_finding("table/asked-column", place, reason=one.note)
        elif one.how == "nearest":
            yield cell_finding("table/unknown-column", place, reason=one.note)
