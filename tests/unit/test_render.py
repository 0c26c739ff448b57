"""Drawings: what they show, what they leave out and say so, and that no name can do harm."""

from __future__ import annotations

import copy
import pickle
import re
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from typing import get_args

import pytest

from dangbo.base.findings import Lang
from dangbo.render import (
    Card,
    Cell,
    Column,
    Drawing,
    Table,
    Tile,
    TileMark,
    TreeLine,
    TreeMark,
    draw_card_wall,
    draw_table,
    draw_tree,
    page,
    stack,
)
from dangbo.render.cards import GLYPHS, SHAPES
from dangbo.render.drawing import DARK, LIGHT, MUTED, STYLE

EVIL = "<script>alert(1)</script> \"A\" & 'B' \x1b[31m\x00\u202e onload=x"
LEGEND: list[tuple[TileMark, str]] = [
    ("star", "Hoàn thành xuất sắc nhiệm vụ"),
    ("full", "Hoàn thành tốt nhiệm vụ"),
    ("half", "Hoàn thành nhiệm vụ"),
    ("low", "Không hoàn thành nhiệm vụ"),
    ("none", "Chưa xếp loại"),
    ("exempt", "Miễn xếp loại"),
    ("plain", "Chi bộ"),
]
MARKS = [mark for mark, _ in LEGEND]

WARD = [
    TreeLine(0, "Đảng bộ phường Phú Xá", "521 đảng viên"),
    TreeLine(1, "Chi bộ tổ dân phố 2", "25 → 39 đảng viên", "~"),
    TreeLine(1, "Chi bộ tổ dân phố 12", "14 đảng viên", "-", "sáp nhập vào Chi bộ tổ dân phố 2"),
    TreeLine(1, "Đảng bộ bộ phận Trường Cao đẳng", "", ">"),
    TreeLine(2, "Chi bộ Khoa Cơ khí"),
    TreeLine(2, "Chi bộ Khoa Điện"),
    TreeLine(1, "Chi bộ Công ty Y", "3 đảng viên", "+"),
]


def city() -> list[Card]:
    """100 cards with 885 tiles, some names long."""
    names = ["Đảng bộ phường Phú Xá", "Đảng bộ Công ty cổ phần Môi trường và Công trình đô thị Thái Nguyên"]
    sizes = [20] * 32 + [6] * 39 + [4, 4, 3] + [0] * 26
    assert len(sizes) == 100
    sizes[0] += 885 - sum(sizes)
    return [
        Card(
            f"{names[i % 2]} {i}",
            f"{size * 20} đảng viên",
            [Tile(f"Chi bộ {j}", mark=MARKS[j % len(MARKS)]) for j in range(size)],
            mark="full",
        )
        for i, size in enumerate(sizes)
    ]


def wall(cards: list[Card], *, lang: Lang = "vi") -> Drawing:
    return draw_card_wall(cards, title="Xếp loại năm 2022", legend=LEGEND, lang=lang)


def svg_of(drawing: Drawing) -> ET.Element:
    found = re.search(r"<svg.*?</svg>", drawing.html, re.DOTALL)
    assert found is not None
    return ET.fromstring(found.group())  # noqa: S314 - our own output


def everything(name: str) -> list[Drawing]:
    """One drawing of each kind, with a name wherever a name can stand."""
    return [
        draw_tree(
            [TreeLine(0, name, name, "+", name), *(TreeLine(1, name, name, mark, name) for mark in get_args(TreeMark))],
            title=name,
            limit=4,
        ),
        draw_table(Table(name, [Column(name), Column(name, "right")], [[name, name]], notes=[name], source=name)),
        draw_card_wall([Card(name, name, [Tile(name, name, "star")])], title=name, legend=[("star", name)]),
        draw_card_wall(
            [Card("A", "B", [Tile(name)], mark="full", tooltip=name)], title="", legend=[("plain", name), ("full", "")]
        ),
        stack(Drawing("", ""), title=name),
    ]


