"""The life of a member (quá trình đảng viên): what happened, in any order, and what follows from the dates.

```
LifeEvent ..., Profile
     | Life.of(events, profile=)        any order in, one life out; pure
Life
     | .findings                        what the events say against each other: codes life/...
     | .status(on)                      full, exempt, away ..., and since when
     | .seniority(on)                   from the decision, less the time out
     | .probation(on)                   from the ceremony
     | .deadlines(on, calendar=)        what is to be done by when
     | .badges(year)                    which badge in which round
```

Two clocks run: seniority counts from the decision on admission, probation from the ceremony. A day known in part gives
an interval or `None`, never 1 January; so does a day told in two ways, of which none is chosen. Nothing of a life is
kept in a tree, a plan or a ledger, and no `repr` and no finding of it shows a day or a detail.
"""

from __future__ import annotations

import datetime as dt
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Required, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, RuleDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.people import OfMember, PeopleTold, PersonalDocument, all_told
from dangbo.base.reading import read_year
from dangbo.base.records import RecordType, instance_of, instances_of
from dangbo.base.results import explained
from dangbo.base.terms import LifeEventKind, LifeStatus, MemberStatus
from dangbo.base.text import PartialDate, format_date, parse_date
from dangbo.base.words import Words
from dangbo.life.badges import BadgeDue, badges_of
from dangbo.life.contradictions import contradictions
from dangbo.life.deadlines import Deadline, deadlines_of
from dangbo.life.events import (
    PERSONAL,
    LifeEvent,
    LifeEventDocument,
    Placed,
    joined,
    over_on,
    placed,
    plus,
)
from dangbo.life.seniority import EXCLUDED, Seniority, count, day_text
from dangbo.life.working_days import WorkingDays
from dangbo.render.findings import Findings
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.life.profiles import Profile

__all__ = ["Life", "LifeState", "Probation", "ProbationState"]

_K = LifeEventKind
_FIELDS: Final[Mapping[str, LifeEventKind]] = {
    "admission_decided": _K.ADMISSION_DECIDED,
    "admitted": _K.ADMITTED,
    "recognized": _K.RECOGNIZED,
}
"""The days of a profile that are events of a life."""

ProbationState: TypeAlias = Literal["running", "over", "recognized", "failed", "ended", "unknown"]
"""Running; over and not recognized; recognized; not recognized and out; out or dead before; no telling."""

PROBATIONS: Final[dict[ProbationState, Words]] = {
    "running": Words(vi="đang dự bị", en="running"),
    "over": Words(vi="đã hết thời gian, chưa công nhận", en="over, not recognized"),
    "recognized": Words(vi="đã công nhận chính thức", en="recognized"),
    "failed": Words(vi="không được công nhận", en="not recognized"),
    "ended": Words(vi="đã thôi dự bị", en="ended before"),
    "unknown": Words(vi="chưa rõ", en="unknown"),
}


class LifeStateDocument(OfMember, total=False):
    """Whose state it is, and on which day; what the member is, and since when, only if asked for."""

    on: Required[str]
    status: str | None
    since: str | None
    cause: str | None
    member_status: str | None


