"""No document, `repr`, error or dump of pydantic tells who somebody is, or what is known of them, unless asked.

One world of made-up people, whose names, days and numbers nothing else has, goes through everything the front door
gives. Some documents hold a name by nature, and are named here: a plan that admits somebody, an operation alone; what
people write freely (topics of a meeting, the text of a proposal, a paper's title) is told as it was written.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

import dangbo as db
from dangbo.base.findings import catalogue
from dangbo.base.terms import Term
from dangbo.base.text import fold
from dangbo.base.told import Documented
from tests.unit.test_json import results

FIRST, SECOND, HEAD, NEW = "Đặng Thị Ngọc Ánh", "Quàng Văn Thẳm", "Lò Thị Khuya", "Vừ A Mấng"
HOLDER, NUMBER, WAITING = "Giàng Thị Mỷ", "019175987654", "Tẩn Sài Phủ"
"""Who stands by name, or by the number of a card, where an id should: in seats, and on the way into the Party."""
PERSONAL = {
    "personal_id": "019161987123",
    "card_number": "98765432109",
    "old_id": "087654321",
    "born": "17/06/1961",
    "admitted": "29/08/1987",
    "recognized": "29/08/1988",
    "religion": "Đạo Rất Riêng",
    "file_number": "XY-0042/Q",
}
EVENTS = (
    db.LifeEvent("m-1", "quyết định kết nạp", "11/02/1978"),
    db.LifeEvent("m-1", "kết nạp", "1978-03"),
    db.LifeEvent("m-1", "công nhận chính thức", "13/04/1979"),
    db.LifeEvent(
        "m-1", "kỷ luật", "24/11/2022", detail="khiển trách", document=db.Document("quyết định", "77-QĐ/UBKT")
    ),
    db.LifeEvent("m-1", "miễn sinh hoạt", "27/12/2022", months=7, detail="lý do rất riêng"),
    db.LifeEvent("m-1", "cấp giấy giới thiệu", "26/01/2023", organization="cb-bí-mật"),
)
SECRETS = {FIRST, SECOND, HEAD, NEW, HOLDER, NUMBER, WAITING, "Ngọc Ánh", "Khuya", *PERSONAL.values()}
SECRETS |= {"1978-02-11", "11/02/1978", "11/2/1978", "1978-03", "1979-04-13", "2022-11-24", "24/11/2022", "2022-12-27"}
SECRETS |= {
    "2023-01-26",
    "26/1/2023",
    "77-QĐ/UBKT",
    "reprimand",
    "khiển trách",
    "lý do rất riêng",
    "cb-bí-mật",
    "27183",
}
SECRETS |= {
    "17/6/1961",
    "17.06.1961",
    "017.6.1961@x.vn",
    "29/8/1987",
    "1961-06-17",
    "1987-08-29",
    "1988-08-29",
    "1961, 6, 17",
}
PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy phường Phú Xá")


def tree() -> db.Hierarchy:
    """A ward with every table that may hold people."""
    ward = db.Organization("dbp", "Đảng bộ phường", db.Form.DANG_BO, db.Level.GRASSROOTS)
    cells = [
        db.Organization(f"cb-{n}", f"Chi bộ {n}", db.Form.CHI_BO, db.Level.BELOW_GRASSROOTS, "dbp", full=4)
        for n in (1, 2)
    ]
    people = [db.Member("m-1", FIRST), db.Member("m-2", SECOND, db.MemberStatus.PROBATIONARY)]
    thon = db.GroupKind.THON
    groups = [
        db.ResidentialGroup("t-1", "Thôn 1", thon, cells=["cb-1"], head="m-1", head_is_member=True),
        db.ResidentialGroup("t-2", "Thôn 2", thon, cells=["cb-2"], head=HEAD, head_is_member=False),
    ]
    seat = db.Seat("cb-1", "secretary", "m-1", body="chi_uy", since="2023-01-01", source="elected", document=PAPER)
    return db.Hierarchy(
        [ward, *cells],
        people,
        {"cb-1": ["m-1"], "cb-2": ["m-2"]},
        groups,
        stays=[db.Stay("m-2", "cb-1", since="2023-02-01")],
        seats=[seat],
        mandates=[db.Mandate("cb-1", 2, "2023-01-01")],
        as_of="2023-04-30",
    )


def refused(read: Callable[[], object]) -> db.DangboError:
    with pytest.raises(db.DangboError) as caught:
        read()
    return caught.value


def plan(*operations: db.Operation) -> db.Plan:
    return db.Plan("2023-06-01", "dbp", PAPER, operations)


OPERATIONS = (
    db.Merge(["cb-1"], into="cb-2"),
    db.Admit("cb-2", [db.Member("m-9", NEW, db.MemberStatus.PROBATIONARY)]),
    db.RenameMember("m-1", NEW),
)


def held() -> db.Hierarchy:
    """The same ward, where names and numbers stand for the ids of those who hold seats and are no members."""
    city = tree()
    seats = [
        *city.seats.values(),
        db.Seat("cb-2", "secretary", HOLDER, body="chi_uy", since="2023-01-01", source="appointed"),
        db.Seat(
            "dbp",
            "secretary",
            unicodedata.normalize("NFD", WAITING),
            body="committee",
            since="2023-01-01",
            source="elected",
        ),
        db.Seat("dbp", "deputy_secretary", NUMBER, body="committee", since="2019-01-01", source="elected"),
        db.Seat(
            "dbp",
            "committee_member",
            HOLDER,
            body="committee",
            since="2019-01-01",
            until="2023-02-01",
            source="elected",
        ),
    ]
    rolls = {"cb-1": ["m-1"], "cb-2": ["m-2"]}
    return db.Hierarchy(
        [*city], [*city.members.records()], rolls, [*city.groups.values()], seats=seats, as_of="2023-04-30"
    )


def of_names_for_ids() -> dict[str, Any]:
    """What is told where a name stands for the id of somebody nobody knows."""
    ward = held()
    posts = (
        db.EndPost("cb-2", "secretary", HOLDER),
        db.Appoint("cb-1", "deputy_secretary", NUMBER, body="chi_uy", source="elected"),
    )
    previews = {type(one).__name__: plan(one).preview(ward) for one in posts}
    unknown = (
        db.RenameMember(HOLDER, NEW),
        db.Recognize([HOLDER]),
        db.Transfer([NUMBER], to="cb-2"),
        db.Leave([HOLDER], reason=db.LeaveReason.DECEASED),
        db.EndPost("cb-1", "secretary", HOLDER),
        db.Merge([HOLDER], into="cb-2"),
        db.AssignGroups([db.Assignment(HOLDER, ("cb-1",))]),
        db.ChangeGroup(HOLDER, name="Thôn 9"),
        db.MergeGroups(["t-1", HOLDER], into="t-1", document=PAPER),
    )
    refused_ones = {f"refused {type(one).__name__}": plan(one).preview(ward) for one in unknown}
    prospects = [
        db.Prospect(WAITING, "cb-1", "decided", "2023-01-03"),
        db.Prospect(NUMBER, HOLDER, "decided", "2023-01-03"),
    ]
    progress = db.admission_progress(prospects, ward, target="3%", base_on="2023-04-30", year=2023)
    asked = db.Proposal(WAITING, "cb-1", "2023-01-03", "Sửa đường", HOLDER, due="2023-02-01")
    visits = [db.DutyVisit("m-1", HOLDER, "2023-03-03"), db.DutyVisit(WAITING, "cb-1", "2023-03-03")]
    meetings = [db.Meeting(HOLDER, "2023-03-03", called=1, present=1, chair=WAITING)]
    return {
        "held": ward,
        "held seat": next(one for one in ward.seats.values() if one.holder == HOLDER),
        **{f"committee of {key}": ward.committee(key) for key in ("dbp", "cb-2") if ward.committee(key) is not None},
        "held findings": ward.check(),
        **previews,
        **{f"papers {name}": db.decision_papers(one) for name, one in previews.items()},
        **refused_ones,
        **{f"papers {name}": db.decision_papers(one) for name, one in refused_ones.items()},
        "progress": progress,
        "agenda of strangers": db.attention(
            ward, on="2023-04-30", prospects=prospects, proposals=[asked], visits=visits, meetings=meetings
        ),
    }


@cache
def world() -> dict[str, Any]:
    """What people stand in, by what it is called."""
    city = tree()
    changing = plan(*OPERATIONS)
    preview = changing.preview(city)
    ledger = db.History(city).enact(changing, recorded="2023-06-01")
    ledger = ledger.close(on="2023-06-01", basis=PAPER, recorded="2023-07-01")
    ledger = ledger.correct_record("cb-1", recorded="2023-07-02", reason="ghi sai", name="Chi bộ một")
    profiles = db.Profiles([{"member": "m-1", "sex": "nữ", **PERSONAL}, {"member": "m-2", "born": "17/06/1961"}])
    life = db.Life.of(EVENTS)
    day, calendar = "2023-04-30", db.WorkingDays.weekdays()
    of_life = (*life, life.status(day), life.seniority(day), life.probation("1978-06-01"))
    of_life += (*life.deadlines(day, calendar=calendar), *life.badges(2028), db.DuesPaid("m-1", "3/2023", 27183))
    composed = db.composition(profiles, city, on="2023-04-30")
    head = "Mã đảng viên;Họ và tên;Ngày sinh;Số CCCD"
    table = f"{head}\nm-1;{FIRST};12/31/1961;{PERSONAL['personal_id']}\nm-1;{SECOND};17/06/1961;12\n"
    headless = f"{FIRST};17/06/1961\n{SECOND};29/08/1987\n"
    read = db.read_table(table.encode(), "profiles", on_problem="take-good-rows")
    a = [{"member": "m-1", "name": FIRST, **{key: PERSONAL[key] for key in ("personal_id", "born")}}]
    b = [{"member": "m-9", "name": FIRST, "personal_id": PERSONAL["personal_id"], "born": "29/08/1987"}, {"name": HEAD}]
    form = db.read_form(f"Tổ chức đảng;Dự bị;Tổng số\n1;2;3\n{FIRST};1;8\n".encode())
    duty = db.DutyProfile("p", "dbp", (), [db.CellKind.RESIDENTIAL], at_least=2)
    return {
        "hierarchy": city,
        "preview": preview,
        "matrix": preview.matrix,
        "conservation": preview.conservation,
        "papers": db.decision_papers(preview),
        "findings": city.check(),
        "problems": preview.findings,
        "committee": city.committee("cb-1"),
        "coverage": city.coverage(),
        **{f"member {one.id}": one for one in map(city.members.__getitem__, city.members)},
        **{f"group {one.id}": one for one in city.groups.values()},
        "seat": next(iter(city.seats.values())),
        "ledger": ledger,
        "lineage": ledger.lineage("cb-2"),
        "movements": ledger.movements("2023-05-01", "2023-12-31"),
        "form 1": ledger.movements("2023-05-01", "2023-12-31").form_1(),
        "correspondence": ledger.correspondence("2023-04-30", "2023-06-01"),
        "changed": ledger.changed_since_closing("2023-06-01"),
        "spans": ledger.spans("2023-05-01", "2023-12-31"),
        "profiles": profiles,
        "profile": profiles["m-1"],
        "completeness": profiles.completeness(city),
        "profile findings": profiles.check(hierarchy=city, on="2023-04-30"),
        "composition": composed,
        "form 3": composed.form_3(),
        "form 4": composed.form_4(),
        "life": life,
        **{f"of a life {at}, {type(one).__name__}": one for at, one in enumerate(of_life)},
        "agenda": db.attention(city, on="2026-03-31", meetings=[], profiles=profiles),
        "visits": db.visit_coverage(
            duty, [], [db.DutyVisit("m-1", "cb-1", "2023-03-03")], city, "2023-01-01", "2023-03-31"
        ),
        "import": read,
        "a table without a header": refused(lambda: db.read_table(headless.encode(), "profiles")),
        "import problems": read.problems,
        "built": db.Built(city, profiles, read.problems),
        "reconciliation": db.reconcile(a, b),
        "filled form": form,
        "figures of a form": form.lines[0],
        "workbook": read.workbook,
        "layout": read.layout,
        "list of lines": db.reconcile(a, b).a,
        **of_names_for_ids(),
    }


SAID_BY_NATURE = {"plan": plan(*OPERATIONS), **{type(one).__name__: one for one in OPERATIONS[1:]}}
"""What says who comes in, or what somebody is called from now on: it holds the name it was made with."""


# --- what is looked at ----------------------------------------------------------------------------------------------


def nothing_of_it(text: str, where: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    folded = fold(plain)
    for secret in SECRETS:
        assert secret not in plain, (where, secret)
        assert fold(secret) not in folded, (where, secret)


class Anything(BaseModel):
    one: Any
    several: list[Any] = []
    named: dict[str, Any] = {}
    least: object = None


@dataclass
class Plain:
    one: object


class Pair(NamedTuple):
    one: object
    other: object


def dumps(one: Any) -> Iterator[tuple[str, Callable[[], object]]]:  # noqa: ANN401 - whatever the front door gives
    """The ways in which pydantic, or what stands on it, may write a thing it knows nothing of."""
    model = Anything(one=one, several=[one, {"k": (one,)}], named={"a": one}, least=one)
    yield "model_dump", lambda: str(model.model_dump())
    yield "model_dump json", lambda: str(model.model_dump(mode="json"))
    yield "model_dump_json", model.model_dump_json
    yield "to_jsonable_python", lambda: str(to_jsonable_python(one))
    yield "dataclass", lambda: TypeAdapter(Plain).dump_json(Plain(one)).decode()
    yield "named tuple", lambda: TypeAdapter(Any).dump_json(Pair(one, [one])).decode()
    yield "repr of a model", lambda: repr(model)
    yield "any", lambda: TypeAdapter(Any).dump_json([one]).decode()


@pytest.mark.parametrize("name", world())
def test_nobody_is_named_unless_asked_for(name: str) -> None:
    one = world()[name]
    nothing_of_it(repr(one), "repr")
    nothing_of_it(str(one), "str")
    if hasattr(one, "_repr_html_"):
        nothing_of_it(one._repr_html_(), "html")
    if isinstance(one, Documented):
        nothing_of_it(one.to_json(), "to_json")
        nothing_of_it(str(one.as_dict()), "as_dict")
        nothing_of_it(TypeAdapter(type(one)).dump_json(one).decode(), "TypeAdapter")
    for how, dump in dumps(one):
        try:
            text = dump()
        except (TypeError, ValueError) as error:  # pydantic knows no way to write it
            text = str(error)
        nothing_of_it(str(text), how)


def behind(one: object, path: str, seen: dict[int, object]) -> Iterator[tuple[str, object]]:
    """What can be reached from a thing of the front door by the names of its attributes."""
    if id(one) in seen or isinstance(one, str | bytes | int | Term | type(None)) or path.count(".") > 3:
        return
    seen[id(one)] = one
    if isinstance(one, dict):
        inside = [(f"{path}[{at}]", value) for at, value in enumerate([*one.values()][:9])]
    elif isinstance(one, list | tuple | set | frozenset):
        inside = [(f"{path}[{at}]", value) for at, value in enumerate([*one][:9])]
    else:
        inside = []
    if type(one).__module__.startswith("dangbo."):
        yield path, one
        for name in (name for name in dir(one) if not name.startswith("_")):
            with suppress(TypeError, db.DangboError):  # an entry of a rule, asked for what it is not; what is refused
                if not callable(value := getattr(one, name, None)):
                    inside.append((f"{path}.{name}", value))
    for where, value in inside:
        yield from behind(value, where, seen)


BY_ID_AS_GIVEN = {name for name in world() if "refused" in name} | {"progress"}
"""What leads to operations, or to who waits for admission, who are there by whatever stands for their id."""


@pytest.mark.parametrize("name", sorted(world().keys() - BY_ID_AS_GIVEN))
def test_nor_is_anybody_named_by_what_is_reached_from_there(name: str) -> None:
    for path, one in behind(world()[name], name, {}):
        if isinstance(one, db.Plan | db.Operation | db.Document):  # who comes in, by nature; a paper alone is nobody's
            continue
        try:
            text = TypeAdapter(Any).dump_json([one]).decode()
        except (TypeError, ValueError) as error:  # pydantic knows no way to write it
            text = str(error)
        nothing_of_it(text, path)


def failures() -> dict[str, Callable[[], object]]:
    """What somebody may ask for with a name, a day or a number where an id or a label belongs; all are refused."""
    city, made = held(), world()
    ledger, profiles = made["ledger"], made["profiles"]
    rated = [db.RatingRecord(HOLDER, 2023, "good"), db.RatingRecord(HOLDER, 2023, "good")]
    asked: dict[str, Callable[[str], object]] = {
        "organization": lambda key: city[key],
        "committee": city.committee,
        "roll": city.roll,
        "lineage": ledger.lineage,
        "life": ledger.life,
        "correct member": lambda key: ledger.correct_member(key, recorded="2023-07-03", reason="sai", name=NEW),
        "correct group": lambda key: ledger.correct_group(key, recorded="2023-07-03", reason="sai", head=NEW),
        "correct record": lambda key: ledger.correct_record(key, recorded="2023-07-03", reason="sai", name=NEW),
        "profile": lambda key: profiles[key],
        "column": profiles.column,
        "counts": lambda key: db.carry_counts({key: 5}, ledger, start="2023-04-30", end="2023-06-01", strategy="sum"),
        "series": lambda key: db.comparable_series({2023: {key: 5}}, ledger),
        "candidates": lambda key: db.select_excellent(
            [db.Candidate(key, 1), db.Candidate(key, 2)], db.excellent_places(6, on="2022-12-31")
        ),
        "tally": lambda key: db.Tally.of({key: "good"}, city, year=2023, subjects="organizations"),
        "plan": lambda key: plan(db.Merge([key], into="cb-2")).apply(city),
        "plan of a member": lambda key: plan(db.Transfer([key, key], to="cb-2")).apply(city),
        "plan of a post": lambda key: plan(db.EndPost("cb-1", "secretary", key)).apply(city),
        "rating": db.Rating.parse,
        "form": db.Form.parse,
        "sex": db.Sex.parse,
        "origin": lambda key: db.Share(1, of=2, origin=key),
        "label": db.labels,
        "people": lambda key: city.as_dict(people=key),  # type: ignore[arg-type]
        "document": lambda key: db.Plan.from_json(json.dumps({"schema": key, key: key})),
    }
    said = (HOLDER, unicodedata.normalize("NFD", HOLDER), PERSONAL["born"], NUMBER, "017.6.1961@x.vn")
    of_names = {
        f"{what} {number}": lambda ask=ask, key=key: ask(key)
        for what, ask in asked.items()
        for number, key in enumerate(said)
    }
    return of_names | {
        "ratings": lambda: db.carry_ratings(rated, ledger, year=2023, on="2023-06-01", strategy="mixed"),
    }


@pytest.mark.parametrize("name", failures())
def test_what_is_asked_for_by_a_name_is_refused_without_it(name: str) -> None:
    error: BaseException | None = refused(failures()[name])
    assert isinstance(error, db.DangboError)
    nothing_of_it(json.dumps(error.as_dict(), ensure_ascii=False), "document")
    nothing_of_it(error.text(lang="vi"), "text")
    nothing_of_it(repr(error.findings), "findings")
    while error is not None:  # what a log has of it, and of what led to it
        nothing_of_it(f"{error}{error!r}", type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


@pytest.mark.parametrize("name", [name for name, one in world().items() if name.startswith(("life", "of a life"))])
def test_what_is_known_of_a_life_is_told_to_those_who_ask_for_it(name: str) -> None:
    one = world()[name]
    told, everything = one.as_dict(), one.as_dict(people="all")
    assert told.keys() <= {"schema", "version", "people", "personal", "member", "on", "events", "findings"}
    assert everything != told
    for how, dump in dumps(one):
        for field in everything.keys() - told.keys():
            assert f"'{field}'" not in str(dump()), (how, field)
            assert f'"{field}"' not in str(dump()), (how, field)
    wrongs: tuple[Any, ...] = ("names", "initials", True, None, [])
    for wrong in wrongs:
        with pytest.raises(db.InvalidInputError, match="people"):
            one.as_dict(people=wrong)
    if isinstance(one, db.LifeEvent):
        assert db.LifeEvent(**everything) == one
        assert TypeAdapter(db.LifeEvent).validate_python(everything) == one


@pytest.mark.parametrize("kind", [db.LifeEvent, db.DuesPaid, db.Profile])
def test_the_schema_of_a_record_that_pydantic_writes_by_id_says_so(kind: type[Any]) -> None:
    schema = TypeAdapter(list[kind]).json_schema(mode="serialization")  # type: ignore[valid-type]
    for row, fits in ({"member": "m-1"}, True), ({}, False), ({"member": "m-1", "on": "2010"}, False):
        assert Draft202012Validator(schema).is_valid([row]) is fits, row


WHOSE = {"member", "holder", "person", "who", "chair", "for_member"}
"""What the entry of a document is called that says by id of whom it is."""

BY_ID = {
    "AssignedCellDocument", "CellAssignment", "DutyVisit", "MemberVisitsDocument",  # which cells who visits
    "Appoint", "EndPost", "Seat", "SeatEntry", "SeatFacts",  # who holds which seat
    "Prospect", "WaitDocument",  # who is on the way into the Party
    "Meeting", "OpenTask", "Task",  # who led a meeting, who is to do what it decided
    "Correction", "RenameMember",  # that a record was corrected; the operation that says a name
    "Stay", "StayEntry",  # where somebody takes part beside their cell
}  # fmt: skip
"""What an organization records of its members, by id; that is what these documents are for, and the page says so."""


def test_a_document_of_one_member_tells_nothing_else_unless_it_is_known_here_why() -> None:
    said: set[str] = set()
    for kind in (getattr(db, name) for name in db.__all__):
        if not isinstance(kind, type) or not issubclass(kind, Documented):
            continue
        schema: dict[str, Any] = kind.json_schema()
        for called, part in {kind.__name__: schema, **schema.get("$defs", {})}.items():
            known = part.get("properties", {}).keys() - {"schema", "version", "people", "personal"}
            told = set(part.get("required", ())) & known
            if known & WHOSE and told - {"member", "on", "events", "findings"}:
                said.add(called)
    assert said == BY_ID


async def answered(app: Any, path: str) -> str:  # noqa: ANN401 - whatever speaks ASGI
    """The body of what an application answers."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "http_version": "1.1"}
    await app(scope, receive, send)
    return b"".join(message.get("body", b"") for message in sent).decode()


