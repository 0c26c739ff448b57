"""Shares, points and printed figures: exact, with both counts, in one unit."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from typing import Any, Final

import pytest

from dangbo import InvalidInputError, Origin, Points, Printed, Ratio, Share, TermError, bases_that_print
from dangbo.base import figures
from dangbo.base.figures import Growth, Rounding, growth, percentage, printed_sum, round_decimal
from dangbo.base.findings import Lang

# --- rounding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "truncated"),
    [
        (Fraction(12100, 160), 2, "75.63", "75.62"),
        (Fraction(76500, 773), 1, "99.0", "98.9"),
        (Fraction(282, 20), 2, "14.10", "14.10"),
        (Fraction(1, 2), 0, "1", "0"),
        (Fraction(-1, 2), 0, "-1", "0"),
        (Fraction(-5, 4), 1, "-1.3", "-1.2"),
        (Decimal("2.675"), 2, "2.68", "2.67"),
        (95, 1, "95.0", "95.0"),
        (0, 3, "0.000", "0.000"),
    ],
)
def test_halves_go_up_in_one_house_style_and_digits_are_cut_in_the_other(
    value: Fraction | Decimal | int, decimals: int, half_up: str, truncated: str
) -> None:
    assert str(round_decimal(value, decimals)) == half_up
    assert str(round_decimal(value, decimals, rounding="truncate")) == truncated


def test_a_narrow_decimal_context_changes_no_figure() -> None:
    with localcontext() as context:
        context.prec = 2
        assert str(round_decimal(Fraction(1_234_567, 100), 2)) == "12345.67"
        assert str(printed_sum(["33,33", "33,33", "33,33"])) == "99.99"


@pytest.mark.parametrize("value", [0.5, Decimal("NaN"), Decimal("-Infinity"), "1"])
def test_only_exact_numbers_are_rounded(value: object) -> None:
    with pytest.raises(InvalidInputError, match="not an exact number"):
        round_decimal(value, 1)  # type: ignore[arg-type]


def test_rounding_to_fewer_than_no_decimals_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="-1 decimals"):
        round_decimal(1, -1)


def test_an_unknown_way_to_round_is_refused_wherever_it_is_asked_for() -> None:
    unknown: Any = "half_even"
    share = Share(353, of=401)
    for ask in (
        lambda: round_decimal(1, 1, rounding=unknown),
        lambda: share.text(rounding=unknown),
        lambda: share.prints_as("88%", rounding=unknown),
        lambda: share.prints_as("trên 88%", rounding=unknown),
        lambda: Points(1).text(rounding=unknown),
        lambda: growth(3, 2).text(rounding=unknown),
        lambda: bases_that_print(91, "92,9%", near=[98], rounding=unknown),
    ):
        with pytest.raises(InvalidInputError, match=r"'half_even' is no way to round\. Say"):
            ask()


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    unknown: Any = "fr"
    for thing in (Share(1, of=2), Points(1), growth(3, 2)):
        with pytest.raises(TermError, match="'fr' is not a language; known: vi, en"):
            thing.text(lang=unknown)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_whatever_falls_has_the_minus_of_published_reports(lang: Lang) -> None:
    for fallen in (Points(-3), growth(49, 51), Ratio(1, of=2)):
        assert "\u2212" not in fallen.text(lang=lang)
    assert Points(-3).text(lang=lang).startswith("-3")
    assert growth(49, 51).text(lang=lang).startswith("-3")


# --- shares -------------------------------------------------------------------------------------------------------


def test_a_share_carries_its_counts_its_day_and_its_origin() -> None:
    share = Share(353, of=401, on="2023-03-31", origin=Origin.PRINTED)
    assert (share.count, share.of) == (353, 401)
    assert share.on == dt.date(2023, 3, 31)
    assert share.origin is Origin.PRINTED
    assert share.fraction == Fraction(353, 401)
    assert share.percent == Fraction(35300, 401)
    assert Share(1, of=2).on is None
    assert Share(1, of=2).origin is Origin.COMPUTED


def test_a_share_shows_itself_with_both_counts() -> None:
    assert repr(Share(95, of=100)) == "Share(95, of=100) = 95,0%"
    assert repr(Ratio(318, of=250)) == "Ratio(318, of=250) = 127,2%"
    assert repr(Growth(-2, of=51)) == "Growth(-2, of=51) = -3,9%"


def test_a_percentage_is_printed_in_either_language_and_style() -> None:
    share = Share(765, of=773)
    assert share.text() == "99,0%"
    assert share.text(rounding="truncate") == "98,9%"
    assert share.text(decimals=2) == "98,97%"
    assert share.text(decimals=0, lang="en") == "99%"
    assert share.text(lang="en") == "99.0%"
    assert Ratio(12_345, of=10).text() == "123.450,0%"


def test_day_and_origin_do_not_make_two_shares_different() -> None:
    one = Share(1, of=2, on="2022-12-31", origin=Origin.PRINTED)
    assert one == Share(1, of=2)
    assert len({one, Share(1, of=2), Share(2, of=4)}) == 2


def test_shares_with_other_counts_or_meaning_are_not_equal_even_when_the_value_is() -> None:
    assert Share(1, of=2) != Share(2, of=4)
    others: list[object] = [Ratio(1, of=2), Fraction(1, 2), "50,0%"]
    assert Share(1, of=2) not in others


def test_shares_compare_by_value_with_each_other_and_with_fractions() -> None:
    assert Share(91, of=98) < Share(95, of=100) < Ratio(318, of=250)
    assert Share(1, of=2) <= Share(2, of=4) <= Share(1, of=2)
    assert Share(2, of=4) >= Share(1, of=2)
    assert Share(95, of=100) > percentage("85%")
    assert Share(85, of=100) >= Fraction(17, 20)
    assert not Share(1, of=2) > Share(2, of=4)
    assert max(Share(1, of=3), Share(2, of=5)) == Share(2, of=5)


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_a_share_is_compared_with_no_float_and_no_count(compare: str) -> None:
    assert getattr(Share(1, of=2), compare)(0.5) is NotImplemented
    assert getattr(Share(1, of=2), compare)(1) is NotImplemented


def test_a_share_cannot_be_changed() -> None:
    share = Share(1, of=2)
    with pytest.raises(AttributeError):
        share.count = 2  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        share.note = "x"  # type: ignore[attr-defined]


def test_figures_stay_themselves_when_copied_and_pickled() -> None:
    for figure in (Share(1, of=2, on="2022-12-31", origin=Origin.INFERRED), Ratio(3, of=2), Points(Fraction(1, 3))):
        for again in (pickle.loads(pickle.dumps(figure)), copy.deepcopy(figure)):  # noqa: S301 - our own bytes
            assert again == figure
            assert repr(again) == repr(figure)
    share = pickle.loads(pickle.dumps(Share(1, of=2, on="2022-12-31", origin=Origin.INFERRED)))  # noqa: S301
    assert (share.on, share.origin) == (dt.date(2022, 12, 31), Origin.INFERRED)


class ForeignInteger:
    """An integer of another library, such as numpy.int64."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


