"""Trees: an outline with branches in text, nested `<details>` in HTML; both from the same rows.

```
  Đảng bộ phường Phú Xá · 520 đảng viên
~ ├── Chi bộ tổ dân phố 2 · 25 → 39 đảng viên
- ├── Chi bộ tổ dân phố 12 · 14 đảng viên — sáp nhập vào Chi bộ tổ dân phố 2
  └── … và 12 mục nữa

- chấm dứt hoạt động   ~ thay đổi
```

A big tree is cut to a number of rows. What carries a mark is kept first, then what is nearest the top; each place
where something is missing says how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import quoted
from dangbo.base.findings import Lang
from dangbo.base.text import group_digits
from dangbo.base.words import Words
from dangbo.render.drawing import COLUMNS, Drawing, broken, clean, escape, fragment

TreeMark: TypeAlias = Literal["", "+", "-", "~", ">"]
"""What a plan does to a line: "+" established, "-" ended, "~" changed, ">" moved; "" nothing."""


class LeftOut(NamedTuple):
    """Lines that are counted and not given: whoever has a nation to show makes only those that are drawn.

    Attributes:
        lines: how many.
        marked: how many of them carry a mark.
    """

    lines: int = 0
    marked: int = 0


_NONE: Final = LeftOut()


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of a tree, in the order it is read: parents first.

    Args:
        depth: 0 for a root, one more than its parent for the rest.
        label: the name.
        note: short figures, shown right after the label.
        mark: what a plan does to it.
        detail: where it goes or comes from, in words; shown last.
        more: lines somewhere below it that are not among those given.
    """

    depth: int
    label: str
    note: str = ""
    mark: TreeMark = ""
    detail: str = ""
    more: LeftOut = _NONE


def draw_tree(
    lines: Sequence[TreeLine],
    *,
    title: str = "",
    limit: int | None = 40,
    more: LeftOut = _NONE,
    lang: Lang = "vi",
) -> Drawing:
    """Draw a tree, or several under each other.

    Args:
        lines: parents first; a line may be at most one deeper than the line before it.
        title: what the tree shows.
        limit: most lines to draw; `None` for all. What begins or ends comes first, then other lines with a mark, then
            those nearest the top.
        more: roots, and what stands below them, that are not among the lines given.
        lang: language of the words the drawing adds.

    Raises:
        ValueError: a depth that skips a step, an unknown mark, a limit below 1.
        TermError: another language than "vi" and "en".

    Examples:
        >>> print(draw_tree([
        ...     TreeLine(0, "Đảng bộ phường Phú Xá", "520 đảng viên"),
        ...     TreeLine(1, "Chi bộ tổ dân phố 1", "25 đảng viên"),
        ...     TreeLine(1, "Chi bộ tổ dân phố 2"),
        ... ]))
        Đảng bộ phường Phú Xá · 520 đảng viên
        ├── Chi bộ tổ dân phố 1 · 25 đảng viên
        └── Chi bộ tổ dân phố 2
    """
    rows = _rows(lines, limit, more, lang)
    return Drawing(_as_text(rows, title, lang), fragment(_as_html(rows, title, lang), lang=lang))


@dataclass(slots=True)
class _Row:
    """A line to be drawn, or a place where lines are missing (`line` is `None`)."""

    depth: int
    line: TreeLine | None
    missing: str = ""  # what is left out here, in words
    parent: bool = False  # rows follow below it
    holds_mark: bool = False  # it or one below it carries a mark


_WORDS: Final[dict[TreeMark, Words]] = {
    "+": Words(vi="thành lập", en="established"),
    "-": Words(vi="chấm dứt hoạt động", en="ended"),
    "~": Words(vi="thay đổi", en="changed"),
    ">": Words(vi="chuyển", en="moved"),
}
_CLASSES: Final[dict[TreeMark, str]] = {"+": "new", "-": "end", "~": "change", ">": "move"}
_NARROWEST: Final = 24
"""Words of a row deep in the tree are not broken into lines narrower than this."""
_ALWAYS_OPEN: Final = 60
"""Up to this many rows every branch of the HTML stands open."""


