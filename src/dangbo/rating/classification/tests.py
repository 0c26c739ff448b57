"""The tests that criteria name: what each reads of the evidence, what it answers, and how both are told.

A test answers yes, no, or a `Gap`: why nobody can tell. The rows of `rules/criteria.toml` name them, with
their parameters:

| test | holds when |
|---|---|
| `levels(groups, grade)` | every graded criterion of these groups has this grade or a better one |
| `levels_basically(groups, grade)` | the same; below it nobody can tell, because the text says "basically" |
| `levels_unread(groups, grade)` | the same; below it nobody can tell, because the text was not available |
| `levels_poor` | all criteria are graded poor; where only some are, nobody can tell |
| `score(at_least, below)` | the points lie in the half-open band |
| `tasks_done(whose)` | every task was done |
| `tasks_on_time(whose)` | every task was done on time and with quality |
| `tasks_late_at_most(ratio, whose)` | the tasks done late are at most this part of those assigned |
| `tasks_over(ratio, whose)` | the tasks over-fulfilled are at least this part of those assigned |
| `tasks_failed(ratio, main, excused, whose)` | fewer than this part was done (`main`: and main ones were missed) |
| `products`, `model` | there are products; it sets an example |
| `no_discipline(whom, excused)` | none of these was disciplined in the year |
| `disciplined(whom, form, excused)` | one of these was (`form`: with this form or a graver one) |
| `disciplined_unread(whom)` | never: where one of these was, nobody can tell, because the text was not available |
| `disciplined_for_corruption(whom, excused)` | one of these was, for corruption, waste or wrongdoing |
| `disciplined_units_above(ratio)` | more than this part of the subordinate units was |
| `concluded(conclusions)` | a competent body has concluded one of these |
| `state_rating_at_least(rating)`, `state_rating_is(rating)` | the rating as an official is so (officials only) |
| `subordinates_at_least(rating, ratio)` | at least this part of the subordinates has the tier or a better one |
| `subordinates_above(rating, ratio)` | more than this part of the subordinates has exactly the tier |
| `peers(rating)` | every body of the same level has the tier or a better one |
| `sick_leave_below(months)` | sick leave in the year was shorter |
| `shortcomings_fixed` | all shortcomings found before were fixed |
| `shortcomings_unread` | no shortcoming is known to be left; else nobody can tell, the text was not available |
| `unit_rated(rating)` | the unit in charge has exactly the tier |
| `below_completed` | no better tier is reached |
| `listed_failure` | the competent body says that one of the cases listed in the rules is met |
| `unknown` | nobody can tell: the text was not available |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar

from dangbo.base.findings import Lang
from dangbo.base.terms import Conclusion, CriterionGroup, DisciplineForm, Grade, Rating, Term
from dangbo.base.text import format_number, lower_first
from dangbo.base.words import NO_WORDS, Words
from dangbo.rating.classification.evidence import Discipline, Evidence, TaskCounts
from dangbo.rules import Table

__all__ = ["ReasonCode"]


ReasonCode: TypeAlias = Literal[
    "criteria-hold",
    "ground-holds",
    "missing-evidence",
    "text-not-available",
    "words-ambiguous",
    "no-tier-fits",
    "not-covered",
    "not-rated",
]
"""Why a classification came out as it did."""

REASONS: Final[Mapping[ReasonCode, Words]] = {
    "criteria-hold": Words(vi="đạt đủ tiêu chí của mức", en="all criteria of the tier hold"),
    "ground-holds": Words(vi="thuộc trường hợp quy định cho mức", en="a case the rule names for the tier"),
    "missing-evidence": Words(vi="thiếu minh chứng", en="evidence is missing"),
    "text-not-available": Words(vi="văn bản chưa đọc được", en="the text was not available"),
    "words-ambiguous": Words(vi="câu chữ hiểu được nhiều cách", en="the words can be read in several ways"),
    "no-tier-fits": Words(vi="không mức nào phù hợp", en="no tier fits"),
    "not-covered": Words(vi="ngoài phạm vi quy định", en="the rule does not cover it"),
    "not-rated": Words(vi="không xếp loại", en="not rated"),
}


_TermT = TypeVar("_TermT", bound=Term)


TIERS: Final = (Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED)


class Gap(NamedTuple):
    """Why nobody can tell."""

    code: ReasonCode
    words: Words


Answer: TypeAlias = bool | Gap


Ask: TypeAlias = Callable[[Evidence, int], Answer]


EVIDENCE_WORDS: Final[dict[str, Words]] = {
    "levels": Words(vi="mức của các nhóm tiêu chí", en="the grades of all groups of criteria"),
    "score": Words(vi="điểm", en="the score"),
    "tasks": Words(vi="số nhiệm vụ", en="the task counts"),
    "tasks.on_time": Words(vi="số nhiệm vụ đúng tiến độ, bảo đảm chất lượng", en="the tasks done on time"),
    "tasks.over_fulfilled": Words(vi="số nhiệm vụ vượt mức", en="the tasks over-fulfilled"),
    "tasks.main_missed": Words(vi="số nhiệm vụ chủ yếu không hoàn thành", en="the main tasks missed"),
    "unit_tasks": Words(vi="số nhiệm vụ của đơn vị phụ trách", en="the task counts of the unit in charge"),
    "unit_tasks.on_time": Words(vi="số nhiệm vụ đúng tiến độ của đơn vị phụ trách", en="the unit's tasks done on time"),
    "unit_tasks.over_fulfilled": Words(
        vi="số nhiệm vụ vượt mức của đơn vị phụ trách", en="the unit's tasks over-fulfilled"
    ),
    "unit_tasks.main_missed": Words(
        vi="số nhiệm vụ chủ yếu không hoàn thành của đơn vị phụ trách", en="the unit's main tasks missed"
    ),
    "unit_rating": Words(vi="xếp loại của đơn vị phụ trách", en="the rating of the unit in charge"),
    "discipline": Words(vi="tình hình kỷ luật", en="the discipline of the year"),
    "discipline.remedied": Words(
        vi="việc tự phát hiện và khắc phục hậu quả", en="whether it was self-detected and its consequences remedied"
    ),
    "discipline.corruption": Words(vi="lý do kỷ luật", en="what the discipline was for"),
    "subordinate_units": Words(vi="số đơn vị trực thuộc", en="how many subordinate units there are"),
    "subordinate_ratings": Words(vi="xếp loại của cấp dưới, đảng viên", en="the ratings of subordinates"),
    "peer_ratings": Words(
        vi="xếp loại của chính quyền, Mặt trận, đoàn thể", en="the ratings of bodies of the same level"
    ),
    "state_rating": Words(vi="xếp loại cán bộ, công chức, viên chức", en="the rating as an official"),
    "official": Words(vi="có phải cán bộ, công chức, viên chức không", en="whether the member is an official"),
    "conclusions": Words(vi="kết luận của cấp có thẩm quyền", en="the conclusions of competent bodies"),
    "shortcomings_found": Words(vi="số hạn chế, khuyết điểm đã chỉ ra", en="the shortcomings found before"),
    "shortcomings_fixed": Words(vi="số hạn chế, khuyết điểm đã khắc phục", en="the shortcomings fixed"),
    "model": Words(vi="có phải điển hình, gương mẫu không", en="whether it sets an example"),
    "products": Words(vi="sản phẩm cụ thể", en="whether there are products"),
    "sick_leave_months": Words(vi="số tháng nghỉ ốm", en="the months of sick leave"),
    "listed_failure": Words(
        vi="kết luận về các trường hợp được liệt kê", en="the competent body's statement on the listed cases"
    ),
}


_MISSING: Final[dict[str, Gap]] = {
    field: Gap("missing-evidence", Words(vi=f"thiếu {words.vi}", en=f"{words.en} ({field}) is missing"))
    for field, words in EVIDENCE_WORDS.items()
}


_BASICALLY: Final = Gap(
    "words-ambiguous",
    Words(
        vi="có tiêu chí dưới mức này, mà văn bản ghi 'cơ bản'",
        en="some criterion is below, and the text says 'basically'",
    ),
)


_SOME_POOR: Final = Gap(
    "words-ambiguous",
    Words(
        vi="có tiêu chí mức Kém, mà văn bản đã đọc không nói bao nhiêu tiêu chí thì thành căn cứ",
        en="some criteria are poor, and the text read does not say how many make it a ground",
    ),
)


_FORCE_MAJEURE: Final = Gap(
    "words-ambiguous",
    Words(
        vi="kết luận tùy ở việc trừ các nhiệm vụ bất khả kháng ra sao",
        en="the answer depends on how tasks missed through force majeure are taken out",
    ),
)


_NOT_SETTLED: Final = Gap(
    "missing-evidence", Words(vi="chưa rõ mức nào đạt", en="it is not known whether a better tier is reached")
)


_NOBODY_RATED: Final = Gap(
    "missing-evidence",
    Words(
        vi="chưa có cấp dưới nào được xếp loại",
        en="no subordinate has been rated (subordinate_ratings)",
    ),
)


def _levels(
    groups: tuple[CriterionGroup, ...], passing: tuple[Grade, ...], needed: int, evidence: Evidence, _year: int
) -> Answer:
    seen: list[CriterionGroup] = []
    for row in evidence.levels:
        group = row.group
        if group in groups:
            if row.level not in passing:
                return False
            if group not in seen:
                seen.append(group)
    return True if len(seen) >= needed else _MISSING["levels"]


def _levels_basically(
    groups: tuple[CriterionGroup, ...], passing: tuple[Grade, ...], needed: int, evidence: Evidence, year: int
) -> Answer:
    answer = _levels(groups, passing, needed, evidence, year)
    if answer is not False:
        return answer
    return False if _levels_poor(evidence, year) is True else _BASICALLY


def _levels_unread(
    groups: tuple[CriterionGroup, ...],
    passing: tuple[Grade, ...],
    needed: int,
    evidence: Evidence,
    year: int,
    *,
    gap: Gap,
) -> Answer:
    answer = _levels(groups, passing, needed, evidence, year)
    return gap if answer is False else answer


def _levels_poor(evidence: Evidence, _year: int) -> Answer:
    poor = sum(row.level is Grade.POOR for row in evidence.levels)
    if poor and poor < len(evidence.levels):
        return _SOME_POOR
    complete = len({row.group.value for row in evidence.levels}) == len(CriterionGroup)
    return bool(poor) if complete else _MISSING["levels"]


def _score(at_least: int | None, below: int | None, evidence: Evidence, _year: int) -> Answer:
    score = evidence.score
    if score is None:
        return _MISSING["score"]
    return (at_least is None or score >= at_least) and (below is None or score < below)


def _tasks_done(whose: str, evidence: Evidence, _year: int) -> Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    return _MISSING[whose] if tasks is None else tasks.done == tasks.assigned


def _tasks_on_time(whose: str, evidence: Evidence, _year: int) -> Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.done < tasks.assigned:
        return False
    return _MISSING[f"{whose}.on_time"] if tasks.on_time is None else tasks.on_time == tasks.assigned


def _tasks_late_at_most(ratio: Fraction, whose: str, evidence: Evidence, _year: int) -> Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.on_time is None:
        return _MISSING[f"{whose}.on_time"]
    return (tasks.done - tasks.on_time) * ratio.denominator <= ratio.numerator * tasks.assigned


def _tasks_over(ratio: Fraction, whose: str, evidence: Evidence, _year: int) -> Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.over_fulfilled is None:
        return _MISSING[f"{whose}.over_fulfilled"]
    return tasks.over_fulfilled * ratio.denominator >= ratio.numerator * tasks.assigned


def _tasks_failed(ratio: Fraction, main: str, excused: str, whose: str, evidence: Evidence, _year: int) -> Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    part, of = ratio.numerator, ratio.denominator
    if tasks.done * of >= part * tasks.assigned or (main and tasks.main_missed == 0):
        return False
    if main and tasks.main_missed is None:
        return _MISSING[f"{whose}.main_missed"]
    if excused and tasks.done * of >= part * (tasks.assigned - tasks.force_majeure):
        return _FORCE_MAJEURE
    return True


def _said(field: str, evidence: Evidence, _year: int) -> Answer:
    said: bool | None = getattr(evidence, field)
    return _MISSING[field] if said is None else said


def _listed_failure(gap: Gap, evidence: Evidence, _year: int) -> Answer:
    return gap if evidence.listed_failure is None else evidence.listed_failure


def _disciplined(
    whom: tuple[str, ...],
    forms: tuple[DisciplineForm, ...],
    excused: str,
    evidence: Evidence,
    year: int,
) -> Answer:
    """Whether one of these was disciplined in the year; unknown where only measures that may be excused are left."""
    if evidence.discipline is None:
        return _MISSING["discipline"]
    answer: Answer = False
    for one in evidence.discipline:
        if one.whom not in whom or one.form not in forms or not _of_year(one, year):
            continue
        excuse = _excuse(one) if excused else False
        if excuse is False:
            return True
        if excuse is None:
            answer = _MISSING["discipline.remedied"]
    return answer


def _no_discipline(whom: tuple[str, ...], excused: str, evidence: Evidence, year: int) -> Answer:
    answer = _disciplined(whom, _ALL_FORMS, excused, evidence, year)
    return not answer if isinstance(answer, bool) else answer


def _disciplined_unread(whom: tuple[str, ...], gap: Gap, evidence: Evidence, year: int) -> Answer:
    """Open where one of these was disciplined, whatever the competent body says of the listed cases.

    While the discipline of the year is unknown, its statement that no listed case is met is all there is to go by.
    """
    answer = _disciplined(whom, _ALL_FORMS, "", evidence, year)
    if answer is True:
        return gap
    return False if evidence.listed_failure is False else answer


def _disciplined_for_corruption(whom: tuple[str, ...], excused: str, evidence: Evidence, year: int) -> Answer:
    if evidence.discipline is None:
        return _MISSING["discipline"]
    answer: Answer = False
    for one in evidence.discipline:
        excuse = _excuse(one) if excused else False
        if one.whom not in whom or one.corruption is False or excuse is True or not _of_year(one, year):
            continue
        if one.corruption and excuse is False:
            return True
        answer = _MISSING["discipline.corruption" if one.corruption is None else "discipline.remedied"]
    return answer


def _disciplined_units_above(ratio: Fraction, evidence: Evidence, year: int) -> Answer:
    if evidence.discipline is None:
        return _MISSING["discipline"]
    units = _disciplined_units(evidence.discipline, year)
    if not units:
        return False
    if evidence.subordinate_units is None:
        return _MISSING["subordinate_units"]
    return units * ratio.denominator > ratio.numerator * evidence.subordinate_units


def _disciplined_units(discipline: Iterable[Discipline], year: int) -> int:
    """Units disciplined in the year: one that is named counts once, one without a name by itself."""
    units = [one.subject for one in discipline if one.whom == "subordinate" and _of_year(one, year)]
    return len({unit for unit in units if unit is not None}) + units.count(None)


def _of_year(one: Discipline, year: int) -> bool:
    return one.on is None or one.on.year == year


def _excuse(one: Discipline) -> bool | None:
    """Whether it was self-detected and remedied; `None` where that is not known."""
    if one.self_detected is False or one.remedied is False:
        return False
    return True if one.self_detected and one.remedied else None


_ALL_FORMS: Final = tuple(DisciplineForm)


def _concluded(conclusions: tuple[Conclusion, ...], evidence: Evidence, _year: int) -> Answer:
    if evidence.conclusions is None:
        return _MISSING["conclusions"]
    return any(one in conclusions for one in evidence.conclusions)


def _state_rating_at_least(passing: tuple[Rating, ...], evidence: Evidence, _year: int) -> Answer:
    if evidence.state_rating is not None:
        return evidence.state_rating in passing
    return True if evidence.official is False else _MISSING["state_rating" if evidence.official else "official"]


def _state_rating_is(rating: Rating, evidence: Evidence, _year: int) -> Answer:
    if evidence.state_rating is not None:
        return evidence.state_rating is rating
    return False if evidence.official is False else _MISSING["state_rating" if evidence.official else "official"]


def _subordinates_at_least(tiers: int, ratio: Fraction, evidence: Evidence, _year: int) -> Answer:
    counts = evidence.subordinate_ratings
    if counts is None:
        return _MISSING["subordinate_ratings"]
    total = counts.total
    return sum(counts.by_tier[:tiers]) * ratio.denominator >= ratio.numerator * total if total else _NOBODY_RATED


def _subordinates_above(tier: int, ratio: Fraction, evidence: Evidence, _year: int) -> Answer:
    counts = evidence.subordinate_ratings
    if counts is None:
        return _MISSING["subordinate_ratings"]
    total = counts.total
    return counts.by_tier[tier] * ratio.denominator > ratio.numerator * total if total else _NOBODY_RATED


def _peers(passing: tuple[Rating, ...], evidence: Evidence, _year: int) -> Answer:
    if evidence.peer_ratings is None:
        return _MISSING["peer_ratings"]
    return all(one in passing for one in evidence.peer_ratings)


def _sick_leave_below(months: int, evidence: Evidence, _year: int) -> Answer:
    return _MISSING["sick_leave_months"] if evidence.sick_leave_months is None else evidence.sick_leave_months < months


def _shortcomings_fixed(evidence: Evidence, _year: int) -> Answer:
    if evidence.shortcomings_found is None:
        return _MISSING["shortcomings_found"]
    if evidence.shortcomings_found and evidence.shortcomings_fixed is None:
        return _MISSING["shortcomings_fixed"]
    return (evidence.shortcomings_fixed or 0) == evidence.shortcomings_found


def _shortcomings_unread(gap: Gap, evidence: Evidence, year: int) -> Answer:
    """Open where one is left, because whether the condition is the subject's was not read; silence is no obstacle."""
    if evidence.shortcomings_found is None:
        return True
    answer = _shortcomings_fixed(evidence, year)
    return gap if answer is False else answer


