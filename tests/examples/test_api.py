"""`examples/api.py` as its docs say it is used: started as a program, asked through HTTP and by a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple, cast
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest

import dangbo as db
from dangbo.io.sources import open_workbook
from dangbo.report.tables import ratings_table, structure_table
from tests import bodies
from tests.browser import Browser, chromium

pytest.importorskip("fastapi", reason="FastAPI is not installed: `python tools/dev.py install api`")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: `python tools/dev.py install api`")

ROOT = Path(__file__).resolve().parents[2]
JSON = {"Content-Type": "application/json"}


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        return json.loads(self.data)


def lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class Server(NamedTuple):
    """A server that runs, and the ledger file it keeps."""

    address: str
    ledger: Path

    def ask(self, path: str, body: object = None, *, headers: Mapping[str, str] = JSON, **values: Any) -> Answer:  # noqa: ANN401 - as urlencode
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(  # noqa: S310 - the server of this test
            f"{self.address}{path}?{urlencode(values, doseq=True)}", data, dict(headers)
        )
        try:
            with urlopen(request, timeout=20) as answer:  # noqa: S310 - as above
                return Answer(answer.status, lower(answer.headers), answer.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, lower(error.headers), error.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("api")
    with (folder / "complaints.txt").open("w+", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            [sys.executable, ROOT / "examples" / "api.py", "--port", "0", "--folder", folder / "kept"],
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
            env={**os.environ, "PYTHONWARNINGS": "error"},
        )
        try:
            assert process.stdout is not None
            said = [process.stdout.readline().strip() for _ in range(2)]
            assert said[0] == f"ledger: {folder / 'kept' / 'thai-nguyen.jsonl'}", Path(complaints.name).read_text(
                "utf-8"
            )
            assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", said[1])
            yield Server(said[1].rstrip("/"), folder / "kept" / "thai-nguyen.jsonl")
        finally:
            process.terminate()
            process.communicate(timeout=20)
        complaints.seek(0)
        assert complaints.read() == ""  # no traceback, no warning, nothing that was asked


def merger(ward: str, source: str, into: str) -> dict[str, Any]:
    paper = {"kind": "quyết định", "number": f"{source}-QĐ/ĐU", "issued": "2023-05-20", "issuer": "Đảng ủy"}
    merge = {"operation": "merge", "sources": [source], "into": into}
    return {
        "schema": "dangbo/plan",
        "version": 2,
        "effective": "2023-06-01",
        "decided_by": ward,
        "basis": paper,
        "operations": [merge],
    }


def mergers(ward: str) -> list[dict[str, Any]]:
    """Every cell of a ward into its first, one after the other."""
    cells = [cell.id for cell in db.datasets.thai_nguyen_2021().children(ward) if cell.form is db.Form.CHI_BO]
    return [merger(ward, cell, cells[0]) for cell in cells[1:]]


# --- what is asked ----------------------------------------------------------------------------------------------------


def test_an_organization_is_found_and_seen_on_a_day(server: Server) -> None:
    found = server.ask("/organizations", text="phuong quan trieu", on="2023-04-30")
    assert [one["id"] for one in found.json] == ["dbp-quan-trieu"]
    ledger = db.History.load(server.ledger)
    for on in ("2022-04-01", "31/3/2022"):
        for key in ("dbp-quan-trieu", "tp-thai-nguyen"):
            city, seen = ledger.as_of(on), server.ask(f"/organizations/{key}", on=on).json
            assert seen["on"] == city.as_of.isoformat()
            assert (seen["organization"]["id"], seen["organization"]["name"]) == (key, city[key].name)
            assert [one["id"] for one in seen["children"]] == [one.id for one in city.children(key)]
            assert [one["id"] for one in seen["path"]] == [one.id for one in city.path(key)]
            assert (seen["full"], seen["probationary"]) == (city.headcount(key).full, city.headcount(key).probationary)
    drawn = server.ask("/organizations/dbp-quan-trieu", on="2023-04-30", form="html", lang="en")
    assert drawn.data.decode() == ledger.as_of("2023-04-30").show("dbp-quan-trieu", lang="en").html


def test_a_plan_posted_is_the_plan_previewed_and_enacted(server: Server) -> None:
    posted = mergers("dbp-phu-xa")[0]
    before = db.History.load(server.ledger)
    previewed = db.Plan.from_dict(posted).preview(before.as_of("2023-06-01"))
    assert server.ask("/preview", posted).json == previewed.as_dict()
    drawn = server.ask("/preview", posted, form="html", lang="en")
    assert drawn.data.decode() == previewed.show(lang="en").html
    assert db.History.load(server.ledger).seal == before.seal  # nothing was changed
    enacted = server.ask("/ledger", posted, seal=server.ask("/ledger").json["seal"])
    assert enacted.status == 201, enacted.json
    after = db.History.load(server.ledger)
    assert (enacted.status, enacted.json["seal"], enacted.json["decisions"]) == (201, after.seal, len(before) + 1)
    assert after.decisions[-1].plan.as_dict() == posted
    assert after.as_of("2023-06-01").same_as(previewed.after)
    assert server.ask("/ledger").json == enacted.json
    assert posted["basis"]["number"] in server.ask("/ledger", form="html").data.decode()


def test_what_is_due_and_the_yearly_tables_are_those_of_the_library(server: Server) -> None:
    ledger, city = db.History.load(server.ledger), db.datasets.thai_nguyen()
    due = server.ask("/attention", on="2022-03-31").json
    assert (due["schema"], due["on"]) == ("dangbo/agenda", "2022-03-31")
    assert len(due["lines"]) > 100
    structure = structure_table(ledger.as_of("2022-12-31"))
    assert server.ask("/tables/structure", on="2022-12-31").json == structure.as_dict()
    ratings = ratings_table(db.datasets.thai_nguyen_ratings(), city, year=2022, previous=city, lang="en")
    assert server.ask("/tables/ratings", year=2022, lang="en").json == ratings.as_dict()
    assert (
        server.ask("/tables/ratings", lang="en", form="html").data.decode() == ratings.show(limit=None, lang="en").html
    )
    book = server.ask("/tables/structure", on="2022-12-31", form="xlsx")
    assert book.headers["content-disposition"] == 'attachment; filename="structure.xlsx"'
    (sheet,) = open_workbook(book.data).grids
    assert [structure.rows[-1][0], *structure.values[-1][1:]] in [[*row] for row in sheet.rows]


def test_drop_downs_are_filled_with_the_vocabularies(server: Server) -> None:
    asked: dict[str, Any] = {"name": ["rating", "group_kind"], "on": "2026-11-27", "lang": "en"}
    assert (
        server.ask("/labels", **asked).json == db.labels("rating", "group_kind", on="2026-11-27", lang="en").as_dict()
    )
    assert server.ask("/labels").json == db.labels().as_dict()


def test_the_interface_tells_the_schemas_that_are_published(server: Server) -> None:
    told = server.ask("/openapi.json").json
    body = json.dumps(told["paths"]["/preview"]["post"]["requestBody"])
    kinds = {branch["properties"]["operation"]["const"] for branch in operations(told)}
    assert {"merge", "split", "transfer"} <= kinds
    assert "Plan" in body or "operations" in body
    refused = [path["responses"] for paths in told["paths"].values() for path in paths.values()]
    (shown,) = {one["4XX"]["content"]["application/json"]["schema"]["$ref"] for one in refused}
    parts = told["components"]["schemas"]
    assert not {"HTTPValidationError", "ValidationError"} & parts.keys()  # nothing answers so
    published = db.DangboError.json_schema()
    assert (
        parts[shown.rpartition("/")[2]]["properties"].keys() == cast("dict[str, Any]", published["properties"]).keys()
    )
    assert "/docs" not in told["paths"]
    assert server.ask("/docs").status == 404  # that page would be fetched from elsewhere


def operations(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "const" in value.get("properties", {}).get("operation", {}):
            yield value
        for one in value.values():
            yield from operations(one)
    elif isinstance(value, list):
        for one in value:
            yield from operations(one)


# --- what is refused --------------------------------------------------------------------------------------------------

REFUSED: list[tuple[int, str, object, dict[str, Any]]] = [
    (404, "/organizations/cb-khong-co", None, {}),
    (404, "/organizations/%00%2F..", None, {}),
    (404, "/nowhere", None, {}),
    (405, "/preview", None, {}),
    (405, "/organizations", {}, {"text": "x"}),
    (413, "/preview", b"[" + b" " * (1 << 20), {}),
    (413, "/ledger", b"x" * (3 << 20), {"seal": "x"}),
    (409, "/ledger", bodies.PLAN, {"seal": "0" * 64}),
    (422, "/ledger", bodies.PLAN, {}),
    (422, "/organizations", None, {}),
    (422, "/organizations", None, {"text": "x", "on": "31/2/2023"}),
    (422, "/organizations", None, {"text": "x", "on": "1999-01-01"}),
    (422, "/attention", None, {"on": "9" * 400}),
    (422, "/tables/other", None, {}),
    (422, "/tables/ratings", None, {"year": "hai nghìn"}),
    (422, "/tables/ratings", None, {"year": 10**30}),
    (422, "/labels", None, {"name": "ratings"}),
    (422, "/ledger", None, {"lang": "fr"}),
    (422, "/preview", {**bodies.PLAN, "operations": [{"operation": "abolish"}]}, {}),
    (422, "/preview", {**bodies.PLAN, "effective": "1999-01-01"}, {}),
    (422, "/preview", b'{"schema": "dangbo/plan", "schema": "dangbo/plan"}', {}),
    *((422, "/preview", body, {}) for body in bodies.WHOLE),
]


def test_every_refusal_is_one_payload_with_words_in_both_languages(server: Server) -> None:
    for status, path, body, values in REFUSED:
        answer = server.ask(path, body, **values)
        said = answer.json
        shown = (path, values, repr(body)[:60], said)
        assert answer.status == status, shown
        assert (said["schema"], said["version"]) == ("dangbo/error", 1), shown
        assert said["message"]["vi"], shown
        assert said["message"]["vi"] != said["message"]["en"], shown
        assert said["findings"] or said["error"] == "HttpError", shown


def test_a_verb_nobody_knows_is_told_at_its_place(server: Server) -> None:
    plan = {
        **bodies.PLAN,
        "operations": [bodies.PLAN["operations"][0], {"operation": "abolish", "name": "Người Thứ Nhất"}],
    }
    (found,) = server.ask("/preview", plan).json["findings"]
    assert found["subject"] == "operation 2, field 'operation'"
    assert "Người Thứ Nhất" not in json.dumps(found, ensure_ascii=False)


def test_a_key_that_stands_twice_is_not_dropped(server: Server) -> None:
    doubled = json.dumps(bodies.PLAN).replace('"into"', '"into": "cb-quan-trieu-tdp-9", "into"', 1).encode()
    (found,) = server.ask("/preview", doubled).json["findings"]
    assert "twice" in found["message"]["en"]


def test_a_blocked_plan_is_previewed_and_not_enacted(server: Server) -> None:
    plan = merger("dbp-quan-trieu", "cb-khong-co", "cb-quan-trieu-tdp-2")
    assert server.ask("/preview", plan).json["is_blocked"]
    seal = server.ask("/ledger").json["seal"]
    refused = server.ask("/ledger", plan, seal=seal)
    assert (refused.status, refused.json["error"]) == (422, "PlanRejectedError")
    assert server.ask("/ledger").json["seal"] == seal


def test_bodies_changed_at_random_get_an_answer_or_one_clear_refusal(server: Server) -> None:
    told = Counter(status for _, status, _ in bodies.faults(server.address, range(200)))
    assert told[200] > 20
    assert told[422] > 50


def test_a_body_that_says_no_length_is_held_to_the_same_size(server: Server) -> None:
    address = urlsplit(server.address)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=20)
    connection.request("POST", "/preview", iter([b" " * (1 << 19)] * 3), JSON, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


# --- two at once ------------------------------------------------------------------------------------------------------

ROUNDS = 5
"""How many times two clients enact at the same moment, each on what both have seen."""


def test_two_clients_that_enact_at_once_lose_nothing(server: Server) -> None:
    first, second = (mergers(f"dbp-{one}") + mergers(f"dbp-{other}") for one, other in WARDS)
    start, before = Barrier(2), len(db.History.load(server.ledger))

    def client(plan: dict[str, Any], seal: str) -> Answer:
        start.wait()
        return server.ask("/ledger", plan, seal=seal)

    with ThreadPoolExecutor(2) as both:
        for pair in zip(first[:ROUNDS], second[:ROUNDS], strict=True):
            seal = server.ask("/ledger").json["seal"]
            answers = [*both.map(client, pair, [seal, seal])]
            assert sorted(answer.status for answer in answers) == [201, 409], [answer.json for answer in answers]
            ((late, _),) = [(plan, one) for plan, one in zip(pair, answers, strict=True) if one.status == 409]
            assert server.ask("/ledger", late, seal=server.ask("/ledger").json["seal"]).status == 201
    recorded = [one.plan.as_dict() for one in db.History.load(server.ledger).decisions[before:]]
    assert len(recorded) == 2 * ROUNDS
    assert [plan for plan in recorded if plan in first] == first[:ROUNDS]
    assert [plan for plan in recorded if plan in second] == second[:ROUNDS]


WARDS = (("tan-lap", "quang-trung"), ("hoang-van-thu", "trung-vuong"))


def test_what_another_program_writes_is_seen_and_not_written_over(server: Server) -> None:
    mine, theirs = mergers("dbp-dong-quang")[:2]
    seal = server.ask("/ledger").json["seal"]
    other = db.History.load(server.ledger).enact(db.Plan.from_dict(theirs))
    other.append(server.ledger)
    late = server.ask("/ledger", mine, seal=seal)
    assert (late.status, late.json["findings"][0]["code"]) == (409, "ledger/other-file")
    assert server.ask("/ledger").json["seal"] == other.seal
    assert server.ask("/ledger", mine, seal=other.seal).status == 201
    with pytest.raises(db.InvalidInputError):
        other.enact(db.Plan.from_dict(merger("dbp-dong-quang", "cb-dong-quang-mn", "cb-dong-quang-th"))).append(
            server.ledger
        )


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_fetches_nothing_from_elsewhere_and_runs_no_script_of_its_own(server: Server) -> None:
    page, script = server.ask("/"), server.ask("/api.js")
    for answer in (page, script, server.ask("/nowhere"), server.ask("/ledger")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
    text = page.data.decode()
    assert not re.search(r"https?://|\son\w+=|javascript:", text + script.data.decode())
    assert re.findall(r"<script.*", text) == ['<script src="/api.js"></script>']
    for field in re.findall(r"<(?:input|select)\b[^>]*>", text):  # each stands in its label
        before = text[: text.index(field)]
        assert before.rindex("<label>") > before.rfind("</label>"), field
    assert text.count('class="vi"') == text.count('class="en"') > 20


def test_another_name_for_this_machine_is_not_served(server: Server) -> None:
    """A page elsewhere whose name was made to lead here could read the register otherwise."""
    answer = server.ask("/ledger", headers={"Host": "example.org"})
    assert (answer.status, answer.json["schema"]) == (421, "dangbo/error")


def test_a_page_elsewhere_cannot_enact(server: Server) -> None:
    """A form of another site may send text here without being asked, and only a script of this page JSON."""
    seal = server.ask("/ledger").json["seal"]
    answer = server.ask("/ledger", mergers("dbp-dong-quang")[2], headers={"Content-Type": "text/plain"}, seal=seal)
    assert (answer.status, answer.json["schema"]) == (422, "dangbo/error")
    assert server.ask("/ledger").json["seal"] == seal


@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
def test_the_form_of_the_page_previews_a_merger_and_enacts_it(server: Server, tmp_path: Path) -> None:
    before = len(db.History.load(server.ledger))
    with Browser(chromium() or "", tmp_path / "profile") as browser:
        browser.open(server.address)
        browser.until("document.querySelector('#sources label')")
        browser.run(
            """{
            const form = document.querySelector("#merge"), fields = form.elements;
            for (const cell of ["3", "8"]) form.querySelector(`[value="cb-quan-trieu-tdp-${cell}"]`).click();
            Object.entries({
              into: "cb-quan-trieu-tdp-2", number: "12-QĐ/ĐU", issuer: "Đảng ủy phường Quán Triều",
              issued: "2023-05-20", effective: "2023-06-01",
            }).forEach(([name, value]) => { fields[name].value = value; });
            form.requestSubmit();
            }"""
        )
        browser.until("!document.querySelector('#enact').hidden")
        shown = browser.run("document.querySelector('#preview').innerText")
        assert "Sáp nhập Chi bộ tổ dân phố 3, Chi bộ tổ dân phố 8 vào Chi bộ tổ dân phố 2" in shown
        assert len(db.History.load(server.ledger)) == before
        others = server.ask("/ledger", mergers("dbp-gia-sang")[0], seal=server.ask("/ledger").json["seal"])
        assert others.status == 201
        browser.run("document.querySelector('#enact').click()")  # on what has gone on since: told, and not done
        browser.until("document.querySelector('#said').innerText.startsWith('Sổ đã được ghi thêm')")
        assert browser.run("document.querySelector('#enact').hidden")
        assert len(db.History.load(server.ledger)) == before + 1
        browser.complaints.clear()  # the browser notes each answer that is a refusal
        browser.run("document.querySelector('#merge').requestSubmit()")
        browser.until("!document.querySelector('#enact').hidden")
        browser.run("document.querySelector('#enact').click()")
        browser.until("document.querySelector('#ledger').innerText.includes('12-QĐ/ĐU')")
        browser.run(  # a cell into itself: shown with why, and nothing to enact
            """{
            const form = document.querySelector("#merge");
            form.querySelector('[value="cb-quan-trieu-tdp-2"]').click();
            form.elements.into.value = "cb-quan-trieu-tdp-2";
            form.requestSubmit();
            }"""
        )
        browser.until("document.querySelector('#preview').innerText.includes('không thực hiện được')")
        assert browser.run("document.querySelector('#enact').hidden")
        browser.run("document.querySelector('#switch').click()")
        browser.until("document.querySelector('#ledger').innerText.includes('decisions')")
        assert "Ledger of decisions" in browser.run("document.body.innerText")
        for width in (1200, 390):
            browser.picture(tmp_path / f"{width}.png", width=width)
            assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        assert browser.complaints == []
    enacted = db.History.load(server.ledger).decisions[-1].plan
    assert enacted.operations == (db.Merge(["cb-quan-trieu-tdp-3", "cb-quan-trieu-tdp-8"], "cb-quan-trieu-tdp-2"),)
    assert (enacted.effective.isoformat(), enacted.basis.number) == ("2023-06-01", "12-QĐ/ĐU")
