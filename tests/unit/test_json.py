"""What is told as JSON: one envelope, one shape for whatever stands inside, and stored files of former versions."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import dangbo as db
from dangbo import Rating, Share
from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.envelope import envelope, json_text, schema_name
from dangbo.base.findings import finding
from dangbo.base.words import Words
from dangbo.io.grids import Place
from tests.builders import article, cell, reported

STORED = Path(__file__).parents[1] / "data"
DECISION = Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy phường Phú Xá")

CELL = db.CellChange(2, 2, "Ngày sinh", Place("p.xlsx", "Dữ liệu", 5, 2), "changed", "12/31/1961", "31/12/1961")

# --- the envelope -----------------------------------------------------------------------------------------------------


def small() -> db.Hierarchy:
    """A snapshot with every table, in which a head is no member."""
    ward = db.Organization("dbp", "Đảng bộ phường", db.Form.DANG_BO, db.Level.GRASSROOTS)
    paper = db.Consent("cb-1", DECISION, "cell-size-consent", 45)
    cell = db.Organization(
        "cb-1", "Chi bộ 1", db.Form.CHI_BO, db.Level.BELOW_GRASSROOTS, "dbp", full=3, consents=[paper]
    )
    people = [db.Member("m-1", "Người Một"), db.Member("m-2", "Người Hai", db.MemberStatus.PROBATIONARY)]
    thon = db.GroupKind.THON
    groups = [
        db.ResidentialGroup("t-1", "Thôn 1", thon, cells=["cb-1"], head="m-1", head_is_member=True),
        db.ResidentialGroup("t-2", "Thôn 2", thon, head="Người Ba", head_is_member=False),
    ]
    seat = db.Seat("cb-1", "secretary", "m-1", body="chi_uy", since="2023-01-01", source="elected", document=DECISION)
    return db.Hierarchy(
        [ward, cell],
        people,
        {"cb-1": ["m-1"], "dbp": ["m-2"]},
        groups,
        stays=[db.Stay("m-2", "cb-1", since="2023-02-01")],
        mass_bodies=[db.MassBody("cd", "y-te", db.MassBodyKind.TRADE_UNION, "dbp")],
        seats=[seat],
        mandates=[db.Mandate("cb-1", 2, "2023-01-01")],
        as_of="2023-04-30",
    )


def tree_documents() -> dict[str, Any]:
    """The documents of `tree`, `change` and what shows them."""
    preview = db.datasets.thai_nguyen_changes()[0].preview(db.datasets.thai_nguyen_2021())
    return {
        "conservation": preview.conservation,
        "committee": db.datasets.ward_2026().register.committee("dbp-mau"),  # type: ignore[union-attr]
        "coverage": db.datasets.thai_nguyen().coverage(),
        "decision-papers": db.decision_papers(preview),
        "consent": db.Consent("cb-1", DECISION, "cell-size-consent", 45),
        "findings": db.datasets.ward_2026().register.check(),
        "hierarchy": small(),
        "mandate": db.Mandate("dbp", 12, "2025-07-01", congress="2025-07-15"),
        "mass-body": db.MassBody("cd", "y-te", db.MassBodyKind.TRADE_UNION, "tp"),
        "matrix": preview.matrix,
        "member": db.Member("m-1", "Người Một"),
        "organization": db.datasets.thai_nguyen()["cb-quan-trieu-tdp-1"],
        "preview": preview,
        "residential-group": db.ResidentialGroup("tdp-1", "Tổ 1", db.GroupKind.TO_DAN_PHO, cells=["cb-1"], head="m-1"),
        "seat": db.Seat("dbp", "secretary", "m-1", body="committee", since="2025-07-01", source="elected"),
        "stay": db.Stay("m-1", "cb-2", since="2023-06-01"),
    }


@cache
def results() -> dict[str, Any]:
    """One of every result that is told as JSON, by what its schema is called."""
    tally = db.Tally({Rating.EXCELLENT: 12, Rating.GOOD: 33, Rating.COMPLETED: 3}, year=2022)
    members = db.Tally({Rating.EXCELLENT: 9, Rating.GOOD: 20}, year=2022, subjects="members")
    scheme = db.Scheme.in_force("2022-12-31")
    compared = db.compare(tally, scheme.targets[0])
    ledger = article()
    given = dict.fromkeys(("attendance", "length", "speaking", "minutes"), 10) | {"contents": 60}
    scale = db.MeetingScale.in_force("binh-thuan", on="2023-05-31")
    meeting = db.Meeting("cb-1", "2025-11-20", called=20, present=18, absent_with_reason=2, minutes=60)
    places = db.excellent_places(6, on="2022-12-31", special_ratio="25%", grounds=DECISION)
    evidence = db.Evidence("organization", kind="chi bộ cơ sở", score=95, discipline=[], listed_failure=False)
    decided = db.RatingDecision(Rating.GOOD, "Đảng ủy", "2025-12-28", document=DECISION)
    quota = db.excellent_quota(tally, on="2022-12-31")
    one = db.Profiles([{"member": "m-00001", "born": "1970"}])
    composed = db.composition(one, db.datasets.thai_nguyen(), on="2023-04-30")
    duty = db.DutyProfile("p", "tp-thai-nguyen", (), [db.CellKind.RESIDENTIAL], at_least=2)
    people = "Mã đảng viên;Họ và tên;Ngày sinh\nm-1;Người Thứ Nhất;12/31/1961\n"
    read = db.read_table(people.encode(), "profiles", on_problem="take-good-rows")
    filled = db.read_form("Tổ chức đảng;Dự bị;Tổng số\n1;2;3\nChi bộ 1;1;8\n".encode())
    return {
        **tree_documents(),
        "agenda": db.attention(db.datasets.thai_nguyen(), on="2026-03-31", meetings=[]),
        "tally": tally,
        "target": db.Target("good or better", at_least="85%", tier=Rating.GOOD, source=DECISION),
        "comparison": compared,
        "year-by-year": db.compare_years([tally], scheme.targets[0]),
        "quota": quota,
        "quota-sensitivity": quota.sensitivity(),
        "quota-groups": db.quota_by_group({"dbp-1": members}, on="2022-12-31"),
        "excellent-places": places,
        "selection": db.select_excellent([db.Candidate("a", 1)], places),
        "apportionment": db.needed_by_subordinate({"cb-1": 20}, scheme.targets[0]),
        "classification": db.classify(evidence, on="2025-12-31").with_decision(decided),
        "closing-changes": reported().changed_since_closing("2022-12-31"),
        "correspondence": ledger.correspondence("2021-06-30", "2023-04-30"),
        "composition": composed,
        "membership-form": composed.form_3(),
        "group-form": composed.form_4(),
        "explanation": db.RuleBook.default().explain("cell-size-consent", on="2023-04-30"),
        "rule-diff": db.RuleBook.default().diff("2025-06-30", "2025-07-01"),
        "import": read,
        "corrections": db.Corrections(read, (CELL,), (4,), (), read.problems, 1, 0),
        "written-back": db.WrittenBack((CELL,), read.problems),
        "built": db.Built(db.datasets.thai_nguyen(), one, read.problems),
        "reconciliation": db.reconcile([{"name": "Nguyễn Văn An"}], []),
        "filled-form": filled,
        "form-comparison": filled.against(composed.form_3(), columns={}),
        "ledger": db.History(db.Hierarchy([cell("cb-1", None, db.Level.GRASSROOTS)], as_of="2023-01-01")),
        "lineage": ledger.lineage("cb-gia-sang-tdp-1"),
        "movements": ledger.movements("2022-01-01", "2022-12-31"),
        "movement-form": ledger.movements("2022-01-01", "2022-12-31").form_1(),
        "meeting-scale": scale,
        "meeting-score": db.score_meeting(given, scale, full=given),
        "meeting-check": db.check_meeting(meeting),
        "activity": db.activity_of(db.datasets.thai_nguyen(), [meeting], 2025),
        "year-of-meetings": db.year_of_meetings("cb-1", 2025, [meeting]),
        "dues": db.dues("uninsured", on="2026-03-31", zone="II"),
        "labels": db.labels("kind", "finding", on="2026-11-27"),
        "completeness": db.Profiles([{"member": "m-00001", "sex": "nữ"}]).completeness(db.datasets.thai_nguyen()),
        "life": db.Life.of([db.LifeEvent("m-1", "kết nạp", "2022-01-01")]),
        "admission-progress": db.admission_progress(
            [
                db.Prospect("q-1", "cb-tdp-2", "admitted", "2023-02-03"),
                db.Prospect("q-2", "cb-tdp-2", "decided", "2023-02-03"),
            ],
            db.datasets.thai_nguyen(),
            target="3%",
            base_on="2023-04-30",
            year=2023,
        ),
        "survey": db.tally_survey([{"q": 1}], [db.Question("q", "Q", "single", ["Có", "Không"])], population=2),
        "working-days": db.WorkingDays.vietnam(2026),
        "assignment-plan": db.assign_cells(["m-1", "m-2"], ["cb-1", "cb-2", "cb-3"]),
        "visit-coverage": db.visit_coverage(
            *(duty, [], [db.DutyVisit("m-00017", "cb-tdp-5", "2023-03-03")]),
            *(db.datasets.thai_nguyen(), "2023-01-01", "2023-03-31"),
        ),
        "reach": db.reach(duty, members=45, cells=398),
        "carried-ratings": db.carry_ratings(
            db.datasets.thai_nguyen_ratings(), ledger, year=2021, on="2023-04-30", strategy="mixed"
        ),
        "carried-counts": db.carry_counts(
            {"cb-tdp-2": 5}, ledger, start="2021-06-30", end="2023-04-30", strategy="sum"
        ),
        "comparable-series": db.comparable_series({2021: {"cb-tdp-2": 3}, 2022: {"cb-tdp-2": 5}}, ledger),
        # records of meetings, visits and admissions
        "meeting": meeting,
        "meetings": db.Meetings([meeting]),
        "profiles": one,
        "cell-assignment": db.CellAssignment("p", "m-1", "cb-1", "2022-08-01"),
        "duty-visit": db.DutyVisit("m-1", "cb-1", "2022-08-01"),
        "proposal": db.Proposal("kn-1", "cb-1", "2026-01-03", "Sửa đường ngõ 5", "ubnd"),
        "prospect": db.Prospect("q-1", "cb-1", "decided", "2023-02-03"),
        "spans": ledger.spans("2022-01-01", "2022-12-31"),
        "scheme": scheme,
        "rating": db.RatingRecord("cb-1", 2022, Rating.GOOD),
        "ratings": db.RatingRecords([db.RatingRecord("cb-1", 2022, Rating.GOOD)]),
        "evidence": evidence,
        "plan": db.Plan("2023-06-01", "dbp-phu-xa", DECISION, [db.Merge(["cb-tdp-12"], into="cb-tdp-2")]),
    }


INSIDE = {
    *(db.AgendaLine, db.Document, db.DuesPaid, db.Finding, db.Ratio, db.RuleRef, db.Share),
    *(db.Change, db.Flow, db.Headcount),  # of a preview
    db.CellChange,  # of what was corrected
    db.DutyProfile,  # what a coverage of visits is about
    *(db.Balance, db.Closing, db.Correction, db.Enactment, db.Expectation, db.Succession),  # of a ledger
    *(db.LifeEvent, db.LifeState, db.Seniority, db.Probation, db.Deadline, db.BadgeDue),  # what a Life is asked for
    *(db.OpenTask, db.Planned),  # what meetings leave to do, and when the next ones are
}
"""What is told as part of a document only, and has no envelope of its own."""


def test_whatever_the_front_door_tells_as_json_is_a_document_or_part_of_one() -> None:
    offered = [getattr(db, name) for name in db.__all__]
    told = {one for one in offered if isinstance(one, type) and {"as_dict", "to_dict", "to_json"} & {*dir(one)}}
    documents = {one for one in told if not issubclass(one, db.DangboError)} - INSIDE
    documents = {one for one in documents if not issubclass(one, db.Operation)}  # each is a part of a plan
    assert documents == {type(result) for result in results().values()}
    assert told >= INSIDE
    assert not [one for one in told if hasattr(one, "to_dict")]  # it is called as_dict
    assert {one for one in told if hasattr(one, "to_json")} >= documents


def test_json_text_is_the_document_with_vietnamese_letters_as_they_are() -> None:
    for name, result in results().items():
        text = result.to_json()
        assert json.loads(text) == result.as_dict(), name
        assert "\\u" not in text
        assert json.loads(result.to_json(indent=1)) == result.as_dict()


def test_what_stands_inside_a_document_has_no_envelope() -> None:
    life = db.Life.of([db.LifeEvent("m-1", "quyết định kết nạp", "1996-05-19"), db.LifeEvent("m-1", "kết nạp", "2024")])
    asked = (life.status("2026-01-01"), life.seniority("2026-01-01"), life.probation("2026-01-01"))
    limits = life.deadlines("2026-01-01", calendar=db.WorkingDays.weekdays())
    line = db.attention(db.datasets.thai_nguyen(), on="2026-03-31")[0]
    held = db.Meeting("cb-1", "2026-03-03", called=1, present=1, resolution=db.Resolution(tasks=[db.Task("Họp")]))
    told: tuple[Any, ...] = (line, *life, *asked, *limits, *life.badges(2026), *db.tasks_open([held], on="2026-04-01"))
    told += db.schedule(["cb-1"], 2026, calendar=db.WorkingDays.vietnam(2026))
    paid = db.DuesPaid("m-1", "2026-03", 30_000)
    duty = db.DutyProfile("p", "dbp", (), [db.CellKind.RESIDENTIAL], at_least=2)
    told += (*article().lineage("cb-gia-sang-tdp-1").edges, *reported().log, reported().log[-1].balance)  # type: ignore[union-attr]
    preview = results()["preview"]
    told += (preview.changes[0], preview.matrix.flows[0], db.Headcount(3, 1))
    told += (CELL, db.Correction(9, dt.date(2023, 5, 1), "ghi sai", organization="cb-1"))
    parts = (DECISION, duty, paid, finding("tree/blank-id", "x"), db.Ratio(3, of=2), RULE, Share(1, of=2), *told)
    assert {type(one) for one in parts} == INSIDE
    for one in parts:
        values = one.as_dict()
        if not isinstance(one, db.DutyProfile):  # a field of a model writes what it reads: a level or an id in one
            assert TypeAdapter(Any).dump_python(one, mode="json") == values, type(one)
        assert not {"schema", "version"} & values.keys()
        assert json.loads(json.dumps(values)) == values


def test_every_error_is_a_document() -> None:
    with pytest.raises(db.UnknownOrganizationError) as unknown:
        db.datasets.thai_nguyen()["cb-khong-co"]
    with pytest.raises(db.TermError) as term:
        db.Form.parse("đoàn")
    with pytest.raises(db.InvalidInputError) as invalid:
        db.Plan.from_json("{}")
    for caught in (unknown, term, invalid):
        values = caught.value.as_dict()
        assert (values["schema"], values["version"]) == ("dangbo/error", 1)
        assert values["error"] == type(caught.value).__name__
        assert values["findings"]
        assert json.loads(json.dumps(values)) == values


VERSIONS = {"ledger": 2, "life": 2, "plan": 2}
"""Those that are not of their first version."""


@pytest.mark.parametrize("name", results())
def test_every_document_says_what_it_is_and_in_which_version(name: str) -> None:
    values = results()[name].as_dict()
    assert list(values)[:2] == ["schema", "version"]
    assert (values["schema"], values["version"]) == (f"dangbo/{name}", VERSIONS.get(name, 1))
    assert json.loads(json.dumps(values)) == values  # plain values: no tuple, no term, no date left


def test_the_envelope_is_made_in_one_place() -> None:
    assert envelope("quota", {"limit": 9}) == {"schema": schema_name("quota"), "version": 1, "limit": 9}
    assert json_text({"tên": "Phú Xá"}) == '{"tên": "Phú Xá"}'


# --- one shape each ---------------------------------------------------------------------------------------------------

RULE = RuleRef("min-members", DECISION, "Điều 21.2", Confidence.VERIFIED, dt.date(2023, 1, 1), promoted=True)
SHAPES: dict[str, set[str]] = {
    "rule": set(RULE.as_dict()),
    "finding": set(finding("tree/blank-id", "x").as_dict()),
    "document": set(DECISION.as_dict()),
    "share": set(Share(1, of=2).as_dict()),
    "words": {"vi", "en"},
}
PLACES = {
    "rule": "rule", "rules": "rule", "findings": "finding", "document": "document", "successor": "document",
    "source": "document", "share": "share", "message": "words", "remedy": "words", "how": "words",
    "citation": "words", "words": "words", "notes": "words", "wanted": "words",
}  # fmt: skip
"""Which shape stands under which key."""


def inside(values: object) -> Iterator[tuple[str, object]]:
    """Every value of a document with its key, those of a list one by one; what findings and rules hold is their own."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if key in {"facts", "says"}:
                continue
            for one in value if isinstance(value, list) else [value]:
                yield key, one
            yield from inside(value)
    elif isinstance(values, Sequence) and not isinstance(values, str):
        for value in values:
            yield from inside(value)


