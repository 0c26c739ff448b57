"""Decisions in the order in which they take effect, and the states they lead to: the machine below `dangbo.history`.

`Enactment` and `Correction` are what changes a ledger; what it records beside them stands in `dangbo.ledger.closing`.
`carry_out` plays a decision on the state it meets and keeps
what it changed. A `Timeline` holds the decisions in the order of effect and goes from state to state, forth and back,
by what each of them changed; a `Book` holds everything in the order of recording. Both grow at their end only and are
shared by the ledgers that continue one another.
"""

from __future__ import annotations

__all__ = ["Correction", "Enactment", "LogEntry"]

import datetime as dt
import sys
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from secrets import token_bytes
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.envelope import PaperDocument, WordsDocument
from dangbo.base.findings import Code, Fact, Finding, finding
from dangbo.base.terms import AdmitReason, LeaveReason
from dangbo.base.text import spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.change.draft import Delta, Draft
from dangbo.change.inverse import Restore
from dangbo.change.outcome import Step
from dangbo.change.play import is_past_person, past_group, past_person
from dangbo.change.verbs.people import Admit, Leave
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.ledger.closing import Closing, Expectation
from dangbo.ledger.journal import SECRET
from dangbo.ledger.late import Meanwhile, Traces
from dangbo.ledger.lineage import Border, Succession
from dangbo.ledger.watching import Watched
from dangbo.restructure import Plan, play
from dangbo.rules import RuleBook
from dangbo.tree.asked import Tree
from dangbo.tree.tables import GROUPS

Key: TypeAlias = tuple[dt.date, tuple[int, ...]]
"""Where a decision stands in the order of effect: its effective date, then its place within the day."""

_FILES: Final = 8
"""Most files of its own a ledger knows without reading them."""

_LAST: Final = sys.maxsize
"""Behind whatever was put before a decision."""


# --- what is recorded ------------------------------------------------------------------------------------------------


class EnactedDocument(TypedDict):
    """An operation of a decision: its verb, and what it is called."""

    operation: str
    words: WordsDocument


class EnactmentDocument(TypedDict):
    """A decision in the ledger: its three days, its paper, who decided, and what kinds of operations it has."""

    number: int
    signed: str | None
    effective: str
    recorded: str
    decided_by: str
    basis: PaperDocument
    operations: list[EnactedDocument]
    reverses: int | None
    corrected_by: int | None
    before: list[int]


class RecordingDocument(TypedDict):
    """The day on which an entry of the log really came in."""

    number: int
    recorded: str


