"""Meetings held of those expected, for every organization and everything below it: `activity_of`.

```
tree or ledger, meetings, period | activity_of | Activity     months held of expected, attendance, themes, tiers, tasks
    activity[id]      the organization with everything that rolls up to it
    activity.own(id)  itself alone                      activity.months(cell)   its months, for a picture
```

A month is expected of a cell that stood on the day of the regular meeting (rule `meeting-day`; the first of the month
where the rulebook has no such day), so that every month of every cell counts once: a cell merged on 16 July owes July,
and the one that took it over owes its own. What ended keeps its own row and rolls up to the one that took over, or to
the superior it had; sums before a merger and after it agree.

Tiers are counts: an average of ordered tiers means nothing. People are counts as well.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, OneOf, RuleDocument
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.figures import Share
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_subject, read_term, read_year
from dangbo.base.records import RecordType, instances_of, read_id
from dangbo.base.results import first_finding_texts
from dangbo.base.terms import Form, MeetingKind
from dangbo.base.text import format_date, format_number, nearest, parse_period, spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.life.events import last_of_month
from dangbo.life.meeting_checks import not_standing, occasion, twice
from dangbo.life.meeting_parts import Task
from dangbo.life.meeting_scales import MeetingTier
from dangbo.life.meetings import MONTHLY, THEMATIC, Meeting, MeetingBody
from dangbo.life.register import Spans, Standing, TreeOrRegister, months_of_period, spans_of
from dangbo.life.schedule import day_of_meeting
from dangbo.render.findings import Findings
from dangbo.render.table import Cell, share_cell
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of
from dangbo.tree.records import Organization

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = ["Activity", "ActivityRow", "CellMonth", "activity_of"]

_TIERS: Final = tuple(MeetingTier)


class ActivityCounts(TypedDict):
    """What an organization did in its meetings, with all below it."""

    cells: int
    expected: int
    held: int
    beyond: int
    meetings: int
    regular: int
    thematic: int
    committee: int
    quarters: int
    quarters_held: int
    called: int
    present: int
    without_reason: int
    tiers: dict[str, int]
    undecided: int
    not_scored: int
    tasks: int
    on_time: int
    done: int


@dataclass(frozen=True, slots=True)
class ActivityRow(Documented, metaclass=RecordType):
    """What was counted of an organization in a period, alone or with what rolls up to it. Made by `activity_of`.

    Attributes:
        cells: cells (chi bộ) that stood in the period, however long.
        expected: months in which a regular meeting was expected, over all cells.
        held: of them those with one.
        beyond: months with a regular meeting in which none was expected, such as the month a cell was set up in.
        meetings: meetings of members; one that several cells held together is one.
        regular: of them regular ones, with a thematic part or without.
        thematic: of them thematic ones, or with a thematic part.
        committee: meetings of a chi ủy or a committee, which are none of the others.
        quarters: quarters in which thematic meetings were asked for, over all cells.
        quarters_held: of them those with as many as the rule asks for.
        called: members called, over all meetings of members.
        present: of them those present.
        without_reason: of them those absent without reason.
        tiers: how many meetings got each tier, best first.
        undecided: how many were scored and got no tier.
        not_scored: how many were not scored.
        tasks: tasks due in the period, whenever they were given.
        on_time: of them those done by the day they were due.
        done: of them those done by the end of the period.
    """

    cells: int
    expected: int
    held: int
    beyond: int
    meetings: int
    regular: int
    thematic: int
    committee: int
    quarters: int
    quarters_held: int
    called: int
    present: int
    without_reason: int
    tiers: tuple[tuple[MeetingTier, int], ...]
    undecided: int
    not_scored: int
    tasks: int
    on_time: int
    done: int

    @property
    def months(self) -> Share | None:
        """Months with a regular meeting among those expected; `None` where none was."""
        return Share(self.held, of=self.expected) if self.expected else None

    @property
    def attended(self) -> Share | None:
        """Those present among those called; `None` where nobody was called."""
        return Share(self.present, of=self.called) if self.called else None

    @property
    def themes(self) -> Share | None:
        """Quarters with enough thematic meetings among those in which they were asked for; `None` where in none."""
        return Share(self.quarters_held, of=self.quarters) if self.quarters else None

    @property
    def tasks_on_time(self) -> Share | None:
        """Tasks done in time among those due; `None` where none was."""
        return Share(self.on_time, of=self.tasks) if self.tasks else None

    def count(self, tier: MeetingTier | str) -> int:
        """How many meetings got this tier; the tier or its label."""
        return dict(self.tiers)[read_term(MeetingTier, tier, "tier")]

    def as_dict(self) -> ActivityCounts:
        """The row as plain JSON values."""
        return {
            "cells": self.cells,
            "expected": self.expected,
            "held": self.held,
            "beyond": self.beyond,
            "meetings": self.meetings,
            "regular": self.regular,
            "thematic": self.thematic,
            "committee": self.committee,
            "quarters": self.quarters,
            "quarters_held": self.quarters_held,
            "called": self.called,
            "present": self.present,
            "without_reason": self.without_reason,
            "tiers": {tier.value: count for tier, count in self.tiers},
            "undecided": self.undecided,
            "not_scored": self.not_scored,
            "tasks": self.tasks,
            "on_time": self.on_time,
            "done": self.done,
        }


class CellMonth(NamedTuple):
    """A month of a cell, as a picture shows it.

    Attributes:
        month: its first day.
        expected: whether a regular meeting was expected.
        held: whether one was held.
        thematic: how many meetings were thematic, or in part.
    """

    month: dt.date
    expected: bool
    held: bool
    thematic: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Months:
    """The months of a period: their first days, the bits of those a cell is asked about, and the quarters of the rule.

    Attributes:
        firsts: the first day of every month the period touches.
        asked: of those whose day of meeting is in the period, the place and the day.
        quarters: of those in which thematic meetings are asked for, the bits of the months, the place of the first, and
            how many are asked for.
        rules: where days and quarters stand.
    """

    firsts: tuple[dt.date, ...]
    asked: tuple[tuple[int, dt.date], ...]
    quarters: tuple[tuple[int, int, int], ...]
    rules: tuple[RuleRef, ...]


class ActivityOrganization(ActivityCounts):
    """An organization of the period, by id, with its counts rolled up; `ended` is the day it no longer stood."""

    organization: str
    name: str
    form: Annotated[str, OneOf(Form)]
    above: str | None
    ended: str | None


class ActivityDocument(TypedDict):
    """Meetings held of those expected, rolled up over the organizations of a period."""

    schema: Literal["dangbo/activity"]
    version: Literal[1]
    start: str
    end: str
    top: str
    organizations: list[ActivityOrganization]
    without_meeting: dict[str, list[str]]
    rules: list[RuleDocument]
    findings: list[FindingDocument]


class Activity(Documented, Tabled, Framed, metaclass=RecordType):
    """The meetings of a period, for every organization that stood in it. Made by `activity_of`. Immutable.

    Attributes:
        start: the first day.
        end: the last day.
        top: id of the organization all of it rolls up to.
        spans: from when to when organizations stood.
        cells: ids of the cells that stood in the period, however long.
        without_meeting: for every month the cells of which a regular meeting was expected and none is recorded.
        rules: where days of meeting and thematic meetings stand.
        findings: meetings that were not counted, and why: `meeting/cell-unknown`, `meeting/cell-not-standing`,
            `meeting/twice`.
    """

    __slots__ = (
        "_expected",
        "_months",
        "_order",
        "_own",
        "_place",
        "_rolled",
        "_sums",
        "cells",
        "end",
        "findings",
        "rules",
        "spans",
        "start",
        "top",
        "without_meeting",
    )

    start: dt.date
    end: dt.date
    top: str
    spans: Spans
    cells: tuple[str, ...]
    without_meeting: Mapping[dt.date, tuple[str, ...]]
    rules: tuple[RuleRef, ...]
    findings: Findings
    _months: _Months
    _order: tuple[str, ...]
    _place: dict[str, int]
    _own: list[tuple[int, ...]]
    _rolled: list[list[int]]
    _expected: Mapping[str, int]
    _sums: Mapping[str, list[int]]

    def __init__(
        self,
        spans: Spans,
        top: str,
        order: Sequence[str],
        above: Sequence[int],
        months: _Months,
        expected: Mapping[str, int],
        counting: _Counting,
        problems: Iterable[Finding],
    ) -> None:
        put = partial(object.__setattr__, self)  # nobody else can change an activity
        own = [_own_sums(key, counting, expected, months) for key in order]
        columns = [list(column) for column in zip(*own, strict=True)]
        # no pair is kept and no list of pairs: the collector of garbage runs while many are made, and walks them all
        below, superiors = range(len(order) - 1, 0, -1), above[:0:-1]
        for column in columns:
            for at, superior in zip(below, superiors, strict=True):
                if column[at]:
                    column[superior] += column[at]
        put("start", spans.start)
        put("end", spans.end)
        put("top", top)
        put("cells", tuple(key for key in order if key in expected))
        put("rules", months.rules)
        put("findings", Findings(problems))
        put("spans", spans)
        put("_months", months)
        put("_order", tuple(order))
        put("_place", {key: at for at, key in enumerate(order)})
        put("_own", own)
        put("_rolled", columns)
        put("_expected", expected)
        put("_sums", counting.sums)
        lacking = (expected[key] & ~_held(counting.sums.get(key, _NOTHING)) for key in self.cells)
        missing = [(key, bits) for key, bits in zip(self.cells, lacking, strict=True) if bits]
        put(
            "without_meeting",
            MappingProxyType(
                {months.firsts[at]: tuple(key for key, bits in missing if bits >> at & 1) for at, _ in months.asked}
            ),
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an activity is what was counted and cannot be changed ({name})")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[object, ...]:
        kept = {name: getattr(self, name) for name in self.__slots__}
        return _restored, ({**kept, "without_meeting": dict(self.without_meeting)},)

    def __eq__(self, other: object) -> bool:
        """Whether another one counted the same, of the same organizations."""
        if not isinstance(other, Activity):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _COUNTED)

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.top))

    def __iter__(self) -> Iterator[str]:
        """Ids of the organizations, superiors first."""
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, organization: object) -> bool:
        return organization in self._place

    def __getitem__(self, organization: str) -> ActivityRow:
        """An organization with everything that rolls up to it: what stands below it, and what it took over.

        Raises:
            UnknownOrganizationError: it did not stand in the period, or is not of this branch.
        """
        place = self._at(organization)
        return _row([column[place] for column in self._rolled])

    def own(self, organization: str) -> ActivityRow:
        """An organization alone.

        Raises:
            UnknownOrganizationError: it did not stand in the period, or is not of this branch.
        """
        return _row(self._own[self._at(organization)])

    @property
    def total(self) -> ActivityRow:
        """All of it."""
        return self[self.top]

    def months(self, cell: str) -> tuple[CellMonth, ...]:
        """The months of a cell, one after the other, all that the period touches.

        Raises:
            UnknownOrganizationError: it did not stand in the period, or is not of this branch.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> held = [Meeting("cb-tdp-2", f"2022-0{month}-03", called=9, present=9) for month in (1, 3)]
            >>> activity = activity_of(city, held, ("2022-01-01", "2022-03-31"))
            >>> [(one.month.month, one.expected, one.held) for one in activity.months("cb-tdp-2")]
            [(1, True, True), (2, True, False), (3, True, True)]
        """
        key = self._order[self._at(cell)]
        sums = self._sums.get(key, _NOTHING)
        expected, held = self._expected.get(key, 0), _held(sums)
        return tuple(
            CellMonth(first, bool(expected >> at & 1), bool(held >> at & 1), _themes(sums, at))
            for at, first in enumerate(self._months.firsts)
        )

    def above(self, organization: str) -> str | None:
        """Id of the one an organization rolls up to: its superior, or whoever took over; `None` for the top.

        Raises:
            UnknownOrganizationError: it did not stand in the period, or is not of this branch.
        """
        key = self._order[self._at(organization)]
        return None if key == self.top else _above(key, self.spans, self._place, self.top)

    def _at(self, organization: str) -> int:
        place = self._place.get(organization)
        if place is None:
            key = read_subject(organization, "organization")
            place = self._place.get(key)
            if place is None:
                raise UnknownOrganizationError(key, lambda: nearest(key, [*self._place]), _THIS_PERIOD)
        return place

    def to_rows(self) -> list[dict[str, object]]:
        """A row for each organization, superiors first: id, name, kind, when it ended, and the counts rolled up."""
        return [{**self._told(key)} for key in self]

    def _told(self, key: str) -> ActivityOrganization:
        span = self.spans[key][-1]
        org = span.organization
        return {
            "organization": key,
            "name": org.name,
            "form": org.form.value,
            "above": self.above(key),
            "ended": span.until.isoformat() if span.ended else None,
            **self[key].as_dict(),
        }

    def explain(self, *, lang: Lang = "vi") -> str:
        """What was held of what was expected, how it was counted, and the first few of what was not counted.

        Examples:
            >>> from dangbo import datasets
            >>> held = [Meeting("cb-tdp-2", "2022-01-03", called=9, present=8, absent_with_reason=1)]
            >>> activity = activity_of(datasets.thai_nguyen(), held, ("2022-01-01", "2022-01-31"))
            >>> print(activity.explain(lang="en").partition(" A month")[0])
            1 January 2022 to 31 January 2022, 910 cells: a regular meeting in 1 of 910 months (0.1%), attendance \