READ_BACK = {"hierarchy", "plan", "consent", "organization", "seat", "proposal"}
"""What is written field by field, papers in it too: what is the default is left out."""


@pytest.mark.parametrize("name", sorted(set(results()) - READ_BACK))
def test_what_stands_inside_has_the_shape_of_its_kind(name: str) -> None:
    for key, value in inside(results()[name].as_dict()):
        if key in {"source", "notes"} and isinstance(value, str):  # whence somebody goes; a table, in its language
            continue
        if value is not None and key in PLACES:
            assert isinstance(value, Mapping), (key, value)
            assert set(value) == SHAPES[PLACES[key]], key


def test_the_documents_of_the_test_hold_every_shape() -> None:
    met = {
        PLACES[key]
        for result in results().values()
        for key, value in inside(result.as_dict())
        if isinstance(value, Mapping) and key in PLACES
    }
    assert met == set(SHAPES)


def test_a_finding_tells_programs_its_code_and_people_its_words() -> None:
    values = finding("org/too-few-members", "cb-1", rule=RULE, count=2, limit=3).as_dict()
    assert (values["code"], values["severity"], values["subject"]) == ("org/too-few-members", "block", "cb-1")
    assert values["facts"] == {"count": 2, "limit": 3}
    assert values["rule"] == RULE.as_dict()
    for part in ("message", "remedy", "how"):
        words = values[part]
        assert isinstance(words, dict)
        assert words["vi"] != words["en"]
    assert finding("org/no-members", "cb-1").as_dict()["how"] == {"vi": "", "en": ""}
    assert set(values) == {"code", "severity", "subject", "subjects", "facts", "rule", "message", "remedy", "how"}


