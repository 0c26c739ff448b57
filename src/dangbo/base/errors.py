"""The errors of the library, and when each is raised.

```
DangboError
├── InvalidInputError(ValueError)           rows, files, dates, figures that cannot be read; all in .findings
│   ├── LedgerError                         a ledger file that is damaged or of another version; .line, .before
│   └── HierarchyError                      records that are no tree: two roots, a cycle, an unknown parent ...
├── UnknownOrganizationError(LookupError)   no such id in this snapshot; .key, .suggestions
│   └── NoFigureError                       it lives, and none of these figures comes to it
├── PlanRejectedError(ValueError)           apply() of a plan with blocking findings; .plan, .findings
├── RuleNotInForceError(LookupError)        no value of a rule on that date; .rule, .first, .last
└── TermError(ValueError)                   a label nobody knows; .text, .suggestions
```

Breaches of rules are findings, not errors. Every error can be pickled and carries ids and counts only.
"""

from __future__ import annotations

__all__ = [
    "DangboError",
    "HierarchyError",
    "InvalidInputError",
    "LedgerError",
    "NoFigureError",
    "PlanRejectedError",
    "RuleNotInForceError",
    "TermError",
    "UnknownOrganizationError",
]

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import Any

    from dangbo.base.findings import Finding, Lang

_SHOWN = 10
_LANGUAGES: Final = ("vi", "en")
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


def known_language(lang: Lang) -> Lang:
    """The language, if it is one the library writes: whatever takes `lang=` asks here.

    Raises:
        TermError: another language than "vi" and "en".
    """
    if lang not in _LANGUAGES:
        raise TermError("language", str(lang), _LANGUAGES)
    return lang


# --- the errors ------------------------------------------------------------------------------------------------------


class DangboError(Exception):
    """Root of every error this library raises on purpose."""


class InvalidInputError(DangboError, ValueError):
    """Input that cannot be read: all problems at once.

    Attributes:
        findings: every problem, with its place and its fix; none holds a personal value.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def text(self, *, lang: Lang = "vi") -> str:
        """Every problem with its place, its reason and what to do, a line each.

        Raises:
            TermError: another language than "vi" and "en".
        """
        if known_language(lang) == "en":
            return _listed(self.findings, "problem")
        lines = [f"  - {found.text(lang='vi')}" for found in self.findings[:_SHOWN]]
        if len(self.findings) > _SHOWN:
            lines.append(f"  ... và {len(self.findings) - _SHOWN} lỗi khác")
        return "\n".join([f"{len(self.findings)} lỗi dữ liệu", *lines])

    def __str__(self) -> str:
        return self.text(lang="en")


class HierarchyError(InvalidInputError):
    """Records that are not one tree with one roll: two roots, a cycle, an unknown parent, a duplicate id ..."""


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

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.findings, self.line, self.before))


class UnknownOrganizationError(DangboError, LookupError):
    """No organization has this id in this snapshot, or ever had it in a ledger.

    Attributes:
        key: the id asked for.
        where: what was looked in.
    """

    def __init__(
        self,
        key: str,
        suggest: Callable[[], tuple[str, ...]] | tuple[str, ...] = (),
        where: str = "this hierarchy",
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

    def __str__(self) -> str:
        near = self.suggestions
        hint = f"; did you mean {' or '.join(map(quoted, near))}?" if near else "; no id resembles it"
        return f"there is no organization {quoted(self.key)} in {shown(self.where)}{hint}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.key, self.suggestions, self.where))


class NoFigureError(UnknownOrganizationError):
    """Figures were asked for an organization that lives, and none of them comes to it."""

    def __str__(self) -> str:
        return (
            f"{quoted(self.key)} lives, and none of these figures comes to it: none was given for it or what it "
            "comes from, or it cannot be compared"
        )


class PlanRejectedError(DangboError, ValueError):
    """A plan was to be applied while findings block it; nothing was changed.

    Attributes:
        plan: the plan.
        findings: every blocking finding.
    """

    def __init__(self, plan: object, findings: Iterable[Finding]) -> None:
        self.plan = plan
        self.findings = tuple(findings)
        super().__init__(plan, self.findings)

    def __str__(self) -> str:
        return f"the plan cannot be applied, and nothing was changed: {_listed(self.findings, 'blocking finding')}"


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

    def __str__(self) -> str:
        known = " and ".join(
            f"from {first} on" if last is None else f"from {first} to {last}" for first, last in self.periods
        )
        return (
            f"rule {quoted(self.rule)} has no value on {self.on}; the rulebook knows it {known}. "
            "Ask for a date within, or read the nearest value"
        )


class TermError(DangboError, ValueError):
    """A label or code that names no member of a vocabulary.

    Attributes:
        vocabulary: what was looked in, such as "Rating".
        text: what was asked for.
        suggestions: the labels there are, nearest first.
        reason: why it is refused, where it is more than unknown.
    """

    def __init__(self, vocabulary: str, text: str, suggestions: Iterable[str] = (), reason: str = "") -> None:
        self.vocabulary = vocabulary
        self.text = text
        self.suggestions = tuple(suggestions)
        self.reason = reason
        super().__init__(vocabulary, text, self.suggestions, reason)

    def __str__(self) -> str:
        known = f"; known: {', '.join(map(shown, self.suggestions))}" if self.suggestions else ""
        reason = f": {shown(self.reason, limit=SENTENCE)}" if self.reason else ""
        return f"{quoted(self.text)} is not a {shown(self.vocabulary)}{reason}{known}"


def _listed(findings: tuple[Finding, ...], noun: str) -> str:
    count = len(findings)
    head = f"{count} {noun}{'' if count == 1 else 's'}"
    lines = [f"  - {found}" for found in findings[:_SHOWN]]
    if count > _SHOWN:
        lines.append(f"  ... and {count - _SHOWN} more in .findings")
    return "\n".join([head, *lines])
