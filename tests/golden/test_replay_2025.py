"""The merger of 1 July 2025 replayed by `examples/replay_2025.py`, against what was published and what the tables say.

The published totals stand here; the example computes its own from the two trees. Where each cell must end up is worked
out here a second time, straight from the rows.
"""

from __future__ import annotations

import csv
import doctest
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dangbo import Form, Hierarchy, Level, Preview

TABLES = Path(__file__).parents[2].parent / "shared" / "data" / "vn2025"
if not TABLES.is_dir():
    pytest.skip("the tables of the merger of 2025 stand outside the project", allow_module_level=True)

from examples import replay_2025 as replay  # noqa: E402 - the example is of no use without the tables

Edit = Callable[[str], str]


@cache
def data() -> replay.Data:
    return replay.read(TABLES)


@cache
def before() -> Hierarchy:
    return replay.country(data())


@cache
def preview() -> Preview:
    return replay.plan(data()).preview(before())


def after() -> Hierarchy:
    return preview().after


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the whole country ------------------------------------------------------------------------------------------------


def test_the_country_before_has_its_published_size() -> None:
    assert len(before()) == 1 + 63 + 696 + 10_035 + 10_035 * 30 == 311_845
    assert before().as_of.isoformat() == "2025-06-30"
    assert before().count(form=Form.DANG_BO, by="level") == {
        Level.CENTRAL: 1,
        Level.PROVINCIAL: 63,
        Level.IMMEDIATE_SUPERIOR: 696,
        Level.GRASSROOTS: 10_035,
    }
    assert before()["x-00004"].name == "Đảng bộ phường Trúc Bạch"
    sizes = {(cell.full, cell.probationary) for cell in before().select(form=Form.CHI_BO)}
    assert sizes == {(full, probationary) for full in range(8, 27) for probationary in range(3)}


def test_the_merger_ends_with_the_published_totals_and_conserves_everybody() -> None:
    cells = 10_035 * 30
    members = before().headcount().total
    assert replay.figures(data(), before(), after()) == replay.Figures(
        provinces=(63, 34),
        districts=(696, 0),
        communes=(10_035, 3_321),
        cells=(cells, cells),
        members=(members, members),
        wards=687,
        rural=2_621,
        special_zones=13,
        displaced=0,
        crossing_provinces=0,
        crossing_districts=275,
        divided={2: 327, 3: 45, 4: 8, 5: 1},
        land_only=60,
        merged_provinces=23,
        kept_provinces=11,
        abolished=682,
        became_zone=11,
        became_commune=3,
        kept_communes=127,
        renamed_or_retyped=5,
        results=4_051,
    )
    assert preview().conservation.holds
    assert after().as_of.isoformat() == "2025-07-01"


def test_every_cell_stands_where_the_rows_send_it() -> None:
    assert {cell.id: cell.parent for cell in after().select(form=Form.CHI_BO)} == expected_cells()


def expected_cells() -> dict[str, str]:
    """Parent of each cell: whole communes as they are, divided ones in equal parts by the number of the clause."""
    takers: dict[str, list[tuple[int, str]]] = {}
    for row in rows("vn2025_ward_pairs.csv"):
        if row["carries_people"] == "1" and row["old_type"] in {"Xã", "Phường", "Thị trấn"}:
            number = (
                15 if row["old_code"] == row["new_code"] == "30157" else int(row["clause"] or 999)
            )  # k. 2 is a slip
            same = row["share"] in {"kept", "renamed", "retyped"}
            takers.setdefault(row["old_code"], []).append((number, f"{'x' if same else 'n'}-{row['new_code']}"))
    shares = {1: (30,), 2: (15, 15), 3: (10, 10, 10), 4: (8, 8, 7, 7), 5: (6, 6, 6, 6, 6)}
    found = {}
    for old, named in takers.items():
        targets = [new for (_, new), share in zip(sorted(named), shares[len(named)], strict=True) for _ in range(share)]
        found.update({f"x-{old}-k{at:02}": new for at, new in enumerate(targets, 1)})
    return found


