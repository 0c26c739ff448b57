"""Changing the tree by decisions: operations, `Plan`, `Preview`.

A `Plan` (phương án sắp xếp) is an ordered list of operations under one decision. It is looked at with `preview` and
carried out with `apply`; the snapshot it starts from never changes.

| operation | Vietnamese | what it says |
|---|---|---|
| `Establish` | thành lập | a new organization begins, with the members and groups named |
| `Merge` | sáp nhập | sources end, an existing organization continues and takes everything |
| `Consolidate` | hợp nhất | sources end, a new organization begins and takes everything |
| `Dissolve` | giải thể | an organization ends; where its people, cells and groups go is stated |
| `Reassign` | chuyển giao, tiếp nhận | an organization, with everything below it, gets another superior |
| `Transfer` | chuyển sinh hoạt đảng chính thức | people go to another roll |

Every operation has the same four faces: its fields; `check`, which finds everything that forbids it where the plan
stands; `effect`, which cannot refuse; `describe`. Operations that are refused are skipped, and those that depend on
them say so. What the rules say of the outcome (sizes, kinds, consent) is checked once, on what the plan touched.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple, TypeAlias

from pydantic import BeforeValidator, ValidationInfo
from pydantic.dataclasses import dataclass as record

from dangbo.errors import PlanRejectedError
from dangbo.findings import Document, Finding, Lang, Severity, blocking, finding
from dangbo.hierarchy import Draft, Hierarchy, Organization, ResidentialGroup, check_organization
from dangbo.members import NOBODY, RECORD_CONFIG, Headcount, Id
from dangbo.render import Column, Drawing, Table, TreeLine, draw_table, draw_tree, stack
from dangbo.rules import RuleBook, Rules
from dangbo.terms import Form, Level
from dangbo.text import format_date, format_number, nearest, parse_date


def _day(value: object) -> object:
    return parse_date(value, where="effective") if isinstance(value, str | dt.date) else value


def _listing(value: object, info: ValidationInfo) -> object:
    """Refuse a single text where a list is asked for: it would be read letter by letter."""
    if isinstance(value, str):  # named here, since pydantic only numbers what is given by position
        raise ValueError(f"{info.field_name}: a list of ids is needed, such as ['cb-1'], not a single text")  # noqa: TRY004 - pydantic makes a validation error of a ValueError only
    return value


_Ids = Annotated[tuple[Id, ...], BeforeValidator(_listing)]


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Allocation:
    """Which items (members, organizations, residential groups) go to one destination.

    Attributes:
        to: id of the organization that takes them.
        items: their ids.
    """

    to: Id
    items: _Ids

    if TYPE_CHECKING:

        def __init__(self, to: str, items: Sequence[str]) -> None: ...


def _allocations(value: object) -> object:
    """A mapping {destination: [ids]} is kept as allocations: frozen records hold no dicts."""
    if isinstance(value, Mapping):
        return tuple(Allocation(to, items) for to, items in value.items())
    return value


Destination: TypeAlias = Annotated[Id | tuple[Allocation, ...] | None, BeforeValidator(_allocations)]
"""Where things go: one id takes all, allocations name each; `None` says nothing."""

_To: TypeAlias = "str | Mapping[str, Sequence[str]] | None"
_NameOf: TypeAlias = Callable[[str], str]


def _unknown(tree: Hierarchy | Draft, key: str, tail: str = "", tail_vi: str = "") -> Finding:
    """No living organization has this id: with what is known of it, or the id it may have been meant to be."""
    base = tree.base if isinstance(tree, Draft) else tree
    if not tail and len(base) <= _SEARCHED:
        near = nearest(key, _living(tree), limit=1)
        tail, tail_vi = (f"; the nearest id is '{near[0]}'", f"; mã gần giống là '{near[0]}'") if near else ("", "")
    return finding("plan/unknown-organization", key, ended=tail, ended_vi=tail_vi)


def _living(tree: Hierarchy | Draft) -> Iterator[str]:
    """Ids of what lives in a snapshot, or where a plan stands."""
    if isinstance(tree, Hierarchy):
        return (org.id for org in tree)
    ids = dict.fromkeys([*(org.id for org in tree.base), *tree.touched])
    return (key for key in ids if key in tree)


_SEARCHED: Final = 50_000
"""Most organizations among which a finding looks for the id that was meant."""


class _Play:
    """A plan being played: the draft as it stands, and what became of each operation."""

    __slots__ = ("draft", "ended_by", "number", "refused")

    def __init__(self, base: Hierarchy) -> None:
        self.draft = Draft(base)
        self.number = 0
        self.ended_by: dict[str, int] = {}
        self.refused: dict[str, int] = {}

    def unknown(self, key: str) -> Finding | None:
        """What to say of an id that names no living organization here; `None` where it does."""
        if self.draft.get(key) is not None:
            return None
        if key in self.refused:
            return finding("plan/depends-on-refused", key, source=self.refused[key])
        ended = ended_vi = ""
        if key in self.ended_by:
            ended = f"; operation {self.ended_by[key]} ended it"
            ended_vi = f"; thao tác {self.ended_by[key]} đã kết thúc tổ chức này"
        return _unknown(self.draft, key, ended, ended_vi)

    def known(self, keys: Iterable[str]) -> list[Finding]:
        """The findings for those ids that name no living organization."""
        return [found for key in dict.fromkeys(keys) if (found := self.unknown(key)) is not None]

    def end(self, key: str) -> None:
        self.draft.end(key)
        self.ended_by[key] = self.number


def _check_new(play: _Play, org: Organization) -> Iterator[Finding]:
    """Whether a new organization can begin where it says."""
    draft = play.draft
    if draft.get(org.id) is not None:
        yield finding("plan/id-in-use", org.id)
    elif org.id in play.ended_by:
        yield finding("plan/id-ended-before", org.id)
    if org.parent is None:
        yield finding("plan/root-organization", org.id)
    elif (found := play.unknown(org.parent)) is not None:
        yield found
    if org.full or org.probationary:
        yield finding("plan/people-from-nowhere", org.id, count=org.full + org.probationary)


def _check_members(play: _Play, members: Sequence[str]) -> Iterator[Finding]:
    """Whether each of these people is on some roll, and named once."""
    for member, times in Counter(members).items():
        if times > 1:
            yield finding("plan/member-named-twice", member)
        if play.draft.home(member) is None:
            yield finding("plan/unknown-member", member, place="any roll", place_vi="danh sách nào")


def _check_groups(play: _Play, groups: Iterable[str]) -> Iterator[Finding]:
    for key in groups:
        if key not in play.draft.groups:
            yield finding("plan/unknown-group", key)


def _check_join(play: _Play, sources: Sequence[str], target: Organization) -> Iterator[Finding]:
    """Whether known sources may give everything to a target of this form and level."""
    for key in dict.fromkeys(sources):
        org = play.draft.get(key)
        if org is None:
            continue
        if org.parent is None:
            yield finding("plan/root-organization", key)
        if org.form is not target.form:
            yield finding(
                "plan/unlike-forms",
                key,
                form=org.form.gloss,
                form_vi=org.form.label,
                target=target.id,
                target_form=target.form.gloss,
                target_form_vi=target.form.label,
            )
        elif org.level is not target.level:
            yield finding(
                "plan/unlike-levels",
                key,
                level=org.level.gloss,
                level_vi=org.level.label,
                target=target.id,
                target_level=target.level.gloss,
                target_level_vi=target.level.label,
            )


def _join(play: _Play, source: str, into: str) -> None:
    """Everything of one organization goes to another, and it ends."""
    draft = play.draft
    for child in draft.children(source):
        draft.move(child.id, into)
    draft.move_roll(source, into)
    draft.move_counted(source, into)
    for group in draft.groups_of(source):
        kept = [into if cell == source else cell for cell in group.cells]
        draft.serve(group.id, tuple(dict.fromkeys(kept)))  # it may have served the group already
    play.end(source)


class _Operation(ABC):
    """The faces every operation shows to a plan, besides its fields."""

    __slots__ = ()

    @property
    @abstractmethod
    def subject(self) -> str:
        """Id of the organization the operation is about first of all."""

    @property
    def establishes(self) -> tuple[str, ...]:
        """Ids of the organizations that begin with it."""
        return ()

    @abstractmethod
    def check(self, play: _Play) -> Iterator[Finding]:
        """Everything that forbids the operation, or is odd about it, where the plan stands."""

    @abstractmethod
    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """Ids of the superiors it concerns; the lowest organization above them all decides."""

    @abstractmethod
    def effect(self, play: _Play) -> None:
        """Carry it out on the draft; cannot refuse."""

    @abstractmethod
    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        """The operation in one line."""


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Establish(_Operation):
    """Thành lập: a new organization begins under its parent.

    Args:
        organization: its record, with the id of its parent; counts stay 0, since people come from somewhere.
        members: ids of the people who join it, each from the roll they are on.
        groups: ids of the residential groups it serves from now on, alone.

    References:
        Điều lệ Đảng, Điều 10.3 (the direct superior decides), Điều 21.2 (at least 3 full members).

    Examples:
        >>> cell = Organization(
        ...     id="cb-y", name="Chi bộ Công ty Y", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp")
        >>> Establish(cell, members=["m-1", "m-2", "m-3"]).members
        ('m-1', 'm-2', 'm-3')
    """

    organization: Organization
    members: _Ids = ()
    groups: _Ids = ()

    if TYPE_CHECKING:

        def __init__(
            self, organization: Organization, members: Sequence[str] = (), groups: Sequence[str] = ()
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization.id

    @property
    def establishes(self) -> tuple[str, ...]:
        return (self.organization.id,)

    def check(self, play: _Play) -> Iterator[Finding]:
        yield from _check_new(play, self.organization)
        yield from _check_members(play, self.members)
        yield from _check_groups(play, self.groups)
        if self.groups and self.organization.form is Form.DANG_BO:
            yield finding("plan/groups-need-a-cell", self.organization.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield self.organization.parent

    def effect(self, play: _Play) -> None:
        play.draft.add(self.organization)
        play.draft.move_members(self.members, self.organization.id)
        for group in self.groups:
            play.draft.serve(group, (self.organization.id,))

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        count = format_number(len(self.members), lang=lang)
        if lang == "vi":
            return f"Thành lập {self.organization.name} ({count} đảng viên)"
        return f"Establish {self.organization.name} ({count} {'member' if len(self.members) == 1 else 'members'})"


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Merge(_Operation):
    """Sáp nhập: the sources end, and an existing organization of the same form continues with everything they had.

    Args:
        sources: ids of the organizations that end.
        into: id of the one that continues.

    Examples:
        >>> Merge(sources=["cb-12"], into="cb-2").sources
        ('cb-12',)
    """

    sources: _Ids
    into: Id

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], into: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.into

    def check(self, play: _Play) -> Iterator[Finding]:
        if not self.sources:
            yield finding("plan/nothing-to-do", self.into)
        yield from play.known((*self.sources, self.into))
        if self.into in self.sources:
            yield finding("plan/into-itself", self.into)
        target = play.draft.get(self.into)
        if target is None:
            return
        yield from _check_join(play, [key for key in self.sources if key != self.into], target)
        for key in dict.fromkeys(self.sources):
            if key == self.into or play.draft.get(key) is None:
                continue
            if play.draft.is_within(key, self.into) or play.draft.is_within(self.into, key):
                yield finding("plan/own-line", key, target=self.into)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in (*self.sources, self.into):
            yield draft[key].parent

    def effect(self, play: _Play) -> None:
        for source in dict.fromkeys(self.sources):
            _join(play, source, self.into)

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        sources = _listed(self.sources, name)
        into = name(self.into)
        return f"Sáp nhập {sources} vào {into}" if lang == "vi" else f"Merge {sources} into {into}"


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Consolidate(_Operation):
    """Hợp nhất: the sources end, and a new organization of the same form begins with everything they had.

    The new one has an id of its own even where name and code equal those of a source.

    Args:
        sources: ids of the organizations that end.
        organization: record of the one that begins, with the id of its parent; counts stay 0.

    Examples:
        >>> new = Organization(
        ...     id="cb-2-12", name="Chi bộ TDP 2 và 12", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp")
        >>> Consolidate(["cb-2", "cb-12"], new).establishes
        ('cb-2-12',)
    """

    sources: _Ids
    organization: Organization

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], organization: Organization) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization.id

    @property
    def establishes(self) -> tuple[str, ...]:
        return (self.organization.id,)

    def check(self, play: _Play) -> Iterator[Finding]:
        org = self.organization
        if not self.sources:
            yield finding("plan/nothing-to-do", org.id)
        yield from play.known(self.sources)
        yield from _check_new(play, org)
        yield from _check_join(play, self.sources, org)
        if org.parent is None or play.draft.get(org.parent) is None:
            return
        for key in dict.fromkeys(self.sources):
            if play.draft.get(key) is not None and play.draft.is_within(org.parent, key):
                yield finding("plan/under-own-descendant", key, target=org.parent)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in self.sources:
            yield draft[key].parent
        yield self.organization.parent

    def effect(self, play: _Play) -> None:
        play.draft.add(self.organization)
        for source in dict.fromkeys(self.sources):
            _join(play, source, self.organization.id)

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        sources = _listed(self.sources, name)
        if lang == "vi":
            return f"Hợp nhất {sources} thành {self.organization.name}"
        return f"Consolidate {sources} into the new {self.organization.name}"


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Dissolve(_Operation):
    """Giải thể: an organization ends, and the decision says where everything it had goes.

    One id takes all, people counted only by number included. A mapping {destination: [ids]} names each; it cannot place
    people counted only by number.

    Args:
        organization: id of the one that ends.
        members_to: who takes its members.
        children_to: who takes its subordinate organizations.
        groups_to: which cell takes the residential groups it alone serves; by default the one organization that takes
            all members. A mapping may also name groups that other cells serve too.

    Examples:
        >>> Dissolve("cb-x", members_to={"cb-5": ["m-1"], "cb-7": ["m-2", "m-3"]}).members_to
        (Allocation(to='cb-5', items=('m-1',)), Allocation(to='cb-7', items=('m-2', 'm-3')))
    """

    organization: Id
    members_to: Destination = None
    children_to: Destination = None
    groups_to: Destination = None

    if TYPE_CHECKING:

        def __init__(
            self, organization: str, members_to: _To = None, children_to: _To = None, groups_to: _To = None
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: _Play) -> Iterator[Finding]:
        draft, key = play.draft, self.organization
        org = draft.get(key)
        if org is None:
            yield from play.known([key])
            return
        if org.parent is None:
            yield finding("plan/root-organization", key)
        yield from self._check_destinations(play)
        yield from self._check_members(play)
        children = [child.id for child in draft.children(key)]
        if children and self.children_to is None:
            yield finding("plan/nowhere-for-children", key, count=len(children))
        for child in _strangers(self.children_to, children):
            yield play.unknown(child) or finding("plan/not-subordinate", child, organization=key)
        yield from _check_allocated(self.children_to, children, key, "plan/nowhere-for-children")
        yield from self._check_groups(draft)

    def _check_groups(self, draft: Draft) -> Iterator[Finding]:
        """Groups it alone serves go to a cell; groups others serve too may be given one in its place."""
        key, where = self.organization, self._groups_to()
        served = draft.groups_of(key)
        for group in _strangers(where, [group.id for group in served]):
            known = group in draft.groups
            yield (
                finding("plan/group-not-served", group, organization=key)
                if known
                else finding("plan/unknown-group", group)
            )
        alone = [group.id for group in served if not self._others(draft, group)]
        if alone and where is None:
            yield finding("plan/nowhere-for-groups", key, count=len(alone))
        yield from _check_allocated(where, alone, key, "plan/nowhere-for-groups")
        for to in dict.fromkeys(to for group in served for to in self._heirs(draft, group)):
            target = draft.get(to)
            if target is not None and target.form is Form.DANG_BO:
                yield finding("plan/groups-need-a-cell", to)

    def _others(self, draft: Draft, group: ResidentialGroup) -> tuple[str, ...]:
        """The other cells that serve a group; a đảng bộ named in the place of one is none."""
        others = (draft[cell] for cell in group.cells if cell != self.organization)
        return tuple(org.id for org in others if org.form is Form.CHI_BO)

    def _heirs(self, draft: Draft, group: ResidentialGroup) -> tuple[str, ...]:
        """Who takes its place in serving a group: one id takes only what no other cell serves."""
        where = self._groups_to()
        return () if isinstance(where, str) and self._others(draft, group) else tuple(_target_of(where, group.id))

    def _check_destinations(self, play: _Play) -> Iterator[Finding]:
        """Destinations live, are not what ends, and do not stand below a subordinate that moves to them."""
        draft, key = play.draft, self.organization
        named = [to for where in (self.members_to, self.children_to, self.groups_to) for to in _targets(where)]
        yield from play.known(named)
        if key in named:
            yield finding("plan/into-itself", key)
        yield from self._check_circles(draft)

    def _check_circles(self, draft: Draft) -> Iterator[Finding]:
        """No subordinate comes to stand below itself, nor two of them below each other."""
        children = draft.children(self.organization)
        goes = {child.id: next(_target_of(self.children_to, child.id), "") for child in children}
        for child, target in goes.items():
            if child == target:
                yield finding("plan/into-itself", child)
                continue
            passed: set[str] = set()
            at = draft.get(target)
            while at is not None:
                branch = next((org.id for org in (at, *draft.ancestors(at)) if org.id in goes), "")
                if branch == child:
                    yield finding("plan/under-own-descendant", child, target=target)
                if branch in {"", child, *passed}:
                    break
                passed.add(branch)
                at = draft.get(goes[branch])

    def _check_members(self, play: _Play) -> Iterator[Finding]:
        draft, key = play.draft, self.organization
        own = draft.own_headcount(key)
        listed = draft.roll(key)
        if own.total and self.members_to is None:
            yield finding("plan/nowhere-for-members", key, count=own.total)
        if isinstance(self.members_to, tuple):
            counted = own.total - len(listed)
            if counted:
                yield finding("plan/counted-members-unallocated", key, count=counted)
            named = [member for allocation in self.members_to for member in allocation.items]
            for member, times in Counter(named).items():
                if times > 1:
                    yield finding("plan/member-named-twice", member)
                if draft.home(member) != key:
                    place, place_vi = f"the roll of '{key}'", f"danh sách của '{key}'"
                    yield finding("plan/unknown-member", member, place=place, place_vi=place_vi)
            left = set(listed) - set(named)
            if left:
                yield finding("plan/members-unallocated", key, count=len(left))

    def _groups_to(self) -> str | tuple[Allocation, ...] | None:
        if self.groups_to is None and isinstance(self.members_to, str):
            return self.members_to
        return self.groups_to

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent
        yield from _targets(self.children_to)

    def effect(self, play: _Play) -> None:
        draft, key = play.draft, self.organization
        for child in draft.children(key):
            for to in _target_of(self.children_to, child.id):
                draft.move(child.id, to)
        if isinstance(self.members_to, str):
            draft.move_roll(key, self.members_to)
            draft.move_counted(key, self.members_to)
        elif self.members_to is not None:
            for allocation in self.members_to:
                draft.move_members(allocation.items, allocation.to)
        for group in draft.groups_of(key):
            kept = (cell for cell in group.cells if cell != key)
            draft.serve(group.id, tuple(dict.fromkeys((*kept, *self._heirs(draft, group)))))
        play.end(key)

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        ended = name(self.organization)
        to = _listed(tuple(_targets(self.members_to)) or tuple(_targets(self.children_to)), name)
        if lang == "vi":
            return f"Giải thể {ended}" + (f", chuyển về {to}" if to else "")
        return f"Dissolve {ended}" + (f", to {to}" if to else "")


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Reassign(_Operation):
    """Chuyển giao, tiếp nhận: an organization, with everything below it, gets another direct superior.

    Args:
        organization: id of the one handed over.
        to: id of the superior that receives it.

    Examples:
        >>> Reassign("cb-1", to="dbp-2").to
        'dbp-2'
    """

    organization: Id
    to: Id

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: _Play) -> Iterator[Finding]:
        yield from play.known((self.organization, self.to))
        org = play.draft.get(self.organization)
        if org is None:
            return
        if org.parent is None:
            yield finding("plan/root-organization", org.id)
        elif self.to == org.id:
            yield finding("plan/into-itself", org.id)
        elif self.to == org.parent:
            yield finding("plan/nothing-to-do", org.id)
        elif play.draft.get(self.to) is not None and play.draft.is_within(self.to, org.id):
            yield finding("plan/under-own-descendant", org.id, target=self.to)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent
        yield self.to

    def effect(self, play: _Play) -> None:
        play.draft.move(self.organization, self.to)

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        moved, to = name(self.organization), name(self.to)
        return f"Chuyển giao {moved} về {to}" if lang == "vi" else f"Hand {moved} over to {to}"


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Transfer(_Operation):
    """Chuyển sinh hoạt đảng chính thức: people go to the roll of another organization.

    Args:
        members: ids of those who go, each from the roll they are on.
        to: id of the organization that receives them.

    Examples:
        >>> Transfer(["m-1", "m-2"], to="cb-5").members
        ('m-1', 'm-2')
    """

    members: _Ids
    to: Id

    if TYPE_CHECKING:

        def __init__(self, members: Sequence[str], to: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: _Play) -> Iterator[Finding]:
        if not self.members:
            yield finding("plan/nothing-to-do", self.to)
        yield from play.known([self.to])
        yield from _check_members(play, self.members)
        for member in dict.fromkeys(self.members):
            if play.draft.home(member) == self.to:
                yield finding("plan/nothing-to-do", member)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: people transfer by introduction papers between committees, not by one superior's decision."""
        return iter(())

    def effect(self, play: _Play) -> None:
        play.draft.move_members(self.members, self.to)

    def describe(self, name: _NameOf, *, lang: Lang) -> str:
        count, to = format_number(len(self.members), lang=lang), name(self.to)
        if lang == "vi":
            return f"Chuyển sinh hoạt {count} đảng viên về {to}"
        return f"Transfer {count} {'member' if len(self.members) == 1 else 'members'} to {to}"


Operation: TypeAlias = Establish | Merge | Consolidate | Dissolve | Reassign | Transfer


def _targets(where: str | tuple[Allocation, ...] | None) -> Iterator[str]:
    """The destinations named, each once per naming."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where)


def _target_of(where: str | tuple[Allocation, ...] | None, item: str) -> Iterator[str]:
    """The destination of one item; nothing where none is named."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where if item in allocation.items)


def _strangers(where: str | tuple[Allocation, ...] | None, items: Sequence[str]) -> list[str]:
    """What allocations name and what is not among the items."""
    if not isinstance(where, tuple):
        return []
    return [item for item in dict.fromkeys(item for one in where for item in one.items) if item not in items]


def _check_allocated(
    where: str | tuple[Allocation, ...] | None,
    items: Sequence[str],
    subject: str,
    code: Literal["plan/nowhere-for-children", "plan/nowhere-for-groups"],
) -> Iterator[Finding]:
    """Whether allocations name every item, and nothing twice."""
    if not isinstance(where, tuple):
        return
    named = Counter(item for allocation in where for item in allocation.items)
    yield from (finding("plan/item-allocated-twice", item) for item, times in named.items() if times > 1)
    left = [item for item in items if item not in named]
    if left:
        yield finding(code, subject, count=len(left))


def _listed(ids: Sequence[str], name: _NameOf) -> str:
    more = len(ids) - _NAMED
    return ", ".join(name(key) for key in ids[:_NAMED]) + (f" (+{more})" if more > 0 else "")


_NAMED: Final = 3
"""Most names one line lists."""


# --- the plan --------------------------------------------------------------------------------------------------------


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Consent:
    """The paper by which the higher level agrees to a size or form the rules ask consent for.

    Attributes:
        organization: id of the organization it is about.
        document: the paper; it is kept on the organization and clears the finding for good.
    """

    organization: Id
    document: Document


@record(frozen=True, slots=True, config=RECORD_CONFIG)
class Plan:
    """Phương án sắp xếp: ordered operations under one decision. Immutable; used as often as one likes.

    Args:
        effective: first day the outcome holds, as a date or "YYYY-MM-DD"; also the date whose rules are checked.
        decided_by: id of the organization that decides: the direct superior of what the plan touches.
        basis: the decision.
        operations: what is done, in order; later ones may use what earlier ones established.
        consents: papers of the higher level, for sizes and forms that need them.

    Raises:
        pydantic.ValidationError: a field of the wrong type, an effective date that does not exist.

    Examples:
        >>> from dangbo import datasets
        >>> city = datasets.thai_nguyen()
        >>> plan = Plan(
        ...     effective="2023-06-01",
        ...     decided_by="dbp-phu-xa",
        ...     basis=Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20"),
        ...     operations=[Merge(sources=["cb-tdp-12"], into="cb-tdp-2")],
        ... )
        >>> plan.apply(city)
        Hierarchy(985 organizations, 27 960 members, as of 2023-06-01)
    """

    effective: Annotated[dt.date, BeforeValidator(_day)]
    decided_by: Id
    basis: Document
    operations: tuple[Operation, ...]
    consents: tuple[Consent, ...] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            effective: dt.date | str,
            decided_by: str,
            basis: Document,
            operations: Sequence[Operation],
            consents: Sequence[Consent] = (),
        ) -> None: ...

    def preview(self, hierarchy: Hierarchy, *, rules: RuleBook | None = None) -> Preview:
        """Play the plan on a snapshot without changing it, and say everything there is to say.

        Costs what the plan touches, not the tree. Never raises for a breach of a rule.

        Args:
            hierarchy: the snapshot.
            rules: the rulebook; by default the one shipped.
        """
        return _played(self, hierarchy, (rules or RuleBook.default()).at(self.effective))

    def apply(self, hierarchy: Hierarchy, *, rules: RuleBook | None = None) -> Hierarchy:
        """The next snapshot, as of the effective date: `preview(hierarchy).after`.

        Raises:
            PlanRejectedError: while a finding blocks; it carries them all, and nothing is changed.
        """
        return self.preview(hierarchy, rules=rules).after


def _played(plan: Plan, base: Hierarchy, rules: Rules) -> Preview:
    play = _Play(base)
    draft = play.draft
    findings: list[Finding] = []
    if plan.effective < base.as_of:
        effective, as_of = plan.effective, base.as_of
        findings.append(
            finding(
                "plan/back-dated",
                plan.decided_by,
                effective=effective.isoformat(),
                effective_vi=format_date(effective),
                as_of=as_of.isoformat(),
                as_of_vi=format_date(as_of),
            )
        )
    decider = base.get(plan.decided_by)
    if decider is None:
        findings.append(_unknown(base, plan.decided_by, "; decided_by names it", "; decided_by nêu mã này"))
    played: list[_Step] = []
    for number, operation in enumerate(plan.operations, 1):
        play.number = draft.stamp = number
        found = list(operation.check(play))
        refused = bool(blocking(found))
        if not refused and decider is not None:
            found += _check_decider(operation, draft, plan.decided_by, rules)
        findings += (_numbered(one, number) for one in found)
        before = len(play.ended_by)
        if refused:
            play.refused.update(dict.fromkeys(operation.establishes, number))
        else:
            operation.effect(play)
        ended = tuple(play.ended_by)[before:]
        played.append(_Step(operation, refused, () if refused else operation.establishes, ended))
    for consent in plan.consents:
        missing = play.unknown(consent.organization)
        if missing is not None:
            findings.append(missing)
        else:
            draft.stamp = draft.touched.get(consent.organization, 0)
            draft.put(consent.organization, size_consent=consent.document.citation)
    findings += _check_outcome(draft, rules, {key for step in played for key in step.established})
    findings.sort(key=lambda one: one.operation or 0)
    return Preview(plan, base, draft, tuple(findings), tuple(played))


def _numbered(found: Finding, number: int) -> Finding:
    return replace(found, facts=(*found.facts, ("operation", number)))


def _check_decider(operation: Operation, draft: Draft, decided_by: str, rules: Rules) -> Iterator[Finding]:
    """The decision belongs to the lowest organization above everything the operation touches."""
    rule = rules.get("direct-superior-decides")
    above = [key for key in dict.fromkeys(operation.superiors(draft)) if key is not None]
    if rule is None or not above:
        return
    superior = above[0]
    for key in above[1:]:
        superior = draft.lowest_common_ancestor(superior, key).id
    while superior not in draft.base:  # what begins with the decision cannot take it: the next above does
        superior = draft[superior].parent or decided_by
    if superior != decided_by:
        subject = operation.subject
        yield finding("plan/not-direct-superior", subject, rule=rule.ref, decided_by=decided_by, superior=superior)


def _check_outcome(draft: Draft, rules: Rules, established: set[str]) -> Iterator[Finding]:
    """What the rules say of what the plan touched and left living, except what they said of it before."""
    base = draft.base
    subjects = dict(draft.touched)
    for key, stamp in draft.touched.items():
        org = draft.get(key) or base.get(key)
        while org is not None and org.parent is not None:  # a đảng bộ is as large as what stands below it
            subjects.setdefault(org.parent, stamp)
            org = draft.get(org.parent)
    for key, stamp in subjects.items():
        org = draft.get(key)
        if org is None:
            continue
        was = base.get(key)
        old = set() if was is None else set(check_organization(base, was, rules))
        placed = key in established or was is None or was.parent != org.parent
        for found in check_organization(draft, org, rules):
            if found in old:
                continue
            if found.code == "org/no-members" and was is not None and base.own_headcount(was).total:
                found = _emptied(found, rules)  # noqa: PLW2901 - the same breach in the words of the rule
            yield _numbered(_severer(found, rules, placed=placed, new=key in established), stamp)


def _emptied(found: Finding, rules: Rules) -> Finding:
    """A cell that had people and has none has fallen below the least number."""
    least = rules.get("min-full-members-kept")
    if least is None:
        return found
    return finding("org/too-few-members", found.subject, rule=least.ref, count=0, limit=least.number)


def _severer(found: Finding, rules: Rules, *, placed: bool, new: bool) -> Finding:
    """A plan may leave breaches it found, but must not make new cells or placings the rules forbid outright."""
    if found.code == "org/kind-not-allowed" and placed and rules.kinds.value.blocks:
        return Finding("plan/kind-not-allowed", Severity.BLOCK, found.subject, found.facts, found.rule)
    least = rules.get("min-full-members")
    if new and least is not None and found.code in {"org/too-few-members", "org/no-members"}:
        count = dict(found.facts).get("count", 0)
        severity = Severity.BLOCK if least.blocks else Severity.WARN
        return finding(
            "plan/too-few-members", found.subject, rule=least.ref, severity=severity, count=count, limit=least.number
        )
    return found


# --- what a plan would do --------------------------------------------------------------------------------------------


class _Step(NamedTuple):
    """What became of one operation."""

    operation: Operation
    refused: bool
    established: tuple[str, ...]
    ended: tuple[str, ...]


class BeforeAfter(NamedTuple):
    """A figure before and after a plan."""

    before: int
    after: int

    @property
    def change(self) -> int:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Change:
    """How one organization differs after a plan.

    Attributes:
        organization: the record after, or before where it ended.
        kind: what happened to it, the weightiest first: established, ended, moved, or changed in place.
        parent: id of the direct superior before and after; `None` before it began, after it ended, for the root.
        members: its own people before and after.
        groups: residential groups it serves, before and after.
        operation: number of the operation that touched it last.
    """

    organization: Organization
    kind: Literal["established", "ended", "moved", "changed"]
    parent: tuple[str | None, str | None]
    members: BeforeAfter
    groups: BeforeAfter
    operation: int


@dataclass(frozen=True, slots=True)
class Conservation:
    """The proof that nobody and nothing got lost, made from what the plan touched, apart from how it was played.

    Attributes:
        members: people before and after, in the whole tree.
        organizations: organizations before and after.
        steps: how many organizations each operation ended (negative) and established, in order.
        groups: residential groups before, and those of them that did not lose their last cell.
        lost: ids of people on a roll before and on none after.
        doubled: ids of people on more than one roll after.
        orphans: ids of organizations whose superior does not live, or does not know them.
        uncovered: ids of residential groups that had a living cell before and have none after.
    """

    members: BeforeAfter
    organizations: BeforeAfter
    steps: tuple[int, ...]
    groups: BeforeAfter
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    orphans: tuple[str, ...]
    uncovered: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is accounted for."""
        return (
            self.members.change == 0
            and self.groups.change == 0
            and self.organizations.change == sum(self.steps)
            and not (self.lost or self.doubled or self.orphans or self.uncovered)
        )

    def text(self, *, lang: Lang = "vi") -> str:
        """The identities, in one line.

        Examples:
            >>> even = BeforeAfter(401, 401)
            >>> print(Conservation(BeforeAfter(27960, 27960), BeforeAfter(986, 985), (-1, -1, 1), even,
            ...     (), (), (), ()).text(lang="en"))
            members 27,960 = 27,960; organizations 986 - 1 - 1 + 1 = 985; residential groups 401 = 401
        """
        people, orgs, groups = (
            ("đảng viên", "tổ chức", "xóm, tổ dân phố")
            if lang == "vi"
            else ("members", "organizations", "residential groups")
        )
        steps = [f"{'+' if step > 0 else '-'} {abs(step)}" for step in self.steps if step]
        if len(steps) > _STEPS_SHOWN:
            ended, begun = -sum(s for s in self.steps if s < 0), sum(s for s in self.steps if s > 0)
            steps = [f"- {format_number(ended, lang=lang)}", f"+ {format_number(begun, lang=lang)}"]
        before, after = (format_number(value, lang=lang) for value in self.organizations)
        equal = " = ".join(format_number(value, lang=lang) for value in self.members)
        same = " = ".join(format_number(value, lang=lang) for value in self.groups)
        line = f"{people} {equal}; {orgs} {' '.join([before, *steps])} = {after}; {groups} {same}"
        if self.holds:
            return line
        broken = (
            ("không còn trong danh sách", "on no roll", self.lost),
            ("ở nhiều danh sách", "on several rolls", self.doubled),
            ("tổ chức không có cấp trên", "organizations without a superior", self.orphans),
            ("xóm, tổ dân phố mất chi bộ", "residential groups left without a cell", self.uncovered),
        )
        told = [f"{words[lang == 'en']} {len(ids)}" for *words, ids in broken if ids]
        return ": ".join(
            [f"{line}; {'KHÔNG BẢO TOÀN' if lang == 'vi' else 'NOT CONSERVED'}", ", ".join(told)][: 1 + bool(told)]
        )

    def __str__(self) -> str:
        return self.text(lang="en")


_STEPS_SHOWN: Final = 12


class Preview:
    """What a plan would do to a snapshot. Shows itself as a tree diff with findings and proof.

    Attributes:
        plan: the plan.
        base: the snapshot it was played on, unchanged.
        findings: everything found, blocking or not; those of an operation carry its number.
    """

    __slots__ = ("_after", "_changes", "_conservation", "_draft", "_steps", "base", "findings", "plan")

    def __init__(
        self, plan: Plan, base: Hierarchy, draft: Draft, findings: tuple[Finding, ...], steps: tuple[_Step, ...]
    ) -> None:
        self.plan = plan
        self.base = base
        self.findings = findings
        self._draft = draft
        self._steps = steps
        self._after: Hierarchy | None = None
        self._changes: tuple[Change, ...] | None = None
        self._conservation: Conservation | None = None

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stop the plan."""
        return blocking(self.findings)

    @property
    def after(self) -> Hierarchy:
        """The next snapshot, as of the effective date; built once.

        Raises:
            PlanRejectedError: while a finding blocks.
        """
        if self.blocking:
            raise PlanRejectedError(self.plan, self.blocking)
        if self._after is None:
            if not self.conservation.holds:
                raise AssertionError(f"a defect in dangbo; nothing was changed: {self.conservation}")
            self._after = self._draft.freeze(self.plan.effective)
        return self._after

    @property
    def conservation(self) -> Conservation:
        """The proof that nobody and nothing got lost; of the operations that were not refused."""
        if self._conservation is None:
            self._conservation = _proof(self.base, self._draft, self._steps)
        return self._conservation

    @property
    def changes(self) -> tuple[Change, ...]:
        """How each touched organization differs, in the order of the operations that touched them."""
        if self._changes is None:
            draft, base = self._draft, self.base
            found = (_change(base, draft, key, stamp) for key, stamp in draft.touched.items())
            self._changes = tuple(sorted((one for one in found if one), key=lambda one: one.operation))
        return self._changes

    @property
    def direct_subordinates(self) -> dict[str, BeforeAfter]:
        """Đầu mối: direct subordinates of each superior touched, before and after; 0 where it does not live."""
        found = {}
        between = {key for one in self.changes if one.parent[0] != one.parent[1] for key in one.parent}
        for key in self._draft.touched:
            before = self.base.direct_subordinates(key) if key in self.base else 0
            after = self._draft.direct_subordinates(key) if key in self._draft else 0
            if before != after or key in between:
                found[key] = BeforeAfter(before, after)
        return found

    @property
    def totals(self) -> dict[str, BeforeAfter]:
        """Before and after: organizations, đảng bộ, chi bộ, grassroots organizations, members, residential groups."""
        counts = {
            "organizations": len(self.base),
            "dang_bo": self.base.count(form=Form.DANG_BO),
            "chi_bo": self.base.count(form=Form.CHI_BO),
            "grassroots": self.base.count(level=Level.GRASSROOTS),
        }
        after = dict(counts)
        for key in self._draft.touched:
            for org, step in ((self.base.get(key), -1), (self._draft.get(key), 1)):
                if org is not None:
                    after["organizations"] += step
                    after[org.form.value] += step
                    after["grassroots"] += step * (org.level is Level.GRASSROOTS)
        totals = {name: BeforeAfter(count, after[name]) for name, count in counts.items()}
        return totals | {"members": self.conservation.members, "groups": self.conservation.groups}

    def describe(self, *, lang: Lang = "vi") -> tuple[str, ...]:
        """Each operation in one line, with the names of the organizations; refused ones say so."""
        name = _namer(self.base, self._steps)
        refused = " — bị từ chối" if lang == "vi" else " — refused"
        return tuple(
            f"{number}. {step.operation.describe(name, lang=lang)}{refused if step.refused else ''}"
            for number, step in enumerate(self._steps, 1)
        )

    def __repr__(self) -> str:
        found, block = len(self.findings), len(self.blocking)
        steps = len(self._steps)
        return (
            f"Preview({steps} operation{'' if steps == 1 else 's'}, {found} finding{'' if found == 1 else 's'}"
            f"{f' ({block} blocking)' if block else ''}, effective {self.plan.effective})"
        )

    def __str__(self) -> str:
        return self.show().text

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """The operations, the tree diff, the proof and the findings, as one drawing.

        Examples:
            >>> from dangbo import datasets
            >>> plan = datasets.thai_nguyen_changes()[0]
            >>> print(plan.preview(datasets.thai_nguyen_2021()).show(lang="en").text.splitlines()[0])
            Quyết định 01-QĐ/ĐU (giả định) ngày 20/08/2021; effective 1 September 2021
        """
        vi = lang == "vi"
        name = _namer(self.base, self._steps)
        title = f"{self.plan.basis.citation}; {'hiệu lực' if vi else 'effective'} "
        title += format_date(self.plan.effective, lang=lang)
        steps = draw_tree([TreeLine(0, line) for line in self.describe(lang=lang)], lang=lang)
        tree = draw_tree(list(self._lines(name, lang)), lang=lang)
        words = {
            "organizations": ("Tổ chức đảng", "Organizations"),
            "dang_bo": ("Đảng bộ", "Đảng bộ"),
            "chi_bo": ("Chi bộ", "Chi bộ (cells)"),
            "grassroots": ("TCCSĐ", "Grassroots organizations"),
            "members": ("Đảng viên", "Members"),
            "groups": ("Xóm, tổ dân phố", "Residential groups"),
        }
        rows = [
            (words[name][not vi], *(format_number(n, lang=lang) for n in figure), _signed(figure.change, lang))
            for name, figure in self.totals.items()
        ]
        totals = Table(
            "Trước và sau" if vi else "Before and after",
            [
                Column(""),
                Column("Trước" if vi else "Before", "right"),
                Column("Sau" if vi else "After", "right"),
                Column("Tăng, giảm" if vi else "Change", "right"),
            ],
            rows,
            notes=[self.conservation.text(lang=lang)],
        )
        drawings = [steps, tree, draw_table(totals, lang=lang)]
        if self.findings:
            drawings.append(draw_table(_findings_table(self.findings, lang), lang=lang))
        return stack(*drawings, title=title, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _lines(self, name: _NameOf, lang: Lang) -> Iterator[TreeLine]:
        """The diff: every superior whose subordinates changed, and under it what changed."""
        vi = lang == "vi"
        under: dict[str, list[TreeLine]] = {}
        took, figures = self._successors(), self.direct_subordinates
        for change in self.changes:
            before, after = change.parent
            if change.kind == "changed" and not (change.members.change or change.groups.change):
                continue
            if change.kind == "moved" and before is not None and after is not None:
                gone = f"{'sang' if vi else 'to'} {name(after)}"
                under.setdefault(before, []).append(TreeLine(1, change.organization.name, "", ">", gone))
            above = after or before
            if above is not None:
                line = _line(change, name, took.get(change.organization.id, ()), lang)
                under.setdefault(above, []).append(line)
        for above, lines in under.items():
            figure = figures.get(above)
            unit = "đầu mối trực thuộc" if vi else "direct subordinates"
            yield TreeLine(0, name(above), "" if figure is None else f"{_arrow(figure, lang)} {unit}")
            yield from lines

    def _successors(self) -> dict[str, tuple[str, ...]]:
        """Who took over from each ended organization."""
        took: dict[str, tuple[str, ...]] = {}
        for step in self._steps:
            operation = step.operation
            for key in step.ended:
                if isinstance(operation, Merge):
                    took[key] = (operation.into,)
                elif isinstance(operation, Consolidate):
                    took[key] = (operation.organization.id,)
                elif isinstance(operation, Dissolve):
                    took[key] = tuple(_targets(operation.members_to)) or tuple(_targets(operation.children_to))
        return took


def _namer(base: Hierarchy, steps: Iterable[_Step]) -> _NameOf:
    """Names by id: of the snapshot, of what a plan establishes, the id itself where nobody knows it."""
    new = {}
    for step in steps:
        if isinstance(step.operation, Establish | Consolidate):
            new[step.operation.organization.id] = step.operation.organization.name

    def name(key: str) -> str:
        org = base.get(key)
        return new.get(key, key) if org is None else org.name

    return name


def _line(change: Change, name: _NameOf, took: Sequence[str], lang: Lang) -> TreeLine:
    vi = lang == "vi"
    people = "đảng viên" if vi else "members"
    mark: Literal["+", "-", "~", ">"] = {"established": "+", "ended": "-", "moved": ">", "changed": "~"}[change.kind]  # type: ignore[assignment]
    before, after = change.members
    if change.kind == "established":
        note = format_number(after, lang=lang)
    elif change.kind == "ended":
        note = format_number(before, lang=lang)
    else:
        note = _arrow(change.members, lang)
    details = []
    if change.groups.change and change.kind != "ended":
        details.append(f"{_arrow(change.groups, lang)} {'xóm, tổ dân phố' if vi else 'residential groups'}")
    if change.kind == "ended" and took:
        details.append(f"{'về' if vi else 'to'} {_listed(took, name)}")
    if change.kind == "moved" and change.parent[0] is not None:
        details.append(f"{'từ' if vi else 'from'} {name(change.parent[0])}")
    return TreeLine(1, change.organization.name, f"{note} {people}", mark, "; ".join(details))


def _arrow(figure: BeforeAfter, lang: Lang) -> str:
    before, after = (format_number(value, lang=lang) for value in figure)
    return before if before == after else f"{before} → {after}"


def _signed(value: int, lang: Lang) -> str:
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{format_number(abs(value), lang=lang)}"


def _findings_table(findings: Sequence[Finding], lang: Lang) -> Table:
    vi = lang == "vi"
    words = {Severity.BLOCK: ("✖ chặn", "✖ blocks"), Severity.WARN: ("▲ lưu ý", "▲ warns")}
    rows = [(words[found.severity][not vi], found.text(lang=lang)) for found in findings]
    title = f"Phát hiện ({len(rows)})" if vi else f"Findings ({len(rows)})"
    return Table(title, [Column("Mức" if vi else "Severity"), Column("Nội dung" if vi else "Text")], rows)


def _change(base: Hierarchy, draft: Draft, key: str, stamp: int) -> Change | None:
    was, now = base.get(key), draft.get(key)
    org = now or was
    if org is None:  # began and ended inside the plan
        return None
    kind: Literal["established", "ended", "moved", "changed"]
    if was is None:
        kind = "established"
    elif now is None:
        kind = "ended"
    else:
        kind = "moved" if was.parent != now.parent else "changed"
    return Change(
        organization=org,
        kind=kind,
        parent=(was.parent if was else None, now.parent if now else None),
        members=BeforeAfter(
            base.own_headcount(was).total if was else 0,
            draft.own_headcount(now).total if now else 0,
        ),
        groups=BeforeAfter(len(base.groups_of(was)) if was else 0, len(draft.groups_of(now)) if now else 0),
        operation=stamp,
    )


def _proof(base: Hierarchy, draft: Draft, steps: Sequence[_Step]) -> Conservation:
    """Compare the touched part before and after, from rolls, counts, parents and groups as they stand."""
    before: list[str] = []
    after: list[str] = []
    counted = NOBODY
    orphans: list[str] = []
    groups = list(draft.touched_groups())
    knows: dict[str, frozenset[str]] = {}
    for key in draft.touched:
        was, now = base.get(key), draft.get(key)
        if was is not None:
            before.extend(base.roll(was))
            counted -= Headcount(was.full, was.probationary)
        if now is not None:
            after.extend(draft.roll(now))
            counted += Headcount(now.full, now.probationary)
            if now.parent is None:
                known = key == base.root.id
            else:
                if now.parent not in knows and now.parent in draft:
                    knows[now.parent] = frozenset(child.id for child in draft.children(now.parent))
                known = key in knows.get(now.parent, ())
            if not known:
                orphans.append(key)
            orphans += (child.id for child in draft.children(now) if child.parent != key)
        elif was is not None:  # what ended must have left nothing behind
            left = (draft.get(child.id) for child in base.children(was))
            orphans += (child.id for child in left if child is not None and child.parent == key)
            groups += (group.id for group in base.groups_of(was))
    times = Counter(after)
    lost = tuple(sorted(set(before) - times.keys()))
    doubled = tuple(sorted(member for member, count in times.items() if count > 1))
    uncovered = tuple(
        key
        for key in dict.fromkeys(groups)
        if _has_cell(base, base.groups[key]) and not _has_cell(draft, draft.group(key))
    )
    total = base.headcount().total
    change = counted.total + len(after) - len(before)
    living = sum((key in draft) - (key in base) for key in draft.touched)
    terms = [sign * len(ids) for step in steps for sign, ids in ((-1, step.ended), (1, step.established)) if ids]
    zones = len(base.groups)
    return Conservation(
        members=BeforeAfter(total, total + change),
        organizations=BeforeAfter(len(base), len(base) + living),
        steps=tuple(terms),
        groups=BeforeAfter(zones, zones - len(uncovered)),
        lost=lost,
        doubled=doubled,
        orphans=tuple(orphans),
        uncovered=uncovered,
    )


def _has_cell(tree: Hierarchy | Draft, group: ResidentialGroup) -> bool:
    """Whether a living chi bộ serves a group."""
    found = (tree.get(cell) for cell in group.cells)
    return any(org is not None and org.form is Form.CHI_BO for org in found)
