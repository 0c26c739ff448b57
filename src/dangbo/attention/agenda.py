"""`Agenda`: what needs attention on a day, line by line, and what was not asked."""

from __future__ import annotations

__all__ = ["Agenda", "AgendaLine", "Urgency"]

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self, SupportsIndex, TypeAlias, overload

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, OneOf, WordsDocument
from dangbo.base.errors import InvalidInputError, quoted
from dangbo.base.findings import FEW, Finding, Lang, catalogue, finding, grouped
from dangbo.base.frames import Backend, FrameColumn, Framed, columns_of, frame_of, rows_of
from dangbo.base.people import People, initials, people_cells, people_heads, read_people
from dangbo.base.records import RecordType, read_id
from dangbo.base.results import first_finding_texts
from dangbo.base.terms import OrderedTerm
from dangbo.base.text import format_date, nearest, type_words
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.hierarchy import Hierarchy
from dangbo.render import Column, Drawing, Findings, Table, TreeLine, day_cell, draw_table, draw_tree, stack
from dangbo.tree.records import Organization

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Urgency(OrderedTerm, vi="mức độ cần xử lý"):
    """How a line stands to the day it was asked for; the first is the most urgent.

    `NOW` is to be done today at the latest, or its time limit is running; `AHEAD` comes up within the days looked
    ahead; `UNDATED` needs attention, and no day is known.
    """

    OVERDUE = ("overdue", "Quá hạn", "Overdue")
    NOW = ("now", "Đang trong hạn", "Now")
    AHEAD = ("ahead", "Sắp tới", "Ahead")
    UNDATED = ("undated", "Không có hạn", "No day due")


_ORDER: Final = {urgency: place for place, urgency in enumerate(Urgency)}


class AgendaLineDocument(TypedDict):
    """Something that is due or out of order: how urgent, by when, whose; the finding says what, people by id."""

    urgency: Annotated[str, OneOf(Urgency)]
    due: str | None
    organization: str
    finding: FindingDocument


@dataclass(frozen=True, slots=True, repr=False)
class AgendaLine(Documented, metaclass=RecordType):
    """One thing that needs attention. Made by `attention`.

    Attributes:
        finding: what it is, with its rule and its repair; a finding about several says of how many and which.
        due: the last day to do it; `None` where no day is known.
        urgency: how that stands to the day it was asked for.
        organization: id of the organization it is a matter of.
    """

    finding: Finding
    due: dt.date | None
    urgency: Urgency
    organization: str

    @property
    def code(self) -> str:
        """The stable name of what it is."""
        return self.finding.code

    @property
    def subject(self) -> str:
        """Id of what it is about: an organization, a member, a group; of several, the first."""
        return self.finding.subject

    @property
    def count(self) -> int:
        """How many it is about."""
        return len(self.finding.subjects)

    @property
    def rule(self) -> RuleRef | None:
        """The clause it rests on; `None` where it rests on none."""
        return self.finding.rule

    @property
    def fix(self) -> str:
        """What to do about it, in English."""
        return self.finding.fix

    def text(self, *, lang: Lang = "vi") -> str:
        """How urgent it is, by when, what, why and what to do.

        Raises:
            TermError: another language than "vi" and "en".
        """
        words = self.urgency.words.text(lang=lang)
        day = "" if self.due is None else f", {format_date(self.due, lang=lang)}"
        return f"{words}{day}: {self.finding.text(lang=lang)}"

    def as_dict(self) -> AgendaLineDocument:
        """The line as plain JSON values; people by id."""
        return {
            "urgency": self.urgency.value,
            "due": None if self.due is None else self.due.isoformat(),
            "organization": self.organization,
            "finding": self.finding.as_dict(),
        }

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        day = "" if self.due is None else f", due {self.due}"
        return f"AgendaLine({self.urgency.value}{day}, {self.finding!r})"


def place_of(line: AgendaLine) -> tuple[object, ...]:
    """Where a line stands: the most urgent first, then by day, organization, code and subject."""
    found = line.finding
    due = dt.date.max if line.due is None else line.due
    return (_ORDER[line.urgency], due, line.organization, found.code, found.subject, found.also, repr(found.facts))


Codes: TypeAlias = str | Collection[str]
"""One code, or several; the beginning of one up to the slash stands for all of these: "org/"."""

Urgencies: TypeAlias = Urgency | str | Collection[Urgency | str]
"""One urgency, or several."""


