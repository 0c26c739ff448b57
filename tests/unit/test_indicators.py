"""Indicators, targets of every direction, schemes of years, and what a target asks of the parts of a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dangbo.base.citations import Confidence, Document
from dangbo.base.errors import InvalidInputError, TermError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.terms import Rating
from dangbo.base.words import Words
from dangbo.evaluation import Tally
from dangbo.rating.apportionment import (
    Apportioning,
    needed_by_subordinate,
    shortfall_in_points,
    shortfall_in_units,
    shortfall_of_plan,
)
from dangbo.rating.comparison import Comparison, compare, compare_years
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Counted, Direction, Indicator, Target, allowed_count, required_count

EXCELLENT, GOOD, COMPLETED = Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED
PAPER = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
STRICT = Target("trên 90%", above="90%", tier=GOOD)
BAND = Target("kết nạp", within=("3%", "4%"), tier=None)
MOST = Target("không quá 5%", at_most="5%", tier=EXCELLENT)


def tally(good: int, completed: int, *, excellent: int = 0, year: int = 2022) -> Tally:
    return Tally({EXCELLENT: excellent, GOOD: good, COMPLETED: completed}, year=year)


# --- directions -------------------------------------------------------------------------------------------------------


def test_exactly_90_percent_is_not_above_90_percent() -> None:
    result = compare(tally(90, 10), STRICT)
    assert (result.met, result.standing, result.required, result.surplus) == (False, "not_met", 91, -1)
    assert result.excess == Points(Fraction(0))
    assert compare(tally(91, 9), STRICT).met is True


def test_a_band_holds_both_its_ends() -> None:
    verdicts = [compare(Share(count, of=100), BAND).standing for count in (2, 3, 4, 5)]
    assert verdicts == ["not_met", "met", "met", "above_band"]


def test_above_a_band_there_is_no_verdict_but_a_finding() -> None:
    # Bình Thuận reports 5 % new members against 3-4 % as above the target
    result = compare(Share(5, of=100), BAND)
    assert result.met is None
    assert result.excess == Points(Fraction(1))
    found = next(found for found in result.findings if found.code == "target/above-band")
    assert "from 3% to 4%, and 5.0% is above it" in found.message
    assert "? trên khoảng chỉ tiêu" in str(result.show())
    assert "above the band" in result.explain(lang="en")


def test_vinh_linh_asks_270_to_360_of_9000() -> None:
    assert (required_count(BAND, 9000), allowed_count(BAND, 9000)) == (270, 360)
    assert (required_count(BAND, 235_000), allowed_count(BAND, 235_000)) == (7050, 9400)  # Thanh Hóa


def test_a_target_of_at_most_is_met_from_below() -> None:
    result = compare(tally(95, 0, excellent=5), MOST)
    assert (result.met, result.required, result.allowed, result.surplus) == (True, None, 5, 0)
    result = compare(tally(93, 0, excellent=7), MOST)
    assert (result.met, result.surplus) == (False, -2)
    assert result.excess == Points(Fraction(2))


@pytest.mark.parametrize(
    ("target", "vi", "en", "short"),
    [
        (Target("x", at_least="85%", tier=GOOD), "từ 85%", "at least 85%", "85%"),
        (STRICT, "trên 90%", "above 90%", "> 90%"),
        (MOST, "không quá 5%", "at most 5%", "≤ 5%"),
        (BAND, "từ 3% đến 4%", "from 3% to 4%", "3% - 4%"),
    ],
)
def test_the_bound_is_told_in_words(target: Target, vi: str, en: str, short: str) -> None:
    assert (target.text(), target.text(lang="en"), target.short()) == (vi, en, short)


def test_a_target_without_a_bound_with_two_or_with_a_band_turned_round_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="it has no bound"):
        Target("x", tier=GOOD)
    with pytest.raises(InvalidInputError, match="at_least and above"):
        Target("x", at_least="85%", above="90%", tier=GOOD)
    with pytest.raises(InvalidInputError, match="4% is above 3%"):
        Target("x", within=("4%", "3%"), tier=GOOD)


def test_targets_of_every_direction_are_values() -> None:
    for target in (STRICT, BAND, MOST):
        assert replace(target, name="another").direction == target.direction
        assert hash(target) == hash(replace(target))


# --- labels and years -------------------------------------------------------------------------------------------------


def test_a_target_takes_the_label_of_its_tier() -> None:
    named = Target("TCCSĐ", at_least="85%", tier="Hoàn thành tốt nhiệm vụ")
    assert named == Target("TCCSĐ", at_least="85%", tier=GOOD)
    assert compare(tally(9, 1), named).met


def test_an_abbreviated_tier_is_read_as_of_the_first_year_of_its_target() -> None:
    assert Target("TCCSĐ", at_least="85%", tier="HTTNV", years=(2021, 2025)).tier is GOOD
    with pytest.raises(InvalidInputError, match="tier: 'HTTNV' is not a Rating: an abbreviation needs the year"):
        Target("TCCSĐ", at_least="85%", tier="HTTNV")


def test_the_tier_to_count_may_be_a_label_too() -> None:
    vague = Target("TCCSĐ", at_least="85%", tier=None)
    assert compare(tally(9, 1), vague, tier="HTTNV").share == Share(9, of=10)
    assert compare_years([tally(9, 1)], vague, tier="good").years[0].share == Share(9, of=10)
    with pytest.raises(InvalidInputError, match=r"tier: it is not a Rating\. Give Rating\.GOOD"):
        compare(tally(9, 1), vague, tier="goood")


@pytest.mark.parametrize("tier", ["goood", 2, ["good"]])
def test_a_target_of_a_tier_nobody_knows_is_refused(tier: object) -> None:
    with pytest.raises(InvalidInputError, match=r"tier: .* is not a Rating.* Give Rating"):
        Target("TCCSĐ", at_least="85%", tier=tier)  # type: ignore[arg-type]


def test_tiers_of_an_indicator_may_be_labels_and_no_other_words() -> None:
    words = Words(vi="tốt", en="good")
    labels: Any = ["good", "Hoàn thành xuất sắc nhiệm vụ"]
    assert Indicator.of_tiers(words, labels) == Indicator.of_tiers(words, {GOOD, EXCELLENT})
    with pytest.raises(InvalidInputError, match="tiers: it is not a Rating"):
        Counted(words, frozenset({"goood"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "years", [2022, "from 2021 on", (2022,), ("2021?", 2025), (True, 2025), (0, 2025), (2021, 2023, 2025)]
)
def test_years_that_are_no_pair_are_refused_with_an_example(years: object) -> None:
    with pytest.raises(InvalidInputError, match=r"years: .* is not a first and a last year\. Give both, as years=\(20"):
        Target("TCCSĐ", at_least="85%", tier=GOOD, years=years)  # type: ignore[arg-type]


def test_years_may_come_as_a_list_and_the_target_stays_hashable() -> None:
    listed: Any = [2021, 2025]
    assert hash(Target("TCCSĐ", at_least="85%", tier=GOOD, years=listed)) == hash(
        Target("TCCSĐ", at_least="85%", tier=GOOD, years=(2021, 2025))
    )


# --- indicators -------------------------------------------------------------------------------------------------------


def test_an_indicator_counts_its_own_tiers_over_its_own_base() -> None:
    only_good = Indicator.of_tiers(Words(vi="Chỉ mức tốt", en="good alone"), {GOOD}, base="on_books")
    figures = Tally({EXCELLENT: 10, GOOD: 60, COMPLETED: 20}, year=2022, not_yet_rated=10)
    assert only_good.share(figures) == Share(60, of=100)
    result = compare(figures, only_good.target("60%"))
    assert (result.share, result.met, result.tier) == (Share(60, of=100), True, None)
    assert result.findings == ()


def test_counting_better_tiers_too_is_another_indicator() -> None:
    only_good = Indicator.of_tiers(Words(vi="Chỉ mức tốt", en="good alone"), {GOOD})
    result = compare(tally(60, 30, excellent=10), only_good.target("60%"), tier=GOOD)
    assert [found.code for found in result.findings] == ["target/tier-differs"]
    assert "'task completed well'" in result.findings[0].message


def test_an_indicator_of_things_is_compared_by_share_only() -> None:
    cells = Indicator(
        Words(vi="Thôn có chi bộ", en="villages with a cell"),
        Counted(Words(vi="thôn có chi bộ", en="villages with a cell")),
        Counted(Words(vi="thôn", en="villages"), moment="year_end"),
    )
    target = cells.target("100%", years=(2030, 2030))
    result = compare(Share(1702, of=1718), target, year=2030)
    assert (result.met, result.required, result.surplus, result.findings) == (False, 1718, -16, ())
    assert "villages (at the end of the year)" in str(result.show(lang="en"))
    with pytest.raises(InvalidInputError, match="does not count ratings"):
        compare(tally(1, 0), target)
    with pytest.raises(InvalidInputError, match="does not count ratings"):
        cells.share(tally(1, 0))


def test_an_indicator_that_could_not_be_counted_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="a share of a tier needs its base"):
        Indicator(
            Words(vi="x", en="x"),
            Counted(Words(vi="tốt", en="good"), frozenset({GOOD})),
            Counted(Words(vi="tất cả", en="all")),
        )
    with pytest.raises(InvalidInputError, match="only a band has two bounds"):
        Indicator.of_tiers(Words(vi="x", en="x"), {GOOD}).target("3%", "4%")
    with pytest.raises(InvalidInputError, match="'up' is not known"):
        Indicator.of_tiers(Words(vi="x", en="x"), {GOOD}, direction="up")  # type: ignore[arg-type]


# --- the national targets ---------------------------------------------------------------------------------------------


def test_resolution_21_asks_more_than_90_percent_of_both() -> None:
    scheme = Scheme.in_force("2023-12-31")
    assert scheme.source.number == "21-NQ/TW"
    found: dict[str, tuple[Direction, Fraction | None, Rating | None]] = {
        target.rule.id: (target.direction, target.lower, target.tier) for target in scheme if target.rule is not None
    }
    assert found["target-organizations-good-or-better"] == ("above", Fraction(9, 10), GOOD)
    assert found["target-members-good-or-better"] == ("above", Fraction(9, 10), GOOD)
    assert found["target-villages-with-member"] == ("at_least", Fraction(1), None)
    assert found["target-new-members"] == ("within", Fraction(3, 100), None)
    assert {target.rule.confidence for target in scheme if target.rule is not None} == {Confidence.SECONDARY}


def test_the_base_of_admissions_is_said_to_be_unstated() -> None:
    target = next(one for one in Scheme.in_force("2023-12-31") if one.direction == "within")
    assert target.indicator is not None
    assert target.indicator.denominator.moment == "unstated"


def test_the_target_for_villages_with_a_member_ended_with_2025() -> None:
    assert len(Scheme.in_force("2025-12-31").targets) == 5
    assert len(Scheme.in_force("2026-01-01").targets) == 4
    with pytest.raises(TermError, match="national"):
        Scheme.in_force("2022-06-15")


def test_the_scheme_of_the_article_is_an_example_of_one_place() -> None:
    scheme = Scheme.in_force("2022-12-31", place="thai-nguyen")
    organizations, members = scheme
    assert (organizations.at_least, organizations.tier, organizations.years) == (Fraction(17, 20), GOOD, (2021, 2025))
    assert (members.at_least, members.tier) == (Fraction(9, 10), None)
    assert organizations.rule is not None
    assert organizations.rule.local
    with pytest.raises(TermError, match="thai-nguyen"):
        Scheme.in_force("2022-12-31", place="hue")


def test_a_verdict_under_a_rule_cites_it_with_its_confidence() -> None:
    target = Scheme.in_force("2022-12-31", lang="en").targets[0]
    text = compare(tally(95, 5), target).explain(lang="en")
    assert "21-NQ/TW" in text
    assert "secondary source" in text
    (rule,) = json.loads(compare(tally(95, 5), target).to_json())["rules"]
    assert rule["id"] == "target-organizations-good-or-better"


# --- years ------------------------------------------------------------------------------------------------------------

STEPS = [Target("TCCSĐ", at_least=f"{80 + 5 * n}%", tier=GOOD, years=(2021 + n, 2021 + n)) for n in range(3)]


def test_a_scheme_may_set_one_name_a_value_a_year() -> None:
    scheme = Scheme("Đề án", source=PAPER, targets=STEPS)
    assert scheme.target("TCCSĐ", year=2022).at_least == Fraction(17, 20)
    assert len(scheme.yearly("TCCSĐ")) == 3
    with pytest.raises(TermError, match="it has several values"):
        scheme["TCCSĐ"]
    with pytest.raises(TermError, match="2021-2021"):
        scheme.target("TCCSĐ", year=2030)


def test_two_values_for_one_year_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="two targets have this name for 2022"):
        Scheme("Đề án", source=PAPER, targets=[STEPS[1], replace(STEPS[1], at_least=Fraction(1, 2))])


def test_each_year_is_held_against_its_own_target() -> None:
    series = compare_years([tally(95, 5, year=2022), tally(91, 7, year=2021), tally(89, 11, year=2023)], STEPS)
    assert [(result.year, result.met) for result in series.years] == [(2021, True), (2022, True), (2023, False)]
    assert series.met_every_year is False
    assert series.changes[0] is None
    assert series.changes[1] == Points(Fraction(95) - Fraction(9100, 98))
    assert series.findings == ()
    text = str(series.show())
    assert "▲ không đạt" in text
    assert "✓ đạt" in text
    assert len(series.explain().splitlines()) == 3


def test_a_year_without_a_target_is_compared_with_the_nearest_and_told() -> None:
    series = compare_years([tally(95, 5, year=2025)], STEPS)
    assert series.years[0].target == STEPS[2]
    assert [found.code for found in series.findings] == ["target/outside-years"]


def test_a_year_without_a_verdict_leaves_the_series_without_one() -> None:
    series = compare_years({2021: Share(3, of=100), 2022: Share(5, of=100)}, BAND)
    assert series.met_every_year is None


def test_series_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="figures of 2022: it is given twice"):
        compare_years([tally(1, 0), tally(2, 0)], STEPS)
    with pytest.raises(InvalidInputError) as caught:
        compare_years([], [])
    assert len(caught.value.findings) == 2


# --- what is missing --------------------------------------------------------------------------------------------------


def test_the_three_shortfalls_are_three_figures() -> None:
    target = Target("chỉ tiêu", at_least="95%", tier=GOOD)
    assert shortfall_in_units(target, 91, of=98) == 3  # 94 of 98 are 95.9 %, 93 are 94.9 %
    assert shortfall_in_points(target, Share(91, of=98)) == Points(Fraction(95) - Fraction(9100, 98))
    assert shortfall_of_plan(1614, plan=2170) == Share(556, of=2170)  # Cần Thơ 2017: 74.38 % of the plan were reached


def test_nothing_is_missing_where_a_target_is_met() -> None:
    target = Target("chỉ tiêu", at_least="85%", tier=GOOD)
    assert shortfall_in_units(target, 95, of=100) == 0
    assert shortfall_in_points(target, Share(95, of=100)) == Points(Fraction(0))
    assert shortfall_of_plan(318, plan=250) == Share(0, of=250)
    assert shortfall_in_units(MOST, 3, of=100) == 0


def test_a_strict_target_may_be_missed_by_one_unit_and_no_points() -> None:
    assert shortfall_in_units(STRICT, 90, of=100) == 1
    assert shortfall_in_points(STRICT, Share(90, of=100)) == Points(Fraction(0))


def test_counts_that_are_none_and_targets_nobody_can_reach_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="negative"):
        shortfall_in_units(STRICT, -1, of=100)
    with pytest.raises(InvalidInputError, match="is not a whole number"):
        required_count(STRICT, 98.5)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="no count out of 10 is above 100%"):
        shortfall_in_units(Target("x", above="100%", tier=GOOD), 10, of=10)
    with pytest.raises(InvalidInputError, match="base is 0"):
        shortfall_of_plan(1, plan=0)


# --- subordinates -----------------------------------------------------------------------------------------------------

TARGET = Target("tốt trở lên", at_least="85%", tier=GOOD)


@pytest.mark.parametrize("method", ["largest_remainder", "sainte_lague"])
def test_the_parts_sum_to_what_the_whole_needs(method: Apportioning) -> None:
    bases = {f"dbp-{n}": size for n, size in enumerate((40, 31, 17, 8, 3, 1))}
    result = needed_by_subordinate(bases, TARGET, method=method)
    assert result.required == 85
    assert sum(part.needed for part in result.parts) == 85
    assert all(part.needed <= part.of for part in result.parts)


def test_the_methods_divide_as_worked_by_hand() -> None:
    # 4 of 53 : 24 : 23 are 2.12, 0.96, 0.92 exactly: remainders go to b and c;
    # quotients 53, 24, 23, 53/3 = 17.7 give a, b, c, a by the other method
    bases = {"a": 53, "b": 24, "c": 23}
    target = Target("x", at_least="4%", tier=GOOD)
    methods: list[Apportioning] = ["largest_remainder", "sainte_lague"]
    for method in methods:
        result = needed_by_subordinate(bases, target, method=method)
        assert [part.needed for part in result.parts] == [2, 1, 1]
    # 3 of 60 : 28 : 12 are 1.8, 0.84, 0.36
    assert needed_by_subordinate({"a": 60, "b": 28, "c": 12}, Target("x", at_least="3%", tier=GOOD))["b"] == 1


def test_what_is_missing_is_divided_among_those_who_have_not_reached_it() -> None:
    bases, reached = {"a": 50, "b": 30, "c": 20}, {"a": 50, "b": 20, "c": 10}
    result = needed_by_subordinate(bases, TARGET, reached=reached)
    assert (result.required, result.total) == (85, 5)
    assert [part.needed for part in result.parts] == [
        0,
        3,
        2,
    ]  # 5 of 10 : 10, the first of two equals takes the odd one
    assert "those who have not reached it" in result.explain(lang="en")
    assert "Cần thêm" in str(result.show())


def test_nobody_needs_more_once_the_whole_has_reached_it() -> None:
    result = needed_by_subordinate({"a": 50, "b": 50}, TARGET, reached={"a": 50, "b": 40})
    assert (result.total, [part.needed for part in result.parts]) == (0, [0, 0])


def test_subordinates_that_do_not_add_up_are_refused_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        needed_by_subordinate({"a": 5, "b": 5, "d": 2}, TARGET, reached={"a": 6, "c": 1, "d": 0})
    assert [found.subject for found in caught.value.findings] == ["reached['a']", "reached['b']", "bases['c']"]
    with pytest.raises(InvalidInputError, match="there is no subordinate"):
        needed_by_subordinate({}, TARGET)
    with pytest.raises(InvalidInputError, match="no count out of 5 is at most 5%"):
        needed_by_subordinate({"a": 5}, MOST)
    with pytest.raises(InvalidInputError, match="'hare' is not known"):
        needed_by_subordinate({"a": 5}, TARGET, method="hare")  # type: ignore[arg-type]
    with pytest.raises(UnknownOrganizationError):
        needed_by_subordinate({"a": 5}, TARGET)["b"]


def test_results_serialize_as_json() -> None:
    results: list[Comparison] = [compare(tally(95, 5), STRICT), compare(Share(5, of=100), BAND)]
    assert [json.loads(result.to_json())["standing"] for result in results] == ["met", "above_band"]
    parts = json.loads(needed_by_subordinate({"a": 5}, TARGET).to_json())["parts"]
    assert parts == [{"subordinate": "a", "of": 5, "reached": None, "needed": 5}]
    series = json.loads(compare_years([tally(95, 5)], STEPS).to_json(indent=1))
    assert series["years"][0]["year"] == 2022
