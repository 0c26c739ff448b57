"""Decisions recorded late: of the later ones only those are played again to which they matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dangbo import (
    Admit,
    ByNumber,
    Document,
    Establish,
    Hierarchy,
    History,
    Leave,
    LeaveReason,
    Member,
    Merge,
    Plan,
    Preview,
    Rename,
    Transfer,
    restructure,
)
from dangbo.base.errors import PlanRejectedError
from dangbo.base.findings import Finding
from dangbo.change.draft import Delta, Draft
from tests.builders import NO_RULES, ROOT, cell, dang_bo

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
    assert seen == ["w-7"] * 2  # it, and the merger of its ward
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


def renamed(key: str, name: str, day: str, number: str) -> Plan:
    return Plan(
        day, "tp" if key == "tp" else f"w-{key.split('-')[1]}", Document("quyết định", number, day), [Rename(key, name)]
    )


def test_the_decisions_behind_a_late_one_are_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger()
    before = before.enact(renamed("c-9-0", "Chi bộ A", "2023-01-10", "1/QĐ"), recorded="2023-03-01")
    walked: list[Delta] = []
    play = Draft._play  # noqa: SLF001 - by which every state is reached

    def noted(draft: Draft, delta: Delta, side: int) -> None:
        walked.append(delta)
        play(draft, delta, side)

    monkeypatch.setattr(Draft, "_play", noted)
    for number, key in enumerate(("c-0-0", "c-7-3", "c-7-2", "c-7-3"), 2):
        before = before.enact(renamed(key, f"Chi bộ {number}", "2023-01-15", f"{number}/QĐ"), recorded="2023-03-01")
    assert len(walked) == 4  # of each the difference it makes in the end
    assert [before.as_of("2023-12-31")[key].name for key in ("c-0-0", "c-7-3")] == ["Chi bộ 2", "Chi bộ 5"]


def test_of_several_of_one_ward_each_is_judged_by_itself_and_none_walks_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = ledger()
    seen = played(monkeypatch)
    plans = [renamed("c-7-2", f"Chi bộ {number}", "2023-01-15", f"{number}/QĐ") for number in range(3)]
    after = before.enact(*plans, recorded="2023-03-01")
    assert seen == ["w-7"] * 2 * len(plans)  # each of them, and behind each the merger of the ward
    assert after.as_of("2023-01-15")["c-7-2"].name == "Chi bộ 2"


def test_what_comes_of_a_late_one_by_another_decision_concerns_only_those_behind_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = Document("quyết định", "1/QĐ", "2023-01-14")
    across = Plan("2023-01-14", "tp", paper, [Merge(["c-2-0"], "c-4-0")])
    plans = (
        renamed("c-4-0", "Chi bộ A", "2023-01-05", "2/QĐ"),
        across,
        renamed("c-4-1", "Chi bộ B", "2023-01-20", "3/QĐ"),
    )
    before = History(opening()).enact(*plans, recorded="2023-03-01")
    seen = played(monkeypatch)
    after = before.enact(merger(2, day=dt.date(2023, 1, 2), of=1, into=0), recorded="2023-03-01")
    assert seen == ["w-2", "tp", "w-4"]
    assert after.as_of("2023-01-05")["c-4-0"].name == "Chi bộ A"
    assert after.as_of("2023-01-14")["c-4-0"].full == 27


def counted(source: str, to: str, people: int, day: str, number: str) -> Plan:
    paper = Document("quyết định", number, day)
    return Plan(day, f"w-{to.split('-')[1]}", paper, [Transfer([], to=to, people=[ByNumber(source, full=people)])])


def test_a_batch_that_would_be_sound_as_a_whole_is_refused_where_one_of_it_is_not() -> None:
    before = ledger().enact(counted("c-3-2", "c-3-1", 5, "2023-02-20", "1/QĐ"), recorded="2023-02-20")
    away = counted("c-3-2", "c-3-3", 6, "2023-01-15", "2/QĐ")
    back = counted("c-3-3", "c-3-2", 6, "2023-01-15", "3/QĐ")
    codes = [[found.code for found in _refusal(before, *batch)] for batch in ((away,), (away, back))]
    assert codes == [["history/later-decision"]] * 2
    assert before.enact(back, recorded="2023-03-01").enact(away, recorded="2023-03-01").as_of("2023-03-01")


def _refusal(before: History, *plans: Plan) -> tuple[Finding, ...]:
    with pytest.raises(PlanRejectedError) as caught:
        before.enact(*plans, recorded="2023-03-01")
    return caught.value.findings


def test_after_a_refusal_in_the_middle_of_a_batch_the_ledger_goes_on_as_it_was() -> None:
    before = ledger()
    states = {day: before.as_of(day) for day in ("2023-01-31", "2023-02-06", "2023-12-31")}
    sound = renamed("c-7-2", "Chi bộ A", "2023-01-15", "1/QĐ")
    at_end = renamed("c-8-2", "Chi bộ B", "2023-03-01", "2/QĐ")
    wrong = merger(7, day=dt.date(2023, 1, 16), of=1, into=2)
    for batch in ((at_end, sound, wrong), (sound, at_end, wrong), (at_end, wrong)):
        assert [found.code for found in _refusal(before, *batch)] == ["history/later-decision"]
        assert all(before.as_of(day).same_as(state) for day, state in states.items())
    after = before.enact(at_end, sound, recorded="2023-03-01")
    assert len(after) == WARDS + 1
    assert [after.as_of("2023-03-01")[key].name for key in ("c-7-2", "c-8-2")] == ["Chi bộ A", "Chi bộ B"]
    assert "c-7-0" not in after.as_of("2023-03-01")


def test_where_people_come_late_into_a_register_of_none_later_ones_are_judged_as_with_people() -> None:
    empty = Hierarchy([ROOT, dang_bo("w-0", "tp"), dang_bo("w-1", "tp"), cell("c-0-0", "w-0")], as_of="2023-01-01")
    paper = Document("quyết định", "1/QĐ", "2023-02-01")
    before = History(empty).enact(Plan("2023-02-01", "w-1", paper, [Establish(cell("c-1-0", "w-1"))]))
    people = [Member(f"m-{number}", "Người mẫu") for number in range(3)]
    admitted = Plan("2023-01-15", "w-0", Document("quyết định", "2/QĐ", "2023-01-15"), [Admit("c-0-0", people)])
    assert [(found.code, found.subject) for found in _refusal(before, admitted)] == [
        ("history/later-decision", "c-1-0")
    ]


def test_where_a_late_decision_lets_everybody_leave_it_is_judged_by_who_is_there_then() -> None:
    start = [ROOT, dang_bo("w-0", "tp"), cell("c-0-0", "w-0"), cell("c-0-1", "w-0")]
    people = [Member(f"m-{number}", "Người mẫu") for number in range(3)]
    alone = Hierarchy(start, people[:1], {"c-0-0": ["m-0"]}, as_of="2023-01-01")
    paper = Document("quyết định", "1/QĐ", "2023-02-01")
    before = History(alone).enact(Plan("2023-02-01", "w-0", paper, [Admit("c-0-1", people[1:])]), rules=NO_RULES)
    all_gone = [Establish(cell("c-0-2", "w-0")), Leave(["m-0"], reason=LeaveReason.TRANSFERRED)]
    late = Plan("2023-01-15", "tp", Document("quyết định", "2/QĐ", "2023-01-15"), all_gone)
    after = before.enact(late, recorded="2023-03-01")
    assert [after.as_of(day).headcount().total for day in ("2023-01-15", "2023-02-01")] == [0, 2]


def test_a_paper_is_known_again_after_a_late_decision_in_a_ledger_others_have_continued() -> None:
    last = renamed("c-2-2", "Chi bộ A", "2023-06-01", "1/QĐ")
    before = ledger().enact(last)
    before.enact(renamed("c-3-2", "Chi bộ B", "2023-07-01", "2/QĐ"))
    late = before.enact(renamed("c-4-2", "Chi bộ C", "2023-01-15", "3/QĐ"), recorded="2023-08-01")
    late = late.enact(renamed("c-2-2", "Chi bộ D", "2023-08-01", "4/QĐ"))
    with pytest.raises(PlanRejectedError) as caught:
        late.enact(last, recorded="2023-09-01")
    assert "history/already-enacted" in [found.code for found in caught.value.findings]
