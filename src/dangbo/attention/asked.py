"""`Asked`: what every question is asked of, and `Question`: what is asked, and what it needs for that."""

from __future__ import annotations

__all__ = ["Asked", "Need", "Question"]

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any, Concatenate, Final, Literal, NamedTuple, ParamSpec, TypeAlias, TypeVar, cast

from dangbo.attention.agenda import AgendaLine, Urgency
from dangbo.attention.records import OfficeRecords
from dangbo.base.citations import RuleRef
from dangbo.base.findings import Code, Fact, Finding, finding
from dangbo.base.text import unless_personal
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.life.register import tree_of
from dangbo.life.working_days import WorkingDays
from dangbo.rules import RuleBook, Rules
from dangbo.tree.tables import GROUPS, MANDATES, SEATS, SideTable

_T = TypeVar("_T")
_P = ParamSpec("_P")
_DAY = dt.timedelta(days=1)
_ORGANIZATIONS: Final = ("host",)
"""Facts of lines that are ids of organizations."""

Need: TypeAlias = Literal[
    "seats",
    "mandates",
    "groups",
    "calendar",
    "profiles",
    "lives",
    "meetings",
    "attendance",
    "filed",
    "visits",
    "assignments",
    "duty",
    "prospects",
    "proposals",
    "ratings",
    "dues",
    "reconciled",
]
"""What a question needs beside the organizations: what the register may record, a calendar, a part of the bundle."""


class Asked:
    """What questions are asked of: the records, the tree and the rules of the day, and the days that are looked at.

    Attributes:
        records: everything that was given.
        on: the day.
        ahead: how many days ahead are looked at.
        until: the last of them.
        since: the first day of the quarter before that of the day: so far back is looked for what was left undone
            (our reading; no rule says how long something that was not done stays on a list).
        tree: the organizations on the day, in an order that does not depend on the order they were given in.
        rules: the rules in force on the day.
        book: the rulebook.
        calendar: which days are worked; `None` where nobody knows.
    """

    def __init__(
        self, records: OfficeRecords, on: dt.date, ahead: int, calendar: WorkingDays | None, book: RuleBook
    ) -> None:
        self.records = records
        self.on = on
        self.ahead = ahead
        self.until = on + ahead * _DAY
        quarter = (on.month - 1) // 3
        before = quarter == 0 and on.year > dt.MINYEAR
        self.since = dt.date(on.year - before, max(quarter - 1, 0) * 3 + 1 + 9 * before, 1)
        self.calendar = calendar
        self.book = book
        self.rules: Rules = book.at(on)
        self._made: dict[Hashable, object] = {}

    @cached_property
    def tree(self) -> Hierarchy:
        """The organizations on the day."""
        return tree_of(self.records.register, self.on)._ordered(self.on)

    @property
    def opening(self) -> dt.date:
        """The first day of the ledger; the first there is, where one snapshot stands for every day."""
        register = self.records.register
        return register.opening.as_of if isinstance(register, History) else dt.date.min

    @cached_property
    def top(self) -> str:
        """Id of the organization everything else stands under."""
        return self.tree.root.id

    def has(self, need: Need) -> bool:
        """Whether something a question needs was given, or is recorded."""
        tables: dict[str, SideTable[Any]] = {"seats": SEATS, "mandates": MANDATES, "groups": GROUPS}
        if need in tables:
            return self.tree._has_rows(tables[need])
        if need == "calendar":
            return self.calendar is not None
        if need in {"attendance", "filed"}:  # where there is no meeting at all, that is another note
            meetings = self.records.meetings or ()
            return not meetings or any(one.attendance if need == "attendance" else one.filed_on for one in meetings)
        return getattr(self.records, need) is not None

    def home(self, member: str) -> str:
        """Id of the organization on whose roll a member is; of the topmost one where it is on none."""
        return self.tree._home_of(member) or self.top

    def matter_of(self, subject: str) -> str:
        """Id of the organization that something about a subject is a matter of: itself, the cell of a group, a home."""
        if self.tree.get(subject) is not None:
            return subject
        group = self.tree.groups.get(subject)
        return min(group.cells, default=self.top) if group is not None else self.home(subject)

    def once(self, make: Callable[Concatenate[Asked, _P], _T], *of: _P.args, **named: _P.kwargs) -> _T:
        """Something that several questions look at, made when the first of them does.

        Args:
            make: makes it of this and of what follows.
            of: what it is made of besides.
            named: the same, by name.
        """
        key = (make, of, tuple(named.items()))
        if key not in self._made:
            self._made[key] = make(self, *of, **named)
        return cast("_T", self._made[key])

    def line(
        self,
        code: Code,
        subject: str,
        organization: str,
        *,
        due: dt.date | None = None,
        begun: dt.date | None = None,
        rule: RuleRef | None = None,
        **facts: Fact,
    ) -> AgendaLine:
        """A line of the agenda.

        Args:
            code: what it is, in the catalogue.
            subject: id of what it is about.
            organization: id of the organization it is a matter of.
            due: the last day to do it; `None` where none is known.
            begun: the day from which its time limit runs, or on which it could be done first; where that is past and
                `due` is not, it is to be done now.
            rule: the clause it rests on.
            **facts: what the words of the code ask for.
        """
        facts |= {name: self._shown(key) for name in _ORGANIZATIONS if isinstance(key := facts.get(name), str)}
        found = finding(code, self._shown(subject), rule=rule, severity=None, **facts)
        return self.lined(found, organization, due=due, begun=begun)

    def _shown(self, key: str) -> str:
        """An id as a line says it: dots for what the register does not know and may be somebody's name or number."""
        tree = self.tree
        is_known = key in tree.members or tree.get(key) is not None or key in tree.groups
        return key if is_known else unless_personal(key)

    def lined(
        self, found: Finding, organization: str, *, due: dt.date | None = None, begun: dt.date | None = None
    ) -> AgendaLine:
        """The same of a finding there is already.

        Args:
            found: what it is.
            organization: as in `line`, and so are `due` and `begun`.
            due: the last day to do it.
            begun: the day from which its time limit runs.
        """
        if due is None:
            urgency = Urgency.UNDATED
        elif due < self.on:
            urgency = Urgency.OVERDUE
        elif due == self.on or (begun is not None and begun <= self.on):
            urgency = Urgency.NOW
        else:
            urgency = Urgency.AHEAD
        return AgendaLine(found, due, urgency, organization)

    def is_near(self, due: dt.date | None) -> bool:
        """Whether something due on a day belongs on the list: the day is past, or within those looked ahead."""
        return due is not None and due <= self.until


class Question(NamedTuple):
    """One thing that is asked.

    Attributes:
        code: the code of its lines; "org/" where it has many that begin so.
        needs: what it cannot be asked without.
        ask: gives its lines; and findings about records that were given and had to be left out.
    """

    code: str
    needs: tuple[Need, ...]
    ask: Callable[[Asked], Iterable[AgendaLine | Finding]]
