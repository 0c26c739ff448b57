"""What came of tables, told as documents: counts, places and findings, and never what a cell holds unless asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

import dangbo as db
from dangbo.datasets.sources import provenance

TABLE = (
    "Mã đảng viên;Họ và tên;Ngày sinh;Số CCCD;Ký hiệu riêng\n"
    "m-1;Người Mật Nhất;19/5/1960;019060001234;mật-a\n"
    "m-2;Người Mật Hai;12/31/1961;19060001234.0;mật-b\n"
)


@cache
def read() -> db.Import:
    return db.read_table(TABLE.encode(), "profiles", on_problem="take-good-rows")


def compared() -> db.Reconciliation:
    a = [{"member": "m-1", "name": "Người Mật Nhất", "personal_id": "019060001234", "born": "1960"}]
    b = [
        {
            "member": "m-9",
            "name": "Người Mật Nhất",
            "personal_id": "019060001234",
            "born": "1961",
            "phone": "0912345678",
        }
    ]
    return db.reconcile(a, [*b, {"name": "Người Mật Ba"}])


def filled() -> db.FilledForm:
    return db.read_form("Tổ chức đảng;Dự bị;Tổng số\n1;2;3\nNgười Mật;1;8,5\n".encode())


def corrected(tmp_path: Path) -> db.Corrections[db.Import]:
    read().to_xlsx(tmp_path / "problems.xlsx")
    return read().corrections(tmp_path / "problems.xlsx")


def written(tmp_path: Path) -> db.WrittenBack:
    whole = db.read_table(TABLE.splitlines()[0].encode() + b"\nm-1;x y;19/5/1960;019060001234;z\n", "profiles")
    assert isinstance(whole.records, db.Profiles)
    changed = whole.records.changed([{"member": "m-1", "born": "20/5/1960"}])
    return whole.write_back(tmp_path / "again.csv", profiles=changed)


def built(_: Path) -> db.Built:
    cells = "Mã;Tên tổ chức;Loại tổ chức\ndb;Đảng bộ xã;đảng bộ cơ sở\n"
    return db.build([db.read_table(cells.encode(), "organizations")], as_of="2026-01-01")


MADE: dict[str, Callable[[Path], Any]] = {
    "import": lambda _: read(),
    "reconciliation": lambda _: compared(),
    "filled-form": lambda _: filled(),
    "corrections": corrected,
    "written-back": written,
    "built": built,
}
SECRETS = ("Mật", "mật", "1960", "1961", "06000", "0912345678", "8.5", "8,5")


@pytest.mark.parametrize("name", MADE)
def test_what_came_of_a_table_is_told_without_what_a_cell_holds(name: str, tmp_path: Path) -> None:
    made = MADE[name](tmp_path)
    document, text = made.as_dict(), made.to_json()
    assert (document["schema"], json.loads(text)) == (f"dangbo/{name}", document)
    assert not [secret for secret in SECRETS if secret in text]
    schema = type(made).json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))
    assert TypeAdapter(type(made)).dump_python(made) == document


def test_an_import_says_which_column_is_what_and_what_must_be_corrected() -> None:
    document = read().as_dict()
    assert (document["rows"], document["refused"], document["blocked"]) == (1, [3], True)
    assert document["proposals"] >= 1
    assert [(one["letters"], one["fields"]) for one in document["columns"]] == [
        ("A", ["member"]),
        ("B", ["name"]),
        ("C", ["born"]),
        ("D", ["personal_id"]),
        ("E", []),
    ]
    assert "table/month-first" in [found["code"] for found in document["problems"]]


def test_a_reconciliation_tells_counts_and_whatever_is_not_equal() -> None:
    document = compared().as_dict()
    assert {one["kind"]: one["matches"] for one in document["classes"] if one["matches"]} == {
        "different": 1,
        "only-b": 1,
    }
    first, second = document["matches"]
    assert (first["by"], first["differences"]) == ("personal_id", [{"field": "born", "gap": "differs"}])
    assert (first["name"], second["a"], second["b"]) == (None, [], ["2"])
    assert document["not_compared"]["b"] == ["phone"]
    assert compared().as_dict(people="names")["matches"][0]["name"] == "Người Mật Nhất"
    assert "N.M.N." in compared().to_json(people="initials")
    with pytest.raises(db.InvalidInputError, match="people"):
        compared().as_dict(people="all")  # type: ignore[arg-type]


def test_a_form_tells_its_figures_where_they_are_asked_for() -> None:
    assert filled().as_dict()["lines"] == [{"row": 3, "label": None, "values": None}]
    assert filled().as_dict(values="shown")["lines"] == [{"row": 3, "label": "Người Mật", "values": ["1", "8.5"]}]
    assert '"8.5"' in filled().to_json(values="shown")


def test_what_was_corrected_is_told_by_its_places(tmp_path: Path) -> None:
    (cell,) = written(tmp_path).as_dict()["cells"]
    assert (cell["cell"], cell["to_cell"], cell["change"], cell["heading"]) == ("C2", "C2", "changed", "Ngày sinh")
    assert corrected(tmp_path).as_dict()["before"] == len(read().problems)


def test_where_a_dataset_comes_from_is_told() -> None:
    document = [part.as_dict() for part in provenance("thai_nguyen")]
    Draft202012Validator(type(provenance("thai_nguyen")[0]).json_schema()).validate(document[0])
    assert {one["origin"] for one in document} >= {"printed", "computed"}


# --- rules ------------------------------------------------------------------------------------------------------------


def test_a_rule_is_told_with_its_value_for_programs_and_its_lines_for_people() -> None:
    book = db.RuleBook.default()
    validator = Draft202012Validator(db.Explanation.json_schema())
    for rule in [*book][::7]:
        for on in (None, "2023-04-30"):
            document = json.loads(book.explain(rule.id, on=on).to_json())
            validator.validate(document)
            assert document == book.explain(rule.id, on=on).as_dict()
    told: Any = book.explain("excellent-quota-members", on="2022-12-31").as_dict()
    assert told["value"]["says"]["ratio"] == "1/5"
    assert told["value"]["rule"]["id"] == "excellent-quota-members"
    assert told["periods"] == []
    unknown = book.explain("village-cell", on="2023-04-30").as_dict()
    assert unknown["value"] is None
    whole = book.explain("admission-ceremony-deadline").as_dict()["periods"]
    assert [(one["valid_from"], one["value"] is None) for one in whole][:2] == [
        ("2021-07-30", False),
        ("2025-01-20", True),
    ]


def test_what_changed_in_the_rules_is_told() -> None:
    change = db.RuleBook.default().diff("2025-06-30", "2025-07-01")
    document = json.loads(change.to_json())
    Draft202012Validator(db.RuleDiff.json_schema()).validate(document)
    assert TypeAdapter(db.RuleDiff).dump_python(change) == document
    by_id = {one["id"]: one for one in document["changes"]}
    assert (by_id["village-cell"]["kind"], by_id["village-cell"]["before"]) == ("began", None)
    assert len(document["lines"]["vi"]) == len(document["changes"]) + 1
