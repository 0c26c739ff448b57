"""What the office of the invented ward keeps beside the register: fifteen months of meetings, duty, dues, ratings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import Final

from dangbo.attention.records import OfficeRecords
from dangbo.base.citations import Document
from dangbo.base.terms import Form, Level, MeetingKind, Rating, RatingStatus
from dangbo.datasets.ward import AS_OF, ROOT, ward
from dangbo.datasets.ward_people import EXEMPT_FROM, ward_exempt, ward_lives, ward_profiles
from dangbo.evaluation import RatingRecord
from dangbo.life.admissions import Prospect, ProspectStage
from dangbo.life.assignment import assign_cells
from dangbo.life.dues import DuesPaid
from dangbo.life.duty import CellKind, DutyProfile
from dangbo.life.meeting_parts import Attendance, Presence, Resolution, Task, Topic, TopicKind
from dangbo.life.meetings import Meeting
from dangbo.life.visits import CellAssignment, DutyVisit, Proposal
from dangbo.tree.records import RESIDENTIAL, Organization

_MONTHS: Final = tuple(dt.date(2025 + at // 12, at % 12 + 1, 1) for at in range(15))
"""From January 2025 to March 2026."""
_DAY: Final = dt.timedelta(days=1)
_MEETING_DAY: Final = 3
_APART_FROM: Final = dt.date(2025, 10, 28)
"""From then on a thematic meeting is one of its own."""
_SATURDAY: Final = 5
_WEEK: Final = 7
_QUARTER: Final = 3
_THEMATIC: Final = 2
"""Of the months of a quarter the one with a thematic meeting."""

_TOPICS: Final = tuple(map(Topic, (TopicKind.NEWS, TopicKind.LAST_MONTH, TopicKind.NEXT_MONTH)))
_SPECIAL: Final = (Topic(TopicKind.SPECIAL, "Học tập và làm theo Bác (giả định)"),)


def _working(day: dt.date) -> dt.date:
    """The day, or the Monday behind it: none of the days asked for is a holiday."""
    return day if day.weekday() < _SATURDAY else day + (_WEEK - day.weekday()) * _DAY


@cache
def ward_meetings() -> tuple[Meeting, ...]:
    """A regular meeting of every cell in every month, a thematic one in every quarter."""
    tree = ward().tree
    cells = tree.select(form=Form.CHI_BO)
    return tuple(meeting for cell in cells for meeting in _year_and_more(cell))


_JANUARY, _FEBRUARY, _MARCH = _MONTHS[-3:]
_NOT_HELD: Final = ("cb-tdp-4", _FEBRUARY)
_LATE: Final = ("cb-tdp-6", _JANUARY)
_LATE_BY: Final = 7 * _DAY
_NO_THEMATIC: Final = "cb-mam-non"
_NOT_FILED: Final = ("cb-tdp-12", _MARCH)
_NOT_DONE: Final = {("cb-tdp-9", _MARCH): dt.date(2026, 3, 24), ("cb-tdp-20", _MARCH): dt.date(2026, 4, 1)}
"""What is out of order, cell and month; of tasks that are not done also by when they were to be."""


def _year_and_more(cell: Organization) -> Iterator[Meeting]:
    for at, month in enumerate(_MONTHS):
        on, key = _working(month.replace(day=_MEETING_DAY)), (cell.id, month)
        joined = month.month % _QUARTER == _THEMATIC and on < _APART_FROM
        if key != _NOT_HELD:
            day = on + _LATE_BY if key == _LATE else on
            yield _held(cell, at, day, MeetingKind.WITH_THEMATIC if joined else MeetingKind.REGULAR)
        if month.month % _QUARTER == _THEMATIC and not joined and key != (_NO_THEMATIC, _FEBRUARY):
            yield _held(cell, at, on + _WEEK * _DAY, MeetingKind.THEMATIC)


def _held(cell: Organization, at: int, on: dt.date, kind: MeetingKind) -> Meeting:
    """A meeting inside the rules, prepared, filed, and with what it asked for done, but for what is named above."""
    roll, key = ward().tree.roll(cell), (cell.id, _MONTHS[at])
    came = [_came(member, place, at, on) for place, member in enumerate(roll) if _is_member(member, on)]
    present = sum(one.presence is Presence.PRESENT for one in came)
    special = kind is MeetingKind.THEMATIC
    due = _NOT_DONE.get(key, on + 3 * _WEEK * _DAY)
    done = None if key in _NOT_DONE else due - 2 * _DAY
    task = Task(f"Việc số {at + 1} (giả định)", who=roll[2], due=due, done_on=done)
    return Meeting.of(
        cell.id,
        on,
        came,
        minutes=(95 if kind is MeetingKind.REGULAR else 125) + at % 4 * 5,
        kind=kind,
        speakers=present // 4,
        chair=roll[0],
        secretary=roll[1],
        prepared_on=on - 4 * _DAY,
        papers_on=on - 2 * _DAY,
        filed_on=None if key == _NOT_FILED else on + _DAY,
        topics=_SPECIAL if special else _TOPICS,
        resolution=None if special else Resolution(f"{at + 1:02d}-NQ/CB", carried=present, of=present, tasks=[task]),
    )


_AWAY: Final = 17
"""One in so many is excused, in turn."""


@cache
def _attendance(member: str, presence: Presence) -> Attendance:
    """One record for each way to attend: the same in every meeting."""
    return Attendance(member, presence)


def _came(member: str, place: int, at: int, on: dt.date) -> Attendance:
    if on >= EXEMPT_FROM and member in ward_exempt():
        return _attendance(member, Presence.EXEMPT)
    if member == _stays_away() and on >= _JANUARY:
        return _attendance(member, Presence.ABSENT)
    excused = place > 1 and (at + place) % _AWAY == 0  # who presides and who writes are there
    return _attendance(member, Presence.EXCUSED if excused else Presence.PRESENT)


@cache
def _stays_away() -> str:
    """Who comes to no meeting of 2026, without a reason."""
    return ward().tree.roll("cb-tdp-7")[10]


@cache
def _does_not_pay() -> str:
    """Who pays nothing from October 2025 on."""
    return ward().tree.roll("cb-tdp-15")[10]


_PAID_UNTIL: Final = dt.date(2025, 9, 1)
_UNPAID: Final = ("cb-cong-ty-3", _FEBRUARY)
"""A cell of which no payment is recorded for a month."""


@cache
def _admitted() -> dict[str, dt.date]:
    profiles = ward_profiles()
    days = zip(profiles.ids, profiles.column("admitted"), strict=True)
    return {key: day for key, day in days if isinstance(day, dt.date)}


def _is_member(member: str, on: dt.date) -> bool:
    return _admitted()[member] <= on


# --- duty -------------------------------------------------------------------------------------------------------------

_DUTY_FROM: Final = dt.date(2025, 9, 1)


@cache
def _duty() -> tuple[DutyProfile, DutyProfile]:
    """Two at once: the ward's committee comes monthly, the grassroots committees come quarterly to their own cells."""
    (monthly,) = DutyProfile.in_force("ward-model", on=AS_OF, committee=ROOT)
    paper = Document(kind="quy chế", number="01-QC/ĐU (giả định)", issued="2025-06-02", issuer="các đảng ủy cơ sở")
    quarterly = DutyProfile(
        "dang-uy-co-so", Level.GRASSROOTS, (), (CellKind.OTHER,), at_least=1, per="quarter", document=paper
    )
    return monthly, quarterly


