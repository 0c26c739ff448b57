"""The table of excellent places for P good or better, typed by hand, and published cases whose verdict flips.

The table is that of the page on rating rules: exclusive means a part of those who stay good once the excellent are
taken out of them, inclusive a part of those good or better. Places are the largest number that keeps the quota.
"""

from __future__ import annotations

import datetime as dt

import pytest

from dangbo import Printed, Rating, Tally, excellent_places, excellent_quota, quota_by_group, quota_sensitivity
from dangbo.base.text import format_date
from dangbo.evaluation import Subjects
from dangbo.rating.quota import QuotaBase, QuotaRounding

POOLS = (5, 6, 10, 13, 20, 50, 100, 400)
TABLE: list[tuple[QuotaBase, str, QuotaRounding, tuple[int, ...]]] = [
    ("final_good", "20%", "floor", (0, 1, 1, 2, 3, 8, 16, 66)),
    ("final_good", "20%", "half_up", (1, 1, 2, 2, 3, 8, 17, 67)),
    ("final_good", "25%", "floor", (1, 1, 2, 2, 4, 10, 20, 80)),
    ("final_good", "25%", "half_up", (1, 1, 2, 3, 4, 10, 20, 80)),
    ("good_or_better", "20%", "floor", (1, 1, 2, 2, 4, 10, 20, 80)),
    ("good_or_better", "20%", "half_up", (1, 1, 2, 3, 4, 10, 20, 80)),
    ("good_or_better", "25%", "floor", (1, 1, 2, 3, 5, 12, 25, 100)),
    ("good_or_better", "25%", "half_up", (1, 2, 3, 3, 5, 13, 25, 100)),
    ("good_before_excellent_is_taken", "20%", "floor", (1, 1, 2, 2, 4, 10, 20, 80)),
    ("good_before_excellent_is_taken", "20%", "half_up", (1, 1, 2, 3, 4, 10, 20, 80)),
]
CELLS = [
    (base, ratio, rounding, pool, most)
    for base, ratio, rounding, row in TABLE
    for pool, most in zip(POOLS, row, strict=True)
]


@pytest.mark.parametrize(("base", "ratio", "rounding", "pool", "most"), CELLS)
def test_a_pool_gives_as_many_places_as_the_table(
    base: QuotaBase, ratio: str, rounding: QuotaRounding, pool: int, most: int
) -> None:
    assert excellent_places(pool, on="2022-12-31", base=base, ratio=ratio, rounding=rounding).limit == most


@pytest.mark.parametrize(("base", "ratio", "rounding", "pool", "most"), CELLS)
def test_those_places_keep_the_quota_and_one_more_breaks_it(
    base: QuotaBase, ratio: str, rounding: QuotaRounding, pool: int, most: int
) -> None:
    def within(excellent: int) -> bool:
        tally = Tally({Rating.EXCELLENT: excellent, Rating.GOOD: pool - excellent}, year=2022)
        return excellent_quota(tally, on="2022-12-31", base=base, ratio=ratio, rounding=rounding).within

    assert within(most)
    assert not within(most + 1)


@pytest.mark.parametrize(
    ("rounding", "row"), [("floor", (2, 2, 3, 3, 5, 11, 21, 81)), ("half_up", (2, 2, 3, 4, 5, 11, 21, 81))]
)
def test_over_all_rated_those_below_good_give_places_too(rounding: QuotaRounding, row: tuple[int, ...]) -> None:
    # P good or better and five below: 10, 11, 15, 18, 25, 55, 105, 405 rated, a fifth of 18 is 3.6
    places = [
        excellent_places(pool, on="2022-12-31", base="all_rated", rated=pool + 5, rounding=rounding).limit
        for pool in POOLS
    ]
    assert tuple(places) == row


# --- published cases --------------------------------------------------------------------------------------------------

DI_AN = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
"""R10, TP. Dĩ An 2022: "50 TCCSĐ = 10 + 37 + 3"."""

CUA_LO = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 39}, year=2022)
"""R18, TX Cửa Lò: 10 excellent by name and 39 others, who are good if the writer shortened the tier; year not shown."""


def test_the_verdict_on_di_an_flips_with_its_base_and_not_with_rounding() -> None:
    view = quota_sensitivity(DI_AN, on="2022-12-31")
    assert (view.flips, view.flips_with_base, view.flips_with_rounding) == (True, True, False)
    assert {(one.base, one.limit) for one in view.readings if one.within} == {("all_rated", 10)}
    (found,) = view.findings
    assert found.code == "quota/verdict-depends"
    assert "depends on the base; it is kept under: rated in any tier, rounded down" in found.message
    assert "phụ thuộc vào cơ sở tính; chỉ không vượt tỷ lệ quy định khi: được xếp loại ở mọi mức" in found.text()


