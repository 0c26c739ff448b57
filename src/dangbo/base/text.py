"""Vietnamese text: one spelling, search keys, dictionary order, numbers and dates as printed.

The same name reaches a register in many shapes: composed or decomposed letters, no diacritics at all, the Icelandic
Ð (U+00D0) instead of Đ, the tone on the other vowel (hoà, hòa). `nfc` gives the one spelling records are kept in,
`fold` the key under which all these shapes are found, `sort_key` and `person_sort_key` the order of a Vietnamese
list. Nothing here asks the locale or the clock of the machine.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from typing import Any, Final, NamedTuple, cast

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Lang, finding
from dangbo.base.legacy import legacy_encoding
from dangbo.base.words import Words, known_language

__all__ = [
    "PartialDate",
    "fold",
    "format_date",
    "format_number",
    "nearest",
    "nfc",
    "parse_count",
    "parse_date",
    "parse_day",
    "person_sort_key",
    "sort_key",
    "spaced_number",
    "suggested",
]

_UNSEEN: Final = "".join(
    chr(code)
    for first, last in (
        *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F)),  # controls that are no blanks, ESC among them
        *((0xAD, 0xAD), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E)),
        *((0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)),
        *((0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF)),  # which are no characters: XML, and every file made of it, refuses them
    )
    for code in range(first, last + 1)
)
"""What comes with copied text and nobody sees: two ids that differ by it only would look alike."""

# Letters that look like Đ and are not (U+00D0, U+00F0, U+0189) are read as Đ.
_REPAIRS: Final = str.maketrans("\u00d0\u00f0\u0189", "ĐđĐ", _UNSEEN)
_ASCII_BLANKS: Final = re.compile("[ \t\n\r\f\v]+")


def nfc(text: str) -> str:
    """The spelling text is kept in: NFC, Đ for its look-alikes, single spaces, nothing that cannot be seen.

    Args:
        text: as it came.

    Returns:
        The same words. Tone placement and capitals are left as they are, and so is text of another encoding
        (`legacy_encoding`): tidied, it could never be converted.

    Examples:
        >>> import unicodedata
        >>> nfc(unicodedata.normalize("NFD", "  Đảng bộ   phường Phú Xá"))
        'Đảng bộ phường Phú Xá'
        >>> nfc("\u00d0ảng bộ") == "Đảng bộ"
        True
    """
    plain = text.isprintable()  # which nothing unseen is, and no blank but the space
    if not plain and text.isascii():
        text = text.translate(_REPAIRS)
    elif not text.isascii():
        if not unicodedata.is_normalized("NFC", text):  # first: whether it is in another encoding is asked of letters
            text = unicodedata.normalize("NFC", text)
        if not plain or "\u00d0" in text or "\u00f0" in text or "\u0189" in text:
            if legacy_encoding(text) is not None:
                return _ASCII_BLANKS.sub(" ", text).strip(" ")
            repaired = text.translate(_REPAIRS)  # what is taken out may have stood between a letter and its marks
            text = unicodedata.normalize("NFC", repaired)
    if not plain or "  " in text or text[:1] == " " or text[-1:] == " ":  # looking is much faster than splitting
        text = " ".join(text.split())
    return text


def _bare_letters() -> dict[int, str | None]:
    """Vietnamese and ASCII characters to what is left of them in a key; marks of their own to nothing."""
    table: dict[int, str | None] = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))
    table |= {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
    table |= dict.fromkeys(map(ord, _UNSEEN))
    table |= dict.fromkeys(map(ord, "Đđ\u00d0\u00f0\u0189"), "d")
    for vowel in "aăâeêioôơuưy":
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
            letter = unicodedata.normalize("NFC", vowel + tone)
            bare = unicodedata.normalize("NFD", vowel)[0]
            table |= {ord(letter): bare, ord(letter.upper()): bare}
    return table


_BARE: Final = _bare_letters()
_NOT_WORD: Final = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The key for search and matching: no diacritics, no capitals, no punctuation, single spaces.

    Two spellings of one name fold to the same key, whatever their normal form, tone placement or Đ. Different names
    may share a key too (Bá, Bà), so a key finds candidates; it is no identity.

    Args:
        text: a name, a label, what a user typed.

    Returns:
        The key; folding it again gives it back.

    Examples:
        >>> fold("Tổ dân phố 12, P. Đồng Quang")
        'to dan pho 12 p dong quang'
        >>> fold("Hoà Bình") == fold("HÒA BÌNH")
        True
    """
    key = text.translate(_BARE)
    if not key.isascii():  # dashes, curly quotes, letters of other languages
        key = _NOT_WORD.sub(" ", _without_marks(_without_marks(key).casefold()))
    return " ".join(key.split())


