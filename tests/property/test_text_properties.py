"""Laws of text, terms and figures that hold for any input."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dangbo import (
    Form,
    GroupKind,
    Level,
    MemberStatus,
    Origin,
    Points,
    Printed,
    Rating,
    RatingStatus,
    Share,
    bases_that_print,
    parse_kind,
)
from dangbo.base.figures import Rounding, percentage, printed_sum, round_decimal
from dangbo.base.terms import Term, kind_label
from dangbo.base.text import fold, format_date, format_number, nearest, nfc, parse_date, person_sort_key, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
BARE = str.maketrans(LETTERS, "".join(unicodedata.normalize("NFD", letter)[0] for letter in LETTERS).replace("đ", "d"))
terms = st.sampled_from(
    [term for kind in (Form, Level, Rating, RatingStatus, MemberStatus, GroupKind, Origin) for term in kind]
)
words = st.text(LETTERS + LETTERS.upper() + " 0123456789-./", max_size=20)
texts = st.one_of(words, st.text(max_size=20))
roundings: st.SearchStrategy[Rounding] = st.sampled_from(["half_up", "truncate"])
fractions = st.fractions(-1_000_000, 1_000_000, max_denominator=10_000)
shares = st.integers(1, 100_000).flatmap(lambda of: st.builds(Share, st.integers(0, of), of=st.just(of)))


def without_diacritics(text: str) -> str:
    return text.lower().translate(BARE)


@st.composite
def spellings(draw: st.DrawFn, text: str) -> str:
    """A way to write a text: normal form, diacritics, case, wrong Đ, blanks."""
    if draw(st.booleans()):
        text = without_diacritics(text)
    write = draw(st.sampled_from([str.lower, str.upper, str.title, str.swapcase]))
    text = write(text)
    if draw(st.booleans()):
        text = text.replace("Đ", "\u00d0").replace("đ", "\u00f0")
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    return draw(st.sampled_from(["", " ", "\u00a0"])) + text.replace(" ", draw(st.sampled_from([" ", "  ", "\t"])))


# --- terms --------------------------------------------------------------------------------------------------------


@given(st.data(), terms)
def test_every_spelling_of_a_name_gives_its_term(data: st.DataObject, term: Term) -> None:
    name = data.draw(st.sampled_from([term.label, term.value, *term.aliases]))
    assert type(term).parse(data.draw(spellings(name))) is term


@given(st.data(), st.sampled_from(Rating), st.integers(2018, 2100))
def test_every_spelling_of_a_rating_gives_it_with_the_year(data: st.DataObject, rating: Rating, year: int) -> None:
    name = data.draw(st.sampled_from([rating.label, rating.short]))
    assert Rating.parse(data.draw(spellings(name)), year=year) is rating


@given(st.data(), st.sampled_from([(form, level) for form in Form for level in Level]))
def test_every_spelling_of_a_kind_gives_form_and_level(data: st.DataObject, kind: tuple[Form, Level]) -> None:
    form, level = kind
    if form is Form.CHI_BO and level > Level.GRASSROOTS:
        return  # there are no such cells: the label is for findings only
    assert parse_kind(data.draw(spellings(kind_label(form, level)))) == kind


# --- text ---------------------------------------------------------------------------------------------------------


@given(texts)
def test_kept_text_is_kept_as_it_is(text: str) -> None:
    kept = nfc(text)
    assert nfc(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()


@given(texts)
def test_a_search_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_normal_forms_share_key_place_and_spelling(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert nfc(composed) == nfc(decomposed)
    assert fold(composed) == fold(decomposed)
    assert sort_key(composed) == sort_key(decomposed)
    assert person_sort_key(composed) == person_sort_key(decomposed)


@given(st.data(), words)
def test_a_name_is_found_however_it_is_written(data: st.DataObject, name: str) -> None:
    assert fold(data.draw(spellings(name))) == fold(name)


@given(st.lists(texts, max_size=8), st.randoms(use_true_random=False))
def test_a_sorted_list_does_not_depend_on_the_order_it_came_in(names: list[str], random: Random) -> None:
    once = [nfc(name) for name in sorted(names, key=sort_key)]
    mixed = list(names)
    random.shuffle(mixed)
    assert [nfc(name) for name in sorted(mixed, key=sort_key)] == once
    assert all(sort_key(a) <= sort_key(b) for a, b in pairwise(once))


@given(texts, texts)
def test_places_are_equal_for_equal_texts_only(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))
    assert (sort_key(one) < sort_key(other)) + (sort_key(other) < sort_key(one)) == (nfc(one) != nfc(other))


@given(words, st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbered_names_are_in_the_order_of_their_numbers(name: str, one: int, other: int) -> None:
    assert (sort_key(f"{name} tổ {one}") < sort_key(f"{name} tổ {other}")) == (one < other)


@given(st.lists(words, max_size=30), words)
def test_suggestions_are_choices_and_a_spelling_of_the_name_comes_first(choices: list[str], name: str) -> None:
    found = nearest(name, [*choices, name])
    assert set(found) <= {*choices, name}
    if fold(name):
        assert fold(found[0]) == fold(name)


@given(st.dates())
def test_dates_printed_are_dates_read(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(str(day)) == day


# --- figures ------------------------------------------------------------------------------------------------------


def quantized(value: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """The same rounding by the decimal module; 200 digits tell every fraction tried here from a tie."""
    wide = Context(prec=200)
    exact = wide.divide(Decimal(value.numerator), Decimal(value.denominator))
    mode = ROUND_HALF_UP if rounding == "half_up" else ROUND_DOWN
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=mode, context=wide)


@given(fractions, st.integers(0, 6), roundings)
def test_rounding_agrees_with_the_decimal_module(value: Fraction, decimals: int, rounding: Rounding) -> None:
    rounded = round_decimal(value, decimals, rounding=rounding)
    assert rounded == quantized(value, decimals, rounding)
    assert -rounded.as_tuple().exponent == decimals  # type: ignore[operator]


@given(fractions, st.integers(0, 4))
def test_a_printed_number_reads_back_within_half_a_digit(value: Fraction, decimals: int) -> None:
    vi, en = format_number(value, decimals=decimals), format_number(value, decimals=decimals, lang="en")
    assert vi.translate(str.maketrans(".,", ",.")) == en
    assert abs(Fraction(en.replace(",", "")) - value) <= Fraction(1, 2 * 10**decimals)


@given(shares, st.integers(0, 4), roundings)
def test_a_share_prints_as_it_prints(share: Share, decimals: int, rounding: Rounding) -> None:
    printed = share.text(decimals=decimals, rounding=rounding)
    assert share.prints_as(printed, rounding=rounding)
    assert Printed.parse(printed).decimals == decimals


@given(shares, st.integers(0, 2), roundings)
def test_hidden_bases_are_those_under_which_the_count_prints_so(
    share: Share, decimals: int, rounding: Rounding
) -> None:
    printed = share.text(decimals=decimals, rounding=rounding)
    near = range(max(1, share.of - 40), share.of + 41)
    wanted = Decimal(printed.rstrip("%").replace(".", "").replace(",", "."))
    tried = [base for base in near if quantized(Fraction(share.count * 100, base), decimals, rounding) == wanted]
    assert list(bases_that_print(share.count, printed, near=near, rounding=rounding)) == tried
    assert share.of in tried


@given(st.integers(1, 9_999), st.integers(0, 5), st.integers(0, 10_000))
def test_nearly_and_over_do_not_overlap_and_leave_the_number_out(digits: int, zeros: int, off: int) -> None:
    number = digits * 10**zeros
    nearly, over = (Printed.parse(f"{word} {format_number(number)}") for word in ("gần", "trên"))
    assert not nearly.admits(number)
    assert not over.admits(number)
    assert not nearly.admits(number + off)
    assert not over.admits(number - off)
    unit = 10 ** (len(str(number)) - len(str(number).rstrip("0")))
    assert nearly.admits(number - off) == (0 < 2 * off <= unit)
    assert over.admits(number + off) == (0 < off < unit)


@given(shares, shares)
def test_the_points_between_two_shares_turn_round_with_them(one: Share, other: Share) -> None:
    assert Points.between(one, other) == -Points.between(other, one)
    assert (Points.between(one, other) > Points(0)) == (one > other)
    assert Points.between(one, Fraction(0)).value == one.percent


@given(st.lists(st.integers(0, 10_000), max_size=12), st.integers(0, 4))
def test_printed_shares_sum_to_the_last_digit(digits: list[int], decimals: int) -> None:
    printed = [format_number(Fraction(n, 10**decimals), decimals=decimals) + "%" for n in digits]
    printed = [text for text in printed if "." not in text]  # 1.000% could be one per cent, and is refused
    assert printed_sum(printed) == sum(Decimal(text.rstrip("%").replace(",", ".")) for text in printed)
    assert printed_sum(printed) == sum((percentage(text) for text in printed), Fraction(0)) * 100
