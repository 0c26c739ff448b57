"""What results have in common: the sentences they end in, percentages as rules print them, a date beside the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.text import format_number
from dangbo.base.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from dangbo.base.citations import Document, RuleRef


def of_another_time(subject: str, who: Words, figure: Words, other: Words) -> Finding:
    """`figure/other-date`: a figure stands beside a date it does not belong to."""
    return finding("figure/other-date", subject, who=who, figure=figure, other=other)


def percent_text(part: Fraction, *, lang: Lang) -> str:
    """A percentage as rules and targets print it: with the decimals it needs, at most four."""
    percent = part * 100
    decimals = next((places for places in range(4) if (percent * 10**places).denominator == 1), 4)
    return f"{format_number(percent, decimals=decimals, lang=lang)}%"


def share_decimals(of: int) -> int:
    """Decimals of a share: where one person is less than a tenth of a point, one decimal would hide people."""
    return 1 if of <= 1000 else 2  # noqa: PLR2004 - said above


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
