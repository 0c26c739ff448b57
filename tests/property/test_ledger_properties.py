"""Laws of the ledger: whatever is asked of it is what its decisions, played one by one from the opening, come to."""

from __future__ import annotations

import datetime as dt
import json
import math
import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pytest
from hypothesis import event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, LedgerError, PlanRejectedError
from dangbo.base.terms import AdmitReason, Form, GroupKind, LeaveReason, Level, MemberStatus, MoveScope
from dangbo.change.play import Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.people import Admit, Leave, Recognize
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED, Member
from dangbo.tree.records import Organization, ResidentialGroup
from tests.builders import NO_RULES
from tests.property.strategies import AS_OF, furnished, names, sequences, wards
from tests.property.test_plan_properties import Fact, Model, RefusedError, facts_of, need

OPENED = dt.date.fromisoformat(AS_OF)
days = st.integers(0, 30).map(lambda number: OPENED + dt.timedelta(days=number))


# --- a ledger in a list ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undone:
    """A decision that takes another one back: what everything it changed was before, and what it had become."""

    facts: Mapping[Fact, tuple[object, object]]

    def apply(self, model: Model) -> None:
        kinds = {
            "organization": model.orgs,
            "home": model.homes,
            "person": model.people,
            "stay": model.stays,
            "group": model.groups,
            "body": model.bodies,
            "seat": model.seats,
            "term": model.terms,
        }
        for (kind, key), (was, became) in self.facts.items():
            facts: dict[str, Any] = kinds[kind]  # type: ignore[assignment]
            need(facts.get(key) == became)
            if was is None:
                del facts[key]
                if kind in {"organization", "group"}:
                    model.dead.add(key)
            else:
                facts[key] = was
                if kind == "home":  # whoever was said to have died did not
                    model.deceased.discard(key)
        hosts = {member: stay.organization for member, stay in model.stays.items()}
        need(all(model.homes.get(member, at) != at for member, at in hosts.items()))


@dataclass(frozen=True)
class Entry:
    """A line of the naive log: a plan, or what taking one back means."""

    number: int
    plan: Plan
    recorded: dt.date
    undone: Undone | None = None
    before: tuple[int, ...] = ()
    """The decision of the same day it stands before, behind those that one stands before."""

    @property
    def place(self) -> tuple[dt.date, tuple[float, ...]]:
        return (self.plan.effective, (*self.before, self.number, math.inf))

    def apply(self, model: Model) -> bool:
        after = model.copy()
        if self.undone is not None:
            try:
                self.undone.apply(after)
            except RefusedError:
                return False
        elif not all(after.do(operation, on=self.plan.effective) for operation in self.plan.operations):
            return False
        model.__dict__ = after.__dict__
        return True


RecordKind = Literal["organization", "group", "person"]


@dataclass(frozen=True)
class Right:
    """A line of the naive log that puts others right: what was decided, what a record says, when lines came in."""

    number: int
    recorded: dt.date
    decision: int | None = None
    plan: Plan | None = None
    record: tuple[RecordKind, str] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    days: Mapping[int, dt.date] = field(default_factory=dict)


Line = Entry | Right


def settled(opening: Hierarchy, log: Iterable[Line]) -> tuple[Model, list[Entry]]:
    """The opening and the decisions, in the order of effect, as a log says at last that they were."""
    model, entries = Model(opening), dict[int, Entry]()
    for line in log:
        if isinstance(line, Entry):
            entries[line.number] = line
        elif line.plan is not None and line.decision is not None:
            was = entries[line.decision]
            before = was.before if was.plan.effective == line.plan.effective else ()
            entries[line.decision] = replace(was, plan=line.plan, before=before)
        elif line.record is not None:
            kind, key = line.record
            records: dict[str, Any] = {"organization": model.orgs, "group": model.groups, "person": model.people}[kind]  # type: ignore[assignment]
            if key in records:
                records[key] = replace(records[key], **line.fields)
                continue
            entry = next(one for one in in_order(entries.values()) if one.undone is None and brings(one.plan, key))
            entries[entry.number] = replace(entry, plan=with_record(entry.plan, key, line.fields))
    return model, in_order(entries.values())


def records_in(value: object) -> Iterator[dict[str, Any]]:
    """Everything in a JSON value that has an id."""
    if isinstance(value, dict) and "id" in value:
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records_in(item)


def brings(plan: Plan, key: str) -> bool:
    """Whether a plan brings a record; as it is written, not as it is in memory."""
    return any(record["id"] == key for record in records_in(plan.as_dict()["operations"]))


