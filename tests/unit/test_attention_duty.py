"""What cells wait for: answers to their proposals, steps of their prospects, visits that are owed to them."""

from __future__ import annotations

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.base.terms import Form, Level

DAY = "2026-03-31"


def ward() -> db.Hierarchy:
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=5)
        for n in (1, 2, 3)
    ]
    return db.Hierarchy([top, *cells], as_of=DAY)


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
