"""Yearly ratings and their tallies.

Review, assessment and rating (kiểm điểm, đánh giá, xếp loại) end in one tier a year for every organization and every
member. What becomes of those tiers is counted here:

```
RatingRecord  one subject, one year: a tier, or why there is none
     | Tally.of(records, hierarchy, ...)          or typed in from published counts; Tally.by_group(...)
Tally         on the books = exempt + not yet rated + rated (excellent + good + completed + not completed)
     | compare(tally, target)                     `rating`: targets and schemes, comparison, quota
```

Every result of ratings prints a short explanation (`explain(lang=)`), shows itself as a table (`show(lang=)`) and
serializes (`as_dict()`, `to_json()`) with the ids of its rules. Two terms settle most quarrels about such figures:

| term | meaning |
|---|---|
| tier or better (mức ... trở lên) | the tier and everything above it; what targets are about |
| base | over whom a share is counted: those rated, or all on the books |

Nothing here is a float.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias, cast, get_args

from dangbo.base.envelope import envelope, json_text
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.figures import Share
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.reading import (
    bad_count,
    bad_figure,
    no_year,
    read_choice,
    read_count,
    read_subject,
    read_term,
    read_tier,
    read_tiers,
    read_year,
    tier_of,
    unknown_choice,
    unknown_label,
)
from dangbo.base.records import RecordType, instance_of, instances_of
from dangbo.base.results import finding_texts, of_another_time, share_decimals
from dangbo.base.terms import Form, Level, Origin, Rating, RatingStatus
from dangbo.base.text import format_date, format_number, is_missing, spaced_number
from dangbo.base.words import Words
from dangbo.render.findings import Findings

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.render import Drawing
    from dangbo.tree.records import Organization

__all__ = ["Base", "GroupBy", "RatingRecord", "Subjects", "Tally"]

Subjects: TypeAlias = Literal["organizations", "members"]
"""Who is rated: party organizations (tổ chức đảng) or members (đảng viên)."""

Base: TypeAlias = Literal["rated", "on_books"]
"""Over whom a share is counted: those rated, or all on the books (rated, exempt and not yet rated)."""

GroupBy: TypeAlias = Literal["grassroots_organization", "kind", "kind_and_unit_type"]
"""How a hierarchy is divided into groups: by TCCSĐ; by form and level; by these and the kind of unit."""


_SUBJECT_KINDS: Final = get_args(Subjects)


SUBJECT_WORDS: Final[dict[Subjects, Words]] = {
    "organizations": Words(en="organizations", vi="tổ chức đảng"),
    "members": Words(en="members", vi="đảng viên"),
}
BASE_WORDS: Final[dict[Base, Words]] = {
    "rated": Words(en="those rated", vi="số được xếp loại"),
    "on_books": Words(en="all on the books", vi="tổng số theo danh sách"),
}
_GROUP_BY: Final[dict[GroupBy, Words]] = {
    "grassroots_organization": Words(en="by grassroots organization", vi="theo tổ chức cơ sở đảng"),
    "kind": Words(en="by form and level", vi="theo hình thức và cấp"),
    "kind_and_unit_type": Words(en="by form, level and kind of unit", vi="theo hình thức, cấp và loại hình"),
}


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
                Words(
                    vi="ghi là đã xếp loại nhưng không có mức (ô trống không phải là một mức); ghi mức xếp loại, "
                    "hoặc ghi tình trạng miễn hay chưa xếp loại",
                    en="it is rated, and no tier is given (a blank is none); say rating=, or status= exempt or "
                    "not yet rated",
                ),
            )
        return bad_count(
            self.subject,
            Words(
                vi=f"có mức xếp loại, mà tình trạng là '{self.status.label}'",
                en=f"it has a tier, and its status is '{self.status.gloss}'",
            ),
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
    findings: Findings = field(compare=False)

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
                problems.append(bad_count(f"counts['{tier.value}']", Words(vi="ghi hai lần", en="it is given twice")))
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
        object.__setattr__(self, "findings", Findings(findings))

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
            name = tier.words.text(lang=lang)
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
        base = BASE_WORDS["rated"].text(lang=lang)
        day = format_date(_year_end(self.year), lang=lang)
        origin = self.origin.words.text(lang=lang)
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
        said = Words(
            vi=f"{words} năm {self.year}: {total} theo danh sách = {rated} được xếp loại + {exempt} miễn + "
            f"{waiting} chưa xếp loại; {rated} được xếp loại = {tiers}.",
            en=f"{words} of {self.year}: {total} on the books = {rated} rated + {exempt} exempt + "
            f"{waiting} not yet rated; {rated} rated = {tiers}.",
        )
        return " ".join([said.text(lang=lang), *finding_texts(self.findings, lang=lang)])

    def __repr__(self) -> str:
        tiers = ", ".join(f"{spaced_number(count)} {tier.value.replace('_', ' ')}" for tier, count in self.counts)
        rest = f"{spaced_number(self.exempt)} exempt, {spaced_number(self.not_yet_rated)} not yet rated"
        return f"Tally({self.year}, {spaced_number(self.total)} {self.subjects}: {tiers}, {rest})"

    def _repr_html_(self) -> str:
        return self.show().html

    def _over(self, base: Base) -> int:
        return self.rated if read_choice(base, BASE_WORDS, "base") == "rated" else self.total

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
            bad_count(
                where, Words(vi="để trống; kết quả xếp loại phải có năm", en="it is blank; a rating has its year")
            )
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


def _year_end(year: int) -> dt.date:
    """The day a yearly rating is dated."""
    return dt.date(year, 12, 31)