def test_integers_of_other_libraries_become_plain_ones() -> None:
    count: Any = ForeignInteger(91)
    share = Share(count, of=98)
    assert type(share.count) is int
    assert share == Share(91, of=98)


@pytest.mark.parametrize(
    ("count", "of", "reason", "remedy"),
    [
        (0, 0, "the base is 0", "None"),
        (1, 0, "the base is 0", "None"),
        (1, -2, "the base is negative", "Correct the base"),
        (-1, 2, "the count is negative", "Correct the count"),
        (101, 100, "the count is above the base", "Ratio"),
        (0.5, 1, "counts are whole numbers, not float", "int"),
        (1, "2", "counts are whole numbers, not str", "int"),
        (1, None, "counts are whole numbers, not NoneType", "int"),
        (True, 2, "counts are whole numbers, not bool", "int"),
    ],
)
def test_counts_that_are_no_share_are_refused_with_the_way_out(
    count: object, of: object, reason: str, remedy: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Share(count, of=of)  # type: ignore[arg-type]
    (found,) = caught.value.findings
    assert found.code == "input/bad-figure"
    assert found.subject == f"Share({count!r}, of={of!r})"
    assert reason in found.message
    assert remedy in found.fix
    assert found.text(lang="vi") != found.text(lang="en")


def test_a_share_of_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="31/02/2023"):
        Share(1, of=2, on="31/02/2023")


