"""The code users type, as type checkers see it: the cells of the tutorial, one after another."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADER = '''"""What the tutorial shows, for mypy --strict and pyright; kept equal to docs/tutorial.md by a test."""
# pyright: reportUnusedExpression=false
# (a notebook shows the last expression of a cell)
'''


def cells(page: str = "tutorial.md") -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(r"^```\{code-cell\} python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [re.sub(r"\A(?::.*\n)+\n*", "", cell) for cell in found]


def user_code() -> str:
    return "\n".join([HEADER, *cells()])


def test_the_file_for_type_checkers_is_the_code_of_the_tutorial() -> None:
    assert (Path(__file__).with_name("user_code.py")).read_text(encoding="utf-8") == user_code()


def test_the_tutorial_shows_the_contract() -> None:
    code = user_code()
    for needed in (
        "db.datasets.thai_nguyen()",
        'city.count(level=Level.GRASSROOTS, by="form")',
        'city["dbp-phu-xá"]',
        "plan.preview(city)",
        "plan.apply(city)",
        "db.compare(",
        'db.bases_that_print(91, "92,9%", near=range(94, 104))',
        'db.excellent_quota(tally, on="2022-12-31")',
        'members_to={"cb-tdp-5": [first], "cb-tdp-7": others}',
        "exempt=1",
        "not_yet_rated=4",
        'rounding="truncate"',
    ):
        assert needed in code


class _InOneLanguage(ast.NodeTransformer):
    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        return ast.keyword(node.arg, ast.Constant("any")) if node.arg == "lang" else node


@pytest.mark.parametrize("page", ["tutorial.md", "restructuring.md"])
def test_both_pages_run_the_same_statements_each_in_its_language(page: str) -> None:
    english, vietnamese = cells(page), cells(f"vi/{page}")
    shapes = [[ast.dump(_InOneLanguage().visit(ast.parse(cell))) for cell in page] for page in (english, vietnamese)]
    assert shapes[0] == shapes[1]
    assert not [cell for cell in english if 'lang="vi"' in cell]
    assert not [cell for cell in vietnamese if 'lang="en"' in cell]


def test_findings_of_the_vietnamese_tutorial_are_vietnamese() -> None:
    code = "\n".join(cells("vi/tutorial.md"))
    assert code.count('found.text(lang="vi")') == code.count("for found in") > 0