def test_the_verdict_on_cua_lo_takes_another_base_and_another_rounding_to_flip() -> None:
    view = quota_sensitivity(CUA_LO, on="2022-12-31")
    kept = [(one.base, one.rounding) for one in view.readings if one.within]
    assert kept == [
        ("good_before_excellent_is_taken", "half_up"),  # a fifth of 49 is 9.8
        ("good_or_better", "half_up"),
        ("all_rated", "half_up"),
    ]
    assert view.flips
    assert (view.flips_with_base, view.flips_with_rounding) == (False, False)
    assert "several choices at once" in view.findings[0].message


def test_the_verdict_on_cua_lo_flips_with_rounding_once_the_base_is_good_or_better() -> None:
    view = quota_sensitivity(CUA_LO, on="2022-12-31", base="good_or_better")
    assert (view.flips_with_base, view.flips_with_rounding) == (False, True)


def test_son_la_flips_with_its_base_for_every_count_that_nearly_120_can_mean() -> None:
    # R17, Sơn La 2020: "gần 120" excellent, 451 good, 27 completed, none below
    nearly = Printed.parse("gần 120")
    counts = [count for count in range(100, 130) if nearly.admits(count)]
    assert counts
    for count in counts:
        tally = Tally({Rating.EXCELLENT: count, Rating.GOOD: 451, Rating.COMPLETED: 27}, year=2020)
        view = quota_sensitivity(tally, on="2020-12-31")
        assert not view.quota.within
        assert view.flips_with_base
        assert {one.base for one in view.readings if one.within} == {"all_rated"}


def test_the_city_of_the_article_keeps_its_quota_under_every_reading() -> None:
    article = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
    view = quota_sensitivity(article, on="2022-12-31")
    assert not view.flips
    assert view.findings == ()
    assert "the same under all 8 readings" in view.explain(lang="en")


# --- rules nobody has verified, and dates that do not belong together -------------------------------------------------


@pytest.mark.parametrize(
    ("subjects", "on", "told"),
    [
        # addendum 2, K-27: of members under 124 only an application was seen; "within" came without a word
        ("members", "2024-12-31", ["quota/unverified-rule"]),
        ("organizations", "2024-12-31", []),  # Điều 12.1 was read
        ("members", "2022-12-31", []),
        ("organizations", "2022-12-31", []),  # secondary
        ("members", "2025-12-31", ["quota/unverified-rule", "quota/base-unstated"]),
        ("organizations", "2025-12-31", ["quota/unverified-rule", "quota/base-unstated"]),
    ],
)
def test_a_verdict_within_the_quota_says_that_nobody_has_verified_its_rule(
    subjects: Subjects, on: str, told: list[str]
) -> None:
    tally = Tally({Rating.EXCELLENT: 1, Rating.GOOD: 10}, year=int(on[:4]), subjects=subjects)
    quota = excellent_quota(tally, on=on)
    places = excellent_places(11, on=on, subjects=subjects)
    assert quota.within
    assert [found.code for found in quota.findings] == told
    assert [found.code for found in places.findings] == told
    assert all(found.rule == quota.rule for found in quota.findings)


def test_base_and_ratio_of_the_caller_rest_on_no_rule() -> None:
    tally = Tally({Rating.EXCELLENT: 1, Rating.GOOD: 10}, year=2022)
    assert excellent_quota(tally, on="2025-12-31", base="all_rated", ratio="20%").findings == ()


@pytest.mark.parametrize(("year", "on"), [(2022, "2025-12-31"), (2022, "2023-01-01"), (2025, "2022-12-31")])
def test_ratings_held_against_the_rules_of_another_year_are_told(year: int, on: str) -> None:
    tally = Tally({Rating.EXCELLENT: 1, Rating.GOOD: 10}, year=year)
    views = (
        excellent_quota(tally, on=on).findings,
        quota_sensitivity(tally, on=on).quota.findings,
        quota_by_group({"a": tally}, on=on).findings,
    )
    for findings in views:
        (found,) = [one for one in findings if one.code == "figure/other-date"]
        assert str(year) in found.message
        assert format_date(dt.date.fromisoformat(on)) in found.text()
    same = Tally({Rating.EXCELLENT: 1, Rating.GOOD: 10}, year=int(on[:4]))
    assert "figure/other-date" not in {found.code for found in excellent_quota(same, on=on).findings}
