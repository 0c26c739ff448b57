"""The glossary both ways: closed vocabularies as the library holds them, other words from glossary.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from dangbo.base import terms
from dangbo.base.findings import Lang
from dangbo.base.text import sort_key

WORDS: Final[dict[Lang, dict[str, str]]] = {
    "en": {
        "title": "Glossary",
        "intro": (
            "One English word for each Vietnamese term, and the other way round. Identifiers are English; a closed set "
            "of legal categories whose members do not survive translation there and back keeps its Vietnamese words "
            "(`Form.DANG_BO`). *Committee* means only the leading body, elected or appointed; *branch* is not used."
        ),
        "vi-en": "Vietnamese to English",
        "en-vi": "English to Vietnamese",
        "terms": "Closed vocabularies",
        "terms-intro": (
            "Each reads its value, its label with or without diacritics, and the usual abbreviations: "
            '`Form.parse("chi bo")`.'
        ),
        "vi": "Vietnamese",
        "en": "English",
        "name": "in the library",
        "note": "note",
        "value": "value",
    },
    "vi": {
        "title": "Bảng thuật ngữ",
        "intro": (
            "Mỗi thuật ngữ tiếng Việt ứng với một từ tiếng Anh và ngược lại. Tên trong thư viện đặt bằng tiếng Anh; "
            "những loại hình pháp lý không dịch xuôi ngược được thì giữ từ tiếng Việt (`Form.DANG_BO`)."
        ),
        "vi-en": "Việt - Anh",
        "en-vi": "Anh - Việt",
        "terms": "Các danh mục đóng",
        "terms-intro": (
            'Đọc được mã, nhãn có dấu hoặc không dấu, và chữ viết tắt thường dùng: `Form.parse("chi bo")`.'
        ),
        "vi": "tiếng Việt",
        "en": "tiếng Anh",
        "name": "trong thư viện",
        "note": "ghi chú",
        "value": "mã",
    },
}


def glossary_page(lang: Lang) -> str:
    """The page in one language, as Markdown."""
    words = WORDS[lang]
    with (Path(__file__).parent / "glossary.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    columns = ("vi", "en", "name", "note")[: 4 if lang == "en" else 3]  # the notes are in English
    forward = sorted(entries, key=lambda entry: sort_key(entry["vi"]))
    backward = sorted(entries, key=lambda entry: entry["en"].casefold())
    parts = [
        f"# {words['title']}",
        words["intro"],
        f"## {words['vi-en']}",
        _table(columns, forward, words),
        f"## {words['en-vi']}",
        _table(("en", "vi", "name"), backward, words),
        f"## {words['terms']}",
        words["terms-intro"],
    ]
    for vocabulary in _vocabularies():
        members = [
            {"vi": term.label, "en": term.gloss, "name": f"{vocabulary.__name__}.{term.name}", "value": term.value}
            for term in vocabulary
        ]
        parts += [f"### {vocabulary.__name__}", _table(("vi", "en", "name", "value"), members, words)]
    return "\n\n".join(parts) + "\n"


def _vocabularies() -> list[type[terms.Term]]:
    found = [thing for thing in vars(terms).values() if isinstance(thing, type) and issubclass(thing, terms.Term)]
    return sorted((vocabulary for vocabulary in found if len(vocabulary)), key=lambda vocabulary: vocabulary.__name__)


def _table(columns: Iterable[str], rows: Iterable[Mapping[str, str]], words: Mapping[str, str]) -> str:
    columns = tuple(columns)
    lines = [[words[column] for column in columns], ["---"] * len(columns)]
    lines += [[_cell(column, row[column]) for column in columns] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(column: str, text: str) -> str:
    if column in {"name", "value"}:
        return ", ".join(f"`{part.strip()}`" for part in text.split(";") if part.strip())
    return text.replace("|", "\\|")
