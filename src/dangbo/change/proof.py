"""The proof that nobody and nothing is lost: `Conservation`, made from what a plan touched, apart from the playing."""

from __future__ import annotations

__all__ = ["BeforeAfter", "Conservation"]

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from typing import Final, Literal, NamedTuple

from typing_extensions import TypedDict

from dangbo.base.envelope import WordsDocument
from dangbo.base.findings import Lang
from dangbo.base.terms import Form
from dangbo.base.text import format_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.outcome import Step, adrift
from dangbo.change.play import NOTHING_CROSSES
from dangbo.hierarchy import Hierarchy
from dangbo.tree.committees import told_key
from dangbo.tree.records import Organization, ResidentialGroup
from dangbo.tree.tables import GROUPS


class FigureEntry(TypedDict):
    """A figure before and after a plan, and after less before."""

    before: int
    after: int
    change: int


class BeforeAfter(NamedTuple):
    """A figure before and after a plan."""

    before: int
    after: int

    @property
    def change(self) -> int:
        """After less before."""
        return self.after - self.before

    def as_dict(self) -> FigureEntry:
        """Both figures and the difference as plain JSON values."""
        return {"before": self.before, "after": self.after, "change": self.change}


class ConservationDocument(TypedDict):
    """The proof that nobody and nothing got lost: the identities, and the ids of what breaks them, which are none."""

    schema: Literal["dangbo/conservation"]
    version: Literal[1]
    holds: bool
    text: WordsDocument
    members: FigureEntry
    joined: int
    left: int
    organizations: FigureEntry
    by_operation: list[int]
    groups: FigureEntry
    group_change: int
    lost: list[str]
    doubled: list[str]
    orphans: list[str]
    uncovered: list[str]
    adrift: list[str]


