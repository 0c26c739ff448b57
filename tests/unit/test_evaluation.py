"""Ratings, targets and the quota of the excellent, on figures people really printed."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable, Iterable
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, RuleNotInForceError, TermError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.findings import Finding, Severity
from dangbo.base.terms import Form, Level, Origin, Rating, RatingStatus
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.evaluation import RatingRecord, Subjects, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.comparison import Comparison, compare, compare_years
from dangbo.rating.quota import QuotaBase, QuotaRounding, excellent_quota
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Indicator, Target
from dangbo.render import Findings
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from dangbo.tree.records import Organization
from tests.builders import ROOT, cell, dang_bo

if TYPE_CHECKING:
    from dangbo.base.findings import Code

EXCELLENT, GOOD, COMPLETED, NOT_COMPLETED = Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED

ARTICLE_2021 = Tally({GOOD: 91, COMPLETED: 7}, year=2021, not_yet_rated=2)
ARTICLE_2022 = Tally({EXCELLENT: 15, GOOD: 80, COMPLETED: 5}, year=2022)
ARTICLE_MEMBERS = Tally(
    {COMPLETED: 24_037, NOT_COMPLETED: 53}, year=2022, exempt=3_350, not_yet_rated=520, subjects="members"
)
DI_AN = Tally({EXCELLENT: 10, GOOD: 37, COMPLETED: 3}, year=2022)
"""50 TCCSĐ of Dĩ An as published on 13/01/2023: 10 excellent, 37 good, 3 completed."""

PROGRAMME = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
GRASSROOTS = Target("TCCSĐ hoàn thành tốt trở lên", at_least="85%", tier=GOOD, source=PROGRAMME, years=(2021, 2025))
MEMBERS = Target("đảng viên", at_least="90%", tier=None, source=PROGRAMME)


NA, NAT = type("NAType", (), {})(), type("NaTType", (), {})()  # as pandas calls what is missing


def codes(error: InvalidInputError) -> list[str]:
    return [found.code for found in error.findings]


def tree() -> Hierarchy:
    """A district with a ward of two cells and a grassroots cell; five people by id, six by number."""
    return Hierarchy(
        [
            ROOT,
            dang_bo("dbp", name="Đảng bộ phường"),
            cell("cb-1", name="Chi bộ 1"),
            cell("cb-2", name="Chi bộ 2", full=4, probationary=2),
            cell("cbcs", "tp", Level.GRASSROOTS, name="Chi bộ cơ sở Hạt Kiểm lâm"),
        ],
        members=[Member(f"m-{n}", f"Người số {n}") for n in range(1, 7)],
        roll={"cb-1": ["m-1", "m-2"], "cb-2": ["m-3"], "cbcs": ["m-4", "m-5"]},
        as_of="2022-12-31",
    )


# --- records ----------------------------------------------------------------------------------------------------------


def test_a_record_says_a_tier_or_why_there_is_none() -> None:
    assert RatingRecord("cb-1", 2022, GOOD).status is RatingStatus.RATED
    assert RatingRecord("cb-1", 2022, status=RatingStatus.NOT_YET_RATED).rating is None


def test_a_rated_record_without_a_tier_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="cb-1: it is rated, and no tier is given") as caught:
        RatingRecord("cb-1", 2022)
    assert codes(caught.value) == ["rating/bad-count"]


def test_an_exempt_record_with_a_tier_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="it has a tier, and its status is 'exempt'"):
        RatingRecord("m-1", 2022, GOOD, RatingStatus.EXEMPT)


def test_a_record_of_no_year_is_refused() -> None:
    for year in ("hai nghìn", "3_1", True, 2022.5, -1, 0, 10_000, 10**5000, "9" * 5000):
        with pytest.raises(InvalidInputError, match="m-1, year: ") as caught:
            RatingRecord("m-1", year, GOOD)  # type: ignore[arg-type]
        assert codes(caught.value) == ["rating/bad-count"]


def test_an_id_typed_in_decomposed_letters_is_the_same_id() -> None:
    assert RatingRecord("phu\u0301-xa\u0301", 2022, GOOD) == RatingRecord("phú-xá", 2022, GOOD)


@pytest.mark.parametrize("label", ["good", "Hoàn thành tốt nhiệm vụ", "hoan thanh tot", "HTTNV"])
def test_a_record_reads_the_label_of_its_tier_as_of_its_year(label: str) -> None:
    assert RatingRecord("cb-1", 2022, label) == RatingRecord("cb-1", 2022, GOOD)


def test_a_record_reads_the_label_of_its_status() -> None:
    exempt = RatingRecord("cb-1", 2022, status="miễn")
    assert exempt.status is RatingStatus.EXEMPT


def test_records_of_labels_are_counted_as_what_they_say() -> None:
    records = [
        RatingRecord("cb-1", 2022, "good"),
        RatingRecord("cb-2", 2022, status="exempt"),
    ]
    tally = Tally.of(records, tree(), subjects="organizations", level=Level.BELOW_GRASSROOTS, year=2022)
    assert (tally.count(GOOD), tally.exempt, tally.not_yet_rated) == (1, 1, 0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rating": "goood"}, "cb-1, rating: it is not a Rating. Give Rating.GOOD or"),
        ({"rating": 3}, "cb-1, rating: 'int' is not a Rating: a label is text. Give Rating.EXCELLENT or"),
        ({"status": "exemptt"}, "cb-1, status: it is not a RatingStatus. Give RatingStatus.EXEMPT or"),
        (
            {"rating": GOOD, "subjects": "organisation"},
            "cb-1, subjects: it is not known. Choose one of 'organizations', 'members'.",
        ),
        ({"rating": GOOD, "subjects": ["members"]}, "cb-1, subjects: it is not known. Choose one of"),
        ({"rating": "Nguyễn Văn An"}, "cb-1, rating: it is not a Rating. Give Rating.EXCELLENT or"),
        ({"rating": "019060001234"}, "cb-1, rating: it is not a Rating. Give Rating.EXCELLENT or"),
        ({"status": "Nguyễn Văn An"}, "cb-1, status: it is not a RatingStatus. Give"),
        ({"rating": GOOD, "subjects": "Nguyễn Văn An"}, "cb-1, subjects: it is not known. Choose one of"),
        ({"rating": GOOD, "subject": 17}, "subject: an id is text, not int. Give the id"),
    ],
)
def test_a_record_of_words_nobody_knows_is_refused_with_the_place_and_the_fix(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        RatingRecord(**{"subject": "cb-1", "year": 2022, **fields})
    assert message in str(caught.value)
    assert codes(caught.value) == ["input/bad-figure"]


def test_everything_wrong_with_a_record_is_said_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        RatingRecord("cb-1", "2022?", "goood", "exemptt", "organisation")  # type: ignore[arg-type]
    assert [found.subject for found in caught.value.findings] == [
        "cb-1, year",
        "cb-1, rating",
        "cb-1, status",
        "cb-1, subjects",
    ]


def test_an_abbreviation_of_another_vocabulary_is_not_read_as_a_tier_of_today() -> None:
    with pytest.raises(InvalidInputError, match=r"ratings of 2016 belong to another vocabulary.* LegacyRating"):
        RatingRecord("cb-1", 2016, "HTTNV")


# --- tallies ----------------------------------------------------------------------------------------------------------


def test_the_total_on_the_books_is_exempt_and_not_yet_rated_and_rated() -> None:
    assert ARTICLE_MEMBERS.rated == 24_090
    assert ARTICLE_MEMBERS.total == 27_960


def test_the_article_of_2023_prints_its_shares() -> None:
    first, second = ARTICLE_2021.share_at_least(GOOD), ARTICLE_2022.share_at_least(GOOD)
    assert first == Share(91, of=98)
    assert first is not None
    assert first.text() == "92,9%"
    assert second == Share(95, of=100)
    assert second is not None
    assert second.text() == "95,0%"


def test_a_share_over_all_on_the_books_counts_the_unrated_too() -> None:
    assert ARTICLE_2021.share_at_least(GOOD, base="on_books") == Share(91, of=100)


def test_good_as_a_tier_of_its_own_is_not_good_or_better() -> None:
    assert ARTICLE_2022.count(GOOD) == 80
    assert ARTICLE_2022.at_least(GOOD) == 95
    assert ARTICLE_2022.share(GOOD) == Share(80, of=100)


def test_a_share_of_nobody_is_none() -> None:
    nobody = Tally({}, year=2022, exempt=3)
    assert nobody.share(GOOD) is None
    assert nobody.share_at_least(GOOD) is None
    assert nobody.share_at_least(GOOD, base="on_books") == Share(0, of=3)


def test_a_share_carries_the_date_and_the_origin_of_its_tally() -> None:
    share = Tally({GOOD: 91, COMPLETED: 7}, year=2021, origin=Origin.INFERRED).share_at_least(GOOD)
    assert share is not None
    assert (share.on, share.origin) == (dt.date(2021, 12, 31), Origin.INFERRED)


def test_tallies_are_values() -> None:
    again = Tally([(COMPLETED, 5), (EXCELLENT, 15), (GOOD, 80)], year=2022, origin=Origin.PRINTED)
    assert again == ARTICLE_2022
    assert hash(again) == hash(ARTICLE_2022)
    assert again != Tally({EXCELLENT: 15, GOOD: 80, COMPLETED: 5}, year=2021)
    assert pickle.loads(pickle.dumps(ARTICLE_2022)) == ARTICLE_2022  # noqa: S301 - our own bytes
    assert copy.deepcopy(ARTICLE_2022) == ARTICLE_2022
    assert replace(ARTICLE_2022, year=2023).counts == ARTICLE_2022.counts
    with pytest.raises(FrozenInstanceError):
        ARTICLE_2022.year = 2023  # type: ignore[misc]


def test_a_tally_shows_its_counts_in_one_line() -> None:
    assert repr(ARTICLE_MEMBERS) == (
        "Tally(2022, 27 960 members: 0 excellent, 0 good, 24 037 completed, 53 not completed, "
        "3 350 exempt, 520 not yet rated)"
    )


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        (-1, "-1 is negative"),
        (True, "True is yes or no, and not a count"),
        (2.5, "2.5 is not a whole number"),
        ("3_1", "'3_1' is not a count"),
        ("01.234", "'01.234' is not a count"),
        ("ba", "it is not a count"),
        (None, "None is missing"),
        (10**9, "it is more than anybody can count"),
        pytest.param(10**5000, "it is more than anybody can count", id="beyond"),
        ("9" * 5000, "it is not a count"),
        ("Nguyễn Văn An", "it is not a count"),
    ],
)
def test_a_count_that_is_no_count_is_refused(count: int, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason) as caught:
        Tally({GOOD: count}, year=2022)
    assert codes(caught.value) == ["rating/bad-count"]
    assert caught.value.findings[0].subject == "counts['good']"


def test_counts_and_tiers_are_read_as_tables_and_frames_write_them() -> None:
    counts: Any = {"good": "1.234", "HTXSNV": 3.0, "hoan thanh": 5}
    read = Tally(counts, year=2022)
    assert read == Tally({GOOD: 1234, EXCELLENT: 3, COMPLETED: 5}, year=2022)
    assert (read.count("Hoàn thành tốt"), read.at_least("good"), read.count_of("HTXSNV")) == (1234, 1237, 3)
    assert read.share("good") == read.share(GOOD)
    assert read.share_at_least("good") == read.share_at_least(GOOD)


@pytest.mark.parametrize("label", ["goood", "Nguyễn Văn An", "019060001234", 3, None])
def test_a_tier_nobody_knows_is_refused_wherever_one_is_asked_for(label: Any) -> None:  # noqa: ANN401 - whatever comes
    asked: list[Callable[[], object]] = [
        lambda: Tally({label: 1}, year=2022),
        lambda: ARTICLE_2022.count(label),
        lambda: ARTICLE_2022.at_least(label),
        lambda: ARTICLE_2022.count_of([label]),
        lambda: ARTICLE_2022.share(label),
        lambda: ARTICLE_2022.share_at_least(label),
        lambda: Indicator.of_tiers(Words(vi="tốt", en="good"), [label]),
        lambda: excellent_quota(ARTICLE_2022, on="2022-12-31", heads={label: 1}),
    ]
    if label is not None:  # says elsewhere that none is meant
        asked += [
            lambda: Target("TCCSĐ", at_least="85%", tier=label),
            lambda: compare(ARTICLE_2022, GRASSROOTS, tier=label),
            lambda: RatingRecord("cb-1", 2022, label),
        ]
    for ask in asked:
        with pytest.raises(InvalidInputError) as caught:
            ask()
        assert "is not a Rating" in str(caught.value)
        for text in (str(caught.value), caught.value.findings[0].text()):
            assert "Nguyễn" not in text
            assert "0190" not in text


@pytest.mark.parametrize("blank", [None, "", "  ", float("nan"), NA, NAT])
def test_a_blank_of_a_frame_is_no_tier_and_told(blank: Any) -> None:  # noqa: ANN401 - what frames write
    assert RatingRecord("cb-1", 2022.0, "good", blank) == RatingRecord("cb-1", 2022, GOOD)  # type: ignore[arg-type]
    exempt = RatingRecord("cb-1", 2022, blank, "exempt")
    assert exempt == RatingRecord("cb-1", 2022, None, RatingStatus.EXEMPT)
    with pytest.raises(InvalidInputError, match="no tier is given \\(a blank is none\\)"):
        RatingRecord("cb-1", 2022, blank, blank)
    with pytest.raises(InvalidInputError, match="cb-1, year: it is blank"):
        RatingRecord("cb-1", blank, "good")
    with pytest.raises(InvalidInputError, match="subject: the id is blank"):
        RatingRecord(blank, 2022, "good")


def test_every_bad_figure_of_a_tally_is_reported_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Tally(
            [("Nguyễn Văn An", 3), ("HTTNV", -1), (GOOD, 2)],
            year=2022,
            exempt=-2,
            not_yet_rated=0.5,  # type: ignore[arg-type]
        )
    assert [found.subject for found in caught.value.findings] == [
        "counts, key 1",
        "counts['good']",
        "counts['good']",
        "exempt",
        "not_yet_rated",
    ]


def test_a_bad_count_is_explained_in_vietnamese_too() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Tally({GOOD: -1}, year=2022)
    assert caught.value.findings[0].text(lang="vi").startswith("kết quả xếp loại 'good': -1 là số âm. Sửa số liệu")


def test_year_zero_is_no_year() -> None:
    with pytest.raises(InvalidInputError, match="0 is not a year"):
        Tally({GOOD: 1}, year=0)


def test_a_base_or_subject_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"'everybody' is not known\. Choose one of 'rated', 'on_books'\."):
        ARTICLE_2022.share(GOOD, base="everybody")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="'organizations', 'members'"):
        Tally({}, year=2022, subjects="people")  # type: ignore[arg-type]


# --- tallies of records -----------------------------------------------------------------------------------------------


def test_organizations_without_a_record_are_not_yet_rated() -> None:
    records = [
        RatingRecord("dbp", 2022, EXCELLENT),
        RatingRecord("cb-1", 2022, GOOD),
        RatingRecord("cb-2", 2022, status=RatingStatus.EXEMPT),
    ]
    tally = Tally.of(records, tree(), subjects="organizations", year=2022)
    assert tally == Tally({EXCELLENT: 1, GOOD: 1}, year=2022, exempt=1, not_yet_rated=2)


def test_filters_choose_who_is_counted_and_leave_other_records_out() -> None:
    records = [
        RatingRecord("dbp", 2022, GOOD),
        RatingRecord("cb-1", 2022, COMPLETED),
        RatingRecord("cb-1", 2021, EXCELLENT),
        RatingRecord("m-1", 2022, EXCELLENT, subjects="members"),
    ]
    grassroots = Tally.of(records, tree(), subjects="organizations", level=Level.GRASSROOTS, year=2022)
    assert grassroots == Tally({GOOD: 1}, year=2022, not_yet_rated=1)
    cells = Tally.of(records, tree(), subjects="organizations", form=Form.CHI_BO, under="dbp", year=2022)
    assert cells == Tally({COMPLETED: 1}, year=2022, not_yet_rated=1)


def test_people_known_only_by_number_are_on_the_books_and_not_yet_rated() -> None:
    records = [RatingRecord("m-1", 2022, GOOD, subjects="members"), RatingRecord("m-4", 2022, GOOD, subjects="members")]
    tally = Tally.of(records, tree(), subjects="members", year=2022)
    assert tally.total == tree().headcount().total == 11
    assert tally == Tally({GOOD: 2}, year=2022, not_yet_rated=9, subjects="members")


def test_members_of_a_grassroots_cell_are_those_on_its_own_roll() -> None:
    records = [RatingRecord("m-1", 2022, GOOD, subjects="members"), RatingRecord("m-4", 2022, GOOD, subjects="members")]
    tally = Tally.of(records, tree(), subjects="members", under="cbcs", year=2022)
    assert tally == Tally({GOOD: 1}, year=2022, not_yet_rated=1, subjects="members")
    none = Tally.of(records, tree(), subjects="members", under="cbcs", level=Level.BELOW_GRASSROOTS, year=2022)
    assert none.total == 0


def test_unknown_and_repeated_subjects_are_reported_together_whatever_is_selected() -> None:
    records = [
        RatingRecord("cb-1", 2022, GOOD),
        RatingRecord("cb-1", 2022, COMPLETED),
        RatingRecord("cb-9", 2022, GOOD),
        RatingRecord("cb-8", 2021, GOOD),
    ]
    with pytest.raises(InvalidInputError) as caught:
        Tally.of(records, tree(), subjects="organizations", level=Level.GRASSROOTS, year=2022)
    found: list[tuple[Code, str]] = [(found.code, found.subject) for found in caught.value.findings]
    assert found == [("rating/duplicate", "cb-1"), ("rating/unknown-subject", "cb-9")]


def test_a_person_on_no_roll_is_not_on_the_books() -> None:
    with pytest.raises(InvalidInputError, match="'m-6' has a rating for 2022 but is not in the hierarchy"):
        Tally.of([RatingRecord("m-6", 2022, GOOD, subjects="members")], tree(), subjects="members", year=2022)


def test_a_tally_under_an_unknown_organization_is_refused() -> None:
    with pytest.raises(UnknownOrganizationError, match="did you mean 'dbp'"):
        Tally.of([], tree(), subjects="organizations", under="dbq", year=2022)


# --- targets ----------------------------------------------------------------------------------------------------------


def test_a_target_without_its_unit_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="85") as caught:
        Target("TCCSĐ", at_least="85", tier=GOOD)
    assert codes(caught.value) == ["input/bad-figure"]
    assert "%" in str(caught.value)


@pytest.mark.parametrize("value", [0.85, 85, 1, True])
def test_a_target_as_a_bare_number_is_refused(value: object) -> None:
    with pytest.raises(InvalidInputError, match="has no unit and may be inexact") as caught:
        Target("TCCSĐ", at_least=value, tier=GOOD)  # type: ignore[arg-type]
    assert caught.value.findings[0].fix == 'Write "85%", or Fraction(85, 100).'


@pytest.mark.parametrize("value", ["127,2%", Fraction(85), Fraction(-1, 2)])
def test_a_target_beyond_the_whole_is_refused(value: str | Fraction) -> None:
    with pytest.raises(InvalidInputError, match="is not a part of a whole"):
        Target("TCCSĐ", at_least=value, tier=GOOD)


def test_a_target_without_a_name_or_with_its_years_turned_round_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="the name is empty"):
        Target(" ", at_least="85%", tier=GOOD)
    with pytest.raises(InvalidInputError, match="2025 is after 2021"):
        Target("TCCSĐ", at_least="85%", tier=GOOD, years=(2025, 2021))


def test_targets_are_values_that_keep_an_exact_fraction() -> None:
    assert Target("x", at_least="92,5%", tier=GOOD) == Target("x", at_least=Fraction(37, 40), tier=GOOD)
    assert len({GRASSROOTS, replace(GRASSROOTS, name="another"), GRASSROOTS}) == 2
    assert pickle.loads(pickle.dumps(GRASSROOTS)) == GRASSROOTS  # noqa: S301 - our own bytes


def test_a_scheme_gives_its_source_to_targets_that_name_none() -> None:
    own = Document(kind="nghị quyết", number="21-NQ/TW")
    scheme = Scheme(
        "Đề án 03",
        source=PROGRAMME,
        targets=[Target("a", at_least="85%", tier=GOOD), Target("b", at_least="90%", tier=GOOD, source=own)],
    )
    assert scheme["a"].source == PROGRAMME
    assert scheme["b"].source == own
    assert [target.name for target in scheme] == ["a", "b"]
    assert len(scheme) == 2
    assert hash(scheme) == hash(copy.deepcopy(scheme))


def test_a_target_nobody_set_is_refused_with_those_there_are() -> None:
    scheme = Scheme("Đề án 03", source=PROGRAMME, targets=[GRASSROOTS, MEMBERS])
    assert scheme["TCCSĐ hoàn thành tốt trở lên"] == GRASSROOTS
    with pytest.raises(TermError, match="đảng viên"):
        scheme["dang vien"]


def test_two_targets_of_one_name_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="two targets have this name"):
        Scheme("Đề án 03", source=PROGRAMME, targets=[MEMBERS, MEMBERS])


def test_a_scheme_is_made_of_a_paper_and_targets_in_its_order() -> None:
    for source in (None, "03-ĐA/TU"):
        with pytest.raises(InvalidInputError, match="source: it is no paper"):
            Scheme("Đề án 03", source=source, targets=[MEMBERS])  # type: ignore[arg-type]
    wrong: tuple[Any, ...] = (None, MEMBERS, {MEMBERS, GRASSROOTS}, ["TCCSĐ"], [None], "TCCSĐ")
    for targets in wrong:
        with pytest.raises(InvalidInputError, match="not targets in the order of the paper"):
            Scheme("Đề án 03", source=PROGRAMME, targets=targets)


def test_counts_that_name_no_tier_or_no_number_are_refused_in_one_way() -> None:
    wrong: tuple[Any, ...] = (None, 37, "good", b"good", {"good", "fair"}, [("good", 37, 1)], [37, 3], ["go"], [None])
    for counts in wrong:
        with pytest.raises(InvalidInputError, match="counts: these are no counts by tier"):
            Tally(counts, year=2022)
    for counts in ({"good": 37}, [("good", 37)], iter([("good", 37)]), {Rating.GOOD: 37}.items()):
        assert Tally(counts, year=2022).rated == 37


# --- comparisons ------------------------------------------------------------------------------------------------------


def test_the_article_is_7_9_and_10_points_above_its_target() -> None:
    first, second = compare(ARTICLE_2021, GRASSROOTS), compare(ARTICLE_2022, GRASSROOTS)
    assert first.excess == Points(Fraction(91, 98) * 100 - 85)
    assert first.excess is not None
    assert first.excess.text() == "+7,9 điểm phần trăm"
    assert second.excess == Points(Fraction(10))
    assert (second.met, second.required, second.surplus) == (True, 85, 10)
    assert first.findings == second.findings == ()


def test_98_organizations_need_84_for_85_percent_because_83_fall_short() -> None:
    result = compare(ARTICLE_2021, GRASSROOTS)
    assert result.required == 84
    assert result.surplus == 7


def test_a_target_missed_by_one_has_a_negative_surplus() -> None:
    short = compare(Tally({GOOD: 83, COMPLETED: 15}, year=2021), GRASSROOTS)
    assert (short.met, short.surplus) == (False, -1)
    assert short.excess is not None
    assert short.excess < Points(Fraction(0))


def test_a_share_that_prints_as_its_target_may_still_miss_it() -> None:
    near = compare(Tally({GOOD: 849_999, COMPLETED: 150_001}, year=2022), GRASSROOTS)
    assert near.share is not None
    assert near.share.text() == "85,0%"
    assert near.met is False


def test_a_target_met_exactly_is_met() -> None:
    assert compare(Tally({GOOD: 17, COMPLETED: 3}, year=2022), GRASSROOTS).met is True


def test_the_members_of_the_article_are_9_78_points_above_a_target_whose_tier_nobody_stated() -> None:
    result = compare(ARTICLE_MEMBERS, MEMBERS, tier=COMPLETED)
    assert result.share is not None
    assert result.excess is not None
    assert result.share.text(decimals=2) == "99,78%"
    assert result.excess.text(decimals=2) == "+9,78 điểm phần trăm"
    assert result.surplus == 24_037 - 21_681
    assert [found.code for found in result.findings] == ["target/tier-unstated"]
    assert "'task completed' or better was counted because the caller asked" in result.findings[0].message


def test_without_any_tier_nothing_is_counted_and_the_finding_says_so() -> None:
    result = compare(ARTICLE_MEMBERS, MEMBERS)
    assert (result.share, result.count, result.excess, result.met, result.surplus) == (None,) * 5
    assert result.required == 21_681
    assert "nothing was counted; name a tier to count" in result.findings[0].message


def test_counting_another_tier_than_the_target_is_a_finding() -> None:
    result = compare(ARTICLE_2022, GRASSROOTS, tier=COMPLETED)
    assert result.share == Share(100, of=100)
    (found,) = result.findings
    assert found.code == "target/tier-differs"
    assert found.severity is Severity.WARN
    assert "'Hoàn thành tốt nhiệm vụ' trở lên, còn số đếm là 'Hoàn thành nhiệm vụ' trở lên" in found.text()


def test_counting_over_another_base_than_the_target_is_a_finding() -> None:
    result = compare(ARTICLE_2021, GRASSROOTS, base="on_books")
    assert result.share == Share(91, of=100)
    assert [found.code for found in result.findings] == ["target/base-differs"]
    assert "set over those rated, and the share was counted over all on the books" in result.findings[0].message


def test_a_tally_of_a_year_the_target_was_not_set_for_is_a_finding() -> None:
    result = compare(replace(ARTICLE_2022, year=2026), GRASSROOTS)
    assert [found.code for found in result.findings] == ["target/outside-years"]
    assert "giai đoạn 2021-2025, còn số liệu là của năm 2026" in result.findings[0].text()


def test_a_share_somebody_else_counted_is_compared_with_a_finding_unless_its_tier_is_said() -> None:
    unsaid = compare(Share(95, of=100), GRASSROOTS)
    assert (unsaid.excess, unsaid.required, unsaid.tier) == (Points(Fraction(10)), 85, None)
    assert "does not say which tier it counts" in unsaid.findings[0].message
    assert compare(Share(95, of=100), GRASSROOTS, tier=GOOD).findings == ()
    both = compare(Share(95, of=100), MEMBERS)
    assert "its source does not state its tier; the share was taken as it is" in both.findings[0].message


def test_over_an_empty_base_there_is_no_indicator() -> None:
    result = compare(Tally({}, year=2022), GRASSROOTS)
    assert (result.share, result.excess, result.met) == (None, None, None)
    assert (result.count, result.required, result.surplus) == (0, 0, 0)


def test_comparisons_are_values_with_a_telling_repr() -> None:
    result = compare(ARTICLE_2022, GRASSROOTS)
    assert hash(result) == hash(compare(ARTICLE_2022, GRASSROOTS))
    assert repr(result) == (
        "Comparison('TCCSĐ hoàn thành tốt trở lên': "
        "Share(95, of=100) = 95,0%, target 85%, +10,0 percentage points, met)"
    )
    assert repr(compare(ARTICLE_MEMBERS, MEMBERS)).endswith("nothing counted, target 90%, target/tier-unstated)")


# --- the quota --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "count", "limit", "within"),
    [
        ("final_good", 37, 7, False),
        ("good_before_excellent_is_taken", 47, 9, False),
        ("good_or_better", 47, 9, False),
        ("all_rated", 50, 10, True),
    ],
)
def test_the_verdict_on_di_an_flips_with_the_base(base: QuotaBase, count: int, limit: int, within: bool) -> None:
    quota = excellent_quota(DI_AN, on="2022-12-31", base=base)
    assert (quota.used, quota.base_count, quota.limit, quota.within) == (10, count, limit, within)
    assert [found.code for found in quota.findings] == ([] if within else ["quota/exceeded"])


def test_reports_print_the_excellent_of_di_an_as_27_and_21_3_and_20_percent() -> None:
    bases: list[QuotaBase] = ["final_good", "good_or_better", "all_rated"]
    ratios = [excellent_quota(DI_AN, on="2022-12-31", base=base).used_ratio for base in bases]
    assert [ratio.text() for ratio in ratios if ratio is not None] == ["27,0%", "21,3%", "20,0%"]


def test_an_exceeded_quota_warns_with_its_base_and_its_clause_and_never_blocks() -> None:
    (found,) = excellent_quota(DI_AN, on="2022-12-31").findings
    assert found.severity is Severity.WARN
    assert found.rule is not None
    assert found.rule.document.number == "21-HD/BTCTW"
    assert "10 rated excellent, the quota allows 7 (20% of the 37 organizations rated good" in found.message
    assert (
        "10 xếp loại xuất sắc, tối đa theo quy định là 7 (20% của 37 tổ chức đảng được xếp loại Hoàn thành tốt"
        in found.text()
    )


def test_the_quota_of_members_cites_the_rule_of_members_and_its_group() -> None:
    quota = excellent_quota(replace(DI_AN, subjects="members"), on=dt.date(2022, 12, 31))
    assert quota.rule is not None
    assert quota.rule.id == "excellent-quota-members"
    assert quota.grouping == "within_grassroots_organization"
    assert quota.given == ()


# Largest number of excellent out of P "good or better", from the published wordings worked by hand.
TABLE: dict[tuple[QuotaBase, str, QuotaRounding], dict[int, int]] = {
    ("final_good", "20%", "floor"): {5: 0, 6: 1, 10: 1, 13: 2, 20: 3, 50: 8, 100: 16, 400: 66},
    ("final_good", "20%", "half_up"): {5: 1, 6: 1, 10: 2, 13: 2, 20: 3, 50: 8, 100: 17, 400: 67},
    ("good_or_better", "20%", "floor"): {5: 1, 6: 1, 10: 2, 13: 2, 20: 4, 50: 10, 100: 20, 400: 80},
    ("final_good", "25%", "floor"): {5: 1, 6: 1, 10: 2, 13: 2, 20: 4, 50: 10, 100: 20, 400: 80},
}


@pytest.mark.parametrize(
    ("base", "ratio", "rounding", "good_or_better", "most"),
    [(*case, count, most) for case, row in TABLE.items() for count, most in row.items()],
)
def test_as_many_are_excellent_as_the_table_allows_and_one_more_is_too_many(
    base: QuotaBase, ratio: str, rounding: QuotaRounding, good_or_better: int, most: int
) -> None:
    def within(excellent: int) -> bool:
        tally = Tally({EXCELLENT: excellent, GOOD: good_or_better - excellent}, year=2022)
        return excellent_quota(tally, on="2022-12-31", base=base, ratio=ratio, rounding=rounding).within

    assert within(most)
    assert not within(most + 1)


def test_one_half_is_rounded_down_unless_told_otherwise() -> None:
    tally = Tally({EXCELLENT: 2, GOOD: 8}, year=2026)
    assert excellent_quota(tally, on="2026-12-31", base="final_good", ratio="20%").limit == 1
    assert excellent_quota(tally, on="2026-12-31", base="final_good", ratio="20%", rounding="half_up").limit == 2


def test_outside_the_years_the_rulebook_knows_the_caller_must_say_base_and_ratio() -> None:
    with pytest.raises(RuleNotInForceError, match="excellent-quota-organizations"):
        excellent_quota(DI_AN, on="2018-12-31")
    with pytest.raises(RuleNotInForceError):
        excellent_quota(DI_AN, on="2018-12-31", base="final_good")
    quota = excellent_quota(DI_AN, on="2018-12-31", base="good_or_better", ratio=Fraction(1, 4))
    assert quota.rule is None
    assert quota.given == ("base", "ratio")
    assert quota.limit == 11


def test_a_ratio_without_its_unit_and_unknown_words_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="20"):
        excellent_quota(DI_AN, on="2022-12-31", ratio="20")
    with pytest.raises(InvalidInputError, match="has no unit"):
        excellent_quota(DI_AN, on="2022-12-31", ratio=0.2)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="'good' is not known"):
        excellent_quota(DI_AN, on="2022-12-31", base="good")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="'up' is not known"):
        excellent_quota(DI_AN, on="2022-12-31", rounding="up")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="31/02/2022"):
        excellent_quota(DI_AN, on="31/02/2022")


def test_a_quota_over_nobody_allows_nobody() -> None:
    quota = excellent_quota(Tally({}, year=2022), on="2022-12-31")
    assert (quota.limit, quota.within, quota.used_ratio) == (0, True, None)


def rulebook(folder: Path, base: str) -> RuleBook:
    """A province's own rules: a quarter of those rated good or better."""
    file = folder / "province.toml"
    file.write_text(
        f"""
        [[instruments]]
        id = "own"
        kind = "hướng dẫn"
        number = "03-HD/TU"
        issuer = "Tỉnh ủy"
        issued = 2026-01-05
        title = "xếp loại"
        from = 2026-01-05
        confidence = "verified"

        [[rules]]
        id = "excellent-quota-organizations"
        unit = "quota"
        cure = "exception"
        label = {{ vi = "Tỷ lệ", en = "Quota" }}
        statement = {{ vi = "Không quá 25%.", en = "Not above 25 %." }}

        [[rules.values]]
        value = {{ ratio = "1/4", base = "{base}", grouping = "unstated" }}
        instrument = "own"
        article = "mục III.6"
        from = 2026-01-05
        confidence = "verified"
        checked_on = 2026-11-23
        """,
        encoding="utf-8",
    )
    return RuleBook.load(file)


