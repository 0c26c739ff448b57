"""Closed vocabularies: form and level of an organization, ratings, kinds of groups, origins of figures.

Every member of a vocabulary has a stable ASCII `value` (for files and APIs), a Vietnamese `label` (for people) and an
English `gloss`. `parse` reads all three shapes a label comes in: with diacritics in either normal form, without, in any
case, or as its usual abbreviation.

```
Term
├── Form, Level            their product names the kinds of the statistics: `kind_label`, `parse_kind`
├── Rating, RatingStatus   yearly ratings since 2018
├── LegacyRating, LegacyMemberRating   those before, which nothing turns into a `Rating`
├── SubjectType, CriterionGroup, Grade, DisciplineForm, Conclusion   what ratings are decided by
├── MemberStatus, GroupKind
├── Sex, Schooling, Qualification, AcademicTitle, PoliticalTheory, Occupation   what forms 2 and 3 count people by
├── AdmitReason, LeaveReason, TransferKind   the ways into, out of and between rolls
├── LifeEventKind, LifeStatus   what happens to a member, and what a member is by it on a day
├── MassBodyKind           công đoàn, đoàn thanh niên ...
├── MeetingKind            regular, thematic, of a committee, a congress
├── Post, PostBody, SeatSource   who leads: secretary ..., in which body, by appointment or election
├── CarryStrategy          how figures of several organizations become one where they merged or divided
└── Origin                 printed, computed, inferred, synthetic
```

Labels here are undated. Where a label changed by date, the rulebook of the date has the word.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar

from dangbo.base.errors import TermError
from dangbo.base.text import fold, lower_first, nearest, suggested
from dangbo.base.words import Words

__all__ = [
    "AcademicTitle",
    "AdmitReason",
    "CarryStrategy",
    "Conclusion",
    "CriterionGroup",
    "DisciplineForm",
    "DuesKind",
    "Form",
    "Grade",
    "GroupKind",
    "Kind",
    "LeaveReason",
    "LegacyMemberRating",
    "LegacyRating",
    "Level",
    "LifeEventKind",
    "LifeStatus",
    "MassBodyKind",
    "MeetingKind",
    "MemberStatus",
    "MoveScope",
    "Occupation",
    "OrderedTerm",
    "Origin",
    "PoliticalTheory",
    "Post",
    "PostBody",
    "Qualification",
    "Rating",
    "RatingStatus",
    "Schooling",
    "SeatSource",
    "Sex",
    "SubjectType",
    "Term",
    "TransferKind",
    "kind_gloss",
    "kind_label",
    "parse_kind",
    "read_kind",
]

_T = TypeVar("_T", bound="Term")
_REMEMBERED: Final = 4096
NOT_TEXT: Final = Words(vi="nhãn phải ghi bằng chữ", en="a label is text")


class Term(Enum):
    """A member of a closed vocabulary.

    A subclass says what the vocabulary is called in Vietnamese: `class Form(Term, vi="hình thức tổ chức đảng")`.

    Attributes:
        vocabulary: what the vocabulary is called; in English as in code.
        label: the Vietnamese word, in NFC.
        gloss: the English word.
        words: both.
        aliases: other spellings that `parse` takes.
        personal: whether it says something of a person beyond the register: errors do not repeat what cannot be read,
            which may stand in the wrong column and be a name.

    Examples:
        >>> Form("chi_bo"), Form.CHI_BO.label, Form.CHI_BO.gloss
        (<Form.CHI_BO: 'chi_bo'>, 'Chi bộ', 'Party cell')
    """

    vocabulary: ClassVar[Words]
    personal: ClassVar[bool]
    _value_: str
    label: str
    gloss: str
    words: Words
    aliases: tuple[str, ...]
    _rank: int

    if TYPE_CHECKING:

        @property
        def value(self) -> str:
            """The stable ASCII code."""

    def __init_subclass__(cls, vi: str = "", *, personal: bool = False) -> None:
        """Keep what the vocabulary is called."""
        cls.vocabulary = Words(vi=vi, en=cls.__name__)
        cls.personal = personal

    def __new__(cls, value: str, label: str = "", gloss: str = "", *aliases: str) -> Self:
        """Make a member out of (value, label, gloss, aliases ...); the defaults let checkers see `Form("chi_bo")`."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        member.gloss = gloss
        member.words = Words(vi=label, en=gloss)
        member.aliases = aliases
        member._rank = len(cls.__members__)
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, object]:
        """In somebody's model the vocabulary is what it is in the documents."""
        del schema, handler
        return cls.json_schema()

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema of a code of the vocabulary: the codes, and each with its Vietnamese and its English word."""
        members = [{"const": one.value, "title": one.label, "description": one.gloss} for one in cls]
        return {"type": "string", "enum": [one.value for one in cls], "oneOf": members}

    @classmethod
    def parse(cls, text: str | Self) -> Self:
        """The member a text names; a member names itself.

        Args:
            text: value, label or alias; NFC or NFD, with or without diacritics, any case.

        Returns:
            The member.

        Raises:
            TermError: nobody is called so; it lists the labels, nearest first.

        Examples:
            >>> MemberStatus.parse("du bi"), Level.parse("TCCSĐ")
            (<MemberStatus.PROBATIONARY: 'probationary'>, <Level.GRASSROOTS: 'grassroots'>)
            >>> Form.parse("Chi hội")
            Traceback (most recent call last):
            ...
            dangbo.base.errors.TermError: 'Chi hội' is not a Form; known: Chi bộ, Đảng bộ
        """
        found = _named(cls, text)
        if found is None:
            raise _unknown(cls, text)
        return found

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Let `Form("Chi bộ")`, and pydantic with it, take labels; `None` makes them raise their own error."""
        try:
            return cls.parse(value) if isinstance(value, str) else None
        except TermError as error:
            if cls.personal:  # the error of Python repeats the value
                raise error from None
            return None

    def __str__(self) -> str:
        return self.label


class OrderedTerm(Term):
    """A vocabulary with an order: the first member is the highest.

    Iteration goes from the highest down; `max` is the highest.
    """

    def __lt__(self, other: Self) -> bool:
        return self._rank > other._rank if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self._rank >= other._rank if type(other) is type(self) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self._rank < other._rank if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self._rank <= other._rank if type(other) is type(self) else NotImplemented


@cache
def _index(vocabulary: type[_T]) -> dict[str, _T]:
    """Folded names to members; spellings met later are remembered in it, because bulk loads repeat a few of them."""
    index: dict[str, _T] = {}
    for member in vocabulary:
        for name in (member.value, member.name, member.label, *member.aliases):
            index[fold(name)] = member
    return index


