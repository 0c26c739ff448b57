"""The columns of a snapshot for a data frame: its organizations, its people, every table beside them.

The fields of the records keep their names, so that what came out is read back by `Hierarchy.from_rows` and its like;
what is counted or said in words stands in columns of other names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_type_hints

from dangbo.base.citations import paper_in_cell
from dangbo.base.frames import FrameColumn
from dangbo.base.people import initials, read_people
from dangbo.base.reading import read_choice
from dangbo.base.terms import Term, kind_words
from dangbo.base.text import personal
from dangbo.base.words import Words, known_language
from dangbo.rules import RuleBook
from dangbo.tree.records import consents_in_cell, ids_in_cell
from dangbo.tree.tables import BODIES, GROUPS, MANDATES, SEATS, STAYS, TABLES

if TYPE_CHECKING:
    from dangbo.base.findings import Lang
    from dangbo.base.people import People as PeopleShown
    from dangbo.hierarchy import Hierarchy
    from dangbo.tree.people import Roll
    from dangbo.tree.totals import Branches

FrameOf: TypeAlias = Literal["organizations", "members", "groups", "stays", "mass_bodies", "seats", "mandates"]
"""What of a snapshot becomes a frame."""

_OF: Final[dict[FrameOf, Words]] = {
    "organizations": Words(vi="tổ chức", en="organizations"),
    "members": Words(vi="đảng viên", en="members"),
    "groups": GROUPS.noun,
    "stays": STAYS.noun,
    "mass_bodies": BODIES.noun,
    "seats": SEATS.noun,
    "mandates": MANDATES.noun,
}
_BETWEEN: Final = "/"
"""Between the ids of a path; one that has it itself makes a list of JSON of its paths."""


def frame_columns(
    tree: Hierarchy, roll: Roll, branches: Callable[[str], Branches], of: FrameOf, *, people: PeopleShown, lang: Lang
) -> Iterable[FrameColumn]:
    """The columns of a snapshot.

    Args:
        tree: the snapshot.
        roll: who is on whose roll.
        branches: what every branch from an organization on comes to.
        of: what a row is.
        people: whether names of people, or their initials, stand in a column more.
        lang: language of the labels.

    Raises:
        InvalidInputError: another word for what a row is, or how people are shown.
        TermError: another language than "vi" and "en".
    """
    of, people, lang = read_choice(of, _OF, "of"), read_people(people), known_language(lang)
    if of == "organizations":
        return chain(_organizations(tree, lang), _counts(tree, roll, branches(tree.root.id)))
    if of == "members":
        return _members(tree, roll, people, lang)
    return _groups(tree, people, lang) if of == "groups" else _beside(tree, of, people, lang)


def _organizations(tree: Hierarchy, lang: Lang) -> Iterator[FrameColumn]:
    orgs = [*tree]
    depths: dict[str | None, int] = {None: -1}
    paths: dict[str | None, str] = {}
    odd: dict[str | None, tuple[str, ...]] = {}  # the ids of paths that cannot be joined
    for org in orgs:  # parents come first
        depths[org.id] = depths[org.parent] + 1
        paths[org.id] = org.id if org.parent is None else f"{paths[org.parent]}{_BETWEEN}{org.id}"
        if org.parent in odd or _BETWEEN in org.id or org.id.startswith("["):
            above = odd.get(org.parent) or [one.id for one in reversed(tree.ancestors(org))]
            odd[org.id] = (*above, org.id)
    del depths[None]
    paths |= {key: ids_in_cell(ids, between=_BETWEEN) or "" for key, ids in odd.items()}

    def field(name: str) -> list[object]:
        return [*map(attrgetter(name), orgs)]

    forms, levels = field("form"), field("level")
    pairs = [*zip(map(id, forms), map(id, levels), strict=True)]  # terms hash slowly
    kinds = {pair: kind_words(*org.kind).text(lang=lang) for pair, org in dict(zip(pairs, orgs, strict=True)).items()}
    book, units = RuleBook.default(), field("unit_type")
    named: dict[object, str | None] = {None: None}
    named |= {unit: book.unit_type_label(unit, lang=lang) for unit in {*units} if isinstance(unit, str)}
    yield FrameColumn("id", "text", field("id"))
    yield FrameColumn("name", "text", field("name"))
    yield FrameColumn("form", "term", forms)
    yield FrameColumn("level", "term", levels)
    yield FrameColumn("kind_label", "text", [*map(kinds.__getitem__, pairs)])
    yield FrameColumn("parent", "text", field("parent"))
    yield FrameColumn("depth", "count", [*depths.values()])
    yield FrameColumn("path", "text", [*paths.values()])
    yield FrameColumn("unit_type", "text", units)
    yield FrameColumn("unit_type_label", "text", [named[unit] for unit in units])
    yield FrameColumn("code", "text", field("code"))
    yield FrameColumn("host_unit", "text", field("host_unit"))
    yield FrameColumn("groups_of_members", "count", field("groups_of_members"))
    yield FrameColumn("consents", "text", [consents_in_cell(org.consents) for org in orgs])


def _counts(tree: Hierarchy, roll: Roll, branches: Branches) -> Iterator[FrameColumn]:
    """People known by number, people of its own, and everything of the branch."""
    orgs = [*tree]
    full, probationary = [org.full for org in orgs], [org.probationary for org in orgs]
    yield FrameColumn("full", "count", full)
    yield FrameColumn("probationary", "count", probationary)
    listed, waiting = roll.sizes()
    own_waiting = [n + waiting.get(org.id, 0) for n, org in zip(probationary, orgs, strict=True)]
    own_full = [n + listed.get(org.id, 0) - waiting.get(org.id, 0) for n, org in zip(full, orgs, strict=True)]
    yield FrameColumn("own_full", "count", own_full)
    yield FrameColumn("own_in_probation", "count", own_waiting)
    in_full, in_waiting, below = own_full[:], own_waiting[:], [0] * len(orgs)
    direct = [0] * len(orgs)
    for at, org in enumerate(orgs):
        if (branch := branches.get(org.id)) is not None:
            in_full[at], in_waiting[at], below[at] = branch.full, branch.probationary, branch.organizations - 1
            direct[at] = tree.direct_subordinates(org)
    yield FrameColumn("branch_full", "count", in_full)
    yield FrameColumn("branch_in_probation", "count", in_waiting)
    yield FrameColumn("branch_members", "count", [a + b for a, b in zip(in_full, in_waiting, strict=True)])
    yield FrameColumn("organizations_below", "count", below)
    yield FrameColumn("direct_subordinates", "count", direct)


def _members(tree: Hierarchy, roll: Roll, people: PeopleShown, lang: Lang) -> Iterator[FrameColumn]:
    homes: dict[str, str] = {}
    for key in roll.organizations():
        homes.update(zip(roll.of(key), repeat(key), strict=False))
    ids = [*tree.members]
    statuses = [member.status for member in tree.members.records()]
    yield FrameColumn("id", "text", ids)
    if people != "ids":
        names = tree.members.names()
        shown = ("name", [*names]) if people == "names" else ("initials", [*map(initials, names)])
        yield FrameColumn(shown[0], "text", shown[1])
    yield FrameColumn("organization", "text", [*map(homes.get, ids)])
    yield FrameColumn("status", "term", statuses)
    yield FrameColumn("status_label", "text", [status.words.text(lang=lang) for status in statuses])


def _groups(tree: Hierarchy, people: PeopleShown, lang: Lang) -> Iterator[FrameColumn]:
    groups = [*tree.groups.values()]
    yield FrameColumn("id", "text", [group.id for group in groups])
    yield FrameColumn("name", "text", [group.name for group in groups])
    yield FrameColumn("kind", "term", [group.kind for group in groups])
    yield FrameColumn("kind_label", "text", [group.kind.words.text(lang=lang) for group in groups])
    yield FrameColumn("place", "text", [group.place for group in groups])
    yield FrameColumn("cells", "text", [ids_in_cell(group.cells) for group in groups])
    yield FrameColumn("cell_count", "count", [len(group.cells) for group in groups])
    yield FrameColumn("head_is_member", "yes/no", [group.head_is_member for group in groups])
    yield FrameColumn("head", "text", [_head(tree, group.head, people) for group in groups])


def _beside(tree: Hierarchy, of: FrameOf, people: PeopleShown, lang: Lang) -> Iterator[FrameColumn]:
    """Another table: its fields, and words for its terms."""
    rows: list[Any] = [*getattr(tree, of).values()]
    hints = get_type_hints(TABLES[of].record)
    for field in (one.name for one in fields(TABLES[of].record)):
        annotation = hints[field]
        values = [getattr(row, field) for row in rows]
        if field == "holder":
            values = [_holder(tree, holder, people) for holder in values]
        if field == "document":
            yield FrameColumn(field, "text", [*map(paper_in_cell, values)])
        elif isinstance(annotation, type) and issubclass(annotation, Term):
            yield FrameColumn(field, "term", values)
            words = [value.words.text(lang=lang) for value in values]
            yield FrameColumn(f"{field}_label", "text", words)
        elif annotation in {dt.date, dt.date | None}:
            yield FrameColumn(field, "day", values)
        else:
            yield FrameColumn(field, "count" if annotation is int else "text", values)


def _head(tree: Hierarchy, head: str | None, people: PeopleShown) -> str | None:
    """Who is head of a group: by id where it is a member, or else by name, if names are to be shown."""
    if head is None or head in tree.members or people == "names":
        return head
    return initials(head) if people == "initials" else None


def _holder(tree: Hierarchy, holder: str, people: PeopleShown) -> str | None:
    """Who has a seat: by id, also of nobody in the tree; a name in its place is shown as that of a head."""
    return _head(tree, holder, people) if personal(holder) else holder
