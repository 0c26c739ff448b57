"""A whole page of drawings: one HTML file that opens anywhere, offline, on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from dangbo.base.findings import Lang
from dangbo.base.words import Words
from dangbo.render.drawing import STYLE, Drawing, clean, escape, without_style


def page(title: str, sections: Sequence[tuple[str, Drawing]], *, lang: Lang = "vi", subtitle: str = "") -> str:
    """Make a complete HTML document: no script, nothing fetched, the style once.

    The document forbids itself scripts and requests (`Content-Security-Policy`), follows light and dark themes, and
    prints with everything unfolded.

    Args:
        title: heading of the page and of its window.
        sections: (heading, drawing), in order; an empty heading continues the section before.
        lang: language of the page.
        subtitle: one line below the title, such as the date and where the figures come from.

    Returns:
        The document as text; write it as UTF-8.

    Raises:
        TermError: another language than "vi" and "en".

    Examples:
        >>> page("Báo cáo", [("Tổng số", Drawing("986", "<p>986</p>"))]).splitlines()[:2]
        ['<!DOCTYPE html>', '<html lang="vi">']
    """
    contents = Words(vi="Nội dung", en="Contents").text(lang=lang)
    headings = [(i, heading) for i, (heading, _) in enumerate(sections, start=1) if clean(heading).strip()]
    body: list[str] = []
    for i, (heading, drawing) in enumerate(sections, start=1):
        if (i, heading) in headings:
            body.append(f'<h2 id="dangbo-{i}">{escape(heading)}</h2>')
        body.append(without_style(drawing.html))
    links = "".join(f'<li><a href="#dangbo-{i}">{escape(heading)}</a></li>' for i, heading in headings)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            "<head>",
            '<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title)}</title>",
            STYLE,
            "</head>",
            '<body class="dangbo dangbo-page">',
            f"<header><h1>{escape(title)}</h1>",
            f"<p>{escape(subtitle)}</p>" if subtitle else "",
            f'<nav aria-label="{contents}"><ul>{links}</ul></nav>' if len(headings) > 1 else "",
            "</header>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>\n",
        )
    )