def name_key(name: str) -> str:
    """The key by which two names are one to a reader: capitals and the place of a tone (hoà, hòa) do not count.

    Examples:
        >>> name_key("Chi bộ Hoà An") == name_key("CHI BỘ HÒA AN"), name_key("Bản Má") == name_key("Bản Mà")
        (True, False)
    """
    key = name.casefold()
    return _EARLY_TONE.sub(lambda met: _LATE_TONE[met[0]], key) if _EARLY_TONE.search(key) else key


def is_bare(text: str) -> bool:
    """Whether a name is written without the marks of its letters: "Đông" and "Đồng" are two names, "dong" is both.

    Examples:
        >>> is_bare("chi bo dong 1"), is_bare("chi bộ 1")
        (True, False)
    """
    return fold(text) == name_key(text)


_LATE_TONE: Final = {
    unicodedata.normalize("NFC", f"{first}{tone}{second}"): unicodedata.normalize("NFC", f"{first}{second}{tone}")
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
"""Where a tone stands on the first of two vowels (hòa) or on the second (hoà), as one likes."""
_EARLY_TONE: Final = re.compile("|".join(_LATE_TONE))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


# --- order --------------------------------------------------------------------------------------------------------

_ALPHABET: Final = {letter: i for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SHAPES: Final = "\u0302\u0306\u031b"
"""Marks that make another letter (â, ă, ơ), as opposed to tones."""
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Huyền, hỏi, ngã, sắc, nặng, after the unmarked ngang: the order of Vietnamese dictionaries and of CLDR."""
_DIGITS: Final = re.compile(r"\d+")

# Weights are characters, so that keys are strings and compare fast: blanks and punctuation keep their own code
# point, a number starts with a character that tells its length, letters follow, other scripts come last.
_NUMBER: Final = 0xE000
_LETTER: Final = 0xF000
_OTHER_SCRIPT: Final = "\uf8f0"
_LONGEST: Final = _LETTER - _NUMBER - 1


class _Weights(dict[int, str]):
    """A table for `str.translate` that fills itself, character by character, as they are met."""


class _Primary(_Weights):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        base, *marks = list(unicodedata.normalize("NFD", char.lower()))
        shaped = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _SHAPES))
        if (rank := _ALPHABET.get(shaped, _ALPHABET.get(base))) is not None:
            weight = chr(_LETTER + rank)
        elif unicodedata.category(char) == "Mn":
            weight = ""
        else:
            weight = _OTHER_SCRIPT + char.lower() if char.isalpha() else char
        self[code] = weight
        return weight


class _Tone(_Weights):
    def __missing__(self, code: int) -> str:
        base, *marks = list(unicodedata.normalize("NFD", chr(code)))
        if unicodedata.category(base) == "Mn":
            base, marks = "", [base]
        weight = "".join(_TONES.get(mark, "6") for mark in marks if mark not in _SHAPES)
        if base and not base.isalpha():
            weight = " "  # the end of a syllable: lower than any tone
        self[code] = weight
        return weight


class _Case(_Weights):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        weight = ("1" if char.isupper() else "0") if char.isalpha() else ""
        self[code] = weight
        return weight


_PRIMARY: Final = _Primary()
_TONE: Final = _Tone()
_CASE: Final = _Case()


def _by_value(match: re.Match[str]) -> str:
    digits = match[0] if match[0].isascii() else "".join(str(unicodedata.decimal(digit)) for digit in match[0])
    digits = digits.lstrip("0") or "0"
    return chr(_NUMBER + min(len(digits), _LONGEST)) + digits


def sort_key(text: str) -> tuple[str, str, str, str]:
    """The place of a text in a Vietnamese list, as a key for `sorted`.

    Letters first (a ă â b c d đ e ê ...), then the tone of each syllable (ngang, huyền, hỏi, ngã, sắc, nặng), then
    small before capital. Numbers inside go by value. Tone placement (hoà, hòa) only breaks ties.

    Args:
        text: in any normal form.

    Returns:
        A key that is equal for two texts only if `nfc` makes them equal.

    Examples:
        >>> sorted(["Tổ 12", "Tổ 2", "Đồng Quang", "Cam Giá", "Dương Tự Minh"], key=sort_key)
        ['Cam Giá', 'Dương Tự Minh', 'Đồng Quang', 'Tổ 2', 'Tổ 12']
        >>> sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key)
        ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']
    """
    kept = nfc(text)
    numbered = _DIGITS.sub(_by_value, kept) if _DIGITS.search(kept) else kept
    return (numbered.translate(_PRIMARY), kept.translate(_TONE), kept.translate(_CASE), kept)


_APART: Final = re.compile(r"(?P<name>[^(\[{,;]*?[^\s(\[{,;–—-])\s*(?P<apart>[(\[{,;].*|\s[–—-]\s.*|\s\d+)")
"""A name and what is written behind it to tell people of one name apart, or to say what they are."""


def person_sort_key(name: str) -> tuple[tuple[str, str, str, str], ...]:
    """The place of a person in a Vietnamese list of names: given name, then family name, then middle names.

    What stands behind the name in brackets, after a comma or a dash, or as a number ("Nguyễn Văn An (B)") comes last.

    Args:
        name: family name first, as written in Vietnamese.

    Returns:
        A key for `sorted`.

    Examples:
        >>> sorted(["Trần Văn An", "Lê Thị Bình", "Lê Văn An", "Lê Thị An"], key=person_sort_key)
        ['Lê Thị An', 'Lê Văn An', 'Trần Văn An', 'Lê Thị Bình']
    """
    written = nfc(name)
    parted = _APART.fullmatch(written)
    family, *middle = (parted["name"] if parted else written).split(" ")
    given = middle.pop() if middle else family
    apart = parted["apart"].strip() if parted else ""
    return (sort_key(given), sort_key(family), sort_key(" ".join(middle)), sort_key(apart))


# --- numbers and dates ----------------------------------------------------------------------------------------------


class _Marks(NamedTuple):
    """The marks of a language inside a number: between thousands, before decimals; whether people mix them up."""

    thousands: str
    decimal: str
    mixed: bool


_MARKS: Final[dict[Lang, _Marks]] = {"vi": _Marks(".", ",", mixed=True), "en": _Marks(",", ".", mixed=False)}
_YEAR: Final = Words(vi="{year:04d}", en="{year:04d}")
_MONTH: Final = Words(vi="{number}/{year:04d}", en="{month} {year:04d}")
_DAY: Final = Words(vi="{day:02d}/{number}/{year:04d}", en="{day} {month} {year}")
# English whatever the locale of the machine, unlike strftime("%B").
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
_CLOCK: Final = r"[T ](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
"""A time behind a day as tables print it; 24:00 is left out, being the midnight between two days."""
_ISO_MOMENT: Final = re.compile(_ISO_DATE.pattern + _MOMENT + r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_DAY_FIRST: Final = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}})(?:{_CLOCK})?")
_LIKE_A_DATE: Final = re.compile(r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}(?:[T ][0-9:.,Z+-]{1,20})?")
_KNOWN_PART: Final = re.compile(
    r"(?P<year>[0-9]{4})|(?P<before>[0-9]{1,2})/(?P<last>[0-9]{4})|(?P<first>[0-9]{4})-(?P<behind>[0-9]{2})"
)
_LONGEST_PART: Final = len("12/1968")
_NO_DAYS: Final = re.compile(r"datetime64\[[0-9]*[WMY]\]")
_VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))  # the offset of every register there is, since 1975


def format_number(value: int | Decimal | Fraction, *, decimals: int = 0, lang: Lang = "vi") -> str:
    """A number as printed in Vietnamese reports, or in English.

    Args:
        value: an exact number; floats are refused by type checkers and at run time.
        decimals: digits after the decimal mark, always printed; halves are rounded away from zero.
        lang: "vi" for 27.960,5 and "en" for 27,960.5.

    Returns:
        The number with thousands set apart.

    Raises:
        InvalidInputError: a float, a number that is not finite, a negative count of decimals.
        TermError: another language.

    Examples:
        >>> format_number(27960), format_number(27960, lang="en")
        ('27.960', '27,960')
        >>> from fractions import Fraction
        >>> format_number(Fraction(121, 160) * 100, decimals=2)
        '75,63'
    """
    if isinstance(value, float) or decimals < 0 or (isinstance(value, Decimal) and not value.is_finite()):
        raise InvalidInputError(
            [
                finding(
                    "input/bad-figure",
                    "number",
                    reason=Words(
                        vi=f"không in được chính xác {value!r} với {decimals} chữ số thập phân",
                        en=f"{value!r} with {decimals} decimals cannot be printed exactly",
                    ),
                    remedy=Words(
                        vi="Dùng số nguyên, phân số hoặc số thập phân chính xác, với 0 chữ số thập phân trở lên.",
                        en="Give a finite int, Fraction or Decimal, and 0 decimals or more.",
                    ),
                )
            ]
        )
    exact = Fraction(value)
    units = (abs(exact) * 10**decimals + Fraction(1, 2)).__floor__()
    whole, part = divmod(units, 10**decimals)
    sign = "-" if exact < 0 and units else ""
    tail = f"{number_marks(lang=lang).decimal}{part:0{decimals}d}" if decimals else ""
    return f"{sign}{group_digits(whole, lang=lang)}{tail}"


def group_digits(value: int, *, lang: Lang = "vi") -> str:
    """A whole number with thousands set apart: what `format_number` does, for pictures with thousands of them.

    Examples:
        >>> group_digits(27960), group_digits(-27960, lang="en")
        ('27.960', '-27,960')
    """
    return f"{value:,}".replace(",", number_marks(lang=lang).thousands)


def number_marks(*, lang: Lang) -> _Marks:
    """The marks a language writes inside a number.

    Raises:
        TermError: another language than "vi" and "en".
    """
    return _MARKS[known_language(lang)]


def spaced_number(count: int) -> str:
    """A count as the `repr` of a record writes it: grouped by spaces, which no language reads as a decimal mark.

    Examples:
        >>> spaced_number(27960)
        '27 960'
    """
    return format_number(count, lang="en").replace(",", " ")


def lower_first(label: str) -> str:
    """A label or a sentence as part of another one.

    Examples:
        >>> lower_first("Đảng bộ bộ phận")
        'đảng bộ bộ phận'
    """
    return label[:1].lower() + label[1:]


def upper_first(label: str) -> str:
    """A label as the first words of a line.

    Examples:
        >>> upper_first("đảng viên dự bị")
        'Đảng viên dự bị'
    """
    return label[:1].upper() + label[1:]


def format_date(day: dt.date, *, lang: Lang = "vi") -> str:
    """A date as printed.

    In Vietnamese as the decree on clerical work (30/2020/NĐ-CP) has it: a zero before days below 10 and before the
    months 1 and 2 only.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> import datetime
        >>> format_date(datetime.date(2023, 4, 30)), format_date(datetime.date(2023, 4, 30), lang="en")
        ('30/4/2023', '30 April 2023')
    """
    number, month = _month_number(day.month), _MONTHS[day.month - 1]
    return _DAY.format(lang=lang, day=day.day, number=number, month=month, year=day.year)


def _month_number(month: int) -> str:
    return f"{month:02d}" if month in (1, 2) else str(month)  # 01/02, 03/12, and no zero before 3 to 9


def parse_date(value: dt.date | str, *, where: str = "date") -> dt.date:
    """A date out of what people and programs write, never guessed.

    A moment with an offset gives its day only where that is the day in Vietnam (UTC+7) too: "2025-06-30T17:00:00Z" is
    30 June there and 1 July here, and is refused.

    Args:
        value: a date, a date-time (its day is taken), or text: YYYY-MM-DD, an ISO 8601 date-time, or D/M/YYYY with the
            day first, as Decree 30/2020 has papers print it ("01/7/2025"), with or without a time behind it.
        where: the place to name in the error, such as "effective".

    Returns:
        The day.

    Raises:
        InvalidInputError: there is no such day, the text is of another form ("5/7/23" could be two days), nothing is
            given (`None`, `NaT`), a number.

    Examples:
        >>> parse_date("2023-04-30"), parse_date("30/4/2023"), parse_date("2023-04-30T08:00:00+07:00")
        (datetime.date(2023, 4, 30), datetime.date(2023, 4, 30), datetime.date(2023, 4, 30))
        >>> parse_date("31/02/2023", where="effective")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - effective: '31/02/2023' is not a date that exists. Write it as YYYY-MM-DD or D/M/YYYY, day first. \
[input/bad-date]
    """
    try:
        return day_of(value)
    except UnreadableError as error:
        # Text of another shape is no mistyped date but something else, perhaps a name or a number of a card.
        shown = nfc(value) if isinstance(value, str) else ""
        reason = error.said_of(f"'{shown}'" if _LIKE_A_DATE.fullmatch(shown) else "")
        raise InvalidInputError([finding("input/bad-date", where, reason=reason)]) from None


def parse_period(start: dt.date | str, end: dt.date | str, *, where: str = "end") -> tuple[dt.date, dt.date]:
    """The first and the last day of a period, each read as `parse_date` reads one.

    Args:
        start: the first day.
        end: the last day.
        where: what the last day is called in an error.

    Raises:
        InvalidInputError: one of them is no day, or the last comes before the first.
    """
    first, last = parse_date(start, where="start"), parse_date(end, where=where)
    if last < first:
        reason = Words(
            vi=f"ngày cuối {format_date(last)} trước ngày đầu {format_date(first)}",
            en=f"the last day {last} is before the first, {first}",
        )
        raise InvalidInputError([finding("input/bad-value", where, reason=reason)])
    return first, last


_NO_SUCH_DAY: Final = Words(vi="không phải là một ngày có thật", en="is not a date that exists")
_AT_MIDNIGHT: Final = Words(vi="là nửa đêm giữa hai ngày", en="is the midnight between two days")
_OTHER_DAY: Final = Words(
    vi="là ngày khác nhau theo múi giờ đã ghi và theo giờ Việt Nam",
    en="is one day by its own offset and another one in Vietnam (UTC+7)",
)


class UnreadableError(ValueError):
    """A value that cannot be read, and why, in words that never hold the value.

    Attributes:
        reason: why, to be read after the place or the value.
    """

    def __init__(self, reason: Words) -> None:
        super().__init__(reason)
        self.reason = reason

    def said_of(self, shown: str = "") -> Words:
        """The reason after the value it is about, where that may be shown."""
        return Words(vi=f"{shown} {self.reason.vi}".lstrip(), en=f"{shown or 'it'} {self.reason.en}")


def day_of(value: object) -> dt.date:
    """The day a value names: what `parse_date` and the dates of every record are read by.

    Raises:
        UnreadableError: the value names no day.

    Examples:
        >>> day_of("01/7/2025 00:00:00")
        datetime.date(2025, 7, 1)
    """
    if isinstance(value, str):
        return _day_of_text(nfc(value))
    if type(value).__name__ == "datetime64":  # of numpy, which need not be there
        moment64 = cast("Any", value)
        if not is_missing(moment64.item()) and _NO_DAYS.fullmatch(str(moment64.dtype)):
            raise UnreadableError(
                Words(vi="là tuần, tháng hoặc năm, không phải ngày", en="is a week, a month or a year, and no day")
            )
        value = moment64.astype("datetime64[us]").item()
    if is_missing(value):
        raise UnreadableError(_NO_DATE)
    if isinstance(value, dt.datetime):
        return _day_of_moment(value)
    if isinstance(value, dt.date):
        return value
    raise UnreadableError(
        Words(vi=f"không phải ngày mà là {type_words(value).vi}", en=f"is no date but '{type_words(value).en}'")
    )


_NO_DATE: Final = Words(vi="chưa ghi ngày", en="is missing")


def _day_of_text(text: str) -> dt.date:
    """The day of a text in its spelling."""
    if not text:
        raise UnreadableError(_NO_DATE)
    try:
        if _ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = map(int, match.groups())
            return dt.date(year, month, day)
        if _ISO_MOMENT.fullmatch(text):
            from dateutil.parser import isoparse  # costs 20 ms, and few dates come with a time

            moment = isoparse(text)
        else:
            moment = None
    except ValueError:
        raise UnreadableError(_NO_SUCH_DAY) from None
    if moment is None:
        raise UnreadableError(Words(vi="không thuộc dạng ngày đọc được", en="is not a form of date that is read"))
    if moment.date().isoformat() != text[:10]:  # 24:00 is the end of one day and the beginning of the next
        raise UnreadableError(_AT_MIDNIGHT)
    return _day_of_moment(moment)


def _day_of_moment(moment: dt.datetime) -> dt.date:
    day = moment.date()
    if moment.tzinfo is not None:
        try:
            here = moment.astimezone(_VIETNAM).date()
        except OverflowError:
            here = day
        if here != day:
            raise UnreadableError(_OTHER_DAY)
    return day


# --- days known in part -----------------------------------------------------------------------------------------------

_MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or the year and the month, is known (ngày chưa rõ).

    It is never taken for 1 January: what follows from it lies between `earliest` and `latest`. It has no order, since
    two of them may overlap.

    Args:
        year: four digits, as they stand in the source.
        month: 1 to 12; `None` where only the year is known.

    Raises:
        InvalidInputError: there is no such year or month.

    Examples:
        >>> born = PartialDate(1968, 5)
        >>> born.earliest, born.latest, born.text()
        (datetime.date(1968, 5, 1), datetime.date(1968, 5, 31), '5/1968')
    """

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no year or no month; the error does not show it."""
        year, month = self.year, 1 if self.month is None else self.month
        if not (_is_within(year, dt.MINYEAR, dt.MAXYEAR) and _is_within(month, 1, _MONTHS_OF_A_YEAR)):
            reason = UnreadableError(_NO_SUCH_DAY).said_of()
            raise InvalidInputError([finding("input/bad-date", "PartialDate", reason=reason)])

    @property
    def earliest(self) -> dt.date:
        """The first day it may be."""
        return dt.date(self.year, self.month or 1, 1)

    @property
    def latest(self) -> dt.date:
        """The last day it may be."""
        month = self.month or _MONTHS_OF_A_YEAR
        return dt.date(self.year, month, monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """What is known, as files have it.

        Examples:
            >>> PartialDate(1968, 2).isoformat(), PartialDate(1947).isoformat()
            ('1968-02', '1947')
        """
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    def text(self, *, lang: Lang = "vi") -> str:
        """What is known, as printed: the year, or month and year.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> PartialDate(1968, 2).text(), PartialDate(1968, 2).text(lang="en"), PartialDate(1947).text()
            ('02/1968', 'February 1968', '1947')
        """
        if self.month is None:
            return _YEAR.format(lang=lang, year=self.year)
        number, month = _month_number(self.month), _MONTHS[self.month - 1]
        return _MONTH.format(lang=lang, number=number, month=month, year=self.year)


def _is_within(number: object, first: int, last: int) -> bool:
    return type(number) is int and first <= number <= last


def parse_day(value: dt.date | PartialDate | str, *, where: str = "date") -> dt.date | PartialDate:
    """A day out of what registers hold, which is sometimes only a month or a year.

    Args:
        value: what `parse_date` reads, or "5/1968", "1968-05", "1947"; what is known in part stays so.
        where: the place to name in the error, such as "born".

    Returns:
        The day, or the part of it that is known.

    Raises:
        InvalidInputError: there is no such day, the text is of another form, nothing is given, a number. The error
            never shows the value: it may be somebody's date of birth.

    Examples:
        >>> parse_day("19/05/1947"), parse_day("5/1968"), parse_day("1947")
        (datetime.date(1947, 5, 19), PartialDate(year=1968, month=5), PartialDate(year=1947, month=None))
        >>> parse_day("31/02/1960", where="born")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - born: it is not a date that exists. Write it as YYYY-MM-DD or D/M/YYYY, day first. [input/bad-date]
    """
    try:
        return known_day_of(value)
    except UnreadableError as error:
        reason = error.said_of()
    raise InvalidInputError([finding("input/bad-date", where, reason=reason)])


def known_day_of(value: object) -> dt.date | PartialDate:
    """The day a value names, or what it says of one: what `parse_day` and the days of profiles are read by.

    Raises:
        UnreadableError: the value names no day, month or year.
    """
    if isinstance(value, PartialDate) or type(value) is dt.date:
        return value
    if isinstance(value, str) and len(value := nfc(value)) <= _LONGEST_PART and (known := _KNOWN_PART.fullmatch(value)):
        year, month = int(known["year"] or known["last"] or known["first"]), known["behind"] or known["before"]
        if year < dt.MINYEAR or (month is not None and not 1 <= int(month) <= _MONTHS_OF_A_YEAR):
            raise UnreadableError(_NO_SUCH_DAY)
        return PartialDate(year, None if month is None else int(month))
    try:
        return day_of(value)
    except UnreadableError as error:
        if is_missing(value) or error.reason in {_NO_SUCH_DAY, _AT_MIDNIGHT, _OTHER_DAY}:
            raise
        reason = Words(vi=f"{error.reason.vi}; {_KNOWN_FORMS.vi}", en=f"{error.reason.en}; {_KNOWN_FORMS.en}")
    raise UnreadableError(reason)


_KNOWN_FORMS: Final = Words(
    vi="chỉ biết một phần thì ghi tháng/năm hoặc năm, dưới dạng chữ",
    en="what is known in part is written as M/YYYY or YYYY, as text",
)


def is_missing(value: object) -> bool:
    """Whether a value says nothing: `None`, blank text, or what data frames write for it (NaN, NaT, NA).

    Examples:
        >>> is_missing(" "), is_missing(float("nan")), is_missing(0)
        (True, True, False)
    """
    if isinstance(value, str):
        return not value.strip()
    if value is None:
        return True
    kind = type(value).__name__
    return kind in FRAME_BLANKS or ((isinstance(value, float) or kind in _FRAME_FLOATS) and value != value)  # noqa: PLR0124 - NaN differs from itself


FRAME_BLANKS: Final = frozenset({"NAType", "NaTType"})
"""Types by which data frames write "missing", besides NaN; their values compare with nothing."""
_FRAME_FLOATS: Final = frozenset({"float16", "float32", "longdouble"})
"""Floats of numpy that are no `float` of Python; its float64 is one."""


def type_words(value: object) -> Words:
    """The type of a value, as a sentence names it: in English as Python calls it, in Vietnamese what that is.

    Examples:
        >>> type_words("ba").vi, type_words(object()).vi
        ('văn bản', "'object'")
    """
    name = type(value).__name__
    return Words(vi=_TYPES.get(name, f"'{name}'"), en=name)


_TYPES: Final = {
    "Decimal": "số thập phân",
    "Fraction": "phân số",
    "NoneType": "ô trống",
    "bool": "có hoặc không",
    "bytes": "dữ liệu nhị phân",
    "date": "ngày",
    "dict": "bảng giá trị theo tên",
    "float": "số thập phân gần đúng",
    "int": "số nguyên",
    "list": "danh sách",
    "set": "tập hợp",
    "str": "văn bản",
    "tuple": "danh sách",
}
"""What Vietnamese calls a type of Python; another one is named as it is."""


MOST: Final = 10**9 - 1
"""The highest count there is: more than ten times the people of the country, and no number of a card."""

_COUNT: Final = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.0{1,2})?")
_WIDE_DIGITS: Final = {0xFF10 + digit: str(digit) for digit in range(10)}
_GROUPED_COUNT: Final = re.compile(r"[1-9][0-9]{0,2}(?:[. ][0-9]{3}){1,2}")


def parse_count(value: int | str, *, where: str = "count") -> int:
    """A count out of what people and programs write: 0, 1, 2 ... up to 999,999,999, never guessed.

    Args:
        value: a whole number of any exact type, a float without a fraction (frames turn counts with gaps into floats),
            or text: digits, also grouped as Vietnamese tables print them ("27.960", "27 960").
        where: the place to name in the error.

    Returns:
        The count.

    Raises:
        InvalidInputError: nothing, a truth value, a fraction, less than 0 or more than 999,999,999, text of another
            form ("1,234" is a fraction here and a thousand elsewhere, "007" is a code).

    Examples:
        >>> parse_count("27.960"), parse_count(31), parse_count(31.0)
        (27960, 31, 31)
        >>> parse_count("3_1", where="full")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - full: it is not a count. Give a whole number from 0 on. [input/bad-count]
    """
    try:
        return count_of(value)
    except UnreadableError as error:
        raise InvalidInputError([finding("input/bad-count", where, reason=error.said_of())]) from None


def count_of(value: object) -> int:
    """The count a value is: what `parse_count` and the counts of every record are read by.

    Raises:
        UnreadableError: the value is no count.
    """
    if type(value) is int:
        number = value
    elif is_missing(value):
        raise UnreadableError(Words(vi="chưa ghi số lượng", en="is missing"))
    elif isinstance(value, str):
        text = nfc(value).translate(_WIDE_DIGITS)
        if _COUNT.fullmatch(text):
            text = text.partition(".")[0]
        elif _GROUPED_COUNT.fullmatch(text):
            text = text.replace(".", "").replace(" ", "")
        elif re.fullmatch(r"-[0-9., ]+", text):
            raise UnreadableError(Words(vi="là số âm", en="is negative"))
        else:
            raise UnreadableError(Words(vi="không phải là số đếm", en="is not a count"))
        number = int(text)
    elif isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:  # numpy has a truth value of its own
        raise UnreadableError(Words(vi="là có hoặc không, không phải là số đếm", en="is yes or no, and not a count"))
    else:
        number = _whole(value)
    if number < 0:
        raise UnreadableError(Words(vi="là số âm", en="is negative"))
    if number > MOST:
        raise UnreadableError(
            Words(vi="lớn hơn mọi số đếm (999.999.999)", en="is more than anybody can count (999,999,999)")
        )
    return number


def _whole(value: object) -> int:
    """A whole number of another type than `int`; one beyond counting may come back as any number beyond counting."""
    exact = cast("Any", value)
    if type(value).__name__ in _FRAME_FLOATS:
        exact = float(exact)
    if isinstance(exact, float | Decimal | Fraction):
        finite = isinstance(exact, Fraction) or (
            exact.is_finite() if isinstance(exact, Decimal) else math.isfinite(exact)
        )
        if finite and not -MOST <= exact <= MOST:  # 10**999999 is never written out
            return MOST + 1 if exact > 0 else -1
        if finite and exact == int(exact):
            return int(exact)
        raise UnreadableError(Words(vi="không phải số nguyên", en="is not a whole number"))
    try:
        return operator.index(exact)
    except TypeError:
        raise UnreadableError(
            Words(vi=f"không phải số đếm mà là {type_words(value).vi}", en=f"is no count but '{type_words(value).en}'")
        ) from None


# --- what may be somebody's -------------------------------------------------------------------------------------------

_MARKED: Final = re.compile(
    r"@|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}/\d{1,2}/\d{2}\b|^\+?\d[\d.-]{7,}$"
)
"""What has an address, a day or the number of a card or a telephone in it."""


_LONG_ID: Final = 64


def personal(text: str) -> bool:
    """Whether a text that should be an id may be a person's name, date or number: ids have no blanks.

    Examples:
        >>> [personal(text) for text in ("cb-tdp-12", "Nguyễn Văn A", "12/05/1960", "019060001234")]
        [False, True, True, True]
    """
    return len(text) > _LONG_ID or len(text.split()) > 1 or _MARKED.search(text) is not None


def is_title(text: str) -> bool:
    """Whether a text may be a value of somebody's: words with a capital each, as names are, or a date.

    Headers and names of organizations hardly ever are.

    Examples:
        >>> [is_title(text) for text in ("Nguyễn Văn A", "12/05/1960", "Ngày sinh", "Chi bộ Tổ 12")]
        [True, True, False, False]
    """
    words = nfc(text).split()  # a letter and its mark apart are no letter
    return _MARKED.search(text) is not None or (
        len(words) > 1 and all(word[0].isupper() and word.isalpha() for word in words)
    )


def unless_personal(key: str) -> str:
    """An id nobody has, as an error repeats it: dots for what is no id and may be somebody's name, date or number.

    Examples:
        >>> unless_personal("cb-tdp-12"), unless_personal("Nguyễn Văn A"), unless_personal("chi bộ tổ 12")
        ('cb-tdp-12', '...', '...')
    """
    return "..." if personal(key) else key


def unless_title(text: str) -> str:
    """The same of what people ask for in words too, and are told what comes near: an organization, a label.

    Examples:
        >>> unless_title("chi bộ tổ 12"), unless_title("Nguyễn Văn A")
        ('chi bộ tổ 12', '...')
    """
    return "..." if is_title(text) else text


# --- suggestions ----------------------------------------------------------------------------------------------------

_SHORTLIST: Final = 100
_ALIKE: Final = 0.6
_COMPARED: Final = 300
"""Most characters of what is compared: two long texts take the product of their lengths."""
_FEW: Final = 20
"""Most choices an error names in full."""


def nearest(text: str, choices: Iterable[str], *, limit: int = 3, alike: float = _ALIKE) -> tuple[str, ...]:
    """The choices that look like a text, best first: what an error suggests.

    Compared by `fold`, so a choice that differs only in diacritics, case or punctuation comes first. Letters shared in
    pairs shorten the list before anything is compared in full: a third of a million ids take about a second.

    Args:
        text: what was asked for.
        choices: what there is.
        limit: how many to return at most.
        alike: how much of its letters a choice shares with the text at least, from 0 to 1.

    Returns:
        None, one or more of the choices; none that is unlike. A text of more than 300 characters is like nothing.

    Examples:
        >>> nearest("dbp-phu-xá", ["dbp-phu-xa", "dbp-phu-xuan", "cb-tdp-2"])
        ('dbp-phu-xa', 'dbp-phu-xuan')
        >>> nearest("quốc tế", ["dbp-phu-xa"])
        ()
    """
    wanted = fold(text) if len(text) <= _COMPARED else ""
    if not wanted or limit < 1:
        return ()
    pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)] or [wanted]
    scored: list[tuple[int, int, str, str]] = []
    for choice in dict.fromkeys(choices):
        key = fold(choice) if len(choice) <= _COMPARED else ""
        shared = sum([pair in key for pair in pairs])
        if shared:
            scored.append((-shared, abs(len(key) - len(wanted)), choice, key))
    from difflib import SequenceMatcher  # only errors need it

    matcher = SequenceMatcher(None, b=wanted, autojunk=False)
    ranked: list[tuple[float, str]] = []
    for _, _, choice, key in nsmallest(max(_SHORTLIST, limit), scored):
        matcher.set_seq1(key)
        ratio = matcher.ratio()
        if ratio >= alike:
            ranked.append((-ratio, choice))
    return tuple(choice for _, choice in sorted(ranked)[:limit])


def suggested(text: str, choices: Iterable[str]) -> tuple[str, ...]:
    """What an error names instead of a text: the nearest first, then all there are, where those are few.

    Examples:
        >>> suggested("tot", ["good", "tốt"]), suggested("tot", [*map(str, range(99)), "tốt"])
        (('tốt', 'good'), ('tốt',))
    """
    known = tuple(dict.fromkeys(choices))
    near = nearest(text, known)
    return tuple(dict.fromkeys((*near, *known))) if len(known) <= _FEW else near
