"""One meaning for one name: what is asked for under a name is the same wherever the front door asks for it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from inspect import Parameter
from typing import Any

import pytest

import dangbo as db
from tests.unit.test_doors import parameters

DAY = r"(Mapping\[int, )?(dt\.date|Day)( \| str)?\]?( \| None)?"
ID = r"(Id|str( \| Organization)?)( \| None)?"
MEANINGS = {
    "as_of": DAY, "effective": DAY, "end": DAY, "issued": DAY, "on": DAY, "recorded": DAY, "start": DAY,
    "at": r"str \| Organization \| None",  # the top of a branch, itself counted
    "basis": "Document",
    "depth": r"int \| None", "indent": r"int \| None", "limit": r"int \| None",
    "lang": "Lang",
    "organization": ID, "parent": ID, "to": ID, "under": ID,
    "members": "Ids",
    "rules": r"RuleBook \| None",
    "sources": "Ids",
    "strategy": r"CarryStrategy \| str",
    "subjects": r"Subjects( \| None)?",
    "year": r"(int|Count)( \| None)?",
}  # fmt: skip
"""What is written at every parameter and field of a name."""
RECORDS = {
    "Consolidate.organization", "Establish.organization",  # what begins: it has no id anybody knows yet
    "Admit.members", "Hierarchy.members", "Hierarchy.from_rows.members",
    "Hierarchy.from_frame.members",  # people who come in with all they are
    "assign_cells.members",  # ids, or the own cell of each
    "VisitCoverage.members",  # a row of each
    "Balance.members",  # how many, as headcounts have it
    "Receive.members", "Roll.members", "Reach.members", "reach.members",  # the same
    "HandOut.to",  # words: nobody outside the register has an id
    "LifeEvent.on",  # a day as far as it is known
    "BadgeDue.rules",  # as those of the next line
    "MeetingScale.rules", "Preview.rules", "RuleBook.rules",  # made by the library; what they hold, not what is asked
    "Planned.rules", "WorkingDays.rules",  # the same
}  # fmt: skip
"""Where a name stands for records or words, not for ids or for a book: the fields of files and results."""


@pytest.mark.parametrize("name", MEANINGS)
def test_a_name_means_one_thing(name: str) -> None:
    written = {place: text for place, text in parameters() if place.rpartition(".")[2] == name}
    assert written, "nobody asks for it"
    other = {place for place, text in written.items() if not re.fullmatch(MEANINGS[name], text)}
    assert other == {place for place in written if place in RECORDS}


def asked(name: str) -> Iterator[tuple[str, Parameter]]:
    """Every parameter of a name that functions and methods of the front door have.

    How an operation is told is left out: previews and papers ask that, and they know the language by then.
    """
    for public in db.__all__:
        thing: Any = getattr(db, public)
        calls = inspect.getmembers(thing, _written) if inspect.isclass(thing) else [("", thing)]
        for verb, call in calls:
            of_an_operation = inspect.isclass(thing) and issubclass(thing, db.Operation)
            if _written(call) and not verb.startswith("_") and not of_an_operation:
                given = inspect.signature(call).parameters
                yield from ((f"{public}.{verb}", given[one]) for one in given if one == name)


def _written(call: object) -> bool:
    """Whether it is a function or method, and the library's own."""
    return (inspect.isfunction(call) or inspect.ismethod(call)) and call.__module__.startswith("dangbo.")


@pytest.mark.parametrize(("name", "default"), [("lang", "vi"), ("rules", None), ("indent", None), ("limit", 40)])
def test_an_option_is_named_and_has_one_default(name: str, default: object) -> None:
    found = dict(asked(name))
    assert len(found) > 10
    assert {(one.kind, one.default) for one in found.values()} == {(Parameter.KEYWORD_ONLY, default)}


@pytest.mark.parametrize("name", ["first", "second", "grouping", "from_", "date", "language"])
def test_what_has_a_better_name_is_not_asked_for(name: str) -> None:
    assert [place for place, _ in asked(name)] == []


def test_steps_are_what_became_of_the_operations_of_a_plan() -> None:
    assert {name for name in db.__all__ if "steps" in dir(getattr(db, name))} == {"Preview"}
