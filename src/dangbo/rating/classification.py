"""Ratings proposed by the rules: `Evidence` of a year in, `Classification` with every criterion and its clause out.

A rating is decided by a body; the rules say what it may decide on. `classify` reads the criteria in force on the last
day of the year rated, holds the evidence against each, and *proposes* a tier, or says why it cannot:

```
Evidence ── classify(evidence, on=...) ──> Classification
                                             .status   proposed | indeterminate | exempt | not reviewed | ...
                                             .rating   the tier proposed, or None
                                             .criteria each with pass, fail or unknown, and its clause
                                             .with_decision(...)   what was decided; a difference is a finding
```

How a tier is found, from the best down:

1. one ground of "not completed" known to hold: not completed;
2. a tier all of whose criteria are known to hold, while every better one is known to fail and no ground of "not
   completed" holds or is open: that tier;
3. anything else is *indeterminate*, with its reasons: evidence or a text that is missing, words that can be read in two
   ways, or a hole in the rules (nothing fits; the competent body decides).

The criteria are data (`rules/criteria.toml`, and a province's own file by `RuleBook.with_local`), not code. What the
pages read do not have is a criterion too, which stays unknown. The vocabulary of tests, with their parameters:

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

__all__ = [
    "Classification",
    "Criterion",
    "CriterionLevel",
    "CriterionResult",
    "Discipline",
    "Disciplined",
    "Evidence",
    "PartyLife",
    "RatingCounts",
    "RatingDecision",
    "Reason",
    "ReasonCode",
    "Status",
    "TaskCounts",
    "Verdict",
    "classify",
]

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar, cast

from pydantic import BeforeValidator

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.envelope import envelope, json_text
from dangbo.base.errors import InvalidInputError, known_language
from dangbo.base.figures import repeated
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Count, Day, Id, Text, instance_of, one_of, ordered, record
from dangbo.base.terms import (
    Conclusion,
    CriterionGroup,
    DisciplineForm,
    Grade,
    Kind,
    Rating,
    SubjectType,
    Term,
    parse_kind,
)
from dangbo.base.text import format_date, format_number, lower_first, nearest
from dangbo.base.words import Words
from dangbo.rules import RuleBook, Rules, RuleValue, Table, book_of

if TYPE_CHECKING:
    from dangbo.render import Drawing

Status: TypeAlias = Literal["proposed", "indeterminate", "exempt", "not_reviewed", "reviewed_not_rated", "not_rated"]
"""What came out.

- `proposed`: the rules give a tier.
- `indeterminate`: they do not, or nobody can tell; the reasons say why.
- `exempt`: exempt from work and party life (miễn).
- `not_reviewed`: no review this year, so no rating (không kiểm điểm).
- `reviewed_not_rated`: reviewed, and not rated (kiểm điểm nhưng không xếp loại).
- `not_rated`: not rated; the text that was read does not say whether reviewed.
"""

Verdict: TypeAlias = Literal["pass", "fail", "unknown"]
"""Whether a criterion holds. One of the tier "not completed" that holds is a ground for that tier."""

Disciplined: TypeAlias = Literal["self", "leadership_member", "subordinate", "member"]
"""Who was disciplined.

