"""Text of the time before Unicode: recognized, and never destroyed."""

from __future__ import annotations

import unicodedata

import pytest

from dangbo.base.legacy import bears_signs, legacy_encoding
from dangbo.base.text import nfc

TCVN3 = [  # as a file of the ABC fonts looks when it is read as Windows-1252
    ("§¶ng bé ph\u00adêng Phó X¸", "Đảng bộ phường Phú Xá"),
    ("NguyÔn V¨n H\u00adng", "Nguyễn Văn Hưng"),
    ("Tæ d©n phè 12", "Tổ dân phố 12"),
    ("Tr\u00adêng TiÓu häc Lª Lîi", "Trường Tiểu học Lê Lợi"),
    ("C«ng ty ThÐp", "Công ty Thép"),
    ("L\u00adu An", "Lưu An"),
    ("ph\u00adêng", "phường"),
    ("xÐt", "xét"),
    ("§¶NG Bé X· T¢N C¦¥NG", "ĐẢNG BỘ XÃ TÂN CƯƠNG"),
]
VNI = [
    ("Ñaûng boä phöôøng Phuù Xaù", "Đảng bộ phường Phú Xá"),
    ("Nguyeãn Vaên Höng", "Nguyễn Văn Hưng"),
    ("Toå daân phoá 12", "Tổ dân phố 12"),
    ("Traàn Vaên An", "Trần Văn An"),
    ("ÑAÛNG BOÄ XAÕ TAÂN CÖÔNG", "ĐẢNG BỘ XÃ TÂN CƯƠNG"),
]
NEITHER = [
    "Đảng bộ phường Phú Xá", "Hoàng Thị Hoà", "Trần Quà", "Chi bé", "Công ty Köln", "Noël", "Señor", "Straße", "naïve",
    "Müller", "§ 5", "© 2023", "Công ty ABC®", "«Phú Xá»", "10 µm", "30°C", "m²", "a·b", "Xóm · Lê", "·", "½",
    "\u00d0ông", "\u00d0à", "\u00d0oàn", "\u00d0inh Công", "Organi\u00adzation", "Tru\u00adng",
    "Xu\u00adân", "", "cb-1",
]  # fmt: skip


@pytest.mark.parametrize("written", [written for written, _ in TCVN3])
def test_text_of_the_abc_fonts_is_recognized(written: str) -> None:
    assert legacy_encoding(written) == "TCVN3"


@pytest.mark.parametrize("written", [written for written, _ in VNI])
def test_text_of_the_vni_fonts_is_recognized(written: str) -> None:
    assert legacy_encoding(written) == "VNI"


@pytest.mark.parametrize("meant", sorted({meant for _, meant in (*TCVN3, *VNI)} | {"Lê Thị Hà", "Chi bộ xóm Núi"}))
@pytest.mark.parametrize("read_as", ["cp1252", "latin-1"])
def test_unicode_read_byte_by_byte_is_recognized(meant: str, read_as: str) -> None:
    data = meant.encode()
    written = "".join(
        char if (char := bytes([byte]).decode(read_as, "ignore")) else chr(byte) for byte in data
    )  # programs keep the five bytes that Windows-1252 leaves free

    assert legacy_encoding(written) == "UTF-8"


@pytest.mark.parametrize("text", NEITHER)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_other_text_is_not_taken_for_it(text: str, form: str) -> None:
    assert legacy_encoding(unicodedata.normalize(form, text)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("written", [written for written, _ in (*TCVN3, *VNI)] + ["HÃ\u00a0 Ná»\u0099i", "Ã\u00adt"])
def test_the_spelling_text_is_kept_in_leaves_every_letter_of_it(written: str) -> None:
    assert nfc(written) == written
    assert nfc(f"  {written}\t") == written
    assert nfc(nfc(written)) == nfc(written)


def test_a_column_of_such_text_bears_its_signs_and_others_do_not() -> None:
    clean = " ".join(["Đảng bộ phường Phú Xá"] * 2_000)

    assert not bears_signs(clean)
    assert not bears_signs("cb-1 " * 10_000)
    for written, _ in (*TCVN3, *VNI):
        assert bears_signs(written)
    assert bears_signs(f"{clean} NguyÔn V¨n H\u00adng")
