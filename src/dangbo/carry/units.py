"""What can be compared across changes: `comparable_units`, and an indicator for each, `comparable_series`."""

from __future__ import annotations

__all__ = ["ComparableRow", "ComparableSeries", "ComparableUnit", "Figure", "comparable_series", "comparable_units"]

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.envelope import FindingDocument, ShareDocument
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import (
    bad_count,
    bad_figure,
    read_count,
    read_subject,
    read_year,
)
from dangbo.base.records import items_of
from dangbo.base.text import format_date, format_number, parse_date, parse_period, spaced_number, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.carry.words import (
    bad_input,
    crossed,
    ever_living,
    ledger_of,
    listed_ids,
    unknown_figure,
)
from dangbo.ledger.flows import Groups, events
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.history import History
    from dangbo.ledger.lineage import Border
    from dangbo.render import Table
    from dangbo.tree.records import Organization


Figure: TypeAlias = Share | int
"""What an indicator says of one unit in one year: a share, or a count."""


class ComparableUnitDocument(TypedDict):
    """Organizations that can be compared as a whole: ids of the first and of the last day, and of those in between."""

    id: str
    name: str
    before: list[str]
    after: list[str]
    names: list[str]
    between: list[str]
    changed: bool


class ComparableRowDocument(TypedDict):
    """A comparable unit over the years: figures, and from each to the next the change; null where one is missing.

    Shares change by points, as exact text, counts by a number.
    """

    unit: ComparableUnitDocument
    figures: list[ShareDocument | int | None]
    changes: list[str | int | None]
    complete: bool