def test_a_rule_is_told_with_its_paper_and_its_citation_in_both_languages() -> None:
    values = RULE.as_dict()
    assert (values["id"], values["article"], values["confidence"]) == ("min-members", "Điều 21.2", "verified")
    assert (values["valid_from"], values["valid_to"], values["place"]) == ("2023-01-01", None, None)
    assert values["document"] == DECISION.as_dict()
    assert values["citation"] == {lang: RULE.citation(lang=lang) for lang in ("vi", "en")}


def test_a_paper_of_a_result_is_read_back_by_a_plan() -> None:
    plan = results()["plan"]
    assert db.Plan.from_dict(plan.as_dict() | {"basis": DECISION.as_dict()}) == plan
    undated = Document("sổ tay")
    again = db.Plan.from_dict(plan.as_dict() | {"basis": undated.as_dict()})
    assert again.basis == undated


def test_a_share_is_told_by_its_counts() -> None:
    assert set(results()["year-of-meetings"].as_dict()["attended"]) == SHAPES["share"]
    assert Share(91, of=98, on="2022-12-31", origin="printed").as_dict() == {
        "count": 91,
        "of": 98,
        "on": "2022-12-31",
        "origin": "printed",
    }
    assert Words(vi="đảng viên", en="members").as_dict() == {"vi": "đảng viên", "en": "members"}


