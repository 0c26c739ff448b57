"""Decisions recorded late come to what they come to where every later one is played again."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unittest import mock

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo import (
    Admit,
    AssignGroups,
    ByNumber,
    ChangeGroup,
    ChangeHostUnit,
    Dissolve,
    Divide,
    Document,
    Establish,
    GroupKind,
    HandOut,
    Leave,
    LeaveReason,
    MassBody,
    MassBodyKind,
    Member,
    MemberStatus,
    Merge,
    MergeGroups,
    Operation,
    Realign,
    Reassign,
    Receive,
    Recognize,
    Rename,
    RenameMember,
    ResidentialGroup,
    Transfer,
    TransferKind,
    WithdrawConsent,
)
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from dangbo.base.findings import Finding
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger.late import Traces
from dangbo.ledger.timeline import Check, Enactment, Ended, Played, Timeline, carry_out
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.tree.records import paper_of
from tests.builders import NO_RULES, ROOT, cell, dang_bo
from tests.property.strategies import AS_OF, DECISION, furnished, sound, wards, wild

OPENED = dt.date.fromisoformat(AS_OF)
RECORDED = "2023-12-31"


class Step(NamedTuple):
    """What is done to one of the ledgers there are: the last one, or one before it."""

    back: int
    plans: Sequence[Plan] = ()
    undo: tuple[int, dt.date] | None = None


@st.composite
def decided(draw: st.DrawFn, tree: Hierarchy) -> list[Step]:
    """Decisions of any days in any order, all made for the opening, so that some meet what others changed."""
    top = tree.root.id
    days = st.integers(0, 5).map(lambda days: OPENED + dt.timedelta(days=days))
    steps: list[Step] = []
    for number in range(draw(st.integers(2, 7))):
        back = draw(st.sampled_from([0, 0, 0, 0, 1, 2]))
        if draw(st.integers(0, 9)) == 9:
            steps.append(Step(back, undo=(draw(st.integers(1, number + 1)), draw(days))))
            continue
        names = [f"s{number}-{at}" for at in range(draw(st.sampled_from([1, 1, 1, 2, 3])))]
        made = [draw(wild(tree) if draw(st.integers(0, 4)) == 4 else sound(tree, name)) for name in names]
        plans = [Plan(draw(days), top, DECISION, [operation]) for operation in made]
        steps.append(Step(back, plans))
    return steps


def enacted(tree: Hierarchy, steps: Sequence[Step], rules: RuleBook) -> tuple[list[History], list[tuple[Finding, ...]]]:
    """Every ledger they lead to, and what was said where one was refused."""
    ledgers: list[History] = [History(tree)]
    told: list[tuple[Finding, ...]] = []
    for step in steps:
        ledger = ledgers[max(0, len(ledgers) - 1 - step.back)]
        try:
            if step.undo is None:
                ledgers.append(ledger.enact(*step.plans, recorded=RECORDED, rules=rules))
            else:
                number, day = step.undo
                ledgers.append(ledger.undo(number, effective=day, basis=DECISION, recorded=RECORDED, rules=rules))
        except (PlanRejectedError, InvalidInputError) as error:
            told.append(tuple(error.findings))
    return ledgers, told


def all_again(
    line: Timeline, position: int, decision: Enactment, rules: RuleBook, ended: Ended, check: Check
) -> tuple[Timeline, list[Played]]:
    """What `Timeline.put_in` comes to: from the opening to the decision, and every later one played again behind it."""
    stage = Timeline(line.opening, line.played).fresh(position)
    own = carry_out(decision, stage, rules, ended, check)
    later = line.played[position:]
    played = [own, *(carry_out(one.decision, stage, one.rules, ended, check, one.tolerated) for one in later)]
    return line.rewritten(position, played, stage), played


def results(ledger: History) -> list[object]:
    """What each decision came to, which shows nowhere else."""
    return [
        (one.decision, one.delta, one.ended, one.established, one.successions, one.tolerated)
        for one in ledger._line.played  # noqa: SLF001 - as said
    ]


def holdings(traces: Traces) -> list[object]:
    """What traces hold, without names of which there is nothing any more."""
    lists = (traces.asked, traces.ended, *(traces.changed[part] for part in sorted(traces.changed)))
    held = [{name: keys for name, keys in one.items() if keys} for one in lists if any(one.values())]
    return [*held, traces.whole, traces.crossed, traces.full, traces.probationary]


def compare(tree: Hierarchy, steps: Sequence[Step], rules: RuleBook) -> None:
    """Every ledger and every refusal are what they are where all later decisions are played again."""
    ledgers, told = enacted(tree, steps, rules)
    with mock.patch.object(Timeline, "put_in", all_again):
        whole, expected = enacted(tree, steps, rules)
    event(f"{len(ledgers)} ledgers, {len(told)} refusals")
    assert told == expected
    days = sorted({plan.effective for step in steps for plan in step.plans})
    for mine, theirs in zip(ledgers, whole, strict=True):
        assert mine.decisions == theirs.decisions
        assert results(mine) == results(theirs)
    assert all(ledgers[-1].as_of(day).same_as(whole[-1].as_of(day)) for day in days)
    for line in {id(ledger._line): ledger._line for ledger in ledgers}.values():  # noqa: SLF001 - shows nowhere else
        handed_on, anew = line._traced(0), Timeline(line.opening, line.played)._traced(0)  # noqa: SLF001 - the same
        assert dict(sorted(handed_on.by.items())) == anew.by
        assert holdings(handed_on) == holdings(anew)
        assert handed_on.came == anew.came


@given(st.data(), furnished(wards()), st.sampled_from([NO_RULES, RuleBook.default()]))
def test_a_late_decision_comes_to_what_it_comes_to_where_all_later_ones_are_played_again(
    data: st.DataObject, tree: Hierarchy, rules: RuleBook
) -> None:
    compare(tree, data.draw(decided(tree)), rules)


class Office:
    """Whoever decides much in a few wards: long ledgers, where one decision leads to another.

    Args:
        chance: what it draws from.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.wards = [f"w-{ward}" for ward in range(chance.choice([2, 3, 5]))]
        self.cells = [f"{ward}-{at}" for ward in self.wards for at in range(chance.choice([2, 3, 4]))]
        listed = chance.choice([0, 1, len(self.cells)])
        roll = {key: [f"m-{key}-{at}" for at in range(chance.choice([2, 4]))] for key in self.cells[:listed]}
        self.people = [member for members in roll.values() for member in members]
        counted = chance.choice([0, 9])
        statuses = [MemberStatus.FULL, chance.choice([*MemberStatus])]
        served = [chance.sample(self.cells, chance.choice([1, 2])) for _ in range(3)]
        self.opening = Hierarchy(
            [
                ROOT,
                *(dang_bo(ward, "tp") for ward in self.wards),
                *(
                    cell(
                        key,
                        key.rpartition("-")[0],
                        full=0 if key in roll else counted,
                        probationary=0 if key in roll else counted // 3,
                        consents=[paper_of(key, "5-CV/TU")],
                    )
                    for key in self.cells
                ),
            ],
            [Member(member, "Người mẫu", chance.choice(statuses)) for member in self.people],
            roll,
            [ResidentialGroup(f"g-{at}", f"Xóm {at}", GroupKind.XOM, cells=cells) for at, cells in enumerate(served)],
            mass_bodies=[MassBody("b-0", "u-0", MassBodyKind.TRADE_UNION, chance.choice(self.cells))],
            as_of=AS_OF,
        )

    def _operation(self, name: str) -> Operation:
        chance, key, other = self.chance, self.chance.choice(self.cells), self.chance.choice(self.cells)
        people = chance.sample(self.people, min(len(self.people), chance.choice([1, 2])))
        match chance.randrange(21):
            case 0:
                return Merge([key], other)
            case 1:
                new = f"new-{chance.randrange(8)}"
                self.cells = list(dict.fromkeys((*self.cells, new)))
                return Establish(cell(new, chance.choice(self.wards), code=chance.choice([None, "Z1"])))
            case 2:
                return Reassign(key, chance.choice(self.wards))
            case 3:
                return Dissolve(key, members_to=other)
            case 4 if people:
                return Transfer(people, to=other)
            case 5 if people:
                return Leave(people, reason=chance.choice(list(LeaveReason)))
            case 6:
                new = f"x-{chance.randrange(6)}"
                self.people = list(dict.fromkeys((*self.people, new)))
                return Admit(key, [Member(new, "Người mẫu")])
            case 7:
                return Transfer([], to=other, people=[ByNumber(key, full=chance.randrange(1, 4))])
            case 8:
                return Rename(chance.choice(self.wards), name)
            case 9 if people:
                return Recognize(people)
            case 10:
                return Recognize(people=[ByNumber(key, probationary=1)])
            case 11 if people:
                return RenameMember(people[0], f"Người {name}")
            case 12:
                return HandOut(chance.choice([*self.cells, *self.wards[:1]]), "Đảng ủy xã A")
            case 13:
                new, person = f"r-{chance.randrange(8)}", f"x-{chance.randrange(6)}"
                self.cells = list(dict.fromkeys((*self.cells, new)))
                self.people = list(dict.fromkeys((*self.people, person)))
                came = cell(new, chance.choice(self.wards), full=3, probationary=1)
                return Receive([came], {new: [Member(person, "Người mẫu")]}, from_="Huyện ủy B")
            case 14 if people:
                homes = chance.choice(self.cells)
                return Transfer(people, other, from_=homes)
            case 15 if people:
                return Transfer(people, other, kind=TransferKind.TEMPORARY, until=chance.choice([None, "2027-01-01"]))
            case 16:
                return chance.choice(
                    [Divide(key, chance.randrange(3)), ChangeHostUnit(key, chance.choice([None, "u"]))]
                )
            case 17:
                group = f"g-{chance.randrange(3)}"
                merged = MergeGroups([group], chance.choice(["g-0", "g-1"]), DECISION)
                return chance.choice([ChangeGroup(group, name=name), AssignGroups({group: [key]}), merged])
            case 18:
                paper = paper_of(key, "5-CV/TU").document
                return chance.choice([WithdrawConsent(key, paper), Realign(["b-0"], key)])
            case _:
                return Rename(key, chance.choice(["A", name]))

    def decides(self, count: int) -> Iterator[Step]:
        """So many decisions, or several that come in together, or one that takes another one back."""
        chance = self.chance
        for number in range(count):
            back = chance.choice([0] * 9 + [1, 2])
            if chance.random() < TAKEN_BACK:
                yield Step(back, undo=(chance.randrange(1, number + 2), OPENED + dt.timedelta(chance.randrange(60))))
                continue
            plans = []
            for at in range(chance.choice([1, 1, 1, 2, 4])):
                name = f"{number}-{at}"
                day = OPENED + dt.timedelta(chance.choice([chance.randrange(60), number]))
                operations = [self._operation(name) for _ in range(chance.choice([1, 1, 2]))]
                plans.append(Plan(day, "tp", Document("quyết định", name, OPENED), operations))
            yield Step(back, plans)


TAKEN_BACK = 0.08


@given(st.randoms(use_true_random=True), st.sampled_from([NO_RULES, RuleBook.default()]))
def test_so_it_is_in_long_ledgers_where_one_decision_leads_to_another(chance: random.Random, rules: RuleBook) -> None:
    office = Office(chance)
    compare(office.opening, [*office.decides(25)], rules)


@given(st.data(), furnished(wards()))
def test_decisions_that_come_in_together_come_to_what_they_come_to_one_by_one(
    data: st.DataObject, tree: Hierarchy
) -> None:
    steps = [Step(0, [plan]) for step in data.draw(decided(tree)) for plan in step.plans]
    ledgers, told = enacted(tree, steps, NO_RULES)
    batch = [plan for step in steps for plan in step.plans]
    (*_, together), refused = enacted(tree, [Step(0, batch)], NO_RULES)
    if told:
        assert refused == told[:1]
    else:
        assert results(together) == results(ledgers[-1])
