"""Laws of each verb by itself: drawn as it can be carried out, in a plan and in a ledger, alone and among others."""

from __future__ import annotations

import datetime as dt
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, note, settings
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.errors import PlanRejectedError
from dangbo.base.terms import (
    AdmitReason,
    Form,
    GroupKind,
    LeaveReason,
    Level,
    MemberStatus,
    MoveScope,
    Post,
    PostBody,
    SeatSource,
    TransferKind,
)
from dangbo.change.inverse import Restore
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, WithdrawConsent
from dangbo.change.verbs.groups import ChangeGroup, MergeGroups, SplitGroup
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.posts import Appoint, EndPost
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import MATTERS, Organization, ResidentialGroup
from tests.builders import NO_RULES
from tests.property.strategies import (
    AFTER_ALL,
    DECISION,
    LATER_STILL,
    MAKERS,
    UNKNOWN,
    VERBS_TO_TRY,
    anything,
    sequences,
    sound,
    sound_of,
)
from tests.property.test_ledger_properties import (
    Entry,
    Undone,
    applied,
    check_erasure,
    check_movements,
    fold,
    same,
)
from tests.property.test_plan_properties import Model, crossed, facts_of, planned, worlds

TRIES = max(settings().max_examples // 6, 1)
each_verb = pytest.mark.parametrize("verb", MAKERS, ids=lambda verb: verb.verb)


def day(number: int) -> dt.date:
    return dt.date.fromisoformat(AFTER_ALL) + dt.timedelta(days=number)


def paper(number: int) -> Document:
    return Document("quyết định", f"{number}-QĐ/TU")


def odd(tree: Hierarchy) -> bool:
    """Whether something stands as no plan may put it: a group is served by a đảng bộ, a mass body hangs nowhere."""
    served = any(tree[cell].form is Form.DANG_BO for group in tree.groups.values() for cell in group.cells)
    return served or any(body.superior not in tree for body in tree.mass_bodies.values())


# --- every verb is drawn --------------------------------------------------------------------------------------------


def test_every_verb_is_drawn_right_and_wrong() -> None:
    every = {row.kind for row in VERBS.values()} - {Restore}  # which nobody writes: every plan here is taken back

    assert MAKERS.keys() == every
    assert {*VERBS_TO_TRY} == every


def test_random_plans_name_every_verb_and_carry_every_verb_out() -> None:
    drawn, done, missing = set[str](), set[str](), {verb.verb for verb in MAKERS}

    @settings(max_examples=500, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(worlds())
    def draw(world: tuple[Hierarchy, list[Operation]]) -> None:
        tree, operations = world
        drawn.update(one.verb for one in operations)
        model = Model(tree)
        done.update(one.verb for one in operations if model.do(one))
        if missing <= done:
            raise EnoughError

    with pytest.raises(EnoughError):
        draw()
    assert missing <= drawn


class EnoughError(Exception):
    """Nothing is left to look for."""


# --- in a plan ------------------------------------------------------------------------------------------------------


@st.composite
def carried_out(draw: st.DrawFn, verb: type[Operation]) -> tuple[Hierarchy, list[Operation], Operation]:
    """A tree, what is done to it first, and an operation of a verb that can be carried out then."""
    tree = draw(anything)
    model = Model(tree)
    drawn = draw(st.one_of(st.just([]), sequences(tree, "e", most=2)))
    earlier = [one for one in drawn if model.do(one, on=day(1))]
    now = planned(earlier, tree).preview(tree, rules=NO_RULES).after
    operation = draw(sound_of(verb, now, "v"))
    assume(operation is not None and model.do(operation, on=day(5)))
    assert operation is not None
    return tree, earlier, operation


@each_verb
@settings(max_examples=TRIES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_verb_does_what_it_says_loses_nobody_and_is_taken_back(verb: type[Operation], data: st.DataObject) -> None:
    first, earlier, operation = data.draw(carried_out(verb))
    tree = planned(earlier, first).apply(first, rules=NO_RULES) if earlier else first
    model = Model(tree)
    possible = model.do(operation)  # an id that ended in the first plan is free in a second one
    plan = planned([operation], tree)

    preview = plan.preview(tree, rules=NO_RULES)

    assert possible
    assert not preview.blocking
    after, proof = preview.after, preview.conservation
    same(facts_of(after), model.facts())
    joined, left, counted = crossed([operation], tree)
    assert proof.holds
    assert proof.members.change == after.headcount().total - tree.headcount().total
    assert proof.members.change == len(joined) - len(left) + counted.total == proof.joined - proof.left
    assert isinstance(operation, Admit | Receive) or not proof.joined
    assert isinstance(operation, Leave | HandOut) or not proof.left
    assert isinstance(operation, HandOut | Receive | MergeGroups | SplitGroup) or not proof.group_change
    assert proof.organizations.change == len(after) - len(tree) == sum(proof.by_operation)
    assert len(after.groups) - len(tree.groups) == proof.group_change
    assert Plan.from_json(plan.to_json()) == plan
    assert Plan.from_dict(plan.as_dict()).preview(tree, rules=NO_RULES).findings == preview.findings
    back = preview.inverse(effective=AFTER_ALL, basis=DECISION).preview(after, rules=NO_RULES)
    if back.blocking:
        note("\n".join(map(str, back.blocking)))
        assert odd(tree)
        return
    same(facts_of(back.after), facts_of(tree))
    assert back.conservation.holds
    assert (back.conservation.joined, back.conservation.left) == (proof.left, proof.joined)
    assert back.conservation.group_change == -proof.group_change
    again = back.inverse(effective=AFTER_ALL, basis=DECISION).preview(back.after, rules=NO_RULES)
    assert not again.blocking
    assert again.after.same_as(after)


# --- amiss ----------------------------------------------------------------------------------------------------------


Amiss = list[Operation] | None
"""Operations of which only the last cannot be carried out, for one reason; `None` where a tree has no use for it."""


def pick(data: st.DataObject, items: Iterable[Any]) -> Any:  # noqa: ANN401 - whatever they are
    """One of them; an example without any is none."""
    items = list(items)
    assume(items)
    return data.draw(st.sampled_from(items))


def listed(tree: Hierarchy, status: MemberStatus) -> list[str]:
    """Who is on a roll and has a status."""
    return [key for org in tree for key in tree.roll(org) if tree.members[key].status is status]


def home_of(tree: Hierarchy, member: str) -> str:
    home = tree.home(member)
    assert home is not None
    return home.id


def received(tree: Hierarchy, people: Sequence[Member] = (), **more: Any) -> Receive:  # noqa: ANN401 - fields
    """A cell that comes from outside, with people."""
    new = Organization("c-new", "Chi bộ Đá Mài", Form.CHI_BO, Level.BELOW_GRASSROOTS, more.pop("parent", tree.root.id))
    return Receive([new], {"c-new": people}, from_="Huyện ủy B", **more)


def recognize_a_full_member(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [Recognize([pick(data, listed(tree, MemberStatus.FULL))])]


def recognize_twice(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [Recognize([pick(data, listed(tree, MemberStatus.PROBATIONARY))])] * 2


def recognize_who_left(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, listed(tree, MemberStatus.PROBATIONARY))
    return [Leave([member], reason=pick(data, LeaveReason)), Recognize([member])]


def recognize_ahead(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [Recognize([pick(data, listed(tree, MemberStatus.PROBATIONARY))], since=LATER_STILL)]


def recognize_too_many(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.probationary])
    return [Recognize(people=[ByNumber(org.id, probationary=org.probationary + 1)])]


def recognize_full_by_number(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.full])
    return [Recognize(people=[ByNumber(org.id, full=1)])]


def rename_to_the_same(data: st.DataObject, tree: Hierarchy) -> Amiss:
    person = tree.members[pick(data, [key for org in tree for key in tree.roll(org)])]
    return [RenameMember(person.id, unicodedata.normalize("NFD", person.name))]


def rename_who_left(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org)])
    return [Leave([member], reason=pick(data, LeaveReason)), RenameMember(member, "Đào Thị Ứng")]


def transfer_from_another_roll(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org)])
    to = pick(data, [org.id for org in tree if org.id != home_of(tree, member)])
    said = pick(data, [org.id for org in tree if org.id != home_of(tree, member)])
    kind = TransferKind.OFFICIAL if member in tree.stays else pick(data, TransferKind)
    return [Transfer([member], to, kind=kind, from_=said)]


