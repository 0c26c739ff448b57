"""No document, `repr`, error or dump of pydantic tells who somebody is, or what is known of them, unless asked.

One world of made-up people, whose names, days and numbers nothing else has, goes through everything the front door
gives. Some documents hold a name by nature, and are named here: a plan that admits somebody, an operation alone; what
people write freely (topics of a meeting, the text of a proposal, a paper's title) is told as it was written.
"""

from __future__ import annotations

import json
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

import dangbo as db
from dangbo.base.terms import Term
from dangbo.base.text import fold
from dangbo.base.told import Documented
from tests.unit.test_json import results

FIRST, SECOND, HEAD, NEW = "Đặng Thị Ngọc Ánh", "Quàng Văn Thẳm", "Lò Thị Khuya", "Vừ A Mấng"
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
SECRETS = {FIRST, SECOND, HEAD, NEW, "Ngọc Ánh", "Khuya", *PERSONAL.values()}
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
SECRETS |= {"17/6/1961", "17.06.1961", "29/8/1987", "1961-06-17", "1987-08-29", "1988-08-29", "1961, 6, 17"}
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
            with suppress(TypeError):  # an entry of a rule, asked for what it is not
                if not callable(value := getattr(one, name, None)):
                    inside.append((f"{path}.{name}", value))
    for where, value in inside:
        yield from behind(value, where, seen)


@pytest.mark.parametrize("name", world())
def test_nor_is_anybody_named_by_what_is_reached_from_there(name: str) -> None:
    for path, one in behind(world()[name], name, {}):
        if isinstance(one, db.Plan | db.Operation | db.Document):  # who comes in, by nature; a paper alone is nobody's
            continue
        try:
            text = TypeAdapter(Any).dump_json([one]).decode()
        except (TypeError, ValueError) as error:  # pydantic knows no way to write it
            text = str(error)
        nothing_of_it(text, path)


@pytest.mark.parametrize("name", [name for name, one in world().items() if name.startswith(("life", "of a life"))])
def test_what_is_known_of_a_life_is_told_to_those_who_ask_for_it(name: str) -> None:
    one = world()[name]
    told, everything = one.as_dict(), one.as_dict(people="all")
    assert told.keys() <= {"schema", "version", "people", "personal", "member", "on", "events", "findings"}
    assert len(everything) > len(told) or everything != told
    for how, dump in dumps(one):
        for value in everything.keys() - told.keys():
            assert f"'{value}'" not in str(dump()), (how, value)
            assert f'"{value}"' not in str(dump()), (how, value)
    wrongs: tuple[Any, ...] = ("names", "initials", True, None, [])
    for wrong in wrongs:
        with pytest.raises(db.InvalidInputError, match="people"):
            one.as_dict(people=wrong)
    if isinstance(one, db.LifeEvent):
        assert db.LifeEvent(**everything) == one
        assert TypeAdapter(db.LifeEvent).validate_python(everything) == one


BY_ID = {
    "AssignedCellDocument", "CellAssignment", "DutyVisit", "MemberVisitsDocument",  # which cells who visits
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
            if "member" in known and told - {"member", "on", "events", "findings"}:
                said.add(called)
    assert said == BY_ID


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


def test_names_are_there_where_they_are_asked_for() -> None:
    """So that the tests above look at something."""
    made = world()
    for name in ("hierarchy", "ledger"):
        text = json.dumps(made[name].as_dict(people="names"), ensure_ascii=False)
        assert FIRST in text
        assert HEAD in text
    text = json.dumps(made["profiles"].as_dict(people="all"), ensure_ascii=False)
    assert PERSONAL["personal_id"] in text
    for one in SAID_BY_NATURE.values():
        assert NEW in one.to_json()
