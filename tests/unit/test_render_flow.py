"""Flows: what goes where is told in text, drawn to scale, safe to show, and refused where a link leads nowhere."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo.base.findings import Lang
from dangbo.render import Drawing, Flow, FlowLink, FlowNode, draw_flow, flow_svg, page, stack

EVIL = "<script>alert(1)</script> \"A\" & 'B' \x1b[31m\x00\u202e onload=x"
SVG = "{http://www.w3.org/2000/svg}"

WARDS = Flow(
    "Sắp xếp phường, 01/7/2025",
    [
        FlowNode("px", "Phường Phú Xá", "12 chi bộ"),
        FlowNode("tt", "Phường Tân Thịnh"),
        FlowNode("cg", "Phường Cam Giá"),
    ],
    [FlowNode("gt", "Phường Gang Thép"), FlowNode("tl", "Phường Tích Lương"), FlowNode("mới", "Phường Mới")],
    [
        FlowLink("tt", "tl", 200, "2 chi bộ"),
        FlowLink("tt", "gt", 1300),
        FlowLink("px", "gt", 520),
        FlowLink("px", "tl", 0, "đất không dân"),
    ],
    "Trước 01/7/2025",
    "Từ 01/7/2025",
    "đảng viên",
    ["Số liệu tổng hợp."],
)


def wards(old: int, new: int, *, values: tuple[int, ...] = (240, 0, 3, 1200, 90)) -> Flow:
    """Many long names; every fifth unit on the left goes to two on the right."""
    left = [FlowNode(f"l{i}", f"Phường Phan Đình Phùng {i}") for i in range(old)]
    right = [FlowNode(f"r{i}", f"Phường Hoàng Văn Thụ {i}", "31 chi bộ") for i in range(new)]
    count = max(old, new)
    links = [FlowLink(f"l{i * old // count}", f"r{i * new // count}", values[i % len(values)]) for i in range(count)]
    links += [FlowLink(f"l{i}", f"r{(i + 3) % new}", 7) for i in range(0, old, 5)]
    return Flow("Sắp xếp", left, right, links, "Trước", "Sau", "đảng viên")


def svg_of(html: str) -> ET.Element:
    found = re.search(r"<svg.*?</svg>", html, re.DOTALL)
    assert found is not None
    return ET.fromstring(found.group())  # noqa: S314 - our own output


def bands(flow: Flow) -> dict[str, ET.Element]:
    """The path of each link, by its tooltip."""
    paths = [path for path in svg_of(draw_flow(flow).html).iter(f"{SVG}path") if path.get("class") == "dangbo-band"]
    return {path.findtext(f"{SVG}title", ""): path for path in paths}


def thickness(path: ET.Element) -> tuple[float, float]:
    """Of a band where it leaves and where it arrives."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", path.attrib["d"])]
    _, y0, _, _, _, _, _, y1, z1, _, _, _, _, _, z0 = numbers
    return round(z0 - y0, 1), round(z1 - y1, 1)


def texts(svg: ET.Element) -> list[tuple[float, float, str]]:
    return [
        (float(node.attrib["x"]), float(node.attrib["y"]), "".join(node.itertext())) for node in svg.iter(f"{SVG}text")
    ]


# --- text -----------------------------------------------------------------------------------------------------------


def test_the_text_says_where_each_goes_and_what_each_gets() -> None:
    assert str(draw_flow(WARDS)).splitlines() == [
        "Sắp xếp phường, 01/7/2025: 3 → 3, 2.020 đảng viên",
        "",
        "Trước 01/7/2025",
        "Phường Phú Xá · 12 chi bộ    (520) → Phường Gang Thép 520;",
        "                                     Phường Tích Lương 0 (đất không dân)",
        "Phường Tân Thịnh           (1.500) → Phường Gang Thép 1.300;",
        "                                     Phường Tích Lương 200 (2 chi bộ)",
        "Phường Cam Giá                 (0) → không có luồng",
        "",
        "Từ 01/7/2025",
        "→ Phường Gang Thép   (1.820)",
        "→ Phường Tích Lương    (200)",
        "→ Phường Mới             (0)",
        "",
        "Số liệu tổng hợp.",
    ]


def test_the_words_the_drawing_adds_are_in_the_language_asked_for() -> None:
    flow = Flow("", [FlowNode("a", "A"), FlowNode("b", "B")], [FlowNode("c", "C")], [FlowLink("a", "c", 1200)])
    drawn = draw_flow(flow, lang="en")
    assert str(drawn).splitlines() == [
        "2 → 1, total 1,200",
        "",
        "A  (1,200) → C 1,200",
        "B      (0) → no flow",
        "",
        "→ C  (1,200)",
    ]
    assert "Show as a table" in drawn.html
    assert 'lang="en"' in flow_svg(flow, lang="en")


