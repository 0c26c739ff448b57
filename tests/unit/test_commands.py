"""The commands for files of one's own: what each says and writes, in both languages, with nothing shown or lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

import dangbo as db
from dangbo.__main__ import _KINDS, main
from dangbo.base.findings import Lang
from dangbo.io.headings import Kind
from dangbo.io.sources import open_workbook
from dangbo.io.workbooks import new_workbook
from tests.workbooks import Page, national_list, people, statistics_form, workbook

ORGANIZATIONS = """\
Mã;Tên tổ chức;Loại tổ chức;Cấp trên
db;Đảng bộ xã A;đảng bộ cơ sở;
cb-1;Chi bộ thôn 1;chi bộ trực thuộc;db
cb-2;Chi bộ thôn 2;chi bộ trực thuộc;db
"""
MEMBERS = """\
Mã đảng viên;Họ và tên;Chi bộ;Ngày sinh;Ngày chính thức
m-1;Người Thứ Nhất;Chi bộ thôn 1;19/05/1960;02/09/1985
m-2;Người Thứ Hai;Chi bộ thôn 1;20/05/1961;02/09/1985
m-3;Người Thứ Ba;Chi bộ thôn 2;31/12/1961;02/09/1985
"""
WRONG = MEMBERS.replace("31/12/1961", "12/31/1961")
RATINGS = """\
Mã chi bộ;Năm;Xếp loại
cb-1;2025;Hoàn thành tốt nhiệm vụ
cb-2;2025;Hoàn thành nhiệm vụ
"""
SCHEME = """\
name = "Nghị quyết 05"
source = { kind = "nghị quyết", number = "05-NQ/ĐU" }
[[targets]]
name = "Chi bộ hoàn thành tốt"
at_least = "50%"
tier = "good"
subjects = "organizations"
level = "below_grassroots"
[[targets]]
name = "Đảng viên hoàn thành tốt"
at_least = "50%"
tier = "good"
subjects = "members"
"""
MERGE = db.Plan(
    effective="2026-01-15",
    decided_by="db",
    basis=db.Document(kind="quyết định", number="15-QĐ/ĐU", issued="2026-01-10"),
    operations=[db.Merge(sources=["cb-2"], into="cb-1")],
)


OTHER_MEMBERS = MEMBERS.replace("19/05/1960", "18/05/1960").replace("m-3;", "x;") + "m-4;Người Thứ Tư;;1/2/1970;\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with files as an office has them."""
    texts = {
        "orgs.csv": ORGANIZATIONS,
        "members.csv": MEMBERS,
        "wrong.csv": WRONG,
        "other.csv": OTHER_MEMBERS,
        "headed.csv": MEMBERS.replace("Họ và tên", "Danh xưng").replace("Ngày sinh", "Ra đời"),
        "ratings.csv": RATINGS,
        "scheme.toml": SCHEME,
        "plan.json": MERGE.to_json(),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, *, lang: Lang = "vi") -> int:
    return main([*command.split(), "--lang", lang])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(("lang", "words"), [("vi", "tháng ghi trước ngày"), ("en", "the day stands behind the month")])
