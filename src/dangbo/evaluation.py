"""Yearly ratings, and how they stand against targets.

Review, assessment and rating (kiểm điểm, đánh giá, xếp loại) end in one tier a year for every organization and every
member. What becomes of those tiers is counted here:

```
RatingRecord  one subject, one year: a tier, or why there is none
     | Tally.of(records, hierarchy, ...)          or typed in from published counts; Tally.by_group(...)
Tally         on the books = exempt + not yet rated + rated (excellent + good + completed + not completed)
     | compare(tally, target), compare_years      targets stand in a Scheme; an Indicator says what they measure
Comparison    share, excess in points, met, how many were needed
```

How many may be excellent is the business of `quota`; what a target asks of the parts of a whole, of `targets`.

Every result prints a short explanation (`explain(lang=)`), shows itself as a table (`show(lang=)`) and serializes
(`as_dict()`, `to_json()`) with the ids of its rules. Two terms settle most quarrels about such figures:

| term | meaning |
|---|---|
| tier or better (mức ... trở lên) | the tier and everything above it; what targets are about |
| base | over whom a share is counted: those rated, or all on the books |

Nothing here is a float, and nothing compares unlike things in silence: a target whose tier its source does not state,
another tier, another base, another year are findings of the comparison.
"""

from __future__ import annotations

__all__ = [
    "Base",
    "Comparison",
    "Counted",
    "Direction",
    "GroupBy",
    "Indicator",
    "Moment",
    "RatingRecord",
    "Scheme",
    "Standing",
    "Subjects",
    "Tally",
    "Target",
    "YearByYear",
    "allowed_count",
    "compare",
    "compare_years",
    "required_count",
]

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    Self,
    TypeAlias,
    cast,
    get_args,
)

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.envelope import envelope, json_text
from dangbo.base.errors import InvalidInputError, TermError, known_language
from dangbo.base.figures import Points, Share, repeated
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.reading import (
    bad_count,
    bad_figure,
    no_year,
    proportion,
    read_choice,
    read_count,
    read_name,
    read_subject,
    read_term,
    read_tier,
    read_tiers,
    read_year,
    tier_of,
    unknown_choice,
    unknown_label,
    whole_count,
)
from dangbo.base.records import RecordType, instance_of, instances_of
from dangbo.base.results import (
    cited,
    explained,
    finding_texts,
    of_another_time,
    percent_text,
    share_decimals,
)
from dangbo.base.terms import Form, Level, Origin, Rating, RatingStatus
from dangbo.base.text import (
    UnreadableError,
    count_of,
    format_date,
    format_number,
    is_missing,
    nearest,
    nfc,
    parse_date,
    spaced_number,
)
from dangbo.base.words import Words
from dangbo.rules import RuleBook, Table, book_of

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.render import Drawing
    from dangbo.tree.records import Organization

Subjects: TypeAlias = Literal["organizations", "members"]
"""Who is rated: party organizations (tổ chức đảng) or members (đảng viên)."""

Base: TypeAlias = Literal["rated", "on_books"]
"""Over whom a share is counted: those rated, or all on the books (rated, exempt and not yet rated)."""

GroupBy: TypeAlias = Literal["grassroots_organization", "kind", "kind_and_unit_type"]
"""How a hierarchy is divided into groups: by TCCSĐ; by form and level; by these and the kind of unit."""

Direction: TypeAlias = Literal["at_least", "above", "at_most", "within"]
"""Which way a target points: from a bound on, strictly above it, up to it, or between two bounds (both count)."""

Moment: TypeAlias = Literal["year_start", "year_end", "during_year", "unstated"]
"""When something is counted; `unstated` where the source does not say."""

Standing: TypeAlias = Literal["met", "not_met", "above_band"]
"""How a figure stands to its target. Whether a figure above a band (5 % of "3-4 %") meets it, no source says."""

_SUBJECT_KINDS: Final = get_args(Subjects)


SUBJECT_WORDS: Final[dict[Subjects, Words]] = {
    "organizations": Words(en="organizations", vi="tổ chức đảng"),
    "members": Words(en="members", vi="đảng viên"),
}
_BASES: Final[dict[Base, Words]] = {
    "rated": Words(en="those rated", vi="số được xếp loại"),
    "on_books": Words(en="all on the books", vi="tổng số theo danh sách"),
}
_MOMENTS: Final[dict[Moment, Words]] = {
    "year_start": Words(en="at the start of the year", vi="đầu năm"),
    "year_end": Words(en="at the end of the year", vi="cuối năm"),
    "during_year": Words(en="in the course of the year", vi="trong năm"),
    "unstated": Words(en="date not stated in the source", vi="nguồn không nêu thời điểm"),
}
_BOUNDS: Final[dict[Direction, Words]] = {
    "at_least": Words(en="at least", vi="từ"),
    "above": Words(en="above", vi="trên"),
    "at_most": Words(en="at most", vi="không quá"),
    "within": Words(en="from", vi="từ"),
}
_STANDINGS: Final[dict[Standing, Words]] = {
    "met": Words(en="✓ met", vi="✓ đạt"),
    "not_met": Words(en="▲ not met", vi="▲ không đạt"),
    "above_band": Words(en="? above the band", vi="? trên khoảng chỉ tiêu"),
}
_GROUP_BY: Final[dict[GroupBy, Words]] = {
    "grassroots_organization": Words(en="by grassroots organization", vi="theo tổ chức cơ sở đảng"),
    "kind": Words(en="by form and level", vi="theo hình thức và cấp"),
    "kind_and_unit_type": Words(en="by form, level and kind of unit", vi="theo hình thức, cấp và loại hình"),
}