def _read_codes(codes: object) -> frozenset[str]:
    """The codes asked for, and beginnings of codes.

    Raises:
        InvalidInputError: no text, or one that is neither a code nor the beginning of one.
    """
    wanted = [codes] if isinstance(codes, str) or not isinstance(codes, Iterable) else [*codes]
    known = {*catalogue(), *(f"{code.partition('/')[0]}/" for code in catalogue())}
    exact, problems = set[str](), list[Finding]()
    for code in wanted:
        if isinstance(code, str) and code in known:
            exact.add(code)
            continue
        near = nearest(code, known, limit=1) if isinstance(code, str) else ()
        hint = Words(vi=f" (có thể là '{near[0]}')", en=f" (perhaps '{near[0]}')") if near else NO_WORDS
        shown = quoted(code) if isinstance(code, str) else type_words(code)
        vi, en = (shown, shown) if isinstance(shown, str) else (shown.vi, shown.en)
        reason = Words(vi=f"không có mã phát hiện {vi}{hint.vi}", en=f"no finding has the code {en}{hint.en}")
        problems.append(finding("input/bad-value", "codes", reason=reason))
    if problems:
        raise InvalidInputError(problems)
    return frozenset(exact)


class AgendaDocument(TypedDict):
    """What is due or out of order on a day, the most urgent first."""

    schema: Literal["dangbo/agenda"]
    version: Literal[1]
    on: str
    lines: list[AgendaLineDocument]
    notes: list[WordsDocument]
    findings: list[FindingDocument]