def test_every_organization_after_has_the_name_code_and_place_of_the_tables() -> None:
    communes = {org.code: (org.name, org.parent, org.level) for org in after() if org.unit_type in set(COMMUNES)}
    merged = {row["new_province_code"]: row["operation"] != "keep" for row in rows("vn2025_provinces.csv")}
    assert communes == {
        row["new_code"]: (
            f"Đảng bộ {row['new_name'][0].lower()}{row['new_name'][1:]}",
            f"{'n' if merged[row['new_province_code']] else 'p'}-{row['new_province_code']}",
            Level.IMMEDIATE_SUPERIOR,
        )
        for row in rows("vn2025_units_new.csv")
    }
    provinces = {org.code: org.name.lower() for org in after().select(level=Level.PROVINCIAL)}
    assert provinces == {
        row["new_province_code"]: f"đảng bộ {row['new_province'].lower()}" for row in rows("vn2025_provinces.csv")
    }


COMMUNES = ("ward", "commune", "other")


def test_codes_are_used_again_and_ids_are_not() -> None:
    old = {org.code: org for org in before() if org.code is not None and org.level is Level.GRASSROOTS}
    new = [org for org in after().select(level=Level.IMMEDIATE_SUPERIOR) if org.code in old]
    assert len(new) == 3_316
    assert sum(org.id in before() for org in new) == 132
    assert old["05467"].name == "Đảng bộ phường Cam Giá"
    assert after()["n-05467"].name == "Đảng bộ phường Gia Sàng"
    assert after()["n-05467"].code == "05467"


def test_the_city_of_thai_nguyen_and_four_from_outside_become_eight() -> None:
    heirs = replay.heirs_of(before(), after())
    city = [org.id for org in before().children("d-164")]
    assert len(city) == 32
    eight = {new for old in city for new in heirs[old]}
    assert len(eight) == 8
    sources = {old for old, taken in heirs.items() if taken.keys() & eight}
    assert sources - set(city) == {"x-05530", "x-05761", "x-05827", "x-05863"}
    divided = {before()[old].name for old in sources if len(heirs[old]) > 1}
    assert divided == {"Đảng bộ phường Gia Sàng", "Đảng bộ phường Cam Giá"}


def test_what_the_rules_say_of_it_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert preview().blocking == ()
    kinds = [found.code for found in preview().findings if len(found.subjects) > 1_000]
    assert sorted(kinds) == ["org/name-shared", "plan/unlike-levels"]  # of many thousands, each is told once
    codes = Counter(found.code for found in preview().findings)
    # Hamlets of different communes were called alike, and after the merger stand beside each other.
    assert set(codes) == {"plan/unlike-levels", "plan/not-direct-superior", "plan/one-to-one", "org/name-shared"}
    alone = [found.subject for found in preview().findings if found.code == "plan/one-to-one"]
    islands = {key for key in alone if key.startswith("d-")}  # a district without communes becomes a special zone
    assert {before()[key].name for key in islands} >= {"Đảng bộ huyện Hoàng Sa", "Đảng bộ huyện Lý Sơn"}
    assert len(alone) == 9
    monkeypatch.setattr("dangbo.restructure.grouped", list)
    one_by_one = replay.plan(data()).preview(before()).findings
    unlike = [found for found in one_by_one if found.code == "plan/unlike-levels"]
    others = [re.search(r"and (\d+) more", found.message) for found in unlike]
    assert len(unlike) + sum(int(more[1]) for more in others if more) == 10_035 - 132  # each commune that ends goes up


# --- all at once and one by one ---------------------------------------------------------------------------------------


def test_one_by_one_comes_to_the_same_as_all_at_once() -> None:
    papers = replay.plans(data())
    ledger = replay.one_by_one(before(), papers)
    assert len(ledger.decisions) == len(papers) == 23 + 691 + 3_194 + 24  # 24 provinces keep communes
    assert ledger.as_of(replay.AFTER).same_as(after())
    assert ledger.as_of(replay.BEFORE) is before()


