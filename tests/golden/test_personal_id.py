"""What a personal identification number says, row by row as the pages have it."""

from __future__ import annotations

from typing import Final

from dangbo import RuleBook

ANNEX: Final = """
001 Hà Nội; 002 Hà Giang; 004 Cao Bằng; 006 Bắc Kạn; 008 Tuyên Quang; 010 Lào Cai; 011 Điện Biên; 012 Lai Châu;
014 Sơn La; 015 Yên Bái; 017 Hòa Bình; 019 Thái Nguyên; 020 Lạng Sơn; 022 Quảng Ninh; 024 Bắc Giang; 025 Phú Thọ;
026 Vĩnh Phúc; 027 Bắc Ninh; 030 Hải Dương; 031 Hải Phòng; 033 Hưng Yên; 034 Thái Bình; 035 Hà Nam; 036 Nam Định;
037 Ninh Bình; 038 Thanh Hóa; 040 Nghệ An; 042 Hà Tĩnh; 044 Quảng Bình; 045 Quảng Trị; 046 Thừa Thiên Huế;
048 Đà Nẵng; 049 Quảng Nam; 051 Quảng Ngãi; 052 Bình Định; 054 Phú Yên; 056 Khánh Hòa; 058 Ninh Thuận;
060 Bình Thuận; 062 Kon Tum; 064 Gia Lai; 066 Đắk Lắk; 067 Đắk Nông; 068 Lâm Đồng; 070 Bình Phước; 072 Tây Ninh;
074 Bình Dương; 075 Đồng Nai; 077 Bà Rịa - Vũng Tàu; 079 Hồ Chí Minh; 080 Long An; 082 Tiền Giang; 083 Bến Tre;
084 Trà Vinh; 086 Vĩnh Long; 087 Đồng Tháp; 089 An Giang; 091 Kiên Giang; 092 Cần Thơ; 093 Hậu Giang; 094 Sóc Trăng;
095 Bạc Liêu; 096 Cà Mau
"""
"""Annex 1 of circular 07/2016/TT-BCA as two pages repeat it; of one province the shipped table writes another name."""


def test_provinces_are_those_of_the_annex_up_to_the_mergers_of_2025() -> None:
    book = RuleBook.default()
    printed = dict(entry.strip().split(" ", 1) for entry in ANNEX.split(";"))
    value = book.at("2025-06-30").value("personal-id-provinces")
    assert len(printed) == 63
    assert {f"0{row.text('code')}": row.text("name") for row in value.rows} == {**printed, "046": "Huế"}
    assert book.at("2025-07-01").get("personal-id-provinces") is None
    assert value.ref.document.number == "07/2016/TT-BCA"


def test_the_fourth_digit_is_even_for_men_and_tells_the_century() -> None:
    value = RuleBook.default().at("2026-11-26").value("personal-id-century")
    found = [(row.number("digit"), row.text("sex"), row.number("first_year")) for row in value.rows]
    assert found == [
        *((0, "male", 1900), (1, "female", 1900), (2, "male", 2000), (3, "female", 2000), (4, "male", 2100)),
        *((5, "female", 2100), (6, "male", 2200), (7, "female", 2200), (8, "male", 2300), (9, "female", 2300)),
    ]
    assert all(row.number("last_year") == row.number("first_year") + 99 for row in value.rows)


def test_two_shapes_of_file_numbers_were_seen_and_neither_is_certain() -> None:
    book = RuleBook.default()
    value = book.at("2026-11-26").value("file-number")
    letters, boxes = value.rows
    assert (letters.number("digits"), letters.number("letters_at_least"), letters.number("letters_at_most")) == (
        6,
        2,
        3,
    )
    assert boxes.number("characters") == 10
    assert [book.clause_of(value, row).confidence.value for row in value.rows] == ["secondary", "unverified"]