def with_record(plan: Plan, key: str, fields: Mapping[str, Any]) -> Plan:
    """A plan in which a record, wherever it first stands, says something else."""
    values: dict[str, Any] = json.loads(plan.to_json())
    first = next(one for one in values["operations"] if any(record["id"] == key for record in records_in(one)))
    for record in records_in(first):
        if record["id"] == key:
            record.update({name: getattr(value, "value", value) for name, value in fields.items()})
    return Plan.from_dict(values)


def recorded_days(log: Sequence[Line]) -> list[dt.date]:
    """When each line came in, as the log says at last."""
    days = {line.number: line.recorded for line in log}
    for line in log:
        if isinstance(line, Right):
            days.update(line.days)
    return [days[line.number] for line in log]


def same(told: dict[Fact, object], expected: dict[Fact, object]) -> None:
    """Two ways to the same facts; where they part, only that is shown."""
    apart = {fact for fact in told.keys() | expected.keys() if told.get(fact) != expected.get(fact)}
    assert {fact: told.get(fact) for fact in apart} == {fact: expected.get(fact) for fact in apart}


def in_order(log: Iterable[Entry]) -> list[Entry]:
    return sorted(log, key=lambda entry: entry.place)


def fold(opening: Hierarchy, log: Iterable[Line], day: dt.date = dt.date.max) -> Model | None:
    """The decisions effective by a day, one after the other; `None` where one of them does not apply."""
    model, entries = settled(opening, log)
    return model if all(entry.apply(model) for entry in entries if entry.plan.effective <= day) else None


def played(model: Model, entries: Iterable[Entry]) -> Model:
    """Decisions that apply, one after the other, on a copy."""
    after = model.copy()
    assert all(entry.apply(after) for entry in entries)
    return after


def applied(opening: Hierarchy, plans: Iterable[Plan]) -> Hierarchy:
    """The plans applied one by one, without a ledger."""
    tree = opening
    for plan in plans:
        tree = plan.apply(tree, rules=NO_RULES)
    return tree


def standing(model: Model, top: str) -> tuple[Counter[str], tuple[int, int]]:
    """Organizations by kind and people, full and probationary, of an organization and everything below."""
    if top not in model.orgs:
        return Counter(), (0, 0)
    orgs = [model.orgs[key] for key in (top, *model.below(top))]
    people = [model.people[key].status for org in orgs for key in model.roll(org.id)]
    full = sum(org.full for org in orgs) + people.count(MemberStatus.FULL)
    probationary = sum(org.probationary for org in orgs) + people.count(MemberStatus.PROBATIONARY)
    return Counter(f"{org.form.value}/{org.level.value}" for org in orgs), (full, probationary)


_SAID_BY: Mapping[str, set[AdmitReason | LeaveReason]] = {
    "1.B1": {AdmitReason.ADMITTED, AdmitReason.READMITTED},
    "1.B3": {AdmitReason.RESTORED},
    "1.C1": {LeaveReason.DECEASED},
    "1.C2": {LeaveReason.EXPELLED},
    "1.C3": {LeaveReason.STRUCK_OFF},
    "1.C4": {LeaveReason.WITHDREW},
}
"""Lines of form 1 that nothing but the reason of a decision on people fills, where the whole register reports."""


def said(plans: Iterable[Iterable[Operation]]) -> dict[str, int]:
    """How many people decisions name, or give by number, for each of those lines."""
    counts: Counter[AdmitReason | LeaveReason] = Counter()
    for operation in (one for plan in plans for one in plan):
        if isinstance(operation, Admit):
            counts[operation.reason] += len(operation.members) + operation.full + operation.probationary
        elif isinstance(operation, Leave):
            counts[operation.reason] += len(operation.members) + sum(item.total for item in operation.people)
    return {code: sum(counts[reason] for reason in reasons) for code, reasons in _SAID_BY.items()}


Move = tuple[str, str]
"""Of a row of movements: its section, and the reason somebody gave, "moved" or "restore"."""


@dataclass(frozen=True)
class Inside:
    """Who and what stands within an organization at one moment."""

    orgs: frozenset[str]
    listed: Mapping[str, MemberStatus]
    counted: tuple[int, int]

    @classmethod
    def of(cls, model: Model, top: str) -> Inside:
        orgs = frozenset((top, *model.below(top))) if top in model.orgs else frozenset()
        listed = {key: model.people[key].status for key, home in model.homes.items() if home in orgs}
        counts = [model.orgs[key] for key in orgs]
        return cls(orgs, listed, (sum(org.full for org in counts), sum(org.probationary for org in counts)))


