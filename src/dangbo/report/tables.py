"""What a department sends upward and pins to the wall: the two yearly tables, indicators, and one page of all.

Nothing is counted here that `hierarchy`, `evaluation` and `quota` do not count; nothing is drawn that `render` does
not draw.
This room chooses rows and columns, and sees to it that every figure keeps its base, its date and its origin.

```
records, hierarchy, year ─┬─ ratings_table    TCCSĐ, cells, members: on the books, tiers, last year, quota
                          ├─ structure_table  TCCSĐ = đảng bộ + chi bộ cơ sở, what stands below them, by type of unit
                          ├─ key_figures ──┐
                          │                ├─ indicators_table   figure, date, target, origin, what the source prints
                          │  compare(...) ─┘
                          ├─ card_wall        every TCCSĐ a card, every cell a tile
                          └─ page             all of them in one HTML file
```

Tables are `render.Table`: `draw_table(table, limit=None)` draws them, their `rows` are words ready for a document.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.errors import InvalidInputError, RuleNotInForceError, shown
from dangbo.base.figures import Points, Printed, Ratio, Rounding, Share
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.reading import bad_count, read_term, read_year
from dangbo.base.records import RecordType
from dangbo.base.results import of_another_time, percent_text
from dangbo.base.terms import Form, Kind, Level, Origin, Rating, RatingStatus
from dangbo.base.text import format_date, format_number, parse_date, sort_key, upper_first
from dangbo.base.words import Words
from dangbo.evaluation import SUBJECT_WORDS, RatingRecord, Subjects, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.comparison import Comparison
from dangbo.rating.quota import GROUPINGS, Quota, QuotaBase, excellent_quota
from dangbo.rating.targets import Target
from dangbo.render import (
    Card,
    Cell,
    Column,
    Drawing,
    Table,
    Tile,
    TileMark,
    day_cell,
    draw_card_wall,
    draw_table,
    share_cell,
    stack,
)
from dangbo.render import page as draw_page
from dangbo.restructure import Preview
from dangbo.rules import RuleBook, RuleValue, book_of
from dangbo.tree.records import Organization, changed, served_by

__all__ = [
    "Cells",
    "KeyFigure",
    "card_wall",
    "division_table",
    "indicators_table",
    "key_figures",
    "page",
    "ratings_table",
    "structure_table",
]

Cells: TypeAlias = Literal["all", "below_grassroots"]
"""Which cells a table of ratings counts: every chi bộ, or only those below grassroots level (chi bộ trực thuộc)."""

_NOTHING: Final = "–"
"""Where a base is empty, or last year is not known."""

_YES: Final = "✓"
_NO: Final = "▲"
"""Verdicts carry a shape and a word."""


# --- ratings ----------------------------------------------------------------------------------------------------------


class _Subject(NamedTuple):
    """Who is rated in a group of rows."""

    label: Words
    subjects: Subjects
    form: Form | None = None
    level: Level | None = None


class _Year(NamedTuple):
    """What came of a group in a year."""

    tally: Tally
    quota: _QuotaLine | None


class _Group(NamedTuple):
    """One group of rows: who is rated, this year and last."""

    label: str
    now: _Year
    before: _Year | None


def ratings_table(
    records: Iterable[RatingRecord],
    hierarchy: Hierarchy,
    *,
    year: int,
    previous: Hierarchy | None = None,
    cells: Cells = "all",
    quota_base: QuotaBase | None = None,
    rounding: Rounding = "half_up",
    rules: RuleBook | None = None,
    notes: Sequence[str] = (),
    lang: Lang = "vi",
) -> Table:
    """The yearly table of ratings (kết quả đánh giá, xếp loại): TCCSĐ, cells, members.

    In each group the number on the books is the sum of those exempt, not yet rated and rated, and those rated are the
    sum of the four tiers. The excellent stand against their quota on the last day of the year; where the rule asks for
    the quota within each TCCSĐ (members), each is looked at by itself. Groups of similar tasks are in no register:
    where the rule asks for those, all are taken together and the notes say so (`quota_by_group` takes the groups). What
    `excellent_quota` finds stands in the notes in full.

    Args:
        records: rating records of both years, of organizations and members.
        hierarchy: who was to be rated in the year.
        year: the year rated.
        previous: who was to be rated the year before; without it, nothing is compared with last year. What changed
            superior in between is counted where it stood in each year (`comparable_series` joins such superiors).
        cells: which cells the second group counts.
        quota_base: of whom the excellent may be a part, instead of the rule's base.
        rounding: house style of the percentages.
        rules: the rulebook; the shipped one unless told otherwise.
        notes: lines to add below the table, such as what is synthetic.
        lang: language of the table.

    Returns:
        The table; columns are count and share of the year and, with `previous`, count and share of the year before and
        the difference in percentage points. The row of the quota has the excellent and their limit.

    Raises:
        InvalidInputError: a record of the year names nobody of the hierarchy, or a subject has two.

    Examples:
        >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
        >>> cell = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=12)
        >>> tree = Hierarchy([ward, cell], as_of="2022-12-31")
        >>> table = ratings_table([RatingRecord("cb-1", 2022, Rating.GOOD)], tree, year=2022)
        >>> for row in table.rows[11:15]:
        ...     print(row)
        ('Chi bộ', '1', '')
        ('  Miễn xếp loại', '0', '0,0%')
        ('  Chưa xếp loại', '0', '0,0%')
        ('  Được xếp loại', '1', '100,0%')
    """
    book = book_of(rules)
    year = read_year(year)
    every = tuple(records)
    groups = []
    for subject in (_GRASSROOTS, _CELLS[cells], _MEMBERS):
        now = _year(subject, every, hierarchy, year, quota_base, book)
        before = None if previous is None else _year(subject, every, previous, year - 1, quota_base, book)
        groups.append(_Group(subject.label.text(lang=lang), now, before))
    columns = [
        Column(Words(vi="Nội dung", en="Item").text(lang=lang)),
        Column(Words(vi=f"Năm {year}", en=f"{year}").text(lang=lang), "right"),
        Column(Words(vi="Tỷ lệ", en="Share").text(lang=lang), "right"),
    ]
    if previous is not None:
        columns += [
            Column(Words(vi=f"Năm {year - 1}", en=f"{year - 1}").text(lang=lang), "right"),
            Column(Words(vi="Tỷ lệ", en="Share").text(lang=lang), "right"),
            Column(Words(vi="Tăng, giảm (điểm phần trăm)", en="Change (percentage points)").text(lang=lang), "right"),
        ]
    rows: list[tuple[str, ...]] = []
    totals = []
    for group in groups:
        totals.append(len(rows))
        rows += _rating_rows(group, rounding, lang)
    return Table(
        Words(
            vi=f"Kết quả đánh giá, xếp loại năm {year}: {hierarchy.root.name}",
            en=f"Ratings of {year}: {hierarchy.root.name}",
        ).text(lang=lang),
        columns,
        rows,
        notes=[*_rating_notes(groups, hierarchy, cells, lang), *notes],
        totals=totals,
    )


_GRASSROOTS: Final = _Subject(
    Words(vi="Tổ chức cơ sở đảng", en="Grassroots organizations"), "organizations", level=Level.GRASSROOTS
)
_CELLS: Final[dict[Cells, _Subject]] = {
    "all": _Subject(Words(vi="Chi bộ", en="Cells (chi bộ)"), "organizations", Form.CHI_BO),
    "below_grassroots": _Subject(
        Words(vi="Chi bộ trực thuộc", en="Cells below them"), "organizations", Form.CHI_BO, Level.BELOW_GRASSROOTS
    ),
}
_MEMBERS: Final = _Subject(Words(vi="Đảng viên", en="Members"), "members")


def _year(
    subject: _Subject,
    records: Iterable[RatingRecord],
    hierarchy: Hierarchy,
    year: int,
    base: QuotaBase | None,
    book: RuleBook,
) -> _Year:
    kept = [record for record in records if record.year == year and record.subjects == subject.subjects]
    tally = Tally.of(kept, hierarchy, subjects=subject.subjects, form=subject.form, level=subject.level, year=year)
    parts = _by_grassroots(kept, hierarchy, year) if subject.subjects == "members" else []
    return _Year(tally, _quota_line(tally, parts, base, book))


def _rating_rows(group: _Group, rounding: Rounding, lang: Lang) -> Iterator[tuple[str, ...]]:
    now = group.now.tally
    before = Tally({}, year=now.year) if group.before is None else group.before.tally

    def row(name: str, count: int, of: int, last: int, last_of: int) -> tuple[str, ...]:
        cells = (name, _number(count, lang), _share(count, of, rounding, lang))
        if group.before is None:
            return cells
        points = _points(count, of, last, last_of, rounding, lang)
        return (*cells, _number(last, lang), _share(last, last_of, rounding, lang), points)

    on_books = row(group.label, now.total, 0, before.total, 0)
    yield tuple("" if cell == _NOTHING else cell for cell in on_books)
    for words, count, count_before in (
        (Words(vi="Miễn xếp loại", en="exempt"), now.exempt, before.exempt),
        (Words(vi="Chưa xếp loại", en="not yet rated"), now.not_yet_rated, before.not_yet_rated),
        (Words(vi="Được xếp loại", en="rated"), now.rated, before.rated),
    ):
        yield row(f"  {words.text(lang=lang)}", count, now.total, count_before, before.total)
    for tier in sorted(Rating, reverse=True):
        yield row(f"    {_term(tier, lang)}", now.count(tier), now.rated, before.count(tier), before.rated)
        if tier is Rating.EXCELLENT:
            yield _quota_row(group, lang)
    for tier in (Rating.GOOD, Rating.COMPLETED):
        name = Words(vi=f"{tier.label} trở lên", en=f"{tier.gloss} or better").text(lang=lang)
        yield row(f"    {name}", now.at_least(tier), now.rated, before.at_least(tier), before.rated)


def _quota_row(group: _Group, lang: Lang) -> tuple[str, ...]:
    """The excellent against how many may be: verdict in words for the year, in shapes for both years."""
    lines = [year.quota for year in (group.now, group.before) if year is not None]
    said = _NOTHING if lines[0] is None else lines[0].verdict(lang)
    name = f"{Words(vi='tỷ lệ tối đa theo quy định', en='quota').text(lang=lang)}: {said}"
    now, *before = (_NOTHING if line is None else line.figures(lang) for line in lines)
    return (f"      {name}", now, "", *(cell for last in before for cell in (last, "", "")))


def _rating_notes(groups: Sequence[_Group], hierarchy: Hierarchy, cells: Cells, lang: Lang) -> list[str]:
    notes = [
        Words(
            vi="Tổng số = miễn + chưa xếp loại + được xếp loại; ba dòng này tính tỷ lệ trên tổng số, "
            "các mức tính trên số được xếp loại.",
            en="On the books = exempt + not yet rated + rated; these three are shares of all on the books, "
            "the tiers are shares of those rated.",
        ).text(lang=lang)
    ]
    for group in groups:
        tally = group.now.tally
        parts = " + ".join(_number(count, lang) for count in (tally.exempt, tally.not_yet_rated, tally.rated))
        tiers = " + ".join(_number(count, lang) for _, count in tally.counts)
        sums = f"{_number(tally.total, lang)} = {parts}; {_number(tally.rated, lang)} = {tiers}."
        notes.append(f"{group.label}: {sums}")
    grassroots = hierarchy.count(form=Form.CHI_BO, level=Level.GRASSROOTS)
    if cells == "all" and grassroots:
        every = hierarchy.count(form=Form.CHI_BO)
        below = hierarchy.count(form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS)
        notes.append(
            Words(
                vi=f"{_number(every, lang)} chi bộ gồm {_number(below, lang)} chi bộ trực thuộc và "
                f"{_number(grassroots, lang)} chi bộ cơ sở; số chi bộ cơ sở có mặt ở cả hai nhóm trên.",
                en=f"The {_number(every, lang)} cells are {_number(below, lang)} chi bộ trực thuộc and "
                f"{_number(grassroots, lang)} chi bộ cơ sở; the latter stand in both groups of organizations.",
            ).text(lang=lang)
        )
    apart = [found for group in groups for year in (group.now, group.before) if year for found in year.tally.findings]
    told = [found.text(lang=lang) for found in dict.fromkeys(apart)]
    return [*notes, *dict.fromkeys((*told, *_quota_notes(groups, lang)))]


def _by_grassroots(records: Iterable[RatingRecord], hierarchy: Hierarchy, year: int) -> list[Tally]:
    """The members of each TCCSĐ, in one pass and not one for each."""
    tallies = Tally.by_group(
        tuple(records), hierarchy, subjects="members", year=year, group_by="grassroots_organization"
    )
    return [
        tallies.get(org.id) or Tally.of((), hierarchy, subjects="members", under=org, year=year)
        for org in hierarchy.select(level=Level.GRASSROOTS)
    ]


def _grassroots_of(hierarchy: Hierarchy) -> dict[str, str | None]:
    """The TCCSĐ each organization is or stands under; `None` for those above."""
    nearest: dict[str, str | None] = {}
    for org in hierarchy:
        above = None if org.parent is None else nearest[org.parent]
        nearest[org.id] = org.id if org.level is Level.GRASSROOTS else above
    return nearest


_QUOTA_BASES: Final[dict[QuotaBase, Words]] = {
    "final_good": Words(
        vi="số Hoàn thành tốt nhiệm vụ, không kể xuất sắc", en="those rated good, without the excellent"
    ),
    "good_before_excellent_is_taken": Words(
        vi="số Hoàn thành tốt nhiệm vụ trước khi chọn xuất sắc",
        en="those rated good before the excellent are taken out",
    ),
    "good_or_better": Words(vi="số Hoàn thành tốt nhiệm vụ trở lên", en="those rated good or better"),
    "all_rated": Words(vi="số được xếp loại", en="those rated"),
}


class _QuotaLine(NamedTuple):
    """The excellent against their quota: of all together, or of each part where the rule looks at the parts.

    `whole` is the quota of all, for base and rule; `findings` what is found of all or of the parts; `flips` are the
    bases on which the verdict is another.
    """

    whole: Quota
    findings: tuple[Finding, ...]
    used: int
    limit: int
    parts: int
    beyond: int
    flips: tuple[QuotaBase, ...]

    def verdict(self, lang: Lang) -> str:
        if self.parts and self.beyond:
            beyond, parts = _number(self.beyond, lang), _number(self.parts, lang)
            return Words(vi=f"{_NO} vượt ở {beyond}/{parts} TCCSĐ", en=f"{_NO} exceeded in {beyond} of {parts}").text(
                lang=lang
            )
        if self.beyond:
            return Words(vi=f"{_NO} vượt", en=f"{_NO} exceeded").text(lang=lang)
        return Words(vi=f"{_YES} không vượt", en=f"{_YES} kept").text(lang=lang)

    def figures(self, lang: Lang) -> str:
        used, limit = _number(self.used, lang), _number(self.limit, lang)
        shape = f"{_NO} " if self.beyond else ""
        words = Words(vi=f"{shape}{used} (tối đa {limit})", en=f"{shape or f'{_YES} '}{used}/{limit}")
        return Cell((self.used, self.limit), words.text(lang=lang))


def _quota_line(tally: Tally, parts: Sequence[Tally], base: QuotaBase | None, book: RuleBook) -> _QuotaLine | None:
    """`None` where nobody is rated, or the rulebook knows no quota on the last day of the year."""
    if not tally.rated:
        return None
    on = dt.date(tally.year, 12, 31)
    try:
        whole = excellent_quota(tally, on=on, base=base, rules=book)
    except RuleNotInForceError:
        return None
    each = tuple(parts) if whole.grouping == "within_grassroots_organization" else ()
    quotas = [excellent_quota(part, on=on, base=base, rules=book) for part in each or (tally,)]
    beyond = sum(not quota.within for quota in quotas)

    def exceeded(other: QuotaBase) -> bool:
        return any(not excellent_quota(part, on=on, base=other, rules=book).within for part in each or (tally,))

    return _QuotaLine(
        whole,
        _found(whole, quotas, pooled=tally.subjects if not each else None),
        sum(quota.used for quota in quotas),
        sum(quota.limit for quota in quotas),
        len(each),
        beyond,
        tuple(other for other in _QUOTA_BASES if exceeded(other) is not bool(beyond)),
    )


def _found(whole: Quota, quotas: Sequence[Quota], *, pooled: Subjects | None) -> tuple[Finding, ...]:
    """What the quotas find, without the excess, which its row shows; and that groups were taken together."""
    told = [found for quota in (whole, *quotas) for found in quota.findings if found.code != "quota/exceeded"]
    if pooled is not None and whole.grouping != "unstated":
        who = SUBJECT_WORDS[pooled]
        told.append(
            finding(
                "quota/groups-pooled",
                f"{pooled}/{whole.year}",
                rule=whole.rule,
                who=Words(vi=f"{who.vi} năm {whole.year}", en=f"{who.en} of {whole.year}"),
                grouping=GROUPINGS[whole.grouping],
            )
        )
    return tuple(dict.fromkeys(told))


def _quota_notes(groups: Sequence[_Group], lang: Lang) -> Iterator[str]:
    """What the quota rows stand on: base, rule, and whether the verdict depends on the base."""
    for group in groups:
        line, label = group.now.quota, group.label
        if line is None:
            if group.now.tally.rated:
                on = format_date(dt.date(group.now.tally.year, 12, 31), lang=lang)
                yield Words(
                    vi=f"{label}, tỷ lệ xuất sắc theo quy định: bộ quy định không có giá trị cho ngày {on}.",
                    en=f"{label}, quota of the excellent: the rulebook has no value for {on}.",
                ).text(lang=lang)
            continue
        whole = line.whole
        ratio = percent_text(whole.ratio, lang=lang)
        base = _QUOTA_BASES[whole.base].text(lang=lang)
        if any(found.code == "quota/base-unstated" for found in line.findings):
            base += Words(
                vi="; quy định không nêu cơ sở tính, đây là cách hiểu chặt nhất",
                en="; the rule states no base, this is the strictest reading",
            ).text(lang=lang)
        if line.parts:
            words = Words(
                vi="{label}, tỷ lệ xuất sắc theo quy định: {ratio} {base}, xét trong từng TCCSĐ, số tối đa của {parts} "
                "TCCSĐ cộng lại là {limit}",
                en="{label}, quota of the excellent: {ratio} of {base}, within each of {parts} TCCSĐ, together {limit}",
            )
        else:
            words = Words(
                vi="{label}, tỷ lệ xuất sắc theo quy định: {ratio} của {count} ({base}), làm tròn xuống là {limit}",
                en="{label}, quota of the excellent: {ratio} of {count} ({base}), rounded down to {limit}",
            )
        facts = {"label": label, "ratio": ratio, "base": base} | {
            name: _number(value, lang)
            for name, value in (("count", whole.base_count), ("parts", line.parts), ("limit", line.limit))
        }
        note = words.text(lang=lang).format_map(facts)
        if whole.rule is not None:
            note += f". {whole.rule.citation(lang=lang)}"
        if line.flips:
            others = "; ".join(_QUOTA_BASES[other].text(lang=lang) for other in line.flips)
            verdict = Words(vi="không vượt" if line.beyond else "vượt", en="kept" if line.beyond else "exceeded").text(
                lang=lang
            )
            note += f". {_NO} " + Words(
                vi=f"Nhưng {verdict} nếu tính trên: {others}", en=f"But {verdict} over {others}"
            ).text(lang=lang)
        yield f"{note}."
        yield from (found.text(lang=lang) for found in line.findings)


# --- structure --------------------------------------------------------------------------------------------------------

_BELOW: Final = ((Form.DANG_BO, Level.BELOW_GRASSROOTS), (Form.CHI_BO, Level.BELOW_GRASSROOTS))
_AT: Final = ((Form.DANG_BO, Level.GRASSROOTS), (Form.CHI_BO, Level.GRASSROOTS))


def structure_table(
    hierarchy: Hierarchy, *, rules: RuleBook | None = None, notes: Sequence[str] = (), lang: Lang = "vi"
) -> Table:
    """The yearly table of structure (cơ cấu tổ chức): what there is, by type of unit, on the date of the snapshot.

    Organizations below grassroots level and members are counted at their TCCSĐ, whose type of unit (loại hình) the row
    names. What stands under no TCCSĐ has a row of its own, so that the totals are those of the hierarchy.

    Args:
        hierarchy: the organizations and members.
        rules: the rulebook, for the types of unit and what kinds are called on the date; the shipped one by default.
        notes: lines to add below the table.
        lang: language of the table.

    Returns:
        The table; TCCSĐ = đảng bộ cơ sở + chi bộ cơ sở in every row, the last row is the sum of the others.

    Examples:
        >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS, unit_type="ward")
        >>> cell = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=12)
        >>> table = structure_table(Hierarchy([ward, cell], as_of="2023-04-30"))
        >>> table.rows
        (('Phường', '1', '1', '0', '0', '1', '12'), ('Tổng cộng', '1', '1', '0', '0', '1', '12'))
    """
    book = book_of(rules)
    on_date = book.at(hierarchy.as_of)
    nearest = _grassroots_of(hierarchy)
    unit_of: dict[str, str] = {}
    counts: dict[str, Counter[object]] = {}
    above = Counter[object]()  # what stands over the TCCSĐ, or beside them under the same superior
    people = [0, 0]
    for org in hierarchy:
        top = nearest[org.id]
        if org.id == top:
            unit_of[org.id] = org.unit_type or _NOT_RECORDED
        line = above if top is None else counts.setdefault(unit_of[top], Counter())
        line[org.kind] += 1
        own = hierarchy.own_headcount(org)
        line["members"] += own.total
        people[0] += own.full
        people[1] += own.probationary

    all_units = [unit.code for unit in book.unit_types]
    rank = {code: i for i, code in enumerate(all_units)}
    order = sorted(counts, key=lambda unit: (unit == _NOT_RECORDED, rank.get(unit, len(rank)), sort_key(unit)))
    lines = [(_unit_label(unit, book, lang), counts[unit]) for unit in order]
    if any(above[key] for key in (*_AT, *_BELOW, "members")):
        lines.append((Words(vi="Không thuộc TCCSĐ nào", en="Under no grassroots organization").text(lang=lang), above))
    total = sum((line for _, line in lines), Counter[object]())
    lines.append((Words(vi="Tổng cộng", en="Total").text(lang=lang), total))

    def row(name: str, line: Counter[object]) -> tuple[str, ...]:
        here = sum(line[kind] for kind in _AT)
        figures = (*(line[kind] for kind in (*_AT, *_BELOW)), line["members"])
        return (name, _number(here, lang), *(_number(figure, lang) for figure in figures))

    kinds = [on_date.label(*kind) for kind in (*_AT, *_BELOW)]  # Vietnamese in both languages: they have no short gloss
    heads = ["TCCSĐ", *kinds]
    heads.append(Words(vi="Đảng viên", en="Members").text(lang=lang))
    day = format_date(hierarchy.as_of, lang=lang)
    return Table(
        Words(
            vi=f"Cơ cấu tổ chức đảng và đảng viên tính đến ngày {day}: {hierarchy.root.name}",
            en=f"Organizations and members on {day}: {hierarchy.root.name}",
        ).text(lang=lang),
        [Column(Words(vi="Loại hình", en="Unit type").text(lang=lang)), *(Column(head, "right") for head in heads)],
        [row(name, line) for name, line in lines],
        notes=[*_structure_notes(hierarchy, total, people, lang), *notes],
        totals=[len(lines) - 1],
    )


_NOT_RECORDED: Final = ""


def _unit_label(unit: str, book: RuleBook, lang: Lang) -> str:
    if unit == _NOT_RECORDED:
        return Words(vi="(chưa ghi loại hình)", en="(not recorded)").text(lang=lang)
    label = book.unit_type_label(unit, lang=lang)
    return upper_first(label)


def _structure_notes(hierarchy: Hierarchy, total: Counter[object], people: Sequence[int], lang: Lang) -> list[str]:
    dang_bo, chi_bo, part, cells = (total[kind] for kind in (*_AT, *_BELOW))
    rest = len(hierarchy) - dang_bo - chi_bo - part - cells
    figures = {
        name: _number(value, lang)
        for name, value in {
            "all": len(hierarchy),
            "rest": rest,
            "grassroots": dang_bo + chi_bo,
            "dang_bo": dang_bo,
            "chi_bo": chi_bo,
            "part": part,
            "cells": cells,
            "every_cell": chi_bo + cells,
            "members": sum(people),
            "full": people[0],
            "probationary": people[1],
        }.items()
    }
    lines = (
        Words(
            vi="TCCSĐ: {grassroots} = {dang_bo} đảng bộ cơ sở + {chi_bo} chi bộ cơ sở. "
            "Tổ chức đảng: {all} = {rest} cấp trên TCCSĐ + {grassroots} TCCSĐ + {part} đảng bộ bộ phận + "
            "{cells} chi bộ trực thuộc. Chi bộ: {every_cell} = {cells} + {chi_bo}.",
            en="TCCSĐ: {grassroots} = {dang_bo} đảng bộ cơ sở (with cells below them) + {chi_bo} chi bộ cơ sở (cells "
            "themselves). Organizations: {all} = {rest} above the grassroots + {grassroots} TCCSĐ + {part} đảng bộ "
            "below them + {cells} chi bộ trực thuộc. Cells: {every_cell} = {cells} + {chi_bo}.",
        ),
        Words(
            vi="Đảng viên: {members} = {full} chính thức + {probationary} dự bị. Tổ chức trực thuộc đảng ủy cơ sở và "
            "đảng viên tính theo loại hình của TCCSĐ.",
            en="Members: {members} = {full} full + {probationary} probationary. Organizations below the grassroots and "
            "members are counted under the type of unit of their TCCSĐ.",
        ),
    )
    return [words.text(lang=lang).format_map(figures) for words in lines]


# --- figures and targets ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyFigure(metaclass=RecordType):
    """A figure to be shown with all that belongs to it: a line of `indicators_table`.

    Args:
        name: what is counted.
        figure: a count, a share, a fulfillment, or a comparison with a target.
        on: the date, or the words of the source for a period ("3/2023"); the figure's own date where left out.
        origin: where the figure comes from, or its label; the figure's own where left out.
        printed: the same figure as a source prints it ("gần 28.000", "trên 88%"); the table says whether they agree.
        parts: what a count is the sum of, as (words, count).
        decimals: of the percentages; one, or two where one would hide people.
        note: a line below the table.

    Raises:
        InvalidInputError: `rating/bad-count`: parts that do not add up to the count.

    Examples:
        >>> KeyFigure("Đảng viên", 27960, on="30/04/2023", printed="gần 28.000").agrees
        True
    """

    name: str
    figure: int | Share | Ratio | Comparison
    on: dt.date | str | None = None
    origin: Origin | None = None
    printed: str = ""
    parts: Sequence[tuple[str, int]] = ()
    decimals: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Keep parts as a tuple and dates as dates, and refuse a sum that is none."""
        object.__setattr__(self, "parts", tuple(self.parts))
        if isinstance(self.on, str):
            with suppress(InvalidInputError):  # no date, but words for a period
                object.__setattr__(self, "on", parse_date(self.on))
        if self.origin is not None:
            object.__setattr__(self, "origin", read_term(Origin, self.origin, "origin"))
        if self.parts and sum(count for _, count in self.parts) != self.figure:
            whole = self.figure if isinstance(self.figure, int) else "a share"
            words = Words(vi="các phần cộng lại không bằng số đếm", en=f"the parts do not add up to {whole}")
            raise InvalidInputError([bad_count(shown(self.name) or "parts", words)])

    @property
    def reached(self) -> Share | Ratio | None:
        """The share, alone or of the comparison; `None` for a count, and where nothing could be counted."""
        figure = self.figure
        return figure.share if isinstance(figure, Comparison) else None if isinstance(figure, int) else figure

    @property
    def findings(self) -> tuple[Finding, ...]:
        """`figure/other-date` where the figure is of another year than the date it is to be shown with."""
        figure, on, reached = self.figure, self.on, self.reached
        year = figure.year if isinstance(figure, Comparison) else None
        own = year if year is not None else None if reached is None or reached.on is None else reached.on.year
        if own is None or not isinstance(on, dt.date) or on.year == own:
            return ()
        name = self.name or (figure.target.name if isinstance(figure, Comparison) else "")
        day = Words(en=f"the date {format_date(on, lang='en')}", vi=f"ngày {format_date(on)}")
        return (
            of_another_time(
                name, Words(en=name, vi=name), Words(en=f"a figure of {own}", vi=f"số liệu năm {own}"), day
            ),
        )

    @property
    def agrees(self) -> bool | None:
        """Whether the source prints this figure; `None` where it prints none, or there is nothing to compare."""
        exact = self.figure if isinstance(self.figure, int) else self.reached
        return None if not self.printed or exact is None else Printed.parse(self.printed).admits(exact)


