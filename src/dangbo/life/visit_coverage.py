"""Whether the visits a regulation orders took place: by member, by cell and kind of cell, by month and quarter.

```
DutyProfile + CellAssignment ... + DutyVisit ... ── visit_coverage(profile, ..., start, end) ──> VisitCoverage
DutyProfile + how many members, how many cells   ── reach(profile, members=, cells=) ──────────> Reach
```

A visit counts for the cell that stood on its day: who took over from it is not credited with it. Who stood in for
another made a visit to the cell, which counts for neither of the two. What is owed is reckoned from the months of duty,
exactly, and whole visits are owed: that a part of a visit is owed by nobody is our reading, as is what counts as a
month of duty. No regulation that was seen says it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, ShareDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_count
from dangbo.base.records import instance_of, instances_of
from dangbo.base.results import cited, told
from dangbo.base.text import format_date, parse_period
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.life.duty import CellKind, DutyDocument, DutyProfile
from dangbo.life.events import last_of_month
from dangbo.life.visit_counting import (
    OUTSIDE,
    Holder,
    Place,
    Scene,
    Stretch,
    judged,
    months_in,
    read_assignments,
    sorted_visits,
    united,
)
from dangbo.life.visits import CellAssignment, DutyVisit
from dangbo.render.findings import Findings
from dangbo.render.table import number_cell, share_cell
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.life.register import TreeOrRegister
    from dangbo.render import Table

__all__ = ["CellVisits", "MemberVisits", "PeriodVisits", "Reach", "VisitCoverage", "reach", "visit_coverage"]

_DAY: Final = dt.timedelta(days=1)
_YEAR: Final = 12
_QUARTER: Final = 3


class MemberVisitsDocument(TypedDict):
    """The visits of a member, by id, and how many are due; the months on duty are exact, as text."""

    member: str
    committee: str | None
    made: int
    due: int | None
    months: str | None
    replaced: int


@dataclass(frozen=True, slots=True)
class MemberVisits(Documented):
    """The visits of a member who has the duty.

    Attributes:
        member: id of the member.
        committee: id of the organization whose committee has the duty; `None` where it stands above the tree.
        made: how many visits count for the member.
        months: how many months of the period the member had the duty, exactly; `None` where nobody recorded who has it.
        owed: what the months come to, exactly; `None` where that is not known, or the profile has no number.
        replaced: how many visits others made in the member's place.
    """

    member: str
    committee: str | None
    made: int
    months: Fraction | None
    owed: Fraction | None
    replaced: int = 0

    @property
    def due(self) -> int | None:
        """The whole visits owed; `None` where nothing is judged."""
        return None if self.owed is None else int(self.owed)

    @property
    def short(self) -> int:
        """How many visits are missing of those due."""
        return 0 if self.due is None else max(0, self.due - self.made)

    def as_dict(self) -> MemberVisitsDocument:
        """The row as plain JSON values."""
        return {
            "member": self.member,
            "committee": self.committee,
            "made": self.made,
            "due": self.due,
            "months": None if self.months is None else str(self.months),
            "replaced": self.replaced,
        }


class CellVisitsDocument(TypedDict):
    """The visits to a cell, by id, and who answers for it."""

    cell: str
    kind: str
    since: str
    until: str | None
    months: int
    visits: int
    answering: list[str]


@dataclass(frozen=True, slots=True)
class CellVisits(Documented):
    """The visits to a cell.

    Attributes:
        cell: id of the cell.
        kind: its kind, at the end of the period or when it ended.
        since: the first day of the period on which it stood.
        until: the day it ended; `None` of one that stands at the end of the period.
        months: how many months of the period the duty was about it: those on whose day of meeting it stood, as
            `activity_of` expects a meeting of them.
        visits: how many visits count for it.
        answering: ids of those who answer for it at the end.
    """

    cell: str
    kind: CellKind
    since: dt.date
    until: dt.date | None
    months: int
    visits: int
    answering: tuple[str, ...] = ()

    def as_dict(self) -> CellVisitsDocument:
        """The row as plain JSON values."""
        return {
            "cell": self.cell,
            "kind": self.kind.value,
            "since": self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "months": self.months,
            "visits": self.visits,
            "answering": list(self.answering),
        }


class PeriodVisitsDocument(TypedDict):
    """Visits and cells visited from one day to another."""

    since: str
    until: str
    visits: int
    cells: int


@dataclass(frozen=True, slots=True)
class PeriodVisits(Documented):
    """The visits of a month or quarter.

    Attributes:
        since: its first day within the period.
        until: its last day within the period.
        visits: how many visits count.
        cells: how many cells were visited.
    """

    since: dt.date
    until: dt.date
    visits: int
    cells: int

    def as_dict(self) -> PeriodVisitsDocument:
        """The row as plain JSON values."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "visits": self.visits,
            "cells": self.cells,
        }


