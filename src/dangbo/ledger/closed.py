"""What became of figures that were reported or expected: `ClosingChanges`, and what `History.check` tells of them.

```
ledger.changed_since_closing("2022-12-31").show()
```

The figures of a closed day are those of the log up to the closing. What an entry recorded later changes in them is what
the decisions it brought or moved changed, less what stood in their place: every organization's own figures are a sum
over decisions. So the state of a day as it was known before some entries is had from the state of today by taking them
back, the newest first, and nothing is played again.

```
changes_since      what each later entry brought and replaced, newest first
Shift              what that comes to on a day, for each organization itself
Then               the tree of a day as known earlier: costs what changed, and one sweep over the tree
```
"""

from __future__ import annotations

__all__ = ["ClosingChange", "ClosingChanges"]

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.envelope import WordsDocument
from dangbo.base.errors import UnknownOrganizationError, quoted
from dangbo.base.findings import Code, Fact, Finding, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.terms import Form, Level, MemberStatus, kind_words
from dangbo.base.text import format_date, format_number, nearest, spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.ledger.closing import Closing, ClosingDocument, Expectation
from dangbo.ledger.days import backwards, before_opening, unseen
from dangbo.ledger.timeline import Correction, Enactment, LogEntry, Played, Replaced
from dangbo.render.tabled import Tabled
from dangbo.tree.totals import Branches, branch_of

if TYPE_CHECKING:
    from dangbo.base.findings import Lang
    from dangbo.change.draft import Delta
    from dangbo.hierarchy import Hierarchy
    from dangbo.render import Table
    from dangbo.tree.records import Organization

_Figures: TypeAlias = "Counter[str]"

_PEOPLE: Final = tuple(status.value for status in MemberStatus)
_KINDS: Final = tuple(f"{form.value}/{level.value}" for level in Level for form in Form)
FIGURES: Final = (*_KINDS, *_PEOPLE)
"""What is counted: kinds of organizations as the columns of movements call them, then members."""


class Trail(NamedTuple):
    """A ledger as far as its closings and balances ask of it.

    Attributes:
        entries: the log.
        played: the decisions as they stand today.
        replaced: what entries changed in what stood there before.
        as_of: the state of a day.
    """

    entries: Sequence[LogEntry]
    played: Sequence[Played]
    replaced: Mapping[int, Replaced]
    as_of: Callable[[dt.date], Hierarchy]


# --- what may be recorded --------------------------------------------------------------------------------------------


def refused(entry: Closing | Expectation, trail: Trail, opened: dt.date, last: dt.date) -> Iterator[Finding]:
    """Why a closing or a balance cannot be recorded.

    Args:
        entry: what is to be recorded.
        trail: the ledger so far.
        opened: the day on which it opens.
        last: the last day of recording.
    """
    day = entry.on if isinstance(entry, Closing) else entry.balance.on
    subject = entry.basis.citation if isinstance(entry, Closing) else entry.balance.organization
    if day < opened:
        yield before_opening(day, opened, subject)
    elif isinstance(entry, Expectation) and trail.as_of(day).get(subject) is None:
        yield finding("history/not-living", subject, day=day)
    if isinstance(entry, Closing):
        former = next((one for one in reversed(trail.entries) if isinstance(one, Closing)), None)
        if former is not None and day <= former.on:
            yield finding("history/closed-already", subject, day=day, last=former.on, number=former.number)
        yield from too_early([entry], [entry.recorded])
    if entry.recorded < last:
        yield backwards(entry.recorded, last)


def too_early(entries: Iterable[LogEntry], days: Iterable[dt.date]) -> Iterator[Finding]:
    """Closings that would have been recorded before the day they close; `days` is when each entry came in."""
    for entry, recorded in zip(entries, days, strict=False):
        if isinstance(entry, Closing) and recorded < entry.on:
            yield finding("history/closed-too-early", entry.basis.citation, day=entry.on, recorded=recorded)


def unseen_days(entry: Closing | Expectation, last: dt.date) -> Iterator[Finding]:
    """Whether a day of recording nobody gave lies far from the paper, or from the end of the ledger so far."""
    subject = entry.basis.citation if isinstance(entry, Closing) else entry.balance.organization
    signed = entry.basis.issued if isinstance(entry, Closing) else None
    yield from unseen(subject, entry.recorded, (signed or last,), last)


