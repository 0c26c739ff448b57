"""What a snapshot holds beside organizations and people: its side tables, each said once.

A side table has a name, a record, a field that is its key, and fields that name organizations or people. Whatever
keeps tables, changes them, takes changes back, compares or writes them walks `TABLES` and knows none by name: building,
drafts and deltas, freezing, pickles, inverses, the order of operations, the conservation proof, the ledger file. A new
one is one entry here; its argument of `Hierarchy`, and the verbs that change it, are doors to it.

| table | record | names |
|---|---|---|
| `groups` | `ResidentialGroup` | the cells that serve it |
| `mass_bodies` | `MassBody` | the organization where its superior stands, perhaps outside the tree |
| `stays` | `Stay` | the member, by whom it is known, and the host |
| `seats` | `Seat` | the organization, and who has it, perhaps nobody of the register |
| `mandates` | `Mandate` | the organization |

People and rolls are no side tables: there are five million of them in a nation, in columns (`dangbo.tree.people`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Final, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import unquote

from pydantic import BeforeValidator, InstanceOf

from dangbo.base.findings import Finding, finding
from dangbo.base.records import listing
from dangbo.base.terms import Post
from dangbo.base.text import UnreadableError
from dangbo.base.words import Words
from dangbo.tree.posts import Mandate, Seat
from dangbo.tree.records import MassBody, ResidentialGroup, Stay

_R = TypeVar("_R")

Say: TypeAlias = Callable[[str], str]
"""An id as a message may show it."""


@dataclass(frozen=True, slots=True)
class Link(Generic[_R]):
    """A field by which the records of a table name organizations, or people.

    Attributes:
        name: of the link, among those of all tables: "groups.cells".
        to: what it names.
        ids: the ids a record names.
        what: what such an id is to the record with a key; told where a name is given for an id.
        unknown: the finding on an id that nothing has, from the record and that id; `None`: the one of all tables.
        is_key: whether it is the key of its table: then one record names it, and no index is needed.
        is_outside: whether it may name what is not in the tree.
        is_inside: whether an organization counts as changed where a record comes to name it, or no longer does.
        ended: what becomes of a record when what it names ends, or a person leaves the rolls, from the record and the
            heir, if there is one; `None`: nothing, since whoever ends it gives the record to another one first.
        lost: the finding on records that end that way, from what they named and their number.
    """

    name: str
    to: Literal["organizations", "members"]
    ids: Callable[[_R], tuple[str, ...]]
    what: Callable[[str], Words]
    unknown: Callable[[_R, str, Say], Finding] | None = None
    is_key: bool = False
    is_outside: bool = False
    is_inside: bool = False
    ended: Callable[[_R, str | None], _R | None] | None = None
    lost: Callable[[str, int], Finding] | None = None


@dataclass(frozen=True, slots=True)
class SideTable(Generic[_R]):
    """What a snapshot holds of one kind of record beside its organizations.

    Attributes:
        name: what it is called in a snapshot, a delta and a file.
        row: what one row of it is called, likewise.
        record: its records.
        noun: what they are called.
        key: the field that tells them apart; of a record that several fields tell apart, what makes one text of them.
        twice: the finding on a key that several records have, from it, their number, and how ids may be shown; `None`:
            the one of all tables.
        links: the fields that name something.
        of_pair: the record of two ids, where it may be given by a mapping from one to the other.
        sound: what else is wrong with a record, from it and whose roll people are on.
    """

    name: str
    row: str
    record: type[_R]
    noun: Words
    key: str = "id"
    twice: Callable[[str, int, Say], Finding] | None = None
    links: tuple[Link[_R], ...] = ()
    of_pair: Callable[[str, str], _R] | None = None
    sound: Callable[[_R, Mapping[str, str], Say], Iterator[Finding]] | None = None

    def key_of(self, row: _R) -> str:
        """The key of a record."""
        key: str = getattr(row, self.key)
        return key

    def repeated(self, key: str, count: int, say: Say) -> Finding:
        """The finding on a key that several records have."""
        if self.twice is not None:
            return self.twice(key, count, say)
        return finding("tree/duplicate-entry", say(key), count=count, table=self.noun)

    def unknown(self, link: Link[_R], row: _R, given: str, say: Say) -> Finding:
        """The finding on an id that nothing has."""
        if link.unknown is not None:
            return link.unknown(row, given, say)
        return finding("tree/unknown-in-entry", say(self.key_of(row)), given=say(given), table=self.noun)

    def lost(self, link: Link[_R], key: str, count: int) -> Finding:
        """The finding on records that end with what they name."""
        if link.lost is not None:
            return link.lost(key, count)
        return finding("plan/entries-end", key, count=count, table=self.noun)


# --- residential groups ----------------------------------------------------------------------------------------------

CELLS: Final[Link[ResidentialGroup]] = Link(
    "groups.cells",
    "organizations",
    attrgetter("cells"),
    lambda key: Words(vi=f"chi bộ của '{key}'", en=f"a cell of the group '{key}'"),
    unknown=lambda group, cell, say: finding("tree/unknown-group-cell", say(group.id), cell=say(cell)),
    is_inside=True,
)

GROUPS: Final[SideTable[ResidentialGroup]] = SideTable(
    "groups",
    "group",
    ResidentialGroup,
    Words(vi="xóm, tổ dân phố", en="residential groups"),
    twice=lambda key, count, say: finding("tree/duplicate-group", say(key), count=count),
    links=(CELLS,),
)


# --- temporary stays -------------------------------------------------------------------------------------------------


def _not_at_home(stay: Stay, homes: Mapping[str, str], say: Say) -> Iterator[Finding]:
    if homes.get(stay.member) == stay.organization:
        yield finding("tree/stay-at-home", say(stay.member), organization=say(stay.organization))


HOST: Final[Link[Stay]] = Link(
    "stays.organization",
    "organizations",
    lambda stay: (stay.organization,),
    lambda key: Words(vi=f"nơi sinh hoạt tạm thời của '{key}'", en=f"the place of the stay of '{key}'"),
    unknown=lambda stay, given, say: finding(
        "tree/unknown-stay-organization", say(stay.member), organization=say(given)
    ),
    ended=lambda stay, heir: None if heir is None else stay.at(heir),
    lost=lambda key, count: finding("plan/stays-end", key, count=count),
)

GUEST: Final[Link[Stay]] = Link(
    "stays.member",
    "members",
    lambda stay: (stay.member,),
    lambda key: Words(vi=f"đảng viên sinh hoạt tạm thời '{key}'", en=f"the member of the stay of '{key}'"),
    unknown=lambda stay, _, say: finding(
        "tree/unknown-stay-member", say(stay.member), organization=say(stay.organization)
    ),
    is_key=True,
    ended=lambda *_: None,
)

STAYS: Final[SideTable[Stay]] = SideTable(
    "stays",
    "stay",
    Stay,
    Words(vi="sinh hoạt tạm thời", en="temporary stays"),
    key="member",
    twice=lambda key, count, say: finding("tree/two-stays", say(key), count=count),
    links=(HOST, GUEST),
    of_pair=Stay,
    sound=_not_at_home,
)


# --- mass bodies -----------------------------------------------------------------------------------------------------

SUPERIOR: Final[Link[MassBody]] = Link(
    "mass_bodies.superior",
    "organizations",
    lambda body: (body.superior,),
    lambda key: Words(vi=f"cấp trên của '{key}'", en=f"the superior of '{key}'"),
    is_outside=True,
)

BODIES: Final[SideTable[MassBody]] = SideTable(
    "mass_bodies",
    "mass_body",
    MassBody,
    Words(vi="đoàn thể", en="mass bodies"),
    twice=lambda key, count, say: finding("tree/duplicate-mass-body", say(key), count=count),
    links=(SUPERIOR,),
)


# --- posts -----------------------------------------------------------------------------------------------------------


def _place_of(key: str) -> str:
    """The organization in the key of a seat or a term: who has a seat is nobody's business where it is misplaced."""
    return unquote(key.partition("/")[0])


