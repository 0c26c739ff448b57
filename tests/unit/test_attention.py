"""What needs attention on a day: which questions are asked, what is said of those that are not, in which order."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.attention.questions import QUESTIONS
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