def key_figures(hierarchy: Hierarchy, *, lang: Lang = "vi") -> dict[str, KeyFigure]:
    """The figures every report on a tree begins with, each computed, with the date of the snapshot.

    Returns:
        By name: organizations, grassroots, cells_below, cells, members; and groups, heads where there are residential
        groups.

    Examples:
        >>> from dangbo import datasets
        >>> figures = key_figures(datasets.thai_nguyen())
        >>> figures["grassroots"].parts, figures["heads"].figure
        ((('đảng bộ', 75), ('chi bộ', 25)), Share(353, of=401) = 88,0%)
    """
    on = hierarchy.as_of
    kinds = hierarchy.count(by="kind")
    dang_bo, chi_bo = (kinds.get(kind, 0) for kind in _AT)
    part, below = (kinds.get(kind, 0) for kind in _BELOW)
    cells = hierarchy.count(form=Form.CHI_BO)

    def figure(name: Words, count: int, *parts: tuple[Words, int]) -> KeyFigure:
        """A count and what it is the sum of; đảng bộ and chi bộ stand there even where there are none."""
        kept = [(words.text(lang=lang), size) for words, size in parts if size or words in _ALWAYS]
        return KeyFigure(name.text(lang=lang), count, on=on, parts=kept if len(kept) > 1 else ())

    figures = {
        "organizations": figure(
            Words(vi="Tổ chức đảng", en="Organizations"),
            len(hierarchy),
            (Words(vi="cấp trên", en="above them"), len(hierarchy) - dang_bo - chi_bo - part - below),
            (Words(vi="TCCSĐ", en="TCCSĐ"), dang_bo + chi_bo),
            (Words(vi="đảng bộ bộ phận", en="đảng bộ below"), part),
            (Words(vi="chi bộ trực thuộc", en="cells below"), below),
        ),
        "grassroots": figure(
            Words(vi="TCCSĐ", en="Grassroots organizations (TCCSĐ)"),
            dang_bo + chi_bo,
            *zip(_ALWAYS, (dang_bo, chi_bo), strict=True),
        ),
        "cells_below": figure(Words(vi="Chi bộ trực thuộc đảng ủy cơ sở", en="Cells below the grassroots"), below),
        "cells": figure(
            Words(vi="Tất cả chi bộ", en="All cells"),
            cells,
            (Words(vi="trực thuộc", en="below grassroots"), below),
            (Words(vi="cơ sở", en="grassroots"), chi_bo),
            (Words(vi="khác", en="elsewhere"), cells - below - chi_bo),
        ),
        "members": figure(Words(vi="Đảng viên", en="Members"), hierarchy.headcount().total),
    }
    coverage = hierarchy.coverage()
    if coverage.groups is not None and coverage.heads_who_are_members is not None:
        name = Words(vi="Xóm, tổ dân phố có chi bộ", en="Residential groups with a cell").text(lang=lang)
        figures["groups"] = KeyFigure(name, coverage.groups)
        name = Words(
            vi="Trưởng xóm, tổ trưởng tổ dân phố là đảng viên", en="Heads of residential groups who are members"
        ).text(lang=lang)
        figures["heads"] = KeyFigure(name, coverage.heads_who_are_members)
    return figures