@dataclass(frozen=True, slots=True)
class Conservation(Documented):
    """The proof that nobody and nothing got lost, made from what the plan touched, apart from how it was played.

    Attributes:
        members: people before and after, in the whole tree.
        organizations: organizations before and after.
        by_operation: how many organizations each operation ended or handed out (negative) and established or received,
            in order.
        groups: residential groups before, and those after that did not lose their last cell.
        lost: ids of people on a roll before and on none after, whom no operation let leave.
        doubled: ids of people on more than one roll after, or on one after and on none before without joining it.
        orphans: ids of organizations whose superior does not live, or does not know them.
        uncovered: ids of residential groups that had a living cell before and have none after.
        joined: people who came into the register by name of an operation (`Admit`, `Receive`).
        left: people who left it likewise (`Leave`, `HandOut`).
        group_change: residential groups more, by operations on the groups themselves, or with what crossed the border.
        adrift: keys of what stands beside the tree (residential groups, temporary stays ...) and names an organization
            that does not live, or a person without a record.
    """

    members: BeforeAfter
    organizations: BeforeAfter
    by_operation: tuple[int, ...]
    groups: BeforeAfter
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    orphans: tuple[str, ...]
    uncovered: tuple[str, ...]
    joined: int = 0
    left: int = 0
    group_change: int = 0
    adrift: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is accounted for."""
        return (
            self.members.change == self.joined - self.left
            and self.groups.change == self.group_change
            and self.organizations.change == sum(self.by_operation)
            and not (self.lost or self.doubled or self.orphans or self.uncovered or self.adrift)
        )

    def as_dict(self) -> ConservationDocument:
        """The document `dangbo/conservation`: figures, ids, and the identities in words."""
        return {
            "schema": "dangbo/conservation",
            "version": 1,
            "holds": self.holds,
            "text": Words(vi=self.text(), en=self.text(lang="en")).as_dict(),
            "members": self.members.as_dict(),
            "joined": self.joined,
            "left": self.left,
            "organizations": self.organizations.as_dict(),
            "by_operation": list(self.by_operation),
            "groups": self.groups.as_dict(),
            "group_change": self.group_change,
            "lost": list(self.lost),
            "doubled": list(self.doubled),
            "orphans": list(self.orphans),
            "uncovered": list(self.uncovered),
            "adrift": [told_key(key)[0] for key in self.adrift],
        }

    def text(self, *, lang: Lang = "vi") -> str:
        """The identities, in one line.

        Examples:
            >>> even = BeforeAfter(401, 401)
            >>> print(Conservation(BeforeAfter(27960, 27960), BeforeAfter(986, 985), (-1, -1, 1), even,
            ...     (), (), (), ()).text(lang="en"))
            members 27,960 = 27,960; organizations 986 - 1 - 1 + 1 = 985; residential groups 401 = 401
        """
        steps = [step for step in self.by_operation if step]
        if len(steps) > _STEPS_SHOWN:
            steps = [sum(s for s in steps if s < 0), sum(s for s in steps if s > 0)]
        line = "; ".join(
            (
                _identity(_MEMBERS, self.members, (self.joined, -self.left), lang),
                _identity(_ORGANIZATIONS, self.organizations, steps, lang),
                _identity(_GROUPS, self.groups, (self.group_change,), lang),
            )
        )
        if self.holds:
            return line
        broken = ((words, getattr(self, name)) for name, words in _BROKEN.items())
        told = [f"{words.text(lang=lang)} {len(ids)}" for words, ids in broken if ids]
        line += f"; {Words(vi='SỐ LIỆU KHÔNG KHỚP', en='NOT CONSERVED').text(lang=lang)}"
        return f"{line}: {', '.join(told)}" if told else line

    def __str__(self) -> str:
        return self.text(lang="en")


_MEMBERS: Final = Words(vi="đảng viên", en="members")
_ORGANIZATIONS: Final = Words(vi="tổ chức", en="organizations")
_GROUPS: Final = Words(vi="xóm, tổ dân phố", en="residential groups")
_BROKEN: Final = {
    "lost": Words(vi="không còn trong danh sách", en="on no roll"),
    "doubled": Words(vi="ở nhiều danh sách", en="on several rolls"),
    "orphans": Words(vi="tổ chức không có cấp trên", en="organizations without a superior"),
    "uncovered": Words(vi="xóm, tổ dân phố không còn chi bộ lãnh đạo", en="residential groups left without a cell"),
    "adrift": Words(vi="bản ghi kèm theo chỉ tới đối tượng không còn", en="records beside that name what is not there"),
}


def _identity(what: Words, figure: BeforeAfter, steps: Iterable[int], lang: Lang) -> str:
    """Before, more and less, after: "organizations 986 - 1 = 985"."""
    terms = [f"{'+' if step > 0 else '-'} {format_number(abs(step), lang=lang)}" for step in steps if step]
    before, after = (format_number(value, lang=lang) for value in figure)
    return f"{what.text(lang=lang)} {' '.join([before, *terms])} = {after}"


_STEPS_SHOWN: Final = 12


def proof_of(base: Hierarchy | Draft, draft: Draft, steps: Sequence[Step]) -> Conservation:
    """Compare the touched part before and after, from rolls, counts, parents and groups as they stand."""
    crossings = [step.crossing for step in steps if step.crossing is not NOTHING_CROSSES]
    joined = {member for one in crossings for member in one.joined}
    left = {member for one in crossings for member in one.left}
    formerly, currently = [*base._found(draft.changed)], [*draft._found(draft.changed)]
    ended = [key for key, now in zip(draft.changed, currently, strict=True) if now is None]
    rolls = dict.fromkeys((*draft.touched_rolls(), *ended))
    before = [member for key in rolls if base._find(key) is not None for member in base.roll(key)]
    times = Counter(member for key in rolls for member in draft.listed_on(key))  # what ended has left nobody behind
    housed = Counter(member for key in rolls if draft._find(key) is not None for member in draft.listed_on(key))
    lost = set(before) - housed.keys() - left
    doubled = {member for member, count in times.items() if count > 1} | (times.keys() - set(before) - joined)
    zones = draft.touched_rows(GROUPS)
    groups = [key for key, zone in zones.items() if zone is not None and base.group(key) is not None]
    went: defaultdict[tuple[str | None, str | None], list[str]] = defaultdict(list)  # from where to where
    full = probationary = living = 0
    last: tuple[str | None, ...] = ()
    row: list[str] = []  # they come in long rows
    for was, org in zip(base._found(draft.carried), draft.carried_records(), strict=True):
        full += org.full
        probationary += org.probationary
        if was is None:
            living += 1
        else:
            full -= was.full
            probationary -= was.probationary
        way = (None if was is None else was.parent, org.parent)
        if way != last:
            last, row = way, went[way]
        row.append(org.id)
    gone, came = defaultdict[str | None, int](int), defaultdict[str | None, int](int)  # who left; who is known there
    orphans: dict[str, None] = {}
    rooted: set[str] = {draft.root.id}
    for (former, superior), ids in went.items():
        if former is not None and former != superior and (still := draft.listed_below(former, ids)):
            orphans.update((key, None) for key in ids if key in still)  # it has not noticed
        knows = draft.came_below(superior) if superior is not None and draft._find(superior) is not None else ()
        strangers = _without(ids, knows)
        orphans.update(dict.fromkeys(strangers))
        orphans.update(_detached(draft, draft[ids[0]], rooted))  # the others stand under the same
        gone[former] += len(ids)
        came[superior] += len(ids) - len(strangers)
    for key, was, now in zip(draft.changed, formerly, currently, strict=True):
        gone_from = None if was is None or (now is not None and now.parent == was.parent) else was.parent
        if gone_from is not None and draft._lists(gone_from, key):  # its superior has not noticed
            orphans[key] = None
        if was is not None:
            full -= was.full
            probationary -= was.probationary
            living -= 1
        if now is not None:
            full += now.full
            probationary += now.probationary
            living += 1
            if not _is_known(draft, now):
                orphans[key] = None
        elif was is not None:  # what ended must have left nothing behind
            if len(base._child_ids(key)) > gone[key]:
                orphans.update((child, None) for child in base._child_ids(key) if _is_under(draft, child, key))
            groups += (group.id for group in base.groups_of(was) if draft.group(group.id) is not None)
        if len(draft.came_below(key)) > came[key]:  # others are listed than those that came
            orphans.update((child, None) for child in draft.came_below(key) if not _is_under(draft, child, key))
    for now in (now for now in currently if now is not None):
        orphans.update(_detached(draft, now, rooted))
    counted = full + probationary
    again = {group for one in crossings for group in one.uncovered}
    uncovered = tuple(
        key
        for key in dict.fromkeys(groups)
        if key not in again and _has_cell(base, base.group(key)) and not _has_cell(draft, draft.group(key))
    )
    begun = sum((zone is not None) - (base.group(key) is not None) for key, zone in zones.items())
    total, served = base.headcount().total, base._count_of(GROUPS)
    change = counted + sum(housed.values()) - len(before)
    joins, leaves = sum(one.people_in.total for one in crossings), sum(one.people_out.total for one in crossings)
    if change == joins - leaves:  # the figure the tree itself keeps has the last word
        change = draft.headcount().total - total
    terms = [sign * len(ids) for step in steps for sign, ids in ((-1, step.ended), (1, step.established)) if ids]
    return Conservation(
        members=BeforeAfter(total, total + change),
        organizations=BeforeAfter(len(base), len(base) + living),
        by_operation=tuple(terms),
        groups=BeforeAfter(served, served + begun - len(uncovered)),
        lost=tuple(sorted(lost)),
        doubled=tuple(sorted(doubled)),
        orphans=tuple(orphans),
        uncovered=uncovered,
        joined=joins,
        left=leaves,
        group_change=sum(one.groups for one in crossings),
        adrift=tuple(dict.fromkeys(adrift(draft, ended))),
    )


def _without(ids: Iterable[str], others: Collection[str]) -> list[str]:
    """Those of the ids that are not among others, in their order."""
    among = others if isinstance(others, dict) else set(others)
    return list(filterfalse(among.__contains__, ids))


def _is_under(draft: Draft, key: str, superior: str) -> bool:
    """Whether an organization lives and names this superior."""
    org = draft._find(key)
    return org is not None and org.parent == superior


def _is_known(draft: Draft, org: Organization) -> bool:
    """Whether the superior of an organization lives and lists it."""
    if org.parent is None:
        return org.id == draft.root.id
    return draft._find(org.parent) is not None and draft._lists(org.parent, org.id)


def _detached(draft: Draft, org: Organization, rooted: set[str]) -> Iterator[tuple[str, None]]:
    """The organization where its superiors lead back to itself and not up to the root; `rooted` is known to do."""
    line: dict[str, None] = {}
    at: Organization | None = org
    while at is not None and at.id not in rooted and at.id not in line:
        line[at.id] = None
        at = None if at.parent is None else draft._find(at.parent)
    if at is not None and at.id in rooted:
        rooted.update(line)
    elif line:
        yield org.id, None


def _has_cell(tree: Hierarchy | Draft, group: ResidentialGroup | None) -> bool:
    """Whether a living chi bộ serves a group."""
    found = (tree.get(cell) for cell in (group.cells if group is not None else ()))
    return any(org is not None and org.form is Form.CHI_BO for org in found)