@dataclass(frozen=True, slots=True, repr=False)
class LifeState(PersonalDocument, metaclass=RecordType):
    """What a member is on a day, and since when. Made by `Life.status`.

    Attributes:
        member: id of the member.
        on: the day.
        status: what the member is; `None` where the events do not tell it for that day.
        since: since when without a break, as far as it is known; never after the day.
        cause: what made it so; `None` where something ended by its own term, or nothing is told.
        member_status: full or probationary beside it; `None` where that is not told.
    """

    member: str
    on: dt.date
    status: LifeStatus | None
    since: dt.date | PartialDate | None
    cause: LifeEventKind | None
    member_status: MemberStatus | None

    def as_dict(self, *, people: PeopleTold = "ids") -> LifeStateDocument:
        """The same as plain JSON values.

        Args:
            people: "ids" for whose it is, on which day, and nothing more; "all" for what the member is, and since
                when.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member, "on": self.on.isoformat()}
        return {
            "member": self.member,
            "on": self.on.isoformat(),
            "status": None if self.status is None else self.status.value,
            "since": None if self.since is None else self.since.isoformat(),
            "cause": None if self.cause is None else self.cause.value,
            "member_status": None if self.member_status is None else self.member_status.value,
        }

    def __repr__(self) -> str:
        return f"LifeState({self.member!r})"


class ProbationDocument(OfMember, total=False):
    """Whose probation it is, and on which day; when it is over, and how it stands, only if asked for."""

    on: Required[str]
    began: str | None
    months: int | None
    full_from: str | None
    earliest: str | None
    latest: str | None
    state: ProbationState
    rule: RuleDocument | None


@dataclass(frozen=True, slots=True, repr=False)
class Probation(PersonalDocument, metaclass=RecordType):
    """The probation (thời gian dự bị) of a member as it stands on a day. Made by `Life.probation`.

    Attributes:
        member: id of the member.
        on: the day.
        began: the day of the ceremony, as far as it is known.
        months: how long it is; `None` where the rulebook has no value of that day.
        full_from: the day its months are over, from which who is recognized is full; `None` where it cannot be told.
        earliest: the first day that can be; `None` likewise.
        latest: the last day; `None` likewise.
        state: how it stands.
        rule: the clause; `None` where the rulebook has none of that day.
    """

    member: str
    on: dt.date
    began: dt.date | PartialDate | None
    months: int | None
    full_from: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    state: ProbationState
    rule: RuleRef | None = None

    def explain(self, *, lang: Lang = "vi") -> str:
        """From when to when, how it stands, and the rule. It tells what is personal.

        Raises:
            TermError: another language than "vi" and "en".
        """
        head = Words(vi="Thời gian dự bị: {state}.", en="Probation: {state}.")
        lines = [head.format(lang=lang, state=PROBATIONS[self.state].text(lang=lang))]
        if self.began is not None:
            lines.append(
                Words(vi="Tính từ {day}.", en="From {day}.").format(lang=lang, day=day_text(self.began, lang=lang))
            )
        if self.full_from is not None:
            words = Words(vi="Đủ thời gian ngày {day}.", en="Its months are over on {day}.")
            lines.append(words.format(lang=lang, day=format_date(self.full_from, lang=lang)))
        return explained(lines, self.rule, None, (), lang=lang)

    def as_dict(self, *, people: PeopleTold = "ids") -> ProbationDocument:
        """The same as plain JSON values.

        Args:
            people: "ids" for whose it is, on which day, and nothing more; "all" for from when to when, and how it
                stands.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member, "on": self.on.isoformat()}
        return {
            "member": self.member,
            "on": self.on.isoformat(),
            "began": None if self.began is None else self.began.isoformat(),
            "months": self.months,
            "full_from": None if self.full_from is None else self.full_from.isoformat(),
            "earliest": None if self.earliest is None else self.earliest.isoformat(),
            "latest": None if self.latest is None else self.latest.isoformat(),
            "state": self.state,
            "rule": None if self.rule is None else self.rule.as_dict(),
        }

    def __repr__(self) -> str:
        return f"Probation({self.member!r})"


class LifeDocument(TypedDict):
    """The life of a member: how many things happened, in their order, and what contradicts itself.

    `personal` names the fields of events that hold personal data. With "ids" none of them is told.
    """

    schema: Literal["dangbo/life"]
    version: Literal[2]
    people: PeopleTold
    personal: list[str]
    member: str
    events: list[LifeEventDocument]
    findings: list[FindingDocument]


