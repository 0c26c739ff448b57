"""Fifty statements of newspapers and portals, recomputed: each comes out as printed, or the test says what is wrong.

The counts and percentages stand in `published_statements.json`, with place, date and source. Every percentage is tried
in both house styles of rounding, and must come out in just those that reproduce it. What a statement leaves unsaid (a
base, an earlier total, the meaning of "vượt") is worked out in a test of its own below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest

from dangbo import Points, Printed, Ratio, Share, bases_that_print
from dangbo.base.figures import Rounding, growth, percentage, printed_sum
from dangbo.base.text import format_number

Claim: TypeAlias = dict[str, Any]
Story = TypeVar("Story", bound=Callable[..., None])

HERE = Path(__file__).parent
COLLECTION = HERE.parents[2] / "shared" / "data" / "published_figures.json"
STATEMENTS: list[Claim] = json.loads((HERE / "published_statements.json").read_text(encoding="utf-8"))
STYLES: tuple[Rounding, ...] = ("half_up", "truncate")
SUMS_WRONG_IN_PRINT = {"R07", "I01"}
TOLD: set[str] = set()
"""Statements with a test of their own."""


def claims(*types: str) -> list[Any]:
    return [
        pytest.param(claim, id=f"{statement['id']} {claim['label']}")
        for statement in STATEMENTS
        for claim in statement["checks"]
        if claim["type"] in types and not (claim["type"] == "sum" and statement["id"] in SUMS_WRONG_IN_PRINT)
    ]


def about(*ids: str) -> Callable[[Story], Story]:
    TOLD.update(ids)
    return lambda story: story


def figure(claim: Claim) -> Share | Ratio:
    return (Share if claim["num"] <= claim["den"] else Ratio)(claim["num"], of=claim["den"])


def prints(count: int, of: int, printed: str) -> list[Rounding]:
    """The house styles in which a count over a base prints so."""
    return [style for style in STYLES if Ratio(count, of=of).prints_as(printed, rounding=style)]


def counts_that_print(printed: str, of: int) -> list[int]:
    about_there = int(percentage(printed) * of)
    return [n for n in range(about_there - 1, about_there + 3) if 0 <= n <= of and Share(n, of=of).prints_as(printed)]


# --- claims that need no story ------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", claims("percent"))
def test_a_percentage_comes_out_in_just_the_house_styles_that_print_it(claim: Claim) -> None:
    printed = claim["printed"]
    assert prints(claim["num"], claim["den"], f"{printed}%") == claim["styles"]
    decimals = Printed.parse(f"{printed}%").decimals
    for style in STYLES:
        assert figure(claim).text(decimals=decimals, rounding=style) == f"{claim[style]}%"


@pytest.mark.parametrize("claim", claims("word"))
def test_words_before_a_percentage_are_true_of_its_counts(claim: Claim) -> None:
    assert figure(claim).prints_as(claim["printed"])


@pytest.mark.parametrize("claim", claims("sum"))
def test_parts_sum_to_the_printed_total(claim: Claim) -> None:
    assert Printed.parse(format_number(claim["printed"])).admits(sum(claim["parts"]))


@pytest.mark.parametrize("claim", claims("eq"))
def test_a_printed_count_is_the_difference_or_sum_of_two_others(claim: Claim) -> None:
    terms = [int(term) for term in re.findall(r"[+-]?\d+", claim["expr"])]
    assert len(terms) == 2
    assert Printed.parse(format_number(claim["printed"])).admits(sum(terms))


@pytest.mark.parametrize("claim", claims("points"))
def test_an_excess_over_a_target_is_printed_in_points(claim: Claim) -> None:
    excess = Points.between(percentage(f"{claim['a']}%"), percentage(f"{claim['b']}%"))
    assert excess.prints_as(f"{claim['printed']} điểm phần trăm")


@pytest.mark.parametrize("claim", claims("shares_sum"))
def test_printed_shares_of_a_whole_sum_to_what_print_gives(claim: Claim) -> None:
    assert f"{printed_sum(claim['printed']):.2f}" == claim["sum"].replace(",", ".")


# --- statements with a trap in them -------------------------------------------------------------------------------


@about("R01")
def test_the_article_of_2023_has_another_base_each_year_and_points_over_its_target() -> None:
    assert bases_that_print(91, "92,9%", near=range(94, 104)) == (98,)
    assert 100 not in bases_that_print(91, "92,9%", near=range(91, 1000))
    excess = Points.between(percentage("99,78%"), percentage("90%"))
    assert excess.text(decimals=2) == "+9,78 điểm phần trăm"
    assert excess.prints_as("9,78%")
    assert not Points.between(percentage("99,78%"), percentage("85%")).prints_as("9,78%")


@about("R03")
def test_dong_thap_2012_rated_773_of_787_and_the_model_share_is_one_of_the_tier() -> None:
    tiers = ("87,97%", "10,22%", "1,42%", "0,39%")
    assert [of for of in range(1, 788) if all(counts_that_print(tier, of) for tier in tiers)] == [773]
    assert [counts_that_print(tier, 773) for tier in tiers] == [[680], [79], [11], [3]]
    assert counts_that_print("20,59%", 773) == []
    assert counts_that_print("20,59%", 680) == [140]


@about("R05")
def test_can_tho_2016_prints_709_organizations_and_counts_over_the_701_rated() -> None:
    assert bases_that_print(439, "62,62%", near=range(439, 710)) == (701,)
    assert Share(439, of=709).text(decimals=2) == "61,92%"
    assert 439 + sum(counts_that_print(tier, 701)[0] for tier in ("30,96%", "6,13%", "0,29%")) == 701


@about("R07")
def test_tan_yen_2015_is_wrong_in_print_twice() -> None:
    # 15 of 41 is 36,6 % in one style and 36,5 % in the other: 36,7 % is the rounding of no base near.
    assert prints(15, 41, "36,7%") == []
    assert bases_that_print(15, "36,7%", near=range(30, 60)) == ()
    # The parts 24, 15 and "22" make 61, not 41. The 22 is a 2, which the printed "trên 4,8%" confirms.
    assert not Printed.parse("41").admits(24 + 15 + 22)
    assert not Share(22, of=41).prints_as("trên 4,8%")
    assert [n for n in range(42) if Share(n, of=41).prints_as("trên 4,8%") and 24 + 15 + n == 41] == [2]


@about("R08")
def test_tan_yen_cells_are_counted_over_all_545_and_not_over_the_543_rated() -> None:
    assert Share(304, of=543).text() == "56,0%"
    assert Share(228, of=543).text() == "42,0%"
    assert 543 not in bases_that_print(304, "55,8%", near=range(540, 550))
    assert printed_sum(["55,8", "41,8", "2,0"]) == Decimal("99.6")


@about("R10")
def test_the_quota_of_di_an_flips_with_its_base() -> None:
    limit = percentage("20%")
    over_good, over_good_or_better, over_all = (Share(10, of=of) for of in (37, 47, 50))
    assert [share.text(decimals=2) for share in (over_good, over_good_or_better, over_all)] == [
        "27,03%",
        "21,28%",
        "20,00%",
    ]
    assert [share <= limit for share in (over_good, over_good_or_better, over_all)] == [False, False, True]


@about("R15")
def test_hoa_binh_prints_80_percent_for_9_of_10_cells() -> None:
    assert Share(9, of=10).text(decimals=0) == "90%"
    assert bases_that_print(9, "80%", near=range(9, 100)) == ()  # no number of cells makes 9 of them 80 %
    assert counts_that_print("80%", 10) == [8]


@about("R16")
def test_quang_dien_2017_prints_counts_only_and_their_shares_are_of_53() -> None:
    tiers = (5, 24, 24)
    assert sum(Share(count, of=53).fraction for count in tiers) == 1
    assert [Share(count, of=53).text() for count in tiers] == ["9,4%", "45,3%", "45,3%"]
    assert printed_sum(["9,4", "45,3", "45,3"]) == 100


@about("R17")
def test_son_la_2020_has_one_count_that_is_only_nearly_120() -> None:
    nearly = Printed.parse("gần 120")
    totals = [excellent + 451 + 27 for excellent in range(200) if nearly.admits(excellent)]
    assert (min(totals), max(totals)) == (593, 597)
    assert not nearly.admits(598 - 451 - 27)


@about("R18")
def test_cua_lo_2022_would_be_over_a_fifth_of_all_rated() -> None:
    assert Share(10, of=10 + 39).prints_as("20,4%")
    assert Share(10, of=10 + 39) > percentage("20%")


@about("S01", "S02")
def test_gia_lai_hands_over_what_the_merger_of_2019_and_six_years_left() -> None:
    assert growth(22 + 52 + 31, 70 + 57).text() == "-17,3%"
    assert growth(567 + 3413 + 578, 4537).text(decimals=2) == "+0,46%"


@about("S05")
def test_the_merger_of_communes_hides_3321_behind_hon_3320() -> None:
    assert [left for left in range(3300, 3350) if Share(10_035 - left, of=10_035).prints_as("66,91%")] == [3321]
    assert Printed.parse("hơn 3.320").admits(3321)
    assert Share(10_035 - 3320, of=10_035).text(decimals=2) == "66,92%"
    # The 66,91 % is the reduction, not what is left.
    assert Share(3321, of=10_035).text(decimals=2) == "33,09%"
    assert growth(3321, 10_035).prints_as("-66,91%")
    assert Printed.parse("13").admits(3321 - 2595 - 713)
    assert growth(34, 63).text() == "-46,0%"


@about("S08")
def test_dong_da_has_more_organizations_after_it_dissolved_two() -> None:
    before = 110 - (11 + 23) + 2
    assert growth(61 + 49, before).text() == "+41,0%"
    assert growth(61 + 49, before).count == 32


@about("S09")
def test_thong_nhat_nearly_doubles_its_organizations_by_dissolving_four() -> None:
    assert growth(53, 53 - 30 + 4).text() == "+96,3%"


@about("S10")
def test_vinh_linh_gains_organizations_and_loses_members_in_one_decision() -> None:
    organizations = growth(57, 57 - 16 + 1 - 1 + 1)
    members = growth(9096, 9096 + 28 - 9)
    assert (organizations.of, organizations.text()) == (42, "+35,7%")
    assert (members.of, members.text(decimals=2)) == (9115, "-0,21%")


@about("S11")
def test_a_luoi_keeps_its_cells_and_members_under_two_dissolved_committees() -> None:
    cells, members = (5, 7), (36, 32)
    assert sum(Share(part, of=12).fraction for part in cells) == 1
    assert sum(Share(part, of=68).fraction for part in members) == 1


@about("S13")
def test_a_conversion_at_vinh_long_changes_the_split_and_not_the_total() -> None:
    before = {"chi bộ": 49 - 1 - 2 + 2, "đảng bộ": 46 + 1}
    assert growth(49 + 46, sum(before.values())).text() == "0,0%"
    assert Points.between(Share(49, of=95), Share(before["chi bộ"], of=95)).text() == "+1,1 điểm phần trăm"


@about("S14")
def test_son_duong_loses_a_twentieth_of_its_cells() -> None:
    assert growth(607, 607 + 33).text() == "-5,2%"
    assert Share(33, of=640) > Fraction(1, 20)


@about("S15")
def test_binh_hoa_moves_a_tenth_of_its_members_and_loses_none() -> None:
    assert Share(18 + 24, of=420).text() == "10,0%"
    assert growth(16 - 2, 16).text() == "-12,5%"


@about("S16", "S17", "S22")
def test_the_split_into_committees_and_cells_differs_widely_between_provinces() -> None:
    shares = [Share(59, of=129), Share(68, of=110), Share(29, of=36)]
    assert [share.text() for share in shares] == ["45,7%", "61,8%", "80,6%"]
    assert shares == sorted(shares)


@about("S23")
def test_binh_thuan_has_24_and_a_half_members_to_an_organization() -> None:
    assert format_number(Fraction(564, 23), decimals=2) == "24,52"
    assert Printed.parse("24,5").admits(Fraction(564, 23))


@about("S27")
def test_the_nation_counts_villages_only_though_the_sentence_names_urban_groups_too() -> None:
    assert Printed.parse("69.961").admits(86_282 - 16_321)
    assert not Printed.parse("69.961").admits(86_282 - 16_321 - 20_547)
    assert Share(16_321, of=86_282).text() == "18,9%"


@about("I01")
def test_quang_nam_prints_1905_for_quotas_that_sum_to_1950() -> None:
    (claim,) = next(statement["checks"] for statement in STATEMENTS if statement["id"] == "I01")
    total = sum(claim["parts"])
    assert len(claim["parts"]) == 22
    assert format_number(total) == "1.950"
    assert not Printed.parse("1.905").admits(total)
    assert sorted(format_number(total)) == sorted("1.905")  # two digits changed places
    assert sum(Share(part, of=1950).fraction for part in claim["parts"]) == 1


@about("I03")
def test_quang_nam_prints_66_2_percent_over_a_base_that_is_not_in_the_text() -> None:
    assert prints(1132, 1718, "66,2%") == []
    assert prints(1132, 1702, "66,2%") == []
    assert (Share(1132, of=1718).text(), Share(1132, of=1702).text()) == ("65,9%", "66,5%")
    assert bases_that_print(1132, "66,2%", near=range(1690, 1730)) == (1709, 1710, 1711)


@about("I06")
def test_can_tho_2017_shows_that_halves_go_up() -> None:
    assert bases_that_print(121, "75,63%", near=range(121, 2000)) == (160,)
    assert Share(121, of=160).percent * 1000 == 75_625  # a tie: neither half-even nor cutting prints 75,63
    assert bases_that_print(121, "75,63%", near=range(121, 2000), rounding="truncate") == ()


@about("I07")
def test_can_tho_2019_cuts_digits_off_and_its_city_line_may_do_either() -> None:
    assert bases_that_print(147, "122%", near=range(1, 2000)) == ()
    assert bases_that_print(147, "122%", near=range(1, 2000), rounding="truncate") == (120,)
    assert prints(1988, 2100, "94,7%") == ["half_up"]
    assert prints(1988, 2099, "94,7%") == ["half_up", "truncate"]


@about("I08")
def test_binh_thuan_2017_needs_odd_targets_unless_its_units_cut_digits_off() -> None:
    for count, target, printed in ((68, 65, "104,61%"), (177, 160, "110,62%"), (169, 160, "105,62%")):
        assert prints(count, target, printed) == ["truncate"]
    assert prints(159, 152, "104,61%") == ["half_up"]


@about("I10")
def test_a_zero_at_the_end_is_printed_and_kept() -> None:
    assert Share(282, of=2000).text(decimals=2) == "14,10%"
    assert Printed.parse("14,10%").decimals == 2
    assert growth(282, 282 - 34).text() == "+13,7%"


@about("I15")
def test_tu_ky_means_relative_excess_by_vuot_and_not_points() -> None:
    assert growth(192, 130).prints_as("47,7%")
    assert Ratio(192, of=130).text() == "147,7%"
    assert bases_that_print(192, "147,7%", near=range(100, 192)) == (130,)
    assert growth(192, 170).prints_as("12,9%")
    assert printed_sum(["65,1", "70,8", "35,4"]) == Decimal("171.3")  # women, youth, farmers: one person may be all


@about("I18", "I33")
def test_a_share_of_the_yearly_target_fixes_the_target_only_as_well_as_its_digits() -> None:
    assert 2200 in bases_that_print(848, "38,5%", near=range(2000, 2400))
    assert bases_that_print(134, "67%", near=range(134, 400)) == (199, 200, 201)


@about("I21")
def test_the_yearly_target_of_admissions_is_taken_of_the_members_at_the_start_of_the_term() -> None:
    target = percentage("3%")
    assert ceil(target * 5356) == 161
    assert Share(160, of=5356) < target < Share(161, of=5356)
    assert Share(90, of=5356).text(decimals=2) == "1,68%"


@about("I22")
def test_binh_giang_cuts_15_53_to_15_while_its_villages_merge() -> None:
    assert prints(16, 103, "15%") == ["truncate"]
    assert Points.between(Share(50, of=88), Share(16, of=103)).text() == "+41,3 điểm phần trăm"
    assert growth(88, 103).text() == "-14,6%"


@about("I23")
def test_nam_sach_means_points_by_gan_40_percent() -> None:
    earlier = [n for n in range(94) if Points.between(Share(64, of=93), Share(n, of=93)).prints_as("gần 40%")]
    assert [Share(n, of=93).text(decimals=0) for n in earlier] == ["29%", "30%", "31%", "32%", "33%"]
    assert not any(growth(64, n).prints_as("gần 40%") for n in earlier)


@about("I27")
def test_the_central_highlands_have_just_one_number_of_villages_that_fits() -> None:
    assert bases_that_print(7616, "92,07%", near=range(7616, 10_000)) == (8272,)


@about("I28")
def test_two_shares_of_vinh_long_bracket_its_hidden_total() -> None:
    near = range(38_000, 39_500)
    both = set(bases_that_print(510, "1,32%", near=near)) & set(bases_that_print(443, "1,15%", near=near))
    assert (min(both), max(both), len(both)) == (38_491, 38_689, 199)


@about("I29")
def test_hai_duong_2010_does_not_round_up_what_is_nearly_complete() -> None:
    assert prints(765, 773, "98,9%") == ["truncate"]
    assert prints(765, 773, "99,0%") == ["half_up"]
    assert Share(773 - 8, of=773) == Share(765, of=773)


@about("I32")
def test_the_committee_of_tay_ninh_shrinks_from_51_to_49() -> None:
    assert growth(49, 51).prints_as("-3,92%")
    assert not growth(49, 49 + 1).prints_as("-3,92%")


@about("I35")
def test_the_shares_of_dong_nai_sum_to_100_and_are_not_of_its_944_organizations() -> None:
    assert printed_sum(["70,2", "8,5", "16,8", "4,5"]) == 100
    # Of the 944, 70,2 % would be 663 organizations of communes, and only 323 are đảng bộ: the base is another.
    assert counts_that_print("70,2%", 944) == [663]
    assert Share(663, of=944) > Share(323, of=944)


@about("B05")
def test_the_posthumous_badges_of_luc_nam_are_inside_the_sum() -> None:
    parts = (2, 17, 15, 27)
    assert Printed.parse("61").admits(sum(parts))
    assert not Printed.parse("61").admits(sum(parts) + 4)
    assert Share(4, of=27) < Share(27, of=61)


@about("B02", "B03", "B07")
def test_badges_by_grade_are_shares_of_the_living() -> None:
    assert Share(831, of=2298).text() == "36,2%"
    assert sum(Share(n, of=524).fraction for n in (2, 4, 1, 42, 120, 44, 311)) == 1
    assert Share(524, of=524 + 20).text() == "96,3%"
    assert Share(29, of=29 + 1).text() == "96,7%"


@about("N02")
def test_the_congress_was_attended_by_two_fewer_than_allocated() -> None:
    assert Share(163 + 353 + 1070, of=165 + 353 + 1070).text(decimals=2) == "99,87%"
    assert not Printed.parse("1.588").admits(163 + 353 + 1070)


@about("N03")
def test_the_nation_lost_117_organizations_in_half_a_year() -> None:
    lost = growth(51_988, 52_105)
    assert (lost.count, lost.text(decimals=2)) == (-117, "-0,22%")
    members = Printed.parse("hơn 5,2 triệu")
    assert [members.admits(count) for count in (5_200_000, 5_200_001, 5_299_999, 5_300_000)] == [
        False,
        True,
        True,
        False,
    ]


@about("N05")
def test_the_children_of_one_parent_stand_at_two_levels() -> None:
    assert (Share(27, of=61).text(), Share(34, of=61).text()) == ("44,3%", "55,7%")
    assert Printed.parse("gần 5.800").admits(5_799)
    assert not Printed.parse("gần 5.800").admits(5_800)


# --- the copy -----------------------------------------------------------------------------------------------------


def test_all_fifty_statements_are_recomputed() -> None:
    ids = [statement["id"] for statement in STATEMENTS]
    recomputed = {statement["id"] for statement in STATEMENTS if statement["checks"]}
    assert len(ids) == len(set(ids)) == 50
    assert set(ids) == recomputed | TOLD
    assert set(ids) >= TOLD


def test_every_statement_names_its_place_date_and_source() -> None:
    for statement in STATEMENTS:
        assert statement["place"]
        assert statement["date"]
        assert statement["url"]


def test_the_facts_are_those_of_the_collection_they_were_copied_from() -> None:
    if not COLLECTION.exists():
        pytest.skip("the collection of published figures is not part of this repository")
    collection = json.loads(COLLECTION.read_text(encoding="utf-8"))
    assert [facts(record) for record in collection] == STATEMENTS


def facts(record: Claim) -> Claim:
    kept = {name: record[name] for name in ("id", "place", "date", "url")}
    return kept | {"checks": [claim for claim in map(fact, record["checks"]) if claim]}


def fact(check: Claim) -> Claim:
    kept = {"type": check["type"], "label": check["label"]}
    match check["type"]:
        case "percent":
            styles = [mode for mode in check["modes"] if mode in STYLES]
            names = ("num", "den", "half_up", "truncate")
            return kept | {name: check[name] for name in names} | {"printed": check["published"], "styles": styles}
        case "word":
            return kept | {"num": check["num"], "den": check["den"], "printed": check["published"]}
        case "sum":
            parts = check["parts"]
            parts = list(parts.values()) if isinstance(parts, dict) else parts
            return kept | {"parts": parts, "printed": check["published"]}
        case "points":
            return kept | {"a": check["a"], "b": check["b"], "printed": check["published"]}
        case "eq":
            return kept | {"expr": check["expr"], "printed": check["published"]}
        case "shares_sum":
            return kept | {"printed": check["published"], "sum": check["value"]}
        case _:
            return {}  # implied: worked out above
