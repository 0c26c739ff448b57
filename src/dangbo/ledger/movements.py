"""Increase and decrease over a period: the tables of what came to an organization and what went from it.

A move counts only when it crosses the border of the reporting organization: its subtree as it stands at that moment. So
the tables of two subordinates do not add up to that of their superior, for what passed between them is no movement
there. Opening plus increase less decrease is closing; opening and closing are counted on two snapshots, apart from the
movements in between, and `Movements.holds` compares them.
"""

from __future__ import annotations

__all__ = ["MovementRow", "MovementTable", "Movements", "Section"]

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias, runtime_checkable

from typing_extensions import TypedDict

from dangbo.base.envelope import WordsDocument
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.records import instance_of
from dangbo.base.terms import AdmitReason, Form, LeaveReason, Level, MemberStatus, MoveScope, kind_words
from dangbo.base.text import format_date, lower_first
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.change.play import Operation
from dangbo.change.verbs.people import Admit, Leave
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.ledger.form_one import MovementForm, PastRows, form_one
from dangbo.render import Drawing, Table, number_cell, stack
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook, book_of
from dangbo.tree.members import NOBODY, Headcount
from dangbo.tree.records import Organization

Section: TypeAlias = Literal["increase", "decrease", "within"]
"""Where a row stands: `within` are changes that leave the total as it is, such as from one kind to another."""

Reach: TypeAlias = MoveScope | Literal["register"] | None
"""How far people moved: beyond the register as far as a decision says it, or elsewhere in the register."""