# --- which lines ----------------------------------------------------------------------------------------------------


def _rows(lines: Sequence[TreeLine], limit: int | None, more: LeftOut, lang: Lang) -> list[_Row]:
    parents = _parents(lines)
    shown = _chosen(lines, parents, limit)
    missing: dict[int, LeftOut] = {}  # what is missing below each line that is shown; at -1 with roots
    if more.lines:
        missing[-1] = more
    nearest = list(range(len(lines)))
    for i, parent in enumerate(parents):
        left = lines[i].more
        if i not in shown:
            nearest[i] = -1 if parent < 0 else nearest[parent]
            left = LeftOut(left.lines + 1, left.marked + bool(lines[i].mark))
        if left.lines:
            others = missing.get(nearest[i], _NONE)
            missing[nearest[i]] = LeftOut(others.lines + left.lines, others.marked + left.marked)
    has_shown_child = {parents[i] for i in shown}

    rows: list[_Row] = []
    unfinished: list[int] = []  # ancestors of the current line whose missing children are still to be told

    def close(depth: int) -> None:
        while unfinished and lines[unfinished[-1]].depth >= depth:
            i = unfinished.pop()
            rows.append(_Row(lines[i].depth + 1, None, _more(missing[i], lang)))

    for i, line in enumerate(lines):
        if i not in shown:
            continue
        close(line.depth)
        row = _Row(line.depth, line, holds_mark=bool(line.mark))
        rows.append(row)
        if i in missing and i in has_shown_child:
            unfinished.append(i)
        elif i in missing:
            row.missing = _below(missing[i], lang)
    close(0)
    if -1 in missing:
        rows.append(_Row(0, None, _more(missing[-1], lang)))

    path: list[_Row] = []
    for row in rows:
        del path[row.depth :]
        if path:
            path[-1].parent = True
        if row.holds_mark:
            for ancestor in path:
                ancestor.holds_mark = True
        path.append(row)
    return rows


def _parents(lines: Sequence[TreeLine]) -> list[int]:
    path: list[int] = []
    parents = []
    for i, line in enumerate(lines):
        if line.mark and line.mark not in _CLASSES:
            known = ", ".join(map(repr, _CLASSES))
            raise ValueError(f"line {i + 1} of the tree has the mark {quoted(str(line.mark))}: give {known}, or none")
        if not 0 <= line.depth <= len(path):
            raise ValueError(
                f"line {i + 1} of the tree has depth {line.depth} after depth {len(path) - 1}: "
                "give each line at most one more than the line before it, and the first line 0"
            )
        del path[line.depth :]
        parents.append(path[-1] if path else -1)
        path.append(i)
    return parents


def _chosen(lines: Sequence[TreeLine], parents: Sequence[int], limit: int | None) -> set[int]:
    if limit is not None and limit < 1:
        raise ValueError(f"limit is {limit}: draw at least one line, or give None for all")
    if limit is None or len(lines) <= limit:
        return set(range(len(lines)))
    chosen: set[int] = set()
    edges = (i for i, line in enumerate(lines) if line.mark in {"+", "-"})
    marked = (i for i, line in enumerate(lines) if line.mark)
    from_the_top = sorted(range(len(lines)), key=lambda i: lines[i].depth)
    for candidates in (edges, marked, from_the_top):
        for candidate in candidates:
            branch, i = [], candidate
            while i >= 0 and i not in chosen:
                branch.append(i)
                i = parents[i]
            if len(chosen) + len(branch) > limit:
                break
            chosen.update(branch)
    return chosen


def _more(missing: LeftOut, lang: Lang) -> str:
    count = group_digits(missing.lines, lang=lang)
    return Words(vi=f"… và {count} mục nữa", en=f"… and {count} more").text(lang=lang) + _marked(missing, lang)


def _below(missing: LeftOut, lang: Lang) -> str:
    noun = Words(vi="mục", en="below").text(lang=lang)
    return f"(… {group_digits(missing.lines, lang=lang)} {noun}{_marked(missing, lang)})"


