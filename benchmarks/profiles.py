"""P17, P18: profiles read from columns against pydantic validating the same records; what one takes in memory.

The peer is given what it likes best: a plain dataclass of pydantic with slots, dates as ISO texts, labels as codes, and
nothing of ours. It makes a list of records and finds no id twice; columns are read into `Profiles`, which does.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from benchmarks.building import retained
from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import AcademicTitle, Occupation, PoliticalTheory, Profiles, Qualification, Schooling, Sex

SIZES: Final = {"city": 28_000, "33k": 100_000, "330k": 500_000}
"""People by the name of a size: a city, a large province, the largest one."""

ROUNDS: Final = {"city": 9, "33k": 5, "330k": 3}
COLUMNS: Final = 3.0
LABELS: Final = 3.0
IN_A_CITY: Final = 1.5
"""By what the latter is multiplied there: among few records the peer's collector has hardly anything to walk."""
BYTES: Final = 250
_DAYS: Final = ("born", "card_issued", "admission_decided", "admitted", "recognized")


@dataclass(slots=True)
class Plain:
    """The same fields, of plain types."""

    member: str
    sex: Sex | None = None
    born: dt.date | None = None
    ethnic_group: str | None = None
    religion: str | None = None
    personal_id: str | None = None
    old_id: str | None = None
    card_number: str | None = None
    old_card_number: str | None = None
    card_issued: dt.date | None = None
    card_place: str | None = None
    file_number: str | None = None
    admission_decided: dt.date | None = None
    admitted: dt.date | None = None
    recognized: dt.date | None = None
    schooling: Schooling | None = None
    qualification: Qualification | None = None
    academic_title: AcademicTitle | None = None
    political_theory: PoliticalTheory | None = None
    occupation: Occupation | None = None
    retired: bool | None = None
    works_in_system: bool | None = None
    youth_union: bool | None = None
    private_owner: bool | None = None
    foreign_spouse: bool | None = None
    residence_cell: str | None = None


def measure(size: str) -> Iterator[Measure]:
    """P17 and P18 at one size."""
    clean = columns(SIZES[size])
    rows = [dict(zip(clean, values, strict=True)) for values in zip(*clean.values(), strict=True)]
    sheet = as_written(clean)
    adapter = TypeAdapter(list[Plain])
    kept, peer = Profiles(clean), adapter.validate_python(rows)
    for name in clean:
        if name != "member":
            agree([*kept.column(name)], [getattr(one, name) for one in peer], name)
    agree(Profiles(sheet), kept, "profiles as a sheet has them")
    del kept, peer
    works = (
        Work(lambda _: Profiles(clean)),
        Work(lambda _: Profiles(sheet)),
        Work(lambda _: adapter.validate_python(rows)),
    )
    ours, labels, theirs = take_turns(*works, rounds=ROUNDS[size])
    people = f"{SIZES[size]:,}"
    yield against("P17", "profiles from columns", people, ours, theirs, limit=COLUMNS)
    limit = LABELS * (IN_A_CITY if size == "city" else 1)
    yield against("P17", "as a sheet has them: labels, days first", people, labels, theirs, limit=limit)
    whole = Profiles(clean)
    whole[next(iter(clean["member"]))]  # which makes the index where one is needed
    yield Measure("P18", "memory of a profile", people, retained(whole) / len(whole), "B", BYTES)


def columns(count: int, *, seed: int = 12) -> dict[str, list[Any]]:
    """Invented people: codes and ISO dates, in no order, everything known that most have."""
    chance = random.Random(seed)

    def pick(some: Sequence[Any]) -> list[Any]:
        return chance.choices(some, k=count)

    born = [dt.date(1935, 1, 1) + dt.timedelta(days=int(chance.random() * 25_000)) for _ in range(count)]
    decided = [day + dt.timedelta(days=7_000 + int(chance.random() * 4_000)) for day in born]
    admitted = [day + dt.timedelta(days=20) for day in decided]
    recognized = [day + dt.timedelta(days=366) for day in admitted]
    numbers = [f"999{at:09d}" for at in range(count)]
    chance.shuffle(numbers)
    return {
        "member": [f"m-{number}" for number in numbers],
        "sex": pick(["female", "male"]),
        "born": [day.isoformat() for day in born],
        "ethnic_group": pick(["Kinh", "Tày", "Nùng", "Dao", "Mường"]),
        "religion": pick(["Không", "Phật giáo", "Công giáo"]),
        "personal_id": numbers,
        "card_number": list(numbers),
        "card_issued": pick([f"2025-09-{day:02d}" for day in range(2, 31)]),
        "card_place": pick([f"Tỉnh ủy {number}" for number in range(34)]),
        "file_number": [f"{at % 1_000_000:06d}" for at in range(count)],
        "admission_decided": [day.isoformat() for day in decided],
        "admitted": [day.isoformat() for day in admitted],
        "recognized": [day.isoformat() for day in recognized],
        "schooling": pick([one.value for one in Schooling]),
        "qualification": pick([None, *(one.value for one in Qualification)]),
        "academic_title": pick([None] * 98 + [one.value for one in AcademicTitle]),
        "political_theory": pick([None, *(one.value for one in PoliticalTheory)]),
        "occupation": pick([None, *(one.value for one in Occupation)]),
        "retired": pick([True, False]),
        "works_in_system": pick([True, False]),
        "youth_union": pick([True, False]),
        "private_owner": pick([False] * 49 + [True]),
        "foreign_spouse": pick([False] * 99 + [True]),
    }


def as_written(clean: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The columns as a sheet holds them: labels, D/M/YYYY, có and không, blank cells."""
    kinds = {
        "sex": Sex,
        "schooling": Schooling,
        "qualification": Qualification,
        "academic_title": AcademicTitle,
        "political_theory": PoliticalTheory,
        "occupation": Occupation,
    }
    written = dict(clean)
    for name, kind in kinds.items():
        written[name] = ["" if value is None else kind(value).label for value in clean[name]]
    for name in _DAYS:
        written[name] = [f"{int(day[8:])}/{int(day[5:7])}/{day[:4]}" for day in clean[name]]
    for name in ("retired", "works_in_system", "youth_union", "private_owner", "foreign_spouse"):
        written[name] = ["có" if value else "không" for value in clean[name]]
    return written
