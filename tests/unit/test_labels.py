"""`labels`: every vocabulary as code and words, dated where rules date it."""

from __future__ import annotations

import datetime as dt
import json
import pkgutil
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

import dangbo
import dangbo as db
from dangbo.base.errors import DangboError, InvalidInputError, TermError
from dangbo.base.terms import Form, Level, Rating, Term, parse_kind
from dangbo.base.text import nfc, sort_key
from dangbo.change.differences import ChangeKind
from dangbo.change.verbs.table import VERBS
from dangbo.evaluation import Base, Subjects
from dangbo.io.comparing import Gap
from dangbo.io.corrected_books import How as HowChanged
from dangbo.io.headings import How as HowTaken
from dangbo.io.headings import Kind
from dangbo.io.labels import Labels
from dangbo.ledger.movements import Section
from dangbo.life.admissions import WaitKind
from dangbo.life.badges import BadgeKind
from dangbo.life.counting import AgeCount
from dangbo.life.deadlines import DeadlineKind, DeadlineState
from dangbo.life.duty import Per
from dangbo.life.lives import ProbationState
from dangbo.life.meeting_frame import FrameVerdict, Modality
from dangbo.life.surveys import QuestionKind
from dangbo.rating.apportionment import Apportioning
from dangbo.rating.classification.evidence import Disciplined, PartyLife
from dangbo.rating.classification.result import Status
from dangbo.rating.classification.tests import ReasonCode
from dangbo.rating.comparison import Standing
from dangbo.rating.places import TieBreak
from dangbo.rating.quota import HeadsReading, QuotaBase, QuotaGrouping, QuotaRounding
from dangbo.rating.targets import Direction, Moment
from dangbo.rules import Cure, RuleBook
from dangbo.rules.words import RuleChangeKind
from dangbo.tree.records import Matter

TODAY = "2026-11-27"


@cache
def everything() -> Labels:
    return db.labels()


def terms() -> Iterator[type[Term]]:
    for found in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    waiting = [Term]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if len(one) and one.__module__.startswith("dangbo."):
                yield one


# --- it is complete -----------------------------------------------------------------------------------------------


def test_every_vocabulary_of_the_library_is_there_with_each_of_its_members() -> None:
    every = list(terms())
    assert len(every) >= 41
    for vocabulary in every:
        listed = everything()[vocabulary]
        assert {entry.code for entry in listed} == {member.value for member in vocabulary}, vocabulary
        assert {entry.words for entry in listed} == {member.words for member in vocabulary}


def test_every_other_enum_people_are_shown_is_there() -> None:
    ours = {"Severity": "severity", "Confidence": "confidence", "ListState": "list_state"}
    inner = {"Wanted", "Unread", "RowKind"}  # how cells and rows are read: no document holds them
    list(terms())
    found = {
        one.__name__: one for one in Enum.__subclasses__() if one.__module__.startswith("dangbo.") and one is not Term
    }
    assert set(found) == {*ours, *inner}
    for name, vocabulary in ours.items():
        assert {entry.code for entry in everything()[vocabulary]} == {member.value for member in found[name]}


CHOICES = {
    "matter": Matter,
    "subjects": Subjects,
    "rating_base": Base,
    "quota_base": QuotaBase,
    "quota_rounding": QuotaRounding,
    "classification_status": Status,
    "standing": Standing,
    "moment": Moment,
    "tie_break": TieBreak,
    "movement_section": Section,
    "deadline": DeadlineKind,
    "deadline_state": DeadlineState,
    "probation_state": ProbationState,
    "badge_due": BadgeKind,
    "admission_wait": WaitKind,
    "meeting_verdict": FrameVerdict,
    "question_kind": QuestionKind,
    "visit_period": Per,
    "direction": Direction,
    "apportionment": Apportioning,
    "quota_grouping": QuotaGrouping,
    "quota_heads": HeadsReading,
    "classification_reason": ReasonCode,
    "disciplined": Disciplined,
    "party_life": PartyLife,
    "age_count": AgeCount,
    "change": ChangeKind,
    "cell_change": HowChanged,
    "list_difference": Gap,
    "list_kind": Kind,
    "column_taken": HowTaken,
    "cure": Cure,
    "rule_change": RuleChangeKind,
    "modality": Modality,
}


@pytest.mark.parametrize(("name", "choice"), CHOICES.items())
def test_words_that_are_no_terms_have_each_a_label(name: str, choice: object) -> None:
    listed = everything()[name]
    assert {entry.code for entry in listed} == set(get_args(choice))
    assert not [entry.words for entry in listed if entry.words.en[0] in "✓▲?"]


