"""How carried figures are told, and what they ask of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dangbo.base.errors import InvalidInputError, NoFigureError, TermError, UnknownOrganizationError
from dangbo.base.findings import Code, Finding, finding
from dangbo.base.reading import (
    bad_figure,
)
from dangbo.base.records import instance_of
from dangbo.base.terms import CarryStrategy, Origin
from dangbo.base.text import format_number, lower_first, nearest
from dangbo.base.words import Words
from dangbo.ledger.flows import Amount

if TYPE_CHECKING:
    from dangbo.history import History
    from dangbo.ledger.lineage import Border


def crossed(borders: Mapping[str, Border]) -> Iterator[Finding]:
    """What left the register in a period and what came into it: figures of its two ends are not of the same ground."""
    for border in borders.values():
        first, *more = border.organizations or ("-",)
        code: Code = "carry/handed-out" if border.way == "out" else "carry/received"
        below = Words(
            vi=f", cùng {format_number(len(more))} tổ chức," if more else "",
            en=f" and {format_number(len(more), lang='en')} more" if more else "",
        )
        yield finding(code, first, day=border.on, more=below, outside=border.words)


def ledger_of(value: object) -> History:
    """What a function is given for a ledger, where it is one."""
    from dangbo.history import History  # half of the library, which those who only read the names need not wait for

    return instance_of(History, value, "ledger")


def strategy_of(
    strategy: CarryStrategy | str, fit: Sequence[CarryStrategy], unfit: Callable[[CarryStrategy], Words]
) -> CarryStrategy:
    """The strategy that is meant, where it fits what is carried.

    Raises:
        TermError: none is called so; names the codes of those that fit.
        InvalidInputError: another one.
    """
    codes = ", ".join(one.value for one in fit)
    try:
        chosen = strategy if isinstance(strategy, CarryStrategy) else CarryStrategy.parse(strategy)
    except TermError:
        raise TermError(CarryStrategy.vocabulary, str(strategy), [one.value for one in fit]) from None
    if chosen not in fit:
        raise bad_figure(
            "strategy", unfit(chosen), Words(en=f"Choose one of: {codes}.", vi=f"Chọn một trong: {codes}.")
        )
    return chosen


def unknown_figure(organization: str, known: Iterable[str], others: Sequence[str] = ()) -> UnknownOrganizationError:
    """The error for an organization none of the figures is of; one that lives and has none is told apart."""
    if organization in others:
        return NoFigureError(organization)
    ids = tuple(known)
    where = Words(vi="các số liệu này", en="these figures")
    return UnknownOrganizationError(organization, lambda: nearest(organization, ids), where)


def ever_living(ledger: History) -> frozenset[str]:
    """Ids of all organizations the ledger ever had."""
    began = (
        org.id
        for decision in ledger.decisions
        for operation in decision.plan.operations
        for org in operation.establishes
    )
    return frozenset((*ledger.opening._ids(), *began))


def amount_words(amount: Amount) -> Words:
    """A count, or a part of one, as it is printed."""
    decimals = 0 if amount == int(amount) else 2
    return Words(
        vi=format_number(amount, decimals=decimals, lang="vi"), en=format_number(amount, decimals=decimals, lang="en")
    )


def strategy_note(strategy: CarryStrategy) -> Words:
    """By which strategy figures were carried, below a table."""
    return Words(en=f"Strategy: {strategy.gloss}.", vi=f"Cách tính: {lower_first(strategy.label)}.")


def origin_note(origin: Origin) -> Words:
    """Where the figures come from, below a table."""
    return Words(en=f"Origin: {origin.gloss}.", vi=f"Nguồn gốc: {origin.label}.")


def listed_ids(ids: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = len(ids) - _LISTED
    return ", ".join(f"'{key}'" for key in ids[:_LISTED]) + (f" (+{more})" if more > 0 else "")


def bad_input(where: str, reason: Words) -> InvalidInputError:
    """The error for an argument that cannot be."""
    return InvalidInputError([finding("input/bad-value", where, reason=reason)])


_LISTED: Final = 5
