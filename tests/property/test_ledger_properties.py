"""Laws of the ledger: whatever is asked of it is what its decisions, played one by one from the opening, come to."""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, LedgerError, PlanRejectedError
from dangbo.base.terms import AdmitReason, LeaveReason, MemberStatus
from dangbo.change.play import Operation
from dangbo.change.verbs.people import Admit, Leave
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.restructure import Plan
from tests.builders import NO_RULES
from tests.property.strategies import AS_OF, furnished, sequences, wards
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

    @property
    def place(self) -> tuple[dt.date, int]:
        return (self.plan.effective, self.number)

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


def same(told: dict[Fact, object], expected: dict[Fact, object]) -> None:
    """Two ways to the same facts; where they part, only that is shown."""
    apart = {fact for fact in told.keys() | expected.keys() if told.get(fact) != expected.get(fact)}
    assert {fact: told.get(fact) for fact in apart} == {fact: expected.get(fact) for fact in apart}


def in_order(log: Iterable[Entry]) -> list[Entry]:
    return sorted(log, key=lambda entry: entry.place)


def fold(opening: Hierarchy, log: Iterable[Entry], day: dt.date = dt.date.max) -> Model | None:
    """The decisions effective by a day, one after the other; `None` where one of them does not apply."""
    model = Model(opening)
    for entry in in_order(log):
        if entry.plan.effective <= day and not entry.apply(model):
            return None
    return model


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
        self.log: list[Entry] = []
        self.older: list[tuple[History, list[Entry]]] = []
        self.remember()
        self.enact(data, 0, count)

    def paper(self) -> Document:
        self.made += 1
        return Document(kind="quyết định", number=f"{self.made}-QĐ/TU")

    def last_recorded(self) -> dt.date:
        return self.log[-1].recorded if self.log else OPENED

    def now(self, day: dt.date) -> Model:
        model = fold(self.opening, self.log, day)
        assert model is not None
        return model

    def remember(self) -> None:
        self.older = [*self.older[-5:], (self.ledger, list(self.log))]

    def attempt(self, entry: Entry, act: Callable[[], History], *, must: bool = True) -> None:
        """Do something to the ledger that the list says is possible, or is not.

        Args:
            entry: what it means for the list.
            act: what it means for the ledger.
            must: whether the ledger must do what the list says is possible; where not, it may refuse.
        """
        possible = fold(self.opening, [*self.log, entry]) is not None
        back_dated = any(other.place > entry.place for other in self.log)
        before = self.ledger
        try:
            after = act()
        except PlanRejectedError as error:
            note(f"refused: {[str(found) for found in error.findings]}")
            assert not (possible and must)
            assert self.ledger is before
            assert len(before.log) == len(self.log)
            event(f"refused{', back-dated' if back_dated else ''}")
            return
        assert possible
        event(f"{'taken back' if entry.undone else 'enacted'}{', back-dated' if back_dated else ''}")
        self.remember()
        self.ledger = after
        self.log.append(entry)

    @rule(data=st.data(), late=st.integers(0, 5), count=st.integers(1, 3))
    def enact(self, data: st.DataObject, late: int, count: int) -> None:
        for _ in range(count):
            self.made += 1
            day = data.draw(days)
            tree = self.ledger.as_of(data.draw(st.sampled_from([day, dt.date.max])))
            plan = Plan(day, self.opening.root.id, self.paper(), self.operations(data, tree))
            recorded = self.last_recorded() + dt.timedelta(days=late)
            entry = Entry(len(self.log) + 1, plan, recorded)
            certain = not any(other.undone for other in self.log if other.place > entry.place)
            self.attempt(entry, partial(self.ledger.enact, plan, recorded=recorded, rules=NO_RULES), must=certain)

    def operations(self, data: st.DataObject, tree: Hierarchy) -> list[Operation]:
        """Operations that can be carried out on a tree, or any."""
        drawn = data.draw(sequences(tree, f"s{self.made}", most=3))
        model = Model(tree)
        fine = [one for one in drawn if model.do(one)]
        return drawn if not fine or data.draw(st.integers(0, 5)) == 5 else fine

    @precondition(lambda self: self.log)
    @rule(data=st.data(), late=st.integers(0, 5), wait=st.sampled_from([0, 0, 1, 31]))
    def undo(self, data: st.DataObject, late: int, wait: int) -> None:
        target = data.draw(st.sampled_from(self.log[-4:]))
        day = target.plan.effective + dt.timedelta(days=wait)
        earlier = [entry for entry in self.log if entry.place < target.place]
        before, after = fold(self.opening, earlier), fold(self.opening, [*earlier, target])
        assert before is not None
        assert after is not None
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

        place = (day, number)
        between = [entry for entry in self.log if target.place < entry.place < place]
        later = [entry for entry in self.log if entry.place > place]
        entry = Entry(number, Plan(day, self.opening.root.id, paper, ()), recorded, Undone(changed))
        self.attempt(entry, act, must=not between and not later)
        if ledger:
            self.log[-1] = Entry(number, ledger[0].decision(number).plan, recorded, Undone(changed))
            assert ledger[0].decision(number).reverses == target.number
            if not between:
                same(facts_of(ledger[0].as_of(day)), was)

    @precondition(lambda self: self.log)
    @rule(data=st.data(), day=days)
    def enact_what_cannot_be(self, data: st.DataObject, day: dt.date) -> None:
        self.made += 1
        known, root, last = data.draw(st.sampled_from(self.log)).plan, self.opening.root.id, self.last_recorded()
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
        same(facts_of(applied(self.opening, (one.plan for one in self.ledger.decisions))), facts_of(now))
        assert nx.is_arborescence(now.graph)
        assert [one.number for one in self.ledger.decisions] == [entry.number for entry in in_order(self.log)]
        assert [one.number for one in self.ledger.log] == list(range(1, len(self.log) + 1))

    @rule(day=days)
    def ask_for_a_day(self, day: dt.date) -> None:
        then = self.ledger.as_of(day)

        assert then.as_of == day
        same(facts_of(then), self.now(day).facts())
        plans = [one.plan for one in self.ledger.decisions if one.effective <= day]
        same(facts_of(applied(self.opening, plans)), facts_of(then))
        assert len(self.ledger.between(OPENED, day)) == len(plans)
        built = Hierarchy(
            list(then),
            then.members.values(),
            {org.id: then.roll(org) for org in then},
            then.groups.values(),
            stays=then.stays,
            mass_bodies=then.mass_bodies.values(),
            as_of=day,
        )
        assert built.same_as(then)
        assert built.headcount() == then.headcount()
        assert {org.id: built.own_headcount(org) for org in built} == {org.id: then.own_headcount(org) for org in then}
        untouched = {org.id for org in self.opening} & {org.id for org in then}
        for entry in self.log:
            if entry.plan.effective <= day:
                untouched -= {key for key in untouched if self.opening[key] != then[key]}
        if not any(entry.undone for entry in self.log):
            touched = self.changed_by(day)
            assert all(then[key] is self.opening[key] for key in untouched - touched)

    def changed_by(self, day: dt.date) -> set[str]:
        """Ids of the organizations whose record any decision changed by a day."""
        model, changed = Model(self.opening), set()
        for entry in in_order(self.log):
            if entry.plan.effective <= day:
                for operation in entry.plan.operations:
                    was = dict(model.orgs)
                    model.do(operation, on=entry.plan.effective)
                    changed |= {key for key in was if model.orgs.get(key) is not was[key]}
        return changed

    @rule(day=days, known=st.integers(0, 60))
    def ask_what_was_known(self, day: dt.date, known: int) -> None:
        on = OPENED + dt.timedelta(days=known)
        expected = fold(self.opening, [entry for entry in self.log if entry.recorded <= on], day)

        assert expected is not None
        same(facts_of(self.ledger.as_of(day, known=on)), expected.facts())
        assert len(self.ledger.known(on)) == sum(entry.recorded <= on for entry in self.log)

    @rule(data=st.data(), day=days)
    def ask_an_older_ledger(self, data: st.DataObject, day: dt.date) -> None:
        ledger, log = data.draw(st.sampled_from(self.older))
        expected = fold(self.opening, log, day)

        assert expected is not None
        same(facts_of(ledger.as_of(day)), expected.facts())
        assert [one.number for one in ledger.decisions] == [entry.number for entry in in_order(log)]

    @rule(data=st.data(), start=days, length=st.integers(0, 30))
    def count_movements(self, data: st.DataObject, start: dt.date, length: int) -> None:
        end = start + dt.timedelta(days=length)
        eve = fold(self.opening, [entry for entry in self.log if entry.plan.effective < start])
        after = self.now(end)
        assert eve is not None
        top = data.draw(st.sampled_from(sorted({*(org.id for org in self.opening), *eve.orgs, *after.orgs})))

        moved = self.ledger.movements(start, end, of=top)

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
        assert all(
            count >= 0
            for table in (moved.organizations, moved.members)
            for row in table.rows
            if row.section != "within"
            for count in row.counts
        )

    @rule(data=st.data(), start=days, length=st.integers(0, 30))
    def print_form_1(self, data: st.DataObject, start: dt.date, length: int) -> None:
        end = start + dt.timedelta(days=length)
        eve, after = fold(self.opening, [one for one in self.log if one.plan.effective < start]), self.now(end)
        assert eve is not None
        top = data.draw(st.sampled_from(sorted({*(org.id for org in self.opening), *eve.orgs, *after.orgs})))

        form = self.ledger.movements(start, end, of=top).form_1()

        a, b, c, d = (form.row(code).now for code in ("1.A", "1.B", "1.C", "1.D"))
        assert (a, d) == tuple(sum(standing(state, top)[1]) for state in (eve, after))
        assert a is not None
        assert b is not None
        assert c is not None
        assert d == a + b - c
        for row in form.rows:
            assert row.now is not None
            assert row.now >= row.untold >= 0
            parts = [one.now or 0 for one in form.rows if one.within == row.code and one.adds != "of_which"]
            assert row.adds != "sum" or row.now == sum(parts) + row.untold
        assert (form.row("1.C3p").now or 0) <= (form.row("1.C3").now or 0)
        if start > OPENED:
            until = self.ledger.movements(OPENED, start - dt.timedelta(days=1), of=top).form_1()
            assert until.row("1.D").now == a
        if top == self.opening.root.id:
            assert {row.code: row.now for row in form.rows if row.code in _SAID_BY} == said(
                one.plan.operations for one in self.ledger.decisions if start <= one.effective <= end
            )

    @rule(data=st.data())
    def follow_a_lineage(self, data: st.DataObject) -> None:
        now = self.now(dt.date.max)
        top = data.draw(st.sampled_from(sorted({*(org.id for org in self.opening), *now.orgs})))

        line = self.ledger.lineage(top)

        assert set(line.became) <= now.orgs.keys()
        assert (top in line.became) == (top in now.orgs)
        assert top in line.graph

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

    def append_to(self, path: Path, older: History, log: list[Entry]) -> None:
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