class VisitCoverageDocument(TypedDict):
    """Visits of members on duty to cells in a period: by member, kind of cell, cell, month and quarter."""

    schema: Literal["dangbo/visit-coverage"]
    version: Literal[1]
    profile: DutyDocument
    start: str
    end: str
    members: list[MemberVisitsDocument]
    kinds: dict[str, ShareDocument | None]
    cells: list[CellVisitsDocument]
    never_visited: list[str]
    by_month: list[PeriodVisitsDocument]
    by_quarter: list[PeriodVisitsDocument]
    passed_over: int
    findings: list[FindingDocument]
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True, repr=False)
class VisitCoverage(Documented, Tabled, Framed):
    """Whether the visits of a duty profile took place. Made by `visit_coverage`.

    Attributes:
        profile: the profile.
        start: the first day.
        end: the last day.
        members: those who have the duty, by committee and id; each with the visits made and due.
        cells: every cell the duty was about in the period, ended ones too, by kind and id.
        counted: the visits that count, by day and cell.
        passed_over: how many visits were not asked: of another profile, or of days outside the period.
        findings: `activity/visit-...` for visits that do not count, `activity/assignment-...`, a kind nobody has.
        notes: what was not recorded, and what was therefore not asked.
    """

    profile: DutyProfile
    start: dt.date
    end: dt.date
    members: tuple[MemberVisits, ...]
    cells: tuple[CellVisits, ...]
    counted: tuple[DutyVisit, ...]
    passed_over: int
    findings: Findings
    notes: tuple[Words, ...] = ()

    @property
    def kinds(self) -> tuple[tuple[CellKind, Share | None], ...]:
        """Cells visited of all, for each kind of the profile; `None` where there are none of it."""
        return tuple((kind, self._share(kind)) for kind in self.profile.kinds)

    @property
    def visited(self) -> Share | None:
        """Cells visited of all; `None` where there is none."""
        return self._share(*self.profile.kinds)

    def _share(self, *kinds: CellKind) -> Share | None:
        asked = [row for row in self.cells if row.kind in kinds]
        return Share(sum(row.visits > 0 for row in asked), of=len(asked)) if asked else None

    @property
    def never_visited(self) -> tuple[str, ...]:
        """Ids of the cells nobody visited, those too that ended in the period."""
        return tuple(row.cell for row in self.cells if not row.visits)

    @property
    def by_month(self) -> tuple[PeriodVisits, ...]:
        """The visits of each month of the period."""
        return tuple(self._parts(1))

    @property
    def by_quarter(self) -> tuple[PeriodVisits, ...]:
        """The visits of each quarter of the calendar."""
        return tuple(self._parts(_QUARTER))

    def _parts(self, months: int) -> Iterator[PeriodVisits]:
        visits: Counter[tuple[int, int]] = Counter()
        cells: dict[tuple[int, int], set[str]] = {}
        for one in self.counted:
            part = (one.on.year, (one.on.month - 1) // months)
            visits[part] += 1
            cells.setdefault(part, set()).add(one.cell)
        day = self.start
        while day <= self.end:
            year, number = day.year, (day.month - 1) // months
            over = number * months + months
            last = min(self.end, last_of_month(dt.date(year, over, 1)))
            yield PeriodVisits(day, last, visits[year, number], len(cells.get((year, number), ())))
            if last == self.end:
                return
            day = last + _DAY

    @property
    def made(self) -> int:
        """How many visits count for the members."""
        return sum(row.made for row in self.members)

    @property
    def due(self) -> int | None:
        """How many visits the members owe; `None` where nothing is judged."""
        owed = [row.due for row in self.members if row.due is not None]
        return sum(owed) if owed else None

    @property
    def short(self) -> tuple[MemberVisits, ...]:
        """The members who made fewer visits than are due."""
        return tuple(row for row in self.members if row.short)

    def explain(self, *, lang: Lang = "vi") -> str:
        """What was visited of what, what members made of what is due, and what does not count.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> profile = DutyProfile("09", city.root, (), [CellKind.RESIDENTIAL])
            >>> visits = [DutyVisit("m-1", "cb-tdp-2", "2023-03-03"), DutyVisit("m-1", "cb-tdp-2", "2023-03-03")]
            >>> print(visit_coverage(profile, [], visits, city, "2023-01-01", "2023-03-31").explain(lang="en"))
            09, 1 January 2023 to 31 March 2023 (how often is not known). Cells visited: 1 of 398. Visits: 1. By \
members: 1. Not counted: 1. Nobody recorded who has the duty: neither seats of the committee nor assignments are \
there. What members owe is not asked.
        """
        first, last = (Words(vi=format_date(day), en=format_date(day, lang="en")) for day in (self.start, self.end))
        words = [
            Words(
                vi=f"{self.profile.id}, từ {first.vi} đến {last.vi} ({self.profile.often.vi}).",
                en=f"{self.profile.id}, {first.en} to {last.en} ({self.profile.often.en}).",
            )
        ]
        visited = self.visited
        if visited is not None:
            words.append(
                told(
                    Words(vi="Chi bộ được dự: {count}/{of}.", en="Cells visited: {count} of {of}."),
                    count=visited.count,
                    of=visited.of,
                )
            )
        words.append(told(Words(vi="Số lượt dự: {count}.", en="Visits: {count}."), count=len(self.counted)))
        words.append(
            told(Words(vi="Tính cho người có trách nhiệm: {count}.", en="By members: {count}."), count=self.made)
        )
        if self.due is not None:
            words.append(
                told(
                    Words(vi="Phải dự: {due}; chưa đủ: {short} người.", en="Due: {due}; members short: {short}."),
                    due=self.due,
                    short=len(self.short),
                )
            )
        if lost := self.not_counted:
            words.append(told(Words(vi="Không được tính: {count}.", en="Not counted: {count}."), count=lost))
        return " ".join(part.text(lang=lang) for part in (*words, *self.notes))

    @property
    def not_counted(self) -> int:
        """How many visits of the period, made under the profile, do not count; each has a finding."""
        return sum(found.code.startswith("activity/visit-") for found in self.findings)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.members,
            ("member", "text"),
            ("committee", "text"),
            ("made", "count"),
            ("months", "number"),
            ("owed", "number"),
            ("due", "count"),
            ("short", "count"),
            ("replaced", "count"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the kinds of cell, with the members below it in one line.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        visits = Counter[CellKind]()
        for row in self.cells:
            visits[row.kind] += row.visits
        rows = [self._row(kind.words.text(lang=lang), share, visits[kind], lang) for kind, share in self.kinds]
        whole = Words(vi="Cộng", en="Total").text(lang=lang)
        rows.append(self._row(whole, self.visited, visits.total(), lang))
        span = Words(
            vi=f"từ {format_date(self.start)} đến {format_date(self.end)}",
            en=f"{format_date(self.start, lang='en')} to {format_date(self.end, lang='en')}",
        )
        heads = (
            Words(vi="Loại chi bộ", en="Kind of cell"),
            Words(vi="Được dự", en="Visited"),
            Words(vi="Tổng số", en="Of"),
            Words(vi="Tỷ lệ", en="Share"),
            Words(vi="Lượt dự", en="Visits made"),
        )
        return words_table(
            Words(vi=f"Dự sinh hoạt {span.vi}: {self.profile.id}", en=f"Visits {span.en}: {self.profile.id}"),
            heads,
            rows,
            notes=[self.explain(lang=lang)],
            source=cited(self.profile.rule, self.profile.document, lang=lang),
            totals=(len(rows) - 1,),
            lang=lang,
        )

    @staticmethod
    def _row(label: str, share: Share | None, visits: int, lang: Lang) -> tuple[str, ...]:
        if share is None:
            return (label, *(number_cell(number, lang=lang) for number in (0, 0)), "", number_cell(visits, lang=lang))
        figures = (number_cell(number, lang=lang) for number in (share.count, share.of))
        return (label, *figures, share_cell(share, lang=lang), number_cell(visits, lang=lang))

    def as_dict(self) -> VisitCoverageDocument:
        """The coverage as plain JSON values."""
        return {
            "schema": "dangbo/visit-coverage",
            "version": 1,
            "profile": self.profile.as_dict(),
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "members": [row.as_dict() for row in self.members],
            "kinds": {kind.value: None if share is None else share.as_dict() for kind, share in self.kinds},
            "cells": [row.as_dict() for row in self.cells],
            "never_visited": list(self.never_visited),
            "by_month": [row.as_dict() for row in self.by_month],
            "by_quarter": [row.as_dict() for row in self.by_quarter],
            "passed_over": self.passed_over,
            "findings": [found.as_dict() for found in self.findings],
            "notes": [note.as_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        visited = self.visited
        cells = "no cells" if visited is None else f"{visited.count} of {visited.of} cells visited"
        return (
            f"VisitCoverage({self.profile.id!r}, {self.start} to {self.end}: {cells}, {len(self.counted)} visits, "
            f"{len(self.members)} members)"
        )


def visit_coverage(
    profile: DutyProfile,
    assignments: Iterable[CellAssignment],
    visits: Iterable[DutyVisit],
    ledger: TreeOrRegister,
    start: dt.date | str,
    end: dt.date | str,
    *,
    rules: RuleBook | None = None,
) -> VisitCoverage:
    """Hold the visits of a period against the duty to make them (thực hiện quy định dự sinh hoạt chi bộ).

    Who has the duty is read from the seats of the committee; where none are recorded, from the assignments under the
    profile; where there are none of them either, visits are counted for cells and what members owe is not asked.

    Args:
        profile: the duty.
        assignments: who answers for which cell; those under other profiles are passed over.
        visits: who came; those that name another profile are passed over, those that name none are asked.
        ledger: the `History`, or one tree, which is taken to have stood all the time.
        start: the first day.
        end: the last day.
        rules: the rulebook, for the day of the month on which cells meet; the shipped one unless told otherwise.

    Raises:
        InvalidInputError: something else than records; a period that ends before it starts or starts before the ledger.
        UnknownOrganizationError: the profile names an organization that stood on no day of the period.

    Complexity:
        O(cells + assignments + visits log visits), each times the depth of the tree; seats are looked up once a month.

    Examples:
        >>> from dangbo import datasets
        >>> city = datasets.thai_nguyen()
        >>> profile = DutyProfile("kt", city.root, (), [CellKind.RESIDENTIAL], at_least=2)
        >>> held = [CellAssignment("kt", "m-1", "cb-tdp-2", "2022-01-01")]
        >>> visits = [DutyVisit("m-1", "cb-tdp-2", "2022-03-03"), DutyVisit("m-1", "cb-cty-x", "2022-09-03")]
        >>> found = visit_coverage(profile, held, visits, city, "2022-01-01", "2022-12-31")
        >>> found
        VisitCoverage('kt', 2022-01-01 to 2022-12-31: 1 of 398 cells visited, 1 visits, 1 members)
        >>> [(row.member, row.made, row.due) for row in found.members], [one.code for one in found.findings]
        ([('m-1', 1, 2)], ['activity/visit-outside-duty'])

        A cell is dissolved on 01/09/2021 and its members go to another. Each has the visits of its own days, and its
        own months; a visit to the first after its last day counts for nobody.

        >>> from dangbo import History
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> every = DutyProfile("kt", city.root, (), list(CellKind), at_least=2)
        >>> days = [("cb-cty-r", "2021-08-20"), ("cb-gia-sang-tdp-1", "2021-09-10"), ("cb-cty-r", "2021-09-20")]
        >>> visits = [DutyVisit("m-1", cell, day) for cell, day in days]
        >>> found = visit_coverage(every, [], visits, ledger, "2021-07-01", "2021-12-31")
        >>> [(row.cell, row.months, row.visits) for row in found.cells if row.visits]
        [('cb-gia-sang-tdp-1', 6, 1), ('cb-cty-r', 2, 1)]
        >>> found.findings[0].code, found.findings[0].subject
        ('activity/visit-cell-not-standing', 'cb-cty-r')
    """
    instance_of(DutyProfile, profile, "profile")
    given = instances_of(CellAssignment, assignments, "assignments")
    came = instances_of(DutyVisit, visits, "visits")
    first, last = parse_period(start, end)
    scene = Scene(profile, ledger, first, last, book_of(rules))
    mine = [one for one in given if one.profile == profile.id]
    asked = [one for one in came if first <= one.on <= last and one.profile in {None, profile.id}]
    by_assignment, answering, problems = read_assignments(scene, mine)
    assigned_heads = {holder.head for holder in by_assignment}

    def has_duty(head: str, member: str, day: dt.date) -> bool:
        if scene.recorded(head):
            return scene.sits(head, member, day)
        if head not in assigned_heads:
            return True
        stretches = by_assignment.get(Holder(head, member), ())
        return any(since <= day <= until for since, until in stretches)

    places = _places(scene)
    visited: Counter[str] = Counter()
    made: Counter[Holder] = Counter()
    replaced: Counter[Holder] = Counter()
    counted: list[DutyVisit] = []
    for one, place, problem in judged(scene, sorted_visits(asked), has_duty):
        if problem is not None:
            problems.append(problem)
            continue
        counted.append(one)
        visited[one.cell] += 1
        places.setdefault(one.cell, place)
        head = place.head or OUTSIDE
        if one.for_member is None:
            made[Holder(head, one.member)] += 1
        else:
            replaced[Holder(head, one.for_member)] += 1
    heads = sorted({place.head for place in places.values() if place.head is not None})
    held = _held(scene, heads, by_assignment, (*made, *replaced))
    there = {place.kind for place in places.values()}
    problems += (
        finding("activity/kind-without-cells", profile.id, kind=Words(vi=kind.label.lower(), en=kind.gloss))
        for kind in profile.kinds
        if kind not in there
    )
    return VisitCoverage(
        profile=profile,
        start=first,
        end=last,
        members=tuple(
            _member(profile, holder, held[holder], made[holder], replaced[holder]) for holder in sorted(held)
        ),
        cells=_cells(scene, places, visited, answering),
        counted=tuple(counted),
        passed_over=len(came) - len(asked),
        findings=Findings(problems),
        notes=tuple(_notes(scene, heads, assigned_heads)),
    )


def _places(scene: Scene) -> dict[str, Place]:
    """The cells the duty was about in the period, as they were when it last was."""
    return {key: about[-1][1] for key in scene.spans if (about := scene.about(key))}


def _held(
    scene: Scene, heads: Iterable[str], by_assignment: dict[Holder, tuple[Stretch, ...]], seen: Iterable[Holder]
) -> dict[Holder, tuple[Stretch, ...] | None]:
    """Who has the duty, and when; `None` where nobody recorded it and all that is known is a visit."""
    held: dict[Holder, tuple[Stretch, ...] | None] = {
        holder: stretches for holder, stretches in by_assignment.items() if not scene.recorded(holder.head)
    }
    for head in heads:
        if scene.recorded(head):
            held |= {Holder(head, member): stretches for member, stretches in scene.seated(head).items()}
    for holder in seen:
        if holder not in held:
            held[holder] = _day_by_day(scene, holder) if scene.recorded(holder.head) else None
    return held


def _day_by_day(scene: Scene, holder: Holder) -> tuple[Stretch, ...]:
    """The stretches of somebody whose seat began and was taken off within a month."""
    days = (scene.first + count * _DAY for count in range((scene.last - scene.first).days + 1))
    return united((day, day) for day in days if scene.sits(holder.head, holder.member, day))


def _member(
    profile: DutyProfile, holder: Holder, stretches: tuple[Stretch, ...] | None, made: int, replaced: int
) -> MemberVisits:
    months = None if stretches is None else months_in(stretches)
    owed = None if months is None or profile.at_least is None else months * profile.at_least / profile.months
    return MemberVisits(holder.member, holder.head or None, made, months, owed, replaced)


def _cells(
    scene: Scene, places: dict[str, Place], visited: Counter[str], answering: dict[str, set[str]]
) -> tuple[CellVisits, ...]:
    rows = []
    order = list(CellKind)
    for key, place in places.items():
        spans = scene.spans[key]
        if place.kind is not None:
            rows.append(
                CellVisits(
                    cell=key,
                    kind=place.kind,
                    since=spans[0].since,
                    until=spans[-1].last if spans[-1].ended else None,
                    months=scene.months(key),
                    visits=visited[key],
                    answering=tuple(sorted(answering.get(key, ()))),
                )
            )
    return tuple(sorted(rows, key=lambda row: (order.index(row.kind), row.cell)))


def _notes(scene: Scene, heads: Iterable[str], assigned: set[str]) -> Iterator[Words]:
    bare = [head for head in heads if not scene.recorded(head)]
    by_assignment = [head for head in bare if head in assigned]
    if by_assignment:
        yield told(
            Words(
                vi="Chưa ghi cấp ủy viên của {count} cấp ủy: người có trách nhiệm lấy theo phân công phụ trách.",
                en="No seats are recorded of {count} committees: who has the duty is read from the assignments."
                if len(by_assignment) > 1
                else "No seats of the committee are recorded: who has the duty is read from the assignments.",
            ),
            count=len(by_assignment),
        )
    if len(bare) > len(by_assignment):
        yield Words(
            vi="Chưa ghi ai có trách nhiệm: chưa có cấp ủy viên, cũng chưa có phân công. Không xét số lượt phải dự.",
            en="Nobody recorded who has the duty: neither seats of the committee nor assignments are there. "
            "What members owe is not asked.",
        )


# --- how far a duty reaches -------------------------------------------------------------------------------------------


class ReachDocument(TypedDict):
    """How many cells so many members can reach by their duty, and how many it takes to reach all."""

    schema: Literal["dangbo/reach"]
    version: Literal[1]
    profile: DutyDocument
    members: int
    cells: int
    visits: int | None
    most: ShareDocument | None
    needed: int
    reaches_all: bool | None


@dataclass(frozen=True, slots=True, repr=False)
class Reach(Documented, Tabled, Framed):
    """How many cells the visits of a duty can reach in a year. Made by `reach`.

    Attributes:
        profile: the profile.
        members: how many members have the duty.
        cells: how many cells it is about.
    """

    profile: DutyProfile
    members: int
    cells: int

    @property
    def visits(self) -> int | None:
        """How many visits the members owe in a year; `None` where the number is not known."""
        least = self.profile.at_least
        return None if least is None else self.members * least * _YEAR // self.profile.months

    @property
    def most(self) -> Share | None:
        """The cells that can be visited by them, of all: each visit to another cell."""
        return None if self.visits is None else Share(min(self.visits, self.cells), of=self.cells)

    @property
    def needed(self) -> int:
        """How many visits of each member in a year it takes to visit each cell once."""
        return -(-self.cells // self.members)

    @property
    def reaches_all(self) -> bool | None:
        """Whether the visits owed are enough for each cell once a year; `None` where their number is not known."""
        return None if self.visits is None else self.visits >= self.cells

    def explain(self, *, lang: Lang = "vi") -> str:
        """What the duty can reach, and what it would take to reach every cell.

        Examples:
            >>> print(reach(DutyProfile("kt", "tp", (), [CellKind.RESIDENTIAL], at_least=2), members=45, cells=398)
            ...       .explain(lang="en"))
            45 members owe 90 visits a year: at most 90 of 398 cells. To visit each once a year is not possible with \
that; it takes 9 visits of each member.
        """
        facts: dict[str, object] = {
            "members": _many(self.members, "member"),
            "cells": _many(self.cells, "cell"),
            "needed": _many(self.needed, "visit"),
        }
        s = "s" if self.members == 1 else ""
        if self.visits is None:
            words = Words(
                vi="Chưa rõ số lần phải dự của {members} người. Muốn dự mỗi chi bộ trong {cells} chi bộ một lần trong "
                "năm, mỗi người phải dự {needed} lần.",
                en=f"How often {{members}} come{s} is not known. To visit each of {{cells}} once a year takes "
                "{needed} of each member.",
            )
            return told(words, **facts).text(lang=lang)
        words = Words(
            vi="{members} người phải dự {visits} lượt một năm: nhiều nhất {most}/{cells} chi bộ.",
            en=f"{{members}} owe{s} {{visits}} a year: at most {{most}} of {{cells}}.",
        )
        end = Words(
            vi="Như vậy không thể dự mỗi chi bộ một lần trong năm; muốn thế, mỗi người phải dự {needed} lần.",
            en="To visit each once a year is not possible with that; it takes {needed} of each member.",
        )
        if self.reaches_all:
            end = Words(vi="Đủ để dự mỗi chi bộ một lần trong năm.", en="That is enough to visit each once a year.")
        facts |= {"visits": _many(self.visits, "visit"), "most": min(self.visits, self.cells)}
        return f"{told(words, **facts).text(lang=lang)} {told(end, **facts).text(lang=lang)}"

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            [self],
            ("members", "count"),
            ("cells", "count"),
            ("visits", "count"),
            ("needed", "count"),
            ("reaches_all", "yes/no"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table, with the sentence below it.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import FACT_HEADS, words_table

        facts: tuple[tuple[Words, int | None], ...] = (
            (Words(vi="Người có trách nhiệm", en="members who have the duty"), self.members),
            (Words(vi="Chi bộ", en="cells"), self.cells),
            (Words(vi="Lượt phải dự một năm", en="visits owed a year"), self.visits),
            (
                Words(vi="Chi bộ dự được, nhiều nhất", en="cells reached, at most"),
                None if self.most is None else self.most.count,
            ),
            (Words(vi="Lượt mỗi người để dự hết", en="visits of each member for all"), self.needed),
        )
        unknown = Words(vi="chưa rõ", en="unknown").text(lang=lang)
        rows = [
            (words.text(lang=lang), unknown if count is None else number_cell(count, lang=lang))
            for words, count in facts
        ]
        return words_table(
            Words(vi=f"Khả năng dự hết các chi bộ: {self.profile.id}", en=f"Reach of the visits: {self.profile.id}"),
            FACT_HEADS,
            rows,
            notes=[self.explain(lang=lang)],
            source=cited(self.profile.rule, self.profile.document, lang=lang),
            lang=lang,
        )

    def as_dict(self) -> ReachDocument:
        """The answer as plain JSON values."""
        return {
            "schema": "dangbo/reach",
            "version": 1,
            "profile": self.profile.as_dict(),
            "members": self.members,
            "cells": self.cells,
            "visits": self.visits,
            "most": None if self.most is None else self.most.as_dict(),
            "needed": self.needed,
            "reaches_all": self.reaches_all,
        }

    def __repr__(self) -> str:
        most = "unknown" if self.most is None else str(self.most.count)
        told_of = f"{self.members} members, {self.cells} cells"
        return f"Reach({told_of}: at most {most} a year, {self.needed} visits each for all)"


def _many(count: int, noun: str) -> Words:
    """A count; in English with its noun, which Vietnamese sentences have for themselves."""
    return told(Words(vi="{count}", en=f"{{count}} {noun}{'' if count == 1 else 's'}"), count=count)


def reach(profile: DutyProfile, *, members: int | Sized, cells: int | Sized) -> Reach:
    """How many cells the visits of a duty can reach in a year, and what it would take to reach all.

    Args:
        profile: the duty.
        members: those who have it, or how many they are.
        cells: the cells it is about, or how many they are.

    Raises:
        InvalidInputError: no members, no cells, a number that is none.

    Examples:
        >>> duty = DutyProfile("kt", "tp", (), [CellKind.RESIDENTIAL], at_least=2)
        >>> found = reach(duty, members=45, cells=398)
        >>> found.most, found.needed, found.reaches_all
        (Share(90, of=398) = 22,6%, 9, False)
        >>> reach(duty, members=45, cells=910).needed
        21
    """
    instance_of(DutyProfile, profile, "profile")
    problems: list[Finding] = []
    counts = {
        "members": _how_many(members, "members", problems),
        "cells": _how_many(cells, "cells", problems),
    }
    if not problems:
        problems += (
            figure_problem(
                name,
                Words(vi="không có ai, hoặc không có chi bộ nào", en="there are none"),
                Words(vi="Ghi số từ 1 trở lên.", en="Give a number from 1 on."),
            )
            for name, count in counts.items()
            if not count
        )
    if problems:
        raise InvalidInputError(problems)
    return Reach(profile, counts["members"], counts["cells"])


def _how_many(given: int | Sized, where: str, problems: list[Finding]) -> int:
    if isinstance(given, Sized) and not isinstance(given, str | bytes):
        return len(given)
    return read_count(given, where, problems)
