"""Sizes nobody asks for: what grows with the square of a plan would take minutes here, what grows with it a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from dangbo.base.terms import Form, GroupKind
from dangbo.change.play import Near, Operation, unknown_organization
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.organizations import Consolidate, Convert, Establish, Merge, Rearrange, Reassign
from dangbo.hierarchy import Hierarchy
from dangbo.restructure import Plan
from dangbo.tree.records import ResidentialGroup
from tests.builders import BELOW, NO_RULES, cell, dang_bo

PAPER = Document("quyết định", "1-QĐ/ĐU")
MANY = 8_000


def ward(cells: int, serving: Callable[[int], list[str]]) -> Hierarchy:
    """A ward with so many cells; each group is served by some of them."""
    keys = [f"c-{number}" for number in range(cells)]
    groups = {number: serving(number) for number in range(cells)}
    return Hierarchy(
        [dang_bo("w", None, full=3), *(cell(key, "w", full=3) for key in keys)],
        groups=[
            ResidentialGroup(f"g-{number}", f"Tổ {number}", GroupKind.TO_DAN_PHO, cells=served)
            for number, served in groups.items()
            if served
        ],
        as_of="2023-01-01",
    )


def plan(*operations: Operation) -> Plan:
    return Plan("2023-02-01", "w", PAPER, operations)


CELLS = [f"c-{number}" for number in range(MANY)]
WHOLE: list[Operation] = [
    Consolidate(CELLS, cell("n", "w", name="Chi bộ mới")),
    Merge(CELLS[1:], into="c-0"),
    Rearrange(
        CELLS,
        [cell("n", "w", name="Chi bộ mới"), "c-0"],
        {"n": CELLS[1:], "c-0": ["c-0"]},
    ),
    Convert("w", form=Form.CHI_BO),
]


@pytest.mark.parametrize("operation", WHOLE, ids=lambda one: one.verb)
def test_eight_thousand_cells_become_one_and_come_back(operation: Operation) -> None:
    tree = ward(MANY, lambda number: [f"c-{number}"])

    seen = plan(operation).preview(tree, rules=NO_RULES)
    back = seen.inverse(effective="2023-03-01", basis=PAPER).preview(seen.after, rules=NO_RULES)

    assert seen.after.headcount() == tree.headcount()
    assert len(seen.after.groups) == MANY
    assert {org.id for org in back.after} == {org.id for org in tree}


@pytest.mark.parametrize("operation", [Merge(CELLS[1:2000], into="c-0"), Convert("w", form=Form.CHI_BO)])
def test_one_group_served_by_two_thousand_cells_is_gone_through_once(operation: Operation) -> None:
    tree = ward(2_000, lambda number: [] if number else CELLS[:2_000])

    after = plan(operation).preview(tree, rules=NO_RULES).after

    assert after.groups["g-0"].cells == (operation.subject,)


def test_two_thousand_mergers_of_cells_that_serve_one_group() -> None:
    tree = ward(2_000, lambda number: [] if number else CELLS[:2_000])

    after = plan(*(Merge([key], into="c-0") for key in CELLS[1:2_000])).preview(tree, rules=NO_RULES).after

    assert after.groups["g-0"].cells == ("c-0",)


@pytest.mark.parametrize(
    "operation", [Rename("o-49999", "Tên khác"), Reassign("o-49998", to="o-1"), Reassign("o-2", to="w")]
)
def test_a_chain_of_fifty_thousand_is_proven_in_one_way_up(operation: Operation) -> None:
    chain = [dang_bo("w", None, full=3), dang_bo("o-1", "w", BELOW, full=3)]
    chain += (dang_bo(f"o-{number}", f"o-{number - 1}", BELOW, full=3) for number in range(2, 50_000))
    tree = Hierarchy(chain, as_of="2023-01-01")

    seen = plan(operation).preview(tree, rules=NO_RULES)

    assert seen.conservation.holds
    assert len(seen.after) == 50_000


def test_a_chain_that_ends_is_shown_in_one_pass() -> None:
    chain = [dang_bo("w", None, full=3), dang_bo("o-1", "w", BELOW, full=3)]
    chain += (dang_bo(f"o-{number}", f"o-{number - 1}", BELOW, full=3) for number in range(2, 8_000))
    seen = plan(Convert("w", form=Form.CHI_BO)).preview(Hierarchy(chain, as_of="2023-01-01"), rules=NO_RULES)

    assert "8.000 - 7.999 = 1" in seen.show().text


def test_a_key_that_stands_twice_among_very_many_is_told() -> None:
    entries = ", ".join(f'"k{number}": 1' for number in range(60_000))
    head = '"schema": "dangbo/plan", "version": 1'
    text = f'{{{head}, "basis": {{{entries}, "kind": 1, "kind": 2}}}}'

    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(text)

    assert [found.subject for found in caught.value.findings if "twice" in found.message] == [
        "field 'basis', field 'kind'"
    ]


# --- ids of another tree ---------------------------------------------------------------------------------------------


def test_a_plan_for_another_tree_compares_few_ids_with_all_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counting(_key: str, choices: list[str], **_more: int) -> tuple[str, ...]:
        compared.append(len(list(choices)))
        return ()

    monkeypatch.setattr("dangbo.change.play.nearest", counting)
    tree = ward(20_000, lambda _: [])
    made = plan(*(Merge([f"xa-{number}"], into=f"moi-{number}") for number in range(2_000)))

    seen = made.preview(tree)
    assert len(seen.blocking) == 4_000
    assert sum(compared) <= 200_000
    made.order(tree)
    assert sum(compared) <= 400_000


def test_the_order_of_a_plan_for_another_tree_tries_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr("dangbo.change.order._Trial.compare", lambda *_: tried.append(1))
    made = plan(*(Rename(f"xa-{number}", "Tên khác") for number in range(300)))

    assert made.order(ward(10, lambda _: [])) == ()
    assert not tried


def test_what_was_refused_where_it_stands_still_makes_a_pair() -> None:
    tree = ward(10, lambda _: [])
    new = cell("n", "w")
    late = plan(Rename("n", "Tên khác"), Establish(new))
    gone = plan(Merge(["c-1"], into="c-0"), Rename("c-1", "Tên khác"))

    for made in (late, gone):
        assert [(one.first, one.then) for one in made.order(tree, rules=NO_RULES)] == [(1, 2)]


def test_an_id_spelt_otherwise_is_recognized_however_many_there_are() -> None:
    tree = ward(20_000, lambda _: [])
    made = plan(*(Rename(f"C_{number}", "Tên khác") for number in range(100)))

    found = made.preview(tree).blocking

    told = [one.message.partition("; ")[2] for one in found]
    assert told == [f"the nearest id is 'c-{number}'" for number in range(100)]


def test_what_ended_is_not_suggested() -> None:
    tree = ward(3, lambda _: [])
    near = Near()
    assert near.of("C-1", tree) == "c-1"
    after = plan(Merge(["c-1"], into="c-0")).apply(tree, rules=NO_RULES)

    assert near.of("C-1", after) != "c-1"
    assert "nearest" in unknown_organization(tree, "c_2").message


def test_labels_of_eighty_thousand_characters_and_circles_of_a_hundred_thousand_make_short_messages() -> None:
    long = "x" * 80_000
    tree = Hierarchy([dang_bo("w", None, full=3), cell(long, "w", full=3)], as_of="2023-01-01")
    with pytest.raises(PlanRejectedError) as refused:
        plan(Merge([f"{long}y", long], into="w"), Rename(long, long), Rename("w", long), Rename("w", long)).apply(tree)
    circle = [cell(f"o-{number}", f"o-{(number + 1) % 100_000}", full=3) for number in range(100_000)]
    with pytest.raises(InvalidInputError) as turned:
        Hierarchy([cell("w", None, full=3), *circle], as_of="2023-01-01")

    for error in (refused.value, turned.value):
        assert len(str(error)) < 5_000
        assert all(len(found.text(lang=lang)) < 2_000 for found in error.findings for lang in ("vi", "en"))


def test_a_deep_nest_is_refused_like_any_other_value() -> None:
    deep: object = "cb-1"
    for _ in range(100_000):
        deep = [deep]
    values = plan(Rename("w", "x")).as_dict() | {"consents": [deep]}

    with pytest.raises(InvalidInputError):
        Plan.from_dict(values)
    with pytest.raises(InvalidInputError):
        Plan.from_json(f'{{"schema": "dangbo/plan", "version": 1, "operations": {"[" * 100_000}{"]" * 100_000}}}')
