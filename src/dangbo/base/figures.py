"""Exact figures: shares, percentage points, and percentages as reports print them.

```
Share(count, of)     part of a whole: 0 <= count <= of          Share(95, of=100) = 95,0%
Ratio(count, of)     fulfillment of a plan, may exceed 100 %     Ratio(318, of=250) = 127,2%
Growth(count, of)    change against an earlier count            Growth(+62, of=130) = +47,7%
Points(value)        difference of two percentages              +10,0 percentage points
Printed.parse(text)  a figure in a sentence: "92,9%", "gần 28.000", "trên 88%", "hơn 5,2 triệu"
```

Values are `int`, `Fraction` and `Decimal`, rounded only when shown, half-up unless told otherwise. Reports say "vượt"
for three things: percentage points over a target (`Points`), the relative excess over a plan (`growth`) and a number
of people; they are three functions here, and nothing turns one into another.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, NoReturn, Self, SupportsIndex, TypeAlias, cast, get_args

from dangbo.base.envelope import ShareDocument
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import RecordType
from dangbo.base.terms import Origin
from dangbo.base.text import UnreadableError, count_of, fold, format_number, nfc, number_marks, parse_date, type_words
from dangbo.base.told import Documented
from dangbo.base.words import Words

__all__ = [
    "Bound",
    "Growth",
    "Points",
    "Printed",
    "Ratio",
    "Rounding",
    "Share",
    "Unit",
    "bases_that_print",
    "growth",
    "percentage",
    "printed_sum",
    "round_decimal",
    "whole_number",
]

Rounding: TypeAlias = Literal["half_up", "truncate"]
"""House styles of rounding found in print: half-up on the exact decimal, or cutting the digits off."""

Bound: TypeAlias = Literal["exact", "nearly", "over"]
"""What the words before a printed figure make of it: nothing, "gần", "trên" or "hơn"."""

Unit: TypeAlias = Literal["count", "percent", "points"]
"""What a printed figure counts: things, per cent, or percentage points."""


def whole_number(value: object) -> int | None:
    """A value as an int, numpy's integers included; `None` for what counts nothing: booleans, floats, text.

    Examples:
        >>> whole_number(7), whole_number(True), whole_number(7.0)
        (7, None, None)
    """
    if type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        return None
    try:
        return operator.index(value)
    except TypeError:  # numpy's booleans have the method and refuse the work
        return None


def repeated(value: object) -> str:
    """A value as an error may repeat it; empty where it might be a person.

    A figure that is misspelt helps who reads the error. A text without a digit is no figure: in a cell whose column has
    shifted it is a name, in small letters as well as in capitals. What has a capital letter, more than two words or
    more than six digits may be a name, a day of birth or the number of a person: it is left out, as is what is long.

    Examples:
        >>> repeated("khoảng 120"), repeated("Nguyễn Văn An"), repeated("hoa"), repeated("019060001234")
        ("'khoảng 120'", '', '', '')
    """
    if isinstance(value, str):
        return repeated_option(value) if any(map(str.isdigit, value)) and value == value.lower() else ""
    if value is None or isinstance(value, (bool, float)):
        return repr(value)
    count = whole_number(value)
    return "" if count is None or abs(count) >= 10**_DIGITS else repr(count)


def repeated_option(value: object) -> str:
    """An option of a function as an error may repeat it: who calls it typed the word, and no cell of a table holds it.

    What looks like a name, a day or a number of a person is left out all the same.

    Examples:
        >>> repeated_option("panda"), repeated_option("Nguyễn Văn An")
        ("'panda'", '')
    """
    if not isinstance(value, str):
        return repeated(value)
    if len(value) > _HARMLESS or not value.isprintable() or sum(map(str.isdigit, value)) > _DIGITS:
        return ""
    plain = value == value.lower() and len(re.findall(r"[^\W\d_]+", value)) <= _WORDS
    short = value.isascii() and value.isalpha() and value.isupper() and len(value) <= _DIGITS
    return repr(value) if plain or short else ""


_HARMLESS: Final = 30
_WORDS: Final = 2
_DIGITS: Final = 6


def round_decimal(value: Fraction | Decimal | int, decimals: int, *, rounding: Rounding = "half_up") -> Decimal:
    """Round exactly, whatever the decimal context is.

    Args:
        value: an exact number.
        decimals: digits to keep after the decimal mark.
        rounding: "half_up" takes halves away from zero; "truncate" cuts towards zero.

    Returns:
        A decimal with that many digits, trailing zeros kept.

    Raises:
        InvalidInputError: a float, a number that is not finite, fewer than 0 decimals, an unknown rounding.

    Examples:
        >>> from fractions import Fraction
        >>> round_decimal(Fraction(121 * 100, 160), 2), round_decimal(Fraction(121 * 100, 160), 2, rounding="truncate")
        (Decimal('75.63'), Decimal('75.62'))
        >>> round_decimal(Fraction(282, 20), 2)
        Decimal('14.10')
    """
    exact = exact_number(value, "number")
    _check_rounding(rounding)
    places = whole_number(decimals)
    if places is None or not 0 <= places <= _DECIMALS:
        shown = shown_value(decimals)
        _refuse(
            "decimals",
            Words(
                vi=f"không làm tròn được đến {shown.vi} chữ số thập phân",
                en=f"nothing is rounded to {shown.en} decimals",
            ),
            Words(vi=f"Giữ từ 0 đến {_DECIMALS} chữ số thập phân.", en=f"Keep 0 to {_DECIMALS} decimals."),
        )
    half = Fraction(1, 2) if rounding == "half_up" else 0
    units = (abs(exact) * 10**decimals + half).__floor__()
    return Decimal(f"{'-' if exact < 0 and units else ''}{units}E-{decimals}")


@dataclass(frozen=True, slots=True, init=False, repr=False)
class _Proportion(Documented, metaclass=RecordType):
    """A count over a base: what `Share`, `Ratio` and `Growth` have in common."""

    count: int
    of: int
    on: dt.date | None = field(compare=False)
    origin: Origin = field(compare=False)

    def __init__(
        self, count: int, of: int, *, on: dt.date | str | None = None, origin: Origin | str = Origin.COMPUTED
    ) -> None:
        where = f"{type(self).__name__}({shown_value(count).en}, of={shown_value(of).en})"
        # Frozen: fields are set past the guard, once. `_whole` takes integers of numpy and refuses floats.
        object.__setattr__(self, "count", _whole(count, where))
        object.__setattr__(self, "of", _whole(of, where))
        object.__setattr__(self, "on", None if on is None else parse_date(on, where=f"{type(self).__name__}, on"))
        object.__setattr__(self, "origin", origin if type(origin) is Origin else _origin(origin))
        if self.of < 0:
            _refuse(
                where,
                Words(vi="mẫu số âm", en="the base is negative"),
                Words(vi="Sửa lại mẫu số.", en="Correct the base."),
            )
        if self.of == 0:
            _refuse(
                where,
                Words(vi="mẫu số bằng 0, không tính được tỷ lệ", en="the base is 0, and nothing is a part of nothing"),
                Words(
                    vi="Để trống khi không có đối tượng để tính.",
                    en="Leave the figure out (None) where there is nobody to count.",
                ),
            )
        self._check(where)

    def _check(self, where: str) -> None:
        """Refuse counts that are not of this kind; any change is a `Growth`."""

    @property
    def fraction(self) -> Fraction:
        """The exact value: 95 of 100 is 19/20."""
        return Fraction(self.count, self.of)

    @property
    def percent(self) -> Fraction:
        """The exact value in per cent: 95 of 100 is 95."""
        return Fraction(self.count * 100, self.of)

    def text(self, *, decimals: int = 1, rounding: Rounding = "half_up", lang: Lang = "vi") -> str:
        """The percentage as printed, "95,0%" in Vietnamese and "95.0%" in English.

        Args:
            decimals: digits after the decimal mark; zeros are kept.
            rounding: the house style.
            lang: whose decimal mark.
        """
        rounded = round_decimal(self.percent, decimals, rounding=rounding)
        return f"{format_number(rounded, decimals=decimals, lang=lang)}%"

    def as_dict(self) -> ShareDocument:
        """Both counts, the day and the origin as plain JSON values."""
        return {
            "count": self.count,
            "of": self.of,
            "on": None if self.on is None else self.on.isoformat(),
            "origin": self.origin.value,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The same of plain JSON values, as `as_dict` gives them.

        Raises:
            InvalidInputError: what is no count, no day, no origin; an entry that is none of them, or missing.
        """
        return cls(**values)

    def prints_as(self, printed: str, *, rounding: Rounding = "half_up") -> bool:
        """Whether a report with exact counts would print this so.

        Args:
            printed: a percentage as printed, "92,9%", "trên 88%", "gần 59%".
            rounding: the house style; it does not touch "trên" and "gần".

        Raises:
            InvalidInputError: no figure, or no percentage.
        """
        return Printed.parse(printed).admits(self, rounding=rounding)

    def __lt__(self, other: _Proportion | Fraction) -> bool:
        return NotImplemented if (value := _comparable(other)) is None else self.fraction < value

    def __le__(self, other: _Proportion | Fraction) -> bool:
        return NotImplemented if (value := _comparable(other)) is None else self.fraction <= value

    def __gt__(self, other: _Proportion | Fraction) -> bool:
        return NotImplemented if (value := _comparable(other)) is None else self.fraction > value

    def __ge__(self, other: _Proportion | Fraction) -> bool:
        return NotImplemented if (value := _comparable(other)) is None else self.fraction >= value

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.count}, of={self.of}) = {self.text()}"