class Expected:
    """What the movements of an organization must say, counted operation by operation on plain sets.

    Attributes:
        listed: people on rolls by row.
        by_number: people known only by number who came less those who went, whatever the row.
        recognized: full members more by a change within.
        far: people who crossed the border of the register and of whom a decision says how far.
        organizations: by row.
        undone: whether a decision was taken back, of which nobody says who is who by number.
    """

    def __init__(self) -> None:
        self.listed: Counter[Move] = Counter()
        self.by_number = 0
        self.recognized = 0
        self.far: Counter[tuple[str, MoveScope]] = Counter()
        self.organizations: Counter[Move] = Counter()
        self.undone = False

    def add(self, operation: Operation | None, was: Inside, now: Inside, living: tuple[set[str], set[str]]) -> None:
        """Count an operation, or what takes a decision back.

        Args:
            operation: the operation; `None` for what takes a decision back.
            was: who stood within the organization before.
            now: who stands there after.
            living: every organization of the register before and after.
        """
        cause = "restore" if operation is None else "moved"
        if isinstance(operation, Admit) and operation.reason is not AdmitReason.RECEIVED:
            cause = operation.reason.value
        if isinstance(operation, Leave) and operation.reason is not LeaveReason.TRANSFERRED:
            cause = operation.reason.value
        came, went = now.listed.keys() - was.listed.keys(), was.listed.keys() - now.listed.keys()
        self.listed["increase", cause] += len(came)
        self.listed["decrease", cause] += len(went)
        more = sum(now.counted) - sum(was.counted)
        self.by_number += more
        stayed = was.listed.keys() & now.listed.keys()
        self.recognized += sum(
            (now.listed[one] is MemberStatus.FULL) - (was.listed[one] is MemberStatus.FULL) for one in stayed
        )
        if isinstance(operation, Recognize):
            self.recognized += now.counted[0] - was.counted[0]
        if isinstance(operation, Admit | Receive | Leave | HandOut) and operation.where is not None:
            crossing = len(came) - len(went) + more
            self.far["increase" if crossing > 0 else "decrease", operation.where] += abs(crossing)
        verb = "restore" if operation is None else operation.verb
        for key in now.orgs - was.orgs:
            self.organizations["increase", "received" if key in living[0] else verb] += 1
        for key in was.orgs - now.orgs:
            self.organizations["decrease", "handed_over" if key in living[1] else verb] += 1
        self.undone |= operation is None


def expected_movements(opening: Hierarchy, log: Iterable[Line], top: str, start: dt.date, end: dt.date) -> Expected:
    """What movements of a period must say."""
    found = Expected()
    model, entries = settled(opening, log)
    for entry in entries:
        if entry.plan.effective > end:
            break
        for operation in (None,) if entry.undone else entry.plan.operations:
            was, lived = Inside.of(model, top), set(model.orgs)
            assert entry.apply(model) if operation is None else model.do(operation, on=entry.plan.effective)
            if entry.plan.effective >= start:
                found.add(operation, was, Inside.of(model, top), (lived, set(model.orgs)))
    return found


_REASONS = {one.value: one.value for one in (*AdmitReason, *LeaveReason)} | {
    "transferred_in": "moved",
    "transferred_out": "moved",
    "with_organizations": "moved",
}


