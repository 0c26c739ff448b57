"""The quota of the excellent: how many may be, and whether the verdict holds under other readings.

Those rated excellent may be no more than a part (one fifth, usually) of some others; of whom, texts and practice do not
agree. Nothing here is a float, and every number says for which base, ratio and rounding it holds.

```
Tally ── excellent_quota(tally, on=...) ──── Quota           used, limit and verdict, with the base they hold for
             │                                 └── .sensitivity(), quota_sensitivity ── QuotaSensitivity: does it flip?
             └── quota_by_group(tallies, on=...) ── QuotaGroups     each group by itself, as the rules ask
```

How many places there are before anybody is rated, and who of the ranked fits, is the business of `places`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.collection import ById
from dangbo.base.envelope import FindingDocument, PaperDocument, RuleDocument
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.figures import Ratio
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of, in_percent
from dangbo.base.reading import bad_count, bad_figure, proportion, read_choice
from dangbo.base.records import instance_of, items_of
from dangbo.base.results import explained, finding_texts, of_another_time, percent_text
from dangbo.base.terms import Form, Level, Rating, kind_words, no_such
from dangbo.base.text import format_date, format_number, lower_first, nfc, parse_date, spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.evaluation import SUBJECT_WORDS, Subjects, Tally, TallyDocument
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = [
    "HeadsBase",
    "HeadsReading",
    "Quota",
    "QuotaBase",
    "QuotaGiven",
    "QuotaGrouping",
    "QuotaGroups",
    "QuotaReading",
    "QuotaRounding",
    "QuotaSensitivity",
    "excellent_quota",
    "quota_by_group",
    "quota_sensitivity",
]


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


QUOTA_BASES: Final[dict[QuotaBase, Words]] = {
    "final_good": Words(
        en="rated good, the excellent left out",
        vi="được xếp loại Hoàn thành tốt nhiệm vụ, không tính số xuất sắc",
    ),
    "good_before_excellent_is_taken": Words(
        en="rated good before the excellent are taken out of them",
        vi="được xếp loại Hoàn thành tốt nhiệm vụ trước khi chọn số xuất sắc",
    ),
    "good_or_better": Words(
        en="rated good or better",
        vi="được xếp loại Hoàn thành tốt nhiệm vụ trở lên",
    ),
    "all_rated": Words(en="rated in any tier", vi="được xếp loại ở mọi mức"),
}
ROUNDINGS: Final[dict[QuotaRounding, Words]] = {
    "floor": Words(en="rounded down", vi="làm tròn xuống"),
    "half_up": Words(en="one half and more rounded up", vi="từ 0,5 làm tròn lên"),
}
GROUPINGS: Final[dict[QuotaGrouping, Words]] = {
    "within_grassroots_organization": Words(
        en="within each grassroots organization", vi="trong từng tổ chức cơ sở đảng"
    ),
    "similar_role_function_task": Words(
        en="within each group of similar role, function and task",
        vi="trong từng nhóm có vị trí, chức năng, nhiệm vụ tương đồng",
    ),
    "unstated": NO_WORDS,
}
_GIVEN: Final[dict[QuotaGiven, Words]] = {
    "base": Words(en="base", vi="cơ sở tính"),
    "ratio": Words(en="ratio", vi="tỷ lệ"),
    "special_ratio": Words(en="special ratio", vi="tỷ lệ đặc biệt"),
    "rounding": Words(en="rounding", vi="cách làm tròn"),
    "heads": Words(en="heads left out", vi="không tính người đứng đầu"),
}
_HEADS: Final[dict[HeadsBase, Words]] = {
    "left_out": Words(en="left out of the base too", vi="không tính cả trong cơ sở tính"),
    "kept": Words(en="kept in the base", vi="vẫn tính trong cơ sở tính"),
}
_QUOTA_RULES: Final[dict[Subjects, str]] = {
    "organizations": "excellent-quota-organizations",
    "members": "excellent-quota-members",
}


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

    def findings(self, subject: str, who: Words, year: int | None = None) -> Iterator[Finding]:
        """What to read before the number is used; `year` is the one of the figures it is held against."""
        if year is not None and year != self.on.year and self.rule is not None:
            day = Words(
                en=f"the rules of {format_date(self.on, lang='en')}", vi=f"quy định ngày {format_date(self.on)}"
            )
            yield of_another_time(subject, who, Words(en=f"ratings of {year}", vi=f"kết quả xếp loại năm {year}"), day)
        if self.rule is not None and self.rule.confidence is Confidence.UNVERIFIED:
            yield finding("quota/unverified-rule", subject, rule=self.rule, who=who)
        if self.rule is not None and not self.base_stated and "base" not in self.given:
            yield finding(
                "quota/base-unstated",
                self.rule.id,
                rule=self.rule,
                ratio=_percent(self.ratio),
                base=QUOTA_BASES[self.base],
            )
        if self.grounds is not None:
            yield finding(
                "quota/special-ratio",
                subject,
                who=who,
                ratio=_percent(self.ratio),
                grounds=grounds_text(self.grounds),
            )


def _percent(part: Fraction) -> Words:
    return Words(vi=percent_text(part, lang="vi"), en=percent_text(part, lang="en"))


def quota_terms(
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
        read_choice(rounding, ROUNDINGS, "rounding")
    used_base = None if base is None else read_choice(base, QUOTA_BASES, "base")
    used_ratio = None if ratio is None else proportion(ratio, "ratio")
    if special_ratio is not None:
        used_ratio = _special(special_ratio, ratio, grounds)
    elif grounds is not None:
        raise bad_figure(
            "grounds",
            Words(
                en="there is no special ratio they could be the grounds of",
                vi="không có tỷ lệ đặc biệt nào để nêu căn cứ",
            ),
            Words(
                en='Say special_ratio="25%", or leave the grounds out.',
                vi="Ghi tỷ lệ đặc biệt, ví dụ 25%, hoặc bỏ căn cứ.",
            ),
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
        default = _quota_rule(subjects, day, book_of(rules))
        used_base = default.base if used_base is None else used_base
        used_ratio = default.ratio if used_ratio is None else used_ratio
        rule, grouping, stated = default.ref, default.grouping, default.base_stated
        rounding = default.rounding if rounding is None else rounding
    return _Terms(day, used_base, used_ratio, rounding or "floor", rule, grouping, given, grounds, stated)


def _special(special: str | Fraction, ratio: object, grounds: str | Document | None) -> Fraction:
    """A ratio above the usual one, which needs grounds in words or a paper."""
    if ratio is not None:
        raise bad_figure(
            "special_ratio",
            Words(en="ratio= is given too", vi="đã có cả tỷ lệ thông thường"),
            Words(en="Give one of the two.", vi="Chỉ ghi một trong hai."),
        )
    if grounds is None or (isinstance(grounds, str) and not nfc(grounds)):
        raise bad_figure(
            "special_ratio",
            Words(en="a special ratio needs its grounds", vi="tỷ lệ đặc biệt phải nêu căn cứ"),
            Words(
                en="State them with grounds=, in words or as the Document that decides.",
                vi="Nêu căn cứ bằng lời, hoặc nêu văn bản quyết định.",
            ),
        )
    return proportion(special, "special_ratio")


def grounds_text(grounds: str | Document) -> str:
    return nfc(grounds) if isinstance(grounds, str) else grounds.citation


def grounds_as_json(grounds: str | Document | None) -> PaperDocument | str | None:
    return grounds.as_dict() if isinstance(grounds, Document) else grounds


class QuotaDocument(TypedDict):
    """How many may be rated excellent, and how many are; the ratio is exact, such as "1/5", heads are by tier."""

    schema: Literal["dangbo/quota"]
    version: Literal[1]
    year: int
    subjects: Subjects
    group: str | None
    on: str
    used: int
    limit: int
    within: bool
    base: QuotaBase
    base_count: int
    ratio: str
    rounding: QuotaRounding
    grouping: QuotaGrouping
    grounds: PaperDocument | str | None
    heads: dict[str, int]
    heads_base: HeadsBase | None
    given: list[QuotaGiven]
    tally: TallyDocument
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class Quota(Documented, Tabled, Framed):
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
            and ratio are the rule's own. `figure/other-date` where the rule is read in another year than the one rated.
            `quota/unverified-rule`, `quota/special-ratio` and `quota/base-unstated` where they apply.
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
    findings: Findings = field(default_factory=Findings)
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
        for base in QUOTA_BASES:
            for rounding in ROUNDINGS:
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
down: within the quota. Chosen by the caller, not by the rule: base. Source: Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 \
của Ban Tổ chức Trung ương, item II.B.1.3; secondary source.
        """
        subjects = SUBJECT_WORDS[self.subjects].text(lang=lang)
        group = f", {_group_words(self.group).text(lang=lang)}" if self.group else ""
        base = f"{format_number(self.base_count, lang=lang)} {subjects} {QUOTA_BASES[self.base].text(lang=lang)}"
        share = f"{percent_text(self.ratio, lang=lang)} {Words(en='of', vi='của').text(lang=lang)} {base}"
        rated = Words(en="rated excellent", vi="xếp loại xuất sắc").text(lang=lang)
        used = f"{format_number(self.used, lang=lang)} {rated}"
        most = format_number(self.limit, lang=lang)
        limit = Words(en=f"{most} allowed", vi=f"tối đa theo quy định {most}").text(lang=lang)
        verdict = self._verdict().text(lang=lang)
        rounding = ROUNDINGS[self.rounding].text(lang=lang)
        lines = [f"{self.year}, {subjects}{group}: {used}, {limit} = {share}, {rounding}: {verdict}."]
        if self.heads:
            lines.append(self._heads_words(lang))
        if words := given_words(self.given, lang=lang):
            lines.append(words)
        return explained(lines, self.rule, None, self.findings, lang=lang)

    def _verdict(self) -> Words:
        return _WITHIN if self.within else _ABOVE

    def _heads_words(self, lang: Lang) -> str:
        count = format_number(self.heads_excluded, lang=lang)
        return Words(
            en=f"Heads who do not count: {count}, {_HEADS[self.heads_base].en} (one local guide, unverified).",
            vi=f"Người đứng đầu không tính: {count}, {_HEADS[self.heads_base].vi} "
            "(theo một hướng dẫn địa phương, chưa kiểm chứng).",
        ).text(lang=lang)

    def _frame(self) -> list[FrameColumn]:
        return _used([self])

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table: used, allowed, verdict, base, date and rule.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

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
            Quota             20%, rounded down
            Date of the rule  31 December 2022
            <BLANKLINE>
            Chosen by the caller, not by the rule: base.
            Source: Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương,
            item II.B.1.3; secondary source
        """
        from dangbo.render import FACT_HEADS, Cell, day_cell, number_cell, words_table

        subjects = SUBJECT_WORDS[self.subjects]
        counted = f"{format_number(self.base_count, lang=lang)} {subjects.text(lang=lang)}"
        base = Cell(self.base_count, f"{counted} {QUOTA_BASES[self.base].text(lang=lang)}")
        heads = (
            f"{format_number(self.heads_excluded, lang=lang)}, {_HEADS[self.heads_base].text(lang=lang)}"
            if self.heads
            else ""
        )
        rows = [
            (words.text(lang=lang), value)
            for words, value in (
                (Words(en="Group", vi="Nhóm"), _group_words(self.group).text(lang=lang)),
                (Words(en="Rated excellent", vi="Xếp loại xuất sắc"), number_cell(self.used, lang=lang)),
                (Words(en="Allowed", vi="Tối đa"), number_cell(self.limit, lang=lang)),
                (
                    Words(en="Verdict", vi="Kết luận"),
                    f"{'✓' if self.within else '▲'} {self._verdict().text(lang=lang)}",
                ),
                (Words(en="Base", vi="Cơ sở tính"), base),
                (
                    Words(en="Quota", vi="Tỷ lệ tối đa"),
                    Cell(
                        self.ratio,
                        f"{percent_text(self.ratio, lang=lang)}, {ROUNDINGS[self.rounding].text(lang=lang)}",
                    ),
                ),
                (Words(en="Grounds", vi="Căn cứ"), "" if self.grounds is None else grounds_text(self.grounds)),
                (Words(en="Heads who do not count", vi="Người đứng đầu không tính"), heads),
                (Words(en="Grouping", vi="Nhóm tính"), GROUPINGS[self.grouping].text(lang=lang)),
                (Words(en="Date of the rule", vi="Ngày áp dụng"), day_cell(self.on, lang=lang)),
            )
            if value
        ]
        notes = finding_texts(self.findings, lang=lang)
        if words := given_words(self.given, lang=lang):
            notes.insert(0, words)
        return words_table(
            Words(
                en=f"Quota of the excellent {self.year}: {subjects.en}",
                vi=f"Tỷ lệ xuất sắc theo quy định năm {self.year}: {subjects.vi}",
            ),
            FACT_HEADS,
            rows,
            notes=notes,
            source="" if self.rule is None else self.rule.citation(lang=lang),
            words=(1,),
            lang=lang,
        )

    def as_dict(self) -> QuotaDocument:
        """The quota as plain JSON values."""
        return {
            "schema": "dangbo/quota",
            "version": 1,
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
            "grounds": grounds_as_json(self.grounds),
            "heads": {tier.value: count for tier, count in self.heads},
            "heads_base": self.heads_base if self.heads else None,
            "given": list(self.given),
            "tally": self.tally.as_dict(),
            "rules": [] if self.rule is None else [self.rule.as_dict()],
            "findings": [found.as_dict() for found in self.findings],
        }

    def __repr__(self) -> str:
        verdict = "within" if self.within else "exceeded"
        ratio = percent_text(self.ratio, lang="vi")
        part = f"{ratio} of the {spaced_number(self.base_count)} {self.base}"
        name = f"{self.group}, " if self.group else ""
        return (
            f"Quota({name}{self.year} {self.subjects}: {self.used} excellent, {self.limit} allowed = {part}, {verdict})"
        )


def excellent_quota(
    tally: Tally,
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    heads: Mapping[Rating, int] | Mapping[str, int] | None = None,
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
        on: the date whose rule holds: the last day of the year rated.
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
    tally = instance_of(Tally, tally, "tally")
    terms = quota_terms(
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
        tally, terms, heads=_heads(heads, tally, "heads"), heads_base=read_choice(heads_base, _HEADS, "heads_base")
    )


def _used(quotas: Iterable[Quota]) -> list[FrameColumn]:
    """Quotas as columns, a row for each."""
    return columns_of(
        quotas,
        ("group", "text", lambda one: one.group or None),
        ("year", "count"),
        ("subjects", "text"),
        ("on", "day"),
        ("used", "count"),
        ("limit", "count"),
        ("within", "yes/no"),
        ("base", "text"),
        ("base_count", "count"),
        ("ratio_percent", "number", lambda one: in_percent(one.ratio)),
        ("rounding", "text"),
        ("grouping", "text"),
        ("heads_excluded", "count"),
        ("rule", "text", lambda one: None if one.rule is None else one.rule.id),
    )


def _who(subjects: Subjects, year: int, group: str = "") -> Words:
    """Whose quota it is, as a sentence begins with it."""
    words, named = SUBJECT_WORDS[subjects], _group_words(group)
    en, vi = (f"{one}, " if one else "" for one in (named.en, named.vi))
    return Words(en=f"{en}{words.en} {year}", vi=f"{vi}{words.vi} năm {year}")


_FORMS: Final = frozenset(form.value for form in Form)
_LEVELS: Final = frozenset(level.value for level in Level)


def _group_words(group: str) -> Words:
    """What people call a group: one that `Tally.by_group` makes by kind in words, another as it is named."""
    form, _, rest = group.partition("/")
    level, _, unit = rest.partition("/")
    if form not in _FORMS or level not in _LEVELS:
        return Words(vi=group, en=group)
    kind = kind_words(form, level)
    if not unit:
        return kind
    book = RuleBook.default()
    label, gloss = book.unit_type_label(unit, lang="vi"), book.unit_type_label(unit, lang="en")
    return Words(vi=f"{kind.vi}, {lower_first(label)}", en=f"{kind.en}, {gloss}")


def _quota(
    tally: Tally, terms: _Terms, *, heads: tuple[tuple[Rating, int], ...] = (), heads_base: HeadsBase, group: str = ""
) -> Quota:
    used, base_count = _used_and_base(tally, terms.base, heads, heads_base)
    limit = terms.limit(base_count)
    subject = f"{tally.subjects}/{tally.year}{f'/{group}' if group else ''}"
    whose = _who(tally.subjects, tally.year, group)
    findings = [*terms.findings(subject, whose, tally.year)]
    if used > limit:
        who, base = SUBJECT_WORDS[tally.subjects], QUOTA_BASES[terms.base]
        findings.insert(
            0,
            finding(
                "quota/exceeded",
                subject,
                rule=terms.blamed(),
                group=whose,
                used=used,
                limit=limit,
                ratio=_percent(terms.ratio),
                base_count=base_count,
                base=Words(vi=f"{who.vi} {base.vi}", en=f"{who.en} {base.en}"),
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
        findings=Findings(findings),
        tally=tally,
        group=group,
        grounds=terms.grounds,
        heads=heads,
        heads_base=heads_base,
    )


def _heads(
    heads: Mapping[Rating, int] | Mapping[str, int] | None, tally: Tally, where: str
) -> tuple[tuple[Rating, int], ...]:
    """The ratings of heads, best first, none of them more than there are in the tally."""
    if heads is None:
        return ()
    counted = Tally(heads, year=tally.year).counts
    problems = [
        bad_count(
            f"{where}['{tier.value}']",
            Words(
                vi=f"{count} người đứng đầu nhiều hơn {tally.count(tier)} của mức này",
                en=f"{count} heads are more than the {tally.count(tier)} of this tier",
            ),
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


def given_words(given: Sequence[QuotaGiven], *, lang: Lang) -> str:
    """What the caller chose, in a sentence; empty where that is nothing."""
    if not given:
        return ""
    listed = ", ".join(_GIVEN[name].text(lang=lang) for name in given)
    return Words(
        en=f"Chosen by the caller, not by the rule: {listed}.",
        vi=f"Do người dùng chọn, không lấy từ quy định: {listed}.",
    ).text(lang=lang)


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
        read_choice(base, QUOTA_BASES, f"{value.ref.id}, base"),
        words.fraction("ratio"),
        None if rounding is None else read_choice(rounding, ROUNDINGS, f"{value.ref.id}, rounding"),
        read_choice(grouping, GROUPINGS, f"{value.ref.id}, grouping"),
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


FlipsWith: TypeAlias = Literal["base", "rounding", "heads"]
"""What a verdict may depend on."""


class QuotaReadingDocument(TypedDict):
    """One reading of a quota: its base, rounding and treatment of heads, and what comes of them."""

    base: QuotaBase
    rounding: QuotaRounding
    heads: HeadsReading
    used: int
    base_count: int
    limit: int
    within: bool


class QuotaSensitivityDocument(TypedDict):
    """A quota under every reading, and what its verdict flips with."""

    schema: Literal["dangbo/quota-sensitivity"]
    version: Literal[1]
    quota: QuotaDocument
    flips: bool
    flips_with: list[FlipsWith]
    readings: list[QuotaReadingDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class QuotaSensitivity(Documented, Tabled, Framed):
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
    def findings(self) -> Findings:
        """`quota/verdict-depends` where the verdict flips; it names the readings under which the quota is kept."""
        if not self.flips:
            return Findings()
        on = [
            words
            for words, flips in (
                (Words(en="the base", vi="cơ sở tính"), self.flips_with_base),
                (Words(en="the rounding", vi="cách làm tròn"), self.flips_with_rounding),
                (Words(en="the treatment of heads", vi="cách tính người đứng đầu"), self.flips_with_heads),
            )
            if flips
        ] or [Words(en="several choices at once", vi="nhiều lựa chọn cùng lúc")]
        kept = [one for one in self.readings if one.within]
        tally = self.quota.tally
        return Findings(
            [
                finding(
                    "quota/verdict-depends",
                    f"{tally.subjects}/{tally.year}{f'/{self.quota.group}' if self.quota.group else ''}",
                    rule=self.quota.rule,
                    who=_who(tally.subjects, tally.year, self.quota.group),
                    on=Words(vi=" và ".join(words.vi for words in on), en=" and ".join(words.en for words in on)),
                    kept=Words(
                        vi="; ".join(self._reading(one, "vi") for one in kept),
                        en="; ".join(self._reading(one, "en") for one in kept),
                    ),
                )
            ]
        )

    def _reading(self, one: QuotaReading, lang: Lang) -> str:
        heads = f", {HEADS_READ[one.heads].text(lang=lang)}" if self.quota.heads else ""
        return f"{QUOTA_BASES[one.base].text(lang=lang)}, {ROUNDINGS[one.rounding].text(lang=lang)}{heads}"

    def explain(self, *, lang: Lang = "vi") -> str:
        """The verdict as reckoned, and whether it holds under the other readings."""
        said = self.quota.explain(lang=lang)
        if not self.flips:
            same = Words(
                en=f"The verdict is the same under all {len(self.readings)} readings.",
                vi=f"Kết luận như nhau theo cả {len(self.readings)} cách hiểu.",
            )
            return f"{said} {same.text(lang=lang)}"
        return " ".join([said, *finding_texts(self.findings, lang=lang)])

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.readings,
            ("base", "text"),
            ("rounding", "text"),
            ("heads", "text"),
            ("used", "count"),
            ("base_count", "count"),
            ("limit", "count"),
            ("within", "yes/no"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table with a row for each reading; the one that was reckoned is marked.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
            >>> table = quota_sensitivity(tally, on="2022-12-31").show(lang="en")
            >>> [line.split("  ")[0] for line in str(table).splitlines() if "✓" in line]
            ['rated in any tier', 'rated in any tier']
        """
        from dangbo.render import number_cell, words_table

        rows: list[Sequence[str]] = []
        as_read = self._as_read
        for one in self.readings:
            mark = Words(en=" (as reckoned)", vi=" (cách đã tính)").text(lang=lang) if one == as_read else ""
            heads = (HEADS_READ[one.heads].text(lang=lang),) if self.quota.heads else ()
            cells = (
                ROUNDINGS[one.rounding].text(lang=lang),
                *heads,
                number_cell(one.used, lang=lang),
                number_cell(one.limit, lang=lang),
            )
            rows.append((QUOTA_BASES[one.base].text(lang=lang), *cells, f"{_shaped(one.within, lang)}{mark}"))
        heads_column = (Words(en="Heads", vi="Người đứng đầu"),) if self.quota.heads else ()
        columns = (
            Words(en="Base", vi="Cơ sở tính"),
            Words(en="Rounding", vi="Làm tròn"),
            *heads_column,
            Words(en="Excellent", vi="Xuất sắc"),
            Words(en="Allowed", vi="Tối đa"),
            Words(en="Verdict", vi="Kết luận"),
        )
        named = _group_words(self.quota.group)
        en, vi = (f", {one}" if one else "" for one in (named.en, named.vi))
        subjects = SUBJECT_WORDS[self.quota.subjects]
        return words_table(
            Words(
                en=f"Quota of the excellent {self.quota.year} under other readings: {subjects.en}{en}",
                vi=f"Tỷ lệ xuất sắc theo quy định năm {self.quota.year}, theo các cách hiểu: {subjects.vi}{vi}",
            ),
            columns,
            rows,
            notes=finding_texts(self.findings, lang=lang),
            source="" if self.quota.rule is None else self.quota.rule.citation(lang=lang),
            words=(1, 2, len(columns) - 1) if self.quota.heads else (1, len(columns) - 1),
            lang=lang,
        )

    def as_dict(self) -> QuotaSensitivityDocument:
        """The view as plain JSON values."""
        flips_with: tuple[tuple[FlipsWith, bool], ...] = (
            ("base", self.flips_with_base),
            ("rounding", self.flips_with_rounding),
            ("heads", self.flips_with_heads),
        )
        return {
            "schema": "dangbo/quota-sensitivity",
            "version": 1,
            "quota": self.quota.as_dict(),
            "flips": self.flips,
            "flips_with": [name for name, flips in flips_with if flips],
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
            "findings": [found.as_dict() for found in self.findings],
        }