def transfer_numbers_of_another(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.full])
    to, said = (pick(data, [one.id for one in tree if one is not org]) for _ in range(2))
    return [Transfer([], to, [ByNumber(org.id, full=1)], from_=said)]


def move_for_good_until_a_day(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org)])
    to = pick(data, [org.id for org in tree if org.id != home_of(tree, member)])
    return [Transfer([member], to, until=LATER_STILL)]


def stay_that_ends_before_it_begins(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org) if key not in tree.stays])
    to = pick(data, [org.id for org in tree if org.id != home_of(tree, member)])
    return [Transfer([member], to, kind=TransferKind.TEMPORARY, until="2026-12-31")]


def stay_as_long_as_before(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org) if key not in tree.stays])
    to = pick(data, [org.id for org in tree if org.id != home_of(tree, member)])
    return [Transfer([member], to, kind=TransferKind.TEMPORARY, until=pick(data, [None, LATER_STILL]))] * 2


def home_until_a_day(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for key in tree.stays if tree.home(key) is not None])
    return [Transfer([member], home_of(tree, member), kind=TransferKind.TEMPORARY, until=LATER_STILL)]


def admit_from_somewhere_by_another_reason(data: st.DataObject, tree: Hierarchy) -> Amiss:
    reason = pick(data, [one for one in AdmitReason if one is not AdmitReason.RECEIVED])
    return [Admit(tree.root.id, probationary=1, reason=reason, where=pick(data, MoveScope))]


