"""Tables as offices have them, read: from a file to rows, records, and one list of everything that is wrong.

```
file | bytes | Workbook
     | read_table(..., "profiles")
Import      .rows, .records    .problems, .proposals    .columns, .kept    .source_hash
```

A cell is read, or it is told with its place; nothing is put in the place of a value that is missing, and nothing of the
file is lost: what nobody understood is kept. No text of an `Import` shows what a cell holds.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from itertools import chain, compress
from os import PathLike
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar, cast, get_args

from dangbo.base.errors import LABEL, InvalidInputError, TableError, TermError, shown
from dangbo.base.findings import FEW, Code, Fact, Finding, Severity, finding
from dangbo.base.legacy import LegacyEncoding
from dangbo.base.records import instance_of, items_of, label_refused
from dangbo.base.terms import MemberStatus, Term
from dangbo.base.text import fold, nfc, type_words
from dangbo.base.words import NO_WORDS, Words
from dangbo.evaluation import RatingRecord
from dangbo.io.corrected_books import table_in
from dangbo.io.grids import Grid, Place, Raw, Workbook, cell_finding, first_few
from dangbo.io.headings import UNSAID, Kind, Taken, fields_of, headings_of, rated_subjects
from dangbo.io.imports import Encoding, Import
from dangbo.io.joined_cells import split_cells
from dangbo.io.layouts import Layout, kind_of, layout_of
from dangbo.io.list_states import ListState
from dangbo.io.row_checks import checked_rows
from dangbo.io.sources import Progress, open_workbook
from dangbo.io.values import DIGITS, FREE_WORDS, WANTED, Misread, Wanted, doubtful, names_one, read_marks, read_values
from dangbo.life.admissions import Prospect
from dangbo.life.events import LifeEvent
from dangbo.life.meetings import Meeting
from dangbo.life.profiles import Profile, Profiles
from dangbo.life.rows import records_of
from dangbo.life.visits import DutyVisit
from dangbo.render.findings import Findings
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from dangbo.tree.posts import Seat
from dangbo.tree.reading import read_rows
from dangbo.tree.records import PAPER, Organization, ResidentialGroup
from dangbo.tree.rows import Across, Sheet, missing_column

__all__ = ["read_table"]

OnProblem: TypeAlias = Literal["refuse", "take-good-rows"]
"""What becomes of a table some rows of which cannot be taken."""


def read_table(
    source: str | PathLike[str] | bytes | Workbook,
    kind: Kind,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_problem: OnProblem = "refuse",
    encoding: Encoding = "tell",
    progress: Progress | None = None,
) -> Import:
    r"""Read a table as it is (đọc một bảng đúng như tệp hiện có).

    The header is looked for in the first 20 rows, the columns by what they are headed; sections, totals, numbers and
    signatures are told apart. Nothing is guessed: a value that cannot be read refuses its row, and its cell is named.
    A workbook of problems is read like the list it was made from. O(cells).

    Args:
        source: a file (.xlsx, .xls, .xlsb, .ods, .csv), its bytes, or a workbook that was opened before.
        kind: what its rows are about.
        sheet: name of the sheet; unless told the one shown sheet that looks like such a table.
        columns: headings, each with the field it is, where they are not understood by themselves.
        on_problem: "refuse" the whole table where a row cannot be taken, or "take-good-rows" and name the others.
        encoding: text of the time before Unicode (TCVN3, VNI) is told, or converted too ("convert").
        progress: is told how far it is.

    Returns:
        What was read: rows, records, problems, and what nobody understood.

    Raises:
        MissingExtraError: a workbook, and python-calamine is not installed; CSV needs nothing.
        TableError: rows that cannot be taken, or no such table in the file; all problems at once, and `.read` has what
            was read of it.
        InvalidInputError: the file cannot be opened.
        TermError: an argument that is none of its words.

    Examples:
        >>> text = "Mã đảng viên;Họ và tên;Ngày sinh;Ngày chính thức\nm-1;Người Thứ Nhất;19/05/1960;02/09/1985\n"
        >>> read = read_table(text.encode(), "profiles")
        >>> read.records["m-1"].recognized
        datetime.date(1985, 9, 2)
    """
    _one_of(kind, get_args(Kind), Words(vi="loại bảng", en="kind of table"))
    _one_of(on_problem, get_args(OnProblem), _WAY)
    _one_of(encoding, get_args(Encoding), Words(vi="cách xử lý bảng mã cũ", en="way with old encodings"))
    named = _named(columns)
    if sheet is not None:
        instance_of(str, sheet, "sheet")
    book = table_in(source if isinstance(source, Workbook) else open_workbook(source, progress=progress))
    grid, before = _grid_of(book, kind, sheet, named)
    read = read_grid(book, grid, kind, columns=named, encoding=encoding, before=before)
    blocking = read.problems.select(severity=Severity.BLOCK)
    whole = any(one.severity is Severity.BLOCK for one in read.layout.problems)  # of no row alone
    if blocking and (on_problem == "refuse" or whole or any(one.row is None for one in map(_Told, blocking))):
        raise TableError(blocking, read)
    return read


def read_grid(
    book: Workbook,
    grid: Grid,
    kind: Kind,
    *,
    columns: Mapping[str, str] | None = None,
    encoding: Encoding = "tell",
    before: Iterable[Finding] = (),
) -> Import:
    """Read one sheet, whatever is wrong with it: the findings of the result tell.

    Args:
        book: the file.
        grid: its sheet.
        kind: what its rows are about.
        columns: headings, each with the field it is.
        encoding: as of `read_table`.
        before: what is to be said of the file before.
    """
    layout = layout_of(grid, kind, columns=columns)
    table = _Table(book, layout, kind, encoding)
    table.problems += (*book.notes, *before, *layout.problems)
    records = table.records() if not any(one.severity is Severity.BLOCK for one in layout.problems) else ()
    if kind == "profiles" and not isinstance(records, Profiles):
        records = Profiles()
    good = table.good
    columns_read: dict[Any, Sequence[Any]] = {name: table.of_good(values) for name, values in table.values.items()}
    return Import(
        kind=kind,
        workbook=book,
        layout=layout,
        rows=Across(columns_read),
        numbers=tuple(table.numbers[at] for at in good),
        refused=tuple(table.numbers[at] for at in sorted(table.bad)),
        records=records,
        problems=Findings(sorted(table.problems, key=_order)),
        proposals=table.proposals,
        named=dict(columns or {}),
        encoding=encoding,
        reread=partial(_again, kind=kind, columns=columns, encoding=encoding),
    )


def _again(
    book: Workbook,
    grid: Grid,
    before: tuple[Finding, ...],
    *,
    kind: Kind,
    columns: Mapping[str, str] | None,
    encoding: Encoding,
) -> Import:
    """Another sheet read the same way; with names of its own, since this one may be pickled."""
    return read_grid(book, grid, kind, columns=columns, encoding=encoding, before=before)


_WAY: Final = Words(vi="cách xử lý dòng có lỗi", en="way with rows that cannot be taken")


def _one_of(given: object, choices: Sequence[str], what: Words) -> None:
    if given not in choices:
        raise TermError(what, str(given), choices)


def _named(columns: object) -> dict[str, str]:
    """The columns the caller named: from heading to field."""
    named = {} if columns is None else dict(items_of(columns, "columns"))
    for heading, name in named.items():
        if not isinstance(heading, str) or not isinstance(name, str):
            wrong = type_words(name if isinstance(heading, str) else heading)
            reason = Words(
                vi=f"cần tiêu đề và tên trường đều là chữ, không phải {wrong.vi}",
                en=f"it takes headings and names of fields as text, not {wrong.en}",
            )
            raise InvalidInputError([finding("input/bad-value", "columns", reason=reason)])
    return named


class _Told:
    """Where a finding says that it stands."""

    __slots__ = ("column", "row")

    def __init__(self, found: Finding) -> None:
        facts = dict(found.facts)
        row, cell = facts.get("row"), facts.get("cell")
        self.row = row if isinstance(row, int) else None
        self.column = (len(cell), cell) if isinstance(cell, str) else (0, "")


def _order(found: Finding) -> tuple[int, tuple[int, str]]:
    """From the top of the sheet to its bottom, what is about all of it first."""
    told = _Told(found)
    return told.row or 0, told.column


def _grid_of(
    book: Workbook, kind: Kind, sheet: str | None, columns: Mapping[str, str]
) -> tuple[Grid, tuple[Finding, ...]]:
    """The sheet that is meant, and what is to be said of the choice.

    Raises:
        InvalidInputError: no sheet is called so, several may be meant, or there is none at all.
    """
    place = Place(book.file)
    if sheet is not None:
        named = next((grid for grid in book.grids if nfc(grid.sheet) == nfc(sheet)), None)
        if named is not None:
            return named, ()
        known = first_few(shown(grid.sheet, limit=LABEL) for grid in book.grids)
        raise InvalidInputError([cell_finding("table/no-such-sheet", place, known=known)])
    visible = [grid for grid in book.grids if grid.visible and grid.rows]
    if len(visible) == 1:
        return visible[0], ()
    likely = [grid for grid in visible if kind_of(grid) == kind]
    likely = likely or [grid for grid in visible if layout_of(grid, kind, columns=columns).header]
    if len(likely) > 1:
        known = first_few(shown(grid.sheet, limit=LABEL) for grid in likely)
        raise InvalidInputError([cell_finding("table/several-sheets", place, known=known, count=len(likely))])
    if likely:
        return likely[0], ()
    if visible:
        return visible[0], ()
    raise InvalidInputError([cell_finding("table/nothing", place)])


# --- what each field is read as ---------------------------------------------------------------------------------------


_ENOUGH: Final = 12
"""More rows than are listed of one id: of an id that all rows have, each would look at all others."""
_OF_MEN_AND_WOMEN: Final = {"born": ("born_male", "born_female"), "sex": ("male", "female")}
_MAY_BE_MISSING: Final = frozenset({"birth_name", "died_reason", "left_how", "moved_out_to", "moved_in_from"})
"""What need not stand with the value before it: of a day nobody wrote the reason, of a name there is no other one."""


class _Noun(NamedTuple):
    """What a row of a kind is called in a finding, and what it becomes."""

    noun: str
    model: Any


_NOUNS: Final[Mapping[Kind, _Noun]] = {
    "organizations": _Noun("organization", Organization),
    "profiles": _Noun("profile", Profile),
    "groups": _Noun("group", ResidentialGroup),
    "seats": _Noun("seat", Seat),
    "ratings": _Noun("rating", RatingRecord),
    "meetings": _Noun("meeting", Meeting),
    "visits": _Noun("visit", DutyVisit),
    "life events": _Noun("event", LifeEvent),
    "prospects": _Noun("prospect", Prospect),
}
_KEYS: Final[Mapping[Kind, str]] = {"organizations": "id", "profiles": "member", "groups": "id"}
"""The field that tells the rows of a kind apart."""


_T = TypeVar("_T")


def _by_column(some: Mapping[tuple[int, int], _T], data: Sequence[int]) -> dict[int, dict[int, _T]]:
    """What is known of single cells, for each column: by the place of their row in the table."""
    columns: dict[int, dict[int, _T]] = {}
    if some:
        lines = {row: at for at, row in enumerate(data)}
        for (row, column), what in some.items():
            if row in lines:
                columns.setdefault(column, {})[lines[row]] = what
    return columns


class _Cells:
    """The cells of the rows of data, column by column: a walk down each column of a large sheet would be a slow one."""

    def __init__(self, grid: Grid, data: Sequence[int]) -> None:
        self._width = grid.width
        self._cells: list[Raw] = [*chain.from_iterable(map(grid.rows.__getitem__, data))]
        self.unread = _by_column(grid.unread, data)
        self.fonts = _by_column(grid.fonts, data)
        self.number_formats = _by_column(grid.number_formats, data)

    def column(self, at: int) -> list[Raw]:
        """The cells of a column, counted from 0."""
        return self._cells[at :: self._width]


class _Table:
    """The rows of a sheet while they are read: columns of values, the rows that cannot be taken, what is told."""

    def __init__(self, book: Workbook, layout: Layout, kind: Kind, encoding: Encoding) -> None:
        self.kind, self.layout, self.grid = kind, layout, layout.grid
        self.numbers = [row + 1 for row in layout.data]
        self.problems: list[Finding] = []
        self.proposals: dict[tuple[int, int], str] = {}
        self.bad: set[int] = set()
        self._good = [*range(len(self.numbers))]
        self.values: dict[str, list[Any]] = {}
        self.at_field: dict[str, tuple[int, str]] = {}
        self.given: dict[str, Place] = {}
        self.own_words: dict[str, set[int]] = {}
        self.old_text: dict[int, LegacyEncoding] = {}
        self.misread: set[tuple[int, str]] = set()
        self.mark = hashlib.sha256(f"{book.digest}/{self.grid.sheet}".encode()).hexdigest()[:6]
        cells = _Cells(self.grid, layout.data)
        for taken in layout.taken:
            if taken.fields:
                self._read_column(taken, cells, encoding)
        self._tell_beside()
        if layout.sections:  # what the row itself says goes before what stands above it
            home = "cell" if "cell" in fields_of(kind) else "organization"
            own, above = self._column(home), [layout.sections.get(row) for row in layout.data]
            self.values[home] = [one or named for one, named in zip(own, above, strict=True)]
            blank = [at for at, one in enumerate(own) if one is None and above[at] is not None and at not in self.bad]
            if blank and home in self.at_field:
                self.tell_rows("table/cell-of-section", blank, home)
        self._settle()

    @property
    def good(self) -> Sequence[int]:
        """The rows that are taken."""
        if len(self._good) != len(self.numbers) - len(self.bad):  # rows become bad, and none good again
            self._good = [at for at in self._good if at not in self.bad]
        return self._good

    def of_good(self, column: list[Any]) -> list[Any]:
        """What a column has in the rows that are taken."""
        if not self.bad:
            return column
        if len(self.bad) * 2 > len(self.numbers):
            return [*map(column.__getitem__, self.good)]
        marks = bytearray(b"\1") * len(self.numbers)
        for at in self.bad:
            marks[at] = 0
        return [*compress(column, marks)]

    # --- where things stand ---

    def place(self, at: int | None, name: str = "") -> Place:
        """A row of the table, a cell of it, or a column."""
        column, heading = self.at_field.get(name, (None, ""))
        return Place(self.grid.file, self.grid.sheet, None if at is None else self.numbers[at], column, heading)

    def words(self, number: int | None, name: str) -> Words:
        """The place of a field in the row of a number, as the reader of rows says it."""
        column, heading = self.at_field.get("member" if name == "id" and self.kind == "profiles" else name, (None, ""))
        place = Place(self.grid.file, self.grid.sheet, number, column, heading)
        words = place.words
        self.given[words.en] = place
        return words

    def tell(self, code: Code, at: int | None, name: str = "", **facts: Any) -> None:  # noqa: ANN401 - facts of a finding
        """Say something of a row, a cell or a column; a row of which something blocks is not taken."""
        found = cell_finding(code, self.place(at, name), **facts)
        self.problems.append(found)
        if at is not None and found.severity is Severity.BLOCK:
            self.bad.add(at)
            self.misread.add((at, name))

    def tell_rows(self, code: Code, places: Sequence[int], name: str = "", **facts: Any) -> None:  # noqa: ANN401 - facts of a finding
        """Say the same of many rows once."""
        rows = first_few(self.numbers[at] for at in places)
        self.problems.append(cell_finding(code, self.place(None, name), count=len(places), rows=rows, **facts))

    def placed(self, found: Finding) -> Finding:
        """What the reader of rows tells, with the cell in parts, as all findings of a file have it."""
        words = dict(found.facts).get("place")
        place = self.given.get(words.en if isinstance(words, Words) else found.subject)
        if place is None:
            return found
        where: dict[str, Fact] = {"place": place.words, "file": place.file, "sheet": place.sheet}
        where |= {"cell": place.cell} if place.cell else {}
        where |= {} if place.row is None else {"row": place.row}
        where |= {"column": place.heading} if place.heading else {}
        rest = {name: fact for name, fact in found.facts if name not in where}
        return replace(found, subject=place.words.en, facts=(*where.items(), *rest.items()))

    # --- columns ---

    def _read_column(self, taken: Taken, table: _Cells, encoding: Encoding) -> None:
        column = taken.column
        raws = table.column(column)
        unread = table.unread.get(column, {})
        fonts = table.fonts.get(column, {})
        padded = table.number_formats.get(column, {})
        for name in taken.fields:
            if name in self.values:
                self.problems.append(
                    cell_finding("input/doubled-column", self.place(None, name), column=taken.told or UNSAID, count=2)
                )
            self.at_field[name] = (column, taken.told)
        parts: list[list[Raw]] = [raws]
        misread: list[Misread] = []
        if len(taken.fields) > 1:
            needed = [at for at, name in enumerate(taken.fields, 1) if name not in _MAY_BE_MISSING]
            wanted = [WANTED.get(name, Wanted.TEXT) for name in taken.fields]
            parts, misread = split_cells(raws, wanted, least=max(needed, default=1))
        self._tell_misread(misread, taken.fields[0], column)
        for name, cells in zip(taken.fields, parts, strict=True):
            values, misread = read_values(
                cells,
                WANTED.get(name, Wanted.TEXT),
                unread=unread,
                fonts=fonts,
                zero_padded=padded,
                epoch=self.grid.epoch,
                digits=DIGITS.get(name),
                encoding=encoding,
            )
            self._tell_misread(misread, name, column)
            self.values[name] = values
            unread = {}  # a cell of several fields is told once

    def _tell_misread(self, misread: Iterable[Misread], name: str, column: int) -> None:
        some = [*misread]
        for code, whole in _OF_COLUMNS.items():
            alike = [one for one in some if one.code == code]
            if len(alike) <= FEW:  # a whole column of them is one thing to be said, not one for each cell
                continue
            some = [one for one in some if one.code != code]
            facts = alike[0].facts
            if any(one.facts != facts for one in alike):
                facts = {"reason": _SPELLING}
            self.tell_rows(whole, [one.at for one in alike], name, **facts)
            self.proposals |= {(self.layout.data[one.at], column): one.proposal for one in alike if one.proposal}
        for one in some:
            self.tell(one.code, one.at, name, **one.facts)
            if one.proposal is not None:
                self.proposals[self.layout.data[one.at], column] = one.proposal
            if one.code in _OLD_TEXT and one.facts["encoding"] != "UTF-8":
                self.old_text[one.at] = cast("LegacyEncoding", one.facts["encoding"])

    def _tell_beside(self) -> None:
        """Cells beside text of the time before Unicode that may be such text too, and read otherwise as they stand."""
        columns = {column: name for name, (column, _) in reversed(self.at_field.items())}
        for at, encoding in sorted(self.old_text.items()):
            row = self.layout.data[at]
            for column, meant in doubtful(self.grid.rows[row], encoding).items():
                if column in columns and (row, column) not in self.proposals:
                    self.tell("table/encoding-in-doubt", at, columns[column], encoding=encoding)
                    self.proposals[row, column] = meant

    def _column(self, name: str) -> list[Any]:
        return self.values.get(name) or [None] * len(self.numbers)

    # --- what no column says by itself ---

    def _join_sexes(self) -> None:
        """Sex and birth where men and women have a column each: marked with an "x", or with the day they were born."""
        for field, (man, woman) in _OF_MEN_AND_WOMEN.items():
            if field in self.values or not {man, woman} <= self.values.keys():
                continue
            pairs = [*zip(self.values[man], self.values[woman], strict=True)]
            if field == "sex":
                self.values[field], misread = read_marks({"Nam": self.values[man], "Nữ": self.values[woman]})
                self._tell_misread(misread, man, self.at_field[man][0])
                continue
            for at, pair in enumerate(pairs):
                if None not in pair:
                    self.tell("table/several-marked", at, man, count=2)
            self.values[field] = [hers if his is None else his for his, hers in pairs]
            labels = ["Nam" if his is not None else None if hers is None else "Nữ" for his, hers in pairs]
            self.values.setdefault("sex", labels)

    def _join_names(self) -> None:
        """The name of a person whose family and given names stand in two columns, where no column has it whole."""
        if "name" in self.values or not {"family_name", "given_name"} <= self.values.keys():
            return
        family, given = self.values["family_name"], self.values["given_name"]
        self.values["name"] = [" ".join(filter(None, pair)) or None for pair in zip(family, given, strict=True)]
        self.at_field["name"] = self.at_field["family_name"]
        half = [at for at, pair in enumerate(zip(family, given, strict=True)) if (pair[0] is None) != (pair[1] is None)]
        for at in half:
            if at not in self.bad:
                self.tell("table/half-a-name", at, "family_name" if family[at] is None else "given_name")

    def _settle(self) -> None:
        """Ids where the file has none, who is full, and rows that are there twice."""
        self._join_names()
        if self.kind == "profiles":
            self._join_sexes()
        if self.kind == "seats" and "name" in self.values:  # `build` finds the one person of a name, or tells
            pairs = zip(self._column("holder"), self.values["name"], strict=True)
            self.values["holder"] = [named if holder is None else holder for holder, named in pairs]
            self.at_field.setdefault("holder", self.at_field["name"])
        if self.kind == "organizations":
            self._hold_members()
        if self.kind == "organizations" and "form" in self.values and "level" not in self.values:
            # one column for both axes, as "chi bộ cơ sở": the reader of organizations calls it so
            self.values["kind"], self.at_field["kind"] = self.values.pop("form"), self.at_field.pop("form")
        key = _KEYS.get(self.kind)
        if key is None or not self.numbers:
            return
        other = self._column("system_id" if self.kind == "profiles" else "code")
        own = [one if one is not None else beside for one, beside in zip(self._column(key), other, strict=True)]
        if key not in self.at_field and (beside := "system_id" if self.kind == "profiles" else "code") in self.at_field:
            self.at_field[key] = self.at_field[beside]
        told = {at for at in range(len(own)) if own[at] is None and at not in self.bad}
        if told:
            self.tell_rows("table/made-ids", sorted(told), key, example=f"r-{self.mark}-{self.numbers[min(told)]}")
        self.values[key] = [
            f"r-{self.mark}-{number}" if one is None else one for one, number in zip(own, self.numbers, strict=True)
        ]
        unread = {*self.bad}
        self._tell_twice(key)
        twice = self.bad - unread
        if self.kind == "profiles":
            self.values["status"] = self._statuses()
            self._tell_states()
            for name, vocabulary in FREE_WORDS.items():
                self._tell_words(name, vocabulary)
            once = [at for at in range(len(self.numbers)) if at not in twice]
            # of a row with an unreadable cell the others are looked at too
            for found in checked_rows(self.values, once, RuleBook.default()):
                rows = {"rows": first_few(self.numbers[at] for at in found.others)} if found.others else {}
                self.tell(found.code, found.at, found.field, **found.facts, **rows)

    def _hold_members(self) -> None:
        """The members in all, held against the full and the probationary ones where all three are there."""
        if not {"members", "full", "probationary"} <= self.values.keys():
            return
        columns = (self.values[name] for name in ("members", "full", "probationary"))
        for at, (members, full, waiting) in enumerate(zip(*columns, strict=True)):
            if None not in {members, full, waiting} and members != full + waiting and at not in self.bad:
                self.tell("table/members-sum", at, "members", announced=members, count=full + waiting)

    def _tell_twice(self, key: str) -> None:
        """Rows of one id: those that say the same again are left out but for the first, those that differ all."""
        ids = self.of_good(self.values[key])
        if len({*ids}) == len(ids):
            return
        rows: dict[object, list[int]] = {}
        for at, one in zip(self.good, ids, strict=True):
            rows.setdefault(one, []).append(at)
        names = [name for name in self.values if name != "no"]
        for some in rows.values():
            if len(some) == 1:
                continue
            first = [self.values[name][some[0]] for name in names]
            same = all([self.values[name][at] for name in names] == first for at in some[1:])
            for at in some[1:] if same else some:
                others = first_few(self.numbers[one] for one in some[:_ENOUGH] if one != at)
                self.tell("table/same-row" if same else "table/other-content", at, key, rows=others)

    def _statuses(self) -> list[MemberStatus | None]:
        """Who is full: what a column says; else whether a day of recognition is recorded; `None` where neither is."""
        has_status, has_day = "status" in self.at_field, "recognized" in self.at_field
        statuses: list[MemberStatus | None] = [None] * len(self.numbers)
        labels = self._column("status")
        waiting, unknown = [], []
        days = self._column("recognized")
        blank = {at for at, day in enumerate(days) if day is None}  # a dash or a blank is no day either
        for at, label in enumerate(labels):
            if label is not None:
                try:
                    statuses[at] = MemberStatus.parse(label)
                except TermError as error:
                    self.tell("input/bad-value", at, "status", reason=label_refused(error))
            elif has_day:
                statuses[at] = MemberStatus.PROBATIONARY if at in blank else MemberStatus.FULL
                if at in blank and at not in self.bad:
                    waiting.append(at)
            elif at not in self.bad:
                unknown.append(at)
        if waiting:
            self.tell_rows("table/taken-probationary", waiting, "recognized")
        if unknown:
            self.tell_rows("table/status-unknown", unknown, "status" if has_status else "")
        return statuses

    def _tell_words(self, name: str, vocabulary: type[Term]) -> None:
        """Words of a list that are no class of the statistics: they stay in the row, and the profile knows nothing."""
        unknown = []
        known: dict[str, bool] = {}
        for at, text in enumerate(self.values.get(name, ())):
            if text is None or at in self.bad:
                continue
            if text not in known:
                known[text] = names_one(vocabulary, text)
            if not known[text]:
                unknown.append(at)
        if unknown:
            self.tell_rows("table/own-words", unknown, name, vocabulary=vocabulary.vocabulary)
            self.own_words[name] = {*unknown}

    def _tell_states(self) -> None:
        """States nobody knows, and states whose date is missing or has nothing to say."""
        if "state" not in self.at_field:
            return
        texts, dates = self._column("state"), self._column("state_date")
        states = {text: None if text is None else ListState.of(text) for text in {*texts}}
        for at, (text, day) in enumerate(zip(texts, dates, strict=True)):
            state = states[text]
            if text is not None and state is None:
                self.tell("table/unknown-state", at, "state")
            elif state is not None and state.date is not None and day is None and "state_date" in self.at_field:
                self.tell("table/state-without-date", at, "state_date", state=state.label)
            elif day is not None and state in {None, ListState.ACTIVE}:
                self.tell("table/date-without-state", at, "state_date")

    # --- records ---

    def records(self) -> Profiles | tuple[Any, ...]:
        """The records of the rows; those that cannot be made are told, and their rows are not taken."""
        self.problems += self._beside_misread()
        while True:
            try:
                return self._made()
            except InvalidInputError as error:
                found = [self._headed(self.placed(one)) for one in error.findings]
            self.problems += found
            lines = {number: at for at, number in enumerate(self.numbers)}
            bad = {
                lines[row]
                for one in found
                if one.severity is Severity.BLOCK and (row := _Told(one).row) is not None and row in lines
            }
            if not bad - self.bad:
                return ()
            self.bad |= bad

    def _beside_misread(self) -> list[Finding]:
        """What else a record would refuse in rows with a cell that cannot be read, so that all of it is told at once.

        Counts and days may be refused for the cell that cannot be read, with which they have to agree: they wait.
        """
        good, bad, told = self._good, self.bad, self.problems
        if not bad:
            return []
        self._good, self.bad, self.problems = sorted(bad), {*range(len(self.numbers))} - bad, []
        try:
            self._made()
        except InvalidInputError as error:
            found = [*map(self.placed, error.findings)]
        else:
            found = []
        finally:
            self._good, self.bad, self.problems = good, bad, told
        return [one for one in found if self._stands_alone(one)]

    def _stands_alone(self, found: Finding) -> bool:
        """Whether what is told of a cell is so whatever the other cells of its row hold."""
        place = self.given.get(found.subject)
        if found.code not in _ALONE or place is None or place.row is None:
            return False
        names = [name for name, (column, _) in self.at_field.items() if column == place.column]
        at = bisect_left(self.numbers, place.row)
        return bool(names) and all(
            (at, name) not in self.misread
            and name not in FREE_WORDS
            and WANTED.get(name, Wanted.TEXT) not in {Wanted.DAY, Wanted.COUNT}
            for name in names
        )

    def _headings(self, name: str) -> tuple[str, ...]:
        """What the column of a field is headed here, or lists call it where it is missing; blank where it was made."""
        if name in self.at_field:
            return (self.at_field[name][1] or name,)
        return ("",) if name in self.values else headings_of(self.kind, name)

    def _headed(self, found: Finding) -> Finding:
        """Of a missing column of ids also why the names that are there do not do."""
        facts = dict(found.facts)
        if found.code != "input/missing-column" or "name" not in self.at_field or facts.get("field") not in _OF_PEOPLE:
            return found
        hint = cast("Words", facts.get("hint", NO_WORDS))
        both = Words(vi=f"{hint.vi}{_NO_ID.vi}", en=f"{hint.en}{_NO_ID.en}")
        return replace(found, facts=(*{**facts, "hint": both}.items(),))

    def _sheet(self, noun: str, names: Mapping[str, str]) -> Sheet:
        """The rows that may still be taken, as the reader of rows has them: by its field and the one here."""
        good = self.good
        columns: dict[Any, Sequence[Any]] = {}
        for name, own in names.items():
            values, free = self.values[own], self.own_words.get(own, set())
            columns[name] = [None if at in free else values[at] for at in good] if free else self.of_good(values)
        rows = Across(columns)
        headed = self._headings
        return Sheet(noun, rows, [self.numbers[at] for at in good], where=self.words, headed=headed)

    def _made(self) -> Profiles | tuple[Any, ...]:
        noun, model = _NOUNS[self.kind]
        if self.kind == "profiles":
            return self._profiles()
        known = {one.name for one in fields(Meeting if self.kind == "meetings" else model)} | _BESIDE.get(
            self.kind, frozenset()
        )
        if known.isdisjoint(self.values):  # nothing of such records stands in the list: what they need is missing
            self.values[fields(model)[0].name] = [None] * len(self.numbers)
        whole = self._sheet(noun, {name: name for name in self.values if name in known})
        if not whole.numbers:
            return ()
        if self.kind == "meetings":
            return Meeting.from_rows(cast("Any", whole))
        if self.kind == "ratings":
            return tuple(self._ratings(whole))
        return records_of(whole, noun, model, columns={})

    def _profiles(self) -> Profiles:
        """Profiles; what cannot be the name of a member is told with what cannot be a profile."""
        names = {name: name for name in self.values if name in _PROFILE}
        whole = self._sheet("profile", names)
        if not whole.numbers:
            return Profiles()
        problems: list[Finding] = []
        if "name" in self.values:
            people = self._sheet("member", {"id": "member", "name": "name"})
            problems += read_rows(people, Member).problems
        else:
            problems.append(cell_finding("table/no-names", self.place(None)))
        made = Profiles()
        try:
            made = Profiles(cast("Any", whole))
        except InvalidInputError as error:
            problems += error.findings
        stopping = [one for one in problems if one.severity is Severity.BLOCK]
        if stopping:
            raise InvalidInputError(problems)
        self.problems += problems
        return made

    def _ratings(self, whole: Sheet) -> Iterator[RatingRecord]:
        """Ratings, which read their own values; what one refuses is told at its cell."""
        has = {*self.values}
        missing = [field for field, some in _RATED.items() if not has & some]
        problems = [missing_column(whole, field, sorted(has), _RATED) for field in missing]
        if problems:
            raise InvalidInputError(problems)
        told = rated_subjects(self.layout.taken)
        for at in range(len(whole.numbers)):
            row = whole.rows[at]
            given = {name: value for name, value in row.items() if value is not None}
            organization, name = given.pop("organization", None), given.pop("name", None)
            if "subjects" in given:
                given["subjects"] = _subjects(given["subjects"])
            elif told is not None:
                given["subjects"] = told
            year = given.get("year")
            short = isinstance(year, int) and year < _FIRST_YEAR
            if short:
                place = whole.place(at, "year")
                problems.append(finding("input/bad-value", place.en, place=place, reason=_FOUR_DIGITS))
                given["year"] = None  # the tier is not held against what there was in another century
            text = name if given.get("subjects") == "members" else organization
            if text is not None:
                given.setdefault("subject", text)  # a name; `ratings_of` finds out whose
            elif "subject" not in given:
                own = "name" if given.get("subjects") == "members" else "organization"
                place = whole.place(at, next((one for one in ("subject", own) if one in row), ""))
                problems.append(finding("input/bad-value", place.en, place=place, reason=_BLANK))
                given["subject"] = "-"  # that it is missing has been told; the rest of the row is looked at too
            try:
                yield RatingRecord(**given)
            except InvalidInputError as error:
                for found in error.findings:
                    tail = found.subject.rpartition(", ")[2].removeprefix("RatingRecord.")
                    if short and tail == "year":  # it was told
                        continue
                    reason = dict(found.facts).get("reason", _UNREADABLE)
                    if found.code == "input/missing-field":
                        reason = _BLANK
                    elif tail in row:  # it may repeat what stands in the cell
                        reason = _UNREADABLE
                    else:  # a tier and the words for why there is none do not go together, or both are missing
                        tail = "rating"
                    place = whole.place(at, tail if tail in row else "")
                    problems.append(finding("input/bad-value", place.en, place=place, reason=reason))
        if problems:
            raise InvalidInputError(problems)


_OF_COLUMNS: Final[Mapping[Code, Code]] = {
    "table/tidied": "table/tidied-column",
    "table/encoding-in-doubt": "table/encoding-doubts",
}
"""What is told cell by cell where few cells have it, and once where many have."""
_OLD_TEXT: Final = frozenset({"table/other-encoding", "table/encoding-converted"})
_SPELLING: Final = Words(
    vi="dấu ghi rời, chữ giống Đ, ký tự không nhìn thấy hoặc thừa khoảng trắng",
    en="marks apart from their letters, look-alikes of Đ, characters that cannot be seen, or blanks too many",
)


def _subjects(text: str) -> str:
    """Whose rating it is, by the words people have for it; what is neither stays as it is, and is refused."""
    plain = fold(text)
    return next((subjects for words, subjects in _SUBJECTS.items() if plain.startswith(words)), text)


_SUBJECTS: Final = {
    "to chuc": "organizations",
    "chi bo": "organizations",
    "dang bo": "organizations",
    "tccsd": "organizations",
    "dang vien": "members",
    "ca nhan": "members",
}
_RATED: Final[Mapping[str, frozenset[str]]] = {
    "subject": frozenset({"subject", "organization", "name"}),
    "year": frozenset({"year"}),
    "rating": frozenset({"rating", "status"}),
}
"""What a list of ratings has to say, and the fields that may say it."""
_ALONE: Final[frozenset[Code]] = frozenset({"input/bad-value", "input/missing-field", "tree/blank-name"})
"""What is told of one cell, and not of what it has to do with others."""
_OF_PEOPLE: Final = frozenset({"member", "person"})
"""Fields that say who somebody is by an id."""
_NO_ID: Final = Words(
    vi="; họ tên không thay được mã, vì có thể trùng", en="; a name does not tell two people of that name apart"
)
_FIRST_YEAR: Final = 1000
_FOUR_DIGITS: Final = Words(vi="năm ghi bằng bốn chữ số", en="a year has four digits")
_BLANK: Final = Words(vi="để trống", en="it is empty")
_UNREADABLE: Final = Words(
    vi="không đọc được, hoặc không thuộc danh mục", en="it cannot be read, or is none of the list"
)

_PROFILE: Final = frozenset(one.name for one in fields(cast("Any", Profile)))
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    "organizations": frozenset({"kind", PAPER}),
    "meetings": frozenset({"number", "carried", "of"}),
    "ratings": frozenset({"organization", "name"}),
}
"""Columns that are read and are no field of the record."""