def _comparable(other: object) -> Fraction | None:
    if isinstance(other, _Proportion):
        return other.fraction
    return other if isinstance(other, Fraction) else None


class Share(_Proportion):
    """A part of a whole, with both counts.

    Two shares are equal when both counts are; `<`, `<=`, `>`, `>=` compare their values, with fractions too.

    Args:
        count: the part, from 0 to `of`.
        of: the whole, 1 or more. Where there is nobody to count, there is no share: use `None`.
        on: the day both were counted, as a date or text.
        origin: printed in a source, computed, inferred, synthetic; or its label.

    Raises:
        InvalidInputError: a base of 0, a count outside the base, a float, a date that does not exist.

    Examples:
        >>> Share(91, of=98)
        Share(91, of=98) = 92,9%
        >>> Share(353, of=401, on="2023-03-31").text(decimals=2)
        '88,03%'
        >>> Share(95, of=100) > Share(91, of=98), Share(1, of=2) == Share(2, of=4)
        (True, False)
        >>> Share(91, of=98).prints_as("92,9%"), Share(353, of=401).prints_as("trên 88%")
        (True, True)
        >>> Share(101, of=100)
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - Share(101, of=100): the count is above the base. Correct the counts, or use Ratio for the fulfillment of a \
plan. [input/bad-figure]
    """

    __slots__ = ()

    def _check(self, where: str) -> None:
        if self.count > self.of:
            _refuse(
                where,
                Words(vi="tử số lớn hơn mẫu số", en="the count is above the base"),
                Words(
                    vi="Sửa lại số liệu, hoặc ghi là tỷ lệ thực hiện so với kế hoạch.",
                    en="Correct the counts, or use Ratio for the fulfillment of a plan.",
                ),
            )
        _refuse_negative(self.count, where)


