"""Laws of closings and balances: what is told is what a log rebuilt from the opening, length by length, comes to."""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo import (
    Balance,
    Closing,
    Correction,
    Document,
    Enactment,
    Expectation,
    GroupKind,
    Hierarchy,
    History,
    MemberStatus,
    Operation,
    Plan,
)
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from tests.builders import NO_RULES
from tests.property.strategies import AS_OF, furnished, sequences, wards
from tests.property.test_plan_properties import Model

OPENED = dt.date.fromisoformat(AS_OF)
days = st.integers(0, 12).map(lambda number: OPENED + dt.timedelta(days=number))


class Rebuilt:
    """A log, whose decisions are applied anew, one by one, for every length and day somebody asks for."""

    def __init__(self, ledger: History, opening: Hierarchy) -> None:
        self.log = ledger.log
        self.opening = opening
        self._trees: dict[tuple[int, dt.date], Hierarchy] = {}

    def tree(self, length: int, on: dt.date) -> Hierarchy:
        if (length, on) not in self._trees:
            records = {org.id: org for org in self.opening}
            groups, people = dict(self.opening.groups), dict(self.opening.members)
            plans: dict[int, Plan] = {}
            for entry in self.log[:length]:
                if isinstance(entry, Enactment):
                    plans[entry.number] = entry.plan
                elif isinstance(entry, Correction) and entry.plan is not None and entry.decision is not None:
                    plans[entry.decision] = entry.plan
                elif isinstance(entry, Correction) and entry.organization is not None:
                    records[entry.organization] = replace(records[entry.organization], **dict(entry.fields))  # type: ignore[arg-type]
                elif isinstance(entry, Correction) and entry.member is not None:
                    people[entry.member] = replace(people[entry.member], **dict(entry.fields))  # type: ignore[arg-type]
                elif isinstance(entry, Correction) and entry.group is not None:
                    groups[entry.group] = replace(groups[entry.group], **dict(entry.fields))  # type: ignore[arg-type]
            tree = Hierarchy(
                records.values(),
                people.values(),
                {org.id: self.opening.roll(org) for org in self.opening},
                groups.values(),
                stays=self.opening.stays,
                mass_bodies=self.opening.mass_bodies.values(),
                seats=self.opening.seats,
                mandates=self.opening.mandates,
                as_of=self.opening.as_of,
            )
            for _, plan in sorted(plans.items(), key=lambda one: (one[1].effective, one[0])):
                if plan.effective <= on:
                    tree = plan.apply(tree, rules=NO_RULES)
            self._trees[length, on] = tree
        return self._trees[length, on]

    def own(self, length: int, on: dt.date) -> dict[str, object]:
        """What every organization is itself."""
        tree = self.tree(length, on)
        return {org.id: (org.kind, org.parent, tree.own_headcount(org)) for org in tree}

    def figures(self, length: int, on: dt.date, key: str) -> Counter[str]:
        """An organization with everything below it, counted one by one."""
        tree, figures = self.tree(length, on), Counter[str]()
        if key in tree:
            for org in (tree[key], *tree.descendants(key)):
                own = tree.own_headcount(org)
                figures[f"{org.form.value}/{org.level.value}"] += 1
                figures["full"] += own.full
                figures["probationary"] += own.probationary
        return figures

    def holds(self, length: int, balance: Balance) -> bool:
        figures = self.figures(length, balance.on, balance.organization)
        people = figures["full"] + figures["probationary"]
        has = {"members": people, "full": figures["full"], "organizations": figures.total() - people}
        return all(has[name] == count for name, count in balance.figures.items())

    def changed(self) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Which entry changed which organizations of which closing."""
        for closing in self.log:
            if isinstance(closing, Closing):
                for length in range(closing.number + 1, len(self.log) + 1):
                    before, after = self.own(length - 1, closing.on), self.own(length, closing.on)
                    different = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
                    if different:
                        yield closing.number, length, frozenset(different)

    def broken(self) -> Iterator[tuple[int, int | None]]:
        """Balances that do not hold, with the entry since which they do not; none where they never did."""
        every = [entry for entry in self.log if isinstance(entry, Expectation)]
        for at, entry in enumerate(every):
            balance = entry.balance
            for later in every[at + 1 :]:
                if (later.balance.organization, later.balance.on) == (balance.organization, balance.on):
                    left = balance.figures.keys() - later.balance.figures.keys()
                    if not left:
                        break
                    figures = {name: balance.figures[name] for name in left}
                    balance = Balance(balance.organization, balance.on, **figures)
            else:
                held = [self.holds(length, balance) for length in range(entry.number, len(self.log) + 1)]
                if not held[-1]:
                    since = len(held) - held[::-1].index(True) if True in held else None
                    yield entry.number, since if since is None else entry.number + since

    def rows(self, closing: Closing) -> set[tuple[str, str, int, int]]:
        lengths = (closing.number, len(self.log))
        found: set[tuple[str, str, int, int]] = set()
        for key in {org.id for length in lengths for org in self.tree(length, closing.on)}:
            old, new = (self.figures(length, closing.on, key) for length in lengths)
            found |= {(key, one, old[one], new[one]) for one in old.keys() | new.keys() if old[one] != new[one]}
        return found


KINDS = (*["enact"] * 3, "close", *["expect"] * 2, "correct", "record", "member", "group", "day", "undo")
"""What is recorded next, as often as it stands here."""


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[History, Hierarchy, list[History]]:
    """A ledger of decisions, corrections, closings and balances, its opening, and the ledger after every entry."""
    opening = draw(furnished(wards()))
    ledger, made, every = History(opening), 0, [History(opening)]
    for _ in range(draw(st.integers(5, 12))):
        made += 1
        paper = Document("quyết định", f"{made}-QĐ/TU")
        last = ledger.log[-1].recorded if ledger.log else OPENED
        recorded = last + dt.timedelta(days=draw(st.integers(0, 3)))
        decisions = ledger.decisions
        what = draw(st.sampled_from(KINDS))
        try:
            if what == "enact" or (what in {"correct", "undo"} and not decisions):
                day = draw(days)
                plan = Plan(day, opening.root.id, paper, _fine(draw, ledger.as_of(day), f"s{made}"))
                ledger = ledger.enact(plan, recorded=recorded, rules=NO_RULES)
            elif what == "close":
                ledger = ledger.close(on=draw(days), basis=paper, recorded=recorded + dt.timedelta(days=2))
            elif what == "expect":
                ledger = ledger.expect(draw(_balances(ledger)), recorded=recorded)
            elif what == "correct":
                one = draw(st.sampled_from(decisions))
                day = draw(st.sampled_from([one.effective, one.effective, draw(days)]))
                plan = Plan(day, opening.root.id, paper, _fine(draw, ledger.as_of(day), f"s{made}"))
                ledger = ledger.correct_decision(one.number, plan, recorded=recorded, reason="ghi sai")
            elif what == "record":
                key = draw(st.sampled_from([org.id for org in opening]))
                right = {"full": draw(st.integers(0, 50))}
                until = draw(st.sampled_from([None, None, *(one.number for one in decisions)]))
                ledger = ledger.correct_record(key, recorded=recorded, reason="ghi sai", until=until, **right)
            elif what == "member" and opening.members:
                key, status = draw(st.sampled_from(sorted(opening.members))), draw(st.sampled_from(MemberStatus))
                until = draw(st.sampled_from([None, None, *(one.number for one in decisions)]))
                ledger = ledger.correct_member(key, recorded=recorded, reason="ghi sai", until=until, status=status)
            elif what == "group" and opening.groups:
                key, kind = draw(st.sampled_from(sorted(opening.groups))), draw(st.sampled_from(GroupKind))
                ledger = ledger.correct_group(key, recorded=recorded, reason="ghi sai", kind=kind)
            elif what == "day" and ledger.log:
                at = draw(st.sampled_from(ledger.log))
                ledger = ledger.correct_recorded({at.number: recorded}, recorded=recorded, reason="gõ nhầm")
            elif decisions:
                one = draw(st.sampled_from(decisions))
                day = max(one.effective, draw(days))
                ledger = ledger.undo(one.number, effective=day, basis=paper, recorded=recorded, rules=NO_RULES)
        except (PlanRejectedError, InvalidInputError):
            continue
        if len(every) <= len(ledger.log):
            event(what)
            every.append(ledger)
    return ledger, opening, every


def _fine(draw: st.DrawFn, tree: Hierarchy, prefix: str) -> list[Operation]:
    """Operations that can be carried out on a tree, or any."""
    drawn = draw(sequences(tree, prefix, most=3))
    model = Model(tree)
    return [one for one in drawn if model.do(one)] or drawn


@st.composite
def _balances(draw: st.DrawFn, ledger: History) -> Balance:
    """What an organization comes to on a day, or a little more."""
    on = draw(days)
    tree = ledger.as_of(on)
    org = draw(st.sampled_from([tree.root, *tree]))
    people, more = tree.headcount(org), draw(st.sampled_from([0, 0, 0, 1]))
    figures = {
        "members": people.total + more,
        "full": people.full,
        "organizations": 1 + len(tree.descendants(org)) + more,
    }
    named = draw(st.sets(st.sampled_from(sorted(figures)), min_size=1))
    return Balance(org.id, on, **{name: figures[name] for name in named})


@given(ledgers())
def test_whatever_is_told_of_closings_and_balances_is_what_the_log_rebuilt_for_each_length_says(
    made: tuple[History, Hierarchy, list[History]],
) -> None:
    ledger, opening, every = made
    assert [len(one.log) for one in every] == list(range(len(ledger.log) + 1))
    for one in {len(ledger.log): ledger, len(ledger.log) // 2: every[len(ledger.log) // 2]}.values():
        rebuilt, found = Rebuilt(one, opening), one.check()
        event(f"changed {len(found.select(code='history/changes-closed-period'))}")
        assert [
            (facts["closing"], facts["number"], frozenset(told.subjects))
            for told in found.select(code="history/changes-closed-period")
            for facts in [dict(told.facts)]
        ] == list(rebuilt.changed())
        said = {
            dict(told.facts)["number"]: dict(told.facts).get("other")
            for told in found
            if told.code.startswith("history/balance-")
        }
        assert said == dict(rebuilt.broken())
        for closing in one.closings:
            changes = one.changed_since_closing(closing.on)
            rows = [(row.organization, row.figure, row.old, row.new) for row in changes]
            assert len(rows) == len(set(rows))
            assert set(rows) == rebuilt.rows(closing)
            assert set(changes.entries) == {number for of, number, _ in rebuilt.changed() if of == closing.number}
            assert {row.organization for row in changes} == dict(changes.names).keys()


@given(ledgers())
def test_a_file_a_copy_and_a_look_back_tell_the_same(made: tuple[History, Hierarchy, list[History]]) -> None:
    ledger, _, every = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.jsonl")
        ledger.save(path)
        again = History.load(path, rules=NO_RULES)
    copy: History = pickle.loads(pickle.dumps(ledger))  # noqa: S301
    assert again.log == copy.log == ledger.log
    assert again.seal == ledger.seal
    assert again.check() == copy.check() == ledger.check()
    for closing in ledger.closings:
        changes = ledger.changed_since_closing(closing.on)
        assert again.changed_since_closing(closing.on) == copy.changed_since_closing(closing.on) == changes
    for one in every:  # later ledgers have gone on with what earlier ones share
        then = ledger.known(one.log[-1].recorded) if one.log else None
        if then is not None and len(then.log) == len(one.log):
            assert then.log == one.log
            assert then.check() == one.check()
            assert then.closings == one.closings