_ALWAYS: Final = (Words(vi="đảng bộ", en="đảng bộ"), Words(vi="chi bộ", en="chi bộ"))


def indicators_table(
    items: Iterable[KeyFigure], *, title: str = "", notes: Sequence[str] = (), lang: Lang = "vi"
) -> Table:
    """Figures with date, count and base, target, difference in percentage points, verdict and origin.

    Columns that no item fills (targets, what a source prints) are left out; findings of comparisons and the notes of
    items stand below in full.

    Args:
        items: in the order of the rows.
        title: of the table.
        notes: lines to add below the table.
        lang: language of the table.

    Examples:
        >>> from dangbo.rating.comparison import compare
        >>> from dangbo.rating.targets import Target
        >>> tally = Tally({Rating.GOOD: 95, Rating.COMPLETED: 5}, year=2022)
        >>> result = compare(tally, Target("TCCSĐ từ Hoàn thành tốt trở lên", at_least="85%", tier=Rating.GOOD))
        >>> indicators_table([KeyFigure("", result)]).rows
        (('TCCSĐ từ Hoàn thành tốt trở lên', '2022', '95/100', '95,0%', '85%', '+10,0', '✓ đạt', 'tính được'),)
    """
    given = tuple(items)
    heads = [
        Column(Words(vi="Nội dung", en="Item").text(lang=lang)),
        Column(Words(vi="Thời điểm", en="Date").text(lang=lang)),
        Column(Words(vi="Số liệu", en="Figure").text(lang=lang), "right"),
        Column(Words(vi="Tỷ lệ", en="Share").text(lang=lang), "right"),
        Column(Words(vi="Chỉ tiêu", en="Target").text(lang=lang), "right"),
        Column(
            Words(vi="Vượt, thiếu (điểm phần trăm)", en="Above or below (percentage points)").text(lang=lang), "right"
        ),
        Column(Words(vi="Kết luận", en="Verdict").text(lang=lang)),
        Column(Words(vi="Nguồn gốc", en="Origin").text(lang=lang)),
        Column(Words(vi="Nguồn ghi", en="Source says").text(lang=lang)),
    ]
    rows = [_indicator_row(item, lang) for item in given]
    kept = [i for i in range(len(heads)) if i == 0 or any(row[i] for row in rows)]
    below = []
    for item in given:
        if isinstance(item.figure, Comparison):
            below += [found.text(lang=lang) for found in item.figure.findings]
        if item.note:
            below.append(item.note)
        below += [found.text(lang=lang) for found in item.findings]
    if any(item.agrees is not None for item in given):
        agree = Words(
            vi=f"{_YES} khớp với số nguồn ghi; {_NO} không khớp.",
            en=f"{_YES} agrees with what the source says; {_NO} differs.",
        )
        below.append(agree.text(lang=lang))
    return Table(
        title or Words(vi="Số liệu và chỉ tiêu", en="Figures and targets").text(lang=lang),
        [heads[i] for i in kept],
        [[row[i] for i in kept] for row in rows],
        notes=[*dict.fromkeys(below), *notes],
    )


