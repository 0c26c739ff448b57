"""What the record of a meeting holds beside its counts: who met and came, what was resolved and is to be done."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import MeetingKind
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.meeting_parts import Attendance, Presence, Resolution, Task, Topic, TopicKind
from dangbo.life.meeting_scales import MeetingScale, score_meeting
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting, MeetingBody

CAME: dict[str, Presence | str] = {
    "m-1": "present",
    "m-2": "Có mặt",
    "m-3": "vang co ly do",
    "m-4": "vắng không lý do",
    "m-5": "miễn",
}
WORDS = "Gặp bà Nguyễn Thị Hoa"


def held(**rest: Any) -> Meeting:  # noqa: ANN401 - whatever the record takes
    return Meeting("cb-1", "2026-03-03", **{"called": 10, "present": 10, **rest})


def reasons(make: Callable[[], object]) -> list[tuple[str, str]]:
    """Where and why something is refused, in English; the same in Vietnamese has words of its own."""
    with pytest.raises(InvalidInputError) as caught:
        make()
    for found in caught.value.findings:
        assert found.text(lang="vi") != found.text(lang="en")
    return [(one.subject, str(dict(one.facts)["reason"].en)) for one in caught.value.findings]  # type: ignore[union-attr]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_counts_follow_from_the_list() -> None:
    meeting = Meeting.of("cb-1", "2026-03-03", CAME)
    assert (meeting.called, meeting.present, meeting.absent_with_reason, meeting.absent_without_reason) == (4, 2, 1, 1)
    assert meeting.exempt == 1
    assert meeting.attendance[4] == Attendance("m-5", Presence.EXEMPT)
    again = Meeting.of("cb-1", "2026-03-03", [Attendance(member, presence) for member, presence in CAME.items()])
    assert again == meeting


def test_labels_are_read_in_any_spelling() -> None:
    for label in ("Vắng không lý do", "vang khong ly do", unicodedata.normalize("NFD", "Vắng không lý do")):
        assert Attendance("m-1", label).presence is Presence.ABSENT
    assert held(kind=unicodedata.normalize("NFD", "Đại hội")).kind is MeetingKind.CONGRESS
    assert held(kind="thuong ky").kind is MeetingKind.REGULAR
    assert held(kind="congress", body=unicodedata.normalize("NFD", "Đảng bộ")).body is MeetingBody.DANG_BO


def test_who_is_exempt_and_comes_is_called_and_present() -> None:
    meeting = Meeting.of("cb-1", "2026-03-03", {**CAME, "m-5": Presence.PRESENT})
    assert (meeting.called, meeting.present, meeting.exempt) == (5, 3, 0)


def test_counts_given_beside_the_list_must_agree_with_it() -> None:
    assert Meeting.of("cb-1", "2026-03-03", CAME, called=4, exempt=1) == Meeting.of("cb-1", "2026-03-03", CAME)
    assert reasons(lambda: Meeting.of("cb-1", "2026-03-03", CAME, exempt=2)) == [
        ("cb-1, 2026-03-03, exempt", "2 is given and the list has 1")
    ]
    told = reasons(lambda: held(attendance=[Attendance("m-1", "present")]))
    assert told == [
        ("cb-1, 2026-03-03, called", "10 is given and the list has 1"),
        ("cb-1, 2026-03-03, present", "10 is given and the list has 1"),
    ]


def test_a_member_is_listed_once_and_who_presided_was_there() -> None:
    twice = [Attendance("m-1"), Attendance("m-2"), Attendance("m-1", "excused")]
    ((where, why),) = reasons(lambda: Meeting.of("cb-1", "2026-03-03", twice))
    assert (where, why) == ("cb-1, 2026-03-03, attendance", "a member is listed twice (places 0, 2)")
    told = reasons(lambda: Meeting.of("cb-1", "2026-03-03", CAME, chair="m-3", secretary="m-5"))
    assert [where for where, _ in told] == ["cb-1, 2026-03-03, chair", "cb-1, 2026-03-03, secretary"]
    assert Meeting.of("cb-1", "2026-03-03", CAME, chair="m-1", secretary="m-99").chair == "m-1"


@pytest.mark.parametrize(
    "given", [None, 5, "m-1", {"m-1"}, [("m-1", "present")], [Attendance("m-1"), None]], ids=range(6)
)
def test_a_list_that_is_none_is_refused_at_its_place(given: Any) -> None:  # noqa: ANN401 - what is none
    told = reasons(lambda: Meeting.of("cb-1", "2026-03-03", given))
    assert told[0][0].startswith("attendance")
    assert reasons(lambda: held(attendance=given))[0][0].startswith("cb-1, 2026-03-03, attendance")


# --- the body ---------------------------------------------------------------------------------------------------------


def test_the_kind_says_who_meets_unless_it_is_told() -> None:
    bodies = {kind: held(kind=kind).body for kind in MeetingKind}
    assert bodies.pop(MeetingKind.COMMITTEE) is MeetingBody.COMMITTEE
    assert {*bodies.values()} == {MeetingBody.CELL}
    assert held(kind="committee", body="chi ủy").body is MeetingBody.CHI_UY
    assert held(kind="congress", body="dang_bo").body is MeetingBody.DANG_BO


@pytest.mark.parametrize(
    ("kind", "body"), [("regular", "chi_uy"), ("thematic", "committee"), ("congress", "chi_uy"), ("committee", "cell")]
)
def test_a_body_that_does_not_go_with_the_kind_is_refused(kind: str, body: str) -> None:
    assert reasons(lambda: held(kind=kind, body=body)) == [
        ("cb-1, 2026-03-03, body", f"a meeting of kind '{kind}' is not held by '{body}'")
    ]


def test_a_meeting_is_of_one_body() -> None:
    with pytest.raises(InvalidInputError, match="MeetingBody"):
        held(kind="committee", body=("chi_uy", "committee"))
    ((where, _),) = reasons(lambda: held(kind="committee", cells=["cb-2"]))
    assert where == "cb-1, 2026-03-03, cells"


def test_several_cells_may_hold_one_meeting_and_none_of_them_twice() -> None:
    assert held(cells=["cb-2", " cb-3 "]).cells == ("cb-2", "cb-3")
    assert reasons(lambda: held(cells=["cb-1"])) == [("cb-1, 2026-03-03, cells", "a cell is given twice")]
    assert reasons(lambda: held(cells=["cb-2", "cb-2"])) == [("cb-1, 2026-03-03, cells", "a cell is given twice")]
    for none in ("cb-2", 5, {"cb-2"}, [None]):
        with pytest.raises(InvalidInputError, match="cells"):
            held(cells=none)


# --- days, votes, tasks -----------------------------------------------------------------------------------------------


def test_days_out_of_order_and_votes_of_the_absent_are_refused_together() -> None:
    tasks = [Task("a", due="2026-03-02"), Task("b", due="2026-03-20", done_on="01/03/2026")]
    told = reasons(
        lambda: held(
            prepared_on="2026-03-04",
            filed_on="2026-03-02",
            papers_on="2026-03-09",  # late, and no contradiction
            resolution=Resolution("03-NQ/CB", carried=10, of=11, tasks=tasks),
        )
    )
    assert [where.removeprefix("cb-1, 2026-03-03, ") for where, _ in told] == [
        "prepared_on",
        "filed_on",
        "resolution.tasks[0].due",
        "resolution.tasks[1].done_on",
        "resolution.of",
    ]
    assert reasons(lambda: Resolution(carried=3, of=2)) == [("Resolution", "3 voted for it and 2 had a vote")]
    assert [
        where for where, _ in reasons(lambda: held(called=-1, minutes="x", kind="yearly", filed_on="31/02/2026"))
    ] == [
        "cb-1, 2026-03-03, called",
        "cb-1, 2026-03-03, minutes",
        "cb-1, 2026-03-03, kind",
        "cb-1, 2026-03-03, filed_on",
    ]


def test_a_day_that_is_none_is_told_with_the_rest() -> None:
    for day in ("31/02/2026", None, 5):
        with pytest.raises(InvalidInputError) as caught:
            Meeting("cb-1", day, called=-1, present=1, filed_on="2026-13-01")  # type: ignore[arg-type]
        assert [one.subject for one in caught.value.findings] == ["cb-1, on", "cb-1, called", "cb-1, filed_on"]


def test_a_task_is_late_past_its_day_and_open_until_it_is_done() -> None:
    task = Task("a", due="2026-03-20", done_on="2026-03-25")
    days = ("2026-03-20", "2026-03-21", "2026-03-24", "2026-03-25", "2026-04-03")
    assert [task.is_open(day) for day in days] == [True, True, True, False, False]
    assert [task.is_late(day) for day in days] == [False, True, True, True, True]
    assert not Task("b", due="2026-03-20", done_on="2026-03-20").is_late("2026-04-03")
    assert not Task("c").is_late("2026-04-03")
    assert Task("c").is_open("2026-04-03")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Task(""),
        lambda: Task("a", who=5),  # type: ignore[arg-type]
        lambda: Task("a", due="31/02/2026"),
        lambda: Topic("chuyện phiếm"),
        lambda: Topic("other", 5),  # type: ignore[arg-type]
        lambda: Resolution(tasks=["a"]),  # type: ignore[list-item]
        lambda: Resolution(number=5),  # type: ignore[arg-type]
        lambda: Resolution(carried=-1),
        lambda: Attendance("", "present"),
        lambda: Attendance("m-1", "đến muộn"),
        lambda: held(topics=["other"]),
        lambda: held(resolution="03-NQ/CB"),
        lambda: held(score=Resolution()),
        lambda: held(chair=""),
    ],
    ids=range(14),
)
def test_parts_that_are_none_are_refused_as_input(make: Callable[[], Any]) -> None:
    with pytest.raises(InvalidInputError):
        make()


def test_no_repr_and_no_error_shows_a_text_of_a_meeting() -> None:
    task, topic = Task(WORDS, who="m-1", due="2026-03-20"), Topic(TopicKind.OTHER, WORDS)
    meeting = held(topics=[topic], resolution=Resolution(WORDS, tasks=[task]))
    assert repr(meeting) == str(meeting) == "Meeting('cb-1', 2026-03-03, regular: 10 of 10)"
    assert all("Hoa" not in repr(one) for one in (task, topic, meeting.resolution.tasks, meeting))  # type: ignore[union-attr]
    for make in (lambda: Topic(WORDS), lambda: Attendance("m-1", WORDS), lambda: Task(WORDS, due=WORDS)):
        with pytest.raises(InvalidInputError) as caught:
            make()
        assert "Hoa" not in caught.value.text(lang="vi") + str(caught.value) + repr(caught.value.findings)
    assert meeting.tasks == (task,)
    assert held().tasks == ()


# --- the frame and the year -------------------------------------------------------------------------------------------


def papers(on: str, **rest: str) -> str | None:
    results = check_meeting(Meeting("cb-1", on, called=9, present=9, **rest)).results  # type: ignore[arg-type]
    return next((one.verdict for one in results if one.rule.id == "meeting-papers"), None)


@pytest.mark.parametrize(
    ("papers_on", "filed_on", "verdict"),
    [
        ("2026-03-02", "2026-03-05", "pass"),  # a day before, two days after
        ("2026-03-03", "2026-03-05", "fail"),
        ("2026-03-02", "2026-03-06", "fail"),
        (None, "2026-03-06", "fail"),
        (None, "2026-03-05", "unknown"),
        ("2026-03-02", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_papers_are_out_a_day_before_and_results_filed_two_days_after(
    papers_on: str | None, filed_on: str | None, verdict: str
) -> None:
    given = {"papers_on": papers_on, "filed_on": filed_on}
    assert papers("2026-03-03", **{name: day for name, day in given.items() if day is not None}) == verdict


def test_papers_are_not_asked_for_before_their_rule() -> None:
    assert papers("2025-10-27", papers_on="2025-10-27") is None
    assert papers("2025-10-28", papers_on="2025-10-28") == "fail"
    check = check_meeting(Meeting("cb-1", "2026-03-03", called=9, present=9, minutes=90, filed_on="2026-03-06"))
    assert [dict(found.facts)["found"].en for found in check.findings] == [  # type: ignore[union-attr]
        "papers not recorded, results 6 March 2026"
    ]


def test_the_frame_is_of_meetings_of_cells() -> None:
    for rest in ({"kind": "committee"}, {"kind": "congress"}, {"body": "dang_bo"}):
        assert check_meeting(held(**rest)).results == ()


def test_scales_are_of_meetings_of_cells() -> None:
    scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
    full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
    assert score_meeting(full, scale, full=full, kind="chuyên đề").kind is MeetingKind.THEMATIC
    assert reasons(lambda: score_meeting(full, scale, full=full, kind=MeetingKind.COMMITTEE))[0][0] == "kind"
    assert reasons(lambda: score_meeting(full, scale, full=full, kind="đại hội"))[0][0] == "kind"


def test_a_year_counts_what_the_members_held_and_a_congress_is_no_regular_meeting() -> None:
    meetings = [
        held(),
        held(kind="committee", body="chi_uy", called=3, present=1, absent_with_reason=2),
        Meeting("cb-1", "2026-04-20", called=10, present=8, absent_with_reason=2, kind="congress"),
        Meeting("cb-2", "2026-05-03", called=20, present=20, cells=["cb-1"], kind="with_thematic"),
    ]
    year = year_of_meetings("cb-1", 2026, meetings)
    assert [one.on for one in year.meetings] == [dt.date(2026, 3, 3), dt.date(2026, 4, 20), dt.date(2026, 5, 3)]
    assert year.months_held == 2
    assert year.attended is not None
    assert (year.attended.count, year.attended.of) == (38, 40)
    assert year.thematic == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("presence", "written"),
    [
        (Presence.EXCUSED, ("vắng có phép", "Có phép", "có lí do", "VẮNG CÓ LÍ DO", "vang co phep")),
        (Presence.ABSENT, ("vắng không phép", "không phép", "không lí do", "vắng không có lý do")),
        (Presence.PRESENT, ("dự họp", "Có mặt")),
        (Presence.EXEMPT, ("được miễn sinh hoạt", "miễn")),
    ],
)
def test_who_came_is_read_in_the_words_of_a_roll_call(presence: Presence, written: tuple[str, ...]) -> None:
    for word in written:
        assert Presence.parse(unicodedata.normalize("NFD", word)) is presence


def test_a_regular_meeting_is_one_in_every_spelling() -> None:
    words = ("thường kì", "họp thường kỳ", "sinh hoạt định kỳ", "Định kì", "hop thuong ky")
    assert {MeetingKind.parse(word) for word in words} == {MeetingKind.REGULAR}


def test_everything_wrong_in_a_mapping_of_who_came_is_told_by_its_place() -> None:
    came = {"m-1": "present", "present": "Nguyễn Thị Hoa", "": "present"}
    with pytest.raises(InvalidInputError) as caught:
        Meeting.of("cb-1", "2026-03-03", came)
    assert [one.subject for one in caught.value.findings] == ["attendance[1].presence", "attendance[2].member"]
    assert "Hoa" not in str(caught.value) + caught.value.text(lang="vi")


def test_counts_beside_an_empty_list_contradict_it() -> None:
    assert reasons(lambda: Meeting.of("cb-1", "2026-03-03", {}, called=3, present=3)) == [
        ("cb-1, 2026-03-03, called", "3 is given and the list has 0"),
        ("cb-1, 2026-03-03, present", "3 is given and the list has 0"),
    ]
    assert Meeting.of("cb-1", "2026-03-03", []).called == 0


def test_a_year_counts_no_meeting_that_is_recorded_twice() -> None:
    for kind in ("thematic", "congress", "regular"):
        again = [held(kind=kind), held(kind=kind, minutes=90)]
        ((where, why),) = reasons(lambda again=again: year_of_meetings("cb-1", 2026, again))  # type: ignore[misc]
        assert where == "cb-1, 2026-03-03"
        assert why.startswith("2 meetings of one kind")
    followed = [held(), held(kind="thematic")]
    assert len(year_of_meetings("cb-1", 2026, followed).meetings) == 2


@pytest.mark.parametrize(
    ("votes", "name", "why"),
    [
        ({"carried": 11}, "carried", "11 voted for it and 10 were present"),
        ({"carried": 9, "of": 11}, "of", "11 had a vote and 10 were present"),
        ({"carried": 11, "of": 11}, "of", "11 had a vote and 10 were present"),
    ],
)
def test_nobody_votes_who_is_not_there(votes: dict[str, int], name: str, why: str) -> None:
    wrong = reasons(lambda: held(resolution=Resolution("5-NQ/CB", **votes)))  # type: ignore[arg-type]
    assert wrong == [(f"cb-1, 2026-03-03, resolution.{name}", why)]
    assert held(resolution=Resolution("5-NQ/CB", carried=10, of=10)).present == 10
