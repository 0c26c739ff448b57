"""Which visits count under a duty profile, whose duty it was on the day, and for how long: behind `visit_coverage`.

Every question of a day is asked of the tree of that day: where the cell stood, of which kind it was, who had a seat in
the committee and where the visitor's own cell was. So a merger in the middle of a year needs no rule of its own.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from dangbo.base.errors import UnknownOrganizationError
from dangbo.base.findings import Code, Finding, finding
from dangbo.base.terms import Form, Level, PostBody
from dangbo.base.text import format_date, nearest, unless_personal
from dangbo.base.words import NO_WORDS, Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.duty import CellKind, DutyProfile, kind_of_cell
from dangbo.life.events import last_of_month
from dangbo.life.register import Spans, Standing, TreeOrRegister, months_of_period, spans_of, tree_of
from dangbo.life.schedule import day_of_meeting
from dangbo.life.visits import CellAssignment, DutyVisit
from dangbo.rules import RuleBook
from dangbo.tree.committees import seats_of
from dangbo.tree.posts import Seat

_DAY: Final = dt.timedelta(days=1)
_BODIES: Final = frozenset({PostBody.COMMITTEE, PostBody.STANDING})
"""Who sits in one of these is of the committee; the inspection committee is no committee of this kind."""

OUTSIDE: Final = ""
"""Stands for a committee above the tree, of which the tree records nothing."""

Stretch: TypeAlias = tuple[dt.date, dt.date]
"""A first day and a last day."""


class Place(NamedTuple):
    """What a cell is to a profile on a day.

    Attributes:
        kind: its kind; `None` of a đảng bộ.
        head: whose committee has the duty for it; `None` where nobody has.
    """

    kind: CellKind | None
    head: str | None


class Holder(NamedTuple):
    """Somebody with the duty.

    Attributes:
        head: id of the organization whose committee it is; `OUTSIDE` where the tree does not hold it.
        member: id of the member.
    """

    head: str
    member: str


# --- time -------------------------------------------------------------------------------------------------------------


def months_in(stretches: Iterable[Stretch]) -> Fraction:
    """How many months some stretches are, exactly: a day of a month of 30 is a thirtieth of a month.

    So a stretch is as long as its parts, wherever it is cut.

    Examples:
        >>> months_in([(dt.date(2026, 1, 1), dt.date(2026, 4, 15))])
        Fraction(7, 2)
    """
    whole = Fraction(0)
    for first, last in stretches:
        day = first
        while day <= last:
            whole_month = last_of_month(day)
            end = min(last, whole_month)
            whole += Fraction((end - day).days + 1, whole_month.day)
            day = end + _DAY
    return whole


def united(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches without overlap, in order."""
    kept: list[Stretch] = []
    for first, last in sorted(stretches):
        if kept and first <= kept[-1][1] + _DAY:
            kept[-1] = (kept[-1][0], max(kept[-1][1], last))
        elif first <= last:
            kept.append((first, last))
    return tuple(kept)


