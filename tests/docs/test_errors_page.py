"""The page of errors is words for a reader, not the names of facts."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from dangbo.base.findings import catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "generate_errors.py"))


def test_a_code_whose_words_are_facts_only_is_explained_with_an_example(script: dict[str, Any]) -> None:
    bare = {
        code for code, words in catalogue().items() if not re.search(r"\w", re.sub(r"\{\w+\}", "", words.message.en))
    }
    assert bare
    assert sorted(bare - set(script["EXAMPLES"])) == []
    page = script["errors_page"]()
    for code in bare:
        section = page.partition(f"## {code}\n")[2].partition("\n## ")[0]
        assert section.count(f"[{code}]") == 2  # the finding in both languages


def test_the_vietnamese_page_shows_no_name_of_a_fact(script: dict[str, Any]) -> None:
    lines = re.findall(r"^\*\*(?:Chặn|Lưu ý):\*\* (.*)$", script["errors_page"](), flags=re.MULTILINE)
    shown = {word for line in lines for word in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", line)}
    assert len(lines) == len(catalogue())
    assert not {word for word in shown if "_" in word}
    assert {"mã", "lý do", "loại của cấp trên"} <= shown
    assert {word for word in shown if word.isascii() and word.strip(", ")} == set()  # each has its Vietnamese words


@pytest.mark.parametrize(
    ("lang", "template", "words"),
    [
        ("en", "'{subject}' ({child}) under '{parent}' ({parent_kind})", "*id* (*kind*) under *id of the superior*"),
        ("vi", "'{subject}' tại ngày {date}: {parent_kind}", "*mã* tại *ngày*: *loại của cấp trên*"),
        ("vi", "{subject}: {reason}", "*vị trí*: *lý do*"),
        ("en", "{subject}: {brand_new}", "*place*: *brand new*"),
        ("vi", "{place}: {brand_new}", "*vị trí*: *brand new*"),
    ],
)
def test_facts_are_shown_in_words_and_unknown_ones_by_their_name(
    script: dict[str, Any], lang: str, template: str, words: str
) -> None:
    assert script["_shown"]("org/some-code", template, lang).startswith(words)
