"""What a decision can do to the tree: the verbs of a `Plan`.

| operation | Vietnamese | what it says |
|---|---|---|
| `Establish` | thành lập | a new organization begins, with the members and groups named |
| `Merge` | sáp nhập | sources end, an existing organization continues and takes everything |
| `Consolidate` | hợp nhất | sources end, a new organization begins and takes everything |
| `Split` | chia, tách | one organization becomes several; what stays with it is stated |
| `Rearrange` | sắp xếp nhiều tổ chức thành nhiều tổ chức | several organizations become several, by an allocation |
| `Dissolve` | giải thể, kết thúc hoạt động | an organization ends; where its people, cells and groups go is stated |
| `Disband` | giải tán | the same as a penalty, decided by the committee above the direct superior |
| `Reassign` | chuyển giao, tiếp nhận | an organization, with everything below it, gets another superior |
| `Convert` | chuyển cấp, chuyển hình thức | another level, form or unit type; the organization goes on |
| `Rename`, `Recode` | đổi tên, đổi mã | the organization goes on |
| `Transfer` | chuyển sinh hoạt đảng | people go to another roll, or take part elsewhere for a time |
| `Admit`, `Leave` | kết nạp, ra khỏi danh sách | the only ways onto and off the rolls |
| `AssignGroups` | điều chỉnh địa bàn lãnh đạo | which cells serve which residential groups |
| `MergeGroups`, `SplitGroup` | sáp nhập, chia thôn, tổ dân phố | the groups themselves, by a decision of the State |
| `Realign` | chuyển đoàn thể | mass bodies get another superior |
| `Restore` | khôi phục | the inverse of a plan, made by `Preview.inverse` |

Every operation is a complete `check`, which finds everything that forbids it where the plan stands, and an `effect`
that cannot refuse. What the rules say of the outcome (sizes, kinds, consent) is no concern of an operation: a plan
checks it once, on everything it touched.

What stands in this room bottom up: allocations; `Play`, the state of a plan under way; what several verbs check and do;
the verbs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field

from dangbo.base.citations import Confidence, Document
from dangbo.base.errors import known_language
from dangbo.base.findings import Code, Finding, Lang, Severity, finding
from dangbo.base.records import Count, Id, Name, Text, id_of, listing, ordered, record
from dangbo.base.terms import AdmitReason, Form, Kind, LeaveReason, Level, TransferKind
from dangbo.base.text import fold, format_number, lower_first, nearest
from dangbo.change.draft import Draft
from dangbo.hierarchy import Hierarchy
from dangbo.rules import RuleBook, Rules, RuleValue
from dangbo.tree.checks import consent_matters
from dangbo.tree.members import NOBODY, Headcount, Member, headcount_of
from dangbo.tree.records import MassBody, Organization, ResidentialGroup, UnitCode

NameOf: TypeAlias = Callable[[str], str]
"""The name of an organization or a group by its id."""


# --- what goes where -------------------------------------------------------------------------------------------------


_Ids = Annotated[tuple[Id, ...], BeforeValidator(listing)]
_Begun = Annotated[tuple[Organization, ...], BeforeValidator(ordered)]


@record
class ByNumber:
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
class Allocation:
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

_Allocations = Annotated[tuple[Allocation, ...], BeforeValidator(_allocations)]
_Where: TypeAlias = str | tuple[Allocation, ...] | None
_To: TypeAlias = "str | Mapping[str, Sequence[str | ByNumber]] | Sequence[Allocation] | None"
_Shares: TypeAlias = "Mapping[str, Sequence[str | ByNumber]] | Sequence[Allocation]"


@record
class Assignment:
    """Which cells serve one residential group.

    Attributes:
        group: id of the group.
        cells: ids of the cells that serve it from now on, all of them.
    """

    group: Id
    cells: _Ids


def _assignments(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(Assignment(group, cells) for group, cells in value.items())
    return ordered(value)


def _targets(where: _Where) -> Iterator[str]:
    """The destinations named, each once per naming."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where)


def _takers(where: _Where, *, some: bool) -> Iterator[str]:
    """The destinations that get something, where there is something to get."""
    if isinstance(where, str):
        yield from (where,) if some else ()
    elif where is not None:
        for allocation in where:
            if any(not isinstance(item, ByNumber) or item.total for item in allocation.items):
                yield allocation.to


def _target_of(where: _Where, item: str) -> Iterator[str]:
    """The destination of one item; nothing where none is named."""
    if isinstance(where, str):
        yield where
    elif where is not None:
        yield from (allocation.to for allocation in where if item in allocation.items)


def _named(where: _Where) -> Iterator[str]:
    """The ids that allocations name."""
    if isinstance(where, tuple):
        yield from (item for allocation in where for item in allocation.items if isinstance(item, str))


def _by_number(where: _Where) -> Iterator[tuple[str, ByNumber]]:
    """The people known only by number whom allocations name, with their destination."""
    if isinstance(where, tuple):
        for allocation in where:
            yield from ((allocation.to, item) for item in allocation.items if isinstance(item, ByNumber))


class _Given(NamedTuple):
    """What allocations name, at hand for whoever asks it of many sources.

    Attributes:
        items: the ids.
        counted: people known only by number, by the organization that counts them.
        sources: ids of those that give.
    """

    items: frozenset[str]
    counted: dict[str, Headcount]
    sources: frozenset[str]


def _given(allocations: tuple[Allocation, ...], sources: tuple[str, ...]) -> _Given:
    counted: dict[str, Headcount] = {}
    for _, item in _by_number(allocations):
        counted[item.of] = counted.get(item.of, NOBODY) + Headcount(item.full, item.probationary)
    return _Given(frozenset(_named(allocations)), counted, frozenset(sources))


# --- a plan under way ------------------------------------------------------------------------------------------------


class Play:
    """A plan being played: the draft as it stands, and what became of each operation.

    Attributes:
        draft: the tree as the plan has changed it so far.
        rules: those in force on the effective date.
        number: of the operation at hand, counted from 1.
        ended_by: id of each organization that ended, with the number of the operation.
        ending: ids of all that an operation ended, in order, those that stand again later among them.
        deceased: ids of people who left as deceased.
        groups_ended: ids of the residential groups that ended.
        refused: id of each organization a refused operation would have established, with its number.
        used: ids of the past (of groups: `past_group`, of people who died: `past_person`) that nobody may have again,
            besides the living and those that ended in the plan.
        basis: the decision; `None` where nobody says.
        decided_by: id of the organization that decides; `None` where nobody says.
        near: what looks for the ids that were meant.
        guests_left: people whose temporary stay ended with the organization, by its id.
    """

    __slots__ = (
        "basis",
        "deceased",
        "decided_by",
        "draft",
        "ended_by",
        "ending",
        "groups_ended",
        "guests_left",
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
        near: Near | None = None,
    ) -> None:
        self.draft = Draft(base)
        self.rules = rules
        self.number = 0
        self.ended_by: dict[str, int] = {}
        self.ending: list[str] = []
        self.deceased: set[str] = set()
        self.groups_ended: set[str] = set()
        self.refused: dict[str, int] = {}
        self.used = used
        self.basis = basis
        self.decided_by = decided_by
        self.near = near or Near()
        self.guests_left: dict[str, tuple[str, ...]] = {}

    def unknown(self, key: str) -> Finding | None:
        """What to say of an id that names no living organization here; `None` where it does."""
        if self.draft.get(key) is not None:
            return None
        if key in self.refused:
            return finding("plan/depends-on-refused", key, source=self.refused[key])
        ended = ended_vi = ""
        if key in self.ended_by:
            ended = f"; operation {self.ended_by[key]} ended it"
            ended_vi = f"; tổ chức này đã chấm dứt hoạt động theo nội dung {self.ended_by[key]}"
        elif key in self.used:
            ended, ended_vi = "; it ended before", "; tổ chức này đã chấm dứt hoạt động từ trước"
        return unknown_organization(self.draft, key, ended, ended_vi, near=self.near)

    def known(self, keys: Iterable[str]) -> list[Finding]:
        """The findings for those ids that name no living organization."""
        return [found for key in dict.fromkeys(keys) if (found := self.unknown(key)) is not None]

    def end(self, key: str, heir: str | None = None) -> None:
        """An organization that holds nothing any more ends; people who take part in it for a time go to its heir."""
        guests = self.draft.guests(key)
        if guests:
            self.draft.host(guests, heir)
            if heir is None:
                self.guests_left[key] = guests
        self.draft.end(key)
        self.ended_by[key] = self.number
        self.ending.append(key)

    def settle(self, organizations: Iterable[str]) -> None:
        """Whoever came onto the roll of the organization where they took part for a time is no guest there any more."""
        for key in dict.fromkeys(organizations):
            home = [member for member in self.draft.guests(key) if self.draft.home_of(member) == key]
            if home:
                self.draft.host(home, None)


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
            for one in tree.ids():
                self._folded.setdefault(fold(one), one)
        alike = self._folded.get(fold(key))
        if alike is not None and tree.find(alike) is not None:
            return alike
        if self._compared + size > _COMPARED:
            return None
        self._compared += size
        return next(iter(nearest(key, tree.ids(), limit=1)), None)