def _named(vocabulary: type[_T], text: object) -> _T | None:
    if isinstance(text, vocabulary):
        return text
    if not isinstance(text, str):
        return None
    index = _index(vocabulary)
    found = index.get(text)
    if found is None and (found := index.get(fold(text))) is not None and len(index) < _REMEMBERED:
        index[text] = found
    return found


def no_such(asked: Words, given: object, known: Iterable[str]) -> TermError:
    """That nothing is called so: the nearest first, then all there is, where that is little; what is no text says so.

    Examples:
        >>> book = Words(vi="quy định", en="rule")
        >>> str(no_such(book, "cell-sise", ["cell-size"])), str(no_such(book, 3, ["cell-size"]))
        ("'cell-sise' is not a rule; known: cell-size", "'int' is not a rule: a label is text; known: cell-size")
    """
    if isinstance(given, str):
        return TermError(asked, given, suggested(given, known))
    return TermError(asked, type(given).__name__, suggested("", known), NOT_TEXT)


def _unknown(vocabulary: type[Term], text: object) -> TermError:
    labels = {member.label: member for member in vocabulary}
    if not isinstance(text, str):
        return TermError(vocabulary.vocabulary, type(text).__name__, labels, NOT_TEXT)
    spellings = {name: member.label for member in vocabulary for name in (member.label, member.value, *member.aliases)}
    near = dict.fromkeys(spellings[name] for name in nearest(text, spellings))
    return TermError(vocabulary.vocabulary, "..." if vocabulary.personal else text, near | labels)


class Form(Term, vi="hình thức tổ chức đảng"):
    """Form of an organization: whether members belong to it directly or through its cells."""

    DANG_BO = "dang_bo", "Đảng bộ", "Party organization made of cells"
    CHI_BO = "chi_bo", "Chi bộ", "Party cell"


class Level(OrderedTerm, vi="cấp của tổ chức đảng"):
    """Level at which an organization stands, highest first. It is stored, never derived from parent or name.

    Examples:
        >>> Level.GRASSROOTS > Level.BELOW_GRASSROOTS
        True
    """

    CENTRAL = "central", "Trung ương", "central", "cấp trung ương", "TW"
    PROVINCIAL = "provincial", "Cấp tỉnh", "provincial", "tỉnh", "trực thuộc trung ương"
    IMMEDIATE_SUPERIOR = (
        "immediate_superior",
        "Cấp trên trực tiếp của tổ chức cơ sở đảng",
        "immediately above the grassroots",
        "cấp trên trực tiếp của TCCSĐ",
        "cấp trên trực tiếp TCCSĐ",
        "cấp trên trực tiếp tổ chức cơ sở đảng",
        "cấp trên trực tiếp của cơ sở",
        "cấp trên trực tiếp cơ sở",
        "cấp trên trực tiếp",
        "cấp trên cơ sở",
    )
    GRASSROOTS = "grassroots", "Cơ sở", "grassroots", "TCCSĐ", "tổ chức cơ sở đảng", "cấp cơ sở"
    BELOW_GRASSROOTS = (
        "below_grassroots",
        "Trực thuộc đảng ủy cơ sở",
        "below the grassroots",
        "dưới cơ sở",
        "cấp dưới cơ sở",
        "trực thuộc đảng bộ cơ sở",
    )


class Rating(OrderedTerm, vi="mức xếp loại"):
    """Yearly rating of an organization or a member, best first, in the vocabulary used since 2018.

    Attributes:
        short: the usual abbreviation, such as "HTTNV".

    Examples:
        >>> Rating.EXCELLENT > Rating.GOOD > Rating.COMPLETED > Rating.NOT_COMPLETED
        True
    """

    EXCELLENT = (
        "excellent",
        "Hoàn thành xuất sắc nhiệm vụ",
        "task completed excellently",
        "hoàn thành xuất sắc",
        "xuất sắc",
    )
    GOOD = "good", "Hoàn thành tốt nhiệm vụ", "task completed well", "hoàn thành tốt"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ", "task completed", "hoàn thành"
    NOT_COMPLETED = "not_completed", "Không hoàn thành nhiệm vụ", "task not completed", "không hoàn thành"

    @property
    def short(self) -> str:
        """The abbreviation of the tables.

        Examples:
            >>> Rating.EXCELLENT.short
            'HTXSNV'
        """
        return _SHORT[self]

    @classmethod
    def parse(cls, text: str | Self, year: int | None = None) -> Self:
        """The rating a text names.

        A full label needs no year. An abbreviation does: until 2017 "HTTNV" named the second tier of another
        vocabulary (trong sạch vững mạnh, HTTNV, HTNV, yếu kém).

        Args:
            text: value, label (with or without "nhiệm vụ") or abbreviation, in any spelling `Term.parse` takes.
            year: the year rated, not the year of the decision.

        Returns:
            The rating.

        Raises:
            TermError: nobody is called so, an abbreviation without a year, a year before 2018 or written as text.

        Examples:
            >>> Rating.parse("hoan thanh tot"), Rating.parse("HTTNV", year=2022)
            (<Rating.GOOD: 'good'>, <Rating.GOOD: 'good'>)
            >>> Rating.parse("HTTNV")
            Traceback (most recent call last):
            ...
            dangbo.base.errors.TermError: 'HTTNV' is not a Rating: an abbreviation needs the year rated, because \
before 2018 it named another tier; known: Hoàn thành tốt nhiệm vụ
        """
        abbreviated = _abbreviated(text)
        meant = _named(cls, text) if abbreviated is None else cls(abbreviated)
        if meant is None:
            raise _unknown(cls, text)
        if year is not None and _year(year) < _FIRST_YEAR:
            reason = Words(
                vi=f"kết quả xếp loại năm {year} dùng các mức khác, áp dụng đến hết năm {_FIRST_YEAR - 1}",
                en=f"ratings of {year} belong to another vocabulary, which ended with {_FIRST_YEAR - 1}",
            )
            raise TermError(cls.vocabulary, str(text), (), reason)
        if abbreviated is not None and year is None:
            reason = Words(
                vi=f"chữ viết tắt phải kèm năm xếp loại, vì trước năm {_FIRST_YEAR} chữ này chỉ một mức khác",
                en=f"an abbreviation needs the year rated, because before {_FIRST_YEAR} it named another tier",
            )
            raise TermError(cls.vocabulary, str(text), (meant.label,), reason)
        return meant


def _year(year: int) -> int:
    try:
        return operator.index(year)
    except TypeError:
        reason = Words(vi="năm phải là số nguyên, chẳng hạn 2022", en="a year is a whole number, such as year=2022")
        raise TermError(Words(vi="năm", en="year"), str(year), (), reason) from None


