"""`reconcile`: two lists of members compared, a workbook to choose in, and the first list as somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from dangbo.base.errors import InvalidInputError, TableError
from dangbo.base.findings import Lang, Severity
from dangbo.base.people import People
from dangbo.base.reading import bad_figure
from dangbo.base.text import format_number
from dangbo.base.words import Words
from dangbo.commands.reading import (
    columns_asked,
    columns_in,
    free,
    is_same,
    show_options,
    show_problems,
    unused_columns,
)
from dangbo.commands.terminal import draw, paragraph, progress_of, table, trouble, written
from dangbo.io.comparing import MatchClass
from dangbo.io.corrected_books import table_in
from dangbo.io.grids import Workbook
from dangbo.io.imports import Import
from dangbo.io.reading import read_table
from dangbo.io.reconciling import Reconciliation, reconcile
from dangbo.io.sources import open_workbook
from dangbo.io.whole_files import workbook_path

if TYPE_CHECKING:
    from dangbo.life.profiles import Profiles

_SHOWN: Final = 20


def reconcile_files(
    files: tuple[Path, Path],
    *,
    xlsx: Path | None,
    choices: Path | None,
    out: Path | None,
    sheets: Sequence[str],
    columns: Iterable[tuple[str, str]],
    people: People,
    lang: Lang,
) -> int:
    """Compare the lists of members of two files, and write the workbook to choose in or the list with what was chosen.

    Args:
        files: the file of list A and that of list B.
        xlsx: where to write the workbook to choose in; with a number behind its name where a file has that name.
        choices: that workbook filled in.
        out: where to write list A again with what was chosen; as above.
        sheets: the sheet that is meant, in both files or in one and the other.
        columns: headings, each with the field it is.
        people: whether names stand in the workbook.
        lang: language of what is said and written.

    Returns:
        The exit status: 0 where all lines of both lists are equal, or all differences were chosen and written; 1 where
        something differs, was left as it is, or must be put right first.

    Raises:
        DangboError: arguments that contradict each other, or a workbook of other lists.
        OSError: a file cannot be written.
    """
    _hold(files, xlsx, choices, out, sheets)
    asked = columns_asked(columns)
    books = [_opened(path) for path in files]
    here = [columns_in((grid for grid in book.grids if grid.visible), "profiles", asked) for book in books]
    if unused := [*unused_columns(asked, {*here[0], *here[1]})]:
        raise InvalidInputError(unused)
    a, b = (
        _list_of(book, letter, sheets[at if len(sheets) > 1 else 0] if sheets else None, here[at], lang)
        for at, (book, letter) in enumerate(zip(books, "AB", strict=True))
    )
    if a is None or b is None:
        return 1
    if a.source_hash == b.source_hash and a.sheet == b.sheet:
        paragraph(_ONE_FILE, lang=lang)
    found = reconcile(a, b)
    table(found.table(lang=lang), lang=lang)
    if choices is not None and out is not None:
        return _apply(found, a, choices, out, lang)
    equal = found.counts[MatchClass.EQUAL].matches == len(found)
    if equal:
        paragraph(_EQUAL, lang=lang)
    elif xlsx is not None:
        target = free(xlsx)
        found.to_xlsx(target, people=people, lang=lang)
        written(target, _TO_CHOOSE, lang=lang)
        print()
        paragraph(_NEXT, lang=lang)
    else:
        paragraph(_NO_BOOK, lang=lang)
    return 0 if equal and not a.refused and not b.refused else 1


_ONE_FILE: Final = Words(
    vi="Lưu ý: A và B là cùng một nội dung; có thể đã đưa nhầm tệp.",
    en="A and B have the same contents; one of the files may be the wrong one.",
)
_EQUAL: Final = Words(
    vi="Mọi dòng đọc được đều giống nhau; không có gì để chọn.",
    en="All lines that were read are equal; there is nothing to choose.",
)
_TO_CHOOSE: Final = Words(
    vi="điền cột Chọn; có dữ liệu cá nhân", en="fill in the column Choose; it holds personal data"
)
_NEXT: Final = Words(
    vi="Chọn xong, lưu lại rồi chạy lệnh này với --choices TỆP-ĐÃ-CHỌN.xlsx --out DANH-SÁCH-MỚI.xlsx để ghi "
    "danh sách A theo các lựa chọn.",
    en="When it is filled in and saved, run this again with --choices CHOSEN.xlsx --out NEW.xlsx: list A is written as "
    "was chosen.",
)
_NO_BOOK: Final = Words(
    vi="Thêm --xlsx doi-chieu.xlsx để có tệp Excel nêu từng chỗ khác và cột Chọn.",
    en="With --xlsx reconciled.xlsx you get a workbook with each difference and a column to choose in.",
)


def _hold(
    files: tuple[Path, Path], book: Path | None, choices: Path | None, out: Path | None, sheets: Sequence[str]
) -> None:
    """Refuse what contradicts itself, before files are read for minutes."""
    if (choices is None) != (out is None):
        raise bad_figure("--choices", _BOTH, _GIVE_BOTH)
    if book is not None and choices is not None:
        raise bad_figure("--xlsx", _NOT_BOTH, _ONE_OF_THEM)
    if len(sheets) > len(files):
        raise bad_figure("--sheet", _SHEETS, _TWO_SHEETS)
    given = [*files, *([choices] if choices is not None else [])]
    for name, target in (("--xlsx", book), ("--out", out)):
        if target is None:
            continue
        if any(is_same(target, path) for path in given):
            raise bad_figure(name, _GIVEN, _ANOTHER_NAME)
        if name == "--xlsx" or target.suffix.lower() != ".csv":
            workbook_path(target, where=name)


_BOTH: Final = Words(vi="--choices và --out phải đi cùng nhau", en="--choices and --out go together")
_GIVE_BOTH: Final = Words(
    vi="Ghi cả hai: --choices TỆP-ĐÃ-CHỌN.xlsx --out DANH-SÁCH-MỚI.xlsx.",
    en="Give both: --choices CHOSEN.xlsx --out NEW.xlsx.",
)
_NOT_BOTH: Final = Words(vi="không đi cùng --choices", en="it does not go with --choices")
_ONE_OF_THEM: Final = Words(
    vi="Dùng --xlsx để có tệp mà chọn, rồi dùng --choices với tệp đã chọn.",
    en="Use --xlsx to get the workbook to choose in, and --choices when it is filled in.",
)
_SHEETS: Final = Words(vi="có nhiều hơn hai trang", en="more than two sheets are named")
_TWO_SHEETS: Final = Words(
    vi="Ghi một lần cho cả hai tệp, hoặc hai lần: trước cho A, sau cho B.",
    en="Name it once for both files, or twice: for A, and then for B.",
)
_GIVEN: Final = Words(vi="đó chính là tệp đưa vào, sẽ bị ghi đè", en="it is a file you gave, and would be replaced")
_ANOTHER_NAME: Final = Words(vi="Chọn tên khác.", en="Choose another name.")


def _opened(path: Path) -> Workbook:
    with progress_of(path) as progress:
        return table_in(open_workbook(path, progress=progress))


def _list_of(book: Workbook, letter: str, sheet: str | None, columns: Mapping[str, str], lang: Lang) -> Import | None:
    """The list of members of a file; `None` after what stands in the way was told."""
    try:
        read = read_table(book, "profiles", sheet=sheet, columns=columns, on_problem="take-good-rows")
    except TableError as error:
        if not isinstance(error.read, Import):
            raise
        show_problems(error.read, name=letter, lang=lang)
        show_options(error.read.problems, lang=lang)
        return None
    except InvalidInputError as error:
        trouble(error, lang=lang)
        show_options(error.findings, lang=lang)
        return None
    show_problems(read, name=letter, lang=lang)
    show_options(read.problems.select(severity=Severity.BLOCK), lang=lang)
    return read


def _apply(found: Reconciliation, a: Import, choices: Path, out: Path, lang: Lang) -> int:
    """Write list A with what was chosen, and say what stays as it is."""
    after = found.apply(choices, cast("Profiles", a.records))  # it was read as a list of members
    left = found.not_applied(choices)
    target = free(out)
    back = a.write_back(target, profiles=after, on_problem="write-the-rest")
    for some in (left, back.problems):
        if some:
            draw(some.show(limit=_SHOWN, lang=lang))
    cells = Words(
        vi=f"danh sách A theo các lựa chọn; số ô có giá trị mới: {format_number(len(back.cells), lang='vi')}",
        en=f"list A as was chosen; cells with another value: {format_number(len(back.cells), lang='en')}",
    )
    written(target, cells, lang=lang)
    return 1 if left or back.problems else 0