def test_a_ratio_may_exceed_its_base_and_nothing_else() -> None:
    assert Ratio(318, of=250).fraction > 1
    for count, of in ((1, 0), (-1, 2)):
        with pytest.raises(InvalidInputError):
            Ratio(count, of=of)


def test_growth_is_relative_to_the_earlier_count_and_shows_its_sign() -> None:
    assert growth(192, 130) == Growth(62, of=130)
    assert growth(192, 130).text() == "+47,7%"
    assert growth(49, 51).text(decimals=2) == "-3,92%"
    assert growth(5, 5).text() == "0,0%"
    assert growth(192, 130, on="2012-12-05", origin=Origin.INFERRED).origin is Origin.INFERRED
    with pytest.raises(InvalidInputError, match="the base is 0"):
        growth(3, 0)
    with pytest.raises(InvalidInputError, match="whole numbers"):
        growth(1.5, 1)  # type: ignore[arg-type]


# --- percentage points --------------------------------------------------------------------------------------------


def test_points_are_the_difference_of_percentages() -> None:
    assert Points.between(Share(95, of=100), percentage("85%")) == Points(10)
    assert Points.between(Share(91, of=98), percentage("85%")).value == Fraction(55, 7)
    assert Points.between(Share(1, of=2), Share(2, of=4)) == Points(0)
    assert Points.between(percentage("99,78%"), percentage("90%")) == Points(Decimal("9.78"))


def test_points_say_what_they_are_and_never_percent() -> None:
    points = Points.between(Share(91, of=98), percentage("85%"))
    assert repr(points) == "+7,9 percentage points"
    assert points.text() == "+7,9 điểm phần trăm"
    assert points.text(decimals=2, lang="en") == "+7.86 percentage points"
    assert points.text(rounding="truncate") == "+7,8 điểm phần trăm"
    assert Points(0).text() == "0,0 điểm phần trăm"
    assert Points(Fraction(-5, 2)).text() == "-2,5 điểm phần trăm"


def test_a_target_missed_by_a_hair_does_not_look_met() -> None:
    assert Points(Fraction(-1, 1000)).text() == "-0,0 điểm phần trăm"
    assert Points(Fraction(1, 1000)).text() == "+0,0 điểm phần trăm"


def test_points_add_subtract_and_compare_with_points_only() -> None:
    assert Points(3) + Points(4) == Points(7)
    assert Points(3) - Points(4) == -Points(1) == Points(-1)
    assert abs(Points(-2)) == Points(2)
    assert Points(-1) < Points(0) < Points(1)
    assert sorted([Points(2), Points(-1)]) == [Points(-1), Points(2)]
    for operation in ("__add__", "__sub__", "__lt__"):
        assert getattr(Points(1), operation)(1) is NotImplemented


def test_points_are_exact() -> None:
    with pytest.raises(InvalidInputError, match="not an exact number"):
        Points(0.1)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="not an exact number"):
        Points.between(0.9, percentage("85%"))  # type: ignore[arg-type]


