"""The composition of a membership: who stands in which row, who in none, and that this is said."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import compress
from typing import Any

import pytest

from dangbo import (
    AcademicTitle,
    Composition,
    Hierarchy,
    History,
    InvalidInputError,
    Member,
    MemberStatus,
    Occupation,
    PoliticalTheory,
    Profile,
    Profiles,
    Qualification,
    RuleBook,
    Schooling,
    TermError,
    UnknownOrganizationError,
    composition,
)
from dangbo.base.text import PartialDate
from dangbo.base.words import Words
from dangbo.life.columns import Coded, Days, Texts
from dangbo.life.composition import CompositionRow
from dangbo.rules import Table
from tests.builders import CENTRAL, PROVINCIAL, SUPERIOR, cell, dang_bo

DAY = "2025-06-30"
LEVELS: dict[str, Any] = {
    "schooling": ("SCH", Schooling),
    "qualification": ("QUA", Qualification),
    "academic_title": ("TIT", AcademicTitle),
    "political_theory": ("THE", PoliticalTheory),
}


def register(count: int = 6, *, full: int = 0, stays: dict[str, str] | None = None) -> Hierarchy:
    """Two cells of a ward: m-1, m-2 ... in the first, the last two in the second, and people known by number there."""
    ids = [f"m-{n}" for n in range(1, count + 1)]
    people = [Member(key, "Nguyễn Văn A") for key in ids[:-1]]
    people.append(Member(ids[-1], "Trần Thị B", MemberStatus.PROBATIONARY))
    return Hierarchy(
        [
            dang_bo("tw", None, CENTRAL),
            dang_bo("tinh", "tw", PROVINCIAL),
            dang_bo("tp", "tinh", SUPERIOR),
            dang_bo("dbp", "tp"),
            cell("cb-1"),
            cell("cb-2", full=full),
            cell("cb-3"),
        ],
        people,
        {"cb-1": ids[:-2], "cb-2": ids[-2:]},
        stays=stays,
        as_of=DAY,
    )


def of(*fields: dict[str, Any], on: str = DAY, **options: Any) -> Composition:  # noqa: ANN401 - of any option
    """The composition of people with these fields, and nobody else."""
    profiles = Profiles([Profile(f"m-{n}", **one) for n, one in enumerate(fields, start=1)])
    return composition(profiles, register(max(len(fields), 3)), on=on, **options)


def sexes(known: dict[str, str]) -> Profiles:
    return Profiles([{"member": key, "sex": sex} for key, sex in known.items()])


def counts(found: Composition, start: str) -> dict[str, int]:
    """The rows below a code in which somebody stands, and those of who stands in none."""
    every = (*found.rows, *(row for block in found.blocks for row in block.rest))
    return {row.code: row.count for row in every if row.code.startswith(start) and row.count}


def notes(found: Composition) -> str:
    return "\n".join(note.vi for note in found.notes)


# --- who is counted ---------------------------------------------------------------------------------------------------


def test_everybody_is_in_the_base_and_who_is_not_recorded_in_no_row() -> None:
    profiles = sexes({"m-1": "nữ", "m-6": "nam", "m-9": "nữ"})
    found = composition(profiles, register(full=10), on=DAY)
    assert (found.members, found.counted, found.without_profile, found.by_number, found.strangers) == (16, 2, 4, 10, 1)
    women = found.row("3.I.nu")
    assert (women.count, women.of, women.unknown) == (1, 16, 14)
    assert found.row("3.I").count == 16
    assert found.row("3.I.db").count == 1  # the roll says it of everybody
    assert "10 đảng viên chỉ ghi bằng số" in notes(found)
    assert "4 đảng viên không có hồ sơ" in notes(found)
    assert "1 hồ sơ của người không có trong danh sách" in notes(found)


def test_an_organization_has_its_own_and_all_below_it() -> None:
    profiles = sexes({f"m-{n}": "nữ" for n in range(1, 7)})
    tree = register()
    one = composition(profiles, tree, at="cb-2", on=DAY)
    assert (one.members, one.row("3.I.nu").count, one.strangers, one.name) == (2, 2, 0, tree["cb-2"].name)
    assert composition(profiles, tree, at=tree["dbp"], on=DAY).row("3.I.nu").count == 6
    strange = Profiles([*profiles, Profile("m-99")])
    assert composition(strange, tree, at="cb-2", on=DAY).strangers == 1


def test_who_takes_part_elsewhere_for_a_time_counts_at_home() -> None:
    profiles = sexes({"m-1": "nữ"})
    tree = register(stays={"m-1": "cb-3"})
    home = composition(profiles, tree, at="cb-1", on=DAY)
    assert home.row("3.I.nu").count == 1
    assert "1 đảng viên sinh hoạt tạm thời ở nơi khác" in notes(home)
    assert composition(profiles, tree, at="cb-3", on=DAY).members == 0
    assert "temporary-members-counted-at-home" in {rule.id for rule in home.rules}
    assert "tạm thời" not in notes(composition(profiles, tree, on=DAY))


def test_an_organization_without_members_has_zeros_and_no_shares() -> None:
    found = composition(Profiles(), register(), at="cb-3", on=DAY)
    assert {row.count for row in found.rows if not row.code.endswith("avg")} == {0, None}
    assert found.row("3.I.nu").count == 0
    assert found.row("3.I.nu").share is None
    assert found.mean_age is None
    assert found.form_4().row("4.I").share is None


def test_of_what_nobody_recorded_there_is_no_figure_instead_of_zero() -> None:
    found = of({"sex": "nam"})
    assert found.row("3.I.nu").count == 0
    assert found.row("3.I.doan").count is None
    assert found.row("3.AGE.1").count is None
    assert found.row("4.ETH.01").count is None
    assert found.row("4.ETH.01").women is None
    assert found.row("3.OCC.a").count is None
    assert found.form_3().row("3.OCC.b").now is None


# --- yes and no -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "code"), [("youth_union", "doan"), ("private_owner", "dn"), ("foreign_spouse", "nn")]
)
def test_a_yes_counts_a_no_does_not_and_nothing_is_not_known(field: str, code: str) -> None:
    row = of({field: "có"}, {field: "không"}, {}, {field: True}).row(f"3.I.{code}")
    assert (row.count, row.unknown, row.of) == (2, 1, 4)


# --- occupations ------------------------------------------------------------------------------------------------------


def test_who_is_at_work_stands_by_occupation_and_who_retired_does_not() -> None:
    found = of(
        {"occupation": "OCC.05", "retired": "không"},
        {"occupation": "OCC.07b"},
        {"occupation": "OCC.07c", "retired": "có"},
        {"retired": "có"},
        {"retired": "không"},
        {},
    )
    assert counts(found, "3.OCC") == {
        "3.OCC.a": 3,
        "3.OCC.05": 1,
        "3.OCC.07": 1,
        "3.OCC.07b": 1,
        "3.OCC.b": 2,
        "3.OCC.unknown": 1,
    }
    assert found.form_3().row("3.OCC.a").untold == 1
    assert "1 đảng viên đang làm việc mà chưa ghi nghề nghiệp" in notes(found)
    assert "1 đảng viên có ghi nghề nghiệp mà chưa ghi đã nghỉ hay chưa" in notes(found)


def test_only_the_exempt_who_are_retired_stand_in_their_row() -> None:
    people = [{"retired": "có"}, {"retired": "có"}, {"retired": "không"}]
    found = of(*people, exempt=["m-1", "m-3", "m-77"])
    assert found.row("3.OCC.b1").count == 1
    assert "1 đảng viên được miễn công tác và sinh hoạt đảng mà chưa ghi là đã nghỉ" in notes(found)
    unknown = of(*people)
    assert unknown.row("3.OCC.b1").count is None
    assert "miễn công tác" in notes(unknown)
    assert of(*people, exempt=[]).row("3.OCC.b1").count == 0


def test_every_occupation_and_level_has_its_row() -> None:
    for term in Occupation:
        found = counts(of({"occupation": term}), "3.OCC.")
        (code,) = found.keys() - {"3.OCC.a", "3.OCC.07", "3.OCC.unknown"}
        assert of().row(code).label.vi.lstrip("-+ ") == term.label
    for field, (block, kind) in LEVELS.items():
        assert len(kind) == len(of().block(block).rows)
        for term in kind:
            (row,) = (row for row in of({field: term}).block(block).rows if row.count)
            assert row.label.vi.removeprefix("- ") == term.label


# --- ages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "on", "row"),
    [
        ("2007-06-30", DAY, "1"),  # 18 on the day
        ("2007-07-01", DAY, "under"),
        ("1994-07-01", DAY, "1"),  # 30 to the day before
        ("1994-06-30", DAY, "2"),  # 31
        ("1989-06-30", DAY, "3"),
        ("1984-06-30", DAY, "4"),
        ("1979-06-30", DAY, "5"),
        ("1974-06-30", DAY, "6"),
        ("1969-06-30", DAY, "7"),
        ("1964-07-01", DAY, "7"),  # 60: not above
        ("1964-06-30", DAY, "8"),
        ("2008-02-29", "2026-02-28", "1"),  # 18 on the last of February
        ("2008-02-29", "2026-02-27", "under"),
        ("2008-03-01", "2026-02-28", "under"),
        ("1970", DAY, "6"),  # 54 or 55
        ("1969", DAY, "unknown"),  # 55 or 56
        ("1947", DAY, "8"),
        ("06/1969", DAY, "7"),  # 56 by the last day of the month, which is the day
        ("07/1969", DAY, "6"),
        ("2007", DAY, "unknown"),  # 17 or 18
        ("2010", DAY, "under"),
        ("2025", DAY, "under"),
        ("2026-01-01", DAY, "unknown"),  # not yet born
        ("2025-07-01", DAY, "unknown"),
    ],
)
def test_ages_in_years_completed_on_the_day(born: str, on: str, row: str) -> None:
    assert counts(of({"born": born}, on=on), "3.AGE")[f"3.AGE.{row}"] >= 1
    assert sum(counts(of({"born": born}, on=on), "3.AGE").values()) == 3


@pytest.mark.parametrize(
    ("born", "row"), [("2007-12-31", "1"), ("1969", "7"), ("1964-12-31", "8"), ("2008", "under"), ("12/1994", "2")]
)
def test_ages_by_the_year_of_birth(born: str, row: str) -> None:
    found = of({"born": born}, age="by_year")
    assert counts(found, f"3.AGE.{row}") == {f"3.AGE.{row}": 1}
    assert "theo năm sinh, đến năm" in notes(found)


def test_the_mean_age_is_exact_and_of_ages_that_are_certain() -> None:
    found = of({"born": "1990-01-01"}, {"born": "1980-01-01"}, {"born": "1981-01-01"}, {"born": "1970"}, {})
    assert (found.mean_age, found.mean_age_of) == (Fraction(35 + 45 + 44, 3), 3)
    form = found.form_3()
    assert form.row("3.AGE.avg").mean == Fraction(124, 3)
    assert form.row("3.AGE.avg").now is None
    at = [row.code for row in form.rows].index("3.AGE.avg")
    assert form.table(lang="vi").rows[at][1] == "41,3"
    assert form.table(lang="en").rows[at][1] == "41.3"
    assert of({"born": "1990-01-01"}, {"born": "1980-12-31"}, age="by_year").mean_age == 40
    half = of({"born": "1990-01-01"}, *[{"born": "1989-01-01"}] * 3)
    assert half.mean_age == Fraction(143, 4)  # 35.75
    assert half.form_3().table().rows[at][1] == "35,8"


def test_what_is_known_in_part_or_cannot_be_is_told() -> None:
    found = of({"born": "1969", "admitted": "1975"}, {"born": "2030", "admitted": "2031-01-01"}, {"born": "2012"})
    for told in (
        "1 đảng viên chỉ biết năm hoặc tháng sinh",
        "1 đảng viên có ngày sinh sau ngày 30/6/2025",
        "1 đảng viên dưới 18 tuổi",
        "1 đảng viên chỉ biết năm hoặc tháng vào Đảng",
        "1 đảng viên có ngày vào Đảng sau ngày 30/6/2025",
    ):
        assert told in notes(found)


# --- admission --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("admitted", "row"),
    [
        ("1945-08-18", "1"),
        ("1945-08-19", "2"),
        ("1954-07-20", "2"),
        ("1954-07-21", "3"),
        ("1975-04-30", "3"),
        ("1975-05-01", "4"),
        ("1944", "1"),
        ("04/1975", "3"),
        ("1975", "unknown"),
        ("2025-07-01", "unknown"),
    ],
)
def test_times_of_admission(admitted: str, row: str) -> None:
    assert counts(of({"admitted": admitted}), "3.JOIN")[f"3.JOIN.{row}"] >= 1


def test_the_day_of_the_ceremony_counts_and_no_other() -> None:
    found = of({"admission_decided": "1975-04-01", "recognized": "1976-05-02"})
    assert counts(found, "3.JOIN") == {"3.JOIN.unknown": 3}
    assert "ngày tổ chức kết nạp, in trên thẻ" in notes(found)


# --- ethnic groups and religions --------------------------------------------------------------------------------------


def test_names_are_found_however_they_are_spelt_and_others_are_told() -> None:
    spelt = ["Tày", "TAY", unicodedata.normalize("NFD", "Tày"), "Bru-Vân Kiều", "Klingon", "gia lai"]
    found = of(*({"ethnic_group": name, "sex": "nữ"} for name in spelt))
    assert counts(found, "4.ETH") == {"4.ETH.02": 3, "4.ETH.10": 1, "4.ETH.23": 1, "4.ETH.unlisted": 1}
    assert found.row("4.ETH.02").women == 3
    assert found.row("3.I.dt").count == 5
    assert "1 đảng viên ghi tên dân tộc không có trong danh mục" in notes(found)


def test_a_minority_is_everyone_but_the_kinh_and_what_the_sources_leave_open_is_told() -> None:
    found = of(*({"ethnic_group": name} for name in ("Kinh", "kinh", "Hoa", "Quốc tịch gốc nước ngoài", "Tày")))
    assert found.row("3.I.dt").count == 3
    assert "trong đó 2 đảng viên là người Hoa hoặc gốc nước ngoài" in notes(found)
    assert "người Hoa" not in notes(of({"ethnic_group": "Tày"}))


def test_who_is_of_no_religion_is_recorded_and_has_no_row() -> None:
    names = ("Không", "khong", "Phật giáo", "Đạo Phật", "Tin lành", "Đạo gì đó")
    found = of(*({"religion": name} for name in names), {})
    assert counts(found, "4.REL") == {
        "4.REL.1": 2,
        "4.REL.5": 1,
        "4.REL.none": 2,
        "4.REL.unlisted": 1,
        "4.REL.unknown": 1,
    }
    assert found.row("3.I.tg").count == found.row("4.II").count == 3
    assert (found.row("3.I.tg").unknown, found.row("4.II").of) == (2, 7)
    assert found.form_4().row("4.II").untold == 0


def test_the_last_column_of_form_4_has_two_readings() -> None:
    people = [
        *[{"ethnic_group": "Tày", "sex": "nữ"}] * 3,
        {"ethnic_group": "Tày", "sex": "nam"},
        {"religion": "Hồi giáo"},
    ]
    found = of(*people)
    women, block = found.form_4(), found.form_4(share="of_block")
    assert str(women.row("4.ETH.02").share) == "Share(3, of=4) = 75,0%"
    assert str(block.row("4.ETH.02").share) == "Share(4, of=5) = 80,0%"
    assert {str(block.row(code).share)[-6:] for code in ("4.I", "4.REL.6")} == {"100,0%"}
    assert women.row("4.I").untold == 1
    assert women.row("4.ETH.02").number == "2"
    assert "nữ trong tổng số của dòng" in women.notes[-1].vi
    assert women.notes[-1] != block.notes[-1]
    with pytest.raises(InvalidInputError, match=r"of_block"):
        found.form_4(share="both")  # type: ignore[arg-type]


# --- what must be the same in two forms -------------------------------------------------------------------------------


def test_forms_1_3_and_4_of_one_day_agree() -> None:
    ledger = History(replace_day(register(full=3), "2024-12-31"))
    tree = ledger.as_of(DAY)
    names = ("Tày", "Kinh", "", "Nùng")
    rows = [
        {"member": f"m-{n}", "sex": "nữ" if n % 2 else "nam", "ethnic_group": names[n % 4], "religion": "Công giáo"}
        for n in range(1, 6)
    ]
    found = composition(Profiles(rows), tree, on=DAY)
    one, three, four = ledger.movements("2025-01-01", DAY).form_1(), found.form_3(), found.form_4()
    assert one.row("1.D").now == three.row("3.I").now == four.row("4.I").count == 9
    assert three.row("3.I.nu").now == four.row("4.I").women == 3
    assert three.row("3.I.tg").now == four.row("4.II").count == 5


def replace_day(tree: Hierarchy, day: str) -> Hierarchy:
    return Hierarchy(tree, tree.members.values(), {org.id: tree.roll(org) for org in tree}, as_of=day)


def test_a_composition_is_the_same_after_a_copy() -> None:
    found = of({"sex": "nữ", "born": "1960"})
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - its own
    assert again == found
    assert again.notes == found.notes
    assert again.form_3().as_dict() == found.form_3().as_dict()


# --- forms ------------------------------------------------------------------------------------------------------------


def test_the_forms_have_exactly_the_rows_that_are_printed() -> None:
    found = of({})
    form, groups = found.form_3(), found.form_4()
    assert [row.code for row in form.rows][:3] == ["3.I", "3.I.nu", "3.I.db"]
    assert (len(form.rows), len(groups.rows)) == (62, 65)
    printed = [*(row.code for row in form.rows), *(row.code for row in groups.rows)]
    assert not [code for code in printed if code.endswith(("unknown", "unlisted", "none"))]
    assert [row.code for row in found.rows] == printed
    assert form.title.vi == "THỐNG KÊ ĐỘI NGŨ ĐẢNG VIÊN"
    assert [row.now for row in form.rows if row.adds == "head"] == [None] * 8
    with pytest.raises(TermError):
        groups.row("4.ETH.57")
    with pytest.raises(TermError):
        found.row("3.AGE.9")
    with pytest.raises(TermError):
        found.block("AGES")


def test_last_year_stands_beside_and_must_be_of_the_same_day() -> None:
    now, before = of(*[{"sex": "nữ", "born": "1990"}] * 3, on="2025-02-28"), of({"sex": "nữ"}, on="2024-02-29")
    form = now.form_3(before)
    assert (form.row("3.I.nu").now, form.row("3.I.nu").before) == (3, 1)
    assert str(form.row("3.I.nu").percent) == "Ratio(3, of=1) = 300,0%"
    assert form.last_year == dt.date(2024, 2, 29)
    assert "Chưa có số liệu cùng kỳ năm trước." not in [note.vi for note in form.notes]
    assert now.form_3().notes[-1].vi == "Chưa có số liệu cùng kỳ năm trước."
    for wrong in (of({}, on="2024-02-27"), of({}, on="2023-02-28"), now):
        with pytest.raises(InvalidInputError, match="a year before"):
            now.form_3(wrong)
    with pytest.raises(InvalidInputError, match="last_year"):
        now.form_3(form)  # type: ignore[arg-type]
    other = composition(Profiles(), register(), at="cb-1", on="2024-02-29", age="by_year")
    told = [note.vi for note in now.form_3(other).notes]
    assert any("(cb-1)" in note for note in told)
    assert "Hai cột tính tuổi theo hai cách." in told


@pytest.mark.parametrize(
    ("on", "period"),
    [("2025-12-31", "Năm 2025"), ("2025-06-30", "6 tháng đầu năm 2025"), ("2025-09-15", "Có đến ngày 15/9/2025")],
)
def test_the_period_is_named_by_its_last_day(on: str, period: str) -> None:
    assert of({}, on=on).form_3().period.vi == period
    assert of({}, on=on).form_4().period.vi.startswith("Có đến ngày")


def test_after_the_last_day_of_the_districts_their_rows_are_used_with_a_note() -> None:
    before, after = of({"occupation": "OCC.01"}), of({"occupation": "OCC.01"}, on="2025-07-01")
    later = of({"occupation": "OCC.01"}, on="2026-12-31")
    assert before.row("3.OCC.01").count == after.row("3.OCC.01").count == later.row("3.OCC.01").count == 1
    assert "thời còn cấp huyện" not in notes(before)
    assert "thời còn cấp huyện" in notes(after)
    told = "\n".join(note.vi for note in later.form_3().notes)
    assert "chưa thấy mẫu của thời điểm đó" in told
    assert "40-HD/BTCTW" in told
    assert "Danh sách đảng viên là của ngày 30/6/2025" in told


def test_a_row_of_a_book_of_ones_own_is_printed_empty() -> None:
    book = RuleBook.default()
    rules = {rule.id: rule for rule in book}
    for rule_id, key in (("statistics-form-3", "3.X"), ("statistics-form-blocks", "SCH.9")):
        rule = rules[rule_id]
        own = Table({"key": key, "label": Words(vi="- Khác", en="- Other"), "sources": ("F1",)})
        value = rule.values[-1]
        rules[rule_id] = replace(rule, values=(replace(value, value=(*value.rows, own)),))
    found = of({"schooling": "THPT"}, rules=RuleBook(book.instruments(), rules.values()))
    assert found.row("3.X").count is None
    assert found.row("3.SCH.9").count is None
    assert found.form_3().row("3.SCH.4").now == 1


def test_a_book_without_the_forms_has_no_composition() -> None:
    with pytest.raises(TermError, match="statistics-form-3"):
        of({}, rules=RuleBook((), ()))
    book = RuleBook.default()
    bare = RuleBook(book.instruments(), [book["statistics-form-3"], book["statistics-form-4"]])
    found = of({"born": "1990", "ethnic_group": "Tày"}, rules=bare)
    assert [row.code for row in found.rows if row.code.startswith("4")] == ["4.I", "4.II"]
    assert all(block.total == found.members for block in found.blocks if block.adds_up)


# --- what is refused, and what is shown -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [{"on": "2025-02-30"}, {"age": "about"}, {"exempt": "m-1"}, {"exempt": 5}, {"exempt": [5]}, {"rules": 5}],
)
def test_input_that_cannot_be_read_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        composition(Profiles(), register(), **{"on": DAY, **options})


def test_the_day_is_asked_for_and_unknown_organizations_are_refused() -> None:
    with pytest.raises(TypeError, match="'on'"):
        composition(Profiles(), register())  # type: ignore[call-arg]
    with pytest.raises(UnknownOrganizationError, match="cb-1"):
        composition(Profiles(), register(), at="cb1", on=DAY)
    with pytest.raises(InvalidInputError, match="profiles"):
        composition([Profile("m-1")], register(), on=DAY)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="hierarchy"):
        composition(Profiles(), [], on=DAY)  # type: ignore[arg-type]


def test_nothing_it_shows_holds_a_value_of_a_person() -> None:
    planted = {
        "ethnic_group": "Klingon",
        "religion": "Đạo của Zarathustra",
        "born": "1911-11-11",
        "admitted": "1931-01-02",
    }
    planted |= {"personal_id": "001091012345", "card_number": "001091012345", "card_place": "Gotham"}
    found = of(planted, planted)
    shown = [
        *(repr(one) + str(one) for one in (found, found.form_3(), found.form_4(), found.blocks)),
        *(json.dumps(one.as_dict()) for one in (found, found.form_3(), found.form_4())),
        *(one.show(limit=None, lang="vi").html for one in (found, found.form_3(), found.form_4())),
    ]
    text = "\n".join(shown)
    for value in ("Klingon", "Zarathustra", "1911", "11/11", "1931", "001091", "Gotham", "m-1", "m-2"):
        assert value not in text, value


def test_a_row_is_a_part_of_all_members() -> None:
    row = CompositionRow("3.I.nu", Words(vi="- Nữ", en="- Women"), 1, "3.I", 40, 100, unknown=20)
    assert str(row.share) == "Share(40, of=100) = 40,0%"
    assert replace(row, count=None).share is None
    assert row.as_dict()["unknown"] == 20


def test_a_block_that_need_not_add_up_says_so() -> None:
    found = of({"qualification": "Đại học"}, {})
    assert {block.code for block in found.blocks if block.adds_up} == {"OCC", "AGE", "JOIN", "ETH"}
    (rest,) = found.block("QUA").rest
    assert (rest.label.vi, rest.count) == ("Chưa ghi, hoặc không có", 2)
    assert "không nhất thiết cộng bằng tổng số" in notes(found)
    assert found.block("ETH").rest[0].label.vi.startswith("Chưa ghi, hoặc chưa đủ")


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 64, 65, 300])
def test_values_of_a_column_are_counted_however_many_there_are(count: int) -> None:
    values = [None if at % 7 == 0 else f"value {at % count}" for at in range(1000)]
    column, marks = Coded.of(values), bytes(at % 3 == 0 for at in range(1000))
    assert dict(column.counted()) == Counter(values)
    assert dict(column.counted(marks)) == Counter(compress(values, marks))
    assert column.marks("value 0") == bytes(value == "value 0" for value in values)
    assert column.marks("nobody") == bytes(1000)
    assert column.marks(None).count(1) == values.count(None)


def test_days_are_counted_as_far_as_they_are_known() -> None:
    days: list[dt.date | PartialDate | None] = [
        dt.date(1990, 1, 1),
        PartialDate(1990),
        None,
        PartialDate(1990, 1),
        dt.date(1990, 1, 1),
    ]
    column = Days.of(days)
    assert dict(column.counted()) == Counter(days)
    assert dict(column.counted(b"\1\0\1\0\0")) == {dt.date(1990, 1, 1): 1, None: 1}
    assert column.marks(PartialDate(1990)) == b"\0\1\0\0\0"


def test_a_column_of_nobody_counts_nothing() -> None:
    assert [*Coded.of([]).counted()] == [*Coded.nothing(0).counted()] == [*Days.of([]).counted(b"")] == []
    texts = Texts.of(["a", None, "a"])
    assert dict(texts.counted()) == {"a": 2, None: 1}
    assert dict(texts.counted(b"\1\0\0")) == {"a": 1}
