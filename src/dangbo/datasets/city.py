"""The party organization of TP. Thái Nguyên in 2023, as a newspaper article counts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, groupby, islice
from random import Random
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from dangbo.base.citations import Document
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus, Rating, RatingStatus
from dangbo.change.verbs.organizations import Dissolve, Establish
from dangbo.datasets.making import LARGE, between, people_names, probationary, shuffled, slug
from dangbo.evaluation import RatingRecord, Subjects
from dangbo.hierarchy import Hierarchy
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Target
from dangbo.restructure import Plan
from dangbo.tree.records import RESIDENTIAL, Consent, Organization

_PAPER: Final = Document(
    kind="đề án",
    number="03-ĐA/TU",
    issued="2021-04-15",
    issuer="Ban Chấp hành Đảng bộ thành phố",
    title="Xây dựng tổ chức cơ sở đảng và phát triển đảng viên Đảng bộ TP. Thái Nguyên, giai đoạn 2021 - 2025",
)

_AS_OF: Final = "2023-04-30"
_BEFORE: Final = "2021-06-30"
_MEMBERS: Final = 27_960
_SEED: Final = 20230430
ROOT: Final = "tp-thai-nguyen"


# --- the communes and wards, by their real names ----------------------------------------------------------------------


class _Commune(NamedTuple):
    """A commune or ward of 2023, in the order of the gazetteer, with a made-up number of residential groups."""

    kind: Literal["phường", "xã"]
    name: str
    groups: int

    @property
    def slug(self) -> str:
        return slug(self.name)

    @property
    def id(self) -> str:
        return f"{'dbp' if self.kind == 'phường' else 'dbx'}-{self.slug}"


_COMMUNES: Final = tuple(
    _Commune(*row)
    for row in (
        ("phường", "Quán Triều", 12),
        ("phường", "Quang Vinh", 11),
        ("phường", "Túc Duyên", 12),
        ("phường", "Hoàng Văn Thụ", 16),
        ("phường", "Trưng Vương", 11),
        ("phường", "Quang Trung", 17),
        ("phường", "Phan Đình Phùng", 19),
        ("phường", "Tân Thịnh", 14),
        ("phường", "Thịnh Đán", 13),
        ("phường", "Đồng Quang", 11),
        ("phường", "Gia Sàng", 13),
        ("phường", "Tân Lập", 12),
        ("phường", "Cam Giá", 12),
        ("phường", "Phú Xá", 16),
        ("phường", "Hương Sơn", 12),
        ("phường", "Trung Thành", 12),
        ("phường", "Tân Thành", 9),
        ("phường", "Tân Long", 10),
        ("xã", "Phúc Hà", 10),
        ("xã", "Phúc Xuân", 12),
        ("xã", "Quyết Thắng", 10),
        ("xã", "Phúc Trìu", 12),
        ("xã", "Thịnh Đức", 16),
        ("phường", "Tích Lương", 14),
        ("xã", "Tân Cương", 12),
        ("xã", "Sơn Cẩm", 15),
        ("phường", "Chùa Hang", 12),
        ("xã", "Cao Ngạn", 13),
        ("xã", "Linh Sơn", 14),
        ("phường", "Đồng Bẩm", 9),
        ("xã", "Huống Thượng", 10),
        ("xã", "Đồng Liên", 10),
    )
)
_EXAMPLE: Final = "Phú Xá"
_JOINT: Final = {"Tân Long": (9, 10), "Phúc Hà": (9, 10), "Thịnh Đức": (15, 16), "Linh Sơn": (13, 14)}
"""Two small groups under one cell (chi bộ ghép)."""
_DOUBLE: Final = {"Phan Đình Phùng": 19}
"""A large group with two cells."""
_PHU_XA_SIZES: Final = {2: 24, 12: 19, 5: 22, 7: 20}
"""Cells the examples merge and fill: two of them pass 30 together, none alone."""
_X_SIZE: Final = 5
"""Members of the enterprise cell the examples dissolve."""
_HEADS_OUTSIDE: Final = 401 - 353

# --- the other units, by names that are plainly made up ---------------------------------------------------------------


class _Line(NamedTuple):
    """Organizations of one kind of unit, numbered on; for đảng bộ, how many cells each has and what they are called."""

    name: str
    unit_type: str
    cells: tuple[int, ...]
    part: str = ""


_BODIES: Final = (
    _Line("Cơ quan đảng, đoàn thể", "party-and-mass-body", (8, 6), "ban"),
    _Line("Cơ quan nhà nước", "state-agency", (14, 12, 9, 8, 8, 7, 6, 5, 5), "phòng"),
    _Line("Trường học", "service-unit-public", (12, 10, 9, 8, 7, 6, 6, 5), "tổ chuyên môn"),
    _Line("Bệnh viện", "service-unit-public", (22, 14, 9, 7), "khoa"),
    _Line("Đơn vị sự nghiệp", "service-unit-public", (8, 6, 4), "phòng"),
    _Line("Trường ngoài công lập", "service-unit-non-public", (5,), "khoa"),
    _Line("Công ty nhà nước", "enterprise-state-100", (16, 9), "phân xưởng"),
    _Line("Công ty vốn nhà nước chi phối", "enterprise-state-majority", (12, 6), "phân xưởng"),
    _Line("Công ty cổ phần", "enterprise-joint-stock", (9, 7, 6, 5, 4, 4, 3), "phân xưởng"),
    _Line("Công ty TNHH", "enterprise-limited", (5, 4, 3), "phân xưởng"),
    _Line("Công an", "police", (15,), "đội"),
    _Line("Quân sự", "army", (10,), "ban"),
)
"""The 43 đảng bộ that are no commune or ward, with 344 cells."""

_SINGLE_CELLS: Final = (
    _Line("Cơ quan nhà nước", "state-agency", (1,) * 8),
    _Line("Đơn vị sự nghiệp", "service-unit-public", (1,) * 7),
    _Line("Công ty cổ phần", "enterprise-joint-stock", (1,) * 4),
    _Line("Công ty TNHH", "enterprise-limited", (1,) * 4),
    _Line("Hợp tác xã", "cooperative", (1,) * 2),
)
"""The 25 chi bộ cơ sở."""

_SERVICES: Final = (
    ("mn", "Chi bộ trường mầm non", "service-unit-public"),
    ("th", "Chi bộ trường tiểu học", "service-unit-public"),
    ("thcs", "Chi bộ trường trung học cơ sở", "service-unit-public"),
    ("ca", "Chi bộ công an {kind}", "police"),
)
"""Cells every commune has besides the residential ones."""

_COMPANIES: Final[Mapping[str, tuple[str, str]]] = {
    "A": ("Quán Triều", "enterprise-joint-stock"),
    "B": ("Hoàng Văn Thụ", "enterprise-limited"),
    "C": ("Quang Trung", "enterprise-joint-stock"),
    "D": ("Phan Đình Phùng", "enterprise-limited"),
    "E": ("Tân Thịnh", "enterprise-limited"),
    "G": ("Gia Sàng", "enterprise-joint-stock"),
    "H": ("Cam Giá", "enterprise-joint-stock"),
    "I": ("Trung Thành", "enterprise-limited"),
    "K": ("Tân Thành", "enterprise-private"),
    "L": ("Chùa Hang", "enterprise-limited"),
    "M": ("Quyết Thắng", "enterprise-foreign"),
    "N": ("Tân Lập", "enterprise-private"),
    "P": ("Sơn Cẩm", "enterprise-private"),
    "Q": ("Tích Lương", "enterprise-private"),
    "X": (_EXAMPLE, "enterprise-limited"),
}
"""Enterprise cells under wards and communes: where, and in what kind of enterprise."""
_ESTABLISHED: Final = {"N": ("2021-11-01", 4), "P": ("2022-04-01", 3), "Q": ("2022-09-01", 5)}
"""Those that began after `_BEFORE`: when, and with how many members."""
_DISSOLVED: Final = ("R", "Gia Sàng", "2021-09-01")
"""The one that ended after `_BEFORE`: its letter, ward and day."""


# --- what is where ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cell:
    """A cell in the making."""

    id: str
    name: str
    parent: str
    unit_type: str
    size: int
    level: Level = Level.BELOW_GRASSROOTS
    groups: tuple[str, ...] = ()
    fixed: bool = False

    @property
    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "form": Form.CHI_BO,
            "level": self.level,
            "parent": self.parent,
            "unit_type": self.unit_type,
            "consents": _consents(self.id, self.size) if self.size > LARGE else (),
        }


def _consents(cell: str, size: int) -> tuple[Consent, ...]:
    """A made-up paper that leaves a cell room for some people more."""
    paper = Document(kind="văn bản đồng ý", title="giả định (dữ liệu giả lập)")
    return (Consent(cell, paper, matter="cell-size-consent", up_to=size // 10 * 10 + 20),)


class _City(NamedTuple):
    """The city before it is a `Hierarchy`."""

    committees: list[dict[str, Any]]
    cells: list[_Cell]
    groups: list[dict[str, Any]]


def _committee(key: str, name: str, unit_type: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "form": Form.DANG_BO,
        "level": Level.GRASSROOTS,
        "parent": ROOT,
        "unit_type": unit_type,
    }


def _lay_out() -> _City:
    """Organizations and residential groups, with sizes that add up."""
    rng = Random(_SEED)
    city = _City([], [], [])
    for commune in _COMMUNES:
        unit_type = "ward" if commune.kind == "phường" else "commune"
        city.committees.append(_committee(commune.id, f"Đảng bộ {commune.kind} {commune.name}", unit_type))
        _lay_out_residential(city, commune, rng)
        for key, name, unit in _SERVICES:
            words = name.format(kind=commune.kind)
            city.cells.append(_Cell(f"cb-{commune.slug}-{key}", words, commune.id, unit, between(rng, 8, 28)))
        city.cells.extend(
            _company(letter, commune, unit, rng)
            for letter, (where, unit) in _COMPANIES.items()
            if where == commune.name
        )
    for line, at, count in _numbered(_BODIES):
        key = f"db-{slug(line.name)}-{at}"
        city.committees.append(_committee(key, f"Đảng bộ {line.name} số {at}", line.unit_type))
        city.cells.extend(
            _Cell(
                f"cb-{slug(line.name)}-{at}-{n}", f"Chi bộ {line.part} {n}", key, line.unit_type, between(rng, 11, 37)
            )
            for n in range(1, count + 1)
        )
    for line, at, _ in _numbered(_SINGLE_CELLS, after=_BODIES):
        key, name = f"cbcs-{slug(line.name)}-{at}", f"Chi bộ {line.name} số {at}"
        city.cells.append(_Cell(key, name, ROOT, line.unit_type, between(rng, 9, 28), Level.GRASSROOTS))
    short = _MEMBERS - sum(cell.size for cell in city.cells)
    adjustable = [cell for cell in city.cells if cell.unit_type == RESIDENTIAL and not cell.fixed]
    for cell in islice(cycle(adjustable), abs(short)):
        cell.size += 1 if short > 0 else -1
    return city


def _numbered(lines: Sequence[_Line], *, after: Sequence[_Line] = ()) -> Iterator[tuple[_Line, int, int]]:
    """Each organization of some lines with its number, which goes on from earlier lines of the same name."""
    used = {line.name: len(line.cells) for line in after}
    for line in lines:
        for at, count in enumerate(line.cells, used.get(line.name, 0) + 1):
            yield line, at, count


def _lay_out_residential(city: _City, commune: _Commune, rng: Random) -> None:
    """The residential groups of a commune and the cells that serve them."""
    ward = commune.kind == "phường"
    kind = GroupKind.TO_DAN_PHO if ward else GroupKind.XOM
    code = "tdp" if ward else "xom"
    noun = "tổ" if commune.name == "Hương Sơn" else kind.label.lower()  # "Chi bộ tổ 4", as the article prints it
    prefix = f"cb-{code}" if commune.name == _EXAMPLE else f"cb-{commune.slug}-{code}"

    def cell(numbers: tuple[int, ...], suffix: str = "") -> _Cell:
        size = between(rng, 15, 77) if ward else between(rng, 13, 55)
        fixed = _PHU_XA_SIZES.get(numbers[0]) if commune.name == _EXAMPLE else None
        return _Cell(
            id=f"{prefix}-{'-'.join(map(str, numbers))}{suffix.lower()}",
            name=f"Chi bộ {noun} {' và '.join(map(str, numbers))}{suffix}",
            parent=commune.id,
            unit_type=RESIDENTIAL,
            size=fixed or size,
            groups=tuple(f"{code}-{commune.slug}-{number}" for number in numbers),
            fixed=fixed is not None,
        )

    joint = _JOINT.get(commune.name, ())
    served: dict[str, list[str]] = {}
    for number in range(1, commune.groups + 1):
        if number in joint[1:]:
            continue
        numbers = joint if number in joint else (number,)
        suffixes = ("A", "B") if _DOUBLE.get(commune.name) == number else ("",)
        for suffix in suffixes:
            made = cell(numbers, suffix)
            city.cells.append(made)
            for group in made.groups:
                served.setdefault(group, []).append(made.id)
    city.groups.extend(
        {
            "id": group,
            "name": f"{kind.label} {group.rpartition('-')[2]}",
            "kind": kind,
            "place": f"{commune.kind} {commune.name}",
            "cells": tuple(cells),
        }
        for group, cells in served.items()
    )


def _company(letter: str, commune: _Commune, unit_type: str, rng: Random) -> _Cell:
    size = between(rng, 4, 16)
    if letter == "X":
        size = _X_SIZE
    elif letter in _ESTABLISHED:
        size = _ESTABLISHED[letter][1]
    return _Cell(_company_id(letter), _company_name(letter), commune.id, unit_type, size)


def _company_id(letter: str) -> str:
    return f"cb-cty-{letter.lower()}"


def _company_name(letter: str) -> str:
    return f"Chi bộ Công ty {letter}"


# --- people -----------------------------------------------------------------------------------------------------------


def _enroll(city: _City) -> tuple[list[dict[str, Any]], dict[str, tuple[str, ...]]]:
    """Members and rolls. Numbers begin in the ward of the examples; the last on a roll are the probationary ones."""
    rng = Random(_SEED + 1)
    hands = [list(cells) for _, cells in groupby(city.cells, key=_hand)]
    hands.sort(key=lambda cells: cells[0].parent != f"dbp-{slug(_EXAMPLE)}")
    number = 0
    rolls: dict[str, list[int]] = {cell.id: [] for cell in city.cells}
    for cells in hands:  # dealt like cards: neighboring numbers are neighbors, and in different cells
        for turn in range(max(cell.size for cell in cells)):
            for cell in cells:
                if turn < cell.size:
                    number += 1
                    rolls[cell.id].append(number)
    waiting: set[int] = set()
    for cell in city.cells:
        count = probationary(cell.size, rng)
        waiting.update(rolls[cell.id][cell.size - count :])
    names = people_names(rng)
    status = (MemberStatus.FULL, MemberStatus.PROBATIONARY)
    members = [
        {"id": f"m-{at:05d}", "name": next(names), "status": status[at in waiting]} for at in range(1, number + 1)
    ]
    return members, {key: tuple(f"m-{at:05d}" for at in numbers) for key, numbers in rolls.items()}


def _hand(cell: _Cell) -> tuple[str, bool]:
    """Cells whose members are numbered together: those of one committee, by residence or by work."""
    return (cell.id if cell.level is Level.GRASSROOTS else cell.parent, bool(cell.groups))


def _name_heads(city: _City, rolls: Mapping[str, tuple[str, ...]]) -> None:
    """353 of the 401 heads are members of a cell that serves their group; the others are spread over the list."""
    outside = {at * len(city.groups) // _HEADS_OUTSIDE for at in range(_HEADS_OUTSIDE)}
    taken: dict[str, int] = {}
    for at, group in enumerate(city.groups):
        group["head_is_member"] = at not in outside
        if at not in outside:
            cell = group["cells"][0]
            group["head"] = rolls[cell][_HEAD + taken.get(cell, 0)]
            taken[cell] = taken.get(cell, 0) + 1


_HEAD: Final = 3
"""Place on the roll from which heads are taken; nobody so far up moves in the changes of 2021-2023."""
_MOVING: Final = slice(8, 12)
"""Places on the roll of those who came from the dissolved cell."""


# --- the city ---------------------------------------------------------------------------------------------------------


def thai_nguyen() -> Hierarchy:
    """The party organization of TP. Thái Nguyên on 30/04/2023, as the article counts it.

    Printed in the article: 100 TCCSĐ = 75 đảng bộ + 25 chi bộ; 885 cells below them; 401 residential groups, all
    covered; 353 heads who are members; "gần 28.000" members. The 32 communes and wards bear their real names.
    Synthetic: every person and the exact 27 960 of them; the other units, which have plainly made-up names; the sizes
    of cells; how groups and cells match (most groups have their own cell, 8 share 4 joint cells, one has two); which
    heads are members; the consents of cells over 30, recorded so that `check` finds nothing.

    Returns:
        The same snapshot every time.

    Examples:
        >>> city = thai_nguyen()
        >>> city
        Hierarchy(986 organizations, 27 960 members, as of 2023-04-30)
        >>> city.count(form=Form.CHI_BO), city.count(level=Level.BELOW_GRASSROOTS)
        (910, 885)
        >>> city["dbp-phu-xa"].name
        'Đảng bộ phường Phú Xá'
    """
    return _thai_nguyen()


@cache
def _thai_nguyen() -> Hierarchy:
    city = _lay_out()
    members, rolls = _enroll(city)
    _name_heads(city, rolls)
    root = {
        "id": ROOT,
        "name": "Đảng bộ thành phố Thái Nguyên",
        "form": Form.DANG_BO,
        "level": Level.IMMEDIATE_SUPERIOR,
    }
    rows = [root, *city.committees, *(cell.row for cell in city.cells)]
    return Hierarchy.from_rows(rows, members=members, groups=city.groups, roll=rolls, as_of=_AS_OF)


def thai_nguyen_2021() -> Hierarchy:
    """The same city before the changes in enterprises of 2021-2023: 984 organizations, 883 cells below grassroots.

    The article says only that since 2021 one enterprise cell was dissolved and three were set up. The date 30/06/2021,
    which cells they were and who moved are synthetic; so is that nobody joined, left or changed status in between, and
    that the 100 TCCSĐ and 401 groups already stood (their mergers, which the article mentions without figures, lie
    before). `thai_nguyen_changes` leads from here to `thai_nguyen`.

    Examples:
        >>> thai_nguyen_2021()
        Hierarchy(984 organizations, 27 960 members, as of 2021-06-30)
    """
    return _thai_nguyen_2021()


@cache
def _thai_nguyen_2021() -> Hierarchy:
    city = thai_nguyen()
    new = {_company_id(letter) for letter in _ESTABLISHED}
    rolls = {org.id: list(city.roll(org)) for org in city if org.id not in new}
    for key in sorted(new):
        donors = _residential(city, city[key].parent)
        for at, member in enumerate(city.roll(key)):
            rolls[donors[at % len(donors)]].append(member)
    dissolved = _dissolved_record()
    heir = _heir(city)
    rolls[dissolved.id] = rolls[heir][_MOVING]
    del rolls[heir][_MOVING]
    records = [*(org for org in city if org.id not in new), dissolved]
    return Hierarchy(records, city.members.values(), rolls, city.groups.values(), as_of=_BEFORE)


def _residential(city: Hierarchy, committee: str | None) -> list[str]:
    """The residential cells of a commune that have a consent, so that a few people more or less break no rule."""
    cells = city.select(unit_type=RESIDENTIAL, under=committee)
    return [cell.id for cell in cells if cell.consents]


def _heir(city: Hierarchy) -> str:
    """The cell that took the members of the dissolved one."""
    return _residential(city, f"dbp-{slug(_DISSOLVED[1])}")[0]


def _dissolved_record() -> Organization:
    letter, ward, _ = _DISSOLVED
    return Organization(
        id=_company_id(letter),
        name=_company_name(letter),
        form=Form.CHI_BO,
        level=Level.BELOW_GRASSROOTS,
        parent=f"dbp-{slug(ward)}",
        unit_type="enterprise-private",
    )


def thai_nguyen_changes() -> tuple[Plan, ...]:
    """The changes in enterprises of 2021-2023 as plans, one for each committee that decided.

    Printed: one organization dissolved and its members transferred, three established in private enterprises under
    ward and commune committees. Synthetic: which, where, when, who, and the decisions, whose numbers say so.

    Returns:
        Plans in the order of their dates. Applied one after the other to `thai_nguyen_2021()` they give
        `thai_nguyen()`, but for `as_of`.

    Examples:
        >>> for plan in thai_nguyen_changes():
        ...     print(plan.effective, plan.decided_by, plan.operations[0].subject)
        2021-09-01 dbp-gia-sang cb-cty-r
        2021-11-01 dbp-tan-lap cb-cty-n
        2022-04-01 dbx-son-cam cb-cty-p
        2022-09-01 dbp-tich-luong cb-cty-q
    """
    return _thai_nguyen_changes()


@cache
def _thai_nguyen_changes() -> tuple[Plan, ...]:
    city = thai_nguyen()
    letter, _, day = _DISSOLVED
    ended = _dissolved_record()
    plans = [_change(city, ended, day, Dissolve(ended.id, members_to=_heir(city)), "giải thể")]
    for letter, (day, _) in _ESTABLISHED.items():
        org = city[_company_id(letter)]
        plans.append(_change(city, org, day, Establish(org, members=city.roll(org)), "thành lập"))
    return tuple(plans)


def _change(city: Hierarchy, org: Organization, day: str, operation: Dissolve | Establish, verb: str) -> Plan:
    """A plan of one operation, decided by the committee above, twelve days before it takes effect."""
    committee = city[org.parent or ROOT]
    signed = dt.date.fromisoformat(day) - dt.timedelta(days=12)
    decision = Document(
        kind="quyết định",
        number="01-QĐ/ĐU (giả định)",
        issued=signed,
        issuer=committee.name.replace("Đảng bộ", "Đảng ủy", 1),
        title=f"{verb} {org.name} (văn bản giả định của bộ dữ liệu mẫu)",
    )
    return Plan(effective=day, decided_by=committee.id, basis=decision, operations=[operation])


# --- ratings ----------------------------------------------------------------------------------------------------------

_Outcomes: TypeAlias = dict[str, Rating | RatingStatus]
_Tiers: TypeAlias = tuple[int, int, int, int]
"""How many are excellent, good, completed and not yet rated."""

_GRASSROOTS: Final[dict[int, tuple[_Tiers, _Tiers, _Tiers]]] = {
    2021: ((5, 25, 2, 0), (6, 32, 4, 1), (3, 20, 1, 1)),
    2022: ((5, 26, 1, 0), (6, 34, 3, 0), (4, 20, 1, 0)),
}
"""Communes and wards, other đảng bộ, chi bộ cơ sở: 91 good or better of 98 rated, then 15 + 80 + 5."""

_EXEMPT: Final = {2021: 3_290, 2022: 3_350}
_NOT_YET_RATED: Final = {2022: 520}
_NOT_COMPLETED: Final = {2021: 55, 2022: 53}
_RATED_YEARS: Final = (2021, 2022)
_RATED_FROM: Final = "07-01"
"""Organizations set up later in a year are younger than six months at its end and not rated (guide of 2019)."""


def thai_nguyen_ratings() -> tuple[RatingRecord, ...]:
    """The yearly ratings of 2021 and 2022, of organizations and of members, one record each and flat.

    Printed: 91 and 95 TCCSĐ rated good, 92,9 % and 95 %; 99,78 % of the members completed or better. Inferred: 98 of
    100 rated in 2021 (the only base near 100 that prints 92,9 %), the order of the years, that the good include the
    excellent, and that 99,78 % is of 2022. Synthetic: everything below that, tiers of cells and members included, and
    who got which. In 2022: 15 XS + 80 T + 5 HT; 27 960 members on the books = 3 350 exempt + 520 not yet rated +
    24 090 rated, of whom 24 037 completed or better. The excellent are within one fifth of the good, hence within the
    quota on every base: in the city, among the cells of each TCCSĐ, among the members of each.

    Subjects are those of `thai_nguyen()` in both years: 2021 too is counted over the books of 2023. A cell younger than
    six months at the end of a year is not yet rated in it, nor is in 2021 who is probationary in 2023. A chi bộ cơ sở
    is both a TCCSĐ and a cell and has one record a year.

    Examples:
        >>> from dangbo.evaluation import Tally
        >>> ratings = thai_nguyen_ratings()
        >>> Tally.of(ratings, thai_nguyen(), subjects="organizations", level=Level.GRASSROOTS, year=2022)
        Tally(2022, 100 organizations: 15 excellent, 80 good, 5 completed, 0 not completed, 0 exempt, 0 not yet rated)
        >>> tally = Tally.of(ratings, thai_nguyen(), subjects="members", year=2022)
        >>> tally.total, tally.exempt, tally.not_yet_rated, tally.rated, tally.at_least(Rating.COMPLETED)
        (27960, 3350, 520, 24090, 24037)
    """
    return _thai_nguyen_ratings()


@cache
def _thai_nguyen_ratings() -> tuple[RatingRecord, ...]:
    city = thai_nguyen()
    records: list[RatingRecord] = []
    for year in _RATED_YEARS:
        organizations = _rate_grassroots(city, year)
        _rate_cells(city, year, organizations)
        records.extend(_records(organizations, year, "organizations"))
    exempt = _exempt(city)
    for year in _RATED_YEARS:
        records.extend(_records(_rate_members(city, year, exempt), year, "members"))
    return tuple(records)


def _records(ratings: _Outcomes, year: int, subjects: Subjects) -> Iterator[RatingRecord]:
    for key, rating in ratings.items():
        if isinstance(rating, Rating):
            yield RatingRecord(key, year, rating, subjects=subjects)
        else:
            yield RatingRecord(key, year, status=rating, subjects=subjects)


def _rate_grassroots(city: Hierarchy, year: int) -> _Outcomes:
    rng = Random(year)
    grassroots = city.select(level=Level.GRASSROOTS)
    communes = [org.id for org in grassroots if org.unit_type in {"ward", "commune"}]
    single = [org.id for org in grassroots if org.form is Form.CHI_BO]
    others = [org.id for org in grassroots if org.id not in {*communes, *single}]
    ratings: _Outcomes = {}
    tiers: tuple[Rating | RatingStatus, ...]
    tiers = (Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED, RatingStatus.NOT_YET_RATED)
    for ids, counts in zip((communes, others, single), _GRASSROOTS[year], strict=True):
        given = [tiers[at] for at, count in enumerate(counts) for _ in range(count)]
        ratings |= zip(shuffled(rng, ids), given, strict=True)
    return ratings


def _rate_cells(city: Hierarchy, year: int, ratings: _Outcomes) -> None:
    """Rate the cells of every đảng bộ: the better it stands itself, the fewer of them fall behind."""
    rng = Random(year + 1)
    young = [_company_id(letter) for letter, (day, _) in _ESTABLISHED.items() if day > f"{year}-{_RATED_FROM}"]
    for committee in city.select(level=Level.GRASSROOTS, form=Form.DANG_BO):
        cells = shuffled(rng, [cell.id for cell in city.children(committee)])
        ratings |= {cell: RatingStatus.NOT_YET_RATED for cell in young if cell in cells}
        cells = [cell for cell in cells if cell not in young]
        own = ratings[committee.id]
        behind = 0 if own is Rating.EXCELLENT else len(cells) // (12 if own is Rating.GOOD else 5)
        failed = 1 if own is Rating.COMPLETED and behind > 1 else 0
        ratings |= dict.fromkeys(cells[:failed], Rating.NOT_COMPLETED)
        ratings |= dict.fromkeys(cells[failed:behind], Rating.COMPLETED)
        ratings |= _good_or_better(cells[behind:])


def _good_or_better(subjects: Sequence[str]) -> _Outcomes:
    """One in seven excellent, the others good: less than a fifth of the good, whatever is rounded."""
    best = len(subjects) // 7
    return {key: Rating.EXCELLENT if at < best else Rating.GOOD for at, key in enumerate(subjects)}


def _exempt(city: Hierarchy) -> list[str]:
    """Members exempt from party work by age or health: of residential cells, longest exempt first."""
    residential = city.select(unit_type=RESIDENTIAL)
    full = [key for cell in residential for key in city.roll(cell) if city.members[key].status is MemberStatus.FULL]
    return shuffled(Random(_SEED + 2), full)[: max(_EXEMPT.values())]


def exempt_members() -> frozenset[str]:
    """Ids of those who were exempt from party work in both years that were rated."""
    return frozenset(_exempt(thai_nguyen())[: min(_EXEMPT.values())])


def _rate_members(city: Hierarchy, year: int, exempt: Sequence[str]) -> _Outcomes:
    rng = Random(year + 2)
    waiting = [key for key, member in city.members.items() if member.status is MemberStatus.PROBATIONARY]
    out: _Outcomes = dict.fromkeys(exempt[: _EXEMPT[year]], RatingStatus.EXEMPT)
    out |= dict.fromkeys(shuffled(rng, waiting)[: _NOT_YET_RATED.get(year)], RatingStatus.NOT_YET_RATED)
    rated = [key for key in city.members if key not in out]
    out |= dict.fromkeys(shuffled(rng, rated)[: _NOT_COMPLETED[year]], Rating.NOT_COMPLETED)
    for org in city.select(level=Level.GRASSROOTS):
        cells = (org,) if org.form is Form.CHI_BO else city.children(org)
        mine = shuffled(rng, [key for cell in cells for key in city.roll(cell) if key not in out])
        behind = len(mine) * 12 // 100
        out |= dict.fromkeys(mine[:behind], Rating.COMPLETED)
        out |= _good_or_better(mine[behind:])
    return out


def thai_nguyen_scheme() -> Scheme:
    """The targets of Đề án 03-ĐA/TU of 15/04/2021, as far as the article gives them.

    Printed: every year 85 % of the TCCSĐ "hoàn thành tốt nhiệm vụ trở lên"; 99,78 % of members stand 9,78 above the
    target. Inferred: that the target for members is 90 %. Its tier is not stated (`tier=None`), and comparing says so.
    That both are counted over those rated is inferred from 91/98; the years are those of the scheme's title.

    Examples:
        >>> [(target.name, target.at_least) for target in thai_nguyen_scheme()]
        [('TCCSĐ hoàn thành tốt nhiệm vụ trở lên', Fraction(17, 20)), ('Đảng viên', Fraction(9, 10))]
    """
    return _thai_nguyen_scheme()


@cache
def _thai_nguyen_scheme() -> Scheme:
    years = (2021, 2025)
    return Scheme(
        "Đề án 03-ĐA/TU",
        source=_PAPER,
        targets=[
            Target("TCCSĐ hoàn thành tốt nhiệm vụ trở lên", at_least="85%", tier=Rating.GOOD, years=years),
            Target("Đảng viên", at_least="90%", tier=None, years=years),
        ],
    )