class Ratio(_Proportion):
    """Fulfillment of a plan: like `Share`, but the count may exceed the base.

    Examples:
        >>> Ratio(318, of=250)
        Ratio(318, of=250) = 127,2%
    """

    __slots__ = ()

    def _check(self, where: str) -> None:
        _refuse_negative(self.count, where)


class Growth(_Proportion):
    """A change relative to an earlier count: negative where it fell. Made by `growth`.

    Examples:
        >>> Growth(-2, of=51).text(decimals=2)
        '-3,92%'
    """

    __slots__ = ()

    def text(self, *, decimals: int = 1, rounding: Rounding = "half_up", lang: Lang = "vi") -> str:
        """The percentage with its sign, "+47,7%"."""
        number = super().text(decimals=decimals, rounding=rounding, lang=lang)
        return f"+{number}" if self.count > 0 else number

    def __repr__(self) -> str:
        return f"Growth({self.count:+d}, of={self.of}) = {self.text()}"


def growth(new: int, old: int, *, on: dt.date | str | None = None, origin: Origin | str = Origin.COMPUTED) -> Growth:
    """How much a count grew, relative to what it was or to what was planned.

    This is the "vượt 47,7% kế hoạch" of 192 admissions over a plan of 130, and not the "vượt 9,78%" of a share over
    a target, which is `Points`.

    Args:
        new: the count now.
        old: the earlier count, or the plan; 1 or more.
        on: the day of the new count.
        origin: where the figure comes from, or its label.

    Raises:
        InvalidInputError: a base of 0 or less, a float.

    Examples:
        >>> growth(192, 130)
        Growth(+62, of=130) = +47,7%
    """
    where = f"growth({shown_value(new).en}, {shown_value(old).en})"
    return Growth(_whole(new, where) - _whole(old, where), of=old, on=on, origin=origin)