# --- figures as printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit", "bound"),
    [
        ("92,9%", Fraction(929, 1000), 1, "percent", "exact"),
        ("92,9 %", Fraction(929, 1000), 1, "percent", "exact"),
        ("92.9%", Fraction(929, 1000), 1, "percent", "exact"),
        ("92,9 phần trăm", Fraction(929, 1000), 1, "percent", "exact"),
        ("14,10%", Fraction(141, 1000), 2, "percent", "exact"),
        ("127,2%", Fraction(1272, 1000), 1, "percent", "exact"),
        ("0,125%", Fraction(125, 100_000), 3, "percent", "exact"),
        ("1.234,5%", Fraction(12345, 1000), 1, "percent", "exact"),
        ("-3,92%", Fraction(-392, 10_000), 2, "percent", "exact"),
        ("trên 88%", Fraction(88, 100), 0, "percent", "over"),
        ("Trên 4,8 %", Fraction(48, 1000), 1, "percent", "over"),
        ("gần 59%", Fraction(59, 100), 0, "percent", "nearly"),
        ("tren 88%", Fraction(88, 100), 0, "percent", "over"),
        ("ga\u0302\u0300n 28.000", Fraction(28_000), 0, "count", "nearly"),
        ("27.960", Fraction(27_960), 0, "count", "exact"),
        ("27960", Fraction(27_960), 0, "count", "exact"),
        ("1.234.567", Fraction(1_234_567), 0, "count", "exact"),
        ("hơn 5,2 triệu", Fraction(5_200_000), 1, "count", "over"),
        ("hơn 5.2 triệu", Fraction(5_200_000), 1, "count", "over"),
        ("5,245 triệu", Fraction(5_245_000), 3, "count", "exact"),
        ("gần 120", Fraction(120), 0, "count", "nearly"),
        ("143 nghìn", Fraction(143_000), 0, "count", "exact"),
        ("9,78 điểm phần trăm", Fraction(978, 100), 2, "points", "exact"),
        ("9,78 điểm %", Fraction(978, 100), 2, "points", "exact"),
    ],
)
def test_printed_figures_are_read_with_unit_bound_and_decimals(
    text: str, value: Fraction, decimals: int, unit: str, bound: str
) -> None:
    printed = Printed.parse(text)
    assert (printed.value, printed.decimals, printed.unit, printed.bound) == (value, decimals, unit, bound)
    assert printed.is_percent is (unit == "percent")


def test_english_figures_are_read_with_english_marks() -> None:
    assert Printed.parse("52,105", lang="en").value == 52_105
    assert Printed.parse("more than 5.2 million", lang="en").value == 5_200_000
    assert Printed.parse("nearly 92.857%", lang="en").value == Fraction(92_857, 100_000)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not one figure"),
        ("%", "not one figure"),
        ("91-95", "not one figure"),
        ("91/98", "not one figure"),
        ("khoảng 120", "'khoảng' gives it no known bound"),
        ("vượt 9,78%", "'vượt' gives it no known bound"),
        ("120 chi bộ", "'chi bộ' is no unit"),
        ("92.857%", "marks can be read in two ways or none"),
        ("27,960", "marks can be read in two ways or none"),
        ("0.125", "marks can be read in two ways or none"),
        ("27.96.0", "marks can be read in two ways or none"),
        ("1,2,3%", "marks can be read in two ways or none"),
    ],
)
def test_what_is_no_figure_or_could_be_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Printed.parse(text)
    (found,) = caught.value.findings
    assert reason in found.message
    assert "92,9%" in found.fix


def test_what_is_no_text_is_refused_as_a_figure() -> None:
    with pytest.raises(InvalidInputError, match="float"):
        Printed.parse(92.9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("gần 28.000", 1000),
        ("gần 5.800", 100),
        ("gần 120", 10),
        ("hơn 3.320", 10),
        ("hơn 5,2 triệu", 100_000),
        ("hơn 77.000", 1000),
        ("trên 88%", Fraction(1, 100)),
        ("trên 4,8%", Fraction(1, 1000)),
        ("trên 14,10%", Fraction(1, 1000)),
        ("trên 0%", Fraction(1, 100)),
    ],
)
def test_words_speak_in_the_unit_of_the_last_digit_that_is_not_zero(text: str, step: Fraction) -> None:
    assert Printed.parse(text).step == step