def _marked(missing: LeftOut, lang: Lang) -> str:
    if not missing.marked:
        return ""
    shown = group_digits(missing.marked, lang=lang)
    return Words(vi=f", trong đó {shown} có thay đổi", en=f", {shown} of them with a change").text(lang=lang)


# --- how they look --------------------------------------------------------------------------------------------------


def _as_text(rows: Sequence[_Row], title: str, lang: Lang) -> str:
    marks = {row.line.mark for row in rows if row.line is not None} - {""}
    out = [*broken(clean(title)), ""] if title else []
    for row, branch in zip(rows, _branches(rows), strict=True):
        gutter = "" if not marks else "  " if row.line is None else f"{row.line.mark or ' '} "
        below = " " * len(gutter) + branch.replace("├── ", "│   ").replace("└── ", "    ") + "  "
        first, *others = broken(_words(row), max(_NARROWEST, COLUMNS - len(below)))
        out += [(gutter + branch + first).rstrip(), *(below + line for line in others)]
    if marks:
        out += ["", "   ".join(f"{mark} {word.text(lang=lang)}" for mark, word in _WORDS.items() if mark in marks)]
    return "\n".join(out)


def _words(row: _Row) -> str:
    if row.line is None:
        return row.missing
    words = clean(row.line.label)
    if row.line.note:
        words += f" · {clean(row.line.note)}"
    if row.line.detail:
        words += f" — {clean(row.line.detail)}"
    return f"{words} {row.missing}".rstrip()


def _branches(rows: Sequence[_Row]) -> list[str]:
    """The branch before each row. Read from below: whether a row is the last of its kin is known only then."""
    branches = []
    below: list[bool] = []  # by depth: does a row of this branch follow further down?
    for row in reversed(rows):
        del below[row.depth + 1 :]
        below += [False] * (row.depth + 1 - len(below))
        if row.depth:
            trunk = "".join("│   " if follows else "    " for follows in below[1 : row.depth])
            branches.append(trunk + ("├── " if below[row.depth] else "└── "))
        else:
            branches.append("")
        below[row.depth] = True
    return branches[::-1]


def _as_html(rows: Sequence[_Row], title: str, lang: Lang) -> str:
    name = f' aria-label="{escape(title)}"' if title else ""
    out = [f'<p class="dangbo-title">{escape(title)}</p>'] if title else []
    out.append(f'<ul class="dangbo-tree"{name}>')
    depth = 0
    for row in rows:
        out.append("</ul></details></li>" * (depth - row.depth))
        if row.parent:
            opened = " open" if row.depth == 0 or row.holds_mark or len(rows) <= _ALWAYS_OPEN else ""
            out.append(f"<li><details{opened}><summary>{_spans(row, lang)}</summary><ul>")
        else:
            out.append(f'<li><span class="dangbo-leaf">{_spans(row, lang)}</span></li>')
        depth = row.depth + row.parent
    out.append("</ul></details></li>" * depth + "</ul>")
    return "".join(out)


def _spans(row: _Row, lang: Lang) -> str:
    line = row.line
    if line is None:
        return f'<span class="dangbo-detail">{escape(row.missing)}</span>'
    names = [name for name, wanted in (("root", row.depth == 0), ("ended", line.mark == "-")) if wanted]
    classes = f' class="{" ".join(f"dangbo-{name}" for name in names)}"' if names else ""
    parts = []
    if line.mark:
        sign = "−" if line.mark == "-" else line.mark
        word = _WORDS[line.mark].text(lang=lang)
        parts.append(f'<span class="dangbo-badge dangbo-{_CLASSES[line.mark]}">{escape(sign)} {word}</span>')
    parts.append(f"<span{classes}>{escape(line.label)}</span>")
    if line.note:
        parts.append(f' <span class="dangbo-note">{escape(line.note)}</span>')
    details = (words for words in (line.detail, row.missing) if words)
    parts += (f' <span class="dangbo-detail">{escape(words)}</span>' for words in details)
    return "".join(parts)
