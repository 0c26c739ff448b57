"""Decisions recorded late: of the later ones only those are played again to which they matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dangbo import Document, Hierarchy, History, Merge, Plan, Preview, Rename, restructure
from dangbo.base.errors import PlanRejectedError
from tests.builders import ROOT, cell, dang_bo

WARDS, CELLS = 12, 4


def opening() -> Hierarchy:
    wards = [dang_bo(f"w-{ward}", "tp") for ward in range(WARDS)]
    cells = [cell(f"c-{ward}-{number}", f"w-{ward}", full=9) for ward in range(WARDS) for number in range(CELLS)]
    return Hierarchy([ROOT, *wards, *cells], as_of="2023-01-01")


def merger(ward: int, *, day: dt.date, of: int = 0, into: int = 1) -> Plan:
    paper = Document("quyết định", f"{ward}-{of}-{into}/QĐ", day)
    return Plan(day, f"w-{ward}", paper, [Merge([f"c-{ward}-{of}"], f"c-{ward}-{into}")])


def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The decisions that are played from now on, by who takes them."""
    seen: list[str] = []
    whole = restructure.play

    def noted(plan: Plan, *rest: Any, **more: Any) -> Preview:  # noqa: ANN401 - as it is called
        seen.append(plan.decided_by)
        return whole(plan, *rest, **more)

    monkeypatch.setattr("dangbo.ledger.timeline.play", noted)
    return seen


def ledger() -> History:
    first = dt.date(2023, 2, 1)
    return History(opening()).enact(*(merger(ward, day=first + dt.timedelta(days=ward)) for ward in range(1, WARDS)))


def test_a_late_decision_of_another_ward_is_the_only_one_that_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger()
    seen = played(monkeypatch)
    after = before.enact(merger(0, day=dt.date(2023, 1, 15)), recorded="2023-03-01")
    assert seen == ["w-0"]
    assert [one.plan.decided_by for one in after.decisions] == [f"w-{ward}" for ward in range(WARDS)]
    assert "c-0-0" not in after.as_of("2023-02-05")
    assert "c-5-0" in after.as_of("2023-02-05")
    assert len(after.as_of("2023-12-31")) == len(opening()) - WARDS


def test_of_later_decisions_only_those_of_its_ward_are_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger()
    seen = played(monkeypatch)
    after = before.enact(merger(7, day=dt.date(2023, 1, 15), of=2, into=3), recorded="2023-03-01")
    assert sorted(seen) == ["w-7"] * 3  # it, where it does not fit and where it does, and the merger of its ward
    assert {"c-7-0", "c-7-2"}.isdisjoint(org.id for org in after.as_of("2023-12-31"))


def test_a_late_decision_that_takes_what_a_later_one_needs_is_refused() -> None:
    before = ledger()
    with pytest.raises(PlanRejectedError) as caught:
        before.enact(merger(7, day=dt.date(2023, 1, 15), of=1, into=2), recorded="2023-03-01")
    assert [found.code for found in caught.value.findings] == ["history/later-decision"]
    assert before.enact(merger(0, day=dt.date(2023, 1, 15)), recorded="2023-03-01").as_of("2023-03-01")


def test_a_ledger_somebody_else_has_continued_takes_late_decisions_too() -> None:
    before = ledger()
    other = before.enact(merger(3, day=dt.date(2023, 4, 1), of=2, into=3))
    mine = before.enact(merger(0, day=dt.date(2023, 1, 15)), recorded="2023-03-01")
    late = other.enact(merger(0, day=dt.date(2023, 1, 15)), recorded="2023-05-01")
    assert ("c-3-2" in mine.as_of("2023-12-31"), "c-3-2" in late.as_of("2023-12-31")) == (True, False)
    assert "c-0-0" in other.as_of("2023-12-31")


def test_a_new_name_of_the_root_is_known_to_whoever_asks_for_it() -> None:
    paper = Document("quyết định", "9/QĐ", "2023-01-15")
    after = ledger().enact(Plan("2023-01-15", "tp", paper, [Rename("tp", "Đảng bộ mới")]), recorded="2023-03-01")
    assert after.as_of("2023-12-31").root.name == "Đảng bộ mới"