def test_one_by_one_the_right_level_decides() -> None:
    some = data().within(["22", "44"])  # a province that is kept, a merged one with an island district
    tree = replay.country(some)
    codes: set[str] = set()
    for paper in replay.plans(some):
        shown = paper.preview(tree)
        codes.update(found.code for found in shown.findings)
        tree = shown.after
    assert codes - {"org/code-shared", "org/name-shared"} == {  # codes of the old communes are given again at once
        "plan/unlike-levels",
        "plan/one-to-one",  # the island district becomes a special zone
    }


def test_a_few_provinces_are_the_same_as_in_the_country() -> None:
    some = data().within(["19", "01"])
    opening = replay.country(some)
    assert all(before()[cell.id] == cell for cell in opening.select(form=Form.CHI_BO))
    assert opening.check() == ()
    outcome = replay.plan(some).apply(opening)
    assert [one.id for one in outcome.children("vn")] == ["p-01", "n-19"]
    assert replay.figures(some, opening, outcome).lawful
    assert {found.code for found in outcome.check()} == {"org/name-shared"}
    assert not replay.country(some, seed=2).same_as(opening)


# --- told -------------------------------------------------------------------------------------------------------------


def test_the_summary_adds_up_and_says_what_it_is() -> None:
    table = replay.summary(data(), before(), after(), lang="en")
    assert len(table.rows) == 35
    people = f"{before().headcount().total:,}"
    assert list(table.rows[-1]) == [
        "Altogether", "63", "696", "10,035", "687", "2,621", "13", "301,050", people, people,
    ]  # fmt: skip
    assert all(row[-1] == row[-2] for row in table.rows)
    assert "stand in for their party organizations" in table.notes[0]
    assert "agencies, enterprises and armed forces are not in the data" in table.notes[0]
    assert "cơ quan, doanh nghiệp, lực lượng vũ trang" in replay.summary(data(), before(), after()).notes[0]


@pytest.mark.parametrize(("lang", "words"), [("vi", "KHỚP"), ("en", "conserved")])
def test_it_runs_from_the_command_line(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay.main([str(TABLES), "--provinces", "12, 20", "--one-by-one", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert words in shown
    assert "NOT" not in shown
    assert "KHÔNG KHỚP" not in shown


# --- tables that cannot be read ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TABLES, tmp_path, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return tmp_path


def test_a_missing_table_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(replay.DataError, match=r"vn2025_provinces\.csv does not exist; name the folder"):
        replay.read(tmp_path)
    assert replay.main([str(tmp_path)]) == 2
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        ("units_old", lambda text: text.replace("old_type", "type"), "has no column old_type; its first line"),
        ("districts", lambda text: text.replace(",Quận Ba Đình,", ",,"), "line 2, column district: is empty"),
        ("districts", lambda text: text.replace(",13,8,abolished", "", 1), "line 2: not as many cells"),
        ("districts", lambda text: text.replace("\n002,", "\n001,"), "district 001 is listed twice"),
        ("units_old", lambda text: text.replace(",001,", ",1,", 1), "commune 00001 is in a district"),
        ("provinces", lambda text: text.replace("02 08", "08"), "does not name as many provinces as there are codes"),
        ("ward_pairs", lambda text: text.replace(",whole,", ",all,", 1), "'all' is none of: all_population"),
        ("ward_pairs", lambda text: text.replace(",3,2025-06-16", ",iii,2025-06-16", 1), "'iii' is no whole number"),
        ("ward_pairs", lambda text: text.replace(",00004,Phường Trúc Bạch", ",99999,Phường", 1), "'99999' is none of"),
    ],
)  # fmt: skip
def test_a_table_that_makes_no_sense_is_refused_with_its_place(
    folder: Path, name: str, edit: Edit, message: str
) -> None:
    table = folder / f"vn2025_{name}.csv"
    text = table.read_text(encoding="utf-8")
    assert edit(text) != text
    table.write_text(edit(text), encoding="utf-8")
    with pytest.raises(replay.DataError) as raised:
        replay.read(folder)
    assert message in str(raised.value)


def test_the_examples_in_its_docstrings_run() -> None:
    assert doctest.testmod(replay) == (0, 2)


def test_an_unknown_province_is_refused_with_the_codes_there_are() -> None:
    with pytest.raises(replay.DataError, match="no province of 2025 has the code '02'; the codes are 01 04 08"):
        data().within(["02"])
