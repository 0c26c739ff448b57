"""Vocabularies: what their members are called, and what is refused."""

from __future__ import annotations

import copy
import pickle
import unicodedata
from itertools import combinations

import pytest
from pydantic import TypeAdapter, ValidationError

from dangbo.base.errors import TermError
from dangbo.base.terms import (
    Form,
    GroupKind,
    Level,
    MemberStatus,
    Origin,
    Rating,
    RatingStatus,
    Term,
    kind_gloss,
    kind_label,
    parse_kind,
)
from dangbo.base.text import fold, nfc
from dangbo.life.meeting_scales import MeetingTier

VOCABULARIES: list[type[Term]] = [Form, Level, Rating, RatingStatus, MemberStatus, GroupKind, Origin]
KINDS = [
    (Form.DANG_BO, Level.CENTRAL, "Toàn Đảng"),
    (Form.DANG_BO, Level.PROVINCIAL, "Đảng bộ trực thuộc Trung ương"),
    (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, "Đảng bộ cấp trên trực tiếp của TCCSĐ"),
    (Form.DANG_BO, Level.GRASSROOTS, "Đảng bộ cơ sở"),
    (Form.CHI_BO, Level.GRASSROOTS, "Chi bộ cơ sở"),
    (Form.DANG_BO, Level.BELOW_GRASSROOTS, "Đảng bộ bộ phận"),
    (Form.CHI_BO, Level.BELOW_GRASSROOTS, "Chi bộ trực thuộc"),
]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# --- every vocabulary ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_member_has_an_ascii_value_a_composed_label_and_a_gloss(vocabulary: type[Term]) -> None:
    for member in vocabulary:
        assert member.value.isascii()
        assert member.value == member.name.lower()
        assert member.label
        assert member.label == nfc(member.label)
        assert member.gloss
        assert str(member) == f"{member}" == member.label


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_two_members_answer_to_the_same_name(vocabulary: type[Term]) -> None:
    names = {member: {fold(name) for name in (member.value, member.label, *member.aliases)} for member in vocabulary}
    for one, other in combinations(vocabulary, 2):
        assert names[one].isdisjoint(names[other])


def test_values_are_the_promised_ones() -> None:
    assert {vocabulary.__name__: [member.value for member in vocabulary] for vocabulary in VOCABULARIES} == {
        "Form": ["dang_bo", "chi_bo"],
        "Level": ["central", "provincial", "immediate_superior", "grassroots", "below_grassroots"],
        "Rating": ["excellent", "good", "completed", "not_completed"],
        "RatingStatus": ["rated", "exempt", "not_yet_rated"],
        "MemberStatus": ["full", "probationary"],
        "GroupKind": ["xom", "thon", "to_dan_pho", "ap", "ban", "khu_pho", "other"],
        "Origin": ["printed", "computed", "inferred", "synthetic"],
    }


@pytest.mark.parametrize(
    ("vocabulary", "text", "member"),
    [
        (Form, "Đảng bộ", Form.DANG_BO),
        (Form, nfd("ĐẢNG BỘ"), Form.DANG_BO),
        (Form, "\u00d0ảng bộ", Form.DANG_BO),
        (Form, "  chi   bo ", Form.CHI_BO),
        (Form, "CHI_BO", Form.CHI_BO),
        (Level, "TCCSĐ", Level.GRASSROOTS),
        (Level, nfd("tccsđ"), Level.GRASSROOTS),
        (Level, "TCCSD", Level.GRASSROOTS),
        (Level, "tổ chức cơ sở đảng", Level.GRASSROOTS),
        (Level, "Cơ sở", Level.GRASSROOTS),
        (Level, "cấp trên trực tiếp của TCCSĐ", Level.IMMEDIATE_SUPERIOR),
        (Level, "trực thuộc đảng ủy cơ sở", Level.BELOW_GRASSROOTS),
        (Level, "trực thuộc đảng uỷ cơ sở", Level.BELOW_GRASSROOTS),
        (Level, "below-grassroots", Level.BELOW_GRASSROOTS),
        (MemberStatus, "Đảng viên dự bị", MemberStatus.PROBATIONARY),
        (GroupKind, "TDP", GroupKind.TO_DAN_PHO),
        (GroupKind, "to dan pho", GroupKind.TO_DAN_PHO),
        (GroupKind, "ấp", GroupKind.AP),
        (RatingStatus, "miễn công tác và sinh hoạt đảng", RatingStatus.EXEMPT),
        (RatingStatus, "Chưa xếp loại", RatingStatus.NOT_YET_RATED),
        (Origin, "suy ra", Origin.INFERRED),
    ],
)
def test_terms_are_read_in_the_spellings_people_use(vocabulary: type[Term], text: str, member: Term) -> None:
    assert vocabulary.parse(text) is member
    assert vocabulary.parse(text) is member  # the second time from memory
    assert vocabulary(text) is member


