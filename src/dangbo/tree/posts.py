"""Who leads an organization: the seats of its bodies, and the terms of its committee.

People are named by id here and in nothing else; a seat says nothing of a person but that.
"""

from __future__ import annotations

__all__ = ["Mandate", "Seat"]

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import quote

from pydantic import AfterValidator, BeforeValidator, Field

from dangbo.base.citations import Document, named_paper
from dangbo.base.people import NamedDocument, PeopleNamed, names_told
from dangbo.base.records import Count, Day, Id, record
from dangbo.base.terms import Post, PostBody, SeatSource
from dangbo.base.text import UnreadableError, parse_date, personal
from dangbo.base.words import Words
from dangbo.tree.documents import RegisterRecord, told_of_people
from dangbo.tree.records import not_before


def _part(key: str) -> str:
    """An id as part of a key: no two seats of other people come to one text."""
    return quote(key, safe="")


def post_words(post: Post, body: PostBody) -> Words:
    """What a post is called in a body: who is of a chi ủy and no more is a chi ủy viên.

    Args:
        post: the post.
        body: the body.

    Examples:
        >>> post_words(Post.COMMITTEE_MEMBER, PostBody.CHI_UY).vi, post_words(Post.SECRETARY, PostBody.CHI_UY).vi
        ('Chi ủy viên', 'Bí thư')
    """
    if (post, body) == (Post.COMMITTEE_MEMBER, PostBody.CHI_UY):
        return Words(vi="Chi ủy viên", en=post.words.en)
    return post.words


def shown_holder(key: str) -> str:
    """The id of somebody; what is no id, and may be a name, is not repeated."""
    return "[...]" if personal(key) else key


def repr_of_holder(one: Any) -> str:  # noqa: ANN401 - a seat, or an operation on one
    """The `repr` of what has a holder: its fields, without what may be a name in the place of the id."""
    said = {field.name: getattr(one, field.name) for field in fields(one)} | {"holder": shown_holder(one.holder)}
    return f"{type(one).__name__}({', '.join(f'{name}={value!r}' for name, value in said.items())})"


@record
class Seat(NamedDocument, RegisterRecord):
    """Chức vụ: a post that a person has in a body of an organization. A second term in it is the same seat.

    Bí thư and phó bí thư have one seat in the committee (of a cell: in the chi ủy, also where the cell is too small
    to elect one) and need none beside it in the standing committee: they are of it.

    Args:
        organization: id of the organization that the body leads.
        post: what the person is.
        holder: id of the person; perhaps on the roll of another organization, or on none of the register. A name in its
            place is told to those alone who ask for names; but a ledger seals it as an id, and nothing erases it.
        body: the chi ủy of a cell; the committee of a đảng bộ, its standing or its inspection committee.
        since: the first day.
        until: the last day; `None` where no end is known.
        source: appointed by the superior, or elected.
        document: the paper that says so. A table names it in words.

    Raises:
        InvalidInputError: a blank id, a post, body or source nobody knows, a day that does not exist, a seat that ends
            before it begins.

    Examples:
        >>> seat = Seat(
        ...     "dbp", "bí thư", "m-1", body=PostBody.COMMITTEE, since="2025-07-01", source=SeatSource.APPOINTED)
        >>> seat.post, seat.is_on("2025-12-31")
        (<Post.SECRETARY: 'secretary'>, True)
    """

    organization: Id
    post: Post
    holder: Id
    body: PostBody = Field(kw_only=True)
    since: Day = Field(kw_only=True)
    until: Annotated[Day | None, AfterValidator(not_before)] = Field(default=None, kw_only=True)
    source: SeatSource = Field(kw_only=True)
    document: Annotated[Document | None, BeforeValidator(named_paper)] = Field(default=None, kw_only=True)

    if TYPE_CHECKING:  # accepts texts and keeps terms and days

        def __init__(
            self,
            organization: str,
            post: Post | str,
            holder: str,
            *,
            body: PostBody | str,
            since: dt.date | str,
            until: dt.date | str | None = None,
            source: SeatSource | str,
            document: Document | None = None,
        ) -> None: ...

    personal: ClassVar[tuple[str, ...]] = ("holder",)

    def as_dict(self, *, people: PeopleNamed = "ids") -> dict[str, Any]:
        """The seat as plain JSON values; fields that have their default are left out.

        Args:
            people: "names" for what stands for the id of the holder and may be a name, without which such a seat cannot
                be read back.

        Raises:
            InvalidInputError: another way to show people.

        Examples:
            >>> seat = Seat("dbp", "bí thư", "Lê Thị Ba", body="committee", since="2025-07-01", source="elected")
            >>> "holder" in seat.as_dict(), seat.as_dict(people="names")["holder"]
            (False, 'Lê Thị Ba')
        """
        named = names_told(people) or not personal(self.holder)
        return told_of_people(self, "names" if named else "ids")

    def __repr__(self) -> str:
        return repr_of_holder(self)

    @property
    def key(self) -> str:
        """What tells it apart from every other one: organization, body, post and holder, as one text.

        Examples:
            >>> Seat("dbp", "secretary", "m/1", body="committee", since="2025-07-01", source="elected").key
            'dbp/committee/secretary/m%2F1'
        """
        return seat_key(self.organization, self.body, self.post, self.holder)

    def is_over(self, on: dt.date | str) -> bool:
        """Whether it has ended before a day; not where no end is known.

        Args:
            on: the day.
        """
        return self.until is not None and self.until < parse_date(on, where="on")

    def is_on(self, on: dt.date | str) -> bool:
        """Whether the person has the post on a day.

        Args:
            on: the day.
        """
        day = parse_date(on, where="on")
        return self.since <= day and not self.is_over(day)


