"""What a decision does to residential groups and mass bodies, which stand beside the tree."""

from __future__ import annotations

__all__ = ["AssignGroups", "Assignment", "ChangeGroup", "GroupFact", "MergeGroups", "Realign", "SplitGroup"]

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from dangbo.base.citations import Document
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Id, Name, Text, listing, ordered, record
from dangbo.base.terms import Form, GroupKind
from dangbo.base.text import format_number, unless_title
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    LISTED,
    Crossing,
    Ids,
    NameOf,
    Operation,
    PartOfPlan,
    Play,
    all_named,
    check_named_once,
    listed,
    past_group,
    unknown_group,
)
from dangbo.rules import RuleBook
from dangbo.tree.checks import check_heads
from dangbo.tree.members import ERASED
from dangbo.tree.records import MassBody, ResidentialGroup
from dangbo.tree.tables import BODIES, GROUPS

# --- residential groups ----------------------------------------------------------------------------------------------


@record
class Assignment(PartOfPlan):
    """Which cells serve one residential group.

    Attributes:
        group: id of the group.
        cells: ids of the cells that serve it from now on, all of them.
    """

    group: Id
    cells: Ids


def _assignments(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(Assignment(group, cells) for group, cells in value.items())
    return ordered(value)


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
                yield unknown_group(one.group)
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
        words = Words(
            vi="Điều chỉnh địa bàn lãnh đạo: giao {count} xóm, tổ dân phố cho {cells}",
            en="Assign {count} {noun} to {cells}",
        )
        return words.format(
            lang=lang,
            count=format_number(len(self.groups), lang=lang),
            noun="residential group" if len(self.groups) == 1 else "residential groups",
            cells=listed(tuple(dict.fromkeys(cell for one in self.groups for cell in one.cells)), name),
        )

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        one = Words(vi="{group} do {cells} lãnh đạo", en="{group} is served by {cells}").text(lang=lang)
        pairs = [one.format(group=name(each.group), cells=all_named(each.cells, name)) for each in self.groups]
        words = Words(vi="Điều chỉnh địa bàn lãnh đạo: {pairs}", en="Residential groups: {pairs}")
        return words.format(lang=lang, pairs="; ".join(pairs))


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

    sources: Ids
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
                yield unknown_group(key)
        yield from check_named_once(self.sources)
        if isinstance(self.into, str):
            if play.draft.group(self.into) is None:
                yield unknown_group(self.into)
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
            draft.set_row(GROUPS, key, None)
            play.groups_ended.add(key)
        if into is not None:
            draft.set_row(GROUPS, into.id, None)
            draft.set_row(GROUPS, into.id, into.with_cells(tuple(dict.fromkeys(cells))))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(groups=(0 if isinstance(self.into, str) else 1) - len(self.sources))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Sáp nhập {sources} thành {into}", en="Merge the residential groups {sources} into {into}")
        into = name(self.into) if isinstance(self.into, str) else self.into.name
        return words.format(lang=lang, sources=listed(self.sources, name), into=into)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Sáp nhập {sources} thành {into} theo {paper}", en="Merger of {sources} into {into}, by {paper}"
        )
        into = name(self.into if isinstance(self.into, str) else self.into.id)
        return words.format(lang=lang, sources=all_named(self.sources, name), into=into, paper=self.document.citation)


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
            yield unknown_group(self.source)
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
        play.draft.set_row(GROUPS, self.source, None)
        play.groups_ended.add(self.source)
        for group in self.into:
            play.draft.set_row(GROUPS, group.id, group if group.cells else group.with_cells(cells))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(groups=len(self.into) - 1)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chia {source} thành {into}", en="Divide the residential group {source} into {into}")
        into = ", ".join(group.name for group in self.into[:LISTED])
        return words.format(lang=lang, source=name(self.source), into=into)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Chia {source} thành {into} theo {paper}", en="{source} is divided into {into}, by {paper}")
        into = all_named((group.id for group in self.into), name)
        return words.format(lang=lang, source=name(self.source), into=into, paper=self.document.citation)


_PARTS: Final = 2


def _check_new_group(play: Play, group: ResidentialGroup) -> Iterator[Finding]:
    if play.draft.group(group.id) is not None:
        yield finding("plan/id-in-use", group.id)
    elif group.id in play.groups_ended or past_group(group.id) in play.used:
        yield finding("plan/id-ended-before", group.id)
    yield from _check_serving(play, group.cells)


GroupFact: TypeAlias = Literal["place", "head", "head_is_member"]
"""What a residential group may have that nobody knows."""


