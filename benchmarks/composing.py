"""P19: how a membership is composed, against one pass of `collections.Counter` over the same columns for each block.

The peer counts the columns as `Profiles.column` gives them: every field that decides a row once, and the pairs of two
fields that a row asks for (women of each ethnic group and religion, occupations of those at work) once more. It knows
no roll, no age and no row of a form. A second row holds ours against counts of bytes and numbers that no value is told
of; it is informative.
"""

from __future__ import annotations

import datetime as dt
import random
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import (
    AcademicTitle,
    Form,
    Hierarchy,
    Level,
    Member,
    Occupation,
    Organization,
    PoliticalTheory,
    Profiles,
    Qualification,
    Schooling,
    Sex,
    composition,
)

SIZES: Final = {"city": 28_000, "33k": 100_000, "330k": 500_000}
"""People by the name of a size."""

ROUNDS: Final = {"city": 9, "33k": 5, "330k": 3}
LIMIT: Final = 2.0
A_CELL: Final = 25
ON: Final = dt.date(2025, 6, 30)
SINGLES: Final = (
    *("sex", "born", "ethnic_group", "religion", "admitted", "schooling", "qualification", "academic_title"),
    *("political_theory", "occupation", "retired", "youth_union", "private_owner", "foreign_spouse"),
)
PAIRS: Final = (("sex", "ethnic_group"), ("sex", "religion"), ("retired", "occupation"))


def measure(size: str) -> Iterator[Measure]:
    """P19 at one size."""
    people = columns(SIZES[size])
    profiles, tree = Profiles(people), register(people["member"])
    found = composition(profiles, tree, on=ON)
    agree(found.row("3.I.nu").count, people["sex"].count("female"), "women")
    agree(found.row("4.ETH.02").count, people["ethnic_group"].count("Tày"), "an ethnic group")
    agree(found.row("3.AGE.8").count, sum(day < "1964-07-01" for day in people["born"]), "above 60")
    agree({block.total for block in found.blocks}, {SIZES[size]}, "blocks")
    bare = [codes(people[name]) for name in SINGLES]
    ours, theirs, least = take_turns(
        Work(lambda _: composition(profiles, tree, on=ON)),
        Work(lambda _: counted(profiles)),
        Work(lambda _: [Counter(column) for column in bare]),
        rounds=ROUNDS[size],
    )
    count = f"{SIZES[size]:,}"
    yield against("P19", "composition", count, ours, theirs, unit="x", limit=LIMIT)
    yield against("P19", "the same, over counts of bare codes, each field once", count, ours, least, unit="x")


def counted(profiles: Profiles) -> list[Counter[Any]]:
    """One pass for each block, and one for each pair of fields that rows ask for."""
    singles = [Counter(profiles.column(name)) for name in SINGLES]
    return singles + [Counter(zip(profiles.column(one), profiles.column(other), strict=True)) for one, other in PAIRS]


def codes(values: Sequence[object]) -> Sequence[int]:
    """Values as the numbers of values, in bytes where they are few."""
    numbers = {value: at for at, value in enumerate(dict.fromkeys(values))}
    coded = map(numbers.__getitem__, values)
    return bytes(coded) if len(numbers) <= 256 else array("i", coded)  # noqa: PLR2004 - what a byte holds


def columns(count: int, *, seed: int = 19) -> dict[str, list[Any]]:
    """Invented people of whom everything is known that decides a row."""
    chance = random.Random(seed)

    def pick(some: Sequence[object]) -> list[Any]:
        return chance.choices(some, k=count)

    born = [dt.date(1935, 1, 1) + dt.timedelta(days=int(chance.random() * 25_000)) for _ in range(count)]
    admitted = [day + dt.timedelta(days=7_000 + int(chance.random() * 3_000)) for day in born]
    return {
        "member": [f"m-{at:07d}" for at in range(count)],
        "sex": pick([one.value for one in Sex]),
        "born": [day.isoformat() for day in born],
        "admitted": [day.isoformat() for day in admitted],
        "ethnic_group": pick(["Kinh", "Tày", "Nùng", "Dao", "Mường", "Hoa"]),
        "religion": pick(["Không", "Phật giáo", "Công giáo"]),
        "schooling": pick([one.value for one in Schooling]),
        "qualification": pick([None, *(one.value for one in Qualification)]),
        "academic_title": pick([*[None] * 98, *(one.value for one in AcademicTitle)]),
        "political_theory": pick([None, *(one.value for one in PoliticalTheory)]),
        "occupation": pick([None, *(one.value for one in Occupation)]),
        "retired": pick([True, False]),
        "youth_union": pick([True, False]),
        "private_owner": pick([*[False] * 49, True]),
        "foreign_spouse": pick([*[False] * 99, True]),
    }


def register(ids: Sequence[str]) -> Hierarchy:
    """Everybody on the roll of some cell."""
    rolls = {f"cb-{at}": ids[at : at + A_CELL] for at in range(0, len(ids), A_CELL)}
    cells = (Organization(key, key, Form.CHI_BO, Level.GRASSROOTS, "tw") for key in rolls)
    top = Organization("tw", "Trung ương", Form.DANG_BO, Level.CENTRAL)
    return Hierarchy([top, *cells], [Member(key, "Nguyễn Văn A") for key in ids], rolls, as_of=ON)
