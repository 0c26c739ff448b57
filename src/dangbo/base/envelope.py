"""JSON as the library writes it: the envelope of every document, and the shapes of what stands inside.

```
{"schema": "dangbo/quota", "version": 1, ...}
```

| inside | its one shape |
|---|---|
| a rule | `RuleRef.as_dict()`: id, document, article, confidence, first and last day ..., the citation in words |
| a paper | `Document.as_dict()`: the fields of the record; `Plan.from_dict` reads it back |
| a finding | `Finding.as_dict()`: code, severity, subject, facts, rule, and message and remedy in words |
| a share | `Share.as_dict()`: count, of, the day, the origin |
| words | `Words.as_dict()`: `{"vi": ..., "en": ...}` |
| a day | "YYYY-MM-DD" |
| an exact number | text, as `Fraction` and `Decimal` write it: "7/2", "8.5" |
| a term | its code, such as "good" |

A version grows when a key goes or says something else; a new key does not change it. A result inside another keeps its
own envelope.
"""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import TypedDict


class WordsDocument(TypedDict):
    """A text in both languages."""

    vi: str
    en: str


class PaperDocument(TypedDict):
    """A paper that decides or regulates; days are YYYY-MM-DD."""

    kind: str
    number: str
    issued: str | None
    issuer: str
    title: str
    url: str


class RuleDocument(TypedDict):
    """Where a rule comes from: its paper, its place there, how well it is known, when it holds."""

    id: str
    document: PaperDocument
    article: str
    confidence: str
    valid_from: str
    valid_to: str | None
    place: str | None
    promoted: bool
    ended: str | None
    successor: PaperDocument | None
    text_confidence: str | None
    citation: WordsDocument


class FindingDocument(TypedDict):
    """What a check found: a code for programs, words for people, what it rests on and the rule it cites."""

    code: str
    severity: str
    subject: str
    subjects: list[str]
    facts: dict[str, str | int | WordsDocument]
    rule: RuleDocument | None
    message: WordsDocument
    remedy: WordsDocument
    how: WordsDocument


class ShareDocument(TypedDict):
    """A count over a base, exactly: the day it is of, and where it comes from."""

    count: int
    of: int
    on: str | None
    origin: str


def schema_name(name: str) -> str:
    """What stands in "schema".

    Examples:
        >>> schema_name("quota")
        'dangbo/quota'
    """
    return f"dangbo/{name}"


def envelope(name: str, values: Mapping[str, object], *, version: int = 1) -> dict[str, object]:
    """Plain values as a document that says what it is.

    Args:
        name: what it is, in lower case with hyphens.
        values: plain JSON values.
        version: of the shape.

    Examples:
        >>> envelope("quota", {"limit": 9})
        {'schema': 'dangbo/quota', 'version': 1, 'limit': 9}
    """
    return {"schema": schema_name(name), "version": version, **values}


def json_text(values: Mapping[str, object], *, indent: int | None = None) -> str:
    """Plain values as JSON text, Vietnamese letters as they are."""
    import json

    return json.dumps(values, ensure_ascii=False, indent=indent)
