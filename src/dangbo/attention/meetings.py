"""What the meetings of cells are asked: was one held each month, in time, filed, its tasks done, who stayed away.

What is only missing is looked for in the look-back: a month without a meeting, results that were not filed. A task has
a record of its own, and stays until it says that it was done. A month belongs to the cells that stood on its day of
meeting and stand today.
"""

from __future__ import annotations

__all__ = ["QUESTIONS"]

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final, NamedTuple

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.attention.months import FINAL_DAY, listed, months_that_strike_off
from dangbo.base.findings import Finding, finding
from dangbo.base.terms import Form
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.history import History
from dangbo.life.events import last_of_month
from dangbo.life.meeting_checks import not_standing, occasion
from dangbo.life.meeting_parts import Presence, Task
from dangbo.life.meetings import MEMBERS, MONTHLY, THEMATIC, Meeting
from dangbo.life.register import Spans, Standing, months_of_period, spans_of
from dangbo.life.schedule import day_of_meeting

_DAY: Final = dt.timedelta(days=1)
_QUARTER: Final = 3


# --- one pass over the meetings ---------------------------------------------------------------------------------------


class _Held(NamedTuple):
    """The meetings that had been held by the day, sorted out.

    Attributes:
        regular: the first day of a monthly meeting of each cell, by the months of the look-back.
        thematic: how many meetings of each cell have a thematic part, by the first days of quarters.
        all: the meetings of the look-back, and of those before it what has a list or a resolution; in their order.
    """

    regular: Mapping[dt.date, Mapping[str, dt.date]]
    thematic: Mapping[dt.date, Mapping[str, int]]
    all: tuple[Meeting, ...]


def _held(asked: Asked) -> _Held:
    regular: defaultdict[dt.date, dict[str, dt.date]] = defaultdict(dict)
    thematic: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
    kept: list[Meeting] = []
    since, on = asked.since, asked.on
    for one in asked.records.meetings or ():  # two years of a city are 21,840, of which most are passed over
        day = one.on
        if day > on:
            continue
        is_near = day >= since
        if is_near or one.attendance or one.resolution is not None:
            kept.append(one)
        if not is_near or one.body not in MEMBERS:
            continue
        for cell in (one.cell, *one.cells):
            if one.kind in MONTHLY:
                of_month = regular[day.replace(day=1)]
                of_month[cell] = min(day, of_month.get(cell, day))
            if one.kind in THEMATIC:
                thematic[_quarter_of(day)][cell] += 1
    kept.sort(key=lambda one: one.kind.value)  # one key after another: no tuple for each of very many
    kept.sort(key=attrgetter("cell"))
    kept.sort(key=attrgetter("on"))
    return _Held(regular, thematic, tuple(kept))


def _quarter_of(day: dt.date) -> dt.date:
    """The first day of the quarter of a day."""
    return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)


def _end_of_quarter(first: dt.date) -> dt.date:
    return last_of_month(first.replace(month=first.month + _QUARTER - 1))


def _begin(asked: Asked) -> dt.date:
    """The first day that is looked back to: not before the ledger begins."""
    return max(asked.since, min(asked.opening, asked.on))


def _spans(asked: Asked) -> Spans:
    return spans_of(asked.records.register, _begin(asked), min(asked.on, FINAL_DAY))


class _Month(NamedTuple):
    """A month in which cells were to meet.

    Attributes:
        first: its first day.
        day: the day on which a cell must have stood for the month to be its own.
        last: the last day the rule leaves for the meeting; that of the month where no rule gives one.
        by_rule: whether a rule gives it.
    """

    first: dt.date
    day: dt.date
    last: dt.date
    by_rule: bool


def _months(asked: Asked) -> tuple[_Month, ...]:
    """The months of the look-back whose last day for the meeting has passed."""
    found: list[_Month] = []
    for first, _ in months_of_period(_begin(asked).replace(day=1), asked.on):
        month = _month(asked, first)
        if month.last < asked.on and month.day >= _begin(asked):
            found.append(month)
    return tuple(found)


