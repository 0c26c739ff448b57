"""Two lists compared: whatever they hold, every line stands in one match, and neither order nor side matters."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dangbo import MatchClass, Profiles, Reconciliation, reconcile
from dangbo.base.errors import InvalidInputError

Row = dict[str, Any]

PEOPLE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Lê An", "LÊ AN", "Le An", "Lê Ân", None]),
        "born": st.sampled_from(["3/5/1960", "5/3/1960", "1960", "5/1960", "1/1/1970", None]),
        "personal_id": st.sampled_from(["019060000001", "019060000002", "019060654321", "19060000001", None]),
        "card_number": st.sampled_from(["12345678", "019060000001", None]),
        "old_card_number": st.sampled_from(["11111111", "23456789", None]),
        "organization": st.sampled_from(["Chi bộ 1", "Chi bộ 2", None]),
    }
)
LISTS = st.lists(PEOPLE, max_size=7)
MIRRORED = {
    MatchClass.ONLY_A: MatchClass.ONLY_B,
    MatchClass.ONLY_B: MatchClass.ONLY_A,
    MatchClass.ONE_TO_SEVERAL: MatchClass.SEVERAL_TO_ONE,
    MatchClass.SEVERAL_TO_ONE: MatchClass.ONE_TO_SEVERAL,
}


def told(found: Reconciliation, a: list[Row], b: list[Row]) -> Counter[tuple[object, ...]]:
    """The matches by what their lines say, whatever the order of lines and matches is."""
    return Counter(
        (
            one.kind,
            one.sign,
            one.by,
            one.differences,
            tuple(sorted(repr(a[line]) for line in one.a)),
            tuple(sorted(repr(b[line]) for line in one.b)),
        )
        for one in found
    )


@given(a=LISTS, b=LISTS)
def test_every_line_stands_in_exactly_one_match(a: list[Row], b: list[Row]) -> None:
    found = reconcile(a, b)
    assert sorted(line for one in found for line in one.a) == [*range(len(a))]
    assert sorted(line for one in found for line in one.b) == [*range(len(b))]
    assert sum(count.a for count in found.counts.values()) == len(a)
    assert sum(count.b for count in found.counts.values()) == len(b)
    assert [one.number for one in found] == [*range(1, len(found) + 1)]


@given(a=LISTS, b=LISTS, seed=st.integers(0, 99))
def test_the_order_of_the_lines_does_not_matter(a: list[Row], b: list[Row], seed: int) -> None:
    shuffled = [[*a], [*b]]
    for some in shuffled:
        random.Random(seed).shuffle(some)  # noqa: S311 - an order, no secret
    assert told(reconcile(*shuffled), *shuffled) == told(reconcile(a, b), a, b)


@given(a=LISTS, b=LISTS)
def test_the_other_way_round_is_the_mirror(a: list[Row], b: list[Row]) -> None:
    there = {(one.a, one.b): (one.kind, one.sign, one.by) for one in reconcile(a, b)}
    back = {(one.b, one.a): (MIRRORED.get(one.kind, one.kind), one.sign, one.by) for one in reconcile(b, a)}
    assert there == back


@given(rows=LISTS)
def test_a_list_and_itself_differ_in_nothing(rows: list[Row]) -> None:
    found = reconcile(rows, rows)
    assert all(one.a == one.b for one in found if one.kind in (MatchClass.EQUAL, MatchClass.SEVERAL_TO_SEVERAL))
    assert not found.select(kind=MatchClass.DIFFERENT)
    assert not found.select(kind=MatchClass.OTHER_CELL)


@given(a=LISTS, b=LISTS)
def test_no_pair_is_torn_apart_that_the_strongest_key_joins(a: list[Row], b: list[Row]) -> None:
    match_of = {("a", line): one.number for one in reconcile(a, b) for line in one.a}
    match_of |= {("b", line): one.number for one in reconcile(a, b) for line in one.b}
    ids = {("a", line): row["personal_id"] for line, row in enumerate(a)}
    ids |= {("b", line): row["personal_id"] for line, row in enumerate(b)}
    for one, other in combinations(ids, 2):
        if ids[one] is not None and ids[one] == ids[other]:
            assert match_of[one] == match_of[other]


# --- by the plain definition ------------------------------------------------------------------------------------------


@given(a=LISTS, b=LISTS)
def test_lines_belong_together_as_the_plain_definition_says(a: list[Row], b: list[Row]) -> None:
    found = {(*one.a, *(line + len(a) for line in one.b)) for one in reconcile(a, b)}
    assert found == plainly(a, b)


def plainly(a: list[Row], b: list[Row]) -> set[tuple[int, ...]]:
    """Lines in groups, each line looked at beside each other one: keys first, then what suggests one person."""
    lines, split = [Plain(row) for row in (*a, *b)], len(a)
    group = [*range(len(lines))]

    def join(x: int, y: int) -> None:
        low, high = sorted((group[x], group[y]))
        group[:] = [low if one == high else one for one in group]

    for rank in range(4):
        for x, y in combinations(range(len(lines)), 2):
            if lines[x].shares(lines[y], rank) and not lines[x].contradicts(lines[y], rank):
                join(x, y)
    for suggests in (Plain.is_a_digit_off, Plain.shares_any, Plain.is_swapped, Plain.is_of_a_year):
        settled = {one for one in group if len({line < split for line, other in enumerate(group) if other == one}) > 1}
        free = [line for line, one in enumerate(group) if one not in settled]
        pairs = [(x, y) for x in free for y in free if x < split <= y and suggests(lines[x], lines[y])]
        for x, y in pairs:
            join(x, y)
    return {tuple(line for line, other in enumerate(group) if other == one) for one in group}


class Plain:
    """What a line says, with the years, days and numbers of it."""

    def __init__(self, row: Row) -> None:
        self.numbers = [row[name] for name in ("personal_id", "card_number", "old_card_number")]
        self.numbers = [None if number == "11111111" else number for number in self.numbers]
        name, self.born = row["name"], row["born"]
        self.bare = name and name.casefold().replace("ê", "e").replace("â", "a")
        self.day = tuple(map(int, self.born.split("/"))) if self.born and self.born.count("/") == 2 else None
        self.keys = [*self.numbers, (name.casefold(), self.day) if name and self.day else None]

    def shares(self, other: Plain, rank: int) -> bool:
        return self.keys[rank] is not None and self.keys[rank] == other.keys[rank]

    def contradicts(self, other: Plain, rank: int) -> bool:
        pairs = [*zip(self.numbers, other.numbers, strict=True)][:rank]
        return any(x and y and x != y and len(x) == len(y) for x, y in pairs)

    def is_like(self, other: Plain) -> bool:
        return bool((self.bare and self.bare == other.bare) or (self.born and self.born == other.born))

    def is_a_digit_off(self, other: Plain) -> bool:
        x, y = sorted((self.numbers[0] or "", other.numbers[0] or ""), key=len)
        is_off = len(x) == len(y) and sum(one != two for one, two in zip(x, y, strict=True)) == 1
        return (is_off or (len(x) == 11 and y == f"0{x}")) and self.is_like(other)

    def shares_any(self, other: Plain) -> bool:
        return self.shares(other, 3) or (self.is_like(other) and any(self.shares(other, rank) for rank in range(3)))

    def may_be(self, other: Plain) -> bool:
        return bool(self.bare) and self.bare == other.bare and not self.contradicts(other, 1)

    def is_swapped(self, other: Plain) -> bool:
        if not self.day or not other.day or not self.may_be(other) or self.day[0] == self.day[1]:
            return False
        return (self.day[1], self.day[0], self.day[2]) == other.day

    def is_of_a_year(self, other: Plain) -> bool:
        return self.may_be(other) and bool(self.born and other.born) and self.born[-4:] == other.born[-4:]


# --- choices ----------------------------------------------------------------------------------------------------------

CHOICES = st.lists(st.sampled_from(["A", "B", "skip", None]), min_size=14, max_size=14)


@given(a=LISTS, b=LISTS, words=CHOICES, other_ids=st.permutations(range(7)))
def test_choices_change_what_was_chosen_and_once(
    a: list[Row], b: list[Row], words: list[Any], other_ids: list[int]
) -> None:
    a = [row | {"member": f"m-{at}"} for at, row in enumerate(a)]
    b = [row | {"member": f"m-{other_ids[at]}"} for at, row in enumerate(b)]
    fields = ("member", "born", "personal_id", "card_number", "old_card_number")
    register, found = Profiles({name: row[name] for name in fields} for row in a), reconcile(a, b)
    chosen: dict[int | tuple[int, str], Any] = {
        one.number: word for one, word in zip(found, words, strict=False) if word is not None
    }
    asked = [one for one in found if one.number in chosen]
    mine = {a[line]["member"] for one in asked for line in one.a} | {
        b[line]["member"] for one in asked for line in one.b
    }
    try:
        after = found.apply(chosen, register)
    except InvalidInputError:
        after = register
    else:
        try:
            assert found.apply(chosen, after) == after
        except InvalidInputError as error:  # an id may name two people once one of them is gone
            assert "whose profile" in str(error)  # noqa: PT017
    assert {key for key in {*register.ids, *after.ids} if register.get(key) != after.get(key)} <= mine
