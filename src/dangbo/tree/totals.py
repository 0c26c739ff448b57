"""What every branch of a tree adds up to: kept with a snapshot, and handed on to the next one.

Only organizations with subordinates have an entry; what a cell comes to is its own count.

```
add_up          once, from the bottom: a look at every organization
handed_on       after a plan: what came, went or grew, along the way up; costs what changed, times the depth
count_kinds     how many there are of each kind
```
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import repeat
from operator import add, attrgetter, sub
from typing import Final, NamedTuple, TypeAlias

from dangbo.base.terms import Form, Kind, Level
from dangbo.tree.asked import Tree
from dangbo.tree.people import Roll
from dangbo.tree.records import Organization


class Branch(NamedTuple):
    """An organization with everything below it.

    Attributes:
        organizations: how many, itself among them.
        full: full members.
        probationary: probationary members.
    """

    organizations: int
    full: int
    probationary: int

    @property
    def members(self) -> int:
        """Everybody."""
        return self.full + self.probationary

    def plus(self, other: Branch, sign: int = 1) -> Branch:
        """The sum with another one, or what is left without it."""
        return Branch(
            self.organizations + sign * other.organizations,
            self.full + sign * other.full,
            self.probationary + sign * other.probationary,
        )


Branches: TypeAlias = Mapping[str, Branch]
"""By id, of organizations that have subordinates."""

_EMPTY: Final = Branch(0, 0, 0)
_ID, _PARENT, _FULL, _PROBATIONARY = map(attrgetter, ("id", "parent", "full", "probationary"))


def add_up(
    top: str, records: Mapping[str, Organization], children: Mapping[str, tuple[str, ...]], roll: Roll
) -> dict[str, Branch]:
    """What every branch from one organization on comes to.

    Args:
        top: id of the highest.
        records: organizations by id.
        children: ids of the direct subordinates of those that have any.
        roll: the people.
    """
    organizations: Collection[Organization] = records.values()
    superiors: Iterable[str] = children
    if records[top].parent is not None:
        ids = [top]
        for key in ids:  # those found are walked in turn
            ids.extend(children.get(key, ()))
        organizations = [records[key] for key in ids]
        superiors = [key for key in ids if key in children]
    listed, waiting = roll.sizes()
    full, probationary = _directly_below(organizations, listed, waiting)
    more: defaultdict[str | None, int] = defaultdict(int)
    above = {key: records[key].parent for key in superiors}
    waited_for = Counter(above.values())
    done = [key for key in above if key not in waited_for]
    found: dict[str, Branch] = {}
    for key in done:  # a superior comes once all superiors below it have come
        org, parent, still = records[key], above[key], waiting.get(key, 0)
        count, some, others = len(children[key]) + more[key], full[key], probationary[key]
        found[key] = Branch(1 + count, org.full + listed.get(key, 0) - still + some, org.probationary + still + others)
        more[parent] += count
        full[parent] += some
        probationary[parent] += others
        waited_for[parent] -= 1
        if parent in above and not waited_for[parent]:
            done.append(parent)
    return found


def _directly_below(
    organizations: Collection[Organization], listed: Mapping[str, int], waiting: Mapping[str, int]
) -> tuple[defaultdict[str | None, int], defaultdict[str | None, int]]:
    """Full and probationary members of the direct subordinates, by superior.

    Organizations are looked at one after the other as they lie in memory: going from superior to superior costs twice
    as much in a country.
    """
    full: defaultdict[str | None, int] = defaultdict(int)
    probationary: defaultdict[str | None, int] = defaultdict(int)
    by_status = map(_FULL, organizations), map(_PROBATIONARY, organizations)
    if listed:
        still = [waiting.get(org.id, 0) for org in organizations]
        sizes = map(listed.get, map(_ID, organizations), repeat(0))
        by_status = map(add, by_status[0], map(sub, sizes, still)), map(add, by_status[1], still)
    for parent, some, others in zip(map(_PARENT, organizations), *by_status, strict=True):
        if some:
            full[parent] += some
        if others:
            probationary[parent] += others
    return full, probationary


def branch_of(tree: Tree, key: str, kept: Branches) -> Branch:
    """What an organization comes to in a tree all of whose branches are added up."""
    found = kept.get(key)
    if found is None:
        own = tree.own_headcount(key)
        found = Branch(1, own.full, own.probationary)
    return found


def handed_on(kept: Branches, before: Tree, after: Tree, touched: Collection[str]) -> dict[str, Branch]:
    """What the branches of a tree come to after a change of it.

    Whatever left its place is taken off there as it was, with all that stood below it; whatever came is added as it
    was, and what it gained or lost itself on top. Each of these goes all the way up from where it now happens, and is
    forgotten where that place is gone: it went with what stood above it.

    Args:
        kept: what they came to before.
        before: the tree before.
        after: the tree after.
        touched: ids of the organizations that changed, began, ended or stand elsewhere.
    """
    net: dict[str, Branch] = {}

    def more(key: str | None, count: Branch, sign: int = 1) -> None:
        if key is not None and count != _EMPTY:
            net[key] = net.get(key, _EMPTY).plus(count, sign)

    for key in touched:
        was, now = before._find(key), after._find(key)
        own = _EMPTY if now is None else branch_of(after, key, {})
        if was is not None:
            own = own.plus(branch_of(before, key, {}), -1)
            if now is None or was.parent != now.parent:
                whole = branch_of(before, key, kept)
                more(was.parent, whole, -1)
                if now is not None:
                    more(now.parent, whole)
        if now is not None:
            more(key, own)
    new = {**kept}
    for key, count in net.items():
        at = after._find(key)
        while at is not None:
            if at.id in new:
                new[at.id] = new[at.id].plus(count)
            elif after._child_ids(at.id):  # its first subordinates
                start = _EMPTY if before._find(at.id) is None else branch_of(before, at.id, {})
                new[at.id] = start.plus(count)
            at = None if at.parent is None else after._find(at.parent)
    for key in touched:
        if key in new and not after._child_ids(key):
            del new[key]
    return new


_BY_ADDRESS: Final = {id(term): term for term in (*Form, *Level)}
_FORM, _LEVEL = attrgetter("form"), attrgetter("level")


def count_kinds(organizations: Collection[Organization]) -> Counter[Kind]:
    """How many organizations there are of each kind."""
    forms, levels = map(id, map(_FORM, organizations)), map(id, map(_LEVEL, organizations))  # terms hash slowly
    counts: Counter[Kind] = Counter()
    for (form, level), count in Counter(zip(forms, levels, strict=True)).items():
        counts[_BY_ADDRESS[form], _BY_ADDRESS[level]] = count
    return counts


def kinds_after(kinds: Counter[Kind], before: Tree, after: Tree, changed: Iterable[str]) -> Counter[Kind]:
    """The same after a change of the tree, for the ids of those whose record may be another one."""
    counts = kinds.copy()
    for key in changed:
        was, now = before._find(key), after._find(key)
        if was is not None:
            counts[was.kind] -= 1
        if now is not None:
            counts[now.kind] += 1
    return counts
