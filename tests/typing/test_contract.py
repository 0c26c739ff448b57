"""The contract of the design runs, and gives what it says."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from dangbo.base.errors import DangboError, UnknownOrganizationError

CONTRACT = Path(__file__).with_name("contract.py")
RAISES: dict[str, type[DangboError]] = {'city["dbp-phu-xá"]': UnknownOrganizationError}
"""The lines that raise on purpose."""


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The contract run from top to bottom: its names, and what each line that shows something gave."""
    source = CONTRACT.read_text(encoding="utf-8")
    values: dict[str, Any] = {}
    for statement in ast.parse(source).body:
        line = ast.get_source_segment(source, statement) or ""
        if line in RAISES:
            with pytest.raises(RAISES[line]) as caught:
                eval(line, values)  # noqa: S307 - running it is the test
            values[line] = caught.value
        elif isinstance(statement, ast.Expr):
            values[line] = eval(line, values)  # noqa: S307 - running it is the test
        else:
            exec(compile(ast.Module([statement], []), CONTRACT.name, "exec"), values)  # noqa: S102 - running it is the test
    return values


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("city", "Hierarchy(986 organizations, 27 960 members, as of 2023-04-30)"),
        ("city.count(form=Form.CHI_BO)", "910"),
        ('city["dbp-phu-xa"].name', "'Đảng bộ phường Phú Xá'"),
        ("city.check()", "()"),
        ('ledger.lineage("cb-tdp-12")', "Lineage('cb-tdp-12': 2 organizations, 1 succession, 1 living today)"),
        ("city.coverage().groups", "Share(401, of=401) = 100,0%"),
        ("city.coverage().heads_who_are_members", "Share(353, of=401) = 88,0%"),
        ("result.share", "Share(95, of=100) = 95,0%"),
        ("result.excess", "+10,0 percentage points"),
        ("result.required, result.surplus", "(85, 10)"),
        ('db.Share(91, of=98).prints_as("92,9%")', "True"),
        ('db.bases_that_print(91, "92,9%", near=range(94, 104))', "(98,)"),
    ],
)
def test_a_line_of_the_contract_shows_what_stands_beside_it(shown: dict[str, Any], line: str, text: str) -> None:
    assert repr(shown[line]) == text


def test_forms_are_counted_at_the_grassroots(shown: dict[str, Any]) -> None:
    form = shown["Form"]
    assert shown['city.count(level=Level.GRASSROOTS, by="form")'] == {form.DANG_BO: 75, form.CHI_BO: 25}


def test_an_id_with_diacritics_raises_and_suggests_the_one_without(shown: dict[str, Any]) -> None:
    assert "did you mean 'dbp-phu-xa'" in str(shown['city["dbp-phu-xá"]'])


def test_the_plan_of_the_contract_warns_of_one_large_cell_and_loses_nobody(shown: dict[str, Any]) -> None:
    (found,) = shown["preview.findings"]
    assert (found.code, found.subject, found.severity.value) == ("org/large-cell", "cb-tdp-2", "warn")
    assert found.rule.article == "Điều 21.5"
    assert "986 - 1 - 1 + 1 = 985" in shown["preview.conservation"].text(lang="en")
    assert shown["preview.direct_subordinates"]["dbp-phu-xa"] == (21, 20)
    assert shown["after"].same_as(shown["preview"].after)
    assert (len(shown["city"]), len(shown["after"])) == (986, 985)


def test_the_quota_says_used_limit_base_and_rule(shown: dict[str, Any]) -> None:
    quota = shown['db.excellent_quota(tally, on="2022-12-31")']
    assert quota.used == 15
    assert quota.within
    assert quota.base
    assert quota.rule is not None
