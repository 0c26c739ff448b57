"""What is known of a subject in the year rated: `Evidence`, its parts, and the decision taken afterwards.

Whatever contradicts itself or cannot be read is refused, all at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, fields
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from dangbo.base.citations import Document
from dangbo.base.documents import Format
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import figure_problem, shown_value
from dangbo.base.findings import Finding, finding
from dangbo.base.json_records import UNTOLD, JsonSchema, Path, Reading, Records, Shape
from dangbo.base.records import Count, Day, Id, Text, default_of, one_of, ordered, record
from dangbo.base.terms import (
    Conclusion,
    CriterionGroup,
    DisciplineForm,
    Form,
    Grade,
    Kind,
    Level,
    Rating,
    SubjectType,
    kind_words,
    parse_kind,
)
from dangbo.base.text import type_words
from dangbo.base.told import Part, RecordDocument
from dangbo.base.words import NO_WORDS, Words

__all__ = [
    "CriterionLevel",
    "Discipline",
    "Disciplined",
    "Evidence",
    "PartyLife",
    "RatingCounts",
    "RatingDecision",
    "TaskCounts",
]


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

PARTY_LIFE: Final[Mapping[PartyLife, Words]] = {
    "active": Words(vi="đang sinh hoạt đảng", en="active"),
    "exempt": Words(vi="được miễn sinh hoạt đảng", en="exempt from party life"),
    "suspended": Words(vi="bị đình chỉ sinh hoạt đảng", en="suspended from party life"),
}


_MOST: Final = Decimal(100)


_MOST_GENERAL: Final = Decimal(30)


_MOST_RESULTS: Final = Decimal(70)


def _wrong(reason: Words, remedy: Words, *, where: str = "") -> InvalidInputError:
    return InvalidInputError([figure_problem(where, reason, remedy)])


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
        shown = Words(vi=f"{value}", en=f"{value}") if isinstance(value, (float, Decimal)) else shown_value(value)
        raise _wrong(
            Words(
                vi=f"{shown.vi} không phải là {unit.vi} chính xác", en=f"{shown.en} is not an exact number of {unit.en}"
            ),
            Words(
                vi='Ghi số nguyên hoặc số thập phân chính xác, như "89.995".',
                en='Give an int, a Decimal or "89.995" as text.',
            ),
        )
    if number < 0 or number > (_MOST_MONTHS if most is None else most):
        written = f"{number}"
        shown = Words(vi=written, en=written) if len(written) <= _SHOWN else type_words(value)
        upper = NO_WORDS if most is None else Words(vi=f" đến {most}", en=f" to {most}")
        raise _wrong(
            Words(vi=f"{shown.vi} nằm ngoài thang {unit.vi}", en=f"{shown.en} is off the scale of {unit.en}"),
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


class _OfEvidence(Part):
    """A record that stands inside the evidence for a rating."""

    __slots__ = ()

    @classmethod
    def _records(cls) -> Records:
        return _FORMAT.records


@record
class CriterionLevel(_OfEvidence):
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
class TaskCounts(_OfEvidence):
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
                figure_problem(
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
    return [figure_problem(part, reason, remedy)]


@record
class RatingCounts(_OfEvidence):
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
class Discipline(_OfEvidence):
    """A disciplinary measure of the year (kỷ luật). What it was, of whom and when is kept out of `repr`.

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

    form: Annotated[DisciplineForm, BeforeValidator(one_of(DisciplineForm))] = Field(repr=False)
    whom: Disciplined = "self"
    subject: Id | None = Field(default=None, kw_only=True, repr=False)
    on: Day | None = Field(default=None, kw_only=True, repr=False)
    self_detected: bool | None = Field(default=None, kw_only=True, repr=False)
    remedied: bool | None = Field(default=None, kw_only=True, repr=False)
    corruption: bool | None = Field(default=None, kw_only=True, repr=False)

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
class Evidence(RecordDocument):
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
        >>> Evidence("member", id="m-1", score="89.995", works_in_system=True)
        Evidence('member', 'm-1', score, works_in_system)
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
                problems.append(figure_problem("score", reason, _COUNT_AGAIN))
        organization = self.subject is SubjectType.ORGANIZATION
        if organization and self.kind is None:
            problems.append(finding("input/missing-field", "kind"))
        if self.kind is not None and not organization:
            reason = Words(vi="chỉ tổ chức đảng mới có loại", en="only an organization has a kind")
            problems.append(figure_problem("kind", reason, Words(vi="Bỏ loại tổ chức.", en="Leave it out.")))
        if self.party_life != "active" and self.subject in {SubjectType.ORGANIZATION, SubjectType.COLLECTIVE}:
            reason = Words(vi="chỉ đảng viên mới được miễn, bị đình chỉ", en="only a member can be exempt or suspended")
            problems.append(
                figure_problem("party_life", reason, Words(vi="Bỏ mục tình trạng sinh hoạt đảng.", en="Leave it out."))
            )
        if self.official is False and self.state_rating is not None:
            reason = Words(
                vi="có xếp loại cán bộ, công chức, viên chức mà ghi không phải cán bộ, công chức, viên chức",
                en="there is a rating as an official, and the member is said to be none",
            )
            problems.append(
                figure_problem("state_rating", reason, Words(vi="Sửa một trong hai.", en="Correct one of the two."))
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

    def __repr__(self) -> str:
        """Whose it is and which facts are known, not what they say: it may be somebody's discipline or illness."""
        whose = [repr(one) for one in (self.subject.value, self.id, self.year) if one is not None]
        rest = (one for one in fields(self) if one.name not in {"subject", "id", "year"})
        known = [one.name for one in rest if getattr(self, one.name) != default_of(one)]
        return f"Evidence({', '.join([*whose, *known])})"

    def as_dict(self) -> dict[str, Any]:
        """The evidence as plain JSON values; what is unknown is left out.

        People stand in it by id, and of a member it says what the rating rests on, discipline and sick leave too.

        Examples:
            >>> values = {"schema": "dangbo/evidence", "version": 1, "subject": "organization", "score": "89.995"}
            >>> evidence = Evidence.from_dict(values | {"kind": "chi_bo/grassroots", "discipline": []})
            >>> evidence.score, evidence.discipline, Evidence.from_json(evidence.to_json()) == evidence
            (Decimal('89.995'), (), True)
        """
        return _FORMAT.as_dict(self)

    @classmethod
    def _format(cls) -> Format[Evidence]:
        return _FORMAT


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


# --- evidence as a document -------------------------------------------------------------------------------------------


class _KindCode(Shape):
    """Form and level as `labels("kind")` codes them: "chi_bo/grassroots"."""

    json = "string"

    def read(self, value: object, at: Path, reading: Reading) -> object:
        if value in _KINDS:
            return _KINDS[str(value)]
        return reading.bad(
            at,
            Words(
                vi="không phải hình thức và cấp, như 'chi_bo/grassroots'",
                en="it is no form and level, such as 'chi_bo/grassroots'",
            ),
        )

    def schema(self, defs: dict[str, JsonSchema]) -> JsonSchema:
        defs["Kind"] = {
            "type": "string",
            "oneOf": [
                {"const": code, "title": (words := kind_words(*kind)).vi, "description": words.en}
                for code, kind in _KINDS.items()
            ],
        }
        return {"$ref": "#/$defs/Kind"}


_KINDS: Final[dict[str, Kind]] = {f"{form.value}/{level.value}": (form, level) for form in Form for level in Level}


class _Evidences(Records):
    """How evidence is written."""

    def own_shape(self, hint: object) -> Shape | None:
        return _KindCode() if hint == Kind else None

    def own_value(self, value: object) -> object:
        if isinstance(value, tuple) and value and isinstance(value[0], Form):
            return f"{value[0].value}/{value[1].value}"
        return UNTOLD


_TITLES: Final = {
    "Evidence": Words(vi="Căn cứ xếp loại", en="Evidence for a rating"),
    "CriterionLevel": Words(vi="Mức của một tiêu chí", en="Grade of a criterion"),
    "TaskCounts": Words(vi="Nhiệm vụ, chỉ tiêu của năm", en="Tasks and targets of the year"),
    "RatingCounts": Words(vi="Số lượng theo mức xếp loại", en="Counts by tier"),
    "Discipline": Words(vi="Kỷ luật", en="Discipline"),
    ".subject": Words(vi="Đối tượng xếp loại", en="Who is rated"),
    ".kind": Words(vi="Loại tổ chức đảng", en="Kind of organization"),
    ".id": Words(vi="Mã", en="Id"),
    ".year": Words(vi="Năm", en="Year"),
    ".levels": Words(vi="Mức của các tiêu chí", en="Grades of criteria"),
    ".score": Words(vi="Tổng điểm", en="Total score"),
    ".general_score": Words(vi="Điểm tiêu chí chung", en="Points of 30 for the general criteria"),
    ".results_score": Words(vi="Điểm kết quả thực hiện nhiệm vụ", en="Points of 70 for results"),
    ".tasks": Words(vi="Nhiệm vụ", en="Tasks"),
    ".unit_tasks": Words(vi="Nhiệm vụ của đơn vị phụ trách", en="Tasks of the unit in charge"),
    ".unit_rating": Words(vi="Xếp loại của đơn vị phụ trách", en="Rating of the unit in charge"),
    ".discipline": Words(vi="Tình hình kỷ luật", en="Discipline of the year"),
    ".subordinate_units": Words(vi="Số đơn vị trực thuộc", en="How many subordinate units there are"),
    ".subordinate_ratings": Words(vi="Xếp loại của cấp dưới, đảng viên", en="Ratings of subordinates"),
    ".peer_ratings": Words(vi="Xếp loại của chính quyền, Mặt trận, đoàn thể", en="Ratings of bodies of the same level"),
    ".state_rating": Words(vi="Xếp loại cán bộ, công chức, viên chức", en="Rating as an official"),
    ".official": Words(vi="Là cán bộ, công chức, viên chức", en="Whether an official"),
    ".works_in_system": Words(vi="Công tác trong hệ thống chính trị", en="Works in the political system"),
    ".conclusions": Words(vi="Kết luận của cấp có thẩm quyền", en="Conclusions of competent bodies"),
    ".shortcomings_found": Words(vi="Số hạn chế, khuyết điểm đã chỉ ra", en="Shortcomings found before"),
    ".shortcomings_fixed": Words(vi="Số hạn chế, khuyết điểm đã khắc phục", en="Shortcomings fixed"),
    ".model": Words(vi="Điển hình, gương mẫu", en="Whether an example for others"),
    ".products": Words(vi="Có sản phẩm cụ thể", en="With products"),
    ".sick_leave_months": Words(vi="Số tháng nghỉ ốm", en="Months of sick leave"),
    ".months_active": Words(vi="Số tháng từ khi kết nạp, thành lập", en="Months since admission or establishment"),
    ".party_life": Words(vi="Sinh hoạt đảng", en="Party life"),
    ".listed_failure": Words(
        vi="Thuộc trường hợp xếp không hoàn thành nhiệm vụ", en="Whether a listed case of 'not completed' is met"
    ),
    ".group": Words(vi="Nhóm tiêu chí", en="Group of criteria"),
    ".level": Words(vi="Mức đạt được", en="Grade reached"),
    ".name": Words(vi="Tên", en="Name"),
    ".assigned": Words(vi="Được giao", en="Assigned"),
    ".done": Words(vi="Số hoàn thành", en="How many were done"),
    ".on_time": Words(vi="Hoàn thành đúng hạn, bảo đảm chất lượng", en="Done on time and with quality"),
    ".over_fulfilled": Words(vi="Vượt mức", en="Over-fulfilled"),
    ".main_missed": Words(vi="Nhiệm vụ chính không hoàn thành", en="Main ones missed"),
    ".force_majeure": Words(vi="Không hoàn thành vì bất khả kháng", en="Missed through force majeure"),
    ".excellent": Rating.EXCELLENT.words,
    ".good": Rating.GOOD.words,
    ".completed": Rating.COMPLETED.words,
    ".not_completed": Rating.NOT_COMPLETED.words,
    "Discipline.subject": Words(vi="Mã đơn vị, cá nhân bị kỷ luật", en="Id of who was disciplined"),
    "Discipline.form": Words(vi="Hình thức", en="Form"),
    ".whom": Words(vi="Ai bị kỷ luật", en="Who was disciplined"),
    ".on": Words(vi="Ngày quyết định", en="Day of the decision"),
    ".self_detected": Words(vi="Tự phát hiện", en="Whether found by itself"),
    ".remedied": Words(vi="Đã khắc phục hậu quả", en="Whether the consequences were put right"),
    ".corruption": Words(vi="Vì tham nhũng, lãng phí, tiêu cực", en="Whether for corruption, waste or wrongdoing"),
}
_FORMAT: Final = Format(
    "evidence",
    1,
    Evidence,
    Words(vi="căn cứ xếp loại", en="the evidence for a rating"),
    _Evidences(
        _TITLES,
        lists={
            "levels": Words(vi="tiêu chí", en="criterion"),
            "discipline": Words(vi="kỷ luật", en="discipline"),
        },
    ),
)