@dataclass(frozen=True, slots=True, order=True, init=False, repr=False)
class Points(metaclass=RecordType):
    """A difference of two percentages, in percentage points (điểm phần trăm).

    Args:
        value: the points: 10 for a share of 95 % against a target of 85 %.

    Examples:
        >>> excess = Points.between(Share(95, of=100), percentage("85%"))
        >>> excess
        +10,0 percentage points
        >>> excess.text(), excess - Points(3)
        ('+10,0 điểm phần trăm', +7,0 percentage points)
    """

    value: Fraction

    def __init__(self, value: Fraction | Decimal | int) -> None:
        object.__setattr__(self, "value", exact_number(value, "Points"))

    @classmethod
    def between(cls, a: _Proportion | Fraction, b: _Proportion | Fraction) -> Self:
        """The points by which `a` lies above `b`; a fraction is a share as a number, 17/20 for 85 %.

        Examples:
            >>> Points.between(Share(91, of=98), Share(95, of=100))
            -2,1 percentage points
        """
        return cls((_value(a, "Points") - _value(b, "Points")) * 100)

    def text(self, *, decimals: int = 1, rounding: Rounding = "half_up", lang: Lang = "vi") -> str:
        """The points as printed, with their sign: "+10,0 điểm phần trăm"."""
        unit = Words(vi="điểm phần trăm", en="percentage points").text(lang=lang)
        return f"{self._number(decimals, rounding, lang)} {unit}"

    def prints_as(self, printed: str, *, rounding: Rounding = "half_up") -> bool:
        """Whether a report would print these points so; many print "%" for them.

        Examples:
            >>> Points.between(percentage("99,78%"), percentage("90%")).prints_as("9,78%")
            True
        """
        return Printed.parse(printed).admits(self, rounding=rounding)

    def _number(self, decimals: int, rounding: Rounding, lang: Lang) -> str:
        # The sign is that of the exact value: a target missed by a hair shows as -0,0.
        sign = "+" if self.value > 0 else "-" if self.value < 0 else ""
        rounded = round_decimal(abs(self.value), decimals, rounding=rounding)
        return sign + format_number(rounded, decimals=decimals, lang=lang)

    def __add__(self, other: Points) -> Points:
        return Points(self.value + other.value) if type(other) is Points else NotImplemented

    def __sub__(self, other: Points) -> Points:
        return Points(self.value - other.value) if type(other) is Points else NotImplemented

    def __neg__(self) -> Points:
        return Points(-self.value)

    def __abs__(self) -> Points:
        return Points(abs(self.value))

    def __repr__(self) -> str:
        return f"{self._number(1, 'half_up', 'vi')} percentage points"


# --- figures as printed -------------------------------------------------------------------------------------------

