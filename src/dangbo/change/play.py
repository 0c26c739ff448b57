"""A plan being played: allocations, the state of a plan under way, what every verb shows to it, what several check.

```
Allocation, ByNumber      what goes where
Play                      the draft as the plan has changed it so far, and what became of each operation
Operation                 what a verb is: a complete `check`, and an `effect` that cannot refuse
Crossing                  who comes into the register or leaves it by an operation
check_..., send_...       what several verbs check and do
```

What the rules say of the outcome (sizes, kinds, consent) is no concern of an operation: a plan checks it once, on
everything it touched.
"""

from __future__ import annotations

__all__ = ["Allocation", "ByNumber", "Crossing", "Destination", "Item", "Operation"]

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, NamedTuple, Protocol, Self, TypeAlias

from pydantic import BeforeValidator

from dangbo.base.citations import Document
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.records import Count, Id, listing, ordered, record
from dangbo.base.terms import Form, MoveScope, Term
from dangbo.base.text import fold, format_number, nearest, unless_personal, unless_title
from dangbo.base.told import Documented, Part
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.hierarchy import Hierarchy
from dangbo.rules import RuleBook, Rules, RuleValue
from dangbo.tree.members import NOBODY, Headcount, headcount_of
from dangbo.tree.records import Organization, ResidentialGroup
from dangbo.tree.tables import HOST, links_to

if TYPE_CHECKING:
    from dangbo.base.json_records import ReadRecords

NameOf: TypeAlias = Callable[[str], str]
"""The name of an organization or a group by its id."""


# --- what goes where -------------------------------------------------------------------------------------------------


Ids = Annotated[tuple[Id, ...], BeforeValidator(listing)]
Begun = Annotated[tuple[Organization, ...], BeforeValidator(ordered)]


class PartOfPlan(Part):
    """A record that stands inside operations or plans."""

    __slots__ = ()

    @classmethod
    def _records(cls) -> ReadRecords:
        from dangbo.base.json_records import ReadRecords  # loaded by those who ask for schemas
        from dangbo.change.titles import TITLES

        return ReadRecords(TITLES)


@record
class ByNumber(PartOfPlan):
    """People of one organization who are known only by number.

    Args:
        of: id of the organization that counts them.
        full: how many full members.
        probationary: how many probationary members.

    Examples:
        >>> ByNumber("cb-1", full=12).total
        12
    """

    of: Id
    full: Count = 0
    probationary: Count = 0

    @property
    def total(self) -> int:
        """Everybody."""
        return self.full + self.probationary


Item: TypeAlias = ByNumber | Id
"""What is allocated: an organization, a member, a residential group, or people known only by number."""


@record
class Allocation(PartOfPlan):
    """Which items go to one destination.

    Attributes:
        to: id of the organization that takes them.
        items: ids of members, organizations and residential groups, or `ByNumber`. In a `Split` or `Rearrange` the id
            of a source means everything of it that is not named elsewhere.
    """

    to: Id
    items: Annotated[tuple[Item, ...], BeforeValidator(listing)]

    if TYPE_CHECKING:

        def __init__(self, to: str, items: Sequence[str | ByNumber]) -> None: ...


def _allocations(value: object) -> object:
    """A mapping {destination: [items]} is kept as allocations: frozen records hold no dicts."""
    if isinstance(value, Mapping):
        return tuple(Allocation(to, items) for to, items in value.items())
    return ordered(value)


Destination: TypeAlias = Annotated[Id | tuple[Allocation, ...] | None, BeforeValidator(_allocations)]
"""Where things go: one id takes all, allocations name each; `None` says nothing."""

Allocations = Annotated[tuple[Allocation, ...], BeforeValidator(_allocations)]
Where: TypeAlias = str | tuple[Allocation, ...] | None
To: TypeAlias = "str | Mapping[str, Sequence[str | ByNumber]] | Sequence[Allocation] | None"
Shares: TypeAlias = "Mapping[str, Sequence[str | ByNumber]] | Sequence[Allocation]"


