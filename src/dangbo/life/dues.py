"""Dues (đảng phí): what one person pays a month, from the rule of the day.

```
dues(kind, amount, on=, zone=) ──> Dues(amount | None, rule, notes)
```

`DuesPaid` is what somebody paid for a month.

From 01/02/2026 by 01-QĐ/TW, before that by 342-QĐ/TW; a kind of person the rule of the day does not know has no amount.
No rule on rounding was seen, and none is applied: 0.3 % of 5,310,000 đ are 15,930 đ, and 1 % of 5,310,050 đ 53,100.5 đ.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import PlainValidator, ValidationInfo, model_serializer
from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import exact_number, figure_problem
from dangbo.base.findings import Lang
from dangbo.base.people import OfMember, PeopleTold, all_told, whose
from dangbo.base.reading import read_term
from dangbo.base.records import Id, RecordType, record
from dangbo.base.results import percent_text
from dangbo.base.terms import DuesKind, no_such
from dangbo.base.text import (
    PartialDate,
    UnreadableError,
    count_of,
    fold,
    format_date,
    format_number,
    known_day_of,
    lower_first,
    nfc,
    parse_date,
)
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.life.rows import RowRecord
from dangbo.rules import RuleBook, Rules, RuleValue, Table, book_of

__all__ = ["Dues", "DuesPaid", "dues"]

_Amount: TypeAlias = int | Decimal | Fraction

_RULES: Final = ("dues", "dues-uninsured", "dues-exempt")
_WAGE: Final = "regional-minimum-wage"
_BY_ZONE: Final = frozenset({DuesKind.UNINSURED, DuesKind.UNINSURED_AGED})
_CENTS: Final = 4

_NO_ROUNDING: Final = Words(
    vi="Số tiền lẻ dưới một đồng; chưa thấy quy định làm tròn nên để nguyên.",
    en="The amount is no whole number of đồng; no rule on rounding was seen, and it stays as it is.",
)
_NO_AMOUNT: Final = Words(vi="Chưa ghi số tiền làm căn cứ tính.", en="The amount the dues are taken of is not given.")
_NO_ZONE: Final = Words(
    vi="Chưa ghi vùng lương tối thiểu nơi đảng viên sinh hoạt.",
    en="The wage zone of the place where the member takes part is not given.",
)


class DuesDocument(TypedDict):
    """What a member of a kind pays a month; the amount in đồng is exact, as text."""

    schema: Literal["dangbo/dues"]
    version: Literal[1]
    kind: str
    on: str
    amount: str | None
    rule: RuleDocument | None
    wage: RuleDocument | None
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True)
class Dues(Documented, metaclass=RecordType):
    """The dues of one month. Made by `dues`.

    Vietnamese term: mức đóng đảng phí.

    Attributes:
        kind: whose they are.
        on: the day whose rules hold.
        amount: đồng a month, exactly; `None` where no rule gives one.
        rule: where it stands; `None` where no rule of that day speaks of such a person.
        wage: where the minimum wage it is taken of stands; `None` where none was needed.
        notes: why there is no amount, and what to know about the one there is.
    """

    kind: DuesKind
    on: dt.date
    amount: Fraction | None
    rule: RuleRef | None = None
    wage: RuleRef | None = None
    notes: tuple[Words, ...] = ()

    def text(self, *, lang: Lang = "vi") -> str:
        """The amount with its rule and the notes.

        Examples:
            >>> print(dues("student", on="2026-03-31").text(lang="en"))
            Dues of pupils and students, uninsured and without allowance: 5,000 đ a month. Source: Quy định số \
