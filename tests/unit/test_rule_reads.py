"""Books of one's own that are shorter, longer or in another order: they work or are refused at load, with the line.

The shipped files are read as data, changed and written again; then plans, papers, checks, ratings and meetings of a
made-up register are run on the changed book.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, RuleNotInForceError, TermError
from dangbo.base.findings import Finding
from dangbo.base.terms import AdmitReason, Form, LeaveReason, Level, MemberStatus, TransferKind
from dangbo.change.play import Operation
from dangbo.change.verbs.organizations import Convert, Disband, Dissolve, Establish, Merge, Reassign, Split
from dangbo.change.verbs.people import Admit, Leave, Transfer
from dangbo.hierarchy import Hierarchy
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.meeting_scales import MeetingScale
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting
from dangbo.rating.classification.evidence import Evidence
from dangbo.rating.classification.judging import classify
from dangbo.report.papers import decision_papers
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.rules.reads import reading
from dangbo.tree.members import Member
from tests.builders import BELOW, CENTRAL, GRASSROOTS, PROVINCIAL, SUPERIOR, cell, dang_bo, members, rolls, zone

Raw = dict[str, Any]
DAYS: Final = ("2024-06-01", "2025-08-01", "2026-12-01")


@cache
def _shipped() -> Raw:
    whole: Raw = {"instruments": [], "rules": []}
    for path in sorted(files("dangbo.rules").iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".toml") and path.name != "questions.toml":
            for key, items in tomllib.loads(path.read_text(encoding="utf-8")).items():
                whole[key] += items
    return whole


def shipped() -> Raw:
    """All shipped files as one, to be changed."""
    return deepcopy(_shipped())


def alone(rule_id: str) -> tuple[Raw, Raw]:
    """A book of one rule and the papers it cites, and the rule."""
    (rule,) = (deepcopy(rule) for rule in _shipped()["rules"] if rule["id"] == rule_id)
    cited = toml(rule["values"])
    papers = [paper for paper in _shipped()["instruments"] if f'"{paper["id"]}"' in cited]
    return {
        "instruments": [{key: part for key, part in paper.items() if key != "replaces"} for paper in papers],
        "rules": [rule],
    }, rule


def toml(value: object) -> str:
    """A value as TOML in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def written(book: Raw) -> str:
    lines: list[str] = []
    for paper in book["instruments"]:
        lines += ["[[instruments]]", *(f"{key} = {toml(part)}" for key, part in paper.items()), ""]
    for rule in book["rules"]:
        lines += ["[[rules]]", *(f"{key} = {toml(part)}" for key, part in rule.items() if key != "values")]
        for value in rule["values"]:
            lines += ["[[rules.values]]", *(f"{key} = {toml(part)}" for key, part in value.items())]
        lines.append("")
    return "\n".join(lines)


def load(tmp_path: Path, book: Raw) -> RuleBook:
    path = tmp_path / "own.toml"
    path.write_text(written(book), encoding="utf-8")
    return RuleBook.load(path)


def refusals(tmp_path: Path, book: Raw) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        load(tmp_path, book)
    for found in caught.value.findings:
        facts = dict(found.facts)
        assert found.code == "rule/bad-file"
        assert facts["key"]
        assert isinstance(facts["line"], int)
        assert facts["line"] > 0
    return caught.value.findings


PAPER: Final = Document("quyết định", "15-QĐ/TU", "2024-05-20")


def city(on: str) -> Hierarchy:
    listed = rolls((1, 2, 3), size=5)
    return Hierarchy(
        [
            dang_bo("tw", None, CENTRAL, name="Trung ương"),
            dang_bo("tinh", "tw", PROVINCIAL, name="Đảng bộ tỉnh"),
            dang_bo("khoi", "tw", PROVINCIAL, name="Đảng bộ khối"),
            dang_bo("tp", "tinh", SUPERIOR, name="Đảng bộ thành phố"),
            dang_bo("tx", "tinh", SUPERIOR, name="Đảng bộ thị xã"),
            dang_bo("dbp", name="Đảng bộ phường A"),
            dang_bo("dbx", "tx", name="Đảng bộ phường B"),
            dang_bo("bp", "dbp", BELOW, name="Đảng bộ bộ phận"),
            *(cell(f"cb-{n}") for n in (1, 2, 3)),
            cell("cb-5", "bp", full=8),
            cell("cbcs", "tp", GRASSROOTS, full=40),
        ],
        members(listed),
        listed,
        [zone(1, "cb-1")],
        as_of=on,
    )