def targets_of(where: Where) -> Iterator[str]:
    """The destinations named, each once per naming."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where)


def takers_of(where: Where, *, some: bool) -> Iterator[str]:
    """The destinations that get something, where there is something to get."""
    if isinstance(where, str):
        yield from (where,) if some else ()
    elif where is not None:
        for allocation in where:
            if any(not isinstance(item, ByNumber) or item.total for item in allocation.items):
                yield allocation.to


def target_of(where: Where, item: str) -> Iterator[str]:
    """The destination of one item; nothing where none is named."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where if item in allocation.items)


def items_named(where: Where) -> Iterator[str]:
    """The ids that allocations name."""
    if isinstance(where, tuple):
        yield from (item for allocation in where for item in allocation.items if isinstance(item, str))


def numbers_named(where: Where) -> Iterator[tuple[str, ByNumber]]:
    """The people known only by number whom allocations name, with their destination."""
    if isinstance(where, tuple):
        for allocation in where:
            yield from ((allocation.to, item) for item in allocation.items if isinstance(item, ByNumber))


class Given(NamedTuple):
    """What allocations name, at hand for whoever asks it of many sources.

    Attributes:
        items: the ids.
        counted: people known only by number, by the organization that counts them.
        sources: ids of those that give.
    """

    items: frozenset[str]
    counted: dict[str, Headcount]
    sources: frozenset[str]


def given_by(allocations: tuple[Allocation, ...], sources: tuple[str, ...]) -> Given:
    """What these allocations name, for the sources that give."""
    counted: dict[str, Headcount] = {}
    for _, item in numbers_named(allocations):
        counted[item.of] = counted.get(item.of, NOBODY) + Headcount(item.full, item.probationary)
    return Given(frozenset(items_named(allocations)), counted, frozenset(sources))


# --- a plan under way ------------------------------------------------------------------------------------------------


