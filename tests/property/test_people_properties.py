"""`People` and `Roll` against plain dictionaries that forget nothing and share nothing."""

from __future__ import annotations

import pickle
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from dangbo.base.terms import MemberStatus
from dangbo.tree.members import Headcount, Member
from dangbo.tree.people import People, Roll

IDS = [f"m{number}" for number in range(12)]
CELLS = ["a", "b", "c", "d"]
PLAIN: TypeAlias = dict[str, Member]

statuses = st.sampled_from(MemberStatus)
ids = st.sampled_from(IDS)
somebody = st.builds(Member, ids, st.sampled_from(["Nguyễn Văn A", "Trần Thị B", "Đỗ C"]), statuses)
registers = st.lists(somebody, max_size=12, unique_by=lambda member: member.id)
"""People in any order, so that ids ascend in some registers and in others not."""


def compare(people: People, plain: PLAIN) -> None:
    assert (list(people), list(people.values()), list(people.items())) == (
        list(plain),
        list(plain.values()),
        list(plain.items()),
    )
    assert len(people) == len(plain)
    assert list(people.names()) == [member.name for member in plain.values()]
    for key in [*IDS, "", "m", "z"]:
        assert people.get(key) == plain.get(key)
        assert (key in people) is (key in plain)
    assert (people == plain) is True
    assert people == People.of(plain.values())
    assert pickle.loads(pickle.dumps(people)) == people  # noqa: S301


@given(
    registers, st.lists(st.dictionaries(ids, st.none() | st.tuples(st.text("abc", min_size=1), statuses)), max_size=6)
)
def test_people_in_columns_are_a_dictionary_that_is_never_changed(
    register: list[Member], steps: list[dict[str, tuple[str, MemberStatus] | None]]
) -> None:
    plain = {member.id: member for member in register}
    people = People.of(register)
    states = [(people, dict(plain))]
    compare(people, plain)
    for step in steps:
        changes = {key: None if new is None else Member(key, *new) for key, new in step.items()}
        for key, member in changes.items():
            if member is None:
                plain.pop(key, None)
            else:
                plain[key] = member
        people = people.changed(changes)
        assert dict(people) == plain  # the order of those who came back is theirs
        states.append((people, dict(plain)))
        assert [*people.values()] == [people[key] for key in people]
        assert [*people.settled().items()] == [*people.items()]
        assert people == People.of(reversed(plain.values()))
        assert all((people == then) is (plain == was) for then, was in states)
    for kept, then in states:  # nothing that came later is seen
        assert dict(kept) == then
        assert len(kept) == len(then)
        assert kept.settled() == kept


@given(st.data())
def test_a_roll_over_columns_is_two_dictionaries_that_are_never_changed(data: st.DataObject) -> None:
    register = data.draw(registers)
    plain = {member.id: member for member in register}
    shelf = {member.id: data.draw(st.none() | st.sampled_from(CELLS)) for member in register}
    order = data.draw(st.permutations(sorted(plain)) if data.draw(st.booleans()) else st.just(list(plain)))
    rolls = {cell: tuple(key for key in order if shelf[key] == cell) for cell in CELLS}
    if data.draw(st.booleans()):  # people came roll by roll
        register = [plain[key] for cell in CELLS for key in rolls[cell]] + [m for m in register if shelf[m.id] is None]
    roll = Roll(People.of(register), rolls)
    states = [(roll, plain, dict(rolls), dict(shelf))]
    for _ in range(data.draw(st.integers(0, 5))):
        movers = data.draw(st.lists(st.sampled_from(sorted(plain)), unique=True)) if plain else []
        to = data.draw(st.none() | st.sampled_from(CELLS))
        homes: dict[str, str | None] = {member: to for member in movers if shelf[member] != to}
        touched = {cell for member in homes if (cell := shelf[member]) is not None} | ({to} if to and homes else set())
        shelf = shelf | homes
        left = {cell: tuple(key for key in rolls[cell] if key not in homes) for cell in touched}
        new = {cell: ids + (tuple(homes) if cell == to else ()) for cell, ids in left.items()}
        rolls = rolls | new
        records: dict[str, Member | None] = {
            key: Member(key, "Đỗ C", status)
            for key, status in data.draw(st.dictionaries(st.sampled_from(IDS), statuses)).items()
        }
        records |= {key: None for key in data.draw(st.sets(ids)) if shelf.get(key) is None}
        plain = {key: now for key, now in (plain | records).items() if now is not None}
        shelf = {key: shelf.get(key) for key in plain}
        counts = {cell: counted(plain, ids) for cell, ids in rolls.items()}
        roll = roll.changed(new, counts, homes, records)
        states.append((roll, plain, dict(rolls), dict(shelf)))
    for kept, plain, by_cell, home in states:
        assert kept.people == plain
        rows, marks = kept.people.columns.rows() | kept.people.added(), kept.marked({"a": 1, "b": 2})
        assert {key: marks[rows[key]] for key in plain} == {
            key: {"a": 1, "b": 2}.get(at or "", -1) for key, at in home.items()
        }
        assert {cell: kept.of(cell) for cell in CELLS} == by_cell
        assert sorted(kept.organizations()) == sorted(cell for cell, ids in by_cell.items() if ids)
        assert {key: kept.home(key) for key in plain} == home
        assert kept.home("nobody") is None
        assert {cell: kept.headcount(cell) for cell in CELLS} == {c: counted(plain, ids) for c, ids in by_cell.items()}
        everybody = [key for ids in by_cell.values() for key in ids]
        assert (len(kept), kept.total()) == (len(everybody), counted(plain, tuple(everybody)))
        assert kept.people.headcount(everybody) == kept.total()


def counted(plain: PLAIN, ids: tuple[str, ...]) -> Headcount:
    waiting = sum(plain[key].status is MemberStatus.PROBATIONARY for key in ids)
    return Headcount(len(ids) - waiting, waiting)
