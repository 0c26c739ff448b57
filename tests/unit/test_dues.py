"""Dues: each row of the regulations, what stays open, and that no amount is rounded or repeated by an error."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dangbo import DuesKind, DuesPaid, InvalidInputError, RuleBook, TermError, dues
from dangbo.base.text import PartialDate

NOW, BEFORE = "2026-03-31", "2025-06-30"
WAGE = 8_765_400


@pytest.mark.parametrize(
    ("kind", "amount", "on", "paid", "number"),
    [
        # 01-QĐ/TW of 03/02/2026, from 01/02/2026
        (DuesKind.INSURED, WAGE, "2026-02-01", 87_654, "01-QĐ/TW"),
        (DuesKind.ON_BENEFIT, WAGE, NOW, 87_654, "01-QĐ/TW"),
        (DuesKind.PENSIONER, WAGE, NOW, 43_827, "01-QĐ/TW"),
        (DuesKind.STUDENT, None, NOW, 5_000, "01-QĐ/TW"),
        (DuesKind.UNINSURED, 5_310_000, NOW, 15_930, "01-QĐ/TW"),
        (DuesKind.UNINSURED_AGED, 5_310_000, NOW, 10_620, "01-QĐ/TW"),
        (DuesKind.UNINSURED, 5_310_000, "2028-01-01", 26_550, "01-QĐ/TW"),
        (DuesKind.UNINSURED_AGED, 5_310_000, "2028-01-01", 15_930, "01-QĐ/TW"),
        (DuesKind.LONG_STANDING, WAGE, NOW, 0, "01-QĐ/TW"),
        (DuesKind.SOCIAL_PENSION, None, NOW, 0, "01-QĐ/TW"),
        (DuesKind.SPECIAL_HARDSHIP, None, NOW, 0, "01-QĐ/TW"),
        # 342-QĐ/TW, to 31/01/2026
        (DuesKind.AGENCY_STAFF, WAGE, BEFORE, 87_654, "342-QĐ/TW"),
        (DuesKind.CONSCRIPT, WAGE, BEFORE, 87_654, "342-QĐ/TW"),
        (DuesKind.PENSIONER, WAGE, "2026-01-31", 43_827, "342-QĐ/TW"),
        (DuesKind.ENTERPRISE_STAFF, WAGE, BEFORE, 87_654, "342-QĐ/TW"),
    ],
)
def test_each_row_of_the_regulations(kind: DuesKind, amount: int | None, on: str, paid: int, number: str) -> None:
    found = dues(kind, amount, on=on)

    assert found.amount == paid
    assert found.rule is not None
    assert found.rule.document.number == number
    assert found.rule.valid_from <= dt.date.fromisoformat(on)


@pytest.mark.parametrize(("zone", "paid"), [("I", 15_930), ("II", 14_190), ("iii", 12_420), ("Vùng IV", 11_100)])
def test_the_uninsured_pay_by_the_minimum_wage_of_their_zone(zone: str, paid: int) -> None:
    found = dues("uninsured", on=NOW, zone=zone)

    assert found.amount == paid
    assert found.wage is not None
    assert found.wage.document.number == "293/2025/NĐ-CP"
    assert "293/2025/NĐ-CP" in found.text()
    assert any("03/02/2026" in note.vi for note in found.notes)  # the page says 01/01/2026: told as it is


def test_no_amount_is_rounded_and_that_is_said() -> None:
    assert dues("insured", 5_310_050, on=NOW).amount == Fraction(106_201, 2)
    assert dues("insured", Decimal("5310050.5"), on=NOW).amount == Fraction(10_620_101, 200)
    assert "53.100,5 đồng" in dues("insured", 5_310_050, on=NOW).text()
    assert "làm tròn" in dues("insured", 5_310_050, on=NOW).text()
    assert "làm tròn" not in dues("insured", 5_310_000, on=NOW).text()
    assert "≈ 33.3333 đ" in dues("insured", Fraction(10_000, 3), on=NOW).text(lang="en")


@pytest.mark.parametrize(
    ("kind", "on", "said"),
    [
        (DuesKind.OTHER, BEFORE, "từ 2.000 đến 30.000 đồng một tháng"),
        (DuesKind.HARDSHIP, NOW, "Theo quyết định từng trường hợp"),
        (DuesKind.INSURED, NOW, "Chưa ghi số tiền"),
        (DuesKind.UNINSURED, NOW, "Chưa ghi vùng"),
        (DuesKind.INSURED, BEFORE, "không có đối tượng 'Tham gia bảo hiểm xã hội bắt buộc'"),
        (DuesKind.OTHER, NOW, "không có đối tượng 'Đối tượng khác'"),
        (DuesKind.LONG_STANDING, BEFORE, "không có đối tượng"),
        (DuesKind.PENSIONER, "2010-12-31", "Không có quy định về đảng phí tại ngày 31/12/2010"),
    ],
)
def test_what_no_rule_gives_stays_unknown_and_says_why(kind: DuesKind, on: str, said: str) -> None:
    found = dues(kind, on=on)

    assert found.amount is None
    assert said in found.text()
    assert "cannot be told" in str(found)


def test_a_minimum_wage_that_is_not_known_gives_no_amount() -> None:
    book = RuleBook.default()
    bare = RuleBook(book.instruments(), [rule for rule in book if rule.id != "regional-minimum-wage"])
    found = dues("uninsured", on=NOW, zone="I", rules=bare)

    assert (found.amount, found.wage) == (None, None)
    assert "Không có lương tối thiểu vùng tại ngày 31/3/2026" in found.text()


def test_a_pensioner_pays_the_same_whatever_spelling_the_kind_has() -> None:
    assert {dues(kind, WAGE, on=NOW) for kind in ("pensioner", "Hưởng lương hưu", "huong luong huu", "hưu trí")} == {
        dues(DuesKind.PENSIONER, WAGE, on=NOW)
    }


def test_every_row_of_the_rules_is_a_kind_and_every_kind_has_a_row() -> None:
    rows = {
        row.text("key")
        for rule_id in ("dues", "dues-uninsured", "dues-exempt")
        for value in RuleBook.default().values(rule_id)
        for row in value.rows
    }

    assert rows == {kind.value for kind in DuesKind}


def test_it_is_told_as_json() -> None:
    told = json.loads(dues("insured", 5_310_050, on=NOW).to_json())

    assert (told["schema"], told["kind"], told["amount"], told["wage"]) == ("dangbo/dues", "insured", "106201/2", None)
    assert dues("other", on=BEFORE).as_dict()["amount"] is None


def test_an_error_does_not_repeat_what_somebody_earns() -> None:
    given: list[Any] = [-8_765_400, 8_765_400.5, "8765400", True, Decimal("NaN"), Decimal(10) ** 900]
    for amount in given:
        with pytest.raises(InvalidInputError, match="amount: it is no exact amount of 0 or more") as caught:
            dues("insured", amount, on=NOW)
        assert "8" not in caught.value.text() + str(caught.value)


def test_a_zone_nobody_knows_and_one_beside_an_amount_are_refused() -> None:
    zones: list[Any] = ["V", "", "Hà Nội", 1]
    for zone in zones:
        with pytest.raises(TermError, match="is not a wage zone"):
            dues("uninsured", on=NOW, zone=zone)
    with pytest.raises(InvalidInputError, match="zone: it is given beside an amount"):
        dues("uninsured", 5_310_000, on=NOW, zone="I")
    with pytest.raises(InvalidInputError, match="kind"):
        dues("công nhân", 1, on=NOW)


@pytest.mark.parametrize("month", ["2026-03", "3/2026", "2026-03-31", dt.date(2026, 3, 31), PartialDate(2026, 3)])
def test_a_payment_is_for_a_month_however_the_month_is_written(month: dt.date | PartialDate | str) -> None:
    paid = DuesPaid("m-1", month, Decimal("15930.5"))

    assert paid == DuesPaid("m-1", "01/03/2026", Fraction(31861, 2))
    assert paid.as_dict() == {"member": "m-1"}
    assert paid.as_dict(people="all") == {"member": "m-1", "month": "2026-03", "amount": "31861/2"}


def test_a_payment_of_no_month_or_no_amount_is_refused_and_nothing_of_it_is_shown() -> None:
    with pytest.raises(InvalidInputError) as caught:
        DuesPaid("m-1", "2026", 15930.5)  # type: ignore[arg-type]

    assert [one.subject for one in caught.value.findings] == ["DuesPaid.month", "DuesPaid.amount"]
    assert "15930" not in str(caught.value)
    assert repr(DuesPaid("m-1", "2026-03", 15_930)) == "DuesPaid('m-1')"
    with pytest.raises(InvalidInputError, match="negative"):
        DuesPaid("m-1", "2026-03", -1)