def test_a_province_may_bring_its_own_rulebook(tmp_path: Path) -> None:
    quota = excellent_quota(replace(DI_AN, year=2026), on="2026-12-31", rules=rulebook(tmp_path, "good_or_better"))
    assert (quota.base, quota.ratio, quota.limit, quota.within) == ("good_or_better", Fraction(1, 4), 11, True)
    assert quota.rule is not None
    assert quota.rule.document.number == "03-HD/TU"


def test_an_exceeded_quota_on_a_base_of_the_callers_own_is_not_blamed_on_the_rule() -> None:
    quota = excellent_quota(DI_AN, on="2022-12-31", base="good_or_better")
    assert quota.rule is not None
    assert quota.findings[0].rule is None


def test_the_repr_of_a_quota_names_its_base() -> None:
    assert repr(excellent_quota(DI_AN, on="2022-12-31")) == (
        "Quota(2022 organizations: 10 excellent, 7 allowed = 20% of the 37 final_good, exceeded)"
    )


# --- seeing -----------------------------------------------------------------------------------------------------------


def test_results_show_base_date_rule_and_findings_in_a_notebook() -> None:
    quota = excellent_quota(DI_AN, on="2022-12-31")
    page = quota._repr_html_()
    for words in (
        "37 tổ chức đảng được xếp loại Hoàn thành tốt",
        "31/12/2022",
        "21-HD/BTCTW",
        "vượt tỷ lệ quy định",
        "quota/exceeded",
    ):
        assert words in page
    comparison = compare(ARTICLE_MEMBERS, MEMBERS, tier=COMPLETED)
    page = comparison._repr_html_()
    for words in ("24.037 / 24.090 = 99,78%", "+9,78 điểm phần trăm", "số được xếp loại", "31/12/2022", "03-ĐA/TU"):
        assert words in page
    assert "target/tier-unstated" in page
    page = ARTICLE_MEMBERS._repr_html_()
    for words in ("24.037", "99,78%", "27.960", "số được xếp loại", "31/12/2022", "tính được"):
        assert words in page


