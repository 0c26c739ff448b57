"""The rules page: every value of the shipped rulebook with its source, as it stands in the TOML files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from dangbo.findings import Confidence, Lang
from dangbo.rules import Instrument, Rule, RuleBook, RuleValue, Table, kind_of
from dangbo.text import format_date

WORDS: Final[dict[Lang, dict[str, str]]] = {
    "en": {
        "title": "Rules",
        "intro": (
            "Every rule this version knows, generated from the files beside `dangbo.rules`. *In force* gives the first "
            "and the last day. A `verified` value was read in the text itself or an official page that quotes it; a "
            "`secondary` one in a paraphrase, or its successor was not read; an `unverified` one in a single copy "
            "nobody corroborates. Only a verified rule that neither consent nor an exception cures can block a plan."
        ),
        "none": "a breach has no cure",
        "consent": "a breach is cured by the consent of the superior",
        "exception": "exceptions are possible",
        "value": "value",
        "period": "in force",
        "source": "document, article",
        "confidence": "confidence",
        "checked": "checked on",
        "note": "note",
        "verified": "verified",
        "secondary": "secondary",
        "unverified": "unverified",
        "direct_superior": "the direct superior",
        "may": "may be divided; no number given",
        "must": "must be divided from {threshold} members",
        "village": "{kind}, directly under: {parent}",
        "special": "in a special zone also under: {parent}",
        "only": "only {units}",
        "codes": "{count} codes; listed below",
        "quota": "{percent} % of {base}, {grouping}",
        "final_good": 'those finally rated "hoàn thành tốt nhiệm vụ"',
        "within_grassroots_organization": "within each grassroots organization",
        "similar_role_function_task": "within each group of similar role, function and task",
        "unstated": "grouping not seen",
        "types": "Types of unit",
        "types-intro": "The codes of `Organization.unit_type`. A code of your own is allowed; it is its own label.",
        "code": "code",
        "label": "Vietnamese",
        "gloss": "English",
        "scheme": "list",
        "line": "line",
        "papers": "Instruments",
        "papers-intro": (
            "A number names nothing by itself: three of these are called 01-HD/TW. The key of an instrument is its "
            "number, issuer and date."
        ),
        "id": "cited as",
        "paper": "instrument",
        "issuer": "issuer",
        "replaced": "replaced by",
    },
    "vi": {
        "title": "Quy tắc",
        "intro": (
            "Mọi quy tắc mà phiên bản này biết, sinh ra từ các tệp cạnh `dangbo.rules`. *Hiệu lực* ghi ngày đầu "
            "và ngày cuối. *Đã kiểm chứng*: đã đọc chính văn bản hoặc trang chính thức trích dẫn; *thứ cấp*: "
            "theo bài tóm tắt, hoặc chưa đọc văn bản thay thế; *chưa kiểm chứng*: chỉ một bản, không nguồn nào "
            "xác nhận. Chỉ quy tắc đã kiểm chứng, không có sự đồng ý hay ngoại lệ nào gỡ được, mới chặn phương "
            "án."
        ),
        "none": "không có ngoại lệ",
        "consent": "được phép khi cấp trên đồng ý",
        "exception": "có thể có ngoại lệ",
        "value": "giá trị",
        "period": "hiệu lực",
        "source": "văn bản, điều",
        "confidence": "độ tin cậy",
        "checked": "ngày đối chiếu",
        "note": "ghi chú",
        "verified": "đã kiểm chứng",
        "secondary": "thứ cấp",
        "unverified": "chưa kiểm chứng",
        "direct_superior": "cấp trên trực tiếp",
        "may": "có thể chia; không nêu con số",
        "must": "phải chia từ {threshold} đảng viên trở lên",
        "village": "{kind}, trực thuộc: {parent}",
        "special": "ở đặc khu còn có thể trực thuộc: {parent}",
        "only": "chỉ {units}",
        "codes": "{count} mã; liệt kê bên dưới",
        "quota": "{percent}% của {base}, {grouping}",
        "final_good": "số xếp loại hoàn thành tốt nhiệm vụ",
        "within_grassroots_organization": "trong từng tổ chức cơ sở đảng",
        "similar_role_function_task": "trong từng nhóm có vị trí, chức năng, nhiệm vụ tương đồng",
        "unstated": "chưa thấy nhóm so sánh",
        "types": "Loại hình",
        "types-intro": "Mã dùng cho `Organization.unit_type`. Có thể dùng mã riêng; khi đó mã cũng là tên gọi.",
        "code": "mã",
        "label": "tiếng Việt",
        "gloss": "tiếng Anh",
        "scheme": "danh mục",
        "line": "dòng",
        "papers": "Văn bản",
        "papers-intro": (
            "Một mình số hiệu chưa chỉ ra văn bản: ba văn bản dưới đây cùng mang số 01-HD/TW. Khóa của một văn bản là "
            "số hiệu, cơ quan ban hành và ngày ban hành."
        ),
        "id": "viện dẫn",
        "paper": "văn bản",
        "issuer": "cơ quan ban hành",
        "replaced": "thay thế bởi",
    },
}


def rules_page(lang: Lang) -> str:
    """The page in one language, as MyST Markdown."""
    words, book = WORDS[lang], RuleBook.default()
    parts = [f"# {words['title']}", words["intro"]]
    for rule_id in book.ids:
        rule = book.rule(rule_id)
        parts += [
            f"## {rule.label.text(lang=lang)}",
            f"`{rule.id}`: {rule.statement.text(lang=lang)}{_cure(rule, lang)}",
            _history(rule, book, lang),
        ]
    types = [[f"`{unit.code}`", unit.label, unit.gloss, unit.scheme, unit.line] for unit in book.unit_types]
    parts += [
        f"## {words['types']}",
        words["types-intro"],
        _table([words[key] for key in ("code", "label", "gloss", "scheme", "line")], types),
        f"## {words['papers']}",
        words["papers-intro"],
        _table(
            [words[key] for key in ("id", "paper", "issuer", "period", "replaced", "confidence", "note")],
            [_paper(paper, lang) for paper in book.instruments()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _cure(rule: Rule, lang: Lang) -> str:
    """What makes a breach lawful; nothing for lists of names, which nobody can breach."""
    return "" if rule.unit in {"labels", "codes"} else f" ({WORDS[lang][rule.cure]})"


def _history(rule: Rule, book: RuleBook, lang: Lang) -> str:
    words = WORDS[lang]
    rows = [
        [
            _shown(rule, value, book, lang),
            _period(value.ref.valid_from, value.ref.valid_to, lang),
            _source(value, lang),
            _confidence(value.confidence, lang),
            format_date(value.checked_on, lang=lang),
            value.note.text(lang=lang) if value.note is not None else "",
        ]
        for value in rule.values
    ]
    return _table([words[key] for key in ("value", "period", "source", "confidence", "checked", "note")], rows)


def _shown(rule: Rule, value: RuleValue, book: RuleBook, lang: Lang) -> str:
    words = WORDS[lang]

    def named(code: str) -> str:
        return book.at(value.ref.valid_from).label(*kind_of(code))  # terms of art, in both languages

    match rule.unit:
        case "body":
            return words[value.text]
        case "division":
            return words[value.table.text("modality")].format_map(value.table)
        case "village":
            table = value.table
            text = words["village"].format(kind=named(table.text("kind")), parent=named(table.text("parent")))
            special = words["special"].format(parent=named(table.text("parent_in_special_zone")))
            return f"{text}; {special}"
        case "kinds":
            return "<br>".join(_pairs(row, named, book, lang) for row in value.rows)
        case "labels":
            return "<br>".join(f"`{row.text('kind')}`: {_row_label(row, lang)}" for row in value.rows)
        case "codes":
            return words["codes"].format(count=len(value.table.rows("codes")))
        case "quota":
            table = value.table
            return words["quota"].format(
                percent=table.fraction("ratio") * 100,
                base=words[table.text("base")],
                grouping=words[table.text("grouping")],
            )
        case _:
            return f"{value.number} {rule.unit_label.text(lang=lang)}"


def _pairs(row: Table, named: Callable[[str], str], book: RuleBook, lang: Lang) -> str:
    units = [book.unit_type_label(code, lang) for code in row.texts("unit_types")]
    only = f" ({WORDS[lang]['only'].format(units=', '.join(units))})" if units else ""
    children = dict.fromkeys(named(child) for child in row.texts("children"))  # two kinds may have one name
    return f"{named(row.text('parent'))} → {', '.join(children)}{only}"


def _row_label(row: Table, lang: Lang) -> str:
    return row.text("label" if lang == "vi" else "gloss")


def _paper(paper: Instrument, lang: Lang) -> list[str]:
    return [
        f"`{paper.id}`",
        paper.document.citation,
        paper.document.issuer,
        _period(paper.valid_from, paper.valid_to, lang),
        f"`{paper.replaced_by}`" if paper.replaced_by is not None else "",
        _confidence(paper.confidence, lang),
        paper.note.text(lang=lang) if paper.note is not None else "",
    ]


def _source(value: RuleValue, lang: Lang) -> str:
    return value.ref.citation(lang=lang).split(";")[0]  # how well it is known has a column of its own


def _confidence(confidence: Confidence, lang: Lang) -> str:
    return WORDS[lang][confidence.value]


def _period(first: dt.date, last: dt.date | None, lang: Lang) -> str:
    return f"{format_date(first, lang=lang)} – {format_date(last, lang=lang) if last is not None else '…'}"


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    header = list(columns)
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def main() -> None:
    """Write both pages, as the build of the documentation does."""
    folder = Path(__file__).parent / "_generated"
    folder.mkdir(exist_ok=True)
    languages: tuple[Lang, ...] = ("en", "vi")
    for lang in languages:
        (folder / f"rules.{lang}.md").write_text(rules_page(lang), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
