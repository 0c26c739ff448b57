"""Vietnamese as a reader of party papers knows it: no code in it, one word for one thing, and bodies that decide."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dangbo import datasets
from dangbo.base.citations import Document
from dangbo.base.findings import catalogue
from dangbo.base.terms import AdmitReason, Form, Level, parse_kind
from dangbo.change.titles import TITLES
from dangbo.change.verbs.organizations import Dissolve, Merge
from dangbo.change.verbs.table import VERBS
from dangbo.report.papers import committee_name, decision_papers
from dangbo.restructure import Plan, Preview
from dangbo.tree.records import Organization

ROOT = Path(__file__).parents[2]
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
CODE = re.compile(
    r"[A-Za-z]+_[A-Za-z_]+"  # an identifier
    r"|\b[a-z]+=|[a-z]\(|`"  # a keyword, a call, code marks
    rf"|\b({'|'.join(row.kind.__name__ for row in VERBS.values())})\b"
    r"|\b(Decimal|Fraction|None|True|False|ByNumber|RuleBook|dtype)\b"
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")


def code_in(text: str) -> list[str]:
    """What looks like code in a text, outside ids and values in quotes."""
    return [found[0] for found in CODE.finditer(_QUOTED.sub("''", text))]


_ENGLISH_CODE = re.compile(
    r"\w_\w|\b[a-z]+=|[a-z]\(|`|[a-z][A-Z]|[a-z]\.[a-z]"
    rf"|[a-z,(] ?\b({'|'.join(row.kind.__name__ for row in VERBS.values())})\b"  # no sentence begins there
    r"|\bdtype\b"
)


@pytest.mark.parametrize("code", catalogue())
def test_message_and_fix_speak_no_code_in_either_language(code: str) -> None:
    words = catalogue()[code]  # type: ignore[index]
    texts = [re.sub(r"\{\w+\}", "x", text) for told in (words.message, words.fix) for text in (told.vi, told.en)]
    assert [text for text in texts[::2] if code_in(text)] == []
    assert [text for text in texts[1::2] if _ENGLISH_CODE.search(_QUOTED.sub("''", text))] == []


def test_what_leads_a_message_may_be_a_place_and_is_told_in_words() -> None:
    told = [code for code, entry in catalogue().items() if "{subject}: " in entry.message.vi + entry.message.en]
    assert told == []


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """The Vietnamese texts of a room that are no docstrings, placeholders left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value
        else:
            continue
        if VIETNAMESE.search(text):
            yield node.lineno, re.sub(r"\{\w+\}", "…", text)


