"""The errors of the library, and when each is raised.

```
DangboError
├── InvalidInputError(ValueError)           rows, files, dates, figures that cannot be read; all in .findings
│   ├── TableError                          a file whose rows cannot all be taken; .read, what was read of it
│   ├── LedgerError                         a ledger file that is damaged or of another version; .line, .before
│   └── HierarchyError                      records that are no tree: two roots, a cycle, an unknown parent ...
├── UnknownOrganizationError(LookupError)   no such id in this snapshot; .key, .suggestions
│   └── NoFigureError                       it lives, and none of these figures comes to it
├── InfeasibleError(ValueError)             cells that cannot be divided as asked; .cells, .members prove it
├── PlanRejectedError(ValueError)           apply() of a plan with blocking findings; .plan, .findings
├── RuleNotInForceError(LookupError)        no value of a rule on that date; .rule, .first, .last
├── MissingExtraError(ImportError)          a package of an extra is not installed; .extra, .package
└── TermError(ValueError)                   a label nobody knows; .given, .suggestions
```

Every error has `.findings` (one, where it is about one thing), `.text(lang=)` and `.as_dict()`; `str()` is English.
Breaches of rules are findings, not errors. Every error can be pickled and carries ids and counts only.
"""

from __future__ import annotations

__all__ = [
    "DangboError",
    "HierarchyError",
    "InfeasibleError",
    "InvalidInputError",
    "LedgerError",
    "MissingExtraError",
    "NoFigureError",
    "PlanRejectedError",
    "RuleNotInForceError",
    "TableError",
    "TermError",
    "UnknownOrganizationError",
]

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, NotRequired, cast

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, WordsDocument
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, known_language

if TYPE_CHECKING:
    from typing import Any

    from dangbo.base.findings import Code, Fact, Finding, Lang

_SHOWN = 10
_THIS_HIERARCHY: Final = Words(vi="cây tổ chức này", en="this hierarchy")
LABEL: Final = 80
"""Most characters of a name, an id or a value that a message repeats."""
SENTENCE: Final = 500
"""Most characters of a reason or a list."""


# --- what a message may repeat ---------------------------------------------------------------------------------------


def shown(text: str, *, limit: int = LABEL) -> str:
    r"""A text as a message repeats it: on one line, nothing that steers a terminal or hides, no longer than a limit.

    A line break is a space, and what nobody would see (control characters, marks of no width or of writing direction,
    halves of a surrogate pair) is written as an escape: "a\u200db" and "ab" are two ids, and must look like two. Of
    what is too long the middle goes, because names and paths differ at their end.

    Args:
        text: as it stands in the data, which this does not change.
        limit: most characters.

    Examples:
        >>> shown("cb-1\x1b[31m\u202e2")
        'cb-1\\x1b[31m\\u202e2'
        >>> len(shown("x" * 80_000))
        80
    """
    text = _cut(text, limit)
    return text if text.isprintable() else _cut("".join(map(_visible, text)), limit)


def quoted(text: str) -> str:
    """The same between quotation marks, as `repr` writes them."""
    return repr(_cut(text, LABEL))


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    tail = limit * 2 // 5
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else char.encode("unicode_escape").decode()


# --- the errors ------------------------------------------------------------------------------------------------------


class ErrorDocument(TypedDict):
    """An error: its kind, what is wrong and what to do in both languages, every problem.

    Where an organization is unknown: "key", the id asked for, and "suggestions", those that come near, best first.
    Where nothing fits: "cells" and "members", whose ids prove it. Where a ledger file cannot be read to its end:
    "line", the first that cannot.
    """

    schema: Literal["dangbo/error"]
    version: Literal[1]
    error: str
    message: WordsDocument
    findings: list[FindingDocument]
    key: NotRequired[str]
    suggestions: NotRequired[list[str]]
    cells: NotRequired[list[str]]
    members: NotRequired[list[str]]
    line: NotRequired[int]


