r"""The tree of party organisations on one date: `Organization`, `ResidentialGroup`, `Hierarchy`.

Two axes describe an organization, and their product names the kinds of the statistics. The level is recorded, never
derived from the parent or the name.

| form \\ level | grassroots (TCCSĐ) | below grassroots | above |
|---|---|---|---|
| đảng bộ | đảng bộ cơ sở | đảng bộ bộ phận | đảng bộ cấp trên trực tiếp của TCCSĐ, cấp tỉnh ... |
| chi bộ | chi bộ cơ sở | chi bộ trực thuộc | |

A `Hierarchy` is a snapshot: it is built once, checked once, and never changes. The next one comes out of a plan
(`dangbo.restructure`), which works on a `Draft` of it.

Construction raises for structure only (ids, one root, parents, circles, names): real registers break rules nobody has
read, and must load. What the rules of the date say of forms, levels and sizes are the findings of `Hierarchy.check`.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, ABCMeta, abstractmethod
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache, lru_cache
from itertools import islice, repeat
from operator import attrgetter
from threading import Lock
from types import MappingProxyType, NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError, ValidationInfo

from dangbo.base.citations import Document
from dangbo.base.errors import (
    HierarchyError,
    InvalidInputError,
    TermError,
    UnknownOrganizationError,
    known_language,
    quoted,
)
from dangbo.base.figures import Share
from dangbo.base.findings import Finding, Lang, Severity, finding, reason_of
from dangbo.base.legacy import bears_signs, legacy_encoding
from dangbo.base.records import (
    Count,
    Id,
    Name,
    RecordType,
    Text,
    default_of,
    id_of,
    items_of,
    ordered,
    read_id,
    record,
    sound,
    spelled,
)
from dangbo.base.terms import Form, GroupKind, Kind, Level, MassBodyKind, MemberStatus, parse_kind
from dangbo.base.text import (
    FRAME_BLANKS,
    MOST,
    UnreadableError,
    count_of,
    fold,
    format_date,
    format_number,
    is_missing,
    lower_first,
    name_key,
    nearest,
    nfc,
    parse_count,
    parse_date,
    spaced_number,
)
from dangbo.base.words import Words
from dangbo.render import Column, Drawing, Table, TreeLine, draw_table, draw_tree, stack
from dangbo.rules import RuleBook, Rules, book_of
from dangbo.tree.members import NOBODY, Headcount, Member, Roll, headcount_of
from dangbo.tree.rows import (
    TOTALS,
    Discretion,
    Noun,
    Sheet,
    is_blank,
    is_total,
    missing_column,
    misspelt,
    personal,
    sheet,
)

if TYPE_CHECKING:
    import networkx as nx

By: TypeAlias = Literal["form", "level", "kind", "unit_type"]

RESIDENTIAL: Final = "residential"
"""Unit type of the cells of villages and residential groups (thôn, tổ dân phố)."""


Matter: TypeAlias = Literal["cell-size-consent", "dang-bo-min-members", "part-committee-consent", "kinds-with-consent"]
"""What consent can be given to: the id of a rule whose breach it cures."""

MATTERS: Final[dict[Matter, Words]] = {
    "cell-size-consent": Words(vi="quy mô chi bộ", en="the size of a cell"),
    "dang-bo-min-members": Words(vi="quy mô đảng bộ cơ sở", en="the size of a grassroots đảng bộ"),
    "part-committee-consent": Words(vi="lập đảng bộ bộ phận", en="a đảng bộ bộ phận"),
    "kinds-with-consent": Words(
        vi="tổ chức cơ sở trực thuộc đảng ủy cơ sở", en="a grassroots organization under another one"
    ),
}
"""The matters in words."""

SIZES: Final[frozenset[Matter]] = frozenset({"cell-size-consent", "dang-bo-min-members"})
"""The matters that are sizes: a consent to one is for so many members."""


def _of_a_size(value: int | None, info: ValidationInfo) -> int | None:
    matter = info.data.get("matter")
    if value is not None and matter is not None and matter not in SIZES:
        raise UnreadableError(
            f"is given, but only consent to a size names one; '{matter}' is none",
            "chỉ văn bản đồng ý về quy mô mới ghi số",
        )
    return value


@record
class Consent:
    """Văn bản đồng ý: the paper by which the higher level agrees to what a rule asks consent for. Covers that, no more.

    A plan gives it, the organization keeps it. A cell that grows beyond the size its paper was given for needs another.

    Args:
        organization: id of the organization it is about.
        document: the paper.
        matter: id of the rule whose breach it cures. A plan may leave it out where exactly one rule asks; a register
            may, and the paper is then about what the organization is where it stands.
        up_to: for a size, how many members it was given for: the most of a cell, the least of a đảng bộ. By default as
            many as the plan leaves it, or as stand in the register.

    Raises:
        InvalidInputError: a blank id, an unknown matter, a size for a matter that is none.

    Examples:
        >>> paper = Document(kind="công văn", number="21-CV/TU", issued="2023-05-15")
        >>> Consent("cb-2", paper, matter="cell-size-consent", up_to=45).up_to
        45
    """

    organization: Id
    document: Document
    matter: Matter | None = None
    up_to: Annotated[Count | None, AfterValidator(_of_a_size)] = None

    @property
    def is_complete(self) -> bool:
        """Whether it says what it cures, and of a size for how many."""
        return self.matter is not None and (self.up_to is not None or self.matter not in SIZES)

    def covers(self, matter: Matter, size: int = 0) -> bool:
        """Whether it cures the breach of a rule.

        Args:
            matter: id of the rule.
            size: the members there are, where the matter is a size.
        """
        if self.matter != matter or not self.is_complete:
            return False
        if self.up_to is None:
            return True
        return size <= self.up_to if matter == "cell-size-consent" else size >= self.up_to

    def text(self, *, lang: Lang = "vi") -> str:
        """The paper, and in brackets what it covers.

        Examples:
            >>> paper = Document(kind="công văn", number="21-CV/TU")
            >>> print(Consent("cb-2", paper, matter="cell-size-consent", up_to=45).text(lang="en"))
            Công văn số 21-CV/TU (the size of a cell: 45 members)
        """
        known_language(lang)
        if self.matter is None:
            return self.document.citation
        about = MATTERS[self.matter].text(lang=lang)
        if self.up_to is not None:
            about += f": {format_number(self.up_to, lang=lang)} {'đảng viên' if lang == 'vi' else 'members'}"
        return f"{self.document.citation} ({about})"


def _its_own(consents: tuple[Consent, ...], info: ValidationInfo) -> tuple[Consent, ...]:
    """Refuse papers about another organization."""
    key = (getattr(info, "data", None) or {}).get("id")  # a column of rows knows of no other; their reader looks itself
    if key is not None and any(one.organization != key for one in consents):
        raise UnreadableError("holds one that names another organization", "có văn bản ghi tổ chức khác")
    return consents


@lru_cache(maxsize=4096)
def _unit_code(text: str) -> str:
    """The code of a kind of unit, where its label was given; what the shipped list does not know stays as it is."""
    found = RuleBook.default().find_unit_type(text)
    return text if found is None else found.code


UnitCode = Annotated[Text, AfterValidator(_unit_code)]
"""Code of a kind of unit (loại hình): the label is understood, the code is kept; a code of one's own is kept too."""


@record
class Organization:
    """A party organization (tổ chức đảng): any node of the tree.

    Args:
        id: own, stable, never used again after the organization ends.
        name: full name, in Vietnamese.
        form: đảng bộ or chi bộ.
        level: its level in the system on that date.
        parent: id of its direct superior (cấp trên trực tiếp); `None` for the root.
        unit_type: kind of unit it is set up in (loại hình): a code or label of `RuleBook.unit_types`, kept as the
            code, or a code of one's own.
        full: full members known only by number; they are added to those on the roll.
        probationary: probationary members known only by number.
        code: official code; an attribute that changes by decision, not an identity.
        consents: the papers by which the higher level agreed to what the rules ask consent for.
        groups_of_members: number of tổ đảng it is divided into.
        host_unit: id of the agency, service unit or enterprise it is set up in.

    Raises:
        InvalidInputError: a blank id or name, an unknown form or level, a negative count.

    Examples:
        >>> Organization(id="cb-1", name="Chi bộ xóm 1", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, full=12).id
        'cb-1'
    """

    id: Id
    name: Name
    form: Form
    level: Level
    parent: Id | None = None
    unit_type: UnitCode | None = None
    full: Count = 0
    probationary: Count = 0
    code: Text | None = None
    consents: Annotated[tuple[Consent, ...], BeforeValidator(ordered), AfterValidator(_its_own)] = ()
    groups_of_members: Count = 0
    host_unit: Id | None = None

    if TYPE_CHECKING:  # accepts any sequence of consents and keeps a tuple

        def __init__(
            self,
            id: str,
            name: str,
            form: Form,
            level: Level,
            parent: str | None = None,
            unit_type: str | None = None,
            full: int = 0,
            probationary: int = 0,
            code: str | None = None,
            consents: Sequence[Consent] = (),
            groups_of_members: int = 0,
            host_unit: str | None = None,
        ) -> None: ...

    @property
    def kind(self) -> Kind:
        """Form and level together."""
        return (self.form, self.level)

    def has_consent(self, matter: Matter, size: int = 0) -> bool:
        """Whether one of its consents cures the breach of a rule.

        Args:
            matter: id of the rule.
            size: its members, where the matter is a size.
        """
        return any(one.covers(matter, size) for one in self.consents)


def _ids_from_cell(value: object) -> object:
    """One spreadsheet cell may list several ids: "cb-1; cb-2"."""
    return (
        tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else ordered(value)
    )


def _each_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _yes_or_no(value: object) -> object:
    """The words of a Vietnamese table for yes and no; anything else is left to the type."""
    return {"co": True, "x": True, "khong": False}.get(fold(value), value) if isinstance(value, str) else value


@record
class ResidentialGroup:
    """A village or residential group (xóm, thôn, tổ dân phố): a State unit that cells serve.

    Args:
        id: own and stable.
        name: as people write it.
        kind: xóm, thôn, tổ dân phố ...
        place: the commune or ward.
        cells: ids of the cells that serve it; none, one or several. In rows, one text with ";" between.
        head: id of its head (trưởng xóm, tổ trưởng) where known; kept out of `repr`.
        head_is_member: whether the head is a party member; `None` where nobody recorded it.

    Examples:
        >>> ResidentialGroup(id="tdp-12", name="Tổ dân phố 12", kind=GroupKind.TO_DAN_PHO, cells=["cb-tdp-2"]).cells
        ('cb-tdp-2',)
    """

    id: Id
    name: Name
    kind: GroupKind
    place: Text | None = None
    cells: Annotated[tuple[Id, ...], BeforeValidator(_ids_from_cell), AfterValidator(_each_once)] = ()
    head: Text | None = Field(default=None, repr=False)
    head_is_member: Annotated[bool | None, BeforeValidator(_yes_or_no)] = None

    if TYPE_CHECKING:  # accepts any sequence of cells and keeps a tuple

        def __init__(
            self,
            id: str,
            name: str,
            kind: GroupKind,
            place: str | None = None,
            cells: Sequence[str] = (),
            head: str | None = None,
            head_is_member: bool | None = None,  # noqa: FBT001 - a fact, not a switch
        ) -> None: ...

    def with_cells(self, cells: tuple[str, ...]) -> ResidentialGroup:
        """The same group, served by other cells."""
        return ResidentialGroup(self.id, self.name, self.kind, self.place, cells, self.head, self.head_is_member)