@record
class ChangeGroup(Operation):
    """Thay đổi thông tin xóm, tổ dân phố: a residential group goes on with another name, kind, place or head.

    Which cells serve it is for `AssignGroups`. The State decides on residential groups, their residents on the head.

    Args:
        group: its id.
        name: the name it has from now on; `None` here and below: as it was.
        kind: xóm, thôn, tổ dân phố ... from now on.
        place: the commune or ward from now on.
        head: id of the new head, where that is a member, or else the name; kept out of `repr`.
        head_is_member: whether the head is a party member from now on.
        clears: what nobody knows from now on, such as the head of a group that has none for a while.

    Examples:
        >>> ChangeGroup("tdp-12", head="m-00012", head_is_member=True)
        ChangeGroup(group='tdp-12', name=None, kind=None, place=None, head_is_member=True, clears=())
    """

    group: Id
    name: Name | None = None
    kind: GroupKind | None = None
    place: Text | None = None
    head: Id | None = Field(default=None, repr=False)
    head_is_member: bool | None = None
    clears: Annotated[tuple[GroupFact, ...], BeforeValidator(listing)] = ()

    verb: ClassVar[str] = "change_group"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # accepts any sequence of what is cleared and keeps a tuple

        def __init__(
            self,
            group: str,
            name: str | None = None,
            kind: GroupKind | None = None,
            place: str | None = None,
            head: str | None = None,
            head_is_member: bool | None = None,  # noqa: FBT001 - a fact, not a switch
            clears: Sequence[GroupFact] = (),
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.group

    def check(self, play: Play) -> Iterator[Finding]:
        changes = self._changes()
        for fact, times in Counter(self.clears).items():
            if changes[fact] is not None or times > 1:
                yield finding("plan/cleared-and-given", self.group, field=FACTS_OF_GROUPS[fact])
        was = play.draft.group(self.group)
        if was is None:
            yield unknown_group(self.group)
            return
        now = replace(was, **changes)
        if not changes or (now == was and now.head != ERASED):  # two names that were erased may have been two
            yield finding("plan/nothing-to-do", self.group)
        if {"head", "head_is_member"} & changes.keys():
            yield from self._check_head(play, was, now)

    def _check_head(self, play: Play, was: ResidentialGroup, now: ResidentialGroup) -> Iterator[Finding]:
        """What is odd about whom the group has as its head, and whether that is a member."""
        known = was.head_is_member
        if now.head not in {was.head, None} and known is not None and "head_is_member" not in self._changes():
            is_one = Words(vi="là đảng viên", en="is a member")
            none = Words(vi="không phải là đảng viên", en="is no member")
            yield finding("plan/head-status-kept", now.id, standing=is_one if known else none)
        yield from check_heads(play.draft, [now])

    def _changes(self) -> dict[str, Any]:
        named = {name: getattr(self, name) for name in FACTS_OF_GROUPS}
        return dict.fromkeys(self.clears) | {name: value for name, value in named.items() if value is not None}

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: the State decides on residential groups."""
        return iter(())

    def effect(self, play: Play) -> None:
        was = play.draft.group(self.group)
        if was is not None:
            play.draft.set_row(GROUPS, self.group, replace(was, **self._changes()))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Thay đổi thông tin {group}: {changes}", en="Change {group}: {changes}")
        return words.format(lang=lang, group=name(self.group), changes=self._told(lang))

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="{group} thay đổi thông tin: {changes}", en="{group} changes: {changes}")
        return words.format(lang=lang, group=name(self.group), changes=self._told(lang))

    def _told(self, lang: Lang) -> str:
        """What changes; the head is a person and is not named."""
        parts: list[Words] = []
        if self.name is not None:
            parts.append(Words(vi=f"tên là {self.name}", en=f"its name is {self.name}"))
        if self.kind is not None:
            parts.append(Words(vi=f"loại là {self.kind.label}", en=f"its kind is {self.kind.gloss}"))
        if self.place is not None:
            parts.append(Words(vi=f"thuộc {self.place}", en=f"it lies in {self.place}"))
        if self.head is not None:
            parts.append(Words(vi="có người đứng đầu mới", en="it has another head"))
        if self.head_is_member is not None:
            yes = Words(vi="người đứng đầu là đảng viên", en="its head is a party member")
            no = Words(vi="người đứng đầu không phải là đảng viên", en="its head is no party member")
            parts.append(yes if self.head_is_member else no)
        if self.clears:
            words = [FACTS_OF_GROUPS[fact] for fact in dict.fromkeys(self.clears)]
            vi, en = (", ".join(one) for one in zip(*((one.vi, one.en) for one in words), strict=True))
            parts.append(Words(vi=f"chưa rõ: {vi}", en=f"not known: {en}"))
        return "; ".join(part.text(lang=lang) for part in parts)


FACTS_OF_GROUPS: Final[dict[str, Words]] = {
    "name": Words(vi="tên", en="name"),
    "kind": Words(vi="loại", en="kind"),
    "place": Words(vi="xã, phường", en="commune or ward"),
    "head": Words(vi="người đứng đầu", en="head"),
    "head_is_member": Words(vi="người đứng đầu có là đảng viên không", en="whether the head is a party member"),
}
"""What of a residential group changes by itself, in words."""


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

    bodies: Ids
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
        yield from check_named_once(self.bodies)
        for key in self.bodies:
            body = play.draft.mass_body(key)
            if body is None:
                yield finding("plan/unknown-mass-body", unless_title(key))
            elif body.superior == self.to:
                yield finding("plan/nothing-to-do", key)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: mass bodies have their own superiors, who decide with the party committees."""
        return iter(())

    def effect(self, play: Play) -> None:
        for key in self.bodies:
            body = play.draft.mass_body(key)
            if body is not None:
                play.draft.set_row(BODIES, key, MassBody(body.id, body.host_unit, body.kind, self.to, body.name))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển {count} đoàn thể về trực thuộc cấp trên tại {to}", en="Hang {count} {noun} under {to}")
        return words.format(
            lang=lang,
            count=format_number(len(self.bodies), lang=lang),
            noun="mass body" if len(self.bodies) == 1 else "mass bodies",
            to=name(self.to),
        )

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="Chuyển {bodies} về trực thuộc cấp trên tại {to}", en="Another superior for {bodies}: {to}")
        return words.format(lang=lang, bodies=all_named(self.bodies, name), to=name(self.to))