_FIRST_YEAR: Final = 2018
_SHORT: Final = {
    Rating.EXCELLENT: "HTXSNV",
    Rating.GOOD: "HTTNV",
    Rating.COMPLETED: "HTNV",
    Rating.NOT_COMPLETED: "KHTNV",
}
_ABBREVIATIONS: Final = {
    "HTXSNV": "excellent",
    "HTXS": "excellent",
    "HTTNV": "good",
    "HTT": "good",
    "HTNV": "completed",
    "HT": "completed",
    "KHTNV": "not_completed",
    "KHT": "not_completed",
}


def _abbreviated(text: object) -> str | None:
    """The value an abbreviation stands for; as it is written in tables, or with other capitals and dots."""
    if not isinstance(text, str):
        return None
    return _ABBREVIATIONS.get(text) or _ABBREVIATIONS.get(fold(text).replace(" ", "").upper())


class _Legacy(OrderedTerm):
    """A vocabulary of ratings that ended with 2017."""

    @classmethod
    def parse(cls, text: str | Self, year: int | None = None) -> Self:
        """The rating a text names.

        Words that only this vocabulary had need no year. Words that go on in `Rating` with another rank, such as
        "HTTNV", do; a year from 2018 on is refused.

        Args:
            text: value, label or abbreviation, in any spelling `Term.parse` takes.
            year: the year rated.

        Returns:
            The rating; nothing turns it into a `Rating`.

        Raises:
            TermError: nobody is called so, an ambiguous word without a year, a year from 2018 on.

        Examples:
            >>> LegacyRating.parse("TSVM"), LegacyRating.parse("HTTNV", year=2015)
            (<LegacyRating.STRONG: 'strong'>, <LegacyRating.COMPLETED_WELL: 'completed_well'>)
            >>> LegacyRating.parse("HTTNV")
            Traceback (most recent call last):
            ...
            dangbo.base.errors.TermError: 'HTTNV' is not a LegacyRating: it needs the year rated, because the word \
goes on after 2017 with another rank; known: Hoàn thành tốt nhiệm vụ
        """
        meant = _named(cls, text)
        if meant is None:
            raise _unknown(cls, text)
        if year is not None and year >= _FIRST_YEAR:
            reason = Words(
                vi=f"kết quả xếp loại năm {year} dùng các mức áp dụng từ năm {_FIRST_YEAR}",
                en=f"ratings of {year} belong to the vocabulary Rating, which began with {_FIRST_YEAR}",
            )
            raise TermError(cls.vocabulary, str(text), (), reason)
        shared = _abbreviated(text) is not None or _named(Rating, text) is not None
        if year is None and shared and text != meant.value:
            reason = Words(
                vi=f"phải kèm năm xếp loại, vì từ năm {_FIRST_YEAR} chữ này chỉ một mức có thứ bậc khác",
                en=f"it needs the year rated, because the word goes on after {_FIRST_YEAR - 1} with another rank",
            )
            raise TermError(cls.vocabulary, str(text), (meant.label,), reason)
        return meant


class LegacyRating(_Legacy, vi="mức xếp loại tổ chức đảng trước năm 2018"):
    """Yearly rating of an organization until 2017, best first. Nothing maps it to the four tiers of today.

    Examples:
        >>> LegacyRating.EXEMPLARY > LegacyRating.STRONG > LegacyRating.WEAK
        True
    """

    EXEMPLARY = (
        "exemplary",
        "Trong sạch, vững mạnh tiêu biểu",
        "clean and strong, exemplary",
        "TSVM tiêu biểu",
        "TSVMTB",
        "trong sạch vững mạnh tiêu biểu",
    )
    STRONG = "strong", "Trong sạch, vững mạnh", "clean and strong", "TSVM", "trong sạch vững mạnh"
    COMPLETED_WELL = "completed_well", "Hoàn thành tốt nhiệm vụ", "task completed well", "HTTNV", "hoàn thành tốt"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ", "task completed", "HTNV", "hoàn thành"
    WEAK = "weak", "Yếu kém", "weak", "yếu, kém", "YK"


class LegacyMemberRating(_Legacy, vi="mức xếp loại đảng viên trước năm 2018"):
    """Yearly rating of a member until 2017, best first. Nothing maps it to the four tiers of today.

    Examples:
        >>> LegacyMemberRating.parse("Đảng viên đủ tư cách, hoàn thành tốt nhiệm vụ")
        <LegacyMemberRating.QUALIFIED_WELL: 'qualified_well'>
    """

    QUALIFIED_EXCELLENTLY = (
        "qualified_excellently",
        "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ",
        "qualified, task completed excellently",
        "đảng viên đủ tư cách, hoàn thành xuất sắc nhiệm vụ",
    )
    QUALIFIED_WELL = (
        "qualified_well",
        "Đủ tư cách, hoàn thành tốt nhiệm vụ",
        "qualified, task completed well",
        "đảng viên đủ tư cách, hoàn thành tốt nhiệm vụ",
    )
    QUALIFIED = (
        "qualified",
        "Đủ tư cách, hoàn thành nhiệm vụ",
        "qualified, task completed",
        "đảng viên đủ tư cách, hoàn thành nhiệm vụ",
    )
    UNQUALIFIED = (
        "unqualified",
        "Vi phạm tư cách hoặc không hoàn thành nhiệm vụ",
        "in breach of qualification, or task not completed",
        "đảng viên vi phạm tư cách hoặc không hoàn thành nhiệm vụ",
        "vi phạm tư cách, không hoàn thành nhiệm vụ",
        "vi phạm tư cách",
    )


class SubjectType(Term, vi="đối tượng xếp loại"):
    """Who is rated; the criteria differ by it."""

    ORGANIZATION = "organization", "Tổ chức đảng", "party organization"
    MEMBER = (
        "member",
        "Đảng viên không giữ chức vụ lãnh đạo, quản lý",
        "member without a leading post",
        "đảng viên",
    )
    LEADER = "leader", "Cá nhân lãnh đạo, quản lý", "leader", "đảng viên giữ chức vụ lãnh đạo, quản lý"
    COLLECTIVE = "collective", "Tập thể lãnh đạo, quản lý", "leadership collective", "tập thể"


