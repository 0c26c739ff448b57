"""A side table is one entry of the registry: whatever keeps, changes, compares and writes tables walks it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dangbo.base.errors import HierarchyError, InvalidInputError
from dangbo.base.records import Id, record
from dangbo.base.terms import LeaveReason
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import Operation
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.organizations import Dissolve, Merge
from dangbo.change.verbs.people import Leave
from dangbo.hierarchy import Hierarchy, built
from dangbo.history import History
from dangbo.restructure import Plan, Preview
from dangbo.tree.tables import TABLES, Link, SideTable, links_to
from tests.builders import AS_OF, DECISION, city, plan


@record
class Chair:
    """A seat in an organization, taken or not."""

    id: Id
    organization: Id
    member: Id | None = None


def _empty(seat: Chair, _heir: str | None) -> Chair:
    return replace(seat, member=None)


CHAIRS = SideTable(
    "chairs",
    "chair",
    Chair,
    Words(vi="ghế", en="chairs"),
    links=(
        Link(
            "chairs.organization",
            "organizations",
            lambda seat: (seat.organization,),
            lambda key: Words(vi=f"nơi có ghế '{key}'", en=f"the place of the seat '{key}'"),
            ended=lambda seat, heir: None if heir is None else replace(seat, organization=heir),
        ),
        Link(
            "chairs.member",
            "members",
            lambda seat: () if seat.member is None else (seat.member,),
            lambda key: Words(vi=f"người ngồi ghế '{key}'", en=f"who has the seat '{key}'"),
            ended=_empty,
        ),
    ),
)
"""All that is needed for a table."""

GIVEN = (Chair("s-1", "cb-1", "m-1-0"), Chair("s-2", "cb-1"), Chair("s-3", "cb-2", "m-2-0"))


@pytest.fixture(autouse=True)
def _chairs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(TABLES, CHAIRS.name, CHAIRS)
    links_to.cache_clear()  # the registry does not change but here
    yield
    links_to.cache_clear()


def ward(*given: Chair) -> Hierarchy:
    """The two wards with seats in some cells."""
    bare = city()
    rolls = {org.id: bare.roll(org) for org in bare}
    tables = {"groups": tuple(bare.groups.values()), "chairs": given or GIVEN}
    return built(Hierarchy, tuple(bare), bare.members, rolls, tables, bare.as_of)


def seats_of(tree: Hierarchy) -> dict[str, Chair]:
    return {seat.id: seat for seat in tree._rows_of(CHAIRS)}


def seen(*operations: Operation) -> Preview:
    return plan(*operations).preview(ward())


def test_what_is_built_holds_the_records_and_finds_those_that_name_an_organization_or_a_person() -> None:
    tree = ward()

    assert seats_of(tree) == {seat.id: seat for seat in GIVEN}
    assert tuple(tree._naming(CHAIRS.links[0], "cb-1")) == ("s-1", "s-2")
    assert tuple(tree._naming(CHAIRS.links[1], "m-2-0")) == ("s-3",)
    assert tree._count_of(CHAIRS) == 3


def test_what_is_wrong_with_them_is_told_at_once() -> None:
    with pytest.raises(HierarchyError) as error:
        ward(Chair("s-1", "cb-1"), Chair("s-1", "cb-2"), Chair("s-2", "cb-77"), Chair("s-3", "cb-1", "m-77"))

    assert [(one.code, one.subject) for one in error.value.findings] == [
        ("tree/duplicate-entry", "s-1"),
        ("tree/unknown-in-entry", "s-2"),
        ("tree/unknown-in-entry", "s-3"),
    ]
    assert "chairs" in error.value.findings[0].text(lang="en")
    assert "'cb-77'" in error.value.findings[1].text(lang="vi")


def test_a_name_given_for_an_id_is_told_as_that() -> None:
    with pytest.raises(HierarchyError) as error:
        ward(Chair("s-1", "Đảng bộ phường Phú Xá"))

    assert [one.code for one in error.value.findings] == ["tree/name-for-id"]


def test_a_draft_changes_them_and_is_frozen_into_the_next_snapshot_while_the_base_stays() -> None:
    tree = ward()
    draft = Draft(tree)
    draft.set_row(CHAIRS, "s-1", Chair("s-1", "cb-2"))
    draft.set_row(CHAIRS, "s-2", None)
    draft.set_row(CHAIRS, "s-9", Chair("s-9", "cb-1", "m-1-1"))
    after = draft.freeze(tree.as_of)

    assert set(seats_of(after)) == {"s-1", "s-3", "s-9"}
    assert set(after._naming(CHAIRS.links[0], "cb-2")) == {"s-1", "s-3"}
    assert after._naming(CHAIRS.links[1], "m-1-0") == ()
    assert draft._count_of(CHAIRS) == 3
    assert seats_of(tree) == {seat.id: seat for seat in GIVEN}
    assert not after.same_as(tree)
    assert after.same_as(ward(Chair("s-1", "cb-2"), GIVEN[2], Chair("s-9", "cb-1", "m-1-1")))


def test_a_delta_does_it_again_and_takes_it_back() -> None:
    tree = ward()
    above = Draft(tree)
    above.set_row(CHAIRS, "s-1", None)
    below = Draft(tree)

    below.redo(above.delta())
    assert below.freeze(tree.as_of).same_as(above.freeze(tree.as_of))
    below.undo(above.delta())
    assert below.freeze(tree.as_of).same_as(tree)


def test_a_copy_through_a_pickle_is_the_same() -> None:
    tree = ward()

    assert pickle.loads(pickle.dumps(tree)).same_as(tree)  # noqa: S301 - made in this line


def test_the_records_follow_an_organization_to_its_heir() -> None:
    preview = seen(Merge(["cb-1"], into="cb-2"))

    assert seats_of(preview.after) == {seat.id: replace(seat, organization="cb-2") for seat in GIVEN}
    assert preview.conservation.holds
    assert "plan/entries-end" not in {found.code for found in preview.findings}


def test_those_of_an_organization_without_an_heir_end_and_the_plan_says_so() -> None:
    tree = ward(Chair("s-1", "cb-3"), Chair("s-2", "cb-3"), Chair("s-3", "cb-1"))
    everybody = tree.roll("cb-3")
    preview = plan(Dissolve("cb-3", {"cb-2": everybody[:5], "cb-4": everybody[5:]})).preview(tree)

    (told,) = preview.findings
    assert (told.code, told.subject, dict(told.facts)["count"]) == ("plan/entries-end", "cb-3", 2)
    assert set(seats_of(preview.after)) == {"s-3"}
    assert preview.conservation.holds


def test_what_becomes_of_those_of_a_person_who_leaves_is_for_the_table_to_say() -> None:
    preview = seen(Leave(["m-1-0"], reason=LeaveReason.DECEASED))

    assert seats_of(preview.after)["s-1"] == Chair("s-1", "cb-1")


@pytest.mark.parametrize(
    "operation",
    [Merge(["cb-1"], into="cb-2"), Leave(["m-1-0"], reason=LeaveReason.DECEASED)],
    ids=["merge", "leave"],
)
def test_an_inverse_brings_them_back_also_through_its_json(operation: Operation) -> None:
    preview = seen(operation)
    inverse = preview.inverse(effective="2023-07-01", basis=DECISION)

    assert Plan.from_json(inverse.to_json()) == inverse
    back = Plan.from_json(inverse.to_json()).preview(preview.after)
    assert back.blocking == ()
    assert seats_of(back.after) == seats_of(ward())


def test_an_inverse_is_refused_where_they_have_changed_since() -> None:
    preview = seen(Merge(["cb-1"], into="cb-2"))
    inverse = preview.inverse(effective="2023-07-01", basis=DECISION)
    draft = Draft(preview.after)
    draft.set_row(CHAIRS, "s-2", Chair("s-2", "cb-3"))

    (told,) = inverse.preview(draft.freeze(preview.after.as_of)).blocking
    assert (told.code, told.subject) == ("plan/changed-since", "s-2")


def test_the_proof_finds_records_that_name_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = replace(CHAIRS, links=(replace(CHAIRS.links[0], ended=None), CHAIRS.links[1]))
    monkeypatch.setitem(TABLES, CHAIRS.name, kept)
    links_to.cache_clear()

    proof = seen(Merge(["cb-1"], into="cb-2")).conservation
    assert (proof.holds, proof.adrift) == (False, ("s-1", "s-2"))
    assert "2" in proof.text(lang="en").partition("NOT CONSERVED")[2]


def test_two_operations_that_change_one_record_have_an_order() -> None:
    merge, leave = Merge(["cb-1"], into="cb-2"), Leave(["m-1-0"], reason=LeaveReason.DECEASED)

    assert plan(merge, leave).order(ward()) == ()
    assert [pair.why for pair in plan(Rename("cb-1", "Chi bộ mới"), merge).order(ward())] == ["needs"]


def test_a_ledger_file_keeps_them_and_what_was_decided_of_them(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = History(ward()).enact(plan(Merge(["cb-1"], into="cb-2")))
    ledger = ledger.undo(1, effective="2023-07-01", basis=DECISION)
    ledger.save(path)
    again = History.load(path)

    assert again.opening.same_as(ledger.opening)
    for day in (AS_OF, "2023-06-01", "2023-07-01"):
        assert again.as_of(day).same_as(ledger.as_of(day))
    assert seats_of(again.as_of("2023-07-01")) == seats_of(ward())


def test_a_file_that_is_older_than_a_table_has_none_of_its_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.jsonl"
    with monkeypatch.context() as before:
        before.delitem(TABLES, CHAIRS.name)
        History(city()).save(path)

    assert seats_of(History.load(path).opening) == {}


def test_a_record_of_no_table_stands_beside_nothing() -> None:
    inverse = seen(Merge(["cb-1"], into="cb-2")).inverse(effective="2023-07-01", basis=DECISION)
    values = inverse.to_json().replace('"table": "chairs"', '"table": "desks"')

    with pytest.raises(InvalidInputError) as error:
        Plan.from_json(values)

    assert {found.code for found in error.value.findings} == {"input/bad-value"}
