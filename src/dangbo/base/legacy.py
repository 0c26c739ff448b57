"""Vietnamese text of the time before Unicode, recognized and left alone: TCVN3 (ABC) and VNI.

Old files hold Vietnamese as bytes of a font. Read as Windows-1252 they come out as "Chi bé ph\u00adêng" (TCVN3) or "Chi
boä phöôøng" (VNI), and text in UTF-8 read so as "Chi bá»™". What looks like an invisible hyphen there is the letter ư,
what looks like an Icelandic letter is é: whoever tidies such text destroys it, and nobody can convert it afterwards.

Nothing is guessed from a list of names. Vietnamese is written in syllables of a known shape, so a word that is none as
it stands, and becomes one when decoded, gives the encoding away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

__all__ = ["LegacyEncoding", "converted", "encoding_of_font", "legacy_encoding"]

LegacyEncoding: TypeAlias = Literal["TCVN3", "VNI", "UTF-8"]
"""How text was written before it was read as another encoding."""


def _alternatives(rhymes: dict[str, str]) -> str:
    """Every vowel with what may follow it; `-` stands for nothing."""
    return "|".join(
        f"{vowel}(?:{'|'.join(re.escape(end) for end in ends.replace('-', '').split(' '))})"
        for vowel, ends in rhymes.items()
    )


@cache
def _syllables() -> re.Pattern[str]:
    """Consonants and a rhyme; compiled when the first doubtful word is met."""
    return re.compile(
        "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(?:"
        + _alternatives(
            {
                "a": "- c ch m n ng nh p t i o u y",
                "ă": "c m n ng p t",
                "â": "c m n ng p t u y",
                "e": "- c m n ng o p t",
                "ê": "- ch m n nh p t u",
                "i": "- a ch m n nh p t u",
                "iê": "c m n ng p t u",
                "o": "- c i m n ng p t",
                "oo": "c ng",
                "oa": "- c ch i m n ng nh o p t y",
                "oă": "c m n ng t",
                "oe": "- n o t",
                "ô": "- c i m n ng p t",
                "ơ": "- i m n p t",
                "u": "- a c i m n ng p t",
                "uâ": "n ng t y",
                "uê": "- ch nh",
                "uô": "c i m n ng t",
                "uơ": "-",
                "uy": "- a ch n nh p t u",
                "uyê": "n t",
                "ư": "- a c i m n ng t u",
                "ươ": "c i m n ng p t u",
                "y": "- ch nh t",
                "yê": "m n ng t u",
            }
        )
        + ")"
    )


_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONE_ON_GLIDE: Final = re.compile(
    "(?:[aăâeêoôơuư][\u0302\u0306\u031b]?(?<!qu)i|[aâ]\u0302?y|[ae]o|(?<!g)[aâeêiơư][\u0302\u031b]?u)"
    "[\u0300\u0301\u0303\u0309\u0323]$"
)
"""The tone of "mài" stands on a, never on i; of text in its decomposed form."""


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Whether Vietnamese could have this word: consonants, a rhyme there is, at most one tone."""
    letters = unicodedata.normalize("NFD", word.lower())
    toneless, tones = _TONES.subn("", letters)
    if tones > 1 or _TONE_ON_GLIDE.search(letters):
        return False
    return _syllables().fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def _table(codes: str, letters: str) -> dict[str, str]:
    return dict(zip(codes, letters.split(), strict=True))


_TCVN3: Final = _table(
    "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9"
    "\u00bb\u00bc\u00bd\u00be\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00ce\u00cf\u00d0\u00d1\u00d2\u00d3\u00d4\u00d5"
    "\u00d6\u00d7\u00d8\u00dc\u00dd\u00de\u00df\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec"
    "\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe",
    "ă â ê ô ơ ư đ ă â ê ô ơ ư đ à ả ã á ạ "
    "ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ề ể ễ ế "
    "ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ "
    "ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ",
)


def _vni() -> dict[str, str]:
    """A letter alone, or a letter and the sign behind it, to what they stand for."""
    tones = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
    shaped = {
        "\u0302": dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)),
        "\u0306": dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)),
    }
    table = _table("íìæóòîñôö", "í ì ỉ ĩ ị ỵ đ ơ ư")
    for base, letter in {**dict(zip("aeouy", "aeouy", strict=True)), "ô": "ơ", "ö": "ư"}.items():
        table |= {base + sign: unicodedata.normalize("NFC", letter + tone) for sign, tone in tones.items()}
    for shape, signs in shaped.items():
        for base in "aeo" if shape == "\u0302" else "a":
            table |= {base + sign: unicodedata.normalize("NFC", base + shape + tone) for sign, tone in signs.items()}
    return table


