"""Yearly ratings, and how they stand against targets and quotas.

Review, assessment and rating (kiểm điểm, đánh giá, xếp loại) end in one tier a year for every organization and every
member. What becomes of those tiers is counted here:

```
RatingRecord  one subject, one year: a tier, or why there is none
     | Tally.of(records, hierarchy, ...)          or typed in from published counts; Tally.by_group(...)
Tally         on the books = exempt + not yet rated + rated (excellent + good + completed + not completed)
     | compare(tally, target), compare_years      | excellent_quota(tally, on=...), quota_by_group(tallies, on=...)
Comparison    share, excess in points, met,      Quota   used, limit and verdict, with the base they hold for;
              how many were needed                       .sensitivity(): does it flip under another reading?
needed_by_subordinate(bases, target)             excellent_places(pool, on=...), select_excellent(candidates, places)
```

Every result prints a short explanation (`explain(lang=)`), shows itself as a table (`show(lang=)`) and serializes
(`as_dict()`, `to_json()`) with the ids of its rules. Three terms settle most quarrels about such figures:

| term | meaning |
|---|---|
| tier or better (mức ... trở lên) | the tier and everything above it; what targets are about |
| base | over whom a share is counted: those rated, or all on the books |
| base of a quota | of whom the excellent may be one fifth: four are in use (`QuotaBase`), and a verdict may flip |

Nothing here is a float, and nothing compares unlike things in silence: a target whose tier its source does not state,
another tier, another base, another year are findings of the comparison.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import (
    TYPE_CHECKING,
    Final,
    Literal,
    NamedTuple,
    Self,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
)

from dangbo.errors import InvalidInputError, TermError
from dangbo.figures import Points, Ratio, Share, percentage
from dangbo.findings import Document, Finding, Lang, RuleRef, finding
from dangbo.rules import RuleBook, Table, Words
from dangbo.terms import Form, Level, Origin, Rating, RatingStatus
from dangbo.text import format_date, format_number, nearest, nfc, parse_date

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy, Organization
    from dangbo.render import Drawing

Subjects: TypeAlias = Literal["organizations", "members"]
"""Who is rated: party organizations (tổ chức đảng) or members (đảng viên)."""

Base: TypeAlias = Literal["rated", "on_books"]
"""Over whom a share is counted: those rated, or all on the books (rated, exempt and not yet rated)."""

QuotaBase: TypeAlias = Literal["final_good", "good_before_excellent_is_taken", "good_or_better", "all_rated"]
"""Of whom the excellent may be a part.

- `final_good`: those who end in the tier good; the words of the texts, read as they stand.
- `good_before_excellent_is_taken`: those in the tier good when the ballot on the excellent begins. In numbers the same
  as `good_or_better`, because the excellent are taken out of them.
- `good_or_better`: good and excellent together.
- `all_rated`: everybody rated.
"""

QuotaGrouping: TypeAlias = Literal["within_grassroots_organization", "similar_role_function_task", "unstated"]
"""Within whom a rule asks for the quota: one TCCSĐ; those of similar role, function and task; it does not say."""

QuotaRounding: TypeAlias = Literal["floor", "half_up"]
"""What becomes of a broken quota: `floor` (18.8 allows 18), or `half_up` (18.5 allows 19)."""

QuotaGiven: TypeAlias = Literal["base", "ratio", "special_ratio", "rounding", "heads"]
"""What a caller chose instead of the rule."""

HeadsBase: TypeAlias = Literal["left_out", "kept"]
"""Whether heads whose excellent ratings do not count drop out of the base too; no text seen says."""

GroupBy: TypeAlias = Literal["grassroots_organization", "kind", "kind_and_unit_type"]
"""How a hierarchy is divided into groups: by TCCSĐ; by form and level; by these and the kind of unit."""

Direction: TypeAlias = Literal["at_least", "above", "at_most", "within"]
"""Which way a target points: from a bound on, strictly above it, up to it, or between two bounds (both count)."""

Moment: TypeAlias = Literal["year_start", "year_end", "during_year", "unstated"]
"""When something is counted; `unstated` where the source does not say."""

Standing: TypeAlias = Literal["met", "not_met", "above_band"]
"""How a figure stands to its target. Whether a figure above a band (5 % of "3-4 %") meets it, no source says."""

Apportioning: TypeAlias = Literal["largest_remainder", "sainte_lague"]
"""How whole numbers are divided in proportion.

- `largest_remainder`: everybody the whole part of its exact share, the rest to the largest remainders.
- `sainte_lague`: one after the other to whoever is furthest behind; a higher total never gives anybody less.

