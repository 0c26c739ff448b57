"""Members and headcounts."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest

from dangbo import Hierarchy, Organization, RenameMember
from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import Form, Level, MemberStatus
from dangbo.tree.members import NOBODY, Headcount, Member

FULL, PROBATIONARY = MemberStatus.FULL, MemberStatus.PROBATIONARY


# --- Member ---------------------------------------------------------------------------------------------------------


def test_a_member_is_full_unless_told_otherwise() -> None:
    assert Member(id="m-1", name="Nguyễn Văn A").status is FULL


def test_a_status_may_be_its_vietnamese_label() -> None:
    assert Member(id="m-1", name="Nguyễn Văn A", status="Dự bị").status is PROBATIONARY  # type: ignore[arg-type]


def test_the_name_of_a_member_is_not_in_its_repr() -> None:
    assert "Nguyễn" not in repr(Member(id="m-1", name="Nguyễn Văn A"))


def test_names_and_ids_are_kept_composed_and_without_blanks_around_them() -> None:
    member = Member(id=" m-1 ", name="  Nguye\u0302\u0303n   Va\u0306n A ")

    assert (member.id, member.name) == ("m-1", "Nguyễn Văn A")


@pytest.mark.parametrize(("id", "name"), [(" ", "Nguyễn Văn A"), ("m-1", "\u00a0")])
def test_a_blank_id_or_name_is_refused_without_showing_the_other(id: str, name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Member(id, name)

    assert "Nguyễn" not in str(caught.value)


def test_an_unknown_status_is_refused_without_showing_anybody() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Member("m-1", "Nguyễn Văn A", "Trần Thị B")  # type: ignore[arg-type]

    assert "Trần" not in str(caught.value)


def test_a_member_cannot_be_changed_and_pickles_to_an_equal_one() -> None:
    member = Member("m-1", "Nguyễn Văn A", PROBATIONARY)

    with pytest.raises(FrozenInstanceError):
        member.status = FULL  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(member)) == member  # noqa: S301


# --- Headcount ------------------------------------------------------------------------------------------------------


def test_headcounts_add_and_subtract_by_status() -> None:
    assert Headcount(28, 3) + Headcount(1, 1) == Headcount(29, 4)
    assert Headcount(28, 3) - Headcount(1, 1) == Headcount(27, 2)
    assert Headcount(28, 3) - Headcount(28, 3) == NOBODY


def test_everybody_counts_in_the_total() -> None:
    assert Headcount(28, 3).total == 31
    assert NOBODY.total == 0


CELL = [{"id": "cb", "name": "Chi bộ 1", "kind": "chi bộ cơ sở"}]
NO_NAMES = ["19/05/1960", "31/02/1960", "19.5.60", "1960-05-19", "1960-05-19 00:00:00", "05/1968", "5-1968", "1968-05"]
NO_NAMES += ["1960", "019060000001", "019 060 000 001", "12345678"]


@pytest.mark.parametrize("value", NO_NAMES)
def test_a_date_or_a_number_is_no_name_and_enters_no_tree(value: str) -> None:
    organization = Organization("cb", "Chi bộ 1", Form.CHI_BO, Level.GRASSROOTS)
    rows = [{"id": "m-1", "name": "Lê Văn An"}, {"id": "m-2", "name": value}]
    columns = {name: [row[name] for row in rows] for name in ("id", "name")} | {"organization": ["cb", "cb"]}
    calls: list[Callable[[], object]] = [
        lambda: Member("m-1", value),
        lambda: RenameMember("m-1", name=value),
        lambda: replace(Member("m-1", "Lê Văn An"), name=value),
        lambda: Hierarchy([organization], as_of="2026-01-01", members=rows),
        lambda: Hierarchy.from_rows(
            [{"id": "cb", "name": "Chi bộ 1", "kind": "chi bộ cơ sở"}], as_of="2026-01-01", members=columns
        ),
    ]
    for call in calls:
        with pytest.raises(InvalidInputError, match="is a date or a number and no name") as caught:
            call()
        assert value not in caught.value.text() + caught.value.text(lang="en")


@pytest.mark.parametrize("name", ["Lê Văn An", "Nguyễn Văn An (2)", "Trần Thị Bình 1960", "Đảng viên 12", "7"])
def test_a_name_may_have_a_number_behind_it(name: str) -> None:
    rows = {"id": ["m-1", "m-2"], "name": ["Lê Văn An", name], "organization": ["cb", "cb"]}
    tree = Hierarchy.from_rows(
        [{"id": "cb", "name": "Chi bộ 1", "kind": "chi bộ cơ sở"}], as_of="2026-01-01", members=rows
    )
    assert tree.members["m-2"].name == Member("m-2", name).name == name
