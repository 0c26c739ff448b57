"""The pages on the statistics forms: every row of the rulebook with its source, in both languages."""

from __future__ import annotations

import re
import runpy
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from dangbo.rules import RuleBook
from dangbo.rules.forms import FORM_RULES, printed_form

DOCS: Final = Path(__file__).parents[2] / "docs"
BOOK: Final = RuleBook.default()


@cache
def generator() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "generate_forms.py"))


@cache
def page(lang: str) -> str:
    text: str = generator()["forms_page"](lang)
    return text


def rows(lang: str) -> dict[str, list[str]]:
    """The cells of every row of a form, by its code."""
    lines = [line for line in page(lang).splitlines() if re.match(r"\| `[0-9]B?\.", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert len({row[0] for row in cells}) == len(cells)
    return {row[0].strip("`"): row for row in cells}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_row_of_every_form_stands_on_the_page_with_source_and_confidence(lang: str) -> None:
    told = rows(lang)
    lines = [
        line
        for number, rule_id in FORM_RULES.items()
        for value in BOOK.values(rule_id)
        for line in printed_form(BOOK, number, value.ref.valid_from).lines
    ]
    assert list(told) == [line.code for line in lines]
    for line in lines:
        cells = told[line.code]
        assert cells[1].removeprefix("&emsp;" * line.indent) == line.label.vi
        assert cells[-2] == ", ".join(line.sources)
        assert cells[-1] == {"vi": "chưa kiểm chứng", "en": "unverified"}[lang]
        if lang == "en":
            assert cells[2] == line.label.en


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_source_a_row_names_is_told(lang: str) -> None:
    (value,) = BOOK.values("statistics-form-sources")
    named = {source for cells in rows(lang).values() for source in cells[-2].split(", ")}
    assert named <= {row.text("key") for row in value.rows}
    for row in value.rows:
        assert f"| {row.text('key')} | {row.words('words').text(lang='vi' if lang == 'vi' else 'en')} |" in page(lang)


@pytest.mark.parametrize(("path", "name"), [("forms.md", "forms.en.md"), ("vi/forms.md", "forms.vi.md")])
def test_the_pages_hold_the_tables_and_are_found_from_the_index(path: str, name: str) -> None:
    file = DOCS / path
    assert f"_generated/{name}" in file.read_text(encoding="utf-8")
    assert "\nforms\n" in (file.parent / "index.md").read_text(encoding="utf-8")


def test_both_pages_run_the_same_examples() -> None:
    def code(path: str) -> list[str]:
        cells = re.findall(r"```\{code-cell\} python\n(.*?)```", (DOCS / path).read_text(encoding="utf-8"), re.DOTALL)
        return [re.sub(r'(, )?lang="(?:en|vi)"|\s*#.*|\.(en|vi)\b', "", cell) for cell in cells]

    assert code("forms.md") == code("vi/forms.md")
