"""Seniority (tuổi đảng): from the day of the admission decision, less the time out of party life.

```
courses(events)                in party life from ... to ...; several of them where days are known in part
Course
   | .value(on)                years, months and days that had been reached
   | .reaches(30)              the day on which 30 years are full
```

Rule `seniority` (Điều lệ Đảng, Điều 5.4; 294-QĐ/TW, mục 4.5.1, 4.5.2; 06-HD/TW, mục 5.3):

| what happened | counts |
|---|---|
| admission decided | from that day, once the member was recognized as full |
| no decision kept | from the joining date on the card, which is the day of the ceremony |
| expelled, for a term too, struck off, withdrawn, contact lost, a break counted when a paper was shown late | not |
| re-admitted | again, from the day of that decision |
| restored as wrongly excluded | as if it had never been interrupted |
| rights or contact restored | what was deducted for an earlier exclusion stays deducted |

A month or year is full on the same day of the month, or on the last where there is no such day: who was admitted by a
decision of 29/02/2024 has one year on 28/02/2025. No paper of the Party seen says it; that civil law is followed (rule
`time-limit-month-end`) is this library's reading. What was reached before a break is not lost by shorter months behind
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Required, TypeAlias

from dateutil.relativedelta import relativedelta
from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, RuleDocument
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.people import OfMember, PeopleTold, PersonalDocument, all_told
from dangbo.base.records import RecordType
from dangbo.base.results import explained
from dangbo.base.terms import LifeEventKind
from dangbo.base.text import PartialDate, format_date
from dangbo.base.words import Words
from dangbo.life.events import LifeEvent, Placed, of_kind, over_on, plus

if TYPE_CHECKING:
    from dangbo.rules import RuleBook

__all__ = ["Elapsed", "Seniority"]

_K = LifeEventKind
EXCLUDED: Final = frozenset({_K.STRUCK_OFF, _K.EXPELLED, _K.WITHDREW, _K.PROBATION_FAILED})
"""By these one is out of the Party."""
RETURNED: Final = frozenset({_K.READMITTED, _K.ADMISSION_DECIDED, _K.ADMITTED})
"""By these one who was out is in it again; the first of them that is recorded counts."""
FOUND: Final = frozenset({_K.SLIP_SHOWN, _K.RESTORED})
"""By these somebody with whom contact was lost is back, beside what is said of the event itself."""
_TOLD: Final = frozenset({*EXCLUDED, *RETURNED, *FOUND, _K.LOST_CONTACT, _K.DECEASED})
"""What a course is made of."""

Bound: TypeAlias = Literal["least", "most", "early", "late"]
"""Which of the days an event can have been on: gains late and losses early, the other way round, all early, all late.

