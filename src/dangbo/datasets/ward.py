"""An invented ward on 31/03/2026: who is where, who leads what. What its office holds beside that: `ward_office`.

The committee of a ward, directly above 3 đảng bộ cơ sở with 12 cells, 8 chi bộ cơ sở and 26 cells of residential
groups: 50 organizations. 1,500 members, everybody by name. Nothing of it is anybody's: no ward is called like this one.
What is out of order here has a name in capitals, and stands in the list of `ward_lines` with everything else that is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice
from random import Random
from typing import Any, Final, NamedTuple

from dangbo.base.citations import Document
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus, Post, PostBody, SeatSource
from dangbo.datasets.making import LARGE, between, people_names
from dangbo.hierarchy import Hierarchy
from dangbo.life.invented import invented
from dangbo.tree.members import Member
from dangbo.tree.posts import Mandate, Seat
from dangbo.tree.records import RESIDENTIAL, Consent, Organization, ResidentialGroup, Stay

AS_OF: Final = dt.date(2026, 3, 31)
ROOT: Final = "dbp-mau"
_SEED: Final = 20260331
_MEMBERS: Final = 1_500
_AT_WORK: Final = 12
"""So many at least of a cell of residents are not retired: it is led by some of these."""
_GROUPS_OF_MEMBERS: Final = 10
"""A tổ đảng for about so many members of a cell that is divided."""


class _Committee(NamedTuple):
    """A đảng bộ cơ sở, how many cells it has and what they are called."""

    id: str
    name: str
    unit_type: str
    cells: int
    part: str

    def cell(self, at: int) -> str:
        """Id of one of its cells, counted from 1."""
        return f"{self.id.replace('db-', 'cb-', 1)}-{at}"


_COMMITTEES: Final = (
    _Committee("db-benh-vien", "Đảng bộ Bệnh viện số 1", "service-unit-public", 5, "khoa"),
    _Committee("db-cong-ty", "Đảng bộ Công ty cổ phần số 1", "enterprise-joint-stock", 4, "phân xưởng"),
    _Committee("db-truong", "Đảng bộ Trường cao đẳng số 1", "service-unit-public", 3, "khoa"),
)
_SINGLE: Final = (
    ("cb-co-quan-dang", "Chi bộ Cơ quan đảng", "party-and-mass-body", 24),
    ("cb-uy-ban", "Chi bộ Ủy ban nhân dân phường", "state-agency", 28),
    ("cb-cong-an", "Chi bộ Công an phường", "police", 29),
    ("cb-quan-su", "Chi bộ Quân sự phường", "army", 8),
    ("cb-mam-non", "Chi bộ Trường mầm non số 1", "service-unit-public", 19),
    ("cb-tieu-hoc", "Chi bộ Trường tiểu học số 1", "service-unit-public", 23),
    ("cb-thcs", "Chi bộ Trường trung học cơ sở số 1", "service-unit-public", 26),
    ("cb-tram-y-te", "Chi bộ Trạm y tế phường", "service-unit-public", 11),
)
"""The chi bộ cơ sở: id, name, kind of unit, members."""
RESIDENTIAL_CELLS: Final = 26


@dataclass(slots=True)
class _Cell:
    """A cell in the making."""

    id: str
    name: str
    parent: str
    level: Level
    unit_type: str
    size: int
    roll: list[str] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)


def _cells() -> list[_Cell]:
    """The 46 cells, with sizes that add up."""
    rng = Random(_SEED)
    cells: list[_Cell] = []
    for one in _COMMITTEES:
        cells += (
            _Cell(
                one.cell(at),
                f"Chi bộ {one.part} {at}",
                one.id,
                Level.BELOW_GRASSROOTS,
                one.unit_type,
                between(rng, 12, 28),
            )
            for at in range(1, one.cells + 1)
        )
    cells += (_Cell(key, name, ROOT, Level.GRASSROOTS, unit, size) for key, name, unit, size in _SINGLE)
    groups = [
        _Cell(
            f"cb-tdp-{at}",
            f"Chi bộ tổ dân phố {at}",
            ROOT,
            Level.BELOW_GRASSROOTS,
            RESIDENTIAL,
            between(rng, 24, 62),
        )
        for at in range(1, RESIDENTIAL_CELLS + 1)
    ]
    cells += groups
    short = _MEMBERS - sum(cell.size for cell in cells)
    for cell in islice(cycle(groups), abs(short)):
        cell.size += 1 if short > 0 else -1
    return cells


class _Person(NamedTuple):
    """Somebody who has no place yet: what a register and a profile say, but the id."""

    name: str
    status: MemberStatus
    profile: dict[str, object]

    @property
    def works(self) -> bool:
        return not self.profile["retired"]


def _people(waiting: int) -> list[_Person]:
    """So many people, the last of them probationary; profiles as `invented` makes them of people in one place."""
    names = [*islice(people_names(Random(_SEED + 1)), _MEMBERS)]
    status = [MemberStatus.FULL] * (_MEMBERS - waiting) + [MemberStatus.PROBATIONARY] * waiting
    members = [Member(f"m-{at}", name, one) for at, (name, one) in enumerate(zip(names, status, strict=True))]
    place = Organization("cb", "Chi bộ", Form.CHI_BO, Level.GRASSROOTS)
    together = Hierarchy([place], members, {place.id: [one.id for one in members]}, as_of=AS_OF)
    profiles = invented(together, Random(_SEED + 2))
    return [_Person(one.name, one.status, profile) for one, profile in zip(members, profiles, strict=True)]


def _enroll(cells: Sequence[_Cell]) -> list[dict[str, Any]]:
    """Members and rolls, numbered cell after cell; gives the profiles.

    Who is retired is in a cell of a residential group, behind those who work; the last on the roll of every other cell
    is probationary, and of one cell the last two are.
    """
    waiting = [at % 2 + (cell.id == _TWO_ON_PROBATION) for at, cell in enumerate(cells)]
    people = _people(sum(waiting))
    new, full = people[-sum(waiting) :], people[: -sum(waiting)]
    at_work, retired = [one for one in full if one.works], [one for one in full if not one.works]
    residential = [cell for cell in cells if cell.unit_type == RESIDENTIAL]
    profiles: list[dict[str, Any]] = []
    number = 0
    for cell, count in zip(cells, waiting, strict=True):
        places = cell.size - count
        older = 0
        if cell.unit_type == RESIDENTIAL:
            left = len(residential) - residential.index(cell)
            older = min(len(retired) // left, places - _AT_WORK)
        own = [at_work.pop() for _ in range(places - older)] + [retired.pop() for _ in range(older)]
        own += [new.pop() for _ in range(count)]
        for one in own:
            number += 1
            key = f"m-{number:04d}"
            cell.roll.append(key)
            cell.members.append(Member(key, one.name, one.status))
            profiles.append(one.profile | {"member": key})
    return profiles


_TWO_ON_PROBATION: Final = "cb-tdp-4"
_WITHOUT_CONSENT: Final = "cb-tdp-16"
_UNDIVIDED: Final = "cb-tdp-8"


def _organizations(cells: Sequence[_Cell]) -> Iterator[Organization]:
    yield Organization(ROOT, "Đảng bộ phường Mẫu", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, unit_type="ward")
    for one in _COMMITTEES:
        yield Organization(one.id, one.name, Form.DANG_BO, Level.GRASSROOTS, ROOT, one.unit_type)
    paper = Document(kind="văn bản đồng ý", title="giả định (dữ liệu giả lập)")
    for cell in cells:
        large = cell.size > LARGE
        room = cell.size // 10 * 10 + 20
        yield Organization(
            cell.id,
            cell.name,
            Form.CHI_BO,
            cell.level,
            cell.parent,
            cell.unit_type,
            consents=[Consent(cell.id, paper, matter="cell-size-consent", up_to=room)]
            if large and cell.id != _WITHOUT_CONSENT
            else (),
            groups_of_members=cell.size // _GROUPS_OF_MEMBERS if cell.size >= LARGE and cell.id != _UNDIVIDED else 0,
        )


# --- who leads ------------------------------------------------------------------------------------------------------

_WITHOUT_SECRETARY: Final = "cb-tdp-22"
_LEFT: Final = dt.date(2026, 2, 28)
_WITHOUT_CHI_UY: Final = "cb-tdp-24"
_LARGE_CHI_UY: Final = "cb-tdp-19"
_DEPUTY_LEAVES: Final = "cb-truong-2"
_LEAVES: Final = dt.date(2026, 4, 15)

_CHI_UY: Final = ((45, 7), (15, 5), (9, 3), (0, 2))
"""How many lead a cell of so many full members: from nine on they are a chi ủy, below secretary and deputy."""


def _led(cells: Sequence[_Cell]) -> Iterator[Seat]:
    """The seats of everybody: in cells whoever stands first on the roll, in the committees above some of these."""
    rolls = {cell.id: cell.roll for cell in cells}
    for cell in cells:
        full = cell.size - 1
        count = next(number for least, number in _CHI_UY if full >= least)
        count = {_WITHOUT_CHI_UY: 2, _LARGE_CHI_UY: 8}.get(cell.id, count)
        posts = (Post.SECRETARY, Post.DEPUTY_SECRETARY, *[Post.COMMITTEE_MEMBER] * (count - 2))
        since = _congress(cells, cell)
        for post, holder in zip(posts, cell.roll, strict=False):
            until = _ENDS.get((cell.id, post))
            yield Seat(cell.id, post, holder, body=PostBody.CHI_UY, since=since, until=until, source=SeatSource.ELECTED)
    for one in _COMMITTEES:
        own = [cell.roll for cell in cells if cell.parent == one.id]
        people = [roll[0] for roll in own] + [roll[1] for roll in own] + [own[0][2]]
        yield from _seats(one.id, _BELOW, PostBody.COMMITTEE, people[:7], _GRASSROOTS_CONGRESS)
        inspection = [roll[2] for roll in own[:3]]
        yield from _seats(one.id, _OF_INSPECTION, PostBody.INSPECTION, inspection, _GRASSROOTS_CONGRESS)
    board, office = rolls["cb-co-quan-dang"], rolls["cb-uy-ban"]
    first = [board[0], board[1], office[0]]
    standing = [board[2], board[3], board[4], office[1], rolls["cb-cong-an"][0], rolls["cb-quan-su"][0]]
    others = [
        *(*board[5:10], *office[2:8]),
        *(rolls[one.cell(1)][0] for one in _COMMITTEES),
        *(rolls[key][0] for key in ("cb-thcs", "cb-tram-y-te", "cb-tdp-1", "cb-tdp-2")),
    ]
    leads = (Post.SECRETARY, Post.STANDING_DEPUTY_SECRETARY, Post.DEPUTY_SECRETARY)
    yield from _seats(ROOT, leads, PostBody.COMMITTEE, first, _WARD_CONGRESS)
    yield from _seats(ROOT, [Post.STANDING_MEMBER] * 6, PostBody.STANDING, standing, _WARD_CONGRESS)
    yield from _seats(ROOT, [Post.COMMITTEE_MEMBER] * 18, PostBody.COMMITTEE, others, _WARD_CONGRESS)
    inspection = [board[4], board[5], board[6], office[2], rolls["cb-cong-an"][1]]
    yield from _seats(ROOT, _OF_INSPECTION, PostBody.INSPECTION, inspection, _WARD_CONGRESS)


_ENDS: Final[Mapping[tuple[str, Post], dt.date]] = {
    (_WITHOUT_SECRETARY, Post.SECRETARY): _LEFT,
    (_DEPUTY_LEAVES, Post.DEPUTY_SECRETARY): _LEAVES,
}
_BELOW: Final = (Post.SECRETARY, Post.DEPUTY_SECRETARY, *[Post.COMMITTEE_MEMBER] * 5)
_OF_INSPECTION: Final = (Post.INSPECTION_HEAD, *[Post.INSPECTION_MEMBER] * 4)
_WARD_CONGRESS: Final = dt.date(2025, 8, 8)
_GRASSROOTS_CONGRESS: Final = dt.date(2025, 5, 15)
_FIRST_OF_CELLS: Final = dt.date(2025, 3, 10)


def _congress(cells: Sequence[_Cell], cell: _Cell) -> dt.date:
    """The day of the congress of a cell: in the spring of 2025, one after the other, but for a few."""
    if cell.id in _CONGRESSES:
        return _CONGRESSES[cell.id].congress
    return _FIRST_OF_CELLS + dt.timedelta(days=cells.index(cell))


def _seats(
    organization: str, posts: Sequence[Post], body: PostBody, people: Sequence[str], since: dt.date
) -> Iterator[Seat]:
    for post, holder in zip(posts, people, strict=False):
        yield Seat(organization, post, holder, body=body, since=since, source=SeatSource.ELECTED)


_TERM: Final = 5


class _Congress(NamedTuple):
    """A congress of another time, and what followed it, as far as that is recorded."""

    congress: dt.date
    reported: dt.date | None = None
    approved: dt.date | None = None
    handed_over: dt.date | None = None


_CONGRESSES: Final[Mapping[str, _Congress]] = {
    "cb-tdp-10": _Congress(dt.date(2021, 4, 21), dt.date(2021, 4, 27), dt.date(2021, 5, 12), dt.date(2021, 5, 3)),
    "cb-tieu-hoc": _Congress(dt.date(2026, 3, 20), handed_over=dt.date(2026, 3, 25)),
    "cb-thcs": _Congress(dt.date(2026, 3, 12), dt.date(2026, 3, 18), handed_over=dt.date(2026, 3, 20)),
    "cb-tram-y-te": _Congress(dt.date(2026, 3, 13), dt.date(2026, 3, 19), dt.date(2026, 3, 27)),
}
"""The first term ends in April 2026; of the others one is not reported, one not approved, one not handed over."""


def _terms(cells: Sequence[_Cell]) -> Iterator[Mandate]:
    """The terms of all committees, five years each."""
    days = {ROOT: (1, _WARD_CONGRESS), **{one.id: (4, _GRASSROOTS_CONGRESS) for one in _COMMITTEES}}
    days |= {cell.id: (9, _congress(cells, cell)) for cell in cells}
    for key, (number, congress) in days.items():
        until = congress.replace(year=congress.year + _TERM) - dt.timedelta(days=1)
        within = (congress + dt.timedelta(days=count) for count in _WITHIN)
        after = _CONGRESSES.get(key) or _Congress(congress, *within)
        yield Mandate(
            key,
            number,
            congress,
            until,
            congress=congress,
            reported=after.reported,
            approved=after.approved,
            handed_over=after.handed_over,
        )


_WITHIN: Final = (6, 21, 12)
"""Days from a congress to report, approval and hand-over: within 7, 15 and 15 working days."""


# --- residential groups, stays ----------------------------------------------------------------------------------------


def _groups(cells: Sequence[_Cell]) -> Iterator[ResidentialGroup]:
    """Each group with a cell of its own, but for the last: one shares the cell of another, and one has none."""
    residential = [cell for cell in cells if cell.unit_type == RESIDENTIAL]
    for at, cell in enumerate([*residential, residential[-1]], 1):
        outside = at % 8 == 0
        head = None if outside else cell.roll[0 if at % 3 else 3] if at <= len(residential) else cell.roll[4]
        yield ResidentialGroup(
            id=f"tdp-{at}",
            name=f"Tổ dân phố {at}",
            kind=GroupKind.TO_DAN_PHO,
            place="phường Mẫu",
            cells=[cell.id],
            head=head,
            head_is_member=not outside,
        )
    yield ResidentialGroup(id="tdp-28", name="Tổ dân phố 28", kind=GroupKind.TO_DAN_PHO, place="phường Mẫu")


def _stays(rolls: Mapping[str, Sequence[str]]) -> Iterator[Stay]:
    """Some take part elsewhere for a time, three of them with one host."""
    for home, host, until in _AWAY:
        yield Stay(rolls[home][9], host, since="2025-11-03", until=until)


_AWAY: Final = (
    ("cb-tdp-5", "cb-benh-vien-1", "2026-04-18"),
    ("cb-tdp-8", "cb-truong-2", "2026-05-02"),
    ("cb-thcs", "cb-tdp-11", "2026-09-30"),
    *((home, "cb-cong-ty-4", "2026-08-31") for home in ("cb-tdp-1", "cb-tdp-2", "cb-tdp-3")),
)


class Ward(NamedTuple):
    """The ward as a snapshot, and the profiles of its people as rows."""

    tree: Hierarchy
    profiles: tuple[dict[str, Any], ...]


@cache
def ward() -> Ward:
    """The ward on its day."""
    cells = _cells()
    profiles = _enroll(cells)
    rolls = {cell.id: cell.roll for cell in cells}
    tree = Hierarchy(
        [*_organizations(cells)],
        [member for cell in cells for member in cell.members],
        rolls,
        [*_groups(cells)],
        stays=[*_stays(rolls)],
        seats=[*_led(cells)],
        mandates=[*_terms(cells)],
        as_of=AS_OF,
    )
    return Ward(tree, tuple(profiles))
