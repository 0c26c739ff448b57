"""What documents about a tree hold of its records: whole, with the words of their terms, and without an envelope.

A record's own document (`dangbo.tree.documents`) leaves out what is the default, since it is read back. What is
only told has every field.
"""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from dangbo.base.envelope import OneOf, PaperDocument, WordsDocument
from dangbo.base.terms import Form, Level, Post, SeatSource, kind_words
from dangbo.tree.posts import Mandate, Seat, post_words
from dangbo.tree.records import Consent, Organization


class ConsentFacts(TypedDict):
    """The paper by which the higher level agreed to what a rule asks consent for: to what, for how many members."""

    organization: str
    document: PaperDocument
    matter: str | None
    up_to: int | None


class OrganizationFacts(TypedDict):
    """A party organization: its fields, and form and level together in words."""

    id: str
    name: str
    form: Annotated[str, OneOf(Form)]
    level: Annotated[str, OneOf(Level)]
    kind_label: WordsDocument
    parent: str | None
    unit_type: str | None
    full: int
    probationary: int
    code: str | None
    consents: list[ConsentFacts]
    groups_of_members: int
    host_unit: str | None


class SeatFacts(TypedDict):
    """A post that a person, named by id, has in a body of an organization."""

    organization: str
    post: Annotated[str, OneOf(Post)]
    post_label: WordsDocument
    holder: str
    body: str
    body_label: WordsDocument
    since: str
    until: str | None
    source: Annotated[str, OneOf(SeatSource)]
    document: PaperDocument | None


class MandateFacts(TypedDict):
    """A term of a committee, and the days of the congress that began it."""

    organization: str
    number: int
    since: str
    until: str | None
    congress: str | None
    reported: str | None
    approved: str | None
    handed_over: str | None


def consent_facts(consent: Consent) -> ConsentFacts:
    """A consent as other documents hold it."""
    return {
        "organization": consent.organization,
        "document": consent.document.as_dict(),
        "matter": consent.matter,
        "up_to": consent.up_to,
    }


def organization_facts(org: Organization) -> OrganizationFacts:
    """An organization as other documents hold it."""
    return {
        "id": org.id,
        "name": org.name,
        "form": org.form.value,
        "level": org.level.value,
        "kind_label": kind_words(*org.kind).as_dict(),
        "parent": org.parent,
        "unit_type": org.unit_type,
        "full": org.full,
        "probationary": org.probationary,
        "code": org.code,
        "consents": [*map(consent_facts, org.consents)],
        "groups_of_members": org.groups_of_members,
        "host_unit": org.host_unit,
    }


def seat_facts(seat: Seat, *, holder: str) -> SeatFacts:
    """A seat as other documents hold it.

    Args:
        seat: the seat.
        holder: the id of its holder, as it may be shown.
    """
    return {
        "organization": seat.organization,
        "post": seat.post.value,
        "post_label": post_words(seat.post, seat.body).as_dict(),
        "holder": holder,
        "body": seat.body.value,
        "body_label": seat.body.words.as_dict(),
        "since": seat.since.isoformat(),
        "until": None if seat.until is None else seat.until.isoformat(),
        "source": seat.source.value,
        "document": None if seat.document is None else seat.document.as_dict(),
    }


def mandate_facts(mandate: Mandate) -> MandateFacts:
    """A term as other documents hold it."""
    days = {
        name: None if day is None else day.isoformat()
        for name, day in (
            ("until", mandate.until),
            ("congress", mandate.congress),
            ("reported", mandate.reported),
            ("approved", mandate.approved),
            ("handed_over", mandate.handed_over),
        )
    }
    return {
        "organization": mandate.organization,
        "number": mandate.number,
        "since": mandate.since.isoformat(),
        "until": days["until"],
        "congress": days["congress"],
        "reported": days["reported"],
        "approved": days["approved"],
        "handed_over": days["handed_over"],
    }