_Figures: TypeAlias = Counter[str]
_Row: TypeAlias = "tuple[Section, str, Reach]"


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One cause of increase or decrease.

    Attributes:
        section: increase, decrease, or a change within.
        cause: stable name, such as "merge", "received", "deceased".
        counts: one figure for each column of the table; signed only in the section `within`.
        where: of people who moved, how far they came or went: "register" where it was elsewhere in the register,
            `None` where the decision does not say it.
        by_number: how many of them are known only by number.
    """

    section: Section
    cause: str
    counts: tuple[int, ...]
    where: Reach = None
    by_number: int = 0

    @property
    def total(self) -> int:
        """All columns together."""
        return sum(self.counts)


class MovementColumnDocument(TypedDict):
    """What a column counts: a kind of organizations ("chi_bo/grassroots"), or "full" and "probationary"."""

    code: str
    words: WordsDocument


class MovementRowDocument(TypedDict):
    """One cause of increase or decrease: a count for each column, signed in the section "within" only."""

    section: Section
    cause: str
    where: str | None
    words: WordsDocument
    counts: list[int]
    total: int
    by_number: int


class MovementTableDocument(TypedDict):
    """Opening, increase, decrease, closing: a count for each column."""

    columns: list[MovementColumnDocument]
    opening: list[int]
    rows: list[MovementRowDocument]
    closing: list[int]
    increase: int
    decrease: int
    holds: bool


class MovementsDocument(TypedDict):
    """What came to an organization and what went from it in a period; "holds" says whether both tables add up."""

    schema: Literal["dangbo/movements"]
    version: Literal[1]
    of: str
    name: str
    start: str
    end: str
    organizations: MovementTableDocument
    members: MovementTableDocument
    holds: bool


@dataclass(frozen=True, slots=True, repr=False)
class MovementTable(Documented):
    """Opening, increase, decrease, closing, by column.

    Attributes:
        columns: what is told apart: kinds of organizations ("chi_bo/grassroots"), or "full" and "probationary".
        opening: at the end of the day before the period.
        rows: what happened, increases first.
        closing: at the end of the period.
    """

    columns: tuple[str, ...]
    opening: tuple[int, ...]
    rows: tuple[MovementRow, ...]
    closing: tuple[int, ...]

    @property
    def increase(self) -> int:
        """Everything that came."""
        return sum(row.total for row in self.rows if row.section == "increase")

    @property
    def decrease(self) -> int:
        """Everything that went."""
        return sum(row.total for row in self.rows if row.section == "decrease")

    @property
    def holds(self) -> bool:
        """Whether opening plus increase less decrease is closing, in every column."""
        counted = list(self.opening)
        for row in self.rows:
            sign = -1 if row.section == "decrease" else 1
            counted = [so_far + sign * count for so_far, count in zip(counted, row.counts, strict=True)]
        return tuple(counted) == self.closing

    def count(self, cause: str, *, section: Section | None = None) -> int:
        """How many came or went for one cause; 0 where nothing did."""
        return sum(row.total for row in self.rows if row.cause == cause and section in {None, row.section})

    def as_dict(self) -> MovementTableDocument:
        """The table as plain JSON values."""
        return {
            "columns": [{"code": one, "words": column_words(one).as_dict()} for one in self.columns],
            "opening": [*self.opening],
            "rows": [
                {
                    "section": row.section,
                    "cause": row.cause,
                    "where": row.where.value if isinstance(row.where, MoveScope) else row.where,
                    "words": _words_of(row).as_dict(),
                    "counts": [*row.counts],
                    "total": row.total,
                    "by_number": row.by_number,
                }
                for row in self.rows
            ],
            "closing": [*self.closing],
            "increase": self.increase,
            "decrease": self.decrease,
            "holds": self.holds,
        }

    def __repr__(self) -> str:
        return f"MovementTable({self})"

    def __str__(self) -> str:
        return f"{sum(self.opening)} + {self.increase} - {self.decrease} = {sum(self.closing)}"


@dataclass(frozen=True, slots=True, repr=False)
class Movements(Documented, Framed):
    """What came to an organization and what went from it in a period. Made by `History.movements`.

    A frame has a line for each column of each row. `by_number`, how many of a row are known only by number, stands in
    the first line of the row alone, so that it can be added up.

    Attributes:
        of: id of the reporting organization.
        name: its name when the period began, or at its end where it began in it.
        start: first day of the period.
        end: last day of the period.
        organizations: the table of organizations, itself included, by kind.
        members: the table of its members, full and probationary.
    """

    of: str
    name: str
    start: dt.date
    end: dt.date
    organizations: MovementTable
    members: MovementTable

    @property
    def holds(self) -> bool:
        """Whether both tables add up."""
        return self.organizations.holds and self.members.holds

    def form_1(
        self, last_year: Movements | None = None, *, past_rows: PastRows = "empty", rules: RuleBook | None = None
    ) -> MovementForm:
        """The members as form 1 of the statistics (Biểu số 1-BTCTW): A, B, C and D with their lines.

        What the decisions do not tell apart counts in a line and in none of those below it; the notes say how many.

        Args:
            last_year: the movements of the same period a year before; without them that column is empty.
            past_rows: "filled" to go on counting who moved within the province in the rows of the districts, which
                are empty where the period ends after 30/06/2025.
            rules: the rulebook the rows are taken from; the shipped one unless told otherwise.

        Raises:
            InvalidInputError: `last_year` is of another period, or nobody knows this word for rows of the past.

        Examples:
            >>> from dangbo import Admit, Document, History, Member, MemberStatus, Plan, datasets
            >>> new = Member("m-new", "Nguyễn Văn A", MemberStatus.PROBATIONARY)
            >>> paper = Document("quyết định", "1-QĐ/TU", "2024-03-01")
            >>> plan = Plan("2024-03-03", "tp-thai-nguyen", paper, [Admit("cb-tdp-2", [new])])
            >>> ledger = History(datasets.thai_nguyen()).enact(plan)
            >>> form = ledger.movements("2024-01-01", "2024-12-31").form_1()
            >>> form, form.row("1.B1").now
            (MovementForm('tp-thai-nguyen', 2024-01-01 to 2024-12-31: 27960 + 1 - 0 = 27961), 1)
        """
        if last_year is not None:
            instance_of(Movements, last_year, "last_year", hint=_MOVEMENTS)
        return form_one(self, last_year, book_of(rules), past_rows)

    def __repr__(self) -> str:
        tables = f"organizations {self.organizations}; members {self.members}"
        return f"Movements({self.of!r}, {self.start} to {self.end}: {tables})"

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        rows = [
            (name, table, *one)
            for name, table in (("organizations", self.organizations), ("members", self.members))
            for one in _in_order(table)
        ]
        each = [
            (*row, by, count, at == 0)
            for row in rows
            for at, (by, count) in enumerate(zip(row[1].columns, row[4], strict=True))
        ]
        return columns_of(
            each,
            ("organization", "text", lambda _: self.of),
            ("start", "day", lambda _: self.start),
            ("end", "day", lambda _: self.end),
            ("table", "text", lambda one: one[0]),
            ("section", "text", lambda one: one[2]),
            ("cause", "text", lambda one: None if one[3] is None else one[3].cause),
            ("cause_vi", "text", lambda one: None if one[3] is None else _words_of(one[3]).vi),
            ("cause_en", "text", lambda one: None if one[3] is None else _words_of(one[3]).en),
            ("reach", "text", lambda one: None if one[3] is None else _reach(one[3].where)),
            ("by", "text", lambda one: one[5]),
            ("count", "count", lambda one: one[6]),
            ("by_number", "count", lambda one: one[3].by_number if one[3] is not None and one[7] else None),
        )

    def as_dict(self) -> MovementsDocument:
        """Both tables as plain JSON values."""
        return {
            "schema": "dangbo/movements",
            "version": 1,
            "of": self.of,
            "name": self.name,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "organizations": self.organizations.as_dict(),
            "members": self.members.as_dict(),
            "holds": self.holds,
        }

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """Both tables.

        Args:
            limit: most rows of each table to show; `None` for all.
            lang: language of the words.
        """
        start, end = format_date(self.start, lang=lang), format_date(self.end, lang=lang)
        title = f"{self.name}, {start} - {end}"
        drawn = (table.show(limit=limit, lang=lang) for table in self.tables(lang=lang))
        return stack(*drawn, title=title, lang=lang)

    def tables(self, *, lang: Lang = "vi") -> tuple[Table, Table]:
        """What `show` draws, as two tables whose cells keep their values: organizations, then members.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        kinds, statuses = ([*map(column_words, one.columns)] for one in (self.organizations, self.members))
        return (
            _as_table(self.organizations, Words(vi="Tổ chức đảng", en="Organizations"), kinds, lang),
            _as_table(self.members, Words(vi="Đảng viên", en="Members"), statuses, lang),
        )

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()


