"""Laws of an assignment, held against all assignments there are, tried one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dangbo import AssignmentPlan, InfeasibleError, assign_cells

MEMBERS, CELLS = "abcd", [f"cb-{number}" for number in range(7)]


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[str], list[str], set[tuple[str, str]], dict[str, str], int | None]:
    """Members, cells, who may not take which, who had which, and how many a member takes."""
    members, cells = list(MEMBERS[: draw(st.integers(1, 4))]), CELLS[: draw(st.integers(0, 7))]
    pairs = [(member, cell) for member in members for cell in cells]
    forbidden = set(draw(st.lists(st.sampled_from(pairs), max_size=len(pairs)))) if pairs else set()
    had = {cell: who for cell in cells if (who := draw(st.sampled_from([None, *members]))) is not None}
    return members, cells, forbidden, had, draw(st.sampled_from([None, None, 1, 2, 3]))


@given(asked())
def test_an_assignment_is_as_good_as_the_best_of_all_and_the_lack_of_one_is_proven(
    given_: tuple[list[str], list[str], set[tuple[str, str]], dict[str, str], int | None],
) -> None:
    members, cells, forbidden, had, most = given_
    low, odd = divmod(len(cells), len(members))
    high = min(low + (odd > 0), len(cells) if most is None else most)
    kept = [
        sum(had.get(cell) == who for cell, who in zip(cells, way, strict=True))
        for way in _ways(members, cells, forbidden, high)
        if all(low <= way.count(member) for member in members)
    ]
    keep = [(who, cell) for cell, who in had.items()]
    try:
        plan = assign_cells(members, cells, forbid=forbidden, keep=keep, per_member=most)
    except InfeasibleError as error:
        assert not kept
        _proves(error, members, cells, forbidden, low, high)
        return
    assert len(had) - len(plan.changes) == max(kept)
    _keeps_to_all(plan, members, cells, forbidden, (low, high))


def _ways(
    members: list[str], cells: list[str], forbidden: set[tuple[str, str]], high: int, way: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """All ways to give cells to members who may have them, none more than so many."""
    if len(way) == len(cells):
        yield way
        return
    for member in members:
        if way.count(member) < high and (member, cells[len(way)]) not in forbidden:
            yield from _ways(members, cells, forbidden, high, (*way, member))


def _keeps_to_all(
    plan: AssignmentPlan, members: list[str], cells: list[str], forbidden: set[tuple[str, str]], loads: tuple[int, int]
) -> None:
    assert sorted(row.cell for row in plan) == cells
    assert not {(row.member, row.cell) for row in plan} & forbidden
    assert list(plan.loads) == members
    assert all(loads[0] <= load <= loads[1] for load in plan.loads.values())


def _proves(
    error: InfeasibleError, members: list[str], cells: list[str], forbidden: set[tuple[str, str]], low: int, high: int
) -> None:
    """Cells that have too little room, or members who cannot get enough; without any one of them nothing is proven."""

    def lacking_room(some: Iterable[str]) -> bool:
        who = {member for member in members for cell in some if (member, cell) not in forbidden}
        return len(tuple(some)) > high * len(who)

    def lacking_cells(some: Iterable[str]) -> bool:
        which = {cell for cell in cells for member in some if (member, cell) not in forbidden}
        return len(which) < low * len(tuple(some))

    of_cells = lacking_room(error.cells)
    assert of_cells or lacking_cells(error.members)
    several, lacks = (error.cells, lacking_room) if of_cells else (error.members, lacking_cells)
    assert not any(lacks(some) for size in range(len(several)) for some in combinations(several, size))
