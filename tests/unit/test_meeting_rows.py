"""Meetings of sheets: rows, columns and files, with who came and what was to be done in sheets of their own."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import MeetingKind
from dangbo.life.meeting_parts import Presence
from dangbo.life.meetings import Meeting, MeetingBody

COLUMNS = {"Chi bộ": "cell", "Ngày họp": "on", "Triệu tập": "called", "Có mặt": "present", "Loại": "kind"}
SHEET = """Chi bộ,Ngày họp,Triệu tập,Có mặt,Loại,Ghi chú
cb-1,03/11/2025,20,20,thường kỳ,
cb-1,20/11/2025,20,20,Chuyên đề,họp tối

cb-2,03/11/2025,5,5,,
"""


def told(make: Callable[[], object]) -> list[str]:
    """Where something is refused; nothing of the sheet but numbers of rows and names of fields stands in the error."""
    with pytest.raises(InvalidInputError) as caught:
        make()
    assert "Hoa" not in str(caught.value) + caught.value.text(lang="vi") + repr(caught.value.findings)
    return [one.subject for one in caught.value.findings]


def row(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a cell holds
    return {"cell": "cb-1", "on": "2026-03-03", "called": 10, "present": 10, **more}


def test_a_file_is_read_by_its_headers_in_any_spelling() -> None:
    for text in (SHEET, unicodedata.normalize("NFD", SHEET), "\ufeff" + SHEET):
        meetings = Meeting.from_rows(csv.DictReader(io.StringIO(text)), columns=COLUMNS)
        assert [(one.cell, one.on.isoformat(), one.called, one.kind) for one in meetings] == [
            ("cb-1", "2025-11-03", 20, MeetingKind.REGULAR),
            ("cb-1", "2025-11-20", 20, MeetingKind.THEMATIC),
            ("cb-2", "2025-11-03", 5, MeetingKind.REGULAR),
        ]


def test_rows_columns_and_records_by_hand_are_the_same() -> None:
    by_hand = Meeting("cb-1", "2026-03-03", called=3, present=2, absent_with_reason=1, minutes=95, exempt=1)
    fields: dict[str, Any] = {
        "called": "3",
        "present": "2",
        "absent_with_reason": "1",
        "minutes": "95",
        "exempt": "1.0",
    }
    rows = [{"cell": "cb-1", "on": "3/3/2026", **fields}]
    columns = {name: [value] for name, value in rows[0].items()}
    assert Meeting.from_rows(rows) == Meeting.from_rows(columns) == (by_hand,)
    assert Meeting.from_rows([]) == ()


def test_every_field_that_a_cell_can_hold_is_read() -> None:
    days = {"prepared_on": "01/03/2026", "papers_on": "2026-03-02", "filed_on": "05/3/2026"}
    (one,) = Meeting.from_rows(
        [row(kind="họp cấp ủy", body="chi ủy", chair="m-1", secretary="m-2", **days, number="03", carried=9, of=10)]
    )
    assert (one.kind, one.body, one.chair, one.secretary) == (MeetingKind.COMMITTEE, MeetingBody.CHI_UY, "m-1", "m-2")
    assert [str(day) for day in (one.prepared_on, one.papers_on, one.filed_on)] == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-05",
    ]
    assert one.resolution is not None
    assert (one.resolution.number, one.resolution.carried, one.resolution.of) == ("03", 9, 10)


def test_who_came_stands_in_a_sheet_of_its_own_and_is_counted() -> None:
    came = [
        {"cell": "cb-1", "on": "03/03/2026", "member": "m-1", "presence": "có mặt"},
        {"cell": "cb-1", "on": "03/03/2026", "member": "m-2", "presence": "vắng có lý do"},
        {"cell": "cb-1", "on": "03/03/2026", "member": "m-3", "presence": ""},
    ]
    (one, other) = Meeting.from_rows([{"cell": "cb-1", "on": "2026-03-03"}, row(on="2026-04-03")], attendance=came)
    assert (one.called, one.present, one.absent_with_reason) == (3, 2, 1)
    assert [each.presence for each in one.attendance] == [Presence.PRESENT, Presence.EXCUSED, Presence.PRESENT]
    assert other.attendance == ()
    assert told(lambda: Meeting.from_rows([row()], attendance=came)) == [
        "meeting row 1, field 'called'",
        "meeting row 1, field 'present'",
    ]


def test_what_was_to_be_done_goes_to_its_meeting() -> None:
    tasks = [
        {"cell": "cb-1", "on": "2026-03-03", "Việc": "Thu đảng phí", "Hạn": "20/3/2026", "done_on": ""},
        {"cell": "cb-2", "on": "2026-03-03", "Việc": "Vận động", "Hạn": "", "done_on": "2026-03-09"},
    ]
    rows = [row(number="03-NQ/CB"), row(cell="cb-2"), row(cell="cb-3")]
    one, two, three = Meeting.from_rows(rows, tasks=tasks, columns={"tasks": {"Việc": "text", "Hạn": "due"}})
    assert [task.text for task in (*one.tasks, *two.tasks)] == ["Thu đảng phí", "Vận động"]
    assert one.resolution is not None
    assert (one.resolution.number, str(one.tasks[0].due), str(two.tasks[0].done_on)) == (
        "03-NQ/CB",
        "2026-03-20",
        "2026-03-09",
    )
    assert three.resolution is None


def test_of_two_meetings_on_one_day_the_kind_tells() -> None:
    rows = [row(), row(kind="thematic")]
    task = {"cell": "cb-1", "on": "2026-03-03", "text": "a"}
    assert told(lambda: Meeting.from_rows(rows, tasks=[task])) == ["task row 1, field 'on'"]
    regular, thematic = Meeting.from_rows(rows, tasks=[{**task, "kind": "chuyên đề"}])
    assert (len(regular.tasks), len(thematic.tasks)) == (0, 1)


def test_everything_wrong_is_told_at_its_row_at_once_and_no_value_is_repeated() -> None:
    rows = [
        row(),
        row(on="31/02/2026"),
        row(kind="Nguyễn Thị Hoa", body="Hoa"),
        row(present=9),
        row(called="Hoa", chair=5.5),
        row(filed_on="2026-03-01"),
        row(kind="regular", body="chi_uy"),
        row(called=None),
        row(speakers=11),
    ]
    assert told(lambda: Meeting.from_rows(rows, first_row=2)) == [
        "meeting row 3, field 'on'",
        "meeting row 6, field 'called'",
        "meeting row 4, field 'kind'",
        "meeting row 4, field 'body'",
        "meeting row 6, field 'chair'",
        "meeting row 5",
        "meeting row 7, field 'filed_on'",
        "meeting row 8, field 'body'",
        "meeting row 9, field 'called'",
        "meeting row 10",
    ]


def test_who_came_to_no_meeting_is_refused_and_not_dropped() -> None:
    came = [{"cell": "cb-9", "on": "2026-03-03", "member": "m-1", "presence": "present"}]
    assert told(lambda: Meeting.from_rows([row()], attendance=came)) == ["attendance row 1, field 'on'"]
    twice = [{"cell": "cb-1", "on": "2026-03-03", "member": "m-1", "presence": "present"}] * 2
    assert told(lambda: Meeting.from_rows([row(called=2, present=2)], attendance=twice)) == [
        "attendance row 2, field 'member'"
    ]
    bad = [{"cell": "cb-1", "on": "2026-03-03", "member": "m-1", "presence": "Nguyễn Thị Hoa"}]
    assert told(lambda: Meeting.from_rows([row()], attendance=bad)) == ["attendance row 1, field 'presence'"]


@pytest.mark.parametrize(
    "given", [None, 5, "cb-1", [None], [5], {"cell": "cb-1"}, [{"on": "2026-03-03"}]], ids=range(7)
)
def test_what_is_no_sheet_of_meetings_is_refused(given: Any) -> None:  # noqa: ANN401 - what is none
    assert told(lambda: Meeting.from_rows(given))
    if given != [{"on": "2026-03-03"}]:
        assert told(lambda: Meeting.from_rows([row()], attendance=given))


def test_a_misspelt_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInputError, match="speakers"):
        Meeting.from_rows([row(speaker=3)])
    with pytest.raises(InvalidInputError, match="there is no column 'Ngày'"):
        Meeting.from_rows([row()], columns={"Ngày": "on"})


def test_what_contradicts_a_meeting_is_told_at_the_row_that_says_it() -> None:
    meetings = [row(), row(cell="cb-2", number="5-NQ/CB", carried=9, of=8), row(cell="cb-3", number="6-NQ/CB", of=11)]
    of_cell = {"cell": "cb-1", "on": "2026-03-03"}
    tasks = [{**of_cell, "text": "Gặp bà Hoa"}, {**of_cell, "text": "Gặp bà Hoa", "due": "01/03/2026"}]
    assert told(lambda: Meeting.from_rows(meetings, tasks=tasks)) == [
        "task row 2, field 'due'", "meeting row 2, field 'carried'", "meeting row 3, field 'of'",
    ]  # fmt: skip