class Life(PersonalDocument, metaclass=RecordType):
    """The life of a member: events in their order, and what follows from them on any day. Immutable.

    `Life.of` makes one. Events of one member, kind and day that do not contradict each other are one event. Lives with
    the same events are equal.

    Examples:
        >>> life = Life.of([
        ...     LifeEvent("m-1", "công nhận chính thức", "2025-09-15"),
        ...     LifeEvent("m-1", "kết nạp", "2024-09-15"),
        ...     LifeEvent("m-1", "quyết định kết nạp", "2024-08-25"),
        ... ])
        >>> life
        Life('m-1': 3 events)
        >>> print(life.probation("2025-01-01").explain(lang="en"))
        Probation: running. From 15 September 2024. Its months are over on 15 September 2025. Source: \
Điều lệ Đảng Cộng sản Việt Nam, ngày 19/01/2011 của Đại hội đại biểu toàn quốc lần thứ XI, Art. 5.1.
        >>> print(life.seniority("2026-08-25").since, life.seniority("2026-08-25").years)
        2024-08-25 2
    """

    __slots__ = ("_book", "_findings", "_more", "_placed", "events", "member")

    events: tuple[LifeEvent, ...]
    member: str
    _placed: tuple[Placed, ...]
    _book: RuleBook
    _more: tuple[Finding, ...]
    _findings: Findings | None

    @classmethod
    def of(cls, events: Iterable[LifeEvent], *, profile: Profile | None = None, rules: RuleBook | None = None) -> Life:
        """One life out of events in any order.

        Args:
            events: what happened to one member.
            profile: what is known of the member: decision, ceremony and recognition are events, where no event says
                the same. Where an event says another day both stand, and a finding says so.
            rules: the rulebook; the shipped one unless told otherwise.

        Raises:
            InvalidInputError: something else than events; neither an event nor a profile.
        """
        return life_of(events, profile, book_of(rules))

    @property
    def findings(self) -> Findings:
        """What the events say against each other or against the rules of their date; it stops nothing."""
        found = self._findings
        if found is None:
            found = Findings((*self._more, *contradictions(self.member, self._placed, self._book)))
            object.__setattr__(self, "_findings", found)
        return found

    def status(self, on: dt.date | str) -> LifeState:
        """What the member is on a day, and since when.

        An exemption, a stay, a suspension or an expulsion for a term is over when its own term is; who was re-admitted
        is on probation until recognized (our reading), and who is disciplined by expulsion is out. Suspended comes
        before contact lost, that before exempt, and exempt before a stay elsewhere. Where days known in part leave open
        what the member was, the status is `None`; how events of one month or year stood to each other is told for what
        happened once only.

        Args:
            on: the day.

        Raises:
            InvalidInputError: no day.

        Examples:
            >>> life = Life.of([
            ...     LifeEvent("m-1", "kết nạp", "2024-09-15"),
            ...     LifeEvent("m-1", "công nhận chính thức", "2025-09-15"),
            ... ])
            >>> [life.status(day).status for day in ("2024-09-14", "2024-09-15", "2025-09-15")]
            [None, <LifeStatus.PROBATIONARY: 'probationary'>, <LifeStatus.FULL: 'full'>]
        """
        day = parse_date(on, where="on")
        late, *others = _standings(self._placed, day)
        if any(other.status is not late.status for other in others):
            return LifeState(self.member, day, None, None, None, None)
        return late.state(self.member, full=all(other.base is late.base for other in others))

    def seniority(self, on: dt.date | str) -> Seniority:
        """How long the member has been one, on a day: from the decision on admission, less the time out.

        It is not counted before a recognition as full is recorded. While out of the Party, and after death, it stays
        what it was. Only what had happened by the day counts, so that it never falls as the day moves on.

        Args:
            on: the day.

        Raises:
            InvalidInputError: no day.

        Examples:
            >>> life = Life.of([
            ...     LifeEvent("m-1", "quyết định kết nạp", "1996-05-19"),
            ...     LifeEvent("m-1", "công nhận chính thức", "1997-06-01"),
            ...     LifeEvent("m-1", "xóa tên", "2010-01-01"),
            ...     LifeEvent("m-1", "kết nạp lại", "2013-01-01"),
            ... ])
            >>> one = life.seniority("2026-05-19")
            >>> one, one.years, one.deducted.text(lang="en")
            (Seniority('m-1'), 27, '3 years')
        """
        return count(self.member, self._placed, parse_date(on, where="on"), self._book)

    def probation(self, on: dt.date | str) -> Probation | None:
        """The last probation that had begun by a day; `None` where none had.

        Args:
            on: the day.

        Raises:
            InvalidInputError: no day.
        """
        day = parse_date(on, where="on")
        return _probation(self.member, self._placed, day, self._book)

    def deadlines(self, on: dt.date | str, *, calendar: WorkingDays) -> tuple[Deadline, ...]:
        """What is to be done in time and had begun by a day, the first due first; what is done stands among it.

        Args:
            on: the day.
            calendar: which days are worked.

        Raises:
            InvalidInputError: no day, no calendar.

        Examples:
            >>> life = Life.of([LifeEvent("m-1", "cấp giấy giới thiệu", "2026-08-20")])
            >>> (slip,) = life.deadlines("2026-10-06", calendar=WorkingDays.vietnam(2026))
            >>> slip.kind, slip.due, slip.state
            ('transfer-slip', datetime.date(2026, 10, 5), 'overdue')
        """
        instance_of(WorkingDays, calendar, "calendar", hint=_CALENDAR)
        return deadlines_of(self.member, self._placed, parse_date(on, where="on"), calendar, self._book)

    def badges(self, year: int) -> tuple[BadgeDue, ...]:
        """The badges that become due in the rounds of a year, or after a death in it; each in one year only.

        Args:
            year: the year.

        Raises:
            InvalidInputError: no year.

        Examples:
            >>> life = Life.of([LifeEvent("m-1", "quyết định kết nạp", "1996-05-20")])
            >>> [(due.years, due.reached, due.round) for due in life.badges(2026)]
            [(30, datetime.date(2026, 5, 20), datetime.date(2026, 9, 2))]
        """
        return badges_of(self.member, self._placed, read_year(year, "year"), self._book)

    def as_dict(self, *, people: PeopleTold = "ids") -> LifeDocument:
        """The life as plain JSON values.

        Args:
            people: "ids" for whose it is, how many things happened, and what contradicts itself; "all" for what
                happened when and where, which makes the same life again.

        Raises:
            InvalidInputError: another word.

        Examples:
            >>> life = Life.of([LifeEvent("m-1", "kết nạp", "2010")])
            >>> life.as_dict()["events"], life.as_dict()["personal"]
            ([{'member': 'm-1'}], [])
            >>> told = life.as_dict(people="all")
            >>> told["personal"]
            ['kind', 'on']
            >>> Life.of(LifeEvent(**event) for event in told["events"]) == life
            True
        """
        events = [event.as_dict(people=people) for event in self.events]
        return {
            "schema": "dangbo/life",
            "version": 2,
            "people": people,
            "personal": [name for name in PERSONAL if any(event.get(name) is not None for event in events)],
            "member": self.member,
            "events": events,
            "findings": [found.as_dict() for found in self.findings],
        }

    def __len__(self) -> int:
        """How many events."""
        return len(self.events)

    def __iter__(self) -> Iterator[LifeEvent]:
        """The events in their order."""
        return iter(self.events)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Life):
            return NotImplemented
        return self.member == other.member and self.events == other.events

    def __hash__(self) -> int:
        return hash((self.member, self.events))

    def __repr__(self) -> str:
        noun = "event" if len(self.events) == 1 else "events"
        return f"Life({self.member!r}: {len(self.events)} {noun})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Life never changes: {name}")

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.member, self.events, self._more, self._book)