class Play:
    """A plan being played: the draft as it stands, and what became of each operation.

    Attributes:
        draft: the tree as the plan has changed it so far.
        rules: those in force on the effective date.
        number: of the operation at hand, counted from 1.
        ended_by: id of each organization that ended, with the number of the operation.
        ending: ids of all that an operation ended, in order, those that stand again later among them.
        handed_out: ids of the organizations that an operation handed out of the register: they ended here only.
        deceased: ids of people who left as deceased.
        groups_ended: ids of the residential groups that ended.
        refused: id of each organization a refused operation would have established, with its number.
        used: ids of the past (of groups: `past_group`, of people who died: `past_person`) that nobody may have again,
            besides the living and those that ended in the plan.
        basis: the decision; `None` where nobody says.
        decided_by: id of the organization that decides; `None` where nobody says.
        near: what looks for the ids that were meant.
        admitted: the day on which people of the plan were admitted to the Party, by their id; `None` where they came
            and that was taken back.
        admitted_before: the same of anybody, of what was decided before; `None` where nobody knows it.
        left_behind: keys of the records of side tables that named an organization which ended, and that nobody took
            over, by the name of the link and the id of the organization.
    """

    __slots__ = (
        "admitted",
        "admitted_before",
        "basis",
        "deceased",
        "decided_by",
        "draft",
        "ended_by",
        "ending",
        "groups_ended",
        "handed_out",
        "left_behind",
        "near",
        "number",
        "refused",
        "rules",
        "used",
    )

    def __init__(
        self,
        base: Hierarchy | Draft,
        rules: Rules,
        *,
        basis: Document | None = None,
        decided_by: str | None = None,
        used: Container[str] = (),
        admitted_before: Callable[[str], dt.date | None] | None = None,
        near: Near | None = None,
    ) -> None:
        self.draft = Draft(base)
        self.rules = rules
        self.number = 0
        self.ended_by: dict[str, int] = {}
        self.ending: list[str] = []
        self.handed_out: set[str] = set()
        self.deceased: set[str] = set()
        self.groups_ended: set[str] = set()
        self.refused: dict[str, int] = {}
        self.used = used
        self.admitted: dict[str, dt.date | None] = {}
        self.admitted_before = admitted_before
        self.basis = basis
        self.decided_by = decided_by
        self.near = near or Near()
        self.left_behind: dict[tuple[str, str], tuple[str, ...]] = {}

    def admitted_on(self, member: str) -> dt.date | None:
        """The day on which a person was admitted to the Party the last time; `None` where nobody knows it."""
        if member in self.admitted:
            return self.admitted[member]
        return None if self.admitted_before is None else self.admitted_before(member)

    def unknown(self, key: str) -> Finding | None:
        """What to say of an id that names no living organization here; `None` where it does."""
        if self.draft.get(key) is not None:
            return None
        if key in self.refused:
            return finding("plan/depends-on-refused", key, source=self.refused[key])
        ended = None
        if key in self.ended_by and key in self.handed_out:
            ended = Words(
                vi=f"; tổ chức này đã được chuyển giao ra ngoài theo nội dung {self.ended_by[key]}",
                en=f"; operation {self.ended_by[key]} handed it out of the register",
            )
        elif key in self.ended_by:
            ended = Words(
                vi=f"; tổ chức này đã chấm dứt hoạt động theo nội dung {self.ended_by[key]}",
                en=f"; operation {self.ended_by[key]} ended it",
            )
        elif key in self.used:
            ended = Words(
                vi="; tổ chức này đã chấm dứt hoạt động hoặc đã chuyển giao ra ngoài từ trước",
                en="; it ended or left the register before",
            )
        return unknown_organization(self.draft, key, ended, near=self.near)

    def known(self, keys: Iterable[str]) -> list[Finding]:
        """The findings for those ids that name no living organization."""
        return [found for key in dict.fromkeys(keys) if (found := self.unknown(key)) is not None]

    def end(self, key: str, heir: str | None = None) -> None:
        """An organization that holds nothing any more ends; its guests, for one, go to its heir, its seats end."""
        for table, link in links_to("organizations"):
            if link.ended is not None and self.draft._naming(link, key):
                keys = self.draft.release(table, link, key, heir)
                gone = keys if heir is None else tuple(one for one in keys if self.draft._row(table, one) is None)
                if gone:
                    self.left_behind[link.name, key] = gone
        self.draft.end(key)
        self.ended_by[key] = self.number
        self.ending.append(key)

    def settle(self, organizations: Iterable[str]) -> None:
        """Whoever came onto the roll of the organization where they took part for a time is no guest there any more."""
        for key in dict.fromkeys(organizations):
            guests = self.draft._naming(HOST, key)
            if guests:
                self.draft.host([member for member in guests if self.draft._home_of(member) == key], None)


def past_person(key: str) -> str:
    """How the id of a person who left as deceased stands among the ids of the past."""
    return f"{_DECEASED}{key}"


def is_past_person(key: str) -> bool:
    """Whether this is how the id of a person who left as deceased stands there."""
    return key.startswith(_DECEASED)


_DECEASED: Final = "deceased member "


def past_group(key: str) -> str:
    """How the id of a residential group that ended stands among the ids of the past: groups have ids of their own."""
    return f"residential group {key}"


class Near:
    """Ids that may have been meant: one index for all the unknown ids of a plan, and so many searches beside it.

    An id that differs only in case, marks or punctuation is looked up; others are compared with all there are, which
    costs the tree each time and so is done only while few ids have been compared.
    """

    __slots__ = ("_compared", "_folded")

    def __init__(self) -> None:
        self._compared = 0
        self._folded: dict[str, str] | None = None

    def of(self, key: str, tree: Hierarchy | Draft) -> str | None:
        """The living id that is most like this one, as far as it was looked for."""
        size = len(tree)
        if size > _SEARCHED:
            return None
        if self._folded is None:
            self._folded = {}
            for one in tree._ids():
                self._folded.setdefault(fold(one), one)
        alike = self._folded.get(fold(key))
        if alike is not None and tree._find(alike) is not None:
            return alike
        if self._compared + size > _COMPARED:
            return None
        self._compared += size
        return next(iter(nearest(key, tree._ids(), limit=1)), None)