class CriterionGroup(Term, vi="nhóm tiêu chí"):
    """Group of criteria (nhóm tiêu chí) a grade is given in."""

    GENERAL = (
        "general",
        "Xây dựng Đảng; chính trị tư tưởng, đạo đức, lối sống, kỷ luật",
        "party building; politics, ethics, discipline",
        "tiêu chí chung",
    )
    TASKS = "tasks", "Kết quả thực hiện nhiệm vụ", "results of tasks", "nhiệm vụ chính trị"
    SHORTCOMINGS = "shortcomings", "Khắc phục hạn chế, khuyết điểm", "fixing shortcomings"


class Grade(OrderedTerm, vi="mức của tiêu chí"):
    """Grade of one criterion (mức của từng tiêu chí), best first. It is not a yearly rating.

    Examples:
        >>> Grade.EXCELLENT > Grade.GOOD > Grade.AVERAGE > Grade.POOR
        True
    """

    EXCELLENT = "excellent", "Xuất sắc", "excellent"
    GOOD = "good", "Tốt", "good"
    AVERAGE = "average", "Trung bình", "average"
    POOR = "poor", "Kém", "poor"


class DisciplineForm(OrderedTerm, vi="hình thức kỷ luật"):
    """Form of discipline (hình thức kỷ luật), gravest first."""

    EXPULSION = "expulsion", "Khai trừ", "expulsion"
    DISBANDMENT = "disbandment", "Giải tán", "disbandment of an organization"
    REMOVAL = "removal", "Cách chức", "removal from post"
    WARNING = "warning", "Cảnh cáo", "warning"
    REPRIMAND = "reprimand", "Khiển trách", "reprimand"


class Conclusion(Term, vi="nội dung kết luận của cấp có thẩm quyền"):
    """What a competent body has concluded about a subject (kết luận của cấp có thẩm quyền)."""

    DEGRADATION = (
        "degradation",
        "Suy thoái về tư tưởng chính trị, đạo đức, lối sống",
        "degradation of political thought, ethics or way of life",
        "suy thoái",
    )
    DISUNITY = "disunity", "Mất đoàn kết", "disunity"
    FORBIDDEN_CONDUCT = (
        "forbidden_conduct",
        "Vi phạm những điều đảng viên không được làm, trách nhiệm nêu gương",
        "breach of what members may not do, or of setting an example",
        "vi phạm những điều đảng viên không được làm",
    )


class RatingStatus(Term, vi="tình trạng xếp loại"):
    """Whether a subject on the books was rated in a year."""

    RATED = "rated", "Đã xếp loại", "rated", "được xếp loại", "đã đánh giá"
    EXEMPT = "exempt", "Được miễn", "exempt", "miễn", "miễn đánh giá", "miễn công tác và sinh hoạt đảng"
    NOT_YET_RATED = "not_yet_rated", "Chưa xếp loại", "not yet rated", "chưa", "chưa đánh giá", "chưa được xếp loại"


class MemberStatus(Term, vi="loại đảng viên (chính thức, dự bị)"):
    """Full or probationary member."""

    FULL = "full", "Chính thức", "full", "đảng viên chính thức"
    PROBATIONARY = "probationary", "Dự bị", "probationary", "đảng viên dự bị"


# --- what forms 2 and 3 count people by: each alias such as "SCH.1" is the row of the form ----------------------------


class Sex(Term, vi="giới tính", personal=True):
    """Sex, as lists of members have it."""

    FEMALE = "female", "Nữ", "female"
    MALE = "male", "Nam", "male"


class Schooling(Term, vi="trình độ giáo dục phổ thông", personal=True):
    """General education, as the statistics tell it apart; who cannot read has no row.

    Examples:
        >>> Schooling.parse("THPT"), Schooling.parse("12/12") is Schooling.UPPER_SECONDARY
        (<Schooling.UPPER_SECONDARY: 'upper_secondary'>, True)
    """

    LITERATE = "literate", "Biết đọc, biết viết chữ quốc ngữ", "reads and writes Vietnamese", "SCH.1"
    PRIMARY = "primary", "Tiểu học", "primary school", "SCH.2", "cấp I"
    LOWER_SECONDARY = "lower_secondary", "Trung học cơ sở", "lower secondary school", "SCH.3", "THCS", "cấp II"
    UPPER_SECONDARY = (
        *("upper_secondary", "Trung học phổ thông", "upper secondary school"),
        *("SCH.4", "THPT", "cấp III", "12/12"),
    )


class Qualification(Term, vi="trình độ chuyên môn nghiệp vụ", personal=True):
    """The highest professional qualification."""

    ELEMENTARY = (
        *("elementary", "Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp"),
        *("skilled worker or elementary vocational training", "QUA.1", "công nhân kỹ thuật", "sơ cấp"),
    )
    INTERMEDIATE = "intermediate", "Trung cấp", "intermediate", "QUA.2"
    COLLEGE = "college", "Cao đẳng", "college", "QUA.3"
    UNIVERSITY = "university", "Đại học", "university", "QUA.4"
    MASTER = "master", "Thạc sỹ", "master", "QUA.5", "thạc sĩ"
    DOCTOR = "doctor", "Tiến sỹ", "doctor", "QUA.6", "tiến sĩ"


class AcademicTitle(Term, vi="chức danh khoa học", personal=True):
    """Academic title, which is no degree."""

    ASSOCIATE_PROFESSOR = "associate_professor", "Phó Giáo sư", "associate professor", "TIT.1", "PGS"
    PROFESSOR = "professor", "Giáo sư", "professor", "TIT.2", "GS"


class PoliticalTheory(Term, vi="trình độ lý luận chính trị", personal=True):
    """Training in political theory; "Trung cấp" here is another thing than the qualification of that name."""

    ELEMENTARY = "elementary", "Sơ cấp", "elementary", "THE.1"
    INTERMEDIATE = "intermediate", "Trung cấp", "intermediate", "THE.2"
    ADVANCED = "advanced", "Cao cấp, cử nhân", "advanced, or bachelor", "THE.3", "cao cấp", "cử nhân"


