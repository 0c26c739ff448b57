"""P10: a workbook of people to profiles with a list of problems, over reading its cells and validating records alone.

The file is the national list as offices have it: 29 columns, four blank ones among them, texts that repeat each other
as they do there (provinces, cells of the Party, ethnic groups), in the spelling of Excel, where a sheet points into one
table of texts. The other file has a faulty cell in every fiftieth row: a day that is none, a month before its day, a
number that lost digits, a word of no list. The peer is python-calamine reading the same sheet into lists, and pydantic
validating as many records of the same fields, given as it likes them best: dicts, days as ISO texts, labels as codes.
It finds no header, tells nothing of a cell and decides nothing.

    python -m benchmarks.tables FILE     what reading takes of memory at its highest, in bytes
"""

from __future__ import annotations

import datetime as dt
import io
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from benchmarks.nation import highest
from benchmarks.profiles import Plain
from benchmarks.reconciling import person_name
from benchmarks.results import Measure, against
from benchmarks.timing import Timing, Work, agree, take_turns
from dangbo import Sex, read_table

ROWS: Final = {"city": 20_000, "330k": 100_000}
"""By the name of a size: what runs with every change, and what the budget is stated for."""
ROUNDS: Final = 3
LIMIT: Final = 2.0
FAULTY: Final = 2.5
SLACK: Final = {"city": 1.2, "330k": 1.0}
"""By what both are multiplied: the texts of a small file fit the cache, where the reader of cells gains most."""
BYTES: Final = 6.0
EVERY: Final = 50
"""So many rows have one faulty cell between them."""

COLUMNS: Final = {
    "no": "STT",
    "system_id": "ID",
    "name": "Họ và tên *",
    "other_name": "Tên gọi khác",
    "sex": "Giới tính *",
    "born": "Sinh ngày * (dd/mm/yyyy)",
    "ethnic_group": "Dân tộc *",
    "religion": "Tôn giáo *",
    "personal_id": "Số định danh cá nhân *",
    "card_number": "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)",
    "card_place": "Nơi cấp thẻ Đảng",
    "card_issued": "Ngày cấp thẻ Đảng (dd/mm/yyyy)",
    "old_card_number": "Số thẻ theo Đảng quyết định 85",
    "organization": "Tổ chức Đảng đang sinh hoạt * (không sửa)",
    "birth_country": "Nơi đăng ký khai sinh - Quốc gia *",
    "birth_province": "Nơi đăng ký khai sinh - Tỉnh *",
    "birth_detail": "Nơi đăng ký khai sinh - Địa chỉ chi tiết *",
    "origin_country": "Quê quán (theo mô hình 2 cấp) - Quốc gia *",
    "origin_province": "Quê quán (theo mô hình 2 cấp) - Tỉnh *",
    "origin_detail": "Quê quán (theo mô hình 2 cấp) - Địa chỉ chi tiết *",
    "home_country": "Thường trú (theo mô hình 2 cấp) - Quốc gia *",
    "home_province": "Thường trú (theo mô hình 2 cấp) - Tỉnh *",
    "home_detail": "Thường trú (theo mô hình 2 cấp) - Địa chỉ chi tiết *",
    "admitted": "Ngày vào Đảng* (dd/mm/yyyy)",
    "recognized": "Ngày vào Đảng chính thức* (dd/mm/yyyy)",
    "old_id": "Số CMND cũ (nếu có)",
    "state": "Trạng thái hoạt động *",
    "state_date": "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng",
    "delete": "Đề nghị xóa",
}
"""The columns of the national list by their fields."""

_DAYS: Final = ("born", "card_issued", "admitted", "recognized")
_KEPT: Final = (*_DAYS, "ethnic_group", "religion", "personal_id", "card_number", "old_card_number", "old_id")
"""Fields of a profile that are compared one by one; its sex is, too."""
_PLAIN: Final = get_type_hints(Plain)
Listed: Final = dataclass(slots=True)(
    make_dataclass("Listed", [(name, _PLAIN.get(name, str | None), None) for name in COLUMNS if name != "no"])
)
"""A row of the list as pydantic validates it."""
_FAULTS: Final = {
    "born": "31/02/1970",
    "admitted": "12/31/2001",
    "personal_id": "1.906E+10",
    "recognized": "2/3/98",
    "sex": "Nm",
}
"""A field, and what stands there in place of its value; no such row is taken."""

Person = Mapping[str, Any]


