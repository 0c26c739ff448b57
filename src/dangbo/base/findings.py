"""What every check reports: `Finding`, its codes, and the catalogue of their words.

A *finding* is a value, not an exception: a check returns all it found, each with a stable code, the subject it is
about, the facts that made it true and the rule it rests on. Texts may be reworded in any release; codes may not.

```
Finding(code, severity, subject, facts, rule)
   .message  what, where, why          .fix   what to do          .text(lang=)   both, in either language
```

The catalogue at the end of this module holds the words of every code in English and Vietnamese. `docs/errors.md`
explains them one by one; a test compares the two lists.
"""

from __future__ import annotations

__all__ = ["Code", "Fact", "Finding", "Lang", "Severity", "blocking", "finding", "reason_of"]

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import LABEL, SENTENCE, known_language, quoted, shown

if TYPE_CHECKING:
    from dangbo.base.citations import RuleRef

Lang: TypeAlias = Literal["vi", "en"]
"""Language of a text meant for people: Vietnamese or English."""

Fact: TypeAlias = str | int


class Severity(Enum):
    """Whether a finding stops a plan (`BLOCK`) or only asks to be read (`WARN`)."""

    BLOCK = "block"
    WARN = "warn"


_COUNTED: Final = re.compile(
    r"\{(\w+)\} ((?:full |probationary |subordinate |residential |thematic |more )?)"
    r"(member|organization|group|meeting|cell|operation|parent|time)s\b"
)
"""A count before a noun in the plural: the catalogue words counts for many, and one is told in the singular."""


_FIELD: Final = re.compile(r"(?P<label>(?<=')(?=\{\w+\}'))?\{(?P<name>\w+)\}")
"""A fact in the words of the catalogue; between quotation marks it is an id or a name."""


def _repeated(fact: Fact, *, limit: int) -> str:
    """A fact as a text repeats it; the finding keeps it as it is."""
    return shown(fact, limit=limit) if isinstance(fact, str) else str(fact)


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One thing a check found. Made by `finding(code, subject, ...)`.

    Attributes:
        code: stable name, such as "org/too-few-members"; explained in `docs/errors.md`.
        severity: whether it stops a plan.
        subject: id of what it is about (organisation, member, group, rule) or a place ("row 3, field 'parent'").
        facts: the figures and ids that made it true, as (name, value) pairs.
        rule: the clause it rests on; `None` for findings about structure or input.
    """

    code: Code
    severity: Severity
    subject: str
    facts: tuple[tuple[str, Fact], ...] = ()
    rule: RuleRef | None = None

    @property
    def message(self) -> str:
        """What is wrong, where, and by which rule, in English."""
        return self._words("en", _CATALOGUE[self.code].en, with_rule=True)

    @property
    def fix(self) -> str:
        """What to do about it, in English."""
        return self._words("en", _CATALOGUE[self.code].fix_en)

    @property
    def operation(self) -> int | None:
        """Number of the operation of a plan it belongs to, counted from 1; `None` outside plans."""
        number = dict(self.facts).get("operation")
        return number if isinstance(number, int) else None

    def text(self, *, lang: Lang = "vi") -> str:
        """Message, fix and code in one paragraph."""
        words = _CATALOGUE[self.code]
        message, fix = (words.vi, words.fix_vi) if known_language(lang) == "vi" else (words.en, words.fix_en)
        number = self.operation
        prefix = "" if number is None else f"{'nội dung' if known_language(lang) == 'vi' else 'operation'} {number}: "
        return f"{prefix}{self._words(lang, message, with_rule=True)}. {self._words(lang, fix)} [{self.code}]"

    def as_dict(self) -> dict[str, object]:
        """The finding as plain JSON values: what programs read, and message and remedy for people in both languages."""
        words = _CATALOGUE[self.code]
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "facts": dict(self.facts),
            "rule": None if self.rule is None else self.rule.as_dict(),
            "message": {"vi": self._words("vi", words.vi, with_rule=True), "en": self.message},
            "remedy": {"vi": self._words("vi", words.fix_vi), "en": self.fix},
        }

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        return f"Finding({self.code!r}, {quoted(self.subject)}, {self.severity.value})"

    def _words(self, lang: Lang, template: str, *, with_rule: bool = False) -> str:
        facts = {"subject": self.subject, "place_vi": self.subject, **dict(self.facts)}
        if known_language(lang) == "en":
            template = _COUNTED.sub(lambda at: at[0].removesuffix("s") if facts.get(at[1]) == 1 else at[0], template)
        words = _FIELD.sub(
            lambda at: _repeated(facts[at["name"]], limit=SENTENCE if at["label"] is None else LABEL), template
        )
        if with_rule and self.rule is not None:
            return f"{words} ({shown(self.rule.citation(lang=lang), limit=2 * SENTENCE)})"
        return words


def finding(
    code: Code, subject: str, *, rule: RuleRef | None = None, severity: Severity | None = None, **facts: Fact
) -> Finding:
    """Make a finding of the catalogue, with the severity the catalogue gives its code unless told otherwise.

    A breach of a rule the user raised to blocking (`RuleRef.promoted`) blocks; that a rule could not be read does not.

    Examples:
        >>> found = finding("tree/unknown-parent", "cb-1", parent="dbp-x")
        >>> found.message
        "organization 'cb-1' names the parent 'dbp-x', which is not among the organizations"
        >>> found.severity
        <Severity.BLOCK: 'block'>
    """
    if severity is None and rule is not None and rule.promoted and not code.startswith("rule/"):
        severity = Severity.BLOCK
    return Finding(code, severity or _CATALOGUE[code].severity, subject, tuple(facts.items()), rule)


def reason_of(error_type: str) -> tuple[str, str]:
    """Why a value cannot be read, in English and Vietnamese, for an error type of pydantic.

    Examples:
        >>> reason_of("int_parsing")
        ('not a whole number', 'không phải số nguyên')
    """
    return _REASONS.get(error_type, ("it cannot be read", "không đọc được"))


_NOT_A_NUMBER: Final = ("not a whole number", "không phải số nguyên")
_NOT_YES_OR_NO: Final = ("neither yes nor no", "không phải có hoặc không")
_REASONS: Final = {
    "int_parsing": _NOT_A_NUMBER,
    "int_type": _NOT_A_NUMBER,
    "int_from_float": _NOT_A_NUMBER,
    "greater_than_equal": ("it is negative", "là số âm"),
    "string_type": (
        "not text; read the column as text (dtype=str)",
        "không phải văn bản; hãy đọc cột này dưới dạng văn bản",
    ),
    "string_unicode": (
        "it holds half a letter (a lone surrogate), which no file can keep",
        "có ký tự hỏng (nửa ký tự), không tệp nào lưu được",
    ),
    "string_too_short": ("it is empty", "để trống"),
    "bool_parsing": _NOT_YES_OR_NO,
    "bool_type": _NOT_YES_OR_NO,
    "tuple_type": ("not a list of ids", "không phải danh sách mã"),
    "unexpected_keyword_argument": ("there is no such field", "không có trường này"),
}


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop a plan or a load."""
    return tuple(found for found in findings if found.severity is Severity.BLOCK)


class Wording(NamedTuple):
    """The words of a code: its usual severity, message and fix in English and in Vietnamese.

    The texts are format strings over the facts of the finding and `{subject}`.
    """

    severity: Severity
    en: str
    fix_en: str
    vi: str
    fix_vi: str


def catalogue() -> Mapping[Code, Wording]:
    """The words of every code, as the errors page of the documentation shows them."""
    return MappingProxyType(_CATALOGUE)


_BLOCK, _WARN = Severity.BLOCK, Severity.WARN

Code: TypeAlias = Literal[
    "carry/changed",
    "carry/contained",
    "carry/count-without-heir",
    "carry/divided",
    "carry/figure-missing",
    "carry/gained",
    "carry/mixed",
    "carry/new-unit",
    "carry/no-figure",
    "carry/no-heir",
    "carry/no-source",
    "carry/not-comparable",
    "carry/not-living",
    "carry/people-unknown",
    "carry/size-unknown",
    "carry/source-missing",
    "carry/source-unrated",
    "carry/tie",
    "classification/decided-differs",
    "classification/future-evidence",
    "classification/no-evidence",
    "classification/other-year",
    "classification/unverified-clause",
    "figure/other-date",
    "history/already-enacted",
    "history/before-opening",
    "history/begins-later",
    "history/changed-by",
    "history/ended-earlier",
    "history/far-recorded",
    "history/id-ended-before",
    "history/later-decision",
    "history/no-reason",
    "history/not-correctable",
    "history/not-set-later",
    "history/nothing-to-correct",
    "history/other-day",
    "history/recorded-backwards",
    "history/recorded-unseen",
    "history/same-day",
    "history/set-later",
    "history/similar-paper",
    "history/undone-too-early",
    "history/unknown-decision",
    "history/unknown-entry",
    "input/bad-count",
    "input/bad-date",
    "input/bad-figure",
    "input/bad-value",
    "input/blank-rows",
    "input/doubled-column",
    "input/legacy-encoding",
    "input/missing-column",
    "input/missing-field",
    "input/more-listed-than-counted",
    "input/newer-version",
    "input/not-json",
    "input/not-rows",
    "input/on-no-roll",
    "input/other-schema",
    "input/too-many-cells",
    "input/total-row",
    "input/unknown-column",
    "input/unknown-field",
    "input/unknown-term",
    "ledger/damaged-line",
    "ledger/not-applicable",
    "ledger/other-file",
    "ledger/unknown-version",
    "meeting/below-frame",
    "meeting/no-thematic",
    "org/code-shared",
    "org/counted-and-listed",
    "org/counted-twice",
    "org/groups-outside-cells",
    "org/kind-needs-consent",
    "org/kind-not-allowed",
    "org/large-cell",
    "org/members-outside-cells",
    "org/name-shared",
    "org/no-members",
    "org/part-committee-consent",
    "org/small-dang-bo",
    "org/too-few-members",
    "org/undivided-cell",
    "org/unit-type-unrecorded",
    "org/unknown-unit-type",
    "org/village-kind",
    "plan/admitted-after-death",
    "plan/admitted-as-full",
    "plan/ambiguous-item",
    "plan/back-dated",
    "plan/body-without-superior",
    "plan/cells-without-form",
    "plan/central-agreement",
    "plan/changed-since",
    "plan/consent-under-another",
    "plan/consent-unused",
    "plan/consent-without-matter",
    "plan/counted-members-unallocated",
    "plan/decider-outside",
    "plan/decider-unknown",
    "plan/depends-on-refused",
    "plan/far-date",
    "plan/group-not-served",
    "plan/group-without-cell",
    "plan/groups-need-a-cell",
    "plan/held",
    "plan/host-unit-left",
    "plan/id-ended-before",
    "plan/id-in-use",
    "plan/into-itself",
    "plan/inverse-counts",
    "plan/inverse-unsound",
    "plan/item-allocated-twice",
    "plan/kind-not-allowed",
    "plan/member-named-twice",
    "plan/member-on-roll",
    "plan/members-unallocated",
    "plan/named-twice",
    "plan/no-operations",
    "plan/not-a-result",
    "plan/not-direct-superior",
    "plan/not-its-cell",
    "plan/not-of-sources",
    "plan/not-subordinate",
    "plan/nothing-to-do",
    "plan/nowhere-for-children",
    "plan/nowhere-for-groups",
    "plan/nowhere-for-members",
    "plan/number-misplaced",
    "plan/one-form-at-a-time",
    "plan/one-to-one",
    "plan/own-line",
    "plan/part-of-unknown-size",
    "plan/people-from-nowhere",
    "plan/root-organization",
    "plan/second-decision-missing",
    "plan/stay-by-number",
    "plan/stays-end",
    "plan/too-few-counted",
    "plan/too-few-members",
    "plan/unallocated",
    "plan/under-own-descendant",
    "plan/under-what-ends",
    "plan/unknown-group",
    "plan/unknown-mass-body",
    "plan/unknown-member",
    "plan/unknown-organization",
    "plan/unlike-forms",
    "plan/unlike-levels",
    "plan/waived",
    "plan/waiver-unused",
    "quota/base-unstated",
    "quota/exceeded",
    "quota/groups-pooled",
    "quota/special-ratio",
    "quota/tie-undecided",
    "quota/unverified-rule",
    "quota/verdict-depends",
    "rating/bad-count",
    "rating/duplicate",
    "rating/no-group",
    "rating/unknown-subject",
    "rule/bad-file",
    "rule/no-value",
    "rule/not-in-force",
    "target/above-band",
    "target/base-differs",
    "target/outside-years",
    "target/tier-differs",
    "target/tier-unstated",
    "target/unverified-rule",
    "tree/blank-id",
    "tree/blank-name",
    "tree/cycle",
    "tree/duplicate-group",
    "tree/duplicate-id",
    "tree/duplicate-mass-body",
    "tree/duplicate-member",
    "tree/many-parents",
    "tree/many-roots",
    "tree/name-for-id",
    "tree/no-organizations",
    "tree/no-root",
    "tree/stay-at-home",
    "tree/two-rolls",
    "tree/unknown-group-cell",
    "tree/unknown-organization",
    "tree/unknown-parent",
    "tree/unknown-roll-member",
    "tree/unknown-roll-organization",
    "tree/unknown-stay-member",
    "tree/unknown-stay-organization",
]
"""Every code there is. Codes are API: they are added, never renamed."""

