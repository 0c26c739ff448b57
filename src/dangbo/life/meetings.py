"""Meetings as records: who met, who was called and came, what was resolved and who was to do what by when.

```
Meeting           the body, the day, counts of called, present and absent; and, where it is recorded:
  Attendance      a member, and whether present, excused, absent or exempt; the counts follow from the list
  Topic           what it was about, of a closed list, in words
  Resolution      its number and the vote, with its tasks
    Task          what is to be done, by whom, by when; done on
     | score_meeting(points, scale)       life/meeting_scales.py: quality in points, by a scale of a place
     | check_meeting(meeting)             life/meeting_frame.py: the frame of the central guides on its day
     | year_of_meetings(cell, year, ...)  life/meeting_years.py: months held, attendance, tiers
```

People are ids. Texts of topics and tasks may name somebody: no `repr` and no error shows them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Final, Self, cast

from pydantic import BeforeValidator

from dangbo.base.clauses import FORMS
from dangbo.base.documents import Format
from dangbo.base.envelope import envelope
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, finding
from dangbo.base.json_records import Form, Records
from dangbo.base.reading import read_count, read_subject, read_term
from dangbo.base.records import Count, Day, Id, RecordType, Text, instances_of, listing, one_of, record
from dangbo.base.terms import MeetingKind, Term
from dangbo.base.text import UnreadableError, format_date, lower_first, spaced_number, type_words
from dangbo.base.told import ReadDocument
from dangbo.base.words import Words
from dangbo.life.documents import LifeRecord
from dangbo.life.meeting_parts import (
    COUNTS_FIX,
    Attendance,
    Presence,
    Resolution,
    Task,
    Topic,
    list_of,
    read_days_into,
    read_into,
    read_list_into,
)
from dangbo.life.meeting_scales import MeetingScale, MeetingScore, MeetingTier, ScaleItem
from dangbo.life.rows import AS_NAMED, first_of, sheets_of
from dangbo.life.titles import TITLES
from dangbo.tree.frames import Frame, rows_or_frame, sheet_of_frame
from dangbo.tree.reading import Rows
from dangbo.tree.rows import Sheet
from dangbo.tree.structure import refuse

__all__ = ["Meeting", "MeetingBody", "Meetings"]


# --- vocabularies -----------------------------------------------------------------------------------------------------


class MeetingBody(Term, vi="thành phần họp"):
    """Who meets: the members of a cell or of a đảng bộ, or the committee of one of them."""

    CELL = "cell", "Chi bộ", "members of a cell", "toàn chi bộ"
    CHI_UY = "chi_uy", "Chi ủy", "committee of a cell", "BCH chi bộ", "ban chấp hành chi bộ"
    COMMITTEE = "committee", "Cấp ủy", "committee", "đảng ủy", "BCH đảng bộ", "ban chấp hành đảng bộ"
    DANG_BO = "dang_bo", "Đảng bộ", "members of a đảng bộ", "toàn đảng bộ"


MONTHLY: Final = frozenset({MeetingKind.REGULAR, MeetingKind.WITH_THEMATIC})
"""The regular meeting of a month, whatever followed it on the same day."""

THEMATIC: Final = frozenset({MeetingKind.WITH_THEMATIC, MeetingKind.THEMATIC})
"""Meetings that are thematic, or in part."""

MEMBERS: Final = frozenset({MeetingBody.CELL, MeetingBody.DANG_BO})
"""Bodies that members are called to, rather than those who were elected."""

_COMMITTEES: Final = frozenset({MeetingBody.COMMITTEE, MeetingBody.CHI_UY})


# --- the record -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class Meeting(LifeRecord, metaclass=RecordType):
    """One meeting of a cell, of its committee, or of a đảng bộ; in counts, and by list where there is one.

    Args:
        cell: id of the cell; of the organization, where its committee or the members of a đảng bộ met.
        on: the day, as a date or text.
        called: how many had to attend; exempt members and armed forces on special duty are not among them.
        present: how many attended.
        absent_with_reason: how many were excused.
        absent_without_reason: how many were not.
        exempt: how many are exempt from meetings and stayed away; they are not called.
        minutes: how long it lasted; `None` where that is not recorded.
        kind: regular, with a thematic part, thematic, of a committee, or a congress.
        body: who met; by default the members of the cell, or the committee where `kind` says so.
        cells: other cells that held it together with the first.
        attendance: who came; `Meeting.of` counts them, and counts given beside must agree.
        speakers: how many spoke; `None` where that is not recorded.
        chair: id of the member who presided.
        secretary: id of the member who kept the minutes.
        prepared_on: the day the committee prepared it.
        papers_on: the day its papers were given out.
        filed_on: the day its results were filed.
        topics: what it was about.
        resolution: what was resolved.
        score: its score by the scale of the place.

    Raises:
        InvalidInputError: everything that is wrong, at once: counts that are none, do not add up or contradict the
            list, more speakers or voters than present, a date that is none, a day out of order (prepared after it was
            held, filed or a task done before), a body that does not go with the kind, a member or cell listed twice.

    Examples:
        >>> meeting = Meeting("cb-1", "2025-11-03", called=20, present=18, absent_with_reason=2, minutes=95)
        >>> meeting, meeting.attended
        (Meeting('cb-1', 2025-11-03, regular: 18 of 20), Share(18, of=20) = 90,0%)
        >>> Meeting("cb-1", "2025-11-03", called=20, present=18)
        Traceback (most recent call last):
            ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - cb-1, 2025-11-03: 18 present, 0 absent with and 0 without reason are 18, not the 20 called. Correct the \