def _unit_rated(rating: Rating, evidence: Evidence, _year: int) -> Answer:
    return _MISSING["unit_rating"] if evidence.unit_rating is None else evidence.unit_rating is rating


def never_known(gap: Gap, _evidence: Evidence, _year: int) -> Answer:
    return gap


class _Test(NamedTuple):
    """A test of the vocabulary: how it is made out of a row, what evidence it reads, how it is worded."""

    make: Callable[[Table], Ask]
    reads: Callable[[Table], tuple[str, ...]]
    words: Callable[[Table], Words]
    found: Callable[[Evidence, Table, Lang, int], str] = lambda _evidence, _row, _lang, _year: ""


def _reading(*fields: str) -> Callable[[Table], tuple[str, ...]]:
    return lambda _row: fields


def _optional(row: Table, key: str) -> str:
    return row.text(key) if key in row else ""


def _whose(row: Table) -> str:
    return "unit_tasks" if _optional(row, "whose") == "unit" else "tasks"


def _reads_tasks(row: Table) -> tuple[str, ...]:
    return (_whose(row),)


def _or_better(vocabulary: type[_TermT], worst: str) -> tuple[_TermT, ...]:
    members = tuple(vocabulary)
    return members[: members.index(vocabulary(worst)) + 1]


def _graded(ask: Callable[..., Answer]) -> Callable[[Table], Ask]:
    def make(row: Table) -> Ask:
        names = row.texts("groups")
        passing = _or_better(Grade, row.text("grade"))
        if names == ("others",):
            names = tuple(group.value for group in CriterionGroup if group is not CriterionGroup.TASKS)
        groups = tuple(CriterionGroup(name) for name in names)
        return partial(ask, groups, passing, len(groups))

    return make


