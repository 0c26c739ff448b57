"""From when to when organizations stood: the spans of a ledger against its snapshots, day by day."""

from __future__ import annotations

import datetime as dt

import pytest

from dangbo import (
    Consolidate,
    Dissolve,
    Document,
    Establish,
    Form,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    Member,
    Merge,
    Organization,
    Plan,
    Register,
    Spans,
    activity_of,
)
from dangbo.change.play import Operation
from dangbo.life.register import months_of_period, spans_of, tree_of

GRASSROOTS, BELOW = Level.GRASSROOTS, Level.BELOW_GRASSROOTS


def cell(key: str, full: int = 10) -> Organization:
    return Organization(key, f"Chi bộ {key}", Form.CHI_BO, BELOW, "db", full=full)


def plan(effective: str, *operations: Operation) -> Plan:
    paper = Document("quyết định", f"{effective}-QĐ/ĐU (giả định)", effective)
    return Plan(effective, "db", paper, list(operations))


@pytest.fixture(scope="module")
def ledger() -> History:
    top = Organization("db", "Đảng bộ xã", Form.DANG_BO, GRASSROOTS)
    people = [Member(f"m-{number}", f"Người {number}") for number in range(1, 8)]
    cells = [cell(f"cb-{number}") for number in range(1, 9)]
    tree = Hierarchy([top, *cells], people, {"cb-7": [one.id for one in people]}, as_of="2026-01-01")
    return (
        History(tree)
        .enact(
            plan("2026-03-16", Merge(["cb-1", "cb-2"], into="cb-3")),
            plan("2026-05-02", Establish(cell("cb-9", full=0), members=["m-1", "m-2", "m-3"])),
            plan("2026-05-20", Consolidate(["cb-4", "cb-9"], cell("cb-10", full=0))),
            plan("2026-07-01", Dissolve("cb-5", members_to="cb-6")),
        )
        .undo(1, effective="2026-08-01", basis=Document("quyết định", "9-QĐ/ĐU (giả định)", "2026-08-01"))
    )


def test_the_spans_of_a_ledger_are_what_its_snapshots_show_day_by_day(ledger: History) -> None:
    start, end = dt.date(2026, 2, 10), dt.date(2026, 8, 20)
    spans = ledger.spans(start, end)
    day = start
    while day <= end:
        tree = ledger.as_of(day)
        assert {key for key in spans if spans.on(key, day)} == {org.id for org in tree}
        day += dt.timedelta(days=1)
    assert len(spans) == len(set(spans)) == 11
    assert {key for key in spans if spans.stands(key)} == {org.id for org in ledger.as_of(end)}


def test_who_took_over_stands_with_the_span_that_ended(ledger: History) -> None:
    spans = ledger.spans("2026-02-10", "2026-08-20")
    once, again = spans["cb-1"]
    assert (once.since, once.last, once.heirs) == (dt.date(2026, 2, 10), dt.date(2026, 3, 15), ("cb-3",))
    assert (again.since, again.until, again.ended) == (dt.date(2026, 8, 1), dt.date(2026, 8, 21), False)
    (brief,) = spans["cb-9"]
    assert (brief.since, brief.until, brief.heirs) == (dt.date(2026, 5, 2), dt.date(2026, 5, 20), ("cb-10",))
    assert {key: spans.above(key) for key in ("db", "cb-1", "cb-4", "cb-5", "cb-10", "cb-99")} == {
        "db": None, "cb-1": "db", "cb-4": "cb-10", "cb-5": "cb-6", "cb-10": "db", "cb-99": None,
    }  # fmt: skip


def test_a_period_begins_with_the_tree_of_its_first_day(ledger: History) -> None:
    spans = ledger.spans("2026-03-16", "2026-05-20")
    assert "cb-1" not in spans
    assert spans.get("cb-1") is None
    assert spans["cb-3"][0].since == dt.date(2026, 3, 16)
    assert spans["cb-9"][0].ended  # on the last day of the period, on which it stood no longer
    assert not ledger.spans("2026-03-16", "2026-05-19")["cb-9"][0].ended


