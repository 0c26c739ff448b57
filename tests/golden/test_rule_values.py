"""The shipped rules, row by row as the pages they were compiled from give them, on the days where they change.

Each row: rule, day, what it says, paper, article, confidence, whether a breach can block a plan.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final

import pytest

from dangbo.rules import RuleBook, RuleValue, Table
from dangbo.terms import Form, Kind, Level

CHARTER: Final = ""  # the Charter has no number
WHOLE_LIFE: Final = ("2011-01-19", "2023-04-30", "2025-07-01", "2026-04-08", "2026-11-23")


def said(value: RuleValue) -> tuple[object, str, str, str, bool]:
    content = dict(value.value) if isinstance(value.value, Table) else value.value
    return content, value.ref.document.number, value.ref.article, value.confidence.value, value.blocks


@pytest.mark.parametrize("on", WHOLE_LIFE)
@pytest.mark.parametrize(
    ("rule", "number", "article", "confidence", "blocks"),
    [
        ("min-full-members", 3, "Điều 21.2, Điều 24.1", "verified", True),  # ORG-03, 04, 13; stands: addendum §13
        ("min-full-members-kept", 3, "Điều 24.1", "secondary", False),  # ORG-06
        ("cell-size-consent", 30, "Điều 21.5", "verified", False),  # ORG-08 b
        ("dang-bo-min-members", 30, "Điều 21.4, Điều 21.5", "verified", False),  # ORG-07, 08 a
        ("chi-uy-min-full-members", 9, "Điều 24.4", "verified", False),  # ORG-14
        ("part-committee-consent", "direct_superior", "Điều 21.5", "secondary", False),  # ORG-08 c
        ("direct-superior-decides", "direct_superior", "Điều 10.3", "verified", False),  # ORG-01
    ],
)
def test_clauses_of_the_charter_stand_from_2011_on(
    *, rule: str, number: object, article: str, confidence: str, blocks: bool, on: str
) -> None:
    value = RuleBook.default().at(on).value(rule)
    assert said(value) == (number, CHARTER, article, confidence, blocks)
    assert value.ref.document.issued == dt.date(2011, 1, 19)


@pytest.mark.parametrize(
    ("rule", "on", "content", "number", "article", "confidence", "blocks"),
    [
        # ORG-13: the Charter offers division to "a large cell" and gives no number; E-12 demands it from 30 on
        ("cell-division", "2025-06-30", {"modality": "may"}, CHARTER, "Điều 24.1", "verified", False),
        (
            "cell-division",
            "2025-07-01",
            {"modality": "must", "threshold": 30},
            "294-QĐ/TW",
            "mục 20.3.2",
            "verified",
            False,
        ),
        (
            "cell-division",
            "2026-04-08",
            {"modality": "must", "threshold": 30},
            "294-QĐ/TW",
            "mục 20.3.2",
            "secondary",
            False,
        ),
        # evaluation-rules §3: 21-HD II.B.2.3 (A); its sentence on organizations is cut (B); 124 Art. 12.1 (A)
        (
            "excellent-quota-members",
            "2022-12-31",
            {"ratio": Fraction(1, 5), "base": "final_good", "grouping": "within_grassroots_organization"},
            "21-HD/BTCTW",
            "mục II.B.2.3",
            "verified",
            False,
        ),
        (
            "excellent-quota-organizations",
            "2022-12-31",
            {"ratio": Fraction(1, 5), "base": "final_good", "grouping": "unstated"},
            "21-HD/BTCTW",
            "mục II.B.1.3",
            "secondary",
            False,
        ),
        (
            "excellent-quota-organizations",
            "2024-12-31",
            {"ratio": Fraction(1, 5), "base": "final_good", "grouping": "similar_role_function_task"},
            "124-QĐ/TW",
            "Điều 12.1",
            "verified",
            False,
        ),
    ],
)
def test_values_that_change_are_those_of_the_paper_in_force(
    *, rule: str, on: str, content: object, number: str, article: str, confidence: str, blocks: bool
) -> None:
    assert said(RuleBook.default().at(on).value(rule)) == (content, number, article, confidence, blocks)


@pytest.mark.parametrize(
    ("rule", "last_day_before", "first", "last", "first_day_after"),
    [
        ("min-full-members", "2011-01-18", "2011-01-19", "2026-11-23", None),
        ("village-cell", "2025-06-30", "2025-07-01", "2026-11-23", None),
        ("excellent-quota-members", "2019-10-17", "2019-10-18", "2023-10-03", "2023-10-04"),
        ("excellent-quota-organizations", "2019-10-17", "2019-10-18", "2025-08-29", "2025-08-30"),
        ("kinds-with-consent", "2016-07-24", "2016-07-25", "2026-11-23", None),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(
    rule: str, last_day_before: str, first: str, last: str, first_day_after: str | None
) -> None:
    book = RuleBook.default()
    assert book.at(last_day_before).get(rule) is None
    assert book.at(first).get(rule) is not None
    assert book.at(last).get(rule) is not None
    assert first_day_after is None or book.at(first_day_after).get(rule) is None


PROVINCE: Final = (Form.DANG_BO, Level.PROVINCIAL)
SUPERIOR: Final = (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)
GRASSROOTS: Final = (Form.DANG_BO, Level.GRASSROOTS)
GRASSROOTS_CELL: Final = (Form.CHI_BO, Level.GRASSROOTS)
PART: Final = (Form.DANG_BO, Level.BELOW_GRASSROOTS)
CELL: Final = (Form.CHI_BO, Level.BELOW_GRASSROOTS)
BEFORE, PILOT, LATER = "2023-04-30", "2025-08-01", "2026-10-01"  # the three regimes of organisation-rules §5a


@pytest.mark.parametrize(
    ("parent", "child", "unit_type", "before", "pilot", "later"),
    [
        (PROVINCE, SUPERIOR, None, True, True, True),
        (PROVINCE, GRASSROOTS, None, True, True, True),  # E-4; the special zone of Hoàng Sa is a chi bộ
        (PROVINCE, GRASSROOTS_CELL, None, True, True, True),
        (PROVINCE, CELL, None, False, False, False),
        (SUPERIOR, GRASSROOTS, None, True, True, True),
        (SUPERIOR, GRASSROOTS_CELL, None, True, True, True),
        (SUPERIOR, CELL, "residential", False, True, False),  # E-10: village cells under the commune
        (SUPERIOR, CELL, "state-agency", False, False, False),
        (SUPERIOR, CELL, None, False, True, False),  # the kind of unit is not known: it passes
        (SUPERIOR, PART, None, False, False, False),
        (GRASSROOTS, PART, None, True, True, True),
        (GRASSROOTS, CELL, "residential", True, True, True),
        (GRASSROOTS, GRASSROOTS_CELL, None, False, False, True),  # one name "chi bộ" since 26/07/2026 (unverified)
        (PART, CELL, None, True, True, True),
        (PART, PART, None, False, False, False),
        (CELL, CELL, None, False, False, False),
        (GRASSROOTS_CELL, CELL, None, False, False, False),
        (GRASSROOTS, PROVINCE, None, False, False, False),
    ],
)
def test_kinds_stand_under_kinds_as_the_regime_of_the_date_has_it(
    *, parent: Kind, child: Kind, unit_type: str | None, before: bool, pilot: bool, later: bool
) -> None:
    book = RuleBook.default()
    allowed = [book.at(on).kinds.allows(parent, child, unit_type) for on in (BEFORE, PILOT, LATER)]
    assert allowed == [before, pilot, later]


@pytest.mark.parametrize(
    ("on", "confidence", "blocks"),
    [
        ("2011-01-19", "verified", True),
        ("2025-06-30", "verified", True),
        ("2025-07-01", "verified", True),
        ("2026-04-07", "verified", True),
        ("2026-04-08", "secondary", False),  # the successor of 294-QĐ/TW was not read
        ("2026-07-26", "unverified", False),
    ],
)
def test_kinds_block_only_while_the_text_was_read(*, on: str, confidence: str, blocks: bool) -> None:
    kinds = RuleBook.default().at(on).kinds
    assert (kinds.ref.confidence.value, kinds.value.blocks) == (confidence, blocks)


@pytest.mark.parametrize(
    ("on", "child", "needed"),
    [
        ("2016-07-24", GRASSROOTS_CELL, False),
        ("2016-07-25", GRASSROOTS_CELL, True),  # ORG-11
        ("2023-04-30", GRASSROOTS, False),
        ("2025-07-01", GRASSROOTS, True),  # E-8
        ("2025-07-01", CELL, False),  # needs nobody's consent
    ],
)
def test_committees_with_higher_powers_need_consent_for_grassroots_organizations(
    *, on: str, child: Kind, needed: bool
) -> None:
    assert RuleBook.default().at(on).kinds.needs_consent(GRASSROOTS, child) is needed


def test_what_needs_consent_never_blocks() -> None:
    assert [value.blocks for value in RuleBook.default().values("kinds-with-consent")] == [False] * 4


def test_the_village_rule_names_one_kind_and_blocks_only_until_7_april_2026() -> None:
    values = RuleBook.default().values("village-cell")
    assert values[0].table.text("kind") == "chi_bo/below_grassroots"
    assert values[0].table.text("parent") == "dang_bo/immediate_superior"
    assert [(value.ref.valid_to, value.blocks) for value in values] == [(dt.date(2026, 4, 7), True), (None, False)]


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        (GRASSROOTS_CELL, ["Chi bộ cơ sở", "Chi bộ cơ sở", "Chi bộ"]),
        (CELL, ["Chi bộ trực thuộc", "Chi bộ trực thuộc", "Chi bộ"]),
        (PART, ["Đảng bộ bộ phận", "Đảng bộ bộ phận", "Đảng bộ trực thuộc cơ sở"]),
        (GRASSROOTS, ["Đảng bộ cơ sở"] * 3),
    ],
)
def test_kinds_are_called_as_on_their_date(kind: Kind, labels: list[str]) -> None:
    book = RuleBook.default()
    assert [book.at(on).label(*kind) for on in (BEFORE, PILOT, LATER)] == labels


def test_the_types_of_unit_are_the_eleven_lines_of_the_form_and_one_of_our_own() -> None:
    types = RuleBook.default().unit_types
    official = [unit for unit in types if unit.scheme == "2021"]
    assert {unit.line.rstrip("abc") for unit in official} == {str(line) for line in range(1, 12)}
    assert [unit.code for unit in types if unit.scheme == "dangbo"] == ["residential"]
    assert RuleBook.default().values("unit-types")[0].confidence.value == "unverified"


def test_the_chain_of_implementing_regulations_is_29_24_232_294_20_208() -> None:
    chain, following = [], RuleBook.default().instrument("29-2016").id
    while following:
        paper = RuleBook.default().instrument(following)
        chain.append(paper.document.number.removesuffix("-QĐ/TW"))
        following = paper.replaced_by or ""
    assert chain == ["29", "24", "232", "294", "20", "208"]
