"""No error, finding, `repr` or page shows a value of a profile, whatever reads it and wherever it stands by mistake."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import logging
import pickle
import re
import traceback
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from dangbo import (
    AcademicTitle,
    DangboError,
    Hierarchy,
    History,
    Leave,
    LeaveReason,
    Member,
    Occupation,
    PoliticalTheory,
    Profile,
    Profiles,
    Qualification,
    Recognize,
    Schooling,
    Sex,
    Split,
    Transfer,
    datasets,
)
from dangbo.base.text import PartialDate, fold, parse_day
from tests.builders import cell, dang_bo, plan

NAME = "Đặng Thị Ngọc Ánh"
PLANTED = {
    "sex": "nữ tính",
    "born": "31/02/1961",
    "ethnic_group": "Sán Dìu Ngoại",
    "religion": "Đạo Rất Riêng",
    "personal_id": "0191610001239",
    "old_id": "12345678Z",
    "card_number": "98765432109",
    "old_card_number": "7654321",
    "card_issued": "32/13/2025",
    "card_place": "Ban Tổ chức Nơi Ấy",
    "file_number": "XY-0042/Q",
    "admission_decided": "29/02/1981",
    "admitted": "30/02/1981",
    "recognized": "31/04/1982",
    "schooling": "trường làng",
    "qualification": "thợ khéo",
    "academic_title": "học giả lớn",
    "political_theory": "tự đọc sách",
    "occupation": "thầy đồ già",
    "retired": "hưu non",
    "works_in_system": "hồi trước",
    "youth_union": "thuở nhỏ",
    "private_owner": "nhà vợ",
    "foreign_spouse": "người Lào ạ",
    "residence_cell": "chi bộ ngõ nhỏ",
}
"""Values that nothing else has; most cannot be read."""

SOUND: dict[str, Any] = {
    "sex": "nữ",
    "born": "17/06/1961",
    "ethnic_group": "Sán Dìu Ngoại",
    "religion": "Đạo Rất Riêng",
    "personal_id": "0191610001239",
    "old_id": "12345678Z",
    "card_number": "98765432109",
    "old_card_number": "7654321",
    "card_issued": "17/11/2045",
    "card_place": "Ban Tổ chức Nơi Ấy",
    "file_number": "XY-0042/Q",
    "admission_decided": "08/1929",
    "admitted": "17/09/1923",
    "recognized": "18/09/2031",
    "residence_cell": "chi bộ ngõ nhỏ",
}
"""Values that can be read and are wrong in some way, for what checks them."""

SECRETS = {NAME, "Ngọc Ánh", *PLANTED.values(), *map(str, SOUND.values())} - {"nữ"}
SECRETS |= {"1961", "1981", "1929", "1923", "2045", "2031", "17.06", "1961-06-17", "1929-08", "8/1929"}


def nothing_of_it(*texts: str) -> None:
    for text in texts:
        folded = f" {fold(text)} "
        for secret in SECRETS:
            assert secret not in text, secret
            assert f" {fold(secret)} " not in folded, secret


def told(call: Callable[[], object]) -> None:
    """What a refusal says, in every shape it can be looked at: it says something, and nothing of a profile."""
    with pytest.raises((DangboError, AttributeError, KeyError, TypeError)) as caught:
        call()
    error = caught.value
    nothing_of_it(str(error), repr(error), "".join(traceback.format_exception(error)))
    cause: BaseException | None = error
    while cause is not None:  # what a tool that shows causes would show of them
        nothing_of_it(str(cause))
        cause = None if cause.__suppress_context__ else cause.__cause__ or cause.__context__
    if isinstance(error, DangboError):
        nothing_of_it(error.text(), error.text(lang="en"), str(error.as_dict()))
        nothing_of_it(*map(repr, error.findings), *(str(one.as_dict()) for one in error.findings))
        nothing_of_it(str(pickle.loads(pickle.dumps(error))))  # noqa: S301


def files(rows: list[dict[str, str]]) -> csv.DictReader[str]:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, [*dict.fromkeys(name for row in rows for name in row)])
    writer.writeheader()
    writer.writerows(rows)
    file.seek(0)
    return csv.DictReader(file)


def test_every_field_is_planted() -> None:
    assert {*PLANTED} == {field.name for field in fields(Profile)} - {"member"}


READABLE = {"ethnic_group", "religion", "card_place", "residence_cell"}
READABLE |= {"personal_id", "old_id", "card_number", "old_card_number", "file_number"}


@pytest.mark.parametrize("field", [name for name in PLANTED if name not in READABLE])
@pytest.mark.parametrize(
    "value", ["planted", "name", "born", 19_610_617, ["17/06/1961"], {"born": "17/06/1961"}, b"17/06/1961"]
)
def test_what_a_field_cannot_be_is_refused_by_every_reader(field: str, value: object) -> None:
    bad = {"planted": PLANTED[field], "name": NAME, "born": "1.7.1961"}.get(str(value), value)
    row = {"member": "m-1", field: bad}
    given: dict[str, Any] = {field: bad}
    told(lambda: Profile("m-1", **given))
    told(lambda: Profiles([row]))
    told(lambda: Profiles([{"member": "m-0"}, row]))
    told(lambda: Profiles({name: [one] for name, one in row.items()}))
    told(lambda: Profiles([{"Mã": "m-1", "Cột": bad}], columns={"Mã": "member", "Cột": field}))
    told(lambda: Profiles([]).changed([row]))
    if not isinstance(bad, list):
        told(lambda: Profiles([Profile("m-1")]).select(**given))
    if isinstance(bad, str):
        told(lambda: Profiles(files([{name: str(one) for name, one in row.items()}])))


@pytest.mark.parametrize("field", sorted(READABLE))
@pytest.mark.parametrize("value", [["17/06/1961"], {"born": "17/06/1961"}, b"17/06/1961", 1961.5, dt.date(1961, 6, 17)])
def test_what_is_no_text_is_refused_by_every_reader(field: str, value: object) -> None:
    given: dict[str, Any] = {field: value}
    told(lambda: Profile("m-1", **given))
    told(lambda: Profiles([{"member": "m-1", field: value}]))
    columns: dict[str, list[Any]] = {"member": ["m-1"], field: [value]}
    told(lambda: Profiles(columns))


@pytest.mark.parametrize("value", [NAME, "17/06/1961", "0191610001239"])
def test_a_value_in_the_place_of_an_id_a_column_or_a_table(value: str) -> None:
    row = {"member": value, "sex": "nữ"}
    profiles = Profiles([{"member": "m-1", **SOUND}])
    tree = Hierarchy([cell("cb", None)], members=[Member("m-1", NAME)], as_of="2025-12-31")
    too_late = 190_000 + 6_113
    no_day = "31/02/1961" if "/" in value else value
    told(lambda: Profiles([row, row]))
    told(lambda: Profiles([Profile(value), Profile(value)]))
    told(lambda: Profiles([{value: "m-1"}]))  # a row of data read as the header
    told(lambda: Profiles(files([{value: "m-1", NAME: "x"}])))
    told(lambda: Profiles({value: ["m-1"], "sex": ["nữ", "nam"]}))
    told(lambda: Profiles([[value]]))  # type: ignore[list-item]
    told(lambda: Profiles(value))  # type: ignore[arg-type]
    told(lambda: Profiles([value]))  # type: ignore[list-item]
    told(lambda: Profiles([{"member": ""} | SOUND]))
    told(lambda: Profiles([{"member": {"id": value}}]))
    told(lambda: profiles[value])
    told(lambda: profiles.changed(without=[value]))
    told(lambda: profiles.changed(without=value))
    told(lambda: profiles.find(NAME))
    told(lambda: profiles.select(born=no_day))
    told(lambda: profiles.select(tree, at="cb-2", personal_id=value))
    told(lambda: parse_day(no_day, where="born"))
    told(lambda: PartialDate(too_late, 1))


def test_what_is_wrong_with_sound_values_is_told_without_them(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rows = [{"member": f"m-{at}", **SOUND} for at in (1, 2)]
    tree = Hierarchy(
        [dang_bo("dbp", None), cell("cb")],
        members=[Member("m-1", NAME), Member("m-2", NAME)],
        roll={"cb": ["m-1", "m-2"]},
        as_of="2025-12-31",
    )
    profiles = Profiles(rows)
    findings = profiles.check(hierarchy=tree)
    assert len({one.code for one in findings}) > 5
    for one in findings:
        nothing_of_it(repr(one), str(one), one.text(), one.text(lang="en"), str(one.as_dict()), one.message, one.fix)
    page: Any = findings
    nothing_of_it(str(findings), repr(findings), page._repr_html_())
    for result in (profiles.completeness(tree), profiles.completeness(tree, by="field")):
        nothing_of_it(repr(result), str(result), result.to_json(), result.show().text, result.show().html)
        nothing_of_it(result._repr_html_(), result.show(lang="en").text)
    nothing_of_it(repr(profiles), str(profiles), f"{profiles}", repr([*profiles]), str(profiles["m-1"]))
    nothing_of_it(repr(profiles.find("dang", hierarchy=tree)), repr(profiles.select(tree, sex="nữ")))
    nothing_of_it(repr(copy.copy(profiles)), repr({"m": profiles["m-1"]}))
    for name in PLANTED:
        column: Any = profiles.column(name)
        nothing_of_it(repr(column), str(column))
    nothing_of_it(caplog.text)


def test_nothing_of_a_profile_enters_a_tree_or_what_is_kept_of_it() -> None:
    city = datasets.thai_nguyen()
    profiles = datasets.synthetic_profiles(city)
    before = len(pickle.dumps(city))
    profiles.check(hierarchy=city)
    profiles.completeness(city)
    profiles.select(city, at="dbp-phu-xa", sex="nữ")
    profiles.find("nguyen phuong", hierarchy=city, limit=None)
    assert profiles.ids == tuple(city.members)
    after = pickle.dumps(city)
    assert re.search(rb"999[0-3][0-9]{8}", pickle.dumps(profiles)) is not None  # every personal id is one
    assert re.search(rb"999[0-3][0-9]{8}", after) is None
    assert len(after) < 2 * before


def test_a_saved_ledger_holds_no_value_of_a_profile(tmp_path: Path) -> None:
    tree = Hierarchy(
        [dang_bo("dbp", None), cell("cb-1"), cell("cb-2")],
        members=[Member("m-1", "Nguyễn Văn A"), Member("m-2", "Nguyễn Văn B")],
        roll={"cb-1": ["m-1", "m-2"]},
        as_of="2025-12-31",
    )
    profiles = Profiles([{"member": f"m-{at}", **SOUND} for at in (1, 2)])
    assert profiles.check(hierarchy=tree)
    moved = [one.member for one in profiles.select(tree, at="cb-1", sex="nữ")]
    ledger = History(tree).enact(plan(Transfer(moved, to="cb-2"), effective="2026-02-01"))
    path = tmp_path / "so.jsonl"
    ledger.save(path)
    digest = re.compile('"[0-9a-f]{32,}"')  # four of its digits are a year now and then
    nothing_of_it(digest.sub('""', path.read_text(encoding="utf-8")), repr(ledger))
    life = ledger.life("m-1", profile=profiles["m-1"])
    nothing_of_it(repr(life), str(life), *map(str, life.findings), *(one.text() for one in life.findings))


ROW = {"nữ": "1", "Kinh": "2", "1961": "3", "05/1961": "4", "Đại học": "5", "Ánh": "6", NAME: "7", "0191610001239": "8"}
"""A row of data in the place of the header: the keys are values of somebody."""


def says_none_of(words: set[str], call: Callable[[], object]) -> None:
    with pytest.raises(DangboError) as caught:
        call()
    error = caught.value
    said = [error.text(), error.text(lang="en"), str(error.as_dict()), *map(repr, error.findings)]
    said += ["".join(traceback.format_exception(error))]
    for text in said:
        told = text.split()
        assert not [one for one in words if one in told or f"'{one}'" in text or f".{one}" in text]


def test_a_file_without_a_header_tells_nothing_of_its_first_row() -> None:
    def file(*more: str) -> csv.DictReader[str]:
        return csv.DictReader(io.StringIO("\n".join([",".join([*ROW, *more]), ",".join([*ROW.values(), *more])])))

    renamed = {"Mã": "member", "Giới tính": "sex"}
    words = {*ROW}
    says_none_of(words, lambda: Profiles(file()))
    says_none_of(words, lambda: Profiles(file(), columns=renamed))
    under_its_table: dict[str, Any] = {"profiles": renamed}
    says_none_of(words, lambda: Profiles(file(), columns=under_its_table))
    says_none_of(words, lambda: Profiles(file("nữ", "1961", "Kinh")))
    says_none_of(words, lambda: Profiles([]).changed(file(), columns=renamed))
    says_none_of(words, lambda: Profiles({name: ["x"] * at for at, name in enumerate(ROW, 1)}))
    one_text: dict[str, Any] = {name: "x" if name == "Kinh" else ["x"] for name in ROW}
    says_none_of(words, lambda: Profiles(one_text))
    says_none_of(words, lambda: Profile("m-1", **ROW))  # type: ignore[arg-type]
    conditions: dict[str, Any] = {**ROW}
    says_none_of(words, lambda: Profiles([Profile("m-1")]).select(**conditions))
    for name in ROW:
        says_none_of({name}, lambda name=name: Profiles([]).column(name))  # type: ignore[misc]
        says_none_of({name}, lambda name=name: Profiles([]).completeness(datasets.thai_nguyen(), fields=[name]))  # type: ignore[misc]


def test_a_header_is_told_where_one_of_its_names_is_known() -> None:
    with pytest.raises(DangboError, match="the nearest is 'Giới tính'"):
        Profiles([{"Mã": "m-1", "Giới tính": "nữ"}], columns={"Mã": "member", "Giới Tính": "sex"})
    with pytest.raises(DangboError, match=r"2 columns are called '\.\.\. \(2, 3\)'"):
        Profiles(csv.DictReader(io.StringIO("Mã,Ngày,Ngày\nm-1,1,2\n")), columns={"Mã": "member"})
    with pytest.raises(DangboError, match="2 columns are called 'Ngày'"):
        Profiles(csv.DictReader(io.StringIO("member,Ngày,Ngày\nm-1,1,2\n")))
    with pytest.raises(DangboError, match="the nearest is 'TÔN GIÁO'"):
        Profiles([{"MÃ": "m-1", "TÔN GIÁO": "Không"}], columns={"Mã": "member", "Tôn giáo": "religion"})
    with pytest.raises(DangboError, match=r"1 column, and none is 'Mã', 'Giới tính'; .*separator"):
        Profiles([{"Mã;Giới tính": "m-1;nữ"}], columns={"Mã": "member", "Giới tính": "sex"})
    with pytest.raises(DangboError, match="Profile: there is no such field; the nearest is 'born'"):
        Profile("m-1", Born="1961")  # type: ignore[call-arg]


@pytest.mark.parametrize("known", [NAME, "019161000123", "17/06/1961"])
def test_an_id_that_may_be_a_value_is_not_suggested(known: str) -> None:
    asked = known[:-1] + ("x" if known == NAME else "9")
    profiles = Profiles([Profile(known), Profile("m-12")])
    for call in (lambda: profiles[asked], lambda: profiles.changed(without=[asked])):
        with pytest.raises(DangboError) as caught:
            call()
        assert known not in caught.value.text() + caught.value.text(lang="en") + str(caught.value.as_dict())
    with pytest.raises(DangboError, match="the nearest id is 'm-12'"):
        profiles["m-1"]


@pytest.mark.parametrize("vocabulary", [Sex, Schooling, Qualification, AcademicTitle, PoliticalTheory, Occupation])
def test_a_vocabulary_of_profiles_does_not_repeat_what_it_cannot_read(vocabulary: type[Any]) -> None:
    for call in (lambda: vocabulary.parse(NAME), lambda: vocabulary(NAME)):
        told(call)


@pytest.mark.parametrize("name", [NAME, "17/06/1961", "019161000123"])
def test_a_name_in_the_place_of_an_id_is_told_by_its_place_when_profiles_are_checked(name: str) -> None:
    tree = Hierarchy([cell("cb", None)], members=[Member("m-1", "A")], roll={"cb": ["m-1"]}, as_of="2026-11-01")
    found = Profiles([Profile("m-1"), Profile(name, born="2030")]).check(hierarchy=tree)  # type: ignore[arg-type]
    strangers = [one for one in found if one.code == "data/unknown-member"]
    assert [one.subject for one in strangers] == ["[profile/hồ sơ 2]"]
    for one in found:
        assert name not in one.text() + one.text(lang="en") + repr(one) + str(one.as_dict())
    known = Hierarchy([cell("cb", None)], members=[Member(name, "A")], roll={"cb": [name]}, as_of="2026-11-01")
    assert {one.subject for one in Profiles([Profile(name)]).check(hierarchy=known)} == {name}


@pytest.mark.parametrize("value", [NAME, "17/06/1961", "019161000123"])
def test_a_value_where_a_plan_or_a_ledger_asks_for_an_id_is_not_repeated(value: str) -> None:
    tree = Hierarchy(
        [dang_bo("dbp", None), cell("cb-1"), cell("cb-2")],
        members=[Member("m-1", "Lê Văn An")],
        roll={"cb-1": ["m-1"]},
        as_of="2025-12-31",
    )
    ledger = History(tree)
    calls: list[Callable[[], object]] = [
        lambda: ledger.life(value),
        lambda: ledger.correct_member(value, recorded="2026-01-02", reason="ghi nhầm", name="Lê Văn Ân"),
    ]
    operations = (
        Transfer([value], to="cb-2"),
        Recognize([value, value]),
        Leave([value], reason=LeaveReason.DECEASED),
        Split("cb-1", [cell("cb-3")], {"cb-3": [value]}),
    )
    for operation in operations:
        preview = plan(operation, effective="2026-02-01").preview(tree)
        assert {"plan/unknown-member", "plan/not-of-sources"} & {one.code for one in preview.findings}
        for one in preview.findings:
            assert value not in one.text() + one.text(lang="en") + str(one.as_dict())
        calls.append(lambda operation=operation: ledger.enact(plan(operation, effective="2026-02-01")))  # type: ignore[misc]
    for call in calls:
        with pytest.raises(DangboError) as caught:
            call()
        assert value not in caught.value.text() + caught.value.text(lang="en") + str(caught.value.as_dict())