_SEARCHED: Final = 50_000
"""Most organizations among which a finding looks for the id that was meant."""
_COMPARED: Final = 200_000
"""Most ids that are compared with unknown ones in a plan: four searches of a large tree, hundreds of a small one."""


def unknown_organization(
    tree: Hierarchy | Draft, key: str, tail: str = "", tail_vi: str = "", *, near: Near | None = None
) -> Finding:
    """No living organization has this id: with what is known of it, or the id it may have been meant to be."""
    if not tail:
        meant = (near or Near()).of(key, tree)
        tail, tail_vi = (
            ("", "") if meant is None else (f"; the nearest id is '{meant}'", f"; mã gần giống là '{meant}'")
        )
    return finding("plan/unknown-organization", key, ended=tail, ended_vi=tail_vi)


class Crossing(NamedTuple):
    """Who and what an operation brings into the register, or takes out of it: the named exceptions of conservation.

    Attributes:
        joined: ids of people who come onto a roll.
        left: ids of people who leave the rolls.
        people_in: how many come, people known only by number included.
        people_out: how many leave, likewise.
        groups: residential groups more.
        uncovered: ids of residential groups that no cell serves again, as before the decision that is taken back.
    """

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    people_in: Headcount = NOBODY
    people_out: Headcount = NOBODY
    groups: int = 0
    uncovered: tuple[str, ...] = ()


NOTHING_CROSSES: Final = Crossing()


# --- what several verbs check ----------------------------------------------------------------------------------------


def _check_new(play: Play, org: Organization, *, among: Container[str] = ()) -> Iterator[Finding]:
    """Whether a new organization can begin where it says; `among` are ids that begin with it."""
    draft = play.draft
    if draft.get(org.id) is not None:
        yield finding("plan/id-in-use", org.id)
    elif org.id in play.ended_by or org.id in play.used:
        yield finding("plan/id-ended-before", org.id)
    if org.parent is None:
        yield finding("plan/root-organization", org.id)
    elif org.parent not in among and (found := play.unknown(org.parent)) is not None:
        yield found
    if org.full or org.probationary:
        yield finding("plan/people-from-nowhere", org.id, count=org.full + org.probationary)


def _check_named_once(keys: Sequence[str]) -> Iterator[Finding]:
    """Whether an operation names each thing once."""
    yield from (finding("plan/named-twice", key) for key, times in Counter(keys).items() if times > 1)


def _check_members(play: Play, members: Sequence[str]) -> Iterator[Finding]:
    """Whether each of these people is on some roll, and named once."""
    for member, times in Counter(members).items():
        if times > 1:
            yield finding("plan/member-named-twice", member)
        if play.draft.home_of(member) is None:
            yield finding("plan/unknown-member", member, place="any roll", place_vi="danh sách nào")


def _check_numbers(play: Play, people: Iterable[ByNumber]) -> Iterator[Finding]:
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


def _check_unlike(orgs: Iterable[Organization], target: Organization) -> Iterator[Finding]:
    """Whether organizations may give everything to another of this form and level; levels are one finding for all."""
    elsewhere: list[Organization] = []
    for org in orgs:
        if org.form is not target.form:
            yield finding(
                "plan/unlike-forms",
                org.id,
                form=org.form.gloss,
                form_vi=org.form.label,
                target=target.id,
                target_form=target.form.gloss,
                target_form_vi=target.form.label,
            )
        elif org.level is not target.level:
            elsewhere.append(org)
    if elsewhere:
        first, *others = elsewhere
        yield finding(
            "plan/unlike-levels",
            first.id,
            others=f" (and {len(others)} more)" if others else "",
            others_vi=f" (và {len(others)} tổ chức khác)" if others else "",
            level=first.level.gloss,
            level_vi=first.level.label,
            target=target.id,
            target_level=target.level.gloss,
            target_level_vi=target.level.label,
        )


def _check_twice(where: _Where) -> Iterator[Finding]:
    """Whether allocations name anything twice."""
    counted = Counter(_named(where))
    yield from (finding("plan/item-allocated-twice", item) for item, times in counted.items() if times > 1)


def _check_all_named(where: _Where, items: Sequence[str], subject: str, code: Code) -> Iterator[Finding]:
    """Whether allocations name every item, and nothing twice."""
    if not isinstance(where, tuple):
        return
    yield from _check_twice(where)
    named = set(_named(where))
    left = [item for item in items if item not in named]
    if left:
        yield finding(code, subject, count=len(left))


# --- emptying an organization: what Dissolve, Disband and Convert share ----------------------------------------------


def _check_members_go(play: Play, key: str, where: _Where) -> Iterator[Finding]:
    """Whether the people of an organization go somewhere, each to one place."""
    draft = play.draft
    own, listed = draft.own_headcount(key), draft.roll(key)
    if own.total and where is None:
        yield finding("plan/nowhere-for-members", key, count=own.total)
    if not isinstance(where, tuple):
        return
    numbers = [item for _, item in _by_number(where)]
    yield from _check_numbers(play, numbers)
    for item in numbers:
        if item.of != key:
            yield finding("plan/not-of-sources", item.of, sources=key)
    counted = own.total - len(listed) - sum(item.total for item in numbers)
    if counted > 0:
        yield finding("plan/counted-members-unallocated", key, count=counted)
    named = list(_named(where))
    for member, times in Counter(named).items():
        if times > 1:
            yield finding("plan/member-named-twice", member)
        if draft.home_of(member) != key:
            place, place_vi = f"the roll of '{key}'", f"danh sách của '{key}'"
            yield finding("plan/unknown-member", member, place=place, place_vi=place_vi)
    left = set(listed) - set(named)
    if left:
        yield finding("plan/members-unallocated", key, count=len(left))


def _send_members(play: Play, key: str, where: _Where) -> None:
    draft = play.draft
    if isinstance(where, str):
        draft.move_roll(key, where)
        draft.move_counted(key, where)
    elif where is not None:
        for allocation in where:
            draft.move_members([item for item in allocation.items if isinstance(item, str)], allocation.to)
        for to, item in _by_number(where):
            draft.move_counted(key, to, Headcount(item.full, item.probationary))


def _check_children_go(play: Play, key: str, where: _Where) -> Iterator[Finding]:
    """Whether the subordinates of an organization go somewhere, and none comes to stand below itself."""
    draft = play.draft
    children = draft.children(key)
    ids = [child.id for child in children]
    yield from (finding("plan/number-misplaced", item.of) for _, item in _by_number(where))
    if children and where is None:
        yield finding("plan/nowhere-for-children", key, count=len(children))
    for child_id in dict.fromkeys(_named(where)):
        if child_id not in ids:
            yield play.unknown(child_id) or finding("plan/not-subordinate", child_id, organization=key)
    yield from _check_all_named(where, ids, key, "plan/nowhere-for-children")
    if isinstance(where, str) and (draft.find(where) is None or not draft.is_within(where, key)):
        return
    goes = {child: next(_target_of(where, child), "") for child in ids}
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


def _send_children(play: Play, key: str, where: _Where) -> None:
    if isinstance(where, str):
        play.draft.move_below(key, where)
        return
    for child in play.draft.children(key):
        for to in _target_of(where, child.id):
            play.draft.move(child.id, to)


def _other_cells(draft: Draft, group: ResidentialGroup | None, key: str) -> tuple[str, ...]:
    """The other cells that serve a group; a đảng bộ named in the place of one is none."""
    others = (draft[cell] for cell in (group.cells if group is not None else ()) if cell != key)
    return tuple(org.id for org in others if org.form is Form.CHI_BO)


def _heirs(draft: Draft, group: ResidentialGroup, key: str, where: _Where) -> tuple[str, ...]:
    """Who takes the place of a cell in serving a group: one id takes only what no other cell serves."""
    if isinstance(where, str) and _other_cells(draft, group, key):
        return ()
    return tuple(_target_of(where, group.id))


def _check_groups_go(
    play: Play, key: str, where: _Where, *, begins: Mapping[str, Organization] | None = None
) -> Iterator[Finding]:
    """Groups a cell alone serves go to a cell; groups others serve too may be given one in its place."""
    draft = play.draft
    served = draft.groups_of(key)
    ids = [group.id for group in served]
    yield from (finding("plan/number-misplaced", item.of) for _, item in _by_number(where))
    for group in dict.fromkeys(_named(where)):
        if group not in ids:
            known = draft.group(group) is not None
            yield (
                finding("plan/group-not-served", group, organization=key)
                if known
                else finding("plan/unknown-group", group)
            )
    alone = [group.id for group in served if not _other_cells(draft, group, key)]
    if alone and where is None:
        yield finding("plan/nowhere-for-groups", key, count=len(alone))
    yield from _check_all_named(where, alone, key, "plan/nowhere-for-groups")
    for to in dict.fromkeys(to for group in served for to in _heirs(draft, group, key, where)):
        target = (begins or {}).get(to) or draft.get(to)
        if target is not None and target.form is Form.DANG_BO:
            yield finding("plan/groups-need-a-cell", to)