def _month(asked: Asked, first: dt.date) -> _Month:
    day = first.replace(day=day_of_meeting(first, asked.book))
    value = asked.book.at(first).get("meeting-day")
    if value is None:
        return _Month(first, day, last_of_month(first), by_rule=False)
    last, calendar = first.replace(day=value.table.number("last_day")), asked.calendar
    if calendar is not None and (calendar.years is None or first.year in calendar.years):
        days = (day + at * _DAY for at in range((last - day).days + 1))
        if not any(calendar.is_working(one) for one in days):  # Tết takes the whole first week
            return _Month(first, day, last_of_month(first), by_rule=False)
    return _Month(first, day, last, by_rule=True)


def _cells(asked: Asked) -> list[tuple[str, tuple[_Month, ...]]]:
    """The cells of today, each with the months it was to meet in."""
    spans, months = asked.once(_spans), asked.once(_months)
    return [
        (
            org.id,
            months  # of nearly all
            if spans.unchanged(org.id) is not None
            else tuple(month for month in months if spans.is_cell(org.id, month.day)),
        )
        for org in asked.tree
        if org.form is Form.CHI_BO
    ]


# --- the questions ----------------------------------------------------------------------------------------------------


def _not_held(asked: Asked) -> Iterator[AgendaLine | Finding]:
    """Cells without a regular meeting in a month: one line each, due when the first of the months was.

    A meeting of the look-back in what did not stand, or is no cell, is told beside them: a cell may have held it.
    """
    held, spans = asked.once(_held), asked.once(_spans)
    register = asked.records.register
    standing, moves = Standing(register), isinstance(register, History)
    others = {org.id: org.form for org in asked.tree if org.form is not Form.CHI_BO}
    for one in held.all:
        for cell in (one.cell, *one.cells) if one.on >= spans.start else ():
            if cell not in spans or (moves and spans.on(cell, one.on) is None):
                yield not_standing(cell, one.on, standing)
            elif cell in others and one.body in MEMBERS:
                body, form = one.body.words, others[cell].words
                yield finding("meeting/body-of-another-form", cell, date=one.on, found=body, form=form)
    for cell, months in asked.once(_cells):
        missing = [month for month in months if cell not in held.regular.get(month.first, ())]
        if missing:
            first = missing[0]
            value = asked.book.at(first.first).get("meeting-day")
            yield asked.line(
                "due/meeting-not-held",
                cell,
                cell,
                due=first.last,
                rule=None if value is None else value.ref,
                which=listed(month.first for month in missing),
            )


def _late(asked: Asked) -> Iterator[AgendaLine]:
    """Cells that met behind the last day the rule leaves, one line each.

    Whether there was a special reason to meet on another day of the first week nobody records; it is not asked.
    """
    held = asked.once(_held)
    for cell, months in asked.once(_cells):
        late = [
            (month, day)
            for month in months
            if month.by_rule and (day := held.regular.get(month.first, {}).get(cell)) is not None and day > month.last
        ]
        if late:
            first = late[0][0]
            yield asked.line(
                "due/meeting-day",
                cell,
                cell,
                due=first.last,
                rule=asked.book.at(first.first).value("meeting-day").ref,
                limit=first.last.day,
                which=Words(
                    vi=", ".join(format_date(day) for _, day in late), en=", ".join(day.isoformat() for _, day in late)
                ),
            )


def _thematic(asked: Asked) -> Iterator[AgendaLine]:
    """Cells with too few thematic meetings in a quarter that is over, or ends within the days looked ahead.

    Asked of quarters that began under the rule, and of cells that stood when the quarter began.
    """
    held, spans = asked.once(_held), asked.once(_spans)
    cells = [org.id for org in asked.tree if org.form is Form.CHI_BO]
    for first in dict.fromkeys((asked.since, _quarter_of(asked.on))):
        value, end = asked.book.at(first).get("meeting-thematic"), _end_of_quarter(first)
        if value is None or end > asked.until or first < _begin(asked):
            continue
        wanted, of_quarter = value.table.number("per_quarter"), held.thematic.get(first, {})
        for cell in cells:
            count = of_quarter.get(cell, 0)
            if count < wanted and spans.is_cell(cell, first):
                yield asked.line(
                    "due/thematic",
                    cell,
                    cell,
                    due=end,
                    rule=value.ref,
                    count=count,
                    quarter=(first.month - 1) // _QUARTER + 1,
                    year=first.year,
                    limit=wanted,
                )