HEADS_READ: Final[dict[HeadsReading, Words]] = {
    "left_out": Words(en="heads out of the base too", vi="không tính người đứng đầu cả trong cơ sở tính"),
    "kept": Words(en="heads kept in the base", vi="người đứng đầu vẫn trong cơ sở tính"),
    "counted": Words(en="heads counted like others", vi="người đứng đầu tính như mọi người"),
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
    heads: Mapping[Rating, int] | Mapping[str, int] | None = None,
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


class QuotaGroupsDocument(TypedDict):
    """One quota for each group, and the groups that do not keep theirs."""

    schema: Literal["dangbo/quota-groups"]
    version: Literal[1]
    within: bool
    exceeded: list[str]
    used: int
    limit: int
    quotas: list[QuotaDocument]


@dataclass(frozen=True, slots=True)
class QuotaGroups(Documented, Tabled, Framed, ById[Quota]):
    """One verdict for each group. Made by `quota_by_group`; groups are looked up by name.

    Attributes:
        quotas: in the order of the groups.
    """

    quotas: tuple[Quota, ...]

    def __getitem__(self, group: str) -> Quota:
        """The verdict for a group.

        Raises:
            TermError: there is no such group; it suggests those that come near.
        """
        return self._found(group, where="group")[0]

    def _items(self) -> tuple[Quota, ...]:
        return self.quotas

    def _ids(self, item: Quota) -> tuple[str]:
        return (item.group,)

    def _unknown(self, key: str) -> TermError:
        asked = Words(vi="nhóm của các giới hạn này", en="group of these quotas")
        return no_such(asked, key, [quota.group for quota in self.quotas])

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
    def findings(self) -> Findings:
        """The findings of all groups, each once."""
        return Findings(dict.fromkeys(found for quota in self.quotas for found in quota.findings))

    @property
    def _common(self) -> tuple[Finding, ...]:
        """The findings that are about the rule and not about one group, once each."""
        told = [found for found in self.findings if found.code != "quota/exceeded"]
        return tuple({(found.code, found.facts, found.rule): found for found in reversed(told)}.values())[::-1]

    def explain(self, *, lang: Lang = "vi") -> str:
        """How many groups keep the quota, and a sentence for each that does not."""
        count, kept = len(self.quotas), len(self.quotas) - len(self.exceeded)
        head = Words(
            en=f"{kept} of {count} groups are within the quota.", vi=f"{kept}/{count} nhóm không vượt tỷ lệ quy định."
        ).text(lang=lang)
        lines = [head, *(quota.explain(lang=lang) for quota in self.quotas if not quota.within)]
        return "\n".join(lines if self.exceeded else [*lines, *finding_texts(self._common, lang=lang)])

    def _frame(self) -> list[FrameColumn]:
        return _used(self.quotas)

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table with a row for each group.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

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
            Source: Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương,
            item II.B.2.3
        """
        from dangbo.render import number_cell, words_table

        rows: list[Sequence[str]] = [
            (
                _group_words(quota.group).text(lang=lang),
                number_cell(quota.used, lang=lang),
                number_cell(quota.limit, lang=lang),
                number_cell(quota.base_count, lang=lang),
                _shaped(quota.within, lang),
            )
            for quota in self.quotas
        ]
        base = sum(quota.base_count for quota in self.quotas)
        sums = (
            number_cell(self.used, lang=lang),
            number_cell(self.limit, lang=lang),
            number_cell(base, lang=lang),
        )
        rows.append((Words(en="total", vi="Tổng cộng").text(lang=lang), *sums, ""))
        rules = dict.fromkeys(quota.rule.citation(lang=lang) for quota in self.quotas if quota.rule is not None)
        ways = dict.fromkeys(
            f"{percent_text(quota.ratio, lang=lang)}, {QUOTA_BASES[quota.base].text(lang=lang)}, "
            f"{ROUNDINGS[quota.rounding].text(lang=lang)}"
            for quota in self.quotas
        )
        return words_table(
            Words(en="Quota of the excellent by group", vi="Tỷ lệ xuất sắc theo quy định, từng nhóm"),
            (
                Words(en="Group", vi="Nhóm"),
                Words(en="Excellent", vi="Xuất sắc"),
                Words(en="Allowed", vi="Tối đa"),
                Words(en="Base", vi="Cơ sở tính"),
                Words(en="Verdict", vi="Kết luận"),
            ),
            rows,
            notes=[*(f"{way}." for way in ways), *finding_texts(self._common, lang=lang)],
            source="; ".join(rules),
            totals=(len(rows) - 1,),
            words=(4,),
            lang=lang,
        )

    def as_dict(self) -> QuotaGroupsDocument:
        """The verdicts as plain JSON values."""
        return {
            "schema": "dangbo/quota-groups",
            "version": 1,
            "within": self.within,
            "exceeded": list(self.exceeded),
            "used": self.used,
            "limit": self.limit,
            "quotas": [quota.as_dict() for quota in self.quotas],
        }


def quota_by_group(
    tallies: Mapping[str, Tally],
    *,
    on: dt.date | str,
    base: QuotaBase | None = None,
    ratio: str | Fraction | None = None,
    special_ratio: str | Fraction | None = None,
    grounds: str | Document | None = None,
    rounding: QuotaRounding | None = None,
    heads: Mapping[str, Mapping[Rating, int] | Mapping[str, int]] | None = None,
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
    groups = items_of(tallies, "tallies")
    kinds = {instance_of(Tally, tally, f"tallies[{group!r}]").subjects for group, tally in groups}
    problems: list[Finding] = []
    if len(kinds) != 1:
        reason = Words(vi="không có nhóm nào", en="there are none")
        if kinds:
            reason = Words(vi="lẫn lộn tổ chức đảng và đảng viên", en="organizations and members are mixed")
        problems.append(bad_count("tallies", reason))
    problems += [
        bad_count(f"heads['{group}']", Words(vi="không có nhóm này", en="there is no such group"))
        for group in heads or {}
        if group not in tallies
    ]
    if problems:
        raise InvalidInputError(problems)
    terms = quota_terms(
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
    read_choice(heads_base, _HEADS, "heads_base")
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


_WITHIN: Final = Words(en="within the quota", vi="không vượt tỷ lệ quy định")
_ABOVE: Final = Words(en="above the quota", vi="vượt tỷ lệ quy định")


def _shaped(within: bool, lang: Lang) -> str:  # noqa: FBT001 - an answer, no switch
    return f"✓ {_WITHIN.text(lang=lang)}" if within else f"▲ {_ABOVE.text(lang=lang)}"
