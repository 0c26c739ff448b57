"""Every text in two languages is a `Words`: both are there, in one spelling, and one word has one translation.

The rooms of `src` are read as they are written, so that a text counts before anybody says it; the labels of terms and
the catalogue of findings stand beside them.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import dangbo
from dangbo.base import terms
from dangbo.base.findings import catalogue
from dangbo.base.words import NO_WORDS

HOUSE: Final = Path(dangbo.__file__).parent
FILES: Final = sorted(HOUSE.rglob("*.py"))
LANGUAGES: Final = {"vi", "en"}


def name_of(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


class Pair(NamedTuple):
    """The two texts of a `Words`, facts as their expressions in braces, and where it stands."""

    vi: str
    en: str
    place: str


def _text(node: ast.expr) -> str | None:
    """A text as it is written; `None` for what is put together elsewhere."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            told = (part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part)}}}" for part in parts)
            return "".join(map(str, told))
        case _:
            return None


@cache
def _written(file: Path) -> tuple[Pair, ...]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
            texts = {each.arg: _text(each.value) for each in node.keywords}
            vi, en = texts.get("vi"), texts.get("en")
            if vi is not None and en is not None:
                found.append(Pair(vi, en, f"{name_of(file)}:{node.lineno}"))
    return tuple(found)


def _terms() -> Iterator[Pair]:
    for module in pkgutil.walk_packages(dangbo.__path__, "dangbo."):  # a kind of term is known once its room is loaded
        if module.name != "dangbo.__main__":
            importlib.import_module(module.name)
    for kind in (*terms.Term.__subclasses__(), *terms.OrderedTerm.__subclasses__()):
        for term in kind:
            yield Pair(term.words.vi, term.words.en, f"{kind.__name__}.{term.name}")


def _findings() -> Iterator[Pair]:
    for code, wording in catalogue().items():
        for part, words in (("message", wording.message), ("fix", wording.fix), ("how", wording.how or NO_WORDS)):
            yield Pair(words.vi.replace("_vi}", "}"), words.en, f"{code}, {part}")


@cache
def pairs() -> tuple[Pair, ...]:
    return (*(pair for file in FILES for pair in _written(file)), *_terms(), *_findings())


def test_the_walk_finds_the_words() -> None:
    places = {pair.place.partition(":")[0] for pair in pairs()}
    assert len(pairs()) > 1_000
    assert {"restructure.py", "report/papers.py", "Rating.EXCELLENT", "org/large-cell, message"} <= places


EMPTY: Final = {
    "base/words.py": "NO_WORDS: nothing is to be said",
    "base/findings.py": "what to type is said in English only; in Vietnamese one asks for it (`how`)",
}
"""Where a `Words` has an empty side on purpose."""


def test_every_words_has_both_languages_in_one_spelling() -> None:
    empty = [
        pair
        for pair in pairs()
        if not (pair.vi and pair.en) and not pair.place.endswith(", how") and pair.place.partition(":")[0] not in EMPTY
    ]
    assert empty == []
    assert [pair for pair in pairs() for text in pair[:2] if not unicodedata.is_normalized("NFC", text)] == []


_INFLECTED: Final = re.compile(r"(?<=\w\w\w)(?:ings?|ed|es|s|d|e)\b")
_FACT: Final = re.compile(r"\{+[^{}]*\}+")
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")


def _key(text: str) -> str:
    return _ARTICLE.sub("", text.strip(" :.,").casefold())


def _plain(text: str) -> str:
    """A text without what grammar makes of it: capitals, an article in front, the plural and the tense of English."""
    return _INFLECTED.sub("", _key(text))


