"""Invented profiles, for examples, tests and benchmarks: `datasets.synthetic_profiles` is the door to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final, TypeVar

from dangbo.base.terms import (
    AcademicTitle,
    MemberStatus,
    Occupation,
    PoliticalTheory,
    Qualification,
    Schooling,
    Sex,
)
from dangbo.base.text import fold
from dangbo.hierarchy import Hierarchy
from dangbo.rules import RuleBook, RuleValue
from dangbo.tree.members import Member

_T = TypeVar("_T")

_YOUNGEST, _OLDEST = 6_700, 15_000
"""Days a person had lived when the admission was decided."""
_LONGEST: Final = 16_000
"""Days since an admission, at most."""
_RETIRED: Final = 22_300
_YOUNG: Final = 10_950
"""Days of life from which on people are retired, and up to which they are in the youth union."""
_A_YEAR_AND_A_CARD: Final = 440


def _weighted(*choices: tuple[_T, int]) -> tuple[_T, ...]:
    return tuple(choice for choice, weight in choices for _ in range(weight))


_ETHNIC_GROUPS: Final = _weighted(("Kinh", 70), ("Tày", 13), ("Nùng", 8), ("Dao", 4), ("Mường", 3), ("Thái", 2))
_RELIGIONS: Final = _weighted(("Không", 94), ("Phật giáo", 3), ("Công giáo", 3))
_SCHOOLING: Final = _weighted((Schooling.UPPER_SECONDARY, 17), (Schooling.LOWER_SECONDARY, 2), (Schooling.PRIMARY, 1))
_QUALIFICATIONS: Final[tuple[Qualification | None, ...]] = _weighted(
    (None, 4), (Qualification.INTERMEDIATE, 4), (Qualification.COLLEGE, 3), (Qualification.UNIVERSITY, 7),
    (Qualification.MASTER, 1), (Qualification.DOCTOR, 1),
)  # fmt: skip
_THEORY: Final[tuple[PoliticalTheory | None, ...]] = _weighted(
    (None, 8), (PoliticalTheory.ELEMENTARY, 7), (PoliticalTheory.INTERMEDIATE, 4), (PoliticalTheory.ADVANCED, 1)
)
_OFFICIALS: Final = (Occupation.STATE_OFFICIAL, Occupation.PARTY_OFFICIAL, Occupation.COMMUNE_OFFICIAL)
_WORK: Final = tuple(one for one in Occupation if one not in {Occupation.STUDENT, Occupation.PUPIL})


def _between(rng: Random, low: int, high: int) -> int:
    return low + int(rng.random() * (high - low + 1))  # the same on every version of Python


def _pick(rng: Random, choices: Sequence[_T]) -> _T:
    return choices[int(rng.random() * len(choices))]


_TRIES: Final = 20


def invented(hierarchy: Hierarchy, rng: Random) -> Iterator[dict[str, object]]:
    """A profile of everybody, as rows. No two of one name were born on one day, or in one year and in one cell."""
    card = RuleBook.default().at(hierarchy.as_of).get("card-number")
    taken: set[tuple[object, ...]] = set()
    for at, person in enumerate(hierarchy.members.values()):
        home, name = hierarchy.home(person), fold(person.name)
        left = _TRIES
        while left:
            left -= 1
            row = _invented(at, person, hierarchy.as_of, card, rng)
            marks = {(name, row["born"]), (name, str(row["born"])[:4], None if home is None else home.id)}
            if not left or taken.isdisjoint(marks):
                taken |= marks
                yield row
                break


def _invented(at: int, person: Member, today: dt.date, card: RuleValue | None, rng: Random) -> dict[str, object]:
    """The profile of one person."""
    full = person.status is MemberStatus.FULL
    words = person.name.split()
    sex = Sex.FEMALE if "Thị" in words or ("Văn" not in words and rng.random() < 1 / 3) else Sex.MALE
    first, last = (_A_YEAR_AND_A_CARD, _LONGEST) if full else (1, 330)
    admitted = today - dt.timedelta(days=_between(rng, first, last))
    decided = admitted - dt.timedelta(days=_between(rng, 3, 28))
    born = decided - dt.timedelta(days=_between(rng, _YOUNGEST, _OLDEST))
    lived = (today - born).days
    century = 2 * (born.year // 100 - 19) + (sex is Sex.FEMALE)
    qualification = _pick(rng, _QUALIFICATIONS)
    row: dict[str, object] = {
        "member": person.id,
        "sex": sex,
        "born": born,
        "ethnic_group": _pick(rng, _ETHNIC_GROUPS),
        "religion": _pick(rng, _RELIGIONS),
        "personal_id": f"999{century}{born.year % 100:02d}{at % 1_000_000:06d}",
        "file_number": f"{at % 1_000_000:06d}GL",
        "admission_decided": decided,
        "admitted": admitted,
        "schooling": Schooling.UPPER_SECONDARY if qualification else _pick(rng, _SCHOOLING),
        "qualification": qualification,
        "political_theory": _pick(rng, _THEORY),
        "retired": lived > _RETIRED,
        "youth_union": lived < _YOUNG and rng.random() < 4 / 5,
        "foreign_spouse": rng.random() < 1 / 300,
    }
    if qualification is Qualification.DOCTOR and rng.random() < 1 / 5:
        row["academic_title"] = AcademicTitle.ASSOCIATE_PROFESSOR
    if lived <= _RETIRED:
        row["occupation"] = work = _pick(rng, _WORK)
        row["works_in_system"] = work in _OFFICIALS
        row["private_owner"] = work is Occupation.ENTERPRISE_MANAGER and rng.random() < 1 / 3
    if full:
        year_later = admitted.year + 1
        leap = (admitted.month, admitted.day) == (2, 29)
        recognized = row["recognized"] = dt.date(year_later, 2, 28) if leap else admitted.replace(year=year_later)
        if card is not None:
            issued = recognized + dt.timedelta(days=_between(rng, 30, 60))
            row["card_issued"], row["card_place"] = max(issued, card.ref.valid_from), "Tỉnh ủy (giả lập)"
            new = "same_as" in card.table
            row["card_number" if new else "old_card_number"] = row["personal_id"] if new else f"{at + 10**7:08d}"
    return row
