"""What changes of an organization that goes on: its name, its code, its unit, its tổ đảng, the papers it has."""

from __future__ import annotations

__all__ = ["ChangeHostUnit", "Divide", "Recode", "Rename", "WithdrawConsent"]

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from dangbo.base.citations import Document
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Count, Id, Name, Text, record
from dangbo.base.terms import Form
from dangbo.base.text import format_number
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.change.play import NameOf, Operation, Play
from dangbo.rules import RuleBook
from dangbo.tree.records import MATTERS, Consent, Matter, Organization


class _Setting(Operation):
    """An operation that sets one field of an organization, which is called in it as in the record."""

    __slots__ = ()

    sets: ClassVar[str]

    if TYPE_CHECKING:

        @property
        def organization(self) -> str: ...

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is not None and getattr(org, self.sets) == getattr(self, self.sets):
            yield finding("plan/nothing-to-do", org.id)

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, **{self.sets: getattr(self, self.sets)})


@record
class Rename(_Setting):
    """Đổi tên: an organization goes on under another name.

    Args:
        organization: its id.
        name: the name it has from now on.

    Examples:
        >>> Rename("dbp", name="Đảng bộ phường Gia Sàng").verb
        'rename'
    """

    organization: Id
    name: Name

    verb: ClassVar[str] = "rename"
    sets: ClassVar[str] = "name"

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Đổi tên {was} thành {name}", en="Rename {was} to {name}")
        return words.format(lang=lang, was=name(self.organization), name=self.name)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Đổi tên {was} thành {name}", en="{was} is renamed {name}")
        return words.format(lang=lang, was=name(self.organization), name=self.name)


@record
class Recode(_Setting):
    """Đổi mã: an organization goes on under another official code. Its id never changes.

    Args:
        organization: its id.
        code: the code it has from now on; `None` for none.

    Examples:
        >>> Recode("dbp", code="05443").code
        '05443'
    """

    organization: Id
    code: Text | None

    verb: ClassVar[str] = "recode"
    sets: ClassVar[str] = "code"
    rests_on: ClassVar[tuple[str, ...]] = ()

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: codes are given by those who keep the statistics."""
        return iter(())

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Đổi mã số của {what} thành {code}", en="Give {what} the code {code}")
        return words.format(lang=lang, what=name(self.organization), code=self.code or "—")

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Đổi mã số của {what} thành {code}", en="{what} gets the code {code}")
        return words.format(lang=lang, what=name(self.organization), code=self.code or "—")


@record
class ChangeHostUnit(_Setting):
    """Đổi cơ quan, đơn vị: an organization goes on in another agency, service unit or enterprise, or in none.

    Units are set up, merged and closed by the State; who the organization stands under is another matter (`Reassign`).

    Args:
        organization: its id.
        host_unit: id of the unit it is set up in from now on; `None` for none.

    Examples:
        >>> ChangeHostUnit("cb-4", host_unit="tram-2").host_unit
        'tram-2'
    """

    organization: Id
    host_unit: Id | None = None

    verb: ClassVar[str] = "change_host_unit"
    sets: ClassVar[str] = "host_unit"
    rests_on: ClassVar[tuple[str, ...]] = ()

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: the State decides on its units."""
        return iter(())

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Ghi {what} thuộc đơn vị '{unit}'", en="Set {what} in the unit '{unit}'")
        if self.host_unit is None:
            words = Words(vi="Ghi {what} không thuộc đơn vị nào", en="Set {what} in no unit")
        return words.format(lang=lang, what=name(self.organization), unit=self.host_unit)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="{what} thuộc đơn vị '{unit}'", en="{what} is set up in the unit '{unit}'")
        if self.host_unit is None:
            words = Words(vi="{what} không còn thuộc đơn vị nào", en="{what} is set up in no unit any more")
        return words.format(lang=lang, what=name(self.organization), unit=self.host_unit)