ORDER_AND_REPORT: Final = "Vietnamese has one sentence where English orders what is done or reports it"
SHORT: Final = "a heading is shorter than the sentence or the term"
ONE_VIETNAMESE: Final[dict[str, tuple[str, ...]]] = {
    ORDER_AND_REPORT: (
        "chia {source} thành {into}",
        "chuyển giao ra ngoài",
        "chuyển giao {moved} về trực thuộc {to}",
        "chuyển sinh hoạt đảng của {people}{source} về {to}",
        "chuyển sinh hoạt đảng tạm thời của {people}{source} về {to}{until}",
        "chuyển {what} sang {to}",
        "giải thể {ended}",
        "kết thúc hoạt động của {ended}",
        "sáp nhập {sources} vào {into}",
        "sắp xếp {sources} thành {results}",
        "tiếp nhận từ ngoài",
        "{admitting} {people}{whence}, sinh hoạt tại {to}",
        "đổi mã số của {what} thành {code}",
        "đổi tên {was} thành {name}",
    ),
    "it was so, or a plan would make it so": (
        "'{subject}' ({child}) không được trực thuộc '{parent}' ({parent_kind}) tại ngày {date}",
    ),
    "one, or several": ("người đứng đầu", "đoàn thể"),
    "what is allocated, who is rated, whom a paper concerns": ("đối tượng",),
    "a field asks whether it is so, a change says so": ("người đứng đầu là đảng viên",),
    "Vietnamese has no noun, verb and participle": (
        *("chia tách", "giải tán", "khai trừ", "từ trần", "mới thành lập"),
        *("chuyển giao ra ngoài", "tiếp nhận từ ngoài"),
    ),
    "Party is not repeated, except where the term stands alone": (
        "chi bộ",
        "chi bộ cơ sở",
        "chi bộ trực thuộc",
        "tổ chức đảng",
        "đảng bộ",
    ),
    "short words of the grammar": ("có", "không", "từ", "đến", "ngày {{format_date(on)}}"),
    "a part of a paper, an entry of a list, a line of a tree": ("mục", "phần", "điều", "điểm"),
    "what something holds: a page, a plan, a decision, a finding": ("nội dung",),
    "the paper behind a figure, the grounds of an exception": ("căn cứ", "văn bản"),
    "a meeting keeps a frame and cannot be told, a target is met and a rating left open": (
        "▲ không đạt",
        "✓ đạt",
        "chưa kết luận được",
    ),
    "a share has a count and a base, a ratio is set by a rule": ("tỷ lệ",),
    "what a rating is judged by, what a target is held against": ("số liệu",),
    "a decision takes effect, a rule is in force": ("hiệu lực",),
    SHORT: ("khác", "tccsđ", "trực thuộc", "tên tổ chức", "đảng bộ bộ phận"),
    "after a value, or of it": (
        "có ký tự hỏng (nửa ký tự), không tệp nào lưu được",
        "có văn bản ghi tổ chức khác",
        "không phải số nguyên",
        "là số âm",
    ),
    "what a decision hands on, the roll of an organization": ("danh sách đảng viên",),
    "a place, or the way to it": ("tỉnh khác",),
    "a kind of meeting, what it is about": ("chuyên đề",),
    "English says what to type": ("từng dòng, ghi giá trị theo tên cột",),
}
ONE_ENGLISH: Final[dict[str, tuple[str, ...]]] = {
    SHORT: (
        "exempt",
        "fixing shortcomings",
        "grassroots",
        "grassroots organizations",
        "operation",
        "operations",
        "organization",
        "organizations",
        "part of unknown size",
        "plan",
        "quota",
        "rated",
        "rated good or better",
        "ratings",
        "results of tasks",
        "rounding",
        "tier",
        "total",
        "years",
    ),
    "people come by a transfer, organizations are taken over": ("received from outside the register",),
    "organizations get another kind, people become full": ("converted",),
    "the title of a verb, and what a step of it is called": (
        "convert",
        "ended",
        "established",
        "moved",
        "rearrange",
        "restore",
        "split",
    ),
    "short words of the grammar": ("and", "at least", "below", "from", "must", "no", "of", "to"),
    "Vietnamese says what is missing": ("is missing", "it is missing", "there are none"),
    "the paper of a meeting, a row of data": ("record",),
    "a difference of figures, of records, of plans": ("before and after", "change"),
    "of a person, of an organization": ("name", "received from outside the register"),
    "where a figure comes from, what a verdict rests on": ("source",),
    "a decision that takes effect, the day it does": ("effective",),
    "undecided because nothing is recorded, or because two are equal": ("? undecided",),
    "a part, a part of a hundred": ("share",),
    "a document, what a finding says": ("text", "item"),
    "Vietnamese says what is left out": ("leave it out",),
    "a time, or each such time": ("month", "year"),
    "how many, or which": ("cells",),
    "who is on a roll, who answers for a cell": ("member",),
}
"""Why a text stands with two of the other language, and which do."""


def _contradictions(side: int) -> dict[str, set[str]]:
    """Texts of one language that stand with two of the other; what is facts alone has no words to contradict."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in pairs():
        if pair.vi and pair.en and _FACT.sub("", pair.vi).strip(": "):
            found[_key(pair[side])].setdefault(_plain(pair[1 - side]), f"{pair[1 - side]} ({pair.place})")
    return {text: set(others.values()) for text, others in found.items() if len(others) > 1}


@pytest.mark.parametrize(("side", "listed"), [(0, ONE_VIETNAMESE), (1, ONE_ENGLISH)], ids=["vi", "en"])
def test_one_word_has_one_translation(side: int, listed: dict[str, tuple[str, ...]]) -> None:
    found = _contradictions(side)
    known = {text for texts in listed.values() for text in texts}
    assert {text: others for text, others in found.items() if text not in known} == {}
    assert known - set(found) == set()  # nothing is excused that is no longer so


# --- who decides by language ----------------------------------------------------------------------------------------


def _is_language(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in LANGUAGES


def _switches(code: str) -> list[int]:
    """Lines that choose by language: a comparison with its name, a choice by a flag, a table asked with `lang`."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Compare(left=left, comparators=others) if any(map(_is_language, (left, *others))):
                found.append(node.lineno)
            case ast.IfExp(test=ast.Name(id="vi" | "en")) | ast.If(test=ast.Name(id="vi" | "en")):
                found.append(node.lineno)
            case ast.Subscript(slice=ast.Name(id="lang") | ast.Call(func=ast.Name(id="known_language"))):
                found.append(node.lineno)
            case ast.Subscript(slice=ast.UnaryOp(op=ast.Not(), operand=ast.Name(id="vi" | "en"))):
                found.append(node.lineno)
            case _:
                pass
    return found


MARKS_OF_NUMBERS: Final = {"base/text.py": 1}
"""Where a table is asked with a language that is no `Words`: the marks inside a number."""


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_room_chooses_by_language(file: Path) -> None:
    """Whoever has two texts says `Words`: a room that asks for the language itself forgets one of them."""
    assert len(_switches(file.read_text(encoding="utf-8"))) == MARKS_OF_NUMBERS.get(name_of(file), 0)


@pytest.mark.parametrize(
    "code",
    [
        'words = "thẻ" if lang == "vi" else "card"',
        'vi = known_language(lang) == "vi"',
        'heading = "Tên" if vi else "Name"',
        "word = words[not vi]",
        "word = _WORDS[lang]",
        "word = heads[known_language(lang)]",
        'if lang != "en":\n    pass',
    ],
)
def test_a_choice_by_language_is_seen(code: str) -> None:
    assert len(_switches(code)) == 1