def _send_groups(play: Play, key: str, where: _Where) -> None:
    for group in play.draft.groups_of(key):
        kept = (cell for cell in group.cells if cell != key)
        play.draft.serve(group.id, tuple(dict.fromkeys((*kept, *_heirs(play.draft, group, key, where)))))


def _give_groups(draft: Draft, sources: Collection[str], into: str) -> None:
    """One organization takes the place of others in serving residential groups; each group is gone through once."""
    for group in {group.id: group for source in sources for group in draft.groups_of(source)}.values():
        kept = [into if cell in sources else cell for cell in group.cells]
        draft.serve(group.id, tuple(dict.fromkeys(kept)))  # it may have served the group already


# --- the faces of an operation ---------------------------------------------------------------------------------------


class Operation(ABC):
    """What every operation shows to a plan, besides its fields.

    Attributes:
        verb: its stable name, in files and reports.
        rests_on: ids of the rules its checks rest on, besides those of the outcome.
        steps: code of the papers it needs, in the rule `change-steps`; empty where no source seen names any.
    """

    __slots__ = ()

    verb: ClassVar[str]
    rests_on: ClassVar[tuple[str, ...]] = ("direct-superior-decides",)
    steps: ClassVar[str] = ""

    @property
    @abstractmethod
    def subject(self) -> str:
        """Id of what the operation is about first of all."""

    @property
    def establishes(self) -> tuple[Organization, ...]:
        """The organizations that begin with it."""
        return ()

    @abstractmethod
    def check(self, play: Play) -> Iterator[Finding]:
        """Everything that forbids the operation, or is odd about it, where the plan stands."""

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

    @abstractmethod
    def describe(self, name: NameOf, *, lang: Lang) -> str:
        """The operation in one line."""

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
    more = len(ids) - _LISTED
    return ", ".join(name(key) for key in ids[:_LISTED]) + (f" (+{more})" if more > 0 else "")


_LISTED: Final = 3
"""Most names one line lists."""


def _headcount(draft: Draft, members: Iterable[str]) -> Headcount:
    people = (draft.person(member) for member in members)
    return headcount_of(person for person in people if person is not None)


