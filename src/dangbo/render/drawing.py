"""What every drawing shares: `Drawing`, clean and escaped text, and the one style sheet.

A drawing is two finished strings: `text` for a terminal, `html` for a notebook or a page. The HTML is a fragment: it
carries its own style, every class of it starts with `dangbo-`, it holds no script and fetches nothing. Names come from
registers nobody has proof-read, so each of them passes through `clean` (text) or `escape` (HTML and SVG).

Colors follow the reader: the operating system (`prefers-color-scheme`), JupyterLab (`--jp-*` and its theme
attribute), VS Code and Sphinx themes. They only repeat what a shape or a word already says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dangbo.base.findings import Lang
from dangbo.base.words import known_language


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: plain text, and the same as an HTML fragment.

    Printing it gives the text; as the last line of a notebook cell it shows the HTML.

    Attributes:
        text: for a terminal, a log or an e-mail; Unicode, no escape sequences.
        html: one `<div>` with its own style, ready for a notebook or for `page`.

    Examples:
        >>> Drawing("100 = 75 + 25", "<div>100 = 75 + 25</div>")
        100 = 75 + 25
    """

    text: str
    html: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def stack(*drawings: Drawing, title: str = "", lang: Lang = "vi") -> Drawing:
    """Put drawings under each other as one, such as a tree, its totals and its findings.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> print(stack(Drawing("a", ""), Drawing("b", ""), title="Hai hình"))
        Hai hình
        <BLANKLINE>
        a
        <BLANKLINE>
        b
    """
    texts = ["\n".join(broken(clean(title)))] if title else []
    heading = f'<p class="dangbo-title">{escape(title)}</p>' if title else ""
    return Drawing(
        "\n\n".join([*texts, *(drawing.text for drawing in drawings)]),
        fragment(heading + "".join(without_style(drawing.html) for drawing in drawings), lang=lang),
    )


def fragment(body: str, *, lang: Lang) -> str:
    """Wrap finished markup so that it brings its style along."""
    return f'<div class="dangbo" lang="{known_language(lang)}">{STYLE}{body}</div>'


def without_style(html: str) -> str:
    """A fragment for a place that already has the style, such as a page."""
    return html.replace(STYLE, "")


def clean(text: str) -> str:
    r"""Text that can neither steer a terminal nor break a line: NFC, no control or invisible formatting characters.

    Line breaks and tabs become spaces. Leading spaces stay: tables read them as indentation.

    Examples:
        >>> clean("Chi bộ\x1b[31m\n1\u202e")
        'Chi bộ[31m 1'
    """
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return unicodedata.normalize("NFC", text)


def escape(text: str) -> str:
    """Text made safe inside HTML, SVG and quoted attributes; cleaned first.

    Examples:
        >>> escape('<script>alert("1")</script>')
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'
    """
    return clean(text).translate(_ENTITIES)


def width(text: str) -> int:
    r"""How many columns of a terminal a text takes: combining marks take none.

    Examples:
        >>> width("Phú Xá"), width("Phu\u0301 Xa\u0301")
        (6, 6)
    """
    return len(text) if text.isascii() else sum(not unicodedata.combining(char) for char in text)


def pad(text: str, columns: int, *, align: str = "left") -> str:
    """A text filled with spaces to a number of terminal columns."""
    gap = " " * max(0, columns - width(text))
    return gap + text if align == "right" else text + gap


COLUMNS: Final = 80
"""Columns of a terminal every drawing keeps within: what is longer goes on below."""


def broken(text: str, columns: int = COLUMNS, *, hang: str | None = None) -> list[str]:
    r"""A text as it is or, where it is wider, in lines of whole words, as far indented as it was.

    Args:
        text: what to break.
        columns: how wide a line may be.
        hang: what stands before every line but the first, instead of the indent.

    Examples:
        >>> broken("  Chi bộ tổ dân phố 12", 13), broken("- Chi bộ tổ dân phố 12", 13, hang="  ")
        (['  Chi bộ tổ', '  dân phố 12'], ['- Chi bộ tổ', '  dân phố 12'])
    """
    if width(text) <= columns:
        return [text]
    start = " " * (len(text) - len(text.lstrip(" ")))
    below = start if hang is None else hang
    lines: list[str] = []
    for word in text.split():
        # an id or an address that fits no line goes on after one of its slashes
        for i, piece in enumerate([word] if width(word) <= columns else re.split("(?<=/)", word)):
            gap = "" if i else " "
            if lines and width(lines[-1]) + len(gap) + width(piece) <= columns:
                lines[-1] += gap + piece
            else:
                lines.append((below if lines else start) + piece)
    return lines or [""]