@cache
def _assignments() -> tuple[CellAssignment, ...]:
    """Each cell has one member of the ward's committee, each member of the committees below has one cell."""
    tree = ward().tree
    monthly, quarterly = _duty()
    plan = assign_cells(_members(ROOT), tree.select(form=Form.CHI_BO), hierarchy=tree)
    made = [CellAssignment(monthly.id, row.member, row.cell, _DUTY_FROM) for row in plan.rows]
    for above in tree.select(level=Level.GRASSROOTS, form=Form.DANG_BO):
        places = cycle(tree.children(above))
        for member in _members(above.id):
            home = tree.home(member)
            cell = next(place for place in places if place is not home)
            made.append(CellAssignment(quarterly.id, member, cell.id, _DUTY_FROM))
    return tuple(made)


def _members(organization: str) -> tuple[str, ...]:
    committee = ward().tree.committee(organization)
    return () if committee is None else committee.members


_NEVER_VISITED: Final = "cb-tdp-13"
_REPLACED: Final = "cb-tdp-21"
"""A cell nobody comes to; a cell whose member sends somebody else in 2026, which is no visit of their own."""


def _visits() -> Iterator[DutyVisit]:
    """Each member of the ward's committee comes once a month, each of the others once a quarter, but for two."""
    monthly, quarterly = _duty()
    months = [month for month in _MONTHS if month >= _DUTY_FROM]
    for profile, times in ((monthly, months), (quarterly, [month for month in months if month.month % _QUARTER == 0])):
        cells: dict[str, list[str]] = {}
        for one in _assignments():
            if one.profile == profile.id and (profile, one.cell) != (monthly, _NEVER_VISITED):
                cells.setdefault(one.member, []).append(one.cell)
        people = list(cells)
        for at, month in enumerate(times):
            on = _working(month.replace(day=_MEETING_DAY))
            for turn, (member, own) in enumerate(cells.items()):
                cell = own[at % len(own)]
                if profile is monthly and month >= _JANUARY and _REPLACED in own:
                    yield DutyVisit(people[turn - 1], cell, on, profile=profile.id, for_member=member)
                else:
                    yield DutyVisit(member, cell, on, profile=profile.id)


# --- admissions, proposals, dues, ratings -----------------------------------------------------------------------------

