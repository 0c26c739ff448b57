"""Every question there is, in the order in which what was not given is told."""

from __future__ import annotations

__all__ = ["QUESTIONS"]

from typing import Final

from dangbo.attention import committees, dues, meetings, organizations, people, visits, waits, years
from dangbo.attention.asked import Question

QUESTIONS: Final[tuple[Question, ...]] = (
    *organizations.QUESTIONS,
    *committees.QUESTIONS,
    *years.QUESTIONS,
    *people.QUESTIONS,
    *meetings.QUESTIONS,
    *dues.QUESTIONS,
    *waits.QUESTIONS,
    *visits.QUESTIONS,
)
"""Each room of questions has a tuple of its own; a new room is named here."""
