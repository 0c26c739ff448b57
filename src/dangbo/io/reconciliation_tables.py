"""A reconciliation as tables: by class, by field, by cell, and its matches one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from dangbo.base.findings import Lang
from dangbo.base.people import People, people_cells, people_heads, read_people
from dangbo.base.reading import read_choice
from dangbo.base.terms import Term
from dangbo.base.text import PartialDate, format_date, group_digits, sort_key
from dangbo.base.words import Words
from dangbo.io.comparing import GAPS, Match, MatchClass
from dangbo.io.grids import VALUES, Values
from dangbo.io.lists import SIDES, Side, cells_of, field_words
from dangbo.render.table import Cell, Column, Table

if TYPE_CHECKING:
    from dangbo.io.reconciling import Reconciliation

__all__ = ["By"]

By: TypeAlias = Literal["class", "field", "cell", "match"]
"""What stands in the rows of a table: classes, fields that differ, cells, or matches one by one."""

_BY: Final[Mapping[By, Words]] = {
    "class": Words(vi="theo kết quả", en="by class"),
    "field": Words(vi="theo thông tin", en="by field"),
    "cell": Words(vi="theo chi bộ", en="by cell"),
    "match": Words(vi="từng trường hợp", en="one by one"),
}


def reconciliation_table(found: Reconciliation, by: By, *, people: People, values: Values, lang: Lang) -> Table:
    """A reconciliation as a table; see `Reconciliation.table`."""
    makers: Mapping[By, Callable[[], Table]] = {
        "class": lambda: _by_class(found, lang),
        "field": lambda: _by_field(found, lang),
        "cell": lambda: _by_cell(found, lang),
        "match": lambda: _by_match(found, read_people(people), read_choice(values, VALUES, "values"), lang),
    }
    return makers[read_choice(by, _BY, "by")]()


def _title(by: By, lang: Lang) -> str:
    words = Words(vi=f"Đối chiếu hai danh sách, {_BY[by].vi}", en=f"Two lists compared, {_BY[by].en}")
    return words.text(lang=lang)


def _by_class(found: Reconciliation, lang: Lang) -> Table:
    rows = [
        [Cell(kind.value, kind.words.text(lang=lang)), *(_count(number, lang) for number in count)]
        for kind, count in found.counts.items()
    ]
    total = Words(vi="Cộng", en="Total").text(lang=lang)
    rows.append([Cell("total", total), *(_count(n, lang) for n in (len(found.matches), found.a.size, found.b.size))])
    heads = (
        Words(vi="Nhóm kết quả", en="Class"),
        Words(vi="Trường hợp", en="Matches"),
        Words(vi="Dòng ở A", en="Lines of A"),
        Words(vi="Dòng ở B", en="Lines of B"),
    )
    return _table(_title("class", lang), heads, rows, lang, notes=_notes(found, lang), totals=(len(rows) - 1,))


def _by_field(found: Reconciliation, lang: Lang) -> Table:
    counts = Counter((one.field, one.gap) for match in found.matches for one in match.differences)
    rows = [
        [field_words(field, found.a, found.b).text(lang=lang), *(_count(counts[field, gap], lang) for gap in GAPS)]
        for field in found.fields
    ]
    heads = (Words(vi="Thông tin", en="Field"), *GAPS.values())
    return _table(_title("field", lang), heads, rows, lang, notes=_notes(found, lang))


def _by_cell(found: Reconciliation, lang: Lang) -> Table:
    cell = cells_of(found.hierarchy)
    homes = tuple(
        [None if value is None else cell(value) for value in side.column("organization")] for side in (found.a, found.b)
    )
    named: dict[Any, Any] = {}
    for side, some in zip((found.a, found.b), homes, strict=True):
        for key, value in zip(some, side.column("organization"), strict=True):
            named.setdefault(key, value)
    counts: Counter[tuple[Any, str]] = Counter()
    for match in found.matches:
        x, y = [homes[0][line] for line in match.a], [homes[1][line] for line in match.b]
        counts.update((key, "a") for key in x)
        counts.update((key, "b") for key in y)
        if len(x) == len(y) == 1:
            if x == y:
                counts[x[0], "both"] += 1
            else:
                counts[x[0], "out"] += 1
                counts[y[0], "in"] += 1
        else:
            counts.update((key, "alone a" if not y else "several") for key in x)
            counts.update((key, "alone b" if not x else "several") for key in y)
    heads = (
        Words(vi="Chi bộ", en="Cell"),
        Words(vi="Dòng ở A", en="Lines of A"),
        Words(vi="Dòng ở B", en="Lines of B"),
        Words(vi="Cùng chi bộ ở cả hai", en="The same cell in both"),
        Words(vi="Ở A, sang chi bộ khác ở B", en="In A, of another cell in B"),
        Words(vi="Ở B, từ chi bộ khác ở A", en="In B, of another cell in A"),
        Words(vi="Chỉ A có người", en="Nobody in B"),
        Words(vi="Chỉ B có người", en="Nobody in A"),
        Words(vi="Một dòng ứng với nhiều dòng", en="One line to several"),
    )
    order = sorted(named, key=lambda key: (key is None, sort_key(str(named[key]))))
    rows = [
        [
            _cell_name(found, key, named[key], lang),
            *(_count(counts[key, what], lang) for what in _OF_CELLS),
        ]
        for key in order
    ]
    return _table(_title("cell", lang), heads, rows, lang, notes=_notes(found, lang))


def _cell_name(found: Reconciliation, key: Any, given: Any, lang: Lang) -> str:  # noqa: ANN401 - as lists have it
    if key is None:
        return Cell(None, Words(vi="(không ghi chi bộ)", en="(no cell recorded)").text(lang=lang))
    org = None if found.hierarchy is None or not isinstance(key, str) else found.hierarchy.get(key)
    return Cell(key, str(given) if org is None else org.name)


def _by_match(found: Reconciliation, people: People, values: Values, lang: Lang) -> Table:
    heads = (
        Words(vi="Mã đối chiếu", en="Match"),
        Words(vi="Nhóm kết quả", en="Class"),
        Words(vi="Dòng ở A", en="Lines of A"),
        Words(vi="Dòng ở B", en="Lines of B"),
        *people_heads(people),
        Words(vi="Thông tin", en="Field"),
        Words(vi="Khác thế nào", en="Differs how"),
        *((Words(vi="Ở A", en="In A"), Words(vi="Ở B", en="In B")) if values == "shown" else ()),
        Words(vi="Căn cứ", en="Joined by"),
    )
    rows: list[list[str]] = []
    for match in found.matches:
        if match.kind is MatchClass.EQUAL:
            continue
        for different in match.differences or (None,):
            said = ["", ""]
            if different is not None:
                said = [_said(found, side, match, different.field, people, lang) for side in SIDES]
            rows.append(
                [
                    Cell(match.number, str(match.number)),
                    match.kind.words.text(lang=lang),
                    *found.lines_of(match),
                    *people_cells(found.name_of(match), people),
                    "" if different is None else field_words(different.field, found.a, found.b).text(lang=lang),
                    "" if different is None else GAPS[different.gap].text(lang=lang),
                    *(said if values == "shown" else ()),
                    _joined_by(match, lang),
                ]
            )
    equal = found.counts[MatchClass.EQUAL].matches
    note = Words(
        vi=f"{group_digits(equal, lang='vi')} trường hợp giống nhau không liệt kê.",
        en=f"{group_digits(equal, lang='en')} that are equal are not listed.",
    )
    return _table(
        _title("match", lang), heads, rows, lang, notes=[note.text(lang=lang), *_notes(found, lang)], words=True
    )


def _notes(found: Reconciliation, lang: Lang) -> list[str]:
    return [words.text(lang=lang) for words in notes_of(found)]


def notes_of(found: Reconciliation) -> list[Words]:
    """What was not compared, so that nobody takes it for equal."""
    notes = []
    for side, some in (("A", found.a), ("B", found.b)):
        if count := len(some.refused):
            vi, en = group_digits(count, lang="vi"), group_digits(count, lang="en")
            notes.append(
                Words(
                    vi=f"Số dòng ở {side} không đọc được nên không đối chiếu: {vi}.",
                    en=f"Rows of {side} that could not be read and were not compared: {en}.",
                )
            )
    for side, names in found.not_compared.items():
        headings = (found.a if side == "a" else found.b).unknown
        fields = [field_words(name, found.a, found.b) for name in names]
        fields += [Words(vi=f"'{heading}'", en=f"'{heading}'") for heading in headings]
        if fields:
            notes.append(
                Words(
                    vi=f"Không đối chiếu, có ở {side.upper()}: {', '.join(words.vi for words in fields)}.",
                    en=f"Not compared, in {side.upper()}: {', '.join(words.en for words in fields)}.",
                )
            )
    return notes


_OF_CELLS: Final = ("a", "b", "both", "out", "in", "alone a", "alone b", "several")


def _joined_by(match: Match, lang: Lang) -> str:
    """What joins the lines of a match: the key, and the sign that suggests it or speaks against it."""
    key = " + ".join(field_words(part).text(lang=lang) for part in match.by.split("+")) if match.by else ""
    return "; ".join(part for part in (key, match.sign.words.text(lang=lang) if match.sign else "") if part)


def _count(number: int, lang: Lang) -> Cell:
    return Cell(number, group_digits(number, lang=lang))


def _table(
    title: str,
    heads: Sequence[Words],
    rows: Sequence[Sequence[str]],
    lang: Lang,
    *,
    notes: Sequence[str] = (),
    totals: Sequence[int] = (),
    words: bool = False,
) -> Table:
    columns = [Column(head.text(lang=lang), "left" if words or at == 0 else "right") for at, head in enumerate(heads)]
    return Table(title, columns, rows, notes=notes, totals=totals)


def _said(found: Reconciliation, side: Side, match: Match, field: str, people: People, lang: Lang) -> str:
    """What a list says of a field that differs, as a `Cell`; a name only as far as people are shown."""
    (line,) = match.a if side == "a" else match.b
    value = found.value(side, line, field)
    if field in _NAMES and isinstance(value, str):
        return people_cells(value, people)[0] if people != "ids" else "…"
    return Cell(value, _spoken(value, lang))


_NAMES: Final = frozenset({"name", "other_name"})


def _spoken(value: object, lang: Lang) -> str:
    """A value of a list in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (Words(vi="có", en="yes") if value else Words(vi="không", en="no")).text(lang=lang)
    if isinstance(value, PartialDate):
        return value.text(lang=lang)
    if isinstance(value, dt.date):
        return format_date(value, lang=lang)
    if isinstance(value, Term):
        return value.words.text(lang=lang)
    return str(value)