Equals keep the order they were given in.
"""

TieBreak: TypeAlias = Literal["over_fulfilled", "harder_tasks", "safety_and_quality", "remediation"]
"""What decides between equal candidates: more products over plan, harder tasks, safety and quality, better remedying of
shortcomings. From one local guide of 2026 (unverified); never the post a candidate holds."""

_Key = TypeVar("_Key", bound=str)

_TIERS: Final = tuple(sorted(Rating, reverse=True))


class _Words(NamedTuple):
    en: str
    vi: str

    def of(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en


_SUBJECTS: Final[dict[Subjects, _Words]] = {
    "organizations": _Words("organizations", "tổ chức đảng"),
    "members": _Words("members", "đảng viên"),
}
_BASES: Final[dict[Base, _Words]] = {
    "rated": _Words("those rated", "số được xếp loại"),
    "on_books": _Words("all on the books", "tổng số theo danh sách"),
}
_QUOTA_BASES: Final[dict[QuotaBase, _Words]] = {
    "final_good": _Words(
        "rated good, the excellent left out",
        "được xếp loại Hoàn thành tốt nhiệm vụ, không tính số xuất sắc",
    ),
    "good_before_excellent_is_taken": _Words(
        "rated good before the excellent are taken out of them",
        "được xếp loại Hoàn thành tốt nhiệm vụ trước khi chọn số xuất sắc",
    ),
    "good_or_better": _Words(
        "rated good or better",
        "được xếp loại Hoàn thành tốt nhiệm vụ trở lên",
    ),
    "all_rated": _Words("rated in any tier", "được xếp loại ở mọi mức"),
}
_ROUNDINGS: Final[dict[QuotaRounding, _Words]] = {
    "floor": _Words("rounded down", "làm tròn xuống"),
    "half_up": _Words("one half and more rounded up", "từ 0,5 làm tròn lên"),
}
_GROUPINGS: Final[dict[QuotaGrouping, _Words]] = {
    "within_grassroots_organization": _Words("within each grassroots organization", "trong từng tổ chức cơ sở đảng"),
    "similar_role_function_task": _Words(
        "within each group of similar role, function and task",
        "trong từng nhóm có vị trí, chức năng, nhiệm vụ tương đồng",
    ),
    "unstated": _Words("", ""),
}
_GIVEN: Final[dict[QuotaGiven, _Words]] = {
    "base": _Words("base", "cơ sở tính"),
    "ratio": _Words("ratio", "tỷ lệ"),
    "special_ratio": _Words("special ratio", "tỷ lệ đặc biệt"),
    "rounding": _Words("rounding", "cách làm tròn"),
    "heads": _Words("heads left out", "không tính người đứng đầu"),
}
_HEADS: Final[dict[HeadsBase, _Words]] = {
    "left_out": _Words("left out of the base too", "không tính cả trong cơ sở tính"),
    "kept": _Words("kept in the base", "vẫn tính trong cơ sở tính"),
}
_TIE_BREAKS: Final[dict[TieBreak, _Words]] = {
    "over_fulfilled": _Words("more products over plan", "nhiều sản phẩm vượt mức hơn"),
    "harder_tasks": _Words("harder tasks", "nhiệm vụ khó hơn"),
    "safety_and_quality": _Words("safety and quality", "an toàn, chất lượng"),
    "remediation": _Words("better remedying of shortcomings", "khắc phục hạn chế tốt hơn"),
}
_METHODS: Final[dict[Apportioning, _Words]] = {
    "largest_remainder": _Words("largest remainder", "số dư lớn nhất"),
    "sainte_lague": _Words("Sainte-Laguë", "Sainte-Laguë"),
}
_MOMENTS: Final[dict[Moment, _Words]] = {
    "year_start": _Words("at the start of the year", "đầu năm"),
    "year_end": _Words("at the end of the year", "cuối năm"),
    "during_year": _Words("in the course of the year", "trong năm"),
    "unstated": _Words("date not stated in the source", "nguồn không nêu thời điểm"),
}
_BOUNDS: Final[dict[Direction, _Words]] = {
    "at_least": _Words("at least", "từ"),
    "above": _Words("above", "trên"),
    "at_most": _Words("at most", "không quá"),
    "within": _Words("from", "từ"),
}
_STANDINGS: Final[dict[Standing, _Words]] = {
    "met": _Words("✓ met", "✓ đạt"),
    "not_met": _Words("▲ not met", "▲ không đạt"),
    "above_band": _Words("? above the band", "? trên khoảng chỉ tiêu"),
}
_GROUP_BY: Final[dict[GroupBy, _Words]] = {
    "grassroots_organization": _Words("by grassroots organization", "theo tổ chức cơ sở đảng"),
    "kind": _Words("by form and level", "theo hình thức và cấp"),
    "kind_and_unit_type": _Words("by form, level and kind of unit", "theo hình thức, cấp và loại hình"),
}
_FACTS: Final = (_Words("Item", "Nội dung"), _Words("Value", "Giá trị"))
_QUOTA_RULES: Final[dict[Subjects, str]] = {
    "organizations": "excellent-quota-organizations",
    "members": "excellent-quota-members",
}


# --- records ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """The rating (kết quả xếp loại) of one subject in one year, or why it has none.

    Args:
        subject: id of the organization or member.
        year: the year that was rated, not the year of the decision.
        rating: the tier decided; only with the status rated.
        status: rated, exempt (miễn) or not yet rated (chưa xếp loại).
        subjects: what the id names.

    Raises:
        InvalidInputError: `rating/bad-count`: a tier without the status rated or the other way round, a year that is
            none.

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

    def __post_init__(self) -> None:
        """Keep the id in NFC, and refuse what contradicts itself."""
        if not self.subject.isascii():
            object.__setattr__(self, "subject", nfc(self.subject))
        problems: list[Finding] = []
        if type(self.year) is not int:
            object.__setattr__(self, "year", _count(self.year, f"{self.subject}, year", problems))
        if (self.rating is None) is (self.status is RatingStatus.RATED):
            problems.append(self._contradiction())
        if problems:
            raise InvalidInputError(problems)

    def _contradiction(self) -> Finding:
        if self.rating is None:
            return _problem(
                self.subject,
                "it is rated, and no tier is given; say rating=, or status= exempt or not yet rated",
                "ghi là đã xếp loại nhưng không có mức; ghi rating=, hoặc status= miễn hay chưa xếp loại",
            )
        return _problem(
            self.subject,
            f"it has a tier, and its status is '{self.status.gloss}'",
            f"có mức xếp loại, mà tình trạng là '{self.status.label}'",
        )


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Tally:
    """How many got which rating in a year. Totals are derived, never typed in.

    Args:
        counts: how many in each tier; tiers left out have none.
        year: the year that was rated.
        exempt: those exempt from rating (miễn).
        not_yet_rated: those not rated, or not yet (chưa xếp loại).
        subjects: who is counted.
        origin: where the counts come from; shares taken from the tally say the same. Outside equality.

    Raises:
        InvalidInputError: `rating/bad-count`: a count that is negative or no whole number, a key that is no `Rating`,
            a tier given twice, a year that is none; all at once.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> tally
        Tally(2022, 100 organizations: 15 excellent, 80 good, 5 completed, 0 not completed, 0 exempt, 0 not yet rated)
        >>> tally.rated, tally.at_least(Rating.GOOD), tally.share_at_least(Rating.GOOD)
        (100, 95, Share(95, of=100) = 95,0%)
        >>> Tally({Rating.GOOD: -3}, year=2022)
        Traceback (most recent call last):
            ...
        dangbo.errors.InvalidInputError: 1 problem
          - counts['good']: -3 is negative. Correct the figure at its source and count again. [rating/bad-count]
    """

    counts: tuple[tuple[Rating, int], ...]
    year: int
    exempt: int
    not_yet_rated: int
    subjects: Subjects
    origin: Origin = field(compare=False)

    def __init__(
        self,
        counts: Mapping[Rating, int] | Iterable[tuple[Rating, int]],
        *,
        year: int,
        exempt: int = 0,
        not_yet_rated: int = 0,
        subjects: Subjects = "organizations",
        origin: Origin = Origin.COMPUTED,
    ) -> None:
        problems: list[Finding] = []
        by_tier = dict.fromkeys(_TIERS, 0)
        seen: set[Rating] = set()
        for tier, count in counts.items() if isinstance(counts, Mapping) else counts:
            if not isinstance(tier, Rating):
                problems.append(
                    _problem(
                        f"counts[{tier!r}]",
                        "the key is not a Rating; Rating.parse() reads labels",
                        "khóa không phải là một mức xếp loại; Rating.parse() đọc được nhãn",
                    )
                )
                continue
            if tier in seen:
                problems.append(_problem(f"counts['{tier.value}']", "it is given twice", "được ghi hai lần"))
            seen.add(tier)
            by_tier[tier] = _count(count, f"counts['{tier.value}']", problems)
        exempt = _count(exempt, "exempt", problems)
        not_yet_rated = _count(not_yet_rated, "not_yet_rated", problems)
        year = _count(year, "year", problems)
        if not problems and not dt.MINYEAR <= year <= dt.MAXYEAR:
            problems.append(_problem("year", f"{year} is not a year", f"{year} không phải là một năm"))
        if problems:
            raise InvalidInputError(problems)
        object.__setattr__(self, "counts", tuple(by_tier.items()))
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "exempt", exempt)
        object.__setattr__(self, "not_yet_rated", not_yet_rated)
        object.__setattr__(self, "subjects", _one_of(subjects, _SUBJECTS, "subjects"))
        object.__setattr__(self, "origin", origin)

    @classmethod
    def of(
        cls,
        records: Iterable[RatingRecord],
        hierarchy: Hierarchy,
        *,
        subjects: Subjects,
        year: int,
        level: Level | None = None,
        form: Form | None = None,
        under: str | Organization | None = None,
        origin: Origin = Origin.COMPUTED,
    ) -> Self:
        """Count the records of a year against those who were to be rated.

        Whoever the filters select in the hierarchy and no record of the year names is not yet rated, people known
        only by number included, so that the total is the number on the books. Members are selected by the
        organization on whose roll they are. One pass over records and rolls.

        Args:
            records: rating records; those of other years or other subjects are passed over.
            hierarchy: the organizations, at a date of that year.
            subjects: count organizations or members.
            year: the year to count.
            level: only organizations of this level, or members of such.
            form: only organizations of this form, or members of such.
            under: only what stands below this organization; for members, its own roll too.
            origin: where the records come from.

        Raises:
            InvalidInputError: `rating/unknown-subject` for an id the hierarchy does not have, `rating/duplicate` for
                two records of one subject; all at once, whatever the filters select.
            UnknownOrganizationError: `under` names no organization.

        Examples:
            >>> from dangbo.hierarchy import Hierarchy, Organization
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
        _one_of(subjects, _SUBJECTS, "subjects")
        selected = list(hierarchy.select(level=level, form=form, under=under))
        if subjects == "members":
            top = None if under is None else hierarchy[under]  # a chi bộ cơ sở has nothing below it and a roll
            if top is not None and level in {None, top.level} and form in {None, top.form}:
                selected.append(top)
            wanted = {member for org in selected for member in hierarchy.roll(org)}
            total = len(wanted) + sum(org.full + org.probationary for org in selected)
        else:
            wanted = {org.id for org in selected}
            total = len(wanted)

        of_year = [record for record in records if record.year == year and record.subjects == subjects]
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
        counts = {tier: ratings[tier] for tier in _TIERS}
        exempt = ratings[RatingStatus.EXEMPT]
        return cls(
            counts,
            year=year,
            exempt=exempt,
            not_yet_rated=total - exempt - sum(counts.values()),
            subjects=subjects,
            origin=origin,
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
        origin: Origin = Origin.COMPUTED,
    ) -> dict[str, Self]:
        """One tally per group, as quotas are asked for: in one pass over records and rolls, however many groups.

        Within the TCCSĐ, members belong to the one they stand under, and organizations below it to the one above
        them; organizations at the grassroots level and higher are in no such group. By kind, members follow the
        organization on whose roll they are.

        Args:
            records: rating records; those of other years or other subjects are passed over.
            hierarchy: the organizations, at a date of that year.
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
            >>> from dangbo.hierarchy import Hierarchy, Organization
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
        _one_of(subjects, _SUBJECTS, "subjects")
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
            by_tier = {tier: of[tier] for tier in _TIERS}
            unrated = total - exempt - sum(by_tier.values())
            tallies[group] = cls(
                by_tier, year=year, exempt=exempt, not_yet_rated=unrated, subjects=subjects, origin=origin
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

    def count(self, rating: Rating) -> int:
        """How many got this tier and no other."""
        return next(count for tier, count in self.counts if tier is rating)

    def at_least(self, rating: Rating) -> int:
        """How many got this tier or better (trở lên)."""
        return sum(count for tier, count in self.counts if tier >= rating)

    def count_of(self, tiers: Iterable[Rating]) -> int:
        """How many got one of these tiers."""
        wanted = set(tiers)
        return sum(count for tier, count in self.counts if tier in wanted)

    def share(self, rating: Rating, *, base: Base = "rated") -> Share | None:
        """Share of one tier alone, dated the last day of the year; `None` over an empty base.

        Examples:
            >>> Tally({Rating.GOOD: 37, Rating.EXCELLENT: 10, Rating.COMPLETED: 3}, year=2022).share(Rating.GOOD)
            Share(37, of=50) = 74,0%
        """
        return self._share(self.count(rating), base)

    def share_at_least(self, rating: Rating, *, base: Base = "rated") -> Share | None:
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
        words = _SUBJECTS[self.subjects].of(lang)
        rows: list[Sequence[str]] = []
        for tier, count in self.counts:
            share = self.share(tier)
            name = tier.label if lang == "vi" else tier.gloss
            rows.append(
                (
                    name,
                    _number(count, lang),
                    "" if share is None else share.text(decimals=_places(self.rated), lang=lang),
                )
            )
        rows.extend(
            (_Words(en, vi).of(lang), _number(count, lang), "")
            for en, vi, count in (
                ("rated", "Được xếp loại", self.rated),
                ("exempt", "Miễn xếp loại", self.exempt),
                ("not yet rated", "Chưa xếp loại", self.not_yet_rated),
                ("on the books", "Tổng số", self.total),
            )
        )
        base = _BASES["rated"].of(lang)
        day = format_date(_year_end(self.year), lang=lang)
        origin = self.origin.label if lang == "vi" else self.origin.gloss
        return _table(
            _Words(f"Ratings of {self.year}: {words}", f"Kết quả xếp loại năm {self.year}: {words}"),
            (_Words("Tier", "Mức xếp loại"), _Words("Count", "Số lượng"), _Words("Share", "Tỷ lệ")),
            rows,
            notes=[
                _Words(f"Shares over {base}, {day}; {origin}.", f"Tỷ lệ tính trên {base}, {day}; {origin}.").of(lang)
            ],
            totals=(len(_TIERS), len(rows) - 1),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The tally as plain JSON values."""
        return {
            "type": "tally",
            "year": self.year,
            "subjects": self.subjects,
            "counts": {tier.value: count for tier, count in self.counts},
            "rated": self.rated,
            "exempt": self.exempt,
            "not_yet_rated": self.not_yet_rated,
            "total": self.total,
            "origin": self.origin.value,
        }

    def __repr__(self) -> str:
        tiers = ", ".join(f"{_grouped(count)} {tier.value.replace('_', ' ')}" for tier, count in self.counts)
        rest = f"{_grouped(self.exempt)} exempt, {_grouped(self.not_yet_rated)} not yet rated"
        return f"Tally({self.year}, {_grouped(self.total)} {self.subjects}: {tiers}, {rest})"

    def _repr_html_(self) -> str:
        return self.show().html

    def _over(self, base: Base) -> int:
        return self.rated if _one_of(base, _BASES, "base") == "rated" else self.total

    def _share(self, count: int, base: Base) -> Share | None:
        of = self._over(base)
        return Share(count, of=of, on=_year_end(self.year), origin=self.origin) if of else None


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
    _one_of(group_by, _GROUP_BY, "group_by")
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
class Counted:
    """What the numerator or the denominator of an indicator counts.

    Args:
        words: in both languages.
        tiers: only those rated in one of these tiers; empty where it does not count ratings.
        base: for denominators of ratings: over whom.
        moment: when it is counted.

    Examples:
        >>> from dangbo.rules import Words
        >>> Counted(Words("tổng số đảng viên", "all members"), moment="year_start").moment
        'year_start'
    """

    words: Words
    tiers: frozenset[Rating] = frozenset()
    base: Base | None = None
    moment: Moment = "unstated"

    def __post_init__(self) -> None:
        """Keep the tiers as a set, and refuse words nobody knows."""
        object.__setattr__(self, "tiers", frozenset(self.tiers))
        _one_of(self.moment, _MOMENTS, "moment")
        if self.base is not None:
            _one_of(self.base, _BASES, "base")

    def text(self, *, lang: Lang = "vi") -> str:
        """What is counted, of whom and when."""
        moment = "" if self.moment == "unstated" else f" ({_MOMENTS[self.moment].of(lang)})"
        return f"{self.words.text(lang=lang)}{moment}"


@dataclass(frozen=True, slots=True)
class Indicator:
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
        >>> from dangbo.rules import Words
        >>> good = Indicator.of_tiers(
        ...     Words("TCCSĐ hoàn thành tốt trở lên", "grassroots rated good or better"),
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
        for text in self.name:
            _name(text, "name")
        _one_of(self.direction, _BOUNDS, "direction")
        if self.numerator.tiers and self.denominator.base is None:
            raise _refused(
                "denominator",
                _Words("a share of a tier needs its base", "tỷ lệ của một mức xếp loại cần có cơ sở tính"),
                _Words(
                    'Say base="rated" or base="on_books" in the denominator.',
                    'Ghi base="rated" hoặc base="on_books" ở mẫu số.',
                ),
            )

    @classmethod
    def of_tiers(
        cls,
        name: Words,
        tiers: Iterable[Rating],
        *,
        subjects: Subjects = "organizations",
        base: Base = "rated",
        direction: Direction = "at_least",
    ) -> Self:
        """The share of organizations or members rated in some tiers."""
        wanted = frozenset(tiers)
        of = _SUBJECTS[_one_of(subjects, _SUBJECTS, "subjects")]
        over = _BASES[_one_of(base, _BASES, "base")]
        listed = sorted(wanted, reverse=True)
        return cls(
            name,
            Counted(
                Words(
                    f"{of.vi} xếp loại {' hoặc '.join(tier.label for tier in listed)}",
                    f"{of.en} rated {' or '.join(tier.gloss for tier in listed)}",
                ),
                wanted,
                moment="year_end",
            ),
            Counted(Words(f"{of.vi}, {over.vi}", f"{of.en}, {over.en}"), base=base, moment="year_end"),
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
            raise _refused(
                "upper",
                _Words("only a band has two bounds", "chỉ khoảng chỉ tiêu có hai cận"),
                _Words(
                    "Give both ends of a band, and one bound otherwise.",
                    "Ghi hai cận cho khoảng, một cận cho loại khác.",
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
    return lowest if lowest is not None and wanted == {tier for tier in _TIERS if tier >= lowest} else None


def _no_ratings(name: str) -> InvalidInputError:
    return _refused(
        name,
        _Words("it does not count ratings", "chỉ tiêu này không đếm kết quả xếp loại"),
        _Words("Count it elsewhere and compare the Share.", "Đếm từ nguồn khác rồi so sánh bằng Share."),
    )


@dataclass(frozen=True, slots=True, init=False)
class Target:
    """What a plan asks for (chỉ tiêu): so many percent, in a tier or better or by an indicator of its own.

    One of the four bounds is given.

    Args:
        name: what it is about; it is looked up by this in a `Scheme`.
        at_least: the percentage with its sign, "85%", or an exact `Fraction`. A bare "85" is refused.
        above: strictly above this ("trên 90%"): exactly 90 % misses it.
        at_most: up to this.
        within: both ends of a band ("3-4%"), which belong to it.
        tier: this tier or better; `None` says that the source does not state the tier.
        base: over whom the source counts.
        source: the paper that sets it.
        years: first and last year it is set for.
        indicator: what is measured, where it is more than a tier or better.
        rule: the entry of the rulebook it was read from.

    Raises:
        InvalidInputError: `input/bad-figure`: no unit, a float, below 0 % or above 100 %, a blank name, no bound or
            several, a band or years in the wrong order.

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
        tier: Rating | None,
        base: Base = "rated",
        source: Document | None = None,
        years: tuple[int, int] | None = None,
        indicator: Indicator | None = None,
        rule: RuleRef | None = None,
    ) -> None:
        object.__setattr__(self, "name", _name(name, "name"))
        singles: dict[str, str | Fraction | None] = {"at_least": at_least, "above": above, "at_most": at_most}
        given = [key for key, value in singles.items() if value is not None] + (
            ["within"] if within is not None else []
        )
        if len(given) != 1:
            shown = " and ".join(given), " và ".join(given)
            raise _refused(
                self.name,
                _Words(
                    f"it has {len(given)} bounds: {shown[0]}" if given else "it has no bound",
                    f"có {len(given)} cận: {shown[1]}" if given else "không có cận nào",
                ),
                _Words(
                    "Give one of at_least=, above=, at_most= and within=.",
                    "Ghi một trong at_least=, above=, at_most= và within=.",
                ),
            )
        for key, value in singles.items():
            object.__setattr__(self, key, None if value is None else _proportion(value, key))
        object.__setattr__(self, "within", None if within is None else _band(within))
        object.__setattr__(self, "tier", tier)
        object.__setattr__(self, "base", _one_of(base, _BASES, "base"))
        object.__setattr__(self, "source", source)
        if years is not None and years[0] > years[1]:
            raise _refused(
                "years",
                _Words(f"{years[0]} is after {years[1]}", f"{years[0]} sau {years[1]}"),
                _Words("Give the first year first.", "Ghi năm đầu trước."),
            )
        object.__setattr__(self, "years", years)
        object.__setattr__(self, "indicator", indicator)
        object.__setattr__(self, "rule", rule)

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
        return None if self.tier is None else frozenset(tier for tier in _TIERS if tier >= self.tier)

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
        words = f"{_BOUNDS[self.direction].of(lang)} {_percent(cast('Fraction', bound), lang)}"
        if self.within is None:
            return words
        return f"{words} {_Words('to', 'đến').of(lang)} {_percent(self.within[1], lang)}"

    def short(self, *, lang: Lang = "vi") -> str:
        """The bound for a cell of a table: "85%", "> 90%", "≤ 5%", "3% - 4%"."""
        if self.within is not None:
            return " - ".join(_percent(bound, lang) for bound in self.within)
        signs: dict[Direction, str] = {"above": "> ", "at_most": "≤ "}
        bound = self.lower if self.lower is not None else self.upper
        return f"{signs.get(self.direction, '')}{_percent(cast('Fraction', bound), lang)}"

    def as_dict(self) -> dict[str, object]:
        """The target as plain JSON values."""
        tiers = None if self.tiers is None else [tier.value for tier in _TIERS if tier in self.tiers]
        return {
            "type": "target",
            "name": self.name,
            "direction": self.direction,
            "lower": None if self.lower is None else str(self.lower),
            "upper": None if self.upper is None else str(self.upper),
            "tiers": tiers,
            "base": self.base if self.counts_ratings else None,
            "years": None if self.years is None else list(self.years),
            "source": None if self.source is None else self.source.citation,
            "rule": _rule_dict(self.rule),
        }


def _band(bounds: tuple[str | Fraction, str | Fraction]) -> tuple[Fraction, Fraction]:
    lower, upper = _proportion(bounds[0], "within[0]"), _proportion(bounds[1], "within[1]")
    if lower > upper:
        raise _refused(
            "within",
            _Words(
                f"{_percent(lower, 'en')} is above {_percent(upper, 'en')}",
                f"{_percent(lower, 'vi')} lớn hơn {_percent(upper, 'vi')}",
            ),
            _Words("Give the lower end first.", "Ghi cận dưới trước."),
        )
    return lower, upper


@dataclass(frozen=True, slots=True, init=False)
class Scheme:
    """A paper that sets targets (đề án, nghị quyết), and its targets by name; one name may have a value a year.

    Args:
        name: what people call it.
        source: the paper; targets that name no source of their own take it.
        targets: in the order of the paper. Targets of one name need years, and no year twice.

    Raises:
        InvalidInputError: `input/bad-figure`: a blank name, two targets of one name for the same year.

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
        kept = tuple(target if target.source is not None else replace(target, source=source) for target in targets)
        by_name: dict[str, list[Target]] = {}
        for target in kept:
            for other in by_name.setdefault(target.name, []):
                _refuse_same_years(other, target)
            by_name[target.name].append(target)
        object.__setattr__(self, "name", _name(name, "name"))
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
        book = rules
        if book is None:
            from dangbo.rules.local import examples

            book = examples() if place else RuleBook.default()
        now = book.at(day)
        wanted = nfc(place)
        found: list[Target] = []
        places: dict[str, None] = {}
        for rule_id in now.ids:
            rule = book.rule(rule_id)
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
    direction = _one_of(cast("Direction", table.text("direction")), _BOUNDS, f"{ref.id}, direction")
    tier = Rating.parse(table.text("tier")) if "tier" in table else None
    base = _one_of(cast("Base", table.text("base")), _BASES, f"{ref.id}, base") if "base" in table else None
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
    tiers = frozenset(each for each in _TIERS if tier is not None and each >= tier)
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
    raise _refused(
        f"targets['{one.name}']",
        _Words(f"two targets have this name{years[0]}", f"hai chỉ tiêu trùng tên{years[1]}"),
        _Words("Give every target a name of its own.", "Đặt cho mỗi chỉ tiêu một tên riêng."),
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
    whole = _whole(of, "of")
    lower = target.lower
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
    whole = _whole(of, "of")
    return None if target.upper is None else math.floor(target.upper * whole)


def shortfall_in_units(target: Target, count: int, *, of: int) -> int:
    """How many organizations or people are missing to a target; 0 where none is.

    Raises:
        InvalidInputError: counts that are none, or a target no count can reach.

    Examples:
        >>> shortfall_in_units(Target("TCCSĐ", above="90%", tier=Rating.GOOD), 90, of=100)
        1
    """
    reached = _whole(count, "count")
    required = required_count(target, of)
    if required is None and target.lower is not None:
        raise _unreachable(target, of)
    return max(0, (required or 0) - reached)


def shortfall_in_points(target: Target, share: Share) -> Points:
    """How many percentage points are missing to a target; 0 where none is.

    A share that is exactly the bound of a target "above" misses it by 0 points and one unit.

    Examples:
        >>> shortfall_in_points(Target("TCCSĐ", at_least="95%", tier=Rating.GOOD), Share(91, of=98))
        +2,1 percentage points
    """
    lower = Fraction(0) if target.lower is None else target.lower
    return Points(max(Fraction(0), lower - share.fraction) * 100)


def shortfall_of_plan(done: int, *, plan: int) -> Share:
    """What is missing of a plan, as a part of the plan: 1,614 of 2,170 leaves 556, or 25,6 %.

    Args:
        done: how many were reached.
        plan: how many were planned, 1 or more.

    Raises:
        InvalidInputError: counts that are negative or no whole numbers, a plan of nothing.

    Examples:
        >>> shortfall_of_plan(1614, plan=2170), shortfall_of_plan(318, plan=250)
        (Share(556, of=2170) = 25,6%, Share(0, of=250) = 0,0%)
    """
    return Share(max(0, _whole(plan, "plan") - _whole(done, "done")), of=_whole(plan, "plan"))


def _unreachable(target: Target, of: int) -> InvalidInputError:
    return _refused(
        target.name,
        _Words(
            f"no count out of {of} is {target.text(lang='en')}",
            f"không có số nào trong {of} đạt mức {target.text()}",
        ),
        _Words("Check the bound of the target.", "Kiểm tra lại mức của chỉ tiêu."),
    )


@dataclass(frozen=True, slots=True)
class Needed:
    """What one subordinate needs.

    Attributes:
        subordinate: its id.
        of: how many there are in its base.
        reached: how many have reached the tier; `None` where that was not given.
        needed: how many it needs: of all, or in addition to those that have.
    """

    subordinate: str
    of: int
    reached: int | None
    needed: int


@dataclass(frozen=True, slots=True)
class Apportionment:
    """What the subordinates need for the whole to reach a target. Made by `needed_by_subordinate`.

    Attributes:
        target: the target of the whole.
        method: how the whole numbers were divided.
        required: how many the whole needs.
        total: what was divided: all that are required, or those still missing. The parts sum to it exactly.
        parts: one for each subordinate, in the order given.
    """

    target: Target
    method: Apportioning
    required: int
    total: int
    parts: tuple[Needed, ...]

    def __getitem__(self, subordinate: str) -> int:
        for part in self.parts:
            if part.subordinate == subordinate:
                return part.needed
        raise KeyError(subordinate)

    def explain(self, *, lang: Lang = "vi") -> str:
        """What was divided, among whom, over what and how."""
        more = any(part.reached is not None for part in self.parts)
        of, name, count = sum(part.of for part in self.parts), self.target.name, len(self.parts)
        whole, required, total = (_number(number, lang) for number in (of, self.required, self.total))
        en = (
            f"{name}: {self.target.text(lang='en')} of {whole} is {required}; {total} {'more are' if more else 'are'} "
            f"divided among {count} subordinates in proportion to "
            f"{'those who have not reached it' if more else 'their bases'}, by the method of "
            f"{_METHODS[self.method].en}."
        )
        vi = (
            f"{name}: {self.target.text()} của {whole} là {required}; {'còn thiếu' if more else 'tổng'} {total} chia "
            f"cho {count} đơn vị theo tỷ lệ {'số chưa đạt' if more else 'cơ sở tính'}, phương pháp "
            f"{_METHODS[self.method].vi}."
        )
        return _Words(en, vi).of(lang)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of the subordinates with base, reached and needed.

        Examples:
            >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
            >>> print(needed_by_subordinate({"cb-1": 20, "cb-2": 11, "cb-3": 9}, target).show(lang="en"))
            Needed for the target: good or better
            <BLANKLINE>
            Subordinate  Base  Needed
            ───────────  ────  ──────
            cb-1           20      17
            cb-2           11       9
            cb-3            9       8
            total          40      34
            <BLANKLINE>
            good or better: at least 85% of 40 is 34; 34 are divided among 3 subordinates in proportion to their
            bases, by the method of largest remainder.
        """
        more = any(part.reached is not None for part in self.parts)
        rows: list[Sequence[str]] = [
            (part.subordinate, *(_number(count, lang) for count in _columns(part, more=more))) for part in self.parts
        ]
        sums = [sum(column) for column in zip(*(_columns(part, more=more) for part in self.parts), strict=True)]
        rows.append((_Words("total", "Cộng").of(lang), *(_number(total, lang) for total in sums)))
        heads = [_Words("Subordinate", "Đơn vị"), _Words("Base", "Cơ sở tính")]
        heads += (
            [_Words("Reached", "Đã đạt"), _Words("Needed in addition", "Cần thêm")]
            if more
            else [_Words("Needed", "Cần đạt")]
        )
        return _table(
            _Words(f"Needed for the target: {self.target.name}", f"Số cần đạt cho chỉ tiêu: {self.target.name}"),
            tuple(heads),
            rows,
            notes=[self.explain(lang=lang)],
            totals=(len(rows) - 1,),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The apportionment as plain JSON values."""
        return {
            "type": "apportionment",
            "target": self.target.as_dict(),
            "method": self.method,
            "required": self.required,
            "total": self.total,
            "parts": [
                {"subordinate": part.subordinate, "of": part.of, "reached": part.reached, "needed": part.needed}
                for part in self.parts
            ],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The apportionment as JSON text."""
        return _json(self.as_dict(), indent)

    def _repr_html_(self) -> str:
        return self.show().html


def _columns(part: Needed, *, more: bool) -> tuple[int, ...]:
    return (part.of, part.reached or 0, part.needed) if more else (part.of, part.needed)


def needed_by_subordinate(
    bases: Mapping[str, int],
    target: Target,
    *,
    reached: Mapping[str, int] | None = None,
    method: Apportioning = "largest_remainder",
) -> Apportionment:
    """Divide what the whole needs among its subordinates, exactly.

    Without `reached` the required count is divided in proportion to the bases; with it, what is still missing is
    divided in proportion to those who have not reached the tier, so that nobody needs more than it has. A plan, not a
    rule: no text seen says how a target is handed down.

    Args:
        bases: how many each subordinate has in the base.
        target: the target of the whole.
        reached: how many of them have reached the tier.
        method: how whole numbers are made.

    Returns:
        The parts, which sum exactly to what is required or missing. A larger base never gets less.

    Raises:
        InvalidInputError: no subordinates, counts that are none, more reached than there are, other subordinates in
            one mapping than in the other, a target without a lower bound or one no count can reach.

    Examples:
        >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
        >>> cells = {"cb-1": 20, "cb-2": 11, "cb-3": 9}
        >>> needed_by_subordinate(cells, target)["cb-1"]
        17
        >>> missing = needed_by_subordinate(cells, target, reached={"cb-1": 18, "cb-2": 8, "cb-3": 5})
        >>> missing.total, [part.needed for part in missing.parts]
        (3, [1, 1, 1])
    """
    _one_of(method, _METHODS, "method")
    problems: list[Finding] = []
    of = {key: _count(count, f"bases['{key}']", problems) for key, count in bases.items()}
    have = (
        None
        if reached is None
        else {key: _count(count, f"reached['{key}']", problems) for key, count in reached.items()}
    )
    if not of:
        problems.append(_problem("bases", "there is no subordinate", "không có đơn vị nào"))
    for key in {} if have is None else dict.fromkeys((*of, *have)):
        if have is None or key not in have or key not in of:
            where = "reached" if key in of else "bases"
            problems.append(_problem(f"{where}['{key}']", "it is missing", "thiếu số liệu"))
        elif have[key] > of[key]:
            problems.append(
                _problem(
                    f"reached['{key}']",
                    f"{have[key]} is more than the {of[key]} there are",
                    f"{have[key]} lớn hơn tổng số {of[key]}",
                )
            )
    if problems:
        raise InvalidInputError(problems)
    whole = sum(of.values())
    required = required_count(target, whole)
    if required is None:
        raise _unreachable(target, whole)
    room = of if have is None else {key: count - have[key] for key, count in of.items()}
    total = required if have is None else max(0, required - sum(have.values()))
    shares = _apportioned(total, list(room.values()), method)
    parts = tuple(
        Needed(key, of[key], None if have is None else have[key], share) for key, share in zip(of, shares, strict=True)
    )
    return Apportionment(target, method, required, total, parts)


def _apportioned(total: int, weights: Sequence[int], method: Apportioning) -> list[int]:
    """Whole numbers in proportion to the weights that sum to the total, which is at most the sum of the weights."""
    whole = sum(weights)
    if not total or not whole:
        return [0] * len(weights)
    if method == "largest_remainder":
        parts = [total * weight // whole for weight in weights]
        rest = total - sum(parts)
        order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
        for i in order[:rest]:
            parts[i] += 1
        return parts
    # Sainte-Laguë: the total goes to the highest quotients weight / (2 n - 1). Rounding the exact shares comes within
    # a step or two of each subordinate; what is too much or too little is put right by the quotients themselves.
    parts = [(2 * total * weight + whole) // (2 * whole) for weight in weights]
    step = 1 if sum(parts) < total else -1
    heap = [(_quotient(weights[i], part, step), step * i, i) for i, part in enumerate(parts) if step > 0 or part]
    heapq.heapify(heap)
    for _ in range(abs(total - sum(parts))):
        _, _, i = heapq.heappop(heap)
        parts[i] += step
        if step > 0 or parts[i]:
            heapq.heappush(heap, (_quotient(weights[i], parts[i], step), step * i, i))
    return parts


def _quotient(weight: int, part: int, step: int) -> Fraction:
    """What a heap, smallest first, sorts by: the next quotient to give to, or the last one to take from."""
    return -Fraction(weight, 2 * part + 1) if step > 0 else Fraction(weight, 2 * part - 1)


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
        target, places = self.target, _places(self.of)
        year = "" if self.year is None else f", {self.year}"
        if self.share is None or self.standing is None or self.excess is None:
            said = _Words("nothing could be counted", "chưa tính được").of(lang)
            lines = [f"{target.name}{year}: {said}."]
        else:
            over = f" ({_BASES[self.base].of(lang)})" if target.counts_ratings else ""
            counts = f"{_number(self.share.count, lang)}{_Words(' of ', '/').of(lang)}{_number(self.share.of, lang)}"
            facts = ", ".join(
                (
                    f"{counts}{over} = {self.share.text(decimals=places, lang=lang)}",
                    f"{_Words('target', 'chỉ tiêu').of(lang)} {target.text(lang=lang)}",
                    f"{_Words('difference', 'chênh lệch').of(lang)} {self.excess.text(decimals=places, lang=lang)}",
                )
            )
            lines = [f"{target.name}{year}: {facts}: {_STANDINGS[self.standing].of(lang)[2:]}."]
        if self.required is not None:
            lines.append(f"{_Words('Required', 'Số cần đạt').of(lang)}: {_number(self.required, lang)}.")
        return _explained(lines, target.rule, target.source, self.findings, lang)

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
        places = _places(self.of)
        target = self.target
        counted = _or_better(self.tier, lang)
        if not counted and target.indicator is not None:
            counted = target.indicator.numerator.text(lang=lang)
        base = _BASES[self.base].of(lang)
        if target.indicator is not None and not target.counts_ratings:
            base = target.indicator.denominator.text(lang=lang)
        share = "" if self.share is None else f" = {self.share.text(decimals=places, lang=lang)}"
        count = "" if self.count is None else f"{_number(self.count, lang)} / {_number(self.of, lang)}{share}"
        excess = "" if self.excess is None else self.excess.text(decimals=places, lang=lang)
        surplus = "" if self.surplus is None else _number(self.surplus, lang)
        on = None if self.share is None else self.share.on
        rows = [
            (en if lang == "en" else vi, value)
            for en, vi, value in (
                ("Counted", "Mức được đếm", counted),
                ("Reached", "Đạt được", count),
                ("Target", "Chỉ tiêu", target.text(lang=lang)),
                ("Difference", "Chênh lệch", excess),
                ("Verdict", "Kết luận", "" if self.standing is None else _STANDINGS[self.standing].of(lang)),
                ("Required", "Số cần đạt", "" if self.required is None else _number(self.required, lang)),
                ("Allowed", "Số tối đa", "" if self.allowed is None else _number(self.allowed, lang)),
                ("To spare", "Dư (thiếu)", surplus),
                ("Base", "Cơ sở tính", base),
                ("Date", "Thời điểm", "" if on is None else format_date(on, lang=lang)),
            )
            if value
        ]
        title = _Words(f"Target: {target.name}", f"Chỉ tiêu: {target.name}")
        source = _source(target.rule, target.source, lang)
        return _table(title, _FACTS, rows, notes=_texts(self.findings, lang), source=source, lang=lang)

    def as_dict(self) -> dict[str, object]:
        """The comparison as plain JSON values."""
        return {
            "type": "comparison",
            "target": self.target.as_dict(),
            "year": self.year,
            "count": self.count,
            "of": self.of,
            "share": None if self.share is None else str(self.share.fraction),
            "excess_points": None if self.excess is None else str(self.excess.value),
            "standing": self.standing,
            "met": self.met,
            "required": self.required,
            "allowed": self.allowed,
            "surplus": self.surplus,
            "tier": None if self.tier is None else self.tier.value,
            "base": self.base,
            "rules": [] if self.target.rule is None else [self.target.rule.id],
            "findings": _finding_dicts(self.findings),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The comparison as JSON text."""
        return _json(self.as_dict(), indent)

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
    tier: Rating | None = None,
    base: Base | None = None,
    year: int | None = None,
) -> Comparison:
    """Hold a tally, or a share somebody else counted, against a target.

    Unlike things are compared, because reports do, and every difference is a finding: `target/tier-unstated`,
    `target/tier-differs`, `target/base-differs`, `target/outside-years`. A share above a band has no verdict
    (`target/above-band`): reports call it above the target, and no source says whether it meets it.

    Args:
        reached: the ratings of a year, or a share.
        target: what was asked for.
        tier: count this tier or better instead of the target's; for a share, what it counts. Needed to count a tally
            against a target whose source states no tier.
        base: count over these instead of the target's base; for a share, what it is over.
        year: the year of a share; a tally has its own.

    Returns:
        The comparison. Over an empty base, share, excess and verdict are `None` and nobody is required.

    Raises:
        InvalidInputError: a tally against a target that does not count ratings.

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
    over = target.base if base is None else _one_of(base, _BASES, "base")
    tiers = target.tiers if tier is None else frozenset(each for each in _TIERS if each >= tier)
    count: int | None
    share: Share | None
    if isinstance(reached, Share):
        share, count, of = reached, reached.count, reached.of
        tiers = None if tier is None else tiers
    elif not target.counts_ratings:
        raise _no_ratings(target.name)
    else:
        of, year = reached._over(over), reached.year  # noqa: SLF001 - a tally and its comparison are one thought
        count = None if tiers is None else reached.count_of(tiers)
        share = None if count is None else reached._share(count, over)  # noqa: SLF001 - the same
    findings = list(_unlike(target, tiers, over, year, given=isinstance(reached, Share)))
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
        rows = []
        for result, change in zip(self.years, self.changes, strict=True):
            places = _places(result.of)
            share = result.share
            rows.append(
                (
                    str(result.year),
                    "" if share is None else f"{_number(share.count, lang)}/{_number(share.of, lang)}",
                    "" if share is None else share.text(decimals=places, lang=lang),
                    result.target.text(lang=lang),
                    "" if result.excess is None else result.excess.text(decimals=places, lang=lang),
                    "" if change is None else change.text(decimals=places, lang=lang),
                    "" if result.standing is None else _STANDINGS[result.standing].of(lang),
                )
            )
        name = " / ".join(dict.fromkeys(result.target.name for result in self.years))
        heads = (
            _Words("Year", "Năm"),
            _Words("Figure", "Số liệu"),
            _Words("Share", "Tỷ lệ"),
            _Words("Target", "Chỉ tiêu"),
            _Words("Difference", "Chênh lệch"),
            _Words("Change", "So với năm trước"),
            _Words("Verdict", "Kết luận"),
        )
        title = _Words(f"Year by year: {name}", f"Qua các năm: {name}")
        return _table(title, heads, rows, notes=_texts(self.findings, lang), words=(3, 6), lang=lang)

    def as_dict(self) -> dict[str, object]:
        """The series as plain JSON values."""
        changes = [None if change is None else str(change.value) for change in self.changes]
        return {
            "type": "years",
            "met_every_year": self.met_every_year,
            "years": [result.as_dict() for result in self.years],
            "change_points": changes,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The series as JSON text."""
        return _json(self.as_dict(), indent)

    def _repr_html_(self) -> str:
        return self.show().html


def compare_years(
    figures: Iterable[Tally] | Mapping[int, Share],
    targets: Target | Iterable[Target],
    *,
    tier: Rating | None = None,
    base: Base | None = None,
) -> YearByYear:
    """Hold the figures of several years against the target of each year.

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
    choices = (targets,) if isinstance(targets, Target) else tuple(targets)
    pairs: list[tuple[int, Tally | Share]]
    pairs = list(figures.items()) if isinstance(figures, Mapping) else [(tally.year, tally) for tally in figures]
    times = Counter(year for year, _ in pairs)
    problems = [
        _problem(f"figures of {year}", "they are given twice", "được ghi hai lần") for year, n in times.items() if n > 1
    ]
    if not pairs:
        problems.append(_problem("figures", "there are none", "không có số liệu nào"))
    if not choices:
        problems.append(_problem("targets", "there are none", "không có chỉ tiêu nào"))
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
        silent = _Words("its source does not state its tier", "nguồn không nêu mức xếp loại")
        if given:
            did = _Words("the share was taken as it is", "tỷ lệ được lấy nguyên như đã cho")
        elif tiers is not None:
            did = _Words(
                f"{_tiers(tiers, 'en')} was counted because the caller asked",
                f"đã đếm mức {_tiers(tiers, 'vi')} theo yêu cầu của người dùng",
            )
        else:
            did = _Words("nothing was counted; tier= says what to count", "chưa đếm được; nêu tier= để đếm")
        yield _tier_unstated(
            target,
            _Words(f"{silent.en}; {did.en}", f"{silent.vi}; {did.vi}"),
            _Words(
                "Find the tier in the source before calling the target met.",
                "Tra lại mức trong nguồn trước khi kết luận đạt chỉ tiêu.",
            ),
        )
    elif tiers is None:
        yield _tier_unstated(
            target,
            _Words(
                f"it is about {_tiers(target.tiers, 'en')}, and the share given does not say which tier it counts",
                f"nói về mức {_tiers(target.tiers, 'vi')}, còn tỷ lệ đưa vào không cho biết đếm mức nào",
            ),
            _Words("Say what the share counts, with tier=.", "Nêu tỷ lệ đếm mức nào bằng tier=."),
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
        return _Words(f"'{lowest.gloss}' or better", f"'{lowest.label}' trở lên").of(lang)
    names = [f"'{tier.gloss if lang == 'en' else tier.label}'" for tier in _TIERS if tier in tiers]
    return _Words(" or ", " hoặc ").of(lang).join(names)


def _tier_unstated(target: Target, reason: _Words, remedy: _Words) -> Finding:
    return finding(
        "target/tier-unstated",
        target.name,
        reason=reason.en,
        reason_vi=reason.vi,
        remedy=remedy.en,
        remedy_vi=remedy.vi,
    )


# --- the quota of the excellent ---------------------------------------------------------------------------------------


class _Terms(NamedTuple):
    """How a quota is reckoned, and why so."""

    on: dt.date
    base: QuotaBase
    ratio: Fraction
    rounding: QuotaRounding
    rule: RuleRef | None
    grouping: QuotaGrouping
    given: tuple[QuotaGiven, ...]
    grounds: str | Document | None
    base_stated: bool

    def limit(self, base_count: int) -> int:
        exact = self.ratio * base_count
        return math.floor(exact if self.rounding == "floor" else exact + Fraction(1, 2))

    def blamed(self) -> RuleRef | None:
        """The rule, where what it says is all that was reckoned with."""
        return None if {"base", "ratio", "special_ratio"} & set(self.given) else self.rule

    def findings(self, subject: str) -> Iterator[Finding]:
        if self.rule is not None and not self.base_stated and "base" not in self.given:
            yield finding(
                "quota/base-unstated",
                self.rule.id,
                rule=self.rule,
                ratio=_percent(self.ratio, "en"),
                ratio_vi=_percent(self.ratio, "vi"),
                base=_QUOTA_BASES[self.base].en,
                base_vi=_QUOTA_BASES[self.base].vi,
            )
        if self.grounds is not None:
            yield finding(
                "quota/special-ratio",
                subject,
                ratio=_percent(self.ratio, "en"),
                ratio_vi=_percent(self.ratio, "vi"),
                grounds=_grounds(self.grounds),
                grounds_vi=_grounds(self.grounds),
            )


def _terms(
    subjects: Subjects,
    on: dt.date | str,
    *,
    base: QuotaBase | None,
    ratio: str | Fraction | None,
    special_ratio: str | Fraction | None,
    grounds: str | Document | None,
    rounding: QuotaRounding | None,
    heads: object,
    rules: RuleBook | None,
) -> _Terms:
    day = parse_date(on, where="on")
    if rounding is not None:
        _one_of(rounding, _ROUNDINGS, "rounding")
    used_base = None if base is None else _one_of(base, _QUOTA_BASES, "base")
    used_ratio = None if ratio is None else _proportion(ratio, "ratio")
    if special_ratio is not None:
        used_ratio = _special(special_ratio, ratio, grounds)
    elif grounds is not None:
        raise _refused(
            "grounds",
            _Words(
                "there is no special ratio they could be the grounds of", "không có tỷ lệ đặc biệt nào để nêu căn cứ"
            ),
            _Words('Say special_ratio="25%", or leave the grounds out.', 'Ghi special_ratio="25%", hoặc bỏ căn cứ.'),
        )
    choices: tuple[tuple[QuotaGiven, object], ...] = (
        ("base", base),
        ("ratio", ratio),
        ("special_ratio", special_ratio),
        ("rounding", rounding),
        ("heads", heads),
    )
    given = tuple(name for name, choice in choices if choice is not None)
    rule: RuleRef | None = None
    grouping: QuotaGrouping = "unstated"
    stated = True
    if used_base is None or used_ratio is None:
        default = _quota_rule(subjects, day, RuleBook.default() if rules is None else rules)
        used_base = default.base if used_base is None else used_base
        used_ratio = default.ratio if used_ratio is None else used_ratio
        rule, grouping, stated = default.ref, default.grouping, default.base_stated
        rounding = default.rounding if rounding is None else rounding
    return _Terms(day, used_base, used_ratio, rounding or "floor", rule, grouping, given, grounds, stated)


def _special(special: str | Fraction, ratio: object, grounds: str | Document | None) -> Fraction:
    """A ratio above the usual one, which needs grounds in words or a paper."""
    if ratio is not None:
        raise _refused(
            "special_ratio",
            _Words("ratio= is given too", "đã có cả ratio="),
            _Words("Give one of the two.", "Chỉ ghi một trong hai."),
        )
    if grounds is None or (isinstance(grounds, str) and not nfc(grounds)):
        raise _refused(
            "special_ratio",
            _Words("a special ratio needs its grounds", "tỷ lệ đặc biệt phải nêu căn cứ"),
            _Words(
                "State them with grounds=, in words or as the Document that decides.",
                "Nêu bằng grounds=, bằng lời hoặc bằng Document quyết định.",
            ),
        )
    return _proportion(special, "special_ratio")


def _grounds(grounds: str | Document) -> str:
    return nfc(grounds) if isinstance(grounds, str) else grounds.citation


@dataclass(frozen=True, slots=True)
class Quota:
    """How many may be rated excellent, how many are, and on which base that holds. Made by `excellent_quota`.

    Attributes:
        year: the year of the tally.
        subjects: who is counted.
        on: the date whose rule was read.
        used: how many are rated excellent, heads who do not count left out.
        limit: how many may be.
        base: of whom the limit is a part.
        base_count: how many those are.
        ratio: the part.
        rounding: what became of a broken limit.
        rule: the rule that gave base or ratio; `None` where the caller gave both.
        grouping: within whom the rule asks for it; the tally is to be of one such group.
        given: what the caller chose instead of the rule.
        findings: `quota/exceeded`, a warning, where more are excellent than may be. It cites the rule only where base
            and ratio are the rule's own. `quota/special-ratio` and `quota/base-unstated` where they apply.
        tally: the ratings it was reckoned from, heads included.
        group: the group the tally is of; empty where it has no name.
        grounds: why a special ratio was taken.
        heads: the ratings of heads who do not count.
        heads_base: whether they drop out of the base too.
    """

    year: int
    subjects: Subjects
    on: dt.date
    used: int
    limit: int
    base: QuotaBase
    base_count: int
    ratio: Fraction
    rounding: QuotaRounding
    rule: RuleRef | None
    grouping: QuotaGrouping
    given: tuple[QuotaGiven, ...] = ()
    findings: tuple[Finding, ...] = ()
    tally: Tally = field(kw_only=True)
    group: str = ""
    grounds: str | Document | None = None
    heads: tuple[tuple[Rating, int], ...] = ()
    heads_base: HeadsBase = "left_out"

    @property
    def within(self) -> bool:
        """Whether no more are excellent than may be, on this base."""
        return self.used <= self.limit

    @property
    def heads_excluded(self) -> int:
        """How many heads do not count."""
        return sum(count for _, count in self.heads)

    @property
    def used_ratio(self) -> Ratio | None:
        """The excellent against the base, as reports print it; `None` over an empty base.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> excellent_quota(tally, on="2022-12-31", base="final_good").used_ratio.text()
            '27,0%'
        """
        return Ratio(self.used, of=self.base_count) if self.base_count else None

    def sensitivity(self) -> QuotaSensitivity:
        """The verdict under every base and rounding, and every treatment of heads where some do not count.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> view = excellent_quota(tally, on="2022-12-31").sensitivity()
            >>> view.flips, view.flips_with_base, view.flips_with_rounding
            (True, True, False)
        """
        treatments: tuple[HeadsReading, ...] = ("counted",)
        if self.heads:
            treatments = ("left_out", "kept", "counted")
        readings = []
        for base in _QUOTA_BASES:
            for rounding in _ROUNDINGS:
                for heads in treatments:
                    used, count = _used_and_base(self.tally, base, () if heads == "counted" else self.heads, heads)
                    exact = self.ratio * count
                    limit = math.floor(exact if rounding == "floor" else exact + Fraction(1, 2))
                    readings.append(QuotaReading(base, rounding, heads, used, count, limit))
        return QuotaSensitivity(self, tuple(readings))

    def explain(self, *, lang: Lang = "vi") -> str:
        """The verdict with base, ratio, rounding and clause, in a few sentences.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
            >>> print(excellent_quota(tally, on="2022-12-31", base="all_rated").explain(lang="en"))
            2022, organizations: 15 rated excellent, 20 allowed = 20% of 100 organizations rated in any tier, rounded \
down: within the quota. Chosen by the caller, not by the rule: base. Source: Hướng dẫn 21-HD/BTCTW ngày 18/10/2019, \
item II.B.1.3; secondary source.
        """
        subjects = _SUBJECTS[self.subjects].of(lang)
        group = f", {self.group}" if self.group else ""
        base = f"{_number(self.base_count, lang)} {subjects} {_QUOTA_BASES[self.base].of(lang)}"
        share = f"{_percent(self.ratio, lang)} {_Words('of', 'của').of(lang)} {base}"
        used = f"{_number(self.used, lang)} {_Words('rated excellent', 'xếp loại xuất sắc').of(lang)}"
        limit = _Words(f"{_number(self.limit, lang)} allowed", f"hạn mức {_number(self.limit, lang)}").of(lang)
        verdict = self._verdict().of(lang)
        rounding = _ROUNDINGS[self.rounding].of(lang)
        lines = [f"{self.year}, {subjects}{group}: {used}, {limit} = {share}, {rounding}: {verdict}."]
        if self.heads:
            lines.append(self._heads_words(lang))
        if words := _chosen(self.given, lang):
            lines.append(words)
        return _explained(lines, self.rule, None, self.findings, lang)

    def _verdict(self) -> _Words:
        return _Words("within the quota", "trong hạn mức") if self.within else _Words("above the quota", "vượt hạn mức")

    def _heads_words(self, lang: Lang) -> str:
        count = _number(self.heads_excluded, lang)
        return _Words(
            f"Heads who do not count: {count}, {_HEADS[self.heads_base].en} (one local guide, unverified).",
            f"Người đứng đầu không tính: {count}, {_HEADS[self.heads_base].vi} "
            "(theo một hướng dẫn địa phương, chưa kiểm chứng).",
        ).of(lang)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A small table: used, allowed, verdict, base, date and rule.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> print(excellent_quota(tally, on="2022-12-31", base="all_rated").show(lang="en"))
            Quota of the excellent 2022: organizations
            <BLANKLINE>
            Item              Value
            ────────────────  ──────────────────────────────────
            Rated excellent   10
            Allowed           10
            Verdict           ✓ within the quota
            Base              50 organizations rated in any tier
            Ratio             20%, rounded down
            Date of the rule  31 December 2022
            <BLANKLINE>
            Chosen by the caller, not by the rule: base.
            Source: Hướng dẫn 21-HD/BTCTW ngày 18/10/2019, item II.B.1.3; secondary source
        """
        subjects = _SUBJECTS[self.subjects]
        base = f"{_number(self.base_count, lang)} {subjects.of(lang)} {_QUOTA_BASES[self.base].of(lang)}"
        heads = f"{_number(self.heads_excluded, lang)}, {_HEADS[self.heads_base].of(lang)}" if self.heads else ""
        rows = [
            (en if lang == "en" else vi, value)
            for en, vi, value in (
                ("Group", "Nhóm", self.group),
                ("Rated excellent", "Xuất sắc", _number(self.used, lang)),
                ("Allowed", "Hạn mức", _number(self.limit, lang)),
                ("Verdict", "Kết luận", f"{'✓' if self.within else '▲'} {self._verdict().of(lang)}"),
                ("Base", "Cơ sở tính", base),
                ("Ratio", "Tỷ lệ tối đa", f"{_percent(self.ratio, lang)}, {_ROUNDINGS[self.rounding].of(lang)}"),
                ("Grounds", "Căn cứ", "" if self.grounds is None else _grounds(self.grounds)),
                ("Heads who do not count", "Người đứng đầu không tính", heads),
                ("Grouping", "Nhóm tính", _GROUPINGS[self.grouping].of(lang)),
                ("Date of the rule", "Ngày áp dụng", format_date(self.on, lang=lang)),
            )
            if value
        ]
        notes = _texts(self.findings, lang)
        if words := _chosen(self.given, lang):
            notes.insert(0, words)
        return _table(
            _Words(
                f"Quota of the excellent {self.year}: {subjects.en}", f"Hạn mức xuất sắc năm {self.year}: {subjects.vi}"
            ),
            _FACTS,
            rows,
            notes=notes,
            source="" if self.rule is None else self.rule.citation(lang=lang),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The quota as plain JSON values."""
        return {
            "type": "quota",
            "year": self.year,
            "subjects": self.subjects,
            "group": self.group or None,
            "on": self.on.isoformat(),
            "used": self.used,
            "limit": self.limit,
            "within": self.within,
            "base": self.base,
            "base_count": self.base_count,
            "ratio": str(self.ratio),
            "rounding": self.rounding,
            "grouping": self.grouping,
            "grounds": None if self.grounds is None else _grounds(self.grounds),
            "heads": {tier.value: count for tier, count in self.heads},
            "heads_base": self.heads_base if self.heads else None,
            "given": list(self.given),
            "tally": self.tally.as_dict(),
            "rules": [] if self.rule is None else [self.rule.id],
            "rule": _rule_dict(self.rule),
            "findings": _finding_dicts(self.findings),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The quota as JSON text."""
        return _json(self.as_dict(), indent)

    def __repr__(self) -> str:
        verdict = "within" if self.within else "exceeded"
        ratio = _percent(self.ratio, "vi")
        part = f"{ratio} of the {_grouped(self.base_count)} {self.base}"
        name = f"{self.group}, " if self.group else ""
        return (
            f"Quota({name}{self.year} {self.subjects}: {self.used} excellent, {self.limit} allowed = {part}, {verdict})"
        )

    def _repr_html_(self) -> str:
        return self.show().html


def excellent_quota(
    tally: Tally,
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    heads: Mapping[Rating, int] | None = None,
    heads_base: HeadsBase = "left_out",
    rules: RuleBook | None = None,
) -> Quota:
    """Hold the excellent of a tally against their quota (tỷ lệ xuất sắc).

    Published wordings and practice disagree about the base, and the verdict may flip with it: base, ratio, rounding
    and heads are parameters whose defaults come from the rule of the date and are shown; `Quota.sensitivity` tries
    them all. An excess is a warning, never an error. The rules ask for the quota within a group (the members of one
    grassroots organization, organizations of one kind): tally each group by itself (`Tally.by_group`,
    `quota_by_group`).

    Args:
        tally: the ratings of one group in one year.
        on: the date whose rule holds.
        base: of whom the excellent may be a part, instead of the rule's base.
        ratio: "20%" or an exact `Fraction`, instead of the rule's.
        special_ratio: the higher ratio some texts allow for outstanding results ("25%"); only with `grounds`.
        grounds: why, in words or as the paper that decides.
        rounding: of a broken limit, instead of the rule's. No central text seen says; `floor`, taken where the rule
            is silent, keeps within every reading.
        heads: the ratings of heads who do not count among the excellent of the others (one local guide, unverified).
        heads_base: whether they drop out of the base too, which that guide leaves open.
        rules: the rulebook; the shipped one unless told otherwise.

    Raises:
        RuleNotInForceError: the rulebook knows no quota on that date, and base and ratio are not both given.
        InvalidInputError: a ratio without its unit, as a float, or above 100 %; a special ratio without grounds; more
            heads of a tier than there are; a base or rounding nobody knows.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> quota = excellent_quota(tally, on="2022-12-31")
        >>> quota
        Quota(2022 organizations: 15 excellent, 16 allowed = 20% of the 80 final_good, within)
        >>> excellent_quota(tally, on="2022-12-31", base="good_or_better").limit
        19
    """
    terms = _terms(
        tally.subjects,
        on,
        base=base,
        ratio=ratio,
        special_ratio=special_ratio,
        grounds=grounds,
        rounding=rounding,
        heads=heads,
        rules=rules,
    )
    return _quota(
        tally, terms, heads=_heads(heads, tally, "heads"), heads_base=_one_of(heads_base, _HEADS, "heads_base")
    )


def _quota(
    tally: Tally, terms: _Terms, *, heads: tuple[tuple[Rating, int], ...] = (), heads_base: HeadsBase, group: str = ""
) -> Quota:
    used, base_count = _used_and_base(tally, terms.base, heads, heads_base)
    limit = terms.limit(base_count)
    subject = f"{tally.subjects}/{tally.year}{f'/{group}' if group else ''}"
    findings = [*terms.findings(subject)]
    if used > limit:
        who = _SUBJECTS[tally.subjects]
        findings.insert(
            0,
            finding(
                "quota/exceeded",
                subject,
                rule=terms.blamed(),
                group=f"{group + ', ' if group else ''}{who.en} {tally.year}",
                group_vi=f"{group + ', ' if group else ''}{who.vi} năm {tally.year}",
                used=used,
                limit=limit,
                ratio=_percent(terms.ratio, "en"),
                ratio_vi=_percent(terms.ratio, "vi"),
                base_count=base_count,
                base=f"{who.en} {_QUOTA_BASES[terms.base].en}",
                base_vi=f"{who.vi} {_QUOTA_BASES[terms.base].vi}",
            ),
        )
    return Quota(
        year=tally.year,
        subjects=tally.subjects,
        on=terms.on,
        used=used,
        limit=limit,
        base=terms.base,
        base_count=base_count,
        ratio=terms.ratio,
        rounding=terms.rounding,
        rule=terms.rule,
        grouping=terms.grouping,
        given=terms.given,
        findings=tuple(findings),
        tally=tally,
        group=group,
        grounds=terms.grounds,
        heads=heads,
        heads_base=heads_base,
    )


def _heads(heads: Mapping[Rating, int] | None, tally: Tally, where: str) -> tuple[tuple[Rating, int], ...]:
    """The ratings of heads, best first, none of them more than there are in the tally."""
    if heads is None:
        return ()
    counted = Tally(heads, year=tally.year).counts
    problems = [
        _problem(
            f"{where}['{tier.value}']",
            f"{count} heads are more than the {tally.count(tier)} of this tier",
            f"{count} người đứng đầu nhiều hơn {tally.count(tier)} của mức này",
        )
        for tier, count in _filled(counted)
        if count > tally.count(tier)
    ]
    if problems:
        raise InvalidInputError(problems)
    return tuple(_filled(counted))


def _used_and_base(
    tally: Tally, base: QuotaBase, heads: tuple[tuple[Rating, int], ...], heads_base: HeadsReading
) -> tuple[int, int]:
    """The excellent who count, and those of whom they may be a part."""
    without = dict(heads)
    used = tally.count(Rating.EXCELLENT) - without.get(Rating.EXCELLENT, 0)
    tiers = _BASE_TIERS[base]
    count = tally.count_of(tiers)
    if heads_base == "left_out":
        count -= sum(number for tier, number in heads if tier in tiers)
    return used, count


_BASE_TIERS: Final[dict[QuotaBase, frozenset[Rating]]] = {
    "final_good": frozenset({Rating.GOOD}),
    # the good before the excellent are taken from them are, in numbers, the good or better
    "good_before_excellent_is_taken": frozenset({Rating.GOOD, Rating.EXCELLENT}),
    "good_or_better": frozenset({Rating.GOOD, Rating.EXCELLENT}),
    "all_rated": frozenset(Rating),
}


def _filled(counts: Iterable[tuple[Rating, int]]) -> Iterator[tuple[Rating, int]]:
    """The tiers somebody is in."""
    return ((tier, count) for tier, count in counts if count)


def _chosen(given: Sequence[QuotaGiven], lang: Lang) -> str:
    """What the caller chose, in a sentence; empty where that is nothing."""
    if not given:
        return ""
    listed = ", ".join(_GIVEN[name].of(lang) for name in given)
    return _Words(
        f"Chosen by the caller, not by the rule: {listed}.",
        f"Do người dùng chọn, không lấy từ quy định: {listed}.",
    ).of(lang)


class _Default(NamedTuple):
    """What the rule in force says of the quota, and where it stands."""

    base: QuotaBase
    ratio: Fraction
    rounding: QuotaRounding | None
    grouping: QuotaGrouping
    base_stated: bool
    ref: RuleRef


def _quota_rule(subjects: Subjects, on: dt.date, book: RuleBook) -> _Default:
    """Read strictly: a quota borrowed from another regime would look like law."""
    value = book.at(on).value(_QUOTA_RULES[subjects])
    words = value.table
    stated = words.text("base") != "unstated"
    base = cast(
        "QuotaBase", words.text("base") if stated else "final_good"
    )  # checked below: a book may be the user's own
    grouping = cast("QuotaGrouping", words.text("grouping") if "grouping" in words else "unstated")
    rounding = cast("QuotaRounding", words.text("rounding")) if "rounding" in words else None
    return _Default(
        _one_of(base, _QUOTA_BASES, f"{value.ref.id}, base"),
        words.fraction("ratio"),
        None if rounding is None else _one_of(rounding, _ROUNDINGS, f"{value.ref.id}, rounding"),
        _one_of(grouping, _GROUPINGS, f"{value.ref.id}, grouping"),
        stated,
        value.ref,
    )


# --- does the verdict flip? -------------------------------------------------------------------------------------------

HeadsReading: TypeAlias = Literal["left_out", "kept", "counted"]
"""How heads were treated: out of the excellent and of the base, out of the excellent only, or like everybody else."""


@dataclass(frozen=True, slots=True)
class QuotaReading:
    """The same ratings under one base, rounding and treatment of heads.

    Attributes:
        base: of whom the limit is a part.
        rounding: what becomes of a broken limit.
        heads: how heads who do not count were treated.
        used: how many excellent count.
        base_count: how many are in the base.
        limit: how many excellent may be.
    """

    base: QuotaBase
    rounding: QuotaRounding
    heads: HeadsReading
    used: int
    base_count: int
    limit: int

    @property
    def within(self) -> bool:
        """Whether no more are excellent than may be."""
        return self.used <= self.limit


@dataclass(frozen=True, slots=True)
class QuotaSensitivity:
    """Whether a verdict on a quota holds under other readings. Made by `Quota.sensitivity`.

    Attributes:
        quota: the verdict as it was reckoned.
        readings: every base with every rounding, and every treatment of heads where some do not count.
    """

    quota: Quota
    readings: tuple[QuotaReading, ...]

    @property
    def flips(self) -> bool:
        """Whether any reading gives another verdict."""
        return any(reading.within is not self.quota.within for reading in self.readings)

    @property
    def flips_with_base(self) -> bool:
        """Whether another base alone gives another verdict."""
        return self._flips(lambda one: (one.rounding, one.heads))

    @property
    def flips_with_rounding(self) -> bool:
        """Whether the other rounding alone gives another verdict."""
        return self._flips(lambda one: (one.base, one.heads))

    @property
    def flips_with_heads(self) -> bool:
        """Whether another treatment of heads alone gives another verdict."""
        return self._flips(lambda one: (one.base, one.rounding))

    def _flips(self, same: Callable[[QuotaReading], tuple[str, str]]) -> bool:
        """Whether the verdict changes among the readings that agree with the quota in everything but one thing."""
        as_read = same(self._as_read)
        return any(one.within is not self.quota.within for one in self.readings if same(one) == as_read)

    @property
    def _as_read(self) -> QuotaReading:
        quota = self.quota
        heads: HeadsReading = quota.heads_base if quota.heads else "counted"
        return next(
            one for one in self.readings if (one.base, one.rounding, one.heads) == (quota.base, quota.rounding, heads)
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """`quota/verdict-depends` where the verdict flips; it names the readings under which the quota is kept."""
        if not self.flips:
            return ()
        on = [
            words
            for words, flips in (
                (_Words("the base", "cơ sở tính"), self.flips_with_base),
                (_Words("the rounding", "cách làm tròn"), self.flips_with_rounding),
                (_Words("the treatment of heads", "cách tính người đứng đầu"), self.flips_with_heads),
            )
            if flips
        ] or [_Words("several choices at once", "nhiều lựa chọn cùng lúc")]
        kept = [one for one in self.readings if one.within]
        tally = self.quota.tally
        return (
            finding(
                "quota/verdict-depends",
                f"{tally.subjects}/{tally.year}{f'/{self.quota.group}' if self.quota.group else ''}",
                rule=self.quota.rule,
                on=" and ".join(words.en for words in on),
                on_vi=" và ".join(words.vi for words in on),
                kept="; ".join(self._reading(one, "en") for one in kept),
                kept_vi="; ".join(self._reading(one, "vi") for one in kept),
            ),
        )

    def _reading(self, one: QuotaReading, lang: Lang) -> str:
        heads = f", {_HEADS_READ[one.heads].of(lang)}" if self.quota.heads else ""
        return f"{_QUOTA_BASES[one.base].of(lang)}, {_ROUNDINGS[one.rounding].of(lang)}{heads}"

    def explain(self, *, lang: Lang = "vi") -> str:
        """The verdict as reckoned, and whether it holds under the other readings."""
        said = self.quota.explain(lang=lang)
        if not self.flips:
            same = _Words(
                f"The verdict is the same under all {len(self.readings)} readings.",
                f"Kết luận như nhau theo cả {len(self.readings)} cách hiểu.",
            )
            return f"{said} {same.of(lang)}"
        return " ".join([said, *_texts(self.findings, lang)])

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table with a row for each reading; the one that was reckoned is marked.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> table = quota_sensitivity(tally, on="2022-12-31").show(lang="en")
            >>> [line.split("  ")[0] for line in str(table).splitlines() if "✓" in line]
            ['rated in any tier', 'rated in any tier']
        """
        rows: list[Sequence[str]] = []
        as_read = self._as_read
        for one in self.readings:
            mark = _Words(" (as reckoned)", " (cách đã tính)").of(lang) if one == as_read else ""
            verdict = (
                _Words("✓ within the quota", "✓ trong hạn mức")
                if one.within
                else _Words("▲ above the quota", "▲ vượt hạn mức")
            )
            heads = (_HEADS_READ[one.heads].of(lang),) if self.quota.heads else ()
            cells = (_ROUNDINGS[one.rounding].of(lang), *heads, _number(one.used, lang), _number(one.limit, lang))
            rows.append((_QUOTA_BASES[one.base].of(lang), *cells, f"{verdict.of(lang)}{mark}"))
        heads_column = (_Words("Heads", "Người đứng đầu"),) if self.quota.heads else ()
        columns = (
            _Words("Base", "Cơ sở tính"),
            _Words("Rounding", "Làm tròn"),
            *heads_column,
            _Words("Excellent", "Xuất sắc"),
            _Words("Allowed", "Hạn mức"),
            _Words("Verdict", "Kết luận"),
        )
        group = f", {self.quota.group}" if self.quota.group else ""
        subjects = _SUBJECTS[self.quota.subjects]
        return _table(
            _Words(
                f"Quota of the excellent {self.quota.year} under other readings: {subjects.en}{group}",
                f"Hạn mức xuất sắc năm {self.quota.year} theo các cách hiểu: {subjects.vi}{group}",
            ),
            columns,
            rows,
            notes=_texts(self.findings, lang),
            source="" if self.quota.rule is None else self.quota.rule.citation(lang=lang),
            words=(1, 2, len(columns) - 1) if self.quota.heads else (1, len(columns) - 1),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The view as plain JSON values."""
        return {
            "type": "quota_sensitivity",
            "quota": self.quota.as_dict(),
            "flips": self.flips,
            "flips_with": [
                name
                for name, flips in (
                    ("base", self.flips_with_base),
                    ("rounding", self.flips_with_rounding),
                    ("heads", self.flips_with_heads),
                )
                if flips
            ],
            "readings": [
                {
                    "base": one.base,
                    "rounding": one.rounding,
                    "heads": one.heads,
                    "used": one.used,
                    "base_count": one.base_count,
                    "limit": one.limit,
                    "within": one.within,
                }
                for one in self.readings
            ],
            "findings": _finding_dicts(self.findings),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The view as JSON text."""
        return _json(self.as_dict(), indent)

    def _repr_html_(self) -> str:
        return self.show().html


_HEADS_READ: Final[dict[HeadsReading, _Words]] = {
    "left_out": _Words("heads out of the base too", "không tính người đứng đầu cả trong cơ sở tính"),
    "kept": _Words("heads kept in the base", "người đứng đầu vẫn trong cơ sở tính"),
    "counted": _Words("heads counted like others", "người đứng đầu tính như mọi người"),
}


def quota_sensitivity(
    tally: Tally,
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    heads: Mapping[Rating, int] | None = None,
    heads_base: HeadsBase = "left_out",
    rules: RuleBook | None = None,
) -> QuotaSensitivity:
    """Whether the verdict of `excellent_quota` flips under another base, rounding or treatment of heads.

    Takes what `excellent_quota` takes.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> quota_sensitivity(tally, on="2022-12-31").flips
        False
    """
    return excellent_quota(
        tally,
        on=on,
        base=base,
        ratio=ratio,
        special_ratio=special_ratio,
        grounds=grounds,
        rounding=rounding,
        heads=heads,
        heads_base=heads_base,
        rules=rules,
    ).sensitivity()


# --- group by group ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuotaGroups:
    """One verdict for each group. Made by `quota_by_group`; groups are looked up by name.

    Attributes:
        quotas: in the order of the groups.
    """

    quotas: tuple[Quota, ...]

    def __getitem__(self, group: str) -> Quota:
        for quota in self.quotas:
            if quota.group == group:
                return quota
        raise KeyError(group)

    def __iter__(self) -> Iterator[Quota]:
        return iter(self.quotas)

    def __len__(self) -> int:
        return len(self.quotas)

    @property
    def within(self) -> bool:
        """Whether every group keeps its quota."""
        return not self.exceeded

    @property
    def exceeded(self) -> tuple[str, ...]:
        """The groups that do not."""
        return tuple(quota.group for quota in self.quotas if not quota.within)

    @property
    def used(self) -> int:
        """How many are excellent in all groups together."""
        return sum(quota.used for quota in self.quotas)

    @property
    def limit(self) -> int:
        """How many may be in all groups together: the sum of their limits, each rounded by itself."""
        return sum(quota.limit for quota in self.quotas)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all groups, each once."""
        return tuple(dict.fromkeys(found for quota in self.quotas for found in quota.findings))

    def explain(self, *, lang: Lang = "vi") -> str:
        """How many groups keep the quota, and a sentence for each that does not."""
        count, kept = len(self.quotas), len(self.quotas) - len(self.exceeded)
        head = _Words(f"{kept} of {count} groups are within the quota.", f"{kept}/{count} nhóm trong hạn mức.").of(lang)
        return "\n".join([head, *(quota.explain(lang=lang) for quota in self.quotas if not quota.within)])

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table with a row for each group.

        Examples:
            >>> tallies = {
            ...     "dbp-1": Tally({Rating.EXCELLENT: 4, Rating.GOOD: 20}, year=2022, subjects="members"),
            ...     "dbp-2": Tally({Rating.EXCELLENT: 5, Rating.GOOD: 20}, year=2022, subjects="members"),
            ... }
            >>> print(quota_by_group(tallies, on="2022-12-31").show(lang="en"))
            Quota of the excellent by group
            <BLANKLINE>
            Group  Excellent  Allowed  Base  Verdict
            ─────  ─────────  ───────  ────  ──────────────────
            dbp-1          4        4    20  ✓ within the quota
            dbp-2          5        4    20  ▲ above the quota
            total          9        8    40
            <BLANKLINE>
            20%, rated good, the excellent left out, rounded down.
            Source: Hướng dẫn 21-HD/BTCTW ngày 18/10/2019, item II.B.2.3
        """
        rows: list[Sequence[str]] = [
            (
                quota.group,
                _number(quota.used, lang),
                _number(quota.limit, lang),
                _number(quota.base_count, lang),
                _Words("✓ within the quota", "✓ trong hạn mức").of(lang)
                if quota.within
                else _Words("▲ above the quota", "▲ vượt hạn mức").of(lang),
            )
            for quota in self.quotas
        ]
        base = sum(quota.base_count for quota in self.quotas)
        sums = (_number(self.used, lang), _number(self.limit, lang), _number(base, lang))
        rows.append((_Words("total", "Cộng").of(lang), *sums, ""))
        rules = dict.fromkeys(quota.rule.citation(lang=lang) for quota in self.quotas if quota.rule is not None)
        ways = dict.fromkeys(
            f"{_percent(quota.ratio, lang)}, {_QUOTA_BASES[quota.base].of(lang)}, {_ROUNDINGS[quota.rounding].of(lang)}"
            for quota in self.quotas
        )
        return _table(
            _Words("Quota of the excellent by group", "Hạn mức xuất sắc theo nhóm"),
            (
                _Words("Group", "Nhóm"),
                _Words("Excellent", "Xuất sắc"),
                _Words("Allowed", "Hạn mức"),
                _Words("Base", "Cơ sở tính"),
                _Words("Verdict", "Kết luận"),
            ),
            rows,
            notes=[f"{way}." for way in ways],
            source="; ".join(rules),
            totals=(len(rows) - 1,),
            words=(4,),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The verdicts as plain JSON values."""
        return {
            "type": "quota_groups",
            "within": self.within,
            "exceeded": list(self.exceeded),
            "used": self.used,
            "limit": self.limit,
            "quotas": [quota.as_dict() for quota in self.quotas],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The verdicts as JSON text."""
        return _json(self.as_dict(), indent)

    def _repr_html_(self) -> str:
        return self.show().html


def quota_by_group(
    tallies: Mapping[str, Tally],
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    heads: Mapping[str, Mapping[Rating, int]] | None = None,
    heads_base: HeadsBase = "left_out",
    rules: RuleBook | None = None,
) -> QuotaGroups:
    """Hold the excellent of each group against its quota; the rule is read once.

    Args:
        tallies: the ratings of each group, such as `Tally.by_group` counts them in one pass.
        on: the date whose rule holds.
        base: as for `excellent_quota`.
        ratio: as for `excellent_quota`.
        special_ratio: as for `excellent_quota`, for all groups.
        grounds: as for `excellent_quota`.
        rounding: as for `excellent_quota`.
        heads: the ratings of heads who do not count, by group.
        heads_base: as for `excellent_quota`.
        rules: as for `excellent_quota`.

    Raises:
        RuleNotInForceError: the rulebook knows no quota on that date, and base and ratio are not both given.
        InvalidInputError: no group, groups of organizations and of members mixed, heads of a group there is not, and
            what `excellent_quota` refuses.

    Examples:
        >>> tallies = {
        ...     "dbp-1": Tally({Rating.EXCELLENT: 4, Rating.GOOD: 20}, year=2022, subjects="members"),
        ...     "dbp-2": Tally({Rating.EXCELLENT: 5, Rating.GOOD: 20}, year=2022, subjects="members"),
        ... }
        >>> groups = quota_by_group(tallies, on="2022-12-31")
        >>> groups.within, groups.exceeded, groups["dbp-2"].limit
        (False, ('dbp-2',), 4)
    """
    kinds = {tally.subjects for tally in tallies.values()}
    problems: list[Finding] = []
    if len(kinds) != 1:
        words = (
            ("organizations and members are mixed", "lẫn lộn tổ chức đảng và đảng viên")
            if kinds
            else ("there are none", "không có nhóm nào")
        )
        problems.append(_problem("tallies", *words))
    problems += [
        _problem(f"heads['{group}']", "there is no such group", "không có nhóm này")
        for group in heads or {}
        if group not in tallies
    ]
    if problems:
        raise InvalidInputError(problems)
    terms = _terms(
        kinds.pop(),
        on,
        base=base,
        ratio=ratio,
        special_ratio=special_ratio,
        grounds=grounds,
        rounding=rounding,
        heads=heads,
        rules=rules,
    )
    _one_of(heads_base, _HEADS, "heads_base")
    return QuotaGroups(
        tuple(
            _quota(
                tally,
                terms,
                heads=_heads((heads or {}).get(group), tally, f"heads['{group}']"),
                heads_base=heads_base,
                group=group,
            )
            for group, tally in tallies.items()
        )
    )


# --- choosing the excellent -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExcellentPlaces:
    """How many of a pool may be chosen, before anybody is. Made by `excellent_places`.

    Attributes:
        limit: the largest number that keeps the quota once it is taken out of the pool.
        pool: how many are good or better.
        rated: how many are rated in all.
        subjects: who they are.
        on: the date whose rule was read.
        base: of whom the excellent may be a part.
        ratio: the part.
        rounding: what becomes of a broken limit.
        rule: the rule that gave base or ratio; `None` where the caller gave both.
        given: what the caller chose instead of the rule.
        grounds: why a special ratio was taken.
        findings: `quota/special-ratio`, `quota/base-unstated` where they apply.
    """

    limit: int
    pool: int
    rated: int
    subjects: Subjects
    on: dt.date
    base: QuotaBase
    ratio: Fraction
    rounding: QuotaRounding
    rule: RuleRef | None
    given: tuple[QuotaGiven, ...] = ()
    grounds: str | Document | None = None
    findings: tuple[Finding, ...] = ()

    def explain(self, *, lang: Lang = "vi") -> str:
        """The number, the pool, base, ratio, rounding and clause.

        Examples:
            >>> print(excellent_places(100, on="2022-12-31", subjects="members").explain(lang="en"))
            Of 100 members rated good or better 16 may be excellent: at most 20% of those rated good, the excellent \
left out, rounded down. Source: Hướng dẫn 21-HD/BTCTW ngày 18/10/2019, item II.B.2.3.
        """
        who = _SUBJECTS[self.subjects]
        ratio, base, rounding = _percent(self.ratio, lang), _QUOTA_BASES[self.base], _ROUNDINGS[self.rounding]
        pool, limit = _number(self.pool, lang), _number(self.limit, lang)
        line = _Words(
            f"Of {pool} {who.en} rated good or better {limit} may be excellent: at most {ratio} of those {base.en}, "
            f"{rounding.en}.",
            f"Trong {pool} {who.vi} từ mức Hoàn thành tốt trở lên, tối đa {limit} được xếp loại xuất sắc: không quá "
            f"{ratio} số {base.vi}, {rounding.vi}.",
        ).of(lang)
        words = _chosen(self.given, lang)
        return _explained([line, words] if words else [line], self.rule, None, self.findings, lang)

    def as_dict(self) -> dict[str, object]:
        """The number as plain JSON values."""
        return {
            "type": "excellent_places",
            "limit": self.limit,
            "pool": self.pool,
            "rated": self.rated,
            "subjects": self.subjects,
            "on": self.on.isoformat(),
            "base": self.base,
            "ratio": str(self.ratio),
            "rounding": self.rounding,
            "given": list(self.given),
            "grounds": None if self.grounds is None else _grounds(self.grounds),
            "rules": [] if self.rule is None else [self.rule.id],
            "rule": _rule_dict(self.rule),
            "findings": _finding_dicts(self.findings),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The number as JSON text."""
        return _json(self.as_dict(), indent)


def excellent_places(
    pool: int,
    *,
    on: dt.date | str,
    subjects: Subjects = "organizations",
    rated: int | None = None,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    rules: RuleBook | None = None,
) -> ExcellentPlaces:
    """How many of those good or better may become excellent.

    Whoever is chosen leaves the tier good, so that on the base `final_good` a fifth of the tier is a sixth of the pool.

    Args:
        pool: how many are good or better before the excellent are taken from them.
        on: the date whose rule holds.
        subjects: who they are.
        rated: how many are rated in all; needed for the base `all_rated`.
        base: as for `excellent_quota`.
        ratio: as for `excellent_quota`.
        special_ratio: as for `excellent_quota`.
        grounds: as for `excellent_quota`.
        rounding: as for `excellent_quota`.
        rules: as for `excellent_quota`.

    Raises:
        RuleNotInForceError: the rulebook knows no quota on that date, and base and ratio are not both given.
        InvalidInputError: counts that are none, fewer rated than in the pool, the base `all_rated` without `rated`,
            and what `excellent_quota` refuses.

    Examples:
        >>> excellent_places(100, on="2022-12-31").limit
        16
        >>> excellent_places(100, on="2022-12-31", base="good_or_better").limit
        20
    """
    _one_of(subjects, _SUBJECTS, "subjects")
    size = _whole(pool, "pool")
    everybody = size if rated is None else _whole(rated, "rated")
    terms = _terms(
        subjects,
        on,
        base=base,
        ratio=ratio,
        special_ratio=special_ratio,
        grounds=grounds,
        rounding=rounding,
        heads=None,
        rules=rules,
    )
    if terms.base == "all_rated" and rated is None:
        raise InvalidInputError(
            [_problem("rated", "the base all_rated needs it", "cơ sở tính all_rated cần có số này")]
        )
    if everybody < size:
        reason = f"{everybody} rated are fewer than the {size} of the pool", f"{everybody} ít hơn số {size} từ mức tốt"
        raise InvalidInputError([_problem("rated", *reason)])
    if terms.base == "final_good":
        # As more are chosen the limit falls, so the last number that fits is found by halving.
        low, high = 0, size
        while low < high:
            middle = (low + high + 1) // 2
            if middle <= terms.limit(size - middle):
                low = middle
            else:
                high = middle - 1
        limit = low
    else:
        limit = min(size, terms.limit(everybody if terms.base == "all_rated" else size))
    return ExcellentPlaces(
        limit=limit,
        pool=size,
        rated=everybody,
        subjects=subjects,
        on=terms.on,
        base=terms.base,
        ratio=terms.ratio,
        rounding=terms.rounding,
        rule=terms.rule,
        given=terms.given,
        grounds=terms.grounds,
        findings=tuple(terms.findings(subjects)),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who qualifies for excellent, with its place in the ranking and what decides between equals.

    There is no field for the post held: it never decides.

    Args:
        subject: id of the organization or member.
        place: 1 for the first; candidates of one place are equal.
        over_fulfilled: how many products went beyond the plan.
        harder_tasks: how many tasks were hard.
        safety_and_quality: a figure for safety and quality, more being better.
        remediation: a figure for how well shortcomings were remedied, more being better.

    Raises:
        InvalidInputError: `rating/bad-count`: a place below 1, figures that are no whole numbers or negative.

    Examples:
        >>> Candidate("cb-1", 1, over_fulfilled=3).place
        1
    """

    subject: str
    place: int
    over_fulfilled: int | None = None
    harder_tasks: int | None = None
    safety_and_quality: int | None = None
    remediation: int | None = None

    def __post_init__(self) -> None:
        """Keep the id in NFC, and refuse what is no figure."""
        object.__setattr__(self, "subject", nfc(self.subject))
        problems: list[Finding] = []
        object.__setattr__(self, "place", _count(self.place, f"{self.subject}, place", problems))
        if not problems and not self.place:
            problems.append(_problem(f"{self.subject}, place", "the first place is 1", "thứ hạng đầu tiên là 1"))
        for name in _TIE_BREAKS:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _count(value, f"{self.subject}, {name}", problems))
        if problems:
            raise InvalidInputError(problems)

    def figure(self, criterion: TieBreak) -> int | None:
        """What it has for a criterion; `None` where that is not known."""
        found: int | None = getattr(self, criterion)
        return found


@dataclass(frozen=True, slots=True)
class TieBroken:
    """A criterion that decided between equals.

    Attributes:
        place: the place they shared.
        criterion: what decided.
        chosen: those it put first, who fitted.
        left: those it put last, who did not.
    """

    place: int
    criterion: TieBreak
    chosen: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Who fits under a quota. Made by `select_excellent`.

    Attributes:
        limit: how many places there are.
        selected: those who fit, in the order they were ranked.
        not_selected: those who do not.
        undecided: equals for whom there are places, but not for all: the competent body chooses.
        places_left: how many places the undecided compete for.
        ties_broken: the criteria that decided, in the order they were used.
        places: how the limit was reckoned; `None` where it was given as a number.
        findings: `quota/tie-undecided`.
    """

    limit: int
    selected: tuple[str, ...]
    not_selected: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    places_left: int = 0
    ties_broken: tuple[TieBroken, ...] = ()
    places: ExcellentPlaces | None = None
    findings: tuple[Finding, ...] = ()

    def explain(self, *, lang: Lang = "vi") -> str:
        """How many fit, which criteria decided between equals, and who is left undecided.

        Examples:
            >>> equals = [Candidate("b", 2, over_fulfilled=4), Candidate("c", 2, over_fulfilled=1)]
            >>> candidates = [Candidate("a", 1), *equals]
            >>> print(select_excellent(candidates, 2).explain(lang="en"))
            2 of 3 candidates fit into 2 places. Place 2: more products over plan put b before c (from one local \
guide, unverified; never by post).
        """
        count = len(self.selected) + len(self.not_selected) + len(self.undecided)
        lines = [
            _Words(
                f"{len(self.selected)} of {count} candidates fit into {self.limit} places.",
                f"{len(self.selected)}/{count} đối tượng nằm trong {self.limit} suất.",
            ).of(lang)
        ]
        for tie in self.ties_broken:
            criterion = _TIE_BREAKS[tie.criterion]
            chosen, left = ", ".join(tie.chosen), ", ".join(tie.left)
            lines.append(
                _Words(
                    f"Place {tie.place}: {criterion.en} put {chosen or 'some'} before {left or 'others'} "
                    "(from one local guide, unverified; never by post).",
                    f"Thứ hạng {tie.place}: xét {criterion.vi}, {chosen or 'một số'} xếp trước {left or 'số còn lại'} "
                    "(theo một hướng dẫn địa phương, chưa kiểm chứng; không xét chức vụ).",
                ).of(lang)
            )
        if self.places is not None:
            lines.append(self.places.explain(lang=lang))
        return " ".join([*lines, *_texts(self.findings, lang)])

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of the candidates with the outcome of each."""
        outcomes = (
            (self.selected, _Words("✓ fits", "✓ trong hạn mức")),
            (self.undecided, _Words("? undecided", "? chưa phân định")),
            (self.not_selected, _Words("▲ beyond the quota", "▲ ngoài hạn mức")),
        )
        rows = [(subject, words.of(lang)) for subjects, words in outcomes for subject in subjects]
        heads = (_Words("Candidate", "Đối tượng"), _Words("Outcome", "Kết quả"))
        title = _Words(f"Candidates for {self.limit} places", f"Đối tượng xét cho {self.limit} suất")
        return _table(title, heads, rows, notes=[self.explain(lang=lang)], words=(1,), lang=lang)

    def as_dict(self) -> dict[str, object]:
        """The selection as plain JSON values."""
        return {
            "type": "selection",
            "limit": self.limit,
            "selected": list(self.selected),
            "not_selected": list(self.not_selected),
            "undecided": list(self.undecided),
            "places_left": self.places_left,
            "ties_broken": [
                {"place": tie.place, "criterion": tie.criterion, "chosen": list(tie.chosen), "left": list(tie.left)}
                for tie in self.ties_broken
            ],
            "places": None if self.places is None else self.places.as_dict(),
            "rules": [] if self.places is None or self.places.rule is None else [self.places.rule.id],
            "findings": _finding_dicts(self.findings),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The selection as JSON text."""
        return _json(self.as_dict(), indent)

    def _repr_html_(self) -> str:
        return self.show().html


def select_excellent(
    candidates: Iterable[Candidate],
    places: int | ExcellentPlaces,
    *,
    tie_breaks: Sequence[TieBreak] = get_args(TieBreak),
) -> Selection:
    """Say who of ranked candidates fits under the quota.

    Equals who straddle the limit are told apart by the criteria, one after the other. A criterion that is not known of
    all of them stops that, because a later one may not overtake it: who is then still equal is left undecided.

    Args:
        candidates: those who qualify, in any order.
        places: how many there are; `excellent_places` reckons them.
        tie_breaks: what decides between equals, first criterion first; empty for nothing.

    Raises:
        InvalidInputError: `rating/bad-count`: a candidate named twice, places that are no number; a criterion nobody
            knows.

    Examples:
        >>> candidates = [Candidate("a", 1), Candidate("b", 2, over_fulfilled=4), Candidate("c", 2, over_fulfilled=1)]
        >>> select_excellent(candidates, 2).selected
        ('a', 'b')
        >>> result = select_excellent([Candidate("a", 1), Candidate("b", 1)], 1)
        >>> result.undecided, [found.code for found in result.findings]
        (('a', 'b'), ['quota/tie-undecided'])
    """
    pool = sorted(candidates, key=lambda one: one.place)
    for criterion in tie_breaks:
        _one_of(criterion, _TIE_BREAKS, "tie_breaks")
    times = Counter(one.subject for one in pool)
    problems = [_problem(key, "it is named twice", "được nêu hai lần") for key, count in times.items() if count > 1]
    limit = places.limit if isinstance(places, ExcellentPlaces) else _count(places, "places", problems)
    if problems:
        raise InvalidInputError(problems)
    reckoned = places if isinstance(places, ExcellentPlaces) else None
    earlier = reckoned.findings if reckoned is not None else ()
    order = [one.subject for one in pool]
    if len(pool) <= limit or not limit:
        return Selection(limit, tuple(order[:limit]), tuple(order[limit:]), places=reckoned, findings=earlier)
    if pool[limit - 1].place != pool[limit].place:
        return Selection(limit, tuple(order[:limit]), tuple(order[limit:]), places=reckoned, findings=earlier)

    place = pool[limit].place
    first = [one for one in pool if one.place < place]
    tied = [one for one in pool if one.place == place]
    last = [one for one in pool if one.place > place]
    broken: list[TieBroken] = []
    reason = _Words("no criterion tells them apart", "không tiêu chí nào phân định được")
    for criterion in tie_breaks:
        figures = {one.subject: one.figure(criterion) for one in tied}
        if None in figures.values():
            unknown = ", ".join(subject for subject, figure in figures.items() if figure is None)
            name = _TIE_BREAKS[criterion]
            reason = _Words(f"'{name.en}' is not known of {unknown}", f"chưa có số liệu '{name.vi}' của {unknown}")
            break
        ranked = sorted(tied, key=lambda one: -(figures[one.subject] or 0))
        left = limit - len(first)
        edge = figures[ranked[left - 1].subject] or 0
        ahead = [one for one in ranked if (figures[one.subject] or 0) > edge]
        level = [one for one in ranked if figures[one.subject] == edge]
        behind = [one for one in ranked if (figures[one.subject] or 0) < edge]
        if len(ahead) + len(level) == left:
            ahead, level = ahead + level, []
        if ahead or behind:
            broken.append(TieBroken(place, criterion, _subjects(ahead), _subjects(behind)))
        first, tied, last = first + ahead, level, behind + last
        if not tied:
            break
    left = limit - len(first)
    findings = list(earlier)
    if tied:
        findings.append(
            finding(
                "quota/tie-undecided",
                ", ".join(_subjects(tied)),
                count=len(tied),
                places=left,
                reason=reason.en,
                reason_vi=reason.vi,
            )
        )
    return Selection(
        limit,
        _subjects(first),
        _subjects(last),
        undecided=_subjects(tied),
        places_left=left,
        ties_broken=tuple(broken),
        places=reckoned,
        findings=tuple(findings),
    )


def _subjects(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(one.subject for one in candidates)


# --- small change -----------------------------------------------------------------------------------------------------


def _problem(where: str, reason: str, reason_vi: str) -> Finding:
    return finding("rating/bad-count", where, reason=reason, reason_vi=reason_vi)


def _refused(where: str, reason: _Words, remedy: _Words) -> InvalidInputError:
    return InvalidInputError(
        [
            finding(
                "input/bad-figure", where, reason=reason.en, reason_vi=reason.vi, remedy=remedy.en, remedy_vi=remedy.vi
            )
        ]
    )


def _count(value: object, where: str, problems: list[Finding]) -> int:
    """A count as an int, numpy's included; what is none is added to the problems and counts as 0."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        kind = type(value).__name__
        problems.append(_problem(where, f"a {kind} is not a count", f"kiểu {kind} không phải là số đếm"))
        return 0
    count = operator.index(value)
    if count < 0:
        problems.append(_problem(where, f"{count} is negative", f"{count} là số âm"))
        return 0
    return count


def _whole(value: object, where: str) -> int:
    """A count, or an error."""
    problems: list[Finding] = []
    count = _count(value, where, problems)
    if problems:
        raise InvalidInputError(problems)
    return count


def _one_of(value: _Key, choices: Mapping[_Key, _Words], where: str) -> _Key:
    if value in choices:
        return value
    known = ", ".join(repr(choice) for choice in choices)
    raise _refused(
        where,
        _Words(f"{value!r} is not known", f"không có lựa chọn {value!r}"),
        _Words(f"Choose one of {known}.", f"Chọn một trong {known}."),
    )


def _name(value: str, where: str) -> str:
    name = nfc(value)
    if not name:
        raise _refused(
            where,
            _Words("the name is empty", "tên trống"),
            _Words("Say what it is about.", "Ghi tên nội dung."),
        )
    return name


def _proportion(value: object, where: str) -> Fraction:
    """A part of a whole, from "85%" or as it is: never from a bare number, whose unit nobody can know."""
    if isinstance(value, str):
        proportion = percentage(value)
    elif isinstance(value, Fraction):
        proportion = value
    else:
        kind = type(value).__name__
        raise _refused(
            where,
            _Words(
                f"a {kind} has no unit and may be inexact", f"kiểu {kind} không có đơn vị và có thể không chính xác"
            ),
            _Words('Write "85%", or Fraction(85, 100).', 'Ghi "85%", hoặc Fraction(85, 100).'),
        )
    if not 0 <= proportion <= 1:
        shown = _percent(proportion, "en"), _percent(proportion, "vi")
        raise _refused(
            where,
            _Words(f"{shown[0]} is not a part of a whole", f"{shown[1]} không phải là một phần của tổng số"),
            _Words("Give a percentage from 0% to 100%.", "Ghi tỷ lệ từ 0% đến 100%."),
        )
    return proportion


def _year_end(year: int) -> dt.date:
    """The day a yearly rating is dated."""
    return dt.date(year, 12, 31)


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _percent(part: Fraction, lang: Lang) -> str:
    """A percentage as rules and targets print it: with the decimals it needs, at most four."""
    percent = part * 100
    decimals = next((places for places in range(4) if (percent * 10**places).denominator == 1), 4)
    return f"{format_number(percent, decimals=decimals, lang=lang)}%"


def _places(of: int) -> int:
    """Decimals of a share: where one person is less than a tenth of a point, one decimal would hide people."""
    return 1 if of <= 1000 else 2  # noqa: PLR2004 - said above


def _verdict(answer: bool | None, yes: _Words, no: _Words, lang: Lang) -> str:  # noqa: FBT001 - an answer, no switch
    return "" if answer is None else (yes if answer else no).of(lang)


def _or_better(tier: Rating | None, lang: Lang) -> str:
    return "" if tier is None else _Words(f"{tier.gloss} or better", f"{tier.label} trở lên").of(lang)


def _number(value: int, lang: Lang) -> str:
    return format_number(value, lang=lang)


def _json(values: Mapping[str, object], indent: int | None) -> str:
    import json

    return json.dumps(values, ensure_ascii=False, indent=indent)


def _rule_dict(rule: RuleRef | None) -> dict[str, object] | None:
    if rule is None:
        return None
    return {
        "id": rule.id,
        "document": rule.document.citation,
        "article": rule.article,
        "confidence": rule.confidence.value,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": None if rule.valid_to is None else rule.valid_to.isoformat(),
        "place": rule.scope or None,
    }


def _finding_dicts(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "subject": found.subject,
            "facts": dict(found.facts),
            "rule": None if found.rule is None else found.rule.id,
        }
        for found in findings
    ]


def _source(rule: RuleRef | None, source: Document | None, lang: Lang) -> str:
    if rule is not None:
        return rule.citation(lang=lang)
    return "" if source is None else source.citation


def _explained(
    lines: Iterable[str], rule: RuleRef | None, source: Document | None, findings: Iterable[Finding], lang: Lang
) -> str:
    """Sentences, the source they rest on, and the findings."""
    cited = _source(rule, source, lang)
    basis = [f"{_Words('Source', 'Căn cứ').of(lang)}: {cited}."] if cited else []
    return " ".join([*lines, *basis, *_texts(findings, lang)])


def _texts(findings: Iterable[Finding], lang: Lang) -> list[str]:
    return [found.text(lang=lang) for found in findings]


def _table(
    title: _Words,
    heads: tuple[_Words, ...],
    rows: Sequence[Sequence[str]],
    *,
    notes: Sequence[str],
    lang: Lang,
    source: str = "",
    totals: Sequence[int] = (),
    words: Sequence[int] = (),
) -> Drawing:
    """Draw a table; its first column, those of facts and those told to hold words stand to the left."""
    from dangbo.render import Column, draw_table
    from dangbo.render import Table as Drawn

    left = {0, *words}
    columns = [
        Column(head.of(lang), "left" if head in _FACTS or i in left else "right") for i, head in enumerate(heads)
    ]
    table = Drawn(title.of(lang), columns, rows, notes=notes, source=source, totals=totals)
    return draw_table(table, lang=lang)