01-QĐ/TW, ngày 03/02/2026 của Bộ Chính trị, article not seen; secondary source.
        """
        known_language(lang)
        head = Words(vi=f"Đảng phí, {lower_first(self.kind.label)}: ", en=f"Dues of {self.kind.gloss}: ")
        lines = [f"{head.text(lang=lang)}{self._money(lang)}.", *(note.text(lang=lang) for note in self.notes)]
        source = Words(vi="Căn cứ", en="Source").text(lang=lang)
        refs = [ref.citation(lang=lang) for ref in (self.rule, self.wage) if ref is not None]
        lines += [f"{source}: {'; '.join(refs)}."] if refs else []
        return " ".join(lines)

    def as_dict(self) -> DuesDocument:
        """The dues as plain JSON values; an exact amount is text."""
        return {
            "schema": "dangbo/dues",
            "version": 1,
            "kind": self.kind.value,
            "on": self.on.isoformat(),
            "amount": None if self.amount is None else str(self.amount),
            "rule": None if self.rule is None else self.rule.as_dict(),
            "wage": None if self.wage is None else self.wage.as_dict(),
            "notes": [note.as_dict() for note in self.notes],
        }

    def __str__(self) -> str:
        return self.text(lang="en")

    def _money(self, lang: Lang) -> str:
        if self.amount is None:
            return Words(vi="chưa xác định được số tiền", en="the amount cannot be told").text(lang=lang)
        amount = self.amount
        decimals = next((places for places in range(_CENTS) if (amount * 10**places).denominator == 1), _CENTS)
        about = "" if (amount * 10**decimals).denominator == 1 else "≈ "
        return about + Words(vi="{number} đồng một tháng", en="{number} đ a month").format(
            lang=lang, number=format_number(amount, decimals=decimals, lang=lang)
        )


def _month(value: object) -> dt.date:
    """The first day of a month, out of the month or of any day in it."""
    day = known_day_of(value)
    if isinstance(day, PartialDate) and day.month is None:
        raise UnreadableError(Words(vi="chỉ có năm, chưa có tháng", en="is a year, and no month"))
    return (day.earliest if isinstance(day, PartialDate) else day).replace(day=1)


_BELOW_A_DONG: Final = re.compile(r"([0-9]{1,9})[.,]([0-9]{1,2})")
"""An amount with decimals, as text; three digits behind a point are thousands."""
_EXACT: Final = re.compile(r"[0-9]{1,40}/[1-9][0-9]{0,39}")
"""An amount of parts of a đồng, as a document writes it; in a cell of a table "3/2026" is a month."""


def _paid(value: object, info: ValidationInfo) -> Fraction:
    """An amount of money, also as a cell of a table has it; what somebody paid is not repeated by the error."""
    try:
        if isinstance(value, str) and (parts := _BELOW_A_DONG.fullmatch(nfc(value))):
            amount = Fraction(Decimal(".".join(parts.groups())))
        elif isinstance(value, str) and _EXACT.fullmatch(value) and getattr(info, "data", None) is not None:
            amount = Fraction(value)
        elif isinstance(value, str | float):  # a column of whole numbers with an empty cell in it is one of floats
            amount = Fraction(count_of(value))
        else:
            amount = exact_number(value, "amount")
    except (InvalidInputError, UnreadableError):
        raise UnreadableError(
            Words(
                vi="không phải số tiền chính xác; không dùng số thực có phần lẻ",
                en="is no exact amount; a float with decimals is none",
            )
        ) from None
    if amount < 0:
        raise UnreadableError(Words(vi="là số âm", en="is negative"))
    return amount


class DuesPaidDocument(OfMember, total=False):
    """Who paid dues; for which month (YYYY-MM), and how much in đồng, exactly, as text, only if asked for."""

    month: str
    amount: str


@record
class DuesPaid(RowRecord):
    """What a member paid for a month (đảng phí đã đóng).

    Args:
        member: id of the member.
        month: the month, as "2026-03", "3/2026" or any day in it; kept as its first day.
        amount: đồng, exactly, as a number or as tables write it: "15.930", "15930,5". 0 says that nothing was owed for
            the month, since the member is free of dues.

    Raises:
        InvalidInputError: a blank id, a month that does not exist, an amount that is none; the error shows no value.

    Examples:
        >>> paid = DuesPaid("m-1", "3/2026", 15_930)
        >>> paid, paid.month
        (DuesPaid('m-1'), datetime.date(2026, 3, 1))
        >>> rows = [{"member": "m-1", "Tháng": "3/2026", "Số tiền": "15.930"}]
        >>> DuesPaid.from_rows(rows, columns={"Tháng": "month", "Số tiền": "amount"})[0].amount
        Fraction(15930, 1)
    """

    _noun = "payment"

    member: Id
    month: Annotated[dt.date, PlainValidator(_month)]
    amount: Annotated[Fraction, PlainValidator(_paid)]

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(self, member: str, month: dt.date | PartialDate | str, amount: _Amount | str) -> None: ...

    def as_dict(self, *, people: PeopleTold = "ids") -> DuesPaidDocument:
        """The payment as plain JSON values.

        Args:
            people: "ids" for whose it is and nothing more; "all" for the month and the amount, which is exact, as text.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member}
        return {"member": self.member, "month": f"{self.month:%Y-%m}", "amount": str(self.amount)}

    _by_id = model_serializer(whose)

    def __repr__(self) -> str:
        return f"DuesPaid({self.member!r})"


