"""What hangs on the wall: the months of every cell, the visits to cells and those who make them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from dangbo import CellAssignment, CellKind, DutyProfile, DutyVisit, History, InvalidInputError, Meeting, Merge
from dangbo.base.findings import Lang
from dangbo.life.activity import activity_of
from dangbo.life.visit_coverage import VisitCoverage, visit_coverage
from dangbo.render import Drawing
from dangbo.render.drawing import COLUMNS, width
from dangbo.report.walls import meetings_wall, visits_wall
from tests.builders import city, plan

SVG = "{http://www.w3.org/2000/svg}"


def titles(drawing: Drawing) -> list[str]:
    """What is shown on hover, of all pictures."""
    found = re.findall("<svg.*?</svg>", drawing.html, re.DOTALL)
    return [one.text or "" for svg in found for one in ET.fromstring(svg).iter(f"{SVG}title")]  # noqa: S314


def merged() -> History:
    """The city, of which cb-1 goes into cb-2 on 16 July."""
    return History(city(as_of="2023-01-01")).enact(plan(Merge(["cb-1"], into="cb-2"), effective="2023-07-16"))


def met(*months: int, cell: str = "cb-1", kind: str = "regular") -> list[Meeting]:
    return [Meeting(cell, f"2023-{month:02d}-03", called=9, present=9, kind=kind) for month in months]


def test_each_cell_has_its_months_under_its_superior_and_says_which_it_missed() -> None:
    held = [*met(1, 2, 4, 5, 6, 7), *met(3, kind="with_thematic", cell="cb-2"), *met(*range(4, 13), cell="cb-2")]
    wall = meetings_wall(activity_of(merged(), held, 2023), lang="en")
    hover = titles(wall)
    ended = next(one for one in hover if one.startswith("Chi bộ cb-1 ·"))
    assert "met in 6/7 months" in ended
    assert "did not meet: 3/2023" in ended
    assert "ended 16 July 2023" in ended
    heir = next(one for one in hover if one.startswith("Chi bộ cb-2 ·"))
    assert "met in 10/12 months" in heir
    assert "did not meet: 1/2023, 2/2023" in heir
    assert hover.index("Đảng bộ phường Phú Xá") < hover.index(heir) < hover.index(ended)
    lines = wall.text.splitlines()
    assert lines[0] == "Meetings of cells by month, 2023"
    rows = {line.split()[1]: [int(one) for one in line.split()[-12:]] for line in lines[3:]}
    assert rows["met"] == [1, 1, 0, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    assert rows["with"] == [0, 0, 1, *[0] * 9]
    assert rows["not"] == [0] * 7 + [1] * 5  # the cell that was merged is not expected to meet
    assert {sum(rows[word][at] for word in rows) for at in range(12)} == {7}


@pytest.mark.parametrize(
    ("period", "words"), [(2023, "năm 2023"), (("2023-02-01", "2023-03-31"), "từ 01/02/2023 đến 31/3/2023")]
)
def test_the_wall_of_meetings_says_of_when_it_is(period: int | tuple[str, str], words: str) -> None:
    wall = meetings_wall(activity_of(city(as_of="2023-01-01"), met(2), period))
    assert wall.text.splitlines()[0] == f"Sinh hoạt chi bộ hằng tháng, {words}"
    assert meetings_wall(activity_of(city(), met(2), period), title="Của tôi").text.startswith("Của tôi")


def covered(*visits: DutyVisit, at_least: int | None = None) -> VisitCoverage:
    duty = DutyProfile("kt", "tp", (), list(CellKind), at_least=at_least)
    held = [CellAssignment("kt", member, cell, "2023-01-01") for member, cell in (("uv-1", "cb-1"), ("uv-2", "cb-2"))]
    return visit_coverage(duty, held, visits, city(as_of="2023-01-01"), "2023-01-01", "2023-12-31")


VISITS = (
    DutyVisit("uv-1", "cb-1", "2023-03-03"),
    DutyVisit("uv-1", "cb-1", "2023-03-30"),
    DutyVisit("uv-1", "cb-2", "2023-05-03"),
    DutyVisit("uv-2", "cb-3", "2023-05-03", for_member="uv-1"),
)


def test_a_cell_is_told_by_how_often_it_was_visited_and_a_member_by_months_and_visits_due() -> None:
    wall = visits_wall(covered(*VISITS, at_least=2), city(), lang="en")
    hover = titles(wall)
    assert {"Chi bộ cb-1: 2 visits", "Chi bộ cb-2: 1 visit", "Chi bộ cb-3: 1 visit"} <= {*hover}
    assert {"uv-1: 3/2 visits", "uv-2: 0/2 visits"} <= {*hover}
    counts = dict(re.findall(r"^. (.*?) +([0-9]+)$", wall.text, re.MULTILINE))
    assert (counts["visited twice or more"], counts["visited once"]) == ("1", "2")
    months = next(line for line in wall.text.splitlines() if line.startswith("■ one visit"))
    assert months.split()[-12:] == [*"000010000000"]  # two in March; who stood in for another stands beside no month
    assert not re.search("Người|Nguyễn", wall.html)  # nobody's name


def test_nothing_is_due_where_the_duty_has_no_number() -> None:
    hover = titles(visits_wall(covered(*VISITS), city()))
    assert "uv-1: 3 lượt dự" in hover


def test_many_members_stand_in_several_frames() -> None:
    duty = DutyProfile("kt", "tp", (), list(CellKind))
    held = [CellAssignment("kt", f"uv-{number}", "cb-1", "2023-01-01") for number in range(40)]
    found = visit_coverage(duty, held, [], city(as_of="2023-01-01"), "2023-01-01", "2023-12-31")
    frames = [one for one in titles(visits_wall(found, city(), lang="en")) if " of 40 members" in one]
    assert [one.split(" ")[0] for one in frames] == ["1-15", "16-30", "31-40"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_both_walls_fit_a_terminal_and_hold_no_script(lang: Lang) -> None:
    activity = activity_of(city(), met(2), 2023)
    for wall in (meetings_wall(activity, lang=lang), visits_wall(covered(*VISITS), city(), lang=lang)):
        assert max(map(width, wall.text.splitlines())) <= COLUMNS
        assert "<script" not in wall.html
        assert "<details" in wall.html  # the same as a table


def test_what_is_no_activity_and_no_coverage_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="activity"):
        meetings_wall(2023)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="coverage"):
        visits_wall("kt", city())  # type: ignore[arg-type]
