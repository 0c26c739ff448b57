"""What hangs on the wall of an office: the months of every cell, who was visited and who never.

```
Activity       ── meetings_wall ──> a strip of months for each cell, under its superior
VisitCoverage  ── visits_wall ────> a tile for each cell by kind, a strip of months for each member with the duty
```

Members stand there as ids. The pictures are those of `render`: as text the counts, as HTML each cell.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dangbo.base.records import instance_of
from dangbo.base.terms import Form
from dangbo.base.text import format_date, format_number, upper_first
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.activity import Activity, CellMonth
from dangbo.life.visit_coverage import CellVisits, MemberVisits, VisitCoverage
from dangbo.render import Card, Strip, StripGroup, StripMark, Tile, TileMark, draw_card_wall, draw_strips, stack

if TYPE_CHECKING:
    from dangbo.base.findings import Lang
    from dangbo.render import Drawing

__all__ = ["meetings_wall", "visits_wall"]

_CELL: Final = "Chi bộ "
_FULL_YEAR: Final = (1, 1), (12, 31)

_HEADING: Final = Words(vi="Sinh hoạt chi bộ hằng tháng", en="Meetings of cells by month")
_MEETINGS: Final[tuple[tuple[StripMark, Words], ...]] = (
    ("done", Words(vi="có sinh hoạt", en="met")),
    ("more", Words(vi="có chuyên đề", en="with a theme")),
    ("missed", Words(vi="không sinh hoạt", en="did not meet")),
    ("off", Words(vi="chưa phải họp", en="not expected")),
)


def meetings_wall(activity: Activity, *, title: str = "", lang: Lang = "vi") -> Drawing:
    """The months of every cell of an activity: met, met with a theme, did not meet, was not expected to.

    Cells stand under their superior; one that ended, where the one that took over stands. Beside a cell that missed a
    month stands in how many of the expected it met.

    Args:
        activity: what was counted.
        title: heading; by default the period.
        lang: language of the words.

    Raises:
        InvalidInputError: no activity.
        TermError: another language than "vi" and "en".

    Examples:
        >>> from dangbo import Meeting, datasets
        >>> from dangbo.life.activity import activity_of
        >>> held = [Meeting("cb-tdp-2", "2022-01-03", called=9, present=9)]
        >>> activity = activity_of(datasets.thai_nguyen(), held, ("2022-01-01", "2022-03-31"), at="dbp-phu-xa")
        >>> print(meetings_wall(activity, lang="en"))
        Meetings of cells by month, 1 January 2022 to 31 March 2022
        <BLANKLINE>
                         1   2   3
        ■ met            1   0   0
        ◆ with a theme   0   0   0
        □ did not meet  20  21  21
        · not expected   0   0   0
    """
    counted = instance_of(Activity, activity, "activity")
    groups: dict[str, list[Strip]] = {}
    for cell in counted.cells:
        groups.setdefault(_group(cell, counted), []).append(_strip(cell, counted, lang))
    firsts = [month.month for month in counted.months(counted.top)]
    return draw_strips(
        [StripGroup(counted.spans[key][-1].organization.name, strips) for key, strips in groups.items()],
        [str(first.month) for first in firsts],
        title=title or _title(_HEADING, counted.start, counted.end, lang),
        legend=[(mark, words.text(lang=lang)) for mark, words in _MEETINGS],
        lang=lang,
    )


def _title(words: Words, start: dt.date, end: dt.date, lang: Lang) -> str:
    """What, and in which time."""
    if ((start.month, start.day), (end.month, end.day)) == _FULL_YEAR and start.year == end.year:
        year = Words(vi=f"năm {start.year}", en=str(start.year)).text(lang=lang)
        return f"{words.text(lang=lang)}, {year}"
    first, last = (format_date(day, lang=lang) for day in (start, end))
    return f"{words.text(lang=lang)}, {Words(vi=f'từ {first} đến {last}', en=f'{first} to {last}').text(lang=lang)}"


def _group(cell: str, counted: Activity) -> str:
    """The nearest above a cell that is none itself: of one that ended, that of whoever took over."""
    key = cell
    while counted.spans[key][-1].organization.form is Form.CHI_BO and (above := counted.above(key)) is not None:
        key = above
    return key


def _strip(cell: str, counted: Activity, lang: Lang) -> Strip:
    months, span = counted.months(cell), counted.spans[cell][-1]
    name = span.organization.name
    expected = [month for month in months if month.expected]
    missed = [month for month in expected if not month.held]
    held = f"{format_number(len(expected) - len(missed), lang=lang)}/{format_number(len(expected), lang=lang)}"
    parts = [name, Words(vi=f"{held} tháng có sinh hoạt", en=f"met in {held} months").text(lang=lang)]
    if missed:
        which = ", ".join(f"{month.month.month}/{month.month.year}" for month in missed)
        parts.append(Words(vi=f"không sinh hoạt: {which}", en=f"did not meet: {which}").text(lang=lang))
    if span.ended:
        day = format_date(span.until, lang=lang)
        parts.append(Words(vi=f"chấm dứt {day}", en=f"ended {day}").text(lang=lang))
    label = name.removeprefix(_CELL)
    marks = [_mark(month) for month in months]
    return Strip(upper_first(label), marks, held if missed else "", " · ".join(parts))


def _mark(month: CellMonth) -> StripMark:
    if month.held or month.thematic:
        return "more" if month.thematic else "done"
    return "missed" if month.expected else "off"


# --- visits ----------------------------------------------------------------------------------------------------------

_VISITS: Final[tuple[tuple[TileMark, Words], ...]] = (
    ("star", Words(vi="được dự từ hai lần", en="visited twice or more")),
    ("full", Words(vi="được dự một lần", en="visited once")),
    ("none", Words(vi="chưa lần nào", en="never visited")),
)
_MONTHS: Final[tuple[tuple[StripMark, Words], ...]] = (
    ("done", Words(vi="dự một lần", en="one visit")),
    ("more", Words(vi="từ hai lần", en="two or more")),
    ("off", Words(vi="không dự", en="none")),
)
_TOGETHER: Final = 15
"""So many members stand in one frame."""


def visits_wall(coverage: VisitCoverage, hierarchy: Hierarchy, *, title: str = "", lang: Lang = "vi") -> Drawing:
    """Who was visited, and who came when: a tile for each cell by its kind, below it the months of each member.

    A visit of somebody who stood in for another is one to the cell, and stands beside no member. Members are ids;
    beside each stands how many visits were made, of those due where the profile has a number.

    Args:
        coverage: what was held against the duty.
        hierarchy: where the names of cells are; one that is not in it stands with its id.
        title: heading; by default the profile and the period.
        lang: language of the words.

    Raises:
        InvalidInputError: no coverage, no hierarchy.
        TermError: another language than "vi" and "en".

    Examples:
        >>> from dangbo import CellKind, DutyProfile, DutyVisit, datasets, visit_coverage
        >>> city = datasets.thai_nguyen()
        >>> duty = DutyProfile("09", city.root, (), [CellKind.GRASSROOTS])
        >>> came = [DutyVisit("m-1", city.select(level="TCCSĐ", form="chi bộ")[0].id, "2023-03-03")]
        >>> coverage = visit_coverage(duty, [], came, city, "2023-01-01", "2023-03-31")
        >>> print(visits_wall(coverage, city, lang="en"))
        Visits to cells under 09, 1 January 2023 to 31 March 2023
        <BLANKLINE>
        Cells by kind: 1 card, 25 tiles
        <BLANKLINE>
        ★ visited twice or more   0
        ● visited once            1
        ○ never visited          24
        <BLANKLINE>
        Who came in which month
        <BLANKLINE>
                       1  2  3
        ■ one visit    0  0  1
        ◆ two or more  0  0  0
        · none         1  1  0
    """
    found = instance_of(VisitCoverage, coverage, "coverage")
    tree = instance_of(Hierarchy, hierarchy, "hierarchy")
    head = Words(vi=f"Dự sinh hoạt chi bộ theo {found.profile.id}", en=f"Visits to cells under {found.profile.id}")
    by_kind = draw_card_wall(
        [*_kinds(found, tree, lang)],
        title=Words(vi="Theo loại chi bộ", en="Cells by kind").text(lang=lang),
        legend=[(mark, words.text(lang=lang)) for mark, words in _VISITS],
        columns=1,
        lang=lang,
    )
    firsts = [part.since for part in found.by_month]
    by_member = draw_strips(
        [*_members(found, tree, firsts, lang)],
        [str(first.month) for first in firsts],
        title=Words(vi="Ai đến dự vào tháng nào", en="Who came in which month").text(lang=lang),
        legend=[(mark, words.text(lang=lang)) for mark, words in _MONTHS],
        lang=lang,
    )
    return stack(by_kind, by_member, title=title or _title(head, found.start, found.end, lang), lang=lang)


def _kinds(found: VisitCoverage, tree: Hierarchy, lang: Lang) -> Iterator[Card]:
    """A card for each kind of cell there is."""
    for kind, share in found.kinds:
        if share is not None:
            visited = f"{format_number(share.count, lang=lang)}/{format_number(share.of, lang=lang)}"
            tiles = [_tile(row, tree, lang) for row in found.cells if row.kind is kind]
            words = Words(vi=f"được dự: {visited}", en=f"visited: {visited}")
            yield Card(kind.words.text(lang=lang), f"{words.text(lang=lang)} · {share.text(lang=lang)}", tiles)


def _tile(row: CellVisits, tree: Hierarchy, lang: Lang) -> Tile:
    org = tree.get(row.cell)
    name = row.cell if org is None else org.name
    visits = format_number(row.visits, lang=lang)
    words = Words(vi=f"{name}: {visits} lượt dự", en=f"{name}: {visits} visit{'' if row.visits == 1 else 's'}")
    return Tile(name, words.text(lang=lang), "none" if not row.visits else "full" if row.visits == 1 else "star")


def _members(found: VisitCoverage, tree: Hierarchy, firsts: Sequence[dt.date], lang: Lang) -> Iterator[StripGroup]:
    """The months of the members, some of them in a frame, those of a committee together."""
    came = Counter((one.member, one.on.year, one.on.month) for one in found.counted if one.for_member is None)
    committees: dict[str | None, list[MemberVisits]] = {}
    for row in found.members:
        committees.setdefault(row.committee, []).append(row)
    for committee, rows in committees.items():
        org = None if committee is None else tree.get(committee)
        name = Words(vi="Cấp ủy cấp trên", en="A committee above").text(lang=lang) if org is None else org.name
        for first in range(0, len(rows), _TOGETHER):
            some = rows[first : first + _TOGETHER]
            label = name
            if len(rows) > _TOGETHER:
                of = f"{first + 1}-{first + len(some)}"
                words = Words(vi=f"{of} trong {len(rows)} người", en=f"{of} of {len(rows)} members")
                label = words.text(lang=lang) if len(committees) == 1 else f"{of} · {name}"  # one needs no name
            yield StripGroup(label, [_of_member(row, came, firsts, lang) for row in some])


def _of_member(
    row: MemberVisits, came: Mapping[tuple[str, int, int], int], firsts: Sequence[dt.date], lang: Lang
) -> Strip:
    counts = [came.get((row.member, first.year, first.month), 0) for first in firsts]
    marks: list[StripMark] = ["off" if not count else "done" if count == 1 else "more" for count in counts]
    made, due = format_number(row.made, lang=lang), "" if row.due is None else f"/{format_number(row.due, lang=lang)}"
    words = Words(vi=f"{row.member}: {made}{due} lượt dự", en=f"{row.member}: {made}{due} visits")
    return Strip(row.member, marks, f"{made}{due}", words.text(lang=lang))
