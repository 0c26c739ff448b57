"""What is odd about the decisions of a ledger beside each other: papers alike, one day, far days, people who come back.

None of it stops anything: `History.check` tells it. Where something else stops a decision, `not_living` and
`changed_by` name the decisions that say why.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import chain, groupby, islice
from typing import Final

from dangbo.base.findings import Code, Finding, finding
from dangbo.base.terms import LeaveReason
from dangbo.base.words import Words
from dangbo.change.draft import Delta
from dangbo.change.verbs.people import Admit, Leave
from dangbo.ledger.corrections import ORGANIZATIONS
from dangbo.ledger.timeline import Enactment, Played, of_decision
from dangbo.restructure import Plan, far_apart
from dangbo.tree.committees import told_key
from dangbo.tree.tables import SEATS, TABLES

_SET: Final = tuple(sorted({*ORGANIZATIONS.fields, "parent"} - ORGANIZATIONS.added))
"""Fields that decisions set."""

_NAMED: Final = 3
"""Most ids a finding on a pair of decisions names."""


def similar_papers(played: Sequence[Played]) -> Iterator[Finding]:
    """Decisions that say the same by papers of one number whose issuers differ or are not given.

    The day of signing is the same, or missing in one of them, or differs where both take effect on one day.
    """
    known: dict[tuple[str, Hashable], list[Enactment]] = {}
    for one in sorted((one.decision for one in played), key=lambda one: one.number):
        number, issuer, issued = one.basis.folded_key
        if not number:
            continue
        others = known.setdefault((number, _said(one.plan.operations)), [])
        for other in others:
            key = other.basis.folded_key
            same_day = key[2] == issued or None in (key[2], issued) or other.effective == one.effective
            if same_day and key != (number, issuer, issued):
                yield of_decision("history/similar-paper", one.basis.citation, one, other=other.number)
                break
        others.append(one)


def same_day(played: Sequence[Played]) -> Iterator[Finding]:
    """Decisions of one day that change the same person, residential group, mass body, or field of an organization."""
    for _, of_day in groupby(played, key=lambda one: one.decision.effective):
        last: dict[tuple[str, str], Enactment] = {}
        for one in of_day:
            met: dict[int, dict[str, None]] = {}
            for thing in _set_things(one.delta):
                earlier = last.get(thing)
                if earlier is not None and one.decision.reverses != earlier.number:
                    met.setdefault(earlier.number, {})[thing[1]] = None
                last[thing] = one.decision
            for other, keys in met.items():
                some, more = [told_key(key)[1] for key in islice(keys, _NAMED)], ", ..." if len(keys) > _NAMED else ""
                vi, en = (", ".join(words) + more for words in zip(*((one.vi, one.en) for one in some), strict=True))
                named = vi if vi == en else Words(vi=vi, en=en)  # ids are the same in every language
                citation = one.decision.basis.citation
                yield of_decision("history/same-day", citation, one.decision, other=other, named=named, count=len(keys))


def far_dates(played: Sequence[Played], days: Sequence[dt.date], opened: dt.date) -> Iterator[Finding]:
    """Decisions signed and effective far apart, and days of recording far from everything before, or from their own.

    Args:
        played: the decisions.
        days: the days of recording of all entries of the log.
        opened: the date the ledger opens with.
    """
    decisions = {one.decision.number: one.decision for one in played}
    newest = opened
    for number, day in enumerate(days, 1):
        decision = decisions.get(number)
        if decision is not None:
            signed, effective = decision.signed, decision.effective
            if signed is not None and far_apart(signed, effective):
                yield of_decision("plan/far-date", decision.basis.citation, decision, signed=signed)
            newest = max(newest, signed or effective)
        if day > newest and far_apart(day, newest):
            yield finding("history/far-recorded", str(number), recorded=day, last=newest)
        own = None if decision is None else min(decision.signed or decision.effective, decision.effective)
        if own is not None and day < own and far_apart(day, own):
            yield finding("history/far-recorded", str(number), recorded=day, last=own)
        newest = max(newest, day)


def back_from_death(played: Sequence[Played]) -> Iterator[Finding]:
    """Admissions of people who had left as deceased, where that was not taken back."""
    deceased: set[str] = set()
    for one in played:
        if one.decision.reverses is not None:
            deceased.difference_update(key for key, (_, home) in one.delta.homes.items() if home is not None)
        for operation in one.decision.plan.operations:
            if isinstance(operation, Leave) and operation.reason is LeaveReason.DECEASED:
                deceased.update(operation.members)
            elif isinstance(operation, Admit):
                for person in operation.members:
                    if person.id in deceased:
                        deceased.discard(person.id)
                        yield of_decision(
                            "plan/admitted-after-death", person.id, one.decision, organization=operation.to
                        )


def _set_things(delta: Delta) -> Iterator[tuple[str, str]]:
    """What a decision set, as opposed to what it added to: for this the order of decisions matters."""
    for kind, index in (("roll", delta.homes), *delta.tables.items()):
        yield from ((kind, key) for key in index)
    for key, (person, other) in delta.people.items():
        if person is not None and other is not None:
            yield from ((name, key) for name in ("name", "status") if getattr(person, name) != getattr(other, name))
    for key, (before, now) in delta.records.items():
        if before is not None and now is not None:
            yield from ((name, key) for name in _SET if getattr(before, name) != getattr(now, name))


def say_the_same(one: Plan, other: Plan) -> bool:
    """Whether two plans say the same, in whatever order."""
    return one.operations == other.operations or _said(one.operations) == _said(other.operations)


def _said(value: object) -> Hashable:
    """What operations say, whatever the order in which they and what they name stand."""
    if isinstance(value, tuple):
        return frozenset(Counter(map(_said, value)).items())
    if is_dataclass(value):
        return (type(value).__name__, *(_said(getattr(value, field.name)) for field in fields(value)))
    return value


def not_living(
    findings: Sequence[Finding], played: Sequence[Played], position: int, place_of: Callable[[str], int | None]
) -> Iterator[Finding]:
    """Of ids that do not live where a decision stands, the decisions that say why.

    Args:
        findings: what forbids the decision.
        played: the decisions of the ledger.
        position: where the decision stands among them.
        place_of: where the decision stands with which an organization began; `None` of the opening, or of none.
    """
    for key in dict.fromkeys(one.subject for one in findings if one.code == "plan/unknown-organization"):
        end = next((one for one in reversed(played[:position]) if key in one.ended), None)
        began = place_of(key)
        if end is not None:
            out = any(key in border.organizations for border in end.borders)
            code: Code = "history/handed-out-earlier" if out else "history/ended-earlier"
            yield of_decision(code, key, end.decision)
        elif began is not None and began >= position:
            yield of_decision("history/begins-later", key, played[began].decision)


def changed_by(findings: Sequence[Finding], later: Sequence[Played]) -> Iterator[Finding]:
    """Of what a decision that is taken back meets, the last of the later ones that changed it.

    Args:
        findings: what forbids taking it back.
        later: the decisions effective after it, up to the day it is taken back.
    """
    for key in dict.fromkeys(one.subject for one in findings):
        one = next((one for one in reversed(later) if touches(one.delta, key)), None)
        if one is not None:
            yield of_decision("history/changed-by", key, one.decision, what=told_key(key)[1])


def touches(delta: Delta, key: str) -> bool:
    """Whether a decision changed an organization, the roll or record of a person, a row of a side table, a link."""
    rows = (delta.of(table) for table in TABLES.values())
    indexes: Iterable[Mapping[str, object]] = (delta.records, delta.rolls, delta.homes, delta.people)
    if any(key in index for index in chain(indexes, delta.naming.values(), rows)):
        return True
    return any(told_key(one)[0] == key for one in delta.of(SEATS))  # where a name stands for the id of a holder
