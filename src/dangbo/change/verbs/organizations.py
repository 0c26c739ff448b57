"""What a decision does to organizations: they begin, end, become others, move and change."""

from __future__ import annotations

__all__ = [
    "Consolidate",
    "Convert",
    "Disband",
    "Dissolve",
    "Establish",
    "Merge",
    "Rearrange",
    "Reassign",
    "Split",
    "Wording",
]

from abc import abstractmethod
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import BeforeValidator

from dangbo.base.citations import Confidence, Document
from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.records import Id, id_of, listing, ordered, record
from dangbo.base.terms import Form, Kind, Level, level_words
from dangbo.base.text import unless_personal
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    LISTED,
    Allocation,
    Allocations,
    Begun,
    ByNumber,
    Destination,
    Given,
    Ids,
    Item,
    NameOf,
    Operation,
    Play,
    Renewal,
    Share,
    Shares,
    To,
    Where,
    all_named,
    check_children_go,
    check_groups_go,
    check_members,
    check_members_go,
    check_named_once,
    check_new,
    check_numbers,
    check_twice,
    check_unlike,
    give_groups,
    given_by,
    hand_out,
    items_named,
    listed,
    numbers_named,
    other_cells,
    people_words,
    send_children,
    send_groups,
    send_members,
    takers_of,
    targets_of,
    unknown_group,
)
from dangbo.rules import RuleBook, RuleValue
from dangbo.tree.checks import consent_matters
from dangbo.tree.members import NOBODY, Headcount
from dangbo.tree.records import Organization, UnitCode

# --- beginning and ending --------------------------------------------------------------------------------------------


