"""Decisions recorded late come to what they come to where every later one is played again."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias
from unittest import mock

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo.base.errors import PlanRejectedError
from dangbo.base.findings import Finding
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import timeline
from dangbo.ledger.timeline import Timeline
from dangbo.restructure import Plan
from tests.builders import NO_RULES
from tests.property.strategies import AS_OF, DECISION, furnished, sound, wards, wild

OPENED = dt.date.fromisoformat(AS_OF)
Outcome: TypeAlias = tuple[History, list[tuple[Finding, ...]]]


@st.composite
def decided(draw: st.DrawFn, tree: Hierarchy) -> list[Plan]:
    """Decisions of any days in any order, all made for the opening, so that some meet what others changed."""
    top = tree.root.id
    operations = [
        draw(wild(tree)) if draw(st.integers(0, 4)) == 4 else draw(sound(tree, f"s{number}"))
        for number in range(draw(st.integers(2, 7)))
    ]
    days = [OPENED + dt.timedelta(days=draw(st.integers(0, 5))) for _ in operations]
    return [Plan(day, top, DECISION, [operation]) for day, operation in zip(days, operations, strict=True)]


def enacted(tree: Hierarchy, plans: list[Plan]) -> Outcome:
    """All that can be, one by one, and what was said of the others."""
    ledger, told = History(tree), []
    for plan in plans:
        try:
            ledger = ledger.enact(plan, recorded="2023-12-31", rules=NO_RULES)
        except PlanRejectedError as error:
            told.append(tuple(error.findings))
    return ledger, told


@given(st.data(), furnished(wards()))
def test_a_late_decision_comes_to_what_it_comes_to_where_all_later_ones_are_played_again(
    data: st.DataObject, tree: Hierarchy
) -> None:
    plans = data.draw(decided(tree))
    ledger, told = enacted(tree, plans)
    with (
        mock.patch.object(timeline, "_matters", return_value=True),
        mock.patch.object(Timeline, "slip_in", return_value=None),
    ):
        whole, expected = enacted(tree, plans)
    event(f"{len(ledger)} enacted, {len(told)} refused")
    assert told == expected
    assert ledger.decisions == whole.decisions
    days = sorted({plan.effective for plan in plans})
    assert all(ledger.as_of(day).same_as(whole.as_of(day)) for day in days)
    mine, theirs = ledger._line.played, whole._line.played  # noqa: SLF001 - what each changed shows nowhere else
    assert [(one.delta, one.ended, one.established, one.successions, one.tolerated) for one in mine] == [
        (one.delta, one.ended, one.established, one.successions, one.tolerated) for one in theirs
    ]
    batch = [plan for plan in plans if any(plan is one.plan for one in ledger.decisions)]
    assert History(tree).enact(*batch, recorded="2023-12-31", rules=NO_RULES).decisions == ledger.decisions or told