_SEARCHED: Final = 50_000
"""Most organizations among which a finding looks for the id that was meant."""
_COMPARED: Final = 200_000
"""Most ids that are compared with unknown ones in a plan: four searches of a large tree, hundreds of a small one."""


def unknown_organization(
    tree: Hierarchy | Draft, key: str, tail: Words | None = None, *, near: Near | None = None
) -> Finding:
    """No living organization has this id: with what is known of it, or the id it may have been meant to be."""
    if tail is None:
        meant = (near or Near()).of(key, tree)
        tail = (
            NO_WORDS if meant is None else Words(vi=f"; mã gần giống là '{meant}'", en=f"; the nearest id is '{meant}'")
        )
    return finding("plan/unknown-organization", unless_title(key), ended=tail)


def unknown_group(key: str) -> Finding:
    """No residential group has this id."""
    return finding("plan/unknown-group", unless_title(key))


class Crossing(NamedTuple):
    """Who and what an operation brings into the register, or takes out of it: the named exceptions of conservation.

    Attributes:
        joined: ids of people who come onto a roll.
        left: ids of people who leave the rolls.
        people_in: how many come, people known only by number included.
        people_out: how many leave, likewise.
        groups: residential groups more.
        uncovered: ids of residential groups that no cell serves again, as before the decision that is taken back.
        counted: people known only by number who cross with organizations that do, by these.
        superiors: of organizations that cross, by the superior they had or get here: how many come directly under it or
            leave it so, and how many people with them and with what stands below them.
    """

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    people_in: Headcount = NOBODY
    people_out: Headcount = NOBODY
    groups: int = 0
    uncovered: tuple[str, ...] = ()
    counted: tuple[ByNumber, ...] = ()
    superiors: tuple[tuple[str, int, Headcount], ...] = ()


NOTHING_CROSSES: Final = Crossing()


class Beyond(NamedTuple):
    """The other side of the border of the register, where organizations cross it as such.

    Attributes:
        way: whether they go there, or come from there.
        words: who has them there, as it was written down: nobody outside the register has an id.
    """

    way: Literal["out", "in"]
    words: str

    @property
    def told(self) -> Words:
        """What happened, and with whom."""
        if self.way == "out":
            return Words(vi=f"chuyển giao ra ngoài, về {self.words}", en=f"handed out of the register, to {self.words}")
        return Words(vi=f"tiếp nhận từ ngoài, từ {self.words}", en=f"received from outside, from {self.words}")


# --- what several verbs check ----------------------------------------------------------------------------------------


def check_new(play: Play, org: Organization, *, among: Container[str] = ()) -> Iterator[Finding]:
    """Whether a new organization can begin where it says; `among` are ids that begin with it."""
    yield from check_place_for(play, org, among=among)
    if org.full or org.probationary:
        yield finding("plan/people-from-nowhere", org.id, count=org.full + org.probationary)


def check_place_for(play: Play, org: Organization, *, among: Container[str] = ()) -> Iterator[Finding]:
    """Whether the id of an organization that comes to stand in the tree is free, and its superior lives."""
    draft = play.draft
    if draft.get(org.id) is not None:
        yield finding("plan/id-in-use", org.id)
    elif org.id in play.ended_by or org.id in play.used:
        yield finding("plan/id-ended-before", org.id)
    if org.parent is None:
        yield finding("plan/root-organization", org.id)
    elif org.parent not in among and (found := play.unknown(org.parent)) is not None:
        yield found


def check_named_once(keys: Sequence[str]) -> Iterator[Finding]:
    """Whether an operation names each thing once."""
    yield from (finding("plan/named-twice", key) for key in _twice(keys))


def _twice(keys: Sequence[str]) -> Iterable[str]:
    """What is named more than once; as a rule nothing, which costs no counting."""
    if len(set(keys)) == len(keys):
        return ()
    return (key for key, times in Counter(keys).items() if times > 1)


