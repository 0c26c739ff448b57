"""Composition: every block adds up, and counts what a loop over dictionaries counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dangbo import Hierarchy, Member, MemberStatus, Occupation, Profiles, Qualification, Schooling, composition
from tests.builders import CENTRAL, cell, dang_bo

ON = dt.date(2024, 12, 31)
BANDS = [(18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 999)]
GROUPS = {"Kinh": "01", "tày": "02", "KHO ME": "05", "Xơ-Đăng": "14", "M.Nông": "20"}

people = st.lists(
    st.fixed_dictionaries(
        {
            "cell": st.sampled_from(["cb-1", "cb-2"]),
            "profile": st.booleans(),
            "waiting": st.booleans(),
            "sex": st.sampled_from(["nam", "nữ", None]),
            "born": st.one_of(
                st.none(),
                st.dates(dt.date(1930, 1, 1), dt.date(2026, 1, 1)).map(dt.date.isoformat),
                st.integers(1930, 2010).map(str),
            ),
            "ethnic_group": st.sampled_from([*GROUPS, "Klingon", None]),
            "religion": st.sampled_from(["Không", "Công giáo", "Đạo Phật", "?", None]),
            "occupation": st.sampled_from([*Occupation, None]),
            "retired": st.sampled_from([True, False, None]),
            "schooling": st.sampled_from([*Schooling, None]),
            "qualification": st.sampled_from([*Qualification, None]),
            "admitted": st.sampled_from(["1944-01-01", "1960", "1975-04-30", "1975", "2001-02-03", "2030-01-01", None]),
            "youth_union": st.sampled_from([True, False, None]),
        }
    ),
    max_size=25,
)
FIELDS = ("sex", "born", "ethnic_group", "religion", "occupation", "retired")
MORE = ("schooling", "qualification", "admitted", "youth_union")


def register(everybody: list[dict[str, Any]], by_number: int) -> Hierarchy:
    members = [
        Member(f"m-{at}", "A", MemberStatus.PROBATIONARY if one["waiting"] else MemberStatus.FULL)
        for at, one in enumerate(everybody)
    ]
    rolls = {key: [f"m-{at}" for at, one in enumerate(everybody) if one["cell"] == key] for key in ("cb-1", "cb-2")}
    return Hierarchy(
        [dang_bo("tw", None, CENTRAL), cell("cb-1", "tw", full=by_number), cell("cb-2", "tw")],
        members,
        rolls,
        as_of=ON,
    )


def band(born: str | None) -> str:
    """The row of a birth date by hand: on 31 December everybody has the age of the year."""
    if born is None or int(born[:4]) > ON.year:
        return "unknown"
    age = ON.year - int(born[:4])
    return next((str(at) for at, (low, high) in enumerate(BANDS, start=1) if low <= age <= high), "under")


def period(admitted: str | None) -> str:
    told = {None: "unknown", "1975": "unknown", "2030-01-01": "unknown", "1944-01-01": "1", "2001-02-03": "4"}
    return told.get(admitted, "3")


@given(people, st.integers(0, 3), st.sampled_from(["tw", "cb-1", "cb-2"]))
def test_blocks_add_up_and_count_what_a_loop_counts(everybody: list[dict[str, Any]], by_number: int, top: str) -> None:
    tree = register(everybody, by_number)
    rows = [
        {"member": f"m-{at}", **{name: one[name] for name in (*FIELDS, *MORE) if one[name] is not None}}
        for at, one in enumerate(everybody)
        if one["profile"]
    ]
    found = composition(Profiles(rows), tree, at=top, on=ON)
    for block in found.blocks:
        assert block.total == found.members, block.code

    here = [one for one in everybody if top in ("tw", one["cell"])]
    known = [one for one in here if one["profile"]]
    unseen = len(here) - len(known) + (by_number if top in ("tw", "cb-1") else 0)
    assert found.members == len(known) + unseen
    assert found.row("3.I.db").count == sum(one["waiting"] for one in here)

    def count(code: str) -> int:
        return found.row(code).count or 0

    assert count("3.I.nu") == sum(one["sex"] == "nữ" for one in known)
    assert count("3.I.doan") == sum(one["youth_union"] is True for one in known)
    assert found.row("3.I.doan").unknown == unseen + sum(one["youth_union"] is None for one in known)

    ages = Counter(band(one["born"]) for one in known)
    ages["unknown"] += unseen
    told = {row.code.rpartition(".")[2]: row.count for row in (*found.block("AGE").rows, *found.block("AGE").rest)}
    assert {name: number for name, number in told.items() if number} == {name: n for name, n in ages.items() if n}
    certain = [ON.year - int(one["born"][:4]) for one in known if band(one["born"]) != "unknown"]
    assert found.mean_age_of == len(certain)
    assert found.mean_age is None or found.mean_age * len(certain) == sum(certain)

    times = Counter(period(one["admitted"]) for one in known)
    assert [count(f"3.JOIN.{n}") for n in "1234"] == [times[n] for n in "1234"]

    groups = Counter(GROUPS.get(one["ethnic_group"], "") for one in known)
    females = Counter(GROUPS.get(one["ethnic_group"], "") for one in known if one["sex"] == "nữ")
    for name in GROUPS.values():
        assert count(f"4.ETH.{name}") == groups[name]
        assert (found.row(f"4.ETH.{name}").women or 0) == females[name]
    assert count("3.I.dt") == sum(groups[name] for name in GROUPS.values() if name != "01")
    assert count("3.I.tg") == sum(one["religion"] in ("Công giáo", "Đạo Phật") for one in known)

    working = [one for one in known if not one["retired"]]
    assert count("3.OCC.b") == sum(one["retired"] is True for one in known)
    assert count("3.OCC.07") == sum("enterprise" in one["occupation"].value for one in working if one["occupation"])
    assert count("3.OCC.a") == sum(one["occupation"] is not None or one["retired"] is False for one in working)
    for code, name, kind in (("SCH", "schooling", Schooling), ("QUA", "qualification", Qualification)):
        levels = Counter(one[name] for one in known)
        assert [row.count or 0 for row in found.block(code).rows] == [levels[term] for term in kind]


@given(people, st.randoms())
def test_the_order_of_profiles_does_not_matter(everybody: list[dict[str, Any]], random: Random) -> None:
    tree = register(everybody, 1)
    rows = [
        {"member": f"m-{at}", **{name: one[name] for name in FIELDS if one[name] is not None}}
        for at, one in enumerate(everybody)
    ]
    found = composition(Profiles(rows), tree, on=ON)
    random.shuffle(rows)
    assert composition(Profiles(rows), tree, on=ON) == found
