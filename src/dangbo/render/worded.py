"""`words_table`: a table whose title and headings are words in both languages."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Final,
)

from dangbo.base.words import Words
from dangbo.render.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangbo.base.findings import Lang

FACT_HEADS: Final = (Words(en="Item", vi="Nội dung"), Words(en="Value", vi="Giá trị"))
"""The heads of a table with a fact in each row."""


def words_table(
    title: Words,
    heads: Sequence[Words],
    rows: Sequence[Sequence[str]],
    *,
    lang: Lang,
    notes: Sequence[str] = (),
    source: str = "",
    totals: Sequence[int] = (),
    words: Sequence[int] = (),
) -> Table:
    """A table of words; its first column and those told to hold words stand to the left, numbers to the right."""
    left = {0, *words}
    columns = [Column(head.text(lang=lang), "left" if i in left else "right") for i, head in enumerate(heads)]
    return Table(title.text(lang=lang), columns, rows, notes=notes, source=source, totals=totals)
