"""Yearly ratings, and how they stand against targets and quotas.

Review, assessment and rating (kiểm điểm, đánh giá, xếp loại) end in one tier a year for every organization and every
member. What becomes of those tiers is counted here:

```
RatingRecord  one subject, one year: a tier, or why there is none
     | Tally.of(records, hierarchy, ...)          or typed in from published counts
Tally         on the books = exempt + not yet rated + rated (excellent + good + completed + not completed)
     | compare(tally, target)                     | excellent_quota(tally, on=...)
Comparison    share, excess in points, met,      Quota   used, limit and verdict, with the base they hold for
              how many were needed
```

Three terms settle most quarrels about such figures:

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
import math
import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self, SupportsIndex, TypeAlias, TypeVar, cast

from dangbo.errors import InvalidInputError, TermError
from dangbo.figures import Points, Ratio, Share, percentage
from dangbo.findings import Document, Finding, Lang, RuleRef, finding
from dangbo.rules import RuleBook
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
_GIVEN: Final[dict[Literal["base", "ratio"], _Words]] = {
    "base": _Words("base", "cơ sở tính"),
    "ratio": _Words("ratio", "tỷ lệ"),
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


# --- targets ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, init=False)
class Target:
    """What a plan asks for (chỉ tiêu): at least so many percent in a tier or better.

    Args:
        name: what it is about; it is looked up by this in a `Scheme`.
        at_least: the percentage with its sign, "85%", or an exact `Fraction`. A bare "85" is refused.
        tier: this tier or better; `None` says that the source does not state the tier.
        base: over whom the source counts.
        source: the paper that sets it.
        years: first and last year it is set for.

    Raises:
        InvalidInputError: `input/bad-figure`: no unit, a float, below 0 % or above 100 %, a blank name, years in the
            wrong order.

    Examples:
        >>> Target("grassroots rated good or better", at_least="85%", tier=Rating.GOOD).at_least
        Fraction(17, 20)
    """

    name: str
    at_least: Fraction
    tier: Rating | None
    base: Base
    source: Document | None
    years: tuple[int, int] | None

    def __init__(
        self,
        name: str,
        *,
        at_least: str | Fraction,
        tier: Rating | None,
        base: Base = "rated",
        source: Document | None = None,
        years: tuple[int, int] | None = None,
    ) -> None:
        object.__setattr__(self, "name", _name(name, "name"))
        object.__setattr__(self, "at_least", _proportion(at_least, "at_least"))
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


@dataclass(frozen=True, slots=True, init=False)
class Scheme:
    """A paper that sets targets (đề án, nghị quyết), and its targets by name.

    Args:
        name: what people call it.
        source: the paper; targets that name no source of their own take it.
        targets: in the order of the paper.

    Raises:
        InvalidInputError: `input/bad-figure`: a blank name, two targets of one name.

    Examples:
        >>> paper = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
        >>> scheme = Scheme("Đề án 03", source=paper, targets=[Target("TCCSĐ", at_least="85%", tier=Rating.GOOD)])
        >>> scheme["TCCSĐ"].source.number
        '03-ĐA/TU'
        >>> [target.name for target in scheme]
        ['TCCSĐ']
    """

    name: str
    source: Document
    targets: tuple[Target, ...]

    def __init__(self, name: str, *, source: Document, targets: Iterable[Target]) -> None:
        kept = tuple(target if target.source is not None else replace(target, source=source) for target in targets)
        names = [target.name for target in kept]
        for name_ in names:
            if names.count(name_) > 1:
                raise _refused(
                    f"targets['{name_}']",
                    _Words("two targets have this name", "hai chỉ tiêu trùng tên"),
                    _Words("Give every target a name of its own.", "Đặt cho mỗi chỉ tiêu một tên riêng."),
                )
        object.__setattr__(self, "name", _name(name, "name"))
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "targets", kept)

    def __getitem__(self, name: str) -> Target:
        wanted = nfc(name)
        for target in self.targets:
            if target.name == wanted:
                return target
        names = [target.name for target in self.targets]
        raise TermError(f"target of {self.name}", name, nearest(name, names) or names)

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets)

    def __len__(self) -> int:
        return len(self.targets)


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
        year: the year of the tally; `None` for a share.
        required: the smallest count that meets the target on this base.
        findings: why the comparison may be one of unlike things.
    """

    target: Target
    share: Share | None
    count: int | None
    of: int
    tier: Rating | None
    base: Base
    year: int | None
    required: int
    findings: tuple[Finding, ...] = ()

    @property
    def excess(self) -> Points | None:
        """Percentage points above the target (điểm phần trăm); negative when short."""
        return None if self.share is None else Points.between(self.share, self.target.at_least)

    @property
    def met(self) -> bool | None:
        """Whether the target is met, exactly, however the share prints."""
        return None if self.share is None else self.share.fraction >= self.target.at_least

    @property
    def surplus(self) -> int | None:
        """How many more than required; negative when short, `None` where nothing could be counted."""
        return None if self.count is None else self.count - self.required

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
            Verdict     met
            Required    85
            To spare    10
            Base        those rated
            Date        31 December 2022
        """
        places = _places(self.of)
        tier = _or_better(self.tier, lang)
        share = "" if self.share is None else f" = {self.share.text(decimals=places, lang=lang)}"
        count = "" if self.count is None else f"{_number(self.count, lang)} / {_number(self.of, lang)}{share}"
        excess = "" if self.excess is None else self.excess.text(decimals=places, lang=lang)
        surplus = "" if self.surplus is None else _number(self.surplus, lang)
        on = None if self.share is None else self.share.on
        rows = [
            (en if lang == "en" else vi, value)
            for en, vi, value in (
                ("Counted", "Mức được đếm", tier),
                ("Reached", "Đạt được", count),
                ("Target", "Chỉ tiêu", f"{_Words('at least', 'từ').of(lang)} {_percent(self.target.at_least, lang)}"),
                ("Difference", "Chênh lệch", excess),
                ("Verdict", "Kết luận", _verdict(self.met, _Words("met", "đạt"), _Words("not met", "không đạt"), lang)),
                ("Required", "Số cần đạt", _number(self.required, lang)),
                ("To spare", "Dư (thiếu)", surplus),
                ("Base", "Cơ sở tính", _BASES[self.base].of(lang)),
                ("Date", "Thời điểm", "" if on is None else format_date(on, lang=lang)),
            )
            if value
        ]
        source = "" if self.target.source is None else self.target.source.citation
        title = _Words(f"Target: {self.target.name}", f"Chỉ tiêu: {self.target.name}")
        return _table(title, _FACTS, rows, notes=_texts(self.findings, lang), source=source, lang=lang)

    def __repr__(self) -> str:
        reached = "nothing counted" if self.share is None else f"{self.share!r}"
        target = f"target {_percent(self.target.at_least, 'vi')}"
        verdict = _verdict(self.met, _Words("met", ""), _Words("not met", ""), "en")
        excess = "" if self.excess is None else f"{self.excess!r}"
        parts = [reached, target, excess, verdict, *(found.code for found in self.findings)]
        return f"Comparison({self.target.name!r}: {', '.join(part for part in parts if part)})"

    def _repr_html_(self) -> str:
        return self.show().html


def compare(
    reached: Tally | Share, target: Target, *, tier: Rating | None = None, base: Base | None = None
) -> Comparison:
    """Hold a tally, or a share somebody else counted, against a target.

    Unlike things are compared, because reports do, and every difference is a finding: `target/tier-unstated`,
    `target/tier-differs`, `target/base-differs`, `target/outside-years`.

    Args:
        reached: the ratings of a year, or a share.
        target: what was asked for.
        tier: count this tier or better instead of the target's; for a share, what it counts. Needed to count a tally
            against a target whose source states no tier.
        base: count over these instead of the target's base; for a share, what it is over.

    Returns:
        The comparison. Over an empty base, share, excess and verdict are `None` and nobody is required.

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
    counted = tier if tier is not None or isinstance(reached, Share) else target.tier
    over = target.base if base is None else _one_of(base, _BASES, "base")
    count: int | None
    share: Share | None
    if isinstance(reached, Share):
        share, count, of, year = reached, reached.count, reached.of, None
    else:
        of, year = reached._over(over), reached.year  # noqa: SLF001 - a tally and its comparison are one thought
        count = None if counted is None else reached.at_least(counted)
        share = None if counted is None else reached.share_at_least(counted, base=over)
    return Comparison(
        target=target,
        share=share,
        count=count,
        of=of,
        tier=counted,
        base=over,
        year=year,
        required=math.ceil(target.at_least * of),
        findings=tuple(_unlike(target, counted, over, year, given=isinstance(reached, Share))),
    )


