"""Who leads an organization from a decision on: somebody comes to a post, or gives it up (kiện toàn)."""

from __future__ import annotations

__all__ = ["Appoint", "EndPost"]

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from dangbo.base.citations import Document
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Id, record
from dangbo.base.terms import Post, PostBody, SeatSource
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import NameOf, Operation, Play
from dangbo.rules import RuleBook
from dangbo.tree.committees import seats_of
from dangbo.tree.posts import Seat, post_words, repr_of_holder, seat_key, shown_holder
from dangbo.tree.tables import SEATS


@record
class Appoint(Operation):
    """Kiện toàn: somebody has a post from the day of the decision on, appointed by the superior or elected.

    Who had the post before still has it, unless the plan ends that (`EndPost`). Of somebody who has it already, the
    seat is another one from now on, as where who was appointed is elected. A holder on no roll is allowed, since a
    superior may send one; that, and a second secretary, is told of the outcome.

    Args:
        organization: id of the organization that the body leads.
        post: what the person is from now on.
        holder: id of the person.
        body: the chi ủy of a cell; the committee of a đảng bộ, its standing or its inspection committee.
        source: appointed by the superior, or elected.
        document: the paper that says so, where it is another one than the decision of the plan.

    Examples:
        >>> Appoint("dbp", Post.SECRETARY, "m-1", body=PostBody.COMMITTEE, source=SeatSource.APPOINTED).verb
        'appoint'
    """

    organization: Id
    post: Post
    holder: Id
    body: PostBody = Field(kw_only=True)
    source: SeatSource = Field(kw_only=True)
    document: Document | None = Field(default=None, kw_only=True)

    verb: ClassVar[str] = "appoint"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # accepts labels and keeps terms

        def __init__(
            self,
            organization: str,
            post: Post | str,
            holder: str,
            *,
            body: PostBody | str,
            source: SeatSource | str,
            document: Document | None = None,
        ) -> None: ...

    def __repr__(self) -> str:
        return repr_of_holder(self)

    @property
    def subject(self) -> str:
        return self.organization

    @property
    def way(self) -> SeatSource:
        return self.source

    @property
    def key(self) -> str:
        """The key of the seat."""
        return seat_key(self.organization, self.body, self.post, self.holder)

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        seat = play.draft._row(SEATS, self.key)
        if seat is not None and (seat.until, seat.source, seat.document) == (None, self.source, self.document):
            yield finding("plan/nothing-to-do", self.organization)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: a congress or a conference elects, and by which decision a superior appoints no text read says."""
        return iter(())

    def effect(self, play: Play) -> None:
        seat = Seat(
            self.organization,
            self.post,
            self.holder,
            body=self.body,
            since=play.rules.on,
            source=self.source,
            document=self.document,
        )
        play.draft.set_row(SEATS, seat.key, seat)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(
            vi="Chỉ định '{holder}' giữ chức {post} ({body}) tại {what}",
            en="Appoint '{holder}' {post} ({body}) of {what}",
        )
        if self.source is SeatSource.ELECTED:
            words = Words(
                vi="Ghi '{holder}' được bầu giữ chức {post} ({body}) tại {what}",
                en="Record '{holder}' as elected {post} ({body}) of {what}",
            )
        return self._told(words, name, lang, holder=shown_holder(self.holder))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Chỉ định đảng viên '{holder}' giữ chức {post} ({body}) tại {what}",
            en="Member '{holder}' is appointed {post} ({body}) of {what}",
        )
        if self.source is SeatSource.ELECTED:
            words = Words(
                vi="Đảng viên '{holder}' được bầu giữ chức {post} ({body}) tại {what}",
                en="Member '{holder}' has been elected {post} ({body}) of {what}",
            )
        return self._told(words, name, lang, holder=shown_holder(self.holder))

    def _told(self, words: Words, name: NameOf, lang: Lang, *, holder: str) -> str:
        return words.format(
            lang=lang,
            holder=holder,
            post=post_words(self.post, self.body).text(lang=lang),
            body=self.body.words.text(lang=lang),
            what=name(self.organization),
        )


@record
class EndPost(Operation):
    """Thôi giữ chức vụ: somebody has a post no longer, in whatever body of the organization.

    Args:
        organization: id of the organization.
        post: what the person was.
        holder: id of the person.

    Examples:
        >>> EndPost("dbp", Post.SECRETARY, "m-1").verb
        'end_post'
    """

    organization: Id
    post: Post
    holder: Id

    verb: ClassVar[str] = "end_post"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, organization: str, post: Post | str, holder: str) -> None: ...

    def __repr__(self) -> str:
        return repr_of_holder(self)

    @property
    def subject(self) -> str:
        return self.organization

    def _seats(self, draft: Draft) -> list[Seat]:
        seats = seats_of(draft, self.organization)
        return [seat for seat in seats if seat.post is self.post and seat.holder == self.holder]

    def check(self, play: Play) -> Iterator[Finding]:
        yield from (unknown := play.known([self.organization]))
        if not unknown and not self._seats(play.draft):
            yield finding("plan/no-such-seat", self.organization, post=self.post.words)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None, as for `Appoint`."""
        return iter(())

    def effect(self, play: Play) -> None:
        for seat in self._seats(play.draft):
            play.draft.set_row(SEATS, seat.key, None)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(
            vi="Cho '{holder}' thôi giữ chức {post} tại {what}", en="End the post of '{holder}' as {post} of {what}"
        )
        return self._told(words, name, lang, holder=shown_holder(self.holder))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Đảng viên '{holder}' thôi giữ chức {post} tại {what}",
            en="Member '{holder}' is {post} of {what} no longer",
        )
        return self._told(words, name, lang, holder=shown_holder(self.holder))

    def _told(self, words: Words, name: NameOf, lang: Lang, *, holder: str) -> str:
        post = self.post.words.text(lang=lang)
        return words.format(lang=lang, holder=holder, post=post, what=name(self.organization))
