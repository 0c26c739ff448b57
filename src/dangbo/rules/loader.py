"""Reads rule files: every mistake in every file is found before anything is refused, and then nothing is loaded.

```
[[instruments]]                                  [[rules]]
id, kind, issued, from, confidence               id, label, statement, unit, cure
(number, issuer, title, url, to, replaces, note) (columns, refines)
                                                 [[rules.values]]
[[questions]]                                    value, instrument, article, from, confidence, checked_on
id, words (rules, instruments)                   (to, secondary_from, statement, note)
[scope]
id, place
```

Keys in brackets may be left out. `from` and `to` are the first and the last day; texts for people are tables of `vi`
and `en`. `secondary_from` is the day from which the text in force was no longer read (the successor of the paper):
the value is `verified` until the day before and `secondary` from then on. A value that runs on after the end of its
paper is cut there: its citations say from then on that the paper has ended, and by what it was replaced. `statement`
says what the value says in a sentence, where that of the rule does not hold for all its values.

A paper whose day of signing was not seen gives `year` instead of `issued`. `columns` says what the parts of a value of
unit "table", "rows" or "criteria" are; rows that code reads one by one have a `key`. `[scope]` makes a file local: its
rules hold in one place, their ids begin with its `id`, and none replaces a national rule, though it may say which one
it `refines`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from dangbo.base.text import nearest
from dangbo.base.toml_file import TomlPlace, TomlTable, meant, read_toml, toml_date, toml_text
from dangbo.base.words import Words
from dangbo.rules import Column, Cure, Entry, Instrument, Question, Rule, RuleBook, RuleValue, Scope, Table, kind_of
from dangbo.rules.reads import KEY, Reading, reading
from dangbo.rules.words import CRITERIA, MEASURES

_DAY: Final = dt.timedelta(days=1)
_T = TypeVar("_T")


# --- what values may look like ---------------------------------------------------------------------------------------

_Shape: TypeAlias = "Callable[[object, TomlPlace], Entry | None]"
"""Checks a raw value: gives what it says, or reports to its place what is wrong and gives `None`."""


_LARGEST: Final = 10**12
"""No rule counts so far; a longer number is a slip, and could not even be printed."""


def _whole(raw: object, at: TomlPlace) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0:
        return _bounded(raw, at)
    at.report(Words(vi="phải là số nguyên lớn hơn 0", en="must be a whole number above 0"))
    return None


def _count(raw: object, at: TomlPlace) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return _bounded(raw, at)
    at.report(Words(vi="phải là số nguyên từ 0 trở lên", en="must be a whole number, 0 or more"))
    return None


def _bounded(number: int, at: TomlPlace) -> int | None:
    if number < _LARGEST:
        return number
    at.report(Words(vi="phải nhỏ hơn 10^12", en="must be below 10^12"))
    return None


def _year(raw: object, at: TomlPlace) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and 1900 <= raw <= 9999:  # noqa: PLR2004 - four digits
        return raw
    at.report(Words(vi="phải là năm, như 2025", en="must be a year such as 2025"))
    return None


def _slug(raw: object, at: TomlPlace) -> str | None:
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        return raw
    at.report(Words(vi="phải là chữ thường không dấu, nối bằng gạch ngang", en="must be lower-case ASCII with hyphens"))
    return None


def _both(raw: object, at: TomlPlace) -> Words | None:
    fields = TomlTable(raw, at)
    vi, en = fields.read("vi", toml_text), fields.read("en", toml_text)
    return Words(vi=vi, en=en) if fields.end() and vi is not None and en is not None else None


def _undeclared(raw: object, _at: TomlPlace) -> str:
    """Stands in where the real shape is not known, which was told where it is named: one mistake is told once."""
    return str(raw)


def _ratio(raw: object, at: TomlPlace) -> Fraction | None:
    if isinstance(raw, str) and (match := re.fullmatch(r"([0-9]{1,12})/([0-9]{1,12})", raw)):
        count, of = map(int, match.groups())
        if 0 < count <= of:
            return Fraction(count, of)
    at.report(Words(vi='phải là tỷ lệ không quá 1, như "1/5"', en='must be a ratio of at most 1 such as "1/5"'))
    return None


def _fraction(raw: object, at: TomlPlace) -> Fraction | None:
    if isinstance(raw, str) and (match := re.fullmatch(r"([0-9]{1,12})(?:/([0-9]{1,12}))?", raw)):
        count, of = int(match[1]), int(match[2] or 1)
        if of:
            return Fraction(count, of)
    at.report(Words(vi='phải là số chính xác, như "3/2" hoặc "5"', en='must be an exact number such as "3/2" or "5"'))
    return None


def _kind_code(raw: object, at: TomlPlace) -> str | None:
    if isinstance(raw, str):
        with suppress(ValueError):
            kind_of(raw)
            return raw
    at.report(
        Words(vi='phải là hình thức/cấp, như "chi_bo/grassroots"', en='must be form/level such as "chi_bo/grassroots"')
    )
    return None


def _one_of(*choices: str) -> Callable[[object, TomlPlace], str | None]:
    def shape(raw: object, at: TomlPlace) -> str | None:
        if isinstance(raw, str) and raw in choices:
            return raw
        listed = ", ".join(choices)
        at.report(Words(vi=f"phải là một trong: {listed}", en=f"must be one of: {listed}"))
        return None

    return shape


def _many(item: Callable[[object, TomlPlace], _T | None]) -> Callable[[object, TomlPlace], tuple[_T, ...] | None]:
    def shape(raw: object, at: TomlPlace) -> tuple[_T, ...] | None:
        if not isinstance(raw, list) or not raw:
            at.report(Words(vi="phải là danh sách, không để trống", en="must be a list that is not empty"))
            return None
        entries = [item(entry, at.item(order)) for order, entry in enumerate(raw)]
        kept = tuple(entry for entry in entries if entry is not None)
        return kept if len(kept) == len(entries) else None

    return shape


def _parts(
    required: Mapping[str, _Shape], optional: Mapping[str, _Shape] | None = None
) -> Callable[[object, TomlPlace], Table | None]:
    def shape(raw: object, at: TomlPlace) -> Table | None:
        fields = TomlTable(raw, at)
        entries: dict[str, Entry | None] = {key: fields.read(key, part) for key, part in required.items()}
        entries |= {key: fields.maybe(key, part) for key, part in (optional or {}).items()}
        known = {key: entry for key, entry in entries.items() if entry is not None}
        return Table(known) if fields.end() else None

    return shape


def _division(raw: object, at: TomlPlace) -> Table | None:
    table = _parts({"modality": _one_of("may", "must")}, {"threshold": _whole})(raw, at)
    if table is not None and table["modality"] == "must" and "threshold" not in table:
        at.report(Words(vi="'must' cần có 'threshold'", en="'must' needs a 'threshold'"))
        return None
    return table


def _range(raw: object, at: TomlPlace) -> Table | None:
    """Bounds: at least one, and the lower one below the upper one."""
    bounds = ("at_least", "above", "at_most", "below")
    table = _parts({"of": _one_of(*MEASURES)}, dict.fromkeys(bounds, _whole))(raw, at)
    if table is None:
        return None
    lower = [table.number(key) for key in bounds[:2] if key in table]
    upper = [table.number(key) for key in bounds[2:] if key in table]
    if not lower + upper or len(lower) > 1 or len(upper) > 1:
        at.report(
            Words(
                vi="cần một cận dưới ('at_least', 'above') hoặc một cận trên ('at_most', 'below'), hoặc mỗi loại một",
                en="needs one lower bound (at_least, above) or one upper bound (at_most, below), or one of each",
            )
        )
        return None
    if lower and upper and lower[0] > upper[0]:
        at.report(Words(vi="cận dưới lớn hơn cận trên", en="the lower bound is above the upper one"))
        return None
    return table


class _Unit(NamedTuple):
    words: Words
    shape: _Shape
    columns: Mapping[str, str] | None = None
    """For units whose rules name their own columns: those every such rule has, with their types."""


_slugs: Final = _many(_slug)

_UNITS: Final[dict[str, _Unit]] = {
    **{name: _Unit(words, _whole) for name, words in MEASURES.items()},
    "share": _Unit(Words(vi="phần", en="share"), _ratio),
    "range": _Unit(Words(vi="khoảng", en="range"), _range),
    "statement": _Unit(Words(vi="nội dung", en="statement"), _both),
    "table": _Unit(Words(vi="bảng một dòng", en="table of one row"), _undeclared, {}),
    "rows": _Unit(Words(vi="bảng", en="table"), _undeclared, {}),
    "criteria": _Unit(
        Words(vi="tiêu chí xếp loại", en="criteria of ratings"),
        _undeclared,
        {"tier": "tier", "test": "text", "article": "text", "confidence": "confidence"},
    ),
    "body": _Unit(Words(vi="cơ quan có thẩm quyền", en="competent body"), _one_of("direct_superior")),
    "division": _Unit(
        Words(vi="chia tổ đảng", en="division into tổ đảng"),
        _division,
    ),
    "village": _Unit(
        Words(vi="loại tổ chức và cấp trên", en="kind and superior"),
        _parts(
            {"kind": _kind_code, "parent": _kind_code, "unit_types": _many(toml_text)},
            {"parent_in_special_zone": _kind_code, "or_kinds": _many(_kind_code), "or_parents": _many(_kind_code)},
        ),
    ),
    "kinds": _Unit(
        Words(vi="loại tổ chức trực thuộc", en="kinds under kinds"),
        _many(_parts({"parent": _kind_code, "children": _many(_kind_code)}, {"unit_types": _many(toml_text)})),
    ),
    "labels": _Unit(
        Words(vi="tên gọi", en="names"), _many(_parts({"kind": _kind_code, "label": toml_text, "gloss": toml_text}))
    ),
    "codes": _Unit(
        Words(vi="danh mục mã", en="code list"),
        _parts(
            {
                "scheme": toml_text,
                "codes": _many(
                    _parts({"code": toml_text, "label": toml_text, "gloss": toml_text}, {"line": toml_text})
                ),
            }
        ),
    ),
    "quota": _Unit(
        Words(vi="tỷ lệ tối đa", en="quota"),
        _parts(
            {
                "ratio": _ratio,
                "base": _one_of(
                    "final_good", "good_before_excellent_is_taken", "good_or_better", "all_rated", "unstated"
                ),
                "grouping": _one_of("within_grassroots_organization", "similar_role_function_task", "unstated"),
            },
            {"special_ratio": _ratio, "rounding": _one_of("floor", "half_up")},
        ),
    ),
}
"""What values can be. A rule names its unit; a new shape of value is one more line here."""

_TYPES: Final[dict[str, _Shape]] = {
    "text": toml_text,
    "texts": _many(toml_text),
    "words": _both,
    "whole": _whole,
    "wholes": _many(_whole),
    "count": _count,
    "ratio": _ratio,
    "fraction": _fraction,
    "kind": _kind_code,
    "kinds": _many(_kind_code),
    "date": toml_date,
    "instrument": _slug,
    "instruments": _slugs,
    "confidence": _one_of(*(level.value for level in Confidence)),
    "tier": _one_of("excellent", "good", "completed", "not_completed"),
}
"""What a column can hold; with a question mark behind, such as "text?", a row may leave it out."""


def units() -> Mapping[str, Words]:
    """What the values of a rule can be, for the documentation: the unit and its words."""
    return {name: unit.words for name, unit in _UNITS.items()}


def column_types() -> tuple[str, ...]:
    """What a column can hold, for the documentation."""
    return tuple(_TYPES)


# --- reading files ---------------------------------------------------------------------------------------------------


class _Item(NamedTuple):
    """One paper or rule as it was written."""

    raw: object
    at: TomlPlace
    scope: Scope | None

    def get(self, key: str) -> object:
        return self.raw.get(key) if isinstance(self.raw, dict) else None


def read(
    sources: Iterable[tuple[str, Callable[[], bytes]]], *, base: RuleBook | None = None, scoped: _Scoped = "may"
) -> RuleBook:
    """One book out of files, or one error with everything that is wrong in them.

    Args:
        sources: name and contents of each file.
        base: a book the files are laid over: they may cite its papers, and may not repeat its rules.
        scoped: whether each file must say the place it holds in, or may.
    """
    problems: list[Finding] = []
    papers: list[_Item] = []
    rules: list[_Item] = []
    asked: list[_Item] = []
    for name, contents in sources:
        raw, root = read_toml(name, contents, "rule/bad-file", problems)
        if raw is None:
            continue
        fields = TomlTable(raw, root)
        scope = fields.read("scope", _scope) if scoped == "must" else fields.maybe("scope", _scope)
        more_papers, more_rules = fields.maybe("instruments", _items), fields.maybe("rules", _items)
        papers += (_Item(*item, scope) for item in more_papers or [])
        rules += (_Item(*item, scope) for item in more_rules or [])
        asked += (_Item(*item, scope) for item in fields.maybe("questions", _items) or [])
        fields.end()
    below = base if base is not None else RuleBook((), ())
    known = {paper.id: paper for paper in below.instruments()}
    instruments = _instruments(papers, known)
    _refuse_repeated(rules, lambda item: item.get("id"), Words(vi="quy định", en="rule"), below.ids)
    book = [_rule(item, {**known, **instruments}) for item in rules]
    units = {rule.id: rule.unit for rule in below}
    units |= {rule.id: rule.unit for rule in book if rule is not None}
    for item, rule in zip(rules, book, strict=True):
        if rule is not None and rule.refines is not None:
            _check_refined(rule, units, item.at.key("refines"))
    named = {*units, *(name for name in (item.get("id") for item in rules) if isinstance(name, str))}
    _refuse_repeated(asked, lambda item: item.get("id"), Words(vi="câu hỏi", en="question"))
    questions = [_question(item, named, {**known, **instruments}) for item in asked]
    if problems:
        raise InvalidInputError(problems)
    return RuleBook(
        (*known.values(), *(paper for paper in instruments.values() if paper is not None)),
        (*below, *(rule for rule in book if rule is not None)),
        (*below.questions(), *(question for question in questions if question is not None)),
    )


_Scoped: TypeAlias = Literal["may", "must"]


def _check_refined(rule: Rule, units: Mapping[str, str], at: TomlPlace) -> None:
    wanted = units.get(str(rule.refines))
    if wanted is None:
        near = nearest(str(rule.refines), units, limit=1)
        hint = meant(near)
        at.report(
            Words(vi=f"không có quy định '{rule.refines}'{hint.vi}", en=f"there is no rule '{rule.refines}'{hint.en}")
        )
    elif wanted != rule.unit:
        at.report(
            Words(
                vi=f"'{rule.refines}' có đơn vị '{wanted}', quy định này có đơn vị '{rule.unit}'",
                en=f"'{rule.refines}' is of unit '{wanted}', this rule of unit '{rule.unit}'",
            )
        )


def _question(item: _Item, rules: Container[str], papers: Mapping[str, Instrument | None]) -> Question | None:
    fields = TomlTable(item.raw, item.at)
    name, words = fields.read("id", _slug), fields.read("words", _both)
    about = fields.maybe("rules", _slugs) or ()
    cited = fields.maybe("instruments", _slugs) or ()
    for key, wanted, known, what in (
        ("rules", about, rules, Words(vi="quy định", en="rule")),
        ("instruments", cited, papers, Words(vi="văn bản", en="instrument")),
    ):
        for order, entry in enumerate(wanted):
            if entry not in known:
                item.at.key(key).item(order).report(
                    Words(vi=f"không có {what.vi} '{entry}'", en=f"there is no {what.en} '{entry}'")
                )
    return Question(name, words, about, cited) if fields.end() and name is not None and words is not None else None


def _scope(raw: object, at: TomlPlace) -> Scope | None:
    fields = TomlTable(raw, at)
    name, place = fields.read("id", _slug), fields.read("place", toml_text)
    return Scope(name, place) if fields.end() and name is not None and place is not None else None


def _items(raw: object, at: TomlPlace) -> list[tuple[object, TomlPlace]] | None:
    """The tables of an array, each with its place under its own id."""
    if not isinstance(raw, list) or not raw:
        at.report(Words(vi="phải là một danh sách bảng", en="must be a list of tables"))
        return None
    items: list[tuple[object, TomlPlace]] = []
    for order, entry in enumerate(raw):
        name = entry.get("id") if isinstance(entry, dict) else None
        items.append((entry, at.item(order, name if isinstance(name, str) else "")))
    return items


def _refuse_repeated(
    items: list[_Item],
    key: Callable[[_Item], object],
    what: Words,
    known: Iterable[str] = (),
) -> None:
    first: dict[str, TomlPlace] = {}
    taken = frozenset(known)
    for item in items:
        name = key(item)
        if not isinstance(name, str):  # missing or of another type, which is told where it is read
            continue
        before = first.setdefault(str(name), item.at)
        if name in taken:
            item.at.report(
                Words(
                    vi=f"{what.vi} {name} đã có trong bộ quy định; đặt mã riêng",
                    en=f"the {what.en} {name} is in the book already; give this one an id of its own",
                )
            )
        elif before is not item.at:
            where = f"{before.file}, line {before.line}"
            item.at.report(
                Words(vi=f"{what.vi} {name} đã có ở {where}", en=f"the {what.en} {name} was given before, in {where}")
            )


def _instruments(items: list[_Item], known: Mapping[str, Instrument]) -> dict[str, Instrument | None]:
    """The papers by id; `None` for one that is named but not in order, so that rules which cite it are not blamed."""
    _refuse_repeated(items, lambda item: item.get("id"), Words(vi="văn bản", en="instrument"), known)
    _refuse_same_papers(items, known.values())
    papers = [(_instrument(item), item.at) for item in items]
    named = ((item.get("id"), paper) for item, (paper, _) in zip(items, papers, strict=True))
    found = {name: paper for name, paper in named if isinstance(name, str)}
    later: dict[str, str] = {}
    for paper, at in papers:
        for order, name in enumerate(paper.replaces if paper is not None else ()):
            place = at.key("replaces").item(order)
            if paper is not None and name in found:
                later[name] = paper.id
            elif name in known:
                place.report(
                    Words(
                        vi=f"'{name}' thuộc bộ quy định gốc, vẫn giữ nguyên hiệu lực",
                        en=f"'{name}' is of the book this file is laid over, and stays in force",
                    )
                )
            else:
                _unknown_paper(name, found, place)
    return {name: paper and replace(paper, replaced_by=later.get(name)) for name, paper in found.items()}


def _refuse_same_papers(items: list[_Item], known: Iterable[Instrument]) -> None:
    """A paper is told by number, issuer and day; one whose issuer was not seen is any of that number and day."""
    given: dict[tuple[str, str], list[tuple[str, TomlPlace | None]]] = {}
    for paper in known:
        day = str(paper.document.issued or paper.year)
        given.setdefault((paper.document.number, day), []).append((_body(paper.document.issuer), None))
    for item in items:
        number, body = item.get("number") or "", _body(item.get("issuer"))
        issued = item.get("issued") or item.get("year")
        dated = isinstance(issued, dt.date) or (isinstance(issued, int) and 0 < issued <= dt.MAXYEAR)
        if not isinstance(number, str) or not (number or body) or not dated:
            continue  # what is of another type is told where it is read
        same = given.setdefault((number, str(issued)), [])
        name = " ".join(part for part in (number, body, str(issued)) if part)
        for before, at in same:
            if before != body and ((before and body) or not number):
                continue
            if at is None:
                item.at.report(
                    Words(
                        vi=f"văn bản {name} đã có trong bộ quy định; đặt mã riêng",
                        en=f"the instrument {name} is in the book already; give this one an id of its own",
                    )
                )
            else:
                where = f"{at.file}, line {at.line}"
                item.at.report(
                    Words(
                        vi=f"văn bản {name} đã có ở {where}", en=f"the instrument {name} was given before, in {where}"
                    )
                )
            break
        same.append((body, item.at))


def _body(issuer: object) -> str:
    """The body that signed; "Trung ương" names none."""
    return issuer if isinstance(issuer, str) and issuer != "Trung ương" else ""


def _instrument(item: _Item) -> Instrument | None:
    at = item.at
    fields = TomlTable(item.raw, at)
    name = fields.read("id", _slug)
    kind, issuer = fields.read("kind", toml_text), fields.maybe("issuer", toml_text)
    year = fields.maybe("year", _year)
    issued = fields.read("issued", toml_date) if year is None else fields.maybe("issued", toml_date)
    if year is not None and issued is not None:
        at.key("year").report(Words(vi="chỉ dùng khi không có 'issued'", en="goes only without 'issued'"))
    number, title, url = (fields.maybe(key, toml_text) for key in ("number", "title", "url"))
    first, last = fields.read("from", toml_date), fields.maybe("to", toml_date)
    confidence = fields.read("confidence", _confidence)
    replaces = fields.maybe("replaces", _slugs) or ()
    note = fields.maybe("note", _both)
    _check_span(first, last, at)
    if not fields.end() or name is None or kind is None or first is None or confidence is None:
        return None
    document = Document(kind, number or "", issued, issuer or "", title or "", url or "")
    return Instrument(name, document, first, last, confidence, replaces, None, note, year, item.scope)


def _rule(item: _Item, papers: Mapping[str, Instrument | None]) -> Rule | None:
    at = item.at
    fields = TomlTable(item.raw, at)
    name = fields.read("id", _slug)
    label, statement = fields.read("label", _both), fields.read("statement", _both)
    unit = fields.read("unit", _one_of(*_UNITS))
    cure = fields.read("cure", _cure)
    refines = fields.maybe("refines", _slug)
    if item.scope is not None and name is not None and not name.startswith(f"{item.scope.id}-"):
        at.key("id").report(
            Words(
                vi=f"mã quy định của địa phương phải bắt đầu bằng '{item.scope.id}-' để không lẫn với quy định chung",
                en=f"a rule of one place begins with '{item.scope.id}-', so that nobody takes it for a national one",
            )
        )
    if item.scope is None and refines is not None:
        at.key("refines").report(
            Words(vi="chỉ tệp có mục [scope] mới cụ thể hóa quy định khác", en="only a file with [scope] refines rules")
        )
    columns = _columns_of(unit, fields, at)
    shape: _Shape = _UNITS[unit].shape if unit in _UNITS else _undeclared
    if columns is not None:
        shape = _shape_of(str(unit), columns)
    spans: list[tuple[dt.date, dt.date | None, TomlPlace]] = []
    values: list[RuleValue] = []
    read = None if name is None else reading(name, item.scope.id if item.scope is not None else "")
    if read is not None and unit is not None and not _check_reading(read, unit, columns or (), at):
        read = None
    for raw_value, place in fields.read("values", _items) or ():
        more = _values(raw_value, place, str(name), shape, cure, papers, spans, item.scope, columns or (), statement)
        _check_cited(more[:1], columns or (), papers, place.key("value"))
        for value in more[:1]:
            _check_rows(value, read, place.key("value"))
        values += more
    _refuse_overlaps(spans)
    if not fields.end() or name is None or label is None or statement is None or unit is None or cure is None:
        return None
    history = sorted(values, key=lambda value: value.ref.valid_from)
    shown = tuple(columns or ())
    return Rule(name, label, statement, unit, _UNITS[unit].words, cure, tuple(history), shown, item.scope, refines)


def _check_reading(read: Reading, unit: str, columns: Iterable[Column], at: TomlPlace) -> bool:
    """Whether a rule the code reads has the unit and the columns it is read with."""
    if unit not in read.units:
        wanted = " / ".join(read.units)
        at.key("unit").report(
            Words(
                vi=f"các phép kiểm tra đọc quy định này theo đơn vị '{wanted}'",
                en=f"the checks read this rule as '{wanted}'",
            )
        )
        return False
    declared = {column.key: column for column in columns}
    sound = True
    for key, part in read.parts.items():
        column = declared.get(key)
        if column is None and not part.optional:
            at.key("columns").report(
                Words(
                    vi=f"mã của thư viện đọc cột '{key}' của quy định này: cần khai báo, kiểu '{part.type}'",
                    en=f"the code reads the column '{key}' of this rule: declare it, as '{part.type}'",
                )
            )
            sound = False
        elif column is not None and column.type.rstrip("?") != part.type:
            at.key("columns").key(key).report(
                Words(
                    vi=f"mã của thư viện đọc cột này theo kiểu '{part.type}'",
                    en=f"the code reads this column as '{part.type}'",
                )
            )
            sound = False
    return sound


def _each(value: object) -> tuple[object, ...]:
    """The words of a list, or the one word there is."""
    return value if isinstance(value, tuple) else (value,)


def _check_rows(value: RuleValue, read: Reading | None, at: TomlPlace) -> None:
    """Rows that have keys have each another one; those the code reads are there, with the parts it reads."""
    single = isinstance(value.value, Table)
    rows = (value.value,) if single else value.value if isinstance(value.value, tuple) else ()
    tables = [(row, at if single else at.item(order)) for order, row in enumerate(rows) if isinstance(row, Table)]
    keys: set[object] = set()
    for row, place in tables:
        key = row.get(KEY) if not single else None
        if isinstance(key, str):
            if key in keys:
                place.key(KEY).report(Words(vi=f"dòng '{key}' bị lặp", en=f"the row '{key}' was given before"))
            keys.add(key)
        for name, part in read.parts.items() if read is not None else ():
            if name not in row:
                if not part.optional:
                    place.report(
                        Words(
                            vi=f"thiếu phần '{name}' mà mã của thư viện đọc",
                            en=f"the part '{name}' is missing, which the code reads",
                        )
                    )
            elif part.choices and not {*_each(row[name])} <= {*part.choices}:
                listed = ", ".join(part.choices)
                place.key(name).report(
                    Words(vi=f"mã của thư viện chỉ hiểu: {listed}", en=f"the code understands: {listed}")
                )
    for key in read.keys if read is not None else ():
        if key not in keys:
            at.report(
                Words(
                    vi=f"thiếu dòng có khóa '{key}' mà mã của thư viện đọc",
                    en=f"the row with the key '{key}' is missing, which the code reads",
                )
            )


def _columns_of(unit: str | None, fields: TomlTable, at: TomlPlace) -> tuple[Column, ...] | None:
    """The columns of a rule whose unit lets it name them; `None` for other units, or where they are not in order."""
    fixed = _UNITS[unit].columns if unit in _UNITS else None
    named = fields.maybe("columns", _columns)
    if fixed is None:
        if named is not None and unit in _UNITS:
            at.key("columns").report(
                Words(
                    vi=f"đơn vị '{unit}' không khai báo cột", en=f"values of unit '{unit}' have no columns of their own"
                )
            )
        return None
    if named is None and "columns" in fields:
        return None  # told already
    if named is None and not fixed:
        at.report(Words(vi="thiếu khóa 'columns'", en="the key 'columns' is missing"))
        return None
    return (*(Column(key, kind, _CRITERIA_WORDS[key]) for key, kind in fixed.items()), *(named or ()))


_CRITERIA_WORDS: Final = {
    "tier": Words(vi="mức", en="tier"),
    "test": Words(vi="phép thử", en="test"),
    "article": Words(vi="điều", en="article"),
    "confidence": Words(vi="độ tin cậy", en="confidence"),
}


def _columns(raw: object, at: TomlPlace) -> tuple[Column, ...] | None:
    if not isinstance(raw, dict) or not raw:
        at.report(Words(vi="phải là bảng, mỗi cột một mục", en="must be a table with one entry for each column"))
        return None
    columns: list[Column] = []
    for key, entry in raw.items():
        place = at.key(key)
        fields = TomlTable(entry, place)
        kind = fields.read("is", _one_of(*_TYPES, *(f"{name}?" for name in _TYPES)))
        vi, en = fields.read("vi", toml_text), fields.read("en", toml_text)
        choices = fields.maybe("of", _many(toml_text)) or ()
        if choices and kind is not None and kind.rstrip("?") not in {"text", "texts"}:
            place.key("of").report(
                Words(vi="chỉ cột 'text' mới chọn trong danh sách", en="only text is chosen from a list")
            )
        if fields.end() and kind is not None and vi is not None and en is not None:
            columns.append(Column(key, kind, Words(vi=vi, en=en), choices))
    return tuple(columns) if len(columns) == len(raw) else None


_TERMS_OF_CRITERIA: Final = frozenset({"conclusions", "form", "grade", "kinds", "rating"})
"""Columns of criteria that hold terms of this library; the names of tests are checked where they are asked."""


def _shape_of(unit: str, columns: tuple[Column, ...]) -> _Shape:
    """How values with these columns are checked."""
    known = _TERMS_OF_CRITERIA if unit == "criteria" else frozenset()
    shapes = {column.key: _type_of(column, CRITERIA[column.key] if column.key in known else ()) for column in columns}
    needed = {column.key: shapes[column.key] for column in columns if not column.optional}
    row = _parts(needed, {column.key: shapes[column.key] for column in columns if column.optional})
    return row if unit == "table" else _many(row)


def _type_of(column: Column, known: Iterable[str] = ()) -> _Shape:
    kind = column.type.rstrip("?")
    if column.choices:
        choice = _one_of(*column.choices)
    elif known and kind in {"text", "texts"}:
        choice = _known(column.key, tuple(known))
    else:
        return _TYPES[kind]
    return choice if kind == "text" else _many(choice)


def _known(key: str, codes: tuple[str, ...]) -> Callable[[object, TomlPlace], str | None]:
    """A code of the vocabulary of a column, which is too long to be listed to who mistypes one."""

    def shape(raw: object, at: TomlPlace) -> str | None:
        text = toml_text(raw, at)
        if text is None or text in codes:
            return text
        near = nearest(text, codes, limit=1)
        hint = meant(near)
        at.report(Words(vi=f"cột '{key}' không có '{text}'{hint.vi}", en=f"there is no {key} '{text}'{hint.en}"))
        return None

    return shape


def _values(
    raw: object,
    at: TomlPlace,
    rule_id: str,
    shape: _Shape,
    cure: Cure | None,
    papers: Mapping[str, Instrument | None],
    spans: list[tuple[dt.date, dt.date | None, TomlPlace]],
    scope: Scope | None,
    columns: Iterable[Column],
    statement: Words | None,
) -> list[RuleValue]:
    """What one block says: one value, or several where its text was read up to some day only, or its paper ended."""
    fields = TomlTable(raw, at)
    value = fields.read("value", shape)
    cited, article = fields.read("instrument", _slug), fields.read("article", toml_text)
    first, last = fields.read("from", toml_date), fields.maybe("to", toml_date)
    since = fields.maybe("secondary_from", toml_date)
    confidence = fields.read("confidence", _confidence)
    checked_on = fields.read("checked_on", toml_date)
    note, said = fields.maybe("note", _both), fields.maybe("statement", _both)
    _check_span(first, last, at)
    if first is not None:
        spans.append((first, last, at))
    if cited is not None and cited not in papers:
        _unknown_paper(cited, papers, at.key("instrument"))
    paper = papers.get(cited) if cited is not None else None
    if since is not None and confidence is not None and confidence is not Confidence.VERIFIED:
        at.key("secondary_from").report(Words(vi="chỉ đi với 'verified'", en="only goes with 'verified'"))
    elif since is not None and first is not None and not first < since <= (last or dt.date.max):
        at.key("secondary_from").report(
            Words(vi="phải sau ngày 'from' và không sau ngày 'to'", en="must be a day after 'from' and not after 'to'")
        )
    elif confidence is Confidence.VERIFIED and paper is not None and first is not None:
        _check_force(paper, first, last if since is None else since - _DAY, at)
    if (
        not fields.end()
        or value is None
        or paper is None
        or article is None
        or first is None
        or confidence is None
        or checked_on is None
        or cure is None
    ):
        return []
    successor = papers.get(paper.replaced_by) if paper.replaced_by is not None else None
    place = scope.place if scope is not None else ""
    refs: list[RuleRef] = []
    ends = [paper.valid_to, *_ends_of_rows(value, columns, papers)]
    for begin, end in _stretches(first, last, since, ends):
        aged = since is not None and begin >= since
        ended = paper.valid_to is not None and begin > paper.valid_to
        refs.append(
            RuleRef(
                id=rule_id,
                document=paper.document,
                article=article,
                confidence=Confidence.SECONDARY if aged else confidence,
                valid_from=begin,
                valid_to=end,
                scope=place,
                ended=paper.valid_to if ended else None,
                successor=successor.document if ended and successor is not None else None,
                text_confidence=confidence if aged else None,
            )
        )
    return [RuleValue(value, ref, cure, checked_on, note, said or statement) for ref in refs]


def _stretches(
    first: dt.date, last: dt.date | None, since: dt.date | None, ends: Iterable[dt.date | None]
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """The life of a value, cut where a paper it cites ends and where the text in force is not one that was read."""
    cuts = {end + _DAY for end in ends if end is not None and end < dt.date.max} | {since}
    within = sorted(day for day in cuts if day is not None and first < day and (last is None or day <= last))
    for begin, end in zip((first, *within), (*within, None), strict=True):
        yield begin, last if end is None else end - _DAY


def _ends_of_rows(
    value: Entry, columns: Iterable[Column], papers: Mapping[str, Instrument | None]
) -> Iterator[dt.date | None]:
    """The last days of the papers the rows of a value cite on their own."""
    if any(column.key == "instrument" and column.type.rstrip("?") == "instrument" for column in columns):
        rows = value if isinstance(value, tuple) else (value,)
        for row in rows:
            paper = papers.get(str(row.get("instrument"))) if isinstance(row, Table) else None
            yield None if paper is None else paper.valid_to


def _check_cited(
    values: Iterable[RuleValue], columns: Iterable[Column], papers: Mapping[str, Instrument | None], at: TomlPlace
) -> None:
    """Papers that rows of a value cite on their own must be known too."""
    keys = [column.key for column in columns if column.type.rstrip("?") in {"instrument", "instruments"}]
    for value in values if keys else ():
        single = isinstance(value.value, Table)
        for order, row in enumerate((value.table,) if single else value.rows):
            for key in keys:
                cited = row.get(key, ())
                for name in cited if isinstance(cited, tuple) else (cited,):
                    if name not in papers:
                        _unknown_paper(str(name), papers, (at if single else at.item(order)).key(key))


def _check_span(first: dt.date | None, last: dt.date | None, at: TomlPlace) -> None:
    if first is not None and last is not None and last < first:
        at.key("to").report(Words(vi=f"{last} sớm hơn 'from', {first}", en=f"{last} is before 'from', {first}"))


def _check_force(paper: Instrument, first: dt.date, last: dt.date | None, at: TomlPlace) -> None:
    """A text counts as read for the time its paper was in force; after that the successor's would have to be read."""
    end = paper.valid_to
    if first < paper.valid_from or (end is not None and (last is None or last > end)):
        shown = f"{paper.valid_from} - {end or '...'}"
        at.key("confidence").report(
            Words(
                vi=f"không thể là 'verified' ngoài thời gian hiệu lực của '{paper.id}' ({shown}); "
                "ghi ngày kết thúc, hoặc 'secondary_from'",
                en=f"cannot be 'verified' outside the life of '{paper.id}' ({shown}); end it, or give 'secondary_from'",
            )
        )


