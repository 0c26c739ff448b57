"""Flows: an alluvial picture of what went where, such as 36 wards before and 8 after.

```
   Phường Phú Xá  520 ▌━━━━━━━━━━━┓
                                  ┣━━━━▐ 820  Phường Gang Thép     a band per link, as thick as its value
 Phường Tân Thịnh  500 ▌━━━━━━━━━━┛
                       ▌━━━━━━━━━━━━━━━▐ 200  Phường Tích Lương    names and values on both sides
     Phường Cam Giá    0 ▌- - - - - - -                            a link of 0: a dashed line
```

Bands are thick in proportion to their values by one scale, and never thinner than can be seen; every node has room for
a line of text. Colors repeat what the names at the two ends of a band say. The same figures follow as a table.
"""

from __future__ import annotations

import operator
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from dangbo.base.errors import quoted, shown
from dangbo.base.findings import Lang
from dangbo.base.text import group_digits, nearest
from dangbo.base.words import Words
from dangbo.render.drawing import (
    COLUMNS,
    DARK,
    LIGHT,
    MUTED,
    Drawing,
    broken,
    clean,
    escape,
    fragment,
    length,
    pad,
    width,
)
from dangbo.render.table import Column, Table, folded_table

FlowOrder: TypeAlias = Literal["given", "fewest_crossings"]
"""Order of the nodes of each side: as they were given, or rearranged so that few bands cross."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A node on one side; its value is the sum of its links.

    Args:
        id: what links call it by; unique on its side. The same id on both sides is two nodes.
        label: its name.
        note: short words after the name, such as "12 chi bộ".
    """

    id: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FlowLink:
    """A flow from a node on the left to one on the right.

    Args:
        source: id of a node on the left.
        target: id of a node on the right.
        value: a count, 0 or more. 0 says that something goes there that is not counted: land without people.
        note: shown with the value.
    """

    source: str
    target: str
    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Two sides and what flows between them; sequences are kept as tuples.

    Args:
        title: what it shows, with its date.
        left: nodes before, from the top.
        right: nodes after, from the top.
        links: what goes where; several between the same two nodes are drawn apart.
        left_title: heading of the left side.
        right_title: heading of the right side.
        unit: what is counted, behind numbers: "đảng viên".
        notes: lines below the picture: bases, what is synthetic.

    Raises:
        ValueError: an id twice on a side, a link from or to no node of that side, a value that is negative or no
            whole number.
    """

    title: str
    left: Sequence[FlowNode]
    right: Sequence[FlowNode]
    links: Sequence[FlowLink]
    left_title: str = ""
    right_title: str = ""
    unit: str = ""
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Keep what was given as tuples, and refuse links that lead nowhere."""
        for name in ("left", "right", "links", "notes"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        sides = {side: self._ids(side) for side in ("left", "right")}
        for number, link in enumerate(self.links, start=1):
            what = f"link {number} of flow {quoted(self.title)}"
            for verb, side, end in (("comes from", "left", link.source), ("goes to", "right", link.target)):
                if end not in sides[side]:
                    near = ", ".join(map(quoted, nearest(end, sides[side])))
                    meant = f"name {near}, or add" if near else "add"
                    raise ValueError(
                        f"{what} {verb} {quoted(end)}, no node on the {side}: {meant} FlowNode({quoted(end)}, ...)"
                    )
            what += f", from {quoted(link.source)} to {quoted(link.target)},"
            try:
                value = operator.index(link.value)
            except TypeError:
                raise ValueError(
                    f"{what} has value {shown(repr(link.value))}: give a whole number, 0 or more"
                ) from None
            if value < 0:
                raise ValueError(f"{what} has value {value}: give 0 or more; what flows back is a flow of its own")

    def _ids(self, side: str) -> set[str]:
        ids: set[str] = set()
        for node in getattr(self, side):
            if node.id in ids:
                raise ValueError(
                    f"flow {quoted(self.title)} has two nodes {quoted(node.id)} on the {side}: "
                    "give each node of a side its own id"
                )
            ids.add(node.id)
        return ids


def draw_flow(flow: Flow, *, order: FlowOrder = "given", lang: Lang = "vi") -> Drawing:
    """Draw what went where: as text, a line per node on the left; as HTML, a figure and the same as a table.

    Args:
        flow: what to draw.
        order: of the nodes on each side: "given", or "fewest_crossings" to rearrange both sides so that few bands
            cross. Links inside a node always follow the order of the other side.
        lang: language of the words the drawing adds.

    Raises:
        ValueError: an order of another name.
        TermError: another language than "vi" and "en".

    Complexity:
        O(n log n) for n nodes and links; rearranging takes a dozen times as long.

    Examples:
        >>> print(draw_flow(Flow(
        ...     "Sắp xếp phường, 01/7/2025",
        ...     [FlowNode("px", "Phường Phú Xá"), FlowNode("tt", "Phường Tân Thịnh"), FlowNode("cg", "Cam Giá")],
        ...     [FlowNode("gt", "Phường Gang Thép"), FlowNode("tl", "Phường Tích Lương")],
        ...     [FlowLink("px", "gt", 520), FlowLink("tt", "gt", 300), FlowLink("tt", "tl", 200)],
        ...     unit="đảng viên",
        ... )))
        Sắp xếp phường, 01/7/2025: 3 → 2, 1.020 đảng viên
        <BLANKLINE>
        Phường Phú Xá     (520) → Phường Gang Thép 520
        Phường Tân Thịnh  (500) → Phường Gang Thép 300; Phường Tích Lương 200
        Cam Giá             (0) → không có luồng
        <BLANKLINE>
        → Phường Gang Thép   (820)
        → Phường Tích Lương  (200)
    """
    graph = _graph(flow, order)
    heading = _heading(flow, lang)
    body = [
        f'<figure style="margin:0"><figcaption class="dangbo-title">{escape(heading)}</figcaption>',
        _inline(graph, heading, lang),
        *(f'<p class="dangbo-muted">{escape(note)}</p>' for note in flow.notes),
        "</figure>",
        _same_as_table(graph, lang),
    ]
    return Drawing(_as_text(graph, heading, lang), fragment("".join(body), lang=lang))


def flow_svg(flow: Flow, *, order: FlowOrder = "given", lang: Lang = "vi") -> str:
    """The picture of `draw_flow` alone, as a file that opens anywhere: a whole SVG document.

    It holds its title and notes, no script, fetches nothing, and follows light and dark themes. Programs that know no
    style sheets show it in the light colors.

    Returns:
        The document as text; write it as UTF-8.

    Raises:
        ValueError: an order of another name.
        TermError: another language than "vi" and "en".

    Examples:
        >>> one = Flow("A", [FlowNode("a", "A")], [FlowNode("b", "B")], [FlowLink("a", "b", 12)])
        >>> flow_svg(one).partition(" class")[0]
        '<svg xmlns="http://www.w3.org/2000/svg"'
    """
    graph = _graph(flow, order)
    heading = _heading(flow, lang)
    picture = _picture(graph, lang)
    room = max(picture.width, _NARROWEST) - 2 * _MARGIN
    lines = _wrapped(heading, room, _HEADING_SIZE)
    notes = [line for note in flow.notes for line in _wrapped(clean(note), room, _SIZE)]
    top = _MARGIN + len(lines) * _HEADING_LINE
    bottom = top + picture.height + (_MARGIN if notes else 0)
    wide, high = room + 2 * _MARGIN, bottom + len(notes) * _LINE + _MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dangbo-flow" lang="{lang}" role="img" '
        f'aria-label="{escape(heading)}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f"<title>{escape(heading)}</title><desc>{escape(_told(graph, lang))}</desc>{_ROOT_STYLE}"
    )
    out = [
        head,
        f'<g {_paint("ink")} {_font(_HEADING_SIZE)} font-weight="600">',
        *(_text(_MARGIN, _MARGIN + i * _HEADING_LINE - 5, line) for i, line in enumerate(lines, start=1)),
        f'</g><g transform="translate({(wide - picture.width) // 2} {top})">{picture.body}</g>',
        f'<g {_paint("ink")} {_font(_SIZE)} fill-opacity="{MUTED}">',
        *(_text(_MARGIN, bottom + i * _LINE - 4, line) for i, line in enumerate(notes, start=1)),
        "</g></svg>",
    ]
    return "".join(out)