_CALENDAR: Final = Words(vi="hãy ghi lịch ngày làm việc", en="WorkingDays.vietnam(range(2025, 2028)) makes one")
_EVENTS: Final = Words(
    vi="chưa có việc nào, cũng không có hồ sơ: chưa rõ là của ai",
    en="there is neither an event nor a profile, and nobody knows whose life it is",
)


def _made(member: str, events: tuple[LifeEvent, ...], more: Sequence[Finding], book: RuleBook) -> Life:
    life = object.__new__(Life)
    own = tuple(event for event in events if event.member == member)
    for name, value in (
        *(("member", member), ("events", events), ("_placed", placed(own)), ("_book", book)),
        *(("_more", tuple(more)), ("_findings", None)),
    ):
        object.__setattr__(life, name, value)
    return life


def life_of(
    events: Iterable[LifeEvent],
    profile: Profile | None,
    book: RuleBook,
    *,
    member: str | None = None,
    more: Sequence[Finding] = (),
) -> Life:
    """One life out of events in any order.

    Args:
        events: what happened.
        profile: what is known of the member.
        book: the rulebook.
        member: whose life it is; by default that of the profile, or else of most events.
        more: what is odd beside what the events say.

    Raises:
        InvalidInputError: something else than events; nobody whose life it is.
    """
    kept: list[LifeEvent] = instances_of(LifeEvent, events, "events")
    if profile is not None:
        from dangbo.life.profiles import Profile as Known

        instance_of(Known, profile, "profile")
    whose = member or (None if profile is None else profile.member) or _most(kept)
    if whose is None:
        raise InvalidInputError([finding("input/bad-value", "events", reason=_EVENTS)])
    found = list(more)
    others = sum(event.member != whose for event in kept)
    if others:
        found.append(finding("life/other-member", whose, count=others))
    if profile is not None and profile.member == whose:
        for name, kind in _FIELDS.items():
            day = getattr(profile, name)
            if day is None:
                continue
            told = [event for event in kept if event.kind is kind and event.member == whose]
            new = LifeEvent(whose, kind, day)
            if told and not any(_fits(event, new) for event in told):
                found.append(finding("life/profile-differs", whose, field=name))
            if not any(event.on == day for event in told):
                kept.append(new)
    elif profile is not None:
        found.append(finding("life/other-member", whose, count=1))
    return _made(whose, joined(kept), found, book)


