r"""What a tree is made of: organizations and their consents, residential groups, mass bodies, temporary stays.

Two axes describe an organization, and their product names the kinds of the statistics. The level is recorded, never
derived from the parent or the name.

| form \\ level | grassroots (TCCSĐ) | below grassroots | above |
|---|---|---|---|
| đảng bộ | đảng bộ cơ sở | đảng bộ bộ phận | đảng bộ cấp trên trực tiếp của TCCSĐ, cấp tỉnh ... |
| chi bộ | chi bộ cơ sở | chi bộ trực thuộc | |
"""

from __future__ import annotations

__all__ = ["Consent", "Coverage", "HostUnit", "MassBody", "Organization", "ResidentialGroup", "Stay"]

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, TypeAlias, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.envelope import ShareDocument
from dangbo.base.figures import Share
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.people import NamedDocument, PeopleNamed
from dangbo.base.records import Count, Day, Id, Name, Text, ordered, record
from dangbo.base.terms import Form, GroupKind, Kind, Level, MassBodyKind
from dangbo.base.text import UnreadableError, fold, format_date, format_number, parse_date
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.render import Table, number_cell
from dangbo.render.tabled import Tabled
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook
from dangbo.tree.documents import RegisterRecord, told_of_people

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
            Words(
                vi="chỉ văn bản đồng ý về quy mô mới ghi số",
                en=f"is given, but only consent to a size names one; '{matter}' is none",
            )
        )
    return value


@record
class Consent(RegisterRecord):
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
        known_language(lang)  # told also where the paper is all there is to say
        if self.matter is None:
            return self.document.citation
        about = MATTERS[self.matter].text(lang=lang)
        if self.up_to is not None:
            people = Words(vi="đảng viên", en="members").text(lang=lang)
            about += f": {format_number(self.up_to, lang=lang)} {people}"
        return f"{self.document.citation} ({about})"


def _its_own(consents: tuple[Consent, ...], info: ValidationInfo) -> tuple[Consent, ...]:
    """Refuse papers about another organization."""
    key = (getattr(info, "data", None) or {}).get("id")  # a column of rows knows of no other; their reader looks itself
    if key is not None and any(one.organization != key for one in consents):
        raise UnreadableError(Words(vi="có văn bản ghi tổ chức khác", en="holds one that names another organization"))
    return consents


def consents_in_cell(consents: Iterable[Consent]) -> str | None:
    """Papers as the one text that a cell of a table holds: JSON, which is read again; `None` where there are none."""
    plain = [
        {
            "organization": one.organization,
            "document": {
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name in ("kind", "number", "issued", "issuer", "title", "url")
                if (value := getattr(one.document, name))
            },
            "matter": one.matter,
            "up_to": one.up_to,
        }
        for one in consents
    ]
    return json.dumps(plain, ensure_ascii=False) if plain else None


def _consents_from_cell(value: object) -> object:
    """One cell may hold the papers as the text that `consents_in_cell` writes."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value, object_pairs_hook=_entries)
        except (ValueError, RecursionError):
            return value  # no list of papers, as is told
    return ordered(value)


def _entries(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("an entry stands twice")
    return values


@lru_cache(maxsize=4096)
def _unit_code(text: str) -> str:
    """The code of a kind of unit, where its label was given; what the shipped list does not know stays as it is."""
    found = RuleBook.default().find_unit_type(text)
    return text if found is None else found.code


UnitCode = Annotated[Text, AfterValidator(_unit_code)]
"""Code of a kind of unit (loại hình): the label is understood, the code is kept; a code of one's own is kept too."""


@record
class Organization(RegisterRecord):
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
    consents: Annotated[tuple[Consent, ...], BeforeValidator(_consents_from_cell), AfterValidator(_its_own)] = ()
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


FIELDS: Final[dict[str, Words]] = {
    "name": Words(vi="tên", en="name"),
    "form": Words(vi="hình thức", en="form"),
    "level": Words(vi="cấp", en="level"),
    "unit_type": Words(vi="loại hình", en="unit type"),
    "code": Words(vi="mã số", en="code"),
    "host_unit": Words(vi="đơn vị", en="unit"),
    "consents": Words(vi="văn bản đồng ý", en="consent"),
    "groups_of_members": Words(vi="số tổ đảng", en="number of groups of members"),
}
"""The fields of an organization that a decision changes in place, in words."""


