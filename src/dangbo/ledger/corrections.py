"""What corrections make of a log: the opening and the decisions as they should have been written down.

A correction changes no line; it says what was wrong with one. Whoever plays the log plays it as corrected. Records of
organizations, residential groups and people are put right in one way: `RECORDS` says what of them differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Literal

from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import shown_value
from dangbo.base.findings import Code, Finding, finding
from dangbo.base.records import sound
from dangbo.base.terms import Form, GroupKind, Level
from dangbo.base.text import UnreadableError, lower_first, nfc
from dangbo.base.words import Words
from dangbo.change.draft import Delta, Draft
from dangbo.change.inverse import Restore
from dangbo.change.plan_json import PLANS
from dangbo.hierarchy import Hierarchy
from dangbo.ledger.timeline import Correction, Enactment, LogEntry, Played, of_decision
from dangbo.restructure import Plan
from dangbo.tree.asked import Tree
from dangbo.tree.checks import complete_consents
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, ResidentialGroup
from dangbo.tree.tables import GROUPS

_Pairs = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Records:
    """Records of one kind, as far as a correction may put them right.

    Attributes:
        name: what a correction calls one of them.
        kind: the record.
        usual: what a record needs besides its id.
        find: the record with an id, in a snapshot or a draft.
        put: puts one for another one, in the draft of an opening.
        pairs: those a decision changed, before and after.
        unknown: the finding on an id that none has.
        fixed: fields that no correction may name.
        added: fields that decisions add to.
    """

    name: Literal["organization", "group", "member"]
    kind: type[Any]
    usual: Mapping[str, Any]
    find: Callable[[Tree, str], Any]
    put: Callable[[Draft, Any], None]
    pairs: Callable[[Delta], _Pairs]
    unknown: Code
    fixed: frozenset[str] = frozenset({"id"})
    added: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields a correction may name."""
        return tuple(field.name for field in fields(self.kind) if field.name not in self.fixed)

    def read(self, key: str, values: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
        """Fields with the types they have in a record.

        Raises:
            InvalidInputError: a value that none can have.
        """
        record = self.kind(**{"id": key, **self.usual, **values})
        return tuple((name, getattr(record, name)) for name in values)

    def named(self, names: Sequence[str]) -> Words:
        """Fields by their titles in Vietnamese, which may hold commas, in English as they are typed."""
        known = {field.name for field in fields(self.kind)}
        vi = (lower_first(PLANS.field_title(self.kind, name).vi) if name in known else f"'{name}'" for name in names)
        return Words(vi="; ".join(vi) or "-", en=", ".join(names) or "-")


def _put_organization(opening: Draft, org: Organization) -> None:
    opening.set_record(org)
    opening.set_record(complete_consents(opening, org))


ORGANIZATIONS: Final = Records(
    "organization",
    Organization,
    {"name": "-", "form": Form.CHI_BO, "level": Level.BELOW_GRASSROOTS},
    find=lambda tree, key: tree._find(key),
    put=_put_organization,
    pairs=lambda delta: delta.records,
    unknown="plan/unknown-organization",
    fixed=frozenset({"id", "parent"}),
    added=frozenset({"full", "probationary", "consents"}),
)
RESIDENTIAL_GROUPS: Final = Records(
    "group",
    ResidentialGroup,
    {"name": "-", "kind": GroupKind.XOM},
    find=lambda tree, key: tree._row(GROUPS, key),
    put=lambda opening, group: opening.set_row(GROUPS, group.id, group),
    pairs=lambda delta: delta.of(GROUPS),
    unknown="history/unknown-group",
)
MEMBERS: Final = Records(
    "member",
    Member,
    {"name": "-"},
    find=lambda tree, key: tree._person(key),
    put=Draft.set_person,
    pairs=lambda delta: delta.people,
    unknown="history/unknown-member",
)
RECORDS: Final[Mapping[str, Records]] = {one.name: one for one in (ORGANIZATIONS, RESIDENTIAL_GROUPS, MEMBERS)}
"""What corrections put right, by what they call it."""


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
    opening, same = Draft(original), True
    for entry in entries:
        if not isinstance(entry, Correction):
            continue
        if entry.record is not None:
            name, key = entry.record
            was = RECORDS[name].find(opening, key)
            if was is not None:
                RECORDS[name].put(opening, replace(was, **dict(entry.fields)))
                same = False
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
        old = decisions[number]
        before = old.before if plan.effective == old.effective else ()
        decisions[number] = replace(old, plan=plan, corrected_by=entry.number, before=before)
    ordered = sorted(decisions.values(), key=lambda one: one.key)
    if same:
        return original, ordered
    frozen = opening.freeze(original.as_of)
    return (present if present is not original and _say_the_same(present, frozen) else frozen), ordered


def _say_the_same(one: Hierarchy, other: Hierarchy) -> bool:
    """Whether two openings of one ledger say the same: corrections change records, and nobody's roll."""
    return (
        {org.id: org for org in one} == {org.id: org for org in other}
        and one.groups == other.groups
        and one.members == other.members
    )


def _with_record(decisions: Iterable[Enactment], entry: Correction) -> tuple[int, Plan]:
    """The decision that brought a record, with the record corrected."""
    name, key = entry.record or ("", "")
    brought = _brought(decisions, RECORDS[name], key)
    if brought is None:
        raise AssertionError(f"a defect in dangbo: nothing brought {key!r}")
    decision, at = brought
    operations = decision.plan.operations
    right = _with_fields(operations[at], RECORDS[name].kind, key, dict(entry.fields))
    return decision.number, replace(decision.plan, operations=(*operations[:at], right, *operations[at + 1 :]))


def _brought(decisions: Iterable[Enactment], records: Records, key: str) -> tuple[Enactment, int] | None:
    """The first decision, in the order of effect, that brought a record, and the place of the operation in it."""
    for decision in sorted(decisions, key=lambda one: one.key):
        for at, operation in enumerate(decision.plan.operations):
            if any(one.id == key for one in _records_in(operation, records.kind)):
                return decision, at
    return None


def _records_in(value: object, kind: type[Any]) -> Iterator[Any]:
    """The records of a kind an operation brings; what an inverse lets stand again, another one brought."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _records_in(item, kind)
    elif is_dataclass(value) and not isinstance(value, Restore):
        for field in fields(value):
            yield from _records_in(getattr(value, field.name), kind)


def _with_fields(value: Any, kind: type[Any], key: str, right: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any field
    """The same with the record of one id corrected, wherever it stands in it."""
    if isinstance(value, kind):
        return replace(value, **right) if value.id == key else value
    if isinstance(value, tuple):
        return tuple(_with_fields(item, kind, key, right) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _with_fields(part, kind, key, right) for name, part in parts.items()})
    return value


def first_record(records: Records, opening: Hierarchy, decisions: Iterable[Enactment], key: str) -> Any:  # noqa: ANN401
    """The record of an id in the opening, or the one with which a decision brought it; `None` where none did.

    Args:
        records: what kind of record.
        opening: the opening.
        decisions: the decisions.
        key: the id.
    """
    record = records.find(opening, key)
    if record is not None:
        return record
    brought = _brought(decisions, records, key)
    if brought is None:
        return None
    decision, at = brought
    return next(one for one in _records_in(decision.plan.operations[at], records.kind) if one.id == key)


def correction_of(
    records: Records,
    record: Any,  # noqa: ANN401 - of whatever kind
    corrected: Mapping[str, Any],
    opening: Hierarchy,
    *,
    number: int,
    recorded: dt.date,
    reason: str,
) -> Correction:
    """The correction that puts a record right.

    Args:
        records: what kind of record.
        record: what it says.
        corrected: what it should say.
        opening: the opening, which may hold it.
        number: of the correction.
        recorded: the day it comes into the ledger.
        reason: why, in words.

    Raises:
        InvalidInputError: a field that cannot be corrected, or a value it cannot have; no reason; nothing that was said
            otherwise; a cell that serves a residential group and is not there.
    """
    wrong = sorted(name for name in corrected if name not in records.fields)
    if wrong or not corrected:
        code: Code = "history/not-correctable" if records is ORGANIZATIONS else "history/no-such-field"
        named, allowed = records.named(wrong), records.named(records.fields)
        raise InvalidInputError([finding(code, record.id, named=named, allowed=allowed)])
    right = replace(record, **corrected)
    require_correction(record.id, reason, same=right == record)
    if lost := [*_check(records, opening, right)]:
        raise InvalidInputError(lost)
    values = tuple((name, getattr(right, name)) for name in corrected)
    return Correction(number, recorded, reason, fields=values, **{records.name: record.id})


def _check(records: Records, opening: Hierarchy, right: Any) -> Iterator[Finding]:  # noqa: ANN401 - of whatever kind
    """Whether a record of the opening still names what is there; one that a decision brought is asked by that."""
    if records is RESIDENTIAL_GROUPS and records.find(opening, right.id) is not None:
        for cell in right.cells:
            if opening.get(cell) is None:
                yield finding("tree/unknown-group-cell", right.id, cell=cell)


def is_sound(entry: Correction, opening: Hierarchy, decisions: Iterable[Enactment]) -> bool:
    """Whether a correction of a record can be of this ledger: there is such a record, and it can say so."""
    if entry.record is None:
        return False
    name, key = entry.record
    record = first_record(RECORDS[name], opening, decisions, key)
    return record is not None and not any(_check(RECORDS[name], opening, replace(record, **dict(entry.fields))))


def require_correction(subject: str, reason: object, *, same: bool) -> None:
    """Refuse a correction that does not say why, or corrects nothing.

    Raises:
        InvalidInputError: it does not, or does.
    """
    found: list[Finding] = []
    if not isinstance(reason, str) or not nfc(reason):
        found.append(finding("history/no-reason", subject))
    else:
        try:
            sound(reason)
        except UnreadableError as error:
            found.append(finding("input/bad-value", "reason", reason=error.said_of()))
    if same:
        found.append(finding("history/nothing-to-correct", subject))
    if found:
        raise InvalidInputError(found)


def require_limit(records: Records, entry: Correction, played: Sequence[Played], until: int | None) -> None:
    """Refuse a correction of what a later decision set, where that is not named as its limit, or another one is.

    Raises:
        InvalidInputError: it is not, or is.
    """
    key = "" if entry.record is None else entry.record[1]
    if until is not None and type(until) is not int:
        told = shown_value(until)
        raise InvalidInputError([finding("history/unknown-decision", told.en, place=told, count=len(played))])
    setters = {name: one for name, value in entry.fields if (one := _set_by(played, records, key, name, value))}
    if {one.number for one in setters.values()} == ({until} - {None}):
        return
    found = [of_decision("history/set-later", key, one, field=records.named([name])) for name, one in setters.items()]
    raise InvalidInputError(found or [finding("history/not-set-later", key, number=str(until))])


def _set_by(played: Iterable[Played], records: Records, key: str, field: str, value: object) -> Enactment | None:
    """The first decision after which a field of a record no longer says what it began with, if any does.

    People known by number come and go by addition, so that a corrected number reaches through; they are set only
    where an organization that had ended stands again as it was.
    """
    ended: object = None
    for one in played:
        before, now = records.pairs(one.delta).get(key, (None, None))
        if before is None and now is None:
            continue
        if now is None:
            ended = before and getattr(before, field)
        elif field in records.added:
            if before is None and ended is not None and getattr(now, field) != ended:
                return one.decision
        elif getattr(now, field) != value:
            return one.decision
    return None
