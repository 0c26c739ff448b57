"""The statistics forms of the rulebook: every row in the order of print, its place and source; names of their lists."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from dangbo.base.citations import Confidence
from dangbo.base.words import Words
from dangbo.rules import Rule, RuleBook, Table
from dangbo.rules.forms import (
    FORM_RULES,
    PrintedForm,
    form_caveats,
    group_key,
    listed_names,
    past_lines,
    printed_form,
)

BOOK = RuleBook.default()
DISTRICTS, LATER = dt.date(2025, 6, 30), dt.date(2026, 12, 31)
ETHNIC, RELIGIONS = "statistics-ethnic-groups", "statistics-religions"
SIZES = {"1": 17, "2": 58, "2B": 65, "3": 62, "4": 65}


def form(number: str, on: dt.date = DISTRICTS) -> PrintedForm:
    return printed_form(BOOK, number, on)


@pytest.mark.parametrize("number", FORM_RULES)
def test_every_row_is_part_of_one_above_it_and_is_indented_no_less(number: str) -> None:
    seen: dict[str, int] = {}
    lines = form(number).lines
    assert len(lines) == SIZES[number]
    for line in lines:
        assert line.code not in seen
        if line.within is None:
            assert line.indent == 0
        else:
            assert seen[line.within] <= line.indent <= seen[line.within] + 1, line.code
        assert line.code.startswith(f"{number}.")
        assert line.sources
        assert set(line.sources) <= {"F1", "F2", "F3", "F4"}
        seen[line.code] = line.indent


@pytest.mark.parametrize("number", FORM_RULES)
def test_a_form_is_known_from_secondary_sources_only(number: str) -> None:
    for value in BOOK.values(FORM_RULES[number]):
        assert value.confidence is Confidence.UNVERIFIED
        assert value.ref.valid_to == dt.date(2025, 10, 9)
    assert form(number).number.vi == f"Biểu số {number}-BTCTW"


def test_the_rows_of_the_membership_stand_as_they_are_printed() -> None:
    lines = {line.code: line for line in form("3").lines}
    assert list(lines)[:14] == [
        *("3.I", "3.I.nu", "3.I.db", "3.I.dt", "3.I.tg", "3.I.doan", "3.I.dn", "3.I.nn"),
        *("3.II", "3.OCC", "3.OCC.a", "3.OCC.01", "3.OCC.02", "3.OCC.03"),
    ]
    worker = lines["3.OCC.07c"]
    assert (worker.within, worker.indent, worker.entry) == ("3.OCC.07", 3, "OCC.07c")
    assert worker.label.vi == "+ Công nhân, lao động trực tiếp sản xuất"
    assert (lines["3.OCC.07"].within, lines["3.OCC.07"].adds) == ("3.OCC.a", "sum")
    assert (lines["3.OCC.a"].indent, lines["3.OCC.b1"].indent, lines["3.OCC.b1"].adds) == (1, 2, "of_which")
    assert [code for code in lines if code.startswith("3.JOIN")] == ["3.JOIN", *(f"3.JOIN.{n}" for n in "1234")]
    assert {line.code for line in form("3").lines if line.to is not None} == {"3.OCC.01", "3.OCC.02", "3.OCC.03"}


def test_the_newly_admitted_have_the_rows_of_both_sources() -> None:
    sources = {line.code: line.sources for line in form("2").lines}
    assert (sources["2.I.nu"], sources["2.I.dt"], sources["2.I.lai"]) == (("F3",), ("F1",), ("F1", "F3"))
    assert not [code for code in sources if "JOIN" in code or "THE" in code]
    assert next(line for line in form("2").lines if line.code == "2.OCC.01").within == "2.OCC"


def test_bands_of_age_and_of_admission_follow_each_other_without_a_gap() -> None:
    rows = BOOK.at(DISTRICTS).value("statistics-form-blocks").rows
    ages = [row for row in rows if "at_least" in row]
    for younger, older in pairwise(ages):
        assert younger.number("at_most") + 1 == older.number("at_least")
    times = [row for row in rows if row.text("key").startswith("JOIN.")]
    for earlier, later in pairwise(times):
        assert earlier.date("last_day") + dt.timedelta(days=1) == later.date("first_day")
    # the label says the same figures as the bounds
    for row in ages:
        bounds = [row.number(key) for key in ("at_least", "at_most") if key in row]
        printed = [int(figure) for figure in re.findall(r"\d+", row.words("label").vi)]
        assert printed == bounds or [figure + 1 for figure in printed] == bounds


@pytest.mark.parametrize(
    ("number", "headings"),
    [
        ("1", ["Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "(%) kỳ này so với cùng kỳ năm trước"]),
        ("4", ["TT", "Tên dân tộc, tôn giáo", "Tổng số", "Trong đó: nữ", "Tỷ lệ (%)"]),
    ],
)
def test_columns_are_those_printed(number: str, headings: list[str]) -> None:
    assert [heading.vi for heading in form(number).columns] == headings


# --- lists ------------------------------------------------------------------------------------------------------------


def spellings(name: str) -> Iterator[str]:
    yield from (name, name.upper(), name.lower(), unicodedata.normalize("NFD", name))
    yield from (name.replace(" ", "-"), name.replace("-", " "), name.replace(".", ""), f"  {name}  ")
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    yield "".join(char for char in plain if not unicodedata.combining(char))
    yield name.replace("Đ", "\u00d0")


@pytest.mark.parametrize("rule_id", [ETHNIC, RELIGIONS])
def test_every_name_of_a_list_is_found_however_it_is_spelt(rule_id: str) -> None:
    for value in BOOK.values(rule_id):
        names = listed_names(BOOK.at(value.ref.valid_from), rule_id)
        for row in value.rows:
            for spelt in spellings(row.words("label").vi):
                assert names[group_key(spelt)] == row, spelt


def test_the_last_two_groups_stand_in_both_orders_each_in_its_time() -> None:
    def last(on: dt.date) -> list[str]:
        return [line.label.vi for line in printed_form(BOOK, "4", on).lines if line.code in {"4.ETH.55", "4.ETH.56"}]

    assert last(DISTRICTS) == ["Dân tộc khác", "Q.tịch gốc nước ngoài"]
    assert last(dt.date(2016, 3, 31)) == ["Quốc tịch gốc nước ngoài", "Dân tộc khác"]


def test_religions_have_the_names_of_their_time_and_none_is_no_row() -> None:
    def named(on: dt.date) -> list[str]:
        return [line.label.vi for line in printed_form(BOOK, "4", on).lines if line.code.startswith("4.REL.")]

    assert named(DISTRICTS)[:3] == ["Phật giáo", "Công giáo", "Phật giáo Hòa Hảo"]
    assert named(dt.date(2016, 3, 31))[:3] == ["Đạo Thiên Chúa", "Đạo Tin Lành", "Đạo Phật"]
    assert len(named(LATER)) == 7
    assert listed_names(BOOK.at(LATER), RELIGIONS)["khong"].text("counts") == "not"


def test_who_is_no_minority_and_of_whom_it_is_not_known() -> None:
    rows = BOOK.at(DISTRICTS).value(ETHNIC).rows
    told = {row.words("label").vi: row.text("counts") for row in rows if "counts" in row}
    assert told == {"Kinh": "not", "Hoa": "open", "Q.tịch gốc nước ngoài": "open"}


@pytest.mark.parametrize(
    ("written", "key"),
    [("Khmer", "05"), ("H'Mông", "08"), ("HMông", "08"), ("Mông", "08"), ("Ra-glay", "21"), ("Xtiêng", "22")],
)
def test_spellings_of_the_lists_of_the_state_are_found(written: str, key: str) -> None:
    for on in (DISTRICTS, dt.date(2016, 3, 31)):
        assert listed_names(BOOK.at(on), ETHNIC)[group_key(written)].text("key") == f"ETH.{key}"


def test_names_of_local_groups_are_not_taken_for_those_of_peoples() -> None:
    names = listed_names(BOOK.at(DISTRICTS), ETHNIC)
    assert not {group_key(name) for name in ("Cao Lan", "Pa Dí", "Ngạn")} & names.keys()


def test_a_name_two_rows_share_is_of_neither() -> None:
    rule = BOOK[RELIGIONS]
    twice = Table({"key": "REL.8", "label": Words(vi="Tin lành", en="?")})
    value = replace(rule.values[-1], value=(*rule.values[-1].rows, twice))
    names = listed_names(changed(replace(rule, values=(value,))).at(LATER), RELIGIONS)
    assert "tinlanh" not in names
    assert "caodai" in names


def changed(*rules: Rule) -> RuleBook:
    ids = {rule.id for rule in rules}
    return RuleBook(BOOK.instruments(), (*(rule for rule in BOOK if rule.id not in ids), *rules))


def test_a_book_without_lists_and_headings_has_its_own_rows_only() -> None:
    book = RuleBook(BOOK.instruments(), [BOOK["statistics-form-4"]])
    bare = printed_form(book, "4", DISTRICTS)
    assert [line.code for line in bare.lines] == ["4.I", "4.II"]
    assert bare.columns == ()
    assert listed_names(book.at(DISTRICTS), ETHNIC) == {}


# --- after their time -------------------------------------------------------------------------------------------------


def test_a_form_of_another_time_says_so_and_names_the_paper_that_came_after() -> None:
    now = [words.vi for words in form_caveats(form("3"), DISTRICTS)]
    later = [words.vi for words in form_caveats(form("3", LATER), LATER)]
    assert len(now) == 1
    assert "nguồn thứ cấp" in now[0]
    assert later[0] == now[0]
    assert "đến 09/10/2025" in later[1] or "đến 9/10/2025" in later[1]
    assert "40-HD/BTCTW" in later[1]
    before = [words.en for words in form_caveats(form("3", dt.date(2015, 1, 1)), dt.date(2015, 1, 1))]
    assert "40-HD" not in before[1]


def test_rows_worded_for_the_districts_are_told_after_the_last_day_and_not_on_it() -> None:
    lines = form("3").lines
    assert past_lines(lines, DISTRICTS) is None
    told = past_lines(lines, dt.date(2025, 7, 1))
    assert told is not None
    assert told.vi.count("cấp huyện trở lên") == 2
    assert "30/6/2025" in told.vi