def measure(size: str) -> Iterator[Measure]:
    """P10 at one size."""
    if size not in ROWS:
        return
    count = ROWS[size]
    people = [*_people(count)]
    rows = [{name: _plainly(one[name]) for name in COLUMNS if name != "no"} for one in people]
    validated = TypeAdapter(list[Listed])  # type: ignore[valid-type]
    clean, faulty = written(people), written(_spoilt(people))
    _check(clean, people, refused=0)
    _check(faulty, people, refused=count // EVERY)
    agree(len(validated.validate_python(rows)), count, "records")
    ours, told, cells, records = take_turns(
        Work(lambda _: read_table(clean, "profiles")),
        Work(lambda _: read_table(faulty, "profiles", on_problem="take-good-rows")),
        Work(lambda _: _cells(clean)),
        Work(lambda _: validated.validate_python(rows)),
        rounds=ROUNDS,
    )
    peer = Timing(tuple(map(sum, zip(cells.seconds, records.seconds, strict=True))))
    of = f"{count:,} x {len(COLUMNS)}"
    yield against("P10", "a workbook to profiles and problems", of, ours, peer, unit="x", limit=LIMIT * SLACK[size])
    yield against("P10", "one cell in 50 rows is faulty", of, told, peer, unit="x", limit=FAULTY * SLACK[size])
    yield against("P10", "the reader of cells alone", of, cells, peer, unit="x")
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        unzipped = sum(part.file_size for part in package.infolist())
    yield Measure("P10", "memory of reading, of the file unzipped", of, _at_its_highest(clean) / unzipped, "x", BYTES)


def _check(data: bytes, people: list[Person], *, refused: int) -> None:
    """Hold what is read against what was written."""
    read = read_table(data, "profiles", on_problem="take-good-rows")
    bad = {one.row for one in read.places} ^ {at + 2 for at in range(len(people))}
    agree(bad, {at + 2 for at in range(len(people)) if refused and at % EVERY == 0}, "rows that are refused")
    agree(len(read.refused), refused, "number of rows that are refused")
    agree(sum(one.severity.name == "BLOCK" for one in read.problems), refused, "problems")
    kept = [one for at, one in enumerate(people) if not (refused and at % EVERY == 0)]
    for name in _KEPT:
        agree([*read.records.column(name)], [one[name] for one in kept], name)  # type: ignore[union-attr]
    agree([*read.records.column("sex")], [Sex(one["sex"]) for one in kept], "sex")  # type: ignore[union-attr]


def _cells(data: bytes) -> list[list[Any]]:
    from python_calamine import load_workbook

    rows: list[list[Any]] = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows


# --- the file ---------------------------------------------------------------------------------------------------------


def _people(count: int) -> Iterator[Person]:
    """Invented people, as the list has them; days as days, sex as its code."""
    chance = random.Random(10)
    provinces = [f"Tỉnh {letter}{at}" for letter in "ABCĐ" for at in range(9)]
    for at in range(count):
        born = dt.date(1940, 1, 2) + dt.timedelta(chance.randrange(22_000))
        admitted = born + dt.timedelta(8_000 + chance.randrange(3_000))
        places = {
            f"{which}_{part}": text
            for which in ("birth", "origin", "home")
            for part, text in (
                ("country", "Việt Nam"),
                ("province", chance.choice(provinces)),
                ("detail", f"Thôn {chance.randrange(20)}, xã {chance.randrange(1_000)}"),
            )
        }
        yield {
            "no": at + 1,
            "system_id": f"5f1c9a52-0000-4000-8000-{at:012}",
            "name": person_name(at),
            "other_name": None,
            "sex": chance.choice(["male", "female"]),
            "born": born,
            "ethnic_group": chance.choice(["Kinh", "Tày", "Nùng", "Dao"]),
            "religion": "Không",
            "personal_id": f"0190{at:08}",
            "card_number": f"1906{at:08}",
            "card_place": "Tỉnh ủy A",
            "card_issued": dt.date(2025, 9, 2 + at % 28),
            "old_card_number": f"1{at:07}",
            "organization": f"Chi bộ {at * 3_000 // count + 1}",
            **places,
            "admitted": admitted,
            "recognized": admitted + dt.timedelta(366),
            "old_id": f"09{at:07}",
            "state": "Đang sinh hoạt Đảng",
            "state_date": None,
            "delete": None,
        }


def _spoilt(people: list[Person]) -> Iterator[Person]:
    """The same people, every fiftieth with one faulty cell."""
    faults = [*_FAULTS.items()]
    for at, one in enumerate(people):
        yield dict([*one.items(), faults[at // EVERY % len(faults)]]) if at % EVERY == 0 else one


def _plainly(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def written(people: Iterator[Person] | list[Person]) -> bytes:
    """The list as a workbook: days as texts, and the texts of all cells in one table, as Excel writes them."""
    import xlsxwriter

    into = io.BytesIO()
    labels = {one.value: one.label for one in Sex}
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for column, heading in enumerate(COLUMNS.values()):
            sheet.write_string(0, column, heading)
        for row, one in enumerate(people, 1):
            for column, name in enumerate(COLUMNS):
                value = one[name]
                if isinstance(value, int):
                    sheet.write_number(row, column, value)
                elif isinstance(value, dt.date):
                    sheet.write_string(row, column, f"{value:%d/%m/%Y}")
                elif value is not None:
                    sheet.write_string(row, column, labels.get(value, value))
    return into.getvalue()


# --- memory -----------------------------------------------------------------------------------------------------------


def _at_its_highest(data: bytes) -> int:
    """What a process of its own takes that reads the file and does nothing else, over what it had before."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.xlsx")
        path.write_bytes(data)
        command = [sys.executable, "-m", "benchmarks.tables", str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - this interpreter, this file
    return int(done.stdout)


def _memory_of(path: str) -> int:
    """The highest memory of this process while it reads a file, over what it has now."""
    read_table("Họ và tên;Ngày sinh\nNguyễn Văn A;1960\n".encode(), "profiles", on_problem="take-good-rows")
    _cells(written(_people(10)))  # what is imported once is nobody's memory
    before = highest()
    read = read_table(path, "profiles")
    after = highest()
    agree(len(read.refused), 0, "rows that are refused")
    return after - before


if __name__ == "__main__":
    print(_memory_of(sys.argv[1]))