class Occupation(Term, vi="nghề nghiệp", personal=True):
    """What a member works as, in the rows of forms 2 and 3 of the district era, whose labels say "huyện".

    The row on enterprises (OCC.07) is the sum of three, which are the members here; it is none itself.

    Examples:
        >>> Occupation.parse("OCC.07c").gloss
        'worker in an enterprise'
    """

    STATE_OFFICIAL = (
        *("state_official", "Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên"),
        *("official of a State body, from the district up", "OCC.01"),
    )
    PARTY_OFFICIAL = (
        "party_official",
        "Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên",
        "official of the Party, the Fatherland Front or a mass organization, from the district up",
        "OCC.02",
    )
    COMMUNE_OFFICIAL = (
        *("commune_official", "Cán bộ, công chức; người hoạt động không chuyên trách ở xã, phường, thị trấn"),
        *("official or part-time official of a commune, ward or township", "OCC.03"),
    )
    RESIDENTIAL_PART_TIME = (
        *("residential_part_time", "Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)"),
        *("part-time official of a residential group", "OCC.04"),
    )
    PUBLIC_UNIT = (
        *("public_unit", "Viên chức trong các đơn vị sự nghiệp công lập"),
        *("public employee of a public service unit", "OCC.05", "viên chức"),
    )
    NON_PUBLIC_UNIT = (
        *("non_public_unit", "Người lao động trong các đơn vị sự nghiệp ngoài công lập"),
        *("employee of a service unit that is not public", "OCC.06"),
    )
    ENTERPRISE_MANAGER = (
        *("enterprise_manager", "Người lãnh đạo, quản lý doanh nghiệp", "manager of an enterprise", "OCC.07a"),
    )
    ENTERPRISE_STAFF = (
        *("enterprise_staff", "Nhân viên, người gián tiếp sản xuất", "office staff of an enterprise", "OCC.07b"),
    )
    ENTERPRISE_WORKER = (
        *("enterprise_worker", "Công nhân, lao động trực tiếp sản xuất", "worker in an enterprise", "OCC.07c"),
    )
    FARMER = "farmer", "Người làm nông, lâm, ngư nghiệp", "farmer, forester or fisher", "OCC.08"
    ARMED_FORCES = (
        *("armed_forces", "Sỹ quan, chiến sỹ quân đội và công an (lực lượng vũ trang)"),
        *("officer or soldier of the army or the police", "OCC.09", "lực lượng vũ trang"),
    )
    STUDENT = "student", "Sinh viên", "student", "OCC.10"
    PUPIL = "pupil", "Học sinh", "pupil", "OCC.11"
    OTHER = "other", "Khác (lao động hợp đồng, tự do…)", "other (contract work, free-lance ...)", "OCC.12", "khác"


class GroupKind(Term, vi="loại địa bàn dân cư"):
    """Kind of a residential group: the settlement under a commune or ward that has a head of its own."""

    XOM = "xom", "Xóm", "hamlet (xóm)"
    THON = "thon", "Thôn", "village (thôn)"
    TO_DAN_PHO = "to_dan_pho", "Tổ dân phố", "urban residential group", "TDP"
    AP = "ap", "Ấp", "hamlet (ấp)"
    BAN = "ban", "Bản", "upland village (bản)"
    KHU_PHO = "khu_pho", "Khu phố", "urban quarter"
    OTHER = "other", "Khác", "other"


class MassBodyKind(Term, vi="loại đoàn thể"):
    """Kind of a mass body (đoàn thể) of an agency, service unit or enterprise."""

    TRADE_UNION = "trade_union", "Công đoàn", "trade union", "CĐ"
    YOUTH_UNION = "youth_union", "Đoàn Thanh niên", "youth union", "ĐTN", "Đoàn TNCS Hồ Chí Minh"
    WOMEN_UNION = "women_union", "Hội Phụ nữ", "women's union", "Hội LHPN"
    VETERANS = "veterans", "Hội Cựu chiến binh", "veterans' association", "CCB"
    OTHER = "other", "Đoàn thể khác", "other mass body"


class MeetingKind(Term, vi="loại buổi họp"):
    """Kind of a meeting: a regular one, one followed by a thematic part, a thematic one of its own, another body's."""

    REGULAR = (
        "regular",
        "Thường kỳ",
        "regular",
        *(
            f"{held}{often}"
            for held in ("", "họp ", "sinh hoạt ")
            for often in ("thường kỳ", "thường kì", "định kỳ", "định kì")
        ),
    )
    WITH_THEMATIC = (
        "with_thematic",
        "Thường kỳ có chuyên đề",
        "regular with a thematic part",
        "thường kỳ kết hợp chuyên đề",
        "thường kì kết hợp chuyên đề",
    )
    THEMATIC = "thematic", "Chuyên đề", "thematic", "sinh hoạt chuyên đề"
    COMMITTEE = "committee", "Họp cấp ủy", "meeting of a committee", "họp chi ủy", "họp đảng ủy"
    CONGRESS = "congress", "Đại hội", "congress", "đại hội chi bộ", "đại hội đảng viên", "đại hội đảng bộ"


class Post(OrderedTerm, vi="chức vụ trong cấp ủy"):
    """What somebody is in the body that leads an organization; the highest first."""

    SECRETARY = (
        "secretary",
        "Bí thư",
        "secretary",
        "BT",
        *(f"bí thư {of}" for of in ("chi bộ", "chi ủy", "đảng bộ", "đảng ủy", "cấp ủy", "tỉnh ủy", "thành ủy")),
    )
    STANDING_DEPUTY_SECRETARY = (
        "standing_deputy_secretary",
        "Phó Bí thư Thường trực",
        "standing deputy secretary",
        "PBT TT",
        "phó bí thư TT",
        *(f"phó bí thư thường trực {of}" for of in ("đảng bộ", "đảng ủy", "tỉnh ủy", "thành ủy")),
    )
    DEPUTY_SECRETARY = (
        "deputy_secretary",
        "Phó Bí thư",
        "deputy secretary",
        "PBT",
        *(f"phó bí thư {of}" for of in ("chi bộ", "chi ủy", "đảng bộ", "đảng ủy", "cấp ủy", "tỉnh ủy", "thành ủy")),
    )
    STANDING_MEMBER = (
        "standing_member",
        "Ủy viên Ban Thường vụ",
        "member of the standing committee",
        "UVBTV",
        "UV BTV",
        "ủy viên BTV",
        *(f"ủy viên ban thường vụ {of}" for of in ("đảng bộ", "đảng ủy", "tỉnh ủy", "thành ủy")),
    )
    COMMITTEE_MEMBER = (
        "committee_member",
        "Cấp ủy viên",
        "committee member",
        "ủy viên ban chấp hành",
        "ủy viên ban chấp hành đảng bộ",
        "UVBCH",
        "UV BCH",
        "ủy viên BCH",
        *(f"{of} ủy viên" for of in ("chi", "đảng", "tỉnh", "thành")),
    )
    INSPECTION_HEAD = (
        "inspection_head",
        "Chủ nhiệm Ủy ban Kiểm tra",
        "head of the inspection committee",
        "chủ nhiệm UBKT",
    )
    INSPECTION_MEMBER = (
        "inspection_member",
        "Ủy viên Ủy ban Kiểm tra",
        "member of the inspection committee",
        "UVUBKT",
        "ủy viên UBKT",
        "phó chủ nhiệm ủy ban kiểm tra",
        "phó chủ nhiệm UBKT",
    )