@pytest.mark.parametrize(
    ("text", "admitted", "refused"),
    [
        ("gần 28.000", (27_500, 27_960, 27_999), (27_499, 28_000, 28_001)),
        ("gần 120", (115, 119), (114, 120)),
        ("hơn 3.320", (3_321, 3_329), (3_320, 3_330)),
        ("hơn 5,2 triệu", (5_200_001, 5_299_999), (5_200_000, 5_300_000)),
        ("27.960", (27_960,), (27_959, 27_961)),
        ("5,2 triệu", (5_150_000, 5_249_999), (5_149_999, 5_250_000)),
    ],
)
def test_a_printed_count_admits_just_the_counts_its_words_allow(
    text: str, admitted: tuple[int, ...], refused: tuple[int, ...]
) -> None:
    printed = Printed.parse(text)
    assert [count for count in admitted + refused if printed.admits(count)] == list(admitted)


@pytest.mark.parametrize(
    ("share", "printed", "rounding", "expected"),
    [
        (Share(91, of=98), "92,9%", "half_up", True),
        (Share(91, of=98), "92,9%", "truncate", False),
        (Share(91, of=98), "92,8%", "truncate", True),
        (Share(91, of=98), "93%", "half_up", True),
        (Share(91, of=98), "92,86%", "half_up", True),
        (Share(95, of=100), "95%", "half_up", True),
        (Share(95, of=100), "95,0%", "truncate", True),
        (Share(121, of=160), "75,63%", "half_up", True),
        (Share(121, of=160), "75,62%", "half_up", False),
        (Share(353, of=401), "trên 88%", "half_up", True),
        (Share(88, of=100), "trên 88%", "half_up", False),
        (Share(89, of=100), "trên 88%", "half_up", False),
        (Share(24, of=41), "gần 59%", "half_up", True),
        (Share(59, of=100), "gần 59%", "half_up", False),
        (Share(117, of=200), "gần 59%", "half_up", True),
        (Share(1169, of=2000), "gần 59%", "half_up", False),
        (Ratio(318, of=250), "127,2%", "half_up", True),
        (Growth(-2, of=51), "-3,92%", "half_up", True),
        (Points(Decimal("9.78")), "9,78%", "half_up", True),
        (Points(Decimal("9.78")), "9,78 điểm phần trăm", "half_up", True),
        (Points(Decimal("39.3")), "gần 40%", "half_up", True),
    ],
)
def test_a_figure_prints_as_its_report_says_or_not(
    share: Share | Points, printed: str, rounding: Rounding, *, expected: bool
) -> None:
    assert share.prints_as(printed, rounding=rounding) is expected


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (Share(91, of=98), "92,9"),
        (Share(91, of=98), "92,9 điểm phần trăm"),
        (Points(9), "9"),
        (92, "92%"),
        (Share(91, of=98), "gần 28.000"),
    ],
)
def test_figures_of_different_units_are_not_compared(figure: Share | Points | int, printed: str) -> None:
    with pytest.raises(InvalidInputError, match="is not one") as caught:
        Printed.parse(printed).admits(figure)
    assert "write the %" in caught.value.findings[0].fix


def test_a_float_is_admitted_nowhere() -> None:
    with pytest.raises(InvalidInputError, match="not an exact number"):
        Printed.parse("92,9%").admits(0.929)  # type: ignore[arg-type]


def test_a_fraction_stands_for_a_share_or_a_mean() -> None:
    assert Printed.parse("92,9%").admits(Fraction(91, 98))
    assert Printed.parse("24,5").admits(Fraction(564, 23))


# --- percentages, hidden bases, sums ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("85%", Fraction(17, 20)),
        ("92,9 %", Fraction(929, 1000)),
        ("92.9%", Fraction(929, 1000)),
        ("99,78%", Fraction(9978, 10_000)),
        ("0%", Fraction(0)),
        ("127,2%", Fraction(1272, 1000)),
        ("85 phần trăm", Fraction(17, 20)),
    ],
)
def test_a_percentage_is_an_exact_share(text: str, value: Fraction) -> None:
    assert percentage(text) == value