def _indicator_row(item: KeyFigure, lang: Lang) -> tuple[str, ...]:
    figure, reached = item.figure, item.reached
    name, target, excess, verdict, year = item.name, "", "", "", None
    places = item.decimals
    if isinstance(figure, Comparison):
        name = name or figure.target.name
        year = figure.year
        target = _bound(figure.target, lang)
    if reached is not None and places is None:
        places = _places(reached.of)
    if isinstance(figure, Comparison) and figure.excess is not None and figure.met is not None:
        excess = _bare(figure.excess, places or 0, "half_up", lang)
        words = (
            Words(vi=f"{_YES} đạt", en=f"{_YES} met")
            if figure.met
            else Words(vi=f"{_NO} không đạt", en=f"{_NO} not met")
        )
        verdict = words.text(lang=lang)
    if isinstance(figure, int):
        count: str = _number(figure, lang)
        if item.parts:
            name += f" = {' + '.join(words for words, _ in item.parts)}"
            count = Cell(figure, f"{count} = {' + '.join(_number(part, lang) for _, part in item.parts)}")
    else:
        count = (
            _NOTHING
            if reached is None
            else Cell(reached, f"{_number(reached.count, lang)}/{_number(reached.of, lang)}")
        )
    on = item.on or (year if year is not None else None if reached is None else reached.on)
    origin = item.origin or (Origin.COMPUTED if reached is None else reached.origin)
    printed = item.printed
    if item.agrees is not None:
        printed = (
            f"{_YES} {printed}"
            if item.agrees
            else f"{_NO} {printed} {Words(vi='(không khớp)', en='(differs)').text(lang=lang)}"
        )
    return (
        name,
        _time(on, lang),
        count,
        "" if reached is None else share_cell(reached, decimals=places or 0, lang=lang),
        target,
        excess,
        verdict,
        _term(origin, lang),
        printed,
    )


