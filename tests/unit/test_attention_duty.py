"""What cells wait for: answers to their proposals, steps of their prospects, visits that are owed to them."""

from __future__ import annotations

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.base.terms import Form, Level

DAY = "2026-03-31"


def ward(as_of: str = DAY) -> db.Hierarchy:
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=5)
        for n in (1, 2, 3)
    ]
    return db.Hierarchy([top, *cells], as_of=as_of)


def lines(agenda: db.Agenda, codes: str = "due/") -> list[tuple[str, str, str | None, str, str]]:
    return [
        (
            *(line.code.removeprefix("due/"), line.subject, None if line.due is None else line.due.isoformat()),
            *(line.urgency.value, line.organization),
        )
        for line in agenda.select(codes=codes)
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"due": "2026-03-15"}, [("2026-03-15", "overdue", "dbp")]),
        ({"due": "2026-04-30"}, [("2026-04-30", "ahead", "dbp")]),
        ({"due": "2026-05-01"}, []),
        ({}, [(None, "undated", "dbp")]),
        ({"to": "Ủy ban nhân dân phường"}, [(None, "undated", "cb-1")]),
        ({"due": "2026-03-15", "answered_on": "2026-03-31"}, []),
        ({"due": "2026-03-15", "answered_on": "2026-04-01"}, [("2026-03-15", "overdue", "dbp")]),
        ({"answer": "Đã xem xét"}, []),
    ],
)
def test_a_proposal_without_an_answer_is_a_matter_of_whom_it_is_put_to(
    more: dict[str, str], expected: list[tuple[str | None, str, str]]
) -> None:
    facts = {"to": "dbp", **more}
    agenda = attention(ward(), on=DAY, proposals=[db.Proposal("kn-1", "cb-1", "2026-02-03", "Sửa đường", **facts)])

    assert lines(agenda) == [("proposal-unanswered", "kn-1", *some) for some in expected]
    assert "Sửa đường" not in agenda.to_json()


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("cell_resolved", "2025-12-01")], [("2026-02-03", "overdue")]),
        ([("cell_resolved", "2026-02-10")], [("2026-04-21", "now")]),
        ([("cell_resolved", "2026-03-30")], []),  # the limit runs, and its end is far
        ([("cell_resolved", "2025-12-01"), ("committee_agreed", "2026-01-05")], [("2026-02-03", "overdue")]),
        ([("committee_agreed", "2026-01-05")], [("2026-03-13", "overdue")]),  # it ran from before: at the latest then
        ([("cell_resolved", "2025-12-01"), ("decided", "2026-01-05")], [(None, "undated")]),
        ([("cell_resolved", "2025-12-01"), ("decided", "2026-01-05"), ("admitted", "2026-01-20")], []),
        ([("awareness_class", "2021-04-10"), ("helper_assigned", "2025-01-01")], [("2026-04-10", "now")]),
        ([("awareness_class", "2021-05-10")], []),
        ([("helper_assigned", "2020-01-01")], []),  # how long that may take no rule says
        ([("cell_resolved", "2026-04-01")], []),
    ],
)
def test_a_prospect_is_stuck_when_the_time_for_the_next_step_is_over(
    steps: list[tuple[str, str]], expected: list[tuple[str | None, str]]
) -> None:
    prospects = [db.Prospect("q-1", "cb-2", stage, on) for stage, on in steps]
    agenda = attention(ward(), on=DAY, prospects=prospects[::-1])

    assert lines(agenda) == [("prospect-stuck", "q-1", due, urgency, "cb-2") for due, urgency in expected]


def test_who_has_a_life_is_asked_there_and_not_among_the_prospects() -> None:
    prospects = [db.Prospect("q-1", "cb-2", "cell_resolved", "2025-12-01")]
    life = db.Life.of([db.LifeEvent("q-1", "nghị quyết đề nghị kết nạp", "2025-12-01", organization="cb-2")])
    agenda = attention(ward(), on=DAY, prospects=prospects, lives=[life])

    assert lines(agenda) == [("admission-decision", "q-1", "2026-02-03", "overdue", "cb-2")]


# --- visits -----------------------------------------------------------------------------------------------------------

MONTHLY = db.DutyProfile("09", "dbp", (), ["chi bộ khác"], at_least=1, per="month")
YEARLY = db.DutyProfile("776", "dbp", (), ["chi bộ khác"], at_least=2)
ANSWERS = [db.CellAssignment(profile, "m-1", "cb-1", "2025-01-01") for profile in ("09", "776")]


def came(*days: str, cell: str = "cb-1", **more: str) -> list[db.DutyVisit]:
    return [db.DutyVisit("m-1", cell, day, **more) for day in days]