def operations() -> Iterator[tuple[str, Operation]]:
    new = [Member("m-9", "Người m-9", MemberStatus.PROBATIONARY)]
    yield "tp", Reassign("cb-2", "dbx")
    yield "tinh", Reassign("cb-1", "dbx")
    yield "tinh", Reassign("cbcs", "tx")
    yield "tw", Reassign("tp", "khoi")
    yield "dbp", Reassign("cb-2", "bp")
    yield "tp", Disband("cb-3", members_to="cb-2")
    yield "tinh", Disband("cbcs", members_to="cb-2")
    yield "dbp", Dissolve("cb-3", members_to="cb-2")
    yield "dbp", Dissolve("bp", children_to="dbp")
    yield "dbp", Merge(["cb-3"], "cb-2")
    yield "dbp", Split("cb-3", [cell("cb-3b")], {"cb-3b": ["m-3-0", "m-3-1", "m-3-2"]}, stays=["cb-3"])
    yield "dbp", Establish(cell("cb-9"), ["m-1-0", "m-1-1", "m-1-2"])
    yield "tp", Convert("cb-2", level=Level.GRASSROOTS)
    yield "dbp", Transfer(["m-1-3"], "cb-3")
    yield "dbp", Transfer(["m-1-3"], "cb-3", kind=TransferKind.TEMPORARY)
    for came in (AdmitReason.ADMITTED, AdmitReason.READMITTED, AdmitReason.RECEIVED):
        yield "dbp", Admit("cb-2", new, reason=came)
    for left in LeaveReason:
        yield "dbp", Leave(["m-1-3"], reason=left)


def evidence(subject: str) -> Evidence:
    kind = (Form.CHI_BO, Level.BELOW_GRASSROOTS) if subject == "organization" else None
    return Evidence(subject, kind=kind, products=True, score=80)


def rated(subject: str, on: str, book: RuleBook) -> str:
    return classify(evidence(subject), on=on, rules=book).explain()


def told(book: RuleBook) -> list[object]:
    """What a user sees of everything that reads rules, on three days; a missing rule may be said to be missing."""
    seen: list[object] = []

    def tell(what: Callable[[], object]) -> None:
        try:
            seen.append(what())
        except (RuleNotInForceError, TermError) as error:
            seen.append(str(error))
        except InvalidInputError as error:
            assert {found.code for found in error.findings} == {"classification/no-evidence"}  # noqa: PT017

    for day in DAYS:
        tree = city(day)
        seen.append(sorted(found.text() for found in tree.check(rules=book)))
        for by, operation in operations():
            preview = Plan(day, by, PAPER, [operation]).preview(tree, rules=book)
            seen.append(sorted(found.text() for found in preview.findings))
            seen.append(str(decision_papers(preview)))
        for subject in ("organization", "member", "leader", "collective"):
            tell(partial(rated, subject, day, book))
        meeting = Meeting("cb-1", day, called=20, present=18, absent_with_reason=2, minutes=80)
        seen.append(check_meeting(meeting, rules=book).explain())
        seen.append(year_of_meetings("cb-1", int(day[:4]), [meeting], rules=book).explain())
    return seen


def rules_read() -> list[str]:
    return [rule["id"] for rule in shipped()["rules"] if reading(rule["id"]) is not None]


def test_what_is_written_again_is_the_same_book(tmp_path: Path) -> None:
    assert told(load(tmp_path, shipped())) == told(RuleBook.default())


def test_rows_in_another_order_say_the_same(tmp_path: Path) -> None:
    """To 0.1 the rows of hand-overs, votes, congresses, disbanding were read by their position."""
    book = shipped()
    turned = [
        "hand-over",
        "vote-thresholds",
        "term-count-after-change",
        "members-after-disciplinary-dissolution",
        "change-steps",
        "part-committee",
    ]
    expected = [[sorted(part) if isinstance(part, str) else part for part in told(RuleBook.default())]]
    for rule in book["rules"]:
        for value in rule["values"] if rule["id"] in turned else ():
            value["value"].reverse()
    found = [[sorted(part) if isinstance(part, str) else part for part in told(load(tmp_path, book))]]
    assert found == expected


@pytest.mark.parametrize("first", range(6))
def test_a_book_without_some_rules_works(first: int, tmp_path: Path) -> None:
    book, gone = shipped(), rules_read()[first::6]
    book["rules"] = [rule for rule in book["rules"] if rule["id"] not in gone]
    told(load(tmp_path, book))


def keys_read() -> list[tuple[str, str]]:
    found = ((rule["id"], reading(rule["id"])) for rule in shipped()["rules"])
    return [(rule_id, key) for rule_id, read in found if read is not None for key in read.keys]


