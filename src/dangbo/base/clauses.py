"""Clauses where a document that is read holds them: the fields of one, and how it is made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.json_records import Form
from dangbo.base.words import Words


@dataclass(frozen=True, slots=True)
class RuleForm(Form):
    """A clause; its citation is made of the rest, and not read."""

    id: str
    document: Document
    article: str
    confidence: Confidence
    valid_from: dt.date
    valid_to: dt.date | None = None
    place: str | None = None
    promoted: bool = False
    ended: dt.date | None = None
    successor: Document | None = None
    text_confidence: Confidence | None = None
    citation: Words | None = None

    @classmethod
    def of(cls, thing: RuleRef) -> RuleForm:
        """What is said of a clause."""
        return cls(
            thing.id,
            thing.document,
            thing.article,
            thing.confidence,
            thing.valid_from,
            thing.valid_to,
            thing.scope or None,
            thing.promoted,
            thing.ended,
            thing.successor,
            thing.text_confidence,
            Words(vi=thing.citation(lang="vi"), en=thing.citation(lang="en")),
        )

    def made(self) -> RuleRef:
        """The clause."""
        return RuleRef(
            self.id,
            self.document,
            self.article,
            self.confidence,
            self.valid_from,
            self.valid_to,
            self.place or "",
            self.promoted,
            self.ended,
            self.successor,
            self.text_confidence,
        )


FORMS: Final = MappingProxyType[type[Any], type[Form]]({RuleRef: RuleForm})
"""How a clause is written and read: as `RuleRef.as_dict` tells it."""