def _in_order(table: MovementTable) -> Iterator[tuple[str, MovementRow | None, Sequence[int]]]:
    """Opening, what happened, closing: each with its figures."""
    yield "opening", None, table.opening
    for row in table.rows:
        yield row.section, row, row.counts
    yield "closing", None, table.closing


def _reach(where: Reach) -> str | None:
    return where.value if isinstance(where, MoveScope) else where


def _as_table(table: MovementTable, title: Words, heads: Sequence[Words], lang: Lang) -> Table:
    lines: list[tuple[str, Sequence[int]]] = [(Words(vi="Đầu kỳ", en="Opening").text(lang=lang), table.opening)]
    totals = [0]
    for section, words in SECTIONS.items():
        rows = [row for row in table.rows if row.section == section]
        if section != "within" or rows:
            totals.append(len(lines))
            sums = [sum(row.counts[at] for row in rows) for at in range(len(table.columns))]
            head = _BECAME_FULL if section == "within" and table.columns == _STATUSES else words
            lines.append((head.text(lang=lang), sums))
        if section != "within":
            lines += [(f"– {_words_of(row).text(lang=lang)}", row.counts) for row in rows]
    totals.append(len(lines))
    lines.append((Words(vi="Cuối kỳ", en="Closing").text(lang=lang), table.closing))
    cells = [(name, *(number_cell(n, lang=lang) for n in (*counts, sum(counts)))) for name, counts in lines]
    heads = (NO_WORDS, *heads, Words(vi="Tổng cộng", en="Total"))
    return words_table(title, heads, cells, totals=totals, lang=lang)


