"""Everybody in columns, and the roll in both directions."""

from __future__ import annotations

import copy
from unittest.mock import ANY

from dangbo.base.terms import MemberStatus
from dangbo.tree.members import NOBODY, Headcount, Member
from dangbo.tree.people import People, Roll

FULL, PROBATIONARY = MemberStatus.FULL, MemberStatus.PROBATIONARY


def people(count: int, *, waiting: tuple[str, ...] = ()) -> People:
    ids = [f"m-{number}" for number in range(1, count + 1)]
    return People.of(Member(key, f"Người {key}", PROBATIONARY if key in waiting else FULL) for key in ids)


# --- People ---------------------------------------------------------------------------------------------------------


def test_a_copy_of_what_never_changes_is_the_same() -> None:
    everybody = people(2)

    assert copy.copy(everybody) is everybody
    assert copy.deepcopy({"a": everybody})["a"] is everybody


def test_people_are_equal_to_a_dictionary_in_both_directions_and_leave_the_answer_to_what_is_no_mapping() -> None:
    everybody = people(3, waiting=("m-2",))
    plain = dict(everybody)

    assert everybody == plain
    assert plain == everybody
    assert everybody != plain | {"m-2": Member("m-2", "Người m-2")}
    assert everybody != {key: plain[key] for key in ("m-1", "m-2")}
    assert everybody == ANY
    assert everybody != [*plain]


def test_people_are_equal_in_whatever_order_they_came_and_whatever_is_new_of_them() -> None:
    there, back = people(20), People.of([*people(20).values()][::-1])
    fuller = there.changed({"m-21": Member("m-21", "Người m-21")})

    assert there == back
    assert fuller == back.changed({"m-21": Member("m-21", "Người m-21")})
    assert fuller != back.changed({"m-21": Member("m-21", "Người khác")})
    assert fuller.changed({"m-21": None}) == there
    assert fuller != there.changed({"m-1": Member("m-1", "Người m-21")})
    assert there.changed({"m-1": None, "m-21": Member("m-21", "Người m-21")}) != back


# --- Roll -----------------------------------------------------------------------------------------------------------


def test_a_roll_knows_who_is_where_in_both_directions() -> None:
    roll = Roll(people(3, waiting=("m-3",)), {"a": ("m-1", "m-3"), "b": ("m-2",)})

    assert roll.of("a") == ("m-1", "m-3")
    assert roll.of("c") == ()
    assert (roll.home("m-3"), roll.home("m-2"), roll.home("m-9")) == ("a", "b", None)
    assert roll.headcount("a") == Headcount(1, 1)
    assert roll.headcount("c") == NOBODY
    assert list(roll.organizations()) == ["a", "b"]


def test_the_length_of_a_roll_is_the_people_on_it_not_the_people_there_are() -> None:
    assert len(Roll(people(3), {"a": ("m-1", "m-3")})) == 2


def test_people_are_counted_by_status() -> None:
    everybody = people(4, waiting=("m-2",))

    assert everybody.headcount(["m-1", "m-2", "m-4"]) == Headcount(2, 1)
    assert everybody.headcount([]) == NOBODY


def test_a_roll_nothing_happened_to_is_the_same_roll() -> None:
    roll = Roll(people(1), {"a": ("m-1",)})

    assert roll.changed({}, {}, {}, {}) is roll


def test_a_changed_roll_leaves_the_old_one_as_it_was() -> None:
    old = Roll(people(20), {"a": tuple(people(19)), "b": ("m-20",)})

    new = old.changed(
        {"a": tuple(people(18)), "b": ("m-20", "m-19")}, {"a": Headcount(18), "b": Headcount(2)}, {"m-19": "b"}, {}
    )

    assert (old.home("m-19"), new.home("m-19")) == ("a", "b")
    assert (len(old.of("a")), len(new.of("a"))) == (19, 18)
    assert (old.headcount("b"), new.headcount("b")) == (Headcount(1), Headcount(2))
    assert len(old) == len(new) == 20
    assert new.people is old.people


