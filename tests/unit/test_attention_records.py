"""What is handed in beside the register: ids nobody has, what came after the day, what is there twice, wrong keys."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from dataclasses import replace
from typing import Any, Final

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.base.terms import Form, Level, Post, PostBody, SeatSource
from dangbo.life.meeting_parts import Attendance, Resolution, Task
from dangbo.life.meetings import Meeting

DAY: Final = "2026-03-31"
NAME: Final = "Nguyễn Văn Bính"
PROFILE: Final = db.DutyProfile("p", "dbp", (), ["chi bộ khác"], at_least=1, per="month")


def ward(as_of: str = DAY, **more: Any) -> db.Hierarchy:  # noqa: ANN401 - what a snapshot takes
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp") for n in (1, 2)
    ]
    people = [db.Member(f"m-{n}-{i}", f"Người {i}", db.MemberStatus.FULL) for n in (1, 2) for i in range(3)]
    roll = {f"cb-{n}": [f"m-{n}-{i}" for i in range(3)] for n in (1, 2)}
    return db.Hierarchy([top, *cells], members=people, roll=roll, as_of=as_of, **more)


def away(member: str) -> Meeting:
    return Meeting.of("cb-1", "2026-03-03", [Attendance(member, "absent"), Attendance("m-1-0", "present")])


def naming(key: str) -> dict[str, dict[str, Any]]:
    """For each part of the records, one that names a member, a cell or a profile by an id."""
    duty: dict[str, Any] = {"duty": [PROFILE], "visits": [], "assignments": []}
    return {
        "dues": {"dues": [db.DuesPaid(key, "2026-01", 1)]},
        "meetings": {"meetings": [away(key)]},
        "prospects": {"prospects": [db.Prospect("q-1", key, "helper_assigned", "2026-01-05")]},
        "proposals": {"proposals": [db.Proposal("kn-1", key, "2026-02-03", "Sửa đường", to="dbp")]},
        "ratings": {"ratings": [db.RatingRecord(key, 2025, "good", subjects="organizations")]},
        "ratings of members": {"ratings": [db.RatingRecord(key, 2025, "good", subjects="members")]},
        "reconciled": {"reconciled": {key: "2026-01-05"}},
        "visits": duty | {"visits": [db.DutyVisit("m-1-0", "cb-2", "2026-02-03", profile=key)]},
        "assignments": duty | {"assignments": [db.CellAssignment(key, "m-1-0", "cb-2", "2025-01-01")]},
    }


@pytest.mark.parametrize("part", naming("x"))
def test_an_id_nobody_has_is_told_once_for_each_part(part: str) -> None:
    (found,) = attention(ward(), on=DAY, **naming("x-9")[part]).findings

    assert found.code == "input/bad-value"
    assert found.subject.startswith(part.split(maxsplit=1)[0])
    assert all("x-9" in found.text(lang=lang) for lang in ("vi", "en"))


def test_of_a_ledger_who_left_and_what_was_merged_is_known() -> None:
    operations = [db.Leave(["m-2-2"], reason=db.LeaveReason.DECEASED), db.Merge(["cb-2"], into="cb-1")]
    paper = db.Document("quyết định", "01-QĐ/ĐU", "2026-02-05", "Đảng ủy phường")
    plan = db.Plan(effective="2026-02-10", decided_by="dbp", basis=paper, operations=operations)
    ledger = db.History(ward(as_of="2025-06-30")).enact(plan, recorded="2026-02-10")
    given: dict[str, Any] = {
        "dues": [db.DuesPaid("m-2-2", "2026-01", 1)],
        "meetings": [Meeting.of("cb-2", "2026-01-05", [Attendance("m-2-2", "absent")])],
        "prospects": [db.Prospect("q-1", "cb-2", "helper_assigned", "2026-01-05")],
        "proposals": [db.Proposal("kn-1", "cb-2", "2026-02-03", "Sửa đường", to="dbp")],
        "ratings": [db.RatingRecord("cb-2", 2025, "good", subjects="organizations")],
    }

    assert [*attention(ledger, on=DAY, **given).findings] == []
    late = [Meeting("cb-2", "2026-03-03", called=3, present=3)]
    assert [one.code for one in attention(ledger, on=DAY, meetings=late).findings] == ["meeting/cell-not-standing"]


@pytest.mark.parametrize("part", [*naming("x"), "lives", "people"])
def test_what_may_be_a_name_in_the_place_of_an_id_is_not_repeated(part: str) -> None:
    others: dict[str, dict[str, Any]] = {
        "lives": {"lives": [db.Life.of([db.LifeEvent(NAME, "kết nạp", "2025-04-15")])]},
        "people": {"prospects": [db.Prospect(NAME, "cb-1", "cell_resolved", "2025-12-01")]},
    }
    agenda = attention(ward(), on=DAY, **(naming(NAME) | others)[part])

    assert len(agenda.findings) + len(agenda.select(codes="due/")) > 0
    said = (agenda.to_json(), repr(agenda), repr(agenda.findings), agenda.show().html, *map(str, agenda.to_rows()))
    assert not any("Bính" in text or "B\\u00ednh" in text for text in said)


FULL: Final = (("quyết định kết nạp", "1986-05-01"), ("kết nạp", "1986-05-19"), ("công nhận chính thức", "1987-05-19"))


def life(*events: tuple[str, str]) -> db.Life:
    return db.Life.of([db.LifeEvent("m-1-0", kind, on) for kind, on in events])


def held(**more: Any) -> Meeting:  # noqa: ANN401 - fields of a meeting
    return Meeting("cb-1", "2026-03-03", called=3, present=3, **more)


def resolved(done_on: str | None) -> Resolution:
    return Resolution("03-NQ/CB", tasks=[Task("Thu đảng phí", due="2026-03-20", done_on=done_on)])


def term(**days: str) -> dict[str, Any]:
    secretary = db.Seat(
        "cb-1",
        Post.SECRETARY,
        "m-1-0",
        body=PostBody.CHI_UY,
        since="2026-03-02",
        source=SeatSource.ELECTED,
    )
    return {"seats": [secretary], "mandates": [db.Mandate("cb-1", 4, "2026-03-02", congress="2026-03-02", **days)]}


def _began_and_done() -> dict[str, dict[str, Any]]:
    """By code, what was begun before the day and is recorded as done the day after."""
    review = (("kết nạp", "2025-01-05"), ("nghị quyết đề nghị công nhận chính thức", "2026-02-10"))
    paper = (*FULL, ("cấp giấy giới thiệu", "2026-03-10"))
    steps = (("cell_resolved", "2025-12-01"), ("admitted", "2026-04-01"))
    proposal = db.Proposal("kn-1", "cb-1", "2026-02-03", "Sửa đường", to="dbp", answered_on="2026-04-01")
    return {
        "due/recognition-decision": {"lives": [life(*review, ("công nhận chính thức", "2026-04-01"))]},
        "due/transfer-slip": {"lives": [life(*paper, ("xuất trình giấy giới thiệu", "2026-04-01"))]},
        "due/badge": {"lives": [life(*FULL, ("từ trần", "2026-04-01"))]},
        "due/task-late": {"meetings": [held(resolution=resolved("2026-04-01"))]},
        "due/results-not-filed": {"meetings": [held(filed_on="2026-04-01")]},
        "due/proposal-unanswered": {"proposals": [proposal]},
        "due/prospect-stuck": {"prospects": [db.Prospect("q-1", "cb-1", stage, on) for stage, on in steps]},
    }


@pytest.mark.parametrize(("code", "given"), _began_and_done().items())
def test_what_is_recorded_as_done_on_a_later_day_is_open_on_the_day(code: str, given: dict[str, Any]) -> None:
    def said(on: str) -> int:
        return len(attention(ward(), on=on, **given).select(codes=code))

    assert (said("2026-03-31"), said("2026-04-01")) == (1, 0)


def _until(on: dt.date, one: Any) -> Any:  # noqa: ANN401 - a record of an office
    """A record as it was kept on a day; `None` where there was none yet."""
    if isinstance(one, db.Life):
        events = [event for event in one.events if event.earliest <= on]
        return db.Life.of(events) if events else None
    days = {"DutyVisit": "on", "Prospect": "on", "Meeting": "on", "Proposal": "raised_on", "CellAssignment": "since"}
    day = getattr(one, days.get(type(one).__name__, ""), None) or getattr(one, "month", None)
    if day is not None and day > on:
        return None
    later: dict[str, Any] = {
        name: None for name in ("filed_on", "answered_on") if (getattr(one, name, None) or on) > on
    }
    if "answered_on" in later:
        later["answer"] = ""
    if isinstance(one, Meeting) and one.resolution is not None:
        tasks = tuple(replace(task, done_on=None) if (task.done_on or on) > on else task for task in one.tasks)
        later["resolution"] = replace(one.resolution, tasks=tasks)
    return replace(one, **later) if later else one


@pytest.mark.parametrize("on", [dt.date(2026, 1, 8), dt.date(2026, 2, 3)])
def test_the_agenda_of_a_day_does_not_know_what_was_recorded_of_later_days(on: dt.date) -> None:
    office = db.datasets.ward_2026()
    parts = ("lives", "meetings", "visits", "assignments", "prospects", "proposals", "dues")
    kept = {name: [_until(on, one) for one in getattr(office, name)] for name in parts}
    known: dict[str, Any] = {name: [one for one in some if one is not None] for name, some in kept.items()}

    assert len(known["prospects"]) < len(office.prospects or ()) or len(known["dues"]) < len(office.dues or ())
    assert [*attention(office, on=on)] == [*attention(office, on=on, **known)]


def test_what_follows_a_congress_on_a_later_day_is_open_on_the_day() -> None:
    tree = ward(**term(reported="2026-03-10", handed_over="2026-03-12"))

    def said(on: str) -> list[str]:
        codes = ["due/congress-report", "due/congress-approval", "due/committee-hand-over"]
        return sorted(line.code for line in attention(tree, on=on).select(codes=codes))

    assert said("2026-03-09") == ["due/committee-hand-over", "due/congress-report"]
    assert said("2026-03-10") == ["due/committee-hand-over", "due/congress-approval"]
    assert said("2026-03-12") == ["due/congress-approval"]


@pytest.mark.parametrize(
    "given",
    [
        {"meetings": [held(resolution=resolved(None))]},
        {"proposals": [db.Proposal("kn-1", "cb-1", "2026-02-03", "Sửa đường", to="dbp")]},
        {"prospects": [db.Prospect("q-1", "cb-1", "cell_resolved", "2025-12-01")]},
        {"lives": [life(("kết nạp", "2025-01-05"))]},
        {"dues": [db.DuesPaid(f"m-1-{n}", f"2026-0{m}", 1) for n in (0, 1) for m in (1, 2)]},
        {"ratings": [db.RatingRecord("cb-1", 2025, "good", subjects="organizations")]},
        {"duty": [PROFILE], "visits": [], "assignments": [db.CellAssignment("p", "m-1-0", "cb-2", "2025-01-01")]},
    ],
)
def test_what_is_handed_in_twice_is_said_once(given: dict[str, Any]) -> None:
    once = attention(ward(), on=DAY, **given)

    assert once.select(codes="due/")
    twice: dict[str, Any] = {name: [*some, *some] for name, some in given.items()}
    assert [*attention(ward(), on=DAY, **twice)] == [*once]


def test_of_a_meeting_recorded_twice_one_record_that_says_it_is_done_is_enough() -> None:
    both = [
        held(resolution=resolved(None), filed_on=None),
        held(resolution=resolved("2026-03-19"), filed_on="2026-03-04"),
    ]
    codes = ["due/task-late", "due/results-not-filed"]

    assert not attention(ward(), on=DAY, meetings=both).select(codes=codes)
    assert not attention(ward(), on=DAY, meetings=both[::-1]).select(codes=codes)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"lives": {"m-1-1": life(*FULL)}}, "lives['m-1-1']"),
        ({"lives": {NAME: life(*FULL)}}, "lives['...']"),
        ({"duty": [PROFILE, db.DutyProfile("p", "dbp", (), ["chi bộ khác"], at_least=2)]}, "duty['p']"),
        ({"proposals": [db.Proposal("k", "cb-1", "2026-02-03", text, to="dbp") for text in "xy"]}, "proposals['k']"),
        ({"reconciled": {"đ": "2026-01-05", " đ": "2026-01-06"}}, "reconciled['đ']"),
        ({"reconciled": [("cb-1", "2026-01-05")]}, "reconciled"),
        ({"meetings": {"cb-1": held()}}, "meetings"),
    ],
)
def test_a_bundle_refuses_what_nobody_could_tell_apart(given: dict[str, Any], where: str) -> None:
    with pytest.raises(db.InvalidInputError) as refused:
        db.OfficeRecords(ward(), **given)

    (found,) = refused.value.findings
    assert found.subject == where


def test_a_life_under_the_id_of_its_member_is_taken_in_any_spelling() -> None:
    given = db.OfficeRecords(ward(), lives={" m-1-0": life(*FULL)})

    assert given.lives is not None
    assert [one.member for one in given.lives] == ["m-1-0"]


def test_a_regular_meeting_of_what_is_no_cell_and_one_before_a_cell_stood_are_told() -> None:
    meetings = [Meeting("dbp", "2026-03-03", called=3, present=3), Meeting("cb-9", "2026-03-03", called=3, present=3)]

    assert [(one.code, one.subject) for one in attention(ward(), on=DAY, meetings=meetings).findings] == [
        ("meeting/cell-unknown", "cb-9"),
        ("meeting/body-of-another-form", "dbp"),
    ]


def test_the_room_is_copied_and_sent_elsewhere_as_a_function_is() -> None:
    assert pickle.loads(pickle.dumps(db.attention)) is db.attention  # noqa: S301 - what was written here
    assert copy.deepcopy(db.attention) is db.attention
    agenda = pickle.loads(pickle.dumps(db.attention(ward(), on=dt.date(2026, 3, 31))))  # noqa: S301
    assert agenda.to_json() == attention(ward(), on=DAY).to_json()