- `self`: the subject itself; of an organization, its leading body too.
- `leadership_member`: a member of that leading body.
- `subordinate`: a unit under an organization or collective; a unit or person a leader directly manages.
- `member`: an ordinary member of the organization, of whom no criterion that was read speaks.
"""

PartyLife: TypeAlias = Literal["active", "exempt", "suspended"]
"""Whether a member takes part in party life, is exempt from it (miễn) or suspended from it (đình chỉ). Suspension from
a committee only is not a suspension from party life."""

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

_TermT = TypeVar("_TermT", bound=Term)
_TIERS: Final = (Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED)
_MOST: Final = Decimal(100)
_MOST_GENERAL: Final = Decimal(30)
_MOST_RESULTS: Final = Decimal(70)


# --- evidence: reading and refusing -----------------------------------------------------------------------------------


def _figure(where: str, reason: Words, remedy: Words) -> Finding:
    return finding(
        "input/bad-figure", where, reason=reason.en, reason_vi=reason.vi, remedy=remedy.en, remedy_vi=remedy.vi
    )


def _wrong(reason: Words, remedy: Words, *, where: str = "") -> InvalidInputError:
    return InvalidInputError([_figure(where, reason, remedy)])


# Decimal itself reads more: "1_0", digits of other scripts, exponents.
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LONGEST: Final = 40
"""Digits nobody writes for points or months."""
_SHOWN: Final = 7
"""A number longer than this may be the number of a person, and stays out of messages."""
_MOST_MONTHS: Final = Decimal(1200)


def _exact(value: object, most: Decimal | None, unit: Words) -> object:
    """An exact number from 0 on: int, Decimal or digits; floats are refused, because 89.995 would not be kept."""
    if value is None:
        return value
    number: Decimal | None = None
    if isinstance(value, str) and len(value) <= _LONGEST:
        text = value.strip()
        number = Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        number = Decimal(value)
    if number is None or not number.is_finite():
        shown = f"{value}" if isinstance(value, (float, Decimal)) else repeated(value) or type(value).__name__
        raise _wrong(
            Words(vi=f"{shown} không phải là {unit.vi} chính xác", en=f"{shown} is not an exact number of {unit.en}"),
            Words(
                vi='Ghi số nguyên hoặc số thập phân chính xác, như "89.995".',
                en='Give an int, a Decimal or "89.995" as text.',
            ),
        )
    if number < 0 or number > (_MOST_MONTHS if most is None else most):
        shown = f"{number}" if len(f"{number}") <= _SHOWN else type(value).__name__
        upper = Words(vi="", en="") if most is None else Words(vi=f" đến {most}", en=f" to {most}")
        raise _wrong(
            Words(vi=f"{shown} nằm ngoài thang {unit.vi}", en=f"{shown} is off the scale of {unit.en}"),
            Words(vi=f"Ghi từ 0{upper.vi}.", en=f"Give a number from 0{upper.en}."),
        )
    return number


def _points(most: Decimal) -> Callable[[object], object]:
    return partial(_exact, most=most, unit=Words(vi="điểm", en="points"))


def _kind(value: object) -> object:
    return parse_kind(value) if isinstance(value, str) else value


_Months = Annotated[Decimal, BeforeValidator(partial(_exact, most=None, unit=Words(vi="tháng", en="months")))]
_Total = Annotated[Decimal, BeforeValidator(_points(_MOST))]
_General = Annotated[Decimal, BeforeValidator(_points(_MOST_GENERAL))]
_Results = Annotated[Decimal, BeforeValidator(_points(_MOST_RESULTS))]
_Rating = Annotated[Rating, BeforeValidator(one_of(Rating))]


@record
class CriterionLevel:
    """The grade of one criterion (mức của một tiêu chí), as regimes until 2024 give it.

    Args:
        group: the group the criterion belongs to, or its label.
        level: the grade, or its label.
        name: what the criterion is called; empty where the group has only one.

    Raises:
        InvalidInputError: a group or grade nobody knows.

    Examples:
        >>> CriterionLevel("tasks", "Xuất sắc").level
        <Grade.EXCELLENT: 'excellent'>
    """

    group: Annotated[CriterionGroup, BeforeValidator(one_of(CriterionGroup))]
    level: Annotated[Grade, BeforeValidator(one_of(Grade))]
    name: str = ""

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(self, group: CriterionGroup | str, level: Grade | str, name: str = "") -> None: ...


@record
class TaskCounts:
    """Tasks and targets of a year (nhiệm vụ, chỉ tiêu), counted.

    Args:
        assigned: how many were assigned; at least one.
        done: how many were done.
        on_time: how many of them on time and with quality; `None` while nobody has counted.
        over_fulfilled: how many of them above the target; `None` while nobody has counted.
        main_missed: how many main ones were missed, those missed through force majeure left out; `None` while nobody
            has counted.
        force_majeure: how many were missed through force majeure (bất khả kháng).

    Raises:
        InvalidInputError: a negative count, more done than assigned, parts that do not add up; all at once.

    Examples:
        >>> TaskCounts(assigned=20, done=20, on_time=18, over_fulfilled=6)
        TaskCounts(assigned=20, done=20, on_time=18, over_fulfilled=6, main_missed=None, force_majeure=0)
        >>> TaskCounts(assigned=20, done=21)
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - TaskCounts.done: 21 is more than the 20 of 'assigned'. Count again: a part cannot exceed its whole. \
[input/bad-figure]
    """

    assigned: Count
    done: Count
    on_time: Count | None = None
    over_fulfilled: Count | None = None
    main_missed: Count | None = None
    force_majeure: Count = 0

    def __post_init__(self) -> None:
        """Refuse counts that do not add up."""
        problems: list[Finding] = []
        if not self.assigned:
            problems.append(
                _figure(
                    "assigned",
                    Words(
                        vi="không có nhiệm vụ nào nên không có tỷ lệ nào", en="there is no task, so there is no share"
                    ),
                    Words(vi="Để trống phần nhiệm vụ.", en="Leave the task counts out."),
                )
            )
        missed = max(self.assigned - self.done, 0)
        problems += _not_above("done", self.done, "assigned", self.assigned)
        problems += _not_above("on_time", self.on_time or 0, "done", self.done)
        problems += _not_above("over_fulfilled", self.over_fulfilled or 0, "done", self.done)
        problems += _not_above(
            "main_missed + force_majeure", (self.main_missed or 0) + self.force_majeure, "assigned - done", missed
        )
        if problems:
            raise InvalidInputError(problems)


def _not_above(part: str, count: int, whole: str, of: int) -> list[Finding]:
    if count <= of:
        return []
    reason = Words(vi=f"{count} nhiều hơn {of} của '{whole}'", en=f"{count} is more than the {of} of '{whole}'")
    remedy = Words(vi="Đếm lại: phần không thể lớn hơn toàn bộ.", en="Count again: a part cannot exceed its whole.")
    return [_figure(part, reason, remedy)]


@record
class RatingCounts:
    """How many subordinates of an organization have which rating: organizations of a đảng bộ, members of a chi bộ.

    Examples:
        >>> RatingCounts(excellent=2, good=8).total
        10
    """

    excellent: Count = 0
    good: Count = 0
    completed: Count = 0
    not_completed: Count = 0

    @property
    def total(self) -> int:
        """All that are rated."""
        return self.excellent + self.good + self.completed + self.not_completed

    @property
    def by_tier(self) -> tuple[int, int, int, int]:
        """The counts from the best tier down."""
        return (self.excellent, self.good, self.completed, self.not_completed)


@record
class Discipline:
    """A disciplinary measure of the year (kỷ luật).

    Args:
        form: the form, or its label.
        whom: who was disciplined.
        subject: id of the unit disciplined, so that one unit counts once.
        on: the day of the decision; one of another year than the year rated does not count.
        self_detected: whether the subject found the fault itself (tự phát hiện); `None` while unknown.
        remedied: whether the consequences were put right (đã khắc phục hậu quả); `None` while unknown.
        corruption: whether it was for corruption, waste or wrongdoing (tham nhũng, lãng phí, tiêu cực); `None` while
            unknown.

    Raises:
        InvalidInputError: a form nobody knows, a date that does not exist.

    Examples:
        >>> Discipline("Khiển trách", whom="subordinate", self_detected=True, remedied=True).form
        <DisciplineForm.REPRIMAND: 'reprimand'>
    """

    form: Annotated[DisciplineForm, BeforeValidator(one_of(DisciplineForm))]
    whom: Disciplined = "self"
    _: KW_ONLY
    subject: Id | None = None
    on: Day | None = None
    self_detected: bool | None = None
    remedied: bool | None = None
    corruption: bool | None = None

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self,
            form: DisciplineForm | str,
            whom: Disciplined = "self",
            *,
            subject: str | None = None,
            on: dt.date | str | None = None,
            self_detected: bool | None = None,
            remedied: bool | None = None,
            corruption: bool | None = None,
        ) -> None: ...


@record
class Evidence:
    """What is known about a subject at the end of a year. Whatever is left out is unknown, not zero.

    One record may carry what several regimes ask for; each uses only what it knows.

    Args:
        subject: who is rated.
        kind: form and level of an organization, such as "chi bộ trực thuộc"; needed for organizations only.
        id: id of the subject.
        year: the year the evidence is of, which must be the year of the rating; that year unless given.
        levels: grades of criteria (regimes until 2024).
        score: points of 100 (from 2025); or give both parts:
        general_score: points of 30 for the general criteria.
        results_score: points of 70 for results.
        tasks: tasks of the subject.
        unit_tasks: tasks of the unit a leader or leadership collective is in charge of.
        unit_rating: rating of the unit in charge.
        discipline: measures of the year; empty when there were none, `None` while unknown.
        subordinate_units: how many units there are under it.
        subordinate_ratings: ratings of subordinate organizations (of a đảng bộ) or of members (of a chi bộ).
        peer_ratings: ratings of government, Front and mass bodies of the same level; empty where there are none.
        state_rating: rating as an official, civil servant or public employee.
        official: whether the member is one.
        works_in_system: whether the member works in the political system.
        conclusions: what competent bodies concluded; empty when nothing, `None` while unknown.
        shortcomings_found: how many shortcomings earlier reviews had found.
        shortcomings_fixed: how many of them were fixed.
        model: whether it sets an example for others (sáng tạo, điển hình; gương mẫu).
        products: whether its results show in products (sản phẩm cụ thể).
        sick_leave_months: sick leave in the year, in months.
        months_active: months since admission (members) or establishment (organizations) where these are few; six or
            more are meant when it is left out.
        party_life: whether a member is exempt or suspended.
        listed_failure: the competent body's statement whether one of the listed cases of "not completed" is met, for
            lists the rulebook does not have. From 2025, `False` does not settle whether a measure against the subject
            itself is such a case.

    Raises:
        InvalidInputError: a score off its scale, a float, parts that do not add up to the total, counts that contradict
            each other, an organization without a kind, a label nobody knows; every problem with its place and fix.

    Examples:
        >>> Evidence("member", score="89.995", works_in_system=True).score
        Decimal('89.995')
        >>> Evidence("member", score=101)
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - Evidence.score: 101 is off the scale of points. Give a number from 0 to 100. [input/bad-figure]
    """

    subject: Annotated[SubjectType, BeforeValidator(one_of(SubjectType))]
    _: KW_ONLY
    kind: Annotated[Kind, BeforeValidator(_kind)] | None = None
    id: Id | None = None
    year: Count | None = None
    levels: Annotated[tuple[CriterionLevel, ...], BeforeValidator(ordered)] = ()
    score: _Total | None = None
    general_score: _General | None = None
    results_score: _Results | None = None
    tasks: TaskCounts | None = None
    unit_tasks: TaskCounts | None = None
    unit_rating: _Rating | None = None
    discipline: Annotated[tuple[Discipline, ...], BeforeValidator(ordered)] | None = None
    subordinate_units: Count | None = None
    subordinate_ratings: RatingCounts | None = None
    peer_ratings: Annotated[tuple[_Rating, ...], BeforeValidator(ordered)] | None = None
    state_rating: _Rating | None = None
    official: bool | None = None
    works_in_system: bool | None = None
    conclusions: (
        Annotated[tuple[Annotated[Conclusion, BeforeValidator(one_of(Conclusion))], ...], BeforeValidator(ordered)]
        | None
    ) = None
    shortcomings_found: Count | None = None
    shortcomings_fixed: Count | None = None
    model: bool | None = None
    products: bool | None = None
    sick_leave_months: _Months | None = None
    months_active: _Months | None = None
    party_life: PartyLife = "active"
    listed_failure: bool | None = None

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self,
            subject: SubjectType | str,
            *,
            kind: Kind | str | None = None,
            id: str | None = None,
            year: int | None = None,
            levels: Sequence[CriterionLevel] = (),
            score: Decimal | int | str | None = None,
            general_score: Decimal | int | str | None = None,
            results_score: Decimal | int | str | None = None,
            tasks: TaskCounts | None = None,
            unit_tasks: TaskCounts | None = None,
            unit_rating: Rating | str | None = None,
            discipline: Sequence[Discipline] | None = None,
            subordinate_units: int | None = None,
            subordinate_ratings: RatingCounts | None = None,
            peer_ratings: Sequence[Rating | str] | None = None,
            state_rating: Rating | str | None = None,
            official: bool | None = None,
            works_in_system: bool | None = None,
            conclusions: Sequence[Conclusion | str] | None = None,
            shortcomings_found: int | None = None,
            shortcomings_fixed: int | None = None,
            model: bool | None = None,
            products: bool | None = None,
            sick_leave_months: Decimal | int | str | None = None,
            months_active: Decimal | int | str | None = None,
            party_life: PartyLife = "active",
            listed_failure: bool | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Add up the points, and refuse what contradicts itself."""
        problems: list[Finding] = []
        if self.general_score is not None and self.results_score is not None:
            total = self.general_score + self.results_score
            if self.score is None:
                object.__setattr__(self, "score", total)
            elif self.score != total:
                reason = Words(
                    vi=f"{self.score} không bằng {self.general_score} + {self.results_score}",
                    en=f"{self.score} is not {self.general_score} + {self.results_score}",
                )
                problems.append(_figure("score", reason, _COUNT_AGAIN))
        organization = self.subject is SubjectType.ORGANIZATION
        if organization and self.kind is None:
            problems.append(finding("input/missing-field", "kind"))
        if self.kind is not None and not organization:
            reason = Words(vi="chỉ tổ chức đảng mới có loại", en="only an organization has a kind")
            problems.append(_figure("kind", reason, Words(vi="Bỏ loại tổ chức.", en="Leave it out.")))
        if self.party_life != "active" and self.subject in {SubjectType.ORGANIZATION, SubjectType.COLLECTIVE}:
            reason = Words(vi="chỉ đảng viên mới được miễn, bị đình chỉ", en="only a member can be exempt or suspended")
            problems.append(
                _figure("party_life", reason, Words(vi="Bỏ mục tình trạng sinh hoạt đảng.", en="Leave it out."))
            )
        if self.official is False and self.state_rating is not None:
            reason = Words(
                vi="có xếp loại cán bộ, công chức, viên chức mà ghi không phải cán bộ, công chức, viên chức",
                en="there is a rating as an official, and the member is said to be none",
            )
            problems.append(
                _figure("state_rating", reason, Words(vi="Sửa một trong hai.", en="Correct one of the two."))
            )
        if self.shortcomings_fixed is not None:
            if self.shortcomings_found is None:
                problems.append(finding("input/missing-field", "shortcomings_found"))
            else:
                problems += _not_above(
                    "shortcomings_fixed", self.shortcomings_fixed, "shortcomings_found", self.shortcomings_found
                )
        if self.subordinate_units is not None and self.discipline:
            known = {one.subject for one in self.discipline if one.whom == "subordinate" and one.subject is not None}
            problems += _not_above("discipline", len(known), "subordinate_units", self.subordinate_units)
        if problems:
            raise InvalidInputError(problems)


