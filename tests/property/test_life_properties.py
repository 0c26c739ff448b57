"""Laws of lives: any order gives one life, seniority never falls, no badge is due twice, a status began before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dangbo import DisciplineForm, Life, LifeEvent, LifeEventKind, WorkingDays
from dangbo.base.text import PartialDate

FIRST, LAST = dt.date(1950, 1, 1), dt.date(2030, 12, 31)
ENDING = {
    *(LifeEventKind.EXPELLED, LifeEventKind.SUSPENDED, LifeEventKind.EXEMPTED),
    *(LifeEventKind.STAY_BEGUN, LifeEventKind.LOST_CONTACT, LifeEventKind.SLIP_SHOWN),
}

exact_days = st.dates(FIRST, LAST) | st.builds(
    lambda year, month: dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1),
    st.integers(1951, 2029),
    st.integers(0, 11),
)  # month ends more often than by chance
days = exact_days | st.builds(PartialDate, st.integers(1950, 2030), st.none() | st.integers(1, 12))


@st.composite
def events(draw: st.DrawFn, on: st.SearchStrategy[Any] = days, most: int = 12) -> list[LifeEvent]:
    """Events of one member: sensible ones and contradictory ones."""
    found = []
    for kind in draw(st.lists(st.sampled_from(LifeEventKind), max_size=most)):
        more: dict[str, Any] = {}
        if kind in ENDING and draw(st.booleans()):
            more["months"] = draw(st.integers(1, 40))
        if kind is LifeEventKind.DISCIPLINED:
            more["detail"] = draw(
                st.none() | st.sampled_from([form for form in DisciplineForm if form is not DisciplineForm.DISBANDMENT])
            )
        if kind is LifeEventKind.BADGE:
            more["detail"] = draw(st.none() | st.sampled_from([30, 35, 40]))
        found.append(LifeEvent("m-1", kind, draw(on), **more))
    return found


@st.composite
def members(draw: st.DrawFn, on: st.SearchStrategy[Any] = days) -> list[LifeEvent]:
    """The same of somebody who was admitted and recognized."""
    decided = draw(st.dates(FIRST, dt.date(1980, 12, 31)))
    own = [
        LifeEvent("m-1", LifeEventKind.ADMISSION_DECIDED, decided),
        LifeEvent("m-1", LifeEventKind.RECOGNIZED, decided + dt.timedelta(days=400)),
    ]
    return own + draw(events(on, most=8))


@given(members() | events().filter(bool), st.randoms())
def test_events_in_any_order_give_one_life(told: list[LifeEvent], random: Any) -> None:  # noqa: ANN401 - of Hypothesis
    one = Life.of(told)
    random.shuffle(told)
    other = Life.of(told + told[:2])
    assert other == one
    assert other.findings == one.findings
    assert other.as_dict() == one.as_dict()
    assert other.seniority("2026-01-01") == one.seniority("2026-01-01")


@given(members(exact_days), st.lists(exact_days, min_size=2, max_size=30))
def test_seniority_never_falls_as_the_day_moves_on(told: list[LifeEvent], asked: list[dt.date]) -> None:
    one = Life.of(told)
    around = [day + dt.timedelta(days=more) for day in (e.latest for e in told) for more in (-1, 0, 1)]
    found = [one.seniority(day) for day in sorted([*asked, *around])]
    counted = [(each.years, each.months, each.days) for each in found if each.years is not None]
    assert counted == sorted(counted)


@given(members(), st.lists(exact_days, min_size=2, max_size=30))
def test_neither_end_of_an_interval_falls_and_the_ends_are_in_order(
    told: list[LifeEvent], asked: list[dt.date]
) -> None:
    one = Life.of(told)
    around = [day + dt.timedelta(days=more) for e in told for day in (e.earliest, e.latest) for more in (-1, 0, 1)]
    found = [one.seniority(day) for day in sorted([*asked, *around])]
    counted = [each for each in found if each.lowest is not None]
    assert [each.lowest for each in counted] == sorted(each.lowest for each in counted if each.lowest)
    assert [each.highest for each in counted] == sorted(each.highest for each in counted if each.highest)
    assert all(each.lowest is not None and each.highest is not None and each.lowest <= each.highest for each in counted)
    assert all((each.years is not None) == (each.lowest == each.highest) for each in counted)


@st.composite
def blurred(draw: st.DrawFn) -> tuple[list[LifeEvent], list[LifeEvent]]:
    """A life of leaving and coming back, once with its days and once with some of them known in part."""
    decided = draw(st.dates(FIRST, dt.date(1970, 12, 31)))
    told = [(LifeEventKind.ADMISSION_DECIDED, decided), (LifeEventKind.RECOGNIZED, decided + dt.timedelta(days=400))]
    day = told[-1][1]
    for left, back in draw(st.lists(st.tuples(st.sampled_from(LEAVING), st.sampled_from(COMING)), max_size=3)):
        for kind in (left, back):
            day += dt.timedelta(days=draw(st.integers(800, 4000)))
            told.append((kind, day))
    exact = [LifeEvent("m-1", kind, on) for kind, on in told]
    part = [draw(st.sampled_from([event, _in_part(event, month=None), _in_part(event, month=1)])) for event in exact]
    return exact, part


LEAVING = (LifeEventKind.STRUCK_OFF, LifeEventKind.EXPELLED, LifeEventKind.WITHDREW)
COMING = (LifeEventKind.READMITTED, LifeEventKind.RESTORED)


def _in_part(event: LifeEvent, *, month: int | None) -> LifeEvent:
    day = event.earliest
    return LifeEvent("m-1", event.kind, PartialDate(day.year, None if month is None else day.month))


@given(blurred(), exact_days)
def test_what_is_known_in_part_holds_what_is_known(lives: tuple[list[LifeEvent], list[LifeEvent]], on: dt.date) -> None:
    whole, part = (Life.of(told).seniority(on) for told in lives)
    if part.lowest is not None and part.highest is not None and whole.lowest is not None:
        assert part.lowest <= whole.lowest <= part.highest


@given(members() | events().filter(bool))
def test_no_badge_is_due_twice_and_each_in_its_own_year(told: list[LifeEvent]) -> None:
    one = Life.of(told)
    found = [(year, due) for year in range(1950, 2090) for due in one.badges(year)]
    given_already = {event.badge_years for event in one if event.badge_years is not None}
    assert max(Counter(due.years for _, due in found).values(), default=1) == 1
    assert not given_already & {due.years for _, due in found}
    for year, due in found:
        assert due.years != 35
        assert due.earliest <= due.latest
        if due.round is not None:
            assert due.round.year == year
            assert (due.round.day, due.round.month) in {(3, 2), (19, 5), (2, 9), (7, 11)}
            assert due.latest <= due.round
            assert due.not_before is None or due.not_before <= due.round


@given(members() | events().filter(bool), exact_days)
def test_a_status_began_on_or_before_its_day(told: list[LifeEvent], on: dt.date) -> None:
    state = Life.of(told).status(on)
    since = state.since.earliest if isinstance(state.since, PartialDate) else state.since
    assert since is None or since <= on
    assert state.status is not None or since is None


@given(members() | events().filter(bool), exact_days)
def test_a_limit_that_is_not_met_is_overdue_after_its_day(told: list[LifeEvent], on: dt.date) -> None:
    for limit in Life.of(told).deadlines(on, calendar=WorkingDays.weekdays()):
        began = limit.began.earliest if isinstance(limit.began, PartialDate) else limit.began
        assert began <= on
        if limit.state in {"open", "overdue"}:
            assert limit.due is not None
            assert (limit.state == "overdue") == (on > limit.due)
        if limit.extended is not None and limit.due is not None:
            assert limit.due < limit.extended


@given(members() | events().filter(bool))
def test_no_finding_of_a_life_shows_a_day(told: list[LifeEvent]) -> None:
    one = Life.of(told)
    for found in one.findings:
        numbers = dict(found.facts)
        assert all(isinstance(value, int) for value in numbers.values())
        assert {numbers.get("event", 1), numbers.get("beside", 1)} <= {*range(1, len(one) + 1)}


ROUNDS = ((2, 3), (5, 19), (9, 2), (11, 7))


@given(st.dates(dt.date(1992, 1, 1), dt.date(2010, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)))
def test_every_badge_of_a_plain_life_comes_in_the_first_round_on_or_after_its_day(decided: dt.date) -> None:
    life = Life.of([LifeEvent("m-1", LifeEventKind.ADMISSION_DECIDED, decided)])
    found = {due.years: due.round for year in range(2020, 2110) for due in life.badges(year)}
    for years in (30, *range(40, 95, 5)):
        full = decided.replace(year=decided.year + years)
        coming = [dt.date(year, *day) for year in (full.year, full.year + 1) for day in ROUNDS]
        assert found[years] == next(day for day in coming if day >= full)
