"""The shipped rules, row by row as the pages they were compiled from give them, on the days where they change.

Each row: rule, day, what it says, paper, article, confidence, whether a breach can block a plan.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Final

import pytest

from dangbo import Form, Hierarchy, Level, Organization, RuleBook
from dangbo.base.terms import Kind
from dangbo.base.words import Words
from dangbo.rules import RuleValue, Table

CHARTER: Final = ""  # the Charter has no number
WHOLE_LIFE: Final = ("2011-01-19", "2023-04-30", "2025-07-01", "2026-04-08", "2026-11-23")


def said(value: RuleValue) -> tuple[object, str, str, str, bool]:
    content = dict(value.value) if isinstance(value.value, Table) else value.value
    return content, value.ref.document.number, value.ref.article, value.confidence.value, value.blocks


def in_both(part: object) -> object:
    """Words as the pages have them: Vietnamese, English."""
    return (part.vi, part.en) if isinstance(part, Words) else part


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
    if rule in {"cell-size-consent", "dang-bo-min-members"} and on >= "2026-07-26":
        confidence = "secondary"  # K-16: whether the 30 lives on under 208-QĐ/TW was not read
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
        # Q-7 and evaluation-rules §3 (M/C): the sentence on individuals was not seen
        (
            "excellent-quota-members",
            "2024-12-31",
            {"ratio": Fraction(1, 5), "base": "final_good", "grouping": "unstated"},
            "124-QĐ/TW",
            "chưa thấy điều mục",
            "unverified",
            False,
        ),
        # Q-1 ... Q-6: the quota sentence of 366 was not seen, its base is told in four ways
        (
            "excellent-quota-organizations",
            "2025-12-31",
            {"ratio": Fraction(1, 5), "base": "unstated", "grouping": "similar_role_function_task"},
            "366-QĐ/TW",
            "Điều 11.1",
            "unverified",
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
        ("excellent-quota-members", "2019-10-17", "2019-10-18", "2026-11-23", None),
        ("excellent-quota-organizations", "2019-10-17", "2019-10-18", "2026-11-23", None),
        ("mobile-work-exemption", "2021-09-27", "2021-09-28", "2025-06-08", "2025-06-09"),  # TRF-07
        ("grassroots-where", "2011-01-18", "2011-01-19", "2025-06-30", "2025-07-01"),  # ORG-02
        ("dues-passed-up", "2011-03-16", "2011-03-17", "2026-01-31", "2026-02-01"),  # DUE-01
        ("reform-2025-dates", "2025-04-22", "2025-04-23", "2025-09-15", "2025-09-16"),  # CHG-08
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
    blocks = [(value.ref.valid_to, value.blocks) for value in values]
    assert blocks == [(dt.date(2026, 4, 7), True), (dt.date(2026, 7, 25), False), (None, False)]


@pytest.mark.parametrize(
    ("on", "parent", "kind", "found"),
    [
        ("2026-07-25", SUPERIOR, CELL, False),  # 294-QĐ/TW, item 20.2.2
        ("2026-07-25", GRASSROOTS, CELL, True),
        ("2026-07-26", GRASSROOTS, CELL, False),  # K-17: the commune is a grassroots đảng bộ again
        ("2026-07-26", GRASSROOTS, GRASSROOTS_CELL, False),  # one name "chi bộ" for both levels
        ("2026-07-26", PART, CELL, False),
        ("2026-07-26", SUPERIOR, GRASSROOTS_CELL, False),  # a commune in transition
    ],
)
def test_a_village_cell_stands_where_the_regime_of_the_day_has_it(
    *, on: str, parent: Kind, kind: Kind, found: bool
) -> None:
    outer = {SUPERIOR: PROVINCE, GRASSROOTS: SUPERIOR, PART: GRASSROOTS}
    chain = [parent]
    while chain[-1] != PROVINCE:
        chain.append(outer[chain[-1]])
    above = [
        Organization(f"o{number}", f"o{number}", *of, f"o{number - 1}" if number else None)
        for number, of in enumerate(reversed(chain))
    ]
    cell = Organization("cell", "Chi bộ thôn 1", *kind, above[-1].id, unit_type="residential", full=9)
    codes = {one.code for one in Hierarchy([*above, cell], as_of=on).check() if one.subject == "cell"}
    assert ("org/village-kind" in codes) is found


@pytest.mark.parametrize(
    ("on", "says", "never", "kind"),
    [
        ("2025-07-01", "chỉ lập chi bộ trực thuộc đảng ủy cấp xã", "đảng bộ trực thuộc cơ sở", "đảng bộ bộ phận"),
        ("2026-07-25", "chỉ lập chi bộ trực thuộc đảng ủy cấp xã", "đảng bộ trực thuộc cơ sở", "đảng bộ bộ phận"),
        # addendum 2, K-17 and K-28: what the rule of that day says, in the names of that day
        ("2026-07-26", "dưới đảng bộ trực thuộc cơ sở", "chỉ lập", "đảng bộ trực thuộc cơ sở"),
        ("2026-11-30", "dưới đảng bộ trực thuộc cơ sở", "chỉ lập", "đảng bộ trực thuộc cơ sở"),
    ],
)
def test_a_finding_speaks_of_the_rule_and_in_the_names_of_its_day(on: str, says: str, never: str, kind: str) -> None:
    commune = Organization("x", "Đảng bộ xã A", *GRASSROOTS, None)
    village = Organization("thon", "Đảng bộ thôn 1", *PART, "x", unit_type="residential")
    told = {one.code: one for one in Hierarchy([commune, village], as_of=on).check()}

    assert says in told["org/village-kind"].text(lang="vi")
    assert never not in told["org/village-kind"].text(lang="vi")
    assert f"'thon' là {kind};" in told["org/part-committee-consent"].text(lang="vi")


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


# --- numbers ----------------------------------------------------------------------------------------------------------

V, S, U = "verified", "secondary", "unverified"
UNSEEN: Final = "chưa thấy điều mục"


@pytest.mark.parametrize(
    ("page", "rule", "on", "number", "paper", "article", "confidence"),
    [
        ("ORG-15", "chi-uy-max-members", "2016-07-25", 7, "29-QĐ/TW", "mục 22", V),
        ("ORG-15", "chi-uy-max-members", "2021-07-30", 7, "29-QĐ/TW", "mục 22", S),
        ("E-14", "chi-uy-max-members", "2025-07-01", 7, "294-QĐ/TW", "mục 23.2", V),
        ("E-14", "chi-bo-deputies", "2025-07-01", 1, "294-QĐ/TW", "mục 23.3", V),
        ("ORG-16", "standing-committee-min-members", "2023-04-30", 9, CHARTER, "Điều 22.5", V),
        ("E-13", "part-committee-max-members", "2025-07-01", 7, "294-QĐ/TW", "mục 20.3.3", V),
        ("ORG-18", "cell-meetings", "2023-04-30", 12, CHARTER, "Điều 24.2", V),
        ("ORG-18", "grassroots-committee-meetings", "2023-04-30", 12, CHARTER, "Điều 22", V),
        ("ORG-18", "dang-bo-meetings", "2023-04-30", 2, CHARTER, "Điều 22", V),
        ("E-12", "party-group-meetings", "2025-07-01", 12, "294-QĐ/TW", "mục 20.3.2", V),
        ("E-19", "congress-report-deadline", "2025-07-01", 7, "294-QĐ/TW", "mục 15.2", V),
        ("E-19", "congress-approval-deadline", "2025-07-01", 15, "294-QĐ/TW", "mục 15.2", V),
        ("E-19", "committee-hand-over-deadline", "2025-07-01", 15, "294-QĐ/TW", "mục 16.1", V),
        ("CHG-04", "records-recovery-deadline", "2021-07-30", 30, "24-QĐ/TW", "mục 6.3.5", V),
        ("P-11", "records-recovery-deadline", "2025-07-01", 30, "294-QĐ/TW", "mục 6.3.5", V),
        ("P-11", "records-recovery-deadline", "2026-04-08", 30, "294-QĐ/TW", "mục 6.3.5", S),
        ("P-7", "seal-recovery-after-merger", "2026-01-01", 30, "02-HD/BTCTU", UNSEEN, S),
        ("S-6", "admission-decision-deadline", "2025-07-01", 45, "294-QĐ/TW", "mục 4.3.1", V),
        ("S-6", "recognition-decision-deadline", "2025-07-01", 30, "294-QĐ/TW", "mục 4.3.1", V),
        ("MEM-08", "probation", "2023-04-30", 12, CHARTER, "Điều 5.1", V),
        ("MEM-09", "recognition-review-deadline", "2021-07-30", 30, "24-QĐ/TW", "mục 4.2", V),
        ("S-7", "recognition-review-deadline", "2025-07-01", 30, "294-QĐ/TW", "mục 4.2", V),
        ("MEM-09", "recognition-review-deadline", "2026-07-26", 30, "208-QĐ/TW", UNSEEN, U),
        ("MEM-06", "course-certificate-validity", "2025-06-09", 60, "06-HD/TW", "mục 5.4", V),
        ("TRF-01", "transfer-start-deadline", "2016-07-25", 60, "29-QĐ/TW", "mục 6.3.1a", V),
        ("TRF-01", "transfer-start-deadline", "2025-01-20", 60, "24-QĐ/TW", "mục 6.3.1a", S),
        ("T-1", "transfer-start-deadline", "2025-07-01", 60, "294-QĐ/TW", "mục 6.3.1a", V),
        ("TRF-01", "transfer-start-deadline", "2026-07-26", 60, "208-QĐ/TW", UNSEEN, U),
        ("TRF-02", "transfer-slip-deadline", "2016-07-25", 30, "29-QĐ/TW", "mục 6.3.1c", V),
        ("T-1", "transfer-slip-deadline", "2025-07-01", 30, "294-QĐ/TW", "mục 6.3.1c", V),
        ("T-4", "graduate-stay", "2025-06-09", 12, "06-HD/TW", "mục 10.2.1a", V),
        ("T-8", "temporary-cell-min-full-members", "2025-07-01", 3, "294-QĐ/TW", "mục 6.3.2d", V),
        ("T-9", "reserve-cell-abroad-min-members", "2025-07-01", 3, "294-QĐ/TW", "mục 6.3.3b", V),
        ("S4 V.2", "statistics-due", "2025-10-10", 2, "40-HD/BTCTW", UNSEEN, S),
        ("§2 [11b]", "review-draft-deadline", "2023-11-10", 3, "25-HD/BTCTW", UNSEEN, S),
    ],
)
def test_numbers_are_those_of_the_pages(
    page: str, rule: str, on: str, number: int, paper: str, article: str, confidence: str
) -> None:
    value = RuleBook.default().at(on).value(rule)
    found = (value.number, value.ref.document.number, value.ref.article, value.confidence.value)
    assert found == (number, paper, article, confidence), page


@pytest.mark.parametrize(
    ("page", "rule", "on", "content", "paper", "article", "confidence"),
    [
        (
            "ORG-12",
            "higher-powers-pilot",
            "2023-07-10",
            {"min_members": 400, "years_good_or_better": 3},
            "113-QĐ/TW",
            UNSEEN,
            V,
        ),
        (
            "E-7",
            "higher-powers",
            "2025-07-01",
            {"min_members": 400, "min_members_central": 200},
            "294-QĐ/TW",
            "mục 10.6",
            V,
        ),
        ("E-5", "special-superior-organization", "2025-07-01", {"min_members": 500}, "294-QĐ/TW", "mục 10.4.4", V),
        (
            "E-17",
            "delegated-admission",
            "2025-07-01",
            {"members_above": 100, "years_good": 3},
            "294-QĐ/TW",
            "mục 22",
            V,
        ),
        (
            "E-16",
            "appointed-members-max-share",
            "2025-07-01",
            {"grassroots": Fraction(1, 5), "above_grassroots": Fraction(1, 10)},
            "294-QĐ/TW",
            "mục 16.2.5, mục 16.3",
            V,
        ),
        (
            "SIZ-01",
            "commune-committee-size-2025",
            "2025-07-01",
            {
                "at_least": 27,
                "at_most": 33,
                "unmerged_or_two_at_most": 27,
                "three_or_more_at_most": 33,
                "standing_at_least": 9,
                "standing_at_most": 11,
                "deputies": 2,
            },
            "45-CT/TW",
            UNSEEN,
            V,
        ),
        ("CGR-02", "commune-bodies", "2025-07-01", {"commune": 3, "special_zone_at_most": 4}, "298-QĐ/TW", "Điều 4", V),
        (
            "CGR-01",
            "congress-2020",
            "2020-06-30",
            {"delegates_from_members": 200, "district_delegates_at_most": 300, "grassroots_days_at_most": 2},
            "35-CT/TW",
            UNSEEN,
            V,
        ),
        (
            "ORG-19",
            "meeting-by-party-groups",
            "2022-12-27",
            {"min_members": 50, "times_a_year_at_most": 3},
            "03-HD/TW",
            "mục II.1.2, mục II.2",
            S,
        ),
        (
            "ORG-21",
            "cell-congress-interval",
            "2025-06-30",
            {"times": 2, "in_years": 5, "leeway_months": 6},
            CHARTER,
            "Điều 24.3",
            V,
        ),
        ("ORG-22", "cell-congress-interval", "2025-07-01", {"times": 1, "in_years": 5}, "294-QĐ/TW", "mục 23.1", V),
        (
            "MEM-01",
            "admission-age",
            "2025-01-20",
            {"of": "years", "at_least": 18, "at_most": 60},
            "232-QĐ/TW",
            "mục 1.1",
            V,
        ),
        (
            "MEM-01",
            "admission-age",
            "2026-07-26",
            {"of": "years", "at_least": 18, "at_most": 60},
            "208-QĐ/TW",
            UNSEEN,
            U,
        ),
        (
            "MEM-03",
            "admission-sponsors",
            "2025-07-01",
            {"sponsors": 2, "months": 12, "sponsors_with_union": 1},
            "294-QĐ/TW",
            "mục 3.2.1",
            S,
        ),
        (
            "MEM-07",
            "admission-ceremony-deadline",
            "2021-07-30",
            {"working_days": 30, "counted_from": "receipt"},
            "24-QĐ/TW",
            "mục 4",
            V,
        ),
        (
            "MEM-07",
            "admission-ceremony-deadline",
            "2026-07-26",
            {"counted_from": "issue"},  # K-18: the source gives no number
            "208-QĐ/TW",
            UNSEEN,
            U,
        ),
        (
            "MEM-12",
            "readmission",
            "2025-01-20",
            {"months": 36, "months_after_record_cleared": 60},
            "232-QĐ/TW",
            "mục 3.5",
            V,
        ),
        *(
            (
                "K-15",
                "readmission",
                on,
                {
                    "months": 36,
                    "months_after_record_cleared": 60,
                    "consent": (
                        "ban thường vụ cấp ủy cấp tỉnh đồng ý bằng văn bản",
                        "written consent of the standing committee of the province",
                    ),
                    "times_at_most": 1,
                },
                "294-QĐ/TW",
                "mục 3.5.1, mục 3.5.2, mục 3.5.3",
                confidence,
            )
            for on, confidence in (("2025-07-01", V), ("2026-04-07", V), ("2026-04-08", S))
        ),
        ("K-18", "readmission", "2026-07-26", {"months": 36}, "208-QĐ/TW", UNSEEN, U),
        (
            "K-19",
            "badge-years",
            "2016-07-25",
            {"years": (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)},
            "29-QĐ/TW",
            "mục 27.3",
            S,
        ),
        ("TRF-07", "mobile-work-exemption", "2021-09-28", {"of": "months", "below": 12}, "01-HD/TW", "mục 10.3", V),
        (
            "C-4",
            "reconciliation-interval",
            "2025-06-09",
            {"list_against_files_months": 6, "transfer_notices_months": 3, "change_report_months": 12},
            "06-HD/TW",
            "mục 8.2h, mục 8.3c",
            V,
        ),
        ("COD-02", "card-number", "2020-01-01", {"digits": 8}, "29-CT/TW", UNSEEN, V),
        (
            "K-1",
            "card-number",
            "2025-09-02",
            {"digits": 12, "same_as": "personal_identification_number"},
            "347-QĐ/TW",
            UNSEEN,
            V,
        ),
        (
            "BDG-01",
            "badge-years",
            "2021-09-28",
            {"years": (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)},
            "01-HD/TW",
            "mục 18",
            V,
        ),
        (
            "B-4",
            "badge-rounds",
            "2025-06-09",
            {"days": ("03/02", "19/05", "02/09", "07/11")},
            "06-HD/TW",
            "mục 18.4",
            V,
        ),
    ],
)
def test_tables_of_one_row_are_those_of_the_pages(
    page: str, rule: str, on: str, content: dict[str, object], paper: str, article: str, confidence: str
) -> None:
    value = RuleBook.default().at(on).value(rule)
    table = {key: in_both(part) for key, part in value.table.items()}
    found = (table, value.ref.document.number, value.ref.article, value.confidence.value)
    assert found == (content, paper, article, confidence), page


@pytest.mark.parametrize(
    ("page", "rule", "on", "share", "confidence"),
    [
        ("E-15", "standing-committee-max-share", "2025-07-01", Fraction(1, 3), V),
        ("E-15", "standing-committee-max-share", "2026-04-08", Fraction(1, 3), S),
        ("ORG-17", "standing-committee-max-share", "2026-07-26", Fraction(1, 3), U),
        ("E-16", "elected-members-moved-share", "2025-07-01", Fraction(1, 3), V),
        ("DUE-01", "dues-passed-up", "2020-01-01", Fraction(7, 10), S),
    ],
)
def test_shares_are_those_of_the_pages(page: str, rule: str, on: str, share: Fraction, confidence: str) -> None:
    value = RuleBook.default().at(on).value(rule)
    assert (value.fraction, value.confidence.value) == (share, confidence), page


@pytest.mark.parametrize(
    ("page", "rule", "on", "keys", "rows"),
    [
        (
            "T-5",
            "temporary-transfer",
            "2025-07-01",
            ("at_least_months", "below_months", "at_most_months"),
            [(3, 12, None), (3, None, 24), (3, 12, None)],
        ),
        (
            "BDG-02",
            "badge-early",
            "2025-06-09",
            ("case", "first_year", "last_year", "months_early"),
            [("illness", 30, 65, 12), ("illness", 70, 90, 24), ("death", 30, 90, 12)],
        ),
        (
            "K-19",
            "badge-deferral",
            "2021-07-30",
            ("form", "months"),
            [("khiển trách", 6), ("cảnh cáo", 9), ("cách chức", 12)],
        ),
        ("K-19", "badge-early", "2021-07-30", ("case", "months_early"), [("death", 12)]),
        (
            "K-19",
            "badge-early",
            "2024-01-01",
            ("case", "months_early"),
            [("illness", 12), ("illness", 24), ("death", 12)],
        ),
        (
            "B-3",
            "badge-deferral",
            "2025-07-01",
            ("form", "months"),
            [("khiển trách", 6), ("cảnh cáo", 9), ("cách chức", 12)],
        ),
        (
            "BDG-04",
            "badge-gift",
            "2016-01-01",
            ("year", "times"),
            [
                (30, Fraction(3, 2)),
                (40, 2),
                (50, 3),
                (55, Fraction(7, 2)),
                (60, 5),
                (65, 6),
                (70, 8),
                (75, 10),
                (80, 15),
            ],
        ),
        (
            "DUE-02",
            "dues",
            "2026-02-01",
            ("share", "dong"),
            [(Fraction(1, 100), None), (Fraction(1, 100), None), (Fraction(1, 200), None), (None, 5000)],
        ),
        ("DUE-03", "dues-uninsured", "2026-02-01", ("share",), [(Fraction(3, 1000),), (Fraction(2, 1000),)]),
        ("DUE-03", "dues-uninsured", "2028-01-01", ("share",), [(Fraction(5, 1000),), (Fraction(3, 1000),)]),
        (
            "E-23",
            "vote-thresholds",
            "2025-07-01",
            ("comparator", "share"),
            [
                ("above", Fraction(1, 2)),
                ("at_least", Fraction(2, 3)),
                ("above", Fraction(1, 2)),
                ("at_least", Fraction(2, 3)),
                ("at_least", Fraction(2, 3)),
                ("above", Fraction(1, 2)),
            ],
        ),
        ("P-1", "change-definitions", "2026-01-01", ("name",), [("sáp nhập",), ("hợp nhất",), ("chia tách",)]),
        (
            "COD-01",
            "organization-code",
            "2026-06-30",
            ("part", "digits"),
            [("M1", 2), ("M2", 3), ("M3", 3), ("M4", 3), ("M5", 3)],
        ),
        ("COD-05", "digitizing-priorities", "2026-06-30", ("first", "last"), [(1, 36), (37, 85), (86, 104)]),
        (
            "CHG-08",
            "reform-2025-dates",
            "2025-07-01",
            ("by",),
            [(dt.date(2025, month, day),) for month, day in ((5, 15), (6, 15), (7, 1), (8, 15), (9, 15))],
        ),
        (
            "§4.1 R2014",
            "fourth-tier-before-2018",
            "2016-12-31",
            ("points_below", "points_at_least", "bodies_at_least", "above"),
            [
                (50, None, None, None),
                (None, 50, None, None),
                (None, 50, None, None),
                (None, 50, None, None),
                (None, 50, 2, None),
                (None, 50, None, Fraction(1, 3)),
                (None, 50, None, Fraction(1, 2)),
            ],
        ),
        (
            "§4.3 R2026Q",
            "quarterly-thresholds",
            "2026-07-01",
            ("below", "quarters"),
            [(Fraction(7, 10), None), (Fraction(7, 10), None), (Fraction(1), None), (None, 1), (None, 2)],
        ),
        ("R-9", "awards", "2025-06-09", ("years",), [(None,), (5,)]),
        (
            "§5 identities",
            "statistics-identities",
            "2022-12-31",
            ("form", "identity"),
            [
                ("1", "D = A + B - C"),
                ("5", "TCCSĐ = đảng bộ cơ sở + chi bộ cơ sở"),
                ("6", "tổ chức: tổng số = được xếp loại + chưa xếp loại"),
                ("6", "đảng viên: tổng số = được xếp loại + chưa xếp loại + miễn"),
            ],
        ),
        (
            "K-21",  # numbers of forms, not of the pages of an application: 3 is the whole membership, 7 no rating
            "statistics-forms",
            "2022-12-31",
            ("form", "title"),
            [
                ("1", ("tăng, giảm đảng viên", "change in membership")),
                ("2", ("đảng viên mới kết nạp", "newly admitted")),
                (
                    "2B",
                    (
                        "đảng viên mới kết nạp, chia theo dân tộc và tôn giáo",
                        "newly admitted, by ethnic group and religion",
                    ),
                ),
                ("3", ("đội ngũ đảng viên", "the whole membership")),
                ("4", ("đảng viên chia theo dân tộc và trong các tôn giáo", "members by ethnic group and religion")),
                (
                    "5",
                    (
                        "tổ chức đảng và đảng viên trong các loại hình cơ sở",
                        "organizations and members by type of unit",
                    ),
                ),
                ("6", ("đánh giá, xếp loại tổ chức đảng và đảng viên", "ratings of organizations and of members")),
                ("6F", ("kết quả kiểm điểm tự phê bình và phê bình", "results of reviews")),
                ("7", ("nghiệp vụ công tác đảng viên", "business of membership work")),
            ],
        ),
        (
            "forms §1",
            "statistics-form-1",
            "2024-12-31",
            ("key", "label", "within", "to"),
            [
                ("1", ("THỐNG KÊ TĂNG, GIẢM ĐẢNG VIÊN", "Increase and decrease of members"), None, None),
                *(
                    (key, (vi, en), within, dt.date(2025, 6, 30) if key in {"1.B2b", "1.C5b"} else None)
                    for key, vi, en, within in (
                        (
                            "1.A",
                            "A - Tổng số đảng viên cuối kỳ trước chuyển sang",
                            "A - Members brought forward from the period before",
                            None,
                        ),
                        ("1.B", "B - Đảng viên tăng trong kỳ", "B - Increase in the period", None),
                        ("1.B1", "1. Kết nạp", "1. Admitted", "1.B"),
                        ("1.B2", "2. Chuyển đến", "2. Moved in", "1.B"),
                        ("1.B2a", "a. Tỉnh khác chuyển đến", "a. From another province", "1.B2"),
                        (
                            "1.B2b",
                            "b. Huyện khác trong tỉnh chuyển đến",
                            "b. From another district of the province",
                            "1.B2",
                        ),
                        ("1.B3", "3. Phục hồi đảng tịch", "3. Membership restored", "1.B"),
                        ("1.C", "C - Đảng viên giảm trong kỳ", "C - Decrease in the period", None),
                        ("1.C1", "1. Từ trần", "1. Deceased", "1.C"),
                        ("1.C2", "2. Khai trừ", "2. Expelled", "1.C"),
                        ("1.C3", "3. Xóa tên", "3. Struck off", "1.C"),
                        ("1.C3p", "Trong đó: Đảng viên dự bị", "Of them: probationary members", "1.C3"),
                        ("1.C4", "4. Xin ra khỏi Đảng", "4. Withdrew", "1.C"),
                        ("1.C5", "5. Chuyển đi", "5. Moved out", "1.C"),
                        ("1.C5a", "a. Chuyển đi tỉnh khác", "a. To another province", "1.C5"),
                        (
                            "1.C5b",
                            "b. Chuyển đi huyện khác trong tỉnh",
                            "b. To another district of the province",
                            "1.C5",
                        ),
                        (
                            "1.D",
                            "D - Đảng viên trong danh sách cuối kỳ báo cáo",
                            "D - Members on the list at the end of the period",
                            None,
                        ),
                    )
                ),
            ],
        ),
        (
            "K-21",
            "statistics-form-numbering",
            "2015-12-31",
            ("form", "confidence"),
            [("1", None), ("2", "unverified"), ("3", None), ("4", None)],
        ),
    ],
)
def test_rows_are_those_of_the_pages(
    page: str, rule: str, on: str, keys: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    found = [tuple(in_both(row.get(key)) for key in keys) for row in RuleBook.default().at(on).value(rule).rows]
    assert found == rows, page


@pytest.mark.parametrize(
    ("rule", "on", "number", "article", "confidence"),
    [
        ("awards", "2025-06-09", "06-HD/TW", "mục 19", "verified"),  # 294 mục 22.1 is the delegation of E-17
        ("awards", "2026-05-19", "06-HD/TW", "mục 19", "secondary"),
        ("fourth-tier-before-2018", "2014-09-25", "27-HD/BTCTW", "mục II", "verified"),
        ("fourth-tier-before-2018", "2018-03-07", "27-HD/BTCTW", "mục II", "verified"),
        ("quarterly-thresholds", "2026-05-22", "02-HD/BTCTW", "chưa thấy điều mục", "secondary"),
        ("badge-deferral", "2021-07-30", "24-QĐ/TW", "chưa thấy điều mục", "secondary"),  # K-19
        ("rating-years", "2013-12-31", "20-HD/BTCTW", "chưa thấy điều mục", "verified"),  # K-12
        ("badge-gift", "2016-01-01", "56-HD/VPTW", "mục IV.2", "verified"),  # K-20
        ("dues-uninsured", "2026-02-03", "01-QĐ/TW", "Điều 3 khoản 2 điểm 2.2", "verified"),  # K-20
        ("dues-uninsured", "2028-01-01", "01-QĐ/TW", "Điều 3 khoản 2 điểm 2.2", "verified"),
    ],
)
def test_rows_rest_on_the_clause_the_pages_cite(rule: str, on: str, number: str, article: str, confidence: str) -> None:
    value = RuleBook.default().at(on).value(rule)
    assert said(value)[1:] == (number, article, confidence, False)


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("awards", "2025-06-08"),
        ("fourth-tier-before-2018", "2014-09-24"),
        ("fourth-tier-before-2018", "2018-03-08"),
        ("quarterly-thresholds", "2026-05-21"),
    ],
)
def test_rows_do_not_hold_outside_their_days(rule: str, on: str) -> None:
    assert RuleBook.default().at(on).get(rule) is None


@pytest.mark.parametrize(
    ("regime", "year_end", "instruments", "tiers"),
    [
        ("R2008", "2013-12-31", ("20-HD/BTCTW",), "legacy"),
        ("R2014", "2016-12-31", ("27-HD/BTCTW",), "legacy"),
        ("R2014", "2017-12-31", ("27-HD/BTCTW",), "legacy"),
        ("R2018", "2018-12-31", ("132-QĐ/TW", "16-HD/BTCTW"), "four"),
        ("R2019", "2019-12-31", ("132-QĐ/TW", "21-HD/BTCTW"), "four"),
        ("R2019", "2022-12-31", ("132-QĐ/TW", "21-HD/BTCTW"), "four"),
        ("R2023", "2023-12-31", ("124-QĐ/TW", "25-HD/BTCTW"), "four"),
        ("R2023", "2024-12-31", ("124-QĐ/TW", "25-HD/BTCTW"), "four"),
        ("R2025", "2025-12-31", ("366-QĐ/TW", "43-HD/BTCTW"), "four"),
    ],
)
def test_the_regime_of_a_year_end_is_the_one_the_page_infers(
    regime: str, year_end: str, instruments: tuple[str, ...], tiers: str
) -> None:
    book = RuleBook.default()
    table = book.at(year_end).value("rating-years").table
    cited = tuple(book.instrument(name).document.number for name in table.texts("instruments"))
    assert (table.text("regime"), cited, table.text("tiers")) == (regime, instruments, tiers)
    assert regime == "R2008" or int(year_end[:4]) in table.numbers("years")


def test_the_hand_over_table_has_its_five_rows_and_the_village_row_is_the_weaker_one() -> None:
    rows = RuleBook.default().at("2025-07-01").value("hand-over").rows
    assert [row.words("unit").vi for row in rows] == [
        "chi bộ trực thuộc đảng ủy cơ sở",
        "chi bộ thôn, tổ dân phố",
        "tổ chức cơ sở đảng",
        "đảng bộ cấp trên trực tiếp",
        "giữa tỉnh và đảng ủy trung ương",
    ]
    assert [row.text("confidence") for row in rows] == [V, S, V, V, V]
    assert rows[2].words("inside").en == "standing committee of the direct superior"
    assert "inside" not in rows[4]


def test_levels_by_regime_are_four_four_and_three() -> None:
    book = RuleBook.default()
    levels = [[row.text("level") for row in book.at(on).value("level-regimes").rows] for on in (BEFORE, PILOT, LATER)]
    four = ["central", "provincial", "immediate_superior", "grassroots"]
    assert levels == [four, four, ["central", "provincial", "grassroots"]]
    assert [book.at(on).value("level-regimes").confidence.value for on in (BEFORE, PILOT, LATER)] == [V, V, U]


def test_meeting_and_congress_have_two_voting_bases() -> None:
    rules = RuleBook.default().at("2025-08-01")
    assert len(rules.value("voting-base-meeting").rows) == 4  # ORG-24 with the corrections of addendum §11
    assert rules.value("voting-base-meeting").ref.article == "mục 9.3.2"
    assert "only if they come" in rules.value("voting-base-congress").words.en  # C-3
    assert rules.value("voting-base-congress").ref.document.number == "06-HD/TW"


@pytest.mark.parametrize(
    ("rule", "stretches"),
    [
        (  # MEM-02 has no text of 294-QĐ/TW
            "admission-education",
            [
                ("2016-07-25", "2021-07-29", True),
                ("2021-07-30", "2025-01-19", True),
                ("2025-01-20", "2025-06-30", True),
                ("2025-07-01", "2026-07-25", False),
                ("2026-07-26", None, True),
            ],
        ),
        (  # MEM-07 has none of 232-QĐ/TW
            "admission-ceremony-deadline",
            [
                ("2021-07-30", "2025-01-19", True),
                ("2025-01-20", "2025-06-30", False),
                ("2025-07-01", "2026-04-07", True),
                ("2026-04-08", "2026-07-25", True),
                ("2026-07-26", None, True),
            ],
        ),
    ],
)
def test_what_was_not_seen_is_a_gap_in_the_timeline(rule: str, stretches: list[tuple[str, str | None, bool]]) -> None:
    found = [
        (first.isoformat(), last and last.isoformat(), value is not None)
        for first, last, value in RuleBook.default().timeline(rule)
    ]
    assert found == stretches


# --- papers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "number", "issued", "replaced_by"),
    [
        ("I-02", "14-QĐ/TW", "2001-11-16", None),
        ("I-03", "45-QĐ/TW", "2011-11-01", "29-QĐ/TW"),
        ("I-10", "01-HD/TW", "2016-09-20", "01-HD/TW"),
        ("I-11", "01-HD/TW", "2021-09-28", "06-HD/TW"),
        ("I-12", "06-HD/TW", "2025-06-09", "01-HD/TW"),
        ("I-14", "12-HD/BTCTW", "2022-01-18", "38-HD/BTCTW"),
        ("§11", "38-HD/BTCTW", "2025-09-29", None),
        ("I-15", "3296-CV/BTCTW", "2017-07-26", "11-HD/BTCTW"),
        ("I-16", "22-QĐ/TW", "2021-07-28", "296-QĐ/TW"),
        ("I-16", "08-HD/TW", "2025-06-10", None),
        ("I-17", "09-QĐ/TW", "2001-09-24", "342-QĐ/TW"),
        ("I-17", "342-QĐ/TW", "2010-12-28", "01-QĐ/TW"),
        ("I-18", "113-QĐ/TW", "2023-07-10", None),
        ("I-19", "29-CT/TW", "2003-10-17", "51-CT/TW"),
        ("I-19", "339-QĐ/TW", "2025-07-10", None),
        ("I-20", "35-CT/TW", "2024-06-14", "45-CT/TW"),
        ("I-20", "118-KL/TW", "2025-01-18", "45-CT/TW"),
        ("I-21", "31-HD/BTCTW", "2025-04-23", None),
        ("I-22", "302-QĐ/TW", "2025-06-09", None),
        ("I-24", "1361-CV/BTCTW", "2026-06-30", None),
        ("I-25", "37-QĐ/TW", "2021-10-25", "207-QĐ/TW"),
        ("R2008", "20-HD/BTCTW", "2008-10-10", "27-HD/BTCTW"),
        ("R2014", "27-HD/BTCTW", "2014-09-25", None),
        ("+R2025", "198-KL/TW", "2025-10-08", None),
        ("+R2025", "10072-CV/BTCTW", "2025-11-06", None),
        ("+R2026Q", "02-HD/BTCTW", "2026-05-22", None),
        ("§6", "12-HD/BTCTW", "2018-07-06", "42-HD/BTCTW"),
        ("§6", "50-CT/TW", "2025-07-23", None),
        ("§7", "21-NQ/TW", "2022-06-16", None),
        ("K-1", "347-QĐ/TW", "2025-08-08", None),
        ("§13", "213-QĐ/TW", "2020-01-02", None),
        ("§13", "33-HD/BTCTW", "2020-10-30", None),
    ],
)
def test_papers_and_what_replaced_them(page: str, number: str, issued: str, replaced_by: str | None) -> None:
    book = RuleBook.default()
    (paper,) = (
        paper
        for paper in book.instruments()
        if (paper.document.number, paper.document.issued) == (number, dt.date.fromisoformat(issued))
    )
    later = book.instrument(paper.replaced_by).document.number if paper.replaced_by is not None else None
    assert later == replaced_by, page


def test_four_guides_share_a_number() -> None:
    papers = [paper for paper in RuleBook.default().instruments() if paper.document.number == "01-HD/TW"]
    days = [dt.date(2012, 1, 5), dt.date(2016, 9, 20), dt.date(2021, 9, 28), dt.date(2026, 5, 19)]
    assert [paper.document.issued for paper in papers] == days


def test_dues_of_2026_were_signed_after_the_day_from_which_they_apply() -> None:
    paper = RuleBook.default().instrument("01-2026")
    assert (paper.document.issued, paper.valid_from) == (dt.date(2026, 2, 3), dt.date(2026, 2, 1))
    assert RuleBook.default().instrument("342-2010").valid_to == dt.date(2026, 1, 31)
