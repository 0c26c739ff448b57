"""What shows itself, on a terminal of 80 columns: every result of the front door, about the city of Thái Nguyên."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Literal

import pytest

import dangbo as db
from dangbo.render import Flow, FlowLink, FlowNode, draw_flow
from dangbo.render.drawing import width
from dangbo.report.tables import (
    card_wall,
    division_table,
    indicators_table,
    key_figures,
    ratings_table,
    structure_table,
)
from tests.builders import committee, reported

COLUMNS: Final = 80


def shown(lang: Literal["vi", "en"]) -> dict[str, Any]:
    """Drawings by the name of what they show."""
    drawings = {name: one.show(lang=lang) for name, one in results().items()}
    divided = division_table(results()["Preview"], lang=lang)
    assert divided is not None
    ratings, city = db.datasets.thai_nguyen_ratings(), results()["Hierarchy"]
    figures = list(key_figures(city, lang=lang).values())
    return drawings | {
        "structure_table": structure_table(city, lang=lang).show(lang=lang),
        "ratings_table": ratings_table(ratings, city, year=2022, previous=city, lang=lang).show(lang=lang),
        "indicators_table": indicators_table(figures, lang=lang).show(lang=lang),
        "division_table": divided.show(lang=lang),
        "card_wall": card_wall(city, records=ratings, year=2022, lang=lang),
        "draw_flow": draw_flow(_wards(), lang=lang),
        **{f"rule {one}": db.RuleBook.default().explain(one, on="2025-12-31").show(lang=lang) for one in RULES},
        "rule diff": db.RuleBook.default().diff("2025-06-30", "2025-07-01").show(lang=lang),
    }


RULES: Final = ("cell-size-consent", "chi-uy-max-members", "allowed-kinds", "excellent-quota-members")


@cache
def results() -> dict[str, Any]:
    """One of everything of the front door that shows itself."""
    city, before = db.datasets.thai_nguyen(), db.datasets.thai_nguyen_2021()
    ledger = db.History(before).enact(*db.datasets.thai_nguyen_changes())
    ratings = db.datasets.thai_nguyen_ratings()
    paper = db.Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá")
    plan = db.Plan(
        effective="2023-06-01",
        decided_by="dbp-phu-xa",
        basis=paper,
        operations=[
            db.Merge(sources=["cb-tdp-12"], into="cb-tdp-2"),
            db.Dissolve(organization="cb-cty-x", members_to="cb-tdp-5"),
            db.Merge(sources=["cb-nobody"], into="cb-tdp-3"),
        ],
    )
    preview = plan.preview(city)
    tally = db.Tally.of(ratings, city, subjects="organizations", level=db.Level.GRASSROOTS, year=2022)
    earlier = db.Tally.of(ratings, city, subjects="organizations", level=db.Level.GRASSROOTS, year=2021)
    good, *_ = db.datasets.thai_nguyen_scheme()
    quota = db.excellent_quota(tally, on="2022-12-31")
    one = db.Profiles([{"member": "m-00001", "born": "1970"}])
    composed = db.composition(one, city, on="2023-04-30")
    places = db.excellent_places(100, on="2022-12-31", base="good_or_better")
    (heir,) = ledger.lineage("cb-cty-r").became
    by_year = {2021: {"dbp-phu-xa": (9, 10), "dbp-gia-sang": (12, 15)}, 2022: {"dbp-phu-xa": (10, 10)}}
    evidence = db.Evidence(
        "organization",
        kind="chi bộ trực thuộc",
        score="89.995",
        tasks=db.TaskCounts(assigned=20, done=20, on_time=20, over_fulfilled=7),
    )
    scale = db.MeetingScale.in_force("binh-thuan", on="2023-05-31")
    full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
    meetings = [db.Meeting("cb-1", f"2024-{month:02}-03", called=10, present=10) for month in range(1, 12)]
    groups = db.Tally.by_group(ratings, city, subjects="organizations", year=2022, group_by="kind_and_unit_type")
    [duty] = db.DutyProfile.in_force("thai-nguyen", on="2023-03-31")
    return {
        "Apportionment": db.needed_by_subordinate({"cb-tdp-1": 27, "cb-tdp-2": 24, "cb-tdp-3": 44}, good),
        "CarriedCounts": db.carry_counts(
            {"cb-cty-r": 12, heir: 20},
            ledger,
            start="2021-06-30",
            end="2023-04-30",
            strategy="by_headcount",
        ),
        "CarriedRatings": db.carry_ratings(ratings, ledger, year=2021, on="2023-04-30", strategy="mixed"),
        "AssignmentPlan": db.assign_cells([f"m-{number}" for number in range(45)], city.select(form=db.Form.CHI_BO)),
        "ClosingChanges": reported().changed_since_closing("2022-12-31"),
        "Classification": db.classify(evidence, on="2025-12-31"),
        "ComparableSeries": db.comparable_series(by_year, ledger),
        "Committee": committee(),
        "Comparison": db.compare(tally, good),
        "Correspondence": ledger.correspondence("2021-06-30", "2023-04-30"),
        "Coverage": city.coverage(),
        "Explanation": db.RuleBook.default().explain("excellent-quota-organizations", on="2025-12-31"),
        "RuleDiff": db.RuleBook.default().diff("2022-12-31", "2025-12-31"),
        "DecisionPapers": db.decision_papers(preview),
        "ExcellentPlaces": places,
        "Agenda": db.attention(city, on="2026-03-31", meetings=[]),
        "Findings": preview.findings,
        "Hierarchy": city,
        "History": ledger,
        "Lineage": ledger.lineage("cb-cty-r"),
        "Matrix": preview.matrix,
        "MeetingCheck": db.check_meeting(
            db.Meeting("cb-1", "2025-11-03", called=20, present=18, absent_with_reason=2, minutes=95)
        ),
        "MeetingScore": db.score_meeting({**full, "speaking": 9}, scale, full=full),
        "Labels": db.labels(on="2026-11-27", gaps="nearest"),
        "Completeness": one.completeness(city),
        "Composition": composed,
        "Reconciliation": db.reconcile([{"name": "A", "born": "1970"}], [{"name": "Â", "born": "1/1/1970"}]),
        "MembershipForm": composed.form_3(),
        "GroupForm": composed.form_4(),
        "MovementForm": ledger.movements("2022-01-01", "2022-12-31").form_1(),
        "Movements": ledger.movements("2021-07-01", "2023-04-30"),
        "Preview": preview,
        "Quota": quota,
        "QuotaGroups": db.quota_by_group(groups, on="2022-12-31"),
        "QuotaSensitivity": quota.sensitivity(),
        "Selection": db.select_excellent([db.Candidate("cb-1", 1), db.Candidate("cb-2", 2)], places),
        "Tally": tally,
        "Target": good,
        "YearByYear": db.compare_years([earlier, tally], good),
        "Reach": db.reach(duty, members=45, cells=910),
        "VisitCoverage": db.visit_coverage(
            *(duty, [], [db.DutyVisit("m-00017", "cb-tdp-5", "2023-03-03")], city, "2023-01-01", "2023-03-31")
        ),
        "WorkingDays": db.WorkingDays.vietnam(range(2026, 2028)),
        "AdmissionProgress": db.admission_progress(
            [
                db.Prospect("q-1", "cb-tdp-2", "admitted", "2023-02-03"),
                db.Prospect("q-2", "cb-tdp-2", "decided", "2023-02-03"),
            ],
            db.datasets.thai_nguyen(),
            target="3%",
            base_on="2023-04-30",
            year=2023,
        ),
        "SurveyResult": db.tally_survey(
            [{"q": 1, "n": 45}, {"q": "9"}],
            [
                db.Question("q", "Khó khăn khi tổ chức sinh hoạt chi bộ", "several", ["Thời gian", "Nội dung"]),
                db.Question("n", "Thời gian một buổi sinh hoạt (phút)", "number"),
            ],
            population=885,
        ),
        "Activity": db.activity_of(city, meetings, 2024),
        "YearOfMeetings": db.year_of_meetings("cb-1", 2024, meetings),
    }


def _wards() -> Flow:
    """Names and notes as long as those of real decisions."""
    old = [FlowNode(f"p{i}", f"Đảng bộ phường Hoàng Văn Thụ {i}", "12 chi bộ trực thuộc") for i in range(6)]
    new = [FlowNode("m1", "Đảng bộ phường Phan Đình Phùng"), FlowNode("m2", "Đảng bộ phường Tích Lương mới")]
    links = [FlowLink(one.id, end.id, 350 + i, "một phần") for i, one in enumerate(old) for end in new]
    return Flow(
        "Sắp xếp các phường của thành phố Thái Nguyên từ ngày 01/7/2025, đảng viên giả lập",
        old,
        new,
        links,
        "Trước ngày 01/7/2025",
        "Từ ngày 01/7/2025",
        "đảng viên",
        ["Số đảng viên của từng phường là giả lập; tên gọi và việc chia tách theo các nghị quyết đã công bố."],
    )


def test_everything_of_the_front_door_that_shows_itself_is_walked() -> None:
    offered = [getattr(db, name) for name in db.__all__]
    assert {one.__name__ for one in offered if isinstance(one, type) and hasattr(one, "show")} == results().keys()
    assert {name: type(one).__name__ for name, one in results().items()} == {name: name for name in results()}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_shown_fits_a_terminal(lang: Literal["vi", "en"]) -> None:
    wide = {
        name: longest
        for name, drawing in shown(lang).items()
        if width(longest := max(drawing.text.splitlines(), key=width)) > COLUMNS
    }
    assert wide == {}