8/9 = 88.9%.
        """
        first, last = (format_date(day, lang=lang) for day in (self.start, self.end))
        total = self.total
        held = _share(total.months, lang)
        count = format_number(total.cells, lang=lang)
        said = Words(
            vi=f"{first} đến {last}, {count} chi bộ: có sinh hoạt thường kỳ {_of(total, lang)} tháng ({held}), "
            f"tỷ lệ dự {_whole(total.attended, lang)}.",
            en=f"{first} to {last}, {count} {'cell' if total.cells == 1 else 'cells'}: a regular meeting in "
            f"{_of(total, lang)} months ({held}), attendance {_whole(total.attended, lang)}.",
        )
        lines = [said.text(lang=lang), _READING.text(lang=lang)]
        return " ".join([*lines, *first_finding_texts(self.findings, _SHOWN, lang=lang)])

    def _frame(self) -> list[FrameColumn]:
        rows = [*zip(self.to_rows(), (self.spans[key][-1] for key in self), strict=True)]
        return columns_of(
            rows,
            *(
                (name, "text", lambda one, name=name: one[0][name])
                for name in ("organization", "name", "form", "above")
            ),
            ("ended", "day", lambda one: one[1].until if one[1].ended else None),
            *(
                (name, "count", lambda one, name=name: one[0][name])
                for name in ActivityRow.__slots__
                if name != "tiers"
            ),
            *(
                (f"tier_{tier.value}", "count", lambda one, tier=tier: one[0]["tiers"].get(tier.value, 0))
                for tier in MeetingTier
            ),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """The organization and what rolls up to it directly, a line for each.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> from dangbo import datasets
            >>> held = [Meeting("cb-tdp-2", "2022-01-03", called=9, present=8, absent_with_reason=1)]
            >>> activity = activity_of(datasets.thai_nguyen(), held, ("2022-01-01", "2022-01-31"), at="cb-tdp-2")
            >>> print(activity.show(lang="en").text.splitlines()[0])
            Meetings of 1 January 2022 to 31 January 2022
        """
        from dangbo.render import number_cell, words_table

        first, last = (format_date(day, lang=lang) for day in (self.start, self.end))
        below = [key for key in self if self.above(key) == self.top]
        rows = []
        for key in (self.top, *below):
            row, span = self[key], self.spans[key][-1]
            name = span.organization.name
            if span.ended:
                day = format_date(span.until, lang=lang)
                name += Words(vi=f" (chấm dứt {day})", en=f" (ended {day})").text(lang=lang)
            tiers = Cell(row.tiers, "/".join(format_number(count, lang=lang) for _, count in row.tiers))
            rows.append(
                (
                    name,
                    number_cell(row.cells, lang=lang),
                    _of(row, lang),
                    _share(row.months, lang),
                    _share(row.attended, lang),
                    number_cell(row.thematic, lang=lang),
                    tiers,
                    Cell((row.on_time, row.tasks), f"{row.on_time}/{row.tasks}") if row.tasks else "-",
                )
            )
        title = Words(vi=f"Sinh hoạt từ {first} đến {last}", en=f"Meetings of {first} to {last}")
        notes = [note.text(lang=lang) for note in (_READING, _ORDER)]
        notes += first_finding_texts(self.findings, _SHOWN, lang=lang)
        return words_table(title, _HEADS, rows, notes=notes, totals=(0,), lang=lang)

    def as_dict(self) -> ActivityDocument:
        """Everything as plain JSON values; counts are rolled up."""
        return {
            "schema": "dangbo/activity",
            "version": 1,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "top": self.top,
            "organizations": [self._told(key) for key in self],
            "without_meeting": {f"{first:%Y-%m}": list(cells) for first, cells in self.without_meeting.items()},
            "rules": [ref.as_dict() for ref in self.rules],
            "findings": [found.as_dict() for found in self.findings],
        }

    def __str__(self) -> str:
        return self.explain(lang="en")

    def __repr__(self) -> str:
        total, held = self.total, spaced_number(self.total.held)
        return (
            f"Activity({self.start} to {self.end}, {self.top!r}: {spaced_number(total.cells)} "
            f"cell{'' if total.cells == 1 else 's'}, {held} of {spaced_number(total.expected)} months)"
        )


def _restored(kept: dict[str, object]) -> Activity:
    """Unpickle an activity."""
    made = object.__new__(Activity)
    for name, value in kept.items():
        proxied = MappingProxyType(value) if name == "without_meeting" and isinstance(value, dict) else value
        object.__setattr__(made, name, proxied)
    return made


_COUNTED: Final = ("start", "end", "top", "rules", "findings", "_place", "_expected", "_sums", "_rolled")
"""What two activities have in common that say the same: all else follows from it."""


def activity_of(
    register: TreeOrRegister,
    meetings: Iterable[Meeting],
    period: int | tuple[dt.date | str, dt.date | str],
    *,
    at: str | Organization | None = None,
    rules: RuleBook | None = None,
) -> Activity:
    """Count the meetings of a period, for every organization that stood in it and everything that rolls up to it.

    A cell (chi bộ) is expected to hold a regular meeting in every month on whose day of meeting it stood, and enough
    thematic ones in every quarter whose months are all of the period and its own, where the rule `meeting-thematic`
    held when the quarter began. All of a cell that moved is with the superior it has at the end of the period.

    A meeting of several cells is held by each of them; its people, its tier and its tasks count once, at the first.
    Tasks count in the period they were due in, whichever meeting gave them; those of a cell that had ended before count
    with the one that took over. Meetings outside the period are passed over.

    Args:
        register: the ledger, or one tree that is taken to have stood all the time.
        meetings: in any order. Of several records of one cell, day and kind the one of most cells, then of most people,
            counts.
        period: a year, or its first and its last day.
        at: only what rolls up to this organization.
        rules: the rulebook; the shipped one unless told otherwise.

    Returns:
        O(organizations x months + meetings).

    Raises:
        InvalidInputError: neither a tree nor a ledger, something else than meetings, no period, one that starts before
            the ledger.
        UnknownOrganizationError: `at` did not stand in the period.

    Examples:
        >>> from dangbo import datasets
        >>> city = datasets.thai_nguyen()
        >>> days = ("2022-01-03", "2022-02-03")
        >>> held = [Meeting("cb-tdp-2", day, called=10, present=9, absent_with_reason=1) for day in days]
        >>> activity = activity_of(city, held, 2022)
        >>> activity
        Activity(2022-01-01 to 2022-12-31, 'tp-thai-nguyen': 910 cells, 2 of 10 920 months)
        >>> activity["cb-tdp-2"].months, activity["cb-tdp-2"].attended
        (Share(2, of=12) = 16,7%, Share(18, of=20) = 90,0%)
        >>> len(activity.without_meeting[dt.date(2022, 2, 1)])
        909
    """
    if isinstance(period, tuple | list):
        start, end = parse_period(*_two(period))
    else:
        year = read_year(period, "period")
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    book = book_of(rules)
    spans = spans_of(register, start, end)
    months = _months_of(start, end, book)
    at = None if at is None else read_id(at, where="at")
    top, order, above = _ordered(spans, at)
    expected = _expected(spans, order, months)
    kept = instances_of(Meeting, meetings, "meetings")
    counting, doubled, standing = _Counting(spans, order, at), list[Finding](), Standing(register)
    counting.add(kept, standing)
    if again := counting.again:
        kept, doubled = _once(kept, again, start, end)
        if doubled:
            counting = _Counting(spans, order, at)
            counting.add(kept, standing)
    return Activity(spans, top, order, above, months, expected, counting, [*counting.problems(standing), *doubled])


def _two(period: Sequence[dt.date | str]) -> Sequence[dt.date | str]:
    if len(period) == len(("start", "end")):
        return period
    reason = Words(vi="kỳ gồm ngày đầu và ngày cuối", en="a period is its first and its last day")
    raise InvalidInputError([finding("input/bad-value", "period", reason=reason)])


# --- who stood, and to whom it rolls up -------------------------------------------------------------------------------


def _above(key: str, spans: Spans, known: Mapping[str, object], root: str) -> str:
    """To whom an organization rolls up: the root where it leads nowhere that stood."""
    found = spans.above(key)
    return root if found is None or found not in known else found


def _ordered(spans: Spans, at: str | None) -> tuple[str, list[str], list[int]]:
    """The top, the organizations that roll up to it, superiors first, and the place of the one above each."""
    known = dict.fromkeys(spans)
    if at is not None and at not in known:
        raise UnknownOrganizationError(at, lambda: nearest(at, [*known]), _THIS_PERIOD)
    root = next(key for key in known if spans.above(key) is None and spans.stands(key))
    below: dict[str, list[str]] = defaultdict(list)
    for key in known:
        if key != root:
            below[_above(key, spans, known, root)].append(key)
    top = root if at is None else at
    order, above = [top], [0]
    for place, key in enumerate(order):  # those found are walked in turn
        found = below.get(key, ())
        order += found
        above += [place] * len(found)
    return top, order, above


def _months_of(start: dt.date, end: dt.date, book: RuleBook) -> _Months:
    refs: dict[RuleRef, None] = {}
    firsts = [first for first, _ in months_of_period(start.replace(day=1), end)]
    place = {first: number for number, first in enumerate(firsts)}
    asked = []
    for first, on in months_of_period(start, end, lambda first: day_of_meeting(first, book)):
        asked.append((place[first], on))
        if (value := book.at(first).get("meeting-day")) is not None:
            refs[value.ref] = None
    quarters = []
    for number, first in enumerate(firsts):
        last = firsts[number + 2] if number + 2 < len(firsts) else None
        value = book.at(first).get("meeting-thematic") if first.month % 3 == 1 and first >= start else None
        if last is None or value is None or last_of_month(last) > end:
            continue
        quarters.append((0b111 << number, number, value.table.number("per_quarter")))
        refs[value.ref] = None
    return _Months(tuple(firsts), tuple(asked), tuple(quarters), tuple(refs))


def _expected(spans: Spans, order: Iterable[str], months: _Months) -> dict[str, int]:
    """The months expected of every cell, as bits."""
    every = sum(1 << place for place, _ in months.asked)
    found: dict[str, int] = {}
    for key in order:
        if (org := spans.unchanged(key)) is not None:
            if org.form is Form.CHI_BO:
                found[key] = every
        elif any(span.organization.form is Form.CHI_BO for span in spans[key]):
            found[key] = sum(1 << place for place, on in months.asked if spans.is_cell(key, on))
    return found


# --- counting ---------------------------------------------------------------------------------------------------------


_PARTS: Final = attrgetter(
    "cell", "cells", "on", "kind", "body", "called", "present", "absent_without_reason", "score", "resolution"
)
(
    _REGULAR, _MIXED, _THEMATIC, _CONGRESS, _COMMITTEE, _CALLED, _PRESENT, _ABSENT, _UNDECIDED,
    _TASKS, _ON_TIME, _DONE, _IN_MONTH, _BY_THEME, _AT_CONGRESS, _BY_COMMITTEE, _TOGETHER, _THEMES, _TIER,
) = range(19)  # fmt: skip
"""Places in the sums of an organization: counts, the months of each kind of meeting as bits, the thematic meetings of
each month in so many bits a month, and the tiers."""
_WIDE: Final = 16
_NOTHING: Final = [0] * (_TIER + len(_TIERS))
_KINDS: Final = ((_THEMATIC, _BY_THEME), (_CONGRESS, _AT_CONGRESS), (_COMMITTEE, _BY_COMMITTEE))
_TIER_AT: Final = {id(tier): _TIER + number for number, tier in enumerate(_TIERS)}  # terms hash slowly


class _Counting:
    """One pass over the meetings of a period. Two years of a city are 21,840, and ten cities are asked for at once.

    Args:
        spans: the organizations of the period.
        order: those that are counted.
        at: the branch they are of; `None` where they are all.

    Attributes:
        sums: by organization, as far as there are any.
        astray: days and ids of meetings of cells that did not stand.
    """

    __slots__ = ("_at", "_given", "_known", "_left", "_several", "_spans", "_steady", "astray", "sums")

    def __init__(self, spans: Spans, order: Iterable[str], at: str | None) -> None:
        self._spans, self._at = spans, at
        self._known = {key: spans.unchanged(key) is not None for key in order}
        self._steady: dict[str, list[int]] = {}
        self.sums: dict[str, list[int]] = {}
        self.astray: set[tuple[dt.date, str]] = set()
        self._given: set[tuple[str, dt.date]] = set()
        self._several: set[str] = set()
        self._left: list[tuple[str, tuple[Task, ...]]] = []

    def add(self, meetings: Iterable[Meeting], standing: Standing) -> None:
        """Add the meetings of the period, and the tasks that fell due in it."""
        start, end = self._spans.start, self._spans.end
        base = start.year * 12 + start.month
        days = map(dt.date.fromordinal, range(start.toordinal(), end.toordinal() + 1))
        bits = {day: 1 << day.year * 12 + day.month - base for day in days}  # cheaper than to compare and reckon
        steady = self._steady
        regular, mixed, thematic = MeetingKind.REGULAR, MeetingKind.WITH_THEMATIC, MeetingKind.THEMATIC
        of_cell, of_dang_bo = MeetingBody.CELL, MeetingBody.DANG_BO
        wide = {bit: _wide(bit) for bit in bits.values()}
        for cell, cells, on, kind, body, called, present, absent, score, resolution in map(_PARTS, meetings):
            if resolution is not None and resolution.tasks:
                if cell in self._known:
                    _add_tasks(self._row(cell), resolution.tasks, start, end)
                elif cell not in self._spans:
                    self._left.append((cell, resolution.tasks))
            bit = bits.get(on)
            if bit is None:
                if resolution is not None and resolution.tasks:  # of it tasks may count, if nothing else
                    if (cell, on) in self._given:
                        self._several.add(cell)
                    self._given.add((cell, on))
                continue
            if cells:
                self._several.update((cell, *cells))
                self._together(cells, on, bit, kind)
            row = steady.get(cell) or self._row_on(cell, on)
            if row is None:
                continue
            if body is of_cell or body is of_dang_bo:
                row[_CALLED] += called
                row[_PRESENT] += present
                if absent:
                    row[_ABSENT] += absent
                if score is not None:
                    row[_UNDECIDED if score.tier is None else _TIER_AT[id(score.tier)]] += 1
                if kind is regular:
                    row[_REGULAR] += 1
                    row[_IN_MONTH] |= bit
                elif kind is mixed:
                    row[_MIXED] += 1
                    row[_IN_MONTH] |= bit
                    row[_THEMES] += wide[bit]
                elif kind is thematic:
                    row[_THEMATIC] += 1
                    row[_BY_THEME] |= bit
                    row[_THEMES] += wide[bit]
                else:
                    row[_CONGRESS] += 1
                    row[_AT_CONGRESS] |= bit
            else:
                row[_COMMITTEE] += 1
                row[_BY_COMMITTEE] |= bit

        for cell, tasks in self._left:
            heir = standing.leads_to(cell, start, self._known)
            if heir is not None:
                _add_tasks(self._row(heir), tasks, start, end)

    @property
    def again(self) -> set[str]:
        """Cells of which a meeting may be recorded twice: with two of a kind in a month, or with one held together."""
        return self._several | {
            cell
            for cell, row in self.sums.items()
            if row[_REGULAR] + row[_MIXED] > row[_IN_MONTH].bit_count()
            or any(row[count] > row[months].bit_count() for count, months in _KINDS)
        }

    def problems(self, standing: Standing) -> list[Finding]:
        """The meetings of cells that did not stand, by day."""
        return [not_standing(cell, on, standing) for on, cell in sorted(self.astray)]

    def _together(self, cells: Iterable[str], on: dt.date, bit: int, kind: MeetingKind) -> None:
        """What a meeting that several cells held counts for those beside the first."""
        for cell in cells:
            row = self._row_on(cell, on)
            if row is not None:
                if kind in MONTHLY:
                    row[_TOGETHER] |= bit
                if kind in THEMATIC:
                    row[_THEMES] += _wide(bit)

    def _row(self, key: str) -> list[int]:
        found = self.sums.get(key)
        if found is None:
            found = self.sums[key] = _NOTHING.copy()
            if self._known[key]:
                self._steady[key] = found
        return found

    def _row_on(self, cell: str, on: dt.date) -> list[int] | None:
        """The sums of a cell that stood on a day; of one that did not, nothing, and that is noted.

        Of a branch, what stands outside it is no matter of it.
        """
        if cell in self._known:
            if self._known[cell] or self._spans.on(cell, on) is not None:
                return self._row(cell)
        elif self._at is not None or cell in self._spans:
            return None
        self.astray.add((on, cell))
        return None


def _wide(bit: int) -> int:
    """One thematic meeting in the month of a bit."""
    return 1 << _WIDE * (bit.bit_length() - 1)


def _themes(sums: Sequence[int], at: int) -> int:
    """The thematic meetings of a month."""
    return sums[_THEMES] >> _WIDE * at & (1 << _WIDE) - 1


def _held(sums: Sequence[int]) -> int:
    """The months with a regular meeting, as bits."""
    return sums[_IN_MONTH] | sums[_TOGETHER]


def _add_tasks(row: list[int], tasks: Iterable[Task], start: dt.date, end: dt.date) -> None:
    """Add the tasks due in the period."""
    for task in tasks:
        if task.due is not None and start <= task.due <= end:
            row[_TASKS] += 1
            if task.done_on is not None:
                row[_ON_TIME] += task.done_on <= task.due
                row[_DONE] += task.done_on <= end


def _once(
    meetings: Sequence[Meeting], again: set[str], start: dt.date, end: dt.date
) -> tuple[list[Meeting], list[Finding]]:
    """Each meeting once, and what was recorded twice.

    A record counts unless fuller ones of the same occasion have all of its cells.
    """
    several: dict[tuple[object, ...], list[Meeting]] = {}
    kept: list[Meeting] = []
    for one in meetings:
        if one.cell in again and (start <= one.on <= end or one.tasks):
            several.setdefault(occasion(one), []).append(one)
        else:
            kept.append(one)
    doubled: list[Finding] = []
    for records in several.values():
        covered: set[str] = set()
        for one in sorted(records, key=_said, reverse=True):
            if not covered.issuperset((one.cell, *one.cells)):
                covered.update((one.cell, *one.cells))
                kept.append(one)
        doubled += twice(records)
    return kept, sorted(doubled, key=lambda found: (str(dict(found.facts)["date"]), found.subject))


def _said(one: Meeting) -> tuple[object, ...]:
    """How much a record says, all that is counted of it: so of two the same is kept in any order."""
    tier = "" if one.score is None else "?" if one.score.tier is None else one.score.tier.value
    people = one.called, one.present, one.absent_without_reason
    tasks = sorted((task.due or dt.date.max, task.done_on or dt.date.max) for task in one.tasks)
    mixed = one.kind is MeetingKind.WITH_THEMATIC
    return len(one.cells), *people, mixed, tier, len(tasks), tasks, one.cell, one.cells


def _own_sums(key: str, counting: _Counting, expected: Mapping[str, int], months: _Months) -> tuple[int, ...]:
    """What was counted of an organization alone, in the order of `_row`."""
    sums, bits = counting.sums.get(key, _NOTHING), expected.get(key)
    asked = enough = 0
    if bits and months.quarters:
        for whole, first, wanted in months.quarters:
            if bits & whole == whole:
                asked += 1
                enough += sum(_themes(sums, first + at) for at in range(3)) >= wanted
    wanted_months, held = bits or 0, _held(sums)
    regular, tiers = sums[_REGULAR] + sums[_MIXED], sums[_TIER:]
    meetings = regular + sums[_THEMATIC] + sums[_CONGRESS]
    return (
        0 if bits is None else 1,
        wanted_months.bit_count(),
        (held & wanted_months).bit_count(),
        0 if bits is None else (held & ~wanted_months).bit_count(),
        meetings,
        regular,
        sums[_MIXED] + sums[_THEMATIC],
        sums[_COMMITTEE],
        asked,
        enough,
        sums[_CALLED],
        sums[_PRESENT],
        sums[_ABSENT],
        sums[_UNDECIDED],
        meetings - sums[_UNDECIDED] - sum(tiers),
        sums[_TASKS],
        sums[_ON_TIME],
        sums[_DONE],
        *tiers,
    )


def _row(sums: Sequence[int]) -> ActivityRow:
    counts = dict(zip(_COUNTS, sums, strict=False))
    return ActivityRow(**counts, tiers=tuple(zip(_TIERS, sums[len(_COUNTS) :], strict=True)))


_COUNTS: Final = tuple(name for name in ActivityRow.__slots__ if name != "tiers")


# --- words ------------------------------------------------------------------------------------------------------------


def _share(share: Share | None, lang: Lang) -> str:
    return "-" if share is None else share_cell(share, lang=lang)


def _whole(share: Share | None, lang: Lang) -> str:
    """A share with its counts."""
    if share is None:
        return "-"
    count, of = (format_number(number, lang=lang) for number in (share.count, share.of))
    return f"{count}/{of} = {share.text(lang=lang)}"


def _of(row: ActivityRow, lang: Lang) -> str:
    held, expected = (format_number(number, lang=lang) for number in (row.held, row.expected))
    return Cell((row.held, row.expected), Words(vi=f"{held}/{expected}", en=f"{held} of {expected}").text(lang=lang))


_SHOWN: Final = 5
_THIS_PERIOD: Final = Words(vi="các tổ chức của kỳ này", en="the organizations of this period")
_READING: Final = Words(
    vi="Mỗi tháng tính cho chi bộ hoạt động vào ngày sinh hoạt thường kỳ của tháng đó (cách hiểu của chúng tôi); "
    "chi bộ đã chấm dứt cộng vào tổ chức kế thừa, hoặc cấp trên.",
    en="A month counts for the cells that stood on its day of meeting (our reading); what ended adds to the one "
    "that took over, or to its superior.",
)
_ORDER: Final = Words(
    vi="Mức: số buổi tốt/khá/trung bình/kém, không lấy trung bình.",
    en="Tiers: meetings rated good/fair/average/poor, never averaged.",
)
_HEADS: Final = (
    Words(vi="Tổ chức", en="Organization"),
    Words(vi="Chi bộ", en="Cells"),
    Words(vi="Tháng có họp", en="Months held"),
    Words(vi="Tỷ lệ", en="Share"),
    Words(vi="Dự", en="Attended"),
    Words(vi="Chuyên đề", en="Thematic"),
    Words(vi="Mức", en="Tiers"),
    Words(vi="Đúng hạn", en="On time"),
)