def test_a_target_without_a_unit_is_refused_and_the_unit_proposed() -> None:
    with pytest.raises(InvalidInputError) as caught:
        percentage("85")
    (found,) = caught.value.findings
    assert found.code == "input/bad-figure"
    assert found.subject == "'85'"
    assert "no unit" in found.message
    assert '"85%"' in found.fix
    assert '"85%"' in found.text(lang="vi")


@pytest.mark.parametrize("text", ["trên 88%", "gần 59%", "-5%", "9,78 điểm phần trăm", "abc", "8 5%", ""])
def test_a_bound_points_and_nonsense_are_no_percentage(text: str) -> None:
    with pytest.raises(InvalidInputError):
        percentage(text)


def test_a_hidden_base_is_found_from_count_and_percentage() -> None:
    assert bases_that_print(91, "92,9%", near=range(94, 104)) == (98,)
    assert bases_that_print(318, "127,2%", near=range(200, 300)) == (250,)
    assert bases_that_print(11, "trên 2%", near=(543, 545, 560)) == (543, 545)
    assert bases_that_print(0, "0%", near=(0, -3, 7)) == (7,)


def test_a_wrong_percentage_has_no_base() -> None:
    assert bases_that_print(15, "36,7%", near=range(1, 1000)) == ()


def test_a_base_depends_on_the_house_style() -> None:
    assert bases_that_print(147, "122%", near=range(1, 1000)) == ()
    assert bases_that_print(147, "122%", near=range(1, 1000), rounding="truncate") == (120,)


def test_bases_need_a_count_and_a_percentage() -> None:
    with pytest.raises(InvalidInputError, match="the count is negative"):
        bases_that_print(-1, "92,9%", near=range(5))
    with pytest.raises(InvalidInputError, match="is not one"):
        bases_that_print(91, "92,9", near=range(94, 104))
    with pytest.raises(InvalidInputError, match="whole numbers"):
        bases_that_print(91.0, "92,9%", near=range(94, 104))  # type: ignore[arg-type]


def test_printed_shares_are_summed_as_printed_and_never_mended() -> None:
    assert str(printed_sum(["33,33%", "33,33%", "33,33%"])) == "99.99"
    assert str(printed_sum(["66,67%", "33,34%"])) == "100.01"
    assert str(printed_sum(["87,97", "10,22", "1,42", "0,39"])) == "100.00"
    assert str(printed_sum(["65,1%", "70,8%", "35,4%"])) == "171.3"
    assert str(printed_sum(["50%", "25,5%"])) == "75.5"
    assert str(printed_sum(["25,5%", "50%"])) == "75.5"
    assert printed_sum([]) == 0


@pytest.mark.parametrize("share", ["trên 2%", "gần 59", "1,2 triệu", "x"])
def test_bounds_and_counts_are_not_summed(share: str) -> None:
    with pytest.raises(InvalidInputError):
        printed_sum(["50%", share])


# --- what comes from outside: signs, sizes, people --------------------------------------------------------------------


@pytest.mark.parametrize("text", ["92,9%", "92,9 %", "92,9％", "92,9 ％", "92,9﹪", "92,9 phần trăm"])
def test_every_way_to_write_per_cent_is_a_percentage(text: str) -> None:
    printed = Printed.parse(text)
    assert (printed.unit, printed.value) == ("percent", Fraction(929, 1000))
    assert percentage(text) == Fraction(929, 1000)