def _members(count: int, lang: Lang) -> str:
    shown = format_number(count, lang=lang)
    if known_language(lang) == "vi":
        return f"{shown} đảng viên"
    return f"{shown} {'member' if count == 1 else 'members'}"


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
    members: _Ids = ()
    groups: _Ids = ()

    verb: ClassVar[str] = "establish"
    steps: ClassVar[str] = "establish"
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
        yield from _check_new(play, self.organization)
        yield from _check_members(play, self.members)
        yield from (finding("plan/unknown-group", key) for key in self.groups if play.draft.group(key) is None)
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
        count = _members(len(self.members), lang)
        return f"{'Thành lập' if known_language(lang) == 'vi' else 'Establish'} {self.organization.name} ({count})"


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

    sources: _Ids
    into: Id

    verb: ClassVar[str] = "merge"
    steps: ClassVar[str] = "merge_or_split"

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], into: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.into

    def check(self, play: Play) -> Iterator[Finding]:
        draft = play.draft
        if not self.sources:
            yield finding("plan/nothing-to-do", self.into)
        yield from _check_named_once(self.sources)
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
        yield from _check_unlike(alike, target)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in (*self.sources, self.into):
            yield draft[key].parent

    def effect(self, play: Play) -> None:
        draft, sources = play.draft, dict.fromkeys(self.sources)
        _give_groups(draft, sources.keys(), self.into)
        for source in sources:
            draft.move_below(source, self.into)
            draft.move_roll(source, self.into)
            draft.move_counted(source, self.into)
            play.end(source, self.into)
        play.settle([self.into])

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        yield from ((source, self.into) for source in dict.fromkeys(self.sources))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        sources, into = listed(self.sources, name), name(self.into)
        return f"Sáp nhập {sources} vào {into}" if known_language(lang) == "vi" else f"Merge {sources} into {into}"


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

    sources: _Ids
    results: Annotated[tuple[Organization | Id, ...], BeforeValidator(listing)]
    allocation: _Allocations
    hold_at: Id | None = None

    verb: ClassVar[str] = "rearrange"
    steps: ClassVar[str] = "merge_or_split"

    if TYPE_CHECKING:

        def __init__(
            self,
            sources: Sequence[str],
            results: Sequence[Organization | str],
            allocation: _Shares,
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
        if not self.sources or not self.results or self._keeps_everything():
            yield finding("plan/nothing-to-do", self.subject)
        yield from _check_named_once(self.sources)
        if len(self.sources) == len(self.results) == 1 and self.establishes:
            yield finding("plan/one-to-one", self.sources[0], target=self.subject)
        living = [result for result in self.results if isinstance(result, str)]
        yield from play.known((*self.sources, *living))
        begins = {org.id: org for org in self.establishes}
        for org in self.establishes:
            yield from _check_new(play, org, among=begins)
        yield from _check_named_once(self._result_ids())
        yield from self._check_lines(play, begins)
        if self.hold_at is not None and self.hold_at not in begins:
            yield from play.known([self.hold_at])
            if self.hold_at in self.sources and self.hold_at not in self.continuing:
                yield finding("plan/into-itself", self.hold_at)
        yield from self._check_allocation(play, begins)
        living_sources = [source for source in dict.fromkeys(self.sources) if draft.get(source) is not None]
        named = _given(self.allocation, self.sources)
        for source in living_sources:
            yield from self._check_left(draft, source, begins, named)
        if len(living_sources) == len({*self.sources}):
            takes: dict[str, list[str]] = {}
            for source, result in self.unsized(draft):
                takes.setdefault(result, []).append(source)
            for result, given in takes.items():
                yield finding("plan/part-of-unknown-size", result, sources=", ".join(map(repr, given[:_LISTED])))

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
        yield from _check_twice(self.allocation)
        yield from _check_numbers(play, (item for _, item in _by_number(self.allocation)))
        has = {key for source in sources for key in draft.child_ids(source)}
        groups = {group.id for source in sources for group in draft.groups_of(source)}
        for key in dict.fromkeys(_named(self.allocation)):
            kinds = (key in named_sources, key in has, key in groups, draft.home_of(key) in sources)
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
                yield from _check_unlike((draft[source] for source in wholes), target)
            for item in allocation.items:
                if isinstance(item, ByNumber):
                    if item.of not in sources:
                        yield finding("plan/not-of-sources", item.of, sources=", ".join(self.sources[:_LISTED]))
                elif item in named_sources:
                    continue
                elif item == to:
                    yield finding("plan/into-itself", item)
                elif item in groups:
                    if target is not None and target.form is Form.DANG_BO:
                        yield finding("plan/groups-need-a-cell", to)
                elif item not in has and draft.home_of(item) not in sources:
                    yield finding("plan/not-of-sources", item, sources=", ".join(self.sources[:_LISTED]))

    def _check_left(
        self, draft: Draft, source: str, begins: Mapping[str, Organization], named: _Given
    ) -> Iterator[Finding]:
        """What of a source nobody allocated: it blocks, or waits where the operation says."""
        for what, count in self._left(draft, source, named).items():
            if not count:
                continue
            one, many, vi = _ITEMS[what]
            en = one if count == 1 else many
            if self.hold_at is None:
                yield finding("plan/unallocated", source, count=count, items=en, items_vi=vi)
            else:
                yield finding("plan/held", source, count=count, items=en, items_vi=vi, at=self.hold_at)
                target = begins.get(self.hold_at) or draft.get(self.hold_at)
                stays = self.hold_at == source  # what waits where it is goes nowhere
                if what == "groups" and not stays and target is not None and target.form is Form.DANG_BO:
                    yield finding("plan/groups-need-a-cell", self.hold_at)

    def _left(self, draft: Draft, source: str, given: _Given) -> dict[str, int]:
        """How many of each kind of item of a source nobody allocated."""
        named, ends = given.items, given.sources
        if source in named:
            return {}
        counted = draft[source].full + draft[source].probationary - given.counted.get(source, NOBODY).total
        return {
            "children": sum(key not in named and key not in ends for key in draft.child_ids(source)),
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
        given = _given(self.allocation, self.sources)
        shares = [
            self._share(draft, source, to_of, given, goes_on) for source in sources
        ]  # first: a source may receive too
        for org in self.establishes:
            draft.add(org)
        for to, item in _by_number(self.allocation):
            draft.move_counted(item.of, to, Headcount(item.full, item.probationary))
        cells: dict[str, dict[str, str]] = {}
        for share in shares:
            _hand_out(draft, share)
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
        self, draft: Draft, source: str, to_of: Mapping[str, str], named: _Given, goes_on: Container[str]
    ) -> _Share:
        """What one source gives away, to whom."""
        rest = to_of.get(source, self.hold_at)

        def going(items: Iterable[str]) -> dict[str, str]:
            pairs = ((item, to_of.get(item, rest)) for item in items)
            return {item: to for item, to in pairs if to is not None and to != source}

        if rest is None or rest == source:
            counted = NOBODY
        else:
            org = draft[source]
            counted = Headcount(org.full, org.probationary) - named.counted.get(source, NOBODY)
        below = draft.child_ids(source)
        # Nothing comes to stand under what ends, so that all of it may go in one sweep.
        sweeps = rest is not None and source not in goes_on and not any(child in to_of for child in below)
        return _Share(
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
            given = _given(self.allocation, self.sources)
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
        nobody = {(item.of, to) for to, item in _by_number(self.allocation) if not item.total}
        sources, results = dict.fromkeys(self.sources), dict.fromkeys(self._result_ids())
        gets = {key: None for key in results if not (key in told or key in takes or key in gives)}
        leaves = {key for key in sources if not (key in gives or key in results)}
        everybody = not (pairs or gets or leaves)
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
        home = draft.home_of(item)
        if home is not None:
            return home
        group = draft.group(item)
        return None if group is None else next((cell for cell in group.cells if cell in sources), None)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        results = listed(self._result_ids(), name)
        sources = listed(self.sources, name)
        return (
            f"Sắp xếp {sources} thành {results}"
            if known_language(lang) == "vi"
            else f"Rearrange {sources} into {results}"
        )


_ITEMS: Final = {
    "children": ("subordinate organization", "subordinate organizations", "tổ chức trực thuộc"),
    "members": ("member", "members", "đảng viên"),
    "groups": ("residential group", "residential groups", "xóm, tổ dân phố"),
}


class _Share(NamedTuple):
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


def _hand_out(draft: Draft, share: _Share) -> None:
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


class _Rearrangement(Operation):
    """A special case of `Rearrange`: it has its own words, and does what the general operation does."""

    __slots__ = ()

    steps: ClassVar[str] = "merge_or_split"

    @property
    @abstractmethod
    def general(self) -> Rearrange:
        """The same as a `Rearrange`."""

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
    return operation.general


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

    sources: _Ids
    organization: Organization

    verb: ClassVar[str] = "consolidate"

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], organization: Organization) -> None: ...

    @property
    def subject(self) -> str:
        return self.organization.id

    @property
    def general(self) -> Rearrange:
        sources = tuple(dict.fromkeys(self.sources))
        return Rearrange(self.sources, (self.organization,), (Allocation(self.organization.id, sources),))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        sources = listed(self.sources, name)
        if known_language(lang) == "vi":
            return f"Hợp nhất {sources} thành {self.organization.name}"
        return f"Consolidate {sources} into the new {self.organization.name}"


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
    into: _Begun
    allocation: _Allocations
    stays: Annotated[tuple[Item, ...] | None, BeforeValidator(listing)] = None
    hold_at: Id | None = None

    verb: ClassVar[str] = "split"

    if TYPE_CHECKING:

        def __init__(
            self,
            source: str,
            into: Sequence[Organization],
            allocation: _Shares,
            stays: Sequence[str | ByNumber] | None = None,
            hold_at: str | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.source

    @property
    def general(self) -> Rearrange:
        if self.stays is None:
            return Rearrange((self.source,), self.into, self.allocation, self.hold_at)
        kept = Allocation(self.source, self.stays)
        return Rearrange((self.source,), (*self.into, self.source), (*self.allocation, kept), self.hold_at)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        source, into = name(self.source), ", ".join(org.name for org in self.into[:_LISTED])
        if self.stays is None:
            return f"Chia {source} thành {into}" if known_language(lang) == "vi" else f"Divide {source} into {into}"
        return f"Tách {into} từ {source}" if known_language(lang) == "vi" else f"Split {into} off {source}"


Wording: TypeAlias = Literal["giải thể", "kết thúc hoạt động"]
"""The word a decision uses for the end of an organization."""


class _Ending(Operation):
    """An organization ends, and the decision says where everything it had goes."""

    __slots__ = ()

    steps: ClassVar[str] = "dissolve"

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
        named = [to for where in (self.members_to, self.children_to, self.groups_to) for to in _targets(where)]
        yield from play.known(named)
        if key in named:
            yield finding("plan/into-itself", key)
        yield from _check_members_go(play, key, self.members_to)
        yield from _check_children_go(play, key, self.children_to)
        yield from _check_groups_go(play, key, self._groups_go())

    def _groups_go(self) -> _Where:
        """By default, groups follow the members where one organization takes them all."""
        if self.groups_to is None and isinstance(self.members_to, str):
            return self.members_to
        return self.groups_to

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent
        yield from _takers(self.children_to, some=bool(draft.child_ids(self.organization)))

    def effect(self, play: Play) -> None:
        key = self.organization
        _send_children(play, key, self.children_to)
        _send_members(play, key, self.members_to)
        _send_groups(play, key, self._groups_go())
        play.end(key, self.members_to if isinstance(self.members_to, str) else None)
        play.settle(_targets(self.members_to))

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        people = _takers(self.members_to, some=draft.own_headcount(self.organization).total > 0)
        children = _takers(self.children_to, some=bool(draft.child_ids(self.organization)))
        alone = (group for group in draft.groups_of(self.organization) if not _other_cells(draft, group, self.subject))
        groups = _takers(self._groups_go(), some=any(alone))
        yield from ((self.organization, to) for to in dict.fromkeys((*people, *children, *groups)))

    def _described(self, verb: tuple[str, str], name: NameOf, lang: Lang) -> str:
        people = tuple(dict.fromkeys(_targets(self.members_to)))
        to = listed(people or tuple(_targets(self.children_to)), name)
        if known_language(lang) == "vi":
            what = "đảng viên" if people else "tổ chức trực thuộc"
            return f"{verb[0]} {name(self.organization)}" + (f", chuyển {what} về {to}" if to else "")
        return f"{verb[1]} {name(self.organization)}" + (f", to {to}" if to else "")


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
            members_to: _To = None,
            children_to: _To = None,
            groups_to: _To = None,
            wording: Wording = "giải thể",
        ) -> None: ...

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        if self.wording == "giải thể":
            return self._described(("Giải thể", "Dissolve"), name, lang)
        return self._described(("Kết thúc hoạt động của", "End the work of"), name, lang)


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
            self, organization: str, members_to: _To = None, children_to: _To = None, groups_to: _To = None
        ) -> None: ...

    def check(self, play: Play) -> Iterator[Finding]:
        yield from _Ending.check(self, play)  # slots: the class of super() is another one
        if play.rules.get("vote-thresholds") is None:
            yield finding("plan/decider-unknown", self.organization, what="disbanding", what_vi="giải tán")
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
        return self._described(("Giải tán", "Disband"), name, lang)


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
        if rule is None:
            yield finding("plan/decider-unknown", org.id, what="handing over", what_vi="chuyển giao")
            return
        row = rule.row(hand_over_row(org, village=bool(play.draft.groups_of(org))))
        if row is None:
            yield finding("plan/decider-unknown", org.id, what="handing over", what_vi="chuyển giao")
            return
        clause = play.rules.book.clause_of(rule, row)
        verified = clause.confidence is Confidence.VERIFIED
        one_paper = self.receiving is None or (
            play.basis is not None and self.receiving.folded_key == play.basis.folded_key
        )
        if one_paper and self._receiver(play.draft, org) not in self._givers(play.draft, org):
            blocks = rule.blocks and verified and not self._decided_above(play)
            gives, receives = row.words("gives"), row.words("receives")
            yield finding(
                "plan/second-decision-missing",
                org.id,
                rule=clause,
                severity=Severity.BLOCK if blocks else Severity.WARN,
                to=self.to,
                gives=gives.en,
                gives_vi=gives.vi,
                receives=receives.en,
                receives_vi=receives.vi,
            )
        if self.agreement is None and self._common(play.draft).level is Level.CENTRAL:
            yield finding("plan/central-agreement", org.id, rule=rule.ref, to=self.to)

    def _givers(self, draft: Draft, org: Organization) -> tuple[str, ...]:
        """Ids of those who hand over across superiors, nearest first."""
        levels = _GIVING[hand_over_row(org, village=bool(draft.groups_of(org)))]
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
        moved, to = name(self.organization), name(self.to)
        return (
            f"Chuyển giao {moved} về trực thuộc {to}" if known_language(lang) == "vi" else f"Hand {moved} over to {to}"
        )