def test_parse_takes_a_member_for_itself() -> None:
    assert Form.parse(Form.CHI_BO) is Form.CHI_BO


def test_an_unknown_label_is_refused_with_all_there_are_the_nearest_first() -> None:
    with pytest.raises(TermError) as caught:
        MemberStatus.parse("chinh thuc1")
    assert caught.value.vocabulary == MemberStatus.vocabulary
    assert caught.value.suggestions == ("Chính thức", "Dự bị")
    assert "known: Chính thức, Dự bị" in str(caught.value)


def vocabularies(of: type[Term] = Term) -> list[type[Term]]:
    """Every vocabulary with members."""
    below = [found for one in of.__subclasses__() for found in vocabularies(one)]
    return below or [of]


def test_every_vocabulary_says_what_it_is_called_and_no_two_are_called_alike() -> None:
    names = [vocabulary.vocabulary for vocabulary in vocabularies()]
    assert [name.en for name in names] == [vocabulary.__name__ for vocabulary in vocabularies()]
    assert all(name.vi and name.vi == nfc(name.vi) for name in names)
    assert len({name.vi for name in names}) == len(names)
    assert {Rating, MeetingTier} <= {*vocabularies()}


def test_an_unknown_label_says_in_vietnamese_what_it_is_none_of_and_why() -> None:
    with pytest.raises(TermError) as caught:
        Rating.parse("HTTNV")
    assert caught.value.text() == (
        "'HTTNV' không phải là mức xếp loại: chữ viết tắt phải kèm năm xếp loại, vì trước năm 2018 chữ này chỉ một mức "
        "khác; gồm: Hoàn thành tốt nhiệm vụ"
    )
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (again.vocabulary, again.reason, again.findings) == (
        Rating.vocabulary,
        caught.value.reason,
        caught.value.findings,
    )


@pytest.mark.parametrize("text", ["đoàn", "", "  ", "–"])
def test_a_label_like_no_other_is_refused_with_all_there_are(text: str) -> None:
    with pytest.raises(TermError) as caught:
        Form.parse(text)
    assert caught.value.suggestions == ("Đảng bộ", "Chi bộ")


@pytest.mark.parametrize("given", [None, 3, ["chi_bo"], Level.GRASSROOTS])
def test_what_is_no_text_is_refused_as_a_term(given: object) -> None:
    with pytest.raises(TermError, match="a label is text"):
        Form.parse(given)  # type: ignore[arg-type]
    with pytest.raises(TermError, match="a label is text"):
        Rating.parse(given)  # type: ignore[arg-type]


def test_what_is_no_text_is_refused_as_a_kind() -> None:
    for given in (None, 3, (Form.CHI_BO, Level.GRASSROOTS)):
        with pytest.raises(TermError, match="a label is text"):
            parse_kind(given)  # type: ignore[arg-type]


def test_unknown_spellings_do_not_fill_the_memory() -> None:
    for i in range(50):
        with pytest.raises(TermError):
            Form.parse(f"chi hội {i}")
    assert Form.parse("chi bộ") is Form.CHI_BO


def test_pydantic_takes_labels_and_reports_unknown_ones_itself() -> None:
    adapter = TypeAdapter(Form)
    assert adapter.validate_python(nfd("Chi bộ")) is Form.CHI_BO
    assert adapter.validate_json('"chi_bo"') is Form.CHI_BO
    assert adapter.dump_python(Form.CHI_BO, mode="json") == "chi_bo"
    assert adapter.json_schema()["enum"] == ["dang_bo", "chi_bo"]
    for wrong in ("chi hội", 3, None):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)