def dues(
    kind: DuesKind | str,
    amount: _Amount | None = None,
    *,
    on: dt.date | str,
    zone: str | None = None,
    rules: RuleBook | None = None,
) -> Dues:
    """What somebody pays a month by the rules of a day; probationary members pay as full members do.

    Args:
        kind: whose dues: the term, its code or its label.
        amount: đồng, of what the dues are taken of: the insured wage of the month before, the pension, the benefit.
            Of the uninsured nothing, if `zone` is given, and otherwise the minimum wage of the region. Not needed by
            those who pay a fixed amount or nothing.
        on: the day whose rules hold.
        zone: wage zone of the place where the member takes part in party life, "I" to "IV".
        rules: the rulebook; the shipped one unless told otherwise.

    Returns:
        The dues. Without an amount where the rule of that day does not know such a person, leaves the amount open, or
        is not known at all, and where what it is taken of is not given; the notes say which.

    Raises:
        InvalidInputError: an amount that is none, or below 0; a zone beside an amount; no day.
        TermError: an unknown kind or zone.

    Examples:
        >>> dues("insured", 8_500_000, on="2026-03-31").amount, dues("pensioner", 6_000_000, on="2025-06-30").amount
        (Fraction(85000, 1), Fraction(30000, 1))
        >>> dues("uninsured", on="2026-03-31", zone="I").amount
        Fraction(15930, 1)
        >>> dues("other", on="2025-06-30").amount is None  # from 2,000 to 30,000 đ: the rule leaves it open
        True
    """
    who, day = read_term(DuesKind, kind, "kind"), parse_date(on, where="on")
    base, now = _base(amount), book_of(rules).at(day)
    if zone is not None and base is not None:
        raise InvalidInputError(
            [
                figure_problem(
                    "zone",
                    Words(vi="đã ghi số tiền thì không ghi vùng", en="it is given beside an amount"),
                    Words(vi="Bỏ một trong hai.", en="Take one of the two out."),
                )
            ]
        )
    found = _row(who, now)
    if found is None:
        return Dues(who, day, None, notes=(_unknown(who, now),))
    value, row = found
    told = () if value.note is None else (value.note,)
    if value.ref.id == "dues-exempt":
        free = row.text("effect") == "free"
        return Dues(who, day, Fraction(0) if free else None, value.ref, notes=told if free else (_case(row), *told))
    if "share" not in row:
        fixed = None if "dong_at_most" in row else Fraction(row.number("dong"))
        return Dues(who, day, fixed, value.ref, notes=told if fixed is not None else (_open(row), *told))
    wage = None
    if who in _BY_ZONE and zone is not None:
        base, wage, missing = _wage(zone, now)
    else:
        missing = _NO_ZONE if who in _BY_ZONE else _NO_AMOUNT
    if base is None:
        return Dues(who, day, None, value.ref, notes=(missing, *told))
    due = base * row.fraction("share")
    rounding = () if due.denominator == 1 else (_NO_ROUNDING,)
    of = row.words("of")
    part = Words(
        vi=f"{percent_text(row.fraction('share'), lang='vi')} của {of.vi}.",
        en=f"{percent_text(row.fraction('share'), lang='en')} of the {of.en.removeprefix('the ')}.",
    )
    return Dues(who, day, due, value.ref, wage, (part, *rounding, *told))


