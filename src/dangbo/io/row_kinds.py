"""Which row of a list is what: data, a section, a total, a signature, a remark, a header once more, another table.

What is not plainly something else is data: a row that cannot be read is told, one that is left out would not be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, Literal, NamedTuple

from dangbo.base.findings import Code, Finding
from dangbo.base.text import fold, nfc
from dangbo.io.grids import Grid, Place, Raw, cell_finding, first_few
from dangbo.io.headings import Kind, Taken, hit, is_heading

__all__ = ["RowKind", "RowsBelow", "has_cells", "number_of_column", "stands_below", "text_of_cell"]

LEAST: Final = 2
"""Headings that must be known for a row to be the header; of a sheet of one column it is that one."""
FULLY: Final = 0.8
"""How much of a row must be known headings for it to be a header once more, or that of another table."""


class RowKind(Enum):
    """What a row of a sheet is."""

    TITLE = "title"
    """Above the header: whose list it is, of which day."""
    HEADER = "header"
    NUMBERS = "numbers"
    """Numbers of columns below the header: 1, 2, 3, 4(=2*100/3)."""
    CODES = "codes"
    """A second header of field codes."""
    SECTION = "section"
    """Names the organization of the rows below: "I. Chi bộ thôn 3 (28 đồng chí)"."""
    DATA = "data"
    TOTAL = "total"
    """Adds up the rows above it."""
    SIGNATURE = "signature"
    """Below the list: who made it and signs."""
    NOTE = "note"
    """Below the list: a remark."""
    BLANK = "blank"
    """Nothing stands in it, or the number of a line that was never filled in."""
    OTHER = "other"
    """Of another table of the sheet, which is not read."""


_COUNTED: Final = r"(?:đồng chí|đ/\s?c|đc|đảng viên|đv|người)"
_TOTAL: Final = re.compile(
    rf"(?:tổng cộng|tổng số|cộng|tổng)(?:\s+(?:{_COUNTED}))?\s*(?:[:.\-–=(]*\s*(?P<count>\d+)?\s*{_COUNTED}?\)?)\s*\.?"
    rf"|(?:danh sách (?:này )?(?:có|gồm)|ấn định danh sách)\W*(?P<listed>\d+)?.*",
    re.DOTALL,
)
"""What begins a row that adds up the rows above it, with the tones it has: Công and Tống are names of people."""
_SIGNED: Final = re.compile(
    r"(?:(?:t ?m|thay mat|k ?t|t ?l|t u q)(?: .*)?"
    r"|(?:nguoi lap(?: bieu| danh sach)?|lap bieu|nguoi tong hop|nguoi kiem tra|can bo tong hop)(?: .*)?"
    r"|(?:pho )?bi thu(?: (?:chi bo|dang bo|dang uy|chi uy))?|thu truong(?: don vi| co quan)?|xac nhan(?: cua)? .*"
    r"|ky|ky ten(?: .*)?|da ky|ky (?:ghi|dong dau|va|ro)(?: .*)?|(?:.* )?ngay(?: \d+)? thang(?: \d+)? nam(?: \d+)?)"
)
"""How what stands in the row of those who sign reads, folded."""
_REMARK: Final = re.compile(r"(?:ghi chu|luu y|chu thich|chu y)\b.*", re.DOTALL)
_INDEX: Final = re.compile(
    r"(?:(?P<roman>[IVXLC]+)|(?P<letter>[A-ZĐ]|[a-zđ](?=\s*[.)/]))|(?P<digits>\d{1,3}(?:\.\d{1,3})*))(?![^\W\d_])"
    r"(?:\s*(?P<end>[.)/:\-–]+))?"
)
_BULLET: Final = re.compile(r"[*+•·\-–]+\s*")
"""What stands before the name of a section that has no number."""
_INDICES: Final = ("roman", "letter", "digits")
_ABOUT_PEOPLE: Final = frozenset({"profiles", "seats", "visits", "life events", "prospects"})
"""Kinds of lists whose rows are about people: a row that names an organization is about the rows below it."""
_UNITS: Final = (
    *("đảng bộ", "chi bộ", "liên chi bộ", "đảng ủy", "chi ủy", "đảng uỷ", "chi uỷ", "tổ đảng", "dang bo", "chi bo"),
    *(
        "dang uy",
        "chi uy",
        "tổ dân phố",
        "to dan pho",
        "tdp",
        "thôn",
        "thon",
        "xóm",
        "xom",
        "bản",
        "ấp",
        "buôn",
        "làng",
    ),
    *("khóm", "khu phố", "khu dân cư", "khối phố", "khối", "phường", "xã"),
    *("trường", "trạm", "công an", "quân sự", "cơ quan", "hợp tác xã", "công ty", "doanh nghiệp"),
)
_NAMES_UNIT: Final = re.compile(rf"(?:{'|'.join(_UNITS)}|khu \d)\b.*", re.DOTALL)
"""How the name of what a section is about begins, with its tones: Bàn and Khu are names of people."""
_NO_UNIT: Final = re.compile(r"(?:so )?dang vien\b.*|danh sach\b.*|chinh thuc|du bi|nam|nu")
"""Sections that part the people of one organization."""
_ANNOUNCED: Final = re.compile(
    rf"(?P<name>.*?)\s*(?:\(\s*(?:có|gồm)?\s*(?P<a>\d+)\s*(?:{_COUNTED}?\s*|{_COUNTED}\s*[;,:][^()]*)\)|[:\-–,]\s*(?:có)?\s*(?P<b>\d+)\s*{_COUNTED})\s*",
    re.DOTALL | re.IGNORECASE,
)
"""A name, and how many people it announces."""
_NUMBER_OF_COLUMN: Final = re.compile(r"[(\[]?\s*(?:(\d{1,4})(?:\.0)?|([A-ZĐ]))\s*[)\]]?(?:\s*\(?\s*=.*)?")


def number_of_column(cell: Raw) -> str | None:
    """The number, or letter, by which a form calls a column; `None` where a cell is no such number.

    Examples:
        >>> number_of_column("4(=2*100/3)"), number_of_column("(2)"), number_of_column("A"), number_of_column("Nam")
        ('4', '2', 'A', None)
    """
    met = _NUMBER_OF_COLUMN.fullmatch(str(cell).strip())
    return None if met is None else met[1] or met[2]


def stands_below(texts: Sequence[str]) -> Literal["signature", "note"] | None:
    """What a row with these texts is below a table: signed, or a remark; `None` where it is neither.

    Examples:
        >>> stands_below(["NGƯỜI LẬP BIỂU", "BÍ THƯ"]), stands_below(["Ghi chú: chốt ngày 31/12"]), stands_below(["x"])
        ('signature', 'note', None)
    """
    folded = [fold(text) if len(text) < _LONGEST else "" for text in texts]
    if folded and all(map(_SIGNED.fullmatch, folded)):
        return "signature"
    return "note" if len(folded) == 1 and _REMARK.fullmatch(folded[0]) else None


_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9]+)*")
_MAIN: Final = (
    "name",
    "given_name",
    "member",
    "subject",
    "holder",
    "person",
    "id",
    "organization",
    "cell",
    "system_id",
)
"""The field that says whom a row is about, the first of these a list has."""
_SPARSE: Final = 3
"""A numbered row with more cells than this holds data: a section has a number, a name and a count."""
_LONGEST: Final = 300
"""Words that are no data are not longer."""


def has_cells(row: Sequence[Raw]) -> bool:
    """Whether any cell of a row holds something."""
    return any(cell is not None for cell in row)


def text_of_cell(cell: Raw) -> str:
    """A cell as text, without blanks around it: a number as a heading too."""
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


class _Section(NamedTuple):
    """A section row: where it stands, what it names, how it is numbered, how many rows it announces."""

    row: int
    name: str
    numbered: str
    announced: int | None

    @property
    def is_upper(self) -> bool:
        """Whether it names an organization that has others below it."""
        return _IS_UPPER.match(fold(self.name)) is not None

    @property
    def rank(self) -> tuple[str, bool]:
        """What sections that stand beside each other have in common."""
        return self.numbered, not self.numbered and self.is_upper


_IS_UPPER: Final = re.compile(r"(?:dang bo|dang uy)\b")


class RowsBelow:
    """The rows below a header, told apart one after the other.

    Attributes:
        data: rows that hold data.
        kinds: what each row that is no data is.
        sections: of each data row below a section row, what that row names.
        problems: what is to be told of them.
    """

    def __init__(
        self,
        grid: Grid,
        kind: Kind,
        header: tuple[int, ...],
        lines: Mapping[int, Sequence[str]],
        taken: Sequence[Taken],
    ) -> None:
        self.grid, self.kind, self.header = grid, kind, header
        self.data: list[int] = []
        self.kinds: dict[int, RowKind] = {}
        self.sections: dict[int, str] = {}
        self.problems: list[Finding] = []
        columns = {field: one.column for one in reversed(taken) for field in one.fields}
        self.no = columns.get("no")
        self.main = next((columns[field] for field in _MAIN if field in columns), None)
        self.headings = {column: {fold(text) for text in texts} for column, texts in lines.items()}
        self.merged = {(span.top, span.left): span.right - span.left + 1 for span in grid.merged}
        self._unread: dict[int, list[int]] = {}
        for row, column in sorted(grid.unread):
            self._unread.setdefault(row, []).append(column)
        for at in range(header[0]):
            self.kinds[at] = RowKind.TITLE if self._filled(at) else RowKind.BLANK
        self.kinds |= dict.fromkeys(header, RowKind.HEADER)
        self._current: _Section | None = None
        self._above: list[_Section] = []
        """Sections the current one stands in, the outermost first."""
        self._since = 0
        self._signing = self._ended = False
        self._doubtful: list[int] = []
        """Rows taken for those who sign although they name somebody where the list does."""
        self._read(self._below_header(header[-1] + 1))
        self._close(None)
        self._tell_rows("table/below-signatures", self._doubtful)
        if not self.data and not self.problems:
            self.problems.append(cell_finding("table/no-rows", Place(grid.file, grid.sheet)))

    def _below_header(self, at: int) -> int:
        """The first row that is neither numbers of columns nor codes of fields."""
        rows = self.grid.rows
        while at < len(rows):
            cells = [cell for cell in rows[at] if cell is not None]
            if cells and self._is_numbers(cells):
                self.kinds[at] = RowKind.NUMBERS
            elif cells and self._is_codes(rows[at]):
                self.kinds[at] = RowKind.CODES
            else:
                break
            at += 1
        return at

    def _is_numbers(self, cells: Sequence[Raw]) -> bool:
        """Numbers of columns: each one more than the one before, letters first."""
        if len(cells) < max(2, len(self.headings) / 2):
            return False
        met = [number_of_column(cell) for cell in cells]
        if not all(met):
            return False
        numbers = [int(one) for one in met if one is not None and one.isdecimal()]
        letters = [one for one in met if one is not None and not one.isdecimal()]
        return numbers == [*range(1, len(numbers) + 1)] and letters == sorted({*letters}) and len(numbers) > 1

    def _is_codes(self, row: Sequence[Raw]) -> bool:
        """Codes of fields: words without blanks, of which most are called as a field is."""
        cells = [cell for cell in row if cell is not None]
        if len(cells) < max(2, len(self.headings) / 2):
            return False
        if not all(isinstance(cell, str) and _CODE.fullmatch(cell.strip()) for cell in cells):
            return False
        if len({*cells}) < len(cells):
            return False
        known = sum(
            bool(hit([str(cell).replace("_", " ")], self.kind) or hit([str(cell)], self.kind)) for cell in cells
        )
        return known * 2 >= len(cells)

    def _read(self, start: int) -> None:
        rows, no, main, width = self.grid.rows, self.no, self.main, self.grid.width
        unfilled: list[int] = []
        at = start
        while at < len(rows):
            row = rows[at]
            if (
                no is not None
                and main is not None
                and row[main] is not None
                and _is_number(row[no])
                and width - row.count(None) > _SPARSE
            ):
                self._take(at)
                at += 1
                continue
            found = self._kind_of(at)
            if found is RowKind.DATA:
                self._take(at)
            elif found is RowKind.OTHER:
                self._second_table(at)
                break
            else:
                self.kinds[at] = found
                if found is RowKind.HEADER:
                    at = self._again(at)
                    continue
                if found is RowKind.BLANK and has_cells(row):
                    unfilled.append(at)
            at += 1
        self._tell_rows("table/only-numbered", unfilled)

    def _tell_rows(self, code: Code, places: Sequence[int]) -> None:
        """Say of some rows, if there are any, that they were left out."""
        if places:
            place = Place(self.grid.file, self.grid.sheet)
            rows = first_few(at + 1 for at in places)
            self.problems.append(cell_finding(code, place, count=len(places), rows=rows))

    def _filled(self, at: int) -> dict[int, Raw]:
        """The cells of a row that are not blank, by column; those without a value in the file are not either."""
        filled: dict[int, Raw] = {
            column: cell for column, cell in enumerate(self.grid.rows[at]) if cell is not None and text_of_cell(cell)
        }
        if at in self._unread:
            filled |= dict.fromkeys(self._unread[at], _NO_VALUE)
            filled = dict(sorted(filled.items()))
        return filled

    def _take(self, at: int) -> None:
        self.data.append(at)
        self._signing = self._ended = False
        if self._current is not None:
            within = (one.name for one in (*self._above, self._current) if one is self._current or one.is_upper)
            self.sections[at] = " / ".join(within)

    def _kind_of(self, at: int) -> RowKind:
        """What a row is that does not plainly hold data."""
        filled = self._filled(at)
        if not filled:
            return RowKind.BLANK
        first = next(iter(filled.values()))
        numbered = self.no in filled and _is_number(filled[self.no])
        if numbered and len(filled) == 1 and self.main is not None:
            return RowKind.BLANK
        if isinstance(first, str) and not numbered:
            found = self._headed(at, filled) or self._below_a_list(at, first, filled)
            if found is not None:
                return found
        if len(filled) <= _SPARSE and (section := self._section(at, filled)) is not None:
            self._open(section)
            return RowKind.SECTION
        if numbered or len(filled) > max(LEAST, len(self.headings) // 2):
            return RowKind.DATA
        if self._signing:
            if (self.main in filled or len(filled) > 1) and self._is_like_data(filled):
                self._doubtful.append(at)
            return RowKind.SIGNATURE
        below = self._ended and self.main not in filled
        return RowKind.NOTE if below and (len(filled) == 1 or not self._is_like_data(filled)) else RowKind.DATA

    def _is_like_data(self, filled: Mapping[int, Raw]) -> bool:
        """Whether cells hold what the last row of data holds there: words, digits or numbers; without one, they may."""
        last = self.grid.rows[self.data[-1]] if self.data else [None] * self.grid.width
        return all(last[column] is None or _shape(last[column]) == _shape(cell) for column, cell in filled.items())

    def _headed(self, at: int, filled: Mapping[int, Raw]) -> RowKind | None:
        """Whether a row is the header once more, or that of another table."""
        if not all(isinstance(cell, str) and len(cell) < _LONGEST for cell in filled.values()):
            return None
        column, text = next(iter(filled.items()))
        if not (hit([str(text)], self.kind) or is_heading(str(text))) and fold(str(text)) not in self.headings.get(
            column, ()
        ):
            return None
        texts = {column: str(cell) for column, cell in filled.items()}
        same = sum(fold(text) in self.headings.get(column, ()) for column, text in texts.items())
        if same >= len(texts) * FULLY and (same > 1 or len(self.headings) == 1):
            return RowKind.HEADER
        met = {field for text in texts.values() for field in hit([text], self.kind)}
        if len(met) > LEAST and len(met) >= len(texts) * FULLY:
            return RowKind.OTHER
        others = len(texts) >= LEAST and self.main in texts and all(map(is_heading, texts.values()))
        return RowKind.OTHER if others else None  # of a list of another kind

    def _below_a_list(self, at: int, first: str, filled: Mapping[int, Raw]) -> RowKind | None:
        """Whether a row is a total, signed, or a remark."""
        if len(first) >= _LONGEST:
            return None
        total = _TOTAL.fullmatch(nfc(first).casefold())
        if total is not None:
            self._hold(at, total["count"] or total["listed"])
            self._ended = True
            return RowKind.TOTAL
        texts = [fold(cell) if isinstance(cell, str) and len(cell) < _LONGEST else "" for cell in filled.values()]
        if all(map(_SIGNED.fullmatch, texts)):
            self._signing = self._ended = True
            return RowKind.SIGNATURE
        if len(texts) == 1 and _REMARK.fullmatch(texts[0]):
            self._ended = True
            return RowKind.NOTE
        return None

    def _again(self, at: int) -> int:
        """The header is there again, as on each printed page: titles above it are titles; return the row below."""
        above = at - 1
        while self.data and above == self.data[-1] and self._is_loose(above):
            self.sections.pop(self.data.pop(), None)
            self.kinds[above] = RowKind.TITLE
            above -= 1
        at += 1
        while at < len(self.grid.rows) and self._kind_of(at) is RowKind.HEADER:
            self.kinds[at] = RowKind.HEADER
            at += 1
        return self._below_header(at)

    def _is_loose(self, at: int) -> bool:
        """Whether a row holds one text that is merged over columns, or stands where nobody is named."""
        filled = [*self._filled(at)]
        return len(filled) == 1 and (filled[0] != self.main or self.merged.get((at, filled[0]), 1) > 1)

    def _second_table(self, at: int) -> None:
        """Another header stands below the list: what is below it is not read."""
        above = at - 1
        while self.data and above == self.data[-1] and self._is_loose(above):
            self.sections.pop(self.data.pop(), None)
            self.kinds[above] = RowKind.OTHER
            above -= 1
        for row in range(at, len(self.grid.rows)):
            self.kinds[row] = RowKind.OTHER if self._filled(row) else RowKind.BLANK
        rows = sum(self.kinds[row] is RowKind.OTHER for row in range(at, len(self.grid.rows)))
        self.problems.append(cell_finding("table/second-table", self.grid.place(at), count=rows))

    # --- sections ---

    def _section(self, at: int, filled: Mapping[int, Raw]) -> _Section | None:
        """What a row names, where it names what the rows below are about and says nothing else."""
        cells = [*filled.items()]
        wide = self.merged.get((at, cells[0][0]), 1) > LEAST
        if self.kind not in _ABOUT_PEOPLE and not wide and (self.main in filled or len(filled) > 1):
            return None
        index = ""
        alone = _INDEX.fullmatch(text_of_cell(cells[0][1])) if len(cells) > 1 else None
        if alone is not None:  # the number stands in a cell of its own
            index = _index(alone)
            cells = cells[1:]
        text, count = cells[0][1], cells[1][1] if len(cells) > 1 else None
        if not isinstance(text, str) or len(cells) > 2 or len(text) >= _LONGEST:  # noqa: PLR2004 - a name and a count
            return None
        text = nfc(text)
        if alone is None and (met := _INDEX.match(text)) is not None and met.end() < len(text):
            rest = text[met.end() :].strip()
            if met["end"] or (text[met.end()] == " " and _NAMES_UNIT.fullmatch(rest.casefold())):
                index, text = _index(met), rest
        elif (bullet := _BULLET.match(text)) is not None and _NAMES_UNIT.fullmatch(text[bullet.end() :].casefold()):
            index, text = "bullet", text[bullet.end() :]
        said = _ANNOUNCED.fullmatch(text)
        name = text if said is None else said["name"]
        announced = None if said is None else int(said["a"] or said["b"])
        if count is not None:
            beside = _ANNOUNCED_ALONE.fullmatch(text_of_cell(count).removesuffix(".0"))
            if beside is None or announced is not None:
                return None
            announced = int(beside[1])
        if not name:
            return None
        numbered = index.startswith("digits") and cells[0][0] == self.main  # where "Nam" is a person, not the men
        parts = _NO_UNIT.fullmatch(fold(name)) is not None and not (numbered and " " not in name)
        unit = parts or _NAMES_UNIT.fullmatch(name.casefold()) is not None
        if self._signing and not (unit and (index or announced is not None)):
            return None
        if unit or index in {"roman", "letter", "small"} or (wide and not self._ended):
            return _Section(at, name, index, announced)
        return None

    def _open(self, section: _Section) -> None:
        """A section begins; one that parts the people of an organization leaves them there."""
        if _NO_UNIT.fullmatch(fold(section.name)) is not None:
            return
        self._close(section)
        old, found = self._current, len(self.data) - self._since
        beside = next((at for at, one in enumerate(self._above) if one.rank == section.rank), None)
        if beside is not None:
            del self._above[beside:]
        elif old is not None and not found and old.rank != section.rank:
            self._above.append(old)
        self._current, self._since = section, len(self.data)

    def _close(self, new: _Section | None) -> None:
        """Hold what a section announces against the rows that were found."""
        old, found = self._current, len(self.data) - self._since
        if old is None or old.announced is None or old.announced == found:
            return
        if not found and new is not None and new.numbered != old.numbered:  # sections within a section
            return
        place = self.grid.place(old.row)
        self.problems.append(cell_finding("table/section-count", place, announced=old.announced, count=found))

    def _hold(self, at: int, said: str | None) -> None:
        """Hold what a total says against the rows above it, of its section or of the list."""
        if said is None or self.kind == "organizations":
            return
        here = len(self.data) - self._since
        if int(said) not in {here, len(self.data)}:
            place = self.grid.place(at)
            self.problems.append(cell_finding("table/total-count", place, announced=int(said), count=len(self.data)))


def _index(met: re.Match[str]) -> str:
    """How a section is numbered: 1.2 stands deeper than 1, and a) is not A."""
    kind = next(kind for kind in _INDICES if met[kind])
    return f"{kind}{'.' * met[kind].count('.')}" if kind == "digits" else "small" if met[kind].islower() else kind


def _shape(cell: Raw) -> tuple[bool, bool]:
    """Whether a cell holds text, and whether a digit stands in it."""
    return isinstance(cell, str), any(map(str.isdigit, str(cell)))


_NO_VALUE: Final = True
"""In the place of a cell whose value is not in its file: neither text nor a number."""
_ANNOUNCED_ALONE: Final = re.compile(rf"\(?\s*(\d{{1,6}})\s*{_COUNTED}?\s*\)?", re.IGNORECASE)


def _is_number(cell: Raw) -> bool:
    """Whether a cell holds the number of a line."""
    if isinstance(cell, str):
        return cell.strip().rstrip(".").isdecimal()
    return isinstance(cell, int | float) and not isinstance(cell, bool)