SEAT_OF: Final[Link[Seat]] = Link(
    "seats.organization",
    "organizations",
    lambda seat: (seat.organization,),
    lambda _: Words(vi="nơi có chức vụ", en="the organization of a seat"),
    unknown=lambda seat, given, say: finding("tree/unknown-seat-organization", say(given), post=seat.post.words),
    ended=lambda *_: None,
    lost=lambda key, count: finding("plan/seats-end", key, count=count),
)

HOLDER: Final[Link[Seat]] = Link(
    "seats.holder",
    "members",
    lambda seat: (seat.holder,),
    lambda _: Words(vi="người giữ chức vụ", en="holder"),
    is_outside=True,
    ended=lambda *_: None,
)

SEATS: Final[SideTable[Seat]] = SideTable(
    "seats",
    "seat",
    Seat,
    Words(vi="các chức vụ trong cấp ủy", en="seats"),
    key="key",
    twice=lambda key, count, say: finding(
        "tree/two-seats", say(_place_of(key)), post=Post.parse(key.split("/")[2]).words, count=count
    ),
    links=(SEAT_OF, HOLDER),
)

MANDATE_OF: Final[Link[Mandate]] = Link(
    "mandates.organization",
    "organizations",
    lambda mandate: (mandate.organization,),
    lambda _: Words(vi="nơi có nhiệm kỳ", en="the organization of a term"),
    unknown=lambda mandate, given, say: finding("tree/unknown-mandate-organization", say(given), number=mandate.number),
    ended=lambda *_: None,
    lost=lambda key, count: finding("plan/mandates-end", key, count=count),
)