def ids_in_cell(ids: Sequence[str], *, between: Literal["; ", "/"] = "; ") -> str | None:
    """Ids as the one text that a cell of a table holds, which can be taken apart again; `None` where there are none.

    Args:
        ids: in their order.
        between: what stands between them: of a list, which is read again, or of a path.

    Examples:
        >>> print(ids_in_cell(["cb-1", "cb-2"]), ids_in_cell(["cb;1", "cb-2"]))
        cb-1; cb-2 ["cb;1", "cb-2"]
        >>> print(ids_in_cell(["dbp", "cb-1"], between="/"), ids_in_cell(["dbp", "cb/1"], between="/"))
        dbp/cb-1 ["dbp", "cb/1"]
    """
    mark = between.strip()
    if any(mark in one or one.startswith("[") for one in ids):  # such an id would be read as several, or as this list
        return json.dumps([*ids], ensure_ascii=False)
    return between.join(ids) or None


def _ids_from_cell(value: object) -> object:
    """One spreadsheet cell may list several ids: "cb-1; cb-2", or what else `ids_in_cell` writes."""
    if not isinstance(value, str):
        return ordered(value)
    if value.lstrip().startswith("["):
        with suppress(ValueError, RecursionError):
            listed = json.loads(value)
            if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
                return tuple(listed)
    return tuple(part.strip() for part in value.split(";") if part.strip())


def _each_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _yes_or_no(value: object) -> object:
    """The words of a Vietnamese table for yes and no; anything else is left to the type."""
    return {"co": True, "x": True, "khong": False}.get(fold(value), value) if isinstance(value, str) else value


