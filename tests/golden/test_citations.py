"""How the shipped rules are cited: number, day and issuer of the paper, and what a reader must know of it on a day.

The issuers, days and ends are typed from the pages named in the addendum of November 2026 (K-8 to K-14), not from the
rule files.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import pytest

from dangbo.base.citations import Confidence, RuleRef
from dangbo.base.findings import Lang
from dangbo.rules import RuleBook, RuleValue, Table

CENTRAL_COMMITTEE: Final = "Ban Chấp hành Trung ương"
POLITBURO: Final = "Bộ Chính trị"
SECRETARIAT: Final = "Ban Bí thư"
DAY: Final = dt.timedelta(days=1)

LINES: Final = [
    # K-9, word for word
    ("294-2025", "Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương"),
    # K-8: a regulation of the Politburo
    ("01-2026", "Quy định số 01-QĐ/TW, ngày 03/02/2026 của Bộ Chính trị"),
    ("366-2025", "Quy định số 366-QĐ/TW, ngày 30/8/2025 của Bộ Chính trị"),
    # K-11: days that are known now
    ("35-ct-tw-2019", "Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị"),
    ("26-hd-btctw-2019", "Hướng dẫn số 26-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương"),
    ("09-hd-btctw-2017", "Hướng dẫn số 09-HD/BTCTW, ngày 05/6/2017 của Ban Tổ chức Trung ương"),
    ("233-2026-nd-cp", "Nghị định số 233/2026/NĐ-CP, ngày 26/6/2026 của Chính phủ"),
    ("hanoi-2025", "Hướng dẫn số 02-HD/BTCTU, ngày 21/11/2025 của Ban Tổ chức Thành ủy Hà Nội"),
    # K-14; who signed it was not seen, and nobody is guessed
    ("362-2025", "Quy định số 362-QĐ/TW, ngày 30/8/2025"),
    ("20-2026", "Quy định số 20-QĐ/TW, ngày 08/4/2026"),
]


@pytest.mark.parametrize(("paper", "line"), LINES)
def test_a_paper_is_cited_by_number_day_and_issuer(paper: str, line: str) -> None:
    assert RuleBook.default().instrument(paper).document.citation == line


@pytest.mark.parametrize(
    ("papers", "issuer"),
    [
        (("24-2021", "29-2016", "45-2011", "232-2025", "294-2025"), CENTRAL_COMMITTEE),
        (("14-2001", "23-2006", "132-2018", "213-2020", "01-2026"), POLITBURO),
        (
            (
                *("01-hd-tw-2012", "01-hd-tw-2021", "06-hd-tw-2025", "08-hd-tw-2025", "51-ct-tw-2025", "29-ct-tw-2003"),
                *("298-2025", "299-2025", "302-2025", "361-2025"),
            ),
            SECRETARIAT,
        ),
    ],
)
def test_central_papers_name_the_body_that_signed(papers: tuple[str, ...], issuer: str) -> None:
    book = RuleBook.default()
    assert {paper: book.instrument(paper).document.issuer for paper in papers} == dict.fromkeys(papers, issuer)


def test_the_centre_alone_is_no_issuer() -> None:
    assert not [paper.id for paper in RuleBook.default().instruments() if paper.document.issuer == "Trung ương"]


@pytest.mark.parametrize(
    ("rule", "begins"),
    [
        ("congress-2020", "2019-05-30"),
        ("committee-size-2020", "2019-05-30"),
        ("merged-committee-size", "2019-10-18"),
        ("reconciliation-interval", "2017-06-05"),
        ("change-steps", "2025-11-21"),
        ("change-definitions", "2025-11-21"),
        ("seal-recovery-after-merger", "2025-11-21"),
        ("card-joining-date", "2025-11-21"),
        ("transfer-late", "2025-11-21"),
    ],
)
def test_values_begin_with_their_paper_not_with_the_last_day_of_its_year(rule: str, begins: str) -> None:
    first = dt.date.fromisoformat(begins)
    assert RuleBook.default().at(first - DAY).get(rule) is None
    assert RuleBook.default().at(first).value(rule).ref.valid_from == first


@pytest.mark.parametrize("paper", ["23-2006", "20-hd-btctw-2008"])
def test_papers_whose_text_was_on_screen_are_verified(paper: str) -> None:
    assert RuleBook.default().instrument(paper).confidence is Confidence.VERIFIED


def test_the_charter_stands_as_it_is_until_another_congress_amends_it() -> None:
    paper = RuleBook.default().instrument("charter-2011")
    assert paper.valid_to is None
    assert paper.note is not None
    assert "không sửa" in paper.note.vi
    assert "Congress XV" in paper.note.en


# --- papers that have ended -------------------------------------------------------------------------------------------

ENDED: Final = [
    # rule, last day of the paper, the paper that came after
    ("strike-off-grounds", "2025-01-19", "24-QĐ/TW", "232-QĐ/TW"),
    ("readmission", "2026-04-07", "294-QĐ/TW", "20-QĐ/TW"),
    ("village-cell", "2026-04-07", "294-QĐ/TW", "20-QĐ/TW"),
    ("hand-over", "2026-05-18", "06-HD/TW", "01-HD/TW"),
    ("chi-uy-max-members", "2021-07-29", "29-QĐ/TW", "24-QĐ/TW"),
    ("card-number", "2025-08-07", "29-CT/TW", "51-CT/TW"),
]


@pytest.mark.parametrize(("rule", "last", "number", "successor"), ENDED)
def test_a_citation_says_from_the_day_after_that_its_paper_has_ended(
    rule: str, last: str, number: str, successor: str
) -> None:
    book, day = RuleBook.default(), dt.date.fromisoformat(last)
    before, after = book.at(day).value(rule).ref, book.at(day + DAY).value(rule).ref

    assert before.document.number == after.document.number == number
    for lang in ("vi", "en"):
        assert "hết hiệu lực" not in before.citation(lang=lang)
        assert "ended on" not in before.citation(lang=lang)
    assert re.search(
        rf"văn bản hết hiệu lực từ [\d/]+, được thay bằng .*{successor}.*; chưa đọc nội dung mới", after.citation()
    )
    assert re.search(
        rf"ended on \d+ \w+ \d+, replaced by .*{successor}.*, whose text was not seen", after.citation(lang="en")
    )
    assert after.ended == day
    assert after.successor is not None
    assert after.successor.number == successor


def test_the_day_told_in_vietnamese_is_the_first_without_the_paper_in_english_the_last_with_it() -> None:
    ref = RuleBook.default().at("2026-06-10").value("strike-off-grounds").ref
    assert "hết hiệu lực từ 20/01/2025" in ref.citation()
    assert "ended on 19 January 2025" in ref.citation(lang="en")


def days_to_ask() -> list[tuple[str, dt.date]]:
    """Every rule on the first and last day of each value, and of each paper, and the days beside them."""
    book = RuleBook.default()
    ends = {paper.valid_to for paper in book.instruments()} - {None}
    asked: list[tuple[str, dt.date]] = []
    for rule_id in book.ids:
        edges = {edge for value in book.values(rule_id) for edge in (value.ref.valid_from, value.ref.valid_to) if edge}
        days = {edge + DAY * step for edge in (*edges, *ends) for step in (-1, 0, 1) if edge is not None}
        asked += ((rule_id, day) for day in sorted(days))
    return asked


def test_no_rule_is_cited_to_a_paper_that_has_ended_without_saying_so() -> None:
    book = RuleBook.default()
    papers = {paper.document: paper for paper in book.instruments()}
    wrong: list[tuple[str, dt.date]] = []
    told = 0
    for rule_id, day in days_to_ask():
        value = book.at(day).get(rule_id)
        if value is None:
            continue
        for ref in (value.ref, *rows_of(book, value)):
            last = papers[ref.document].valid_to
            over = last is not None and last < day
            told += over
            if over is not (ref.ended is not None) or over is not ("hết hiệu lực từ" in ref.citation()):
                wrong.append((rule_id, day))
    assert wrong == []
    assert told > 100


def rows_of(book: RuleBook, value: RuleValue) -> list[RuleRef]:
    """Where the rows of a value stand that name a paper of their own."""
    rows = value.value if isinstance(value.value, tuple) else ()
    return [book.clause_of(value, row) for row in rows if isinstance(row, Table) and "instrument" in row]


def test_that_a_paper_has_ended_is_another_statement_than_a_secondary_source() -> None:
    """The text of 294-QĐ/TW was read; what is not known is the text that came after it."""
    book = RuleBook.default()
    read = book.at("2026-05-01").value("village-cell").ref
    assert read.confidence is Confidence.SECONDARY  # nothing blocks by a text that is no longer in force
    assert "nguồn thứ cấp" not in read.citation()
    assert "secondary" not in read.citation(lang="en")

    told = book.at("2026-05-01").value("committee-member-leaves").ref  # from an examination bank, and ended besides
    assert "hết hiệu lực" in told.citation()
    assert "theo nguồn thứ cấp" in told.citation()


def test_a_text_not_read_while_its_paper_lives_on_says_since_when() -> None:
    ref = RuleBook.default().at("2026-07-26").value("commune-bodies").ref
    assert ref.ended is None
    assert ref.citation().endswith("; chưa đối chiếu với văn bản có hiệu lực từ 26/7/2026")
    assert ref.citation(lang="en").endswith("; not compared with what is in force since 26 July 2026")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_explanation_of_a_day_says_that_the_paper_has_ended(lang: Lang) -> None:
    words = {"vi": "hết hiệu lực từ 20/01/2025", "en": "ended on 19 January 2025"}[lang]
    book = RuleBook.default()
    assert words in book.explain("strike-off-grounds", on="2026-06-10").text(lang=lang)
    assert words not in book.explain("strike-off-grounds", on="2024-06-10").text(lang=lang)
    assert words in book.explain("strike-off-grounds").text(lang=lang)


def test_every_place_in_a_paper_has_english_words() -> None:
    book = RuleBook.default()
    places = {value.ref.place(lang="en") for rule_id in book.ids for value in book.values(rule_id)}
    assert {"item 6.3.1đ", "Annex 2", "part II"} <= places
    assert [place for place in places if not place.replace("đ", "d").isascii()] == []  # letters of points stay