def test_a_node_with_many_targets_is_told_on_several_lines() -> None:
    right = [FlowNode(str(i), f"Phường Hoàng Văn Thụ {i}") for i in range(8)]
    flow = Flow("T", [FlowNode("a", "Thành phố")], right, [FlowLink("a", str(i), 10 + i) for i in range(8)])
    lines = str(draw_flow(flow)).split("\n\n")[1].splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) > 1
    start = lines[0].index("→") + 2
    assert all(line[:start].isspace() and line[start] == "P" for line in lines[1:])
    assert all(line.endswith(";") for line in lines[:-1])


def test_a_very_long_name_does_not_push_the_values_of_all_others_away() -> None:
    flow = Flow("T", [FlowNode("a", "x" * 300), FlowNode("b", "B")], [FlowNode("c", "C")], [FlowLink("b", "c", 1)])
    assert len(str(draw_flow(flow)).splitlines()[3]) < 70


def test_a_flow_of_nothing_is_drawn() -> None:
    drawn = draw_flow(Flow("Trống", [], [], []))
    assert str(drawn) == "Trống: 0 → 0, tổng 0"
    svg_of(drawn.html)
    svg_of(flow_svg(Flow("", [], [], [])))


# --- the picture ----------------------------------------------------------------------------------------------------


def test_a_band_is_as_thick_as_its_value_at_both_ends() -> None:
    found = bands(wards(36, 8))
    measured = [
        (int(title.partition(": ")[2].split()[0].replace(".", "")), thickness(path))
        for title, path in found.items()
        if path.get("fill") != "none"
    ]
    assert len(measured) > 30
    assert all(before == after for _, (before, after) in measured)
    scales = [before / value for value, (before, _) in measured if before > 2]
    assert max(scales) == pytest.approx(min(scales), rel=0.02)
    assert {before for value, (before, _) in measured if value == 3} == {2.0}


def test_a_link_of_zero_is_a_thin_dashed_line() -> None:
    found = bands(WARDS)
    zero = found.pop("Phường Phú Xá → Phường Tích Lương: 0 đảng viên (đất không dân)")
    assert zero.get("fill") == "none"
    assert zero.get("stroke-dasharray")
    assert not [path for path in found.values() if path.get("stroke-dasharray") or path.get("fill") == "none"]


def test_every_band_says_from_where_to_where_and_how_many() -> None:
    assert set(bands(WARDS)) == {
        "Phường Tân Thịnh → Phường Gang Thép: 1.300 đảng viên",
        "Phường Tân Thịnh → Phường Tích Lương: 200 đảng viên (2 chi bộ)",
        "Phường Phú Xá → Phường Gang Thép: 520 đảng viên",
        "Phường Phú Xá → Phường Tích Lương: 0 đảng viên (đất không dân)",
    }


def test_names_and_values_stand_on_both_sides_and_values_neither_end_tells_on_their_bands() -> None:
    words = [text for _, _, text in texts(svg_of(draw_flow(WARDS).html))]
    assert {"Phường Phú Xá · 12 chi bộ", "520", "1.500", "Phường Gang Thép", "1.820", "Phường Mới"} <= set(words)
    assert {"1.300", "200"} <= set(words)
    simple = Flow("", [FlowNode("a", "A"), FlowNode("b", "B")], [FlowNode("c", "C")], [FlowLink("a", "c", 12)])
    assert [text for _, _, text in texts(svg_of(draw_flow(simple).html))] == ["12", "A", "0", "B", "12", "C"]


@pytest.mark.parametrize(("old", "new"), [(36, 8), (8, 36), (1, 20), (20, 1), (3, 3), (120, 2)])
def test_no_label_stands_on_another_and_all_is_inside_the_picture(old: int, new: int) -> None:
    svg = svg_of(draw_flow(wards(old, new)).html)
    _, _, wide, high = map(int, svg.attrib["viewBox"].split())
    columns: dict[float, list[float]] = {}
    for x, y, _ in texts(svg):
        columns.setdefault(x, []).append(y)
        assert 0 < x < wide
        assert 8 < y < high
    assert all(below - above > 12.8 for ys in columns.values() for above, below in pairwise(sorted(ys)))
    for rect in svg.iter(f"{SVG}rect"):
        x, y, room, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + room <= wide
        assert y + height <= high


def test_no_bar_covers_another() -> None:
    rects: dict[float, list[tuple[float, float]]] = {}
    for rect in svg_of(draw_flow(wards(36, 8)).html).iter(f"{SVG}rect"):
        y, height = float(rect.attrib["y"]), float(rect.attrib["height"])
        rects.setdefault(float(rect.attrib["x"]), []).append((y, y + height))
    assert len(rects) >= 2
    for spans in rects.values():
        assert all(above[1] <= below[0] + 0.05 for above, below in pairwise(sorted(spans)))


