"""Who answers for which cell: equal loads, own cells, habits, and what proves that there is no such assignment."""

from __future__ import annotations

import json
import pickle
import unicodedata
from collections import Counter

import pytest

from dangbo import AssignmentPlan, InfeasibleError, InvalidInputError, UnknownOrganizationError, assign_cells, datasets
from dangbo.base.terms import Form, Level
from tests.builders import cell, city

COMMITTEE = [f"uv-{number}" for number in range(1, 46)]


def cells(count: int) -> list[str]:
    return [f"cb-{number}" for number in range(1, count + 1)]


def sizes(plan: AssignmentPlan) -> dict[int, int]:
    """How many members have a load."""
    return dict(Counter(plan.loads.values()))


def test_the_cells_of_the_city_over_its_committee_and_over_a_hundred() -> None:
    every = datasets.thai_nguyen().select(form=Form.CHI_BO)
    assert sizes(assign_cells(COMMITTEE, every)) == {20: 35, 21: 10}
    assert sizes(assign_cells([f"m-{number}" for number in range(100)], every)) == {9: 90, 10: 10}
    plan = assign_cells(COMMITTEE, every)
    assert sorted(row.cell for row in plan) == sorted(org.id for org in every)
    assert [row.cell for row in plan][:20] == [org.id for org in every][:20]  # neighbors stay together


def test_each_grassroots_committee_over_its_own_cells() -> None:
    tree = datasets.thai_nguyen()
    found = []
    for org in tree.select(form=Form.DANG_BO, level=Level.GRASSROOTS):
        below = tree.children(org)
        plan = assign_cells([f"{org.id}-uv-{number}" for number in range(9)], below)
        assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
        assert len(plan) == len(below)
        found.append(len(below))
    assert (len(found), min(found), max(found)) == (75, 3, 25)


@pytest.mark.parametrize(("count", "most", "enough"), [(398, 2, 9), (910, 20, 21)])
def test_too_few_visits_for_too_many_cells_say_how_many_would_do(count: int, most: int, enough: int) -> None:
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(COMMITTEE, cells(count), per_member=most)
    error = caught.value
    assert (len(error.cells), len(error.members)) == (45 * most + 1, 45)  # one cell more than they can take
    assert f"{count} cells and 45 members, who take {most} cells each at most, {45 * most} in all" in str(error)
    assert f"let each take up to {enough}," in str(error)
    assert f"Cho mỗi người nhận đến {enough} chi bộ".lower() in error.text(lang="vi").lower()
    assert sum(assign_cells(COMMITTEE, cells(count), per_member=enough).loads.values()) == count


def test_nobody_has_the_own_cell_where_it_is_known_and_the_plan_says_where_it_is_not() -> None:
    own = {"m-1": "cb-1", "m-2": ["cb-2", "cb-3"], "m-3": None}
    plan = assign_cells(own, cells(6))
    taken = {(row.member, row.cell) for row in plan}
    assert not taken & {("m-1", "cb-1"), ("m-2", "cb-2"), ("m-2", "cb-3")}
    assert [note.en for note in plan.notes] == ["Of 1 member the own cell is not known, and none is kept from them."]
    assert "1 người" in plan.notes[0].vi
    assert not assign_cells({"m-1": "cb-1", "m-2": "cb-2"}, cells(2)).notes


def test_a_register_knows_the_own_cell_and_the_one_a_member_is_a_guest_of() -> None:
    tree = city(stays={"m-1-0": "cb-2"})
    plan = assign_cells(["m-1-0", "m-2-0", "m-3-0"], ["cb-1", "cb-2", "cb-3"], hierarchy=tree)
    assert {row.cell: row.member for row in plan}["cb-3"] == "m-1-0"
    assert not plan.notes
    for nobody in (assign_cells(["uv-1"], ["cb-1"], hierarchy=tree), assign_cells(["uv-1"], ["cb-1"])):
        assert len(nobody.notes) == 1
    with pytest.raises(UnknownOrganizationError):
        assign_cells(["m-1-0"], ["cb-khong-co"], hierarchy=tree)