@record
class ResidentialGroup(NamedDocument, RegisterRecord):
    """A village or residential group (xóm, thôn, tổ dân phố): a State unit that cells serve.

    Args:
        id: own and stable.
        name: as people write it.
        kind: xóm, thôn, tổ dân phố ...
        place: the commune or ward.
        cells: ids of the cells that serve it; none, one or several. In rows, one text with ";" between.
        head: its head (trưởng xóm, tổ trưởng) where known: a member by id, anybody else by name; kept out of `repr`.
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

    personal: ClassVar[tuple[str, ...]] = ("head",)

    def as_dict(self, *, people: PeopleNamed = "ids") -> dict[str, Any]:
        """The group as plain JSON values; fields that have their default are left out.

        Args:
            people: "names" for the head too, who may be named here: nobody can tell a name from an id. A snapshot can,
                and its document has the id of a head who is a member.

        Raises:
            InvalidInputError: another way to show people.
        """
        return told_of_people(self, people)

    def with_cells(self, cells: tuple[str, ...]) -> ResidentialGroup:
        """The same group, served by other cells."""
        return ResidentialGroup(self.id, self.name, self.kind, self.place, cells, self.head, self.head_is_member)


@record
class MassBody(RegisterRecord):
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


ENDS_BEFORE: Final = Words(vi="là ngày trước khi bắt đầu", en="is a day before it begins")


def not_before(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """A last day that lies not before the first, which the record calls `since`."""
    since = (getattr(info, "data", None) or {}).get("since")  # a column of rows knows of no other; its reader looks
    if value is not None and since is not None and value < since:
        raise UnreadableError(ENDS_BEFORE)
    return value


@record
class Stay(RegisterRecord):
    """Sinh hoạt đảng tạm thời: a member takes part in another organization for a time, and stays counted at home.

    Args:
        member: id of the member.
        organization: id of the organization that has the member as a guest.
        since: the first day; `None` where nobody recorded it.
        until: the last day; `None` where no end is known.

    Raises:
        InvalidInputError: a blank id, a day that does not exist, a stay that ends before it begins.

    Examples:
        >>> Stay("m-1", "cb-2", since="2023-06-01", until="2023-11-30").is_over("2024-01-01")
        True
    """

    member: Id
    organization: Id
    since: Day | None = None
    until: Annotated[Day | None, AfterValidator(not_before)] = None

    if TYPE_CHECKING:  # accepts texts and keeps days

        def __init__(
            self,
            member: str,
            organization: str,
            since: dt.date | str | None = None,
            until: dt.date | str | None = None,
        ) -> None: ...

    def is_over(self, on: dt.date | str) -> bool:
        """Whether it has ended before a day; not where no end is known.

        Args:
            on: the day.
        """
        return self.until is not None and self.until < parse_date(on, where="on")

    def is_on(self, on: dt.date | str) -> bool:
        """Whether the member is a guest on a day, as far as the dates are known.

        Args:
            on: the day.
        """
        day = parse_date(on, where="on")
        return (self.since is None or self.since <= day) and not self.is_over(day)

    def at(self, organization: str) -> Stay:
        """The same stay in another organization, as where the first one merged into it."""
        return Stay(self.member, organization, self.since, self.until)


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


class CoverageDocument(TypedDict):
    """How cells cover the residential groups on one date: ids by how they are covered, counts and shares of all."""

    schema: Literal["dangbo/coverage"]
    version: Literal[1]
    on: str
    total: int
    own: list[str]
    joint: list[str]
    several: list[str]
    none: list[str]
    heads_known: int
    secretaries_known: int
    groups: ShareDocument | None
    heads_who_are_members: ShareDocument | None
    secretaries_who_are_heads: ShareDocument | None
    groups_with_member: ShareDocument | None


@dataclass(frozen=True, slots=True, repr=False)
class Coverage(Documented, Tabled, Framed):
    """How cells cover the residential groups on one date.

    Attributes:
        on: the date.
        own: ids of groups with one cell that serves no other group.
        joint: ids of groups whose one cell serves other groups too (chi bộ ghép).
        several: ids of groups with two or more cells.
        none: ids of groups no cell serves.
        heads_known: groups for which it is recorded whether the head is a member.
        heads_members: groups whose head is a member.
        secretaries_known: groups of one of whose cells a secretary is recorded, and of which it is recorded who the
            head is or that the head is no member.
        secretaries_heads: those of them whose head is the secretary of such a cell (bí thư kiêm trưởng xóm, tổ trưởng).
        with_member: groups known to have a member: a cell serves them that has members, or their head is one.
    """

    on: dt.date
    own: tuple[str, ...]
    joint: tuple[str, ...]
    several: tuple[str, ...]
    none: tuple[str, ...]
    heads_known: int
    heads_members: int
    secretaries_known: int = 0
    secretaries_heads: int = 0
    with_member: int = 0

    @property
    def total(self) -> int:
        """All residential groups."""
        return len(self.own) + len(self.joint) + len(self.several) + len(self.none)

    @property
    def groups(self) -> Share | None:
        """Groups with at least one cell, of all groups; `None` where there are no groups.

        An indicator of 21-NQ/TW, whose target is the rule `target-residential-units-with-cell`.
        """
        return Share(self.total - len(self.none), of=self.total, on=self.on) if self.total else None

    @property
    def heads_who_are_members(self) -> Share | None:
        """Groups whose head is a member, of all groups.

        A lower bound while `heads_known` is less than `total`. `None` where there are no groups.
        """
        return Share(self.heads_members, of=self.total, on=self.on) if self.total else None

    @property
    def secretaries_who_are_heads(self) -> Share | None:
        """Groups whose head is the secretary of a cell that serves them, of all groups; from seats and heads.

        Like `heads_who_are_members` a lower bound while `secretaries_known` is less than `total`. `None` where no group
        has both a recorded head and a recorded secretary: nothing recorded is no 0%.
        """
        if not self.secretaries_known:
            return None
        return Share(self.secretaries_heads, of=self.total, on=self.on)

    @property
    def groups_with_member(self) -> Share | None:
        """Groups known to have a member, of all groups: an indicator of 21-NQ/TW (`target-villages-with-member`).

        Records tell of no member where they live. A group counts where a cell with members serves it or its head is a
        member: our reading, and a lower bound. `None` where there are no groups.
        """
        return Share(self.with_member, of=self.total, on=self.on) if self.total else None

    def as_dict(self) -> CoverageDocument:
        """The document `dangbo/coverage`: ids of the groups, and each share as its counts."""

        def told(share: Share | None) -> ShareDocument | None:
            return None if share is None else share.as_dict()

        return {
            "schema": "dangbo/coverage",
            "version": 1,
            "on": self.on.isoformat(),
            "total": self.total,
            "own": list(self.own),
            "joint": list(self.joint),
            "several": list(self.several),
            "none": list(self.none),
            "heads_known": self.heads_known,
            "secretaries_known": self.secretaries_known,
            "groups": told(self.groups),
            "heads_who_are_members": told(self.heads_who_are_members),
            "secretaries_who_are_heads": told(self.secretaries_who_are_heads),
            "groups_with_member": told(self.groups_with_member),
        }

    def __repr__(self) -> str:
        return (
            f"Coverage({self.total} groups: {len(self.own)} own, {len(self.joint)} joint, {len(self.several)} several, "
            f"{len(self.none)} none; {self.heads_members} heads are members, as of {self.on})"
        )

    def _frame(self) -> list[FrameColumn]:
        found = (("own", self.own), ("joint", self.joint), ("several", self.several), ("none", self.none))
        return columns_of(
            [(group, how) for how, groups in found for group in groups],
            ("group", "text", lambda one: one[0]),
            ("coverage", "text", lambda one: one[1]),
            ("on", "day", lambda _: self.on),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """The counts as a table.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        counts = (
            (Words(vi="Có chi bộ riêng", en="A cell of its own"), len(self.own)),
            (Words(vi="Chi bộ ghép", en="A joint cell"), len(self.joint)),
            (Words(vi="Nhiều chi bộ", en="Several cells"), len(self.several)),
            (Words(vi="Chưa có chi bộ", en="No cell"), len(self.none)),
            (Words(vi="Tổng cộng", en="Total"), self.total),
            (Words(vi="Trưởng xóm, tổ trưởng là đảng viên", en="Head is a member"), self.heads_members),
            (Words(vi="Chưa ghi người đứng đầu", en="Not recorded of the head"), self.total - self.heads_known),
            (Words(vi="Có đảng viên, theo số liệu đã ghi", en="With a member, as recorded"), self.with_member),
            (Words(vi="Ghi đủ bí thư và người đứng đầu", en="Secretary and head recorded"), self.secretaries_known),
            (Words(vi="Bí thư kiêm trưởng xóm, tổ trưởng", en="Secretary is the head"), self.secretaries_heads),
        )
        rows = [(words.text(lang=lang), number_cell(count, lang=lang)) for words, count in counts]
        day = Words(vi=format_date(self.on), en=format_date(self.on, lang="en"))
        title = Words(vi=f"Xóm, tổ dân phố tính đến ngày {day.vi}", en=f"Residential groups, {day.en}")
        return words_table(title, (NO_WORDS, Words(vi="Số lượng", en="Count")), rows, totals=[4], lang=lang)


