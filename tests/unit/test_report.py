"""The tables of a department, indicators, the card wall and the page, on small trees with known figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dangbo.base.citations import Document
from dangbo.base.figures import Ratio, Share
from dangbo.base.findings import Lang
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus, Origin, Rating, RatingStatus
from dangbo.base.text import format_date
from dangbo.change.verbs.organizations import Merge
from dangbo.evaluation import RatingRecord, Subjects, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.comparison import compare
from dangbo.rating.quota import excellent_quota
from dangbo.rating.targets import Target
from dangbo.render import Drawing, Table, draw_table
from dangbo.report.tables import (
    KeyFigure,
    card_wall,
    division_table,
    indicators_table,
    key_figures,
    page,
    ratings_table,
    structure_table,
)
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, ResidentialGroup
from tests.builders import GRASSROOTS, ROOT, cell, dang_bo

XS, T, HT, KHT = Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED, Rating.NOT_COMPLETED


def organization(key: str, form: Form, level: Level, parent: str, unit_type: str | None = None) -> Organization:
    return Organization(key, f"{form.label} {key}", form, level, parent=parent, unit_type=unit_type)


def city(as_of: str = "2022-12-31") -> Hierarchy:
    """A ward of 3 cells, an army đảng bộ with a đảng bộ bộ phận of 1 cell, 2 chi bộ cơ sở; 12 people."""
    at, below = Level.GRASSROOTS, Level.BELOW_GRASSROOTS
    return Hierarchy(
        [
            ROOT,
            organization("dbp", Form.DANG_BO, at, "tp", "ward"),
            organization("cb-1", Form.CHI_BO, below, "dbp", "residential"),
            organization("cb-2", Form.CHI_BO, below, "dbp", "residential"),
            organization("cb-3", Form.CHI_BO, below, "dbp"),
            organization("dbq", Form.DANG_BO, at, "tp", "army"),
            organization("dbb", Form.DANG_BO, below, "dbq"),
            organization("cb-4", Form.CHI_BO, below, "dbb"),
            organization("cs-1", Form.CHI_BO, at, "tp"),
            organization("cs-2", Form.CHI_BO, at, "tp", "nhà của tôi"),
        ],
        members=[
            Member(f"m-{n}", f"Người số {n}", MemberStatus.PROBATIONARY if n > 10 else MemberStatus.FULL)
            for n in range(1, 13)
        ],
        roll={
            "cb-1": ["m-1", "m-2", "m-3"],
            "cb-2": ["m-4", "m-5"],
            "cb-3": ["m-6"],
            "cb-4": ["m-7", "m-8", "m-11"],
            "cs-1": ["m-9", "m-12"],
            "cs-2": ["m-10"],
        },
        groups=[
            ResidentialGroup("g-1", "Tổ 1", GroupKind.TO_DAN_PHO, cells=["cb-1"], head="m-1", head_is_member=True),
            ResidentialGroup("g-2", "Tổ 2", GroupKind.TO_DAN_PHO, cells=["cb-2"], head_is_member=False),
            ResidentialGroup("g-3", "Tổ 3", GroupKind.TO_DAN_PHO),
        ],
        as_of=as_of,
    )


def organizations_rated(year: int, **ratings: Rating | RatingStatus) -> list[RatingRecord]:
    return [record(key.replace("_", "-"), year, result) for key, result in ratings.items()]


def record(key: str, year: int, result: Rating | RatingStatus) -> RatingRecord:
    subjects: Subjects = "members" if key.startswith("m-") else "organizations"
    if isinstance(result, Rating):
        return RatingRecord(key, year, result, subjects=subjects)
    return RatingRecord(key, year, status=result, subjects=subjects)


RECORDS = [
    *organizations_rated(2022, dbp=XS, dbq=T, cs_1=T, cs_2=HT, cb_1=T, cb_2=T, cb_3=KHT),
    *organizations_rated(2021, dbp=T, dbq=T, cs_1=HT, cb_1=T),
    *(record(f"m-{n}", 2022, T) for n in range(1, 8)),
    record("m-8", 2022, RatingStatus.EXEMPT),
    record("m-9", 2022, XS),
    record("m-1", 2021, KHT),
]
TCCSD, CELLS, MEMBERS = 0, 1, 2


def groups_of(table: Table) -> list[dict[str, tuple[str, ...]]]:
    """The groups of rows, each by the name of the row; the first of each is the number on the books."""
    starts = [*table.totals, len(table.rows)]
    return [{row[0].strip(): tuple(row[1:]) for row in table.rows[start:end]} for start, end in pairwise(starts)]


# --- ratings ----------------------------------------------------------------------------------------------------------


def test_the_table_of_ratings_counts_each_tier_over_those_rated_and_compares_with_last_year() -> None:
    table = ratings_table(RECORDS, city(), year=2022, previous=city("2021-12-31"))
    grassroots = groups_of(table)[TCCSD]

    assert [column.title for column in table.columns] == [
        "Nội dung",
        "Năm 2022",
        "Tỷ lệ",
        "Năm 2021",
        "Tỷ lệ",
        "Tăng, giảm (điểm phần trăm)",
    ]
    assert grassroots["Tổ chức cơ sở đảng"] == ("4", "", "4", "", "")
    assert grassroots["Chưa xếp loại"] == ("0", "0,0%", "1", "25,0%", "-25,0")
    assert grassroots["Được xếp loại"] == ("4", "100,0%", "3", "75,0%", "+25,0")
    assert grassroots["Hoàn thành xuất sắc nhiệm vụ"] == ("1", "25,0%", "0", "0,0%", "+25,0")
    assert grassroots["Hoàn thành tốt nhiệm vụ"] == ("2", "50,0%", "2", "66,7%", "-16,7")
    assert grassroots["Hoàn thành tốt nhiệm vụ trở lên"] == ("3", "75,0%", "2", "66,7%", "+8,3")


def test_on_the_books_is_exempt_and_not_yet_rated_and_rated_and_rated_is_the_four_tiers() -> None:
    for group in groups_of(ratings_table(RECORDS, city(), year=2022, previous=city("2021-12-31"))):
        names = list(group)
        for column in (0, 2):
            count = {name: int(group[name][column]) for name in names if not name.startswith("tỷ lệ tối đa")}
            assert count[names[0]] == count["Miễn xếp loại"] + count["Chưa xếp loại"] + count["Được xếp loại"]
            assert count["Được xếp loại"] == sum(count[tier.label] for tier in Rating)


def test_the_identity_is_printed_below_the_table() -> None:
    notes = ratings_table(RECORDS, city(), year=2022).notes

    assert "Đảng viên: 12 = 1 + 3 + 8; 8 = 1 + 7 + 0 + 0." in notes
    assert "Chi bộ: 6 = 0 + 1 + 5; 5 = 0 + 3 + 1 + 1." in notes


def test_cells_are_all_of_them_unless_only_those_below_the_grassroots_are_asked_for() -> None:
    every = ratings_table(RECORDS, city(), year=2022)
    below = ratings_table(RECORDS, city(), year=2022, cells="below_grassroots")

    assert groups_of(every)[CELLS]["Chi bộ"] == ("6", "")
    assert groups_of(below)[CELLS]["Chi bộ trực thuộc"] == ("4", "")
    assert any("6 chi bộ gồm 4 chi bộ trực thuộc và 2 chi bộ cơ sở" in note for note in every.notes)
    assert not any("chi bộ cơ sở" in note for note in below.notes)


def test_the_excellent_stand_against_their_quota_with_base_rule_and_verdict() -> None:
    table = ratings_table(RECORDS, city(), year=2022)

    assert groups_of(table)[TCCSD]["tỷ lệ tối đa theo quy định: ▲ vượt"] == ("▲ 1 (tối đa 0)", "")
    assert groups_of(table)[CELLS]["tỷ lệ tối đa theo quy định: ✓ không vượt"] == ("0 (tối đa 0)", "")
    note = next(note for note in table.notes if note.startswith("Tổ chức cơ sở đảng, tỷ lệ xuất sắc"))
    assert "20% của 2 (số Hoàn thành tốt nhiệm vụ, không kể xuất sắc), làm tròn xuống là 0" in note
    assert "21-HD/BTCTW" in note


def test_the_quota_of_members_is_looked_at_within_each_grassroots_organization() -> None:
    people = [f"m-{n}" for n in range(1, 13)]
    tree = Hierarchy(
        [
            ROOT,
            organization("cs-1", Form.CHI_BO, Level.GRASSROOTS, "tp"),
            organization("cs-2", Form.CHI_BO, Level.GRASSROOTS, "tp"),
        ],
        members=[Member(key, "Người nào đó") for key in people],
        roll={"cs-1": people[:10], "cs-2": people[10:]},
        as_of="2022-12-31",
    )
    records = [record(key, 2022, T) for key in people[:11]] + [record("m-12", 2022, XS)]
    table = ratings_table(records, tree, year=2022, lang="en")

    # 11 rated good would allow 2 in the city; the one excellent is in a cell where 1 rated good allows none
    assert groups_of(table)[MEMBERS]["quota: ▲ exceeded in 1 of 2"] == ("▲ 1/2", "")
    assert any("within each of 2 TCCSĐ, together 2" in note for note in table.notes)


def test_a_verdict_that_depends_on_the_base_says_so() -> None:
    """Dĩ An, 13/01/2023: 10 excellent, 37 good, 3 completed of 50 TCCSĐ; within only when counted over all rated."""
    cells = [organization(f"cs-{n}", Form.CHI_BO, Level.GRASSROOTS, "tp") for n in range(50)]
    tree = Hierarchy(
        [Organization("tp", "Đảng bộ", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR), *cells], as_of="2022-12-31"
    )
    tiers = [XS] * 10 + [T] * 37 + [HT] * 3
    records = [record(cell.id, 2022, tier) for cell, tier in zip(cells, tiers, strict=True)]

    table = ratings_table(records, tree, year=2022)
    assert groups_of(table)[TCCSD]["tỷ lệ tối đa theo quy định: ▲ vượt"][0] == "▲ 10 (tối đa 7)"
    assert any("Nhưng không vượt nếu tính trên: số được xếp loại" in note for note in table.notes)

    other = ratings_table(records, tree, year=2022, quota_base="all_rated", lang="en")
    assert groups_of(other)[TCCSD]["quota: ✓ kept"][0] == "✓ 10/10"
    assert any("But exceeded over those rated good" in note for note in other.notes)


def test_where_the_rulebook_knows_no_quota_the_row_is_open_and_a_note_says_why() -> None:
    records = organizations_rated(2016, dbp=XS)
    table = ratings_table(records, city("2016-12-31"), year=2016)

    assert groups_of(table)[TCCSD]["tỷ lệ tối đa theo quy định: –"] == ("–", "")
    assert any("bộ quy định không có giá trị cho ngày 31/12/2016" in note for note in table.notes)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_base_of_nobody_prints_a_dash(lang: Lang) -> None:
    table = ratings_table([], city(), year=2022, previous=city("2021-12-31"), lang=lang)
    for row in table.rows:
        assert len(row) == 6
    tier = next(row for row in table.rows if row[0].strip() in {XS.label, XS.gloss})
    assert tuple(tier[1:]) == ("0", "–", "0", "–", "–")

    bare = Hierarchy([Organization("tp", "Đảng bộ", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)], as_of="2022-12-31")
    assert {row[2] for row in ratings_table([], bare, year=2022, lang=lang).rows} <= {"", "–"}


def test_more_than_a_thousand_rated_print_two_decimals() -> None:
    people = [f"m-{n:05d}" for n in range(24_090)]
    tree = Hierarchy(
        [Organization("cs", "Chi bộ", Form.CHI_BO, Level.GRASSROOTS)],
        members=[Member(key, "Người nào đó") for key in people],
        roll={"cs": people},
        as_of="2022-12-31",
    )
    records = [record(key, 2022, HT if n < 24_037 else KHT) for n, key in enumerate(people)]

    group = groups_of(ratings_table(records, tree, year=2022))[MEMBERS]
    assert group["Hoàn thành nhiệm vụ trở lên"] == ("24.037", "99,78%")


def test_a_house_that_cuts_digits_off_prints_so() -> None:
    table = ratings_table(RECORDS, city(), year=2022, previous=city("2021-12-31"), rounding="truncate")

    assert groups_of(table)[TCCSD]["Hoàn thành tốt nhiệm vụ"] == ("2", "50,0%", "2", "66,6%", "-16,6")


# --- structure --------------------------------------------------------------------------------------------------------


def test_the_table_of_structure_counts_by_type_of_unit_and_adds_up() -> None:
    table = structure_table(city())

    assert [column.title for column in table.columns] == [
        "Loại hình",
        "TCCSĐ",
        "Đảng bộ cơ sở",
        "Chi bộ cơ sở",
        "Đảng bộ bộ phận",
        "Chi bộ trực thuộc",
        "Đảng viên",
    ]
    assert table.rows == (
        ("Phường", "1", "1", "0", "0", "3", "6"),
        ("Quân đội", "1", "1", "0", "1", "1", "3"),
        ("Nhà của tôi", "1", "0", "1", "0", "0", "1"),
        ("(chưa ghi loại hình)", "1", "0", "1", "0", "0", "2"),
        ("Tổng cộng", "4", "2", "2", "1", "4", "12"),
    )
    figures = [[int(cell) for cell in row[1:]] for row in table.rows]
    assert all(row[0] == row[1] + row[2] for row in figures)
    assert [sum(column) for column in zip(*figures[:-1], strict=True)] == figures[-1]
    assert table.totals == (4,)


def test_the_notes_of_the_structure_tell_the_sums() -> None:
    first, second = structure_table(city(), lang="en").notes

    assert "TCCSĐ: 4 = 2 đảng bộ cơ sở" in first
    assert "Organizations: 10 = 1 above the grassroots + 4 TCCSĐ + 1 đảng bộ below them + 4 chi bộ" in first
    assert "Cells: 6 = 4 + 2" in first
    assert "Members: 12 = 10 full + 2 probationary" in second


def test_cells_directly_under_a_superior_have_a_row_so_that_nobody_is_missing() -> None:
    """From July 2025 the cells of villages stand directly under the commune, itself above the grassroots."""
    tree = Hierarchy(
        [
            Organization("dbx", "Đảng bộ xã", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, full=1),
            cell("cb", "dbx", name="Chi bộ thôn 1", full=20),
            cell("cs", "dbx", GRASSROOTS, name="Chi bộ trường", full=9, probationary=1),
        ],
        as_of="2025-08-01",
    )
    assert structure_table(tree).rows == (
        ("(chưa ghi loại hình)", "1", "0", "1", "0", "0", "10"),
        ("Không thuộc TCCSĐ nào", "0", "0", "0", "0", "1", "21"),
        ("Tổng cộng", "1", "0", "1", "0", "1", "31"),
    )


def test_kinds_are_called_what_they_are_called_on_the_date() -> None:
    assert structure_table(city("2026-09-30")).columns[4].title == "Đảng bộ trực thuộc cơ sở"


# --- figures and targets ----------------------------------------------------------------------------------------------


def test_key_figures_are_the_counts_every_report_begins_with() -> None:
    figures = key_figures(city())

    assert figures["organizations"].figure == 10
    assert figures["grassroots"].parts == (("đảng bộ", 2), ("chi bộ", 2))
    assert figures["cells_below"].figure == 4
    assert figures["cells"].parts == (("trực thuộc", 4), ("cơ sở", 2))
    assert figures["members"].figure == 12
    assert figures["groups"].figure == Share(2, of=3)
    assert figures["heads"].figure == Share(1, of=3)
    assert "heads" not in key_figures(Hierarchy([city().root], as_of="2023-01-01"))


def test_a_line_of_figures_has_date_sum_origin_and_what_the_source_prints() -> None:
    table = indicators_table(
        [
            KeyFigure("TCCSĐ", 100, on="2023-04-30", parts=[("đảng bộ", 75), ("chi bộ", 25)], printed="100"),
            KeyFigure("Đảng viên", 27_960, on="30/04/2023", origin=Origin.SYNTHETIC, printed="gần 28.000"),
            KeyFigure("Trưởng xóm là đảng viên", Share(353, of=401), on="3/2023", decimals=2, printed="trên 88%"),
            KeyFigure("Kết nạp", Ratio(318, of=250), printed="127,1%"),
        ]
    )
    assert [column.title for column in table.columns] == [
        "Nội dung",
        "Thời điểm",
        "Số liệu",
        "Tỷ lệ",
        "Nguồn gốc",
        "Nguồn ghi",
    ]
    assert table.rows == (
        ("TCCSĐ = đảng bộ + chi bộ", "30/4/2023", "100 = 75 + 25", "", "tính được", "✓ 100"),
        ("Đảng viên", "30/4/2023", "27.960", "", "giả lập", "✓ gần 28.000"),
        ("Trưởng xóm là đảng viên", "3/2023", "353/401", "88,03%", "tính được", "✓ trên 88%"),
        ("Kết nạp", "", "318/250", "127,2%", "tính được", "▲ 127,1% (không khớp)"),
    )


def test_a_comparison_shows_target_difference_in_points_and_verdict() -> None:
    target = Target("TCCSĐ tốt trở lên", at_least="85%", tier=T)
    of_2021 = compare(Tally({T: 91, HT: 7}, year=2021, not_yet_rated=2), target)
    of_2022 = compare(Tally({XS: 15, T: 65, HT: 20}, year=2022), target)
    table = indicators_table([KeyFigure("", of_2021, origin=Origin.INFERRED), KeyFigure("năm sau", of_2022)], lang="en")

    assert table.rows == (
        ("TCCSĐ tốt trở lên", "2021", "91/98", "92.9%", "85%", "+7.9", "✓ met", "inferred, not printed"),
        ("năm sau", "2022", "80/100", "80.0%", "85%", "-5.0", "▲ not met", "computed from the data"),
    )


def test_the_findings_of_a_comparison_stand_below_the_table_in_full() -> None:
    members = Tally({HT: 24_037, KHT: 53}, year=2022, subjects="members")
    result = compare(members, Target("Đảng viên", at_least="90%", tier=None), tier=HT)
    table = indicators_table([KeyFigure("Đảng viên", result, note="Một ghi chú.")])

    assert table.rows[0][3:6] == ("99,78%", "90%", "+9,78")
    assert "[target/tier-unstated]" in table.notes[0]
    assert table.notes[1] == "Một ghi chú."


def test_a_comparison_of_nothing_prints_a_dash() -> None:
    target = Target("Đảng viên", at_least="90%", tier=T)
    (row,) = indicators_table([KeyFigure("", compare(Tally({}, year=2022), target), printed="92%")]).rows

    assert row == ("Đảng viên", "2022", "–", "90%", "tính được", "92%")


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up to 100"):
        KeyFigure("TCCSĐ", 100, parts=[("đảng bộ", 75), ("chi bộ", 24)])


# --- the wall and the page --------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """What a browser would make of a page: its tags, and what they point at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action", "data", "poster"}]