# --- who stands where -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Node:
    """A node in its place: cleaned words, its value, and the positions of its links in the order they leave it."""

    label: str
    note: str
    value: int
    links: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.label} · {self.note}" if self.note else self.label


@dataclass(frozen=True, slots=True)
class _Link:
    source: int  # place on the left, from the top
    target: int  # place on the right
    value: int
    note: str


@dataclass(frozen=True, slots=True)
class _Graph:
    """A flow with its nodes in the order they are drawn."""

    flow: Flow
    left: tuple[_Node, ...]
    right: tuple[_Node, ...]
    links: tuple[_Link, ...]

    def ambiguous(self, link: _Link) -> bool:
        """Whether neither end of a link says its value."""
        return len(self.left[link.source].links) > 1 and len(self.right[link.target].links) > 1


_ORDERS: Final = ("given", "fewest_crossings")
_SWEEPS: Final = 12
"""Rearranging stops after so many tries to find fewer crossings."""


def _graph(flow: Flow, order: FlowOrder) -> _Graph:
    if order not in _ORDERS:
        raise ValueError(f"order of a flow is {quoted(str(order))}: give {' or '.join(map(repr, _ORDERS))}")
    lefts = {node.id: i for i, node in enumerate(flow.left)}
    rights = {node.id: i for i, node in enumerate(flow.right)}
    pairs = [(lefts[link.source], rights[link.target]) for link in flow.links]
    left, right = list(range(len(lefts))), list(range(len(rights)))
    if order == "fewest_crossings":
        left, right = _rearranged(left, right, pairs)
    row_of, row_to = _places(left), _places(right)
    links = tuple(
        _Link(row_of[source], row_to[target], operator.index(link.value), clean(link.note))
        for (source, target), link in zip(pairs, flow.links, strict=True)
    )
    return _Graph(
        flow,
        _nodes([flow.left[i] for i in left], links, lambda link: link.source, lambda link: link.target),
        _nodes([flow.right[i] for i in right], links, lambda link: link.target, lambda link: link.source),
        links,
    )


