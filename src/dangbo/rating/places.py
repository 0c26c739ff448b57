"""How many may become excellent, and who of the ranked fits: `excellent_places`, `select_excellent`.

```
pool ── excellent_places(pool, on=...) ──── ExcellentPlaces        how many may become excellent
             └── select_excellent(candidates, places) ── Selection  who of the ranked fits, and who is undecided
```

Nobody is chosen between equals: where the rules break no tie, those who stand on the border are undecided.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from typing_extensions import TypedDict

from dangbo.base.citations import Document, RuleRef
from dangbo.base.envelope import FindingDocument, PaperDocument, RuleDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of, in_percent
from dangbo.base.reading import bad_count, read_choice, read_count, read_subject, whole_count
from dangbo.base.records import RecordType, instances_of
from dangbo.base.results import explained, finding_texts, percent_text
from dangbo.base.text import format_number, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.evaluation import SUBJECT_WORDS, Subjects
from dangbo.rating.quota import (
    QUOTA_BASES,
    ROUNDINGS,
    QuotaBase,
    QuotaGiven,
    QuotaRounding,
    given_words,
    grounds_as_json,
    grounds_text,
    quota_terms,
)
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook

if TYPE_CHECKING:
    from dangbo.render import Table


__all__ = ["Candidate", "ExcellentPlaces", "Selection", "TieBreak", "TieBroken", "excellent_places", "select_excellent"]


TieBreak: TypeAlias = Literal["over_fulfilled", "harder_tasks", "safety_and_quality", "remediation"]
"""What decides between equal candidates: more products over plan, harder tasks, safety and quality, better remedying of
shortcomings. From one local guide of 2026 (unverified); never the post a candidate holds."""


TIE_BREAKS: Final[dict[TieBreak, Words]] = {
    "over_fulfilled": Words(en="more products over plan", vi="nhiều sản phẩm vượt mức hơn"),
    "harder_tasks": Words(en="harder tasks", vi="nhiệm vụ khó hơn"),
    "safety_and_quality": Words(en="safety and quality", vi="an toàn, chất lượng"),
    "remediation": Words(en="better remedying of shortcomings", vi="khắc phục hạn chế tốt hơn"),
}


class ExcellentPlacesDocument(TypedDict):
    """How many of a pool may be rated excellent, before anybody is; the ratio is exact, such as "1/5"."""

    schema: Literal["dangbo/excellent-places"]
    version: Literal[1]
    limit: int
    pool: int
    rated: int
    subjects: Subjects
    on: str
    base: QuotaBase
    ratio: str
    rounding: QuotaRounding
    given: list[QuotaGiven]
    grounds: PaperDocument | str | None
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class ExcellentPlaces(Documented, Tabled, Framed):
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
        findings: `quota/unverified-rule`, `quota/special-ratio`, `quota/base-unstated` where they apply.
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
    findings: Findings = field(default_factory=Findings)

    def explain(self, *, lang: Lang = "vi") -> str:
        """The number, the pool, base, ratio, rounding and clause.

        Examples:
            >>> print(excellent_places(100, on="2022-12-31", subjects="members").explain(lang="en"))
            Of 100 members rated good or better 16 may be excellent: at most 20% of those rated good, the excellent \