def leave_for_somewhere_by_another_reason(data: st.DataObject, tree: Hierarchy) -> Amiss:
    reason = pick(data, [one for one in LeaveReason if one is not LeaveReason.TRANSFERRED])
    org = pick(data, [org for org in tree if org.full])
    return [Leave([], [ByNumber(org.id, full=1)], reason=reason, where=pick(data, MoveScope))]


def hand_out_the_root(_data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [HandOut(tree.root.id, "Đảng ủy xã A")]


def handed_out(data: st.DataObject, tree: Hierarchy) -> tuple[HandOut, list[Organization]]:
    """What leaves, with everything below it."""
    org = pick(data, [org for org in tree if org.parent is not None])
    return HandOut(org.id, "Đảng ủy xã A"), [org, *tree.descendants(org)]


def hand_out_to_who_is_here(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.parent is not None])
    return [HandOut(org.id, pick(data, [*(one.id for one in tree), *tree.groups]))]


def hand_out_what_went(data: st.DataObject, tree: Hierarchy) -> Amiss:
    out, gone = handed_out(data, tree)
    return [out, HandOut(pick(data, gone).id, "Đảng ủy xã B")]


def receive_under_an_id_of_the_past(data: st.DataObject, tree: Hierarchy) -> Amiss:
    out, gone = handed_out(data, tree)
    again = replace(pick(data, gone), parent=tree.root.id, consents=())
    return [out, Receive([again], from_="Đảng ủy xã A")]


def receive_a_group_of_the_past(data: st.DataObject, tree: Hierarchy) -> Amiss:
    """Its last cells were handed out; a đảng bộ that stands in the place of one is none."""
    served = [group for group in tree.groups.values() if len(group.cells) == 1]
    group = pick(data, [one for one in served if tree[one.cells[0]].form is Form.CHI_BO and tree[one.cells[0]].parent])
    extra = [org.id for org in tree if org.form is Form.DANG_BO and org.parent is None]
    out = HandOut(group.cells[0], "Đảng ủy xã A")
    return [out, received(tree, groups=[replace(group, cells=())])] if extra else None


def receive_the_dead(data: st.DataObject, tree: Hierarchy) -> Amiss:
    member = pick(data, [key for org in tree for key in tree.roll(org)])
    return [Leave([member], reason=LeaveReason.DECEASED), received(tree, [tree.members[member]])]


