"""What the sheets of a file are read as, and how a terminal is told what came of it; several commands begin so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from dangbo.base.errors import LABEL, InvalidInputError, TableError, shown
from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.reading import bad_figure
from dangbo.base.text import fold, nfc
from dangbo.base.words import Words
from dangbo.commands.terminal import paragraph, progress_of, told, written
from dangbo.io.corrected_books import table_in
from dangbo.io.filled_forms import is_form, read_form, reckons
from dangbo.io.grids import Grid, Place, Workbook, cell_finding
from dangbo.io.headings import KIND_WORDS, Kind
from dangbo.io.imports import Import
from dangbo.io.layouts import kind_of, layout_of
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from dangbo.io.templates import is_guide

_FORM: Final = Words(vi="biểu thống kê", en="form of the statistics")


_LOOKED_AT: Final = 20
"""So many rows of a sheet are looked at for its header."""


class Asked(NamedTuple):
    """What a user said of files that they do not say themselves.

    Attributes:
        kind: what the rows are about.
        sheet: the one sheet that is meant.
        columns: headings, each with the field it is.
    """

    kind: Kind | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})


def columns_asked(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headings with their fields.

    Raises:
        InvalidInputError: a heading is said to be two fields.
    """
    columns: dict[str, str] = {}
    for heading, name in given:
        if columns.setdefault(heading, name) != name:
            raise bad_figure("--columns", _TWO_FIELDS, _ONE_FIELD)
    return columns


_TWO_FIELDS: Final = Words(vi="một tiêu đề được gán hai trường", en="a heading is said to be two fields")
_ONE_FIELD: Final = Words(
    vi="Mỗi tiêu đề ghi một lần: --columns 'Ngày vào=admitted'.",
    en="Say of each heading once what it is: --columns 'Joined=admitted'.",
)


def read_files(files: Sequence[Path], asked: Asked, *, lang: Lang) -> tuple[list[Import], list[Finding]]:
    """Every list of some files, and why a file cannot be read or has no list; files after such a one are read too.

    Args:
        files: the files.
        asked: what the user said of them; each heading must stand in one of them.
        lang: language of what is printed.

    Raises:
        MissingExtraError: a package the format needs is not installed.
    """
    reads: list[Import] = []
    problems: list[Finding] = []
    used: set[str] = set()
    for path in files:
        try:
            reads += _read_file(path, asked, used, lang=lang)
        except InvalidInputError as error:
            problems += error.findings
    if reads:
        problems += unused_columns(asked.columns, used)
    return reads, problems


def unused_columns(columns: Mapping[str, str], used: Collection[str]) -> Iterator[Finding]:
    """Headings the user named that no file has."""
    place = Words(vi="--columns", en="--columns")
    for heading in columns:
        if heading not in used:
            told = shown(heading, limit=LABEL)
            yield finding("table/no-such-column", place.en, place=place, heading=told, count=0)


def _read_file(path: Path, asked: Asked, used: set[str], *, lang: Lang) -> list[Import]:
    """Every visible sheet of a file that is a list of a known kind, read with the rows that can be read.

    A form of the statistics is read and told too. Sheets that are none of both are named, so that a list nobody
    understood is not taken for one that was read; the sheet that explains the columns of a template is none.

    Raises:
        InvalidInputError: the file cannot be read, or none of its sheets is a list.
        MissingExtraError: a package the format needs is not installed.
    """
    with progress_of(path) as progress:
        book = table_in(open_workbook(path, progress=progress))
        found, left = _lists_in(book, asked)
        read = []
        for grid, kind in found:
            columns = columns_in([grid], kind, asked.columns)
            used.update(columns)
            read.append(_read(book, kind, grid.sheet, columns))
        forms = [grid.sheet for grid in book.grids if asked.kind is None and grid.sheet in left and is_form(grid)]
    if not read and not forms:
        raise InvalidInputError([cell_finding("table/no-header", Place(path.name), limit=_LOOKED_AT)])
    for sheet in forms:
        told(f"{_FORM.text(lang=lang)}, {read_form(book, sheet=sheet).text(lang=lang)}")
    left = [grid.sheet for grid in book.grids if grid.sheet in left and grid.sheet not in forms and not is_guide(grid)]
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


