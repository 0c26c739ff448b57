"""Two years of meetings and visits of the city, and the survey of 2022: inside the rules, and as many as were told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import cast

from dangbo import datasets
from dangbo.attention.asking import attention
from dangbo.base.terms import Form, Level, MeetingKind
from dangbo.history import History
from dangbo.life.activity import activity_of
from dangbo.life.meeting_checks import check_meetings
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.surveys import tally_survey
from dangbo.life.visit_coverage import visit_coverage
from dangbo.life.visits import CellAssignment, DutyVisit

ACTIVITY = datasets.thai_nguyen_activity()


def _ledger() -> History:
    register = ACTIVITY.register
    assert isinstance(register, History)
    return register


def _months(start: dt.date, end: dt.date) -> Iterator[tuple[int, int]]:
    month = start
    while month <= end:
        yield month.year, month.month
        month = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def test_the_ledger_leads_to_the_city_of_the_article() -> None:
    ledger = _ledger()
    last = ledger.as_of("2023-04-30")
    city = datasets.thai_nguyen()
    assert {org.id for org in last} == {org.id for org in city}
    assert {org.id: set(last.roll(org)) for org in last} == {org.id: set(city.roll(org)) for org in city}


def test_each_cell_met_once_in_every_month_in_which_it_stood_and_in_no_other() -> None:
    meetings = ACTIVITY.meetings or ()
    met = Counter((one.cell, one.on.year, one.on.month) for one in meetings)
    assert set(met.values()) == {1}
    every = set(_months(dt.date(2021, 5, 1), dt.date(2023, 4, 30)))
    apart = {
        "cb-cty-r": set(_months(dt.date(2021, 5, 1), dt.date(2021, 8, 31))),
        "cb-cty-n": set(_months(dt.date(2021, 11, 1), dt.date(2023, 4, 30))),
        "cb-cty-p": set(_months(dt.date(2022, 4, 1), dt.date(2023, 4, 30))),
        "cb-cty-q": set(_months(dt.date(2022, 9, 1), dt.date(2023, 4, 30))),
    }
    of: dict[str, set[tuple[int, int]]] = {}
    for cell, year, month in met:
        of.setdefault(cell, set()).add((year, month))
    assert len(of) == 911
    assert {cell: months for cell, months in of.items() if months != every} == apart
    assert len(meetings) == 21_811 == 907 * 24 + sum(map(len, apart.values()))


def test_no_meeting_breaks_the_frame_of_its_day_and_all_were_prepared() -> None:
    meetings = ACTIVITY.meetings or ()
    assert [found for one in meetings[::37] for found in check_meeting(one).findings] == []
    assert all(one.prepared_on is not None and one.prepared_on < one.on for one in meetings)
    quarterly = Counter(one.on.month % 3 for one in meetings if one.kind is MeetingKind.WITH_THEMATIC)
    assert set(quarterly) == {0}


def test_whoever_is_on_the_roll_of_the_day_is_called_or_exempt() -> None:
    ledger = _ledger()
    for one in (ACTIVITY.meetings or ())[::997]:
        assert one.called + one.exempt == len(ledger.as_of(one.on).roll(one.cell)), one


def _assigned() -> tuple[CellAssignment, ...]:
    return cast("tuple[CellAssignment, ...]", ACTIVITY.assignments)


def _visits() -> tuple[DutyVisit, ...]:
    return cast("tuple[DutyVisit, ...]", ACTIVITY.visits)


def test_all_cells_are_divided_among_45_and_nobody_has_the_own_cell() -> None:
    ledger, assigned = _ledger(), _assigned()
    loads = Counter(one.member for one in assigned)
    assert sorted(Counter(loads.values()).items()) == [(20, 35), (21, 10)]
    city = ledger.as_of("2023-04-30")
    assert {one.cell for one in assigned} == {cell.id for cell in city.select(form=Form.CHI_BO)}
    assert all((home := city.home(one.member)) is not None and home.id != one.cell for one in assigned)
    (later,) = {one for one in assigned if one.since != dt.date(2022, 8, 1)}
    assert (later.cell, later.since) == ("cb-cty-q", dt.date(2022, 9, 1))


def test_a_visit_is_on_the_day_the_cell_met_by_whoever_answers_for_it_or_stands_in() -> None:
    met = {(one.cell, one.on) for one in ACTIVITY.meetings or ()}
    whose = {one.cell: one for one in _assigned()}
    visits = _visits()
    assert all((one.cell, one.on) in met for one in visits)
    assert all((one.for_member or one.member) == whose[one.cell].member for one in visits)
    assert all(one.on >= whose[one.cell].since for one in visits)
    people = {one.member for one in _assigned()}
    assert {one.member for one in visits} == people
    assert any(one.for_member for one in visits)


def test_the_regulation_of_the_article_counts_every_visit_and_judges_nobody() -> None:
    assert ACTIVITY.duty is not None
    (profile,) = ACTIVITY.duty
    coverage = visit_coverage(profile, _assigned(), _visits(), _ledger(), "2022-08-01", "2023-04-30")
    assert not coverage.findings
    assert len(coverage.counted) == len(_visits())
    assert {kind.value: share.of for kind, share in coverage.kinds if share} == {
        "grassroots": 25,
        "residential": 398,
        "other": 487,
    }
    assert (len(coverage.members), coverage.due) == (45, None)


def test_the_same_seed_gives_the_same_and_another_one_other_days() -> None:
    assert datasets.thai_nguyen_activity(seed=2023) is ACTIVITY
    other = datasets.thai_nguyen_activity(seed=7)
    assert len(other.meetings or ()) == len(ACTIVITY.meetings or ())
    assert other.meetings != ACTIVITY.meetings
    for made in (ACTIVITY, other):  # the article tells of these two
        assert {"cb-tdp-2", "cb-tdp-12"} <= {one.cell for one in made.visits or ()}


def test_the_survey_is_tallied_over_the_cells_below_grassroots_committees() -> None:
    survey = datasets.thai_nguyen_survey()
    cells = [cell.id for cell in datasets.thai_nguyen().select(level=Level.BELOW_GRASSROOTS)]
    result = tally_survey(survey.rows, survey.questions, population=cells, by="cell", origin="synthetic")
    assert result.response is not None
    assert (result.response.count, result.response.of) == (861, 885)
    assert len(result.missing) == 885 - 861
    assert not result.findings
    assert {one.question.kind for one in result} == {"single", "several", "number"}
    assert result["quality"].answered > result["minutes"].answered  # a question left out has a base of its own
    assert survey is datasets.thai_nguyen_survey()


def test_the_register_has_nothing_against_the_meetings_and_nothing_is_due() -> None:
    meetings = ACTIVITY.meetings or ()
    assert not check_meetings(meetings[::5], _ledger())
    activity = activity_of(_ledger(), meetings, ("2021-05-01", "2023-04-30"))
    assert (activity.total.held, activity.total.expected) == (21_811, 21_811)
    agenda = attention(ACTIVITY, on="2023-04-30")
    assert len(agenda) == 0
    assert not agenda.findings