def test_results_are_shown_in_english_too() -> None:
    assert "not yet rated" in ARTICLE_2021.show(lang="en").text
    assert "task completed well or better" in compare(ARTICLE_2021, GRASSROOTS).show(lang="en").text
    chosen = excellent_quota(DI_AN, on="2022-12-31", base="all_rated").show(lang="en").text
    assert "within the quota" in chosen
    assert "Chosen by the caller, not by the rule: base." in chosen


def test_what_is_unknown_is_left_out_of_the_table() -> None:
    text = compare(ARTICLE_MEMBERS, MEMBERS).show(lang="en").text
    assert "Difference" not in text
    assert "Required" in text
    assert "Date" not in compare(Share(95, of=100), GRASSROOTS, tier=GOOD).show(lang="en").text


def test_a_name_with_markup_is_escaped() -> None:
    result: Comparison = compare(ARTICLE_2022, Target("<script>alert(1)</script>", at_least="85%", tier=GOOD))
    assert "<script" not in result._repr_html_()


def test_a_tally_explains_itself_and_serializes() -> None:
    tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)

    line = "tổ chức đảng năm 2022: 100 theo danh sách = 100 được xếp loại + 0 miễn + 0 chưa xếp loại"
    assert tally.explain() == f"{line}; 100 được xếp loại = 15 + 80 + 5 + 0."
    assert '"excellent": 15' in tally.to_json()