NO_VOCABULARIES = {
    frozenset(codes)
    for codes in (
        *({"vi", "en"}, {"ids", "all"}, {"left", "right"}, {"rank", "given", "label"}),  # of the document itself
        {"single", "head", "sum", "of_which", "balance"},  # how the rows of a form add up
        *({"base", "heads", "ratio", "rounding", "special_ratio"}, {"base", "heads", "rounding"}),  # of arguments
        *({"head", "head_is_member", "place"}, {"field", "organization", "organization and field"}),  # of fields
        {"giải thể", "kết thúc hoạt động"},  # words of a decision, which are their own codes
    )
}
"""Choices of a published schema that nobody is offered in words."""


def choices(schema: object) -> Iterator[frozenset[str]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield frozenset(one for one in schema["enum"] if one is not None)
        for one in schema.values():
            yield from choices(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from choices(one)


def test_every_choice_a_published_schema_offers_has_its_labels() -> None:
    published = Path(__file__).parents[2] / "schema"
    offered = {one for path in published.glob("*.json") for one in choices(json.loads(path.read_text("utf-8")))}
    listed = [{entry.code for entry in vocabulary} for vocabulary in everything()]
    unlisted = {one for one in offered if not any(one <= codes for codes in listed)}
    assert unlisted == NO_VOCABULARIES
    assert len(offered) > 60


def test_operations_and_findings_are_those_of_the_library() -> None:
    assert [entry.code for entry in everything()["operation"]] == list(VERBS)
    told = {entry.code: entry for entry in everything()["finding"]}
    assert told["org/large-cell"].words.en.startswith("cell … has … members, more than …")
    assert all(any(map(str.isalpha, entry.words.vi)) for entry in told.values())
    assert all("{" not in entry.words.vi + entry.words.en for entry in told.values())


# --- words --------------------------------------------------------------------------------------------------------

NAMES = frozenset({"ethnic_group", "religion", "personal_id_province", "apportionment"})
"""Vocabularies with proper names, which are the same in English."""


def test_every_label_is_composed_and_said_in_both_languages() -> None:
    for vocabulary in everything():
        for words in (vocabulary.title, *(entry.words for entry in vocabulary)):
            assert words.vi, vocabulary.name
            assert words.en, vocabulary.name
            assert (nfc(words.vi), nfc(words.en)) == (words.vi, words.en)
        same = [entry.code for entry in vocabulary if entry.words.vi == entry.words.en]
        assert not same or vocabulary.name in NAMES


def test_codes_are_ascii_and_stand_once_on_a_day() -> None:
    for day in (TODAY, "2023-04-30", "2016-12-31", "2005-01-01", "9999-12-31", "0001-01-01"):
        for gaps in ("empty", "nearest"):
            for vocabulary in db.labels(on=day, gaps=gaps):
                codes = Counter(entry.code for entry in vocabulary)
                assert all(code.isascii() for code in codes)
                assert set(codes.values()) <= {1}, (vocabulary.name, day)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_has_no_order_of_its_own_is_sorted_as_people_sort_and_other_comes_last(lang: str) -> None:
    answer = db.labels(lang=lang)  # type: ignore[arg-type]
    for vocabulary in answer:
        told = [entry.words.text(lang=answer.lang) for entry in vocabulary if entry.code != "other"]
        if vocabulary.order == "label":
            assert told == sorted(told, key=sort_key)
            assert "other" not in [entry.code for entry in vocabulary][:-1]
    groups = [entry.words.text(lang=answer.lang) for entry in answer["group_kind"]]
    expected = {
        "vi": ["Ấp", "Bản", "Khu phố", "Thôn", "Tổ dân phố", "Xóm", "Khác"],
        "en": [
            *("hamlet (ấp)", "hamlet (xóm)", "upland village (bản)"),
            *("urban quarter", "urban residential group", "village (thôn)", "other"),
        ],
    }
    assert groups == expected[lang]


def test_ranks_keep_their_order_and_say_so() -> None:
    ratings, stages = everything()["rating"], everything()["prospect_stage"]
    assert ratings.order == "rank"
    assert [Rating(entry.code) for entry in ratings] == sorted(Rating, reverse=True)
    assert (stages.order, stages.entries[0].code, stages.entries[-1].code) == ("given", "awareness_class", "admitted")


def test_a_code_finds_its_entry_of_all_days_the_latest() -> None:
    for vocabulary in everything():
        for entry in vocabulary:
            found = vocabulary[entry.code]
            assert found.code == entry.code
            assert entry in vocabulary
            assert entry.code in vocabulary
            assert entry.valid_to is None or found.valid_to is None or entry.valid_to <= found.valid_to
    assert db.labels("kind", on="2026-07-25")["kind"]["chi_bo/grassroots"].words.vi == "Chi bộ cơ sở"
    assert everything()["kind"]["chi_bo/grassroots"].words.vi == "Chi bộ"
    with pytest.raises(TermError, match="'goods' is not a code of this vocabulary; known: good"):
        everything()["rating"]["goods"]
    others: tuple[object, ...] = ("goods", None, 3, [])
    assert not [given for given in others if given in everything()["rating"]]


# --- what is shown is read back -----------------------------------------------------------------------------------


def test_every_code_and_every_label_of_a_vocabulary_is_read_back() -> None:
    for vocabulary in terms():
        year = {"year": 2015} if vocabulary.__name__.startswith("Legacy") else {}
        for member in vocabulary:
            for text in (member.value, member.label):
                assert vocabulary.parse(text, **year) is member, (vocabulary, text)


def test_every_kind_is_read_back_by_its_code_and_by_what_it_was_ever_called() -> None:
    for entry in everything()["kind"]:
        kind = parse_kind(entry.code)
        assert f"{kind[0].value}/{kind[1].value}" == entry.code
        if entry.words.vi == "Chi bộ":  # which two kinds are called since 26/7/2026
            with pytest.raises(TermError, match="it names a form and no level"):
                parse_kind(entry.words.vi)
        else:
            assert parse_kind(entry.words.vi) == kind


def test_unit_types_and_operations_are_read_back() -> None:
    book = RuleBook.default()
    for entry in everything()["unit_type"]:
        assert book.unit_type(entry.code).code == book.unit_type(entry.words.vi).code == entry.code
    assert all(entry.code in VERBS for entry in everything()["operation"])


# --- days ---------------------------------------------------------------------------------------------------------


def test_kinds_are_called_as_the_rules_of_the_day_say() -> None:
    # structure.toml, "kind-labels": 208-QĐ/TW of 26/7/2026 renames three kinds and leaves the others
    renamed = {
        "dang_bo/below_grassroots": ("Đảng bộ bộ phận", "Đảng bộ trực thuộc cơ sở"),
        "chi_bo/grassroots": ("Chi bộ cơ sở", "Chi bộ"),
        "chi_bo/below_grassroots": ("Chi bộ trực thuộc", "Chi bộ"),
    }
    before, after = (db.labels("kind", on=day)["kind"] for day in ("2026-07-25", "2026-07-26"))
    for old, new in zip(before, after, strict=True):
        assert (old.words.vi, new.words.vi) == renamed.get(old.code, (old.words.vi, old.words.vi))
        assert old.code == new.code
        if old.code in renamed:
            assert (old.valid_to, new.valid_from) == (dt.date(2026, 7, 25), dt.date(2026, 7, 26))
    (clause,) = after.rules
    assert (clause.id, clause.document.number, clause.confidence.value) == ("kind-labels", "208-QĐ/TW", "unverified")


def test_all_days_hold_what_each_day_holds() -> None:
    for day in (dt.date(2013, 1, 1), dt.date(2023, 4, 30), dt.date(2026, 11, 27)):
        of_day = db.labels(on=day)
        for vocabulary in everything():
            standing = {(entry.code, entry.words) for entry in vocabulary if entry.holds(day)}
            assert {(entry.code, entry.words) for entry in of_day[vocabulary.name]} == standing


def test_retired_ratings_are_there_with_their_days_and_clause() -> None:
    whole = everything()["legacy_rating"]
    assert {(entry.valid_from, entry.valid_to) for entry in whole} == {(dt.date(2008, 10, 10), dt.date(2018, 3, 7))}
    assert {rule.document.number for rule in whole.rules} == {"20-HD/BTCTW", "27-HD/BTCTW"}
    for day, old, new in (("2018-03-07", 5, 0), ("2018-03-08", 0, 4)):
        answer = db.labels("legacy_rating", "rating", on=day)
        assert (len(answer["legacy_rating"]), len(answer["rating"])) == (old, new)


def test_dues_are_owed_by_those_the_rules_of_the_day_name() -> None:
    # dues.toml: the regulation of 2010 had five rows, that of 2026 four, with two uninsured and four exempt or less
    for day, count, agency in (("2026-01-31", 5, True), ("2026-02-01", 10, False)):
        kinds = {entry.code for entry in db.labels("dues_kind", on=day)["dues_kind"]}
        assert (len(kinds), "agency_staff" in kinds) == (count, agency)


def test_a_day_without_a_list_is_empty_and_says_so_and_the_nearest_is_given_when_asked_for() -> None:
    asked = db.labels("ethnic_group", "religion", "unit_type", on=TODAY)
    assert [len(vocabulary) for vocabulary in asked] == [0, 0, 1]  # the library's own type of unit goes on
    assert [found.code for vocabulary in asked for found in vocabulary.findings] == ["rule/not-listed"] * 3
    nearest = db.labels("ethnic_group", "religion", "unit_type", on=TODAY, gaps="nearest")
    last = db.labels("ethnic_group", "religion", "unit_type", on="2025-06-30")
    for vocabulary in nearest:
        assert {entry.words for entry in vocabulary} == {entry.words for entry in last[vocabulary.name]}
        assert [found.code for found in vocabulary.findings] == ["rule/not-in-force"]
    assert not any(vocabulary.findings for vocabulary in last)
    assert max(entry.valid_to for entry in nearest["ethnic_group"] if entry.valid_to) == dt.date(2025, 10, 9)


def test_a_rulebook_without_lists_has_none_and_undated_words_stay() -> None:
    book = RuleBook((), ())
    answer = db.labels(on=TODAY, rules=book)
    assert not len(answer["ethnic_group"])
    assert len(answer["rating"]) == 4
    assert [entry.words.vi for entry in answer["kind"]][-1] == "Chi bộ trực thuộc"


# --- asking -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["member_status", "member-status", "MemberStatus", "loại đảng viên (chính thức, dự bị)"]
)
def test_a_vocabulary_is_found_by_any_of_its_names(name: str) -> None:
    assert [vocabulary.name for vocabulary in db.labels(name)] == ["member_status"]
    assert name in everything()


def test_a_class_names_its_vocabulary_and_twice_is_once() -> None:
    answer = db.labels(Form, "form", Level)
    assert [vocabulary.name for vocabulary in answer] == ["form", "level"]
    assert answer[Form] is answer["form"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (lambda: db.labels("ratings"), "'ratings' is not a vocabulary; known: rating"),
        (lambda: db.labels(str), "'str' is not a vocabulary"),  # type: ignore[arg-type]
        (lambda: db.labels(7), "a label is text"),  # type: ignore[arg-type]
        (lambda: db.labels("form")["level"], "'level' is not a vocabulary; known: form"),
        (lambda: db.labels("form", lang="fr"), "'fr' is not a language"),  # type: ignore[arg-type]
        (lambda: db.labels("form", gaps="guess"), "known: empty, nearest"),  # type: ignore[arg-type]
        (lambda: db.labels("form", on="2026-02-30"), "2026-02-30"),
        (lambda: db.labels("form", rules="default"), "RuleBook"),  # type: ignore[arg-type]
    ],
)
def test_what_nobody_knows_is_refused_with_the_nearest(asked: object, message: str) -> None:
    with pytest.raises(DangboError, match=message) as refused:
        asked()  # type: ignore[operator]
    assert isinstance(refused.value, TermError | InvalidInputError)