_COUNT_AGAIN: Final = Words(vi="Cộng lại, hoặc chỉ ghi một trong hai.", en="Add up again, or give only one of the two.")


@record
class RatingDecision:
    """The rating a competent body decided (kết quả đã quyết định).

    Args:
        rating: the tier, or its full label.
        body: the body that decided.
        on: the day it did.
        document: the paper that says so.

    Raises:
        InvalidInputError: a tier nobody knows, a blank body, a date that does not exist.
    """

    rating: _Rating
    body: Text
    on: Day
    document: Document | None = None

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self, rating: Rating | str, body: str, on: dt.date | str, document: Document | None = None
        ) -> None: ...


# --- the tests --------------------------------------------------------------------------------------------------------


class _Gap(NamedTuple):
    """Why nobody can tell."""

    code: ReasonCode
    words: Words


_Answer: TypeAlias = bool | _Gap
_Ask: TypeAlias = Callable[[Evidence, int], _Answer]

_EVIDENCE: Final[dict[str, Words]] = {
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
_MISSING: Final[dict[str, _Gap]] = {
    field: _Gap("missing-evidence", Words(vi=f"thiếu {words.vi}", en=f"{words.en} ({field}) is missing"))
    for field, words in _EVIDENCE.items()
}
_BASICALLY: Final = _Gap(
    "words-ambiguous",
    Words(
        vi="có tiêu chí dưới mức này, mà văn bản ghi 'cơ bản'",
        en="some criterion is below, and the text says 'basically'",
    ),
)
_SOME_POOR: Final = _Gap(
    "words-ambiguous",
    Words(
        vi="có tiêu chí mức Kém, mà văn bản đã đọc không nói bao nhiêu tiêu chí thì thành căn cứ",
        en="some criteria are poor, and the text read does not say how many make it a ground",
    ),
)
_FORCE_MAJEURE: Final = _Gap(
    "words-ambiguous",
    Words(
        vi="kết luận tùy ở việc trừ các nhiệm vụ bất khả kháng ra sao",
        en="the answer depends on how tasks missed through force majeure are taken out",
    ),
)
_NOT_SETTLED: Final = _Gap(
    "missing-evidence", Words(vi="chưa rõ mức nào đạt", en="it is not known whether a better tier is reached")
)
_NOBODY_RATED: Final = _Gap(
    "missing-evidence",
    Words(
        vi="chưa có cấp dưới nào được xếp loại",
        en="no subordinate has been rated (subordinate_ratings)",
    ),
)


def _levels(
    groups: tuple[CriterionGroup, ...], passing: tuple[Grade, ...], needed: int, evidence: Evidence, _year: int
) -> _Answer:
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
) -> _Answer:
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
    gap: _Gap,
) -> _Answer:
    answer = _levels(groups, passing, needed, evidence, year)
    return gap if answer is False else answer


def _levels_poor(evidence: Evidence, _year: int) -> _Answer:
    poor = sum(row.level is Grade.POOR for row in evidence.levels)
    if poor and poor < len(evidence.levels):
        return _SOME_POOR
    complete = len({row.group.value for row in evidence.levels}) == len(CriterionGroup)
    return bool(poor) if complete else _MISSING["levels"]


def _score(at_least: int | None, below: int | None, evidence: Evidence, _year: int) -> _Answer:
    score = evidence.score
    if score is None:
        return _MISSING["score"]
    return (at_least is None or score >= at_least) and (below is None or score < below)


def _tasks_done(whose: str, evidence: Evidence, _year: int) -> _Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    return _MISSING[whose] if tasks is None else tasks.done == tasks.assigned


def _tasks_on_time(whose: str, evidence: Evidence, _year: int) -> _Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.done < tasks.assigned:
        return False
    return _MISSING[f"{whose}.on_time"] if tasks.on_time is None else tasks.on_time == tasks.assigned


def _tasks_late_at_most(ratio: Fraction, whose: str, evidence: Evidence, _year: int) -> _Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.on_time is None:
        return _MISSING[f"{whose}.on_time"]
    return (tasks.done - tasks.on_time) * ratio.denominator <= ratio.numerator * tasks.assigned


def _tasks_over(ratio: Fraction, whose: str, evidence: Evidence, _year: int) -> _Answer:
    tasks: TaskCounts | None = getattr(evidence, whose)
    if tasks is None:
        return _MISSING[whose]
    if tasks.over_fulfilled is None:
        return _MISSING[f"{whose}.over_fulfilled"]
    return tasks.over_fulfilled * ratio.denominator >= ratio.numerator * tasks.assigned


def _tasks_failed(ratio: Fraction, main: str, excused: str, whose: str, evidence: Evidence, _year: int) -> _Answer:
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


def _said(field: str, evidence: Evidence, _year: int) -> _Answer:
    said: bool | None = getattr(evidence, field)
    return _MISSING[field] if said is None else said


def _listed_failure(gap: _Gap, evidence: Evidence, _year: int) -> _Answer:
    return gap if evidence.listed_failure is None else evidence.listed_failure


def _disciplined(
    whom: tuple[str, ...],
    forms: tuple[DisciplineForm, ...],
    excused: str,
    evidence: Evidence,
    year: int,
) -> _Answer:
    """Whether one of these was disciplined in the year; unknown where only measures that may be excused are left."""
    if evidence.discipline is None:
        return _MISSING["discipline"]
    answer: _Answer = False
    for one in evidence.discipline:
        if one.whom not in whom or one.form not in forms or not _of_year(one, year):
            continue
        excuse = _excuse(one) if excused else False
        if excuse is False:
            return True
        if excuse is None:
            answer = _MISSING["discipline.remedied"]
    return answer


def _no_discipline(whom: tuple[str, ...], excused: str, evidence: Evidence, year: int) -> _Answer:
    answer = _disciplined(whom, _ALL_FORMS, excused, evidence, year)
    return not answer if isinstance(answer, bool) else answer


def _disciplined_unread(whom: tuple[str, ...], gap: _Gap, evidence: Evidence, year: int) -> _Answer:
    """Open where one of these was disciplined, whatever the competent body says of the listed cases.

    While the discipline of the year is unknown, its statement that no listed case is met is all there is to go by.
    """
    answer = _disciplined(whom, _ALL_FORMS, "", evidence, year)
    if answer is True:
        return gap
    return False if evidence.listed_failure is False else answer


def _disciplined_for_corruption(whom: tuple[str, ...], excused: str, evidence: Evidence, year: int) -> _Answer:
    if evidence.discipline is None:
        return _MISSING["discipline"]
    answer: _Answer = False
    for one in evidence.discipline:
        excuse = _excuse(one) if excused else False
        if one.whom not in whom or one.corruption is False or excuse is True or not _of_year(one, year):
            continue
        if one.corruption and excuse is False:
            return True
        answer = _MISSING["discipline.corruption" if one.corruption is None else "discipline.remedied"]
    return answer


def _disciplined_units_above(ratio: Fraction, evidence: Evidence, year: int) -> _Answer:
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


def _concluded(conclusions: tuple[Conclusion, ...], evidence: Evidence, _year: int) -> _Answer:
    if evidence.conclusions is None:
        return _MISSING["conclusions"]
    return any(one in conclusions for one in evidence.conclusions)


def _state_rating_at_least(passing: tuple[Rating, ...], evidence: Evidence, _year: int) -> _Answer:
    if evidence.state_rating is not None:
        return evidence.state_rating in passing
    return True if evidence.official is False else _MISSING["state_rating" if evidence.official else "official"]


def _state_rating_is(rating: Rating, evidence: Evidence, _year: int) -> _Answer:
    if evidence.state_rating is not None:
        return evidence.state_rating is rating
    return False if evidence.official is False else _MISSING["state_rating" if evidence.official else "official"]


def _subordinates_at_least(tiers: int, ratio: Fraction, evidence: Evidence, _year: int) -> _Answer:
    counts = evidence.subordinate_ratings
    if counts is None:
        return _MISSING["subordinate_ratings"]
    total = counts.total
    return sum(counts.by_tier[:tiers]) * ratio.denominator >= ratio.numerator * total if total else _NOBODY_RATED


def _subordinates_above(tier: int, ratio: Fraction, evidence: Evidence, _year: int) -> _Answer:
    counts = evidence.subordinate_ratings
    if counts is None:
        return _MISSING["subordinate_ratings"]
    total = counts.total
    return counts.by_tier[tier] * ratio.denominator > ratio.numerator * total if total else _NOBODY_RATED


def _peers(passing: tuple[Rating, ...], evidence: Evidence, _year: int) -> _Answer:
    if evidence.peer_ratings is None:
        return _MISSING["peer_ratings"]
    return all(one in passing for one in evidence.peer_ratings)