class CorrectionDocument(TypedDict):
    """A note that something in the ledger was wrong: what, and which fields of a record; never what they say."""

    number: int
    recorded: str
    reason: str
    organization: str | None
    group: str | None
    member: str | None
    fields: list[str]
    decision: int | None
    recordings: list[RecordingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Enactment(Documented):
    """A decision in the ledger.

    Attributes:
        number: its place in the log, from 1.
        plan: what was decided, as it is known today.
        recorded: the day it came into the ledger.
        reverses: number of the decision it takes back; `None` for most.
        corrected_by: number of the correction by which it reads as it does; `None` for most.
        before: numbers of the decisions of its day before which it was put, each put before the one it follows here;
            none for most, which stand where they were recorded.
    """

    number: int
    plan: Plan
    recorded: dt.date
    reverses: int | None = None
    corrected_by: int | None = None
    before: tuple[int, ...] = ()

    @property
    def signed(self) -> dt.date | None:
        """The day on its paper."""
        return self.plan.basis.issued

    @property
    def effective(self) -> dt.date:
        """The first day it holds."""
        return self.plan.effective

    @property
    def basis(self) -> Document:
        """The paper."""
        return self.plan.basis

    @property
    def key(self) -> Key:
        """Where it stands in the order of effect: its effective date, then its place within the day."""
        return (self.plan.effective, (*self.before, self.number, _LAST))

    def as_dict(self) -> EnactmentDocument:
        """The decision as plain JSON values; what it does in full is `plan.as_dict()`, which names new members."""
        return {
            "number": self.number,
            "signed": None if self.signed is None else self.signed.isoformat(),
            "effective": self.effective.isoformat(),
            "recorded": self.recorded.isoformat(),
            "decided_by": self.plan.decided_by,
            "basis": self.basis.as_dict(),
            "operations": [
                {"operation": one.verb, "words": VERBS[one.verb].title.as_dict()} for one in self.plan.operations
            ],
            "reverses": self.reverses,
            "corrected_by": self.corrected_by,
            "before": [*self.before],
        }

    def __repr__(self) -> str:
        count = len(self.plan.operations)
        operations = f"{spaced_number(count)} operation{'' if count == 1 else 's'}"
        return f"Enactment({self.number}: {operations}, effective {self.effective}, recorded {self.recorded})"


@dataclass(frozen=True, slots=True, repr=False)
class Correction(Documented):
    """A note in the ledger that something in it was wrong all along: a record, a whole decision, days of recording.

    Attributes:
        number: its place in the log, from 1.
        recorded: the day it came into the ledger; from then on the corrected history is what is known.
        reason: why, in words.
        organization: id of the organization whose record was wrong; `None` where something else was.
        fields: what a record should have said, as (field, value).
        decision: number of the decision that was wrong; `None` where a record was.
        plan: what it should have said.
        recordings: days on which entries of the log really came into the ledger, as (number, day).
        group: id of the residential group whose record was wrong.
        member: id of the person whose record was wrong.
    """

    number: int
    recorded: dt.date
    reason: str
    organization: str | None = None
    fields: tuple[tuple[str, object], ...] = ()
    decision: int | None = None
    plan: Plan | None = None
    recordings: tuple[tuple[int, dt.date], ...] = ()
    group: str | None = None
    member: str | None = None

    @property
    def record(self) -> tuple[Literal["organization", "group", "member"], str] | None:
        """Which record was wrong, as its kind and its id; `None` where a decision was, or days of recording."""
        if self.organization is not None:
            return "organization", self.organization
        if self.group is not None:
            return "group", self.group
        return None if self.member is None else ("member", self.member)

    def as_dict(self) -> CorrectionDocument:
        """The correction as plain JSON values; of a record its fields are named, and not what they say."""
        return {
            "number": self.number,
            "recorded": self.recorded.isoformat(),
            "reason": self.reason,
            "organization": self.organization,
            "group": self.group,
            "member": self.member,
            "fields": [name for name, _ in self.fields],
            "decision": self.decision,
            "recordings": [{"number": number, "recorded": day.isoformat()} for number, day in self.recordings],
        }

    def __repr__(self) -> str:
        of = f"decision {self.decision}" if self.record is None else f"{self.record[1]!r}"
        if self.recordings:
            of = f"the recording of {', '.join(str(number) for number, _ in self.recordings[:_SHOWN])}"
        return f"Correction({self.number}: of {of}, recorded {self.recorded})"


_SHOWN: Final = 5

LogEntry: TypeAlias = Enactment | Correction | Closing | Expectation
"""Whatever stands in the log."""


# --- carrying decisions out ------------------------------------------------------------------------------------------


class Played(NamedTuple):
    """A decision that was carried out, and what came of it.

    Attributes:
        decision: the decision.
        rules: the rulebook it was checked with.
        tolerated: what blocks it today although it was decided: the rules have changed since.
        delta: what it changed.
        established: ids of the organizations that began with it.
        ended: ids of those it ended; residential groups among them as `past_group` writes them.
        successions: who took over from whom.
        admitted: whom it admitted to the Party, and whose admission it took back: their id, and the day or `None`.
        asked: what it asked of the tree it met; `None` where it went through all of it.
        borders: what crossed the border of the register with it.
    """

    decision: Enactment
    rules: RuleBook
    tolerated: tuple[Finding, ...]
    delta: Delta
    established: tuple[str, ...]
    ended: tuple[str, ...]
    successions: tuple[Succession, ...]
    admitted: tuple[tuple[str, dt.date | None], ...]
    asked: tuple[str, ...] | None
    borders: tuple[Border, ...] = ()


def undone(played: Iterable[Played]) -> set[int]:
    """The numbers of the decisions that were taken back and not put back into force since."""
    found: set[int] = set()
    for one in sorted(played, key=lambda one: -one.decision.number):
        if one.decision.reverses is not None and one.decision.number not in found:
            found.add(one.decision.reverses)
    return found


class RefusedError(Exception):
    """A decision does not apply where it stands."""

    def __init__(self, decision: Enactment, findings: tuple[Finding, ...]) -> None:
        self.decision = decision
        self.findings = findings
        super().__init__(decision, findings)


def later(error: RefusedError) -> Finding:
    """A decision that is in the ledger would no longer apply."""
    first = error.findings[0]
    reason = Words(vi=first.text(lang="vi"), en=first.text(lang="en"))
    return of_decision("history/later-decision", first.subject, error.decision, reason=reason, found=first.code)


Check: TypeAlias = Literal["all", "possible"]
"""What stops a decision: everything that blocks, or only what cannot be done (it was decided once, by other rules)."""


class Ended:
    """Ids of the organizations that ended before some decision: nobody may have them again; and who was admitted when.

    Args:
        book: the log, which knows what ended each organization, admitted people, and took another decision back;
            `None` where everything is played from the opening on.
        before: the decision.
        length: entries of the log that count.
    """

    __slots__ = ("_admitted", "_before", "_book", "_length", "_more", "_undone", "asked")

    def __init__(self, book: Book | None, before: Key, length: int) -> None:
        self._book = book
        self._undone: set[int] = set()
        self._before = before
        self._length = length
        self._more: dict[str, Enactment] = {}
        self._admitted: dict[str, list[_Admission]] = {}
        self.asked: set[str] = set()
        """The ids somebody asked about."""

    def add(self, played: Played) -> None:
        """What a decision on the way did, which may take another one back."""
        self._more.update(dict.fromkeys(played.ended, played.decision))
        for member, day in played.admitted:
            self._admitted.setdefault(member, []).append(_Admission(played.decision, day))
        if played.decision.reverses is not None:
            self._undone.add(played.decision.reverses)

    def admitted_on(self, member: str) -> dt.date | None:
        """The day on which a person was admitted to the Party the last time; `None` where no decision says so."""
        self.asked.add(member)
        known = [*self._admitted.get(member, ())]
        if self._book is not None:
            known += filter(self._precedes, self._book.admitted.get(member, {}).values())
        return max(known, key=lambda one: one.decision.key).day if known else None

    def _precedes(self, admission: _Admission) -> bool:
        """Whether an admission of the log is of this ledger and came before."""
        decision = admission.decision
        return decision.number <= self._length and decision.key < self._now

    def by(self, key: str) -> Enactment | None:
        """The decision that ended an organization; `None` where none did."""
        self.asked.add(key)
        end = None if self._book is None else self._book.ended.get(key)
        known = end is not None and end.key < self._before and end.number <= self._length
        found = end if known else self._on_the_way(key)
        # An id stays one of the past whatever is taken back; whoever was said to have died did not, then.
        return None if found is not None and is_past_person(key) and self._is_taken_back(found.number) else found

    def _on_the_way(self, key: str) -> Enactment | None:
        return self._more.get(key)

    def _is_taken_back(self, number: int) -> bool:
        by = None if self._book is None else self._book.taken_back.get(number)
        return number in self._undone or (by is not None and by.key < self._now and by.number <= self._length)

    @property
    def _now(self) -> Key:
        return self._before

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.by(key) is not None


def carry_out(
    decision: Enactment,
    stage: Draft,
    rules: RuleBook,
    ended: Ended,
    check: Check = "all",
    tolerated: tuple[Finding, ...] = (),
) -> Played:
    """Play a decision on the state it meets, and move that on; a refused one leaves it as it was.

    Args:
        decision: the decision.
        stage: the state.
        rules: the rulebook.
        ended: ids nobody may have again; gains those the decision ends.
        check: whether every finding that blocks stops it, or only what cannot be done.
        tolerated: findings that may block it nevertheless.

    Raises:
        RefusedError: it does not apply.
    """
    played = judged(decision, stage, rules, ended, check, tolerated)
    stage.redo(played.delta)
    ended.add(played)
    return played


def judged(
    decision: Enactment,
    state: Tree,
    rules: RuleBook,
    ended: Ended,
    check: Check,
    tolerated: tuple[Finding, ...] = (),
) -> Played:
    """What comes of a decision on the state it meets; as `carry_out`, and nothing moves on.

    Raises:
        RefusedError: it does not apply.
    """
    watched = Watched(state)  # type: ignore[abstract]  # its primitives are made from those of trees
    ended.asked = watched.seen
    preview = play(
        decision.plan,
        cast("Draft", watched),
        rules.at(decision.effective),
        used=ended,
        admitted_before=ended.admitted_on,
    )
    # The ledger looks after dates itself: the state may have been reached from a later one.
    blocks = (one for many in preview.blocking for one in many.each() if many.code != "plan/back-dated")
    found = tuple(_told(one, state, ended) for one in blocks)
    if check == "possible":
        refused = any(step.refused for step in preview.steps)
    else:
        known = {(one.code, one.subject) for one in tolerated}
        refused = any((one.code, one.subject) not in known for one in found)
    if refused:
        raise RefusedError(decision, found)
    preview.prove()
    delta = preview.draft.delta()
    gone = tuple(key for step in preview.steps for key in step.ended)
    gone += tuple(past_group(key) for key, (_, now) in delta.of(GROUPS).items() if now is None)
    gone += tuple(past_person(key) for step in preview.steps for key in _deceased(step))
    begun = tuple(key for step in preview.steps for key in step.established)
    admitted = tuple(one for step in preview.steps for one in _admissions(step, decision.effective))
    return Played(
        decision,
        rules,
        found,
        delta,
        begun,
        gone,
        tuple(
            Succession(
                source,
                target,
                step.operation.verb,
                decision.number,
                step.number,
                decision.effective,
                unknown=(source, target) in step.unsized,
            )
            for step in preview.steps
            for source, target in step.successions
        ),
        admitted,
        None if watched.whole else tuple(watched.seen),
        tuple(
            Border(*beyond, (*step.ended, *step.established), decision.number, step.number, decision.effective)
            for step in preview.steps
            if not step.refused and (beyond := step.operation.beyond) is not None
        ),
    )


def _deceased(step: Step) -> tuple[str, ...]:
    """Ids of people who left as deceased."""
    leave = step.operation
    return leave.members if isinstance(leave, Leave) and leave.reason is LeaveReason.DECEASED else ()


def _admissions(step: Step, day: dt.date) -> Iterator[tuple[str, dt.date | None]]:
    """Who was admitted to the Party, and whose admission was taken back."""
    operation = step.operation
    if isinstance(operation, Admit) and operation.reason is AdmitReason.ADMITTED:
        yield from ((person.id, day) for person in operation.members)
    elif isinstance(operation, Restore):
        yield from ((member, None) for member in operation.leaves)


class _Admission(NamedTuple):
    """A decision that admitted somebody to the Party, and the day; `None` for one that took an admission back."""

    decision: Enactment
    day: dt.date | None


def _told(found: Finding, state: Tree, ended: Ended) -> Finding:
    """A finding on an id of the past names the decision that ended what had it, where an earlier one did."""
    key = found.subject
    if found.code != "plan/id-ended-before":
        return found
    end = ended.by(key) if state.get(key) is None else None
    end = end or (ended.by(past_group(key)) if state.group(key) is None else None)
    if end is None:
        return found
    return of_decision("history/id-ended-before", key, end, **{k: v for k, v in found.facts if k == "operation"})


def of_decision(code: Code, subject: str, decision: Enactment, **facts: Fact) -> Finding:
    """A finding that names a decision of the ledger."""
    return finding(
        code,
        subject,
        rule=None,
        severity=None,
        effective=decision.effective,
        number=decision.number,
        paper=decision.basis.citation,
        **facts,
    )


class _EndedSince(Ended):
    """Ids of the organizations that ended before one that is played again, because another one was put before it.

    Args:
        ended: those that had ended before the late one.
        since: where that stands.
        traces: of the line without it.
        again: it, and those that were played again, by where they stand.
    """

    __slots__ = ("_again", "_newly", "_since", "_traces", "at")

    def __init__(self, ended: Ended, since: Key, traces: Traces, again: Mapping[Key, Played]) -> None:
        super().__init__(ended._book, since, ended._length)  # noqa: SLF001 - of its own class
        self._since, self._traces, self._again = since, traces, again
        self._newly: dict[str, list[Key]] = {}
        self.at = since
        """Where the one stands that is played again."""

    def note(self, keys: Iterable[str], at: Key) -> None:
        """These end there, and did not without the late one."""
        for key in keys:
            self._newly.setdefault(key, []).append(at)

    @property
    def _now(self) -> Key:
        return self.at

    def _on_the_way(self, key: str) -> Enactment | None:
        places = {*self._traces.ended.get(key, ()), *self._newly.get(key, ())}
        for at in sorted((one for one in places if self._since <= one < self.at), reverse=True):
            one = self._again.get(at) or self._traces.by[at]
            if key in one.ended:
                return one.decision
        return None


class Timeline:
    """Decisions in the order in which they take effect, each with what it changed, and the states they lead to.

    Several ledgers share one: each knows how many decisions of it are its own. It only grows at its end, by the one
    ledger that owns all of it; whoever needs another order makes a new line.

    `_tip` is the state after all decisions, a draft on a snapshot; it is made when first needed and moves on with every
    decision, so that enacting never builds a snapshot. Other states are played from the nearest snapshot kept.
    """

    __slots__ = ("_snapshots", "_tip", "_tip_from", "_traced_from", "_traces", "opening", "played")

    def __init__(self, opening: Hierarchy, played: Iterable[Played] = ()) -> None:
        self.opening = opening
        self.played = list(played)
        self._snapshots: OrderedDict[int, Hierarchy] = OrderedDict()
        self._tip: Draft | None = None
        self._tip_from = 0
        self._traces: Traces | None = None
        self._traced_from = 0

    def place(self, day: dt.date, count: int) -> int:
        """How many of the first decisions are effective on a day."""
        return bisect_right(self.played, day, hi=count, key=lambda one: one.decision.effective)

    def place_before(self, day: dt.date, count: int) -> int:
        """How many of the first decisions are effective before a day."""
        return bisect_left(self.played, day, hi=count, key=lambda one: one.decision.effective)

    def index(self, key: Key, count: int) -> int:
        """The place of a decision, from 0."""
        return bisect_left(self.played, key, hi=count, key=lambda one: one.decision.key)

    def at(self, position: int) -> Draft:
        """The state after so many decisions, to be played on and thrown away."""
        end = len(self.played)
        if self._tip is not None and end - position <= abs(self._nearest(position) - position):
            draft = Draft(self._tip)
            self._walk(draft, end, position)
            return draft
        return self.fresh(position)

    def fresh(self, position: int) -> Draft:
        """The same as a draft that stands on a snapshot."""
        near = self._nearest(position)
        draft = Draft(self._base(near))
        self._walk(draft, near, position)
        return draft

    def snapshot(self, position: int, on: dt.date) -> Hierarchy:
        """The state after so many decisions as a snapshot of a day."""
        known = self._snapshots.get(position) or (None if position else self.opening)
        if known is None:
            known = self._built(position, on)
        if known.as_of != on:
            known = Draft(known).freeze(on)  # shares everything
        self._keep(position, known)
        return known

    def _built(self, position: int, on: dt.date) -> Hierarchy:
        """A new snapshot, from wherever the way is shortest; every decision is walked over, and built in."""
        end = len(self.played)
        way = 2 * abs(self._nearest(position) - position)
        way_of_tip = end - self._tip_from + 2 * (end - position)
        if position == end or (self._tip is not None and way_of_tip < way):
            snapshot = self._freeze_tip(on)
            if position == end:
                return snapshot
        return self.fresh(position).freeze(on)

    def carry_on(self, decision: Enactment, rules: RuleBook, ended: Ended, check: Check) -> Played:
        """Carry out a decision that takes effect after all others.

        Raises:
            RefusedError: as `carry_out`.
        """
        tip, self._tip = self.tip(), None  # whoever interrupts this finds no half-moved state
        try:
            played = carry_out(decision, tip, rules, ended, check)
        except RefusedError:
            self._tip = tip
            raise
        self.played.append(played)
        self._tip = tip
        return played

    def put_in(
        self, position: int, decision: Enactment, rules: RuleBook, ended: Ended, check: Check
    ) -> tuple[Timeline, list[Played]]:
        """Another line with one decision more, before later ones; costs what it touches, and those it concerns.

        A later one is played again where it asked for something that is otherwise now; in the order of effect, each on
        the state it meets now.

        Args:
            position: how many decisions stand before it.
            decision: the decision.
            rules: the rulebook.
            ended: ids that ended before it.
            check: as for `carry_out`, also for those played again.

        Returns:
            The line, which takes along what this one has at hand, for it is the one that will go on; and what came of
            the decision and of those played again.

        Raises:
            RefusedError: it does not apply, or a later one no longer does.
        """
        since, traces = decision.key, self._traced(position)
        state = Meanwhile(self.tip(), traces, since)
        own = judged(decision, state, rules, ended, check)
        again = {since: own}
        ended_since = _EndedSince(ended, since, traces, again)
        ended_since.note(own.ended, since)
        ended_since.add(own)
        told: set[str] = set()
        waiting = traces.whole_behind(since)
        known = {*waiting}
        news = state.take(own.delta).union(own.ended, (member for member, _ in own.admitted))
        while True:
            for name in news - told:
                for at in traces.behind(name, state.at):  # those before met what they met without it
                    if at not in known:
                        known.add(at)
                        heappush(waiting, at)
            told |= news
            if not waiting:
                break
            ended_since.at = at = heappop(waiting)
            state.go_to(at)
            one = traces.by[at]
            again[at] = new = judged(one.decision, state, one.rules, ended_since, check, one.tolerated)
            ended_since.note({*new.ended}.difference(one.ended), at)
            news = state.take(new.delta, one.delta).union({*new.ended}.symmetric_difference(one.ended))
        return self._with(position, again, state.difference()), [*again.values()]

    def _with(self, position: int, again: Mapping[Key, Played], difference: Delta) -> Timeline:
        """The line with the first of these put in, and the others as they are now."""
        tip, traces = self.tip(), self._traced(position)
        self._tip = self._traces = None  # whoever interrupts this finds no half-moved state
        own, *others = again.values()
        new = Timeline(self.opening, [*self.played[:position], own, *self.played[position:]])
        traces.replace(None, own)
        for one in others:
            traces.replace(traces.by[one.decision.key], one)
            new.played[new.index(one.decision.key, len(new.played))] = one
        tip.redo(difference)
        new._snapshots.update((at, kept) for at, kept in self._snapshots.items() if at <= position)
        new._tip, new._tip_from = tip, min(self._tip_from, len(new.played))
        new._traces, new._traced_from = traces, self._traced_from
        return new

    def _traced(self, position: int) -> Traces:
        """The traces of the decisions from a place on, and perhaps of some before it."""
        traces, self._traces = self._traces or Traces(), None  # whoever interrupts this finds none that lack some
        first = self._traced_from if traces.by else len(self.played)
        for one in (*self.played[position:first], *self.played[first + len(traces.by) :]):
            traces.replace(None, one)
        self._traces, self._traced_from = traces, min(position, first)
        return traces

    def drop(self, count: int) -> None:
        """Take back what was appended after the first decisions; nobody has seen it."""
        tip, self._tip = self._tip, None
        if tip is not None and self._tip_from <= count:
            self._walk(tip, len(self.played), count)
            self._tip = tip
        traces, self._traces = self._traces, None
        if traces is not None and self._traced_from <= count:
            for one in self.played[count : self._traced_from + len(traces.by)]:
                traces.replace(one, None)
            self._traces = traces
        del self.played[count:]
        for position in [position for position in self._snapshots if position > count]:
            del self._snapshots[position]

    def rewritten(self, position: int, played: Sequence[Played], stage: Draft) -> Timeline:
        """Another line: this one up to a place, and from there on other decisions.

        Args:
            position: how many decisions stay.
            played: the others.
            stage: the state after them, from `at` or `fresh`; not to be used afterwards. Where it stands on the state
                at the end of this line, the new line takes that along, for it is the one that will go on.
        """
        new = Timeline(self.opening, [*self.played[:position], *played])
        new._snapshots.update((at, kept) for at, kept in self._snapshots.items() if at <= position)
        if isinstance(stage.base, Draft):
            tip, self._tip = stage.base, None
            tip.redo(stage.delta())
            new._tip, new._tip_from = tip, min(self._tip_from, len(new.played))
        else:
            new._tip = stage
            new._tip_from = next((at for at, kept in new._snapshots.items() if kept is stage.base), 0)
        return new

    def tip(self) -> Draft:
        """The state after all decisions."""
        if self._tip is None:
            end = len(self.played)
            self._tip_from = self._nearest(end)
            self._tip = self.fresh(end)
        return self._tip

    def _freeze_tip(self, on: dt.date) -> Hierarchy:
        """A snapshot of the state after all decisions, which from now on stands on it."""
        snapshot = self.tip().freeze(on)
        self._keep(len(self.played), snapshot)
        self._tip, self._tip_from = Draft(snapshot), len(self.played)
        return snapshot

    def _keep(self, position: int, snapshot: Hierarchy) -> None:
        self._snapshots[position] = snapshot
        self._snapshots.move_to_end(position)
        if len(self._snapshots) > _SNAPSHOTS:
            self._snapshots.popitem(last=False)

    def _nearest(self, position: int) -> int:
        return min((0, *self._snapshots), key=lambda at: abs(at - position))

    def _base(self, position: int) -> Hierarchy:
        return self._snapshots.get(position, self.opening)

    def _walk(self, draft: Draft, start: int, stop: int) -> None:
        """Move a draft from the state after some decisions to that after more or fewer."""
        for one in self.played[start:stop]:
            draft.redo(one.delta)
        for one in reversed(self.played[stop:start]):
            draft.undo(one.delta)


_SNAPSHOTS: Final = 16
"""Most snapshots one line keeps, besides its opening."""


def days_of(entries: Sequence[LogEntry]) -> list[dt.date]:
    """When each entry of a log came into the ledger, as its corrections say."""
    days = [entry.recorded for entry in entries]
    for entry in entries:
        if isinstance(entry, Correction):
            for number, day in entry.recordings:
                days[number - 1] = day
    return days


class Replaced(NamedTuple):
    """What an entry of the log changed in what stood there before it, besides what it is itself.

    Attributes:
        decisions: the other decisions that come to something else since, or stand elsewhere: before and after.
        openings: the opening before and after; `None` where it stayed as it was.
    """

    decisions: tuple[tuple[Played, Played], ...]
    openings: tuple[Hierarchy, Hierarchy] | None = None


class Former(NamedTuple):
    """A file that was written anew in the layout of today: its version, and its last hash."""

    version: int
    sha256: str


class Book:
    """The log in the order of recording. Ledgers that continue one another share it, as they share a `Timeline`.

    Attributes:
        entries: what was recorded.
        days: when each entry came into the ledger, as known today.
        began: the decision with which each organization began that one established.
        ended: the decision with which each organization ended first.
        admitted: the decisions that admitted each person to the Party or took that back, by their number.
        taken_back: the decision that took each other one back, by the number of that.
        papers: the decisions, as known today, by the folded key of their document.
        chains: the hashes of its files, as far as they were needed, the newest file first: of each the one after the
            opening, then those after each entry.
        former: the file of an older layout it was read from, or that one came from.
        replaced: what entries changed in what stood there before, by number; most change nothing, and are not there.
        secret: what the salts of names are made of; never written anywhere.
    """

    __slots__ = (
        "admitted",
        "began",
        "chains",
        "days",
        "ended",
        "entries",
        "former",
        "opening",
        "papers",
        "replaced",
        "secret",
        "taken_back",
    )

    def __init__(self, opening: Hierarchy) -> None:
        self.opening = opening
        self.entries: list[LogEntry] = []
        self.days: list[dt.date] = []
        self.began: dict[str, Enactment] = {}
        self.ended: dict[str, Enactment] = {}
        self.admitted: dict[str, dict[int, _Admission]] = {}
        self.taken_back: dict[int, Enactment] = {}
        self.papers: dict[tuple[str, str, dt.date | None], list[Enactment]] = {}
        self.chains: list[list[str]] = []
        self.former: Former | None = None
        self.replaced: dict[int, Replaced] = {}
        self.secret = token_bytes(SECRET)

    @classmethod
    def of(cls, opening: Hierarchy, entries: Iterable[LogEntry], played: Iterable[Played]) -> Book:
        """A book of these entries, as they were carried out."""
        new = cls(opening)
        new.entries = list(entries)
        new.days = days_of(new.entries)
        for one in played:
            new.note(one)
            new.papers.setdefault(one.decision.basis.folded_key, []).append(one.decision)
        return new

    def copy(self, length: int, played: Iterable[Played]) -> Book:
        """A book of one's own, with the first entries and what they did."""
        new = Book.of(self.opening, self.entries[:length], played)
        new.know_files_of(self, length)
        return new

    def know_files_of(self, other: Book, length: int) -> None:
        """Know the files of another book, as far as the first entries go, which are the same; and what these did."""
        self.chains = [chain[: length + 1] for chain in other.chains]
        self.former, self.secret = other.former, other.secret
        self.replaced = {number: what for number, what in [*other.replaced.items()] if number <= length}

    def know_file(self, chain: list[str]) -> None:
        """Know a file that was written or read: of one that is known already, what is longer."""
        others = [one for one in self.chains if one[0] != chain[0]]
        same = [one for one in self.chains if one[0] == chain[0] and one[: len(chain)] == chain]
        self.chains = [*(same[:1] or [chain]), *others][:_FILES]

    def append(self, entry: LogEntry) -> None:
        """Record something."""
        self.entries.append(entry)
        self.days.append(entry.recorded)
        if isinstance(entry, Enactment):
            self.papers.setdefault(entry.basis.folded_key, []).append(entry)

    def note(self, played: Played) -> None:
        """What began and ended with a decision, and who was admitted."""
        for began in played.established:
            self.began.setdefault(began, played.decision)
        for ended in played.ended:
            self.ended.setdefault(ended, played.decision)
        for member, day in played.admitted:
            self.admitted.setdefault(member, {})[played.decision.number] = _Admission(played.decision, day)
        if played.decision.reverses is not None:
            self.taken_back.setdefault(played.decision.reverses, played.decision)

    def note_replaced(
        self,
        number: int,
        pairs: Iterable[tuple[Played, Played]],
        openings: tuple[Hierarchy, Hierarchy] | None = None,
    ) -> None:
        """What an entry changed in what stood there before.

        Args:
            number: of the entry.
            pairs: decisions before it and after it; what is no pair of one decision, or the same, is left out.
            openings: the opening before and after, where that is another one.
        """
        different = tuple(
            (was, now)
            for was, now in pairs
            if was is not now
            and was.decision.number == now.decision.number
            and (was.decision.key != now.decision.key or was.delta != now.delta)
        )
        if different or openings is not None:
            self.replaced[number] = Replaced(different, openings)

    def drop(self, length: int) -> None:
        """Take back what was recorded after the first entries; nobody has seen it."""
        for entry in self.entries[length:]:
            if isinstance(entry, Enactment):
                self.papers[entry.basis.folded_key].remove(entry)
        indexes: tuple[dict[Any, Enactment], ...] = (self.began, self.ended, self.taken_back)
        for index in indexes:
            for key in [key for key, decision in index.items() if decision.number > length]:
                del index[key]
        for admissions in self.admitted.values():
            for number in [number for number in admissions if number > length]:
                del admissions[number]
        for number in [number for number in self.replaced if number > length]:
            del self.replaced[number]
        del self.entries[length:], self.days[length:]
        for chain in self.chains:
            del chain[length + 1 :]