def seat_key(organization: str, body: PostBody, post: Post, holder: str) -> str:
    """The key of a seat, of its parts.

    Args:
        organization: id of the organization.
        body: the body.
        post: the post.
        holder: id of the person.
    """
    return f"{_part(organization)}/{body.value}/{post.value}/{_part(holder)}"


def _ordinal(number: int) -> int:
    """A term is the first, the second ...; none is the noughth."""
    if number < 1:
        raise UnreadableError(Words(vi="phải từ 1 trở lên", en="is below 1"))
    return number


@record
class Mandate(RegisterRecord):
    """Nhiệm kỳ: a term of the committee of an organization, and the days of the congress that began it.

    Args:
        organization: id of the organization.
        number: which term of it, counted as its congresses are.
        since: the first day.
        until: the last day; `None` where no end is known.
        congress: the day on which the congress ended that elected the committee.
        reported: the day on which the superior was told of the results.
        approved: the day on which the superior approved them.
        handed_over: the day on which the committee before handed over.

    Raises:
        InvalidInputError: a blank id, a number that is none, a day that does not exist, a term that ends before it
            begins.

    Examples:
        >>> Mandate("dbp", 1, "2025-07-01", congress="2025-07-15", reported="2025-07-22").number
        1
    """

    organization: Id
    number: Annotated[Count, AfterValidator(_ordinal)]
    since: Day
    until: Annotated[Day | None, AfterValidator(not_before)] = None
    congress: Day | None = Field(default=None, kw_only=True)
    reported: Day | None = Field(default=None, kw_only=True)
    approved: Day | None = Field(default=None, kw_only=True)
    handed_over: Day | None = Field(default=None, kw_only=True)

    if TYPE_CHECKING:

        def __init__(
            self,
            organization: str,
            number: int,
            since: dt.date | str,
            until: dt.date | str | None = None,
            *,
            congress: dt.date | str | None = None,
            reported: dt.date | str | None = None,
            approved: dt.date | str | None = None,
            handed_over: dt.date | str | None = None,
        ) -> None: ...

    @property
    def key(self) -> str:
        """What tells it apart from every other one: organization and number, as one text.

        Examples:
            >>> Mandate("dbp", 12, "2025-07-01").key
            'dbp/12'
        """
        return f"{_part(self.organization)}/{self.number}"

    def is_on(self, on: dt.date | str) -> bool:
        """Whether it holds on a day.

        Args:
            on: the day.
        """
        day = parse_date(on, where="on")
        return self.since <= day and (self.until is None or day <= self.until)