# TCVN3 was compared with iconv (TCVN5712-1, 74 of 74 signs), VNI with the table of xvnkb (vni.h, 146 of 146 letters).
_VNI: Final = _vni()
_VNI_UNITS: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_PLAIN_VIETNAMESE: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Letters that no other encoding leaves behind: where one stands, the text was read rightly."""
_SIGNS: Final = (
    *(
        "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9"
    ),
    *(
        "\u00bb\u00bc\u00bd\u00be\u00c4\u00c5\u00c6\u00c7\u00cb\u00ce\u00cf\u00d0\u00d1\u00d6\u00d7\u00d8\u00db\u00dc\u00de\u00df"
    ),
    *("\u00e4\u00e5\u00e6\u00e7\u00eb\u00ee\u00ef\u00f0\u00f1\u00f6\u00f7\u00f8\u00fb\u00fc\u00fe"),
)
"""What Vietnamese, read rightly, nearly never holds, and text of another encoding nearly always."""
_TRACE: Final = re.compile(
    "["
    + "".join(_SIGNS)
    + "]|[aA][àáâãèéêùúõÀÁÂÃÈÉÊÙÚÕ]|[eE][àáâãùõÀÁÂÃÙÕ]|[oO][âùõÂÙÕ]|[uUyYôÔ][ùõÙÕ]|Ã[\u0080-\u00bf]"
)
_NO_SIGNS: Final = bytes({*range(256)} - set(map(ord, _SIGNS)))
_BETWEEN_WORDS: Final = re.compile("[\x00-\x40\x5b-\x60\x7b-\x7f\u0080-\u00a0\u2000-\u206f]+")
_SHORT: Final = 20_000
_REPAIRED: Final = str.maketrans("\u00d0\u00f0", "Đđ", "\u00ad")


def legacy_encoding(text: str) -> LegacyEncoding | None:
    """The encoding text was written in, where it was plainly read as another one.

    Args:
        text: as it was read.

    Returns:
        "TCVN3" or "VNI" for fonts of the time before Unicode, "UTF-8" for Unicode read byte by byte, `None` for all
        other text. A short word may be of either kind ("Chi bé" is sound Vietnamese too); then it is `None`.

    Examples:
        >>> legacy_encoding("§¶ng bé"), legacy_encoding("Ñaûng boä"), legacy_encoding("Đảng bộ")
        ('TCVN3', 'VNI', None)
    """
    if text.isascii() or _PLAIN_VIETNAMESE.search(text) is not None or _TRACE.search(text) is None:
        return None
    if _is_utf8(text):
        return "UTF-8"
    words = [word for word in _BETWEEN_WORDS.split(text) if not word.isascii()]
    ways: tuple[tuple[LegacyEncoding, int], ...] = (
        ("TCVN3", _told(words, _from_tcvn3)),
        ("VNI", _told(words, _from_vni)),
    )
    name, words_told = max(ways, key=lambda way: way[1])
    return name if words_told > 0 else None


def bears_signs(text: str) -> bool:
    """Whether a long text, such as a column in one piece, may hold such words: far cheaper than asking for each."""
    if text.isascii():
        return False
    if len(text) <= _SHORT:
        return _TRACE.search(text) is not None
    return bool(text.encode("latin-1", "replace").translate(None, _NO_SIGNS))


def one_bears_signs(texts: Iterable[str]) -> bool:
    """Whether one of many texts may hold such words: one search through all of them."""
    return _TRACE.search("\n".join(texts)) is not None


_BYTES: Final = {chr(code): code for code in range(256)}
_BYTES.update({char: code for code in range(0x80, 0xA0) for char in bytes([code]).decode("cp1252", "ignore")})


def _is_utf8(text: str) -> bool:
    """Whether the bytes a text was made of are Vietnamese in UTF-8."""
    codes = [_BYTES.get(char) for char in text]
    try:
        decoded = bytes(code for code in codes if code is not None).decode("utf-8")
    except UnicodeError:
        return False
    if None in codes:
        return False
    return _PLAIN_VIETNAMESE.search(decoded) is not None or all(map(_is_syllable, re.findall(r"[^\W\d_]+", decoded)))


_Decoder: TypeAlias = Callable[[str], str | None]


def _told(words: list[str], decode: _Decoder) -> int:
    """How many more words become Vietnamese by decoding than stay something else."""
    told = 0
    for word in words:
        was_sound = _is_syllable(word.translate(_REPAIRED))
        decoded = decode(word)
        sound = decoded is not None and _is_syllable(decoded)
        if not sound:
            told -= 2  # a stray sign in a foreign name is no reason to call the rest an encoding
        elif ("\u00ad" in word or not was_sound) and len(word) > 1 and word[0] != "µ":  # µm
            told += 1
    return told


def _from_tcvn3(word: str) -> str | None:
    letters = [char if char.isascii() else _TCVN3.get(char, "") for char in word]
    return "".join(letters) if all(letters) else None


def _from_vni(word: str) -> str | None:
    decoded, rest = [], word.lower()
    while rest:
        found = _VNI_UNITS.match(rest)
        if found is None and not rest[0].isascii():
            return None
        decoded.append(_VNI[found[0]] if found else rest[0])
        rest = rest[len(found[0]) if found else 1 :]
    return "".join(decoded)


# --- what it says -----------------------------------------------------------------------------------------------------

_OF_FONTS: Final = re.compile(r"(?P<vni>VNI[- ])|\.Vn", re.IGNORECASE)
_CAPITALS_FONT: Final = re.compile(r"\.[Vv][Nn].*H", re.DOTALL)
_TCVN3_CAPITALS: Final = dict(zip("\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7", "ĂÂÊÔƠƯĐ", strict=True))
_PUNCTUATION: Final = frozenset("\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026")
_SHOUTED: Final = re.compile(r"[^\W\d_][A-Z]")


def encoding_of_font(font: str) -> LegacyEncoding | None:
    """The encoding whose letters a font draws: its name says so.

    Examples:
        >>> encoding_of_font(".VnTimeH"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
        ('TCVN3', 'VNI', None)
    """
    of = _OF_FONTS.match(font)
    if of is None:
        return None
    return "TCVN3" if of["vni"] is None else "VNI"


def converted(text: str, encoding: LegacyEncoding, *, font: str = "") -> str | None:
    """Text as it was meant, in NFC.

    Fonts of TCVN3 whose name ends in H draw the same signs as capitals. Without one, text whose other letters are all
    capitals is taken to be so.

    Args:
        text: as it was read, as Windows-1252.
        encoding: what it was written in.
        font: the font of its cell, where that is known.

    Returns:
        The text; `None` where it holds a sign that the encoding does not have.

    Examples:
        >>> converted("NguyÔn V¨n A", "TCVN3"), converted("§¶NG Bé", "TCVN3"), converted("ÑAÛNG BOÄ", "VNI")
        ('Nguyễn Văn A', 'ĐẢNG BỘ', 'ĐẢNG BỘ')
    """
    if encoding == "UTF-8":
        codes = [_BYTES.get(char) for char in text]
        if None in codes:
            return None
        try:
            return unicodedata.normalize("NFC", bytes(code for code in codes if code is not None).decode("utf-8"))
        except UnicodeError:
            return None
    meant = _meant_by_tcvn3(text, font) if encoding == "TCVN3" else _meant_by_vni(text)
    return None if meant is None else unicodedata.normalize("NFC", meant)


def _meant_by_tcvn3(text: str, font: str) -> str | None:
    letters = []
    for char in text:
        letter = char if char.isascii() or char in _PUNCTUATION else _TCVN3_CAPITALS.get(char) or _TCVN3.get(char)
        if letter is None:
            return None
        letters.append(letter)
    meant = "".join(letters)
    plain = [char for char in text if char.isascii() and char.isalpha()]
    if _CAPITALS_FONT.fullmatch(font) or (
        not font and all(char.isupper() for char in plain) and _SHOUTED.search(text) is not None
    ):
        return meant.upper()
    return meant


def _meant_by_vni(text: str) -> str | None:
    decoded, at = [], 0
    small = text.lower()
    while at < len(text):
        found = _VNI_UNITS.match(small, at)
        if found is None:
            if not text[at].isascii() and text[at] not in _PUNCTUATION:
                return None
            decoded.append(text[at])
            at += 1
            continue
        letter = _VNI[found[0]]
        decoded.append(letter.upper() if text[at].isupper() else letter)
        at = found.end()
    return "".join(decoded)
