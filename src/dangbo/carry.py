"""Figures across a change: ratings, counts and indicators brought over mergers and splits, by a named strategy.

A ledger knows who took over from whom. Here figures follow these successions, over any number of decisions, and every
result says how: which organizations it comes from, by which strategy, and what could not be told.

```
carry_ratings(records, ledger, year=, on=, strategy=)      ratings of a year, by the organizations of another day
carry_counts(values, ledger, start=, end=, strategy=)          counts of one day, by the organizations of another
comparable_units(ledger, start=, end=)                     the smallest groups that can be compared without a guess
comparable_series(by_year, ledger)                         an indicator summed for each of these, year by year
```

| to say | |
|---|---|
| source (nguồn) | an organization of the first day from which one of the later day comes; itself where it goes on |
| unit that goes on | one that lives on both days under the same id |
| changed | gave something to another organization, or took something over; itself, or what stands below it |

Successions and hand-overs count. What changes superior takes a part of the figures of the old one over to the new one,
by whatever verb, and at every level below the superior both have in common: a district that gave a commune away is not
comparable with itself, only together with the district that took it. Where nothing of its level took it, such as when
the commune now stands directly under the province, the district is in no comparable unit at all.

People who move one by one, the first members of a new organization among them, take no figure along. What passes
between an organization and one that stands above it is no succession between equals: the figure of the upper one held
the lower one already. So a district that ends and leaves its communes to the province has no heir in ratings and
comparable units; a count may go up to the province where the province has none of its own.

All that one operation moves, it moves at once. Where a decision names who takes over and not how much, a count stays
unresolved, whatever the strategy, and both belong to one comparable unit.
What is handed out of the register takes a part of the figures of all that stands above it along, up to the root, and
what is received adds a part nobody counted here. Every table says so: which organizations, when, and who has them or
had them.
A decision that was taken back within the period leads nowhere. For what was known earlier, pass `ledger.known(day)`.
"""

from __future__ import annotations

__all__ = [
    "CarriedCount",
    "CarriedCounts",
    "CarriedRating",
    "CarriedRatings",
    "ComparableRow",
    "ComparableSeries",
    "ComparableUnit",
    "Figure",
    "SourceRating",
    "UnresolvedCount",
    "carry_counts",
    "carry_ratings",
    "comparable_series",
    "comparable_units",
]

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dangbo.base.collection import ById
from dangbo.base.errors import InvalidInputError, NoFigureError, TermError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import (
    bad_count,
    bad_figure,
    counts_by_id,
    read_count,
    read_subject,
    read_year,
)
from dangbo.base.records import instance_of, instances_of, items_of
from dangbo.base.terms import CarryStrategy, Origin, Rating, RatingStatus
from dangbo.base.text import format_date, format_number, lower_first, nearest, parse_date, parse_period, spaced_number
from dangbo.base.words import NO_WORDS, Words
from dangbo.evaluation import RatingRecord, Tally
from dangbo.ledger.flows import Amount, Divide, Groups, Origins, Parcels, Pool, Settled, events, is_outside, plain
from dangbo.render.findings import Findings

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.history import History
    from dangbo.ledger.lineage import Border
    from dangbo.render import Drawing, Table
    from dangbo.tree.records import Organization

Figure: TypeAlias = Share | int
"""What an indicator says of one unit in one year: a share, or a count."""


_FOR_COUNTS: Final = (CarryStrategy.SUM, CarryStrategy.BY_HEADCOUNT)
_FOR_RATINGS: Final = tuple(one for one in CarryStrategy if one is not CarryStrategy.SUM)


# --- ratings ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceRating:
    """The rating of one source.

    Attributes:
        organization: its id; of what came from outside the register who had it there, in words.
        name: its name at the end of the year; of what came from outside the same words.
        rating: its tier; `None` where it has none.
        status: whether it was rated; not yet rated where it has no record.
        people: how many of its members at the end of the year came over: all, or by the people that went each way where
            it divided. `None` where nothing says, and with strategies that do not ask.
    """

    organization: str
    name: str
    rating: Rating | None
    status: RatingStatus
    people: Amount | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CarriedRating:
    """The rating of a year of one organization as it stands on another day, and how it comes to it.

    Attributes:
        organization: its id.
        name: its name on that day.
        year: the year rated.
        strategy: how ratings of several sources become one.
        rating: its tier; `None` where it has none, or nothing could be told.
        status: rated, exempt or not yet rated.
        sources: the organizations of the end of the year from which it comes, with their ratings.
        changed: whether it took part in any change; if not, the rating is its own, whatever the strategy.
        reason: why it has no tier although something changed, or which sources had none; `None` where all is plain.
    """

    organization: str
    name: str
    year: int
    strategy: CarryStrategy
    rating: Rating | None
    status: RatingStatus
    sources: tuple[SourceRating, ...]
    changed: bool
    reason: Finding | None = None

    @property
    def resolved(self) -> bool:
        """Whether the strategy could tell: it has a tier, or is as it was."""
        return self.rating is not None or not (self.changed or self.reason)

    @property
    def tally(self) -> Tally:
        """How its sources were rated."""
        return _tally(self.sources, self.year)

    def __repr__(self) -> str:
        tier = self.rating.value if self.rating else self.status.value
        count = len(self.sources)
        return f"CarriedRating({self.organization!r}: {tier}, {count} source{'' if count == 1 else 's'})"


