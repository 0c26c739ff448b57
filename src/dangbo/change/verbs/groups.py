"""What a decision does to residential groups and mass bodies, which stand beside the tree."""

from __future__ import annotations

__all__ = ["AssignGroups", "Assignment", "MergeGroups", "Realign", "SplitGroup"]

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import BeforeValidator

from dangbo.base.citations import Document
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.records import Id, ordered, record
from dangbo.base.terms import Form
from dangbo.base.text import format_number
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    LISTED,
    Crossing,
    Ids,
    NameOf,
    Operation,
    Play,
    all_named,
    check_named_once,
    listed,
    past_group,
)
from dangbo.rules import RuleBook
from dangbo.tree.records import MassBody, ResidentialGroup
from dangbo.tree.tables import BODIES, GROUPS

# --- residential groups ----------------------------------------------------------------------------------------------


@record
class Assignment:
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
                yield finding("plan/unknown-group", key)
        yield from check_named_once(self.sources)
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