@record
class MassBody:
    """A mass body (đoàn thể) of a host unit: công đoàn, đoàn thanh niên ... Light: it has no members here.

    Args:
        id: own and stable.
        host_unit: id of the agency, service unit or enterprise it belongs to.
        kind: công đoàn, đoàn thanh niên ...
        superior: id of the party organization at whose level and place its own superior stands: the trade union of a
            unit that answers to the city's labour federation names the city's party organization.
        name: as people write it.

    Examples:
        >>> MassBody(id="cd-y-te", host_unit="y-te", kind=MassBodyKind.TRADE_UNION, superior="tp").superior
        'tp'
    """

    id: Id
    host_unit: Id
    kind: MassBodyKind
    superior: Id
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class HostUnit:
    """An agency, service unit or enterprise (đơn vị), as far as what is set up in it says.

    Attributes:
        id: its id, as the records name it.
        organizations: ids of the party organizations set up in it.
        mass_bodies: ids of its mass bodies.
        superiors: ids of the superiors these hang under, outside the unit.
    """

    id: str
    organizations: tuple[str, ...]
    mass_bodies: tuple[str, ...]
    superiors: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Coverage:
    """How cells cover the residential groups on one date.

    Attributes:
        on: the date.
        own: ids of groups with one cell that serves no other group.
        joint: ids of groups whose one cell serves other groups too (chi bộ ghép).
        several: ids of groups with two or more cells.
        none: ids of groups no cell serves.
        heads_known: groups for which it is recorded whether the head is a member.
        heads_members: groups whose head is a member.
    """

    on: dt.date
    own: tuple[str, ...]
    joint: tuple[str, ...]
    several: tuple[str, ...]
    none: tuple[str, ...]
    heads_known: int
    heads_members: int

    @property
    def total(self) -> int:
        """All residential groups."""
        return len(self.own) + len(self.joint) + len(self.several) + len(self.none)

    @property
    def groups(self) -> Share | None:
        """Groups with at least one cell, of all groups; `None` where there are no groups."""
        return Share(self.total - len(self.none), of=self.total, on=self.on) if self.total else None

    @property
    def heads_who_are_members(self) -> Share | None:
        """Groups whose head is a member, of all groups.

        A lower bound while `heads_known` is less than `total`. `None` where there are no groups.
        """
        return Share(self.heads_members, of=self.total, on=self.on) if self.total else None

    def __repr__(self) -> str:
        return (
            f"Coverage({self.total} groups: {len(self.own)} own, {len(self.joint)} joint, {len(self.several)} several, "
            f"{len(self.none)} none; {self.heads_members} heads are members, as of {self.on})"
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """The counts as a table."""
        vi = known_language(lang) == "vi"
        rows = (
            ("Có chi bộ riêng" if vi else "A cell of its own", len(self.own)),
            ("Chi bộ ghép" if vi else "A joint cell", len(self.joint)),
            ("Nhiều chi bộ" if vi else "Several cells", len(self.several)),
            ("Chưa có chi bộ" if vi else "No cell", len(self.none)),
            ("Tổng cộng" if vi else "Total", self.total),
            ("Trưởng xóm, tổ trưởng là đảng viên" if vi else "Head is a member", self.heads_members),
            ("Chưa ghi người đứng đầu" if vi else "Not recorded of the head", self.total - self.heads_known),
        )
        title = "Xóm, tổ dân phố tính đến ngày " if vi else "Residential groups, "
        table = Table(
            title + format_date(self.on, lang=lang),
            [Column(""), Column("Số lượng" if vi else "Count", "right")],
            [(words, format_number(count, lang=lang)) for words, count in rows],
            totals=[4],
        )
        return draw_table(table, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()


_Ids: TypeAlias = tuple[str, ...] | dict[str, None]
"""Ids in order; a dictionary without values where some of them come and go."""


class _Tree(ABC):
    """What a snapshot and a draft can both be asked; the primitives come from the subclass."""

    __slots__ = ("_kids", "find")

    find: Callable[[str], Organization | None]
    """The organization with exactly this id, or `None`: `get` for those who know the spelling."""
    _kids: Callable[[str], _Ids | None]

    @property
    @abstractmethod
    def as_of(self) -> dt.date:
        """The date this describes; of a draft, that of the snapshot it goes back to."""

    @property
    @abstractmethod
    def root(self) -> Organization:
        """The organization above all others."""

    @abstractmethod
    def __len__(self) -> int:
        """How many organizations there are."""

    @abstractmethod
    def child_ids(self, key: str) -> _Ids:
        """Ids of the direct subordinates."""

    @abstractmethod
    def _roll_ids(self, key: str) -> tuple[str, ...]:
        """Member ids on its roll."""

    @abstractmethod
    def _roll_count(self, key: str) -> Headcount:
        """People on its roll."""

    @abstractmethod
    def home_of(self, member: str) -> str | None:
        """Id of the organization on whose roll a person is; `None` for people on no roll."""

    @abstractmethod
    def stay_of(self, member: str) -> str | None:
        """Id of the organization in which a person takes part for a time, or `None`."""

    @abstractmethod
    def _guest_ids(self, key: str) -> tuple[str, ...]:
        """Ids of the people who take part in an organization for a time."""

    @abstractmethod
    def person(self, member: str) -> Member | None:
        """The record of a person, or `None`."""

    @abstractmethod
    def _group_ids(self, key: str) -> _Ids:
        """Ids of the residential groups it serves."""

    @abstractmethod
    def _group(self, key: str) -> ResidentialGroup | None:
        """A residential group."""

    @abstractmethod
    def _body(self, key: str) -> MassBody | None:
        """A mass body."""

    @abstractmethod
    def body_ids(self) -> Iterable[str]:
        """Ids of the mass bodies."""

    @abstractmethod
    def group_count(self) -> int:
        """How many residential groups there are."""

    @abstractmethod
    def ids(self) -> Iterable[str]:
        """Ids of the living organizations."""

    @abstractmethod
    def _ever_coded(self, code: str) -> Iterable[str]:
        """Ids of those that have this official code, and perhaps of some that had it."""

    def with_code(self, code: str) -> tuple[str, ...]:
        """Ids of the living organizations that have this official code: one, or what must be told."""
        found = ((key, self.find(key)) for key in dict.fromkeys(self._ever_coded(code)))
        return tuple(key for key, org in found if org is not None and org.code == code)

    @abstractmethod
    def _everybody(self) -> Headcount:
        """All people; O(1)."""

    def _has_people(self) -> bool:
        """Whether anybody is on record anywhere; the sizes of a bare tree say nothing."""
        return self._everybody().total > 0

    def __getitem__(self, key: str | Organization) -> Organization:
        if isinstance(key, str) and (found := self.find(key)) is not None:  # as most ids are spelled
            return found
        found = self.get(key)
        if found is None:
            name = read_id(key, where="organization")
            raise UnknownOrganizationError(name, lambda: nearest(name, self.ids()))
        return found

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Organization):
            return self.find(key.id) == key
        return isinstance(key, str) and self.get(key) is not None

    def get(self, key: str | Organization) -> Organization | None:
        """The organization with this id, or `None`: the forgiving twin of `[...]`."""
        if isinstance(key, str) and (found := self.find(key)) is not None:  # as most ids are spelled
            return found
        return self.find(read_id(key, where="organization"))

    def parent(self, of: str | Organization) -> Organization | None:
        """The direct superior (cấp trên trực tiếp); `None` for the root."""
        above = self[of].parent
        return None if above is None else self[above]

    def children(self, of: str | Organization) -> tuple[Organization, ...]:
        """The direct subordinates (tổ chức trực thuộc), in the order they were recorded."""
        return tuple(self[key] for key in self.child_ids(self[of].id))

    def direct_subordinates(self, of: str | Organization) -> int:
        """How many direct subordinates (đầu mối trực thuộc) it has."""
        return len(self.child_ids(self[of].id))

    def ancestors(self, of: str | Organization) -> tuple[Organization, ...]:
        """Everything above, nearest first; O(depth)."""
        return tuple(self._upward(self[of])[1:])

    def _upward(self, org: Organization) -> list[Organization]:
        """An organization and everything above it, nearest first."""
        find = self.find
        line = [org]
        key = org.parent
        while key is not None and (above := find(key)) is not None:
            line.append(above)
            key = above.parent
        return line

    def descendants(self, of: str | Organization) -> tuple[Organization, ...]:
        """Everything below, parents first; O(size of the subtree)."""
        top = self[of].id
        return tuple(self[key] for key in self._subtree(top) if key != top)

    def is_within(self, key: str | Organization, top: str | Organization) -> bool:
        """Whether an organization is another one or stands somewhere below it; O(depth)."""
        goal = self[top].id
        return any(org.id == goal for org in self._upward(self[key]))

    def path(self, of: str | Organization, to: str | Organization | None = None) -> tuple[Organization, ...]:
        """The organizations from the root down to one, or from one to another through their common superior.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> [org.id for org in city.path("cb-tdp-2")]
            ['tp-thai-nguyen', 'dbp-phu-xa', 'cb-tdp-2']
            >>> [org.id for org in city.path("cb-tdp-2", "cb-tdp-12")]
            ['cb-tdp-2', 'dbp-phu-xa', 'cb-tdp-12']
        """
        up = self._upward(self[of])
        if to is None:
            return tuple(reversed(up))
        down = self._upward(self[to])
        shared = 1
        while shared < min(len(up), len(down)) and up[-shared - 1] is down[-shared - 1]:
            shared += 1
        return (*up[: len(up) - shared + 1], *reversed(down[: len(down) - shared]))

    def lowest_common_ancestor(self, a: str | Organization, b: str | Organization) -> Organization:
        """The lowest organization that is, or stands above, both; O(depth)."""
        up, down = self._upward(self[a]), self._upward(self[b])
        common = up[-1]
        while up and down and up[-1] is down[-1]:
            common = up.pop()
            down.pop()
        return common

    def own_headcount(self, of: str | Organization) -> Headcount:
        """People of the organization itself: on its roll, plus those known only by number."""
        org = self[of]
        counted = self._roll_count(org.id)
        if org.full or org.probationary:
            return Headcount(counted.full + org.full, counted.probationary + org.probationary)
        return counted

    def roll(self, of: str | Organization) -> tuple[str, ...]:
        """Member ids on the roll of the organization itself."""
        return self._roll_ids(self[of].id)

    def groups_of(self, of: str | Organization) -> tuple[ResidentialGroup, ...]:
        """The residential groups an organization serves."""
        served = (self._group(key) for key in self._group_ids(self[of].id))
        return tuple(group for group in served if group is not None)

    def group(self, key: str | ResidentialGroup) -> ResidentialGroup | None:
        """The residential group with this id, or `None`."""
        return self._group(read_id(key, where="group"))

    def mass_body(self, key: str | MassBody) -> MassBody | None:
        """The mass body with this id, or `None`."""
        return self._body(read_id(key, where="mass body"))

    def guests(self, of: str | Organization) -> tuple[str, ...]:
        """Ids of the people who take part in an organization for a time, and stand on the roll of another one."""
        return self._guest_ids(self[of].id)

    def several_superiors(self) -> tuple[HostUnit, ...]:
        """The host units whose party organizations or mass bodies hang under different superiors.

        An organization under another one of the same unit hangs where that one does. What names no host unit is left
        out; O(everything).

        Returns:
            The units by id.

        Examples:
            >>> city = Organization(id="tp", name="Đảng bộ thành phố", form=Form.DANG_BO, level=Level.GRASSROOTS)
            >>> cell = Organization(
            ...     id="cb", name="Chi bộ Trạm", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="tp",
            ...     host_unit="tram")
            >>> union = MassBody(id="cd", host_unit="tram", kind=MassBodyKind.TRADE_UNION, superior="cb-khac")
            >>> Hierarchy([city, cell], mass_bodies=[union], as_of="2023-04-30").several_superiors()
            (HostUnit(id='tram', organizations=('cb',), mass_bodies=('cd',), superiors=('tp', 'cb-khac')),)
        """
        units: dict[str, tuple[list[str], list[str], dict[str, None]]] = {}
        for key in self.ids():
            org = self[key]
            if org.host_unit is None:
                continue
            unit = units.setdefault(org.host_unit, ([], [], {}))
            unit[0].append(key)
            above = None if org.parent is None else self[org.parent]
            if above is not None and above.host_unit != org.host_unit:
                unit[2][above.id] = None
        for key in self.body_ids():
            body = self._body(key)
            if body is not None:
                unit = units.setdefault(body.host_unit, ([], [], {}))
                unit[1].append(key)
                unit[2][body.superior] = None
        return tuple(
            HostUnit(key, tuple(orgs), tuple(bodies), tuple(above))
            for key, (orgs, bodies, above) in sorted(units.items())
            if len(above) > 1
        )

    def headcount(self, of: str | Organization | None = None) -> Headcount:
        """People of an organization and everything below it; of the whole tree when none is named.

        The whole tree is O(1), a branch O(its size).

        Examples:
            >>> from dangbo import datasets
            >>> datasets.thai_nguyen().headcount().total
            27960
        """
        if of is None:
            return self._everybody()
        key = self[of].id
        return self._everybody() if key == self.root.id else self._subtree_headcount(key)

    def _subtree(self, top: str) -> list[str]:
        """Ids of an organization and everything below it, parents first, each branch in one piece."""
        order: list[str] = []
        stack = [top]
        pop, append, extend, children = stack.pop, order.append, stack.extend, self._kids
        while stack:
            key = pop()
            append(key)
            below = children(key)
            if below:
                extend(reversed(below))
        return order

    def _subtree_headcount(self, top: str) -> Headcount:
        full = probationary = 0
        for key in self._subtree(top):
            own = self.own_headcount(key)
            full += own.full
            probationary += own.probationary
        return Headcount(full, probationary)


_Record = TypeVar("_Record")
_Records: TypeAlias = Literal["organizations", "members", "groups", "mass_bodies"]
_NOUNS_VI: Final[Mapping[_Records, str]] = MappingProxyType(
    {"organizations": "tổ chức", "members": "đảng viên", "groups": "xóm, tổ dân phố", "mass_bodies": "đoàn thể"}
)


def _records_of(model: type[_Record], given: object, name: _Records, problems: list[Finding]) -> tuple[_Record, ...]:
    """The records a tree is built from; what is none is a problem at its place, with what to give instead."""
    noun = _NOUNS_VI[name]
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping) or hasattr(given, "columns"):
        problems.append(
            finding(
                "input/not-rows",
                name,
                place_vi=noun,
                wanted=f"a list of {model.__name__} records",
                wanted_vi=f"danh sách bản ghi {noun}",
                what=type(given).__name__,
                what_vi=type(given).__name__,
                instead="a list, or rows to Hierarchy.from_rows",
                instead_vi="danh sách, dù chỉ có một",
                count=1,
            )
        )
        return ()
    records = tuple(given)
    for odd in sorted(set(map(type, records)) - {model}, key=lambda odd: odd.__name__):
        if not issubclass(odd, model):
            places = [at for at, one in enumerate(records) if type(one) is odd]
            problems.append(
                finding(
                    "input/not-rows",
                    f"{name}[{places[0]}]",
                    place_vi=f"{noun} thứ {places[0] + 1}",
                    wanted=f"a record {model.__name__}",
                    wanted_vi=f"bản ghi {noun}",
                    what=odd.__name__,
                    what_vi=odd.__name__,
                    instead=f"{model.__name__}(...), or mappings to Hierarchy.from_rows",
                    instead_vi=f"bản ghi {noun}, hoặc các dòng theo cách đọc dành cho bảng",
                    count=len(places),
                )
            )
    return records


class _TreeType(RecordType, ABCMeta):
    """Calling `Hierarchy` builds one, or says in the words of records what does not fit."""