def test_long_names_get_their_room_and_very_long_ones_lose_their_middle() -> None:
    long, longest = "Phường Phan Đình Phùng thuộc thành phố", "Đảng bộ " + "W" * 500 + " Thái Nguyên"
    [short, roomy, huge] = [
        svg_of(draw_flow(Flow("", [FlowNode("a", name)], [], [])).html) for name in ("A", long, longest)
    ]
    widths = [int(svg.attrib["viewBox"].split()[2]) for svg in (short, roomy, huge)]
    assert widths[0] + 200 < widths[1] < widths[2] < widths[0] + 320
    assert long in [text for _, _, text in texts(roomy)]
    shown = texts(huge)[1][2]
    assert shown.startswith("Đảng bộ")
    assert shown.endswith("Thái Nguyên")
    assert f"{longest}: không có luồng" in [title.text for title in huge.iter(f"{SVG}title")]


def test_nodes_without_links_are_shown_on_both_sides() -> None:
    drawn = draw_flow(WARDS)
    words = [text for _, _, text in texts(svg_of(drawn.html))]
    for name in ("Phường Cam Giá", "Phường Mới"):
        assert name in str(drawn)
        assert name in words
        assert name in drawn.html.partition("<details")[2]


def test_the_same_figures_follow_as_a_table() -> None:
    table = draw_flow(WARDS).html.partition("<details")[2]
    assert table.count('<th scope="row"') == len(WARDS.links) + 2
    assert re.findall(r'<td class="dangbo-number">([\d.]+)</td>', table) == ["520", "0", "1.300", "200"]
    assert "2 chi bộ" in table


# --- order ----------------------------------------------------------------------------------------------------------


def names(svg: str) -> list[str]:
    return [text for _, _, text in texts(svg_of(svg)) if text.startswith(("L", "R"))]


def tangled() -> Flow:
    left = [FlowNode(str(i), f"L{i}") for i in range(4)]
    right = [FlowNode(str(i), f"R{i}") for i in range(4)]
    links = [FlowLink(str(i), str(3 - i), 10) for i in range(3)] + [FlowLink("0", "2", 10)]
    return Flow("T", left, right, links)


def test_nodes_stay_in_the_order_given_unless_fewer_crossings_are_asked_for() -> None:
    assert names(flow_svg(tangled())) == ["L0", "L1", "L2", "L3", "R0", "R1", "R2", "R3"]
    assert names(flow_svg(tangled(), order="fewest_crossings")) == ["L0", "L1", "L2", "L3", "R3", "R2", "R1", "R0"]
    assert str(draw_flow(tangled(), order="fewest_crossings")).endswith(
        "→ R3  (10)\n→ R2  (20)\n→ R1  (10)\n→ R0   (0)"
    )


def test_bands_of_one_node_do_not_cross_each_other() -> None:
    left = [FlowNode("a", "A"), FlowNode("b", "B")]
    right = [FlowNode(str(i), str(i)) for i in range(3)]
    links = [FlowLink(source, str(target), 5) for target in (2, 0, 1) for source in ("b", "a")]
    found = bands(Flow("", left, right, links))
    starts = [float(found[f"A → {i}: 5"].attrib["d"].split()[1].partition("C")[0]) for i in range(3)]
    ends = [re.search(r" ([\d.]+)V", found[f"{name} → 1: 5"].attrib["d"]) for name in "AB"]
    assert starts == sorted(starts)
    assert ends[0] is not None
    assert ends[1] is not None
    assert float(ends[0][1]) < float(ends[1][1])