def test_every_grassroots_organization_is_a_card_and_every_cell_a_tile() -> None:
    wall = card_wall(city(), records=RECORDS, year=2022)

    assert wall.text.splitlines()[0] == "TCCSĐ và chi bộ theo xếp loại năm 2022: 4 thẻ, 6 ô"
    assert "● Hoàn thành tốt nhiệm vụ       3" in wall.text
    assert "▼ Không hoàn thành nhiệm vụ     1" in wall.text
    assert "○ Chưa xếp loại                 1" in wall.text  # cb-4, below a đảng bộ bộ phận, has no record
    assert "Chi bộ cb-1 · Hoàn thành tốt nhiệm vụ · 3 đảng viên" in wall.html
    assert "Chi bộ cs-2 · Hoàn thành nhiệm vụ · 1 đảng viên" in wall.html


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_holds_wall_figures_tables_and_plan(lang: Lang) -> None:
    preview = plan().preview(large_ward())
    result = compare(Tally({T: 95, HT: 5}, year=2022), Target("Chỉ tiêu A", at_least="85%", tier=T))
    html = page(
        large_ward(),
        records=[],
        year=2022,
        indicators=[*key_figures(large_ward(), lang=lang).values(), KeyFigure("", result)],
        preview=preview,
        source="Dữ liệu giả định.",
        lang=lang,
    )
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert html.count("<svg") == 1
    assert "Chỉ tiêu A" in html
    assert "Dữ liệu giả định." in html
    assert "294-QĐ/TW" in html
    parsed = _Page(html)
    assert parsed.tags.count("table") >= 7
    assert all(link.startswith("#") for link in parsed.links)


