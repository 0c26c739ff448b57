"""`attention`: asks every question that what was given can answer, and says which were not asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, get_args

from dangbo.attention.agenda import Agenda, AgendaLine
from dangbo.attention.asked import Asked, Need
from dangbo.attention.questions import QUESTIONS
from dangbo.attention.records import OfficeRecords, TreeOrLedger
from dangbo.attention.strangers import strangers
from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.base.findings import Finding, finding
from dangbo.base.records import instance_of
from dangbo.base.text import format_date, parse_date
from dangbo.base.words import Words
from dangbo.evaluation import RatingRecord
from dangbo.hierarchy import Hierarchy
from dangbo.life.admissions import Prospect
from dangbo.life.dues import DuesPaid
from dangbo.life.duty import DutyProfile
from dangbo.life.lives import Life
from dangbo.life.meetings import Meeting
from dangbo.life.profiles import Profiles
from dangbo.life.visits import CellAssignment, DutyVisit, Proposal
from dangbo.life.working_days import WorkingDays
from dangbo.rules import RuleBook, book_of


def attention(
    register: TreeOrLedger | OfficeRecords,
    *,
    on: dt.date | str,
    profiles: Profiles | None = None,
    lives: Iterable[Life] | Mapping[str, Life] | None = None,
    meetings: Iterable[Meeting] | None = None,
    visits: Iterable[DutyVisit] | None = None,
    assignments: Iterable[CellAssignment] | None = None,
    duty: Iterable[DutyProfile] | None = None,
    prospects: Iterable[Prospect] | None = None,
    proposals: Iterable[Proposal] | None = None,
    ratings: Iterable[RatingRecord] | None = None,
    dues: Iterable[DuesPaid] | None = None,
    reconciled: Mapping[str, dt.date | str] | None = None,
    ahead: int = 30,
    calendar: WorkingDays | None = None,
    rules: RuleBook | None = None,
) -> Agenda:
    """What is due or out of order on a day (việc cần xử lý): one list over everything an office keeps.

    Everything that is given is asked; what is not given is named in a note, with how many questions were not asked for
    that. Nothing given (`None`) and nothing there (an empty list) are two things. Rules are those of the day each
    matter is about, and every line cites its own.

    Args:
        register: the organizations: a snapshot or the ledger; or a bundle with everything, of which each argument below
            that is given replaces its part.
        on: the day.
        profiles: what is known of people beyond the register.
        lives: what happened to members.
        meetings: the meetings of cells.
        visits: who of a committee took part in a meeting of a cell.
        assignments: who is assigned to which cell.
        duty: the regulations that send members of committees into cells.
        prospects: who is being prepared for admission.
        proposals: what cells asked of those above them.
        ratings: the yearly ratings.
        dues: what members paid, by month.
        reconciled: organization to the day its list was last reconciled.
        ahead: how many days ahead to look for what comes up.
        calendar: which days are worked; without one those of Vietnam, where they can be computed.
        rules: the rulebook; the shipped one unless told otherwise.

    Returns:
        The lines, the most urgent first, in one order whatever the order of what was given.

    Raises:
        InvalidInputError: what is given cannot be read; a day that does not exist or is before the opening of the
            ledger; days ahead below 0.

    Examples:
        >>> from dangbo import datasets
        >>> agenda = attention(datasets.thai_nguyen(), on="2023-04-30")
        >>> len(agenda), [note.en for note in agenda.notes if "meetings" in note.en]
        (0, ['meetings were not given: 6 questions not asked.'])
        >>> agenda = attention(datasets.ward_2026(), on="2026-03-31")
        >>> line = agenda.select(codes="due/seat-vacant")[0]
        >>> len(agenda), line.urgency.gloss, line.subject, line.due.isoformat()
        (40, 'Ahead', 'cb-truong-2', '2026-04-15')
    """
    day = parse_date(on, where="on")
    bundle = register if isinstance(register, OfficeRecords) else OfficeRecords(register)
    given = {
        "profiles": profiles,
        "lives": lives,
        "meetings": meetings,
        "visits": visits,
        "assignments": assignments,
        "duty": duty,
        "prospects": prospects,
        "proposals": proposals,
        "ratings": ratings,
        "dues": dues,
        "reconciled": reconciled,
    }
    bundle = replace(bundle, **{name: some for name, some in given.items() if some is not None})  # type: ignore[arg-type]
    book = book_of(rules)
    asked = Asked(bundle, day, _days_ahead(ahead, day), _calendar(calendar, day, book), book)
    lines: list[AgendaLine] = []
    found: list[Finding] = []
    missing = Counter[Need]()
    for question in QUESTIONS:
        lacking = [need for need in question.needs if not asked.has(need)]
        missing.update(lacking)
        if not lacking:
            for one in question.ask(asked):
                lines.append(one) if isinstance(one, AgendaLine) else found.append(one)
    found += strangers(asked)
    return Agenda(lines, day, asked.tree, _notes(asked, missing), sorted(found, key=str))


def _days_ahead(ahead: object, day: dt.date) -> int:
    """How many days ahead.

    Raises:
        InvalidInputError: no whole number, below 0, or beyond every calendar.
    """
    if not isinstance(ahead, int) or isinstance(ahead, bool):
        reason = Words(vi="không phải số nguyên", en="it is no whole number")
    elif ahead < 0:
        reason = Words(vi="là số âm; số ngày nhìn trước từ 0 trở lên", en="it is negative; days ahead are 0 or more")
    elif ahead > (dt.date.max - day).days:
        reason = Words(vi="vượt quá lịch", en="no calendar goes so far")
    else:
        return ahead
    raise InvalidInputError([finding("input/bad-value", "ahead", reason=reason)])


_BEFORE, _AFTER = 6, 2
"""How many years around the day the calendar covers: a term of five years, and what is due next year."""


def _calendar(given: object, day: dt.date, book: RuleBook) -> WorkingDays | None:
    """The calendar; `None` where none is given and none can be computed."""
    if given is not None:
        return instance_of(WorkingDays, given, "calendar")
    try:
        return WorkingDays.vietnam(range(day.year - _BEFORE, day.year + _AFTER), rules=book)
    except (MissingExtraError, InvalidInputError):  # `holidays` is not installed, or knows no such year
        return None


_NOUNS: Final[Mapping[Need, Words]] = {
    "profiles": Words(vi="hồ sơ đảng viên", en="profiles"),
    "lives": Words(vi="quá trình đảng viên", en="lives"),
    "meetings": Words(vi="các buổi sinh hoạt", en="meetings"),
    "visits": Words(vi="các lượt dự sinh hoạt", en="visits"),
    "assignments": Words(vi="phân công dự sinh hoạt", en="assignments"),
    "duty": Words(vi="quy định dự sinh hoạt", en="duty profiles"),
    "prospects": Words(vi="nguồn kết nạp", en="prospects"),
    "proposals": Words(vi="kiến nghị", en="proposals"),
    "ratings": Words(vi="kết quả xếp loại", en="ratings"),
    "dues": Words(vi="việc đóng đảng phí", en="dues"),
    "reconciled": Words(vi="ngày đối chiếu danh sách", en="days of reconciliation"),
}
_RECORDED: Final[Mapping[Need, Words]] = {
    "seats": Words(vi="chức vụ nào", en="No seat at all"),
    "mandates": Words(vi="nhiệm kỳ cấp ủy nào", en="No term of a committee"),
    "groups": Words(vi="địa bàn dân cư nào", en="No residential group"),
    "attendance": Words(vi="danh sách dự họp của buổi nào", en="No list of who came to a meeting"),
    "filed": Words(vi="ngày cập nhật kết quả của buổi họp nào", en="No day on which results of a meeting were filed"),
}


def _notes(asked: Asked, missing: Mapping[Need, int]) -> Iterator[Words]:
    """What was not given, thing by thing, and how far the register goes where that is not all the days asked for."""
    register = asked.records.register
    if isinstance(register, Hierarchy) and register.as_of != asked.on:
        was = register.as_of
        day, english = format_date(was), format_date(was, lang="en")
        if was < asked.on:
            yield Words(
                vi=f"Hồ sơ tổ chức là của ngày {day}; những thay đổi từ đó không có trong hồ sơ.",
                en=f"The register is that of {english}; it does not know what changed since.",
            )
        else:
            yield Words(
                vi=f"Hồ sơ tổ chức là của ngày {day}, sau ngày hỏi; tình hình trước đó có thể khác.",
                en=f"The register is that of {english}, a later day; before that things may have stood otherwise.",
            )
    if (was := asked.opening) > asked.since and (asked.records.meetings or asked.records.visits):
        day, english = format_date(was), format_date(was, lang="en")
        yield Words(
            vi=f"Sổ mở ngày {day}; các buổi họp, các lượt dự sinh hoạt trước đó chưa được hỏi.",
            en=f"The ledger opens on {english}; meetings and visits before that are not asked about.",
        )
    for need in get_args(Need):
        if (count := missing.get(need, 0)) == 0:
            continue
        asks = Words(vi=f"{count} câu hỏi chưa được hỏi", en=f"{count} question{'s' if count > 1 else ''} not asked")
        if need in _RECORDED:
            what = _RECORDED[need]
            yield Words(vi=f"Chưa ghi {what.vi}: {asks.vi}.", en=f"{what.en} is recorded: {asks.en}.")
        elif need == "calendar":
            yield Words(
                vi=f"Chưa có lịch ngày làm việc: {asks.vi}.", en=f"No calendar of working days is known: {asks.en}."
            )
        else:
            what = _NOUNS[need]
            yield Words(vi=f"Chưa cung cấp {what.vi}: {asks.vi}.", en=f"{what.en} were not given: {asks.en}.")
