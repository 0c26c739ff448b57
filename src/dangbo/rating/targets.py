"""What a plan asks for (chỉ tiêu), and the counts it comes to.

```
Indicator     what is measured: Counted over Counted, and which way is good
     | indicator.target(bound, years=)
Target        a bound for it, its source and years
     | required_count(target, of)    allowed_count(target, of)
```

A paper that sets several of them is a `Scheme` (`schemes`); how a figure stands to one is told by `comparison`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.citations import Document, RuleRef
from dangbo.base.clauses import FORMS as CLAUSE_FORMS
from dangbo.base.documents import ReadFormat
from dangbo.base.envelope import PaperDocument, RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, shown_value
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of, in_percent
from dangbo.base.json_records import JsonSchema, Path, ReadForm, Reading, ReadRecords, Shape
from dangbo.base.reading import (
    bad_figure,
    proportion,
    read_choice,
    read_name,
    read_term,
    read_tier,
    read_tiers,
    whole_count,
)
from dangbo.base.records import RecordType, instance_of
from dangbo.base.results import cited, percent_text
from dangbo.base.terms import Level, Rating
from dangbo.base.text import UnreadableError, count_of
from dangbo.base.titles import TITLES as CLAUSE_TITLES
from dangbo.base.told import Part, ReadDocument
from dangbo.base.words import Words
from dangbo.evaluation import BASE_WORDS, SUBJECT_WORDS, Base, Subjects, Tally
from dangbo.render.tabled import Tabled
from dangbo.tree.titles import TITLES as TREE_TITLES

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = ["Counted", "Direction", "Indicator", "Moment", "Target", "allowed_count", "required_count"]


Direction: TypeAlias = Literal["at_least", "above", "at_most", "within"]
"""Which way a target points: from a bound on, strictly above it, up to it, or between two bounds (both count)."""


Moment: TypeAlias = Literal["year_start", "year_end", "during_year", "unstated"]
"""When something is counted; `unstated` where the source does not say."""


MOMENTS: Final[dict[Moment, Words]] = {
    "year_start": Words(en="at the start of the year", vi="đầu năm"),
    "year_end": Words(en="at the end of the year", vi="cuối năm"),
    "during_year": Words(en="in the course of the year", vi="trong năm"),
    "unstated": Words(en="date not stated in the source", vi="nguồn không nêu thời điểm"),
}


BOUND_WORDS: Final[dict[Direction, Words]] = {
    "at_least": Words(en="at least", vi="từ"),
    "above": Words(en="above", vi="trên"),
    "at_most": Words(en="at most", vi="không quá"),
    "within": Words(en="from", vi="từ"),
}


class _OfTarget(Part):
    """A record that stands inside targets."""

    __slots__ = ()

    @classmethod
    def _records(cls) -> ReadRecords:
        return _FORMAT.records


@dataclass(frozen=True, slots=True)
class Counted(_OfTarget, metaclass=RecordType):
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
        read_choice(self.moment, MOMENTS, "moment")
        if self.base is not None:
            read_choice(self.base, BASE_WORDS, "base")

    def text(self, *, lang: Lang = "vi") -> str:
        """What is counted, of whom and when."""
        moment = "" if self.moment == "unstated" else f" ({MOMENTS[self.moment].text(lang=lang)})"
        return f"{self.words.text(lang=lang)}{moment}"


@dataclass(frozen=True, slots=True)
class Indicator(_OfTarget, metaclass=RecordType):
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
        >>> from dangbo.rating.comparison import compare
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
        read_choice(self.direction, BOUND_WORDS, "direction")
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
        over = BASE_WORDS[read_choice(base, BASE_WORDS, "base")]
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
            raise no_ratings(self.name.en)
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
            tier=lowest_of(self.numerator.tiers),
            base=self.denominator.base or "rated",
            source=source,
            years=years,
            indicator=self,
            rule=rule,
        )


def lowest_of(tiers: Iterable[Rating]) -> Rating | None:
    """The tier a set of tiers begins with, where it holds everything above it too."""
    wanted = set(tiers)
    lowest = min(wanted, default=None)
    return lowest if lowest is not None and wanted == {tier for tier in Rating if tier >= lowest} else None


def no_ratings(name: str) -> InvalidInputError:
    """The error for counting ratings by a target or an indicator that does not count them."""
    return bad_figure(
        name,
        Words(en="it does not count ratings", vi="chỉ tiêu này không đếm kết quả xếp loại"),
        Words(
            en="Count it elsewhere and compare the Share.", vi="Đếm từ nguồn khác rồi so sánh tỷ lệ đó với chỉ tiêu."
        ),
    )


class CountedDocument(TypedDict):
    """What a numerator or a denominator counts: the tiers by code, empty where it counts no ratings."""

    words: WordsDocument
    tiers: list[str]
    base: Base | None
    moment: Moment


class IndicatorDocument(TypedDict):
    """What is measured, and which way is good."""

    name: WordsDocument
    numerator: CountedDocument
    denominator: CountedDocument
    direction: Direction


class TargetFields(TypedDict):
    """What a plan asks for; bounds are exact parts of the whole, such as "17/20" for 85 %.

    "tier" says this tier or better; "tiers" are those that count, by the tier or by the indicator.
    """

    name: str
    direction: Direction
    lower: str | None
    upper: str | None
    tier: str | None
    tiers: list[str] | None
    base: Base | None
    subjects: Subjects | None
    level: str | None
    years: list[int] | None
    source: PaperDocument | None
    rule: RuleDocument | None
    indicator: IndicatorDocument | None


class ToldTarget(TargetFields):
    """A target as results tell it, whole; where it is read, what is null may be left out."""

    schema: Literal["dangbo/target"]
    version: Literal[1]


@dataclass(frozen=True, slots=True, init=False)
class Target(ReadDocument, Tabled, Framed, metaclass=RecordType):
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
        subjects: whose ratings it is about, organizations or members; `None` where nobody has said.
        level: only organizations of this level, or members of such, or its label; `None` for all.

    Raises:
        InvalidInputError: `input/bad-figure`: no unit, a float, below 0 % or above 100 %, a blank name, no bound or
            several, a tier or level nobody knows, a band or years that are no pair or in the wrong order.

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
    subjects: Subjects | None
    level: Level | None

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
        subjects: Subjects | None = None,
        level: Level | str | None = None,
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
        object.__setattr__(self, "base", read_choice(base, BASE_WORDS, "base"))
        object.__setattr__(self, "source", None if source is None else instance_of(Document, source, "source"))
        named = None if indicator is None else instance_of(Indicator, indicator, "indicator")
        object.__setattr__(self, "indicator", named)
        object.__setattr__(self, "rule", None if rule is None else instance_of(RuleRef, rule, "rule"))
        whose = None if subjects is None else read_choice(subjects, SUBJECT_WORDS, "subjects")
        object.__setattr__(self, "subjects", whose)
        object.__setattr__(self, "level", None if level is None else read_term(Level, level, "level"))

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
        return None if self.tier is None else or_above(self.tier)

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
        words = f"{BOUND_WORDS[self.direction].text(lang=lang)} {percent_text(cast('Fraction', bound), lang=lang)}"
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

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            [self],
            ("target", "text", lambda one: one.name),
            ("lower_percent", "number", lambda one: in_percent(one.lower)),
            ("upper_percent", "number", lambda one: in_percent(one.upper)),
            ("tier", "term"),
            ("base", "text"),
            ("subjects", "text"),
            ("level", "term"),
            ("first_year", "count", lambda one: None if one.years is None else one.years[0]),
            ("last_year", "count", lambda one: None if one.years is None else one.years[1]),
            ("rule", "text", lambda one: None if one.rule is None else one.rule.id),
            ("source", "text", lambda one: None if one.source is None else one.source.citation),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table: the bound, what is counted over whom, the years and the source.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> print(Target("good or better", at_least="85%", tier=Rating.GOOD, years=(2021, 2025)).show(lang="en"))
            Target: good or better
            <BLANKLINE>
            Item           Value
            ─────────────  ─────────────────────────────
            Target         at least 85%
            Tiers counted  task completed well or better
            Base           those rated
            Years          2021 - 2025
        """
        from dangbo.render import FACT_HEADS, words_table

        counted, base = or_better(self.tier).text(lang=lang), BASE_WORDS[self.base].text(lang=lang)
        if self.indicator is not None:
            counted = counted or self.indicator.numerator.text(lang=lang)
            base = base if self.counts_ratings else self.indicator.denominator.text(lang=lang)
        unstated = Words(en="not stated in the source", vi="nguồn không nêu").text(lang=lang)
        rows = [
            (head.text(lang=lang), value)
            for head, value in (
                (Words(en="Target", vi="Chỉ tiêu"), self.text(lang=lang)),
                (Words(en="Tiers counted", vi="Mức được đếm"), counted or unstated),
                (Words(en="Base", vi="Cơ sở tính"), base),
                (Words(en="Of", vi="Đối tượng"), self._whose(lang)),
                (Words(en="Years", vi="Các năm"), "" if self.years is None else f"{self.years[0]} - {self.years[1]}"),
            )
            if value
        ]
        title = Words(en=f"Target: {self.name}", vi=f"Chỉ tiêu: {self.name}")
        source = cited(self.rule, self.source, lang=lang)
        return words_table(title, FACT_HEADS, rows, source=source, words=(1,), lang=lang)

    def _whose(self, lang: Lang) -> str:
        """Whose ratings it is about, and of which level."""
        whose = [] if self.subjects is None else [SUBJECT_WORDS[self.subjects]]
        level = [] if self.level is None else [Words(vi=self.level.label, en=self.level.gloss)]
        return ", ".join(words.text(lang=lang) for words in (*whose, *level))

    def as_dict(self) -> ToldTarget:
        """The target as plain JSON values.

        Where one is read, a bound is an exact part of the whole, "17/20", or a percentage with its sign, "85%", and the
        tiers must be those of the tier or the indicator.

        Examples:
            >>> values = {"schema": "dangbo/target", "version": 1, "name": "TCCSĐ", "direction": "above"}
            >>> target = Target.from_dict(values | {"lower": "90%", "tier": "good", "years": [2025, 2030]})
            >>> target.text(), Target.from_json(target.to_json()) == target
            ('trên 90%', True)
        """
        return {"schema": "dangbo/target", "version": 1, **fields_of(self)}

    @classmethod
    def _format(cls) -> ReadFormat[Target]:
        return _FORMAT

    @classmethod
    def _definition(cls) -> str:
        """Its document, told apart from its fields as they stand in a scheme."""
        return f"{cls.__name__}Document"