class PostBody(Term, vi="cơ quan lãnh đạo"):
    """The body in which somebody has a post."""

    CHI_UY = "chi_uy", "Chi ủy", "committee of a cell", "chi bộ"
    COMMITTEE = "committee", "Cấp ủy", "committee", "đảng ủy", "BCH", "ban chấp hành", "ban chấp hành đảng bộ"
    STANDING = "standing", "Ban Thường vụ", "standing committee", "BTV", "ban thường vụ đảng ủy", "thường vụ"
    INSPECTION = "inspection", "Ủy ban Kiểm tra", "inspection committee", "UBKT"


class SeatSource(Term, vi="nguồn chức vụ (bầu, chỉ định)"):
    """How somebody came to a post."""

    APPOINTED = "appointed", "Chỉ định", "appointed by the superior", "được chỉ định", "chỉ định bổ sung"
    ELECTED = "elected", "Bầu", "elected", "được bầu", "bầu cử", "đại hội bầu", "bầu bổ sung"


class DuesKind(Term, vi="đối tượng đóng đảng phí"):
    """Whose dues they are: the rows of the rules of dues, of the regulation of 2026 and of that of 2010 before it."""

    INSURED = (
        "insured",
        "Tham gia bảo hiểm xã hội bắt buộc",
        "members in compulsory social insurance",
        "đóng bảo hiểm xã hội bắt buộc",
    )
    ON_BENEFIT = (
        "on_benefit",
        "Nghỉ ốm đau, thai sản hưởng bảo hiểm xã hội",
        "members on sick or maternity leave, paid by insurance",
        "nghỉ ốm đau, thai sản",
    )
    PENSIONER = "pensioner", "Hưởng lương hưu", "pensioners", "hưu trí"
    STUDENT = (
        "student",
        "Học sinh, sinh viên không tham gia bảo hiểm, không phụ cấp",
        "pupils and students, uninsured and without allowance",
        "học sinh",
        "sinh viên",
    )
    UNINSURED = (
        "uninsured",
        "Không tham gia bảo hiểm xã hội, chưa đến tuổi nghỉ hưu",
        "uninsured members below retirement age",
    )
    UNINSURED_AGED = (
        "uninsured_aged",
        "Quá tuổi nghỉ hưu, không có lương hưu",
        "members above retirement age without pension",
    )
    AGENCY_STAFF = "agency_staff", "Cơ quan, lực lượng vũ trang", "staff of agencies and armed forces"
    CONSCRIPT = "conscript", "Hạ sĩ quan, chiến sĩ", "conscripts"
    ENTERPRISE_STAFF = "enterprise_staff", "Doanh nghiệp", "staff of enterprises"
    OTHER = "other", "Đối tượng khác", "others"
    LONG_STANDING = (
        "long_standing",
        "Tuổi đảng từ 50 năm",
        "members of 50 years of seniority or more",
        "từ 50 năm tuổi đảng",
    )
    SOCIAL_PENSION = "social_pension", "Hưởng trợ cấp xã hội", "members on social pension"
    SPECIAL_HARDSHIP = (
        "special_hardship",
        "Đặc biệt khó khăn, có đề nghị",
        "members in special hardship, on request",
        "đặc biệt khó khăn",
    )
    HARDSHIP = "hardship", "Khó khăn khác, được giảm hoặc miễn có thời hạn", "members in other hardship", "khó khăn"


class TransferKind(Term, vi="hình thức chuyển sinh hoạt đảng"):
    """How a person goes to another organization: with the official roll, or for a time beside it."""

    OFFICIAL = "official", "Chuyển sinh hoạt đảng chính thức", "official transfer", "chính thức"
    TEMPORARY = "temporary", "Chuyển sinh hoạt đảng tạm thời", "temporary transfer", "tạm thời"


class AdmitReason(Term, vi="lý do vào danh sách đảng viên"):
    """Why a person comes onto a roll of the register."""

    ADMITTED = "admitted", "Kết nạp", "admitted to the Party", "kết nạp đảng"
    READMITTED = "readmitted", "Kết nạp lại", "readmitted"
    RECEIVED = "received", "Chuyển đến", "received from outside the register", "tiếp nhận"
    RESTORED = (
        "restored",
        "Phục hồi đảng tịch",
        "membership restored",
        "phục hồi",
        "phục hồi quyền đảng viên",
        "khôi phục",
        "khôi phục đảng tịch",
        "khôi phục quyền đảng viên",
    )


class LeaveReason(Term, vi="lý do ra khỏi danh sách đảng viên"):
    """Why a person leaves the rolls of the register."""

    TRANSFERRED = "transferred", "Chuyển đi", "transferred outside the register"
    DECEASED = "deceased", "Từ trần", "deceased", "chết"
    STRUCK_OFF = "struck_off", "Xóa tên", "struck off", "xóa tên trong danh sách đảng viên"
    EXPELLED = "expelled", "Khai trừ", "expelled"
    WITHDREW = "withdrew", "Xin ra khỏi Đảng", "withdrew", "ra khỏi Đảng", "cho ra"


