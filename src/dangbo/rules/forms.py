"""The statistics forms of the rulebook: their lines and columns, and the names of ethnic groups and religions.

```
printed_form(book, "3", on)       PrintedForm: number, title, columns, lines in the order of print, where they stand
form_caveats(form, on)            how well the form is known, that it is that of another time, lines whose wording ended
listed_names(rules, id)           the names of a list by the key they are matched with, `group_key`
```

A form is the rule `statistics-form-<number>`. A row of it may stand for a block of rows that several forms share, or
for a list; here they are written out, so that whoever fills a form in meets every row once.
"""

from __future__ import annotations

__all__ = [
    "FORM_RULES",
    "PrintedForm",
    "form_caveats",
    "group_key",
    "listed_names",
    "past_lines",
    "printed_form",
    "rows_of_block",
]

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from dangbo.base.citations import Confidence
from dangbo.base.forms import ADDING, Adding, FormLine
from dangbo.base.results import bare_label, quoted_labels, told
from dangbo.base.text import fold
from dangbo.base.words import NO_WORDS, Words
from dangbo.rules import Instrument, RuleBook, Rules, RuleValue, Table
from dangbo.rules.reads import BLOCKS

FORM_RULES: Final[Mapping[str, str]] = {
    number: f"statistics-form-{number.lower()}" for number in ("1", "2", "2B", "3", "4")
}
"""The rule of each form, by its number."""

_COLUMNS: Final = "statistics-form-columns"


class PrintedForm(NamedTuple):
    """A form as it is printed, without figures.

    Attributes:
        number: what stands at its head, such as "Biểu số 3-BTCTW".
        title: what it is called.
        columns: its headings, left to right; empty where the book has none.
        lines: its rows.
        value: where they stand.
        paper: the paper they are from, with what is known of the one that came after it.
    """

    number: Words
    title: Words
    columns: tuple[Words, ...]
    lines: tuple[FormLine, ...]
    value: RuleValue
    paper: Instrument | None


def printed_form(book: RuleBook, number: str, on: dt.date) -> PrintedForm:
    """A form as it was in use on a day or, failing that, nearest to it.

    Raises:
        TermError: the rulebook has no such form.

    Examples:
        >>> form = printed_form(RuleBook.default(), "3", dt.date(2025, 6, 30))
        >>> [(line.code, line.label.vi) for line in form.lines][1:3]
        [('3.I.nu', 'Trong đó: - Nữ'), ('3.I.db', '- Dự bị')]
        >>> len(form.lines), len(printed_form(RuleBook.default(), "4", dt.date(2025, 6, 30)).lines)
        (62, 65)
    """
    rules = book.at(on)
    rule_id = FORM_RULES[number]
    value, _ = rules.nearest(rule_id)
    head = next((row for row in value.rows if row.text("key") == number), None)
    rows = {row.text("key"): row for row in value.rows if row is not head}
    return PrintedForm(
        book[rule_id].label,
        book[rule_id].label if head is None else head.words("label"),
        tuple(_columns(rules, number)),
        tuple(line for code in rows for line in _lines(rules, number, code, rows)),
        value,
        next((paper for paper in book.instruments() if paper.document == value.ref.document), None),
    )


def _columns(rules: Rules, number: str) -> Iterator[Words]:
    value = rules.nearest(_COLUMNS)[0] if _COLUMNS in rules.book.ids else None
    for row in value.rows if value is not None else ():
        if number in row.texts("forms"):
            yield row.words("label")


def _lines(rules: Rules, number: str, code: str, rows: Mapping[str, Table]) -> Iterator[FormLine]:
    """A row of a form, and below it those of the block it stands for."""
    row = rows[code]
    yield _line(code, row, _text(row, "within"), _level(code, rows))
    if "block" in row:
        shared = {one.text("key"): one for one in rows_of_block(rules, row.text("block"))}
        for key, one in shared.items():
            above = _text(one, "within")
            level = one.number("level") if "level" in one else _level(code, rows) + len(_around(key, shared)) + 1
            yield _line(f"{number}.{key}", one, code if above is None else f"{number}.{above}", level, key)


def _line(code: str, row: Table, within: str | None, indent: int, entry: str = "") -> FormLine:
    adds: Adding = next((one for one in ADDING if one == row.get("adds")), "single")
    last = row.date("to") if "to" in row else None
    return FormLine(code, row.words("label"), indent, within, adds, last, entry, row.texts("sources"))


def _level(code: str, rows: Mapping[str, Table]) -> int:
    """How far a row is indented: as it says, or by the rows it is a part of."""
    row = rows[code]
    return row.number("level") if "level" in row else len(_around(code, rows))