def overlap(stretches: Iterable[Stretch], others: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What is in one of each."""
    return united(
        (max(first, start), min(last, end))
        for first, last in stretches
        for start, end in others
        if max(first, start) <= min(last, end)
    )


# --- where and who ----------------------------------------------------------------------------------------------------


class Scene:
    """A profile over a period: the trees of its days, the cells it is about, and who has the duty.

    Args:
        profile: the profile.
        register: the tree, or what knows all of them.
        first: the first day.
        last: the last day.
        rules: the rulebook, for the day of the month on which cells meet.

    Attributes:
        days: of each month of the period the day on which its cells meet. Who stands then has the month, here as in
            `activity_of`: what is visited are the meetings expected there.

    Raises:
        UnknownOrganizationError: the profile names an organization that stood on no day of the period.
    """

    def __init__(
        self, profile: DutyProfile, register: TreeOrRegister, first: dt.date, last: dt.date, rules: RuleBook
    ) -> None:
        self.profile, self.first, self.last = profile, first, last
        self.standing = Standing(register)
        self.spans: Spans = spans_of(register, first, last, where="ledger")
        self._moves = not isinstance(register, Hierarchy)
        self.tree: Callable[[dt.date], Hierarchy] = cache(lambda day: tree_of(register, day))
        # kept with the scene and not with the class, so that they go when it goes
        self._place = cache(self._look_up)
        self.about = cache(self._about)
        self.is_own = cache(self._is_own)
        self.recorded = cache(self._recorded)
        self.seated = cache(self._seated)
        self.days = tuple(on for _, on in months_of_period(first, last, lambda month: day_of_meeting(month, rules)))
        self.probes = tuple(sorted({first, *self.days, last})) if self._moves else (last,)
        self._regrouped = self._cells_regrouped()
        for named in (profile.within, None if isinstance(profile.committee, Level) else profile.committee):
            if named is not None and named not in self.spans:
                raise UnknownOrganizationError(named, nearest(named, self.spans))

    def told(self, member: str) -> str:
        """The id of a member as a finding says it: dots for what nobody has and may be somebody's name."""
        return member if member in self.tree(self.last).members else unless_personal(member)

    def place(self, cell: str, day: dt.date) -> Place:
        """What a cell that stands on a day is to the profile then; one tree says the same of all days."""
        return self._place(cell, day if self._moves else self.first)

    def _look_up(self, cell: str, day: dt.date) -> Place:
        tree, wanted = self.tree(day), self.profile.committee
        kind = kind_of_cell(tree, cell)
        path = tree.path(cell)
        within = self.profile.within
        if within is not None and all(org.id != within for org in path):
            return Place(kind, None)
        if not isinstance(wanted, Level):
            return Place(kind, next((org.id for org in path if org.id == wanted), None))
        above = (org for org in path if org.level is wanted and org.form is Form.DANG_BO)
        return Place(kind, next((org.id for org in above), OUTSIDE if wanted > tree.root.level else None))

    def covers(self, place: Place) -> bool:
        """Whether the duty is about such a cell."""
        return place.head is not None and place.kind in self.profile.kinds

    def _about(self, cell: str) -> tuple[tuple[Stretch, Place], ...]:
        """The stretches in which the duty was about a cell, with what the cell was to it.

        A cell that another committee took over, or that became of another kind, is asked of the days before only. It is
        looked at once a month and at both ends; between two of these the day of a change is sought.
        """
        found: list[tuple[Stretch, Place]] = []
        for span in self.spans.get(cell, ()):
            since, place = span.since, self.place(cell, span.since)
            days: list[dt.date] = []
            if not self._stays(cell, since):
                days = sorted({since, *(day for day in self.days if day in span), span.last})
            for before, day in pairwise(days):
                same = before
                while (then := self.place(cell, day)) != place:
                    changed = self._changed(cell, place, same, day)
                    found.append(((since, changed - _DAY), place))
                    since = same = changed
                    place = then if changed == day else self.place(cell, changed)
            found.append(((since, span.last), place))
        return tuple((stretch, place) for stretch, place in found if self.covers(place))

    def _stays(self, cell: str, day: dt.date) -> bool:
        """Whether a cell is the same to the profile all the time: it, what is above it and its groups are."""
        if not self._moves:
            return True
        path = self.tree(day).path(cell)
        return cell not in self._regrouped and all(self.spans.unchanged(org.id) is not None for org in path)

    def _cells_regrouped(self) -> set[str]:
        """The cells whose residential groups were others on some of the days looked at than on the one before."""
        found: set[str] = set()
        for before, after in pairwise(self.tree(day).groups for day in self.probes):
            if before != after:
                groups = {*before.values()} ^ {*after.values()}
                found.update(cell for group in groups for cell in group.cells)
        return found

    def _changed(self, cell: str, place: Place, same: dt.date, other: dt.date) -> dt.date:
        """The first day on which a cell is something else to the profile, after one on which it is not yet."""
        while (other - same).days > 1:
            day = same + (other - same) // 2
            if self.place(cell, day) == place:
                same = day
            else:
                other = day
        return other

    def months(self, cell: str) -> int:
        """In how many months of the period the duty was about a cell on the day on which it meets."""
        stretches = [stretch for stretch, _ in self.about(cell)]
        if stretches == [(self.first, self.last)]:
            return len(self.days)
        return sum(any(first <= day <= last for first, last in stretches) for day in self.days)

    def _is_own(self, member: str, cell: str, day: dt.date) -> bool:
        """Whether a member is on the roll of a cell on a day, or its guest."""
        tree = self.tree(day)
        home, stay = tree.home(member), tree.stays.get(member)
        if home is not None and home.id == cell:
            return True
        return stay is not None and stay.organization == cell and stay.is_on(day)

    def in_span(self, cell: str) -> tuple[Stretch, ...]:
        """The stretches in which a cell stood."""
        return tuple((span.since, span.last) for span in self.spans.get(cell, ()))

    # --- seats ------------------------------------------------------------------------------------------------------

    def _seats(self, head: str, day: dt.date) -> list[Seat]:
        tree = self.tree(day)
        if head not in tree:
            return []
        return [seat for seat in seats_of(tree, head) if seat.body in _BODIES]

    def _counts(self, seat: Seat) -> bool:
        return not self.profile.posts or seat.post in self.profile.posts

    def _recorded(self, head: str) -> bool:
        """Whether anything is recorded of the seats of a committee."""
        return head != OUTSIDE and any(self._seats(head, day) for day in self.probes)

    def sits(self, head: str, member: str, day: dt.date) -> bool:
        """Whether a member has a seat with the duty on a day."""
        return any(seat.holder == member and self._counts(seat) and seat.is_on(day) for seat in self._seats(head, day))

    def _seated(self, head: str) -> dict[str, tuple[Stretch, ...]]:
        """The members of a committee who have the duty, with the stretches of the period in which they have it."""
        found: dict[str, list[Stretch]] = {}
        probes = self.probes
        seen: dict[tuple[str, dt.date], tuple[Seat, dt.date]] = {}  # who comes back has the seat of another first day
        for day in probes:
            for seat in self._seats(head, day):
                if self._counts(seat):
                    seen[seat.key, seat.since] = (seat, day)
        for seat, day in seen.values():
            until = self.last if seat.until is None else min(seat.until, self.last)
            if day != probes[-1]:  # a decision took it off: on which day, is looked up
                until = min(until, self._last_day(head, seat, day, probes[bisect_right(probes, day)]))
            if seat.since <= until and self.first <= until:
                found.setdefault(seat.holder, []).append((max(seat.since, self.first), until))
        return {member: united(stretches) for member, stretches in found.items()}

    def _last_day(self, head: str, seat: Seat, there: dt.date, gone: dt.date) -> dt.date:
        """The last day on which a seat is in the tree, between one on which it is and one on which it is not."""
        while (gone - there).days > 1:
            day = there + (gone - there) // 2
            if any((one.key, one.since) == (seat.key, seat.since) for one in self._seats(head, day)):
                there = day
            else:
                gone = day
        return there


# --- assignments and visits -------------------------------------------------------------------------------------------


def read_assignments(
    scene: Scene, assignments: Iterable[CellAssignment]
) -> tuple[dict[Holder, tuple[Stretch, ...]], dict[str, set[str]], list[Finding]]:
    """What assignments say: who has the duty by them and when, who answers for which cell at its end, what is wrong."""
    by_holder: dict[Holder, list[Stretch]] = {}
    answering: dict[str, set[str]] = {}
    problems: list[Finding] = []
    for one in sorted(set(assignments), key=lambda one: (one.cell, one.since, one.member, one.until or dt.date.max)):
        until = scene.last if one.until is None else min(one.until, scene.last)
        if until < scene.first or one.since > scene.last:
            continue
        asked = (max(one.since, scene.first), until)
        stood = overlap([asked], scene.in_span(one.cell))
        if not stood:
            problems.append(_of_assignment("activity/assignment-unknown-cell", scene, one))
            continue
        first, last = stood[0][0], stood[-1][1]
        about = [(stretch, place) for stretch, place in scene.about(one.cell) if overlap([asked], [stretch])]
        if not about or about[-1][0][1] < last:  # never, or no longer
            problems.append(_not_about(scene, one, last, about[-1][0][1] + _DAY if about else None))
        pieces = [(Holder(place.head or OUTSIDE, one.member), overlap([asked], [stretch])) for stretch, place in about]
        mine = [
            (holder, piece)
            for holder, piece in pieces
            if not scene.recorded(holder.head) or overlap(scene.seated(holder.head).get(one.member, ()), piece)
        ]
        if pieces and pieces[-1] not in mine:  # never, or no longer, since another committee has the cell
            problems.append(_of_assignment("activity/assignment-without-duty", scene, one))
        if not mine:
            continue
        for holder, piece in mine:
            by_holder.setdefault(holder, []).extend(piece)
        is_own = scene.is_own(one.member, one.cell, last)
        if is_own or scene.is_own(one.member, one.cell, first):
            problems.append(_of_assignment("activity/assignment-own-cell", scene, one))
        if not is_own and mine[-1][1][-1][1] == scene.spans[one.cell][-1].last:
            answering.setdefault(one.cell, set()).add(one.member)
        if last < until and scene.spans[one.cell][-1].ended:
            taken = scene.spans[one.cell][-1].taken_over
            heirs = NO_WORDS if taken is None else Words(vi=f"; {taken.vi}", en=f"; {taken.en}")
            problems.append(_of_assignment("activity/assignment-cell-ended", scene, one, last=last, heirs=heirs))
    return {holder: united(some) for holder, some in by_holder.items()}, answering, problems


def why_not(scene: Scene, place: Place) -> Words:
    """Why a cell is none of the profile."""
    if place.kind is None:
        return Words(vi="không phải chi bộ", en="it is no cell")
    if place.kind not in scene.profile.kinds:
        return Words(vi=f"thuộc loại {place.kind.label.lower()}", en=f"it is of the kind '{place.kind.gloss}'")
    return Words(vi="ngoài phạm vi của cấp ủy này", en="it lies outside the branch of the committee")


def _not_about(scene: Scene, one: CellAssignment, last: dt.date, since: dt.date | None) -> Finding:
    """An assignment to a cell that is none of the profile on the last day asked; since a day, or at no time."""
    reason = why_not(scene, scene.place(one.cell, last))
    if since is not None:
        reason = Words(vi=f"từ ngày {format_date(since)} {reason.vi}", en=f"{reason.en} since {since}")
    return _of_assignment("activity/assignment-outside-duty", scene, one, reason=reason)


def _of_assignment(
    code: Code,
    scene: Scene,
    one: CellAssignment,
    **more: Any,  # noqa: ANN401 - facts
) -> Finding:
    cell = unless_personal(one.cell) if code == "activity/assignment-unknown-cell" else one.cell
    return finding(code, cell, member=scene.told(one.member), profile=scene.profile.id, **more)


def sorted_visits(visits: Iterable[DutyVisit]) -> list[DutyVisit]:
    """Visits in an order that does not depend on the one they came in."""
    return sorted(
        visits,
        key=lambda one: (one.on, one.cell, one.member, one.meeting or "", one.for_member or "", one.profile or ""),
    )


def judged(
    scene: Scene, visits: Sequence[DutyVisit], has_duty: Callable[[str, str, dt.date], bool]
) -> Iterator[tuple[DutyVisit, Place, Finding | None]]:
    """Each visit with what its cell is to the profile, and what keeps it from being counted.

    Args:
        scene: the profile over the period.
        visits: visits of the period, in order.
        has_duty: whether a member has the duty of a committee on a day.
    """
    made = _Made()
    for one in visits:
        place = Place(None, None)
        problem: Finding | None = None
        if scene.spans.on(one.cell, one.on) is None:
            problem = _no_cell(scene, one)
        elif not scene.covers(place := scene.place(one.cell, one.on)):
            problem = _of_visit("activity/visit-outside-duty", scene, one, reason=why_not(scene, place))
        elif scene.is_own(one.member, one.cell, one.on):
            problem = _of_visit("activity/visit-own-cell", scene, one)
        elif not has_duty(place.head or OUTSIDE, one.for_member or one.member, one.on):
            problem = _of_visit("activity/visit-without-duty", scene, one)
        elif not made.is_new(one):
            problem = _of_visit("activity/visit-twice", scene, one)
        yield one, place, problem


class _Made:
    """The visits counted so far. One meeting is one visit; of one day, where nobody wrote down which meeting it was.

    A meeting is known by its name within a month: "buổi sáng" of March and that of April are two.
    """

    def __init__(self) -> None:
        self._meetings: set[tuple[str, str, str, int, int]] = set()
        self._days: dict[tuple[str, str, dt.date], bool] = {}

    def is_new(self, one: DutyVisit) -> bool:
        """Whether a visit is another one than those before; it is counted then."""
        day = (one.member, one.cell, one.on)
        if one.meeting is None:
            if day in self._days:
                return False
        else:
            meeting = (one.member, one.cell, one.meeting, one.on.year, one.on.month)
            if meeting in self._meetings or self._days.get(day):
                return False
            self._meetings.add(meeting)
        self._days[day] = self._days.get(day, False) or one.meeting is None
        return True


def _no_cell(scene: Scene, one: DutyVisit) -> Finding:
    reason = scene.standing.not_on(one.cell, one.on)
    if reason is None:
        return _of_visit("activity/visit-unknown-cell", scene, one)
    return _of_visit("activity/visit-cell-not-standing", scene, one, reason=reason)


def _of_visit(
    code: Code,
    scene: Scene,
    one: DutyVisit,
    **more: Any,  # noqa: ANN401 - facts
) -> Finding:
    member = (one.for_member or one.member) if code == "activity/visit-without-duty" else one.member
    cell = unless_personal(one.cell) if code == "activity/visit-unknown-cell" else one.cell
    return finding(code, cell, member=scene.told(member), date=one.on, profile=scene.profile.id, **more)
