"""Whether the visits that a regulation orders took place: what counts, for whom, of how many."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dangbo as db
from dangbo import (
    CellAssignment,
    CellKind,
    DutyProfile,
    DutyVisit,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    Post,
    Seat,
    Share,
    Stay,
    TermError,
    UnknownOrganizationError,
    VisitCoverage,
    reach,
    visit_coverage,
)
from tests.builders import GRASSROOTS, ROOT, cell, dang_bo, members, plan, rolls, zone

ALL = tuple(CellKind)
RESIDENTIAL = (CellKind.RESIDENTIAL,)


def seat(holder: str, *, at: str = "tp", post: str = "cấp ủy viên", body: str = "committee", **more: Any) -> Seat:  # noqa: ANN401
    return Seat(at, post, holder, body=body, **{"since": "2020-01-01", "source": "elected", **more})


def city(*seats: Seat, stays: Any = ()) -> Hierarchy:  # noqa: ANN401 - as a hierarchy takes them
    """Two wards and a cell of the city; cb-1 .. cb-3 lead groups; ten people in cb-1 .. cb-4."""
    listed = rolls(range(1, 5))
    return Hierarchy(
        [
            *(ROOT, dang_bo("dbp"), dang_bo("dbx")),
            *(cell(f"cb-{of}", "dbp") for of in (1, 2, 3)),
            cell("cb-4", "dbx"),
            cell("cbcs", "tp", GRASSROOTS, full=5),
        ],
        members(listed),
        listed,
        [zone(of, f"cb-{of}") for of in (1, 2, 3)],
        seats=seats,
        stays=stays,
        as_of="2023-01-01",
    )


COMMITTEE = (seat("m-1-0"), seat("m-4-0", post="bí thư"))
DUTY = DutyProfile("qd", "tp", (), RESIDENTIAL, at_least=4)


def asked(
    visits: Iterable[DutyVisit | tuple[str, str, str]] = (),
    held: Iterable[CellAssignment] = (),
    *,
    tree: Hierarchy | History | None = None,
    profile: DutyProfile = DUTY,
    end: str = "2023-12-31",
) -> VisitCoverage:
    came = [one if isinstance(one, DutyVisit) else DutyVisit(*one) for one in visits]
    return visit_coverage(profile, held, came, tree or city(*COMMITTEE), "2023-01-01", end)


def rows(found: VisitCoverage) -> dict[str, tuple[int, int | None]]:
    return {row.member: (row.made, row.due) for row in found.members}


def codes(found: VisitCoverage) -> list[tuple[str, str]]:
    return sorted((one.code.removeprefix("activity/"), one.subject) for one in found.findings)


# --- who, where, how often --------------------------------------------------------------------------------------------


def test_who_sits_in_the_committee_has_the_duty_and_cells_of_the_kind_are_the_base() -> None:
    found = asked([("m-1-0", "cb-2", "2023-03-03"), ("m-1-0", "cb-3", "2023-04-03"), ("m-4-0", "cb-2", "2023-04-03")])
    assert rows(found) == {"m-1-0": (2, 4), "m-4-0": (1, 4)}
    assert found.kinds == ((CellKind.RESIDENTIAL, Share(2, of=3)),)
    assert (found.visited, found.never_visited, found.due, found.made) == (Share(2, of=3), ("cb-1",), 8, 3)
    assert [row.short for row in found.short] == [2, 3]
    assert not found.findings
    assert not found.notes


def test_posts_of_the_profile_narrow_who_has_the_duty() -> None:
    found = asked(profile=DutyProfile("qd", "tp", [Post.SECRETARY], RESIDENTIAL, at_least=4))
    assert rows(found) == {"m-4-0": (0, 4)}


def test_the_inspection_committee_has_no_duty_and_two_seats_are_one_duty() -> None:
    more = (
        seat("m-2-0", post="ủy viên ủy ban kiểm tra", body="inspection"),
        seat("m-1-0", post="ủy viên ban thường vụ", body="standing", since="2023-07-01"),
    )
    assert rows(asked(tree=city(*COMMITTEE, *more))) == {"m-1-0": (0, 4), "m-4-0": (0, 4)}


def test_each_committee_of_a_level_has_the_duty_for_the_cells_of_its_own_branch() -> None:
    seats = (seat("m-4-0", at="dbp"), seat("m-1-0", at="dbx"))
    profile = DutyProfile("qd", Level.GRASSROOTS, (), ALL, at_least=1, per="quarter")
    visits = [("m-4-0", "cb-1", "2023-02-03"), ("m-1-0", "cb-4", "2023-02-03"), ("m-4-0", "cb-4", "2023-02-03")]
    found = asked(visits, profile=profile, tree=city(*seats))
    assert [(row.committee, row.member, row.made, row.due) for row in found.members] == [
        ("dbp", "m-4-0", 1, 4),
        ("dbx", "m-1-0", 1, 4),
    ]
    assert codes(found) == [("kind-without-cells", "qd"), ("visit-own-cell", "cb-4")]
    assert [row.cell for row in found.cells] == ["cb-1", "cb-2", "cb-3", "cb-4"]  # the cell of the city is of no ward


def test_within_bounds_the_cells_and_a_committee_above_the_tree_has_them_all() -> None:
    profile = DutyProfile("qd", Level.PROVINCIAL, (), ALL, within="dbx", at_least=2)
    held = [CellAssignment("qd", "m-9", "cb-4", "2023-01-01"), CellAssignment("qd", "m-9", "cb-1", "2023-01-01")]
    found = asked([("m-9", "cb-4", "2023-02-03"), ("m-9", "cb-1", "2023-02-03")], held, profile=profile)
    assert [(row.committee, row.made, row.due) for row in found.members] == [(None, 1, 2)]
    assert ("assignment-outside-duty", "cb-1") in codes(found)
    assert ("visit-outside-duty", "cb-1") in codes(found)
    assert found.cells[0].answering == ("m-9",)


def test_an_organization_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownOrganizationError):
        asked(profile=DutyProfile("qd", "tpp", (), ALL))


def test_months_of_duty_are_exact_and_whole_visits_are_owed() -> None:
    # from 16/06 on: half of June, and July to December: 13/2 months; 4 a year come to 13/6, of which 2 are whole
    found = asked(tree=city(seat("m-1-0", since="2023-06-16"), seat("m-4-0", until="2023-01-31")))
    late, early = found.members
    assert (late.months, late.owed, late.due) == (Fraction(13, 2), Fraction(13, 6), 2)
    assert (early.months, early.owed, early.due) == (Fraction(1), Fraction(1, 3), 0)


def test_without_a_number_visits_are_counted_and_nothing_is_judged() -> None:
    found = asked([("m-1-0", "cb-2", "2023-03-03")], profile=DutyProfile("qd", "tp", (), RESIDENTIAL))
    assert rows(found) == {"m-1-0": (1, None), "m-4-0": (0, None)}
    assert (found.due, found.short) == (None, ())
    assert "Phải dự" not in found.explain()


def test_without_seats_the_duty_is_read_from_the_assignments_and_said_to_be() -> None:
    held = [
        CellAssignment("qd", "m-9", "cb-1", "2022-01-01", "2023-06-30"),
        CellAssignment("qd", "m-9", "cb-2", "2023-04-01"),
        CellAssignment("qd", "m-8", "cb-2", "2023-07-01", "2023-09-30"),
        CellAssignment("other", "m-7", "cb-2", "2023-07-01"),
    ]
    visits = [("m-9", "cb-3", "2023-12-31"), ("m-8", "cb-1", "2023-10-01"), ("m-7", "cb-1", "2023-08-01")]
    found = asked(visits, held, tree=city())
    assert rows(found) == {"m-8": (0, 1), "m-9": (1, 4)}
    assert codes(found) == [("visit-without-duty", "cb-1"), ("visit-without-duty", "cb-1")]
    assert [row.answering for row in found.cells] == [(), ("m-9",), ()]
    assert ["phân công" in note.vi for note in found.notes] == [True]


def test_where_nobody_recorded_who_has_the_duty_visits_count_and_nothing_is_owed() -> None:
    found = asked([("m-9", "cb-1", "2023-03-03")], tree=city())
    assert rows(found) == {"m-9": (1, None)}
    assert (found.visited, len(found.notes), codes(found)) == (Share(1, of=3), 1, [])


# --- what does not count ----------------------------------------------------------------------------------------------

BAD = {
    "nobody-knows": (("m-1-0", "cb-x", "2023-03-03"), "visit-unknown-cell"),
    "another kind": (("m-1-0", "cbcs", "2023-03-03"), "visit-outside-duty"),
    "no cell": (("m-1-0", "dbp", "2023-03-03"), "visit-outside-duty"),
    "own cell": (("m-1-0", "cb-1", "2023-03-03"), "visit-own-cell"),
    "no seat": (("m-2-5", "cb-3", "2023-03-03"), "visit-without-duty"),
}


@pytest.mark.parametrize(("visit", "code"), BAD.values(), ids=BAD)
def test_a_visit_that_does_not_count_is_told_with_its_subject_and_nothing_else_is_lost(visit: Any, code: str) -> None:  # noqa: ANN401
    found = asked([visit, ("m-1-0", "cb-2", "2023-03-03")])
    assert codes(found) == [(code, visit[1])]
    assert (found.made, found.not_counted, len(found.counted)) == (1, 1, 1)
    facts = dict(found.findings[0].facts)
    assert (facts["member"], facts["profile"]) == (visit[0], "qd")
    assert facts["date"] == db.DutyVisit(*visit).on


def test_what_may_be_a_name_in_the_place_of_an_id_is_not_repeated() -> None:
    name = "Nguyễn Văn Bính"
    visits = [
        DutyVisit(name, "cb-3", "2023-03-03"),
        DutyVisit("m-1-0", name, "2023-03-03"),
        DutyVisit("m-1-0", "cb-3", "2023-04-03", for_member=name),
    ]
    answers = [CellAssignment("qd", name, "cb-3", "2023-01-01"), CellAssignment("qd", "m-1-0", name, "2023-01-01")]
    found = asked(visits, answers)

    assert len(found.findings) == 5
    assert not any("Bính" in text for one in found.findings for text in (one.text(lang="vi"), repr(one), one.subject))


def test_a_guest_of_a_cell_does_not_visit_it_while_the_stay_lasts() -> None:
    stays = [Stay("m-1-0", "cb-2", since="2023-03-01", until="2023-05-31")]
    visits = [("m-1-0", "cb-2", day) for day in ("2023-02-28", "2023-03-01", "2023-05-31", "2023-06-01")]
    found = asked(visits, tree=city(*COMMITTEE, stays=stays))
    assert [one.on.isoformat() for one in found.counted] == ["2023-02-28", "2023-06-01"]
    assert [one.code for one in found.findings] == ["activity/visit-own-cell"] * 2


def test_one_meeting_is_visited_once_and_two_meetings_of_a_day_are_two() -> None:
    day = ("m-1-0", "cb-2", "2023-03-03")
    assert len(asked([day, day]).counted) == 1
    assert len(asked([DutyVisit(*day, meeting="a"), DutyVisit(*day, meeting="b")]).counted) == 2
    assert codes(asked([DutyVisit(*day, meeting="a"), day])) == [("visit-twice", "cb-2")]
    twice = [DutyVisit(*day, meeting="a"), DutyVisit(*day[:2], "2023-03-04", meeting="a")]
    assert codes(asked(twice)) == [("visit-twice", "cb-2")]
    monthly = [DutyVisit(*day[:2], f"2023-0{month}-03", meeting=at) for month in (3, 4) for at in ("sáng", "chiều")]
    assert len(asked(monthly).counted) == 4  # the names come again every month
    assert len(asked([day, ("m-4-0", *day[1:])]).counted) == 2  # two people at one meeting


def test_who_stands_in_makes_a_visit_to_the_cell_that_counts_for_neither() -> None:
    found = asked([DutyVisit("m-2-5", "cb-3", "2023-03-03", for_member="m-1-0")])
    assert rows(found) == {"m-1-0": (0, 4), "m-4-0": (0, 4)}
    assert ([row.replaced for row in found.members], found.visited) == ([1, 0], Share(1, of=3))
    wrong = [
        DutyVisit("m-1-0", "cb-3", "2023-03-03", for_member="m-2-5"),  # who stayed away had no duty
        DutyVisit("m-3-5", "cb-3", "2023-04-03", for_member="m-1-0"),  # it is the own cell of who came
    ]
    found = asked(wrong)
    assert [(one.code, dict(one.facts)["member"]) for one in found.findings] == [
        ("activity/visit-without-duty", "m-2-5"),
        ("activity/visit-own-cell", "m-3-5"),
    ]


def test_visits_of_other_profiles_and_other_days_are_passed_over_and_counted_as_such() -> None:
    day = ("m-1-0", "cb-2", "2023-03-03")
    visits = [DutyVisit(*day, profile="other"), DutyVisit(*day, profile="qd"), DutyVisit(*day[:2], "2022-12-31")]
    found = asked(visits)
    assert (found.passed_over, found.made, codes(found)) == (2, 1, [])


def test_assignments_are_held_against_the_register_too() -> None:
    held = [
        CellAssignment("qd", "m-1-0", "cb-1", "2023-01-01"),
        CellAssignment("qd", "m-2-5", "cb-3", "2023-01-01"),
        CellAssignment("qd", "m-1-0", "cb-x", "2023-01-01"),
        CellAssignment("qd", "m-1-0", "cbcs", "2023-01-01"),
        CellAssignment("qd", "m-1-0", "cb-y", "2021-01-01", "2022-12-31"),  # over before the period
        CellAssignment("qd", "m-4-0", "cb-2", "2023-01-01"),
    ]
    found = asked((), held)
    assert codes(found) == [
        ("assignment-outside-duty", "cbcs"),
        ("assignment-own-cell", "cb-1"),
        ("assignment-unknown-cell", "cb-x"),
        ("assignment-without-duty", "cb-3"),
    ]
    assert {row.cell: row.answering for row in found.cells} == {"cb-1": (), "cb-2": ("m-4-0",), "cb-3": ()}


def test_a_kind_of_cell_nobody_has_is_told_and_its_share_is_none() -> None:
    tree = Hierarchy([ROOT, cell("cbcs", "tp", GRASSROOTS, full=5)], as_of="2023-01-01")
    found = asked(tree=tree, profile=DutyProfile("qd", "tp", (), ALL[:2]))
    assert (found.kinds[1], codes(found)) == ((CellKind.RESIDENTIAL, None), [("kind-without-cells", "qd")])


def test_findings_and_texts_do_not_depend_on_the_order_of_the_records() -> None:
    visits = [DutyVisit(*visit) for visit, _ in BAD.values()] * 2
    held = [CellAssignment("qd", who, "cb-1", "2023-01-01") for who in ("m-1-0", "m-2-5", "m-4-0")]
    first = asked(visits, held)
    assert asked(visits[::-1], held[::-1]) == first
    assert asked([*visits[3:], *visits[:3]], [*held[1:], held[0]]) == first


@pytest.mark.parametrize("wrong", [{"visits": [3]}, {"held": [3]}, {"end": "2022-12-31"}], ids=str)
def test_what_is_no_record_or_no_period_is_refused(wrong: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError):
        visit_coverage(
            DUTY, wrong.get("held", []), wrong.get("visits", []), city(), "2023-01-01", wrong.get("end", "2023-02-01")
        )


@pytest.mark.parametrize("wrong", [None, "tp", DUTY])
def test_what_is_no_ledger_is_told_by_the_name_it_was_given_under(wrong: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError, match="ledger: it is no Register but"):
        visit_coverage(DUTY, [], [], wrong, "2023-01-01", "2023-12-31")
    with pytest.raises(InvalidInputError, match="ledger: it is no Register but"):
        db.admission_progress([], wrong, target="3%", base_on="2025-12-31", year=2026)


# --- months and quarters ----------------------------------------------------------------------------------------------


def test_months_and_quarters_cut_the_period_and_lose_no_visit() -> None:
    days = ("2023-01-20", "2023-03-31", "2023-03-31", "2023-04-01", "2023-05-10")
    visits = [DutyVisit("m-1-0", "cb-2" if at else "cb-3", day, meeting=f"m{at}") for at, day in enumerate(days)]
    found = visit_coverage(DUTY, [], visits, city(*COMMITTEE), "2023-01-16", "2023-05-10")
    months = [(str(part.since), str(part.until), part.visits, part.cells) for part in found.by_month]
    assert months == [
        ("2023-01-16", "2023-01-31", 1, 1),
        ("2023-02-01", "2023-02-28", 0, 0),
        ("2023-03-01", "2023-03-31", 2, 1),
        ("2023-04-01", "2023-04-30", 1, 1),
        ("2023-05-01", "2023-05-10", 1, 1),
    ]
    quarters = [(str(part.since), str(part.until), part.visits, part.cells) for part in found.by_quarter]
    assert quarters == [("2023-01-16", "2023-03-31", 3, 2), ("2023-04-01", "2023-05-10", 2, 1)]


# --- a merger in the middle of the year, by hand ----------------------------------------------------------------------


@cache
def merged() -> History:
    """cb-1 and cb-2 become cb-n on 01/07/2023; m-4-0 leaves the committee on 01/10/2023."""
    ledger = History(city(*COMMITTEE))
    new = cell("cb-n", "dbp")
    ledger = ledger.enact(plan(db.Consolidate(["cb-1", "cb-2"], new), effective="2023-07-01"))
    return ledger.enact(plan(db.EndPost("tp", "bí thư", "m-4-0"), by="tp", effective="2023-10-01"))


def test_a_worked_example_of_a_merger_adds_up_before_and_after() -> None:
    # | cell | stood         | months | visits                                       |
    # | cb-1 | 01/01 - 30/06 | 6      | m-4-0 03/02                                  |
    # | cb-2 | 01/01 - 30/06 | 6      | m-1-0 03/03, m-4-0 30/06                     |
    # | cb-3 | all the year  | 12     | none                                         |
    # | cb-n | 01/07 - 31/12 | 6      | m-4-0 03/08                                  |
    # not counted: cb-1 on 01/07 (it is over), cb-n on 30/06 (not yet), m-1-0 to cb-n (now the own cell),
    # m-4-0 on 01/10 (no seat any more)
    visits = [
        *(("m-4-0", "cb-1", "2023-02-03"), ("m-1-0", "cb-2", "2023-03-03"), ("m-4-0", "cb-2", "2023-06-30")),
        ("m-4-0", "cb-n", "2023-08-03"),
        *(("m-4-0", "cb-1", "2023-07-01"), ("m-4-0", "cb-n", "2023-06-30"), ("m-1-0", "cb-n", "2023-08-03")),
        ("m-4-0", "cb-3", "2023-10-01"),
    ]
    held = [CellAssignment("qd", "m-4-0", "cb-1", "2023-01-01", "2023-09-30")]
    found = asked(visits, held, tree=merged())
    table = {row.cell: (row.months, row.visits, row.until and row.until.isoformat()) for row in found.cells}
    assert table == {
        "cb-1": (6, 1, "2023-06-30"),
        "cb-2": (6, 2, "2023-06-30"),
        "cb-3": (12, 0, None),
        "cb-n": (6, 1, None),
    }
    assert sum(row.months for row in found.cells) == 6 * 3 + 6 * 2  # three cells half a year, two the other half
    assert rows(found) == {"m-1-0": (1, 4), "m-4-0": (3, 3)}  # nine months of twelve: 3 of 4
    assert (found.visited, found.never_visited) == (Share(3, of=4), ("cb-3",))
    assert codes(found) == [
        ("assignment-cell-ended", "cb-1"),
        ("visit-cell-not-standing", "cb-1"),
        ("visit-cell-not-standing", "cb-n"),
        ("visit-own-cell", "cb-n"),
        ("visit-without-duty", "cb-3"),
    ]
    told = {one.subject: one.message for one in found.findings if "not-standing" in one.code}
    assert "its last day was 2023-06-30, taken over by 'cb-n'" in told["cb-1"]
    assert "it was set up on 2023-07-01" in told["cb-n"]
    first, second = (
        visit_coverage(DUTY, held, found.counted, merged(), *days)
        for days in (("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31"))
    )
    halves = [
        (part.made, sum(row.months or 0 for row in part.members), sum(row.months for row in part.cells))
        for part in (first, second)
    ]
    assert [sum(column) for column in zip(*halves, strict=True)] == [4, 21, 30]
    assert halves[0] == (3, 12, 18)


def test_a_duty_by_assignment_goes_from_the_ended_cell_to_its_heir_without_a_gap() -> None:
    bare = History(city()).enact(plan(db.Consolidate(["cb-1", "cb-2"], cell("cb-n", "dbp")), effective="2023-07-01"))
    held = [CellAssignment("qd", "m-9", "cb-1", "2023-01-01"), CellAssignment("qd", "m-9", "cb-n", "2023-07-01")]
    found = asked([("m-9", "cb-2", "2023-05-03"), ("m-9", "cb-n", "2023-07-03")], held, tree=bare)
    assert [(row.months, row.made, row.due) for row in found.members] == [(Fraction(12), 2, 4)]
    alone = asked((), held[:1], tree=bare)
    assert [(row.months, row.due) for row in alone.members] == [
        (Fraction(6), 2)
    ]  # the cell ended, and the duty with it
    assert codes(alone) == [("assignment-cell-ended", "cb-1")]


@pytest.mark.parametrize(
    ("day", "before", "since"), [("07-01", 6, 6), ("07-02", 6, 6), ("07-03", 6, 6), ("07-04", 7, 5)]
)
def test_a_month_is_of_the_cells_that_stand_on_the_day_on_which_they_meet(day: str, before: int, since: int) -> None:
    # 2026: cells meet on day 3; who merges up to that day does not meet in July any more, and the new cell does
    tree = Hierarchy(
        [ROOT, dang_bo("dbp"), *(cell(key, "dbp", full=9) for key in ("cb-1", "cb-2"))], as_of="2026-01-01"
    )
    operation = db.Consolidate(["cb-1", "cb-2"], cell("cb-n", "dbp"))
    ledger = History(tree).enact(plan(operation, effective=f"2026-{day}"))
    duty = DutyProfile("qd", "tp", (), ALL, at_least=12)
    found = visit_coverage(duty, [], [], ledger, "2026-01-01", "2026-12-31")
    months = {row.cell: row.months for row in found.cells}
    assert months == {"cb-1": before, "cb-2": before, "cb-n": since}
    activity = db.activity_of(ledger, [], 2026)
    assert months == {key: activity.own(key).expected for key in months}


def left(operation: Any, day: str = "2023-07-01", tree: Hierarchy | None = None) -> History:  # noqa: ANN401
    return History(tree or city()).enact(plan(operation, by="tp", effective=day))


WARD = DutyProfile("qd", "dbp", (), RESIDENTIAL, at_least=12)


@pytest.mark.parametrize(
    ("operation", "reason"),
    {
        "another superior": (db.Reassign("cb-1", to="dbx"), "outside the branch of the committee since 2023-07-01"),
        "another kind": (db.AssignGroups({"tdp-1": ["cb-2"]}), "it is of the kind 'other cell' since 2023-07-01"),
    }.values(),
)
def test_a_cell_that_leaves_the_duty_has_the_months_visits_and_assignments_of_before(
    operation: Any,  # noqa: ANN401
    reason: str,
) -> None:
    held = [CellAssignment("qd", "m-9", "cb-1", "2023-01-01")]
    visits = [("m-9", "cb-1", "2023-06-30"), ("m-9", "cb-1", "2023-07-01")]
    found = asked(visits, held, tree=left(operation), profile=WARD)
    row = found.cells[0]
    assert (row.cell, row.kind, row.months, row.visits, row.answering) == ("cb-1", CellKind.RESIDENTIAL, 6, 1, ())
    assert [(one.member, one.made, one.due) for one in found.members] == [("m-9", 1, 6)]
    assert codes(found) == [("assignment-outside-duty", "cb-1"), ("visit-outside-duty", "cb-1")]
    assert any(reason in one.message for one in found.findings)


def test_a_cell_handed_to_another_committee_is_its_duty_from_that_day_on() -> None:
    tree = city(seat("m-4-0", at="dbp"), seat("m-1-0", at="dbx"))
    ledger = left(db.Reassign("cb-2", to="dbx"), tree=tree)
    visits = [(who, "cb-2", day) for who in ("m-4-0", "m-1-0") for day in ("2023-06-30", "2023-07-01")]
    held = [CellAssignment("qd", "m-4-0", "cb-2", "2023-01-01")]
    duty = DutyProfile("qd", Level.GRASSROOTS, (), RESIDENTIAL, at_least=4)
    found = asked(visits, held, tree=ledger, profile=duty)
    assert [(row.committee, row.member, row.made) for row in found.members] == [
        ("dbp", "m-4-0", 1),
        ("dbx", "m-1-0", 1),
    ]
    assert [(row.months, row.answering) for row in found.cells if row.cell == "cb-2"] == [(12, ())]
    assert [(one.code.partition("/")[2], dict(one.facts)["member"]) for one in found.findings] == [
        ("assignment-without-duty", "m-4-0"),
        ("visit-without-duty", "m-1-0"),
        ("visit-without-duty", "m-4-0"),
    ]


def test_a_cell_that_comes_and_goes_within_the_period_is_of_the_base_whether_it_was_visited_or_not() -> None:
    ledger = left(db.Reassign("cb-4", to="dbp"), "2023-03-15")
    ledger = ledger.enact(plan(db.Reassign("cb-4", to="dbx"), by="tp", effective="2023-06-15"))
    duty = DutyProfile("qd", "dbp", (), [CellKind.OTHER])
    for visits in ([], [("m-9", "cb-4", "2023-04-03")]):
        [row] = asked(visits, tree=ledger, profile=duty).cells
        assert (row.cell, row.months, row.visits) == ("cb-4", 3, len(visits))


def test_a_cell_that_becomes_the_own_one_by_a_merger_is_answered_for_by_somebody_else() -> None:
    ledger = left(db.Merge(["cb-4"], into="cb-x"), tree=Hierarchy(
        [ROOT, dang_bo("dbp"), *(cell(key, "dbp") for key in ("cb-4", "cb-x"))],
        members(rolls([4])), rolls([4]), as_of="2023-01-01",
    ))  # fmt: skip
    held = [CellAssignment("qd", "m-4-0", "cb-x", "2023-01-01")]
    found = asked((), held, tree=ledger, profile=DutyProfile("qd", "tp", (), ALL, at_least=12))
    assert ("assignment-own-cell", "cb-x") in codes(found)
    assert {row.cell: row.answering for row in found.cells} == {"cb-4": (), "cb-x": ()}


@pytest.mark.parametrize(("back", "months"), [("2023-09-01", 3 + 4), ("2023-04-16", 3 + Fraction(1, 2) + 8)])
def test_who_leaves_the_committee_and_comes_back_has_the_months_of_both_times(back: str, months: Fraction) -> None:
    again = db.Appoint("tp", "bí thư", "m-4-0", body="committee", source="appointed")
    ledger = left(db.EndPost("tp", "bí thư", "m-4-0"), "2023-04-01", city(*COMMITTEE))
    ledger = ledger.enact(plan(again, by="tp", effective=back))
    found = asked([("m-4-0", "cb-2", "2023-02-03"), ("m-4-0", "cb-2", "2023-04-10")], tree=ledger)
    assert {row.member: (row.made, row.months) for row in found.members}["m-4-0"] == (1, months)
    assert codes(found) == [("visit-without-duty", "cb-2")]


def test_a_seat_taken_and_left_within_a_month_is_a_duty_of_these_days() -> None:
    ledger = History(city(*COMMITTEE[:1]))
    appoint = db.Appoint("tp", "cấp ủy viên", "m-4-0", body="committee", source="appointed")
    ledger = ledger.enact(plan(appoint, by="tp", effective="2023-04-05"))
    ledger = ledger.enact(plan(db.EndPost("tp", "cấp ủy viên", "m-4-0"), by="tp", effective="2023-04-20"))
    found = asked([("m-4-0", "cb-2", "2023-04-10")], tree=ledger)
    assert {row.member: (row.made, row.months) for row in found.members}["m-4-0"] == (1, Fraction(15, 30))


# --- the city ---------------------------------------------------------------------------------------------------------


def test_the_bases_of_the_city_are_398_and_910() -> None:
    tree = db.datasets.thai_nguyen()
    [duty] = DutyProfile.in_force("thai-nguyen", on="2023-04-30")
    found = visit_coverage(duty, [], [], tree, "2022-08-01", "2023-04-30")
    assert found.visited == Share(0, of=910)
    assert {kind: share and share.of for kind, share in found.kinds} == {
        CellKind.GRASSROOTS: 25,
        CellKind.RESIDENTIAL: 398,
        CellKind.OTHER: 487,
    }
    residential = DutyProfile("r", Level.IMMEDIATE_SUPERIOR, (), RESIDENTIAL, at_least=2)
    assert visit_coverage(residential, [], [], tree, "2022-01-01", "2022-12-31").visited == Share(0, of=398)


def test_what_a_duty_reaches_in_a_year_is_told_with_what_it_would_take() -> None:
    province, _, commune = DutyProfile.in_force("kon-tum", on="2023-04-30")
    found = reach(province, members=45, cells=398)
    assert (found.visits, found.most, found.needed, found.reaches_all) == (90, Share(90, of=398), 9, False)
    assert reach(province, members=45, cells=910).needed == 21
    assert "9 visits of each member" in found.explain(lang="en")
    assert "mỗi người phải dự 9 lần" in found.explain()
    one = reach(province, members=1, cells=1_200)
    assert one.explain(lang="en").startswith("1 member owes 2 visits a year: at most 2 of 1,200 cells.")
    assert one.explain().startswith("1 người phải dự 2 lượt một năm: nhiều nhất 2/1.200 chi bộ.")
    enough = reach(commune, members=range(15), cells=["cb"] * 90)
    assert (enough.most, enough.needed, enough.reaches_all) == (Share(90, of=90), 6, True)
    [ward] = DutyProfile.in_force("ward-model", on="2026-03-31")
    assert reach(ward, members=10, cells=46).visits == 120  # monthly
    [city_duty] = DutyProfile.in_force("thai-nguyen", on="2023-04-30")
    open_ended = reach(city_duty, members=45, cells=910)
    assert (open_ended.visits, open_ended.most, open_ended.reaches_all, open_ended.needed) == (None, None, None, 21)


@pytest.mark.parametrize(
    "given", [{"members": 0, "cells": 3}, {"members": 3, "cells": []}, {"members": -3, "cells": "x"}]
)
def test_a_reach_of_nobody_or_of_no_cells_is_refused(given: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError):
        reach(DUTY, **given)


# --- local rules ------------------------------------------------------------------------------------------------------


def test_the_profiles_of_places_are_read_from_their_rules() -> None:
    kon_tum = DutyProfile.in_force("kon-tum", on="2023-04-30")
    assert [(one.committee, one.at_least, one.per) for one in kon_tum] == [
        (Level.PROVINCIAL, 2, "year"),
        (Level.IMMEDIATE_SUPERIOR, 6, "year"),
        (Level.GRASSROOTS, 6, "year"),
    ]
    assert {one.kinds for one in kon_tum} == {RESIDENTIAL}
    assert {one.document.number for one in kon_tum if one.document} == {"776-QĐ/TU"}
    assert [one.id for one in DutyProfile.in_force("kon-tum", on="2023-04-30", committee=Level.GRASSROOTS)] == [
        "kon-tum-commune"
    ]
    [city_duty] = DutyProfile.in_force("thai-nguyen", on="2023-04-30", committee="tp")
    assert (city_duty.committee, city_duty.at_least, city_duty.kinds) == ("tp", None, ALL)
    [ward] = DutyProfile.in_force("ward-model", on="2026-03-31")
    assert (ward.at_least, ward.per, ward.rule and ward.rule.confidence.value) == (1, "month", "unverified")


def test_a_place_writes_its_own_rule_and_one_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    from importlib.resources import files

    text = files("dangbo.rules.local").joinpath("ward_model.toml").read_text(encoding="utf-8")
    mine = text.replace("ward-model", "phuong-a").replace("at_least = 1", "at_least = 2")
    path = tmp_path / "phuong_a.toml"
    path.write_text(mine, encoding="utf-8")
    [own] = DutyProfile.in_force("phuong-a", on="2026-03-31", rules=db.RuleBook.default().with_local(path))
    assert (own.id, own.at_least, own.per) == ("phuong-a-ward", 2, "month")
    path.write_text(
        "\n".join(line for line in mine.splitlines() if not line.startswith("columns.per")), encoding="utf-8"
    )
    with pytest.raises(InvalidInputError, match="per"):
        db.RuleBook.default().with_local(path)
    path.write_text(mine.replace('"other"', '"school"'), encoding="utf-8")  # declared, and nothing that is understood
    with pytest.raises(InvalidInputError, match="the code understands: grassroots, residential, other"):
        db.RuleBook.default().with_local(path)


def test_a_place_without_a_rule_on_the_day_is_told_with_those_that_have_one() -> None:
    with pytest.raises(TermError) as caught:
        DutyProfile.in_force("kon-tum", on="2023-01-15")
    assert "kon-tum" not in caught.value.suggestions
    with pytest.raises(TermError):
        DutyProfile.in_force("Kon Tum", on="2023-01-16")


@pytest.mark.parametrize("committee", ["tp", Level.CENTRAL])
def test_profiles_of_levels_are_not_of_one_organization_nor_of_another_level(committee: str | Level) -> None:
    with pytest.raises(InvalidInputError, match="give one of them: provincial, immediate_superior, grassroots"):
        DutyProfile.in_force("kon-tum", on="2023-04-30", committee=committee)