_SLOTS: Final = tuple(field.name for field in fields(Organization))

_SETTERS: Final = {name: getattr(Organization, name).__set__ for name in _SLOTS}


def changed(org: Organization, **changes: object) -> Organization:
    """A copy with some fields changed, not validated again: the values come from records that were."""
    copy = object.__new__(Organization)
    for name, put in _SETTERS.items():
        put(copy, changes[name] if name in changes else getattr(org, name))
    return copy


_OTHERS_OF: Final = attrgetter(*(name for name in _SLOTS if name != "parent"))

_BLANK: Final = object.__new__


def is_elsewhere(one: Organization, other: Organization) -> bool:
    """Whether two records say the same but for the superior."""
    if (  # as of those that were only carried: they share what they say
        one.name is other.name
        and one.id is other.id
        and one.form is other.form
        and one.level is other.level
        and one.unit_type is other.unit_type
        and one.full is other.full
        and one.probationary is other.probationary
        and one.code is other.code
        and one.consents is other.consents
        and one.groups_of_members is other.groups_of_members
        and one.host_unit is other.host_unit
    ):
        return True
    return bool(_OTHERS_OF(one) == _OTHERS_OF(other))


class _Written(RegisterRecord):
    """An organization while it is written: the slots of one, which can still be assigned, as those of one cannot."""

    __slots__ = _SLOTS

    if TYPE_CHECKING:
        id: str
        name: str
        form: Form
        level: Level
        parent: str | None
        unit_type: str | None
        full: int
        probationary: int
        code: str | None
        consents: tuple[Consent, ...]
        groups_of_members: int
        host_unit: str | None


def under(org: Organization, parent: str) -> Organization:
    """The same organization under another superior: `changed` without a loop, for a nation of cells.

    Plain assignment costs a quarter of what a call for every slot does.
    """
    copy = _Written()
    copy.id = org.id
    copy.name = org.name
    copy.form = org.form
    copy.level = org.level
    copy.parent = parent
    copy.unit_type = org.unit_type
    copy.full = org.full
    copy.probationary = org.probationary
    copy.code = org.code
    copy.consents = org.consents
    copy.groups_of_members = org.groups_of_members
    copy.host_unit = org.host_unit
    copy.__class__ = Organization  # type: ignore[assignment]  # written: from now on nobody can change it
    return cast("Organization", copy)


def served_by(group: ResidentialGroup, cells: tuple[str, ...]) -> ResidentialGroup:
    """The same group served by other cells, whose ids were read before: a group of many cells is changed often."""
    copy = _BLANK(ResidentialGroup)
    for name, put in _PUT_GROUP.items():
        put(copy, cells if name == "cells" else getattr(group, name))
    return copy


_PUT_GROUP: Final[dict[str, Callable[[object, object], None]]] = {
    field.name: getattr(ResidentialGroup, field.name).__set__ for field in fields(ResidentialGroup)
}

PAPER: Final = "size_consent"
"""What a table, and the files of version 0.1, call the one paper they know of."""


def paper_of(organization: str, words: str) -> Consent:
    """The consent of a register that only names a paper: what it covers follows from where the organization stands."""
    return Consent(organization, Document(kind="văn bản đồng ý", title=words))


def with_consents(values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of an organization as version 0.1 wrote them, with its paper as a consent."""
    plain = dict(values)
    if PAPER in plain:
        words = plain.pop(PAPER)
        plain["consents"] = () if words is None else (paper_of(plain["id"], words),)
    return plain