def test_who_had_a_cell_keeps_it_and_only_what_equal_loads_ask_for_changes() -> None:
    before = assign_cells(COMMITTEE, cells(910))
    assert assign_cells(COMMITTEE, cells(910), keep=before).changes == ()
    one_left = assign_cells(COMMITTEE[:-1], cells(910), keep=before)
    gone = before.loads["uv-45"]
    assert len(one_left.changes) == gone
    assert {row.was for row in one_left.changes} == {"uv-45"}
    one_more = assign_cells([*COMMITTEE, "uv-46"], cells(910), keep=before)
    assert len(one_more.changes) == min(one_more.loads.values())  # 910 over 46: 36 have 20 and 10 have 19
    assert sizes(one_more) == {20: 36, 19: 10}
    assert one_more["cb-1"].was == "uv-1"


def test_a_chain_of_exchanges_is_found_where_no_single_exchange_helps() -> None:
    keep = [("a", "cb-1"), ("a", "cb-2"), ("b", "cb-3")]
    plan = assign_cells(["a", "b", "c"], cells(3), keep=keep, forbid=[("c", "cb-1"), ("c", "cb-2")])
    assert {row.cell: row.member for row in plan}["cb-3"] == "c"
    assert len(plan.changes) == 2


@pytest.mark.parametrize("count", [12, 600])
def test_cells_that_nobody_may_take_are_named_alone(count: int) -> None:
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(["a", "b"], cells(count), forbid=[("a", "cb-7"), ("b", "cb-7")])
    assert (caught.value.cells, caught.value.members) == (("cb-7",), ())
    assert "nobody may take 1 cell ('cb-7')" in str(caught.value)


def test_a_member_whom_ten_thousand_cells_forbid_is_named_alone() -> None:
    members = [f"m-{number}" for number in range(100)]
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(members, cells(10_000), forbid=[("m-50", key) for key in cells(10_000)])
    assert (caught.value.cells, caught.value.members) == ((), ("m-50",))
    assert "1 member ('m-50') would have to take 100 of them" in str(caught.value)
    assert "0 cells only" in str(caught.value)


def test_four_cells_for_one_member_are_the_set_that_proves_it() -> None:
    forbid = [(member, key) for member in ("b", "c") for key in ("cb-2", "cb-5", "cb-6", "cb-8")]
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(["a", "b", "c"], cells(8), forbid=forbid)
    assert (caught.value.cells, caught.value.members) == (("cb-2", "cb-5", "cb-6", "cb-8"), ("a",))
    assert caught.value.findings[0].code == "activity/infeasible"
    assert "4 cells ('cb-2', 'cb-5', 'cb-6', 'cb-8') may only go to 1 member, who takes 3 cells at most" in str(
        caught.value
    )


def test_of_two_proofs_the_one_that_names_fewer_is_told() -> None:
    # 90 members who lack one cell of 900 prove it too; in both languages the 101 cells of a ward are easier to check
    members = [f"m-{number}" for number in range(100)]
    forbid = [(member, key) for member in members[10:] for key in cells(101)]
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(members, cells(1_000), forbid=forbid)
    assert (caught.value.cells, caught.value.members) == (tuple(cells(101)), tuple(members[:10]))


def test_members_who_lack_many_cells_are_named_without_those_that_are_not_needed() -> None:
    # a and b may take cb-1 to cb-5 only, ten each are their share; either of them alone proves it, and one is named
    forbid = [(member, key) for member in ("a", "b") for key in cells(40)[5:]]
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(["a", "b", "c", "d"], cells(40), forbid=forbid)
    assert len(caught.value.members) == 1
    assert caught.value.cells == tuple(cells(5))


def test_the_error_is_a_document_and_survives_a_trip_between_processes() -> None:
    with pytest.raises(InfeasibleError) as caught:
        assign_cells(["a"], cells(3), per_member=2)
    told = caught.value.as_dict()
    assert (told["error"], told["cells"], told["members"]) == ("InfeasibleError", cells(3), ["a"])
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (again.cells, again.members, str(again)) == (caught.value.cells, caught.value.members, str(caught.value))