def test_members_stay_themselves_when_copied_and_pickled() -> None:
    for vocabulary in VOCABULARIES:
        for member in vocabulary:
            assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes
            assert copy.deepcopy(member) is member


# --- order --------------------------------------------------------------------------------------------------------


def test_ratings_are_ordered_from_the_best_down() -> None:
    assert Rating.EXCELLENT > Rating.GOOD > Rating.COMPLETED > Rating.NOT_COMPLETED
    assert Rating.NOT_COMPLETED < Rating.GOOD
    assert Rating.GOOD >= Rating.GOOD <= Rating.EXCELLENT
    assert not Rating.GOOD > Rating.GOOD
    assert sorted(Rating) == [Rating.NOT_COMPLETED, Rating.COMPLETED, Rating.GOOD, Rating.EXCELLENT]
    assert max(Rating) is Rating.EXCELLENT
    assert [rating for rating in Rating if rating >= Rating.GOOD] == [Rating.EXCELLENT, Rating.GOOD]


def test_levels_are_ordered_from_the_centre_down() -> None:
    assert sorted(Level, reverse=True) == list(Level)
    assert Level.CENTRAL > Level.PROVINCIAL > Level.IMMEDIATE_SUPERIOR > Level.GRASSROOTS > Level.BELOW_GRASSROOTS


def test_members_of_different_vocabularies_have_no_order() -> None:
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(Rating.GOOD, compare)(Level.GRASSROOTS) is NotImplemented
    with pytest.raises(TypeError):
        sorted([Rating.GOOD, Level.GRASSROOTS])
    with pytest.raises(TypeError):
        assert Rating.GOOD < "good"  # type: ignore[operator]


def test_a_rating_is_no_string() -> None:
    texts: list[object] = ["good", "Hoàn thành tốt nhiệm vụ"]
    assert Rating.GOOD not in texts
    assert not isinstance(Rating.GOOD, str)


# --- ratings and their years --------------------------------------------------------------------------------------

FULL_LABELS = [
    ("Hoàn thành xuất sắc nhiệm vụ", Rating.EXCELLENT),
    ("hoàn thành xuất sắc", Rating.EXCELLENT),
    ("HOAN THANH TOT NHIEM VU", Rating.GOOD),
    ("hoàn thành tốt", Rating.GOOD),
    ("Hoàn thành nhiệm vụ", Rating.COMPLETED),
    ("hoàn thành", Rating.COMPLETED),
    ("không hoàn thành nhiệm vụ", Rating.NOT_COMPLETED),
    ("Khong hoan thanh", Rating.NOT_COMPLETED),
    ("good", Rating.GOOD),
]
ABBREVIATIONS = [
    ("HTXSNV", Rating.EXCELLENT),
    ("HTXS", Rating.EXCELLENT),
    ("HTTNV", Rating.GOOD),
    ("httnv", Rating.GOOD),
    ("H.T.T.N.V", Rating.GOOD),
    ("HTT", Rating.GOOD),
    ("HTNV", Rating.COMPLETED),
    ("HT", Rating.COMPLETED),
    ("KHTNV", Rating.NOT_COMPLETED),
    ("kht", Rating.NOT_COMPLETED),
]


@pytest.mark.parametrize(("text", "rating"), FULL_LABELS)
def test_a_full_rating_label_needs_no_year(text: str, rating: Rating) -> None:
    assert Rating.parse(text) is rating
    assert Rating.parse(nfd(text), year=2022) is rating


@pytest.mark.parametrize(("text", "rating"), ABBREVIATIONS)
def test_an_abbreviated_rating_is_read_with_its_year_only(text: str, rating: Rating) -> None:
    assert Rating.parse(text, year=2018) is rating
    with pytest.raises(TermError, match="needs the year rated") as caught:
        Rating.parse(text)
    assert caught.value.suggestions == (rating.label,)


@pytest.mark.parametrize("text", ["HTTNV", "HTNV", "Hoàn thành tốt nhiệm vụ", "good"])
def test_a_rating_of_before_2018_is_never_mapped_silently(text: str) -> None:
    with pytest.raises(TermError, match="ratings of 2017 belong to another vocabulary"):
        Rating.parse(text, year=2017)


