"""The workbook of choices: whatever two lists say differently, with a column "Chọn", and what was chosen in it.

Rows may be sorted and filtered: each has its match and field in a hidden column. What somebody wrote elsewhere than in
the column "Chọn" would be lost, so it is told by its cell, and nothing is applied until it is put back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from os import PathLike
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.people import People, read_people
from dangbo.base.text import format_date, nfc
from dangbo.base.words import Words, known_language
from dangbo.io.choosing import NO_CHOICE, Choice, Chosen, Offer, choice_of, offers
from dangbo.io.comparing import MatchClass
from dangbo.io.grids import Grid, Place, Raw, Workbook, cell_finding
from dangbo.io.sources import open_workbook
from dangbo.io.workbooks import LINE, for_print, new_workbook, shortened
from dangbo.render.drawing import width
from dangbo.tree.structure import refuse

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from dangbo.io.reconciling import Reconciliation
    from dangbo.io.workbooks import Book

__all__: list[str] = []

_MARK: Final = "dangbo-reconcile"
_HIDDEN: Final = "dangbo"
_KEY: Final = "#"
"""What the hidden column is headed that says which match and field a row is about; it stands first."""
_CHOOSE: Final = Words(vi="Chọn", en="Choose")
_NOTE: Final = Words(vi="Ghi chú", en="Note")
_SKIP: Final = Words(vi="bỏ qua", en="skip")
_AT: Final = 1
"""The column in which somebody chooses."""


class _Row(NamedTuple):
    """A row of the workbook: its key, what can be chosen in it, and what its cells say."""

    key: str
    offer: Offer
    cells: tuple[str, ...]


def _heads(found: Reconciliation, people: People, lang: Lang) -> list[str]:
    table = found.table(by="match", people=people, values="shown", lang=lang)
    return [_KEY, _CHOOSE.text(lang=lang), *(column.title for column in table.columns), _NOTE.text(lang=lang)]


def _rows(found: Reconciliation, people: People, lang: Lang) -> Iterator[_Row]:
    """The rows in their order: whatever is not equal, a row for each field that differs."""
    table = found.table(by="match", people=people, values="shown", lang=lang)
    keys = [
        (f"{match.number}|{field}", offer)
        for match in found
        if match.kind is not MatchClass.EQUAL
        for field, offer in offers(found, match).items()
    ]
    for (key, offer), cells in zip(keys, table.rows, strict=True):
        said = (*cells, offer.why.text(lang=lang))
        yield _Row(key, offer, tuple(shortened(str(cell), lang=lang) for cell in said))


# --- writing ----------------------------------------------------------------------------------------------------------


def write_choices(found: Reconciliation, path: str | PathLike[str], *, people: People, lang: Lang) -> None:
    """Write the workbook: what to choose from, the classes, and a hidden sheet that says which lists these are."""
    heads, rows = _heads(found, people, lang), [*_rows(found, people, lang)]
    with new_workbook(path) as book:
        sheet = book.sheet(Words(vi="Đối chiếu", en="Reconciliation").text(lang=lang))
        book.line(sheet, 0, heads, _HEAD)
        for at, row in enumerate(rows, start=1):
            book.put(sheet, at, 0, row.key, _BODY)
            book.put(sheet, at, _AT, None, _OPEN if row.offer.sides else _CLOSED)
            book.put(sheet, at, _AT + 1, int(row.cells[0]), _BODY)
            for column, cell in enumerate(row.cells[1:], start=_AT + 2):
                book.put(sheet, at, column, cell, _BODY)
        _validate(sheet, rows, lang)
        sheet.freeze_panes(1, _AT + 2)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        wide = [
            _wide([heads[at], *(row.cells[at - _AT - 1] for row in rows if at > _AT)]) for at in range(_AT, len(heads))
        ]
        for column, chars in enumerate(wide, start=_AT):
            sheet.set_column(column, column, chars)
        sheet.set_row(0, 2 * LINE)
        for at, row in enumerate(rows, start=1):
            sheet.set_row(at, LINE * max(map(_lines, row.cells, wide[1:])))
        sheet.autofilter(0, _AT, len(rows), len(heads) - 1)
        sheet.repeat_rows(0)
        for_print(sheet)
        book.table(found.table(by="class", lang=lang), lang=lang)
        _write_state(book, found, people, lang)


def _wide(words: Sequence[str]) -> float:
    """How wide a column is, in characters: as its words ask, as long as a page can bear it."""
    head, *cells = words
    longest = max((width(line) for cell in cells for line in cell.split("\n")), default=0)
    return float(min(_WIDEST, max(longest, _HEAD_WIDE if len(head) > _HEAD_WIDE else width(head) + 1) + 2))


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column, one more where words may not fit: not every program finds out itself."""
    return sum(max(1, -(-width(line) // int(wide - 1))) for line in text.split("\n"))


_WIDEST: Final = 44
_HEAD_WIDE: Final = 9
"""Headings break behind words, and the buttons of a filter need room."""


def _validate(sheet: Worksheet, rows: Sequence[_Row], lang: Lang) -> None:
    """Lists to choose from, one for neighboring rows that take the same."""
    for sides, some in groupby(enumerate(rows, start=1), key=lambda one: one[1].offer.sides):
        numbers = [at for at, _ in some]
        words = [*map(str.upper, sides), _SKIP.text(lang=lang)] if sides else []
        rule = {"validate": "list", "source": words} if words else {"validate": "length", "criteria": "==", "value": 0}
        title = _CHOOSE.text(lang=lang)
        error = (_TAKES if words else _TAKES_NONE).text(lang=lang)
        sheet.data_validation(numbers[0], _AT, numbers[-1], _AT, {**rule, "error_title": title, "error_message": error})


_TAKES: Final = Words(
    vi="Chọn trong danh sách, hoặc để trống nếu chưa quyết.", en="Choose from the list, or leave it blank."
)
_TAKES_NONE: Final = Words(
    vi="Ở dòng này không có gì để chọn; xem cột Ghi chú.", en="Nothing can be chosen in this row; see the column Note."
)


_HEAD: Final[Mapping[str, object]] = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "bg_color": "#D9E1F2",
}
_BODY: Final[Mapping[str, object]] = {"text_wrap": True, "valign": "top", "border": 1}
_OPEN: Final[Mapping[str, object]] = {**_BODY, "bg_color": "#FFF2CC"}
_CLOSED: Final[Mapping[str, object]] = {**_BODY, "bg_color": "#EDEDED"}


def _write_state(book: Book, found: Reconciliation, people: People, lang: Lang) -> None:
    hidden = book.sheet(_HIDDEN, visibility="hidden")
    for at, row in enumerate(((_MARK, found.digest), ("people", people), ("lang", lang))):
        book.line(hidden, at, row)


# --- reading ----------------------------------------------------------------------------------------------------------


class Read(NamedTuple):
    """What was chosen in a workbook, and what is to be told of it that stops nothing."""

    chosen: Chosen
    notes: tuple[Finding, ...]


def read_choices(found: Reconciliation, path: str | PathLike[str]) -> Read:
    """The choices of a workbook that was filled in.

    Raises:
        InvalidInputError: a workbook of other lists; a choice that is none or that cannot be made there, a row or a
            cell somebody wrote beside the choices; all of them by cell.
    """
    book = open_workbook(path)
    state = _state_of(found, book)
    people = read_people(cast("People", state.get("people")))
    lang = known_language(cast("Lang", state.get("lang")))
    heads, rows = _heads(found, people, lang), {row.key: row for row in _rows(found, people, lang)}
    grid, top = _choices_of(book, heads)
    problems: list[Finding] = []
    chosen: dict[str, Choice | None] = {}
    for at in range(top + 1, len(grid.rows)):
        cells = grid.rows[at]
        if any(cell is not None for cell in cells[: len(heads)]):
            _read_row(grid, at, rows.get(_as_text(cells[0], lang)), heads, chosen, problems, lang)
    refuse(problems)
    gone = [key.partition("|")[0] for key in rows if key not in chosen]
    notes = []
    if gone:
        numbers = ", ".join(dict.fromkeys(gone[:_MOST])) + (", …" if len(gone) > _MOST else "")
        place = Place(book.file, grid.sheet)
        notes.append(cell_finding("table/choices-gone", place, count=len(gone), numbers=numbers))
    by_field: dict[int | tuple[int, str], Choice] = {}
    for key, choice in chosen.items():
        number, _, field = key.partition("|")
        if choice is not None:
            by_field[int(number), field] = choice
    return Read(by_field, tuple(notes))


_MOST: Final = 20
"""Most matches that are named one by one."""


def _state_of(found: Reconciliation, book: Workbook) -> dict[str, str]:
    """What the hidden sheet says.

    Raises:
        InvalidInputError: it is of other lists, or not there.
    """
    for grid in book.grids:
        state = {str(row[0]): str(row[1]) for row in grid.rows[:_STATE_ROWS] if len(row) > 1}
        if state.get(_MARK) == found.digest:
            return state
    place = Place(book.file).words
    refuse([finding("input/bad-value", place.en, place=place, reason=_OTHER_LISTS)])
    return {}


_STATE_ROWS: Final = 3


def _choices_of(book: Workbook, heads: Sequence[str]) -> tuple[Grid, int]:
    """The sheet with the choices, and the row of its headings.

    Raises:
        InvalidInputError: columns were moved, renamed or taken out.
    """
    for grid in book.grids:
        for at, row in enumerate(grid.rows):
            if [_squeezed(cell) for cell in row[: len(heads)]] == [*map(_squeezed, heads)]:
                return grid, at
    place = Place(book.file).words
    refuse([finding("input/bad-value", place.en, place=place, reason=_MOVED)])
    raise AssertionError  # what is refused raises


def _read_row(
    grid: Grid,
    at: int,
    row: _Row | None,
    heads: Sequence[str],
    chosen: dict[str, Choice | None],
    problems: list[Finding],
    lang: Lang,
) -> None:
    """The choice of a row, `None` where nobody chose, which is not to skip; what else somebody wrote is told."""
    cells = grid.rows[at]
    if row is None:
        problems.append(cell_finding("table/choice-row-unknown", Place(grid.file, grid.sheet, at + 1)))
        return
    for column, (cell, expected) in enumerate(zip(cells[_AT + 1 : len(heads)], row.cells, strict=True), start=_AT + 1):
        if _squeezed(_as_text(cell, lang)) != _squeezed(expected):
            place = Place(grid.file, grid.sheet, at + 1, column, heads[column])
            problems.append(cell_finding("table/choice-cell-changed", place))
    choice = choice_of(cells[_AT])
    place = Place(grid.file, grid.sheet, at + 1, _AT, heads[_AT])
    if choice is None:
        problems.append(_at(place, NO_CHOICE))
    elif choice != "skip" and choice.lower() not in row.offer.sides:
        problems.append(_at(place, _instead(row.offer)))
    else:
        made = choice if _squeezed(cells[_AT]) else None
        if chosen.setdefault(row.key, made) != made:
            problems.append(_at(place, _TWICE))


def _instead(offer: Offer) -> Words:
    """Why a list cannot be chosen in a row, and what its cell takes."""
    side = "".join(offer.sides).upper()
    vi, en = (
        (f"chỉ chọn {side} hoặc bỏ qua", f"choose {side} or skip") if side else ("để trống ô này", "leave it blank")
    )
    return Words(vi=f"{offer.why.vi}; {vi}".lstrip("; "), en=f"{offer.why.en}; {en}".lstrip("; "))


def _at(place: Place, reason: Words) -> Finding:
    return finding("input/bad-value", place.words.en, place=place.words, reason=reason)


def _as_text(raw: Raw, lang: Lang) -> str:
    """A cell as the workbook was given it: an office program may have made a number or a day of it."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return format_date(raw.date(), lang=lang)
    return format_date(raw, lang=lang) if isinstance(raw, dt.date) else str(raw)


_ODD: Final = re.compile(r"_x[0-9A-Fa-f]{4}_|[\x00-\x1f\x7f\s]+")
"""What an office program writes otherwise than it was given: control characters, ends of lines."""


def _squeezed(text: Raw) -> str:
    return " ".join(_ODD.sub(" ", nfc("" if text is None else str(text))).split())


_OTHER_LISTS: Final = Words(
    vi="không phải bảng chọn của lần đối chiếu này; hai danh sách có thể đã thay đổi, hãy xuất lại bảng",
    en="it is no workbook of this reconciliation; the lists may have changed since, so write it again",
)
_MOVED: Final = Words(
    vi="không thấy đủ các cột của bảng chọn; giữ nguyên các cột và dòng tiêu đề, chỉ điền cột Chọn",
    en="columns of the workbook of choices are missing; keep them and their headings, and fill in the one only",
)
_TWICE: Final = Words(
    vi="dòng này có hai lần trong bảng, với hai lựa chọn khác nhau",
    en="this row stands twice in the workbook, with two choices",
)