# --- what entries changed --------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """What an entry of the log brought, and what it took the place of.

    Attributes:
        entry: the entry, a decision as it was carried out first.
        gone: decisions that stood there as they were before.
        come: decisions that stand there since.
        since: the first day on which it can matter.
        openings: the opening before and after; `None` where it stayed as it was.
    """

    entry: Enactment | Correction
    gone: Sequence[Played]
    come: Sequence[Played]
    since: dt.date
    openings: tuple[Hierarchy, Hierarchy] | None = None

    def shift(self, on: dt.date) -> Shift:
        """What it comes to on a day."""
        shift = Shift()
        if self.openings is not None:
            shift.exchange(*self.openings)
        for some, sign in ((self.gone, -1), (self.come, 1)):
            for one in some:
                if one.decision.effective <= on:
                    shift.add(one.delta, sign)
        shift.settle()
        return shift


def changes_since(trail: Trail, number: int) -> Iterator[Change]:
    """What the entries behind one of the log changed, the newest first; of those that change no state nothing."""
    standing = {one.decision.number: one for one in trail.played}
    for entry in reversed(trail.entries[number:]):
        if not isinstance(entry, Enactment | Correction):
            continue
        pairs, openings = trail.replaced.get(entry.number, _NOTHING)
        standing.update({was.decision.number: was for was, _ in pairs})
        gone, come = ([pair[side] for pair in pairs] for side in (0, 1))
        if isinstance(entry, Enactment):
            own = standing.pop(entry.number)
            entry = own.decision  # noqa: PLW2901 - as it was read then
            come.append(own)
        if come or openings is not None:
            days = (one.decision.effective for one in (*gone, *come))
            yield Change(entry, gone, come, min(days) if openings is None else dt.date.min, openings)


_NOTHING: Final = Replaced(())

Place: TypeAlias = tuple[str, str | None]
"""What an organization is, and under which superior it stands."""


class _Own:
    """What changed of one organization itself."""

    __slots__ = ("full", "name", "places", "probationary")

    def __init__(self) -> None:
        self.full = 0
        self.probationary = 0
        self.places: Counter[Place] = Counter()
        self.name = ""

    def count(self, org: Organization, times: int) -> None:
        """A record came, or went."""
        self.full += times * org.full
        self.probationary += times * org.probationary
        self.places[place_of(org)] += times
        self.name = org.name

    def former(self, now: Place | None) -> Place | None:
        """What it was before and where, by what it is now; `None` where it did not live."""
        gone = next((place for place, times in self.places.items() if times < 0), None)
        return gone if self.places else now

    @property
    def is_nothing(self) -> bool:
        """Whether it comes to what it was."""
        return not (self.full or self.probationary or self.places)


def place_of(org: Organization) -> Place:
    """What an organization is, and under which superior."""
    return (f"{org.form.value}/{org.level.value}", org.parent)


class Shift:
    """What changed on a day, for each organization itself: added up over decisions, whatever their order.

    Attributes:
        own: by id; only those that changed, once it is settled.
    """

    __slots__ = ("own",)

    def __init__(self) -> None:
        self.own: dict[str, _Own] = {}

    def add(self, delta: Delta, sign: int) -> None:
        """A decision came (1), or went (-1)."""
        for key, (was, now) in delta.records.items():
            for org, times in ((was, -sign), (now, sign)):
                if org is not None:
                    self._of(key).count(org, times)
        for key, (before, after) in delta.counts.items():
            own = self._of(key)
            own.full += sign * (after.full - before.full)
            own.probationary += sign * (after.probationary - before.probationary)

    def exchange(self, old: Hierarchy, new: Hierarchy) -> None:
        """An opening took the place of another one."""
        for key in dict.fromkeys((*old._ids(), *new._ids())):
            if old._find(key) is not new._find(key):
                for org, times in ((old._find(key), -1), (new._find(key), 1)):
                    if org is not None:
                        self._of(key).count(org, times)
            before, after = old._roll_count(key), new._roll_count(key)
            if before != after:
                own = self._of(key)
                own.full += after.full - before.full
                own.probationary += after.probationary - before.probationary

    def join(self, other: Shift) -> None:
        """Another one, further back, goes before it."""
        for key, theirs in other.own.items():
            own = self._of(key)
            own.full += theirs.full
            own.probationary += theirs.probationary
            own.places.update(theirs.places)
            own.name = own.name or theirs.name

    def settle(self) -> None:
        """Keep only what changed."""
        for own in self.own.values():
            own.places = Counter({place: times for place, times in own.places.items() if times})
        self.own = {key: own for key, own in self.own.items() if not own.is_nothing}

    def _of(self, key: str) -> _Own:
        own = self.own.get(key)
        if own is None:
            own = self.own[key] = _Own()
        return own


class Sums:
    """The figures of every organization of a tree with everything below it, added up in one sweep.

    The figures of one stand in one number, each in digits of its own, so that all are added at once.
    """

    __slots__ = ("_by_id", "_figures")

    def __init__(self, tree: Hierarchy) -> None:
        kinds = {f"{form.value}/{level.value}" for (form, level), count in tree._kinds().items() if count}
        self._figures = [figure for figure in FIGURES if figure in kinds or figure in _PEOPLE]
        unit = {figure: 1 << _DIGITS * at for at, figure in enumerate(self._figures)}
        full, probationary = (unit[figure] for figure in _PEOPLE)
        own: dict[str, int] = {}
        for org in tree:
            listed = tree._roll_count(org.id)
            own[org.id] = (
                unit[place_of(org)[0]]
                + full * (org.full + listed.full)
                + probationary * (org.probationary + listed.probationary)
            )
        self._by_id = tree.roll_up(own)

    def of(self, key: str) -> _Figures:
        """The figures of an organization; nothing where it does not live."""
        packed, figures = self._by_id.get(key, 0), Counter[str]()
        for figure in self._figures:
            if count := packed & _LOWEST:
                figures[figure] = count
            packed >>= _DIGITS
        return figures


_DIGITS: Final = 64
_LOWEST: Final = (1 << _DIGITS) - 1


class Then:
    """The tree of a day as it was known before some entries of the log: what differs from what is known today.

    Args:
        tree: as it is known today.
        sums: of that tree.
    """

    __slots__ = ("_more", "_own", "_places", "_sums", "_tree")

    def __init__(self, tree: Hierarchy, sums: Sums) -> None:
        self._tree, self._sums = tree, sums
        self._more: dict[str, _Figures] = {}
        self._own: dict[str, list[int]] = {}
        self._places: dict[str, Place | None] = {}

    @property
    def different(self) -> Iterable[str]:
        """Ids of those whose figures may be others, superiors among them."""
        return self._more

    def place(self, key: str) -> Place | None:
        """What an organization was and where; `None` where it did not live."""
        if key in self._places:
            return self._places[key]
        org = self._tree._find(key)
        return None if org is None else place_of(org)

    def own(self, key: str) -> tuple[int, int]:
        """Full and probationary members of the organization itself."""
        full, probationary = self._own.get(key, (0, 0))
        org = self._tree._find(key)
        if org is not None:
            listed = self._tree._roll_count(key)
            full, probationary = full + org.full + listed.full, probationary + org.probationary + listed.probationary
        return full, probationary

    def figures(self, key: str) -> _Figures:
        """Organizations by kind and members, of an organization with everything below it."""
        figures = self._sums.of(key)
        figures.update(self._more.get(key, {}))
        return Counter({figure: count for figure, count in figures.items() if count})

    def take_back(self, shift: Shift) -> None:
        """Go back behind what changed.

        Whatever stood elsewhere, or not at all, is taken off with all that stands below it, and added there as it is;
        what it lost or gained itself goes up from where it then stood. A place that was not there takes nothing: all of
        it went with what stands above it.
        """
        net: dict[str, _Figures] = {}
        former = {key: own.former(self.place(key)) for key, own in shift.own.items()}
        for key, was in former.items():
            now, own = self.place(key), shift.own[key]
            if now is None or was is None or now[1] != was[1]:
                whole = self.figures(key)
                if now is not None and now[1] is not None:
                    net.setdefault(now[1], Counter()).subtract(whole)
                if was is not None and was[1] is not None:
                    net.setdefault(was[1], Counter()).update(whole)
            more = net.setdefault(key, Counter())
            more.subtract({"full": own.full, "probationary": own.probationary})
            if now is not None:
                more[now[0]] -= 1
            if was is not None:
                more[was[0]] += 1
            mine = self._own.setdefault(key, [0, 0])
            mine[0] -= own.full
            mine[1] -= own.probationary
        self._places.update(former)
        for key, count in net.items():
            at: str | None = key
            while at is not None and (place := self.place(at)) is not None:
                self._more.setdefault(at, Counter()).update(count)
                at = place[1]
        for key, was in former.items():
            if was is None:
                self._more[key] = Counter()
                self._more[key].subtract(self._sums.of(key))


# --- what is told ----------------------------------------------------------------------------------------------------


def told(trail: Trail) -> Iterator[Finding]:
    """What later entries changed in periods that were closed, and balances that do not hold."""
    closings = [entry for entry in trail.entries if isinstance(entry, Closing)]
    balances = [entry for entry in trail.entries if isinstance(entry, Expectation)]
    if not closings and not balances:
        return
    first = min(entries[0].number for entries in (closings, balances) if entries)
    changes = list(changes_since(trail, first))
    for closing in closings:
        yield from _changed(trail, closing, changes)
    by_day: dict[dt.date, list[Expectation]] = {}
    for one in balances:
        by_day.setdefault(one.balance.on, []).append(one)
    for on in sorted(by_day):
        yield from _broken(trail, on, by_day[on], changes)


def _shifts(changes: Iterable[Change], number: int, on: dt.date) -> Iterator[tuple[Change, Shift]]:
    """What the entries behind one of the log changed on a day, the newest first; those that did.

    Args:
        changes: what entries changed, the newest first, as far back as that one or further.
        number: of that one.
        on: the day.
    """
    for change in changes:
        if change.entry.number <= number:
            return
        if change.since > on:
            continue
        shift = change.shift(on)
        if shift.own:
            yield change, shift


def _changed(trail: Trail, closing: Closing, changes: Sequence[Change]) -> Iterator[Finding]:
    """What became of a closed period, entry by entry."""
    shifts = list(_shifts(changes, closing.number, closing.on))
    if not shifts:
        return
    tree = trail.as_of(closing.on)
    then, top = Then(tree, Sums(tree)), tree.root.id
    found: list[Finding] = []
    for change, shift in shifts:
        keys = list(shift.own)
        after, now = then.figures(top), {key: (then.place(key), then.own(key)) for key in keys[:_NAMED]}
        then.take_back(shift)
        whole = list(_different(then.figures(top), after)) or [_SAME]
        parts = [_moved(key, then.place(key), then.own(key), *now[key]) for key in now]
        one = finding(
            "history/changes-closed-period",
            keys[0],
            number=change.entry.number,
            what=_entry_words(change.entry),
            day=closing.on,
            closing=closing.number,
            figures=_listed([*whole, *parts]),
        )
        found.append(replace(one, also=tuple(keys[1:])))
    yield from reversed(found)


_NAMED: Final = 3
"""Of so many organizations a finding tells what changed; of all of them the table does."""

_SAME: Final = Words(vi="tổng số toàn đảng bộ không đổi", en="the totals stay as they were")


def _different(old: _Figures, new: _Figures) -> Iterator[Words]:
    for figure in FIGURES:
        if old[figure] != new[figure]:
            yield _arrow(figure_words(figure), old[figure], new[figure])


def _arrow(words: Words, old: object, new: object) -> Words:
    return Words(
        vi=f"{words.vi} {_shown(old, 'vi')} → {_shown(new, 'vi')}",
        en=f"{words.en} {_shown(old, 'en')} → {_shown(new, 'en')}",
    )


def _shown(value: object, lang: Lang) -> str:
    if isinstance(value, int):
        return format_number(value, lang=lang)
    return value.text(lang=lang) if isinstance(value, Words) else str(value)


def _moved(key: str, was: Place | None, before: tuple[int, int], now: Place | None, after: tuple[int, int]) -> Words:
    """What changed of one organization itself."""
    parts: list[Words] = []
    if was is None or now is None:
        parts.append(_BEGUN if was is None else _ENDED)
    else:
        if was[0] != now[0]:
            parts.append(_arrow(_KIND, figure_words(was[0]), figure_words(now[0])))
        if was[1] != now[1]:
            parts.append(_arrow(_SUPERIOR, *(quoted(str(place[1])) for place in (was, now))))
    for figure, old, new in zip(_PEOPLE, before, after, strict=True):
        if old != new:
            parts.append(_arrow(figure_words(figure), old, new))
    said = _joined(parts, ", ")
    return Words(vi=f"{quoted(key)}: {said.vi}", en=f"{quoted(key)}: {said.en}")


_BEGUN: Final = Words(vi="trước đó chưa có", en="not there before")
_ENDED: Final = Words(vi="không còn", en="there no longer")
_KIND: Final = Words(vi="loại", en="kind")
_SUPERIOR: Final = Words(vi="cấp trên trực tiếp", en="direct superior")


def _listed(parts: Sequence[Words]) -> Words:
    return _joined(parts, "; ")


def _joined(parts: Sequence[Words], by: str) -> Words:
    return Words(vi=by.join(one.vi for one in parts), en=by.join(one.en for one in parts))


def _entry_words(entry: Enactment | Correction) -> Words:
    """An entry of the log as a sentence names it."""
    number, day = entry.number, entry.recorded
    if isinstance(entry, Enactment):
        paper = entry.basis.citation
        since = format_date(entry.effective)
        return Words(
            vi=f"quyết định số thứ tự {number} ({paper}), hiệu lực {since}, ghi sổ {format_date(day)}",
            en=f"decision {number} ({paper}), effective {entry.effective}, recorded {day}",
        )
    return Words(
        vi=f"đính chính số thứ tự {number}, ghi sổ {format_date(day)}", en=f"correction {number}, recorded {day}"
    )


def figure_words(figure: str) -> Words:
    """What a figure is called."""
    if figure in _PEOPLE:
        status = MemberStatus(figure)
        return Words(vi=f"đảng viên {status.label.lower()}", en=f"{status.gloss} members")
    form, _, level = figure.partition("/")
    return kind_words(form, level)


def _broken(trail: Trail, on: dt.date, balances: Sequence[Expectation], changes: Sequence[Change]) -> Iterator[Finding]:
    """The balances of a day that do not hold, each with the entry since which it does not."""
    tree = trail.as_of(on)
    branches = tree._branches_from(tree.root.id)  # noqa: SLF001 - kept with the snapshot
    wanted = [(one, figures, _standing(tree, one, branches)) for one, figures in _that_count(balances)]
    found = {one.number: _apart(figures, standing) for one, figures, standing in wanted}
    pending = {one.number: (one, figures) for one, figures, _ in wanted if found[one.number]}
    since: dict[int, Change] = {}
    if pending:
        then = Then(tree, Sums(tree))
        for change, shift in _shifts(changes, min(pending), on):
            then.take_back(shift)
            for number, (one, figures) in pending.items():
                held = not _apart(figures, then.figures(one.balance.organization))
                if number < change.entry.number and number not in since and held:
                    since[number] = change
    for number, (one, _) in pending.items():
        facts: dict[str, Fact] = {"day": on, "figures": _listed(found[number]), "number": number}
        if number in since:
            entry = since[number].entry
            facts |= {"other": entry.number, "what": _entry_words(entry)}
        code: Code = "history/balance-broken" if number in since else "history/balance-unmet"
        yield finding(code, one.balance.organization, rule=None, severity=None, **facts)


def _that_count(balances: Sequence[Expectation]) -> list[tuple[Expectation, dict[str, int]]]:
    """The figures of the balances of a day that no later one names again."""
    seen: set[tuple[str, str]] = set()
    count: list[tuple[Expectation, dict[str, int]]] = []
    for one in reversed(balances):
        key = one.balance.organization
        figures = {name: value for name, value in one.balance.figures.items() if (key, name) not in seen}
        seen.update((key, name) for name in figures)
        if figures:
            count.append((one, figures))
    return count[::-1]


def _standing(tree: Hierarchy, one: Expectation, branches: Branches) -> _Figures:
    """What the organization of a balance comes to today; nothing where it does not live."""
    if tree.get(one.balance.organization) is None:
        return Counter()
    branch = branch_of(tree, one.balance.organization, branches)
    return Counter(full=branch.full, probationary=branch.probationary, organizations=branch.organizations)


def _apart(expected: Mapping[str, int], figures: _Figures) -> list[Words]:
    """The figures of a balance that are others than expected; organizations may be told by kind or together."""
    full, probationary = (figures[figure] for figure in _PEOPLE)
    has = {"members": full + probationary, "full": full, "organizations": figures.total() - full - probationary}
    return [
        Words(
            vi=f"{_BALANCED[name].vi}: đối chiếu {format_number(count)}, sổ có {format_number(has[name])}",
            en=f"{_BALANCED[name].en}: {spaced_number(count)} expected, {spaced_number(has[name])} in the ledger",
        )
        for name, count in expected.items()
        if has[name] != count
    ]


_BALANCED: Final = {
    "members": Words(vi="đảng viên", en="members"),
    "full": Words(vi="đảng viên chính thức", en="full members"),
    "organizations": Words(vi="tổ chức đảng", en="organizations"),
}


# --- the table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClosingChange:
    """A figure of an organization that is another one than when a period was closed.

    Attributes:
        organization: id.
        figure: what is counted, with everything below it: a kind of organizations ("chi_bo/grassroots"), the
            organization itself among them; or "full" or "probationary" members.
        old: when the period was closed.
        new: as known today.
    """

    organization: str
    figure: str
    old: int
    new: int


class ClosingChangeDocument(TypedDict):
    """A figure of an organization that is another one than when a period was closed, and what it is called."""

    organization: str
    figure: str
    words: WordsDocument
    old: int
    new: int


class ClosingChangesDocument(TypedDict):
    """What changed in the figures of a closed day; "entries" are the numbers of what changed them in the log."""

    schema: Literal["dangbo/closing-changes"]
    version: Literal[1]
    on: str
    closing: ClosingDocument
    entries: list[int]
    rows: list[ClosingChangeDocument]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class ClosingChanges(Documented, ById[ClosingChange], Tabled, Framed):
    """What changed in the figures of a closed day. Made by `History.changed_since_closing`.

    Attributes:
        closing: the entry that closed it.
        rows: each figure that is another one, by the tree of the day as known today; then those of organizations that
            did live on that day and, as known today, did not.
        names: id and name of the organizations of the rows.
        entries: numbers of the entries of the log that changed figures of any organization.
    """

    closing: Closing
    rows: tuple[ClosingChange, ...]
    names: tuple[tuple[str, str], ...]
    entries: tuple[int, ...]

    @property
    def on(self) -> dt.date:
        """The day."""
        return self.closing.on

    def __getitem__(self, organization: str | Organization) -> tuple[ClosingChange, ...]:
        """The figures of an organization that changed.

        Raises:
            UnknownOrganizationError: none of its figures changed; it suggests those that come near.
        """
        return self._found(organization, where="organization")

    def _items(self) -> tuple[ClosingChange, ...]:
        return self.rows

    def _ids(self, item: ClosingChange) -> tuple[str, ...]:
        return (item.organization,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        where = Words(
            vi=f"các tổ chức có số liệu thay đổi so với khi chốt ngày {format_date(self.on)}",
            en=f"what changed since the closing of {self.on}",
        )
        return UnknownOrganizationError(key, lambda: nearest(key, self._index()), where)

    def __repr__(self) -> str:
        rows, entries = len(self.rows), len(self.entries)
        figures = f"{spaced_number(rows)} {'figure' if rows == 1 else 'figures'}"
        by = f"{spaced_number(entries)} {'entry' if entries == 1 else 'entries'}"
        return f"ClosingChanges({self.on}: {figures} changed by {by})"

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        name = dict(self.names)
        return columns_of(
            self.rows,
            ("organization", "text"),
            ("name", "text", lambda row: name.get(row.organization)),
            ("figure", "text"),
            ("old", "count"),
            ("new", "count"),
            ("change", "count", lambda row: row.new - row.old),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the figures that changed.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import Cell, words_table

        names = dict(self.names)
        rows = [
            (
                names[row.organization],
                figure_words(row.figure).text(lang=lang),
                *(Cell(count, format_number(count, lang=lang)) for count in (row.old, row.new)),
                Cell(row.new - row.old, f"{'+' * (row.new > row.old)}{format_number(row.new - row.old, lang=lang)}"),
            )
            for row in self.rows
        ]
        day, recorded = (format_date(one, lang=lang) for one in (self.on, self.closing.recorded))
        paper = self.closing.basis.citation
        numbers = ", ".join(map(str, self.entries[:_SHOWN])) + (", ..." if len(self.entries) > _SHOWN else "")
        notes = [Words(vi=f"Chốt số liệu: {paper}, ghi sổ {recorded}.", en=f"Closed by {paper}, recorded {recorded}.")]
        if self.entries:
            notes.append(
                Words(
                    vi=f"Các mục của sổ làm thay đổi: {numbers}.", en=f"Changed by these entries of the log: {numbers}."
                )
            )
        else:
            notes.append(Words(vi="Không có gì thay đổi.", en="Nothing changed."))
        return words_table(
            Words(vi=f"Số liệu đã chốt đến {day} và hiện nay", en=f"Figures closed on {day}, and as known today"),
            (
                Words(vi="Tổ chức đảng", en="Organization"),
                Words(vi="Số liệu", en="Figure"),
                Words(vi="Khi chốt", en="Closed"),
                Words(vi="Hiện nay", en="Today"),
                Words(vi="Chênh lệch", en="Difference"),
            ),
            rows,
            notes=[note.text(lang=lang) for note in notes],
            words=(1,),
            lang=lang,
        )

    def as_dict(self) -> ClosingChangesDocument:
        """The table as plain JSON values: every row has the same fields."""
        return {
            "schema": "dangbo/closing-changes",
            "version": 1,
            "on": self.on.isoformat(),
            "closing": self.closing.as_dict(),
            "entries": [*self.entries],
            "rows": [
                {
                    "organization": row.organization,
                    "figure": row.figure,
                    "words": figure_words(row.figure).as_dict(),
                    "old": row.old,
                    "new": row.new,
                }
                for row in self.rows
            ],
            "names": dict(self.names),
        }


_SHOWN: Final = 10
"""Most entries a table names below it."""


def notes(closings: Sequence[Closing]) -> list[Words]:
    """What a table of a ledger says of its closings, the last first."""
    told: list[Words] = []
    for one in reversed(closings[-_SHOWN:]):
        paper, days = one.basis.citation, (one.on, one.recorded)
        (on, recorded), (day, came) = ([format_date(each, lang=lang) for each in days] for lang in _LANGUAGES)
        told.append(
            Words(
                vi=f"Đã chốt số liệu đến {on}: {paper}, ghi sổ {recorded}.",
                en=f"Closed up to {day}: {paper}, recorded {came}.",
            )
        )
    return told


_LANGUAGES: Final[tuple[Lang, Lang]] = ("vi", "en")


def changed_since(trail: Trail, closing: Closing) -> ClosingChanges:
    """What changed in the figures of a closed day; costs what changed, and one sweep over the tree where something did.

    Args:
        trail: the ledger.
        closing: the closing.
    """
    whole, entries = Shift(), list[int]()
    for change, shift in _shifts(changes_since(trail, closing.number), closing.number, closing.on):
        whole.join(shift)
        entries.append(change.entry.number)
    whole.settle()
    if not whole.own:
        return ClosingChanges(closing, (), (), tuple(reversed(entries)))
    tree = trail.as_of(closing.on)
    sums = Sums(tree)
    then = Then(tree, sums)
    then.take_back(whole)
    different = dict.fromkeys(then.different)
    names = {org.id: org.name for org in tree if org.id in different}
    names.update((key, whole.own[key].name) for key in different if key not in names)
    rows: list[ClosingChange] = []
    for key in names:
        old, new = then.figures(key), sums.of(key)
        rows += (ClosingChange(key, one, old[one], new[one]) for one in FIGURES if old[one] != new[one])
    told_of = {row.organization for row in rows}
    return ClosingChanges(
        closing,
        tuple(rows),
        tuple((key, name) for key, name in names.items() if key in told_of),
        tuple(reversed(entries)),
    )
