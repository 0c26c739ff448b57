"""The table of verbs for the pages on restructuring: written from `dangbo.change.verbs.table`."""

from __future__ import annotations

from typing import Final

from dangbo.base.findings import Lang
from dangbo.base.text import lower_first
from dangbo.change.verbs.table import VERBS

HEADS: Final[dict[Lang, tuple[str, str, str]]] = {
    "en": ("verb", "Vietnamese", "what it says"),
    "vi": ("tên trong mã", "tiếng Việt", "nội dung"),
}


def verbs_table(lang: Lang) -> str:
    """Every verb: its class, its Vietnamese name, and what it says."""
    rows = [HEADS[lang], ("---",) * 3]
    rows += [(f"`{row.kind.__name__}`", lower_first(row.title.vi), row.says.text(lang=lang)) for row in VERBS.values()]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
