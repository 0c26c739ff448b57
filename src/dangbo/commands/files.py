"""`template` and `check`: empty workbooks to fill in, and what is wrong in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Lang
from dangbo.base.words import Words
from dangbo.commands.reading import (
    Asked,
    blocks,
    columns_asked,
    read_files,
    show_options,
    show_problems,
    write_problems,
)
from dangbo.commands.terminal import paragraph, trouble
from dangbo.io.headings import Kind
from dangbo.io.templates import write_templates
from dangbo.io.whole_files import workbook_path


def write_template_files(folder: Path, *, lang: Lang) -> int:
    """Write the empty workbooks.

    Args:
        folder: where; made where it does not exist. What stands there under the same names is not replaced.
        lang: language of the comments.

    Returns:
        The exit status, 0.

    Raises:
        MissingExtraError: the package that writes workbooks is not installed.
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in write_templates(folder, lang=lang):
        print(path)  # each says by its name what it is for
    return 0


def check_files(
    files: Sequence[Path],
    *,
    out: Path | None,
    kind: Kind | None = None,
    sheet: str | None = None,
    columns: Iterable[tuple[str, str]] = (),
    lang: Lang,
) -> int:
    """Read files and say what is wrong in them: places and reasons, never what a cell holds.

    Args:
        files: the files, each with one list or several.
        out: where to write the workbook of problems; with several lists, and where a file has that name already, a
            number is put behind it.
        kind: what the rows are about, where the files do not say it themselves.
        sheet: the one sheet that is meant.
        columns: headings, each with the field it is, where they are not understood by themselves.
        lang: language of the answer.

    Returns:
        The exit status: 0 where all of it can be used, 1 where something must be put right first.

    Raises:
        InvalidInputError: the workbook of problems is given a name that no workbook has.
        OSError: it cannot be written.
    """
    if out is not None:
        workbook_path(out, where="--xlsx")  # before files are read for minutes
    reads, problems = read_files(files, Asked(kind, sheet, columns_asked(columns)), lang=lang)
    if problems:
        trouble(InvalidInputError(problems), lang=lang)
    status = int(bool(problems))
    for read in reads:
        show_problems(read, lang=lang)
        status = max(status, int(blocks(read)))
    show_options([*problems, *(found for read in reads for found in read.problems)], lang=lang)
    if out is not None and reads:
        write_problems(reads, out, lang=lang)
    if any(map(blocks, reads)):
        print()
        paragraph(_NEXT if out is None else _NEXT_IN_IT, lang=lang)
    return status


_NEXT: Final = Words(
    vi="Sửa trong tệp rồi chạy lại lệnh này. Thêm --xlsx cho-sai.xlsx để có tệp Excel tô màu từng ô, kèm lý do và cách "
    "sửa.",
    en="Correct the file and run this again. With --xlsx problems.xlsx you get a workbook with each such cell colored, "
    "why, and what to do.",
)
_NEXT_IN_IT: Final = Words(
    vi="Sửa trong tệp của mình, hoặc ngay ở trang 'Dữ liệu' của tệp vừa ghi, lưu lại rồi chạy lệnh này với tệp đã sửa.",
    en="Correct your own file, or the sheet 'Data' of the one just written, save it, and run this again on what you "
    "corrected.",
)