def test_every_month_is_of_whoever_stood_on_its_day(ledger: History) -> None:
    spans = ledger.spans("2026-02-01", "2026-08-31")
    months = {key: [first.month for first in spans.months(key, 3)] for key in ("cb-1", "cb-3", "cb-9", "cb-10")}
    assert months == {"cb-1": [2, 3, 8], "cb-3": [2, 3, 4, 5, 6, 7, 8], "cb-9": [5], "cb-10": [6, 7, 8]}
    assert spans.months("cb-99") == ()
    standing = sum(len(ledger.as_of(f"2026-0{month}-03")) for month in range(2, 9))
    assert sum(len(spans.months(key, 3)) for key in spans) == standing


def test_a_month_without_the_day_has_its_last_one_and_counts_where_the_period_holds_it() -> None:
    start, end = dt.date(2026, 1, 31), dt.date(2026, 4, 29)
    assert [(first.month, on.day) for first, on in months_of_period(start, end, 31)] == [(1, 31), (2, 28), (3, 31)]
    assert [first.month for first, _ in months_of_period(start, end)] == [2, 3, 4]


def test_a_tree_alone_stood_all_the_time(ledger: History) -> None:
    tree = ledger.opening
    spans = spans_of(tree, "2020-01-01", "2020-12-31")
    assert isinstance(spans, Spans)
    assert set(spans) == {org.id for org in tree}
    assert len(spans.months("cb-1")) == 12
    assert tree_of(tree, dt.date(2020, 1, 1)) is tree
    assert tree_of(ledger, dt.date(2026, 3, 16)).same_as(ledger.as_of("2026-03-16"))


def test_what_is_no_register_and_no_period_is_refused(ledger: History) -> None:
    assert isinstance(ledger, Register)
    with pytest.raises(InvalidInputError, match="give a Hierarchy or a History"):
        spans_of([ledger], "2026-01-01", "2026-02-01")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(InvalidInputError, match="history/before-opening"):
        ledger.spans("2025-12-31", "2026-02-01")
    with pytest.raises(InvalidInputError, match="before the first"):
        ledger.spans("2026-02-02", "2026-02-01")


def test_a_day_of_a_span_is_a_date_or_a_text(ledger: History) -> None:
    spans = ledger.spans("2026-02-10", "2026-08-20")
    for day in (dt.date(2026, 3, 15), "2026-03-15", "15/3/2026"):
        assert spans.on("cb-1", day) == spans["cb-1"][0]
        assert day in spans["cb-1"][0]
        assert spans.is_cell("cb-1", day)
    assert spans.on("cb-1", "16/3/2026") is None
    with pytest.raises(InvalidInputError, match="31/02/2026"):
        spans.on("cb-1", "31/02/2026")


def test_the_heirs_of_a_day_of_many_decisions_are_those_that_stand_in_the_evening() -> None:
    top = Organization("db", "Đảng bộ xã", Form.DANG_BO, GRASSROOTS)
    day = "2026-07-16"
    back = Document("quyết định", "9-QĐ/ĐU (giả định)", day)
    merged = History(Hierarchy([top, *(cell(f"cb-{number}") for number in range(1, 5))], as_of="2026-01-01"))
    merged = merged.enact(plan(day, Merge(["cb-1"], into="cb-2"))).undo(1, effective=day, basis=back)
    steps = (
        (Merge(["cb-2"], into="cb-1"), {"cb-2": ("cb-1",)}),
        (Merge(["cb-1"], into="cb-3"), {"cb-1": ("cb-3",), "cb-2": ("cb-3",)}),  # cb-1 gave cb-2 nothing that lasted
        (
            Consolidate(["cb-3", "cb-4"], cell("cb-n", full=0)),
            dict.fromkeys(("cb-1", "cb-2", "cb-3", "cb-4"), ("cb-n",)),
        ),
    )
    for operation, expected in steps:
        merged = merged.enact(plan(day, operation))
        spans = merged.spans("2026-01-01", "2026-12-31")
        assert {key: spans[key][-1].heirs for key in spans if spans[key][-1].ended} == expected
        activity = activity_of(merged, [], 2026)
        assert set(activity) == set(spans)  # nothing is lost in a circle
        assert activity.total.expected == sum(activity.own(key).expected for key in activity)