class DangboError(Documented, Exception):
    """Root of every error this library raises on purpose."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every problem, with its code; none holds a personal value."""
        return ()

    def text(self, *, lang: Lang = "vi") -> str:
        """What is wrong and what to do, for people.

        Raises:
            TermError: another language than "vi" and "en".
        """
        known_language(lang)
        return "\n".join(_line(found, lang) for found in self.findings)

    def as_dict(self) -> ErrorDocument:
        """The error as plain JSON values: its kind, its text in both languages, its findings."""
        return {
            "schema": "dangbo/error",
            "version": 1,
            "error": type(self).__name__,
            "message": Words(vi=self.text(lang="vi"), en=self.text(lang="en")).as_dict(),
            "findings": [found.as_dict() for found in self.findings],
        }

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        """The kind and the codes: what it was made of may hold what somebody typed, or a whole plan."""
        codes = ", ".join(dict.fromkeys(repr(found.code) for found in self.findings))
        return f"{type(self).__name__}({codes})"


class InvalidInputError(DangboError, ValueError):
    """Input that cannot be read: all problems at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = tuple(findings)
        super().__init__(self._findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every problem, with its place and its fix; none holds a personal value."""
        return self._findings

    def text(self, *, lang: Lang = "vi") -> str:
        """Every problem with its place, its reason and what to do, a line each.

        Raises:
            TermError: another language than "vi" and "en".
        """
        count = len(self.findings)
        head = Words(vi=f"{count} lỗi dữ liệu", en=f"{count} problem{'' if count == 1 else 's'}")
        return _listed(head, self.findings, lang)

    @staticmethod
    def of_validation(error: object) -> InvalidInputError:
        """The error of this library that says what one of pydantic or FastAPI says, at the same places.

        What this library refused keeps its findings. The facts of each have the way to the value as `path`, such as
        "/body/plan"; nothing of what was sent is repeated.

        Args:
            error: a `ValidationError` of pydantic, a `RequestValidationError` of FastAPI, or the list its `errors()`
                gives.

        Raises:
            TypeError: something else.

        Examples:
            >>> from pydantic import BaseModel, ValidationError
            >>> class Asked(BaseModel):
            ...     year: int
            >>> try:
            ...     Asked(year="Nguyễn Văn A")
            ... except ValidationError as caught:
            ...     print(InvalidInputError.of_validation(caught))
            1 problem
              - field 'year': it must be a whole number. Correct the value in the source and read it again. \
[input/bad-value]
        """
        from dangbo.base.validation import findings_of  # which reads records, and they raise this

        return InvalidInputError(findings_of(error))


class HierarchyError(InvalidInputError):
    """Records that are not one tree with one roll: two roots, a cycle, an unknown parent, a duplicate id ..."""


class TableError(InvalidInputError):
    r"""A file whose rows cannot all be taken: everything that is wrong with it, cell by cell.

    Attributes:
        read: what was read of it all the same (an `Import`), so that its problems can be written as a workbook.

    Examples:
        >>> from dangbo import read_table
        >>> try:
        ...     read_table("Họ và tên;Ngày sinh\nNgười Thứ Nhất;12/31/1961\n".encode(), "profiles")
        ... except TableError as error:
        ...     error.findings[0].code, error.read.refused
        ('table/month-first', (2,))
    """

    def __init__(self, findings: Iterable[Finding], read: Any = None) -> None:  # noqa: ANN401 - an Import, of a floor above
        super().__init__(findings)
        self.read = read

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.findings, self.read))


class LedgerError(InvalidInputError):
    """A ledger file that cannot be read to its end: damaged, cut off, or of another version.

    Attributes:
        line: number of the first line that cannot be used, from 1.
        before: the ledger of everything before that line (a `History`); `None` where not even the opening is whole.
    """

    def __init__(self, findings: Iterable[Finding], line: int, before: Any = None) -> None:  # noqa: ANN401 - a History, of a floor above
        super().__init__(findings)
        self.line = line
        self.before = before

    def as_dict(self) -> ErrorDocument:
        """The same with the number of the line."""
        return {**super().as_dict(), "line": self.line}

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.findings, self.line, self.before))


