"""The zip packages workbooks are: how much is really in them, where values stand, and what their reader does not tell.

python-calamine gives the values of a sheet fast, and three things it does not: it makes room for the whole rectangle of
a sheet before anybody knows how large it is; a cell with an error or a formula without a result comes out blank; and
fonts and formats are left out. So a package is looked at first. Parts are inflated piece by piece and counted as they
come, whatever the directory of the package says of their size.

```
parts_of(data)              every part that is looked at, inflated within bounds
sheets_of(parts)            sheets of an .xlsx and the parts they lie in
marked_cells(sheet, styles) where values end, and the cells with a font, a format, an error
```
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from typing import Final, NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from dangbo.io.grids import MOST_COLUMNS, MOST_ROWS, Span, Unread, column_name, column_number

__all__ = [
    "OLD_FONT",
    "CellPart",
    "DamagedError",
    "Marked",
    "OverfullError",
    "SheetPart",
    "Styles",
    "Tags",
    "linked_parts",
    "mark",
    "marked_cells",
    "parts_of",
    "plain_names",
    "refuse_false_counts",
    "sheets_of",
    "styles_from",
    "styles_of",
]

MOST_INFLATED: Final = 512 * 1024 * 1024
"""Bytes a workbook may have unzipped: 365,911 people in 24 columns have some 400 MB."""

MOST_CELLS: Final = 12_000_000
"""Cells from the first of a sheet to the last with a value, blank ones too: 365,911 rows of 32 columns."""

_PIECE: Final = 1024 * 1024
_READ_PARTS: Final = (".xml", ".rels", ".bin")


class DamagedError(Exception):
    """A package that cannot be read; what it holds is not repeated."""


class OverfullError(Exception):
    """A package that unzips to more than is read."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package that are looked at, by name.

    Raises:
        DamagedError: no sound zip, two parts of one name, a part that is not as long as the directory says, encrypted.
        OverfullError: more than `MOST_INFLATED` bytes unzipped.
    """
    parts: dict[str, bytes] = {}
    left = MOST_INFLATED
    try:
        with ZipFile(BytesIO(data)) as package:
            for part in package.infolist():
                if not part.filename.lower().endswith(_READ_PARTS):
                    continue  # pictures and settings of printers, which no reader of cells opens
                if part.filename in parts:
                    raise DamagedError
                parts[part.filename] = _inflated(package, part, left)
                left -= len(parts[part.filename])
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error):
        raise DamagedError from None
    return parts


def _inflated(package: ZipFile, part: ZipInfo, limit: int) -> bytes:
    """One part, inflated in pieces, and no further than the limit."""
    pieces: list[bytes] = []
    size = 0
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise OverfullError
            pieces.append(piece)
    if size != part.file_size:
        raise DamagedError
    return b"".join(pieces)


# --- the sheets of a workbook -----------------------------------------------------------------------------------------


class SheetPart(NamedTuple):
    """A sheet of a workbook, and the name of the part it lies in."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Styles:
    """What the numbers of styles in cells stand for, as far as values depend on it.

    Attributes:
        fonts: by style, the font, where it is one of the time before Unicode.
        zeros: by style, the format, where numbers are shown with zeros in front.
        days: styles that show a number as a day.
    """

    fonts: Mapping[int, str] = field(default_factory=dict)
    zeros: Mapping[int, str] = field(default_factory=dict)
    days: frozenset[int] = frozenset()


OLD_FONT: Final = re.compile(r"\.Vn|VNI[-\s]", re.IGNORECASE)
"""Fonts whose bytes are not Unicode: ".VnTime" and its like are TCVN3, "VNI-Times" and its like VNI."""
_ZEROS: Final = re.compile(r"0{2,}")
_NO_LETTERS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DAY_LETTERS: Final = re.compile("[dyDY]|^[^hsHS]*[mM][^hsHS]*$")
"""A format of days: with a day or a year, or with an m that stands for months, no hour and no second beside it."""
_DAYS_BUILT_IN: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})