def _not_filed(asked: Asked) -> Iterator[AgendaLine]:
    """Meetings of the look-back without a day of filing: each has its own line, however often it was recorded."""
    held = asked.once(_held).all
    open_ones = [one for one in held if not _is_filed(one, asked) and one.on >= asked.since and one.body in MEMBERS]
    if not open_ones:
        return
    cells = {one.cell for one in open_ones}
    told = {(one.cell, occasion(one)) for one in held if one.cell in cells and _is_filed(one, asked)}
    for one in open_ones:
        value = asked.book.at(one.on).get("meeting-papers")
        if value is None or one.cell not in asked.tree:
            continue
        if (key := (one.cell, occasion(one))) not in told:
            told.add(key)
            days = value.table.number("days_after")
            yield asked.line(
                "due/results-not-filed",
                one.cell,
                one.cell,
                due=one.on + days * _DAY,
                begun=one.on,
                rule=value.ref,
                date=one.on,
                limit=days,
            )


def _is_filed(meeting: Meeting, asked: Asked) -> bool:
    return meeting.filed_on is not None and meeting.filed_on <= asked.on


def _tasks(asked: Asked) -> Iterator[AgendaLine]:
    """Tasks that are not done and past their day; what nobody set a day for is never late.

    A task of a meeting that was recorded twice is done when one of the records says so, and late once.
    """
    held = asked.once(_held).all
    given = [(one, number, task) for one in held for number, task in enumerate(one.tasks, start=1)]
    told = {_of(one, number, task) for one, number, task in given if not task.is_open(asked.on)}
    for one, number, task in given:
        key = _of(one, number, task)
        if task.due is not None and task.due < asked.on and key not in told:
            told.add(key)
            place = one.cell if one.cell in asked.tree else asked.top
            yield asked.line("due/task-late", one.cell, place, due=task.due, date=one.on, number=number)


def _of(meeting: Meeting, number: int, task: Task) -> tuple[object, ...]:
    """What two records of one task have in common."""
    return meeting.cell, occasion(meeting), number, task.text


def _absent(asked: Asked) -> Iterator[AgendaLine]:
    """Members who stayed away without reason in as many months of a year as are a ground of striking off.

    A month counts where the member was absent from a meeting by its list, and neither came to another of that month nor
    was excused from it; a year is a calendar year (our reading of "3 months in a year"). The last of them must lie in
    the look-back.
    """
    limit = months_that_strike_off(asked)
    if limit is None:
        return
    value, most = limit
    away: dict[str, set[dt.date]] = {}
    there: set[tuple[str, dt.date]] = set()
    years = range(asked.since.year, asked.on.year + 1)
    for one in asked.once(_held).all:
        if one.on.year in years and one.body in MEMBERS:
            month = one.on.replace(day=1)
            for entry in one.attendance:
                if entry.presence is Presence.ABSENT:
                    away.setdefault(entry.member, set()).add(month)
                else:
                    there.add((entry.member, month))
    for member in sorted(away):
        if member not in asked.tree.members:
            continue
        for year in years:
            months = sorted(m for m in away[member] if m.year == year and (member, m) not in there)
            if len(months) >= most and last_of_month(months[-1]) >= asked.since:
                home = asked.home(member)
                yield asked.line(
                    "due/absent-three-months",
                    member,
                    home,
                    rule=value.ref,
                    count=len(months),
                    year=year,
                    limit=most,
                )


_MEETINGS: Final = ("meetings",)

QUESTIONS: Final = (
    Question("due/meeting-not-held", _MEETINGS, _not_held),
    Question("due/meeting-day", _MEETINGS, _late),
    Question("due/thematic", _MEETINGS, _thematic),
    Question("due/results-not-filed", ("meetings", "filed"), _not_filed),
    Question("due/task-late", _MEETINGS, _tasks),
    Question("due/absent-three-months", ("meetings", "attendance"), _absent),
)
"""What is asked of meetings."""