def test_a_page_fetches_nothing_and_runs_nothing_whatever_the_names_are() -> None:
    evil = '<script>alert("1")</script><img src=x onerror=alert(1)>'
    tree = Hierarchy(
        [
            dang_bo("dbp", None, name=f"Đảng bộ {evil}", unit_type=evil),
            cell("cb", name=evil, full=5),
        ],
        as_of="2022-12-31",
    )
    html = page(tree, records=[record("cb", 2022, XS)], year=2022, indicators=[KeyFigure(evil, 3)], notes=[evil])

    tags = set(_Page(html).tags)
    assert not tags & {"script", "img", "iframe", "link", "object", "embed"}
    assert "&lt;script&gt;" in html
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html)


def test_what_else_is_given_stands_below_under_its_heading() -> None:
    more = [("Sinh hoạt", Drawing("", "<p>một</p>")), ("", Drawing("", "<p>hai</p>"))]
    html = page(city(), records=RECORDS, year=2022, more=more)
    assert html.index("Cơ cấu</h2>") < html.index("Sinh hoạt</h2>") < html.index("<p>một</p>\n<p>hai</p>")
    assert html.count("<h2") == page(city(), records=RECORDS, year=2022).count("<h2") + 1


def test_the_page_of_a_bare_root_is_a_page() -> None:
    tree = Hierarchy([Organization("tp", "Đảng bộ", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)], as_of="2022-12-31")

    assert "1 tổ chức đảng · 0 TCCSĐ · 0 chi bộ · 0 đảng viên" in page(tree, records=[], year=2022)


