"""The meetings of a year as the rules would have them: `schedule`.

```
cells, year, calendar | schedule | Planned     cell, month, day, kind; why the day is another one, or unknown
```

The regular meeting is on the day of the rule `meeting-day`; where that is a day off, on the next working day the rule
still allows. A month before that rule held has no day: each place had its own, and the plan says so. Where the rule
`meeting-thematic` holds, the regular meeting of the middle month of a quarter has a thematic part, so that a month is
left to make up for it; which month it is no rule says, and the choice is ours.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import figure_problem
from dangbo.base.findings import Finding, Lang
from dangbo.base.reading import read_subject, read_year
from dangbo.base.records import RecordType, instance_of, listing
from dangbo.base.terms import Form, MeetingKind
from dangbo.base.text import UnreadableError, format_date, lower_first, type_words, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.register import Register, TreeOrRegister, months_of_period, spans_of
from dangbo.life.working_days import WorkingDays
from dangbo.rules import RuleBook, book_of
from dangbo.tree.records import Organization

__all__ = ["Planned", "schedule"]

_DAY: Final = dt.timedelta(days=1)
_TURNS: Final = (2, 0, 1)
"""When each month of a quarter takes one of the thematic meetings the rule asks for: the middle one first."""
_CALENDAR: Final = Words(vi="hãy đưa lịch ngày làm việc", en="give WorkingDays.vietnam(year)")
_NO_RULE: Final = Words(
    vi="Bộ quy định không có ngày sinh hoạt của tháng này; mỗi nơi quy định riêng.",
    en="The rulebook has no day of meeting for this month; each place had its own.",
)
_ESTIMATED: Final = Words(vi="Lịch nghỉ của năm này là ước tính.", en="The days off of this year are estimated.")


class PlannedDocument(TypedDict):
    """A meeting to come of a cell, by id, in a month (YYYY-MM); no day where no rule gives one."""

    cell: str
    month: str
    on: str | None
    kind: str
    rules: list[RuleDocument]
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Planned(Documented, metaclass=RecordType):
    """A regular meeting to come (buổi sinh hoạt dự kiến). Made by `schedule`.

    Attributes:
        cell: id of the cell.
        month: the first day of its month.
        on: the day; `None` where no rule of the month gives one, or the rule leaves no working day.
        kind: regular, or regular with a thematic part.
        rules: where day and kind stand.
        notes: why the day is another one than the rule names, or is not known.
    """

    cell: str
    month: dt.date
    on: dt.date | None
    kind: MeetingKind
    rules: tuple[RuleRef, ...] = ()
    notes: tuple[Words, ...] = ()

    def text(self, *, lang: Lang = "vi") -> str:
        """Cell, day and kind, and what is to be said of the day.

        Examples:
            >>> planned = schedule(["cb-1"], 2026, calendar=WorkingDays.vietnam(2026))
            >>> print(planned[4].text(lang="en"))
            cb-1: 4 May 2026, regular with a thematic part. 3 May 2026 is a day off.
        """
        day = _unknown(self.month) if self.on is None else _day(self.on)
        kind = lower_first(self.kind.words.text(lang=lang))
        head = f"{self.cell}: {day.text(lang=lang)}, {kind}."
        return " ".join([head, *(note.text(lang=lang) for note in self.notes)])

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> PlannedDocument:
        """The same as plain JSON values."""
        return {
            "cell": self.cell,
            "month": f"{self.month:%Y-%m}",
            "on": None if self.on is None else self.on.isoformat(),
            "kind": self.kind.value,
            "rules": [ref.as_dict() for ref in self.rules],
            "notes": [note.as_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        return f"Planned({self.cell!r}, {self.on or self.month.strftime('%Y-%m')}, {self.kind.value})"


def schedule(
    cells: Iterable[str | Organization] | TreeOrRegister,
    year: int,
    *,
    calendar: WorkingDays,
    rules: RuleBook | None = None,
) -> tuple[Planned, ...]:
    """The regular meetings of a year, cell by cell, each month of a cell with one.

    Args:
        cells: ids or records of cells; or a tree or a ledger, for all of its cells. Of a ledger only the months that a
            cell stood in: those on whose day of meeting it stood.
        year: the year.
        calendar: which days are worked.
        rules: the rulebook; the shipped one unless told otherwise.

    Returns:
        By cell in the order given, by month within it. O(cells).

    Raises:
        InvalidInputError: something that is no cell, a cell given twice, no year, no calendar or one that does not know
            the year; a year that begins before the ledger.

    Examples:
        >>> planned = schedule(["cb-1"], 2026, calendar=WorkingDays.vietnam(2026))
        >>> [meeting.on.day for meeting in planned]
        [5, 3, 3, 3, 4, 3, 3, 3, 3, 5, 3, 3]
        >>> [meeting.month.month for meeting in planned if meeting.kind is MeetingKind.WITH_THEMATIC]
        [2, 5, 8, 11]
        >>> schedule(["cb-1"], 2024, calendar=WorkingDays.weekdays())[0].on is None  # each place had its own day
        True
    """
    wanted, book = read_year(year), book_of(rules)
    instance_of(WorkingDays, calendar, "calendar", hint=_CALENDAR)
    start, end = dt.date(wanted, 1, 1), dt.date(wanted, 12, 31)
    days = [*months_of_period(start, end, lambda first: day_of_meeting(first, book))]
    planned = [_planned(first, calendar, book) for first, _ in days]
    if not isinstance(cells, Hierarchy | Register):
        return tuple(replace(one, cell=key) for key in _ids(cells) for one in planned)
    spans = spans_of(cells, start, end)
    return tuple(
        replace(one, cell=key)
        for key in spans
        for one, (_, on) in zip(planned, days, strict=True)
        if spans.is_cell(key, on)
    )


def day_of_meeting(month: dt.date, book: RuleBook) -> int:
    """The day of a month on which its cells are to meet, where a rule held when it began; the first day otherwise.

    The latter is nobody's rule: by it a month is counted for those who stood when it began.
    """
    value = book.at(month).get("meeting-day")
    return 1 if value is None else value.table.number("day")


def _planned(month: dt.date, calendar: WorkingDays, book: RuleBook) -> Planned:
    """The meeting of a month, of no cell yet."""
    now = book.at(month)
    day, thematic = now.get("meeting-day"), now.get("meeting-thematic")
    refs = tuple(value.ref for value in (day, thematic) if value is not None)
    quarter = 0 if thematic is None else thematic.table.number("per_quarter")
    turn = (month.month - 1) % len(_TURNS)
    kind = MeetingKind.WITH_THEMATIC if _TURNS[turn] < quarter else MeetingKind.REGULAR
    notes = [_ESTIMATED] if day is not None and month.year in calendar.estimated else []
    if day is None:
        return Planned("", month, None, kind, refs, (_NO_RULE,))
    named = month.replace(day=day.table.number("day"))
    last = month.replace(day=day.table.number("last_day"))
    on = named
    while on <= last and not calendar.is_working(on):
        on += _DAY
    if on != named:
        notes.insert(0, _off(named))
    if on > last:
        return Planned("", month, None, kind, refs, (*notes, _none_left(last)))
    return Planned("", month, on, kind, refs, tuple(notes))


def _ids(cells: object) -> list[str]:
    """Ids of cells, or what is wrong with those that are none."""
    try:
        given: list[object] = list(listing(cells))  # type: ignore[call-overload]  # whatever was given
    except (UnreadableError, TypeError):
        said = type_words(cells)
        reason = Words(vi=f"{said.vi} không phải là danh sách chi bộ", en=f"a {said.en} is no list of cells")
        fix = Words(vi="Ghi danh sách mã chi bộ, hoặc cây tổ chức.", en="Give a list of ids, or a Hierarchy.")
        raise InvalidInputError([figure_problem("cells", reason, fix)]) from None
    ids: list[str] = []
    problems: list[Finding] = []
    for at, one in enumerate(given):
        if isinstance(one, Organization) and one.form is not Form.CHI_BO:
            reason = Words(vi="không phải là chi bộ", en="it is no chi bộ, and only cells meet every month")
            fix = Words(vi="Bỏ ra khỏi danh sách.", en="Leave it out of the list.")
            problems.append(figure_problem(f"cells[{at}]", reason, fix))
            continue
        try:
            ids.append(read_subject(one, f"cells[{at}]"))
        except InvalidInputError as error:
            problems += error.findings
    for key, count in Counter(ids).items():
        if count > 1:
            reason = Words(
                vi=f"{unless_personal(key)} được ghi {count} lần", en=f"{unless_personal(key)} is given {count} times"
            )
            problems.append(
                figure_problem("cells", reason, Words(vi="Ghi mỗi chi bộ một lần.", en="Give each cell once."))
            )
    if problems:
        raise InvalidInputError(problems)
    return ids


def _day(on: dt.date) -> Words:
    return Words(vi=f"ngày {format_date(on)}", en=format_date(on, lang="en"))


def _unknown(month: dt.date) -> Words:
    name = f"{month.month}/{month.year}"
    return Words(vi=f"tháng {name}, chưa rõ ngày", en=f"{name}, day unknown")


def _off(day: dt.date) -> Words:
    return Words(vi=f"Ngày {format_date(day)} là ngày nghỉ.", en=f"{format_date(day, lang='en')} is a day off.")


def _none_left(last: dt.date) -> Words:
    return Words(
        vi=f"Không còn ngày làm việc nào đến {format_date(last)}.",
        en=f"No working day is left up to {format_date(last, lang='en')}.",
    )
