"""Writes docs/errors.md from the catalogue of findings; a test compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import dangbo
from dangbo.base.errors import DangboError
from dangbo.base.findings import Finding, Lang, Severity, catalogue
from dangbo.base.words import Words

HEAD: Final = """# Errors and findings

Every finding carries a code. Codes are stable: they are added, never renamed; the words may change in any release.
Words in *italics* stand for the facts of the finding. What **blocks** stops a plan or a load; what **warns** asks to be
read. Where the remedy is a matter of code, what to type stands below, with `...` for what is yours; a finding says it
as `how()`. The errors that carry findings are listed in [the reference](api.md).

Mỗi phát hiện có một mã ổn định. Chữ *nghiêng* thay cho dữ kiện. Phát hiện **chặn** dừng phương án hoặc việc nạp dữ
liệu; phát hiện **lưu ý** chỉ để đọc. Nếu cách xử lý là một lệnh, lệnh đó ghi ngay bên dưới,
dấu `...` là phần người dùng tự điền; phát hiện nêu lệnh đó ở `how()`.
"""

FACTS: Final[dict[str, tuple[str, str]]] = {
    "twin": ("the other column", "cột kia"),
    "formula": ("what it is reckoned as", "công thức"),
    "announced": ("the number it says", "số đã ghi"),
    "heading": ("the heading", "tiêu đề"),
    "bounds": ("from where to where", "giới hạn"),
    "example": ("one of them", "ví dụ"),
    "vocabulary": ("the list", "tên danh mục"),
    "post": ("the post", "chức vụ"),
    "profile": ("id of the duty profile", "mã quy định dự sinh hoạt"),
    "months": ("number", "số tháng"),
    "event": ("number of the event", "số thứ tự của việc"),
    "beside": ("number of the other event", "số thứ tự của việc kia"),
    "decision": ("number of the decision", "số thứ tự của quyết định"),
    "due": ("last day of the time limit", "ngày cuối của thời hạn"),
    "elected": ("number elected", "số do bầu"),
    "held": ("day of the congress", "ngày đại hội"),
    "state": ("what is recorded of it", "việc thực hiện"),
    "admitted": ("day of the admission", "ngày kết nạp"),
    "ends": ("end of the probation", "ngày hết thời gian dự bị"),
    "source_roll": ("id of the organization named", "mã nơi chuyển đi đã nêu"),
    "as_of": ("date of the snapshot", "ngày của hiện trạng"),
    "base": ("base", "cơ sở tính"),
    "target_subjects": ("whom the target is about", "đối tượng của chỉ tiêu"),
    "subjects": ("whom was counted", "đối tượng được đếm"),
    "base_count": ("number", "số"),
    "cell": ("id of the cell", "mã chi bộ"),
    "closing": ("number of the closing", "số của lần chốt"),
    "child": ("kind", "loại"),
    "kind": ("kind", "loại"),
    "said": ("what the rule says", "nội dung quy định"),
    "columns": ("names of the columns", "tên các cột"),
    "consent": ("what consent is recorded", "văn bản đồng ý đã ghi, nếu có"),
    "cells": ("ids of the cells", "mã các chi bộ"),
    "count": ("number", "số"),
    "standing": ("is a member, or is none", "là đảng viên hay không"),
    "parts": ("number of tổ đảng", "số tổ đảng"),
    "date": ("date", "ngày"),
    "decided_by": ("id of the deciding organization", "mã tổ chức có cấp ủy ra quyết định"),
    "effective": ("effective date", "ngày hiệu lực"),
    "field": ("name of the field", "tên trường"),
    "first": ("first year", "năm đầu"),
    "form": ("form", "hình thức"),
    "group": ("group", "nhóm"),
    "last": ("final year", "năm cuối"),
    "level": ("level", "cấp"),
    "given": ("id", "mã"),
    "limit": ("limit", "giới hạn"),
    "member": ("id of the member", "mã đảng viên"),
    "members": ("ids of the members", "mã các đảng viên"),
    "since": ("first day", "ngày bắt đầu"),
    "shapes": ("the shapes", "các dạng"),
    "table": ("what the records are", "loại bản ghi"),
    "until": ("last day", "ngày hết hạn"),
    "former": ("id of the former superior", "mã của cấp trên cũ"),
    "matter": ("what was agreed to", "việc được đồng ý"),
    "matters": ("what the rules ask consent for", "các việc phải được đồng ý"),
    "modal": ("may or must", "được hoặc phải"),
    "organization": ("id of the organization", "mã tổ chức"),
    "organizations": ("ids of the organizations", "mã các tổ chức"),
    "parent": ("id of the superior", "mã của cấp trên"),
    "parent_kind": ("kind of the superior", "loại của cấp trên"),
    "paper": ("the paper", "văn bản"),
    "path": ("ids in their order", "các mã theo thứ tự"),
    "place": ("place", "vị trí"),
    "ratio": ("percentage", "tỷ lệ"),
    "reason": ("reason", "lý do"),
    "who": ("who is rated", "đối tượng xếp loại"),
    "figure": ("the figure", "số liệu"),
    "figures": ("the figures", "các số liệu"),
    "grouping": ("within which group", "trong nhóm nào"),
    "papers": ("papers of that date", "văn bản của ngày đó"),
    "remedy": ("what to do", "cách sửa"),
    "roots": ("their ids", "mã các tổ chức đó"),
    "source": ("number of the operation", "số của nội dung"),
    "subject": ("id", "mã"),
    "superior": ("id of the superior", "mã của cấp trên"),
    "target": ("id of the other", "mã tổ chức kia"),
    "target_base": ("base of the target", "cơ sở tính của chỉ tiêu"),
    "target_form": ("form of the other", "hình thức của tổ chức kia"),
    "target_level": ("level of the other", "cấp của tổ chức kia"),
    "target_tier": ("tier of the target", "mức của chỉ tiêu"),
    "tier": ("tier", "mức"),
    "unit_type": ("unit type", "loại hình"),
    "used": ("number", "số"),
    "value": ("value", "giá trị"),
    "year": ("year", "năm"),
    "stage": ("the step", "bước"),
    "which": ("which", "những lần nào"),
    "by": ("by when", "thời hạn"),
    "years": ("number", "số năm"),
    "listed": ("number on the roll", "số trong danh sách"),
    "total": ("sum of both", "tổng của hai số"),
    "rows": ("numbers of the rows", "số các dòng"),
    "encoding": ("the encoding", "bảng mã"),
    "instead": ("what to give instead", "thứ thay thế"),
    "ids": ("their ids", "các mã đó"),
    "above": ("id of the superior", "mã của cấp trên"),
    "allowed": ("names of the fields", "tên các mục"),
    "among": ("their ids", "mã các nơi đó"),
    "at": ("id of the organization", "mã tổ chức"),
    "band": ("the band", "khoảng chỉ tiêu"),
    "began": ("date it took effect", "ngày có hiệu lực"),
    "column": ("number", "số cột"),
    "criteria": ("names of the criteria", "tên các tiêu chí"),
    "day": ("date", "ngày"),
    "days": ("dates", "các ngày"),
    "decided": ("tier decided", "mức đã quyết định"),
    "end": ("last day", "ngày cuối"),
    "found": ("what the record says", "số liệu trong biên bản"),
    "full": ("number", "số"),
    "guests": ("number", "số"),
    "gives": ("who gives", "nơi quyết định chuyển giao"),
    "grounds": ("the grounds", "căn cứ"),
    "has_full": ("number", "số"),
    "has_probationary": ("number", "số"),
    "item": ("what is asked", "nội dung"),
    "items": ("what of", "loại đối tượng"),
    "lengths": ("the columns with their lengths", "các cột kèm số dòng"),
    "kept": ("the readings", "các cách hiểu"),
    "known": ("what can be read", "các phiên bản đọc được"),
    "line": ("number", "số dòng"),
    "named": ("what was named", "các mục đã nêu"),
    "needs": ("what the rules ask for", "các nội dung cần có"),
    "number": ("number", "số"),
    "numbers": ("numbers", "các số"),
    "of": ("number", "số"),
    "on": ("what it depends on", "yếu tố"),
    "opened": ("opening date", "ngày mở sổ"),
    "people": ("number", "số đảng viên"),
    "places": ("number", "số"),
    "probationary": ("number", "số"),
    "proposed": ("tier the rules give", "mức theo quy định"),
    "quarter": ("quarter", "quý"),
    "more": ("how many more, if any", "số tổ chức đi cùng, nếu có"),
    "outside": ("who has it outside", "nơi ở ngoài hồ sơ"),
    "other": ("number of the other", "số thứ tự của quyết định kia"),
    "signed": ("date of signing", "ngày ký"),
    "rating": ("tier", "mức xếp loại"),
    "receives": ("who receives", "nơi quyết định tiếp nhận"),
    "recorded": ("date of recording", "ngày ghi sổ"),
    "schema": ("name of the format", "tên định dạng"),
    "share": ("percentage", "tỷ lệ"),
    "sources": ("their ids", "mã các tổ chức nguồn"),
    "start": ("first day", "ngày đầu"),
    "tally": ("count of each tier", "số lượng từng mức"),
    "tiers": ("tiers", "các mức"),
    "to": ("id of the new superior", "mã của cấp trên mới"),
    "unit": ("id of the unit", "mã đơn vị"),
    "version": ("version", "phiên bản"),
    "waived": ("what is allowed", "điều được cho phép"),
    "wanted": ("what is asked for", "yêu cầu"),
    "what": ("the change", "việc"),
}
"""What the facts are called on the page; one that is not here shows its own name."""

IN_CODE: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("table", "far"): ("the cell", "ô"),
    ("table", "rows"): ("numbers of the rows", "số thứ tự các dòng"),
    ("table", "names"): ("letters of the columns", "tên các cột trong bảng tính"),
    ("table", "format"): ("the format", "định dạng"),
    ("table", "ending"): ("the ending of its name", "đuôi tên tệp"),
    ("table", "size"): ("a size", "dung lượng"),
    ("table/no-file", "why"): ("the reason", "lý do"),
    ("table/no-source", "given"): ("what was given", "loại giá trị"),
    ("due", "what"): ("what is open", "việc"),
    ("due", "part"): ("number", "số"),
    ("due", "host"): ("id of the host", "mã nơi đến"),
    ("activity/kind-without-cells", "kind"): ("kind of cell", "loại chi bộ"),
    ("activity/assignment-cell-ended", "last"): ("date", "ngày"),
    ("history/balance-broken", "what"): ("the entry", "mục đã ghi"),
    ("history/changes-closed-period", "what"): ("the entry", "mục đã ghi"),
    ("history/closed-already", "last"): ("the day", "ngày đã chốt"),
    ("history", "last"): ("last day of recording", "ngày ghi sổ gần nhất"),
    ("data", "of"): ("number", "số"),
    ("table", "of"): ("file and sheet", "tệp và trang"),
    ("data", "other"): ("date that comes later", "ngày phải ở sau"),
    ("data", "what"): ("name of the field", "tên mục"),
    ("figure", "other"): ("what it is held against", "cái được đối chiếu"),
    ("input/doubled-column", "column"): ("name of the column", "tên cột"),
    ("input/not-rows", "wanted"): ("a table of rows, or a row", "bảng các dòng, hoặc một dòng"),
    ("input/other-reader", "wanted"): ("what this reader reads", "thứ hàm này đọc"),
    ("input/other-reader", "what"): ("what was given", "thứ đã đưa vào"),
    ("input/unknown-column", "nearest"): ("name of the field", "tên trường"),
    ("input/unknown-column", "subject"): ("name", "tên cột"),
    ("org/code-shared", "official"): ("code", "mã số"),
    ("org/code-shared", "twin"): ("id of another", "mã tổ chức khác"),
    ("org/name-shared", "more"): ("number", "số"),
    ("org/name-shared", "twin"): ("id of another", "mã tổ chức khác"),
    ("plan/inverse-counts", "full"): ("number", "số"),
    ("plan/inverse-counts", "probationary"): ("number", "số"),
    ("input/more-listed-than-counted", "what"): ("of whom", "đối tượng"),
    ("input/missing-extra", "line"): ("the line that installs it", "dòng lệnh cài gói đó"),
    ("input/missing-extra", "subject"): ("name of the package", "tên gói"),
    ("input/missing-extra", "what"): ("what was asked for", "việc được yêu cầu"),
    ("input/no-calendar", "known"): ("the years it covers", "các năm có trong lịch"),
    ("input/not-rows", "what"): ("what was given", "thứ đã đưa vào"),
    ("tree/name-for-id", "what"): ("what", "điều"),
    ("plan/inverse-unsound", "what"): ("what is wrong", "điều không khớp"),
    ("plan/unknown-member", "place"): ("the roll looked in", "danh sách đã tra"),
    ("history/recorded-backwards", "last"): ("date of that record", "ngày ghi sổ gần nhất"),
    ("rule/no-value", "known"): ("the periods", "các khoảng thời gian đã biết"),
    ("input/unknown-term", "subject"): ("label", "nhãn"),
    ("input/unknown-term", "vocabulary"): ("term of the vocabulary", "danh mục"),
    ("plan/no-such-consent", "known"): ("the papers recorded", "văn bản đã ghi"),
    ("input/unknown-term", "known"): ("the labels there are", "các nhãn có trong danh mục"),
    ("table/of-tree", "what"): ("code of that problem", "mã của vấn đề đó"),
    ("tree/unknown-organization", "where"): ("what was looked in", "nơi đã tra"),
    ("tree/unknown-organization", "near"): ("the nearest ids", "các mã gần giống"),
    ("rule/not-listed", "nearest"): ("day of that list", "ngày của danh mục đó"),
    ("rule/not-in-force", "nearest"): ("date of that value", "ngày của giá trị đó"),
    ("target", "subject"): ("name", "tên"),
}
"""Facts that mean something else in one code or family of codes."""

CLAUSES: Final[dict[str, tuple[str, str]]] = {
    "about": ("what it is about, where it says", "việc được đồng ý, nếu có ghi"),
    "ended": (
        "which operation ended it, or the nearest id",
        "nội dung đã chấm dứt hoạt động của tổ chức đó, hoặc mã gần giống",
    ),
    "hint": ("a hint where there is one", "gợi ý nếu có"),
    "why": ("the reason, where it is more than unknown", "lý do, nếu không chỉ vì không có nhãn đó"),
    "heirs": ("ids of those that took over, if any", "mã nơi tiếp nhận, nếu có"),
    "later": ("by which decision, where that is known", "theo quyết định nào, nếu biết"),
    "others": ("how many more", "số tổ chức khác, nếu có"),
}
"""Facts that are a clause of their own and may be empty."""

EXAMPLES: Final[dict[str, tuple[str, str, str]]] = {
    "input/bad-count": (
        "A value that is no count: a fraction, a truth value, less than 0, or text of another form.",
        "Giá trị không phải là số đếm: phân số, giá trị đúng sai, số âm, hoặc chữ dạng khác.",
        'Organization("cb-1", "Chi bộ 1", "chi bộ", "cơ sở", full="1,5")',
    ),
    "input/bad-date": (
        "A value that is no date, or names no certain day.",
        "Giá trị không phải là ngày, hoặc không chỉ rõ một ngày.",
        'RuleBook.default().at("31/02/2023")',
    ),
    "input/bad-figure": (
        "A figure that cannot be, such as a part larger than its whole, or one that is not exact.",
        "Con số không thể có, như phần lớn hơn toàn thể, hoặc không chính xác.",
        "Share(101, of=100)",
    ),
    "input/bad-value": (
        "A value of a field that cannot be read.",
        "Giá trị của một trường không đọc được.",
        'Hierarchy.from_rows([{"id": "cb-1", "name": "Chi bộ 1", "kind": "CBCS", "full": "x"}], as_of="2023-04-30")',
    ),
    "rating/bad-count": (
        "Counts of ratings that contradict themselves.",
        "Số liệu xếp loại tự mâu thuẫn.",
        "Tally({Rating.GOOD: -1}, year=2022)",
    ),
    "rule/bad-file": (
        "A rule file that cannot be read, or says what no rule may say.",
        "Tệp quy định không đọc được, hoặc ghi điều không hợp lệ.",
        'RuleBook.load("no-such-rules.toml")',
    ),
    "target/bad-file": (
        "A file of a scheme that cannot be read, or says what no target may say.",
        "Tệp chỉ tiêu không đọc được, hoặc ghi điều không hợp lệ.",
        'Scheme.from_toml("no-such-scheme.toml")',
    ),
    "target/tier-unstated": (
        "A target whose source does not say which tier it counts.",
        "Chỉ tiêu mà nguồn không nêu tính từ mức xếp loại nào.",
        'compare(Tally({Rating.GOOD: 9}, year=2022), Target("Đảng viên", at_least="90%", tier=None), tier=Rating.GOOD)',
    ),
}
"""For codes whose words are facts only: what they are about, and something that gives one."""


def errors_page() -> str:
    """The page: a heading for each code, with its severity, message and fix in both languages."""
    sections = [HEAD]
    for code, words in sorted(catalogue().items()):
        blocks = words.severity is Severity.BLOCK
        about_en, about_vi, example = EXAMPLES.get(code, ("", "", ""))
        en = f"{_shown(code, words.message.en, 'en')}. {_shown(code, words.fix.en, 'en')}"
        vi = f"{_shown(code, words.message.vi, 'vi')}. {_shown(code, words.fix.vi, 'vi')}"
        section = (
            f"## {code}\n\n"
            f"**{'Blocks' if blocks else 'Warns'}:** {_joined(about_en, en)}\n\n{_typed(words.how, 'en')}"
            f"**{'Chặn' if blocks else 'Lưu ý'}:** {_joined(about_vi, vi)}\n{_typed(words.how, 'vi')}"
        )
        if example:
            found = _found(code, example)
            section += f"\n```none\n{example}\n\n{found.text(lang='en')}\n{found.text(lang='vi')}\n```\n"
        sections.append(section)
    return "\n".join(sections)


def _typed(how: Words | None, lang: Lang) -> str:
    """What to type, facts by their names: `Merge(['{subject}'], into=...)` as `Merge([id], into=...)`."""
    if how is None:
        return ""
    code = re.sub(
        r"'\{(\w+)\}'|\{(\w+)\}", lambda fact: (fact[1] or fact[2]).replace("subject", "id"), how.text(lang=lang)
    )
    return Words(vi=f"\n**Trong Python:** {code}\n", en=f"**In Python:** {code}\n\n").text(lang=lang)


def _joined(*parts: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _shown(code: str, template: str, lang: Lang) -> str:
    """A template with its facts as words: "cell '{subject}' has {count}" as "cell *id* has *number*"."""

    def word(found: re.Match[str]) -> str:
        before, name, at = found["before"] or "", found["name"], 0 if lang == "en" else 1
        if name in CLAUSES:
            return f"{before}; *{CLAUSES[name][at]}*"
        if name == "subject" and template.startswith("{subject}"):  # unquoted: a place in what was given
            name = "place"
        family = code.partition("/")[0]
        words = IN_CODE.get((code, name)) or IN_CODE.get((family, name)) or FACTS.get(name)
        said = words[at] if words else name.replace("_", " ")
        if before and f"{said} ".startswith(before):  # "ngày {date}" says it already
            before = ""
        return f"{before}*{said}*"

    return re.sub(r"(?P<before>\b\w+ )?(?P<quote>'?)\{(?P<name>\w+)\}'?", word, template)


def _found(code: str, example: str) -> Finding:
    """What an example gives: the finding it raises, or the one its result carries."""
    carrier: object
    try:
        carrier = eval(example, {name: getattr(dangbo, name) for name in dangbo.__all__})  # noqa: S307 - an expression of this file
    except DangboError as error:
        carrier = error
    findings: Iterable[Finding] = getattr(carrier, "findings", ())
    return next(found for found in findings if found.code == code)


if __name__ == "__main__":
    path = Path(__file__).with_name("errors.md")
    path.write_text(errors_page(), encoding="utf-8", newline="\n")
