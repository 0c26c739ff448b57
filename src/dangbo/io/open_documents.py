"""Tables of OpenDocument (.ods), looked at before their reader opens them, and cells their reader words otherwise.

Repeated cells and rows are counted and not written out, so that a document of a few bytes makes no room for a sheet.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from dangbo.io.grids import MOST_COLUMNS, MOST_ROWS, Span, Unread
from dangbo.io.packages import MOST_CELLS, OLD_FONT, DamagedError, Marked, Tags, plain_names

__all__ = ["marked_in_ods"]


class _OdsStyles(Tags):
    """What the styles of a document say that values depend on, by the name of the style."""

    def __init__(self) -> None:
        super().__init__()
        self.style = self.format = ""
        self.above: dict[str, str] = {}
        self.format_of: dict[str, str] = {}
        self.font_of: dict[str, str] = {}
        self.digits: dict[str, int] = {}
        self.families: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        plain = plain_names(attributes)
        if name == "font-face":
            self.families[plain.get("name", "")] = plain.get("font-family", "").strip("'")
        elif name == "style":
            self.style = plain.get("name", "") if plain.get("family") == "table-cell" else ""
            self.above[self.style] = plain.get("parent-style-name", "")
            self.format_of |= {self.style: plain["data-style-name"]} if "data-style-name" in plain else {}
        elif name == "text-properties" and self.style and ({"font-name", "font-family"} & plain.keys()):
            font = plain.get("font-name", "")
            self.font_of[self.style] = plain.get("font-family", "").strip("'") or self.families.get(font) or font
        elif name == "number-style":
            self.format = plain.get("name", "")
        elif name == "number" and self.format and plain.get("min-integer-digits", "").isdecimal():
            self.digits[self.format] = int(plain["min-integer-digits"][:3])

    def closed(self, name: str) -> None:
        if name == "style":
            self.style = ""
        elif name == "number-style":
            self.format = ""

    def of(self, name: str) -> tuple[str, str]:
        """The font of the time before Unicode and the format with zeros in front; empty where the style has none."""
        font = number = None
        for _ in range(_MOST_STYLES_ABOVE):
            font = self.font_of.get(name) if font is None else font
            number = self.format_of.get(name) if number is None else number
            name = self.above.get(name, "")
        zeros = self.digits.get(number or "", 0)
        return font if font and OLD_FONT.match(font) else "", "0" * zeros if zeros > 1 else ""


_MOST_STYLES_ABOVE: Final = 5
"""A style may take what it does not say from the one above it; deeper than this no program nests them."""
_USUAL_TIME: Final = re.compile(r"PT[01][0-9]H[0-9]{2}M[0-9]{2}S")
_LENGTH: Final = re.compile(
    r"P(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,7})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})(?:[.,]([0-9]{1,6})[0-9]*)?S)?)?"
)
_TRUTHS: Final = {"of:=TRUE()": True, "of:=FALSE()": False}
_UNSEEN: Final = ("collapse", "filter")
_BREAKS: Final = {"tab": "\t", "line-break": "\n", "s": " "}
"""What stands in a text as an element of its own."""


def _time_in(text: str) -> dt.time | dt.timedelta | None:
    """A time of day or a length of time, where their reader does not understand how it is written.

    Examples:
        >>> _time_in("PT42H00M00S"), _time_in("PT8H5M"), _time_in("PT08H05M00S")
        (datetime.timedelta(days=1, seconds=64800), datetime.time(8, 5), None)
    """
    found = None if _USUAL_TIME.fullmatch(text) else _LENGTH.fullmatch(text)
    if found is None or found.lastindex is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[:4])
    parts = int((found[5] or "0").ljust(6, "0"))
    length = dt.timedelta(days, seconds, parts, minutes=minutes, hours=hours)
    return (dt.datetime.min + length).time() if length < dt.timedelta(1) else length  # noqa: DTZ901 - no zone has a say


class _OdsCells(_OdsStyles):
    """The cells of each table of a document, repeated cells and rows counted."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Marked] = []
        self.row = self.rows = self.column = self.first = 0
        self.last_column = -1
        self.found: list[tuple[str, int, object]] = []
        self.columns: list[str] = []
        self.row_style = ""
        self.known: dict[str, tuple[str, str]] = {}
        self.from_1904 = False
        self.text: list[str] = []
        self.hears = self.broken = False
        self.beside = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self.text, self.broken = [], False
            self.first = self.column
            self._cell(attributes, plain_names(attributes))
        elif name == "annotation":
            self.beside += 1
        elif name == "p":
            self.last_column = max(self.last_column, self.column - 1)
            if self.hears:
                self._add("\n" if self.text else "")
        elif name in _BREAKS:
            self.broken = self.broken or (name != "s" and not self.beside)
            self._add(_BREAKS[name] * _repeats(plain_names(attributes).get("c"), MOST_COLUMNS))
        elif name == "table-row":
            plain = plain_names(attributes)
            self.column, self.last_column, self.found = 0, -1, []
            self.rows = _repeats(plain.get("number-rows-repeated"), MOST_ROWS)
            self.row_style = plain.get("default-cell-style-name", "")
            if plain.get("visibility") in _UNSEEN and self.tables:
                self.tables[-1].hide(self.row, self.row + self.rows - 1)
        elif name == "table-column":
            self._column(plain_names(attributes))
        elif name == "table":
            self.tables.append(Marked())
            self.row, self.columns = 0, []
        elif name == "null-date":
            self.from_1904 = plain_names(attributes).get("date-value", "").startswith("1904-01-01")
        else:
            super().opened(name, attributes)

    def _column(self, plain: dict[str, str]) -> None:
        first, count = len(self.columns), _repeats(plain.get("number-columns-repeated"), MOST_COLUMNS)
        style = plain.get("default-cell-style-name", "")
        self.columns += [style] * min(count, MOST_COLUMNS - first)
        if plain.get("visibility") in _UNSEEN and self.tables:
            self.tables[-1].hidden_columns.append((first, first + count - 1))

    def _looks(self, plain: dict[str, str], column: int) -> tuple[str, str]:
        """What the style of a cell says: its own, else that of its row, else that of its column."""
        beside = self.columns[column] if column < len(self.columns) else ""
        name = plain.get("style-name") or self.row_style or beside
        if name not in self.known:
            self.known[name] = self.of(name)
        return self.known[name]

    def _cell(self, attributes: dict[str, str], plain: dict[str, str]) -> None:
        first = self.column
        self.column += _repeats(plain.get("number-columns-repeated"), MOST_COLUMNS)
        if "value-type" in plain or "formula" in plain:
            self.last_column = self.column - 1
        error = "error" in attributes.values() and any(
            key.endswith("value-type") and value == "error" for key, value in attributes.items()
        )
        if error or ("formula" in plain and "value-type" not in plain):
            self._note("unread", first, Unread.ERROR if error else Unread.FORMULA)
        elif (kind := plain.get("value-type")) is not None:
            font, zeros = self._looks(plain, first)
            if font and kind == "string":
                self._note("fonts", first, font)
            elif kind == "float" and plain.get("formula") in _TRUTHS:
                # how LibreOffice writes a cell that says yes or no
                self._note("values", first, _TRUTHS[plain["formula"]])
            elif zeros and kind == "float":
                self._note("zeros", first, zeros)
            elif kind == "time" and (time := _time_in(plain.get("time-value", ""))) is not None:
                self._note("values", first, time)
        down = _repeats(plain.get("number-rows-spanned"), MOST_ROWS)
        across = _repeats(plain.get("number-columns-spanned"), MOST_ROWS)
        if self.tables and (down > 1 or across > 1):
            self.tables[-1].merged.append(Span(self.row, first, self.row + down - 1, first + across - 1))

    def heard(self, text: str) -> None:
        """Text of a document that has tabs or ends of lines somewhere."""
        self._add(text)

    def _add(self, text: str) -> None:
        if not self.beside:  # what stands in a comment is no part of the cell
            self.text.append(text)

    def _note(self, what: str, first: int, value: object) -> None:
        """Note something of the cell, and of those it stands for."""
        self.found += [(what, column, value) for column in range(first, min(self.column, MOST_COLUMNS))]

    def closed(self, name: str) -> None:
        super().closed(name)
        if name == "annotation":
            self.beside -= 1
        elif name == "table-cell" and self.broken:
            self._note("values", self.first, "".join(self.text))
        elif name == "table-row" and self.tables:
            table = self.tables[-1]
            if self.rows * len(self.found) <= MOST_CELLS:
                for what, column, value in self.found:
                    places = getattr(table, what)
                    places.update({(row, column): value for row in range(self.row, self.row + self.rows)})
            self.row += self.rows
            if self.last_column >= 0:
                table.bottom, table.right = self.row - 1, max(table.right, self.last_column)


def _repeats(text: str | None, most: int) -> int:
    if text is None:
        return 1
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= most):  # noqa: PLR2004 - seven digits
        raise DamagedError
    return int(text)


def marked_in_ods(content: bytes, styles: bytes = b"") -> tuple[list[Marked], bool]:
    """What is to be known of each table of a document before it is read, and whether its days count from 1904.

    Args:
        content: the part with the tables.
        styles: the part with the styles that have names.

    Raises:
        DamagedError: the document cannot be read.
    """
    cells = _OdsCells()
    if styles:
        named = _OdsStyles()
        named.read(styles)
        for what in ("above", "format_of", "font_of", "digits", "families"):
            getattr(cells, what).update(getattr(named, what))
    # few documents have any of these, and the text of the others is left
    if b":tab/>" in content or b":line-break/>" in content:
        cells.hears = True
        cells.parser.CharacterDataHandler = cells.heard
    cells.read(content)
    return cells.tables, cells.from_1904
