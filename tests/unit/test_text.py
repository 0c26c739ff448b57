"""Vietnamese text in the shapes it really arrives in."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import unicodedata
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.text import (
    fold,
    format_date,
    format_number,
    is_missing,
    nearest,
    nfc,
    parse_count,
    parse_date,
    person_sort_key,
    sort_key,
)

ETH = "\u00d0"  # Ð of Icelandic, typed for Đ
SMALL_ETH = "\u00f0"
AFRICAN_D = "\u0189"


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# --- one spelling -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (nfd("Đảng bộ phường Phú Xá"), "Đảng bộ phường Phú Xá"),
        (f"{ETH}ảng bộ xã {ETH}ồng Liên", "Đảng bộ xã Đồng Liên"),
        (f"{SMALL_ETH}ảng viên", "đảng viên"),
        (f"{AFRICAN_D}ảng", "Đảng"),
        ("  Chi bộ\t tổ 12\n", "Chi bộ tổ 12"),
        ("Chi bộ\u00a0xóm\u2003Núi", "Chi bộ xóm Núi"),
        ("\ufeffXóm\u200b Mới", "Xóm Mới"),
        ("Grassroots  cell", "Grassroots cell"),
        (" \u200b ", ""),
        ("", ""),
    ],
)
def test_text_is_kept_composed_with_the_right_d_and_single_spaces(given: str, kept: str) -> None:
    assert nfc(given) == kept


def test_dot_below_typed_before_the_circumflex_gives_the_same_letter() -> None:
    assert nfc("bo\u0323\u0302") == nfc("bo\u0302\u0323") == "bộ"


def test_tone_placement_and_capitals_are_left_as_written() -> None:
    assert nfc("Hoà BÌNH") == "Hoà BÌNH"


# --- search keys --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đảng bộ", nfd("Đảng bộ")),
        ("Đảng bộ", f"{ETH}ảng bộ"),
        ("Đảng bộ", f"{SMALL_ETH}ẢNG BỘ"),
        ("Đảng bộ", "dang bo"),
        ("hoà", "hòa"),
        ("Thuý", "thúy"),
        ("Phường Hoà Khê", nfd("PHƯỜNG HÒA KHÊ")),
        ("Tổ dân phố 2-3", "to dan pho 2 3"),
        ("T.P. Thái Nguyên", "t p thai nguyen"),
        ("cb_tdp-12", "CB TDP 12"),
        ("“Xuất sắc” – 2022", "xuat sac 2022"),
        ("Xóm\u200b Mới", "xom moi"),
    ],
)
def test_spellings_of_one_name_share_a_search_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_every_vietnamese_letter_folds_to_its_bare_letter() -> None:
    assert fold("aàảãáạ ăằẳẵắặ âầẩẫấậ") == "aaaaaa aaaaaa aaaaaa"
    assert fold("EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ") == "eeeeee eeeeee iiiiii"
    assert fold("oòỏõóọ ôồổỗốộ ơờởỡớợ") == "oooooo oooooo oooooo"
    assert fold("UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ đĐ") == "uuuuuu uuuuuu yyyyyy dd"


def test_letters_of_other_languages_fold_too() -> None:
    assert fold("Straße Čapek – Ñandú") == "strasse capek nandu"


def test_text_without_letters_or_digits_has_an_empty_key() -> None:
    assert fold(" – ... ") == ""


# --- order --------------------------------------------------------------------------------------------------------


def shuffled(items: list[str]) -> list[str]:
    return items[1::2][::-1] + items[::2]


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones"),
        pytest.param(["an", "ăn", "ân", "bn", "cn", "dn", "đn", "en", "ên"], id="letters from a to ê"),
        pytest.param(["on", "ôn", "ơn", "pn", "tn", "un", "ưn", "vn", "xn", "yn"], id="letters from o to y"),
        pytest.param(["tổ 1", "tổ 2", "tổ 9", "tổ 10", "tổ 12", "tổ 100"], id="numbers by value"),
        pytest.param(["Tổ 2", "Tổ 2A", "Tổ 2B", "Tổ 12"], id="numbers with letters"),
        pytest.param(["Cam Giá", "Dương Tự Minh", "Đồng Quang", "Gia Sàng", "Hương Sơn"], id="đ after d"),
        pytest.param(["phú", "phụ", "phú xá", "phúc"], id="shorter word first"),
        pytest.param(["bà an", "bá an", "bà ân"], id="letters of the whole text before any tone"),
        pytest.param(["xóm", "Xóm", "XÓM"], id="small before capital"),
        pytest.param(["Tân An", "Tân Ấp", "Tân-An", "Tân1", "Tâna"], id="space, mark, digit, letter"),
        pytest.param(["", "a"], id="nothing first"),
        pytest.param(["hòa", "hoả", "hỏa", "hõa", "hoá", "hóa", "họa"], id="tone of the syllable, wherever it stands"),
        pytest.param(["zebra", "Ωmega"], id="other scripts last"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_lists_are_in_the_order_of_a_vietnamese_dictionary(ordered: list[str], form: str) -> None:
    arrived = [unicodedata.normalize(form, text) for text in shuffled(ordered)]  # type: ignore[arg-type]
    assert [nfc(text) for text in sorted(arrived, key=sort_key)] == ordered


def test_tone_placement_only_breaks_ties() -> None:
    assert sort_key("hoà bình")[:3] == sort_key("hòa bình")[:3]
    assert sort_key("hoà bình") != sort_key("hòa bình")
    assert sorted(["hòa bình", "hoà an"], key=sort_key) == ["hoà an", "hòa bình"]
    assert sorted(["hoà bình", "hòa an"], key=sort_key) == ["hòa an", "hoà bình"]


def test_a_tone_on_a_letter_that_has_no_composed_form_counts_as_a_tone() -> None:
    assert sorted(["q\u0323a", "qb", "q\u0301a", "qa"], key=sort_key) == ["qa", "q\u0301a", "q\u0323a", "qb"]


def test_leading_zeros_do_not_change_the_value_of_a_number() -> None:
    assert sorted(["tổ 10", "tổ 02", "tổ 3", "tổ 1"], key=sort_key) == ["tổ 1", "tổ 02", "tổ 3", "tổ 10"]
    assert sort_key("tổ 0") < sort_key("tổ 1")


def test_people_are_listed_by_given_name_then_family_name_then_middle_name() -> None:
    ordered = [
        "Nguyễn Văn An",
        "Trần Thị An",
        "Trần Văn An",
        "Lê Ân",
        "Bùi Thị Bình",
        "Dương Văn Dũng",
        "Đỗ Văn Dũng",
        "Phạm Đức",
    ]
    assert sorted(shuffled(ordered), key=person_sort_key) == ordered


def test_a_name_of_one_word_or_none_still_has_a_place() -> None:
    assert sorted(["Bình", "", "Lê An"], key=person_sort_key) == ["", "Lê An", "Bình"]


@pytest.mark.parametrize("behind", ["(B)", "[B]", "(Bí thư)", "- Bí thư", ", Bí thư", "2", "(con ông Bình)"])
def test_what_stands_behind_a_name_to_tell_people_apart_is_not_their_given_name(behind: str) -> None:
    ordered = ["Nguyễn Văn An", f"Nguyễn Văn An {behind}", "Trần Văn An", "Lê Văn Bình"]

    assert sorted(shuffled(ordered), key=person_sort_key) == ordered


@pytest.mark.parametrize("name", ["Y-Bhim Niê", "Nguyễn Văn A", "Hoàng Phủ Ngọc-Tường"])
def test_a_hyphen_or_a_single_letter_is_part_of_a_name(name: str) -> None:
    assert person_sort_key(name)[0] == sort_key(name.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize("digits", ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
def test_digits_of_another_width_or_script_go_by_value_too(digits: str) -> None:
    wide = str.maketrans("0123456789", digits)
    ordered = ["Tổ 2", "Tổ 3".translate(wide), "Tổ 10", "Tổ 12".translate(wide), "Tổ 100"]

    assert sorted(shuffled(ordered), key=sort_key) == ordered


# --- numbers and dates as printed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (27960, 0, "27.960", "27,960"),
        (5_245_000, 0, "5.245.000", "5,245,000"),
        (999, 0, "999", "999"),
        (0, 2, "0,00", "0.00"),
        (-117, 0, "-117", "-117"),
        (Fraction(12100, 160), 2, "75,63", "75.63"),
        (Fraction(-12100, 160), 2, "-75,63", "-75.63"),
        (Decimal("14.1"), 2, "14,10", "14.10"),
        (Decimal("99.995"), 2, "100,00", "100.00"),
        (Fraction(1, 2), 0, "1", "1"),
        (Fraction(-1, 1000), 1, "0,0", "0.0"),
        (Decimal("12345.67"), 1, "12.345,7", "12,345.7"),
    ],
)
def test_numbers_are_printed_in_either_language(
    value: int | Decimal | Fraction, decimals: int, vi: str, en: str
) -> None:
    assert format_number(value, decimals=decimals) == vi
    assert format_number(value, decimals=decimals, lang="en") == en


def test_a_narrow_decimal_context_changes_no_printed_number() -> None:
    with localcontext() as context:
        context.prec = 3
        assert format_number(Decimal("1234567.891"), decimals=2) == "1.234.567,89"


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), Decimal("Infinity")])
def test_numbers_that_are_not_exact_are_refused(value: int) -> None:
    with pytest.raises(InvalidInputError, match="cannot be printed exactly"):
        format_number(value)


def test_fewer_than_no_decimals_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="0 decimals or more"):
        format_number(1, decimals=-1)


def test_another_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(TermError, match="'fr' is not a language; known: vi, en"):
        format_number(1, lang="fr")  # type: ignore[arg-type]
    with pytest.raises(TermError, match="'fr' is not a language; known: vi, en"):
        format_date(dt.date(2023, 4, 30), lang="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (dt.date(2023, 4, 30), "30/4/2023", "30 April 2023"),
        (dt.date(2026, 1, 9), "09/01/2026", "9 January 2026"),
        (dt.date(2023, 2, 1), "01/02/2023", "1 February 2023"),
        (dt.date(2023, 2, 10), "10/02/2023", "10 February 2023"),
        (dt.date(2023, 3, 2), "02/3/2023", "2 March 2023"),
        (dt.date(2025, 9, 30), "30/9/2025", "30 September 2025"),
        (dt.date(2023, 12, 5), "05/12/2023", "5 December 2023"),
        (dt.date(930, 12, 3), "03/12/0930", "3 December 930"),
    ],
)
def test_dates_are_printed_in_either_language(day: dt.date, vi: str, en: str) -> None:
    assert format_date(day) == vi
    assert format_date(day, lang="en") == en


@pytest.mark.parametrize(
    "given",
    [
        dt.date(2023, 4, 30),
        dt.datetime(2023, 4, 30, 16, 59, tzinfo=dt.UTC),
        "2023-04-30",
        "30/04/2023",
        " 30/04/2023 ",
        "2023-04-30T08:00",
        "2023-04-30 08:00:00",
        "2023-04-30T23:30:00+07:00",
        "2023-04-30T16:30:00.123Z",
        "30/4/2023",
        "30/04/2023 00:00:00",
        "30/4/2023 23:59",
    ],
)
def test_the_same_day_is_read_from_every_form_in_use(given: dt.date | str) -> None:
    read = parse_date(given)
    assert read == dt.date(2023, 4, 30)
    assert type(read) is dt.date


@pytest.mark.parametrize(
    "given",
    [
        "31/02/2023",
        "2023-02-31",
        "2023-02-31T08:00",
        "2023-04-30T25:00",
        "29/02/2023",
        "04/30/2023",
        "5/7/23",
        "30/04/23",
        "05/2023",
        "30/04/02023",
        "86400",
        "2023",
        "20230430",
        "2023-W17-7",
        "30-04-2023",
        "0000-01-01",
        "٣٠/٠٤/٢٠٢٣",
        "",
    ],
)
def test_a_day_that_does_not_exist_or_could_be_two_is_refused_with_its_place(given: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_date(given, where="row 3, field 'effective'")
    (found,) = caught.value.findings
    assert found.code == "input/bad-date"
    assert found.subject == "row 3, field 'effective'"
    assert "D/M/YYYY" in found.fix
    assert found.text(lang="vi").startswith("dòng 3, trường 'effective': ")


def test_what_is_no_text_is_refused_as_a_date_and_not_with_a_crash() -> None:
    wrong: tuple[Any, ...] = (None, 20230430, 3.5, True, [], b"2023-04-30")
    for given in wrong:
        with pytest.raises(InvalidInputError, match=r"it is (no date but|missing)"):
            parse_date(given)


class datetime64:  # noqa: N801 - as numpy calls it, by which it is known
    """What numpy has for a day, a moment, a month or a year, as far as the reader of days asks."""

    def __init__(self, unit: str, moment: dt.datetime | None) -> None:
        self.dtype, self._moment = f"datetime64[{unit}]", moment

    def item(self) -> dt.datetime | None:
        return self._moment

    def astype(self, _: str) -> datetime64:
        return self


@pytest.mark.parametrize("unit", ["W", "M", "Y", "3M", "10Y"])
def test_a_week_a_month_or_a_year_is_no_day(unit: str) -> None:
    with pytest.raises(InvalidInputError, match="a week, a month or a year, and no day"):
        parse_date(datetime64(unit, dt.datetime(2025, 7, 1)))  # type: ignore[arg-type]  # noqa: DTZ001
    with pytest.raises(InvalidInputError, match="it is missing"):
        parse_date(datetime64(unit, None))  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns", "25s"])
def test_a_day_or_a_moment_of_an_array_is_its_day(unit: str) -> None:
    assert parse_date(datetime64(unit, dt.datetime(2025, 7, 1, 23))) == dt.date(2025, 7, 1)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize("name", ["float16", "float32", "longdouble"])
def test_floats_of_an_array_are_counts_or_blanks_like_any_float(name: str) -> None:
    kind: Any = type(name, (), {"__init__": _keep, "__float__": _kept, "__ne__": lambda a, b: _kept(a) != _kept(b)})

    assert parse_count(kind(3.0)) == 3
    assert is_missing(kind(float("nan")))
    assert not is_missing(kind(3.0))
    for wrong, reason in (
        (3.5, "not a whole number"),
        (-1.0, "negative"),
        (1e30, "more than"),
        (float("nan"), "missing"),
    ):
        with pytest.raises(InvalidInputError, match=reason):
            parse_count(kind(wrong))


def _keep(self: Any, number: float) -> None:  # noqa: ANN401
    self.number = number


def _kept(self: Any) -> float:  # noqa: ANN401
    return float(self.number)


@pytest.mark.parametrize("text", ["sNaN", "NaN", "Infinity", "1e999999", "-1e999999", "0.5"])
def test_a_decimal_that_is_no_count_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(InvalidInputError):
        parse_count(Decimal(text))  # type: ignore[arg-type]


def test_text_without_a_digit_may_be_a_name_and_stays_out_of_the_error() -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_date("Nguyễn Văn Ẩn", where="row 8, field 'born'")
    assert "Nguyễn" not in str(caught.value)
    assert "row 8, field 'born'" in str(caught.value)


# --- suggestions --------------------------------------------------------------------------------------------------


def test_a_choice_that_differs_only_in_diacritics_is_suggested_first() -> None:
    ids = ["dbp-phu-xuan", "dbp-phu-xa-2", "dbp-phu-xa", "dbp-phu-ninh"]
    assert nearest("dbp-phú-xá", ids)[0] == "dbp-phu-xa"
    assert nearest(nfd("DBP Phú Xá"), ids, limit=1) == ("dbp-phu-xa",)


def test_swapped_and_missing_letters_find_their_choice() -> None:
    ids = [f"cb-tdp-{i}" for i in range(1, 40)] + ["dbp-dong-quang", "dbp-cam-gia"]
    assert nearest("dbp-dnog-quang", ids) == ("dbp-dong-quang",)
    assert nearest("dbp-camgia", ids) == ("dbp-cam-gia",)
    assert nearest("cbtdp12", ids, limit=1) == ("cb-tdp-12",)


def test_nothing_is_suggested_where_nothing_is_alike() -> None:
    assert nearest("xyz", ["dbp-phu-xa"]) == ()
    assert nearest("", ["dbp-phu-xa"]) == ()
    assert nearest("dbp-phu-xa", []) == ()
    assert nearest("dbp-phu-xa", ["dbp-phu-xa"], limit=0) == ()


def test_suggestions_are_few_and_distinct() -> None:
    assert nearest("cb-1", ["cb-1", "cb-1", "cb-11", "cb-12", "cb-13"]) == ("cb-1", "cb-11", "cb-12")


def test_one_letter_is_compared_too() -> None:
    assert nearest("a", ["A", "b"]) == ("A",)


def test_a_third_of_a_million_ids_are_searched_without_comparing_each_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    import difflib

    compared = 0
    ratio = difflib.SequenceMatcher.ratio

    def counted(self: difflib.SequenceMatcher[str]) -> float:
        nonlocal compared
        compared += 1
        return ratio(self)

    monkeypatch.setattr(difflib.SequenceMatcher, "ratio", counted)
    assert nearest("cb-12345x", (f"cb-{i:06d}" for i in range(20_000)))[0] == "cb-012345"
    assert compared <= 200


# --- weight -------------------------------------------------------------------------------------------------------


def test_the_ground_floors_load_neither_difflib_nor_dateutil_nor_networkx() -> None:
    program = (
        "import sys, dangbo.base.figures\n"
        "print([name for name in ('difflib', 'dateutil', 'networkx') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_texts_of_any_length_are_compared_in_bounded_time() -> None:
    long = "x" * 80_000

    assert nearest(long, [f"{long}y"]) == ()
    assert nearest("cb-xu", [long, "cb-xư"]) == ("cb-xư",)


def test_a_text_is_of_another_encoding_or_not_in_either_normal_form() -> None:
    text = "\u00d6\u00ad"  # two letters of an old font, or one letter and a mark nobody sees

    assert nfc(text) == nfc(unicodedata.normalize("NFD", text))