_BOUNDS: Final[dict[str, Bound]] = {
    "": "exact",
    "gan": "nearly",
    "nearly": "nearly",
    "almost": "nearly",
    "tren": "over",
    "hon": "over",
    "over": "over",
    "above": "over",
    "more than": "over",
}
_SCALES: Final = {
    "": 1,
    "nghin": 10**3,
    "ngan": 10**3,
    "thousand": 10**3,
    "trieu": 10**6,
    "million": 10**6,
    "ty": 10**9,
    "billion": 10**9,
}
_UNITS: Final[dict[str, Unit]] = {
    "phan tram": "percent",
    "percent": "percent",
    "per cent": "percent",
    "diem phan tram": "points",
    "percentage points": "points",
}
# Nothing is given back once it is read (*+), so that no text costs more than its length; and none is longer than this.
_PRINTED: Final = re.compile(
    r"(?P<words>[^\W\d_]++(?: [^\W\d_]++)?+)?+ ?(?P<sign>[-+\u2212]?)(?P<number>[0-9][0-9.,]*+) ?"
    r"(?P<after>(?:[^\W\d_]| )*+%?)"
)
_LONGEST: Final = 60
_PERCENT: Final = str.maketrans("\uff05\ufe6a", "%%")  # as keyboards for Chinese and Japanese write it
_FOREIGN_DECIMAL: Final = re.compile(r"(?P<whole>[0-9]+)\.(?P<part>[0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True, slots=True)
class Printed(metaclass=RecordType):
    """A figure as a sentence prints it.

    Attributes:
        text: the words, in NFC.
        value: the number they name; a percentage is a share, 0,929 for "92,9%", points are points.
        decimals: digits after the decimal mark, as printed.
        unit: what it counts.
        bound: what "gần", "trên" or "hơn" make of it.
        quantum: worth of the last digit printed: 1/1000 for "92,9%", 100 000 for "5,2 triệu".
    """

    text: str
    value: Fraction
    decimals: int
    unit: Unit
    bound: Bound
    quantum: Fraction

    @classmethod
    def parse(cls, text: str, *, lang: Lang = "vi") -> Self:
        """Read a figure.

        Args:
            text: "92,9%", "trên 88%", "27.960", "gần 28.000", "hơn 5,2 triệu", "9,78 điểm phần trăm".
            lang: whose marks: "vi" groups thousands by dots, "en" by commas. In Vietnamese "92.9%" is understood,
                and a mark that could be either ("92.857%", "27,960") is refused.

        Raises:
            InvalidInputError: no figure, words without a known meaning ("khoảng"), a sign that is no "%" ("5‰",
                "92,9)"), a mark that could be either, a text longer than a figure. What may be a name or the number
                of a person, where a column has shifted, is not repeated.

        Examples:
            >>> printed = Printed.parse("gần 28.000")
            >>> printed.value, printed.bound, printed.admits(27960)
            (Fraction(28000, 1), 'nearly', True)
        """
        return cls._read(text, lang=lang, where="figure")

    @classmethod
    def _read(cls, text: object, *, lang: Lang = "vi", where: str) -> Self:
        shown = repeated(text)
        where = shown or where
        if not isinstance(text, str):
            kind = type_words(text)
            _unreadable(where, Words(vi=f"không phải văn bản mà là {kind.vi}", en=f"it is no text but a {kind.en}"))
        if len(text) > _LONGEST:
            _unreadable(where, Words(vi="dài hơn một con số", en="it is longer than a figure"))
        kept = nfc(text).translate(_PERCENT)
        match = _PRINTED.fullmatch(kept)
        if match is None:
            _unreadable(where, Words(vi="không phải một con số", en="it is not one figure"))
        bound = _BOUNDS.get(fold(match["words"] or ""))
        if bound is None:
            words = repeated_option(match["words"]) if shown else ""
            _unreadable(
                where,
                Words(
                    vi=f"không rõ nghĩa của {words or 'phần đứng trước'}",
                    en=f"{words or 'what stands before it'} gives it no known bound",
                ),
            )
        scale, unit = _scale_and_unit(match["after"])
        if unit is None:
            words = repeated_option(match["after"].strip()) if shown else ""
            _unreadable(
                where,
                Words(
                    vi=f"không rõ đơn vị {words or 'đứng sau'}",
                    en=f"{words or 'what stands behind it'} is no unit",
                ),
            )
        marks = number_marks(lang=lang)
        thousands, decimal = re.escape(marks.thousands), re.escape(marks.decimal)
        number = re.fullmatch(
            rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{thousands}[0-9]{{3}})+|[0-9]+)(?:{decimal}(?P<part>[0-9]+))?",
            match["number"],
        )
        if marks.mixed:
            if number is None:
                number = _FOREIGN_DECIMAL.fullmatch(match["number"])
            elif unit != "count" and "." in number["whole"] and number["part"] is None:
                number = None  # 92.857%: thousands or decimals?
            elif unit == "count" and scale == 1 and number["part"] is not None and len(number["part"]) == 3:  # noqa: PLR2004
                number = None  # 27,960: a count in English, or a fraction of one?
        if number is None:
            _unreadable(
                where, Words(vi="dấu chấm, dấu phẩy không rõ nghĩa", en="its marks can be read in two ways or none")
            )
        part = number["part"] or ""
        quantum = Fraction(scale, 10 ** len(part)) / (100 if unit == "percent" else 1)
        units = int(re.sub(r"[.,]", "", number["whole"]) + part)
        if match["sign"] in {"-", "\u2212"}:
            units = -units
        return cls(kept, units * quantum, len(part), unit, bound, quantum)

    @property
    def is_percent(self) -> bool:
        """Whether it is a percentage (and not a count, nor points)."""
        return self.unit == "percent"

    @property
    def step(self) -> Fraction:
        """Worth of its last digit that is not 0, the unit "gần" and "trên" speak in: 1 000 for "28.000"."""
        step = self.quantum
        while self.value and (self.value / (step * 10)).denominator == 1:
            step *= 10
        return step

    def admits(self, x: Fraction | _Proportion | Points | int, *, rounding: Rounding = "half_up") -> bool:
        """Whether an exact figure may be printed so.

        Without a word: rounded to the printed digits it is equal. "gần N": N - u/2 <= x < N. "trên N", "hơn N":
        N < x < N + u. Here u is `step`.

        Args:
            x: a count for a count, a share (or a fraction, 17/20 for 85 %) for a percentage; points for either.
            rounding: the house style, where no word makes a bound of it.

        Raises:
            InvalidInputError: a share against a count, a count against a percentage, a float, an unknown rounding.

        Examples:
            >>> Printed.parse("hơn 5,2 triệu").admits(5_245_000), Printed.parse("hơn 5,2 triệu").admits(5_300_000)
            (True, False)
        """
        _check_rounding(rounding)  # here too: words need no rounding, and a misspelled one is wrong with them as well
        value = self._in_my_unit(x)
        if self.bound == "nearly":
            return self.value - self.step / 2 <= value < self.value
        if self.bound == "over":
            return self.value < value < self.value + self.step
        return round_decimal(value / self.quantum, 0, rounding=rounding) == self.value / self.quantum

    def _in_my_unit(self, x: object) -> Fraction:
        if isinstance(x, Points):
            if self.unit == "percent":
                return x.value / 100  # print writes "%" for points
            fits = self.unit == "points"
            value = x.value
        elif isinstance(x, _Proportion):
            fits = self.unit == "percent"
            value = x.fraction
        else:
            fits = not (self.unit == "percent" and isinstance(x, int))
            value = exact_number(x, "figure")
        if not fits:
            _refuse(
                "printed figure",
                Words(
                    vi=f"được in là {_UNIT_WORDS[self.unit].vi}, còn {type_words(x).vi} thì không",
                    en=f"it is printed as a {_UNIT_WORDS[self.unit].en}, and a {type(x).__name__} is not one",
                ),
                Words(
                    vi="So tỷ lệ với tỷ lệ (ghi rõ dấu %), số lượng với số lượng.",
                    en="Compare shares with percentages (write the %) and counts with counts.",
                ),
            )
        return value