_GIVING: Final = {
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
    cells: _Begun = ()
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
            members_to: _To = None,
            groups_to: _To = None,
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
        yield from _check_named_once(self.organizations)
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
            yield from _check_new(play, cell)
            if cell.form is not Form.CHI_BO or cell.parent != org.id:
                yield finding("plan/not-its-cell", cell.id, organization=org.id)
        named = [*_targets(self.members_to), *_targets(self.groups_to)]
        yield from play.known(to for to in named if to not in begins)
        if org.id in named:
            yield finding("plan/into-itself", org.id)
        yield from _check_members_go(play, org.id, self.members_to)
        yield from _check_groups_go(play, org.id, self._groups_go(), begins=begins)

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

    def _groups_go(self) -> _Where:
        if self.groups_to is None and isinstance(self.members_to, str):
            return self.members_to
        return self.groups_to

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for key in self.organizations:
            yield draft[key].parent

    def effect(self, play: Play) -> None:
        draft = play.draft
        changes = self._changes()
        for key in self.organizations:
            was = draft[key]
            draft.put(key, **changes)
            _end_consents(draft, key, was.kind)
            if self.form is None or self.form is was.form:
                continue
            if self.form is Form.DANG_BO:
                for cell in self.cells:
                    draft.add(cell)
                _send_members(play, key, self.members_to)
                _send_groups(play, key, self._groups_go())
                play.settle(_targets(self.members_to))
            else:
                ends = draft.descendants(key)
                _give_groups(draft, {below.id: None for below in ends}.keys(), key)
                for below in reversed(ends):
                    draft.move_roll(below.id, key)
                    draft.move_counted(below.id, key)
                    play.end(below.id, key)
                play.settle([key])

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        if self.form is Form.CHI_BO and draft[self.subject].form is Form.DANG_BO:
            yield from ((below.id, self.subject) for below in draft.descendants(self.subject))
        if self.form is Form.DANG_BO and draft[self.subject].form is Form.CHI_BO:
            people = _takers(self.members_to, some=draft.own_headcount(self.subject).total > 0)
            alone = (group for group in draft.groups_of(self.subject) if not _other_cells(draft, group, self.subject))
            groups = _takers(self._groups_go(), some=any(alone))
            takers = dict.fromkeys((*(cell.id for cell in self.cells), *people, *groups))  # some may live already
            yield from ((self.subject, to) for to in takers)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        what = listed(self.organizations, name)
        if known_language(lang) == "vi":
            form = [] if self.form is None else [f"hình thức {self.form.label.lower()}"]
            level = [] if self.level is None else [level_vi(self.level)]
            unit = [] if self.unit_type is None else [f"loại hình: {_unit_label(self.unit_type, lang)}"]
            host = [] if self.host_unit is None else [f"đơn vị '{self.host_unit}'"]
            return f"Chuyển {what} sang {', '.join([*form, *level, *unit, *host])}"
        terms = [term.gloss for term in (self.form, self.level) if term is not None]
        unit = [] if self.unit_type is None else [f"unit type: {_unit_label(self.unit_type, lang)}"]
        host = [] if self.host_unit is None else [f"unit '{self.host_unit}'"]
        return f"Convert {what}: {', '.join([*terms, *unit, *host])}"


def _unit_label(code: str, lang: Lang) -> str:
    return RuleBook.default().unit_type_label(code, lang=lang)


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


@record
class Rename(Operation):
    """Đổi tên: an organization goes on under another name.

    Args:
        organization: its id.
        name: the name it has from now on.

    Examples:
        >>> Rename("dbp", name="Đảng bộ phường Gia Sàng").verb
        'rename'
    """

    organization: Id
    name: Name

    verb: ClassVar[str] = "rename"

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is not None and org.name == self.name:
            yield finding("plan/nothing-to-do", org.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, name=self.name)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        was = name(self.organization)
        return f"Đổi tên {was} thành {self.name}" if known_language(lang) == "vi" else f"Rename {was} to {self.name}"


@record
class Recode(Operation):
    """Đổi mã: an organization goes on under another official code. Its id never changes.

    Args:
        organization: its id.
        code: the code it has from now on; `None` for none.

    Examples:
        >>> Recode("dbp", code="05443").code
        '05443'
    """

    organization: Id
    code: Text | None

    verb: ClassVar[str] = "recode"
    rests_on: ClassVar[tuple[str, ...]] = ()

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        org = play.draft.get(self.organization)
        if org is not None and org.code == self.code:
            yield finding("plan/nothing-to-do", org.id)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: codes are given by those who keep the statistics."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.put(self.organization, code=self.code)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        what, code = name(self.organization), self.code or "—"
        return f"Đổi mã số của {what} thành {code}" if known_language(lang) == "vi" else f"Give {what} the code {code}"


# --- people ----------------------------------------------------------------------------------------------------------


@record
class Transfer(Operation):
    """Chuyển sinh hoạt đảng: people go to the roll of another organization, or take part in it for a time.

    A temporary transfer changes no roll: the person stays counted at home. A temporary transfer to the own organization
    ends the stay.

    Args:
        members: ids of those who go, each from the roll they are on.
        to: id of the organization that receives them.
        people: people known only by number who go with them; official transfers only.
        kind: official or temporary.

    Examples:
        >>> Transfer(["m-1", "m-2"], to="cb-5").members
        ('m-1', 'm-2')
        >>> Transfer([], to="cb-5", people=[ByNumber("cb-1", full=3)]).people
        (ByNumber(of='cb-1', full=3, probationary=0),)
    """

    members: _Ids
    to: Id
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    kind: TransferKind = TransferKind.OFFICIAL

    verb: ClassVar[str] = "transfer"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str],
            to: str,
            people: Sequence[ByNumber] = (),
            kind: TransferKind = TransferKind.OFFICIAL,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        yield from play.known([self.to])
        yield from _check_members(play, self.members)
        yield from _check_numbers(play, self.people)
        if self.kind is TransferKind.TEMPORARY and self.people:
            yield finding("plan/stay-by-number", self.to, count=sum(item.total for item in self.people))
        if any(item.of == self.to for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        for member in dict.fromkeys(self.members):
            home, stay = play.draft.home_of(member), play.draft.stay_of(member)
            at = home if self.kind is TransferKind.OFFICIAL else stay or home
            if at == self.to:
                yield finding("plan/nothing-to-do", member)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: people transfer by introduction papers between committees, not by one superior's decision."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        if self.kind is TransferKind.TEMPORARY:
            back = [member for member in self.members if draft.home_of(member) == self.to]
            draft.host(back, None)
            draft.host([member for member in self.members if member not in set(back)], self.to)
            return
        draft.host([member for member in self.members if draft.stay_of(member) == self.to], None)
        draft.move_members(self.members, self.to)
        for item in self.people:
            draft.move_counted(item.of, self.to, Headcount(item.full, item.probationary))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        count = _members(len(self.members) + sum(item.total for item in self.people), lang)
        to = name(self.to)
        temporary = self.kind is TransferKind.TEMPORARY
        if known_language(lang) == "vi":
            return f"Chuyển sinh hoạt đảng {'tạm thời ' if temporary else ''}của {count} về {to}"
        return f"Transfer {count} {'for a time ' if temporary else ''}to {to}"


def level_vi(level: Level) -> str:
    """A level inside a Vietnamese sentence: "cấp cơ sở", "trực thuộc đảng ủy cơ sở"."""
    label = lower_first(level.label)
    return f"cấp {level.label if level is Level.CENTRAL else label}" if level in _BARE_LEVELS else label


_BARE_LEVELS: Final = (Level.CENTRAL, Level.GRASSROOTS)
"""Levels whose label does not say that it is one."""

ADMITTING_VI: Final = {
    AdmitReason.ADMITTED: "Kết nạp",
    AdmitReason.READMITTED: "Kết nạp lại",
    AdmitReason.RECEIVED: "Tiếp nhận",
    AdmitReason.RESTORED: "Phục hồi đảng tịch cho",
}
"""What is done, in the words of a decision; the label of the reason says how it came about."""


@record
class Admit(Operation):
    """Kết nạp, tiếp nhận: people come onto a roll of the register from outside it.

    Args:
        to: id of the organization whose roll they join.
        members: their records; someone who left before comes back under the same id.
        full: how many more full members are known only by number.
        probationary: how many more probationary members are known only by number.
        reason: admitted to the Party, readmitted, received from outside the register, restored.

    Examples:
        >>> from dangbo.base.terms import MemberStatus
        >>> Admit("cb-1", [Member("m-9", "Nguyễn Văn A", MemberStatus.PROBATIONARY)]).admitted()
        Headcount(full=0, probationary=1)
    """

    to: Id
    members: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    full: Count = 0
    probationary: Count = 0
    reason: AdmitReason = AdmitReason.ADMITTED

    verb: ClassVar[str] = "admit"
    rests_on: ClassVar[tuple[str, ...]] = ("probation",)

    if TYPE_CHECKING:

        def __init__(
            self,
            to: str,
            members: Sequence[Member] = (),
            full: int = 0,
            probationary: int = 0,
            reason: AdmitReason = AdmitReason.ADMITTED,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.to])
        if not self.admitted().total:
            yield finding("plan/nothing-to-do", self.to)
        probation = play.rules.get("probation")
        if self.reason is AdmitReason.ADMITTED and self.admitted().full and probation is not None:
            yield finding("plan/admitted-as-full", self.to, rule=probation.ref, count=self.admitted().full)
        for member, times in Counter(person.id for person in self.members).items():
            if times > 1:
                yield finding("plan/member-named-twice", member)
            home = play.draft.home_of(member)
            if home is not None:
                yield finding("plan/member-on-roll", member, organization=home)
            elif member in play.deceased or past_person(member) in play.used:
                yield finding("plan/admitted-after-death", member, organization=self.to)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: who may admit is a matter of the people's procedures, not of the tree."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.admit(self.members, self.to)
        play.settle([self.to])
        if self.full or self.probationary:
            play.draft.count_more(self.to, Headcount(self.full, self.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(joined=tuple(person.id for person in self.members), people_in=self.admitted())

    def admitted(self) -> Headcount:
        """How many people come."""
        return headcount_of(self.members) + Headcount(self.full, self.probationary)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        count, to = _members(self.admitted().total, lang), name(self.to)
        if known_language(lang) == "vi":
            return f"{ADMITTING_VI[self.reason]} {count}, sinh hoạt tại {to}"
        return f"{self.reason.gloss[0].upper()}{self.reason.gloss[1:]}: {count}, {to}"


@record
class Leave(Operation):
    """Ra khỏi danh sách: people leave the rolls of the register; their records stay.

    Args:
        members: ids of those who leave.
        people: people known only by number who leave.
        reason: transferred outside the register, deceased, struck off, expelled, withdrew.

    Examples:
        >>> Leave(["m-9"], reason=LeaveReason.DECEASED).reason.label
        'Từ trần'
    """

    members: _Ids = ()
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    reason: LeaveReason = Field(kw_only=True)

    verb: ClassVar[str] = "leave"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self, members: Sequence[str] = (), people: Sequence[ByNumber] = (), *, reason: LeaveReason
        ) -> None: ...

    @property
    def subject(self) -> str:
        return next(iter((*self.members, *(item.of for item in self.people))), "")

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.subject)
        yield from _check_members(play, self.members)
        yield from _check_numbers(play, self.people)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: see `Admit`."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.leave(self.members)
        if self.reason is LeaveReason.DECEASED:
            play.deceased.update(self.members)
        for item in self.people:
            play.draft.count_more(item.of, Headcount(-item.full, -item.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        counted = (Headcount(item.full, item.probationary) for item in self.people)
        return Crossing(left=self.members, people_out=sum(counted, _headcount(draft, self.members)))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        count = _members(len(self.members) + sum(item.total for item in self.people), lang)
        return (
            f"{self.reason.label}: {count}" if known_language(lang) == "vi" else f"Leave ({self.reason.gloss}): {count}"
        )


# --- residential groups ----------------------------------------------------------------------------------------------


def _check_serving(play: Play, cells: Iterable[str]) -> Iterator[Finding]:
    """Whether these may serve residential groups."""
    cells = tuple(dict.fromkeys(cells))
    yield from play.known(cells)
    for cell in cells:
        org = play.draft.get(cell)
        if org is not None and org.form is Form.DANG_BO:
            yield finding("plan/groups-need-a-cell", cell)


@record
class AssignGroups(Operation):
    """Điều chỉnh địa bàn lãnh đạo: which cells serve which residential groups; no organization changes.

    Args:
        groups: {id of a group: [ids of all cells that serve it from now on]}.

    Examples:
        >>> AssignGroups({"tdp-12": ["cb-2"]}).groups
        (Assignment(group='tdp-12', cells=('cb-2',)),)
    """

    groups: Annotated[tuple[Assignment, ...], BeforeValidator(_assignments)]

    verb: ClassVar[str] = "assign_groups"

    if TYPE_CHECKING:

        def __init__(self, groups: Mapping[str, Sequence[str]] | Sequence[Assignment]) -> None: ...

    @property
    def subject(self) -> str:
        return self.groups[0].group if self.groups else ""

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.groups:
            yield finding("plan/nothing-to-do", self.subject)
        for group, times in Counter(one.group for one in self.groups).items():
            if times > 1:
                yield finding("plan/item-allocated-twice", group)
        for one in self.groups:
            group_record = play.draft.group(one.group)
            if group_record is None:
                yield finding("plan/unknown-group", one.group)
            elif set(group_record.cells) == set(one.cells):
                yield finding("plan/nothing-to-do", one.group)
            if not one.cells:
                yield finding("plan/group-without-cell", one.group)
            yield from _check_serving(play, one.cells)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        for one in self.groups:
            group = draft.group(one.group)
            for cell in (*one.cells, *(group.cells if group is not None else ())):
                yield draft[cell].parent

    def effect(self, play: Play) -> None:
        for one in self.groups:
            play.draft.serve(one.group, tuple(dict.fromkeys(one.cells)))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        cells = listed(tuple(dict.fromkeys(cell for one in self.groups for cell in one.cells)), name)
        count = format_number(len(self.groups), lang=lang)
        if known_language(lang) == "vi":
            return f"Điều chỉnh địa bàn lãnh đạo: giao {count} xóm, tổ dân phố cho {cells}"
        noun = "residential group" if len(self.groups) == 1 else "residential groups"
        return f"Assign {count} {noun} to {cells}"


@record
class MergeGroups(Operation):
    """Sáp nhập thôn, tổ dân phố: residential groups end in another one, by a decision of the State.

    The cells that served the sources serve the result. What becomes of the cells is for other operations.

    Args:
        sources: ids of the groups that end.
        into: record of a group that begins, or id of one that goes on.
        document: the decision of the State.

    Examples:
        >>> paper = Document(kind="nghị quyết", number="12/NQ-HĐND")
        >>> MergeGroups(["xom-1"], into="xom-2", document=paper).subject
        'xom-1'
    """

    sources: _Ids
    into: ResidentialGroup | Id
    document: Document

    verb: ClassVar[str] = "merge_groups"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, sources: Sequence[str], into: ResidentialGroup | str, document: Document) -> None: ...

    @property
    def subject(self) -> str:
        return self.sources[0] if self.sources else ""

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.sources:
            yield finding("plan/nothing-to-do", self.subject)
        for key in self.sources:
            if play.draft.group(key) is None:
                yield finding("plan/unknown-group", key)
        yield from _check_named_once(self.sources)
        if isinstance(self.into, str):
            if play.draft.group(self.into) is None:
                yield finding("plan/unknown-group", self.into)
            if self.into in self.sources:
                yield finding("plan/into-itself", self.into)
        else:
            yield from _check_new_group(play, self.into)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: the State decides on residential groups."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        into = draft.group(self.into) if isinstance(self.into, str) else self.into
        cells = list(into.cells) if into is not None else []
        for key in self.sources:
            group = draft.group(key)
            cells.extend(group.cells if group is not None else ())
            draft.set_group(key, None)
            play.groups_ended.add(key)
        if into is not None:
            draft.set_group(into.id, None)
            draft.set_group(into.id, into.with_cells(tuple(dict.fromkeys(cells))))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(groups=(0 if isinstance(self.into, str) else 1) - len(self.sources))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        into = name(self.into) if isinstance(self.into, str) else self.into.name
        sources = listed(self.sources, name)
        if known_language(lang) == "vi":
            return f"Sáp nhập {sources} thành {into}"
        return f"Merge the residential groups {sources} into {into}"


@record
class SplitGroup(Operation):
    """Chia thôn, tổ dân phố: a residential group ends and others begin, by a decision of the State.

    Args:
        source: id of the group that ends.
        into: records of those that begin; one that names no cells is served by those of the source.
        document: the decision of the State.

    Examples:
        >>> from dangbo.base.terms import GroupKind
        >>> paper = Document(kind="nghị quyết", number="12/NQ-HĐND")
        >>> parts = [ResidentialGroup(f"xom-1{x}", f"Xóm 1{x}", GroupKind.XOM) for x in "ab"]
        >>> SplitGroup("xom-1", into=parts, document=paper).subject
        'xom-1'
    """

    source: Id
    into: Annotated[tuple[ResidentialGroup, ...], BeforeValidator(ordered)]
    document: Document

    verb: ClassVar[str] = "split_group"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, source: str, into: Sequence[ResidentialGroup], document: Document) -> None: ...

    @property
    def subject(self) -> str:
        return self.source

    def check(self, play: Play) -> Iterator[Finding]:
        if play.draft.group(self.source) is None:
            yield finding("plan/unknown-group", self.source)
        if len(self.into) < _PARTS:
            yield finding("plan/nothing-to-do", self.source)
        for group, times in Counter(group.id for group in self.into).items():
            if times > 1:
                yield finding("plan/id-in-use", group)
        for group_record in self.into:
            yield from _check_new_group(play, group_record)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: the State decides on residential groups."""
        return iter(())

    def effect(self, play: Play) -> None:
        source = play.draft.group(self.source)
        cells = source.cells if source is not None else ()
        play.draft.set_group(self.source, None)
        play.groups_ended.add(self.source)
        for group in self.into:
            play.draft.set_group(group.id, group if group.cells else group.with_cells(cells))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(groups=len(self.into) - 1)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        into = ", ".join(group.name for group in self.into[:_LISTED])
        source = name(self.source)
        return (
            f"Chia {source} thành {into}"
            if known_language(lang) == "vi"
            else f"Divide the residential group {source} into {into}"
        )


_PARTS: Final = 2


def past_person(key: str) -> str:
    """How the id of a person who left as deceased stands among the ids of the past."""
    return f"deceased member {key}"


def past_group(key: str) -> str:
    """How the id of a residential group that ended stands among the ids of the past: groups have ids of their own."""
    return f"residential group {key}"


def _check_new_group(play: Play, group: ResidentialGroup) -> Iterator[Finding]:
    if play.draft.group(group.id) is not None:
        yield finding("plan/id-in-use", group.id)
    elif group.id in play.groups_ended or past_group(group.id) in play.used:
        yield finding("plan/id-ended-before", group.id)
    yield from _check_serving(play, group.cells)


# --- beside the tree -------------------------------------------------------------------------------------------------


@record
class Realign(Operation):
    """Chuyển đoàn thể về cấp trên khác: mass bodies get another superior.

    Args:
        bodies: ids of the mass bodies.
        to: id of the party organization at whose level and place their superior stands from now on.

    Examples:
        >>> Realign(["cd-tram"], to="tp").to
        'tp'
    """

    bodies: _Ids
    to: Id

    verb: ClassVar[str] = "realign"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, bodies: Sequence[str], to: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.bodies[0] if self.bodies else self.to

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.to])
        if not self.bodies:
            yield finding("plan/nothing-to-do", self.to)
        yield from _check_named_once(self.bodies)
        for key in self.bodies:
            body = play.draft.mass_body(key)
            if body is None:
                yield finding("plan/unknown-mass-body", key)
            elif body.superior == self.to:
                yield finding("plan/nothing-to-do", key)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: mass bodies have their own superiors, who decide with the party committees."""
        return iter(())

    def effect(self, play: Play) -> None:
        for key in self.bodies:
            body = play.draft.mass_body(key)
            if body is not None:
                play.draft.set_body(key, MassBody(body.id, body.host_unit, body.kind, self.to, body.name))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        count, to = format_number(len(self.bodies), lang=lang), name(self.to)
        if known_language(lang) == "vi":
            return f"Chuyển {count} đoàn thể về trực thuộc cấp trên tại {to}"
        return f"Hang {count} {'mass body' if len(self.bodies) == 1 else 'mass bodies'} under {to}"