@record
class Establish(Operation):
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
    members: Ids = ()
    groups: Ids = ()

    verb: ClassVar[str] = "establish"
    papers: ClassVar[str] = "establish"
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides", "min-full-members", "allowed-kinds")

    if TYPE_CHECKING:

        def __init__(
            self, organization: Organization, members: Sequence[str] = (), groups: Sequence[str] = ()
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization.id

    @property
    def establishes(self) -> tuple[Organization, ...]:
        return (self.organization,)

    def check(self, play: Play) -> Iterator[Finding]:
        yield from check_new(play, self.organization)
        yield from check_members(play, self.members)
        yield from (unknown_group(key) for key in self.groups if play.draft.group(key) is None)
        if self.groups and self.organization.form is Form.DANG_BO:
            yield finding("plan/groups-need-a-cell", self.organization.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield self.organization.parent

    def effect(self, play: Play) -> None:
        play.draft.add(self.organization)
        play.draft.move_members(self.members, self.organization.id)
        for group in self.groups:
            play.draft.serve(group, (self.organization.id,))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Thành lập {new} ({people})", en="Establish {new} ({people})")
        return words.format(lang=lang, new=self.organization.name, people=people_words(len(self.members), lang=lang))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Thành lập {new}, trực thuộc {under}", en="{new} is established under {under}")
        return words.format(lang=lang, new=self.organization.name, under=name(self.organization.parent or ""))


@record
class Merge(Operation):
    """Sáp nhập: the sources end, and an existing organization of the same form continues with everything they had.

    Args:
        sources: ids of the organizations that end.
        into: id of the one that continues.

    Examples:
        >>> Merge(sources=["cb-12"], into="cb-2").sources
        ('cb-12',)
    """

    sources: Ids
    into: Id

    verb: ClassVar[str] = "merge"
    papers: ClassVar[str] = "merge_or_split"

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], into: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.into

    def check(self, play: Play) -> Iterator[Finding]:
        draft = play.draft
        if not self.sources:
            yield finding("plan/nothing-to-do", self.into)
        yield from check_named_once(self.sources)
        yield from play.known((*self.sources, self.into))
        if self.into in self.sources:
            yield finding("plan/into-itself", self.into)
        target = draft.get(self.into)
        if target is None:
            return
        alike: list[Organization] = []
        for key in dict.fromkeys(self.sources):
            org = draft.get(key)
            if key == self.into or org is None:
                continue
            if org.parent is None:
                yield finding("plan/root-organization", key)
            alike.append(org)
            if draft.is_within(key, self.into) or draft.is_within(self.into, key):
                yield finding("plan/own-line", key, target=self.into)
        yield from check_unlike(alike, target)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in (*self.sources, self.into):
            yield draft[key].parent

    def effect(self, play: Play) -> None:
        draft, sources = play.draft, dict.fromkeys(self.sources)
        give_groups(draft, sources.keys(), self.into)
        for source in sources:
            draft.move_below(source, self.into)
            draft.move_roll(source, self.into)
            draft.move_counted(source, self.into)
            play.end(source, self.into)
        play.settle([self.into])

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        yield from ((source, self.into) for source in dict.fromkeys(self.sources))

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield self.into, "merged"

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Sáp nhập {sources} vào {into}", en="Merge {sources} into {into}")
        return words.format(lang=lang, sources=listed(self.sources, name), into=name(self.into))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Sáp nhập {sources} vào {into}", en="Merger of {sources} into {into}")
        return words.format(lang=lang, sources=all_named(self.sources, name), into=name(self.into))


@record
class Rearrange(Operation):
    """Sắp xếp nhiều tổ chức thành nhiều tổ chức: one atomic operation; `Consolidate` and `Split` are its special cases.

    The sources give what they have to the results. A source that is itself among the results goes on, the others end.
    The allocation says which result takes which subordinate organization, member, residential group or number of
    people. The id of a source stands for everything of it that is not named elsewhere ("the remainder"): a source that
    goes on keeps its remainder by `{"xa-1": ["xa-1"]}`. Nothing is ever divided by a guess.

    A decision may name a result and not say what it gets, as where land goes over with an unknown number of people: a
    result of which the allocation says nothing takes a part of unknown size from every source. Where sources and
    results keep all they have, as in `{"xa-1": ["xa-1"], "xa-2": ["xa-2"]}`, they exchange such parts. Nobody moves by
    it; figures that follow the decision know that something went over, and not how much.

    Args:
        sources: ids of the organizations that give.
        results: what comes out: records of organizations that begin (counts stay 0), ids of those that go on.
        allocation: {id of a result: [items]}.
        hold_at: id of a source that goes on, a result, or any other organization, where that waits which nobody
            allocated; without it, unallocated items block.

    Examples:
        >>> new = Organization(
        ...     id="n-1", name="Đảng bộ xã Mới", form=Form.DANG_BO, level=Level.GRASSROOTS, parent="tp")
        >>> Rearrange(
        ...     sources=["xa-1", "xa-2"],
        ...     results=[new, "xa-2"],
        ...     allocation={"n-1": ["xa-1", "cb-21", ByNumber("xa-2", full=4)], "xa-2": ["xa-2"]},
        ... ).continuing
        ('xa-2',)
    """

    sources: Ids
    results: Annotated[tuple[Organization | Id, ...], BeforeValidator(listing)]
    allocation: Allocations
    hold_at: Id | None = None

    verb: ClassVar[str] = "rearrange"
    papers: ClassVar[str] = "merge_or_split"

    if TYPE_CHECKING:

        def __init__(
            self,
            sources: Sequence[str],
            results: Sequence[Organization | str],
            allocation: Shares,
            hold_at: str | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        first = self.results[0] if self.results else (self.sources or ("",))[0]
        return first if isinstance(first, str) else first.id

    @property
    def establishes(self) -> tuple[Organization, ...]:
        return tuple(result for result in self.results if not isinstance(result, str))

    @property
    def continuing(self) -> tuple[str, ...]:
        """Ids of the sources that go on."""
        named = {result for result in self.results if isinstance(result, str)}
        return tuple(source for source in dict.fromkeys(self.sources) if source in named)

    def _result_ids(self) -> list[str]:
        return [result if isinstance(result, str) else result.id for result in self.results]

    def check(self, play: Play) -> Iterator[Finding]:
        draft = play.draft
        establishes = self.establishes
        if not self.sources or not self.results or self._keeps_everything():
            yield finding("plan/nothing-to-do", self.subject)
        yield from check_named_once(self.sources)
        if len(self.sources) == len(self.results) == 1 and establishes:
            yield finding("plan/one-to-one", self.sources[0], target=self.subject)
        living = [result for result in self.results if isinstance(result, str)]
        yield from play.known((*self.sources, *living))
        begins = {org.id: org for org in establishes}
        for org in establishes:
            yield from check_new(play, org, among=begins)
        yield from check_named_once(self._result_ids())
        yield from self._check_lines(play, begins)
        if self.hold_at is not None and self.hold_at not in begins:
            yield from play.known([self.hold_at])
            if self.hold_at in self.sources and self.hold_at not in self.continuing:
                yield finding("plan/into-itself", self.hold_at)
        yield from self._check_allocation(play, begins)
        living_sources = [source for source in dict.fromkeys(self.sources) if draft.get(source) is not None]
        named = given_by(self.allocation, self.sources)
        for source in living_sources:
            yield from self._check_left(draft, source, begins, named)
        if len(living_sources) == len({*self.sources}):
            takes: dict[str, list[str]] = {}
            for source, result in self.unsized(draft):
                takes.setdefault(result, []).append(source)
            for result, given in takes.items():
                yield finding("plan/part-of-unknown-size", result, sources=", ".join(map(repr, given[:LISTED])))

    def _keeps_everything(self) -> bool:
        """Whether one source alone goes on with all it has; of several, each may have got a part of unknown size."""
        if self.establishes or {*self.sources} != {*self._result_ids()} or len({*self.sources}) > 1:
            return False
        return all(item == allocation.to for allocation in self.allocation for item in allocation.items)

    def _check_lines(self, play: Play, begins: Mapping[str, Organization]) -> Iterator[Finding]:
        """No source is the root, and no result stands below a source that gives to it."""
        draft = play.draft
        goes_on = set(self.continuing)
        living = [key for key in (*self.results, self.hold_at) if isinstance(key, str) and draft.get(key) is not None]
        tops: dict[str, str] = {}
        for org in begins.values():
            above = org.parent
            for _ in begins:  # a result may begin under another one
                above = begins[above].parent if above is not None and above in begins else above
            if above in begins:
                yield finding("plan/under-what-ends", org.id, target=org.parent or "")
            elif above is not None and draft.get(above) is not None:
                tops[org.id] = above
        for source in dict.fromkeys(self.sources):
            org_or_none = draft.get(source)
            if org_or_none is None:
                continue
            if org_or_none.parent is None and source not in goes_on:
                yield finding("plan/root-organization", source)
            for result in dict.fromkeys(living):
                if result != source and draft.is_within(result, source):
                    yield finding("plan/own-line", source, target=result)
        over = [key for key in dict.fromkeys(self.sources) if draft.get(key) is not None]
        for new, top in tops.items():
            if any((top != source or source not in goes_on) and draft.is_within(top, source) for source in over):
                yield finding("plan/under-what-ends", new, target=top)

    def _check_allocation(self, play: Play, begins: Mapping[str, Organization]) -> Iterator[Finding]:
        """Destinations are results, items belong to a source and are named once, and forms fit."""
        draft = play.draft
        results = set(self._result_ids())
        sources = {key: None for key in self.sources if draft.get(key) is not None}
        named_sources = set(self.sources)
        yield from check_twice(self.allocation)
        yield from check_numbers(play, (item for _, item in numbers_named(self.allocation)))
        has = {key for key in items_named(self.allocation) if _superior(draft, key) in sources}
        groups = {group.id for source in sources for group in draft.groups_of(source)}
        for key in dict.fromkeys(items_named(self.allocation)):
            kinds = (key in named_sources, key in has, key in groups, draft._home_of(key) in sources)
            if sum(kinds) - (kinds[0] and kinds[1]) > 1:  # a source may stand directly under another one
                yield finding("plan/ambiguous-item", key)
        for allocation in self.allocation:
            to = allocation.to
            if to not in results:
                yield finding("plan/not-a-result", to)
                continue
            target = begins.get(to) or draft.get(to)
            if target is not None:
                given = {item for item in allocation.items if isinstance(item, str)}
                wholes = [source for source in sources if source != to and source in given]
                yield from check_unlike((draft[source] for source in wholes), target)
            for item in allocation.items:
                if isinstance(item, ByNumber):
                    if item.of not in sources:
                        yield finding("plan/not-of-sources", item.of, sources=", ".join(self.sources[:LISTED]))
                elif item in named_sources:
                    continue
                elif item == to:
                    yield finding("plan/into-itself", item)
                elif item in groups:
                    if target is not None and target.form is Form.DANG_BO:
                        yield finding("plan/groups-need-a-cell", to)
                elif item not in has and draft._home_of(item) not in sources:
                    yield finding(
                        "plan/not-of-sources", unless_personal(item), sources=", ".join(self.sources[:LISTED])
                    )

    def _check_left(
        self, draft: Draft, source: str, begins: Mapping[str, Organization], named: Given
    ) -> Iterator[Finding]:
        """What of a source nobody allocated: it blocks, or waits where the operation says."""
        for what, count in self._left(draft, source, named).items():
            if not count:
                continue
            items = _ITEMS[what]
            if count == 1:
                items = replace(items, en=items.en.removesuffix("s"))
            if self.hold_at is None:
                yield finding("plan/unallocated", source, count=count, items=items)
            else:
                yield finding("plan/held", source, count=count, items=items, at=self.hold_at)
                target = begins.get(self.hold_at) or draft.get(self.hold_at)
                stays = self.hold_at == source  # what waits where it is goes nowhere
                if what == "groups" and not stays and target is not None and target.form is Form.DANG_BO:
                    yield finding("plan/groups-need-a-cell", self.hold_at)

    def _left(self, draft: Draft, source: str, given: Given) -> dict[str, int]:
        """How many of each kind of item of a source nobody allocated."""
        named, ends = given.items, given.sources
        if source in named:
            return {}
        counted = draft[source].full + draft[source].probationary - given.counted.get(source, NOBODY).total
        return {
            "children": sum(key not in named and key not in ends for key in draft._child_ids(source)),
            "members": sum(key not in named for key in draft.roll(source)) + max(counted, 0),
            "groups": sum(group.id not in named for group in draft.groups_of(source)),
        }

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        begins = {org.id for org in self.establishes}
        for key in dict.fromkeys((*self.sources, *(one for one in self.results if isinstance(one, str)))):
            yield draft[key].parent
        yield from (org.parent for org in self.establishes if org.parent not in begins)

    def effect(self, play: Play) -> None:
        draft = play.draft
        goes_on = set(self.continuing)
        to_of: dict[str, str] = {}
        for allocation in self.allocation:
            to_of.update((item, allocation.to) for item in allocation.items if isinstance(item, str))
        sources = tuple(dict.fromkeys(self.sources))
        given = given_by(self.allocation, self.sources)
        parted = {_superior(draft, item) for item in to_of}
        shares = [
            self._share(draft, source, to_of, given, goes_on, parted) for source in sources
        ]  # first: a source may receive too
        for org in self.establishes:
            draft.add(org)
        for to, item in numbers_named(self.allocation):
            draft.move_counted(item.of, to, Headcount(item.full, item.probationary))
        cells: dict[str, dict[str, str]] = {}
        for share in shares:
            hand_out(draft, share)
            for group, to in share.groups.items():
                cells.setdefault(group, {})[share.source] = to
        for group, instead in cells.items():
            record_or_none = draft.group(group)
            served = () if record_or_none is None else record_or_none.cells
            draft.serve(group, tuple(dict.fromkeys(instead.get(cell, cell) for cell in served)))
        for share in shares:
            if share.source not in goes_on:
                play.end(share.source, share.rest)
        play.settle((*self._result_ids(), *(() if self.hold_at is None else (self.hold_at,))))

    def _share(
        self,
        draft: Draft,
        source: str,
        to_of: Mapping[str, str],
        named: Given,
        goes_on: Container[str],
        parted: Container[str | None],
    ) -> Share:
        """What one source gives away, to whom; `parted` are those of whose subordinates any is named."""
        rest = to_of.get(source, self.hold_at)

        def going(items: Iterable[str]) -> dict[str, str]:
            pairs = ((item, to_of.get(item, rest)) for item in items)
            return {item: to for item, to in pairs if to is not None and to != source}

        if rest is None or rest == source:
            counted = NOBODY
        else:
            org = draft[source]
            counted = Headcount(org.full, org.probationary) - named.counted.get(source, NOBODY)
        below = draft._child_ids(source)
        # Nothing comes to stand under what ends, so that all of it may go in one sweep.
        sweeps = rest is not None and source not in goes_on and source not in parted
        return Share(
            source,
            None if rest == source else rest,
            going(draft.roll(source)),
            None if sweeps else going(below),
            going(group.id for group in draft.groups_of(source)),
            counted,
        )

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        pairs = self._sized(draft)
        yield from pairs
        yield from self._unsized(pairs)

    def unsized(self, draft: Draft) -> Iterator[tuple[str, str]]:
        return self._unsized(self._sized(draft))

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        givers = Counter(result for _, result in dict.fromkeys(successions))
        for one in self.results:
            if isinstance(one, str):
                yield one, "merged" if givers[one] else "split"
            else:
                yield one.id, "founded" if givers[one.id] > 1 else "split"

    def _sized(self, draft: Draft) -> dict[tuple[str, str], None]:
        """Who gets something that is named, or the remainder, from whom."""
        pairs: dict[tuple[str, str], None] = {}
        sources = set(self.sources)
        for allocation in self.allocation:
            for item in allocation.items:
                if isinstance(item, ByNumber):
                    source: str | None = item.of if item.total else None
                elif item in sources:
                    source = item
                else:
                    source = self._source_of(draft, item, sources)
                if source is not None and source != allocation.to:
                    pairs[source, allocation.to] = None
        if self.hold_at is not None:
            given = given_by(self.allocation, self.sources)
            held = (source for source in dict.fromkeys(self.sources) if any(self._left(draft, source, given).values()))
            pairs.update(((source, self.hold_at), None) for source in held if source != self.hold_at)
        return pairs

    def _unsized(self, sized: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Pairs of a source and a result that the decision names without a word of what goes over between them.

        A result without a word takes from every source, a source that ends without one gives to every result. Where
        nothing at all passes, all sources and results exchange parts. "Nobody", by number, is a word.
        """
        pairs = set(sized)
        gives, takes = ({pair[side] for pair in pairs} for side in (0, 1))
        told = {allocation.to for allocation in self.allocation if allocation.items}
        nobody = {(item.of, to) for to, item in numbers_named(self.allocation) if not item.total}
        sources, results = dict.fromkeys(self.sources), dict.fromkeys(self._result_ids())
        gets = {key: None for key in results if not (key in told or key in takes or key in gives)}
        leaves = {key for key in sources if not (key in gives or key in results)}
        everybody = not (pairs or gets or leaves)
        if not (everybody or gets or leaves):  # as a rule: it says of all what goes over
            return
        known = pairs | nobody
        for source in sources:
            for result in results if everybody or source in leaves else gets:
                if source != result and (source, result) not in known:
                    yield source, result

    def _source_of(self, draft: Draft, item: str, sources: Container[str]) -> str | None:
        """The source an item belongs to."""
        org = draft.get(item)
        if org is not None:
            return org.parent
        home = draft._home_of(item)
        if home is not None:
            return home
        group = draft.group(item)
        return None if group is None else next((cell for cell in group.cells if cell in sources), None)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Sắp xếp {sources} thành {results}", en="Rearrange {sources} into {results}")
        return words.format(lang=lang, sources=listed(self.sources, name), results=listed(self._result_ids(), name))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Sắp xếp {sources} thành {results}", en="Rearrangement of {sources} into {results}")
        return words.format(
            lang=lang, sources=all_named(self.sources, name), results=all_named(self._result_ids(), name)
        )


_ITEMS: Final = {
    "children": Words(vi="tổ chức trực thuộc", en="subordinate organizations"),
    "members": Words(vi="đảng viên", en="members"),
    "groups": Words(vi="xóm, tổ dân phố", en="residential groups"),
}


class _Rearrangement(Operation):
    """A special case of `Rearrange`: it has its own words, and does what the general operation does."""

    __slots__ = ()

    papers: ClassVar[str] = "merge_or_split"

    @property
    def general(self) -> Rearrange:
        return _general(self)

    @abstractmethod
    def _generalized(self) -> Rearrange:
        """The same as a `Rearrange`, made anew."""

    @property
    def establishes(self) -> tuple[Organization, ...]:
        return _general(self).establishes

    def check(self, play: Play) -> Iterator[Finding]:
        return _general(self).check(play)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        return _general(self).superiors(draft)

    def effect(self, play: Play) -> None:
        _general(self).effect(play)

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        return _general(self).successions(draft)

    def unsized(self, draft: Draft) -> Iterator[tuple[str, str]]:
        return _general(self).unsized(draft)


@lru_cache(maxsize=2)
def _general(operation: _Rearrangement) -> Rearrange:
    """The operation as a `Rearrange`, which each step of playing it asks for again."""
    return operation._generalized()  # noqa: SLF001 - of this module


def _superior(draft: Draft, key: str) -> str | None:
    """Id of the superior of an organization; `None` also where it is none, but a person or a group."""
    org = draft._find(key)
    return None if org is None else org.parent


@record
class Consolidate(_Rearrangement):
    """Hợp nhất: the sources end, and a new organization of the same form begins with everything they had.

    The new one has an id of its own even where name and code equal those of a source.

    Args:
        sources: ids of the organizations that end.
        organization: record of the one that begins, with the id of its parent; counts stay 0.

    Examples:
        >>> new = Organization(
        ...     id="cb-2-12", name="Chi bộ TDP 2 và 12", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp")
        >>> Consolidate(["cb-2", "cb-12"], new).organization.id
        'cb-2-12'
    """

    sources: Ids
    organization: Organization

    verb: ClassVar[str] = "consolidate"

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], organization: Organization) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization.id

    def _generalized(self) -> Rearrange:
        sources = tuple(dict.fromkeys(self.sources))
        return Rearrange(self.sources, (self.organization,), (Allocation(self.organization.id, sources),))

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield self.subject, "founded"

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Hợp nhất {sources} thành {new}", en="Consolidate {sources} into the new {new}")
        return words.format(lang=lang, sources=listed(self.sources, name), new=self.organization.name)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Hợp nhất {sources} thành {new}, trực thuộc {under}",
            en="Consolidation of {sources} into the new {new} under {under}",
        )
        return words.format(
            lang=lang,
            sources=all_named(self.sources, name),
            new=self.organization.name,
            under=name(self.organization.parent or ""),
        )


@record
class Split(_Rearrangement):
    """Chia, tách: one organization becomes several.

    With `stays` the source goes on with what is named there (tách); without, it ends (chia). Whoever gets something is
    named item by item; the id of the source stands for everything of it that is not named elsewhere.

    Args:
        source: id of the organization that is split.
        into: records of those that begin; counts stay 0.
        allocation: {id of a new organization: [items]}.
        stays: the items that stay with the source, which goes on; `None`: it ends.
        hold_at: as in `Rearrange`.

    Examples:
        >>> new = Organization(
        ...     id="cb-1b", name="Chi bộ xóm 1B", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp")
        >>> Split("cb-1", [new], {"cb-1b": ["m-1", "m-2", "m-3"]}, stays=["cb-1"]).general.continuing
        ('cb-1',)
    """

    source: Id
    into: Begun
    allocation: Allocations
    stays: Annotated[tuple[Item, ...] | None, BeforeValidator(listing)] = None
    hold_at: Id | None = None

    verb: ClassVar[str] = "split"

    if TYPE_CHECKING:

        def __init__(
            self,
            source: str,
            into: Sequence[Organization],
            allocation: Shares,
            stays: Sequence[str | ByNumber] | None = None,
            hold_at: str | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.source

    def _generalized(self) -> Rearrange:
        if self.stays is None:
            return Rearrange((self.source,), self.into, self.allocation, self.hold_at)
        kept = Allocation(self.source, self.stays)
        return Rearrange((self.source,), (*self.into, self.source), (*self.allocation, kept), self.hold_at)

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield from ((org.id, "split") for org in self.into)
        if self.stays is not None:
            yield self.source, "split"

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Tách {into} từ {source}", en="Split {into} off {source}")
        if self.stays is None:
            words = Words(vi="Chia {source} thành {into}", en="Divide {source} into {into}")
        into = ", ".join(org.name for org in self.into[:LISTED])
        return words.format(lang=lang, source=name(self.source), into=into)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Tách {into} ra từ {source}; {source} tiếp tục hoạt động",
            en="Split of {into} off {source}, which goes on",
        )
        if self.stays is None:
            words = Words(vi="Chia {source} thành {into}", en="{source} is divided into {into}")
        into = all_named((org.id for org in self.into), name)
        return words.format(lang=lang, source=name(self.source), into=into)


Wording: TypeAlias = Literal["giải thể", "kết thúc hoạt động"]
"""The word a decision uses for the end of an organization."""


class _Ending(Operation):
    """An organization ends, and the decision says where everything it had goes."""

    __slots__ = ()

    papers: ClassVar[str] = "dissolve"

    organization: Id
    members_to: Destination
    children_to: Destination
    groups_to: Destination

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        draft, key = play.draft, self.organization
        org = draft.get(key)
        if org is None:
            yield from play.known([key])
            return
        if org.parent is None:
            yield finding("plan/root-organization", key)
        named = [to for where in (self.members_to, self.children_to, self.groups_to) for to in targets_of(where)]
        yield from play.known(named)
        if key in named:
            yield finding("plan/into-itself", key)
        yield from check_members_go(play, key, self.members_to)
        yield from check_children_go(play, key, self.children_to)
        yield from check_groups_go(play, key, _groups_go(self.groups_to, self.members_to))

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent
        yield from takers_of(self.children_to, some=bool(draft._child_ids(self.organization)))

    def effect(self, play: Play) -> None:
        key = self.organization
        send_children(play, key, self.children_to)
        send_members(play, key, self.members_to)
        send_groups(play, key, _groups_go(self.groups_to, self.members_to))
        play.end(key, self.members_to if isinstance(self.members_to, str) else None)
        play.settle(targets_of(self.members_to))

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        people = takers_of(self.members_to, some=draft.own_headcount(self.organization).total > 0)
        children = takers_of(self.children_to, some=bool(draft._child_ids(self.organization)))
        alone = (group for group in draft.groups_of(self.organization) if not other_cells(draft, group, self.subject))
        groups = takers_of(_groups_go(self.groups_to, self.members_to), some=any(alone))
        yield from ((self.organization, to) for to in dict.fromkeys((*people, *children, *groups)))

    def _described(self, words: Words, name: NameOf, lang: Lang) -> str:
        """These words, and who takes the people, or where there are none the subordinates."""
        people = tuple(dict.fromkeys(targets_of(self.members_to)))
        to = listed(people or tuple(targets_of(self.children_to)), name)
        what = "đảng viên" if people else "tổ chức trực thuộc"
        if to:
            words = Words(vi=f"{words.vi}, chuyển {what} về {{to}}", en=f"{words.en}, to {{to}}")
        return words.format(lang=lang, ended=name(self.organization), to=to)


@record
class Dissolve(_Ending):
    """Giải thể: an organization ends, and the decision says where everything it had goes.

    One id takes all, people known only by number included. A mapping {destination: [items]} names each; people known
    only by number are named by `ByNumber`.

    Args:
        organization: id of the one that ends.
        members_to: who takes its members.
        children_to: who takes its subordinate organizations.
        groups_to: which cell takes the residential groups it alone serves; by default the one organization that takes
            all members. A mapping may also name groups that other cells serve too.
        wording: the word of the decision.

    References:
        294-QĐ/TW, mục 10.5 (only when the task is finished or the form no longer fits).

    Examples:
        >>> Dissolve("cb-x", members_to={"cb-5": ["m-1"], "cb-7": ["m-2", "m-3"]}).members_to
        (Allocation(to='cb-5', items=('m-1',)), Allocation(to='cb-7', items=('m-2', 'm-3')))
    """

    organization: Id
    members_to: Destination = None
    children_to: Destination = None
    groups_to: Destination = None
    wording: Wording = "giải thể"

    verb: ClassVar[str] = "dissolve"
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides", "dissolution-grounds")

    if TYPE_CHECKING:

        def __init__(
            self,
            organization: str,
            members_to: To = None,
            children_to: To = None,
            groups_to: To = None,
            wording: Wording = "giải thể",
        ) -> None: ...

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Kết thúc hoạt động của {ended}", en="End the work of {ended}")
        if self.wording == "giải thể":
            words = Words(vi="Giải thể {ended}", en="Dissolve {ended}")
        return self._described(words, name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Kết thúc hoạt động của {ended}", en="The work of {ended} is ended")
        if self.wording == "giải thể":
            words = Words(vi="Giải thể {ended}", en="{ended} is dissolved")
        return words.format(lang=lang, ended=name(self.organization))


@record
class Disband(_Ending):
    """Giải tán: an organization ends as a penalty; the committee two steps above it decides.

    Args:
        organization: id of the one that ends.
        members_to: as in `Dissolve`; of a cell the grassroots committee places them, of a grassroots organization its
            direct superior.
        children_to: as in `Dissolve`.
        groups_to: as in `Dissolve`.

    References:
        294-QĐ/TW, mục 9.3 (at least two thirds of the direct superior propose, the committee two steps up decides).

    Examples:
        >>> Disband("cb-x", members_to="cb-5").verb
        'disband'
    """

    organization: Id
    members_to: Destination = None
    children_to: Destination = None
    groups_to: Destination = None

    verb: ClassVar[str] = "disband"
    rests_on: ClassVar[tuple[str, ...]] = ("vote-thresholds", "disciplinary-dissolution-grounds")

    if TYPE_CHECKING:

        def __init__(
            self, organization: str, members_to: To = None, children_to: To = None, groups_to: To = None
        ) -> None: ...

    def check(self, play: Play) -> Iterator[Finding]:
        yield from _Ending.check(self, play)  # slots: the class of super() is another one
        if play.rules.get("vote-thresholds") is None:
            yield finding("plan/decider-unknown", self.organization, what=Words(vi="giải tán", en="disbanding"))
        elif self._two_steps_up(play.draft) is None and play.draft.get(self.organization) is not None:
            yield finding("plan/decider-outside", self.organization)

    def _two_steps_up(self, draft: Draft) -> str | None:
        org = draft.get(self.organization)
        above = () if org is None else draft.ancestors(org)
        return above[1].id if len(above) > 1 else None

    def deciders(self, play: Play) -> tuple[tuple[str, ...], RuleValue] | None:
        rule, decides = play.rules.get("vote-thresholds"), self._two_steps_up(play.draft)
        return None if rule is None or decides is None else ((decides,), rule)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        return self._described(Words(vi="Giải tán {ended}", en="Disband {ended}"), name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Giải tán {ended} (hình thức kỷ luật)", en="{ended} is disbanded, as a penalty")
        return words.format(lang=lang, ended=name(self.organization))


def _groups_go(groups_to: Where, members_to: Where) -> Where:
    """By default, groups follow the members where one organization takes them all."""
    return members_to if groups_to is None and isinstance(members_to, str) else groups_to


# --- moving and changing ---------------------------------------------------------------------------------------------


@record
class Reassign(Operation):
    """Chuyển giao, tiếp nhận: an organization, with everything below it, gets another direct superior.

    Inside one superior that superior decides. Across superiors there are two decisions: the plan's `basis` hands over,
    `receiving` is the second one. What counts as across depends on what is handed over (rule `hand-over`). Where the
    body that hands over is also the one that receives (a district's organization comes directly under the province),
    there is one decision; where a superior of both decides alone, the missing second one is told and stops nothing.

    Args:
        organization: id of the one handed over.
        to: id of the superior that receives it.
        receiving: the decision of the receiving side, where there are two.
        agreement: the written agreement of the Central Organization Commission (Ban Tổ chức Trung ương), between a
            province and a central committee.

    References:
        06-HD/TW, mục 10.5; 294-QĐ/TW, mục 6.3.4.

    Examples:
        >>> Reassign("cb-1", to="dbp-2").to
        'dbp-2'
    """

    organization: Id
    to: Id
    receiving: Document | None = None
    agreement: Document | None = None

    verb: ClassVar[str] = "reassign"
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides", "hand-over", "collective-transfer")

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known((self.organization, self.to))
        draft = play.draft
        org = draft.get(self.organization)
        if org is None:
            return
        if org.parent is None:
            yield finding("plan/root-organization", org.id)
        elif self.to == org.id:
            yield finding("plan/into-itself", org.id)
        elif self.to == org.parent:
            yield finding("plan/nothing-to-do", org.id)
        elif draft.get(self.to) is not None and draft.is_within(self.to, org.id):
            yield finding("plan/under-own-descendant", org.id, target=self.to)
        elif draft.get(self.to) is not None:
            yield from self._check_decisions(play, org)

    def _check_decisions(self, play: Play, org: Organization) -> Iterator[Finding]:
        """Whether the decisions are there which the hand-over needs."""
        if not self.crosses(play.draft):
            return
        rule = play.rules.get("hand-over")
        row = None if rule is None else rule.row(hand_over_row(org, village=bool(play.draft.groups_of(org))))
        if rule is None or row is None:
            yield finding("plan/decider-unknown", org.id, what=Words(vi="chuyển giao", en="handing over"))
            return
        clause = play.rules.book.clause_of(rule, row)
        verified = clause.confidence is Confidence.VERIFIED
        one_paper = self.receiving is None or (
            play.basis is not None and self.receiving.folded_key == play.basis.folded_key
        )
        if one_paper and self._receiver(play.draft, org) not in self._givers(play.draft, org):
            blocks = rule.blocks and verified and not self._decided_above(play)
            yield finding(
                "plan/second-decision-missing",
                org.id,
                rule=clause,
                severity=Severity.BLOCK if blocks else Severity.WARN,
                to=self.to,
                gives=row.words("gives"),
                receives=row.words("receives"),
            )
        if self.agreement is None and self._common(play.draft).level is Level.CENTRAL:
            yield finding("plan/central-agreement", org.id, rule=rule.ref, to=self.to)

    def _givers(self, draft: Draft, org: Organization) -> tuple[str, ...]:
        """Ids of those who hand over across superiors, nearest first."""
        levels = GIVING[hand_over_row(org, village=bool(draft.groups_of(org)))]
        return tuple(one.id for one in draft.ancestors(org) if one.level in levels)

    def _receiver(self, draft: Draft, org: Organization) -> str:
        """Id of the one whose committee receives it: of a cell the grassroots one, where that is not the superior."""
        line = (draft[self.to], *draft.ancestors(self.to))
        grassroots = (one.id for one in line if one.level is Level.GRASSROOTS)
        return next(grassroots, self.to) if org.level is Level.BELOW_GRASSROOTS else self.to

    def _decided_above(self, play: Play) -> bool:
        """Whether the decision is that of a superior of both sides."""
        common = self._common(play.draft)
        return play.decided_by in {common.id, *(one.id for one in play.draft.ancestors(common))}

    def _common(self, draft: Draft) -> Organization:
        above = draft[self.organization].parent
        return draft.lowest_common_ancestor(above or self.to, self.to)

    def crosses(self, draft: Draft) -> bool:
        """Whether it goes from one superior of the level that decides to another one."""
        org = draft[self.organization]
        common = self._common(draft)
        inside = {
            Level.BELOW_GRASSROOTS: Level.GRASSROOTS,
            Level.GRASSROOTS: Level.IMMEDIATE_SUPERIOR,
            Level.IMMEDIATE_SUPERIOR: Level.PROVINCIAL,
        }.get(org.level)
        if inside is None:
            return False
        if org.level is Level.BELOW_GRASSROOTS and not any(
            one.level is Level.GRASSROOTS for one in draft.ancestors(org)
        ):
            inside = Level.IMMEDIATE_SUPERIOR  # a village cell directly under a commune of the pilot
        return common.level > inside

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent
        yield self.to

    def deciders(self, play: Play) -> tuple[tuple[str, ...], RuleValue] | None:
        usual = Operation.deciders(self, play)  # slots: the class of super() is another one
        rule = play.rules.get("hand-over")
        if usual is None or rule is None or self.receiving is None or not self.crosses(play.draft):
            return usual
        giving = self._givers(play.draft, play.draft[self.organization])
        return (*giving, *usual[0]), rule if giving else usual[1]

    def effect(self, play: Play) -> None:
        play.draft.move(self.organization, self.to)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển giao {moved} về trực thuộc {to}", en="Hand {moved} over to {to}")
        return words.format(lang=lang, moved=name(self.organization), to=name(self.to))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Chuyển giao {moved} về trực thuộc {to}", en="{moved} is handed over to {to}")
        return words.format(lang=lang, moved=name(self.organization), to=name(self.to))


GIVING: Final[Mapping[str, tuple[Level, ...]]] = {
    "cell": (Level.IMMEDIATE_SUPERIOR,),
    "village_cell": (Level.PROVINCIAL,),
    "grassroots": (Level.IMMEDIATE_SUPERIOR, Level.PROVINCIAL),  # item 10.5b and the table word it differently
    "immediate_superior": (Level.PROVINCIAL,),
}
"""Levels of those who hand over across superiors, by the row of the rule `hand-over`."""


def hand_over_row(org: Organization, *, village: bool) -> str:
    """The key of the row of the rule `hand-over` for what is handed over.

    Args:
        org: what is handed over.
        village: whether it is a cell of a village or residential group.
    """
    if org.level is Level.BELOW_GRASSROOTS:
        return "village_cell" if village else "cell"
    return "grassroots" if org.level is Level.GRASSROOTS else "immediate_superior"


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(id_of(value), str) else ordered(value)


@record
class Convert(Operation):
    """Chuyển cấp, chuyển hình thức: organizations go on at another level, in another form or as another unit type.

    | change | what is stated |
    |---|---|
    | level: chi bộ trực thuộc to chi bộ cơ sở, same superior; or a whole regime, as on 01/07/2025 | `level=` |
    | chi bộ to đảng bộ | `form=`, the new `cells=`, who of the old cell goes where: `members_to=`, `groups_to=` |
    | đảng bộ to chi bộ | `form=`; its cells end, and it takes their people and groups |

    Args:
        organizations: ids of those that change; one id may stand alone. A change of form concerns one.
        level: the level they have from now on.
        form: the form it has from now on.
        unit_type: the unit type they have from now on, as a code or label of `RuleBook.unit_types`.
        host_unit: id of the agency, service unit or enterprise they stand in from now on.
        cells: records of the new cells under a chi bộ that becomes a đảng bộ.
        members_to: which cells take its members.
        groups_to: which cells take its residential groups; by default the one cell that takes all members.

    Examples:
        >>> Convert("cb-9", level=Level.GRASSROOTS).organizations
        ('cb-9',)
    """

    organizations: Annotated[tuple[Id, ...], BeforeValidator(_one_or_more)]
    level: Level | None = None
    form: Form | None = None
    unit_type: UnitCode | None = None
    cells: Begun = ()
    members_to: Destination = None
    groups_to: Destination = None
    host_unit: Id | None = None

    verb: ClassVar[str] = "convert"
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides", "allowed-kinds", "dang-bo-min-members")

    if TYPE_CHECKING:

        def __init__(
            self,
            organizations: str | Sequence[str],
            level: Level | None = None,
            form: Form | None = None,
            unit_type: str | None = None,
            cells: Sequence[Organization] = (),
            members_to: To = None,
            groups_to: To = None,
            host_unit: str | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.organizations[0] if self.organizations else ""

    @property
    def establishes(self) -> tuple[Organization, ...]:
        return self.cells

    def check(self, play: Play) -> Iterator[Finding]:
        draft = play.draft
        yield from play.known(self.organizations)
        changes = self._changes()
        if not self.organizations or not changes:
            yield finding("plan/nothing-to-do", self.subject)
        for key in dict.fromkeys(self.organizations if changes else ()):
            org = draft.get(key)
            if org is not None and all(getattr(org, name) == value for name, value in changes.items()):
                yield finding("plan/nothing-to-do", key)
        yield from check_named_once(self.organizations)
        if self.form is None:
            if self.cells or self.members_to is not None or self.groups_to is not None:
                yield finding("plan/cells-without-form", self.subject)
            return
        if len(self.organizations) > 1:
            yield finding("plan/one-form-at-a-time", self.subject, count=len(self.organizations))
            return
        org = draft.get(self.subject)
        if org is None:
            return
        if org.form is self.form or self.form is Form.CHI_BO:
            yield from self._check_closed(draft, org)
        else:
            yield from self._check_opened(play, org)

    def _check_opened(self, play: Play, org: Organization) -> Iterator[Finding]:
        """A chi bộ becomes a đảng bộ: its new cells take what it had."""
        begins = {cell.id: cell for cell in self.cells}
        for key, times in Counter(cell.id for cell in self.cells).items():
            if times > 1:
                yield finding("plan/id-in-use", key)
        for cell in self.cells:
            yield from check_new(play, cell)
            if cell.form is not Form.CHI_BO or cell.parent != org.id:
                yield finding("plan/not-its-cell", cell.id, organization=org.id)
        named = [*targets_of(self.members_to), *targets_of(self.groups_to)]
        yield from play.known(to for to in named if to not in begins)
        if org.id in named:
            yield finding("plan/into-itself", org.id)
        yield from check_members_go(play, org.id, self.members_to)
        yield from check_groups_go(play, org.id, _groups_go(self.groups_to, self.members_to), begins=begins)

    def _check_closed(self, draft: Draft, org: Organization) -> Iterator[Finding]:
        """A đảng bộ becomes a chi bộ, and everything below it ends; or the form stays as it is."""
        if self.cells or self.members_to is not None or self.groups_to is not None:
            yield finding("plan/cells-without-form", org.id)
        if org.form is self.form:
            return
        for below in draft.descendants(org):
            if below.level is not Level.BELOW_GRASSROOTS:
                yield finding("plan/not-its-cell", below.id, organization=org.id)

    def _changes(self) -> dict[str, object]:
        named = {"level": self.level, "form": self.form, "unit_type": self.unit_type, "host_unit": self.host_unit}
        return {name: value for name, value in named.items() if value is not None}

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in self.organizations:
            yield draft[key].parent

    def effect(self, play: Play) -> None:
        draft = play.draft
        changes = self._changes()
        for key in self.organizations:
            was = draft[key]
            opened = self.form is Form.DANG_BO and was.form is Form.CHI_BO
            draft.put(key, **(changes | ({"groups_of_members": 0} if opened else {})))  # a đảng bộ has cells
            _end_consents(draft, key, was.kind)
            if self.form is None or self.form is was.form:
                continue
            if opened:
                for cell in self.cells:
                    draft.add(cell)
                send_members(play, key, self.members_to)
                send_groups(play, key, _groups_go(self.groups_to, self.members_to))
                play.settle(targets_of(self.members_to))
            else:
                ends = draft.descendants(key)
                give_groups(draft, {below.id: None for below in ends}.keys(), key)
                for below in reversed(ends):
                    draft.move_roll(below.id, key)
                    draft.move_counted(below.id, key)
                    play.end(below.id, key)
                play.settle([key])

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        if self.form is Form.CHI_BO and draft[self.subject].form is Form.DANG_BO:
            yield from ((below.id, self.subject) for below in draft.descendants(self.subject))
        if self.form is Form.DANG_BO and draft[self.subject].form is Form.CHI_BO:
            people = takers_of(self.members_to, some=draft.own_headcount(self.subject).total > 0)
            alone = (group for group in draft.groups_of(self.subject) if not other_cells(draft, group, self.subject))
            groups = takers_of(_groups_go(self.groups_to, self.members_to), some=any(alone))
            takers = dict.fromkeys((*(cell.id for cell in self.cells), *people, *groups))  # some may live already
            yield from ((self.subject, to) for to in takers)

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield from ((cell.id, "established") for cell in self.cells)
        if self.form is not None:
            yield self.subject, "form"

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển {what} sang {to}", en="Convert {what}: {to}")
        to = self._becoming(None, Words(vi="{level}", en="{level}"), lang)
        return words.format(lang=lang, what=listed(self.organizations, name), to=to)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Chuyển {what} sang {to}", en="Change of {what} to {to}")
        to = self._becoming(book, Words(vi="{level}", en="level: {level}"), lang)
        return words.format(lang=lang, what=all_named(self.organizations, name), to=to)

    def _becoming(self, book: RuleBook | None, level: Words, lang: Lang) -> str:
        """What it is from now on; the book, by default the one shipped, names unit types, and `level` holds a level."""
        parts: list[str] = []
        if self.form is not None:
            form = Words(vi=f"hình thức {self.form.label.lower()}", en=self.form.gloss)
            parts.append(form.text(lang=lang))
        if self.level is not None:
            parts.append(level.format(lang=lang, level=level_words(self.level).text(lang=lang)))
        if self.unit_type is not None:
            unit = (book or RuleBook.default()).unit_type_label(self.unit_type, lang=lang)
            parts.append(Words(vi="loại hình: {unit}", en="unit type: {unit}").format(lang=lang, unit=unit))
        if self.host_unit is not None:
            host = Words(vi="đơn vị '{host}'", en="unit '{host}'")
            parts.append(host.format(lang=lang, host=self.host_unit))
        return ", ".join(parts)


def _end_consents(draft: Draft, key: str, was: Kind) -> None:
    """Papers about what an organization is no longer end: to become it again, it needs another one.

    One without a matter is about what the organization was, and nothing it becomes.
    """
    org = draft[key]
    if org.consents:
        matters = consent_matters(org.kind)
        kept = tuple(one for one in org.consents if one.matter in matters or (one.matter is None and org.kind == was))
        if kept != org.consents:
            draft.put(key, consents=kept)