SIGNS: Final = [
    "‰",
    "٪",
    "€",
    "$",
    ")",
    "(",
    "*",
    "°",
    "²",
    "½",
    "!",
    "?",
    ";",
    ":",
    "/",
    "'",
    "…",
    "“",
    "#",
    "&",
    "~",
    "^",
    "_",
    "=",
    "|",
    "<",
    ">",
    "[",
    "]",
    "{",
    "}",
    "–",
    "‱",
    "₫",
    "%%",
    "%)",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_behind_a_figure_that_is_no_per_cent_sign_is_refused(sign: str) -> None:
    for text in (f"92,9{sign}", f"92,9 {sign}", f"5{sign}", f"5 triệu{sign}"):
        with pytest.raises(InvalidInputError):
            Printed.parse(text)


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn An", "Nguyễn Văn 5", "5 Nguyễn Văn", "019060001234", "Trần Thị B 12", "0912 345 678"]
)
def test_what_may_be_a_person_is_not_repeated(text: str) -> None:
    def told(ask: Callable[[], object]) -> str:
        with pytest.raises(InvalidInputError) as caught:
            ask()
        return f"{caught.value} {caught.value.findings[0].text()}"

    asked: list[Callable[[], object]] = [
        lambda: percentage(text),
        lambda: Share(1, of=2).prints_as(text),
        lambda: Points(2).prints_as(text),
        lambda: printed_sum(["50%", f"{text}?"]),
        lambda: bases_that_print(1, text, near=[2]),
        lambda: Share(text, of=2),  # type: ignore[arg-type]
        lambda: Share(1, of=2, origin=text),
        lambda: growth(text, 2),  # type: ignore[arg-type]
        lambda: Points(text),  # type: ignore[arg-type]
        lambda: round_decimal(1, 0, rounding=text),  # type: ignore[arg-type]
        lambda: round_decimal(1, text),  # type: ignore[arg-type]
    ]
    for ask in asked:
        assert not [word for word in text.split() if len(word) > 2 and word in told(ask)]


HUGE: Final = 10**5000

BEYOND: Final[list[Callable[[], object]]] = [
    lambda: Share(1, of=HUGE),
    lambda: Share(HUGE, of=HUGE),
    lambda: Share(1, of=10**9),
    lambda: Growth(-HUGE, of=1),
    lambda: growth(1, HUGE),
    lambda: Ratio(HUGE, of=1),
    lambda: Points(HUGE),
    lambda: Points(Fraction(1, HUGE)),
    lambda: Points(Decimal("1e999999999")),
    lambda: Points(Decimal("1e-999999999")),
    lambda: Points(value=True),
    lambda: round_decimal(Decimal("1e999999999"), 0),
    lambda: round_decimal(1, 10**9),
    lambda: round_decimal(1, HUGE),
    lambda: Share(1, of=2).text(decimals=HUGE),
    lambda: Printed.parse("9" * 5000),
    lambda: percentage("9" * 5000 + "%"),
    lambda: printed_sum(["9" * 5000]),
    lambda: bases_that_print(HUGE, "9%", near=[1]),
    lambda: bases_that_print(1, "9%", near=[HUGE]),
    lambda: Printed.parse("5%").admits(Fraction(HUGE, HUGE + 1)),
]


@pytest.mark.parametrize("ask", BEYOND, ids=range(len(BEYOND)))
def test_numbers_beyond_counting_are_refused_in_one_way(ask: Callable[[], object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ask()
    assert len(str(caught.value)) < 400


def test_an_origin_may_be_its_label_wherever_it_is_asked_for() -> None:
    for label in (Origin.PRINTED, "printed", Origin.PRINTED.label):
        assert Share(1, of=2, origin=label).origin is Origin.PRINTED
        assert growth(3, 2, origin=label).origin is Origin.PRINTED


@pytest.mark.parametrize("middle", [".", ",", "1", " ", "a", "1.", ".,", "a "])
def test_nothing_longer_than_a_figure_is_looked_at(middle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once 100,000 dots took 93 seconds, growing with their square; now the work does not depend on the length."""

    def never(_text: str) -> str:
        raise AssertionError("it was looked at")

    monkeypatch.setattr(figures, "nfc", never)
    for text in (f"1{middle * 100_000}a1", middle * 100_000, f"trên {middle * 100_000}%", f"9{middle * 61}%"):
        asked: list[Callable[[], object]] = [
            partial(Printed.parse, text),
            partial(percentage, text),
            partial(Share(1, of=2).prints_as, text),
            partial(Points(2).prints_as, text),
            partial(printed_sum, [text]),
            partial(bases_that_print, 1, text, near=[2]),
        ]
        for ask in asked:
            with pytest.raises(InvalidInputError, match="longer than a figure"):
                ask()