# --- records ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingRecord(metaclass=RecordType):
    """The rating (kết quả xếp loại) of one subject in one year, or why it has none.

    Args:
        subject: id of the organization or member, or its record.
        year: the year that was rated, not the year of the decision.
        rating: the tier decided, or its label; only with the status rated. An abbreviation is read as of the year.
        status: rated, exempt (miễn) or not yet rated (chưa xếp loại), or its label.
        subjects: what the id names.

    What a column of a data frame makes of these is read: the year 2025.0, and a cell it leaves blank (`None`, NaN,
    NaT, NA, an empty text), which is a rating nobody gave. A blank rating is no tier and no exemption: it is told.

    Raises:
        InvalidInputError: `rating/bad-count`: a tier without the status rated or the other way round, a year that is
            none. `input/bad-figure`: a blank id, a tier, a status or a kind of subjects nobody knows. All at once; what
            cannot be read is not repeated, because where a column has shifted it is a name.

    Examples:
        >>> RatingRecord("dbp-phu-xa", 2022, Rating.GOOD).rating.label
        'Hoàn thành tốt nhiệm vụ'
        >>> RatingRecord("m-00017", 2022, status=RatingStatus.EXEMPT, subjects="members").rating is None
        True
    """

    subject: str
    year: int
    rating: Rating | None = None
    status: RatingStatus = RatingStatus.RATED
    subjects: Subjects = "organizations"

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self,
            subject: str | Organization,
            year: int,
            rating: Rating | str | None = None,
            status: RatingStatus | str = RatingStatus.RATED,
            subjects: Subjects = "organizations",
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep the id in NFC, read labels, and refuse what nobody knows or what contradicts itself."""
        if (
            type(self.subject) is not str
            or not self.subject.isascii()
            or not self.subject.isprintable()
            or not self.subject
            or self.subject[0] == " "
            or self.subject[-1] == " "
        ):
            object.__setattr__(self, "subject", read_subject(self.subject))
        problems: list[Finding] = []
        # records come in tens of thousands: what is right already costs a look at its type
        if type(self.year) is not int:
            object.__setattr__(self, "year", _rated_year(self.year, f"{self.subject}, year", problems))
        if not problems and not dt.MINYEAR <= self.year <= dt.MAXYEAR:
            problems.append(no_year(f"{self.subject}, year", self.year))
        if self.rating is not None and type(self.rating) is not Rating:
            year = None if problems else self.year
            tier = (
                None
                if is_missing(self.rating)
                else tier_of(self.rating, f"{self.subject}, rating", problems, year=year)
            )
            object.__setattr__(self, "rating", tier)
        if type(self.status) is not RatingStatus:
            object.__setattr__(self, "status", _status(self.status, f"{self.subject}, status", problems))
        if self.subjects not in _SUBJECT_KINDS:
            problems.extend(unknown_choice(self.subjects, SUBJECT_WORDS, f"{self.subject}, subjects").findings)
        if not problems and (self.rating is None) is (self.status is RatingStatus.RATED):
            problems.append(self._contradiction())
        if problems:
            raise InvalidInputError(problems)

    def _contradiction(self) -> Finding:
        if self.rating is None:
            return bad_count(
                self.subject,
                "it is rated, and no tier is given (a blank is none); say rating=, or status= exempt or not yet rated",
                "ghi là đã xếp loại nhưng không có mức (ô trống không phải là một mức); ghi mức xếp loại, hoặc ghi "
                "tình trạng miễn hay chưa xếp loại",
            )
        return bad_count(
            self.subject,
            f"it has a tier, and its status is '{self.status.gloss}'",
            f"có mức xếp loại, mà tình trạng là '{self.status.label}'",
        )


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Tally(metaclass=RecordType):
    """How many got which rating in a year. Totals are derived, never typed in.

    Args:
        counts: how many in each tier, by the tier or its label; tiers left out have none. An abbreviation is read as of
            the year.
        year: the year that was rated.
        exempt: those exempt from rating (miễn).
        not_yet_rated: those not rated, or not yet (chưa xếp loại).
        subjects: who is counted.
        origin: where the counts come from, or its label; shares taken from the tally say the same. Outside equality.
        findings: what to read before the counts are used: `figure/other-date` where `Tally.of` counted them on a tree
            of another year. Outside equality.

    Raises:
        InvalidInputError: `rating/bad-count`: a count that is negative, no whole number or not below 10^9, a tier given
            twice, a year that is none; `input/bad-figure`: a tier nobody knows; all at once.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> tally
        Tally(2022, 100 organizations: 15 excellent, 80 good, 5 completed, 0 not completed, 0 exempt, 0 not yet rated)
        >>> tally.rated, tally.at_least(Rating.GOOD), tally.share_at_least(Rating.GOOD)
        (100, 95, Share(95, of=100) = 95,0%)
        >>> Tally({Rating.GOOD: -3}, year=2022)
        Traceback (most recent call last):
            ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - counts['good']: -3 is negative. Correct the figure at its source and count again. [rating/bad-count]
    """

    counts: tuple[tuple[Rating, int], ...]
    year: int
    exempt: int
    not_yet_rated: int
    subjects: Subjects
    origin: Origin = field(compare=False)
    findings: tuple[Finding, ...] = field(compare=False)

    def __init__(
        self,
        counts: Mapping[Rating, int] | Mapping[str, int] | Iterable[tuple[Rating | str, int]],
        *,
        year: int,
        exempt: int = 0,
        not_yet_rated: int = 0,
        subjects: Subjects = "organizations",
        origin: Origin | str = Origin.COMPUTED,
        findings: Iterable[Finding] = (),
    ) -> None:
        problems: list[Finding] = []
        year = read_count(year, "year", problems)
        if not problems and not dt.MINYEAR <= year <= dt.MAXYEAR:
            problems.append(no_year("year", year))
        as_of = None if problems else year
        by_tier = dict.fromkeys(Rating, 0)
        seen: set[Rating] = set()
        pairs = _pairs(counts)
        for number, (key, count) in enumerate(pairs, start=1):
            tier = key if type(key) is Rating else tier_of(key, f"counts, key {number}", problems, year=as_of)
            if tier is None:
                continue
            if tier in seen:
                problems.append(bad_count(f"counts['{tier.value}']", "it is given twice", "được ghi hai lần"))
            seen.add(tier)
            by_tier[tier] = read_count(count, f"counts['{tier.value}']", problems)
        exempt = read_count(exempt, "exempt", problems)
        not_yet_rated = read_count(not_yet_rated, "not_yet_rated", problems)
        if problems:
            raise InvalidInputError(problems)
        object.__setattr__(self, "counts", tuple(by_tier.items()))
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "exempt", exempt)
        object.__setattr__(self, "not_yet_rated", not_yet_rated)
        object.__setattr__(self, "subjects", read_choice(subjects, SUBJECT_WORDS, "subjects"))
        object.__setattr__(self, "origin", read_term(Origin, origin, "origin"))
        object.__setattr__(self, "findings", tuple(findings))

    @classmethod
    def of(
        cls,
        records: Iterable[RatingRecord],
        hierarchy: Hierarchy,
        *,
        subjects: Subjects,
        year: int,
        level: Level | str | None = None,
        form: Form | str | None = None,
        under: str | Organization | None = None,
        origin: Origin | str = Origin.COMPUTED,
    ) -> Self:
        """Count the records of a year against those who were to be rated.

        Whoever the filters select in the hierarchy and no record of the year names is not yet rated, people known
        only by number included, so that the total is the number on the books. Members are selected by the
        organization on whose roll they are. One pass over records and rolls.

        Args:
            records: rating records; those of other years or other subjects are passed over.
            hierarchy: the organizations, at a date of that year; one of another year is told by
                `figure/other-date` in the findings of the tally.
            subjects: count organizations or members.
            year: the year to count.
            level: only organizations of this level, or members of such; or its label.
            form: only organizations of this form, or members of such; or its label.
            under: only what stands below this organization; for members, its own roll too.
            origin: where the records come from, or its label.

        Raises:
            InvalidInputError: `input/bad-figure`: a level or form nobody knows. `rating/unknown-subject` for an id the
                hierarchy does not have, `rating/duplicate` for two records of one subject; all at once, whatever the
                filters select.
            UnknownOrganizationError: `under` names no organization.

        Examples:
            >>> from dangbo.hierarchy import Hierarchy
            >>> from dangbo.tree.records import Organization
            >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
            >>> cells = [
            ...     Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp")
            ...     for n in (1, 2, 3)
            ... ]
            >>> tree = Hierarchy([ward, *cells], as_of="2022-12-31")
            >>> records = [RatingRecord("cb-1", 2022, Rating.GOOD), RatingRecord("cb-2", 2022, Rating.EXCELLENT)]
            >>> Tally.of(records, tree, subjects="organizations", form=Form.CHI_BO, year=2022)
            Tally(2022, 3 organizations: 1 excellent, 1 good, 0 completed, 0 not completed, 0 exempt, 1 not yet rated)
        """
        read_choice(subjects, SUBJECT_WORDS, "subjects")
        year = read_year(year)
        from dangbo.hierarchy import Hierarchy  # as for type checkers: needed here only

        hierarchy = instance_of(Hierarchy, hierarchy, "hierarchy")
        at = None if level is None else read_term(Level, level, "level")
        of_form = None if form is None else read_term(Form, form, "form")
        selected = list(hierarchy.select(level=at, form=of_form, under=under))
        if subjects == "members":
            top = None if under is None else hierarchy[under]  # a chi bộ cơ sở has nothing below it and a roll
            if top is not None and at in {None, top.level} and of_form in {None, top.form}:
                selected.append(top)
            wanted = {member for org in selected for member in hierarchy.roll(org)}
            total = len(wanted) + sum(org.full + org.probationary for org in selected)
        else:
            wanted = {org.id for org in selected}
            total = len(wanted)

        rated = instances_of(RatingRecord, records, "records")
        of_year = [record for record in rated if record.year == year and record.subjects == subjects]
        by_subject = {record.subject: record for record in of_year}
        if subjects == "members":
            unknown = [key for key in by_subject if key not in wanted and hierarchy.home(key) is None]
        else:
            unknown = [key for key in by_subject if key not in wanted and key not in hierarchy]
        if unknown or len(by_subject) < len(of_year):
            times = Counter(record.subject for record in of_year)
            problems = [finding("rating/duplicate", key, year=year) for key, count in times.items() if count > 1]
            problems += [finding("rating/unknown-subject", key, year=year) for key in unknown]
            raise InvalidInputError(problems)

        ratings: Counter[Rating | RatingStatus] = Counter(
            [record.rating or record.status for key, record in by_subject.items() if key in wanted]
        )
        counts = {tier: ratings[tier] for tier in Rating}
        exempt = ratings[RatingStatus.EXEMPT]
        return cls(
            counts,
            year=year,
            exempt=exempt,
            not_yet_rated=total - exempt - sum(counts.values()),
            subjects=subjects,
            origin=origin,
            findings=_tree_of_another_year(hierarchy, subjects, year),
        )

    @classmethod
    def by_group(
        cls,
        records: Iterable[RatingRecord],
        hierarchy: Hierarchy,
        *,
        subjects: Subjects,
        year: int,
        group_by: GroupBy | Mapping[str, str],
        origin: Origin | str = Origin.COMPUTED,
    ) -> dict[str, Self]:
        """One tally per group, as quotas are asked for: in one pass over records and rolls, however many groups.

        Within the TCCSĐ, members belong to the one they stand under, and organizations below it to the one above
        them; organizations at the grassroots level and higher are in no such group. By kind, members follow the
        organization on whose roll they are.

        Args:
            records: rating records; those of other years or other subjects are passed over.
            hierarchy: the organizations, at a date of that year, as for `Tally.of`.
            subjects: count organizations or members.
            year: the year to count.
            group_by: how to divide the hierarchy, or the group of every subject by its id (those of similar tasks,
                which no register knows). Subjects such a mapping does not name are in no group.
            origin: where the records come from.

        Returns:
            The tally of every group that holds anybody, in the order of the hierarchy or of the mapping; the names are
            ids of TCCSĐ, "form/level" or "form/level/unit type", or those of the mapping.

        Raises:
            InvalidInputError: `rating/unknown-subject`, `rating/duplicate`, and `rating/no-group` for a record whose
                subject the mapping does not name; all at once.

        Examples:
            >>> from dangbo.hierarchy import Hierarchy
            >>> from dangbo.tree.records import Organization
            >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
            >>> cells = [
            ...     Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=9)
            ...     for n in (1, 2)
            ... ]
            >>> tree = Hierarchy([ward, *cells], as_of="2022-12-31")
            >>> records = [RatingRecord("cb-1", 2022, Rating.GOOD)]
            >>> Tally.by_group(records, tree, subjects="organizations", year=2022, group_by="grassroots_organization")
            {'dbp': Tally(2022, 2 organizations: 0 excellent, 1 good, 0 completed, 0 not completed, 0 exempt, \
1 not yet rated)}
            >>> by_kind = Tally.by_group([], tree, subjects="members", year=2022, group_by="kind")
            >>> by_kind["chi_bo/below_grassroots"].total
            18
        """
        read_choice(subjects, SUBJECT_WORDS, "subjects")
        year = read_year(year)
        apart = _tree_of_another_year(hierarchy, subjects, year)
        group_of, totals = _groups(hierarchy, subjects, group_by)
        counts: defaultdict[str, Counter[Rating | RatingStatus]] = defaultdict(Counter)
        seen: set[str] = set()
        problems: list[Finding] = []
        for record in records:
            if record.year != year or record.subjects != subjects:
                continue
            key = record.subject
            if key in seen:
                problems.append(finding("rating/duplicate", key, year=year))
            seen.add(key)
            group = group_of.get(key)
            if group is not None:
                counts[group][record.rating or record.status] += 1
            elif (hierarchy.home(key) is None) if subjects == "members" else key not in hierarchy:
                problems.append(finding("rating/unknown-subject", key, year=year))
            elif not isinstance(group_by, str):
                problems.append(finding("rating/no-group", key, year=year))
        if problems:
            raise InvalidInputError(problems)
        tallies: dict[str, Self] = {}
        for group, total in totals.items():
            of = counts[group]
            exempt = of[RatingStatus.EXEMPT]
            by_tier = {tier: of[tier] for tier in Rating}
            unrated = total - exempt - sum(by_tier.values())
            tallies[group] = cls(
                by_tier,
                year=year,
                exempt=exempt,
                not_yet_rated=unrated,
                subjects=subjects,
                origin=origin,
                findings=apart,
            )
        return tallies

    @property
    def rated(self) -> int:
        """Those with a tier."""
        return sum(count for _, count in self.counts)

    @property
    def total(self) -> int:
        """All on the books: rated, exempt and not yet rated."""
        return self.rated + self.exempt + self.not_yet_rated

    def count(self, rating: Rating | str) -> int:
        """How many got this tier and no other; the tier or its label.

        Examples:
            >>> Tally({"good": 37, "Hoàn thành nhiệm vụ": 3}, year=2022).count("HTTNV")
            37
        """
        wanted = read_tier(rating, "rating", year=self.year)
        return next(count for tier, count in self.counts if tier is wanted)

    def at_least(self, rating: Rating | str) -> int:
        """How many got this tier or better (trở lên)."""
        lowest = read_tier(rating, "rating", year=self.year)
        return sum(count for tier, count in self.counts if tier >= lowest)

    def count_of(self, tiers: Iterable[Rating | str]) -> int:
        """How many got one of these tiers."""
        wanted = read_tiers(tiers, "tiers", year=self.year)
        return sum(count for tier, count in self.counts if tier in wanted)

    def share(self, rating: Rating | str, *, base: Base = "rated") -> Share | None:
        """Share of one tier alone, dated the last day of the year; `None` over an empty base.

        Examples:
            >>> Tally({Rating.GOOD: 37, Rating.EXCELLENT: 10, Rating.COMPLETED: 3}, year=2022).share(Rating.GOOD)
            Share(37, of=50) = 74,0%
        """
        return self._share(self.count(rating), base)

    def share_at_least(self, rating: Rating | str, *, base: Base = "rated") -> Share | None:
        """Share of a tier or better, dated the last day of the year; `None` over an empty base.

        Examples:
            >>> tally = Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2)
            >>> tally.share_at_least(Rating.GOOD)
            Share(91, of=98) = 92,9%
            >>> tally.share_at_least(Rating.GOOD, base="on_books")
            Share(91, of=100) = 91,0%
        """
        return self._share(self.at_least(rating), base)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of tiers, with base and date.

        Examples:
            >>> print(Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2).show(lang="en"))
            Ratings of 2021: organizations
            <BLANKLINE>
            Tier                        Count  Share
            ──────────────────────────  ─────  ─────
            task completed excellently      0   0.0%
            task completed well            91  92.9%
            task completed                  7   7.1%
            task not completed              0   0.0%
            rated                          98
            exempt                          0
            not yet rated                   2
            on the books                  100
            <BLANKLINE>
            Shares over those rated, 31 December 2021; computed from the data.
        """
        from dangbo.render import words_table

        words = SUBJECT_WORDS[self.subjects].text(lang=lang)
        rows: list[Sequence[str]] = []
        for tier, count in self.counts:
            share = self.share(tier)
            name = tier.label if known_language(lang) == "vi" else tier.gloss
            rows.append(
                (
                    name,
                    format_number(count, lang=lang),
                    "" if share is None else share.text(decimals=share_decimals(self.rated), lang=lang),
                )
            )
        rows.extend(
            (Words(en=en, vi=vi).text(lang=lang), format_number(count, lang=lang), "")
            for en, vi, count in (
                ("rated", "Được xếp loại", self.rated),
                ("exempt", "Miễn xếp loại", self.exempt),
                ("not yet rated", "Chưa xếp loại", self.not_yet_rated),
                ("on the books", "Tổng số", self.total),
            )
        )
        base = _BASES["rated"].text(lang=lang)
        day = format_date(_year_end(self.year), lang=lang)
        origin = self.origin.label if known_language(lang) == "vi" else self.origin.gloss
        return words_table(
            Words(en=f"Ratings of {self.year}: {words}", vi=f"Kết quả xếp loại năm {self.year}: {words}"),
            (Words(en="Tier", vi="Mức xếp loại"), Words(en="Count", vi="Số lượng"), Words(en="Share", vi="Tỷ lệ")),
            rows,
            notes=[
                Words(
                    en=f"Shares over {base}, {day}; {origin}.",
                    vi=f"Tỷ lệ tính trên {base}, tính đến ngày {day}; {origin}.",
                ).text(lang=lang),
                *finding_texts(self.findings, lang=lang),
            ],
            totals=(len(Rating), len(rows) - 1),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The tally as plain JSON values."""
        return envelope(
            "tally",
            {
                "year": self.year,
                "subjects": self.subjects,
                "counts": {tier.value: count for tier, count in self.counts},
                "rated": self.rated,
                "exempt": self.exempt,
                "not_yet_rated": self.not_yet_rated,
                "total": self.total,
                "origin": self.origin.value,
                "findings": [found.as_dict() for found in self.findings],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def explain(self, *, lang: Lang = "vi") -> str:
        """The counts in one sentence, with what they add up to.

        Examples:
            >>> print(Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2).explain(lang="en"))
            organizations of 2021: 100 on the books = 98 rated + 0 exempt + 2 not yet rated; 98 rated = 0 + 91 + 7 + 0.
        """
        total, rated, exempt, waiting = (
            format_number(count, lang=lang) for count in (self.total, self.rated, self.exempt, self.not_yet_rated)
        )
        tiers = " + ".join(format_number(count, lang=lang) for _, count in self.counts)
        words = SUBJECT_WORDS[self.subjects].text(lang=lang)
        if known_language(lang) == "vi":
            books = f"{total} theo danh sách = {rated} được xếp loại + {exempt} miễn + {waiting} chưa xếp loại"
            said = f"{words} năm {self.year}: {books}; {rated} được xếp loại = {tiers}."
        else:
            books = f"{total} on the books = {rated} rated + {exempt} exempt + {waiting} not yet rated"
            said = f"{words} of {self.year}: {books}; {rated} rated = {tiers}."
        return " ".join([said, *finding_texts(self.findings, lang=lang)])

    def __repr__(self) -> str:
        tiers = ", ".join(f"{spaced_number(count)} {tier.value.replace('_', ' ')}" for tier, count in self.counts)
        rest = f"{spaced_number(self.exempt)} exempt, {spaced_number(self.not_yet_rated)} not yet rated"
        return f"Tally({self.year}, {spaced_number(self.total)} {self.subjects}: {tiers}, {rest})"

    def _repr_html_(self) -> str:
        return self.show().html

    def _over(self, base: Base) -> int:
        return self.rated if read_choice(base, _BASES, "base") == "rated" else self.total

    def _share(self, count: int, base: Base) -> Share | None:
        of = self._over(base)
        return Share(count, of=of, on=_year_end(self.year), origin=self.origin) if of else None


def _tree_of_another_year(hierarchy: Hierarchy, subjects: Subjects, year: int) -> tuple[Finding, ...]:
    """What to say where the tree shows who there was in another year than the one rated."""
    day = hierarchy.as_of
    if day.year == year:
        return ()
    return (
        of_another_time(
            f"{subjects}/{year}",
            SUBJECT_WORDS[subjects],
            Words(en=f"ratings of {year}", vi=f"kết quả xếp loại năm {year}"),
            Words(
                en=f"the organizations of {format_date(day, lang='en')}",
                vi=f"tổ chức đảng tính đến ngày {format_date(day, lang='vi')}",
            ),
        ),
    )


def _groups(
    hierarchy: Hierarchy, subjects: Subjects, group_by: GroupBy | Mapping[str, str]
) -> tuple[Mapping[str, str], dict[str, int]]:
    """The group of every subject, and how many each group holds, people known only by number included."""
    if not isinstance(group_by, str):
        if subjects == "members":
            known = {key: group for key, group in group_by.items() if hierarchy.home(key) is not None}
        else:
            known = {key: group for key, group in group_by.items() if key in hierarchy}
        return known, dict(Counter(known.values()))
    read_choice(group_by, _GROUP_BY, "group_by")
    above: dict[str, str | None] = {}
    group_of: dict[str, str] = {}
    totals: dict[str, int] = {}
    for org in hierarchy:  # parents first
        if group_by == "grassroots_organization":
            upper = None if org.parent is None else above[org.parent]
            above[org.id] = org.id if org.level is Level.GRASSROOTS else upper
            # people on the roll of a committee above the grassroots are a group of their own
            group = above[org.id] or org.id if subjects == "members" else upper
        else:
            unit = (org.unit_type,) if group_by == "kind_and_unit_type" and org.unit_type else ()
            group = "/".join((org.form.value, org.level.value, *unit))
        if group is None:
            continue
        if subjects == "members":
            roll = hierarchy.roll(org)
            group_of.update(dict.fromkeys(roll, group))
            size = len(roll) + org.full + org.probationary
        else:
            group_of[org.id] = group
            size = 1
        if size:
            totals[group] = totals.get(group, 0) + size
    return group_of, totals


# --- indicators and targets -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted(metaclass=RecordType):
    """What the numerator or the denominator of an indicator counts.

    Args:
        words: in both languages.
        tiers: only those rated in one of these tiers; empty where it does not count ratings.
        base: for denominators of ratings: over whom.
        moment: when it is counted.

    Examples:
        >>> from dangbo.base.words import Words
        >>> Counted(Words(vi="tổng số đảng viên", en="all members"), moment="year_start").moment
        'year_start'
    """

    words: Words
    tiers: frozenset[Rating] = frozenset()
    base: Base | None = None
    moment: Moment = "unstated"

    def __post_init__(self) -> None:
        """Keep the tiers as a set, and refuse words nobody knows."""
        object.__setattr__(self, "tiers", read_tiers(self.tiers, "tiers"))
        read_choice(self.moment, _MOMENTS, "moment")
        if self.base is not None:
            read_choice(self.base, _BASES, "base")

    def text(self, *, lang: Lang = "vi") -> str:
        """What is counted, of whom and when."""
        moment = "" if self.moment == "unstated" else f" ({_MOMENTS[self.moment].text(lang=lang)})"
        return f"{self.words.text(lang=lang)}{moment}"


@dataclass(frozen=True, slots=True)
class Indicator(metaclass=RecordType):
    """What is measured: numerator over denominator, and which way is good. A `Target` gives it a value and years.

    Args:
        name: what it is called, in both languages.
        numerator: what is counted.
        denominator: over what.
        direction: which way its targets point.

    Raises:
        InvalidInputError: `input/bad-figure`: a blank name, a numerator of tiers whose denominator names no base, a
            direction nobody knows.

    Examples:
        >>> from dangbo.base.words import Words
        >>> good = Indicator.of_tiers(
        ...     Words(vi="TCCSĐ hoàn thành tốt trở lên", en="grassroots rated good or better"),
        ...     {Rating.GOOD, Rating.EXCELLENT},
        ...     direction="above",
        ... )
        >>> target = good.target("90%", years=(2022, 2030))
        >>> tally = Tally({Rating.GOOD: 90, Rating.COMPLETED: 10}, year=2022)
        >>> good.share(tally), compare(tally, target).met  # exactly 90 % is not above 90 %
        (Share(90, of=100) = 90,0%, False)
    """

    name: Words
    numerator: Counted
    denominator: Counted
    direction: Direction = "at_least"

    def __post_init__(self) -> None:
        """Refuse what could not be counted."""
        name = instance_of(Words, self.name, "name")
        for text in (name.vi, name.en):
            read_name(text, "name")
        for part in ("numerator", "denominator"):
            instance_of(Counted, getattr(self, part), part)
        read_choice(self.direction, _BOUNDS, "direction")
        if self.numerator.tiers and self.denominator.base is None:
            raise bad_figure(
                "denominator",
                Words(en="a share of a tier needs its base", vi="tỷ lệ của một mức xếp loại cần có cơ sở tính"),
                Words(
                    en='Say base="rated" or base="on_books" in the denominator.',
                    vi="Ghi mẫu số là số được xếp loại hay tổng số theo danh sách.",
                ),
            )

    @classmethod
    def of_tiers(
        cls,
        name: Words,
        tiers: Iterable[Rating | str],
        *,
        subjects: Subjects = "organizations",
        base: Base = "rated",
        direction: Direction = "at_least",
    ) -> Self:
        """The share of organizations or members rated in some tiers."""
        wanted = read_tiers(tiers, "tiers")
        of = SUBJECT_WORDS[read_choice(subjects, SUBJECT_WORDS, "subjects")]
        over = _BASES[read_choice(base, _BASES, "base")]
        listed = sorted(wanted, reverse=True)
        return cls(
            name,
            Counted(
                Words(
                    vi=f"{of.vi} xếp loại {' hoặc '.join(tier.label for tier in listed)}",
                    en=f"{of.en} rated {' or '.join(tier.gloss for tier in listed)}",
                ),
                wanted,
                moment="year_end",
            ),
            Counted(Words(vi=f"{of.vi}, {over.vi}", en=f"{of.en}, {over.en}"), base=base, moment="year_end"),
            direction,
        )

    def share(self, tally: Tally) -> Share | None:
        """The share in a tally; `None` over an empty base.

        Raises:
            InvalidInputError: the indicator does not count ratings.
        """
        if not self.numerator.tiers or self.denominator.base is None:
            raise _no_ratings(self.name.en)
        return tally._share(tally.count_of(self.numerator.tiers), self.denominator.base)  # noqa: SLF001 - the same thought

    def target(
        self,
        bound: str | Fraction,
        upper: str | Fraction | None = None,
        *,
        source: Document | None = None,
        years: tuple[int, int] | None = None,
        rule: RuleRef | None = None,
        lang: Lang = "vi",
    ) -> Target:
        """A target for this indicator: one bound, or both ends of a band.

        Raises:
            InvalidInputError: a second bound without the direction "within", or the other way round.
        """
        if (upper is not None) is not (self.direction == "within"):
            raise bad_figure(
                "upper",
                Words(en="only a band has two bounds", vi="chỉ khoảng chỉ tiêu có hai cận"),
                Words(
                    en="Give both ends of a band, and one bound otherwise.",
                    vi="Ghi hai cận cho khoảng, một cận cho loại khác.",
                ),
            )
        return Target(
            self.name.text(lang=lang),
            at_least=bound if self.direction == "at_least" else None,
            above=bound if self.direction == "above" else None,
            at_most=bound if self.direction == "at_most" else None,
            within=None if upper is None else (bound, upper),
            tier=_lowest(self.numerator.tiers),
            base=self.denominator.base or "rated",
            source=source,
            years=years,
            indicator=self,
            rule=rule,
        )


def _lowest(tiers: Iterable[Rating]) -> Rating | None:
    """The tier a set of tiers begins with, where it holds everything above it too."""
    wanted = set(tiers)
    lowest = min(wanted, default=None)
    return lowest if lowest is not None and wanted == {tier for tier in Rating if tier >= lowest} else None


def _no_ratings(name: str) -> InvalidInputError:
    return bad_figure(
        name,
        Words(en="it does not count ratings", vi="chỉ tiêu này không đếm kết quả xếp loại"),
        Words(
            en="Count it elsewhere and compare the Share.", vi="Đếm từ nguồn khác rồi so sánh tỷ lệ đó với chỉ tiêu."
        ),
    )


@dataclass(frozen=True, slots=True, init=False)
class Target(metaclass=RecordType):
    """What a plan asks for (chỉ tiêu): so many percent, in a tier or better or by an indicator of its own.

    One of the four bounds is given.

    Args:
        name: what it is about; it is looked up by this in a `Scheme`.
        at_least: the percentage with its sign, "85%", or an exact `Fraction`. A bare "85" is refused.
        above: strictly above this ("trên 90%"): exactly 90 % misses it.
        at_most: up to this.
        within: both ends of a band ("3-4%"), which belong to it.
        tier: this tier or better, or its label (an abbreviation is read as of the first year); `None` says that the
            source does not state the tier.
        base: over whom the source counts.
        source: the paper that sets it.
        years: first and last year it is set for.
        indicator: what is measured, where it is more than a tier or better.
        rule: the entry of the rulebook it was read from.

    Raises:
        InvalidInputError: `input/bad-figure`: no unit, a float, below 0 % or above 100 %, a blank name, no bound or
            several, a tier nobody knows, a band or years that are no pair or in the wrong order.

    Examples:
        >>> Target("grassroots rated good or better", at_least="85%", tier=Rating.GOOD).at_least
        Fraction(17, 20)
        >>> Target("new members", within=("3%", "4%"), tier=None).text(lang="en")
        'from 3% to 4%'
    """

    name: str
    at_least: Fraction | None
    above: Fraction | None
    at_most: Fraction | None
    within: tuple[Fraction, Fraction] | None
    tier: Rating | None
    base: Base
    source: Document | None
    years: tuple[int, int] | None
    indicator: Indicator | None
    rule: RuleRef | None

    def __init__(
        self,
        name: str,
        *,
        at_least: str | Fraction | None = None,
        above: str | Fraction | None = None,
        at_most: str | Fraction | None = None,
        within: tuple[str | Fraction, str | Fraction] | None = None,
        tier: Rating | str | None,
        base: Base = "rated",
        source: Document | None = None,
        years: tuple[int, int] | None = None,
        indicator: Indicator | None = None,
        rule: RuleRef | None = None,
    ) -> None:
        object.__setattr__(self, "name", read_name(name, "name"))
        singles: dict[str, str | Fraction | None] = {"at_least": at_least, "above": above, "at_most": at_most}
        given = [key for key, value in singles.items() if value is not None] + (
            ["within"] if within is not None else []
        )
        if len(given) != 1:
            shown = " and ".join(given), " và ".join(given)
            raise bad_figure(
                self.name,
                Words(
                    en=f"it has {len(given)} bounds: {shown[0]}" if given else "it has no bound",
                    vi=f"có {len(given)} cận: {shown[1]}" if given else "không có cận nào",
                ),
                Words(
                    en="Give one of at_least=, above=, at_most= and within=.",
                    vi="Ghi một trong: từ, trên, không quá, trong khoảng.",
                ),
            )
        for key, value in singles.items():
            object.__setattr__(self, key, None if value is None else proportion(value, key))
        object.__setattr__(self, "within", None if within is None else _band(within))
        object.__setattr__(self, "years", None if years is None else _years(years))
        first = None if self.years is None else self.years[0]
        object.__setattr__(self, "tier", None if tier is None else read_tier(tier, "tier", year=first))
        object.__setattr__(self, "base", read_choice(base, _BASES, "base"))
        object.__setattr__(self, "source", None if source is None else instance_of(Document, source, "source"))
        named = None if indicator is None else instance_of(Indicator, indicator, "indicator")
        object.__setattr__(self, "indicator", named)
        object.__setattr__(self, "rule", None if rule is None else instance_of(RuleRef, rule, "rule"))

    @property
    def direction(self) -> Direction:
        """Which way it points."""
        if self.within is not None:
            return "within"
        if self.above is not None:
            return "above"
        return "at_most" if self.at_most is not None else "at_least"

    @property
    def lower(self) -> Fraction | None:
        """What is not to be fallen short of; `None` for a target with an upper bound only."""
        if self.within is not None:
            return self.within[0]
        return self.at_least if self.at_least is not None else self.above

    @property
    def upper(self) -> Fraction | None:
        """The upper bound, of bands and of targets that have nothing else."""
        return self.at_most if self.within is None else self.within[1]

    @property
    def tiers(self) -> frozenset[Rating] | None:
        """The tiers that count; `None` where the source does not state them or ratings are not counted."""
        if self.indicator is not None and self.indicator.numerator.tiers:
            return self.indicator.numerator.tiers
        return None if self.tier is None else _or_above(self.tier)

    @property
    def counts_ratings(self) -> bool:
        """Whether it is about tiers, stated or not."""
        return self.indicator is None or bool(self.indicator.numerator.tiers)

    def includes(self, year: int) -> bool:
        """Whether it is set for a year; one without years is set for all."""
        return self.years is None or self.years[0] <= year <= self.years[1]

    def text(self, *, lang: Lang = "vi") -> str:
        """The bound in words: "từ 85%", "trên 90%", "từ 3% đến 4%"."""
        bound = self.lower if self.lower is not None else self.upper
        words = f"{_BOUNDS[self.direction].text(lang=lang)} {percent_text(cast('Fraction', bound), lang=lang)}"
        if self.within is None:
            return words
        return f"{words} {Words(en='to', vi='đến').text(lang=lang)} {percent_text(self.within[1], lang=lang)}"

    def short(self, *, lang: Lang = "vi") -> str:
        """The bound for a cell of a table: "85%", "> 90%", "≤ 5%", "3% - 4%"."""
        if self.within is not None:
            return " - ".join(percent_text(bound, lang=lang) for bound in self.within)
        signs: dict[Direction, str] = {"above": "> ", "at_most": "≤ "}
        bound = self.lower if self.lower is not None else self.upper
        return f"{signs.get(self.direction, '')}{percent_text(cast('Fraction', bound), lang=lang)}"

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A small table: the bound, what is counted over whom, the years and the source.

        Examples:
            >>> print(Target("good or better", at_least="85%", tier=Rating.GOOD, years=(2021, 2025)).show(lang="en"))
            Target: good or better
            <BLANKLINE>
            Item     Value
            ───────  ─────────────────────────────
            Target   at least 85%
            Counted  task completed well or better
            Base     those rated
            Years    2021 - 2025
        """
        from dangbo.render import FACT_HEADS, words_table

        counted, base = _or_better(self.tier, lang), _BASES[self.base].text(lang=lang)
        if self.indicator is not None:
            counted = counted or self.indicator.numerator.text(lang=lang)
            base = base if self.counts_ratings else self.indicator.denominator.text(lang=lang)
        unstated = Words(en="not stated in the source", vi="nguồn không nêu").text(lang=lang)
        rows = [
            (head.text(lang=lang), value)
            for head, value in (
                (Words(en="Target", vi="Chỉ tiêu"), self.text(lang=lang)),
                (Words(en="Counted", vi="Mức được đếm"), counted or unstated),
                (Words(en="Base", vi="Cơ sở tính"), base),
                (Words(en="Years", vi="Các năm"), "" if self.years is None else f"{self.years[0]} - {self.years[1]}"),
            )
            if value
        ]
        title = Words(en=f"Target: {self.name}", vi=f"Chỉ tiêu: {self.name}")
        source = cited(self.rule, self.source, lang=lang)
        return words_table(title, FACT_HEADS, rows, source=source, words=(1,), lang=lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def as_dict(self) -> dict[str, object]:
        """The target as plain JSON values."""
        tiers = None if self.tiers is None else [tier.value for tier in Rating if tier in self.tiers]
        return envelope(
            "target",
            {
                "name": self.name,
                "direction": self.direction,
                "lower": None if self.lower is None else str(self.lower),
                "upper": None if self.upper is None else str(self.upper),
                "tiers": tiers,
                "base": self.base if self.counts_ratings else None,
                "years": None if self.years is None else list(self.years),
                "source": None if self.source is None else self.source.as_dict(),
                "rule": None if self.rule is None else self.rule.as_dict(),
            },
        )


def _years(years: object) -> tuple[int, int]:
    """First and last year, in this order."""
    pair = tuple(years) if isinstance(years, (tuple, list)) else ()
    first, last = (_year_or_none(year) for year in pair) if len(pair) == 2 else (None, None)  # noqa: PLR2004 - a pair
    if first is None or last is None:
        year = _year_or_none(pair[0] if pair else years) or 2025
        shown = repeated(years) or type(years).__name__
        raise bad_figure(
            "years",
            Words(en=f"{shown} is not a first and a last year", vi=f"{shown} không phải là năm đầu và năm cuối"),
            Words(en=f"Give both, as years=({year}, {year}).", vi="Ghi cả hai."),
        )
    if first > last:
        raise bad_figure(
            "years",
            Words(en=f"{first} is after {last}", vi=f"{first} sau {last}"),
            Words(en="Give the first year first.", vi="Ghi năm đầu trước."),
        )
    return first, last


def _year_or_none(value: object) -> int | None:
    """A year of the calendar, or `None` for anything else."""
    try:
        year = count_of(value)
    except UnreadableError:
        return None
    return year if dt.MINYEAR <= year <= dt.MAXYEAR else None


def _band(bounds: object) -> tuple[Fraction, Fraction]:
    if not isinstance(bounds, (tuple, list)) or len(bounds) != 2:  # noqa: PLR2004 - a pair
        raise bad_figure(
            "within",
            Words(en="a band has two ends", vi="khoảng chỉ tiêu có hai cận"),
            Words(en='Give both, as within=("3%", "4%").', vi="Ghi cả hai, như '3%' và '4%'."),
        )
    lower, upper = proportion(bounds[0], "within[0]"), proportion(bounds[1], "within[1]")
    if lower > upper:
        raise bad_figure(
            "within",
            Words(
                en=f"{percent_text(lower, lang='en')} is above {percent_text(upper, lang='en')}",
                vi=f"{percent_text(lower, lang='vi')} lớn hơn {percent_text(upper, lang='vi')}",
            ),
            Words(en="Give the lower end first.", vi="Ghi cận dưới trước."),
        )
    return lower, upper


@dataclass(frozen=True, slots=True, init=False)
class Scheme(metaclass=RecordType):
    """A paper that sets targets (đề án, nghị quyết), and its targets by name; one name may have a value a year.

    Args:
        name: what people call it.
        source: the paper; targets that name no source of their own take it.
        targets: in the order of the paper. Targets of one name need years, and no year twice.

    Raises:
        InvalidInputError: `input/bad-figure`: a blank name, two targets of one name for the same year, a source that is
            no `Document`, a target that is no `Target`.

    Examples:
        >>> paper = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
        >>> scheme = Scheme("Đề án 03", source=paper, targets=[Target("TCCSĐ", at_least="85%", tier=Rating.GOOD)])
        >>> scheme["TCCSĐ"].source.number
        '03-ĐA/TU'
        >>> [target.name for target in scheme]
        ['TCCSĐ']

        What stands in the rulebook, of the nation or of one place:

        >>> [target.text(lang="en") for target in Scheme.in_force("2023-12-31", lang="en")][:2]
        ['above 90%', 'above 90%']
    """

    name: str
    source: Document
    targets: tuple[Target, ...]

    def __init__(self, name: str, *, source: Document, targets: Iterable[Target]) -> None:
        if not isinstance(source, Document):
            raise bad_figure(
                "source",
                Words(en="it is no paper", vi="không phải là văn bản"),
                Words(en="Give the paper as a Document.", vi="Ghi văn bản nêu các chỉ tiêu."),
            )
        given: object = targets  # whatever it is
        kept = tuple(given) if isinstance(given, Iterable) and not isinstance(given, set | frozenset) else (None,)
        if not all(isinstance(target, Target) for target in kept):
            raise bad_figure(
                "targets",
                Words(
                    en="these are not targets in the order of the paper", vi="không phải danh sách chỉ tiêu theo thứ tự"
                ),
                Words(
                    en="Give a list of Target records.", vi="Ghi các chỉ tiêu thành danh sách, theo thứ tự của văn bản."
                ),
            )
        kept = tuple(target if target.source is not None else replace(target, source=source) for target in kept)
        by_name: dict[str, list[Target]] = {}
        for target in kept:
            for other in by_name.setdefault(target.name, []):
                _refuse_same_years(other, target)
            by_name[target.name].append(target)
        object.__setattr__(self, "name", read_name(name, "name"))
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "targets", kept)

    @classmethod
    def in_force(cls, on: dt.date | str, *, place: str = "", rules: RuleBook | None = None, lang: Lang = "vi") -> Self:
        """The targets of the rulebook on a date: the national ones, or those of a place.

        Args:
            on: the date.
            place: id or name of the place of local rules, such as "thai-nguyen"; empty for the nation.
            rules: the rulebook; unless told otherwise the shipped one, for a place with its examples of local rules.
            lang: in which language the targets are named.

        Raises:
            TermError: the book holds no target of that place on that date; it names the places that have some.

        Examples:
            >>> [target.text() for target in Scheme.in_force("2022-12-31", place="thai-nguyen")]
            ['từ 85%', 'từ 90%']
        """
        day = parse_date(on, where="on")
        from dangbo.rules.local import examples

        book = book_of(rules, unless_given=examples if place else RuleBook.default)
        now = book.at(day)
        wanted = nfc(place)
        found: list[Target] = []
        places: dict[str, None] = {}
        for rule_id in now.ids:
            rule = book[rule_id]
            scope = ("", "") if rule.scope is None else rule.scope
            if not rule_id.removeprefix(f"{scope[0]}-").startswith("target-"):
                continue
            places[scope[0] or "national"] = None
            if wanted in scope:
                value = now.value(rule_id)
                found.append(_target_of(rule.label, value.table, value.ref, lang))
        if not found:
            raise TermError(f"place with targets on {day}", place or "national", places)
        source = cast("Document", found[0].source)
        return cls(source.citation, source=source, targets=found)

    def yearly(self, name: str) -> tuple[Target, ...]:
        """The targets of a name, one or one for each period.

        Raises:
            TermError: no target has this name.
        """
        wanted = nfc(name)
        found = tuple(target for target in self.targets if target.name == wanted)
        if found:
            return found
        names = list(dict.fromkeys(target.name for target in self.targets))
        raise TermError(f"target of {self.name}", name, nearest(name, names) or names)

    def target(self, name: str, *, year: int) -> Target:
        """The target of a name that is set for a year.

        Raises:
            TermError: no target has this name, or none is set for the year.

        Examples:
            >>> paper = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
            >>> steps = [
            ...     Target("TCCSĐ", at_least=f"{80 + n}%", tier=Rating.GOOD, years=(2021 + n, 2021 + n))
            ...     for n in range(5)
            ... ]
            >>> Scheme("Đề án 03", source=paper, targets=steps).target("TCCSĐ", year=2023).text()
            'từ 82%'
        """
        choices = self.yearly(name)
        for target in choices:
            if target.includes(year):
                return target
        raise TermError(f"target of {self.name} for {year}", name, [_period(target) for target in choices])

    def __getitem__(self, name: str) -> Target:
        first, *others = self.yearly(name)
        if others:
            raise TermError(
                f"single target of {self.name}",
                name,
                [_period(target) for target in (first, *others)],
                "it has several values; ask for target(name, year=)",
            )
        return first

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets)

    def __len__(self) -> int:
        return len(self.targets)


