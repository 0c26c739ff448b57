"""What the cells of a column mean: days, numbers, answers and words, read or told, never guessed.

```
read_values(raws, Wanted.DAY)  ->  values, misreads
```

Files hold what people typed, what a spreadsheet made of it and what a program put where nothing was. A value is read
where one reading is possible. Everything else is told: where it is (`at`), a code, what it may have meant (`proposal`)
and whether the value was kept all the same (`taken`). A proposal is personal data like the cell it stands for.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import filterfalse
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import TermError
from dangbo.base.findings import Code, Fact
from dangbo.base.legacy import LegacyEncoding, converted, encoding_of_font, legacy_encoding, one_bears_signs
from dangbo.base.terms import AcademicTitle, Occupation, PoliticalTheory, Qualification, Schooling, Term
from dangbo.base.text import PartialDate, UnreadableError, count_of, fold, known_day_of, nfc
from dangbo.base.words import Words
from dangbo.io.grids import MOST_CHARACTERS, Raw, Unread, written_day

__all__ = [
    "DIGITS",
    "WANTED",
    "Misread",
    "Wanted",
    "doubtful",
    "read_marks",
    "read_values",
]


class Wanted(Enum):
    """What a column should hold."""

    TEXT = "text"
    NAME = "name"
    DAY = "day"
    """A day, or the month or year that is known of it."""
    NUMBER = "number"
    """What somebody or something is known by: an id, a card. Text, whatever the spreadsheet made of it."""
    COUNT = "count"
    FIGURE = "figure"
    """An exact number that may have decimals: "1.234,5"."""
    YES_NO = "yes or no"
    LABEL = "label"
    ID = "id"


class Misread(NamedTuple):
    """A cell that was not simply read.

    Attributes:
        at: its place in the column, from 0.
        code: what is the matter; its words say `{place}`.
        facts: what its words say besides; no value of a cell.
        proposal: what it may have meant, as one would write it; personal, `None` where nothing can be said.
        taken: whether a value was kept; otherwise it is `None` among the values.
    """

    at: int
    code: Code
    facts: Mapping[str, Fact]
    proposal: str | None
    taken: bool

    def __repr__(self) -> str:
        return f"Misread({self.at}, {self.code!r}, taken={self.taken})"


DIGITS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {"personal_id": (12,), "old_id": (9,), "card_number": (8, 12), "old_card_number": (8,)}
)
"""How many digits the numbers of a profile have: a number cell of another length has lost some."""

WANTED: Final[Mapping[str, Wanted]] = {
    name: wanted
    for wanted, names in {
        Wanted.NAME: "name other_name family_name given_name",
        Wanted.DAY: (
            "born born_male born_female card_issued admission_decided admitted recognized first_admitted "
            "first_recognized since until on state_date prepared_on papers_on filed_on due done_on id_issued "
            "exempt_since"
        ),
        Wanted.NUMBER: "personal_id old_id card_number old_card_number file_number",
        Wanted.COUNT: (
            "full probationary members groups_of_members called present absent_with_reason absent_without_reason "
            "exempt minutes speakers carried of year months"
        ),
        Wanted.YES_NO: ("retired works_in_system youth_union private_owner foreign_spouse head_is_member delete"),
        Wanted.LABEL: (
            "sex schooling qualification academic_title political_theory occupation form level unit_type status post "
            "body source rating stage state kind"
        ),
        Wanted.ID: (
            "id member system_id parent organization cell host_unit holder subject residence_cell person chair "
            "secretary profile meeting for_member code"
        ),
    }.items()
    for name in names.split()
}
"""What the cells of a field hold; all else is text."""

_ANY_LENGTH: Final = (8, 9, 12)
_NOTHING: Final[Mapping[str, Fact]] = MappingProxyType({})


class _Told(NamedTuple):
    """What a reader says of a cell instead of a value, or besides one."""

    code: Code
    proposal: str | None = None
    value: object = None
    facts: Mapping[str, Fact] = _NOTHING

    def misread(self, at: int) -> Misread:
        taken = self.value is not None or self.code == "table/mark-of-nothing"
        return Misread(at, self.code, self.facts, self.proposal, taken=taken)

    def __repr__(self) -> str:
        return f"_Told({self.code!r})"


class _Cell(NamedTuple):
    """What a reader may need to know beside the value."""

    at: int
    zero_padded: Mapping[int, str]
    epoch: Literal[1900, 1904]
    digits: tuple[int, ...]
    lengths: tuple[int, ...] = ()
    """How long a number written as text should be; empty where nothing is known of that."""


_Reader: TypeAlias = Callable[[Raw, _Cell], object]


def read_values(
    raws: Sequence[Raw],
    wanted: Wanted,
    *,
    unread: Mapping[int, Unread] = MappingProxyType({}),
    fonts: Mapping[int, str] = MappingProxyType({}),
    zero_padded: Mapping[int, str] = MappingProxyType({}),
    epoch: Literal[1900, 1904] = 1900,
    digits: Collection[int] | None = None,
    encoding: Literal["tell", "convert"] = "tell",
) -> tuple[list[object], list[Misread]]:
    """The values of a column, and what is to be said of its cells.

    Args:
        raws: what the cells hold.
        wanted: what they should hold.
        unread: by place, why a cell has no value in its file.
        fonts: by place, the font of a cell where it is one of the time before Unicode.
        zero_padded: by place, the number format of a number shown with zeros in front.
        epoch: the year from which numbers that stand for days count.
        digits: for `Wanted.NUMBER`, how many digits it has, where that is known; see `DIGITS`.
        encoding: whether text of another encoding is only told, or converted and told.

    Returns:
        A value for each cell, `None` where it is blank or was not read; and the misreads in the order of the cells.
        `TEXT`, `NAME`, `LABEL`, `ID` and `NUMBER` give text, `DAY` a date or a `PartialDate`, `COUNT` an int,
        `FIGURE` a `Decimal`, `YES_NO` a bool. One look at each cell.

    Examples:
        >>> values, told = read_values(["19/05/1960", "5/1968", "12/31/2023", None], Wanted.DAY)
        >>> values
        [datetime.date(1960, 5, 19), PartialDate(year=1968, month=5), None, None]
        >>> told
        [Misread(2, 'table/month-first', taken=False)]
    """
    column: list[Raw] = list(raws)
    told: list[Misread] = []
    for at, why in unread.items():
        code: Code = "table/formula-without-result" if why is Unread.FORMULA else "table/error-value"
        told.append(Misread(at, code, _NOTHING, None, taken=False))
        column[at] = None
    if (
        not told
        and wanted in _BY_NUMBER
        and _all_plain(column, wanted, () if digits is None else tuple(sorted(digits)))
    ):
        return [*column], told
    different = dict.fromkeys(column)
    if _decode(column, different, fonts, encoding, told):
        different = dict.fromkeys(column)
    sizes = tuple(sorted(_ANY_LENGTH if digits is None else digits))
    cell = _Cell(-1, zero_padded, epoch, sizes, () if digits is None else sizes)
    numbers = _NUMBERS.intersection(map(type, different))
    if numbers and (zero_padded or len(_NUMBERS.intersection(map(type, column))) > 1):
        values = _read_each(column, wanted, cell, told)
    else:
        values = _read_once(column, different, wanted, cell, told)
    if wanted is Wanted.DAY:
        _doubt_order(column, values, told)
    kept = (one if _is_kept(one, values) else one._replace(taken=False) for one in told)
    return values, sorted(kept, key=_place)


_NUMBERS: Final = frozenset({bool, int, float})
"""Kinds of which values are equal that are not the same: 1, 1.0 and true."""


def _read_once(
    column: Sequence[Raw], different: Collection[Raw], wanted: Wanted, cell: _Cell, told: list[Misread]
) -> list[object]:
    """The values of a column, each different one read once, and those that are plainly what they are not at all."""
    read = _READERS[wanted]
    plain = _plain_number(cell.lengths) if wanted is Wanted.NUMBER else _PLAIN_OF.get(wanted)
    texts = [raw for raw in different if type(raw) is str]
    others = [raw for raw in different if type(raw) is not str] if len(texts) < len(different) else []
    known: dict[Raw, object] = {}
    if wanted is Wanted.DAY:
        known.update(_usual_days(texts))
        asked: Iterable[str] = [raw for raw in texts if raw not in known] if len(known) < len(texts) else ()
    elif plain is None or max(map(len, texts), default=0) > MOST_CHARACTERS:
        asked = texts
    else:
        asked = filterfalse(plain.fullmatch, texts)
    known.update((raw, _of_text(raw, wanted, cell)) for raw in asked)
    if read in _AS_TEXT and {*map(type, others)} == {int} and 0 not in others:  # what both make of one
        known.update(zip(others, map(str, others), strict=True))
    else:
        known.update((raw, read(raw, cell)) for raw in others if raw is not None)
    if not known:
        return [*column]
    misread = {raw: found for raw, found in known.items() if type(found) is _Told}
    if misread:
        known.update((raw, found.value) for raw, found in misread.items())
        told += (misread[raw].misread(at) for at, raw in enumerate(column) if raw in misread)
    return [*map(known.get, column, column)]


def _read_each(column: Sequence[Raw], wanted: Wanted, cell: _Cell, told: list[Misread]) -> list[object]:
    """The values of a column read cell by cell, where equal numbers may be read differently."""
    read = _READERS[wanted]
    values: list[object] = []
    seen: dict[str, object] = {}
    for at, raw in enumerate(column):
        if raw is None:
            found: object = None
        elif type(raw) is str:
            found = seen[raw] if raw in seen else seen.setdefault(raw, _of_text(raw, wanted, cell))
        else:
            found = read(raw, cell._replace(at=at))
        if type(found) is _Told:
            told.append(found.misread(at))
            found = found.value
        values.append(found)
    return values


def _place(one: Misread) -> int:
    return one.at


def _is_kept(one: Misread, values: Sequence[object]) -> bool:
    """Whether what was taken is there: text that was converted may still be no day."""
    return not one.taken or values[one.at] is not None or one.code == "table/mark-of-nothing"


_ERROR_VALUES: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_QUOTED_FORMULA: Final = re.compile(r'="([^"]*)"')
"""How exports of text keep a spreadsheet from changing a number: a formula that gives it."""
_MARKS_OF_NOTHING: Final = frozenset({"'", "-", "--", "---", "–", "—", "...", "…", "/", ".", "_", "?"})


def _of_text(raw: str, wanted: Wanted, cell: _Cell) -> object:
    """What a text says, whichever cell it stands in."""
    if len(raw) > MOST_CHARACTERS:  # came of a separator or a quotation mark gone astray
        return _Told("table/too-long", facts={"count": len(raw)})
    text = nfc(raw)
    if not text:
        return None
    if text in _MARKS_OF_NOTHING:
        return _Told("table/mark-of-nothing")
    if text.upper() in _ERROR_VALUES:
        return _Told("table/error-value")
    if (formula := _QUOTED_FORMULA.fullmatch(text)) is not None:
        return _Told("table/formula-without-result", formula[1].strip() or None)
    if text[0] == "'" and len(text) > 1:
        return _Told("table/apostrophe", text[1:].strip())
    found = _READERS[wanted](text, cell)
    if wanted not in _KEPT_AS_WRITTEN or type(found) is _Told:
        return found
    looks_odd = text[0] == "=" or "<" in text
    if looks_odd and wanted is not Wanted.NUMBER and (odd := _ODD.match(text)) is not None:
        return _Told("table/odd-text", value=found, facts={"reason": _ODD_KINDS[str(odd.lastgroup)]})
    if (
        wanted is not Wanted.NUMBER
        and ("?" in text or "\ufffd" in text)
        and _GONE[wanted is not Wanted.TEXT].search(text)
    ):
        if wanted is Wanted.NAME:
            return _Told("table/letters-lost")
        return _Told("table/odd-text", value=found, facts={"reason": _LETTERS_LOST})
    if text != raw and text != raw.strip():
        return _Told("table/tidied", value=found, facts={"reason": _tidied(raw)})
    return found


_KEPT_AS_WRITTEN: Final = frozenset({Wanted.TEXT, Wanted.NAME, Wanted.ID, Wanted.NUMBER})
"""What is kept as the text it is: of all else it makes no difference how the text is spelt."""
_ODD: Final = re.compile(r"(?P<formula>=\s*[\w(+\-\"'])|(?P<markup>.*<[/!]?[A-Za-z][^<>]*>)", re.DOTALL)
_ODD_KINDS: Final[Mapping[str, Words]] = {
    "formula": Words(vi="chữ bắt đầu như một công thức", en="text that begins as a formula does"),
    "markup": Words(vi="có thẻ của trang web", en="it holds tags of a web page"),
}
_GONE: Final = (
    re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?[^\W\d_]|\ufffd"),
    re.compile(r"[^\W\d_]\?|\?[^\W\d_]|\ufffd"),
)
"""What programs put in the place of letters their encoding does not have: in text, where a question may end in such a
mark, and in names and ids, where none does."""
_LETTERS_LOST: Final = Words(
    vi="có dấu ? hoặc ô trắng ở chỗ lẽ ra là chữ có dấu", en="a question mark or a box stands where a letter was lost"
)
_LOOK_ALIKES: Final = re.compile("[\u00d0\u00f0\u0189]")


def _tidied(raw: str) -> Words:
    """What of a text was put right, which words it has being as they were."""
    composed = unicodedata.normalize("NFC", raw)
    ways = [
        (composed != raw, Words(vi="dấu thanh, dấu mũ ghi rời khỏi chữ", en="marks stood apart from their letters")),
        (_LOOK_ALIKES.search(composed) is not None, Words(vi="chữ giống Đ nhưng không phải Đ", en="a look-alike of Đ")),
        (any(map(_is_unseen, composed)), Words(vi="có ký tự không nhìn thấy", en="characters that cannot be seen")),
        (_BLANKS.search(composed.strip()) is not None, Words(vi="thừa khoảng trắng", en="blanks too many")),
    ]
    said = [words for is_so, words in ways if is_so] or [ways[-1][1]]
    return Words(vi="; ".join(one.vi for one in said), en="; ".join(one.en for one in said))


_BLANKS: Final = re.compile(r"\s\s|[^\S ]")


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf"} and not char.isspace()


def _wrong_kind(raw: Raw) -> _Told:
    return _Told("table/wrong-kind", facts={"reason": _KINDS[type(raw)]})


_KINDS: Final[Mapping[type, Words]] = {
    bool: Words(vi="giá trị đúng/sai", en="a truth value"),
    int: Words(vi="một số", en="a bare number"),
    float: Words(vi="một số", en="a bare number"),
    dt.date: Words(vi="ngày tháng", en="a calendar day"),
    dt.datetime: Words(vi="ngày tháng", en="a calendar day"),
    dt.time: Words(vi="giờ", en="a time of day"),
    dt.timedelta: Words(vi="khoảng thời gian", en="a length of time"),
    str: Words(vi="chữ", en="text"),
}


# --- text -------------------------------------------------------------------------------------------------------------


def _whole(raw: float) -> int | None:
    """The whole number a number cell holds exactly."""
    if isinstance(raw, int):
        return raw
    return int(raw) if math.isfinite(raw) and raw.is_integer() and abs(raw) < _EXACT else None


_EXACT: Final = 2**53
"""Up to here a float is one whole number only."""


def _text(raw: Raw, cell: _Cell) -> object:
    if isinstance(raw, str):
        return _no_zero(raw)
    if isinstance(raw, dt.date):  # "10/12" of schooling becomes the tenth of December
        return _Told("table/day-for-text", f"{raw.day}/{raw.month}")
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw)
    whole = _whole(raw)
    if whole is not None:
        return _without_zeros(str(whole), cell) or _no_zero(str(whole))
    return _wrong_kind(raw) if not math.isfinite(raw) else str(Decimal(repr(raw))).replace(".", ",")


def _no_zero(text: str) -> object:
    """Text, told where it is the zero a formula gives that points to a blank cell."""
    return _Told("table/odd-text", value=text, facts={"reason": _ZERO}) if text == "0" else text


def _name(raw: Raw, cell: _Cell) -> object:
    """A name, which has letters: what has none is told, and the zero of a blank cell is no name at all."""
    found = _text(raw, cell)
    text = found.value if type(found) is _Told else found
    if not isinstance(text, str) or any(map(str.isalpha, text)):
        return found
    return _wrong_kind(0) if text == "0" else _Told("table/odd-text", value=text, facts={"reason": _NO_LETTERS})


_ZERO: Final = Words(
    vi="chỉ là số 0, như khi công thức trỏ đến ô trống", en="it is a bare 0, as a formula gives for a blank cell"
)
_NO_LETTERS: Final = Words(vi="tên không có chữ cái nào", en="the name has no letters")


def _id(raw: Raw, cell: _Cell) -> object:
    if isinstance(raw, str):
        return _spoilt(raw) or _no_zero(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw)
    whole = _whole(raw)
    if whole is None:
        return _wrong_kind(raw)
    return _without_zeros(str(whole), cell) or _no_zero(str(whole))


_DECIMAL: Final = re.compile(r"([0-9]+)[.,]0+")
_POWER: Final = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,3})")
_LONG: Final = 4
_LONGEST_NUMBER: Final = 20


def _spoilt(text: str) -> _Told | None:
    """A number a program wrote as a quantity: with a decimal, or as a power of ten."""
    if not text[:1].isdigit():
        return None
    if (decimal := _DECIMAL.fullmatch(text)) is not None:
        return _Told("table/number-as-decimal", decimal[1])
    if (power := _POWER.fullmatch(text)) is None:
        return None
    first, rest, places = power[1], power[2] or "", int(power[3])
    if places < _LONG:  # "1E2" may be a name of something
        return None
    # With fewer digits than the number has, the others are lost: zeros in their place would be an invention.
    known = first + rest
    return _Told("table/number-as-power", known + "?" * (places - len(rest)) if places < _LONGEST_NUMBER else None)


def _without_zeros(digits: str, cell: _Cell) -> _Told | None:
    """That the sheet shows zeros in front of a number which its cell does not hold."""
    shown = cell.zero_padded.get(cell.at, "").count("0")
    if len(digits) >= shown:
        return None
    return _Told("table/number-zero-lost", digits.zfill(shown), facts={"count": len(digits)})


def _number(raw: Raw, cell: _Cell) -> object:
    if isinstance(raw, str):
        return _number_of_text(raw, cell)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw)
    whole = _whole(raw)
    if whole is None or whole < 0:
        return _wrong_kind(raw)
    digits = str(whole)
    if whole == 0:
        return _Told("table/number-of-zeros")
    if (told := _without_zeros(digits, cell)) is not None:
        return told
    if len(digits) in cell.digits:
        return digits
    wanted = next((length for length in cell.digits if length > len(digits)), None)
    if cell.lengths and (wanted is None or len(digits) == _OLD):  # longer than any, or an old number
        return _of_size(digits, cell)
    if wanted is None:
        return digits
    proposal = digits.zfill(wanted) if wanted - len(digits) <= _LOST else None
    return _Told("table/number-zero-lost", proposal, facts={"count": len(digits)})


_OLD: Final = 9
"""Digits of an old id, which often stands where the new one should."""
_LOST: Final = 2
"""Zeros at the front of a number: the code of a province has two at most ("001")."""
_ZEROS: Final = re.compile("0[0 .]*0")
_PADDED: Final = re.compile("000[0-9]{9}")


def _of_size(text: str, cell: _Cell) -> object:
    """A number as it is written; told besides where it has not as many digits as such numbers have."""
    plain = _GROUPS.sub("", text)
    if not cell.lengths or (plain.isascii() and plain.isdecimal() and len(plain) in cell.lengths):
        return text
    sizes = [str(size) for size in cell.lengths]
    if not (plain.isascii() and plain.isdecimal()):
        return _Told("table/number-shape", None, text, {"reason": _NOT_DIGITS})
    size = len(plain)
    reason = Words(
        vi=f"có {size} chữ số, không phải {' hoặc '.join(sizes)}", en=f"it has {size} digits, not {' or '.join(sizes)}"
    )
    lost = next((length - size for length in cell.lengths if length > size), 0)
    proposal = plain.zfill(size + lost) if 0 < lost <= _LOST else None
    return _Told("table/number-shape", proposal, text, {"reason": reason})


_GROUPS: Final = re.compile(r"(?<=[0-9])[ .](?=[0-9])")
_NOT_DIGITS: Final = Words(vi="có ký tự không phải chữ số", en="it holds what is no digit")


def _number_of_text(text: str, cell: _Cell) -> object:
    if (spoilt := _spoilt(text)) is not None:
        return spoilt
    if _ZEROS.fullmatch(text):
        return _Told("table/number-of-zeros")
    if _PADDED.fullmatch(text):
        return _Told("table/number-padded", text[3:], text)
    return _of_size(text, cell)


# --- counts, figures, answers -----------------------------------------------------------------------------------------


def _count(raw: Raw, _cell: _Cell) -> object:
    try:
        return count_of(raw)
    except UnreadableError:
        return _Told("table/no-count") if isinstance(raw, str | int | float) else _wrong_kind(raw)


_FIGURE: Final = re.compile(r"-?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_ENGLISH_FIGURE: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+")
_DOUBTFUL_FIGURE: Final = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")


_SWAPPED: Final = str.maketrans(".,", ",.")


def _figure(raw: Raw, _cell: _Cell) -> object:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return _wrong_kind(raw)
    if not isinstance(raw, str):
        return Decimal(repr(raw)) if math.isfinite(raw) else _wrong_kind(raw)
    if _DOUBTFUL_FIGURE.fullmatch(raw):
        return _Told("table/figure-either-way")
    if _FIGURE.fullmatch(raw) is None:
        english = _ENGLISH_FIGURE.fullmatch(raw) is not None
        return _Told("table/no-figure", raw.translate(_SWAPPED) if english else None)
    return Decimal(raw.replace(".", "").replace(" ", "").replace(",", "."))


_ANSWERS: Final = {
    **dict.fromkeys(("co", "x", "yes", "true", "1", "dung", "✓", "✔", "☑"), True),  # "v" may be "vắng", absent
    **dict.fromkeys(("khong", "no", "false", "0", "sai", "☐"), False),
}
_DOUBT: Final = re.compile(r"[^\w\s.✓✔☑☐]")


def _yes_no(raw: Raw, _cell: _Cell) -> object:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return bool(raw) if raw in {0, 1} else _Told("table/neither-yes-nor-no")
    if not isinstance(raw, str):
        return _wrong_kind(raw)
    answer = None if _DOUBT.search(raw) else _ANSWERS.get(raw, _ANSWERS.get(fold(raw)))
    return _Told("table/neither-yes-nor-no") if answer is None else answer


# --- days -------------------------------------------------------------------------------------------------------------

_SEPARATED: Final = re.compile(r"([0-9]{1,4})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,4})(?:[T ](?P<clock>[0-9].*))?")
_USUAL_DAY: Final = re.compile("[0-9]{2}/[0-9]{2}/[0-9]{4}")
_MONTH: Final = re.compile(r"(?:tháng )?([0-9]{1,2})\s?[-/.]\s?([0-9]{4})")
_IN_WORDS: Final = re.compile(
    r"(?:(?:ngày |mồng |mùng )?([0-9]{1,2}) )?tháng ([0-9]{1,2}) năm ([0-9]{4})|năm ([0-9]{4})", re.IGNORECASE
)
_CLOCK: Final = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<rest>[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?)(?: ?(?P<half>AM|PM|SA|CH))?",
    re.IGNORECASE,
)
_FIVE_DIGITS: Final = re.compile(r"[1-9][0-9]{4}")
_EIGHT_DIGITS: Final = re.compile(r"[0-9]{8}")
_YEARS: Final = range(1900, 2101)
"""Numbers that are years; as days counted by a spreadsheet they would lie in the years 1905 and before."""
_DAYS: Final = range(_YEARS.stop, 100_000)
"""Numbers that may be days counted by a spreadsheet."""
_MONTHS: Final = 12
_FILLERS: Final = frozenset(
    {
        dt.date(1990, 1, 1),
        dt.date(2020, 1, 1),
        dt.date(1900, 1, 1),
        dt.date(1899, 12, 30),
        dt.date(1899, 12, 31),
        dt.date(1904, 1, 1),
    }
)
"""Days that programs put where none was known; people are born and admitted on some of them too."""


def _day(raw: Raw, cell: _Cell) -> object:
    if isinstance(raw, str):
        return _day_of_text(raw, cell)
    if isinstance(raw, dt.datetime):
        day = raw.date()
        return _kept(day) if raw.time() == dt.time() else _Told("table/day-with-time", written_day(day), day)
    if isinstance(raw, dt.date):
        return _kept(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw)
    if not math.isfinite(raw):
        return _wrong_kind(raw)
    whole = math.floor(raw)
    if whole in _YEARS and whole == raw:
        return PartialDate(whole)
    if whole in _DAYS:
        day = _counted(whole, cell.epoch)
        return _Told("table/day-from-number", written_day(day), day)
    return _Told("table/no-day", _joined(str(whole)) if whole == raw else None)


def _counted(number: int, epoch: Literal[1900, 1904]) -> dt.date:
    """The day of a number of a spreadsheet; in 1900 it counts a 29 February that never was, before all of these."""
    return (dt.date(1899, 12, 30) if epoch == 1900 else dt.date(1904, 1, 1)) + dt.timedelta(number)  # noqa: PLR2004


def _kept(day: dt.date | PartialDate) -> object:
    """A day as it was read; told besides where it looks like no real one."""
    if day in _FILLERS:
        return _Told("table/day-filled-in", None, day)
    return day if day.year in _YEARS else _Told("table/day-odd-year", None, day)


def _real(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _joined(text: str) -> str | None:
    """A day written as eight digits, where only one reading of them is a day."""
    if not _EIGHT_DIGITS.fullmatch(text):
        return None
    ways = {_real(text[:4], text[4:6], text[6:]), _real(text[4:], text[2:4], text[:2])}
    days = [day for day in ways if day is not None and day.year in _YEARS]
    return written_day(days[0]) if len(days) == 1 else None


def _usual_days(texts: Iterable[str]) -> dict[str, object]:
    """The days among texts that are written as most cells have them, dd/mm/yyyy; nothing of other texts."""
    usual = [*filter(_USUAL_DAY.fullmatch, texts)]
    written = [f"{text[6:]}-{text[3:5]}-{text[:2]}" for text in usual]
    try:
        days = [*map(dt.date.fromisoformat, written)]
    except ValueError:  # one of them is no day
        found = [*map(_in_calendar, written)]
        usual = [text for text, day in zip(usual, found, strict=True) if day is not None]
        days = [day for day in found if day is not None]
    known: dict[str, object] = dict(zip(usual, days, strict=True))
    if days and (not _FILLERS.isdisjoint(days) or min(days).year not in _YEARS or max(days).year not in _YEARS):
        known = {text: _kept(day) for text, day in zip(usual, days, strict=True)}
    return known


def _in_calendar(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _day_of_text(text: str, cell: _Cell) -> object:
    parts = _SEPARATED.fullmatch(text)
    if parts is None:
        return _part_of_text(text, cell)
    first, month, last, clock = parts[1], parts[3], parts[4], parts["clock"]
    if len(first) == 4 and len(last) <= 2:  # noqa: PLR2004 - digits of a year, of a day
        year, day = first, last
        if parts[2] != "-":
            found = _real(year, month, day)
            return _Told("table/no-day", None if found is None else written_day(found))
    elif len(last) == 4 and len(first) <= 2:  # noqa: PLR2004
        year, day = last, first
    elif len(last) == 2 and len(first) <= 2:  # noqa: PLR2004
        return _Told("table/day-without-century")
    else:
        return _Told("table/no-day")
    found = _real(year, month, day)
    if found is None:
        swapped = _real(year, day, month)
        if swapped is not None and year is last:
            return _Told("table/month-first", written_day(swapped))
        return _Told("table/no-such-day")
    if clock is None:
        return _kept(found)
    time = _CLOCK.fullmatch(clock)
    if time is None:  # with an offset from UTC, it may be another day here
        return _of_moment(text)
    morning = (time["half"] or "").upper() in {"AM", "SA"}
    midnight = int(time["hour"]) == (12 if morning else 0) and not time["rest"].strip("0:.,")
    return _kept(found) if midnight else _Told("table/day-with-time", written_day(found), found)


def _of_moment(text: str) -> object:
    try:
        return _kept(known_day_of(text))
    except UnreadableError:
        return _Told("table/no-day")


def _part_of_text(text: str, cell: _Cell) -> object:
    """A month, a year, a day in words, or digits a program left of a day."""
    if (month := _MONTH.fullmatch(text)) is not None:
        if not 1 <= int(month[1]) <= _MONTHS or int(month[2]) == 0:
            return _Told("table/no-such-day")
        return _kept(PartialDate(int(month[2]), int(month[1])))
    if (said := _IN_WORDS.fullmatch(text)) is not None:
        if said[4]:
            return _kept(PartialDate(int(said[4]))) if int(said[4]) else _Told("table/no-such-day")
        if said[1]:
            found = _real(said[3], said[2], said[1])
            return _Told("table/no-such-day") if found is None else _kept(found)
        sound = 1 <= int(said[2]) <= _MONTHS and int(said[3])
        return _kept(PartialDate(int(said[3]), int(said[2]))) if sound else _Told("table/no-such-day")
    if (spoilt := _spoilt(text)) is not None:
        return spoilt
    if _FIVE_DIGITS.fullmatch(text):
        return _Told("table/day-as-number", written_day(_counted(int(text), cell.epoch)))
    if (joined := _joined(text)) is not None:
        return _Told("table/no-day", joined)
    return _of_moment(text)


def _doubt_order(column: Sequence[Raw], values: list[object], told: list[Misread]) -> None:
    """Where a column of texts has the month first, "05/06/2023" in it may be either day: taken back, and told."""
    foreign = sum(1 for one in told if one.code == "table/month-first")
    if not foreign:
        return
    either: list[int] = []
    for at, raw in enumerate(column):
        value = values[at]
        if isinstance(raw, str) and type(value) is dt.date and not raw.lstrip()[:4].isdigit():
            if value.day > _MONTHS:
                foreign -= 1
            elif value.day != value.month:
                either.append(at)
    if foreign > 0:
        for at in either:
            values[at] = None
            told.append(Misread(at, "table/day-or-month", _NOTHING, None, taken=False))


_READERS: Final[Mapping[Wanted, _Reader]] = {
    Wanted.TEXT: _text,
    Wanted.NAME: _name,
    Wanted.LABEL: _text,
    Wanted.ID: _id,
    Wanted.NUMBER: _number,
    Wanted.COUNT: _count,
    Wanted.FIGURE: _figure,
    Wanted.YES_NO: _yes_no,
    Wanted.DAY: _day,
}
_LETTER: Final = "0-9A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
_PLAIN_TEXT: Final = rf"[{_LETTER}][{_LETTER},./():\-]*(?: [{_LETTER},./():\-]+)*"
_PLAIN_OF: Final[Mapping[Wanted, re.Pattern[str]]] = {
    **dict.fromkeys((Wanted.TEXT, Wanted.LABEL), re.compile(rf"(?!0$){_PLAIN_TEXT}")),
    Wanted.NAME: re.compile(rf"(?![0-9 ,./():\-]+$){_PLAIN_TEXT}"),
    Wanted.ID: re.compile(rf"(?!0$)(?![0-9]+[.,eE]){_PLAIN_TEXT}"),
}
"""Texts that are read as they are, as most cells of a file: whoever looks at them finds nothing."""


_AS_TEXT: Final = frozenset({_text, _id})
_BY_NUMBER: Final = frozenset({Wanted.NUMBER, Wanted.ID})
"""What most people have another one of than all others: looking for different ones gains nothing."""


def _all_plain(column: Sequence[Raw], wanted: Wanted, lengths: tuple[int, ...]) -> bool:
    """Whether every cell holds text of ASCII that is plainly what it is: one look through all of them at once."""
    try:
        lines = "\n".join(column) + "\n"  # type: ignore[arg-type]
    except TypeError:  # a cell that is blank, or holds no text
        return False
    if not lines.isascii() or lines.count("\n") != len(column) or max(map(len, lines.split("\n"))) > MOST_CHARACTERS:
        return False
    plain = _plain_number(lengths) if wanted is Wanted.NUMBER else _PLAIN_OF[wanted]
    return re.fullmatch(rf"(?:{plain.pattern}\n)*+", lines, re.MULTILINE) is not None


def _plain_number(lengths: tuple[int, ...]) -> re.Pattern[str]:
    """Numbers that are read as they are, where they should have so many digits."""
    ways = "|".join(f"[0-9]{{{length}}}" for length in lengths) or "[0-9]{4,15}"
    return re.compile(f"(?!000)(?:{ways})")


# --- text of another encoding -----------------------------------------------------------------------------------------

_PLAIN: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


def _decode(
    column: list[Raw],
    different: Iterable[Raw],
    fonts: Mapping[int, str],
    encoding: Literal["tell", "convert"],
    told: list[Misread],
) -> bool:
    """Tell the cells written in another encoding, and put what they mean in their place where that is asked for.

    Returns:
        Whether the column is another one now.
    """
    texts = {raw for raw in different if type(raw) is str and not raw.isascii()}
    if not texts or not (fonts or one_bears_signs(texts)):
        return False
    ways = {text: legacy_encoding(text) for text in texts}
    scored = {way for way in ways.values() if way is not None} - {"UTF-8"}
    neighbours: LegacyEncoding | None = next(iter(scored)) if len(scored) == 1 else None
    mixed = any(map(_PLAIN.search, texts))
    for at, raw in enumerate(column):
        if type(raw) is not str or raw.isascii() or _PLAIN.search(raw):
            continue
        font = fonts.get(at, "")
        way = encoding_of_font(font) or ways[raw]
        meant = None if way is None else converted(raw, way, font=font)
        if way is None and neighbours is not None and (doubtful := converted(raw, neighbours)) not in {None, raw}:
            if mixed:
                told.append(Misread(at, "table/encoding-in-doubt", {"encoding": neighbours}, doubtful, taken=True))
                continue
            way, meant = neighbours, doubtful
        if way is None:
            continue
        if encoding == "convert" and meant is not None:
            told.append(Misread(at, "table/encoding-converted", {"encoding": way}, meant, taken=True))
            column[at] = meant
        else:
            told.append(Misread(at, "table/other-encoding", {"encoding": way}, meant, taken=False))
            column[at] = None
    return True


def doubtful(row: Sequence[Raw], encoding: LegacyEncoding) -> dict[int, str]:
    """Of a row with text in another encoding, the cells that may be text in it too, with what they would mean.

    Nothing where some cell of the row was plainly typed in Unicode.

    Args:
        row: its cells.
        encoding: of another cell of the row.

    Examples:
        >>> doubtful(["Vò Hoa", 1960], "TCVN3"), doubtful(["Vò Hoa", "Tỉnh"], "TCVN3")
        ({0: 'Vũ Hoa'}, {})
    """
    texts = {at: raw for at, raw in enumerate(row) if isinstance(raw, str) and not raw.isascii()}
    if any(map(_PLAIN.search, texts.values())):
        return {}
    meant = {at: converted(raw, encoding) for at, raw in texts.items()}
    return {at: text for at, text in meant.items() if text is not None and text != texts[at]}


# --- several columns of one label -------------------------------------------------------------------------------------


def read_marks(columns: Mapping[str, Sequence[Raw]]) -> tuple[list[object], list[Misread]]:
    """The label of each row where every label has a column of its own and the row an "x" in one of them (Nam, Nữ).

    Args:
        columns: the cells by the label at the head of their column.

    Returns:
        A label for each row, `None` where no column is marked; and the rows that mark several, or say something else.

    Examples:
        >>> read_marks({"Nam": ["x", None, "x"], "Nữ": [None, "X", "x"]})
        (['Nam', 'Nữ', None], [Misread(2, 'table/several-marked', taken=False)])
    """
    told: dict[int, Misread] = {}
    marked: list[list[str]] = [[] for _ in next(iter(columns.values()), ())]
    for label, raws in columns.items():
        values, misreads = read_values(raws, Wanted.YES_NO)
        told.update((one.at, one) for one in misreads)
        for at, value in enumerate(values):
            if value:
                marked[at].append(label)
    for at, labels in enumerate(marked):
        if len(labels) > 1:
            told[at] = Misread(at, "table/several-marked", {"count": len(labels)}, None, taken=False)
    labelled: list[object] = [labels[0] if labels and at not in told else None for at, labels in enumerate(marked)]
    return labelled, [told[at] for at in sorted(told)]


# --- words of vocabularies --------------------------------------------------------------------------------------------

FREE_WORDS: Final[Mapping[str, type[Term]]] = MappingProxyType(
    {
        "occupation": Occupation,
        "schooling": Schooling,
        "qualification": Qualification,
        "academic_title": AcademicTitle,
        "political_theory": PoliticalTheory,
    }
)
"""Fields of which lists hold words of their own, and a profile a class of the statistics."""


def names_one(vocabulary: type[Term], text: str) -> bool:
    """Whether a text names a class of a vocabulary."""
    try:
        vocabulary.parse(text)
    except TermError:
        return False
    return True