def short(on: str, profile: db.DutyProfile, visits: list[db.DutyVisit]) -> list[tuple[str | None, str, str]]:
    agenda = attention(ward(), on=on, duty=[profile], visits=visits, assignments=ANSWERS)
    return [(due, urgency, place) for code, _, due, urgency, place in lines(agenda, "due/visits-short")]


def test_visits_of_a_month_are_owed_when_it_is_over_and_one_line_tells_of_all_months() -> None:
    visits = came("2025-10-03", "2025-11-03", "2025-12-03", "2026-01-05")

    assert short("2026-02-27", MONTHLY, visits) == []
    assert short("2026-03-30", MONTHLY, visits) == [("2026-02-28", "overdue", "dbp")]
    (line,) = attention(ward(), on=DAY, duty=[MONTHLY], visits=visits, assignments=ANSWERS).select(
        codes="due/visits-short"
    )
    assert dict(line.finding.facts)["limit"] == 2
    assert short(DAY, MONTHLY, [*visits, *came("2026-02-03", "2026-03-03")]) == []
    stood_in = [db.DutyVisit("m-2", "cb-1", day, for_member="m-1") for day in ("2026-02-03", "2026-03-03")]
    assert len(short(DAY, MONTHLY, [*visits, *stood_in])) == 1


def test_visits_of_a_year_come_up_before_it_ends_and_are_asked_for_a_quarter_or_two_behind_it() -> None:
    visits = came("2025-05-03")

    assert short("2025-11-30", YEARLY, visits) == []
    assert short("2025-12-01", YEARLY, visits) == [("2025-12-31", "now", "dbp")]
    assert short(DAY, YEARLY, visits) == [("2025-12-31", "overdue", "dbp")]
    assert short("2026-04-01", YEARLY, visits) == []
    assert short(DAY, YEARLY, [*visits, *came("2025-12-03")]) == []


def test_a_cell_that_somebody_answers_for_and_nobody_came_to_is_a_line() -> None:
    def never(profile: db.DutyProfile, visits: list[db.DutyVisit]) -> list[str]:
        answers = [*ANSWERS, db.CellAssignment("776", "m-1", "cb-2", "2025-06-01")]
        agenda = attention(ward(), on=DAY, duty=[profile], visits=visits, assignments=answers)
        return [line.subject for line in agenda.select(codes="due/cell-never-visited")]

    assert never(YEARLY, []) == ["cb-1"]  # of cb-2 a year has not passed
    assert never(YEARLY, came("2025-05-03")) == []
    assert never(YEARLY, came("2025-03-30")) == ["cb-1"]
    assert never(YEARLY, [db.DutyVisit("m-2", "cb-1", "2025-05-03", for_member="m-1")]) == []


@pytest.mark.parametrize(
    ("opened", "expected"),
    [("2026-02-28", ["cb-1"]), ("2026-03-01", ["cb-1"]), ("2026-03-02", []), ("2026-03-31", [])],
)
def test_of_a_ledger_that_has_just_opened_no_cell_is_said_to_be_forgotten(opened: str, expected: list[str]) -> None:
    ledger = db.History(ward(as_of=opened))
    came_before = came("2026-01-05")
    agenda = attention(ledger, on=DAY, duty=[MONTHLY], visits=came_before, assignments=ANSWERS)

    assert [line.subject for line in agenda.select(codes="due/cell-never-visited")] == expected
    assert [note.en for note in agenda.notes if "opens on" in note.en]
    assert not [note for note in attention(ledger, on=DAY).notes if "opens on" in note.en]


def test_a_profile_without_a_number_judges_nobody() -> None:
    unknown = db.DutyProfile("09", "dbp", (), ["chi bộ khác"])

    assert lines(attention(ward(), on=DAY, duty=[unknown], visits=[], assignments=ANSWERS)) == []


def test_visits_that_count_under_no_profile_are_told_and_not_lost() -> None:
    elsewhere = db.DutyProfile("x", "dbp", (), ["chi bộ cơ sở"], at_least=1)
    visits = came("2026-01-05", "2026-02-03", "2026-03-03") + came("2026-02-04", cell="cb-9")
    agenda = attention(ward(), on=DAY, duty=[MONTHLY, elsewhere], visits=visits, assignments=ANSWERS)

    assert [one.code for one in agenda.findings if "visit" in one.code] == ["activity/visit-unknown-cell"] * 2
    unknown = db.DutyProfile("x", "dbp-9", (), ["chi bộ khác"], at_least=1)
    told = attention(ward(), on=DAY, duty=[unknown], visits=visits, assignments=ANSWERS).findings
    assert [one.code for one in told] == ["input/bad-value", "tree/unknown-organization"]


def test_what_was_not_given_of_visits_is_told() -> None:
    agenda = attention(ward(), on=DAY, duty=[MONTHLY])

    assert [note.en for note in agenda.notes if "visits" in note.en] == [
        "visits were not given: 2 questions not asked."
    ]