def _target_of(name: Words, table: Table, ref: RuleRef, lang: Lang) -> Target:
    """A target as the rulebook writes it."""
    years = (table.number("first_year"), table.number("last_year"))
    bound = table.fraction("bound")
    upper = table.fraction("upper") if "upper" in table else None
    direction = read_choice(cast("Direction", table.text("direction")), _BOUNDS, f"{ref.id}, direction")
    tier = Rating.parse(table.text("tier")) if "tier" in table else None
    base = read_choice(cast("Base", table.text("base")), _BASES, f"{ref.id}, base") if "base" in table else None
    if table.text("counts") == "ratings" and tier is None:  # nobody can count a tier its source does not state
        return Target(
            name.text(lang=lang),
            at_least=bound if direction == "at_least" else None,
            above=bound if direction == "above" else None,
            at_most=bound if direction == "at_most" else None,
            within=None if upper is None else (bound, upper),
            tier=None,
            base=base or "rated",
            source=ref.document,
            years=years,
            rule=ref,
        )
    tiers = frozenset(each for each in Rating if tier is not None and each >= tier)
    moments = [cast("Moment", table.text(f"{part}_moment")) for part in ("numerator", "denominator")]
    indicator = Indicator(
        name,
        Counted(table.words("numerator"), tiers, moment=moments[0]),
        Counted(table.words("denominator"), base=base, moment=moments[1]),
        direction,
    )
    return indicator.target(bound, upper, source=ref.document, years=years, rule=ref, lang=lang)


