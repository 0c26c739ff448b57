"""Documents, clauses and findings: what is cited and what is said, in both languages."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from dataclasses import FrozenInstanceError
from string import Formatter
from typing import get_args

import pytest

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code, Finding, Severity, Wording, blocking, catalogue, finding
from dangbo.base.words import Words

CHARTER = Document(kind="điều lệ Đảng", issued="2011-01-19", issuer="Đại hội XI")
DECISION = Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá")
CODES: tuple[Code, ...] = get_args(Code)


def clause(article: str = "Điều 21.2", confidence: Confidence = Confidence.VERIFIED) -> RuleRef:
    return RuleRef("min-full-members", CHARTER, article, confidence, dt.date(2011, 1, 19))


def names_in(template: str) -> set[str]:
    """The facts a text names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


# --- documents and clauses ------------------------------------------------------------------------------------------


def test_a_document_keeps_a_real_date() -> None:
    assert DECISION.issued == dt.date(2023, 5, 20)


@pytest.mark.parametrize("written", ["20/05/2023", " 20/05/2023 ", "2023-05-20", dt.date(2023, 5, 20)])
def test_the_day_of_a_document_may_be_written_day_first(written: str | dt.date) -> None:
    assert Document(kind="quyết định", issued=written).issued == dt.date(2023, 5, 20)


def test_the_fifth_of_december_is_not_the_twelfth_of_may() -> None:
    assert Document(kind="quyết định", issued="05/12/2023").issued == dt.date(2023, 12, 5)


@pytest.mark.parametrize("written", ["05/20/2023", "31/02/2023", "5/12/23", "20.05.2023", "86400", "0"])
def test_a_day_of_a_document_that_is_no_day_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Document(kind="quyết định", issued=written)

    assert written not in str(caught.value)


def test_two_guides_of_one_number_are_told_apart_by_issuer_and_date() -> None:
    first = Document(kind="hướng dẫn", number="01-HD/TW", issued="2016-09-20", issuer="Ban Bí thư")
    second = Document(kind="hướng dẫn", number="01-HD/TW", issued="2021-09-28", issuer="Ban Bí thư")

    assert first.key != second.key
    assert first.key == ("01-HD/TW", "Ban Bí thư", dt.date(2016, 9, 20))


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (DECISION, "Quyết định số 15-QĐ/ĐU, ngày 20/5/2023 của Đảng ủy phường Phú Xá"),
        (CHARTER, "Điều lệ Đảng, ngày 19/01/2011 của Đại hội XI"),
        (Document(kind="đề án", title="Nâng cao chất lượng"), "Đề án Nâng cao chất lượng"),
        (Document(kind="đề án", number="03-ĐA/TU", title="Nâng cao chất lượng"), "Đề án số 03-ĐA/TU"),
        (Document(kind="quyết định", number="Số: 15-QĐ/ĐU"), "Quyết định số 15-QĐ/ĐU"),
        (Document(kind="quyết định", number="số 15-QĐ/ĐU", issuer="Đảng ủy A"), "Quyết định số 15-QĐ/ĐU của Đảng ủy A"),
        (Document(kind="quyết định", number="Quyết định số 15-QĐ/ĐU"), "Quyết định số 15-QĐ/ĐU"),
        (Document(kind="quyết định", number="Số.15-QĐ/ĐU"), "Quyết định số 15-QĐ/ĐU"),
        (Document(kind="quyết định", number="No. 15-QĐ/ĐU"), "Quyết định số 15-QĐ/ĐU"),
        (Document(kind="quyết định", number="TSO-15"), "Quyết định số TSO-15"),
        (Document(kind="biên bản"), "Biên bản"),
    ],
)
def test_a_citation_names_what_is_known_and_leaves_out_the_rest(document: Document, line: str) -> None:
    assert document.citation == line


def test_a_document_of_no_kind_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Document(kind="  ")


def test_a_document_of_a_day_that_does_not_exist_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Document(kind="quyết định", issued="2023-02-31")

    assert "2023-02-31" not in str(caught.value)


def test_a_document_cannot_be_changed_and_can_be_a_key() -> None:
    with pytest.raises(FrozenInstanceError):
        DECISION.number = "16"  # type: ignore[misc]

    assert {DECISION: 1}[pickle.loads(pickle.dumps(DECISION))] == 1  # noqa: S301


def test_a_clause_of_known_text_is_cited_without_a_note() -> None:
    assert clause().citation() == "Điều lệ Đảng, ngày 19/01/2011 của Đại hội XI, Điều 21.2"


def test_a_clause_is_cited_in_english_with_its_article_translated() -> None:
    cited = clause("Điều 20 khoản 3 điểm b, mục 4, Chương II").citation(lang="en")

    assert cited == "Điều lệ Đảng, ngày 19/01/2011 của Đại hội XI, Art. 20 clause 3 point b, item 4, Ch. II"


@pytest.mark.parametrize(
    ("confidence", "vi", "en"),
    [
        (Confidence.SECONDARY, "theo nguồn thứ cấp", "secondary source"),
        (Confidence.UNVERIFIED, "chưa kiểm chứng", "unverified"),
    ],
)
def test_a_clause_known_at_second_hand_says_so(confidence: Confidence, vi: str, en: str) -> None:
    assert clause(confidence=confidence).citation(lang="vi").endswith(f"Điều 21.2; {vi}")
    assert clause(confidence=confidence).citation(lang="en").endswith(f"Art. 21.2; {en}")


def test_an_article_nobody_has_seen_is_named_so_in_english() -> None:
    assert clause("chưa thấy điều mục").citation(lang="en").endswith(", article not seen")


# --- findings -------------------------------------------------------------------------------------------------------


def test_a_finding_says_what_where_and_how_to_mend_it() -> None:
    found = finding("org/too-few-members", "cb-1", count=2, limit=3)

    assert found.message == "cell 'cb-1' has 2 full members, fewer than 3"
    assert found.fix == "The direct superior brings members in or merges the cell at once."
    assert found.text(lang="vi").startswith("chi bộ 'cb-1' ")
    assert found.text(lang="vi").endswith("[org/too-few-members]")


def test_a_finding_cites_its_clause_in_the_language_of_the_text() -> None:
    found = finding("org/too-few-members", "cb-1", rule=clause(), count=2, limit=3)

    assert "(Điều lệ Đảng, ngày 19/01/2011 của Đại hội XI, Art. 21.2)" in found.message
    assert "(Điều lệ Đảng, ngày 19/01/2011 của Đại hội XI, Điều 21.2)" in found.text()
    assert "Điều lệ" not in found.fix


def test_a_finding_prints_itself_in_english() -> None:
    found = finding("tree/no-root", "organizations")

    assert str(found) == (
        "every organization names a parent, so there is no root. "
        "Leave the parent of the highest organization empty. [tree/no-root]"
    )


def test_a_finding_of_a_plan_begins_with_the_number_of_its_operation() -> None:
    found = finding("plan/unknown-group", "tdp-9", operation=4)

    assert found.operation == 4
    assert found.text(lang="en").startswith("operation 4: there is no residential group 'tdp-9'")
    assert found.text(lang="vi").startswith("nội dung 4: không có xóm, tổ dân phố 'tdp-9'")


def test_a_finding_outside_a_plan_has_no_operation() -> None:
    assert finding("plan/unknown-group", "tdp-9").operation is None


def test_a_finding_whose_operation_is_no_number_has_none() -> None:
    assert finding("plan/unknown-group", "tdp-9", operation="four").operation is None


def test_the_severity_is_that_of_the_catalogue_unless_told_otherwise() -> None:
    assert finding("plan/too-few-members", "cb", count=1, limit=3).severity is Severity.BLOCK
    assert finding("plan/too-few-members", "cb", severity=Severity.WARN, count=1, limit=3).severity is Severity.WARN


def test_a_fact_that_is_a_day_is_told_as_each_language_writes_it() -> None:
    found = finding("org/unit-type-unrecorded", "cb-1", date=dt.date(2023, 4, 30))

    assert "30/4/2023" in found.text()
    assert "2023-04-30" in found.text(lang="en")
    assert found.as_dict()["facts"] == {"date": "2023-04-30"}


def test_place_and_reason_are_told_in_the_language_of_the_text() -> None:
    place, reason = Words(vi="dòng 3", en="row 3"), Words(vi="để trống", en="it is empty")
    found = finding("input/bad-value", "row 3", place=place, reason=reason)

    assert found.text().startswith("dòng 3: để trống. ")
    assert found.message == "row 3: it is empty"
    assert found.as_dict()["facts"] == {
        "place": {"vi": "dòng 3", "en": "row 3"},
        "reason": {"vi": "để trống", "en": "it is empty"},
    }


def test_a_place_is_the_subject_and_in_vietnamese_its_words() -> None:
    found = finding("input/missing-field", "Organization.full")

    assert found.text().startswith("tổ chức, trường 'full': ")
    assert found.message.startswith("Organization.full: ")


def test_braces_in_an_id_are_letters_like_any_other() -> None:
    found = finding("tree/unknown-parent", "{subject}", parent="{0}")

    assert found.message.startswith("organization '{subject}' names the parent '{0}'")


def test_only_what_blocks_is_blocking() -> None:
    stops = finding("tree/no-root", "organizations")
    warns = finding("org/no-members", "cb-1")

    assert blocking([warns, stops, warns]) == (stops,)
    assert blocking([]) == ()


def test_findings_are_values_that_compare_hash_and_pickle() -> None:
    found = finding("org/large-cell", "cb-1", rule=clause("Điều 21.5"), count=31, limit=30)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301

    assert again == found
    assert len({again, found}) == 1
    assert found != finding("org/large-cell", "cb-1", rule=clause("Điều 21.5"), count=32, limit=30)


# --- the catalogue --------------------------------------------------------------------------------------------------


def test_every_code_has_words_and_there_are_no_words_without_a_code() -> None:
    nameless = set(catalogue()) - set(CODES)
    wordless = set(CODES) - set(catalogue())
    assert not nameless, f"add to `Code` in base/findings.py, in the order of the alphabet: {sorted(nameless)}"
    assert not wordless, f"add an entry to the file of its area in base/catalogue: {sorted(wordless)}"


def test_codes_are_listed_in_the_order_of_the_alphabet_and_once() -> None:
    assert list(CODES) == sorted(set(CODES))


@pytest.mark.parametrize("code", CODES)
def test_the_two_languages_of_a_code_speak_of_the_same_facts(code: Code) -> None:
    _, *told = catalogue()[code]

    for words in filter(None, told):
        assert names_in(words.vi) == names_in(words.en)


@pytest.mark.parametrize("code", CODES)
def test_a_fix_is_a_sentence_and_a_message_is_not_ended(code: Code) -> None:
    words: Wording = catalogue()[code]

    for fix in (words.fix.en, words.fix.vi):
        assert fix.startswith("{") or (fix[0].isupper() and fix.endswith("."))
    for message in (words.message.en, words.message.vi):
        assert not message.endswith(".")


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_printed_from_the_facts_its_words_name(code: Code) -> None:
    words = catalogue()[code]
    texts = [text for told in words[1:] if told is not None for text in (told.vi, told.en)]
    names = set().union(*map(names_in, texts)) - {"subject"}
    found = Finding(code, words.severity, "S", tuple((name, f"<{name}>") for name in sorted(names)))

    assert re.findall(r"\{\w*\}", found.text(lang="vi") + found.text(lang="en")) == []  # a row to type has braces too


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 residential group "), (2, "2 residential groups "), (21, "21 res")]
)
def test_one_is_counted_in_the_singular(count: int, words: str) -> None:
    assert words in finding("plan/nowhere-for-groups", "cb-1", count=count).message


def test_an_id_that_ends_in_one_is_no_count() -> None:
    assert "'tdp 1 members'" in finding("plan/unknown-group", "tdp 1 members").message
