"""What is asked of seats and terms: who leads, until when, which congress is next, what was to follow the last one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.attention.organizations import as_due, checked, is_large_chi_uy
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code
from dangbo.base.terms import Post, PostBody
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.tree.committees import APPROVAL, HAND_OVER, REPORT, Clock, limit_of, next_congress
from dangbo.tree.posts import Mandate, Seat, post_words
from dangbo.tree.tables import MANDATES, SEATS

_Key = tuple[str, PostBody, Post]


def _no_secretary(asked: Asked) -> Iterator[AgendaLine]:
    for found in asked.once(checked):
        if found.code == "org/no-secretary":
            left = _ended(asked).get(found.subject)
            yield asked.lined(as_due(found, "due/no-secretary"), found.subject, due=left)


def _ended(asked: Asked) -> dict[str, dt.date]:
    """Organization to the last day of its last secretary, where that is recorded and past."""
    last: dict[str, dt.date] = {}
    for seat in asked.tree._rows_of(SEATS):
        if seat.post is Post.SECRETARY and seat.until is not None and seat.until < asked.on:
            last[seat.organization] = max(seat.until, last.get(seat.organization, seat.until))
    return last


def _no_chi_uy(asked: Asked) -> Iterator[AgendaLine]:
    for found in asked.once(checked):
        if found.code == "org/no-chi-uy":
            yield asked.lined(as_due(found, "due/no-chi-uy"), found.subject)


def _chi_uy_too_large(asked: Asked) -> Iterator[AgendaLine]:
    for found in asked.once(checked):
        if is_large_chi_uy(asked, found):
            yield asked.lined(as_due(found, "due/chi-uy-too-large"), found.subject)


_SINGLE: Final = frozenset(
    {Post.SECRETARY, Post.STANDING_DEPUTY_SECRETARY, Post.DEPUTY_SECRETARY, Post.INSPECTION_HEAD}
)
"""Posts that are missed when nobody has them; of how many members a committee is, seats do not tell."""


def _seat_vacant(asked: Asked) -> Iterator[AgendaLine]:
    """Posts whose last holder's seat has ended, or ends soon, and that nobody takes over.

    That nobody is secretary any more is said by its own line, and so is the end of a whole term. Of seats of members of
    a committee that are over, one line for each organization asks to end them, as the check does: whether somebody is
    to follow, seats do not tell.
    """
    seats = defaultdict[_Key, list[Seat]](list)
    for seat in asked.tree._rows_of(SEATS):
        seats[seat.organization, seat.body, seat.post].append(seat)
    told: set[str] = set()
    for (key, body, post), some in seats.items():
        ends = [seat.until for seat in some if seat.until is not None]
        if post not in _SINGLE or len(ends) < len(some):
            continue
        until = max(ends)
        if until < asked.on:
            told.add(key)
            if post is Post.SECRETARY:
                continue
        elif (term := asked.once(_terms).last.get(key)) is not None and term.until is not None and until >= term.until:
            continue  # all seats end with the term, which has its own line
        if asked.is_near(until):
            words = post_words(post, body)
            inside = Words(vi=words.vi.lower(), en=words.en.lower())  # in the middle of a sentence
            yield asked.line("due/seat-vacant", key, key, due=until, post=inside, until=until)
    for found in asked.once(checked):
        if found.code == "org/seat-over" and found.subject not in told:
            yield asked.lined(found, found.subject)


class _Terms(NamedTuple):
    """The terms of committees.

    Attributes:
        last: organization to its last term that has begun.
        ahead: organizations of which a later one is recorded.
    """

    last: dict[str, Mandate]
    ahead: frozenset[str]


def _terms(asked: Asked) -> _Terms:
    last: dict[str, Mandate] = {}
    ahead: set[str] = set()
    for term in asked.tree._rows_of(MANDATES):
        known = last.get(term.organization)
        if term.since > asked.on:
            ahead.add(term.organization)
        elif known is None or term.number > known.number:
            last[term.organization] = term
    return _Terms(last, frozenset(ahead))


def _term_over(asked: Asked) -> Iterator[AgendaLine]:
    """Terms that end, and congresses that are due: of an organization the earlier of both."""
    terms = asked.once(_terms)
    for key, term in terms.last.items():
        if key in terms.ahead:
            continue
        rule, held, due = next_congress(asked.tree[key], term, asked.rules)
        if rule is not None and (term.until is None or due <= term.until):
            if asked.is_near(due):
                words = Words(
                    vi=f"đại hội lần cuối ngày {format_date(held)}, lần tới chậm nhất ngày {format_date(due)}",
                    en=f"the last congress was on {format_date(held, lang='en')}, "
                    f"the next one is due by {format_date(due, lang='en')}",
                )
                yield asked.line("due/term-over", key, key, due=due, rule=rule.ref, number=term.number, what=words)
        elif term.until is not None and asked.is_near(term.until):
            until = term.until
            words = Words(vi=f"hết ngày {format_date(until)}", en=f"it ends on {format_date(until, lang='en')}")
            yield asked.line("due/term-over", key, key, due=until, number=term.number, what=words)


def _after_congress(clock: Clock, code: Code) -> Callable[[Asked], Iterator[AgendaLine]]:
    """Asks for one of the limits that run from a congress; what is done by the day is not asked for any more."""

    def ask(asked: Asked) -> Iterator[AgendaLine]:
        calendar = asked.calendar
        for key, term in asked.once(_terms).last.items():
            if calendar is None or term.congress is None or term.congress > asked.on:
                continue
            try:
                rule, due, done = limit_of(clock, term, asked.book, calendar)
            except InvalidInputError:  # days of a year the calendar does not know; the check says so
                continue
            begun = getattr(term, clock.begins)
            is_open = begun is not None and begun <= asked.on and (done is None or done > asked.on)
            if rule is None or due is None or not is_open or not asked.is_near(due):
                continue
            yield asked.line(
                code,
                key,
                key,
                due=due,
                begun=begun,
                rule=rule.ref,
                number=term.number,
                limit=rule.number,
                until=due,
            )

    return ask


_CLOCKED: Final = ("mandates", "calendar")

QUESTIONS: Final = (
    Question("due/no-secretary", ("seats",), _no_secretary),
    Question("due/no-chi-uy", ("seats",), _no_chi_uy),
    Question("due/chi-uy-too-large", ("seats",), _chi_uy_too_large),
    Question("due/seat-vacant", ("seats",), _seat_vacant),
    Question("due/term-over", ("mandates",), _term_over),
    Question("due/congress-report", _CLOCKED, _after_congress(REPORT, "due/congress-report")),
    Question("due/congress-approval", _CLOCKED, _after_congress(APPROVAL, "due/congress-approval")),
    Question("due/committee-hand-over", _CLOCKED, _after_congress(HAND_OVER, "due/committee-hand-over")),
)
"""What is asked of who leads."""