def whole_or_none(row: Table, key: str) -> int | None:
    return row.number(key) if key in row else None


def _forms(row: Table) -> tuple[DisciplineForm, ...]:
    return _or_better(DisciplineForm, row.text("form")) if "form" in row else _ALL_FORMS


def _percent(ratio: Fraction, lang: Lang) -> str:
    percent = ratio * 100
    return f"{format_number(percent, decimals=0 if percent.denominator == 1 else 1, lang=lang)}%"


def _list(row: Table, key: str, vocabulary: type[Term], lang: Lang) -> str:
    terms = [vocabulary(name) for name in row.texts(key) if name in {one.value for one in vocabulary}]
    return ", ".join(term.words.text(lang=lang) for term in terms)


def _tier(row: Table, lang: Lang) -> str:
    """The tier inside a sentence, and what is above it unless it is the best."""
    rating = Rating(row.text("rating"))
    return Words(vi=lower_first(rating.label), en=rating.gloss).text(lang=lang)


def _tier_or_better(row: Table, lang: Lang) -> str:
    best = Rating(row.text("rating")) is Rating.EXCELLENT
    tier = _tier(row, lang)
    return Words(vi=tier if best else f"{tier} trở lên", en=f"'{tier}'" if best else f"'{tier}' or better").text(
        lang=lang
    )