_UNIT_WORDS: Final[dict[Unit, Words]] = {
    "count": Words(vi="số lượng", en="count"),
    "percent": Words(vi="tỷ lệ phần trăm", en="percentage"),
    "points": Words(vi="số điểm phần trăm", en="number of percentage points"),
}


def _scale_and_unit(after: str) -> tuple[int, Unit | None]:
    """What the words behind a number say; an unknown word gives no unit."""
    words = fold(after.replace("%", " phan tram "))
    if words in _SCALES:
        return _SCALES[words], "count"
    return 1, _UNITS.get(words)


def percentage(text: str, *, where: str = "percentage") -> Fraction:
    """A percentage as printed, as an exact share.

    Args:
        text: with its unit: "85%", "92,9 %", "92.9%".
        where: the place to name in the error.

    Returns:
        The share, 17/20 for "85%".

    Raises:
        InvalidInputError: no unit ("85" may be 85 people), a bound ("trên 88%"), below 0.

    Examples:
        >>> percentage("85%"), percentage("92,9 %")
        (Fraction(17, 20), Fraction(929, 1000))
        >>> percentage("85")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - '85': it has no unit. Write "85%" if per cent is meant. [input/bad-figure]
    """
    return _percentage(Printed._read(text, where=where), where)  # noqa: SLF001 - with the place to name


