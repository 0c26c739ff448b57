"""Form 1 of the city for 2023, against figures worked out by hand: forty decisions, and eight of the year before.

Every figure beside a decision was written down from its text; no figure of this file was copied from a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from dangbo import (
    Admit,
    AdmitReason,
    ByNumber,
    Dissolve,
    Document,
    HandOut,
    History,
    Leave,
    LeaveReason,
    Member,
    MemberStatus,
    Merge,
    MovementForm,
    MoveScope,
    Operation,
    Plan,
    Receive,
    Recognize,
    Transfer,
)
from tests.builders import article, cell

FAR, NEAR, ABROAD = MoveScope.OTHER_PROVINCE, MoveScope.SAME_PROVINCE, MoveScope.ABROAD
RECEIVED = AdmitReason.RECEIVED
DIED, OUT = LeaveReason.DECEASED, LeaveReason.TRANSFERRED
STRUCK, EXPELLED, WITHDREW = LeaveReason.STRUCK_OFF, LeaveReason.EXPELLED, LeaveReason.WITHDREW


def full(*numbers: int) -> list[Member]:
    """People who were not in the register before, full members."""
    return [Member(f"n-{number}", f"Nguyễn Văn {number}") for number in numbers]


def new(*numbers: int) -> list[Member]:
    """The same on probation."""
    return [Member(person.id, person.name, MemberStatus.PROBATIONARY) for person in full(*numbers)]


YEAR_BEFORE: Final[Sequence[tuple[str, Operation]]] = (
    # Admitted, 2 + 1 = 3
    ("2022-02-03", Admit("cb-tdp-1", new(101, 102))),
    ("2022-03-26", Admit("cb-tdp-6", new(103))),
    # Moved in: 2 from another province, 1 from the same = 3
    ("2022-05-19", Admit("cb-gia-sang-tdp-4", full=2, reason=RECEIVED, where=FAR)),
    ("2022-06-01", Admit("cb-tan-cuong-xom-1", full=1, reason=RECEIVED, where=NEAR)),
    # Gone: 4 died, 1 on probation struck off, 2 + 1 moved, of the last one nobody says where to = 8
    ("2022-07-01", Leave(["m-00001", "m-00002", "m-00006", "m-00007"], reason=DIED)),
    ("2022-08-15", Leave(["m-00398"], reason=STRUCK)),
    ("2022-09-02", Leave(["m-07979", "m-07983"], reason=OUT, where=FAR)),
    ("2022-10-10", Leave(["m-00012"], reason=OUT)),
)
"""27 960 + 6 - 8 = 27 958."""

YEAR: Final[Sequence[tuple[str, Operation]]] = (
    # Admitted by eight decisions: 1 + 2 + 1 + 1 + 2 + 1 + 1 + 3 = 12
    ("2023-02-03", Admit("cb-tdp-2", new(1))),
    ("2023-02-03", Admit("cb-tdp-5", new(2, 3))),
    ("2023-03-26", Admit("cb-gia-sang-tdp-2", new(4))),
    ("2023-03-26", Admit("cb-gia-sang-tdp-8", new(5))),
    ("2023-05-19", Admit("cb-tan-cuong-xom-3", new(6, 7))),
    ("2023-05-19", Admit("cb-tan-cuong-xom-8", new(8))),
    ("2023-09-02", Admit("cb-phu-xa-th", new(9))),
    ("2023-11-07", Admit("cb-tan-cuong-thcs", probationary=3)),
    # Readmitted: 1, so that line B1 has 12 + 1 = 13
    ("2023-06-10", Admit("cb-tdp-13", new(10), reason=AdmitReason.READMITTED)),
    # Moved in one by one: from another province 1 + 2 = 3, from the same 2 + 1 = 3, from abroad 1, nobody says 1: 8
    ("2023-01-10", Admit("cb-tdp-10", full(11), reason=RECEIVED, where=FAR)),
    ("2023-02-20", Admit("cb-gia-sang-tdp-4", full=2, reason=RECEIVED, where=FAR)),
    ("2023-04-05", Admit("cb-tan-cuong-xom-4", [*full(12), *new(13)], reason=RECEIVED, where=NEAR)),
    ("2023-07-12", Admit("cb-phu-xa-mn", full=1, reason=RECEIVED, where=NEAR)),
    ("2023-08-15", Admit("cb-tdp-16", full(14), reason=RECEIVED, where=ABROAD)),
    ("2023-10-03", Admit("cb-gia-sang-tdp-13", full=1, reason=RECEIVED)),
    # With a cell from elsewhere in the province: 3 + 1 by name and 5 by number = 9; B2 is 8 + 9 = 17, B2b is 3 + 9 = 12
    (
        "2023-07-01",
        Receive(
            [cell("cb-cty-y", "dbp-phu-xa", name="Chi bộ Công ty Y", full=5)],
            {"cb-cty-y": [*full(16, 17, 18), *new(19)]},
            from_="Đảng ủy Khối Doanh nghiệp tỉnh",
            handing=Document("quyết định", "88-QĐ/ĐUK", "2023-06-20"),
            where=NEAR,
        ),
    ),
    # Membership restored: 1. B is 13 + 17 + 1 = 31
    ("2023-05-30", Admit("cb-tdp-7", full(15), reason=AdmitReason.RESTORED)),
    # Died by six decisions, the last on the last day of the year: 1 + 2 + 1 + 2 + 1 + 3 = 10
    ("2023-01-15", Leave(["m-00003"], reason=DIED)),
    ("2023-02-28", Leave(["m-00004", "m-00005"], reason=DIED)),
    ("2023-04-18", Leave(["m-07975"], reason=DIED)),
    ("2023-06-06", Leave(["m-15411", "m-15412"], reason=DIED)),
    ("2023-09-09", Leave(["m-00008"], reason=DIED)),
    ("2023-12-31", Leave(["m-07976", "m-07977", "m-07978"], reason=DIED)),
    # Expelled, 1 + 1 = 2
    ("2023-03-15", Leave(["m-00011"], reason=EXPELLED)),
    ("2023-10-20", Leave(["m-00014"], reason=EXPELLED)),
    # Struck off: 1 + 2 + 2 = 5, of whom m-00311, m-00564, m-08355 and m-08552 were on probation = 4
    ("2023-04-25", Leave(["m-00311"], reason=STRUCK)),
    ("2023-06-15", Leave(["m-00016", "m-00564"], reason=STRUCK)),
    ("2023-11-30", Leave(["m-08355", "m-08552"], reason=STRUCK)),
    # Withdrew, 1 + 2 = 3
    ("2023-05-05", Leave(["m-15415"], reason=WITHDREW)),
    ("2023-08-08", Leave(["m-15416", "m-15417"], reason=WITHDREW)),
    # Moved out one by one: to another province 1 + 2 = 3, within the province 1, abroad 1 = 5
    ("2023-02-14", Leave(["m-07980"], reason=OUT, where=FAR)),
    ("2023-03-03", Leave(["m-07981", "m-07982"], reason=OUT, where=FAR)),
    ("2023-07-20", Leave([], [ByNumber("cb-phu-xa-mn", full=1)], reason=OUT, where=NEAR)),
    ("2023-09-25", Leave(["m-00619"], reason=OUT, where=ABROAD)),
    # With a cell of 19 to another province: C5 is 5 + 19 = 24, C5a is 3 + 19 = 22. C is 10 + 2 + 5 + 3 + 24 = 44
    (
        "2023-10-01",
        HandOut(
            "cb-tan-cuong-xom-11",
            to="Đảng ủy xã Minh Đức, tỉnh khác",
            receiving=Document("quyết định", "17-QĐ/ĐU", "2023-09-28"),
            where=FAR,
        ),
    ),
    # Within the city: no line of its form
    ("2023-03-01", Transfer(["m-00009", "m-00010"], to="cb-gia-sang-tdp-1")),
    ("2023-04-01", Merge(["cb-tdp-12"], into="cb-tdp-2")),
    ("2023-06-01", Dissolve("cb-cty-x", members_to="cb-tdp-5")),
    # Recognized: full members from then on, and neither come nor gone
    ("2023-02-03", Recognize(["n-101", "n-102"])),
    ("2023-08-01", Recognize(["m-00362"])),
)
"""27 958 + 31 - 44 = 27 945."""


@cache
def ledger() -> History:
    book = article()
    for number, (day, operation) in enumerate(sorted([*YEAR_BEFORE, *YEAR], key=lambda one: one[0]), 1):
        paper = Document("quyết định", f"{number}-QĐ/TU", day, "Thành ủy Thái Nguyên")
        book = book.enact(Plan(day, "tp-thai-nguyen", paper, [operation]))
    return book


def form(of: str = "tp-thai-nguyen") -> MovementForm:
    now, before = (ledger().movements(f"{year}-01-01", f"{year}-12-31", of=of) for year in (2023, 2022))
    return now.form_1(before)


def test_forty_decisions_of_ten_kinds_and_more_are_in_the_year() -> None:
    assert len(YEAR) == 40
    kinds = {(operation.verb, getattr(operation, "reason", None)) for _, operation in YEAR}
    assert len(kinds) == 15
    assert len(ledger().between("2023-01-01", "2023-12-31")) == 40


def test_form_1_of_the_year_is_printed_as_worked_out_by_hand() -> None:
    assert form().table().rows == (
        ("A - Tổng số đảng viên cuối kỳ trước chuyển sang", "27.958", "27.960", "100,0%"),  # 99.99 %
        ("B - Đảng viên tăng trong kỳ", "31", "6", "516,7%"),
        ("  1. Kết nạp", "13", "3", "433,3%"),
        ("  2. Chuyển đến", "17", "3", "566,7%"),
        ("    a. Tỉnh khác chuyển đến", "3", "2", "150,0%"),
        ("    b. Huyện khác trong tỉnh chuyển đến", "12", "1", "1.200,0%"),
        ("  3. Phục hồi đảng tịch", "1", "0", ""),
        ("C - Đảng viên giảm trong kỳ", "44", "8", "550,0%"),
        ("  1. Từ trần", "10", "4", "250,0%"),
        ("  2. Khai trừ", "2", "0", ""),
        ("  3. Xóa tên", "5", "1", "500,0%"),
        ("    Trong đó: Đảng viên dự bị", "4", "1", "400,0%"),
        ("  4. Xin ra khỏi Đảng", "3", "0", ""),
        ("  5. Chuyển đi", "24", "3", "800,0%"),
        ("    a. Chuyển đi tỉnh khác", "22", "2", "1.100,0%"),
        ("    b. Chuyển đi huyện khác trong tỉnh", "1", "0", ""),
        ("D - Đảng viên trong danh sách cuối kỳ báo cáo", "27.945", "27.958", "100,0%"),  # 99.95 %
    )


DISTRICT_IN, DISTRICT_OUT = "b. Huyện khác trong tỉnh chuyển đến", "b. Chuyển đi huyện khác trong tỉnh"


def test_the_notes_say_how_many_stand_in_no_line_and_why() -> None:
    # B2: 17 = 3 + 12 + 2; C5: 24 = 22 + 1 + 1. By number came 3 + 2 + 1 + 1 + 5 = 12, and 1 went.
    # The year before: C5: 3 = 2 + 0 + 1; by number came 2 + 1 = 3.
    assert [note.vi for note in form().notes] == [
        "Bản nháp theo nguồn thứ cấp: chưa thấy biểu mẫu trong chính văn bản.",
        f"'{DISTRICT_IN}', '{DISTRICT_OUT}' ghi người mà quyết định nêu là chuyển trong tỉnh; sổ không ghi huyện.",
        "'2. Chuyển đến' có 2 đảng viên không thuộc dòng nào bên dưới: 1 không ghi từ đâu đến, 1 từ ngoài nước.",
        "'2. Chuyển đến' gồm 9 đảng viên đến cùng tổ chức được tiếp nhận; biểu không nêu, xếp ở đây là suy luận.",
        "'5. Chuyển đi' có 1 đảng viên không thuộc dòng nào bên dưới: 1 đi nước ngoài.",
        "'5. Chuyển đi' gồm 19 đảng viên đi cùng tổ chức được chuyển giao; biểu không nêu, xếp ở đây là suy luận.",
        "'1. Kết nạp' gồm 1 đảng viên kết nạp lại; biểu không nêu, xếp ở đây là suy luận.",
        "Chỉ ghi bằng số, không có tên trong danh sách: 12 đảng viên trong số tăng, 1 đảng viên trong số giảm.",
        "Cùng kỳ năm trước: '5. Chuyển đi' có 1 đảng viên không thuộc dòng nào bên dưới: 1 không ghi đi đâu.",
        "Cùng kỳ năm trước: Chỉ ghi bằng số, không có tên trong danh sách: 3 đảng viên trong số tăng.",
    ]


def test_a_ward_has_a_form_of_its_own_with_what_crossed_its_border() -> None:
    # Gia Sàng has 713 of the 27 960; in 2022 two came by number and two went: 713.
    # 2023: admitted 1 + 1; moved in 2 (another province) + 1 (nobody says) + 2 from another ward of the city = 5.
    # Died 1 + 3; struck off 2, both on probation; moved out 1 + 2 to another province. 713 + 7 - 9 = 711.
    told = {row.code: row.now for row in form("dbp-gia-sang").rows if row.now}
    assert list(told.items()) == [
        *(("1.A", 713), ("1.B", 7), ("1.B1", 2), ("1.B2", 5), ("1.B2a", 2)),
        *(("1.C", 9), ("1.C1", 4), ("1.C3", 2), ("1.C3p", 2), ("1.C5", 3), ("1.C5a", 3), ("1.D", 711)),
    ]
    assert form("dbp-gia-sang").row("1.B2").untold == 3
    assert "3 đảng viên không thuộc dòng nào bên dưới: 1 không ghi từ đâu đến, 2 từ tổ chức khác trong sổ." in "".join(
        note.vi for note in form("dbp-gia-sang").notes
    )


def test_what_one_year_ends_with_the_next_begins_with() -> None:
    for of in ("tp-thai-nguyen", "dbp-gia-sang", "dbp-phu-xa", "dbx-tan-cuong", "cb-tdp-2"):
        told = form(of)
        assert told.row("1.D").before == told.row("1.A").now
        assert told.holds


def test_the_recognized_are_full_members_and_on_no_line() -> None:
    # 2023 alone: 3 recognized; the table of movements has them within, the form has no line for them.
    table = ledger().movements("2023-01-01", "2023-12-31").members
    (within,) = (row for row in table.rows if row.section == "within")
    assert within.counts == (3, -3)
    assert table.holds
