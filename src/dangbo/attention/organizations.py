"""What the register alone is asked: the checks of its rules, groups without a cell, people who stay elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question


def _checks(asked: Asked) -> Iterator[AgendaLine]:
    """What `Hierarchy.check` says, each about one; what has a line of its own here is not said twice."""
    tree = asked.tree
    for found in tree._checked(asked.rules, asked.calendar):
        subject = found.subject
        organization = subject if tree.get(subject) is not None else asked.top
        yield asked.lined(found, organization)


def _uncovered(asked: Asked) -> Iterator[AgendaLine]:
    """Residential groups that no cell serves."""
    for group in asked.tree.coverage().none:
        yield asked.line("due/group-uncovered", group, asked.top)


QUESTIONS: Final = (
    Question("org/", (), _checks),
    Question("due/group-uncovered", ("groups",), _uncovered),
)