def _percentage(printed: Printed, where: str) -> Fraction:
    where = repeated(printed.text) or where
    if printed.unit == "count":
        example = f'"{printed.text}%"' if repeated(printed.text) else '"85%"'
        _refuse(
            where,
            Words(vi="thiếu đơn vị", en="it has no unit"),
            Words(vi=f"Ghi {example} nếu là phần trăm.", en=f"Write {example} if per cent is meant."),
        )
    if printed.unit == "points" or printed.bound != "exact" or printed.value < 0:
        _refuse(
            where,
            Words(vi="không phải một tỷ lệ phần trăm từ 0 trở lên", en="it is not one percentage of 0 or more"),
            Words(vi='Ghi theo dạng "85%" hoặc "92,9%".', en='Write it like "85%" or "92,9%".'),
        )
    return printed.value


def bases_that_print(
    count: int, printed: str, *, near: Iterable[int], rounding: Rounding = "half_up"
) -> tuple[int, ...]:
    """The bases under which a count would print as a percentage: what a report leaves unsaid.

    Args:
        count: the count, printed or known.
        printed: the percentage, as printed; it may exceed 100 %.
        near: the bases to try.
        rounding: the house style.

    Returns:
        Those that fit, in the order given. None: with these bases the percentage is wrong.

    Raises:
        InvalidInputError: no percentage, a negative count, a base that is no count.

    Examples:
        >>> bases_that_print(91, "92,9%", near=range(94, 104))
        (98,)
        >>> bases_that_print(15, "36,7%", near=range(30, 60))
        ()
    """
    wanted = Printed._read(printed, where="printed")  # noqa: SLF001 - with the place to name
    counted = _whole(count, "count")
    _refuse_negative(counted, f"count {counted}")
    if not isinstance(near, Iterable):
        _refuse(
            "near",
            Words(vi="không phải danh sách các cơ sở tính", en="it is no list of bases"),
            Words(vi="Ghi các cơ sở có thể có.", en="Give those that may be meant: near=range(90, 110)."),
        )
    bases = (_whole(base, "near") for base in near)
    return tuple(base for base in bases if base > 0 and wanted.admits(Ratio(counted, of=base), rounding=rounding))


def printed_sum(shares: Iterable[str]) -> Decimal:
    """The sum of percentages as printed, exactly: 99,99 stays 99,99.

    Args:
        shares: percentages of one breakdown; the heading of a table may hold the unit for all, so "87,97" is taken.

    Returns:
        The sum in per cent, with as many decimals as the finest of them.

    Raises:
        InvalidInputError: one of them is no percentage, or a bound such as "trên 2%".

    Examples:
        >>> printed_sum(["33,33%", "33,33%", "33,33%"])
        Decimal('99.99')
    """
    total = Fraction(0)
    decimals = 0
    for number, share in enumerate(shares, start=1):
        where = f"share {number}"
        printed = Printed._read(share, where=where)  # noqa: SLF001 - with the place to name
        if printed.unit == "count":  # read anew: "87.97" has a mark that only a percentage makes plain
            printed = Printed._read(f"{printed.text}%", where=where)  # noqa: SLF001 - the same
        total += _percentage(printed, where)
        decimals = max(decimals, printed.decimals)
    return round_decimal(total * 100, decimals)


# --- refusals -----------------------------------------------------------------------------------------------------


def figure_problem(where: str, reason: Words, remedy: Words) -> Finding:
    """What is wrong with one figure, choice or label."""
    return finding("input/bad-figure", where, reason=reason, remedy=remedy)


def _refuse(where: str, reason: Words, remedy: Words) -> NoReturn:
    raise InvalidInputError([figure_problem(where, reason, remedy)])


def _unreadable(where: str, reason: Words) -> NoReturn:
    _refuse(
        where,
        Words(vi=f"{reason.vi}, không đọc được số liệu", en=f"{reason.en}, so it cannot be read as a figure"),
        Words(
            vi='Ghi theo dạng "92,9%", "trên 88%", "27.960" hoặc "gần 28.000".',
            en='Write it like "92,9%", "trên 88%", "27.960" or "gần 28.000".',
        ),
    )


