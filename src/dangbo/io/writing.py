"""Tables as files: workbooks and CSV, whole or not at all, in which no cell is ever a formula.

```
write_xlsx(path, tables)     a sheet for each table: title, headings, rows, notes, source
write_csv(path, table)       headings and rows
```
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang
from dangbo.base.reading import read_choice
from dangbo.base.records import instance_of, instances_of
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.io.grids import Place, cell_finding, written_day
from dangbo.io.whole_files import csv_path, in_place_of
from dangbo.io.workbooks import new_workbook
from dangbo.io.written_cells import HALF_A_LETTER, MOST_TOLD, NO_LETTER, Day, Number, meant
from dangbo.render.table import Table

__all__ = ["Separator", "write_csv", "write_xlsx"]

Separator: TypeAlias = Literal[";", ",", "\t", "|"]
"""What stands between the cells of a CSV."""


def write_xlsx(
    path: str | os.PathLike[str], tables: Table | Iterable[Table] | Mapping[str, Table], *, lang: Lang = "vi"
) -> None:
    """Write tables as a workbook, a sheet for each (ghi bảng ra tệp Excel).

    Numbers, shares and days are real ones, shown as the table shows them; ids are text, and no cell is a formula. What
    is shown of people is what whoever made the table was told to show. The same tables give the same bytes.

    Args:
        path: the file; its name ends in `.xlsx`. What stood there is replaced once the new file is whole.
        tables: one table or several; with names, these are the names of the sheets.
        lang: language of the words the workbook adds: "Nguồn".

    Raises:
        MissingExtraError: the package `xlsxwriter` is not installed; the error says how it is.
        InvalidInputError: no table, or something else; cells that no workbook can hold (`table/cannot-be-written`), all
            at once; the name ends in something else.
        TermError: another language than "vi" and "en".
        OSError: the file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from dangbo.render.table import Cell, Column
        >>> table = Table("Cơ cấu, 30/4/2023", [Column("Loại"), Column("Số lượng")], [["Chi bộ", Cell(910, "910")]])
        >>> with TemporaryDirectory() as folder:
        ...     write_xlsx(Path(folder, "a.xlsx"), table)
        ...     print(Path(folder, "a.xlsx").stat().st_size > 0)
        True
    """
    known_language(lang)
    named = _named(tables, Path(path).name)
    with new_workbook(path) as book:
        for name, table in named:
            book.table(table, name, lang=lang)


def _named(tables: Table | Iterable[Table] | Mapping[str, Table], file: str) -> Sequence[tuple[str, Table]]:
    if isinstance(tables, Table):
        return [("", tables)]
    names = [instance_of(str, name, "tables") for name in tables] if isinstance(tables, Mapping) else None
    some = instances_of(Table, tables.values() if isinstance(tables, Mapping) else tables, "tables")
    named = [*zip(names or [""] * len(some), some, strict=True)]
    if not named:
        raise InvalidInputError([cell_finding("table/cannot-be-written", Place(file), reason=_NO_TABLE)])
    return named


_NO_TABLE: Final = Words(vi="không có bảng nào để ghi", en="there is no table to write")

# --- CSV --------------------------------------------------------------------------------------------------------------


def may_be_live(text: str) -> bool:
    """Whether a spreadsheet may take the text of a cell of a CSV for a formula; signs alone and numbers are none.

    Examples:
        >>> [may_be_live(text) for text in ("=1+1", "+84 912", "-", "-5,5", "Tổ 4")]
        [True, True, False, False, False]
    """
    return _begins_live(text) and _LIFELESS.fullmatch(text) is None


_LIFELESS: Final = re.compile(r"\s*[-+=@]*\s*|\s*[-+]?[0-9]+(?:[.,][0-9]+)*%?\s*")
_LIVE: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")
"""How a cell begins that a spreadsheet would take for a formula, the wide and the small forms of these signs too."""
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]*")
"""What may stand before them unseen, and is left out by some programs."""


def _begins_live(text: str) -> bool:
    before = _UNSEEN.match(text)
    return text.startswith(_LIVE, 0 if before is None else before.end())


def write_csv(path: str | os.PathLike[str], table: Table, *, separator: Separator = ";") -> None:
    """Write the headings and rows of a table as CSV (ghi bảng ra tệp CSV), in UTF-8 with the mark Excel knows it by.

    Title, notes and source are left out: what reads a CSV takes its first line for the headings. Text stands in quotes,
    and behind an apostrophe where a spreadsheet would take it for a formula. Days are `dd/mm/yyyy`. Numbers are not
    grouped; their decimal mark is the comma, and a point where the comma parts the cells. A share is rounded as the
    table shows it. Excel takes digits for numbers whatever a CSV says: ids with zeros in front belong into a workbook.

    Args:
        path: the file. What stood there is replaced once the new file is whole.
        table: the table.
        separator: what parts the cells: `;` is what Excel expects in Vietnam.

    Raises:
        InvalidInputError: another separator; no table; a cell that no file can hold (`table/cannot-be-written`); the
            name is that of a workbook.
        OSError: the file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from dangbo.base.figures import Share
        >>> from dangbo.render.table import Cell, Column
        >>> table = Table("", [Column("Tên"), Column("Tỷ lệ")], [["=1+1", Cell(Share(95, of=173), "54,9%")]])
        >>> with TemporaryDirectory() as folder:
        ...     write_csv(Path(folder, "a.csv"), table)
        ...     print(Path(folder, "a.csv").read_text(encoding="utf-8-sig"), end="")
        "Tên";"Tỷ lệ"
        "'=1+1";54,9%
    """
    read_choice(separator, dict.fromkeys(get_args(Separator), NO_WORDS), "separator")
    instance_of(Table, table, "table")
    mark = "." if separator == "," else ","
    name, problems = csv_path(path).name, list[Finding]()

    def text(words: str, row: int, column: int) -> str:
        if HALF_A_LETTER.search(words):
            problems.append(cell_finding("table/cannot-be-written", Place(name, "", row, column), reason=NO_LETTER))
            return ""
        safe = f"'{words}" if words.startswith(("\t", "\r", "\n")) or _begins_live(words) else words
        return '"' + safe.replace('"', '""') + '"'

    def cell(words: str, row: int, column: int) -> str:
        kept = meant(words)
        if isinstance(kept, Number):
            return kept.text.replace(".", mark)
        return written_day(kept.value) if isinstance(kept, Day) else text(kept, row, column)

    lines = [[text(head.title, 1, at) for at, head in enumerate(table.columns)]]
    lines += ([cell(words, row, at) for at, words in enumerate(cells)] for row, cells in enumerate(table.rows, start=2))
    if problems:
        raise InvalidInputError(problems[: MOST_TOLD + 1])
    with in_place_of(path) as file:
        file.write("\ufeff".encode())
        file.writelines(f"{separator.join(line)}\r\n".encode() for line in lines)