MANDATES: Final[SideTable[Mandate]] = SideTable(
    "mandates",
    "mandate",
    Mandate,
    Words(vi="nhiệm kỳ", en="terms"),
    key="key",
    twice=lambda key, count, say: finding(
        "tree/two-mandates", say(_place_of(key)), number=int(key.rpartition("/")[2]), count=count
    ),
    links=(MANDATE_OF,),
)


# --- all of them -----------------------------------------------------------------------------------------------------

TABLES: Final[dict[str, SideTable[Any]]] = {table.name: table for table in (GROUPS, BODIES, STAYS, SEATS, MANDATES)}
"""Every side table by its name, in the order in which files have them."""


class Entries(tuple[Any, ...]):
    """Records of side tables, of whatever tables: each says by its type which one it is of."""

    __slots__ = ()

    @classmethod
    def read(cls, given: object) -> Entries:
        """The records that were given."""
        rows = listing(given)
        if not isinstance(rows, list | tuple) or any(table_of(row) is None for row in rows):
            kinds = ", ".join(table.record.__name__ for table in TABLES.values())
            raise UnreadableError(Words(vi=f"cần danh sách bản ghi {kinds}", en=f"it takes a list of records {kinds}"))
        return cls(rows)

    def of(self, table: SideTable[_R]) -> dict[str, _R]:
        """Those of one table, by key."""
        return {table.key_of(row): row for row in self if isinstance(row, table.record)}


Beside: TypeAlias = Annotated[InstanceOf[Entries], BeforeValidator(Entries.read)]
"""Records of side tables, as the field of a record."""


def table_of(row: object) -> SideTable[Any] | None:
    """The side table a record is of; `None` where it is of none."""
    return next((table for table in TABLES.values() if isinstance(row, table.record)), None)


@cache
def links_to(to: Literal["organizations", "members"] | None = None) -> tuple[tuple[SideTable[Any], Link[Any]], ...]:
    """Every link to organizations, or to people, with its table; every link that has an index where neither is said."""
    return tuple(
        (table, link)
        for table in TABLES.values()
        for link in table.links
        if link.to == to or (to is None and not link.is_key)
    )