class Count:
    """The movements of a period under count.

    Args:
        of: id of the reporting organization.
        before: the tree at the end of the day before the period.
    """

    def __init__(self, of: str, before: Hierarchy | Draft) -> None:
        self.of = of
        self._begins = before.get(of)
        self._opening = _standing(before, of)
        self._organizations: dict[_Row, _Figures] = {}
        self._members: dict[_Row, _Figures] = {}

    def add(self, operation: Operation, before: Hierarchy | Draft, after: Draft) -> None:
        """Count one operation; costs what it touched and what crossed the border.

        Args:
            operation: the operation.
            before: the tree before it.
            after: the tree after it, as a draft that stands on `before`.
        """
        border = {key: (_inside(before, key, self.of), _inside(after, key, self.of)) for key in after.touched}
        for key in [key for key, (was, now) in border.items() if was != now]:
            for tree in (before, after):  # what stands below it crosses with it, though nothing of it changed
                if tree.get(key) is not None:
                    for org in tree.descendants(key):
                        if org.id not in border:
                            border[org.id] = (_inside(before, org.id, self.of), _inside(after, org.id, self.of))
        self._count_organizations(operation, before, after, border)
        self._count_members(operation, before, after, border)

    def _count_organizations(
        self, operation: Operation, before: Hierarchy | Draft, after: Draft, border: Mapping[str, tuple[bool, bool]]
    ) -> None:
        for key, (was, now) in border.items():
            old, new = before.get(key), after.get(key)
            if now and not was and new is not None:
                self._organization("increase", "received" if old is not None else operation.verb, _kind(new), 1)
            elif was and not now and old is not None:
                self._organization("decrease", "handed_over" if new is not None else operation.verb, _kind(old), 1)
            elif was and old is not None and new is not None and old.kind != new.kind:
                self._organization("within", "converted", _kind(old), -1)
                self._organization("within", "converted", _kind(new), 1)

    def _organization(self, section: Section, cause: str, kind: str, count: int) -> None:
        self._organizations.setdefault((section, cause, None), Counter())[kind] += count

    def _count_members(
        self, operation: Operation, before: Hierarchy | Draft, after: Draft, border: Mapping[str, tuple[bool, bool]]
    ) -> None:
        listed_before, counted_before = _people_of(before, [key for key, (was, _) in border.items() if was])
        listed_after, counted_after = _people_of(after, [key for key, (_, now) in border.items() if now])
        crossing = listed_after.keys() ^ listed_before.keys()
        came = _statuses(after, (member for member in listed_after if member in crossing))
        went = _statuses(before, (member for member in listed_before if member in crossing))
        change = counted_after - counted_before
        counted_came = counted_went = NOBODY
        for source, to, people, _ in after.number_moves:
            was_inside, is_inside = border[source][0], border[to][1]
            if was_inside and not is_inside:
                counted_went, change = counted_went + people, change + people
            elif is_inside and not was_inside:
                counted_came, change = counted_came + people, change - people
        within = NOBODY
        for key, count in after.number_changes:
            was_inside, is_inside = border.get(key) or (_inside(before, key, self.of), _inside(after, key, self.of))
            if is_inside or (was_inside and after.get(key) is None):
                within += Headcount(count, -count)
        change -= within
        counted_came += Headcount(max(change.full, 0), max(change.probationary, 0))
        counted_went += Headcount(max(-change.full, 0), max(-change.probationary, 0))
        far = _beyond_the_province(before, after, crossing, border)
        self._people(("increase", *_cause(operation, "transferred_in", far)), came, counted_came)
        self._people(("decrease", *_cause(operation, "transferred_out", far)), went, counted_went)
        stayed = [member for member in listed_after if member in listed_before]
        self._people(("within", "converted", None), _statuses(after, stayed) - _statuses(before, stayed), within)

    def _people(self, row: _Row, listed: Headcount, counted: Headcount = NOBODY) -> None:
        if listed != NOBODY or counted != NOBODY:
            figures = self._members.setdefault(row, Counter())
            figures["full"] += listed.full + counted.full
            figures["probationary"] += listed.probationary + counted.probationary
            figures[_BY_NUMBER] += counted.total

    def finish(self, start: dt.date, end: dt.date, after: Hierarchy | Draft) -> Movements:
        """The tables, once every operation of the period is counted.

        Args:
            start: first day of the period.
            end: last day of the period.
            after: the tree at the end of the period.
        """
        closing = _standing(after, self.of)
        reporting = self._begins or after.get(self.of)
        sides = [self._opening[0], closing[0], *self._organizations.values()]
        kinds = tuple(kind for kind in _KINDS if any(kind in figures for figures in sides))
        return Movements(
            self.of,
            self.of if reporting is None else reporting.name,
            start,
            end,
            _table(kinds, self._opening[0], self._organizations, closing[0]),
            _table(_STATUSES, self._opening[1], self._members, closing[1]),
        )


def _inside(tree: Hierarchy | Draft, key: str, top: str) -> bool:
    """Whether an organization lives within another one."""
    return tree.get(key) is not None and tree.get(top) is not None and tree.is_within(key, top)


