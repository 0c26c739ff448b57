"""Every rule on the first and last day of each of its values and on the days beside them, asked of a fresh book.

A book keeps what it has looked up between two days on which some rule changes; asked again it would hide a border
that is off by a day. What is expected is read from the files, not from the book.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pytest

from dangbo.rules import RuleBook

DAY: Final = dt.timedelta(days=1)


@cache
def blocks() -> dict[str, list[dict[str, Any]]]:
    """The values of every rule, as they are written."""
    tables = (
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in files("dangbo.rules").iterdir()
        if path.name.endswith(".toml")
    )
    return {rule["id"]: rule["values"] for table in tables for rule in table.get("rules", [])}


def borders() -> list[dt.date]:
    papers = RuleBook.default().instruments()
    edges = {paper.valid_to for paper in papers} - {None}
    for values in blocks().values():
        for value in values:
            edges |= {value["from"], value.get("to"), value.get("secondary_from")} - {None}
    return sorted({edge + DAY * step for edge in edges if edge is not None for step in (-1, 0, 1)})


def fresh() -> RuleBook:
    """The shipped book without anything it has looked up before."""
    make, parts = RuleBook.default().__reduce__()
    return make(*parts)


def expected(day: dt.date) -> dict[str, tuple[str, str]]:
    """What holds on a day by the files: the paper, and how well its text is known."""
    found = {}
    for rule_id, values in blocks().items():
        for value in values:
            if value["from"] <= day <= value.get("to", dt.date.max):
                aged = day >= value.get("secondary_from", dt.date.max)
                found[rule_id] = (value["instrument"], "secondary" if aged else value["confidence"])
    return found


def told(book: RuleBook, day: dt.date) -> dict[str, tuple[str, str]]:
    names = {paper.document: paper.id for paper in book.instruments()}
    rules = book.at(day)
    values = {rule_id: rules.value(rule_id) for rule_id in rules.ids}
    return {rule_id: (names[value.ref.document], value.confidence.value) for rule_id, value in values.items()}


@pytest.mark.parametrize("day", borders(), ids=str)
def test_on_a_border_a_fresh_book_says_what_the_files_say(day: dt.date) -> None:
    assert told(fresh(), day) == expected(day)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_book_asked_day_after_day_in_either_direction_forgets_no_border(step: int) -> None:
    book = fresh()
    for day in borders()[::step]:
        assert told(book, day) == expected(day), day


def test_each_value_says_the_days_it_holds_on() -> None:
    for day in borders():
        for rule_id in (rules := fresh().at(day)).ids:
            ref = rules.value(rule_id).ref
            assert ref.valid_from <= day
            assert ref.valid_to is None or day <= ref.valid_to