def test_an_endpoint_that_says_what_it_returns_tells_nobody() -> None:
    fastapi = pytest.importorskip("fastapi")
    app, made = fastapi.FastAPI(), world()
    told = {name: one for name, one in made.items() if isinstance(one, Documented)}
    for at, (name, one) in enumerate(told.items()):
        for kind, value in ((object, one), (Any, one), (list, [one]), (dict, {"a": one}), (type(one), one)):
            path = f"/{at}/{getattr(kind, '__name__', 'Any')}"
            app.get(path)(endpoint(kind, value))
            text = asyncio.run(answered(app, path))
            assert json.loads(text)
            nothing_of_it(text, f"{name} as {kind}")
    assert told


def endpoint(kind: Any, value: object) -> Callable[[], object]:  # noqa: ANN401 - the type an endpoint names
    def answer() -> object:
        return value

    answer.__annotations__["return"] = kind
    return answer


SAYS_WHAT_IS_DUE = {
    "absent-three-months", "admission-decision", "badge", "badge-between-rounds", "badge-deferred", "ceremony",
    "dues-unpaid", "exemption-over", "not-yet-rated", "probation-ends", "prospect-stuck", "recognition-decision",
    "recognition-review", "stay-over", "transfer-slip", "transfer-start", "visits-short",
}  # fmt: skip
"""The lines of an agenda that are about one person: what is due of whom, as the page on front ends says."""


