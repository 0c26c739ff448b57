"""Whatever is merged in whatever month: no visit is lost, months of duty add up, nobody inherits a visit."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dangbo import (
    CellAssignment,
    CellKind,
    Consolidate,
    DutyProfile,
    DutyVisit,
    Form,
    Hierarchy,
    History,
    Level,
    Merge,
    VisitCoverage,
    activity_of,
    kind_of_cell,
    visit_coverage,
)
from dangbo.life.register import spans_of
from tests.builders import ROOT, cell, dang_bo, plan
from tests.property.test_activity_properties import ledgers as anything

CELLS = [f"cb-{number}" for number in range(6)]
FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
DUTY = DutyProfile("qd", "tp", (), list(CellKind), at_least=12)
DAYS = st.dates(FIRST, LAST)


@st.composite
def ledgers(draw: st.DrawFn, year: int = FIRST.year) -> History:
    """Six cells of a ward, some of which merge or are made one in the course of a year."""
    opened = dt.date(year, 1, 1)
    tree = Hierarchy([ROOT, dang_bo("dbp"), *(cell(key, "dbp", full=10) for key in CELLS)], as_of=opened)
    ledger, standing = History(tree), [*CELLS]
    days = st.dates(dt.date(year, 1, 2), dt.date(year, 12, 31))
    dates = days | days.map(lambda day: day.replace(day=2 + day.day % 2))  # about the days on which cells meet
    for number, day in enumerate(sorted(draw(st.lists(dates, max_size=3, unique=True)))):
        sources = draw(st.lists(st.sampled_from(standing), min_size=2, max_size=3, unique=True))
        operation: Merge | Consolidate = Merge(sources[1:], into=sources[0])
        ended = sources[1:]
        if draw(st.booleans()):
            operation, ended = Consolidate(sources, cell(f"moi-{number}", "dbp")), sources
            standing.append(f"moi-{number}")
        standing = [key for key in standing if key not in ended]
        ledger = ledger.enact(plan(operation, effective=day.isoformat()))
        if len(standing) < 2:
            break
    return ledger


VISITS = st.lists(
    st.builds(DutyVisit, st.sampled_from(["a", "b"]), st.sampled_from([*CELLS, "moi-0", "moi-1"]), DAYS), max_size=25
)
ASSIGNMENTS = st.lists(
    st.builds(CellAssignment, st.just("qd"), st.sampled_from(["a", "b"]), st.sampled_from(CELLS), DAYS), max_size=4
)


def asked(
    ledger: History, visits: list[DutyVisit], held: list[CellAssignment], first: dt.date = FIRST, last: dt.date = LAST
) -> VisitCoverage:
    return visit_coverage(DUTY, held, visits, ledger, first, last)


@given(ledgers(), VISITS, ASSIGNMENTS, st.randoms(use_true_random=False))
def test_every_visit_is_counted_or_told_whatever_was_merged(
    ledger: History, visits: list[DutyVisit], held: list[CellAssignment], dice: random.Random
) -> None:
    found = asked(ledger, visits, held)
    assert len(found.counted) + found.not_counted + found.passed_over == len(visits)
    assert sum(row.visits for row in found.cells) == len(found.counted) == found.made
    assert sum(part.visits for part in found.by_month) == sum(part.visits for part in found.by_quarter) == found.made
    spans = spans_of(ledger, FIRST, LAST)
    for one in found.counted:  # of the cell that stood on the day, and of no heir
        assert spans.on(one.cell, one.on) is not None
    shuffled, others = [*visits], [*held]
    dice.shuffle(shuffled)
    dice.shuffle(others)
    assert asked(ledger, shuffled, others) == found


@given(ledgers(), VISITS, ASSIGNMENTS, st.dates(dt.date(2023, 1, 1), dt.date(2023, 12, 30)))
def test_a_period_is_what_its_parts_are_wherever_it_is_cut(
    ledger: History, visits: list[DutyVisit], held: list[CellAssignment], cut: dt.date
) -> None:
    whole = asked(ledger, visits, held)
    before = asked(ledger, visits, held, FIRST, cut)
    behind = asked(ledger, visits, held, cut + dt.timedelta(1), LAST)
    if whole.due is not None and before.due is not None and behind.due is not None:  # the duty is recorded in both
        for member in {row.member for row in whole.members}:
            months, owed = (
                [sum(getattr(row, name) for row in part.members if row.member == member) for part in (before, behind)]
                for name in ("months", "owed")
            )
            mine = next(row for row in whole.members if row.member == member)
            assert (mine.months, mine.owed) == (sum(months), sum(owed))
    cells = {row.cell for row in whole.cells}
    assert cells == {row.cell for part in (before, behind) for row in part.cells}
    for key in cells:
        parts = [row.months for part in (before, behind) for row in part.cells if row.cell == key]
        assert next(row.months for row in whole.cells if row.cell == key) == sum(parts)


@given(st.sampled_from([2023, 2026]), st.data())
def test_cells_are_expected_to_meet_in_the_months_they_are_counted_for(year: int, data: st.DataObject) -> None:
    ledger, held = data.draw(ledgers(year)), data.draw(ASSIGNMENTS)
    found = asked(ledger, [], held, dt.date(year, 1, 1), dt.date(year, 12, 31))
    activity = activity_of(ledger, [], year)
    for row in found.cells:
        months = activity.own(row.cell).months
        assert (0 if months is None else months.of) == row.months
    total = sum(row.months for row in found.cells)
    assert activity.total.months is not None
    assert activity.total.months.of == total  # ended cells roll up to who took over: nothing is lost or counted twice
    meet = 3 if year == 2026 else 1  # the day of the rule; before there was one, who stood when the month began has it
    assert total == sum(len(ledger.as_of(dt.date(year, month, meet))) - 2 for month in range(1, 13))


@given(anything(), st.sampled_from([*Level]), st.lists(st.sampled_from([*CellKind]), min_size=1, unique=True))
@settings(max_examples=settings().max_examples // 2)
def test_the_duty_is_about_a_cell_on_the_days_on_which_it_is_whatever_was_decided(
    ledger: History, level: Level, kinds: list[CellKind]
) -> None:
    first = ledger.opening.as_of
    days = [first + dt.timedelta(number) for number in range(1, 121)]
    found = visit_coverage(DutyProfile("qd", level, (), kinds), [], [], ledger, days[0], days[-1])
    about: dict[str, list[dt.date]] = {}
    for day in days:
        tree = ledger.as_of(day)
        for org in tree:
            above = {one.level for one in tree.path(org.id) if one.form is Form.DANG_BO}
            if kind_of_cell(tree, org) in kinds and (level in above or level > tree.root.level):
                about.setdefault(org.id, []).append(day)
    counted = {row.cell: (row.kind, row.months) for row in found.cells}
    monthly = {key for key, on in about.items() if any(day.day == 1 for day in on)}
    assert monthly <= set(counted) <= set(about)  # what was about it for days between two looks only may be passed over
    for key, (kind, months) in counted.items():
        assert kind is kind_of_cell(ledger.as_of(about[key][-1]), key)
        assert months == sum(day.day == 1 for day in about[key])