def _groups(row: Table, lang: Lang) -> str:
    names = row.texts("groups")
    if len(names) == len(CriterionGroup):
        return Words(vi="mọi tiêu chí", en="all criteria").text(lang=lang)
    if names == ("others",):
        return Words(vi="các tiêu chí khác", en="the other criteria").text(lang=lang)
    return _list(row, "groups", CriterionGroup, lang)


def _level_words(row: Table) -> Words:
    grade = Grade(row.text("grade"))
    best = grade is Grade.EXCELLENT
    return Words(
        vi=f"{_groups(row, 'vi')} đạt mức {grade.label}{'' if best else ' trở lên'}",
        en=f"{_groups(row, 'en')} graded {grade.gloss}{'' if best else ' or better'}",
    )


def _basically_words(row: Table) -> Words:
    words = _level_words(row)
    return Words(vi=f"cơ bản {words.vi}", en=f"basically {words.en}")


def _band_words(row: Table) -> Words:
    low, high = whole_or_none(row, "at_least"), whole_or_none(row, "below")
    vi = [f"từ {low} điểm"] if low is not None else []
    en = [f"{low} points or more"] if low is not None else []
    vi += [f"dưới {high} điểm"] if high is not None else []
    en += [f"below {high} points"] if high is not None else []
    return Words(vi=", ".join(vi), en=", ".join(en))


