"""Working days: the figures of 2026, limits and counts as a pair, the years a calendar knows, the missing package."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo import InvalidInputError, MissingExtraError, RuleBook, WorkingDays
from dangbo.base.text import parse_date

YEARS = range(2024, 2028)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


@pytest.fixture(scope="module")
def vietnam() -> WorkingDays:
    return WorkingDays.vietnam(YEARS)


# --- limits -----------------------------------------------------------------------------------------------------------


def test_thirty_days_in_2026_pass_a_worked_saturday_and_a_day_off_for_it(vietnam: WorkingDays) -> None:
    assert vietnam.add("2026-08-20", 30) == dt.date(2026, 10, 5)
    assert not vietnam.is_working("2026-08-31")
    assert vietnam.is_working("2026-08-22")

    holidays = ["2026-08-31", "2026-09-01", "2026-09-02"]
    assert WorkingDays.weekdays(closed=holidays).add("2026-08-20", 30) == dt.date(2026, 10, 6)
    assert WorkingDays.weekdays().add("2026-08-20", 30) == dt.date(2026, 10, 1)
    assert WorkingDays.weekdays(closed=holidays, worked=["22/8/2026"]).add("20/8/2026", 30) == dt.date(2026, 10, 5)


def test_sixty_days_pass_tet_and_a_gio_to_that_falls_on_a_sunday(vietnam: WorkingDays) -> None:
    assert vietnam.add("2026-01-26", 60) == dt.date(2026, 4, 28)
    assert not vietnam.is_working("2026-04-27")


@pytest.mark.parametrize(
    ("off", "worked"),
    [("2024-04-29", "2024-05-04"), ("2025-05-02", "2025-04-26"), ("2026-01-02", "2026-01-10")],
)
def test_each_notice_gives_a_day_off_for_a_saturday(vietnam: WorkingDays, off: str, worked: str) -> None:
    assert not vietnam.is_working(off)
    assert vietnam.is_working(worked)
    assert dt.date.fromisoformat(off).weekday() < 5 <= dt.date.fromisoformat(worked).weekday()


OFF = {
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",  # 4875/TB-LĐTBXH: Tết 10-16/02
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",  # 245/VPCP-KGVX: Tết 31/01-04/02
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",  # 8056/VPCP-KGVX: Tết 20-26/01, National Day 01-04/09
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",  # 2450/VPCP-KGVX: 29/04 for 04/05
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",  # 6150/TB-BLĐTBXH: Tết 27-31/01, 02/05 for 26/04
    # 12729/VPCP-KGVX: 02/01 for 10/01. 9441/TB-BNV: Tết 16-20/02, 31/08 for 22/08. 28/2026/QH16: 24/11.
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
"""Monday to Friday off, by the notices of each year; the others by law, with the day in lieu of a weekend."""


@pytest.mark.parametrize("year", OFF)
def test_the_days_off_of_a_year_are_those_of_its_notices(year: int) -> None:
    calendar = WorkingDays.vietnam(year)

    assert calendar.closed == {parse_date(f"{day}/{year}") for day in OFF[year].split()}
    assert calendar.estimated == ()


def test_the_day_a_limit_runs_from_is_not_counted() -> None:
    plain = WorkingDays.weekdays()

    assert plain.add("2026-03-06", 1) == dt.date(2026, 3, 9)  # from a Friday to Monday
    assert plain.add("2026-03-07", 1) == dt.date(2026, 3, 9)  # from a Saturday too
    assert plain.add("2026-03-07", 0) == dt.date(2026, 3, 7)
    assert plain.add("2026-03-09", -1) == dt.date(2026, 3, 6)


@given(day=DAYS, count=st.integers(-250, 250))
def test_a_count_takes_back_what_a_limit_adds(day: dt.date, count: int) -> None:
    calendar = WorkingDays.vietnam(range(2022, 2030))
    end = calendar.add(day, count)

    assert calendar.count(day, end) == count
    assert not count or calendar.is_working(end)


@given(first=DAYS, second=DAYS, third=DAYS)
def test_counts_of_two_stretches_add_up(first: dt.date, second: dt.date, third: dt.date) -> None:
    calendar = WorkingDays.vietnam(YEARS)
    one, two, three = sorted((first, second, third))

    assert calendar.count(one, two) + calendar.count(two, three) == calendar.count(one, three)


@given(first=DAYS, second=DAYS)
def test_a_count_is_that_of_the_days_looked_at_one_by_one(first: dt.date, second: dt.date) -> None:
    calendar = WorkingDays.vietnam(YEARS)
    start, end = sorted((first, second))
    days = (start + dt.timedelta(days=at) for at in range(1, (end - start).days + 1))

    assert calendar.count(start, end) == sum(calendar.is_working(day) for day in days)


# --- what it knows ----------------------------------------------------------------------------------------------------


def test_a_year_whose_notice_is_not_known_is_estimated(vietnam: WorkingDays) -> None:
    assert vietnam.estimated == (2027,)
    assert WorkingDays.vietnam([2030, 2022, 2020]).estimated == (2020, 2030)
    assert WorkingDays.weekdays().estimated == ()


def test_a_book_without_the_swapped_days_knows_no_notice() -> None:
    book = RuleBook.default()
    bare = RuleBook(book.instruments(), [rule for rule in book if rule.id != "swapped-days"])
    calendar = WorkingDays.vietnam(2026, rules=bare)

    assert calendar.estimated == (2026,)
    assert calendar.is_working("2026-01-02")  # `holidays` alone does not know of 12729/VPCP-KGVX
    assert [ref.id for ref in calendar.rules] == ["five-day-week"]


def test_what_it_knows_is_told_with_the_notices(vietnam: WorkingDays) -> None:
    english, vietnamese = vietnam.explain(lang="en"), vietnam.explain()

    assert "2024-2027" in english
    assert "Estimated: 2027" in english
    assert "Ước tính năm 2027" in vietnamese
    for number in ("2450/VPCP-KGVX", "6150/TB-BLĐTBXH", "9441/TB-BNV", "188/1999/QĐ-TTg"):
        assert number in english
        assert number in vietnamese
    assert str(vietnam) == english
    assert repr(vietnam).startswith("WorkingDays(2024-2027: ")
    assert repr(vietnam).endswith(", 2027 estimated)")
    assert repr(WorkingDays.weekdays(worked=["2026-08-22"])) == "WorkingDays(every year: 0 closed, 1 worked)"


def test_the_table_has_a_row_for_each_day_that_is_not_as_its_week(vietnam: WorkingDays) -> None:
    rows = [line for line in WorkingDays.vietnam(2026).show().text.splitlines() if "thứ" in line]

    assert len(rows) == 17
    assert [row.split() for row in rows if "Bảy" in row] == [
        ["10/01/2026", "thứ", "Bảy", "làm", "việc"],
        ["22/8/2026", "thứ", "Bảy", "làm", "việc"],
    ]
    assert "Estimated: 2027" in vietnam.show(lang="en").text


def test_calendars_with_the_same_days_are_one() -> None:
    """A Sunday named as closed and a Monday named as worked change nothing."""
    plain = WorkingDays.weekdays()

    assert WorkingDays.weekdays(closed=["2026-08-30"], worked=["2026-08-31"]) == plain
    assert hash(WorkingDays.vietnam(2026)) == hash(WorkingDays.vietnam([2026, 2026]))
    assert WorkingDays.vietnam(2026) != WorkingDays.vietnam(2025)
    assert pickle.loads(pickle.dumps(WorkingDays.vietnam(2026))) == WorkingDays.vietnam(2026)  # noqa: S301 - our own bytes


def test_it_is_told_as_json(vietnam: WorkingDays) -> None:
    told = json.loads(vietnam.to_json())

    assert (told["schema"], told["years"], told["estimated"]) == ("dangbo/working-days", [*YEARS], [2027])
    assert told["worked"] == ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]
    assert WorkingDays.weekdays().as_dict()["years"] is None


# --- what it refuses --------------------------------------------------------------------------------------------------


def codes(error: pytest.ExceptionInfo[InvalidInputError]) -> list[tuple[str, str]]:
    return [(found.code, found.subject) for found in error.value.findings]


ASKED: dict[str, Callable[[WorkingDays], object]] = {
    "forth": lambda calendar: calendar.add("2026-12-01", 30),
    "back": lambda calendar: calendar.add("2026-01-05", -3),
    "from outside": lambda calendar: calendar.add("2027-01-04", 1),
    "a day": lambda calendar: calendar.is_working("2025-12-31"),
    "to a day outside": lambda calendar: calendar.count("2026-12-01", "2027-01-01"),
    "from a day outside": lambda calendar: calendar.count("2025-12-01", "2026-02-01"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_year_it_does_not_know_is_never_guessed(ask: Callable[[WorkingDays], object]) -> None:
    with pytest.raises(InvalidInputError, match="this calendar knows 2026") as caught:
        ask(WorkingDays.vietnam(2026))
    assert {code for code, _ in codes(caught)} == {"input/no-calendar"}
    assert "lịch này có năm 2026" in caught.value.text()


def test_a_year_between_two_it_knows_is_not_skipped() -> None:
    with pytest.raises(InvalidInputError, match="working days of 2025 are not known; this calendar knows 2024, 2026"):
        WorkingDays.vietnam([2024, 2026]).count("2024-12-02", "2026-01-09")


def test_years_are_those_of_the_five_day_week_that_can_be_computed() -> None:
    assert WorkingDays.vietnam(2000).years == (2000,)
    with pytest.raises(InvalidInputError, match="knows 2000 to 2100") as caught:
        WorkingDays.vietnam([1999, 2026, 2101])
    assert codes(caught) == [("input/no-calendar", "years")] * 2


def test_what_is_no_year_is_refused() -> None:
    given: list[Any] = [[], "2026-2027", None, [2026, "x"], 0, [-1], 2026.5]
    for years in given:
        with pytest.raises(InvalidInputError):
            WorkingDays.vietnam(years)


def test_a_limit_is_a_whole_number() -> None:
    given: list[Any] = ["30", 30.0, None, True]
    for count in given:
        with pytest.raises(InvalidInputError, match="count: it is no whole number"):
            WorkingDays.weekdays().add("2026-08-20", count)


def test_a_limit_beyond_the_calendar_is_refused_and_not_a_crash() -> None:
    with pytest.raises(InvalidInputError, match="working days of 10000 are not known"):
        WorkingDays.weekdays().add("9999-12-31", 1)
    with pytest.raises(InvalidInputError, match="working days of 0 are not known"):
        WorkingDays.weekdays().add("0001-01-01", -1)
    assert WorkingDays.weekdays().count("0001-01-01", "0001-01-01") == 0


def test_all_that_is_wrong_with_the_days_named_is_told_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        WorkingDays.weekdays(closed=["2026-08-31", "31/02/2026"], worked=["2026-08-31", "x"])
    assert codes(caught) == [
        ("input/bad-date", "closed[1]"),
        ("input/bad-date", "worked[1]"),
        ("input/bad-figure", "closed[0]"),
    ]


def test_one_day_is_no_list_of_days() -> None:
    given: list[Any] = ["2026-08-31", dt.date(2026, 8, 31), None, 5]
    for days in given:
        with pytest.raises(InvalidInputError, match="closed: it is no list of days"):
            WorkingDays.weekdays(closed=days)


def test_without_the_package_the_error_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtraError, match=r'python -m pip install "dangbo\[calendar\]"') as caught:
        WorkingDays.vietnam(2026)

    error = caught.value
    assert isinstance(error, ImportError)
    assert (error.extra, error.package) == ("calendar", "holidays")
    assert 'pip install "dangbo[calendar]"' in error.text()
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes
    assert WorkingDays.weekdays().add("2026-08-20", 30) == dt.date(2026, 10, 1)  # needs nothing
