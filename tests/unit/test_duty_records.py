"""Who answers for which cell, who came, what cells ask for; and whose duty it is."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

import pytest

import dangbo as db
from dangbo import CellAssignment, CellKind, DutyProfile, DutyVisit, InvalidInputError, Level, Post, Proposal
from tests.builders import GRASSROOTS, ROOT, cell, dang_bo, zone

CITY = db.Hierarchy(
    [
        ROOT,
        dang_bo("dbp"),
        cell("cb-1"),
        cell("cb-2", unit_type="residential"),
        cell("cb-3"),
        cell("cbcs", "tp", GRASSROOTS),
        cell("cb-ban", "tp", GRASSROOTS),
    ],
    groups=[zone(1, "cb-1"), zone(2, "cb-ban")],
    as_of="2026-03-31",
)


def refused(make: Any) -> InvalidInputError:  # noqa: ANN401 - a callable
    with pytest.raises(InvalidInputError) as caught:
        make()
    return caught.value


def test_an_assignment_holds_from_its_first_to_its_last_day() -> None:
    given = CellAssignment("p", CITY["cb-1"], "cb-1", "2026-01-01", "2026-01-31")  # type: ignore[arg-type]
    assert given.member == "cb-1"  # a record stands for its id
    days = ("2025-12-31", "2026-01-01", "31/01/2026", "2026-02-01")
    assert [given.is_on(day) for day in days] == [False, True, True, False]
    assert CellAssignment("p", "m", "c", "2026-01-01").is_on("2099-01-01")
    assert "until" in str(refused(lambda: CellAssignment("p", "m", "c", "2026-01-02", "2026-01-01")))


def test_a_sheet_of_visits_is_read_and_all_its_problems_are_told_by_row_without_values() -> None:
    rows = ("m-1,cb-1,03/09/2022,", "m-2,Đỗ,31/02/2022,m-3", ",,,", ",cb-1,2022-09-03,", "m-9,cb-1,2022-09-03,m-9")
    text = "\n".join(("Người dự,Chi bộ,Ngày,for_member", *rows))
    columns = {unicodedata.normalize("NFD", "Người dự"): "member", "Chi bộ": "cell", "Ngày": "on"}
    error = refused(lambda: DutyVisit.from_rows(csv.DictReader(io.StringIO(text)), columns=columns))
    told = [(found.code, found.subject) for found in error.findings]
    assert told == [
        ("input/missing-field", "visit row 5, field 'member'"),
        ("input/bad-value", "visit row 3, field 'on'"),
        ("input/bad-value", "visit row 6, field 'for_member'"),
        ("input/blank-rows", "visit rows"),
    ]
    assert "m-9" not in str(error)
    assert "dòng 6 của lượt dự sinh hoạt" in error.text()
    good = DutyVisit.from_rows({"member": ["m-1", "m-2"], "cell": ["cb-1", "Đồi"], "on": ["2022-09-03", "1/2/2022"]})
    assert good == (DutyVisit("m-1", "cb-1", "2022-09-03"), DutyVisit("m-2", "Đồi", "2022-02-01"))
    assert DutyVisit.from_rows(good) == good


def test_nobody_stands_in_for_themselves() -> None:
    assert (
        refused(lambda: DutyVisit("m-1", "cb-1", "2026-01-03", for_member=" m-1 "))
        .findings[0]
        .subject.endswith("for_member")
    )
    assert DutyVisit("m-1", "cb-1", "2026-01-03", for_member="m-2").for_member == "m-2"


def test_a_proposal_is_open_until_it_is_answered_and_late_after_its_day() -> None:
    row = {
        "id": "kn",
        "cell": "cb-1",
        "raised_on": "2026-01-10",
        "words": "Sửa đường",
        "to": "ubnd",
        "due": "2026-02-10",
    }
    asked, answered, undated = Proposal.from_rows(
        [row, row | {"id": "kn-2", "answered_on": "2026-02-20"}, row | {"id": "kn-3", "answer": " Đã  làm "}]
    )
    assert [asked.is_open(day) for day in ("2026-01-09", "2026-01-10", "2027-01-01")] == [False, True, True]
    assert [answered.is_open(day) for day in ("2026-02-19", "2026-02-20")] == [True, False]
    assert [answered.is_late(day) for day in ("2026-02-10", "2026-02-11", "2026-02-20")] == [False, True, False]
    assert (undated.answer, undated.is_open("2026-03-01"), asked.answer) == ("Đã làm", False, "")
    assert "Sửa" not in repr(asked) + str(asked)


def test_two_rows_of_a_sheet_are_not_one_proposal() -> None:
    row = {"id": "kn", "cell": "cb-1", "raised_on": "2026-01-10", "words": "w", "to": "u"}
    other = row | {"id": "kn-2"}
    error = refused(lambda: Proposal.from_rows([row, other, row]))
    assert [found.subject for found in error.findings] == ["proposal row 3, field 'id'"]
    mixed = refused(lambda: Proposal.from_rows([Proposal(**other), row, other]))
    assert [found.subject for found in mixed.findings] == ["proposal row 3, field 'id'"]


@pytest.mark.parametrize("field", ["due", "answered_on"])
def test_no_day_of_a_proposal_lies_before_it_was_raised(field: str) -> None:
    row = {"id": "kn", "cell": "cb-1", "raised_on": "2026-01-10", "words": "w", "to": "u", field: "2026-01-09"}
    assert refused(lambda: Proposal(**row)).findings[0].subject == f"Proposal.{field}"
    assert refused(lambda: Proposal.from_rows([row])).findings[0].subject == f"proposal row 1, field '{field}'"


def test_each_cell_is_of_one_kind_and_a_residential_one_stays_so_at_the_grassroots() -> None:
    kinds = {key: db.kind_of_cell(CITY, key) for key in ("cb-1", "cb-2", "cb-3", "cbcs", "cb-ban", "dbp")}
    assert kinds == {
        "cb-1": CellKind.RESIDENTIAL,
        "cb-2": CellKind.RESIDENTIAL,
        "cb-3": CellKind.OTHER,
        "cbcs": CellKind.GRASSROOTS,
        "cb-ban": CellKind.RESIDENTIAL,
        "dbp": None,
    }


def test_a_kind_is_asked_of_a_tree_and_of_nothing_else() -> None:
    assert refused(lambda: db.kind_of_cell("cb-1", CITY)).findings[0].subject == "hierarchy"  # type: ignore[arg-type]


def test_a_profile_tells_a_level_from_an_id_and_keeps_words_in_order() -> None:
    named = DutyProfile("p", "grassroots", ["cấp ủy viên", "bí thư", "bí thư"], ["khác", "chi bộ cơ sở"], at_least=6)
    assert (named.committee, named.posts) == ("grassroots", (Post.SECRETARY, Post.COMMITTEE_MEMBER))
    assert named.kinds == (CellKind.GRASSROOTS, CellKind.OTHER)
    assert (named.often.vi, named.months) == ("ít nhất 6 lần mỗi năm", 12)
    by_level = DutyProfile("p", Level.GRASSROOTS, (), [CellKind.RESIDENTIAL], per="quarter", within=CITY["dbp"])
    assert (by_level.committee, by_level.within, by_level.months) == (Level.GRASSROOTS, "dbp", 3)
    assert by_level.as_dict()["level"] == "grassroots"
    assert named.as_dict()["level"] is None


def test_a_profile_that_asks_for_nothing_is_refused_with_all_that_is_wrong() -> None:
    made = lambda: DutyProfile("p", 3, (), [], at_least=0, per="week")  # type: ignore[arg-type]  # noqa: E731
    assert [found.subject for found in refused(made).findings] == [
        "DutyProfile.committee",
        "DutyProfile.kinds",
        "DutyProfile.at_least",
        "DutyProfile.per",
    ]