def _people_of(tree: Hierarchy | Draft, keys: Iterable[str]) -> tuple[dict[str, None], Headcount]:
    """The people of some organizations: ids of those on their rolls, and how many are known only by number."""
    listed: dict[str, None] = {}
    full = probationary = 0
    for key in keys:
        org = tree[key]
        listed.update(dict.fromkeys(tree.roll(key)))
        full += org.full
        probationary += org.probationary
    return listed, Headcount(full, probationary)


def _statuses(tree: Hierarchy | Draft, members: Iterable[str]) -> Headcount:
    people = Counter(person.status for member in members if (person := tree._person(member)) is not None)
    return Headcount(people[MemberStatus.FULL], people[MemberStatus.PROBATIONARY])


def _standing(tree: Hierarchy | Draft, top: str) -> tuple[_Figures, _Figures]:
    """Organizations by kind and members by status, of an organization and everything below; nothing if it is not."""
    if tree.get(top) is None:
        return Counter(), Counter()
    people = tree.headcount(top)
    kinds = Counter(_kind(org) for org in (tree[top], *tree.descendants(top)))
    return kinds, Counter(full=people.full, probationary=people.probationary)


def _table(
    columns: tuple[str, ...], opening: _Figures, found: Mapping[_Row, _Figures], closing: _Figures
) -> MovementTable:
    def spread(figures: _Figures) -> tuple[int, ...]:
        return tuple(figures[column] for column in columns)

    rows = (
        MovementRow(section, cause, spread(figures), where, figures[_BY_NUMBER])
        for section in SECTIONS
        for cause in _causes()
        for where in _REACHES
        if (figures := found.get((section, cause, where))) is not None
    )
    return MovementTable(columns, spread(opening), tuple(row for row in rows if any(row.counts)), spread(closing))


@runtime_checkable
class _Crosses(Protocol):
    """A verb by which people leave the register or come into it: it says how far, or that nobody said it."""

    where: MoveScope | None


def _cause(operation: Operation, singly: str, inside: Reach) -> tuple[str, Reach]:
    """Why people come or go, by their own reason, with organizations, or singly, and how far where they move.

    Args:
        operation: the operation.
        singly: the cause where they move one by one.
        inside: how far they move where both ends are in the register.
    """
    if isinstance(operation, Admit) and operation.reason is not AdmitReason.RECEIVED:
        return operation.reason.value, None
    if isinstance(operation, Leave) and operation.reason is not LeaveReason.TRANSFERRED:
        return operation.reason.value, None
    people = VERBS[operation.verb].people
    if people == "verb":
        return operation.verb, None
    where = operation.where if isinstance(operation, _Crosses) else inside
    return singly if people == "singly" else people, where


def _beyond_the_province(
    before: Hierarchy | Draft, after: Draft, members: Iterable[str], border: Mapping[str, tuple[bool, bool]]
) -> Reach:
    """How far people move within the register: to another province where both ends of every way stand in one each.

    Args:
        before: the tree before the operation.
        after: the tree after it.
        members: ids of those who crossed the border of the reporting organization.
        border: which organizations stood within that border, and stand there now.
    """
    ways = {(before._home_of(member), after._home_of(member)) for member in members}
    ways |= {(source, to) for source, to, _, _ in after.number_moves if border[source][0] != border[to][1]}
    ways |= {(key, key) for key, (was, now) in border.items() if was != now and before.get(key) and after.get(key)}
    ends = [(_province(before, source), _province(after, to)) for source, to in ways]
    far = ends and all(None not in pair and pair[0] != pair[1] for pair in ends)
    return MoveScope.OTHER_PROVINCE if far else "register"


def _province(tree: Hierarchy | Draft, key: str | None) -> str | None:
    """Id of the provincial organization an organization stands under, or is; `None` where the tree has none."""
    if key is None or (org := tree.get(key)) is None:
        return None
    return next((one.id for one in (org, *tree.ancestors(key)) if one.level is Level.PROVINCIAL), None)


SECTIONS: Final[dict[Section, Words]] = {
    "increase": Words(vi="Tăng", en="Increase"),
    "decrease": Words(vi="Giảm", en="Decrease"),
    "within": Words(vi="Chuyển cấp, chuyển hình thức", en="Converted"),
}
_STATUSES: Final = ("full", "probationary")
_BECAME_FULL: Final = Words(vi="Từ dự bị thành chính thức", en="Probationary to full")
"""What becomes of people who stay; organizations that stay are converted."""


