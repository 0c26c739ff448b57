"""Time limits that the events of a life begin and end: `Deadline`. Made by `Life.deadlines`.

| kind | begins with | ends with | how long |
|---|---|---|---|
| admission-decision | the resolution of the cell | the decision | `admission-decision-deadline`, extension |
| admission-ceremony | receipt or issue of the decision | the ceremony | `admission-ceremony-deadline` |
| recognition-review | the end of the probation | the resolution of the cell | `recognition-review-deadline` |
| recognition-decision | that resolution | the decision | `recognition-decision-deadline`, extension |
| transfer-start | work or home changed | the introduction paper issued | `transfer-start-deadline` |
| transfer-slip | the paper issued | the paper shown | `transfer-slip-deadline` |
| stay-over | the stay begun | the stay ended | as decided; else the longest of `temporary-transfer` |
| exemption-over | the exemption | its end | as decided |

The extension, of special cases, is the rule `decision-deadline-extension`. The rule is that of the day the limit
begins. Where the rulebook has none of that day, the day is known in part or the calendar does not know the year, the
day due is `None` and a note says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Lang
from dangbo.base.people import OfMember, PeopleTold, PersonalDocument, all_told
from dangbo.base.records import RecordType
from dangbo.base.results import explained
from dangbo.base.terms import LifeEventKind
from dangbo.base.text import PartialDate, format_date
from dangbo.base.words import Words
from dangbo.life.events import Placed, over_on, plus
from dangbo.life.seniority import EXCLUDED, day_text
from dangbo.life.working_days import WorkingDays
from dangbo.rules import RuleBook, RuleValue

__all__ = ["Deadline", "DeadlineKind", "DeadlineState"]

DeadlineKind: TypeAlias = Literal[
    "admission-decision",
    "admission-ceremony",
    "recognition-review",
    "recognition-decision",
    "transfer-start",
    "transfer-slip",
    "stay-over",
    "exemption-over",
]
"""What is to be done in time."""

DeadlineState: TypeAlias = Literal["open", "overdue", "met", "late", "unknown"]
"""Not done and not due yet; not done and past due; done in time, or nobody knows when; done too late; no telling."""

_K = LifeEventKind
_DAY: Final = dt.timedelta(days=1)
TITLES: Final[dict[DeadlineKind, Words]] = {
    "admission-decision": Words(vi="Ra quyết định kết nạp", en="Decide on the admission"),
    "admission-ceremony": Words(vi="Tổ chức lễ kết nạp", en="Hold the admission ceremony"),
    "recognition-review": Words(vi="Chi bộ xét công nhận chính thức", en="Consider recognition in the cell"),
    "recognition-decision": Words(vi="Ra quyết định công nhận chính thức", en="Decide on the recognition"),
    "transfer-start": Words(vi="Làm thủ tục chuyển sinh hoạt", en="File the transfer"),
    "transfer-slip": Words(vi="Xuất trình giấy giới thiệu", en="Show the introduction paper"),
    "stay-over": Words(vi="Hết hạn sinh hoạt tạm thời", en="End the stay"),
    "exemption-over": Words(vi="Hết hạn miễn sinh hoạt", en="End the exemption"),
}
STATES: Final[dict[DeadlineState, Words]] = {
    "open": Words(vi="chưa đến hạn", en="not yet due"),
    "overdue": Words(vi="quá hạn", en="overdue"),
    "met": Words(vi="đã làm", en="done"),
    "late": Words(vi="đã làm, muộn", en="done late"),
    "unknown": Words(vi="chưa rõ hạn", en="no day due is known"),
}
_NO_RULE: Final = Words(
    vi="Bộ quy định không có quy định về thời hạn này vào ngày đó.",
    en="The rulebook has no such limit of that day.",
)
_IN_PART: Final = Words(vi="Ngày bắt đầu chỉ biết một phần.", en="The day it begins is known in part.")
_NO_NUMBER: Final = Words(vi="Chưa thấy số ngày.", en="The number of days was not seen.")
_NO_RECEIPT: Final = Words(
    vi="Chưa ghi ngày nhận quyết định, là ngày bắt đầu tính.",
    en="The day the decision was received, from which it counts, is not recorded.",
)
_NO_CALENDAR: Final = Words(
    vi="Lịch làm việc không có các năm này.", en="The calendar of working days does not know these years."
)
_ESTIMATED: Final = Words(vi="Lịch nghỉ của năm này là ước tính.", en="The days off of this year are estimated.")
_NO_END: Final = Words(
    vi="Chưa ghi ngày hết hạn; lấy thời gian dài nhất mà quy định cho phép.",
    en="No end is recorded; the longest the rule allows is taken.",
)


class DeadlineDocument(OfMember, total=False):
    """For whom something must be done; what, by when and whether it was, only if asked for."""

    kind: DeadlineKind
    began: str
    due: str | None
    extended: str | None
    met: str | None
    state: DeadlineState
    rule: RuleDocument | None
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Deadline(PersonalDocument, metaclass=RecordType):
    """Something to be done in time, as it stands on a day. Made by `Life.deadlines`.

    Attributes:
        member: id of the member.
        kind: what is to be done.
        began: the day the limit runs from.
        due: the last day; `None` where it cannot be told.
        extended: the last day in special cases; `None` where the rule knows none.
        met: the day it was done; `None` where it was not, or nobody recorded when.
        state: how it stands.
        rule: the clause; `None` where the limit is that of a decision, or the rulebook has none of that day.
        notes: why the day cannot be told, and what to know about it.
    """

    member: str
    kind: DeadlineKind
    began: dt.date | PartialDate
    due: dt.date | None
    extended: dt.date | None
    met: dt.date | None
    state: DeadlineState
    rule: RuleRef | None = None
    notes: tuple[Words, ...] = ()

    def explain(self, *, lang: Lang = "vi") -> str:
        """What is to be done by when, how it stands, and the rule. It tells what is personal.

        Raises:
            TermError: another language than "vi" and "en".
        """
        lines = [f"{TITLES[self.kind].text(lang=lang)}: {STATES[self.state].text(lang=lang)}."]
        lines.append(
            Words(vi="Tính từ {day}.", en="From {day}.").format(lang=lang, day=day_text(self.began, lang=lang))
        )
        for words, day in (
            (Words(vi="Hạn: {day}.", en="Due {day}."), self.due),
            (Words(vi="Trường hợp đặc biệt: {day}.", en="In special cases {day}."), self.extended),
            (Words(vi="Đã làm {day}.", en="Done {day}."), self.met),
        ):
            if day is not None:
                lines.append(words.format(lang=lang, day=format_date(day, lang=lang)))
        lines += [note.text(lang=lang) for note in self.notes]
        return explained(lines, self.rule, None, (), lang=lang)

    def as_dict(self, *, people: PeopleTold = "ids") -> DeadlineDocument:
        """The same as plain JSON values.

        Args:
            people: "ids" for whose it is and nothing more; "all" for what is to be done by when, and how it stands.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member}
        return {
            "member": self.member,
            "kind": self.kind,
            "began": self.began.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
            "extended": None if self.extended is None else self.extended.isoformat(),
            "met": None if self.met is None else self.met.isoformat(),
            "state": self.state,
            "rule": None if self.rule is None else self.rule.as_dict(),
            "notes": [note.as_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        return f"Deadline({self.member!r})"


class _Clock:
    """What all deadlines of a life on a day are made with."""

    def __init__(
        self, member: str, events: Sequence[Placed], on: dt.date, calendar: WorkingDays, book: RuleBook
    ) -> None:
        self.member = member
        self.events = events
        self.on = on
        self.calendar = calendar
        self.book = book

    def made(
        self,
        kind: DeadlineKind,
        began: dt.date | PartialDate,
        due: tuple[dt.date | None, dt.date | None],
        done: tuple[bool, dt.date | None],
        rule: RuleRef | None,
        notes: Iterable[Words],
    ) -> Deadline:
        """A deadline, and how it stands."""
        last, extended = due
        was_done, met = done
        state: DeadlineState
        if was_done:
            state = "late" if met is not None and last is not None and met > last else "met"
        elif last is None:
            state = "unknown"
        else:
            state = "overdue" if self.on > last else "open"
        return Deadline(self.member, kind, began, last, extended, met, state, rule, tuple(notes))

    def by_rule(
        self,
        kind: DeadlineKind,
        began: dt.date | PartialDate,
        rule_id: str,
        done: tuple[bool, dt.date | None],
        *,
        extension: str = "",
    ) -> Deadline:
        """A deadline that is so long as a rule says."""
        if isinstance(began, PartialDate):
            return self.made(kind, began, (None, None), done, None, [_IN_PART])
        value = self.book.at(began).get(rule_id)
        if value is None:
            return self.made(kind, began, (None, None), done, None, [_NO_RULE])
        more = self.book.at(began).get(extension)
        return self.counted(kind, began, value, value.number, done, 0 if more is None else more.number)

    def counted(
        self,
        kind: DeadlineKind,
        began: dt.date,
        value: RuleValue,
        number: int,
        done: tuple[bool, dt.date | None],
        more: int = 0,
    ) -> Deadline:
        """A deadline of so many days, in the unit of its rule; a table counts working days."""
        unit = self.book[value.ref.id].unit
        notes: list[Words] = []
        try:
            last = self.add(began, number, unit)
            extended = self.add(began, number + more, unit) if more else None
        except (InvalidInputError, OverflowError):
            return self.made(kind, began, (None, None), done, value.ref, [_NO_CALENDAR])
        end = extended or last
        if unit in _WORKING and not {*range(began.year, end.year + 1)}.isdisjoint(self.calendar.estimated):
            notes.append(_ESTIMATED)
        return self.made(kind, began, (last, extended), done, value.ref, notes)

    def add(self, day: dt.date, number: int, unit: str) -> dt.date:
        """The day so much later."""
        if unit in _WORKING:
            return self.calendar.add(day, number)
        if unit == "days":
            return day + number * _DAY
        return plus(day, months=number * (12 if unit == "years" else 1))

    def met(self, at: int, *kinds: LifeEventKind) -> tuple[bool, dt.date | None]:
        """Whether and when one of some kinds came behind an event by the day, or can have come by then."""
        for one in self.events[at + 1 :]:
            if one.kind in kinds and one.earliest <= self.on:
                return True, one.latest if one.is_exact else None
        return False, None

    def is_over(self, at: int, *kinds: LifeEventKind) -> bool:
        """Whether the member left or died behind an event, before one of some kinds: then nothing is due any more."""
        for one in self.events[at + 1 :]:
            if one.latest > self.on or one.kind in kinds:
                return False
            if one.kind in EXCLUDED or one.kind is _K.DECEASED:
                return True
        return False


_WORKING: Final = ("working-days", "table")


def deadlines_of(
    member: str, events: Sequence[Placed], on: dt.date, calendar: WorkingDays, book: RuleBook
) -> tuple[Deadline, ...]:
    """Every limit that has begun by a day, the first due first; those without a day due last.

    Args:
        member: id of the member.
        events: the events of the life, in their places.
        on: the day.
        calendar: which days are worked.
        book: the rulebook.
    """
    clock = _Clock(member, events, on, calendar, book)
    found: list[Deadline] = []
    for at, one in enumerate(events):
        make = _MAKERS.get(one.kind)
        if make is not None and one.latest <= on:
            found += make(clock, at, one)
    return tuple(sorted(found, key=lambda one: (one.due or dt.date.max, one.kind, one.began.isoformat())))


def _admission_decision(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    if not clock.is_over(at, _K.ADMISSION_DECIDED):
        done = clock.met(at, _K.ADMISSION_DECIDED, _K.READMITTED)
        if not done[0] and clock.met(at, _K.ADMITTED)[0]:
            done = (True, None)  # no ceremony is held before the decision
        kind: DeadlineKind = "admission-decision"
        rule = "admission-decision-deadline"
        yield clock.by_rule(kind, one.event.on, rule, done, extension="decision-deadline-extension")


def _ceremony(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    """From receipt or issue, as the rule of the day the decision was issued says."""
    kind: DeadlineKind = "admission-ceremony"
    behind = clock.events[at + 1 :]
    stop = next((n for n, other in enumerate(behind) if other.kind in _NEXT), len(behind))
    received = next((other for other in behind[:stop] if other.kind is _K.DECISION_RECEIVED), None)
    done = clock.met(at, _K.ADMITTED)
    if not done[0] and clock.met(at, _K.RECOGNIZED)[0]:
        done = (True, None)  # whoever was made full had a ceremony
    if clock.is_over(at, _K.ADMITTED) or (one.kind is _K.DECISION_RECEIVED and _decided_before(clock.events, at)):
        return
    began = one.event.on
    if isinstance(began, PartialDate):
        yield clock.made(kind, began, (None, None), done, None, [_IN_PART])
        return
    value = clock.book.at(began).get("admission-ceremony-deadline")
    if value is None:
        yield clock.made(kind, began, (None, None), done, None, [_NO_RULE])
        return
    by_receipt = value.table.text("counted_from") == "receipt"
    if by_receipt and one.kind is _K.ADMISSION_DECIDED:
        if received is None or received.latest > clock.on or isinstance(received.event.on, PartialDate):
            note = _NO_RECEIPT if received is None or received.latest > clock.on else _IN_PART
            yield clock.made(kind, began, (None, None), done, value.ref, [note])
            return
        began = received.event.on
    number = value.table.get("working_days")
    if not isinstance(number, int):
        yield clock.made(kind, began, (None, None), done, value.ref, [_NO_NUMBER])
        return
    yield clock.counted(kind, began, value, number, done)


_NEXT: Final = frozenset({_K.ADMISSION_DECIDED, _K.ADMITTED, *EXCLUDED})


def _decided_before(events: Sequence[Placed], at: int) -> bool:
    """Whether the decision that is received is recorded itself."""
    before = next((one for one in reversed(events[:at]) if one.kind in _NEXT), None)
    return before is not None and before.kind is _K.ADMISSION_DECIDED


def _recognition_review(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    probation = clock.book.at(one.latest).get("probation")
    if probation is None:
        return
    full_from = plus(one.latest, months=probation.number)  # of a day known in part the last it can be
    if full_from > clock.on or clock.is_over(at, _K.RECOGNITION_RESOLVED, _K.RECOGNIZED, _K.PROBATION_FAILED):
        return
    done = clock.met(at, _K.RECOGNITION_RESOLVED)
    if not done[0] and clock.met(at, _K.RECOGNIZED, _K.PROBATION_FAILED)[0]:
        done = (True, None)  # the day one is full from is no day of a meeting
    began = one.event.on if isinstance(one.event.on, PartialDate) else full_from
    yield clock.by_rule("recognition-review", began, "recognition-review-deadline", done)


def _recognition_decision(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    """What was decided holds from the end of the probation: when it was decided its paper says."""
    begun = next((n for n in reversed(range(at)) if clock.events[n].kind is _K.ADMITTED), -1)
    done: tuple[bool, dt.date | None] = (False, None)
    for other in clock.events[begun + 1 :]:
        if other.kind in {_K.RECOGNIZED, _K.PROBATION_FAILED}:
            paper = other.event.document
            signed = None if paper is None else paper.issued
            if (signed or other.latest) <= clock.on:
                done = (True, signed)
            break
    if not clock.is_over(at, _K.RECOGNIZED, _K.PROBATION_FAILED) or done[0]:
        kind: DeadlineKind = "recognition-decision"
        rule = "recognition-decision-deadline"
        yield clock.by_rule(kind, one.event.on, rule, done, extension="decision-deadline-extension")


def _transfer_start(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    if not clock.is_over(at, _K.TRANSFER_STARTED):
        done = clock.met(at, _K.TRANSFER_STARTED, _K.SLIP_SHOWN)
        yield clock.by_rule("transfer-start", one.event.on, "transfer-start-deadline", done)


def _transfer_slip(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    if not clock.is_over(at, _K.SLIP_SHOWN):
        done = clock.met(at, _K.SLIP_SHOWN)
        yield clock.by_rule("transfer-slip", one.event.on, "transfer-slip-deadline", done)


def _stay(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    kinds = (_K.STAY_ENDED, _K.STAY_BEGUN, _K.SLIP_SHOWN)
    if clock.is_over(at, *kinds):
        return
    kind: DeadlineKind = "stay-over"
    done, value = clock.met(at, *kinds), clock.book.at(one.latest).get("temporary-transfer")
    rule = None if value is None else value.ref
    over = over_on(one.event, one.latest) if one.is_exact or one.event.until is not None else None
    if over is not None:
        yield clock.made(kind, one.event.on, (over - _DAY, None), done, rule, ())
    elif value is not None and not isinstance(one.event.on, PartialDate):
        limits = [row.get("at_most_months") or row.get("below_months") for row in value.rows]
        most = max((limit for limit in limits if isinstance(limit, int)), default=None)
        last = None if most is None else plus(one.event.on, months=most)
        yield clock.made(kind, one.event.on, (last, None), done, rule, [_NO_END if most else _NO_NUMBER])
    else:
        yield clock.made(kind, one.event.on, (None, None), done, rule, [_NO_RULE if value is None else _IN_PART])


def _exemption(clock: _Clock, at: int, one: Placed) -> Iterator[Deadline]:
    kinds = (_K.EXEMPTION_ENDED, _K.EXEMPTED)
    over = over_on(one.event, one.latest) if one.is_exact or one.event.until is not None else None
    if over is not None and not clock.is_over(at, *kinds):
        yield clock.made("exemption-over", one.event.on, (over - _DAY, None), clock.met(at, *kinds), None, ())


_MAKERS: Final[dict[LifeEventKind, Callable[[_Clock, int, Placed], Iterator[Deadline]]]] = {
    _K.ADMISSION_RESOLVED: _admission_decision,
    _K.ADMISSION_DECIDED: _ceremony,
    _K.DECISION_RECEIVED: _ceremony,
    _K.ADMITTED: _recognition_review,
    _K.RECOGNITION_RESOLVED: _recognition_decision,
    _K.MOVED: _transfer_start,
    _K.TRANSFER_STARTED: _transfer_slip,
    _K.STAY_BEGUN: _stay,
    _K.EXEMPTED: _exemption,
}