The first two are the ends of what a seniority can be, but where one loss ends another."""


class Elapsed(NamedTuple):
    """Calendar years, months and days that have passed.

    Attributes:
        years: full years.
        months: full months beside them.
        days: days beside these.

    Examples:
        >>> Elapsed(29, 11, 3).text(), Elapsed(1, 0, 1).text(lang="en")
        ('29 năm 11 tháng 3 ngày', '1 year 1 day')
    """

    years: int
    months: int
    days: int

    def text(self, *, lang: Lang = "vi") -> str:
        """The same in words; what is 0 is left out.

        Raises:
            TermError: another language than "vi" and "en".
        """
        names = (Words(vi="năm", en="year"), Words(vi="tháng", en="month"), Words(vi="ngày", en="day"))
        told = [
            f"{count} {name.text(lang=lang)}{Words(vi='', en='s' if count != 1 else '').text(lang=lang)}"
            for count, name in zip(self, names, strict=True)
            if count
        ]
        return " ".join(told) or f"0 {Words(vi='ngày', en='days').text(lang=lang)}"


NOTHING: Final = Elapsed(0, 0, 0)


def between(start: dt.date, end: dt.date) -> Elapsed:
    """What has passed from one day to a later one; nothing where it is earlier."""
    if end <= start:
        return NOTHING
    passed = relativedelta(end, start)
    return Elapsed(passed.years, passed.months, passed.days)


class ElapsedDocument(TypedDict):
    """Calendar years, months and days that have passed."""

    years: int
    months: int
    days: int


class SeniorityDocument(OfMember, total=False):
    """Whose seniority it is, and on which day; how long, or the least and the most it can be, only if asked for."""

    on: Required[str]
    years: int | None
    months: int | None
    days: int | None
    since: str | None
    deducted: ElapsedDocument | None
    lowest: ElapsedDocument | None
    highest: ElapsedDocument | None
    rule: RuleDocument | None
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Seniority(PersonalDocument, metaclass=RecordType):
    """How long a member has been one, on a day. Made by `Life.seniority`.

    Attributes:
        member: id of the member.
        on: the day.
        years: full years; `None` where they cannot be told.
        months: full months beside them; `None` likewise.
        days: days beside these; `None` likewise.
        since: the day it counts from, as far as it is known.
        deducted: time out of party life up to that day; `None` where it cannot be told.
        lowest: the least it can be, where days are known in part or told in two ways; `None` where it is not counted.
        highest: the most it can be; `None` likewise.
        rule: the clause; `None` where the rulebook has none of that day.
        findings: why it is not counted, or on what other day than that of the decision it rests.
    """

    member: str
    on: dt.date
    years: int | None
    months: int | None
    days: int | None
    since: dt.date | PartialDate | None
    deducted: Elapsed | None
    lowest: Elapsed | None
    highest: Elapsed | None
    rule: RuleRef | None
    findings: tuple[Finding, ...] = ()

    def explain(self, *, lang: Lang = "vi") -> str:
        """What it is, from which day, what was deducted, and the rule. It tells what is personal.

        Raises:
            TermError: another language than "vi" and "en".
        """
        low, high = self.lowest, self.highest
        if low is None or high is None:
            told = Words(vi="Chưa tính được tuổi đảng.", en="Seniority is not counted.").text(lang=lang)
        elif low == high:
            told = Words(vi="Tuổi đảng: {how}.", en="Seniority: {how}.").format(lang=lang, how=low.text(lang=lang))
        else:
            told = Words(vi="Tuổi đảng: từ {low} đến {high}.", en="Seniority: {low} to {high}.").format(
                lang=lang, low=low.text(lang=lang), high=high.text(lang=lang)
            )
        lines = [told]
        if self.since is not None:
            lines.append(
                Words(vi="Tính từ {day}.", en="From {day}.").format(lang=lang, day=day_text(self.since, lang=lang))
            )
        if self.deducted is not None and any(self.deducted):
            less = Words(vi="Đã trừ {how}.", en="Less {how}.")
            lines.append(less.format(lang=lang, how=self.deducted.text(lang=lang)))
        return explained(lines, self.rule, None, self.findings, lang=lang)

    def as_dict(self, *, people: PeopleTold = "ids") -> SeniorityDocument:
        """The same as plain JSON values.

        Args:
            people: "ids" for whose it is, on which day, and nothing more; "all" for how long it is, and since when.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member, "on": self.on.isoformat()}
        return {
            "member": self.member,
            "on": self.on.isoformat(),
            "years": self.years,
            "months": self.months,
            "days": self.days,
            "since": None if self.since is None else self.since.isoformat(),
            "deducted": _told(self.deducted),
            "lowest": _told(self.lowest),
            "highest": _told(self.highest),
            "rule": None if self.rule is None else self.rule.as_dict(),
            "findings": [found.as_dict() for found in self.findings],
        }

    def __repr__(self) -> str:
        return f"Seniority({self.member!r})"


def _told(span: Elapsed | None) -> ElapsedDocument | None:
    return None if span is None else {"years": span.years, "months": span.months, "days": span.days}


def day_text(day: dt.date | PartialDate, *, lang: Lang) -> str:
    """A day as people read it, as far as it is known."""
    return day.text(lang=lang) if isinstance(day, PartialDate) else format_date(day, lang=lang)


# --- the course of a membership ---------------------------------------------------------------------------------------


class Start(NamedTuple):
    """Where seniority begins.

    Attributes:
        earliest: the first day it can be.
        latest: the last.
        written: the day as recorded; `None` where it was recorded in two ways.
        by_card: whether it is the joining date on the card.
    """

    earliest: dt.date
    latest: dt.date
    written: dt.date | PartialDate | None
    by_card: bool