left out, rounded down. Source: Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương, \
item II.B.2.3.
        """
        who = SUBJECT_WORDS[self.subjects]
        ratio, base, rounding = percent_text(self.ratio, lang=lang), QUOTA_BASES[self.base], ROUNDINGS[self.rounding]
        pool, limit = format_number(self.pool, lang=lang), format_number(self.limit, lang=lang)
        line = Words(
            en=f"Of {pool} {who.en} rated good or better {limit} may be excellent: at most {ratio} of those {base.en}, "
            f"{rounding.en}.",
            vi=f"Trong {pool} {who.vi} hoàn thành tốt nhiệm vụ trở lên, tối đa {limit} được xếp loại xuất "
            "sắc: không quá "
            f"{ratio} số {base.vi}, {rounding.vi}.",
        ).text(lang=lang)
        words = given_words(self.given, lang=lang)
        return explained([line, words] if words else [line], self.rule, None, self.findings, lang=lang)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            [self],
            ("on", "day"),
            ("subjects", "text"),
            ("limit", "count"),
            ("pool", "count"),
            ("rated", "count"),
            ("base", "text"),
            ("ratio_percent", "number", lambda one: in_percent(one.ratio)),
            ("rounding", "text"),
            ("rule", "text", lambda one: None if one.rule is None else one.rule.id),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table: how many, of how many, base, ratio, date and rule.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> print(excellent_places(100, on="2022-12-31", base="all_rated", rated=120).show(lang="en"))
            Places for the excellent: organizations
            <BLANKLINE>
            Item                  Value
            ────────────────────  ─────────────────
            Allowed               24
            Rated good or better  100
            Rated                 120
            Base                  rated in any tier
            Quota                 20%, rounded down
            Date of the rule      31 December 2022
            <BLANKLINE>
            Chosen by the caller, not by the rule: base.
            Source: Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương,
            item II.B.1.3; secondary source
        """
        from dangbo.render import FACT_HEADS, Cell, day_cell, number_cell, words_table

        ratio = Cell(self.ratio, f"{percent_text(self.ratio, lang=lang)}, {ROUNDINGS[self.rounding].text(lang=lang)}")
        rows = [
            (head.text(lang=lang), value)
            for head, value in (
                (Words(en="Allowed", vi="Tối đa"), number_cell(self.limit, lang=lang)),
                (Words(en="Rated good or better", vi="Hoàn thành tốt trở lên"), number_cell(self.pool, lang=lang)),
                (Words(en="Rated", vi="Được xếp loại"), number_cell(self.rated, lang=lang)),
                (Words(en="Base", vi="Cơ sở tính"), QUOTA_BASES[self.base].text(lang=lang)),
                (Words(en="Quota", vi="Tỷ lệ tối đa"), ratio),
                (Words(en="Grounds", vi="Căn cứ"), "" if self.grounds is None else grounds_text(self.grounds)),
                (Words(en="Date of the rule", vi="Ngày áp dụng"), day_cell(self.on, lang=lang)),
            )
            if value
        ]
        who = SUBJECT_WORDS[self.subjects]
        chosen = given_words(self.given, lang=lang)
        return words_table(
            Words(en=f"Places for the excellent: {who.en}", vi=f"Số được xếp loại xuất sắc: {who.vi}"),
            FACT_HEADS,
            rows,
            notes=[*([chosen] if chosen else []), *finding_texts(self.findings, lang=lang)],
            source="" if self.rule is None else self.rule.citation(lang=lang),
            words=(1,),
            lang=lang,
        )

    def as_dict(self) -> ExcellentPlacesDocument:
        """The number as plain JSON values."""
        return {
            "schema": "dangbo/excellent-places",
            "version": 1,
            "limit": self.limit,
            "pool": self.pool,
            "rated": self.rated,
            "subjects": self.subjects,
            "on": self.on.isoformat(),
            "base": self.base,
            "ratio": str(self.ratio),
            "rounding": self.rounding,
            "given": list(self.given),
            "grounds": grounds_as_json(self.grounds),
            "rules": [] if self.rule is None else [self.rule.as_dict()],
            "findings": [found.as_dict() for found in self.findings],
        }


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
    read_choice(subjects, SUBJECT_WORDS, "subjects")
    size = whole_count(pool, "pool")
    everybody = size if rated is None else whole_count(rated, "rated")
    terms = quota_terms(
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
            [
                bad_count(
                    "rated",
                    Words(
                        vi="cơ sở tính là số được xếp loại ở mọi mức thì cần có số này",
                        en="the base all_rated needs it",
                    ),
                )
            ]
        )
    if everybody < size:
        reason = Words(
            vi=f"{everybody} ít hơn số {size} hoàn thành tốt nhiệm vụ trở lên",
            en=f"{everybody} rated are fewer than the {size} of the pool",
        )
        raise InvalidInputError([bad_count("rated", reason)])
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
        findings=Findings(terms.findings(subjects, SUBJECT_WORDS[subjects])),
    )


@dataclass(frozen=True, slots=True)
class Candidate(metaclass=RecordType):
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
        object.__setattr__(self, "subject", read_subject(self.subject))
        problems: list[Finding] = []
        object.__setattr__(self, "place", read_count(self.place, f"{self.subject}, place", problems))
        if not problems and not self.place:
            problems.append(
                bad_count(f"{self.subject}, place", Words(vi="thứ hạng đầu tiên là 1", en="the first place is 1"))
            )
        for name in TIE_BREAKS:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, read_count(value, f"{self.subject}, {name}", problems))
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