def _time(on: dt.date | int | str | None, lang: Lang) -> str:
    """When a figure is of: a day, a year, or what whoever made it wrote."""
    if isinstance(on, dt.date):
        return day_cell(on, lang=lang)
    return Cell(on, str(on)) if isinstance(on, int) else on or ""


def _bound(target: Target, lang: Lang) -> str:
    """What is to be reached; of a target between two bounds both."""
    words = target.short(lang=lang)
    if target.within is not None:
        return Cell(target.within, words)
    return Cell(target.lower if target.lower is not None else target.upper, words)


# --- one screen -------------------------------------------------------------------------------------------------------

_MARKS: Final[dict[Rating | RatingStatus, TileMark]] = {
    Rating.EXCELLENT: "star",
    Rating.GOOD: "full",
    Rating.COMPLETED: "half",
    Rating.NOT_COMPLETED: "low",
    RatingStatus.EXEMPT: "exempt",
    RatingStatus.NOT_YET_RATED: "none",
}


_UNITS: Final = 1_000
"""More TCCSĐ and cells than this are no picture any more: they are added up."""


def card_wall(
    hierarchy: Hierarchy,
    *,
    records: Iterable[RatingRecord],
    year: int,
    under: str | Organization | None = None,
    lang: Lang = "vi",
) -> Drawing:
    """Every TCCSĐ a card, every cell a tile with the shape of its rating: about a thousand units on one screen.

    A chi bộ cơ sở is a card with one tile. Whoever has no record of the year is not yet rated. Where the organizations
    are those of another year, the title says of which day. More than 1,000 units are added up instead: by kind, and by
    the direct subordinates of the highest organization, each of which `under` shows alone.

    Args:
        hierarchy: the organizations.
        records: rating records; those of other years and of members are passed over.
        year: the year rated.
        under: only this organization and what stands below it; what is part of a TCCSĐ is shown with all of that.
        lang: language of the words.

    Examples:
        >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
        >>> cell = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=12)
        >>> tree = Hierarchy([ward, cell], as_of="2022-12-31")
        >>> print(card_wall(tree, records=[RatingRecord("cb-1", 2022, Rating.GOOD)], year=2022).text.splitlines()[0])
        TCCSĐ và chi bộ theo xếp loại năm 2022: 1 thẻ, 1 ô
    """
    year = read_year(year)
    results = {
        record.subject: record.rating or record.status
        for record in records
        if record.year == year and record.subjects == "organizations"
    }
    nearest = _grassroots_of(hierarchy)
    top = hierarchy.root if under is None else hierarchy[under]
    top = hierarchy[nearest[top.id] or top.id]
    scope = [*hierarchy] if top is hierarchy.root else [top, *hierarchy.descendants(top)]
    units = [org for org in scope if org.level is Level.GRASSROOTS or org.form is Form.CHI_BO]
    day = format_date(hierarchy.as_of, lang=lang)
    title = Words(
        vi=f"TCCSĐ và chi bộ theo xếp loại năm {year}",
        en=f"Grassroots organizations and cells by their rating of {year}",
    ).text(lang=lang)
    if under is not None:
        title += f", {top.name}"
    if hierarchy.as_of.year != year:
        title += Words(vi=f", tổ chức đảng tính đến ngày {day}", en=f", organizations of {day}").text(lang=lang)

    def result(org: Organization) -> Rating | RatingStatus:
        return results.get(org.id, RatingStatus.NOT_YET_RATED)

    if len(units) > _UNITS:
        return _added_up(hierarchy, top, scope, {org.id for org in units}, result, title, lang)
    people = hierarchy.roll_up([hierarchy.own_headcount(org).total for org in hierarchy])
    sizes = {org.id: count for org, count in zip(hierarchy, people, strict=True)}

    def size(org: Organization) -> str:
        return f"{_number(sizes[org.id], lang)} {Words(vi='đảng viên', en='members').text(lang=lang)}"

    def tile(cell: Organization) -> Tile:
        tooltip = f"{cell.name} · {_term(result(cell), lang)} · {size(cell)}"
        return Tile(cell.name, tooltip, _MARKS[result(cell)])

    cells: dict[str, list[Tile]] = {}
    for org in units:
        above = nearest[org.id]
        if org.form is Form.CHI_BO and above is not None:
            cells.setdefault(above, []).append(tile(org))
    cards = [
        Card(org.name, size(org), cells.get(org.id, ()), _MARKS[result(org)])
        for org in units
        if org.level is Level.GRASSROOTS
    ]
    legend = [(mark, _term(term, lang)) for term, mark in _MARKS.items()]
    shown = {tile.mark for card in cards for tile in card.tiles} | {card.mark for card in cards}
    return draw_card_wall(
        cards,
        title=title,
        legend=[(mark, words) for mark, words in legend if mark in shown or mark in {"star", "full", "half", "low"}],
        lang=lang,
    )