def start_of(events: Sequence[Placed]) -> Start | None:
    """The first decision on admission, or else the first ceremony; `None` where neither is recorded."""
    out = next((at for at, one in enumerate(events) if one.kind in EXCLUDED), len(events))
    for kind, by_card in ((_K.ADMISSION_DECIDED, False), (_K.ADMITTED, True)):
        told = [one.event for one in events[:out] if one.kind is kind]
        if told:
            first, last = max(one.earliest for one in told), min(one.latest for one in told)
            if first > last:  # told in two ways: nothing is chosen
                first, last = min(one.earliest for one in told), max(one.latest for one in told)
                return Start(first, last, None, by_card)
            exact = min(told, key=lambda one: one.latest - one.earliest)
            return Start(first, last, exact.on, by_card)
    return None


class Stretch(NamedTuple):
    """A time in party life without a break.

    Attributes:
        first: its first day.
        end: the day it ended; `None` where it goes on.
        origin: the day from which years are counted in it: the first one, moved by the time out.
        floor: what had been reached before it.
    """

    first: dt.date
    end: dt.date | None
    origin: dt.date
    floor: Elapsed

    def value(self, on: dt.date) -> Elapsed:
        """What had been reached on a day from its first on."""
        return max(self.floor, between(self.origin, on if self.end is None else min(on, self.end)))


class _Out:
    """A time out of party life."""

    __slots__ = ("back", "excluded", "over", "since")

    def __init__(self, since: dt.date, over: dt.date | None, *, excluded: bool) -> None:
        self.since = since
        self.over = over  # by the words of what began it
        self.excluded = excluded
        self.back: dt.date | None = None


class Course:
    """A membership as far as events up to a day tell it, with every day as the bound has it.

    Args:
        events: the events of the life, in their places.
        bound: which of the days they can have been on.
        until: the last day that is known of; `None` for all.

    Attributes:
        stretches: the times in party life; none where nobody knows when it began.
        outs: the times out of it, as (first day, day of the return or `None`).
        wrong: exclusions that were taken back as wrong, likewise: nothing is deducted for them.
        official: the first day on which a recognition is recorded; `None` where none is.
        died: the day of death; `None` while alive.
        is_told: whether the time out can be told: not where a re-admission has no leaving.
    """

    __slots__ = ("died", "is_told", "official", "outs", "start", "stretches", "wrong")

    def __init__(self, events: Sequence[Placed], bound: Bound, until: dt.date | None = None) -> None:
        self.start = start_of(events)
        horizon = dt.date.max if until is None else until
        self.official = _official(events, bound)
        self.died: dt.date | None = None
        self.is_told = True
        self.outs: list[tuple[dt.date, dt.date | None]] = []
        self.wrong: list[tuple[dt.date, dt.date | None]] = []
        self.stretches: list[Stretch] = []
        if self.start is None:
            return
        first = self.start.latest if bound in _GAINS_LATE else self.start.earliest
        if first > horizon:
            return
        kept = self._walk(events, bound, first, horizon)
        for one in kept:
            if self.outs and self.outs[-1][1] == one.since:  # out of contact, then excluded: one time out
                self.outs[-1] = (self.outs[-1][0], one.back)
            else:
                self.outs.append((one.since, one.back))
        self.stretches = list(_stretches(first, self.outs, self.died))

    def _walk(self, events: Sequence[Placed], bound: Bound, first: dt.date, horizon: dt.date) -> list[_Out]:
        """The times out that were not taken back, the last of them perhaps still open."""
        outs: list[_Out] = []
        cursor, away = first, None
        rights = {id(events[at].event) for at in rights_restored(events)}
        for one in _with_breaks(events):
            kind = one.kind
            if kind not in _TOLD:
                continue
            day = max(cursor, _gain(one, bound) if kind in RETURNED or kind in FOUND else _loss(one, bound))
            if away is not None and away.over is not None and away.over <= min(day, horizon):
                away.back, away = max(away.over, away.since), None
            rights_only = id(one.event) in rights
            if (rights_only and (away is None or away.excluded)) or not _matters(kind, away, outs):
                continue
            if day > horizon:
                break
            cursor = day
            if kind is _K.DECEASED:
                self.died = day
                break
            if kind in EXCLUDED or kind is _K.LOST_CONTACT:
                away = _goes(outs, away, one, day)
            elif kind is _K.RESTORED:
                if not rights_only:
                    self._restored(outs, away, day)
                elif away is not None:
                    away.back = day
                away = None
            elif away is not None:
                away.back, away = day, None
            else:
                self.is_told = False  # re-admitted: out before, and nobody knows since when
        if away is not None and away.over is not None and away.over <= min(horizon, self.died or horizon):
            away.back = max(away.over, away.since)
        return outs

    def _restored(self, outs: list[_Out], away: _Out | None, day: dt.date) -> None:
        """The last exclusion never was; where there was none, contact is there again."""
        wrong = next((out for out in reversed(outs) if out.excluded), None)
        if wrong is not None:
            outs.remove(wrong)
            self.wrong.append((wrong.since, wrong.back or day))
        if away is not None and not away.excluded:
            away.back = day

    def value(self, on: dt.date) -> Elapsed:
        """What had been reached on a day; nothing before it began."""
        last = next((one for one in reversed(self.stretches) if one.first <= on), None)
        return NOTHING if last is None else last.value(on)

    def deducted(self, on: dt.date) -> Elapsed:
        """How long it was interrupted up to a day."""
        stop = on if self.died is None else min(on, self.died)
        total = relativedelta()
        for since, back in self.outs:
            total += relativedelta(max(since, stop if back is None else min(back, stop)), since)
        return Elapsed(total.years, total.months, total.days)

    def reaches(self, years: int) -> dt.date | None:
        """The first day on which so many years are full; `None` where that is not told to come."""
        for one in self.stretches:
            if one.floor.years >= years:
                return one.first
            full = max(plus(one.origin, years=years), one.first)
            if full == dt.date.max:
                return None
            if one.end is None or full <= one.end:
                return full
        return None

    def is_out(self, on: dt.date) -> dt.date | None:
        """Where the member was out on a day, wrongly or not: the day of the return, `date.max` where none is told."""
        for since, back in (*self.outs, *self.wrong):
            if since <= on and (back is None or on < back):
                return dt.date.max if back is None else back
        return None


