"""Tables kept as text: which encoding the bytes are in, what separates the cells, and the cells.

Nothing is told by a name. Bytes that are UTF-8 are read so; with a mark of UTF-16 in front, so; all others are of the
time before Unicode, and how they were read is noted. Bytes of TCVN3 and VNI fonts stay what they are, in the letters a
spreadsheet shows for them, so that whoever reads the cells can propose what they mean.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO
from threading import Lock
from typing import Final, NamedTuple

from dangbo.base.legacy import legacy_encoding
from dangbo.io.packages import MOST_CELLS

__all__ = ["Decoded", "QuotesError", "TextTable", "TooWideError", "decoded", "table_of"]


class QuotesError(Exception):
    """A quotation mark that opens a cell and is never closed, or closes one in the middle."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class TooWideError(Exception):
    """More cells than are read, once all rows are as wide as the widest."""


class Decoded(NamedTuple):
    """A text, and how its bytes were read."""

    text: str
    encoding: str
    """"UTF-8", "UTF-16", "Windows-1258", "TCVN3", "VNI" or "Windows-1252"."""


_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_SAMPLE: Final = 65_536


def decoded(data: bytes) -> Decoded | None:
    """The text of a file; `None` where its mark promises an encoding its bytes are not in.

    Examples:
        >>> decoded("Chi bộ".encode())
        Decoded(text='Chi bộ', encoding='UTF-8')
        >>> decoded("Chi bộ".encode("utf-16")).encoding
        'UTF-16'
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, name)
    if codec := _wide(data):
        return _strictly(data, codec, "UTF-16")
    return _strictly(data, "utf-8", "UTF-8") or _before_unicode(data)


def _strictly(data: bytes, codec: str, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeError:
        return None


def _wide(data: bytes) -> str:
    """The kind of UTF-16 without a mark: every second byte of separators and digits is zero."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not sample:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) * 3 > half and sample[::2].count(0) * 50 < half:
        return "utf-16-le"
    if sample[::2].count(0) * 3 > half and sample[1::2].count(0) * 50 < half:
        return "utf-16-be"
    return ""


_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_MARKED: Final = re.compile(f"(.)[{_TONES}]", re.DOTALL)
_VOWELS: Final = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_HIGH: Final = re.compile(rb"[^\x00-\x7f]")


def _before_unicode(data: bytes) -> Decoded:
    """Text of one byte a letter."""
    shown = _shown(data)
    try:
        tones = data.decode("cp1258")
    except UnicodeError:
        tones = ""
    first = _HIGH.search(data)
    start = max(first.start() - 200, 0) if first else 0
    bearing = _MARKED.findall(tones[start : start + _SAMPLE])
    # in the other encodings signs stand behind consonants too
    if bearing and all(letter in _VOWELS for letter in bearing):
        return Decoded(unicodedata.normalize("NFC", tones), "Windows-1258")
    old = legacy_encoding(shown[start : start + _SAMPLE])
    return Decoded(shown, old if old in ("TCVN3", "VNI") else "Windows-1252")


def _shown(data: bytes) -> str:
    """Bytes as a spreadsheet shows them: Windows-1252, and what it has no letter for as it is."""
    try:
        return data.decode("cp1252")
    except UnicodeError:
        return "".join(_LETTERS[code] for code in data)


_LETTERS: Final = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)]


# --- cells ------------------------------------------------------------------------------------------------------------


class TextTable(NamedTuple):
    """The cells of a text."""

    rows: list[tuple[str | None, ...]]
    """All of one width; blank cells are `None`."""
    uneven: tuple[int, ...]
    """Rows, counted from 1, with another number of cells than most."""
    separator: str
    nuls: int
    """How many NUL characters there are."""


_SEPARATORS: Final = ";\t,|"
_LINES: Final = 40
_TOLD: Final = re.compile(r"sep=([;\t,|])[\t,;|]*\r?\n?", re.IGNORECASE)
_LIMIT: Final = Lock()
"""How long a cell may be is one number for the whole process in the standard library."""


def table_of(text: str) -> TextTable:
    """The cells of a text.

    Raises:
        QuotesError: a quotation mark that is not closed, or closed in the middle of a cell.
        TooWideError: more cells than are read.
    """
    if told := _TOLD.match(text):  # the line with which a file tells spreadsheets its separator is no row to them
        separator, text = told[1], text[told.end() :]
    else:
        separator = _separator(text)
    rows: list[list[str]] = []
    width = 0
    with _LIMIT:
        before = csv.field_size_limit(len(text) + 1)
        try:
            reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
            for row in reader:
                rows.append(row)
                width = max(width, len(row))
                if len(rows) * width > MOST_CELLS:
                    raise TooWideError
        except csv.Error:
            raise QuotesError(len(rows) + 1) from None
        finally:
            csv.field_size_limit(before)
    return TextTable(_squared(rows), _uneven(rows), separator, text.count("\0"))


def _squared(rows: list[list[str]]) -> list[tuple[str | None, ...]]:
    """Rows of one width, without the blank rows and columns at the end."""
    right = max((at + 1 for row in rows for at in [_last(row)]), default=0)
    blank = (None,) * right
    squared = [(*[cell or None for cell in row[:right]], *blank[len(row) :]) for row in rows]
    while squared and squared[-1] == blank:
        squared.pop()
    return squared


def _last(row: list[str]) -> int:
    """The last cell that is not blank; -1 where there is none."""
    at = len(row) - 1
    while at >= 0 and not row[at]:
        at -= 1
    return at


def _uneven(rows: list[list[str]]) -> tuple[int, ...]:
    """Rows with something in them that have another number of cells than most of those."""
    widths: dict[int, int] = {}
    for row in rows:
        if len(row) > 1 or (row and row[0]):
            widths[len(row)] = widths.get(len(row), 0) + 1
    if len(widths) < 2:  # noqa: PLR2004 - one width is no difference
        return ()
    usual = max(widths, key=lambda width: (widths[width], width))
    return tuple(at for at, row in enumerate(rows, 1) if len(row) != usual and (len(row) > 1 or (row and row[0])))


def _separator(text: str) -> str:
    """What cells are separated by: what splits most of the first rows into the same number of cells, more than one.

    Where nothing does, there is one column, and any separator reads it.
    """
    lines = _first_lines(text)
    best, score = _SEPARATORS[0], (0, 0)
    for separator in _SEPARATORS:
        counts = [line.count(separator) + 1 for line in lines]
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        if (found := (wide.count(usual), usual)) > score:
            best, score = separator, found
    return best


def _first_lines(text: str) -> list[str]:
    """The first lines with something in them, as far as a look at them goes, without the cells in quotation marks.

    Such a cell may hold lines and separators of its own, which part nothing.
    """
    return [line for line in re.split(r"[\r\n]+", _QUOTED.sub("", text[:_SAMPLE])) if line][:_LINES]


_QUOTED: Final = re.compile(r'(?<![^;\t,|\r\n])"(?:[^"]|"")*"?')