SOURCES = [path for path in sorted((ROOT / "src" / "dangbo").rglob("*.py")) if path.name != "__main__.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_vietnamese_text_of_the_source_holds_code(path: Path) -> None:
    english = re.compile(r"\b(the|of|and|belong|consent|with)\b")  # English sentences name the verb in code too
    texts = [(line, text) for line, text in _literals(path) if not english.search(text)]
    assert [(line, text) for line, text in texts if code_in(text)] == []


GONE = {
    "thao tác": "nội dung (sắp xếp)",
    "bộ quy tắc": "bộ quy định",
    "đếm nhiệm kỳ": "cách tính nhiệm kỳ",
    "giấy tờ": "hồ sơ, thủ tục",
    "vì sao": "lý do",
    "ai nhận": "nơi tiếp nhận",
    "nộp dấu": "nộp lại con dấu",
    "trên hai cấp": "cấp trên cách một cấp",
    "hai bậc": "cấp trên cách một cấp",
    "đảng bộ dưới cơ sở": "đảng bộ bộ phận",
    "tổ chức dưới cơ sở": "tổ chức trực thuộc đảng ủy cơ sở",
    "điều văn": "nội dung quy định",
    "ghép vào": "sáp nhập vào",
    "ban thường vụ cấp tỉnh": "ban thường vụ cấp ủy cấp tỉnh",
    "hai đồng hồ": "hai mốc thời gian",
    "tự buộc mình": "cam kết",
    "cũng cây đó": "cây tổ chức ấy",
    "có báo lại cắt": "một số báo thì cắt",
    " n thành m": "nhiều tổ chức thành nhiều tổ chức",
}
"""Words a reader of such papers stumbles over, and what stands there instead."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_the_source_says_what_makes_a_reader_stumble(path: Path) -> None:
    texts = [(line, text) for line, text in _literals(path) if text != "đảng bộ dưới cơ sở"]  # an alias for parsing
    assert [(line, text) for line, text in texts for gone in GONE if gone in text.lower()] == []


def test_titles_of_the_json_schema_are_words() -> None:
    titles = [*TITLES.values(), *(row.title for row in VERBS.values())]
    titles += [title for row in VERBS.values() for title in row.fields.values()]
    assert [title.vi for title in titles if code_in(title.vi)] == []
    assert [title.en for title in titles if "_" in title.en or not title.en[0].isupper()] == []


def test_old_labels_are_still_read() -> None:
    assert Level.parse("Dưới cơ sở") is Level.parse("Trực thuộc đảng ủy cơ sở") is Level.BELOW_GRASSROOTS
    assert Level.BELOW_GRASSROOTS.label == "Trực thuộc đảng ủy cơ sở"
    assert AdmitReason.parse("Khôi phục") is AdmitReason.parse("phục hồi quyền đảng viên") is AdmitReason.RESTORED
    assert parse_kind("đảng bộ dưới cơ sở") == (Form.DANG_BO, Level.BELOW_GRASSROOTS)


# --- who decides ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "level", "committee"),
    [
        ("Đảng bộ xã A", Level.GRASSROOTS, "Đảng ủy xã A"),
        ("Đảng bộ phường Phú Xá", Level.IMMEDIATE_SUPERIOR, "Đảng ủy phường Phú Xá"),
        ("đảng bộ thị trấn Hùng Sơn", Level.GRASSROOTS, "Đảng ủy thị trấn Hùng Sơn"),
        ("Đảng bộ đặc khu Phú Quốc", Level.IMMEDIATE_SUPERIOR, "Đảng ủy đặc khu Phú Quốc"),
        ("Đảng bộ bộ phận Khoa Toán", Level.BELOW_GRASSROOTS, "Đảng ủy bộ phận Khoa Toán"),
        ("Đảng bộ Trường Đại học B", Level.GRASSROOTS, "Đảng ủy Trường Đại học B"),
        (
            "Đảng bộ các cơ quan Đảng tỉnh Thái Nguyên",
            Level.IMMEDIATE_SUPERIOR,
            "Đảng ủy các cơ quan Đảng tỉnh Thái Nguyên",
        ),
        ("Đảng bộ tỉnh Thái Nguyên", Level.PROVINCIAL, "Tỉnh ủy Thái Nguyên"),
        ("Đảng bộ thành phố Hà Nội", Level.PROVINCIAL, "Thành ủy Hà Nội"),
        ("Đảng bộ Thành phố Hồ Chí Minh", Level.PROVINCIAL, "Thành ủy Thành phố Hồ Chí Minh"),
        ("Đảng bộ TP. Thái Nguyên", Level.IMMEDIATE_SUPERIOR, "Thành ủy Thái Nguyên"),
        ("Đảng bộ huyện Đại Từ", Level.IMMEDIATE_SUPERIOR, "Huyện ủy Đại Từ"),
        ("Đảng bộ quận Ba Đình", Level.IMMEDIATE_SUPERIOR, "Quận ủy Ba Đình"),
        ("Đảng bộ thị xã Phú Thọ", Level.IMMEDIATE_SUPERIOR, "Thị ủy Phú Thọ"),
        # what is called after a district and is none
        ("Đảng bộ Tỉnh đoàn Thái Nguyên", Level.GRASSROOTS, "Đảng ủy Tỉnh đoàn Thái Nguyên"),
        ("Đảng bộ Tỉnh Đoàn", Level.PROVINCIAL, "Đảng ủy Tỉnh Đoàn"),
        ("Đảng bộ huyện Đại Từ", Level.GRASSROOTS, "Đảng ủy huyện Đại Từ"),
        # named after the committee already
        ("Đảng ủy xã A", Level.GRASSROOTS, "Đảng ủy xã A"),
        ("Huyện ủy Đại Từ", Level.IMMEDIATE_SUPERIOR, "Huyện ủy Đại Từ"),
        # no name follows
        ("Cơ quan Sở A", Level.GRASSROOTS, "cấp ủy của Cơ quan Sở A"),
        ("Đảng bộ", Level.GRASSROOTS, "cấp ủy của Đảng bộ"),
        ("Đảng bộ Quân đội", Level.PROVINCIAL, "cấp ủy của Đảng bộ Quân đội"),
        ("Đảng bộ toàn quốc", Level.CENTRAL, "cấp ủy của Đảng bộ toàn quốc"),
    ],
)
def test_a_dang_bo_does_not_decide_its_committee_does(name: str, level: Level, committee: str) -> None:
    assert committee_name(Organization("x", name, Form.DANG_BO, level)).vi == committee


def test_a_cell_decides_itself() -> None:
    cell = Organization("x", "Chi bộ thôn 1", Form.CHI_BO, Level.BELOW_GRASSROOTS)
    assert committee_name(cell).vi == committee_name(cell).en == "Chi bộ thôn 1"


def _merger() -> Preview:
    paper = Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
    operations = [Merge(["cb-tdp-12"], into="cb-tdp-2"), Dissolve("cb-cty-x", "cb-tdp-5")]
    return Plan("2023-06-01", "dbp-phu-xa", paper, operations).preview(datasets.thai_nguyen())


def test_the_papers_name_the_committee_and_not_the_dang_bo() -> None:
    papers = decision_papers(_merger())
    assert "cấp ủy quyết định: Đảng ủy phường Phú Xá." in papers.summary()
    assert "decided by Đảng ủy phường Phú Xá." in papers.summary(lang="en")


def test_the_comparison_stands_under_the_lists_and_is_no_article() -> None:
    papers = decision_papers(_merger())
    for lang, words in (("vi", "Đối chiếu trước và sau: đảng viên"), ("en", "Before and after: members")):
        shown = papers.show(lang=lang).text  # type: ignore[arg-type]
        assert words not in papers.summary(lang=lang)  # type: ignore[arg-type]
        below = shown.rpartition("\n\n")[2]
        assert below.startswith(words)


# --- the pages --------------------------------------------------------------------------------------------------------

PAGES = [*sorted((ROOT / "docs" / "vi").glob("*.md")), ROOT / "README.vi.md", ROOT / "docs" / "glossary.csv"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_vietnamese_page_says_what_makes_a_reader_stumble(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").lower().splitlines()
    stumbles = [*GONE, "quy tắc", "ô mã", "hạn mức"]
    assert [(number, gone) for number, line in enumerate(lines, 1) for gone in stumbles if gone in line] == []


TEXTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
_ITEM = re.compile(r"\S \d{1,2}\. \*\*")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_item_of_a_list_stands_on_a_line_of_its_own(path: Path) -> None:
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if _ITEM.search(line)] == []


# --- the rulebook -----------------------------------------------------------------------------------------------------

RULES = sorted((ROOT / "src" / "dangbo" / "rules").rglob("*.toml"))
_VI = re.compile(r'\bvi = "((?:[^"\\]|\\.)*)"')
_PADDED = re.compile(r"(?<![\d/])\d\d/0[3-9]/\d{4}")


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_the_vietnamese_of_the_rulebook_reads_like_that_of_papers(path: Path) -> None:
    texts = _VI.findall(path.read_text(encoding="utf-8"))
    stumbles = [*(GONE.keys() - {"giấy tờ", "nộp dấu"}), "quy tắc"]  # of papers in general, of seals as the text has it
    assert [(text, gone) for text in texts for gone in stumbles if gone in text.lower()] == []
    assert [text for text in texts if _PADDED.search(text)] == []  # 30/6/2025, as the decree on clerical work has it


def test_a_month_alone_has_no_zero_either() -> None:
    months = re.compile(r"(?<![\d/.])0[3-9]/\d{4}(?![\d/])")  # 3/2023, as papers print it; a zero before 1 and 2 only
    sources = sorted((ROOT / "src" / "dangbo").rglob("*.py"))
    told = {path.name: months.findall(path.read_text(encoding="utf-8")) for path in sources}
    assert {name: found for name, found in told.items() if found} == {}
