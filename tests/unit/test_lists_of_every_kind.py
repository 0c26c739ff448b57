"""A flat list of each kind: its good rows become records, and of its bad ones every cell is told at once."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, get_args

import pytest

import dangbo as db
from dangbo.base.errors import HierarchyError, TableError
from dangbo.base.findings import Severity
from dangbo.io.headings import Kind
from dangbo.io.reading import read_table
from dangbo.io.reconciling import reconcile
from tests.workbooks import Page, workbook

LISTS: Final[dict[Kind, tuple[str, str, str, tuple[str, ...]]]] = {
    "organizations": (
        "Mã;Tên tổ chức;Loại tổ chức;Cấp trên;Số đảng viên",
        "db;Đảng bộ xã Mường;đảng bộ cơ sở;;",
        "c1;;hội;db;nhiều",
        ("B3", "C3", "E3"),
    ),
    "profiles": (
        "Mã đảng viên;Họ và tên;Sinh ngày;Giới tính;Ngày chính thức;Ký hiệu",
        "m1;Lò Thị Mẩy;7/1960;Nữ;3/2/1986;zq1",
        "m2;;31/2/1960;x;5-6-85;zq1",
        ("B3", "C3", "D3", "E3"),
    ),
    "groups": (
        "Mã;Tên thôn, tổ dân phố;Loại địa bàn;Trưởng thôn là đảng viên",
        "t1;Bản Nà;bản;có",
        "t2;;khu;chưa rõ",
        ("B3", "C3", "D3"),
    ),
    "seats": (
        "Mã đảng viên;Chi bộ;Chức vụ Đảng;Cấp ủy;Từ ngày;Nguồn chức vụ",
        "m1;c1;Bí thư;cấp ủy;1/2/2024;bầu",
        ";c1;Trưởng;cấp ủy;31/2/2024;thi",
        ("A3", "C3", "E3", "F3"),
    ),
    "ratings": (
        "Tên chi bộ;Năm;Xếp loại",
        "Chi bộ 1;2025;Hoàn thành tốt nhiệm vụ",
        ";25;hay",
        ("A3", "B3", "C3"),
    ),
    "meetings": (
        "Chi bộ;Ngày họp;Triệu tập;Có mặt;Vắng có lý do;Vắng không lý do;Loại sinh hoạt;Số phút",
        "c1;3/1/2025;20;18;2;0;thường kỳ;90",
        ";31/2/2025;20;19;2;ít;hội hè;lâu",
        ("A3", "B3", "F3", "G3", "H3"),
    ),
    "visits": ("Mã đảng viên;Chi bộ được dự;Ngày dự", "m1;c1;3/1/2025", "m1;;32/1/2025", ("B3", "C3")),
    "life events": (
        "Mã đảng viên;Sự kiện;Ngày;Chi bộ",
        "m1;khai trừ;3/1/2025;c1",
        ";đi chơi;31/2/2025;c1",
        ("A3", "B3", "C3"),
    ),
    "prospects": (
        "Mã quần chúng;Chi bộ;Bước;Ngày",
        "q1;c1;quyết định kết nạp;3/1/2025",
        ";c1;bay;33/1/2025",
        ("A3", "C3", "D3"),
    ),
}
"""Headings, a good row, a bad one, and the cells of it that are told."""


def _rows(*lines: str) -> list[list[str | None]]:
    return [[cell or None for cell in line.split(";")] for line in lines]


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("door", ["csv", "xlsx"])
def test_good_rows_are_records_and_every_cell_of_a_bad_one_is_told_at_once(kind: Kind, door: str) -> None:
    lines, cells = LISTS[kind][:3], LISTS[kind][3]

    def data(*some: str) -> bytes:
        return workbook(Page("DS", _rows(*some))) if door == "xlsx" else "\n".join(some).encode()

    whole = read_table(data(*lines[:2]), kind)
    assert (len(whole.records), len(whole.rows), whole.problems.select(severity=Severity.BLOCK)) == (1, 1, ())
    with pytest.raises(TableError) as refused:
        read_table(data(*lines), kind)
    told = {dict(one.facts).get("cell") for one in refused.value.findings}
    assert told == {*cells}

    read = read_table(data(*lines), kind, on_problem="take-good-rows")
    assert (len(read.records), read.refused) == (1, (3,))
    assert read.records == whole.records or kind == "profiles"
    for shown in (str(read), repr(read), *map(str, read.problems)):
        assert [cell for cell in lines[2].split(";") if cell and len(cell) > 2 and cell in shown] == []


def test_there_is_a_list_of_every_kind() -> None:
    assert [*LISTS] == [*get_args(Kind)]


def test_what_must_agree_with_a_cell_that_cannot_be_read_is_not_told_before_it_is_read() -> None:
    head, _, _, _ = LISTS["meetings"]
    read = read_table(f"{head}\nc1;3/1/2025;20;ít;2;0;thường kỳ;90".encode(), "meetings", on_problem="take-good-rows")
    assert [dict(one.facts)["cell"] for one in read.problems] == ["D2"]


def test_a_column_that_is_missing_is_told_as_lists_head_it() -> None:
    with pytest.raises(TableError) as refused:
        read_table("Họ và tên;Tên chi bộ;Ngày dự\nLò Thị Mẩy;c1;1/2/2024\n".encode(), "visits")
    said = refused.value.text(lang="vi")
    parts = ("'Mã đảng viên'", "họ tên không thay được mã", "hiện có: 'Tên chi bộ', 'Ngày dự'")
    assert [part for part in parts if part not in said] == []


def test_a_seat_may_name_its_holder_and_what_several_are_called_is_told_by_its_cell() -> None:
    head, one = "Họ và tên;Chi bộ;Chức vụ Đảng;Cấp ủy;Từ ngày;Nguồn chức vụ", "c1;Bí thư;cấp ủy;1/2/2024;bầu"
    rows = "\n".join((*LISTS["organizations"][:2], "c1;Chi bộ 1;chi bộ trực thuộc;db;"))
    people = "Mã đảng viên;Họ và tên;Chi bộ\nm1;Lò A;c1\nm2;Lò B;c1\nm3;Lò B;c1"
    kept = [read_table(rows.encode(), "organizations"), read_table(people.encode(), "profiles")]

    built = db.build([*kept, read_table(f"{head}\nLÒ A;{one}".encode(), "seats")], as_of="2026-01-01")
    assert [seat.holder for seat in built.hierarchy.seats.values()] == ["m1"]
    for name, twice in (("Lò B", ""), ("Lò C", ""), ("Lò A", f"\nLò A;{one.replace('1/2', '1/3')}")):
        seats = read_table(f"{head}\n{name};{one}{twice}".encode(), "seats")
        with pytest.raises(HierarchyError) as refused:
            db.build([*kept, seats], as_of="2026-01-01")
        told = [(found.code, dict(found.facts).get("cell")) for found in refused.value.findings]
        wanted = ["B2", "B3"] if twice else ["A2"]
        assert [cell for code, cell in told if code in {"table/unknown-holder", "table/of-tree"}] == wanted


def test_a_problem_of_the_whole_tree_names_the_cells_it_comes_of() -> None:
    head = LISTS["organizations"][0]
    for rows, cells in (
        ("a;Đảng bộ A;đảng bộ bộ phận;b;\nb;Đảng bộ B;đảng bộ bộ phận;a;\ndb;Đảng bộ xã;đảng bộ cơ sở;;", ["D2", "D3"]),
        ("db;Đảng bộ xã;đảng bộ cơ sở;;\nd2;Đảng bộ xã 2;đảng bộ cơ sở;;", ["D2", "D3"]),
    ):
        with pytest.raises(HierarchyError) as refused:
            db.build([read_table(f"{head}\n{rows}".encode(), "organizations")], as_of="2026-01-01")
        found = [one for one in refused.value.findings if one.code == "table/of-tree"]
        assert sorted(str(dict(one.facts)["cell"]) for one in found) == cells


def test_what_comes_of_tables_is_copied_and_pickled_whole() -> None:
    head, good, bad, _ = LISTS["profiles"]
    read = read_table(f"{head}\n{good}\n{bad}".encode(), "profiles", on_problem="take-good-rows")
    cells = read_table("\n".join(LISTS["organizations"][:2]).encode(), "organizations")
    made: list[Any] = [
        read,
        reconcile(read, [{"name": "Lò Thị Mẩy", "born": "1961"}]),
        db.build([cells], as_of="2026-01-01"),
    ]
    for one in made:
        for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 - its own bytes
            assert repr(again) == repr(one)
            assert str(again) == str(one)
    again = pickle.loads(pickle.dumps(made[1]))  # noqa: S301 - as above
    assert again.digest == made[1].digest
    assert [*again] == [*made[1]]
    assert again.counts == made[1].counts


def test_a_cell_is_found_as_a_list_without_marks_names_it_and_never_below_another_superior() -> None:
    rows = "\n".join((LISTS["organizations"][0], LISTS["organizations"][1], "c1;Chi bộ Đồng 1;chi bộ trực thuộc;db;"))
    tree = db.build([read_table(rows.encode(), "organizations")], as_of="2026-01-01").hierarchy
    here = {"personal_id": "014161000123", "organization": "c1"}
    same = ("Chi bộ Đồng 1", "CHI BO DONG 1", "Đảng bộ xã Mường / Chi bộ Đồng 1", "dang bo xa muong/chi bo dong 1")
    other = ("Chi bộ Động 1", "Đảng bộ xã Khác / Chi bộ Đồng 1", "chi bo dong 2")
    for name in (*same, *other):
        (match,) = reconcile([here], [{**here, "organization": name}], hierarchy=tree)
        assert (name, match.kind.value) == (name, "equal" if name in same else "other-cell")


def test_what_is_told_of_the_first_cell_is_true_of_those_that_stand_behind_it() -> None:
    rows = "Tên tổ chức;Loại tổ chức;Cấp;Ngày lạ;Ngày khác\nA;x;y\nB;z;cơ sở\nC;chi bộ;y\n"
    lines = read_table(rows.encode(), "organizations", on_problem="take-good-rows").text().splitlines()
    told = [line for line in lines if "[input/bad-value]" in line]
    assert [(line.count("ô B2"), line[-5:]) for line in told] == [(1, ": B3)"), (0, ": C4)")]
    assert lines[-1] == "cột chưa hiểu, giữ nguyên: D ('Ngày lạ'), E ('Ngày khác')"


def test_what_is_told_of_many_rows_costs_what_each_costs() -> None:
    head = LISTS["profiles"][0]
    texts = [f"{head}\n" + "".join(f"m{at};A{at};31/2/1960;x;;\n" for at in range(count)) for count in (250, 2_500)]
    reads = [read_table(text.encode(), "profiles", on_problem="take-good-rows") for text in texts]
    few, many = (calls_of(read.text) for read in reads)
    assert few > 250
    assert many < 15 * few  # 100 times as many where each is compared with each


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called while it works: what a clock would tell of a machine that does nothing else."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted
