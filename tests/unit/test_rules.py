"""The rulebook: what it answers on a date, and which files it refuses."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import re
import subprocess
import sys
import tomllib
import unicodedata
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import pytest

from dangbo.base.errors import InvalidInputError, RuleNotInForceError, TermError
from dangbo.base.findings import Finding, Severity
from dangbo.base.terms import Form, Level
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.rules import RuleBook, Table
from dangbo.rules.words import CRITERIA
from dangbo.tree.records import Organization

PAPER: Final = """\
[[instruments]]
id = "guide-1"
kind = "hướng dẫn"
number = "01-HD/TU"
issuer = "Tỉnh ủy A"
issued = 2020-01-01
from = 2020-01-01
confidence = "verified"
"""
HEAD: Final = """\
[[rules]]
id = "local-size"
unit = "members"
cure = "none"
label = { vi = "Cỡ chi bộ", en = "Cell size" }
statement = { vi = "Chi bộ không quá cỡ này.", en = "A cell is not above this size." }
"""
VALUE: Final = """\
[[rules.values]]
value = 40
instrument = "guide-1"
article = "mục 2"
from = 2020-01-01
to = 2020-12-31
confidence = "verified"
checked_on = 2026-11-23
"""
GOOD: Final = PAPER + HEAD + VALUE


def value(**keys: str) -> str:
    """Another value of the rule, with some keys written otherwise; "" leaves the key out."""
    lines = dict(line.split(" = ", 1) for line in VALUE.splitlines()[1:])
    lines |= {key.rstrip("_"): text for key, text in keys.items()}
    return "\n".join(["[[rules.values]]", *(f"{key} = {text}" for key, text in lines.items() if text), ""])


def load(tmp_path: Path, *texts: str) -> RuleBook:
    paths = []
    for number, text in enumerate(texts, start=1):
        path = tmp_path / f"rules-{number}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return RuleBook.load(*paths)


def refused(tmp_path: Path, *texts: str) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        load(tmp_path, *texts)
    assert {(found.code, found.severity) for found in caught.value.findings} == {("rule/bad-file", Severity.BLOCK)}
    return caught.value.findings


def only(tmp_path: Path, *texts: str) -> tuple[object, object, str]:
    """Key, line and reason of the one thing that is wrong."""
    (found,) = refused(tmp_path, *texts)
    facts = dict(found.facts)
    assert str(facts["file"]).startswith(str(tmp_path))
    assert str(facts["file"]) in found.message
    return facts["key"], facts["line"], in_english(facts["reason"])


def in_english(fact: object) -> str:
    assert isinstance(fact, Words)
    return fact.en


# --- what ships -------------------------------------------------------------------------------------------------------


def shipped() -> dict[str, dict[str, list[dict[str, object]]]]:
    folder = files("dangbo.rules")
    return {
        path.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    }


def test_every_shipped_value_carries_document_article_validity_confidence_and_day_of_checking() -> None:
    tables = shipped()
    papers = {paper["id"] for table in tables.values() for paper in table.get("instruments", [])}
    unsourced = []
    for name, table in tables.items():
        for rule in table.get("rules", []):
            values = rule["values"]
            assert isinstance(values, list)
            for entry in values:
                cited = entry.get("instrument") in papers and bool(str(entry.get("article", "")).strip())
                dated = all(type(entry.get(key)) is dt.date for key in ("from", "checked_on"))
                sure = entry.get("confidence") in {"verified", "secondary", "unverified"}
                if not (cited and dated and sure):
                    unsourced.append((name, rule["id"], entry.get("from")))
    assert unsourced == []


def test_every_value_of_the_loaded_book_cites_a_dated_paper() -> None:
    book = RuleBook.default()
    papers = book.instruments()
    assert [paper.id for paper in papers if (paper.document.issued is None) == (paper.year is None)] == []
    issued = {paper.document.issued for paper in papers}
    for rule_id in book.ids:
        for entry in book.values(rule_id):
            assert entry.ref.id == rule_id
            assert entry.ref.document.issued in issued  # None only where the paper says that its day was not seen
            assert entry.ref.article
            assert entry.checked_on in {dt.date(2026, 11, 23), dt.date(2026, 11, 26)}


def test_every_rule_is_told_in_both_languages() -> None:
    book = RuleBook.default()
    rules = list(book)
    assert [rule.id for rule in rules if rule.label.vi == rule.label.en or rule.statement.vi == rule.statement.en] == []


def test_shipped_texts_are_in_nfc() -> None:
    texts = [path.read_text(encoding="utf-8") for path in files("dangbo.rules").iterdir() if path.name[-5:] == ".toml"]
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []


def test_four_rules_of_a_check_are_found_in_the_shipped_book() -> None:
    assert {"min-full-members", "cell-size-consent", "allowed-kinds", "village-cell"} <= set(RuleBook.default().ids)


def test_importing_the_room_reads_no_file_and_no_parser() -> None:
    probe = (
        "import sys; before = set(sys.modules); import dangbo.rules; "  # a coverage tool may have loaded tomllib before
        "print(*sorted({'tomllib', 'dangbo.rules.loader'} & (sys.modules.keys() - before)), 'end')"
    )
    result = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert result.stdout.split() == ["end"]


def test_no_rule_rests_on_memory_alone() -> None:
    """What no page seen gives is not shipped, however well known it is."""
    book = RuleBook.default()
    # the five years of grassroots congresses, the committee of 15, and two regulations on functions
    assert "grassroots-congress" not in "".join(book.ids)
    assert "15" not in str(book.values("committee-size-set-by")[0].value)
    assert not {"48-QĐ/TW", "127-QĐ/TW"} & {paper.document.number for paper in book.instruments()}
    # 124 and 21-HD give members criteria of "good" and "completed" that nobody saw: no figure stands in for them
    for on in ("2018-12-31", "2022-12-31", "2024-12-31"):
        rows = book.at(on).value("rating-criteria-member").rows
        tests = {row.text("test") for row in rows if row.text("tier") in {"good", "completed"}}
        assert "unknown" in tests
        assert tests <= {"unknown", "sick_leave_below"}  # 21-HD: three months of sick leave exclude "good"


def test_every_shipped_value_can_be_told_in_both_languages() -> None:
    book = RuleBook.default()
    for rule_id in book.ids:
        assert all(book.explain(rule_id).lines(lang=lang) for lang in ("vi", "en"))
        for entry in book.values(rule_id):
            told = book.explain(rule_id, on=entry.ref.valid_from)
            assert told.value is entry
            assert all(len(told.lines(lang=lang)) >= 7 for lang in ("vi", "en"))


# --- reading on a date ------------------------------------------------------------------------------------------------


def test_strict_reading_outside_the_life_of_a_rule_names_its_first_and_last_day() -> None:
    with pytest.raises(RuleNotInForceError) as caught:
        RuleBook.default().at("2025-12-31").value("mobile-work-exemption")
    error = caught.value
    assert (error.rule, error.on) == ("mobile-work-exemption", dt.date(2025, 12, 31))
    assert (error.first, error.last) == (dt.date(2021, 9, 28), dt.date(2025, 6, 8))
    assert "from 2021-09-28 to 2025-06-08" in str(error)


def test_an_error_within_a_gap_does_not_claim_that_the_gap_is_known(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD + value(from_="2022-01-01", to=""))
    with pytest.raises(RuleNotInForceError) as caught:
        book.at("2021-06-01").value("local-size")
    assert caught.value.periods == ((dt.date(2020, 1, 1), dt.date(2020, 12, 31)), (dt.date(2022, 1, 1), None))
    assert "from 2020-01-01 to 2020-12-31 and from 2022-01-01 on" in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - made in this line


def test_values_that_follow_each_other_without_a_gap_are_one_period() -> None:
    assert RuleBook.default()["cell-division"].periods == ((dt.date(2011, 1, 19), None),)


@pytest.mark.parametrize(
    ("on", "taken", "nearest"),
    [
        ("2019-12-31", 40, "2020-01-01"),
        ("2021-01-01", 40, "2020-12-31"),
        ("2021-07-02", 40, "2020-12-31"),  # as far from both: the one that did hold
        ("2021-12-31", 50, "2022-01-01"),
        ("2030-01-01", 50, "2022-12-31"),
    ],
)
def test_lenient_reading_takes_the_nearest_value_and_says_so(tmp_path: Path, on: str, taken: int, nearest: str) -> None:
    book = load(tmp_path, GOOD + value(value="50", from_="2022-01-01", to="2022-12-31"))
    found, finding = book.at(on).nearest("local-size")
    assert finding is not None
    assert (found.number, finding.code, finding.severity) == (taken, "rule/not-in-force", Severity.WARN)
    facts = dict(finding.facts)
    assert (facts["date"], facts["nearest"]) == (dt.date.fromisoformat(on), dt.date.fromisoformat(nearest))
    assert finding.rule is found.ref


def test_the_dates_of_a_lenient_reading_are_printed_as_each_language_writes_them() -> None:
    _, found = RuleBook.default().at("2018-12-31").nearest("excellent-quota-members")
    assert found is not None
    assert "has no value on 2018-12-31; the nearest, of 2019-10-18, was taken" in found.message
    assert "không có giá trị tại ngày 31/12/2018; đã lấy giá trị gần nhất, của ngày 18/10/2019" in found.text()


def test_lenient_reading_of_a_rule_in_force_finds_nothing() -> None:
    assert RuleBook.default().at("2023-04-30").nearest("min-full-members")[1] is None


def test_a_rule_nobody_knows_is_refused_with_the_one_that_comes_near() -> None:
    rules = RuleBook.default().at("2023-04-30")
    for read in (rules.value, rules.nearest, RuleBook.default().values):
        with pytest.raises(TermError) as caught:
            read("min-ful-members")
        assert caught.value.suggestions[0] == "min-full-members"
    assert rules.get("min-ful-members") is None


def test_an_instrument_nobody_knows_is_refused_with_the_one_that_comes_near() -> None:
    with pytest.raises(TermError, match="294-2025"):
        RuleBook.default().instrument("294-2026")


def test_the_rules_of_a_date_are_made_once() -> None:
    book = RuleBook.default()
    assert book.at("2023-04-30") is book.at(dt.date(2023, 4, 30)) is book.at("30/04/2023")
    assert book is RuleBook.default()


def test_a_day_that_does_not_exist_has_no_rules() -> None:
    with pytest.raises(InvalidInputError, match="31/02/2023"):
        RuleBook.default().at("31/02/2023")


def test_before_the_first_rule_nothing_is_in_force_and_nothing_is_forbidden() -> None:
    rules = RuleBook.default().at("1998-12-31")
    cell = (Form.CHI_BO, Level.BELOW_GRASSROOTS)
    assert rules.ids == ()
    assert rules.kinds.allows(cell, cell)
    with pytest.raises(RuleNotInForceError):
        _ = rules.kinds.ref
    with pytest.raises(RuleNotInForceError):
        _ = rules.kinds.consent


def test_a_kind_without_a_dated_label_has_its_usual_one() -> None:
    rules = RuleBook.default().at("2023-04-30")
    assert rules.label(Form.DANG_BO, Level.PROVINCIAL) == "Đảng bộ trực thuộc Trung ương"
    assert rules.label(Form.CHI_BO, Level.GRASSROOTS, lang="en") == "grassroots Party cell"
    assert "Central Committee" in rules.label(Form.DANG_BO, Level.PROVINCIAL, lang="en")


def test_a_code_of_ones_own_is_its_own_label() -> None:
    book = RuleBook.default()
    assert book.unit_type_label("special-zone") == "special-zone"
    assert book.unit_type_label("residential") == "Thôn, tổ dân phố"
    assert book.unit_type_label("residential", lang="en") == "village or residential group"


def test_a_value_is_read_as_what_it_is() -> None:
    rules = RuleBook.default().at("2023-04-30")
    with pytest.raises(TypeError, match="min-full-members"):
        _ = rules.value("min-full-members").table
    with pytest.raises(TypeError, match="cell-division"):
        _ = rules.value("cell-division").number
    assert RuleBook.default().at("2025-07-01").value("cell-division").table.number("threshold") == 30
    assert rules.value("direct-superior-decides").text == "direct_superior"
    assert rules.value("allowed-kinds").rows[0].texts("children") == ("dang_bo/provincial",)
    assert rules.value("allowed-kinds").rows[0].texts("unit_types") == ()


def test_parts_of_tables_are_read_as_what_they_are() -> None:
    rules = RuleBook.default().at("2025-08-01")
    row = rules.value("reform-2025-dates").rows[0]
    assert (row.date("by"), row.words("what").en) == (dt.date(2025, 5, 15), "provincial standing committee's scheme")
    assert rules.value("badge-years").table.numbers("years")[:2] == (30, 40)
    assert rules.value("badge-years").table.numbers("months") == ()
    assert rules.value("transfer-blocked").words.en.startswith("No transfer")
    with pytest.raises(TypeError, match="by"):
        row.words("by")


def test_open_questions_name_rules_and_papers_of_the_book() -> None:
    book = RuleBook.default()
    questions = book.questions()
    assert {"quota-of-366", "texts-of-2026", "statistics-2025"} <= {question.id for question in questions}
    assert {rule_id for question in questions for rule_id in question.rules} <= set(book.ids)
    assert all(book.instrument(name) for question in questions for name in question.instruments)
    assert all(question.words.vi != question.words.en for question in questions)


def test_a_table_is_a_read_only_mapping_that_hashes_by_what_it_holds() -> None:
    quota = Table({"ratio": Fraction(1, 5), "base": "final_good"})
    assert quota == {"ratio": Fraction(1, 5), "base": "final_good"}
    assert hash(quota) == hash(Table({"base": "final_good", "ratio": Fraction(1, 5)}))
    assert (len(quota), repr(quota)) == (2, "Table(ratio=Fraction(1, 5), base='final_good')")
    assert not hasattr(quota, "__setitem__")


def test_books_and_values_can_be_pickled_and_hashed() -> None:
    book = RuleBook.default()
    again = pickle.loads(pickle.dumps(book))  # noqa: S301 - made in this line
    assert [again.values(rule_id) for rule_id in again.ids] == [book.values(rule_id) for rule_id in book.ids]
    assert len({entry for rule_id in book.ids for entry in book.values(rule_id)}) > len(book.ids)


def test_a_book_says_how_much_is_in_it() -> None:
    book = RuleBook.default()
    assert repr(book) == f"RuleBook({len(book.ids)} rules from {len(book.instruments())} instruments)"
    assert repr(book.at("1998-12-31")) == "Rules(0 in force on 1998-12-31)"


# --- explaining, comparing --------------------------------------------------------------------------------------------


def test_a_rule_is_explained_with_value_source_validity_confidence_and_effect() -> None:
    lines = RuleBook.default().explain("cell-size-consent", on="30/04/2023").lines()
    assert lines[2:7] == (
        "Ngày 30/4/2023: 30 đảng viên",
        "Nguồn: Điều lệ Đảng Cộng sản Việt Nam, ngày 19/01/2011 của Đại hội đại biểu toàn quốc lần thứ XI, Điều 21.5",
        "Hiệu lực: 19/01/2011 – 25/7/2026",
        "Độ tin cậy: đã kiểm chứng; đối chiếu ngày 23/11/2026",
        "Trái quy định thì được lưu ý: cấp ủy cấp trên đồng ý thì hợp lệ",
    )


@pytest.mark.parametrize(
    ("on", "vi", "en"),
    [
        ("2026-04-07", "Hiệu lực: 01/7/2025 – 07/4/2026", "In force: 1 July 2025 – 7 April 2026"),
        ("2026-04-08", "Giá trị còn được dùng: 08/4/2026 – 25/7/2026", "Value still used: 8 April 2026 – 25 July 2026"),
        ("2026-07-26", "Hiệu lực: 26/7/2026 – …", "In force: 26 July 2026 – …"),
    ],
)
def test_what_runs_on_after_its_paper_is_not_said_to_be_in_force(on: str, vi: str, en: str) -> None:
    told = RuleBook.default().explain("readmission", on=on)
    assert vi in told.lines(lang="vi")
    assert en in told.lines(lang="en")


@pytest.mark.parametrize("rule_id", RuleBook.default().ids)
def test_no_explanation_shows_how_the_rulebook_writes_things_down(rule_id: str) -> None:
    book = RuleBook.default()
    names = {paper.id for paper in book.instruments()}
    codes = {code for column in book[rule_id].columns for code in column.choices if "_" in code}
    for value in book.values(rule_id):
        for lang in ("vi", "en"):
            told = book.explain(rule_id, on=value.ref.valid_from).text(lang=lang)
            body = told.partition("\n")[2]
            assert not names & set(re.findall(r"[\w-]+", body))  # papers are cited, not called by their short names
            assert not codes & set(re.findall(r"\w+", body))
            assert lang == "vi" or "chưa thấy điều mục" not in body


def test_a_row_that_rests_on_another_paper_cites_it() -> None:
    book = RuleBook.default()
    early = book.explain("badge-early", on="2024-01-01")
    cited = "Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương"
    assert f"{cited}; chưa thấy điều mục; thứ cấp" in early.text(lang="vi")
    assert f"{cited}; article not seen; secondary" in early.text(lang="en")
    assert "Quy định số 362-QĐ/TW, ngày 30/8/2025" in book.explain("unit-functions", on="2026-01-01").text(lang="vi")
    ceremony = book.explain("admission-ceremony-deadline", on="2026-07-26")
    assert "Ngày 26/7/2026: tính từ: ngày ban hành quyết định" in ceremony.lines(lang="vi")


def test_an_explanation_can_be_read_in_the_other_language() -> None:
    told = RuleBook.default().explain("readmission", on="2025-03-01")
    assert str(told) == told.text(lang="en") != told.text(lang="vi")
    assert "Source: Quy định số 232-QĐ/TW, ngày 20/01/2025 của Ban Chấp hành Trung ương, item 3.5" in str(told)
    assert repr(told) == "Explanation('readmission', on=2025-03-01)"


@pytest.mark.parametrize(
    ("rule", "on", "words"),
    [
        ("village-cell", "2025-08-01", "A breach blocks"),
        ("village-cell", "2026-05-01", "A breach warns: the text was not read"),
        ("transfer-start-deadline", "2025-08-01", "A breach warns: exceptions are possible"),
        ("change-definitions", "2026-01-01", "For reference; nothing is checked against it"),
    ],
)
def test_an_explanation_says_what_a_breach_does(rule: str, on: str, words: str) -> None:
    assert words in RuleBook.default().explain(rule, on=on).lines(lang="en")


CODED: Final = [
    rule_id
    for rule_id in RuleBook.default().ids
    if rule_id.startswith(("rating-criteria", "rating-exemptions", "rating-coverage", "target-"))
]


@pytest.mark.parametrize("rule_id", CODED)
def test_no_code_is_told_to_people_where_words_are_meant(rule_id: str) -> None:
    told = re.sub(r"`[^`]*`|\([^()]*\)", "", RuleBook.default().explain(rule_id).text(lang="vi"))
    assert re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", told) == []
    codes = "levels|score|peers|model|products|concluded|disciplined|unknown|organization|member|leader|collective"
    more = "grassroots|exempt|suspended|admitted|established|ratings|things|rated|self|subordinate|unit|missed|warning"
    assert re.findall(rf"\b(?:{codes}|{more}|remedied|general|tasks|shortcomings|others)\b", told) == []


def test_every_code_of_the_shipped_criteria_has_words() -> None:
    book = RuleBook.default()
    rows = [
        row
        for rule_id in CODED
        if rule_id.startswith("rating-criteria-")
        for value_ in book.values(rule_id)
        for row in value_.rows
    ]
    assert len(rows) > 50
    for key, words in CRITERIA.items():
        used = {
            code for row in rows for code in (row.texts(key) if isinstance(row.get(key), tuple) else (row.get(key),))
        }
        assert used - {None} <= words.keys(), key


def test_a_grade_of_a_criterion_is_not_told_as_a_rating() -> None:
    lines = RuleBook.default().explain("rating-criteria-collective", on="2024-01-01").lines()
    (line,) = (line for line in lines if "`good-tasks`" in line)
    assert line.endswith("nhóm tiêu chí kết quả nhiệm vụ; mức của tiêu chí Tốt")
    assert line.startswith("  - Hoàn thành tốt nhiệm vụ; mức của các nhóm tiêu chí;")


@pytest.mark.parametrize(("lang", "moment"), [("vi", "thời điểm của tử số: cuối năm"), ("en", "end of the year")])
def test_the_moment_of_a_target_is_told_in_words(lang: Literal["vi", "en"], moment: str) -> None:
    told = RuleBook.default().explain("target-villages-with-member", on="2025-01-01").text(lang=lang)
    assert moment in told


def test_texts_in_two_languages_are_told_in_one() -> None:
    told = RuleBook.default().explain("target-new-members", on="2026-01-01").text()
    assert "new members" not in told


def test_an_explanation_for_a_day_without_value_says_what_is_known() -> None:
    told = RuleBook.default().explain("admission-education", on="2025-12-01")
    assert told.value is None
    assert told.lines(lang="en")[-1] == (
        "On 1 December 2025: the rulebook has no value; it knows 25 July 2016 – 30 June 2025 and 26 July 2026 – …"
    )


def test_without_a_date_the_whole_life_is_told_gaps_included() -> None:
    lines = RuleBook.default().explain("admission-education").lines(lang="en")
    assert "1 July 2025 – 25 July 2026: the rulebook has no value" in lines
    assert any(line.startswith("26 July 2026 – …: completed the lower secondary programme") for line in lines)


def test_a_timeline_leaves_no_day_out() -> None:
    for rule_id in RuleBook.default().ids:
        stretches = RuleBook.default().timeline(rule_id)
        for before, after in pairwise(stretches):
            assert before.valid_to is not None
            assert after.valid_from == before.valid_to + dt.timedelta(days=1)
        assert stretches[-1].valid_to is None
        assert stretches[0].value is not None


def test_a_timeline_ends_in_a_gap_where_the_last_value_ended() -> None:
    last = RuleBook.default().timeline("mobile-work-exemption")[-1]
    assert last == (dt.date(2025, 6, 9), None, None)


def test_a_difference_tells_what_began_ended_and_changed() -> None:
    change = RuleBook.default().diff("2025-06-30", "2025-07-01")
    kinds = {each.rule.id: each.kind for each in change.changes}
    assert kinds["village-cell"] == "began"
    assert kinds["grassroots-where"] == "ended"
    assert kinds["allowed-kinds"] == kinds["cell-congress-interval"] == kinds["level-regimes"] == "value"
    assert kinds["transfer-start-deadline"] == "source"
    assert "min-full-members" not in kinds  # the Charter stands
    assert {each.rule.id for each in (*change.began, *change.ended, *change.changed)} == set(kinds)
    assert all(each.before is None for each in change.began)
    assert all(each.after is None for each in change.ended)


def test_a_text_no_longer_read_is_a_difference_of_confidence() -> None:
    change = RuleBook.default().diff("2026-04-07", "2026-04-08")
    kinds = {each.rule.id: each.kind for each in change.changes}
    assert kinds["village-cell"] == "confidence"
    told = next(line for line in change.lines(lang="en") if line.startswith("~ village-cell"))
    assert told.startswith(
        "~ village-cell: verified → secondary (ended on 7 April 2026, replaced by Quy định số 20-QĐ/TW"
    )
    assert not change.began
    assert not change.ended


def test_the_same_day_twice_is_no_difference() -> None:
    change = RuleBook.default().diff("2025-07-01", "01/07/2025")
    assert change.changes == ()
    assert change.text().endswith("không có gì thay đổi")
    assert str(change).endswith("nothing changed")
    assert repr(change) == "RuleDiff(2025-07-01 to 2025-07-01: 0 began, 0 ended, 0 changed)"


def test_a_difference_is_told_in_lines() -> None:
    lines = RuleBook.default().diff("2025-06-30", "2025-07-01").lines(lang="en")
    assert lines[0] == "From 30 June 2025 to 1 July 2025:"
    assert any(line.startswith("+ village-cell: Chi bộ trực thuộc, directly under: ") for line in lines)
    assert (
        "~ cell-congress-interval: times: 2 | in years: 5 | early or late by at most (months): 6 → "
        "times: 1 | in years: 5 (Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương, item 23.1)"
    ) in lines
    assert any(line.startswith("- grassroots-where: ") for line in lines)


# --- promoted rules ---------------------------------------------------------------------------------------------------


def test_a_promoted_rule_blocks_and_says_so_wherever_it_is_cited() -> None:
    book = RuleBook.default().promoted("cell-size-consent", "dues")
    found = book.at("2026-10-01").value("cell-size-consent")
    assert (found.blocks, found.promoted, found.ref.promoted) == (True, True, True)
    assert found.ref.citation(lang="en").endswith("; raised to blocking by the user")
    assert found.ref.citation().endswith("; người dùng nâng thành bắt buộc")
    assert "A breach blocks: raised by the user" in book.explain("cell-size-consent", on="2026-10-01").lines(lang="en")


def test_a_check_blocks_on_a_promoted_rule_and_warns_without() -> None:
    big = Organization(id="b", name="Đảng bộ B", form=Form.DANG_BO, level=Level.GRASSROOTS, full=0)
    below = Organization(id="c", name="Chi bộ C", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="b", full=40)
    book = RuleBook.default()
    for rules, severity in ((book, Severity.WARN), (book.promoted("cell-size-consent"), Severity.BLOCK)):
        (found,) = (
            f for f in Hierarchy([big, below], as_of="2023-04-30").check(rules=rules) if f.code == "org/large-cell"
        )
        assert found.severity is severity
        assert found.rule is not None
        assert ("raised to blocking by the user" in found.message) is (severity is Severity.BLOCK)


def test_a_value_borrowed_from_another_time_is_no_breach_even_of_a_promoted_rule() -> None:
    found = RuleBook.default().promoted("village-cell").at("2023-04-30").nearest("village-cell")[1]
    assert found is not None
    assert found.severity is Severity.WARN


def test_promoting_leaves_the_other_rules_and_the_first_book_as_they_are() -> None:
    book = RuleBook.default().promoted("cell-size-consent")
    assert not RuleBook.default().at("2023-04-30").value("cell-size-consent").blocks
    assert not book.at("2023-04-30").value("dang-bo-min-members").blocks
    assert book.ids == RuleBook.default().ids
    assert book.questions() == RuleBook.default().questions()
    assert pickle.loads(pickle.dumps(book)).at("2023-04-30").value("cell-size-consent").promoted  # noqa: S301


def test_a_rule_nobody_knows_cannot_be_promoted() -> None:
    with pytest.raises(TermError, match="cell-size-consent"):
        RuleBook.default().promoted("cell-size")


# --- rules of a place -------------------------------------------------------------------------------------------------

SCOPE: Final = '[scope]\nid = "tinh-a"\nplace = "tỉnh A"\n\n'
LOCAL: Final = SCOPE + GOOD.replace("local-size", "tinh-a-size")
EXAMPLES: Final = Path(__file__).parents[2] / "docs" / "examples"


def lay(tmp_path: Path, text: str, book: RuleBook | None = None) -> RuleBook:
    path = tmp_path / "place.toml"
    path.write_text(text, encoding="utf-8")
    return (book or RuleBook.default()).with_local(path)


def test_a_local_rule_says_its_place_and_stands_beside_the_national_ones(tmp_path: Path) -> None:
    book = lay(tmp_path, LOCAL)
    found = book.at("2020-06-30").value("tinh-a-size")
    assert (found.local, found.ref.scope, found.number) == (True, "tỉnh A", 40)
    assert found.ref.citation(lang="en").endswith("; local rule of tỉnh A")
    assert set(book.ids) == {*RuleBook.default().ids, "tinh-a-size"}
    assert book.local_rules() == ("tinh-a-size",)
    assert "tinh-a-size" not in RuleBook.default().ids
    assert "A rule of tỉnh A only" in book.explain("tinh-a-size").lines(lang="en")


def test_a_local_rule_refines_a_national_one_which_stays_readable(tmp_path: Path) -> None:
    book = lay(tmp_path, LOCAL.replace('cure = "none"', 'cure = "none"\nrefines = "cell-size-consent"'))
    rules = book.at("2020-06-30")
    national = rules.value("cell-size-consent")
    assert (national.number, national.local) == (30, False)
    assert [value.number for value in rules.refining("cell-size-consent")] == [40]
    assert book.at("2021-06-30").refining("cell-size-consent") == ()
    assert book.local_rules("cell-size-consent") == ("tinh-a-size",)
    assert "Cụ thể hóa: cell-size-consent" in book.explain("tinh-a-size").lines()


def test_a_local_rule_cannot_take_the_id_of_a_national_one(tmp_path: Path) -> None:
    text = LOCAL.replace("tinh-a-size", "cell-size-consent").replace('"tinh-a"', '"cell"')
    with pytest.raises(InvalidInputError, match="the rule cell-size-consent is in the book already"):
        lay(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD, "the key 'scope' is missing"),
        (LOCAL.replace('article = "mục 2"\n', ""), "the key 'article' is missing"),
        (LOCAL.replace('instrument = "guide-1"', 'instrument = "guide-7"'), "there is no instrument 'guide-7'"),
        (LOCAL + "unknown = 1\n", "unknown key"),
        (LOCAL.replace('cure = "none"', 'cure = "none"\nrefines = "dues"'), "'dues' is of unit 'rows'"),
        (
            LOCAL.replace('confidence = "verified"', 'replaces = ["294-2025"]\nconfidence = "verified"', 1),
            "stays in force",
        ),
        (LOCAL.replace('"guide-1"', '"294-2025"'), "the instrument 294-2025 is in the book already"),
    ],
)
def test_local_files_are_checked_like_any_other(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(reason)):
        lay(tmp_path, text)


def test_places_can_be_laid_over_each_other(tmp_path: Path) -> None:
    first = lay(tmp_path, LOCAL)
    second = LOCAL.replace("tinh-a", "tinh-b").replace("tỉnh A", "tỉnh B").replace("guide-1", "guide-2")
    book = lay(tmp_path, second.replace("Tỉnh ủy A", "Tỉnh ủy B"), first)
    assert book.local_rules() == ("tinh-a-size", "tinh-b-size")
    with pytest.raises(InvalidInputError, match="tinh-a-size is in the book already"):
        lay(tmp_path, LOCAL, first)


def test_a_local_paper_that_is_a_national_one_again_is_refused(tmp_path: Path) -> None:
    again = 'number = "294-QĐ/TW"\nissuer = "Trung ương"\nissued = 2025-05-26\n'
    text = LOCAL.replace('number = "01-HD/TU"\nissuer = "Tỉnh ủy A"\nissued = 2020-01-01\n', again)
    with pytest.raises(InvalidInputError, match="is in the book already"):
        lay(tmp_path, text)


def test_the_examples_of_the_documentation_can_be_laid_over_the_book() -> None:
    paths = sorted(EXAMPLES.glob("*.toml"))
    book = RuleBook.default().with_local(*paths)
    values = [value for rule_id in book.local_rules() for value in book.values(rule_id)]
    assert len(paths) == 2
    assert values
    assert all(value.local for value in values)
    quota = book.at("2026-10-01").refining("excellent-quota-members")
    assert [value.table["special_ratio"] for value in quota] == [Fraction(1, 4)]


# --- files of one's own -----------------------------------------------------------------------------------------------


def test_a_file_of_ones_own_is_a_book_of_its_own(tmp_path: Path) -> None:
    book = load(tmp_path, GOOD)
    assert book.ids == ("local-size",)
    found = book.at("2020-06-30").value("local-size")
    assert (found.number, found.blocks, found.note) == (40, True, None)
    assert found.ref.citation() == "Hướng dẫn số 01-HD/TU, ngày 01/01/2020 của Tỉnh ủy A, mục 2"
    assert book["local-size"].unit_label.text(lang="en") == "members"


def test_rules_and_the_papers_they_cite_may_stand_in_different_files(tmp_path: Path) -> None:
    assert load(tmp_path, HEAD + VALUE, PAPER).at("2020-06-30").value("local-size").number == 40


def test_a_mark_before_the_text_and_letters_in_pieces_are_put_right(tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    path.write_bytes(unicodedata.normalize("NFD", GOOD).replace("\n", "\r\n").encode("utf-8-sig"))
    assert RuleBook.load(path)["local-size"].label.vi == "Cỡ chi bộ"


def test_an_empty_file_is_an_empty_book(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n").ids == ()


def test_a_text_read_up_to_some_day_is_secondary_from_then_on(tmp_path: Path) -> None:
    text = PAPER.replace("from = 2020-01-01", "from = 2020-01-01\nto = 2020-05-31")
    book = load(tmp_path, text + HEAD + value(secondary_from="2020-06-01"))
    periods = [
        (found.ref.valid_from, found.ref.valid_to, found.confidence.value, found.blocks)
        for found in book.values("local-size")
    ]
    assert periods == [
        (dt.date(2020, 1, 1), dt.date(2020, 5, 31), "verified", True),
        (dt.date(2020, 6, 1), dt.date(2020, 12, 31), "secondary", False),
    ]


def test_values_may_stand_in_any_order(tmp_path: Path) -> None:
    book = load(tmp_path, PAPER + HEAD + value(from_="2022-01-01", to="", value="50") + VALUE)
    assert [found.number for found in book.values("local-size")] == [40, 50]


def test_a_paper_knows_which_one_replaced_it(tmp_path: Path) -> None:
    second = PAPER.replace("guide-1", "guide-2").replace("2020-01-01", "2021-01-01") + 'replaces = ["guide-1"]\n'
    book = load(tmp_path, PAPER + second)
    assert (book.instrument("guide-1").replaced_by, book.instrument("guide-2").replaced_by) == ("guide-2", None)


BAD: Final = sorted((Path(__file__).parents[1] / "data" / "bad_rules").glob("*.toml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_malformed_file_is_refused_with_key_line_and_reason_and_nothing_is_loaded(path: Path, tmp_path: Path) -> None:
    """Every file of the folder has one mistake and says on top where it is and what is to be said of it."""
    told = dict(line[2:].split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines()[:3])
    good = tmp_path / "good.toml"
    good.write_text(GOOD.replace("guide-1", "guide-5").replace("01-HD", "05-HD").replace("local-", "good-"), "utf-8")
    assert RuleBook.load(good).ids == ("good-size",)
    with pytest.raises(InvalidInputError) as caught:
        RuleBook.load(good, path)
    (found,) = caught.value.findings
    facts = dict(found.facts)
    assert (facts["file"], facts["key"], facts["line"]) == (str(path), told["key"], int(told["line"]))
    reason = facts["reason"]
    assert isinstance(reason, Words)
    assert reason.en.startswith(told["reason"])
    assert reason.vi not in {"", reason.en}
    with pytest.raises(InvalidInputError):
        RuleBook.default().with_local(path)
    assert RuleBook.default().local_rules() == ()


def test_there_is_a_malformed_file_for_every_reason() -> None:
    assert {"unknown-key", "duplicate-key", "overlapping-validity", "missing-instrument"} <= {path.stem for path in BAD}
    assert len(BAD) >= 30


def test_an_unknown_column_of_a_table_is_told_with_the_row(tmp_path: Path) -> None:
    head = HEAD.replace('"members"', '"rows"') + 'columns.months = { is = "whole", vi = "tháng", en = "months" }\n'
    found = refused(tmp_path, PAPER + head + value(value="[{ months = 3 }, { months = 4, years = 1 }]"))
    assert [dict(each.facts)["key"] for each in found] == [f"{FIRST}.value[2].years"]


# --- files that are refused -------------------------------------------------------------------------------------------

VALUE_LINE: Final = GOOD.splitlines().index("[[rules.values]]") + 1
RULE: Final = "rules.local-size"
FIRST: Final = f"{RULE}.values[1]"


@pytest.mark.parametrize("key", ["value", "instrument", "article", "from", "confidence", "checked_on"])
def test_a_value_without_its_source_is_refused(tmp_path: Path, key: str) -> None:
    text = PAPER + HEAD + value(**{key if key != "from" else "from_": ""})
    assert only(tmp_path, text) == (FIRST, VALUE_LINE, f"the key '{key}' is missing")


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ('article = ""', "article", "must be text and not empty"),
        ("value = 0", "value", "must be a whole number above 0"),
        ("value = true", "value", "must be a whole number above 0"),
        ("value = 2.5", "value", "must be a whole number above 0"),
        ('from = "2020-01-01"', "from", "must be a date without quotes and time, such as 2025-07-01"),
        ("from = 2020-01-01T00:00:00", "from", "must be a date without quotes and time, such as 2025-07-01"),
        ('confidence = "sure"', "confidence", "must be one of: verified, secondary, unverified"),
        ('instrument = "guide-2"', "instrument", "there is no instrument 'guide-2'; did you mean 'guide-1'?"),
        ('instrument = "Guide 1"', "instrument", "must be lower-case ASCII with hyphens"),
        ("to = 2019-12-31", "to", "2019-12-31 is before 'from', 2020-01-01"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_key_its_line_and_the_reason(
    tmp_path: Path, line: str, key: str, reason: str
) -> None:
    name = line.partition(" = ")[0]
    changed = [line if old.startswith(f"{name} = ") else old for old in VALUE.splitlines()]
    offset = next(number for number, new in enumerate(changed) if new == line)
    text = PAPER + HEAD + "\n".join(changed) + "\n"
    assert only(tmp_path, text) == (f"{FIRST}.{key}", VALUE_LINE + offset, reason)


def test_an_unknown_key_is_refused_with_the_one_it_resembles(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD + 'articles = "mục 3"\n')
    assert (key, line) == (f"{FIRST}.articles", len(GOOD.splitlines()) + 1)
    assert reason == "unknown key; did you mean 'article'?"


def test_an_unknown_part_of_the_file_is_refused(tmp_path: Path) -> None:
    assert only(tmp_path, GOOD + "[[rule]]\n")[0] == "rule"


def test_values_that_overlap_are_refused_even_by_one_day(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD + value(from_="2020-12-31", to=""))
    assert (key, line) == (f"{RULE}.values[2].from", len(GOOD.splitlines()) + 5)
    assert reason == "2020-12-31 falls within another value of this rule (2020-01-01 - 2020-12-31)"


def test_a_value_after_one_without_end_overlaps_it(tmp_path: Path) -> None:
    text = PAPER + HEAD + value(to="") + value(from_="2030-01-01", to="")
    assert only(tmp_path, text)[2] == "2030-01-01 falls within another value of this rule (2020-01-01 - ...)"


def test_a_rule_given_twice_is_refused_even_in_another_file(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD, HEAD + VALUE)
    assert (key, line) == (RULE, 1)
    assert reason.startswith("the rule local-size was given before, in ")
    assert reason.endswith("rules-1.toml, line 9")


@pytest.mark.parametrize("other", ["guide-1", "guide-2"])
def test_a_paper_given_twice_is_refused_by_its_id_and_by_its_number_issuer_and_date(tmp_path: Path, other: str) -> None:
    reasons = {
        in_english(dict(found.facts)["reason"]) for found in refused(tmp_path, PAPER + PAPER.replace("guide-1", other))
    }
    assert any("01-HD/TU Tỉnh ủy A 2020-01-01 was given before" in reason for reason in reasons)
    assert any("guide-1 was given before" in reason for reason in reasons) == (other == "guide-1")


def test_papers_of_one_number_but_another_date_are_two_papers(tmp_path: Path) -> None:
    second = PAPER.replace("guide-1", "guide-2").replace("2020-01-01", "2021-01-01")
    assert [paper.id for paper in load(tmp_path, PAPER + second).instruments()] == ["guide-1", "guide-2"]


def test_a_paper_that_replaces_an_unknown_one_is_refused(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, PAPER + 'replaces = ["guide-0"]\n')
    assert (key, line) == ("instruments.guide-1.replaces[1]", len(PAPER.splitlines()) + 1)
    assert reason.startswith("there is no instrument 'guide-0'")


def test_rules_are_not_blamed_for_a_paper_that_is_not_in_order(tmp_path: Path) -> None:
    text = GOOD.replace("issued = 2020-01-01\n", "")
    assert only(tmp_path, text) == ("instruments.guide-1", 1, "the key 'issued' is missing")


def test_a_verified_value_outside_the_life_of_its_paper_is_refused(tmp_path: Path) -> None:
    text = PAPER.replace("from = 2020-01-01", "from = 2020-01-01\nto = 2020-05-31")
    assert only(tmp_path, text + HEAD + VALUE)[2].startswith("cannot be 'verified' outside the life of 'guide-1'")
    early = PAPER + HEAD + value(from_="2019-01-01")
    assert only(tmp_path, early)[2].startswith("cannot be 'verified' outside the life of 'guide-1'")


@pytest.mark.parametrize("day", ["2020-01-01", "2021-01-01", "0001-01-01"])
def test_a_day_from_which_a_text_was_not_read_lies_within_the_value(tmp_path: Path, day: str) -> None:
    assert only(tmp_path, PAPER + HEAD + value(secondary_from=day))[0] == f"{FIRST}.secondary_from"


def test_only_a_verified_value_can_become_secondary(tmp_path: Path) -> None:
    text = PAPER + HEAD + value(confidence='"unverified"', secondary_from="2020-06-01")
    assert only(tmp_path, text)[2] == "only goes with 'verified'"


def test_an_unknown_unit_is_told_once_and_not_again_for_each_value(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD.replace('unit = "members"', 'unit = "people"'))
    assert (key, line) == (f"{RULE}.unit", 11)
    assert reason.startswith("must be one of: members, ")


def test_an_unknown_cure_is_refused(tmp_path: Path) -> None:
    reason = only(tmp_path, GOOD.replace('cure = "none"', 'cure = "prayer"'))[2]
    assert reason == "must be one of: none, consent, exception, reference"


def test_a_rule_the_checks_read_keeps_its_unit(tmp_path: Path) -> None:
    text = GOOD.replace("local-size", "min-full-members")
    assert only(tmp_path, text)[2] == "the checks read this rule as 'full-members'"


def test_a_label_in_one_language_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace('label = { vi = "Cỡ chi bộ", en = "Cell size" }', 'label.vi = "Cỡ chi bộ"')
    assert only(tmp_path, text) == (f"{RULE}.label", 13, "the key 'en' is missing")


@pytest.mark.parametrize(
    ("unit", "content", "key", "reason"),
    [
        ("division", '{ modality = "must" }', "", "'must' needs a 'threshold'"),
        ("division", '{ modality = "might" }', ".modality", "must be one of: may, must"),
        ("division", "30", "", "must be a table"),
        ("quota", '{ ratio = "6/5", base = "final_good", grouping = "unstated" }', ".ratio", "must be a ratio"),
        ("quota", '{ ratio = "1/0", base = "final_good", grouping = "unstated" }', ".ratio", "must be a ratio"),
        ("quota", '{ ratio = 0.2, base = "final_good", grouping = "unstated" }', ".ratio", "must be a ratio"),
        ("quota", '{ ratio = "1/5", base = "all", grouping = "unstated" }', ".base", "must be one of: final_good"),
        ("kinds", "[]", "", "must be a list that is not empty"),
        ("kinds", '[{ parent = "chi_bo/top", children = ["chi_bo/grassroots"] }]', "[1].parent", "must be form/level"),
        (
            "kinds",
            '[{ parent = "dang_bo/grassroots", children = ["chi_bo"] }]',
            "[1].children[1]",
            "must be form/level",
        ),
        ("kinds", '[{ parent = "dang_bo/grassroots", children = [3] }]', "[1].children[1]", "must be form/level"),
        ("labels", '[{ kind = "chi_bo/grassroots", label = " ", gloss = "cell" }]', "[1].label", "must be text"),
        ("codes", '{ scheme = "A", codes = [{ code = "x", label = "X" }] }', ".codes[1]", "the key 'gloss' is missing"),
        ("body", '"the king"', "", "must be one of: direct_superior"),
        ("village", '{ kind = "chi_bo/grassroots" }', "", "the key 'parent' is missing"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(tmp_path: Path, unit: str, content: str, key: str, reason: str) -> None:
    text = PAPER + HEAD.replace('"members"', f'"{unit}"') + value(value=content)
    first = dict(refused(tmp_path, text)[0].facts)
    assert first["key"] == f"{FIRST}.value{key}"
    assert in_english(first["reason"]).startswith(reason)
    assert first["line"] == VALUE_LINE + 1


def test_a_rule_without_values_is_refused(tmp_path: Path) -> None:
    assert only(tmp_path, PAPER + HEAD)[2] == "the key 'values' is missing"
    assert only(tmp_path, PAPER + HEAD + "values = []\n")[2] == "must be a list of tables"
    assert only(tmp_path, PAPER + HEAD + "values = [40]\n")[2] == "must be a table"


def test_a_mistake_of_syntax_is_told_with_its_line(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD + "note = \n")
    assert (key, line) == ("", len(GOOD.splitlines()) + 1)
    assert reason == "not valid TOML: Invalid value"


def test_a_key_given_twice_is_refused_by_its_name(tmp_path: Path) -> None:
    key, line, reason = only(tmp_path, GOOD + 'article = "mục 3"\n')
    assert (key, line) == ("", len(GOOD.splitlines()) + 1)
    assert reason == "duplicate key 'article'"


def test_a_day_that_does_not_exist_is_a_mistake_of_syntax(tmp_path: Path) -> None:
    _, line, reason = only(tmp_path, GOOD.replace("to = 2020-12-31", "to = 2020-02-31"))
    assert (line, reason) == (VALUE_LINE + 5, "not valid TOML: Invalid date or datetime")


def test_a_text_cut_off_is_told_with_the_last_line(tmp_path: Path) -> None:
    text = GOOD + 'note = { vi = "a", en = "b"'
    assert only(tmp_path, text)[1] == len(text.splitlines())


def test_absurd_input_is_refused_like_any_other(tmp_path: Path) -> None:
    assert only(tmp_path, f"value = {'9' * 5_000}")[2].startswith("not valid TOML")


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_bytes(b"# one\n# two\n# " + "Tỉnh ủy".encode("utf-16"))
    with pytest.raises(InvalidInputError) as caught:
        RuleBook.load(path)
    facts = dict(caught.value.findings[0].facts)
    assert (facts["line"], in_english(facts["reason"])) == (3, "the file is not UTF-8 text")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"nowhere\.toml: the file cannot be read"):
        RuleBook.load(tmp_path / "nowhere.toml")


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = GOOD.replace('article = "mục 2"\n', "").replace('cure = "none"', 'cure = "maybe"')
    found = refused(tmp_path, first, "=", PAPER.replace("guide-1", "Guide"))
    told = {(Path(str(dict(one.facts)["file"])).name, dict(one.facts)["key"]) for one in found}
    assert told == {
        ("rules-1.toml", f"{RULE}.cure"),
        ("rules-1.toml", FIRST),
        ("rules-2.toml", ""),
        ("rules-3.toml", "instruments.Guide"),
        ("rules-3.toml", "instruments.Guide.id"),
    }


def test_a_refusal_is_told_in_both_languages(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, PAPER + HEAD + value(article=""))
    assert "the key 'article' is missing" in found.text(lang="en")
    assert "thiếu khóa 'article'" in found.text(lang="vi")


def test_lines_are_told_past_texts_of_several_lines_and_tables_of_their_own(tmp_path: Path) -> None:
    text = GOOD + '[rules.values.note]\nvi = """\nmột\n[[rules]]\nhai = 3\n"""\nen = ""\n'
    assert only(tmp_path, text)[:2] == (f"{FIRST}.note.en", len(text.splitlines()))


# --- statements are dated like values ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "on", "said", "unsaid"),
    [
        ("excellent-quota-members", "2022-12-31", "trong từng tổ chức cơ sở đảng", "chưa thấy"),
        ("excellent-quota-members", "2025-12-31", "tính trên số nào thì chưa thấy", "trong từng tổ chức cơ sở đảng"),
        ("excellent-quota-organizations", "2025-12-31", "tính trên số nào thì chưa thấy", "20% số"),
        ("cell-division", "2025-06-30", "có thể chia", "phải chia"),
        ("cell-division", "2025-07-01", "phải chia", "có thể chia"),
        ("cell-congress-interval", "2025-06-30", "năm năm hai lần", "một lần"),
        ("cell-congress-interval", "2025-07-01", "năm năm một lần", "hai lần"),
        ("meeting-attendance", "2025-10-28", "Phấn đấu", "không có người vắng"),
        ("readmission", "2025-08-01", "ban thường vụ cấp ủy cấp tỉnh đồng ý bằng văn bản", "chưa thấy"),
        ("readmission", "2025-03-01", "xóa án tích", "đồng ý bằng văn bản"),
        ("readmission", "2026-08-01", "chưa thấy", "xóa án tích"),
        ("admission-ceremony-deadline", "2026-08-01", "số ngày chưa thấy", "thời hạn này"),
        ("strike-off-grounds", "2026-08-01", "mới thấy một căn cứ", "trong các trường hợp"),
        ("village-cell", "2026-08-01", "nay là đảng bộ cơ sở", "chỉ lập"),
    ],
)
def test_the_headline_of_an_explanation_speaks_of_the_value_in_force(
    rule: str, on: str, said: str, unsaid: str
) -> None:
    headline = RuleBook.default().explain(rule, on=on).lines()[1]
    assert said in headline
    assert unsaid not in headline


def test_an_undated_sentence_names_no_figure_that_only_some_values_have() -> None:
    """Figures and days in the statement of a rule hold for all its values, or each value has a sentence of its own."""
    book = RuleBook.default()
    for rule in book:
        different = {value.value for value in rule.values}
        if len(different) > 1 and re.search(r"\d", rule.statement.vi):
            own = [value.statement for value in rule.values if value.statement != rule.statement]
            assert len(own) == len(rule.values), rule.id


def test_a_value_may_carry_its_statement(tmp_path: Path) -> None:
    said = '{ vi = "Từ 2021 là 50.", en = "From 2021 on it is 50." }'
    later = value(value_="50", from_="2021-01-01", to="", statement=said)
    book = load(tmp_path, GOOD + later)
    assert [str(book.explain("local-size", on=day)).split("\n")[1] for day in ("2020-06-01", "2021-06-01")] == [
        "A cell is not above this size.",
        "From 2021 on it is 50.",
    ]
    assert "From 2021 on it is 50." in book.explain("local-size").text(lang="en")
    bad = GOOD + value(value_="50", from_="2021-01-01", to="", statement='"one language"')
    assert only(tmp_path, bad)[0] == "rules.local-size.values[2].statement"


# --- the book as a collection ----------------------------------------------------------------------------------------


def test_a_book_is_asked_by_id_and_goes_through_its_rules() -> None:
    book = RuleBook.default()
    assert [rule.id for rule in book] == list(book.ids)
    assert len(book) == len(book.ids)
    assert all(rule.id in book and rule in book and book[rule.id] is rule for rule in book)
    assert not {"cell-siz", 3, None} & {key for key in ("cell-siz", 3, None) if key in book}
    assert replace(book["cell-division"], unit="days") not in book
    with pytest.raises(TermError, match="cell-division"):
        book["cell-divison"]


def test_a_book_without_rules_is_still_the_book_that_was_given() -> None:
    assert bool(RuleBook((), ())) is True


@pytest.mark.parametrize("text", ["chi ủy", "CHI UY", "  chi   ủy "])
def test_rules_are_found_by_words_in_any_spelling_those_named_so_first(text: str) -> None:
    found = [rule.id for rule in RuleBook.default().search(text)]
    assert found[0] == "chi-uy-max-members"
    assert len(found) == len(set(found)) > 2


def test_a_search_for_nothing_or_for_what_nobody_says_finds_nothing() -> None:
    book = RuleBook.default()
    assert book.search("  ") == book.search("xyzzy") == ()
    with pytest.raises(InvalidInputError, match="text"):
        book.search(3)  # type: ignore[arg-type]


def test_the_shipped_book_is_pickled_by_its_name_and_what_holds_it_is_small() -> None:
    book = RuleBook.default()
    rules = book.at("2023-04-30")
    assert pickle.loads(pickle.dumps(book)) is book  # noqa: S301 - made in this line
    assert copy.deepcopy(book) is book
    assert pickle.loads(pickle.dumps(rules)) is rules  # noqa: S301 - made in this line
    assert len(pickle.dumps(rules)) < 1_000
    assert len(pickle.dumps(book.promoted("cell-division"))) > 100_000


def test_the_rules_of_a_date_which_all_share_are_changed_by_nobody() -> None:
    rules = RuleBook.default().at("2023-04-30")
    for name in ("on", "book", "kinds", "other"):
        with pytest.raises(AttributeError, match="never change"):
            setattr(rules, name, None)
    with pytest.raises(AttributeError, match="never change"):
        del rules.on
    assert RuleBook.default().at("2023-04-30").on.isoformat() == "2023-04-30"


def test_an_explanation_and_a_difference_show_themselves() -> None:
    book = RuleBook.default()
    told = book.explain("cell-size-consent", on="2023-04-30")
    assert str(told.show()).splitlines()[0] == told.lines()[0]
    assert told._repr_html_() == told.show().html
    assert 'lang="en"' in told.show(lang="en").html
    change = book.diff("2025-06-30", "2025-07-01")
    cut, whole = str(change.show(limit=5)), str(change.show(limit=None))
    assert "mục nữa" in cut
    assert sum(line.startswith(("├", "└")) for line in whole.splitlines()) == len(change.lines()) - 1
    with pytest.raises(TermError):
        told.show(lang="fr")  # type: ignore[arg-type]