# --- files of former versions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2])
def test_stored_plans_and_ledgers_of_every_version_are_read(version: int) -> None:
    folder = STORED / {1: "formats_0_1", 2: "formats_2"}[version]
    text = (folder / "plan.json").read_text(encoding="utf-8")
    assert json.loads(text)["version"] == version
    plan = db.Plan.from_json(text)
    assert db.Plan.from_json(plan.to_json()) == plan
    path = folder / "ledger.jsonl"
    assert json.loads(path.read_text(encoding="utf-8").partition("\n")[0])["version"] == version
    assert len(db.History.load(path)) > 0


def test_a_stored_plan_of_this_version_is_written_as_it_was() -> None:
    text = (STORED / "formats_2" / "plan.json").read_text(encoding="utf-8")
    assert db.Plan.from_json(text).to_json(indent=1) + "\n" == text


def test_a_stored_ledger_of_this_version_is_written_as_it_was_but_for_its_salts(tmp_path: Path) -> None:
    stored, path = STORED / "formats_2" / "ledger.jsonl", tmp_path / "ledger.jsonl"
    db.History.load(stored).save(path)
    salted = re.compile(r'"(salts|whole|digests|sha256)":"[^"]+"')
    texts = [salted.sub(r'"\1":"..."', one.read_text(encoding="utf-8")) for one in (stored, path)]
    assert texts[0] == texts[1] != stored.read_text(encoding="utf-8")


@pytest.mark.parametrize("former", ["formats_0_1/ledger.jsonl", "formats_2/ledger_by_row.jsonl"])
def test_a_ledger_with_names_in_its_records_is_written_with_names_beside_them(former: str, tmp_path: Path) -> None:
    stored, path = STORED / former, tmp_path / "ledger.jsonl"
    seal = json.loads(stored.read_text(encoding="utf-8").splitlines()[-1])["sha256"]
    ledger = db.History.load(stored)
    ledger.save(path)
    header, *rest = path.read_text(encoding="utf-8").splitlines()
    assert header.startswith('{"schema":"dangbo/ledger","version":2,"beside":"names"')
    assert json.loads(header)["from"]["sha256"] == seal
    assert all("Người 1" not in line.partition('"names":{"whole"')[2] for line in rest)
    again = db.History.load(path)
    assert (ledger.former_seal, again.former_seal) == (seal, seal)
    again.save(path)  # and so on
    assert db.History.load(path).former_seal == seal
    assert again.log == ledger.log
    assert again.decisions == ledger.decisions
    assert again.opening.same_as(ledger.opening)
    for one in ledger.decisions:
        assert again.as_of(one.effective).same_as(ledger.as_of(one.effective))