class LifeEventKind(Term, vi="việc trong quá trình đảng viên"):
    """What happens in the life of a member; in the order in which things usually come.

    Three of the days are three things: the decision on admission, from which seniority counts; the ceremony, from which
    probation counts; the day one is full from.

    Examples:
        >>> LifeEventKind.parse("lễ kết nạp"), LifeEventKind.parse("xoa ten")
        (<LifeEventKind.ADMITTED: 'admitted'>, <LifeEventKind.STRUCK_OFF: 'struck_off'>)
    """

    ADMISSION_RESOLVED = (
        *("admission_resolved", "Chi bộ ra nghị quyết đề nghị kết nạp", "cell resolved on the admission"),
        "nghị quyết đề nghị kết nạp",
    )
    ADMISSION_DECIDED = "admission_decided", "Quyết định kết nạp", "admission decided"
    DECISION_RECEIVED = "decision_received", "Nhận quyết định kết nạp", "decision on admission received"
    ADMITTED = (
        *("admitted", "Lễ kết nạp", "admission ceremony", "kết nạp", "tổ chức lễ kết nạp"),
        *("kết nạp Đảng", "kết nạp đảng viên", "ngày vào Đảng"),
    )
    RECOGNITION_RESOLVED = (
        *("recognition_resolved", "Chi bộ ra nghị quyết đề nghị công nhận chính thức", "cell resolved on recognition"),
        "nghị quyết đề nghị công nhận chính thức",
    )
    RECOGNIZED = "recognized", "Công nhận đảng viên chính thức", "recognized as full", "công nhận chính thức"
    PROBATION_FAILED = (
        *("probation_failed", "Không được công nhận chính thức", "not recognized after probation"),
        "không công nhận chính thức",
    )
    MOVED = (
        *("moved", "Thay đổi nơi công tác, nơi cư trú", "place of work or home changed"),
        *("chuyển công tác", "thay đổi nơi cư trú"),
    )
    TRANSFER_STARTED = (
        *("transfer_started", "Cấp giấy giới thiệu sinh hoạt đảng", "transfer filed, introduction paper issued"),
        *("làm thủ tục chuyển sinh hoạt", "cấp giấy giới thiệu"),
    )
    SLIP_SHOWN = (
        *("slip_shown", "Xuất trình giấy giới thiệu sinh hoạt đảng", "introduction paper shown"),
        *("xuất trình giấy giới thiệu", "nộp giấy giới thiệu"),
    )
    STAY_BEGUN = "stay_begun", "Bắt đầu sinh hoạt tạm thời", "stay with another organization begun"
    STAY_ENDED = "stay_ended", "Kết thúc sinh hoạt tạm thời", "stay with another organization ended"
    EXEMPTED = (
        *("exempted", "Miễn công tác và sinh hoạt đảng", "exempted", "miễn sinh hoạt", "miễn sinh hoạt đảng"),
        *("miễn công tác và sinh hoạt", "được miễn sinh hoạt"),
    )
    EXEMPTION_ENDED = "exemption_ended", "Trở lại sinh hoạt sau khi được miễn", "exemption ended", "hết miễn sinh hoạt"
    DISCIPLINED = "disciplined", "Bị kỷ luật", "disciplined", "kỷ luật", "kỉ luật", "thi hành kỷ luật"
    DISCIPLINE_ENDED = "discipline_ended", "Chấm dứt hiệu lực kỷ luật", "discipline ended", "hết hiệu lực kỷ luật"
    SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng", "suspended", "đình chỉ sinh hoạt"
    LOST_CONTACT = "lost_contact", "Mất liên lạc", "contact lost", "gián đoạn sinh hoạt"
    STRUCK_OFF = "struck_off", "Xóa tên", "struck off", "bị xóa tên", "xóa tên trong danh sách đảng viên"
    EXPELLED = "expelled", "Khai trừ", "expelled", "bị khai trừ", "khai trừ khỏi Đảng"
    WITHDREW = "withdrew", "Xin ra khỏi Đảng", "withdrew", "cho ra khỏi Đảng"
    READMITTED = "readmitted", "Kết nạp lại", "readmitted", "được kết nạp lại", "quyết định kết nạp lại"
    RESTORED = (
        *("restored", "Phục hồi đảng tịch, quyền đảng viên", "membership or rights restored"),
        *("phục hồi đảng tịch", "phục hồi quyền đảng viên", "khôi phục đảng tịch"),
    )
    DECEASED = "deceased", "Từ trần", "deceased", "chết", "mất", "qua đời"
    BADGE = (
        *("badge", "Trao Huy hiệu Đảng", "badge awarded", "tặng Huy hiệu Đảng", "truy tặng Huy hiệu Đảng"),
        *("Huy hiệu Đảng", "trao tặng Huy hiệu Đảng"),
    )
    CARD_ISSUED = "card_issued", "Cấp thẻ đảng viên", "card issued", "phát thẻ đảng viên", "cấp thẻ"


class LifeStatus(Term, vi="trạng thái đảng viên"):
    """What a member is on a day. `AWAY` is at another organization for a time, or out of contact."""

    PROBATIONARY = "probationary", "Dự bị", "probationary", "đảng viên dự bị"
    FULL = "full", "Chính thức", "full", "đảng viên chính thức", "đang sinh hoạt"
    EXEMPT = (
        *("exempt", "Được miễn công tác và sinh hoạt đảng", "exempt from work and party life"),
        *("miễn sinh hoạt", "miễn"),
    )
    SUSPENDED = "suspended", "Bị đình chỉ sinh hoạt đảng", "suspended from party life", "đình chỉ"
    AWAY = (
        *(
            "away",
            "Sinh hoạt tạm thời nơi khác hoặc gián đoạn",
            "elsewhere for a time, or out of contact",
        ),
        *("gián đoạn", "sinh hoạt tạm thời"),
    )
    OUT = "out", "Đã ra khỏi Đảng", "out of the Party", "rời khỏi Đảng"
    DECEASED = "deceased", "Từ trần", "deceased", "đã từ trần"


class MoveScope(Term, vi="phạm vi chuyển đi, chuyển đến"):
    """How far people or organizations move that leave the register or come into it."""

    OTHER_PROVINCE = "other_province", "Tỉnh khác", "another province", "ngoài tỉnh", "tỉnh, thành phố khác"
    SAME_PROVINCE = "same_province", "Trong tỉnh", "the same province", "cùng tỉnh", "trong tỉnh, thành phố"
    ABROAD = "abroad", "Ngoài nước", "abroad", "nước ngoài"


class CarryStrategy(Term, vi="cách chuyển số liệu qua sắp xếp"):
    """How the figures of several organizations become one where they merged or divided.

    Examples:
        >>> CarryStrategy.parse("worst").label
        'Lấy mức thấp nhất'
    """

    SUM = "sum", "Cộng dồn", "sum"
    BY_HEADCOUNT = "by_headcount", "Theo số đảng viên", "by the number of members"
    ABSORBING = "absorbing", "Theo tổ chức tiếp tục hoạt động", "as the organization that goes on"
    WORST = "worst", "Lấy mức thấp nhất", "the worst of the sources"
    BEST = "best", "Lấy mức cao nhất", "the best of the sources"
    MIXED = "mixed", "Chỉ khi các nguồn cùng mức", "only where all sources agree"
    NOT_RATED = "not_rated", "Không xếp loại tổ chức có thay đổi", "not rated where anything changed"


class Origin(Term, vi="nguồn gốc số liệu"):
    """Where a figure comes from."""

    PRINTED = "printed", "in trong nguồn", "printed in the source"
    COMPUTED = "computed", "tính được", "computed from the data"
    INFERRED = "inferred", "suy ra", "inferred, not printed"
    SYNTHETIC = "synthetic", "giả lập", "synthetic, made for the example"


# --- kinds: form and level together -------------------------------------------------------------------------------

Kind = tuple[Form, Level]
"""Form and level of an organization, such as `(Form.CHI_BO, Level.BELOW_GRASSROOTS)`."""

