"""What is refused says in Vietnamese where it stands: no class, no argument, no English noun of a row or a field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import dangbo as db
from dangbo import datasets
from dangbo.base.errors import InvalidInputError
from dangbo.base.places import place_words
from dangbo.base.records import RecordType


def built(**more: Any) -> db.Hierarchy:  # noqa: ANN401 - whatever a tree is made of
    return db.Hierarchy([db.Organization("a", "A", db.Form.DANG_BO, db.Level.GRASSROOTS)], as_of="2023-01-01", **more)


ROW = {"id": "a", "name": "Đảng bộ A", "form": "dang_bo", "level": "grassroots", "parent": ""}
REFUSED: dict[str, Callable[[], Any]] = {
    "a count of a record": lambda: db.Organization("a", "A", db.Form.CHI_BO, db.Level.GRASSROOTS, full=-1),
    "a paper without a kind": lambda: db.Document(kind=""),
    "a cell of a row": lambda: db.Hierarchy.from_rows([{**ROW, "full": "nhiều"}], as_of="2023-01-01"),
    "a column that is missing": lambda: db.Hierarchy.from_rows([{"id": "a"}], as_of="2023-01-01"),
    "a day of a tree": lambda: db.Hierarchy.from_rows([ROW], as_of="31/02/2023"),
    "a day of a plan": lambda: db.Plan("31/02/2023", "a", db.Document("quyết định"), []),
    "a plan in JSON": lambda: db.Plan.from_json("{"),
    "a plan without its parts": lambda: db.Plan.from_dict({"schema": "dangbo/plan", "version": 1, "plan": {}}),
    "a share of nothing": lambda: db.Share(1, of=0),
    "a share above its base": lambda: db.Share(3, of=2),
    "a figure": lambda: db.Printed.parse("nhiều lắm"),
    "a year": lambda: db.RatingRecord("a", 20222, "good"),
    "an item of a list": lambda: db.Merge(["a", "b\ud800"], into="c"),
    "a record in a record": lambda: db.Convert(["a"], "dang_bo", groups_to={"g": 1}),  # type: ignore[arg-type, dict-item]
    "a row that is a number": lambda: db.Hierarchy.from_rows([7], as_of="2023-01-01"),  # type: ignore[list-item]
    "a row that is a list": lambda: db.Hierarchy.from_rows([["a"]], as_of="2023-01-01"),  # type: ignore[list-item]
    "a column that is a number": lambda: db.Hierarchy.from_rows({"id": ["a"], "full": 7}, as_of="2023-01-01"),  # type: ignore[arg-type]
    "rows that are a number": lambda: db.Hierarchy.from_rows(7, as_of="2023-01-01"),  # type: ignore[arg-type]
    "records that are a number": lambda: db.Hierarchy(7, as_of="2023-01-01"),  # type: ignore[arg-type]
    "a record that is a number": lambda: db.Hierarchy([7], as_of="2023-01-01"),  # type: ignore[list-item]
    "a roll that is a number": lambda: built(roll=7),
    "a roll of a number": lambda: built(roll={7: ["m-1"]}),
    "a roll that holds a number": lambda: built(roll={"a": 7}),
    "a roll that lists a number": lambda: built(roll={"a": [7]}),
    "stays that are a number": lambda: built(stays=7),
    "a stay of a number": lambda: built(stays={7: "a"}),
    "a column by number": lambda: datasets.thai_nguyen().roll_up({7: 1}),  # type: ignore[dict-item]
    "points that are a list": lambda: db.Points([7]),  # type: ignore[arg-type]
    "a way to round": lambda: db.bases_that_print(1, "10%", near=[9], rounding=[7]),  # type: ignore[arg-type]
    "years that are a list": lambda: db.Target("x", at_least="80%", tier="good", years=[{}, {}]),  # type: ignore[arg-type]
    "a score that is a list": lambda: db.Evidence("organization", kind="chi bộ cơ sở", score=[7]),  # type: ignore[arg-type]
    "a rulebook that is not there": lambda: db.RuleBook.load("không-có.toml"),
    "a rulebook that is a folder": lambda: db.RuleBook.load("."),
    "evidence of another year": lambda: db.classify(db.Evidence("leader", year=2022, score=90), on="2025-12-31"),
    "evidence from after the day": lambda: db.classify(
        db.Evidence("collective", score=90, discipline=(db.Discipline("warning", "self", on="2026-02-01"),)),
        on="2025-12-31",
    ),
    "an argument": lambda: datasets.thai_nguyen().headcount(3),  # type: ignore[arg-type]
}
ENGLISH = re.compile(
    r"\b(?:bool|bytes|dict|float|int|list|object|set|str|tuple|no|such|directory|row|line|column|field|file|figure|count|date|organization|group|member|share|number|of|the|and|is)\b"
    r"|\b[A-Z]\w*\.\w|\b[A-Z][a-z]+[A-Z(]|\b[a-z]+_[a-z]+"
)


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_names_its_place_in_vietnamese(refused: Callable[[], object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        refused()
    for found in caught.value.findings:
        told = re.sub(r"'[^']*'|\"[^\"]*\"|\[[a-z/-]+\]$", "", found.text(lang="vi"))
        assert ENGLISH.findall(told) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Organization.full", "tổ chức, trường 'full'"),
        ("Merge.sources[0]", "nội dung sắp xếp, trường 'sources' thứ 1"),
        ("row 3, field 'parent'", "dòng 3, trường 'parent'"),
        ("/nha/quy-dinh.toml, line 18", "/nha/quy-dinh.toml, dòng 18"),
        ("values['a1']", "giá trị 'a1'"),
        ("Share(1, of=0)", "tỷ lệ '1/0'"),
        ("Share('nghìn', of=0)", "tỷ lệ 'nghìn/0'"),
        ("Convert.groups_to: Allocation.items", "nội dung sắp xếp, trường 'groups_to', phần phân chia, trường 'items'"),
        ("figures of 2022", "số liệu 2022"),
        ("cb-1, over_fulfilled", "cb-1, mục 'over_fulfilled'"),
        ("organization, discipline 1", "tổ chức, hình thức kỷ luật 1"),
        ("collective, year", "tập thể lãnh đạo, quản lý, năm"),
        ("cb-tdp-2", "cb-tdp-2"),
        ("Chi bộ tổ dân phố 2", "Chi bộ tổ dân phố 2"),
        ("", ""),
    ],
)
def test_a_place_is_told_in_vietnamese_and_stays_what_it_is_in_english(place: str, words: str) -> None:
    assert place_words(place).vi == words
    assert place_words(place).en == place


def test_every_record_that_is_no_operation_has_a_name_of_its_own() -> None:
    kinds = [kind for name in db.__all__ if isinstance(kind := getattr(db, name), RecordType)]
    records = {kind for kind in kinds if not issubclass(kind, db.Operation)}
    assert len(records) > 30
    for kind in records:
        assert "nội dung sắp xếp" not in place_words(f"{kind.__name__}.field").vi, kind.__name__