def test_check_names_the_cell_and_never_what_it_holds(
    lang: Lang, words: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check wrong.csv orgs.csv --xlsx out.xlsx", lang=lang) == 1
    said = capsys.readouterr()
    flat = " ".join(said.out.split())

    assert "D4" in flat
    assert words in flat
    assert "orgs.csv" in flat
    assert [value for value in ("Người", "1961", "12/31") if value in said.out + said.err] == []
    assert max(map(len, said.out.splitlines())) <= 80
    assert {"out-1.xlsx", "out-2.xlsx"} <= set(names(files))  # one for each list that was read


def test_check_of_what_is_in_order_is_silent_to_scripts(files: Path) -> None:
    assert run("check members.csv orgs.csv ratings.csv") == 0
    assert not [name for name in names(files) if name.endswith(".xlsx")]


def test_check_reads_a_form_of_the_statistics_too(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Tiêu chí;Kỳ này;Kỳ trước;%\n1;2;3;4(=2*100/3)\nKết nạp;1717;3434;49\n"
    (files / "bieu.csv").write_text(text, encoding="utf-8")
    (files / "so-luong.xlsx").write_bytes(statistics_form([("Chi bộ 1", 1, 15), ("Chi bộ 2", 3, 7)]))

    assert run("check bieu.csv so-luong.xlsx") == 0  # nothing stops: the figure is told
    said = " ".join(capsys.readouterr().out.split())
    assert "ô D3" in said
    assert "2*100/3" in said
    assert "1717" not in said


def test_check_goes_on_after_a_file_that_cannot_be_read(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "junk.xlsx").write_bytes(workbook(Page("S", [["a", "b"], [1, 2]])))

    assert run("check none.xlsx junk.xlsx members.csv") == 1
    said = capsys.readouterr()
    assert "none.xlsx" in said.err
    assert "junk.xlsx" in said.err
    assert "Traceback" not in said.err
    assert "members.csv" in said.out


def test_a_template_is_read_by_check_and_not_written_over(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("template empty") == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]

    assert names(files / "empty") == sorted(path.name for path in written)
    assert [path.name for path in written if not path.exists()] == []
    assert main(["check", *map(str, written)]) == 0  # their headings are understood
    assert run("template empty") == 1
    assert "table/template-is-there" in capsys.readouterr().err


def test_report_stops_at_what_must_be_corrected_first(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "report orgs.csv wrong.csv --out out --year 2025"
    assert run(command) == 1

    assert names(files / "out") == ["problems.xlsx"]
    before = (files / "out" / "problems.xlsx").read_bytes()
    assert "Người" not in capsys.readouterr().out
    assert run(command) == 1  # somebody may be correcting the first
    assert names(files / "out") == ["problems-2.xlsx", "problems.xlsx"]
    assert (files / "out" / "problems.xlsx").read_bytes() == before


def test_ratings_may_name_cells_as_offices_do(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = RATINGS.replace("Mã chi bộ", "Tổ chức").replace("cb-1", "CHI BỘ THÔN 1").replace("cb-2", "Chi bộ thôn 2")
    (files / "named.csv").write_text(named, encoding="utf-8")
    for name in ("ratings", "named"):
        assert run(f"report orgs.csv members.csv {name}.csv --out {name} --year 2025") == 0
    pages = [(files / name / "report.html").read_bytes() for name in ("ratings", "named")]

    assert pages[0] == pages[1]
    twice = ORGANIZATIONS.replace("Chi bộ thôn 2", "Chi bộ thôn 1")
    (files / "orgs.csv").write_text(twice, encoding="utf-8")
    members = MEMBERS.replace("Chi bộ thôn 1", "cb-1").replace("Chi bộ thôn 2", "cb-2")
    (files / "members.csv").write_text(members, encoding="utf-8")
    assert run("report orgs.csv members.csv named.csv --out out --year 2025") == 1
    assert "table/ambiguous-organization" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_report_goes_from_files_to_register_tables_targets_page_and_plan(
    lang: Lang, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = "report orgs.csv members.csv ratings.csv --out out --year 2025 --scheme scheme.toml --plan plan.json"
    assert run(command, lang=lang) == 0
    said = capsys.readouterr()
    flat = " ".join(said.out.split())

    assert names(files / "out") == ["register.jsonl", "report.html", "tables.xlsx"]
    tree = db.History.load(files / "out" / "register.jsonl").as_of("2025-12-31")
    assert (len(tree), tree.headcount().total) == (3, 3)
    assert [len(tree.roll(key)) for key in ("cb-1", "cb-2")] == [2, 1]
    assert ("2025 1/2 50,0% 50%" if lang == "vi" else "2025 1/2 50.0% 50%") in flat
    assert ("1 chỉ tiêu của Nghị quyết 05 chưa so sánh" if lang == "vi" else "were not compared: 1;") in flat
    assert ("Sáp nhập Chi bộ thôn 2" if lang == "vi" else "Merge Chi bộ thôn 2") in flat
    assert "Người" not in said.out + said.err
    html = (files / "out" / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in html
    assert ("không có kết quả xếp loại đảng viên" if lang == "vi" else "no ratings of members") in html
    sheets = [grid.sheet for grid in open_workbook(files / "out" / "tables.xlsx").grids]
    assert len(sheets) == 4


def test_report_reads_the_register_it_wrote(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report orgs.csv members.csv --out one --year 2025") == 0
    capsys.readouterr()

    assert run("report one/register.jsonl ratings.csv --out two --on 31/12/2025") == 0
    assert "3 tổ chức, 3 đảng viên; 2 kết quả xếp loại năm 2025" in " ".join(capsys.readouterr().out.split())
    assert names(files / "two") == ["report.html", "tables.xlsx"]


def test_a_ledger_with_decisions_is_not_replaced(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "report orgs.csv members.csv --out out --year 2025"
    assert run(command) == 0
    path = files / "out" / "register.jsonl"
    db.History.load(path).enact(MERGE, recorded="2026-01-16").save(path)
    kept = path.read_bytes()

    assert run(command) == 1
    assert path.read_bytes() == kept
    assert "Không ghi đè" in capsys.readouterr().out


def test_a_list_of_members_alone_gives_a_tree_below_the_name_one_says(files: Path) -> None:
    cells = ("Chi bộ thôn 1", "Chi bộ thôn 2")
    rows = [{**person, "organization": cells[at % 2]} for at, person in enumerate(people(6))]
    (files / "list.xlsx").write_bytes(national_list(rows))

    assert run("report list.xlsx --out out --year 2025") == 1  # nobody says above whom the cells stand
    assert main(["report", "list.xlsx", "--out", "out", "--year", "2025", "--root", "Đảng bộ xã A"]) == 0
    tree = db.History.load(files / "out" / "register.jsonl").as_of("2025-12-31")
    assert tree.root.name == "Đảng bộ xã A"
    assert sorted(cell.name for cell in tree.children(tree.root)) == [*cells]
    assert tree.headcount().total == 6


def test_everything_wrong_with_what_is_asked_is_told_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "broken.toml").write_text("name = 1\n", encoding="utf-8")

    assert run("report orgs.csv --out out --on 31/2/2025 --scheme broken.toml --plan none.json") == 1
    said = capsys.readouterr().err
    assert [part for part in ("--on", "broken.toml, dòng 1", "--plan") if part not in said] == []
    assert not (files / "out").exists()


def test_the_year_is_the_one_of_the_ratings_where_nobody_says_it(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "two.csv").write_text(f"{RATINGS}cb-1;2024;Hoàn thành nhiệm vụ\n", encoding="utf-8")

    assert run("report orgs.csv members.csv ratings.csv --out out") == 0
    assert "lập báo cáo năm 2025" in " ".join(capsys.readouterr().out.split())
    assert run("report orgs.csv members.csv ratings.csv --out same --year 2025") == 0
    assert (files / "out/report.html").read_bytes() == (files / "same/report.html").read_bytes()
    assert run("report out/register.jsonl ratings.csv --out third") == 0
    capsys.readouterr()

    for given, told in (("orgs.csv", "chưa cho biết năm hoặc ngày."), ("orgs.csv two.csv", "các năm 2024, 2025")):
        assert run(f"report {given} --out none") == 1
        assert told in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check orgs.csv --xlsx orgs.csv", "does not end in .xlsx"),
        ("check orgs.csv --xlsx list.xlsx", "list-2.xlsx"),
        ("check orgs.csv members.csv --xlsx list.xlsx", "list-2.xlsx"),
        ("report own/tables.xlsx --out own --year 2025", "tables.xlsx in that folder is a file you gave"),
        (
            "report orgs.csv own/report.html --out own/../own --year 2025",
            "report.html in that folder is a file you gave",
        ),
        ("report orgs.csv --scheme own/tables.xlsx --out own --year 2025", "bad-file"),
        ("template own", "is such a file in the folder"),
    ],
)
def test_no_command_writes_over_a_file_it_was_given_or_one_somebody_may_be_correcting(
    command: str, said: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "own").mkdir()
    for name in ("own/tables.xlsx", "own/report.html", "list.xlsx", "list-1.xlsx", "own/to-chuc-dang.xlsx"):
        (files / name).write_text(ORGANIZATIONS, encoding="utf-8")
    before = {path: path.read_bytes() for path in files.rglob("*") if path.is_file()}

    run(command, lang="en")
    told = capsys.readouterr()
    assert said in " ".join((told.out + told.err).split())
    assert {path for path, held in before.items() if path.read_bytes() != held} == set()
    assert max(map(len, told.err.splitlines()), default=0) <= 80


@pytest.mark.parametrize("year", ["25", "0025", "x", "2025.0", "20255"])
def test_a_year_has_four_digits(year: str, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(f"report orgs.csv --out out --year {year}")

    assert refused.value.code == 2
    assert "năm có bốn chữ số / a year has four digits" in capsys.readouterr().err
    assert "out" not in names(files)


def test_members_nobody_told_of_are_not_none(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report orgs.csv --out out --year 2025") == 0
    said = " ".join(capsys.readouterr().out.split())

    assert "chưa biết số đảng viên" in said
    assert "0 đảng viên" not in said
    assert "chưa biết số đảng viên" in (files / "out/report.html").read_text(encoding="utf-8")
    (figures,) = [one for one in open_workbook(files / "out/tables.xlsx").grids if one.sheet == "Số liệu chính"]
    assert "Đảng viên" not in [row[0] for row in figures.rows]


def test_cells_that_only_members_name_ask_for_what_stands_above(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report members.csv --out out --year 2025") == 1
    assert "--root 'Tên đảng bộ cơ sở'" in " ".join(capsys.readouterr().err.split())
    assert main(["report", "members.csv", "--out", "out", "--year", "2025", "--root", "Đảng bộ xã A"]) == 0
    assert "register.jsonl" in names(files / "out")


def test_a_sheet_nobody_understands_is_named(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [line.split(";") for line in ORGANIZATIONS.splitlines()]
    pages = [
        Page("Tổ chức", rows),
        Page("Bìa", [["Báo cáo năm"]]),
        Page("Trống", []),
        Page("Việc", [["a", "b"], [1, 2]]),
    ]
    (files / "year.xlsx").write_bytes(workbook(*pages))

    assert run("check year.xlsx") == 0
    assert "không nhận ra danh sách nào ở trang 'Bìa', 'Việc'" in " ".join(capsys.readouterr().out.split())


BY_NAME = "STT;Tên chi bộ;Năm;Xếp loại\n1;Chi bộ thôn 1;2025;Hoàn thành tốt nhiệm vụ\n"
OF_PEOPLE = """\
STT;Họ và tên;Chi bộ;Năm;Xếp loại
1;Người Thứ Nhất;Chi bộ thôn 1;2025;Hoàn thành xuất sắc nhiệm vụ
2;Người Thứ Hai;Chi bộ thôn 1;2025;Hoàn thành tốt nhiệm vụ
"""
BY_ID = "Mã đảng viên;Họ và tên;Chi bộ;Năm;Xếp loại\nm-3;Người Thứ Ba;Chi bộ thôn 2;2025;Hoàn thành tốt nhiệm vụ\n"
EITHER = "Mã;Năm;Xếp loại\nm-3;2025;Hoàn thành tốt nhiệm vụ\ncb-2;2025;Hoàn thành nhiệm vụ\n"
SAID = """\
Mã;Đối tượng;Năm;Xếp loại;Tình trạng xếp loại
m-3;Đảng viên;2025;Hoàn thành tốt nhiệm vụ;
Chi bộ thôn 2;Tổ chức đảng;2025;Hoàn thành nhiệm vụ;Được xếp loại
db;Đảng bộ;2025;;Chưa xếp loại
"""


@pytest.mark.parametrize(
    ("text", "rated"),
    [
        (BY_NAME, {("cb-1", "organizations", "good")}),
        (OF_PEOPLE, {("m-1", "members", "excellent"), ("m-2", "members", "good")}),
        (BY_ID, {("m-3", "members", "good")}),
        (EITHER, {("m-3", "members", "good"), ("cb-2", "organizations", "completed")}),
        (SAID, {("m-3", "members", "good"), ("cb-2", "organizations", "completed"), ("db", "organizations", None)}),
        (RATINGS, {("cb-1", "organizations", "good"), ("cb-2", "organizations", "completed")}),
    ],
)
def test_a_rating_is_of_whom_its_row_names(text: str, rated: set[object]) -> None:
    read = db.read_table(text.encode(), "ratings")
    built = db.build(
        [db.read_table(ORGANIZATIONS.encode(), "organizations"), db.read_table(MEMBERS.encode(), "profiles")],
        as_of="2025-12-31",
    )
    found = db.ratings_of([read, read], built.hierarchy)

    assert {(one.subject, one.subjects, one.rating and one.rating.value) for one in found} == rated
    assert len(found) == len(rated)
    assert db.ratings_of([read], built.hierarchy, year=found[0].year + 1) == ()


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        (BY_NAME.replace("thôn 1", "thôn 7"), "table/unknown-organization", "B2"),
        (OF_PEOPLE.replace("Thứ Hai", "Lạ"), "table/unknown-holder", "B3"),
        (BY_ID.replace("m-3", "m-9"), "table/unknown-holder", "A2"),
        (EITHER.replace("m-3", "x"), "table/unknown-organization", "A2"),
    ],
)
def test_a_rating_of_nobody_is_told_by_its_cell(text: str, code: str, cell: str) -> None:
    built = db.build(
        [db.read_table(ORGANIZATIONS.encode(), "organizations"), db.read_table(MEMBERS.encode(), "profiles")],
        as_of="2025-12-31",
    )
    with pytest.raises(db.HierarchyError) as refused:
        db.ratings_of([db.read_table(text.encode(), "ratings")], built.hierarchy)

    (found,) = refused.value.findings
    assert (found.code, dict(found.facts)["cell"]) == (code, cell)
    assert "Người" not in str(refused.value)


def test_two_people_of_one_name_are_told_apart_by_their_cells() -> None:
    people = MEMBERS.replace("Người Thứ Ba", "Người Thứ Nhất")
    tables = [db.read_table(ORGANIZATIONS.encode(), "organizations"), db.read_table(people.encode(), "profiles")]
    tree = db.build(tables, as_of="2025-12-31").hierarchy
    (first,) = db.ratings_of(
        [db.read_table(OF_PEOPLE.replace("Thứ Hai", "Thứ Nhất").rsplit("2;", 1)[0].encode(), "ratings")], tree
    )

    assert first.subject == "m-1"
    with pytest.raises(db.HierarchyError):
        db.ratings_of(
            [
                db.read_table(
                    "Họ và tên;Năm;Xếp loại\nNgười Thứ Nhất;2025;Hoàn thành tốt nhiệm vụ\n".encode(), "ratings"
                )
            ],
            tree,
        )


@pytest.mark.parametrize("text", ["STT;Họ và tên;Xếp loại năm 2025\n1;Người A;Tốt\n", "Mã chi bộ;Xếp loại\ncb-1;Tốt\n"])
def test_ratings_without_a_year_are_refused_as_a_table(text: str) -> None:
    with pytest.raises(db.DangboError) as refused:
        db.read_table(text.encode(), "ratings", on_problem="take-good-rows")
    assert "input/missing-column" in str(refused.value)


def test_last_years_workbook_makes_the_report_whose_figures_are_those_of_its_rows(files: Path) -> None:
    texts = {"Tổ chức": ORGANIZATIONS, "Đảng viên": MEMBERS, "Chi bộ": BY_NAME, "Cá nhân": OF_PEOPLE}
    pages = [Page(name, [line.split(";") for line in text.splitlines()]) for name, text in texts.items()]
    (files / "year.xlsx").write_bytes(workbook(*pages))
    assert run("report year.xlsx --out out --year 2025 --scheme scheme.toml --plan plan.json") == 0

    sheets = {grid.sheet: grid for grid in open_workbook(files / "out/tables.xlsx").grids}
    figures = {str(row[0]): tuple(row[1:]) for row in sheets["Chỉ tiêu"].rows if row[0] is not None}
    assert figures["Chi bộ hoàn thành tốt"][1:3] == ("1/1", 1)
    assert figures["Đảng viên hoàn thành tốt"][1:3] == ("2/2", 1)
    rated = [(str(row[0]).strip(), row[1]) for row in sheets["Xếp loại"].rows if row[0] is not None]
    members = rated[rated.index(("Đảng viên", 3)) :]
    assert members[1:5] == [
        ("Miễn xếp loại", 0), ("Chưa xếp loại", 1), ("Được xếp loại", 2), ("Hoàn thành xuất sắc nhiệm vụ", 1)
    ]  # fmt: skip


# --- two lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_two_lists_are_compared_chosen_from_and_written(
    lang: Lang, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reconcile members.csv other.csv --xlsx out.xlsx --people names", lang=lang) == 1
    said = capsys.readouterr()
    assert [value for value in ("Người", "1960", "1970") if value in said.out + said.err] == []
    assert max(map(len, said.out.splitlines())) <= 80
    assert ("Chỉ có ở B" if lang == "vi" else "only in B") in said.out
    before = (files / "out.xlsx").read_bytes()
    assert run("reconcile members.csv other.csv --xlsx out.xlsx", lang=lang) == 1
    # somebody may be choosing in the first
    assert ((files / "out.xlsx").read_bytes(), (files / "out-2.xlsx").exists()) == (before, True)

    choose(files / "out.xlsx", files / "chosen.xlsx", lambda offered: "B" if offered else None)
    capsys.readouterr()
    assert run("reconcile members.csv other.csv --choices chosen.xlsx --out new.csv", lang=lang) == 1
    said = capsys.readouterr()
    assert [value for value in ("Người", "1960", "1970") if value in said.out + said.err] == []
    assert "table/people-without-row" in said.out  # whoever only B has stands in no row of A
    new = (files / "new.csv").read_text(encoding="utf-8-sig")
    assert [("18/05/1960" in new), ("19/05/1960" in new), new.count("Người")] == [True, False, 3]
    assert run("reconcile new.csv other.csv", lang=lang) == 1
    capsys.readouterr()
    assert run("reconcile new.csv new.csv --xlsx none.xlsx", lang=lang) == 0
    assert not (files / "none.xlsx").exists()
    assert ("cùng một nội dung" if lang == "vi" else "the same contents") in capsys.readouterr().out
    for name in ("a.csv", "b.csv"):  # all that was read is equal, and not all of it was
        (files / name).write_text(MEMBERS + "m-9;Người Thứ Chín;Chi bộ thôn 1;31/02/1960;\n", "utf-8")
    assert run("reconcile a.csv b.csv", lang=lang) == 1


def choose(file: Path, target: Path, chosen: Callable[[bool], str | None]) -> None:
    """The workbook as somebody saved it again, with a choice in each row that takes one."""
    grids = open_workbook(file).grids
    with new_workbook(target) as book:
        for number, grid in enumerate(grids):
            sheet = book.sheet(str(number))
            for at, row in enumerate(grid.rows):
                cells = [*row]
                if number == 0 and at > 0:
                    cells[1] = chosen(not cells[-1] or "A:" in str(cells[-1]) or "chọn A" in str(cells[-1]))
                book.line(sheet, at, cells)


@pytest.mark.parametrize(
    ("command", "said", "status"),
    [
        ("reconcile members.csv other.csv --xlsx members.csv", "--xlsx", 1),
        ("reconcile members.csv other.csv --xlsx out.csv", "--xlsx", 1),
        ("reconcile members.csv other.csv --choices x.xlsx", "--out", 1),
        ("reconcile members.csv other.csv --out x.xlsx", "--choices", 1),
        ("reconcile members.csv other.csv --choices x.xlsx --out members.csv", "ghi đè", 1),
        ("reconcile members.csv other.csv --choices none.xlsx --out x.xlsx", "none.xlsx", 1),
        ("reconcile members.csv other.csv --choices members.csv --out x.xlsx", "không phải bảng chọn", 1),
        ("reconcile members.csv other.csv --sheet a --sheet b --sheet c", "--sheet", 1),
        ("reconcile members.csv other.csv --columns Foo=name", "'Foo'", 1),
        ("reconcile members.csv none.csv", "none.csv", 1),
        ("reconcile members.csv orgs.csv", "table/", 1),
        ("check members.csv --sheet X", "table/no-such-sheet", 1),
        ("check headed.csv --columns Foo=name", "'Foo'", 1),
        ("check headed.csv --columns Danh=xưng=x", "table/no-such-field", 1),
        ("check headed.csv --columns Danh", "Heading=field", 2),
        ("check headed.csv --columns A=name --columns A=born", "hai trường", 1),
        ("check members.csv --kind people", "--kind", 2),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(
    command: str, said: str, status: int, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    if status == 2:
        with pytest.raises(SystemExit, match="2"):
            run(command)
    else:
        assert run(command) == status
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert "Traceback" not in told.err
    assert "Người" not in told.out + told.err
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before


def test_a_list_is_read_as_its_user_says(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--columns", "Danh xưng=name", "--columns", "Ra đời=born"]
    assert main(["check", "headed.csv", "members.csv", *named]) == 0
    assert "table/unknown-column" not in capsys.readouterr().out
    assert main(["reconcile", "members.csv", "headed.csv", *named]) == 0
    assert main(["check", "orgs.csv", "--kind", "profiles"]) == 1  # it has no names of people
    heads = ["Mã đảng viên", "Họ và tên", "Chi bộ", "Ngày sinh", "Ngày chính thức"]
    lines = {
        "Một": ["m-1", "A", "Chi bộ 1", "1/1/1960", "1/1/1990"],
        "Hai": ["m-2", "B", "Chi bộ 1", "2/3/1970", "1999"],
    }
    pages = [Page(name, [heads, line]) for name, line in lines.items()]
    (files / "two.xlsx").write_bytes(workbook(*pages))
    capsys.readouterr()
    assert run("check two.xlsx --sheet Hai") == 0
    assert "Một" not in capsys.readouterr().out
    assert run("reconcile two.xlsx two.xlsx") == 1
    assert "--sheet" in capsys.readouterr().out
    assert run("reconcile two.xlsx two.xlsx --sheet Một --sheet Hai") == 1
    assert run("reconcile two.xlsx two.xlsx --sheet Hai") == 0


def test_the_parser_names_every_kind_of_list() -> None:
    assert set(_KINDS) == set(get_args(Kind))


def test_a_thousand_mistakes_do_not_push_the_first_off_the_screen(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"m-{at + 10};Người Thứ Mười;Chi bộ lạ {at};01/01/1960;02/09/1985\n" for at in range(1_000))
    (files / "many.csv").write_text(MEMBERS + rows, encoding="utf-8")

    assert run("report orgs.csv many.csv --out out --year 2025") == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) < 100
    assert said.startswith("1000 lỗi dữ liệu")  # what is only to be looked at was told before
    assert "và 990 lỗi khác" in said