def _period(target: Target) -> str:
    return "every year" if target.years is None else f"{target.years[0]}-{target.years[1]}"


def _refuse_same_years(one: Target, other: Target) -> None:
    if one.years is not None and other.years is not None:
        first, last = max(one.years[0], other.years[0]), min(one.years[1], other.years[1])
        if first > last:
            return
        years = (f" for {first}", f" cho năm {first}")
    else:
        years = ("", "")
    raise bad_figure(
        f"targets['{one.name}']",
        Words(en=f"two targets have this name{years[0]}", vi=f"hai chỉ tiêu trùng tên{years[1]}"),
        Words(en="Give every target a name of its own.", vi="Đặt cho mỗi chỉ tiêu một tên riêng."),
    )


# --- counts a target asks for -----------------------------------------------------------------------------------------


def required_count(target: Target, of: int) -> int | None:
    """The smallest count that does not fall short of a target.

    Args:
        target: the target.
        of: how many there are in the base.

    Returns:
        The count; `None` where no count does (above 100 %), or none is asked for (a target with an upper bound only).

    Raises:
        InvalidInputError: a base that is negative or no whole number.

    Examples:
        >>> required_count(Target("TCCSĐ", at_least="85%", tier=Rating.GOOD), 98)
        84
        >>> required_count(Target("TCCSĐ", above="90%", tier=Rating.GOOD), 100)  # 90 of 100 is not above 90 %
        91
    """
    whole = whole_count(of, "of")
    lower = instance_of(Target, target, "target").lower
    if lower is None:
        return None
    if target.direction != "above":
        return math.ceil(lower * whole)
    count = math.floor(lower * whole) + 1
    return count if count <= whole else None