class Hierarchy(_Tree, metaclass=_TreeType):
    """The organizations, members and residential groups of one date, as one tree. Immutable.

    Lookups take an id or a record and return records. Iteration gives the organizations parents first, each branch in
    one piece. Equality is identity; `same_as` compares contents.

    Args:
        organizations: records; exactly one has no parent.
        members: people with a record.
        roll: organization id to member ids; a person is on one roll.
        groups: residential groups.
        stays: member id to the organization in which the person takes part for a time (sinh hoạt tạm thời).
        mass_bodies: công đoàn, đoàn thanh niên ... of host units.
        as_of: the date this describes, as a date or "YYYY-MM-DD".

    Raises:
        HierarchyError: no root or several, a circle, an unknown parent, a repeated id, a person on two rolls, an
            unknown id on the roll or in a group; all problems at once in `.findings`.
        InvalidInputError: a date that does not exist, anything else than records (`from_rows` reads mappings), an
            argument that does not exist.

    Examples:
        >>> ward = Organization(id="dbp", name="Đảng bộ phường", form=Form.DANG_BO, level=Level.GRASSROOTS)
        >>> cell = Organization(
        ...     id="cb-1", name="Chi bộ 1", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp", full=31)
        >>> Hierarchy([ward, cell], as_of="2023-04-30")
        Hierarchy(2 organizations, 31 members, as of 2023-04-30)
    """

    __slots__ = (
        "__weakref__",
        "_as_of",
        "_bodies",
        "_cell_groups",
        "_children",
        "_coded",
        "_graph",
        "_groups",
        "_guests",
        "_notes",
        "_order",
        "_records",
        "_roll",
        "_root",
        "_stays",
        "_total",
    )

    _as_of: dt.date
    _root: Organization
    _records: dict[str, Organization]
    _children: dict[str, tuple[str, ...]]
    _coded: dict[str, list[str]] | None
    _roll: Roll
    _groups: dict[str, ResidentialGroup]
    _cell_groups: dict[str, tuple[str, ...]]
    _stays: dict[str, str]
    _guests: dict[str, tuple[str, ...]] | None
    _bodies: dict[str, MassBody]
    _notes: tuple[Finding, ...]
    _total: Headcount
    _order: tuple[list[str], list[int]] | None
    _graph: nx.DiGraph[str] | None

    def __init__(
        self,
        organizations: Iterable[Organization],
        members: Iterable[Member] = (),
        roll: Mapping[str, Iterable[str]] | None = None,
        groups: Iterable[ResidentialGroup] = (),
        *,
        stays: Mapping[str, str] | None = None,
        mass_bodies: Iterable[MassBody] = (),
        as_of: dt.date | str,
    ) -> None:
        day = parse_date(as_of, where="as_of")
        problems: list[Finding] = []
        orgs = _records_of(Organization, organizations, "organizations", problems)
        people = _records_of(Member, members, "members", problems)
        places = _records_of(ResidentialGroup, groups, "groups", problems)
        bodies = _records_of(MassBody, mass_bodies, "mass_bodies", problems)
        if problems:
            raise InvalidInputError(problems)
        loaded = _Loaded(orgs, people, roll, places)
        beside = _Beside(loaded, stays, bodies)
        _refuse(loaded.problems)
        counted = Roll(loaded.people, loaded.roll)
        served = _groups_by_cell(loaded.groups)
        self._settle(loaded.records, loaded.children, counted, loaded.groups, served, beside, day)
        self._complete_consents()

    def _settle(
        self,
        records: dict[str, Organization],
        children: dict[str, tuple[str, ...]],
        roll: Roll,
        groups: dict[str, ResidentialGroup],
        cell_groups: dict[str, tuple[str, ...]],
        beside: _Beside,
        as_of: dt.date,
        *,
        root: Organization | None = None,
        total: Headcount | None = None,
    ) -> None:
        self._records, self._children, self._roll = records, children, roll
        self._groups, self._cell_groups = groups, cell_groups
        self._stays, self._bodies = beside.stays, beside.bodies
        self.find = records.get
        self._kids = children.get
        self._as_of = as_of
        self._root = root or next(org for org in records.values() if org.parent is None)
        if total is None:
            full = sum(map(attrgetter("full"), records.values()))
            probationary = sum(map(attrgetter("probationary"), records.values()))
            total = sum((roll.headcount(key) for key in roll.organizations()), Headcount(full, probationary))
        self._total = total
        self._order = None
        self._graph = None
        self._guests = None
        self._coded = None
        self._notes = ()

    def _complete_consents(self) -> None:
        """While it is built: papers of which only the fact is known are about what stands beside them."""
        for org in [org for org in self._records.values() if org.consents]:
            self._records[org.id] = complete_consents(self, org)
        self._root = self._records[self._root.id]

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Organization | Mapping[str, Any]],
        *,
        members: Iterable[Member | Mapping[str, Any]] = (),
        groups: Iterable[ResidentialGroup | Mapping[str, Any]] = (),
        roll: Mapping[str, Iterable[str]] | None = None,
        stays: Mapping[str, str] | None = None,
        mass_bodies: Iterable[MassBody | Mapping[str, Any]] = (),
        counts: Counts = "beside the roll",
        first_row: int | None = None,
        as_of: dt.date | str,
    ) -> Self:
        """Build from anything iterable of mappings: dicts, `csv.DictReader`, records of a data frame.

        Columns are the fields of `Organization`; `kind` ("chi bộ trực thuộc") may stand for `form` and `level`. Values
        may be codes or Vietnamese labels. Empty strings and `None` are missing. Other columns are left out, unless
        they look like a misspelt field. Blank rows are left out too, and `check` tells of them.
        Rows of members carry `organization`, which puts the person on its roll. Without the column only people whom
        `roll` names are read; where its cell is blank the person is on no roll, and `check` tells the rows.
        A column `size_consent` names the paper by which the higher level agreed; it is read as a `Consent` to what the
        organization is there, and to the size it has there.

        Args:
            rows: the organizations.
            members: people, as rows or records.
            groups: residential groups, as rows or records.
            roll: as in `Hierarchy`, besides what the rows of members say.
            stays: as in `Hierarchy`.
            mass_bodies: as rows or records.
            counts: whom `full` and `probationary` count. "beside the roll": people known only by number, who are added
                to those on the roll. "total": everybody, also those on the roll, who are therefore subtracted; a count
                that is blank says nothing.
            first_row: number of the first row in its file, for the places of problems; by default what a
                `csv.DictReader` says, or 1.
            as_of: as in `Hierarchy`.

        Raises:
            HierarchyError: rows that make no tree, or blank ids or names; with the problems of single values.
            InvalidInputError: values that cannot be read, each with its row and field and without the value; what is
                no table of rows.
            TermError: another word for `counts`.

        Examples:
            >>> rows = [
            ...     {"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở", "parent": ""},
            ...     {"id": "cb-1", "name": "Chi bộ 1", "kind": "chi bộ trực thuộc", "parent": "dbp", "full": "31"},
            ... ]
            >>> Hierarchy.from_rows(rows, as_of="2023-04-30").headcount("dbp")
            Headcount(full=31, probationary=0)
            >>> people = [{"id": "m-1", "name": "Lê Văn Ba", "organization": "cb-1"}]
            >>> Hierarchy.from_rows(rows, members=people, counts="total", as_of="2023-04-30").headcount("dbp")
            Headcount(full=31, probationary=0)
        """
        day = parse_date(as_of, where="as_of")
        if counts not in get_args(Counts):
            raise TermError("reading of counts", str(counts), get_args(Counts))
        if first_row is not None:
            first_row = parse_count(first_row, where="first_row")
        sheets = (
            sheet(rows, "organization", Organization, first_row=first_row),
            sheet(members, "member", Member, first_row=first_row),
            sheet(groups, "group", ResidentialGroup, first_row=first_row),
            sheet(mass_bodies, "mass_body", MassBody, first_row=first_row),
        )
        _refuse([found for given in sheets for found in given.problems])
        orgs = _read_rows(sheets[0], Organization)
        people = _read_rows(sheets[1], Member, also=("organization",))
        places = _read_rows(sheets[2], ResidentialGroup)
        bodies = _read_rows(sheets[3], MassBody)
        ids = [(read.ids, read.numbers) for read in (orgs, people, places, bodies)]
        say = Discretion([*ids, (people.raw.get("organization", ()), people.numbers)])
        loaded = _Loaded(
            orgs.records,
            people.records,
            roll,
            places.records,
            homes=people.homes,
            also_organizations=orgs.refused,
            also_members=people.refused,
            say=say,
        )
        beside = _Beside(
            loaded, stays, bodies.records, also_organizations=orgs.refused, also_members=people.refused, say=say
        )
        problems = [*orgs.problems, *people.problems, *places.problems, *bodies.problems, *loaded.problems]
        problems += (
            finding("input/total-row", f"id '{key}'", place_vi=f"mã '{key}'")
            for key in TOTALS
            if key in loaded.records or key in loaded.people
        )
        if counts == "total":
            problems += _leave_those_beside(loaded, orgs, say)
        notes = [found for read in (orgs, people, places, bodies) for found in read.notes]
        _on_no_roll(people, loaded, problems, notes)
        _refuse(problems, notes)
        new = object.__new__(cls)
        counted = Roll(loaded.people, loaded.roll)
        served = _groups_by_cell(loaded.groups)
        new._settle(loaded.records, loaded.children, counted, loaded.groups, served, beside, day)
        new._notes = tuple(notes)
        new._complete_consents()
        return new

    @classmethod
    def from_graph(cls, graph: nx.DiGraph[Any], *, like: Hierarchy) -> Hierarchy:
        """The way back from networkx: the organizations and edges of a graph, the rest from another hierarchy.

        Args:
            graph: edges parent to child; node data `organization=` as in `Hierarchy.graph`. The edge decides the
                parent; the record decides everything else.
            like: where roll, residential groups and date come from. What belongs to organizations that are no longer
                in the graph is refused, since people would vanish.

        Raises:
            HierarchyError: several parents, several roots, a circle, people or groups of a missing organization.
            InvalidInputError: no directed graph, a node without a record or with that of another id: a node that is
                called otherwise needs a record that is, and everything that names it too.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> Hierarchy.from_graph(city.to_networkx(), like=city).same_as(city)
            True
        """
        other: object = like
        if not isinstance(other, Hierarchy):
            reason, reason_vi = f"expected a Hierarchy, not {type(other).__name__}", "không phải hiện trạng tổ chức"
            raise InvalidInputError([finding("input/bad-value", "like", reason=reason, reason_vi=reason_vi)])
        if not (hasattr(graph, "predecessors") and hasattr(graph, "nodes")):
            undirected = hasattr(graph, "adj") and hasattr(graph, "nodes")
            reason = "its edges have no direction, so nobody can say who is the parent" if undirected else "no graph"
            reason_vi = "cạnh không có hướng nên không biết đâu là cấp trên" if undirected else "không phải đồ thị"
            place = f"graph ({type(graph).__name__})"
            raise InvalidInputError([finding("input/bad-value", place, reason=reason, reason_vi=reason_vi)])
        problems = []
        records = []
        for node, data in graph.nodes(data=True):
            org = data.get("organization")
            if not isinstance(org, Organization) or node != org.id:
                reason, reason_vi = (
                    ("it carries the record of another id", "kèm bản ghi của mã khác")
                    if isinstance(org, Organization)
                    else ("it carries no organization= record", "không kèm bản ghi tổ chức")
                )
                place, place_vi = f"node {_node(node)}", f"nút {_node(node)}"
                problems.append(
                    finding("input/bad-value", place, place_vi=place_vi, reason=reason, reason_vi=reason_vi)
                )
                continue
            above = list(graph.predecessors(node))
            if len(above) > 1:
                problems.append(finding("tree/many-parents", str(node), count=len(above)))
            parent = str(above[0]) if above else None
            records.append(org if org.parent == parent else _changed(org, parent=parent))
        _refuse(problems)
        roll = {key: like._roll.of(key) for key in like._roll.organizations()}
        bodies = like.mass_bodies.values()
        people, groups = like.members.values(), like.groups.values()
        return cls(records, people, roll, groups, stays=like.stays, mass_bodies=bodies, as_of=like.as_of)

    # --- what stands in it --------------------------------------------------------------------------------------

    @property
    def as_of(self) -> dt.date:
        """The date this describes."""
        return self._as_of

    @property
    def root(self) -> Organization:
        """The organization above all others."""
        return self._root

    @property
    def members(self) -> Mapping[str, Member]:
        """Every person with a record, by id; read-only."""
        return MappingProxyType(self._roll.people)

    @property
    def groups(self) -> Mapping[str, ResidentialGroup]:
        """Every residential group, by id; read-only."""
        return MappingProxyType(self._groups)

    @property
    def stays(self) -> Mapping[str, str]:
        """Where people take part for a time beside their official roll: member id to organization; read-only."""
        return MappingProxyType(self._stays)

    @property
    def mass_bodies(self) -> Mapping[str, MassBody]:
        """Every mass body, by id; read-only."""
        return MappingProxyType(self._bodies)

    def home(self, member: str | Member) -> Organization | None:
        """The organization on whose roll a person is; `None` for people on no roll."""
        key = self._roll.home(read_id(member, where="member"))
        return None if key is None else self._records[key]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Organization]:
        return map(self._records.__getitem__, self._parents_first()[0])

    def __repr__(self) -> str:
        people, count = spaced_number(self._total.total), spaced_number(len(self))
        noun = "organization" if len(self) == 1 else "organizations"
        return f"{type(self).__name__}({count} {noun}, {people} members, as of {self.as_of})"

    def __reduce__(self) -> tuple[Any, ...]:
        roll = {key: self._roll.of(key) for key in self._roll.organizations()}
        contents = (tuple(self), tuple(self.members.values()), roll, tuple(self._groups.values()))
        return (_rebuilt, (contents, self._stays, tuple(self._bodies.values()), self.as_of, self._notes))

    def same_as(self, other: Hierarchy) -> bool:
        """Whether two snapshots say the same of the same date: organizations, roll, people, groups; O(everything)."""
        return (
            self.as_of == other.as_of
            and self._records == other._records
            and self._groups == other._groups
            and self.members == other.members
            and self._stays == other._stays
            and self._bodies == other._bodies
            and {k: set(self._roll.of(k)) for k in self._roll.organizations()}
            == {k: set(other._roll.of(k)) for k in other._roll.organizations()}
        )

    # --- primitives of the tree ---------------------------------------------------------------------------------

    def child_ids(self, key: str) -> _Ids:
        return self._children.get(key, ())

    def _roll_ids(self, key: str) -> tuple[str, ...]:
        return self._roll.of(key)

    def _roll_count(self, key: str) -> Headcount:
        return self._roll.headcount(key)

    def home_of(self, member: str) -> str | None:
        return self._roll.home(member)

    def stay_of(self, member: str) -> str | None:
        return self._stays.get(member)

    def _guest_ids(self, key: str) -> tuple[str, ...]:
        if not self._stays:
            return ()
        if self._guests is None:
            by_host: dict[str, list[str]] = {}
            for member, at in self._stays.items():
                by_host.setdefault(at, []).append(member)
            self._guests = {at: tuple(members) for at, members in by_host.items()}
        return self._guests.get(key, ())

    def person(self, member: str) -> Member | None:
        return self._roll.people.get(member)

    def _group_ids(self, key: str) -> _Ids:
        return self._cell_groups.get(key, ())

    def _group(self, key: str) -> ResidentialGroup | None:
        return self._groups.get(key)

    def group_count(self) -> int:
        return len(self._groups)

    def _body(self, key: str) -> MassBody | None:
        return self._bodies.get(key)

    def body_ids(self) -> Iterable[str]:
        return self._bodies

    def _ever_coded(self, code: str) -> Iterable[str]:
        if self._coded is None:
            coded: dict[str, list[str]] = {}
            for key, org in self._records.items():
                if org.code is not None:
                    coded.setdefault(org.code, []).append(key)
            self._coded = coded
        return self._coded.get(code, ())

    def ids(self) -> Iterable[str]:
        return self._records

    def _everybody(self) -> Headcount:
        return self._total

    def _parents_first(self) -> tuple[list[str], list[int]]:
        """Ids parents first, and beside each the position of its parent (the root points at itself)."""
        if self._order is None:
            order: list[str] = []
            above: list[int] = []
            children = self._children
            keys, places = [self.root.id], [0]
            while keys:
                key, at = keys.pop(), len(order)
                order.append(key)
                above.append(places.pop())
                below = children.get(key, ())
                if children.keys().isdisjoint(below):  # nothing stands below them: most organizations are cells
                    order.extend(below)
                    above.extend(repeat(at, len(below)))
                else:
                    keys.extend(reversed(below))
                    places.extend(repeat(at, len(below)))
            self._order = (order, above)
        return self._order

    # --- counting -----------------------------------------------------------------------------------------------

    def select(
        self,
        *,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> tuple[Organization, ...]:
        """The organizations that fit every condition given, parents first.

        Args:
            form: đảng bộ or chi bộ.
            level: level in the system.
            unit_type: kind of unit, as a code or label of `RuleBook.unit_types`, or a code of the tree's own.
            under: only those below this organization, itself left out.

        Raises:
            TermError: an unknown label, or a unit type neither in the tree nor in the rulebook.

        Examples:
            >>> from dangbo import datasets
            >>> len(datasets.thai_nguyen().select(form=Form.CHI_BO, level=Level.GRASSROOTS))
            25
        """
        return tuple(self._selected(form, level, unit_type, under))

    def _selected(
        self, form: Form | None, level: Level | None, unit_type: str | None, under: str | Organization | None
    ) -> Iterable[Organization]:
        chosen: Iterable[Organization] = self if under is None else self.descendants(under)
        if form is not None:
            wanted = Form.parse(form)  # a label is understood, a typo refused
            chosen = (org for org in chosen if org.form is wanted)
        if level is not None:
            at = Level.parse(level)
            chosen = (org for org in chosen if org.level is at)
        if unit_type is not None:
            code = self._unit_type(unit_type)
            chosen = (org for org in chosen if org.unit_type == code)
        return chosen

    def _unit_type(self, text: str) -> str:
        """The code of a kind of unit: one of the tree's own, or what the rulebook calls so."""
        own = {org.unit_type for org in self if org.unit_type}
        if text in own:
            return text
        try:
            return RuleBook.default().unit_type(text).code
        except TermError as error:
            keys = {fold(code): code for code in own}
            if found := keys.get(fold(error.text)):
                return found
            raise TermError(error.vocabulary, error.text, (*nearest(error.text, own), *error.suggestions)) from None

    @overload
    def count(
        self,
        *,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> int: ...
    @overload
    def count(
        self,
        *,
        by: Literal["form"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Form, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["level"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Level, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["kind"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[Kind, int]: ...
    @overload
    def count(
        self,
        *,
        by: Literal["unit_type"],
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> dict[str | None, int]: ...
    def count(
        self,
        *,
        by: By | None = None,
        form: Form | None = None,
        level: Level | None = None,
        unit_type: str | None = None,
        under: str | Organization | None = None,
    ) -> int | dict[Form, int] | dict[Level, int] | dict[Kind, int] | dict[str | None, int]:
        """How many organizations fit every condition, in all or by form, level, kind or unit type.

        Args:
            by: what to count by; the keys come in the order of the vocabulary, unit types by number.
            form: as in `select`.
            level: as in `select`.
            unit_type: as in `select`.
            under: as in `select`.

        Raises:
            TermError: an unknown label, unit type or `by`.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> city.count(form=Form.CHI_BO)
            910
            >>> city.count(level=Level.GRASSROOTS, by="form")
            {<Form.DANG_BO: 'dang_bo'>: 75, <Form.CHI_BO: 'chi_bo'>: 25}
        """
        chosen = self._selected(form, level, unit_type, under)
        if by is None:
            return sum(1 for _ in chosen)
        if by == "form":
            forms = Counter(org.form for org in chosen)
            return {term: forms[term] for term in Form if forms[term]}
        if by == "level":
            levels = Counter(org.level for org in chosen)
            return {term: levels[term] for term in Level if levels[term]}
        if by == "kind":
            kinds = Counter(org.kind for org in chosen)
            return {(f, v): kinds[f, v] for v in Level for f in Form if kinds[f, v]}
        if by != "unit_type":
            raise TermError("property to count by", by, get_args(By))
        return dict(Counter(org.unit_type for org in chosen).most_common())

    @overload
    def roll_up(self, values: Mapping[str, int]) -> dict[str, int]: ...
    @overload
    def roll_up(self, values: Sequence[int]) -> list[int]: ...
    def roll_up(self, values: Mapping[str, int] | Sequence[int]) -> dict[str, int] | list[int]:
        """Add a column up the tree: at every organization its own value and those of everything below.

        One pass, children before parents; O(organizations).

        Args:
            values: by organization id (missing ones count 0), or a sequence aligned with the iteration order.

        Returns:
            A dict by id, or a list aligned with the iteration order, as the values came.

        Raises:
            InvalidInputError: a sequence of another length, or an id that is not in the tree.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> cells = {org.id: 1 for org in city if org.form is Form.CHI_BO}
            >>> city.roll_up(cells)["tp-thai-nguyen"]
            910
        """
        order, above = self._parents_first()
        if hasattr(values, "items"):  # a column of a data frame has its index, and is not in the order of the tree
            by_id = values if type(values) is dict and values.keys() <= self._records.keys() else self._by_id(values)
            column = _whole_numbers(list(map(by_id.get, order, repeat(0))), order)
            _add_up(column, above)
            return dict(zip(order, column, strict=True))
        column = _whole_numbers(_in_order(values), order)
        if len(column) != len(order):
            reason = f"the column has {len(column)} values for {len(order)} organizations"
            reason_vi = f"cột có {len(column)} giá trị cho {len(order)} tổ chức"
            facts = {"place_vi": "cột số liệu", "reason": reason, "reason_vi": reason_vi}
            raise InvalidInputError([finding("input/bad-value", "column", rule=None, severity=None, **facts)])
        _add_up(column, above)
        return column

    def _by_id(self, values: object) -> dict[str, int]:
        """A column by the ids of this tree, whatever spelling or record names them; or every key that names none."""
        by_id: dict[str, int] = {}
        problems: list[Finding] = []
        for key, value in items_of(values, "column"):
            name = id_of(key)
            if isinstance(name, str) and name in self._records and name not in by_id:
                by_id[name] = value
                continue
            told = f"id {quoted(name)}" if isinstance(name, str) else f"key of type {type(key).__name__}"
            again = isinstance(name, str) and name in by_id
            problems.append(
                finding(
                    "input/bad-value",
                    f"column, {told}",
                    place_vi=f"cột số liệu, mã {quoted(name)}" if isinstance(name, str) else "cột số liệu",
                    reason="it is given twice" if again else "no such organization",
                    reason_vi="ghi hai lần" if again else "không có tổ chức này",
                )
            )
        if problems:
            raise InvalidInputError(sorted(problems, key=lambda one: one.subject))
        return by_id

    def coverage(self) -> Coverage:
        """How cells cover the residential groups; a đảng bộ named in their place covers nobody.

        Examples:
            >>> from dangbo import datasets
            >>> cover = datasets.thai_nguyen().coverage()
            >>> cover.groups, cover.heads_who_are_members
            (Share(401, of=401) = 100,0%, Share(353, of=401) = 88,0%)
        """
        own, joint, several, none = [], [], [], []
        known = members = 0
        for group in self._groups.values():
            cells = [cell for cell in group.cells if self._records[cell].form is Form.CHI_BO]
            if not cells:
                none.append(group.id)
            elif len(cells) > 1:
                several.append(group.id)
            elif len(self._cell_groups[cells[0]]) > 1:
                joint.append(group.id)
            else:
                own.append(group.id)
            known += group.head_is_member is not None
            members += group.head_is_member is True
        return Coverage(self.as_of, tuple(own), tuple(joint), tuple(several), tuple(none), known, members)

    def check(self, *, rules: RuleBook | None = None) -> tuple[Finding, ...]:
        """What the rules in force on `as_of` have to say: forms, levels, sizes. Stops nothing.

        Before that it tells what was left out when rows were read, names in an encoding of old fonts, and who counts
        people by number and lists people too: they are added, which is right only for people beside the roll. After
        that, what two living organizations share that should tell them apart: a code, a name under one superior.

        Args:
            rules: the rulebook; by default the one shipped.

        Returns:
            All findings, parents first.

        Examples:
            >>> from dangbo import datasets
            >>> datasets.thai_nguyen().check()
            ()
        """
        in_force = book_of(rules).at(self.as_of)
        found = [*self._notes, *self._foreign_names()]
        for org in self:
            found += self._counted_and_listed(org)
            found += check_organization(self, org, in_force)
        found += check_alike(self, self._records, self._records)
        return tuple(found)

    def _counted_and_listed(self, org: Organization) -> Iterator[Finding]:
        """Whether an organization knows people by number and by name: right only where these are different people."""
        counted = Headcount(org.full, org.probationary)
        listed = self._roll_count(org.id) if counted.total else NOBODY
        if listed.total:
            code: Literal["org/counted-twice", "org/counted-and-listed"] = (
                "org/counted-twice" if counted == listed or counted.total == listed.total else "org/counted-and-listed"
            )
            total = counted.total + listed.total
            yield finding(code, org.id, count=counted.total, listed=listed.total, total=total)

    def _foreign_names(self) -> Iterator[Finding]:
        """Names in an encoding of old fonts, by the kind of record: nobody can read, sort or find them."""
        nouns: tuple[tuple[Iterable[Organization] | Iterable[Member] | Iterable[ResidentialGroup], str, str], ...] = (
            (self._records.values(), "names of organizations", "tên tổ chức"),
            (self.members.values(), "names of members", "tên đảng viên"),
            (self._groups.values(), "names of residential groups", "tên xóm, tổ dân phố"),
        )
        for records, place, place_vi in nouns:
            if bears_signs(" ".join(record.name for record in records)):
                told: dict[str, list[str]] = {}
                for record in records:
                    if (encoding := legacy_encoding(record.name)) is not None:
                        told.setdefault(encoding, []).append(record.id)
                for name, ids in told.items():
                    rows = ", ".join(ids[:_NAMED]) + (" ..." if len(ids) > _NAMED else "")
                    yield finding(
                        "input/legacy-encoding",
                        place,
                        severity=Severity.WARN,
                        place_vi=place_vi,
                        encoding=name,
                        count=len(ids),
                        rows=rows,
                    )

    # --- networkx -----------------------------------------------------------------------------------------------

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The tree as a `networkx.DiGraph`: edges parent to child, node data `organization=`.

        Built on first use and kept; its structure is frozen. `to_networkx` gives a copy of one's own.
        """
        if self._graph is None:
            import networkx as nx  # half a second nobody should wait for who does not ask

            graph = nx.freeze(self.to_networkx())
            with _BUILDING:  # threads that ask at once are given one graph
                if self._graph is None:
                    self._graph = graph
        return self._graph

    def to_networkx(self) -> nx.DiGraph[str]:
        """A new `networkx.DiGraph` of the tree, to change at will."""
        import networkx as nx  # as in `graph`

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from((org.id, {"organization": org}) for org in self)
        graph.add_edges_from((org.parent, org.id) for org in self if org.parent is not None)
        return graph

    # --- to be looked at ----------------------------------------------------------------------------------------

    def show(self, of: str | Organization | None = None, *, depth: int | None = None, lang: Lang = "vi") -> Drawing:
        """Draw the tree, or a branch of it, with the headcount of every branch.

        Args:
            of: where to start; the root by default.
            depth: how many levels below to show; all by default, up to what fits a page.
            lang: language of the words around the names.

        Examples:
            >>> ward = Organization(id="dbp", name="Đảng bộ phường", form=Form.DANG_BO, level=Level.GRASSROOTS)
            >>> cell = Organization(
            ...     id="cb-1", name="Chi bộ 1", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="dbp", full=31)
            >>> print(Hierarchy([ward, cell], as_of="2023-04-30").show())
            Đảng bộ phường · 31 đảng viên — dbp
            └── Chi bộ 1 · 31 đảng viên — cb-1
        """
        top = self.root if of is None else self[of]
        return draw_tree(list(self._lines(top, depth, lang)), lang=lang)

    def _lines(self, top: Organization, depth: int | None, lang: Lang) -> Iterator[TreeLine]:
        people = "đảng viên" if known_language(lang) == "vi" else "members"
        totals: dict[str, int] = {}
        for key in reversed(self._subtree(top.id)):
            below = (totals[child] for child in self.child_ids(key))
            totals[key] = self.own_headcount(key).total + sum(below)
        stack = [(top, 0)]
        while stack:
            org, at = stack.pop()
            yield TreeLine(at, org.name, note=f"{format_number(totals[org.id], lang=lang)} {people}", detail=org.id)
            if depth is None or at < depth:
                stack.extend((child, at + 1) for child in reversed(self.children(org)))

    def _repr_html_(self) -> str:
        return stack(self.show(depth=1), title=repr(self))._repr_html_()


_BUILDING: Final = Lock()
"""Held while what a snapshot builds on first use is put where all find it."""


def _rebuilt(
    contents: tuple[Any, Any, Any, Any], stays: Any, bodies: Any, as_of: dt.date, notes: tuple[Finding, ...] = ()
) -> Hierarchy:
    """Unpickle a snapshot."""
    new = Hierarchy(*contents, stays=stays, mass_bodies=bodies, as_of=as_of)
    new._notes = notes
    return new


def _in_order(values: object) -> list[Any]:
    """A column in the order of the tree; what has no order is refused as no mapping."""
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | set | frozenset):
        return items_of(values, "column")
    return list(values)


def _whole_numbers(column: list[Any], order: Sequence[str]) -> list[int]:
    """A column of figures as whole numbers: frames make floats of them, and a blank is no 0."""
    if set(map(type, column)) <= {int}:
        return column
    problems: list[Finding] = []
    for at, value in enumerate(column):
        if type(value) is not int:
            try:
                column[at] = count_of(value)
            except UnreadableError as error:
                key = quoted(order[at]) if at < len(order) else f"({at + 1})"  # a column too long is told next
                place, place_vi = f"column, id {key}", f"cột số liệu, mã {key}"
                reason, reason_vi = f"it {error.reason}", error.reason_vi
                problems.append(
                    finding("input/bad-count", place, place_vi=place_vi, reason=reason, reason_vi=reason_vi)
                )
    if problems:
        raise InvalidInputError(problems)
    return column


def _add_up(column: list[int], above: list[int]) -> None:
    """Add every value to its parent's, last first: children stand behind their parents, the root has none."""
    for to, value in islice(zip(reversed(above), reversed(column), strict=True), len(column) - 1):
        column[to] += value


def _groups_by_cell(groups: Mapping[str, ResidentialGroup]) -> dict[str, tuple[str, ...]]:
    served: dict[str, list[str]] = {}
    for group in groups.values():
        for cell in group.cells:
            served.setdefault(cell, []).append(group.id)
    return {cell: tuple(ids) for cell, ids in served.items()}


_SLOTS: Final = tuple(field.name for field in fields(Organization))
_SETTERS: Final = {name: getattr(Organization, name).__set__ for name in _SLOTS}


def _changed(org: Organization, **changes: object) -> Organization:
    """A copy with some fields changed, not validated again: the values come from records that were."""
    copy = object.__new__(Organization)
    for name, put in _SETTERS.items():
        put(copy, changes[name] if name in changes else getattr(org, name))
    return copy


_FIELDS_OF: Final = attrgetter(*_SLOTS)
_BLANK: Final = object.__new__
(
    _PUT_ID,
    _PUT_NAME,
    _PUT_FORM,
    _PUT_LEVEL,
    _PUT_PARENT,
    _PUT_UNIT_TYPE,
    _PUT_FULL,
    _PUT_PROBATIONARY,
    _PUT_CODE,
    _PUT_CONSENT,
    _PUT_GROUPS,
    _PUT_HOST,
) = _SETTERS.values()


def _under(org: Organization, parent: str) -> Organization:
    """The same organization under another superior: `_changed` without a loop, for a nation of cells."""
    copy = _BLANK(Organization)
    key, name, form, level, _, unit_type, full, probationary, code, consent, groups, host = _FIELDS_OF(org)
    _PUT_ID(copy, key)
    _PUT_NAME(copy, name)
    _PUT_FORM(copy, form)
    _PUT_LEVEL(copy, level)
    _PUT_PARENT(copy, parent)
    _PUT_UNIT_TYPE(copy, unit_type)
    _PUT_FULL(copy, full)
    _PUT_PROBATIONARY(copy, probationary)
    _PUT_CODE(copy, code)
    _PUT_CONSENT(copy, consent)
    _PUT_GROUPS(copy, groups)
    _PUT_HOST(copy, host)
    return copy


def _served_by(group: ResidentialGroup, cells: tuple[str, ...]) -> ResidentialGroup:
    """The same group served by other cells, whose ids were read before: a group of many cells is changed often."""
    copy = _BLANK(ResidentialGroup)
    for name, put in _PUT_GROUP.items():
        put(copy, cells if name == "cells" else getattr(group, name))
    return copy


_PUT_GROUP: Final[dict[str, Callable[[object, object], None]]] = {
    field.name: getattr(ResidentialGroup, field.name).__set__ for field in fields(ResidentialGroup)
}


# --- reading what comes in -------------------------------------------------------------------------------------------


_NAMED: Final = 5
"""Most ids a finding lists."""


def _by_parent(organizations: Iterable[Organization]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Ids by the parent they name, and those that name none."""
    below: defaultdict[Any, list[str]] = defaultdict(list)
    for org in organizations:
        below[org.parent].append(org.id)
    roots = below.pop(None, [])
    return {key: tuple(ids) for key, ids in below.items()}, roots


class _Loaded:
    """Records sorted into the dictionaries of a hierarchy, and everything that is wrong with their structure."""

    __slots__ = ("_ids_by_name", "_say", "children", "groups", "people", "problems", "records", "roll")

    def __init__(
        self,
        organizations: Sequence[Organization],
        members: Sequence[Member],
        roll: Mapping[str, Iterable[str]] | None,
        groups: Sequence[ResidentialGroup],
        *,
        homes: Mapping[str, Sequence[str]] | None = None,
        also_organizations: frozenset[str] = frozenset(),
        also_members: frozenset[str] = frozenset(),
        say: Callable[[str], str] = str,
    ) -> None:
        self.problems: list[Finding] = []
        self._say = say
        self._ids_by_name: dict[str, list[str]] | None = None
        self.records = {org.id: org for org in organizations}
        self.people = {member.id: member for member in members}
        self.groups = {group.id: group for group in groups}
        self.repeated(organizations, self.records, "tree/duplicate-id")
        self.repeated(members, self.people, "tree/duplicate-member")
        self.repeated(groups, self.groups, "tree/duplicate-group")
        self.children = self._children(organizations, also_organizations)
        rolls = self._read_roll(roll)
        for key, ids in (homes or {}).items():
            rolls.setdefault(key, []).extend(ids)
        self.roll = self._rolls(rolls, also_organizations, also_members)
        self._cells(also_organizations)

    def repeated(
        self,
        given: Sequence[Organization] | Sequence[Member] | Sequence[ResidentialGroup] | Sequence[MassBody],
        kept: Mapping[str, object],
        code: Literal["tree/duplicate-id", "tree/duplicate-member", "tree/duplicate-group", "tree/duplicate-mass-body"],
    ) -> None:
        """Add a problem for each id that several of the given records have."""
        if len(given) != len(kept):
            times = Counter(item.id for item in given)
            self.problems += (finding(code, self._say(key), count=count) for key, count in times.items() if count > 1)

    def _children(self, organizations: Sequence[Organization], also: frozenset[str]) -> dict[str, tuple[str, ...]]:
        children, roots = _by_parent(organizations)
        for key in sorted(key for key in children if key not in self.records and key not in also):
            for child in children[key]:
                self.problems.append(
                    self.by_name(
                        key, child, f"the parent of '{self._say(child)}'", f"cấp trên của '{self._say(child)}'"
                    )
                    or finding("tree/unknown-parent", self._say(child), parent=self._say(key))
                )
        if not organizations and not also:
            self.problems.append(finding("tree/no-organizations", "organizations"))
        elif not roots and not also:
            self.problems.append(finding("tree/no-root", "organizations"))
        elif len(roots) > 1:
            named = ", ".join(map(self._say, sorted(roots)[:_NAMED])) + (" ..." if len(roots) > _NAMED else "")
            self.problems.append(finding("tree/many-roots", "organizations", count=len(roots), roots=named))
        single = len(organizations) == len(self.records)  # rows that repeat an id may name several parents
        self.problems += self._circles(*((children, roots) if single else _by_parent(self.records.values())))
        return children

    def _circles(self, children: Mapping[str, tuple[str, ...]], roots: Sequence[str]) -> Iterator[Finding]:
        """One finding for each circle: walk up from what no root, and no unknown parent, reaches."""
        reached = [*roots, *(child for key in children if key not in self.records for child in children[key])]
        count = len(reached)
        for key in reached:  # of what stands below, those with subordinates are walked, the others counted
            below = children.get(key, ())
            count += len(below)
            reached.extend(children.keys() & below)
        if count == len(self.records):
            return
        settled = set(reached)
        for start in self.records:
            trail: list[str] = []
            at = start
            while at not in settled:
                settled.add(at)
                trail.append(at)
                at = self.records[at].parent or at
            if at in trail:
                circle = trail[trail.index(at) :]
                path = " -> ".join(map(self._say, [*circle, circle[0]]))
                yield finding("tree/cycle", self._say(circle[0]), path=path)

    def by_name(self, key: str, subject: str, what: str, what_vi: str) -> Finding | None:
        """What to say where an organization is named by its name and not by its id; `None` where it is not."""
        if self._ids_by_name is None:
            self._ids_by_name = {}
            for org in self.records.values():
                self._ids_by_name.setdefault(fold(org.name), []).append(org.id)
        ids = self._ids_by_name.get(fold(key) or key, [])
        if not ids:
            return None
        named = "' / '".join(map(self._say, ids[:_NAMED]))
        return finding("tree/name-for-id", self._say(subject), what=what, what_vi=what_vi, ids=named)

    def _read_roll(self, roll: object) -> dict[str, list[str]]:
        """A roll by organization; what is no list of ids is told, and no text is read letter by letter."""
        rolls: dict[str, list[str]] = {}
        if roll is None:
            return rolls
        if not isinstance(roll, Mapping):
            self._bad("roll", "danh sách", *_no_mapping(roll))
            return rolls
        for number, (name, ids) in enumerate(roll.items(), start=1):
            key = _id_of(name, Organization)
            if key is None:
                reason = f"an organization is named by {type(name).__name__}, not by its id, a text"
                reason_vi = f"tổ chức được ghi bằng {type(name).__name__}, không phải bằng mã (văn bản)"
                self._bad(f"roll, entry {number}", f"danh sách thứ {number}", reason, reason_vi)
                continue
            place, place_vi = f"roll of '{self._say(key)}'", f"danh sách của '{self._say(key)}'"
            if isinstance(ids, str | bytes | Mapping) or not isinstance(ids, Iterable):
                reason = f"{type(ids).__name__} is no list of ids; one id stands in a list too"
                self._bad(
                    place,
                    place_vi,
                    reason,
                    f"{type(ids).__name__} không phải danh sách mã; một mã cũng ghi thành danh sách",
                )
                continue
            given = sorted(ids, key=str) if isinstance(ids, set | frozenset) else list(ids)
            read = [_id_of(member, Member) for member in given]
            odd = [at for at, member in enumerate(read) if member is None]
            if odd:
                kind = type(given[odd[0]]).__name__
                reason = f"ids are texts; number {odd[0] + 1} of {len(given)} is {kind}"
                self._bad(
                    place, place_vi, reason, f"mã phải là văn bản; mã thứ {odd[0] + 1} trong {len(given)} là {kind}"
                )
            rolls.setdefault(key, []).extend(member for member in read if member is not None)
        return rolls

    def _bad(self, place: str, place_vi: str, reason: str, reason_vi: str) -> None:
        self.problems.append(finding("input/bad-value", place, place_vi=place_vi, reason=reason, reason_vi=reason_vi))

    def _rolls(
        self, rolls: Mapping[str, Sequence[str]], also_organizations: frozenset[str], also_members: frozenset[str]
    ) -> dict[str, tuple[str, ...]]:
        say = self._say
        for key in sorted(rolls.keys() - self.records.keys() - also_organizations):
            self.problems.append(
                self.by_name(key, key, "an organization on the roll", "tổ chức trong danh sách đảng viên")
                or finding("tree/unknown-roll-organization", say(key))
            )
        listed = [member for ids in rolls.values() for member in ids]
        for member in sorted(set(listed) - self.people.keys() - also_members):
            where = next(key for key, ids in rolls.items() if member in ids)
            self.problems.append(finding("tree/unknown-roll-member", say(member), organization=say(where)))
        if len(set(listed)) != len(listed):
            for member, count in Counter(listed).items():
                if count > 1:
                    where = ", ".join(say(key) for key, ids in rolls.items() if member in ids)
                    self.problems.append(finding("tree/two-rolls", say(member), count=count, organizations=where))
        return {key: tuple(ids) for key, ids in rolls.items() if ids}

    def _cells(self, also: frozenset[str]) -> None:
        say = self._say
        for group in self.groups.values():
            for cell in group.cells:
                if cell not in self.records and cell not in also:
                    what, what_vi = f"a cell of the group '{say(group.id)}'", f"chi bộ của '{say(group.id)}'"
                    self.problems.append(
                        self.by_name(cell, group.id, what, what_vi)
                        or finding("tree/unknown-group-cell", say(group.id), cell=say(cell))
                    )


def _no_mapping(given: object) -> tuple[str, str]:
    """Why something is no mapping, in both languages."""
    kind = type(given).__name__
    if hasattr(given, "to_dict"):  # a series, as grouping a data frame gives it
        return f"{kind} is no mapping; give to_dict() of it", f"{kind} không phải ánh xạ; hãy chuyển thành ánh xạ trước"
    return f"expected a mapping, not {kind}", f"cần một ánh xạ, không phải {kind}"


def _id_of(given: object, model: type[Organization | Member]) -> str | None:
    """The id that was given, itself or as its record; `None` of what is neither."""
    if isinstance(given, str):
        return nfc(given) or None
    return given.id if isinstance(given, model) else None


def _node(node: object) -> str:
    """A node of a graph as a message names it."""
    return f"'{node}'" if isinstance(node, str) and not personal(node) else f"({type(node).__name__})"


def _refuse(problems: Sequence[Finding], notes: Sequence[Finding] = ()) -> None:
    """Raise what is wrong, all at once; nothing where nothing is."""
    if problems:
        structural = any(found.code.startswith("tree/") for found in problems)
        raise (HierarchyError if structural else InvalidInputError)([*problems, *notes])


class _Beside:
    """What stands beside the tree: temporary stays and mass bodies; what is wrong with them joins the problems."""

    __slots__ = ("bodies", "stays")

    def __init__(
        self,
        loaded: _Loaded,
        stays: Mapping[str, str] | None,
        bodies: Sequence[MassBody],
        *,
        also_organizations: frozenset[str] = frozenset(),
        also_members: frozenset[str] = frozenset(),
        say: Callable[[str], str] = str,
    ) -> None:
        self.stays = self._read(loaded, stays)
        self.bodies = {body.id: body for body in bodies}
        loaded.repeated(bodies, self.bodies, "tree/duplicate-mass-body")
        for body in bodies:  # a superior outside the tree is one too, but no name is an id
            if body.superior not in loaded.records and body.superior not in also_organizations:
                what, what_vi = f"the superior of '{say(body.id)}'", f"cấp trên của '{say(body.id)}'"
                if (told := loaded.by_name(body.superior, body.id, what, what_vi)) is not None:
                    loaded.problems.append(told)
        homes = {member: key for key, ids in loaded.roll.items() for member in ids} if self.stays else {}
        for member, key in self.stays.items():
            if key not in loaded.records and key not in also_organizations:
                what, what_vi = (
                    f"the place of the stay of '{say(member)}'",
                    f"nơi sinh hoạt tạm thời của '{say(member)}'",
                )
                loaded.problems.append(
                    loaded.by_name(key, member, what, what_vi)
                    or finding("tree/unknown-stay-organization", say(member), organization=say(key))
                )
            if member not in loaded.people and member not in also_members:
                loaded.problems.append(finding("tree/unknown-stay-member", say(member), organization=say(key)))
            if homes.get(member) == key:
                loaded.problems.append(finding("tree/stay-at-home", say(member), organization=say(key)))

    @staticmethod
    def _read(loaded: _Loaded, stays: object) -> dict[str, str]:
        read: dict[str, str] = {}
        if stays is not None and not isinstance(stays, Mapping):
            loaded._bad("stays", "sinh hoạt tạm thời", *_no_mapping(stays))
            return read
        for number, (member, key) in enumerate(dict(stays or {}).items(), start=1):
            who, where = _id_of(member, Member), _id_of(key, Organization)
            if who is None or where is None:
                kind = type(member if who is None else key).__name__
                reason, reason_vi = f"ids are texts, not {kind}", f"mã phải là văn bản, không phải {kind}"
                loaded._bad(f"stays, entry {number}", f"sinh hoạt tạm thời thứ {number}", reason, reason_vi)
            elif read.setdefault(who, where) != where:
                reason, reason_vi = "the person takes part in two organizations", "một người ghi ở hai nơi"
                loaded._bad(f"stays, entry {number}", f"sinh hoạt tạm thời thứ {number}", reason, reason_vi)
        return read


_R = TypeVar("_R", Organization, Member, ResidentialGroup, MassBody)


_Problem: TypeAlias = tuple[int | None, str, Finding]
"""What is wrong with a row (`None`: with the table) and a field."""


@dataclass(slots=True)
class _Rows(Generic[_R]):
    """Records read from rows: those that are sound, the ids of those that are not, what is wrong with these.

    Attributes:
        records: sound ones, and those that stood among the rows.
        refused: ids of rows that are not sound; an empty one stands for rows without an id.
        problems: everything that is wrong.
        notes: what was left out.
        sheet: the rows, without records.
        raw: columns as they came.
        homes: member ids by the organization their rows name.
        has_homes: whether there is such a column; `None` where one is told to resemble it.
        homeless: places of sound rows that name none.
    """

    records: list[_R]
    refused: frozenset[str]
    problems: list[Finding]
    notes: list[Finding]
    sheet: Sheet
    raw: dict[str, list[Any]]
    headers: set[object]
    homes: dict[str, list[str]]
    has_homes: bool | None
    homeless: list[int]

    @property
    def ids(self) -> list[object]:
        """Ids as they came."""
        return self.raw.get("id", [])

    @property
    def numbers(self) -> Sequence[int]:
        """Numbers of the rows."""
        return self.sheet.numbers


def _read_rows(whole: Sheet, model: type[_R], *, also: tuple[str, ...] = ()) -> _Rows[_R]:
    """Read rows column by column: one validation of a column costs far less than one of each of its values.

    Problems name the row and the field, never the value.

    Args:
        whole: the rows, or records that pass as they are.
        model: what each row becomes.
        also: columns that are read here and are no field of the model.
    """
    given, noun = whole.rows, whole.noun
    ready: list[_R] = []
    kinds = set(map(type, given))
    if any(issubclass(kind, model) for kind in kinds):
        ready = [row for row in given if isinstance(row, model)]
        whole = whole.of([at for at, row in enumerate(given) if not isinstance(row, model)])
        given = whole.rows
    headers: set[object] = set().union(*given)
    spelt = {name: nfc(name) for name in headers if isinstance(name, str)}  # a file may begin with an invisible mark
    spelt = {name: name if tidy in headers else tidy for name, tidy in spelt.items()}  # no column covers another one
    if any(name != tidy for name, tidy in spelt.items()):
        given = [{spelt.get(name, name): value for name, value in row.items()} for row in given]
        kinds = {dict}
    # The collector of garbage runs while the records are made and walks every list there is: they come before columns.
    blank = list(map(object.__new__, repeat(model, len(given))))
    names: list[str] = [field.name for field in fields(model)]
    present: set[object] = {spelt.get(name, name) if isinstance(name, str) else name for name in headers}
    problems: list[_Problem] = []
    alike = dict(misspelt(present, [*names, *also, *(("kind", PAPER) if model is Organization else ())]))
    problems += ((None, name, finding("input/unknown-column", name, nearest=near)) for name, near in alike.items())
    if None in present:  # csv.DictReader puts surplus cells under None
        for at, row in enumerate(given):
            cells = row.get(None)
            if isinstance(cells, list) and not all(map(is_missing, cells)):  # commas alone at the end say nothing
                count, place_vi = len(cells), whole.place_vi(at)
                found = finding("input/too-many-cells", whole.place(at), place_vi=place_vi, count=count)
                problems.append((None if is_blank(row) else at, "", found))
    raw = {name: _values(given, name, kinds) for name in names if name in present}
    bad: set[int] = set()
    if model is Organization and "kind" in present:
        _read_kinds(given, raw, whole, bad, problems)
    columns = {}
    absent = False
    for name, column in _columns(noun).items():
        if name in raw:
            columns[name] = column.read(raw[name], whole, bad, problems)
        elif column.required and given:
            problems.append((None, name, missing_column(whole, name, headers, names)))
            absent = True
        else:
            columns[name] = [column.default] * len(given)
    if model is Organization and (PAPER in present or "consents" in raw):
        papers = _values(given, PAPER, kinds) if PAPER in present else None
        columns["consents"] = _read_consents(papers, columns, whole, bad, problems)
    at_home: list[Any] = []
    if also and "organization" in present:
        raw["organization"] = _values(given, "organization", kinds)
        at_home = _home_column().read(raw["organization"], whole, bad, problems)
    notes: list[Finding] = []
    left_out = _left_out(given, whole, bad, problems, notes) if bad else set()
    if absent:
        bad.update(range(len(given)))
    homes: dict[str, list[str]] = {}
    homeless: list[int] = []
    if model is Member and not absent:
        for at, (key, home) in enumerate(zip(columns["id"], at_home or [None] * len(given), strict=True)):
            if at not in bad:
                if home is None:
                    homeless.append(at)
                else:
                    homes.setdefault(home, []).append(key)
    ids = raw.get("id", [])
    # A refused row without an id stands as "": it may be the root, so nobody says that there is none.
    refused = frozenset("" if not ids or is_missing(ids[at]) else nfc(str(ids[at])) for at in bad - left_out)
    if bad:
        good = [at for at in range(len(given)) if at not in bad]
        columns = {name: [values[at] for at in good] for name, values in columns.items()}
        del blank[len(good) :]
    for name, values in columns.items():  # they were validated: slots are filled column by column
        deque(map(getattr(model, name).__set__, blank, values), maxlen=0)
    told = [found for _, _, found in problems]
    has_homes = None if "organization" in alike.values() else "organization" in present
    return _Rows(ready + blank, refused, told, notes, whole, raw, headers, homes, has_homes, homeless)


def _left_out(
    given: list[Any], whole: Sheet, bad: set[int], problems: list[_Problem], notes: list[Finding]
) -> set[int]:
    """The refused rows that are none: blank ones, which are told once, and totals, each of which is one problem."""
    blank = [at for at in sorted(bad) if is_blank(given[at])]
    totals = [at for at in sorted(bad.difference(blank)) if is_total(given[at])]
    left_out = {*blank, *totals}
    if left_out:
        problems[:] = [problem for problem in problems if problem[0] not in left_out]
    if blank:
        rows = whole.listed(blank)
        notes.append(finding("input/blank-rows", whole.whole, place_vi=whole.whole_vi, count=len(blank), rows=rows))
    problems += ((at, "", finding("input/total-row", whole.place(at), place_vi=whole.place_vi(at))) for at in totals)
    return left_out


def _on_no_roll(people: _Rows[Member], loaded: _Loaded, problems: list[Finding], notes: list[Finding]) -> None:
    """People of rows who are on no roll: without a column that could say it a problem, with a blank in it a note."""
    listed = {member for ids in loaded.roll.values() for member in ids} if people.homeless else set()
    missing = [at for at in people.homeless if nfc(str(people.ids[at])) not in listed]
    if missing and people.has_homes is False:
        known = [*_columns("member"), "organization"]
        problems.append(missing_column(people.sheet, "organization", people.headers, known))
    elif missing and people.has_homes:
        rows, place_vi = people.sheet.listed(missing), people.sheet.whole_vi
        notes.append(finding("input/on-no-roll", people.sheet.whole, place_vi=place_vi, count=len(missing), rows=rows))


Counts: TypeAlias = Literal["beside the roll", "total"]
"""Whom the counts of a row count: people known only by number, or everybody, also those on the roll."""


def _leave_those_beside(loaded: _Loaded, orgs: _Rows[Organization], say: Discretion) -> Iterator[Finding]:
    """Subtract the people on the roll from what a row counts; a count that is blank says nothing."""
    unstated = {
        (nfc(str(key)), name)
        for name in ("full", "probationary")
        for key, value in zip(orgs.ids, orgs.raw.get(name) or repeat(None), strict=False)
        if is_missing(value)
    }
    for key, ids in loaded.roll.items():
        org = loaded.records.get(key)
        if org is None:
            continue
        listed = headcount_of(loaded.people[member] for member in ids if member in loaded.people)
        left: dict[str, int] = {}
        for name, count, on_roll, what, what_vi in (
            ("full", org.full, listed.full, "full members", "đảng viên chính thức"),
            ("probationary", org.probationary, listed.probationary, "probationary members", "đảng viên dự bị"),
        ):
            if count < on_roll and (key, name) not in unstated:
                yield finding(
                    "input/more-listed-than-counted", say(key), count=count, listed=on_roll, what=what, what_vi=what_vi
                )
            left[name] = max(count - on_roll, 0)
        loaded.records[key] = _changed(org, **left)


PAPER: Final = "size_consent"
"""What a table, and the files of version 0.1, call the one paper they know of."""


def paper_of(organization: str, words: str) -> Consent:
    """The consent of a register that only names a paper: what it covers follows from where the organization stands."""
    return Consent(organization, Document(kind="văn bản đồng ý", title=words))


def _read_consents(
    papers: list[Any] | None, columns: Mapping[str, list[Any]], whole: Sheet, bad: set[int], problems: list[_Problem]
) -> list[Any]:
    """The consents of each row: those it has as records, and the paper of the column of texts."""
    count = len(columns["consents"])
    texts = [None] * count if papers is None else _paper_column().read(papers, whole, bad, problems)
    found: list[Any] = []
    for at, (key, own, text) in enumerate(zip(columns.get("id", texts), columns["consents"], texts, strict=True)):
        if own and at not in bad and any(one.organization != key for one in own):
            bad.add(at)
            problems.append(
                _bad_value(whole, at, "consents", "one names another organization", "có văn bản ghi tổ chức khác")
            )
        found.append(own if text is None or at in bad else (*own, paper_of(key, text)))
    return found


@cache
def _paper_column() -> _Column:
    return _Column(PAPER, Text | None, None)


@cache
def _kind_column() -> _Column:
    return _Column("kind", Text | None, None)


@cache
def _home_column() -> _Column:
    return _Column("organization", Id | None, None)


def _values(rows: list[Any], name: str, kinds: set[type]) -> list[Any]:
    """One column of the rows, with `None` where a row has no such value."""
    if kinds == {dict}:  # most rows are, and have it; other mappings may make up, and keep, what they lack
        with suppress(KeyError):
            return [row[name] for row in rows]
    return [row.get(name) for row in rows]


_PLAIN: Final = frozenset({str, int, float, bool, NoneType})


class _Unreadable:
    """What stands for an array or another thing no cell of a table holds: comparing such things is an error itself."""


_UNREADABLE: Final = _Unreadable()
_FOREIGN: Final = _Unreadable()
"""What stands for a label in another encoding, which is told apart."""


class _Column:
    """How one field of a record is read from a whole column of raw values."""

    __slots__ = ("_counts", "_last", "_lists", "_reader", "_tidy", "default", "name", "required")

    def __init__(self, name: str, annotation: Any, default: Any) -> None:
        self.name = name
        self.required = default is MISSING
        self.default = default
        plain = _as_spelled(annotation)
        self._tidy = plain is not annotation
        self._last = None if plain is annotation else _last_step(plain)
        self._counts = default == 0
        self._lists = default == ()
        self._reader: TypeAdapter[list[Any]] = TypeAdapter(list[plain])  # type: ignore[valid-type]

    def read(self, raw: list[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> list[Any]:
        """The values of the field; `bad` and `problems` gain the rows that have none or none that can be read."""
        kinds = set(map(type, raw))
        if not kinds <= _PLAIN:
            raw = list(map(self._plain, raw))
            kinds = set(map(type, raw))
        if str in kinds:
            texts: Collection[str]
            if kinds <= {str, NoneType}:
                texts = raw if self.required and self._tidy and NoneType not in kinds else {*raw} - {None}
            else:
                texts = {value for value in raw if isinstance(value, str)}
            blob = " ".join(texts)  # a text that is blank, or begins or ends with a blank, makes two in a row
            if bears_signs(blob) and (foreign := self._foreign(raw, whole)):
                problems += foreign
                if self.name in _LABELS:
                    return self._read_rest(raw, whole, bad, problems)
            elif self._tidy and kinds <= ({str} if self.required else {str, NoneType}) and _is_tidy(blob, texts):
                return raw if self._last is None else self._finished(raw, self._last)
        if self._tidy:
            raw = list(map(id_of, raw))
        if self._counts:
            return self._read_counts(raw, whole, bad, problems)
        blank: set[int] = set()
        if None in raw or "" in raw:
            if self.required:
                blank = {at for at, value in enumerate(raw) if value is None or value == ""}
                bad |= blank
                problems += (_missing(whole, at, self.name) for at in sorted(blank))
                fill = next((value for value in raw if value is not None and value != ""), None)
            else:
                fill = self.default
            raw = [fill if value is None or value == "" else value for value in raw]
            if fill is None and self.required:
                return raw
        try:
            return self._reader.validate_python(raw)
        except ValidationError as error:
            return self._read_singly(raw, error, whole, bad, problems, blank)

    def _read_counts(self, raw: list[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> list[Any]:
        """A column of counts: read at once where all are counts, each text once, and one by one otherwise."""
        kinds = set(map(type, raw))
        if kinds == {int} and min(raw) >= 0 and max(raw) <= MOST:
            return raw
        if kinds <= {str, NoneType}:
            with suppress(UnreadableError):
                read = {text: self.default if is_missing(text) else count_of(text) for text in set(raw)}
                return list(map(read.__getitem__, raw))
        values = []
        for at, value in enumerate(raw):
            number = self.default
            try:
                number = self.default if is_missing(value) else count_of(value)
            except UnreadableError as error:
                bad.add(at)
                problems.append(_bad_value(whole, at, self.name, f"it {error.reason}", error.reason_vi))
            values.append(number)
        return values

    def _finished(self, raw: list[Any], last: Callable[[str], str]) -> list[Any]:
        """Tidy texts after the step their type takes with each of them, such as labels to codes."""
        known = {text: self.default if text is None else last(text) for text in {*raw}}
        return list(map(known.__getitem__, raw))

    def _read_rest(self, raw: list[Any], whole: Sheet, bad: set[int], problems: list[_Problem]) -> list[Any]:
        """A column of labels without those in another encoding, which were told: their rows are refused."""
        rest = [at for at, value in enumerate(raw) if not isinstance(value, str) or legacy_encoding(value) is None]
        refused: set[int] = set()
        told: list[_Problem] = []
        values = self.read([raw[at] for at in rest], whole.of(rest), refused, told)
        bad |= {*range(len(raw))}.difference(rest) | {rest[at] for at in refused}
        problems += ((None if at is None else rest[at], field, found) for at, field, found in told)
        column = [self.default] * len(raw)
        for at, value in zip(rest, values, strict=True):
            column[at] = value
        return column

    def _plain(self, value: Any) -> Any:
        """A value of a data frame or an array as Python has it."""
        if type(value) in _PLAIN or isinstance(value, str | int | Enum):
            return value
        if type(value).__name__ in FRAME_BLANKS:
            return None
        if getattr(value, "shape", None) == ():  # a number of numpy
            return value.item()
        if self._lists:
            return value.tolist() if hasattr(value, "tolist") else value
        if self._counts:
            return value
        return _UNREADABLE if hasattr(value, "__len__") or hasattr(value, "__array__") else value

    def _foreign(self, raw: list[Any], whole: Sheet) -> list[_Problem]:
        """The text of another encoding in a column, one problem for each encoding."""
        places: dict[str, list[int]] = {}
        for at, value in enumerate(raw):
            if isinstance(value, str) and (encoding := legacy_encoding(value)) is not None:
                places.setdefault(encoding, []).append(at)
        place, place_vi = f"{whole.whole}, field '{self.name}'", f"{whole.whole_vi}, cột '{self.name}'"
        return [
            (
                None,
                self.name,
                finding(
                    "input/legacy-encoding",
                    place,
                    place_vi=place_vi,
                    encoding=encoding,
                    count=len(at),
                    rows=whole.listed(at),
                ),
            )
            for encoding, at in places.items()
        ]

    def _read_singly(
        self,
        raw: list[Any],
        error: ValidationError,
        whole: Sheet,
        bad: set[int],
        problems: list[_Problem],
        blank: set[int],
    ) -> list[Any]:
        """A column with unreadable values: those that are blank or NaN are missing, the others are problems.

        Where a blank was told already, a stand-in may be as unreadable as the value it was taken from.
        """
        told = set(blank)
        empty: list[int] = []
        for problem in error.errors(include_url=False, include_input=False):
            at = int(problem["loc"][0])
            value = raw[at]
            if is_missing(value):
                empty.append(at)
            elif at not in told:
                told.add(at)
                problems.append(_unreadable(whole, at, self.name, problem))
        if self.required:
            problems += (_missing(whole, at, self.name) for at in empty)
            bad.update(empty)
        bad |= told
        left = {*told, *empty}
        sound = iter(self._reader.validate_python([value for at, value in enumerate(raw) if at not in left]))
        return [self.default if at in left else next(sound) for at in range(len(raw))]


_LABELS: Final = frozenset({"form", "level", "kind", "status", "unit_type"})
"""Fields that hold words of a list: in another encoding they are told as that, and not as unknown words too."""


@cache
def _columns(noun: Noun) -> dict[str, _Column]:
    """The columns of a record; built when first used."""
    models: dict[Noun, Any] = {
        "organization": Organization,
        "member": Member,
        "group": ResidentialGroup,
        "mass_body": MassBody,
    }
    model = models[noun]
    hints = get_type_hints(model, include_extras=True)
    return {field.name: _Column(field.name, hints[field.name], default_of(field)) for field in fields(model)}


def _last_step(annotation: Any) -> Callable[[str], str] | None:
    """What the type of a text does with it once it is spelled, beyond asking whether it is sound."""
    for mark in (annotation, *get_args(annotation)):
        for one in getattr(mark, "__metadata__", ()):
            if isinstance(one, AfterValidator) and one.func is not sound:
                return cast("Callable[[str], str]", one.func)
    return None


def _is_tidy(blob: str, texts: Collection[str]) -> bool:
    """Whether texts, joined by blanks, are as `Id` and `Name` keep them: one look at all of them tells."""
    if nfc(blob) == blob and (blob != "" or not texts):
        with suppress(UnreadableError):
            return bool(sound(blob) is blob)
    return False


def _as_spelled(annotation: Any) -> Any:
    """The type of a text that has its spelling already, which a column sees to itself; other types as they are."""
    if get_origin(annotation) is Annotated:
        base, *extra = get_args(annotation)
        kept = [item for item in extra if getattr(item, "func", None) not in {spelled, id_of}]
        return annotation if len(kept) == len(extra) else Annotated[base, *kept]
    if get_origin(annotation) in {Union, UnionType}:
        parts = [_as_spelled(part) for part in get_args(annotation)]
        return annotation if parts == list(get_args(annotation)) else Union[tuple(parts)]  # noqa: UP007 - built at run time
    return annotation


def _read_kinds(
    given: list[Any], raw: dict[str, list[Any]], whole: Sheet, bad: set[int], problems: list[_Problem]
) -> None:
    """Fill form and level from a column `kind` where they are not given."""
    forms = raw["form"] = list(raw.get("form") or [None] * len(given))
    levels = raw["level"] = list(raw.get("level") or [None] * len(given))
    column = _kind_column()
    kinds = [column._plain(row.get("kind")) for row in given]
    if bears_signs(" ".join({kind for kind in kinds if isinstance(kind, str)})):
        problems += column._foreign(kinds, whole)
        kinds = [_FOREIGN if isinstance(kind, str) and legacy_encoding(kind) else kind for kind in kinds]
    for at, kind in enumerate(kinds):
        if is_missing(kind):
            continue
        if kind is _FOREIGN:
            form, level = Form.CHI_BO, Level.BELOW_GRASSROOTS  # a stand-in: the row is refused
            bad.add(at)
        else:
            try:
                form, level = parse_kind(kind)
            except TermError as error:
                known = ", ".join(error.suggestions)
                reason, reason_vi = f"not a kind; known: {known}", f"không phải một loại; gồm: {known}"
                problems.append(_bad_value(whole, at, "kind", reason, reason_vi))
                bad.add(at)
                form, level = Form.CHI_BO, Level.BELOW_GRASSROOTS
        forms[at] = form if is_missing(forms[at]) else forms[at]
        levels[at] = level if is_missing(levels[at]) else levels[at]
        if at not in bad and (_differs(Form, forms[at], form) or _differs(Level, levels[at], level)):
            reason, reason_vi = (
                "it contradicts the form or level of its row",
                "trái với hình thức hoặc cấp ghi cùng dòng",
            )
            problems.append(_bad_value(whole, at, "kind", reason, reason_vi))
            bad.add(at)


def _differs(vocabulary: type[Form | Level], given: Any, named: Form | Level) -> bool:
    """Whether a readable value names another term; unreadable ones are reported with their own field."""
    try:
        return vocabulary(given) is not named
    except ValueError:
        return False


def _bad_value(whole: Sheet, at: int, field: str, reason: str, reason_vi: str) -> _Problem:
    place, place_vi = whole.place(at, field), whole.place_vi(at, field)
    return at, field, finding("input/bad-value", place, place_vi=place_vi, reason=reason, reason_vi=reason_vi)


def _missing(whole: Sheet, at: int, field: str) -> _Problem:
    """A required value is missing or blank."""
    codes: dict[str, Literal["tree/blank-id", "tree/blank-name"]] = {"id": "tree/blank-id", "name": "tree/blank-name"}
    found = finding(codes.get(field, "input/missing-field"), whole.place(at, field), place_vi=whole.place_vi(at, field))
    return at, field, found


def _unreadable(whole: Sheet, at: int, field: str, problem: Any) -> _Problem:
    """What pydantic says of one value, in the words of the library and without the value."""
    kind = str(problem["type"])
    cause = problem.get("ctx", {}).get("error")
    if isinstance(cause, UnreadableError):
        return _bad_value(whole, at, field, f"it {cause.reason}", cause.reason_vi)
    if kind == "enum":
        labels = ", ".join(term.label for term in _TERMS[whole.noun, field])
        return _bad_value(whole, at, field, f"not one of: {labels}", f"không thuộc danh mục: {labels}")
    if field == "consents":
        return _bad_value(
            whole,
            at,
            field,
            f"it takes a list of Consent records; a table that only names the paper has a column '{PAPER}'",
            f"cột này nhận danh sách bản ghi văn bản đồng ý; bảng chỉ ghi tên văn bản thì dùng cột '{PAPER}'",
        )
    return _bad_value(whole, at, field, *reason_of(kind))


_TERMS: Final[dict[tuple[str, str], type[Form | Level | GroupKind | MemberStatus | MassBodyKind]]] = {
    ("organization", "form"): Form,
    ("organization", "level"): Level,
    ("group", "kind"): GroupKind,
    ("member", "status"): MemberStatus,
    ("mass_body", "kind"): MassBodyKind,
}


# --- the rules of a date ---------------------------------------------------------------------------------------------


def check_organization(tree: _Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """What the rules in force say of one organization where it stands: kind, size, division.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
        rules: the rules of a date.
    """
    groups = tree._group_ids(org.id)
    yield from check_place(tree, org, rules)
    codes = _unit_codes(rules.book)
    if org.unit_type and codes and org.unit_type not in codes:  # a book without a list has nothing to say
        yield finding("org/unknown-unit-type", org.id, unit_type=org.unit_type)
    if org.form is Form.CHI_BO and not org.unit_type and rules.get("village-cell") is not None:
        yield from _ask_for_unit_type(tree, org, rules)
    if org.form is Form.DANG_BO:
        own = tree.own_headcount(org).total
        if own and tree.child_ids(org.id):
            yield finding("org/members-outside-cells", org.id, count=own)
        if groups:
            yield finding("org/groups-outside-cells", org.id, count=len(groups))
    if org.form is Form.CHI_BO:
        if tree._has_people():
            yield from _check_cell(tree.own_headcount(org), org, rules)
    elif org.level is Level.GRASSROOTS and tree._has_people():
        least = rules.get("dang-bo-min-members")
        if least is not None:
            total = tree._subtree_headcount(org.id).total
            if total < least.number and not org.has_consent("dang-bo-min-members", total):
                paper = _paper_words(org, "dang-bo-min-members")
                yield finding(
                    "org/small-dang-bo", org.id, rule=least.ref, count=total, limit=least.number, severity=None, **paper
                )
    elif org.level is Level.BELOW_GRASSROOTS and not org.has_consent("part-committee-consent"):
        consent = rules.get("part-committee-consent")
        if consent is not None:
            kind, kind_vi = rules.label(*org.kind, lang="en"), rules.label(*org.kind)
            yield finding(
                "org/part-committee-consent", org.id, rule=consent.ref, kind=kind, kind_vi=lower_first(kind_vi)
            )


def _paper_words(org: Organization, matter: Matter) -> dict[str, str]:
    """For which size consent was given, where it no longer covers the size there is."""
    given = [one.up_to for one in org.consents if one.matter == matter and one.up_to is not None]
    if not given:
        return {"consent": "no consent is recorded", "consent_vi": "chưa ghi văn bản đồng ý"}
    size = max(given) if matter == "cell-size-consent" else min(given)
    return {
        "consent": f"the consent recorded was given for {size}",
        "consent_vi": f"văn bản đồng ý đã ghi chỉ cho {size} đảng viên",
    }


def check_alike(
    tree: _Tree, coded: Iterable[str], named: Iterable[str], *, before: _Tree | None = None
) -> Iterator[Finding]:
    """What living organizations share that should tell them apart: an official code, a name under one superior.

    One finding for each code, and for each name under a superior, where more than a few are shared only for these and
    with the number of the others; costs the siblings of those named.

    Args:
        tree: the snapshot or draft they stand in.
        coded: ids of those whose code is asked about.
        named: ids of those whose name is asked about.
        before: the tree before a change; those that were called alike beside each other there are no matter of it.
    """
    codes: set[str] = set()
    for key in coded:
        org = tree.find(key)
        if org is None or org.code is None or org.code in codes:
            continue
        codes.add(org.code)
        others = [one for one in tree.with_code(org.code) if one != key]
        if others:
            yield finding("org/code-shared", key, official=org.code, twin=others[0], count=len(others))
    asked: dict[str, dict[str, None]] = {}
    for key in named:
        org = tree.find(key)
        if org is not None and org.parent is not None:
            asked.setdefault(org.parent, {})[key] = None
    for parent, keys in asked.items():
        shared = [
            (key, others)
            for alike in _called_alike(tree, parent)
            if (key := next((one for one in alike if one in keys), ""))
            and (others := [one for one in alike if one != key and not _were_alike(before, key, one)])
        ]
        for number, (key, others) in enumerate(shared[:_NAMED], 1):
            more = len(shared) - _NAMED if number == _NAMED else 0
            yield finding("org/name-shared", key, twin=others[0], count=len(others), parent=parent, more=max(more, 0))


def _called_alike(tree: _Tree, parent: str) -> Iterable[list[str]]:
    """Ids of the direct subordinates that have one name, name by name."""
    first: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    for key in tree.child_ids(parent):
        org = tree.find(key)
        if org is not None:
            name = name_key(org.name)
            other = first.setdefault(name, key)
            if other is not key:
                alike.setdefault(name, [other]).append(key)
    return alike.values()


def _were_alike(tree: _Tree | None, key: str, other: str) -> bool:
    """Whether two stood under one superior by one name."""
    if tree is None or (one := tree.find(key)) is None or (two := tree.find(other)) is None:
        return False
    return one.parent == two.parent and name_key(one.name) == name_key(two.name)


def check_place(tree: _Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """What the rules in force say of an organization being of this kind under its superior.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
        rules: the rules of a date.
    """
    above = tree.parent(org)
    if above is None:
        return
    kinds = rules.kinds
    unit = _unit_of(tree, org)
    if not kinds.allows(above.kind, org.kind, unit):
        words = {
            "parent": above.id,
            "child": rules.label(*org.kind, lang="en"),
            "child_vi": rules.label(*org.kind),
            "parent_kind": rules.label(*above.kind, lang="en"),
            "parent_kind_vi": rules.label(*above.kind),
            "date": rules.on.isoformat(),
            "date_vi": format_date(rules.on),
        }
        if not kinds.needs_consent(above.kind, org.kind):
            yield finding("org/kind-not-allowed", org.id, rule=kinds.ref, severity=None, **words)
        elif not org.has_consent("kinds-with-consent"):
            yield finding("org/kind-needs-consent", org.id, rule=kinds.consent.ref, severity=None, **words)
    village = rules.get("village-cell")
    if village is None or unit != RESIDENTIAL:
        return
    table = village.table
    own = {table.text("kind"), *table.texts("or_kinds")}
    superiors = {table.text("parent"), *table.texts("or_parents")}
    if _in_special_zone(tree, above):  # which may itself be grassroots
        superiors.update(str(table[key]) for key in ("parent_in_special_zone",) if key in table)
    if _kind_code(org) not in own or _kind_code(above) not in superiors:
        on = rules.on
        said = village.statement or rules.book["village-cell"].statement
        words = {"said": _clause(said.en), "said_vi": _clause(said.vi)}
        words |= {"date": on.isoformat(), "date_vi": format_date(on)}
        yield finding("org/village-kind", org.id, rule=village.ref, severity=None, **words)


def _clause(sentence: str) -> str:
    """A sentence as the end of another one."""
    return lower_first(sentence).rstrip(".")


def _in_special_zone(tree: _Tree, above: Organization) -> bool:
    """Whether a superior may be a special zone: directly under a province, or by its name in a file of its own."""
    higher = tree.parent(above)
    return "dac khu" in fold(above.name) if higher is None else higher.level is Level.PROVINCIAL


_AFTER_A_GROUP: Final = re.compile(
    r"(?:(?:chi bộ|cb)\.? )?(?:cơ sở )?(?:liên )?"
    r"(?:(?:thôn|xóm|tổ dân phố|tdp|ấp|khu phố|khối phố|khóm|khu dân cư|kdc|tổ nhân dân|làng|buôn|tiểu khu)\b"
    r"|bản (?!đồ\b|quyền\b|tin\b|in\b)|(?:tổ|khối) (?:số )?\d)"
    r"|(?:(?:chi bo|cb)\.? )?(?:lien )?(?:thon|xom|to dan pho|tdp|ap|khu pho|khoi pho|khom|khu dan cu|kdc|buon)\b"
)
"""How cells of villages and residential groups are called."""


def _ask_for_unit_type(tree: _Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """Whether a cell of no recorded kind that is called as those of residents is one: a rule holds for these only."""
    if not tree._group_ids(org.id) and _AFTER_A_GROUP.match(org.name.casefold()):  # who serves groups is one
        on = rules.on
        yield finding("org/unit-type-unrecorded", org.id, date=on.isoformat(), date_vi=format_date(on))


def _unit_of(tree: _Tree, org: Organization) -> str | None:
    """The kind of unit it is set up in: a cell that serves groups is one of residents."""
    return org.unit_type or (RESIDENTIAL if tree._group_ids(org.id) else None)


def place_signature(tree: _Tree, org: Organization) -> tuple[object, ...]:
    """Everything `check_place` looks at: where two of these are equal, both places are sound or neither is."""
    above = tree.parent(org)
    if above is None:
        return ()
    return (
        above.form,
        above.level,
        _in_special_zone(tree, above),
        org.form,
        org.level,
        _unit_of(tree, org),
        org.has_consent("kinds-with-consent"),
    )


@cache
def _unit_codes(book: RuleBook) -> frozenset[str]:
    return frozenset(unit.code for unit in book.unit_types)


def _kind_code(org: Organization) -> str:
    """The kind as the rulebook writes it."""
    return f"{org.form.value}/{org.level.value}"


def _check_cell(own: Headcount, org: Organization, rules: Rules) -> Iterator[Finding]:
    if not own.total:
        yield finding("org/no-members", org.id)
        return
    least = rules.get("min-full-members-kept")
    if least is not None and own.full < least.number:
        yield finding("org/too-few-members", org.id, rule=least.ref, count=own.full, limit=least.number)
    most = rules.get("cell-size-consent")
    if most is not None and own.total > most.number and not org.has_consent("cell-size-consent", own.total):
        paper = _paper_words(org, "cell-size-consent")
        yield finding(
            "org/large-cell", org.id, rule=most.ref, count=own.total, limit=most.number, severity=None, **paper
        )
    division = rules.get("cell-division")
    if division is not None and not org.groups_of_members:
        must = division.table.text("modality") == "must"  # what the rules only offer is no breach
        limit = division.table.number("threshold") if must else 0
        if must and own.total >= limit:
            yield finding(
                "org/undivided-cell",
                org.id,
                rule=division.ref,
                count=own.total,
                limit=limit,
                modal="must",
                modal_vi="phải",
            )


def with_consents(values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of an organization as version 0.1 wrote them, with its paper as a consent."""
    plain = dict(values)
    if PAPER in plain:
        words = plain.pop(PAPER)
        plain["consents"] = () if words is None else (paper_of(plain["id"], words),)
    return plain


def complete_consents(tree: _Tree, org: Organization) -> Organization:
    """The record with consents that all say what they cover; the same where they do, or where nothing can be said.

    A paper without a matter is about everything that can ask consent of an organization of this kind in this place;
    one to a size that names none, about the size it has.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
    """
    if all(one.is_complete for one in org.consents):
        return org
    consents: list[Consent] = []
    for one in org.consents:
        matters = _matters_here(tree, org) if one.matter is None else (one.matter,)
        if one.is_complete or not matters:
            consents.append(one)
            continue
        for matter in matters:
            size = (consented_size(tree, org, matter) if one.up_to is None else one.up_to) if matter in SIZES else None
            consents.append(Consent(one.organization, one.document, matter, size))
    return _changed(org, consents=tuple(dict.fromkeys(consents)))


def consent_matters(kind: Kind) -> tuple[Matter, ...]:
    """What rules can ask consent for where an organization is of this kind, whatever the date."""
    form, level = kind
    found: list[Matter] = []
    if form is Form.CHI_BO:
        found.append("cell-size-consent")
    elif level is Level.GRASSROOTS:
        found.append("dang-bo-min-members")
    elif level is Level.BELOW_GRASSROOTS:
        found.append("part-committee-consent")
    if level is Level.GRASSROOTS:
        found.append("kinds-with-consent")
    return tuple(found)


def _matters_here(tree: _Tree, org: Organization) -> tuple[Matter, ...]:
    """The same for one organization: under another than a grassroots one, nobody asks whether it may stand there."""
    above = tree.parent(org)
    under = above is not None and above.level is Level.GRASSROOTS
    return tuple(one for one in consent_matters(org.kind) if under or one != "kinds-with-consent")


def consented_size(tree: _Tree, org: Organization, matter: Matter) -> int:
    """The members that count where a matter is a size: its own of a cell, with everything below of a đảng bộ."""
    if matter == "cell-size-consent":
        return tree.own_headcount(org).total
    return tree._subtree_headcount(org.id).total


# --- under change ----------------------------------------------------------------------------------------------------

_V = TypeVar("_V")
_Pair: TypeAlias = tuple[_V, _V]
"""A value before and after."""


@dataclass(frozen=True, slots=True, repr=False)
class Delta:
    """What a draft changed, as absolute values before and after: enough to do it again, or to take it back.

    Attributes:
        records: of each organization; `None` where it did not live.
        below: ids of the direct subordinates.
        rolls: member ids.
        counts: people on these rolls.
        homes: whose roll each person who moved is on; `None` for no roll.
        served: ids of the residential groups of each cell.
        groups: the residential groups themselves.
        stays: where people take part for a time.
        people: records of people.
        bodies: mass bodies.
        size: organizations more.
        people_change: people more.
        touched: ids of the organizations that changed, with the stamp of the last change.
    """

    records: dict[str, _Pair[Organization | None]]
    below: dict[str, _Pair[tuple[str, ...]]]
    rolls: dict[str, _Pair[tuple[str, ...]]]
    counts: dict[str, _Pair[Headcount]]
    homes: dict[str, _Pair[str | None]]
    served: dict[str, _Pair[tuple[str, ...]]]
    groups: dict[str, _Pair[ResidentialGroup | None]]
    stays: dict[str, _Pair[str | None]]
    people: dict[str, _Pair[Member | None]]
    bodies: dict[str, _Pair[MassBody | None]]
    size: int
    people_change: Headcount
    touched: dict[str, int]

    def __repr__(self) -> str:
        return f"Delta({len(self.touched)} organizations touched)"


class Draft(_Tree):
    """A tree under change: what differs from its base, and nothing else.

    Reading falls through to the base, a snapshot or another draft; every verb costs what it touches, never the tree. A
    draft knows no rules and refuses nothing: whoever drives it checks first. `freeze` makes the next snapshot;
    `delta` says what changed, and `redo` and `undo` play it on the draft below.

    Args:
        base: what it stands on; must not change while it is used.

    Attributes:
        base: the same.
        stamp: what the driver sets before it changes something, such as the number of an operation.
        changed: ids of the organizations whose record, roll, subordinates or groups changed, with the stamp under
            which each changed last.
        carried: ids of those that stand under another superior and are otherwise as they were, likewise; kept apart,
            since a merger of communes carries a nation of cells and changes a few committees.
        number_moves: people known only by number who went: from, to, how many, whether these were all.
    """

    __slots__ = (
        "_below",
        "_bodies",
        "_coded",
        "_counts",
        "_full",
        "_homes",
        "_people",
        "_probationary",
        "_records",
        "_rolls",
        "_served",
        "_size",
        "_stays",
        "_zones",
        "base",
        "carried",
        "changed",
        "number_moves",
        "stamp",
    )

    def __init__(self, base: Hierarchy | Draft) -> None:
        self.base = base
        self.stamp = 0
        self.changed: dict[str, int] = {}
        self.carried: dict[str, int] = {}
        self.number_moves: list[tuple[str, str, Headcount, bool]] = []
        self._records: dict[str, Organization | None] = {}
        self._below: dict[str, _Ids] = {}
        self._rolls: dict[str, tuple[str, ...]] = {}
        self._counts: dict[str, Headcount] = {}
        self._homes: dict[str, str | None] = {}
        self._served: dict[str, _Ids] = {}
        self._zones: dict[str, ResidentialGroup | None] = {}
        self._stays: dict[str, str | None] = {}
        self._people: dict[str, Member | None] = {}
        self._bodies: dict[str, MassBody | None] = {}
        self._coded: dict[str, dict[str, None]] | None = None
        self._size = 0
        self._full = 0
        self._probationary = 0
        self.find = self._current
        self._kids = self.child_ids

    # --- primitives of the tree ---------------------------------------------------------------------------------

    @property
    def as_of(self) -> dt.date:
        return self.base.as_of

    @property
    def root(self) -> Organization:
        return self[self.base.root.id]

    def __len__(self) -> int:
        return len(self.base) + self._size

    def _current(self, key: str) -> Organization | None:
        return self._records[key] if key in self._records else self.base.find(key)

    def child_ids(self, key: str) -> _Ids:
        below = self._below.get(key)
        return self.base.child_ids(key) if below is None else below

    def _roll_ids(self, key: str) -> tuple[str, ...]:
        ids = self._rolls.get(key)
        return self.base._roll_ids(key) if ids is None else ids

    def _roll_count(self, key: str) -> Headcount:
        return self._counts.get(key) or self.base._roll_count(key)

    def home_of(self, member: str) -> str | None:
        return self._homes[member] if member in self._homes else self.base.home_of(member)

    def stay_of(self, member: str) -> str | None:
        return self._stays[member] if member in self._stays else self.base.stay_of(member)

    def _guest_ids(self, key: str) -> tuple[str, ...]:
        before = self.base._guest_ids(key)
        if not self._stays:
            return before
        new = (member for member, at in self._stays.items() if at == key)
        return tuple(dict.fromkeys((*(member for member in before if self.stay_of(member) == key), *new)))

    def person(self, member: str) -> Member | None:
        return self._people[member] if member in self._people else self.base.person(member)

    def _group_ids(self, key: str) -> _Ids:
        served = self._served.get(key)
        return self.base._group_ids(key) if served is None else served

    def _group(self, key: str) -> ResidentialGroup | None:
        return self._zones[key] if key in self._zones else self.base._group(key)

    def group_count(self) -> int:
        changes = ((now is not None) - (self.base._group(key) is not None) for key, now in self._zones.items())
        return self.base.group_count() + sum(changes)

    def _body(self, key: str) -> MassBody | None:
        return self._bodies[key] if key in self._bodies else self.base._body(key)

    def body_ids(self) -> Iterable[str]:
        return dict.fromkeys((*self.base.body_ids(), *self._bodies))

    def _ever_coded(self, code: str) -> Iterable[str]:
        if self._coded is None:  # kept from the first question on
            self._coded = {}
            for key, org in self._records.items():
                self._note_code(key, org)
        return (*self.base._ever_coded(code), *self._coded.get(code, ()))

    def _note_code(self, key: str, org: Organization | None) -> None:
        if self._coded is not None and org is not None and org.code is not None:
            self._coded.setdefault(org.code, {})[key] = None

    def ids(self) -> Iterable[str]:
        ids = dict.fromkeys((*self.base.ids(), *self._records))
        return [key for key in ids if self._current(key) is not None]

    def _everybody(self) -> Headcount:
        return self.base._everybody() + Headcount(self._full, self._probationary)

    # --- verbs ----------------------------------------------------------------------------------------------------

    def add(self, org: Organization) -> None:
        """A new organization begins under its parent."""
        self.set_record(org)
        if org.parent is not None:
            self._own_below(org.parent)[org.id] = None

    def end(self, key: str) -> None:
        """An organization that holds nothing any more ends."""
        org = self[key]
        if org.parent is not None:
            self._own_below(org.parent).pop(key, None)
        self._set_record(key, None)

    def put(self, key: str, **changes: object) -> None:
        """Fields of an organization change; not its id and not its parent."""
        self.set_record(_changed(self[key], **changes))

    def set_record(self, org: Organization) -> None:
        """The record of an organization as a whole; its place in the tree is for `add` and `move`."""
        self._set_record(org.id, org)

    def move(self, key: str, parent: str) -> None:
        """An organization, with everything below it, goes to another superior."""
        org = self[key]
        if org.parent is not None:
            self._own_below(org.parent).pop(key, None)
        self._own_below(parent)[key] = None
        (self.changed if self._is_reworked(key) else self.carried)[key] = self.stamp
        self._records[key] = _under(org, parent)

    def _is_reworked(self, key: str) -> bool:
        """Whether more than the superior of an organization differs from the base."""
        return key in self.changed or (key in self._records and key not in self.carried)

    def move_below(self, key: str, parent: str) -> None:
        """Everything directly under one organization goes under another; as `move` for each, in one sweep."""
        below = self.child_ids(key)
        if not below:
            return
        records, changed, carried, stamp, find = self._records, self.changed, self.carried, self.stamp, self.find
        for child in below:
            org = find(child)
            if org is not None:
                if child in changed or (child in records and child not in carried):
                    changed[child] = stamp
                else:
                    carried[child] = stamp
                records[child] = _under(org, parent)
        self._own_below(parent).update(dict.fromkeys(below))
        self._own_below(key).clear()

    def _set_record(self, key: str, org: Organization | None) -> None:
        was = self._current(key)
        if was is not None:
            self._size -= 1
            self._full -= was.full
            self._probationary -= was.probationary
        if org is not None:
            self._size += 1
            self._full += org.full
            self._probationary += org.probationary
        self._records[key] = org
        self._note_code(key, org)
        self._change_inside(key)

    def _change_inside(self, key: str) -> None:
        """Note that an organization does not only stand elsewhere."""
        self.changed[key] = self.stamp
        self.carried.pop(key, None)

    def _own_below(self, key: str) -> dict[str, None]:
        """The subordinates of an organization, to be changed in place."""
        self._change_inside(key)
        below = self._below.get(key)
        if not isinstance(below, dict):
            below = self._below[key] = dict.fromkeys(self.child_ids(key))
        return below

    def _set_roll(self, key: str, ids: tuple[str, ...], count: Headcount) -> None:
        was = self._roll_count(key)
        self._full += count.full - was.full
        self._probationary += count.probationary - was.probationary
        self._rolls[key] = ids
        self._counts[key] = count
        self._change_inside(key)

    def set_roll(self, key: str, members: tuple[str, ...]) -> None:
        """The roll of an organization as a whole; whose roll others are on is for the caller."""
        self._set_roll(key, members, self._counted(members))
        self._homes.update(dict.fromkeys(members, key))

    def _counted(self, members: Iterable[str]) -> Headcount:
        people = (self.person(member) for member in members)
        return headcount_of(person for person in people if person is not None)

    def move_members(self, members: Sequence[str], to: str) -> None:
        """People go to another roll, each from wherever they are."""
        self._take_off(members)
        self._take_on(members, to)

    def _take_off(self, members: Sequence[str]) -> None:
        leaving: dict[str, dict[str, None]] = {}
        for member in members:
            home = self.home_of(member)
            if home is not None:
                leaving.setdefault(home, {})[member] = None
        for home, gone in leaving.items():
            ids = self._roll_ids(home)
            left = () if len(gone) == len(ids) else tuple(m for m in ids if m not in gone)
            self._set_roll(home, left, self._roll_count(home) - self._counted(gone))

    def _take_on(self, members: Sequence[str], to: str) -> None:
        if members:
            self._set_roll(to, (*self._roll_ids(to), *members), self._roll_count(to) + self._counted(members))
            self._homes.update(dict.fromkeys(members, to))

    def move_roll(self, key: str, to: str) -> None:
        """Everybody on one roll goes to another; as `move_members`, without asking where each of them is."""
        ids = self._roll_ids(key)
        if ids:
            moved = self._roll_count(key)
            self._set_roll(key, (), NOBODY)
            self._set_roll(to, (*self._roll_ids(to), *ids), self._roll_count(to) + moved)
            self._homes.update(dict.fromkeys(ids, to))

    def admit(self, members: Sequence[Member], to: str) -> None:
        """New people come onto a roll."""
        self._people.update((member.id, member) for member in members)
        self._take_on([member.id for member in members], to)

    def leave(self, members: Sequence[str]) -> None:
        """People leave the roll they are on; their records stay, their temporary stays end."""
        self._take_off(members)
        self._homes.update(dict.fromkeys(members))
        for member in members:
            if self.stay_of(member) is not None:
                self._stays[member] = None

    def forget(self, members: Sequence[str]) -> None:
        """The records of people who are on no roll are taken back, as if they had never been admitted."""
        self._people.update(dict.fromkeys(members))

    def set_person(self, person: Member) -> None:
        """The record of a person."""
        self._people[person.id] = person

    def host(self, members: Sequence[str], at: str | None) -> None:
        """People take part in an organization for a time; `None` ends that."""
        self._stays.update(dict.fromkeys(members, at))

    def move_counted(self, key: str, to: str, people: Headcount | None = None) -> None:
        """People an organization counts only by number go to another one: all of them, or so many."""
        org = self[key]
        everybody = Headcount(org.full, org.probationary)
        moved = everybody if people is None else people
        if moved.full or moved.probationary:
            self.number_moves.append((key, to, moved, moved == everybody))
            self.count_more(key, NOBODY - moved)
            self.count_more(to, moved)

    def count_more(self, key: str, people: Headcount) -> None:
        """An organization counts so many more people by number; fewer where negative."""
        org = self[key]
        self.put(key, full=org.full + people.full, probationary=org.probationary + people.probationary)

    def serve(self, group: str, cells: tuple[str, ...]) -> None:
        """A residential group is served by these cells from now on."""
        zone = self._group(group)
        if zone is not None:
            self.set_group(group, _served_by(zone, cells))

    def set_group(self, key: str, group: ResidentialGroup | None) -> None:
        """A residential group begins, changes, or ends (`None`); its cells follow."""
        was = self._group(key)
        before = () if was is None else was.cells
        after = () if group is None else group.cells
        for cell in dict.fromkeys(before).keys() - after:
            self._own_served(cell).pop(key, None)
        for cell in dict.fromkeys(after).keys() - before:
            self._own_served(cell)[key] = None
        self._zones[key] = group

    def _own_served(self, key: str) -> dict[str, None]:
        """The residential groups of a cell, to be changed in place."""
        self._change_inside(key)
        served = self._served.get(key)
        if not isinstance(served, dict):
            served = self._served[key] = dict.fromkeys(self._group_ids(key))
        return served

    def set_body(self, key: str, body: MassBody | None) -> None:
        """A mass body begins, changes, or ends (`None`)."""
        self._bodies[key] = body

    # --- what came of it ------------------------------------------------------------------------------------------

    @property
    def touched(self) -> dict[str, int]:
        """Ids of all organizations that differ from the base, with the stamp under which each changed last."""
        return {**self.carried, **self.changed}

    def carried_records(self) -> Iterator[Organization]:
        """The records of those that only stand under another superior."""
        return map(cast("dict[str, Organization]", self._records).__getitem__, self.carried)  # what ends is not carried

    def touched_groups(self) -> tuple[str, ...]:
        """Ids of the residential groups that began, changed or ended."""
        return tuple(self._zones)

    def touched_rolls(self) -> tuple[str, ...]:
        """Ids of the organizations whose roll changed."""
        return tuple(self._rolls)

    def listed_on(self, key: str) -> tuple[str, ...]:
        """Member ids on a roll, also on that of what has ended: nobody should be left there."""
        return self._roll_ids(key)

    def touched_people(self) -> Mapping[str, str | None]:
        """Whose roll each person who came, went or left is on now: member id to organization or `None`."""
        return self._homes

    def keeps_inside(self, key: str) -> bool:
        """Whether an organization has the roll, the groups and the subordinates it had in the base."""
        return key not in self._rolls and key not in self._served and key not in self._below

    def keeps_below(self, key: str) -> bool:
        """Whether an organization has the subordinates it had in the base."""
        return key not in self._below

    def delta(self) -> Delta:
        """What changed against the base; costs what changed."""
        base = self.base
        return Delta(
            records={key: (base.find(key), now) for key, now in self._records.items()},
            below={key: (tuple(base.child_ids(key)), tuple(now)) for key, now in self._below.items()},
            rolls={key: (base._roll_ids(key), now) for key, now in self._rolls.items()},
            counts={key: (base._roll_count(key), now) for key, now in self._counts.items()},
            homes={key: (base.home_of(key), now) for key, now in self._homes.items()},
            served={key: (tuple(base._group_ids(key)), tuple(now)) for key, now in self._served.items()},
            groups={key: (base._group(key), now) for key, now in self._zones.items()},
            stays={key: (base.stay_of(key), now) for key, now in self._stays.items()},
            people={key: (base.person(key), now) for key, now in self._people.items()},
            bodies={key: (base._body(key), now) for key, now in self._bodies.items()},
            size=self._size,
            people_change=Headcount(self._full, self._probationary),
            touched=self.touched,
        )

    def redo(self, delta: Delta) -> None:
        """Change as a delta says; costs what it holds."""
        self._play(delta, 1)
        self._size += delta.size
        self._full += delta.people_change.full
        self._probationary += delta.people_change.probationary

    def undo(self, delta: Delta) -> None:
        """Take back what a delta says; costs what it holds."""
        self._play(delta, 0)
        self._size -= delta.size
        self._full -= delta.people_change.full
        self._probationary -= delta.people_change.probationary

    def _play(self, delta: Delta, side: int) -> None:
        for mine, theirs in (
            (self._records, delta.records),
            (self._below, delta.below),
            (self._rolls, delta.rolls),
            (self._counts, delta.counts),
            (self._homes, delta.homes),
            (self._served, delta.served),
            (self._zones, delta.groups),
            (self._stays, delta.stays),
            (self._people, delta.people),
            (self._bodies, delta.bodies),
        ):
            target: dict[str, Any] = mine
            for key, pair in theirs.items():
                target[key] = pair[side]
        for key, records in delta.records.items():
            self._note_code(key, records[side])
        self.changed.update(delta.touched)
        self.carried.clear()  # what was played before may have changed them

    def freeze(self, as_of: dt.date) -> Hierarchy:
        """The next snapshot. Shares every untouched record with the one before; costs a copy of its index.

        Raises:
            TypeError: the draft stands on another draft.
        """
        base = self.base
        if not isinstance(base, Hierarchy):
            raise TypeError("a draft is frozen where it stands on a snapshot; redo its delta on the draft below")
        new = object.__new__(Hierarchy)
        beside = object.__new__(_Beside)
        beside.stays = _patched(base._stays, self._stays)
        beside.bodies = _patched(base._bodies, self._bodies)
        new._settle(
            _patched(base._records, self._records),
            _patched(base._children, {key: tuple(below) or None for key, below in self._below.items()}),
            base._roll.changed(self._rolls, self._counts, self._homes, self._people),
            _patched(base._groups, self._zones),
            _patched(base._cell_groups, {key: tuple(served) or None for key, served in self._served.items()}),
            beside,
            as_of,
            root=self.root,
            total=self._everybody(),
        )
        return new


def _patched(index: dict[str, _V], changes: Mapping[str, _V | None]) -> dict[str, _V]:
    """An index with some entries replaced, and those that became `None` gone; the same one where nothing changed."""
    if not changes:
        return index
    new: dict[str, Any] = index.copy()
    new.update(changes)
    for key, value in changes.items():
        if value is None:
            del new[key]
    return new