def rights_restored(events: Sequence[Placed]) -> frozenset[int]:
    """Which events, by place, give back rights or contact, and take no exclusion back as wrong.

    A restoration is of what stands: of the exclusion while one is out, else of a suspension or of contact that is lost.
    Where neither stands it can only be an exclusion that is over that was wrong.
    """
    if not any(one.kind is _K.RESTORED for one in events):
        return frozenset()
    found: set[int] = set()
    ends: dict[LifeEventKind, dt.date] = {}  # what stands, and its last day where that is told
    for at, one in enumerate(events):
        kind = one.kind
        over = over_on(one.event, one.latest) or dt.date.max
        if kind in EXCLUDED:
            ends = {_K.EXPELLED: over}
        elif kind in RETURNED and ends.get(_K.EXPELLED, dt.date.min) > one.earliest:
            ends = {}
        elif kind in {_K.SUSPENDED, _K.LOST_CONTACT}:
            ends[kind] = over
        elif kind is _K.SLIP_SHOWN:
            ends.pop(_K.LOST_CONTACT, None)
        elif kind is _K.RESTORED:
            is_out = ends.pop(_K.EXPELLED, dt.date.min) > one.earliest
            if not is_out and any(last >= one.earliest for last in ends.values()):
                found.add(at)
            ends = {}
    return frozenset(found)


def _matters(kind: LifeEventKind, away: _Out | None, outs: Sequence[_Out]) -> bool:
    """Whether an event begins or ends a time out where it stands."""
    if kind in EXCLUDED or kind in {_K.LOST_CONTACT, _K.DECEASED}:
        return True
    excluded = any(out.excluded for out in outs)
    if kind is _K.RESTORED:
        return excluded or away is not None
    if away is None:
        return kind is _K.READMITTED and not excluded
    return kind in RETURNED if away.excluded else kind in {_K.READMITTED, *FOUND}


def _official(events: Sequence[Placed], bound: Bound) -> dt.date | None:
    """The day of the first recognition; of one told in two ways the later one for the least."""
    out = next((at for at, one in enumerate(events) if one.kind in EXCLUDED), len(events))
    days = [_gain(one, bound) for one in of_kind(events[:out], _K.RECOGNIZED)]
    days = days or [_gain(one, bound) for one in of_kind(events, _K.RECOGNIZED)][:1]
    return None if not days else max(days) if bound in _GAINS_LATE else min(days)


