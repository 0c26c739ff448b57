"""A ledger and what is asked of it as documents: the lines of its file in one text, and back; results with a schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import dangbo as db
from tests.builders import article, reported

STORED = Path(__file__).parents[1] / "data"


@cache
def small() -> db.History:
    """A ledger with everything an entry may be, and names of people wherever one may stand."""
    rows = [
        {"id": "dbp", "name": "Đảng bộ phường", "form": "đảng bộ", "level": "TCCSĐ"},
        *(
            {
                "id": f"cb-{at}",
                "name": f"Chi bộ {at}",
                "form": "chi bộ",
                "level": "trực thuộc đảng ủy cơ sở",
                "parent": "dbp",
            }
            for at in range(1, 4)
        ),
    ]
    people = [{"id": f"m-{at}", "name": f"Nguyễn Thị Mật {at}", "organization": f"cb-{at % 3 + 1}"} for at in range(12)]
    groups = [db.ResidentialGroup("tdp-1", "Tổ 1", db.GroupKind.TO_DAN_PHO, cells=["cb-1"], head="Trần Văn Mật")]
    opening = db.Hierarchy.from_rows(rows, members=people, groups=groups, as_of="2023-01-01")

    def paper(number: int) -> db.Document:
        return db.Document("quyết định", f"{number}-QĐ/ĐU", "2023-02-01")

    new = db.Member("m-new", "Lê Thị Mật", db.MemberStatus.PROBATIONARY)
    ledger = db.History(opening).enact(
        db.Plan("2023-02-02", "dbp", paper(1), [db.Admit("cb-1", [new])]),
        db.Plan("2023-03-01", "dbp", paper(2), [db.RenameMember("m-1", "Phạm Văn Mật")]),
        db.Plan("2023-04-01", "dbp", paper(3), [db.Merge(["cb-3"], into="cb-2")]),
    )
    ledger = ledger.correct_member("m-2", recorded="2023-05-01", reason="ghi sai họ tên", name="Vũ Thị Mật")
    ledger = ledger.close(on="2023-06-30", basis=paper(4), recorded="2023-07-05")
    return ledger.expect(db.Balance("dbp", "2023-06-30", members=13), recorded="2023-07-06")


def same(one: db.History, other: db.History) -> bool:
    return one.log == other.log and one.opening.same_as(other.opening)


# --- the ledger -------------------------------------------------------------------------------------------------------


def ward() -> db.History:
    """A ledger that opens with a ward: its seats, terms, stays and heads too."""
    register = db.datasets.ward_2026().register
    return register if isinstance(register, db.History) else db.History(register)


@pytest.mark.parametrize("made", [small, article, ward])
def test_a_ledger_goes_through_its_document_and_back(made: Callable[[], db.History]) -> None:
    ledger = made()
    document = ledger.as_dict(people="names")
    again = db.History.from_json(ledger.to_json(people="names"))
    assert same(again, ledger)
    assert (again.seal, again.decisions) == (document["seal"], ledger.decisions)
    Draft202012Validator(db.History.json_schema()).validate(json.loads(json.dumps(document)))


def test_the_lines_of_the_document_are_the_file(tmp_path: Path) -> None:
    document, path = small().as_dict(people="names"), tmp_path / "ledger.jsonl"
    small().save(path)
    assert "".join(f"{line}\n" for line in document["lines"]) == path.read_text(encoding="utf-8")
    assert document["seal"] == small().seal == db.History.load(path).seal


def test_without_names_nobody_is_named_and_every_hash_fits(tmp_path: Path) -> None:
    text, path = small().to_json(), tmp_path / "ledger.jsonl"
    assert "Mật" not in text
    assert json.loads(text)["seal"] == small().seal
    again = db.History.from_json(text)
    assert {one.name for one in again.opening.members.values()} == {"[đã xóa tên]"}
    assert [one.number for one in again.log] == [one.number for one in small().log]
    for day in ("2023-01-01", "2023-02-02", "2023-07-01"):
        one, other = again.as_of(day), small().as_of(day)
        assert {org.id: one.headcount(org.id) for org in one} == {org.id: other.headcount(org.id) for org in other}
    small().save(path)
    more = db.Plan("2023-08-01", "dbp", db.Document("quyết định", "9-QĐ/ĐU", "2023-07-30"), [db.Rename("cb-1", "Một")])
    assert again.enact(more).append(path) == 1  # names stay in the file they are in
    assert db.History.load(path).opening.members["m-1"].name == "Nguyễn Thị Mật 1"
    with pytest.raises(db.InvalidInputError, match="people"):
        small().as_dict(people="initials")  # type: ignore[arg-type]


FILES = sorted(path.relative_to(STORED).as_posix() for path in STORED.glob("formats_*/ledger*.jsonl"))


@pytest.mark.parametrize("stored", FILES)
def test_the_lines_of_every_file_ever_written_are_a_document(stored: str) -> None:
    lines = (STORED / stored).read_text(encoding="utf-8").splitlines()
    version, seal = json.loads(lines[0])["version"], json.loads(lines[-1])["sha256"]
    again = db.History.from_dict({"schema": "dangbo/ledger", "version": version, "lines": lines, "seal": seal})
    assert same(again, db.History.load(STORED / stored))


def test_a_stored_document_is_read_and_written_as_it_was() -> None:
    text = (STORED / "documents" / "ledger-2.json").read_text(encoding="utf-8")
    ledger = db.History.from_json(text)
    assert same(ledger, small())
    assert {*json.loads(text)} == {*ledger.as_dict()}
    stored, written = (json.loads(one)["lines"] for one in (text, ledger.to_json(people="names")))
    assert [{**json.loads(one), **SALTED} for one in stored] == [{**json.loads(one), **SALTED} for one in written]


SALTED: dict[str, object] = {"beside": None, "names": None, "sha256": None}


def refused(values: str | dict[str, Any]) -> db.InvalidInputError:
    with pytest.raises(db.InvalidInputError) as caught:
        _ = db.History.from_json(values) if isinstance(values, str) else db.History.from_dict(values)
    assert "Mật" not in str(caught.value) + repr(caught.value) + json.dumps(caught.value.as_dict(), ensure_ascii=False)
    return caught.value


def edited(at: int, old: str, new: str) -> dict[str, Any]:
    document: dict[str, Any] = {**small().as_dict(people="names")}
    document["lines"] = [line.replace(old, new) if n == at else line for n, line in enumerate(document["lines"], 1)]
    return document


@pytest.mark.parametrize(
    ("change", "line"),
    [
        pytest.param(lambda: edited(2, "Chi bộ 1", "Chi bộ 9"), 2, id="record"),
        pytest.param(lambda: edited(3, "Mật 4", "Mật 5"), 3, id="name"),
        pytest.param(lambda: {**small().as_dict(), "lines": small().as_dict()["lines"][:-1]}, 11, id="cut-off"),
        pytest.param(lambda: {**small().as_dict(), "lines": small().as_dict()["lines"][1:]}, 1, id="headless"),
        pytest.param(lambda: {**small().as_dict(), "lines": []}, 1, id="empty"),
        pytest.param(lambda: {**small().as_dict(), "lines": ["[" * 10_000]}, 1, id="deep"),
        pytest.param(lambda: {**small().as_dict(), "lines": ["\ud800"]}, 1, id="half-a-letter"),
        pytest.param(lambda: {**small().as_dict(), "seal": "0" * 64}, 12, id="other-seal"),
    ],
)
def test_a_document_that_was_edited_is_refused_at_its_line(change: Callable[[], Any], line: int) -> None:
    error = refused(change())
    assert isinstance(error, db.LedgerError)
    assert (error.findings[0].code, error.line) == ("ledger/damaged-line", line)
    assert error.before is None or len(error.before.log) <= 6


@pytest.mark.parametrize(
    ("values", "code", "place"),
    [
        ({}, "input/missing-field", "field 'schema'"),
        ({"schema": "dangbo/plan", "version": 2}, "input/other-schema", "field 'schema'"),
        ({"schema": "dangbo/ledger", "version": 3}, "input/newer-version", "field 'version'"),
        ({"schema": "dangbo/ledger", "version": 2, "lines": [5], "seal": ""}, "input/bad-value", "ledger line 1"),
        (
            *({"schema": "dangbo/ledger", "version": 2, "lines": [], "seal": "", "line": 1}, "input/unknown-field"),
            "field 'line'",
        ),
        ("{", "input/not-json", "the ledger"),
        ('{"schema": "dangbo/ledger"}{}', "input/not-json", "the ledger"),
        ('{"schema": NaN}', "input/other-schema", "field 'schema'"),
        ('{"schema": "dangbo/ledger", "schema": 1e999}', "input/bad-value", "field 'schema'"),
        ("[" * 10_000, "input/bad-value", "the ledger"),
    ],
)
def test_what_is_no_document_of_a_ledger_is_refused_at_its_place(
    values: str | dict[str, Any], code: str, place: str
) -> None:
    found = refused(values).findings[0]
    assert (found.code, found.subject) == (code, place)


def test_a_ledger_is_a_field_of_a_model() -> None:
    class Asked(BaseModel):
        ledger: db.History

    asked = Asked(ledger=small())
    assert same(Asked.model_validate(asked.model_dump()).ledger, small()) is False  # names are not told
    assert len(Asked.model_validate_json(asked.model_dump_json()).ledger) == 3
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate({"ledger": edited(2, "Chi bộ 1", "Chi bộ 9")})
    (found,) = db.InvalidInputError.of_validation(caught.value).findings
    assert (found.code, dict(found.facts)["path"]) == ("ledger/damaged-line", "/ledger")


# --- what is asked of it ----------------------------------------------------------------------------------------------


@cache
def asked() -> list[Any]:
    ledger = small()
    lineage = ledger.lineage("cb-2")
    return [
        *(ledger.movements("2023-01-02", "2023-12-31"), ledger.movements("2023-01-02", "2023-12-31").members),
        *(lineage, *lineage.edges, *ledger.decisions, *ledger.log),
        ledger.correspondence("2023-01-01", "2023-12-31"),
        reported().changed_since_closing("2022-12-31"),
        article().lineage("cb-gia-sang-tdp-1"),
    ]


def test_what_is_asked_of_a_ledger_is_a_document_with_a_schema() -> None:
    for one in asked():
        document = one.as_dict()
        text = one.to_json()
        assert json.loads(text) == document
        assert "Mật" not in text
        schema = type(one).json_schema()
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(text))
        assert TypeAdapter(type(one)).dump_python(one) == document


def test_documents_say_what_the_results_say() -> None:
    movements, lineage, correspondence = asked()[0], asked()[2], small().correspondence("2023-01-01", "2023-12-31")
    told = movements.as_dict()["members"]
    assert [column["code"] for column in told["columns"]] == ["full", "probationary"]
    assert (told["opening"], told["closing"], told["holds"]) == ([12, 0], [12, 1], True)
    (row,) = told["rows"]
    assert (row["section"], row["cause"], row["counts"], row["words"]["en"]) == (
        *("increase", "admitted", [0, 1]),
        "Admitted to the Party",
    )
    (edge,) = lineage.as_dict()["edges"]
    assert (edge["source"], edge["target"], edge["verb"], edge["on"]) == ("cb-3", "cb-2", "merge", "2023-04-01")
    assert lineage.as_dict()["came_from"] == ["cb-3"]
    rows = {(row["before"], row["after"]): row["people"] for row in correspondence.as_dict()["rows"]}
    assert rows["cb-3", "cb-2"] == 4
    assert correspondence.as_dict()["names"]["cb-3"] == "Chi bộ 3"
    correction = small().corrections[0].as_dict()
    assert (correction["member"], correction["fields"]) == ("m-2", ["name"])
    assert db.Balance("dbp", "2023-06-30", members=13).as_dict()["members"] == 13


@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_opened_as_a_file_of_a_ledger_is_told_as_that_and_not_as_a_damaged_file(
    tmp_path: Path, indent: int | None
) -> None:
    ledger = db.History(db.datasets.thai_nguyen_2021()).enact(*db.datasets.thai_nguyen_changes())
    texts = [one.to_json(indent=indent) for one in (ledger, ledger.opening, db.datasets.thai_nguyen_changes()[0])]
    compact = json.dumps(ledger.as_dict(), separators=(",", ":"))
    for number, text in enumerate([*texts, compact]):
        path = tmp_path / f"{number}.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(db.LedgerError, match="a JSON document and no file of a ledger") as raised:
            db.History.load(path)
        assert "tài liệu JSON" in raised.value.text(lang="vi")


def test_a_file_of_a_ledger_that_is_cut_in_its_first_line_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    db.History(db.datasets.thai_nguyen_2021()).save(path)
    whole = path.read_bytes().splitlines()[0]
    for length in (0, 1, 10, 40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(db.LedgerError) as raised:
            db.History.load(path)
        assert "JSON document" not in str(raised.value)
