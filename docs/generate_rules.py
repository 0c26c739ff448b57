"""The pages of the rules: every value of the shipped rulebook with its source, as it stands in the TOML files.

```
rules.<lang>.md         an index, by subject          included by rules.md, vi/rules.md
unverified.<lang>.md    what could not be verified    included by unverified.md, vi/unverified.md
units.<lang>.md         what a value can be           included by how-to-add-a-rule.md, vi/how-to-add-a-rule.md
rules/<id>.md           one page for each rule, in both languages
instruments/<id>.md     one page for each paper, in both languages
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from dangbo.base.citations import Confidence
from dangbo.base.findings import Lang
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.rules import Instrument, Rule, RuleBook, RuleValue, Table
from dangbo.rules.loader import column_types, units
from dangbo.rules.words import CONFIDENCE, cell, effect, lines_of, period

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")

SUBJECTS: Final = {
    "structure": Words(vi="Tổ chức: con số, loại, tên gọi", en="Structure: numbers, kinds, names"),
    "levels": Words(vi="Các cấp, quyền cấp trên cơ sở", en="Levels and higher powers"),
    "committees": Words(vi="Cấp ủy và biểu quyết", en="Committees and votes"),
    "change": Words(
        vi="Thành lập, sáp nhập, chia tách, giải thể, chuyển giao", en="Establishing, merging, dissolving, handing over"
    ),
    "organization_meetings": Words(vi="Định kỳ họp và đại hội", en="Meetings of organizations and congresses"),
    "meetings": Words(vi="Sinh hoạt chi bộ", en="Meetings of cells"),
    "members": Words(vi="Đảng viên", en="Members"),
    "badges": Words(vi="Huy hiệu Đảng", en="Party badges"),
    "dues": Words(vi="Đảng phí", en="Dues"),
    "working_days": Words(vi="Ngày làm việc, thời hạn", en="Working days and time limits"),
    "ratings": Words(vi="Đánh giá, xếp loại", en="Yearly ratings"),
    "criteria": Words(vi="Tiêu chí xếp loại", en="Criteria of ratings"),
    "targets": Words(vi="Chỉ tiêu", en="Targets"),
    "statistics": Words(vi="Thống kê", en="Statistics"),
    "forms": Words(vi="Dòng và cột của biểu thống kê", en="Rows and columns of the statistics forms"),
    "unit_types": Words(vi="Loại hình", en="Types of unit"),
    "codes": Words(vi="Mã và số hiệu", en="Codes and numbers"),
}
"""The files of rules, in the order of the index; one that is not listed comes last, under its own name."""

WORDS: Final[Mapping[str, Words]] = {
    "title": Words(vi="Các quy định", en="Rules"),
    "intro": Words(
        vi="Mọi quy định mà phiên bản này có, lấy từ các tệp cạnh `dangbo.rules`; mỗi quy định, mỗi văn bản có trang "
        "riêng. *Đã kiểm chứng*: đã đọc chính văn bản hoặc trang chính thức trích dẫn; *thứ cấp*: theo bài tóm tắt, "
        "hoặc chưa đọc được văn bản thay thế; *chưa kiểm chứng*: chỉ có một bản, không nguồn nào xác nhận. Chỉ quy "
        "định đã kiểm chứng, không có ngoại lệ, cấp trên không thể đồng ý khác, mới chặn phương án. Cột *giá trị* là "
        "giá trị mới nhất.",
        en="Every rule this version knows, generated from the files beside `dangbo.rules`; each rule and "
        "each paper has a "
        "page of its own. A `verified` value was read in the text itself or an official page that quotes it; a "
        "`secondary` one in a paraphrase, or its successor was not read; an `unverified` one in a single copy nobody "
        "corroborates. Only a verified rule that neither consent nor an exception cures can block a plan. The column "
        "*value* gives the newest one.",
    ),
    "rule": Words(vi="quy định", en="rule"),
    "value": Words(vi="giá trị", en="value"),
    "period": Words(vi="hiệu lực", en="in force"),
    "used": Words(vi="còn được dùng", en="still used"),
    "source": Words(vi="văn bản, điều", en="document, article"),
    "confidence": Words(vi="độ tin cậy", en="confidence"),
    "checked": Words(vi="ngày đối chiếu", en="checked on"),
    "note": Words(vi="ghi chú", en="note"),
    "effect": Words(vi="nếu trái quy định", en="a breach"),
    "gap": Words(vi="*chưa biết*", en="*not known*"),
    "row": Words(vi="1 dòng, ở bảng dưới", en="1 row, in the table below"),
    "rows": Words(vi="{count} dòng, ở bảng dưới", en="{count} rows, in the table below"),
    "codes": Words(vi="{count} mã, ở bảng dưới", en="{count} codes, in the table below"),
    "timeline": Words(vi="Theo thời gian", en="Over time"),
    "from": Words(vi="Giá trị từ {day}", en="Value from {day}"),
    "types-intro": Words(
        vi="Mã dùng cho `Organization.unit_type`. Ghi tên gọi cũng được, có dấu hay không: bản ghi giữ mã. "
        "Có thể dùng mã "
        "riêng; khi đó mã cũng là tên gọi.",
        en="The codes of `Organization.unit_type`. The names are understood too, with or without diacritics, "
        "and the code "
        "is kept. A code of your own is allowed; it is its own label.",
    ),
    "code": Words(vi="mã", en="code"),
    "label": Words(vi="tiếng Việt", en="Vietnamese"),
    "gloss": Words(vi="tiếng Anh", en="English"),
    "line": Words(vi="dòng", en="line"),
    "papers": Words(vi="Văn bản", en="Instruments"),
    "papers-intro": Words(
        vi="Chỉ số hiệu thì chưa đủ để xác định văn bản: bốn văn bản dưới đây cùng mang số 01-HD/TW. Phải đủ "
        "số hiệu, cơ "
        "quan ban hành và ngày ban hành.",
        en="A number names nothing by itself: four of these are called 01-HD/TW. The key of an instrument is "
        "its number, "
        "issuer and date.",
    ),
    "paper": Words(vi="văn bản", en="instrument"),
    "issuer": Words(vi="cơ quan ban hành", en="issuer"),
    "unseen": Words(vi="*chưa thấy*", en="*not seen*"),
    "about": Words(vi="về việc", en="about"),
    "replaces": Words(vi="thay thế", en="replaces"),
    "replaced": Words(vi="thay thế bởi", en="replaced by"),
    "year": Words(vi="chỉ thấy năm {year}", en="only the year {year} was seen"),
    "values-of": Words(vi="Các giá trị lấy từ văn bản này", en="Values taken from it"),
    "no-values": Words(vi="Chưa có giá trị nào lấy từ văn bản này.", en="No value is taken from it yet."),
    "unverified": Words(vi="Điều chưa kiểm chứng được", en="What we could not verify"),
    "unverified-intro": Words(
        vi="Những gì chưa tìm thấy, chưa thống nhất, hoặc chỉ biết qua nguồn thứ cấp. Ai có văn bản xin gửi điều khoản "
        "(xem cách thêm quy định).",
        en="What was not found, is told in two ways, or is known from secondary sources only. Whoever has a "
        "text at hand "
        "is welcome to send the clause (see how to add a rule).",
    ),
    "questions": Words(vi="Câu hỏi còn mở", en="Open questions"),
    "question": Words(vi="điều chưa rõ", en="what is open"),
    "touches": Words(vi="liên quan", en="touches"),
    "list": Words(vi="Giá trị {confidence}", en="Values that are {confidence}"),
    "ended": Words(vi="Giá trị theo văn bản đã hết hiệu lực", en="Values that run on after their paper"),
    "ended-intro": Words(
        vi="Văn bản viện dẫn đã hết hiệu lực (hoặc có văn bản mới liên quan) mà nội dung mới chưa đọc được. "
        "Giá trị vẫn "
        "giữ nguyên, không bao giờ chặn phương án, và mọi chỗ viện dẫn đều nói rõ. Điều này khác với *nguồn thứ cấp*.",
        en="The paper cited has ended, or another came beside it, and the new text was not read. The value "
        "is kept, never "
        "blocks a plan, and every citation says so. That is another statement than *secondary source*.",
    ),
    "units": Words(vi="đơn vị của giá trị", en="unit of a value"),
    "what": Words(vi="là", en="what it is"),
    "columns": Words(vi="Kiểu của cột", en="Types of columns"),
}


_ALONE: Final = "---\norphan: true\n---"
"""The pages of rules and papers are reached from the index: in the side bar of every page they would be a third of the
time and nine tenths of the size of the documentation."""


def rules_page(lang: Lang) -> str:
    """The index of rules and papers in one language, as MyST Markdown."""
    book, up = RuleBook.default(), _up(lang)
    parts = [f"# {_w('title', lang)}", _w("intro", lang)]
    for subject, rules in _by_subject(book):
        rows = [
            [
                f"[{rule.label.text(lang=lang)}]({up}_generated/rules/{rule.id}.md)<br>`{rule.id}`",
                _short(rule, rule.values[-1], book, lang),
                CONFIDENCE[rule.values[-1].confidence].text(lang=lang),
            ]
            for rule in rules
        ]
        parts += [f"## {subject.text(lang=lang)}", _table(_heads(lang, "rule", "value", "confidence"), rows)]
    papers = [
        [
            f"[{paper.document.citation}]({up}_generated/instruments/{paper.id}.md)",
            paper.document.issuer or _w("unseen", lang),
            period(paper.valid_from, paper.valid_to, lang=lang),
            CONFIDENCE[paper.confidence].text(lang=lang),
        ]
        for paper in book.instruments()
    ]
    parts += [
        f"## {_w('papers', lang)}",
        _w("papers-intro", lang),
        _table(_heads(lang, "paper", "issuer", "period", "confidence"), papers),
    ]
    return "\n\n".join(parts) + "\n"


def rule_page(rule: Rule) -> str:
    """The page of one rule, in both languages."""
    book = RuleBook.default()
    parts = [_ALONE, f"# {rule.id}"]
    for lang in LANGUAGES:
        parts += [
            f"## {rule.label.text(lang=lang)}",
            rule.statement.text(lang=lang),
            f"*{_w('timeline', lang)}*",
            _timeline(rule, book, lang),
        ]
        parts += _tables(rule, lang)
    return "\n\n".join(parts) + "\n"


def instrument_page(paper: Instrument) -> str:
    """The page of one paper, in both languages."""
    book = RuleBook.default()
    parts = [_ALONE, f"# {paper.document.citation}"]
    cited = [(rule, value) for rule in book for value in rule.values if value.ref.document == paper.document]
    for lang in LANGUAGES:
        facts = [
            [_w("issuer", lang), paper.document.issuer or _w("unseen", lang)],
            [_w("about", lang), paper.document.title],
            [_w("period", lang), period(paper.valid_from, paper.valid_to, lang=lang)],
            [_w("replaces", lang), ", ".join(_link(book.instrument(name)) for name in paper.replaces)],
            [_w("replaced", lang), _link(book.instrument(paper.replaced_by)) if paper.replaced_by else ""],
            [_w("confidence", lang), CONFIDENCE[paper.confidence].text(lang=lang)],
            [_w("note", lang), _note(paper, lang)],
        ]
        rows = [
            [
                f"[{rule.label.text(lang=lang)}](../rules/{rule.id}.md)",
                _article(value, lang),
                period(value.ref.valid_from, value.ref.valid_to, lang=lang),
                _short(rule, value, book, lang),
                CONFIDENCE[value.confidence].text(lang=lang),
            ]
            for rule, value in cited
        ]
        columns = _heads(lang, "rule", "source", "period", "value", "confidence")
        parts += [
            f"## {_w('papers', lang)}" if lang == "vi" else "## Instrument",
            _table([f"`{paper.id}`", ""], [fact for fact in facts if fact[1]]),
            f"*{_w('values-of', lang)}*",
            _table(columns, rows) if rows else _w("no-values", lang),
        ]
    return "\n\n".join(parts) + "\n"


def unverified_page(lang: Lang) -> str:
    """What could not be verified: the open questions, and every value that is not verified."""
    book, up = RuleBook.default(), _up(lang)

    def linked(names: Iterable[str], kind: str) -> str:
        return ", ".join(f"[`{name}`]({up}_generated/{kind}/{name}.md)" for name in names)

    questions = [
        [
            question.words.text(lang=lang),
            "<br>".join(
                part for part in (linked(question.rules, "rules"), linked(question.instruments, "instruments")) if part
            ),
        ]
        for question in book.questions()
    ]
    parts = [
        f"# {_w('unverified', lang)}",
        _w("unverified-intro", lang),
        f"## {_w('questions', lang)}",
        _table(_heads(lang, "question", "touches"), questions),
    ]
    values = [(rule_id, value) for rule_id in book.ids for value in book.values(rule_id)]
    ended = [
        [
            linked([rule_id], "rules"),
            period(value.ref.valid_from, value.ref.valid_to, lang=lang),
            value.ref.clause(lang=lang),
            value.ref.currency(lang=lang),
        ]
        for rule_id, value in values
        if value.ref.currency(lang=lang)
    ]
    parts += [
        f"## {_w('ended', lang)}",
        _w("ended-intro", lang),
        _table(_heads(lang, "rule", "used", "source", "note"), ended),
    ]
    for confidence in (Confidence.UNVERIFIED, Confidence.SECONDARY):
        rows = [
            [
                linked([rule_id], "rules"),
                period(value.ref.valid_from, value.ref.valid_to, lang=lang),
                f"{value.ref.document.citation}, {_article(value, lang)}",
                value.note.text(lang=lang) if value.note is not None else "",
            ]
            for rule_id, value in values
            if (value.ref.text_confidence or value.confidence) is confidence
        ]
        parts += [
            f"## {_w('list', lang).format(confidence=CONFIDENCE[confidence].text(lang=lang))}",
            _table(_heads(lang, "rule", "period", "source", "note"), rows),
        ]
    return "\n\n".join(parts) + "\n"


def units_page(lang: Lang) -> str:
    """What values and columns of a rule file can be."""
    rows = [[f"`{name}`", words.text(lang=lang)] for name, words in units().items()]
    types = ", ".join(f"`{name}`" for name in column_types())
    return f"{_table(_heads(lang, 'units', 'what'), rows)}\n\n*{_w('columns', lang)}*: {types}\n"


def write_rules(folder: Path) -> None:
    """Write all of it, touching only what changed, and take away the pages of rules that are no more."""
    book = RuleBook.default()
    pages = {f"rules/{rule.id}.md": rule_page(rule) for rule in book}
    pages |= {f"instruments/{paper.id}.md": instrument_page(paper) for paper in book.instruments()}
    for lang in LANGUAGES:
        pages |= {
            f"rules.{lang}.md": rules_page(lang),
            f"unverified.{lang}.md": unverified_page(lang),
            f"units.{lang}.md": units_page(lang),
        }
    for kind in ("rules", "instruments"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for old in (folder / kind).glob("*.md"):
            if f"{kind}/{old.name}" not in pages:
                old.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def _w(key: str, lang: Lang) -> str:
    return WORDS[key].text(lang=lang)


def _up(lang: Lang) -> str:
    return "../" if lang == "vi" else ""


def _by_subject(book: RuleBook) -> list[tuple[Words, list[Rule]]]:
    """The rules by the file they stand in."""
    stand_in: dict[str, list[Rule]] = {name: [] for name in SUBJECTS}
    for source in sorted(files("dangbo.rules").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".toml"):
            found = tomllib.loads(source.read_text(encoding="utf-8")).get("rules", [])
            stand_in[source.name.removesuffix(".toml")] = [book[raw["id"]] for raw in found]
    return [(SUBJECTS.get(name, Words(vi=name, en=name)), rules) for name, rules in stand_in.items() if rules]


def _timeline(rule: Rule, book: RuleBook, lang: Lang) -> str:
    keys = ("period", "value", "source", "confidence", "checked", "effect", "note")
    rows: list[list[str]] = []
    for first, last, value in book.timeline(rule.id):
        days = period(first, last, lang=lang)
        if value is None:
            rows.append([days, _w("gap", lang), "", "", "", "", ""])
            continue
        paper = next(paper for paper in book.instruments() if paper.document == value.ref.document)
        rows.append(
            [
                days,
                _dated(rule, value, lang) + _short(rule, value, book, lang),
                f"{_link(paper)}, {_article(value, lang)}",
                CONFIDENCE[value.confidence].text(lang=lang),
                format_date(value.checked_on, lang=lang),
                effect(value, lang=lang),
                value.note.text(lang=lang) if value.note is not None else "",
            ]
        )
    return _table(_heads(lang, *keys), rows)


def _short(rule: Rule, value: RuleValue, book: RuleBook, lang: Lang) -> str:
    """A value in a cell; longer tables stand on the page of the rule."""
    if rule.unit in {"rows", "criteria"}:
        return _w("row" if len(value.rows) == 1 else "rows", lang).format(count=len(value.rows))
    if rule.unit == "codes":
        return _w("codes", lang).format(count=len(value.table.rows("codes")))
    return "<br>".join(lines_of(rule, value, book, lang=lang))


def _dated(rule: Rule, value: RuleValue, lang: Lang) -> str:
    """The sentence of a value, where that of its rule does not speak for all of them."""
    own = value.statement is not None and value.statement != rule.statement
    return f"{value.statement.text(lang=lang)}<br>" if own and value.statement is not None else ""


def _tables(rule: Rule, lang: Lang) -> list[str]:
    """The tables of a rule whose values have rows, each once: a text read up to some day makes two values of one."""
    parts: list[str] = []
    shown: object = None
    for value in rule.values:
        if value.value == shown or rule.unit not in {"rows", "criteria", "codes"}:
            continue
        shown = value.value
        rows = value.table.rows("codes") if rule.unit == "codes" else value.rows
        day = format_date(value.ref.valid_from, lang=lang)
        parts += [f"*{_w('from', lang).format(day=day)}*", _grid(rule, rows, lang)]
        if rule.unit == "codes":
            parts.append(_w("types-intro", lang))
    return parts


def _grid(rule: Rule, rows: Iterable[Table], lang: Lang) -> str:
    if rule.unit == "codes":
        keys = ("code", "label", "gloss", "line")
        return _table(_heads(lang, *keys), [[str(row.get(key, "")) for key in keys] for row in rows])
    listed = list(rows)
    used = [column for column in rule.columns if any(column.key in row for row in listed)]
    book = RuleBook.default()
    cells = [
        [cell(column, row[column.key], book=book, lang=lang) if column.key in row else "" for column in used]
        for row in listed
    ]
    return _table([column.label.text(lang=lang) for column in used], cells)


def _link(paper: Instrument) -> str:
    return f"[{paper.document.citation}](../instruments/{paper.id}.md)"


def _article(value: RuleValue, lang: Lang) -> str:
    """The place in the paper, and that the paper has ended."""
    return "; ".join(filter(None, (value.ref.place(lang=lang), value.ref.currency(lang=lang))))


def _note(paper: Instrument, lang: Lang) -> str:
    year = _w("year", lang).format(year=paper.year) if paper.year is not None else ""
    return " ".join(part for part in (paper.note.text(lang=lang) if paper.note else "", year and f"({year})") if part)


def _heads(lang: Lang, *keys: str) -> list[str]:
    return [_w(key, lang) for key in keys]


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    header = list(columns)
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def main() -> None:
    """Write all pages, as the build of the documentation does."""
    write_rules(Path(__file__).parent / "_generated")


if __name__ == "__main__":
    main()