def _gain(one: Placed, bound: Bound) -> dt.date:
    return one.latest if bound in _GAINS_LATE else one.earliest


def _loss(one: Placed, bound: Bound) -> dt.date:
    return one.latest if bound in _LOSSES_LATE else one.earliest


_GAINS_LATE: Final = frozenset({"least", "late"})
_LOSSES_LATE: Final = frozenset({"most", "late"})


def _with_breaks(events: Sequence[Placed]) -> Iterable[Placed]:
    """The events, and before a paper shown late the beginning of the break that the committee counted."""
    if not any(one.kind is _K.SLIP_SHOWN and one.event.months for one in events):
        return events
    found: list[Placed] = []
    for one in events:
        if one.kind is _K.SLIP_SHOWN and one.event.months:
            first, last = (plus(day, months=-one.event.months) for day in (one.earliest, one.latest))
            begins = Placed(LifeEvent(one.event.member, _K.LOST_CONTACT, first), first, last)
            at = next((at for at, other in enumerate(found) if other.latest > begins.latest), len(found))
            found.insert(at, begins)
        found.append(one)
    return found


def _goes(outs: list[_Out], away: _Out | None, one: Placed, day: dt.date) -> _Out:
    """Out from a day on; whoever is out already stays so, and until the later end."""
    excluded, over = one.kind in EXCLUDED, over_on(one.event, day)
    if away is not None and (away.excluded or not excluded):
        away.over = None if away.over is None or over is None else max(away.over, over)
        return away
    if away is not None:  # contact was lost before
        away.back = day
    outs.append(_Out(day, over, excluded=excluded))
    return outs[-1]


def _stretches(
    first: dt.date, outs: Sequence[tuple[dt.date, dt.date | None]], died: dt.date | None
) -> Iterator[Stretch]:
    origin, floor = first, NOTHING
    for since, back in outs:
        whole = Stretch(first, since, origin, floor)
        yield whole
        if back is None:
            return
        floor, first = whole.value(since), back
        origin = origin + relativedelta(back, since)
    yield Stretch(first, died, origin, floor)


def courses(events: Sequence[Placed], until: dt.date | None = None) -> tuple[Course, ...]:
    """The courses a membership can have taken: one where its days are known, else the extremes; the least comes first.

    Args:
        events: the events of the life, in their places.
        until: the last day that is known of; `None` for all.
    """
    least = Course(events, "least", until)
    told = least.start is None or least.start.earliest == least.start.latest
    if told and all(one.is_exact for one in events):
        return (least,)
    return (least, Course(events, "most", until), Course(events, "early", until), Course(events, "late", until))


def count(member: str, events: Sequence[Placed], on: dt.date, book: RuleBook) -> Seniority:
    """The seniority of a member on a day.

    Args:
        member: id of the member.
        events: the events of the life, in their places.
        on: the day.
        book: the rulebook.
    """
    value = book.at(on).get("seniority")
    rule = None if value is None else value.ref
    possible = courses(events, on)
    start, found = possible[0].start, list[Finding]()
    if start is None:
        found.append(finding("life/no-first-day", member, rule=rule))
    elif start.by_card:
        found.append(finding("life/counted-from-card", member, rule=rule))
    official = all(one.official is not None and one.official <= on for one in possible)
    if start is not None and not official:
        found.append(finding("life/not-recognized", member, rule=rule))
    told = all(one.is_told for one in possible)
    if not told:
        found.append(finding("life/time-out-unknown", member, rule=rule))
    since = None if start is None else start.written
    if not (official and told and all(one.stretches for one in possible)):
        return Seniority(member, on, None, None, None, since, None, None, None, rule, tuple(found))
    values = [one.value(on) for one in possible]
    least, most = min(values), max(values)
    less = {one.deducted(on) for one in possible}
    years, months, days = least if least == most else (None, None, None)
    deducted = less.pop() if len(less) == 1 else None
    return Seniority(member, on, years, months, days, since, deducted, least, most, rule, tuple(found))
