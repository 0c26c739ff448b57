"""The order of the operations of a plan: which pairs may not change places, and which may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.findings import blocking
from dangbo.base.terms import Form, GroupKind, LeaveReason, Level
from dangbo.change.draft import Draft
from dangbo.change.order import OrderPair
from dangbo.change.play import ByNumber, Operation, Play
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Rename
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups
from dangbo.change.verbs.organizations import Consolidate, Convert, Dissolve, Establish, Merge, Reassign, Split
from dangbo.change.verbs.people import Admit, Leave, Transfer
from dangbo.hierarchy import Hierarchy
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, ResidentialGroup
from tests.builders import AS_OF, ROOT, cell, dang_bo, everybody, members, rolls, zone

PAPER = Document(kind="quyết định", number="1-QĐ/TU")
DEATH = LeaveReason.DECEASED
RULES = RuleBook.default().at("2023-06-01")


def city() -> Hierarchy:
    """Two wards with cells of five people each by id (cb-1 .. cb-4, cb-6), one of eight by number (cb-5)."""
    listed = rolls((1, 2, 3, 4, 6), size=5)
    return Hierarchy(
        [
            ROOT,
            dang_bo("dbp", name="Đảng bộ phường P"),
            dang_bo("dbx", name="Đảng bộ xã X"),
            *(cell(f"cb-{n}") for n in (1, 2, 3, 4)),
            cell("cb-5", "dbx", full=8),
            cell("cb-6", "dbx"),
        ],
        members(listed),
        listed,
        [zone(n, f"cb-{n}") for n in (1, 2, 3)],
        as_of=AS_OF,
    )


def order(*operations: Operation) -> list[tuple[int, int, str]]:
    pairs = Plan("2023-06-01", "tp", PAPER, operations).order(city())
    return [(pair.first, pair.then, pair.why) for pair in pairs]


def test_operations_that_have_nothing_to_do_with_each_other_may_stand_in_any_order() -> None:
    assert order(Merge(["cb-1"], "cb-2"), Merge(["cb-3"], "cb-4"), Rename("dbx", "Đảng bộ xã Y")) == []


def test_operations_that_bring_people_onto_one_roll_may_stand_in_any_order() -> None:
    assert order(Merge(["cb-1"], "cb-2"), Merge(["cb-3"], "cb-2"), Transfer(["m-4-0"], "cb-2")) == []


def test_what_uses_an_organization_needs_the_operation_that_establishes_it() -> None:
    new = Establish(cell("cb-9"), ["m-1-0", "m-1-1", "m-1-2"])

    assert order(Rename("dbx", "Đảng bộ xã Y"), new, Transfer(["m-2-0"], "cb-9")) == [(2, 3, "needs")]


def test_what_uses_a_cell_comes_before_the_operation_that_ends_it() -> None:
    assert order(Transfer(["m-2-0"], "cb-1"), Merge(["cb-1"], "cb-3")) == [(1, 2, "needs")]


def test_two_transfers_of_one_person_give_another_outcome_the_other_way_round() -> None:
    assert order(Transfer(["m-1-0"], "cb-2"), Transfer(["m-1-0"], "cb-3")) == [(1, 2, "differs")]


def test_people_taken_out_before_or_after_a_merger_differ_only_where_the_outcome_does() -> None:
    assert order(Transfer(["m-1-0"], "cb-3"), Merge(["cb-1"], "cb-2")) == []
    assert order(Transfer(["m-2-0"], "cb-1"), Merge(["cb-3"], "cb-1")) == []


def test_a_chain_is_told_by_its_links() -> None:
    operations = (
        Establish(Organization("bp", "Đảng bộ bộ phận", Form.DANG_BO, Level.BELOW_GRASSROOTS, "dbp")),
        Establish(cell("cb-9", "bp")),
        Transfer(["m-1-0"], "cb-9"),
    )

    assert order(*operations) == [(1, 2, "needs"), (2, 3, "needs")]


def test_an_earlier_need_is_seen_through_what_lies_between() -> None:
    """The merger needs the cell of 2, and whoever came to cb-1 by 1 must be there when it goes: only 2 is direct."""
    operations = (Transfer(["m-3-0"], "cb-1"), Establish(cell("cb-9")), Transfer(["m-3-0"], "cb-9"))

    assert order(*operations) == [(1, 3, "differs"), (2, 3, "needs")]


def test_a_list_of_subordinates_counts_for_the_operation_that_names_them_all() -> None:
    parts = [dang_bo(key) for key in ("dbx-a", "dbx-b")]
    split = Split("dbx", parts, {"dbx-a": ["cb-5"], "dbx-b": ["dbx"]}, stays=[])
    off = Split("dbx", parts[:1], {"dbx-a": ["cb-5"]}, stays=[])

    assert order(Reassign("cb-6", to="dbp", receiving=PAPER), off) == [(1, 2, "needs")]
    assert order(Rename("cb-6", "Chi bộ Sáu"), split) == []


def test_a_move_under_what_only_then_leaves_one_s_own_branch_needs_that_move() -> None:
    new = dang_bo("dbn", "dbx", name="Đảng bộ N")
    operations = (Establish(new), Reassign("dbn", to="tp"), Reassign("dbx", to="dbn"))

    assert order(*operations) == [(1, 2, "needs"), (2, 3, "needs")]


def test_groups_and_numbers_count_too() -> None:
    assert order(AssignGroups({"tdp-1": ["cb-2"]}), Dissolve("cb-1", members_to={"cb-3": everybody(1, 5)})) == [
        (1, 2, "needs")
    ]
    numbers = Transfer([], "cb-6", people=[ByNumber("cb-5", full=8)])
    assert order(numbers, Transfer([], "cb-1", people=[ByNumber("cb-6", full=3)])) == [(1, 2, "needs")]
    assert order(AssignGroups({"tdp-1": ["cb-2"]}), AssignGroups({"tdp-2": ["cb-1"]})) == []


def test_a_group_that_begins_comes_before_those_who_serve_it() -> None:
    new = ResidentialGroup("tdp-12", "Tổ 12", GroupKind.TO_DAN_PHO, cells=["cb-1"])

    assert order(MergeGroups(["tdp-1", "tdp-2"], new, PAPER), AssignGroups({"tdp-12": ["cb-3"]})) == [(1, 2, "needs")]
    assert order(Rename("cb-3", "Chi bộ Ba"), MergeGroups(["tdp-1", "tdp-2"], new, PAPER)) == []


def test_facts_that_change_twice_stand_in_an_order_and_different_ones_do_not() -> None:
    new = ResidentialGroup("tdp-12", "Tổ 12", GroupKind.TO_DAN_PHO, cells=["cb-1"])
    begins = MergeGroups(["tdp-1", "tdp-2"], new, PAPER)

    assert order(ChangeGroup("tdp-1", name="A"), ChangeGroup("tdp-1", place="B")) == []
    assert order(ChangeGroup("tdp-1", name="A"), ChangeGroup("tdp-1", name="B")) == [(1, 2, "differs")]
    assert order(begins, ChangeGroup("tdp-12", name="B")) == [(1, 2, "needs")]
    assert order(ChangeGroup("tdp-1", head="m-1-0", head_is_member=True), Leave(["m-1-0"], reason=DEATH)) == []
    assert order(Divide("cb-1", 2), Divide("cb-1", 3)) == [(1, 2, "differs")]
    assert order(Divide("cb-1", 2), ChangeHostUnit("cb-1", "u"), Rename("cb-1", "Chi bộ Một")) == []
    assert order(Divide("cb-1", 2), Dissolve("cb-1", "cb-3", groups_to="cb-3")) == [(1, 2, "needs")]


def test_people_who_come_and_go_count() -> None:
    back = Admit("cb-1", [Member("m-9", "Người mới")])

    assert order(back, Leave(["m-9"], reason=LeaveReason.WITHDREW)) == [(1, 2, "needs")]
    assert order(back, Leave(["m-1-0"], reason=LeaveReason.WITHDREW)) == []


def test_an_operation_refused_where_it_stands_is_paired_with_what_it_should_precede() -> None:
    assert order(Merge(["cb-1"], "cb-2"), Transfer(["m-3-0"], "cb-1")) == [(1, 2, "differs")]


def test_an_operation_refused_wherever_it_stands_is_in_no_pair() -> None:
    assert order(Merge(["cb-1"], "cb-2"), Rename("nobody", "Không có")) == []


def test_a_consolidation_does_not_wait_for_its_neighbors() -> None:
    operations = (Consolidate(["cb-1", "cb-2"], cell("cb-12")), Consolidate(["cb-3", "cb-4"], cell("cb-34")))

    assert order(*operations) == []


def test_the_tree_is_left_as_it_was() -> None:
    tree = city()
    plan = Plan("2023-06-01", "tp", PAPER, [Merge(["cb-1"], "cb-2"), Rename("cb-2", "Chi bộ Hai")])
    plan.order(tree)

    assert tree.same_as(city())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_pair_says_what_happens_in_the_other_order(lang: str) -> None:
    pairs = [OrderPair(1, 2, "needs"), OrderPair(1, 2, "differs")]
    told = {pair.text(lang=lang) for pair in pairs}  # type: ignore[arg-type]

    assert len(told) == 2
    assert str(pairs[0]) == pairs[0].text(lang="en")


MANY: list[Operation] = [
    Establish(cell("cb-9")),
    Merge(["cb-1"], "cb-2"),
    Merge(["cb-2"], "cb-9"),
    Transfer(["m-1-0"], "cb-3"),
    Transfer(["m-1-0"], "cb-9"),
    Rename("cb-2", "Chi bộ Hai"),
    Dissolve("cb-3", members_to="cb-4", groups_to="cb-4"),
    Reassign("cb-6", to="dbp", receiving=PAPER),
    Convert("cb-4", level=Level.GRASSROOTS),
    AssignGroups({"tdp-1": ["cb-4"]}),
    ChangeGroup("tdp-1", name="Tổ Một", head="m-1-0"),
    Divide("cb-4", into=2),
    Split("cb-4", [cell("cb-4b")], {"cb-4b": ["m-4-0", "m-4-1"]}, stays=["cb-4"]),
]


def played(operations: list[Operation]) -> tuple[bool, dict[str, object]]:
    """Whether all could be done, and the outcome, in the plainest way."""
    state = Play(city(), RULES)
    for operation in operations:
        if blocking(operation.check(state)):
            return False, {}
        operation.effect(state)
    draft: Draft = state.draft
    return True, {
        key: (draft[key], set(draft.roll(key)), {g.id for g in draft.groups_of(key)})
        for key in (org.id for org in draft)
    }


@given(st.lists(st.sampled_from(range(len(MANY))), min_size=2, max_size=4, unique=True))
def test_neighbors_may_change_places_where_they_make_no_pair(places: list[int]) -> None:
    operations = [MANY[place] for place in places]
    done, outcome = played(operations)
    pairs = {(pair.first, pair.then) for pair in Plan("2023-06-01", "tp", PAPER, operations).order(city())}
    if not done:
        return
    for at in range(len(operations) - 1):
        swapped = [*operations[:at], operations[at + 1], operations[at], *operations[at + 2 :]]

        if (at + 1, at + 2) not in pairs:
            assert played(swapped) == (True, outcome)


@given(st.permutations(range(1, 5)))
def test_every_order_that_keeps_the_pairs_gives_the_same(numbers: list[int]) -> None:
    operations: list[Operation] = [
        Establish(cell("cb-9")),
        Transfer(["m-1-0"], "cb-9"),
        Merge(["cb-1"], "cb-2"),
        Rename("cb-2", "Chi bộ Hai"),
    ]
    pairs = Plan("2023-06-01", "tp", PAPER, operations).order(city())
    kept = all(numbers.index(pair.first) < numbers.index(pair.then) for pair in pairs)

    assert (played([operations[number - 1] for number in numbers]) == played(operations)) is kept