def receive_who_is_here(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [received(tree, [tree.members[pick(data, [key for org in tree for key in tree.roll(org)])]])]


def receive_under_nobody(_data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [received(tree, parent=UNKNOWN)]


def receive_a_group_served_by_a_committee(data: st.DataObject, tree: Hierarchy) -> Amiss:
    committee = pick(data, [org.id for org in tree if org.form is Form.DANG_BO])
    return [received(tree, groups=[ResidentialGroup("g-new", "Xóm Đồi", GroupKind.XOM, cells=[committee])])]


def change_nothing_of_a_group(data: st.DataObject, tree: Hierarchy) -> Amiss:
    group = tree.groups[pick(data, tree.groups)]
    return [ChangeGroup(group.id, unicodedata.normalize("NFD", group.name), group.kind, group.place)]


def clear_what_is_given(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [ChangeGroup(pick(data, tree.groups), place="p-9", clears=["place"])]


def divide_into_one(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [Divide(pick(data, [org.id for org in tree if org.form is Form.CHI_BO]), into=1)]


def divide_a_committee(data: st.DataObject, tree: Hierarchy) -> Amiss:
    return [Divide(pick(data, [org.id for org in tree if org.form is Form.DANG_BO]), into=4)]


def divide_as_it_is(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.form is Form.CHI_BO])
    return [Divide(org.id, into=org.groups_of_members)]


def withdraw_for_another_matter(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.consents])
    other = pick(data, MATTERS.keys() - {paper.matter for paper in org.consents})
    return [WithdrawConsent(org.id, org.consents[0].document, other)]


def withdraw_twice(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, [org for org in tree if org.consents])
    return [WithdrawConsent(org.id, org.consents[0].document)] * 2


def stay_in_the_same_unit(data: st.DataObject, tree: Hierarchy) -> Amiss:
    org = pick(data, tree)
    return [ChangeHostUnit(org.id, org.host_unit)]


def appoint_as_it_is(data: st.DataObject, tree: Hierarchy) -> Amiss:
    of, post, body = (pick(data, some) for some in (tree, Post, PostBody))
    return [Appoint(of.id, post, UNKNOWN, body=body, source=SeatSource.ELECTED)] * 2


def appoint_in_what_went(data: st.DataObject, tree: Hierarchy) -> Amiss:
    out, gone = handed_out(data, tree)
    of, post, body = (pick(data, some) for some in (gone, Post, PostBody))
    return [out, Appoint(of.id, post, UNKNOWN, body=body, source=SeatSource.APPOINTED)]


def end_a_post_twice(data: st.DataObject, tree: Hierarchy) -> Amiss:
    seat = pick(data, tree.seats.values())
    return [EndPost(seat.organization, seat.post, seat.holder)] * 2


def end_the_post_of_who_left(data: st.DataObject, tree: Hierarchy) -> Amiss:
    seat = pick(data, [one for one in tree.seats.values() if tree.home(one.holder) is not None])
    gone = Leave([seat.holder], reason=pick(data, LeaveReason))
    return [gone, EndPost(seat.organization, seat.post, seat.holder)]


AMISS: Sequence[Callable[[st.DataObject, Hierarchy], Amiss]] = (
    recognize_a_full_member,
    recognize_twice,
    recognize_who_left,
    recognize_ahead,
    recognize_too_many,
    recognize_full_by_number,
    rename_to_the_same,
    rename_who_left,
    transfer_from_another_roll,
    transfer_numbers_of_another,
    move_for_good_until_a_day,
    stay_that_ends_before_it_begins,
    stay_as_long_as_before,
    home_until_a_day,
    admit_from_somewhere_by_another_reason,
    leave_for_somewhere_by_another_reason,
    hand_out_the_root,
    hand_out_to_who_is_here,
    hand_out_what_went,
    receive_under_an_id_of_the_past,
    receive_a_group_of_the_past,
    receive_the_dead,
    receive_who_is_here,
    receive_under_nobody,
    receive_a_group_served_by_a_committee,
    change_nothing_of_a_group,
    clear_what_is_given,
    divide_into_one,
    divide_a_committee,
    divide_as_it_is,
    withdraw_for_another_matter,
    withdraw_twice,
    stay_in_the_same_unit,
    appoint_as_it_is,
    appoint_in_what_went,
    end_a_post_twice,
    end_the_post_of_who_left,
)


@pytest.mark.parametrize("amiss", AMISS, ids=lambda amiss: amiss.__name__)
@settings(max_examples=max(TRIES // 2, 1), suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_amiss_in_one_way_is_refused_and_what_comes_before_it_is_not(
    amiss: Callable[[st.DataObject, Hierarchy], Amiss], data: st.DataObject
) -> None:
    tree = data.draw(anything)
    operations = amiss(data, tree)
    assume(operations is not None)
    assert operations is not None
    *fine, wrong = operations

    seen = planned(operations, tree).preview(tree, rules=NO_RULES)

    note("\n".join(map(str, seen.blocking)))
    assert {found.operation for found in seen.blocking} == {len(operations)}
    desk = Desk(tree)
    assert not fine or desk.enact(fine, 0, 1)
    assert not desk.enact([wrong], 0, 1)
    model = Model(tree)
    assert all(model.do(one) for one in fine)
    assert not model.do(wrong)


# --- in a ledger ----------------------------------------------------------------------------------------------------


class Desk:
    """A ledger and the list of its decisions, which say the same."""

    def __init__(self, opening: Hierarchy) -> None:
        self.opening = opening
        self.ledger = History(opening)
        self.log: list[Entry] = []

    def copy(self) -> Desk:
        other = Desk(self.opening)
        other.ledger, other.log = self.ledger, list(self.log)
        return other

    def enact(self, operations: Sequence[Operation], effective: int, recorded: int) -> bool:
        """Record a decision where it can be; the ledger and the list must agree whether it can."""
        number = len(self.log) + 1
        plan = Plan(day(effective), self.opening.root.id, paper(number), operations)
        entry = Entry(number, plan, day(recorded))
        possible = fold(self.opening, [*self.log, entry]) is not None
        try:
            self.ledger = self.ledger.enact(plan, recorded=day(recorded), rules=NO_RULES)
        except PlanRejectedError as error:
            note("\n".join(map(str, error.findings)))
            assert not possible
            return False
        assert possible
        self.log.append(entry)
        return True

    def undo(self, target: Entry, effective: int) -> bool:
        """Take back the last decision but those already taken back; `False` where nobody can."""
        number = len(self.log) + 1
        earlier = [one for one in self.log if one.place < target.place]
        before, after = fold(self.opening, earlier), fold(self.opening, [*earlier, target])
        assert before is not None
        assert after is not None
        was, became = before.facts(), after.facts()
        changed = {
            fact: (was.get(fact), became.get(fact))
            for fact in was.keys() | became.keys()
            if was.get(fact) != became.get(fact)
        }
        take_back = partial(self.ledger.undo, target.number, effective=day(effective), basis=paper(number))
        try:
            self.ledger = take_back(recorded=day(effective), rules=NO_RULES)
        except PlanRejectedError as error:
            note("\n".join(map(str, error.findings)))
            assert odd(applied(self.opening, (one.plan for one in self.ledger.decisions[:-1])))
            return False
        plan = self.ledger.decision(number).plan
        self.log.append(Entry(number, plan, day(effective), Undone(changed)))
        same(facts_of(self.ledger.as_of(day(effective))), was)
        return True

    def check(self, days: Sequence[int]) -> None:
        """Whatever day is asked for, as known on whatever other day, the decisions played one by one come to it."""
        for number in days:
            expected = fold(self.opening, self.log, day(number))
            assert expected is not None
            tree = self.ledger.as_of(day(number))
            same(facts_of(tree), expected.facts())
            plans = [one.plan for one in self.ledger.decisions if one.effective <= day(number)]
            same(facts_of(applied(self.opening, plans)), expected.facts())
            for known in days:
                known_then = [one for one in self.log if one.recorded <= day(known)]
                expected = fold(self.opening, known_then, day(number))
                assert expected is not None
                same(facts_of(self.ledger.as_of(day(number), known=day(known))), expected.facts())


@each_verb
@settings(max_examples=TRIES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_verb_in_a_ledger_is_played_late_known_counted_written_and_taken_back(
    verb: type[Operation], data: st.DataObject
) -> None:
    opening, earlier, operation = data.draw(carried_out(verb))
    desk = Desk(opening)
    assert not earlier or desk.enact(earlier, 1, 1)
    assert desk.enact([operation], 5, 6)
    target = desk.log[-1]

    back = desk.copy()
    if back.undo(target, 7) and back.undo(back.log[-1], 8):
        same(facts_of(back.ledger.as_of(day(8))), facts_of(desk.ledger.as_of(day(8))))
        back.check([5, 7, 8])
        assert [one.reverses for one in back.ledger.log[-2:]] == [target.number, target.number + 1]  # type: ignore[union-attr]

    if data.draw(st.booleans()):
        desk.enact([data.draw(sound(desk.ledger.as_of(day(9)), "l"))], 9, 9)
    older = desk.copy()
    before = desk.ledger.as_of(day(3))
    drawn = sound(before, "b") if data.draw(st.booleans()) else sound_of(verb, before, "b")
    late = data.draw(drawn)
    if late is not None:
        event("late: enters" if desk.enact([late], 3, 10) else "late: refused")
    desk.check([2, 3, 6, 10])

    for one in (desk, back):
        ids = sorted({org.id for number in (1, 5, 10) for org in one.ledger.as_of(day(number))})
        for top in data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)):
            check_movements(one.ledger, opening, one.log, top, day(2), day(8))
        check_movements(one.ledger, opening, one.log, opening.root.id, day(1), day(10))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "ledger.jsonl")
            one.ledger.save(path)
            again = History.load(path, rules=NO_RULES)
            assert again.log == one.ledger.log
            assert again.seal == one.ledger.seal
            assert again.as_of(day(10)).same_as(one.ledger.as_of(day(10)))
            if one is desk:
                older.ledger.save(path)
                assert desk.ledger.append(path) == len(desk.log) - len(older.log)
                assert History.load(path, rules=NO_RULES).log == desk.ledger.log
            people = [*one.ledger.as_of(day(10)).members]
            if people:
                check_erasure(one.ledger, path, data.draw(st.sampled_from(people)), [day(1), day(6), day(10)])