# --- dates that do not belong together --------------------------------------------------------------------------------


def other_dates(findings: Iterable[Finding]) -> list[str]:
    return [found.text() for found in findings if found.code == "figure/other-date"]


@pytest.mark.parametrize("subjects", ["organizations", "members"])
@pytest.mark.parametrize(("year", "told"), [(2021, True), (2022, False), (2023, True)])
def test_ratings_counted_on_a_tree_of_another_year_say_so(subjects: Subjects, year: int, *, told: bool) -> None:
    whole = Tally.of([], tree(), subjects=subjects, year=year)
    groups = Tally.by_group([], tree(), subjects=subjects, year=year, group_by="kind").values()
    for tally in (whole, *groups):
        texts = other_dates(tally.findings)
        assert len(texts) == told
        assert all(str(year) in text and format_date(tree().as_of) in text for text in texts)
        assert ("figure/other-date" in tally.explain()) is told
        assert ("figure/other-date" in str(tally.show())) is told
        assert tally.as_dict()["findings"] == [] or told
        assert tally == replace(tally, findings=Findings())  # told, and outside equality
        assert replace(tally, exempt=1).findings == tally.findings
    assert other_dates(ARTICLE_2022.findings) == []


def test_a_share_of_another_year_than_the_one_named_is_told() -> None:
    share = Share(95, of=100, on="2022-12-31")
    assert other_dates(compare(share, GRASSROOTS, tier=GOOD, year=2024).findings)
    assert other_dates(compare_years({2021: share, 2022: share}, GRASSROOTS, tier=GOOD).findings)
    for same in (compare(share, GRASSROOTS, tier=GOOD), compare(share, GRASSROOTS, tier=GOOD, year=2022)):
        assert (same.year, same.findings) == (2022, ())


