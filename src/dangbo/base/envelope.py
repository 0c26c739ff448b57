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

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import core_schema


class OneOf:
    """Marks a text that is a code of a closed vocabulary: the JSON Schema names every code of it.

    Codes that a rulebook or a paper may add to (rules, forms, causes) are texts, and stand in no such list.

    Attributes:
        codes: all of them, in their order.
    """

    __slots__ = ("codes",)

    def __init__(self, codes: Iterable[str] | type[Enum]) -> None:
        each = cast("Iterable[str | Enum]", codes)
        self.codes: Final = tuple(str(code.value) if isinstance(code, Enum) else code for code in each)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema of a text, with the codes."""
        return {**handler(schema), "enum": list(self.codes)}


CONFIDENCES: Final = ("verified", "secondary", "unverified")
"""Codes of `Confidence`, which stands above this."""
SEVERITIES: Final = ("block", "warn")
"""Codes of `Severity`, likewise."""
ORIGINS: Final = ("printed", "computed", "inferred", "synthetic")
"""Codes of `Origin`, likewise."""


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
    confidence: Annotated[str, OneOf(CONFIDENCES)]
    valid_from: str
    valid_to: str | None
    place: str | None
    promoted: bool
    ended: str | None
    successor: PaperDocument | None
    text_confidence: Annotated[str, OneOf(CONFIDENCES)] | None
    citation: WordsDocument


class FindingDocument(TypedDict):
    """What a check found: a code for programs, words for people, what it rests on and the rule it cites."""

    code: str
    severity: Annotated[str, OneOf(SEVERITIES)]
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
    origin: Annotated[str, OneOf(ORIGINS)]


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
