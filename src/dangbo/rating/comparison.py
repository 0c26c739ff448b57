"""How figures stand to their targets: one figure (`compare`), or a row of years (`compare_years`).

Nothing compares unlike things in silence: a target whose tier its source does not state, another tier, another base,
another year are findings of the comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.citations import Confidence, RuleRef
from dangbo.base.envelope import FindingDocument, OneOf, RuleDocument, ShareDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Points, Share
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of, in_percent
from dangbo.base.reading import bad_count, read_choice, read_tier, read_year
from dangbo.base.records import instance_of, instances_of
from dangbo.base.results import cited, explained, finding_texts, of_another_time, share_decimals
from dangbo.base.terms import Rating
from dangbo.base.text import format_date, format_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.evaluation import BASE_WORDS, SUBJECT_WORDS, Base, Tally
from dangbo.rating.targets import (
    Target,
    ToldTarget,
    allowed_count,
    lowest_of,
    no_ratings,
    or_above,
    or_better,
    required_count,
)
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = ["Comparison", "Standing", "YearByYear", "compare", "compare_years"]


Standing: TypeAlias = Literal["met", "not_met", "above_band"]
"""How a figure stands to its target. Whether a figure above a band (5 % of "3-4 %") meets it, no source says."""


STANDINGS: Final[dict[Standing, Words]] = {
    "met": Words(en="✓ met", vi="✓ đạt"),
    "not_met": Words(en="▲ not met", vi="▲ không đạt"),
    "above_band": Words(en="? above the band", vi="? trên khoảng chỉ tiêu"),
}


class ComparisonDocument(TypedDict):
    """A figure against its target; the excess in percentage points is exact text, the tier its code."""

    schema: Literal["dangbo/comparison"]
    version: Literal[1]
    target: ToldTarget
    year: int | None
    count: int | None
    of: int
    share: ShareDocument | None
    excess_points: str | None
    standing: Standing | None
    met: bool | None
    required: int | None
    allowed: int | None
    surplus: int | None
    tier: Annotated[str, OneOf(Rating)] | None
    base: Base
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class Comparison(Documented, Tabled, Framed):
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
    findings: Findings = field(default_factory=Findings)
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
            over = f" ({BASE_WORDS[self.base].text(lang=lang)})" if target.counts_ratings else ""
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
            lines = [f"{target.name}{year}: {facts}: {STANDINGS[self.standing].text(lang=lang)[2:]}."]
        if self.required is not None:
            lines.append(
                f"{Words(en='Required', vi='Số cần đạt').text(lang=lang)}: {format_number(self.required, lang=lang)}."
            )
        return explained(lines, target.rule, target.source, self.findings, lang=lang)

    def _frame(self) -> list[FrameColumn]:
        return _compared([self])

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table: figure, target, difference, what was needed, and every finding in full.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

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
        from dangbo.render import FACT_HEADS, Cell, day_cell, number_cell, share_cell, words_table

        places = share_decimals(self.of)
        target = self.target
        counted = or_better(self.tier).text(lang=lang)
        if not counted and target.indicator is not None:
            counted = target.indicator.numerator.text(lang=lang)
        base = BASE_WORDS[self.base].text(lang=lang)
        if target.indicator is not None and not target.counts_ratings:
            base = target.indicator.denominator.text(lang=lang)
        share = "" if self.share is None else f" = {self.share.text(decimals=places, lang=lang)}"
        count = (
            ""
            if self.count is None
            else Cell(
                self.share or (self.count, self.of),
                f"{format_number(self.count, lang=lang)} / {format_number(self.of, lang=lang)}{share}",
            )
        )
        excess = "" if self.excess is None else share_cell(self.excess, decimals=places, lang=lang)
        surplus = "" if self.surplus is None else number_cell(self.surplus, lang=lang)
        on = None if self.share is None else self.share.on
        rows = [
            (words.text(lang=lang), value)
            for words, value in (
                (Words(en="Counted", vi="Được đếm"), counted),
                (Words(en="Reached", vi="Đã đạt"), count),
                (Words(en="Target", vi="Chỉ tiêu"), target.text(lang=lang)),
                (Words(en="Difference", vi="Chênh lệch"), excess),
                (
                    Words(en="Verdict", vi="Kết luận"),
                    "" if self.standing is None else STANDINGS[self.standing].text(lang=lang),
                ),
                (
                    Words(en="Required", vi="Số cần đạt"),
                    "" if self.required is None else number_cell(self.required, lang=lang),
                ),
                (
                    Words(en="Allowed", vi="Tối đa"),
                    "" if self.allowed is None else number_cell(self.allowed, lang=lang),
                ),
                (Words(en="To spare", vi="Dư (thiếu)"), surplus),
                (Words(en="Base", vi="Cơ sở tính"), base),
                (Words(en="Date", vi="Thời điểm"), "" if on is None else day_cell(on, lang=lang)),
            )
            if value
        ]
        title = Words(en=f"Target: {target.name}", vi=f"Chỉ tiêu: {target.name}")
        source = cited(target.rule, target.source, lang=lang)
        notes = finding_texts(self.findings, lang=lang)
        return words_table(title, FACT_HEADS, rows, notes=notes, source=source, words=(1,), lang=lang)

    def as_dict(self) -> ComparisonDocument:
        """The comparison as plain JSON values."""
        return {
            "schema": "dangbo/comparison",
            "version": 1,
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
        }

    def __repr__(self) -> str:
        reached = "nothing counted" if self.share is None else f"{self.share!r}"
        bound = self.target.short()
        verdict = "" if self.standing is None else STANDINGS[self.standing].en[2:]
        excess = "" if self.excess is None else f"{self.excess!r}"
        parts = [reached, f"target {bound}", excess, verdict, *(found.code for found in self.findings)]
        return f"Comparison({self.target.name!r}: {', '.join(part for part in parts if part)})"


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
    `target/tier-differs`, `target/base-differs`, `target/subjects-differ` (a tally of organizations against a target
    for members), `target/outside-years`, `figure/other-date` for a share dated in
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
    over = target.base if base is None else read_choice(base, BASE_WORDS, "base")
    year = None if year is None else read_year(year)
    dated = reached.on.year if isinstance(reached, Share) and reached.on is not None else None
    year_of = reached.year if isinstance(reached, Tally) else dated if year is None else year
    tiers = target.tiers if tier is None else or_above(read_tier(tier, "tier", year=year_of))
    count: int | None
    share: Share | None
    if isinstance(reached, Share):
        share, count, of = reached, reached.count, reached.of
        tiers = None if tier is None else tiers
    elif not target.counts_ratings:
        raise no_ratings(target.name)
    else:
        of = reached._over(over)  # noqa: SLF001 - a tally and its comparison are one thought
        count = None if tiers is None else reached.count_of(tiers)
        share = None if count is None else reached._share(count, over)  # noqa: SLF001 - the same
    year = year_of
    findings = list(_unlike(target, tiers, over, year, given=isinstance(reached, Share)))
    if isinstance(reached, Tally) and target.subjects is not None and reached.subjects != target.subjects:
        whose, counted = SUBJECT_WORDS[target.subjects], SUBJECT_WORDS[reached.subjects]
        findings.append(finding("target/subjects-differ", target.name, target_subjects=whose, subjects=counted))
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
        tier=None if tiers is None else lowest_of(tiers),
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
                share=Words(vi=share.text(), en=share.text(lang="en")),
                band=Words(vi=target.text(), en=target.text(lang="en")),
            )
        )
    return replace(result, findings=Findings(findings))


def _compared(results: Iterable[Comparison]) -> list[FrameColumn]:
    """Comparisons as columns, a row for each; bounds in per cent."""
    return columns_of(
        results,
        ("target", "text", lambda one: one.target.name),
        ("year", "count"),
        ("share", "share"),
        ("lower_percent", "number", lambda one: in_percent(one.target.lower)),
        ("upper_percent", "number", lambda one: in_percent(one.target.upper)),
        ("excess_points", "number", lambda one: one.excess),
        ("standing", "text"),
        ("met", "yes/no"),
        ("required", "count"),
        ("allowed", "count"),
        ("surplus", "count"),
        ("tier", "term"),
        ("base", "text"),
        ("on", "day", lambda one: None if one.share is None else one.share.on),
    )


def _in_force_in(rule: RuleRef, year: int) -> bool:
    """Whether a rule is in force on some day of a year."""
    return rule.valid_from.year <= year and (rule.valid_to is None or year <= rule.valid_to.year)


def _validity(rule: RuleRef, lang: Lang) -> str:
    first = Words(en="from", vi="từ").text(lang=lang) + f" {format_date(rule.valid_from, lang=lang)}"
    if rule.valid_to is None:
        return first
    return f"{first} {Words(en='to', vi='đến').text(lang=lang)} {format_date(rule.valid_to, lang=lang)}"


class YearByYearDocument(TypedDict):
    """A figure against its target in each of several years; the change to the year before in points, as exact text."""

    schema: Literal["dangbo/year-by-year"]
    version: Literal[1]
    met_every_year: bool | None
    years: list[ComparisonDocument]
    change_points: list[str | None]


@dataclass(frozen=True, slots=True)
class YearByYear(Documented, Tabled, Framed):
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
    def findings(self) -> Findings:
        """The findings of every year, each once."""
        return Findings(dict.fromkeys(found for result in self.years for found in result.findings))

    def explain(self, *, lang: Lang = "vi") -> str:
        """One line a year."""
        return "\n".join(result.explain(lang=lang) for result in self.years)

    def _frame(self) -> list[FrameColumn]:
        return [*_compared(self.years), FrameColumn("change_points", "number", self.changes)]

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table with a row a year: figure, target, difference, change against the year before, verdict.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
            >>> years = [
            ...     Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021),
            ...     Tally({Rating.GOOD: 95, Rating.COMPLETED: 5}, year=2022),
            ... ]
            >>> print(compare_years(years, target).show(lang="en"))
            Year by year: good or better
            <BLANKLINE>
            Year  Figure  Share  Target                     Difference
            ────  ──────  ─────  ────────────  ───────────────────────
            2021   91/98  92.9%  at least 85%   +7.9 percentage points
            2022  95/100  95.0%  at least 85%  +10.0 percentage points
            <BLANKLINE>
            Year                  Change  Verdict
            ────  ──────────────────────  ───────
            2021                          ✓ met
            2022  +2.1 percentage points  ✓ met
        """
        from dangbo.render import Cell, share_cell, words_table

        rows = []
        for result, change in zip(self.years, self.changes, strict=True):
            places = share_decimals(result.of)
            share = result.share
            rows.append(
                (
                    Cell(result.year, str(result.year)),
                    ""
                    if share is None
                    else Cell(share, f"{format_number(share.count, lang=lang)}/{format_number(share.of, lang=lang)}"),
                    "" if share is None else share_cell(share, decimals=places, lang=lang),
                    result.target.text(lang=lang),
                    "" if result.excess is None else share_cell(result.excess, decimals=places, lang=lang),
                    "" if change is None else share_cell(change, decimals=places, lang=lang),
                    "" if result.standing is None else STANDINGS[result.standing].text(lang=lang),
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

    def as_dict(self) -> YearByYearDocument:
        """The series as plain JSON values."""
        changes = [None if change is None else str(change.value) for change in self.changes]
        return {
            "schema": "dangbo/year-by-year",
            "version": 1,
            "met_every_year": self.met_every_year,
            "years": [result.as_dict() for result in self.years],
            "change_points": changes,
        }


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
        bad_count(f"figures of {year}", Words(vi="ghi hai lần", en="it is given twice"))
        for year, n in times.items()
        if n > 1
    ]
    if not pairs:
        problems.append(bad_count("figures", Words(vi="không có số liệu nào", en="there are none")))
    if not choices:
        problems.append(bad_count("targets", Words(vi="không có chỉ tiêu nào", en="there are none")))
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
        yield finding("target/base-differs", target.name, target_base=BASE_WORDS[target.base], base=BASE_WORDS[base])
    if year is not None and target.years is not None and not target.includes(year):
        yield finding("target/outside-years", target.name, first=target.years[0], last=target.years[1], year=year)


def _unlike_tiers(target: Target, tiers: frozenset[Rating] | None, *, given: bool) -> Iterator[Finding]:
    if target.tiers is None:
        silent = Words(en="its source does not state its tier", vi="nguồn không nêu mức xếp loại")
        if given:
            did = Words(en="the share was taken as it is", vi="tỷ lệ được lấy nguyên như đã cho")
        elif tiers is not None:
            asked = _tiers(tiers)
            did = Words(
                en=f"{asked.en} was counted because the caller asked",
                vi=f"đã đếm mức {asked.vi} theo yêu cầu của người dùng",
            )
        else:
            did = Words(en="nothing was counted; name a tier to count", vi="chưa đếm được; nêu mức xếp loại để đếm")
        yield _tier_unstated(
            target,
            Words(en=f"{silent.en}; {did.en}", vi=f"{silent.vi}; {did.vi}"),
            Words(
                en="Find the tier in the source before calling the target met.",
                vi="Tra lại mức trong nguồn trước khi kết luận đạt chỉ tiêu.",
            ),
        )
    elif tiers is None:
        wanted = _tiers(target.tiers)
        yield _tier_unstated(
            target,
            Words(
                en=f"it is about {wanted.en}, and the share given does not say which tier it counts",
                vi=f"nói về mức {wanted.vi}, còn tỷ lệ đưa vào không cho biết đếm mức nào",
            ),
            Words(en="Say which tier the share counts.", vi="Nêu tỷ lệ đó đếm mức nào."),
        )
    elif tiers != target.tiers:
        yield finding("target/tier-differs", target.name, target_tier=_tiers(target.tiers), tier=_tiers(tiers))


def _tiers(tiers: frozenset[Rating]) -> Words:
    """A set of tiers in words: 'task completed well' or better; or one by one."""
    lowest = lowest_of(tiers)
    if lowest is not None:
        return Words(en=f"'{lowest.gloss}' or better", vi=f"'{lowest.label}' trở lên")
    named = [tier for tier in Rating if tier in tiers]
    return Words(
        en=" or ".join(f"'{tier.gloss}'" for tier in named), vi=" hoặc ".join(f"'{tier.label}'" for tier in named)
    )


def _tier_unstated(target: Target, reason: Words, remedy: Words) -> Finding:
    return finding("target/tier-unstated", target.name, reason=reason, remedy=remedy)
