"""A table keeps its own names of columns; the caller says which is which field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, cast

import pytest

from dangbo import Form, Hierarchy, InvalidInputError, Level, Organization
from dangbo.base.findings import Lang

ROWS = [
    {"Mã tổ chức": "dbp", "Tên tổ chức": "Đảng bộ phường A", "Loại": "đảng bộ cơ sở", "Cấp trên": "", "full": ""},
    {"Mã tổ chức": "cb-1", "Tên tổ chức": "Chi bộ 1", "Loại": "chi bộ trực thuộc", "Cấp trên": "dbp", "full": "5"},
]
COLUMNS = {"Mã tổ chức": "id", "Tên tổ chức": "name", "Loại": "kind", "Cấp trên": "parent"}
PEOPLE = [{"Số thẻ": "m-1", "Họ và tên": "Lê Văn Ba", "Mã tổ chức": "cb-1"}]
GROUPS = [{"Mã xóm": "to-1", "Tên xóm": "Tổ dân phố 1", "Loại nhóm": "tổ dân phố"}]


def read(
    rows: Iterable[Any] = ROWS, columns: object = COLUMNS, members: Iterable[Any] = (), groups: Iterable[Any] = ()
) -> Hierarchy:
    names = cast("Mapping[str, str]", columns)
    return Hierarchy.from_rows(rows, columns=names, members=members, groups=groups, as_of="2023-04-30")


def refused(rows: Iterable[Any] = ROWS, columns: object = COLUMNS, groups: Iterable[Any] = ()) -> InvalidInputError:
    with pytest.raises(InvalidInputError) as caught:
        read(rows, columns, groups=groups)
    return caught.value


def test_a_table_is_read_under_its_own_names() -> None:
    plain = [{COLUMNS.get(name, name): value for name, value in row.items()} for row in ROWS]
    assert read().same_as(Hierarchy.from_rows(plain, as_of="2023-04-30"))


def test_names_hold_in_all_tables_and_a_table_may_have_its_own() -> None:
    names = {
        **COLUMNS,
        "Họ và tên": "name",
        "Tên xóm": "name",
        "Loại nhóm": "kind",
        "members": {"Số thẻ": "id", "Mã tổ chức": "organization"},
        "groups": {"Mã xóm": "id"},
    }
    ward = read(columns=names, members=PEOPLE, groups=GROUPS)
    assert ward.roll("cb-1") == ("m-1",)
    assert [group.name for group in ward.groups.values()] == ["Tổ dân phố 1"]


def test_what_a_reader_of_files_gives_is_read_with_its_lines_and_marks() -> None:
    text = "\ufeffMã tổ chức ,Tên tổ chức,Loại,Cấp trên,full\n"
    text += "dbp,Đảng bộ A,đảng bộ cơ sở,,\ncb-1,,chi bộ trực thuộc,dbp,x\n"
    error = refused(rows=csv.DictReader(io.StringIO(text)))
    assert "organization row 3, field 'full'" in str(error)
    assert "organization row 3, field 'name'" in str(error)


def test_records_beside_rows_stay_as_they_are() -> None:
    record = Organization("cb-2", "Chi bộ 2", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp")
    assert len(read(rows=[*ROWS, record])) == 3


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_column_no_table_has_is_refused_with_the_nearest(lang: Lang) -> None:
    error = refused(columns={**COLUMNS, "Mã tổ chưc": "code"})
    assert [found.code for found in error.findings] == ["input/bad-value"]
    assert "'Mã tổ chưc'" in error.text(lang=lang)
    assert "'Mã tổ chức'" in error.text(lang=lang)


def test_a_field_no_record_has_is_refused_with_the_nearest() -> None:
    error = refused(columns={**COLUMNS, "full": "fulll"})
    assert [found.code for found in error.findings] == ["input/unknown-field"]
    assert "the nearest is 'full'" in str(error)


def test_a_table_is_not_given_fields_of_another() -> None:
    error = refused(columns={**COLUMNS, "groups": {"Mã xóm": "parent"}}, groups=GROUPS)
    assert "columns['groups']: 'parent'" in str(error)


@pytest.mark.parametrize(
    "columns",
    [{**COLUMNS, "full": "id"}, {**COLUMNS, "Cấp trên": "full"}],
    ids=["two names for one field", "a name for a field that is there"],
)
def test_two_columns_are_not_read_as_one_field(columns: dict[str, str]) -> None:
    assert {found.code for found in refused(columns=columns).findings} == {"input/doubled-column"}


def test_columns_may_change_places() -> None:
    rows = [{"name": "dbp", "id": "Đảng bộ A", "kind": "đảng bộ cơ sở"}]
    assert read(rows=rows, columns={"name": "id", "id": "name"}).root.name == "Đảng bộ A"


@pytest.mark.parametrize(
    "columns", [[("Mã", "id")], {1: "id"}, {"Mã tổ chức": 1}, {"rows": {"Mã tổ chức": None}}, "id"]
)
def test_names_that_are_no_names_are_refused(columns: object) -> None:
    assert [found.code for found in refused(columns=columns).findings] == ["input/bad-value"]


def test_a_table_nobody_knows_is_told_with_those_there_are() -> None:
    error = refused(columns={**COLUMNS, "seat": {"Chức vụ": "post"}})
    (found,) = error.findings

    assert found.code == "input/bad-value"
    assert "seats, mandates" in found.text(lang="en")
    assert "seats, mandates" in found.text(lang="vi")


def test_a_header_that_may_be_a_person_is_not_repeated() -> None:
    rows = [{"Lê Văn Ba": "dbp", "Tên": "Đảng bộ A", "Loại": "đảng bộ cơ sở"}]
    error = refused(rows=rows, columns={"Lê Văn B": "id", "Tên": "name"})
    assert "Lê Văn Ba" not in str(error) + error.text(lang="vi")


@pytest.mark.parametrize("columns", [{"id": "Mã", "name": "Tên"}, {"rows": {"id": "Mã", "name": "Tên"}}])
def test_a_mapping_the_wrong_way_round_is_told_as_that_alone(columns: dict[str, Any]) -> None:
    rows = [{"Mã": "dbp", "Tên": "Đảng bộ phường A", "kind": "đảng bộ cơ sở"}]
    with pytest.raises(InvalidInputError) as raised:
        Hierarchy.from_rows(rows, columns=columns, as_of="2023-04-30")
    (found,) = raised.value.findings
    assert "the wrong way round" in found.text(lang="en")
    assert "ghi ngược" in found.text()
