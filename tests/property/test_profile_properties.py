"""`Profiles` against a plain list of dictionaries that forgets nothing and shares nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import pickle
from typing import Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from dangbo import (
    AcademicTitle,
    Occupation,
    PoliticalTheory,
    Profile,
    Profiles,
    Qualification,
    Schooling,
    Sex,
)
from dangbo.base.text import PartialDate, fold, parse_day

IDS = [f"m{number}" for number in range(12)]
PLAIN: TypeAlias = dict[str, dict[str, Any]]
"""What is known of each person, by id."""

days = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31))
months = st.builds(PartialDate, st.integers(1900, 2026), st.none() | st.integers(1, 12))
numbers = st.text("0123456789", min_size=1, max_size=13)
words = st.sampled_from(["Kinh", "Tày", "Sán Dìu", "Không", "Phật giáo", "Thái Nguyên", "cb-1"])
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "sex": st.sampled_from(Sex),
    "born": days | months,
    "ethnic_group": words,
    "religion": words,
    "personal_id": numbers,
    "old_id": numbers,
    "card_number": numbers,
    "old_card_number": numbers,
    "card_issued": days,
    "card_place": words,
    "file_number": numbers,
    "admission_decided": days | months,
    "admitted": days | months,
    "recognized": days,
    "schooling": st.sampled_from(Schooling),
    "qualification": st.sampled_from(Qualification),
    "academic_title": st.sampled_from(AcademicTitle),
    "political_theory": st.sampled_from(PoliticalTheory),
    "occupation": st.sampled_from(Occupation),
    "retired": st.booleans(),
    "works_in_system": st.booleans(),
    "youth_union": st.booleans(),
    "private_owner": st.booleans(),
    "foreign_spouse": st.booleans(),
    "residence_cell": words,
}

ids = st.sampled_from(IDS)
known = st.fixed_dictionaries({}, optional=FIELDS)
rolls = st.dictionaries(ids, known, max_size=12)


def rows(plain: PLAIN) -> list[dict[str, Any]]:
    return [{"member": key, **values} for key, values in plain.items()]


def compare(profiles: Profiles, plain: PLAIN) -> None:
    assert profiles.ids == tuple(plain)
    for field in FIELDS:
        column = profiles.column(field)
        values = [one.get(field) for one in plain.values()]
        assert [*column] == values
        assert [column[at] for at in range(len(column))] == values
        assert [*column[::2]] == values[::2]
    assert [*profiles] == [Profile(**row) for row in rows(plain)]
    for key in IDS:
        assert (key in profiles) is (key in plain)
        assert profiles.get(key) == (Profile(member=key, **plain[key]) if key in plain else None)
    again = pickle.loads(pickle.dumps(profiles))  # noqa: S301
    assert again == profiles
    assert again.ids == profiles.ids


@given(rolls, st.lists(st.tuples(known, st.booleans(), ids), max_size=6))
def test_profiles_in_columns_are_a_dictionary_that_is_never_changed(
    plain: PLAIN, steps: list[tuple[dict[str, Any], bool, str]]
) -> None:
    profiles = Profiles(rows(plain))
    states = [(profiles, {key: dict(one) for key, one in plain.items()})]
    compare(profiles, plain)
    for values, whole, key in steps:
        if whole:
            plain[key] = dict(values)
            profiles = profiles.changed([Profile(member=key, **values)])
        elif key in plain and not values:
            del plain[key]
            profiles = profiles.changed(without=[key])
        else:
            plain[key] = plain.get(key, {}) | values
            profiles = profiles.changed([{"member": key, **values}])
        states.append((profiles, {key: dict(one) for key, one in plain.items()}))
        compare(profiles, plain)
        assert profiles == Profiles(reversed(rows(plain)))
    for state, expected in states:
        compare(state, expected)


def written(value: object) -> str:
    """A value as a sheet has it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{value.year}"
    return value.text() if isinstance(value, PartialDate) else str(value)  # a term is its label


@given(rolls)
def test_a_file_of_texts_says_what_the_values_say(plain: PLAIN) -> None:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["member", *FIELDS])
    writer.writeheader()
    for row in rows(plain):
        writer.writerow({name: written(value) for name, value in row.items()})
    file.seek(0)
    compare(Profiles(csv.DictReader(file)), plain)
    columns = {name: [row.get(name) for row in rows(plain)] for name in ("member", *FIELDS)}
    compare(Profiles(columns), plain)


@given(rolls, st.sampled_from([*FIELDS]), st.data())
def test_a_selection_is_a_filter(plain: PLAIN, field: str, data: st.DataObject) -> None:
    profiles = Profiles(rows(plain))
    values = [one.get(field) for one in plain.values()]
    wanted = data.draw(st.sampled_from([None, *values]))
    chosen = {key: it for key, it in plain.items() if it.get(field) == wanted}
    one: dict[str, Any] = {field: wanted}
    several: dict[str, Any] = {field: {wanted}}
    compare(profiles.select(**one), chosen)
    compare(profiles.select(**several), chosen)
    if isinstance(wanted, dt.date | PartialDate | str):
        text = written(wanted)
        fitting = {key: it for key, it in plain.items() if field in it and fold(written(it[field])) == fold(text)}
        test: dict[str, Any] = {field: lambda value: fold(written(value)) == fold(text)}
        compare(profiles.select(**test), fitting)


@given(days | months)
def test_a_day_that_was_written_is_read_again(day: dt.date | PartialDate) -> None:
    assert parse_day(written(day)) == day
    if isinstance(day, PartialDate):
        assert day.earliest <= day.latest
        assert PartialDate(day.earliest.year, day.month) == day