def test_an_organization_whose_roll_empties_has_none() -> None:
    old = Roll(people(20), {"a": tuple(people(19)), "b": ("m-20",)})

    new = old.changed({"a": tuple(people(20)), "b": ()}, {"a": Headcount(20), "b": NOBODY}, {"m-20": "a"}, {})

    assert list(new.organizations()) == ["a"]
    assert (new.of("b"), new.headcount("b")) == ((), NOBODY)


def test_homes_stay_right_after_so_many_moves_that_the_index_is_made_anew() -> None:
    roll = Roll(people(8), {"a": tuple(people(8))})
    left = list(people(8))

    for member in list(left):
        left.remove(member)
        moved = tuple(key for key in people(8) if key not in left)
        counts = {"a": Headcount(len(left)), "b": Headcount(len(moved))}
        roll = roll.changed({"a": tuple(left), "b": moved}, counts, {member: "b"}, {})
        assert {roll.home(key) for key in moved} == {"b"}
        assert {roll.home(key) for key in left} == ({"a"} if left else set())

    assert roll.of("b") == tuple(people(8))
    assert len(roll) == 8


def test_a_person_who_was_on_no_roll_may_come_onto_one() -> None:
    old = Roll(people(3), {"a": ("m-1", "m-2")})

    new = old.changed({"a": ("m-1", "m-2", "m-3")}, {"a": Headcount(3)}, {"m-3": "a"}, {})

    assert (new.home("m-3"), len(new), len(old)) == ("a", 3, 2)


def test_people_may_be_new_may_have_a_new_record_and_may_be_forgotten() -> None:
    old = Roll(people(20), {"a": tuple(people(20))})
    recognized, newcomer = Member("m-20", "Người m-20", PROBATIONARY), Member("m-21", "Người m-21")

    new = old.changed(
        {"a": (*people(20), "m-21")}, {"a": Headcount(20, 1)}, {"m-21": "a"}, {"m-20": recognized, "m-21": newcomer}
    )
    back = new.changed({"a": tuple(people(20))}, {"a": Headcount(20)}, {"m-21": None}, {"m-21": None})

    assert (new.people["m-20"], new.people["m-21"], new.home("m-21")) == (recognized, newcomer, "a")
    assert new.headcount("a") == new.people.headcount(new.of("a")) == Headcount(20, 1)
    assert (old.people["m-20"].status, "m-21" in old.people, old.home("m-21")) == (FULL, False, None)
    assert ("m-21" in back.people, back.home("m-21"), back.people["m-20"]) == (False, None, recognized)


def test_a_person_who_left_is_on_no_roll_and_stays_on_record() -> None:
    old = Roll(people(20), {"a": tuple(people(20))})

    new = old.changed({"a": tuple(people(19))}, {"a": Headcount(19)}, {"m-20": None}, {})

    assert (new.home("m-20"), len(new)) == (None, 19)
    assert new.people is old.people


def test_everybody_is_marked_at_the_right_place_after_so_many_records_that_people_are_written_anew() -> None:
    ids = tuple(people(20))
    old = Roll(people(20), {"a": ids[:19], "b": ids[19:]})
    newer = old.changed({"a": (*ids[1:19], "m-21")}, {"a": Headcount(19)}, {"m-21": "a", "m-1": None}, {"m-1": None})
    newer = newer.changed({}, {}, {}, {"m-21": Member("m-21", "Người m-21")})

    new = newer.changed({}, {"a": Headcount(10, 9)}, {}, {key: Member(key, "Người", PROBATIONARY) for key in ids[1:10]})

    marks = [*new.marked({"a": 1, "b": 2})]
    assert {key: marks[at] for key, at in zip(new.people, range(20), strict=True)} == {
        **dict.fromkeys(ids[1:19], 1),
        "m-20": 2,
        "m-21": 1,
    }
    assert new.headcount("a") == new.people.headcount(new.of("a")) == Headcount(10, 9)


def test_a_roll_in_another_order_than_people_keeps_no_id_twice() -> None:
    ids = [f"m-{number}" for number in range(1, 5)]
    again = [key.encode().decode() for key in reversed(ids)]
    roll = Roll(People.of(Member(key, "Người") for key in ids), {"a": again})

    assert roll.of("a") == tuple(again)
    assert {id(key) for key in roll.of("a")} == {id(key) for key in roll.people}
