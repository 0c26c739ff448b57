"""Who answers for which cell: members of a committee over cells, loads equal within one, habits kept.

```
members + cells ── assign_cells(forbid=, keep=, hierarchy=) ──> AssignmentPlan      or InfeasibleError, which proves it
```

Nobody is given their own cell, where it is known. The arithmetic is that of `balancing`; what a member then does in a
cell is told by `CellAssignment` and `DutyVisit`.
"""

from __future__ import annotations

__all__ = ["AssignedCell", "AssignmentPlan", "assign_cells"]

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.envelope import WordsDocument
from dangbo.base.errors import InfeasibleError, InvalidInputError, UnknownOrganizationError, quoted
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import whole_count
from dangbo.base.records import id_of, instance_of
from dangbo.base.results import told
from dangbo.base.text import nearest
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.balancing import NOBODY, Lack, balanced
from dangbo.render.tabled import Tabled
from dangbo.tree.rows import few

if TYPE_CHECKING:
    from dangbo.render import Table
    from dangbo.tree.members import Member
    from dangbo.tree.records import Organization


class _InCell(Protocol):
    """What puts a member into a cell: a row of a plan, a `CellAssignment`."""

    @property
    def member(self) -> str: ...
    @property
    def cell(self) -> str: ...


Pairs: TypeAlias = "Iterable[_InCell | tuple[str, str]]"
"""Members and cells: anything with `.member` and `.cell`, or pairs in this order."""

OwnCells: TypeAlias = "Mapping[str, str | Organization | Iterable[str] | None]"
"""The own cell of each member: one, several, or `None` where nobody knows it."""


@dataclass(frozen=True, slots=True)
class AssignedCell:
    """One cell and who answers for it.

    Attributes:
        member: id of the member.
        cell: id of the cell.
        was: id of the member who had it before; `None` where nobody did.
    """

    member: str
    cell: str
    was: str | None = None

    @property
    def is_change(self) -> bool:
        """Whether somebody else had it before."""
        return self.was is not None and self.was != self.member


class AssignedCellDocument(TypedDict):
    """A cell, the member who answers for it, and who did before."""

    member: str
    cell: str
    was: str | None