def test_no_personal_name_is_on_the_page() -> None:
    assert "Người số" not in page(city(), records=RECORDS, year=2022, previous=city("2021-12-31"))


# --- a plan -----------------------------------------------------------------------------------------------------------


def large_ward(as_of: str = "2023-04-30", groups_of_members: int = 0) -> Hierarchy:
    return Hierarchy(
        [
            Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS),
            cell("cb-1", name="Chi bộ 1", full=18, groups_of_members=groups_of_members),
            cell("cb-2", name="Chi bộ 2", full=12),
            cell("cb-3", name="Chi bộ 3", full=40),
            cell("cb-4", name="Chi bộ 4", full=4),
        ],
        as_of=as_of,
    )


def plan(effective: str = "2023-06-01", sources: tuple[str, ...] = ("cb-2",), into: str = "cb-1") -> Plan:
    basis = Document(kind="quyết định", number="01-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường")
    return Plan(effective=effective, decided_by="dbp", basis=basis, operations=[Merge(sources=sources, into=into)])


def test_dividing_a_large_cell_is_offered_at_first_and_demanded_later() -> None:
    table = division_table(plan().preview(large_ward()))

    assert table is not None
    ((name, members, now, later),) = table.rows
    assert (name, members) == ("Chi bộ 1", "30")
    assert (
        now == "được chia (Điều lệ Đảng Cộng sản Việt Nam, ngày 19/01/2011 của Đại hội đại biểu toàn quốc lần thứ XI, "
        "Điều 24.1)"
    )
    assert later == (
        "từ 01/7/2025 phải chia khi có từ 30 đảng viên (Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành "
        "Trung ương, mục 20.3.2)"
    )
    english = division_table(plan().preview(large_ward()), lang="en")
    assert english is not None
    assert "from 1 July 2025" in draw_table(english, lang="en").text