class _Nesting(HTMLParser):
    """Fails unless every element is closed in order."""

    VOID = frozenset({"meta", "br", "rect"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(html: str) -> _Nesting:
    parser = _Nesting()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


# --- trees ----------------------------------------------------------------------------------------------------------


def test_a_diff_tree_reads_like_a_diff() -> None:
    assert str(draw_tree(WARD, title="Thay đổi từ 01/6/2023")).splitlines() == [
        "Thay đổi từ 01/6/2023",
        "",
        "  Đảng bộ phường Phú Xá · 521 đảng viên",
        "~ ├── Chi bộ tổ dân phố 2 · 25 → 39 đảng viên",
        "- ├── Chi bộ tổ dân phố 12 · 14 đảng viên — sáp nhập vào Chi bộ tổ dân phố 2",
        "> ├── Đảng bộ bộ phận Trường Cao đẳng",
        "  │   ├── Chi bộ Khoa Cơ khí",
        "  │   └── Chi bộ Khoa Điện",
        "+ └── Chi bộ Công ty Y · 3 đảng viên",
        "",
        "+ thành lập   - chấm dứt hoạt động   ~ thay đổi   > chuyển",
    ]


def test_each_change_is_named_in_words_in_the_html_too() -> None:
    words = parsed(draw_tree(WARD, lang="en").html).words
    assert {"~ changed", "− ended", "> moved", "+ established"} <= set(words)


def test_the_tree_opens_and_closes_without_a_script() -> None:
    tags = [tag for tag, _ in parsed(draw_tree(WARD).html).seen]
    assert tags.count("details") == tags.count("summary") == 2
    assert tags.count("li") == len(WARD)


def test_a_tree_without_changes_has_no_gutter_and_several_roots_stand_under_each_other() -> None:
    drawn = draw_tree([TreeLine(0, "A"), TreeLine(1, "B"), TreeLine(2, "C"), TreeLine(0, "D")])
    assert str(drawn) == "A\n└── B\n    └── C\nD"
    parsed(drawn.html)


def test_an_empty_tree_is_only_its_title() -> None:
    drawn = draw_tree([], title="Trống")
    assert str(drawn).strip() == "Trống"
    parsed(drawn.html)


def big_tree() -> list[TreeLine]:
    lines = [TreeLine(0, "Thành phố")]
    for i in range(100):
        lines.append(TreeLine(1, f"Cơ sở {i}"))
        lines += [TreeLine(2, f"Chi bộ {i}.{j}") for j in range(9)]
    return lines


@pytest.mark.parametrize("limit", [1, 2, 40, 101, 500, 1000])
def test_what_is_shown_and_what_is_said_to_be_left_out_add_up(limit: int) -> None:
    lines = big_tree()
    text = str(draw_tree(lines, limit=limit, lang="en"))
    left_out = sum(int(n.replace(",", "")) for n in re.findall(r"… (?:and )?([\d,]+) (?:more|below)", text))
    shown = sum(1 for line in text.splitlines() if "… and" not in line)
    assert shown == limit
    assert shown + left_out == len(lines) == 1001


def test_a_cut_tree_shows_the_top_first_and_says_in_vietnamese_what_is_missing() -> None:
    text = str(draw_tree(big_tree(), limit=4))
    assert text.splitlines() == [
        "Thành phố",
        "├── Cơ sở 0 (… 9 mục)",
        "├── Cơ sở 1 (… 9 mục)",
        "├── Cơ sở 2 (… 9 mục)",
        "└── … và 970 mục nữa",
    ]


def test_a_cut_tree_keeps_every_change_it_has_room_for() -> None:
    lines = big_tree()
    last = lines[-1]
    lines[-1] = TreeLine(last.depth, last.label, mark="-")
    drawn = draw_tree(lines, limit=10)
    assert "- │   ├── Chi bộ 99.8" in str(drawn)
    assert "Chi bộ 99.8" in drawn.html
    assert "Chi bộ 99.7" not in str(drawn)


def test_changes_that_find_no_room_are_counted() -> None:
    lines = [TreeLine(0, "A"), *(TreeLine(1, f"B{i}", mark="+") for i in range(9)), TreeLine(1, "C")]
    assert "… và 6 mục nữa, trong đó 5 có thay đổi" in str(draw_tree(lines, limit=5))
    assert "A (… 10 below, 9 of them with a change)" in str(draw_tree(lines, limit=1, lang="en"))


def test_missing_roots_are_counted_too() -> None:
    assert str(draw_tree([TreeLine(0, str(i)) for i in range(5)], limit=2)) == "0\n1\n… và 3 mục nữa"


def test_without_a_limit_everything_is_there_and_long_branches_start_folded() -> None:
    drawn = draw_tree(big_tree(), limit=None)
    assert len(str(drawn).splitlines()) == 1001
    details = [attrs for tag, attrs in parsed(drawn.html).seen if tag == "details"]
    assert [("open" in attrs) for attrs in details] == [True] + [False] * 100


@pytest.mark.parametrize("depths", [(1,), (0, 2), (0, -1)])
def test_a_depth_that_skips_a_step_is_refused_with_its_line(depths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=rf"line {len(depths)} of the tree has depth {depths[-1]}"):
        draw_tree([TreeLine(depth, "x") for depth in depths])


# --- tables ---------------------------------------------------------------------------------------------------------

STRUCTURE = Table(
    "Cơ cấu tổ chức, 30/4/2023",
    [Column("Loại"), Column("Số lượng tổ chức đảng", "right"), Column("%", "right")],
    [["Tổ chức cơ sở đảng", "100", "10,2"], ["  Chi bộ cơ sở", "25", "2,5"], ["Tổng cộng", "985", "100,0"]],
    notes=["Tính được từ dữ liệu."],
    source="Bài viết 2023",
    totals=[2],
)


def test_a_table_in_text_has_numbers_to_the_right_and_long_headings_broken() -> None:
    assert str(draw_table(STRUCTURE)).splitlines() == [
        "Cơ cấu tổ chức, 30/4/2023",
        "",
        "                    Số lượng tổ",
        "Loại                  chức đảng      %",
        "──────────────────  ───────────  ─────",
        "Tổ chức cơ sở đảng          100   10,2",
        "  Chi bộ cơ sở               25    2,5",
        "Tổng cộng                   985  100,0",
        "",
        "Tính được từ dữ liệu.",
        "Nguồn: Bài viết 2023",
    ]


def test_a_table_of_too_many_columns_goes_on_below_with_the_names_of_its_rows() -> None:
    columns = [Column("Loại"), *(Column(f"Năm {year}", "right") for year in range(2010, 2026))]
    table = Table("", columns, [["Chi bộ", *(f"{n}.000.000" for n in range(10, 26))]], notes=["Một dòng."])
    text = str(draw_table(table))

    assert max(map(len, text.splitlines())) <= 80
    assert text.count("Chi bộ") == text.count("Loại") > 1
    assert [text.count(f"{n}.000.000") for n in range(10, 26)] == [1] * 16
    assert text.count("Một dòng.") == 1


def test_a_wide_table_in_text_breaks_its_cells_of_words_to_keep_within_a_page() -> None:
    words = "Cơ quan đảng, Mặt trận, tổ chức chính trị - xã hội"
    columns = [Column("Loại hình"), Column("Số lượng", "right"), Column("Ghi chú")]
    table = Table("", columns, [[f"  {words}", "2", f"{words}; " * 4], ["Tổng cộng", "2", ""]], notes=[words * 9])
    lines = str(draw_table(table)).splitlines()

    assert max(map(len, lines)) <= 80
    assert lines[2].startswith("  Cơ quan đảng")
    assert lines[3].startswith("  ")
    assert " ".join(" ".join(lines).split()).count("chính") >= 5
    assert lines[-1] != ""


def test_a_heading_of_several_lines_is_broken_evenly() -> None:
    heading = str(draw_table(Table("", [Column("Loại"), Column("Đảng bộ cơ sở", "right")], [["Xã", "11"]])))
    assert heading.splitlines()[:2] == ["      Đảng bộ", "Loại    cơ sở"]


def test_decomposed_text_gives_the_same_table_and_tree() -> None:
    def decomposed(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    other = Table(
        decomposed(STRUCTURE.title),
        [Column(decomposed(column.title), column.align) for column in STRUCTURE.columns],
        [[decomposed(cell) for cell in row] for row in STRUCTURE.rows],
        notes=[decomposed(note) for note in STRUCTURE.notes],
        source=decomposed(STRUCTURE.source),
        totals=[2],
    )
    assert draw_table(other) == draw_table(STRUCTURE)
    lines = [TreeLine(x.depth, decomposed(x.label), decomposed(x.note), x.mark, decomposed(x.detail)) for x in WARD]
    assert draw_tree(lines) == draw_tree(WARD)


def test_marks_that_compose_with_nothing_take_no_column() -> None:
    drawn = draw_table(Table("", [Column("a"), Column("b")], [["x\u0323\u0306", "1"], ["xx", "2"]]))
    first, second = str(drawn).splitlines()[-2:]
    assert second == "xx  2"
    assert first == "x\u0323\u0306   1"


def test_an_html_table_has_a_caption_and_scoped_headings() -> None:
    seen = parsed(draw_table(STRUCTURE).html).seen
    assert sum(tag == "caption" for tag, _ in seen) == 1
    scopes = [attrs.get("scope") for tag, attrs in seen if tag == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 3


def test_a_long_table_says_how_many_rows_are_missing() -> None:
    table = Table("T", [Column("n")], [[str(i)] for i in range(1040)])
    assert "… và 1.000 hàng nữa" in str(draw_table(table))
    assert "… and 1,000 more rows" in draw_table(table, lang="en").html
    assert "…" not in str(draw_table(table, limit=None))


def test_an_empty_table_still_has_its_headings() -> None:
    drawn = draw_table(Table("Không có gì", [Column("Tên")], []))
    assert str(drawn).splitlines() == ["Không có gì", "", "Tên", "───"]
    parsed(drawn.html)


@pytest.mark.parametrize(
    ("columns", "rows", "totals", "words"),
    [
        ([], [], (), "has no column"),
        ([Column("a")], [["1"], ["1", "2"]], (), "row 2 of table 'T' has 2 cells, not 1"),
        ([Column("a")], [["1"]], (1,), "name row 1 of 1"),
    ],
)
def test_a_ragged_table_is_refused(
    columns: list[Column], rows: list[list[str]], totals: tuple[int, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Table("T", columns, rows, totals=totals)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        draw_table(STRUCTURE, limit=0)
    with pytest.raises(ValueError, match="at least one line"):
        draw_tree([], limit=0)


# --- the card wall --------------------------------------------------------------------------------------------------


def test_a_city_fits_one_screen_with_every_unit_on_it() -> None:
    svg = svg_of(wall(city()))
    _, _, width, height = map(int, svg.attrib["viewBox"].split())
    assert width <= 1600
    assert height <= 860
    tag = "{http://www.w3.org/2000/svg}"
    cards = svg.findall(f"{tag}g")
    assert len(cards) == 100
    tiles = [tile for card in cards for tile in card.findall(f"{tag}path") if tile.find(f"{tag}title") is not None]
    assert len(tiles) == 885


def test_cards_do_not_overlap_and_tiles_stay_on_their_card() -> None:
    tag = "{http://www.w3.org/2000/svg}"
    boxes = []
    for card in svg_of(wall(city())).findall(f"{tag}g"):
        rect = card.find(f"{tag}rect")
        assert rect is not None
        x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        boxes.append((x, y, x + width, y + height))
        centers = []
        for path in card.findall(f"{tag}path"):
            at = re.match(r"M(\d+) (\d+)", path.attrib["d"])
            assert at is not None
            centers.append((int(at[1]), int(at[2])))
        assert all(x + 6 <= cx <= x + width - 6 and y + 6 <= cy <= y + height - 6 for cx, cy in centers)
        assert len(set(centers)) == len(centers)
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom in boxes[i + 1 :]:
            assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top


def test_a_long_name_keeps_its_beginning_and_its_end_and_is_whole_in_the_tooltip() -> None:
    long = "Đảng bộ Công ty cổ phần Môi trường và Công trình đô thị tỉnh Bắc Kạn và tỉnh Thái Nguyên"
    svg = svg_of(draw_card_wall([Card(long)], title="", legend=[], columns=9))
    texts = ["".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert long not in texts
    assert any(text.startswith("Đảng bộ") for text in texts)
    assert any(text.startswith("…") and text.endswith("Thái Nguyên") for text in texts)
    assert long in [node.text for node in svg.iter("{http://www.w3.org/2000/svg}title")]


@pytest.mark.parametrize("name", ["W" * 400, "Chi bộ " + "W" * 400, ""])
def test_a_name_without_spaces_is_cut_to_its_card(name: str) -> None:
    svg = svg_of(draw_card_wall([Card(name, name)], title="", legend=[], columns=8))
    assert max(len(node.text or "") for node in svg.iter("{http://www.w3.org/2000/svg}text")) < 40


def test_every_mark_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(GLYPHS) == set(get_args(TileMark))
    assert len(set(SHAPES.values())) == len(set(GLYPHS.values())) == len(SHAPES)


def test_the_wall_in_text_counts_its_tiles() -> None:
    cards = [
        Card("A", tiles=[Tile("1", mark="star"), Tile("2", mark="low")], mark="star"),
        Card("B", tiles=[Tile("3", mark="low")]),
    ]
    drawn = draw_card_wall(cards, title="Năm 2022", legend=[("star", "Xuất sắc"), ("low", "Không")], lang="en")
    assert str(drawn) == "Năm 2022: 2 cards, 3 tiles\n\n★ Xuất sắc  1\n▼ Không     2"


def test_the_wall_can_be_read_as_a_table() -> None:
    drawn = wall(city())
    table = drawn.html.partition("<details")[2]
    assert table.count('<th scope="row"') == 100
    assert sum(int(n) for n in re.findall(r'<td class="dangbo-number">(\d+)</td>', table)) == 885


def test_a_tooltip_says_name_and_rating_unless_told_otherwise() -> None:
    tiles = [Tile("Chi bộ 1", mark="half"), Tile("Chi bộ 2", "Chi bộ 2: 31 đảng viên", "half")]
    titles = [node.text for node in svg_of(wall([Card("A", tiles=tiles)])).iter("{http://www.w3.org/2000/svg}title")]
    assert titles[2:] == ["Chi bộ 1: Hoàn thành nhiệm vụ", "Chi bộ 2: 31 đảng viên"]


def test_a_shape_the_legend_does_not_explain_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in the legend for full, star"):
        draw_card_wall([Card("A", tiles=[Tile("1", mark="star")], mark="full")], title="", legend=[("low", "x")])


def test_a_wall_without_columns_is_refused_and_one_without_cards_is_drawn() -> None:
    with pytest.raises(ValueError, match="columns is 0"):
        draw_card_wall([], title="", legend=[], columns=0)
    assert str(draw_card_wall([], title="Trống", legend=[])) == "Trống: 0 thẻ, 0 ô"


def test_a_wall_of_thousands_grows_downwards_and_its_legend_wraps() -> None:
    legend: list[tuple[TileMark, str]] = [(mark, "một chú giải rất dài " * 4) for mark in MARKS]
    drawn = draw_card_wall(city() * 10, title="", legend=legend)
    _, _, width, height = map(int, svg_of(drawn).attrib["viewBox"].split())
    assert width <= 1600
    assert height > 2000


# --- every drawing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drawing", everything(EVIL), ids=["tree", "table", "wall", "tooltip", "stack"])
def test_a_hostile_name_does_nothing(drawing: Drawing) -> None:
    for form in (drawing.html, page(EVIL, [(EVIL, drawing)], subtitle=EVIL)):
        seen = parsed(form).seen
        assert "script" not in {tag for tag, _ in seen}
        assert not [name for _, attrs in seen for name in attrs if name.startswith("on")]
        assert "<script" not in form
    for form in (str(drawing), drawing.html):
        assert not [char for char in form if unicodedata.category(char) in {"Cc", "Cf"} and char != "\n"]


@pytest.mark.parametrize("drawing", everything("a\nb\tc\ud800\ufffe\ufdd0"), ids=["tree", "table", "wall", "tip", "st"])
def test_line_breaks_become_spaces_and_what_no_file_can_hold_goes(drawing: Drawing) -> None:
    assert "\t" not in str(drawing)
    assert "a\nb" not in str(drawing)
    (str(drawing) + drawing.html).encode("utf-8")
    assert not set("\ufffe\ufdd0") & set(drawing.html)


@pytest.mark.parametrize(
    "drawing", [draw_tree(WARD), draw_table(STRUCTURE), wall(city())], ids=["tree", "table", "wall"]
)
def test_nothing_is_fetched_and_the_style_comes_along(drawing: Drawing) -> None:
    markup = drawing.html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//|url\(|@import|src=|href=", markup)
    assert drawing.html.count("<style>") == 1
    assert drawing._repr_html_() == drawing.html
    assert repr(drawing) == str(drawing) == drawing.text
    assert not [
        name
        for _, attrs in parsed(drawing.html).seen
        for name in (attrs.get("class") or "").split()
        if not name.startswith("dangbo")
    ]


def test_every_class_used_is_styled_under_the_prefix() -> None:
    rules = re.sub(r"/\*.*?\*/", "", STYLE)
    selectors = [part for part in re.findall(r"([^{}]+)\{", rules) if not part.strip().startswith("@")]
    assert selectors
    assert all("dangbo" in one for selector in selectors for one in selector.replace("<style>", "").split(","))


def test_equal_input_gives_equal_drawings() -> None:
    assert wall(city()) == wall(city())
    assert draw_tree(WARD) == draw_tree(tuple(WARD))
    assert draw_table(STRUCTURE) == draw_table(STRUCTURE)
    assert hash(STRUCTURE) == hash(STRUCTURE)


def test_a_stack_holds_the_style_once() -> None:
    both = stack(draw_tree(WARD), draw_table(STRUCTURE), title="Xem trước")
    assert both.html.count("<style>") == 1
    assert str(both).startswith("Xem trước\n\n")
    assert "Tổng cộng" in str(both)
    parsed(both.html)


# --- the page -------------------------------------------------------------------------------------------------------


def sample_page(lang: Lang = "vi") -> str:
    sections = [("Tường thẻ", wall(city())), ("Thay đổi", draw_tree(WARD)), ("", draw_table(STRUCTURE))]
    return page("Báo cáo", sections, lang=lang, subtitle="30/4/2023")


def test_a_page_is_whole_and_says_its_language() -> None:
    document = parsed(sample_page("en").removeprefix("<!DOCTYPE html>"))
    tags = [tag for tag, _ in document.seen]
    assert document.seen[0] == ("html", {"lang": "en"})
    assert tags.count("h1") == tags.count("main") == tags.count("svg") == tags.count("style") == 1
    assert tags.count("h2") == 2
    assert any(attrs.get("name") == "viewport" for _, attrs in document.seen)


def test_a_page_forbids_itself_scripts_and_requests() -> None:
    document = sample_page()
    assert "default-src 'none'" in document
    assert not re.search(
        r"https?:|url\(|@import|src=|<script|<link", document.replace("http://www.w3.org/2000/svg", "")
    )


def test_the_contents_of_a_page_lead_to_its_sections() -> None:
    seen = parsed(sample_page().removeprefix("<!DOCTYPE html>")).seen
    ids = [attrs["id"] for _, attrs in seen if "id" in attrs]
    assert [attrs["href"] for tag, attrs in seen if tag == "a"] == [f"#{name}" for name in ids]
    assert len(set(ids)) == len(ids) == 2


def test_a_page_of_one_section_has_no_contents_and_no_empty_line_for_a_subtitle() -> None:
    document = page("Báo cáo", [("Cây", draw_tree(WARD))])
    assert "<nav" not in document
    assert "<p></p>" not in document


# --- colors ---------------------------------------------------------------------------------------------------------


def luminance(color: tuple[float, ...]) -> float:
    """Relative luminance of WCAG 2."""
    linear = [(c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4) for c in (part / 255 for part in color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(top: tuple[float, ...], share: float, ground: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(t * share + g * (1 - share) for t, g in zip(top, ground, strict=True))


def rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


GREY = (127.0, 127.0, 127.0)


@pytest.mark.parametrize(
    ("palette", "ground", "ink"),
    [
        (LIGHT, rgb(LIGHT["surface"]), rgb(LIGHT["ink"])),
        (DARK, rgb(DARK["surface"]), rgb(DARK["ink"])),
        (LIGHT, rgb("#ffffff"), mixed(rgb("#000000"), 0.87, rgb("#ffffff"))),  # JupyterLab, light
        (DARK, rgb("#111111"), rgb("#ffffff")),  # JupyterLab, dark
    ],
    ids=["light", "dark", "jupyter-light", "jupyter-dark"],
)
def test_colors_have_the_contrast_wcag_aa_asks_for(
    palette: dict[str, str], ground: tuple[float, ...], ink: tuple[float, ...]
) -> None:
    card = mixed(GREY, 0.08, ground)
    for behind in (ground, card):
        assert contrast(ink, behind) >= 4.5
        assert contrast(mixed(ink, float(MUTED), behind), behind) >= 4.5
    for words in ("new", "end", "change", "move"):
        assert contrast(rgb(palette[words]), ground) >= 4.5
    for shape in ("star", "full", "half", "low", "quiet", "plain"):
        assert contrast(rgb(palette[shape]), card) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_ratings_differ_in_brightness_in_their_order(palette: dict[str, str]) -> None:
    ground = rgb(palette["surface"])
    ladder = [contrast(rgb(palette[name]), ground) for name in ("star", "full", "half")]
    assert ladder == sorted(ladder, reverse=True)
    assert all(above / below > 1.2 for above, below in pairwise(ladder))


# --- tables that hold values, and what a cut hides -------------------------------------------------------------------


def test_a_cell_is_its_words_and_keeps_the_value_beside_them() -> None:
    cell = Cell(27960, "27 960")
    assert (cell, cell.value, f"{cell}") == ("27 960", 27960, "27 960")
    again = pickle.loads(pickle.dumps(cell))  # noqa: S301 - made in this line
    assert (again, again.value, copy.copy(cell).value) == ("27 960", 27960, 27960)
    table = Table("", [Column("Loại"), Column("Số", "right")], [["Đảng viên", cell], ["Khác", "–"]])
    assert table.values == (("Đảng viên", 27960), ("Khác", "–"))
    assert "27 960" in str(table.show())


def test_a_table_names_its_title_and_its_size_and_none_of_its_cells() -> None:
    table = Table("Danh sách", [Column("Họ và tên"), Column("Năm sinh")], [["Nguyễn Văn An", "1970"]], notes=["Lê B"])
    assert repr(table) == str(table) == "Table('Danh sách', 1 x 2)"


def test_a_table_shows_itself() -> None:
    table = Table("Bảng", [Column("Loại")], [[f"hàng {n}"] for n in range(60)])
    assert str(table.show()) == str(draw_table(table))
    assert table._repr_html_() == draw_table(table).html
    assert str(table.show(limit=None)).count("hàng") == 60
    with pytest.raises(ValueError, match="limit is 0"):
        table.show(limit=0)


def test_a_cut_leaves_the_sums_of_a_table_in() -> None:
    rows = [*([f"hàng {n}"] for n in range(60)), ["Tổng cộng"]]
    table = Table("Bảng", [Column("Loại")], rows, totals=[60])
    text = str(draw_table(table, limit=3))
    drawn = [line for line in text.splitlines() if line.startswith(("hàng", "Tổng"))]
    assert drawn == ["hàng 0", "hàng 1", "Tổng cộng"]
    assert "… và 58 hàng nữa" in text
    assert '<tr class="dangbo-total"><th scope="row">Tổng cộng' in draw_table(table, limit=3).html


def test_what_begins_or_ends_is_not_hidden_by_what_merely_changes() -> None:
    lines = [TreeLine(0, "a"), *(TreeLine(1, f"b{n}", mark="~") for n in range(50)), TreeLine(0, "c")]
    lines += [TreeLine(1, "begins", mark="+"), TreeLine(1, "ends", mark="-")]
    shown = str(draw_tree(lines, limit=5))
    assert "begins" in shown
    assert "ends" in shown
    assert "b0" in shown
