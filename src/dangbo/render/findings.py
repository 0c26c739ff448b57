"""`Findings`: what a check found, as a collection that shows itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, Self, SupportsIndex, overload

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, WordsDocument
from dangbo.base.errors import TermError
from dangbo.base.findings import Finding, Lang, Severity
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.render.drawing import Drawing, stack
from dangbo.render.table import Column, Table
from dangbo.render.tree import TreeLine, draw_tree

SEVERITY_WORDS = {
    Severity.BLOCK: Words(vi="✖ phải xử lý", en="✖ blocks"),
    Severity.WARN: Words(vi="▲ lưu ý", en="▲ warns"),
}
"""How a severity is marked wherever findings are listed."""


_HEADS: Final = (Words(vi="Mức độ", en="Severity"), Words(vi="Nội dung", en="Text"))


def _about(one: Finding, lang: Lang) -> str:
    """What a finding is about: the ids, or the place in the words of the language."""
    place = dict(one.facts).get("place")
    return place.text(lang=lang) if isinstance(place, Words) else ", ".join(one.subjects)


class FindingsDocument(TypedDict):
    """What a check found, in its order: how many, how many of them block, each of them, and what was not looked at."""

    schema: Literal["dangbo/findings"]
    version: Literal[1]
    count: int
    blocking: int
    findings: list[FindingDocument]
    notes: list[WordsDocument]


class Findings(tuple[Finding, ...], Documented, Framed):  # noqa: SLOT001 - its notes stand beside what it holds
    """What a check found, in its order: a tuple of findings that shows itself as a table, groups and selects.

    Attributes:
        notes: what is said of the check itself, and is no finding: what it did not look at, since nothing is recorded.

    Examples:
        >>> from dangbo.base.findings import finding
        >>> found = Findings([finding("tree/blank-id", "row 3"), finding("tree/no-root", "organizations")])
        >>> found.select(code="tree/no-root")
        (Finding('tree/no-root', 'organizations', block),)
        >>> {code: len(some) for code, some in found.group(by="code").items()}
        {'tree/blank-id': 1, 'tree/no-root': 1}
        >>> found == tuple(found), len(found)
        (True, 2)
    """

    notes: tuple[Words, ...] = ()

    def __new__(cls, found: Iterable[Finding] = (), *, notes: tuple[Words, ...] = ()) -> Self:
        """Keep the findings in their order; what is a collection of them already is kept as it is."""
        if type(found) is cls and not notes:
            return found
        new = super().__new__(cls, found)
        if notes:
            new.notes = notes
        return new

    @overload
    def __getitem__(self, place: SupportsIndex) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Findings: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Finding | Findings:
        """A finding by its place, or a stretch of them as another collection."""
        if isinstance(place, slice):
            return Findings(super().__getitem__(place))
        return super().__getitem__(place)

    def select(
        self, *, code: str | None = None, severity: Severity | None = None, subject: str | None = None
    ) -> Findings:
        """Those with a code, a severity, a subject; each that is given must be met.

        Args:
            code: the code, or its beginning up to the slash: "org/" for all that is about organizations.
            severity: whether they stop a plan.
            subject: id or place they are about; one about many is found by any of them.
        """
        return Findings(
            one
            for one in self
            if (code is None or one.code == code or (code.endswith("/") and one.code.startswith(code)))
            and (severity is None or one.severity is severity)
            and (subject is None or one.subject == subject or subject in one.also)
        )

    def group(self, *, by: Literal["code", "severity", "subject"]) -> dict[str, Findings]:
        """The findings by code, severity ("block", "warn") or subject, in the order in which each first comes.

        One about many subjects stands under each of them.

        Raises:
            TermError: something else to group by.
        """
        if by not in (ways := ("code", "severity", "subject")):
            raise TermError(Words(vi="cách nhóm", en="property to group by"), str(by), ways)
        groups: dict[str, list[Finding]] = {}
        for one in self:
            for key in one.subjects if by == "subject" else (one.severity.value if by == "severity" else one.code,):
                groups.setdefault(key, []).append(one)
        return {key: Findings(some) for key, some in groups.items()}

    def as_dict(self) -> FindingsDocument:
        """The document `dangbo/findings`: every finding with its code and its words."""
        return {
            "schema": "dangbo/findings",
            "version": 1,
            "count": len(self),
            "blocking": len(self.select(severity=Severity.BLOCK)),
            "findings": [one.as_dict() for one in self],
            "notes": [note.as_dict() for note in self.notes],
        }

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """A table: how each weighs, and its text; where there are none, a line that says so.

        Args:
            limit: most findings to show; `None` for all. Where some are left out, those that block come first.
            lang: language of the texts.

        Raises:
            ValueError: a limit below 1.
            TermError: another language than "vi" and "en".
        """
        notes = [note.text(lang=lang) for note in self.notes]
        if not self:
            title = Words(vi="Không phát hiện vấn đề nào", en="Nothing found").text(lang=lang)
            return stack(*(draw_tree([TreeLine(0, note)], lang=lang) for note in notes), title=title, lang=lang)
        ordered = list(self)
        if limit is not None and len(ordered) > limit:
            ordered.sort(key=lambda one: one.severity is not Severity.BLOCK)
        drawn = len(ordered) if limit is None else limit
        rows = [  # what is left out is counted, and its words are not asked for
            (SEVERITY_WORDS[one.severity].text(lang=lang), one.text(lang=lang)) if at < drawn else ("", "")
            for at, one in enumerate(ordered)
        ]
        return Table(self._title(lang), [Column(head.text(lang=lang)) for head in _HEADS], rows, notes=notes).show(
            limit=limit, lang=lang
        )

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self,
            ("code", "text"),
            ("severity", "term"),
            ("subject", "text"),
            ("subjects", "count", lambda one: len(one.subjects)),
            ("operation", "count"),
            ("rule", "text", lambda one: None if one.rule is None else one.rule.id),
            ("text_vi", "text", lambda one: one.text(lang="vi")),
            ("text_en", "text", lambda one: one.text(lang="en")),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """All of them in their order, as a table to be written or gone through: how each weighs, code, subject, text.

        Args:
            lang: language of the texts.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> from dangbo.base.findings import finding
            >>> Findings([finding("tree/blank-id", "row 3")]).table(lang="en").rows[0][:3]
            ('✖ blocks', 'tree/blank-id', 'row 3')
        """
        severity, text = _HEADS
        heads = (
            severity,
            Words(vi="Mã vấn đề", en="Code of the problem"),
            Words(vi="Nơi phát hiện", en="Found at"),
            text,
        )
        rows = [
            (SEVERITY_WORDS[one.severity].text(lang=lang), one.code, _about(one, lang), one.text(lang=lang))
            for one in self
        ]
        notes = [note.text(lang=lang) for note in self.notes]
        return Table(self._title(lang), [Column(head.text(lang=lang)) for head in heads], rows, notes=notes)

    def _title(self, lang: Lang) -> str:
        return Words(vi=f"Vấn đề phát hiện ({len(self)})", en=f"Findings ({len(self)})").text(lang=lang)

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _repr_html_(self) -> str:
        return self.show().html
