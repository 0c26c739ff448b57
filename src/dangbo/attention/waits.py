"""What cells wait for: answers to their proposals, the next step of those they want to admit."""

from __future__ import annotations

__all__ = ["QUESTIONS"]

from collections.abc import Iterator
from typing import Final

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.base.findings import finding
from dangbo.base.text import lower_first, unless_personal
from dangbo.base.words import Words
from dangbo.life.admissions import waits_of


def _unanswered(asked: Asked) -> Iterator[AgendaLine]:
    """Proposals without an answer: a matter of whom they are put to, where that is an organization of the register.

    One without a day by which it is to be answered is on the list at once; one with a day, when that is near or past.
    """
    for one in {one.id: one for one in asked.records.proposals or ()}.values():
        if one.is_open(asked.on) and (one.due is None or asked.is_near(one.due)):
            place = next((key for key in (one.to, one.cell) if asked.tree.get(key) is not None), asked.top)
            cell = one.cell if one.cell in asked.tree else unless_personal(one.cell)
            found = finding(
                "due/proposal-unanswered", unless_personal(one.id), severity=None, cell=cell, date=one.raised_on
            )
            yield asked.lined(found, place, due=one.due)


def _stuck(asked: Asked) -> Iterator[AgendaLine]:
    """Prospects whose next step is overdue or near its last day, or who are decided on and have had no ceremony.

    Whoever has a life among those given is asked there.
    """
    known = {life.member for life in asked.records.lives or ()}
    for one in waits_of(asked.records.prospects or (), asked.on, calendar=asked.calendar, rules=asked.book):
        if one.rule is not None and one.person not in known and (one.due is None or asked.is_near(one.due)):
            cell = asked.tree.get(one.cell)
            stage = Words(vi=lower_first(one.stage.label), en=one.stage.gloss)
            yield asked.line(
                "due/prospect-stuck",
                one.person,
                asked.top if cell is None else cell.id,
                due=one.due,
                begun=one.began,
                rule=one.rule,
                stage=stage,
                date=one.began,
            )


QUESTIONS: Final = (
    Question("due/proposal-unanswered", ("proposals",), _unanswered),
    Question("due/prospect-stuck", ("prospects", "calendar"), _stuck),
)
"""What is asked of proposals and prospects."""