@pytest.mark.parametrize(
    ("change", "tree"),
    [
        (plan(sources=("cb-4",)), large_ward()),  # 22 members
        (plan(sources=("cb-4",), into="cb-3"), large_ward()),  # it was as large before
        (plan(), large_ward(groups_of_members=2)),  # it is divided
        (plan(effective="2025-08-01"), large_ward("2025-07-31")),  # demanded already: a finding of the preview
    ],
)
def test_where_nothing_is_to_come_there_is_no_table_of_division(change: Plan, tree: Hierarchy) -> None:
    assert division_table(change.preview(tree)) is None


def test_an_indicator_keeps_its_own_date_and_origin_where_none_is_given() -> None:
    share = Share(1, of=2, on="2023-03-31", origin=Origin.PRINTED)
    given = KeyFigure("A", share)

    assert indicators_table([given, replace(given, on="quý I/2023")]).rows == (
        ("A", "31/3/2023", "1/2", "50,0%", "in trong nguồn"),
        ("A", "quý I/2023", "1/2", "50,0%", "in trong nguồn"),
    )


# --- the table says what the quota says, and of which day its tree is ------------------------------------------------


def cells_of(year: int, tiers: Sequence[Rating], on: str) -> tuple[Hierarchy, list[RatingRecord]]:
    cells = [organization(f"cs-{n}", Form.CHI_BO, Level.GRASSROOTS, "tp") for n in range(len(tiers))]
    tree = Hierarchy([Organization("tp", "Đảng bộ", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR), *cells], as_of=on)
    return tree, [record(cell.id, year, tier) for cell, tier in zip(cells, tiers, strict=True)]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("year", [2022, 2024, 2025])