def _added_up(
    hierarchy: Hierarchy,
    top: Organization,
    scope: Sequence[Organization],
    units: Container[str],
    result: Callable[[Organization], Rating | RatingStatus],
    title: str,
    lang: Lang,
) -> Drawing:
    """The units of a wall too large to be drawn: by kind, and by the direct subordinates of the highest one."""
    on_date = book_of(None).at(hierarchy.as_of)
    by_kind: dict[Kind, Counter[object]] = {}
    by_branch: dict[str, Counter[object]] = {key: Counter() for key in (org.id for org in hierarchy.children(top))}
    branch: dict[str, str] = {}
    for org in scope:
        if org is not top:
            branch[org.id] = org.id if org.parent == top.id else branch[org.parent or top.id]
        if org.id not in units:
            continue
        lines = [by_kind.setdefault(org.kind, Counter())]
        if org is not top:
            lines.append(by_branch[branch[org.id]])
        for line in lines:
            line.update((result(org), org.level is Level.GRASSROOTS, org.form))

    tiers = [Column(_term(term, lang), "right") for term in _MARKS]

    def figures(line: Counter[object]) -> list[Cell]:
        return [_number(line[term], lang) for term in _MARKS]

    kinds = [(form, level) for level in Level for form in Form if (form, level) in by_kind]
    count = Column(Words(vi="Tổ chức đảng", en="Organizations").text(lang=lang), "right")
    first = Table(
        title,
        [Column(Words(vi="Loại", en="Kind").text(lang=lang)), count, *tiers],
        [
            (on_date.label(*kind, lang=lang), _number(sum(by_kind[kind][form] for form in Form), lang), *figures(line))
            for kind in kinds
            for line in (by_kind[kind],)
        ],
    )
    names = (Words(vi="Trực thuộc", en="Direct subordinate"), Words(vi="TCCSĐ", en="TCCSĐ"))
    people = (Words(vi="Chi bộ", en="Cells"), Words(vi="Đảng viên", en="Members"))
    example = next((key for key, line in by_branch.items() if line), top.id)
    second = Table(
        Words(vi=f"Theo tổ chức trực thuộc {top.name}", en=f"By direct subordinates of {top.name}").text(lang=lang),
        [
            Column(names[0].text(lang=lang)),
            *(Column(words.text(lang=lang), "right") for words in (names[1], *people)),
            *tiers,
        ],
        [
            (
                hierarchy[key].name,
                _number(line[True], lang),
                _number(line[Form.CHI_BO], lang),
                _number(hierarchy.headcount(key).total, lang),
                *figures(line),
            )
            for key, line in by_branch.items()
        ],
        notes=[
            Words(
                vi=f"Có trên {_number(_UNITS, lang)} TCCSĐ và chi bộ nên số liệu được cộng theo loại và theo nhánh. "
                f"Muốn xem từng chi bộ, lập trang của riêng một nhánh, chẳng hạn '{example}'.",
                en=f"There are more than {_number(_UNITS, lang)} TCCSĐ and cells, so they are added up by kind and by "
                f"branch. To see each cell, draw one branch alone, such as under='{example}'.",
            ).text(lang=lang)
        ],
    )
    return stack(first.show(lang=lang), second.show(lang=lang), lang=lang)