def _unlike(target: Target, tier: Rating | None, base: Base, year: int | None, *, given: bool) -> Iterator[Finding]:
    """What differs between a target and what was counted for it; `given` is a share somebody else counted."""
    if target.tier is None:
        silent = _Words("its source does not state its tier", "nguồn không nêu mức xếp loại")
        if given:
            did = _Words("the share was taken as it is", "tỷ lệ được lấy nguyên như đã cho")
        elif tier is not None:
            did = _Words(
                f"'{tier.gloss}' or better was counted because the caller asked",
                f"đã đếm mức '{tier.label}' trở lên theo yêu cầu của người dùng",
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
    elif tier is None:
        yield _tier_unstated(
            target,
            _Words(
                f"it is about '{target.tier.gloss}' or better, and the share given does not say which tier it counts",
                f"nói về mức '{target.tier.label}' trở lên, còn tỷ lệ đưa vào không cho biết đếm mức nào",
            ),
            _Words("Say what the share counts, with tier=.", "Nêu tỷ lệ đếm mức nào bằng tier=."),
        )
    elif tier is not target.tier:
        yield finding(
            "target/tier-differs",
            target.name,
            target_tier=target.tier.gloss,
            target_tier_vi=target.tier.label,
            tier=tier.gloss,
            tier_vi=tier.label,
        )
    if base != target.base:
        yield finding(
            "target/base-differs",
            target.name,
            target_base=_BASES[target.base].en,
            target_base_vi=_BASES[target.base].vi,
            base=_BASES[base].en,
            base_vi=_BASES[base].vi,
        )
    if year is not None and target.years is not None and not target.years[0] <= year <= target.years[1]:
        yield finding("target/outside-years", target.name, first=target.years[0], last=target.years[1], year=year)


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


@dataclass(frozen=True, slots=True)
class Quota:
    """How many may be rated excellent, how many are, and on which base that holds. Made by `excellent_quota`.

    Attributes:
        year: the year of the tally.
        subjects: who is counted.
        on: the date whose rule was read.
        used: how many are rated excellent.
        limit: how many may be.
        base: of whom the limit is a part.
        base_count: how many those are.
        ratio: the part.
        rounding: what became of a broken limit.
        rule: the rule that gave base or ratio; `None` where the caller gave both.
        grouping: within whom the rule asks for it; the tally is to be of one such group.
        given: which of base and ratio the caller gave.
        findings: `quota/exceeded`, a warning, where more are excellent than may be. It cites the rule only where base
            and ratio are the rule's own.
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
    given: tuple[Literal["base", "ratio"], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def within(self) -> bool:
        """Whether no more are excellent than may be, on this base."""
        return self.used <= self.limit

    @property
    def used_ratio(self) -> Ratio | None:
        """The excellent against the base, as reports print it; `None` over an empty base.

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> excellent_quota(tally, on="2022-12-31", base="final_good").used_ratio.text()
            '27,0%'
        """
        return Ratio(self.used, of=self.base_count) if self.base_count else None

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
            Verdict           within the quota
            Base              50 organizations rated in any tier
            Ratio             20%, rounded down
            Date of the rule  31 December 2022
            <BLANKLINE>
            Chosen by the caller, not by the rule: base.
            Source: Hướng dẫn 21-HD/BTCTW ngày 18/10/2019, item II.B.1.3; secondary source
        """
        subjects = _SUBJECTS[self.subjects]
        base = f"{_number(self.base_count, lang)} {subjects.of(lang)} {_QUOTA_BASES[self.base].of(lang)}"
        within = _verdict(
            self.within, _Words("within the quota", "trong hạn mức"), _Words("above the quota", "vượt hạn mức"), lang
        )
        rows = [
            (en if lang == "en" else vi, value)
            for en, vi, value in (
                ("Rated excellent", "Xuất sắc", _number(self.used, lang)),
                ("Allowed", "Hạn mức", _number(self.limit, lang)),
                ("Verdict", "Kết luận", within),
                ("Base", "Cơ sở tính", base),
                ("Ratio", "Tỷ lệ tối đa", f"{_percent(self.ratio, lang)}, {_ROUNDINGS[self.rounding].of(lang)}"),
                ("Group", "Nhóm tính", _GROUPINGS[self.grouping].of(lang)),
                ("Date of the rule", "Ngày áp dụng", format_date(self.on, lang=lang)),
            )
            if value
        ]
        notes = _texts(self.findings, lang)
        if self.given:
            given = ", ".join(_GIVEN[name].of(lang) for name in self.given)
            note = _Words(
                f"Chosen by the caller, not by the rule: {given}.",
                f"Do người dùng chọn, không lấy từ quy định: {given}.",
            )
            notes.insert(0, note.of(lang))
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

    def __repr__(self) -> str:
        verdict = "within" if self.within else "exceeded"
        ratio = _percent(self.ratio, "vi")
        part = f"{ratio} of the {_grouped(self.base_count)} {self.base}"
        return f"Quota({self.year} {self.subjects}: {self.used} excellent, {self.limit} allowed = {part}, {verdict})"

    def _repr_html_(self) -> str:
        return self.show().html


def excellent_quota(
    tally: Tally,
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    rounding: QuotaRounding = "floor",
    rules: RuleBook | None = None,
) -> Quota:
    """Hold the excellent of a tally against their quota (tỷ lệ xuất sắc).

    Published wordings and practice disagree about the base, and the verdict may flip with it: base, ratio and rounding
    are parameters whose defaults are cited. An excess is a warning, never an error. The rules ask for the quota within
    a group (the members of one grassroots organization, organizations of one kind): tally each group by itself
    (`Tally.of(..., under=...)`).

    Args:
        tally: the ratings of one group in one year.
        on: the date whose rule holds.
        base: of whom the excellent may be a part, instead of the rule's base.
        ratio: "20%" or an exact `Fraction`, instead of the rule's.
        rounding: of a broken limit. No central text seen says; `floor` keeps within every reading.
        rules: the rulebook; the shipped one unless told otherwise.

    Raises:
        RuleNotInForceError: the rulebook knows no quota on that date, and base and ratio are not both given.
        InvalidInputError: a ratio without its unit, as a float, or above 100 %; a base or rounding nobody knows.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> quota = excellent_quota(tally, on="2022-12-31")
        >>> quota
        Quota(2022 organizations: 15 excellent, 16 allowed = 20% of the 80 final_good, within)
        >>> excellent_quota(tally, on="2022-12-31", base="good_or_better").limit
        19
    """
    day = parse_date(on, where="on")
    _one_of(rounding, _ROUNDINGS, "rounding")
    used_base = None if base is None else _one_of(base, _QUOTA_BASES, "base")
    used_ratio = None if ratio is None else _proportion(ratio, "ratio")
    choices: tuple[tuple[Literal["base", "ratio"], object], ...] = (("base", base), ("ratio", ratio))
    given = tuple(name for name, choice in choices if choice is not None)
    rule: RuleRef | None = None
    grouping: QuotaGrouping = "unstated"
    if used_base is None or used_ratio is None:
        default = _quota_rule(tally.subjects, day, RuleBook.default() if rules is None else rules)
        used_base = default.base if used_base is None else used_base
        used_ratio = default.ratio if used_ratio is None else used_ratio
        rule, grouping = default.ref, default.grouping

    used = tally.count(Rating.EXCELLENT)
    base_count = _quota_base(tally, used_base)
    exact = used_ratio * base_count
    limit = math.floor(exact if rounding == "floor" else exact + Fraction(1, 2))
    findings: tuple[Finding, ...] = ()
    if used > limit:
        group = _SUBJECTS[tally.subjects]
        findings = (
            finding(
                "quota/exceeded",
                f"{tally.subjects}/{tally.year}",
                rule=None if given else rule,
                group=f"{group.en} {tally.year}",
                group_vi=f"{group.vi} năm {tally.year}",
                used=used,
                limit=limit,
                ratio=_percent(used_ratio, "en"),
                ratio_vi=_percent(used_ratio, "vi"),
                base_count=base_count,
                base=f"{group.en} {_QUOTA_BASES[used_base].en}",
                base_vi=f"{group.vi} {_QUOTA_BASES[used_base].vi}",
            ),
        )
    return Quota(
        year=tally.year,
        subjects=tally.subjects,
        on=day,
        used=used,
        limit=limit,
        base=used_base,
        base_count=base_count,
        ratio=used_ratio,
        rounding=rounding,
        rule=rule,
        grouping=grouping,
        given=given,
        findings=findings,
    )


def _quota_base(tally: Tally, base: QuotaBase) -> int:
    if base == "final_good":
        return tally.count(Rating.GOOD)
    if base == "all_rated":
        return tally.rated
    # the good before the excellent are taken from them are, in numbers, the good or better
    return tally.at_least(Rating.GOOD)


class _Default(NamedTuple):
    """What the rule in force says of the quota, and where it stands."""

    base: QuotaBase
    ratio: Fraction
    grouping: QuotaGrouping
    ref: RuleRef


def _quota_rule(subjects: Subjects, on: dt.date, book: RuleBook) -> _Default:
    """Read strictly: a quota borrowed from another regime would look like law."""
    value = book.at(on).value(_QUOTA_RULES[subjects])
    words = value.table
    base = cast("QuotaBase", words.text("base"))  # checked in the next line: a rulebook may be the user's own
    grouping = cast("QuotaGrouping", words.text("grouping") if "grouping" in words else "unstated")
    return _Default(
        _one_of(base, _QUOTA_BASES, f"{value.ref.id}, base"),
        words.fraction("ratio"),
        _one_of(grouping, _GROUPINGS, f"{value.ref.id}, grouping"),
        value.ref,
    )


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
) -> Drawing:
    from dangbo.render import Column, Table, draw_table

    columns = [Column(head.of(lang), "left" if head in _FACTS or not i else "right") for i, head in enumerate(heads)]
    table = Table(title.of(lang), columns, rows, notes=notes, source=source, totals=totals)
    return draw_table(table, lang=lang)