def _fits(one: LifeEvent, other: LifeEvent) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _most(events: Sequence[LifeEvent]) -> str | None:
    """The member most events are of; of several the first by id."""
    counts: dict[str, int] = {}
    for event in events:
        counts[event.member] = counts.get(event.member, 0) + 1
    return min(counts, key=lambda member: (-counts[member], member), default=None)


# --- status -----------------------------------------------------------------------------------------------------------

_ENDS: Final[Mapping[LifeEventKind, tuple[LifeEventKind, ...]]] = {
    _K.STAY_ENDED: (_K.STAY_BEGUN,),
    _K.EXEMPTION_ENDED: (_K.EXEMPTED,),
    _K.SLIP_SHOWN: (_K.LOST_CONTACT, _K.STAY_BEGUN),
    _K.RESTORED: (_K.LOST_CONTACT, _K.SUSPENDED),
}
"""What ends what was begun by another event."""
_SHOWN: Final[Sequence[tuple[LifeEventKind, LifeStatus]]] = (
    (_K.DECEASED, LifeStatus.DECEASED),
    (_K.EXPELLED, LifeStatus.OUT),
    (_K.SUSPENDED, LifeStatus.SUSPENDED),
    (_K.LOST_CONTACT, LifeStatus.AWAY),
    (_K.EXEMPTED, LifeStatus.EXEMPT),
    (_K.STAY_BEGUN, LifeStatus.AWAY),
)
"""What is shown before what; every way out of the Party stands under `EXPELLED`."""


def _standings(events: Sequence[Placed], on: dt.date) -> Iterator[_Standing]:
    """Everything a member can be on a day, whichever of the events that can have happened by then had.

    The first is the one in which only what certainly had happened has.
    """
    certain = [one for one in events if one.latest <= on]
    yield _Standing(certain, on, _LATEST)
    if len(certain) < len(events) or not all(one.is_exact for one in certain):
        open_ = [one for one in events if one.earliest <= on < one.latest]
        for count in range(len(open_) + 1):
            for some in itertools.combinations(open_[:_TRIED], min(count, _TRIED)):
                past = [one for one in events if one.latest <= on or one in some]
                yield _Standing(past, on, _LATEST)
                yield _Standing(past, on, _EARLIEST)


_TRIED: Final = 6
"""Of so many events that can have been before or after a day, every choice is tried."""
_EARLIEST: Final = operator.attrgetter("earliest")
_LATEST: Final = operator.attrgetter("latest")