_CATALOGUE: Final[dict[Code, Wording]] = {
    # --- what came in from outside ------------------------------------------------------------------------------
    "input/bad-count": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "Give a whole number from 0 on.",
        "{place_vi}: {reason_vi}",
        "Ghi số nguyên từ 0 trở lên.",
    ),
    "input/bad-date": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "Write it as YYYY-MM-DD or D/M/YYYY, day first.",
        "{place_vi}: {reason_vi}",
        "Ghi ngày theo dạng ngày/tháng/năm (năm bốn chữ số) hoặc YYYY-MM-DD.",
    ),
    "input/bad-figure": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "{remedy}",
        "{subject}: {reason_vi}",
        "{remedy_vi}",
    ),
    "input/bad-value": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "Correct the value in the source and read it again.",
        "{place_vi}: {reason_vi}",
        "Sửa giá trị ở nguồn rồi đọc lại.",
    ),
    "input/blank-rows": Wording(
        _WARN,
        "{subject}: blank rows were left out ({rows})",
        "Nothing needs to be done if they only part the table; look for merged or hidden cells otherwise.",
        "{place_vi}: đã bỏ qua các dòng trống ({rows})",
        "Không phải làm gì nếu chúng chỉ ngăn cách bảng; nếu không thì tìm ô gộp hoặc ô ẩn.",
    ),
    "input/doubled-column": Wording(
        _BLOCK,
        "{subject}: {count} columns are called '{column}', and only one of them would be read",
        "Give each column a name of its own, or take out those that are not meant.",
        "{place_vi}: có {count} cột cùng tên '{column}', chỉ một cột được đọc",
        "Đặt cho mỗi cột một tên riêng, hoặc bỏ cột thừa.",
    ),
    "input/legacy-encoding": Wording(
        _BLOCK,
        "{subject}: text in {encoding} that was read as another encoding, {count} times ({rows})",
        "Convert the source to Unicode first, or open it with its own encoding.",
        "{place_vi}: văn bản mã {encoding} bị đọc bằng bảng mã khác, {count} lần ({rows})",
        "Chuyển nguồn sang Unicode trước, hoặc mở bằng đúng bảng mã của nó.",
    ),
    "input/more-listed-than-counted": Wording(
        _BLOCK,
        "'{subject}' lists {listed} {what} on its roll and counts {count} in all",
        "Correct the count or the roll; counts of those beside the roll are read with counts='beside the roll'.",
        "'{subject}' có {listed} {what_vi} trong danh sách mà tổng số ghi {count}",
        "Sửa tổng số hoặc danh sách; nếu số đếm chỉ gồm người ngoài danh sách thì khai như vậy khi nhập.",
    ),
    "input/not-rows": Wording(
        _BLOCK,
        "{subject}: {what} is not {wanted}",
        "Give {instead}.",
        "{place_vi}: {what_vi} không phải là {wanted_vi}",
        "Đưa vào {instead_vi}.",
    ),
    "input/on-no-roll": Wording(
        _WARN,
        "{subject}: no organization is named for {count} members, who are on no roll ({rows})",
        "Fill in the organization where one was forgotten; people who belong to none are right as they are.",
        "{place_vi}: {count} đảng viên không ghi tổ chức nên không thuộc danh sách nào ({rows})",
        "Điền tổ chức nếu ghi thiếu; người đúng là không thuộc tổ chức nào thì giữ nguyên.",
    ),
    "input/total-row": Wording(
        _BLOCK,
        "{subject}: a row of totals, not of data",
        "Take it out of the table.",
        "{place_vi}: dòng tổng cộng, không phải dòng dữ liệu",
        "Bỏ dòng này khỏi bảng.",
    ),
    "input/missing-column": Wording(
        _BLOCK,
        "{subject}: there is no column '{field}'; the columns are {columns}",
        "Name the column as the field is named{hint}.",
        "{place_vi}: không có cột '{field}'; các cột hiện có: {columns}",
        "Đặt tên cột đúng tên trường{hint_vi}.",
    ),
    "input/missing-field": Wording(
        _BLOCK,
        "{subject}: the field is required and is missing or empty",
        "Fill it in the source and read it again.",
        "{place_vi}: thiếu thông tin bắt buộc",
        "Điền thông tin này ở nguồn rồi đọc lại.",
    ),
    "input/too-many-cells": Wording(
        _BLOCK,
        "{subject}: the row has {count} more cells than the header",
        "Look for a stray separator in the row, or name the extra columns.",
        "{place_vi}: dòng có nhiều hơn tiêu đề {count} ô",
        "Tìm dấu phân cách thừa trong dòng, hoặc đặt tên cho các cột thừa.",
    ),
    "input/unknown-column": Wording(
        _BLOCK,
        "column '{subject}' is not a field, and looks like '{nearest}'",
        "Rename it to '{nearest}', or rename it so that it no longer resembles a field.",
        "cột '{subject}' không phải là một trường, và gần giống '{nearest}'",
        "Đổi tên cột thành '{nearest}', hoặc đổi sang tên khác hẳn.",
    ),
    # --- ratings decided by the rules -------------------------------------------------------------------------------
    "classification/decided-differs": Wording(
        _WARN,
        "{subject}: '{decided}' was decided, and the rules give '{proposed}'",
        "Nothing needs to be corrected if the decision stands; keep its grounds with the record.",
        "{subject}: đã quyết định '{decided_vi}', còn theo quy định là '{proposed_vi}'",
        "Nếu quyết định đúng thì không phải sửa; lưu căn cứ kèm theo kết quả.",
    ),
    "classification/future-evidence": Wording(
        _BLOCK,
        "{subject}: {value} lies after {date}, the date of the rating",
        "Rate on the last day of the year the evidence is of, or correct the date in the evidence.",
        "{subject}: {value_vi} sau ngày xếp loại {date_vi}",
        "Xếp loại vào ngày cuối năm của dữ liệu, hoặc sửa thời điểm trong dữ liệu.",
    ),
    "classification/no-evidence": Wording(
        _BLOCK,
        "{subject}: the evidence has nothing that {papers} asks for",
        "Give at least one of: {needs}.",
        "{subject}: dữ liệu không có nội dung nào mà {papers} cần",
        "Ghi ít nhất một trong: {needs_vi}.",
    ),
    "classification/other-year": Wording(
        _BLOCK,
        "{subject}: the evidence is of {year}, another year than {date}, the date of the rating",
        "Rate on {year}-12-31, or correct the year; leave it out to hold the same figures against another regime.",
        "{subject}: dữ liệu của năm {year}, khác năm của ngày xếp loại {date_vi}",
        "Xếp loại vào ngày 31/12/{year}, hoặc sửa năm; để trống năm nếu muốn so cùng số liệu với quy định năm khác.",
    ),
    "classification/unverified-clause": Wording(
        _WARN,
        "{subject}: '{rating}' rests on clauses nobody has verified ({criteria})",
        "Read the text of the clause before the rating is used.",
        "{subject}: mức '{rating_vi}' dựa vào điều khoản chưa kiểm chứng ({criteria})",
        "Đọc nguyên văn điều khoản trước khi sử dụng kết quả.",
    ),
    # --- meetings -----------------------------------------------------------------------------------------------
    "meeting/below-frame": Wording(
        _WARN,
        "meeting of '{subject}' on {date}: {item}: {found}, asked for: {wanted}",
        "Check the record of the meeting; for tiny cells and special duties the competent committee decides.",
        "buổi sinh hoạt của '{subject}' ngày {date_vi}: {item_vi}: {found_vi}, yêu cầu: {wanted_vi}",
        "Kiểm tra biên bản; chi bộ rất ít đảng viên hoặc làm nhiệm vụ đặc biệt do cấp ủy có thẩm quyền quy định.",
    ),
    "meeting/no-thematic": Wording(
        _WARN,
        "cell '{subject}' has {count} thematic meetings in quarter {quarter} of {year}; at least {wanted} are asked for",
        "Check the records of the quarter.",
        "chi bộ '{subject}' có {count} buổi sinh hoạt chuyên đề trong quý {quarter}/{year}; yêu cầu ít nhất {wanted}",
        "Kiểm tra biên bản trong quý.",
    ),
    # --- a tree under the rules of its date ---------------------------------------------------------------------
    "org/code-shared": Wording(
        _WARN,
        "'{subject}' has the official code '{official}', and so has '{twin}' (others with it: {count})",
        "Give each its own code by a decision (Recode), or correct the record.",
        "'{subject}' mang mã chính thức '{official}', trùng với '{twin}' (số tổ chức khác cùng mã: {count})",
        "Đổi mã bằng quyết định để mỗi tổ chức một mã, hoặc sửa lại hồ sơ.",
    ),
    "org/name-shared": Wording(
        _WARN,
        "'{subject}' is called like '{twin}' under the same superior '{parent}' (others of that name: {count}; further names shared there: {more})",
        "Add to the name what tells it apart, such as the former commune, by a decision (Rename).",
        "'{subject}' trùng tên với '{twin}' cùng trực thuộc '{parent}' (số tổ chức khác cùng tên: {count}; số tên trùng khác ở đó: {more})",
        "Thêm vào tên chi tiết phân biệt (như tên xã, phường cũ) bằng quyết định đổi tên.",
    ),
    "org/kind-needs-consent": Wording(
        _WARN,
        "'{subject}' ({child}) may stand under '{parent}' ({parent_kind}) only with consent, and none is recorded",
        "Record the consent of the superior, on the organization or with the plan.",
        "'{subject}' ({child_vi}) trực thuộc '{parent}' ({parent_kind_vi}) phải được cấp ủy cấp trên đồng ý; chưa ghi văn bản đồng ý",
        "Ghi văn bản đồng ý của cấp ủy cấp trên vào hồ sơ tổ chức hoặc kèm theo phương án.",
    ),
    "org/kind-not-allowed": Wording(
        _WARN,
        "'{subject}' ({child}) may not stand under '{parent}' ({parent_kind}) on {date}",
        "Check its form, level and parent; hand it over or convert it by a decision if the record is right.",
        "'{subject}' ({child_vi}) không được trực thuộc '{parent}' ({parent_kind_vi}) tại ngày {date_vi}",
        "Kiểm tra hình thức, cấp và cấp trên đã ghi; nếu ghi đúng thì phải có quyết định chuyển giao hoặc chuyển đổi.",
    ),
    "org/large-cell": Wording(
        _WARN,
        "cell '{subject}' has {count} members, more than {limit}, and {consent}",
        "Record the consent of the direct superior to this size, on the organization or with the plan, or divide the cell.",
        "chi bộ '{subject}' có {count} đảng viên, trên {limit}; {consent_vi}",
        "Ghi văn bản đồng ý của cấp ủy cấp trên trực tiếp cho quy mô này vào hồ sơ tổ chức hoặc kèm theo phương án; hoặc chia tách chi bộ.",
    ),
    "org/counted-and-listed": Wording(
        _WARN,
        "'{subject}' counts {count} members by number and lists {listed} on its roll; both are added, {total} in all",
        "Right if the counted are other people than the listed; else count only those beside the roll, or none.",
        "'{subject}' vừa ghi số lượng {count} đảng viên vừa có danh sách {listed} người; cộng lại thành {total}",
        "Đúng nếu là những người khác nhau; nếu không thì chỉ ghi số người ngoài danh sách, hoặc bỏ số lượng.",
    ),
    "org/counted-twice": Wording(
        _WARN,
        "'{subject}' counts {count} members by number and lists {listed} on its roll: probably the same people, counted twice as {total}",
        "Take out the count, or read the rows with counts='total'; keep both only if they are different people.",
        "'{subject}' ghi số lượng {count} đảng viên, danh sách cũng {listed} người: có lẽ cùng những người đó bị tính hai lần thành {total}",
        "Bỏ số lượng, hoặc khai khi nhập rằng đó là tổng số; chỉ giữ cả hai nếu là những người khác nhau.",
    ),
    "org/groups-outside-cells": Wording(
        _WARN,
        "'{subject}' is a đảng bộ and is recorded as serving {count} residential groups; cells serve them",
        "Name the cell that serves each of them.",
        "'{subject}' là đảng bộ mà được ghi trực tiếp lãnh đạo {count} xóm, tổ dân phố; đây là nhiệm vụ của chi bộ",
        "Ghi chi bộ lãnh đạo từng xóm, tổ dân phố.",
    ),
    "org/members-outside-cells": Wording(
        _WARN,
        "{count} members stand in '{subject}' itself, a đảng bộ with cells of its own; people belong to it through a cell",
        "Transfer them to a cell.",
        "{count} đảng viên được ghi thẳng vào '{subject}', là đảng bộ đã có chi bộ trực thuộc; đảng viên sinh hoạt ở chi bộ",
        "Chuyển sinh hoạt đảng về một chi bộ.",
    ),
    "org/unit-type-unrecorded": Wording(
        _WARN,
        "cell '{subject}' records no unit type and is named after a residential group; the rules of {date} differ for its cells",
        "Record the unit type: 'residential' for the cell of a village or residential group, another code otherwise.",
        "chi bộ '{subject}' chưa ghi loại hình mà mang tên xóm, tổ dân phố; chi bộ ở đó có quy định riêng tại ngày {date_vi}",
        "Ghi loại hình: 'Thôn, tổ dân phố' nếu là chi bộ thôn, xóm, tổ dân phố, nếu không thì loại hình khác.",
    ),
    "org/unknown-unit-type": Wording(
        _WARN,
        "'{subject}' has the unit type '{unit_type}', which is not in the rulebook's list",
        "Take a code of the list (RuleBook.unit_types).",
        "'{subject}' ghi loại hình '{unit_type}', không có trong danh mục của bộ quy định",
        "Ghi theo danh mục loại hình của bộ quy định.",
    ),
    "org/no-members": Wording(
        _WARN,
        "cell '{subject}' has no members on record while others have",
        "Enter its roll or its counts, or dissolve it.",
        "chi bộ '{subject}' chưa ghi đảng viên nào trong khi các chi bộ khác đã ghi",
        "Nhập danh sách hoặc số lượng đảng viên, hoặc giải thể chi bộ.",
    ),
    "org/part-committee-consent": Wording(
        _WARN,
        "'{subject}' is a {kind} and no consent of the higher level is recorded",
        "Record the consent of the superior, on the organization or with the plan.",
        "'{subject}' là {kind_vi}; chưa ghi văn bản đồng ý của cấp ủy cấp trên",
        "Ghi văn bản đồng ý của cấp ủy cấp trên vào hồ sơ tổ chức hoặc kèm theo phương án.",
    ),
    "org/small-dang-bo": Wording(
        _WARN,
        "đảng bộ '{subject}' has {count} members, fewer than {limit}, and {consent}",
        "Record the consent of the direct superior to this size, on the organization or with the plan, or convert it to a chi bộ.",
        "đảng bộ '{subject}' có {count} đảng viên, dưới {limit}; {consent_vi}",
        "Ghi văn bản đồng ý của cấp ủy cấp trên trực tiếp cho quy mô này vào hồ sơ tổ chức hoặc kèm theo phương án; hoặc chuyển thành chi bộ.",
    ),
    "org/too-few-members": Wording(
        _WARN,
        "cell '{subject}' has {count} full members, fewer than {limit}",
        "The direct superior brings members in or merges the cell at once.",
        "chi bộ '{subject}' có {count} đảng viên chính thức, ít hơn {limit}",
        "Cấp ủy cấp trên trực tiếp bổ sung đảng viên hoặc sáp nhập chi bộ ngay.",
    ),
    "org/undivided-cell": Wording(
        _WARN,
        "cell '{subject}' has {count} members; with {limit} or more it {modal} be divided into tổ đảng, and none are recorded",
        "Divide it into tổ đảng and record their number (groups_of_members=).",
        "chi bộ '{subject}' có {count} đảng viên; từ {limit} trở lên {modal_vi} chia tổ đảng, chưa ghi tổ nào",
        "Chia tổ đảng và ghi số tổ đảng vào hồ sơ tổ chức.",
    ),
    "org/village-kind": Wording(
        _WARN,
        "'{subject}' is the organization of a residential group and is not as the rule of {date} asks: {said}",
        "Convert it, or hand it over to such a superior, by a decision.",
        "'{subject}' là tổ chức đảng ở thôn, tổ dân phố và không đúng quy định tại ngày {date_vi}: {said_vi}",
        "Phải có quyết định chuyển đổi, hoặc chuyển giao về đúng cấp trên.",
    ),
    # --- a plan -------------------------------------------------------------------------------------------------
    "plan/back-dated": Wording(
        _BLOCK,
        "the plan takes effect on {effective}, before the date of the snapshot, {as_of}",
        "Give a later effective date, or apply the plan to an earlier snapshot.",
        "phương án có hiệu lực từ ngày {effective_vi}, trước ngày của hiện trạng ({as_of_vi})",
        "Ghi ngày hiệu lực muộn hơn, hoặc áp dụng phương án vào hiện trạng của ngày sớm hơn.",
    ),
    "plan/far-date": Wording(
        _WARN,
        "'{subject}' was signed on {signed} and takes effect on {effective}: more than five years lie between",
        "Compare both years with the paper; a year may have been typed wrongly.",
        "'{subject}' ký ngày {signed_vi}, có hiệu lực từ ngày {effective_vi}: cách nhau hơn 5 năm",
        "Đối chiếu năm ký và năm hiệu lực với văn bản; có thể đã gõ nhầm năm.",
    ),
    "plan/counted-members-unallocated": Wording(
        _BLOCK,
        "'{subject}' has {count} members known only by number whom nobody takes",
        "Name them by ByNumber, or name one organization that takes everybody.",
        "'{subject}' có {count} đảng viên chỉ ghi theo số lượng, chưa nêu nơi tiếp nhận",
        "Nêu số lượng chuyển về từng nơi, hoặc nêu một tổ chức tiếp nhận toàn bộ.",
    ),
    "plan/depends-on-refused": Wording(
        _BLOCK,
        "'{subject}' was to come from operation {source}, which is refused",
        "Mend operation {source} first.",
        "'{subject}' được lập theo nội dung {source} của phương án, mà nội dung đó không thực hiện được",
        "Sửa nội dung {source} trước.",
    ),
    "plan/group-not-served": Wording(
        _BLOCK,
        "'{organization}' does not serve the residential group '{subject}'",
        "Name only groups it serves.",
        "'{organization}' không lãnh đạo xóm, tổ dân phố '{subject}'",
        "Chỉ nêu xóm, tổ dân phố do tổ chức đó lãnh đạo.",
    ),
    "plan/groups-need-a-cell": Wording(
        _BLOCK,
        "residential groups would be given to '{subject}', a đảng bộ; only a chi bộ serves them",
        "Name a cell (groups=, groups_to=).",
        "xóm, tổ dân phố được giao cho '{subject}' là đảng bộ; chỉ chi bộ trực tiếp lãnh đạo xóm, tổ dân phố",
        "Nêu chi bộ lãnh đạo các xóm, tổ dân phố đó.",
    ),
    "plan/not-subordinate": Wording(
        _BLOCK,
        "'{subject}' does not stand directly under '{organization}'",
        "Name only its direct subordinates.",
        "'{subject}' không trực thuộc '{organization}'",
        "Chỉ nêu tổ chức trực thuộc tổ chức đó.",
    ),
    "plan/id-ended-before": Wording(
        _BLOCK,
        "the id '{subject}' belonged to something that ended, and ids are never used again",
        "Give the new one an id of its own; its name and code may repeat.",
        "mã '{subject}' là mã của đối tượng đã chấm dứt hoạt động; mã không dùng lại",
        "Đặt mã mới; tên gọi và mã số hành chính có thể trùng.",
    ),
    "plan/id-in-use": Wording(
        _BLOCK,
        "the id '{subject}' is in use",
        "Give the new one an id of its own.",
        "mã '{subject}' đang được sử dụng",
        "Đặt mã riêng cho đối tượng mới.",
    ),
    "plan/into-itself": Wording(
        _BLOCK,
        "'{subject}' would be merged into or moved to itself",
        "Name another one to receive it.",
        "'{subject}' không thể sáp nhập hay chuyển vào chính nó",
        "Nêu nơi tiếp nhận khác.",
    ),
    "plan/item-allocated-twice": Wording(
        _BLOCK,
        "'{subject}' is allocated to two destinations",
        "Name it once.",
        "'{subject}' được phân bổ về hai nơi",
        "Chỉ nêu một lần.",
    ),
    "plan/own-line": Wording(
        _BLOCK,
        "'{subject}' and '{target}' stand one above the other and cannot be merged",
        "Dissolve the lower one and say where its people go, or hand it over first.",
        "'{subject}' và '{target}' là cấp trên, cấp dưới của nhau nên không sáp nhập được",
        "Giải thể tổ chức cấp dưới và nêu nơi tiếp nhận, hoặc chuyển giao tổ chức đó trước.",
    ),
    "plan/kind-not-allowed": Wording(
        _BLOCK,
        "'{subject}' ({child}) may not be placed under '{parent}' ({parent_kind}) on {date}",
        "Choose another parent, form or level.",
        "'{subject}' ({child_vi}) không được trực thuộc '{parent}' ({parent_kind_vi}) tại ngày {date_vi}",
        "Chọn cấp trên, hình thức hoặc cấp khác.",
    ),
    "plan/member-named-twice": Wording(
        _BLOCK,
        "member '{subject}' is named twice",
        "Name every member once.",
        "đảng viên '{subject}' được nêu hai lần",
        "Nêu mỗi đảng viên một lần.",
    ),
    "plan/members-unallocated": Wording(
        _BLOCK,
        "{count} members of '{subject}' are not allocated to any organization",
        "Allocate every member, or name one organization that takes them all.",
        "còn {count} đảng viên của '{subject}' chưa nêu nơi tiếp nhận",
        "Nêu nơi tiếp nhận của mọi đảng viên, hoặc nêu một tổ chức tiếp nhận toàn bộ.",
    ),
    "plan/not-direct-superior": Wording(
        _WARN,
        "'{subject}' is decided by '{decided_by}'; the decision belongs to '{superior}'",
        "Let '{superior}' decide, or put what another body decides into a plan of its own.",
        "'{subject}' do cấp ủy của '{decided_by}' quyết định, trong khi thẩm quyền thuộc về cấp ủy của '{superior}'",
        "Để cấp ủy của '{superior}' quyết định, hoặc tách phần thuộc thẩm quyền của cấp ủy khác thành phương án riêng.",
    ),
    "plan/nothing-to-do": Wording(
        _BLOCK,
        "the operation on '{subject}' changes nothing: it names nobody and nothing, or what is so already",
        "Name what changes, or drop the operation.",
        "nội dung về '{subject}' không làm thay đổi gì: không nêu đối tượng, hoặc nêu điều vốn đã như vậy",
        "Nêu rõ điều thay đổi, hoặc bỏ nội dung này.",
    ),
    "plan/nowhere-for-children": Wording(
        _BLOCK,
        "'{subject}' has {count} subordinate organizations and the plan does not say where they go",
        "Say children_to=, or move them by earlier operations.",
        "'{subject}' có {count} tổ chức trực thuộc mà phương án chưa nêu nơi tiếp nhận",
        "Nêu nơi tiếp nhận các tổ chức đó, hoặc chuyển giao trước.",
    ),
    "plan/nowhere-for-groups": Wording(
        _BLOCK,
        "'{subject}' alone serves {count} residential groups and the plan does not say which cell takes them",
        "Say groups_to=.",
        "'{subject}' lãnh đạo {count} xóm, tổ dân phố mà phương án chưa nêu chi bộ nào tiếp nhận",
        "Nêu chi bộ tiếp nhận lãnh đạo các xóm, tổ dân phố đó.",
    ),
    "plan/nowhere-for-members": Wording(
        _BLOCK,
        "'{subject}' has {count} members and the plan does not say where they go",
        "Say members_to=, or transfer them by earlier operations.",
        "'{subject}' có {count} đảng viên mà phương án chưa nêu nơi chuyển sinh hoạt đến",
        "Nêu nơi tiếp nhận đảng viên, hoặc chuyển sinh hoạt đảng trước.",
    ),
    "plan/people-from-nowhere": Wording(
        _BLOCK,
        "the new organization '{subject}' states {count} members of its own; a plan moves people, it does not make them",
        "Leave full= and probationary= at 0 and name who comes (members=, or the sources); "
        "people from outside the register come by Admit(reason=AdmitReason.RECEIVED).",
        "tổ chức mới '{subject}' ghi sẵn {count} đảng viên; phương án chỉ chuyển đảng viên đã có từ nơi này đến nơi khác",
        "Để số đảng viên của tổ chức mới bằng 0 và nêu ai chuyển đến, từ đâu; "
        "đảng viên từ ngoài sổ chuyển đến thì ghi là tiếp nhận.",
    ),
    "plan/part-of-unknown-size": Wording(
        _WARN,
        "'{subject}' is to take over from {sources}, and nothing says what; nobody moves by it",
        "Allocate what goes over where it is known; otherwise figures that follow the decision stay open.",
        "'{subject}' tiếp nhận một phần của {sources} nhưng chưa nêu phần nào; không có ai được chuyển",
        "Nêu phần được chuyển nếu biết; nếu không, số liệu theo quyết định này chưa xác định được.",
    ),
    "plan/root-organization": Wording(
        _BLOCK,
        "'{subject}' is the root of the tree and cannot be ended or moved, nor can another root be established",
        "Name a parent inside the tree, or rebuild the hierarchy around another root.",
        "'{subject}' là tổ chức cao nhất trong hồ sơ, không thể chấm dứt hoạt động hay chuyển đi; cũng không lập thêm tổ chức cao nhất khác",
        "Nêu cấp trên có trong hồ sơ, hoặc lập lại hồ sơ với tổ chức cao nhất khác.",
    ),
    "plan/too-few-members": Wording(
        _BLOCK,
        "the new cell '{subject}' would have {count} full members; at least {limit} are needed",
        "Name more full members, or leave them in their cells.",
        "chi bộ mới '{subject}' chỉ có {count} đảng viên chính thức; cần ít nhất {limit}",
        "Bổ sung đảng viên chính thức, hoặc giữ họ ở chi bộ cũ.",
    ),
    "plan/under-own-descendant": Wording(
        _BLOCK,
        "'{subject}' would come to stand under its own descendant '{target}'",
        "Name an organization outside its subtree.",
        "'{subject}' sẽ trực thuộc chính cấp dưới của mình là '{target}'",
        "Nêu một tổ chức không thuộc các cấp dưới của tổ chức này.",
    ),
    "plan/unknown-group": Wording(
        _BLOCK,
        "there is no residential group '{subject}'",
        "Check the id in the list of residential groups.",
        "không có xóm, tổ dân phố '{subject}'",
        "Kiểm tra mã trong danh sách xóm, tổ dân phố.",
    ),
    "plan/unknown-member": Wording(
        _BLOCK,
        "there is no member '{subject}' on {place}",
        "Check the member id and the roll it stands on.",
        "không có đảng viên '{subject}' trong {place_vi}",
        "Kiểm tra mã đảng viên và danh sách.",
    ),
    "plan/unknown-organization": Wording(
        _BLOCK,
        "there is no living organization '{subject}' at this point of the plan{ended}",
        "Check the id and the order of the operations.",
        "không có tổ chức '{subject}' khi thực hiện đến nội dung này{ended_vi}",
        "Kiểm tra mã và thứ tự các nội dung của phương án.",
    ),
    "plan/unlike-forms": Wording(
        _BLOCK,
        "'{subject}' is a {form} and '{target}' is a {target_form}; unlike forms cannot be joined",
        "Convert one of them first.",
        "'{subject}' là {form_vi}, '{target}' là {target_form_vi}; khác hình thức thì không sáp nhập, hợp nhất được",
        "Chuyển đổi hình thức trước.",
    ),
    "plan/unlike-levels": Wording(
        _WARN,
        "'{subject}'{others} and '{target}' stand at different levels ({level}, {target_level})",
        "Make sure the decision says so.",
        "'{subject}'{others_vi} và '{target}' khác cấp ({level_vi}, {target_level_vi})",
        "Kiểm tra lại quyết định.",
    ),
    "plan/too-few-counted": Wording(
        _BLOCK,
        "'{subject}' counts {has_full} full and {has_probationary} probationary members only by number; {full} and {probationary} are asked of it",
        "Ask for no more than it counts by number, or name members of its roll.",
        "'{subject}' chỉ có {has_full} đảng viên chính thức và {has_probationary} đảng viên dự bị ghi theo số lượng; phương án chuyển đi {full} và {probationary}",
        "Chuyển không quá số đó, hoặc nêu mã đảng viên trong danh sách.",
    ),
    "plan/not-of-sources": Wording(
        _BLOCK,
        "'{subject}' is allocated, and belongs to none of the sources ({sources})",
        "Name only what a source has, or add its organization to the sources.",
        "'{subject}' được phân bổ nhưng không thuộc tổ chức nguồn nào ({sources})",
        "Chỉ nêu đối tượng của tổ chức nguồn, hoặc thêm tổ chức đó vào nguồn.",
    ),
    "plan/not-a-result": Wording(
        _BLOCK,
        "the allocation sends something to '{subject}', which is not among the results",
        "List it in results=, or correct the id.",
        "nơi nhận '{subject}' nêu trong phân bổ không phải là một trong các tổ chức sau sắp xếp",
        "Bổ sung vào danh sách các tổ chức sau sắp xếp, hoặc sửa mã.",
    ),
    "plan/unallocated": Wording(
        _BLOCK,
        "'{subject}': allocated to nobody: {count} {items}",
        "Allocate them, let one result take the remainder (the id of the source), or name hold_at=.",
        "'{subject}': {count} {items_vi} chưa được phân bổ",
        "Phân bổ hết; hoặc nêu một nơi nhận phần còn lại; hoặc nêu nơi tạm giữ chờ phân bổ.",
    ),
    "plan/held": Wording(
        _WARN,
        "'{subject}': waiting at '{at}', allocated to nobody: {count} {items}",
        "Allocate them by a later decision.",
        "'{subject}': {count} {items_vi} chưa phân bổ, tạm giữ tại '{at}'",
        "Phân bổ bằng quyết định tiếp theo.",
    ),
    "plan/decider-unknown": Wording(
        _WARN,
        "the rulebook does not know who decides on {what} '{subject}' on that date",
        "Make sure that the competent body decided.",
        "bộ quy định chưa có nội dung về thẩm quyền quyết định {what_vi} '{subject}' tại ngày đó",
        "Kiểm tra thẩm quyền quyết định.",
    ),
    "plan/second-decision-missing": Wording(
        _BLOCK,
        "'{subject}' goes to another superior ('{to}') across the level that decides, and only one decision is named; handing over: {gives}; receiving: {receives}",
        "Name the decision of the receiving side (receiving=).",
        "'{subject}' chuyển sang cấp trên khác ('{to}') mà chỉ nêu một quyết định; bên giao: {gives_vi}; bên nhận: {receives_vi}",
        "Nêu thêm quyết định của bên tiếp nhận.",
    ),
    "plan/central-agreement": Wording(
        _WARN,
        "'{subject}' is handed over between organizations directly under the Centre; where one of them is a central committee, the written agreement of the Central Organization Commission is needed",
        "Name it (agreement=), or make sure that both sides are provinces.",
        "'{subject}' được chuyển giao giữa hai đảng bộ trực thuộc Trung ương; nếu một bên là đảng ủy ở Trung ương thì cần Ban Tổ chức Trung ương đồng ý bằng văn bản",
        "Nêu văn bản đồng ý, hoặc kiểm tra để chắc cả hai bên là cấp tỉnh.",
    ),
    "plan/cells-without-form": Wording(
        _BLOCK,
        "'{subject}': cells=, members_to= and groups_to= belong to a chi bộ that becomes a đảng bộ",
        "Name form=Form.DANG_BO, or leave them out.",
        "'{subject}': chỉ nêu các chi bộ mới và nơi về của đảng viên, xóm, tổ dân phố khi chi bộ chuyển thành đảng bộ",
        "Nêu hình thức mới là đảng bộ, hoặc bỏ các mục đó.",
    ),
    "plan/one-form-at-a-time": Wording(
        _BLOCK,
        "{count} organizations are to change their form in one operation",
        "Use one Convert for each, since each says where its people go.",
        "một nội dung chuyển hình thức của {count} tổ chức cùng lúc",
        "Tách thành một nội dung cho mỗi tổ chức, vì mỗi nơi phải nêu riêng đảng viên về đâu.",
    ),
    "plan/not-its-cell": Wording(
        _BLOCK,
        "'{subject}' cannot be a cell of '{organization}' in this change of form",
        "New cells are chi bộ directly under it; what ends in it stands below grassroots level.",
        "'{subject}' không thể là chi bộ của '{organization}' trong lần chuyển hình thức này",
        "Chi bộ mới phải trực thuộc tổ chức đó; tổ chức chấm dứt hoạt động để nhập vào phải trực thuộc đảng ủy cơ sở.",
    ),
    "plan/stay-by-number": Wording(
        _BLOCK,
        "{count} people known only by number cannot take part in '{subject}' for a time: a stay is a person's",
        "Name the members.",
        "{count} đảng viên chỉ ghi theo số lượng thì không thể chuyển sinh hoạt tạm thời đến '{subject}': phải biết là ai",
        "Nêu mã đảng viên.",
    ),
    "plan/member-on-roll": Wording(
        _BLOCK,
        "'{subject}' is on the roll of '{organization}' already",
        "Transfer the person, or give the new one an id of their own.",
        "'{subject}' đã có trong danh sách của '{organization}'",
        "Chuyển sinh hoạt đảng cho người đó, hoặc đặt mã riêng cho người mới.",
    ),
    "plan/group-without-cell": Wording(
        _BLOCK,
        "no cell would serve the residential group '{subject}' any more",
        "Name at least one cell.",
        "xóm, tổ dân phố '{subject}' sẽ không còn chi bộ nào lãnh đạo",
        "Nêu ít nhất một chi bộ.",
    ),
    "plan/unknown-mass-body": Wording(
        _BLOCK,
        "there is no mass body '{subject}'",
        "Check the id in the list of mass bodies.",
        "không có đoàn thể '{subject}'",
        "Kiểm tra mã trong danh sách đoàn thể.",
    ),
    "plan/changed-since": Wording(
        _BLOCK,
        "'{subject}' has changed since the decision that is to be taken back{later}",
        "Take back the later change first, or decide the new state by a plan of its own.",
        "'{subject}' đã thay đổi sau quyết định cần hủy bỏ{later_vi}",
        "Hủy bỏ thay đổi đó trước, hoặc lập phương án riêng cho nội dung mới.",
    ),
    "plan/inverse-unsound": Wording(
        _BLOCK,
        "the inverse does not fit together at '{subject}': {what}",
        "Take the inverse as Preview.inverse makes it, or decide the new state by operations of their own.",
        "phương án khôi phục không khớp tại '{subject}': {what_vi}",
        "Dùng nguyên phương án khôi phục do thư viện lập, hoặc lập phương án riêng cho nội dung mới.",
    ),
    "plan/inverse-counts": Wording(
        _WARN,
        "people known only by number come back with the inverse, or go: full {full}, probationary {probationary}, and it does not say so itself",
        "Make the inverse again from the decision, so that both figures are stated.",
        "phương án khôi phục làm thay đổi số đảng viên ghi theo số lượng: chính thức {full}, dự bị {probationary}, mà không tự nêu số này",
        "Lập lại phương án khôi phục từ quyết định để nêu rõ hai số.",
    ),
    "plan/body-without-superior": Wording(
        _WARN,
        "the mass body '{subject}' hangs under '{superior}', which ended",
        "Name its new superior (Realign).",
        "đoàn thể '{subject}' trực thuộc cấp '{superior}' đã chấm dứt hoạt động",
        "Nêu cấp trên mới của đoàn thể.",
    ),
    "plan/waived": Wording(
        _WARN,
        "'{subject}': {waived} is allowed by {paper}",
        "Keep the paper with the decision.",
        "'{subject}': {waived} được cho phép theo {paper}",
        "Lưu văn bản cùng quyết định.",
    ),
    "plan/waiver-unused": Wording(
        _WARN,
        "the waiver of {waived} for '{subject}' cures nothing in this plan",
        "Drop it, or check code and subject.",
        "văn bản cho phép {waived} đối với '{subject}' không dùng đến trong phương án",
        "Bỏ văn bản này, hoặc kiểm tra lại nội dung cho phép và đối tượng.",
    ),
    "history/already-enacted": Wording(
        _BLOCK,
        "the decision '{subject}' is in the ledger already, with the same operations, under number {number}",
        "Leave it out; if it was recorded wrongly, correct decision {number}.",
        "quyết định '{subject}' đã có trong sổ với cùng nội dung, số thứ tự {number}",
        "Bỏ quyết định này; nếu đã ghi sai, hãy đính chính quyết định số thứ tự {number}.",
    ),
    "history/before-opening": Wording(
        _BLOCK,
        "{subject}: {day} is before the ledger opens, on {opened}",
        "Begin the ledger with an older snapshot, or ask for a later date.",
        "{subject}: ngày {day_vi} trước ngày mở sổ {opened_vi}",
        "Mở sổ từ một thời điểm sớm hơn, hoặc chọn ngày muộn hơn.",
    ),
    "history/begins-later": Wording(
        _BLOCK,
        "'{subject}' begins only on {effective}, with decision {number} ({paper})",
        "Let the decision take effect on or after that day, or leave '{subject}' out.",
        "'{subject}' chỉ được thành lập từ ngày {effective_vi} theo quyết định số thứ tự {number} ({paper})",
        "Cho quyết định có hiệu lực từ ngày đó trở đi, hoặc bỏ '{subject}'.",
    ),
    "history/changed-by": Wording(
        _BLOCK,
        "decision {number} ({paper}), effective {effective}, changed '{subject}' since",
        "Take decision {number} back first, or decide anew what is to stand.",
        "quyết định số thứ tự {number} ({paper}), hiệu lực {effective_vi}, đã thay đổi '{subject}' sau đó",
        "Hủy bỏ quyết định số thứ tự {number} trước, hoặc ban hành quyết định mới.",
    ),
    "history/ended-earlier": Wording(
        _BLOCK,
        "'{subject}' ended on {effective}, with decision {number} ({paper})",
        "Name the organization that took over, or let the decision take effect before that day.",
        "'{subject}' đã chấm dứt hoạt động từ ngày {effective_vi} theo quyết định số thứ tự {number} ({paper})",
        "Nêu tổ chức kế thừa, hoặc cho quyết định có hiệu lực trước ngày đó.",
    ),
    "history/later-decision": Wording(
        _BLOCK,
        "decision {number} ({paper}), effective {effective}, would no longer apply: {reason}",
        "Correct or take back decision {number} first, or let this one take effect after it.",
        "quyết định số thứ tự {number} ({paper}), hiệu lực {effective_vi}, sẽ không còn thực hiện được: {reason_vi}",
        "Đính chính hoặc hủy bỏ quyết định số thứ tự {number} trước, hoặc cho quyết định này có hiệu lực sau đó.",
    ),
    "history/not-correctable": Wording(
        _BLOCK,
        "'{subject}': a correction of its record cannot name: {named}",
        "Name one or more of: {allowed}. An id never changes; another superior is a decision (Reassign).",
        "'{subject}': không đính chính được: {named}",
        "Nêu một hoặc nhiều mục trong số: {allowed}. Mã không đổi; đổi cấp trên phải có quyết định chuyển giao.",
    ),
    "history/recorded-backwards": Wording(
        _BLOCK,
        "recorded on {recorded}, before the last record in the ledger, of {last}",
        "Give the day it really came into the ledger; it may take effect earlier than it was recorded.",
        "ngày ghi sổ {recorded_vi} trước lần ghi sổ gần nhất, ngày {last_vi}",
        "Ghi đúng ngày vào sổ; ngày hiệu lực có thể sớm hơn ngày ghi sổ.",
    ),
    "history/undone-too-early": Wording(
        _BLOCK,
        "decision {number} ({subject}) took effect on {began} and cannot be taken back from {effective} on",
        "Take it back on or after its effective date; if it was never taken, correct the decision.",
        "quyết định số thứ tự {number} ({subject}) có hiệu lực từ {began_vi}, không thể hủy bỏ từ {effective_vi}",
        "Hủy bỏ từ ngày hiệu lực trở đi; nếu quyết định chưa từng được ban hành, hãy đính chính.",
    ),
    "history/unknown-decision": Wording(
        _BLOCK,
        "of the decisions in the ledger ({count}) none has the number {subject}",
        "Look up the number in `ledger.decisions`.",
        "sổ có {count} quyết định, không có số thứ tự {subject}",
        "Xem lại số thứ tự của các quyết định trong sổ.",
    ),
    "history/far-recorded": Wording(
        _WARN,
        "entry {subject} of the log was recorded on {recorded}, more than five years from what stands before it and from its own dates (the nearest of them {last})",
        "If the year was typed wrongly, correct it by correct_recorded; otherwise nothing is to be done.",
        "mục số {subject} của sổ ghi ngày {recorded_vi}, cách hơn 5 năm so với các ngày trước đó và ngày của chính mục này (gần nhất là {last_vi})",
        "Nếu gõ nhầm năm, hãy đính chính ngày ghi sổ của mục này; nếu đúng thì không cần làm gì.",
    ),
    "history/not-set-later": Wording(
        _BLOCK,
        "until={number}: that decision set none of these fields of '{subject}'",
        "Leave until= out, or name the decision that set the field later.",
        "quyết định số thứ tự {number} được nêu làm mốc không thay đổi trường nào đang đính chính của '{subject}'",
        "Bỏ mốc này, hoặc nêu quyết định đã thay đổi trường đó về sau.",
    ),
    "history/other-day": Wording(
        _BLOCK,
        "'{subject}' takes effect on {wanted} and cannot stand before decision {number} ({paper}), which does on {effective}",
        "Name with before= a decision of the same day; days stand in their own order.",
        "'{subject}' có hiệu lực từ ngày {wanted_vi}, không thể xếp trước quyết định số thứ tự {number} ({paper}) có hiệu lực từ ngày {effective_vi}",
        "Nêu một quyết định có cùng ngày hiệu lực; các ngày khác nhau đã có thứ tự.",
    ),
    "history/recorded-unseen": Wording(
        _BLOCK,
        "'{subject}' would be recorded on {recorded}, which nobody gave and which lies more than five years after {day} (the ledger so far goes to {last})",
        "Give the day by recorded=. If the last record or the date of signing bears a wrong year, put that right first: correct_recorded corrects the day of a record.",
        "'{subject}' sẽ bị ghi sổ ngày {recorded_vi} dù không ai nêu ngày này, muộn hơn {day_vi} trên 5 năm (sổ hiện ghi đến {last_vi})",
        "Nêu rõ ngày ghi sổ. Nếu lần ghi trước hoặc ngày ký ghi sai năm, đính chính chỗ đó trước; ngày ghi sổ cũng đính chính được.",
    ),
    "history/same-day": Wording(
        _WARN,
        "decisions {other} and {number} ({paper}) take effect on one day, {effective}, and both change {named} ({count} in all); the one that stands later decides",
        "If it is to be the other way round, enact the second with before={other} instead, or correct one of the two.",
        "quyết định số thứ tự {other} và {number} ({paper}) cùng có hiệu lực ngày {effective_vi} và cùng thay đổi {named} (tất cả {count}); quyết định xếp sau quyết định kết quả",
        "Nếu thứ tự phải ngược lại, hãy ghi quyết định sau vào trước quyết định số thứ tự {other}, hoặc đính chính một trong hai.",
    ),
    "history/set-later": Wording(
        _BLOCK,
        "'{subject}': decision {number} ({paper}), effective {effective}, set {field} later; a correction from the beginning would not change what holds since",
        "If the field was wrong from the beginning until then, say until={number}; if the decision was recorded wrongly, correct it: correct_decision({number}, ...).",
        "'{subject}': quyết định số thứ tự {number} ({paper}), hiệu lực {effective_vi}, đã thay đổi {field} về sau; đính chính từ đầu không làm thay đổi giá trị hiện nay",
        "Nếu trường này sai từ đầu cho đến khi đó, nêu quyết định số thứ tự {number} làm mốc; nếu chính quyết định bị ghi sai, hãy đính chính quyết định.",
    ),
    "history/similar-paper": Wording(
        _WARN,
        "decision {number} ({paper}) has the number and the operations of decision {other}; its issuer or day of signing is written otherwise, or missing",
        "If it is one paper, it stands in the ledger twice: take the second back, or correct it.",
        "quyết định số thứ tự {number} ({paper}) trùng số và nội dung với quyết định số thứ tự {other}; cơ quan ban hành hoặc ngày ký ghi khác, hay chưa ghi",
        "Nếu là cùng một văn bản thì sổ đã ghi hai lần: hủy bỏ hoặc đính chính lần thứ hai.",
    ),
    "history/unknown-entry": Wording(
        _BLOCK,
        "the log has {count} entries, and none of number {subject}",
        "Look up the number in `ledger.log`.",
        "nhật ký của sổ có {count} mục, không có mục số {subject}",
        "Xem số thứ tự trong nhật ký của sổ.",
    ),
    "ledger/damaged-line": Wording(
        _BLOCK,
        "line {line} of the ledger file is not as it was written: {reason}",
        "Restore the file from a copy; everything before that line is in `.before` of the error, and `.before.save(...)` writes it.",
        "dòng {line} của tệp sổ không còn như khi ghi: {reason_vi}",
        "Khôi phục tệp từ bản sao; phần trước dòng đó vẫn đọc được và ghi lại được thành tệp khác.",
    ),
    "ledger/not-applicable": Wording(
        _BLOCK,
        "line {line} of the ledger file holds an entry that does not apply there",
        "It was written by another program, or another version of this one; see the other findings.",
        "dòng {line} của tệp sổ có nội dung không thực hiện được tại đó",
        "Tệp do chương trình khác, hoặc phiên bản khác, ghi; xem các phát hiện kèm theo.",
    ),
    "ledger/other-file": Wording(
        _BLOCK,
        "the file is not the beginning of this ledger: {reason}",
        "Load the file and enact on what it holds, or save this ledger under another name.",
        "tệp không phải là phần mở đầu của sổ này: {reason_vi}",
        "Đọc tệp rồi ghi tiếp vào nội dung của nó, hoặc lưu sổ này với tên khác.",
    ),
    "ledger/unknown-version": Wording(
        _BLOCK,
        "the file says it is {schema} of version {version}; this release reads {known}",
        "Update dangbo, or open the file with the release that wrote it.",
        "tệp tự ghi là {schema} phiên bản {version}; bản dangbo này đọc được {known}",
        "Cập nhật dangbo, hoặc mở tệp bằng bản đã ghi nó.",
    ),
    "input/not-json": Wording(
        _BLOCK,
        "{subject}: it is not JSON text (line {line}, column {column})",
        "Write it with a JSON library, in UTF-8.",
        "{place_vi}: không phải văn bản JSON (dòng {line}, cột {column})",
        "Ghi bằng thư viện JSON, mã UTF-8.",
    ),
    "input/other-schema": Wording(
        _BLOCK,
        "{subject}: it does not say that it is '{schema}'",
        "Pass what was written in that format.",
        "{place_vi}: không ghi là '{schema}'",
        "Truyền đúng dữ liệu ghi theo định dạng đó.",
    ),
    "input/newer-version": Wording(
        _BLOCK,
        "{subject}: it has a version this library does not know; it reads version {known}",
        "Read it with the version of the library that wrote it, or a later one.",
        "{place_vi}: phiên bản định dạng mà thư viện này chưa biết; thư viện đọc được phiên bản {known}",
        "Dùng phiên bản thư viện đã ghi dữ liệu, hoặc mới hơn.",
    ),
    "input/unknown-field": Wording(
        _BLOCK,
        "{subject}: there is no such field{hint}",
        "Take it out, or correct its name.",
        "{place_vi}: không có trường này{hint_vi}",
        "Bỏ trường này, hoặc sửa tên trường.",
    ),
    "input/unknown-term": Wording(
        _BLOCK,
        "'{subject}' is not a {vocabulary}{why}",
        "{known}",
        "không đọc được '{subject}': không có trong {vocabulary_vi}{why_vi}",
        "{known_vi}",
    ),
    "carry/no-figure": Wording(
        _BLOCK,
        "'{subject}' lives, and none of these figures comes to it",
        "None was given for it or what it comes from, or it cannot be compared.",
        "'{subject}' đang hoạt động nhưng không có số liệu nào chuyển về",
        "Chưa có số liệu của tổ chức này và các tổ chức nguồn, hoặc không so sánh được.",
    ),
    "tree/unknown-organization": Wording(
        _BLOCK,
        "there is no organization '{subject}' in {where}",
        "{near}",
        "không có tổ chức '{subject}' trong {where_vi}",
        "{near_vi}",
    ),
    "rule/no-value": Wording(
        _BLOCK,
        "rule '{subject}' has no value on {date}; the rulebook knows it {known}",
        "Ask for a date within, or read the nearest value.",
        "quy định '{subject}' không có giá trị tại ngày {date_vi}; chỉ có giá trị {known_vi}",
        "Chọn ngày trong khoảng đó, hoặc lấy giá trị gần nhất.",
    ),
    "carry/not-living": Wording(
        _WARN,
        "'{subject}' has a figure of {day} and did not live on that day",
        "Check the day and the id; the figure is left out.",
        "'{subject}' có số liệu ngày {day_vi} nhưng không hoạt động vào ngày đó",
        "Kiểm tra ngày và mã; số liệu này không được tính.",
    ),
    "carry/no-source": Wording(
        _WARN,
        "'{subject}' began after {day} and comes from no organization of that day",
        "It has no earlier figure.",
        "'{subject}' thành lập sau ngày {day_vi}, không kế tục tổ chức nào của ngày đó",
        "Tổ chức này không có số liệu trước đó.",
    ),
    "carry/no-heir": Wording(
        _WARN,
        "'{subject}' was rated for the year that ended on {day}, and no organization of its level took over from it",
        "Its rating reaches nobody; tell it apart.",
        "'{subject}' được xếp loại cho năm kết thúc ngày {day_vi}, sau đó không có tổ chức cùng cấp kế tục",
        "Kết quả này không chuyển cho tổ chức nào; báo cáo riêng.",
    ),
    "carry/changed": Wording(
        _WARN,
        "'{subject}' changed (sources: {sources}) and is not rated",
        "Choose another strategy if it should be.",
        "'{subject}' có thay đổi (nguồn: {sources}) nên không xếp loại",
        "Chọn cách khác nếu cần xếp loại.",
    ),
    "carry/new-unit": Wording(
        _WARN,
        "'{subject}' is new (sources: {sources}), and only organizations that go on keep their rating",
        "Choose another strategy if it should be rated.",
        "'{subject}' là tổ chức mới (nguồn: {sources}); chỉ tổ chức tiếp tục hoạt động giữ kết quả xếp loại",
        "Chọn cách khác nếu cần xếp loại.",
    ),
    "carry/source-unrated": Wording(
        _WARN,
        "'{subject}': {count} of its {of} sources have no tier ({sources})",
        "Complete the records if they were rated.",
        "'{subject}': {count} trong {of} tổ chức nguồn không có mức xếp loại ({sources})",
        "Bổ sung kết quả nếu đã xếp loại.",
    ),
    "carry/mixed": Wording(
        _WARN,
        "'{subject}': its {count} sources do not agree: {tally}",
        "Tell them apart, or choose another strategy.",
        "'{subject}': {count} tổ chức nguồn không cùng mức: {tally_vi}",
        "Báo cáo riêng từng tổ chức nguồn, hoặc chọn cách khác.",
    ),
    "carry/tie": Wording(
        _WARN,
        "'{subject}': as many members ({people}) stood under each of: {tiers}",
        "Choose another strategy, or decide.",
        "'{subject}': số đảng viên bằng nhau ({people_vi}) ở các mức: {tiers_vi}",
        "Chọn cách khác, hoặc tự quyết định.",
    ),
    "carry/people-unknown": Wording(
        _WARN,
        "'{subject}': nobody can tell how many members came from {sources}",
        "Choose another strategy.",
        "'{subject}': không xác định được số đảng viên đến từ {sources}",
        "Chọn cách khác.",
    ),
    "carry/divided": Wording(
        _WARN,
        "'{subject}': nobody can tell how {count} counted for it divide among {among}",
        "Compare them as one unit, or apportion by the people that went each way (BY_HEADCOUNT).",
        "'{subject}': không xác định được {count_vi} đã ghi cho tổ chức này thuộc nơi nào: {among}",
        "So sánh gộp các nơi đó như một đơn vị, hoặc phân bổ theo số đảng viên chuyển về mỗi nơi.",
    ),
    "carry/count-without-heir": Wording(
        _WARN,
        "'{subject}' ended, and no organization took over {count} counted for it",
        "Tell them apart.",
        "'{subject}' đã chấm dứt hoạt động, không có tổ chức nào kế tục {count_vi} đã ghi cho tổ chức này",
        "Báo cáo riêng.",
    ),
    "carry/contained": Wording(
        _WARN,
        "'{subject}' ended below {above}, which has a count of its own and may hold the {count} of it already",
        "Give counts of one level only.",
        "'{subject}' chấm dứt hoạt động và nhập lên cấp trên {above}, vốn có số liệu riêng, có thể đã gồm {count_vi} của tổ chức này",
        "Chỉ nêu số liệu của một cấp.",
    ),
    "carry/gained": Wording(
        _WARN,
        "'{subject}' took over a part of what {sources} had, of another level, so that its count is not complete",
        "Tell it apart, or count it anew.",
        "'{subject}' tiếp nhận một phần của {sources}, khác cấp, nên số liệu chưa đủ",
        "Báo cáo riêng, hoặc thống kê lại.",
    ),
    "carry/size-unknown": Wording(
        _WARN,
        "'{subject}': {count} counted for it lie in {among}, and the decision does not say how much of it went where",
        "Compare them as one unit, or correct the decision where the parts are known.",
        "'{subject}': {count_vi} đã ghi cho tổ chức này thuộc các nơi {among}; quyết định không nêu phần của mỗi nơi",
        "So sánh gộp các nơi đó như một đơn vị, hoặc đính chính quyết định nếu biết từng phần.",
    ),
    "carry/source-missing": Wording(
        _WARN,
        "'{subject}' comes also from {sources}, which have no count",
        "Give their counts.",
        "'{subject}' còn được hình thành từ {sources}, chưa có số liệu",
        "Bổ sung số liệu các nơi đó.",
    ),
    "carry/figure-missing": Wording(
        _WARN,
        "the unit of '{subject}' has no figure for {year}: none is given for {sources}",
        "Give them, or leave the year out.",
        "đơn vị so sánh của '{subject}' chưa đủ số liệu năm {year}: thiếu {sources}",
        "Bổ sung, hoặc bỏ năm đó.",
    ),
    "carry/not-comparable": Wording(
        _WARN,
        "'{subject}' is in no unit that can be compared from {start} to {end}: it began without a source, ended without an heir, "
        "or exchanged with others of another level what stands below it",
        "Tell its figures apart.",
        "'{subject}' không thuộc đơn vị nào so sánh được từ {start} đến {end}: thành lập mới, chấm dứt hoạt động mà không có "
        "tổ chức kế tục, hoặc có tổ chức trực thuộc chuyển đi, chuyển đến mà không có cấp tương ứng",
        "Báo cáo riêng số liệu của tổ chức này.",
    ),
    "plan/stays-end": Wording(
        _WARN,
        "'{subject}' ends, and with it the temporary stay of {count} member(s) in it",
        "Name where they take part from now on (a temporary Transfer), or tell their own cells.",
        "'{subject}' chấm dứt hoạt động, {count} đảng viên đang sinh hoạt tạm thời ở đó thôi sinh hoạt tạm thời",
        "Nêu nơi sinh hoạt tạm thời mới, hoặc báo chi bộ nơi sinh hoạt chính thức.",
    ),
    "plan/number-misplaced": Wording(
        _BLOCK,
        "people of '{subject}' known only by number stand among organizations or residential groups",
        "Name them in members_to=.",
        "đảng viên chỉ ghi theo số lượng của '{subject}' bị nêu lẫn vào danh sách tổ chức hoặc xóm, tổ dân phố",
        "Nêu ở phần nơi tiếp nhận đảng viên.",
    ),
    "plan/ambiguous-item": Wording(
        _BLOCK,
        "'{subject}' is the id of several things here (an organization, a member, a residential group); nobody can say which of them is allocated",
        "Give them ids of their own, or move it by an operation that names its kind (Transfer, Reassign, AssignGroups) first.",
        "mã '{subject}' là mã của nhiều đối tượng ở đây (tổ chức, đảng viên, xóm, tổ dân phố); không rõ phân bổ đối tượng nào",
        "Đặt mã riêng; hoặc trước đó ghi một nội dung riêng: chuyển sinh hoạt đảng, chuyển giao, hoặc điều chỉnh địa bàn.",
    ),
    "plan/named-twice": Wording(
        _BLOCK,
        "'{subject}' is named twice",
        "Name it once.",
        "'{subject}' được nêu hai lần",
        "Chỉ nêu một lần.",
    ),
    "plan/one-to-one": Wording(
        _WARN,
        "'{subject}' alone becomes '{target}': one organization ends and one begins",
        "Make sure that the decision establishes a new organization; otherwise rename or convert the old one.",
        "chỉ một tổ chức '{subject}' thành '{target}': tổ chức cũ chấm dứt hoạt động, tổ chức mới được thành lập",
        "Kiểm tra quyết định có thành lập tổ chức mới không; nếu không thì chỉ đổi tên hoặc chuyển đổi.",
    ),
    "plan/decider-outside": Wording(
        _WARN,
        "the organization two steps above '{subject}', which decides on disbanding, is not in this tree",
        "Make sure that it decided; the direct superior only proposes.",
        "cấp ủy cấp trên cách một cấp của '{subject}', nơi quyết định giải tán, không có trong hồ sơ này",
        "Kiểm tra để chắc cấp ủy đó đã quyết định; cấp ủy cấp trên trực tiếp chỉ đề nghị.",
    ),
    "plan/admitted-after-death": Wording(
        _WARN,
        "'{subject}' left the rolls as deceased and is admitted to '{organization}' again",
        "Check the id; take back the decision that recorded the death where that was wrong.",
        "'{subject}' đã ra khỏi danh sách vì từ trần, nay lại được ghi vào danh sách của '{organization}'",
        "Kiểm tra mã đảng viên; nếu ghi từ trần là nhầm thì hủy quyết định đó.",
    ),
    "plan/admitted-as-full": Wording(
        _WARN,
        "{count} admitted to '{subject}' as full: who is admitted begins as a probationary member",
        "Record the status as probationary, or the reason as received or restored.",
        "{count} người kết nạp vào '{subject}' được ghi là đảng viên chính thức; người mới kết nạp là đảng viên dự bị",
        "Ghi là đảng viên dự bị, hoặc ghi lý do là chuyển đến, phục hồi đảng tịch.",
    ),
    "plan/consent-unused": Wording(
        _WARN,
        "the consent for '{subject}'{about} cures nothing on that date",
        "Drop it, or check the organization; what is recorded covers that matter and that size alone.",
        "văn bản đồng ý cho '{subject}'{about_vi} không dùng đến tại ngày đó",
        "Bỏ văn bản này, hoặc kiểm tra lại tổ chức; văn bản đã ghi chỉ có giá trị với đúng việc và quy mô đó.",
    ),
    "plan/consent-under-another": Wording(
        _WARN,
        "'{subject}' goes from '{former}' to '{superior}' and keeps its consent to {matter}, given under the former: {paper}",
        "Check whether the direct superior of the new one agrees, and record that paper with the plan.",
        "'{subject}' chuyển từ '{former}' về '{superior}', vẫn giữ văn bản đồng ý về {matter_vi} cho nơi cũ: {paper}",
        "Kiểm tra cấp ủy cấp trên trực tiếp của nơi mới có đồng ý không; nếu có, ghi văn bản đó kèm theo phương án.",
    ),
    "plan/consent-without-matter": Wording(
        _BLOCK,
        "several rules ask consent for '{subject}', and its paper does not say which it answers: {matters}",
        "Name the rule it answers (matter=), and give a consent for each.",
        "'{subject}' cần được đồng ý về nhiều việc mà văn bản chưa ghi là việc nào: {matters_vi}",
        "Ghi rõ văn bản đồng ý về việc nào, mỗi việc một mục.",
    ),
    "plan/host-unit-left": Wording(
        _WARN,
        "'{subject}' ends, and with it the last party organization of the unit '{unit}', whose mass bodies go on",
        "Realign the mass bodies, or record the unit on the organization that takes over (Convert host_unit=).",
        "'{subject}' chấm dứt hoạt động, đơn vị '{unit}' không còn tổ chức đảng nào trong khi đoàn thể của đơn vị vẫn hoạt động",
        "Chuyển đoàn thể về cấp trên khác, hoặc ghi đơn vị đó cho tổ chức đảng tiếp nhận.",
    ),
    "plan/no-operations": Wording(
        _WARN,
        "the plan decided by '{subject}' holds no operation and no consent",
        "Add what is decided.",
        "phương án do cấp ủy của '{subject}' quyết định không có nội dung sắp xếp, cũng không có văn bản đồng ý nào",
        "Bổ sung nội dung quyết định.",
    ),
    "plan/under-what-ends": Wording(
        _BLOCK,
        "the new organization '{subject}' would stand under '{target}', which ends or begins under it",
        "Name a parent that goes on.",
        "tổ chức mới '{subject}' sẽ trực thuộc '{target}', mà tổ chức này chấm dứt hoạt động hoặc trực thuộc chính tổ chức mới",
        "Nêu cấp trên tiếp tục hoạt động.",
    ),
    "history/id-ended-before": Wording(
        _BLOCK,
        "the id '{subject}' belonged to an organization or residential group that ended on {effective}, with decision {number} ({paper}), and ids are never used again",
        "Give the new one an id of its own; its name and code may repeat.",
        "mã '{subject}' là mã của tổ chức hoặc xóm, tổ dân phố đã chấm dứt hoạt động từ ngày {effective_vi} theo quyết định số thứ tự {number} ({paper}); mã không dùng lại",
        "Đặt mã mới; tên gọi và mã số hành chính có thể trùng.",
    ),
    "history/no-reason": Wording(
        _BLOCK,
        "the correction of '{subject}' does not say why",
        "Say in reason= what was wrong and how it is known; the ledger keeps it.",
        "đính chính '{subject}' chưa nêu lý do",
        "Nêu lý do: sai ở đâu, căn cứ nào; sổ lưu lại lý do.",
    ),
    "history/nothing-to-correct": Wording(
        _BLOCK,
        "the correction of '{subject}' changes nothing: the ledger says so already",
        "Look up what the ledger says, or leave the correction out.",
        "đính chính '{subject}' không làm thay đổi gì: sổ đã ghi đúng như vậy",
        "Xem lại nội dung trong sổ, hoặc bỏ đính chính này.",
    ),
    # --- ratings, quotas, targets -------------------------------------------------------------------------------
    "figure/other-date": Wording(
        _WARN,
        "{who}: {figure} and {other} do not belong to one time",
        "Take both of the same year, or say in the report that they differ.",
        "{who_vi}: {figure_vi} và {other_vi} không cùng thời điểm",
        "Lấy cả hai của cùng một năm, hoặc nêu rõ sự khác nhau trong báo cáo.",
    ),
    "quota/base-unstated": Wording(
        _WARN,
        "the rule does not state of whom the excellent may be {ratio}; the strictest reading was taken: {base}",
        "Name the base the competent body uses (base=).",
        "quy định không nêu {ratio_vi} tính trên số nào; đã lấy cách hiểu chặt nhất: {base_vi}",
        "Nêu cơ sở tính mà cấp có thẩm quyền áp dụng.",
    ),
    "quota/exceeded": Wording(
        _WARN,
        "{group}: {used} rated excellent, the quota allows {limit} ({ratio} of the {base_count} {base})",
        "Check base, grouping and rounding with the competent body; published practice differs.",
        "{group_vi}: {used} xếp loại xuất sắc, tối đa theo quy định là {limit} ({ratio_vi} của {base_count} {base_vi})",
        "Kiểm tra cơ sở tính, nhóm và cách làm tròn với cấp có thẩm quyền; thực tế công bố khác nhau.",
    ),
    "quota/groups-pooled": Wording(
        _WARN,
        "{who}: the rule asks for the quota {grouping}, and all were taken together here",
        "Tally each group by itself (Tally.by_group, quota_by_group); no register knows who has similar tasks.",
        "{who_vi}: quy định tính tỷ lệ {grouping_vi}, còn ở đây tính gộp chung",
        "Tính riêng từng nhóm; danh sách tổ chức không cho biết ai có nhiệm vụ tương đồng.",
    ),
    "quota/special-ratio": Wording(
        _WARN,
        "{who}: the special ratio {ratio} was taken instead of the usual one; stated grounds: {grounds}",
        "Make sure that the competent body agreed; no central text seen says who may.",
        "{who_vi}: đã dùng tỷ lệ đặc biệt {ratio_vi} thay cho tỷ lệ thông thường; căn cứ nêu: {grounds_vi}",
        "Kiểm tra việc cấp có thẩm quyền đã đồng ý; chưa thấy văn bản trung ương nêu ai được quyết định.",
    ),
    "quota/tie-undecided": Wording(
        _WARN,
        "{subject}: {count} equal candidates for {places} places, and {reason}",
        "Leave the choice to the competent body, or give what decides between them; never by post.",
        "{subject}: {count} đối tượng ngang nhau cho {places} suất, {reason_vi}",
        "Để cấp có thẩm quyền lựa chọn, hoặc bổ sung tiêu chí phân định; không xét theo chức vụ.",
    ),
    "quota/unverified-rule": Wording(
        _WARN,
        "{who}: what is said of the quota rests on a rule nobody has verified",
        "Read the text of the clause before the verdict is used.",
        "{who_vi}: kết luận về tỷ lệ xuất sắc dựa vào điều khoản chưa kiểm chứng",
        "Đọc nguyên văn điều khoản trước khi dùng kết luận.",
    ),
    "quota/verdict-depends": Wording(
        _WARN,
        "{who}: whether the quota is kept depends on {on}; it is kept under: {kept}",
        "Name base, rounding and treatment of heads in the report, as the competent body uses them.",
        "{who_vi}: kết luận về tỷ lệ xuất sắc phụ thuộc vào {on_vi}; chỉ không vượt tỷ lệ quy định khi: {kept_vi}",
        "Nêu rõ cơ sở tính, cách làm tròn và cách tính người đứng đầu theo cấp có thẩm quyền trong báo cáo.",
    ),
    "rating/bad-count": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "Correct the figure at its source and count again.",
        "{subject}: {reason_vi}",
        "Sửa số liệu ở nguồn rồi tính lại.",
    ),
    "rating/duplicate": Wording(
        _BLOCK,
        "'{subject}' has more than one rating record for {year}",
        "Keep the decided one.",
        "'{subject}' có nhiều hơn một kết quả xếp loại năm {year}",
        "Giữ kết quả đã quyết định.",
    ),
    "rating/no-group": Wording(
        _BLOCK,
        "'{subject}' has a rating for {year} and no group",
        "Name its group, or select the records first.",
        "'{subject}' có kết quả xếp loại năm {year} nhưng chưa thuộc nhóm nào",
        "Nêu nhóm, hoặc lọc bản ghi trước.",
    ),
    "rating/unknown-subject": Wording(
        _BLOCK,
        "'{subject}' has a rating for {year} but is not in the hierarchy",
        "Use the hierarchy of that year, or select the records first.",
        "'{subject}' có kết quả xếp loại năm {year} nhưng không có trong hồ sơ tổ chức",
        "Dùng hồ sơ tổ chức của năm đó, hoặc lọc bản ghi trước.",
    ),
    "target/above-band": Wording(
        _WARN,
        "target '{subject}' is {band}, and {share} is above it; no source says whether that meets the target",
        "Report it as above the target.",
        "chỉ tiêu '{subject}' là {band_vi}, còn {share_vi} nằm trên khoảng đó; chưa thấy nguồn nào nêu như vậy có là đạt hay không",
        "Báo cáo là cao hơn chỉ tiêu.",
    ),
    "target/base-differs": Wording(
        _WARN,
        "target '{subject}' is set over {target_base}, and the share was counted over {base}",
        "Count over the base of the target, or say in the report that they differ.",
        "chỉ tiêu '{subject}' tính trên {target_base_vi}, còn tỷ lệ tính trên {base_vi}",
        "Tính trên cùng cơ sở với chỉ tiêu, hoặc nêu rõ sự khác nhau trong báo cáo.",
    ),
    "target/outside-years": Wording(
        _WARN,
        "target '{subject}' is set for {first} to {last}, and the figures are of {year}",
        "Compare figures of the years of the target, or say in the report that they differ.",
        "chỉ tiêu '{subject}' đặt ra cho giai đoạn {first}-{last}, còn số liệu là của năm {year}",
        "So sánh số liệu trong giai đoạn của chỉ tiêu, hoặc nêu rõ sự khác nhau trong báo cáo.",
    ),
    "target/tier-differs": Wording(
        _WARN,
        "target '{subject}' is about {target_tier}, and {tier} was counted",
        "Count the tier of the target, or say in the report that they differ.",
        "chỉ tiêu '{subject}' nói về mức {target_tier_vi}, còn số đếm là {tier_vi}",
        "Đếm đúng mức của chỉ tiêu, hoặc nêu rõ sự khác nhau trong báo cáo.",
    ),
    "target/tier-unstated": Wording(
        _WARN,
        "target '{subject}': {reason}",
        "{remedy}",
        "chỉ tiêu '{subject}': {reason_vi}",
        "{remedy_vi}",
    ),
    "target/unverified-rule": Wording(
        _WARN,
        "target '{subject}': whether it is met rests on a paper nobody has verified",
        "Read the text of the target before the verdict is used.",
        "chỉ tiêu '{subject}': kết luận đạt hay không dựa vào văn bản chưa kiểm chứng",
        "Đọc nguyên văn chỉ tiêu trước khi dùng kết luận.",
    ),
    # --- the rulebook -------------------------------------------------------------------------------------------
    "rule/bad-file": Wording(
        _BLOCK,
        "{subject}: {reason}",
        "Correct the rule file; nothing of it was loaded.",
        "{subject}: {reason_vi}",
        "Sửa tệp quy định; chưa nạp phần nào.",
    ),
    "rule/not-in-force": Wording(
        _WARN,
        "rule '{subject}' has no value on {date}; the nearest, of {nearest}, was taken",
        "Check whether the rule held then; read strictly to refuse instead.",
        "quy định '{subject}' không có giá trị tại ngày {date_vi}; đã lấy giá trị gần nhất, của ngày {nearest_vi}",
        "Kiểm tra quy định khi đó có hiệu lực không; nếu cần thì đọc ở chế độ chặt để không lấy giá trị của ngày khác.",
    ),
    # --- structure ----------------------------------------------------------------------------------------------
    "tree/blank-id": Wording(
        _BLOCK,
        "{subject}: the id is empty",
        "Give every record a stable id of its own.",
        "{place_vi}: mã trống",
        "Đặt cho mỗi bản ghi một mã riêng, ổn định.",
    ),
    "tree/blank-name": Wording(
        _BLOCK,
        "{subject}: the name is empty",
        "Enter the full name.",
        "{place_vi}: tên trống",
        "Nhập tên đầy đủ.",
    ),
    "tree/cycle": Wording(
        _BLOCK,
        "organizations stand under each other in a circle: {path}",
        "Correct the parent of one of them.",
        "các tổ chức trực thuộc lẫn nhau thành vòng: {path}",
        "Sửa cấp trên của một trong số đó.",
    ),
    "tree/duplicate-group": Wording(
        _BLOCK,
        "residential group '{subject}' is listed {count} times",
        "Keep one record for each id.",
        "xóm, tổ dân phố '{subject}' được ghi {count} lần",
        "Giữ một bản ghi cho mỗi mã.",
    ),
    "tree/duplicate-id": Wording(
        _BLOCK,
        "organization id '{subject}' is used {count} times",
        "Keep one record for each id.",
        "mã tổ chức '{subject}' được dùng {count} lần",
        "Giữ một bản ghi cho mỗi mã.",
    ),
    "tree/duplicate-member": Wording(
        _BLOCK,
        "member id '{subject}' is used {count} times",
        "Keep one record for each person.",
        "mã đảng viên '{subject}' được dùng {count} lần",
        "Giữ một bản ghi cho mỗi người.",
    ),
    "tree/many-parents": Wording(
        _BLOCK,
        "organization '{subject}' has {count} parents in the graph",
        "Keep one edge into each node; record other relations elsewhere.",
        "tổ chức '{subject}' có {count} cấp trên trong đồ thị",
        "Mỗi nút chỉ giữ một cạnh đi vào; quan hệ khác ghi ở nơi khác.",
    ),
    "tree/many-roots": Wording(
        _BLOCK,
        "{count} organizations name no parent: {roots}",
        "Give all but one of them a parent; where cells of a sheet were merged, each row needs its own.",
        "có {count} tổ chức không ghi cấp trên: {roots}",
        "Ghi cấp trên cho tất cả, trừ một tổ chức cao nhất; nếu bảng có ô gộp thì ghi vào từng dòng.",
    ),
    "tree/name-for-id": Wording(
        _BLOCK,
        "{what} is given by its name; organizations are named by their ids, and its id is '{ids}'",
        "Give the id in place of the name.",
        "{what_vi} được ghi bằng tên; tổ chức phải ghi bằng mã, mã đó là '{ids}'",
        "Thay tên bằng mã.",
    ),
    "tree/stay-at-home": Wording(
        _BLOCK,
        "member '{subject}' is on the roll of '{organization}' and also takes part there for a time",
        "Take out the stay, or correct the roll.",
        "đảng viên '{subject}' thuộc danh sách của '{organization}' mà lại ghi sinh hoạt tạm thời ở đó",
        "Bỏ sinh hoạt tạm thời, hoặc sửa danh sách.",
    ),
    "tree/no-organizations": Wording(
        _BLOCK,
        "there are no organizations",
        "Give at least the root.",
        "không có tổ chức nào",
        "Cần ít nhất tổ chức cao nhất.",
    ),
    "tree/no-root": Wording(
        _BLOCK,
        "every organization names a parent, so there is no root",
        "Leave the parent of the highest organization empty.",
        "tổ chức nào cũng ghi cấp trên nên không có tổ chức cao nhất",
        "Để trống cấp trên của tổ chức cao nhất.",
    ),
    "tree/two-rolls": Wording(
        _BLOCK,
        "member '{subject}' is listed {count} times on official rolls: {organizations}",
        "Keep the person on one roll; a temporary stay is a link, not a second roll.",
        "đảng viên '{subject}' có tên {count} lần trong danh sách chính thức: {organizations}",
        "Chỉ ghi trong một danh sách; nơi sinh hoạt tạm thời ghi riêng, không phải danh sách thứ hai.",
    ),
    "tree/unknown-group-cell": Wording(
        _BLOCK,
        "residential group '{subject}' is served by '{cell}', which is not among the organizations",
        "Correct the id of the cell, or add the organization.",
        "xóm, tổ dân phố '{subject}' ghi chi bộ '{cell}' không có trong danh sách tổ chức",
        "Sửa mã chi bộ, hoặc bổ sung tổ chức.",
    ),
    "tree/unknown-parent": Wording(
        _BLOCK,
        "organization '{subject}' names the parent '{parent}', which is not among the organizations",
        "Correct the id of the parent, or add the organization.",
        "tổ chức '{subject}' ghi cấp trên '{parent}' không có trong danh sách tổ chức",
        "Sửa mã cấp trên, hoặc bổ sung tổ chức.",
    ),
    "tree/unknown-roll-member": Wording(
        _BLOCK,
        "the roll of '{organization}' names the member '{subject}', who is not among the members",
        "Correct the id, or add the member.",
        "danh sách của '{organization}' ghi đảng viên '{subject}' không có trong dữ liệu đảng viên",
        "Sửa mã, hoặc bổ sung đảng viên.",
    ),
    "tree/unknown-roll-organization": Wording(
        _BLOCK,
        "the roll names the organization '{subject}', which is not among the organizations",
        "Correct the id, or add the organization.",
        "danh sách ghi tổ chức '{subject}' không có trong dữ liệu tổ chức",
        "Sửa mã, hoặc bổ sung tổ chức.",
    ),
    "tree/duplicate-mass-body": Wording(
        _BLOCK,
        "mass body '{subject}' is listed {count} times",
        "Keep one record for each id.",
        "đoàn thể '{subject}' được ghi {count} lần",
        "Giữ một bản ghi cho mỗi mã.",
    ),
    "tree/unknown-stay-organization": Wording(
        _BLOCK,
        "member '{subject}' takes part for a time in '{organization}', which is not among the organizations",
        "Correct the id of the organization.",
        "đảng viên '{subject}' sinh hoạt tạm thời ở '{organization}' không có trong danh sách tổ chức",
        "Sửa mã tổ chức.",
    ),
    "tree/unknown-stay-member": Wording(
        _BLOCK,
        "'{subject}' takes part for a time in '{organization}' and is not among the members",
        "Correct the id, or add the member.",
        "'{subject}' sinh hoạt tạm thời ở '{organization}' nhưng không có trong dữ liệu đảng viên",
        "Sửa mã, hoặc bổ sung đảng viên.",
    ),
}