class Agenda(Documented, tuple[AgendaLine, ...], Framed):  # noqa: SLOT001 - what is said of it stands beside what it holds
    """What needs attention on a day: a tuple of lines, the most urgent first. Made by `attention`.

    Attributes:
        on: the day.
        notes: what was not given and so not asked, and what else is to be known of the list.
        findings: what is wrong with records that were given, which for that reason were left out.
    """

    on: dt.date
    notes: tuple[Words, ...]
    findings: Findings
    _tree: Hierarchy

    def __new__(
        cls, lines: Iterable[AgendaLine], on: dt.date, tree: Hierarchy, notes: Iterable[Words], found: Iterable[Finding]
    ) -> Self:
        """Keep the lines in their order."""
        new = super().__new__(cls, sorted(lines, key=place_of))
        new.on, new._tree = on, tree
        new.notes, new.findings = tuple(notes), Findings(found)
        return new

    def _of(self, lines: Iterable[AgendaLine]) -> Agenda:
        """Some of the lines, as an agenda of the same day."""
        return Agenda(lines, self.on, self._tree, self.notes, self.findings)

    def __reduce__(self) -> tuple[object, ...]:
        return (Agenda, (tuple(self), self.on, self._tree, self.notes, tuple(self.findings)))

    @overload
    def __getitem__(self, place: SupportsIndex) -> AgendaLine: ...
    @overload
    def __getitem__(self, place: slice) -> Agenda: ...
    def __getitem__(self, place: SupportsIndex | slice) -> AgendaLine | Agenda:
        """A line by its place, or a stretch of them as another agenda."""
        if isinstance(place, slice):
            return self._of(super().__getitem__(place))
        return super().__getitem__(place)

    def by_organization(self) -> dict[str, Agenda]:
        """The lines of each organization that has any, by id."""
        found: dict[str, list[AgendaLine]] = {}
        for line in self:
            found.setdefault(line.organization, []).append(line)
        return {key: self._of(found[key]) for key in sorted(found)}

    def select(
        self,
        *,
        codes: Codes | None = None,
        urgency: Urgencies | None = None,
        at: str | Organization | None = None,
    ) -> Agenda:
        """Those of some codes, some urgency, some branch; each that is given must be met.

        Args:
            codes: a code or several; "org/" stands for all that begin so.
            urgency: one or several.
            at: the organization whose branch is asked for, itself included.

        Raises:
            InvalidInputError: a code that no finding has: to find none of it would tell that all is well.
            TermError: an urgency there is not.
            UnknownOrganizationError: no such organization on the day.
        """
        lines: Iterable[AgendaLine] = self
        if codes is not None:
            exact = _read_codes(codes)
            begun = tuple(code for code in exact if code.endswith("/"))
            lines = [line for line in lines if line.code in exact or line.code.startswith(begun)]
        if urgency is not None:
            several = [urgency] if isinstance(urgency, str | Urgency) else [*urgency]
            kinds = {Urgency.parse(one) for one in several}
            lines = [line for line in lines if line.urgency in kinds]
        if at is not None:
            top, tree = self._tree[read_id(at, where="at")].id, self._tree
            lines = [line for line in lines if tree.get(line.organization) and tree.is_within(line.organization, top)]
        return self._of(lines)

    def table(self, *, people: People = "ids", lang: Lang = "vi") -> Table:
        """The lines as a table: how urgent, by when, where, what; of lines about a person, who.

        Args:
            people: `"initials"` or `"names"` shows these beside the ids, in a column of their own; of a line about
                several members, of the first.
            lang: language of the words.

        Raises:
            InvalidInputError: another way to show people.
            TermError: another language than "vi" and "en".
        """
        shown, person = read_people(people), self._tree._person
        rows = [
            (
                line.urgency.words.text(lang=lang),
                "" if line.due is None else day_cell(line.due, lang=lang),
                line.organization,
                *people_cells(None if (found := person(line.subject)) is None else found.name, shown),
                line.finding.text(lang=lang),
            )
            for line in self
        ]
        day = format_date(self.on, lang=lang)
        title = Words(vi=f"Việc cần xử lý ({len(self)}), ngày {day}", en=f"Needs attention ({len(self)}), {day}")
        heads = [Column(head.text(lang=lang)) for head in (*_HEADS, *people_heads(shown), _WHAT)]
        return Table(title.text(lang=lang), heads, rows, notes=self._below(lang))

    def _below(self, lang: Lang) -> list[str]:
        """What is said below the lines."""
        notes = [note.text(lang=lang) for note in self.notes]
        return notes + first_finding_texts(grouped(self.findings), FEW, lang=lang)

    def _frame(self) -> list[FrameColumn]:
        return self._columns("ids")

    def _columns(self, people: People) -> list[FrameColumn]:
        shown, person = read_people(people), self._tree._person
        columns = columns_of(
            self,
            ("urgency", "term"),
            ("due", "day"),
            ("organization", "text"),
            ("code", "text"),
            ("subject", "text"),
            ("count", "count"),
            ("text_vi", "text", lambda line: line.finding.text(lang="vi")),
            ("text_en", "text", lambda line: line.finding.text(lang="en")),
            ("rule", "text", lambda line: None if line.rule is None else line.rule.citation(lang="vi")),
        )
        if shown == "ids":
            return columns
        found = (person(line.subject) for line in self)
        names = [None if one is None else one.name for one in found]
        name = FrameColumn("name", "text", names)
        if shown == "initials":
            name = FrameColumn("initials", "text", [None if one is None else initials(one) for one in names])
        return [*columns[:5], name, *columns[5:]]

    @overload
    def to_frame(self, *, people: People = "ids", backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def to_frame(self, *, people: People = "ids", backend: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, *, people: People = "ids", backend: Literal["pyarrow"]) -> pa.Table: ...
    @overload
    def to_frame(self, *, people: People = "ids", backend: Backend) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
    def to_frame(
        self, *, people: People = "ids", backend: Backend = "pandas"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The lines as a data frame: codes, ids, days, both languages.

        Args:
            people: `"names"` or `"initials"` puts these into a column of their own, beside the subject; of a line about
                several members, of the first. Where the subject is no member with a record it is null.
            backend: the package whose frame it is.

        Raises:
            MissingExtraError: the package is not installed, or narwhals is not; the error says how it is.
            InvalidInputError: another backend, or another way to show people.
        """
        return frame_of(self._columns(people), backend=backend)

    def to_rows(self) -> list[dict[str, object]]:
        """A plain row for each line, for a sheet or a data frame: codes, ids, days as ISO texts, both languages."""
        return rows_of(self._columns("ids"))

    def show(self, *, people: People = "ids", limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """The table as text and HTML; where nothing needs attention, a line that says so, and the notes.

        Args:
            people: as in `table`.
            limit: most lines to show; `None` for all.
            lang: language of the words.

        Raises:
            InvalidInputError: another way to show people.
            ValueError: a limit below 1.
            TermError: another language than "vi" and "en".
        """
        table = self.table(people=people, lang=lang)
        if self:
            return draw_table(table, limit=limit, lang=lang)
        day = format_date(self.on, lang=lang)
        title = Words(vi=f"Ngày {day} không có việc cần xử lý", en=f"Nothing needs attention, {day}").text(lang=lang)
        return stack(*(draw_tree([TreeLine(0, note)], lang=lang) for note in table.notes), title=title, lang=lang)

    def as_dict(self) -> AgendaDocument:
        """The agenda as plain JSON values; people by id."""
        return {
            "schema": "dangbo/agenda",
            "version": 1,
            "on": self.on.isoformat(),
            "lines": [line.as_dict() for line in self],
            "notes": [note.as_dict() for note in self.notes],
            "findings": [one.as_dict() for one in self.findings],
        }

    def __repr__(self) -> str:
        counts = {urgency: sum(line.urgency is urgency for line in self) for urgency in Urgency}
        told = ", ".join(f"{count} {urgency.value}" for urgency, count in counts.items() if count)
        return f"Agenda({self.on}: {told or 'nothing'}; {len(self.notes)} notes)"

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _repr_html_(self) -> str:
        return self.show().html


_HEADS: Final = (
    Words(vi="Mức khẩn", en="Urgency"),
    Words(vi="Hạn", en="Due on"),
    Words(vi="Tổ chức", en="Organization"),
)
_WHAT: Final = Words(vi="Nội dung", en="What")
