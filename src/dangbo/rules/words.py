"""Rules told to people: values in words, a rule explained, what changed between two dates.

Nothing here is read by a check; it is loaded when somebody asks for an explanation, and by the documentation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from typing_extensions import TypeAliasType, TypedDict

from dangbo.base.citations import Confidence, place_in_words
from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.terms import Conclusion, DisciplineForm, Form, Grade, Level, Rating, Term, kind_words
from dangbo.base.text import format_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.rules import Column, Cure, Entry, Rule, RuleBook, RuleValue, Table, kind_of

if TYPE_CHECKING:
    from dangbo.render import Drawing

__all__ = ["Explanation", "RuleChange", "RuleDiff"]

CONFIDENCE: Final = {
    Confidence.VERIFIED: Words(vi="đã kiểm chứng", en="verified"),
    Confidence.SECONDARY: Words(vi="thứ cấp", en="secondary"),
    Confidence.UNVERIFIED: Words(vi="chưa kiểm chứng", en="unverified"),
}

_Told: TypeAlias = "dict[str, Words]"

_CODES: Final[_Told] = {
    "direct_superior": Words(vi="cấp trên trực tiếp", en="the direct superior"),
    "final_good": Words(vi="số xếp loại hoàn thành tốt nhiệm vụ", en='those finally rated "hoàn thành tốt nhiệm vụ"'),
    "good_before_excellent_is_taken": Words(
        vi="số xếp loại hoàn thành tốt nhiệm vụ trước khi chọn xuất sắc",
        en='those rated "hoàn thành tốt nhiệm vụ" before the excellent are taken',
    ),
    "good_or_better": Words(
        vi="số xếp loại hoàn thành tốt nhiệm vụ trở lên", en='those rated "hoàn thành tốt nhiệm vụ" or better'
    ),
    "all_rated": Words(vi="số được xếp loại", en="those rated"),
    "within_grassroots_organization": Words(
        vi="trong từng tổ chức cơ sở đảng", en="within each grassroots organization"
    ),
    "similar_role_function_task": Words(
        vi="trong từng nhóm có vị trí, chức năng, nhiệm vụ tương đồng",
        en="within each group of similar role, function and task",
    ),
    "above": Words(vi="trên", en="above"),
    "at_least": Words(vi="từ", en="at least"),
    "at_most": Words(vi="không quá", en="at most"),
    "below": Words(vi="dưới", en="below"),
    "within": Words(vi="trong khoảng", en="within"),
    "legacy": Words(vi="các mức trước năm 2018", en="the tiers before 2018"),
    "four": Words(vi="bốn mức", en="the four tiers"),
    **{level.value: words for level, words in CONFIDENCE.items()},
}
"""The words files choose from, as people read them; a word not listed is shown as it is written."""


def _labels(terms: type[Term]) -> _Told:
    return {term.value: term.words for term in terms}


CRITERIA: Final[dict[str, _Told]] = {
    "test": {
        "below_completed": Words(vi="không đạt mức hoàn thành nhiệm vụ", en="the tier 'task completed' is not reached"),
        "concluded": Words(vi="có kết luận của cấp có thẩm quyền", en="concluded by the competent body"),
        "disciplined": Words(vi="bị kỷ luật", en="disciplined"),
        "disciplined_for_corruption": Words(
            vi="bị kỷ luật vì tham nhũng, lãng phí, tiêu cực", en="disciplined for corruption, waste or wrongdoing"
        ),
        "disciplined_units_above": Words(
            vi="số đơn vị trực thuộc bị kỷ luật vượt tỷ lệ", en="more units disciplined than"
        ),
        "disciplined_unread": Words(
            vi="bị kỷ luật, câu chữ chưa đọc được", en="disciplined; the wording was not available"
        ),
        "levels": Words(vi="mức của các nhóm tiêu chí", en="grades of all groups of criteria"),
        "levels_basically": Words(
            vi="mức của các nhóm tiêu chí, về cơ bản", en="grades of the groups of criteria, basically"
        ),
        "levels_unread": Words(
            vi="mức của các nhóm tiêu chí, câu chữ chưa đọc được", en="grades; the wording was not available"
        ),
        "levels_poor": Words(vi="có tiêu chí mức Kém", en="a criterion graded poor"),
        "listed_failure": Words(vi="thuộc danh mục của văn bản", en="a case of the list of the text"),
        "model": Words(vi="sáng tạo, điển hình, gương mẫu", en="sets an example for others"),
        "no_discipline": Words(vi="không có kỷ luật", en="no discipline"),
        "peers": Words(
            vi="chính quyền, Mặt trận, đoàn thể cùng cấp", en="government, Front and mass bodies of the level"
        ),
        "products": Words(vi="có sản phẩm cụ thể", en="with products"),
        "score": Words(vi="tổng điểm", en="total score"),
        "shortcomings_fixed": Words(vi="khắc phục hết hạn chế, khuyết điểm", en="all past shortcomings fixed"),
        "shortcomings_unread": Words(
            vi="khắc phục hết hạn chế, khuyết điểm, câu chữ chưa đọc được",
            en="all past shortcomings fixed; the wording was not available",
        ),
        "sick_leave_below": Words(vi="nghỉ ốm dưới số tháng", en="sick leave below so many months"),
        "state_rating_at_least": Words(vi="xếp loại của Nhà nước từ mức", en="official rating, at least"),
        "state_rating_is": Words(vi="xếp loại của Nhà nước là mức", en="official rating"),
        "subordinates_above": Words(
            vi="cấp dưới (đảng viên) ở mức này vượt tỷ lệ", en="more subordinates so rated than"
        ),
        "subordinates_at_least": Words(
            vi="cấp dưới (đảng viên) từ mức này đủ tỷ lệ", en="at least so many subordinates of that rating or better"
        ),
        "tasks_done": Words(vi="hoàn thành mọi nhiệm vụ", en="all tasks done"),
        "tasks_failed": Words(vi="nhiệm vụ hoàn thành dưới tỷ lệ", en="fewer tasks done than"),
        "tasks_late_at_most": Words(vi="nhiệm vụ chậm tiến độ không quá tỷ lệ", en="tasks late, at most"),
        "tasks_on_time": Words(
            vi="mọi nhiệm vụ đúng tiến độ, bảo đảm chất lượng", en="all tasks on time and with quality"
        ),
        "tasks_over": Words(vi="nhiệm vụ vượt mức đủ tỷ lệ", en="tasks over-fulfilled, at least"),
        "unit_rated": Words(vi="đơn vị phụ trách bị xếp loại", en="the unit in charge is rated"),
        "unknown": Words(vi="chưa đọc được", en="not available"),
    },
    "grade": _labels(Grade),
    "rating": _labels(Rating),
    "groups": {
        "general": Words(vi="tiêu chí chung", en="general criteria"),
        "tasks": Words(vi="kết quả nhiệm vụ", en="results of tasks"),
        "shortcomings": Words(vi="khắc phục hạn chế", en="fixing shortcomings"),
        "others": Words(vi="các nhóm tiêu chí khác", en="the other groups"),
    },
    "whose": {"unit": Words(vi="đơn vị phụ trách", en="the unit in charge")},
    "main": {"missed": Words(vi="không đạt", en="missed")},
    "whom": {
        "self": Words(vi="chính đối tượng", en="the subject"),
        "subordinate": Words(vi="cấp dưới", en="a subordinate"),
        "leadership_member": Words(vi="thành viên lãnh đạo", en="a member of the leadership"),
    },
    "form": _labels(DisciplineForm),
    "excused": {
        "remedied": Words(vi="tự phát hiện, đã khắc phục", en="self-detected and remedied"),
        "force_majeure": Words(vi="bất khả kháng", en="force majeure"),
    },
    "conclusions": _labels(Conclusion),
    "kinds": _labels(Form),
    "system": {
        "inside": Words(vi="trong hệ thống chính trị", en="inside the political system"),
        "outside": Words(vi="ngoài hệ thống chính trị", en="outside the political system"),
        "unstated": Words(vi="chưa nêu trong hay ngoài hệ thống chính trị", en="not stated whether inside or outside"),
    },
}
"""What the rows of criteria say in codes, column by column; the loader refuses terms (grade, rating) not listed."""

_SUBJECTS: Final = {
    "organization": Words(vi="tổ chức đảng", en="organization"),
    "member": Words(vi="đảng viên", en="member"),
    "leader": Words(vi="cá nhân lãnh đạo, quản lý", en="leader"),
    "collective": Words(vi="tập thể lãnh đạo, quản lý", en="leadership collective"),
}
_MOMENTS: Final = {
    "year_start": Words(vi="đầu năm", en="at the start of the year"),
    "year_end": Words(vi="cuối năm", en="at the end of the year"),
    "during_year": Words(vi="trong năm", en="in the course of the year"),
    "unstated": Words(vi="nguồn không nêu", en="not stated in the source"),
}
_COLUMNS: Final[dict[str, _Told]] = {
    **CRITERIA,
    "test": {
        **CRITERIA["test"],
        "level_read": Words(vi="cấp mà văn bản đã đọc có quy định", en="levels the text read has rules for"),
    },
    "tier": {
        "good": Words(vi="tốt", en="good"),
        "fair": Words(vi="khá", en="fair"),
        "average": Words(vi="trung bình", en="average"),
        "poor": Words(vi="kém", en="poor"),
    },
    "effect": {
        "free": Words(vi="miễn", en="free"),
        "less": Words(vi="giảm hoặc miễn", en="less, or free"),
    },
    "subject": _SUBJECTS,
    "subjects": _SUBJECTS,
    "level": _labels(Level),
    "levels": _labels(Level),
    "outcome": {
        "exempt": Words(vi="miễn kiểm điểm, xếp loại", en="exempt"),
        "not_reviewed": Words(vi="không kiểm điểm, xếp loại", en="not reviewed"),
        "reviewed_not_rated": Words(vi="có kiểm điểm, không xếp loại", en="reviewed, not rated"),
        "not_rated": Words(vi="không xếp loại", en="not rated"),
        "unknown": Words(vi="chưa rõ", en="unknown"),
    },
    "id": {
        "exempt": Words(vi="được miễn công tác và sinh hoạt đảng", en="exempt from work and party life"),
        "suspended": Words(vi="bị đình chỉ sinh hoạt đảng", en="suspended from party life"),
        "admitted": Words(vi="mới kết nạp", en="newly admitted"),
        "established": Words(vi="mới thành lập", en="newly set up"),
    },
    "counts": {
        "ratings": Words(vi="kết quả xếp loại", en="ratings"),
        "things": Words(vi="sự vật, con người", en="things, people"),
    },
    "base": {
        "rated": Words(vi="số được xếp loại", en="those rated"),
        "on_books": Words(vi="tổng số theo danh sách", en="all on the books"),
    },
    "numerator_moment": _MOMENTS,
    "denominator_moment": _MOMENTS,
    "modality": {"must": Words(vi="bắt buộc", en="must"), "strive": Words(vi="phấn đấu", en="strive")},
    "member": {"full": Words(vi="chính thức", en="full"), "probationary": Words(vi="dự bị", en="probationary")},
    "case": {"illness": Words(vi="bệnh nặng", en="illness"), "death": Words(vi="từ trần", en="death")},
    "same_as": {
        "personal_identification_number": Words(vi="số định danh cá nhân", en="personal identification number")
    },
    "counted_from": {
        "receipt": Words(vi="ngày nhận quyết định", en="day of receipt of the decision"),
        "issue": Words(vi="ngày ban hành quyết định", en="day of issue of the decision"),
    },
    "code": {
        "merge": Words(vi="sáp nhập", en="merge"),
        "consolidate": Words(vi="hợp nhất", en="consolidate"),
        "split": Words(vi="chia tách", en="split"),
    },
    "change": {
        "establish": Words(vi="thành lập", en="establish"),
        "merge_or_split": Words(vi="sáp nhập, chia tách", en="merge or split"),
        "dissolve": Words(vi="giải thể", en="dissolve"),
    },
    "adds": {
        "head": Words(vi="tiêu đề", en="title"),
        "sum": Words(vi="tổng các dòng bên dưới", en="the sum of its lines"),
        "of_which": Words(vi="chỉ là một phần", en="a part only"),
        "balance": Words(vi="A + B - C", en="A + B - C"),
    },
}
"""What the columns of tables say in codes. The same code is another word in another column: "good" as the grade of a
criterion is not "good" as a rating."""


def period(first: dt.date, last: dt.date | None, *, lang: Lang) -> str:
    """First and last day, an open end as "…"."""
    return f"{format_date(first, lang=lang)} – {format_date(last, lang=lang) if last is not None else '…'}"


def effect(value: RuleValue, *, lang: Lang) -> str:
    """What a breach does."""
    if value.promoted:
        return Words(
            vi="Trái quy định thì phương án không áp dụng được: người dùng đã nâng mức",
            en="A breach blocks: raised by the user",
        ).text(lang=lang)
    if value.blocks:
        return Words(vi="Trái quy định thì phương án không áp dụng được", en="A breach blocks").text(lang=lang)
    if value.cure == "reference":
        return Words(vi="Để tra cứu, không kiểm tra", en="For reference; nothing is checked against it").text(lang=lang)
    if value.cure == "consent":
        return Words(
            vi="Trái quy định thì được lưu ý: cấp ủy cấp trên đồng ý thì hợp lệ",
            en="A breach warns: the consent of the superior cures it",
        ).text(lang=lang)
    if value.cure == "exception":
        return Words(
            vi="Trái quy định thì được lưu ý: có thể có ngoại lệ", en="A breach warns: exceptions are possible"
        ).text(lang=lang)
    return Words(
        vi="Trái quy định thì được lưu ý: chưa đọc được văn bản", en="A breach warns: the text was not read"
    ).text(lang=lang)


# --- values ----------------------------------------------------------------------------------------------------------


def lines_of(rule: Rule, value: RuleValue, book: RuleBook, *, lang: Lang) -> tuple[str, ...]:
    """What a value says, one line for each of its rows."""

    def named(code: str) -> str:
        return book.at(value.ref.valid_from).label(*kind_of(code))  # terms of art, in both languages

    match rule.unit:
        case "division":
            threshold = value.table.get("threshold")
            if threshold is None:
                return (
                    Words(vi="có thể chia; không nêu con số", en="may be divided; no number given").text(lang=lang),
                )
            return (
                Words(vi=f"phải chia từ {threshold} đảng viên", en=f"must be divided from {threshold} members").text(
                    lang=lang
                ),
            )
        case "village":
            table = value.table
            either = Words(vi=" hoặc ", en=" or ").text(lang=lang)
            own, above = (
                either.join(dict.fromkeys(map(named, (table.text(key), *table.texts(others)))))
                for key, others in (("kind", "or_kinds"), ("parent", "or_parents"))
            )
            line = Words(vi=f"{own}; cấp trên trực tiếp: {above}", en=f"{own}, directly under: {above}").text(lang=lang)
            if "parent_in_special_zone" in table:
                special = named(table.text("parent_in_special_zone"))
                line += Words(
                    vi=f"; ở đặc khu còn có thể là: {special}", en=f"; in a special zone also: {special}"
                ).text(lang=lang)
            return (line,)
        case "kinds":
            return tuple(
                f"{named(row.text('parent'))} → {', '.join(dict.fromkeys(map(named, row.texts('children'))))}"
                + _only(row, book, lang)
                for row in value.rows
            )
        case "labels":
            return tuple(_renamed(row, lang) for row in value.rows)
        case "codes":
            count = len(value.table.rows("codes"))
            return (Words(vi=f"{count} mã", en=f"{count} codes").text(lang=lang),)
        case "quota":
            return (_quota(value.table, lang),)
        case "range":
            return (_range(value.table, lang),)
        case "table":
            return tuple(
                f"{column.label.text(lang=lang)}: {text}" for column, text in _cells(rule, value.table, book, lang)
            )
        case "rows" | "criteria":
            return tuple(_row(rule, row, book, lang) for row in value.rows)
        case "share" | "statement" | "body":
            return (entry(value.value, lang=lang),)
        case _:
            return (f"{value.number} {rule.unit_label.text(lang=lang)}",)


def _renamed(row: Table, lang: Lang) -> str:
    """What a kind is called on a date, after what it is usually called where that is another name."""
    form, level = kind_of(row.text("kind"))
    usual = kind_words(form, level).text(lang=lang)
    label = Words(vi=row.text("label"), en=row.text("gloss")).text(lang=lang)
    return label if label == usual else f"{usual}: {label}"


def _only(row: Table, book: RuleBook, lang: Lang) -> str:
    units = ", ".join(book.unit_type_label(code, lang=lang) for code in row.texts("unit_types"))
    return f" ({Words(vi='chỉ', en='only').text(lang=lang)} {units})" if units else ""


def _quota(table: Table, lang: Lang) -> str:
    percent = entry(table.fraction("ratio"), lang=lang)
    base, grouping = table.text("base"), table.text("grouping")
    of = (
        entry(base, lang=lang)
        if base != "unstated"
        else Words(vi="cơ sở tính chưa rõ", en="base not seen").text(lang=lang)
    )
    unseen = Words(vi="chưa thấy nhóm so sánh", en="grouping not seen").text(lang=lang)
    group = entry(grouping, lang=lang) if grouping != "unstated" else unseen
    line = Words(vi=f"{percent} của {of}, {group}", en=f"{percent} of {of}, {group}").text(lang=lang)
    if "special_ratio" in table:
        special = entry(table.fraction("special_ratio"), lang=lang)
        line += Words(vi=f"; trường hợp đặc biệt {special}", en=f"; {special} in special cases").text(lang=lang)
    return line


MEASURES: Final = {
    "members": Words(vi="đảng viên", en="members"),
    "full-members": Words(vi="đảng viên chính thức", en="full members"),
    "committee-members": Words(vi="cấp ủy viên", en="committee members"),
    "times-a-year": Words(vi="lần một năm", en="times a year"),
    "years": Words(vi="năm", en="years"),
    "months": Words(vi="tháng", en="months"),
    "days": Words(vi="ngày", en="days"),
    "working-days": Words(vi="ngày làm việc", en="working days"),
}
"""What whole numbers count."""


def _range(table: Table, lang: Lang) -> str:
    keys = (key for key in ("at_least", "above", "at_most", "below") if key in table)
    bounds = (f"{_CODES[key].text(lang=lang)} {table[key]}" for key in keys)
    return f"{Words(vi=' đến ', en=' and ').text(lang=lang).join(bounds)} {MEASURES[table.text('of')].text(lang=lang)}"


def _cells(rule: Rule, row: Table, book: RuleBook, lang: Lang) -> list[tuple[Column, str]]:
    told = (column for column in rule.columns if column.key in row and column.key != "key")  # what code reads it by
    return [(column, cell(column, row[column.key], book=book, lang=lang)) for column in told]


def cell(column: Column, part: Entry, *, book: RuleBook, lang: Lang) -> str:
    """A part of a row in words: a code as the words it has in this column, a paper cited, an id as it is written."""
    if isinstance(part, tuple):
        between = "; " if column.type.rstrip("?") == "instruments" else ", "  # a citation has commas of its own
        return between.join(cell(column, item, book=book, lang=lang) for item in part)
    kind = column.type.rstrip("?")
    if isinstance(part, str) and kind in {"instrument", "instruments"}:
        return book.instrument(part).document.citation
    if isinstance(part, str) and column.key == "article":
        return place_in_words(part, lang=lang)
    if not isinstance(part, str) or kind not in {"text", "texts", "tier"}:
        return entry(part, lang=lang)
    told = CRITERIA["rating"] if kind == "tier" else _COLUMNS.get(column.key, {})
    if part in told:
        return told[part].text(lang=lang)
    return f"`{part}`" if column.key == "id" else entry(part, lang=lang)


def _row(rule: Rule, row: Table, book: RuleBook, lang: Lang) -> str:
    """A row of a table in one line; figures carry the name of their column, texts speak for themselves."""
    speaking = {"text", "texts", "words", "tier", "confidence", "instrument", "instruments"}
    mute = {key for key in CRITERIA if key != "test"} if rule.unit == "criteria" else set()
    parts = [
        text
        if column.type.rstrip("?") in speaking and column.key not in mute
        else f"{column.label.text(lang=lang)} {text}"
        for column, text in _cells(rule, row, book, lang)
    ]
    return "; ".join(parts)


def entry(part: Entry, *, lang: Lang) -> str:
    """A part of a value in words: a share as a percentage where that is exact, a day as a date, a code as its words."""
    if isinstance(part, Words):
        return part.text(lang=lang)
    if isinstance(part, tuple):
        return ", ".join(entry(item, lang=lang) for item in part)
    if isinstance(part, Fraction):
        percent = part * 100
        exact = 1000 % percent.denominator == 0  # three decimals at most
        shown = f"{percent.numerator / percent.denominator:.3f}".rstrip("0").rstrip(".") if exact else ""
        return (
            Words(vi=f"{shown.replace('.', ',')}%", en=f"{shown} %").text(lang=lang)
            if exact and part <= 1
            else str(part)
        )
    if isinstance(part, dt.date):
        return format_date(part, lang=lang)
    if isinstance(part, str) and part in _CODES:
        return _CODES[part].text(lang=lang)
    return str(part)


# --- a rule as a document --------------------------------------------------------------------------------------------

if TYPE_CHECKING:  # pyright takes the one for unknown, pydantic walks round in the other
    EntryDocument: TypeAlias = "int | str | WordsDocument | dict[str, EntryDocument] | list[EntryDocument]"
else:
    EntryDocument = TypeAliasType(
        "EntryDocument", "int | str | WordsDocument | dict[str, EntryDocument] | list[EntryDocument]"
    )
"""What a rule, or a part of one, says: a number, a word, an exact share as text, a day, words, a table, a list."""


class LinesDocument(TypedDict):
    """What is told line by line, in both languages."""

    vi: list[str]
    en: list[str]


class RuleValueDocument(TypedDict):
    """What a rule says in one period: for programs, in lines for people, and where it stands."""

    says: EntryDocument
    lines: LinesDocument
    statement: WordsDocument
    rule: RuleDocument
    cure: Cure
    blocks: bool
    checked_on: str
    note: WordsDocument | None


class RulePeriodDocument(TypedDict):
    """A stretch of the life of a rule; the value is null where the rulebook knows nothing."""

    valid_from: str
    valid_to: str | None
    value: RuleValueDocument | None


class ExplanationDocument(TypedDict):
    """A rule told to a person: on a day, with the value of that day; else with its whole life."""

    schema: Literal["dangbo/explanation"]
    version: Literal[1]
    id: str
    label: WordsDocument
    statement: WordsDocument
    unit: str
    unit_label: WordsDocument
    place: str | None
    refines: str | None
    on: str | None
    value: RuleValueDocument | None
    periods: list[RulePeriodDocument]
    lines: LinesDocument


RuleChangeKind: TypeAlias = Literal["began", "ended", "value", "source", "confidence"]
"""What is different about a rule: whether there is a value at all, what it says, where it stands, how well it is
known."""

RULE_CHANGES: Final[Mapping[RuleChangeKind, Words]] = {
    "began": Words(vi="bắt đầu có quy định", en="begins to hold"),
    "ended": Words(vi="không còn quy định", en="no longer holds"),
    "value": Words(vi="nội dung thay đổi", en="says something else"),
    "source": Words(vi="căn cứ thay đổi", en="stands in another text"),
    "confidence": Words(vi="độ tin cậy thay đổi", en="is known better or worse"),
}
CURES: Final[Mapping[Cure, Words]] = {
    "none": Words(vi="không có ngoại lệ", en="nothing cures a breach"),
    "consent": Words(vi="cấp ủy cấp trên đồng ý thì hợp lệ", en="the consent of the superior cures a breach"),
    "exception": Words(vi="có thể có ngoại lệ", en="exceptions are possible"),
    "reference": Words(vi="để tra cứu, không kiểm tra", en="for reference; nothing is checked against it"),
}
"""What makes a breach of a rule lawful, in words."""


class RuleChangeDocument(TypedDict):
    """A rule that does not say the same, or not on the same ground, on two days."""

    id: str
    label: WordsDocument
    kind: RuleChangeKind
    before: RuleValueDocument | None
    after: RuleValueDocument | None


class RuleDiffDocument(TypedDict):
    """What changed in the rules between two days."""

    schema: Literal["dangbo/rule-diff"]
    version: Literal[1]
    start: str
    end: str
    changes: list[RuleChangeDocument]
    lines: LinesDocument


def _plain(part: Entry) -> EntryDocument:
    """A value, or a part of it, as plain JSON."""
    if isinstance(part, Words):
        return part.as_dict()
    if isinstance(part, Table):
        return {name: _plain(one) for name, one in part.items()}
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    if isinstance(part, dt.date):
        return part.isoformat()
    return str(part) if isinstance(part, Fraction) else part


def _value_document(rule: Rule, value: RuleValue | None, book: RuleBook) -> RuleValueDocument | None:
    if value is None:
        return None
    return {
        "says": _plain(value.value),
        "lines": {
            "vi": [*lines_of(rule, value, book, lang="vi")],
            "en": [*lines_of(rule, value, book, lang="en")],
        },
        "statement": (value.statement or rule.statement).as_dict(),
        "rule": value.ref.as_dict(),
        "cure": value.cure,
        "blocks": value.blocks,
        "checked_on": value.checked_on.isoformat(),
        "note": None if value.note is None else value.note.as_dict(),
    }


# --- a rule explained ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Documented):
    """A rule in words, for a date or for its whole life. Made by `RuleBook.explain`; `text` gives it as one text.

    Attributes:
        book: the rulebook it is from.
        rule: the rule.
        on: the date; `None` for the whole life.
        value: what holds on the date; `None` where the book knows nothing for it.
    """

    book: RuleBook
    rule: Rule
    on: dt.date | None
    value: RuleValue | None

    def lines(self, *, lang: Lang = "vi") -> tuple[str, ...]:
        """The explanation, one statement a line."""
        rule = self.rule
        dated = self.value.statement if self.value is not None else None
        head = [f"{rule.label.text(lang=lang)} ({rule.id})", (dated or rule.statement).text(lang=lang)]
        if rule.scope is not None:
            place = rule.scope.place
            head.append(Words(vi=f"Quy định riêng của {place}", en=f"A rule of {place} only").text(lang=lang))
        if rule.refines is not None:
            head.append(Words(vi=f"Cụ thể hóa: {rule.refines}", en=f"Refines: {rule.refines}").text(lang=lang))
        if self.on is None:
            return (*head, *self._history(lang))
        return (*head, *self._at(self.on, lang))

    def text(self, *, lang: Lang = "vi") -> str:
        """The lines as one text."""
        return "\n".join(self.lines(lang=lang))

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> ExplanationDocument:
        """The rule as plain JSON values: what programs read, and the lines people read."""
        rule, on = self.rule, self.on
        periods = self.book.timeline(rule.id) if on is None else ()
        return {
            "schema": "dangbo/explanation",
            "version": 1,
            "id": rule.id,
            "label": rule.label.as_dict(),
            "statement": rule.statement.as_dict(),
            "unit": rule.unit,
            "unit_label": rule.unit_label.as_dict(),
            "place": None if rule.scope is None else rule.scope.place,
            "refines": rule.refines,
            "on": None if on is None else on.isoformat(),
            "value": _value_document(rule, self.value, self.book),
            "periods": [
                {
                    "valid_from": one.valid_from.isoformat(),
                    "valid_to": None if one.valid_to is None else one.valid_to.isoformat(),
                    "value": _value_document(rule, one.value, self.book),
                }
                for one in periods
            ],
            "lines": {"vi": [*self.lines(lang="vi")], "en": [*self.lines(lang="en")]},
        }

    def __repr__(self) -> str:
        return f"Explanation({self.rule.id!r}, on={self.on})"

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """The rule as an outline: what it is called, and under it what it says.

        Args:
            limit: most lines to draw; `None` for all.
            lang: language of the words.
        """
        return _outline(self.lines(lang=lang), limit, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def _at(self, on: dt.date, lang: Lang) -> list[str]:
        value = self.value
        day = format_date(on, lang=lang)
        if value is None:
            known = (
                Words(vi=" và ", en=" and ")
                .text(lang=lang)
                .join(period(*span, lang=lang) for span in self.rule.periods)
            )
            return [
                Words(
                    vi=f"Ngày {day}: bộ quy định không có giá trị; chỉ có giá trị của {known}",
                    en=f"On {day}: the rulebook has no value; it knows {known}",
                ).text(lang=lang)
            ]
        said = lines_of(self.rule, value, self.book, lang=lang)
        begin = Words(vi=f"Ngày {day}:", en=f"On {day}:").text(lang=lang)
        lines = [f"{begin} {said[0]}"] if len(said) == 1 else [begin, *(f"  - {line}" for line in said)]
        used = Words(vi="Giá trị còn được dùng", en="Value still used")  # after its paper, which is not to be in force
        valid = Words(vi="Hiệu lực", en="In force") if value.ref.ended is None else used
        source, validity, confidence = (
            head.text(lang=lang)
            for head in (Words(vi="Nguồn", en="Source"), valid, Words(vi="Độ tin cậy", en="Confidence"))
        )
        checked, when = (
            Words(vi="đối chiếu ngày", en="checked on").text(lang=lang),
            format_date(value.checked_on, lang=lang),
        )
        lines += [
            f"{source}: {'; '.join(filter(None, (value.ref.clause(lang=lang), value.ref.currency(lang=lang))))}",
            f"{validity}: {period(value.ref.valid_from, value.ref.valid_to, lang=lang)}",
            f"{confidence}: {_known(value, lang)}; {checked} {when}",
            effect(value, lang=lang),
        ]
        if value.note is not None:
            lines.append(f"{Words(vi='Ghi chú', en='Note').text(lang=lang)}: {value.note.text(lang=lang)}")
        return lines

    def _history(self, lang: Lang) -> list[str]:
        lines = []
        for first, last, value in self.book.timeline(self.rule.id):
            days = period(first, last, lang=lang)
            if value is None:
                lines.append(
                    f"{days}: "
                    f"{Words(vi='bộ quy định không có giá trị', en='the rulebook has no value').text(lang=lang)}"
                )
                continue
            said = " | ".join(lines_of(self.rule, value, self.book, lang=lang))
            if value.statement is not None and value.statement != self.rule.statement:
                said = f"{value.statement.text(lang=lang)} {said}"
            lines.append(f"{days}: {said} ({value.ref.citation(lang=lang)})")
        return lines


def _known(value: RuleValue, lang: Lang) -> str:
    """How well a value is known; where only the text in force was not read, how well the paper itself is."""
    known = CONFIDENCE[value.confidence].text(lang=lang)
    if value.ref.text_confidence is None:
        return known
    paper = CONFIDENCE[value.ref.text_confidence].text(lang=lang)
    return Words(vi=f"{known} (riêng văn bản đã dẫn: {paper})", en=f"{known} (the paper cited: {paper})").text(
        lang=lang
    )


# --- what changed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that does not say the same, or not on the same ground, on two dates.

    Attributes:
        rule: the rule.
        before: what held on the first date; `None` for nothing known.
        after: what held on the second.
    """

    rule: Rule
    before: RuleValue | None
    after: RuleValue | None

    @property
    def kind(self) -> RuleChangeKind:
        """What is different: whether there is a value at all, what it says, where it stands, how well it is known."""
        if self.before is None:
            return "began"
        if self.after is None:
            return "ended"
        if self.before.value != self.after.value:
            return "value"
        before, after = self.before.ref, self.after.ref
        if (before.document, before.article) != (after.document, after.article):
            return "source"
        return "source" if before.confidence is after.confidence else "confidence"