class TieBrokenDocument(TypedDict):
    """How equals were told apart: the place they shared, what decided, who fitted and who did not."""

    place: int
    criterion: TieBreak
    chosen: list[str]
    left: list[str]


class SelectionDocument(TypedDict):
    """Who of the ranked fits under a quota, by id."""

    schema: Literal["dangbo/selection"]
    version: Literal[1]
    limit: int
    selected: list[str]
    not_selected: list[str]
    undecided: list[str]
    places_left: int
    ties_broken: list[TieBrokenDocument]
    places: ExcellentPlacesDocument | None
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class Selection(Documented, Tabled, Framed):
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
    findings: Findings = field(default_factory=Findings)

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
            Words(
                en=f"{len(self.selected)} of {count} candidates fit into {self.limit} places.",
                vi=f"{len(self.selected)}/{count} đối tượng nằm trong {self.limit} suất.",
            ).text(lang=lang)
        ]
        for tie in self.ties_broken:
            criterion = TIE_BREAKS[tie.criterion]
            chosen, left = ", ".join(tie.chosen), ", ".join(tie.left)
            lines.append(
                Words(
                    en=f"Place {tie.place}: {criterion.en} put {chosen or 'some'} before {left or 'others'} "
                    "(from one local guide, unverified; never by post).",
                    vi=f"Thứ hạng {tie.place}: xét {criterion.vi}, {chosen or 'một số'} xếp trước "
                    f"{left or 'số còn lại'} "
                    "(theo một hướng dẫn địa phương, chưa kiểm chứng; không xét chức vụ).",
                ).text(lang=lang)
            )
        if self.places is not None:
            lines.append(self.places.explain(lang=lang))
        return " ".join([*lines, *finding_texts(self.findings, lang=lang)])

    def _frame(self) -> list[FrameColumn]:
        found = (("selected", self.selected), ("undecided", self.undecided), ("not_selected", self.not_selected))
        return columns_of(
            [(subject, what) for what, subjects in found for subject in subjects],
            ("subject", "text", lambda one: one[0]),
            ("outcome", "text", lambda one: one[1]),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the candidates with the outcome of each.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        outcomes = (
            (self.selected, Words(en="✓ fits", vi="✓ trong số được chọn")),
            (self.undecided, Words(en="? undecided", vi="? chưa phân định")),
            (self.not_selected, Words(en="▲ beyond the quota", vi="▲ vượt tỷ lệ quy định")),
        )
        rows = [(subject, words.text(lang=lang)) for subjects, words in outcomes for subject in subjects]
        heads = (Words(en="Candidate", vi="Đối tượng"), Words(en="Result", vi="Kết quả"))
        title = Words(en=f"Candidates for {self.limit} places", vi=f"Đối tượng xét cho {self.limit} suất")
        return words_table(title, heads, rows, notes=[self.explain(lang=lang)], words=(1,), lang=lang)

    def as_dict(self) -> SelectionDocument:
        """The selection as plain JSON values."""
        return {
            "schema": "dangbo/selection",
            "version": 1,
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
            "rules": [] if self.places is None or self.places.rule is None else [self.places.rule.as_dict()],
            "findings": [found.as_dict() for found in self.findings],
        }


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
    pool = sorted(instances_of(Candidate, candidates, "candidates"), key=lambda one: one.place)
    for criterion in tie_breaks:
        read_choice(criterion, TIE_BREAKS, "tie_breaks")
    times = Counter(one.subject for one in pool)
    problems = [
        bad_count(unless_personal(key), Words(vi="được nêu hai lần", en="it is named twice"))
        for key, count in times.items()
        if count > 1
    ]
    limit = places.limit if isinstance(places, ExcellentPlaces) else read_count(places, "places", problems)
    if problems:
        raise InvalidInputError(problems)
    reckoned = places if isinstance(places, ExcellentPlaces) else None
    earlier = reckoned.findings if reckoned is not None else Findings()
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
    reason = Words(en="no criterion tells them apart", vi="không tiêu chí nào phân định được")
    for criterion in tie_breaks:
        figures = {one.subject: one.figure(criterion) for one in tied}
        if None in figures.values():
            unknown = ", ".join(subject for subject, figure in figures.items() if figure is None)
            name = TIE_BREAKS[criterion]
            reason = Words(en=f"'{name.en}' is not known of {unknown}", vi=f"chưa có số liệu '{name.vi}' của {unknown}")
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
                reason=reason,
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
        findings=Findings(findings),
    )


def _subjects(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(one.subject for one in candidates)
