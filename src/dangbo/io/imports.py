"""What came of reading a table: `Import`, its rows, its records, its problems, and what nobody understood.

```
read_table(...)  ->  Import     .rows, .records    .problems, .proposals    .columns, .kept    .source_hash
```

Cells hold what people wrote about people. No text of an `Import` shows one: `repr`, `str` and findings name places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, WordsDocument
from dangbo.base.errors import InvalidInputError, quoted, shown
from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.text import format_number
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.io.corrected_books import Corrections, corrections
from dangbo.io.grids import Grid, Place, Raw, Values, Workbook, column_name, first_few
from dangbo.io.headings import How, Kind, Taken
from dangbo.io.layouts import Layout
from dangbo.io.problem_books import problem_book, problem_table
from dangbo.io.row_kinds import RowKind
from dangbo.io.sources import open_workbook
from dangbo.io.whole_files import in_place_of, workbook_path
from dangbo.io.writing_back import OnLoss, WrittenBack, write_back
from dangbo.life.profiles import Profiles
from dangbo.render.findings import Findings
from dangbo.render.table import Table

__all__ = ["Import", "Kept", "KeptColumn"]

Encoding: TypeAlias = Literal["tell", "convert"]
"""What becomes of text of the time before Unicode."""

Reread: TypeAlias = Callable[[Workbook, Grid, tuple[Finding, ...]], "Import"]
"""Reads a sheet of a workbook, with what is to be said of it before."""


class KeptColumn(NamedTuple):
    """A column nobody understood (cột chưa hiểu), as it stands in the file.

    Attributes:
        column: its place in the sheet, from 0.
        heading: what it is headed; "..." where that may be a value.
        cells: its cells, one for each of `Import.rows`. They are what people wrote: the `repr` counts them.

    Examples:
        >>> KeptColumn(5, "Ký hiệu riêng", ("a", None))
        KeptColumn(5, 2 cells)
    """

    column: int
    heading: str
    cells: tuple[Raw, ...]

    def __repr__(self) -> str:
        return f"KeptColumn({self.column}, {len(self.cells)} cells)"


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    r"""What was read and not understood (phần giữ nguyên), so that it can be written back.

    Attributes:
        columns: the columns no field was found for.
        sheets: the other sheets of the file, hidden ones too.

    Examples:
        >>> from dangbo.io.reading import read_table
        >>> read = read_table("Mã đảng viên;Họ và tên;Ký hiệu riêng\nm-1;Người Thứ Nhất;a\n".encode(), "profiles")
        >>> read.kept, read.kept.columns[0].cells
        (Kept(1 columns, 0 sheets), ('a',))
    """

    columns: tuple[KeptColumn, ...] = ()
    sheets: tuple[Grid, ...] = ()

    def __repr__(self) -> str:
        return f"Kept({len(self.columns)} columns, {len(self.sheets)} sheets)"


class ColumnDocument(TypedDict):
    """What a column was taken for, and how sure that is; a column without fields is kept and not read."""

    column: int
    letters: str
    heading: str
    fields: list[str]
    taken: How
    note: WordsDocument


class ImportDocument(TypedDict):
    """A table that was read: how much, which column is what, which rows were refused, and what is wrong where."""

    schema: Literal["dangbo/import"]
    version: Literal[1]
    kind: Kind
    file: str
    sheet: str
    source_hash: str
    rows: int
    refused: list[int]
    columns: list[ColumnDocument]
    sheets_kept: int
    proposals: int
    blocked: bool
    problems: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Import(Documented):
    r"""A table that was read (bảng đã đọc): its rows as fields and as records, what is wrong, what nobody understood.

    Made by `read_table`; immutable. No text of it shows what a cell holds.

    Attributes:
        kind: what a row is about.
        workbook: the file it stands in.
        layout: which row of the sheet is what.
        rows: the rows that were taken, each as a mapping from field to value; `None` where nothing is recorded.
        numbers: the row of the file each of them stands in, counted from 1.
        refused: the rows of the file that hold what cannot be read; they are not among `rows`.
        records: what the rows are: `Profiles` of profiles, a tuple of records of all else.
        problems: everything that is to be said of the table, from its top to its bottom.
        proposals: by row and column of the sheet, counted from 0, what an unreadable value may have meant. They are
            people's data: no text of an `Import` shows them.
        named: the columns the caller named.
        encoding: whether text of the time before Unicode was told or converted.
        reread: reads another sheet of a workbook as this one was read; `read_table` gives it.
        origin: the table it was, where it was corrected in a workbook of problems; the other sheets are that one's.

    Examples:
        >>> from dangbo.io.reading import read_table
        >>> text = "Mã đảng viên;Họ và tên;Ngày sinh\nm-1;Người Thứ Nhất;19/5/1960\nm-2;Người Thứ Hai;12/31/1961\n"
        >>> read = read_table(text.encode(), "profiles", on_problem="take-good-rows")
        >>> read
        Import(profiles, 1 rows, 1 refused, 2 findings)
        >>> read.rows[0]["born"], read.refused, read.proposals
        (datetime.date(1960, 5, 19), (3,), {(2, 2): '31/12/1961'})
    """

    kind: Kind
    workbook: Workbook
    layout: Layout
    rows: Sequence[Mapping[str, Any]]
    numbers: tuple[int, ...]
    refused: tuple[int, ...]
    records: Profiles | tuple[Any, ...]
    problems: Findings
    proposals: Mapping[tuple[int, int], str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    encoding: Encoding = "tell"
    reread: Reread | None = None
    origin: Import | None = None

    @property
    def file(self) -> str:
        """Name of the file, without its folder."""
        return self.workbook.file

    @property
    def sheet(self) -> str:
        """Name of the sheet; empty for CSV."""
        return self.layout.grid.sheet

    @property
    def source_hash(self) -> str:
        """SHA-256 of the file: the same file read twice has the same."""
        return self.workbook.digest

    @property
    def columns(self) -> tuple[Taken, ...]:
        """What each column was taken for, and how sure that is."""
        return self.layout.taken

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each of `rows` stands."""
        return tuple(Place(self.file, self.sheet, number) for number in self.numbers)

    def place(self, row: int, name: str = "") -> Place:
        r"""Where a row stands, or a value of it.

        Args:
            row: its place in `rows`, from 0.
            name: the field; the whole row unless told, or where no column is of that field.

        Raises:
            IndexError: no such row.

        Examples:
            >>> from dangbo.io.reading import read_table
            >>> text = "Mã đảng viên;Họ và tên\nm-1;Người Thứ Nhất\n"
            >>> read_table(text.encode(), "profiles").place(0, "name").cell
            'B2'
        """
        taken = next((one for one in self.columns if name in one.fields), None)
        if taken is None:
            return Place(self.file, self.sheet, self.numbers[row])
        return Place(self.file, self.sheet, self.numbers[row], taken.column, taken.told)

    @property
    def kept(self) -> Kept:
        """The columns and sheets nobody understood, so that they can be written back."""
        grid = self.layout.grid
        unknown = [one for one in self.layout.taken if not one.fields]
        columns = tuple(
            KeptColumn(one.column, one.heading, tuple(grid.rows[number - 1][one.column] for number in self.numbers))
            for one in unknown
        )
        source = self.origin or self
        return Kept(columns, tuple(one for one in source.workbook.grids if one is not source.layout.grid))

    def table(self, *, values: Values = "hidden", lang: Lang = "vi") -> Table:
        """What is wrong, a row for each place, from the top of the sheet to its bottom.

        Args:
            values: "shown" repeats what the cells hold and may have meant, for the user's own screen.
            lang: language of the words.

        Raises:
            InvalidInputError: another word for `values`.
            TermError: another language than "vi" and "en".
        """
        return problem_table(self, values=values, lang=lang)

    def to_xlsx(self, path: str | PathLike[str], *, lang: Lang = "vi") -> None:
        """Write the workbook of problems: the rows as they were read, each cell with a problem colored and explained.

        It holds what people wrote about people. It is written whole or not at all.

        Args:
            path: the file, whose name ends in `.xlsx`; what stands there is replaced.
            lang: language of the words.

        Raises:
            MissingExtraError: xlsxwriter is not installed.
            InvalidInputError: its name ends in something else.
            TermError: another language than "vi" and "en".
        """
        target = workbook_path(path)
        whole = problem_book(self, lang=lang)
        with in_place_of(target) as file:
            file.write(whole)

    def corrections(self, path: str | PathLike[str] | bytes) -> Corrections[Import]:
        """What was corrected in the workbook of problems after it was written, and its rows read anew.

        Args:
            path: the workbook as it was saved again, or its bytes.

        Raises:
            InvalidInputError: it cannot be opened, was written from another file, or its columns were moved.
        """
        if self.reread is None:
            reason = Words(vi="không được đọc từ tệp", en="it was not read from a file")
            raise InvalidInputError([finding("input/bad-value", "read", reason=reason)])
        found = corrections(self, open_workbook(path), reread=self.reread)
        return replace(found, read=replace(found.read, origin=self.origin or self))

    def write_back(
        self, path: str | PathLike[str], *, profiles: Profiles | None = None, on_problem: OnLoss = "refuse"
    ) -> WrittenBack:
        """Write the file again: every sheet, row and cell of it, with what was changed of people where it stands.

        Sheets keep their order and hidden ones stay hidden; titles, notes, headings and columns nobody understood are
        there; text stays text with its zeros, a day a day, a blank cell blank. Only cells of fields that differ between
        `profiles` and what was read get another value, in the way their column writes such values, also where several
        values stand in a cell. How cells look, comments, lists to choose from and formulas are not kept: of a formula
        its result is written.

        Args:
            path: the new file: `.xlsx`, whatever was read, or `.csv` where a CSV was read. What stands there is
                replaced once the new file is whole.
            profiles: what is known of the people now, such as `read.records.changed(...)`; as it was read unless told.
            on_problem: "refuse" where something of the file or of the profiles cannot be written, or "write-the-rest"
                and tell what could not: people without a row, rows whose people have no profile, fields no column
                holds, values that would be read as something else, cells whose value the file does not have.

        Raises:
            InvalidInputError: something cannot be written, all of it at once; nothing is.
            MissingExtraError: a workbook is to be written, and xlsxwriter is not installed.
            OSError: the file cannot be written.
        """
        return write_back(self, path, profiles=profiles, on_problem=on_problem)

    def text(self, *, lang: Lang = "vi") -> str:
        """How much was read, what must be corrected and what is to be looked at: places and counts, and no value.

        Each kind of problem of rows and columns stands once, with the places of the first few others; `table` has
        them all.

        Raises:
            TermError: another language than "vi" and "en".
        """
        known_language(lang)
        of_all = Place(self.file, self.sheet).words
        unknown = sum(not one.fields for one in self.layout.taken)
        counts = [
            (len(self.numbers), _READ),
            (len(self.refused), _REFUSED),
            (len(self.layout.taken) - unknown, _UNDERSTOOD),
            (unknown, _KEPT),
        ]
        said = [
            words.format(lang=lang, count=format_number(count, lang=lang), some="" if count == 1 else "s")
            for count, words in counts
            if count or words is _READ
        ]
        if not self.problems.select(severity=Severity.BLOCK):
            said.append(_IN_ORDER.text(lang=lang))
        lines = [f"{of_all.text(lang=lang)}: {'; '.join(said)}"]
        for severity, head in _WEIGHTS.items():
            some = self.problems.select(severity=severity)
            lines += [f"{head.text(lang=lang)}:"] if some else []
            lines += [f"  - {_said(alike, of_all, lang)}" for alike in _alike(some)]
        lines += self._beside(lang)
        return "\n".join(lines)

    def _beside(self, lang: Lang) -> list[str]:
        """Which rows are no data, and what they were taken for; which columns nobody understood."""
        rows: dict[RowKind, list[int]] = {}
        for at, kind in sorted(self.layout.kinds.items()):
            if kind in _ROWS:
                rows.setdefault(kind, []).append(at + 1)
        said = [f"{_ROWS[kind].text(lang=lang)} {_ranges(rows[kind])}" for kind in _ROWS if kind in rows]
        lines = [f"{_NO_DATA.text(lang=lang)}: {'; '.join(said)}"] if said else []
        unknown = [one for one in self.layout.taken if not one.fields]
        if unknown:
            headings = ("" if one.heading in {"", "..."} else f" ({quoted(one.heading)})" for one in unknown)
            some = (f"{column_name(one.column)}{heading}" for one, heading in zip(unknown, headings, strict=True))
            lines.append(f"{_UNKNOWN.text(lang=lang)}: {first_few(some)}")
        return lines

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> ImportDocument:
        """How the table was read as plain JSON values: counts, places and findings, and no value of a cell.

        "blocked" says whether something must be corrected; "proposals" counts the cells of which it is known what they
        may have meant.
        """
        source = self.origin or self
        return {
            "schema": "dangbo/import",
            "version": 1,
            "kind": self.kind,
            "file": self.file,
            "sheet": self.sheet,
            "source_hash": self.source_hash,
            "rows": len(self.numbers),
            "refused": [*self.refused],
            "columns": [
                {
                    "column": one.column,
                    "letters": column_name(one.column),
                    "heading": shown(one.heading),
                    "fields": [*one.fields],
                    "taken": one.how,
                    "note": one.note.as_dict(),
                }
                for one in self.columns
            ],
            "sheets_kept": len(source.workbook.grids) - 1,
            "proposals": len(self.proposals),
            "blocked": bool(self.problems.select(severity=Severity.BLOCK)),
            "problems": [one.as_dict() for one in self.problems],
        }

    def __repr__(self) -> str:
        return (
            f"Import({self.kind}, {len(self.numbers)} rows, {len(self.refused)} refused, {len(self.problems)} findings)"
        )


