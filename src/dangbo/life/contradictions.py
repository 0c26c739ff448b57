"""What the events of a life say against each other, or against the rules of their date: the codes `life/...`.

Each finding names the member and the numbers of the events in the order of the life, and shows no day and no detail.
Days that are known in part contradict nothing they can be fitted to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dangbo.base.findings import Code, Finding, finding
from dangbo.base.terms import LifeEventKind
from dangbo.life.events import Placed, over_on, plus
from dangbo.life.seniority import EXCLUDED, rights_restored
from dangbo.rules import RuleBook

_K = LifeEventKind
_AFTER_DEATH: Final = frozenset({_K.BADGE, _K.RESTORED, _K.DECEASED})
"""What may come behind a death: a badge, that an exclusion was wrong; another death is told apart."""
_NEEDS_MEMBERSHIP: Final = frozenset(
    {
        *(_K.RECOGNITION_RESOLVED, _K.RECOGNIZED, _K.PROBATION_FAILED, _K.TRANSFER_STARTED, _K.SLIP_SHOWN),
        *(_K.STAY_BEGUN, _K.EXEMPTED, _K.DISCIPLINED, _K.SUSPENDED, _K.LOST_CONTACT, _K.CARD_ISSUED),
    }
)
"""What happens to members only."""
_PAIRS: Final = {
    _K.STAY_ENDED: _K.STAY_BEGUN,
    _K.EXEMPTION_ENDED: _K.EXEMPTED,
    _K.DISCIPLINE_ENDED: _K.DISCIPLINED,
}
"""An end, and what it is the end of."""


def contradictions(member: str, events: Sequence[Placed], book: RuleBook) -> tuple[Finding, ...]:
    """Everything that is odd about the events of one member, in their order.

    Args:
        member: id of the member.
        events: the events, in their places.
        book: the rulebook.
    """
    walk = _Walk(member, events, book)
    found = [one for at in range(len(events)) for one in walk.at(at)]
    return tuple(dict.fromkeys(found))


class _Walk:
    """The events gone through once, with what stands at each of them."""

    def __init__(self, member: str, events: Sequence[Placed], book: RuleBook) -> None:
        self.member = member
        self.events = events
        self.book = book
        self.died: int | None = None
        self.out: int | None = None  # the exclusion that is open
        self.exclusions: list[int] = []  # those that were not taken back
        self.returns: list[int] = []
        self.last: dict[LifeEventKind, int] = {}  # since the last return
        self.open: set[LifeEventKind] = set()
        self.badges: dict[int, int] = {}
        self.rights = rights_restored(events)

    def told(self, code: Code, at: int, beside: int | None = None) -> Finding:
        """A finding about an event, and another one."""
        if beside is None:
            return finding(code, self.member, event=at + 1)
        return finding(code, self.member, event=at + 1, beside=beside + 1)

    def at(self, at: int) -> Iterator[Finding]:
        """What is odd about an event, with what stands before it."""
        one = self.events[at]
        self._expire(one)
        if self.died is not None:
            if one.kind is _K.DECEASED:
                if self._apart(self.died, at):
                    yield self.told("life/two-deaths", at, self.died)
            elif one.kind not in _AFTER_DEATH and self._apart(self.died, at):
                yield self.told("life/after-death", at, self.died)
        if self.out is not None and self._apart(self.out, at):
            if one.kind is _K.BADGE:
                yield self.told("life/badge-while-out", at, self.out)
            elif one.kind in _NEEDS_MEMBERSHIP:
                yield self.told("life/while-out", at, self.out)
        special = _SPECIAL.get(one.event.kind)
        if special is not None:
            yield from special(self, at, one)
        if one.kind in EXCLUDED:
            yield from self._excluded(at)
        self.last.setdefault(one.kind, at)
        if one.kind is _K.DECEASED and self.died is None:
            self.died = at

    def _apart(self, earlier: int, later: int) -> bool:
        """Whether one of two events certainly came before the other, on another day."""
        return self.events[earlier].latest < self.events[later].earliest

    def _expire(self, one: Placed) -> None:
        """An expulsion for a term ends by itself."""
        if self.out is not None:
            gone = self.events[self.out]
            over = over_on(gone.event, gone.latest)
            if over is not None and over <= one.latest:
                self.out = None

    def _excluded(self, at: int) -> Iterator[Finding]:
        if self.out is not None:
            if self._apart(self.out, at) or self.events[self.out].kind is not self.events[at].kind:
                yield self.told("life/out-already", at, self.out)
            return
        self.out = at
        self.exclusions.append(at)

    def admission(self, at: int, one: Placed) -> Iterator[Finding]:
        """A decision or a ceremony: the first, that of a return, or one too many."""
        if self.out is not None:
            yield from self._returned(at, one)
        before = self.last.get(one.kind)
        if before is not None and self._differ(before, at):
            yield self.told("life/two-admissions", at, before)
        if one.kind is _K.ADMITTED:
            decided = self._decided_later(at)
            if decided is not None:
                yield self.told("life/admitted-before-decision", at, decided)

    def _decided_later(self, at: int) -> int | None:
        """A decision behind the ceremony, where none lies before it and nobody left in between."""
        if _K.ADMISSION_DECIDED in self.last or self.returns:
            return None
        for later in range(at + 1, len(self.events)):
            kind = self.events[later].kind
            if kind in EXCLUDED or kind is _K.READMITTED:
                return None
            if kind is _K.ADMISSION_DECIDED:
                return later if self._apart(at, later) else None
        return None

    def _differ(self, one: int, other: int) -> bool:
        """Whether two events cannot have been on one day."""
        first, second = self.events[one].event, self.events[other].event
        return first.latest < second.earliest or second.latest < first.earliest

    def readmission(self, at: int, one: Placed) -> Iterator[Finding]:
        """A re-admission: after an exclusion, once, and not too soon."""
        if self.out is not None:
            yield from self._returned(at, one)
        elif not self.returns or _K.READMITTED in self.last:
            yield self.told("life/readmitted-without-leaving", at)

    def _returned(self, at: int, one: Placed) -> Iterator[Finding]:
        assert self.out is not None  # noqa: S101 - asked by whoever calls
        value, left = self.book.at(one.latest).get("readmission"), self.events[self.out]
        rule = None if value is None else value.ref
        if value is not None:
            months = value.table.number("months")
            if one.latest < plus(left.earliest, months=months):
                yield finding(
                    "life/readmitted-early", self.member, rule=rule, event=at + 1, beside=self.out + 1, months=months
                )
        self.returns.append(at)
        most = None if value is None else value.table.get("times_at_most")
        if len(self.returns) > (most if isinstance(most, int) else 1):
            cited = rule if isinstance(most, int) else None
            yield finding("life/readmitted-twice", self.member, rule=cited, event=at + 1, count=len(self.returns))
        self.out, self.last = None, {}

    def restoration(self, at: int, one: Placed) -> Iterator[Finding]:
        """That an exclusion was wrong, or that rights are there again."""
        if at in self.rights:
            return
        if self.exclusions:
            taken = self.exclusions.pop()
            if self.returns and self.returns[-1] > taken:
                self.returns.pop()
            self.out = None
        elif not {_K.SUSPENDED, _K.LOST_CONTACT} & self.last.keys():
            yield self.told("life/restored-without-exclusion", at)

    def recognition(self, at: int, one: Placed) -> Iterator[Finding]:
        """Full: after an admission, after the probation, once."""
        before, admitted = self.last.get(_K.RECOGNIZED), self.last.get(_K.ADMITTED)
        if before is not None and self._differ(before, at):
            yield self.told("life/two-recognitions", at, before)
        if admitted is None:
            later = self._admitted_later(at)
            if later is not None:
                yield self.told("life/probation-ends-first", at, later)
            elif not {_K.ADMISSION_DECIDED, _K.READMITTED} & self.last.keys() and not self.returns:
                yield self.told("life/recognized-without-admission", at)
            return
        began = self.events[admitted]
        value = self.book.at(began.earliest).get("probation")
        if value is not None and one.latest < plus(began.earliest, months=value.number):
            yield finding(
                "life/probation-short",
                self.member,
                rule=value.ref,
                event=at + 1,
                beside=admitted + 1,
                months=value.number,
            )

    def _admitted_later(self, at: int) -> int | None:
        for later in range(at + 1, len(self.events)):
            kind = self.events[later].kind
            if kind in EXCLUDED or kind is _K.READMITTED:
                return None
            if kind is _K.ADMITTED:
                return later if self._apart(at, later) else None
        return None

    def badge(self, at: int, one: Placed) -> Iterator[Finding]:
        """A badge there is, once."""
        years = one.event.badge_years
        if years is None:
            yield self.told("life/badge-without-years", at)
            return
        value = self.book.at(one.latest).get("badge-years")
        if value is not None and years not in value.table.numbers("years"):
            yield finding("life/no-such-badge", self.member, rule=value.ref, event=at + 1)
        if years in self.badges:
            yield self.told("life/badge-twice", at, self.badges[years])
        self.badges.setdefault(years, at)

    def discipline(self, at: int, one: Placed) -> Iterator[Finding]:
        """A discipline whose form is known."""
        self.open.add(one.event.kind)
        if one.event.detail is None:
            yield self.told("life/discipline-without-form", at)

    def beginning(self, at: int, one: Placed) -> Iterator[Finding]:
        """Something that has an end."""
        self.open.add(one.event.kind)
        yield from ()

    def ending(self, at: int, one: Placed) -> Iterator[Finding]:
        """The end of something that had begun."""
        begun = _PAIRS[one.kind]
        if begun not in self.open:
            yield self.told("life/ended-without-beginning", at)
        self.open.discard(begun)


_SPECIAL: Final[dict[LifeEventKind, Callable[[_Walk, int, Placed], Iterator[Finding]]]] = {
    _K.ADMISSION_DECIDED: _Walk.admission,
    _K.ADMITTED: _Walk.admission,
    _K.READMITTED: _Walk.readmission,
    _K.RESTORED: _Walk.restoration,
    _K.RECOGNIZED: _Walk.recognition,
    _K.BADGE: _Walk.badge,
    _K.DISCIPLINED: _Walk.discipline,
    _K.STAY_BEGUN: _Walk.beginning,
    _K.EXEMPTED: _Walk.beginning,
    **dict.fromkeys(_PAIRS, _Walk.ending),
}