class ComparableSeriesDocument(TypedDict):
    """An indicator over years in which units changed; totals are of the units that are complete."""

    schema: Literal["dangbo/comparable-series"]
    version: Literal[1]
    years: list[int]
    rows: list[ComparableRowDocument]
    totals: list[ShareDocument | int | None]
    changes: list[str | int | None]
    others: list[str]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class ComparableUnit:
    """Organizations that can be compared, as a whole, over a period: nothing passed between them and others.

    Attributes:
        before: ids of those that lived on the first day, in the order of the tree.
        after: ids of those that live on the last day, likewise.
        names: the names of the latter.
        between: ids of those that began and ended in between.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    names: tuple[str, ...]
    between: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What it is called in tables of ids: the first of those that live on the last day."""
        return self.after[0]

    @property
    def name(self) -> str:
        """The names of the first few of those that live on the last day, and how many more there are."""
        more = len(self.names) - _NAMED
        return " + ".join(self.names[:_NAMED]) + (f" (+{more})" if more > 0 else "")

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of all that ever belonged to it."""
        return tuple(dict.fromkeys((*self.before, *self.between, *self.after)))

    @property
    def changed(self) -> bool:
        """Whether it is more than one organization that went on."""
        return self.members != self.after or len(self.after) > 1

    def __repr__(self) -> str:
        return f"ComparableUnit({self.id!r}: {len(self.before)} before, {len(self.after)} after)"


def comparable_units(ledger: History, *, start: dt.date | str, end: dt.date | str) -> tuple[ComparableUnit, ...]:
    """The smallest groups of organizations that can be compared over a period without any guess.

    An organization that took no part in a change is one by itself; the others belong together as far as one took over
    from another, themselves or in what stands below them. What lived on one of the two days only and is linked to
    nothing on the other is in none of them: a new organization without sources, an ended one without heirs. Nor is
    whatever exchanged with others of another level what stands below it, such as a district whose commune went directly
    under the province.

    Args:
        ledger: who took over from whom.
        start: the first day.
        end: the last day.

    Returns:
        The units in the order of the tree of the last day.

    Raises:
        InvalidInputError: `end` before `start`, `start` before the ledger begins.

    Examples:
        >>> from dangbo import datasets
        >>> from dangbo.history import History
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> units = comparable_units(ledger, start="2021-06-30", end="2023-04-30")
        >>> len(units)  # of 984 organizations one was merged, and three of the 986 are new
        983
        >>> [unit for unit in units if unit.changed]
        [ComparableUnit('cb-gia-sang-tdp-1': 2 before, 1 after)]
    """
    first, last = parse_period(start, end)
    return _units(ledger_of(ledger), first, last)[0]


def _units(ledger: History, first: dt.date, last: dt.date) -> tuple[tuple[ComparableUnit, ...], dict[str, Border]]:
    """The units, and what crossed the border of the register meanwhile."""
    start = ledger.as_of(first)
    groups = Groups()
    borders: dict[str, Border] = {}
    for event in events(ledger, start, first, last):
        groups.take(event)
        borders |= event.borders
    end = ledger.as_of(last)
    before, after = groups.sorted(start._ids()), groups.sorted(end._ids())
    members, adrift = groups.sorted(groups.ids()), groups.adrift()
    units: list[ComparableUnit] = []
    for head in dict.fromkeys(groups.head(org.id) for org in end):
        if head in before and head not in adrift:
            ends = {*before[head], *after[head]}
            between = tuple(key for key in members.get(head, ()) if key not in ends)
            names = tuple(end[key].name for key in after[head])
            units.append(ComparableUnit(tuple(before[head]), tuple(after[head]), names, between))
    return tuple(units), borders


@dataclass(frozen=True, slots=True, repr=False)
class ComparableRow:
    """One comparable unit over the years.

    Attributes:
        unit: the unit.
        figures: one for each year of the series; `None` where a member has no figure, or nobody was to be counted.
    """

    unit: ComparableUnit
    figures: tuple[Figure | None, ...]

    @property
    def complete(self) -> bool:
        """Whether it has a figure in every year."""
        return None not in self.figures

    @property
    def changes(self) -> tuple[Points | int | None, ...]:
        """From each year to the next: points for shares, numbers for counts; `None` where a figure is missing."""
        return _changes(self.figures)

    def __repr__(self) -> str:
        return f"ComparableRow({self.unit.id!r}: {', '.join(_figure_text(one, 'en') for one in self.figures)})"


@dataclass(frozen=True, slots=True, repr=False)
class ComparableSeries(Documented, ById[ComparableRow], Tabled, Framed):
    """An indicator over years in which units changed, by the smallest units that can be compared.

    Attributes:
        years: the years, in order.
        rows: one for each unit any of whose members has a figure, in the order of the tree of the last year.
        findings: what is missing in which year, and the figures that are in no row.
        others: ids of the other organizations living on the last day, none of whose figures were given, or in no unit.
    """

    years: tuple[int, ...]
    rows: tuple[ComparableRow, ...]
    findings: Findings
    others: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Figure | None, ...]:
        """The sum of the units that are complete, for each year: like compared with like."""
        columns = zip(*(row.figures for row in self.rows if row.complete), strict=True)
        return tuple(_sum(column) for column in columns) or (None,) * len(self.years)

    @property
    def changes(self) -> tuple[Points | int | None, ...]:
        """How the totals change from each year to the next."""
        return _changes(self.totals)

    def __getitem__(self, organization: str | Organization) -> ComparableRow:
        """The row of the unit an organization belongs to, whether it still lives or not.

        Raises:
            UnknownOrganizationError: it is in no unit with a figure; it suggests those that come near.
        """
        return self._found(organization, where="organization")[0]

    def _items(self) -> tuple[ComparableRow, ...]:
        return self.rows

    def _ids(self, item: ComparableRow) -> tuple[str, ...]:
        return item.unit.members

    def _unknown(self, key: str) -> UnknownOrganizationError:
        return unknown_figure(key, self._index(), self.others)

    def as_dict(self) -> ComparableSeriesDocument:
        """The series as plain JSON values."""
        return {
            "schema": "dangbo/comparable-series",
            "version": 1,
            "years": list(self.years),
            "rows": [
                {
                    "unit": {
                        "id": row.unit.id,
                        "name": row.unit.name,
                        "before": list(row.unit.before),
                        "after": list(row.unit.after),
                        "names": list(row.unit.names),
                        "between": list(row.unit.between),
                        "changed": row.unit.changed,
                    },
                    "figures": _plain_figures(row.figures),
                    "changes": _plain_changes(row.changes),
                    "complete": row.complete,
                }
                for row in self.rows
            ],
            "totals": _plain_figures(self.totals),
            "changes": _plain_changes(self.changes),
            "others": list(self.others),
            "findings": [found.as_dict() for found in self.findings],
        }

    def __repr__(self) -> str:
        complete = sum(row.complete for row in self.rows)
        return (
            f"ComparableSeries({self.years[0]} to {self.years[-1]}: {spaced_number(len(self))} units,"
            f" {spaced_number(complete)} complete)"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        rows = [(row, year, figure) for row in self.rows for year, figure in zip(self.years, row.figures, strict=True)]
        shares = [figure if isinstance(figure, Share) else None for _, _, figure in rows]
        return [
            *columns_of(
                rows,
                ("unit", "text", lambda one: one[0].unit.id),
                ("name", "text", lambda one: one[0].unit.name),
                ("year", "count", lambda one: one[1]),
                ("complete", "yes/no", lambda one: one[0].complete),
                ("count", "count", lambda one: one[2].count if isinstance(one[2], Share) else one[2]),
            ),
            FrameColumn("of", "count", [None if share is None else share.of for share in shares]),
            FrameColumn("percent", "number", [None if share is None else share.percent for share in shares]),
        ]

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the units with their figures, the changes from the first year to the last, and the totals.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        rows: list[tuple[str, ...]] = [(row.unit.name, *_cells(row.figures, lang)) for row in self.rows]
        rows.append(
            (
                Words(en="complete units together", vi="Tổng các đơn vị đủ số liệu").text(lang=lang),
                *_cells(self.totals, lang),
            )
        )
        years = (Words(en=str(year), vi=str(year)) for year in self.years)
        return words_table(
            Words(
                en=f"Comparable units, {self.years[0]} - {self.years[-1]}",
                vi=f"Đơn vị so sánh được, {self.years[0]} - {self.years[-1]}",
            ),
            (Words(en="Unit", vi="Đơn vị"), *years, Words(en="Change", vi="Thay đổi")),
            rows,
            notes=[one.text(lang=lang) for one in self.findings],
            totals=(len(rows) - 1,),
            lang=lang,
        )


def comparable_series(
    by_year: Mapping[int, Mapping[str, Share | tuple[int, int] | int]],
    ledger: History,
    *,
    on: Mapping[int, dt.date | str] | None = None,
) -> ComparableSeries:
    """An indicator over years in which units changed, summed for each unit that can be compared.

    The units are those of the whole period, so that every year is asked of the same ground. A unit has a figure in a
    year where all its organizations of that day have one; what is missing is told, never filled in.

    Args:
        by_year: for each year the figures by the id of the organization: shares, (count, base) or counts; of one kind.
            A base of 0 says that there was nobody to count.
        ledger: who took over from whom.
        on: the day of each year; by default its last.

    Raises:
        InvalidInputError: no year, days not in order, an id the ledger never had (`rating/unknown-subject`), figures of
            several kinds, counts that are none, a first day before the ledger begins.

    Examples:
        >>> from dangbo import datasets
        >>> from dangbo.history import History
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> by_year = {2021: {"dbp-phu-xa": (9, 10), "dbp-gia-sang": (12, 15)}, 2022: {"dbp-phu-xa": (10, 10)}}
        >>> series = comparable_series(by_year, ledger)
        >>> series
        ComparableSeries(2021 to 2022: 2 units, 1 complete)
        >>> series["dbp-phu-xa"].changes
        (+10,0 percentage points,)
        >>> [(one.code, one.subject) for one in series.findings]
        [('carry/figure-missing', 'dbp-gia-sang')]
    """
    ledger = ledger_of(ledger)
    given = _by_year(by_year, "by_year")
    years = tuple(sorted(given))
    days = _days(years, _by_year(on or {}, "on"))
    figures = _figures(given, years)
    trees = [ledger.as_of(day) for day in days]
    findings = _misplaced(figures, years, days, trees, ledger)
    units, borders = _units(ledger, days[0], days[-1])
    named = {key for figures_of in figures for key in figures_of}
    shown = [unit for unit in units if not named.isdisjoint(unit.members)]
    within = {key for unit in shown for key in unit.members}
    outside = [key for key in named if key not in within and any(tree.get(key) is not None for tree in trees)]
    findings += [
        finding("carry/not-comparable", key, start=str(years[0]), end=str(years[-1])) for key in sorted(outside)
    ]
    rows: list[ComparableRow] = []
    for unit in shown:
        found: list[Figure | None] = []
        for year, day, tree, values in zip(years, days, trees, figures, strict=True):
            living = [key for key in unit.members if tree.get(key) is not None]
            missing = [key for key in living if key not in values]
            if missing:
                findings.append(finding("carry/figure-missing", unit.id, year=year, sources=listed_ids(missing)))
            found.append(None if missing or not living else _added([values[key] for key in living], day))
        rows.append(ComparableRow(unit, tuple(found)))
    others = tuple(org.id for org in trees[-1] if org.id not in within)
    findings += crossed(borders)
    return ComparableSeries(years, tuple(rows), Findings(findings), others)


_Pair: TypeAlias = tuple[int, int | None]
"""A count and its base; without one for a plain count."""


def _days(years: Sequence[int], on: Mapping[int, dt.date | str]) -> tuple[dt.date, ...]:
    """The day of each year, in order."""
    days = tuple(parse_date(on.get(year, dt.date(year, 12, 31)), where=f"on[{year}]") for year in years)
    if not days:
        raise bad_input("by_year", Words(vi="chưa có năm nào", en="it names no year"))
    for earlier, later in pairwise(days):
        if later <= earlier:
            reason = Words(
                vi=f"{format_date(later)} không sau {format_date(earlier)}", en=f"{later} does not come after {earlier}"
            )
            raise bad_input("on", reason)
    return days


def _by_year(values: object, where: str) -> dict[int, Any]:
    """A table by year, as whole numbers or as frames and files write them; no year twice."""
    pairs = [(read_year(key, where), value) for key, value in items_of(values, where)]
    for year, times in Counter(year for year, _ in pairs).items():
        if times > 1:
            raise bad_input(where, Words(vi=f"năm {year} được ghi hai lần", en=f"the year {year} is given twice"))
    return dict(pairs)


def _figures(by_year: Mapping[int, object], years: Sequence[int]) -> list[dict[str, _Pair]]:
    """The figures of each year as pairs, all of one kind."""
    problems: list[Finding] = []
    figures: list[dict[str, _Pair]] = []
    for year in years:
        of_year: dict[str, _Pair] = {}
        for given, value in items_of(by_year[year], f"by_year[{year}]"):
            key = read_subject(given, f"by_year[{year}]")
            where = f"by_year[{year}][{key!r}]"
            if key in of_year:
                problems.append(bad_count(where, Words(vi="ghi hai lần", en="it is given twice")))
            if isinstance(value, Share):
                of_year[key] = (value.count, value.of)
            elif isinstance(value, tuple | list) and len(value) == len(("count", "of")):
                count, of = (read_count(part, where, problems) for part in value)
                if count > of:
                    problems.extend(
                        bad_figure(
                            where,
                            Words(en="the count is above the base", vi="tử số lớn hơn mẫu số"),
                            Words(en="Correct the counts.", vi="Sửa lại số liệu."),
                        ).findings
                    )
                of_year[key] = (count, of)
            else:
                of_year[key] = (read_count(value, where, problems), None)
        figures.append(of_year)
    if problems:
        raise InvalidInputError(problems)
    if len({of is None for of_year in figures for _, of in of_year.values()}) > 1:
        reason = Words(vi="có số liệu có mẫu số, có số liệu không", en="some figures have a base and some do not")
        raise bad_input("by_year", reason)
    return figures


def _misplaced(
    figures: Sequence[Mapping[str, _Pair]],
    years: Sequence[int],
    days: Sequence[dt.date],
    trees: Sequence[Hierarchy],
    ledger: History,
) -> list[Finding]:
    """What is to be said of figures of organizations that did not live on the day; ids never heard of are refused."""
    absent = [
        (key, year, day)
        for of_year, year, day, tree in zip(figures, years, days, trees, strict=True)
        for key in of_year
        if tree.get(key) is None
    ]
    ever = ever_living(ledger) if absent else frozenset[str]()
    strange = [
        finding("rating/unknown-subject", unless_personal(key), year=year, hint=NO_WORDS)
        for key, year, _ in absent
        if key not in ever
    ]
    if strange:
        raise InvalidInputError(strange)
    return [finding("carry/not-living", key, day=day) for key, _, day in absent]


def _added(pairs: Sequence[_Pair], day: dt.date | None) -> Figure | None:
    """The sum of figures of one day; `None` over an empty base."""
    count = sum(count for count, _ in pairs)
    bases = [of for _, of in pairs if of is not None]
    if len(bases) < len(pairs):
        return count
    return Share(count, of=sum(bases), on=day) if sum(bases) else None


def _sum(figures: Sequence[Figure | None]) -> Figure | None:
    """The sum of the figures of several units in one year."""
    pairs: list[_Pair] = [
        (one.count, one.of) if isinstance(one, Share) else (one, None) for one in figures if one is not None
    ]
    day = next((one.on for one in figures if isinstance(one, Share) and one.on is not None), None)
    return _added(pairs, day)


def _change(old: Figure | None, new: Figure | None) -> Points | int | None:
    if isinstance(old, Share) and isinstance(new, Share):
        return Points.between(new, old)
    if isinstance(old, int) and isinstance(new, int):
        return new - old
    return None


def _changes(figures: Sequence[Figure | None]) -> tuple[Points | int | None, ...]:
    return tuple(_change(old, new) for old, new in pairwise(figures))


def _figure_text(figure: Figure | None, lang: Lang) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, Share):
        return (
            f"{figure.text(lang=lang)} ({format_number(figure.count, lang=lang)}/{format_number(figure.of, lang=lang)})"
        )
    return format_number(figure, lang=lang)


def _cells(figures: Sequence[Figure | None], lang: Lang) -> tuple[str, ...]:
    from dangbo.render import Cell

    change = _change(figures[0], figures[-1])
    if isinstance(change, Points):
        words = change.text(lang=lang)
    elif change is None:
        words = "–"
    else:
        words = ("+" if change > 0 else "") + format_number(change, lang=lang)
    return (*(Cell(one, _figure_text(one, lang)) for one in figures), Cell(change, words))


_NAMED: Final = 3


def _plain_figures(figures: Sequence[Figure | None]) -> list[ShareDocument | int | None]:
    return [one.as_dict() if isinstance(one, Share) else one for one in figures]


def _plain_changes(changes: Sequence[Points | int | None]) -> list[str | int | None]:
    return [str(one.value) if isinstance(one, Points) else one for one in changes]
