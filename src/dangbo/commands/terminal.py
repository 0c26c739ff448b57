"""Words and tables on a terminal of 80 columns, and what is said where a file cannot be written."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

from dangbo.base.findings import Lang
from dangbo.base.words import Words
from dangbo.render import Drawing, Table, draw_table

__all__ = ["WIDTH", "draw", "heading", "not_written", "paragraph", "table"]

WIDTH: Final = 80
"""Columns of a terminal nobody has widened."""


def paragraph(words: Words, *, lang: Lang) -> None:
    """Print a paragraph and a blank line."""
    print(textwrap.fill(words.text(lang=lang), WIDTH, break_long_words=False, break_on_hyphens=False))
    print()


def heading(number: int, words: Words, *, lang: Lang) -> None:
    """Print the heading of a part."""
    line = f"{number}. {words.text(lang=lang)}"
    print(f"{line}\n{'═' * len(line)}\n")


def table(drawn: Table, *, lang: Lang) -> None:
    """Print a table with all its rows."""
    draw(draw_table(drawn, limit=None, lang=lang))


def draw(drawing: Drawing) -> None:
    """Print a drawing and a blank line."""
    print(f"{drawing.text}\n")


def not_written(target: Path, error: OSError, *, lang: Lang) -> str:
    """What to do when the page could not be written; the words of the system are in no language asked for."""
    reasons: tuple[tuple[tuple[type[OSError], ...], Words], ...] = (
        ((PermissionError,), Words(vi="không có quyền ghi ở đó", en="writing there is not allowed")),
        ((IsADirectoryError,), Words(vi=f"ở đó đã có thư mục tên {target.name}", en="a folder has that name")),
        (
            (FileExistsError, NotADirectoryError),
            Words(vi="ở đó đã có tệp cùng tên", en="a file has the name of the folder"),
        ),
    )
    known = (f" ({words.text(lang=lang)})" for kinds, words in reasons if isinstance(error, kinds))
    reason = next(known, "")
    return Words(
        vi=f"Không ghi được {target}{reason}. Chọn thư mục khác bằng --out, ví dụ --out ket-qua.",
        en=f"Cannot write {target}{reason}. Choose another folder with --out, such as --out result.",
    ).text(lang=lang)