def _task_words(said: Words) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        unit = _whose(row) == "unit_tasks"
        ratio = row.fraction("ratio") if "ratio" in row else Fraction(1)
        whose = Words(vi="đơn vị phụ trách: ", en="unit in charge: ") if unit else NO_WORDS
        main = (
            Words(vi=" và không hoàn thành nhiệm vụ chủ yếu", en=" and main ones missed") if "main" in row else NO_WORDS
        )
        free = Words(vi=" (trừ bất khả kháng)", en=" (force majeure excepted)") if "excused" in row else NO_WORDS
        return Words(
            vi=f"{whose.vi}{said.vi.format(ratio=_percent(ratio, 'vi'))}{main.vi}{free.vi}",
            en=f"{whose.en}{said.en.format(ratio=_percent(ratio, 'en'))}{main.en}{free.en}",
        )

    return words


WHOM: Final[Mapping[str, Words]] = {
    "self": Words(vi="bản thân đối tượng", en="the subject itself"),
    "leadership_member": Words(vi="thành viên lãnh đạo", en="a member of the leadership"),
    "subordinate": Words(vi="đơn vị, người trực thuộc", en="a subordinate unit or person"),
    "member": Words(vi="đảng viên", en="a member"),
}


def _discipline_words(said: Words) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        whom = [WHOM[name] for name in row.texts("whom")]
        form = DisciplineForm(row.text("form")) if "form" in row else None
        least = Words(vi=f" từ {form.label} trở lên", en=f" with {form.gloss} or graver") if form else NO_WORDS
        free = (
            Words(vi=" (trừ khi tự phát hiện và đã khắc phục)", en=" (unless self-detected and remedied)")
            if "excused" in row
            else NO_WORDS
        )
        return Words(
            vi=f"{said.vi.format(whom=', '.join(one.vi for one in whom))}{least.vi}{free.vi}",
            en=f"{said.en.format(whom=' or '.join(one.en for one in whom))}{least.en}{free.en}",
        )

    return words


