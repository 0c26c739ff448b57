"""Invented countries of any size, and invented profiles of anybody."""

from __future__ import annotations

from itertools import accumulate, islice
from random import Random
from typing import Final, TypeAlias

from dangbo.base.reading import bad_figure
from dangbo.base.records import instance_of
from dangbo.base.words import Words
from dangbo.datasets.making import LARGE, people_names, probationary
from dangbo.hierarchy import Hierarchy
from dangbo.life.invented import invented
from dangbo.life.profiles import Profiles

_Row: TypeAlias = dict[str, str | int | None]

_CONSENT: Final = "Công văn giả định (dữ liệu giả lập)"
_LEAST_ORGANIZATIONS: Final = 5
_COUNTRY_AS_OF: Final = "2024-12-31"
_UNITS: Final = ("commune", "ward", "state-agency", "service-unit-public", "enterprise-joint-stock")


def synthetic_rows(organizations: int = 33_000, members: int = 540_000, seed: int = 2023) -> list[_Row]:
    """An invented national tree as plain rows, as they would come out of a CSV file; for benchmarks.

    One centre, up to 63 provinces, immediate superiors, grassroots organizations (two in five of them chi bộ cơ sở) and
    cells, parents before children. Members are counts on the cells, drawn around their mean; sizes the rules ask
    consent for carry a synthetic consent.

    Args:
        organizations: how many, at least 5.
        members: how many people, spread over the cells.
        seed: another seed gives another country.

    Returns:
        New rows: id, name, form, level, parent, unit_type, full, probationary, size_consent.

    Raises:
        InvalidInputError: fewer than 5 organizations, a negative number of members.

    Examples:
        >>> rows = synthetic_rows(1_000, 17_000)
        >>> len(rows), sum(row["full"] + row["probationary"] for row in rows)
        (1000, 17000)
    """
    if organizations < _LEAST_ORGANIZATIONS:
        raise bad_figure(
            "organizations",
            Words(
                vi=f"{organizations} tổ chức không đủ cho {_LEAST_ORGANIZATIONS} cấp",
                en=f"{organizations} organizations cannot stand on {_LEAST_ORGANIZATIONS} levels",
            ),
            Words(vi=f"Nhập từ {_LEAST_ORGANIZATIONS} trở lên.", en=f"Ask for {_LEAST_ORGANIZATIONS} or more."),
        )
    if members < 0:
        raise bad_figure(
            "members",
            Words(vi=f"{members} là số âm", en=f"{members} is negative"),
            Words(vi="Nhập từ 0 trở lên.", en="Ask for 0 or more."),
        )
    rng = Random(seed)
    provinces = min(63, max(1, organizations // 5_000))
    superiors = max(provinces, organizations // 250)
    grassroots = max(superiors, organizations * 4 // 25)
    below = organizations - 1 - provinces - superiors - grassroots
    single = [at % 5 in {2, 4} for at in range(grassroots)]
    committees = [f"cs-{at}" for at, alone in enumerate(single) if not alone]

    rows = [_row("tw", "Đảng bộ toàn quốc (giả lập)", "dang_bo", "central", None)]
    rows += (_row(f"t-{at}", f"Đảng bộ tỉnh {at}", "dang_bo", "provincial", "tw") for at in range(provinces))
    for at, above in enumerate(_spread(superiors, provinces, rng)):
        rows.append(_row(f"h-{at}", f"Đảng bộ huyện {at}", "dang_bo", "immediate_superior", f"t-{above}"))
    cells: list[_Row] = []
    for at, above in enumerate(_spread(grassroots, superiors, rng)):
        form, noun = ("chi_bo", "Chi bộ") if single[at] else ("dang_bo", "Đảng bộ")
        rows.append(_row(f"cs-{at}", f"{noun} cơ sở {at}", form, "grassroots", f"h-{above}", _UNITS[at % len(_UNITS)]))
        if single[at]:
            cells.append(rows[-1])
    for at, above in enumerate(_spread(below, len(committees), rng)):
        parent = committees[above]
        rows.append(_row(f"cb-{at}", f"Chi bộ {at}", "chi_bo", "below_grassroots", parent))
        cells.append(rows[-1])
    _people(rows, cells, members, rng)
    return rows


def _row(key: str, name: str, form: str, level: str, parent: str | None, unit_type: str | None = None) -> _Row:
    return {
        "id": key,
        "name": name,
        "form": form,
        "level": level,
        "parent": parent,
        "unit_type": unit_type,
        "full": 0,
        "probationary": 0,
        "size_consent": None,
    }


def _spread(count: int, parents: int, rng: Random) -> list[int]:
    """Which parent each of so many children has: every parent one, the others anywhere; brothers together."""
    return sorted([*range(parents), *(int(rng.random() * parents) for _ in range(count - parents))])


def _people(rows: list[_Row], cells: list[_Row], members: int, rng: Random) -> None:
    """Give every cell its share of the members, between 0.4 and 1.6 times the mean, and the consents that needs."""
    if not members:
        return
    marks = list(accumulate(40 + int(rng.random() * 121) for _ in cells))
    before = 0
    totals: dict[str | int | None, int] = {}
    for cell, mark in zip(cells, marks, strict=True):
        upto = members * mark // marks[-1]
        size, before = upto - before, upto
        waiting = probationary(size, rng)
        cell["full"], cell["probationary"] = size - waiting, waiting
        if size > LARGE:
            cell["size_consent"] = _CONSENT
        totals[cell["parent"]] = totals.get(cell["parent"], 0) + size
    for row in rows:
        if row["level"] == "grassroots" and row["form"] == "dang_bo" and totals[row["id"]] < LARGE:
            row["size_consent"] = _CONSENT


def synthetic_country(
    organizations: int = 33_000, members: int = 540_000, seed: int = 2023, *, roll: int = 0
) -> Hierarchy:
    """An invented national tree on 31/12/2024: centre, provinces, immediate superiors, grassroots, cells.

    Args:
        organizations: how many, at least 5; the country has about 330 000.
        members: how many people, listed or counted; the country has about 5.4 million.
        seed: another seed gives another country.
        roll: list this many of the members by id, with made-up names, cell after cell; the others stay counts.

    Raises:
        InvalidInputError: fewer than 5 organizations, negative numbers, more on the roll than there are members.

    Examples:
        >>> country = synthetic_country(1_000, 17_000, roll=500)
        >>> country
        Hierarchy(1 000 organizations, 17 000 members, as of 2024-12-31)
        >>> len(country.members)
        500
    """
    rows = synthetic_rows(organizations, members, seed)
    if not 0 <= roll <= members:
        raise bad_figure(
            "roll",
            Words(
                vi=f"không thể liệt kê {roll} trong {members} đảng viên",
                en=f"{roll} of {members} members cannot be listed",
            ),
            Words(vi="Nhập từ 0 đến số đảng viên.", en="Ask for 0 up to the number of members."),
        )
    columns: dict[str, list[str]] = {"status": [], "organization": []}
    left = roll
    for row in rows:
        for status in ("full", "probationary"):
            counted = int(row[status] or 0)
            listed = min(counted, left)
            left -= listed
            row[status] = counted - listed
            columns["status"] += [status] * listed
            columns["organization"] += [str(row["id"])] * listed
    columns["id"] = [f"m-{at:07d}" for at in range(1, roll + 1)]
    columns["name"] = [*islice(people_names(Random(seed + 1)), roll)]
    return Hierarchy.from_rows(rows, members=columns, as_of=_COUNTRY_AS_OF)


# --- profiles ---------------------------------------------------------------------------------------------------------


def synthetic_profiles(hierarchy: Hierarchy, *, seed: int = 2023) -> Profiles:
    """Invented profiles of everybody with a record, as of the date of the tree: complete, and at one with themselves.

    Women are those whose invented name says so, and some others. Personal ids begin with 999, which is no province, so
    that none is anybody's. Cards are of the model of the date. To see what is told of a profile that is not in order,
    spoil some of them with `Profiles.changed`.

    Args:
        hierarchy: whose people; their status says who is recognized.
        seed: another seed gives other profiles.

    Raises:
        InvalidInputError: no hierarchy.

    Examples:
        >>> from dangbo.datasets import thai_nguyen
        >>> city = thai_nguyen()
        >>> profiles = synthetic_profiles(city)
        >>> len(profiles), profiles.completeness(city, fields=["born"]).share("born").count
        (27960, 27960)
    """
    tree = instance_of(Hierarchy, hierarchy, "hierarchy")
    return Profiles(invented(tree, Random(seed)))
