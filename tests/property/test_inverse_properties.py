"""Edited inverses: whatever somebody writes into one, it is refused or leaves a sound tree, and nothing else happens.

An inverse travels as JSON, so anybody may have had a hand in it. It is edited as JSON: entries dropped, doubled, moved
to another list, given other values; then read and previewed. Blocking and `apply` must agree, and what is let through
must be a tree that can be built anew from its records and counts the people the proof says.
"""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import pytest
from hypothesis import event, given, note
from hypothesis import strategies as st

from dangbo import Hierarchy, InvalidInputError, Operation, Plan, PlanRejectedError, Restore
from tests.builders import NO_RULES
from tests.property.strategies import AFTER_ALL, DECISION, anything, plan_of, sequences
from tests.unit.test_operations import EVERY, city

EDITS: Final = 5
"""How many edited copies are tried of each inverse: 250 a run, 10,000 under the nightly profile."""

STRANGE: Final[tuple[Any, ...]] = (
    None,
    "",
    "nobody",
    "tp",
    "cb-1",
    "m-0",
    "m-1-0",
    0,
    1,
    1000,
    -1,
    True,
    1.5,
    [],
    {},
    [[]],
    ["tp"],
)
"""Values no list of an inverse expects in most of its places."""


# --- editing ---------------------------------------------------------------------------------------------------------


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything that stands in a JSON value."""
    entries = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, item in entries:
        yield (*at, key)
        yield from places(item, (*at, key))


def found(value: Any, at: tuple[Any, ...]) -> Any:  # noqa: ANN401 - JSON is anything
    for key in at:
        value = value[key]
    return value


def drop(operation: dict[str, Any], at: tuple[Any, ...], _chance: random.Random) -> None:
    del found(operation, at[:-1])[at[-1]]


def double(operation: dict[str, Any], at: tuple[Any, ...], _chance: random.Random) -> None:
    above = found(operation, at[:-1])
    if isinstance(above, list):
        above.append(copy.deepcopy(above[at[-1]]))


def alter(operation: dict[str, Any], at: tuple[Any, ...], chance: random.Random) -> None:
    """Another value: a strange one, or one that stands elsewhere in the inverse."""
    other = found(operation, chance.choice(list(places(operation)))) if chance.random() < 0.6 else None
    found(operation, at[:-1])[at[-1]] = chance.choice(STRANGE) if other is None else copy.deepcopy(other)


def move(operation: dict[str, Any], at: tuple[Any, ...], chance: random.Random) -> None:
    """An entry goes into another list, or stands in both."""
    entry = copy.deepcopy(found(operation, at))
    lists = [way for way in places(operation) if isinstance(found(operation, way), list)]
    if lists:
        found(operation, chance.choice(lists)).append(entry)
        if chance.random() < 0.5:
            drop(operation, at, chance)


def both_sides(operation: dict[str, Any], at: tuple[Any, ...], _chance: random.Random) -> None:
    """An entry and its twin of the other side go, so that the lists still agree."""
    key = at[0]
    entry = operation[key][at[1]] if len(at) > 1 and isinstance(operation[key], list) else None
    twin = key.removeprefix("left_") if str(key).startswith("left_") else f"left_{key}"
    name = entry.get("id") or entry.get("to") if isinstance(entry, dict) else None
    for side in (key, twin):
        if name is not None and isinstance(operation.get(side), list):
            kept = [
                one
                for one in operation[side]
                if not isinstance(one, dict) or name not in (one.get("id"), one.get("to"))
            ]
            operation[side] = kept


def refer(operation: dict[str, Any], at: tuple[Any, ...], chance: random.Random) -> None:
    """An id becomes another one, wherever it stands."""
    ids = sorted({text for way in places(operation) if isinstance(text := found(operation, way), str)})
    was = found(operation, at)
    if isinstance(was, str):
        now = chance.choice([*ids, "nobody"])
        for way in list(places(operation)):
            if found(operation, way) == was and chance.random() < 0.7:
                found(operation, way[:-1])[way[-1]] = now


WAYS: Final[tuple[Callable[[dict[str, Any], tuple[Any, ...], random.Random], None], ...]] = (
    *(drop, drop, double, alter, alter, move, both_sides, refer),
)


def edited(plan: Plan, seed: int) -> dict[str, Any]:
    """An inverse as JSON, after one to three edits."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    values: dict[str, Any] = json.loads(plan.to_json())
    (operation,) = values["operations"]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        ways = [at for at in places(operation) if at[0] not in {"operation", "decision"}]
        if ways:
            chance.choice(WAYS)(operation, chance.choice(ways), chance)
    return values


# --- what must hold --------------------------------------------------------------------------------------------------


def verdict(values: dict[str, Any], tree: Hierarchy) -> str:
    """What becomes of an edited inverse; fails where it is neither refused nor right."""
    try:
        plan = Plan.from_dict(values)
    except InvalidInputError:
        return "unreadable"
    preview = plan.preview(tree, rules=NO_RULES)
    if preview.blocking:
        with pytest.raises(PlanRejectedError):
            plan.apply(tree, rules=NO_RULES)
        return "refused"
    after = plan.apply(tree, rules=NO_RULES)
    assert preview.conservation.holds
    assert preview.conservation.members == (tree.headcount().total, after.headcount().total)
    again: Hierarchy = pickle.loads(pickle.dumps(after))  # noqa: S301 - builds it anew from its records
    assert again.same_as(after)
    assert again.headcount() == after.headcount()
    assert {org.id: again.own_headcount(org) for org in again} == {org.id: after.own_headcount(org) for org in after}
    for member, stay in after.stays.items():
        assert tree.stays.get(member) == stay or after.home(member) not in {None, after[stay.organization]}
    return "applied"


