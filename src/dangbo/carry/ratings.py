"""Ratings of a year by the organizations of another day: `carry_ratings`."""

from __future__ import annotations

__all__ = ["CarriedRating", "CarriedRatings", "SourceRating", "carry_ratings"]

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.envelope import FindingDocument, OneOf
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import (
    read_year,
)
from dangbo.base.records import instances_of
from dangbo.base.terms import CarryStrategy, Origin, Rating, RatingStatus
from dangbo.base.text import format_date, format_number, lower_first, parse_period, spaced_number, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.carry.words import (
    amount_words,
    crossed,
    ever_living,
    ledger_of,
    listed_ids,
    origin_note,
    strategy_note,
    strategy_of,
    unknown_figure,
)
from dangbo.evaluation import RatingRecord, Tally
from dangbo.ledger.flows import Amount, Origins, Parcels, Settled, events
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.tree.records import ids_in_cell

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.history import History
    from dangbo.ledger.lineage import Border
    from dangbo.render import Table
    from dangbo.tree.records import Organization


_FOR_RATINGS: Final = tuple(one for one in CarryStrategy if one is not CarryStrategy.SUM)


class SourceRatingDocument(TypedDict):
    """The rating of one source; the people that came over are an exact number as text, null where nothing says."""

    organization: str
    name: str
    rating: Annotated[str, OneOf(Rating)] | None
    status: Annotated[str, OneOf(RatingStatus)]
    people: str | None


class CarriedRatingDocument(TypedDict):
    """The rating of one organization as it stands on the later day, and how it comes to it."""

    organization: str
    name: str
    rating: Annotated[str, OneOf(Rating)] | None
    status: Annotated[str, OneOf(RatingStatus)]
    resolved: bool
    changed: bool
    sources: list[SourceRatingDocument]
    reason: FindingDocument | None


class CarriedRatingsDocument(TypedDict):
    """The ratings of a year by the organizations of another day; "unresolved" has the ids of those without a tier."""

    schema: Literal["dangbo/carried-ratings"]
    version: Literal[1]
    year: int
    on: str
    strategy: str
    origin: Annotated[str, OneOf(Origin)]
    ratings: list[CarriedRatingDocument]
    changed: list[str]
    unresolved: list[str]
    findings: list[FindingDocument]


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
class CarriedRatings(Documented, ById[CarriedRating], Tabled, Framed):
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
        return unknown_figure(key, self._index())

    def as_dict(self) -> CarriedRatingsDocument:
        """The ratings as plain JSON values, those of organizations that did not change too."""
        return {
            "schema": "dangbo/carried-ratings",
            "version": 1,
            "year": self.year,
            "on": self.on.isoformat(),
            "strategy": self.strategy.value,
            "origin": self.origin.value,
            "ratings": [
                {
                    "organization": one.organization,
                    "name": one.name,
                    "rating": None if one.rating is None else one.rating.value,
                    "status": one.status.value,
                    "resolved": one.resolved,
                    "changed": one.changed,
                    "sources": [
                        {
                            "organization": source.organization,
                            "name": source.name,
                            "rating": None if source.rating is None else source.rating.value,
                            "status": source.status.value,
                            "people": None if source.people is None else str(source.people),
                        }
                        for source in one.sources
                    ],
                    "reason": None if one.reason is None else one.reason.as_dict(),
                }
                for one in self.ratings
            ],
            "changed": [one.organization for one in self.changed],
            "unresolved": [one.organization for one in self.unresolved],
            "findings": [found.as_dict() for found in self.findings],
        }

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
            ("sources", "text", lambda one: ids_in_cell([source.organization for source in one.sources])),
            ("reason", "text", lambda one: None if one.reason is None else one.reason.code),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of those that changed, with their sources; the others keep what they had.

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
            strategy_note(self.strategy),
            Words(
                en=f"{same} organizations did not change and keep their own; {open_} unresolved.",
                vi=f"{same} tổ chức không thay đổi, giữ kết quả của mình; {open_} tổ chức chưa xác định được.",
            ),
            origin_note(self.origin),
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
    chosen = strategy_of(
        strategy, _FOR_RATINGS, lambda _: Words(en="ratings cannot be summed", vi="không cộng được các mức xếp loại")
    )
    year = read_year(year)
    eve, day = parse_period(dt.date(year, 12, 31), on, where="on")
    start = ledger_of(ledger).as_of(eve)
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
        *crossed(origins.borders),
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
    absent = [key for key in times if start.get(key) is None]
    ever = ever_living(ledger) if absent else frozenset[str]()
    problems = [
        finding("rating/duplicate", unless_personal(key), year=year, hint=NO_WORDS)
        for key, count in times.items()
        if count > 1
    ]
    problems += [
        finding("rating/unknown-subject", unless_personal(key), year=year, hint=NO_WORDS)
        for key in absent
        if key not in ever
    ]
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
        named = listed_ids([source.organization for source in sources])
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
            return None, finding("carry/people-unknown", key, sources=listed_ids(unknown))
        weights: dict[Rating | None, Amount] = dict.fromkeys(tiers, 0)
        for source in sources:
            weights[source.rating] += source.people or 0
        most = max(weights.values())
        first = [tier for tier, weight in weights.items() if weight == most]
        if len(first) > 1:
            ordered = sorted(first, key=lambda tier: list(Rating).index(tier) if tier else len(Rating))
            terms = [tier or RatingStatus.NOT_YET_RATED for tier in ordered]
            tiers_of = Words(vi=", ".join(one.label for one in terms), en=", ".join(one.gloss for one in terms))
            return None, finding("carry/tie", key, tiers=tiers_of, people=amount_words(most))
        if first[0] is None:
            return None, _unrated(key, [one.organization for one in sources if one.rating is None], len(sources))
        return first[0], None


def _unheard_of(border: Border) -> SourceRating:
    """What came from outside the register: nobody here knows how it was rated."""
    return SourceRating(border.words, border.words, None, RatingStatus.NOT_YET_RATED)


def _unrated(key: str, sources: Sequence[str], of: int) -> Finding:
    return finding("carry/source-unrated", key, count=len(sources), of=of, sources=listed_ids(sources))


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


def _tier_text(rating: Rating | None, status: RatingStatus, lang: Lang) -> str:
    return (rating or status).words.text(lang=lang)
