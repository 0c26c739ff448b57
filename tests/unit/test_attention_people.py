"""What lives, meetings and dues are asked: each question has a case that makes it a line, and one that does not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.base.terms import Form, Level
from dangbo.life.meeting_parts import Resolution, Task
from dangbo.life.meetings import Meeting

DAY = "2026-03-31"
MONTHS = [dt.date(2025, month, 1) for month in (10, 11, 12)] + [dt.date(2026, month, 1) for month in (1, 2, 3)]


def ward(*, members: int = 3, cells: int = 2, as_of: str = DAY) -> db.Hierarchy:
    top = db.Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    some = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp")
        for n in range(1, cells + 1)
    ]
    people = [
        db.Member(f"m-{n}-{i}", f"Người {i}", db.MemberStatus.FULL) for n in range(1, cells + 1) for i in range(members)
    ]
    roll = {org.id: [one.id for one in people if one.id.startswith(f"m-{org.id[3:]}-")] for org in some}
    return db.Hierarchy([top, *some], members=people, roll=roll, as_of=as_of)


def life(*events: tuple[str, str], member: str = "m-1-0", **more: object) -> db.Life:
    return db.Life.of([db.LifeEvent(member, kind, on, **more) for kind, on in events])  # type: ignore[arg-type]


def lines(agenda: db.Agenda, codes: str = "due/") -> list[tuple[str, str, str | None, str]]:
    return [
        (
            line.code.removeprefix("due/"),
            line.subject,
            None if line.due is None else line.due.isoformat(),
            line.urgency.value,
        )
        for line in agenda.select(codes=codes)
    ]


# --- lives ------------------------------------------------------------------------------------------------------------

FULL = (("quyết định kết nạp", "2010-05-01"), ("kết nạp", "2010-05-19"), ("công nhận chính thức", "2011-05-19"))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(FULL, [], id="nothing is due of who is full"),
        pytest.param(
            (("quyết định kết nạp", "2025-03-20"), ("kết nạp", "2025-04-15")),
            [("probation-ends", "2026-04-15", "ahead")],
            id="probation ends within thirty days",
        ),
        pytest.param((("kết nạp", "2025-04"),), [("probation-ends", None, "undated")], id="on some day of a month"),
        pytest.param((("kết nạp", "2025"),), [("probation-ends", None, "undated")], id="on some day of a year"),
        pytest.param((("kết nạp", "2025-05"),), [], id="on some day of a later month"),
        pytest.param((("kết nạp", "2025-02"),), [("recognition-review", None, "undated")], id="over, whatever the day"),
        pytest.param(
            (("kết nạp", "2024"), ("công nhận chính thức", "2026")), [], id="recognized on some day of this year"
        ),
        pytest.param((("kết nạp", "1984"), ("công nhận chính thức", "1985")), [], id="years alone of long ago"),
        pytest.param(
            (("quyết định kết nạp", "2025-03-20"), ("kết nạp", "2025-05-15")), [], id="probation ends later than that"
        ),
        pytest.param(
            (("quyết định kết nạp", "2025-02-20"), ("kết nạp", "2025-03-31")),
            [("recognition-review", "2026-05-15", "now")],
            id="on the day it is over the review begins",
        ),
        pytest.param(
            (("quyết định kết nạp", "2024-12-20"), ("kết nạp", "2025-01-05")),
            [("recognition-review", "2026-02-13", "overdue")],
            id="the review is overdue",
        ),
        pytest.param(
            (("kết nạp", "2025-01-05"), ("nghị quyết đề nghị công nhận chính thức", "2026-02-10")),
            [("recognition-decision", "2026-03-31", "now")],
            id="the decision on the recognition runs",
        ),
        pytest.param(
            (("nghị quyết đề nghị kết nạp", "2026-01-05"),),
            [("admission-decision", "2026-03-13", "overdue")],
            id="the decision on the admission is overdue",
        ),
        pytest.param(
            (("quyết định kết nạp", "2026-03-02"), ("Nhận quyết định kết nạp", "2026-03-05")),
            [("ceremony", "2026-04-16", "now")],
            id="the ceremony is counted from receipt",
        ),
        pytest.param(
            (("quyết định kết nạp", "2026-03-02"),), [("ceremony", None, "undated")], id="nobody recorded the receipt"
        ),
        pytest.param(
            (
                ("nghị quyết đề nghị kết nạp", "2024-01-05"),
                ("kết nạp", "2024-03-05"),
                ("công nhận chính thức", "2025-03-05"),
            ),
            [],
            id="a ceremony shows that there was a decision",
        ),
        pytest.param(
            (("quyết định kết nạp", "2022-01-05"), ("công nhận chính thức", "2023-02-05")),
            [],
            id="a recognition shows that there was a ceremony",
        ),
        pytest.param(
            (*FULL, ("chuyển công tác", "2025-11-03")),
            [("transfer-start", "2026-01-27", "overdue")],
            id="nobody filed the transfer",
        ),
        pytest.param(
            (*FULL, ("cấp giấy giới thiệu", "2026-03-10")), [("transfer-slip", "2026-04-21", "now")], id="the paper"
        ),
    ],
)
def test_what_a_life_began_and_did_not_end_is_due_by_its_rule(
    events: tuple[tuple[str, str], ...], expected: list[tuple[str, str | None, str]]
) -> None:
    agenda = attention(ward(), on=DAY, lives=[life(*events)])

    assert [(code, due, urgency) for code, _, due, urgency in lines(agenda)] == expected
    assert {line.organization for line in agenda.select(codes="due/")} <= {"cb-1"}
    assert all(line.rule is not None or line.due is None for line in agenda.select(codes="due/"))


def test_an_exemption_is_due_when_its_term_ends_and_forgotten_after_the_look_back() -> None:
    def due(until: str) -> list[tuple[str, str, str | None, str]]:
        events = [db.LifeEvent("m-1-0", kind, on) for kind, on in FULL]
        events.append(db.LifeEvent("m-1-0", "miễn sinh hoạt", "2025-05-01", until=until))
        return lines(attention(ward(), on=DAY, lives=[db.Life.of(events)]))

    assert due("2026-04-30") == [("exemption-over", "m-1-0", "2026-04-30", "ahead")]
    assert due("2026-02-28") == [("exemption-over", "m-1-0", "2026-02-28", "overdue")]
    assert due("2025-09-30") == due("2026-05-01") == []


@pytest.mark.parametrize(
    ("decided", "more", "expected"),
    [
        ("1996-05-01", (), [("badge", "2026-05-19", "ahead")]),
        ("1996-05-20", (), []),  # the round of 2 September is the next but one
        ("1996-01-05", (), [("badge", "2026-02-03", "overdue")]),
        ("1996-01-05", (("tặng Huy hiệu Đảng", "2026-02-03", "30"),), []),
        ("1995-08-05", (), []),  # the round of 2 September 2025 lies before the look-back
        ("1996-05-01", (("kỷ luật", "2025-12-01", "khiển trách"),), [("badge-deferred", "2026-09-02", "ahead")]),
        ("1996-12-01", (("từ trần", "2026-02-01", None),), [("badge-between-rounds", None, "undated")]),
    ],
)
def test_badges_are_those_of_the_next_round_of_missed_ones_and_of_the_dead(
    decided: str, more: tuple[tuple[str, str, str | None], ...], expected: list[tuple[str, str | None, str]]
) -> None:
    official = dt.date.fromisoformat(decided).replace(year=int(decided[:4]) + 1)
    events = [
        db.LifeEvent("m-1-0", "quyết định kết nạp", decided),
        db.LifeEvent("m-1-0", "công nhận chính thức", official),
    ]
    events += [db.LifeEvent("m-1-0", kind, on, detail=detail) for kind, on, detail in more]
    agenda = attention(ward(), on=DAY, lives=[db.Life.of(events)])

    assert [(code, due, urgency) for code, _, due, urgency in lines(agenda)] == expected


def test_who_is_on_no_roll_is_a_matter_of_the_organization_the_life_names_last() -> None:
    events = [db.LifeEvent("m-9", kind, on, organization="cb-2") for kind, on in FULL]
    events.append(db.LifeEvent("m-9", "cấp giấy giới thiệu", "2026-03-10", organization="nơi khác"))
    agenda = attention(ward(), on=DAY, lives=[db.Life.of(events)])

    assert [(line.code, line.organization) for line in agenda.select(codes="due/")] == [("due/transfer-slip", "cb-2")]


def test_two_lives_of_one_member_are_one() -> None:
    first, second = (
        life(FULL[1], ("nghị quyết đề nghị công nhận chính thức", "2026-02-10")),
        life(("công nhận chính thức", "2011-05-19")),
    )

    assert lines(attention(ward(), on=DAY, lives=[first, second])) == lines(
        attention(ward(), on=DAY, lives=[second, first])
    )


# --- meetings ---------------------------------------------------------------------------------------------------------


def held(cell: str, month: dt.date, day: int = 3, **more: object) -> Meeting:
    facts = {"called": 3, "present": 3, "kind": "with_thematic", "filed_on": month.replace(day=day + 1), **more}
    return Meeting(cell, month.replace(day=day), **facts)  # type: ignore[arg-type]


def year(*, but: Iterable[tuple[str, dt.date]] = ()) -> list[Meeting]:
    left = set(but)
    return [held(cell, month) for cell in ("cb-1", "cb-2") for month in MONTHS if (cell, month) not in left]


def test_cells_that_met_as_the_rules_say_have_no_line() -> None:
    assert lines(attention(ward(), on=DAY, meetings=year())) == []
    assert lines(attention(ward(), on="2026-04-03", meetings=year())) == []  # the first week of April is not over


def test_a_month_without_a_meeting_is_one_line_of_the_cell_with_all_its_months() -> None:
    meetings = year(but=[("cb-2", MONTHS[3]), ("cb-2", MONTHS[5])])
    (line,) = attention(ward(), on=DAY, meetings=meetings).select(codes="due/meeting-not-held")

    assert (line.subject, line.organization, line.due) == ("cb-2", "cb-2", dt.date(2026, 1, 7))
    assert "2026-01, 2026-03" in line.finding.message
    assert line.rule is not None
    assert line.rule.id == "meeting-day"


def test_from_the_eighth_of_the_month_on_its_meeting_is_missing() -> None:
    def missing(day: str) -> int:
        return len(attention(ward(), on=day, meetings=year()).select(codes="due/meeting-not-held"))

    assert (missing("2026-04-07"), missing("2026-04-08")) == (0, 2)


def test_a_meeting_behind_the_first_week_is_late_and_no_missing_one() -> None:
    meetings = [*year(but=[("cb-1", MONTHS[4])]), held("cb-1", MONTHS[4], 9)]

    assert lines(attention(ward(), on=DAY, meetings=meetings)) == [("meeting-day", "cb-1", "2026-02-07", "overdue")]


def test_a_joint_meeting_is_the_meeting_of_every_cell_and_one_of_the_committee_of_none() -> None:
    left = year(but=[("cb-2", MONTHS[5]), ("cb-1", MONTHS[5])])
    joint = Meeting("cb-1", "2026-03-03", called=6, present=6, cells=["cb-2"], filed_on="2026-03-04")
    committee = Meeting("cb-1", "2026-03-03", called=3, present=3, kind="committee")

    assert lines(attention(ward(), on=DAY, meetings=[*left, joint])) == []
    found = lines(attention(ward(), on=DAY, meetings=[*left, committee]), "due/meeting-not-held")
    assert [subject for _, subject, _, _ in found] == ["cb-1", "cb-2"]


@pytest.mark.parametrize(
    ("on", "urgency"), [("2026-02-15", None), ("2026-03-10", "ahead"), (DAY, "now"), ("2026-04-03", "overdue")]
)
def test_a_quarter_without_a_thematic_meeting_comes_up_a_month_before_it_ends(on: str, urgency: str | None) -> None:
    meetings = [held("cb-2", month, kind="regular" if month.year == 2026 else "with_thematic") for month in MONTHS]
    meetings += [held("cb-1", month) for month in MONTHS]
    found = lines(attention(ward(), on=on, meetings=meetings), "due/thematic")

    assert found == ([] if urgency is None else [("thematic", "cb-2", "2026-03-31", urgency)])


def test_results_are_to_be_filed_in_two_days_and_are_not_asked_where_nobody_files() -> None:
    meetings = [*year(but=[("cb-1", MONTHS[5])]), held("cb-1", MONTHS[5], filed_on=None)]
    agenda = attention(ward(), on=DAY, meetings=meetings)
    assert lines(agenda) == [("results-not-filed", "cb-1", "2026-03-05", "overdue")]
    assert lines(attention(ward(), on="2026-03-04", meetings=meetings)) == [
        ("results-not-filed", "cb-1", "2026-03-05", "now")
    ]

    nobody = [held(cell, month, filed_on=None) for cell in ("cb-1", "cb-2") for month in MONTHS]
    agenda = attention(ward(), on=DAY, meetings=nobody)
    assert lines(agenda) == []
    assert any("results of a meeting were filed" in note.en for note in agenda.notes)


def test_a_task_is_late_from_the_day_after_its_own_until_it_is_done() -> None:
    def late(on: str, **task: str) -> list[tuple[str, str, str | None, str]]:
        resolution = Resolution("1", tasks=[Task("Nói với ông Nguyễn Văn Nào đó", **task)])
        meetings = [*year(but=[("cb-1", MONTHS[0])]), held("cb-1", MONTHS[0], resolution=resolution)]
        agenda = attention(ward(), on=on, meetings=meetings).select(codes="due/task-late")
        assert "Nguyễn" not in agenda.to_json()
        return lines(agenda)

    assert late("2026-01-15", due="2026-01-15") == late(DAY) == late(DAY, due="2026-01-15", done_on="2026-02-01") == []
    assert late("2026-01-16", due="2026-01-15") == [("task-late", "cb-1", "2026-01-15", "overdue")]


def test_three_months_away_without_reason_in_one_year_are_a_line_of_the_member() -> None:
    def came(cell: str, months: Iterable[dt.date], **presence: str) -> list[Meeting]:
        whole = {f"m-{cell[-1]}-{n}": "present" for n in range(3)} | {
            f"m-{cell[-1]}-{key[-1]}": value for key, value in presence.items()
        }
        return [Meeting.of(cell, month.replace(day=3), whole, filed_on=month.replace(day=4)) for month in months]

    away = came("cb-1", MONTHS[3:], m0="absent", m1="excused")
    across = came("cb-2", MONTHS[2:5], m0="absent") + came("cb-2", MONTHS[5:])
    made_up = Meeting.of("cb-1", "2026-02-20", {"m-1-0": "present"}, kind="thematic", filed_on="2026-02-21")

    found = lines(attention(ward(), on=DAY, meetings=away + across), "due/absent-three-months")
    assert found == [("absent-three-months", "m-1-0", None, "undated")]
    assert lines(attention(ward(), on=DAY, meetings=[*away, made_up]), "due/absent-three-months") == []


def test_of_a_ledger_a_month_belongs_to_the_cells_that_stood_on_its_day() -> None:
    cell = db.Organization("cb-3", "Chi bộ 3", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp")
    founded = db.Establish(cell, members=["m-1-3", "m-1-4", "m-1-5"])
    paper = db.Document("quyết định", "01-QĐ/ĐU", "2026-02-05", "Đảng ủy phường")
    plan = db.Plan(effective="2026-02-10", decided_by="dbp", basis=paper, operations=[founded])
    ledger = db.History(ward(members=6, as_of="2025-10-01")).enact(plan, recorded="2026-02-10")
    (line,) = attention(ledger, on=DAY, meetings=year()).select(codes="due/meeting-not-held")

    assert (line.subject, line.due) == ("cb-3", dt.date(2026, 3, 7))


# --- dues -------------------------------------------------------------------------------------------------------------


def paid(*, but: Iterable[tuple[str, dt.date]] = (), months: Iterable[dt.date] = MONTHS) -> list[db.DuesPaid]:
    left, people = set(but), [f"m-{cell}-{n}" for cell in (1, 2) for n in range(3)]
    return [db.DuesPaid(one, month, 15_930) for one in people for month in months if (one, month) not in left]


def test_three_months_of_one_year_without_dues_are_a_line_and_two_are_none() -> None:
    missing = [("m-1-0", month) for month in (dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1))]
    across = [("m-2-1", month) for month in MONTHS[1:4]]
    dues = paid(but=[*missing, *across])

    assert lines(attention(ward(), on=DAY, dues=dues)) == []  # March is not over on its last day
    assert lines(attention(ward(), on="2026-04-01", dues=dues)) == [("dues-unpaid", "m-1-0", None, "undated")]
    free = [*dues, db.DuesPaid("m-1-0", "2026-02", 0)]
    assert lines(attention(ward(), on="2026-04-01", dues=free)) == []


def test_nothing_is_owed_for_months_before_somebody_came() -> None:
    missing = [("m-1-0", month) for month in MONTHS[:3]]
    admitted = life(("kết nạp", "2025-12-20"))

    assert len(lines(attention(ward(), on=DAY, dues=paid(but=missing)))) == 1
    assert lines(attention(ward(), on=DAY, dues=paid(but=missing), lives=[admitted])) == []


def test_profiles_and_the_ledger_tell_as_well_when_somebody_came() -> None:
    missing = [("m-1-0", month) for month in MONTHS[:3]]
    known = db.Profiles([{"member": "m-1-0", "admitted": "20/12/2025"}, {"member": "m-2-0", "admitted": "2030"}])
    assert lines(attention(ward(), on=DAY, dues=paid(but=missing), profiles=known)) == []

    new = db.Member("m-1-9", "Người mới", db.MemberStatus.PROBATIONARY)
    paper = db.Document("quyết định", "02-QĐ/ĐU", "2025-12-05", "Đảng ủy phường")
    plan = db.Plan(effective="2025-12-10", decided_by="dbp", basis=paper, operations=[db.Admit("cb-1", [new])])
    ledger = db.History(ward(as_of="2025-06-30")).enact(plan, recorded="2025-12-10")
    since_october = [*paid(), *(db.DuesPaid("m-1-9", month, 1) for month in MONTHS[3:])]
    assert lines(attention(ledger, on=DAY, dues=since_october)) == []
    assert len(lines(attention(ledger, on=DAY, dues=paid(but=missing)))) == 1  # who was there in October


def test_where_the_holidays_take_the_whole_first_week_there_is_time_until_the_month_is_over() -> None:
    shut = db.WorkingDays.weekdays(closed=[f"2026-02-0{day}" for day in range(2, 7)])
    meetings = [*year(but=[("cb-1", MONTHS[4]), ("cb-2", MONTHS[4])]), held("cb-2", MONTHS[4], 12)]

    assert lines(attention(ward(), on="2026-02-28", meetings=meetings, calendar=shut)) == []
    late = lines(attention(ward(), on="2026-03-01", meetings=meetings, calendar=shut))
    assert late == [("meeting-not-held", "cb-1", "2026-02-28", "overdue")]


def test_a_cell_that_reported_no_dues_is_asked_for_its_book_and_its_members_are_not_named() -> None:
    silent = [(f"m-1-{n}", month) for n in range(3) for month in MONTHS[2:5]]
    (line,) = attention(ward(), on="2026-04-01", dues=paid(but=silent)).select(codes="due/")

    assert (line.code, line.subject) == ("due/dues-not-recorded", "cb-1")
    assert "2026-01, 2026-02" in line.finding.message


def test_what_names_nobody_and_no_cell_is_told_and_not_lost() -> None:
    dues = [*paid(), db.DuesPaid("m-7", "2026-01", 1), db.DuesPaid("m-7", "2026-02", 1)]
    agenda = attention(ward(), on=DAY, dues=dues, meetings=[*year(), held("cb-9", MONTHS[5])])

    assert lines(agenda) == []
    assert [(one.code, one.subject) for one in agenda.findings] == [
        ("meeting/cell-unknown", "cb-9"),
        ("input/bad-value", "dues"),
    ]


@pytest.mark.parametrize("on", ["0001-01-01", "0001-02-03", "9999-12-01", "9999-12-31"])
def test_the_first_and_the_last_days_of_the_calendar_can_be_asked_for(on: str) -> None:
    monthly, yearly = (
        db.DutyProfile(per, "dbp", (), ["chi bộ khác"], at_least=1, per=per) for per in ("month", "year")
    )
    answers = [db.CellAssignment("month", "m-1-0", "cb-2", "0001-01-01")]
    agenda = attention(
        ward(),
        on=on,
        ahead=0,
        lives=[life(*FULL, ("tặng Huy hiệu Đảng", "2041-05-19")), life(FULL[1], member="m-2-0")],
        meetings=year(),
        dues=paid(),
        visits=[],
        assignments=answers,
        duty=[monthly, yearly],
    )

    assert agenda.on.isoformat() == on


# --- all of it --------------------------------------------------------------------------------------------------------


def test_the_list_does_not_depend_on_the_order_of_what_is_given() -> None:
    lives = [life(*FULL[:2], member=f"m-1-{n}") for n in range(3)] + [life(*FULL, ("cấp giấy giới thiệu", DAY))]
    meetings, dues = year(but=[("cb-2", MONTHS[3])]), paid(but=[("m-1-0", month) for month in MONTHS[:3]])
    before = attention(ward(), on=DAY, lives=lives, meetings=meetings, dues=dues)
    for some in (lives, meetings, dues):
        random.Random(13).shuffle(some)  # noqa: S311

    assert before == attention(ward(), on=DAY, lives=lives, meetings=meetings, dues=dues)
    assert len(before) > 3