counts in the record of the meeting. [input/bad-figure]
    """

    cell: str
    on: dt.date
    called: int = field(kw_only=True)
    present: int = field(kw_only=True)
    absent_with_reason: int = field(default=0, kw_only=True)
    absent_without_reason: int = field(default=0, kw_only=True)
    exempt: int = field(default=0, kw_only=True)
    minutes: int | None = field(default=None, kw_only=True)
    kind: MeetingKind = field(default=MeetingKind.REGULAR, kw_only=True)
    body: MeetingBody = field(default=cast("MeetingBody", None), kw_only=True)
    cells: tuple[str, ...] = field(default=(), kw_only=True)
    attendance: tuple[Attendance, ...] = field(default=(), kw_only=True)
    speakers: int | None = field(default=None, kw_only=True)
    chair: str | None = field(default=None, kw_only=True)
    secretary: str | None = field(default=None, kw_only=True)
    prepared_on: dt.date | None = field(default=None, kw_only=True)
    papers_on: dt.date | None = field(default=None, kw_only=True)
    filed_on: dt.date | None = field(default=None, kw_only=True)
    topics: tuple[Topic, ...] = field(default=(), kw_only=True)
    resolution: Resolution | None = field(default=None, kw_only=True)
    score: MeetingScore | None = field(default=None, kw_only=True)

    if TYPE_CHECKING:  # accepts dates and terms as text, and keeps them as what they are

        def __init__(
            self,
            cell: str,
            on: dt.date | str,
            *,
            called: int,
            present: int,
            absent_with_reason: int = 0,
            absent_without_reason: int = 0,
            exempt: int = 0,
            minutes: int | None = None,
            kind: MeetingKind | str = MeetingKind.REGULAR,
            body: MeetingBody | str | None = None,
            cells: Iterable[str] = (),
            attendance: Iterable[Attendance] = (),
            speakers: int | None = None,
            chair: str | None = None,
            secretary: str | None = None,
            prepared_on: dt.date | str | None = None,
            papers_on: dt.date | str | None = None,
            filed_on: dt.date | str | None = None,
            topics: Iterable[Topic] = (),
            resolution: Resolution | None = None,
            score: MeetingScore | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep everything in one form, and refuse what contradicts itself."""
        object.__setattr__(self, "cell", read_subject(self.cell, "cell"))
        problems: list[Finding] = []
        read_days_into(self, ("on",), f"{self.cell}, ", problems)
        where = self.cell if problems else f"{self.cell}, {self.on}"
        for name in _COUNTS:
            value = getattr(self, name)
            if type(value) is not int or value < 0 or value > _FEW:
                object.__setattr__(self, name, read_count(value, f"{where}, {name}", problems))
        for name in ("minutes", "speakers"):  # which nobody may have noted
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, read_count(value, f"{where}, {name}", problems))
        if type(self.kind) is not MeetingKind:
            read_into(self, "kind", _kind_of, f"{where}, kind", problems)
        body: object = self.body
        if body is None:
            default = MeetingBody.COMMITTEE if self.kind is MeetingKind.COMMITTEE else MeetingBody.CELL
            object.__setattr__(self, "body", default)
        elif type(body) is not MeetingBody:
            read_into(self, "body", _body_of, f"{where}, body", problems)
        if _REST(self) != _NO_REST:  # two years of a city are 21,840 meetings, and most have counts only
            _read_rest(self, where, problems)
        if not problems:
            problems += _contradictions(self, where)
        if problems:
            raise InvalidInputError(problems)

    @classmethod
    def of(
        cls,
        cell: str,
        on: dt.date | str,
        attendance: Iterable[Attendance] | Mapping[str, Presence | str],
        **rest: Any,  # noqa: ANN401 - whatever the record takes
    ) -> Self:
        """A meeting whose counts follow from the list of who came.

        Args:
            cell: id of the cell.
            on: the day.
            attendance: one for each member, exempt ones among them; or presence by id of the member.
            rest: whatever else the record has. A count given beside the list must agree with it.

        Raises:
            InvalidInputError: as the record itself.

        Examples:
            >>> came = {"m-1": "present", "m-2": "có mặt", "m-3": "vắng có lý do", "m-4": "miễn"}
            >>> meeting = Meeting.of("cb-1", "2026-03-03", came, minutes=90)
            >>> meeting.called, meeting.present, meeting.absent_with_reason, meeting.exempt
            (3, 2, 1, 1)
        """
        if isinstance(attendance, Mapping):
            attendance = _listed(attendance)
        else:
            attendance = list_of(Attendance, attendance, "attendance")
        meeting = cls(cell, on, attendance=attendance, **{**_counted(attendance), **rest})
        if not attendance and (problems := [*_against_the_list(meeting, f"{meeting.cell}, {meeting.on}")]):
            raise InvalidInputError(problems)  # the record takes an empty list for none
        return meeting

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]],
        *,
        attendance: Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        tasks: Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        columns: Mapping[str, Any] = AS_NAMED,
        first_row: int | None = None,
    ) -> tuple[Self, ...]:
        """The meetings of a sheet, in its order.

        A column is a field of the record that a cell of a sheet can hold; `number`, `carried` and `of` are of its
        resolution. Counts may be blank where there is a list.

        Args:
            rows: mappings from field to value, a `csv.DictReader`, the records of a data frame; or columns.
            attendance: who came, a row for each member: `cell`, `on`, `member`, `presence`; and `kind`, where a cell
                met twice on one day.
            tasks: what was to be done, a row for each: `cell`, `on`, `text`, `who`, `due`, `done_on`; and `kind`.
            columns: names of columns, each with the field it is, for all three sheets: `{"Ngày họp": "on"}`; or such
                a mapping under the name of one: `{"tasks": {"Hạn": "due"}}`.
            first_row: number of the first row in its file; by default what a `csv.DictReader` says, or 1.

        Raises:
            InvalidInputError: everything that is wrong, each problem with its row and field and without the value: what
                cannot be read, contradicts itself, or belongs to no meeting of the sheet or to several.

        Examples:
            >>> rows = [{"Chi bộ": "cb-1", "Ngày": "03/11/2025", "Triệu tập": "20", "Có mặt": "18", "Vắng phép": "2"}]
            >>> called = {"Chi bộ": "cell", "Ngày": "on", "Triệu tập": "called", "Có mặt": "present"}
            >>> Meeting.from_rows(rows, columns={**called, "Vắng phép": "absent_with_reason"})
            (Meeting('cb-1', 2025-11-03, regular: 18 of 20),)
        """
        given = {
            "rows": (rows, "meeting", _MeetingRow),
            "attendance": (attendance, "attendance", _AttendanceRow),
            "tasks": (tasks, "task", _TaskRow),
        }
        return _from_sheets(cls, *sheets_of(given, columns=columns, first_row=first_row))

    @classmethod
    def from_frame(
        cls,
        frame: Frame,
        *,
        attendance: Frame | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        tasks: Frame | Iterable[Mapping[str, Any]] | Mapping[str, Sequence[object]] = (),
        columns: Mapping[str, Any] = AS_NAMED,
        first_row: int | None = None,
    ) -> tuple[Self, ...]:
        """The meetings of a data frame of pandas, Polars, PyArrow or what else narwhals knows, in its order.

        Args:
            frame: a row for each meeting, with the columns of `from_rows`; a lazy frame is collected. An index is no
                column.
            attendance: who came, as in `from_rows`: a frame, or rows.
            tasks: what was to be done, as in `from_rows`: a frame, or rows.
            columns: as in `from_rows`.
            first_row: number of the first row in its file, for the places of problems; 1 unless told otherwise.

        Raises:
            MissingExtraError: narwhals is not installed; the error says how it is.
            InvalidInputError: no frame, and as `from_rows`, each problem with its row and column.
        """
        first = first_of(first_row)
        beside = {
            name: rows_or_frame(given, noun, model, columns=columns, table=name, first_row=first)
            for name, given, noun, model in (
                ("attendance", attendance, "attendance", _AttendanceRow),
                ("tasks", tasks, "task", _TaskRow),
            )
        }
        whole = sheet_of_frame(frame, "meeting", _MeetingRow, columns=columns, table="rows", first_row=first)
        return cls.from_rows(cast("Any", whole), **beside, columns=columns, first_row=first)

    @property
    def attended(self) -> Share | None:
        """Those present among those called; `None` where nobody was called."""
        return Share(self.present, of=self.called, on=self.on) if self.called else None

    @property
    def speaking(self) -> Share | None:
        """Those who spoke among those present; `None` where that is not recorded or nobody was present."""
        return None if self.speakers is None or not self.present else Share(self.speakers, of=self.present, on=self.on)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of its resolution; none where there is no resolution."""
        return () if self.resolution is None else self.resolution.tasks

    def __repr__(self) -> str:
        return f"Meeting({self.cell!r}, {self.on}, {self.kind.gloss}: {self.present} of {self.called})"


_COUNTS: Final = ("called", "present", "absent_with_reason", "absent_without_reason", "exempt")
_REST: Final = attrgetter(
    "cells", "attendance", "topics", "chair", "secretary", "prepared_on", "papers_on", "filed_on", "resolution", "score"
)
_NO_REST: Final = ((), (), (), *(None,) * 7)
_FEW: Final = 10**6
"""Counts up to here are read without a call; the others by the one reader of counts."""
_RECORD_FIX: Final = Words(vi="Sửa bản ghi của buổi họp.", en="Correct the record of the meeting.")


def _listed(came: Mapping[str, Presence | str]) -> list[Attendance]:
    """The list that a mapping says; what is wrong is told by its place, since a key may be a name."""
    found: list[Attendance] = []
    problems: list[Finding] = []
    for at, (member, presence) in enumerate(came.items()):
        try:
            found.append(Attendance(member, presence))
        except InvalidInputError as error:
            problems += (
                replace(one, subject=one.subject.replace("Attendance", f"attendance[{at}]")) for one in error.findings
            )
    if problems:
        raise InvalidInputError(problems)
    return found


def _counted(attendance: Iterable[Attendance]) -> dict[str, int]:
    """The counts of a list."""
    came = Counter(one.presence for one in attendance)
    return {
        "called": came[Presence.PRESENT] + came[Presence.EXCUSED] + came[Presence.ABSENT],
        "present": came[Presence.PRESENT],
        "absent_with_reason": came[Presence.EXCUSED],
        "absent_without_reason": came[Presence.ABSENT],
        "exempt": came[Presence.EXEMPT],
    }


# --- sheets -----------------------------------------------------------------------------------------------------------

_A_KIND = Annotated[MeetingKind, BeforeValidator(one_of(MeetingKind))]
_A_BODY = Annotated[MeetingBody, BeforeValidator(one_of(MeetingBody))]
_A_PRESENCE = Annotated[Presence, BeforeValidator(one_of(Presence))]


@record
class _MeetingRow:
    """What a row says of a meeting."""

    cell: Id
    on: Day
    called: Count | None = None
    present: Count | None = None
    absent_with_reason: Count | None = None
    absent_without_reason: Count | None = None
    exempt: Count | None = None
    minutes: Count | None = None
    kind: _A_KIND = MeetingKind.REGULAR
    body: _A_BODY | None = None
    speakers: Count | None = None
    chair: Id | None = None
    secretary: Id | None = None
    prepared_on: Day | None = None
    papers_on: Day | None = None
    filed_on: Day | None = None
    number: Text | None = None
    carried: Count | None = None
    of: Count | None = None


@record
class _AttendanceRow:
    """Whether a member came to a meeting."""

    cell: Id
    on: Day
    member: Id
    presence: _A_PRESENCE = Presence.PRESENT
    kind: _A_KIND | None = None


@record
class _TaskRow:
    """What is to be done."""

    cell: Id
    on: Day
    text: Text
    who: Id | None = None
    due: Day | None = None
    done_on: Day | None = None
    kind: _A_KIND | None = None


_ROW_FIELDS: Final = tuple(one.name for one in fields(cast("Any", _MeetingRow)))
_OF_RESOLUTION: Final = ("number", "carried", "of")


def _from_sheets(make: Any, meetings: Rows[Any], attendance: Rows[Any], tasks: Rows[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - the record or one made of it
    """The meetings of their sheets, each constructed as by hand; what is refused is told at its row."""
    by_day: dict[tuple[str, dt.date], list[int]] = {}
    for at, row in enumerate(meetings.records):
        by_day.setdefault((row.cell, row.on), []).append(at)
    whole = not meetings.problems  # a refused row is no meeting, and what belongs to it would be told twice
    problems = [*meetings.problems, *attendance.problems, *tasks.problems]
    came, given = (_by_meeting(one, meetings, by_day, problems if whole else []) for one in (attendance, tasks))
    found = []
    for at, row in enumerate(meetings.records):
        people, work = came.get(at, ()), given.get(at, ())
        if again := [*_listed_before(people, attendance.sheet)]:
            problems += again
            continue
        listed = [Attendance(one.member, one.presence) for _, one in people]
        to_do = [Task(one.text, who=one.who, due=one.due, done_on=one.done_on) for _, one in work]
        rest = {name: value for name in _ROW_FIELDS[2:] if (value := getattr(row, name)) is not None}
        told = {name: rest.pop(name) for name in _OF_RESOLUTION if name in rest}
        try:
            if told or to_do:
                rest["resolution"] = Resolution(**told, tasks=to_do)
            construct = make if not listed else partial(make.of, attendance=listed)
            found.append(construct(row.cell, row.on, **rest))
        except InvalidInputError as error:
            rows = [place for place, _ in work]
            problems += (_at_row(one, meetings.sheet, meetings.places[at], tasks.sheet, rows) for one in error.findings)
    refuse(problems, [*meetings.notes, *attendance.notes, *tasks.notes])
    return tuple(found)


def _by_meeting(
    rows: Rows[Any], meetings: Rows[Any], by_day: Mapping[tuple[str, dt.date], list[int]], problems: list[Finding]
) -> dict[int, list[tuple[int, Any]]]:
    """Rows with their places by the meeting they belong to; those that belong to none or to several are problems."""
    found: dict[int, list[tuple[int, Any]]] = {}
    for at, row in enumerate(rows.records):
        held = [
            one
            for one in by_day.get((row.cell, row.on), ())
            if row.kind is None or meetings.records[one].kind is row.kind
        ]
        if len(held) == 1:
            found.setdefault(held[0], []).append((rows.places[at], row))
            continue
        reason = Words(
            vi="không có buổi họp nào của chi bộ này trong ngày này",
            en="no meeting of this cell on this day is in the sheet of meetings",
        )
        if held:
            reason = Words(
                vi="chi bộ này họp nhiều lần trong ngày; hãy ghi loại buổi họp ở cột 'kind'",
                en="the cell met several times on this day; say which meeting in a column 'kind'",
            )
        place = rows.sheet.place(rows.places[at], "on")
        problems.append(finding("input/bad-value", place.en, place=place, reason=reason))
    return found


def _listed_before(people: Iterable[tuple[int, Any]], sheet: Sheet) -> Iterator[Finding]:
    """Rows of who is in the list of a meeting already."""
    seen = set[str]()
    for at, row in people:
        if row.member in seen:
            place = sheet.place(at, "member")
            reason = Words(
                vi="đảng viên này đã có trong danh sách của buổi họp",
                en="the member is in the list of the meeting already",
            )
            yield finding("input/bad-value", place.en, place=place, reason=reason)
        seen.add(row.member)


_OF_A_TASK: Final = re.compile(r"resolution\.tasks\[(\d+)\]\.(\w+)$")


def _at_row(found: Finding, sheet: Sheet, at: int, tasks: Sheet, rows: Sequence[int]) -> Finding:
    """What the record says is wrong, at the row it comes from: that of the meeting, or of a task."""
    facts, tail = dict(found.facts), re.split(r", |\.", found.subject)[-1]
    tail = "carried" if tail == "Resolution" else tail
    place = sheet.place(at, tail if tail in _ROW_FIELDS else "")
    if (task := _OF_A_TASK.search(found.subject)) is not None:
        place = tasks.place(rows[int(task[1])], task[2])
    if found.code == "input/missing-field":
        return finding(found.code, place.en, place=place)
    return finding("input/bad-value", place.en, place=place, reason=facts["reason"])


# --- reading ----------------------------------------------------------------------------------------------------------


def _kind_of(value: object, where: str) -> MeetingKind:
    return read_term(MeetingKind, value, where)


def _body_of(value: object, where: str) -> MeetingBody:
    return read_term(MeetingBody, value, where)


def _ids_of(values: object, where: str) -> tuple[str, ...]:
    """Ids of a list."""
    try:
        return tuple(read_subject(one, f"{where}[{at}]") for at, one in enumerate(cast("Any", listing(values))))
    except (UnreadableError, TypeError):
        reason = Words(vi="không phải là danh sách mã", en="it is no list of ids")
        remedy = Words(vi="Ghi thành danh sách.", en="Give a list.")
        raise InvalidInputError([figure_problem(where, reason, remedy)]) from None


def _read_rest(meeting: Meeting, where: str, problems: list[Finding]) -> None:
    """Read what few meetings have."""
    before = f"{where}, "
    read_into(meeting, "cells", _ids_of, f"{before}cells", problems)
    read_list_into(meeting, "attendance", Attendance, before, problems)
    read_list_into(meeting, "topics", Topic, before, problems)
    for name in ("chair", "secretary"):
        if getattr(meeting, name) is not None:
            read_into(meeting, name, read_subject, f"{before}{name}", problems)
    read_days_into(meeting, ("prepared_on", "papers_on", "filed_on"), before, problems)
    for name, kind in (("resolution", Resolution), ("score", MeetingScore)):
        value = getattr(meeting, name)
        if value is not None and not isinstance(value, kind):
            said = type_words(value)
            reason = Words(vi=f"{said.vi} không phải là loại bản ghi cần có", en=f"'{said.en}' is no {kind.__name__}")
            problems.append(figure_problem(f"{before}{name}", reason, _RECORD_FIX))


# --- what contradicts itself ------------------------------------------------------------------------------------------


def _contradictions(meeting: Meeting, where: str) -> Iterator[Finding]:
    present, excused, absent = meeting.present, meeting.absent_with_reason, meeting.absent_without_reason
    if not meeting.attendance and present + excused + absent != meeting.called:  # counts of a list add up
        total = present + excused + absent
        reason = Words(
            vi=f"{present} có mặt, {excused} vắng có lý do và {absent} vắng không lý do là {total}, "
            f"không phải {meeting.called} được triệu tập",
            en=f"{present} present, {excused} absent with and {absent} without reason are {total}, "
            f"not the {meeting.called} called",
        )
        yield figure_problem(where, reason, COUNTS_FIX)
    if meeting.speakers is not None and meeting.speakers > present:
        reason = Words(
            vi=f"{meeting.speakers} người phát biểu mà chỉ {present} người có mặt",
            en=f"{meeting.speakers} spoke and {present} were present",
        )
        yield figure_problem(where, reason, COUNTS_FIX)
    kind, body = meeting.kind, meeting.body
    if (body in _COMMITTEES) is not (kind is MeetingKind.COMMITTEE):
        yield _two_bodies(where, kind, body)
    if meeting.attendance:
        yield from _against_the_list(meeting, where)
    if meeting.cells:
        yield from _other_cells(meeting, where)
    yield from _days_out_of_order(meeting, where)
    if (resolution := meeting.resolution) is not None:
        for name, vi, en in (("of", "biểu quyết", "had a vote"), ("carried", "tán thành", "voted for it")):
            if (count := getattr(resolution, name)) is not None and count > present:
                reason = Words(
                    vi=f"{count} người {vi} mà chỉ {present} người có mặt",
                    en=f"{count} {en} and {present} were present",
                )
                yield figure_problem(f"{where}, resolution.{name}", reason, COUNTS_FIX)
                break  # nobody is told the same of those for it


def _two_bodies(where: str, kind: MeetingKind, body: MeetingBody) -> Finding:
    reason = Words(
        vi=f'buổi họp ghi loại "{lower_first(kind.label)}" mà thành phần là "{lower_first(body.label)}"',
        en=f"a meeting of kind '{kind.value}' is not held by '{body.value}'",
    )
    remedy = Words(
        vi="Họp chi ủy, cấp ủy ghi loại họp cấp ủy; các loại khác là của toàn chi bộ hoặc toàn đảng bộ.",
        en="A chi ủy or committee meets as MeetingKind.COMMITTEE; every other kind is of members.",
    )
    return figure_problem(f"{where}, body", reason, remedy)


def _against_the_list(meeting: Meeting, where: str) -> Iterator[Finding]:
    seen = Counter(one.member for one in meeting.attendance)
    if len(seen) != len(meeting.attendance):
        twice = [at for at, one in enumerate(meeting.attendance) if seen[one.member] > 1]
        shown = ", ".join(map(str, twice[:_LISTED])) + (" ..." if len(twice) > _LISTED else "")
        reason = Words(
            vi=f"có đảng viên ghi nhiều lần (các vị trí {shown})", en=f"a member is listed twice (places {shown})"
        )
        yield figure_problem(f"{where}, attendance", reason, _RECORD_FIX)
    else:
        for name, count in _counted(meeting.attendance).items():
            if (given := getattr(meeting, name)) != count:
                reason = Words(
                    vi=f"ghi {given} mà danh sách có {count}", en=f"{given} is given and the list has {count}"
                )
                yield figure_problem(f"{where}, {name}", reason, COUNTS_FIX)
    came = {one.member: one.presence for one in meeting.attendance}
    for name in ("chair", "secretary"):
        presence = came.get(cast("str", getattr(meeting, name)), Presence.PRESENT)
        if presence is not Presence.PRESENT:
            label = presence.words
            reason = Words(
                vi=f'người này ghi "{lower_first(label.vi)}" trong danh sách', en=f"the list has them as {label.en}"
            )
            yield figure_problem(f"{where}, {name}", reason, _RECORD_FIX)


_LISTED: Final = 10


def _other_cells(meeting: Meeting, where: str) -> Iterator[Finding]:
    if meeting.body is not MeetingBody.CELL:
        body = meeting.body.words
        reason = Words(
            vi=f'chỉ các chi bộ họp chung với nhau, không phải thành phần "{lower_first(body.vi)}"',
            en=f"cells meet together, and not '{meeting.body.value}' with other cells",
        )
        yield figure_problem(f"{where}, cells", reason, _RECORD_FIX)
    if len({meeting.cell, *meeting.cells}) != 1 + len(meeting.cells):
        reason = Words(vi="có chi bộ ghi hai lần", en="a cell is given twice")
        yield figure_problem(f"{where}, cells", reason, _RECORD_FIX)


def _days_out_of_order(meeting: Meeting, where: str) -> Iterator[Finding]:
    def told(place: str, day: dt.date, vi: str, en: str) -> Finding:
        reason = Words(
            vi=f"ngày {format_date(day)} {vi} ngày họp {format_date(meeting.on)}",
            en=f"{day} is {en} the day of the meeting, {meeting.on}",
        )
        return figure_problem(f"{where}, {place}", reason, Words(vi="Sửa ngày.", en="Correct the date."))

    if meeting.prepared_on is not None and meeting.prepared_on > meeting.on:
        yield told("prepared_on", meeting.prepared_on, "sau", "after")
    if meeting.filed_on is not None and meeting.filed_on < meeting.on:
        yield told("filed_on", meeting.filed_on, "trước", "before")
    for at, task in enumerate(meeting.tasks):
        for name, day in (("due", task.due), ("done_on", task.done_on)):
            if day is not None and day < meeting.on:
                yield told(f"resolution.tasks[{at}].{name}", day, "trước", "before")


# --- many as one document ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Meetings(ReadDocument, metaclass=RecordType):
    """Meetings as one document: the body of a request, a file of a year. Iteration gives the records.

    Scores stand in a list of their own, with the sheets of items they were given by: what a scale says stands there
    once, and not in each meeting.

    Args:
        meetings: in any order; whether one cell met twice is asked where they are counted.

    Raises:
        InvalidInputError: something that is no meeting.

    Examples:
        >>> held = Meetings([Meeting("cb-1", "2025-11-03", called=20, present=20), Meeting("cb-2", "2025-11-03",
        ...     called=9, present=8, absent_with_reason=1)])
        >>> held
        Meetings(2 meetings)
        >>> Meetings.from_json(held.to_json()) == held
        True
    """

    meetings: tuple[Meeting, ...]

    def __init__(self, meetings: Iterable[Meeting]) -> None:
        object.__setattr__(self, "meetings", tuple(instances_of(Meeting, meetings, "meetings")))

    def as_dict(self) -> dict[str, Any]:
        """The meetings as plain JSON values, which make them again; fields that have their default are left out."""
        return envelope(_MEETINGS.name, _MEETINGS.records.plain(_ManyMeetings.of(self)), version=_MEETINGS.version)

    @classmethod
    def _format(cls) -> Format[Meetings]:
        return _MEETINGS

    def __iter__(self) -> Iterator[Meeting]:
        return iter(self.meetings)

    def __len__(self) -> int:
        return len(self.meetings)

    def __repr__(self) -> str:
        return f"Meetings({spaced_number(len(self))} meeting{'' if len(self) == 1 else 's'})"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What several meetings were scored by: the scale, the items and their full marks."""

    scale: MeetingScale
    items: tuple[ScaleItem, ...]
    full: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class ScoreOf:
    """The score of one of the meetings of a document; both it and its sheet by their place in their lists, from 1."""

    meeting: int
    sheet: int
    kind: MeetingKind
    points: tuple[Decimal | None, ...]
    lowest: Decimal
    highest: Decimal
    out_of: Decimal
    tier: MeetingTier | None = None
    capped_by: tuple[ScaleItem, ...] = ()
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class _ManyMeetings(Form):
    """What the document of `Meetings` says."""

    meetings: tuple[Meeting, ...]
    sheets: tuple[ScoreSheet, ...] = ()
    scores: tuple[ScoreOf, ...] = ()

    @classmethod
    def of(cls, thing: Meetings) -> _ManyMeetings:
        """The meetings without their scores, and these."""
        sheets: dict[ScoreSheet, int] = {}
        scores = []
        for at, meeting in enumerate(thing.meetings, 1):
            if (score := meeting.score) is None:
                continue
            sheet = ScoreSheet(score.scale, tuple(item for item, _ in score.items), score.full)
            number = sheets.setdefault(sheet, len(sheets) + 1)
            points = tuple(points for _, points in score.items)
            rest = (score.lowest, score.highest, score.out_of, score.tier, score.capped_by, score.notes)
            scores.append(ScoreOf(at, number, score.kind, points, *rest))
        bare = (one if one.score is None else replace(one, score=None) for one in thing.meetings)
        return cls(tuple(bare), tuple(sheets), tuple(scores))

    def made(self) -> Meetings:
        """The meetings, each with its score."""
        held, problems = [*self.meetings], []
        for at, one in enumerate(self.scores, 1):
            reason = self._wrong(one, held)
            if reason is not None:
                problems.append(finding("input/bad-value", "scores", reason=reason, field="scores", item=at))
                continue
            sheet = self.sheets[one.sheet - 1]
            items = tuple(zip(sheet.items, one.points, strict=True))
            rest = (sheet.full, one.lowest, one.highest, one.out_of, one.tier, one.capped_by, one.notes)
            score = MeetingScore(sheet.scale, one.kind, items, *rest)
            held[one.meeting - 1] = replace(held[one.meeting - 1], score=score)
        if problems:
            raise InvalidInputError(problems)
        return Meetings(held)

    def _wrong(self, score: ScoreOf, held: Sequence[Meeting]) -> Words | None:
        """What no single field of a score can say."""
        if not 1 <= score.meeting <= len(held):
            return Words(vi="không có buổi họp thứ ấy trong tài liệu", en="there is no such meeting in the document")
        if held[score.meeting - 1].score is not None:
            return Words(vi="buổi họp này đã có điểm", en="the meeting has a score already")
        if not 1 <= score.sheet <= len(self.sheets):
            return Words(
                vi="không có phiếu chấm điểm thứ ấy trong tài liệu", en="there is no such sheet in the document"
            )
        items = self.sheets[score.sheet - 1].items
        if len(score.points) != len(items):
            return Words(
                vi=f"có {len(score.points)} điểm, trong khi phiếu có {len(items)} nội dung",
                en=f"it has {len(score.points)} points, and its sheet {len(items)} items",
            )
        return None


_MEETINGS: Final = Format(
    "meetings",
    1,
    Meetings,
    Words(vi="các buổi họp", en="the meetings held"),
    Records(
        TITLES,
        lists={
            "meetings": Words(vi="buổi họp", en="meeting"),
            "sheets": Words(vi="phiếu chấm điểm", en="sheet"),
            "scores": Words(vi="điểm", en="score"),
        },
        forms={**FORMS, Meetings: _ManyMeetings},
    ),
)