TEXT_SIZE: Final = 12
"""Size of a name in a picture, in pixels."""


def length(text: str, size: int = TEXT_SIZE) -> int:
    """Pixels a text takes at most, in the widest of the fonts used (Noto Sans, semibold)."""
    return -(-sum(map(_thousandths, unicodedata.normalize("NFD", text))) * size // 1000)


def cut(text: str, room: int, size: int = TEXT_SIZE) -> str:
    """A text as far as so many pixels have room for it."""
    if length(text, size) <= room:
        return text
    while text and length(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _thousandths(char: str) -> int:
    """Width of a character in thousandths of the font size."""
    if unicodedata.combining(char):
        return 100 if char == "\N{COMBINING HORN}" else 0
    return next((thousandths for thousandths, chars in _WIDTHS if char in chars), 1000)


_WIDTHS: Final = (  # measured: the wider of Noto Sans and Arial at weight 600
    (300, " .,·'ijl"),
    (400, ":;!-()fI/"),
    (470, 'tr"'),
    (580, "zcsJ–vyx0123456789"),
    (630, "aekobdgpqFLTZ|"),
    (670, "hnuđEPSVXY"),
    (740, "ABCDĐKR"),
    (790, "GHU&"),
    (820, "OQN"),
    (870, "w"),
)


def _visible(char: str) -> str:
    if char in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return ""
    return "" if _NONCHARACTERS.match(char) else char


_NONCHARACTERS: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")  # XML refuses the last two; no name holds any
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


# --- the style sheet ----------------------------------------------------------------------------------------------

LIGHT: Final = {
    "surface": "#ffffff",
    "ink": "#1b2330",
    "accent": "#a3182b",
    "star": "#12306b",
    "full": "#2a6fb5",
    "half": "#4f86bd",
    "low": "#b04a06",
    "quiet": "#757c88",
    "plain": "#2a6fb5",
    "new": "#1b6e3c",
    "end": "#9c2f2f",
    "change": "#7a5600",
    "move": "#2a5fa5",
}
"""Colors on a light ground. Ratings of what was rated run dark to light from the best; "low" leaves the scale."""

DARK: Final = {
    "surface": "#14181f",
    "ink": "#e7ebf2",
    "accent": "#ff8e99",
    "star": "#d3e4ff",
    "full": "#82b4ee",
    "half": "#5b8fd0",
    "low": "#ff9d5c",
    "quiet": "#8d96a5",
    "plain": "#82b4ee",
    "new": "#6fce94",
    "end": "#ff9a94",
    "change": "#e5bb55",
    "move": "#8fbcf5",
}
"""The same on a dark ground, bright to dim from the best."""

MUTED: Final = "0.74"
"""Opacity of secondary text: relative to the ink, so that it stays readable in any theme."""


def _variables(palette: Iterable[tuple[str, str]]) -> str:
    return "".join(f"--dangbo-{name}:{color};" for name, color in palette)


def _theme(palette: dict[str, str], scheme: str) -> str:
    # a notebook's own ground and ink win where it defines them
    follow = {
        "surface": f"var(--jp-layout-color0,{palette['surface']})",
        "ink": f"var(--jp-content-font-color1,{palette['ink']})",
    }
    return f"color-scheme:{scheme};" + _variables((palette | follow).items())


_RULES: Final = """
.dangbo{background:var(--dangbo-surface);color:var(--dangbo-ink);text-align:left;\
font:14px/1.45 "Segoe UI","Noto Sans",Arial,sans-serif}
.dangbo .dangbo-title{font-size:15px;font-weight:600;margin:0 0 8px;text-align:left}
.dangbo .dangbo-muted{opacity:MUTED;font-size:13px;margin:6px 0 0}
.dangbo+.dangbo{margin-top:18px}
.dangbo .dangbo{margin-top:14px}
.dangbo :focus-visible{outline:2px solid var(--dangbo-move);outline-offset:2px}

.dangbo ul.dangbo-tree,.dangbo .dangbo-tree ul{list-style:none;margin:0;padding:0}
.dangbo .dangbo-tree ul{margin-left:6px;padding-left:16px;border-left:1px solid rgba(127,127,127,.4)}
.dangbo .dangbo-tree li{margin:0;padding:1px 0;list-style:none}
.dangbo .dangbo-tree summary{cursor:pointer;margin:0;padding:0}
.dangbo .dangbo-tree .dangbo-leaf{display:block;padding-left:15px}
.dangbo summary>.dangbo-root{font-weight:600}
.dangbo .dangbo-note{margin-left:.6em;font-weight:400;opacity:MUTED;font-variant-numeric:tabular-nums}
.dangbo .dangbo-detail{margin-left:.6em;font-weight:400;font-style:italic;opacity:MUTED}
.dangbo .dangbo-leaf>.dangbo-detail:first-child{margin-left:0}
.dangbo .dangbo-badge{display:inline-block;margin-right:.5em;padding:0 6px;border:1px solid;border-radius:4px;\
font-size:12px;line-height:1.4;font-weight:600;white-space:nowrap}
.dangbo .dangbo-new{color:var(--dangbo-new)}
.dangbo .dangbo-end{color:var(--dangbo-end);border-style:dashed}
.dangbo .dangbo-change{color:var(--dangbo-change);border-style:dotted}
.dangbo .dangbo-move{color:var(--dangbo-move)}
.dangbo .dangbo-ended{text-decoration:line-through 1px var(--dangbo-end)}

.dangbo .dangbo-scroll{overflow-x:auto;max-width:100%}
.dangbo table.dangbo-table{border-collapse:collapse;border:0;border-bottom:2px solid var(--dangbo-ink);margin:0;\
width:auto;max-width:100%;table-layout:auto;font-size:14px;color:inherit;background:none}
.dangbo .dangbo-table caption{caption-side:top;text-align:left;font-size:15px;font-weight:600;padding:0 0 8px;\
color:inherit}
.dangbo .dangbo-table th,.dangbo .dangbo-table td{padding:5px 12px;text-align:left;vertical-align:top;border:0;\
border-top:1px solid rgba(127,127,127,.3);background:none;color:inherit;font-weight:400;max-width:34em;\
white-space:normal}
.dangbo .dangbo-table thead th{font-weight:600;vertical-align:bottom;border-top:2px solid var(--dangbo-ink);\
border-bottom:1px solid var(--dangbo-ink);max-width:8.5em}
.dangbo .dangbo-table tbody th:not(.dangbo-number),.dangbo .dangbo-table th.dangbo-number+td{min-width:11em}
.dangbo .dangbo-table tbody tr,.dangbo .dangbo-table tbody tr:hover{background:none}
.dangbo .dangbo-table tbody tr:nth-child(even){background:rgba(127,127,127,.07)}
.dangbo .dangbo-table .dangbo-number{text-align:right;font-variant-numeric:tabular-nums}
.dangbo .dangbo-table tbody .dangbo-number{white-space:nowrap}
.dangbo .dangbo-table .dangbo-total th,.dangbo .dangbo-table .dangbo-total td{font-weight:700}

@media (max-width:600px){
.dangbo table.dangbo-table{width:max-content;max-width:none}
.dangbo .dangbo-table caption{max-width:calc(100vw - 36px)}
.dangbo .dangbo-table th,.dangbo .dangbo-table td{padding:5px 8px;max-width:15em}
.dangbo .dangbo-table tbody th.dangbo-number+td{min-width:0}
.dangbo .dangbo-table tbody th:not(.dangbo-number){position:sticky;left:0;min-width:7em;max-width:9em;\
background:var(--dangbo-surface);overflow-wrap:anywhere}
.dangbo .dangbo-table tbody tr:nth-child(even) th:not(.dangbo-number){\
background-image:linear-gradient(rgba(127,127,127,.07),rgba(127,127,127,.07))}
.dangbo .dangbo-tree ul{margin-left:2px;padding-left:8px}
}

.dangbo .dangbo-wall{display:block;width:100%;height:auto;max-height:none}
.dangbo .dangbo-wall text{fill:var(--dangbo-ink);font-family:"Segoe UI","Noto Sans",Arial,sans-serif;font-size:12px}
.dangbo .dangbo-wall .dangbo-name{font-weight:600}
.dangbo .dangbo-wall .dangbo-sub{font-size:11px;fill-opacity:MUTED}
.dangbo .dangbo-wall .dangbo-small{font-size:10px}
.dangbo .dangbo-wall .dangbo-heading{font-size:15px;font-weight:600}
.dangbo .dangbo-wall rect{fill:rgba(127,127,127,.08);stroke:rgba(127,127,127,.35)}
.dangbo .dangbo-wall path{fill-rule:evenodd;stroke:transparent;stroke-width:5px;pointer-events:all}
.dangbo .dangbo-wall .dangbo-star{fill:var(--dangbo-star)}
.dangbo .dangbo-wall .dangbo-full{fill:var(--dangbo-full)}
.dangbo .dangbo-wall .dangbo-half{fill:var(--dangbo-half)}
.dangbo .dangbo-wall .dangbo-low{fill:var(--dangbo-low)}
.dangbo .dangbo-wall .dangbo-none,.dangbo .dangbo-wall .dangbo-exempt{fill:var(--dangbo-quiet)}
.dangbo .dangbo-wall .dangbo-plain{fill:var(--dangbo-plain)}
.dangbo .dangbo-wall g:hover>rect{stroke:var(--dangbo-ink)}
.dangbo .dangbo-more{margin-top:10px}
.dangbo .dangbo-more>summary{cursor:pointer}

body.dangbo-page{margin:0;padding:0 16px 40px}
.dangbo-page header{border-bottom:3px solid var(--dangbo-accent);padding:10px 0 8px}
.dangbo-page h1{font-size:24px;line-height:1.25;margin:0}
.dangbo-page h2{font-size:19px;line-height:1.3;margin:24px 0 8px}
.dangbo-page header+main>h2:first-child{margin-top:10px}
.dangbo-page header p{margin:4px 0 0;opacity:MUTED}
.dangbo-page nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:8px 0 0;padding:0}
.dangbo-page a{color:inherit;text-underline-offset:3px}
""".replace("MUTED", MUTED)

STYLE: Final = "".join(
    (
        "<style>\n.dangbo{",
        _theme(LIGHT, "light"),
        "}\n@media (prefers-color-scheme:dark){.dangbo{",
        _theme(DARK, "dark"),
        '}}\n[data-jp-theme-light="true"] .dangbo,[data-theme="light"] .dangbo,.vscode-light .dangbo{',
        _theme(LIGHT, "light"),
        '}\n[data-jp-theme-light="false"] .dangbo,[data-theme="dark"] .dangbo,.vscode-dark .dangbo{',
        _theme(DARK, "dark"),
        "}",
        _RULES,
        "@media print{.dangbo.dangbo{color-scheme:light;",
        _variables(LIGHT.items()),
        "}\n.dangbo .dangbo-scroll{overflow:visible}.dangbo .dangbo-wall{min-width:0!important}",
        "\n.dangbo details::details-content{content-visibility:visible;block-size:auto}",
        "\n.dangbo .dangbo-more,.dangbo-page nav{display:none}",
        "\n.dangbo tr,.dangbo-leaf,.dangbo-wall{break-inside:avoid}.dangbo caption,.dangbo summary{break-after:avoid}",
        "\n.dangbo-page h2,.dangbo .dangbo-title{break-after:avoid}body.dangbo-page{page:dangbo}}",
        "\n@page dangbo{size:A4 landscape;margin:10mm}",
        "\n</style>",
    )
)
"""The one style sheet: a fragment carries it, a page carries it once."""
