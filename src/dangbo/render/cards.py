"""The card wall: a thousand units on one screen, each a tile with the shape of its rating.

A tree with one root, a hundred children and nine cells under each is too wide for any tree layout. Here every child
is a card and every cell a tile; cards run down a column, then down the next, and as few columns are used as keep the
wall within one screen.

```
┌──────────────────────────┐
│ ★ Đảng bộ phường Phú Xá  │   card: own mark, name (shortened when long), subtitle
│ 520 đảng viên            │
│ ★ ● ● ◐ ● ● ● ○ ▼ ● ● ●  │   tiles: a shape each, the full words on hover
└──────────────────────────┘
```

Shapes differ without color: colors repeat them. The same figures follow as a table, for readers who do not see the
picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from dangbo.base.errors import quoted
from dangbo.base.findings import Lang
from dangbo.base.text import group_digits
from dangbo.base.words import Words
from dangbo.render.columns import in_columns
from dangbo.render.drawing import TEXT_SIZE, Drawing, broken, clean, cut, escape, fragment, length, pad, width
from dangbo.render.table import Column, Table, folded_table

TileMark: TypeAlias = Literal["star", "full", "half", "low", "none", "exempt", "plain"]
"""Shape of a tile, from the best rating down, then what has no rating.

★ "star", ● "full", ◐ "half", ▼ "low"; ○ "none" (not yet rated), – "exempt"; ■ "plain" where nothing is rated.
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One small unit on a card.

    Args:
        label: its name.
        tooltip: shown on hover; the name and the words of the legend where empty.
        mark: its shape.
    """

    label: str
    tooltip: str = ""
    mark: TileMark = "plain"


@dataclass(frozen=True, slots=True)
class Card:
    """One unit with its tiles; sequences are kept as tuples.

    Args:
        title: its name; the middle is left out on the card when it takes more than two lines.
        subtitle: short figures below the name.
        tiles: the units below it, in order.
        mark: shape of its own rating, before the name; `None` for none.
        tooltip: shown on hover; the whole title, the words of the mark and the subtitle where empty.
    """

    title: str
    subtitle: str = ""
    tiles: Sequence[Tile] = ()
    mark: TileMark | None = None
    tooltip: str = ""

    def __post_init__(self) -> None:
        """Keep the tiles as a tuple."""
        object.__setattr__(self, "tiles", tuple(self.tiles))


def draw_card_wall(
    cards: Sequence[Card],
    *,
    title: str,
    legend: Sequence[tuple[TileMark, str]],
    columns: int | None = None,
    lang: Lang = "vi",
) -> Drawing:
    """Draw cards with their tiles as one picture; as text, a summary of counts.

    Args:
        cards: in the order they are read, down the first column, then the next.
        title: what the wall shows, with its date.
        legend: (mark, words) for every mark used, in the order wanted.
        columns: of cards; by default as few as fit one screen (1600 by 900).
        lang: language of the words the drawing adds.

    Raises:
        ValueError: an unknown mark, a mark without words in the legend, fewer columns than one.
        TermError: another language than "vi" and "en".

    Examples:
        >>> print(draw_card_wall(
        ...     [Card("Đảng bộ phường Phú Xá", tiles=[Tile("TDP 1", mark="star"), Tile("TDP 2", mark="full")])],
        ...     title="Xếp loại năm 2022",
        ...     legend=[("star", "Hoàn thành xuất sắc nhiệm vụ"), ("full", "Hoàn thành tốt nhiệm vụ")],
        ... ))
        Xếp loại năm 2022: 1 thẻ, 2 ô
        <BLANKLINE>
        ★ Hoàn thành xuất sắc nhiệm vụ  1
        ● Hoàn thành tốt nhiệm vụ       1
    """
    if columns is not None and columns < 1:
        raise ValueError(f"columns is {columns}: give at least one, or None to let the wall choose")
    words = {mark: clean(text) for mark, text in legend}
    counts = Counter(tile.mark for card in cards for tile in card.tiles)
    used = {card.mark for card in cards if card.mark} | counts.keys()
    if unknown := sorted(map(str, (used | words.keys()) - GLYPHS.keys())):
        raise ValueError(f"there is no mark {', '.join(map(quoted, unknown))}: give {', '.join(map(repr, GLYPHS))}")
    unexplained = sorted(used - words.keys())
    if unexplained:
        raise ValueError(f"no words in the legend for {', '.join(unexplained)}: every shape on the wall needs them")
    summary = _summary(len(cards), counts.total(), lang)
    heading = f"{clean(title)}: {summary}" if title else summary
    entries = [(mark, text, group_digits(counts[mark], lang=lang)) for mark, text in words.items()]
    svg = _svg(cards, heading, entries, words, columns)
    return Drawing(_as_text(heading, entries), fragment(svg + _same_as_table(cards, words, lang), lang=lang))


GLYPHS: Final[dict[TileMark, str]] = {
    "star": "★",
    "full": "●",
    "half": "◐",
    "low": "▼",
    "none": "○",
    "exempt": "–",
    "plain": "■",
}
"""The shapes in plain text."""

SHAPES: Final[dict[TileMark, str]] = {
    "star": "m0-5.6l1.5 3.9 4.2.2-3.2 2.7 1 4.1-3.5-2.3-3.5 2.3 1-4.1-3.2-2.7 4.2-.2z",
    "full": "m-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0z",
    "half": "m-4.8 0a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0zm4.8-3.5a3.5 3.5 0 0 1 0 7z",
    "low": "m0 5l5.3-9.2h-10.6z",
    "none": "m-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0zm1.2 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z",
    "exempt": "m-4.5-1.2h9v2.4h-9z",
    "plain": "m-3.8-3.8h7.6v7.6h-7.6z",
}
"""The shapes as SVG paths from their center: filled areas only, so that they differ without any style sheet."""


# --- layout, in pixels ----------------------------------------------------------------------------------------------

_WIDTH: Final = 1568  # a 1600 pixel screen without the margins of a page; drawn smaller, it fits one of 1280
_HEIGHT: Final = 780  # a 900 pixel screen without the bars of a browser
_FEWEST, _MOST = 5, 10  # columns the wall chooses between
_GAP: Final = 6
_PAD: Final = 7
_LINE: Final = 14  # height of a line of a name
_PITCH: Final = 13  # from tile to tile, and from row to row
_SUBTITLE_SIZE: Final = 11
_HEADING_SIZE: Final = 15


@dataclass(frozen=True, slots=True)
class _Box:
    """A card with the place of everything on it, from its upper left corner."""

    card: Card
    lines: tuple[str, ...]  # the name as it stands on the card
    indent: int  # of the name, behind the mark
    subtitle: str
    subtitle_y: int  # baseline; the subtitle ends at the right edge
    tiles_y: int  # center of the first row of tiles
    height: int


def _box(card: Card, card_width: int) -> _Box:
    inner = card_width - 2 * _PAD
    per_row = inner // _PITCH
    indent = _PITCH + 3 if card.mark else 0
    lines = _name_lines(clean(card.title), inner - indent)
    y = 5 + len(lines) * _LINE  # baseline of the last line of the name, and a little
    tile_rows = -(-len(card.tiles) // per_row)
    bottom = y + tile_rows * _PITCH
    # the subtitle stands at the end of the name or of the last row of tiles, else on a line of its own
    subtitle = cut(clean(card.subtitle), inner, _SUBTITLE_SIZE)
    free = inner - 8 - length(subtitle, _SUBTITLE_SIZE)
    if indent + length(lines[-1]) <= free or not subtitle:
        baseline = y - 3
    elif tile_rows and (len(card.tiles) - (tile_rows - 1) * per_row) * _PITCH <= free:
        baseline = bottom - 2
    else:
        bottom += _PITCH
        baseline = bottom - 1
    return _Box(card, lines, indent, subtitle, baseline, y + 7, bottom + (5 if bottom > y else 3))


def _columns(boxes: Sequence[_Box], count: int) -> list[list[_Box]]:
    return [[boxes[at] for at in column] for column in in_columns([box.height for box in boxes], count, gap=_GAP)]


def _height(column: Sequence[_Box]) -> int:
    return sum(box.height + _GAP for box in column) - _GAP


def _arranged(cards: Sequence[Card], columns: int | None, top: int) -> tuple[int, list[list[_Box]]]:
    """The width of a card, and the columns of the wall."""
    if not cards:
        return _WIDTH, []
    layouts = []
    for count in range(_FEWEST, _MOST + 1) if columns is None else (columns,):
        card_width = max(_PITCH + 2 * _PAD, (_WIDTH + _GAP) // count - _GAP)
        layouts.append((card_width, _columns([_box(card, card_width) for card in cards], count)))
        if top + max(map(_height, layouts[-1][1])) <= _HEIGHT:
            return layouts[-1]
    return min(layouts, key=lambda layout: max(map(_height, layout[1])))


def _name_lines(name: str, room: int) -> tuple[str, ...]:
    """A name on one or two lines. When it needs more, its middle goes: names differ at their end."""
    words = name.split()
    first = _fitting(words, room)
    rest = words[len(first) :]
    if not first:
        return (cut(name, room, TEXT_SIZE),)
    if not rest or length(" ".join(rest)) <= room:
        return tuple(" ".join(part) for part in (first, rest) if part)
    last = _fitting(rest[::-1], room - length("… "))[::-1]
    return " ".join(first), f"… {' '.join(last)}" if last else cut(" ".join(rest), room, TEXT_SIZE)


def _fitting(words: Sequence[str], room: int) -> list[str]:
    """The first words, as many as fit."""
    taken: list[str] = []
    for word in words:
        if length(" ".join([*taken, word])) > room:
            break
        taken.append(word)
    return taken


# --- how it looks ---------------------------------------------------------------------------------------------------


def _summary(cards: int, tiles: int, lang: Lang) -> str:
    words = (
        Words(vi="thẻ", en="card" if cards == 1 else "cards"),
        Words(vi="ô", en="tile" if tiles == 1 else "tiles"),
    )
    counts = zip((cards, tiles), words, strict=True)
    return ", ".join(f"{group_digits(n, lang=lang)} {word.text(lang=lang)}" for n, word in counts)


def _as_text(heading: str, entries: Sequence[tuple[TileMark, str, str]]) -> str:
    widest = max((width(text) for _, text, _ in entries), default=0)
    longest = max((len(count) for _, _, count in entries), default=0)
    lines = (f"{GLYPHS[mark]} {pad(text, widest)}  {count:>{longest}}" for mark, text, count in entries)
    return "\n".join([*broken(heading), "", *lines] if entries else broken(heading))


def _svg(
    cards: Sequence[Card],
    heading: str,
    entries: Sequence[tuple[TileMark, str, str]],
    words: dict[TileMark, str],
    columns: int | None,
) -> str:
    out, legend_right, top = _legend(entries, 20)
    card_width, arranged = _arranged(cards, columns, top)
    for i, column in enumerate(arranged):
        y = top
        for box in column:
            out.append(_card(box, i * (card_width + _GAP), y, card_width, words))
            y += box.height + _GAP
    cards_right = len(arranged) * (card_width + _GAP) - _GAP
    used = max(cards_right, legend_right, length(heading, _HEADING_SIZE))
    height = top + max(map(_height, arranged), default=0) + 1
    name = escape(heading)
    return (
        f'<div class="dangbo-scroll" tabindex="0" role="group" aria-label="{name}">'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dangbo-wall" role="img" aria-label="{name}" '
        f'viewBox="0 0 {used + 1} {height}" width="{used + 1}" height="{height}" '
        f'style="min-width:{used * 39 // 50}px;max-width:{used * 5 // 4}px"><title>{name}</title>'
        f'<text class="dangbo-heading" x="0" y="{_HEADING_SIZE}">{name}</text>{"".join(out)}</svg></div>'
    )


def _legend(entries: Sequence[tuple[TileMark, str, str]], top: int) -> tuple[list[str], int, int]:
    """The legend below the heading, its right edge, and where the cards begin."""
    out = []
    x, y, right = 0, top + 14, 0
    for mark, text, count in entries:
        words = f"{text}: {count}"
        room = 18 + length(words)
        if x and x + room > _WIDTH:
            x, y = 0, y + 18
        out.append(f'{_mark(mark, x + 6, y - 4)}<text x="{x + 17}" y="{y}">{escape(words)}</text>')
        right = max(right, x + room)
        x += room + 14
    return out, right, y + 12 if entries else top + 6


def _card(box: _Box, x: int, y: int, card_width: int, words: dict[TileMark, str]) -> str:
    card = box.card
    told = " · ".join(filter(None, (card.title, card.mark and words[card.mark], card.subtitle)))
    frame = f'x="{x}.5" y="{y}.5" width="{card_width}" height="{box.height}" rx="4" fill="none" stroke="currentColor"'
    out = [f"<g><title>{escape(card.tooltip or told)}</title><rect {frame}/>"]
    left = x + _PAD
    if card.mark:
        out.append(_mark(card.mark, left + 6, y + 12))
    for i, line in enumerate(box.lines, start=1):
        at = f'x="{left + box.indent}" y="{y + 2 + i * _LINE}"'
        out.append(f'<text class="dangbo-name" {at}>{escape(line)}</text>')
    if box.subtitle:
        at = f'x="{x + card_width - _PAD}" y="{y + box.subtitle_y}" text-anchor="end"'
        out.append(f'<text class="dangbo-sub" {at}>{escape(box.subtitle)}</text>')
    per_row = (card_width - 2 * _PAD) // _PITCH
    for i, tile in enumerate(card.tiles):
        tooltip = tile.tooltip or f"{tile.label}: {words[tile.mark]}"
        row, place = divmod(i, per_row)
        out.append(_mark(tile.mark, left + 6 + place * _PITCH, y + box.tiles_y + row * _PITCH, tooltip))
    out.append("</g>")
    return "".join(out)


def _mark(mark: TileMark, x: int, y: int, tooltip: str = "") -> str:
    title = f"<title>{escape(tooltip)}</title>" if tooltip else ""
    return f'<path class="dangbo-{mark}" fill-rule="evenodd" d="M{x} {y}{SHAPES[mark]}">{title}</path>'


def _same_as_table(cards: Sequence[Card], words: dict[TileMark, str], lang: Lang) -> str:
    """The counts of every card as a folded table: the wall for those who cannot see it."""
    own = any(card.mark for card in cards)
    columns = [Column(Words(vi="Tên", en="Name").text(lang=lang))]
    if own:
        columns.append(Column(Words(vi="Xếp loại", en="Rating").text(lang=lang)))
    columns += [Column(f"{GLYPHS[mark]} {text}", "right") for mark, text in words.items()]
    rows = []
    for card in cards:
        counts = Counter(tile.mark for tile in card.tiles)
        row = [card.title]
        if own:
            row.append(words[card.mark] if card.mark else "")
        rows.append([*row, *(group_digits(counts[mark], lang=lang) if counts[mark] else "" for mark in words)])
    return folded_table(Table("", columns, rows), lang=lang)
