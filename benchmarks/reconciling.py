"""P23: two lists of 50,000 people compared, against sorting both by `sort_key` of the name.

The second list is in another order; of 1,500 people it says another day, another digit of the number, or no number.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import reconcile
from dangbo.base.text import sort_key

SIZE: Final = 50_000
CHANGED: Final = 500
ROUNDS: Final = 5
LIMIT: Final = 3.0

_FAMILY: Final = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
_MIDDLE: Final = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Xuân", "Quang", "Hữu", "Thanh"]
_GIVEN: Final = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hòa",
    "Hùng",
    "Lan",
    "Linh",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Uyên",
    "Vinh",
    "Yến",
]

Row = Mapping[str, object]


def measure() -> Iterator[Measure]:
    """P23."""
    a = [_person(at) for at in range(SIZE)]
    b = _another(a)
    counts = {kind.value: count.matches for kind, count in reconcile(a, b).counts.items() if count.matches}
    agree(counts, {"equal": SIZE - 2 * CHANGED, "different": CHANGED, "likely": CHANGED}, "classes of the two lists")
    ours, peer = take_turns(
        Work(lambda _: reconcile(a, b)),
        Work(lambda _: [sorted((str(row["name"]) for row in rows), key=sort_key) for rows in (a, b)]),
        rounds=ROUNDS,
    )
    yield against("P23", "two lists compared, over sorting both", f"2 x {SIZE:,}", ours, peer, unit="x", limit=LIMIT)


def person_name(at: int) -> str:
    """An invented name, one of 28,000."""
    return " ".join((_FAMILY[at % 14], _MIDDLE[at // 14 % 10], _MIDDLE[at // 140 % 10], _GIVEN[at // 1_400 % 20]))


def _person(at: int) -> Row:
    """A synthetic person whose number no other has, nor one with a single other digit."""
    return {
        "name": person_name(at),
        "born": dt.date(1940 + at % 60, 1 + at // 7 % 12, 1 + at // 11 % 28),
        "sex": "nam" if at % 2 else "nữ",
        "ethnic_group": "Kinh",
        "personal_id": f"0190{at * 7_919 % 100_003_000:08d}",
        "old_card_number": f"1{at:07d}",
        "organization": f"Chi bộ {at % 900}",
        "admitted": dt.date(1990 + at % 30, 1 + at % 12, 3),
    }


def _another(a: list[Row]) -> list[Row]:
    """The same people as another office has them."""
    b = [dict(row) for row in a]
    for row in b[:CHANGED]:
        row["admitted"] = dt.date(2021, 1, 1)
    for row in b[CHANGED : 2 * CHANGED]:
        number = str(row["personal_id"])
        row["personal_id"] = f"{number[:3]}{(int(number[3]) + 5) % 10}{number[4:]}"
    random.Random(23).shuffle(b)
    return b
