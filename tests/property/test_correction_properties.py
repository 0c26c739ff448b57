"""Laws of corrections and erasures in ledgers of random decisions: what was known stays, and names alone go."""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from dangbo.base.terms import GroupKind, MemberStatus
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import journal
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED
from dangbo.tree.records import ResidentialGroup
from tests.builders import NO_RULES
from tests.property.strategies import furnished, names, sequences, wards
from tests.property.test_plan_properties import Model

OPENED = dt.date(2023, 4, 30)
DAYS = [OPENED + dt.timedelta(days=30 * month) for month in range(7)]
HEADS = ("Đỗ Thị Ơn", "Đàm Văn Ứng")


@st.composite
def openings(draw: st.DrawFn) -> Hierarchy:
    """A city of which some heads of residential groups are known, as members or by name."""
    tree = draw(furnished(wards()))
    heads = st.sampled_from([None, *HEADS, *list(tree.members)[:4]])
    is_member = st.sampled_from([None, True, False])
    groups = [replace(group, head=draw(heads), head_is_member=draw(is_member)) for group in tree.groups.values()]
    rolls = {org.id: tree.roll(org) for org in tree}
    bodies = tree.mass_bodies.values()
    return Hierarchy(
        list(tree),
        tree.members,
        rolls,
        groups,
        stays=tree.stays.values(),
        mass_bodies=bodies,
        seats=tree.seats,
        mandates=tree.mandates,
        as_of=tree.as_of,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> list[History]:
    """A ledger after every entry of it: decisions, what takes them back, corrections of every kind."""
    every = [History(draw(openings()))]
    for number in range(1, draw(st.integers(3, 8)) + 1):
        ledger = every[-1]
        paper, recorded = Document("quyết định", f"{number}-QĐ"), DAYS[-1] + dt.timedelta(days=2 * number)
        said: dict[str, Any] = {"recorded": recorded, "reason": "ghi nhầm"}
        last = ledger.as_of(DAYS[-1])
        until = draw(st.sampled_from([None, None, *(one.number for one in ledger.decisions)]))
        what = draw(st.sampled_from(["enact", "enact", "undo", "decision", "group", "member", "record"]))
        try:
            if what in {"enact", "decision"}:
                day = draw(st.sampled_from(DAYS))
                tree = ledger.as_of(day)
                drawn, model = draw(sequences(tree, f"s{number}", most=3)), Model(tree)
                plan = Plan(day, tree.root.id, paper, [one for one in drawn if model.do(one)] or drawn)
                if what == "enact":
                    ledger = ledger.enact(plan, recorded=recorded, rules=NO_RULES)
                elif until is not None:
                    ledger = ledger.correct_decision(until, plan, **said)
            elif what == "undo" and until is not None:
                ledger = ledger.undo(until, effective=DAYS[-1], basis=paper, recorded=recorded, rules=NO_RULES)
            elif what == "group" and last.groups:
                key = draw(st.sampled_from([*ledger.opening.groups, *last.groups]))
                head = draw(st.sampled_from([None, *HEADS, *list(last.members)[:2]]))
                right: dict[str, Any] = {"head": head, "head_is_member": draw(st.sampled_from([None, True, False]))}
                right |= draw(st.sampled_from([{}, {"kind": GroupKind.THON}, {"cells": ()}]))
                ledger = ledger.correct_group(key, until=until, **right, **said)
            elif what == "member" and last.members:
                key = draw(st.sampled_from([*ledger.opening.members, *last.members]))
                right = {"name": draw(names), "status": draw(st.sampled_from(MemberStatus))}
                ledger = ledger.correct_member(key, until=until, **right, **said)
            elif what == "record":
                key = draw(st.sampled_from([org.id for org in ledger.opening]))
                ledger = ledger.correct_record(key, until=until, groups_of_members=draw(st.integers(0, 3)), **said)
        except (PlanRejectedError, InvalidInputError):
            continue
        if ledger is not every[-1]:
            event(what)
            every.append(ledger)
    return every


@given(ledgers())
def test_what_was_known_before_a_correction_stays_as_it_was(every: list[History]) -> None:
    last = every[-1]
    for ledger, entry in zip(every, last.log, strict=False):  # the ledger before each entry
        then = last.known(entry.recorded - dt.timedelta(days=1))
        assert then.log == ledger.log
        for day in DAYS[::2]:
            assert then.as_of(day).same_as(ledger.as_of(day))
    again: History = pickle.loads(pickle.dumps(last))  # noqa: S301
    for day in DAYS[::2]:
        assert again.as_of(day).same_as(last.as_of(day))


@given(ledgers(), st.data())
def test_with_erased_names_a_ledger_says_the_same_of_everything_else(every: list[History], data: st.DataObject) -> None:
    ledger = every[-1]
    states = [ledger.as_of(day) for day in DAYS]
    groups = {key: group for tree in states for key, group in tree.groups.items()}
    people = {key for tree in states for key in tree.members}
    whose: list[str | ResidentialGroup] = [*sorted(people), *(group for _, group in sorted(groups.items()))]
    gone = data.draw(st.lists(st.sampled_from(whose), max_size=6)) if whose else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger")
        ledger.save(path)
        seals = [entry.seal for entry in journal.read(path)]
        for one in gone:
            try:
                History.erase(one, path)
            except InvalidInputError as error:  # a head nobody ever recorded
                assert [found.code for found in error.findings] == ["ledger/unknown-head"]  # noqa: PT017
        again = History.load(path)
        assert [entry.seal for entry in journal.read(path)] == seals
        assert again.append(path) == 0
    erased = {one if isinstance(one, str) else one.id for one in gone}
    for day, was in zip(DAYS, states, strict=True):
        now = again.as_of(day)
        assert {org.id: org for org in now} == {org.id: org for org in was}
        assert {org.id: set(now.roll(org)) for org in now} == {org.id: set(was.roll(org)) for org in was}
        for key, person in was.members.items():
            assert now.members[key] == replace(person, name=ERASED if key in erased else person.name)
        for key, group in was.groups.items():
            head = ERASED if group.head is not None and {key, group.head} & erased else group.head
            assert now.groups[key] == replace(group, head=head)
        before, after = was.coverage(), now.coverage()
        assert (after.heads_known, after.heads_members) == (before.heads_known, before.heads_members)
        for name in ("own", "joint", "several", "none"):  # groups stand in the order in which a state was reached
            assert sorted(getattr(after, name)) == sorted(getattr(before, name))