def test_a_share_without_a_year_is_held_against_the_years_of_its_target_by_its_date() -> None:
    late = compare(Share(95, of=100, on="2030-12-31"), GRASSROOTS, tier=GOOD)
    assert [found.code for found in late.findings] == ["target/outside-years"]
    assert compare(Share(95, of=100), GRASSROOTS, tier=GOOD).year is None


def test_a_target_of_a_rule_that_was_not_in_force_in_the_year_is_told() -> None:
    of_rules = Scheme.in_force("2023-12-31")
    (target, *_) = [one for one in of_rules if one.counts_ratings and one.tier is not None]
    assert target.rule is not None
    before = target.rule.valid_from.year - 1
    tally = Tally({GOOD: 95, COMPLETED: 5}, year=before)
    assert other_dates(compare(tally, target).findings)
    assert not other_dates(compare(replace(tally, year=before + 1), target).findings)


def test_a_target_nobody_has_verified_is_told_as_a_quota_is() -> None:
    tally = Tally({GOOD: 95, COMPLETED: 5}, year=2022)
    told = {
        target.rule.confidence.value: [found.code for found in compare(tally, target, tier=GOOD).findings]
        for target in Scheme.in_force("2022-12-31", place="thai-nguyen")
        if target.rule is not None
    }
    assert "target/unverified-rule" in told["unverified"]
    assert "target/unverified-rule" not in told["secondary"]


def test_members_of_a_top_of_another_form_are_left_out() -> None:
    """A đảng bộ with a roll of its own, asked for the members of its chi bộ."""
    ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    below = cell("cb-1", name="Chi bộ 1")
    people = [Member(f"m-{n}", f"Người số {n}") for n in range(3)]
    home = Hierarchy([ward, below], people, {"dbp": ["m-0"], "cb-1": ["m-1", "m-2"]}, as_of="2022-12-31")

    def total(**filters: Any) -> int:  # noqa: ANN401 - filters of Tally.of
        return Tally.of([], home, subjects="members", under="dbp", year=2022, **filters).total

    assert total(form=Form.CHI_BO) == total(form="chi bộ") == 2
    assert total(form=Form.DANG_BO) == 1
    assert total(level=Level.BELOW_GRASSROOTS) == total(level="Dưới cơ sở") == 2
    assert total(level=Level.GRASSROOTS, form="đảng bộ") == 1
    assert total(level=Level.GRASSROOTS, form="chi bộ") == 0
    assert total() == 3
    with pytest.raises(InvalidInputError, match="form: it is not a Form"):
        total(form="chi boo")
