"""Kinds of unit (loại hình): labels and codes in any spelling, and cells that record none."""

from __future__ import annotations

import unicodedata

import pytest

from dangbo import Convert, Form, GroupKind, Hierarchy, Level, Organization, ResidentialGroup, RuleBook, TermError

UNITS = RuleBook.default().unit_types


def org(key: str, parent: str | None = None, *, unit_type: str | None = None, name: str = "") -> Organization:
    form, level = (Form.CHI_BO, Level.BELOW_GRASSROOTS) if parent else (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)
    return Organization(key, name or key, form, level, parent, unit_type)


def spellings(label: str) -> list[str]:
    bare = "".join(char for char in unicodedata.normalize("NFD", label) if unicodedata.category(char) != "Mn")
    return [label, label.upper(), f" {label} ", unicodedata.normalize("NFD", label), bare.replace("đ", "d")]


@pytest.mark.parametrize("unit", UNITS, ids=[unit.code for unit in UNITS])
def test_every_kind_of_unit_is_known_by_code_label_and_english_name_in_any_spelling(unit: object) -> None:
    code, label, gloss = unit.code, unit.label, unit.gloss  # type: ignore[attr-defined]
    for text in [code, code.upper(), gloss, *spellings(label)]:
        assert RuleBook.default().unit_type(text).code == code
        assert org("x", unit_type=text).unit_type == code
        assert Convert("x", unit_type=text).unit_type == code
        row = {"id": "x", "name": "X", "kind": "đảng bộ cơ sở", "unit_type": text}
        tree = Hierarchy.from_rows([row], as_of="2023-04-30")
        assert tree.root.unit_type == code
        assert tree.count(unit_type=text) == 1
        assert [found.id for found in tree.select(unit_type=text)] == ["x"]


def test_a_code_of_ones_own_is_kept_told_and_selected_in_any_spelling() -> None:
    tree = Hierarchy([org("x", unit_type="Trạm 5")], as_of="2023-04-30")

    assert tree.root.unit_type == "Trạm 5"
    assert [found.code for found in tree.check()] == ["org/unknown-unit-type"]
    assert tree.count(unit_type="Trạm 5") == tree.count(unit_type="tram 5") == 1


@pytest.mark.parametrize("text", ["phườngg", "", "Nhà nước", 7])
def test_what_names_no_kind_of_unit_is_refused_with_the_nearest(text: str) -> None:
    with pytest.raises(TermError) as caught:
        Hierarchy([org("x", unit_type="ward")], as_of="2023-04-30").count(unit_type=text)

    assert caught.value.suggestions
    with pytest.raises(TermError):
        RuleBook.default().unit_type(text)


def test_what_may_stand_where_is_asked_by_label_or_code() -> None:
    kinds = RuleBook.default().at("2025-08-01").kinds
    commune, cell = (Form.DANG_BO, Level.IMMEDIATE_SUPERIOR), (Form.CHI_BO, Level.BELOW_GRASSROOTS)

    for text in ("residential", "Thôn, tổ dân phố", "thon to dan pho"):
        assert kinds.allows(commune, cell, text)
    for text in ("army", "Quân đội", "my-own"):
        assert not kinds.allows(commune, cell, text)


def asked(cell: Organization, *, as_of: str = "2025-08-01", groups: list[ResidentialGroup] | None = None) -> list[str]:
    tree = Hierarchy([org("xa", unit_type="commune"), cell], groups=groups or (), as_of=as_of)
    return [found.subject for found in tree.check() if found.code == "org/unit-type-unrecorded"]


@pytest.mark.parametrize(
    "name",
    [
        "Chi bộ thôn 3", "CHI BỘ XÓM NÚI", "Chi bộ Tổ dân phố 12", "Chi bộ TDP 12", "Chi bộ ấp Bình", "Chi bộ bản Nà",
        "Chi bộ khu phố 4", "Chi bộ khóm 2", "Chi bộ cơ sở thôn 3", "Chi bộ liên thôn 3-4", "Chi bo thon 3", "Thôn 3",
        "Chi bộ tổ 5", "Chi bộ Khối 7",
    ],
)  # fmt: skip
def test_a_cell_named_after_a_residential_group_that_records_no_unit_is_asked_about(name: str) -> None:
    assert asked(org("cb", "xa", name=name)) == ["cb"]
    assert asked(org("cb", "xa", name=unicodedata.normalize("NFD", name))) == ["cb"]


@pytest.mark.parametrize(
    "name",
    [
        "Chi bộ Nhà xuất bản", "Chi bộ Khối Dân vận", "Chi bộ Bản đồ", "Chi bộ Trường Tiểu học Xóm Mới", "Chi bộ 3",
        "Chi bộ Văn phòng",
    ],
)  # fmt: skip
def test_other_cells_are_not_asked_about(name: str) -> None:
    assert asked(org("cb", "xa", name=name)) == []


def test_a_cell_that_serves_groups_is_one_of_residents_without_being_asked() -> None:
    served = [ResidentialGroup("t3", "Thôn 3", GroupKind.THON, cells=["cb"])]
    grassroots = Organization("cb", "Chi bộ thôn 3", Form.CHI_BO, Level.GRASSROOTS, "xa")
    tree = Hierarchy([org("xa", unit_type="commune"), grassroots], groups=served, as_of="2025-08-01")

    assert asked(org("cb", "xa", name="Chi bộ thôn 3"), groups=served) == []
    assert [found.code for found in tree.check()] == ["org/village-kind"]


def test_who_records_the_unit_or_lives_before_the_rule_of_villages_is_not_asked() -> None:
    assert asked(org("cb", "xa", name="Chi bộ thôn 3", unit_type="Thôn, tổ dân phố")) == []
    assert asked(org("cb", "xa", name="Chi bộ thôn 3", unit_type="Đơn vị sự nghiệp công lập")) == []
    assert asked(org("cb", "xa", name="Chi bộ thôn 3"), as_of="2025-06-30") == []


def test_a_village_cell_recorded_as_a_grassroots_one_does_not_pass_unseen() -> None:
    cell = Organization("cb", "Chi bộ thôn 3", Form.CHI_BO, Level.GRASSROOTS, "xa")

    assert asked(cell) == ["cb"]