@record
class Divide(Operation):
    """Chia tổ đảng: a cell is divided into tổ đảng, into another number of them, or no longer.

    A tổ đảng is a part of its cell and no organization of its own: nobody changes rolls, and only their number is kept.

    Args:
        organization: id of the cell.
        into: how many tổ đảng it has from now on; 0 for none.

    References:
        294-QĐ/TW, mục 20.3.2 (cells of 30 or more from July 2025 on; rule `cell-division`).

    Examples:
        >>> Divide("cb-1", into=3).into
        3
    """

    organization: Id
    into: Count

    verb: ClassVar[str] = "divide"
    rests_on: ClassVar[tuple[str, ...]] = ("cell-division",)

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        if self.into == 1:
            yield finding("plan/one-part", self.organization)
        org = play.draft.get(self.organization)
        if org is None:
            return
        rule = play.rules.get("cell-division")
        if org.form is not Form.CHI_BO:
            yield finding("plan/divided-dang-bo", org.id, rule=None if rule is None else rule.ref)
        elif org.groups_of_members == self.into:
            yield finding("plan/nothing-to-do", org.id)
        members = play.draft.own_headcount(org).total
        if self.into > members:
            yield finding("plan/more-parts-than-members", org.id, parts=self.into, count=members)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: no text that was read says who divides a cell."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, groups_of_members=self.into)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chia {what} thành {count} tổ đảng", en="Make {count} tổ đảng of {what}")
        if not self.into:
            words = Words(vi="Thôi chia tổ đảng ở {what}", en="End the tổ đảng of {what}")
        return words.format(lang=lang, what=name(self.organization), count=format_number(self.into, lang=lang))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="{what} chia thành {count} tổ đảng", en="{what} is divided into {count} tổ đảng")
        if not self.into:
            words = Words(vi="{what} không còn chia tổ đảng", en="{what} is no longer divided into tổ đảng")
        return words.format(lang=lang, what=name(self.organization), count=format_number(self.into, lang=lang))


@record
class WithdrawConsent(Operation):
    """Thu hồi văn bản đồng ý: a paper by which the higher level agreed to something covers nothing any more.

    What it covered is a breach again from that day on, and the outcome tells it, unless the plan names another paper.

    Args:
        organization: id of the organization it is about.
        document: the paper that is withdrawn, by its number at least; the one that withdraws it is that of the plan.
        matter: which of the matters it covers is withdrawn; by default all of them.

    Examples:
        >>> WithdrawConsent("cb-2", Document(kind="công văn", number="21-CV/TU")).document.number
        '21-CV/TU'
    """

    organization: Id
    document: Document
    matter: Matter | None = None

    verb: ClassVar[str] = "withdraw_consent"
    rests_on: ClassVar[tuple[str, ...]] = ()

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is None or self._withdrawn(org):
            return
        about = NO_WORDS if self.matter is None else _about(MATTERS[self.matter])
        kept = "; ".join(dict.fromkeys(one.document.citation for one in org.consents[:_TOLD]))
        some = Words(vi=f"văn bản đã ghi: {kept}", en=f"the papers recorded are: {kept}")
        none = Words(vi="chưa ghi văn bản nào", en="none is recorded")
        yield finding(
            "plan/no-such-consent", org.id, paper=self.document.citation, about=about, known=some if kept else none
        )

    def _withdrawn(self, org: Organization) -> tuple[Consent, ...]:
        return tuple(
            one for one in org.consents if _is_paper(one.document, self.document) and self.matter in {None, one.matter}
        )

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: whoever agreed withdraws it, and the register keeps the paper, not who that is."""
        return iter(())

    def effect(self, play: Play) -> None:
        org = play.draft[self.organization]
        gone = self._withdrawn(org)
        play.draft.put(org.id, consents=tuple(one for one in org.consents if one not in gone))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(
            vi="Thu hồi văn bản đồng ý{about} đối với {what}: {paper}",
            en="Withdraw the consent{about} given to {what}: {paper}",
        )
        return self._told(words, name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Văn bản đồng ý{about} đối với {what} bị thu hồi: {paper}",
            en="The consent{about} given to {what} is withdrawn: {paper}",
        )
        return self._told(words, name, lang)

    def _told(self, words: Words, name: NameOf, lang: Lang) -> str:
        about = "" if self.matter is None else _about(MATTERS[self.matter]).text(lang=lang)
        return words.format(lang=lang, what=name(self.organization), paper=self.document.citation, about=about)


_TOLD: Final = 3
"""Most papers a finding lists."""


def _about(matter: Words) -> Words:
    return Words(vi=f" về {matter.vi}", en=f" to {matter.en}")


def _is_paper(kept: Document, named: Document) -> bool:
    """Whether a paper of the register is the one that is named, however its number is spelt.

    An issuer or a day that is not named is not asked for; a paper without a number is only its own equal.
    """
    number, *others = kept.folded_key
    same, *said = named.folded_key
    if not named.number or number != same:
        return kept == named
    return all(not one or one == other for one, other in zip(said, others, strict=True))
