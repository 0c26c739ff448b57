"""Strips: a row of months for each unit, as offices keep it on the wall.

```
┌ Đảng bộ phường Phú Xá ─── 1  4  7  10 ┐
│ Chi bộ tổ dân phố 1    ■■◆ ■■◆ ■□◆ ■■◆ 11/12 │
│ Chi bộ tổ dân phố 2    ■■■ ■■◆ ■■◆ ■■◆ 12/12 │
└───────────────────────────────────────┘
```

Shapes differ without color: colors repeat them. How many there are of each by month, and by group, follows as a table,
for readers who do not see the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import quoted
from dangbo.base.findings import Lang
from dangbo.base.text import group_digits
from dangbo.base.words import Words
from dangbo.render.columns import in_columns
from dangbo.render.drawing import COLUMNS, Drawing, broken, clean, cut, escape, fragment, length, pad, width
from dangbo.render.table import Column, Table, folded_table

StripMark: TypeAlias = Literal["done", "more", "missed", "off"]
"""Shape of a month: ■ "done", ◆ "more" than that, □ "missed", · "off" where nothing was to be."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One unit with its months.

    Args:
        label: its name as it stands beside the months; what is too long is cut.
        marks: one for each month.
        note: a short figure behind them.
        tooltip: shown on hover; label and note where empty.
    """

    label: str
    marks: Sequence[StripMark]
    note: str = ""
    tooltip: str = ""

    def __post_init__(self) -> None:
        """Keep the marks as a tuple."""
        object.__setattr__(self, "marks", tuple(self.marks))


@dataclass(frozen=True, slots=True)
class StripGroup:
    """Units that stand together, under a name.

    Args:
        title: the name of the group.
        strips: its units, in order.
    """

    title: str
    strips: Sequence[Strip]

    def __post_init__(self) -> None:
        """Keep the strips as a tuple."""
        object.__setattr__(self, "strips", tuple(self.strips))


MARKS: Final[dict[StripMark, str]] = {"done": "■", "more": "◆", "missed": "□", "off": "·"}
"""The shapes in plain text."""


class _Shape(NamedTuple):
    """The class that colors a shape, where it begins from its center, its line, and where the pen stands after it."""

    color: str
    start: tuple[float, float]
    line: str
    pen: tuple[float, float] = (0, 0)


_SHAPES: Final[dict[StripMark, _Shape]] = {
    "done": _Shape("full", (-3, -3), "h6v6h-6z"),
    "more": _Shape("star", (0, -4), "l4 4-4 4-4-4z"),
    "missed": _Shape("low", (-3.6, -3.6), "h7.2v7.2h-7.2zm1.3 1.3v4.6h4.6v-4.6z", (1.3, 1.3)),
    "off": _Shape("exempt", (-0.8, -0.8), "h1.6v1.6h-1.6z"),
}

_WIDTH: Final = 1568  # as the card wall
_HEIGHT: Final = 1040
"""A sheet of A4 across, at this width: what is higher goes on on the next, so that print cuts no frame."""
_GAP: Final = 8
_PAD: Final = 7
_PITCH: Final = 10
"""From month to month."""
_PAUSE: Final = 3
"""More of it after each quarter."""
_LINE: Final = 13
_HEAD: Final = 20
_SMALL: Final = 10
_LABEL: Final = 118
"""Most pixels of the name of a unit."""
_HEADING_SIZE: Final = 15
_QUARTER: Final = 3
_ACROSS: Final = (12, 6, 4, 3, 2)
"""How many months stand side by side in text: as many as there is room for."""


def draw_strips(
    groups: Sequence[StripGroup],
    months: Sequence[str],
    *,
    title: str,
    legend: Sequence[tuple[StripMark, str]],
    lang: Lang = "vi",
) -> Drawing:
    """Draw the months of many units side by side: as text the counts by month, as a picture each unit's own.

    Args:
        groups: units under the name of their group.
        months: short names of the months, such as "1" to "12"; of each quarter the first is written.
        title: heading, with the year.
        legend: every mark that occurs with its words, in the order wanted.
        lang: language of the words the drawing adds.

    Raises:
        ValueError: no month, a strip of more or fewer, a mark without words in the legend.
        TermError: another language than "vi" and "en".

    Examples:
        >>> print(draw_strips(
        ...     [StripGroup("Phú Xá", [Strip("Chi bộ 1", ["done", "missed"]), Strip("Chi bộ 2", ["off", "done"])])],
        ...     ["1", "2"],
        ...     title="Sinh hoạt năm 2026",
        ...     legend=[("done", "có sinh hoạt"), ("missed", "không"), ("off", "chưa thành lập")],
        ... ))
        Sinh hoạt năm 2026
        <BLANKLINE>
                          1  2
        ■ có sinh hoạt    1  1
        □ không           0  1
        · chưa thành lập  1  0
    """
    words = {mark: clean(text) for mark, text in legend}
    strips = [strip for group in groups for strip in group.strips]
    if not months:
        raise ValueError("there is no month to draw")
    for strip in strips:
        if len(strip.marks) != len(months):
            raise ValueError(f"the strip {quoted(strip.label)} has {len(strip.marks)} months, not {len(months)}")
    if unexplained := sorted({mark for strip in strips for mark in strip.marks} - words.keys()):
        raise ValueError(f"no words in the legend for {', '.join(unexplained)}: every shape needs them")
    by_month = [Counter(marks) for marks in zip(*(strip.marks for strip in strips), strict=True)] if strips else []
    by_month = by_month or [Counter() for _ in months]
    totals = Counter(mark for strip in strips for mark in strip.marks)
    heading = clean(title)
    entries = [(mark, f"{text}: {group_digits(totals[mark], lang=lang)}") for mark, text in words.items()]
    svg, table = _svg(groups, months, heading, entries), _same_as_table(groups, words, lang)
    return Drawing(_as_text(heading, months, words, by_month, lang), fragment(svg + table, lang=lang))


# --- as text ---------------------------------------------------------------------------------------------------------


def _as_text(
    heading: str, months: Sequence[str], words: dict[StripMark, str], by_month: Sequence[Counter[StripMark]], lang: Lang
) -> str:
    labels = {mark: f"{MARKS[mark]} {text}" for mark, text in words.items()}
    widest = max(map(width, labels.values()), default=0)
    counts = {mark: [group_digits(month[mark], lang=lang) for month in by_month] for mark in words}
    cell = 2 + max(map(len, [*months, *(one for each in counts.values() for one in each)]))
    across = next((some for some in _ACROSS if widest + some * cell <= COLUMNS), 1)
    lines = broken(heading)
    for first in range(0, len(months), across):
        some = slice(first, first + across)
        lines += ["", pad("", widest) + "".join(f"{month:>{cell}}" for month in months[some])]
        lines += [pad(labels[mark], widest) + "".join(f"{one:>{cell}}" for one in counts[mark][some]) for mark in words]
    return "\n".join(lines)


def _same_as_table(groups: Sequence[StripGroup], words: dict[StripMark, str], lang: Lang) -> str:
    columns = [Column(Words(vi="Tên", en="Name").text(lang=lang))]
    columns += [Column(f"{MARKS[mark]} {text}", "right") for mark, text in words.items()]
    rows = []
    for group in groups:
        counts = Counter(mark for strip in group.strips for mark in strip.marks)
        rows.append([group.title, *(group_digits(counts[mark], lang=lang) if counts[mark] else "" for mark in words)])
    return folded_table(Table("", columns, rows), lang=lang)


# --- as a picture ----------------------------------------------------------------------------------------------------


def _svg(
    groups: Sequence[StripGroup], months: Sequence[str], heading: str, entries: Sequence[tuple[StripMark, str]]
) -> str:
    strips = [strip for group in groups for strip in group.strips]
    label = min(_LABEL, max((length(clean(strip.label), _SMALL) for strip in strips), default=0))
    note = max((length(clean(strip.note), _SMALL) for strip in strips), default=0)
    card = 2 * _PAD + label + 6 + _right_of(len(months)) + (note + 4 if note else 0)
    heights = [_HEAD + len(group.strips) * _LINE + 4 for group in groups]
    legend, right, top = _legend(entries)
    sheets = _sheets(heights, max(1, (_WIDTH + _GAP) // (card + _GAP)), _HEIGHT - top)
    out = []
    for number, columns in enumerate(sheets, start=1):
        name = f"{heading} ({number}/{len(sheets)})" if len(sheets) > 1 else heading
        body = [*legend]
        for i, column in enumerate(columns):
            x, y = i * (card + _GAP), top
            body += _heads(months, x + _PAD + label + 6, top - 4)
            for at in column:
                body.append(_group(groups[at], (x, y, card, heights[at]), label))
                y += heights[at] + _GAP
        bottom = max((sum(heights[at] + _GAP for at in column) - _GAP for column in columns), default=0)
        used = max(len(columns) * (card + _GAP) - _GAP, right, length(name, _HEADING_SIZE))
        out.append(_sheet(escape(name), used, top + bottom, "".join(body)))
    return "".join(out)


def _sheets(heights: Sequence[int], across: int, most: int) -> list[list[list[int]]]:
    """The columns of every sheet: one, where all has room on it; else full ones, and what is left on the last."""
    if not heights:
        return [[]]
    columns = in_columns(heights, across, gap=_GAP)
    if max(sum(heights[at] + _GAP for at in column) - _GAP for column in columns) <= most:
        return [columns]
    full: list[list[int]] = [[]]
    left = most
    for at, height in enumerate(heights):
        if full[-1] and height > left:
            if len(full) == across:
                rest = _sheets(heights[at:], across, most)
                return [full, *([[at + one for one in column] for column in sheet] for sheet in rest)]
            full.append([])
            left = most
        full[-1].append(at)
        left -= height + _GAP
    return [full]


def _sheet(name: str, width: int, height: int, body: str) -> str:
    return (
        f'<div class="dangbo-scroll" tabindex="0" role="group" aria-label="{name}">'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dangbo-wall" role="img" aria-label="{name}" '
        f'viewBox="0 0 {width + 1} {height + 1}" width="{width + 1}" height="{height + 1}" '
        f'style="min-width:{width * 39 // 50}px;max-width:{width * 5 // 4}px"><title>{name}</title>'
        f'<text class="dangbo-heading" x="0" y="{_HEADING_SIZE}">{name}</text>{body}</svg></div>'
    )


def _legend(entries: Sequence[tuple[StripMark, str]]) -> tuple[list[str], int, int]:
    """The legend below the heading, its right edge, and where the groups begin."""
    out = []
    x, right = 0, 0
    for mark, text in entries:
        out.append(_path(mark, [x + 6], 30))
        out.append(f'<text x="{x + 17}" y="34">{escape(text)}</text>')
        right = x + 18 + length(text)
        x = right + 14
    return out, right, 60 if entries else 38


def _left_of(month: int) -> int:
    """The left edge of a month, from that of the first."""
    return month * _PITCH + month // _QUARTER * _PAUSE


def _right_of(months: int) -> int:
    return _left_of(months - 1) + _PITCH


def _heads(months: Sequence[str], left: int, line: int) -> Iterator[str]:
    """The name of the first month of each quarter, above it."""
    for at in range(0, len(months), _QUARTER):
        place = left + _left_of(at) + _PITCH // 2
        yield f'<text class="dangbo-small" x="{place}" y="{line}" text-anchor="middle">{escape(months[at])}</text>'


def _group(group: StripGroup, box: tuple[int, int, int, int], label: int) -> str:
    x, y, card, height = box
    left = x + _PAD + label + 6
    title, name = escape(group.title), escape(cut(clean(group.title), card - 2 * _PAD))
    frame = f'x="{x}.5" y="{y}.5" width="{card}" height="{height}" rx="4" fill="none" stroke="currentColor"'
    out = [
        f'<g><title>{title}</title><rect {frame}/><text class="dangbo-name" x="{x + _PAD}" y="{y + 14}">{name}</text>'
    ]
    for i, strip in enumerate(group.strips):
        line = y + _HEAD + i * _LINE + _LINE // 2
        out.append(_strip(strip, left, line, (x, card), label))
    return "".join([*out, "</g>"])


def _strip(strip: Strip, left: int, line: int, across: tuple[int, int], label: int) -> str:
    x, card = across
    told = strip.tooltip or " · ".join(filter(None, (strip.label, strip.note)))
    name = escape(cut(clean(strip.label), label, _SMALL - 1))  # lighter than what `length` measures
    end = (
        f'<text class="dangbo-small" x="{x + card - _PAD}" y="{line + 4}" text-anchor="end">{escape(strip.note)}</text>'
    )
    return (
        f"<g><title>{escape(told)}</title>"
        f'<text class="dangbo-small" x="{x + _PAD}" y="{line + 4}">{name}</text>{"".join(_marks(strip, left, line))}'
        f"{end}</g>"
    )


def _marks(strip: Strip, left: int, line: int) -> Iterator[str]:
    """One path for each mark that occurs: all months of it."""
    for mark in _SHAPES:
        places = [left + _left_of(at) + _PITCH // 2 for at, one in enumerate(strip.marks) if one == mark]
        if places:
            yield _path(mark, places, line)


def _path(mark: StripMark, places: Sequence[int], line: int) -> str:
    """The same shape around each of some places of a line; relative, which is half as long as it would be otherwise."""
    color, (x, y), shape, (across, down) = _SHAPES[mark]
    steps = (f"m{later - place - across:g} {-down:g}{shape}" for place, later in pairwise(places))
    return f'<path class="dangbo-{color}" d="M{places[0] + x:g} {line + y:g}{shape}{"".join(steps)}"/>'