def check_members(play: Play, members: Sequence[str]) -> Iterator[Finding]:
    """Whether each of these people is on some roll, and named once."""
    for member, times in Counter(members).items():
        is_unknown = play.draft._home_of(member) is None
        said = unless_personal(member) if is_unknown else member
        if times > 1:
            yield finding("plan/member-named-twice", said)
        if is_unknown:
            yield finding("plan/unknown-member", said, place=Words(vi="danh sách nào", en="any roll"))


def check_numbers(play: Play, people: Iterable[ByNumber]) -> Iterator[Finding]:
    """Whether the organizations named count as many people only by number as are asked of them."""
    asked: dict[str, Headcount] = {}
    for item in people:
        asked[item.of] = asked.get(item.of, Headcount()) + Headcount(item.full, item.probationary)
    yield from play.known(asked)
    for key, wanted in asked.items():
        org = play.draft.get(key)
        if org is not None and (wanted.full > org.full or wanted.probationary > org.probationary):
            yield finding(
                "plan/too-few-counted",
                key,
                full=wanted.full,
                probationary=wanted.probationary,
                has_full=org.full,
                has_probationary=org.probationary,
            )


def check_unlike(orgs: Iterable[Organization], target: Organization) -> Iterator[Finding]:
    """Whether organizations may give everything to another of this form and level; levels are one finding for all."""
    elsewhere: list[Organization] = []
    for org in orgs:
        if org.form is not target.form:
            yield finding(
                "plan/unlike-forms",
                org.id,
                form=org.form.words,
                target=target.id,
                target_form=target.form.words,
            )
        elif org.level is not target.level:
            elsewhere.append(org)
    if elsewhere:
        first, *others = elsewhere
        more = Words(vi=f" (và {len(others)} tổ chức khác)", en=f" (and {len(others)} more)")
        yield finding(
            "plan/unlike-levels",
            first.id,
            others=more if others else NO_WORDS,
            level=first.level.words,
            target=target.id,
            target_level=target.level.words,
        )


def check_twice(where: Where) -> Iterator[Finding]:
    """Whether allocations name anything twice."""
    yield from (finding("plan/item-allocated-twice", item) for item in _twice([*items_named(where)]))


def _check_all_named(where: Where, items: Sequence[str], subject: str, code: Code) -> Iterator[Finding]:
    """Whether allocations name every item, and nothing twice."""
    if not isinstance(where, tuple):
        return
    yield from check_twice(where)
    named = set(items_named(where))
    left = [item for item in items if item not in named]
    if left:
        yield finding(code, subject, count=len(left))


# --- emptying an organization: what Dissolve, Disband, Convert and Rearrange do --------------------------------------


def check_members_go(play: Play, key: str, where: Where) -> Iterator[Finding]:
    """Whether the people of an organization go somewhere, each to one place."""
    draft = play.draft
    own, listed = draft.own_headcount(key), draft.roll(key)
    if own.total and where is None:
        yield finding("plan/nowhere-for-members", key, count=own.total)
    if not isinstance(where, tuple):
        return
    numbers = [item for _, item in numbers_named(where)]
    yield from check_numbers(play, numbers)
    for item in numbers:
        if item.of != key:
            yield finding("plan/not-of-sources", item.of, sources=key)
    counted = own.total - len(listed) - sum(item.total for item in numbers)
    if counted > 0:
        yield finding("plan/counted-members-unallocated", key, count=counted)
    named = list(items_named(where))
    for member, times in Counter(named).items():
        home = draft._home_of(member)
        said = unless_personal(member) if home is None else member
        if times > 1:
            yield finding("plan/member-named-twice", said)
        if home != key:
            place = Words(vi=f"danh sách của '{key}'", en=f"the roll of '{key}'")
            yield finding("plan/unknown-member", said, place=place)
    left = set(listed) - set(named)
    if left:
        yield finding("plan/members-unallocated", key, count=len(left))


def send_members(play: Play, key: str, where: Where) -> None:
    """The people of an organization go where it is said."""
    draft = play.draft
    if isinstance(where, str):
        draft.move_roll(key, where)
        draft.move_counted(key, where)
    elif where is not None:
        for allocation in where:
            draft.move_members([item for item in allocation.items if isinstance(item, str)], allocation.to)
        for to, item in numbers_named(where):
            draft.move_counted(key, to, Headcount(item.full, item.probationary))


