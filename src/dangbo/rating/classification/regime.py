"""The criteria of one regime and subject, compiled from the rules of a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from dangbo.base.citations import RuleRef
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.terms import Kind, Rating, SubjectType
from dangbo.base.text import nearest, upper_first
from dangbo.base.words import Words
from dangbo.rating.classification.evidence import Evidence
from dangbo.rating.classification.tests import TESTS, TIERS, Answer, Ask, Gap, never_known, whole_or_none
from dangbo.rules import RuleBook, Rules, RuleValue, Table

__all__ = ["Criterion"]


class Criterion(NamedTuple):
    """One criterion of a tier, as the rulebook has it.

    Attributes:
        id: its name within the rule, such as "excellent-score".
        tier: the tier it belongs to.
        test: what is looked at.
        label: the criterion in words.
        clause: where it stands; `clause.id` is the rule in the rulebook.
        row: its parameters.
    """

    id: str
    tier: Rating
    test: str
    label: Words
    clause: RuleRef
    row: Table


class Exemption(NamedTuple):
    case: str
    months: int
    outcome: str
    clause: RuleRef


class _Gate(NamedTuple):
    """What must be so before any criterion speaks of the subject."""

    ask: Ask
    clause: RuleRef


class Regime(NamedTuple):
    """What a regime asks of a subject, ready to be asked."""

    regime: str
    papers: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    asks: tuple[Ask, ...]
    tiers: tuple[slice, slice, slice]
    failing: slice
    below: tuple[int, ...]
    gates: tuple[_Gate, ...]
    exemptions: tuple[Exemption, ...]
    reads: tuple[str, ...]


_System: TypeAlias = Literal["inside", "outside", "unstated"]


_SYSTEM: Final[dict[bool | None, _System]] = {True: "inside", False: "outside", None: "unstated"}


_REGIMES: Final[WeakKeyDictionary[RuleBook, dict[tuple[object, ...], Regime]]] = WeakKeyDictionary()
"""What was compiled from a book, for as long as the book lives: by date, and by the values in force."""

_KEPT: Final = 1024


def regime_of(rules: Rules, evidence: Evidence) -> Regime:
    """The criteria of a date and subject; compiled once for each set of rule values, found by date afterwards."""
    subject, kind, system = evidence.subject, evidence.kind, _SYSTEM[evidence.works_in_system]
    kept = _REGIMES.setdefault(rules.book, {})
    known = kept.get((rules.on, subject, kind, system))
    if known is not None:
        return known
    regime = rules.value("rating-regime")
    coverage, exemptions = rules.get("rating-coverage"), rules.get("rating-exemptions")
    criteria_rule = f"rating-criteria-{subject.value}"
    criteria = (rules.value(criteria_rule), *rules.refining(criteria_rule))
    # the book holds its values, so that none of these ids is given out again while it lives
    same = (*map(id, (regime, coverage, exemptions, *criteria)), subject, kind, system)
    compiled = kept.get(same)
    if compiled is None:
        compiled = _compile(rules.book, subject, kind, system, regime, coverage, exemptions, criteria)
    if len(kept) >= _KEPT:
        kept.clear()
    kept[same] = kept[rules.on, subject, kind, system] = compiled
    return compiled


def _compile(
    book: RuleBook,
    subject: SubjectType,
    kind: Kind | None,
    system: _System,
    regime: RuleValue,
    coverage: RuleValue | None,
    exemptions: RuleValue | None,
    criteria: Sequence[RuleValue],
) -> Regime:
    pairs = [
        _asked(book, value, row)
        for value in criteria
        for row in value.rows
        if ("kinds" not in row or kind is None or kind[0].value in row.texts("kinds"))
        and ("system" not in row or system in row.texts("system"))
    ]
    pairs.sort(key=lambda pair: TIERS.index(pair[0].tier))
    ordered = tuple(criterion for criterion, _ in pairs)
    asks = tuple(ask for _, ask in pairs)
    bounds = [sum(one.tier > tier for one in ordered) for tier in TIERS] + [len(ordered)]
    slices = [slice(first, last) for first, last in pairwise(bounds)]
    reads = dict.fromkeys(field for criterion in ordered for field in TESTS[criterion.test].reads(criterion.row))
    return Regime(
        regime=regime.table.text("regime"),
        papers=tuple(_paper(book, name) for name in regime.table.texts("instruments")),
        criteria=ordered,
        asks=asks,
        tiers=(slices[0], slices[1], slices[2]),
        failing=slices[3],
        below=tuple(number for number, one in enumerate(ordered) if one.test == "below_completed"),
        gates=tuple(_gate(book, value, row, kind) for value, row in _rows_for(coverage, subject, "subject")),
        exemptions=tuple(
            Exemption(row.text("id"), whole_or_none(row, "months") or 0, row.text("outcome"), _clause(book, value, row))
            for value, row in _rows_for(exemptions, subject, "subjects")
        ),
        reads=tuple(reads),
    )


def _paper(book: RuleBook, name: str) -> str:
    """A paper as people name it: kind and number."""
    paper = book.instrument(name).document
    return " ".join(part for part in (upper_first(paper.kind), paper.number or paper.title) if part)


def _rows_for(value: RuleValue | None, subject: SubjectType, key: str) -> Iterable[tuple[RuleValue, Table]]:
    if value is None:  # a book of one's own may leave this out
        return
    for row in value.rows:
        if subject.value in (row.texts(key) if key == "subjects" else (row.text(key),)):
            yield value, row


def _clause(book: RuleBook, value: RuleValue, row: Table) -> RuleRef:
    """Where a row stands: the reference of its value, with the article, paper and confidence of the row."""
    return book.clause_of(value, row)


def _asked(book: RuleBook, value: RuleValue, row: Table) -> tuple[Criterion, Ask]:
    """A criterion and how it is asked; refuses a row whose test nobody knows or whose parameters do not fit."""
    name = row.text("test")
    try:
        test = TESTS[name]
        label, ask = test.words(row), test.make(row)
        clause = _clause(book, value, row)
        return Criterion(row.text("id"), Rating(row.text("tier")), name, label, clause, row), ask
    except (KeyError, TypeError, ValueError) as error:
        reason = Words(
            vi=f"phép thử '{name}' thiếu hoặc sai tham số ({error})",
            en=f"the test '{name}' needs other parameters ({error})",
        )
        if name not in TESTS:
            near = nearest(name, TESTS, limit=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            reason = Words(vi=f"không có phép thử '{name}'", en=f"there is no test '{name}'{hint}")
        where = f"{value.ref.id}, {row.text('id') if 'id' in row else name}"
        raise InvalidInputError([finding("rule/bad-file", where, reason=reason)]) from error


def _gate(book: RuleBook, coverage: RuleValue, row: Table, kind: Kind | None) -> _Gate:
    gap = Gap("not-covered", row.words("words"))
    clause = _clause(book, coverage, row)
    read = kind is None or kind[1].value in row.texts("levels")
    return _Gate(_covered if read else partial(never_known, gap), clause)


def _covered(_evidence: Evidence, _year: int) -> Answer:
    return True
