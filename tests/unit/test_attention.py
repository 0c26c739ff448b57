"""What needs attention on a day: which questions are asked, what is said of those that are not, in which order."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
import subprocess
import sys
import unicodedata
from dataclasses import fields
from typing import Any

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.attention.asked import Asked
from dangbo.attention.questions import QUESTIONS
from dangbo.attention.records import OfficeRecords
from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import Form, Level

DAY = "2026-03-31"


def ward(**more: object) -> db.Hierarchy:
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=full)
        for n, full in enumerate((2, 20, 20), 1)
    ]
    groups = [db.ResidentialGroup("tdp-1", "Tổ dân phố 1", db.GroupKind.TO_DAN_PHO)]
    return db.Hierarchy([top, *cells], groups=groups, as_of=DAY, **more)  # type: ignore[arg-type]


def test_a_cell_too_small_and_a_group_without_a_cell_are_lines() -> None:
    agenda = attention(ward(), on=DAY)

    assert [(line.code, line.subject, line.organization) for line in agenda] == [
        ("org/too-few-members", "cb-1", "cb-1"),
        ("due/group-uncovered", "tdp-1", "dbp"),
    ]
    assert {line.urgency for line in agenda} == {db.Urgency.UNDATED}


def test_the_city_of_the_article_has_no_line_and_is_told_what_was_not_given() -> None:
    agenda = attention(db.datasets.thai_nguyen(), on="2023-04-30")

    assert (len(agenda), len(agenda.findings)) == (0, 0)


def test_every_question_has_a_code_of_its_own() -> None:
    codes = [question.code for question in QUESTIONS]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("first", ["import dangbo.attention", "from dangbo.attention.agenda import Agenda", "pass"])
def test_the_room_is_called_like_its_function_whatever_was_imported_first(first: str) -> None:
    code = (
        f"{first}\nimport dangbo as db\nfrom dangbo.attention import attention\n"
        "from dangbo import attention as room\n"
        "cell = db.Organization('cb', 'Chi bộ', 'chi bộ', 'cơ sở', full=3)\n"
        "tree = db.Hierarchy([cell], as_of='2020-01-01')\n"
        "asked = [len(ask(tree, on='2020-01-01')) for ask in (db.attention, attention, room)]\n"
        "print(asked, db.attention.agenda.Agenda)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("[0, 0, 0] <class 'dangbo.attention.agenda.Agenda'>")


@pytest.mark.parametrize("ahead", [-3, 1.5, True, 10_000_000])
def test_days_ahead_are_a_whole_number_that_a_calendar_has(ahead: int) -> None:
    with pytest.raises(InvalidInputError, match="ahead"):
        attention(ward(), on=DAY, ahead=ahead)


def test_a_bundle_is_read_once_and_says_everything_that_is_wrong_with_it() -> None:
    with pytest.raises(InvalidInputError) as caught:
        db.OfficeRecords("ward", meetings=[3], reconciled={"dbp": "31/02/2026"})  # type: ignore[arg-type, list-item]

    assert [one.code for one in caught.value.findings] == ["input/bad-value", "input/bad-value", "input/bad-date"]


def test_what_is_given_beside_a_bundle_replaces_its_part() -> None:
    bundle = db.OfficeRecords(ward(), meetings=[], reconciled={"dbp": dt.date(2026, 1, 1)})
    agenda = attention(bundle, on=DAY, reconciled={"dbp": DAY})

    assert bundle.reconciled == {"dbp": dt.date(2026, 1, 1)}
    assert bundle.meetings == ()
    assert agenda.on == dt.date(2026, 3, 31)


@pytest.mark.parametrize("day", ["0001-01-01", "1950-06-30", "2200-12-31", "9999-12-31"])
def test_any_day_of_a_calendar_can_be_asked_about(day: str) -> None:
    given: dict[str, Any] = {"reconciled": {"dbp": day}, "meetings": [], "ratings": [], "lives": [], "dues": []}
    agenda = attention(ward(), on=day, ahead=0, **given)

    assert agenda.on == dt.date.fromisoformat(day)
    assert any("2026" in note.vi for note in agenda.notes)


def test_an_agenda_is_selected_grouped_and_carried_off_as_rows() -> None:
    agenda = attention(ward(), on=DAY)

    assert [len(some) for some in agenda.by_organization().values()] == [1, 1]
    assert [line.subject for line in agenda.select(at="cb-1")] == ["cb-1"]
    assert agenda.select(at="dbp", urgency=["Không có hạn", db.Urgency.NOW]) == agenda
    assert len(agenda.select(urgency="overdue")) == len(agenda.select(codes=[])) == 0
    assert [row["code"] for row in agenda.to_rows()] == [line.code for line in agenda]
    again = pickle.loads(pickle.dumps(agenda))  # noqa: S301 - of its own making
    assert (again, again.on, again.notes, again.to_json()) == (agenda, agenda.on, agenda.notes, agenda.to_json())
    assert agenda[:1].notes == agenda.notes
    with pytest.raises(db.UnknownOrganizationError):
        agenda.select(at="cb-9")
    with pytest.raises(db.TermError):
        agenda.select(urgency="soon")


@pytest.mark.parametrize(
    ("codes", "hint"),
    [
        ("due/bagde", "'due/badge'"),
        ("due", "'due/'"),
        (["org/", "duy/badge"], "'due/badge'"),
        (3, "int"),
        ([None], "None"),
    ],
)
def test_a_code_no_finding_has_is_refused_and_not_taken_for_none_found(codes: Any, hint: str) -> None:  # noqa: ANN401
    with pytest.raises(db.InvalidInputError, match=hint):
        attention(ward(), on=DAY).select(codes=codes)


def test_people_are_shown_by_id_unless_asked_for_otherwise() -> None:
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp") for n in (1, 2)
    ]
    people = [db.Member(f"m-{n}", f"Đỗ Thị Mẫu {n}") for n in range(40)]
    roll = {"cb-1": [f"m-{n}" for n in range(20)], "cb-2": [f"m-{n}" for n in range(20, 40)]}
    stays = [db.Stay("m-1", "cb-2", "2025-10-01", "2026-03-01")]
    agenda = attention(db.Hierarchy([top, *cells], members=people, roll=roll, stays=stays, as_of=DAY), on=DAY)

    assert len(agenda) == 1
    for told in (
        agenda.to_json(),
        str(agenda),
        repr(agenda),
        agenda.show().html,
        repr(agenda[0]),
        str(agenda.to_rows()),
    ):
        assert "Mẫu" not in unicodedata.normalize("NFC", told)
        assert "m-1" in told or "1 overdue" in told
    assert "Đ.T.M." in agenda.show(people="initials").text
    assert "Đỗ Thị Mẫu 1" in agenda.show(people="names").text
    with pytest.raises(InvalidInputError):
        agenda.table(people="name")  # type: ignore[arg-type]


def test_where_nothing_needs_attention_a_line_says_so_and_the_notes_stand_below() -> None:
    agenda = attention(db.datasets.thai_nguyen(), on="2023-04-30", ratings=[db.RatingRecord("x", 2022, db.Rating.GOOD)])
    shown = attention(db.datasets.thai_nguyen(), on="2023-04-30").show(lang="en").text

    assert shown.startswith("Nothing needs attention, 30 April 2023")
    assert "No seat at all is recorded: 4 questions not asked." in shown
    assert len(agenda) > 0


@pytest.mark.parametrize(
    ("day", "since"),
    [("2026-01-01", "2025-10-01"), ("2026-03-31", "2025-10-01"), ("2026-04-03", "2026-01-01"), (
        "2026-12-31", "2026-07-01"), ("0001-02-01", "0001-01-01")],
)  # fmt: skip
def test_what_was_left_undone_is_looked_for_in_this_quarter_and_the_one_before(day: str, since: str) -> None:
    asked = Asked(db.OfficeRecords(ward()), dt.date.fromisoformat(day), 0, None, db.RuleBook.default())

    assert asked.since.isoformat() == since


def test_an_agenda_and_the_records_of_an_office_take_the_same() -> None:
    parts = [
        name for name in inspect.signature(attention).parameters if name not in {"on", "ahead", "calendar", "rules"}
    ]
    assert parts == [field.name for field in fields(OfficeRecords)]