class AssignmentPlanDocument(TypedDict):
    """Who answers for which cell, by id."""

    schema: Literal["dangbo/assignment-plan"]
    version: Literal[1]
    members: list[str]
    per_member: int | None
    rows: list[AssignedCellDocument]
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True)
class AssignmentPlan(Documented, ById[AssignedCell], Tabled, Framed):
    """Who answers for which cell. Made by `assign_cells`.

    Vietnamese term: bảng phân công cấp ủy viên phụ trách chi bộ.

    Attributes:
        rows: one for each cell: by member in the order given, the cells of each in theirs.
        members: ids of all members, also of those without a cell.
        per_member: how many cells a member takes at most; `None` where that was not said.
        notes: what was not known, and was not looked at.
    """

    rows: tuple[AssignedCell, ...]
    members: tuple[str, ...]
    per_member: int | None = None
    notes: tuple[Words, ...] = ()

    def __getitem__(self, cell: str | Organization) -> AssignedCell:
        """The row of a cell.

        Raises:
            UnknownOrganizationError: it is none of those assigned.
        """
        return self._found(cell, where="cell")[0]

    def _items(self) -> tuple[AssignedCell, ...]:
        return self.rows

    def _ids(self, item: AssignedCell) -> tuple[str]:
        return (item.cell,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        cells = [row.cell for row in self.rows]
        where = Words(vi="các chi bộ được phân công", en="this assignment")
        return UnknownOrganizationError(key, lambda: nearest(key, cells), where)

    @property
    def loads(self) -> Mapping[str, int]:
        """How many cells each member has, in the order given; read-only."""
        counts = Counter(row.member for row in self.rows)
        return MappingProxyType({member: counts[member] for member in self.members})

    @property
    def changes(self) -> tuple[AssignedCell, ...]:
        """The rows of cells that somebody else had before."""
        return tuple(row for row in self.rows if row.is_change)

    def explain(self, *, lang: Lang = "vi") -> str:
        """How many over how many, the loads, the changes, and what was not known."""
        sizes = Counter(self.loads.values())
        loads = Words(
            vi="; ".join(f"{sizes[size]} người phụ trách {size}" for size in sorted(sizes)),
            en="; ".join(f"{sizes[size]} {'has' if sizes[size] == 1 else 'have'} {size}" for size in sorted(sizes)),
        )
        head = told(
            Words(vi="{cells}, {members}: {loads}.", en="{cells} over {members}: {loads}."),
            cells=_counted(len(self.rows), "cell"), members=_counted(len(self.members), "member"), loads=loads,
        )  # fmt: skip
        before, changed = sum(row.was is not None for row in self.rows), len(self.changes)
        moved = NO_WORDS
        if before:
            moved = told(
                Words(
                    vi="Trong {before} đã có người phụ trách, {changed} đổi người.",
                    en=f"Of {{before}} that had somebody before, {{count}} change{'s' if changed == 1 else ''} hands.",
                ),
                before=_counted(before, "cell"), changed=_counted(changed, "cell"), count=changed,
            )  # fmt: skip
        return " ".join(part.text(lang=lang) for part in (head, moved, *self.notes) if part != NO_WORDS)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(self.rows, ("member", "text"), ("cell", "text"), ("was", "text"), ("is_change", "yes/no"))

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the members with their cells.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> print(assign_cells({"m-1": "cb-1", "m-2": None}, ["cb-1", "cb-2", "cb-3"]).show(lang="en"))
            Who answers for which cell
            <BLANKLINE>
            Member  Cells  Of them new  Which
            ──────  ─────  ───────────  ──────────
            m-1         2            0  cb-2, cb-3
            m-2         1            0  cb-1
            <BLANKLINE>
            3 cells over 2 members: 1 has 1; 1 has 2. Of 1 member the own cell is not known,
            and none is kept from them.
        """
        from dangbo.render import number_cell, words_table

        of: dict[str, list[AssignedCell]] = {member: [] for member in self.members}
        for row in self.rows:
            of[row.member].append(row)
        rows = [
            (
                member,
                number_cell(len(cells), lang=lang),
                number_cell(sum(row.is_change for row in cells), lang=lang),
                ", ".join(row.cell for row in cells),
            )
            for member, cells in of.items()
        ]
        heads = (
            Words(vi="Người phụ trách", en="Member"),
            Words(vi="Số chi bộ", en="Cells"),
            Words(vi="Mới nhận", en="Of them new"),
            Words(vi="Chi bộ", en="Which"),
        )
        title = Words(vi="Phân công phụ trách chi bộ", en="Who answers for which cell")
        return words_table(title, heads, rows, notes=[self.explain(lang=lang)], words=(3,), lang=lang)

    def as_dict(self) -> AssignmentPlanDocument:
        """The assignment as plain JSON values."""
        return {
            "schema": "dangbo/assignment-plan",
            "version": 1,
            "members": list(self.members),
            "per_member": self.per_member,
            "rows": [{"member": row.member, "cell": row.cell, "was": row.was} for row in self.rows],
            "notes": [note.as_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        return f"AssignmentPlan({len(self.rows)} cells, {len(self.members)} members, {len(self.changes)} changes)"

    def __str__(self) -> str:
        return self.explain(lang="en")


def assign_cells(
    members: Iterable[str | Member] | OwnCells,
    cells: Iterable[str | Organization],
    *,
    per_member: int | None = None,
    forbid: Pairs = (),
    keep: Pairs = (),
    hierarchy: Hierarchy | None = None,
) -> AssignmentPlan:
    """Divide cells among members so that loads differ by at most one, nobody has the own cell, and habits last.

    Vietnamese term: phân công cấp ủy viên phụ trách chi bộ. Where several ways are equal, each member gets cells that
    stand beside each other in the list. Runs in time about linear in the cells and the pairs forbidden, however many
    members there are; no edge between a member and a cell is made.

    Args:
        members: their ids, or what has one; or a mapping from each to the own cell, which is then kept from them.
        cells: ids of the cells, or what has one.
        per_member: how many a member takes at most.
        forbid: who may not take which cell.
        keep: who has which cell now; as few of them as possible change, which is exact and no estimate. Of the
            `CellAssignment` records, give those that still hold.
        hierarchy: where to look up the own cell of each: the one whose roll they are on, and the one they are guests
            of.

    Returns:
        The assignment. Its notes say of how many the own cell is not known, and what was said of others.

    Raises:
        InfeasibleError: no such assignment exists; with the cells and the members that prove it.
        InvalidInputError: nobody to assign, somebody or a cell given twice, a cell with two members to keep.
        UnknownOrganizationError: a cell that is not in the hierarchy.

    Examples:
        >>> cells = ["cb-1", "cb-2", "cb-3"]
        >>> plan = assign_cells(["m-1", "m-2"], cells, forbid=[("m-1", "cb-1")], keep=[("m-2", "cb-3")])
        >>> [(row.member, row.cell) for row in plan]
        [('m-1', 'cb-2'), ('m-2', 'cb-1'), ('m-2', 'cb-3')]
        >>> dict(plan.loads), plan.changes
        ({'m-1': 1, 'm-2': 2}, ())
        >>> from dangbo import InfeasibleError
        >>> try:
        ...     assign_cells(["m-1", "m-2"], cells, per_member=1)
        ... except InfeasibleError as error:
        ...     error.reason.en, error.cells, error.members
        ('3 cells and 2 members, who take 1 cell each at most, 2 in all', ('cb-1', 'cb-2', 'cb-3'), ('m-1', 'm-2'))
    """
    tree = None if hierarchy is None else instance_of(Hierarchy, hierarchy, "hierarchy")
    problems: list[Finding] = []
    people = _ids(members, "members", problems)
    nobody = not people and not problems
    places = _ids(cells, "cells", problems)
    most = None if per_member is None else whole_count(per_member, "per_member")
    if nobody:
        problems.append(_bad("members", Words(vi="không có ai để phân công", en="there is nobody to assign")))
    if most == 0:
        problems.append(_bad("per_member", Words(vi="phải từ 1 trở lên", en="is below 1")))
    forbidden = _pairs(forbid, "forbid", problems)
    had = _had(_pairs(keep, "keep", problems), problems)
    if problems:
        raise InvalidInputError(problems)
    own, unknown = _own_cells(members, people, tree)
    if tree is not None:
        for cell in places:
            tree[cell]  # raises where it is none
    closed = [0] * len(places)
    for member, cell in (*forbidden, *own):
        if member in people and cell in places:
            closed[places[cell]] |= 1 << people[member]
    strange = sum(member not in people or cell not in places for member, cell in forbidden)
    kept = [NOBODY] * len(places)
    for cell, member in had.items():
        if cell in places and member in people and not closed[places[cell]] >> people[member] & 1:
            kept[places[cell]] = people[member]
    found = balanced(closed, kept, len(people), most)
    if isinstance(found, Lack):
        raise _infeasible(found, list(people), list(places), most)
    names = list(people)
    rows = sorted(zip(found, places, strict=True), key=lambda row: row[0])
    return AssignmentPlan(
        tuple(AssignedCell(names[member], cell, had.get(cell)) for member, cell in rows),
        tuple(people),
        most,
        tuple(_notes(unknown, strange, sum(cell not in places for cell in had))),
    )


# --- what was given --------------------------------------------------------------------------------------------------


def _bad(where: str, reason: Words) -> Finding:
    return finding("input/bad-value", where, reason=reason)


def _id(value: object) -> str | None:
    key = id_of(value)
    return key if isinstance(key, str) and key else None


_NO_ID: Final = Words(vi="không phải mã, cũng không phải bản ghi có mã", en="it is neither an id nor a record with one")
_TWICE: Final = Words(vi="ghi hai lần", en="it is given twice")


def _ids(given: object, where: str, problems: list[Finding]) -> dict[str, int]:
    """The ids with their places, in order."""
    found: dict[str, int] = {}
    if isinstance(given, str | bytes | set | frozenset) or not isinstance(given, Iterable):
        reason = Words(vi="không phải danh sách các mã theo thứ tự", en="it is no list of ids in an order")
        problems.append(_bad(where, reason))
        return found
    for at, value in enumerate(given):
        key = _id(value)
        if key is None or key in found:
            problems.append(_bad(f"{where}[{at}]", _NO_ID if key is None else _TWICE))
        else:
            found[key] = len(found)
    return found


def _pairs(given: object, where: str, problems: list[Finding]) -> list[tuple[str, str]]:
    """Members and cells, each with its cell."""
    wanted = Words(
        vi="không phải danh sách các cặp đảng viên, chi bộ", en="it is no list of pairs of a member and a cell"
    )
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        problems.append(_bad(where, wanted))
        return []
    found: list[tuple[str, str]] = []
    for at, row in enumerate(given):
        both = row if isinstance(row, tuple | list) else (getattr(row, "member", None), getattr(row, "cell", None))
        keys = [_id(one) for one in both]
        if len(keys) == 2 and keys[0] is not None and keys[1] is not None:  # noqa: PLR2004 - a pair
            found.append((keys[0], keys[1]))
        else:
            problems.append(_bad(f"{where}[{at}]", wanted))
    return found


def _had(pairs: Iterable[tuple[str, str]], problems: list[Finding]) -> dict[str, str]:
    """Who had each cell."""
    had: dict[str, str] = {}
    for member, cell in pairs:
        if had.setdefault(cell, member) != member:
            reason = Words(
                vi="hai người cùng phụ trách; chỉ nêu phân công còn hiệu lực",
                en="two members have it; give the assignments that still hold",
            )
            problems.append(_bad(f"keep['{cell}']", reason))
    return had


def _own_cells(members: object, people: Mapping[str, int], tree: Hierarchy | None) -> tuple[list[tuple[str, str]], int]:
    """The own cells of members, and of how many none is known."""
    own: dict[str, list[str]] = {member: [] for member in people}
    for member, given in members.items() if isinstance(members, Mapping) else ():
        several = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
        own[_id(member) or ""] += filter(None, map(_id, several))
    if tree is not None:
        for member, of_theirs in own.items():
            home, stay = tree.home(member), tree.stays.get(member)
            if home is not None:
                of_theirs.append(home.id)
            if stay is not None and not stay.is_over(tree.as_of):
                of_theirs.append(stay.organization)
    pairs = [(member, cell) for member, cells in own.items() for cell in cells]
    return pairs, sum(not cells for cells in own.values())


def _notes(unknown: int, strange: int, gone: int) -> Iterable[Words]:
    if unknown:
        yield told(
            Words(
                vi="Chưa biết chi bộ đang sinh hoạt của {count} người nên chưa loại trừ chi bộ đó.",
                en=f"Of {{count}} member{'' if unknown == 1 else 's'} the own cell is not known, and none is kept from "
                f"them.",
            ),
            count=unknown,
        )
    if strange:
        yield told(
            Words(
                vi="{count} trường hợp không được phụ trách nêu người hoặc chi bộ ngoài danh sách.",
                en=f"{{count}} of the pairs forbidden {'names' if strange == 1 else 'name'} a member or a cell that "
                f"is not in the lists.",
            ),
            count=strange,
        )
    if gone:
        yield told(
            Words(
                vi="{count} chi bộ đã có người phụ trách không còn trong danh sách.",
                en=f"{{count}} cell{'' if gone == 1 else 's'} of those to keep {'is' if gone == 1 else 'are'} not in "
                f"the list.",
            ),
            count=gone,
        )


# --- what proves that there is none ----------------------------------------------------------------------------------


def _infeasible(lack: Lack, people: list[str], places: list[str], most: int | None) -> InfeasibleError:
    cells, members = [places[at] for at in lack.cells], [people[at] for at in lack.members]
    fair = -(-len(places) // len(people))
    load = len(places) // len(people) if lack.of_members else fair if most is None else min(fair, most)
    facts = {
        "cells": _counted(len(cells), "cell"), "members": _counted(len(members), "member"),
        "which": _which(members if lack.of_members else cells), "load": _counted(load, "cell"),
        "all": load * len(members), "enough": fair, "whole": _counted(len(places), "cell"),
    }  # fmt: skip
    forbidden = Words(
        vi="Bỏ bớt trường hợp không được phụ trách, hoặc thêm người.",
        en="Lift some of what is forbidden, or name more members.",
    )
    if lack.of_members:
        reason = Words(
            vi="{members} ({which}) phải nhận ít nhất {all} chi bộ để mức chia chênh nhau không quá một, nhưng chỉ "
            "được nhận {cells}",
            en="{members} ({which}) would have to take {all} of them for loads that differ by one at most, and may "
            "take {cells} only",
        )
        remedy = Words(
            vi="Bỏ bớt trường hợp không được phụ trách, hoặc không phân công cho những người này.",
            en="Lift some of what is forbidden, or leave these members out.",
        )
    elif not members:
        reason = Words(vi="{cells} ({which}) không ai được phụ trách", en="nobody may take {cells} ({which})")
        remedy = forbidden
    elif len(members) == len(people) and load < fair:
        reason = Words(
            vi="{whole} mà {members} nhận nhiều nhất {load} mỗi người, tất cả {all}",
            en="{whole} and {members}, who take {load} each at most, {all} in all"
            if len(members) > 1
            else "{whole} and {members}, who takes {load} at most",
        )
        remedy = Words(
            vi="Cho mỗi người nhận đến {enough} chi bộ, hoặc thêm người.",
            en="Let each take up to {enough}, or name more members.",
        )
    else:
        reason = Words(
            vi="{cells} ({which}) chỉ có thể giao cho {members}, mỗi người nhiều nhất {load}, tất cả {all}",
            en="{cells} ({which}) may only go to {members}, who take {load} each at most, {all} in all"
            if len(members) > 1
            else "{cells} ({which}) may only go to {members}, who takes {load} at most",
        )
        remedy = forbidden
    return InfeasibleError(cells, members, told(reason, **facts), told(remedy, **facts))


def _counted(count: int, noun: str) -> Words:
    vi = {"cell": "chi bộ", "member": "người"}[noun]
    return told(Words(vi=f"{{count}} {vi}", en=f"{{count}} {noun}{'' if count == 1 else 's'}"), count=count)


def _which(ids: list[str]) -> str:
    return few([*map(quoted, ids)])
