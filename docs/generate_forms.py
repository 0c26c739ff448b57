"""The tables of the pages on the statistics forms: every row as the rulebook has it, with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dangbo.base.findings import Lang
from dangbo.base.forms import Adding, FormLine
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.rules import RuleBook, RuleValue
from dangbo.rules.forms import FORM_RULES, printed_form
from dangbo.rules.words import CONFIDENCE

WORDS: Final[Mapping[str, Words]] = {
    "sources": Words(vi="Nguồn", en="Sources"),
    "columns": Words(vi="Cột", en="Columns"),
    "form": Words(vi="{number}: {title}", en="{number}: {title}"),
    "names": Words(vi="Tên năm 2012 khác năm 2021", en="Names of 2012 that differ from those of 2021"),
    "code": Words(vi="mã", en="code"),
    "label": Words(vi="như in", en="as printed"),
    "english": Words(vi="tiếng Anh", en="English"),
    "within": Words(vi="thuộc dòng", en="part of"),
    "adds": Words(vi="cách cộng", en="how it adds up"),
    "era": Words(vi="chữ của thời cấp huyện, đến", en="worded for the districts, to"),
    "seen": Words(vi="nguồn", en="seen in"),
    "confidence": Words(vi="độ tin cậy", en="confidence"),
    "forms": Words(vi="biểu", en="forms"),
    "number": Words(vi="số cột", en="number"),
    "under": Words(vi="tiêu đề chung", en="under"),
    "what": Words(vi="là gì", en="what it is"),
    "dated": Words(vi="thời gian", en="dated"),
    "2012": Words(vi="năm 2012", en="2012"),
    "2021": Words(vi="năm 2021", en="2021"),
    "known": Words(
        vi="{citation}. Dùng cho {first} - {last}; độ tin cậy: {confidence}.",
        en="{citation}. In use {first} - {last}; confidence: {confidence}.",
    ),
}
ADDS: Final[Mapping[Adding, Words]] = {
    "single": Words(vi="", en=""),
    "head": Words(vi="tiêu đề, không có số", en="title, no figure"),
    "sum": Words(vi="tổng các dòng của nó", en="sum of its rows"),
    "of_which": Words(vi="trong đó", en="of which"),
    "balance": Words(vi="A + B - C", en="A + B - C"),
}
LISTS: Final = ("statistics-ethnic-groups", "statistics-religions")


def forms_page(lang: Lang) -> str:
    """The tables in one language, as Markdown."""
    book = RuleBook.default()
    parts = [f"## {_w('sources', lang)}", _sources(book, lang), f"## {_w('columns', lang)}", _columns(book, lang)]
    for number, rule_id in FORM_RULES.items():
        (value,) = book.values(rule_id)
        form = printed_form(book, number, value.ref.valid_from)
        title = form.title.text(lang=lang)
        parts += [
            f"## {WORDS['form'].format(lang=lang, number=form.number.text(lang=lang), title=title)}",
            _known(value, lang),
            value.note.text(lang=lang) if value.note is not None else "",
            _rows(form.lines, value, lang),
        ]
    return "\n\n".join([*parts, f"## {_w('names', lang)}", _names(book, lang)]) + "\n"


def _sources(book: RuleBook, lang: Lang) -> str:
    (value,) = book.values("statistics-form-sources")
    rows = [[row.text("key"), row.words("words").text(lang=lang), row.text("dated")] for row in value.rows]
    return _table(_heads(lang, "code", "what", "dated"), rows)


def _columns(book: RuleBook, lang: Lang) -> str:
    (value,) = book.values("statistics-form-columns")
    rows = [
        [
            ", ".join(row.texts("forms")),
            row.text("number").replace("*", "\\*"),
            row.words("label").vi,
            *([row.words("label").en] if lang == "en" else []),
            row.words("under").vi if "under" in row else "",
            ", ".join(row.texts("sources")),
        ]
        for row in value.rows
    ]
    note = value.note.text(lang=lang) if value.note is not None else ""
    keys = ("forms", "number", "label", *(("english",) if lang == "en" else ()), "under", "seen")
    return f"{_table(_heads(lang, *keys), rows)}\n\n{note}"


def _known(value: RuleValue, lang: Lang) -> str:
    ref = value.ref
    last = "" if ref.valid_to is None else format_date(ref.valid_to, lang=lang)
    return WORDS["known"].format(
        lang=lang,
        citation=f"[{ref.clause(lang=lang)}]({'../' if lang == 'vi' else ''}_generated/rules/{ref.id}.md)",
        first=format_date(ref.valid_from, lang=lang),
        last=last,
        confidence=CONFIDENCE[value.confidence].text(lang=lang),
    )


def _rows(lines: Iterable[FormLine], value: RuleValue, lang: Lang) -> str:
    keys = ["code", "label", *(["english"] if lang == "en" else []), "within", "adds", "era", "seen", "confidence"]
    known = CONFIDENCE[value.confidence].text(lang=lang)
    rows = [
        [
            f"`{line.code}`",
            f"{'&emsp;' * line.indent}{line.label.vi}",
            *([line.label.en] if lang == "en" else []),
            f"`{line.within}`" if line.within is not None else "",
            ADDS[line.adds].text(lang=lang),
            format_date(line.to, lang=lang) if line.to is not None else "",
            ", ".join(line.sources),
            known,
        ]
        for line in lines
    ]
    return _table(_heads(lang, *keys), rows)


def _names(book: RuleBook, lang: Lang) -> str:
    rows: list[list[str]] = []
    for rule_id in LISTS:
        old, new = book.values(rule_id)
        rows += [
            [f"`{one.text('key')}`", one.words("label").vi, other.words("label").vi]
            for one, other in zip(old.rows, new.rows, strict=True)
            if one.words("label") != other.words("label")
        ]
    return _table(_heads(lang, "code", "2012", "2021"), rows)


def _w(key: str, lang: Lang) -> str:
    return WORDS[key].text(lang=lang)


def _heads(lang: Lang, *keys: str) -> list[str]:
    return [_w(key, lang) for key in keys]


def _table(heads: list[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
