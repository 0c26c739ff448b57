"""What goes under and with a decision: nothing is left out, nothing is invented, nobody is named unasked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

import pytest

from dangbo import datasets
from dangbo.base.citations import Confidence, Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.people import initials
from dangbo.base.terms import AdmitReason, GroupKind, LeaveReason, MassBodyKind, MemberStatus, MoveScope, TransferKind
from dangbo.change.inverse import Restore
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Recode, Rename, WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.posts import Appoint, EndPost
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.report.case_file import Clause
from dangbo.report.papers import DecisionPapers, decision_papers
from dangbo.restructure import Plan
from dangbo.tree.members import Headcount, Member
from dangbo.tree.records import Consent, MassBody, ResidentialGroup
from tests.builders import (
    AS_OF,
    BELOW,
    CENTRAL,
    CHI_BO,
    GRASSROOTS,
    PROVINCIAL,
    SUPERIOR,
    cell,
    dang_bo,
    members,
    rolls,
    zone,
)

PAPER = Document("quyết định", "15-QĐ/TU", "2023-05-20")
RECEIVED = Document("quyết định", "16-QĐ/TU", "2023-05-22")
STATE = Document("nghị quyết", "7-NQ/HĐND", "2023-05-10")
BEFORE, AFTER = "2023-06-01", "2026-12-01"
"""Days on which the rulebook has next to nothing on papers, and on which it has all."""


def city() -> Hierarchy:
    """Two wards: five people by id in each of cb-1 .. cb-4, eight by number in cb-5, thirty in a chi bộ cơ sở."""
    listed = rolls((1, 2, 3, 4), size=5)
    return Hierarchy(
        [
            dang_bo("tw", None, CENTRAL, name="Trung ương"),
            dang_bo("tinh", "tw", PROVINCIAL, name="Đảng bộ tỉnh"),
            dang_bo("khoi", "tw", PROVINCIAL, name="Đảng bộ khối"),
            dang_bo("tp", "tinh", SUPERIOR, name="Đảng bộ thành phố"),
            dang_bo("dbp", name="Đảng bộ phường Phú Xá"),
            dang_bo("dbx", name="Đảng bộ xã Tân Cương"),
            dang_bo("bp", "dbx", BELOW, name="Đảng bộ bộ phận"),
            *(cell(f"cb-{n}") for n in (1, 2, 3, 4)),
            cell("cb-5", "bp", full=8),
            cell("cbcs", "tp", GRASSROOTS, full=30),
            cell("cbcs-2", "tp", GRASSROOTS, full=5),
        ],
        members(listed, "m-1-4", name="Nguyễn Văn {}".format),
        listed,
        [zone(n, f"cb-{n}") for n in (1, 2)],
        mass_bodies=[MassBody("cd", "tram", MassBodyKind.TRADE_UNION, "tp", "Công đoàn Trạm")],
        as_of=AS_OF,
    )


def papers(*operations: Operation, on: str = AFTER, by: str = "tp") -> DecisionPapers:
    return decision_papers(Plan(on, by, PAPER, operations).preview(city()))


def clauses(made: DecisionPapers) -> Iterator[Clause]:
    yield from (paper.what for paper in made.file)
    for line in made.committees:
        yield from (one for one in (line.committee, line.inspection, line.term) if one is not None)
    for other in made.records_and_seals:
        yield from (other.records, other.records_days, other.seal_rule, other.seal_days)


NEW = cell("cb-9")
WARD = dang_bo("dbn", name="Đảng bộ phường Mới")
GROUP = ResidentialGroup("tdp-9", "Tổ dân phố 9", GroupKind.TO_DAN_PHO)
EVERY: list[Operation] = [
    Establish(NEW, ["m-1-0", "m-1-1", "m-1-2"]),
    Merge(["cb-1"], "cb-2"),
    Consolidate(["dbp", "dbx"], WARD),
    Split("cb-3", [cell("cb-3b", "dbn")], {"cb-3b": ["m-3-0", "m-3-1", "m-3-2"]}, stays=["cb-3"]),
    Split("cb-4", [cell("cb-4a", "dbn"), cell("cb-4b", "dbn")], {"cb-4a": ["cb-4"], "cb-4b": ["m-4-0"]}),
    Rearrange(["cb-4a", "cb-4b"], ["cb-4a", cell("cb-4c", "dbn")], {"cb-4c": ["cb-4b"], "cb-4a": ["cb-4a"]}),
    Dissolve("cb-4c", members_to="cb-4a", wording="kết thúc hoạt động"),
    Disband("cb-3b", members_to="cb-3"),
    Reassign("cbcs", "dbn"),
    Convert(["cb-2", "cb-3"], level=GRASSROOTS, unit_type="ward"),
    Rename("dbn", "Đảng bộ phường Mới nhất"),
    Recode("dbn", "001"),
    ChangeHostUnit("cb-2", "y-te"),
    Divide("cb-2", 2),
    WithdrawConsent("cb-2", PAPER),
    Transfer(["m-1-3"], "cb-3"),
    Transfer(["m-1-3"], "cb-9", kind=TransferKind.TEMPORARY),
    Admit("cb-9", [Member("m-9", "Trần Thị Chín")], full=2),
    Recognize(["m-1-4"]),
    RenameMember("m-1-4", "Nguyễn Thị Đổi"),
    Leave(["m-2-0"], [ByNumber("cb-5", 1)], reason=LeaveReason.DECEASED),
    AssignGroups({"tdp-1": ["cb-9"]}),
    ChangeGroup("tdp-2", "Tổ dân phố Hai", head="Lê Thị X"),
    MergeGroups(["tdp-1"], GROUP, STATE),
    SplitGroup("tdp-2", [GROUP, ResidentialGroup("tdp-8", "Tổ dân phố 8", GroupKind.TO_DAN_PHO)], STATE),
    Realign(["cd"], "dbn"),
    Appoint("cb-9", "secretary", "m-1-0", body="chi_uy", source="appointed", document=PAPER),
    Appoint("cb-9", "deputy_secretary", "m-1-1", body="chi_uy", source="elected"),
    EndPost("cb-9", "deputy_secretary", "m-1-1"),
    HandOut("dbx", "Đảng ủy phường Đức Xuân", where=MoveScope.SAME_PROVINCE),
    Receive([cell("cb-z", "dbn", full=9)], {"cb-z": [Member("m-z", "Trần Văn Z")]}, from_="Huyện ủy C"),
    Restore("Quyết định 3"),
]


# --- the summary ----------------------------------------------------------------------------------------------------


def test_the_summary_tells_everything_of_a_merger_in_sentences() -> None:
    made = papers(Merge(["cb-1"], "cb-2"), on=BEFORE, by="dbp")
    head, first, second = made.summary().split("\n\n")

    assert head == "Kèm theo Quyết định số 15-QĐ/TU, ngày 20/5/2023"
    assert first == (
        "Điều 1. Sáp nhập Chi bộ cb-1 vào Chi bộ cb-2. Chuyển từ Chi bộ cb-1 về Chi bộ cb-2: 5 đảng viên. "
        "Chi bộ cb-1 chấm dứt hoạt động. Chi bộ cb-2 lãnh đạo 2 xóm, tổ dân phố (trước đó: 1). "
        "Chi bộ cb-2 có 10 đảng viên."
    )
    assert second == (
        "Điều 2. Các nội dung trên có hiệu lực từ ngày 01/6/2023, theo Quyết định số 15-QĐ/TU, ngày 20/5/2023; "
        "cấp ủy quyết định: Đảng ủy phường Phú Xá."
    )
    assert made.summary(lang="en").split("\n\n")[1] == (
        "Article 1. Merger of Chi bộ cb-1 into Chi bộ cb-2. From Chi bộ cb-1 to Chi bộ cb-2: 5 members. "
        "The work of Chi bộ cb-1 ends. Chi bộ cb-2 serves 2 residential groups (before: 1). "
        "Chi bộ cb-2 has 10 members."
    )


@pytest.mark.parametrize(
    ("convert", "vi", "en"),
    [
        (Convert("cb-1", host_unit="tram"), "đơn vị 'tram'", "unit 'tram'"),
        (Convert("cb-1", unit_type="ward"), "loại hình: Phường", "unit type: ward"),
        (Convert("cb-1", unit_type="army", host_unit="d-1"), "loại hình: Quân đội, đơn vị 'd-1'", "unit 'd-1'"),
        (Convert("cb-1", unit_type="own-code"), "loại hình: own-code", "unit type: own-code"),
    ],
)
def test_whatever_a_conversion_changes_is_said_in_words(convert: Convert, vi: str, en: str) -> None:
    preview = Plan(AFTER, "dbp", PAPER, [convert]).preview(city())
    made = decision_papers(preview)

    assert f"Điều 1. Chuyển Chi bộ cb-1 sang {vi}." in made.summary()
    assert en in made.summary(lang="en").split("\n\n")[1]
    assert preview.describe(lang="vi") == (f"1. Chuyển Chi bộ cb-1 sang {vi}",)
    assert en in preview.describe(lang="en")[0]


def test_the_tree_of_a_preview_names_the_kind_of_unit_and_not_its_code() -> None:
    shown = Plan(AFTER, "dbp", PAPER, [Convert("cb-1", unit_type="township")]).preview(city()).show(lang="vi").text

    assert "loại hình — → Thị trấn" in shown
    assert "township" not in shown


def test_every_verb_is_tried_here() -> None:
    assert {operation.verb for operation in EVERY} == set(VERBS)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_verb_has_an_article_of_its_own(lang: str) -> None:
    text = papers(*EVERY).summary(lang=lang).split("\n\n")  # type: ignore[arg-type]
    word = "Điều" if lang == "vi" else "Article"

    assert [line.split(".")[0] for line in text[-len(EVERY) - 1 :]] == [
        f"{word} {n + 1}" for n in range(len(EVERY) + 1)
    ]


def test_a_decision_leaves_no_name_out() -> None:
    text = papers(Merge([f"cb-{n}" for n in (1, 2, 3)], "cb-4"), Rename("dbp", "Đảng bộ phường P")).summary()

    assert "Sáp nhập Chi bộ cb-1, Chi bộ cb-2, Chi bộ cb-3 vào Chi bộ cb-4." in text
    assert "Điều 2. Đổi tên Đảng bộ phường Phú Xá thành Đảng bộ phường P." in text


def test_that_the_work_of_one_ends_is_said_once() -> None:
    ended, dissolved = Dissolve("cb-1", "cb-2", wording="kết thúc hoạt động"), Dissolve("cb-3", "cb-4")
    _, first, second, *_ = papers(ended, dissolved, by="dbp").summary().split("\n\n")
    english = papers(ended).summary(lang="en").split("\n\n")[1]

    assert first.count("hoạt động") == 1
    assert first.startswith("Điều 1. Kết thúc hoạt động của Chi bộ cb-1. Chuyển từ Chi bộ cb-1 về Chi bộ cb-2: 5 đảng")
    assert english.startswith("Article 1. The work of Chi bộ cb-1 is ended. From")
    assert "ends" not in english
    assert "Giải thể Chi bộ cb-3." in second
    assert "Chi bộ cb-3 chấm dứt hoạt động." in second


def test_organizations_that_go_along_are_counted_with_their_people() -> None:
    text = papers(Merge(["dbx"], "dbp")).summary()

    assert "Chuyển từ Đảng bộ xã Tân Cương về Đảng bộ phường Phú Xá: 1 tổ chức trực thuộc, 8 đảng viên." in text
    assert "Đảng bộ phường Phú Xá có 28 đảng viên." in text


def test_a_blocked_plan_says_first_that_it_cannot_be_issued() -> None:
    made = papers(Merge(["cb-1"], "cb-2"), Transfer(["m-3-0"], "cb-1"))
    _, warning, first, second, *_ = made.summary().split("\n\n")

    assert warning == "CHƯA BAN HÀNH ĐƯỢC: phương án còn 1 vấn đề phải xử lý."
    assert "TỪ CHỐI" not in first
    assert second == "Điều 2. Chuyển sinh hoạt đảng của 1 đảng viên về Chi bộ cb-1 — KHÔNG THỰC HIỆN ĐƯỢC."
    assert {number for paper in made.file for number in paper.operations} == {1}


def test_the_papers_at_hand_are_cited_once_each() -> None:
    plan = Plan(AFTER, "tp", PAPER, [MergeGroups(["tdp-1"], "tdp-2", STATE)], [Consent("cbcs", STATE)])
    made = decision_papers(plan.preview(city()))

    assert made.at_hand == (PAPER, STATE)
    assert "Văn bản kèm theo: Nghị quyết số 7-NQ/HĐND, ngày 10/5/2023." in made.summary()


def test_a_paper_at_hand_spelt_otherwise_is_cited_once() -> None:
    again = Document("Nghị quyết", "Số 07 - nq/hđnd", "10/5/2023")
    untitled, titled = Document("công văn"), Document("công văn", title="V/v sáp nhập tổ dân phố")
    groups = [ResidentialGroup(f"tdp-{at}", f"Tổ {at}", GroupKind.TO_DAN_PHO) for at in "abcd"]
    whole = [SplitGroup("tdp-1", groups[:2], STATE), SplitGroup("tdp-2", groups[2:], again)]
    assert papers(*whole).at_hand == (PAPER, STATE)
    plan = Plan(
        AFTER, "tp", PAPER, [SplitGroup("tdp-1", groups[:2], untitled), SplitGroup("tdp-2", groups[2:], titled)]
    )
    assert decision_papers(plan.preview(city())).at_hand == (PAPER, untitled, titled)


# --- the lists ------------------------------------------------------------------------------------------------------


def test_the_list_of_organizations_has_both_sides() -> None:
    made = papers(Consolidate(["dbp", "dbx"], WARD), Rename("cb-1", "Chi bộ Một"), Recode("cbcs", "7"))
    lines = {line.id: line for line in made.organizations}

    assert set(lines) == {"dbp", "dbx", "dbn", "bp", "cb-1", "cb-2", "cb-3", "cb-4", "cbcs"}
    assert lines["dbp"].kind == "ended"
    assert lines["dbp"].after is None
    assert lines["dbn"].before is None
    assert lines["dbn"].after is not None
    assert (lines["dbn"].after.members, lines["dbn"].after.superior) == (28, "tp")
    assert [line.number for line in made.organizations] == list(range(1, len(lines) + 1))
    (row,) = [row for row in made.tables()[0].rows if "Chi bộ Một" in row[1]]
    assert row[1:] == (
        "Chi bộ cb-1 → Chi bộ Một",
        "Chi bộ",
        "Trực thuộc đảng ủy cơ sở",
        "Đảng bộ phường Phú Xá → Đảng bộ phường Mới",
        "5",
        "5",
        "thay đổi cấp trên trực tiếp",
    )


def test_the_list_of_members_has_people_and_numbers() -> None:
    made = papers(
        Transfer(["m-1-4"], "cb-2"),
        Transfer(["m-2-0"], "cb-3", kind=TransferKind.TEMPORARY),
        Transfer([], "cbcs", [ByNumber("cb-5", 3)]),
        Admit("cb-1", [Member("m-9", "Trần Thị Chín")], full=2),
        Leave(["m-3-0"], [ByNumber("cb-5", 1)], reason=LeaveReason.DECEASED),
    )

    assert [tuple(line)[1:] for line in made.members] == [
        ("m-1-4", Headcount(0, 1), "cb-1", "cb-2", "moves"),
        ("m-9", Headcount(1), None, "cb-1", "joins"),
        ("m-3-0", Headcount(1), "cb-3", None, "leaves"),
        ("m-2-0", Headcount(1), "cb-2", "cb-3", "stays"),
        (None, Headcount(3), "cb-5", "cbcs", "moves"),
        (None, Headcount(2), None, "cb-1", "joins"),
        (None, Headcount(1), "cb-5", None, "leaves"),
    ]


def test_who_moves_where_they_were_a_guest_is_listed_once() -> None:
    stay = Transfer(["m-2-0"], "cb-3", kind=TransferKind.TEMPORARY)
    made = papers(stay, Transfer(["m-2-0"], "cb-3"))

    assert [line.how for line in made.members] == ["moves"]


def test_nobody_is_named_unless_asked_for() -> None:
    made = papers(*EVERY)
    told = [repr(made), str(made), made.summary(), made._repr_html_(), repr(made.members), made.show(lang="en").text]

    assert not [text for text in told if "Nguyễn" in text or "Trần" in text]
    assert "Trần Thị Chín" in made.show(people="names", limit=None).text
    by_letters = made.show(people="initials", limit=None).text
    assert "T.T.C." in by_letters
    assert "Trần" not in by_letters
    with pytest.raises(InvalidInputError, match="'initials'"):
        made.tables(people="name")  # type: ignore[arg-type]


# --- committees -----------------------------------------------------------------------------------------------------


def reasons(*operations: Operation) -> dict[str, str]:
    return {line.id: line.why for line in papers(*operations).committees}


def test_committees_are_for_those_that_begin_take_over_or_are_parts() -> None:
    three = ["m-1-0", "m-1-1", "m-1-2"]

    assert reasons(Establish(NEW, three)) == {"cb-9": "established"}
    assert reasons(Merge(["cb-1"], "cb-2")) == {"cb-2": "merged"}
    assert reasons(Consolidate(["cb-1", "cb-2"], NEW)) == {"cb-9": "founded"}
    assert reasons(Split("cb-1", [NEW], {"cb-9": three}, stays=["cb-1"])) == {"cb-9": "split", "cb-1": "split"}
    assert reasons(
        Rearrange(["cb-1", "cb-2"], [NEW, "cb-2", "cb-3"], {"cb-9": three, "cb-2": ["cb-2"], "cb-3": ["cb-1"]})
    ) == {"cb-9": "split", "cb-2": "split", "cb-3": "merged"}
    assert reasons(Dissolve("cb-1", "cb-2"), Transfer(["m-3-0"], "cb-2"), Rename("cb-3", "Chi bộ Ba")) == {}


def test_who_begins_and_ends_in_the_plan_needs_no_committee() -> None:
    assert reasons(Consolidate(["cb-1", "cb-2"], NEW), Merge(["cb-9"], "cb-3")) == {"cb-3": "merged"}


def test_an_inspection_committee_is_for_a_dang_bo_co_so_and_up() -> None:
    made = papers(Consolidate(["dbp", "dbx"], WARD), Consolidate(["cb-1", "cb-2"], cell("cb-9", "dbn")))
    ward, small = made.committees

    assert (ward.id, ward.superior) == ("dbn", "tp")
    assert ward.inspection is not None
    assert ward.inspection.words.en.startswith("the standing committee of the direct superior appoints it")
    assert small.inspection is None


def test_congresses_are_counted_by_what_happened() -> None:
    made = papers(Merge(["cb-1"], "cb-2"), Split("cb-3", [NEW], {"cb-9": ["m-3-0", "m-3-1", "m-3-2"]}, stays=["cb-3"]))

    assert {line.id: line.term.words.en for line in made.committees} == {
        "cb-2": "history plus the present term",
        "cb-9": "keep the congress number of the whole",
        "cb-3": "keep the congress number of the whole",
    }


def test_a_change_of_form_and_a_taking_back_are_said_to_be_unknown() -> None:
    closed = papers(Convert("bp", form=CHI_BO))
    plan = Plan(AFTER, "tp", PAPER, [Merge(["cb-1"], "cb-2")])
    preview = plan.preview(city())
    back = preview.inverse(effective=AFTER, basis=PAPER).preview(preview.after)

    assert [(line.id, line.why, line.committee.rule) for line in closed.committees] == [("bp", "form", None)]
    assert [(line.id, line.why, line.term.rule) for line in decision_papers(back).committees] == [
        ("cb-1", "restored", None)
    ]


# --- records and seals ----------------------------------------------------------------------------------------------


def test_a_dissolved_cell_hands_its_records_to_its_superior_and_has_no_seal() -> None:
    (line,) = papers(Dissolve("cb-1", "cb-2")).records_and_seals

    assert (line.id, line.operation, line.keeper, line.keeper_ends, line.seal) == ("cb-1", 1, "dbp", False, False)
    assert line.records_days.words.en == "30 working days"
    assert line.records.rule is not None
    assert line.records.rule.id == "records-keeper"


def test_a_merged_grassroots_cell_gives_its_seal_up_and_its_records_have_no_known_day() -> None:
    (line,) = papers(Merge(["cbcs-2"], "cbcs")).records_and_seals

    assert line.seal is True
    assert line.seal_days.words.en == "30 working days"
    assert line.seal_days.rule is not None
    assert line.seal_days.rule.id == "seal-recovery-after-merger"
    assert line.records_days.rule is None


def test_a_part_committee_has_no_seal_by_its_own_rule() -> None:
    (line,) = papers(Dissolve("bp", children_to="dbx")).records_and_seals
    (before,) = papers(Dissolve("bp", children_to="dbx"), on=BEFORE).records_and_seals

    assert (line.seal, before.seal) == (False, None)
    assert line.seal_rule.rule is not None
    assert line.seal_rule.rule.id == "part-committee"


def test_before_the_rules_known_here_only_the_time_limit_is_known() -> None:
    lines = papers(Dissolve("cb-1", "cb-2"), Dissolve("cbcs-2", "cbcs"), Merge(["cb-3"], "cb-4"), on=BEFORE)
    small, grassroots, merged = lines.records_and_seals

    assert (small.seal, grassroots.seal, merged.seal) == (None, True, None)
    assert small.records.rule is None
    assert "01/6/2023" in small.records.words.vi
    assert small.records_days.rule is not None
    assert grassroots.seal_rule.rule is not None
    assert grassroots.seal_rule.rule.id == "records-recovery-deadline"


def test_a_superior_that_ends_too_is_pointed_out() -> None:
    made = papers(Merge(["cb-1"], "cb-2"), Merge(["dbp"], "dbx"))

    assert [(line.id, line.keeper, line.keeper_ends) for line in made.records_and_seals] == [
        ("cb-1", "dbp", True),
        ("dbp", "tp", False),
    ]
    assert [row[1] for row in made.tables()[3].rows] == [
        "Đảng ủy phường Phú Xá (cũng chấm dứt hoạt động; chưa rõ nơi tiếp nhận thay) (1)",
        "Thành ủy (1)",
    ]


def test_what_ends_with_a_change_of_form_is_said_to_be_unknown() -> None:
    (line,) = papers(Convert("bp", form=CHI_BO)).records_and_seals

    assert (line.id, line.records.rule, line.records_days.rule, line.seal) == ("cb-5", None, None, False)


def test_what_began_and_ended_in_the_plan_hands_nothing_over() -> None:
    made = papers(Consolidate(["cb-1", "cb-2"], NEW), Merge(["cb-9"], "cb-3"))

    assert [line.id for line in made.records_and_seals] == ["cb-1", "cb-2"]


# --- the file -------------------------------------------------------------------------------------------------------


def test_operations_of_a_kind_share_their_papers() -> None:
    made = papers(Merge(["cb-1"], "cb-2"), Rename("cb-2", "Chi bộ Hai"), Merge(["cb-3"], "cb-4"))

    assert [(paper.verb, paper.operations, paper.step.en) for paper in made.file] == [
        ("merge", (1, 3), "basis"),
        ("merge", (1, 3), "after"),
        ("rename", (2,), "file"),
    ]
    assert made.file[0].what.rule is not None
    assert made.file[0].what.rule.confidence is Confidence.SECONDARY
    assert made.file[2].what.rule is None


def test_an_establishment_and_a_dissolution_have_their_points_listed() -> None:
    made = papers(Establish(NEW, ["m-1-0", "m-1-1", "m-1-2"]), Dissolve("cb-3", "cb-4"))
    rules = [paper.what.rule.id for paper in made.file if paper.what.rule is not None]

    assert {rule: rules.count(rule) for rule in rules} == {
        "change-steps": 5,
        "establishment-proposal": 4,
        "dissolution-decision": 5,
    }


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (Reassign("cb-5", "dbx"), ["grassroots committee decides"]),
        (Reassign("cb-1", "dbx"), ["provincial standing committee", "standing committee of the receiving commune"]),
        (Reassign("cb-3", "dbx"), ["direct-superior committee", "receiving grassroots committee"]),
        (
            Reassign("cbcs", "tinh"),
            [
                "standing committee of the centrally-run committee on the giving side",
                "standing committee of the receiving direct superior",
            ],
        ),
        (
            Reassign("tp", "khoi"),
            [
                "standing committee of the giving centrally-run committee",
                "standing committee of the receiving one",
                "needs the written agreement of the Central Organization Commission",
            ],
        ),
    ],
    ids=["inside", "village", "cell", "grassroots", "central"],
)
def test_a_hand_over_says_who_decides(operation: Reassign, said: list[str]) -> None:
    told = [paper.what.words.en for paper in papers(operation).file]

    assert [words for words in told if words in said] == said
    assert told[-1].startswith("On a hand-over: two decisions")


def test_the_village_row_keeps_its_lower_confidence() -> None:
    village, other = (
        papers(Reassign(key, "dbx", receiving=RECEIVED), on="2025-08-01").file[0] for key in ("cb-1", "cb-3")
    )

    assert village.what.rule is not None
    assert other.what.rule is not None
    assert (village.what.rule.confidence, other.what.rule.confidence) == (Confidence.SECONDARY, Confidence.VERIFIED)


def said(*operations: Operation, on: str = AFTER) -> list[tuple[tuple[int, ...], str, str]]:
    """Numbers, rule (empty where none says it) and English words of each line of the file."""
    return [
        (paper.operations, paper.what.rule.id if paper.what.rule else "", paper.what.words.en)
        for paper in papers(*operations, on=on).file
    ]


NO_LIST = "unknown: no list of papers is in the rulebook"


def test_a_disbanding_says_who_decides_and_who_places_the_people() -> None:
    assert said(Disband("cb-1", "cb-2"), Disband("cbcs-2", "cbcs")) == [
        ((1, 2), "", NO_LIST),
        (
            (1, 2),
            "vote-thresholds",
            "disciplinary dissolution: the direct superior proposes: at least 2/3 of committee members",
        ),
        (
            (1, 2),
            "vote-thresholds",
            "disciplinary dissolution: the committee two steps up decides: over 1/2 of committee members",
        ),
        ((1, 2), "", "unknown: the rulebook has nothing in force on 1 December 2026"),
        ((1,), "members-after-disciplinary-dissolution", "grassroots committee"),
        ((2,), "members-after-disciplinary-dissolution", "direct superior"),
    ]


def test_the_grounds_of_a_disbanding_are_those_in_force() -> None:
    made = papers(Disband("cb-1", "cb-2"), on=BEFORE)
    grounds = [paper for paper in made.file if paper.what.rule is not None]

    assert [(paper.step.en, paper.what.words.en) for paper in grounds] == [
        ("Grounds of disciplinary dissolution", "opposing the Party line or a specially serious breach"),
        ("Grounds of disciplinary dissolution", "for instance 3 consecutive meetings missed"),
    ]


def test_a_disbanding_of_what_began_in_the_plan_says_who_places_the_people() -> None:
    made = said(Establish(NEW, ["m-1-0", "m-1-1", "m-1-2"]), Disband("cb-9", members_to="cb-1"))

    assert made[-1] == ((2,), "members-after-disciplinary-dissolution", "grassroots committee")


def test_nothing_is_known_of_who_places_the_people_above_the_grassroots() -> None:
    assert said(Disband("tp", children_to="tinh"))[-1][2] == "unknown: the rulebook says nothing of this level"


def test_a_disbanded_organization_gives_records_and_seal_to_its_superior_in_time() -> None:
    (line,) = papers(Disband("cbcs-2", "cbcs")).records_and_seals

    assert line.keeper == "tp"
    assert line.records.rule is not None
    assert line.records.rule.id == "records-recovery-deadline"
    assert line.records_days.words.en == line.seal_days.words.en == "30 working days"


def test_transfers_cite_the_rules_of_their_kind() -> None:
    made = said(
        Transfer(["m-1-3"], "cb-3"),
        Transfer(["m-2-0"], "cb-3", kind=TransferKind.TEMPORARY),
        Transfer(["m-4-0"], "cb-3"),
    )

    assert made[0] == ((1, 2, 3), "", NO_LIST)
    assert [(numbers, rule) for numbers, rule, _ in made[1:]] == [
        ((1, 3), "transfer-start-deadline"),
        ((1, 3), "transfer-slip-deadline"),
        ((1, 3), "transfer-paper-by"),
        ((1, 3), "transfer-blocked"),
        ((2,), "temporary-transfer"),
        ((2,), "temporary-transfer"),
        ((2,), "temporary-transfer"),
    ]
    assert made[1][2].startswith("60 working days. Filed within this time after the decision takes effect")
    assert made[5][2] == "work, study, contract, residence: 3 to less than 12 months"
    assert made[6][2] == "sent to study in the country: 3 to 24 months"


def test_transfers_cite_what_is_in_force_on_the_day() -> None:
    made = papers(Transfer(["m-1-3"], "cb-3"), on=BEFORE).file

    assert [paper.what.rule and paper.what.rule.document.number for paper in made] == [
        None,
        "24-QĐ/TW",
        "29-QĐ/TW",
        None,
        None,
    ]
    assert made[-1].what.words.vi == "chưa rõ: bộ quy định không có nội dung có hiệu lực ngày 01/6/2023"


def rules_said(operation: Operation, on: str = AFTER) -> list[str]:
    return list(dict.fromkeys(rule for _, rule, _ in said(operation, on=on) if rule))


OFFICIAL = ["transfer-start-deadline", "transfer-slip-deadline", "transfer-paper-by", "transfer-blocked"]


@pytest.mark.parametrize(
    ("reason", "rules"),
    [
        (
            AdmitReason.ADMITTED,
            [
                "vote-thresholds",
                "admission-decided-by",
                "admission-decision-deadline",
                "admission-ceremony-deadline",
                "probation",
            ],
        ),
        (AdmitReason.READMITTED, ["readmission"]),
        (AdmitReason.RECEIVED, OFFICIAL),
        (AdmitReason.RESTORED, []),
    ],
)
def test_people_who_come_cite_the_rules_of_their_reason(reason: AdmitReason, rules: list[str]) -> None:
    assert rules_said(Admit("cb-1", [Member("m-9", "Trần Thị Chín")], reason=reason)) == rules


@pytest.mark.parametrize(
    ("reason", "rules"),
    [
        (LeaveReason.TRANSFERRED, OFFICIAL),
        (LeaveReason.DECEASED, []),
        (LeaveReason.STRUCK_OFF, ["vote-thresholds", "strike-off-grounds"]),
        (LeaveReason.EXPELLED, ["vote-thresholds", "discipline-of-members"]),
        (LeaveReason.WITHDREW, ["resignation"]),
    ],
)
def test_people_who_leave_cite_the_rules_of_their_reason(reason: LeaveReason, rules: list[str]) -> None:
    made = said(Leave(["m-1-3"], reason=reason))

    assert list(dict.fromkeys(rule for _, rule, _ in made if rule)) == rules
    assert made[0] == ((1,), "", NO_LIST)


def test_what_is_cited_is_told_in_words() -> None:
    new = Member("m-9", "Trần Thị Chín", MemberStatus.PROBATIONARY)
    admitted = dict(line[1:] for line in said(Admit("cb-1", [new])))
    again = dict(line[1:] for line in said(Admit("cb-1", [new], reason=AdmitReason.READMITTED)))
    struck = dict(line[1:] for line in said(Leave(["m-1-3"], reason=LeaveReason.STRUCK_OFF), on="2025-08-01"))
    expelled = [words for _, _, words in said(Leave(["m-1-3"], reason=LeaveReason.EXPELLED))]

    assert admitted["admission-decided-by"] == "grassroots committee: standing committee"
    assert admitted["admission-ceremony-deadline"].startswith("The time for the ceremony runs from the issue of the")
    assert admitted["probation"] == "12 months. Probation counts from the day of the ceremony."
    assert again["readmission"].startswith("36 months. At least so many")
    assert struck["strike-off-grounds"] == "fails the political standard"
    assert expelled[-2:] == ["full: khiển trách, cảnh cáo, cách chức, khai trừ", "probationary: khiển trách, cảnh cáo"]


def test_no_line_says_that_the_rulebook_is_silent_on_a_kind_of_change_it_knows() -> None:
    silent = "the rulebook says nothing of this kind of change"

    assert not [line for line in papers(*EVERY).file if silent in line.what.words.en]


# --- nothing invented -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2023-06-01", "2025-06-10", "2025-08-01", "2025-12-15", AFTER])
def test_every_statement_is_a_rule_in_force_or_said_to_be_unknown(on: str) -> None:
    made = papers(*EVERY, on=on)
    effective = made.preview.plan.effective

    for clause in clauses(made):
        if clause.rule is None:
            assert clause.words.vi.startswith(("chưa rõ: ", "không có con dấu"))
            assert clause.words.en.startswith(("unknown: ", "no seal"))
        else:
            assert clause.rule.valid_from <= effective
            assert clause.rule.valid_to is None or effective <= clause.rule.valid_to
            assert clause.rule.document.citation in clause.text()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_is_shown_in_either_language(lang: str) -> None:
    made = papers(*EVERY)
    drawing = made.show(lang=lang, limit=None)  # type: ignore[arg-type]

    assert len(made.tables(lang=lang)) == 5  # type: ignore[arg-type]
    assert all(table.title in drawing.text for table in made.tables(lang=lang))  # type: ignore[arg-type]
    assert "<script" not in drawing.html


def test_numbers_stand_in_a_narrow_column_and_articles_are_not_bold() -> None:
    html = papers(Merge(["cb-1"], "cb-2"))._repr_html_()

    assert "tbody th{min-width" not in html
    assert "th:not(.dangbo-number)" in html
    assert '<th scope="row" class="dangbo-number">1</th>' in html
    assert "summary>.dangbo-root{font-weight" in html
    assert '<span class="dangbo-leaf"><span class="dangbo-root">Điều 1.' in html


def test_lists_with_nothing_in_them_are_left_out() -> None:
    made = papers(Recode("dbp", "001"))

    assert [table.title.split(";")[0] for table in made.tables()] == ["Danh sách tổ chức đảng", "Hồ sơ, thủ tục"]


def test_the_plans_of_the_data_set_have_their_papers() -> None:
    tree = datasets.thai_nguyen_2021()
    for plan in datasets.thai_nguyen_changes():
        preview = plan.preview(tree)
        made = decision_papers(preview)
        tree = preview.after

        assert len(made.articles) == len(plan.operations)
        assert plan.basis.citation in " ".join(str(made).split())


# --- papers that have ended -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            "Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương, mục 8.1; văn bản hết hiệu lực từ",
        ),
        ("en", "item 8.1; ended on 19 January 2025, replaced by Quy định số 232-QĐ/TW"),
    ],
)
def test_the_papers_of_a_striking_off_say_that_the_regulation_of_its_grounds_has_ended(
    lang: Literal["vi", "en"], words: str
) -> None:
    """On 10/06/2026 the grounds are still those of 24-QĐ/TW, which ended on 19/01/2025; it was cited as "secondary"."""
    made = papers(Leave(["m-1-3"], reason=LeaveReason.STRUCK_OFF), on="2026-06-10")
    cited = [paper.what.text(lang=lang) for paper in made.file if paper.what.rule and paper.what.rule.id == GROUNDS]
    assert len(cited) == 5
    assert all(words in one for one in cited)
    assert not any("thứ cấp" in one or "secondary" in one for one in cited)
    after = {"vi": "được thay bằng Quy định số 232-QĐ/TW", "en": "whose text was not seen"}[lang]
    assert all(after in one for one in cited)
    whole = " ".join(made.show().text.split())
    assert "24-QĐ/TW" in whole
    assert "hết hiệu lực từ 20/01/2025" in whole


def test_while_it_was_in_force_the_papers_say_nothing_of_its_end() -> None:
    made = papers(Leave(["m-1-3"], reason=LeaveReason.STRUCK_OFF), on="2024-06-10")
    cited = [paper.what.text() for paper in made.file if paper.what.rule and paper.what.rule.id == GROUNDS]
    assert cited
    assert not any("hết hiệu lực" in one for one in cited)


GROUNDS = "strike-off-grounds"


@pytest.mark.parametrize("name", ["Đỗ Thị Ánh", "đỗ Thị Ánh (quê Hà Nội)", "Đỗ Thị [tổ 4] Ánh", "Đỗ Thị Ánh (B"])
def test_initials_tell_nothing_of_what_stands_in_brackets(name: str) -> None:
    assert initials(name) == initials(unicodedata.normalize("NFD", name)) == "Đ.T.Á."