def test_lines_of_an_agenda_about_one_person_are_those_that_are_known_here() -> None:
    words = {code.removeprefix("due/"): one for code, one in catalogue().items() if code.startswith("due/")}
    said = {name for name, one in words.items() if re.search(r"(member|prospect) '\{subject\}'", one.message.en)}
    said |= {name for name, one in words.items() if re.match(r".*admission of '\{subject\}'", one.message.en)}
    assert said <= SAYS_WHAT_IS_DUE
    assert SAYS_WHAT_IS_DUE - said == {"not-yet-rated", "stay-over"}  # of an organization or a member; of a member


def test_the_repr_of_evidence_says_what_is_known_and_not_what_it_says() -> None:
    measure = db.Discipline("khiển trách", "self", on="2022-11-24", subject="m-1", corruption=True)
    evidence = db.Evidence("member", id="m-1", year=2022, discipline=[measure], sick_leave_months="7.5", score=61)
    assert repr(evidence) == "Evidence('member', 'm-1', 2022, score, discipline, sick_leave_months)"
    assert repr(measure) == "Discipline(whom='self')"
    assert evidence.as_dict()["discipline"] == [
        {"form": "reprimand", "on": "2022-11-24", "subject": "m-1", "corruption": True}
    ]
    assert db.Evidence.from_json(evidence.to_json()) == evidence


