"""By when the next step of a prospect is to be taken, where a rule says it: behind the list of who is stuck."""

from __future__ import annotations

__all__ = ["Waiting", "waiting"]

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from dangbo.base.citations import RuleRef
from dangbo.base.errors import InvalidInputError
from dangbo.life.admissions import Prospect, ProspectStage
from dangbo.life.events import plus
from dangbo.life.working_days import WorkingDays
from dangbo.rules import RuleBook

_S = ProspectStage
_CLASS: Final = "course-certificate-validity"
_DECISION: Final = "admission-decision-deadline"
_CEREMONY: Final = "admission-ceremony-deadline"


class Waiting(NamedTuple):
    """A person whose next step has a time limit.

    Attributes:
        person: id of the person.
        cell: id of the cell of the furthest step.
        stage: the furthest step that was taken.
        began: the day the limit runs from.
        due: the last day; `None` where the rule counts from a day nobody keeps, or the calendar does not go so far.
        rule: the clause.
    """

    person: str
    cell: str
    stage: ProspectStage
    began: dt.date
    due: dt.date | None
    rule: RuleRef


def waiting(
    prospects: Iterable[Prospect], on: dt.date, calendar: WorkingDays | None, book: RuleBook
) -> tuple[Waiting, ...]:
    """Everybody who waits for a step that a rule gives a time for, in the order of ids, as known on a day.

    Who attended the class has as long as the certificate holds, by the rule of the day (when the admission is
    considered it must hold); whom the cell resolved on, until the decision is due; who is decided on, until the
    ceremony is. How long any other step may take no rule says.

    Args:
        prospects: the steps, in any order.
        on: the day.
        calendar: which days are worked; `None` where nobody knows.
        book: the rulebook.
    """
    by_person: dict[str, list[Prospect]] = {}
    for one in prospects:
        if one.on <= on:
            by_person.setdefault(one.person, []).append(one)
    found = (_waiting(steps, on, calendar, book) for _, steps in sorted(by_person.items()))
    return tuple(one for one in found if one is not None)


def _waiting(steps: list[Prospect], on: dt.date, calendar: WorkingDays | None, book: RuleBook) -> Waiting | None:
    furthest = max(steps, key=lambda one: (one.stage.step, one.on, one.cell))
    if furthest.stage is _S.ADMITTED:
        return None
    starts, rule_id = _LIMITS[furthest.stage]
    began = max((one.on for one in steps if one.stage is starts), default=None)
    value = None if began is None else book.at(on if rule_id == _CLASS else began).get(rule_id)
    if began is None or value is None:
        return None
    due: dt.date | None = None
    if rule_id == _CLASS:
        due = plus(began, months=value.number)
    elif rule_id == _DECISION:
        due = _after(began, value.number, calendar)
    elif value.table.text("counted_from") == "issue" and isinstance(days := value.table.get("working_days"), int):
        due = _after(began, days, calendar)
    return Waiting(furthest.person, furthest.cell, furthest.stage, began, due, value.ref)


def _after(began: dt.date, days: int, calendar: WorkingDays | None) -> dt.date | None:
    try:
        return None if calendar is None else calendar.add(began, days)
    except InvalidInputError:  # it does not know these years
        return None


_LIMITS: Final = {
    _S.AWARENESS_CLASS: (_S.AWARENESS_CLASS, _CLASS),
    _S.HELPER_ASSIGNED: (_S.AWARENESS_CLASS, _CLASS),
    _S.CELL_RESOLVED: (_S.CELL_RESOLVED, _DECISION),
    _S.COMMITTEE_AGREED: (_S.CELL_RESOLVED, _DECISION),
    _S.DECIDED: (_S.DECIDED, _CEREMONY),
}
"""From which step the limit of the next one runs, and the rule that gives it."""
