"""Opening a file: what it is by its content, the cells of every sheet as they lie there, and what could not be read.

```
open_workbook("ds-2025.xlsx")  ->  Workbook          a path, or the bytes of a file
   packages     bounds of zip packages, cells with fonts, formats and errors      text_files     CSV
```

Workbooks are the work of python-calamine (`pip install "dangbo[excel]"`); CSV needs nothing beside this library. A file
that cannot be read whole is refused whole, with one error that says why; how large a file may be is said by
`MOST_BYTES`, `MOST_INFLATED` and `MOST_CELLS`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.base.findings import Code, Fact, Finding
from dangbo.base.text import nfc, type_words
from dangbo.base.words import Words
from dangbo.io.binary_cells import Binary, PasswordError, look_at_xls, look_at_xlsb
from dangbo.io.grids import (
    MOST_COLUMNS,
    Format,
    Grid,
    Place,
    Raw,
    Span,
    Unread,
    Workbook,
    cell_finding,
    column_name,
    first_few,
)
from dangbo.io.open_documents import marked_in_ods
from dangbo.io.packages import (
    MOST_CELLS,
    MOST_INFLATED,
    DamagedError,
    Marked,
    OverfullError,
    marked_cells,
    parts_of,
    refuse_false_counts,
    sheets_of,
    styles_of,
)
from dangbo.io.text_files import QuotesError, TooWideError, decoded, table_of

if TYPE_CHECKING:
    from zipfile import ZipFile

    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["MOST_BYTES", "Progress", "open_workbook"]

MOST_BYTES: Final = 256 * 1024 * 1024
"""Bytes a file may have: that is some 40 times the list of a large city."""

Progress: TypeAlias = Callable[[int, int | None], None]
"""Told how much is done, and of how much, where that is known."""


def open_workbook(source: str | PathLike[str] | bytes, *, progress: Progress | None = None) -> Workbook:
    r"""Read a file whole: every sheet of it, every cell as it lies there.

    What a file is, is told by its content: an .xls that is called .xlsx is read, and noted. Nothing in it is changed:
    no text is trimmed or recomposed, days stay days, whole numbers are `int`. Cells with an error, or with a formula
    that was never computed, are `None` and stand in `Grid.unread`.

    Args:
        source: a path, or the bytes of a file.
        progress: called with the number of sheets read, and of all.

    Raises:
        InvalidInputError: no file, no table, a password, damaged, too large: the code says which, all begin "table/".
        MissingExtraError: a workbook, and python-calamine is not installed.

    Complexity:
        Linear in the bytes of the file, unzipped.

    Examples:
        >>> book = open_workbook("Họ và tên;Ngày sinh\nPhạm Thị Ví Dụ;01/02/1980\n".encode())
        >>> book
        Workbook('', csv, 1 sheet)
        >>> book.grids[0].rows[0]
        ('Họ và tên', 'Ngày sinh')
    """
    file, data = _bytes_of(source)
    if not data:
        raise _refused("table/empty-file", file)
    digest = hashlib.sha256(data).hexdigest()
    kind = _kind_of(data, file)
    if kind == "csv":
        grids, notes = _text(data, file)
        if progress is not None:
            progress(1, 1)
    else:
        grids, notes = _workbook(data, kind, file, progress)
    ending = Path(file).suffix.lower().lstrip(".")
    if ending and ending not in _ENDINGS[kind]:
        notes = (_told("table/other-format", file, format=_FORMATS[kind], ending=f".{ending}"), *notes)
    return Workbook(file, digest, kind, grids, notes)


_ENDINGS: Final[dict[Format, tuple[str, ...]]] = {
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm", "xlam"),
    "xls": ("xls", "xlt", "et"),
    "xlsb": ("xlsb",),
    "ods": ("ods", "ots"),
    "csv": ("csv", "txt", "tsv", "tab", "prn"),
}
_FORMATS: Final[dict[Format, str]] = {kind: f".{kind}" for kind in _ENDINGS}


def _told(code: Code, file: str, *, sheet: str = "", row: int | None = None, **facts: Fact) -> Finding:
    return cell_finding(code, Place(file, sheet, row), severity=None, **facts)


def _refused(code: Code, file: str, *, sheet: str = "", row: int | None = None, **facts: Fact) -> InvalidInputError:
    return InvalidInputError([_told(code, file, sheet=sheet, row=row, **facts)])


# --- bytes ------------------------------------------------------------------------------------------------------------


def _bytes_of(source: object) -> tuple[str, bytes]:
    """The name of a file without its folder, and its bytes."""
    if isinstance(source, bytes):
        if len(source) > MOST_BYTES:
            raise _refused("table/too-large", "", size=_megabytes(len(source)), limit=_megabytes(MOST_BYTES))
        return "", source
    if not isinstance(source, (str, PathLike)):
        raise _refused("table/no-source", "", given=type_words(source))
    path = os.fspath(source)
    if not isinstance(path, str):
        raise _refused("table/no-source", "", given=type_words(path))
    file = nfc(os.path.basename(path.rstrip("/\\")).encode("utf-8", "replace").decode())  # noqa: PTH119 - a path may be none
    try:
        if os.path.isdir(path):  # noqa: PTH112
            raise _refused("table/no-file", file, why=_FOLDER)
        if not os.path.exists(path):  # noqa: PTH110
            raise _refused("table/no-file", file, why=_MISSING)
        if not os.path.isfile(path):  # noqa: PTH113 - a pipe or a device has no end
            raise _refused("table/no-file", file, why=_NO_FILE)
        with open(path, "rb") as stream:  # noqa: PTH123
            data = stream.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                size = os.fstat(stream.fileno()).st_size
                raise _refused("table/too-large", file, size=_megabytes(size), limit=_megabytes(MOST_BYTES))
    except PermissionError:
        raise _refused("table/no-file", file, why=_FORBIDDEN) from None
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidInputError):
            raise
        raise _refused("table/no-file", file, why=_UNREADABLE) from None
    return file, data


_FOLDER: Final = Words(vi="là một thư mục", en="it is a folder")
_MISSING: Final = Words(vi="không có tệp này", en="there is no such file")
_NO_FILE: Final = Words(vi="không phải là tệp", en="it is no file")
_FORBIDDEN: Final = Words(
    vi="không có quyền đọc, hoặc tệp đang được chương trình khác giữ",
    en="reading it is not permitted, or another program holds it",
)
_UNREADABLE: Final = Words(vi="hệ thống không đọc được", en="the system cannot read it")


def _megabytes(size: int) -> str:
    """A size as people read it, rounded up: what is too large is never told as the limit itself."""
    return f"{-(-size // (1024 * 1024))} MB"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_NO_TABLES: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"SQLite",
    b"ID;PWXL",  # SYLK and DIF, which are text too, and no table as it stands
    b"ID;PSCALC3",
    b"TABLE\r\n0,1",
    b"TABLE\n0,1",
    b"PK\x05\x06",
)
_MARKUP: Final = re.compile(rb"\s*<(?:[!?]|[a-z]+[\s/>])")
_PAGE: Final = re.compile(
    rb"<(?:html|head|body|table|tr|style|meta)[\s/>]|^mime-version:|content-type: *multipart/", re.MULTILINE
)
"""What a page of the web has in it, as programs write one and call it .xls."""


def _kind_of(data: bytes, file: str) -> Format:
    """What a file is, by its content.

    Raises:
        InvalidInputError: nothing that holds a table; a password.
    """
    if data.startswith(_ZIP):
        return _package(data, file)
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            raise _refused("table/password", file)
        if _utf16("Workbook") in data or _utf16("Book") in data:
            return "xls"
        raise _refused("table/unknown-format", file)
    if data.startswith((*_NO_TABLES, *_BIFF)):
        raise _refused("table/unknown-format", file)
    start = data[: _LOOKED_AT * 2].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lower()  # of UTF-16 too
    if _MARKUP.match(start) or start.startswith(b"mime-version:"):
        raise _refused("table/web-page" if _PAGE.search(start) else "table/unknown-format", file)
    return "csv"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _package(data: bytes, file: str) -> Format:
    """Which of the formats that are zip packages."""
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as package:
            names = {name.lower() for name in package.namelist()}
            locked = any(part.flag_bits & 1 for part in package.infolist()) or _is_locked(package)
    except Exception:  # noqa: BLE001 - a damaged directory fails in many ways, and every one of them means the same
        raise _refused("table/damaged-file", file) from None
    if locked:
        raise _refused("table/password", file)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    raise _refused("table/unknown-format", file)


def _is_locked(package: ZipFile) -> bool:
    """Whether a document of OpenDocument says that its parts are encrypted."""
    if _MANIFEST not in package.namelist():
        return False
    with package.open(_MANIFEST) as stream:
        return b"encryption-data" in stream.read(_LOOKED_AT * 16)


_MANIFEST: Final = "META-INF/manifest.xml"


# --- text -------------------------------------------------------------------------------------------------------------


def _text(data: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The one grid of a CSV."""
    read = decoded(data)
    if read is None:
        raise _refused("table/damaged-file", file)
    controls = sum(read.text[:_LOOKED_AT].count(chr(code)) for code in range(32) if chr(code) not in "\t\r\n\f\v")
    if controls * 10 > len(read.text[:_LOOKED_AT]):
        raise _refused("table/unknown-format", file)  # a picture or a program, whatever its name
    try:
        table = table_of(read.text)
    except QuotesError as error:
        raise _refused("table/open-quotes", file, row=error.row) from None
    except TooWideError:
        raise _refused("table/too-many-cells", file, limit=MOST_CELLS) from None
    if not table.rows:
        raise _refused("table/empty-file", file)
    if len(table.rows[0]) > MOST_COLUMNS:
        count = len(table.rows[0])
        raise _refused("table/too-many-columns", file, count=count, limit=MOST_COLUMNS)
    notes: list[Finding] = []
    if read.encoding in ("TCVN3", "VNI"):
        notes.append(_told("table/old-encoding", file, encoding=read.encoding))
    elif read.encoding not in ("UTF-8", "UTF-16"):
        notes.append(_told("table/guessed-encoding", file, encoding=read.encoding))
    if table.uneven:
        rows = first_few(table.uneven)
        notes.append(_told("table/uneven-rows", file, count=len(table.uneven), rows=rows))
    if table.nuls:
        notes.append(_told("table/nul-characters", file, count=table.nuls))
    return (Grid(file, "", table.rows),), tuple(notes)


