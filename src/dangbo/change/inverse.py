"""Taking a decision back: what its delta says, turned round into an operation."""

from __future__ import annotations

__all__ = ["Restore"]

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import BeforeValidator

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Count, Id, Text, ordered, record
from dangbo.base.terms import Form
from dangbo.base.text import format_number
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Delta, Draft
from dangbo.change.play import (
    Allocation,
    ByNumber,
    Crossing,
    Ids,
    NameOf,
    Operation,
    Play,
    Renewal,
    headcount_on,
    other_cells,
)
from dangbo.rules import RuleBook
from dangbo.tree.committees import told_key
from dangbo.tree.members import NOBODY, Headcount, Member, headcount_of
from dangbo.tree.records import Organization
from dangbo.tree.tables import CELLS, GROUPS, STAYS, TABLES, Beside, Entries, links_to, table_of

_Unfit: TypeAlias = tuple[str, Words]
"""Id of what does not fit in an inverse, and why."""

_TWICE: Final = Words(vi="được nêu hai lần trong một danh sách", en="it is named twice in one list")
_ONE_SIDE: Final = Words(
    vi="phần quyết định để lại và phần khôi phục không nêu giống nhau",
    en="what the decision left and what stands again do not name it alike",
)
_BY_NUMBER: Final = Words(vi="danh sách chỉ ghi đảng viên theo mã", en="a roll holds people by id only")
_WHOM_LEFT: Final = Words(
    vi="danh sách trước và sau không khớp với những người ra khỏi danh sách",
    en="the rolls before and after do not agree with those who leave",
)
_ROLL_OF_ENDED: Final = Words(
    vi="tổ chức không còn thì không có danh sách", en="nobody is on the roll of what does not live"
)
_NO_RECORD: Final = Words(vi="không có người này để thực hiện", en="there is no such person to do this with")
_NO_COUNT: Final = Words(vi="không có tổ chức này để ghi số", en="there is no such organization to count anybody")
_NO_GUEST: Final = Words(
    vi="chỉ người có tên trong danh sách nơi khác mới sinh hoạt tạm thời ở đó",
    en="only a person on another roll can take part there for a time",
)
_PLACE: Final = Words(
    vi="tổ chức sẽ không trực thuộc tổ chức nào đang hoạt động", en="it would not stand under a living superior"
)
_COUNTED: Final = Words(
    vi="số đảng viên ghi bằng số trong hồ sơ không khớp với số được khôi phục hoặc rút ra",
    en="the records count other people by number than it says come back or go",
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
        leaves: ids of people who had come onto a roll from none.
        forgets: ids of those of them who had no record before.
        people: records of people as they stand again.
        at_home: ids of those of them who were on a roll, and on no other one after the decision.
        beside: records of side tables as they stand again: residential groups, temporary stays, mass bodies,
            seats, terms.
        beside_ends: those that had begun: name of the table, and key.
        left_records: organizations as the decision left them.
        left_rolls: rolls as the decision left them.
        left_people: records of people as the decision left them.
        left_beside: records of side tables as the decision left them.
        become: people known only by number whose status changes with it, as what they stand again.
        counted: people known only by number who cross the border of the register: full and probationary members who
            come back, full and probationary members who go. `None`: not stated, as in files of version 0.1.
    """

    decision: Text
    records: Annotated[tuple[Organization, ...], BeforeValidator(ordered)] = ()
    ends: Ids = ()
    rolls: Annotated[tuple[Allocation, ...], BeforeValidator(ordered)] = ()
    leaves: Ids = ()
    forgets: Ids = ()
    people: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    at_home: Ids = ()
    beside: Beside = Entries()
    beside_ends: Annotated[tuple[tuple[Text, Id], ...], BeforeValidator(ordered)] = ()
    left_records: Annotated[tuple[Organization, ...], BeforeValidator(ordered)] = ()
    left_rolls: Annotated[tuple[Allocation, ...], BeforeValidator(ordered)] = ()
    left_people: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    left_beside: Beside = Entries()
    become: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    counted: tuple[Count, Count, Count, Count] | None = None

    verb: ClassVar[str] = "restore"
    rests_on: ClassVar[tuple[str, ...]] = ()

    @property
    def subject(self) -> str:
        organizations = (org.id for org in (*self.records, *self.left_records))
        groups = (group.id for group in (*self.beside.of(GROUPS).values(), *self.left_beside.of(GROUPS).values()))
        people = (person.id for person in self.people)
        return next(iter((*organizations, *groups, *self.forgets, *people)), "")

    @property
    def establishes(self) -> tuple[Organization, ...]:
        """The organizations that stand again."""
        left = {org.id for org in self.left_records}
        return tuple(org for org in self.records if org.id not in left)

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield from ((org.id, "restored") for org in self.establishes)

    def check(self, play: Play) -> Iterator[Finding]:
        again, left = {org.id: org for org in self.records}, {org.id for org in self.left_records}
        unfit = [
            finding("plan/inverse-unsound", told_key(key)[0], what=why)
            for key, why in self._unfit(play.draft, again, left)
        ]
        if unfit:  # what does not fit together says nothing about the tree
            yield from dict.fromkeys(unfit)
            return
        changed = dict.fromkeys((*self._changed(play.draft, again, left), *self._in_the_way(play.draft, again, left)))
        for shown, what in dict.fromkeys(map(told_key, changed)):
            yield finding("plan/changed-since", shown, what=what, later=NO_WORDS)
        yield from play.known(org.parent for org in self.records if org.parent is not None and org.parent not in again)
        if self.counted is None and (net := self._net()) != NOBODY:
            yield finding("plan/inverse-counts", self.subject, full=net.full, probationary=net.probationary)

    def _net(self) -> Headcount:
        """How many people known only by number come back with the records; negative where they go."""
        back, gone = self.records, self.left_records  # a nation of them: whole numbers are added, not headcounts
        change = sum(_gained(item) for item in self.become)
        return Headcount(
            full=sum(org.full for org in back) - sum(org.full for org in gone) - change,
            probationary=sum(org.probationary for org in back) - sum(org.probationary for org in gone) + change,
        )

    def _unfit(self, draft: Draft, again: Mapping[str, Organization], left: set[str]) -> Iterator[_Unfit]:
        """Where its parts contradict each other, or the tree it stands on: it was edited, or never was an inverse."""
        yield from self._unfit_lists(again, left)
        before = {item for roll in self.left_rolls for item in roll.items if isinstance(item, str)}
        after = {item: roll.to for roll in self.rolls for item in roll.items if isinstance(item, str)}
        ends = set(self.ends)
        people = {person.id for person in self.people}
        leaves, forgets = set(self.leaves), set(self.forgets)
        yield from ((key, _WHOM_LEFT) for key in (before - after.keys()) ^ leaves)
        yield from ((roll.to, _ROLL_OF_ENDED) for roll in self.rolls if roll.to in ends and roll.items)
        begun = (roll for roll in self.left_rolls if roll.to in again and roll.to not in left)
        yield from ((roll.to, _ROLL_OF_ENDED) for roll in begun if roll.items)
        yield from ((key, _NO_RECORD) for key in forgets if key in after or key in people)
        yield from ((key, _NO_RECORD) for key in after.keys() - before - people if draft._person(key) is None)
        for key in set(self.at_home) - (people & {person.id for person in self.left_people}):
            yield key, _ONE_SIDE
        for key in {item.of for item in self.become} - again.keys():
            if draft._find(key) is None:
                yield key, _NO_COUNT
        left_stays = self.left_beside.of(STAYS)
        for member, stay in self.beside.of(STAYS).items():
            nowhere = member in leaves and member not in left_stays
            stranger = member in forgets or (draft._person(member) is None and member not in people)
            if stranger or nowhere or after.get(member) == stay.organization:
                yield member, _NO_GUEST
        for table, link in links_to("members"):
            for key, row in self.beside.of(table).items() if not link.is_outside else ():
                if any(one in forgets or (draft._person(one) is None and one not in people) for one in link.ids(row)):
                    yield key, _NO_RECORD
        root, superiors = draft.root.id, {org.parent for org in self.records}
        if None in superiors or root in again:
            yield from ((org.id, _PLACE) for org in self.records if (org.parent is None) != (org.id == root))
        if not again.keys() >= superiors & ends:
            yield from ((org.id, _PLACE) for org in self.records if org.parent in ends and org.parent not in again)
        yield from ((key, _PLACE) for key in ends if key == root)
        if self.counted is not None:
            net, (full, probationary, full_gone, probationary_gone) = self._net(), self.counted
            if net != Headcount(full - full_gone, probationary - probationary_gone):
                yield self.subject, _COUNTED

    def _unfit_lists(self, again: Mapping[str, Organization], left: set[str]) -> Iterator[_Unfit]:
        """What is named twice, or on one side only."""
        rolls, left_rolls = [roll.to for roll in self.rolls], [roll.to for roll in self.left_rolls]
        beside, left_beside = (
            [(table.name, table.key_of(row)) for row in rows if (table := table_of(row)) is not None]
            for rows in (self.beside, self.left_beside)
        )
        people, left_people = [person.id for person in self.people], [person.id for person in self.left_people]
        listed = [item for roll in self.rolls for item in roll.items]
        left_listed = [item for roll in self.left_rolls for item in roll.items]
        for orgs, different in ((self.records, len(again)), (self.left_records, len(left))):
            if different < len(orgs):
                yield from ((key, _TWICE) for key, times in Counter(org.id for org in orgs).items() if times > 1)
        for keys in (
            *(self.ends, rolls, left_rolls),
            *(people, left_people, self.at_home, self.leaves, self.forgets),
            [item.of for item in self.become],
            *([item for item in items if isinstance(item, str)] for items in (listed, left_listed)),
        ):
            yield from ((key, _TWICE) for key, times in Counter(keys).items() if times > 1)
        for named in (beside, left_beside, self.beside_ends):
            yield from ((key, _TWICE) for (_, key), times in Counter(named).items() if times > 1)
        yield from ((item.of, _BY_NUMBER) for item in (*listed, *left_listed) if isinstance(item, ByNumber))
        for one, other in (
            (left.difference(again), set(self.ends)),
            (set(rolls), set(left_rolls)),
            (set(left_people) - set(people), set[str]()),
        ):
            yield from ((key, _ONE_SIDE) for key in one ^ other)
        yield from ((key, _ONE_SIDE) for _, key in (set(left_beside) - set(beside)) ^ set(self.beside_ends))

    def _changed(self, draft: Draft, again: Mapping[str, Organization], left: set[str]) -> Iterator[str]:
        """Ids of what no longer stands as the decision left it."""
        find = draft._find
        stand = zip(self.left_records, draft._found(org.id for org in self.left_records), strict=True)
        yield from (org.id for org, now in stand if now is not org and now != org)
        begins = {key: None for key in again if key not in left}
        yield from (key for key in begins if find(key) is not None)
        for roll in self.left_rolls:
            lives = draft.get(roll.to) is not None
            if roll.to not in begins and (not lives or set(draft.roll(roll.to)) != set(roll.items)):
                yield roll.to
        yield from (person.id for person in self.left_people if draft._person(person.id) != person)
        known = {person.id for person in self.left_people} | set(self.forgets)
        yield from (key for key in self.forgets if draft._person(key) is None)
        yield from (one.id for one in self.people if one.id not in known and draft._person(one.id) is not None)
        for table in TABLES.values():
            stood = self.left_beside.of(table)
            yield from (key for key, row in stood.items() if draft._row(table, key) != row)
            begun = (key for key in self.beside.of(table) if key not in stood)
            yield from (key for key in begun if draft._row(table, key) is not None)

    def _in_the_way(self, draft: Draft, again: Mapping[str, Organization], left: set[str]) -> Iterator[str]:
        """Ids of what a later decision put where this one has to go: it would be lost, or stand in two places."""
        ends = set(self.ends)
        rolls = {roll.to: set(roll.items) for roll in self.left_rolls}
        named = {
            table.name: self.beside.of(table).keys() | self.left_beside.of(table).keys() for table in TABLES.values()
        }

        def lives(key: str) -> bool:
            return key in again or (key not in ends and draft.get(key) is not None)

        for key in self.ends:
            if draft.get(key) is None:
                continue
            below = any(child not in again and child not in ends for child in draft._child_ids(key))
            came = set(draft.roll(key)) - rolls.get(key, set())
            if (
                below
                or came
                or any(
                    one not in named[table.name]
                    for table, link in links_to("organizations")
                    if not link.is_outside
                    for one in draft._naming(link, key)
                )
            ):
                yield key
        still = set().union(*rolls.values())
        for roll in self.rolls:
            if roll.items and not lives(roll.to):
                yield roll.to
            people = (item for item in roll.items if isinstance(item, str) and item not in still)  # those who had left
            yield from (member for member in people if draft._home_of(member) is not None)
        leaves, counted, at_home = set(self.leaves), {roll.to for roll in self.rolls}, set(self.at_home)
        for one in self.people:  # of whom was on no roll, and came to one since, somebody else has said the status
            if one.id not in at_home and draft._home_of(one.id) not in {None, *counted}:
                yield one.id
        yield from (key for key in self.forgets if key not in leaves and draft._home_of(key) is not None)
        for key, group in self.beside.of(GROUPS).items():
            cells = [again.get(cell) or draft.get(cell) for cell in group.cells if lives(cell)]
            served = any(org is not None and org.form is Form.CHI_BO for org in cells)
            if cells and not served and other_cells(draft, draft._row(GROUPS, key), ""):
                yield key
        for table, link in links_to("organizations"):
            rows = self.beside.of(table).items() if not link.is_outside else ()
            yield from (key for key, row in rows if not all(map(lives, link.ids(row))))
        homes = {member: roll.to for roll in self.rolls for member in roll.items if isinstance(member, str)}
        for member in (*homes, *self.leaves):
            stay = None if member in named[STAYS.name] else draft._row(STAYS, member)
            if stay is not None and homes.get(member, stay.organization) == stay.organization:
                yield member
        for table, link in links_to("members"):  # what somebody came to have since would end with the roll
            if not link.is_key and not link.is_outside:
                theirs = ((one, key) for one in self.leaves for key in draft._naming(link, one))
                yield from (one for one, key in theirs if key not in named[table.name])
        left_stays = self.left_beside.of(STAYS)
        for member, stay in self.beside.of(STAYS).items():
            if member not in homes and member not in leaves:
                home = draft._home_of(member)
                if home == stay.organization or (home is None and member not in left_stays):
                    yield member
        yield from self._uncovered(draft, again, left, lives)
        yield from self._in_circles(draft, again)

    def _in_circles(self, draft: Draft, again: Mapping[str, Organization]) -> Iterator[str]:
        """Ids of those that would stand under themselves, or under what does."""
        free: set[str] = set()  # those from whom the way up does not come back

        def comes_back(key: str) -> bool:
            line: dict[str, None] = {}
            at: str | None = key
            while at is not None and at not in free and at not in line:
                line[at] = None
                above = again.get(at) or draft.get(at)
                at = None if above is None else above.parent
            if at in line:
                return True
            free.update(line)
            return False

        superiors = {org.parent for org in self.records if org.parent is not None}
        if any(map(comes_back, superiors)):  # whatever stands in a circle is somebody's superior
            yield from (org.id for org in self.records if comes_back(org.id))

    def _uncovered(
        self, draft: Draft, again: Mapping[str, Organization], left: set[str], lives: Callable[[str], bool]
    ) -> Iterator[str]:
        """Residential groups that lose their last cell because that ends, or is no chi bộ again."""
        groups = self.beside.of(GROUPS)
        ended = {key for name, key in self.beside_ends if name == GROUPS.name}
        serving = draft._named(CELLS, left)
        if not serving:
            return
        touched = (key for org in self.left_records if (key := org.id) in serving and draft._find(key) is not None)
        served = {group.id: group for key in touched for group in draft.groups_of(key)}
        for key, now in served.items():
            will = groups.get(key, now)
            if key in ended or (key in groups and not will.cells) or not other_cells(draft, now, ""):
                continue
            cells = (again.get(cell) or draft.get(cell) for cell in will.cells if lives(cell))
            if not any(org is not None and org.form is Form.CHI_BO for org in cells):
                yield key

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: whoever took the decision takes it back."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        left = {org.id for org in self.left_records}
        for lives, some in groupby(self.records, lambda org: org.id in left):
            if lives:
                draft.put_back(some)
                continue
            for org in some:
                draft.add(org)
                play.ended_by.pop(org.id, None)
        draft.leave_again(self.leaves)
        draft.forget(self.forgets)
        for person in self.people:
            draft.set_person(person)
        for roll in self.rolls:
            draft.set_roll(roll.to, tuple(item for item in roll.items if isinstance(item, str)))
        for name, key in self.beside_ends:
            draft.set_row(TABLES[name], key, None)
        for table in TABLES.values():
            for key, row in self.beside.of(table).items():
                draft.set_row(table, key, row)
        for key in reversed(self.ends):
            play.end(key)
        draft.number_changes.extend((item.of, _gained(item)) for item in self.become)
        play.admitted.update(dict.fromkeys(self.leaves))

    def crossing(self, draft: Draft) -> Crossing:
        before = [item for roll in self.left_rolls for item in roll.items if isinstance(item, str)]
        after = [item for roll in self.rolls for item in roll.items if isinstance(item, str)]
        were, will = set(before), set(after)
        joined = tuple(member for member in dict.fromkeys(after) if member not in were)
        left = tuple(member for member in dict.fromkeys(before) if member not in will)
        records = {person.id: person for person in self.people}
        back = headcount_of(
            person for member in joined if (person := records.get(member) or draft._person(member)) is not None
        )
        zones = self.beside.of(GROUPS)
        groups = len(zones) - len(self.left_beside.of(GROUPS))
        uncovered = tuple(key for key, group in zones.items() if not group.cells)
        net = self._net()
        come = Headcount(max(net.full, 0), max(net.probationary, 0))
        return Crossing(joined, left, back + come, headcount_on(draft, left) + come - net, groups, uncovered)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(
            vi="Khôi phục hiện trạng trước {decision} ({count} tổ chức)",
            en="Restore what was before {decision} ({count} organizations)",
        )
        count = format_number(len(self.records) + len(self.ends), lang=lang)
        return words.format(lang=lang, decision=self.decision, count=count)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Khôi phục hiện trạng trước {decision}", en="What was before {decision} stands again")
        return words.format(lang=lang, decision=self.decision)


def _gained(item: ByNumber) -> int:
    """How many more of those who change their status are full."""
    return item.full - item.probationary


def inverse_of(delta: Delta, decision: str) -> Restore:
    """The operation that takes back what a delta says.

    Args:
        delta: what was changed.
        decision: citation of the decision that changed it.
    """
    records = {key: pair for key, pair in delta.records.items() if pair[0] != pair[1]}
    people = {key: pair for key, pair in delta.people.items() if pair[0] is not None and pair[0] != pair[1]}
    counted = {home for key in people for home in delta.homes.get(key, ())}  # a new record may count otherwise
    rolls = {key: pair for key, pair in delta.rolls.items() if set(pair[0]) != set(pair[1]) or key in counted}
    beside = [
        (name, key, was, now) for name, rows in delta.tables.items() for key, (was, now) in rows.items() if was != now
    ]
    was, now = (
        [Headcount(org.full, org.probationary) for pair in records.values() if (org := pair[side]) is not None]
        for side in (0, 1)
    )
    turned = sum(count for _, count in delta.converted)
    back = sum(was, NOBODY) - sum(now, NOBODY) + Headcount(turned, -turned)
    return Restore(
        decision=decision,
        records=tuple(was for was, _ in records.values() if was is not None),
        ends=tuple(key for key, (was, now) in records.items() if was is None and now is not None),
        rolls=tuple(Allocation(key, was) for key, (was, _) in rolls.items()),
        leaves=tuple(key for key, (was, now) in delta.homes.items() if was is None and now is not None),
        forgets=tuple(key for key, (was, now) in delta.people.items() if was is None and now is not None),
        people=tuple(was for was, _ in people.values() if was is not None),
        at_home=tuple(key for key, (_, now) in people.items() if now is not None and key not in delta.homes),
        beside=Entries(was for _, _, was, _ in beside if was is not None),
        beside_ends=tuple((name, key) for name, key, was, _ in beside if was is None),
        left_records=tuple(now for _, now in records.values() if now is not None),
        left_rolls=tuple(Allocation(key, now) for key, (_, now) in rolls.items()),
        left_people=tuple(now for _, now in people.values() if now is not None),
        left_beside=Entries(now for _, _, _, now in beside if now is not None),
        become=tuple(
            ByNumber(key, probationary=count) if count > 0 else ByNumber(key, full=-count)
            for key, count in delta.converted
        ),
        counted=(max(back.full, 0), max(back.probationary, 0), max(-back.full, 0), max(-back.probationary, 0)),
    )