def _lists_in(book: Workbook, asked: Asked) -> tuple[list[tuple[Grid, Kind]], list[str]]:
    """The sheets that are read, each with its kind, and those that are passed over.

    Raises:
        InvalidInputError: no sheet is called as the user said.
    """
    grids = [grid for grid in book.grids if grid.visible]
    if asked.sheet is not None:
        grids = [grid for grid in book.grids if nfc(grid.sheet) == nfc(asked.sheet)]
        if not grids:
            known = ", ".join(shown(grid.sheet, limit=LABEL) for grid in book.grids[:_LOOKED_AT]) or "-"
            raise InvalidInputError([cell_finding("table/no-such-sheet", Place(book.file), known=known)])
    kinds = [(grid, None if asked.kind is None and reckons(grid) else kind_of(grid)) for grid in grids]
    if asked.kind is None:
        return (
            [(grid, kind) for grid, kind in kinds if kind is not None],
            [grid.sheet for grid, kind in kinds if kind is None and grid.rows],
        )
    wanted = asked.kind
    fit = [grid for grid, kind in kinds if kind == wanted] or [
        grid for grid in grids if layout_of(grid, wanted, columns=asked.columns).header
    ]
    fit = fit or [grid for grid in grids if grid.rows][:1]
    return [(grid, wanted) for grid in fit], [grid.sheet for grid in grids if grid not in fit and grid.rows]


def columns_in(grids: Iterable[Grid], kind: Kind, columns: Mapping[str, str]) -> dict[str, str]:
    """Those of the headings the user named that stand above a column of some sheets."""
    if not columns:
        return {}
    there = {fold(one) for grid in grids for one in layout_of(grid, kind, columns=columns).headings}
    return {heading: field for heading, field in columns.items() if fold(heading) in there}


def _read(book: Workbook, kind: Kind, sheet: str, columns: Mapping[str, str]) -> Import:
    """A sheet with the rows that can be read; where none can, with what is wrong."""
    try:
        return read_table(book, kind, sheet=sheet or None, columns=columns, on_problem="take-good-rows")
    except TableError as error:
        if isinstance(error.read, Import):
            return error.read
        raise


def show_options(findings: Iterable[Finding], *, lang: Lang) -> None:
    """Say which options of the command line put right what was found, where some do."""
    codes = {found.code for found in findings}
    for some, words in _OPTIONS:
        if codes & some:
            paragraph(words, lang=lang)


_OPTIONS: Final[tuple[tuple[frozenset[str], Words], ...]] = (
    (
        frozenset({"table/several-sheets", "table/no-such-sheet"}),
        Words(vi="Chỉ rõ trang: --sheet 'Tên trang'.", en="To say which sheet is meant: --sheet 'Name of the sheet'."),
    ),
    (
        frozenset({"table/no-header"}),
        Words(
            vi="Nếu tệp có danh sách mà không nhận ra, ghi loại (--kind profiles) và tiêu đề nào là trường nào "
            "(--columns 'Tiêu đề=name').",
            en="If it is a list all the same, say of what kind (--kind profiles) and which heading is which field "
            "(--columns 'Heading=name').",
        ),
    ),
    (
        frozenset({"table/asked-column", "table/unknown-column", "table/no-such-column", "table/no-such-field"}),
        Words(
            vi="Tiêu đề nào là trường nào thì ghi: --columns 'Tiêu đề=admitted', mỗi tiêu đề một lần.",
            en="To say which heading is which field: --columns 'Heading=admitted', once for each heading.",
        ),
    ),
)
"""What on the command line says more of a file, by the codes it helps with."""


def blocks(read: Import) -> bool:
    """Whether something in a table must be put right before it is used."""
    return any(found.severity is Severity.BLOCK for found in read.problems)


def show_problems(read: Import, *, name: str = "", lang: Lang) -> None:
    """Print what a table was read as, how much of it, and what is wrong: the first place of each kind, no value."""
    told(f"{name and f'{name}: '}{KIND_WORDS[read.kind].text(lang=lang)}, {read.text(lang=lang)}")


def numbered(path: Path, number: int) -> Path:
    """A path with a number behind its name: "problems-2.xlsx"."""
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


def free(path: Path) -> Path:
    """A path where no file is: itself, or with the first number behind its name that is free."""
    number, target = 1, path
    while target.exists():
        number += 1
        target = numbered(path, number)
    return target


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, however they are written."""
    try:
        return one.samefile(other)
    except OSError:
        return False


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
