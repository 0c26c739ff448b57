"""How a list lies in its sheet: where its header is, which rows hold data, and what all the other rows are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from dangbo.base.findings import Finding
from dangbo.io.grids import Grid
from dangbo.io.headings import Taken

__all__ = ["Layout", "RowKind"]


class RowKind(Enum):
    """What a row of a sheet is."""

    TITLE = "title"
    """Above the header: whose list it is, of which day."""
    HEADER = "header"
    NUMBERS = "numbers"
    """Numbers of columns below the header: 1, 2, 3, 4(=2*100/3)."""
    CODES = "codes"
    """A second header of field codes."""
    SECTION = "section"
    """Names the organization of the rows below: "I. Chi bộ thôn 3 (28 đồng chí)"."""
    DATA = "data"
    TOTAL = "total"
    """Adds up the rows above it."""
    SIGNATURE = "signature"
    """Below the list: who made it and signs."""
    NOTE = "note"
    """Below the list: a remark."""
    BLANK = "blank"


@dataclass(frozen=True, slots=True, repr=False)
class Layout:
    """How a list lies in its sheet. Rows and columns are counted from 0, as in the grid.

    Attributes:
        grid: the sheet.
        header: rows of the header, one or two; none where no header was found.
        headings: of each column, as written: merged and two-line headings are joined by " / ".
        data: rows that hold data.
        kinds: what each row that is no data is.
        sections: of each data row below a section row, the text of that row.
        taken: what each column that has a heading or a value was taken for.
        problems: what is to be known before the rows are read; with one that stops, there are no rows.
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