# --- taking back -----------------------------------------------------------------------------------------------------

_Unfit: TypeAlias = tuple[str, tuple[str, str]]
"""Id of what does not fit in an inverse, and why, in English and Vietnamese."""

_TWICE: Final = ("it is named twice in one list", "được nêu hai lần trong một danh sách")
_ONE_SIDE: Final = (
    "what the decision left and what stands again do not name it alike",
    "phần quyết định để lại và phần khôi phục không nêu giống nhau",
)
_BY_NUMBER: Final = ("a roll holds people by id only", "danh sách chỉ ghi đảng viên theo mã")
_WHOM_LEFT: Final = (
    "the rolls before and after do not agree with those who leave",
    "danh sách trước và sau không khớp với những người ra khỏi danh sách",
)
_ROLL_OF_ENDED: Final = ("nobody is on the roll of what does not live", "tổ chức không còn thì không có danh sách")
_NO_RECORD: Final = ("there is no such person to do this with", "không có người này để thực hiện")
_UNLIKE: Final = ("the record left by the decision is not named", "không nêu hồ sơ như quyết định để lại")
_NO_GUEST: Final = (
    "only a person on another roll can take part there for a time",
    "chỉ người có tên trong danh sách nơi khác mới sinh hoạt tạm thời ở đó",
)
_PLACE: Final = (
    "it would not stand under a living superior",
    "tổ chức sẽ không trực thuộc tổ chức nào đang hoạt động",
)
_COUNTED: Final = (
    "the records count other people by number than it says come back or go",
    "số đảng viên ghi bằng số trong hồ sơ không khớp với số được khôi phục hoặc rút ra",
)