def _refuse_negative(count: int, where: str) -> None:
    if count < 0:
        _refuse(
            where,
            Words(vi="số đếm âm", en="the count is negative"),
            Words(vi="Sửa lại số đếm.", en="Correct the count."),
        )


def _check_rounding(rounding: str) -> None:
    """Refuse a style nobody knows, which would otherwise round in one of the two."""
    if rounding not in get_args(Rounding):
        shown = repeated_option(rounding)
        _refuse(
            "rounding",
            Words(vi=f"không có cách làm tròn {shown or 'này'}", en=f"{shown or 'it'} is no way to round"),
            Words(vi='Dùng "half_up" hoặc "truncate".', en='Say "half_up" or "truncate".'),
        )


_DECIMALS: Final = 100


def shown_value(value: object) -> Words:
    """A value for an error; what may be a person as its type.

    Examples:
        >>> shown_value("khoảng 120").vi, shown_value("Nguyễn Văn An").vi, shown_value("Nguyễn Văn An").en
        ("'khoảng 120'", 'văn bản', 'str')
    """
    text = repeated(value)
    return Words(vi=text, en=text) if text else type_words(value)


def _origin(value: object) -> Origin:
    try:
        return Origin.parse(cast("str", value))
    except TermError as error:
        why = error.why
    known = ", ".join(f"'{origin.label}'" for origin in Origin)  # out of the block: what was given is in that error
    _refuse(
        "origin",
        Words(vi=f"không có nguồn gốc số liệu này{why.vi}", en=f"{shown_value(value).en} is no origin{why.en}"),
        Words(vi=f"Ghi bằng nhãn, chẳng hạn {known}.", en=f"Give an Origin or its label, such as {known}."),
    )


def _whole(value: object, where: str) -> int:
    """A count of exact arithmetic: an integer, below 0 too for what falls; text and floats are for tables to read."""
    count = whole_number(value)
    if count is None:
        _refuse(
            where,
            Words(
                vi=f"số đếm phải là số nguyên, không phải {type_words(value).vi}",
                en=f"counts are whole numbers, not {type(value).__name__}",
            ),
            Words(vi="Dùng số nguyên.", en="Give an int."),
        )
    try:
        count_of(abs(count))
    except UnreadableError as error:
        _refuse(
            where,
            Words(vi=f"số đếm {error.reason.vi}", en=f"a count {error.reason.en}"),
            Words(
                vi="Kiểm tra lại số đếm; số tiền không phải là số đếm.",
                en="Check the count; sums of money are no counts.",
            ),
        )
    return count


def _value(x: _Proportion | Fraction, where: str) -> Fraction:
    return x.fraction if isinstance(x, _Proportion) else exact_number(x, where)


_MOST_DIGITS: Final = 400
"""A number with more of them is no figure, and cannot always be printed (`sys.int_info`)."""


def exact_number(value: object, where: str) -> Fraction:
    if isinstance(value, bool):
        number = None
    elif isinstance(value, Decimal):
        # looked at before it is turned into a fraction, which writes an exponent out
        _, digits, exponent = value.as_tuple()
        wide = isinstance(exponent, int) and max(len(digits), abs(exponent), len(digits) + exponent) > _MOST_DIGITS
        number = None if wide or not value.is_finite() else Fraction(value)
    elif isinstance(value, Fraction):
        number = value
    else:
        whole = whole_number(value)
        number = None if whole is None else Fraction(whole)
    if number is not None and max(number.numerator.bit_length(), number.denominator.bit_length()) < 4 * _MOST_DIGITS:
        return number
    shown = shown_value(value)
    _refuse(
        where,
        Words(
            vi=f"{shown.vi} không phải số chính xác có tối đa {_MOST_DIGITS} chữ số",
            en=f"{shown.en} is not an exact number of at most {_MOST_DIGITS} digits",
        ),
        Words(
            vi="Dùng số nguyên, phân số hoặc số thập phân chính xác, hữu hạn.",
            en="Give a finite int, Fraction or Decimal.",
        ),
    )
