"""Seats and terms: what they are read from, what a snapshot keeps of them, and what ends with what they name."""

from __future__ import annotations

import json
import pickle
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dangbo import (
    Document,
    HandOut,
    Hierarchy,
    HierarchyError,
    History,
    InvalidInputError,
    Leave,
    LeaveReason,
    Mandate,
    Merge,
    Post,
    PostBody,
    Preview,
    Seat,
    SeatSource,
    Transfer,
)
from dangbo.change.play import Operation
from tests.builders import city, plan

SINCE = "2022-01-01"
BODIES = {"dbp": PostBody.COMMITTEE, "dbx": PostBody.COMMITTEE, "tp": PostBody.COMMITTEE}


def seat(holder: str, of: str = "cb-1", post: Post = Post.SECRETARY, **more: Any) -> Seat:  # noqa: ANN401 - fields
    """A seat in the chi ủy of a cell, or in the committee of a ward, by election."""
    given = {"body": BODIES.get(of, PostBody.CHI_UY), "since": SINCE, "source": SeatSource.ELECTED, **more}
    return Seat(of, post, holder, **given)


GIVEN = (
    seat("m-1-0"),
    seat("m-1-1", post=Post.DEPUTY_SECRETARY),
    seat("m-2-0", "cb-2"),
    seat("m-1-0", "dbp", until="2025-12-31", document=Document("quyết định", "3-QĐ/TU")),
    seat("m-3-0", "dbp", Post.COMMITTEE_MEMBER, source=SeatSource.APPOINTED),
)
TERMS = (Mandate("cb-1", 3, SINCE, congress=SINCE), Mandate("dbp", 12, "2020-06-01", "2025-06-01"))


def seated(seats: Iterable[Seat] = GIVEN, mandates: Iterable[Mandate] = TERMS) -> Hierarchy:
    """The two wards, with some who lead them."""
    bare = city()
    rolls = {org.id: bare.roll(org) for org in bare}
    return Hierarchy(
        list(bare), bare.members, rolls, bare.groups.values(), seats=seats, mandates=mandates, as_of=bare.as_of
    )


def of_rows(seats: Any = (), mandates: Any = (), **more: Any) -> Hierarchy:  # noqa: ANN401 - whatever a user types
    bare = city()
    rolls = {org.id: bare.roll(org) for org in bare}
    return Hierarchy.from_rows(
        list(bare), members=bare.members, roll=rolls, seats=seats, mandates=mandates, as_of=bare.as_of, **more
    )