class UnknownOrganizationError(DangboError, LookupError):
    """No organization has this id in this snapshot, or ever had it in a ledger.

    Attributes:
        key: the id asked for; texts and documents have dots for what may be somebody's name, date or number.
        where: what was looked in.
    """

    def __init__(
        self,
        key: str,
        suggest: Callable[[], tuple[str, ...]] | tuple[str, ...] = (),
        where: Words = _THIS_HIERARCHY,
    ) -> None:
        self.key = key
        self.where = where
        self._suggest = suggest
        super().__init__(key)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The nearest living ids, best first; looked for when first asked, so that a caught error costs nothing."""
        if callable(self._suggest):
            self._suggest = self._suggest()
        return self._suggest

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `tree/unknown-organization`."""
        near = tuple(map(quoted, self.suggestions))
        hint = Words(vi="Không có mã nào gần giống.", en="No id resembles it.")
        if near:
            hint = Words(vi=f"Có phải {' hoặc '.join(near)}?", en=f"Did you mean {' or '.join(near)}?")
        return (_found("tree/unknown-organization", self._told_key, {"where": self.where, "near": hint}),)

    @property
    def _told_key(self) -> str:
        """The id asked for, as a log may hold it: somebody may have looked for a person."""
        from dangbo.base.text import unless_title  # which reports findings itself

        return unless_title(self.key)

    def as_dict(self) -> ErrorDocument:
        """The same with the id and those that come near."""
        return {**super().as_dict(), "key": shown(self._told_key), "suggestions": [*self.suggestions]}

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.key, self.suggestions, self.where))


class NoFigureError(UnknownOrganizationError):
    """Figures were asked for an organization that lives, and none of them comes to it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `carry/no-figure`."""
        return (_found("carry/no-figure", self._told_key, {}),)


class InfeasibleError(DangboError, ValueError):
    """What was asked for does not exist: no assignment of the cells keeps to what it must keep to.

    Attributes:
        cells: ids of the cells that prove it.
        members: ids of the members who do: all who may take the cells, or who may take no others. Without any one of
            those that lack something, the rest proves nothing.
        reason: why, in numbers.
        remedy: what would make it possible.
    """

    def __init__(self, cells: Iterable[str], members: Iterable[str], reason: Words, remedy: Words) -> None:
        self.cells = tuple(cells)
        self.members = tuple(members)
        self.reason = reason
        self.remedy = remedy
        super().__init__(self.cells, self.members, reason, remedy)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `activity/infeasible`."""
        return (_found("activity/infeasible", "cells", {"reason": self.reason, "remedy": self.remedy}),)

    def as_dict(self) -> ErrorDocument:
        """The same with the ids of the cells and the members."""
        return {**super().as_dict(), "cells": list(self.cells), "members": list(self.members)}


class PlanRejectedError(DangboError, ValueError):
    """A plan was to be applied while findings block it; nothing was changed.

    Attributes:
        plan: the plan.
    """

    def __init__(self, plan: object, findings: Iterable[Finding]) -> None:
        self.plan = plan
        self._findings = tuple(findings)
        super().__init__(plan, self._findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every blocking finding."""
        return self._findings

    def text(self, *, lang: Lang = "vi") -> str:
        """That nothing was changed, and every blocking finding, a line each.

        Raises:
            TermError: another language than "vi" and "en".
        """
        count = len(self.findings)
        many = "" if count == 1 else "s"
        head = Words(
            vi=f"phương án chưa áp dụng được và chưa có gì thay đổi: {count} điểm phải xử lý",
            en=f"the plan cannot be applied, and nothing was changed: {count} blocking finding{many}",
        )
        return _listed(head, self.findings, lang)


