"""What results have in common: the sentences they end in, percentages as rules print them, a date beside the point."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.text import format_date, format_number
from dangbo.base.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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


def first_finding_texts(findings: Sequence[Finding], most: int, *, lang: Lang) -> list[str]:
    """The first findings in full, and how many more there are.

    Args:
        findings: in the order they are told.
        most: how many are told.
        lang: language of the words.
    """
    lines = finding_texts(findings[:most], lang=lang)
    if (more := len(findings) - most) > 0:
        count = format_number(more, lang=lang)
        noun = "finding" if more == 1 else "findings"
        lines.append(Words(vi=f"... và {count} phát hiện nữa.", en=f"... and {count} more {noun}.").text(lang=lang))
    return lines


def told(words: Words, **facts: object) -> Words:
    """Words with facts in their places: numbers, days and words, each in its language.

    Examples:
        >>> told(Words(vi="{count} đến {day}", en="{count} up to {day}"), count=1200, day=dt.date(2025, 6, 30))
        Words(vi='1.200 đến 30/6/2025', en='1,200 up to 30 June 2025')
    """

    def said(fact: object, lang: Lang) -> str:
        if isinstance(fact, Words):
            return fact.text(lang=lang)
        if isinstance(fact, dt.date):
            return format_date(fact, lang=lang)
        return format_number(fact, lang=lang) if isinstance(fact, int) else str(fact)

    def all_said(lang: Lang) -> str:
        return words.format(lang=lang, **{name: said(fact, lang) for name, fact in facts.items()})

    return Words(vi=all_said("vi"), en=all_said("en"))


def joined(parts: Iterable[Words]) -> Words:
    """Words one after the other, between commas."""
    every = tuple(parts)
    return Words(vi=", ".join(part.vi for part in every), en=", ".join(part.en for part in every))


def quoted_labels(labels: Iterable[Words]) -> Words:
    """Labels one after the other, each in quotes."""
    return joined(Words(vi=f"'{label.vi}'", en=f"'{label.en}'") for label in labels)


def bare_label(label: Words) -> Words:
    """The label of a row of a form within a sentence: without dashes, "trong đó" and colons.

    Examples:
        >>> bare_label(Words(vi="Trong đó: - Nữ", en="Of them: - Women"))
        Words(vi='Nữ', en='Women')
    """

    def bare(text: str) -> str:
        return text.removeprefix("Trong đó: ").removeprefix("Of them: ").lstrip("-+ ").rstrip(": ")

    return Words(vi=bare(label.vi), en=bare(label.en))


def counted_members(count: int) -> Words:
    """How many people, in words."""
    return told(Words(vi="{count} đảng viên", en="{count} member" if count == 1 else "{count} members"), count=count)
