"""Meetings held against the register, and the tasks they left open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dangbo import Establish, History, Merge, Seat, Stay
from dangbo.base.errors import InvalidInputError
from dangbo.hierarchy import Hierarchy
from dangbo.life.activity import activity_of
from dangbo.life.meeting_checks import check_meetings, tasks_open
from dangbo.life.meeting_parts import Resolution, Task
from dangbo.life.meetings import Meeting
from tests.builders import AS_OF, cell, city, everybody, plan

DAY = "2023-04-03"
TREE = city()


def ledger() -> History:
    """cb-2 goes into cb-1 on 1 June 2023; the city of two wards before."""
    return History(city()).enact(plan(Merge(["cb-2"], into="cb-1")))


def listed(of: str, *members: str, on: str = DAY, **rest: Any) -> Meeting:  # noqa: ANN401 - whatever the record takes
    return Meeting.of(of, on, dict.fromkeys(members, "present"), **rest)


def counted(of: str, count: int, on: str = DAY, **rest: Any) -> Meeting:  # noqa: ANN401 - the same
    return Meeting(of, on, called=count, present=count, **rest)


def told(meeting: Meeting, register: Hierarchy | History = TREE) -> list[tuple[str, str]]:
    """Code and subject of each finding; all have words in both languages."""
    found = check_meetings([meeting], register)
    for one in found:
        assert one.text(lang="vi") != one.text(lang="en")
        assert one.fix
    return [(one.code.removeprefix("meeting/"), one.subject) for one in found]


# --- rolls ------------------------------------------------------------------------------------------------------------


def test_what_fits_the_register_is_told_nothing_of() -> None:
    fine = [listed("cb-1", *everybody(1), chair="m-1-0"), counted("cb-6", 40), counted("cb-4", 15, exempt=0)]
    assert check_meetings(fine, TREE) == ()
    assert check_meetings([], TREE) == ()


def test_called_and_exempt_are_no_more_than_the_roll() -> None:
    assert told(counted("cb-1", 9, exempt=1)) == []
    (found,) = check_meetings([counted("cb-1", 9, exempt=2)], TREE)
    facts = dict(found.facts)
    assert (found.code, found.subject) == ("meeting/above-roll", "cb-1")
    assert (facts["count"], facts["limit"], str(facts["as_of"])) == (11, 10, AS_OF)
    assert told(counted("cb-1", 20, cells=["cb-2"])) == []
    assert told(counted("cb-1", 21, cells=["cb-2"])) == [("above-roll", "cb-1")]


def test_the_roll_of_a_committee_or_a_dang_bo_is_everybody_of_its_branch() -> None:
    assert told(counted("dbp", 53, kind="congress", body="dang_bo")) == []  # 40 by id, 5 and 8 by number
    assert told(counted("dbp", 54, kind="congress", body="dang_bo")) == [("above-roll", "dbp")]
    assert told(listed("dbp", "m-1-0", "m-3-4", kind="committee", chair="m-2-2")) == []
    assert told(listed("dbx", "m-1-0", kind="committee")) == [("on-another-roll", "dbx")]


def test_who_is_on_another_roll_or_on_none_is_told_by_id_and_count() -> None:
    (found,) = check_meetings([listed("cb-1", *everybody(1, 3), "m-2-0", "m-3-1")], TREE)
    facts = dict(found.facts)
    assert (found.code, facts["count"], facts["members"]) == ("meeting/on-another-roll", 2, "m-2-0, m-3-1")
    assert told(listed("cb-1", "m-1-0", "m-2-0", cells=["cb-2"])) == []
    (found,) = check_meetings([listed("cb-1", "m-1-0", "Nguyễn Thị Hoa")], TREE)
    assert found.code == "meeting/on-no-roll"
    assert "Hoa" not in found.text(lang="vi") + found.text(lang="en")
    assert told(listed("cb-1", "m-0")) == [("on-no-roll", "cb-1")]  # known, and on no roll


def test_of_a_roll_known_by_number_nobody_is_on_none() -> None:
    assert told(listed("cb-6", "m-6-1")) == []
    assert told(listed("cb-4", "m-4-0", "m-99")) == []
    assert told(listed("cb-6", "m-1-1")) == [("on-another-roll", "cb-6")]


def test_a_register_without_people_is_not_asked_about_rolls() -> None:
    """Nobody recorded is not nobody there."""
    bare = Hierarchy([replace(org, full=0, probationary=0) for org in TREE], as_of=AS_OF)
    found = check_meetings([counted("cb-1", 500), listed("cb-2", "m-1", chair="m-2"), counted("cb-x", 1)], bare)
    assert [one.code for one in found] == ["meeting/cell-unknown"]
    assert len(found.notes) == 1
    assert check_meetings([counted("cb-1", 500)], TREE).notes == ()


def test_who_takes_part_for_a_time_is_of_the_cell_while_it_lasts() -> None:
    tree = city(stays=[Stay("m-2-0", "cb-1", since="2023-01-01", until="2023-12-31")])
    assert told(listed("cb-1", *everybody(1), "m-2-0", chair="m-2-0"), tree) == []
    assert told(listed("cb-1", "m-2-1"), tree) == [("on-another-roll", "cb-1")]
    over = city(stays=[Stay("m-2-0", "cb-1", since="2022-01-01", until="2022-12-31")])
    assert told(listed("cb-1", "m-2-0"), over) == [("on-another-roll", "cb-1")]


def test_who_presides_is_on_the_roll_or_has_a_seat() -> None:
    assert told(counted("cb-1", 9, chair="m-2-0", secretary="m-1-1")) == [("officer-not-on-roll", "cb-1")]
    assert told(counted("cb-1", 9, chair="m-77")) == [("officer-not-on-roll", "cb-1")]
    (found,) = check_meetings([counted("cb-1", 9, secretary="m-2-0")], TREE)
    assert "its keeper of the minutes" in found.text(lang="en")
    bare = city()
    seated = Hierarchy(
        list(bare),
        bare.members,
        {org.id: bare.roll(org) for org in bare},
        seats=[Seat("cb-1", "secretary", "m-2-0", body="chi_uy", since="2023-01-01", source="appointed")],
        as_of=AS_OF,
    )
    assert told(counted("cb-1", 9, chair="m-2-0"), seated) == []
    left = replace(seated.seats["cb-1/chi_uy/secretary/m-2-0"], until=dt.date(2023, 2, 28))
    was = Hierarchy(list(bare), bare.members, {org.id: bare.roll(org) for org in bare}, seats=[left], as_of=AS_OF)
    assert told(counted("cb-1", 9, chair="m-2-0"), was) == [("officer-not-on-roll", "cb-1")]
    assert told(counted("cb-1", 9, "2023-02-03", chair="m-2-0"), was) == []


# --- cells and days ---------------------------------------------------------------------------------------------------


def test_a_cell_meets_while_it_stands() -> None:
    held = [counted("cb-2", 10, day) for day in ("2023-05-03", "2023-05-31", "2023-06-01", "2023-07-03")]
    found = check_meetings(held, ledger())
    assert [(one.code, str(dict(one.facts)["date"])) for one in found] == [
        ("meeting/cell-not-standing", "2023-06-01"),
        ("meeting/cell-not-standing", "2023-07-03"),
    ]
    assert "its last day was 2023-05-31, taken over by 'cb-1'" in found[0].text(lang="en")
    assert "ngày cuối cùng là 31/5/2023" in found[0].text(lang="vi")


def test_the_roll_is_that_of_the_day() -> None:
    register = ledger()
    assert told(counted("cb-1", 20, "2023-05-31"), register) == [("above-roll", "cb-1")]
    assert told(counted("cb-1", 20, "2023-06-01"), register) == []
    assert told(listed("cb-1", "m-2-0", on="2023-05-31"), register) == [("on-another-roll", "cb-1")]
    assert told(listed("cb-1", "m-2-0", on="2023-06-01"), register) == []


def test_a_cell_nobody_knows_is_told_and_so_is_one_of_several() -> None:
    assert told(counted("cb-77", 1)) == [("cell-unknown", "cb-77")]
    assert told(counted("cb-1", 99, cells=["cb-77"])) == [("cell-unknown", "cb-77")]
    assert told(counted("Chi bộ của ông Hòa", 1)) == [("cell-unknown", "...")]


def test_a_cell_that_had_not_begun_is_told_with_the_day_it_does() -> None:
    new = cell("cb-9")
    register = History(city()).enact(plan(Establish(new, members=everybody(1, 5))))
    held = [counted("cb-9", 5, "2023-05-03"), counted("cb-9", 5, "2023-06-03")]
    (found,) = check_meetings(held, register)
    assert found.code == "meeting/cell-not-standing"
    assert "it was set up on 2023-06-01" in found.text(lang="en")


def test_meetings_before_the_ledger_are_counted_and_the_others_checked() -> None:
    held = [counted("cb-1", 99, day) for day in ("2022-01-03", "2023-03-03", "2023-05-03")]
    found = check_meetings(held, ledger())
    assert [(one.code, dict(one.facts)["count"]) for one in found] == [
        ("meeting/before-register", 2),
        ("meeting/above-roll", 99),
    ]
    assert [one.code for one in check_meetings(held[:1], ledger())] == ["meeting/before-register"]


def test_members_of_a_cell_meet_in_a_cell_and_those_of_a_dang_bo_in_one() -> None:
    assert told(counted("dbp", 5)) == [("body-of-another-form", "dbp")]
    assert told(counted("cb-1", 5, body="dang_bo")) == [("body-of-another-form", "cb-1")]
    assert told(counted("dbp", 5, kind="committee", body="chi_uy")) == [("body-of-another-form", "dbp")]
    assert told(counted("cb-1", 3, kind="committee")) == []  # a chi ủy is a committee too


def test_the_same_meeting_twice_is_told_once_for_each_cell() -> None:
    held = [
        counted("cb-1", 9),
        counted("cb-1", 8),
        counted("cb-2", 9, cells=["cb-1"]),
        counted("cb-1", 3, kind="thematic"),
    ]
    (found,) = check_meetings(held, TREE)
    assert (found.code, found.subject, dict(found.facts)["count"]) == ("meeting/twice", "cb-1", 3)
    (found,) = check_meetings([counted("cb-1", 9), counted("cb-1", 9, kind="with_thematic")], TREE)
    assert (found.code, found.subject) == ("meeting/twice", "cb-1")


def test_one_meeting_recorded_with_and_without_its_thematic_part_counts_once() -> None:
    held = [counted("cb-1", 9), counted("cb-1", 9, kind="with_thematic"), counted("cb-1", 9, kind="thematic")]
    for given in (held, held[::-1]):
        activity = activity_of(TREE, given, ("2023-04-01", "2023-04-30"))
        assert [found.code for found in activity.findings] == ["meeting/twice"]
        own = activity.own("cb-1")
        assert (own.meetings, own.called, own.regular, own.thematic) == (2, 18, 1, 2)  # one of the two is the part


def test_the_order_of_input_does_not_matter() -> None:
    held = [
        counted(f"cb-{of}", 9 + of, f"2023-0{month}-0{day}") for of in (1, 2, 9) for month in (5, 6) for day in (3, 4)
    ]
    first = check_meetings(held, ledger())
    assert len(first) > 4
    assert check_meetings([*held[1::2], *held[-2::-2]], ledger()) == first


def test_what_is_no_meeting_and_no_register_is_refused() -> None:
    wrong: tuple[Any, ...] = (None, 5, "cb-1", {"cb-1": 1}, [None])
    for one in wrong:
        with pytest.raises(InvalidInputError):
            check_meetings(one, TREE)
        with pytest.raises(InvalidInputError):
            tasks_open(one, on=DAY)
    for register in wrong:
        for held in ([], [counted("cb-1", 1)]):
            with pytest.raises(InvalidInputError):
                check_meetings(held, register)


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_the_next_meeting_begins_with_what_is_open() -> None:
    tasks = [
        Task("no day"),
        Task("late", due="2023-04-20"),
        Task("done", due="2023-04-20", done_on="2023-04-20"),
        Task("done later", due="2023-04-25", done_on="2023-05-10"),
        Task("to come", due="2023-06-30"),
    ]
    march = counted("cb-1", 9, "2023-03-03", resolution=Resolution(tasks=[Task("oldest", due="2023-04-01")]))
    april = counted("cb-1", 9, resolution=Resolution(tasks=tasks))
    may = counted("cb-1", 9, "2023-05-03", resolution=Resolution(tasks=[Task("next")]))
    found = tasks_open([may, april, march, counted("cb-1", 9, "2023-02-03")], on="2023-05-02")
    assert [(one.task.text, one.late) for one in found] == [
        ("oldest", True),
        ("late", True),
        ("done later", True),
        ("to come", False),
        ("no day", False),
    ]
    assert found[0].meeting is march
    assert [one.task.text for one in tasks_open([may, april], on="2023-05-10")][-1] == "next"
    assert "late" not in repr(found[1].task)


def test_one_meeting_recorded_as_of_two_bodies_is_recorded_twice() -> None:
    chi_uy = counted("cb-1", 3, kind="committee", body="chi ủy")
    pairs = [(chi_uy, counted("cb-1", 3, kind="committee")), (counted("dbp-1", 3), counted("dbp-1", 3, body="đảng bộ"))]
    for pair in pairs:
        assert [one.code for one in check_meetings(pair, TREE) if one.code == "meeting/twice"] == ["meeting/twice"]


def test_a_meeting_on_the_last_day_that_can_be_written_is_held_against_the_register() -> None:
    last = [counted("cb-2", 1, on="9999-12-31"), counted("cb-1", 1, on="9999-12-31")]
    assert told(last[0], ledger()) == [("cell-not-standing", "cb-2")]
    assert [one.subject for one in check_meetings(last, ledger())] == ["cb-2"]
    assert check_meetings(last, TREE) == ()


def test_findings_are_the_same_in_any_order_of_meetings() -> None:
    again = [counted("cb-1", 1, chair=f"m-{number}") for number in (901, 903, 902)]
    expected = check_meetings(again, TREE)
    assert [one.code for one in expected if one.code != "meeting/twice"] == ["meeting/officer-not-on-roll"] * 3
    assert check_meetings(again[::-1], TREE) == expected


def test_a_cell_that_ended_or_began_is_known_whatever_period_is_asked_about() -> None:
    register = History(city()).enact(plan(Merge(["cb-2"], into="cb-1")))
    (found,) = check_meetings([counted("cb-2", 5, "2024-02-03")], register)
    assert activity_of(register, [counted("cb-2", 5, "2024-02-03")], 2024).findings == (found,)
    assert found.text(lang="vi").startswith(
        "có ghi buổi họp của 'cb-2' ngày 03/02/2024, khi tổ chức này không hoạt động: "
        "ngày cuối cùng là 31/5/2023, tiếp nhận: 'cb-1'."
    )
    new = History(city()).enact(plan(Establish(cell("cb-9"), members=everybody(1, 5))))
    early = counted("cb-9", 5, "2023-05-03")
    assert told(early, new) == [("cell-not-standing", "cb-9")]
    assert told(early, new.as_of("2023-05-03")) == [("cell-unknown", "cb-9")]
