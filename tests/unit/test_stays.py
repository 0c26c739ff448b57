"""Temporary stays: what they are read from, on which days a member is a guest, what is told of those that went on."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from dangbo.base.terms import Form, Level, TransferKind
from dangbo.change.draft import Draft
from dangbo.change.inverse import Restore
from dangbo.change.verbs.organizations import Merge
from dangbo.change.verbs.people import Transfer
from dangbo.hierarchy import Hierarchy, _again
from dangbo.history import History
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, Stay
from tests.builders import DECISION, city, plan

TEMPORARY = TransferKind.TEMPORARY
BEFORE, AFTER = dt.date(2023, 4, 29), dt.date(2023, 5, 1)
"""The days before and after that of the city."""


def refused(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as error:
        call()
    return [(found.code, found.subject) for found in error.value.findings]


def told(tree: Hierarchy) -> list[Finding]:
    """What `check` has to say of stays."""
    return [found for found in tree.check() if found.code.startswith("org/stay-")]


def of_rows(stays: Any, **more: Any) -> Hierarchy:  # noqa: ANN401 - whatever a user types
    bare = city()
    rolls = {org.id: bare.roll(org) for org in bare}
    return Hierarchy.from_rows(
        list(bare),
        members=bare.members.values(),
        roll=rolls,
        stays=stays,
        as_of=bare.as_of,
        **more,
    )


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    assert refused(lambda: Stay("m-1", "cb-1", "2023-06-02", "2023-06-01")) == [("input/bad-value", "Stay.until")]
    assert Stay("m-1", "cb-1", "2023-06-01", "2023-06-01").is_on("2023-06-01")


def test_a_stay_is_on_from_its_first_day_to_its_last() -> None:
    stay = Stay("m-1", "cb-1", "2023-06-01", "2023-06-30")

    days = ("2023-05-31", "2023-06-01", "2023-06-30", "2023-07-01")
    assert [stay.is_on(day) for day in days] == [False, True, True, False]
    assert [stay.is_over(day) for day in days] == [False, False, False, True]


def test_without_days_it_is_always_on() -> None:
    assert Stay("m-1", "cb-1").is_on("1930-02-03")
    assert not Stay("m-1", "cb-1", since="2023-06-01").is_over("2123-06-01")


# --- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        [Stay("m-1-9", "cb-2", "2023-01-15"), Stay("m-1-8", "cb-3")],
        {"m-1-9": Stay("m-1-9", "cb-2", "2023-01-15"), "m-1-8": Stay("m-1-8", "cb-3")},
        [
            {"member": "m-1-9", "organization": "cb-2", "since": "15/01/2023"},
            {"member": "m-1-8", "organization": "cb-3"},
        ],
        {"member": ["m-1-9", "m-1-8"], "organization": ["cb-2", "cb-3"], "since": ["15/1/2023", None]},
    ],
    ids=["records", "as a snapshot has them", "rows", "columns"],
)
def test_stays_come_as_records_rows_and_columns(given: object) -> None:
    tree = of_rows(given)

    assert dict(tree.stays) == {
        "m-1-9": Stay("m-1-9", "cb-2", dt.date(2023, 1, 15)),
        "m-1-8": Stay("m-1-8", "cb-3"),
    }
    assert (tree.guests("cb-2"), tree.guests("cb-3")) == (("m-1-9",), ("m-1-8",))


def test_a_mapping_of_ids_is_stays_whose_days_nobody_knows() -> None:
    assert dict(city(stays={"m-1-9": "cb-2"}).stays) == {"m-1-9": Stay("m-1-9", "cb-2")}


def test_the_stays_of_one_snapshot_may_be_given_to_another() -> None:
    tree = city(stays=[Stay("m-1-9", "cb-2", "2023-01-15")])

    assert city(stays=tree.stays).same_as(tree)
    assert refused(lambda: city(stays={"m-1-8": tree.stays["m-1-9"]})) == [("input/bad-value", "stays, entry 1")]


def test_ids_are_those_of_the_tree_however_their_marks_are_written() -> None:
    ward = Organization("dbp", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)
    cell = Organization("tổ-1", "Chi bộ", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp")
    apart = unicodedata.normalize("NFD", "tổ-1")
    tree = Hierarchy(
        [ward, cell], [Member("tổ", "A")], stays=[Stay(unicodedata.normalize("NFD", "tổ"), apart)], as_of=BEFORE
    )

    assert tree.stays["tổ"] == Stay("tổ", "tổ-1")
    assert tree.guests(apart) == ("tổ",)
    assert Stay(tree.members["tổ"], cell) == Stay("tổ", "tổ-1")  # type: ignore[arg-type]


def test_whoever_and_whatever_is_not_there_is_told_and_so_are_two_stays_of_one_member() -> None:
    given = [
        Stay("m-77", "cb-2"),
        Stay("m-1-9", "cb-77"),
        Stay("m-1-8", "cb-2"),
        Stay("m-1-8", "cb-3"),
        Stay("m-1-7", "cb-1"),
    ]

    assert sorted(refused(lambda: city(stays=given))) == [
        ("tree/stay-at-home", "m-1-7"),
        ("tree/two-stays", "m-1-8"),
        ("tree/unknown-stay-member", "m-77"),
        ("tree/unknown-stay-organization", "m-1-9"),
    ]


def test_rows_that_cannot_be_read_are_told_with_their_row_and_field() -> None:
    rows = [
        {"member": "m-1-9", "organization": "cb-2", "since": "2023-02-30", "until": ""},
        {"member": "m-1-8", "organization": "cb-2", "since": "2023-03-02", "until": "2023-03-01"},
        {"member": "", "organization": "cb-2", "since": "", "until": ""},
    ]

    assert refused(lambda: of_rows(rows)) == [
        ("input/missing-field", "stay row 3, field 'member'"),
        ("input/bad-value", "stay row 1, field 'since'"),
        ("input/bad-value", "stay row 2, field 'until'"),
    ]


def test_columns_of_stays_may_have_names_of_their_own() -> None:
    names = {"Đảng viên": "member", "Nơi tạm thời": "organization", "Đến ngày": "until"}
    tree = of_rows([{"Đảng viên": "m-1-9", "Nơi tạm thời": "cb-2", "Đến ngày": "31/12/2023"}], columns={"stays": names})

    assert tree.stays["m-1-9"] == Stay("m-1-9", "cb-2", until="2023-12-31")


# --- on the date of a snapshot ---------------------------------------------------------------------------------------


def test_whose_stay_is_over_or_has_not_begun_is_no_guest_and_is_told() -> None:
    tree = city(
        stays=[
            Stay("m-1-9", "cb-2", until=BEFORE),
            Stay("m-1-8", "cb-2", since=AFTER),
            Stay("m-1-7", "cb-2", "2023-01-01", "2023-12-31"),
        ]
    )

    assert tree.guests("cb-2") == ("m-1-7",)
    assert set(tree.stays) == {"m-1-7", "m-1-8", "m-1-9"}
    over, ahead = told(tree)
    assert (over.code, over.subject, dict(over.facts)["until"]) == ("org/stay-over", "cb-2", BEFORE)
    assert (ahead.code, ahead.subject, dict(ahead.facts)["since"]) == ("org/stay-ahead", "cb-2", AFTER)
    assert "m-1-9" in over.text(lang="vi")
    assert "m-1-9" not in ahead.text(lang="en")


def test_many_of_one_host_are_one_finding_that_names_a_few() -> None:
    (found,) = told(city(stays=[Stay(f"m-1-{n}", "cb-2", until=BEFORE) for n in range(10)]))

    assert dict(found.facts)["count"] == 10
    assert dict(found.facts)["members"] == "m-1-0, m-1-1, m-1-2, m-1-3, m-1-4 ..."


def test_a_temporary_transfer_of_2023_is_not_there_in_2030_without_a_word() -> None:
    after = plan(Transfer(["m-1-9"], to="cb-2", kind=TEMPORARY), effective="2023-06-01").apply(city())
    later = Draft(after).freeze(dt.date(2030, 1, 1))

    assert after.stays["m-1-9"] == Stay("m-1-9", "cb-2", since="2023-06-01")
    assert told(after) == []
    (found,) = told(later)
    assert (found.code, found.subject, dict(found.facts)["limit"]) == ("org/stay-long", "cb-2", 24)
    assert found.rule is not None
    assert found.rule.id == "temporary-transfer"
    assert later.guests("cb-2") == ("m-1-9",), "nobody says that it is over"


@pytest.mark.parametrize(("day", "long"), [("2025-06-01", False), ("2025-06-02", True)])
def test_as_long_as_the_longest_case_of_the_rule_allows_nothing_is_told(day: str, long: bool) -> None:
    tree = city(stays=[Stay("m-1-9", "cb-2", since="2023-06-01")], as_of=day)

    assert [found.code for found in told(tree)] == ["org/stay-long"] * long


# --- in plans --------------------------------------------------------------------------------------------------------


def test_a_stay_keeps_its_days_where_the_host_merges_into_another() -> None:
    tree = city(stays=[Stay("m-1-9", "cb-2", "2023-01-15", "2023-12-31")])

    assert plan(Merge(["cb-2"], into="cb-3")).apply(tree).stays["m-1-9"] == Stay(
        "m-1-9", "cb-3", "2023-01-15", "2023-12-31"
    )


def test_a_stay_that_is_over_goes_with_the_host_too() -> None:
    """It is still on record, and a record names a living organization."""
    tree = city(stays=[Stay("m-1-9", "cb-2", until=BEFORE)])
    preview = plan(Merge(["cb-2"], into="cb-3")).preview(tree)

    assert preview.after.stays["m-1-9"].organization == "cb-3"
    assert preview.conservation.holds


def test_the_inverse_of_a_transfer_brings_back_the_days_of_the_stay_before() -> None:
    tree = city(stays=[Stay("m-1-9", "cb-2", "2023-01-15", "2023-12-31")])
    preview = plan(Transfer(["m-1-9"], to="cb-3", kind=TEMPORARY)).preview(tree)
    inverse = preview.inverse(effective="2023-07-01", basis=DECISION)

    assert inverse.apply(preview.after).stays == tree.stays


# --- what was written before stays had days --------------------------------------------------------------------------


STORED = Path(__file__).parent.parent / "data" / "formats_2" / "ledger_stays_by_member.jsonl"
"""The two wards with two stays, a trade union, a decision about all of these and its inverse, written before."""


def test_an_old_file_of_stays_by_member_is_read_and_written_with_records(tmp_path: Path) -> None:
    ledger = History.load(STORED)

    assert dict(ledger.opening.stays) == {"m-1-9": Stay("m-1-9", "cb-2"), "m-1-8": Stay("m-1-8", "cb-3")}
    between, back = ledger.as_of("2023-06-01"), ledger.as_of("2023-07-01")
    assert {key: stay.organization for key, stay in between.stays.items()} == {
        "m-1-7": "cb-4",
        "m-1-8": "cb-2",
        "m-1-9": "cb-4",
    }
    assert "tdp-23" in between.groups
    assert (back.stays, back.groups, back.mass_bodies) == (
        ledger.opening.stays,
        ledger.opening.groups,
        ledger.opening.mass_bodies,
    )
    ledger.save(tmp_path / "new.jsonl")
    again = History.load(tmp_path / "new.jsonl")
    assert again.opening.same_as(ledger.opening)
    assert again.as_of("2023-07-01").same_as(back)
    assert '{"stays":[{"member":' in (tmp_path / "new.jsonl").read_text(encoding="utf-8")


def test_an_old_pickle_is_read_as_stays_without_days() -> None:
    tree = city(stays={"m-1-9": "cb-2"})
    rolls = {org.id: tree.roll(org) for org in tree}
    old = (
        Hierarchy,
        tuple(tree),
        tree.members,
        rolls,
        tuple(tree.groups.values()),
        {"m-1-9": "cb-2"},
        (),
        tree.as_of,
        (),
    )

    assert _again(*old).same_as(tree)
    assert pickle.loads(pickle.dumps(tree)).same_as(tree)  # noqa: S301 - made in this line


def test_an_inverse_written_when_each_table_had_fields_of_its_own_is_read() -> None:
    group = {"id": "tdp-1", "name": "Tổ 1", "kind": "to_dan_pho", "cells": ["cb-1"]}
    body = {"id": "cd", "host_unit": "tram", "kind": "trade_union", "superior": "tp"}
    old = json.loads(plan().to_json()) | {
        "operations": [
            {
                "operation": "restore",
                "decision": "QĐ 1",
                "groups": [group],
                "groups_end": ["tdp-9"],
                "stays": [["m-1", None], ["m-2", "cb-2"]],
                "bodies": [body],
                "left_groups": [group | {"id": "tdp-9"}],
                "left_stays": [["m-1", "cb-3"], ["m-2", None]],
                "left_bodies": [body | {"superior": "dbp"}],
            }
        ]
    }

    (restore,) = Plan.from_dict(old).operations
    assert isinstance(restore, Restore)
    assert {row for row in restore.beside if isinstance(row, Stay)} == {Stay("m-2", "cb-2")}
    assert {row for row in restore.left_beside if isinstance(row, Stay)} == {Stay("m-1", "cb-3")}
    assert restore.beside_ends == (("groups", "tdp-9"), ("stays", "m-1"))
    assert [type(row).__name__ for row in restore.beside] == ["ResidentialGroup", "Stay", "MassBody"]
    assert Plan.from_json(Plan.from_dict(old).to_json()) == Plan.from_dict(old)


OLD = ("groups", "groups_end", "stays", "bodies", "left_groups", "left_stays", "left_bodies")


@pytest.mark.parametrize("odd", [5, "x", [5], [["m"]], [[None, 5]], {"m": "cb"}, [{"id": 5}]])
@pytest.mark.parametrize("field", OLD)
def test_fields_of_old_inverses_that_say_something_else_are_told(field: str, odd: object) -> None:
    old = json.loads(plan().to_json())
    old["operations"] = [{"operation": "restore", "decision": "QĐ 1", field: odd}]

    with pytest.raises(InvalidInputError):
        Plan.from_dict(old)
