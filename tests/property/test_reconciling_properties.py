"""Two lists compared: whatever they hold, every line stands in one match, and neither order nor side matters."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dangbo import MatchClass, Reconciliation, reconcile

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