@record
class Restore(Operation):
    """Khôi phục: what a decision changed stands again as it was before. Made by `Preview.inverse`, not by hand.

    An organization the decision ended begins again under its own id: it is the same one. Refused where anything has
    changed since, for that change would be lost.

    Attributes:
        decision: citation of the decision that is taken back.
        records: organizations as they stand again.
        ends: ids of those the decision established.
        rolls: the whole roll of each organization whose roll changed.
        groups: residential groups as they stand again.
        groups_end: ids of those that had begun.
        leaves: ids of people who had come onto a roll from none.
        forgets: ids of those of them who had no record before.
        people: records of people as they stand again.
        stays: where people take part for a time: (member, organization).
        bodies: mass bodies as they stand again.
        left_records: organizations as the decision left them.
        left_rolls: rolls as the decision left them.
        left_groups: residential groups as the decision left them.
        left_people: records of people as the decision left them.
        left_stays: where people took part for a time: (member, organization).
        left_bodies: mass bodies as the decision left them.
        counted: people known only by number who cross the border of the register: full and probationary members who
            come back, full and probationary members who go. `None`: not stated, as in files of version 0.1.
    """

    decision: Text
    records: Annotated[tuple[Organization, ...], BeforeValidator(ordered)] = ()
    ends: _Ids = ()
    rolls: Annotated[tuple[Allocation, ...], BeforeValidator(ordered)] = ()
    groups: Annotated[tuple[ResidentialGroup, ...], BeforeValidator(ordered)] = ()
    groups_end: _Ids = ()
    leaves: _Ids = ()
    forgets: _Ids = ()
    people: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    stays: Annotated[tuple[tuple[Id, Id | None], ...], BeforeValidator(ordered)] = ()
    bodies: Annotated[tuple[MassBody, ...], BeforeValidator(ordered)] = ()
    left_records: Annotated[tuple[Organization, ...], BeforeValidator(ordered)] = ()
    left_rolls: Annotated[tuple[Allocation, ...], BeforeValidator(ordered)] = ()
    left_groups: Annotated[tuple[ResidentialGroup, ...], BeforeValidator(ordered)] = ()
    left_people: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    left_stays: Annotated[tuple[tuple[Id, Id | None], ...], BeforeValidator(ordered)] = ()
    left_bodies: Annotated[tuple[MassBody, ...], BeforeValidator(ordered)] = ()
    counted: tuple[Count, Count, Count, Count] | None = None

    verb: ClassVar[str] = "restore"
    rests_on: ClassVar[tuple[str, ...]] = ()

    @property
    def subject(self) -> str:
        organizations = (org.id for org in (*self.records, *self.left_records))
        groups = (group.id for group in (*self.groups, *self.left_groups))
        return next(iter((*organizations, *groups, *self.forgets)), "")

    @property
    def establishes(self) -> tuple[Organization, ...]:
        """The organizations that stand again."""
        left = {org.id for org in self.left_records}
        return tuple(org for org in self.records if org.id not in left)

    def check(self, play: Play) -> Iterator[Finding]:
        unfit = [finding("plan/inverse-unsound", key, what=en, what_vi=vi) for key, (en, vi) in self._unfit(play.draft)]
        if unfit:  # what does not fit together says nothing about the tree
            yield from dict.fromkeys(unfit)
            return
        changed = dict.fromkeys((*self._changed(play.draft), *self._in_the_way(play.draft)))
        yield from (finding("plan/changed-since", key, later="", later_vi="") for key in changed)
        again = {org.id for org in self.records}
        yield from play.known(org.parent for org in self.records if org.parent is not None and org.parent not in again)
        yield from play.known(body.superior for body in self.bodies if body.superior not in again)
        net = self._net()
        if self.counted is None and net != NOBODY:
            yield finding("plan/inverse-counts", self.subject, full=net.full, probationary=net.probationary)

    def _net(self) -> Headcount:
        """How many people known only by number come back with the records; negative where they go."""
        counted = sum((Headcount(org.full, org.probationary) for org in self.records), NOBODY)
        return counted - sum((Headcount(org.full, org.probationary) for org in self.left_records), NOBODY)

    def _unfit(self, draft: Draft) -> Iterator[_Unfit]:
        """Where its parts contradict each other, or the tree it stands on: it was edited, or never was an inverse."""
        yield from self._unfit_lists()
        before = {item for roll in self.left_rolls for item in roll.items if isinstance(item, str)}
        after = {item: roll.to for roll in self.rolls for item in roll.items if isinstance(item, str)}
        again = {org.id: org for org in self.records}
        ends = set(self.ends)
        people = {person.id for person in self.people}
        leaves, forgets = set(self.leaves), set(self.forgets)
        yield from ((key, _WHOM_LEFT) for key in (before - after.keys()) ^ leaves)
        yield from ((roll.to, _ROLL_OF_ENDED) for roll in self.rolls if roll.to in ends and roll.items)
        begin = {org.id for org in self.establishes}
        yield from ((roll.to, _ROLL_OF_ENDED) for roll in self.left_rolls if roll.to in begin and roll.items)
        for key in after.keys() - before - people:
            if draft.person(key) is None:
                yield key, _NO_RECORD
        for key in people - {person.id for person in self.left_people}:
            if draft.person(key) is not None:
                yield key, _UNLIKE
        for key in forgets:
            if draft.person(key) is None or key in after or key in people:
                yield key, _NO_RECORD
        left_stays = dict(self.left_stays)
        for member, at in self.stays:
            home = after.get(member) or (None if member in leaves else draft.home_of(member))
            stranger = member in forgets or (draft.person(member) is None and member not in people)
            if at is not None and (stranger or home == at or (home is None and left_stays.get(member) is None)):
                yield member, _NO_GUEST
        root = draft.root.id
        yield from ((org.id, _PLACE) for org in self.records if (org.parent is None) != (org.id == root))
        yield from ((org.id, _PLACE) for org in self.records if org.parent in ends and org.parent not in again)
        yield from ((key, _PLACE) for key in ends if key == root)
        if self.counted is not None:
            net, (full, probationary, full_gone, probationary_gone) = self._net(), self.counted
            if net != Headcount(full - full_gone, probationary - probationary_gone):
                yield self.subject, _COUNTED

    def _unfit_lists(self) -> Iterator[_Unfit]:
        """What is named twice, or on one side only."""
        records, left_records = [org.id for org in self.records], [org.id for org in self.left_records]
        groups, left_groups = [group.id for group in self.groups], [group.id for group in self.left_groups]
        rolls, left_rolls = [roll.to for roll in self.rolls], [roll.to for roll in self.left_rolls]
        stays, left_stays = [member for member, _ in self.stays], [member for member, _ in self.left_stays]
        bodies, left_bodies = [body.id for body in self.bodies], [body.id for body in self.left_bodies]
        people, left_people = [person.id for person in self.people], [person.id for person in self.left_people]
        listed = [item for roll in self.rolls for item in roll.items]
        left_listed = [item for roll in self.left_rolls for item in roll.items]
        for keys in (
            *(records, left_records, self.ends, groups, left_groups, self.groups_end, rolls, left_rolls),
            *(stays, left_stays, bodies, left_bodies, people, left_people, self.leaves, self.forgets),
            *([item for item in items if isinstance(item, str)] for items in (listed, left_listed)),
        ):
            yield from ((key, _TWICE) for key, times in Counter(keys).items() if times > 1)
        yield from ((item.of, _BY_NUMBER) for item in (*listed, *left_listed) if isinstance(item, ByNumber))
        for one, other in (
            (set(left_records) - set(records), set(self.ends)),
            (set(left_groups) - set(groups), set(self.groups_end)),
            (set(rolls), set(left_rolls)),
            (set(stays), set(left_stays)),
            (set(bodies), set(left_bodies)),
            (set(left_people) - set(people), set[str]()),
        ):
            yield from ((key, _ONE_SIDE) for key in one ^ other)

    def _changed(self, draft: Draft) -> Iterator[str]:
        """Ids of what no longer stands as the decision left it."""
        yield from (org.id for org in self.left_records if draft.get(org.id) != org)
        yield from (org.id for org in self.establishes if draft.get(org.id) is not None)
        begins = {org.id for org in self.establishes}
        for roll in self.left_rolls:
            lives = draft.get(roll.to) is not None
            if roll.to not in begins and (not lives or set(draft.roll(roll.to)) != set(roll.items)):
                yield roll.to
        yield from (group.id for group in self.left_groups if draft.group(group.id) != group)
        yield from (person.id for person in self.left_people if draft.person(person.id) != person)
        yield from (member for member, at in self.left_stays if draft.stay_of(member) != at)
        yield from (body.id for body in self.left_bodies if draft.mass_body(body.id) != body)

    def _in_the_way(self, draft: Draft) -> Iterator[str]:
        """Ids of what a later decision put where this one has to go: it would be lost, or stand in two places."""
        ends = set(self.ends)
        again = {org.id: org for org in self.records}
        rolls = {roll.to: set(roll.items) for roll in self.left_rolls}
        groups = {group.id for group in self.left_groups}
        guests = {member for member, _ in self.left_stays}

        def lives(key: str) -> bool:
            return key in again or (key not in ends and draft.get(key) is not None)

        for key in self.ends:
            if draft.get(key) is None:
                continue
            below = any(child not in again and child not in ends for child in draft.child_ids(key))
            came = set(draft.roll(key)) - rolls.get(key, set())
            served = any(group.id not in groups for group in draft.groups_of(key))
            if below or came or served or not guests.issuperset(draft.guests(key)):
                yield key
        still = set().union(*rolls.values())
        for roll in self.rolls:
            if roll.items and not lives(roll.to):
                yield roll.to
            people = (item for item in roll.items if isinstance(item, str) and item not in still)  # those who had left
            yield from (member for member in people if draft.home_of(member) is not None)
        leaves, counted = (
            set(self.leaves),
            {roll.to for roll in self.rolls},
        )  # a record may change where the roll is counted anew
        yield from (one.id for one in self.people if (home := draft.home_of(one.id)) and home not in counted)
        yield from (key for key in self.forgets if key not in leaves and draft.home_of(key) is not None)
        for group in self.groups:
            cells = [again.get(cell) or draft.get(cell) for cell in group.cells if lives(cell)]
            served = any(org is not None and org.form is Form.CHI_BO for org in cells)
            now = draft.group(group.id)
            begun = now is not None and group.id not in groups
            if begun or len(cells) < len(group.cells) or (cells and not served and _other_cells(draft, now, "")):
                yield group.id
        yield from (member for member, at in self.stays if at is not None and not lives(at))
        homes = {member: roll.to for roll in self.rolls for member in roll.items if isinstance(member, str)}
        came_back = ((member, draft.stay_of(member)) for member in (*homes, *self.leaves) if member not in guests)
        yield from (member for member, at in came_back if at is not None and homes.get(member, at) == at)
        yield from self._uncovered(draft, again, lives)
        free: set[str] = set()  # those from whom the way up does not come back
        for org in self.records:
            line: dict[str, None] = {}
            at: str | None = org.id
            while at is not None and at not in free and at not in line:
                line[at] = None
                above = again.get(at) or draft.get(at)
                at = None if above is None else above.parent
            if at in line:
                yield org.id
            else:
                free.update(line)

    def _uncovered(
        self, draft: Draft, again: Mapping[str, Organization], lives: Callable[[str], bool]
    ) -> Iterator[str]:
        """Residential groups that lose their last cell because that ends, or is no chi bộ again."""
        groups = {group.id: group for group in self.groups}
        touched = (org.id for org in self.left_records)
        served = {group.id: group for key in touched if key in draft for group in draft.groups_of(key)}
        for key, now in served.items():
            will = groups.get(key, now)
            if key in self.groups_end or (key in groups and not will.cells) or not _other_cells(draft, now, ""):
                continue
            cells = (again.get(cell) or draft.get(cell) for cell in will.cells if lives(cell))
            if not any(org is not None and org.form is Form.CHI_BO for org in cells):
                yield key

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: whoever took the decision takes it back."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        for org in self.records:
            now = draft.get(org.id)
            if now is None:
                draft.add(org)
                play.ended_by.pop(org.id, None)
            else:
                if now.parent != org.parent and org.parent is not None:
                    draft.move(org.id, org.parent)
                if draft.get(org.id) != org:
                    draft.set_record(org)
        for group in self.groups:
            draft.set_group(group.id, group)
        for key in self.groups_end:
            draft.set_group(key, None)
        draft.leave(self.leaves)
        draft.forget(self.forgets)
        for person in self.people:
            draft.set_person(person)
        for roll in self.rolls:
            draft.set_roll(roll.to, tuple(item for item in roll.items if isinstance(item, str)))
        for member, at in self.stays:
            draft.host([member], at)
        for body in self.bodies:
            draft.set_body(body.id, body)
        for key in reversed(self.ends):
            play.end(key)

    def crossing(self, draft: Draft) -> Crossing:
        before = [item for roll in self.left_rolls for item in roll.items if isinstance(item, str)]
        after = [item for roll in self.rolls for item in roll.items if isinstance(item, str)]
        were, will = set(before), set(after)
        joined = tuple(member for member in dict.fromkeys(after) if member not in were)
        left = tuple(member for member in dict.fromkeys(before) if member not in will)
        records = {person.id: person for person in self.people}
        back = headcount_of(
            person for member in joined if (person := records.get(member) or draft.person(member)) is not None
        )
        groups = len(self.groups) - len(self.left_groups)
        uncovered = tuple(group.id for group in self.groups if not group.cells)
        return Crossing(joined, left, back + self._net(), _headcount(draft, left), groups, uncovered)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        count = format_number(len(self.records) + len(self.ends), lang=lang)
        if known_language(lang) == "vi":
            return f"Khôi phục hiện trạng trước {self.decision} ({count} tổ chức)"
        return f"Restore what was before {self.decision} ({count} organizations)"


AnyOperation: TypeAlias = (
    Establish
    | Merge
    | Consolidate
    | Split
    | Rearrange
    | Dissolve
    | Disband
    | Reassign
    | Convert
    | Rename
    | Recode
    | Transfer
    | Admit
    | Leave
    | AssignGroups
    | MergeGroups
    | SplitGroup
    | Realign
    | Restore
)
"""Any operation a plan may hold."""

VERBS: Final[dict[str, type[AnyOperation]]] = {
    one.verb: one
    for one in (
        Establish,
        Merge,
        Consolidate,
        Split,
        Rearrange,
        Dissolve,
        Disband,
        Reassign,
        Convert,
        Rename,
        Recode,
        Transfer,
        Admit,
        Leave,
        AssignGroups,
        MergeGroups,
        SplitGroup,
        Realign,
        Restore,
    )
}
"""The operations by their verb."""
