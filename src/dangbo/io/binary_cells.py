"""Workbooks written as binary records, .xls and .xlsb, looked at before their reader opens them.

What `packages` finds in an .xlsx is found here in .xlsb and in the format of before 2007 (BIFF in a compound file): how
far values reach, errors, fonts, formats with zeros. Only what these need is read; values are the work of their reader.
Old files are where fonts of the time before Unicode are, so fonts are read of .xls; of .xlsb they are not.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from dangbo.io.grids import Unread
from dangbo.io.packages import MOST_CELLS, CellPart, DamagedError, Marked, Styles, linked_parts, mark, styles_from

__all__ = ["Binary", "PasswordError", "look_at_xls", "look_at_xlsb"]


class PasswordError(Exception):
    """A workbook that only a password opens."""


class Binary(NamedTuple):
    """What was found in a workbook."""

    marked: list[Marked]
    """By sheet."""
    from_1904: bool


# --- compound files ---------------------------------------------------------------------------------------------------

_FREE: Final = 0xFFFFFFFA
"""Numbers of sectors from here on stand for the end of a chain, or for none."""


_STREAM, _ROOT = 2, 5
"""Kinds of entries in the directory; the stream of the root holds the short ones."""


class _Compound:
    """A compound file: streams by name, as chains of sectors."""

    def __init__(self, data: bytes) -> None:
        self.data, self.short = data, False
        shift, self.mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or self.mini_shift != 6:  # noqa: PLR2004 - the two sizes of sectors there are
            raise DamagedError
        self.size = 1 << shift
        tables, directory, _, self.cutoff, mini_start, minis, more, mores = struct.unpack_from("<IIIIIIII", data, 44)
        if max(tables, minis, mores, struct.unpack_from("<I", data, 40)[0]) > len(data) // self.size:
            raise DamagedError  # the reader makes room for as many before it looks for them
        sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _FREE]
        for _ in range(len(data) // self.size + 1):
            if more >= _FREE:
                break
            *few, more = struct.unpack(f"<{self.size // 4}I", self._sector(more))
            sectors += [one for one in few if one < _FREE]
        else:
            raise DamagedError
        self.table: list[int] = []
        for sector in sectors:
            self.table += struct.unpack(f"<{self.size // 4}I", self._sector(sector))
        mini_table = self._chain(mini_start)
        self.mini_table = struct.unpack(f"<{len(mini_table) // 4}I", mini_table)
        self.mini = b""
        self.streams: dict[str, tuple[int, int]] = {}
        self.short = False
        entries = self._chain(directory)
        if self.short:
            raise DamagedError
        self._list(entries)

    def _list(self, entries: bytes) -> None:
        """Read the directory, and follow the chain of every stream once: the reader may, and would never come back."""
        left = len(self.data) * 2
        for at in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size, high = struct.unpack_from("<III", entries, at + 116)
            if kind not in (_STREAM, _ROOT):
                continue
            if size > len(self.data) or (high and self.size > 512):  # noqa: PLR2004 - only long sectors have long sizes
                raise DamagedError
            if kind == _ROOT:
                self.mini = self._chain(start)
                continue
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
            self.streams.setdefault(name, (start, size))
            left -= len(self._chain(start) if size >= self.cutoff else self._short(start))
            if left < 0:
                raise DamagedError

    def _sector(self, number: int) -> bytes:
        found = self.data[(number + 1) * self.size : (number + 2) * self.size]
        if not found:
            raise DamagedError
        self.short = self.short or len(found) < self.size  # the last sector of a file may be
        return found.ljust(self.size, b"\0")

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        while start < _FREE:
            if start >= len(self.table) or len(pieces) > len(self.table):
                raise DamagedError
            pieces.append(self._sector(start))
            start = self.table[start]
        return b"".join(pieces)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self.streams[name]
        return (self._chain(start) if size >= self.cutoff else self._short(start))[:size]

    def _short(self, start: int) -> bytes:
        """A stream of small pieces, within the stream of all of them."""
        pieces: list[bytes] = []
        while start < _FREE:
            if start >= len(self.mini_table) or len(pieces) > len(self.mini_table):
                raise DamagedError
            pieces.append(self.mini[start << self.mini_shift : (start + 1) << self.mini_shift])
            start = self.mini_table[start]
        return b"".join(pieces)


# --- .xls -------------------------------------------------------------------------------------------------------------

_BEGIN: Final = 0x0809
_END: Final = 0x000A
_BOUNDSHEET, _DATEMODE, _FILEPASS, _FONT, _XF, _FORMAT = 0x0085, 0x0022, 0x002F, 0x0031, 0x00E0, 0x041E
_STRINGS: Final = 0x00FC
"""How many texts there are stands in front of them, and their reader makes room for so many."""
_NUMBER, _RK, _MULRK, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0205
_FORMULAS: Final = (0x0006, 0x0206, 0x0406)
_TEXTS: Final = (0x0204, 0x00FD, 0x00D6)
_ROWS, _COLUMNS = 0x0208, 0x007D
_BIFF8: Final = 0x0600


def look_at_xls(data: bytes) -> Binary:
    """What is to be known of an .xls before it is read.

    Raises:
        DamagedError: its records cannot be followed.
        PasswordError: it is protected.
    """
    try:
        compound = _Compound(data)
        name = next((name for name in ("workbook", "book") if name in compound.streams), None)
        if name is None:
            raise DamagedError
        return _look_at_records(compound.stream(name))
    except (struct.error, IndexError, OverflowError, MemoryError):
        raise DamagedError from None


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Records one after another: their kind, where they begin and end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        yield kind, at, min(at + length, len(stream))
        at += length


def _look_at_records(stream: bytes) -> Binary:
    fonts: list[str] = []
    formats: dict[str, str] = {}
    styles: list[tuple[str, str]] = []
    sheets: list[int] = []
    from_1904 = False
    new = True
    for kind, at, end in _records(stream):
        if kind == _BEGIN:
            new = struct.unpack_from("<H", stream, at)[0] >= _BIFF8
        elif kind == _FILEPASS:
            raise PasswordError
        elif kind == _BOUNDSHEET:
            sheets.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _STRINGS and struct.unpack_from("<I", stream, at + 4)[0] > len(stream):
            raise DamagedError
        elif kind == _DATEMODE:
            from_1904 = stream[at:end] == b"\x01\x00"
        elif kind == _FONT:
            fonts.append(_text(stream[at + 14 : end], wide=stream[at + 15 : at + 16] if new else b""))
            if len(fonts) == 4:  # noqa: PLR2004 - the numbers of fonts leave out four
                fonts.append("")
        elif kind == _FORMAT:
            code = stream[at + 3 : end] if new else stream[at + 2 : end]
            number = struct.unpack_from("<H", stream, at)[0]
            formats[str(number)] = _text(code, wide=stream[at + 4 : at + 5] if new else b"")
        elif kind == _XF:
            font, number = struct.unpack_from("<HH", stream, at)
            styles.append((str(font), str(number)))
        elif kind == _END:
            break
    known = styles_from(fonts, formats, styles)
    epoch = 1904 if from_1904 else 1900
    return Binary([_look_at_sheet(stream, start, known, epoch) for start in sheets], from_1904)


def _text(data: bytes, *, wide: bytes) -> str:
    """A name behind its length: of two bytes a letter where the byte behind the length says so."""
    if not wide:
        return data[1:].decode("cp1252", "replace")
    return data[2:].decode("utf-16-le" if wide[0] & 1 else "latin-1", "replace")


def _look_at_sheet(stream: bytes, start: int, styles: Styles, epoch: int) -> Marked:
    marked = Marked()
    depth = 0
    for kind, at, end in _records(stream, start):
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _ROWS and stream[at + 12] & 0x20:
            (row,) = struct.unpack_from("<H", stream, at)
            marked.hide(row, row)
        elif kind == _COLUMNS and stream[at + 8] & 1:
            marked.hidden_columns.append(struct.unpack_from("<HH", stream, at))
        elif kind in _CELLS and end - at >= 6:  # noqa: PLR2004 - row, column, style
            for cell in _cells_in(kind, stream[at:end]):
                mark(marked, styles, epoch, cell)
    return marked


_CELLS: Final = frozenset((_NUMBER, _RK, _MULRK, _BOOLERR, *_FORMULAS, *_TEXTS))


def _cells_in(kind: int, record: bytes) -> Iterator[CellPart]:
    row, column, style = struct.unpack_from("<HHH", record)
    at = (row, column)
    if kind == _NUMBER:
        yield _number(at, style, struct.unpack_from("<d", record, 6)[0])
    elif kind == _RK:
        yield _number(at, style, _short_number(record, 6))
    elif kind == _MULRK:
        for number, place in enumerate(range(4, len(record) - 7, 6)):
            yield _number(
                (row, column + number), struct.unpack_from("<H", record, place)[0], _short_number(record, place + 2)
            )
    elif kind == _BOOLERR:
        yield CellPart(at, style, "e" if record[7:8] == b"\x01" else "b", "", valued=True, formula=False)
    elif kind in _FORMULAS and record[12:14] == b"\xff\xff":
        what = record[6]
        yield CellPart(at, style, "e" if what == 2 else "str", "", valued=True, formula=True)  # noqa: PLR2004 - an error
    elif kind in _FORMULAS:
        yield _number(at, style, struct.unpack_from("<d", record, 6)[0])
    else:
        yield CellPart(at, style, "s", "", valued=True, formula=False)


def _number(at: tuple[int, int], style: int, number: float) -> CellPart:
    return CellPart(at, style, "n", repr(number), valued=True, formula=False)


def _short_number(record: bytes, at: int) -> float:
    """A number in four bytes: the two lowest bits say how it is to be read."""
    (code,) = struct.unpack_from("<i", record, at)
    number = float(code >> 2) if code & 2 else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", code & ~3))[0]
    return number / 100 if code & 1 else number


# --- .xlsb ------------------------------------------------------------------------------------------------------------

_ROW, _LAST_CELL, _ERRORS = 0, 11, (3, 11)
_BLANK, _WIDTHS = 1, 60
_ROW_FLAGS, _WIDTH_FLAGS = 11, 16
"""Where rows and columns say that they are not seen."""
_BOOK, _SHEET = 153, 156
_COUNTS: Final = {159: 2, 615: 1, 617: 1}
"""Records that begin texts, formats and styles, and how many numbers stand in them."""


def look_at_xlsb(parts: Mapping[str, bytes]) -> Binary:
    """What is to be known of an .xlsb before it is read: how far values reach, and errors.

    Raises:
        DamagedError: its records cannot be followed.
    """
    lower = {name.lower(): name for name in parts}
    links = linked_parts(parts, "xl/_rels/workbook.bin.rels")
    from_1904 = False
    marked: list[Marked] = []
    try:
        for name in ("xl/sharedstrings.bin", "xl/styles.bin"):
            _refuse_false_counts(parts[lower[name]] if name in lower else b"")
        for kind, record in _records_12(parts[lower["xl/workbook.bin"]]):
            if kind == _BOOK:
                from_1904 = bool(record[0] & 1)
            elif kind == _SHEET:
                (length,) = struct.unpack_from("<I", record, 8)
                link = record[12 : 12 + 2 * length].decode("utf-16-le", "replace")
                part = lower.get(links.get(link, "").lower())
                marked.append(Marked() if part is None else _look_at_rows(parts[part]))
    except (struct.error, IndexError, KeyError):
        raise DamagedError from None
    return Binary(marked, from_1904)


def _refuse_false_counts(part: bytes) -> None:
    """How many texts, formats and styles there are stands in front of them, and their reader makes room for so many."""
    for kind, record in _records_12(part):
        if kind not in _COUNTS:
            continue
        *used, count = struct.unpack_from(f"<{_COUNTS[kind]}I", record)
        if count > len(part) or max(used, default=0) > MOST_CELLS:  # texts may be used more often than there are bytes
            raise DamagedError


def _records_12(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Records one after another: kind and content, both behind numbers of seven bits a byte."""
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | ((part[at] & 0x7F) << 7)
            at += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, part[at : at + length]
        at += length


def _look_at_rows(part: bytes) -> Marked:
    marked = Marked()
    row = 0
    for kind, record in _records_12(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if len(record) > _ROW_FLAGS and record[_ROW_FLAGS] & 0x10:
                marked.hide(row, row)
        elif kind == _WIDTHS and len(record) > _WIDTH_FLAGS and record[_WIDTH_FLAGS] & 1:
            marked.hidden_columns.append(struct.unpack_from("<II", record))
        elif _BLANK < kind <= _LAST_CELL:
            (column,) = struct.unpack_from("<I", record)
            marked.bottom, marked.right = max(marked.bottom, row), max(marked.right, column)
            if kind in _ERRORS:
                marked.unread[row, column] = Unread.ERROR
    return marked