_READ: Final = Words(vi="đọc được {count} dòng", en="{count} row{some} read")
_REFUSED: Final = Words(vi="{count} dòng chưa đọc được", en="{count} row{some} not taken")
_UNDERSTOOD: Final = Words(vi="hiểu {count} cột", en="{count} column{some} understood")
_KEPT: Final = Words(vi="{count} cột chưa hiểu, giữ nguyên", en="{count} column{some} not understood, kept as found")
_IN_ORDER: Final = Words(vi="không có gì phải sửa", en="nothing must be corrected")
_WEIGHTS: Final = {
    Severity.BLOCK: Words(vi="phải sửa", en="to be corrected"),
    Severity.WARN: Words(vi="cần xem lại", en="to be looked at"),
}
_UNKNOWN: Final = Words(vi="cột chưa hiểu, giữ nguyên", en="columns not understood, kept as found")
_NO_DATA: Final = Words(vi="dòng không phải dữ liệu", en="rows that are no data")
_ROWS: Final = {
    RowKind.TITLE: Words(vi="trên tiêu đề", en="above the header"),
    RowKind.NUMBERS: Words(vi="số thứ tự cột", en="numbers of columns"),
    RowKind.CODES: Words(vi="mã cột", en="codes of columns"),
    RowKind.SECTION: Words(vi="tên tổ chức của các dòng dưới", en="sections"),
    RowKind.TOTAL: Words(vi="cộng", en="totals"),
    RowKind.SIGNATURE: Words(vi="ký tên", en="signatures"),
    RowKind.NOTE: Words(vi="ghi chú", en="notes"),
    RowKind.OTHER: Words(vi="bảng khác", en="another table"),
}


