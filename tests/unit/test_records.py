"""Records: what does not fit is refused with its place, its reason and its remedy, and never shown."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any, cast

import pytest
from pydantic import TypeAdapter

import dangbo
from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share
from dangbo.base.findings import Finding
from dangbo.base.records import Count, Day, Id, RecordType, Text, record
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus
from dangbo.base.told import WholeDocument
from dangbo.change import play
from dangbo.change.play import ByNumber
from dangbo.change.verbs.organizations import Dissolve, Merge, Split
from dangbo.change.verbs.people import Transfer
from dangbo.change.verbs.table import VERBS
from dangbo.evaluation import Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.targets import Target
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import Consent, Organization, ResidentialGroup, is_elsewhere, under

PAPER = Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
CELL = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp")


def refused(make: Callable[[], object]) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        make()
    error = caught.value
    assert str(error) == error.text(lang="en")
    for found in error.findings:
        assert found.fix
        assert found.text(lang="vi") in error.text(lang="vi") or len(error.findings) > 10
    assert pickle.loads(pickle.dumps(error)).findings == error.findings  # noqa: S301
    return error.findings


def every_record() -> list[type[Any]]:
    """The records of the library, wherever they stand: what a user can misspell a field of."""
    found: dict[str, type[Any]] = {}
    waiting: list[Any] = [RecordType, *(getattr(dangbo, name) for name in dangbo.__all__)]
    for name in dangbo.__all__:
        getattr(dangbo, name)  # loads its room
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, RecordType) and kind.__module__.startswith("dangbo."):
            found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    for kind in (*vars(play).values(), *(row.kind for row in VERBS.values())):
        if isinstance(kind, RecordType):
            found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return [found[name] for name in sorted(found) if inspect.signature(found[name]).parameters]


CALLED = every_record()
# a whole document is a dataclass to others, and has no fields
RECORDS = [kind for kind in CALLED if is_dataclass(kind) and not issubclass(kind, WholeDocument)]
VALIDATED = [kind for kind in RECORDS if hasattr(kind, "__pydantic_config__")]


def test_the_walk_finds_records_of_every_room() -> None:
    names = {kind.__name__ for kind in RECORDS}
    assert {"Organization", "Member", "ResidentialGroup", "MassBody", "Consent", "Document", "Plan", "Waiver"} <= names
    assert {"Merge", "Transfer", "Establish", "Restore", "Allocation", "ByNumber", "Evidence", "TaskCounts"} <= names
    assert {"RatingRecord", "Indicator", "Meeting", "Candidate", "Headcount"} <= names  # plain dataclasses
    assert {"Tally", "Target", "Scheme", "Share", "Ratio", "Points", "MeetingScale"} <= names
    assert {"Hierarchy", "History"} <= {kind.__name__ for kind in CALLED}


@pytest.mark.parametrize("kind", CALLED, ids=lambda kind: kind.__name__)
def test_every_record_refuses_an_unknown_field_and_names_the_nearest(kind: type[Any]) -> None:
    for name in inspect.signature(kind).parameters:
        misspelt = name[:-1] + name[-1] * 2
        every = refused(partial(cast("Any", kind), **{misspelt: None}))
        found = [one for one in every if one.code == "input/unknown-field"]
        assert [one.subject for one in found] == [f"{kind.__name__}.{misspelt}"]
        assert f"'{name}'" in found[0].message
        assert f"'{name}'" in found[0].text(lang="vi")


@pytest.mark.parametrize("kind", CALLED, ids=lambda kind: kind.__name__)
def test_every_record_asks_for_what_it_needs_and_for_nothing_else(kind: type[Any]) -> None:
    takes = inspect.signature(kind).parameters.values()
    needed = {f"{kind.__name__}.{one.name}" for one in takes if one.default is one.empty}
    every = refused(partial(cast("Any", kind), no_such_field=None))
    assert {one.subject for one in every if one.code == "input/missing-field"} == needed


LISTS = [
    (kind, field.name)
    for kind in VALIDATED
    for field in fields(kind)
    if "tuple[" in str(field.type) and "..." in str(field.type)
]


@pytest.mark.parametrize(("kind", "field"), LISTS, ids=lambda one: getattr(one, "__name__", one))
def test_no_list_of_a_record_is_a_set(kind: type[Any], field: str) -> None:
    every = refused(partial(cast("Any", kind), **{field: {"x"}}))
    (found,) = [one for one in every if one.subject.partition("[")[0] == f"{kind.__name__}.{field}"]
    assert "it is a set" in found.message or "it is not a list" in found.message


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_says_what_it_takes(kind: type[Any]) -> None:
    assert list(inspect.signature(kind).parameters) == [field.name for field in fields(kind) if field.init]


@pytest.mark.parametrize("kind", VALIDATED, ids=lambda kind: kind.__name__)
def test_every_record_calls_what_is_given_by_position_by_its_name(kind: type[Any]) -> None:
    taken = [field.name for field in fields(kind) if field.init and not field.kw_only]
    named = {field.name for field in fields(kind)}
    found = refused(lambda: kind(*(object() for _ in taken), object()))  # nothing reads a bare object
    places = {one.subject.removeprefix(f"{kind.__name__}.").partition("[")[0] for one in found}
    assert places <= {*named, kind.__name__}
    assert kind.__name__ in places  # that one too many is given
    assert len(places) > 1


@pytest.mark.parametrize(
    ("make", "nearest"),
    [
        (lambda: Organization("cb", "Chi bộ", Form.CHI_BO, Level.GRASSROOTS, fulll=12), "full"),  # type: ignore[call-arg]
        (lambda: Transfer(["m"], to="b", kindd="temporary"), "kind"),  # type: ignore[call-arg]
        (lambda: Dissolve("a", member_to="b"), "members_to"),  # type: ignore[call-arg]
        (lambda: Split("a", [CELL], {}, stay=["m"]), "stays"),  # type: ignore[call-arg]
        (lambda: Plan("2023-06-01", "dbp", PAPER, [], waiver=[]), "waivers"),  # type: ignore[call-arg]
        (lambda: Document("quyết định", numbr="1"), "number"),  # type: ignore[call-arg]
        (lambda: Tally({"good": 37}, year=2022, exemptt=3), "exempt"),  # type: ignore[call-arg]
        (lambda: Target("TCCSĐ", at_least="85%", tier="good", yeers=(2021, 2025)), "years"),  # type: ignore[call-arg]
        (lambda: Hierarchy([replace(CELL, parent=None)], as_of="2023-06-01", memberss=[]), "members"),  # type: ignore[call-arg]
        (lambda: Share(3, of=4, onn="2023-06-01"), "on"),  # type: ignore[call-arg]
    ],
    ids=[
        *("organization", "transfer", "dissolve", "split", "plan", "document"),
        *("tally", "target", "hierarchy", "share"),
    ],
)
def test_a_misspelt_keyword_loses_nobody(make: Callable[[], object], nearest: str) -> None:
    (found,) = refused(make)
    assert found.code == "input/unknown-field"
    assert f"the nearest is '{nearest}'" in found.message
    assert f"gần giống nhất là '{nearest}'" in found.text(lang="vi")


def test_a_field_unlike_any_other_is_refused_with_all_there_are() -> None:
    (found,) = refused(lambda: Member("m-1", "Người", zzz=1))  # type: ignore[call-arg]
    assert "the fields are 'id', 'name', 'status'" in found.message


def test_replace_refuses_an_unknown_field_too() -> None:
    assert [one.subject for one in refused(lambda: replace(CELL, fulll=3))] == ["Organization.fulll"]  # type: ignore[call-arg]


def test_all_problems_of_a_record_are_told_at_once_without_their_values() -> None:
    found = refused(lambda: Organization("", "Trần Thị Hai", "Trần Thị Hai", 7, parent=5, full="Trần Thị Hai"))  # type: ignore[arg-type]
    assert [one.subject.partition(".")[2] for one in found] == ["id", "form", "level", "parent", "full"]
    assert not any("Trần" in one.message + one.text(lang="vi") + repr(one.facts) for one in found)


def test_a_label_nobody_knows_is_refused_with_those_there_are_the_nearest_first() -> None:
    (found,) = refused(lambda: Member("m-1", "Người", "chinh thuc!x"))  # type: ignore[arg-type]
    assert "known: Chính thức, Dự bị" in found.message
    assert "gồm: Chính thức, Dự bị" in found.text(lang="vi")
    assert "!x" not in found.message


def test_the_place_of_a_value_in_a_list_is_as_one_would_write_it() -> None:
    (found,) = refused(lambda: Merge(["cb-1", ""], into="cb-2"))
    assert (found.subject, dict(found.facts)["item"]) == ("Merge.sources[1]", 2)
    (found,) = refused(lambda: Merge(["cb-1", 5], into="cb-2"))  # type: ignore[list-item]
    assert "Merge.sources[1]: it is not text" in found.message


def test_a_value_that_may_be_several_things_is_told_what_it_is_not() -> None:
    (found,) = refused(lambda: Dissolve("cb-1", members_to=5))  # type: ignore[arg-type]
    assert found.subject == "Dissolve.members_to"
    assert "neither text nor a list" in found.message
    assert "không phải văn bản, cũng không phải danh sách" in found.text(lang="vi")


def test_a_record_stands_for_its_id() -> None:
    other = replace(CELL, id="cb-2")
    assert Merge([CELL], into=other) == Merge(["cb-1"], into="cb-2")  # type: ignore[list-item, arg-type]
    assert Transfer([Member("m-1", "Người")], to=CELL) == Transfer(["m-1"], to="cb-1")  # type: ignore[list-item, arg-type]
    assert Dissolve(CELL, members_to={other: ["m-1"]}) == Dissolve("cb-1", members_to={"cb-2": ["m-1"]})  # type: ignore[arg-type, dict-item]
    assert Dissolve("cb-1", members_to=other) == Dissolve("cb-1", members_to="cb-2")  # type: ignore[arg-type]
    assert ByNumber(CELL, 3) == ByNumber("cb-1", 3)  # type: ignore[arg-type]
    assert replace(CELL, parent=other).parent == "cb-2"  # type: ignore[arg-type]
    assert ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=[CELL]).cells == ("cb-1",)  # type: ignore[list-item]


def test_what_only_looks_like_one_id_is_one_id() -> None:
    for written in (
        "a\u200bb",
        "a\u200cb",
        "a\u200db",
        "a\u2060b",
        "\ufeffab",
        "a\u202eb",
        "a\u2066b",
        "a\x1bb",
        "a\x00b",
    ):
        assert Member(written, "Người").id == "ab"


@pytest.mark.parametrize("field", ["id", "name"])
def test_half_a_letter_is_refused_at_the_door(field: str) -> None:
    for broken in ("Chi bộ \ud800", "\udfff"):
        (found,) = refused(partial(cast("Any", Member), **{"id": "m", "name": "N", field: broken}))
        assert found.subject == f"Member.{field}"
        assert "half a letter" in found.message
        found.text(lang="vi").encode()


def test_counts_are_counts_and_nothing_else() -> None:
    @record
    class Cell:
        full: Count = 0

    good: tuple[Any, ...] = (0, 31, "31", "1.234", "27 960", 31.0, " 7 ", "12.0", 999_999_999)
    assert [Cell(given).full for given in good] == [0, 31, 31, 1234, 27960, 31, 7, 12, 999_999_999]
    wrong: tuple[Any, ...] = (
        *(-1, 1.5, True, "3_1", "01.234", "007", "1,234", "1e3", "-3", "+3", "٣", "", None, [], 10**9, 10**5000),
    )
    for bad in wrong:
        (found,) = refused(partial(Cell, bad))
        assert (found.code, found.subject) == ("input/bad-count", "Cell.full")
    (found,) = refused(lambda: Cell("9" * 100_000))  # type: ignore[arg-type]  # more digits than int() reads
    assert len(found.message) < 200


def test_days_are_days_and_nothing_else() -> None:
    @record
    class Event:
        on: Day

    day = dt.date(2025, 7, 1)
    for good in (day, dt.datetime(2025, 7, 1, 9), "2025-07-01", "01/7/2025", "1/7/2025", "01/07/2025 00:00:00"):  # noqa: DTZ001 - as files write moments
        assert Event(good).on == day  # type: ignore[arg-type]
    wrong: tuple[Any, ...] = (0, 1.5, True, "0", "86400", "1672531200", "31/06/2025", "7/2025", "1/7/25", "", None, [])
    for bad in (*wrong, float("nan")):
        (found,) = refused(partial(Event, bad))
        assert (found.code, found.subject) == ("input/bad-date", "Event.on")


def test_what_pydantic_validates_on_its_own_keeps_the_errors_of_pydantic() -> None:
    read: list[Member] = TypeAdapter(list[Member]).validate_python([{"id": "m-1", "name": "Người", "status": "dự bị"}])
    assert read == [Member("m-1", "Người", MemberStatus.PROBATIONARY)]
    assert refused(lambda: Member("m-1", ""))[0].subject == "Member.name"  # built by now, and refusing as before


def test_a_plain_dataclass_may_refuse_in_the_same_words() -> None:
    @dataclass(frozen=True)
    class Pair(metaclass=RecordType):
        left: str
        right: str = ""

    assert Pair("a").right == ""
    assert [(one.code, one.subject) for one in refused(lambda: Pair(rigth="b"))] == [  # type: ignore[call-arg]
        ("input/unknown-field", "Pair.rigth"),
        ("input/missing-field", "Pair.left"),
    ]
    assert [one.subject for one in refused(lambda: Pair("a", "b", "c"))] == ["Pair"]  # type: ignore[call-arg]
    assert [one.subject for one in refused(lambda: Pair("a", left="b"))] == ["Pair.left"]  # type: ignore[misc]


def test_an_error_inside_a_record_is_not_mistaken_for_a_wrong_call() -> None:
    @dataclass(frozen=True)
    class Broken(metaclass=RecordType):
        left: str

        def __post_init__(self) -> None:
            raise TypeError("of its own")

    with pytest.raises(TypeError, match="of its own"):
        Broken("a")


def test_a_text_field_keeps_its_spelling() -> None:
    @record
    class Note:
        words: Text
        of: Id = "x"

    assert Note("  Chi  bo\u0323\u0302 ").words == "Chi bộ"
    assert [one.subject for one in refused(lambda: Note(" \u200b "))] == ["Note.words"]


def test_a_record_under_another_superior_is_one_like_any_other() -> None:
    paper = Consent("cb-1", Document(kind="công văn", number="21-CV/TU"), matter="cell-size-consent", up_to=45)
    org = Organization(
        id="cb-1",
        name="Chi bộ 1",
        form=Form.CHI_BO,
        level=Level.BELOW_GRASSROOTS,
        parent="xa-1",
        unit_type="residential",
        full=40,
        probationary=2,
        code="01",
        consents=[paper],
        groups_of_members=3,
        host_unit="u-1",
    )
    moved = under(org, "xa-2")
    assert type(moved) is Organization
    assert moved == replace(org, parent="xa-2")
    assert hash(moved) == hash(replace(org, parent="xa-2"))
    assert pickle.loads(pickle.dumps(moved)) == moved  # noqa: S301 - our own bytes
    with pytest.raises(AttributeError):
        moved.name = "Chi bộ 2"  # type: ignore[misc]
    assert is_elsewhere(org, moved)
    assert is_elsewhere(org, replace(moved, name=f"Chi bộ {moved.code}".replace("01", "1")))  # equal, another text
    bare = replace(org, consents=())
    other = Organization("cb-2", "Chi bộ 2", Form.DANG_BO, Level.GRASSROOTS, None, "school", 1, 1, "02")
    for name in (field.name for field in fields(Organization) if field.name not in {"parent", "consents"}):
        assert not is_elsewhere(bare, replace(bare, **{name: getattr(other, name)}))
    assert not is_elsewhere(org, bare)