@dataclass(frozen=True, slots=True, repr=False)
class RuleDiff(Documented, Framed):
    """What changed between two dates. Made by `RuleBook.diff`; `text` gives it as one text.

    Attributes:
        book: the rulebook it is from.
        start: the first date.
        end: the second date.
        changes: every rule that differs, in the order of the book.
    """

    book: RuleBook
    start: dt.date
    end: dt.date
    changes: tuple[RuleChange, ...]

    @property
    def began(self) -> tuple[RuleChange, ...]:
        """Rules without a value on the first date that have one on the second."""
        return tuple(change for change in self.changes if change.kind == "began")

    @property
    def ended(self) -> tuple[RuleChange, ...]:
        """Rules with a value on the first date and none on the second."""
        return tuple(change for change in self.changes if change.kind == "ended")

    @property
    def changed(self) -> tuple[RuleChange, ...]:
        """Rules that hold on both, with another value, source or confidence."""
        return tuple(change for change in self.changes if change.kind not in {"began", "ended"})

    def lines(self, *, lang: Lang = "vi") -> tuple[str, ...]:
        """The changes, one rule a line."""
        days = [format_date(day, lang=lang) for day in (self.start, self.end)]
        lines = [Words(vi=f"Từ {days[0]} đến {days[1]}:", en=f"From {days[0]} to {days[1]}:").text(lang=lang)]
        ordered = (*self.began, *self.ended, *self.changed)
        lines += (f"{_MARKS[change.kind]} {change.rule.id}: {self._told(change, lang)}" for change in ordered)
        if not self.changes:
            lines.append(Words(vi="không có gì thay đổi", en="nothing changed").text(lang=lang))
        return tuple(lines)

    def text(self, *, lang: Lang = "vi") -> str:
        """The lines as one text."""
        return "\n".join(self.lines(lang=lang))

    def __str__(self) -> str:
        return self.text(lang="en")

    def as_dict(self) -> RuleDiffDocument:
        """The changes as plain JSON values, in the order of the book."""
        return {
            "schema": "dangbo/rule-diff",
            "version": 1,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "changes": [
                {
                    "id": one.rule.id,
                    "label": one.rule.label.as_dict(),
                    "kind": one.kind,
                    "before": _value_document(one.rule, one.before, self.book),
                    "after": _value_document(one.rule, one.after, self.book),
                }
                for one in self.changes
            ],
            "lines": {"vi": [*self.lines(lang="vi")], "en": [*self.lines(lang="en")]},
        }

    def _frame(self) -> list[FrameColumn]:
        def says(value: RuleValue | None, rule: Rule, lang: Lang) -> str | None:
            return None if value is None else "\n".join(lines_of(rule, value, self.book, lang=lang))

        return columns_of(
            self.changes,
            ("rule", "text", lambda one: one.rule.id),
            ("label_vi", "text", lambda one: one.rule.label.vi),
            ("label_en", "text", lambda one: one.rule.label.en),
            ("kind", "text"),
            ("start", "day", lambda _: self.start),
            ("end", "day", lambda _: self.end),
            ("before_vi", "text", lambda one: says(one.before, one.rule, "vi")),
            ("before_en", "text", lambda one: says(one.before, one.rule, "en")),
            ("after_vi", "text", lambda one: says(one.after, one.rule, "vi")),
            ("after_en", "text", lambda one: says(one.after, one.rule, "en")),
            ("document_before", "text", lambda one: one.before and one.before.ref.document.citation),
            ("article_before", "text", lambda one: one.before and one.before.ref.article),
            ("document_after", "text", lambda one: one.after and one.after.ref.document.citation),
            ("article_after", "text", lambda one: one.after and one.after.ref.article),
        )

    def __repr__(self) -> str:
        counts = f"{len(self.began)} began, {len(self.ended)} ended, {len(self.changed)} changed"
        return f"RuleDiff({self.start} to {self.end}: {counts})"

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """The changes as an outline, a rule a line.

        Args:
            limit: most lines to draw; `None` for all.
            lang: language of the words.
        """
        return _outline(self.lines(lang=lang), limit, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def _told(self, change: RuleChange, lang: Lang) -> str:
        def said(value: RuleValue | None) -> str:
            return "" if value is None else " | ".join(lines_of(change.rule, value, self.book, lang=lang))

        before, after = change.before, change.after
        if before is None or after is None:
            value = before or after
            return said(value) + (f" ({value.ref.citation(lang=lang)})" if value is not None else "")
        if change.kind == "value":
            return f"{said(before)} → {said(after)} ({after.ref.citation(lang=lang)})"
        if change.kind == "source":
            return f"{before.ref.citation(lang=lang)} → {after.ref.citation(lang=lang)}"
        why = after.ref.currency(lang=lang)
        known = [CONFIDENCE[value.confidence].text(lang=lang) for value in (before, after)]
        return " → ".join(known) + (f" ({why})" if why else "")


def _outline(lines: Sequence[str], limit: int | None, lang: Lang) -> Drawing:
    """Lines under the first of them; those of a list one step deeper."""
    from dangbo.render import TreeLine, draw_tree

    item = "  - "
    under = (TreeLine(2 if line.startswith(item) else 1, line.removeprefix(item)) for line in lines[1:])
    return draw_tree([TreeLine(0, lines[0]), *under], limit=limit, lang=lang)


_MARKS: Final = {"began": "+", "ended": "-", "value": "~", "source": "~", "confidence": "~"}
