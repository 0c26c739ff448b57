"""What the register alone is asked: the checks of its rules, groups without a cell, people who stay elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.base.findings import Code, Finding
from dangbo.base.terms import Form, MemberStatus
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.life.events import plus
from dangbo.tree.checks import longest_stay
from dangbo.tree.tables import STAYS

SAID_ELSEWHERE: Final = frozenset(
    {
        "org/committee-hand-over-late",
        "org/congress-approval-late",
        "org/congress-overdue",
        "org/congress-report-late",
        "org/mandate-over",
        "org/no-chi-uy",
        "org/no-secretary",
        "org/seat-over",
        "org/stay-long",
        "org/stay-over",
    }
)
"""Codes of `Hierarchy.check` of which a question of its own asks, with the day: they are not said twice.

What followed a congress too late, and was done, is not on a list of what to do; the check goes on telling it.
"""


def checked(asked: Asked) -> list[Finding]:
    """What `Hierarchy.check` says of the day, each about one, however many are alike."""
    return [*asked.tree._checked(asked.rules, asked.calendar)]


def is_large_chi_uy(asked: Asked, found: Finding) -> bool:
    """Whether it is the committee of a cell that is too large."""
    return found.code == "org/large-committee" and asked.tree[found.subject].form is Form.CHI_BO


def as_due(found: Finding, code: Code) -> Finding:
    """A finding of the check under the code of its own question: the same facts, the same rule."""
    return replace(found, code=code)


def _checks(asked: Asked) -> Iterator[AgendaLine | Finding]:
    for found in asked.once(checked):
        if not found.code.startswith("org/"):  # what was left out when the register was read
            yield found
        elif found.code not in SAID_ELSEWHERE and not is_large_chi_uy(asked, found):
            yield asked.lined(found, asked.matter_of(found.subject))


def _uncovered(asked: Asked) -> Iterator[AgendaLine]:
    """Residential groups that no cell serves."""
    for group in asked.tree.coverage().none:
        yield asked.line("due/group-uncovered", group, asked.top)


def _stays(asked: Asked) -> Iterator[AgendaLine]:
    """Stays that end, each a line about the member; where no end is recorded, that of the longest the rule allows."""
    rule, most = longest_stay(asked.rules)
    for stay in asked.tree._rows_of(STAYS):
        begun, until, of_rule = stay.since, stay.until, None
        if until is None and begun is not None and begun <= asked.on and most and rule is not None:
            until, of_rule = plus(begun, months=most), rule.ref
        if until is None or not asked.is_near(until):
            continue
        words = _decided(until) if of_rule is None else _longest(until, most)
        yield asked.line(
            "due/stay-over",
            stay.member,
            stay.organization,
            due=until,
            rule=of_rule,
            host=stay.organization,
            what=words,
        )


def _decided(until: dt.date) -> Words:
    return Words(
        vi=f"có thời hạn đến ngày {format_date(until)}", en=f"was to last until {format_date(until, lang='en')}"
    )


def _longest(until: dt.date, most: int) -> Words:
    day, english = format_date(until), format_date(until, lang="en")
    return Words(
        vi=f"chưa ghi ngày hết hạn; thời hạn dài nhất {most} tháng hết ngày {day}",
        en=f"has no end; the longest there is, {most} months, ends on {english}",
    )


def _temporary_cells(asked: Asked) -> Iterator[AgendaLine]:
    """Hosts with so many full guests that they are to have a cell of their own.

    The rule speaks of one course or one secondment, which nobody records: that all guests of one host are on the same
    is our reading. A cell that has guests and no members of its own is such a cell already.
    """
    rule, tree = asked.rules.get("temporary-cell-min-full-members"), asked.tree
    if rule is None:
        return
    guests = defaultdict[str, int](int)
    for stay in tree._rows_of(STAYS):
        person = tree._person(stay.member)
        if stay.is_on(asked.on) and person is not None and person.status is MemberStatus.FULL:
            guests[stay.organization] += 1
    for key, count in guests.items():
        org = tree[key]
        if count >= rule.number and not (org.form is Form.CHI_BO and not tree.own_headcount(org).total):
            yield asked.line("due/temporary-cell", key, key, rule=rule.ref, count=count, limit=rule.number)


QUESTIONS: Final = (
    Question("org/", (), _checks),
    Question("due/group-uncovered", ("groups",), _uncovered),
    Question("due/stay-over", (), _stays),
    Question("due/temporary-cell", (), _temporary_cells),
)
"""What is asked of every register."""
