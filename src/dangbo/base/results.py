"""What results have in common: the sentences they end in, their rules and findings as plain JSON values."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
)

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.text import (
    format_number,
)
from dangbo.base.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from dangbo.base.citations import Document, RuleRef


def of_another_time(subject: str, who: Words, figure: Words, other: Words) -> Finding:
    """`figure/other-date`: a figure stands beside a date it does not belong to."""
    return finding(
        "figure/other-date",
        subject,
        who=who.en,
        who_vi=who.vi,
        figure=figure.en,
        figure_vi=figure.vi,
        other=other.en,
        other_vi=other.vi,
    )


def percent_text(part: Fraction, *, lang: Lang) -> str:
    """A percentage as rules and targets print it: with the decimals it needs, at most four."""
    percent = part * 100
    decimals = next((places for places in range(4) if (percent * 10**places).denominator == 1), 4)
    return f"{format_number(percent, decimals=decimals, lang=lang)}%"


def share_decimals(of: int) -> int:
    """Decimals of a share: where one person is less than a tenth of a point, one decimal would hide people."""
    return 1 if of <= 1000 else 2  # noqa: PLR2004 - said above


def json_text(values: Mapping[str, object], indent: int | None) -> str:
    """Plain values as JSON text."""
    import json

    return json.dumps(values, ensure_ascii=False, indent=indent)


def rule_as_dict(rule: RuleRef | None) -> dict[str, object] | None:
    """A rule as plain JSON values, with what a citation needs."""
    if rule is None:
        return None
    return {
        "id": rule.id,
        "document": rule.document.citation,
        "article": rule.article,
        "confidence": rule.confidence.value,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": None if rule.valid_to is None else rule.valid_to.isoformat(),
        "place": rule.scope or None,
        "ended": None if rule.ended is None else rule.ended.isoformat(),
        "successor": None if rule.successor is None else rule.successor.citation,
    }


def findings_as_dicts(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as plain JSON values."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "subject": found.subject,
            "facts": dict(found.facts),
            "rule": None if found.rule is None else found.rule.id,
        }
        for found in findings
    ]


def cited(rule: RuleRef | None, source: Document | None, *, lang: Lang) -> str:
    """What something rests on: its rule, or else its paper; empty where there is neither."""
    if rule is not None:
        return rule.citation(lang=lang)
    return "" if source is None else source.citation


def explained(
    lines: Iterable[str], rule: RuleRef | None, source: Document | None, findings: Iterable[Finding], *, lang: Lang
) -> str:
    """Sentences, the source they rest on, and the findings."""
    basis = cited(rule, source, lang=lang)
    sources = [f"{Words(en='Source', vi='Căn cứ').text(lang=lang)}: {basis}."] if basis else []
    return " ".join([*lines, *sources, *finding_texts(findings, lang=lang)])


def finding_texts(findings: Iterable[Finding], *, lang: Lang) -> list[str]:
    """Every finding in full."""
    return [found.text(lang=lang) for found in findings]