def _sick_leave_below(months: int, evidence: Evidence, _year: int) -> _Answer:
    return _MISSING["sick_leave_months"] if evidence.sick_leave_months is None else evidence.sick_leave_months < months


def _shortcomings_fixed(evidence: Evidence, _year: int) -> _Answer:
    if evidence.shortcomings_found is None:
        return _MISSING["shortcomings_found"]
    if evidence.shortcomings_found and evidence.shortcomings_fixed is None:
        return _MISSING["shortcomings_fixed"]
    return (evidence.shortcomings_fixed or 0) == evidence.shortcomings_found


def _shortcomings_unread(gap: _Gap, evidence: Evidence, year: int) -> _Answer:
    """Open where one is left, because whether the condition is the subject's was not read; silence is no obstacle."""
    if evidence.shortcomings_found is None:
        return True
    answer = _shortcomings_fixed(evidence, year)
    return gap if answer is False else answer


def _unit_rated(rating: Rating, evidence: Evidence, _year: int) -> _Answer:
    return _MISSING["unit_rating"] if evidence.unit_rating is None else evidence.unit_rating is rating


def _never_known(gap: _Gap, _evidence: Evidence, _year: int) -> _Answer:
    return gap


# --- a test out of a row ----------------------------------------------------------------------------------------------


class _Test(NamedTuple):
    """A test of the vocabulary: how it is made out of a row, what evidence it reads, how it is worded."""

    make: Callable[[Table], _Ask]
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


def _graded(ask: Callable[..., _Answer]) -> Callable[[Table], _Ask]:
    def make(row: Table) -> _Ask:
        names = row.texts("groups")
        passing = _or_better(Grade, row.text("grade"))
        if names == ("others",):
            names = tuple(group.value for group in CriterionGroup if group is not CriterionGroup.TASKS)
        groups = tuple(CriterionGroup(name) for name in names)
        return partial(ask, groups, passing, len(groups))

    return make


def _whole_or_none(row: Table, key: str) -> int | None:
    return row.number(key) if key in row else None


def _forms(row: Table) -> tuple[DisciplineForm, ...]:
    return _or_better(DisciplineForm, row.text("form")) if "form" in row else _ALL_FORMS


def _percent(ratio: Fraction, lang: Lang) -> str:
    percent = ratio * 100
    return f"{format_number(percent, decimals=0 if percent.denominator == 1 else 1, lang=lang)}%"


def _list(row: Table, key: str, vocabulary: type[Term], lang: Lang) -> str:
    terms = [vocabulary(name) for name in row.texts(key) if name in {one.value for one in vocabulary}]
    return ", ".join(term.label if known_language(lang) == "vi" else term.gloss for term in terms)


def _tier(row: Table, lang: Lang) -> str:
    """The tier inside a sentence, and what is above it unless it is the best."""
    rating = Rating(row.text("rating"))
    return lower_first(rating.label) if known_language(lang) == "vi" else rating.gloss


def _tier_or_better(row: Table, lang: Lang) -> str:
    vi = known_language(lang) == "vi"
    above = "" if Rating(row.text("rating")) is Rating.EXCELLENT else " trở lên" if vi else " or better"
    tier = _tier(row, lang)
    return f"{tier}{above}" if vi else f"'{tier}'{above}"


def _groups(row: Table, lang: Lang) -> str:
    names = row.texts("groups")
    if len(names) == len(CriterionGroup):
        return "mọi tiêu chí" if known_language(lang) == "vi" else "all criteria"
    if names == ("others",):
        return "các tiêu chí khác" if known_language(lang) == "vi" else "the other criteria"
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
    low, high = _whole_or_none(row, "at_least"), _whole_or_none(row, "below")
    vi = [f"từ {low} điểm"] if low is not None else []
    en = [f"{low} points or more"] if low is not None else []
    vi += [f"dưới {high} điểm"] if high is not None else []
    en += [f"below {high} points"] if high is not None else []
    return Words(vi=", ".join(vi), en=", ".join(en))


_NOTHING: Final = Words(vi="", en="")


def _task_words(vi: str, en: str) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        unit = _whose(row) == "unit_tasks"
        ratio = row.fraction("ratio") if "ratio" in row else Fraction(1)
        whose = Words(vi="đơn vị phụ trách: ", en="unit in charge: ") if unit else _NOTHING
        main = (
            Words(vi=" và không hoàn thành nhiệm vụ chủ yếu", en=" and main ones missed") if "main" in row else _NOTHING
        )
        free = Words(vi=" (trừ bất khả kháng)", en=" (force majeure excepted)") if "excused" in row else _NOTHING
        return Words(
            vi=f"{whose.vi}{vi.format(ratio=_percent(ratio, 'vi'))}{main.vi}{free.vi}",
            en=f"{whose.en}{en.format(ratio=_percent(ratio, 'en'))}{main.en}{free.en}",
        )

    return words


_WHOM: Final = {
    "self": Words(vi="bản thân đối tượng", en="the subject itself"),
    "leadership_member": Words(vi="thành viên lãnh đạo", en="a member of the leadership"),
    "subordinate": Words(vi="đơn vị, người trực thuộc", en="a subordinate unit or person"),
    "member": Words(vi="đảng viên", en="a member"),
}


def _discipline_words(vi: str, en: str) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        whom = [_WHOM[name] for name in row.texts("whom")]
        form = DisciplineForm(row.text("form")) if "form" in row else None
        least = Words(vi=f" từ {form.label} trở lên", en=f" with {form.gloss} or graver") if form else _NOTHING
        free = (
            Words(vi=" (trừ khi tự phát hiện và đã khắc phục)", en=" (unless self-detected and remedied)")
            if "excused" in row
            else _NOTHING
        )
        return Words(
            vi=f"{vi.format(whom=', '.join(one.vi for one in whom))}{least.vi}{free.vi}",
            en=f"{en.format(whom=' or '.join(one.en for one in whom))}{least.en}{free.en}",
        )

    return words


def _plain(vi: str, en: str) -> Callable[[Table], Words]:
    return lambda _row: Words(vi=vi, en=en)


def _rating_words(vi: str, en: str) -> Callable[[Table], Words]:
    def words(row: Table) -> Words:
        ratio = row.fraction("ratio") if "ratio" in row else Fraction(1)
        least = Words(vi="", en="") if ratio == 1 else Words(vi="ít nhất ", en="at least ")

        def filled(template: str, lang: Lang) -> str:
            share = _percent(ratio, lang)
            part = f"{least.text(lang=lang)}{share}"
            return template.format(tier=_tier(row, lang), better=_tier_or_better(row, lang), ratio=share, part=part)

        return Words(vi=filled(vi, "vi"), en=filled(en, "en"))

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
    return ", ".join(grade.label if known_language(lang) == "vi" else grade.gloss for grade in worst)


def _found_score(evidence: Evidence, _row: Table, lang: Lang, _year: int) -> str:
    if evidence.score is None:
        return ""
    text = f"{evidence.score:f}"
    return text.replace(".", ",") if known_language(lang) == "vi" else text


def _found_subordinates(evidence: Evidence, row: Table, _lang: Lang, _year: int) -> str:
    counts = evidence.subordinate_ratings
    if counts is None:
        return ""
    tier = _TIERS.index(Rating(row.text("rating")))
    above = row.text("test") == "subordinates_above"
    return f"{counts.by_tier[tier] if above else sum(counts.by_tier[: tier + 1])}/{counts.total}"


def _found_rating(field: str) -> Callable[[Evidence, Table, Lang, int], str]:
    def found(evidence: Evidence, _row: Table, lang: Lang, _year: int) -> str:
        rating: Rating | None = getattr(evidence, field)
        return "" if rating is None else rating.label if known_language(lang) == "vi" else rating.gloss

    return found


def _found_discipline(evidence: Evidence, row: Table, _lang: Lang, year: int) -> str:
    if evidence.discipline is None:
        return ""
    whom = row.texts("whom") or ("subordinate",)
    return str(sum(one.whom in whom and _of_year(one, year) for one in evidence.discipline))


def _found_shortcomings(evidence: Evidence, _row: Table, _lang: Lang, _year: int) -> str:
    found, fixed = evidence.shortcomings_found, evidence.shortcomings_fixed
    return "" if found is None or (found and fixed is None) else f"{fixed or 0}/{found}"


def _gap_of(row: Table) -> _Gap:
    return _Gap("text-not-available", row.words("words"))