def check_children_go(play: Play, key: str, where: Where) -> Iterator[Finding]:
    """Whether the subordinates of an organization go somewhere, and none comes to stand below itself."""
    draft = play.draft
    children = draft.children(key)
    ids = [child.id for child in children]
    yield from (finding("plan/number-misplaced", item.of) for _, item in numbers_named(where))
    if children and where is None:
        yield finding("plan/nowhere-for-children", key, count=len(children))
    for child_id in dict.fromkeys(items_named(where)):
        if child_id not in ids:
            yield play.unknown(child_id) or finding("plan/not-subordinate", child_id, organization=key)
    yield from _check_all_named(where, ids, key, "plan/nowhere-for-children")
    if isinstance(where, str) and (draft._find(where) is None or not draft.is_within(where, key)):
        return
    goes = {child: next(target_of(where, child), "") for child in ids}
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


def send_children(play: Play, key: str, where: Where) -> None:
    """The subordinates of an organization go where it is said."""
    if isinstance(where, str):
        play.draft.move_below(key, where)
        return
    for child in play.draft.children(key):
        for to in target_of(where, child.id):
            play.draft.move(child.id, to)


def other_cells(draft: Draft, group: ResidentialGroup | None, key: str) -> tuple[str, ...]:
    """The other cells that serve a group; a đảng bộ named in the place of one is none."""
    others = (draft[cell] for cell in (group.cells if group is not None else ()) if cell != key)
    return tuple(org.id for org in others if org.form is Form.CHI_BO)


def _heirs(draft: Draft, group: ResidentialGroup, key: str, where: Where) -> tuple[str, ...]:
    """Who takes the place of a cell in serving a group: one id takes only what no other cell serves."""
    if isinstance(where, str) and other_cells(draft, group, key):
        return ()
    return tuple(target_of(where, group.id))


def check_groups_go(
    play: Play, key: str, where: Where, *, begins: Mapping[str, Organization] | None = None
) -> Iterator[Finding]:
    """Groups a cell alone serves go to a cell; groups others serve too may be given one in its place."""
    draft = play.draft
    served = draft.groups_of(key)
    ids = [group.id for group in served]
    yield from (finding("plan/number-misplaced", item.of) for _, item in numbers_named(where))
    for group in dict.fromkeys(items_named(where)):
        if group not in ids:
            known = draft.group(group) is not None
            yield (finding("plan/group-not-served", group, organization=key) if known else unknown_group(group))
    alone = [group.id for group in served if not other_cells(draft, group, key)]
    if alone and where is None:
        yield finding("plan/nowhere-for-groups", key, count=len(alone))
    yield from _check_all_named(where, alone, key, "plan/nowhere-for-groups")
    for to in dict.fromkeys(to for group in served for to in _heirs(draft, group, key, where)):
        target = (begins or {}).get(to) or draft.get(to)
        if target is not None and target.form is Form.DANG_BO:
            yield finding("plan/groups-need-a-cell", to)


def send_groups(play: Play, key: str, where: Where) -> None:
    """The residential groups of an organization go where it is said."""
    for group in play.draft.groups_of(key):
        kept = (cell for cell in group.cells if cell != key)
        play.draft.serve(group.id, tuple(dict.fromkeys((*kept, *_heirs(play.draft, group, key, where)))))


def give_groups(draft: Draft, sources: Collection[str], into: str) -> None:
    """One organization takes the place of others in serving residential groups; each group is gone through once."""
    for group in {group.id: group for source in sources for group in draft.groups_of(source)}.values():
        kept = [into if cell in sources else cell for cell in group.cells]
        draft.serve(group.id, tuple(dict.fromkeys(kept)))  # it may have served the group already


