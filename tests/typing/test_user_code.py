"""The code users type, as type checkers see it: the cells of the tutorial, one after another."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADER = '''"""What the tutorial shows, for mypy --strict and pyright; kept equal to docs/tutorial.md by a test."""
# pyright: reportUnusedExpression=false
# (a notebook shows the last expression of a cell)
'''


def cells() -> list[str]:
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    found = re.findall(r"^```\{code-cell\} python\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
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
    ):
        assert needed in code