def check_movements(
    ledger: History, opening: Hierarchy, log: Sequence[Line], top: str, start: dt.date, end: dt.date
) -> None:
    """Movements and form 1 of an organization and a period say what the decisions, counted on plain sets, come to."""
    model, entries = settled(opening, log)
    eve = played(model, (entry for entry in entries if entry.plan.effective < start))
    after = played(model, (entry for entry in entries if entry.plan.effective <= end))

    moved = ledger.movements(start, end, of=top)
    form = moved.form_1(past_rows="filled")

    assert moved.holds
    for state, orgs, people in (
        (eve, moved.organizations.opening, moved.members.opening),
        (after, moved.organizations.closing, moved.members.closing),
    ):
        kinds, counted = standing(state, top)
        assert people == counted
        assert dict(zip(moved.organizations.columns, orgs, strict=True)) == {
            column: kinds[column] for column in moved.organizations.columns
        }
        assert sum(orgs) == kinds.total()
    outward = [row for table in (moved.organizations, moved.members) for row in table.rows if row.section != "within"]
    assert all(count >= 0 for row in outward for count in row.counts)

    expected = expected_movements(opening, log, top, start, end)
    listed: Counter[Move] = Counter()
    for row in moved.members.rows:
        if row.section != "within":
            listed[row.section, _REASONS.get(row.cause, row.cause)] += row.total - row.by_number
    assert listed == +expected.listed
    assert expected.by_number == sum(
        -row.by_number if row.section == "decrease" else row.by_number for row in moved.members.rows
    )
    converted = [row.counts for row in moved.members.rows if row.section == "within"]
    assert all(sum(counts) == 0 for counts in converted)
    assert expected.undone or sum(full for full, _ in converted) == expected.recognized
    organizations = Counter({(row.section, row.cause): row.total for row in moved.organizations.rows})
    assert {one: count for one, count in organizations.items() if one[0] != "within"} == +expected.organizations

    a, b, c, d = (form.row(code).now for code in ("1.A", "1.B", "1.C", "1.D"))
    assert (a, d) == tuple(sum(standing(state, top)[1]) for state in (eve, after))
    assert a is not None
    assert b is not None
    assert c is not None
    assert d == a + b - c
    for line in form.rows:
        assert line.now is not None
        assert line.now >= line.untold >= 0
        parts = [one.now or 0 for one in form.rows if one.within == line.code and one.adds != "of_which"]
        assert line.adds != "sum" or line.now == sum(parts) + line.untold
    assert (form.row("1.C3p").now or 0) <= (form.row("1.C3").now or 0)
    provinces = any(org.level is Level.PROVINCIAL for model in (eve, after) for org in model.orgs.values())
    for code, far in _FAR.items():
        assert provinces or form.row(code).now == expected.far[far]
    if top == opening.root.id:
        assert {row.code: row.now for row in form.rows if row.code in _SAID_BY} == said(
            one.plan.operations for one in ledger.decisions if start <= one.effective <= end
        )
    if start > opening.as_of:
        until = ledger.movements(opening.as_of, start - dt.timedelta(days=1), of=top).form_1()
        assert until.row("1.D").now == a


_FAR: Mapping[str, tuple[str, MoveScope]] = {
    "1.B2a": ("increase", MoveScope.OTHER_PROVINCE),
    "1.B2b": ("increase", MoveScope.SAME_PROVINCE),
    "1.C5a": ("decrease", MoveScope.OTHER_PROVINCE),
    "1.C5b": ("decrease", MoveScope.SAME_PROVINCE),
}


def check_erasure(ledger: History, path: Path, person: str, on: Iterable[dt.date]) -> None:
    """A file without the name of one person says everything else as before, on every day."""
    ledger.save(path)
    History.erase(person, path)
    again = History.load(path, rules=NO_RULES)

    def without_name(fact: object) -> object:
        if isinstance(fact, Member) and fact.id == person:
            return replace(fact, name=ERASED)
        return replace(fact, head=ERASED) if isinstance(fact, ResidentialGroup) and fact.head == person else fact

    assert again.seal == ledger.seal
    assert len(again.log) == len(ledger.log)
    for day in on:
        expected = {fact: without_name(value) for fact, value in facts_of(ledger.as_of(day)).items()}
        same(facts_of(again.as_of(day)), expected)
    assert History.erase(person, path) == 0


# --- the machine ----------------------------------------------------------------------------------------------------