# --- a plan -----------------------------------------------------------------------------------------------------------


def division_table(preview: Preview, *, rules: RuleBook | None = None, lang: Lang = "vi") -> Table | None:
    """What the rules say, now and later, of dividing the cells a plan makes large into tổ đảng.

    On the effective date the rules may only offer what they later demand. That is no breach, so it is no finding of
    the preview; whoever merges cells wants to know it all the same.

    Args:
        preview: what the plan would do.
        rules: the rulebook; the shipped one unless told otherwise.
        lang: language of the table.

    Returns:
        A row for every undivided cell the plan makes large enough for the later demand; `None` where there is no such
        cell or no such demand to come.
    """
    book = book_of(rules)
    on = preview.plan.effective
    now = book.at(on).get("cell-division")
    coming = next(
        (value for value in book.values("cell-division") if value.ref.valid_from > on and _demands(value)), None
    )
    if coming is None or (now is not None and _demands(now)):
        return None
    threshold = coming.table.number("threshold")
    offered = (
        ""
        if now is None
        else Words(vi="được chia", en="may be divided").text(lang=lang) + f" ({now.ref.citation(lang=lang)})"
    )
    since = format_date(coming.ref.valid_from, lang=lang)
    demanded = Words(
        vi=f"từ {since} phải chia khi có từ {threshold} đảng viên",
        en=f"must be, from {since}, with {threshold} members or more",
    ).text(lang=lang)
    demanded += f" ({coming.ref.citation(lang=lang)})"
    rows = [
        (change.organization.name, _number(change.members.after, lang), offered or _NOTHING, demanded)
        for change in preview.changes
        if change.kind != "ended"
        and change.organization.form is Form.CHI_BO
        and change.members.before < threshold <= change.members.after
        and not change.organization.groups_of_members
    ]
    if not rows:
        return None
    return Table(
        Words(
            vi="Chia tổ đảng: chưa bắt buộc vào ngày hiệu lực",
            en="Division into tổ đảng: not demanded on the effective date",
        ).text(lang=lang),
        [
            Column(Words(vi="Chi bộ", en="Cell").text(lang=lang)),
            Column(Words(vi="Đảng viên", en="Members").text(lang=lang), "right"),
            Column(Words(vi=f"Ngày {format_date(on)}", en=f"On {format_date(on, lang='en')}").text(lang=lang)),
            Column(Words(vi="Về sau", en="Later").text(lang=lang)),
        ],
        rows,
    )


def _demands(value: RuleValue) -> bool:
    return value.table.text("modality") == "must"


# --- the page ---------------------------------------------------------------------------------------------------------


