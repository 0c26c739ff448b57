"""What corrections make of a log: the opening and the decisions as they should have been written down.

A correction changes no line; it says what was wrong with one. Whoever plays the log plays it as corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from dangbo.change.draft import Draft
from dangbo.hierarchy import Hierarchy
from dangbo.ledger.timeline import Correction, Enactment, LogEntry, Played
from dangbo.restructure import Plan
from dangbo.tree.checks import complete_consents
from dangbo.tree.records import Organization

ADDED: Final = frozenset({"full", "probationary", "consents"})
"""Fields of an organization that decisions add to."""


def as_corrected(
    original: Hierarchy, present: Hierarchy, entries: Sequence[LogEntry]
) -> tuple[Hierarchy, list[Enactment]]:
    """Opening and decisions as a log says they were, the decisions in the order of effect.

    Args:
        original: the opening as it was recorded.
        present: the opening of the ledger at hand; the result where it says the same.
        entries: the log.
    """
    decisions = {entry.number: entry for entry in entries if isinstance(entry, Enactment)}
    opening = Draft(original)
    for entry in entries:
        if not isinstance(entry, Correction):
            continue
        if entry.organization is not None and opening.get(entry.organization) is not None:
            opening.put(entry.organization, **dict(entry.fields))
            opening.set_record(complete_consents(opening, opening[entry.organization]))
            continue
        for number, day in entry.recordings:
            if number in decisions:
                decisions[number] = replace(decisions[number], recorded=day, corrected_by=entry.number)
        if entry.recordings:
            continue
        if entry.plan is not None and entry.decision is not None:
            number, plan = entry.decision, entry.plan
        else:
            number, plan = _with_record(decisions.values(), entry)
        was = decisions[number]
        before = was.before if plan.effective == was.effective else ()
        decisions[number] = replace(was, plan=plan, corrected_by=entry.number, before=before)
    ordered = sorted(decisions.values(), key=lambda one: one.key)
    if not opening.touched:
        return original, ordered
    same = present is not original and all(present.get(key) == opening.get(key) for key in original._ids())
    return (present if same else opening.freeze(original.as_of)), ordered


def _with_record(decisions: Iterable[Enactment], entry: Correction) -> tuple[int, Plan]:
    """The decision that established an organization, with its record corrected."""
    for decision in decisions:
        operations = decision.plan.operations
        for at, operation in enumerate(operations):
            if operation.verb != "restore" and any(org.id == entry.organization for org in operation.establishes):
                right = _with_field(operation, entry.organization, dict(entry.fields))
                return decision.number, replace(
                    decision.plan, operations=(*operations[:at], right, *operations[at + 1 :])
                )
    raise AssertionError(f"a defect in dangbo: nothing established {entry.organization!r}")


def _with_field(value: Any, key: str | None, right: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any field there is
    """The same with the record of one organization corrected, wherever it stands in it."""
    if isinstance(value, Organization):
        return replace(value, **right) if value.id == key else value
    if isinstance(value, tuple):
        return tuple(_with_field(item, key, right) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _with_field(part, key, right) for name, part in parts.items()})
    return value


def set_by(played: Iterable[Played], key: str, field: str, value: object) -> Enactment | None:
    """The first decision after which a field of an organization no longer says what it began with, if any does.

    People known by number come and go by addition, so that a corrected number reaches through; they are set only
    where an organization that had ended stands again as it was.
    """
    counted = field in ADDED
    ended: object = None
    for one in played:
        if key not in one.delta.records:
            continue
        before, now = one.delta.records[key]
        if now is None:
            ended = before and getattr(before, field)
        elif counted:
            if before is None and ended is not None and getattr(now, field) != ended:
                return one.decision
        elif getattr(now, field) != value:
            return one.decision
    return None
