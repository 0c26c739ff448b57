"""What a decision does to people: the only ways onto, off and between the rolls."""

from __future__ import annotations

__all__ = ["Admit", "Leave", "Transfer"]

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import BeforeValidator, Field

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Count, Id, ordered, record
from dangbo.base.terms import AdmitReason, LeaveReason, MoveScope, TransferKind
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    ByNumber,
    Crossing,
    Ids,
    NameOf,
    Operation,
    Play,
    check_members,
    check_numbers,
    headcount_on,
    past_person,
    people_words,
    whence,
    whither,
)
from dangbo.rules import RuleBook
from dangbo.tree.members import Headcount, Member, headcount_of
from dangbo.tree.tables import HOST, STAYS


@record
class Transfer(Operation):
    """Chuyển sinh hoạt đảng: people go to the roll of another organization, or take part in it for a time.

    A temporary transfer changes no roll: the person stays counted at home, and takes part there from the day of the
    decision on (`Stay`). A temporary transfer to the own organization ends the stay.

    Args:
        members: ids of those who go, each from the roll they are on.
        to: id of the organization that receives them.
        people: people known only by number who go with them; official transfers only.
        kind: official or temporary.

    Examples:
        >>> Transfer(["m-1", "m-2"], to="cb-5").members
        ('m-1', 'm-2')
        >>> Transfer([], to="cb-5", people=[ByNumber("cb-1", full=3)]).people
        (ByNumber(of='cb-1', full=3, probationary=0),)
    """

    members: Ids
    to: Id
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    kind: TransferKind = TransferKind.OFFICIAL

    verb: ClassVar[str] = "transfer"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str],
            to: str,
            people: Sequence[ByNumber] = (),
            kind: TransferKind = TransferKind.OFFICIAL,
        ) -> None: ...

    @property
    def way(self) -> TransferKind:
        return self.kind

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        yield from play.known([self.to])
        yield from check_members(play, self.members)
        yield from check_numbers(play, self.people)
        if self.kind is TransferKind.TEMPORARY and self.people:
            yield finding("plan/stay-by-number", self.to, count=sum(item.total for item in self.people))
        if any(item.of == self.to for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        for member in dict.fromkeys(self.members):
            home, stay = play.draft._home_of(member), play.draft._row(STAYS, member)
            at = home if self.kind is TransferKind.OFFICIAL or stay is None else stay.organization
            if at == self.to:
                yield finding("plan/nothing-to-do", member)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: people transfer by introduction papers between committees, not by one superior's decision."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        if self.kind is TransferKind.TEMPORARY:
            back = [member for member in self.members if draft._home_of(member) == self.to]
            draft.host(back, None)
            draft.host([member for member in self.members if member not in set(back)], self.to, since=play.rules.on)
            return
        guests = draft.named_by(STAYS, HOST, self.to)
        draft.host([member for member in self.members if member in set(guests)], None)
        draft.move_members(self.members, self.to)
        for item in self.people:
            draft.move_counted(item.of, self.to, Headcount(item.full, item.probationary))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển sinh hoạt đảng của {people} về {to}", en="Transfer {people} to {to}")
        if self.kind is TransferKind.TEMPORARY:
            words = Words(
                vi="Chuyển sinh hoạt đảng tạm thời của {people} về {to}", en="Transfer {people} for a time to {to}"
            )
        return words.format(lang=lang, people=_people(self.members, self.people, lang), to=name(self.to))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Chuyển sinh hoạt đảng của {people} về {to}", en="Transfer of {people} to {to}")
        if self.kind is TransferKind.TEMPORARY:
            words = Words(
                vi="Chuyển sinh hoạt đảng tạm thời của {people} về {to}", en="Transfer of {people} to {to} for a time"
            )
        return words.format(lang=lang, people=_people(self.members, self.people, lang), to=name(self.to))


_ADMITTING: Final = {
    AdmitReason.ADMITTED: "Kết nạp",
    AdmitReason.READMITTED: "Kết nạp lại",
    AdmitReason.RECEIVED: "Tiếp nhận",
    AdmitReason.RESTORED: "Phục hồi đảng tịch cho",
}
"""What is done, in the Vietnamese of a decision; the label of the reason says how it came about."""


@record
class Admit(Operation):
    """Kết nạp, tiếp nhận: people come onto a roll of the register from outside it.

    Args:
        to: id of the organization whose roll they join.
        members: their records; someone who left before comes back under the same id.
        full: how many more full members are known only by number.
        probationary: how many more probationary members are known only by number.
        reason: admitted to the Party, readmitted, received from outside the register, restored.
        where: whence they come, where they are received; `None` where nobody said.

    Examples:
        >>> from dangbo.base.terms import MemberStatus
        >>> Admit("cb-1", [Member("m-9", "Nguyễn Văn A", MemberStatus.PROBATIONARY)]).admitted()
        Headcount(full=0, probationary=1)
    """

    to: Id
    members: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    full: Count = 0
    probationary: Count = 0
    reason: AdmitReason = AdmitReason.ADMITTED
    where: MoveScope | None = None

    verb: ClassVar[str] = "admit"
    rests_on: ClassVar[tuple[str, ...]] = ("probation",)

    if TYPE_CHECKING:

        def __init__(
            self,
            to: str,
            members: Sequence[Member] = (),
            full: int = 0,
            probationary: int = 0,
            reason: AdmitReason = AdmitReason.ADMITTED,
            where: MoveScope | None = None,
        ) -> None: ...

    @property
    def way(self) -> AdmitReason:
        return self.reason

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.to])
        if not self.admitted().total:
            yield finding("plan/nothing-to-do", self.to)
        if self.where is not None and self.reason is not AdmitReason.RECEIVED:
            yield finding("plan/where-without-move", self.to, reason=self.reason.words)
        probation = play.rules.get("probation")
        if self.reason is AdmitReason.ADMITTED and self.admitted().full and probation is not None:
            yield finding("plan/admitted-as-full", self.to, rule=probation.ref, count=self.admitted().full)
        for member, times in Counter(person.id for person in self.members).items():
            if times > 1:
                yield finding("plan/member-named-twice", member)
            home = play.draft._home_of(member)
            if home is not None:
                yield finding("plan/member-on-roll", member, organization=home)
            elif member in play.deceased or past_person(member) in play.used:
                yield finding("plan/admitted-after-death", member, organization=self.to)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: who may admit is a matter of the people's procedures, not of the tree."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.admit(self.members, self.to)
        play.settle([self.to])
        if self.full or self.probationary:
            play.draft.count_more(self.to, Headcount(self.full, self.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(joined=tuple(person.id for person in self.members), people_in=self.admitted())

    def admitted(self) -> Headcount:
        """How many people come."""
        return headcount_of(self.members) + Headcount(self.full, self.probationary)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="{admitting} {people}{whence}, sinh hoạt tại {to}", en="{Gloss}{whence}: {people}, {to}")
        return self._told(words, name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="{admitting} {people}{whence}, sinh hoạt tại {to}", en="{to}: {people} {gloss}{whence}")
        return self._told(words, name, lang)

    def _told(self, words: Words, name: NameOf, lang: Lang) -> str:
        gloss = self.reason.gloss
        return words.format(
            lang=lang,
            admitting=_ADMITTING[self.reason],
            people=people_words(self.admitted().total, lang=lang),
            to=name(self.to),
            gloss=gloss,
            Gloss=f"{gloss[0].upper()}{gloss[1:]}",
            whence=whence(self.where).text(lang=lang),
        )


@record
class Leave(Operation):
    """Ra khỏi danh sách: people leave the rolls of the register; their records stay.

    Args:
        members: ids of those who leave.
        people: people known only by number who leave.
        reason: transferred outside the register, deceased, struck off, expelled, withdrew.
        where: where they go who are transferred; `None` where nobody said.

    Examples:
        >>> Leave(["m-9"], reason=LeaveReason.DECEASED).reason.label
        'Từ trần'
    """

    members: Ids = ()
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    reason: LeaveReason = Field(kw_only=True)
    where: MoveScope | None = Field(default=None, kw_only=True)

    verb: ClassVar[str] = "leave"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str] = (),
            people: Sequence[ByNumber] = (),
            *,
            reason: LeaveReason,
            where: MoveScope | None = None,
        ) -> None: ...

    @property
    def way(self) -> LeaveReason:
        return self.reason

    @property
    def subject(self) -> str:
        return next(iter((*self.members, *(item.of for item in self.people))), "")

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.subject)
        if self.where is not None and self.reason is not LeaveReason.TRANSFERRED:
            yield finding("plan/where-without-move", self.subject, reason=self.reason.words)
        yield from check_members(play, self.members)
        yield from check_numbers(play, self.people)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: see `Admit`."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.leave(self.members)
        if self.reason is LeaveReason.DECEASED:
            play.deceased.update(self.members)
        for item in self.people:
            play.draft.count_more(item.of, Headcount(-item.full, -item.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        counted = (Headcount(item.full, item.probationary) for item in self.people)
        return Crossing(left=self.members, people_out=sum(counted, headcount_on(draft, self.members)))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="{reason.label}{whither}: {people}", en="Leave ({reason.gloss}{whither}): {people}")
        return self._told(words, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Đưa {people} ra khỏi danh sách: {reason.label}{whither}",
            en="{people} off the rolls: {reason.gloss}{whither}",
        )
        return self._told(words, lang)

    def _told(self, words: Words, lang: Lang) -> str:
        people = _people(self.members, self.people, lang)
        return words.format(lang=lang, reason=self.reason, people=people, whither=whither(self.where).text(lang=lang))


def _people(members: Sequence[str], counted: Iterable[ByNumber], lang: Lang) -> str:
    """How many people, those known only by number among them."""
    return people_words(len(members) + sum(item.total for item in counted), lang=lang)