def page(
    hierarchy: Hierarchy,
    *,
    records: Iterable[RatingRecord],
    year: int,
    previous: Hierarchy | None = None,
    under: str | Organization | None = None,
    indicators: Sequence[KeyFigure] = (),
    preview: Preview | None = None,
    more: Sequence[tuple[str, Drawing]] = (),
    title: str = "",
    source: str = "",
    notes: Sequence[str] = (),
    rules: RuleBook | None = None,
    lang: Lang = "vi",
) -> str:
    """One HTML page: the card wall, figures and targets, the two yearly tables, a plan, and what else is given.

    It opens anywhere without a network: no script, nothing fetched, every name escaped, light and dark. Its size does
    not grow with the tree: above 1,000 units the wall adds them up (`card_wall`), and says so.

    Args:
        hierarchy: the organizations and members.
        records: rating records of the year and the year before.
        year: the year rated.
        previous: who was to be rated the year before.
        under: a page of this organization and what stands below it alone; records of others are passed over.
        indicators: figures and comparisons to show; by default `key_figures(hierarchy)`.
        preview: a plan to show.
        more: what to show below all that, each under its heading; an empty heading continues the section before.
        title: of the page; by default the name of the root.
        source: a sentence for the head of the page: where the data come from, and what of them is synthetic.
        notes: lines to add below the table of ratings, such as what is synthetic.
        rules: the rulebook; the shipped one unless told otherwise.
        lang: language of the page.

    Returns:
        The document as text; write it as UTF-8.

    Examples:
        >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
        >>> page(Hierarchy([ward], as_of="2022-12-31"), records=(), year=2022).splitlines()[:2]
        ['<!DOCTYPE html>', '<html lang="vi">']
    """
    kept = tuple(records)
    if under is not None:
        key = hierarchy[under].id
        hierarchy = _branch(hierarchy, key)
        previous = _branch(previous, key) if previous is not None and key in previous else None
        trees = {year: hierarchy, year - 1: previous}
        kept = tuple(one for one in kept if _is_of(one, trees.get(one.year)))
    figures = key_figures(hierarchy, lang=lang)
    shown = tuple(indicators) or tuple(figures.values())
    plain = [item for item in shown if not isinstance(item.figure, Comparison)]
    compared = [item for item in shown if isinstance(item.figure, Comparison)]
    sections = [("", card_wall(hierarchy, records=kept, year=year, lang=lang))]
    heading = Words(vi="Số liệu và chỉ tiêu", en="Figures and targets").text(lang=lang)
    for items, name in (
        (plain, Words(vi="Số liệu chính", en="Key figures").text(lang=lang)),
        (compared, Words(vi="Chỉ tiêu", en="Targets").text(lang=lang)),
    ):
        if items:
            table = indicators_table(items, title=name, lang=lang)
            sections.append((heading, draw_table(table, limit=None, lang=lang)))
            heading = ""
    ratings = ratings_table(kept, hierarchy, year=year, previous=previous, notes=notes, rules=rules, lang=lang)
    structure = structure_table(hierarchy, rules=rules, lang=lang)
    sections += [
        (Words(vi="Xếp loại", en="Ratings").text(lang=lang), draw_table(ratings, limit=None, lang=lang)),
        (Words(vi="Cơ cấu", en="Structure").text(lang=lang), draw_table(structure, limit=None, lang=lang)),
    ]
    if preview is not None:
        drawings = [preview.show(lang=lang)]
        division = division_table(preview, rules=rules, lang=lang)
        if division is not None:
            drawings.append(draw_table(division, limit=None, lang=lang))
        sections.append((Words(vi="Phương án sắp xếp", en="A plan").text(lang=lang), stack(*drawings, lang=lang)))
    sections += more
    subtitle = ". ".join(part for part in (_headline(hierarchy, figures, lang), source) if part)
    return draw_page(title or hierarchy.root.name, sections, subtitle=subtitle, lang=lang)


def _branch(hierarchy: Hierarchy, key: str) -> Hierarchy:
    """An organization with what stands below it, its people and residential groups, as a tree of its own."""
    orgs = [changed(hierarchy[key], parent=None), *hierarchy.descendants(key)]
    ids = {org.id for org in orgs}
    roll = {org.id: hierarchy.roll(org) for org in orgs}
    groups = [served_by(one, tuple(c for c in one.cells if c in ids)) for one in hierarchy.groups.values()]
    return Hierarchy(
        orgs,
        [hierarchy.members[member] for members in roll.values() for member in members],
        roll,
        [group for group in groups if group.cells],
        as_of=hierarchy.as_of,
    )


def _is_of(record: RatingRecord, hierarchy: Hierarchy | None) -> bool:
    """Whether a tree has who was rated."""
    if hierarchy is None:
        return False
    return record.subject in (hierarchy if record.subjects == "organizations" else hierarchy.members)


def _headline(hierarchy: Hierarchy, figures: dict[str, KeyFigure], lang: Lang) -> str:
    """The figures a reader wants first, in one line."""
    day = format_date(hierarchy.as_of, lang=lang)
    parts = [Words(vi=f"Ngày {day}", en=day).text(lang=lang)]
    for key, noun in (
        ("organizations", Words(vi="tổ chức đảng", en="organizations")),
        ("grassroots", Words(vi="TCCSĐ", en="grassroots")),
        ("cells", Words(vi="chi bộ", en="cells")),
        ("members", Words(vi="đảng viên", en="members")),
    ):
        figure = figures[key].figure
        if isinstance(figure, int):
            parts.append(f"{_number(figure, lang)} {noun.text(lang=lang)}")
    groups = figures.get("groups")
    if groups is not None and isinstance(groups.figure, Share):
        covered = f"{_number(groups.figure.count, lang)}/{_number(groups.figure.of, lang)}"
        parts.append(
            f"{covered} {Words(vi='xóm, tổ dân phố có chi bộ', en='residential groups with a cell').text(lang=lang)}"
        )
    return " · ".join(parts)


# --- small change -----------------------------------------------------------------------------------------------------


def _term(term: Rating | RatingStatus | Origin, lang: Lang) -> str:
    return term.words.text(lang=lang)


def _number(value: int, lang: Lang) -> Cell:
    return Cell(value, format_number(value, lang=lang))


def _places(of: int) -> int:
    """Decimals of a share: where one person is less than a tenth of a point, one decimal would hide people."""
    return 1 if of <= 1000 else 2  # noqa: PLR2004 - said above


def _share(count: int, of: int, rounding: Rounding, lang: Lang) -> str:
    if not of:
        return _NOTHING
    share = Share(count, of=of)
    return Cell(share, share.text(decimals=_places(of), rounding=rounding, lang=lang))


def _points(count: int, of: int, last: int, last_of: int, rounding: Rounding, lang: Lang) -> str:
    """How much a share rose since last year, in percentage points."""
    if not of or not last_of:
        return _NOTHING
    points = Points.between(Share(count, of=of), Share(last, of=last_of))
    return _bare(points, _places(max(of, last_of)), rounding, lang)


def _bare(points: Points, decimals: int, rounding: Rounding, lang: Lang) -> str:
    """Points without the words, for a column that has them in its heading."""
    return Cell(points, points.text(decimals=decimals, rounding=rounding, lang=lang).split(" ", 1)[0])