def _refuse_overlaps(spans: list[tuple[dt.date, dt.date | None, TomlPlace]]) -> None:
    ordered = sorted(spans, key=lambda span: span[0])
    for (first, last, _), (begin, _, at) in pairwise(ordered):
        if last is None or begin <= last:
            shown = f"{first} - {last or '...'}"
            at.key("from").report(
                Words(
                    vi=f"{begin} nằm trong thời gian của giá trị khác của quy định này ({shown})",
                    en=f"{begin} falls within another value of this rule ({shown})",
                )
            )


def _unknown_paper(name: str, papers: Iterable[str], at: TomlPlace) -> None:
    near = nearest(name, papers, limit=1)
    hint = meant(near)
    at.report(Words(vi=f"không có văn bản '{name}'{hint.vi}", en=f"there is no instrument '{name}'{hint.en}"))


def _confidence(raw: object, at: TomlPlace) -> Confidence | None:
    known = _one_of(*(level.value for level in Confidence))(raw, at)
    return None if known is None else Confidence(known)


def _cure(raw: object, at: TomlPlace) -> Cure | None:
    _one_of(*_CURES)(raw, at)
    return next((cure for cure in _CURES if raw == cure), None)


_CURES: Final[tuple[Cure, ...]] = get_args(Cure)
