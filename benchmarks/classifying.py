"""C1: 100,000 classifications, per evidence record, against one pydantic validation of the same record.

The records carry what every regime asks for and are rated under three of them, so that a run goes through most tests.
The peer reads the same records from plain values into `Evidence`, once each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns

RATIO: Final = 5
RUNS: Final = 100_000
RECORDS: Final = 2_000
ROUNDS: Final = 5
DATES: Final = ("2022-12-31", "2024-12-31", "2025-12-31")
_GRADES: Final = ("excellent", "good", "average", "poor")
_TIERS: Final = ("excellent", "good", "completed", "not_completed")


def _plain(dice: random.Random) -> dict[str, Any]:
    """One record of plain values, as a file of evidence would hold it."""
    done = dice.choice((20, 20, 20, 19, 12))
    on_time = dice.randint(done - 4, done)
    return {
        "subject": "organization",
        "kind": ("chi_bo", "grassroots"),
        "levels": [
            {"group": group, "level": dice.choices(_GRADES, (5, 6, 2, 1))[0]}
            for group in ("general", "tasks", "shortcomings")
        ],
        "score": str(Decimal(dice.randint(40_000, 100_000)).scaleb(-3)),
        "tasks": {
            "assigned": 20,
            "done": done,
            "on_time": on_time,
            "over_fulfilled": dice.randint(0, min(done, 10)),
            "main_missed": 0,
        },
        "discipline": [{"form": "reprimand", "whom": "subordinate", "remedied": False, "corruption": False}]
        if dice.random() < 0.1  # noqa: PLR2004 - one in ten
        else [],
        "subordinate_units": 10,
        "subordinate_ratings": dict(zip(_TIERS, (2, dice.randint(4, 8), 2, 0), strict=True)),
        "peer_ratings": [dice.choice(_TIERS[:2]) for _ in range(3)],
        "conclusions": [],
        "shortcomings_found": 3,
        "shortcomings_fixed": dice.choice((3, 3, 2)),
        "model": dice.random() < 0.8,  # noqa: PLR2004 - most of them
        "products": True,
        "listed_failure": False,
    }


def _of_2025(plain: dict[str, Any]) -> str | None:
    """The reference: 366-QĐ/TW, Điều 11, written out for these records."""
    score, tasks = Decimal(plain["score"]), plain["tasks"]
    whole = tasks["done"] == tasks["on_time"] == tasks["assigned"]
    if score < 50:  # noqa: PLR2004 - the bands of the rule
        return "not_completed"
    if score >= 90:  # noqa: PLR2004
        over = tasks["over_fulfilled"] >= 6  # noqa: PLR2004 - 30 % of 20
        fixed = plain["shortcomings_fixed"] == plain["shortcomings_found"]
        return "excellent" if whole and over and fixed and not plain["discipline"] else None
    if score >= 70:  # noqa: PLR2004
        return "good" if whole else None
    late = tasks["done"] - tasks["on_time"]
    return "completed" if tasks["done"] == tasks["assigned"] and late <= 4 else None  # noqa: PLR2004 - 20 % of 20


def measure() -> Iterator[Measure]:
    """C1."""
    from pydantic import TypeAdapter

    from dangbo.rating.classification.evidence import Evidence
    from dangbo.rating.classification.judging import classify

    dice = random.Random(9)
    plains = [_plain(dice) for _ in range(RECORDS)]
    adapter = TypeAdapter(Evidence)
    records = [adapter.validate_python(plain) for plain in plains]
    ratings = [classify(record, on="2025-12-31").rating for record in records]
    agree(
        [None if rating is None else rating.value for rating in ratings],
        [_of_2025(plain) for plain in plains],
        "ratings of 2025",
    )
    asked = [(record, DATES[number % 3]) for number, record in enumerate(records)]
    again = range(RUNS // RECORDS)

    def rate(_: object) -> None:
        for _ in again:
            for record, on in asked:
                classify(record, on=on)

    def validate(_: object) -> None:
        read = adapter.validate_python
        for plain in plains:
            read(plain)

    rated, read = take_turns(Work(rate), Work(validate), rounds=ROUNDS)
    size = f"{RUNS // 1000}k records"
    yield against("C1", "classify, each", size, rated.per(RUNS), read.per(RECORDS), unit="x", limit=RATIO)
