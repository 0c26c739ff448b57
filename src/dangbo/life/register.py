"""What meetings, visits and duties ask of time: which organization stood when, under whom, and who took over from it.

```
Hierarchy ─┐
           ├─ spans_of(register, start, end) ── Spans ── Span   [since, until), its record at the end, its heirs
Register ──┘  tree_of(register, on)
```

A `Register` is whatever knows the tree of any day: `History` is one. A `Hierarchy` alone knows one tree and no day of
which anything began; it is taken to have stood as it is for the whole period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from typing_extensions import TypedDict

from dangbo.base.envelope import OneOf
from dangbo.base.records import instance_of
from dangbo.base.terms import Form, Level
from dangbo.base.text import format_date, parse_date, parse_period, spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.events import last_of_month
from dangbo.tree.records import Organization

__all__ = ["Register", "Span", "Spans", "TreeOrRegister", "spans_of", "tree_of"]

_DAY: Final = dt.timedelta(days=1)


class Span(NamedTuple):
    """A stretch of a period in which an organization stood.

    Attributes:
        organization: its record at the end of it; its id, its kind and its superior are there.
        since: the first day; the first of the period where it had begun before.
        until: the day after the last, so that a span is as long as the two are apart.
        ended: whether it ended with it; what stands at the end of the period did not, nor what became of another kind.
        heirs: ids of those that took over when it ended, and stood at the end of that day; none where nobody did.
    """

    organization: Organization
    since: dt.date
    until: dt.date
    ended: bool = False
    heirs: tuple[str, ...] = ()

    @property
    def parent(self) -> str | None:
        """Id of its superior at the end of it; `None` for the root."""
        return self.organization.parent

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.until - _DAY

    @property
    def taken_over(self) -> Words | None:
        """By whom it was taken over; `None` where nobody did."""
        heirs = ", ".join(f"'{key}'" for key in self.heirs)
        return Words(vi=f"tiếp nhận: {heirs}", en=f"taken over by {heirs}") if heirs else None

    def __contains__(self, day: object) -> bool:
        if type(day) is not dt.date:
            if not isinstance(day, str | dt.date):
                return False
            day = parse_date(day, where="day")
        return self.since <= day < self.until or day == self.until == dt.date.max  # which has no day after it


class SpanDocument(TypedDict):
    """A stretch in which an organization stood as this kind: `until` is the day after the last."""

    organization: str
    name: str
    form: Annotated[str, OneOf(Form)]
    level: Annotated[str, OneOf(Level)]
    parent: str | None
    since: str
    until: str
    ended: bool
    heirs: list[str]


class SpansDocument(TypedDict):
    """Which organization stood when in a period, one after the other, and who took over when it ended."""

    schema: Literal["dangbo/spans"]
    version: Literal[1]
    start: str
    end: str
    spans: list[SpanDocument]


class Spans(Documented, Mapping[str, tuple[Span, ...]]):
    """Every organization that stood in a period, with the spans in which it did. Made by `History.spans`. Immutable.

    One that ended and was put back has two, and so has one that became of another kind (form and level). What did not
    begin, end or change is read from the tree of the first day: a period costs its decisions, not its organizations.

    Attributes:
        start: the first day of the period.
        end: the last day.

    Examples:
        >>> from dangbo import History, datasets
        >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
        >>> spans = ledger.spans("2021-07-01", "2021-12-31")
        >>> spans
        Spans(2021-07-01 to 2021-12-31: 985 organizations, 984 of them at the end)
        >>> [(span.since.isoformat(), span.until.isoformat(), span.heirs) for span in spans["cb-cty-r"]]
        [('2021-07-01', '2021-09-01', ('cb-gia-sang-tdp-1',))]
    """

    __slots__ = ("_changed", "_first", "end", "start")

    def __init__(
        self, start: dt.date, end: dt.date, first: Mapping[str, Organization], changed: Mapping[str, tuple[Span, ...]]
    ) -> None:
        self.start, self.end = start, end
        self._first, self._changed = first, changed

    def __getitem__(self, organization: str) -> tuple[Span, ...]:
        found = self._changed.get(organization)
        if found is None:
            return (Span(self._first[organization], self.start, day_after(self.end)),)
        if not found:
            raise KeyError(organization)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._first if self._changed.get(key, _STOOD))
        yield from (key for key, spans in self._changed.items() if spans and key not in self._first)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, organization: object) -> bool:
        changed = self._changed.get(organization) if isinstance(organization, str) else None
        return bool(changed) if changed is not None else organization in self._first

    def as_dict(self) -> SpansDocument:
        """All spans as plain JSON values; O(organizations)."""
        return {
            "schema": "dangbo/spans",
            "version": 1,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "spans": [
                {
                    "organization": key,
                    "name": span.organization.name,
                    "form": span.organization.form.value,
                    "level": span.organization.level.value,
                    "parent": span.parent,
                    "since": span.since.isoformat(),
                    "until": span.until.isoformat(),
                    "ended": span.ended,
                    "heirs": [*span.heirs],
                }
                for key, spans in self.items()
                for span in spans
            ],
        }

    def __repr__(self) -> str:
        standing = sum(1 for key in self if self.stands(key))
        count = len(self)
        noun = "organization" if count == 1 else "organizations"
        at_end = f"{spaced_number(standing)} of them at the end"
        return f"Spans({self.start} to {self.end}: {spaced_number(count)} {noun}, {at_end})"

    def on(self, organization: str, day: dt.date | str) -> Span | None:
        """The span of an organization that holds a day; `None` where it did not stand, or nobody knows it.

        Raises:
            InvalidInputError: a day that is none.
        """
        wanted = _day(day)
        return next((span for span in self.get(organization, ()) if wanted in span), None)

    def is_cell(self, organization: str, day: dt.date | str) -> bool:
        """Whether an organization stood on a day, and was a cell (chi bộ) then: only cells are to meet every month.

        Raises:
            InvalidInputError: a day that is none.
        """
        wanted = _day(day)
        org = self.unchanged(organization) if self.start <= wanted <= self.end else None
        if org is None and (span := self.on(organization, wanted)) is not None:
            org = span.organization
        return org is not None and org.form is Form.CHI_BO

    def unchanged(self, organization: str) -> Organization | None:
        """The record of an organization that stood through the whole period as what it is; `None` of any other."""
        return None if organization in self._changed else self._first.get(organization)

    def stands(self, organization: str) -> bool:
        """Whether an organization stands at the end of the period."""
        spans = self.get(organization, ())
        return bool(spans) and not spans[-1].ended

    def months(self, organization: str, day: Callable[[dt.date], int] | int = 1) -> tuple[dt.date, ...]:
        """The months of an organization, as their first days: those in which it stood on a day of the month.

        So every month belongs to whoever stood on that day: where two merge in the middle of a month, that month is of
        both and the next of one, and nothing is counted twice or lost.

        Args:
            organization: its id; one that never stood has no month.
            day: the day of the month, the last one of a shorter month; or what says it for the first day of a month.

        Examples:
            >>> from dangbo import History, datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> spans = ledger.spans("2021-07-01", "2021-12-31")
            >>> [len(spans.months(key)) for key in ("cb-cty-r", "cb-gia-sang-tdp-1")]
            [2, 6]
        """
        spans = self.get(organization, ())
        return tuple(
            first for first, on in months_of_period(self.start, self.end, day) if any(on in span for span in spans)
        )

    def above(self, organization: str) -> str | None:
        """To whom the figures of an organization of the period roll up; `None` for the root, and for nobody.

        To its superior while it stands. Once it ended, to the one that took over; where nobody did, or several did, to
        the superior it had then, which may have ended since and leads on in the same way.
        """
        if organization not in self._changed:
            org = self._first.get(organization)
            return None if org is None else org.parent
        spans = self._changed[organization]
        if not spans:
            return None
        last = spans[-1]
        if last.ended and len(last.heirs) == 1 and last.heirs[0] in self:
            return last.heirs[0]
        return last.parent


def day_after(day: dt.date) -> dt.date:
    """The day after; the last day that can be written has none, and stands for it."""
    return min(day, dt.date.max - _DAY) + _DAY


def _day(day: dt.date | str) -> dt.date:
    return day if type(day) is dt.date else parse_date(day, where="day")


def months_of_period(
    start: dt.date, end: dt.date, day: Callable[[dt.date], int] | int = 1
) -> Iterator[tuple[dt.date, dt.date]]:
    """The months of a period that hold the day: the first day of each, and that day.

    Args:
        start: the first day of the period.
        end: the last day.
        day: the day of the month, the last one of a shorter month; or what says it for the first day of a month.

    Examples:
        >>> [on.isoformat() for _, on in months_of_period(dt.date(2026, 1, 4), dt.date(2026, 3, 3), 3)]
        ['2026-02-03', '2026-03-03']
    """
    first = start.replace(day=1)
    while first <= end:
        wanted = day if isinstance(day, int) else day(first)
        end_of_month = last_of_month(first)
        on = first.replace(day=min(wanted, end_of_month.day))
        if start <= on <= end:
            yield first, on
        if end_of_month == dt.date.max:
            return
        first = end_of_month + _DAY


@runtime_checkable
class Register(Protocol):
    """Whatever knows the tree of any day, and from when to when each organization stood: a `History` is one."""

    @property
    def opening(self) -> Hierarchy:
        """The tree it begins with."""

    def as_of(self, effective: dt.date | str, /) -> Hierarchy:
        """The tree of a day."""

    def spans(self, start: dt.date | str, end: dt.date | str, /) -> Spans:
        """The organizations of a period, both days included."""


TreeOrRegister: TypeAlias = Hierarchy | Register
"""One tree, taken to have stood all the time, or what knows all of them."""

_EITHER: Final = Words(vi="hãy đưa cây tổ chức hoặc sổ quyết định", en="give a Hierarchy or a History")


def spans_of(register: TreeOrRegister, start: dt.date | str, end: dt.date | str, *, where: str = "register") -> Spans:
    """The organizations of a period.

    Args:
        register: one tree, or what knows all of them.
        start: the first day.
        end: the last day.
        where: what the argument is called where somebody gave it.

    Raises:
        InvalidInputError: neither of the two; a period that ends before it starts, or starts before the ledger.

    Examples:
        >>> from dangbo import datasets
        >>> spans_of(datasets.thai_nguyen(), "2022-01-01", "2022-12-31")
        Spans(2022-01-01 to 2022-12-31: 986 organizations, 986 of them at the end)
    """
    first, last = parse_period(start, end)
    if not isinstance(register, Hierarchy):
        return _known(register, where).spans(first, last)
    return Spans(first, last, {org.id: org for org in register}, {})


def tree_of(register: TreeOrRegister, on: dt.date, *, where: str = "register") -> Hierarchy:
    """The tree of a day; that of another day where it is the only one there is.

    Args:
        register: one tree, or what knows all of them.
        on: the day.
        where: what the argument is called where somebody gave it.

    Raises:
        InvalidInputError: neither of the two; a day before the ledger.
    """
    return register if isinstance(register, Hierarchy) else _known(register, where).as_of(on)


class Standing:
    """When organizations stood that did not on a day, whatever period is asked about. Looked up once it is needed.

    Args:
        register: one tree, or what knows all of them.
    """

    def __init__(self, register: TreeOrRegister) -> None:
        self._register = register

    @cached_property
    def _spans(self) -> Spans:
        register = self._register
        if isinstance(register, Hierarchy):
            return Spans(register.as_of, register.as_of, {}, {})  # of which nothing began or ended
        return register.spans(register.opening.as_of, dt.date.max)

    def leads_to(self, ended: str, day: dt.date, known: Container[str]) -> str | None:
        """Whom the figures of an organization that had ended by a day roll up to, of those known; or `None`."""
        spans = self._spans.get(ended)
        if spans is None or not spans[-1].ended or spans[-1].until > day:
            return None
        key: str | None = ended
        while key is not None and key not in known:
            key = self._spans.above(key)
        return key

    def not_on(self, organization: str, day: dt.date) -> Words | None:
        """Until when, or from when on, an organization stood that did not on a day; `None` where nobody knows it."""
        spans = self._spans.get(organization, ())
        before = [span for span in spans if span.until <= day]
        if before:
            last, taken = before[-1].last, before[-1].taken_over
            said = Words(vi=f"ngày cuối cùng là {format_date(last)}", en=f"its last day was {last}")
            return said if taken is None else Words(vi=f"{said.vi}, {taken.vi}", en=f"{said.en}, {taken.en}")
        if spans:
            since = spans[0].since
            return Words(vi=f"lập ngày {format_date(since)}", en=f"it was set up on {since}")
        return None


def _known(register: object, where: str) -> Register:
    return instance_of(Register, register, where, hint=_EITHER)  # type: ignore[type-abstract]  # asked of instances


_STOOD: Final = (True,)