class _Standing:
    """What a member is on a day, where each event was on the day that is picked, or on that day where it is later."""

    def __init__(self, events: Sequence[Placed], on: dt.date, pick: operator.attrgetter[dt.date]) -> None:
        self.on = on
        self.base: MemberStatus | None = None
        self.holds: dict[LifeEventKind, dt.date | None] = {}  # and when it is over by its own words
        self.status: LifeStatus | None = None
        self.since: dt.date | PartialDate | None = None
        self.cause: LifeEventKind | None = None
        self._day = cursor = dt.date.min
        self._dawn: tuple[LifeStatus | None, dt.date | PartialDate | None, LifeEventKind | None] = (None, None, None)
        for one in events:
            cursor = day = min(on, max(cursor, pick(one)))
            self._expire(day)
            if _K.DECEASED not in self.holds:
                self._take(one, day)
                self._show(day, one.event.on, one.kind)
        self._expire(on)

    def state(self, member: str, *, full: bool = True) -> LifeState:
        """The result."""
        base = self.base if full else None
        return LifeState(member, self.on, self.status, self.since, self.cause, base)

    def _take(self, one: Placed, day: dt.date) -> None:
        kind = one.kind
        is_out = _K.EXPELLED in self.holds
        if kind is _K.DECEASED:
            self.holds[kind] = None
        elif kind in EXCLUDED:
            over = over_on(one.event, day)
            known = self.holds.get(_K.EXPELLED, over)
            later = None if over is None or known is None else max(over, known)
            self.holds = {_K.EXPELLED: later}
        elif kind is _K.RESTORED and is_out:
            self.holds = {}
        elif kind in {_K.READMITTED, _K.ADMITTED}:
            if is_out or self.base is None:
                self.holds, self.base = {}, MemberStatus.PROBATIONARY
        elif kind is _K.RECOGNIZED and not is_out:
            self.base = MemberStatus.FULL
        elif kind in _ENDS:
            for ended in _ENDS[kind]:
                self.holds.pop(ended, None)
        elif kind in {_K.SUSPENDED, _K.LOST_CONTACT, _K.EXEMPTED, _K.STAY_BEGUN} and not is_out:
            self.holds[kind] = over_on(one.event, day)

    def _expire(self, day: dt.date) -> None:
        """End what is over by its own words, the first first."""
        while over := min((last for last in self.holds.values() if last is not None and last <= day), default=None):
            self.holds = {kind: last for kind, last in self.holds.items() if last != over}
            self._show(over, over, None)

    def _show(self, day: dt.date, told: dt.date | PartialDate, cause: LifeEventKind | None) -> None:
        """What is to be seen from a day on; what ends and begins again on one day has no break."""
        if day != self._day:
            self._day, self._dawn = day, (self.status, self.since, self.cause)
        shown = next((status for kind, status in _SHOWN if kind in self.holds), None)
        if shown is None and self.base is not None:
            shown = LifeStatus.FULL if self.base is MemberStatus.FULL else LifeStatus.PROBATIONARY
        if shown is not self.status:
            begun = (shown, None if shown is None else told, cause)
            self.status, self.since, self.cause = self._dawn if shown is self._dawn[0] else begun


# --- probation --------------------------------------------------------------------------------------------------------


def _probation(member: str, events: Sequence[Placed], on: dt.date, book: RuleBook) -> Probation | None:
    """The last probation that had begun by a day, with what became of it by then."""
    begun = [at for at, one in enumerate(events) if one.kind is _K.ADMITTED and one.latest <= on]
    back = [at for at, one in enumerate(events) if one.kind is _K.READMITTED and one.latest <= on]
    if not begun and not back:
        return None
    last = max([*begun, *back])
    cycle = max((at for at in range(last) if events[at].kind in EXCLUDED), default=-1)
    ceremonies = [events[at] for at in begun if at > cycle]
    behind = [one for one in events[cycle + 1 :] if one.earliest <= on]
    state = _became(behind, ceremonies)
    if state is not None and state != _became([one for one in behind if one.latest <= on], ceremonies):
        state = "unknown"  # it can have come behind the day
    if not ceremonies:  # re-admitted, and the ceremony is not recorded
        return Probation(member, on, None, None, None, None, None, state or "unknown")
    first, latest = max(one.earliest for one in ceremonies), min(one.latest for one in ceremonies)
    began = min(ceremonies, key=lambda one: one.latest - one.earliest).event.on
    one_day = first <= latest
    if not one_day:  # told in two ways: nothing is chosen
        first, latest = min(one.earliest for one in ceremonies), max(one.latest for one in ceremonies)
    value = book.at(latest).get("probation")
    if value is None:
        return Probation(member, on, began if one_day else None, None, None, None, None, state or "unknown")
    from_, to = plus(first, months=value.number), plus(latest, months=value.number)
    return Probation(
        member,
        on,
        began if one_day else None,
        value.number,
        to if from_ == to else None,
        from_,
        to,
        state or ("running" if on < from_ else "over" if on >= to else "unknown"),
        value.ref,
    )


def _became(behind: Iterable[Placed], ceremonies: Sequence[Placed]) -> ProbationState | None:
    """What a probation came to; `None` where nothing is told."""
    for one in behind:
        if one.kind is _K.RECOGNIZED:
            return "recognized"
        if one.kind is _K.PROBATION_FAILED:
            return "failed"
        if one.kind in EXCLUDED or one.kind is _K.DECEASED:
            return "ended" if not ceremonies or one.latest >= ceremonies[0].earliest else None
    return None
