"""No document, `repr`, error or dump of pydantic tells the name of a person or a value of a profile, unless asked.

One world of made-up people, whose names, days and numbers nothing else has, goes through everything the front door
gives. Some documents hold a name by nature, and are named here: a plan that admits somebody, an operation alone; what
people write freely (topics of a meeting, the text of a proposal, a paper's title) is told as it was written.
"""

from __future__ import annotations

import json
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

import dangbo as db
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
SECRETS = {FIRST, SECOND, HEAD, NEW, "Ngọc Ánh", "Khuya", *PERSONAL.values()}
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
    life = db.Life.of([db.LifeEvent("m-1", "kết nạp", "2022-01-01")])
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