class RuleNotInForceError(DangboError, LookupError):
    """A rule was read strictly on a date for which the rulebook has no value.

    Attributes:
        rule: id of the rule.
        on: the date asked for.
        first: first day for which a value is known.
        last: last such day; `None` while the newest value has no end.
        periods: first and last day of every stretch of time without a gap.
    """

    def __init__(
        self,
        rule: str,
        on: dt.date,
        first: dt.date,
        last: dt.date | None,
        periods: Iterable[tuple[dt.date, dt.date | None]] = (),
    ) -> None:
        self.rule = rule
        self.on = on
        self.first = first
        self.last = last
        self.periods = tuple(periods) or ((first, last),)
        super().__init__(rule, on, first, last, self.periods)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `rule/no-value`."""
        from dangbo.base.text import format_date

        known = Words(
            vi=" và ".join(
                f"từ {format_date(first)}{'' if last is None else f' đến {format_date(last)}'}"
                for first, last in self.periods
            ),
            en=" and ".join(
                f"from {first} on" if last is None else f"from {first} to {last}" for first, last in self.periods
            ),
        )
        return (_found("rule/no-value", self.rule, {"date": self.on, "known": known}),)


class MissingExtraError(DangboError, ImportError):
    """What was asked for is the work of a package that an extra of this library brings, and it is not installed.

    Attributes:
        extra: name of the extra, such as "calendar"; empty where the package itself is what somebody chose.
        package: the package.
        purpose: what needs it.
    """

    def __init__(self, extra: str, package: str, purpose: Words) -> None:
        self.extra = extra
        self.package = package
        self.purpose = purpose
        super().__init__(extra, package, purpose)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `input/missing-extra`, with the line that installs the extra."""
        what = f'"dangbo[{self.extra}]"' if self.extra else self.package
        line = f"python -m pip install {what}"
        return (_found("input/missing-extra", self.package, {"what": self.purpose, "line": line}),)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.extra, self.package, self.purpose))


class TermError(DangboError, ValueError):
    """A label or code that names no member of a vocabulary.

    Attributes:
        vocabulary: what was looked in, such as `Words(vi="mức xếp loại", en="Rating")`.
        given: what was asked for; texts and documents have dots for what may be somebody's name, date or number.
        suggestions: the labels there are, nearest first; of long lists the nearest only.
        reason: why it is refused, where it is more than unknown.
    """

    def __init__(
        self, vocabulary: Words, given: str, suggestions: Iterable[str] = (), reason: Words | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.given = given
        self.suggestions = tuple(suggestions)
        self.reason = reason
        super().__init__(vocabulary, given, self.suggestions, reason)

    @property
    def why(self) -> Words:
        """The reason behind a colon, as sentences about the label end; empty where it is only unknown."""
        return NO_WORDS if self.reason is None else Words(vi=f": {self.reason.vi}", en=f": {self.reason.en}")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The one problem, `input/unknown-term`."""
        from dangbo.base.text import unless_title  # which reports findings itself

        known = ", ".join(map(shown, self.suggestions))
        facts = {
            "vocabulary": self.vocabulary,
            "why": self.why,
            "known": Words(
                vi=f"Gồm: {known}." if known else "Sửa lại.", en=f"Known: {known}." if known else "Correct it."
            ),
        }
        return (_found("input/unknown-term", unless_title(self.given), facts),)


def _found(code: Code, subject: str, facts: Mapping[str, Fact]) -> Finding:
    from dangbo.base.findings import Finding, Severity  # which refuse a language in the words of an error

    return Finding(code, Severity.BLOCK, subject, tuple(facts.items()))


def _line(found: Finding, lang: Lang) -> str:
    """A problem that stands alone, in one line without its code."""
    told = found.as_dict()
    message, remedy = (Words(**cast("dict[str, str]", told[part])).text(lang=lang) for part in ("message", "remedy"))
    return f"{message}; {remedy[0].lower()}{remedy[1:].removesuffix('.')}"


def _listed(head: Words, findings: tuple[Finding, ...], lang: Lang) -> str:
    lines = [f"  - {found.text(lang=lang)}" for found in findings[:_SHOWN]]
    if len(findings) > _SHOWN:
        more = len(findings) - _SHOWN
        lines.append(Words(vi=f"  ... và {more} lỗi khác", en=f"  ... and {more} more in .findings").text(lang=lang))
    return "\n".join([head.text(lang=lang), *lines])