@pytest.mark.parametrize("tiers", [(XS, XS, *[T] * 10), (XS, XS, XS, *[T] * 10)], ids=["within", "above"])
def test_the_table_tells_whatever_the_quota_finds(tiers: tuple[Rating, ...], year: int, lang: Lang) -> None:
    tree, records = cells_of(year, tiers, f"{year}-12-31")
    notes = " ".join(ratings_table(records, tree, year=year, lang=lang).notes)
    tally = Tally.of(records, tree, subjects="organizations", level=Level.GRASSROOTS, year=year)
    quota = excellent_quota(tally, on=f"{year}-12-31")
    for found in quota.findings:
        if found.code != "quota/exceeded":  # its row says so
            assert found.text(lang=lang) in notes
    assert ("quota/base-unstated" in notes) is (year == 2025)
    assert ("quota/unverified-rule" in notes) is (year == 2025)
    # the groups of similar tasks the rules of 2023 and 2025 ask for are in no register
    assert ("quota/groups-pooled" in notes) is (year > 2022)


def test_a_base_the_rule_does_not_state_is_not_told_as_its_own() -> None:
    tree, records = cells_of(2025, (XS, *[T] * 10), "2025-12-31")
    notes = ratings_table(records, tree, year=2025).notes
    (note,) = [note for note in notes if note.startswith("Tổ chức cơ sở đảng, tỷ lệ") and "20% của 10" in note]
    assert "quy định không nêu cơ sở tính" in note
    other = " ".join(ratings_table(records, tree, year=2025, quota_base="all_rated").notes)
    assert "không nêu cơ sở tính" not in other


