"""The meetings of a year as the rules would have them, against a calendar on the wall."""

from __future__ import annotations

import datetime as dt

import pytest

from dangbo import (
    Convert,
    Document,
    Form,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    MeetingKind,
    Member,
    Merge,
    Organization,
    Plan,
    WorkingDays,
    activity_of,
    schedule,
)
from tests.builders import NO_RULES

YEAR = WorkingDays.vietnam(2026)


def cell(key: str) -> Organization:
    return Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "db", full=10)


TOP = Organization("db", "Đảng bộ xã", Form.DANG_BO, Level.GRASSROOTS)


def test_day_3_or_the_next_working_day_within_the_first_week() -> None:
    planned = schedule(["cb-1"], 2026, calendar=YEAR)
    days = [one.on.day for one in planned if one.on is not None]
    assert days == [5, 3, 3, 3, 4, 3, 3, 3, 3, 5, 3, 3]  # 3 January and 3 October are Saturdays, 3 May a Sunday
    assert [one.month.month for one in planned if one.notes] == [1, 5, 10]
    assert planned[9].text() == "cb-1: ngày 05/10/2026, thường kỳ. Ngày 03/10/2026 là ngày nghỉ."


def test_a_first_week_without_a_working_day_leaves_the_day_open() -> None:
    shut = WorkingDays.weekdays(closed=[f"2026-02-0{day}" for day in range(2, 8)])
    first, february, *_ = schedule(["cb-1"], 2026, calendar=shut)
    assert (first.on, february.on) == (dt.date(2026, 1, 5), None)
    assert february.text(lang="en") == (
        "cb-1: 2/2026, day unknown, regular with a thematic part. 3 February 2026 is a day off. "
        "No working day is left up to 7 February 2026."
    )


def test_before_the_rule_every_place_had_its_own_day_and_no_quarter_asked_for_a_theme() -> None:
    planned = schedule(["cb-1"], 2025, calendar=WorkingDays.weekdays())
    assert [one.on is None for one in planned] == [True] * 7 + [False] * 5  # Chỉ thị 50 holds from 23 July 2025
    assert [one.month.month for one in planned if one.kind is MeetingKind.WITH_THEMATIC] == [11]  # from 28 October
    assert "mỗi nơi quy định riêng" in planned[6].text()
    assert planned[6].rules == ()
    assert [ref.id for ref in planned[10].rules] == ["meeting-day", "meeting-thematic"]


def test_a_calendar_that_only_estimates_says_so() -> None:
    planned = schedule(["cb-1"], 2035, calendar=WorkingDays.vietnam(2035))
    assert all("ước tính" in one.text() for one in planned)


def test_cells_of_a_ledger_are_planned_for_the_months_they_stand() -> None:
    tree = Hierarchy([TOP, cell("cb-1"), cell("cb-2")], as_of="2026-01-01")
    paper = Document("quyết định", "1-QĐ/ĐU (giả định)", "2026-07-01")
    ledger = History(tree).enact(Plan("2026-07-16", "db", paper, [Merge(["cb-1"], into="cb-2")]))
    planned = schedule(ledger, 2026, calendar=YEAR)
    assert [one.month.month for one in planned if one.cell == "cb-1"] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.month.month for one in planned if one.cell == "cb-2"] == [*range(1, 13)]
    assert len(schedule(tree, 2026, calendar=YEAR)) == 24
    assert schedule([cell("cb-1")], 2026, calendar=YEAR) == schedule(("cb-1",), 2026, calendar=YEAR)


def test_what_no_cell_can_be_planned_for_is_told_all_at_once() -> None:
    with pytest.raises(InvalidInputError) as told:
        schedule(["cb-1", TOP, ""], 2026, calendar=YEAR)
    assert [one.subject for one in told.value.findings] == ["cells[1]", "cells[2]"]
    with pytest.raises(InvalidInputError, match="list of ids"):
        schedule("cb-1", 2026, calendar=YEAR)
    with pytest.raises(InvalidInputError, match="is not a year"):
        schedule(["cb-1"], 0, calendar=YEAR)
    with pytest.raises(InvalidInputError, match=r"WorkingDays\.vietnam"):
        schedule(["cb-1"], 2026, calendar=None)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(InvalidInputError, match="2027"):
        schedule(["cb-1"], 2027, calendar=YEAR)


def test_a_cell_is_planned_for_in_the_months_in_which_it_is_expected_to_meet() -> None:
    people = [Member(f"m-{number}", f"Người {number}") for number in range(1, 31)]
    ids = [one.id for one in people]
    top = Organization("dx", "Đảng bộ xã", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)
    school = Organization("cs", "Chi bộ cơ sở", Form.CHI_BO, Level.GRASSROOTS, "dx")
    parts = [Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "cs") for key in ("n-1", "n-2")]
    paper = Document("quyết định", "3-QĐ/ĐU (giả định)", "2026-07-01")
    grown = Convert("cs", form=Form.DANG_BO, cells=parts, members_to={"n-1": ids[:15], "n-2": ids[15:]})
    register = History(Hierarchy([top, school], people, {"cs": ids}, as_of="2026-01-01"))
    register = register.enact(Plan("2026-07-16", "dx", paper, [grown]), recorded="2026-07-16", rules=NO_RULES)
    shrunk = Plan("2026-10-01", "dx", paper, [Convert("cs", form=Form.CHI_BO)])
    for ledger in (register, register.enact(shrunk, recorded="2026-10-01", rules=NO_RULES)):
        planned = [(one.cell, one.month) for one in schedule(ledger, 2026, calendar=YEAR)]
        activity = activity_of(ledger, [], 2026)
        expected = {(cell, one.month) for cell in activity.cells for one in activity.months(cell) if one.expected}
        assert (len(planned), set(planned)) == (len(expected), expected)
        assert ("cs", dt.date(2026, 7, 1)) in expected  # a cell in July as in May, a đảng bộ in August
        assert ("cs", dt.date(2026, 8, 1)) not in expected


def test_a_cell_given_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="cb-1 is given 2 times"):
        schedule(["cb-1", "cb-2", "cb-1"], 2026, calendar=YEAR)