def test_the_same_is_assigned_whoever_is_a_record_and_however_an_id_is_spelled() -> None:
    orgs = [cell(f"cb-đa-phúc-{number}") for number in range(5)]
    spelled = [unicodedata.normalize("NFD", org.id) for org in orgs]
    first = assign_cells(["a", "b"], orgs, forbid=[("a", spelled[0])])
    assert first == assign_cells(["a", "b"], spelled, forbid=[("a", orgs[0].id)])
    assert first[spelled[0]].member == "b"


def test_what_is_said_of_others_is_told_and_changes_nothing() -> None:
    plan = assign_cells(["a"], cells(2), forbid=[("x", "cb-1"), ("a", "cb-9")], keep=[("a", "cb-8"), ("x", "cb-2")])
    assert len(plan) == 2
    assert [row.was for row in plan] == [None, "x"]
    told = plan.explain(lang="en")
    assert "2 of the pairs forbidden name a member or a cell that is not in the lists" in told
    assert "1 cell of those to keep is not in the list" in told
    assert "2 cells over 1 member: 1 has 2. Of 1 cell that had somebody before, 1 changes hands." in told
    assert str(plan) == told


@pytest.mark.parametrize(
    ("given", "options", "places"),
    [
        (([], ["cb-1"]), {}, ["members"]),
        ((["a", "a", 5], ["cb-1", "cb-1"]), {}, ["members[1]", "members[2]", "cells[1]"]),
        (("a", "cb-1"), {}, ["members", "cells"]),
        ((["a"], {"cb-1"}), {}, ["cells"]),
        ((["a"], ["cb-1"]), {"per_member": 0}, ["per_member"]),
        ((["a"], ["cb-1"]), {"forbid": [("a",)], "keep": ["cb-1"]}, ["forbid[0]", "keep[0]"]),
        ((["a"], ["cb-1"]), {"keep": {"cb-1": "a"}}, ["keep"]),
        ((["a", "b"], ["cb-1"]), {"keep": [("a", "cb-1"), ("b", "cb-1")]}, ["keep['cb-1']"]),
    ],
)
def test_what_cannot_be_read_is_told_all_at_once(
    given: tuple[object, object], options: dict[str, object], places: list[str]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        assign_cells(*given, **options)  # type: ignore[arg-type]
    assert [found.subject for found in caught.value.findings] == places


@pytest.mark.parametrize("most", [True, -1, 1.5, "x"])
def test_a_number_of_cells_a_member_is_a_count(most: object) -> None:
    with pytest.raises(InvalidInputError):
        assign_cells(["a"], ["cb-1"], per_member=most)  # type: ignore[arg-type]


def test_no_cells_and_more_members_than_cells() -> None:
    assert dict(assign_cells(["a", "b"], []).loads) == {"a": 0, "b": 0}
    assert sizes(assign_cells(COMMITTEE, cells(3), per_member=1)) == {1: 3, 0: 42}


def test_an_assignment_shows_itself_in_both_languages_and_as_plain_values() -> None:
    plan = assign_cells(["a", "b"], cells(3), keep=[("b", "cb-1"), ("b", "cb-2"), ("b", "cb-3")])
    assert repr(plan) == "AssignmentPlan(3 cells, 2 members, 1 changes)"
    assert "Trong 3 chi bộ đã có người phụ trách, 1 chi bộ đổi người." in plan.explain()
    assert "1 has 1; 1 has 2" in plan.explain(lang="en")
    assert "cb-1" in str(plan.show(lang="en"))
    assert json.loads(plan.to_json())["rows"][0] == {"member": "a", "cell": plan.changes[0].cell, "was": "b"}
    assert "cb-1" in plan
    with pytest.raises(UnknownOrganizationError, match="cb-1"):
        plan["cb-11"]
