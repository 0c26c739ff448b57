"""Counts of one day by the organizations of another: `carry_counts`."""

from __future__ import annotations

__all__ = ["CarriedCount", "CarriedCounts", "UnresolvedCount", "carry_counts"]

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.envelope import FindingDocument, OneOf
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import (
    counts_by_id,
)
from dangbo.base.terms import CarryStrategy, Origin
from dangbo.base.text import format_date, parse_period, spaced_number, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.carry.words import (
    amount_words,
    crossed,
    ledger_of,
    listed_ids,
    origin_note,
    strategy_note,
    strategy_of,
    unknown_figure,
)
from dangbo.ledger.flows import Amount, Divide, Parcels, Pool, Settled, events, is_outside, plain
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.tree.records import ids_in_cell

if TYPE_CHECKING:
    from dangbo.history import History
    from dangbo.ledger.lineage import Border
    from dangbo.render import Table
    from dangbo.tree.records import Organization


_FOR_COUNTS: Final = (CarryStrategy.SUM, CarryStrategy.BY_HEADCOUNT)


class CarriedCountDocument(TypedDict):
    """What is known of the count of one organization, as an exact number in text, and whether that is all of it."""

    organization: str
    name: str
    known: str
    complete: bool
    sources: list[str]
    changed: bool


class UnresolvedCountDocument(TypedDict):
    """A count of which nobody can tell in which organization it lies; an exact number in text."""

    source: str
    value: str
    among: list[str]
    reason: FindingDocument


class CarriedCountsDocument(TypedDict):
    """Counts of one day by the organizations of another; numbers are exact, in text, and add up to the total."""

    schema: Literal["dangbo/carried-counts"]
    version: Literal[1]
    start: str
    end: str
    strategy: str
    origin: Annotated[str, OneOf(Origin)]
    total: str
    counts: list[CarriedCountDocument]
    unresolved: list[UnresolvedCountDocument]
    others: list[str]
    findings: list[FindingDocument]


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
class CarriedCounts(Documented, ById[CarriedCount], Tabled, Framed):
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
        return unknown_figure(key, self._index(), self.others)

    def as_dict(self) -> CarriedCountsDocument:
        """The counts as plain JSON values."""
        return {
            "schema": "dangbo/carried-counts",
            "version": 1,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "strategy": self.strategy.value,
            "origin": self.origin.value,
            "total": str(self.total),
            "counts": [
                {
                    "organization": one.organization,
                    "name": one.name,
                    "known": str(one.known),
                    "complete": one.complete,
                    "sources": list(one.sources),
                    "changed": one.changed,
                }
                for one in self.counts
            ],
            "unresolved": [
                {
                    "source": one.source,
                    "value": str(one.value),
                    "among": list(one.among),
                    "reason": one.reason.as_dict(),
                }
                for one in self.unresolved
            ],
            "others": list(self.others),
            "findings": [found.as_dict() for found in self.findings],
        }

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
            (
                "sources",
                "text",
                lambda one: ids_in_cell(one.sources if isinstance(one, CarriedCount) else [one.source]),
            ),
            ("reason", "text", lambda one: None if isinstance(one, CarriedCount) else one.reason.code),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the organizations with their counts, and what is unresolved, up to the total.

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
                _amount_cell(one.known, lang) if one.complete else at_least + amount_words(one.known).text(lang=lang),
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
        notes = [strategy_note(self.strategy), origin_note(self.origin)]
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
    chosen = strategy_of(
        strategy,
        _FOR_COUNTS,
        lambda one: Words(
            en=f"counts are not carried by '{one.gloss}'", vi=f"không tính số liệu theo cách '{one.label}'"
        ),
    )
    first, last = parse_period(start, end)
    before = ledger_of(ledger).as_of(first)
    problems: list[Finding] = []
    given = counts_by_id(values, "values", problems)
    problems += [
        finding("carry/not-living", unless_personal(key), day=first) for key in given if before.get(key) is None
    ]
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
        if (named := listed_ids(lacks(one.organization)))
    )
    others = tuple(org.id for org in after if org.id not in settled.sources)
    findings = (*(one.reason for one in unresolved), *lacking, *crossed(parcels.borders))
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
    count, among = amount_words(pool.value), listed_ids(pool.among)
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


def _amount_cell(amount: Amount, lang: Lang) -> str:
    from dangbo.render import Cell

    return Cell(amount, amount_words(amount).text(lang=lang))
