"""Meetings held against the register: cells that stood that day, people on the roll, nothing twice; tasks left open.

```
meetings | check_meetings(meetings, register) | Findings     meeting/...
meetings | tasks_open(meetings, on=...)       | OpenTask     what the next meeting begins with
```
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from typing_extensions import TypedDict

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code, Finding, finding
from dangbo.base.records import instances_of
from dangbo.base.terms import Form, MeetingKind
from dangbo.base.text import parse_date, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.meeting_parts import Task
from dangbo.life.meetings import MONTHLY, Meeting, MeetingBody
from dangbo.life.register import Standing, TreeOrRegister, spans_of, tree_of
from dangbo.render.findings import Findings
from dangbo.tree.committees import seats_of
from dangbo.tree.rows import few

__all__ = ["OpenTask", "check_meetings", "tasks_open"]


# --- against the register ---------------------------------------------------------------------------------------------


def check_meetings(meetings: Iterable[Meeting], register: TreeOrRegister) -> Findings:
    """Hold meetings against the tree of their day.

    The roll of a committee or a đảng bộ is everybody of its branch; who takes part in a cell for a time is of it. One
    tree alone is taken to hold on every day: then the findings say of which date its rolls are. People known by number
    only are on no list, so that nobody can be said to be on no roll there. A register that records no people at all is
    not asked about rolls, and a note of the result says so.

    Args:
        meetings: in any order.
        register: the ledger, or one tree.

    Returns:
        `meeting/twice` and `meeting/before-register`; then by day and cell `meeting/above-roll`,
        `meeting/on-another-roll`, `meeting/on-no-roll`, `meeting/officer-not-on-roll`, `meeting/cell-not-standing`,
        `meeting/cell-unknown`, `meeting/body-of-another-form`. The same whatever the order of the meetings.
        O(meetings and their lists), and a tree for each day.

    Raises:
        InvalidInputError: something else than meetings, neither a tree nor a ledger.

    Examples:
        >>> from dangbo import datasets
        >>> city = datasets.thai_nguyen()
        >>> cell = next(org for org in city if org.form is Form.CHI_BO)
        >>> held = [Meeting(key, "2023-04-03", called=999, present=999) for key in (cell, "cb-x")]
        >>> [(found.code, found.subject == cell.id) for found in check_meetings(held, city)]
        [('meeting/above-roll', True), ('meeting/cell-unknown', False)]
    """
    kept = sorted(instances_of(Meeting, meetings, "meetings"), key=_order)
    if not kept:
        tree_of(register, dt.date.max)
        return Findings(())
    last = kept[-1].on
    unknown = _knows(register, last) and not tree_of(register, last).headcount().total
    return Findings((*twice(kept), *_against(kept, register)), notes=(_NO_PEOPLE,) if unknown else ())


_NO_PEOPLE: Final = Words(
    vi="Hồ sơ tổ chức chưa ghi đảng viên nào, nên không đối chiếu các buổi sinh hoạt với danh sách đảng viên.",
    en="The register records no people, so that no meeting was held against a roll.",
)


def _order(meeting: Meeting) -> tuple[object, ...]:
    people = meeting.called, meeting.present, tuple(one.member for one in meeting.attendance)
    officers = meeting.chair or "", meeting.secretary or ""
    return meeting.on, meeting.cell, meeting.kind.value, meeting.body.value, meeting.cells, *people, officers


def _cells(meeting: Meeting) -> tuple[str, ...]:
    return (meeting.cell, *meeting.cells)


def occasion(meeting: Meeting) -> tuple[dt.date, MeetingKind]:
    """What two records of one meeting have in common; one of them may leave out the thematic part that followed.

    Not the body: an organization has one that holds meetings of a kind, whatever it is called.
    """
    return meeting.on, MeetingKind.REGULAR if meeting.kind in MONTHLY else meeting.kind


def twice(meetings: Iterable[Meeting]) -> Iterator[Finding]:
    """Meetings that are recorded more than once: of one cell, day and kind; what followed is no other kind."""
    held = Counter((cell, *occasion(one)) for one in meetings for cell in _cells(one))
    for (cell, day, kind), count in held.items():
        if count > 1:
            yield finding("meeting/twice", cell, date=day, count=count, kind=kind.words)


def _against(meetings: list[Meeting], register: TreeOrRegister) -> Iterator[Finding]:
    days = [(day, list(of_day)) for day, of_day in groupby(meetings, attrgetter("on"))]
    early: list[Meeting] = []
    while days and not _knows(register, days[0][0]):
        early += days.pop(0)[1]
    for cell, count in sorted(Counter(one.cell for one in early).items()):
        last = max(one.on for one in early if one.cell == cell)
        yield finding("meeting/before-register", cell, count=count, date=last)
    if not days:
        return
    spans, standing = spans_of(register, days[0][0], days[-1][0]), Standing(register)
    for day, of_day in days:
        tree = tree_of(register, day)
        for one in of_day:
            gone = [cell for cell in _cells(one) if spans.on(cell, day) is None]
            yield from (not_standing(cell, day, standing) for cell in gone)
            if not gone:
                yield from _of_one(one, tree)


def _knows(register: TreeOrRegister, day: dt.date) -> bool:
    """Whether a register goes back to a day."""
    if isinstance(register, Hierarchy):
        return True
    try:
        spans_of(register, day, day)
    except InvalidInputError:
        tree_of(register, dt.date.max)  # no register at all is told as what it is
        return False
    return True


_OF_A_CELL: Final = frozenset({MeetingBody.CELL, MeetingBody.CHI_UY})


def _of_one(meeting: Meeting, tree: Hierarchy) -> Iterator[Finding]:
    cells, day = _cells(meeting), meeting.on
    for cell in cells:
        form, body = tree[cell].form, meeting.body
        if body is not MeetingBody.COMMITTEE and (body in _OF_A_CELL) is not (form is Form.CHI_BO):
            yield finding("meeting/body-of-another-form", cell, date=day, found=body.words, form=form.words)
    if not tree.headcount().total:
        return
    roll = sum(tree.headcount(cell).total + len(tree.guests(cell)) for cell in cells)
    if (there := meeting.called + meeting.exempt) > roll:
        yield finding("meeting/above-roll", meeting.cell, date=day, count=there, limit=roll, as_of=tree.as_of)
    if meeting.attendance or meeting.chair is not None or meeting.secretary is not None:
        yield from _people(meeting, tree)


def not_standing(cell: str, day: dt.date, standing: Standing) -> Finding:
    """A meeting of a cell on a day on which it did not stand."""
    state = standing.not_on(cell, day)
    if state is None:
        return finding("meeting/cell-unknown", unless_personal(cell), date=day)
    return finding("meeting/cell-not-standing", cell, date=day, state=state)


def _people(meeting: Meeting, tree: Hierarchy) -> Iterator[Finding]:
    cells = _cells(meeting)
    guests = {member for cell in cells for member in tree.guests(cell)}
    by_number = any(tree.headcount(cell).total > _listed(tree, cell) for cell in cells)
    whole = meeting.body in {MeetingBody.COMMITTEE, MeetingBody.DANG_BO}

    def is_of(member: str) -> bool | None:
        """Whether somebody is on the roll; `None` for whom nobody has on a roll."""
        if member in guests:
            return True
        home = tree.home(member)
        if home is None:
            return None
        return home.id in cells or (whole and any(tree.is_within(home, cell) for cell in cells))

    of = {one.member: is_of(one.member) for one in meeting.attendance}
    for code, wanted in _ROLLS:
        found = [member for member, on_roll in of.items() if on_roll is wanted]
        if found and not (wanted is None and by_number):
            yield finding(
                code, meeting.cell, date=meeting.on, count=len(found), members=_named(found), as_of=tree.as_of
            )
    for officer, what in ((meeting.chair, _CHAIR), (meeting.secretary, _SECRETARY)):
        if officer is None or officer in of:  # who is on the list is told with the list
            continue
        on_roll = is_of(officer)
        if not on_roll and not (on_roll is None and by_number) and officer not in _seated(tree, cells, meeting.on):
            yield finding(
                "meeting/officer-not-on-roll",
                meeting.cell,
                date=meeting.on,
                member=unless_personal(officer),
                item=what,
                as_of=tree.as_of,
            )


_ROLLS: Final[tuple[tuple[Code, bool | None], ...]] = (("meeting/on-another-roll", False), ("meeting/on-no-roll", None))
_CHAIR: Final = Words(vi="người chủ trì", en="chair")
_SECRETARY: Final = Words(vi="thư ký", en="keeper of the minutes")


def _listed(tree: Hierarchy, top: str) -> int:
    """How many of a branch are on a roll by id."""
    return len(tree.roll(top)) + sum(len(tree.roll(one)) for one in tree.descendants(top))


def _seated(tree: Hierarchy, cells: tuple[str, ...], day: dt.date) -> frozenset[str]:
    """Who has a seat in the bodies of these organizations, on the day or that of the tree, whatever their roll."""
    seats = (seat for cell in cells for seat in seats_of(tree, cell))
    return frozenset(seat.holder for seat in seats if seat.is_on(day) or seat.is_on(tree.as_of))


def _named(members: list[str]) -> str:
    return few([*map(unless_personal, sorted(members))])


# --- tasks ------------------------------------------------------------------------------------------------------------


class OpenTaskDocument(TypedDict):
    """A task of a meeting of a cell, by id, that is not done; its text may name people."""

    cell: str
    on: str
    text: str
    who: str | None
    due: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class OpenTask(Documented):
    """A task that is not done by the end of a day. Made by `tasks_open`.

    Attributes:
        meeting: the meeting that gave it.
        task: what is to be done.
        late: whether its day is past.
    """

    meeting: Meeting
    task: Task
    late: bool

    def as_dict(self) -> OpenTaskDocument:
        """The same as plain JSON values: cell and day of the meeting, what is to be done, by whom, by when."""
        due = self.task.due
        return {
            "cell": self.meeting.cell,
            "on": self.meeting.on.isoformat(),
            "text": self.task.text,
            "who": self.task.who,
            "due": None if due is None else due.isoformat(),
            "late": self.late,
        }


def tasks_open(meetings: Iterable[Meeting], *, on: dt.date | str) -> tuple[OpenTask, ...]:
    """The tasks of earlier meetings that are not done: what the next meeting begins with.

    Args:
        meetings: in any order; those after the day are passed over, and so is what was done after it.
        on: the day.

    Returns:
        Late ones first, then by day due, those without one at the end.

    Raises:
        InvalidInputError: something else than meetings, a day that is none.

    Examples:
        >>> from dangbo.life.meeting_parts import Resolution
        >>> tasks = [Task("Thu đảng phí", due="2026-03-20"), Task("Kết nạp", done_on="2026-03-25"), Task("Vận động")]
        >>> meeting = Meeting("cb-1", "2026-03-03", called=9, present=9, resolution=Resolution("03-NQ/CB", tasks=tasks))
        >>> [(one.task.due, one.late) for one in tasks_open([meeting], on="2026-04-03")]
        [(datetime.date(2026, 3, 20), True), (None, False)]
    """
    day = parse_date(on, where="on")
    found = [
        OpenTask(one, task, task.is_late(day))
        for one in sorted(instances_of(Meeting, meetings, "meetings"), key=_order)
        if one.on <= day
        for task in one.tasks
        if task.is_open(day)
    ]
    return tuple(sorted(found, key=lambda one: one.task.due or dt.date.max))