def _plain(said: Words) -> Callable[[Table], Words]:
    return lambda _row: said


def _rating_words(said: Words) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        ratio = row.fraction("ratio") if "ratio" in row else Fraction(1)
        least = NO_WORDS if ratio == 1 else Words(vi="ít nhất ", en="at least ")

        def filled(template: str, lang: Lang) -> str:
            share = _percent(ratio, lang)
            part = f"{least.text(lang=lang)}{share}"
            return template.format(tier=_tier(row, lang), better=_tier_or_better(row, lang), ratio=share, part=part)

        return Words(vi=filled(said.vi, "vi"), en=filled(said.en, "en"))

    return words


def _found_tasks(field: str) -> Callable[[Evidence, Table, Lang, int], str]:
    def found(evidence: Evidence, row: Table, _lang: Lang, _year: int) -> str:
        tasks: TaskCounts | None = getattr(evidence, _whose(row))
        if tasks is None:
            return ""
        if field == "late":
            count = None if tasks.on_time is None else tasks.done - tasks.on_time
        else:
            count = getattr(tasks, field)
        return "" if count is None else f"{count}/{tasks.assigned}"

    return found


def _found_levels(evidence: Evidence, row: Table, lang: Lang, _year: int) -> str:
    names = row.texts("groups") or tuple(group.value for group in CriterionGroup)
    wanted = ("general", "shortcomings") if names == ("others",) else names
    worst: dict[Grade, None] = dict.fromkeys(
        sorted((one.level for one in evidence.levels if one.group.value in wanted), reverse=True)
    )
    return ", ".join(grade.words.text(lang=lang) for grade in worst)


def _found_score(evidence: Evidence, _row: Table, lang: Lang, _year: int) -> str:
    if evidence.score is None:
        return ""
    text = f"{evidence.score:f}"
    return Words(vi=text.replace(".", ","), en=text).text(lang=lang)


def _found_subordinates(evidence: Evidence, row: Table, _lang: Lang, _year: int) -> str:
    counts = evidence.subordinate_ratings
    if counts is None:
        return ""
    tier = TIERS.index(Rating(row.text("rating")))
    above = row.text("test") == "subordinates_above"
    return f"{counts.by_tier[tier] if above else sum(counts.by_tier[: tier + 1])}/{counts.total}"


def _found_rating(field: str) -> Callable[[Evidence, Table, Lang, int], str]:
    def found(evidence: Evidence, _row: Table, lang: Lang, _year: int) -> str:
        rating: Rating | None = getattr(evidence, field)
        return "" if rating is None else rating.words.text(lang=lang)

    return found


def _found_discipline(evidence: Evidence, row: Table, _lang: Lang, year: int) -> str:
    if evidence.discipline is None:
        return ""
    whom = row.texts("whom") or ("subordinate",)
    return str(sum(one.whom in whom and _of_year(one, year) for one in evidence.discipline))


def _found_shortcomings(evidence: Evidence, _row: Table, _lang: Lang, _year: int) -> str:
    found, fixed = evidence.shortcomings_found, evidence.shortcomings_fixed
    return "" if found is None or (found and fixed is None) else f"{fixed or 0}/{found}"