def _kind(org: Organization) -> str:
    return f"{org.form.value}/{org.level.value}"


_KINDS: Final = tuple(f"{form.value}/{level.value}" for level in Level for form in Form)


def column_words(column: str) -> Words:
    """What a column of movements is called."""
    form, _, level = column.partition("/")
    return kind_words(Form(form), Level(level)) if level else MemberStatus(column).words


_OTHERS: Final[dict[str, dict[Section, Words]]] = {
    "received": {"increase": Words(vi="Tiếp nhận", en="Received")},
    "handed_over": {"decrease": Words(vi="Chuyển giao", en="Handed over")},
    "admitted": {"increase": Words(vi="Kết nạp", en="Admitted to the Party")},
    "readmitted": {"increase": Words(vi="Kết nạp lại", en="Readmitted")},
    "restored": {"increase": Words(vi="Phục hồi đảng tịch", en="Membership restored")},
    "transferred_in": {"increase": Words(vi="Chuyển đến", en="Received from outside the register")},
    "deceased": {"decrease": Words(vi="Từ trần", en="Deceased")},
    "struck_off": {"decrease": Words(vi="Xóa tên", en="Struck off")},
    "expelled": {"decrease": Words(vi="Khai trừ", en="Expelled")},
    "withdrew": {"decrease": Words(vi="Xin ra khỏi Đảng", en="Withdrew")},
    "transferred_out": {"decrease": Words(vi="Chuyển đi", en="Transferred outside the register")},
    "with_organizations": {
        "increase": Words(vi="Tiếp nhận cùng tổ chức", en="Received with organizations"),
        "decrease": Words(vi="Chuyển giao cùng tổ chức", en="Handed over with organizations"),
    },
    "converted": {"within": Words(vi="Chuyển đổi", en="Converted")},
}
"""The causes that are no verbs, in the order of the tables."""

_FIRST: Final = ("establish", "consolidate", "split", "rearrange", "received")
_THEN: Final = ("merge", "dissolve", "disband", "convert", "handed_over")
"""How the forms order what becomes of organizations: what is new or comes, what ends or goes; other verbs follow."""


def _causes() -> dict[str, None]:
    """Every cause there is, in the order of the tables."""
    return dict.fromkeys((*_FIRST, *_THEN, *_OTHERS, *VERBS))


def _words_of(row: MovementRow) -> Words:
    if (row.section, row.cause, row.where) in _MOVED:
        return _MOVED[row.section, row.cause, row.where]
    if row.cause not in _OTHERS:
        verb = VERBS[row.cause]
        return (verb.begins if row.section == "increase" else verb.ends) or verb.title
    words = _OTHERS[row.cause][row.section]
    if not isinstance(row.where, MoveScope):
        return words
    far = row.where.words
    return Words(vi=f"{words.vi} ({lower_first(far.vi)})", en=f"{words.en} ({far.en})")


_MOVED: Final[dict[_Row, Words]] = {
    ("increase", "transferred_in", "register"): Words(
        vi="Chuyển đến từ tổ chức khác trong sổ", en="From elsewhere in the register"
    ),
    ("decrease", "transferred_out", "register"): Words(
        vi="Chuyển sang tổ chức khác trong sổ", en="To elsewhere in the register"
    ),
    ("increase", "with_organizations", None): Words(
        vi="Tiếp nhận cùng tổ chức, từ ngoài sổ", en="Received with organizations from outside the register"
    ),
    ("increase", "with_organizations", "register"): Words(
        vi="Tiếp nhận cùng tổ chức, từ nơi khác trong sổ",
        en="Received with organizations from within the register",
    ),
    ("decrease", "with_organizations", "register"): Words(
        vi="Chuyển giao cùng tổ chức, sang nơi khác trong sổ",
        en="Handed over with organizations within the register",
    ),
    ("decrease", "with_organizations", None): Words(
        vi="Chuyển giao cùng tổ chức, ra ngoài sổ", en="Handed over with organizations out of the register"
    ),
}
"""What moves are called whose border needs saying: that of the register, or only one within it."""

_REACHES: Final[tuple[Reach, ...]] = (*MoveScope, None, "register")
_BY_NUMBER: Final = "by_number"
_MOVEMENTS: Final = Words(
    vi="lấy từ sổ quyết định của cùng kỳ năm trước",
    en="take those of `History.movements` of the same period a year before",
)