def _alike(some: Findings) -> Iterator[Findings]:
    """Findings of one kind together; of those about the whole table each says something else."""
    for kind in some.group(by="code").values():
        placed = []
        for one in kind:
            if any(dict(one.facts).get(name) for name in ("cell", "row", "column")):
                placed.append(one)
            else:
                yield Findings([one])
        said: dict[tuple[object, ...], list[Finding]] = {}
        for one in placed:
            facts = dict(one.facts)
            key = tuple(facts.get(name) for name in _SAYING)
            said.setdefault(key if key in said or len(said) < _MOST_ALIKE else (), []).append(one)
        yield from map(Findings, said.values())


_SAYING: Final = ("reason", "encoding")
"""Facts by which findings of one kind say another thing: what would be true of the first is not of the others."""
_MOST_ALIKE: Final = 5
"""So many things of one kind are said; of all others the first and the places."""


def _said(alike: Findings, of_all: Words, lang: Lang) -> str:
    """The first of problems of one kind, and where the others are; the file and the sheet are said above all."""
    first = alike[0]
    facts = dict(first.facts)
    place = facts.get("place")
    if isinstance(place, Words):
        facts["place"] = Words(
            vi=_SHEET.vi if place.vi == of_all.vi else place.vi.removeprefix(f"{of_all.vi}, "),
            en=_SHEET.en if place.en == of_all.en else place.en.removeprefix(f"{of_all.en}, "),
        )
    text = replace(first, facts=tuple(facts.items())).text(lang=lang)
    if len(alike) == 1:
        return text
    places = [_short(dict(one.facts), of_all, lang) for one in alike[1:]]
    named = [place for place in places if place]
    cells = first_few(named)
    more = _MORE.format(lang=lang, count=format_number(len(places), lang=lang))
    return f"{text} ({more}{cells and ': '}{cells})"


def _ranges(rows: Sequence[int]) -> str:
    """Numbers of rows, those that follow each other as "3-5"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return first_few(str(first) if first == last else f"{first}-{last}" for first, last in runs)


_SHEET: Final = Words(vi="cả bảng", en="the whole table")
_MORE: Final = Words(vi="và {count} chỗ khác", en="and {count} more")


def _short(facts: Mapping[str, object], of_all: Words, lang: Lang) -> str:
    """A place in as few letters as can be: the cell, the row, or the column."""
    if facts.get("cell"):
        return str(facts["cell"])
    row, place = facts.get("row"), facts.get("place")
    if row:
        return Words(vi=f"dòng {row}", en=f"row {row}").text(lang=lang)
    return place.text(lang=lang).removeprefix(f"{of_all.text(lang=lang)}, ") if isinstance(place, Words) else ""
