"""Form 1 of the statistics: what each line counts, what the ledger cannot tell apart, and how that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangbo import (
    Admit,
    AdmitReason,
    ByNumber,
    Convert,
    Document,
    HandOut,
    Hierarchy,
    History,
    InvalidInputError,
    Leave,
    LeaveReason,
    Level,
    Member,
    MemberStatus,
    Merge,
    MovementForm,
    Movements,
    MoveScope,
    Operation,
    Plan,
    Ratio,
    Reassign,
    Recognize,
    RuleBook,
    TermError,
    Transfer,
)
from dangbo.base.citations import Confidence
from dangbo.base.words import Words
from dangbo.ledger.form_one import PastRows
from dangbo.rules import RuleValue, Table
from tests.builders import CENTRAL, PROVINCIAL, SUPERIOR, cell, city, dang_bo, members, people, rolls

NEW = Member("m-new", "Trần Thị Ngọc Y", MemberStatus.PROBATIONARY)
RECEIVED, TRANSFERRED = AdmitReason.RECEIVED, LeaveReason.TRANSFERRED
FAR, NEAR, ABROAD = MoveScope.OTHER_PROVINCE, MoveScope.SAME_PROVINCE, MoveScope.ABROAD


def decide(effective: str, *operations: Operation, by: str = "tp") -> Plan:
    return Plan(effective, by, Document("quyết định", f"{effective}-{len(operations)}", issued=effective), operations)


def ledger(*plans: Plan) -> History:
    """The city of two wards from 2023-04-30 on: 96 members."""
    return History(city()).enact(*plans)


def year(*operations: Operation, of: str = "tp", on: str = "2024-03-01") -> Movements:
    """The movements of the year in which these are decided on one day."""
    book = ledger(decide(on, *operations)) if operations else ledger()
    return book.movements(f"{on[:4]}-01-01", f"{on[:4]}-12-31", of=of)


def figures(form: MovementForm) -> dict[str, int | None]:
    """What stands in the first column, rows with nothing left out."""
    return {row.code: row.now for row in form.rows if row.now}


def notes(form: MovementForm) -> str:
    return "\n".join(note.vi for note in form.notes)


# --- what a line counts ----------------------------------------------------------------------------------------------


def test_a_year_in_which_nothing_happened_prints_every_row() -> None:
    form = year().form_1()
    assert [row.code for row in form.rows] == [
        *("1.A", "1.B", "1.B1", "1.B2", "1.B2a", "1.B2b", "1.B3"),
        *("1.C", "1.C1", "1.C2", "1.C3", "1.C3p", "1.C4", "1.C5", "1.C5a", "1.C5b", "1.D"),
    ]
    assert figures(form) == {"1.A": 96, "1.D": 96}
    assert [row.indent for row in form.rows] == [0, 0, 1, 1, 2, 2, 1, 0, 1, 1, 1, 2, 1, 1, 2, 2, 0]
    assert form.title.vi == "THỐNG KÊ TĂNG, GIẢM ĐẢNG VIÊN"
    assert form.number.vi == "Biểu số 1-BTCTW"
    assert form.holds


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (Admit("cb-1", [NEW]), {"1.B": 1, "1.B1": 1}),
        (Admit("cb-1", full=2, reason=AdmitReason.READMITTED), {"1.B": 2, "1.B1": 2}),
        (Admit("cb-1", full=3, reason=AdmitReason.RESTORED), {"1.B": 3, "1.B3": 3}),
        (Admit("cb-1", full=4, reason=RECEIVED, where=FAR), {"1.B": 4, "1.B2": 4, "1.B2a": 4}),
        (Admit("cb-1", full=5, reason=RECEIVED, where=NEAR), {"1.B": 5, "1.B2": 5, "1.B2b": 5}),
        (Admit("cb-1", full=6, reason=RECEIVED, where=ABROAD), {"1.B": 6, "1.B2": 6}),
        (Admit("cb-1", full=7, reason=RECEIVED), {"1.B": 7, "1.B2": 7}),
        (Leave(people(1, 0), reason=LeaveReason.DECEASED), {"1.C": 1, "1.C1": 1}),
        (Leave(people(1, 0, 1), reason=LeaveReason.EXPELLED), {"1.C": 2, "1.C2": 2}),
        (
            Leave(people(1, 0), [ByNumber("cb-4", full=2, probationary=1)], reason=LeaveReason.STRUCK_OFF),
            {"1.C": 4, "1.C3": 4, "1.C3p": 1},
        ),
        (Leave(people(1, 0, 1, 2), reason=LeaveReason.WITHDREW), {"1.C": 3, "1.C4": 3}),
        (Leave(people(1, 0), reason=TRANSFERRED, where=FAR), {"1.C": 1, "1.C5": 1, "1.C5a": 1}),
        (Leave(people(1, 0), reason=TRANSFERRED, where=NEAR), {"1.C": 1, "1.C5": 1, "1.C5b": 1}),
        (Leave(people(1, 0), reason=TRANSFERRED, where=ABROAD), {"1.C": 1, "1.C5": 1}),
        (Leave(people(1, 0), reason=TRANSFERRED), {"1.C": 1, "1.C5": 1}),
        (Transfer(people(1, 0), to="cb-6"), {}),
        (Merge(["cb-1"], into="cb-2"), {}),
    ],
)
def test_each_event_stands_in_its_line(operation: Operation, told: dict[str, int]) -> None:
    form = year(operation).form_1()
    change = told.get("1.B", 0) - told.get("1.C", 0)
    assert figures(form) == {"1.A": 96, **told, "1.D": 96 + change}
    assert form.holds


def test_only_the_probationary_among_those_struck_off_are_told_apart() -> None:
    book = ledger(
        decide("2024-01-05", Admit("cb-1", [NEW])),
        decide("2024-02-01", Leave(["m-new"], reason=LeaveReason.STRUCK_OFF)),
        decide("2024-02-02", Leave([], [ByNumber("cb-4", probationary=1)], reason=LeaveReason.WITHDREW)),
    )
    form = book.movements("2024-01-01", "2024-12-31").form_1()
    assert form.row("1.C3p").now == 1
    assert form.row("1.C4").now == 1
    assert form.row("1.C3").untold == form.row("1.C").untold == 0


# --- what is not told apart ------------------------------------------------------------------------------------------


def test_who_came_from_nowhere_anybody_named_is_in_the_line_and_not_below_it() -> None:
    form = year(
        Admit("cb-1", full=3, reason=RECEIVED, where=FAR),
        Admit("cb-1", [replace(NEW, status=MemberStatus.FULL)], reason=RECEIVED),
        Admit("cb-2", full=2, reason=RECEIVED, where=ABROAD),
        Leave(people(3, 0, 1), reason=TRANSFERRED, where=ABROAD),
        Leave(people(3, 2), reason=TRANSFERRED, where=NEAR),
    ).form_1()
    arrivals, departures = form.row("1.B2"), form.row("1.C5")
    assert (arrivals.now, arrivals.untold) == (6, 3)
    assert (departures.now, departures.untold) == (3, 2)
    assert "'2. Chuyển đến' có 3 đảng viên không thuộc dòng nào bên dưới: 1 không ghi từ đâu đến, 2 từ ngoài nước." in (
        notes(form)
    )
    assert "'5. Chuyển đi' có 2 đảng viên không thuộc dòng nào bên dưới: 2 đi nước ngoài." in notes(form)
    told = form.show(lang="en").text.replace("\n", " ")
    assert (
        "'2. Moved in' has 3 members in none of its lines: 1 with no word on where they came from, 2 from abroad"
        in (told)
    )
    assert "Chỉ ghi bằng số, không có tên trong danh sách: 5 đảng viên trong số tăng." in notes(form)


def test_a_form_of_everybody_by_name_whose_way_is_told_has_no_such_note() -> None:
    form = year(Admit("cb-1", [replace(NEW, status=MemberStatus.FULL)], reason=RECEIVED, where=FAR)).form_1()
    assert [note.vi for note in form.notes] == [
        "Bản nháp theo nguồn thứ cấp: chưa thấy biểu mẫu trong chính văn bản.",
        "Chưa có số liệu cùng kỳ năm trước.",
    ]


def test_a_ward_counts_who_crosses_its_own_border() -> None:
    moved = (Transfer(people(1, 0, 1), to="cb-6"), Reassign("cb-2", "dbx"))
    gives, takes = (year(*moved, of=ward).form_1() for ward in ("dbp", "dbx"))
    assert figures(gives) == {"1.A": 53, "1.C": 12, "1.C5": 12, "1.D": 41}
    assert figures(takes) == {"1.A": 40, "1.B": 12, "1.B2": 12, "1.D": 52}
    assert gives.row("1.C5").untold == takes.row("1.B2").untold == 12
    assert "12 sang tổ chức khác trong sổ." in notes(gives)
    assert "'5. Chuyển đi' gồm 10 đảng viên đi cùng tổ chức được chuyển giao" in notes(gives)
    assert "'2. Chuyển đến' gồm 10 đảng viên đến cùng tổ chức được tiếp nhận" in notes(takes)
    assert "12 từ tổ chức khác trong sổ." in notes(takes)


def test_a_decision_that_is_taken_back_stands_in_the_totals_and_in_no_line() -> None:
    died = Leave(people(2, 0), reason=LeaveReason.DECEASED)
    book = ledger(decide("2024-02-01", Admit("cb-1", [NEW])), decide("2024-02-02", died))
    for number in (1, 2):
        book = book.undo(number, effective="2024-05-01", basis=Document("quyết định", f"9{number}"))
    form = book.movements("2024-01-01", "2024-12-31").form_1()
    assert figures(form) == {"1.A": 96, "1.B": 2, "1.B1": 1, "1.C": 2, "1.C1": 1, "1.D": 96}
    assert (form.row("1.B").untold, form.row("1.C").untold) == (1, 1)
    for label in ("B - Đảng viên tăng trong kỳ", "C - Đảng viên giảm trong kỳ"):
        told = f"'{label}' có 1 đảng viên không thuộc dòng nào bên dưới: do hủy bỏ quyết định."
        assert told in notes(form)


def test_the_readmitted_stand_among_the_admitted_by_inference() -> None:
    form = year(Admit("cb-1", [NEW]), Admit("cb-1", full=2, reason=AdmitReason.READMITTED)).form_1()
    assert form.row("1.B1").now == 3
    assert "'1. Kết nạp' gồm 2 đảng viên kết nạp lại; biểu không nêu, xếp ở đây là suy luận." in notes(form)


# --- last year -------------------------------------------------------------------------------------------------------


def two_years() -> History:
    return ledger(
        decide("2024-03-01", Admit("cb-1", full=3, reason=RECEIVED, where=FAR)),
        decide("2024-03-02", Admit("cb-1", full=4, reason=RECEIVED)),
        decide("2025-03-01", Admit("cb-1", full=8, reason=RECEIVED, where=FAR)),
        decide("2025-03-02", Leave(people(1, 0), reason=LeaveReason.EXPELLED)),
    )


def test_the_same_period_last_year_stands_beside_and_the_percentage_is_exact() -> None:
    before, now = (two_years().movements(f"{one}-01-01", f"{one}-06-30") for one in (2024, 2025))
    form = now.form_1(before)
    row = form.row("1.B2a")
    assert (row.now, row.before, row.percent) == (8, 3, Ratio(8, of=3))
    assert form.row("1.C2").percent is None  # one, after none
    assert (form.row("1.C2").now, form.row("1.C2").before) == (1, 0)
    assert form.row("1.A").before == 96
    assert form.row("1.A").now == form.row("1.D").before == 103
    assert (form.row("1.B2").untold, form.row("1.B2").untold_before) == (0, 4)
    assert "Cùng kỳ năm trước: '2. Chuyển đến' có 4 đảng viên không thuộc dòng nào bên dưới" in notes(form)
    cells = {row[0].strip(): row[1:] for row in form.table(decimals=2).rows}
    assert cells["a. Tỉnh khác chuyển đến"] == ("8", "3", "266,67%")
    assert cells["2. Khai trừ"] == ("1", "0", "")
    assert form.holds
    assert form.period == Words(vi="6 tháng đầu năm 2025", en="First half of 2025")


def test_without_last_year_its_column_is_empty_and_said_to_be_unknown() -> None:
    form = two_years().movements("2025-01-01", "2025-06-30").form_1()
    assert {(row.before, row.percent) for row in form.rows} == {(None, None)}
    assert {row[2:] for row in form.table().rows} == {("", "")}
    assert "Chưa có số liệu cùng kỳ năm trước." in notes(form)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-01-01", "2024-12-31"),
        ("2024-07-01", "2024-12-31"),
        ("2023-05-01", "2023-06-30"),
        ("2025-01-01", "2025-06-30"),
    ],
)
def test_another_period_is_no_last_year(start: str, end: str) -> None:
    book = two_years()
    with pytest.raises(InvalidInputError, match="is not that of 1 January 2025 - 30 June 2025 a year before"):
        book.movements("2025-01-01", "2025-06-30").form_1(book.movements(start, end))


def test_what_is_no_movements_is_no_last_year() -> None:
    with pytest.raises(InvalidInputError, match="last_year: it is no Movements"):
        year().form_1(year().form_1())  # type: ignore[arg-type]


def test_the_last_of_february_is_one_day() -> None:
    book = two_years()
    now = book.movements("2025-02-01", "2025-02-28")
    for last in ("2024-02-28", "2024-02-29"):
        assert now.form_1(book.movements("2024-02-01", last)).row("1.A").before == 96
    with pytest.raises(InvalidInputError):
        now.form_1(book.movements("2024-02-01", "2024-02-27"))


def test_a_column_of_another_organization_or_ledger_is_said_to_be_so() -> None:
    book = two_years()
    now, before = book.movements("2025-01-01", "2025-12-31"), book.movements("2024-01-01", "2024-12-31")
    other = book.movements("2024-01-01", "2024-12-31", of="dbp")
    assert "Cột cùng kỳ năm trước là của Đảng bộ phường Phú Xá (dbp)." in notes(now.form_1(other))
    assert "không lấy từ cùng một sổ" not in notes(now.form_1(before))
    shorter = ledger().movements("2024-01-01", "2024-12-31")
    told = "Cuối kỳ năm trước có 96 đảng viên, kỳ này chuyển sang 103: hai cột không lấy từ cùng một sổ."
    assert told in notes(now.form_1(shorter))


def test_halves_of_two_years_need_not_join() -> None:
    book = two_years().enact(decide("2024-09-01", Leave(people(2, 0), reason=LeaveReason.DECEASED)))
    before, now = (book.movements(f"{one}-01-01", f"{one}-06-30") for one in (2024, 2025))
    form = now.form_1(before)
    assert (form.row("1.D").before, form.row("1.A").now) == (103, 102)
    assert "không lấy từ cùng một sổ" not in notes(form)


def test_a_form_that_does_not_add_up_says_so() -> None:
    before, now = (two_years().movements(f"{one}-01-01", f"{one}-06-30") for one in (2024, 2025))
    form = now.form_1(before)
    for wrong in (replace(form.row("1.C"), now=5), replace(form.row("1.C"), before=5)):
        rows = tuple(wrong if row.code == "1.C" else row for row in form.rows)
        assert form.holds
        assert not replace(form, rows=rows).holds


# --- how well the form is known --------------------------------------------------------------------------------------


def near(*days: str, past_rows: PastRows = "empty") -> MovementForm:
    """Five who came from elsewhere in the province in May, two more and one who went there in August 2025."""
    book = ledger(
        decide("2025-05-01", Admit("cb-1", full=5, reason=RECEIVED, where=NEAR)),
        decide("2025-08-01", Admit("cb-1", full=2, reason=RECEIVED, where=NEAR)),
        decide("2025-08-02", Leave(people(1, 0), reason=TRANSFERRED, where=NEAR)),
    )
    return book.movements(*days).form_1(past_rows=past_rows)


def test_rows_of_the_districts_are_dated_and_empty_where_the_period_goes_on_after_them() -> None:
    during = near("2025-01-01", "2025-06-30")
    assert {row.code: str(row.to) for row in during.rows if row.to} == {"1.B2b": "2025-06-30", "1.C5b": "2025-06-30"}
    assert during.row("1.B2b").now == 5
    assert "cấp huyện" not in notes(during)
    for days, came in ((("2025-01-01", "2025-12-31"), 7), (("2025-07-01", "2025-09-30"), 2)):
        form = near(*days)
        assert (form.row("1.B2b").now, form.row("1.C5b").now) == (None, None)
        assert (form.row("1.B2").now, form.row("1.B2").untold) == (came, came)
        assert ("    b. Huyện khác trong tỉnh chuyển đến", "", "", "") in form.table().rows
        assert "là dòng của thời còn cấp huyện, đến 30/6/2025; chữ dùng sau ngày đó chưa thấy." in notes(form)
        assert f"'2. Chuyển đến' có {came} đảng viên không thuộc dòng nào bên dưới: {came} từ nơi khác" in notes(form)
        assert "1 đi nơi khác trong tỉnh." in notes(form)
        assert form.holds


def test_they_go_on_counting_the_province_where_that_is_asked_for() -> None:
    form = near("2025-07-01", "2025-09-30", past_rows="filled")
    assert (form.row("1.B2b").now, form.row("1.C5b").now, form.row("1.B2").untold) == (2, 1, 0)
    assert "chữ dùng sau ngày đó chưa thấy. Ở đây ghi người chuyển trong tỉnh." in notes(form)
    with pytest.raises(InvalidInputError, match="past_rows: 'kept' is not known"):
        near("2025-07-01", "2025-09-30", past_rows="kept")  # type: ignore[arg-type]


def test_the_column_of_last_year_has_the_rows_of_its_own_time() -> None:
    book = ledger(
        decide("2025-05-01", Admit("cb-1", full=5, reason=RECEIVED, where=NEAR)),
        decide("2026-05-01", Admit("cb-1", full=4, reason=RECEIVED, where=NEAR)),
    )
    before, now = (book.movements(f"{one}-01-01", f"{one}-06-30") for one in (2025, 2026))
    row = now.form_1(before).row("1.B2b")
    assert (row.now, row.before, row.percent) == (None, 5, None)


def test_the_line_of_the_districts_counts_the_province() -> None:
    form = year(Admit("cb-1", [NEW], reason=RECEIVED, where=NEAR)).form_1()
    assert "'b. Huyện khác trong tỉnh chuyển đến' ghi người mà quyết định nêu là chuyển trong tỉnh" in notes(form)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2025-10-09", False),
        ("2025-10-10", True),
        ("2026-12-31", True),
    ],
)
def test_a_period_after_the_form_prints_its_rows_and_says_so(end: str, *, told: bool) -> None:
    form = ledger().movements("2025-07-01", end).form_1()
    assert ("mẫu áp dụng từ 13/12/2021 đến 09/10/2025" in notes(form)) == told
    assert len(form.rows) == 17


def test_the_source_stands_below_the_form() -> None:
    form = year().form_1()
    assert form.rule.confidence is Confidence.UNVERIFIED
    assert "11-HD/BTCTW" in form.table().source
    assert "chưa kiểm chứng" in form.table().source


def with_rows(value: RuleValue) -> RuleBook:
    """A book whose form 1 is this one."""
    book = RuleBook.default()
    return RuleBook(book.instruments(), [replace(book["statistics-form-1"], values=(value,))])


def shipped() -> RuleValue:
    (value,) = RuleBook.default()["statistics-form-1"].values
    return value


def test_a_form_that_was_read_is_no_draft() -> None:
    ref = replace(shipped().ref, confidence=Confidence.VERIFIED)
    form = year().form_1(rules=with_rows(replace(shipped(), ref=ref)))
    assert "Bản nháp" not in notes(form)


def test_a_book_without_the_form_says_so() -> None:
    with pytest.raises(TermError, match="'statistics-form-1' is not a rule of this rulebook"):
        year().form_1(rules=RuleBook((), ()))


def test_a_row_of_ones_own_is_printed_empty() -> None:
    own = Table({"key": "1.E", "label": Words(vi="E - Chênh lệch", en="E - Difference")})
    form = year().form_1(rules=with_rows(replace(shipped(), value=(*shipped().rows, own))))
    assert (form.row("1.E").now, form.row("1.E").untold) == (None, 0)
    assert form.table().rows[-1] == ("E - Chênh lệch", "", "", "")
    assert form.holds


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_a_row_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(TermError, match=r"'1\.C6' is not a row of this form"):
        year().form_1().row("1.C6")


def test_the_form_is_drawn_in_both_languages_and_cut() -> None:
    form = year(Admit("cb-1", [NEW])).form_1()
    vi, en = form.show().text, form.show(lang="en").text
    assert "D - Đảng viên trong danh sách cuối kỳ báo cáo" in vi
    assert "    a. Chuyển đi tỉnh khác" in vi
    assert str(form) == en
    assert "<table" in form._repr_html_()
    assert len(form.show(limit=3).text) < len(vi)
    assert repr(form) == "MovementForm('tp', 2024-01-01 to 2024-12-31: 96 + 1 - 0 = 97)"


def test_nobody_is_named_on_the_form() -> None:
    form = year(Admit("cb-1", [NEW])).form_1()
    for text in (repr(form), str(form), form.show().html, form.to_json()):
        assert "Ngọc" not in text
        assert "m-new" not in text


def test_the_form_as_json_has_the_counts_of_its_percentages() -> None:
    before, now = (two_years().movements(f"{one}-01-01", f"{one}-06-30") for one in (2024, 2025))
    told = now.form_1(before).as_dict()
    assert (told["schema"], told["version"]) == ("dangbo/movement-form", 1)
    assert told["last_year"] == {"start": "2024-01-01", "end": "2024-06-30"}
    rows = {row["code"]: row for row in told["rows"]}
    assert rows["1.B2a"]["percent"] == {"count": 8, "of": 3, "on": None, "origin": "computed"}
    assert rows["1.C2"]["percent"] is None
    assert rows["1.B2b"]["to"] == "2025-06-30"
    assert rows["1.B2"]["untold_before"] == 4
    assert rows["1.C3p"]["adds"] == "of_which"
    assert "chưa thấy biểu mẫu" in told["notes"][0]["vi"]


# --- the rows of the movements it is made of -------------------------------------------------------------------------


def test_movements_tell_how_far_people_moved() -> None:
    table = year(
        Admit("cb-1", full=1, reason=RECEIVED, where=FAR),
        Admit("cb-1", full=2, reason=RECEIVED, where=NEAR),
        Admit("cb-1", full=4, reason=RECEIVED),
        Leave(people(1, 0), reason=TRANSFERRED, where=ABROAD),
        Transfer(people(2, 0), to="cb-6"),
        of="dbp",
    ).members
    assert [(row.cause, row.where, row.total, row.by_number) for row in table.rows] == [
        ("transferred_in", FAR, 1, 1),
        ("transferred_in", NEAR, 2, 2),
        ("transferred_in", None, 4, 4),
        ("transferred_out", ABROAD, 1, 0),
        ("transferred_out", "register", 1, 0),
    ]
    assert table.count("transferred_in") == 7
    assert table.count("transferred_out") == 2
    assert table.holds


def test_movements_within_the_register_are_not_called_from_outside_it() -> None:
    told = year(Transfer(people(2, 0), to="cb-6"), Admit("cb-6", full=1, reason=RECEIVED, where=FAR), of="dbx")
    assert "Chuyển đến từ tổ chức khác trong sổ" in told.show().text
    assert "Chuyển đến (tỉnh khác)" in told.show().text
    assert "From elsewhere in the register" in told.show(lang="en").text
    assert "(another province)" in told.show(lang="en").html


def test_organizations_that_leave_the_register_are_told_from_those_that_move_within_it() -> None:
    book = ledger(
        decide("2024-02-01", Reassign("cb-1", "dbx")),
        decide("2024-03-01", HandOut("cb-2", to="Đảng ủy xã Minh Đức")),
        decide("2024-04-01", HandOut("cb-3", to="Đảng ủy xã Minh Đức", where=FAR)),
    )
    moved = book.movements("2024-01-01", "2024-12-31", of="dbp")
    assert [(row.cause, row.where, row.total) for row in moved.members.rows] == [
        ("with_organizations", where, 10) for where in (FAR, None, "register")
    ]
    told = [line for line in moved.show().text.splitlines() if "Chuyển giao cùng tổ chức" in line]
    assert [line.split("  ")[0] for line in told] == [
        "– Chuyển giao cùng tổ chức (tỉnh khác)",
        "– Chuyển giao cùng tổ chức, ra ngoài sổ",
        "– Chuyển giao cùng tổ chức, sang nơi khác trong sổ",
    ]
    came = book.movements("2024-01-01", "2024-12-31", of="dbx").show(lang="en").html
    assert "Received with organizations from within the register" in came
    form = moved.form_1()
    assert (form.row("1.C5").now, form.row("1.C5a").now, form.row("1.C5").untold) == (30, 10, 20)
    assert "10 không ghi đi đâu, 10 sang tổ chức khác trong sổ." in notes(form)
    assert "'5. Chuyển đi' gồm 30 đảng viên đi cùng tổ chức được chuyển giao" in notes(form)


def test_what_becomes_of_those_who_stay_is_told_in_words_of_people_and_of_organizations() -> None:
    recognized = year(Recognize(people=[ByNumber("cb-4", probationary=1)]))
    assert "Probationary to full" in recognized.show(lang="en").text
    assert "Converted" not in recognized.show(lang="en").text
    assert "Từ dự bị thành chính thức" in recognized.show().text
    converted = year(Convert(["cb-6"], level=Level.GRASSROOTS))
    assert "Converted" in converted.show(lang="en").text
    assert "Probationary to full" not in converted.show(lang="en").text


def test_two_provinces_of_one_register_are_told_apart_by_the_tree() -> None:
    listed = rolls((1, 2, 3), size=4)
    country = Hierarchy(
        [
            dang_bo("tw", None, CENTRAL),
            *(dang_bo(key, "tw", PROVINCIAL) for key in ("tinh-a", "tinh-b")),
            *(dang_bo(key, above, SUPERIOR) for key, above in (("h1", "tinh-a"), ("h2", "tinh-a"), ("h3", "tinh-b"))),
            *(dang_bo(f"x{at}", f"h{at}") for at in (1, 2, 3)),
            *(cell(f"cb-{at}", f"x{at}", full=5) for at in (1, 2, 3)),
        ],
        members(listed),
        listed,
        as_of="2024-01-01",
    )
    book = History(country).enact(
        decide("2024-02-01", Transfer(people(3, 0), to="cb-1"), by="tw"),  # another province: line a
        decide("2024-02-02", Transfer([], "cb-1", [ByNumber("cb-3", full=2)]), by="tw"),  # likewise
        decide("2024-02-03", Transfer(people(2, 0), to="cb-1"), by="tinh-a"),  # another district: not told apart
        decide("2024-02-04", Transfer([*people(2, 1), *people(3, 1)], to="cb-1"), by="tw"),  # both at once: likewise
        decide("2024-02-05", Reassign("cb-1", "x3"), by="tw"),  # eight by name, seven by number: line a
    )
    district = book.movements("2024-01-01", "2024-12-31", of="h1").form_1()
    assert figures(district) == {"1.A": 9, "1.B": 6, "1.B2": 6, "1.B2a": 3, "1.C": 15, "1.C5": 15, "1.C5a": 15}
    assert district.row("1.B2").untold == 3
    province = book.movements("2024-01-01", "2024-12-31", of="tinh-b").form_1()
    # Of the two who went at once only one crossed its border, so that all four who went are told apart.
    went = {"1.C": 4, "1.C5": 4, "1.C5a": 4, "1.D": 20}
    assert figures(province) == {"1.A": 9, "1.B": 15, "1.B2": 15, "1.B2a": 15, **went}
    assert figures(book.movements("2024-01-01", "2024-12-31").form_1()) == {"1.A": 27, "1.D": 27}


def test_where_somebody_came_from_is_put_right_by_a_correction() -> None:
    came = Admit("cb-1", full=3, reason=RECEIVED)
    book = ledger(decide("2024-03-01", came))
    right = decide("2024-03-01", replace(came, where=FAR))
    corrected = book.correct_decision(1, right, recorded="2024-06-01", reason="giấy giới thiệu ghi tỉnh khác")
    before, after = (one.movements("2024-01-01", "2024-12-31").form_1() for one in (book, corrected))
    assert (before.row("1.B2a").now, before.row("1.B2").untold) == (0, 3)
    assert (after.row("1.B2a").now, after.row("1.B2").untold) == (3, 0)
    known = corrected.known("2024-05-31").movements("2024-01-01", "2024-12-31").form_1()
    assert known == before
