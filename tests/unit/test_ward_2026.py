"""The ward of 2026: in order but for the lines that its provenance tells, which are all that an agenda finds."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest

from dangbo import datasets
from dangbo.attention.asking import attention
from dangbo.attention.questions import QUESTIONS
from dangbo.attention.records import OfficeRecords
from dangbo.base.terms import Form, Level, MeetingKind
from dangbo.hierarchy import Hierarchy
from dangbo.life.meeting_checks import check_meetings
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.visit_coverage import visit_coverage
from dangbo.tree.records import RESIDENTIAL

WARD: Final = datasets.ward_2026()
DAYS: Final = (dt.date(2026, 3, 31), dt.date(2026, 4, 3))
LINES: Final = tuple(part.line for part in datasets.provenance("ward_2026") if part.line is not None)


def _tree() -> Hierarchy:
    assert isinstance(WARD.register, Hierarchy)
    return WARD.register


def _predicted(day: dt.date) -> Counter[tuple[str, str, dt.date | None]]:
    return Counter((line.code, line.subject, line.due) for line in LINES if line.told_from <= day)


@pytest.mark.parametrize(("day", "count"), [(DAYS[0], 40), (DAYS[1], 45)])
def test_an_agenda_has_exactly_the_lines_that_the_provenance_tells(day: dt.date, count: int) -> None:
    agenda = attention(WARD, on=day)
    found = Counter((line.code, line.subject, line.due) for line in agenda)
    assert found == _predicted(day)
    assert found.total() == count
    assert not agenda.findings  # nothing that was given had to be left out
    assert not [note for note in agenda.notes if "not asked" in note.en]


@pytest.mark.parametrize("day", DAYS)
def test_the_order_of_what_is_given_changes_nothing(day: dt.date) -> None:
    rng = Random(7)  # noqa: S311 - an order, no secret

    def shuffled(given: Any) -> Any:  # noqa: ANN401 - any part of the bundle
        some = [*(given.items() if isinstance(given, dict) else given)]
        rng.shuffle(some)
        return dict(some) if isinstance(given, dict) else some

    tree = _tree()
    other = Hierarchy(
        shuffled(tree),
        shuffled(tree.members.values()),
        {org.id: shuffled(tree.roll(org)) for org in tree if tree.roll(org)},
        shuffled(tree.groups.values()),
        stays=shuffled(tree.stays.values()),
        seats=shuffled(tree.seats.values()),
        mandates=shuffled(tree.mandates.values()),
        as_of=tree.as_of,
    )
    parts = ("lives", "meetings", "visits", "assignments", "duty", "prospects", "proposals", "ratings", "dues")
    mixed = replace(
        WARD,
        register=other,
        reconciled=shuffled(dict(WARD.reconciled or {})),
        **{name: shuffled(getattr(WARD, name)) for name in parts},
    )
    assert attention(mixed, on=day).as_dict() == attention(WARD, on=day).as_dict()


def test_it_has_the_organizations_and_people_that_were_asked_for() -> None:
    tree = _tree()
    assert (len(tree), len(tree.members), tree.as_of) == (50, 1_500, dt.date(2026, 3, 31))
    assert len(tree.select(form=Form.DANG_BO, level=Level.GRASSROOTS)) == 3
    assert len(tree.select(form=Form.CHI_BO, level=Level.GRASSROOTS)) == 8
    residential = tree.select(unit_type=RESIDENTIAL)
    assert len(residential) == 26
    assert {cell.parent for cell in residential} == {tree.root.id}
    assert len(tree.select(form=Form.CHI_BO)) == 12 + 8 + 26
    assert len(WARD.profiles or ()) == 1_500
    assert {org.id for org in tree} == set(WARD.reconciled or ())
    assert len(WARD.duty or ()) == 2


def test_each_cell_met_in_each_of_fifteen_months_but_for_one() -> None:
    meetings = WARD.meetings or ()
    months = {(one.on.year, one.on.month) for one in meetings}
    assert months == {(2025, month) for month in range(1, 13)} | {(2026, 1), (2026, 2), (2026, 3)}
    monthly = Counter((one.cell, one.on.year, one.on.month) for one in meetings if one.kind is not MeetingKind.THEMATIC)
    assert len(monthly) == monthly.total() == 46 * 15 - 1


def test_no_record_of_it_is_refused_or_left_out() -> None:
    assert not check_meetings(WARD.meetings or (), _tree())
    late = [found for one in WARD.meetings or () for found in check_meeting(one).findings]
    assert Counter((found.code, found.subject) for found in late) == {("meeting/below-frame", "cb-tdp-6"): 1}
    for profile in WARD.duty or ():
        coverage = visit_coverage(profile, WARD.assignments or (), WARD.visits or (), _tree(), "2025-10-01", DAYS[0])
        assert not coverage.findings
    assert not [found for life in WARD.lives or () for found in life.findings]


def test_every_line_is_told_in_both_languages_and_names_nobody() -> None:
    parts = [part for part in datasets.provenance("ward_2026") if part.line is not None]
    names = {member.name for member in _tree().members.values()}
    for part in parts:
        assert part.what.vi != part.what.en
        assert not any(name in part.what.vi for name in names)
        assert part.line is not None
        day = part.line.due
        assert day is None or dt.date(2025, 12, 31) <= day <= dt.date(2026, 9, 2)
    assert Counter(part.line.told_from for part in parts if part.line) == {DAYS[0]: 40, DAYS[1]: 5}


def test_a_representation_shows_counts_and_no_person() -> None:
    shown = repr(WARD)
    assert re.search(r"1[ ,]?500 members", shown)
    assert not any(member.name in shown for member in _tree().members.values())
    assert isinstance(WARD, OfficeRecords)
    assert datasets.ward_2026() is WARD


def test_what_profiles_lack_is_one_line_for_a_cell_with_how_many_it_is() -> None:
    agenda = attention(WARD, on=DAYS[0])
    counts = {(line.code, line.organization): line.count for line in agenda.select(codes="data/")}
    assert counts == {("data/probation-over", "cb-tdp-4"): 2, ("data/missing-field", "cb-cong-an"): 2}


def test_every_group_of_codes_has_a_line_and_each_line_is_the_matter_of_an_organization() -> None:
    agenda = attention(WARD, on=DAYS[1])
    asked = {question.code for question in QUESTIONS}
    seldom = {"due/statistics"}  # whose day is at the end of a half-year
    several = {code for code in asked if code.endswith("/")}
    assert {line.code for line in agenda if not line.code.startswith(tuple(several))} == asked - several - seldom
    assert {code.split("/")[0] + "/" for code in (line.code for line in agenda)} == several | {"due/"}
    assert all(line.organization in _tree() for line in agenda)
