"""Members and headcounts."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import MemberStatus
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