@given(st.data())
def test_an_edited_inverse_is_refused_or_leaves_a_sound_tree(data: st.DataObject) -> None:
    tree = data.draw(anything)
    plan = plan_of(possible(data.draw(sequences(tree)), tree), by=tree.root.id, effective=AFTER_ALL)
    preview = plan.preview(tree, rules=NO_RULES)
    inverse = preview.inverse(effective=AFTER_ALL, basis=DECISION)
    for _ in range(EDITS):
        values = edited(inverse, data.draw(st.integers(0, 2**32)))
        note(json.dumps(values["operations"], ensure_ascii=False))
        event(verdict(values, preview.after))


def possible(operations: list[Operation], tree: Hierarchy) -> list[Operation]:
    """The operations left when those that block are taken out, again and again."""
    while numbers := {one.operation for one in plan_of(operations).preview(tree, rules=NO_RULES).blocking} - {None}:
        operations = [one for number, one in enumerate(operations, 1) if number not in numbers]
    return operations


@pytest.mark.parametrize("name", EVERY)
def test_the_inverse_of_every_verb_may_be_edited_only_into_what_is_sound(name: str) -> None:
    operations, by = EVERY[name]
    preview = plan_of(operations, by=by, effective="2023-06-01").preview(city())
    inverse = preview.inverse(effective="2023-07-01", basis=DECISION)
    for seed in range(20):
        verdict(edited(inverse, seed), preview.after)


# --- what was let through once ---------------------------------------------------------------------------------------


def codes(name: str, edit: Callable[[dict[str, Any]], object]) -> set[str]:
    """What stops the inverse of a case after an edit."""
    operations, by = EVERY[name]
    preview = plan_of(operations, by=by, effective="2023-06-01").preview(city())
    values = json.loads(preview.inverse(effective="2023-07-01", basis=DECISION).to_json())
    edit(values["operations"][0])
    assert verdict(values, preview.after) == "refused"
    return {found.code for found in Plan.from_dict(values).preview(preview.after, rules=NO_RULES).blocking}


def leave_out(operation: dict[str, Any], side: str, at: int) -> None:
    del operation[side][at]


@pytest.mark.parametrize("side", ["rolls", "left_rolls"])
@pytest.mark.parametrize("name", ["establish", "merge", "split-off", "transfer", "admit", "leave"])
def test_a_roll_that_is_left_out_stops_the_inverse(name: str, side: str) -> None:
    operations, by = EVERY[name]
    preview = plan_of(operations, by=by, effective="2023-06-01").preview(city())
    (restore,) = preview.inverse(effective="2023-07-01", basis=DECISION).operations
    assert isinstance(restore, Restore)
    for at in range(len(getattr(restore, side))):
        assert codes(name, partial(leave_out, side=side, at=at)) == {"plan/inverse-unsound"}


def test_nobody_ends_twice_nor_without_having_begun() -> None:
    twice = codes("establish", lambda operation: operation["ends"].append("cb-9"))
    other = codes("establish", lambda operation: operation["ends"].append("cbcs"))
    assert twice == other == {"plan/inverse-unsound"}


def test_a_stay_of_nobody_stops_the_inverse() -> None:
    def stay(operation: dict[str, Any]) -> None:
        operation["beside"] = [{"table": "stays", "member": "nobody", "organization": "cb-1"}]

    assert codes("rename", stay) == {"plan/inverse-unsound"}


def test_people_nobody_ever_counted_do_not_join() -> None:
    def thousand(operation: dict[str, Any]) -> None:
        operation["records"][0]["full"] = 1000

    assert codes("merge", thousand) == {"plan/inverse-unsound"}


def test_what_does_not_say_whom_it_brings_back_by_number_is_told() -> None:
    operations, by = EVERY["leave"]
    preview = plan_of(operations, by=by, effective="2023-06-01").preview(city())
    values = json.loads(preview.inverse(effective="2023-07-01", basis=DECISION).to_json())
    assert values["operations"][0].pop("counted") == [1, 1, 0, 0]

    back = Plan.from_dict(values).preview(preview.after, rules=NO_RULES)

    assert [found.code for found in back.findings] == ["plan/inverse-counts"]
    assert back.conservation.holds
    assert back.after.same_as(city("2023-07-01"))


@pytest.mark.parametrize("ghost", ["nobody", "m-0"])
def test_a_ghost_on_a_roll_stops_the_inverse(ghost: str) -> None:
    def haunt(operation: dict[str, Any]) -> None:
        operation["rolls"][0]["items"].append(ghost)

    assert "plan/inverse-unsound" in codes("merge", haunt) if ghost == "nobody" else codes("admit", haunt)


@pytest.mark.parametrize("name", ["merge", "dissolve", "reassign", "rename", "convert-to-chi-bo"])
def test_only_the_root_stands_under_nobody(name: str) -> None:
    def orphan(operation: dict[str, Any]) -> None:
        operation["records"][0].pop("parent")

    assert codes(name, orphan) == {"plan/inverse-unsound"}


def test_one_plan_may_end_and_restore_the_same_organization() -> None:
    tree = city()
    first = plan_of(EVERY["split-up"][0], by="dbp").preview(tree)
    (restore,) = first.inverse(effective="2023-07-01", basis=DECISION).operations

    seen = plan_of([*EVERY["split-up"][0], restore], by="dbp").preview(tree, rules=NO_RULES)

    assert not seen.blocking
    assert [step.ended for step in seen.steps] == [("cb-4",), ("cb-9", "cb-8")]
    assert seen.after.same_as(city("2023-06-01"))