def _nodes(
    nodes: Sequence[FlowNode], links: Sequence[_Link], own: Callable[[_Link], int], other: Callable[[_Link], int]
) -> tuple[_Node, ...]:
    of: list[list[int]] = [[] for _ in nodes]
    for i in sorted(range(len(links)), key=lambda i: other(links[i])):
        of[own(links[i])].append(i)
    return tuple(
        _Node(clean(node.label), clean(node.note), sum(links[i].value for i in its), tuple(its))
        for node, its in zip(nodes, of, strict=True)
    )


def _places(order: Sequence[int]) -> dict[int, int]:
    return {node: place for place, node in enumerate(order)}


def _rearranged(left: list[int], right: list[int], pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Move the nodes of one side, then of the other, to the mean place of what they are linked with; keep the best."""
    backwards = [(target, source) for source, target in pairs]
    best = (_crossings(left, right, pairs), left, right)
    for sweep in range(_SWEEPS):
        if sweep % 2:
            left = _by_barycenter(left, right, backwards)
        else:
            right = _by_barycenter(right, left, pairs)
        found = _crossings(left, right, pairs)
        if found < best[0]:
            best = (found, left, right)
    return best[1], best[2]


def _by_barycenter(moved: Sequence[int], fixed: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Nodes of one side by the mean place of their links on the other; those without links come last."""
    place = _places(fixed)
    ends: dict[int, list[int]] = {node: [] for node in moved}
    for end, node in pairs:
        ends[node].append(place[end])
    return sorted(moved, key=lambda node: (not ends[node], Fraction(sum(ends[node]), len(ends[node]) or 1)))


def _crossings(left: Sequence[int], right: Sequence[int], pairs: Iterable[tuple[int, int]]) -> int:
    """Pairs of links that cross."""
    row_of, row_to = _places(left), _places(right)
    found = 0
    above: list[int] = []
    for _, target in sorted((row_of[source], row_to[target]) for source, target in pairs):
        found += len(above) - bisect_right(above, target)
        insort(above, target)
    return found


# --- words ----------------------------------------------------------------------------------------------------------

_COLUMN: Final = 44
"""Names wider than this do not push the values of all the others to the right."""


def _heading(flow: Flow, lang: Lang) -> str:
    left, right = (group_digits(len(side), lang=lang) for side in (flow.left, flow.right))
    total = group_digits(sum(operator.index(link.value) for link in flow.links), lang=lang)
    counted = f"{total} {clean(flow.unit)}" if flow.unit else f"{Words(vi='tổng', en='total').text(lang=lang)} {total}"
    summary = f"{left} → {right}, {counted}"
    return f"{clean(flow.title)}: {summary}" if flow.title else summary


_NOTHING: Final = Words(vi="không có luồng", en="no flow")


def _goes(graph: _Graph, node: _Node, lang: Lang) -> list[str]:
    """Where a node on the left goes, a string for each of its links."""
    told: list[str] = []
    for link in (graph.links[i] for i in node.links):
        note = f" ({link.note})" if link.note else ""
        told.append(f"{graph.right[link.target].label} {group_digits(link.value, lang=lang)}{note}")
    return told or [_NOTHING.text(lang=lang)]


def _told(graph: _Graph, lang: Lang) -> str:
    """The whole picture in sentences, for who does not see it."""
    return " ".join(
        f"{node.name} ({group_digits(node.value, lang=lang)}) → {'; '.join(_goes(graph, node, lang))}."
        for node in graph.left
    )


def _as_text(graph: _Graph, heading: str, lang: Lang) -> str:
    flow = graph.flow
    out = broken(heading)
    before = _columns([node.name for node in graph.left], graph.left, lang)
    if before:
        out += ["", *(broken(clean(flow.left_title)) if flow.left_title else [])]
    goes = [_goes(graph, node, lang) for node in graph.left]
    widest = max((width(part) for parts in goes for part in parts), default=0)
    if max(map(width, before), default=0) + 3 + widest < COLUMNS:
        out += (line for start, parts in zip(before, goes, strict=True) for line in _packed(f"{start} → ", parts))
    else:
        for start, parts in zip(before, goes, strict=True):
            out += [*broken(start, hang="  "), *_packed("    → ", parts)]
    after = _columns([f"→ {node.name}" for node in graph.right], graph.right, lang)
    if after:
        out += ["", *(broken(clean(flow.right_title)) if flow.right_title else [])]
        out += (part for line in after for part in broken(line, hang="    "))
    out += ["", *(line for note in flow.notes for line in broken(clean(note)))] if flow.notes else []
    return "\n".join(out)


def _packed(start: str, parts: Sequence[str]) -> list[str]:
    """Parts behind a start, as many to a line as fit; further lines begin below the first part."""
    hang = " " * width(start)
    lines = [start + parts[0]]
    for part in parts[1:]:
        if width(lines[-1]) + 2 + width(part) < COLUMNS:
            lines[-1] += f"; {part}"
        else:
            lines[-1] += ";"
            lines.append(hang + part)
    return [part for line in lines for part in broken(line, hang=hang)]


def _columns(names: Sequence[str], nodes: Sequence[_Node], lang: Lang) -> list[str]:
    """Names and, in a column of their own, values."""
    values = [f"({group_digits(node.value, lang=lang)})" for node in nodes]
    wide = max((min(width(name), _COLUMN) for name in names), default=0)
    wide_value = max(map(len, values), default=0)
    return [
        f"{pad(name, wide)}  {pad(value, wide_value, align='right')}" for name, value in zip(names, values, strict=True)
    ]


def _same_as_table(graph: _Graph, lang: Lang) -> str:
    """Every link as a row of a folded table: the picture for those who cannot see it."""
    flow = graph.flow
    notes = any(link.note for link in graph.links)
    columns = [
        Column(flow.left_title or Words(vi="Từ", en="From").text(lang=lang)),
        Column(flow.right_title or Words(vi="Đến", en="To").text(lang=lang)),
        Column(flow.unit or Words(vi="Giá trị", en="Value").text(lang=lang), "right"),
        *([Column(Words(vi="Ghi chú", en="Note").text(lang=lang))] if notes else []),
    ]
    rows: list[list[str]] = []
    nothing = _NOTHING.text(lang=lang)
    for node in graph.left:
        for link in (graph.links[i] for i in node.links):
            row = [node.name, graph.right[link.target].name, group_digits(link.value, lang=lang)]
            rows.append([*row, link.note] if notes else row)
        if not node.links:
            rows.append([node.name, nothing, *[""] * (len(columns) - 2)])
    rows += [[nothing, node.name, *[""] * (len(columns) - 2)] for node in graph.right if not node.links]
    return folded_table(Table("", columns, rows), lang=lang)


# --- layout: across in pixels, down in tenths of a pixel ------------------------------------------------------------

_MARGIN: Final = 8
_SIZE: Final = 12
_HEADING_SIZE: Final = 15
_HEADING_LINE: Final = 20
_LINE: Final = 16  # height of a line of text
_BAR: Final = 10  # width of the bar of a node
_TITLES: Final = 24  # height of the headings of the sides
_NAME: Final = 300  # most room for a name, and for a note
_NOTE: Final = 160
_NARROWEST: Final = 480  # of a document: its title and notes need room too
_SPACE: Final = 60  # tenths between nodes
_NODE: Final = 10 * _LINE  # least height of a node: a line of text
_VALUE: Final = 130  # least height of a band whose value is printed on it
_BEHIND: Final = 60  # a band thinner than this stops behind its value
_THINNEST: Final = 20  # what can be seen
_PER_NODE: Final = 160  # height of the bars of a side, for each of its nodes
_SHORTEST: Final = 2400  # of these bars together


@dataclass(frozen=True, slots=True)
class _Side:
    """Where the nodes of a side stand: their upper edges and heights, and the upper edge of the band of each link."""

    tops: tuple[int, ...]
    heights: tuple[int, ...]
    bands: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Picture:
    width: int
    height: int
    body: str


def _thicknesses(graph: _Graph) -> list[int]:
    """How thick the band of each link is: in proportion to its value, and never too thin to be seen."""
    total = sum(link.value for link in graph.links)
    bars = max(_SHORTEST, _PER_NODE * max(len(graph.left), len(graph.right)))
    return [max(_THINNEST, round(Fraction(link.value * bars, total or 1))) for link in graph.links]


def _height(nodes: Sequence[_Node], slots: Sequence[int]) -> int:
    return sum(max(_NODE, sum(slots[i] for i in node.links)) + _SPACE for node in nodes) - _SPACE if nodes else 0


def _side(nodes: Sequence[_Node], slots: Sequence[int], thick: Sequence[int], height: int) -> _Side:
    """Spread the nodes of a side evenly over a height; each band in the middle of its slot."""
    spare = height - _height(nodes, slots)
    tops: list[int] = []
    heights: list[int] = []
    bands: dict[int, int] = {}
    used = 0
    for place, node in enumerate(nodes):
        filled = sum(slots[i] for i in node.links)
        high = max(_NODE, filled)
        top = used + (spare * place // (len(nodes) - 1) if len(nodes) > 1 else spare // 2)
        at = top + (high - filled) // 2
        for i in node.links:
            bands[i] = at + (slots[i] - thick[i]) // 2
            at += slots[i]
        tops.append(top)
        heights.append(high)
        used += high + _SPACE
    return _Side(tuple(tops), tuple(heights), bands)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words of a side, shortened where they are very long, and the room they take."""

    names: tuple[str, ...]
    notes: tuple[str, ...]
    values: tuple[str, ...]
    title: str
    value_room: int
    room: int  # from the bar to the edge of the words


def _labels(nodes: Sequence[_Node], title: str, lang: Lang) -> _Labels:
    names = tuple(_shortened(node.label, _NAME) for node in nodes)
    notes = tuple(f" · {_shortened(node.note, _NOTE)}" if node.note else "" for node in nodes)
    values = tuple(group_digits(node.value, lang=lang) for node in nodes)
    value_room = max((length(value) for value in values), default=0)
    name_room = max((length(name + note) for name, note in zip(names, notes, strict=True)), default=0)
    heading = _shortened(clean(title), _NAME + _NOTE)
    return _Labels(names, notes, values, heading, value_room, max(6 + value_room + 10 + name_room, length(heading)))


def _shortened(text: str, room: int) -> str:
    """A text as it is or, where it is too long, without its middle: names differ at their end."""
    if len(text) <= room and length(text) <= room:
        return text
    head, tail = text[: room // 2], text[-(room // 2) :]
    while length(f"{head}…{tail}") > room:
        head, tail = (head[:-1], tail) if len(head) >= len(tail) else (head, tail[1:])
    return f"{head.rstrip()}…{tail.lstrip()}"


def _wrapped(text: str, room: int, size: int) -> list[str]:
    """A text in lines of whole words; a word longer than a line loses its middle."""
    lines: list[str] = []
    for word in text.split():
        if lines and length(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(_shortened(word, room * _SIZE // size))
    return lines


# --- how it looks ---------------------------------------------------------------------------------------------------

_HUES: Final = ("full", "change", "new", "accent")
"""Colors of the nodes on the right, in turn: neighbors differ, and none has a meaning."""
_OPACITY: Final = "0.34"
_EDGE: Final = "0.8"
_FONT: Final = "'Segoe UI','Noto Sans',Arial,sans-serif"


def _root(palette: dict[str, str]) -> str:
    variables = "".join(f"--dangbo-{name}:{palette[name]};" for name in ("surface", "ink", "quiet", *_HUES))
    return f"{variables}background:{palette['surface']}"


_ROOT_STYLE: Final = (
    f"<style>svg:root{{color-scheme:light dark;{_root(LIGHT)}}}"
    f"@media screen and (prefers-color-scheme:dark){{svg:root{{{_root(DARK)}}}}}</style>"
)
"""Colors of a document of its own; inside a page the style sheet there gives them."""


def _paint(color: str, *more: str, what: str = "fill") -> str:
    """A color that follows the theme, and as an attribute the light one for programs that know no variables."""
    attributes = " ".join(f'{one}="{LIGHT[color]}"' for one in (what, *more))
    styles = ";".join(f"{one}:var(--dangbo-{color},{LIGHT[color]})" for one in (what, *more))
    return f'{attributes} style="{styles}"'


def _font(size: int) -> str:
    return f'font-family="{_FONT}" font-size="{size}"'


def _text(x: int, y: int | str, words: str, extra: str = "") -> str:
    return f'<text x="{x}" y="{y}"{extra}>{escape(words)}</text>'


def _px(tenths: int) -> str:
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)


def _inline(graph: _Graph, heading: str, lang: Lang) -> str:
    """The picture inside a page, whose style sheet gives the colors; its title and notes stand around it."""
    picture = _picture(graph, lang)
    name, wide, high = escape(heading), picture.width, picture.height
    told = Words(vi="Các số liệu này có trong bảng bên dưới.", en="The same figures follow as a table.").text(lang=lang)
    return (
        f'<div class="dangbo-scroll" tabindex="0" role="group" aria-label="{name}">'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dangbo-flow" role="img" aria-label="{name}" '
        f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'style="display:block;width:100%;height:auto;min-width:{wide * 9 // 10}px;max-width:{wide * 5 // 4}px">'
        f"<title>{name}</title><desc>{told}</desc>{picture.body}</svg></div>"
    )


def _picture(graph: _Graph, lang: Lang) -> _Picture:
    thick = _thicknesses(graph)
    # a value that neither end tells is printed where its band leaves, and has room there
    slots = [max(t, _VALUE) if graph.ambiguous(link) else t for t, link in zip(thick, graph.links, strict=True)]
    down = max(_height(graph.left, slots), _height(graph.right, thick))
    sides = _side(graph.left, slots, thick, down), _side(graph.right, thick, thick, down)
    labels = _labels(graph.left, graph.flow.left_title, lang), _labels(graph.right, graph.flow.right_title, lang)
    between = min(560, max(280, down // 20))
    bars = _MARGIN + labels[0].room, _MARGIN + labels[0].room + _BAR + between
    top = 10 * (_TITLES if graph.flow.left_title or graph.flow.right_title else 4)
    body = [
        _titles(labels, bars),
        _bands(graph, thick, sides, bars, top, lang),
        _left(graph, thick, sides[0], labels[0], bars[0], top, lang),
        _right(graph, thick, sides[1], labels[1], bars[1], top, lang),
        _values(graph, thick, sides[0], bars[0], top, lang),
    ]
    return _Picture(bars[1] + _BAR + labels[1].room + _MARGIN, -(-(top + down) // 10) + 4, "".join(body))


def _titles(labels: tuple[_Labels, _Labels], bars: tuple[int, int]) -> str:
    left, right = labels
    return (
        f'<g {_paint("ink")} {_font(_SIZE)} font-weight="600">'
        f"{_text(bars[0], 14, left.title, _END) if left.title else ''}"
        f"{_text(bars[1] + _BAR, 14, right.title) if right.title else ''}</g>"
    )


_END: Final = ' text-anchor="end"'


def _hue(link: _Link) -> str:
    return _HUES[link.target % len(_HUES)]


def _bands(
    graph: _Graph, thick: Sequence[int], sides: tuple[_Side, _Side], bars: tuple[int, int], top: int, lang: Lang
) -> str:
    x0, x1 = bars[0] + _BAR, bars[1]
    middle = (x0 + x1) // 2
    out = ["<g>"]
    for i in sorted(range(len(graph.links)), key=lambda i: -graph.links[i].value):  # thin ones lie on top
        link = graph.links[i]
        y0, y1 = top + sides[0].bands[i], top + sides[1].bands[i]
        z0, z1 = y0 + thick[i], y1 + thick[i]
        hue = _hue(link)
        if link.value:
            path = (
                f"M{x0} {_px(y0)}C{middle} {_px(y0)} {middle} {_px(y1)} {x1} {_px(y1)}"
                f"V{_px(z1)}C{middle} {_px(z1)} {middle} {_px(z0)} {x0} {_px(z0)}Z"
            )
            paint = f'{_paint(hue, "stroke")} fill-opacity="{_OPACITY}" stroke-opacity="{_EDGE}" stroke-width=".6"'
        else:
            y0, y1 = (y0 + z0) // 2, (y1 + z1) // 2
            path = f"M{x0} {_px(y0)}C{middle} {_px(y0)} {middle} {_px(y1)} {x1} {_px(y1)}"
            paint = f'fill="none" {_paint(hue, what="stroke")} stroke-width="1.5" stroke-dasharray="5 4"'
        out.append(f'<path class="dangbo-band" {paint} d="{path}"><title>{_band(graph, link, lang)}</title></path>')
    out.append("</g>")
    return "".join(out)


def _band(graph: _Graph, link: _Link, lang: Lang) -> str:
    ends = f"{graph.left[link.source].label} → {graph.right[link.target].label}"
    return escape(f"{ends}: {_counted(graph, link.value, link.note, lang)}")


def _counted(graph: _Graph, value: int, note: str, lang: Lang) -> str:
    unit, note = (f" {graph.flow.unit}" if graph.flow.unit else ""), (f" ({note})" if note else "")
    return f"{group_digits(value, lang=lang)}{unit}{note}"


def _left(graph: _Graph, thick: Sequence[int], side: _Side, labels: _Labels, bar: int, top: int, lang: Lang) -> str:
    name_x = bar - 6 - labels.value_room - 10
    return _words_and_bars(graph, graph.left, thick, side, labels, (bar, bar - 6, name_x), _END, top, lang)


def _right(graph: _Graph, thick: Sequence[int], side: _Side, labels: _Labels, bar: int, top: int, lang: Lang) -> str:
    value_x = bar + _BAR + 6 + labels.value_room
    return _words_and_bars(graph, graph.right, thick, side, labels, (bar, value_x, value_x + 10), "", top, lang)


def _words_and_bars(
    graph: _Graph,
    nodes: Sequence[_Node],
    thick: Sequence[int],
    side: _Side,
    labels: _Labels,
    across: tuple[int, int, int],
    anchor: str,
    top: int,
    lang: Lang,
) -> str:
    """The bars, values and names of a side; `across`: where bars begin, values end, and names begin or end."""
    bar, value_x, name_x = across
    out = [f"<g {_paint('ink')} {_font(_SIZE)}>"]
    for place, node in enumerate(nodes):
        middle = top + side.tops[place] + side.heights[place] // 2
        told = _counted(graph, node.value, "", lang) if node.links else _NOTHING.text(lang=lang)
        out.append(f"<g><title>{escape(f'{node.name}: {told}')}</title>")
        bars = [
            (_hue(link) if link.value else "quiet", top + side.bands[i], thick[i])
            for i, link in ((i, graph.links[i]) for i in node.links)
        ] or [("quiet", middle - _THINNEST // 2, _THINNEST)]
        out += (
            f'<rect x="{bar}" y="{_px(y)}" width="{_BAR}" height="{_px(high)}" {_paint(hue)}/>'
            for hue, y, high in _joined(bars)
        )
        y = _px(middle + 43)  # the middle of a line is about this far above its baseline
        out.append(_text(value_x, y, labels.values[place], f'{_END} font-weight="600"'))
        note = labels.notes[place]
        said = f'<tspan fill-opacity="{MUTED}">{escape(note)}</tspan>' if note else ""
        out.append(f'<text x="{name_x}" y="{y}"{anchor}>{escape(labels.names[place])}{said}</text></g>')
    out.append("</g>")
    return "".join(out)


def _joined(bars: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Bars (color, upper edge, height) with those of one color that touch made one."""
    joined: list[tuple[str, int, int]] = []
    for hue, y, high in bars:
        if joined and joined[-1][0] == hue and joined[-1][1] + joined[-1][2] == y:
            joined[-1] = (hue, joined[-1][1], joined[-1][2] + high)
        else:
            joined.append((hue, y, high))
    return joined


def _values(graph: _Graph, thick: Sequence[int], side: _Side, bar: int, top: int, lang: Lang) -> str:
    """The values that neither end tells, on their bands."""
    out = [f'<g {_paint("ink")} {_font(_SIZE - 1)} pointer-events="none">']
    for i, link in enumerate(graph.links):
        if graph.ambiguous(link):
            x, middle = bar + _BAR + 4, top + side.bands[i] + thick[i] // 2
            words = group_digits(link.value, lang=lang)
            if thick[i] < _BEHIND:  # a thin band would strike its value out
                room = length(words, _SIZE - 1) + 2
                ground = _paint("surface")
                out.append(f'<rect x="{x - 1}" y="{_px(middle - 50)}" width="{room}" height="10" {ground}/>')
            out.append(_text(x, _px(middle + 39), words))
    out.append("</g>")
    return "".join(out)