def test_an_order_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="order of a flow is 'alphabet': give 'given' or 'fewest_crossings'"):
        draw_flow(WARDS, order="alphabet")  # type: ignore[arg-type]


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (FlowLink("cb-2", "b", 1), r"link 2 of flow 'T' comes from 'cb-2', no node on the left: name 'cb-1', or add"),
        (FlowLink("cb-1", "zzz", 1), r"link 2 .* goes to 'zzz', no node on the right: add FlowNode\('zzz', ...\)"),
        (FlowLink("b", "b", 1), "comes from 'b', no node on the left"),
        (FlowLink("cb-1", "b", -5), "link 2 .*, from 'cb-1' to 'b', has value -5: give 0 or more"),
        (FlowLink("cb-1", "b", 1.5), "has value 1.5: give a whole number"),  # type: ignore[arg-type]
    ],
)
def test_a_link_that_leads_nowhere_or_counts_less_than_nothing_is_refused(link: FlowLink, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Flow("T", [FlowNode("cb-1", "A")], [FlowNode("b", "B")], [FlowLink("cb-1", "b", 1), link])


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_id_twice_on_a_side_is_refused_but_may_stand_on_both(side: str) -> None:
    nodes = {"left": [FlowNode("a", "A")], "right": [FlowNode("a", "A")]}
    Flow("T", nodes["left"], nodes["right"], [FlowLink("a", "a", 1)])
    nodes[side] *= 2
    with pytest.raises(ValueError, match=f"flow 'T' has two nodes 'a' on the {side}: give each node"):
        Flow("T", nodes["left"], nodes["right"], [])


# --- harmless, alone and in a page ----------------------------------------------------------------------------------


def hostile(name: str) -> Flow:
    nodes = [FlowNode(name, name, name), FlowNode("b", name)]
    links = [FlowLink(name, name, 1, name), FlowLink(name, "b", 2, name), FlowLink("b", "b", 0, name)]
    return Flow(name, nodes, nodes, links, name, name, name, [name])


@pytest.mark.parametrize("name", [EVIL, "a\nb\tc\ud800\ufffe\ufdd0", "]]><x/>", ""])
def test_a_hostile_name_does_nothing(name: str) -> None:
    drawn = draw_flow(hostile(name))
    for form in (drawn.html, page(name, [(name, drawn)]), flow_svg(hostile(name))):
        svg = svg_of(form)
        assert not [node for node in svg.iter() if node.tag in {f"{SVG}script", f"{SVG}x"}]
        assert not [key for node in svg.iter() for key in node.attrib if key.startswith("on")]
        assert "<script" not in form
        form.encode("utf-8")
    assert not [c for c in str(drawn) + drawn.html if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"]


def test_nothing_is_fetched_and_every_class_has_the_prefix() -> None:
    for form in (draw_flow(WARDS).html, flow_svg(WARDS)):
        markup = form.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|//|url\(|@import|src=|href=", markup)
        assert all(
            name.startswith("dangbo") for names in re.findall(r'class="([^"]*)"', form) for name in names.split()
        )


def test_the_figure_has_a_caption_and_brings_the_one_style_along() -> None:
    drawn = draw_flow(WARDS)
    assert drawn.html.count("<style>") == 1
    assert stack(drawn, drawn).html.count("<style>") == 1
    assert "<figcaption" in drawn.html
    svg = svg_of(drawn.html)
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert svg[1].tag == f"{SVG}desc"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_picture_alone_is_a_document_with_its_title_its_notes_and_its_colors(lang: Lang) -> None:
    svg = ET.fromstring(flow_svg(WARDS, lang=lang))  # noqa: S314 - our own output
    assert svg.tag == f"{SVG}svg"
    words = [text for _, _, text in texts(svg)]
    assert words[0].startswith("Sắp xếp phường, 01/7/2025: 3 → 3")
    assert words[-1] == "Số liệu tổng hợp."
    described = svg.findtext(f"{SVG}desc", "")
    assert all(node.label in described for node in WARDS.left)
    style = svg.findtext(f"{SVG}style", "")
    used = set(re.findall(r"var\((--[\w-]+),", flow_svg(WARDS, lang=lang)))
    assert used
    assert all(style.count(f"{name}:") == 2 for name in used), "a color lacks its light or its dark form"


def test_a_long_title_of_a_document_is_broken_into_lines_within_it() -> None:
    flow = Flow("Sắp xếp đơn vị hành chính cấp xã " * 5, [], [], [], notes=["ghi chú " * 40])
    svg = ET.fromstring(flow_svg(flow))  # noqa: S314 - our own output
    found = texts(svg)
    assert len(found) > 4
    assert all(len(text) < 90 for _, _, text in found)
    assert max(y for _, y, _ in found) < int(svg.attrib["height"])


def test_equal_input_gives_equal_drawings_and_decomposed_names_the_same() -> None:
    assert draw_flow(wards(36, 8)) == draw_flow(wards(36, 8))
    nodes = [FlowNode("a", unicodedata.normalize("NFD", "Phường Phú Xá"))]
    assert draw_flow(Flow("", nodes, [], [])) == draw_flow(Flow("", [FlowNode("a", "Phường Phú Xá")], [], []))
    assert isinstance(draw_flow(WARDS), Drawing)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 10**9)), max_size=25))
def test_whatever_flows_is_all_there(links: list[tuple[int, int, int]]) -> None:
    left = [FlowNode(str(i), f"L{i}") for i in range(6)]
    right = [FlowNode(str(i), f"R{i}") for i in range(5)]
    flow = Flow("T", left, right, [FlowLink(str(a), str(b), value) for a, b, value in links])
    total = sum(value for _, _, value in links)
    for order in ("given", "fewest_crossings"):
        text = str(draw_flow(flow, order=order))
        values = [int(found.replace(".", "")) for found in re.findall(r"\(([\d.]+)\)$", text, re.MULTILINE)]
        assert sum(values) == total
        svg = svg_of(flow_svg(flow, order=order))
        assert sum(node.get("class") == "dangbo-band" for node in svg.iter(f"{SVG}path")) == len(links)