class Ledgers(RuleBasedStateMachine):
    """A ledger beside a list of its decisions; now and then an older state of both goes on in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.made = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize(opening=furnished(wards()), data=st.data(), count=st.integers(2, 5))
    def open(self, opening: Hierarchy, data: st.DataObject, count: int) -> None:
        self.opening = opening
        self.ledger = History(opening)
        self.log: list[Line] = []
        self.older: list[tuple[History, list[Line]]] = []
        self.remember()
        self.enact(data, 0, count)

    def paper(self) -> Document:
        self.made += 1
        return Document(kind="quyết định", number=f"{self.made}-QĐ/TU")

    def last_recorded(self) -> dt.date:
        return recorded_days(self.log)[-1] if self.log else OPENED

    def decided(self) -> list[Entry]:
        """The decisions as they are known now, in the order of effect."""
        return settled(self.opening, self.log)[1]

    def now(self, day: dt.date) -> Model:
        model = fold(self.opening, self.log, day)
        assert model is not None
        return model

    def remember(self) -> None:
        self.older = [*self.older[-5:], (self.ledger, list(self.log))]

    def attempt(self, entry: Line, act: Callable[[], History], *, must: bool = True) -> bool:
        """Do something to the ledger that the list says is possible, or is not.

        Args:
            entry: what it means for the list.
            act: what it means for the ledger.
            must: whether the ledger must do what the list says is possible; where not, it may refuse.
        """
        possible = fold(self.opening, [*self.log, entry]) is not None
        late = isinstance(entry, Entry) and any(other.place > entry.place for other in self.decided())
        what = "put right" if isinstance(entry, Right) else "taken back" if entry.undone else "enacted"
        before = self.ledger
        try:
            after = act()
        except (PlanRejectedError, InvalidInputError) as error:
            note(f"refused: {[str(found) for found in error.findings]}")
            assert not (possible and must)
            assert self.ledger is before
            assert len(before.log) == len(self.log)
            event(f"{what}{', back-dated' if late else ''}: refused")
            return False
        assert possible
        event(f"{what}{', back-dated' if late else ''}")
        self.remember()
        self.ledger = after
        self.log.append(entry)
        return True

    @rule(data=st.data(), late=st.integers(0, 5), count=st.integers(1, 3))
    def enact(self, data: st.DataObject, late: int, count: int) -> None:
        for _ in range(count):
            self.made += 1
            day = data.draw(days)
            tree = self.ledger.as_of(data.draw(st.sampled_from([day, dt.date.max])))
            plan = Plan(day, self.opening.root.id, self.paper(), self.operations(data, tree))
            recorded = self.last_recorded() + dt.timedelta(days=late)
            decided = self.decided()
            of_the_day = [None, None, *(other for other in decided if other.plan.effective == day)]
            following = data.draw(st.sampled_from(of_the_day))
            path = () if following is None else (*following.before, following.number)
            entry = Entry(len(self.log) + 1, plan, recorded, before=path)
            certain = not any(other.undone for other in decided if other.place > entry.place)
            before = None if following is None else following.number
            act = partial(self.ledger.enact, plan, recorded=recorded, before=before, rules=NO_RULES)
            self.attempt(entry, act, must=certain)

    def operations(self, data: st.DataObject, tree: Hierarchy) -> list[Operation]:
        """Operations that can be carried out on a tree, or any."""
        drawn = data.draw(sequences(tree, f"s{self.made}", most=3))
        model = Model(tree)
        fine = [one for one in drawn if model.do(one)]
        return drawn if not fine or data.draw(st.integers(0, 5)) == 5 else fine

    @precondition(lambda self: self.decided())
    @rule(data=st.data(), late=st.integers(0, 5), wait=st.sampled_from([0, 0, 1, 31]))
    def undo(self, data: st.DataObject, late: int, wait: int) -> None:
        opening, decided = settled(self.opening, self.log)
        target = data.draw(st.sampled_from(sorted(decided, key=lambda one: one.number)[-4:]))
        day = target.plan.effective + dt.timedelta(days=wait)
        before = played(opening, (entry for entry in decided if entry.place < target.place))
        after = played(before, [target])
        was, became = before.facts(), after.facts()
        changed = {
            fact: (was.get(fact), became.get(fact))
            for fact in was.keys() | became.keys()
            if was.get(fact) != became.get(fact)
        }
        paper, recorded, number = self.paper(), self.last_recorded() + dt.timedelta(days=late), len(self.log) + 1
        ledger: list[History] = []

        def act() -> History:
            ledger.append(
                self.ledger.undo(target.number, effective=day, basis=paper, recorded=recorded, rules=NO_RULES)
            )
            return ledger[0]

        entry = Entry(number, Plan(day, self.opening.root.id, paper, ()), recorded, Undone(changed))
        between = [one for one in decided if target.place < one.place < entry.place]
        later = [one for one in decided if one.place > entry.place]
        self.attempt(entry, act, must=not between and not later)
        if ledger:
            self.log[-1] = Entry(number, ledger[0].decision(number).plan, recorded, Undone(changed))
            assert ledger[0].decision(number).reverses == target.number
            if not between:
                same(facts_of(ledger[0].as_of(day)), was)

    @precondition(lambda self: self.decided())
    @rule(data=st.data(), late=st.integers(0, 5), wait=st.sampled_from([0, 0, 0, 1, 3]))
    def correct_a_decision(self, data: st.DataObject, late: int, wait: int) -> None:
        """It was written down otherwise than it was taken: with less, with something else, on another day."""
        self.made += 1
        _, decided = settled(self.opening, self.log)
        target = data.draw(st.sampled_from(decided))
        if target.undone is not None:
            return
        day, operations = target.plan.effective + dt.timedelta(days=wait), target.plan.operations
        if len(operations) > 1 and data.draw(st.booleans()):
            operations = operations[:-1]
        elif data.draw(st.booleans()):
            eve = max(OPENED, day - dt.timedelta(days=1))
            operations = tuple(self.operations(data, self.ledger.as_of(eve)))
        plan = Plan(day, self.opening.root.id, self.paper(), operations)
        number, recorded = len(self.log) + 1, self.last_recorded() + dt.timedelta(days=late)
        act = partial(self.ledger.correct_decision, target.number, plan, recorded=recorded, reason="ghi sai")
        right = Right(number, recorded, target.number, plan)
        self.attempt(right, act, must=not any(one.undone for one in decided))

    @rule(data=st.data(), late=st.integers(0, 5), kind=st.sampled_from(["organization", "group", "person", "person"]))
    def correct_a_record(self, data: st.DataObject, late: int, kind: RecordKind) -> None:
        """Whatever a record began with: in the opening, or with the decision that brought it."""
        first, decided = settled(self.opening, self.log)
        now = self.now(dt.date.max)
        keys = {
            "organization": first.orgs.keys() | now.orgs.keys(),
            "group": first.groups.keys() | now.groups.keys(),
            "person": now.people.keys(),
        }[kind]
        if not keys:
            return
        brought = keys - {org.id for org in self.opening} - self.opening.groups.keys() - self.opening.members.keys()
        rather: bool = data.draw(st.booleans())
        key = data.draw(st.sampled_from(sorted(brought if brought and rather else keys)))
        cells = [org.id for org in self.opening if org.form is Form.CHI_BO]
        name, values = data.draw(
            st.sampled_from(
                {
                    "organization": [
                        ("name", names),
                        ("code", st.sampled_from([None, "01", "02"])),
                        ("host_unit", st.sampled_from([None, "u-0", "u-9"])),
                        ("full", st.integers(0, 40)),
                        ("probationary", st.integers(0, 5)),
                    ],
                    "group": [
                        ("name", names),
                        ("kind", st.sampled_from(GroupKind)),
                        ("head", st.sampled_from([None, "Đỗ Thị Ơn", *list(self.opening.members)[:2]])),
                        ("head_is_member", st.sampled_from([None, True, False])),
                        ("cells", st.lists(st.sampled_from(cells), max_size=2, unique=True).map(tuple)),
                    ],
                    "person": [("name", names), ("status", st.sampled_from(MemberStatus))],
                }[kind]
            )
        )
        fields = {name: data.draw(values)}
        if name == "name":
            fields = {name: " ".join(fields[name].split())}
        verbs: dict[RecordKind, Callable[..., History]] = {
            "organization": self.ledger.correct_record,
            "group": self.ledger.correct_group,
            "person": self.ledger.correct_member,
        }
        correct = verbs[kind]
        number, recorded = len(self.log) + 1, self.last_recorded() + dt.timedelta(days=late)

        def act() -> History:
            put_right = partial(correct, key, recorded=recorded, reason="ghi sai", **fields)
            try:
                return put_right()
            except InvalidInputError as error:
                limits = {dict(one.facts).get("number") for one in error.findings if one.code == "history/set-later"}
                if len(limits) != 1:
                    raise
                event("a record that a later decision set")
                (limit,) = limits
                return put_right(until=limit)

        right = Right(number, recorded, record=(kind, key), fields=fields)
        before = self.known_record(kind, key)
        differs = any(getattr(before, one) != value for one, value in fields.items())
        if self.attempt(right, act, must=differs and not any(one.undone for one in decided)):
            assert differs

    def known_record(self, kind: RecordKind, key: str) -> Any:  # noqa: ANN401 - of whatever kind
        """The record of the opening, or the first one a decision brings."""
        first, decided = settled(self.opening, self.log)
        records: dict[str, Any] = {"organization": first.orgs, "group": first.groups, "person": first.people}
        if key in records[kind]:
            return records[kind][key]
        kinds: dict[str, type[Any]] = {"organization": Organization, "group": ResidentialGroup, "person": Member}
        entry = next(one for one in decided if one.undone is None and brings(one.plan, key))
        values = next(one for one in records_in(entry.plan.as_dict()["operations"]) if one["id"] == key)
        return kinds[kind](**values)

    @precondition(lambda self: self.log)
    @rule(data=st.data(), late=st.integers(0, 5), more=st.integers(-3, 3))
    def correct_a_day_of_recording(self, data: st.DataObject, late: int, more: int) -> None:
        recorded = self.last_recorded() + dt.timedelta(days=late)
        line = data.draw(st.sampled_from(self.log))
        was = recorded_days(self.log)
        right = Right(len(self.log) + 1, recorded, days={line.number: was[line.number - 1] + dt.timedelta(days=more)})
        now = recorded_days([*self.log, right])
        act = partial(self.ledger.correct_recorded, right.days, recorded=recorded, reason="gõ nhầm")
        fine = more != 0 and now == sorted(now)
        assert self.attempt(right, act, must=fine) == fine

    @precondition(lambda self: self.decided())
    @rule(data=st.data(), day=days)
    def enact_what_cannot_be(self, data: st.DataObject, day: dt.date) -> None:
        self.made += 1
        known, root, last = data.draw(st.sampled_from(self.decided())).plan, self.opening.root.id, self.last_recorded()
        good = Plan(day, root, self.paper(), self.operations(data, self.ledger.as_of(day)))
        early = Plan(OPENED - dt.timedelta(days=1), root, self.paper(), good.operations)
        for plans, recorded, code in (
            ([known], last, "history/already-enacted"),
            ([good, known], last, "history/already-enacted"),
            ([early], last, "history/before-opening"),
            ([good], last - dt.timedelta(days=1), "history/recorded-backwards"),
        ):
            with pytest.raises(PlanRejectedError) as caught:
                self.ledger.enact(*plans, recorded=recorded, rules=NO_RULES)
            assert code in {found.code for found in caught.value.findings} or len(plans) > 1

    @rule(data=st.data())
    def go_on_from_an_older_ledger(self, data: st.DataObject) -> None:
        ledger, log = data.draw(st.sampled_from(self.older))
        self.remember()
        self.ledger, self.log = ledger, list(log)

    # --- what it tells ---

    @invariant()
    def the_fold_is_the_direct_application(self) -> None:
        now = self.ledger.as_of("2026-01-01")
        same(facts_of(now), self.now(dt.date.max).facts())
        plans = [one.plan for one in self.ledger.decisions]
        same(facts_of(applied(self.ledger.opening, plans)), facts_of(now))
        assert nx.is_arborescence(now.graph)
        assert [(one.number, one.plan) for one in self.ledger.decisions if one.reverses is None] == [
            (entry.number, entry.plan) for entry in self.decided() if entry.undone is None
        ]
        assert [one.number for one in self.ledger.decisions] == [entry.number for entry in self.decided()]
        assert [one.number for one in self.ledger.log] == list(range(1, len(self.log) + 1))

    @rule(day=days)
    def ask_for_a_day(self, day: dt.date) -> None:
        then = self.ledger.as_of(day)

        assert then.as_of == day
        same(facts_of(then), self.now(day).facts())
        plans = [one.plan for one in self.ledger.decisions if one.effective <= day]
        same(facts_of(applied(self.ledger.opening, plans)), facts_of(then))
        assert len(self.ledger.between(OPENED, day)) == len(plans)
        built = Hierarchy(
            list(then),
            then.members.values(),
            {org.id: then.roll(org) for org in then},
            then.groups.values(),
            stays=then.stays,
            mass_bodies=then.mass_bodies.values(),
            seats=then.seats,
            mandates=then.mandates,
            as_of=day,
        )
        assert built.same_as(then)
        assert built.headcount() == then.headcount()
        assert {org.id: built.own_headcount(org) for org in built} == {org.id: then.own_headcount(org) for org in then}
        if not any(entry.undone for entry in self.decided()):
            opening, touched = self.ledger.opening, self.changed_by(day)
            assert all(org is then[org.id] for org in opening if org.id in then and org.id not in touched)

    def changed_by(self, day: dt.date) -> set[str]:
        """Ids of the organizations whose record any decision changed by a day."""
        (model, entries), changed = settled(self.opening, self.log), set()
        for entry in entries:
            if entry.plan.effective <= day:
                for operation in entry.plan.operations:
                    was = dict(model.orgs)
                    model.do(operation, on=entry.plan.effective)
                    changed |= {key for key in was if model.orgs.get(key) is not was[key]}
        return changed

    @rule(day=days, known=st.integers(0, 60))
    def ask_what_was_known(self, day: dt.date, known: int) -> None:
        on = OPENED + dt.timedelta(days=known)
        came_in = sum(recorded <= on for recorded in recorded_days(self.log))
        expected = fold(self.opening, self.log[:came_in], day)

        assert expected is not None
        same(facts_of(self.ledger.as_of(day, known=on)), expected.facts())
        assert self.ledger.known(on).log == self.ledger.log[:came_in]

    @rule(data=st.data(), day=days)
    def ask_an_older_ledger(self, data: st.DataObject, day: dt.date) -> None:
        ledger, log = data.draw(st.sampled_from(self.older))
        expected = fold(self.opening, log, day)

        assert expected is not None
        same(facts_of(ledger.as_of(day)), expected.facts())
        assert [one.number for one in ledger.decisions] == [entry.number for entry in settled(self.opening, log)[1]]

    @rule(start=days, length=st.integers(0, 30))
    def count_movements(self, start: dt.date, length: int) -> None:
        end = start + dt.timedelta(days=length)
        for top in {*(org.id for org in self.opening), *self.now(start).orgs, *self.now(end).orgs}:
            check_movements(self.ledger, self.opening, self.log, top, start, end)

    @rule(data=st.data())
    def erase_a_name(self, data: st.DataObject) -> None:
        people = [*self.ledger.as_of("2026-01-01").members]
        if people:
            person, on = data.draw(st.sampled_from(people)), data.draw(st.lists(days, max_size=2))
            check_erasure(self.ledger, Path(self.folder.name, "erased.jsonl"), person, [*on, dt.date(2026, 1, 1)])

    @rule(data=st.data())
    def follow_a_lineage(self, data: st.DataObject) -> None:
        now = self.now(dt.date.max)
        top = data.draw(st.sampled_from(sorted({*(org.id for org in self.opening), *now.orgs})))

        line = self.ledger.lineage(top)

        assert set(line.became) <= now.orgs.keys()
        assert (top in line.became) == (top in now.orgs)
        assert top in line.graph

    @rule(day=days)
    def look_at_the_graph_of_everything(self, day: dt.date) -> None:
        graph = self.ledger.lineage_graph()
        now, then = self.now(dt.date.max).orgs, self.now(day).orgs

        assert {org.id for org in self.opening} | now.keys() | then.keys() <= {*graph}
        lines = {key: self.ledger.lineage(key) for key in graph}
        assert {(edge.source, edge.target) for line in lines.values() for edge in line.edges} == {*graph.edges}
        for source, target, data in graph.edges(data=True):
            edges = [edge for edge in lines[source].edges if (edge.source, edge.target) == (source, target)]
            assert data["on"] == "; ".join(str(edge.on) for edge in edges)
            assert data["verb"].split("; ") == [edge.verb for edge in edges]
            assert data["decision"].split("; ") == [str(edge.decision) for edge in edges]
        for key, data in graph.nodes(data=True):
            assert {**data, "name": lines[key].graph.nodes[key]["name"]} == data
            assert data["living"] == (key in now)
            assert data["in_opening"] == ("first" not in data and key in {org.id for org in self.opening})
            if (day >= OPENED) and "form" in data and not data["gaps"]:
                inside = data.get("first", "") <= day.isoformat() <= data.get("last", "9999")
                assert inside == (key in then)
        json.dumps(nx.node_link_data(graph, edges="edges"))

    @rule(data=st.data())
    def write_and_read(self, data: st.DataObject) -> None:
        path = Path(self.folder.name, "ledger.jsonl")
        self.ledger.save(path)
        again = History.load(path, rules=NO_RULES)

        assert again.log == self.ledger.log
        assert again.decisions == self.ledger.decisions
        assert again.seal == self.ledger.seal
        assert again.opening.same_as(self.ledger.opening)
        assert again.as_of("2026-01-01").same_as(self.ledger.as_of("2026-01-01"))
        assert pickle.loads(pickle.dumps(self.ledger)).log == self.ledger.log  # noqa: S301
        if self.older:
            self.append_to(path, *data.draw(st.sampled_from(self.older)))

    def append_to(self, path: Path, older: History, log: list[Line]) -> None:
        """Add to the file of an older ledger what it does not have; unless that went another way."""
        older.save(path)
        if self.log[: len(log)] == log:
            assert self.ledger.append(path) == len(self.log) - len(log)
            assert History.load(path, rules=NO_RULES).log == self.ledger.log
        elif log[: len(self.log)] != self.log:
            with pytest.raises(InvalidInputError):
                self.ledger.append(path)

    @rule(data=st.data())
    def cut_a_file(self, data: st.DataObject) -> None:
        path = Path(self.folder.name, "cut.jsonl")
        self.ledger.save(path)
        text = path.read_bytes()
        opening = len(text.splitlines()) - len(self.log)
        ends = [at + 1 for at, byte in enumerate(text) if byte == ord("\n")]
        cut = data.draw(st.one_of(st.integers(1, len(text) - 1), st.sampled_from(ends)))
        path.write_bytes(text[:cut])
        if cut + 1 in ends:  # only the end of the last line is missing, and nothing it said
            cut += 1
        whole = text[:cut].count(b"\n")
        if cut in ends and whole >= opening:  # cut off between two lines: a shorter ledger
            assert History.load(path, rules=NO_RULES).log == self.ledger.log[: whole - opening]
            return
        with pytest.raises(LedgerError) as caught:
            History.load(path, rules=NO_RULES)
        assert caught.value.line == whole + 1
        before = caught.value.before
        assert (before is None) == (whole < opening)
        if before is not None:
            assert before.log == self.ledger.log[: whole - opening]


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(max_examples=settings().max_examples // 2, stateful_step_count=15)
