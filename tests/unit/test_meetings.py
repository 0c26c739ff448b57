"""Meetings of cells: local scales with their caps and holes, the central frame by date, the year of a cell."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.figures import Share
from dangbo.base.terms import MeetingKind
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.meeting_scales import MeetingScale, MeetingScore, MeetingTier, score_meeting
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting
from dangbo.rules import RuleBook
from dangbo.rules.local import examples

BINH_THUAN = MeetingScale.in_force("binh-thuan", on="2023-05-31")
LAO_CAI = MeetingScale.in_force("lao-cai", on="2026-03-31")
AN_PHU = MeetingScale.in_force("an-phu", on="2026-03-31")
FULL = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
AN_PHU_FULL = {item.key: item.full for item in AN_PHU.items}


def binh_thuan(**points: Decimal | int | None) -> MeetingScore:
    return score_meeting({**FULL, **points}, BINH_THUAN, full=FULL)


def an_phu(kind: MeetingKind | str = MeetingKind.REGULAR, **points: Decimal | int | None) -> MeetingScore:
    return score_meeting({**AN_PHU_FULL, **points}, AN_PHU, kind=kind)


def problems(error: InvalidInputError) -> list[str]:
    return [found.subject for found in error.findings]


# --- bands of tiers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "tier"),
    [
        ("100", MeetingTier.GOOD),
        ("90", MeetingTier.GOOD),
        ("89.995", MeetingTier.FAIR),
        ("70", MeetingTier.FAIR),
        ("69.999", MeetingTier.AVERAGE),
        ("50", MeetingTier.AVERAGE),
        ("49.99", MeetingTier.POOR),
        ("0", MeetingTier.POOR),
    ],
)
def test_tiers_are_half_open(points: str, tier: MeetingTier) -> None:
    assert BINH_THUAN.tier_of(Decimal(points)) is tier


@pytest.mark.parametrize(
    ("points", "tier"), [(90, MeetingTier.GOOD), (89, None), (70, None), (50, None), (49, MeetingTier.POOR)]
)
def test_between_the_borders_that_were_seen_lao_cai_cannot_tell(points: int, tier: MeetingTier | None) -> None:
    assert LAO_CAI.tier_of(points) is tier


def test_the_last_tier_is_kem() -> None:
    assert [tier.label for tier in MeetingTier] == ["Tốt", "Khá", "Trung bình", "Kém"]


# --- caps -------------------------------------------------------------------------------------------------------------


def test_full_marks_in_the_four_items_let_90_points_be_good() -> None:
    assert binh_thuan(contents=50).tier is MeetingTier.GOOD


@pytest.mark.parametrize("item", ["attendance", "length", "speaking", "minutes"])
def test_one_mark_short_in_any_of_the_four_items_caps_99_points_at_fair(item: str) -> None:
    score = binh_thuan(**{item: 9})
    assert (score.points, score.tier) == (Decimal(99), MeetingTier.FAIR)
    assert [one.key for one in score.capped_by] == [item]
    assert "Bị hạ mức" in score.explain()


def test_a_cap_does_not_touch_a_lower_tier() -> None:
    score = binh_thuan(attendance=0, contents=30)
    assert (score.points, score.tier, score.capped_by) == (Decimal(60), MeetingTier.AVERAGE, ())


def test_an_unknown_item_leaves_the_tier_open_only_where_it_matters() -> None:
    assert binh_thuan(contents=None).tier is None  # 40 to 100 points
    assert binh_thuan(minutes=None).tier is None  # 90 to 100, and minutes may lack full marks
    assert any("phải" in note.vi or "bắt buộc" in note.vi for note in binh_thuan(minutes=None).notes)
    known = binh_thuan(minutes=None, contents=40)  # 70 to 80
    assert (known.lowest, known.highest, known.points) == (Decimal(70), Decimal(80), None)
    assert known.tier is MeetingTier.FAIR


def test_a_cap_decides_what_unknown_points_leave_open() -> None:
    # 80 to 90 points: fair or good by points, and fair anyway without full marks for speaking
    score = score_meeting(
        {**FULL, "speaking": 9, "contents": 51, "minutes": None},
        BINH_THUAN,
        full=FULL,
    )
    assert (score.lowest, score.highest, score.tier) == (Decimal(80), Decimal(90), MeetingTier.FAIR)


# --- An Phú and its contradictions ------------------------------------------------------------------------------------


def test_the_items_of_an_phu_sum_to_100() -> None:
    assert sum(full for full in AN_PHU_FULL.values() if full is not None) == 100
    assert len(AN_PHU.items) == 8


@pytest.mark.parametrize(
    ("item", "count", "points"),
    [
        ("attendance", 90, 4),
        ("attendance", 89, 3),
        ("attendance", 75, 3),
        ("attendance", 74, 2),
        ("attendance", 65, 2),
        ("attendance", 64, 1),
        ("speaking", 51, 5),
        ("speaking", 50, None),  # the form has "above 50 %" and "40 to below 50 %"
        ("speaking", 49, 4),
        ("speaking", 40, 4),
        ("speaking", 39, 3),
        ("speaking", 30, 3),
        ("speaking", 29, 2),
        ("results", 90, 30),
        ("results", 89, 27),
        ("results", 80, 27),
        ("results", 70, 24),
        ("results", 60, 20),
        ("results", 50, 15),
        ("results", 49, 10),
    ],
)
def test_shares_give_the_points_of_the_form(item: str, count: int, points: int | None) -> None:
    assert AN_PHU.points_for(item, Share(count, of=100)) == points


def test_with_exactly_30_members_the_length_is_unknown() -> None:
    assert [AN_PHU.minutes_for(members) for members in (29, 30, 31)] == [90, None, 120]
    assert BINH_THUAN.minutes_for(10) is None


def test_an_ordinary_month_has_95_points_and_the_form_does_not_say_whether_to_rescale() -> None:
    # 86 of 95 are 90.5 of 100: good if rescaled, fair if not
    score = an_phu(running=20, results=26)
    assert (score.points, score.out_of, score.tier) == (Decimal(86), Decimal(95), None)
    assert any("rescale" in note.en for note in score.notes)
    assert an_phu("with_thematic", running=20, results=26).tier is MeetingTier.FAIR
    assert an_phu(running=25).tier is MeetingTier.GOOD  # 95 either way
    assert an_phu(running=10, results=20).tier is MeetingTier.FAIR  # 70 or 73.7


def test_an_ordinary_month_with_100_points_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="they sum to 100, and a regular meeting has at most 95"):
        an_phu()
    assert an_phu("with_thematic").tier is MeetingTier.GOOD


# --- bad points -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (-1, "-1 is negative"),
        (Decimal("NaN"), "NaN is not a number of points"),
        (Decimal("Infinity"), "not a number of points"),
        (8.5, "a float is not exact"),
        (float("nan"), "a float is not exact"),
        (True, "a bool is not exact"),
        ("8", "a str is not exact"),
        (11, "11 is more than the full marks, 10"),
    ],
)
def test_points_that_are_none_are_refused_with_their_place(points: object, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason) as caught:
        binh_thuan(attendance=points)  # type: ignore[arg-type]
    assert problems(caught.value) == ["points['attendance']"]
    assert all(found.fix for found in caught.value.findings)


def test_unknown_and_missing_items_are_refused_together() -> None:
    points = {key: value for key, value in AN_PHU_FULL.items() if key != "closing"} | {"attendances": 5}
    with pytest.raises(InvalidInputError) as caught:
        score_meeting(points, AN_PHU)
    assert sorted(problems(caught.value)) == ["points['attendances']", "points['closing']"]
    assert "did you mean 'attendance'?" in str(caught.value)


def test_full_marks_that_do_not_sum_to_100_or_are_not_the_users_to_give_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="full marks sum to 90, not to 100"):
        score_meeting(FULL, BINH_THUAN, full={**FULL, "contents": 50})
    with pytest.raises(InvalidInputError, match="has full marks of its own"):
        score_meeting(AN_PHU_FULL, AN_PHU, full=FULL, kind="with_thematic")
    with pytest.raises(InvalidInputError, match="full marks sum to 0"):
        score_meeting({}, BINH_THUAN)
    with pytest.raises(InvalidInputError, match="it is not a MeetingKind"):
        an_phu("monthly")


# --- whose scale ------------------------------------------------------------------------------------------------------


def test_no_scale_is_the_nations() -> None:
    assert not [rule_id for rule_id in RuleBook.default().ids if rule_id.endswith("meeting-tiers")]
    for scale in (BINH_THUAN, LAO_CAI, AN_PHU):
        assert scale.rules
        assert all(ref.local for ref in scale.rules)
        assert scale.as_dict()["national"] is False
    for score in (binh_thuan(), an_phu(running=25)):
        assert "not a national rule" in score.explain(lang="en")
        assert "không phải quy định chung toàn quốc" in score.explain()


def test_a_scale_that_is_not_there_or_not_yet_is_refused_with_those_there_are() -> None:
    with pytest.raises(TermError, match="binh-thuan"):
        MeetingScale.in_force("binh-thuân", on="2026-03-31")
    with pytest.raises(TermError):
        MeetingScale.in_force("lao-cai", on="2026-01-25")
    with pytest.raises(TermError):
        MeetingScale.in_force("an-phu", on="2026-03-31", rules=RuleBook.default())
    with pytest.raises(TermError, match="attendance"):
        AN_PHU.points_for("attendances", Share(1, of=2))
    assert MeetingScale.in_force("an-phu", on="2026-03-31", rules=examples()) == AN_PHU


def test_a_score_shows_its_shape_and_serializes_with_its_rules() -> None:
    score = binh_thuan(speaking=9)
    assert "Mức: Khá ●" in str(score.show())
    values = json.loads(score.to_json())
    assert (values["tier"], values["capped_by"], values["lowest"]) == ("fair", ["speaking"], "99")
    assert [rule["id"] for rule in values["rules"]] == ["binh-thuan-meeting-tiers", "binh-thuan-meeting-full-marks"]
    assert "Bình Thuận" in score._repr_html_()


# --- the frame --------------------------------------------------------------------------------------------------------


def meeting(on: str, **counts: int) -> Meeting:
    kept = {"called": 20, "present": 20, "minutes": 95, **counts}
    return Meeting("cb-1", on, **kept)  # type: ignore[arg-type]


def verdicts(one: Meeting) -> dict[str, str]:
    return {result.rule.id: result.verdict for result in check_meeting(one).results}


def test_before_the_guide_of_2018_nothing_is_asserted() -> None:
    assert verdicts(meeting("2018-07-05")) == {}


@pytest.mark.parametrize(("present", "verdict"), [(18, "pass"), (17, "fail")])
def test_attendance_is_above_85_percent_and_not_at_it(present: int, verdict: str) -> None:
    one = meeting("2024-03-03", present=present, absent_with_reason=20 - present)
    assert verdicts(one)["meeting-attendance"] == verdict


def test_absence_without_reason_breaks_the_frame_whatever_the_share() -> None:
    one = meeting("2024-03-03", present=19, absent_without_reason=1)
    (found,) = check_meeting(one).findings
    assert found.code == "meeting/below-frame"
    assert "1 without reason" in found.message
    assert found.rule is not None
    assert found.rule.document.number == "12-HD/BTCTW"


def test_what_is_to_be_striven_for_is_no_breach() -> None:
    one = meeting("2025-11-03", present=18, absent_with_reason=2)
    result = next(result for result in check_meeting(one).results if result.rule.id == "meeting-attendance")
    assert (result.verdict, result.modality, result.rule.confidence.value) == ("fail", "strive", "unverified")
    assert check_meeting(one).findings == ()


@pytest.mark.parametrize(
    ("kind", "minutes", "verdict"),
    [("regular", 90, "pass"), ("regular", 89, "fail"), ("with_thematic", 119, "fail"), ("with_thematic", 120, "pass")],
)
def test_a_thematic_part_asks_for_120_minutes(kind: str, minutes: int, verdict: str) -> None:
    one = Meeting("cb-1", "2024-03-03", called=9, present=9, minutes=minutes, kind=kind)
    assert verdicts(one)["meeting-length"] == verdict


def test_what_is_not_recorded_is_unknown() -> None:
    one = Meeting("cb-1", "2024-03-03", called=0, present=0)
    assert verdicts(one) == {"meeting-attendance": "unknown", "meeting-length": "unknown"}
    assert "? unknown" in check_meeting(one).explain(lang="en")


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2025-07-22", None),  # the directive is of the next day
        ("2025-07-23", "fail"),
        ("2025-08-03", "pass"),
        ("2025-08-05", "unknown"),  # in the first week, if the third was a day off
        ("2025-08-08", "fail"),
    ],
)
def test_day_3_is_asked_for_from_23_july_2025_on(on: str, verdict: str | None) -> None:
    assert verdicts(meeting(on)).get("meeting-day") == verdict


def test_a_thematic_meeting_of_its_own_is_asked_for_attendance_only() -> None:
    one = Meeting("cb-1", "2026-02-20", called=9, present=9, minutes=60, kind="thematic")
    assert list(verdicts(one)) == ["meeting-attendance", "meeting-papers"]


def test_a_check_shows_shapes_and_serializes() -> None:
    check = check_meeting(meeting("2025-11-20", minutes=60))
    text = str(check.show())
    assert "▲ không đạt" in text
    assert "✓ đạt" in text
    values = json.loads(check.to_json())
    assert [rule["id"] for rule in values["rules"]] == [
        "meeting-attendance",
        "meeting-length",
        "meeting-day",
        "meeting-papers",
    ]
    assert [found["code"] for found in values["findings"]] == ["meeting/below-frame"] * 2


def test_a_count_of_a_meeting_that_is_none_is_told_like_every_count() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Meeting("cb-1", "2024-03-03", called="1,234", present=-1, kind="yearly")  # type: ignore[arg-type]
    told = {found.subject: found.code for found in caught.value.findings}
    assert told == {
        "cb-1, 2024-03-03, called": "rating/bad-count",
        "cb-1, 2024-03-03, present": "rating/bad-count",
        "cb-1, 2024-03-03, kind": "input/bad-figure",
    }
    assert "'Thường kỳ' hoặc 'Thường kỳ có chuyên đề' hoặc 'Chuyên đề'" in caught.value.text(lang="vi")


def test_meetings_whose_counts_do_not_add_up_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="are 19, not the 20 called"):
        meeting("2024-03-03", present=18, absent_with_reason=1)
    with pytest.raises(InvalidInputError, match="21 spoke and 20 were present"):
        meeting("2024-03-03", speakers=21)
    with pytest.raises(InvalidInputError, match="cb-1, 2024-03-03, minutes: -5 is negative"):
        meeting("2024-03-03", minutes=-5)
    with pytest.raises(InvalidInputError, match="31/02/2024"):
        meeting("31/02/2024")
    with pytest.raises(InvalidInputError, match="it is not a MeetingKind"):
        Meeting("cb-1", "2024-03-03", called=1, present=1, kind="yearly")


# --- the year ---------------------------------------------------------------------------------------------------------


def test_a_year_sums_up_tiers_months_and_attendance() -> None:
    good, capped, open_ = binh_thuan(), binh_thuan(speaking=9), binh_thuan(contents=None)
    scores = [good, good, capped, open_, None]
    meetings = [
        Meeting("cb-1", f"2024-{month:02}-03", called=10, present=9, absent_with_reason=1, score=score)
        for month, score in enumerate(scores, start=1)
    ]
    others = [Meeting("cb-2", "2024-01-03", called=5, present=5), Meeting("cb-1", "2023-12-03", called=5, present=5)]
    year = year_of_meetings("cb-1", 2024, [*others, *meetings])
    assert [year.count(tier) for tier in MeetingTier] == [2, 1, 0, 0]
    assert (year.undecided, year.not_scored, len(year.meetings)) == (1, 1, 5)
    assert (year.held, year.attended) == (Share(5, of=12), Share(45, of=50))
    assert "Tốt 2, Khá 1" in year.explain()
    assert "★" in str(year.show())
    assert json.loads(year.to_json())["tiers"] == {"good": 2, "fair": 1, "average": 0, "poor": 0}


def test_a_thematic_meeting_each_quarter_is_asked_for_only_under_its_rule() -> None:
    assert year_of_meetings("cb-1", 2024, []).findings == ()
    assert year_of_meetings("cb-1", 2025, []).findings == ()  # its last quarter began before 28/10/2025
    meetings = [
        Meeting("cb-1", "2026-02-03", called=5, present=5, kind="with_thematic"),
        Meeting("cb-1", "2026-05-20", called=5, present=5, kind="thematic"),
    ]
    year = year_of_meetings("cb-1", 2026, meetings)
    assert year.thematic == (1, 1, 0, 0)
    assert [dict(found.facts)["quarter"] for found in year.findings] == [3, 4]
    assert {found.code for found in year.findings} == {"meeting/no-thematic"}
    assert all(found.rule is not None and found.rule.confidence.value == "unverified" for found in year.findings)
    assert year_of_meetings("cb-1", 2026, meetings, through="2026-09-29").findings == ()


def test_a_year_of_nothing_has_no_shares_of_nobody() -> None:
    year = year_of_meetings("cb-1", 2024, [], expected=0)
    assert (year.held, year.attended) == (None, None)


def test_years_that_cannot_be_are_refused() -> None:
    held = [Meeting("cb-1", f"2024-0{month}-03", called=5, present=5) for month in (1, 2)]
    with pytest.raises(InvalidInputError, match="1 months are expected and meetings were held in 2"):
        year_of_meetings("cb-1", 2024, held, expected=1)
    with pytest.raises(InvalidInputError, match="a year has no 13 months"):
        year_of_meetings("cb-1", 2024, held, expected=13)
    with pytest.raises(InvalidInputError, match=r"2 meetings of one kind \(regular\) on one day"):
        year_of_meetings("cb-1", 2024, [*held, held[0]])
