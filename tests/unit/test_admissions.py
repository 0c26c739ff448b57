"""People on the way into the Party: steps as records and rows, the plan of a year, who waits longer than allowed."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from fractions import Fraction
from typing import Any

import pytest

from dangbo import (
    AdmissionProgress,
    Consolidate,
    Dissolve,
    History,
    InvalidInputError,
    Merge,
    Prospect,
    ProspectStage,
    Ratio,
    Reassign,
    Share,
    UnknownOrganizationError,
    WorkingDays,
    admission_progress,
)
from tests.builders import cell, city, plan

DAYS = WorkingDays.weekdays()


def test_steps_stand_in_their_order_and_are_read_as_lists_write_them() -> None:
    assert [one.step for one in ProspectStage] == [1, 2, 3, 4, 5, 6]
    for text in ("lớp cảm tình Đảng", unicodedata.normalize("NFD", "Lớp nhận thức về Đảng"), "LOP NHAN THUC VE DANG"):
        assert ProspectStage.parse(text) is ProspectStage.AWARENESS_CLASS


def test_rows_with_problems_are_refused_by_their_numbers_and_no_value_is_repeated() -> None:
    rows: list[dict[str, Any]] = [
        {"person": "q-1", "cell": "cb-1", "stage": "phân công giúp đỡ", "on": "2026-01-05"},
        {"person": "q-2", "cell": "", "stage": "Nguyễn Văn An", "on": "31/02/2026"},
    ]
    assert Prospect.from_rows(rows[:1])[0] == Prospect("q-1", "cb-1", ProspectStage.HELPER_ASSIGNED, "2026-01-05")
    with pytest.raises(InvalidInputError) as caught:
        Prospect.from_rows(rows)
    assert len(caught.value.findings) == 3
    assert all("row 2" in one.text(lang="en") for one in caught.value.findings)
    assert "Nguyễn" not in str(caught.value)


def step(person: str, stage: str, on: str, cell: str = "cb-1") -> Prospect:
    return Prospect(person, cell, stage, on)


def progress(*steps: Prospect, ledger: Any = None, **given: Any) -> AdmissionProgress:  # noqa: ANN401
    asked: dict[str, Any] = {"target": "3%", "base_on": "2026-01-01", "year": 2026, "calendar": DAYS}
    return admission_progress(steps, city(as_of="2026-01-01") if ledger is None else ledger, **(asked | given))


def test_the_plan_is_the_fewest_that_reach_the_part_of_a_base_whose_day_is_always_said() -> None:
    made = progress(step("q-1", "admitted", "2026-02-03"), step("q-2", "admitted", "2025-12-31"))
    base = city().headcount().total
    assert (made.admitted, made.base) == (1, base)
    assert made.planned == -(-base * 3 // 100)
    assert made.ratio == Ratio(1, of=made.planned)
    assert made.share == Share(1, of=base)
    for lang, day in (("vi", "01/01/2026"), ("en", "1 January 2026")):
        for text in (made.explain(lang=lang), made.show(lang=lang).text):  # type: ignore[arg-type]
            assert day in " ".join(text.split()).replace("│ ", "")
    assert json.loads(made.to_json())["base_on"] == "2026-01-01"


def test_a_target_is_a_part_a_number_or_none_and_nothing_else() -> None:
    one = step("q-1", "admitted", "2026-02-03")
    assert progress(one, target=4).ratio == Ratio(1, of=4)
    assert progress(one, target=Fraction(1, 100)).target == Fraction(1, 100)
    assert progress(one, target=None).ratio is None
    assert progress(one, target=0).ratio is None
    for bad in ("3", "103%", -1, 0.03):
        with pytest.raises(InvalidInputError):
            progress(one, target=bad)


def test_a_person_stands_at_the_furthest_step_taken_by_the_day() -> None:
    steps = (
        step("q-1", "awareness_class", "2025-05-01"),
        step("q-1", "helper_assigned", "2025-06-01"),
        step("q-1", "decided", "2026-04-01"),
        step("q-2", "helper_assigned", "2025-06-01", cell="cb-2"),
    )
    early, late = progress(*steps, on="2026-03-31"), progress(*steps)
    assert early.stages == ((ProspectStage.HELPER_ASSIGNED, 2),)
    assert late.stages == ((ProspectStage.HELPER_ASSIGNED, 1), (ProspectStage.DECIDED, 1))
    assert {one.organization: one.waiting for one in early.organizations} == {
        "tp": 2,
        "dbp": 2,
        "cb-1": 1,
        "cb-2": 1,
    }
    assert progress(*reversed(steps)).as_dict() == late.as_dict()


def test_a_branch_counts_its_own_over_its_own_base() -> None:
    steps = (step("q-1", "admitted", "2026-02-03"), step("q-2", "admitted", "2026-02-03", cell="cb-4"))
    ward = progress(*steps, at="cb-1")
    assert (ward.admitted, ward.base) == (1, city().headcount("cb-1").total)
    assert [one.organization for one in ward.organizations] == ["cb-1"]
    with pytest.raises(UnknownOrganizationError):
        progress(*steps, at="cb-99")


def test_after_a_merger_people_of_both_cells_count_for_the_one_that_goes_on_and_nobody_is_lost() -> None:
    before = city(as_of="2026-01-01")
    ledger = History(before).enact(plan(Merge(["cb-2"], into="cb-1"), effective="2026-07-01"))
    steps = (
        step("q-1", "admitted", "2026-02-03"),
        step("q-2", "admitted", "2026-05-19", cell="cb-2"),
        step("q-3", "helper_assigned", "2026-05-19", cell="cb-2"),
    )
    spring, winter = progress(*steps, ledger=ledger, on="2026-06-30"), progress(*steps, ledger=ledger)
    of = {one.organization: (one.admitted, one.waiting) for one in winter.organizations}
    assert {one.organization: (one.admitted, one.waiting) for one in spring.organizations}["cb-2"] == (1, 1)
    assert of == {"tp": (2, 1), "dbp": (2, 1), "cb-1": (2, 1)}
    assert winter.admitted == spring.admitted == 2
    assert winter.base == before.headcount().total
    late = progress(step("q-1", "admitted", "2026-08-01", cell="cb-2"), ledger=ledger)
    assert [one.code for one in late.findings] == ["admission/cell-not-standing"]
    assert (late.admitted, {one.organization for one in late.organizations}) == (1, {"tp", "dbp", "cb-1"})


@pytest.mark.parametrize(
    ("changes", "at", "of"),
    [
        ([Merge(["cb-2"], into="cb-1")], "cb-1", ["cb-1", "cb-2"]),
        ([Consolidate(["cb-1", "cb-2"], cell("cb-9"))], "cb-9", ["cb-1", "cb-2"]),
        ([Reassign("cb-1", "dbx")], "dbx", ["dbx", "cb-1"]),
        ([Merge(["cb-2"], into="cb-1"), Merge(["cb-1"], into="cb-3")], "cb-3", ["cb-1", "cb-2", "cb-3"]),
        ([Dissolve("cb-2", members_to="cb-3")], "dbp", ["dbp"]),
    ],
)
def test_people_and_the_base_are_of_the_same_cells_whatever_was_decided_since(
    changes: list[Any], at: str, of: list[str]
) -> None:
    before = city(as_of="2026-01-01")
    ledger = History(before)
    for month, change in enumerate(changes, 3):
        ledger = ledger.enact(plan(change, by="tp", effective=f"2026-{month:02d}-15"))
    made = progress(step("q-1", "admitted", "2026-02-03", cell="cb-1"), ledger=ledger, at=at)
    assert (made.admitted, made.base) == (1, sum(before.headcount(one).total for one in of))
    whole = progress(step("q-1", "admitted", "2026-02-03", cell="cb-1"), ledger=ledger)
    lines = {one.organization: one.base for one in whole.organizations}
    assert (lines[at], lines["tp"]) == (made.base, before.headcount().total)


def test_a_ledger_that_opens_within_the_year_is_asked_from_the_day_of_the_base_on() -> None:
    ledger = History(city(as_of="2026-04-30")).enact(plan(Merge(["cb-2"], into="cb-1"), effective="2026-07-01"))
    steps = (step("q-1", "admitted", "2026-02-03", cell="cb-2"), step("q-2", "admitted", "2025-02-03", cell="cb-99"))
    made = progress(*steps, ledger=ledger, base_on="2026-04-30", at="cb-1")
    assert (made.admitted, made.base, made.findings) == (1, 20, ())
    with pytest.raises(InvalidInputError, match="2026-04-30"):
        progress(*steps, ledger=ledger, base_on="2026-04-29")


def test_who_stands_in_a_cell_nobody_knows_is_told_however_old_the_step_is() -> None:
    old = (step("q-1", "awareness_class", "2024-02-03", cell="cb-99"), step("q-2", "decided", "2024-02-03", cell="x"))
    made = progress(*old, step("q-2", "admitted", "2026-02-03"), step("q-3", "admitted", "2020-02-03", cell="x"))
    assert [(one.code, one.subject) for one in made.findings] == [("admission/unknown-cell", "q-1")]


def test_steps_are_read_under_columns_of_their_own() -> None:
    rows = {"Người": ["q-1"], "Chi bộ": ["cb-1"], "Bước": ["đã kết nạp"], "Ngày": ["3/2/2026"]}
    named = {"Người": "person", "Chi bộ": "cell", "Bước": "stage", "Ngày": "on"}
    assert Prospect.from_rows(rows, columns=named) == (step("q-1", "admitted", "2026-02-03"),)


def test_who_waits_longer_than_the_rule_of_the_day_is_stuck() -> None:
    steps = (
        step("q-1", "cell_resolved", "2026-01-05"),  # 45 working days: 2026-03-09
        step("q-1", "committee_agreed", "2026-02-10"),
        step("q-2", "committee_agreed", "2026-01-05"),
        step("q-3", "decided", "2026-01-05"),
        step("q-4", "awareness_class", "2021-03-10"),  # holds 60 months by the rule of the day it is asked
        step("q-5", "awareness_class", "2025-07-01"),
        step("q-6", "helper_assigned", "2020-01-01"),
    )
    due = dt.date(2026, 3, 9)
    assert progress(*steps, on=due).stuck == ()
    (first, second) = progress(*steps, on="2026-03-10").stuck
    assert (first.person, first.stage, first.due, first.extended) == (
        "q-1",
        ProspectStage.COMMITTEE_AGREED,
        due,
        dt.date(2026, 3, 30),
    )
    assert first.rule is not None
    assert (first.rule.id, first.notes) == ("admission-decision-deadline", ())
    assert "later" in second.text(lang="en")
    waits = {one.person: one for one in progress(*steps, on="2026-03-10").waits}
    assert [waits[key].due for key in ("q-4", "q-5")] == [dt.date(2026, 3, 10), dt.date(2030, 7, 1)]
    assert waits["q-3"].due is None  # it runs from the receipt, which is not recorded
    assert "received" in waits["q-3"].text(lang="en")
    assert waits.keys() == {"q-1", "q-2", "q-3", "q-4", "q-5"}


def test_without_a_calendar_no_working_day_is_guessed() -> None:
    made = progress(step("q-1", "cell_resolved", "2026-01-05"), calendar=None)
    assert [one.due for one in made.waits] == [None]
    assert made.stuck == ()


def test_steps_that_contradict_each_other_are_told_and_nobody_counts_twice() -> None:
    made = progress(
        step("q-1", "admitted", "2026-02-03"),
        step("q-1", "admitted", "2026-05-19"),
        step("q-2", "decided", "2026-02-03"),
        step("q-2", "cell_resolved", "2026-03-03"),
        step("q-3", "decided", "2026-02-03", cell="cb-99"),
        step("Nguyễn Văn An", "decided", "2026-02-03", cell="cb-99"),
    )
    assert [(one.code, one.subject) for one in made.findings] == [
        ("admission/unknown-cell", "..."),
        ("admission/admitted-twice", "q-1"),
        ("admission/steps-out-of-order", "q-2"),
        ("admission/unknown-cell", "q-3"),
    ]
    assert (made.admitted, made.waiting) == (1, 3)
    shown = (str(made), repr(made), made.show(limit=None).html, made.explain(lang="vi"))
    assert not [text for text in shown if "Nguyễn" in text]


def test_one_tree_of_another_day_than_the_base_is_told() -> None:
    made = progress(step("q-1", "admitted", "2026-02-03"), base_on="2025-12-31")
    assert [one.code for one in made.findings] == ["figure/other-date"]


@pytest.mark.parametrize("given", [{"on": "2027-01-01"}, {"base_on": "31/02/2026"}, {"year": 0}, {"calendar": "vn"}])
def test_what_is_no_day_of_the_year_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        progress(step("q-1", "admitted", "2026-02-03"), **given)
