"""The pages of the article and of a cell: the same in both languages. The build of the documentation runs them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from dangbo import check_meetings

DOCS = Path(__file__).resolve().parents[2] / "docs"


def code(page: str) -> str:
    text = (DOCS / page).read_text(encoding="utf-8")
    cells = re.findall(r"^```\{code-cell\} python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join(line for cell in cells for line in cell.splitlines() if not line.startswith(":"))


def sentences(page: str) -> list[tuple[str, str, str]]:
    """Every sentence of the article with its call and where the figure comes from."""
    (listed,) = (
        node.value
        for node in ast.parse(code(page)).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SENTENCES"
    )
    found: list[tuple[str, str, str]] = ast.literal_eval(listed)
    return found


def test_both_pages_of_the_article_put_the_same_calls_beside_its_sentences() -> None:
    english, vietnamese = sentences("article.md"), sentences("vi/article.md")
    assert len(english) > 30
    assert [call for _, call, _ in english] == [call for _, call, _ in vietnamese]
    assert len({said for said, _, _ in english}) == len(english)
    origins = {one: other for (*_, one), (*_, other) in zip(english, vietnamese, strict=True)}
    assert origins.keys() == {"printed", "computed", "inferred", "synthetic"}
    assert all(call for _, call, _ in english)


def without_words(page: str) -> str:
    """The code of a page, whatever its texts say."""
    tree = ast.parse(code(page))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords = [one for one in node.keywords if one.arg != "lang"]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.unparse(tree)


def test_both_pages_of_the_article_run_the_same_code() -> None:
    assert without_words("article.md") == without_words("vi/article.md")


@pytest.mark.parametrize(
    "page", ["cell-year.md", "files.md", "two-lists.md", "writing.md", "front_end.md", "notebook.md"]
)
def test_a_page_runs_the_same_code_in_both_languages(page: str) -> None:
    english, vietnamese = (re.sub(r" # .*", "", code(one)) for one in (page, f"vi/{page}"))
    assert re.sub(r',? ?lang="en"', "", english) == vietnamese


def test_what_the_year_of_a_cell_records_contradicts_nothing() -> None:
    names: dict[str, Any] = {}
    exec(code("cell-year.md"), names)  # noqa: S102 - a page of ours
    assert names["agenda"].findings == ()
    assert check_meetings(names["meetings"], names["tree"]) == ()
    assert names["assigned"].notes == ()
