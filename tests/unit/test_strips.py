"""Strips of months: what they show as text and as a picture, and what they refuse."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from dangbo.render import Drawing, Strip, StripGroup, StripMark, draw_strips
from dangbo.render.columns import in_columns
from dangbo.render.drawing import COLUMNS, width

MONTHS = [str(number) for number in range(1, 13)]
LEGEND: list[tuple[StripMark, str]] = [
    ("done", "có sinh hoạt"),
    ("more", "có chuyên đề"),
    ("missed", "không sinh hoạt"),
    ("off", "chưa có chi bộ"),
]
YEAR: list[StripMark] = ["off", "done", "more", "done", "missed", *["done"] * 7]  # type: ignore[list-item]


def drawn(*labels: str, **more: str) -> Drawing:
    ward = StripGroup("Đảng bộ phường", [Strip(one, YEAR, **more) for one in labels])
    return draw_strips([ward], MONTHS, title="Năm 2026", legend=LEGEND)


def svg_of(drawing: Drawing) -> ET.Element:
    found = re.search("<svg.*</svg>", drawing.html, re.DOTALL)
    assert found
    return ET.fromstring(found[0])  # noqa: S314 - our own picture


def test_the_text_counts_every_mark_by_month_and_fits_a_terminal() -> None:
    lines = str(drawn("Chi bộ 1", "Chi bộ 2")).splitlines()
    assert lines[0] == "Năm 2026"
    assert lines[2].split() == MONTHS
    assert [line.split()[-12:] for line in lines[3:]] == [
        [*"020202222222"],
        [*"002000000000"],
        [*"000020000000"],
        [*"200000000000"],
    ]
    many = draw_strips([StripGroup("A", [Strip("x", ["done"] * 24)] * 1_000)], MONTHS * 2, title="A", legend=LEGEND)
    assert max(map(width, str(many).splitlines())) <= COLUMNS
    assert str(many).count("có sinh hoạt") == 4  # half a year below the other


def test_every_unit_has_a_shape_for_each_month_and_says_on_hover_what_it_is() -> None:
    svg = svg_of(drawn("Chi bộ 1", "Chi bộ 2", note="10/11"))
    titles = [one.text for one in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[1:] == ["Đảng bộ phường", "Chi bộ 1 · 10/11", "Chi bộ 2 · 10/11"]
    shapes = {"full": "h6v6", "star": "l4 4", "low": "v4.6", "exempt": "h1.6"}
    found = dict.fromkeys(shapes, 0)
    for path in svg.iter("{http://www.w3.org/2000/svg}path"):
        color = path.get("class", "").removeprefix("dangbo-")
        found[color] += path.get("d", "").count(shapes[color])
    assert found == {"full": 18 + 1, "star": 2 + 1, "low": 2 + 1, "exempt": 2 + 1}  # and one of each in the legend


def test_months_stand_side_by_side_and_apart_by_quarter() -> None:
    row = next(
        iter(
            svg_of(
                draw_strips([StripGroup("A", [Strip("x", ["done"] * 12)])], MONTHS, title="A", legend=LEGEND[:1])
            ).iter("{http://www.w3.org/2000/svg}g")
        )
    )
    path = [one.get("d", "") for one in row.iter("{http://www.w3.org/2000/svg}path")][-1]
    assert re.findall(r"m(\d+) 0h6", path) == ["10", "10", "13"] * 3 + ["10", "10"]


def test_no_name_can_do_harm_and_what_is_too_long_is_cut() -> None:
    evil = "<script>alert(1)</script> \x1b[31m" + "rất dài " * 40
    group = StripGroup(evil, [Strip(evil, ["done"], evil[:30], "")])
    drawing = draw_strips([group], ["1"], title="A", legend=[("done", evil[:40])])
    svg = svg_of(drawing)
    assert "<script" not in drawing.html
    assert "\x1b" not in drawing.html + drawing.text
    texts = [one.text or "" for one in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert [text for text in texts if text.endswith("…")]


def test_the_counts_of_each_group_are_a_table_too() -> None:
    html = drawn("Chi bộ 1", "Chi bộ 2").html
    table = html[html.index("<table") :]
    assert [re.sub("<[^>]*>", "", cell) for cell in re.findall("<td.*?</td>", table)] == ["18", "2", "2", "2"]


def test_columns_are_filled_one_after_the_other_and_none_is_taller_than_it_must_be() -> None:
    heights = [50, 10, 10, 40, 30, 20]
    columns = in_columns(heights, 3, gap=5)
    assert [at for column in columns for at in column] == [*range(6)]
    assert max(sum(heights[at] for at in column) + 5 * (len(column) - 1) for column in columns) == 65


def test_what_has_no_room_on_a_sheet_goes_on_on_the_next_and_no_frame_is_cut() -> None:
    city = [StripGroup(f"Đảng bộ {n}", [Strip("Chi bộ", ["done"] * 12)] * (3 + n % 9)) for n in range(100)]
    html = draw_strips(city, MONTHS, title="A", legend=LEGEND).html
    sheets = [ET.fromstring(one) for one in re.findall("<svg.*?</svg>", html, re.DOTALL)]  # noqa: S314 - our own picture
    assert [one.get("aria-label") for one in sheets] == [f"A ({n}/{len(sheets)})" for n in range(1, len(sheets) + 1)]
    assert len(sheets) > 1
    assert all(float(one.get("width", "0")) <= 1569 and float(one.get("height", "0")) <= 1041 for one in sheets)
    titles = [one.text for sheet in sheets for one in sheet.iter("{http://www.w3.org/2000/svg}title")]
    assert [title for title in titles if title and title.startswith("Đảng bộ")] == [group.title for group in city]
    tall = draw_strips([StripGroup("B", [Strip("x", ["done"])] * 200)], ["1"], title="B", legend=LEGEND)
    assert float(svg_of(tall).get("height", "0")) > 2600  # one frame stays one


def test_nothing_to_draw_is_drawn_too() -> None:
    assert str(draw_strips([], ["1", "2"], title="Trống", legend=[("done", "có")])).splitlines() == [
        "Trống",
        "",
        "      1  2",
        "■ có  0  0",
    ]


@pytest.mark.parametrize(
    ("marks", "months", "words"),
    [
        (["done"], [], "no month"),
        (["done"], ["1", "2"], "has 1 months, not 2"),
        (["missed"], ["1"], "no words in the legend for missed"),
    ],
)
def test_what_cannot_be_drawn_is_refused(marks: list[StripMark], months: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        draw_strips([StripGroup("A", [Strip("x", marks)])], months, title="A", legend=[("done", "có")])
