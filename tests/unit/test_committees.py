"""Who leads an organization on a day, and what each rule says of it: one test for each rule, at its border."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dangbo import (
    Committee,
    Finding,
    Form,
    Hierarchy,
    Level,
    Mandate,
    Organization,
    Post,
    PostBody,
    RuleBook,
    Seat,
    WorkingDays,
    datasets,
)
from dangbo.tree.committees import NO_SEATS
from tests.builders import (
    BELOW,
    DANG_BO,
    GRASSROOTS,
    ROOT,
    SUPERIOR,
    cell,
    committee,
    dang_bo,
    everybody,
    members,
    part,
)

OLD, NEW = "2023-04-30", "2025-12-31"
"""A day of the rules of 2011 and 2016, and one of those of 2025."""
BOOK = RuleBook.default()


def seats(of: str, body: str, *posts: tuple[str, Iterable[str]], source: str = "elected", **more: Any) -> list[Seat]:  # noqa: ANN401 - fields of the record
    """Who has which post in one body."""
    given = {"since": "2020-06-01", "source": source, **more}
    return [Seat(of, post, holder, body=body, **given) for post, holders in posts for holder in holders]


def ids(first: int, count: int) -> list[str]:
    return [f"m-1-{number}" for number in range(first, first + count)]


def of_cell(*posts: tuple[str, Iterable[str]], full: int = 40, on: str = OLD) -> Hierarchy:
    """A cell of so many full members, forty of whom may lead it, under a ward of a city."""
    roll = everybody(1, full)
    org = [ROOT, dang_bo("dbp"), cell("cb-1")]
    return Hierarchy(org, members({"cb-1": roll}), {"cb-1": roll}, seats=seats("cb-1", "chi_uy", *posts), as_of=on)


def of_dang_bo(
    given: Sequence[Seat],
    *,
    mandates: Iterable[Mandate] = (),
    on: str = NEW,
    **fields: Any,  # noqa: ANN401 - of the record
) -> Hierarchy:
    """A đảng bộ "a" under the city, with a cell of sixty people."""
    org = replace(dang_bo("a"), **fields)
    roll = everybody(1, 60)
    above = [ROOT, dang_bo("b")] if org.parent == "b" else [ROOT]
    return Hierarchy(
        [*above, org, cell("cb-1", "a")],
        members({"cb-1": roll}),
        {"cb-1": roll},
        seats=given,
        mandates=mandates,
        as_of=on,
    )


def led(count: int, *, standing: int = 0, inspection: int = 1, source: str = "elected") -> list[Seat]:
    """A committee of "a" of so many, secretary and one deputy among them, and so many of the standing committee."""
    return [
        *seats("a", "committee", ("secretary", ids(0, 1)), ("deputy_secretary", ids(1, 1)), source=source),
        *seats("a", "committee", ("committee_member", ids(2, count - 2)), source=source),
        *seats("a", "standing", ("standing_member", ids(2, max(standing - 2, 0))), source=source),
        *seats("a", "inspection", ("inspection_member", ids(50, inspection))),
    ]


ABOUT = re.compile(r"org/(.*(seat|secretar|deput|committee|chi-uy|appointed|inspection|mandate|congress).*)")


def told(tree: Hierarchy, subject: str, **more: Any) -> list[str]:  # noqa: ANN401 - of `check`
    """Codes of what is said of who leads an organization."""
    about = [one.code for one in tree.check(**more) if one.subject == subject and ABOUT.match(one.code)]
    return [code for code in about if code != "org/part-committee-consent"]


def found(tree: Hierarchy, code: str, **more: Any) -> Finding:  # noqa: ANN401 - of `check`
    (one,) = tree.check(**more).select(code=code)
    return one


# --- the committee ---------------------------------------------------------------------------------------------------


def test_a_committee_counts_everybody_once_whatever_seats_they_have() -> None:
    one = committee()

    assert one.members == ("m-1-0", "m-1-1", "m-2-0", "m-2-1", "m-3-0")
    assert one.secretary == "m-1-0"
    assert one.deputies == ("m-1-1",)
    assert one.permanent == ("m-1-0", "m-1-1")
    assert one.standing == ("m-1-0", "m-1-1", "m-2-0")
    assert one.inspection == ("m-2-0", "m-3-1")
    assert one.elected == ("m-1-0", "m-1-1", "m-2-0", "m-2-1")
    assert one.appointed == ("m-3-0",)
    assert one.mandate == Mandate("dbp", 12, "2020-06-01", "2025-05-31")
    assert repr(one) == "Committee('dbp', 5 members, 3 standing, 2 of inspection, on 2023-04-30)"


def test_a_committee_shows_itself_in_both_languages_by_id() -> None:
    vi, en = committee().show().text, committee().show(lang="en").text

    assert "Cấp ủy viên 5 (bầu 4, chỉ định 1); ban thường vụ 3; ủy ban kiểm tra 2." in vi
    assert "Term 12, since 1 June 2020." in en
    assert re.search(r"m-1-0 +Bí thư +Cấp ủy +Bầu", vi)
    assert str(committee()) == en
    assert "Người" not in vi  # names stand in the records of members and nowhere else


def test_seats_that_are_over_or_have_not_begun_are_of_no_committee() -> None:
    now = seats("a", "committee", ("secretary", ["m-1-0"]))
    past = seats("a", "committee", ("secretary", ["m-1-1"]), until="2025-12-30")
    ahead = seats("a", "committee", ("secretary", ["m-1-2"]), since="2026-01-01")
    one = of_dang_bo([*now, *past, *ahead]).committee("a")

    assert isinstance(one, Committee)
    assert one.members == ("m-1-0",)
    assert of_dang_bo([*past, *ahead]).committee("a") is None


def test_where_there_are_two_secretaries_none_is_the_secretary() -> None:
    one = of_dang_bo(seats("a", "committee", ("secretary", ["m-1-0", "m-1-1"]))).committee("a")

    assert one is not None
    assert one.secretary is None
    assert one.permanent == ("m-1-0", "m-1-1")


def test_a_cell_below_nine_full_members_has_seats_and_no_committee() -> None:
    small, large = (of_cell(("secretary", ["m-1-0"]), full=full) for full in (8, 9))

    assert small.committee("cb-1") is None
    assert len(small.seats) == 1
    assert large.committee("cb-1") is not None
    assert large.committee("dbp") is None
    assert small.committee("cb-1", rules=RuleBook((), ())) is not None  # no rule, no limit


def test_a_term_of_another_day_is_not_that_of_the_committee() -> None:
    terms = [Mandate("a", 1, "2015-06-01", "2020-05-31"), Mandate("a", 2, "2020-06-01"), Mandate("a", 3, "2030-06-01")]
    one = of_dang_bo(led(5), mandates=terms).committee("a")

    assert one is not None
    assert one.mandate == terms[1]


# --- what is not recorded --------------------------------------------------------------------------------------------


def test_where_no_seat_is_recorded_a_note_says_so_once_and_nothing_is_found() -> None:
    checked = datasets.thai_nguyen().check()

    assert len(checked) == 0
    assert checked.notes == (NO_SEATS,)
    assert "Chưa ghi chức vụ nào" in checked.show().text
    assert "Chưa ghi chức vụ nào" in checked._repr_html_()
    assert of_cell(("secretary", ["m-1-0"])).check().notes == ()


def test_a_note_stands_below_what_was_found_too() -> None:
    checked = Hierarchy([ROOT, dang_bo("dbp"), cell("cb-1", full=40)], as_of=OLD).check()

    assert [one.code for one in checked] == ["org/large-cell"]
    assert "No seat at all" in checked.show(lang="en").text


def test_organizations_without_a_seat_where_others_have_some_are_one_finding() -> None:
    one = found(of_cell(("secretary", ["m-1-0"])), "org/no-seats")

    assert (one.subject, dict(one.facts)) == ("tp", {"count": 2, "organizations": "tp, dbp"})


# --- who is secretary ------------------------------------------------------------------------------------------------


def test_an_organization_with_seats_has_one_secretary() -> None:
    assert told(of_cell(("deputy_secretary", ["m-1-0"]), full=8), "cb-1") == ["org/no-secretary"]
    assert told(of_cell(("secretary", ["m-1-0"]), full=8), "cb-1") == []
    two = of_cell(("secretary", ["m-1-0", "m-1-1"]), full=8)
    assert told(two, "cb-1") == ["org/two-secretaries"]
    assert dict(found(two, "org/two-secretaries").facts) == {"count": 2, "members": "m-1-0, m-1-1"}


def test_seats_that_are_over_or_ahead_are_told() -> None:
    given = [
        *led(5),
        *seats("a", "committee", ("committee_member", ["m-1-9"]), until="2025-06-30"),
        *seats("a", "committee", ("committee_member", ["m-1-8"]), since="2026-01-01"),
    ]
    tree = of_dang_bo(given)

    assert told(tree, "a") == ["org/seat-over", "org/seat-ahead"]
    assert dict(found(tree, "org/seat-over").facts)["until"] == dt.date(2025, 6, 30)
    assert dict(found(tree, "org/seat-ahead").facts)["since"] == dt.date(2026, 1, 1)


def test_a_holder_on_no_roll_or_on_a_roll_far_away_is_told_and_one_of_the_superior_is_not() -> None:
    orgs = [ROOT, dang_bo("dbp"), dang_bo("dbx"), cell("cb-1"), cell("cb-2"), cell("cb-3", "dbx"), cell("cb-tp", "tp")]
    rolls = {key: everybody(key, 9) for key in ("cb-1", "cb-2", "cb-3", "cb-tp")}

    def tree(*holders: str) -> Hierarchy:
        others = seats("cb-1", "chi_uy", ("committee_member", holders))
        given = [*seats("cb-1", "chi_uy", ("secretary", ["m-cb-1-0"])), *others]
        return Hierarchy(orgs, members(rolls), rolls, seats=given, as_of=OLD)

    assert told(tree("m-cb-2-0"), "cb-1") == []  # of the ward
    assert told(tree("m-cb-tp-0", "m-cb-3-0"), "cb-1") == ["org/seat-holder-elsewhere"]
    assert told(tree("khong-ai"), "cb-1") == ["org/seat-holder-on-no-roll"]
    assert dict(found(tree("khong-ai"), "org/seat-holder-on-no-roll").facts)["members"] == "khong-ai"
    named = found(tree("Nguyễn Văn Đạt"), "org/seat-holder-on-no-roll")
    assert "Đạt" not in f"{named.text()}{named.text(lang='en')}{named.as_dict()}{named!r}"


@pytest.mark.parametrize(
    ("body", "post", "fits"),
    [
        ("committee", "committee_member", True),
        ("standing", "standing_member", True),
        ("inspection", "inspection_head", True),
        ("committee", "standing_member", False),
        ("inspection", "committee_member", False),
        ("chi_uy", "committee_member", False),  # a đảng bộ has none
    ],
)
def test_a_seat_is_in_a_body_that_there_is_and_that_has_the_post(body: str, post: str, fits: bool) -> None:
    tree = of_dang_bo([*led(5), *seats("a", body, (post, ["m-1-40"]))])

    assert ("org/seat-body" in told(tree, "a")) is not fits


# --- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("others", "expected"), [(5, []), (6, ["org/large-committee"])])
def test_a_chi_uy_has_at_most_seven_members(others: int, expected: list[str]) -> None:
    tree = of_cell(("secretary", ids(0, 1)), ("deputy_secretary", ids(1, 1)), ("committee_member", ids(2, others)))

    assert told(tree, "cb-1") == expected
    if expected:
        assert found(tree, "org/large-committee").rule == BOOK.at(OLD).value("chi-uy-max-members").ref


def test_a_cell_has_one_deputy() -> None:
    tree = of_cell(("secretary", ids(0, 1)), ("deputy_secretary", ids(1, 2)), ("committee_member", ids(3, 1)), on=NEW)

    assert told(tree, "cb-1") == ["org/too-many-deputies"]
    assert found(tree, "org/too-many-deputies").rule == BOOK.at(NEW).value("chi-bo-deputies").ref


@pytest.mark.parametrize(
    ("full", "others", "expected"),
    [(8, 0, []), (9, 0, ["org/no-chi-uy"]), (9, 1, []), (8, 1, ["org/chi-uy-of-few"])],
)
def test_a_cell_elects_a_chi_uy_from_nine_full_members_on(full: int, others: int, expected: list[str]) -> None:
    tree = of_cell(("secretary", ids(0, 1)), ("committee_member", ids(1, others)), full=full)

    assert told(tree, "cb-1") == expected


def test_a_bare_tree_says_nothing_of_the_size_of_its_cells() -> None:
    tree = Hierarchy([ROOT, cell("cb-1", "tp")], seats=seats("cb-1", "chi_uy", ("secretary", ["x"])), as_of=OLD)

    assert told(tree, "cb-1") == []


# --- đảng bộ ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "expected"), [(7, []), (8, ["org/large-committee"])])
def test_the_committee_of_a_part_has_at_most_seven_members(count: int, expected: list[str]) -> None:
    tree = of_dang_bo(led(count, inspection=0), level=BELOW, parent="b", consents=part("a").consents)

    assert told(tree, "a") == expected
    assert told(of_dang_bo(led(count)), "a") == []


@pytest.mark.parametrize(
    ("count", "standing", "expected"),
    [
        (8, 0, []),
        (9, 0, ["org/no-standing-committee"]),
        (9, 3, []),
        (9, 4, ["org/large-standing-committee"]),
        (8, 3, ["org/standing-committee-of-few", "org/large-standing-committee"]),
    ],
)
def test_a_grassroots_committee_of_nine_elects_a_third_of_it_to_the_standing_one(
    count: int, standing: int, expected: list[str]
) -> None:
    assert told(of_dang_bo(led(count, standing=standing)), "a") == expected


def test_above_the_grassroots_nobody_asks_from_which_size_on() -> None:
    assert told(of_dang_bo(led(9), level=SUPERIOR), "a") == []


@pytest.mark.parametrize(
    ("level", "appointed", "expected"),
    [
        (GRASSROOTS, 2, []),
        (GRASSROOTS, 3, ["org/many-appointed"]),
        (SUPERIOR, 1, []),
        (SUPERIOR, 2, ["org/many-appointed"]),
    ],
)
def test_members_are_appointed_beside_those_elected_up_to_a_share(
    level: Level, appointed: int, expected: list[str]
) -> None:
    more = seats("a", "committee", ("committee_member", ids(20, appointed)), source="appointed")
    tree = of_dang_bo([*led(10, standing=3), *more], level=level)

    assert told(tree, "a") == expected


def test_a_committee_that_was_appointed_as_a_whole_is_none_of_that() -> None:
    assert told(of_dang_bo(led(10, standing=3, source="appointed")), "a") == []


@pytest.mark.parametrize(
    ("count", "standing", "deputies", "expected"),
    [
        (33, 11, 2, []),
        (34, 11, 2, ["org/large-committee"]),
        (33, 12, 2, ["org/large-standing-committee"]),
        (33, 8, 2, ["org/small-standing-committee"]),
        (33, 11, 3, ["org/too-many-deputies"]),
    ],
)
def test_committees_of_communes_in_the_term_of_2025(
    count: int, standing: int, deputies: int, expected: list[str]
) -> None:
    given = led(count, standing=standing)
    more = seats("a", "committee", ("deputy_secretary", ids(2, deputies - 1)))
    term = Mandate("a", 1, "2025-07-01", congress="2025-06-20")
    tree = of_dang_bo([*given, *more], mandates=[term], unit_type="commune")

    assert told(tree, "a") == expected
    assert all(
        one.rule == BOOK.at(NEW).value("commune-committee-size-2025").ref
        for one in tree.check()
        if one.code in expected
    )


def test_a_commune_whose_term_began_before_or_is_not_recorded_is_not_held_to_it() -> None:
    given = led(34, standing=11)
    for terms in ([], [Mandate("a", 1, "2020-07-01")]):
        assert told(of_dang_bo(given, mandates=terms, unit_type="ward"), "a") == []


def test_an_inspection_committee_is_at_the_grassroots_and_above_and_nowhere_below() -> None:
    assert told(of_dang_bo(led(5, inspection=0)), "a") == ["org/no-inspection-committee"]
    below = of_dang_bo(led(5, inspection=1), level=BELOW, parent="b", consents=part("a").consents)
    assert told(below, "a") == ["org/inspection-below-grassroots"]
    assert told(of_dang_bo(led(5, inspection=0), on="2024-12-31"), "a") == []  # by no rule of that day


# --- terms -----------------------------------------------------------------------------------------------------------


def of_terms(*terms: Mandate, on: str = NEW) -> Hierarchy:
    return Hierarchy([ROOT, dang_bo("dbp"), cell("cb-1", full=20)], mandates=terms, as_of=on)


def test_a_term_that_is_over_with_none_after_it_is_told() -> None:
    over = Mandate("dbp", 1, "2015-06-01", "2020-05-31")

    assert told(of_terms(over), "dbp") == ["org/mandate-over"]
    assert told(of_terms(over, Mandate("dbp", 2, "2020-06-01")), "dbp") == []
    assert told(of_terms(Mandate("dbp", 2, "2027-06-01")), "dbp") == []


@pytest.mark.parametrize(
    ("on", "held", "overdue"),
    [
        ("2025-06-30", "2022-06-30", False),  # thirty months and six of leeway
        ("2025-06-30", "2022-06-29", True),
        ("2025-07-01", "2022-06-29", False),  # five years from now on
        ("2025-12-31", "2020-12-31", False),
        ("2025-12-31", "2020-12-30", True),
    ],
)
def test_a_cell_holds_a_congress_at_the_pace_of_its_period(on: str, held: str, overdue: bool) -> None:
    tree = of_terms(Mandate("cb-1", 1, "2020-01-01", congress=held), on=on)

    assert ("org/congress-overdue" in told(tree, "cb-1")) is overdue
    if overdue:
        assert found(tree, "org/congress-overdue").rule == BOOK.at(on).value("cell-congress-interval").ref


def test_the_pace_is_that_of_cells_under_a_grassroots_committee_alone() -> None:
    assert told(of_terms(Mandate("dbp", 1, "2010-01-01")), "dbp") == []


CALENDAR = WorkingDays.weekdays(closed=["2025-09-01", "2025-09-02"])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"reported": "2025-08-29", "approved": "2025-09-23", "handed_over": "2025-09-12"}, []),
        (
            {"reported": "2025-09-03", "approved": "2025-09-23", "handed_over": "2025-09-12"},
            ["org/congress-report-late"],
        ),
        (
            {"reported": "2025-08-29", "approved": "2025-09-24", "handed_over": "2025-09-12"},
            ["org/congress-approval-late"],
        ),
        (
            {"reported": "2025-08-29", "approved": "2025-09-23", "handed_over": "2025-09-13"},
            ["org/committee-hand-over-late"],
        ),
        ({}, ["org/congress-report-late", "org/committee-hand-over-late"]),
    ],
)
def test_what_follows_a_congress_is_done_within_so_many_working_days(days: dict[str, str], expected: list[str]) -> None:
    term = Mandate("dbp", 1, "2025-08-20", congress="2025-08-20", **days)  # a Wednesday

    assert told(of_terms(term), "dbp", calendar=CALENDAR) == expected
    for code in expected:
        one = found(of_terms(term), code, calendar=CALENDAR)
        assert one.rule is not None
        assert one.rule.valid_from == dt.date(2025, 7, 1)
        assert one.text() != one.text(lang="en")


def test_the_due_day_is_the_last_one_allowed() -> None:
    tree = of_terms(Mandate("dbp", 1, "2025-08-20", congress="2025-08-20"))
    one = found(tree, "org/congress-report-late", calendar=CALENDAR)

    assert dict(one.facts)["due"] == dt.date(2025, 8, 29)
    assert "chưa ghi đã thực hiện" in one.text()


def test_days_nobody_recorded_are_asked_for_of_the_last_term_alone() -> None:
    first = Mandate("dbp", 1, "2025-07-02", "2025-11-30", congress="2025-07-02")
    last = Mandate("dbp", 2, "2025-12-30", congress="2025-12-30")

    assert told(of_terms(first, last), "dbp", calendar=CALENDAR) == []


def test_without_a_calendar_or_with_one_of_other_years_one_finding_says_that_the_days_were_not_checked() -> None:
    tree = of_terms(Mandate("dbp", 1, "2025-08-20", congress="2025-08-20"))

    for calendar in (None, WorkingDays.vietnam(2026)):
        one = found(tree, "org/congress-days-unchecked", calendar=calendar)
        assert (one.code, one.subject, dict(one.facts)["count"]) == ("org/congress-days-unchecked", "tp", 1)
    before = of_terms(Mandate("dbp", 1, "2020-08-20", congress="2020-08-20"))
    assert told(before, "tp") == []  # no rule of that day that was read


def test_days_that_cannot_follow_one_another_are_told_and_nothing_is_counted_from_them() -> None:
    turned = Mandate("dbp", 1, "2025-08-20", congress="2025-08-20", reported="2025-08-19")
    early = Mandate("dbp", 1, "2025-08-20", congress="2025-08-20", reported="2025-09-20", approved="2025-09-19")

    assert told(of_terms(turned), "dbp", calendar=CALENDAR) == ["org/congress-days"]
    assert told(of_terms(early), "dbp", calendar=CALENDAR) == ["org/congress-days"]


# --- books -----------------------------------------------------------------------------------------------------------


def test_a_book_without_the_rules_finds_what_rests_on_none() -> None:
    tree = of_dang_bo(
        led(12, standing=9, inspection=0), mandates=[Mandate("a", 1, "2025-08-20", congress="2025-08-20")]
    )

    assert told(tree, "a", rules=RuleBook((), ())) == []
    assert len(told(tree, "a")) == 2


def test_no_sentence_of_these_findings_shows_a_name() -> None:
    tree = of_dang_bo(led(12, standing=9, inspection=0))
    text = "".join(one.text() + one.text(lang="en") + str(one.as_dict()) for one in tree.check())

    assert "Người m-" not in text


def test_forms_are_told_apart() -> None:
    orgs: list[Organization] = [ROOT, dang_bo("dbp"), cell("cb-1")]
    wrong = seats("cb-1", "committee", ("secretary", ["x"]))

    assert "org/seat-body" in told(Hierarchy(orgs, seats=wrong, as_of=OLD), "cb-1")
    assert (DANG_BO, PostBody("chi_uy"), Post("secretary")) == (Form.DANG_BO, PostBody.CHI_UY, Post.SECRETARY)


# --- what nobody can tell --------------------------------------------------------------------------------------------


def test_where_nobody_is_on_a_roll_nobody_is_told_to_be_on_none() -> None:
    """A register may know people by number alone: any holder may be among them."""
    cells = [cell("cb-1", full=12), cell("cb-2", full=8)]
    given = [one for of in ("cb-1", "cb-2") for one in seats(of, "chi_uy", ("secretary", ["x"]))]
    counted = Hierarchy([ROOT, dang_bo("dbp"), *cells], seats=given, as_of=OLD)
    listed = Hierarchy(
        [ROOT, dang_bo("dbp"), *cells], members({"cb-2": ["m-1-0"]}), {"cb-2": ["m-1-0"]}, seats=given, as_of=OLD
    )

    assert not counted.check().select(code="org/seat-holder-on-no-roll")
    named = Hierarchy([ROOT, dang_bo("dbp"), *cells], seats=[replace(given[0], holder="Lê Ba")], as_of=OLD)
    assert "[...]" in found(named, "org/seat-holder-on-no-roll").text()  # a name is told even so
    assert [one.subject for one in listed.check().select(code="org/seat-holder-on-no-roll")] == ["cb-1", "cb-2"]


def test_a_congress_that_is_still_to_be_held_is_late_with_nothing() -> None:
    ahead = Mandate("a", 1, "2025-07-01", congress="2026-03-01")
    tree = of_dang_bo(led(5), mandates=[ahead])

    assert not [code for code in told(tree, "a") + told(tree, "city") if "congress" in code]


def test_a_clock_the_calendar_does_not_know_hides_no_other() -> None:
    term = Mandate("a", 1, "2025-07-01", congress="2025-07-15", reported="2025-12-30", approved="2027-01-05")
    tree = of_dang_bo(led(5), mandates=[term], on="2027-02-01")
    codes = [one.code for one in tree.check(calendar=WorkingDays.vietnam([2025]))]

    assert "org/congress-report-late" in codes
    assert "org/congress-days-unchecked" in codes


def test_of_a_cell_only_the_chi_uy_is_told() -> None:
    shown = of_cell(("secretary", ids(0, 1)), ("committee_member", ids(1, 2))).committee("cb-1")

    assert shown is not None
    assert "Chi ủy viên 3 (bầu 3, chỉ định 0)." in shown.show(lang="vi").text
    assert "Members 3 (elected 3, appointed 0)." in shown.show(lang="en").text