def _years(years: object) -> tuple[int, int]:
    """First and last year, in this order."""
    pair = tuple(years) if isinstance(years, (tuple, list)) else ()
    first, last = (_year_or_none(year) for year in pair) if len(pair) == 2 else (None, None)  # noqa: PLR2004 - a pair
    if first is None or last is None:
        year = _year_or_none(pair[0] if pair else years) or 2025
        shown = shown_value(years)
        raise bad_figure(
            "years",
            Words(en=f"{shown.en} is not a first and a last year", vi=f"{shown.vi} không phải là năm đầu và năm cuối"),
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


def or_above(tier: Rating) -> frozenset[Rating]:
    """A tier and all above it."""
    return frozenset(each for each in Rating if each >= tier)


def or_better(tier: Rating | None) -> Words:
    """A tier or better, in words; empty for none."""
    return Words(
        en="" if tier is None else f"{tier.gloss} or better", vi="" if tier is None else f"{tier.label} trở lên"
    )


# --- targets as documents ---------------------------------------------------------------------------------------------


def fields_of(target: Target) -> TargetFields:
    """A target as plain JSON values, as a scheme has it."""
    one = target.indicator
    plain_default = target.base == "rated" and not target.counts_ratings
    return {
        "name": target.name,
        "direction": target.direction,
        "lower": None if target.lower is None else str(target.lower),
        "upper": None if target.upper is None else str(target.upper),
        "tier": None if target.tier is None else target.tier.value,
        "tiers": None if target.tiers is None else _codes(target.tiers),
        "base": None if plain_default else target.base,
        "subjects": target.subjects,
        "level": None if target.level is None else target.level.value,
        "years": None if target.years is None else list(target.years),
        "source": None if target.source is None else target.source.as_dict(),
        "rule": None if target.rule is None else target.rule.as_dict(),
        "indicator": None
        if one is None
        else {
            "name": one.name.as_dict(),
            "numerator": _counted(one.numerator),
            "denominator": _counted(one.denominator),
            "direction": one.direction,
        },
    }


def _counted(counted: Counted) -> CountedDocument:
    return {
        "words": counted.words.as_dict(),
        "tiers": _codes(counted.tiers),
        "base": counted.base,
        "moment": counted.moment,
    }


def _codes(tiers: Iterable[Rating]) -> list[str]:
    wanted = frozenset(tiers)
    return [tier.value for tier in Rating if tier in wanted]


class _Bound(Shape):
    """An exact part of a whole, or a percentage with its sign; never a bare number above 1, whose unit nobody knows."""

    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        text = str(value).strip()
        if not _BOUND.fullmatch(text):
            return reading.bad(at, _NO_BOUND)
        try:
            return proportion(text if text.endswith("%") else Fraction(text), "bound")
        except ZeroDivisionError:
            return reading.bad(at, _NO_BOUND)
        except InvalidInputError as error:
            reason = dict(error.findings[0].facts).get("reason")
            return reading.bad(at, reason if isinstance(reason, Words) else _NO_BOUND)

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        return {"type": "string", "pattern": f"^{_BOUND.pattern}$"}


_BOUND: Final = re.compile(r"[0-9]{1,20}/[0-9]{1,20}|[01](?:[.][0-9]{1,20})?|[0-9]{1,3}(?:[.,][0-9]{1,20})? ?%")
_NO_BOUND: Final = Words(
    vi='không phải tỷ lệ viết thành văn bản, như "85%" hoặc "17/20"',
    en='it is no part of a whole as text, such as "85%" or "17/20"',
)


class TargetRecords(ReadRecords):
    """How targets, and the schemes they stand in, are read."""

    def own_shape(self, hint: object) -> Shape | None:
        """Bounds are parts of a whole, and may have their sign."""
        return _Bound() if hint is Fraction else None


def _refused(field: str, reason: Words) -> Finding:
    return finding("input/bad-value", field, field=field, reason=reason)


@dataclass(frozen=True, slots=True)
class _CountedForm(ReadForm):
    words: Words
    tiers: tuple[Rating, ...] = ()
    base: Base | None = None
    moment: Moment = "unstated"

    def made(self) -> Counted:
        return Counted(self.words, frozenset(self.tiers), self.base, self.moment)


@dataclass(frozen=True, slots=True)
class _TargetForm(ReadForm):
    name: str
    direction: Direction
    lower: Fraction | None = None
    upper: Fraction | None = None
    tier: Rating | None = None
    tiers: tuple[Rating, ...] | None = None
    base: Base | None = None
    subjects: Subjects | None = None
    level: Level | None = None
    years: tuple[int, int] | None = None
    source: Document | None = None
    rule: RuleRef | None = None
    indicator: Indicator | None = None

    def made(self) -> Target:
        """The target, where its bounds fit its direction and its tiers are those of its tier or indicator."""
        problems = list(self._misfits())
        tier = self.tier
        if tier is None and self.tiers and self.indicator is None and (tier := lowest_of(self.tiers)) is None:
            problems.append(
                _refused(
                    "tiers",
                    Words(
                        vi="không phải một mức trở lên; ghi chỉ tiêu đếm các mức này",
                        en="they are no tier or better; say the indicator that counts them",
                    ),
                )
            )
        if problems:
            raise InvalidInputError(problems)
        lower, upper = self.lower, self.upper
        target = Target(
            self.name,
            at_least=lower if self.direction == "at_least" else None,
            above=lower if self.direction == "above" else None,
            at_most=upper if self.direction == "at_most" else None,
            within=(lower, upper) if lower is not None and upper is not None else None,
            tier=tier,
            base=self.base or "rated",
            source=self.source,
            years=self.years,
            indicator=self.indicator,
            rule=self.rule,
            subjects=self.subjects,
            level=self.level,
        )
        if self.tiers is not None and target.tiers != frozenset(self.tiers):
            reason = Words(
                vi="không phải các mức của 'tier' hoặc của chỉ tiêu", en="they are not those of 'tier' or the indicator"
            )
            raise InvalidInputError([_refused("tiers", reason)])
        return target

    def _misfits(self) -> Iterator[Finding]:
        bounds = _BOUNDS[self.direction]
        for field in ("lower", "upper"):
            given = getattr(self, field) is not None
            if field in bounds and not given:
                yield finding("input/missing-field", field, field=field)
            elif given and field not in bounds:
                words = BOUND_WORDS[self.direction]
                yield _refused(
                    field,
                    Words(
                        vi=f"chỉ tiêu '{words.vi}' không có cận này",
                        en=f"a target with the direction '{self.direction}' has no such bound",
                    ),
                )


_BOUNDS: Final[dict[Direction, tuple[str, ...]]] = {
    "at_least": ("lower",),
    "above": ("lower",),
    "at_most": ("upper",),
    "within": ("lower", "upper"),
}
FORMS: Final[dict[type[Any], type[ReadForm]]] = {**CLAUSE_FORMS, Counted: _CountedForm, Target: _TargetForm}
TARGET_TITLES: Final = {
    **TREE_TITLES,
    **CLAUSE_TITLES,
    "Target": Words(vi="Chỉ tiêu", en="Target"),
    "Indicator": Words(vi="Chỉ số", en="Indicator"),
    "Counted": Words(vi="Đối tượng đếm", en="What is counted"),
    ".direction": Words(vi="Chiều", en="Direction"),
    ".lower": Words(vi="Cận dưới", en="Lower bound"),
    ".upper": Words(vi="Cận trên", en="Upper bound"),
    ".tier": Words(vi="Mức xếp loại này trở lên", en="This tier or better"),
    ".tiers": Words(vi="Các mức được đếm", en="Tiers that count"),
    ".base": Words(vi="Cơ sở tính", en="Base"),
    ".subjects": Words(vi="Đối tượng", en="Whose ratings"),
    ".years": Words(vi="Năm đầu và năm cuối", en="First and last year"),
    ".source": Words(vi="Văn bản nêu chỉ tiêu", en="Paper that sets it"),
    ".rule": Words(vi="Điều khoản được dẫn", en="Clause that is cited"),
    ".indicator": Words(vi="Chỉ số", en="Indicator"),
    ".numerator": Words(vi="Tử số", en="Numerator"),
    ".denominator": Words(vi="Mẫu số", en="Denominator"),
    ".words": Words(vi="Bằng lời", en="In words"),
    ".moment": Words(vi="Thời điểm tính", en="When it is counted"),
}
_FORMAT: Final = ReadFormat(
    "target", 1, Target, Words(vi="chỉ tiêu", en="the target"), TargetRecords(TARGET_TITLES, forms=FORMS)
)