@pytest.mark.parametrize("name", results())
def test_a_field_of_any_type_writes_the_document(name: str) -> None:
    one = results()[name]
    values = one.as_dict()
    assert TypeAdapter(Any).dump_python([one]) == [values]
    assert json.loads(TypeAdapter(Any).dump_json({"a": one})) == {"a": values}
    assert to_jsonable_python((one,)) == [values]


ODD: tuple[Any, ...] = (
    FIRST,
    [FIRST],
    {"id": FIRST},
    {FIRST: 1},
    PERSONAL["born"],
    f"{FIRST}\0",
    f"{FIRST}\ud800",
    1e999,
)


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    for key in value if isinstance(value, dict) else range(min(len(value), 2)) if isinstance(value, list) else ():
        yield from places(value[key], (*at, key))  # type: ignore[index]


def put(value: Any, at: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401 - JSON
    if not at:
        return new
    changed = value.copy()
    changed[at[0]] = put(value[at[0]], at[1:], new)
    return changed


@pytest.mark.parametrize("name", [name for name, one in results().items() if hasattr(one, "from_dict")])
def test_a_refusal_says_nothing_of_what_was_sent(name: str) -> None:
    kind = type(results()[name])
    values = json.loads(results()[name].to_json())
    adapter, refused = TypeAdapter(kind), 0
    for number, at in enumerate(places(values)):
        new = ODD[number % len(ODD)]
        sent = put(values, at, new)
        try:
            kind.from_dict(sent)
        except db.InvalidInputError as error:
            refused += 1
            nothing_of_it(f"{error}{error!r}{error.text(lang='vi')}{error.as_dict()}{error.findings!r}", str(at))
            nothing_of_it("".join(traceback.format_exception(error)).replace(__file__, ""), str(at))
        try:
            adapter.validate_python(sent)
        except ValidationError as error:
            told = db.InvalidInputError.of_validation(error)
            nothing_of_it(f"{told}{told!r}{told.text(lang='vi')}{told.as_dict()}", str(at))
    assert refused


def showing_people() -> dict[str, tuple[Any, str]]:
    """Everything that takes `people=`: one of its kind, and what it is called."""
    kinds = {type(one): one for one in world().values()}
    taking = ((kind, one, name) for kind, one in kinds.items() for name in dir(kind) if not name.startswith("_"))
    return {
        f"{kind.__name__}.{name}": (one, name)
        for kind, one, name in taking
        if inspect.isfunction(method := getattr(kind, name, None)) and "people" in inspect.signature(method).parameters
    }


OTHER_WORDS: tuple[Any, ...] = (
    *(True, False, None, 1, [], ["names"], ("ids",), {"ids"}, b"ids", object(), db.Rating.GOOD),
    *("", "NAMES", " names", "names ", "everybody", unicodedata.normalize("NFD", FIRST), "\uff4eames"),
)


@pytest.mark.parametrize("name", showing_people())
def test_people_are_shown_in_the_ways_there_are_and_in_no_other(name: str, tmp_path: Path) -> None:
    one, method = showing_people()[name]
    if method == "to_frame":
        pytest.importorskip("pandas")  # of the group `frames`
    way: dict[str, Any] = {"by": "match"} if name == "Reconciliation.table" else {}
    target = [tmp_path / "x.xlsx"] if method == "to_xlsx" else []
    for word in OTHER_WORDS:
        error = refused(partial(getattr(one, method), *target, people=word, **way))
        assert isinstance(error, db.InvalidInputError)
        assert error.findings[0].subject == "people", word
        nothing_of_it(f"{error}{error!r}{error.text(lang='vi')}{error.as_dict()}", repr(word))
    assert not any(path.exists() for path in target)
    assert unasked(one, method, target, way) == unasked(one, method, target, {**way, "people": "ids"})


def unasked(one: Any, method: str, target: list[Path], way: dict[str, Any]) -> str:  # noqa: ANN401 - as above
    """What comes, as text; of a file nothing."""
    came = getattr(one, method)(*target, **way)
    return came.to_csv() if hasattr(came, "to_csv") else str(came)


def test_what_shows_people_is_met_here() -> None:
    assert len(showing_people()) > 30


def test_names_are_there_where_they_are_asked_for() -> None:
    """So that the tests above look at something."""
    made = world()
    for name in ("hierarchy", "ledger"):
        text = json.dumps(made[name].as_dict(people="names"), ensure_ascii=False)
        assert FIRST in text
        assert HEAD in text
    text = json.dumps(made["profiles"].as_dict(people="all"), ensure_ascii=False)
    assert PERSONAL["personal_id"] in text
    text = json.dumps(made["held"].as_dict(people="names"), ensure_ascii=False)
    assert HOLDER in text
    assert NUMBER in text
    seat = made["held seat"]
    assert "holder" not in seat.as_dict()
    assert db.Seat.from_json(seat.to_json(people="names")) == seat
    assert made["seat"].as_dict()["holder"] == "m-1"  # an id is told
    assert refused(lambda: db.Seat.from_json(seat.to_json())).findings[0].code == "input/missing-field"
    ward = made["held"]
    assert db.Hierarchy.from_dict(ward.as_dict(people="names")).same_as(ward)
    without = refused(lambda: db.Hierarchy.from_dict(ward.as_dict()))  # nobody holds those seats then
    assert {found.code for found in without.findings} == {"input/missing-field"}
    for one in SAID_BY_NATURE.values():
        assert NEW in one.to_json()