_KINDS: Final[dict[Kind, tuple[Words, tuple[str, ...]]]] = {
    (Form.DANG_BO, Level.CENTRAL): (Words(vi="Toàn Đảng", en="the whole Party"), ("Đảng Cộng sản Việt Nam",)),
    (Form.DANG_BO, Level.PROVINCIAL): (
        Words(vi="Đảng bộ trực thuộc Trung ương", en="Party organization directly under the Central Committee"),
        ("đảng bộ tỉnh", "đảng bộ cấp tỉnh"),
    ),
    (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR): (
        Words(vi="Đảng bộ cấp trên trực tiếp của TCCSĐ", en="Party organization immediately above the grassroots"),
        (
            "đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng",
            "đảng bộ cấp trên trực tiếp tổ chức cơ sở đảng",
            "đảng bộ cấp trên trực tiếp TCCSĐ",
            "đảng bộ cấp trên trực tiếp của cơ sở",
            "đảng bộ cấp trên trực tiếp cơ sở",
            "đảng bộ cấp trên cơ sở",
        ),
    ),
    (Form.DANG_BO, Level.GRASSROOTS): (
        Words(vi="Đảng bộ cơ sở", en="grassroots Party organization of cells"),
        ("ĐBCS",),
    ),
    (Form.CHI_BO, Level.GRASSROOTS): (Words(vi="Chi bộ cơ sở", en="grassroots Party cell"), ("CBCS",)),
    (Form.DANG_BO, Level.BELOW_GRASSROOTS): (
        Words(vi="Đảng bộ bộ phận", en="part committee's organization under a grassroots one"),
        (
            "ĐBBP",
            "đảng bộ bộ phận trực thuộc đảng ủy cơ sở",
            "đảng bộ trực thuộc cơ sở",
            "đảng bộ dưới cơ sở",
        ),
    ),
    (Form.CHI_BO, Level.BELOW_GRASSROOTS): (
        Words(vi="Chi bộ trực thuộc", en="Party cell under a grassroots organization"),
        (
            "CBTT",
            "chi bộ trực thuộc đảng ủy cơ sở",
            "chi bộ trực thuộc đảng bộ cơ sở",
            "chi bộ trực thuộc đảng ủy bộ phận",
            "chi bộ trực thuộc đảng bộ bộ phận",
            "chi bộ dưới cơ sở",
        ),
    ),
}
KINDS: Final = tuple(_KINDS)
"""The kinds that occur, from the highest level down."""
_KIND_NAMES: Final = {
    fold(name): kind
    for kind, (words, aliases) in _KINDS.items()
    for name in (f"{kind[0].value}/{kind[1].value}", words.vi, *aliases)
}


def level_words(level: Level) -> Words:
    """A level inside a sentence: "cấp cơ sở", "trực thuộc đảng ủy cơ sở"."""
    label = lower_first(level.label)
    if level in _BARE_LEVELS:
        label = f"cấp {level.label if level is Level.CENTRAL else label}"
    return Words(vi=label, en=level.gloss)


_BARE_LEVELS: Final = (Level.CENTRAL, Level.GRASSROOTS)
"""Levels whose label does not say that it is one."""


def kind_label(form: Form | str, level: Level | str) -> str:
    """The Vietnamese name of a kind, as in the statistics.

    A kind that does not occur (a cell at provincial level) has a name too, because a register may hold it by mistake.

    Examples:
        >>> kind_label(Form.CHI_BO, Level.BELOW_GRASSROOTS)
        'Chi bộ trực thuộc'
        >>> kind_label(Form.CHI_BO, Level.PROVINCIAL)
        'Chi bộ (cấp tỉnh)'
    """
    return kind_words(form, level).vi


def kind_gloss(form: Form | str, level: Level | str) -> str:
    """The English name of a kind.

    Examples:
        >>> kind_gloss(Form.CHI_BO, Level.GRASSROOTS)
        'grassroots Party cell'
    """
    return kind_words(form, level).en


def kind_words(form: Form | str, level: Level | str) -> Words:
    """The name of a kind in both languages."""
    form, level = Form.parse(form), Level.parse(level)
    if (form, level) in _KINDS:
        return _KINDS[form, level][0]
    return Words(vi=f"{form.label} ({lower_first(level.label)})", en=f"{form.gloss} ({level.gloss})")


def read_kind(kind: tuple[Form | str, Level | str] | str) -> Kind:
    """Form and level out of a pair of terms or labels, or out of the name of a kind.

    Raises:
        TermError: a name or label nobody knows, or no pair.

    Examples:
        >>> read_kind(("chi bộ", "grassroots")) == read_kind("chi bộ cơ sở")
        True
    """
    if isinstance(kind, tuple) and len(kind) == _PAIR:
        form, level = kind
        return (Form.parse(form), Level.parse(level))
    return parse_kind(kind)


_PAIR: Final = 2
_NO_LEVEL: Final = Words(vi="chỉ nêu hình thức, chưa nêu cấp", en="it names a form and no level")
_NO_FORM: Final = Words(vi="chỉ nêu cấp, chưa nêu hình thức", en="it names a level and no form")


def parse_kind(text: str) -> Kind:
    """Form and level out of the name of a kind.

    Args:
        text: such as "chi bộ trực thuộc đảng ủy cơ sở", or its code "chi_bo/below_grassroots"; any spelling
            `Term.parse` takes.

    Returns:
        Form and level.

    Raises:
        TermError: unknown, or a name that gives only a form ("chi bộ") or only a level ("TCCSĐ").

    Examples:
        >>> parse_kind("chi bộ trực thuộc")
        (<Form.CHI_BO: 'chi_bo'>, <Level.BELOW_GRASSROOTS: 'below_grassroots'>)
        >>> parse_kind("TCCSĐ")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.TermError: 'TCCSĐ' is not a kind of organization: it names a level and no form; known: Đảng \
bộ cơ sở, Chi bộ cơ sở
    """
    asked: object = text
    if isinstance(asked, str) and (found := _KIND_NAMES.get(fold(asked))) is not None:
        return found
    vocabulary = Words(vi="loại tổ chức đảng", en="kind of organization")
    if (form := _named(Form, asked)) is not None:
        fitting = [words.vi for kind, (words, _) in _KINDS.items() if kind[0] is form]
        raise TermError(vocabulary, str(asked), fitting, _NO_LEVEL)
    if (level := _named(Level, asked)) is not None:
        fitting = [words.vi for kind, (words, _) in _KINDS.items() if kind[1] is level]
        raise TermError(vocabulary, str(asked), fitting, _NO_FORM)
    labels = [words.vi for words, _ in _KINDS.values()]
    raise no_such(vocabulary, asked, labels)