def _gap_of(row: Table) -> Gap:
    return Gap("text-not-available", row.words("words"))


TESTS: Final[dict[str, _Test]] = {
    "levels": _Test(_graded(_levels), _reading("levels"), _level_words, _found_levels),
    "levels_basically": _Test(_graded(_levels_basically), _reading("levels"), _basically_words, _found_levels),
    "levels_unread": _Test(
        lambda row: _graded(partial(_levels_unread, gap=_gap_of(row)))(row),
        _reading("levels"),
        lambda row: row.words("words"),
        _found_levels,
    ),
    "levels_poor": _Test(
        lambda _row: _levels_poor,
        _reading("levels"),
        _plain(Words(vi="tiêu chí mức Kém", en="criteria graded poor")),
        _found_levels,
    ),
    "score": _Test(
        lambda row: partial(_score, whole_or_none(row, "at_least"), whole_or_none(row, "below")),
        _reading("score"),
        _band_words,
        _found_score,
    ),
    "tasks_done": _Test(
        lambda row: partial(_tasks_done, _whose(row)),
        _reads_tasks,
        _task_words(Words(vi="hoàn thành 100% nhiệm vụ", en="100% of the tasks done")),
        _found_tasks("done"),
    ),
    "tasks_on_time": _Test(
        lambda row: partial(_tasks_on_time, _whose(row)),
        _reads_tasks,
        _task_words(
            Words(
                vi="hoàn thành 100% nhiệm vụ đúng tiến độ, bảo đảm chất lượng",
                en="100% of the tasks on time and with quality",
            )
        ),
        _found_tasks("on_time"),
    ),
    "tasks_late_at_most": _Test(
        lambda row: partial(_tasks_late_at_most, row.fraction("ratio"), _whose(row)),
        _reads_tasks,
        _task_words(Words(vi="không quá {ratio} nhiệm vụ chậm tiến độ", en="at most {ratio} of the tasks late")),
        _found_tasks("late"),
    ),
    "tasks_over": _Test(
        lambda row: partial(_tasks_over, row.fraction("ratio"), _whose(row)),
        _reads_tasks,
        _task_words(Words(vi="ít nhất {ratio} nhiệm vụ vượt mức", en="at least {ratio} of the tasks over-fulfilled")),
        _found_tasks("over_fulfilled"),
    ),
    "tasks_failed": _Test(
        lambda row: partial(
            _tasks_failed, row.fraction("ratio"), _optional(row, "main"), _optional(row, "excused"), _whose(row)
        ),
        _reads_tasks,
        _task_words(Words(vi="hoàn thành dưới {ratio} chỉ tiêu, nhiệm vụ", en="fewer than {ratio} of the tasks done")),
        _found_tasks("done"),
    ),
    "products": _Test(
        lambda _row: partial(_said, "products"),
        _reading("products"),
        _plain(Words(vi="có sản phẩm cụ thể", en="with products")),
    ),
    "model": _Test(
        lambda _row: partial(_said, "model"),
        _reading("model"),
        _plain(Words(vi="sáng tạo, điển hình, gương mẫu", en="sets an example for others")),
    ),
    "no_discipline": _Test(
        lambda row: partial(_no_discipline, row.texts("whom"), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words(Words(vi="không có {whom} bị kỷ luật", en="no discipline of {whom}")),
        _found_discipline,
    ),
    "disciplined": _Test(
        lambda row: partial(_disciplined, row.texts("whom"), _forms(row), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words(Words(vi="{whom} bị kỷ luật", en="discipline of {whom}")),
        _found_discipline,
    ),
    "disciplined_unread": _Test(
        lambda row: partial(_disciplined_unread, row.texts("whom"), _gap_of(row)),
        _reading("discipline"),
        _discipline_words(
            Words(
                vi="{whom} bị kỷ luật thuộc trường hợp được liệt kê",
                en="discipline of {whom} that is one of the listed cases",
            )
        ),
        _found_discipline,
    ),
    "disciplined_for_corruption": _Test(
        lambda row: partial(_disciplined_for_corruption, row.texts("whom"), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words(
            Words(
                vi="{whom} bị kỷ luật vì tham nhũng, lãng phí, tiêu cực",
                en="discipline of {whom} for corruption, waste or wrongdoing",
            )
        ),
        _found_discipline,
    ),
    "disciplined_units_above": _Test(
        lambda row: partial(_disciplined_units_above, row.fraction("ratio")),
        _reading("discipline"),
        lambda row: Words(
            vi=f"trên {_percent(row.fraction('ratio'), 'vi')} đơn vị trực thuộc bị kỷ luật",
            en=f"more than {_percent(row.fraction('ratio'), 'en')} of the subordinate units disciplined",
        ),
        _found_discipline,
    ),
    "concluded": _Test(
        lambda row: partial(_concluded, tuple(Conclusion(name) for name in row.texts("conclusions"))),
        _reading("conclusions"),
        lambda row: Words(
            vi=f"có kết luận: {_list(row, 'conclusions', Conclusion, 'vi')}",
            en=f"concluded: {_list(row, 'conclusions', Conclusion, 'en')}",
        ),
    ),
    "state_rating_at_least": _Test(
        lambda row: partial(_state_rating_at_least, _or_better(Rating, row.text("rating"))),
        _reading("state_rating", "official"),
        _rating_words(
            Words(vi="cán bộ, công chức, viên chức được xếp loại {better}", en="an official is rated {better}")
        ),
        _found_rating("state_rating"),
    ),
    "state_rating_is": _Test(
        lambda row: partial(_state_rating_is, Rating(row.text("rating"))),
        _reading("state_rating", "official"),
        _rating_words(Words(vi="cán bộ, công chức, viên chức bị xếp loại {tier}", en="an official is rated '{tier}'")),
        _found_rating("state_rating"),
    ),
    "subordinates_at_least": _Test(
        lambda row: partial(_subordinates_at_least, TIERS.index(Rating(row.text("rating"))) + 1, row.fraction("ratio")),
        _reading("subordinate_ratings"),
        _rating_words(
            Words(vi="{part} đảng viên (tổ chức trực thuộc) {better}", en="{part} of the subordinates {better}")
        ),
        _found_subordinates,
    ),
    "subordinates_above": _Test(
        lambda row: partial(_subordinates_above, TIERS.index(Rating(row.text("rating"))), row.fraction("ratio")),
        _reading("subordinate_ratings"),
        _rating_words(
            Words(
                vi="trên {ratio} đảng viên (tổ chức trực thuộc) {tier}",
                en="more than {ratio} of the subordinates '{tier}'",
            )
        ),
        _found_subordinates,
    ),
    "peers": _Test(
        lambda row: partial(_peers, _or_better(Rating, row.text("rating"))),
        _reading("peer_ratings"),
        _rating_words(
            Words(
                vi="chính quyền, Mặt trận, đoàn thể cùng cấp {better}",
                en="government, Front and mass bodies of the level {better}",
            )
        ),
    ),
    "sick_leave_below": _Test(
        lambda row: partial(_sick_leave_below, row.number("months")),
        _reading("sick_leave_months"),
        lambda row: Words(
            vi=f"nghỉ ốm dưới {row.number('months')} tháng", en=f"sick leave under {row.number('months')} months"
        ),
        lambda evidence, _row, _lang, _year: (
            "" if evidence.sick_leave_months is None else f"{evidence.sick_leave_months:f}"
        ),
    ),
    "shortcomings_fixed": _Test(
        lambda _row: _shortcomings_fixed,
        _reading("shortcomings_found"),
        _plain(Words(vi="khắc phục 100% hạn chế, khuyết điểm", en="100% of past shortcomings fixed")),
        _found_shortcomings,
    ),
    "shortcomings_unread": _Test(
        lambda row: partial(_shortcomings_unread, _gap_of(row)),
        _reading("shortcomings_found"),
        _plain(
            Words(
                vi="không biết còn hạn chế, khuyết điểm nào chưa khắc phục",
                en="no past shortcoming is known to be left",
            )
        ),
        _found_shortcomings,
    ),
    "unit_rated": _Test(
        lambda row: partial(_unit_rated, Rating(row.text("rating"))),
        _reading("unit_rating"),
        _rating_words(Words(vi="đơn vị phụ trách: {tier}", en="unit in charge rated '{tier}'")),
        _found_rating("unit_rating"),
    ),
    "below_completed": _Test(
        lambda _row: partial(never_known, _NOT_SETTLED),  # answered from the other tiers
        _reading(),
        _plain(Words(vi="không đạt mức hoàn thành nhiệm vụ", en="the tier 'task completed' is not reached")),
    ),
    "listed_failure": _Test(
        lambda row: partial(_listed_failure, _gap_of(row)),
        _reading("listed_failure"),
        _plain(Words(vi="thuộc trường hợp được liệt kê", en="one of the listed cases")),
    ),
    "unknown": _Test(
        lambda row: partial(never_known, _gap_of(row)),
        _reading(),
        lambda row: row.words("words"),
    ),
}