_WAY: Final = (
    (ProspectStage.AWARENESS_CLASS, dt.date(2025, 4, 14)),
    (ProspectStage.HELPER_ASSIGNED, dt.date(2025, 6, 3)),
)
_STUCK: Final = ("q-33", "cb-tdp-5", dt.date(2026, 2, 4))


def _prospects() -> Iterator[Prospect]:
    """Some people on the way, each in a cell; how far they are depends on their number. One waits for a decision."""
    cells = ward().tree.select(form=Form.CHI_BO)
    for at, cell in enumerate(cells[::2], 1):
        for stage, on in _WAY[: 1 + at % 2]:
            yield Prospect(f"q-{at:02d}", cell.id, stage, on + at * _DAY)
    person, where, resolved = _STUCK
    for stage, on in (*_WAY, (ProspectStage.CELL_RESOLVED, resolved)):
        yield Prospect(person, where, stage, on)


_UNANSWERED: Final = 8
_ANSWER_DUE: Final = dt.date(2026, 3, 16)


def _proposals() -> Iterator[Proposal]:
    """What cells asked of the ward's committee, each answered in time but for the last."""
    cells = ward().tree.select(unit_type=RESIDENTIAL)
    for at, cell in enumerate(cells[:_UNANSWERED], 1):
        raised = _working(_MONTHS[at + 5].replace(day=_MEETING_DAY))
        words = f"Kiến nghị số {at} (giả định)"
        if at == _UNANSWERED:
            yield Proposal(f"kn-{at}", cell.id, raised, words, ROOT, _ANSWER_DUE)
        else:
            due, answered = raised + 30 * _DAY, raised + 12 * _DAY
            yield Proposal(f"kn-{at}", cell.id, raised, words, ROOT, due, answered, "Đã xử lý (giả định)")


def _dues() -> Iterator[DuesPaid]:
    """Everybody pays every month from the admission on, but for those named above."""
    silent, month_not_told = frozenset(ward().tree.roll(_UNPAID[0])), _UNPAID[1]
    for at, (member, admitted) in enumerate(_admitted().items()):
        amount = 10_000 + at % 9 * 1_000
        for month in _MONTHS:
            told = member not in silent or month != month_not_told
            pays = member != _does_not_pay() or month <= _PAID_UNTIL
            if told and pays and (admitted.year, admitted.month) <= (month.year, month.month):
                yield DuesPaid(member, month, amount)


def _ratings() -> Iterator[RatingRecord]:
    """The ratings of 2025: one in six excellent, the others good; who is exempt is not rated."""
    tree = ward().tree
    for at, org in enumerate(tree):
        if org.id == _NOT_RATED:
            continue
        best = at % 6 == 1 and org.id != ROOT
        yield RatingRecord(org.id, _RATED, Rating.EXCELLENT if best else Rating.GOOD)
    exempt = ward_exempt()
    for at, member in enumerate(tree.members):
        if member in exempt:
            yield RatingRecord(member, _RATED, status=RatingStatus.EXEMPT, subjects="members")
        else:
            rating = Rating.EXCELLENT if at % 7 == 1 else Rating.GOOD
            yield RatingRecord(member, _RATED, rating, subjects="members")


_RATED: Final = 2025
_NOT_RATED: Final = "cb-quan-su"
_RECONCILED_BEFORE: Final = {"cb-tdp-23": dt.date(2026, 1, 10), "cb-tdp-25": dt.date(2026, 2, 2)}
_RECONCILED: Final = dt.date(2026, 3, 2)


def ward_2026() -> OfficeRecords:
    """What the office of an invented ward keeps, as of 31/03/2026: the bundle that `attention` asks.

    50 organizations, 1,500 members with profiles and lives, seats and terms; 15 months of meetings by list; visits
    under two duty profiles; prospects, proposals, dues, ratings, days of reconciliation. It is in order but for 40
    lines, and 5 more that come up by 03/04/2026: `provenance("ward_2026")` tells them one by one. All is synthetic.

    Returns:
        The same records every time.

    Examples:
        >>> from dangbo import attention
        >>> ward = ward_2026()
        >>> ward.register
        Hierarchy(50 organizations, 1 500 members, as of 2026-03-31)
        >>> [len(attention(ward, on=day)) for day in ("2026-03-31", "2026-04-03")]
        [40, 45]
    """
    return _ward_2026()


@cache
def _ward_2026() -> OfficeRecords:
    tree = ward().tree
    return OfficeRecords(
        tree,
        profiles=ward_profiles(),
        lives=ward_lives(),
        meetings=ward_meetings(),
        visits=_visits(),
        assignments=_assignments(),
        duty=_duty(),
        prospects=_prospects(),
        proposals=_proposals(),
        ratings=_ratings(),
        dues=_dues(),
        reconciled={org.id: _RECONCILED + at % 20 * _DAY for at, org in enumerate(tree)} | _RECONCILED_BEFORE,
    )