def refused(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises((HierarchyError, InvalidInputError)) as error:
        call()
    return [(found.code, found.subject) for found in error.value.findings]


def seen(*operations: Operation, by: str = "dbp") -> Preview:
    return plan(*operations, by=by).preview(seated())


def told(preview: Preview) -> list[tuple[str, str]]:
    """What a preview says of seats and terms that end."""
    return [(one.code, one.subject) for one in preview.findings if "seat" in one.code or "mandate" in one.code]


# --- the records -----------------------------------------------------------------------------------------------------


def test_a_seat_that_ends_before_it_begins_is_refused_and_so_is_such_a_term() -> None:
    assert refused(lambda: seat("m-1", until="2021-12-31")) == [("input/bad-value", "Seat.until")]
    assert refused(lambda: Mandate("dbp", 1, SINCE, "2021-12-31")) == [("input/bad-value", "Mandate.until")]
    assert seat("m-1", until=SINCE).until == seat("m-1").since


def test_a_seat_has_a_first_and_a_last_day() -> None:
    one = seat("m-1", until="2022-06-30")

    assert [one.is_on(day) for day in ("2021-12-31", SINCE, "2022-06-30", "2022-07-01")] == [False, True, True, False]
    assert (one.is_over("2022-06-30"), one.is_over("2022-07-01")) == (False, True)
    assert not seat("m-1").is_over("2099-01-01")
    assert TERMS[1].is_on("2025-06-01")
    assert not TERMS[1].is_on("2025-06-02")


def test_posts_bodies_and_sources_are_read_by_their_vietnamese_words() -> None:
    words = ("Phó Bí thư", "Ban Chấp hành", "được chỉ định")
    for post, body, source in (
        words,
        [unicodedata.normalize("NFD", one) for one in words],
        ("PHO BI THU", "bch", "chi dinh"),
        ("Phó Bí thư Đảng bộ", "BCH", "chỉ định bổ sung"),
    ):
        one = Seat("dbp", post, "m-1", body=body, since=SINCE, source=source)
        assert (one.post, one.body, one.source) == (Post.DEPUTY_SECRETARY, PostBody.COMMITTEE, SeatSource.APPOINTED)


@pytest.mark.parametrize(
    ("post", "labels"),
    [
        (Post.SECRETARY, ("Bí thư Đảng bộ", "bí thư chi uỷ", "Bí thư Tỉnh ủy")),
        (Post.STANDING_DEPUTY_SECRETARY, ("Phó Bí thư TT", "PBT TT", "Phó bí thư thường trực Thành ủy")),
        (Post.DEPUTY_SECRETARY, ("Phó Bí thư chi ủy", "Phó Bí thư Tỉnh uỷ")),
        (Post.STANDING_MEMBER, ("Ủy viên BTV", "uỷ viên Ban Thường vụ Tỉnh uỷ", "UV BTV")),
        (Post.COMMITTEE_MEMBER, ("Ủy viên BCH", "Tỉnh ủy viên", "thanh uy vien", "Uỷ viên Ban Chấp hành Đảng bộ")),
    ],
)
def test_posts_are_read_as_lists_of_committees_write_them(post: Post, labels: Sequence[str]) -> None:
    for label in labels:
        assert {Post.parse(label), Post.parse(unicodedata.normalize("NFD", label))} == {post}


def test_no_term_is_the_noughth() -> None:
    with pytest.raises(InvalidInputError, match="below 1"):
        Mandate("dbp", 0, SINCE)


def test_no_two_seats_of_different_people_or_places_have_one_key() -> None:
    ids = ["a", "a/b", "b", "a%2Fb", "đảng", "a b", "%"]
    keys = {seat(holder, of).key for holder in ids for of in ids}

    assert len(keys) == len(ids) ** 2


# --- what a snapshot holds -------------------------------------------------------------------------------------------


def test_a_snapshot_keeps_seats_and_terms_by_their_keys() -> None:
    tree = seated()

    assert tuple(tree.seats.values()) == GIVEN
    assert tree.seats[GIVEN[0].key] == GIVEN[0]
    assert tuple(tree.mandates) == ("cb-1/3", "dbp/12")
    assert seated(tree.seats, tree.mandates).same_as(tree)  # type: ignore[arg-type]  # as a snapshot has them
    assert not seated(GIVEN[1:]).same_as(tree)
    assert not seated(mandates=TERMS[1:]).same_as(tree)
    assert city().seats == {} == city().mandates


def test_a_pickle_brings_them_back() -> None:
    tree = seated()

    assert pickle.loads(pickle.dumps(tree)).same_as(tree)  # noqa: S301 - made in this line
    assert tuple(pickle.loads(pickle.dumps(tree)).seats.values()) == GIVEN  # noqa: S301 - made in this line


def test_rows_and_columns_give_the_same_as_records() -> None:
    rows: list[dict[str, Any]] = [
        {"organization": "cb-1", "post": "Bí thư", "holder": "m-1-0", "body": "chi uy", "since": "01/01/2022",
         "until": "", "source": "bầu", "document": "Quyết định 5"},
        {"organization": "dbp", "post": "secretary", "holder": "m-1-0", "body": "COMMITTEE", "since": "2022-01-01",
         "until": "31/12/2025", "source": "elected", "document": None},
    ]  # fmt: skip
    terms = [{"organization": "dbp", "number": "12", "since": "2020-06-01", "until": None, "congress": "30/05/2020"}]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    tree = of_rows(rows, terms)

    assert tuple(tree.seats.values()) == (
        seat("m-1-0", document=Document("văn bản", title="Quyết định 5")),
        seat("m-1-0", "dbp", until="2025-12-31"),
    )
    assert tuple(tree.mandates.values()) == (Mandate("dbp", 12, "2020-06-01", congress="2020-05-30"),)
    assert of_rows(columns, terms).same_as(tree)
    assert of_rows(tree.seats, tree.mandates.values()).same_as(tree)
    named = [{"Nơi": row["organization"]} | {k: v for k, v in row.items() if k != "organization"} for row in rows]
    assert of_rows(named, terms, columns={"seats": {"Nơi": "organization"}}).same_as(tree)


def test_rows_that_cannot_be_read_are_told_by_row_and_field_without_the_value() -> None:
    row = {
        "organization": "cb-1",
        "post": "Bí thư",
        "holder": "m-1-0",
        "body": "chi_uy",
        "since": SINCE,
        "source": "bầu",
    }
    wrong = [
        row | {"post": "Trần Văn Đạt"},
        row | {"until": "2021-01-01"},
        row | {"since": "31/02/2022"},
        row | {"holder": ""},
        row | {"source": "ai đó"},
    ]
    with pytest.raises(InvalidInputError) as error:
        of_rows(wrong)

    fields = ["post", "until", "since", "holder", "source"]
    places = [found.subject for found in error.value.findings]
    assert [name for name in fields if any(name in place for place in places)] == fields
    assert "Trần" not in str(error.value)
    assert "31/02" not in str(error.value)


def test_what_is_wrong_with_them_is_told_at_once() -> None:
    wrong = (*GIVEN, seat("m-1-0", since="2023-01-01"), seat("m-1-0", "cb-77"))
    terms = (*TERMS, Mandate("dbp", 12, "2021-01-01"), Mandate("cb-77", 1, SINCE))

    assert refused(lambda: seated(wrong, terms)) == [
        ("tree/two-seats", "cb-1"),
        ("tree/unknown-seat-organization", "cb-77"),
        ("tree/two-mandates", "dbp"),
        ("tree/unknown-mandate-organization", "cb-77"),
    ]
    assert refused(lambda: of_rows(wrong, terms)) == refused(lambda: seated(wrong, terms))


def test_whoever_is_not_of_the_register_may_have_a_seat() -> None:
    assert len(seated([seat("ở-nơi-khác")]).seats) == 1


def test_a_name_where_an_id_should_stand_is_in_no_message() -> None:
    twice = [seat("Nguyễn Văn Đức", "dbp")] * 2
    with pytest.raises(HierarchyError) as error:
        seated(twice)

    assert "Đức" not in str(error.value)
    assert "%" not in str(error.value)
    assert "committee" not in str(error.value)
    assert "secretary" in str(error.value)  # which of the seats there it is


# --- with what they name, they end -----------------------------------------------------------------------------------


def test_seats_and_terms_end_with_their_organization_and_that_is_told() -> None:
    preview = seen(Merge(["cb-1"], into="cb-2"))

    assert told(preview) == [("plan/seats-end", "cb-1"), ("plan/mandates-end", "cb-1")]
    assert set(preview.after.seats.values()) == {*GIVEN[2:]}
    assert tuple(preview.after.mandates) == ("dbp/12",)
    assert preview.conservation.holds


def test_what_becomes_of_other_side_tables_with_an_heir_is_not_told_as_an_end() -> None:
    tree = city(stays={"m-3-0": "cb-1"})
    found = plan(Merge(["cb-1"], into="cb-2")).preview(tree).findings

    assert not found.select(code="plan/stays-end")


def test_who_leaves_the_rolls_has_no_seat_any_more_and_who_is_transferred_keeps_it() -> None:
    left = seen(Leave(["m-1-0"], reason=LeaveReason.DECEASED))
    moved = seen(Transfer(["m-1-0"], to="cb-3"))

    assert {one.holder for one in left.after.seats.values()} == {"m-1-1", "m-2-0", "m-3-0"}
    assert moved.after.seats == seated().seats


def test_an_organization_that_is_handed_out_takes_its_seats_along() -> None:
    preview = plan(HandOut("dbp", to="Đảng ủy phường Đức Xuân"), by="tp").preview(seated((*GIVEN, seat("m-1-5", "tp"))))

    assert ("plan/seats-end", "cb-1") not in told(preview)
    assert preview.after.seats == {}
    assert preview.after.mandates == {}


@pytest.mark.parametrize(
    ("operation", "by"),
    [
        (Merge(["cb-1"], into="cb-2"), "dbp"),
        (Leave(["m-1-0"], reason=LeaveReason.STRUCK_OFF), "dbp"),
        (HandOut("dbp", to="Đảng ủy phường Đức Xuân"), "tp"),
    ],
)
def test_what_ended_comes_back_where_the_decision_is_taken_back(operation: Operation, by: str) -> None:
    preview = seen(operation, by=by)
    back = preview.inverse(effective="2023-07-01", basis=Document("quyết định", "9-QĐ/ĐU"))
    again = back.preview(preview.after)

    assert not again.blocking
    assert again.after.seats == seated().seats
    assert again.after.mandates == seated().mandates
    assert type(back).from_json(back.to_json()) == back


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_keeps_them_and_one_without_any_names_no_table_an_older_release_does_not_know(tmp_path: Path) -> None:
    path, bare = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    ledger = History(seated()).enact(plan(Merge(["cb-2"], into="cb-1")))
    ledger.save(path)
    History(city()).save(bare)
    header = json.loads(bare.read_text(encoding="utf-8").partition("\n")[0])

    assert History.load(path).opening.same_as(seated())
    assert History.load(path).as_of("2023-07-01").seats == ledger.as_of("2023-07-01").seats
    assert {"seats", "mandates"}.isdisjoint(header)
    assert History.load(bare).opening.seats == {}
