"""What the sheets of a file are read as, and how a terminal is told what came of it; several commands begin so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dangbo.base.errors import InvalidInputError, TableError
from dangbo.base.findings import Lang, Severity
from dangbo.base.words import Words
from dangbo.commands.terminal import paragraph, progress_of, told, written
from dangbo.io.grids import Place, Workbook, cell_finding
from dangbo.io.headings import Kind
from dangbo.io.imports import Import
from dangbo.io.layouts import kind_of
from dangbo.io.problem_books import table_in
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook

KIND_WORDS: Final[dict[Kind, Words]] = {
    "organizations": Words(vi="danh sách tổ chức đảng", en="list of organizations"),
    "profiles": Words(vi="danh sách đảng viên", en="list of members"),
    "groups": Words(vi="danh sách xóm, tổ dân phố", en="list of residential groups"),
    "seats": Words(vi="danh sách chức vụ", en="list of seats"),
    "ratings": Words(vi="danh sách kết quả xếp loại", en="list of ratings"),
    "meetings": Words(vi="danh sách buổi sinh hoạt", en="list of meetings"),
    "visits": Words(vi="danh sách buổi dự sinh hoạt", en="list of visits"),
    "life events": Words(vi="danh sách mốc của đảng viên", en="list of life events"),
    "prospects": Words(vi="danh sách nguồn phát triển đảng", en="list of prospects"),
}
"""What each kind of list is called."""


_LOOKED_AT: Final = 20
"""So many rows of a sheet are looked at for its header."""


def read_file(path: Path, *, lang: Lang) -> list[Import]:
    """Every visible sheet of a file that is a list of a known kind, read with the rows that can be read.

    Sheets that are none are named, so that a list nobody understood is not taken for one that was read.

    Args:
        path: the file.
        lang: language of what is printed.

    Raises:
        InvalidInputError: the file cannot be read, or none of its sheets is a list.
        MissingExtraError: a package the format needs is not installed.
    """
    with progress_of(path) as progress:
        book = table_in(open_workbook(path, progress=progress))
        shown = [grid for grid in book.grids if grid.visible]
        found = [(grid.sheet, kind_of(grid)) for grid in shown]
        read = [_read(book, known, sheet) for sheet, known in found if known is not None]
    if not read:
        raise InvalidInputError([cell_finding("table/no-header", Place(path.name), limit=_LOOKED_AT)])
    left = [grid.sheet for grid, (_, kind) in zip(shown, found, strict=True) if kind is None and grid.rows]
    if left:
        names = ", ".join(f"'{name}'" for name in left)
        paragraph(
            Words(
                vi=f"tệp '{path.name}': không nhận ra danh sách nào ở trang {names}; không đọc.",
                en=f"file '{path.name}': no list is recognized on sheet {names}, which is not read.",
            ),
            lang=lang,
        )
    return read


def _read(book: Workbook, kind: Kind, sheet: str) -> Import:
    """A sheet with the rows that can be read; where none can, with what is wrong."""
    try:
        return read_table(book, kind, sheet=sheet or None, on_problem="take-good-rows")
    except TableError as error:
        if isinstance(error.read, Import):
            return error.read
        raise


def blocks(read: Import) -> bool:
    """Whether something in a table must be put right before it is used."""
    return any(found.severity is Severity.BLOCK for found in read.problems)


def show_problems(read: Import, *, lang: Lang) -> None:
    """Print what a table was read as, how much of it, and what is wrong: the first place of each kind, no value."""
    told(f"{KIND_WORDS[read.kind].text(lang=lang)}, {read.text(lang=lang)}")


def numbered(path: Path, number: int) -> Path:
    """A path with a number behind its name: "problems-2.xlsx"."""
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


def write_problems(reads: Sequence[Import], out: Path, *, lang: Lang) -> None:
    """Write the workbook of problems of each table: one under the name given, several with a number behind it.

    No file that is there is replaced: it may be the list itself, or a workbook somebody is correcting.
    """
    number = 1
    for read in reads:
        while (target := numbered(out, number) if number > 1 or len(reads) > 1 else out).exists():
            number += 1
        read.to_xlsx(target, lang=lang)
        written(target, Place(read.file, read.sheet).words, lang=lang)
        number += 1
