"""The cells of a column: read where one reading is possible, told where not, and nothing made up."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from decimal import Decimal
from typing import Any, Literal

import pytest

from dangbo.base.findings import Lang, catalogue
from dangbo.base.legacy import LegacyEncoding, converted, encoding_of_font
from dangbo.base.text import PartialDate
from dangbo.io.grids import Grid, Raw, Unread, cell_finding
from dangbo.io.joined_cells import put_among, split_cells
from dangbo.io.list_states import ListState
from dangbo.io.values import DIGITS, Misread, Wanted, read_marks, read_values

Told = tuple[str, str | None, bool]
"""A code without its area, the proposal, whether a value was kept."""


def one(raw: Raw, wanted: Wanted, **options: Any) -> tuple[object, Told | None]:  # noqa: ANN401 - of `read_values`
    """The value of a single cell, and what is told of it."""
    (value,), told = read_values([raw], wanted, **options)
    assert len(told) <= 1
    return value, (told[0].code.removeprefix("table/"), told[0].proposal, told[0].taken) if told else None


# --- days -------------------------------------------------------------------------------------------------------------

MAY = dt.date(1960, 5, 19)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("19/05/1960", MAY),
        ("19/5/1960", MAY),
        ("19-05-1960", MAY),
        ("19.5.1960", MAY),
        (" 19 / 05 / 1960 ", MAY),
        ("1960-05-19", MAY),
        ("19/05/1960 00:00:00", MAY),
        ("1960-05-19T00:00:00", MAY),
        ("19/05/1960 12:00:00 SA", MAY),
        ("ngày 19 tháng 5 năm 1960", MAY),
        (unicodedata.normalize("NFD", "Ngày 19 tháng 05 năm 1960"), MAY),
        (MAY, MAY),
        (dt.datetime.combine(MAY, dt.time()), MAY),
        ("29/02/1960", dt.date(1960, 2, 29)),
        ("5/1968", PartialDate(1968, 5)),
        ("05-1968", PartialDate(1968, 5)),
        ("1968-05", PartialDate(1968, 5)),
        ("tháng 5/1968", PartialDate(1968, 5)),
        ("tháng 5 năm 1968", PartialDate(1968, 5)),
        ("1947", PartialDate(1947)),
        ("năm 1947", PartialDate(1947)),
        (1947, PartialDate(1947)),
        (1947.0, PartialDate(1947)),
        (None, None),
        ("  ", None),
        ("05/06/1971", dt.date(1971, 6, 5)),
    ],
)
def test_a_day_of_one_meaning_is_read_day_first(raw: Raw, day: object) -> None:
    assert one(raw, Wanted.DAY) == (day, None)


@pytest.mark.parametrize(
    ("raw", "code", "proposal"),
    [
        ("19/05/60", "day-without-century", None),
        ("5-7-23", "day-without-century", None),
        ("12/31/2023", "month-first", "31/12/2023"),
        ("05-19-1960", "month-first", "19/05/1960"),
        ("31/02/1960", "no-such-day", None),
        ("13/2001", "no-such-day", None),
        ("32/13/2001", "no-such-day", None),
        ("29/02/1961", "no-such-day", None),
        ("tháng 13 năm 2001", "no-such-day", None),
        ("ngày 31 tháng 2 năm 2001", "no-such-day", None),
        ("00/00/1960", "no-such-day", None),
        ("khoảng 1960", "no-day", None),
        ("1960?", "no-day", None),
        ("19-May-1960", "no-day", None),
        ("1960/05/19", "no-day", "19/05/1960"),
        ("19600519", "no-day", "19/05/1960"),
        (19600519.0, "no-day", "19/05/1960"),
        ("19051960", "no-day", "19/05/1960"),
        ("20012001", "no-day", "20/01/2001"),
        ("20112011", "no-day", "20/11/2011"),
        ("20102010", "no-day", "20/10/2010"),
        ("20032004", "no-day", "20/03/2004"),
        ("19121912", "no-day", "19/12/1912"),
        ("22055", "day-as-number", "19/05/1960"),
        ("1960.0", "number-as-decimal", "1960"),
        ("60", "no-day", None),
        (61, "no-day", None),
        (0, "no-day", None),
        (-5.0, "no-day", None),
        (10**9, "no-day", None),
        (float("nan"), "wrong-kind", None),
        (float("inf"), "wrong-kind", None),
        (True, "wrong-kind", None),
        (dt.time(8), "wrong-kind", None),
        (dt.timedelta(1), "wrong-kind", None),
        ("19/05/1960 25:00", "no-day", None),
        ("2025-06-30T17:00:00Z", "no-day", None),
        ("'19/05/1960", "apostrophe", "19/05/1960"),
        ("Nguyễn Văn A", "no-day", None),
        ("1" * 5_000, "no-day", None),
        ("19/05/1960" * 4_000, "too-long", None),
    ],
)
def test_a_day_of_no_or_several_meanings_is_told_and_left_out(raw: Raw, code: str, proposal: str | None) -> None:
    assert one(raw, Wanted.DAY) == (None, (code, proposal, False))


@pytest.mark.parametrize(
    ("raw", "options", "day", "code"),
    [
        (22055, {}, MAY, "day-from-number"),
        (22055.0, {}, MAY, "day-from-number"),
        (20593, {"epoch": 1904}, MAY, "day-from-number"),
        (22055.75, {}, MAY, "day-from-number"),
        (dt.datetime.combine(MAY, dt.time(8, 30)), {}, MAY, "day-with-time"),
        ("19/05/1960 08:30", {}, MAY, "day-with-time"),
        ("19/05/1960 12:00:00 CH", {}, MAY, "day-with-time"),
        ("01/01/1990", {}, dt.date(1990, 1, 1), "day-filled-in"),
        (dt.date(2020, 1, 1), {}, dt.date(2020, 1, 1), "day-filled-in"),
        (dt.date(1899, 12, 31), {}, dt.date(1899, 12, 31), "day-filled-in"),
        ("12/05/0197", {}, dt.date(197, 5, 12), "day-odd-year"),
        (dt.date(2201, 5, 1), {}, dt.date(2201, 5, 1), "day-odd-year"),
    ],
)
def test_a_day_that_looks_wrong_is_kept_and_told(raw: Raw, options: dict[str, Any], day: dt.date, code: str) -> None:
    value, told = one(raw, Wanted.DAY, **options)
    assert value == day
    assert told is not None
    assert (told[0], told[2]) == (code, True)


def test_digits_left_of_a_day_are_counted_from_the_year_of_the_workbook() -> None:
    assert one("20593", Wanted.DAY, epoch=1904)[1] == ("day-as-number", "19/05/1960", False)


def test_in_a_column_with_the_month_first_a_day_that_may_be_either_is_taken_back() -> None:
    column: list[Raw] = ["12/31/2023", "05/06/1971", "07/07/1977", dt.date(1960, 5, 19), "1960-05-06", "1947"]
    values, told = read_values(column, Wanted.DAY)

    assert values == [None, None, dt.date(1977, 7, 7), MAY, dt.date(1960, 5, 6), PartialDate(1947)]
    assert [(found.at, found.code) for found in told] == [(0, "table/month-first"), (1, "table/day-or-month")]


def test_one_slip_in_a_column_with_the_day_first_leaves_the_others() -> None:
    values, told = read_values(["12/31/2023", "05/06/1971", "19/05/1960"], Wanted.DAY)

    assert values == [None, dt.date(1971, 6, 5), MAY]
    assert [found.at for found in told] == [0]


# --- numbers by which people are known --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "wanted", "value"),
    [
        ("019060001234", Wanted.NUMBER, "019060001234"),
        ("019 060 001 234", Wanted.NUMBER, "019 060 001 234"),
        ("12345678901", Wanted.NUMBER, "12345678901"),  # a digit too few stays as it is: the check of a roll tells it
        (123456789, Wanted.NUMBER, "123456789"),
        (123456789.0, Wanted.NUMBER, "123456789"),
        (190600012345, Wanted.NUMBER, "190600012345"),
        ("19.000123", Wanted.NUMBER, "19.000123"),
        ("A-12", Wanted.ID, "A-12"),
        (12.0, Wanted.ID, "12"),
        (12, Wanted.TEXT, "12"),
        (12.5, Wanted.TEXT, "12,5"),
        ("1E2", Wanted.ID, "1E2"),
        ("7e3a0b5c-0000-4000-8000-1e5000000000", Wanted.ID, "7e3a0b5c-0000-4000-8000-1e5000000000"),
        ("12/12", Wanted.TEXT, "12/12"),
        ("12.0", Wanted.TEXT, "12.0"),
    ],
)
def test_a_number_of_a_person_stays_text(raw: Raw, wanted: Wanted, value: str) -> None:
    assert one(raw, wanted) == (value, None)


@pytest.mark.parametrize(
    ("raw", "options", "code", "proposal"),
    [
        ("19060001234.0", {}, "number-as-decimal", "19060001234"),
        ("019060001234,00", {}, "number-as-decimal", "019060001234"),
        ("1.906E+10", {}, "number-as-power", "1906???????"),  # the other digits are lost, and zeros are none of them
        ("1,9060001234E+10", {}, "number-as-power", "19060001234"),
        ("1.90600012345e11", {}, "number-as-power", "190600012345"),
        ("'019060001234", {}, "apostrophe", "019060001234"),
        ("000000000000", {}, "number-of-zeros", None),
        ("000 000", {}, "number-of-zeros", None),
        (0, {}, "number-of-zeros", None),
        (19060001234.0, {}, "number-zero-lost", "019060001234"),
        (1060001234, {}, "number-zero-lost", "001060001234"),
        (12345678, {"digits": DIGITS["old_id"]}, "number-zero-lost", "012345678"),
        (123, {"digits": DIGITS["personal_id"]}, "number-zero-lost", None),
        (19060001234.0, {"zero_padded": {0: "000000000000"}}, "number-zero-lost", "019060001234"),
        (12345678, {"zero_padded": {0: "000000000"}}, "number-zero-lost", "012345678"),
        (1.5, {}, "wrong-kind", None),
        (-19.0, {}, "wrong-kind", None),
        (1.9060001234e17, {}, "wrong-kind", None),
        (True, {}, "wrong-kind", None),
        (MAY, {}, "wrong-kind", None),
    ],
)
def test_a_number_that_lost_digits_is_told_and_never_filled_up(
    raw: Raw, options: dict[str, Any], code: str, proposal: str | None
) -> None:
    assert one(raw, Wanted.NUMBER, **options) == (None, (code, proposal, False))


def test_an_old_number_that_a_program_filled_up_is_kept_and_told() -> None:
    assert one("000123456789", Wanted.NUMBER) == ("000123456789", ("number-padded", "123456789", True))


def test_a_number_shown_with_zeros_in_front_is_told_in_a_column_of_ids_too() -> None:
    assert one(17, Wanted.ID, zero_padded={0: "0000"}) == (None, ("number-zero-lost", "0017", False))
    assert one(1234, Wanted.ID, zero_padded={0: "0000"}) == ("1234", None)


# --- text, counts, figures, answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("wanted", [Wanted.TEXT, Wanted.NAME, Wanted.ID])
def test_text_is_brought_to_one_spelling_and_that_is_told(form: Literal["NFC", "NFD"], wanted: Wanted) -> None:
    written = unicodedata.normalize(form, "  \u00d0ặng   Thị\u00a0Hoà ")
    assert one(written, wanted) == ("Đặng Thị Hoà", ("tidied", None, True))
    assert one("  Đặng Thị Hoà\n", wanted) == ("Đặng Thị Hoà", None)  # blanks around a value are no part of it
    assert one(written, Wanted.LABEL) == ("Đặng Thị Hoà", None)


@pytest.mark.parametrize(
    ("raw", "proposal"),
    [
        ("190123456", None),
        (190123457, None),
        ("19060001234", "019060001234"),
        ("0190600012345", None),
        (1190600012345, None),
        ("01906000123A", None),
    ],
)
def test_a_number_of_another_length_is_kept_and_told_where_the_length_is_known(raw: Raw, proposal: str | None) -> None:
    told = ("number-shape", proposal, True)
    assert one(raw, Wanted.NUMBER, digits=DIGITS["personal_id"]) == (str(raw), told)
    assert one("019 060 001 234", Wanted.NUMBER, digits=DIGITS["personal_id"]) == ("019 060 001 234", None)


@pytest.mark.parametrize("raw", ['=HYPERLINK("http://a.vn","b")', "= A1", "a<script>b()</script>", "<b>x</b>"])
def test_text_that_is_a_formula_or_markup_is_kept_and_told(raw: str) -> None:
    assert one(raw, Wanted.NAME) == (raw, ("odd-text", None, True))
    assert one("a < b > c = d", Wanted.TEXT) == ("a < b > c = d", None)


@pytest.mark.parametrize("name", ["Nguy?n V?n A", "Lê Th?", "?ỗ Văn B", "Tr�n Thị C", "PH?M VĂN D"])
def test_a_name_that_lost_letters_is_none_and_a_text_that_did_is_told(name: str) -> None:
    assert one(name, Wanted.NAME) == (None, ("letters-lost", None, False))
    for text in ("Th?i Nguyên", "xã ?ông Hưng", "tổ � 3"):
        assert one(text, Wanted.TEXT) == (text, ("odd-text", None, True))
    assert one("Chi b? thôn 3", Wanted.ID) == ("Chi b? thôn 3", ("odd-text", None, True))
    assert one("Có dự họp không? Có", Wanted.TEXT) == ("Có dự họp không? Có", None)
    assert one("Nguyễn Văn A (?)", Wanted.NAME) == ("Nguyễn Văn A (?)", None)


def test_the_zero_of_a_blank_cell_is_no_name_and_told_elsewhere() -> None:
    for zero in (0, 0.0, "0"):
        assert one(zero, Wanted.NAME) == (None, ("wrong-kind", None, False))
        for wanted in (Wanted.TEXT, Wanted.LABEL, Wanted.ID):
            assert one(zero, wanted) == ("0", ("odd-text", None, True))
    assert one(3, Wanted.NAME) == one("3", Wanted.NAME) == ("3", ("odd-text", None, True))
    assert one("Tổ 3", Wanted.NAME) == ("Tổ 3", None)
    assert one(10, Wanted.TEXT) == one("10", Wanted.TEXT) == ("10", None)
    assert one(0, Wanted.COUNT) == (0, None)


def test_schooling_that_became_a_day_is_told() -> None:
    assert one(dt.datetime.combine(dt.date(2025, 12, 10), dt.time()), Wanted.LABEL) == (
        None,
        ("day-for-text", "10/12", False),
    )


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize(
    ("raw", "code", "taken"),
    [("#N/A", "error-value", False), ("#ref!", "error-value", False), ("…", "mark-of-nothing", True)],
)
def test_an_error_or_a_dash_is_no_value(wanted: Wanted, raw: str, code: str, taken: bool) -> None:
    assert one(raw, wanted) == (None, (code, None, taken))


@pytest.mark.parametrize(
    ("raw", "wanted", "value"),
    [
        (31.0, Wanted.COUNT, 31),
        ("27.960", Wanted.COUNT, 27_960),
        ("0", Wanted.COUNT, 0),
        ("1.234,5", Wanted.FIGURE, Decimal("1234.5")),
        ("12,5", Wanted.FIGURE, Decimal("12.5")),
        ("1 234", Wanted.FIGURE, Decimal(1234)),
        (0.1, Wanted.FIGURE, Decimal("0.1")),
        ("-3", Wanted.FIGURE, Decimal(-3)),
        ("x", Wanted.YES_NO, True),
        ("X", Wanted.YES_NO, True),
        ("Có", Wanted.YES_NO, True),
        ("không", Wanted.YES_NO, False),
        (True, Wanted.YES_NO, True),
        (0.0, Wanted.YES_NO, False),
        (1, Wanted.YES_NO, True),
        ("✓", Wanted.YES_NO, True),
        (unicodedata.normalize("NFD", "KHÔNG"), Wanted.YES_NO, False),
        (None, Wanted.YES_NO, None),
    ],
)
def test_counts_figures_and_answers_are_read_exactly(raw: Raw, wanted: Wanted, value: object) -> None:
    assert one(raw, wanted) == (value, None)


@pytest.mark.parametrize(
    ("raw", "wanted", "code", "proposal"),
    [
        ("1,234", Wanted.COUNT, "no-count", None),
        (1.5, Wanted.COUNT, "no-count", None),
        ("-1", Wanted.COUNT, "no-count", None),
        (MAY, Wanted.COUNT, "wrong-kind", None),
        ("28 đồng chí", Wanted.COUNT, "no-count", None),
        ("1,234", Wanted.FIGURE, "figure-either-way", None),
        ("12.5", Wanted.FIGURE, "no-figure", "12,5"),
        ("1,234.5", Wanted.FIGURE, "no-figure", "1.234,5"),
        ("12 %", Wanted.FIGURE, "no-figure", None),
        (float("nan"), Wanted.FIGURE, "wrong-kind", None),
        (True, Wanted.FIGURE, "wrong-kind", None),
        ("v", Wanted.YES_NO, "neither-yes-nor-no", None),  # a tick to some, "vắng" to others
        ("x?", Wanted.YES_NO, "neither-yes-nor-no", None),
        (2, Wanted.YES_NO, "neither-yes-nor-no", None),
        (MAY, Wanted.YES_NO, "wrong-kind", None),
    ],
)
def test_what_may_be_another_number_or_answer_is_told(
    raw: Raw, wanted: Wanted, code: str, proposal: str | None
) -> None:
    assert one(raw, wanted) == (None, (code, proposal, False))


def test_a_formula_without_its_result_and_an_error_cell_are_told_in_the_order_of_cells() -> None:
    values, told = read_values(["x?", None, None, "có"], Wanted.YES_NO, unread={2: Unread.FORMULA, 1: Unread.ERROR})
    assert values == [None, None, None, True]
    assert [(found.at, found.code) for found in told] == [
        (0, "table/neither-yes-nor-no"),
        (1, "table/error-value"),
        (2, "table/formula-without-result"),
    ]


# --- other encodings --------------------------------------------------------------------------------------------------

WRITTEN = {
    "TCVN3": ("NguyÔn V¨n H\u00adng", "Nguyễn Văn Hưng"),
    "VNI": ("Nguyeãn Vaên Höng", "Nguyễn Văn Hưng"),
    "UTF-8": ("Nguyá»\u0085n VÄ\u0083n HÆ°ng", "Nguyễn Văn Hưng"),
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_text_of_another_encoding_is_proposed_and_converted_only_where_asked(encoding: str) -> None:
    written, meant = WRITTEN[encoding]
    values, (told,) = read_values([written, "Lê Thị Đào"], Wanted.NAME)
    assert values == [None, "Lê Thị Đào"]
    assert told == Misread(0, "table/other-encoding", {"encoding": encoding}, meant, taken=False)

    values, (told,) = read_values([written, "Lê Thị Đào"], Wanted.NAME, encoding="convert")
    assert values == [meant, "Lê Thị Đào"]
    assert (told.code, told.taken) == ("table/encoding-converted", True)


def test_the_font_tells_what_the_letters_alone_do_not() -> None:
    assert one("bé", Wanted.NAME) == ("bé", None)
    assert one("bé", Wanted.NAME, fonts={0: ".VnTime"}) == (None, ("other-encoding", "bộ", False))
    assert one("bé", Wanted.NAME, fonts={0: ".VnTimeH"}, encoding="convert")[0] == "BỘ"
    assert one("boä", Wanted.NAME, fonts={0: "VNI-Times"}, encoding="convert")[0] == "bộ"
    assert one("Đào", Wanted.NAME, fonts={0: ".VnTime"}) == ("Đào", None)  # typed in Unicode after all
    assert one("Nam", Wanted.LABEL, fonts={0: ".VnTime"}) == ("Nam", None)


def test_a_short_word_goes_with_its_column_and_is_left_alone_in_a_mixed_one() -> None:
    column = ["§¶ng bé ph\u00adêng", "Chi bé"]
    values, told = read_values(column, Wanted.NAME, encoding="convert")
    assert values == ["Đảng bộ phường", "Chi bộ"]

    values, told = read_values([*column, "Chi bộ Đông"], Wanted.NAME, encoding="convert")
    assert values == ["Đảng bộ phường", "Chi bé", "Chi bộ Đông"]
    assert (told[1].code, told[1].proposal, told[1].taken) == ("table/encoding-in-doubt", "Chi bộ", True)


def test_tcvn3_and_vni_say_what_two_sources_say() -> None:
    # 74 signs of TCVN 5712 as iconv has them, vowel by vowel: grave, hook, tilde, acute, dot
    signs = {
        "a": "µ¶·¸¹",
        "ă": "»¼½¾Æ",
        "â": "ÇÈÉÊË",
        "e": "ÌÎÏÐÑ",
        "ê": "ÒÓÔÕÖ",
        "i": "×ØÜÝÞ",
        "o": "ßáâãä",
        "ô": "åæçèé",
        "ơ": "êëìíî",
        "u": "ïñòóô",
        "ư": "õö÷øù",
        "y": "úûüýþ",
    }
    tones = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    for vowel, row in signs.items():
        assert [converted(sign, "TCVN3") for sign in row] == [
            unicodedata.normalize("NFC", vowel + tone) for tone in tones
        ]
    assert converted("¨©ª«¬\u00ad®", "TCVN3") == "ăâêôơưđ"
    assert converted("¡¢£¤¥¦§", "TCVN3") == "ĂÂÊÔƠƯĐ"
    # of VNI: acute, grave, hook, tilde, dot
    vni = {
        "á à ả ã ạ": "aù aø aû aõ aï",
        "ấ ầ ẩ ẫ ậ": "aá aà aå aã aä",
        "ắ ằ ẳ ẵ ặ": "aé aè aú aü aë",
        "í ì ỉ ĩ ị": "í ì æ ó ò",
        "ế ề ể ễ ệ": "eá eà eå eã eä",
        "ớ ờ ở ỡ ợ": "ôù ôø ôû ôõ ôï",
        "ứ ừ ử ữ ự": "öù öø öû öõ öï",
        "ý ỳ ỷ ỹ ỵ": "yù yø yû yõ î",
        "â ă ê ô ơ ư đ": "aâ aê eâ oâ ô ö ñ",
    }
    for letters, written in vni.items():
        assert converted(written, "VNI") == letters
        assert converted(written.upper(), "VNI") == letters.upper()


@pytest.mark.parametrize(
    ("written", "encoding"), [("日本", "TCVN3"), ("日本", "VNI"), ("日本", "UTF-8"), ("ÿ", "TCVN3"), ("Ã", "UTF-8")]
)
def test_what_an_encoding_does_not_have_is_no_text_of_it(written: str, encoding: LegacyEncoding) -> None:
    assert converted(written, encoding) is None


def test_fonts_of_today_have_no_encoding_of_their_own() -> None:
    assert [encoding_of_font(name) for name in ("Times New Roman", "", "VNI", ".VnArial NarrowH", "vni-times")] == [
        None,
        None,
        None,
        "TCVN3",
        "VNI",
    ]


# --- several values in a cell -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("03/02/2001\n03/02/2002", ["03/02/2001", "03/02/2002"]),
        ("03/02/2001\r\n03/02/2002\n", ["03/02/2001", "03/02/2002"]),
        ("03/02/2001\n\n03/02/2002", ["03/02/2001", "03/02/2002"]),
        ("\n03/02/2002", [None, "03/02/2002"]),
        ("03/02/2001; 03/02/2002", ["03/02/2001", "03/02/2002"]),
        ("03/02/2001, 03/02/2002", ["03/02/2001", "03/02/2002"]),
        ("03/02/2001 - 03/02/2002", ["03/02/2001", "03/02/2002"]),
        (None, [None, None]),
    ],
)
def test_two_days_of_one_cell_are_parted(raw: Raw, parts: list[Raw]) -> None:
    columns, told = split_cells([raw], [Wanted.DAY, Wanted.DAY])
    assert [column[0] for column in columns] == parts
    assert told == []


def test_a_cell_with_fewer_or_more_values_is_told() -> None:
    columns, told = split_cells(["03/02/2001", MAY, "1\n2\n3"], [Wanted.DAY, Wanted.DAY])
    assert columns == [["03/02/2001", MAY, None], [None, None, None]]
    assert [(found.at, found.code, dict(found.facts), found.taken) for found in told] == [
        (0, "table/fewer-values", {"count": 1, "wanted": 2}, True),
        (1, "table/fewer-values", {"count": 1, "wanted": 2}, True),
        (2, "table/more-values", {"count": 3, "wanted": 2}, False),
    ]


def test_sex_people_and_religion_of_one_cell_are_parted() -> None:
    wanted = [Wanted.LABEL] * 3
    for raw in ("Nam\nKinh\nKhông", "Nam/Kinh/Không", "Nam, Kinh, Không"):
        assert split_cells([raw], wanted) == ([["Nam"], ["Kinh"], ["Không"]], [])


def test_a_mark_in_one_of_two_columns_is_the_label_of_the_column() -> None:
    labels, told = read_marks({"Nam": ["x", None, "x", None, "?x"], "Nữ": [None, "X", "x", None, None]})
    assert labels == ["Nam", "Nữ", None, None, None]
    assert [(found.at, found.code) for found in told] == [
        (2, "table/several-marked"),
        (4, "table/neither-yes-nor-no"),
    ]
    assert read_marks({}) == ([], [])


# --- states of the national list --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state", "date"),
    [
        ("Đang sinh hoạt Đảng", ListState.ACTIVE, None),
        ("Miễn sinh hoạt", ListState.EXEMPT, "exempt_since"),
        ("Gián đoạn sinh hoạt", ListState.INTERRUPTED, None),
        ("Đình chỉ sinh hoạt", ListState.SUSPENDED, None),
        ("Đã chuyển sinh hoạt", ListState.MOVED, "moved_out"),
        ("Rời khỏi Đảng", ListState.LEFT, "left"),
        ("Đã ra khỏi Đảng", ListState.LEFT, "left"),
        ("Từ trần", ListState.DIED, "died"),
        ("ĐÃ TỪ TRẦN", ListState.DIED, "died"),
        (unicodedata.normalize("NFD", "Đã từ trần"), ListState.DIED, "died"),
    ],
)
def test_a_state_says_what_the_date_beside_it_means(text: str, state: ListState, date: str | None) -> None:
    assert ListState.of(text) is state
    assert state.date == date
    assert ListState.of(state.label.vi) is state


def test_another_state_is_none_of_them() -> None:
    assert ListState.of("Nghỉ hưu") is None
    assert ListState.of("") is None


# --- nothing is shown, nothing is lost --------------------------------------------------------------------------------


_SIGNS = "0123456789/-.,: \n'#E+xXĐđ\u00d0ộêé¶§ù;\u0301\u00ad\ud800日"


def _anything(chance: random.Random) -> Raw:
    kinds: list[Raw] = [
        None,
        "",
        chance.randint(-10, 10**13),
        chance.random() * 10 ** chance.randint(0, 300),
        bool(chance.getrandbits(1)),
        dt.date(chance.randint(1, 9999), 1, 1),
        dt.datetime.combine(dt.date(chance.randint(1, 9999), 2, 3), dt.time(4)),
        dt.time(1),
        dt.timedelta(3),
        float("nan"),
        float("-inf"),
        "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 14))),
    ]
    return chance.choice(kinds)


@pytest.mark.parametrize("wanted", list(Wanted))
def test_of_anything_each_cell_is_read_or_blank_or_told_and_facts_hold_no_value(wanted: Wanted) -> None:
    chance = random.Random(f"values {wanted.value}")  # noqa: S311 - the same in each run
    codes = catalogue()
    for _ in range(20):
        raws = [_anything(chance) for _ in range(60)]
        fonts = {at: chance.choice([".VnTime", "VNI-Times"]) for at in range(60) if chance.random() < 0.1}
        values, told = read_values(raws, wanted, fonts=fonts, encoding=chance.choice(["tell", "convert"]))
        places = {found.at for found in told}
        assert len(values) == len(raws)
        assert [found.at for found in told] == sorted(found.at for found in told)
        for at, (raw, value) in enumerate(zip(raws, values, strict=True)):
            blank = raw is None or (isinstance(raw, str) and not raw.strip(" \n\u00ad"))
            assert value is not None or at in places or blank
        for found in told:
            assert found.code in codes
            assert set(found.facts) <= {"encoding", "reason", "count", "wanted"}
            assert all(type(fact) is not float for fact in found.facts.values())
            assert found.taken == (values[found.at] is not None) or found.code == "table/mark-of-nothing"
            assert repr(found) == f"Misread({found.at}, {found.code!r}, taken={found.taken})"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_told_names_the_cell_in_both_languages_and_not_its_value(lang: Lang) -> None:
    column: list[Raw] = ["12/31/2023", "19/05/60", "31/02/1960", "'1947", "#N/A", True, "22055"]
    grid = Grid("a.xlsx", "Sheet1", [[raw] for raw in column])
    _, told = read_values(column, Wanted.DAY)
    assert len(told) == len(column)
    for found in told:
        facts: dict[str, Any] = dict(found.facts)
        text = cell_finding(found.code, grid.place(found.at, 0, heading="Sinh ngày"), **facts).text(lang=lang)
        assert f"A{found.at + 1}" in text
        assert "Sinh ngày" in text
        assert str(column[found.at]) not in text
        assert found.proposal is None or found.proposal not in text


def test_a_value_put_among_others_is_one_value_whatever_parts_values_elsewhere() -> None:
    texts = [Wanted.TEXT] * 3
    changes: list[tuple[Raw, dict[int, str | None]]] = [
        ("a/b/c", {1: "x/y"}),
        (None, {0: "b//"}),
        ("a\r\n\r\nc", {1: "b", 2: None}),
        ("a; b; c", {0: None}),
    ]
    for raw, new in changes:
        before = [column[0] for column in split_cells([raw], texts)[0]]
        after = [column[0] for column in split_cells([put_among(raw, new, texts)], texts)[0]]
        assert after == [new.get(at, value) for at, value in enumerate(before)]
    assert put_among("a\nb\nc", dict.fromkeys(range(3)), texts) is None
    assert put_among(dt.date(2001, 2, 3), {1: "03/02/2002"}, [Wanted.DAY] * 2) == "03/02/2001\n03/02/2002"


# --- a column at once, and cell by cell -------------------------------------------------------------------------------

_MET: list[Raw] = [
    *("Nguyễn Văn A", unicodedata.normalize("NFD", "Đặng Thị Ở"), "Ðỗ Hòa", " Lê  B ", "m-1", "5f1c9a52-0000", "1E10"),
    *(
        "019060001234",
        "000123456789",
        "0000",
        "00 00",
        "19060001234.0",
        "1.906E+10",
        "1234",
        "0012",
        "12/12",
        "-",
        "...",
    ),
    *(
        "19/05/1960",
        "31/02/1960",
        "29/02/1960",
        "01/01/1990",
        "05/1968",
        "1968",
        "12/31/2023",
        "19/05/0960",
        "1/2/1998",
    ),
    *(
        "x",
        "Không",
        "#N/A",
        "#n/a",
        "'019",
        "a/b",
        "a  b",
        "a\u00a0b",
        "a\u200bb",
        "a\tb",
        "",
        " ",
        "a" * 40_000,
        "ạ" * 9,
    ),
    *("Hµ Néi", "1.234,5", "T.P", "(a)", "Xã A, huyện B", "9e5", "9.0", "à", "A\u030a", None, 7, 12.5, 45_000),
    *(dt.date(1960, 5, 19), dt.time(8), dt.date(1990, 1, 1)),
    *(dt.datetime.fromisoformat(text) for text in ("1960-05-19", "1960-05-19T08:00:00")),
]


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize("encoding", ["tell", "convert"])
def test_a_column_read_at_once_says_what_its_cells_say_one_by_one(
    wanted: Wanted, encoding: Literal["tell", "convert"]
) -> None:
    whole: tuple[list[object], list[Misread]] = [], []
    for digits in ((8, 12), None):
        whole = read_values([*_MET, *_MET], wanted, encoding=encoding, digits=digits)
        singly = read_values([*_MET, *_MET, True], wanted, encoding=encoding, digits=digits, zero_padded={1_000: "00"})
        assert whole[0] == singly[0][:-1]
        assert whole[1] == [one for one in singly[1] if one.at < len(whole[0])]
    alone = [read_values([raw], wanted, encoding=encoding)[0][0] for raw in _MET]
    in_doubt = {one.at for one in whole[1] if one.code in {"table/day-or-month", "table/other-encoding"}}
    assert all(alone[at] == whole[0][at] for at in range(len(_MET)) if at not in in_doubt)


@pytest.mark.parametrize(("wanted", "digits"), [(Wanted.ID, None), (Wanted.NUMBER, (8, 12)), (Wanted.NUMBER, None)])
def test_one_odd_cell_among_plain_numbers_is_read_as_it_is_alone(
    wanted: Wanted, digits: tuple[int, ...] | None
) -> None:
    plain = [f"0190{at:08}" for at in range(40)]
    assert read_values(plain, wanted, digits=digits) == (plain, [])
    others = ("0", "000123456789", "12345678", "1.0", "1E10", "", " 12", "12 ", "1  2", "=1", "'12", "<b>", "-", "#N/A")
    for odd in (*others, "12345678\n12345678", "12345678\n", "\n", "9" * 40_000, "Ð", 12345678, None, True):
        for cells in ([odd], [*plain, odd], [odd, *plain], [*plain, odd, *plain]):
            at = cells.index(odd)
            values, told = read_values(cells, wanted, digits=digits)
            singly, alone = read_values([odd, True, 1], wanted, digits=digits)
            assert values == [*cells[:at], singly[0], *cells[at + 1 :]]
            assert told == [one._replace(at=at) for one in alone if one.at == 0]