@pytest.mark.parametrize(("rule_id", "key"), keys_read())
def test_a_table_without_a_row_that_is_read_is_refused_with_its_line(rule_id: str, key: str, tmp_path: Path) -> None:
    book, rule = alone(rule_id)
    for value in rule["values"]:
        rows = value["value"]
        others = [row for row in rows if row["key"] != key]
        value["value"] = others or [{**rows[0], "key": "another"}]  # a list that is empty is refused as such
    for found in refusals(tmp_path, book):
        assert f"'{key}'" in found.message
        assert str(dict(found.facts)["key"]).startswith(f"rules.{rule_id}.values")


@pytest.mark.parametrize("rule_id", sorted({rule_id for rule_id, _ in keys_read()}))
def test_a_key_given_twice_is_refused(rule_id: str, tmp_path: Path) -> None:
    book, rule = alone(rule_id)
    rows = rule["values"][0]["value"]
    rows.append(rows[0])
    (found,) = refusals(tmp_path, book)
    assert "was given before" in found.message


def columns_read() -> list[tuple[str, str]]:
    found = ((rule["id"], reading(rule["id"])) for rule in shipped()["rules"])
    fixed = {"tier", "test", "article", "confidence"}
    return [(rule_id, key) for rule_id, read in found if read is not None for key in read.parts if key not in fixed]


@pytest.mark.parametrize(("rule_id", "column"), columns_read())
@pytest.mark.parametrize("how", ["left out", "of another type", "in one row"])
def test_a_column_that_is_read_is_there_as_it_is_read_or_the_book_is_refused(
    rule_id: str, column: str, how: str, tmp_path: Path
) -> None:
    read = reading(rule_id)
    assert read is not None
    book, rule = alone(rule_id)
    if column not in rule["columns"]:
        pytest.skip("the shipped rule leaves it out")
    kind = rule["columns"][column]["is"].rstrip("?")
    rows = [
        row for value in rule["values"] for row in (value["value"] if rule["unit"] != "table" else [value["value"]])
    ]
    if how == "of another type":
        other, value = ("whole", 1) if kind == "date" else ("date", dt.date(2025, 1, 1))
        rule["columns"][column] = {"is": other, "vi": "cột", "en": "column"}
        for row in rows:
            row[column] = value
        refusals(tmp_path, book)
        return
    for row in rows if how == "left out" else rows[:1]:
        row.pop(column, None)
    rule["columns"][column]["is"] = f"{kind}?"
    if how == "left out" and len(rule["columns"]) > 1:
        del rule["columns"][column]
    if read.parts[column].optional:
        told(load(tmp_path, book))
    else:
        refusals(tmp_path, book)


def test_a_word_the_code_does_not_know_is_refused_though_the_file_allows_it(tmp_path: Path) -> None:
    book, rule = alone("vote-thresholds")
    rule["columns"]["comparator"].pop("of")
    rule["values"][0]["value"][0]["comparator"] = "more_than"
    (found,) = refusals(tmp_path, book)
    assert dict(found.facts)["key"] == "rules.vote-thresholds.values[1].value[1].comparator"


PLACE: Final = """
[scope]
id = "xa-a"
place = "xã A"

[[instruments]]
id = "xa-a-form"
kind = "phiếu chấm điểm"
issuer = "Đảng ủy xã A"
issued = 2025-07-01
from = 2025-07-01
confidence = "verified"

[[rules]]
id = "xa-a-meeting-tiers"
unit = "rows"
cure = "reference"
label = { vi = "Mức", en = "Tiers" }
statement = { vi = "Bốn mức.", en = "Four tiers." }
columns.tier = { is = "text", vi = "mức", en = "tier" }
columns.from = { is = "count?", vi = "từ", en = "from" }

[[rules.values]]
value = [ROWS]
instrument = "xa-a-form"
article = "mục 1"
from = 2025-07-01
confidence = "verified"
checked_on = 2026-11-26
"""


def place(tmp_path: Path, rows: str) -> RuleBook:
    path = tmp_path / "place.toml"
    path.write_text(PLACE.replace("ROWS", rows), encoding="utf-8")
    return RuleBook.default().with_local(path)


def test_tiers_of_a_scale_are_best_first_however_they_stand(tmp_path: Path) -> None:
    book = place(tmp_path, '{ tier = "poor", from = 0 }, { tier = "fair" }, { tier = "good", from = 90 }')
    scale = MeetingScale.in_force("xa-a", on="2026-01-01", rules=book)
    assert [tier.value for tier, _ in scale.tiers] == ["good", "fair", "poor"]
    assert [scale.tier_of(points) for points in (95, 60)] == [scale.tiers[0][0], None]


def test_a_tier_nobody_knows_is_refused_at_load(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"place\.toml, line 24: .*good, fair, average, poor"):
        place(tmp_path, '{ tier = "perfect", from = 90 }')