class Tags:
    """The elements of a part, one after another: names without their prefixes, and what stands in them.

    A document type is refused: no workbook has one, and entities of one's own are how a small file grows large.
    """

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _refuse(self, *_: object) -> None:
        raise DamagedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.opened(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self.closed(name.rpartition(" ")[2])

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def read(self, part: bytes) -> None:
        """Go through a part.

        Raises:
            DamagedError: it is no sound XML.
        """
        try:
            self.parser.Parse(part, True)  # noqa: FBT003 - the parser of the standard library takes nothing else
        except (expat.ExpatError, ValueError, LookupError):
            raise DamagedError from None


def plain_names(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without the names of their spaces."""
    return {key.rpartition(" ")[2]: value for key, value in attributes.items()}


class _Listing(Tags):
    """Elements of some names, with their attributes."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names
        self.found: list[tuple[str, dict[str, str]]] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name in self.names:
            self.found.append((name, plain_names(attributes)))


def sheets_of(parts: Mapping[str, bytes]) -> tuple[list[SheetPart], bool]:
    """The sheets of an .xlsx in their order, and whether its days are counted from 1904.

    Raises:
        DamagedError: the parts do not say which sheet lies where.
    """
    lower = {name.lower(): name for name in parts}
    targets = linked_parts(parts, "xl/_rels/workbook.xml.rels")
    book = _Listing("sheet", "workbookPr")
    book.read(_part(parts, lower, "xl/workbook.xml"))
    sheets = []
    for name, one in book.found:
        if name == "sheet":
            path = targets.get(one.get("id", ""), "")
            sheets.append(SheetPart(one.get("name", ""), lower.get(path.lower(), "")))
    from_1904 = any(name == "workbookPr" and one.get("date1904") in ("1", "true", "on") for name, one in book.found)
    return sheets, from_1904


_COUNTED: Final = re.compile(rb"""\b(unique)?[cC]ount\s*=\s*["']([0-9]+)""")


def refuse_false_counts(parts: Mapping[str, bytes]) -> None:
    """Look at what parts say of how much is in them: their reader makes room for that before it reads them.

    Raises:
        DamagedError: more things are promised than there are bytes, or texts used by more cells than are read.
    """
    for name, part in parts.items():
        texts = name.lower().endswith("sharedstrings.xml")
        told = part[: part.find(b"<si")] if texts else part
        told = part[max(part.rfind(b"</sheetData>"), 0) :] if b"<sheetData" in part[:_PIECE] else told
        for what, count in _COUNTED.findall(told):
            uses = texts and not what  # how often all of them are used is no size of theirs
            most = MOST_CELLS if uses else len(part)
            if len(count) > 9 or int(count) > most:  # noqa: PLR2004 - nine digits
                raise DamagedError


def linked_parts(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The parts a workbook links to, by the names of its links.

    Raises:
        DamagedError: the links cannot be read.
    """
    links = _Listing("Relationship")
    links.read(_part(parts, {name.lower(): name for name in parts}, name))
    targets = {one.get("Id", ""): one.get("Target", "") for _, one in links.found}
    return {
        link: normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
        for link, target in targets.items()
    }


def _part(parts: Mapping[str, bytes], lower: Mapping[str, str], name: str) -> bytes:
    found = lower.get(name.lower())
    if found is None:
        raise DamagedError
    return parts[found]


class _StyleTags(Tags):
    """Fonts, formats and the styles of cells made of them."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.fonts: list[str] = []
        self.formats: dict[str, str] = {}
        self.styles: list[tuple[str, str]] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        outer = self.within[-1] if self.within else ""
        self.within.append(name)
        if name == "font" and outer == "fonts":
            self.fonts.append("")
        elif name == "name" and outer == "font" and self.fonts and self.within[-3:-2] == ["fonts"]:
            self.fonts[-1] = attributes.get("val", "")
        elif name == "numFmt" and outer == "numFmts":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and outer == "cellXfs":
            self.styles.append((attributes.get("fontId", "0"), attributes.get("numFmtId", "0")))

    def closed(self, name: str) -> None:
        self.within.pop()


def styles_of(parts: Mapping[str, bytes]) -> Styles:
    """What the styles of an .xlsx say that values depend on; nothing where it has none.

    Raises:
        DamagedError: the styles cannot be read.
    """
    name = next((name for name in parts if name.lower() == "xl/styles.xml"), None)
    if name is None:
        return Styles()
    read = _StyleTags()
    read.read(parts[name])
    return styles_from(read.fonts, read.formats, read.styles)


def styles_from(fonts: Sequence[str], formats: Mapping[str, str], styles: Iterable[tuple[str, str]]) -> Styles:
    """What styles say that values depend on.

    Args:
        fonts: names of fonts by number.
        formats: formats of numbers by number.
        styles: by style, the numbers of its font and of its format.
    """
    old: dict[int, str] = {}
    zeros: dict[int, str] = {}
    days: set[int] = set()
    for at, (font_at, format_at) in enumerate(styles):
        font = fonts[int(font_at)] if font_at.isdecimal() and int(font_at) < len(fonts) else ""
        if OLD_FONT.match(font):
            old[at] = font
        code = formats.get(format_at, "")
        letters = _NO_LETTERS.sub("", code)
        if _DAY_LETTERS.search(letters) or (format_at.isdecimal() and int(format_at) in _DAYS_BUILT_IN):
            days.add(at)
        elif _ZEROS.match(letters):
            zeros[at] = code
    return Styles(old, zeros, frozenset(days))


# --- the cells of a sheet ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Marked:
    """What a sheet holds beside its values; rows and columns from 0.

    Attributes:
        bottom: the last row with a value; -1 where there is none.
        right: the last column with a value.
        fonts: cells in a font of the time before Unicode.
        zeros: numbers shown with zeros in front.
        unread: cells that are not blank and have no value.
        numbers: numbers shown as days that no day stands for, as they lie in the file.
        merged: cells merged into one, where their reader does not tell them.
        values: values as the file has them, where their reader gives others.
        hidden_rows: rows that are not seen, from the first to the last of each stretch.
        hidden_columns: columns that are not seen.
    """

    bottom: int = -1
    right: int = -1
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    zeros: dict[tuple[int, int], str] = field(default_factory=dict)
    unread: dict[tuple[int, int], Unread] = field(default_factory=dict)
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    values: dict[tuple[int, int], str | bool | dt.time | dt.timedelta] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def hide(self, first: int, last: int) -> None:
        """Note rows that are not seen; stretches that touch are one, since a sheet may hide all rows to its end."""
        rows = self.hidden_rows
        if rows and rows[-1][1] == first - 1:
            first = rows.pop()[0]
        rows.append((first, last))

    @property
    def area(self) -> int:
        """Cells from the first of the sheet to the last with a value."""
        return (self.bottom + 1) * (self.right + 1)


_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _cell_at(reference: str) -> tuple[int, int]:
    """Row and column of "AB17", from 0.

    Raises:
        DamagedError: no cell of a sheet is called so.
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None or int(found[2]) > MOST_ROWS or column_number(found[1]) >= MOST_COLUMNS:
        raise DamagedError
    return int(found[2]) - 1, column_number(found[1])


class _Cells(Tags):
    """A sheet read element by element: right for every spelling of XML, and slower than looking for the usual one."""

    def __init__(self, styles: Styles, epoch: int) -> None:
        super().__init__()
        self.parser.CharacterDataHandler = self._text
        self.parser.buffer_text = True
        self.styles, self.epoch = styles, epoch
        self.marked = Marked()
        self.row, self.column = -1, -1
        self.at: tuple[int, int] | None = None
        self.style, self.type = 0, ""
        self.formula, self.valued = False, False
        self.value: list[str] | None = None
        self.number = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self.row = _row_number(number) if number else self.row + 1
            self.column = -1
            if attributes.get("hidden") in _TRUE:
                self.marked.hide(self.row, self.row)
        elif name == "col":
            _mark_columns(self.marked, attributes.get("min", ""), attributes.get("max", ""), attributes.get("hidden"))
        elif name == "c":
            reference = attributes.get("r", "")
            self.at = _cell_at(reference) if reference else (self.row, self.column + 1)
            self.column = self.at[1]
            style = attributes.get("s", "0")
            self.style = int(style) if style.isdecimal() and len(style) < 8 else 0  # noqa: PLR2004 - 64,000 styles are the most
            self.type = attributes.get("t", "n")
            self.formula = self.valued = False
            self.number = ""
        elif self.at is not None:
            if name == "f":
                self.formula = True
            elif name == "v":
                self.value = []
            elif name == "is":
                self.valued = True

    def _text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def closed(self, name: str) -> None:
        if name == "v" and self.value is not None:
            self.number = "".join(self.value)
            self.valued = self.valued or bool(self.number)
            self.value = None
        elif name == "c" and self.at is not None:
            cell = CellPart(self.at, self.style, self.type, self.number, self.valued, self.formula)
            mark(self.marked, self.styles, self.epoch, cell)
            self.at = None


_TRUE: Final = ("1", "true")


def _mark_columns(marked: Marked, first: str, last: str, hidden: str | None) -> None:
    """Note columns that are not seen, numbered from 1; numbers that are none say nothing."""
    if hidden in _TRUE and all(text.isascii() and text.isdecimal() and len(text) < 6 for text in (first, last)):  # noqa: PLR2004 - five digits
        marked.hidden_columns.append((int(first) - 1, int(last) - 1))


def _row_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= MOST_ROWS):  # noqa: PLR2004 - seven digits
        raise DamagedError
    return int(text) - 1


class CellPart(NamedTuple):
    """A cell as the part has it."""

    at: tuple[int, int]
    style: int
    type: str
    number: str
    valued: bool
    formula: bool


def mark(marked: Marked, styles: Styles, epoch: int, cell: CellPart) -> None:
    """Note what is to be known of a cell."""
    if cell.type == "e":
        marked.unread[cell.at] = Unread.ERROR
    elif cell.formula and not cell.valued and cell.type != "str":  # "str" without text is a result that is empty
        marked.unread[cell.at] = Unread.FORMULA
    elif not cell.valued:
        return
    row, column = cell.at
    marked.bottom, marked.right = max(marked.bottom, row), max(marked.right, column)
    if cell.style in styles.fonts:
        marked.fonts[cell.at] = styles.fonts[cell.style]
    if cell.type == "n" and cell.valued:
        if cell.style in styles.zeros:
            marked.zeros[cell.at] = styles.zeros[cell.style]
        elif cell.style in styles.days and (number := _no_day(cell.number, epoch)) is not None:
            marked.numbers[cell.at] = number


_FIRST_OF_MARCH: Final = 61


def _no_day(text: str, epoch: int) -> float | None:
    """The number, where no day stands for it: below the first day, or 29/02/1900, which only spreadsheets know."""
    try:
        number = float(text)
    except ValueError:
        return None
    if epoch == 1904:  # noqa: PLR2004 - a year
        return number if number < 0 else None
    return number if number < 1 or _FIRST_OF_MARCH - 1 <= number < _FIRST_OF_MARCH else None


_UNUSUAL: Final = re.compile(rb"<!|<\?(?!xml )|<[A-Za-z0-9]+:(?:row|c|v|f|is|sheetData)[ />]")
"""Comments and prefixes: sound XML, which no search for the usual spelling finds its way in."""
_PREFIXED: Final = re.compile(rb":(?:row|c|v|f|is|sheetData)[ />]")
_NO_PLACE: Final = re.compile(rb"<c[\t\r\n/>]")
"""Cells without a place, which stand behind the one before them."""
_LETTERS: Final = re.compile(rb'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"(?: s="[0-9]{1,5}")?(?: t="[A-Za-z]+")?/?>')
_ROWS: Final = re.compile(rb'<c r="[A-Z]+([0-9]+)"')
_REST_OF_TAG: Final = rb'(?: s="[0-9]{1,5}")?(?: t="[A-Za-z]+")?/?>'
_REST_OF_VALUE: Final = (
    rb'(?: t="s"><v| s="[0-9]{1,5}" t="s"><v'  # as most cells are: no other way is tried
    rb'|(?: s="[0-9]{1,5}")?(?: t="(?:s|n|b|d|str|inlineStr)")?(?:/>|><(?!/?[cf])))'
)
_CELL_AFTER: Final = rb")[ \t\r\n/>]"
_LETTERS_FILLED: Final = re.compile(rb'<c r="([A-Z]+)[^>]*(?<!/)>')
_ROWS_FILLED: Final = re.compile(rb'<c r="[A-Z]+([0-9]+)"[^>]*(?<!/)>')
_CELL: Final = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    rb"(?:/>|>(?:(<f)[^>]*?(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|<v/>)?(<is>)?)"
)
_STRETCH: Final = 8 * 1024 * 1024
_FIRST: Final = 256 * 1024
"""Enough rows for each column to have a cell in one of them, formatted ones too."""


def marked_cells(sheet: bytes, styles: Styles, *, epoch: int = 1900) -> Marked:
    """How far the values of a sheet reach, and the cells that are more than their value.

    Sheets in the spelling spreadsheets write are searched, which costs a fraction of reading them; all others are read
    element by element, with the same result. Where only cells that are formatted reach far, values are told to reach as
    far as they do, if that is not more than is read anyway.

    Raises:
        DamagedError: the sheet cannot be read.
    """
    found = _searched(sheet, styles, epoch)
    if found is None or found.area > MOST_CELLS:
        cells = _Cells(styles, epoch)
        cells.read(sheet)
        return cells.marked
    return found


def _is_marked_up(sheet: bytes) -> bool:
    """Whether there are comments or prefixes. What each has in it is rare, and looked for first: that takes no time."""
    marks = 2 if b"<?xml " in sheet[:10] else 0
    rare = b"!" in sheet or sheet.count(b"?") > marks or _PREFIXED.search(sheet) is not None
    return rare and _UNUSUAL.search(sheet) is not None


def _searched(sheet: bytes, styles: Styles, epoch: int) -> Marked | None:
    """What is marked in a sheet, by looking for the usual spelling; `None` where the sheet has another."""
    if sheet[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_marked_up(sheet):
        return None
    marked = Marked()
    corner, are_values = _corner(sheet)
    if corner is None:
        if _NO_PLACE.search(sheet) is not None:
            return None
        count, letters = _all_of(sheet, _LETTERS)
        if count != sheet.count(b"<c "):
            return None
        if count == 0:
            return marked
        corner = max(map(int, _all_of(sheet, _ROWS)[1])) - 1, max(column_number(one.decode()) for one in letters)
    marked.bottom, marked.right = corner
    if marked.area > MOST_CELLS:
        marked.right = max((column_number(one.decode()) for one in _all_of(sheet, _LETTERS_FILLED)[1]), default=-1)
        marked.bottom = max(map(int, _all_of(sheet, _ROWS_FILLED)[1]), default=0) - 1
    if marked.right >= MOST_COLUMNS or marked.bottom >= MOST_ROWS:
        raise DamagedError
    for found in _odd_cells(sheet, styles, are_values):
        mark(marked, styles, epoch, found)
    return marked if _mark_hidden(marked, sheet) else None


_HIDDEN: Final = re.compile(rb'<(row|col) ([^>]*?\bhidden="(?:1|true)"[^>]*)>')
_NUMBERS: Final = re.compile(rb'\b(r|min|max)="([0-9]{1,7})"')


def _mark_hidden(marked: Marked, sheet: bytes) -> bool:
    """Note the rows and columns that are not seen; whether all that is said of it is spelled in the usual way."""
    said = sheet.count(b"hidden")
    if said == 0:
        return True
    if said != sheet.count(b' hidden="'):
        return False
    if b' hidden="1"' not in sheet and b' hidden="true"' not in sheet:
        return True  # where every row says that it is seen, nothing is looked for
    for found in _HIDDEN.finditer(sheet):
        what, attributes = found.groups()
        numbers = {name.decode(): number.decode() for name, number in _NUMBERS.findall(attributes)}
        if what == b"col":
            _mark_columns(marked, numbers.get("min", ""), numbers.get("max", ""), "1")
        elif "r" in numbers:
            row = _row_number(numbers["r"])
            marked.hide(row, row)
        else:
            return False
    return True


def _corner(sheet: bytes) -> tuple[tuple[int, int] | None, bool]:
    """The last row and column of a sheet whose last cell is in its last row, as in nearly all; `None` of others.

    The columns of the first stretch and the row of the last cell say how far it should reach; then one search looks for
    a cell that lies further, is spelled otherwise, or is more than a value; where one of these is found, another for a
    cell of the first two kinds.

    Returns:
        The corner, and whether the cells are known to hold values only, neither a formula nor an error.
    """
    last = _ROWS.match(sheet, sheet.rfind(b'<c r="'))
    letters = set(_LETTERS.findall(sheet, 0, _FIRST))
    if last is None or not letters or not 0 < int(last[1]) <= MOST_ROWS:
        return None, False
    bottom, right = int(last[1]), max(column_number(one.decode()) for one in letters)
    place = rb'<c(?! r="(?:' + _letters_to(right) + rb")(?:" + _numbers_to(bottom) + rb')"'
    if re.search(place + _REST_OF_VALUE + _CELL_AFTER, sheet) is None:
        return (bottom - 1, right), True
    return (None if re.search(place + _REST_OF_TAG + _CELL_AFTER, sheet) else (bottom - 1, right)), False


def _letters_to(right: int) -> bytes:
    """A pattern of the letters of columns, from the first to this one."""
    name = column_name(right).encode()
    ways = [b"[A-Z]{%d}" % length for length in range(1, len(name))]
    for at, letter in enumerate(name):
        rest = len(name) - at - 1
        if rest == 0:
            ways.append(name[:at] + b"[A-%c]" % letter)
        elif letter > ord("A"):
            ways.append(name[:at] + b"[A-%c]" % (letter - 1) + b"[A-Z]{%d}" % rest)
    return b"|".join(ways)


def _numbers_to(most: int) -> bytes:
    """A pattern of the whole numbers from 1 to this one."""
    digits = str(most).encode()
    ways = [b"[1-9][0-9]{0,%d}" % (len(digits) - 2)] if len(digits) > 1 else []
    for at, digit in enumerate(digits):
        rest, least = len(digits) - at - 1, ord("0") if at else ord("1")
        if rest == 0 and digit >= least:
            ways.append(digits[:at] + b"[%c-%c]" % (least, digit))
        elif rest and digit > least:
            ways.append(digits[:at] + b"[%c-%c]" % (least, digit - 1) + b"[0-9]{%d}" % rest)
    return b"|".join(ways)


def _all_of(sheet: bytes, pattern: re.Pattern[bytes]) -> tuple[int, set[bytes]]:
    """How often something is found, and everything that is; stretch by stretch, so that it is never all in memory."""
    count, different, start = 0, set[bytes](), 0
    while start < len(sheet):
        end = sheet.find(b"<c ", start + _STRETCH)
        end = len(sheet) if end < 0 else end
        found = pattern.findall(sheet, start, end)
        count += len(found)
        different.update(found)
        start = end
    return count, different


def _cell(found: re.Match[bytes]) -> CellPart:
    reference, style, kind, formula, value, inline = found.groups()
    return CellPart(
        _cell_at(reference.decode()),
        int(style or 0),
        (kind or b"n").decode(),
        (value or b"").decode("utf-8", "replace"),
        bool(value) or inline is not None,
        formula is not None,
    )


def _odd_cells(sheet: bytes, styles: Styles, are_values: bool) -> Iterator[CellPart]:  # noqa: FBT001 - of this file only
    """Cells that may be more than their value, found without touching the others."""
    kinds: list[bytes] = []
    if marked := {*styles.fonts, *styles.zeros}:
        kinds.append(rb' s="(?:%s)"' % _any(marked))
    if styles.days:
        kinds.append(
            rb' s="(?:%s)"(?: t="n")?>(?:<f[^>]*>(?:[^<]*</f>)?)?<v>(?:-|[0-9]{1,2}[.<]|[0-9.]*[eE])'
            % _any(styles.days)
        )
    if not are_values and b't="e"' in sheet:
        kinds.append(rb'(?: s="[0-9]+")? t="e"')
    if not are_values and b"<f" in sheet:
        kinds.append(rb'(?: s="[0-9]+")?(?: t="[A-Za-z]+")?><f[^>]*?(?:/>|>[^<]*</f>)(?:<v></v>|<v/>|</c>)')
    if not kinds:
        return
    looked_for = re.compile(rb'<c r="[A-Z]+[0-9]+"(?:' + rb"|".join(kinds) + rb")")
    for place in looked_for.finditer(sheet):
        found = _CELL.match(sheet, place.start())
        if found is not None:
            yield _cell(found)


def _any(styles: frozenset[int] | set[int]) -> bytes:
    return b"|".join(str(one).encode() for one in sorted(styles))