def allowed_count(target: Target, of: int) -> int | None:
    """The largest count that does not go beyond the upper bound of a target; `None` where it has none.

    Examples:
        >>> admissions = Target("new members", within=("3%", "4%"), tier=None)
        >>> required_count(admissions, 9000), allowed_count(admissions, 9000)
        (270, 360)
    """
    whole = whole_count(of, "of")
    target = instance_of(Target, target, "target")
    return None if target.upper is None else math.floor(target.upper * whole)


# --- comparison -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure against its target. Made by `compare`.

    Attributes:
        target: the target.
        share: what was reached; `None` where nothing could be counted or the base is empty.
        count: how many reached the tier; `None` where no tier is known.
        of: how many there are in the base.
        tier: the tier that was counted, it or better; `None` where a share came without one.
        base: over whom it was counted.
        year: the year of the figure; `None` for a share without one.
        required: the smallest count that does not fall short of the target on this base; `None` where no count does.
        allowed: the largest count within the upper bound; `None` where there is none.
        findings: why the comparison may be one of unlike things, or has no verdict.
    """

    target: Target
    share: Share | None
    count: int | None
    of: int
    tier: Rating | None
    base: Base
    year: int | None
    required: int | None
    findings: tuple[Finding, ...] = ()
    allowed: int | None = None

    @property
    def excess(self) -> Points | None:
        """Percentage points above the bound (điểm phần trăm), negative below it; 0 inside a band."""
        if self.share is None:
            return None
        lower, upper = self.target.lower, self.target.upper
        reached = self.share.fraction
        if upper is not None and (lower is None or reached > upper):
            return Points.between(self.share, upper)
        if lower is not None and (upper is None or reached < lower):
            return Points.between(self.share, lower)
        return Points(Fraction(0))

    @property
    def standing(self) -> Standing | None:
        """Met, not met, or above a band; exactly, however the share prints. `None` where nothing could be counted."""
        if self.share is None:
            return None
        reached, lower, upper = self.share.fraction, self.target.lower, self.target.upper
        if lower is not None and (reached < lower or (self.target.above is not None and reached == lower)):
            return "not_met"
        if upper is not None and reached > upper:
            return "not_met" if lower is None else "above_band"
        return "met"

    @property
    def met(self) -> bool | None:
        """Whether the target is met; `None` where nothing could be counted, and above a band, where no source says."""
        standing = self.standing
        return None if standing in {None, "above_band"} else standing == "met"

    @property
    def surplus(self) -> int | None:
        """How many more than required, or below what is allowed; negative when short, `None` where that is unknown."""
        if self.count is None:
            return None
        if self.required is not None:
            return self.count - self.required
        return None if self.allowed is None else self.allowed - self.count

    def explain(self, *, lang: Lang = "vi") -> str:
        """The comparison in two or three sentences, with base and source.

        Examples:
            >>> tally = Tally({Rating.GOOD: 95, Rating.COMPLETED: 5}, year=2022)
            >>> print(compare(tally, Target("good or better", at_least="85%", tier=Rating.GOOD)).explain(lang="en"))
            good or better, 2022: 95 of 100 (those rated) = 95.0%, target at least 85%, difference +10.0 percentage \