@dataclass(frozen=True, slots=True, repr=False)
class CarriedRatings(ById[CarriedRating], Framed):
    """The ratings of a year by the organizations of another day. Made by `carry_ratings`.

    Attributes:
        year: the year rated.
        on: the day whose organizations have them now.
        strategy: how ratings of several sources become one.
        ratings: one for each organization living on that day, in the order of the tree.
        findings: everything that is not plain: what the ratings say, and what of the records reached nobody.
    """

    year: int
    on: dt.date
    strategy: CarryStrategy
    ratings: tuple[CarriedRating, ...]
    findings: Findings

    @property
    def changed(self) -> tuple[CarriedRating, ...]:
        """Those of organizations that took part in a change, or began in it."""
        return tuple(one for one in self.ratings if one.changed or one.reason)

    @property
    def unresolved(self) -> tuple[CarriedRating, ...]:
        """Those without a tier because something changed and the strategy tells none."""
        return tuple(one for one in self.ratings if not one.resolved)

    @property
    def origin(self) -> Origin:
        """Where the ratings come from: inferred as soon as one organization changed. For `Tally.of(origin=)`."""
        return Origin.INFERRED if self.changed else Origin.COMPUTED

    def records(self) -> tuple[RatingRecord, ...]:
        """The ratings as records of the year, for `Tally.of` with the tree of the day; unresolved are not yet rated."""
        return tuple(
            RatingRecord(one.organization, self.year, one.rating, status=one.status)
            for one in self.ratings
            if one.rating is not None or one.status is RatingStatus.EXEMPT or not one.resolved
        )

    def __getitem__(self, organization: str | Organization) -> CarriedRating:
        """What an organization has.

        Raises:
            UnknownOrganizationError: none of these figures is of it; it suggests those that come near.
        """
        return self._found(organization, where="organization")[0]

    def _items(self) -> tuple[CarriedRating, ...]:
        return self.ratings

    def _ids(self, item: CarriedRating) -> tuple[str]:
        return (item.organization,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        return _unknown(key, self._index())

    def __repr__(self) -> str:
        return (
            f"CarriedRatings({self.year} to {self.on}, {self.strategy.value}: {spaced_number(len(self))} organizations,"
            f" {spaced_number(len(self.changed))} changed, {spaced_number(len(self.unresolved))} unresolved)"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.ratings,
            ("organization", "text"),
            ("name", "text"),
            ("year", "count"),
            ("on", "day", lambda _: self.on),
            ("rating", "term"),
            ("status", "term"),
            ("changed", "yes/no"),
            ("resolved", "yes/no"),
            ("strategy", "term"),
            ("sources", "text", lambda one: "; ".join(source.organization for source in one.sources)),
            ("reason", "text", lambda one: None if one.reason is None else one.reason.code),
        )

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """A table of those that changed, with their sources; the others keep what they had.

        Args:
            limit: most organizations to show; `None` for all.
            lang: language of the words.
        """
        return self.table(lang=lang).show(limit=limit, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        rows = [
            (
                one.name,
                _tier_text(one.rating, one.status, lang),
                "; ".join(f"{source.name}: {_tier_text(source.rating, source.status, lang)}" for source in one.sources),
                "" if one.reason is None else one.reason.text(lang=lang),
            )
            for one in self.changed
        ]
        day = format_date(self.on, lang=lang)
        same, open_ = (format_number(n, lang=lang) for n in (len(self) - len(rows), len(self.unresolved)))
        notes = [
            _strategy_note(self.strategy),
            Words(
                en=f"{same} organizations did not change and keep their own; {open_} unresolved.",
                vi=f"{same} tổ chức không thay đổi, giữ kết quả của mình; {open_} tổ chức chưa xác định được.",
            ),
            _origin_note(self.origin),
        ]
        beside = [one.text(lang=lang) for one in self.findings if one.code in _BESIDE]
        return words_table(
            Words(
                en=f"Ratings of {self.year} by the organizations of {day}",
                vi=f"Kết quả xếp loại năm {self.year} theo tổ chức đảng ngày {day}",
            ),
            (
                Words(en="Organization", vi="Tổ chức"),
                Words(en="Rating", vi="Xếp loại"),
                Words(en="Sources", vi="Nguồn"),
                Words(en="Note", vi="Ghi chú"),
            ),
            rows,
            notes=[*(note.text(lang=lang) for note in notes), *beside],
            words=(1, 2, 3),
            lang=lang,
        )

    def _repr_html_(self) -> str:
        return self.show().html


def carry_ratings(
    records: Iterable[RatingRecord],
    ledger: History,
    *,
    year: int,
    on: dt.date | str,
    strategy: CarryStrategy | str,
) -> CarriedRatings:
    """Bring the ratings of a year to the organizations of another day.

    Organizations that took no part in a change keep their own, whatever the strategy. Costs the two snapshots and a
    second playing of the decisions in between.

    Args:
        records: rating records; those of other years and of members are passed over. An organization without a record
            is not yet rated.
        ledger: who took over from whom.
        year: the year rated; its organizations are those of its last day.
        on: the later day.
        strategy: how the ratings of several sources become one; any but `SUM`.

    Raises:
        InvalidInputError: `rating/unknown-subject` for an id the ledger never had, `rating/duplicate`; the year ends
            after `on`, or before the ledger begins.
        TermError: no strategy is called so.

    Examples:
        >>> from dangbo import datasets
        >>> from dangbo.history import History
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> carried = carry_ratings(
        ...     datasets.thai_nguyen_ratings(), ledger, year=2021, on="2023-04-30", strategy=CarryStrategy.MIXED
        ... )
        >>> carried
        CarriedRatings(2021 to 2023-04-30, mixed: 986 organizations, 2 changed, 2 unresolved)
        >>> [(one.organization, one.reason.code) for one in carried.unresolved]
        [('cb-cty-q', 'carry/no-source'), ('cb-cty-p', 'carry/no-source')]
        >>> city = ledger.as_of("2023-04-30")
        >>> tally = Tally.of(
        ...     carried.records(), city, subjects="organizations", under="dbx-son-cam", year=2021, origin=carried.origin
        ... )
        >>> tally.not_yet_rated, tally.origin.value
        (1, 'inferred')
    """
    chosen = _strategy(
        strategy, _FOR_RATINGS, lambda _: Words(en="ratings cannot be summed", vi="không cộng được các mức xếp loại")
    )
    year = read_year(year)
    eve, day = parse_period(dt.date(year, 12, 31), on, where="on")
    start = _ledger(ledger).as_of(eve)
    by_subject, stray = _records_of(records, ledger, start, year)
    origins = Origins(start)
    people = Parcels(start, (), divide="by_people", upward="left")
    weighed = chosen is CarryStrategy.BY_HEADCOUNT
    for event in events(ledger, start, eve, day):
        origins.take(event)
        if weighed:
            people.take(event)
    weights = people.settle(lambda key: start.headcount(key).total) if weighed else None
    carrier = _RatingCarrier(start, by_subject, origins, weights, year, chosen)
    end = ledger.as_of(day)
    ratings = tuple(carrier.rate(org.id, org.name) for org in end)
    heirless = origins.lost(key for key, record in by_subject.items() if record.rating is not None)
    findings = (
        *stray,
        *_crossed(origins.borders),
        *(finding("carry/rated-outside" if origins.left(key) else "carry/no-heir", key, day=eve) for key in heirless),
        *(one.reason for one in ratings if one.reason is not None),
    )
    return CarriedRatings(year, day, chosen, ratings, Findings(findings))


def _records_of(
    records: Iterable[RatingRecord], ledger: History, start: Hierarchy, year: int
) -> tuple[dict[str, RatingRecord], list[Finding]]:
    """The records of the year by organization, and what is to be said of those of organizations not living then."""
    rated = instances_of(RatingRecord, records, "records")
    chosen = [record for record in rated if record.year == year and record.subjects == "organizations"]
    times = Counter(record.subject for record in chosen)
    problems = [finding("rating/duplicate", key, year=year, hint=NO_WORDS) for key, count in times.items() if count > 1]
    absent = [key for key in times if start.get(key) is None]
    ever = _ever(ledger) if absent else frozenset[str]()
    problems += [finding("rating/unknown-subject", key, year=year, hint=NO_WORDS) for key in absent if key not in ever]
    if problems:
        raise InvalidInputError(problems)
    by_subject = {record.subject: record for record in chosen if start.get(record.subject) is not None}
    return by_subject, [finding("carry/not-living", key, day=dt.date(year, 12, 31)) for key in absent]


class _RatingCarrier:
    """Gives each living organization a rating, by its sources."""

    def __init__(
        self,
        start: Hierarchy,
        records: Mapping[str, RatingRecord],
        origins: Origins,
        weights: Settled | None,
        year: int,
        strategy: CarryStrategy,
    ) -> None:
        self._start = start
        self._records = records
        self._origins = origins
        self._weights = weights
        self._year = year
        self._strategy = strategy

    def rate(self, key: str, name: str) -> CarriedRating:
        sources = tuple(self._source(one, key) for one in self._origins.of(key))
        outside = self._origins.came(key)
        changed = self._origins.is_changed(key)
        if not sources:
            code: Code = "carry/from-outside" if outside else "carry/no-source"
            reason: Finding | None = finding(code, key, day=dt.date(self._year, 12, 31))
            rating, status = None, RatingStatus.NOT_YET_RATED
        elif not changed:
            (own,) = sources
            rating, status, reason = own.rating, own.status, None
        else:
            sources += tuple(_unheard_of(border) for border in outside)
            rating, reason = self._decide(key, sources)
            exempt = all(source.status is RatingStatus.EXEMPT for source in sources)
            unrated = RatingStatus.EXEMPT if exempt else RatingStatus.NOT_YET_RATED
            status = unrated if rating is None else RatingStatus.RATED
        return CarriedRating(key, name, self._year, self._strategy, rating, status, sources, changed, reason)

    def _source(self, source: str, to: str) -> SourceRating:
        record = self._records.get(source)
        people = None
        if self._weights is not None:
            whole = not self._origins.is_changed(source)
            people = self._start.headcount(source).total if whole else self._weights.share(source, to)
        return SourceRating(
            source,
            self._start[source].name,
            record.rating if record else None,
            record.status if record else RatingStatus.NOT_YET_RATED,
            people,
        )

    def _decide(self, key: str, sources: Sequence[SourceRating]) -> tuple[Rating | None, Finding | None]:
        """The tier a strategy gives to an organization that changed, and what is to be said of it."""
        rated = [source.rating for source in sources if source.rating is not None]
        unrated = [source.organization for source in sources if source.rating is None]
        named = _listed([source.organization for source in sources])
        if self._strategy is CarryStrategy.NOT_RATED:
            return None, finding("carry/changed", key, sources=named)
        if self._strategy is CarryStrategy.ABSORBING:
            own = next((source for source in sources if source.organization == key), None)
            if own is None:
                return None, finding("carry/new-unit", key, sources=named)
            return own.rating, None if own.rating else _unrated(key, [key], len(sources))
        if not rated:
            return None, _unrated(key, unrated, len(sources))
        if self._strategy is CarryStrategy.BY_HEADCOUNT:
            return self._weigh(key, sources)
        if self._strategy is CarryStrategy.MIXED:
            if unrated or len(set(rated)) > 1:
                return None, finding("carry/mixed", key, count=len(sources), tally=_spread(sources))
            return rated[0], None
        tier = min(rated) if self._strategy is CarryStrategy.WORST else max(rated)
        return tier, _unrated(key, unrated, len(sources)) if unrated else None

    def _weigh(self, key: str, sources: Sequence[SourceRating]) -> tuple[Rating | None, Finding | None]:
        """The tier under which most people stood; those of sources without a tier stood under none."""
        tiers = {source.rating for source in sources}
        if len(tiers) == 1:
            return sources[0].rating, None
        unknown = [source.organization for source in sources if source.people is None]
        if unknown:
            return None, finding("carry/people-unknown", key, sources=_listed(unknown))
        weights: dict[Rating | None, Amount] = dict.fromkeys(tiers, 0)
        for source in sources:
            weights[source.rating] += source.people or 0
        most = max(weights.values())
        first = [tier for tier, weight in weights.items() if weight == most]
        if len(first) > 1:
            ordered = sorted(first, key=lambda tier: list(Rating).index(tier) if tier else len(Rating))
            terms = [tier or RatingStatus.NOT_YET_RATED for tier in ordered]
            tiers_of = Words(vi=", ".join(one.label for one in terms), en=", ".join(one.gloss for one in terms))
            return None, finding("carry/tie", key, tiers=tiers_of, people=_amount(most))
        if first[0] is None:
            return None, _unrated(key, [one.organization for one in sources if one.rating is None], len(sources))
        return first[0], None


def _unheard_of(border: Border) -> SourceRating:
    """What came from outside the register: nobody here knows how it was rated."""
    return SourceRating(border.words, border.words, None, RatingStatus.NOT_YET_RATED)


def _crossed(borders: Mapping[str, Border]) -> Iterator[Finding]:
    """What left the register in a period and what came into it: figures of its two ends are not of the same ground."""
    for border in borders.values():
        first, *more = border.organizations or ("-",)
        code: Code = "carry/handed-out" if border.way == "out" else "carry/received"
        below = Words(
            vi=f", cùng {format_number(len(more))} tổ chức," if more else "",
            en=f" and {format_number(len(more), lang='en')} more" if more else "",
        )
        yield finding(code, first, day=border.on, more=below, outside=border.words)


def _unrated(key: str, sources: Sequence[str], of: int) -> Finding:
    return finding("carry/source-unrated", key, count=len(sources), of=of, sources=_listed(sources))


def _tally(sources: Iterable[SourceRating], year: int) -> Tally:
    counts = Counter(source.rating or source.status for source in sources)
    return Tally(
        {tier: counts[tier] for tier in Rating},
        year=year,
        exempt=counts[RatingStatus.EXEMPT],
        not_yet_rated=counts[RatingStatus.NOT_YET_RATED],
    )


def _spread(sources: Sequence[SourceRating]) -> Words:
    """How many of the sources got what: "2 task completed well, 1 exempt"."""
    counts = Counter((source.rating or source.status) for source in sources)
    terms = [term for term in (*Rating, *RatingStatus) if counts[term]]
    return Words(
        vi=", ".join(f"{counts[term]} {lower_first(term.label)}" for term in terms),
        en=", ".join(f"{counts[term]} {term.gloss}" for term in terms),
    )


_BESIDE: Final = frozenset(
    {"carry/handed-out", "carry/no-heir", "carry/not-living", "carry/rated-outside", "carry/received"}
)
"""What is told below a table of ratings: all else stands in its rows."""


# --- counts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class CarriedCount:
    """The count of one organization as it stands on the later day.

    Attributes:
        organization: its id.
        name: its name on that day.
        known: what is known to lie in it.
        complete: whether that is all of it.
        sources: ids of the organizations whose counts are in it, or may be.
        changed: whether it took part in any change.
    """

    organization: str
    name: str
    known: Amount
    complete: bool
    sources: tuple[str, ...]
    changed: bool

    @property
    def value(self) -> Amount | None:
        """The count; `None` where only a part of it is known."""
        return self.known if self.complete else None

    def __repr__(self) -> str:
        return f"CarriedCount({self.organization!r}: {'' if self.complete else 'at least '}{self.known})"


@dataclass(frozen=True, slots=True)
class UnresolvedCount:
    """A count, or a part of one, of which nobody can tell in which organization it lies.

    Attributes:
        source: id of the organization it was counted for.
        value: how many.
        among: ids of the organizations in one or several of which it lies; empty where nobody took over.
        reason: why.
    """

    source: str
    value: Amount
    among: tuple[str, ...]
    reason: Finding


@dataclass(frozen=True, slots=True, repr=False)
class CarriedCounts(ById[CarriedCount], Framed):
    """Counts of one day by the organizations of another. Made by `carry_counts`.

    Attributes:
        start: the day of the counts.
        end: the day whose organizations have them now.
        strategy: how a unit that divided was treated.
        counts: one for each organization that any of the counts may lie in, in the order of the tree.
        unresolved: what could not be told; with `counts` it adds up to what was given.
        findings: the reasons, and the organizations that lack the count of a source.
        others: ids of the other organizations living on that day, to which none of the counts comes.
    """

    start: dt.date
    end: dt.date
    strategy: CarryStrategy
    counts: tuple[CarriedCount, ...]
    unresolved: tuple[UnresolvedCount, ...]
    findings: Findings
    others: tuple[str, ...] = ()

    @property
    def total(self) -> Amount:
        """Everything that was given: what is known to lie somewhere, and what is unresolved."""
        return plain(sum(one.known for one in self.counts) + sum(one.value for one in self.unresolved))

    @property
    def values(self) -> dict[str, Amount]:
        """The counts that are complete, by organization."""
        return {one.organization: one.known for one in self.counts if one.complete}

    @property
    def origin(self) -> Origin:
        """Computed, where whole counts were summed; inferred, where one was apportioned."""
        if self.strategy is CarryStrategy.SUM:
            return Origin.COMPUTED
        places = Counter(source for one in self.counts for source in one.sources)
        return Origin.INFERRED if any(count > 1 for count in places.values()) else Origin.COMPUTED

    def __getitem__(self, organization: str | Organization) -> CarriedCount:
        """What an organization has.

        Raises:
            UnknownOrganizationError: none of these figures is of it; it suggests those that come near.
        """
        return self._found(organization, where="organization")[0]

    def _items(self) -> tuple[CarriedCount, ...]:
        return self.counts

    def _ids(self, item: CarriedCount) -> tuple[str]:
        return (item.organization,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        return _unknown(key, self._index(), self.others)

    def __repr__(self) -> str:
        return (
            f"CarriedCounts({self.start} to {self.end}, {self.strategy.value}: {spaced_number(len(self))}"
            f" organizations, {len(self.unresolved)} unresolved)"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        rows: list[CarriedCount | UnresolvedCount] = [*self.counts, *self.unresolved]
        return columns_of(
            rows,
            ("organization", "text", lambda one: one.organization if isinstance(one, CarriedCount) else None),
            ("name", "text", lambda one: one.name if isinstance(one, CarriedCount) else None),
            ("count", "number", lambda one: one.known if isinstance(one, CarriedCount) else one.value),
            ("complete", "yes/no", lambda one: isinstance(one, CarriedCount) and one.complete),
            ("changed", "yes/no", lambda one: one.changed if isinstance(one, CarriedCount) else None),
            ("sources", "text", lambda one: "; ".join(one.sources) if isinstance(one, CarriedCount) else one.source),
            ("reason", "text", lambda one: None if isinstance(one, CarriedCount) else one.reason.code),
        )

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """A table of the organizations with their counts, and what is unresolved, up to the total.

        Args:
            limit: most rows to show; `None` for all.
            lang: language of the words.
        """
        return self.table(lang=lang).show(limit=limit, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        at_least = Words(en="at least ", vi="ít nhất ").text(lang=lang)
        rows = [
            (
                one.name,
                _amount_cell(one.known, lang) if one.complete else at_least + _amount(one.known).text(lang=lang),
                ", ".join(one.sources) if one.changed else "",
            )
            for one in self.counts
        ]
        rows += [
            (Words(en="unresolved", vi="Chưa xác định").text(lang=lang), _amount_cell(one.value, lang), one.source)
            for one in self.unresolved
        ]
        rows.append((Words(en="total", vi="Tổng cộng").text(lang=lang), _amount_cell(self.total, lang), ""))
        start, end = (format_date(day, lang=lang) for day in (self.start, self.end))
        notes = [_strategy_note(self.strategy), _origin_note(self.origin)]
        return words_table(
            Words(
                en=f"Counts of {start} by the organizations of {end}",
                vi=f"Số liệu tính đến ngày {start} theo tổ chức đảng ngày {end}",
            ),
            (Words(en="Organization", vi="Tổ chức"), Words(en="Count", vi="Số lượng"), Words(en="Sources", vi="Nguồn")),
            rows,
            notes=[*(note.text(lang=lang) for note in notes), *(one.text(lang=lang) for one in self.findings)],
            totals=(len(rows) - 1,),
            words=(2,),
            lang=lang,
        )

    def _repr_html_(self) -> str:
        return self.show().html


def carry_counts(
    values: Mapping[str, int],
    ledger: History,
    *,
    start: dt.date | str,
    end: dt.date | str,
    strategy: CarryStrategy | str,
) -> CarriedCounts:
    """Bring counts of one day to the organizations of another; nothing of them is lost or counted twice.

    Counts of whole units that merged are summed. The count of a unit that divided stays unresolved under `SUM`, unless
    all its parts come together again; `BY_HEADCOUNT` apportions it by the people that went each way at that moment, as
    exact fractions, which are not rounded. Counts are of one level: each thing is counted at one organization only.

    Args:
        values: how many, by the id of the organization; those not named have no count.
        ledger: who took over from whom.
        start: the day of the counts.
        end: the later day.
        strategy: `SUM` or `BY_HEADCOUNT`.

    Raises:
        InvalidInputError: `carry/not-living` for an id that names no organization of the day, `rating/bad-count` for
            a value that is no count; another strategy; `end` before `start`, `start` before the ledger begins.
        TermError: no strategy is called so.

    Examples:
        >>> from dangbo import datasets
        >>> from dangbo.history import History
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> (heir,) = ledger.lineage("cb-cty-r").became
        >>> carried = carry_counts(
        ...     {"cb-cty-r": 3, heir: 4, "cb-tdp-2": 5}, ledger, start="2021-06-30", end="2023-04-30", strategy="sum"
        ... )
        >>> carried
        CarriedCounts(2021-06-30 to 2023-04-30, sum: 2 organizations, 0 unresolved)
        >>> carried[heir].value, carried["cb-tdp-2"].value, carried.total
        (7, 5, 12)
    """
    chosen = _strategy(
        strategy,
        _FOR_COUNTS,
        lambda one: Words(
            en=f"counts are not carried by '{one.gloss}'", vi=f"không tính số liệu theo cách '{one.label}'"
        ),
    )
    first, last = parse_period(start, end)
    before = _ledger(ledger).as_of(first)
    problems: list[Finding] = []
    given = counts_by_id(values, "values", problems)
    problems += [finding("carry/not-living", key, day=first) for key in given if before.get(key) is None]
    if problems:
        raise InvalidInputError(problems)
    divide: Divide = "never" if chosen is CarryStrategy.SUM else "by_people"
    parcels = Parcels(before, given, divide=divide, upward="taken")
    for event in events(ledger, before, first, last):
        parcels.take(event)
    settled = parcels.settle(given.get)
    unresolved = tuple(_unresolved(pool, parcels.borders) for pool in settled.pools)
    after = ledger.as_of(last)
    counts = tuple(
        CarriedCount(
            org.id,
            org.name,
            plain(settled.known.get(org.id, 0)),
            org.id not in settled.open and org.id not in settled.missing and org.id not in settled.gained,
            tuple(settled.sources[org.id]),
            org.id in parcels.changed,
        )
        for org in after
        if org.id in settled.sources
    )
    lacking = (
        finding(code, one.organization, sources=named)
        for one in counts
        for code, lacks in _lacking(settled, parcels.borders)
        if (named := _listed(lacks(one.organization)))
    )
    others = tuple(org.id for org in after if org.id not in settled.sources)
    findings = (*(one.reason for one in unresolved), *lacking, *_crossed(parcels.borders))
    return CarriedCounts(first, last, chosen, counts, unresolved, Findings(findings), others)


def _lacking(
    settled: Settled, borders: Mapping[str, Border]
) -> tuple[tuple[Code, Callable[[str], tuple[str, ...]]], ...]:
    """Why counts are not complete, and what of an organization lacks one."""

    def outside(key: str) -> tuple[str, ...]:
        return tuple(borders[one].words for one in settled.gained.get(key, ()) if is_outside(one))

    return (
        ("carry/source-missing", lambda key: tuple(settled.missing.get(key, ()))),
        ("carry/gained", lambda key: tuple(one for one in settled.gained.get(key, ()) if not is_outside(one))),
        ("carry/gained-outside", outside),
    )


def _unresolved(pool: Pool, borders: Mapping[str, Border]) -> UnresolvedCount:
    count, among = _amount(pool.value), _listed(pool.among)
    if pool.outside:
        code: Code = "carry/partly-outside" if pool.among or pool.lost else "carry/outside"
        words = ", ".join(dict.fromkeys(borders[place].words for place in pool.outside))
        reason = finding(code, pool.source, count=count, among=among or "-", outside=words)
    elif pool.doubtful:
        reason = finding("carry/contained", pool.source, count=count, above=among)
    elif pool.lost and not pool.among:
        reason = finding("carry/count-without-heir", pool.source, count=count)
    else:
        code = "carry/size-unknown" if pool.unsized else "carry/divided"
        reason = finding(code, pool.source, count=count, among=among)
    return UnresolvedCount(pool.source, pool.value, pool.among, reason)


# --- comparable units -------------------------------------------------------------------------------------------------


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
    return _units(_ledger(ledger), first, last)[0]


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
class ComparableSeries(ById[ComparableRow], Framed):
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
        return _unknown(key, self._index(), self.others)

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

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """A table of the units with their figures, the changes from the first year to the last, and the totals.

        Args:
            limit: most units to show; `None` for all.
            lang: language of the words.
        """
        return self.table(lang=lang).show(limit=limit, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

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

    def _repr_html_(self) -> str:
        return self.show().html


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
    ledger = _ledger(ledger)
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
                findings.append(finding("carry/figure-missing", unit.id, year=year, sources=_listed(missing)))
            found.append(None if missing or not living else _added([values[key] for key in living], day))
        rows.append(ComparableRow(unit, tuple(found)))
    others = tuple(org.id for org in trees[-1] if org.id not in within)
    findings += _crossed(borders)
    return ComparableSeries(years, tuple(rows), Findings(findings), others)


_Pair: TypeAlias = tuple[int, int | None]
"""A count and its base; without one for a plain count."""


def _days(years: Sequence[int], on: Mapping[int, dt.date | str]) -> tuple[dt.date, ...]:
    """The day of each year, in order."""
    days = tuple(parse_date(on.get(year, dt.date(year, 12, 31)), where=f"on[{year}]") for year in years)
    if not days:
        raise _bad_input("by_year", Words(vi="chưa có năm nào", en="it names no year"))
    for earlier, later in pairwise(days):
        if later <= earlier:
            reason = Words(
                vi=f"{format_date(later)} không sau {format_date(earlier)}", en=f"{later} does not come after {earlier}"
            )
            raise _bad_input("on", reason)
    return days


def _ledger(value: object) -> History:
    from dangbo.history import History  # half of the library, which those who only read the names need not wait for

    return instance_of(History, value, "ledger")


def _by_year(values: object, where: str) -> dict[int, Any]:
    """A table by year, as whole numbers or as frames and files write them; no year twice."""
    pairs = [(read_year(key, where), value) for key, value in items_of(values, where)]
    for year, times in Counter(year for year, _ in pairs).items():
        if times > 1:
            raise _bad_input(where, Words(vi=f"năm {year} được ghi hai lần", en=f"the year {year} is given twice"))
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
        raise _bad_input("by_year", reason)
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
    ever = _ever(ledger) if absent else frozenset[str]()
    strange = [
        finding("rating/unknown-subject", key, year=year, hint=NO_WORDS) for key, year, _ in absent if key not in ever
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


# --- words ------------------------------------------------------------------------------------------------------------


def _strategy(
    strategy: CarryStrategy | str, fit: Sequence[CarryStrategy], unfit: Callable[[CarryStrategy], Words]
) -> CarryStrategy:
    """The strategy that is meant, where it fits what is carried.

    Raises:
        TermError: none is called so; names the codes of those that fit.
        InvalidInputError: another one.
    """
    codes = ", ".join(one.value for one in fit)
    try:
        chosen = strategy if isinstance(strategy, CarryStrategy) else CarryStrategy.parse(strategy)
    except TermError:
        raise TermError(CarryStrategy.vocabulary, str(strategy), [one.value for one in fit]) from None
    if chosen not in fit:
        raise bad_figure(
            "strategy", unfit(chosen), Words(en=f"Choose one of: {codes}.", vi=f"Chọn một trong: {codes}.")
        )
    return chosen


def _unknown(organization: str, known: Iterable[str], others: Sequence[str] = ()) -> UnknownOrganizationError:
    if organization in others:
        return NoFigureError(organization)
    ids = tuple(known)
    where = Words(vi="các số liệu này", en="these figures")
    return UnknownOrganizationError(organization, lambda: nearest(organization, ids), where)


def _ever(ledger: History) -> frozenset[str]:
    """Ids of all organizations the ledger ever had."""
    began = (
        org.id
        for decision in ledger.decisions
        for operation in decision.plan.operations
        for org in operation.establishes
    )
    return frozenset((*ledger.opening._ids(), *began))


def _amount(amount: Amount) -> Words:
    decimals = 0 if amount == int(amount) else 2
    return Words(
        vi=format_number(amount, decimals=decimals, lang="vi"), en=format_number(amount, decimals=decimals, lang="en")
    )


def _amount_cell(amount: Amount, lang: Lang) -> str:
    from dangbo.render import Cell

    return Cell(amount, _amount(amount).text(lang=lang))


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


def _tier_text(rating: Rating | None, status: RatingStatus, lang: Lang) -> str:
    return (rating or status).words.text(lang=lang)


def _strategy_note(strategy: CarryStrategy) -> Words:
    return Words(en=f"Strategy: {strategy.gloss}.", vi=f"Cách tính: {lower_first(strategy.label)}.")


def _origin_note(origin: Origin) -> Words:
    return Words(en=f"Origin: {origin.gloss}.", vi=f"Nguồn gốc: {origin.label}.")


_LISTED: Final = 5
_NAMED: Final = 3


def _listed(ids: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = len(ids) - _LISTED
    return ", ".join(f"'{key}'" for key in ids[:_LISTED]) + (f" (+{more})" if more > 0 else "")


def _bad_input(where: str, reason: Words) -> InvalidInputError:
    return InvalidInputError([finding("input/bad-value", where, reason=reason)])