_TESTS: Final[dict[str, _Test]] = {
    "levels": _Test(_graded(_levels), _reading("levels"), _level_words, _found_levels),
    "levels_basically": _Test(_graded(_levels_basically), _reading("levels"), _basically_words, _found_levels),
    "levels_unread": _Test(
        lambda row: _graded(partial(_levels_unread, gap=_gap_of(row)))(row),
        _reading("levels"),
        lambda row: row.words("words"),
        _found_levels,
    ),
    "levels_poor": _Test(
        lambda _row: _levels_poor, _reading("levels"), _plain("tiêu chí mức Kém", "criteria graded poor"), _found_levels
    ),
    "score": _Test(
        lambda row: partial(_score, _whole_or_none(row, "at_least"), _whole_or_none(row, "below")),
        _reading("score"),
        _band_words,
        _found_score,
    ),
    "tasks_done": _Test(
        lambda row: partial(_tasks_done, _whose(row)),
        _reads_tasks,
        _task_words("hoàn thành 100% nhiệm vụ", "100% of the tasks done"),
        _found_tasks("done"),
    ),
    "tasks_on_time": _Test(
        lambda row: partial(_tasks_on_time, _whose(row)),
        _reads_tasks,
        _task_words(
            "hoàn thành 100% nhiệm vụ đúng tiến độ, bảo đảm chất lượng", "100% of the tasks on time and with quality"
        ),
        _found_tasks("on_time"),
    ),
    "tasks_late_at_most": _Test(
        lambda row: partial(_tasks_late_at_most, row.fraction("ratio"), _whose(row)),
        _reads_tasks,
        _task_words("không quá {ratio} nhiệm vụ chậm tiến độ", "at most {ratio} of the tasks late"),
        _found_tasks("late"),
    ),
    "tasks_over": _Test(
        lambda row: partial(_tasks_over, row.fraction("ratio"), _whose(row)),
        _reads_tasks,
        _task_words("ít nhất {ratio} nhiệm vụ vượt mức", "at least {ratio} of the tasks over-fulfilled"),
        _found_tasks("over_fulfilled"),
    ),
    "tasks_failed": _Test(
        lambda row: partial(
            _tasks_failed, row.fraction("ratio"), _optional(row, "main"), _optional(row, "excused"), _whose(row)
        ),
        _reads_tasks,
        _task_words("hoàn thành dưới {ratio} chỉ tiêu, nhiệm vụ", "fewer than {ratio} of the tasks done"),
        _found_tasks("done"),
    ),
    "products": _Test(
        lambda _row: partial(_said, "products"), _reading("products"), _plain("có sản phẩm cụ thể", "with products")
    ),
    "model": _Test(
        lambda _row: partial(_said, "model"),
        _reading("model"),
        _plain("sáng tạo, điển hình, gương mẫu", "sets an example for others"),
    ),
    "no_discipline": _Test(
        lambda row: partial(_no_discipline, row.texts("whom"), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words("không có {whom} bị kỷ luật", "no discipline of {whom}"),
        _found_discipline,
    ),
    "disciplined": _Test(
        lambda row: partial(_disciplined, row.texts("whom"), _forms(row), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words("{whom} bị kỷ luật", "discipline of {whom}"),
        _found_discipline,
    ),
    "disciplined_unread": _Test(
        lambda row: partial(_disciplined_unread, row.texts("whom"), _gap_of(row)),
        _reading("discipline"),
        _discipline_words(
            "{whom} bị kỷ luật thuộc trường hợp được liệt kê", "discipline of {whom} that is one of the listed cases"
        ),
        _found_discipline,
    ),
    "disciplined_for_corruption": _Test(
        lambda row: partial(_disciplined_for_corruption, row.texts("whom"), _optional(row, "excused")),
        _reading("discipline"),
        _discipline_words(
            "{whom} bị kỷ luật vì tham nhũng, lãng phí, tiêu cực",
            "discipline of {whom} for corruption, waste or wrongdoing",
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
        _rating_words("cán bộ, công chức, viên chức được xếp loại {better}", "an official is rated {better}"),
        _found_rating("state_rating"),
    ),
    "state_rating_is": _Test(
        lambda row: partial(_state_rating_is, Rating(row.text("rating"))),
        _reading("state_rating", "official"),
        _rating_words("cán bộ, công chức, viên chức bị xếp loại {tier}", "an official is rated '{tier}'"),
        _found_rating("state_rating"),
    ),
    "subordinates_at_least": _Test(
        lambda row: partial(
            _subordinates_at_least, _TIERS.index(Rating(row.text("rating"))) + 1, row.fraction("ratio")
        ),
        _reading("subordinate_ratings"),
        _rating_words("{part} đảng viên (tổ chức trực thuộc) {better}", "{part} of the subordinates {better}"),
        _found_subordinates,
    ),
    "subordinates_above": _Test(
        lambda row: partial(_subordinates_above, _TIERS.index(Rating(row.text("rating"))), row.fraction("ratio")),
        _reading("subordinate_ratings"),
        _rating_words(
            "trên {ratio} đảng viên (tổ chức trực thuộc) {tier}", "more than {ratio} of the subordinates '{tier}'"
        ),
        _found_subordinates,
    ),
    "peers": _Test(
        lambda row: partial(_peers, _or_better(Rating, row.text("rating"))),
        _reading("peer_ratings"),
        _rating_words(
            "chính quyền, Mặt trận, đoàn thể cùng cấp {better}",
            "government, Front and mass bodies of the level {better}",
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
        _plain("khắc phục 100% hạn chế, khuyết điểm", "100% of past shortcomings fixed"),
        _found_shortcomings,
    ),
    "shortcomings_unread": _Test(
        lambda row: partial(_shortcomings_unread, _gap_of(row)),
        _reading("shortcomings_found"),
        _plain("không biết còn hạn chế, khuyết điểm nào chưa khắc phục", "no past shortcoming is known to be left"),
        _found_shortcomings,
    ),
    "unit_rated": _Test(
        lambda row: partial(_unit_rated, Rating(row.text("rating"))),
        _reading("unit_rating"),
        _rating_words("đơn vị phụ trách: {tier}", "unit in charge rated '{tier}'"),
        _found_rating("unit_rating"),
    ),
    "below_completed": _Test(
        lambda _row: partial(_never_known, _NOT_SETTLED),  # answered from the other tiers
        _reading(),
        _plain("không đạt mức hoàn thành nhiệm vụ", "the tier 'task completed' is not reached"),
    ),
    "listed_failure": _Test(
        lambda row: partial(_listed_failure, _gap_of(row)),
        _reading("listed_failure"),
        _plain("thuộc trường hợp được liệt kê", "one of the listed cases"),
    ),
    "unknown": _Test(
        lambda row: partial(_never_known, _gap_of(row)),
        _reading(),
        lambda row: row.words("words"),
    ),
}


# --- the criteria of one regime and subject ---------------------------------------------------------------------------


class Criterion(NamedTuple):
    """One criterion of a tier, as the rulebook has it.

    Attributes:
        id: its name within the rule, such as "excellent-score".
        tier: the tier it belongs to.
        test: what is looked at.
        label: the criterion in words.
        clause: where it stands; `clause.id` is the rule in the rulebook.
        row: its parameters.
    """

    id: str
    tier: Rating
    test: str
    label: Words
    clause: RuleRef
    row: Table


class _Exemption(NamedTuple):
    case: str
    months: int
    outcome: str
    clause: RuleRef


class _Gate(NamedTuple):
    """What must be so before any criterion speaks of the subject."""

    ask: _Ask
    clause: RuleRef


class _Plan(NamedTuple):
    """What a regime asks of a subject, ready to be asked."""

    regime: str
    papers: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    asks: tuple[_Ask, ...]
    tiers: tuple[slice, slice, slice]
    failing: slice
    below: tuple[int, ...]
    gates: tuple[_Gate, ...]
    exemptions: tuple[_Exemption, ...]
    reads: tuple[str, ...]


_System: TypeAlias = Literal["inside", "outside", "unstated"]
_SYSTEM: Final[dict[bool | None, _System]] = {True: "inside", False: "outside", None: "unstated"}

_Key: TypeAlias = tuple[int, SubjectType, Kind | None, _System]
_PLANS: Final[dict[_Key, tuple[Rules, _Plan]]] = {}
_COMPILED: Final[dict[tuple[object, ...], tuple[tuple[object, ...], _Plan]]] = {}
_KEPT: Final = 512


def _plan(rules: Rules, evidence: Evidence) -> _Plan:
    """The plan of a date and subject; compiled once for each set of rule values, found by date afterwards."""
    subject, kind, system = evidence.subject, evidence.kind, _SYSTEM[evidence.works_in_system]
    key = (id(rules), subject, kind, system)
    known = _PLANS.get(key)
    if known is not None:
        return known[1]
    regime = rules.value("rating-regime")
    criteria_rule = f"rating-criteria-{subject.value}"
    sources = (
        regime,
        rules.get("rating-coverage"),
        rules.get("rating-exemptions"),
        rules.value(criteria_rule),
        *rules.refining(criteria_rule),
    )
    same = (*map(id, sources), subject, kind, system)
    compiled = _COMPILED.get(same)
    if compiled is None:
        plan = _compile(rules.book, subject, kind, system, regime, sources[1], sources[2], cast("Any", sources[3:]))
        compiled = sources, plan
        if len(_COMPILED) >= _KEPT:
            _COMPILED.clear()
        _COMPILED[same] = compiled  # holds its sources, so that an id is not given out again
    if len(_PLANS) >= _KEPT:
        _PLANS.clear()
    _PLANS[key] = rules, compiled[1]
    return compiled[1]


def _compile(
    book: RuleBook,
    subject: SubjectType,
    kind: Kind | None,
    system: _System,
    regime: RuleValue,
    coverage: RuleValue | None,
    exemptions: RuleValue | None,
    criteria: Sequence[RuleValue],
) -> _Plan:
    pairs = [
        _asked(book, value, row)
        for value in criteria
        for row in value.rows
        if ("kinds" not in row or kind is None or kind[0].value in row.texts("kinds"))
        and ("system" not in row or system in row.texts("system"))
    ]
    pairs.sort(key=lambda pair: _TIERS.index(pair[0].tier))
    ordered = tuple(criterion for criterion, _ in pairs)
    asks = tuple(ask for _, ask in pairs)
    bounds = [sum(one.tier > tier for one in ordered) for tier in _TIERS] + [len(ordered)]
    slices = [slice(first, last) for first, last in pairwise(bounds)]
    reads = dict.fromkeys(field for criterion in ordered for field in _TESTS[criterion.test].reads(criterion.row))
    return _Plan(
        regime=regime.table.text("regime"),
        papers=tuple(_paper(book, name) for name in regime.table.texts("instruments")),
        criteria=ordered,
        asks=asks,
        tiers=(slices[0], slices[1], slices[2]),
        failing=slices[3],
        below=tuple(number for number, one in enumerate(ordered) if one.test == "below_completed"),
        gates=tuple(_gate(book, value, row, kind) for value, row in _rows_for(coverage, subject, "subject")),
        exemptions=tuple(
            _Exemption(
                row.text("id"), _whole_or_none(row, "months") or 0, row.text("outcome"), _clause(book, value, row)
            )
            for value, row in _rows_for(exemptions, subject, "subjects")
        ),
        reads=tuple(reads),
    )


def _paper(book: RuleBook, name: str) -> str:
    """A paper as people name it: kind and number."""
    paper = book.instrument(name).document
    return " ".join(part for part in (f"{paper.kind[:1].upper()}{paper.kind[1:]}", paper.number or paper.title) if part)


def _rows_for(value: RuleValue | None, subject: SubjectType, key: str) -> Iterable[tuple[RuleValue, Table]]:
    if value is None:  # a book of one's own may leave this out
        return
    for row in value.rows:
        if subject.value in (row.texts(key) if key == "subjects" else (row.text(key),)):
            yield value, row


def _clause(book: RuleBook, value: RuleValue, row: Table) -> RuleRef:
    """Where a row stands: the reference of its value, with the article, paper and confidence of the row."""
    return book.clause_of(value, row)


def _asked(book: RuleBook, value: RuleValue, row: Table) -> tuple[Criterion, _Ask]:
    """A criterion and how it is asked; refuses a row whose test nobody knows or whose parameters do not fit."""
    name = row.text("test")
    try:
        test = _TESTS[name]
        label, ask = test.words(row), test.make(row)
        clause = _clause(book, value, row)
        return Criterion(row.text("id"), Rating(row.text("tier")), name, label, clause, row), ask
    except (KeyError, TypeError, ValueError) as error:
        reason = f"the test '{name}' needs other parameters ({error})"
        reason_vi = f"phép thử '{name}' thiếu hoặc sai tham số ({error})"
        if name not in _TESTS:
            near = nearest(name, _TESTS, limit=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            reason, reason_vi = f"there is no test '{name}'{hint}", f"không có phép thử '{name}'"
        where = f"{value.ref.id}, {row.text('id') if 'id' in row else name}"
        raise InvalidInputError([finding("rule/bad-file", where, reason=reason, reason_vi=reason_vi)]) from error


def _gate(book: RuleBook, coverage: RuleValue, row: Table, kind: Kind | None) -> _Gate:
    gap = _Gap("not-covered", row.words("words"))
    clause = _clause(book, coverage, row)
    read = kind is None or kind[1].value in row.texts("levels")
    return _Gate(_covered if read else partial(_never_known, gap), clause)


def _covered(_evidence: Evidence, _year: int) -> _Answer:
    return True


# --- the result -------------------------------------------------------------------------------------------------------


class Reason(NamedTuple):
    """Why a classification came out as it did.

    Attributes:
        code: the kind of reason.
        words: the reason in both languages.
        criterion: id of the criterion it is about; empty where it is about none.
        clause: where that stands.
    """

    code: ReasonCode
    words: Words
    criterion: str = ""
    clause: RuleRef | None = None

    def text(self, *, lang: Lang = "vi") -> str:
        """The reason with its clause, in one line."""
        cited = "" if self.clause is None else f" ({self.clause.citation(lang=lang)})"
        return f"{self.words.text(lang=lang)}{cited}"


class CriterionResult(NamedTuple):
    """A criterion and whether it holds.

    Attributes:
        id: its name within the rule.
        tier: the tier it belongs to.
        test: what was looked at.
        verdict: pass, fail or unknown.
        clause: where it stands; `clause.confidence` says how well that is known.
        label: the criterion in words.
        found: the figure of the evidence it was held against; empty where there is none.
        why: why nobody can tell; `None` where the verdict is known.
    """

    id: str
    tier: Rating
    test: str
    verdict: Verdict
    clause: RuleRef
    label: Words
    found: Words
    why: Words | None = None

    @property
    def mark(self) -> str:
        """✔, ✖ or ?: the verdict as a shape; – for a ground of "not completed" that does not hold: that is no fault."""
        return self._verdict[0]

    @property
    def _verdict(self) -> tuple[str, Words]:
        absent = self.tier is Rating.NOT_COMPLETED and self.verdict == "fail"
        return _ABSENT if absent else _MARKS[self.verdict]

    def text(self, *, lang: Lang = "vi") -> str:
        """The criterion in one line: shape, words, figure, clause."""
        found = self.found.text(lang=lang)
        why = "" if self.why is None or self.why == self.label else self.why.text(lang=lang)
        said = "; ".join(part for part in (found, why) if part)
        head, absent = self._verdict
        mark = f"{head} {absent.text(lang=lang)}:" if head == _ABSENT[0] else head
        return f"{mark} {self.label.text(lang=lang)}{f': {said}' if said else ''} [{self.clause.citation(lang=lang)}]"


_MARKS: Final[dict[Verdict, tuple[str, Words]]] = {
    "pass": ("✔", Words(vi="có", en="holds")),
    "fail": ("✖", Words(vi="không", en="does not hold")),
    "unknown": ("?", Words(vi="chưa rõ", en="unknown")),
}
_ABSENT: Final = ("–", Words(vi="không có", en="not found"))
"""A ground of "not completed" that does not hold."""
_STATUSES: Final[dict[Status, Words]] = {
    "proposed": Words(vi="Đề xuất", en="Proposed"),
    "indeterminate": Words(vi="Chưa kết luận được", en="Indeterminate"),
    "exempt": Words(vi="Được miễn", en="Exempt"),
    "not_reviewed": Words(vi="Không kiểm điểm, không xếp loại", en="Not reviewed, not rated"),
    "reviewed_not_rated": Words(vi="Kiểm điểm, không xếp loại", en="Reviewed, not rated"),
    "not_rated": Words(vi="Không xếp loại", en="Not rated"),
}
_CASES: Final[dict[str, Words]] = {
    "exempt": Words(vi="được miễn công tác và sinh hoạt đảng", en="exempt from work and party life"),
    "suspended": Words(vi="bị đình chỉ sinh hoạt đảng", en="suspended from party life"),
    "admitted": Words(vi="kết nạp chưa đủ {months} tháng", en="admitted less than {months} months ago"),
    "established": Words(vi="thành lập chưa đủ {months} tháng", en="established less than {months} months ago"),
}
_NO_FIT: Final = Words(
    vi="không mức nào phù hợp: mỗi mức đều có tiêu chí không đạt mà không có căn cứ xếp không hoàn thành nhiệm vụ; "
    "cấp có thẩm quyền quyết định",
    en="no tier fits: every tier has a criterion that fails, and no ground of 'not completed' holds; "
    "the competent body decides",
)
_ALL_HOLD: Final = Words(
    vi="mọi tiêu chí của mức này đạt, mức cao hơn không đạt, không có căn cứ xếp không hoàn thành nhiệm vụ",
    en="every criterion of the tier holds, better tiers fail, and no ground of 'not completed' holds",
)


@dataclass(frozen=True, slots=True, repr=False)
class Classification:
    """What the rules make of the evidence. Made by `classify`.

    Attributes:
        evidence: what it rests on.
        on: the date whose rules hold.
        regime: the regime of that date, such as "R2023".
        papers: the names of its papers, such as "Quy định 124-QĐ/TW".
        status: what came out.
        rating: the tier proposed; `None` unless the status is proposed.
        findings: what should be read before the result is used.
        decided: the rating a body decided, where it was recorded.
    """

    evidence: Evidence
    on: dt.date
    regime: str
    status: Status
    rating: Rating | None
    findings: tuple[Finding, ...]
    _asked: tuple[Criterion, ...]
    _answers: tuple[_Answer, ...]
    _basis: tuple[int, ...]
    _given: tuple[Reason, ...] = ()
    decided: RatingDecision | None = None
    papers: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year rated."""
        return self.on.year

    @property
    def not_rated(self) -> bool:
        """Whether the subject is exempt, not reviewed, or reviewed and not rated."""
        return self.status not in {"proposed", "indeterminate"}

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion of every tier that was asked, best tier first; none where the subject is not rated."""
        return tuple(
            _result(criterion, answer, self.evidence, self.year)
            for criterion, answer in zip(self._asked, self._answers, strict=True)
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the result is what it is; for an indeterminate one, what is missing and where."""
        return self._given + tuple(self._reason(number) for number in self._basis)

    def _reason(self, number: int) -> Reason:
        criterion, answer = self._asked[number], self._answers[number]
        if isinstance(answer, _Gap):
            return Reason(answer.code, answer.words, criterion.id, criterion.clause)
        code: ReasonCode = "ground-holds" if answer else "no-tier-fits"
        tier = criterion.tier
        words = (
            criterion.label
            if answer
            else Words(
                vi=f"{tier.label}: không đạt '{criterion.label.vi}'", en=f"{tier.gloss}: fails '{criterion.label.en}'"
            )
        )
        return Reason(code, words, criterion.id, criterion.clause)

    @property
    def missing_for_next(self) -> tuple[CriterionResult, ...]:
        """What stands between the result and the next tier up: its criteria that fail or are open.

        After "not completed" these are its grounds too. For an indeterminate result it is the tier that lacks least,
        the better one of two, and the open grounds of "not completed" where that tier lacks nothing. Nothing for the
        best tier, and where nobody is rated.
        """
        if self.rating is Rating.EXCELLENT or not self._asked:
            return ()
        results = self.criteria
        lacking = {
            tier: tuple(one for one in results if one.tier is tier and one.verdict != "pass") for tier in _TIERS[:3]
        }
        if self.rating is None:
            open_grounds = (one for one in results if one.tier is Rating.NOT_COMPLETED and one.verdict == "unknown")
            return min(lacking.values(), key=len) or tuple(open_grounds)
        if self.rating is Rating.NOT_COMPLETED:
            grounds = (one for one in results if one.tier is Rating.NOT_COMPLETED and one.verdict == "pass")
            return (*grounds, *lacking[Rating.COMPLETED])
        return lacking[_TIERS[_TIERS.index(self.rating) - 1]]

    @property
    def rules(self) -> tuple[RuleRef, ...]:
        """Every clause that was used, once."""
        given = (reason.clause for reason in self._given if reason.clause is not None)
        return tuple(dict.fromkeys([*given, *(criterion.clause for criterion in self._asked)]))

    def with_decision(self, decision: RatingDecision) -> Classification:
        """The same with the rating a competent body decided; where the two differ, a finding says so.

        A decision from before the year rated is told too (`figure/other-date`): it cannot be of that year.

        Examples:
            >>> evidence = Evidence("member", score=40, works_in_system=True)
            >>> proposed = classify(evidence, on="2025-12-31")
            >>> decided = proposed.with_decision(RatingDecision(Rating.COMPLETED, "Đảng ủy phường", "2025-12-20"))
            >>> [found.code for found in decided.findings]
            ['classification/unverified-clause', 'classification/decided-differs']
        """
        of_decision = {"classification/decided-differs", "figure/other-date"}
        findings = tuple(found for found in self.findings if found.code not in of_decision)
        if decision.on.year < self.year:
            who, day = _name(self.evidence), decision.on
            found = finding(
                "figure/other-date",
                who,
                who=who,
                who_vi=who,
                figure=f"the rating of {self.year}",
                figure_vi=f"xếp loại năm {self.year}",
                other=f"a decision of {format_date(day, lang='en')}",
                other_vi=f"quyết định ngày {format_date(day)}",
            )
            findings = (*findings, found)
        if self.status != "indeterminate" and decision.rating is not self.rating:
            status = _STATUSES[self.status]
            proposed = Words(vi=self.rating.label, en=self.rating.gloss) if self.rating is not None else status
            found = finding(
                "classification/decided-differs",
                _name(self.evidence),
                decided=decision.rating.gloss,
                decided_vi=decision.rating.label,
                proposed=proposed.en,
                proposed_vi=proposed.vi,
            )
            findings = (*findings, found)
        return replace(self, decided=decision, findings=findings)

    def explain(self, *, lang: Lang = "vi") -> str:
        """The result for a person: what came out and why, then every criterion that was used with its clause.

        Examples:
            >>> evidence = Evidence("organization", kind="đảng bộ tỉnh", score=95)
            >>> print(classify(evidence, on="2025-12-31").explain(lang="en"))
            Indeterminate (Quy định 366-QĐ/TW; Hướng dẫn 43-HD/BTCTW; 31 December 2025)
              - the pages read speak of grassroots organizations and those below them only (Quy định số 366-QĐ/TW, \
ngày 30/8/2025 của Bộ Chính trị, article not seen; secondary source)
        """
        lines = [self._headline(lang)]
        lines += [f"  - {reason.text(lang=lang)}" for reason in self.reasons]
        results = self.criteria
        for tier in _TIERS:
            of_tier = [one for one in results if one.tier is tier]
            if of_tier:
                name = tier.label if known_language(lang) == "vi" else tier.gloss
                any_of = Words(vi="chỉ cần một căn cứ", en="one ground is enough") if tier is _TIERS[3] else None
                lines.append(f"{name}{f' ({any_of.text(lang=lang)})' if any_of else ''}:")
                lines += [f"  {one.text(lang=lang)}" for one in of_tier]
        if self.decided is not None:
            lines.append(_decided_line(self.decided, lang))
        lines += [f"! {found.text(lang=lang)}" for found in self.findings]
        return "\n".join(lines)

    def _headline(self, lang: Lang) -> str:
        status = _STATUSES[self.status].text(lang=lang)
        rating = (
            ""
            if self.rating is None
            else f": {self.rating.label if known_language(lang) == 'vi' else self.rating.gloss}"
        )
        return f"{status}{rating} ({'; '.join((*self.papers, format_date(self.on, lang=lang)))})"

    def as_dict(self) -> dict[str, object]:
        """The result as plain values with stable keys, ready for JSON; texts in both languages."""
        evidence, decided = self.evidence, self.decided
        values = {
            "id": evidence.id,
            "subject": evidence.subject.value,
            "kind": None if evidence.kind is None else f"{evidence.kind[0].value}/{evidence.kind[1].value}",
            "year": self.year,
            "on": self.on.isoformat(),
            "regime": self.regime,
            "status": self.status,
            "rating": None if self.rating is None else self.rating.value,
            "reasons": [
                {
                    "code": reason.code,
                    "criterion": reason.criterion or None,
                    "rule": None if reason.clause is None else reason.clause.as_dict(),
                    "words": reason.words.as_dict(),
                }
                for reason in self.reasons
            ],
            "criteria": [
                {
                    "id": one.id,
                    "rule": one.clause.as_dict(),
                    "tier": one.tier.value,
                    "test": one.test,
                    "verdict": one.verdict,
                    "words": one.label.as_dict(),
                    "found": one.found.as_dict() if one.found.en else None,
                }
                for one in self.criteria
            ],
            "missing_for_next": [one.id for one in self.missing_for_next],
            "rules": [ref.as_dict() for ref in self.rules],
            "findings": [found.as_dict() for found in self.findings],
            "decided": None
            if decided is None
            else {
                "rating": decided.rating.value,
                "body": decided.body,
                "on": decided.on.isoformat(),
                "document": None if decided.document is None else decided.document.as_dict(),
            },
        }
        return envelope("classification", values)

    def to_json(self, *, indent: int | None = None) -> str:
        """`as_dict` as JSON text, Vietnamese letters as they are."""
        return json_text(self.as_dict(), indent=indent)

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of all criteria with ✔, ✖ or ? and a word for each, and what they rest on."""
        from dangbo.render import Column, Table, draw_table

        heads = (
            Words(vi="Mức", en="Tier"),
            Words(vi="Tiêu chí", en="Criterion"),
            Words(vi="Số liệu", en="Evidence"),
            Words(vi="Kết quả", en="Verdict"),
            Words(vi="Căn cứ", en="Clause"),
        )
        rows = [
            (
                one.tier.label if known_language(lang) == "vi" else one.tier.gloss,
                one.label.text(lang=lang),
                one.found.text(lang=lang),
                " ".join((one.mark, one._verdict[1].text(lang=lang))),  # noqa: SLF001 - its own row
                one.clause.citation(lang=lang),
            )
            for one in self.criteria
        ]
        notes = [reason.text(lang=lang) for reason in self.reasons]
        if self.decided is not None:
            notes.append(_decided_line(self.decided, lang))
        notes += [found.text(lang=lang) for found in self.findings]
        subject = self.evidence.subject
        name = self.evidence.id or (subject.label if known_language(lang) == "vi" else subject.gloss)
        title = f"{name}: {self._headline(lang)}"
        columns = [Column(head.text(lang=lang)) for head in heads]
        return draw_table(Table(title, columns, rows, notes=notes), limit=None, lang=lang)

    def __repr__(self) -> str:
        rating = "None" if self.rating is None else self.rating.value
        reasons = ", ".join(dict.fromkeys(reason.code for reason in self.reasons))
        decided = "" if self.decided is None else f", decided={self.decided.rating.value}"
        return (
            f"Classification(rating={rating}, {self.status} under {self.regime} on {self.on}, "
            f"reasons=({reasons}), {len(self.rules)} clauses{decided})"
        )

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        return self.show().html


def _result(criterion: Criterion, answer: _Answer, evidence: Evidence, year: int) -> CriterionResult:
    show, row = _TESTS[criterion.test].found, criterion.row
    verdict: Verdict = "pass" if answer is True else "fail" if answer is False else "unknown"
    return CriterionResult(
        criterion.id,
        criterion.tier,
        criterion.test,
        verdict,
        criterion.clause,
        criterion.label,
        Words(vi=show(evidence, row, "vi", year), en=show(evidence, row, "en", year)),
        answer.words if isinstance(answer, _Gap) else None,
    )


def _decided_line(decided: RatingDecision, lang: Lang) -> str:
    rating = decided.rating.label if known_language(lang) == "vi" else decided.rating.gloss
    day = format_date(decided.on, lang=lang)
    paper = "" if decided.document is None else f", {decided.document.citation}"
    head = Words(vi="Đã quyết định", en="Decided").text(lang=lang)
    return f"{head}: {rating} ({decided.body}, {day}{paper})"


def _name(evidence: Evidence) -> str:
    if evidence.id is not None:
        return evidence.id
    return evidence.subject.value


# --- classifying ------------------------------------------------------------------------------------------------------


def classify(evidence: Evidence, *, on: dt.date | str, rules: RuleBook | None = None) -> Classification:
    """Hold evidence against the criteria in force, and propose a rating or say why there is none.

    Args:
        evidence: what is known about the subject in the year.
        on: the date whose rules hold: the last day of the year rated.
        rules: the rulebook, with local criteria if it has any; the shipped one unless told otherwise.

    Returns:
        The proposal, with every criterion and its clause.

    Raises:
        RuleNotInForceError: a date before the first regime the rulebook knows; says which that is.
        InvalidInputError: evidence of another year than the date (`classification/other-year`) or from after it
            (`classification/future-evidence`), or without anything the regime asks for
            (`classification/no-evidence`, which names it); something that is no `Evidence`.

    Examples:
        >>> evidence = Evidence(
        ...     "organization",
        ...     kind="chi bộ trực thuộc",
        ...     score="89.995",
        ...     tasks=TaskCounts(assigned=20, done=20, on_time=20, over_fulfilled=7),
        ...     discipline=(),
        ...     shortcomings_found=2,
        ...     shortcomings_fixed=2,
        ...     listed_failure=False,
        ... )
        >>> result = classify(evidence, on="2025-12-31")
        >>> result
        Classification(rating=good, proposed under R2025 on 2025-12-31, reasons=(criteria-hold), 4 clauses)
        >>> [one.id for one in result.missing_for_next]
        ['excellent-score']
    """
    evidence = instance_of(
        Evidence,
        evidence,
        "evidence",
        hint="build one with Evidence(subject, ...)",
        hint_vi="hãy lập bản ghi minh chứng",
    )
    book = book_of(rules)
    at = book.at(on)
    plan = _plan(at, evidence)
    _refuse_other_year(evidence, at.on)
    year = at.on.year

    if evidence.party_life != "active" or evidence.months_active is not None:
        for exemption in plan.exemptions:
            if _applies(exemption, evidence):
                return _not_rated(exemption, evidence, at.on, plan)
    for gate in plan.gates:
        answer = gate.ask(evidence, year)
        if isinstance(answer, _Gap):
            gaps = (Reason(answer.code, answer.words, "", gate.clause),)
            return Classification(
                evidence, at.on, plan.regime, "indeterminate", None, (), (), (), (), gaps, papers=plan.papers
            )

    answers = [ask(evidence, year) for ask in plan.asks]
    if not any(answer is True or answer is False for answer in answers):
        _refuse_nothing(evidence, plan)
    rating, basis, given = _judge(plan, answers)
    findings = () if rating is None else _weak(plan, rating, basis, evidence)
    return Classification(
        evidence,
        at.on,
        plan.regime,
        "indeterminate" if rating is None else "proposed",
        rating,
        findings,
        plan.criteria,
        tuple(answers),
        basis,
        given,
        papers=plan.papers,
    )


def _judge(plan: _Plan, answers: list[_Answer]) -> tuple[Rating | None, tuple[int, ...], tuple[Reason, ...]]:
    """The tier, the criteria that explain it, and reasons that are about no criterion."""
    best: int | None = None  # the first tier not known to fail
    holds = False
    for number, part in enumerate(plan.tiers):
        of_tier = answers[part]
        if of_tier and False not in of_tier:
            best, holds = number, all(answer is True for answer in of_tier)
            break
        if not of_tier:
            best = number  # a rulebook that says nothing of a tier cannot rule it out
            break
    if plan.below:
        for number in plan.below:
            answers[number] = True if best is None else False if holds else answers[number]

    first = plan.failing.start
    failing = answers[plan.failing]
    grounds = tuple(number for number, answer in enumerate(failing, first) if answer is True)
    if grounds:
        return Rating.NOT_COMPLETED, grounds, ()
    # that no better tier is reached follows from what is open above, and says nothing by itself
    open_grounds = tuple(
        number for number, answer in enumerate(failing, first) if answer is not False and number not in plan.below
    )
    if best is None:
        if open_grounds:
            return None, open_grounds, ()
        failed = tuple(
            number for part in plan.tiers for number in range(part.start, part.stop) if answers[number] is False
        )
        return None, failed, (Reason("no-tier-fits", _NO_FIT),)
    part = plan.tiers[best]
    if not holds:
        unknown = tuple(number for number in range(part.start, part.stop) if answers[number] is not True)
        if not unknown:
            return None, open_grounds, (Reason("text-not-available", _NO_CRITERIA),)
        return None, unknown + open_grounds, ()
    if open_grounds:
        return None, open_grounds, ()
    return _TIERS[best], (), (Reason("criteria-hold", _ALL_HOLD),)


_NO_CRITERIA: Final = Words(
    vi="bộ quy định không có tiêu chí của mức này", en="the rulebook has no criteria of this tier"
)


def _refuse_other_year(evidence: Evidence, on: dt.date) -> None:
    """Refuse evidence of another year than that of the rules, and measures from after the day."""
    name, year, problems = _name(evidence), evidence.year, []
    if year is not None and year > on.year:
        problems.append(_later(f"{name}, year", str(year), str(year), on))
    elif year is not None and year < on.year:
        day, day_vi = on.isoformat(), format_date(on)
        problems.append(finding("classification/other-year", f"{name}, year", year=year, date=day, date_vi=day_vi))
    for number, one in enumerate(evidence.discipline or (), start=1):
        if one.on is not None and one.on > on:
            problems.append(_later(f"{name}, discipline {number}", one.on.isoformat(), format_date(one.on), on))
    if problems:
        raise InvalidInputError(problems)


def _later(where: str, value: str, value_vi: str, on: dt.date) -> Finding:
    """Evidence from after the day of the rating."""
    dates = {"value": value, "value_vi": value_vi, "date": on.isoformat(), "date_vi": format_date(on)}
    return finding("classification/future-evidence", where, rule=None, severity=None, **dates)


def _applies(exemption: _Exemption, evidence: Evidence) -> bool:
    if exemption.case in {"exempt", "suspended"}:
        return evidence.party_life == exemption.case
    return evidence.months_active is not None and evidence.months_active < exemption.months


def _not_rated(exemption: _Exemption, evidence: Evidence, on: dt.date, plan: _Plan) -> Classification:
    case = _CASES[exemption.case]
    words = Words(vi=case.vi.format(months=exemption.months), en=case.en.format(months=exemption.months))
    code: ReasonCode = "not-rated"
    status = cast("Status", exemption.outcome)
    if exemption.outcome == "unknown":
        code, status = "text-not-available", "indeterminate"
        words = Words(
            vi=f"{words.vi}: quy định cho trường hợp này chưa đọc được",
            en=f"{words.en}: the rule for this was not available",
        )
    given = (Reason(code, words, "", exemption.clause),)
    return Classification(evidence, on, plan.regime, status, None, (), (), (), (), given, papers=plan.papers)


def _refuse_nothing(evidence: Evidence, plan: _Plan) -> None:
    """Nothing could be answered: an error where the evidence has nothing that is asked for, else no matter."""
    if not plan.reads or any(getattr(evidence, field) not in (None, ()) for field in plan.reads):
        return
    needs = [f"{_EVIDENCE[field].en} ({field})" for field in plan.reads]
    needs_vi = [f"{_EVIDENCE[field].vi} ({field})" for field in plan.reads]
    raise InvalidInputError(
        [
            finding(
                "classification/no-evidence",
                _name(evidence),
                regime=plan.regime,
                papers=", ".join(plan.papers),
                needs="; ".join(needs),
                needs_vi="; ".join(needs_vi),
            )
        ]
    )


def _weak(plan: _Plan, rating: Rating, basis: tuple[int, ...], evidence: Evidence) -> tuple[Finding, ...]:
    """A finding where the tier rests on clauses nobody has verified: one of its criteria, or all grounds that hold."""
    if basis:
        weak = [plan.criteria[number] for number in basis]
        if any(one.clause.confidence is not Confidence.UNVERIFIED for one in weak):
            return ()
    else:
        of_tier = plan.criteria[plan.tiers[_TIERS.index(rating)]]
        weak = [one for one in of_tier if one.clause.confidence is Confidence.UNVERIFIED]
        if not weak:
            return ()
    names = ", ".join(one.id for one in weak)
    return (
        finding(
            "classification/unverified-clause",
            _name(evidence),
            rating=rating.gloss,
            rating_vi=rating.label,
            criteria=names,
        ),
    )