def _base(amount: _Amount | None) -> Fraction | None:
    """What the dues are taken of; a wage is nobody else's business, and no error repeats it."""
    if amount is None:
        return None
    try:
        number = exact_number(amount, "amount")
    except InvalidInputError:
        number = Fraction(-1)
    if number >= 0:
        return number
    raise InvalidInputError(
        [
            figure_problem(
                "amount",
                Words(vi="không phải số tiền chính xác từ 0 trở lên", en="it is no exact amount of 0 or more"),
                Words(
                    vi="Ghi số đồng, bằng số nguyên hoặc số thập phân.",
                    en="Give the amount in đồng as int, Decimal or Fraction.",
                ),
            )
        ]
    )


def _row(who: DuesKind, now: Rules) -> tuple[RuleValue, Table] | None:
    for rule_id in _RULES:
        value = now.get(rule_id)
        for row in () if value is None else value.rows:
            if value is not None and row.text("key") == who.value:
                return value, row
    return None


def _wage(zone: str, now: Rules) -> tuple[Fraction | None, RuleRef | None, Words]:
    """The minimum wage of a zone, where it stands, and what to say where there is none."""
    value = now.get(_WAGE)
    none = Words(
        vi=f"Không có lương tối thiểu vùng tại ngày {format_date(now.on)} trong bộ quy định.",
        en=f"The rulebook has no regional minimum wage on {now.on}.",
    )
    if value is None:
        return None, None, none
    wages = {row.text("zone"): row.number("dong") for row in value.rows}
    named = {fold(name): name for name in wages}
    given: object = zone
    asked = fold(given).removeprefix("vung ") if isinstance(given, str) else ""
    if asked not in named:
        raise no_such(Words(vi="vùng lương tối thiểu", en="wage zone"), zone, wages)
    return Fraction(wages[named[asked]]), value.ref, none


def _unknown(who: DuesKind, now: Rules) -> Words:
    known = [
        DuesKind(row.text("key")).words
        for rule_id in _RULES
        if (value := now.get(rule_id)) is not None
        for row in value.rows
        if row.text("key") in {kind.value for kind in DuesKind}
    ]
    if not known:
        return Words(
            vi=f"Không có quy định về đảng phí tại ngày {format_date(now.on)} trong bộ quy định.",
            en=f"The rulebook has no rule of dues on {now.on}.",
        )
    return Words(
        vi=f"Quy định tại ngày {format_date(now.on)} không có đối tượng '{who.label}'; các đối tượng có: "
        f"{'; '.join(words.vi for words in known)}.",
        en=f"The rules of {now.on} do not know '{who.gloss}'; they know {'; '.join(words.en for words in known)}.",
    )


def _open(row: Table) -> Words:
    low, high = row.number("dong"), row.number("dong_at_most")
    who = row.words("who")
    return Words(
        vi=f"Với {who.vi}, quy định chỉ ghi từ {format_number(low)} đến {format_number(high)} đồng một tháng.",
        en=f"For {who.en}, the rule only says from {format_number(low, lang='en')} to "
        f"{format_number(high, lang='en')} đ a month.",
    )


def _case(row: Table) -> Words:
    case = row.words("case")
    return Words(vi=f"Theo quyết định từng trường hợp: {case.vi}.", en=f"Decided case by case: {case.en}.")