class Share(NamedTuple):
    """What one source of a `Rearrange` gives away.

    Attributes:
        source: its id.
        rest: id of the one that takes its remainder; `None` where it keeps it, or has none.
        members: destination of each person who goes.
        below: destination of each subordinate that goes; `None`: all of them go with the remainder.
        groups: destination of each residential group that goes.
        counted: people known only by number who go with the remainder.
    """

    source: str
    rest: str | None
    members: dict[str, str]
    below: dict[str, str] | None
    groups: dict[str, str]
    counted: Headcount


def hand_out(draft: Draft, share: Share) -> None:
    """Move what a source gives away, but for its residential groups."""
    by_target: dict[str, list[str]] = {}
    for member, to in share.members.items():
        by_target.setdefault(to, []).append(member)
    for to, members in by_target.items():
        draft.move_members(members, to)
    if share.below is not None:
        for child, to in share.below.items():
            draft.move(child, to)
    elif share.rest is not None:
        draft.move_below(share.source, share.rest)
    if share.rest is not None:
        draft.move_counted(share.source, share.rest, share.counted)


# --- the faces of an operation ---------------------------------------------------------------------------------------


Renewal: TypeAlias = Literal["established", "merged", "founded", "split", "form", "restored"]
"""Why an organization needs a committee: it is new, took others over, was founded from several, is a part of a split,
has another form, stands again."""


class WrittenInPlans(Protocol):
    """How operations are written: what knows all verbs stands above them."""

    def as_dict(self, operation: Operation) -> dict[str, Any]:
        """An operation as plain JSON values."""
        ...

    def from_dict(self, kind: type[Any], values: Mapping[str, object]) -> Any:  # noqa: ANN401 - one of that kind
        """The operation of plain JSON values."""
        ...

    def json_schema(self, kind: type[Any]) -> dict[str, Any]:
        """The JSON Schema of an operation, or of all of them."""
        ...


def written_in_plans() -> WrittenInPlans:
    """How operations are written, which is loaded when first asked for."""
    found: WrittenInPlans = import_module("dangbo.change.plan_json").OPERATIONS
    return found