_LOOKED_AT: Final = 4_096


# --- workbooks --------------------------------------------------------------------------------------------------------

_PURPOSE: Final = Words(vi="đọc tệp Excel và OpenDocument", en="reading workbooks of Excel and OpenDocument")


def _workbook(
    data: bytes, kind: Format, file: str, progress: Progress | None
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The grids of a workbook, and what is to be known about it."""
    try:
        import python_calamine
    except ImportError:
        raise MissingExtraError("excel", "python-calamine", _PURPOSE) from None
    looked = _looked_at(data, kind, file)
    try:
        with python_calamine.load_workbook(BytesIO(data)) as book:
            return _grids(book, looked, file, progress)
    except InvalidInputError:
        raise
    except python_calamine.PasswordError:
        raise _refused("table/password", file) from None
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError, MemoryError):
        raise _refused("table/damaged-file", file) from None
    except BaseException as error:
        if type(error).__module__ == "pyo3_runtime":  # a panic of the reader, which is no Exception
            raise _refused("table/damaged-file", file) from None
        raise


class _Looked:
    """What was found by looking at a workbook before its reader did: by sheet in order, or nothing for the format."""

    __slots__ = ("epoch", "marked", "names")

    def __init__(self, names: list[str] | None, marked: Sequence[Marked], epoch: Literal[1900, 1904]) -> None:
        self.names, self.marked, self.epoch = names, marked, epoch


def _looked_at(data: bytes, kind: Format, file: str) -> _Looked:
    """Look at a workbook: how far each sheet reaches, and the cells that are more than their value.

    Raises:
        InvalidInputError: damaged, or larger than is read.
    """
    try:
        looked = _LOOKERS[kind](data)
    except OverfullError:
        raise _refused("table/too-large-unzipped", file, limit=_megabytes(MOST_INFLATED)) from None
    except DamagedError:
        raise _refused("table/damaged-file", file) from None
    except PasswordError:
        raise _refused("table/password", file) from None
    for at, marked in enumerate(looked.marked):
        if marked.area > MOST_CELLS:
            sheet = looked.names[at] if looked.names is not None else ""
            raise _refused("table/far-cell", file, sheet=sheet, limit=MOST_CELLS, far=_cell_name(marked))
    return looked


def _cell_name(marked: Marked) -> str:
    return f"{column_name(marked.right)}{marked.bottom + 1}"


def _look_at_xlsx(data: bytes) -> _Looked:
    parts = parts_of(data)
    refuse_false_counts(parts)
    sheets, from_1904 = sheets_of(parts)
    styles = styles_of(parts)
    epoch: Literal[1900, 1904] = 1904 if from_1904 else 1900
    marked = []
    for sheet in sheets:
        part = parts.pop(sheet.part, None)  # a chart is no table of cells, and has none
        marked.append(Marked() if part is None else marked_cells(part, styles, epoch=epoch))
    return _Looked([sheet.name for sheet in sheets], marked, epoch)


def _look_at_ods(data: bytes) -> _Looked:
    parts = parts_of(data)
    if "content.xml" not in parts:
        raise DamagedError
    marked, from_1904 = marked_in_ods(parts["content.xml"], parts.get("styles.xml", b""))
    return _Looked(None, marked, 1904 if from_1904 else 1900)


def _look_at_records(found: Binary) -> _Looked:
    return _Looked(None, found.marked, 1904 if found.from_1904 else 1900)


_LOOKERS: Final[dict[Format, Callable[[bytes], _Looked]]] = {
    "xlsx": _look_at_xlsx,
    "ods": _look_at_ods,
    "xls": lambda data: _look_at_records(look_at_xls(data)),
    "xlsb": lambda data: _look_at_records(look_at_xlsb(parts_of(data))),
}


def _grids(
    book: CalamineWorkbook, looked: _Looked, file: str, progress: Progress | None
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets of an opened workbook."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = book.sheets_metadata
    seen = [sheet.name for sheet in sheets]
    if (looked.names is not None and seen != looked.names) or (
        looked.names is None and len(seen) != len(looked.marked)
    ):
        raise _refused("table/damaged-file", file)  # the reader would open other parts than those looked at
    grids: list[Grid] = []
    notes: list[Finding] = []
    for at, sheet in enumerate(sheets):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            marked = looked.marked[at] if at < len(looked.marked) else Marked()
            where = _Where(file, sheet.visible == SheetVisibleEnum.Visible, looked.epoch)
            grids.append(_grid(book.get_sheet_by_index(at), marked, where))
        else:
            notes.append(_told("table/no-cells", file, sheet=nfc(sheet.name)))
        if progress is not None:
            progress(at + 1, len(sheets))
    if not grids:
        raise _refused("table/empty-file", file)
    return tuple(grids), tuple(notes)


def _grid(sheet: CalamineSheet, marked: Marked, where: _Where) -> Grid:
    """One sheet, as it lies in the file."""
    unread = dict(marked.unread)
    rows = _rows_of(sheet, unread)
    _put(rows, {at: _number(number) for at, number in marked.numbers.items()})
    _put(rows, {at: value for at, value in marked.values.items() if _at(rows, at) is not None})
    _make_room(rows, unread)
    rows = _cut(rows, unread)
    merged = [Span(*first, *last) for first, last in sheet.merged_cell_ranges or ()] or marked.merged
    return Grid(
        where.file,
        nfc(sheet.name),
        rows,
        where.visible,
        tuple(merged),
        fonts={at: font for at, font in marked.fonts.items() if isinstance(_at(rows, at), str)},
        unread=unread,
        number_formats={at: code for at, code in marked.zeros.items() if isinstance(_at(rows, at), int | float)},
        epoch=where.epoch,
        hidden_rows=_within(marked.hidden_rows, len(rows)),
        hidden_columns=_within(marked.hidden_columns, len(rows[0]) if rows else 0),
    )


def _rows_of(sheet: CalamineSheet, unread: dict[tuple[int, int], Unread]) -> list[tuple[Raw, ...]]:
    """The rows of a sheet, and those of its cells that are no number marked as unread.

    They are tuples, which the collector of garbage does not walk through again and again as it does lists, and taken
    block by block, column by column of it: the cells of a block are at hand, those of the whole sheet are far away.
    """
    if sheet.start is None or sheet.end is None:
        return []
    rows: list[tuple[Raw, ...]] = []
    given = iter(sheet.iter_rows())
    while block := [*islice(given, _BLOCK)]:
        width = len(block[0])
        cells: list[Any] = [*chain.from_iterable(block)]
        left = sheet.end[1] + 1 - width  # columns before the first one filled, which are not among them
        columns = [_cells(cells[at::width], (len(rows), left + at), unread) for at in range(width)]
        rows += zip(*([None] * len(block) for _ in range(left)), *columns, strict=True)
    return rows


_BLOCK: Final = 256


def _cells(cells: list[Any], first: tuple[int, int], unread: dict[tuple[int, int], Unread]) -> list[Any]:
    """Cells below each other as a grid has them: nothing in blank ones, and numbers as people write them."""
    if "" in cells:
        cells = [None if cell == "" else cell for cell in cells]
    if float in {*map(type, cells)}:
        cells = [_number(cell) if type(cell) is float else cell for cell in cells]
        if _ENDLESS in cells:
            row, column = first
            unread.update({(row + at, column): Unread.ERROR for at, cell in enumerate(cells) if cell is _ENDLESS})
            cells = [None if cell is _ENDLESS else cell for cell in cells]
    return cells


def _put(rows: list[tuple[Raw, ...]], values: Mapping[tuple[int, int], Any]) -> None:
    """Put values in place of some cells; those beyond the rows are let be."""
    lines: dict[int, list[Raw]] = {}
    for (at, column), value in values.items():
        if at < len(rows) and column < len(rows[at]):
            lines.setdefault(at, [*rows[at]])[column] = value
    for at, line in lines.items():
        rows[at] = tuple(line)


def _within(stretches: Iterable[tuple[int, int]], end: int) -> frozenset[int]:
    """The places of some stretches that lie before an end."""
    return frozenset(at for first, last in stretches for at in range(first, min(last + 1, end)))


class _Where(NamedTuple):
    """What is known of a sheet before its cells are."""

    file: str
    visible: bool
    epoch: Literal[1900, 1904]


_ENDLESS: Final = object()
"""In place of a number that is none: infinite, or not a number."""
_EXACT: Final = 10**15
"""Below it a number of a spreadsheet is exact to the last digit."""


def _number(number: float) -> Any:  # noqa: ANN401 - a number, or the mark of none
    """A number as people write it: whole where it is whole."""
    if number.is_integer():
        return int(number) if -_EXACT < number < _EXACT else number
    return number if number - number == 0 else _ENDLESS


def _make_room(rows: list[tuple[Raw, ...]], unread: Mapping[tuple[int, int], Unread]) -> None:
    """Cells without a value stand in the grid too, and hold nothing: the reader ends before some and words others."""
    if not unread:
        return
    width = max(len(rows[0]) if rows else 0, max(column for _, column in unread) + 1)
    more = (None,) * (width - (len(rows[0]) if rows else 0))
    if more:
        rows[:] = [row + more for row in rows]
    blank = (None,) * width
    rows.extend(blank for _ in range(max(row for row, _ in unread) + 1 - len(rows)))
    _put(rows, dict.fromkeys(unread))


def _at(rows: Sequence[Sequence[Raw]], at: tuple[int, int]) -> Raw:
    row, column = at
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _cut(rows: list[tuple[Raw, ...]], unread: Mapping[tuple[int, int], Unread]) -> list[tuple[Raw, ...]]:
    """Rows without the blank ones and the blank columns at the end; what could not be read is not blank."""
    bottom = max((row for row, _ in unread), default=-1)
    right = max((column for _, column in unread), default=-1)
    while len(rows) > bottom + 1 and rows[-1].count(None) == len(rows[-1]):
        rows.pop()
    width = len(rows[0]) if rows else 0
    for row in rows:
        at = width - 1
        while at > right and row[at] is None:
            at -= 1
        right = max(right, at)
    return [row[: right + 1] for row in rows] if right + 1 < width else rows