# --- the document -------------------------------------------------------------------------------------------------


def test_the_document_names_each_entry_in_the_language_and_in_both() -> None:
    document = json.loads(db.labels("kind", "rating", on="2026-07-26", lang="en").to_json())
    assert (document["schema"], document["version"]) == ("dangbo/labels", 1)
    assert (document["on"], document["lang"]) == ("2026-07-26", "en")
    assert list(document["vocabularies"]) == ["kind", "rating"]
    kinds = document["vocabularies"]["kind"]
    assert kinds["entries"][-1] == {
        "code": "chi_bo/below_grassroots",
        "label": "Party cell",
        "words": {"vi": "Chi bộ", "en": "Party cell"},
        "note": None,
        "valid_from": "2026-07-26",
        "valid_to": None,
        "rule_id": "kind-labels",
    }
    assert kinds["title"] == {"vi": "loại tổ chức đảng", "en": "kind of organization"}
    assert [rule["id"] for rule in kinds["rules"]] == ["kind-labels"]


def test_the_whole_document_is_plain_json() -> None:
    document = everything().as_dict()
    assert json.loads(everything().to_json()) == document
    assert sum(len(one["entries"]) for one in document["vocabularies"].values()) == sum(map(len, everything()))


def test_the_document_fits_its_schema_in_pydantic_too() -> None:
    schema = Labels.json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:dangbo:labels:1"
    for answer in (everything(), db.labels(on=TODAY, lang="en")):
        Draft202012Validator(schema).validate(json.loads(answer.to_json()))
    adapter = TypeAdapter(Labels)
    answer = db.labels("form")
    assert adapter.validate_python(answer) is answer
    assert json.loads(adapter.dump_json(answer)) == answer.as_dict()


def test_it_shows_itself_in_both_languages() -> None:
    answer = db.labels("kind", on="2026-07-26")
    assert "Toàn Đảng" in answer.show().text
    assert "26 July 2026" in answer.show(lang="en").text
    assert repr(answer) == "Labels(1 vocabularies, 7 entries, 2026-07-26)"
    missing = db.labels("religion", on=TODAY).table(lang="vi")
    assert "không có danh mục" in missing.notes[0]


def test_a_vocabulary_shows_itself_in_a_line_and_an_entry_without_its_clauses() -> None:
    for vocabulary in db.labels():
        assert repr(vocabulary) == f"Vocabulary({vocabulary.name}: {len(vocabulary)} entries)"
        assert not [entry for entry in vocabulary if "RuleRef" in repr(entry)]