@dataclass(frozen=True, init=False, repr=False, eq=False)  # which makes it a body to FastAPI, as each of them is
class Operation(Documented, ABC):
    """What every operation shows to a plan, besides its fields.

    Attributes:
        verb: its stable name, in files and reports.
        rests_on: ids of the rules its checks rest on, besides those of the outcome.
        papers: code of the papers it needs, in the rule `change-steps`; empty where no source seen names any.
        is_decided_late: whether it usually takes effect before anybody decides, as the end of a probation does.
    """

    __slots__ = ()

    verb: ClassVar[str]
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides",)
    papers: ClassVar[str] = ""
    is_decided_late: ClassVar[bool] = False

    def as_dict(self) -> dict[str, Any]:
        """The operation as plain JSON values, as a plan has it. Holds all it names, names of new members too."""
        return written_in_plans().as_dict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """The operation of plain JSON values, as `as_dict` gives them: the entry "operation" says which one it is.

        Raises:
            InvalidInputError: every problem at once, with its place: an operation nobody knows, another one than this,
                a field nobody knows, a missing field, a value of the wrong type.
        """
        read: Self = written_in_plans().from_dict(cls, values)
        return read

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of the operation; of `Operation`, of every one there is."""
        return written_in_plans().json_schema(cls)

    @property
    @abstractmethod
    def subject(self) -> str:
        """Id of what the operation is about first of all."""

    @property
    def general(self) -> Operation:
        """The operation that is played for it: itself, but for special cases of another one."""
        return self

    @property
    def establishes(self) -> tuple[Organization, ...]:
        """The organizations that begin with it."""
        return ()

    @property
    def way(self) -> Term | None:
        """Its kind or its reason, where rules tell several apart."""
        return None

    @property
    def beyond(self) -> Beyond | None:
        """Who has outside the register what it establishes or ends; `None` where no organization crosses the border."""
        return None

    @abstractmethod
    def check(self, play: Play) -> Iterator[Finding]:
        """Everything that forbids the operation, or is odd about it, where the plan stands."""

    def breaches(self, play: Play) -> Iterator[Finding]:
        """What rules forbid of it though it can be done: a ledger that was kept by other rules is read all the same."""
        return iter(())

    @abstractmethod
    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """Ids of the superiors it concerns; the lowest organization above them all decides."""

    def deciders(self, play: Play) -> tuple[tuple[str, ...], RuleValue] | None:
        """Ids of those who may decide, best first, and the rule that says so; `None` where nothing does."""
        draft = play.draft
        rule = play.rules.get("direct-superior-decides")
        above = [key for key in dict.fromkeys(self.superiors(draft)) if key is not None]
        if rule is None or not above:
            return None
        superior = above[0]
        for key in above[1:]:
            superior = draft.lowest_common_ancestor(superior, key).id
        return (superior,), rule

    @abstractmethod
    def effect(self, play: Play) -> None:
        """Carry it out on the draft; cannot refuse."""

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        """Who takes over from whom, as (source, result), asked before the effect; nothing where everybody goes on."""
        return iter(())

    def unsized(self, draft: Draft) -> Iterator[tuple[str, str]]:
        """Those of the successions of which nobody says how much goes over."""
        return iter(())

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        """Ids of the organizations that need a committee after it, and why, where it made these successions."""
        yield from ((org.id, "established") for org in self.establishes)

    @abstractmethod
    def describe(self, name: NameOf, *, lang: Lang) -> str:
        """The operation in one line, of many names the first few."""

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        """The operation as a decision says it, with every name; without the full stop.

        Args:
            name: the name of an organization, group or mass body by its id.
            book: the rulebook, which names unit types.
            lang: "vi" or "en".
        """
        return self.describe(name, lang=lang)

    def ids(self) -> frozenset[str]:
        """Every id it names, of whatever; found by walking its fields."""
        return frozenset(_texts_in(self))

    def crossing(self, draft: Draft) -> Crossing:
        """Who and what comes into the register or leaves it, asked before the effect."""
        return NOTHING_CROSSES


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts_in(getattr(value, field.name))


def listed(ids: Sequence[str], name: NameOf) -> str:
    """Names of the first few, and how many more there are."""
    more = len(ids) - LISTED
    return ", ".join(name(key) for key in ids[:LISTED]) + (f" (+{more})" if more > 0 else "")


def all_named(ids: Iterable[str], name: NameOf) -> str:
    """Every name, each once: a decision leaves none out."""
    return ", ".join(map(name, dict.fromkeys(ids)))


LISTED: Final = 3
"""Most names one line lists."""


def headcount_on(draft: Draft, members: Iterable[str]) -> Headcount:
    """How many full and probationary members these people are, by their records."""
    people = (draft._person(member) for member in members)
    return headcount_of(person for person in people if person is not None)


def people_words(count: int, *, lang: Lang) -> str:
    """How many people, in words."""
    words = Words(vi="{count} đảng viên", en="{count} member" if count == 1 else "{count} members")
    return words.format(lang=lang, count=format_number(count, lang=lang))


_WHENCE: Final = {
    MoveScope.OTHER_PROVINCE: Words(vi=" từ tỉnh khác", en=" from another province"),
    MoveScope.SAME_PROVINCE: Words(vi=" từ nơi khác trong tỉnh", en=" from elsewhere in the province"),
    MoveScope.ABROAD: Words(vi=" từ ngoài nước", en=" from abroad"),
}
_WHITHER: Final = {
    MoveScope.OTHER_PROVINCE: Words(vi=" tỉnh khác", en=" to another province"),
    MoveScope.SAME_PROVINCE: Words(vi=" nơi khác trong tỉnh", en=" to elsewhere in the province"),
    MoveScope.ABROAD: Words(vi=" ngoài nước", en=" abroad"),
}


def whence(where: MoveScope | None) -> Words:
    """How far from those come who enter the register, after what comes; nothing where nobody said."""
    return NO_WORDS if where is None else _WHENCE[where]


def whither(where: MoveScope | None) -> Words:
    """How far those go who leave the register, likewise."""
    return NO_WORDS if where is None else _WHITHER[where]