def test_a_tree_of_another_year_is_told_by_the_table_and_the_wall() -> None:
    tree, records = cells_of(2022, (XS, *[T] * 10), "2025-03-01")
    languages: tuple[Lang, ...] = ("vi", "en")
    for lang in languages:
        day = format_date(tree.as_of, lang=lang)
        told = ratings_table(records, tree, year=2022, lang=lang).notes
        assert [day in note for note in told if "figure/other-date" in note] == [True, True]  # of both kinds of subject
        assert day in card_wall(tree, records=records, year=2022, lang=lang).text.partition("\n\n")[0].replace(
            "\n", " "
        )
        same, _ = cells_of(2022, (XS, *[T] * 10), "2022-03-01")
        assert "figure/other-date" not in " ".join(ratings_table(records, same, year=2022, lang=lang).notes)
        title = card_wall(same, records=records, year=2022, lang=lang).text.splitlines()[0]
        assert format_date(same.as_of, lang=lang) not in title


def test_a_figure_shown_with_a_day_of_another_year_is_told() -> None:
    share = Share(9, of=10, on="2022-12-31")
    apart = KeyFigure("Đảng viên", share, on="30/04/2025")
    assert [found.code for found in apart.findings] == ["figure/other-date"]
    assert any("figure/other-date" in note for note in indicators_table([apart]).notes)
    for figure in (KeyFigure("Đảng viên", share), KeyFigure("Đảng viên", share, on="31/12/2022"), KeyFigure("A", 3)):
        assert figure.findings == ()


def test_the_origin_of_a_figure_may_be_its_label() -> None:
    assert KeyFigure("A", 3, origin=Origin.PRINTED.label).origin is Origin.PRINTED  # type: ignore[arg-type]