points: met. Required: 85.
        """
        target, places = self.target, share_decimals(self.of)
        year = "" if self.year is None else f", {self.year}"
        if self.share is None or self.standing is None or self.excess is None:
            said = Words(en="nothing could be counted", vi="chưa tính được").text(lang=lang)
            lines = [f"{target.name}{year}: {said}."]
        else:
            over = f" ({_BASES[self.base].text(lang=lang)})" if target.counts_ratings else ""
            counted = (format_number(count, lang=lang) for count in (self.share.count, self.share.of))
            counts = Words(en=" of ", vi="/").text(lang=lang).join(counted)
            aim = Words(en="target", vi="chỉ tiêu").text(lang=lang)
            gap = Words(en="difference", vi="chênh lệch").text(lang=lang)
            facts = ", ".join(
                (
                    f"{counts}{over} = {self.share.text(decimals=places, lang=lang)}",
                    f"{aim} {target.text(lang=lang)}",
                    f"{gap} {self.excess.text(decimals=places, lang=lang)}",
                )
            )
            lines = [f"{target.name}{year}: {facts}: {_STANDINGS[self.standing].text(lang=lang)[2:]}."]
        if self.required is not None:
            lines.append(
                f"{Words(en='Required', vi='Số cần đạt').text(lang=lang)}: {format_number(self.required, lang=lang)}."
            )
        return explained(lines, target.rule, target.source, self.findings, lang=lang)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A small table: figure, target, difference, what was needed, and every finding in full.

        Examples:
            >>> tally = Tally({Rating.GOOD: 95, Rating.COMPLETED: 5}, year=2022)
            >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
            >>> print(compare(tally, target).show(lang="en"))
            Target: good or better
            <BLANKLINE>
            Item        Value
            ──────────  ─────────────────────────────
            Counted     task completed well or better
            Reached     95 / 100 = 95.0%
            Target      at least 85%
            Difference  +10.0 percentage points
            Verdict     ✓ met
            Required    85
            To spare    10
            Base        those rated
            Date        31 December 2022
        """
        from dangbo.render import FACT_HEADS, words_table

        places = share_decimals(self.of)
        target = self.target
        counted = _or_better(self.tier, lang)
        if not counted and target.indicator is not None:
            counted = target.indicator.numerator.text(lang=lang)
        base = _BASES[self.base].text(lang=lang)
        if target.indicator is not None and not target.counts_ratings:
            base = target.indicator.denominator.text(lang=lang)
        share = "" if self.share is None else f" = {self.share.text(decimals=places, lang=lang)}"
        count = (
            ""
            if self.count is None
            else f"{format_number(self.count, lang=lang)} / {format_number(self.of, lang=lang)}{share}"
        )
        excess = "" if self.excess is None else self.excess.text(decimals=places, lang=lang)
        surplus = "" if self.surplus is None else format_number(self.surplus, lang=lang)
        on = None if self.share is None else self.share.on
        rows = [
            (en if known_language(lang) == "en" else vi, value)
            for en, vi, value in (
                ("Counted", "Mức được đếm", counted),
                ("Reached", "Đạt được", count),
                ("Target", "Chỉ tiêu", target.text(lang=lang)),
                ("Difference", "Chênh lệch", excess),
                ("Verdict", "Kết luận", "" if self.standing is None else _STANDINGS[self.standing].text(lang=lang)),
                ("Required", "Số cần đạt", "" if self.required is None else format_number(self.required, lang=lang)),
                ("Allowed", "Số tối đa", "" if self.allowed is None else format_number(self.allowed, lang=lang)),
                ("To spare", "Dư (thiếu)", surplus),
                ("Base", "Cơ sở tính", base),
                ("Date", "Thời điểm", "" if on is None else format_date(on, lang=lang)),
            )
            if value
        ]
        title = Words(en=f"Target: {target.name}", vi=f"Chỉ tiêu: {target.name}")
        source = cited(target.rule, target.source, lang=lang)
        notes = finding_texts(self.findings, lang=lang)
        return words_table(title, FACT_HEADS, rows, notes=notes, source=source, words=(1,), lang=lang)

    def as_dict(self) -> dict[str, object]:
        """The comparison as plain JSON values."""
        return envelope(
            "comparison",
            {
                "target": self.target.as_dict(),
                "year": self.year,
                "count": self.count,
                "of": self.of,
                "share": None if self.share is None else self.share.as_dict(),
                "excess_points": None if self.excess is None else str(self.excess.value),
                "standing": self.standing,
                "met": self.met,
                "required": self.required,
                "allowed": self.allowed,
                "surplus": self.surplus,
                "tier": None if self.tier is None else self.tier.value,
                "base": self.base,
                "rules": [] if self.target.rule is None else [self.target.rule.as_dict()],
                "findings": [found.as_dict() for found in self.findings],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The comparison as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def __repr__(self) -> str:
        reached = "nothing counted" if self.share is None else f"{self.share!r}"
        bound = self.target.short()
        verdict = "" if self.standing is None else _STANDINGS[self.standing].en[2:]
        excess = "" if self.excess is None else f"{self.excess!r}"
        parts = [reached, f"target {bound}", excess, verdict, *(found.code for found in self.findings)]
        return f"Comparison({self.target.name!r}: {', '.join(part for part in parts if part)})"

    def _repr_html_(self) -> str:
        return self.show().html


def compare(
    reached: Tally | Share,
    target: Target,
    *,
    tier: Rating | str | None = None,
    base: Base | None = None,
    year: int | None = None,
) -> Comparison:
    """Hold a tally, or a share somebody else counted, against a target.

    Unlike things are compared, because reports do, and every difference is a finding: `target/tier-unstated`,
    `target/tier-differs`, `target/base-differs`, `target/outside-years`, `figure/other-date` for a share dated in
    another year than the one named, or a target that was not in force in the year. So is a target whose text nobody has
    verified (`target/unverified-rule`). A share without a year is of the year of its date. A share above a band has no
    verdict (`target/above-band`): reports call it above the target, and no source says whether it meets it.

    Args:
        reached: the ratings of a year, or a share.
        target: what was asked for.
        tier: count this tier or better instead of the target's; for a share, what it counts. Needed to count a tally
            against a target whose source states no tier.
        base: count over these instead of the target's base; for a share, what it is over.
        year: the year of a share, the one of its date unless told otherwise; a tally has its own.

    Returns:
        The comparison. Over an empty base, share, excess and verdict are `None` and nobody is required.

    Raises:
        InvalidInputError: a tally against a target that does not count ratings, a tier nobody knows.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> result = compare(tally, Target("grassroots rated good or better", at_least="85%", tier=Rating.GOOD))
        >>> result.share, result.excess
        (Share(95, of=100) = 95,0%, +10,0 percentage points)
        >>> result.met, result.required, result.surplus
        (True, 85, 10)

        A target whose tier nobody knows:

        >>> members = Tally({Rating.COMPLETED: 24037, Rating.NOT_COMPLETED: 53}, year=2022, subjects="members")
        >>> vague = Target("members", at_least="90%", tier=None)
        >>> result = compare(members, vague, tier=Rating.COMPLETED)
        >>> result.excess.text(decimals=2), [found.code for found in result.findings]
        ('+9,78 điểm phần trăm', ['target/tier-unstated'])
    """
    target = instance_of(Target, target, "target")
    if not isinstance(reached, Share):
        reached = instance_of(Tally, reached, "reached")
    over = target.base if base is None else read_choice(base, _BASES, "base")
    year = None if year is None else read_year(year)
    dated = reached.on.year if isinstance(reached, Share) and reached.on is not None else None
    year_of = reached.year if isinstance(reached, Tally) else dated if year is None else year
    tiers = target.tiers if tier is None else _or_above(read_tier(tier, "tier", year=year_of))
    count: int | None
    share: Share | None
    if isinstance(reached, Share):
        share, count, of = reached, reached.count, reached.of
        tiers = None if tier is None else tiers
    elif not target.counts_ratings:
        raise _no_ratings(target.name)
    else:
        of = reached._over(over)  # noqa: SLF001 - a tally and its comparison are one thought
        count = None if tiers is None else reached.count_of(tiers)
        share = None if count is None else reached._share(count, over)  # noqa: SLF001 - the same
    year = year_of
    findings = list(_unlike(target, tiers, over, year, given=isinstance(reached, Share)))
    if dated is not None and dated != year:
        findings.append(
            of_another_time(
                target.name,
                Words(en=target.name, vi=target.name),
                Words(en=f"a figure of {year}", vi=f"số liệu năm {year}"),
                Words(en=f"a share dated {dated}", vi=f"tỷ lệ tính vào năm {dated}"),
            )
        )
    if target.rule is not None and target.rule.confidence is Confidence.UNVERIFIED:
        findings.append(finding("target/unverified-rule", target.name, rule=target.rule))
    if target.rule is not None and year is not None and not _in_force_in(target.rule, year):
        findings.append(
            of_another_time(
                target.name,
                Words(en=target.name, vi=target.name),
                Words(en=f"a figure of {year}", vi=f"số liệu năm {year}"),
                Words(
                    en=f"a target in force {_validity(target.rule, 'en')}",
                    vi=f"chỉ tiêu có hiệu lực {_validity(target.rule, 'vi')}",
                ),
            )
        )
    result = Comparison(
        target=target,
        share=share,
        count=count,
        of=of,
        tier=None if tiers is None else _lowest(tiers),
        base=over,
        year=year,
        required=required_count(target, of),
        allowed=allowed_count(target, of),
    )
    if result.standing == "above_band" and share is not None:
        findings.append(
            finding(
                "target/above-band",
                target.name,
                rule=target.rule,
                share=share.text(lang="en"),
                share_vi=share.text(),
                band=target.text(lang="en"),
                band_vi=target.text(),
            )
        )
    return replace(result, findings=tuple(findings))


def _in_force_in(rule: RuleRef, year: int) -> bool:
    """Whether a rule is in force on some day of a year."""
    return rule.valid_from.year <= year and (rule.valid_to is None or year <= rule.valid_to.year)


def _validity(rule: RuleRef, lang: Lang) -> str:
    first = Words(en="from", vi="từ").text(lang=lang) + f" {format_date(rule.valid_from, lang=lang)}"
    if rule.valid_to is None:
        return first
    return f"{first} {Words(en='to', vi='đến').text(lang=lang)} {format_date(rule.valid_to, lang=lang)}"


@dataclass(frozen=True, slots=True)
class YearByYear:
    """The figures of several years, each against the target of its year. Made by `compare_years`.

    Attributes:
        years: one comparison a year, in their order.
    """

    years: tuple[Comparison, ...]

    @property
    def met_every_year(self) -> bool | None:
        """Whether every year met its target; `None` where none failed and some have no verdict."""
        verdicts = [result.met for result in self.years]
        return False if False in verdicts else None if None in verdicts else True

    @property
    def changes(self) -> tuple[Points | None, ...]:
        """Percentage points against the figure before; `None` for the first and where a share is missing."""
        shares = [result.share for result in self.years]
        pairs = zip([None, *shares], shares, strict=False)
        return tuple(None if old is None or new is None else Points.between(new, old) for old, new in pairs)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of every year, each once."""
        return tuple(dict.fromkeys(found for result in self.years for found in result.findings))

    def explain(self, *, lang: Lang = "vi") -> str:
        """One line a year."""
        return "\n".join(result.explain(lang=lang) for result in self.years)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table with a row a year: figure, target, difference, change against the year before, verdict.

        Examples:
            >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
            >>> years = [
            ...     Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021),
            ...     Tally({Rating.GOOD: 95, Rating.COMPLETED: 5}, year=2022),
            ... ]
            >>> print(compare_years(years, target).show(lang="en"))
            Year by year: good or better
            <BLANKLINE>
            Year  Figure  Share  Target                     Difference                  Change  Verdict
            ────  ──────  ─────  ────────────  ───────────────────────  ──────────────────────  ───────
            2021   91/98  92.9%  at least 85%   +7.9 percentage points                          ✓ met
            2022  95/100  95.0%  at least 85%  +10.0 percentage points  +2.1 percentage points  ✓ met
        """
        from dangbo.render import words_table

        rows = []
        for result, change in zip(self.years, self.changes, strict=True):
            places = share_decimals(result.of)
            share = result.share
            rows.append(
                (
                    str(result.year),
                    ""
                    if share is None
                    else f"{format_number(share.count, lang=lang)}/{format_number(share.of, lang=lang)}",
                    "" if share is None else share.text(decimals=places, lang=lang),
                    result.target.text(lang=lang),
                    "" if result.excess is None else result.excess.text(decimals=places, lang=lang),
                    "" if change is None else change.text(decimals=places, lang=lang),
                    "" if result.standing is None else _STANDINGS[result.standing].text(lang=lang),
                )
            )
        name = " / ".join(dict.fromkeys(result.target.name for result in self.years))
        heads = (
            Words(en="Year", vi="Năm"),
            Words(en="Figure", vi="Số liệu"),
            Words(en="Share", vi="Tỷ lệ"),
            Words(en="Target", vi="Chỉ tiêu"),
            Words(en="Difference", vi="Chênh lệch"),
            Words(en="Change", vi="So với năm trước"),
            Words(en="Verdict", vi="Kết luận"),
        )
        title = Words(en=f"Year by year: {name}", vi=f"Qua các năm: {name}")
        return words_table(title, heads, rows, notes=finding_texts(self.findings, lang=lang), words=(3, 6), lang=lang)

    def as_dict(self) -> dict[str, object]:
        """The series as plain JSON values."""
        changes = [None if change is None else str(change.value) for change in self.changes]
        return envelope(
            "year-by-year",
            {
                "met_every_year": self.met_every_year,
                "years": [result.as_dict() for result in self.years],
                "change_points": changes,
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The series as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def _repr_html_(self) -> str:
        return self.show().html


def compare_years(
    figures: Iterable[Tally] | Mapping[int, Share],
    targets: Target | Iterable[Target],
    *,
    tier: Rating | str | None = None,
    base: Base | None = None,
) -> YearByYear:
    """Hold the figures of several years against the target of each year.

    Whether the figures cover the same ground in each year is not asked here: an organization that handed something over
    is another one afterwards. `comparable_series` sums over the units that can be compared.

    Args:
        figures: tallies, or shares by their year.
        targets: one target, or yearly ones (`Scheme.yearly`). A year for which none is set is compared with the
            nearest, and `target/outside-years` says so.
        tier: as for `compare`.
        base: as for `compare`.

    Raises:
        InvalidInputError: no target, no figure, two figures of one year.

    Examples:
        >>> bounds = {2021: "90%", 2022: "96%"}
        >>> steps = [Target("TCCSĐ", at_least=bound, tier=Rating.GOOD, years=(y, y)) for y, bound in bounds.items()]
        >>> series = compare_years({2021: Share(91, of=98), 2022: Share(95, of=100)}, steps, tier=Rating.GOOD)
        >>> [result.met for result in series.years], series.met_every_year
        ([True, False], False)
    """
    choices = (targets,) if isinstance(targets, Target) else tuple(instances_of(Target, targets, "targets"))
    pairs: list[tuple[int, Tally | Share]]
    if isinstance(figures, Mapping):
        pairs = [(read_year(year), instance_of(Share, share, f"figures[{year!r}]")) for year, share in figures.items()]
    else:
        pairs = [(tally.year, tally) for tally in instances_of(Tally, figures, "figures")]
    times = Counter(year for year, _ in pairs)
    problems = [
        bad_count(f"figures of {year}", "they are given twice", "được ghi hai lần")
        for year, n in times.items()
        if n > 1
    ]
    if not pairs:
        problems.append(bad_count("figures", "there are none", "không có số liệu nào"))
    if not choices:
        problems.append(bad_count("targets", "there are none", "không có chỉ tiêu nào"))
    if problems:
        raise InvalidInputError(problems)

    def distance(target: Target, year: int) -> int:
        return 0 if target.years is None else max(target.years[0] - year, year - target.years[1], 0)

    results = [
        compare(figure, min(choices, key=lambda each: distance(each, year)), tier=tier, base=base, year=year)
        for year, figure in sorted(pairs, key=lambda pair: pair[0])
    ]
    return YearByYear(tuple(results))


def _unlike(
    target: Target, tiers: frozenset[Rating] | None, base: Base, year: int | None, *, given: bool
) -> Iterator[Finding]:
    """What differs between a target and what was counted for it; `given` is a share somebody else counted."""
    if target.counts_ratings:
        yield from _unlike_tiers(target, tiers, given=given)
    if base != target.base:
        yield finding(
            "target/base-differs",
            target.name,
            target_base=_BASES[target.base].en,
            target_base_vi=_BASES[target.base].vi,
            base=_BASES[base].en,
            base_vi=_BASES[base].vi,
        )
    if year is not None and target.years is not None and not target.includes(year):
        yield finding("target/outside-years", target.name, first=target.years[0], last=target.years[1], year=year)


def _unlike_tiers(target: Target, tiers: frozenset[Rating] | None, *, given: bool) -> Iterator[Finding]:
    if target.tiers is None:
        silent = Words(en="its source does not state its tier", vi="nguồn không nêu mức xếp loại")
        if given:
            did = Words(en="the share was taken as it is", vi="tỷ lệ được lấy nguyên như đã cho")
        elif tiers is not None:
            did = Words(
                en=f"{_tiers(tiers, 'en')} was counted because the caller asked",
                vi=f"đã đếm mức {_tiers(tiers, 'vi')} theo yêu cầu của người dùng",
            )
        else:
            did = Words(en="nothing was counted; tier= says what to count", vi="chưa đếm được; nêu mức xếp loại để đếm")
        yield _tier_unstated(
            target,
            Words(en=f"{silent.en}; {did.en}", vi=f"{silent.vi}; {did.vi}"),
            Words(
                en="Find the tier in the source before calling the target met.",
                vi="Tra lại mức trong nguồn trước khi kết luận đạt chỉ tiêu.",
            ),
        )
    elif tiers is None:
        yield _tier_unstated(
            target,
            Words(
                en=f"it is about {_tiers(target.tiers, 'en')}, and the share given does not say which tier it counts",
                vi=f"nói về mức {_tiers(target.tiers, 'vi')}, còn tỷ lệ đưa vào không cho biết đếm mức nào",
            ),
            Words(en="Say what the share counts, with tier=.", vi="Nêu tỷ lệ đó đếm mức nào."),
        )
    elif tiers != target.tiers:
        yield finding(
            "target/tier-differs",
            target.name,
            target_tier=_tiers(target.tiers, "en"),
            target_tier_vi=_tiers(target.tiers, "vi"),
            tier=_tiers(tiers, "en"),
            tier_vi=_tiers(tiers, "vi"),
        )


def _tiers(tiers: frozenset[Rating], lang: Lang) -> str:
    """A set of tiers in words: 'task completed well' or better; or one by one."""
    lowest = _lowest(tiers)
    if lowest is not None:
        return Words(en=f"'{lowest.gloss}' or better", vi=f"'{lowest.label}' trở lên").text(lang=lang)
    names = [f"'{tier.gloss if known_language(lang) == 'en' else tier.label}'" for tier in Rating if tier in tiers]
    return Words(en=" or ", vi=" hoặc ").text(lang=lang).join(names)


def _tier_unstated(target: Target, reason: Words, remedy: Words) -> Finding:
    return finding(
        "target/tier-unstated",
        target.name,
        reason=reason.en,
        reason_vi=reason.vi,
        remedy=remedy.en,
        remedy_vi=remedy.vi,
    )


def _pairs(counts: object) -> list[tuple[Any, Any]]:
    """Tiers and how many are in each, or an error for anything else."""
    whole = counts.items() if isinstance(counts, Mapping) else counts
    pairs: list[Any]
    pairs = (
        list(whole) if isinstance(whole, Iterable) and not isinstance(whole, str | bytes | set | frozenset) else [None]
    )
    if all(isinstance(pair, list | tuple) and len(pair) == len(("tier", "count")) for pair in pairs):
        return pairs
    raise bad_figure(
        "counts",
        Words(en="these are no counts by tier", vi="không phải số lượng theo từng mức xếp loại"),
        Words(en='Give a mapping, as {"good": 37}.', vi="Ghi số lượng của từng mức xếp loại."),
    )


def _rated_year(value: object, where: str, problems: list[Finding]) -> int:
    """The year rated; a column with gaps makes 2025.0 of it."""
    if is_missing(value):
        problems.append(
            bad_count(where, "it is blank; a rating has its year", "để trống; kết quả xếp loại phải có năm")
        )
        return 0
    return read_count(value, where, problems)


def _status(value: object, where: str, problems: list[Finding]) -> RatingStatus:
    """A blank status is the usual one, rated, which then needs a tier."""
    if is_missing(value):
        return RatingStatus.RATED
    try:
        return RatingStatus.parse(cast("str", value))
    except TermError as error:
        problems.extend(unknown_label(error, where, RatingStatus).findings)
        return RatingStatus.RATED


def _or_above(tier: Rating) -> frozenset[Rating]:
    return frozenset(each for each in Rating if each >= tier)


def _year_end(year: int) -> dt.date:
    """The day a yearly rating is dated."""
    return dt.date(year, 12, 31)


def _or_better(tier: Rating | None, lang: Lang) -> str:
    return "" if tier is None else Words(en=f"{tier.gloss} or better", vi=f"{tier.label} trở lên").text(lang=lang)