def _around(code: str, rows: Mapping[str, Table]) -> list[str]:
    """The rows a row is a part of, the nearest first; each once, whatever a rulebook of one's own says."""
    found: list[str] = []
    while code in rows and "within" in rows[code] and (code := rows[code].text("within")) not in found:
        found.append(code)
    return found


def _text(row: Table, key: str) -> str | None:
    return row.text(key) if key in row else None


def rows_of_block(rules: Rules, block: str) -> tuple[Table, ...]:
    """The rows a block stands for, by the word their keys begin with; none where the book has no such list.

    Examples:
        >>> [row.words("label").vi for row in rows_of_block(RuleBook.default().at("2025-06-30"), "TIT")]
        ['- Phó Giáo sư', '- Giáo sư']
    """
    if BLOCKS[block] not in rules.book.ids:
        return ()
    value, _ = rules.nearest(BLOCKS[block])
    return tuple(row for row in value.rows if row.text("key").startswith(f"{block}."))


# --- names of ethnic groups and religions ----------------------------------------------------------------------------


def group_key(name: str) -> str:
    """The key by which the name of an ethnic group or a religion is found in a list, which spell them differently.

    Examples:
        >>> group_key("Bru - Vân Kiều") == group_key("BRU-VÂN KIỀU"), group_key("M.Nông") == group_key("Mnông")
        (True, True)
    """
    return fold(name).replace(" ", "")


def listed_names(rules: Rules, rule_id: str) -> dict[str, Table]:
    """The rows of a list of names by `group_key` of every spelling they have; a name that two rows share is of neither.

    Args:
        rules: of the day whose list is wanted, or the nearest there is.
        rule_id: "statistics-ethnic-groups" or "statistics-religions".

    Examples:
        >>> names = listed_names(RuleBook.default().at("2026-12-31"), "statistics-ethnic-groups")
        >>> names[group_key("XO DANG")].text("key"), names[group_key("Gia-rai")].words("label").vi
        ('ETH.14', 'Gia Rai')
    """
    if rule_id not in rules.book.ids:
        return {}
    found: dict[str, Table | None] = {}
    for row in rules.nearest(rule_id)[0].rows:
        for key in {group_key(name) for name in (row.words("label").vi, *row.texts("also"))}:
            found[key] = None if key in found else row
    return {key: row for key, row in found.items() if row is not None}


# --- what a reader must know of a form -------------------------------------------------------------------------------


def form_caveats(form: PrintedForm, end: dt.date) -> Iterator[Words]:
    """What must be told with a form: that it was not seen in the text, and that it is that of another time.

    Args:
        form: the form.
        end: the day its figures are of, or the last of their period.
    """
    ref = form.value.ref
    if ref.confidence is not Confidence.VERIFIED:
        yield _DRAFT
    if ref.valid_from <= end <= (ref.valid_to or dt.date.max):
        return
    last = NO_WORDS if ref.valid_to is None else told(_UNTIL, day=ref.valid_to)
    after = form.paper.note if form.paper is not None and end > ref.valid_from else None
    yield told(
        _NOT_OF_THE_DAY,
        start=ref.valid_from,
        until=last,
        end=end,
        after=NO_WORDS if after is None else told(_AFTER, note=after),
    )


def past_lines(lines: Iterable[FormLine], end: dt.date) -> Words | None:
    """That lines are worded as in a time that had ended, by their labels; `None` where none is."""
    past = [line for line in lines if line.is_past(end)]
    if not past:
        return None
    day = max(line.to for line in past if line.to is not None)
    return told(_PAST_LINES, labels=quoted_labels(bare_label(line.label) for line in past), day=day)


_DRAFT: Final = Words(
    vi="Bản nháp theo nguồn thứ cấp: chưa thấy biểu mẫu trong chính văn bản.",
    en="A draft after secondary sources: the form was not seen in the text itself.",
)
_UNTIL: Final = Words(vi=" đến {day}", en=" to {day}")
_AFTER: Final = Words(vi=" {note}", en=" {note}")
_NOT_OF_THE_DAY: Final = Words(
    vi="Các dòng theo mẫu áp dụng từ {start}{until}; kỳ báo cáo kết thúc ngày {end}, chưa thấy mẫu của thời điểm đó."
    "{after}",
    en="The rows are those in use from {start}{until}; the period ends on {end}, whose form was not seen.{after}",
)
_PAST_LINES: Final = Words(
    vi="{labels} là dòng của thời còn cấp huyện, đến {day}; chữ dùng sau ngày đó chưa thấy. Số vẫn ghi theo dòng này.",
    en="{labels}: of the time of the districts, to {day}; what is said afterwards was not seen. The figures stand in "
    "these rows all the same.",
)