@pytest.mark.parametrize("text", ["trong sạch vững mạnh", "TSVM", "yếu kém", "hoàn thành tốt trở lên", ""])
def test_words_of_the_old_vocabulary_and_groups_of_tiers_are_no_rating(text: str) -> None:
    with pytest.raises(TermError):
        Rating.parse(text, year=2022)


@pytest.mark.parametrize("year", ["2022", 2022.0, float("nan")])
def test_a_year_that_is_no_whole_number_is_refused_with_what_to_write(year: object) -> None:
    with pytest.raises(TermError, match="is not a year: a year is a whole number, such as year=2022"):
        Rating.parse("HTXSNV", year)  # type: ignore[arg-type]


def test_an_abbreviation_is_refused_where_no_year_can_be_given() -> None:
    with pytest.raises(ValueError, match="HTTNV"):
        Rating("HTTNV")
    with pytest.raises(ValidationError):
        TypeAdapter(Rating).validate_python("HTTNV")


def test_every_rating_gives_the_abbreviation_that_reads_back() -> None:
    assert [rating.short for rating in Rating] == ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    for rating in Rating:
        assert Rating.parse(rating.short, year=2022) is rating


# --- origins ------------------------------------------------------------------------------------------------------


def test_synthetic_is_not_called_compiled() -> None:
    assert Origin.SYNTHETIC.label == "giả lập"
    with pytest.raises(TermError):
        Origin.parse("tổng hợp")  # in an office: compiled from reports, hence real


# --- kinds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "level", "label"), KINDS)
def test_the_kinds_of_the_statistics_have_names_that_read_back(form: Form, level: Level, label: str) -> None:
    assert kind_label(form, level) == label
    assert kind_gloss(form, level)
    for spelling in (label, nfd(label), fold(label), label.upper()):
        assert parse_kind(spelling) == (form, level)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chi bộ trực thuộc đảng ủy cơ sở", (Form.CHI_BO, Level.BELOW_GRASSROOTS)),
        ("Chi bộ trực thuộc đảng uỷ cơ sở", (Form.CHI_BO, Level.BELOW_GRASSROOTS)),
        ("chi bộ trực thuộc đảng bộ bộ phận", (Form.CHI_BO, Level.BELOW_GRASSROOTS)),
        ("CHI BO CO SO", (Form.CHI_BO, Level.GRASSROOTS)),
        ("đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)),
        ("đảng bộ tỉnh", (Form.DANG_BO, Level.PROVINCIAL)),
    ],
)
def test_a_kind_is_read_from_the_words_of_decisions(text: str, kind: tuple[Form, Level]) -> None:
    assert parse_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "reason", "suggested"),
    [
        ("TCCSĐ", "a level and no form", ("Đảng bộ cơ sở", "Chi bộ cơ sở")),
        ("cơ sở", "a level and no form", ("Đảng bộ cơ sở", "Chi bộ cơ sở")),
        ("Chi bộ", "a form and no level", ("Chi bộ cơ sở", "Chi bộ trực thuộc")),
    ],
)
def test_half_a_kind_is_refused_and_the_fitting_ones_named(text: str, reason: str, suggested: tuple[str, ...]) -> None:
    with pytest.raises(TermError, match=reason) as caught:
        parse_kind(text)
    assert caught.value.suggestions == suggested


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(TermError) as caught:
        parse_kind("chi bộ trưc thuộcc")
    assert caught.value.suggestions[0] == "Chi bộ trực thuộc"
    with pytest.raises(TermError) as caught:
        parse_kind("hợp tác xã")
    assert len(caught.value.suggestions) == len(KINDS)


def test_a_kind_that_does_not_occur_has_a_name_for_findings() -> None:
    assert kind_label(Form.CHI_BO, Level.PROVINCIAL) == "Chi bộ (cấp tỉnh)"
    assert kind_gloss(Form.CHI_BO, Level.PROVINCIAL) == "Party cell (provincial)"


def test_all_products_of_form_and_level_have_different_names() -> None:
    labels = [kind_label(form, level) for form in Form for level in Level]
    assert len(set(labels)) == len(labels) == 10
