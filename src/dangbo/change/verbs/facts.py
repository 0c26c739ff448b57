"""What changes of an organization that goes on as it is: its name, its code."""

from __future__ import annotations

__all__ = ["Recode", "Rename"]

from collections.abc import Iterator
from typing import ClassVar

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Id, Name, Text, record
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import NameOf, Operation, Play
from dangbo.rules import RuleBook


@record
class Rename(Operation):
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

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is not None and org.name == self.name:
            yield finding("plan/nothing-to-do", org.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, name=self.name)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Đổi tên {was} thành {name}", en="Rename {was} to {name}")
        return words.format(lang=lang, was=name(self.organization), name=self.name)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Đổi tên {was} thành {name}", en="{was} is renamed {name}")
        return words.format(lang=lang, was=name(self.organization), name=self.name)


@record
class Recode(Operation):
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
    rests_on: ClassVar[tuple[str, ...]] = ()

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is not None and org.code == self.code:
            yield finding("plan/nothing-to-do", org.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: codes are given by those who keep the statistics."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, code=self.code)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Đổi mã số của {what} thành {code}", en="Give {what} the code {code}")
        return words.format(lang=lang, what=name(self.organization), code=self.code or "—")

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Đổi mã số của {what} thành {code}", en="{what} gets the code {code}")
        return words.format(lang=lang, what=name(self.organization), code=self.code or "—")
