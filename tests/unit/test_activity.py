"""Meetings of a period rolled up: a merger in the middle of a year by hand, and what counts once."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from dangbo import (
    Activity,
    Consolidate,
    Document,
    Establish,
    Form,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    Meeting,
    MeetingScale,
    MeetingTier,
    Member,
    Merge,
    Organization,
    Plan,
    UnknownOrganizationError,
    activity_of,
    datasets,
    score_meeting,
    year_of_meetings,
)
from dangbo.base.figures import Share
from dangbo.life.activity import CellMonth
from dangbo.life.meeting_parts import Resolution, Task
from tests.builders import NO_RULES, SUPERIOR


def cell(key: str, parent: str = "db", full: int = 10) -> Organization:
    return Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent, full=full)


TOP = Organization("dx", "Đảng bộ xã", Form.DANG_BO, SUPERIOR)
WARD = Organization("db", "Đảng bộ cơ sở", Form.DANG_BO, Level.GRASSROOTS, "dx")
OTHER = Organization("do", "Đảng bộ cơ sở khác", Form.DANG_BO, Level.GRASSROOTS, "dx")
PAPER = Document("quyết định", "1-QĐ/ĐU (giả định)", "2026-07-01")


@pytest.fixture(scope="module")
def ledger() -> History:
    """cb-1 (met in 5 of its 7 months) goes into cb-2 (met in 12 of 12) on 16 July 2026; cb-3 is another one."""
    tree = Hierarchy([TOP, WARD, OTHER, cell("cb-1"), cell("cb-2"), cell("cb-3", "do")], as_of="2026-01-01")
    return History(tree).enact(Plan("2026-07-16", "dx", PAPER, [Merge(["cb-1"], into="cb-2")]))


def met(key: str, *months: int, day: int = 3, **more: object) -> list[Meeting]:
    counts = {"called": 10, "present": 9, "absent_with_reason": 1, **more}
    return [Meeting(key, dt.date(2026, month, day), **counts) for month in months]  # type: ignore[arg-type]


YEAR = [*met("cb-1", 1, 2, 3, 5, 7), *met("cb-2", *range(1, 13)), *met("cb-3", *range(1, 12))]


def test_a_merger_in_the_middle_of_the_year_adds_up(ledger: History) -> None:
    activity = activity_of(ledger, YEAR, 2026)

    # by hand: cb-1 stood on 3 January .. 3 July, 7 months; it met in 5 of them. cb-2 owes its own 12 and no more.
    assert activity.own("cb-1").months == Share(5, of=7)
    assert activity.own("cb-2").months == Share(12, of=12)
    assert activity["cb-2"].months == Share(17, of=19)  # with what it took over
    assert activity["db"].months == Share(17, of=19)
    assert activity.total.months == Share(17 + 11, of=19 + 12)
    assert activity.total.attended == Share(9 * 28, of=10 * 28)
    assert {first.month: keys for first, keys in activity.without_meeting.items() if keys} == {
        4: ("cb-1",), 6: ("cb-1",), 12: ("cb-3",),
    }  # fmt: skip
    before = activity_of(ledger, YEAR, ("2026-01-01", "2026-07-15"))
    after = activity_of(ledger, YEAR, ("2026-07-16", "2026-12-31"))
    for name in ("meetings", "regular", "called", "present", "expected", "held"):
        for key in ("dx", "db", "do"):
            assert getattr(before[key], name) + getattr(after[key], name) == getattr(activity[key], name)
    assert set(activity.cells) == {"cb-1", "cb-2", "cb-3"}
    assert activity.findings == ()


def test_the_same_meetings_in_any_order_count_the_same(ledger: History) -> None:
    mixed = [*YEAR, *met("cb-1", 9), Meeting("cb-2", "2026-01-03", called=12, present=8, absent_without_reason=4)]
    expected = activity_of(ledger, mixed, 2026)
    for seed in range(5):
        again = random.Random(seed).sample(mixed, len(mixed))  # noqa: S311 - an order, no secret
        assert activity_of(ledger, again, 2026).as_dict() == expected.as_dict()


def test_what_cannot_be_counted_is_told_and_what_is_recorded_twice_counts_once(ledger: History) -> None:
    larger = Meeting("cb-2", "2026-01-03", called=12, present=8, absent_without_reason=4)
    activity = activity_of(ledger, [*YEAR, *met("cb-1", 9), *met("cb-9", 2), larger], 2026)

    assert [(found.code, found.subject) for found in activity.findings] == [
        ("meeting/cell-unknown", "cb-9"), ("meeting/cell-not-standing", "cb-1"), ("meeting/twice", "cb-2"),
    ]  # fmt: skip
    assert activity.own("cb-1").meetings == 5
    assert (activity.own("cb-2").meetings, activity.own("cb-2").called) == (12, 122)
    assert activity.own("cb-2").without_reason == 4
    branch = activity_of(ledger, [*YEAR, *met("cb-1", 9), *met("cb-9", 2)], 2026, at="do")
    assert (branch.total.cells, branch.total.held, branch.findings) == (1, 11, ())


def test_two_regular_meetings_of_a_month_hold_one_month(ledger: History) -> None:
    activity = activity_of(ledger, [*met("cb-3", 1), *met("cb-3", 1, day=20)], 2026)
    assert (activity.own("cb-3").held, activity.own("cb-3").regular, activity.findings) == (1, 2, ())


def test_a_month_beside_those_expected_is_told_apart() -> None:
    people = [Member(f"m-{number}", f"Người {number}") for number in range(1, 8)]
    ids = [one.id for one in people]
    tree = Hierarchy([TOP, WARD, cell("cb-1", full=0)], people, {"cb-1": ids}, as_of="2026-01-01")
    founded = Plan("2026-05-10", "dx", PAPER, [Establish(cell("cb-8", full=0), members=ids[:3])])
    row = activity_of(History(tree).enact(founded), met("cb-8", 5, 6, day=20), 2026).own("cb-8")
    assert (row.expected, row.held, row.beyond, row.months) == (7, 1, 1, Share(1, of=7))


def test_a_meeting_of_several_cells_is_held_by_each_and_its_people_count_once(ledger: History) -> None:
    joint = Meeting("cb-1", "2026-03-03", called=20, present=20, cells=["cb-3", "cb-2"], kind="with_thematic")
    activity = activity_of(ledger, [joint], 2026)

    assert [activity.own(key).held for key in ("cb-1", "cb-2", "cb-3")] == [1, 1, 1]
    assert (activity.total.held, activity.total.meetings, activity.total.called) == (3, 1, 20)
    assert activity.total.quarters_held == 3
    far = activity_of(ledger, [joint], 2026, at="do")
    assert (far.total.held, far.total.meetings, far.total.quarters_held) == (1, 0, 1)


def test_quarters_ask_for_a_theme_where_the_rule_holds_and_the_cell_stood_throughout(ledger: History) -> None:
    themes = [*met("cb-1", 2, 8, kind="thematic"), *met("cb-2", 2, 3, kind="with_thematic"), *met("cb-3", 11)]
    activity = activity_of(ledger, themes, 2026)

    assert activity.own("cb-1").themes == Share(1, of=2)  # it stood through two quarters
    assert activity.own("cb-2").themes == Share(1, of=4)
    assert (activity.own("cb-1").thematic, activity.own("cb-1").regular) == (1, 0)
    assert (activity.own("cb-2").thematic, activity.own("cb-2").regular) == (2, 2)
    assert activity_of(ledger, themes, ("2026-01-02", "2026-12-30")).total.themes == Share(0, of=5)
    assert activity_of(ledger.opening, [], 2024).total.themes is None  # no such rule yet
    assert [ref.id for ref in activity.rules] == ["meeting-day", "meeting-thematic"]


def test_committees_and_congresses_are_no_regular_meetings(ledger: History) -> None:
    others = [
        *met("cb-1", 1, kind="committee", body="chi_uy"),
        *met("db", 1, kind="committee"),
        *met("cb-1", 2, kind="congress"),
        *met("db", 3, body="dang_bo"),
    ]
    activity = activity_of(ledger, others, 2026)
    assert (activity.own("cb-1").committee, activity.own("cb-1").meetings, activity.own("cb-1").held) == (1, 1, 0)
    assert (activity.own("db").committee, activity.own("db").regular, activity.own("db").months) == (1, 1, None)
    assert activity["db"].called == 20  # those of the congress and of the đảng bộ; committees are others


def test_tiers_are_counts(ledger: History) -> None:
    full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
    scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
    good, fair = score_meeting(full, scale, full=full), score_meeting({**full, "contents": 45}, scale, full=full)
    meetings = [*met("cb-1", 1, score=good), *met("cb-1", 2, score=fair), *met("cb-3", 1, score=good), *met("cb-3", 2)]
    row = activity_of(ledger, meetings, 2026).total
    assert (row.count(MeetingTier.GOOD), row.count(MeetingTier.FAIR), row.not_scored) == (2, 1, 1)
    assert row.as_dict()["tiers"] == {"good": 2, "fair": 1, "average": 0, "poor": 0}


def test_tasks_count_in_the_period_they_were_due_in(ledger: History) -> None:
    tasks = [
        Task("Việc 1", due="2026-01-20", done_on="2026-01-20"),
        Task("Việc 2", due="2026-01-20", done_on="2026-01-21"),
        Task("Việc 3", due="2026-01-31", done_on="2026-02-09"),
        Task("Việc 4", due="2026-01-31"),
        Task("Việc 5", due="2026-02-01", done_on="2026-01-15"),
        Task("Việc 6"),
    ]
    december = Meeting("cb-3", "2025-12-03", called=9, present=9, resolution=Resolution(tasks=tasks))
    row = activity_of(ledger.opening, [december], ("2026-01-01", "2026-01-31")).total
    assert (row.tasks, row.on_time, row.done, row.meetings) == (4, 1, 2, 0)
    assert row.tasks_on_time == Share(1, of=4)


def test_the_months_of_a_cell_for_a_picture(ledger: History) -> None:
    activity = activity_of(ledger, [*met("cb-1", 5, 7), *met("cb-1", 6, kind="thematic")], ("2026-05-01", "2026-08-31"))
    assert activity.months("cb-1") == (
        CellMonth(dt.date(2026, 5, 1), expected=True, held=True, thematic=0),
        CellMonth(dt.date(2026, 6, 1), expected=True, held=False, thematic=1),
        CellMonth(dt.date(2026, 7, 1), expected=True, held=True, thematic=0),
        CellMonth(dt.date(2026, 8, 1), expected=False, held=False, thematic=0),
    )
    assert [one.expected for one in activity.months("db")] == [False] * 4


def test_ids_are_found_in_any_spelling_and_an_activity_goes_to_another_process() -> None:
    tree = Hierarchy([replace(TOP, id="đb"), replace(cell("cb-hoà"), parent="đb")], as_of="2026-01-01")
    decomposed = unicodedata.normalize("NFD", "cb-hoà")
    activity = activity_of(tree, iter(met(decomposed, 2)), 2026, at=unicodedata.normalize("NFD", "đb"))
    assert (activity[decomposed].held, activity.months(decomposed)[1].held) == (1, True)
    copied = pickle.loads(pickle.dumps(activity))  # noqa: S301 - of our own making
    assert copied.as_dict() == activity.as_dict()
    with pytest.raises(TypeError):
        copied.without_meeting[dt.date(2026, 1, 1)] = ()


def test_bad_questions_are_refused(ledger: History) -> None:
    with pytest.raises(UnknownOrganizationError, match="cb-2"):
        activity_of(ledger, [], 2026, at="cb-22")
    activity = activity_of(ledger, [], 2026, at="db")
    for ask in (activity.months, activity.own, activity.__getitem__):
        with pytest.raises(UnknownOrganizationError):
            ask("do")
    with pytest.raises(InvalidInputError, match="history/before-opening"):
        activity_of(ledger, [], 2025)
    with pytest.raises(InvalidInputError, match="first and its last day"):
        activity_of(ledger, [], ("2026-01-01",))  # type: ignore[arg-type]  # what is tested
    with pytest.raises(InvalidInputError, match=r"meetings\[0\]"):
        activity_of(ledger, ["cb-1"], 2026)  # type: ignore[list-item]  # what is tested
    with pytest.raises(AttributeError, match="cannot be changed"):
        activity.top = "dx"


def test_what_is_shown_names_organizations_and_says_how_months_were_counted(ledger: History) -> None:
    activity = activity_of(ledger, YEAR, 2026)
    shown = activity.show(lang="vi").text
    assert "Đảng bộ cơ sở" in shown
    assert "17/19" in shown
    assert "cách hiểu của chúng tôi" in shown
    below = activity_of(ledger, YEAR, 2026, at="cb-2").show(lang="en").html
    assert "Chi bộ cb-1 (ended 16 July 2026)" in below
    row = next(row for row in activity.to_rows() if row["organization"] == "cb-1")
    assert (row["above"], row["ended"], row["held"], row["expected"]) == ("cb-2", "2026-07-16", 5, 7)


def test_two_years_of_the_city_hold_every_month() -> None:
    city = datasets.thai_nguyen()
    cells = [org.id for org in city if org.form is Form.CHI_BO]
    days = [dt.date(2021 + (at + 4) // 12, (at + 4) % 12 + 1, 5) for at in range(24)]
    meetings = [Meeting(key, day, called=30, present=27, absent_with_reason=3) for day in days for key in cells]
    activity = activity_of(city, meetings, ("2021-05-01", "2023-04-30"))
    assert isinstance(activity, Activity)
    assert activity.total.months == Share(21_840, of=21_840)
    assert activity.total.attended == Share(27 * 21_840, of=30 * 21_840)
    assert city.roll_up({key: activity.own(key).held for key in cells}) == {key: activity[key].held for key in activity}
    assert not any(activity.without_meeting.values())


def test_what_is_merged_again_on_the_day_of_its_merger_rolls_up_to_the_one_that_stands() -> None:
    tree = Hierarchy([TOP, WARD, OTHER, *(cell(f"cb-{number}") for number in range(1, 5))], as_of="2026-01-01")
    steps = [Consolidate(["cb-1", "cb-4"], cell("cb-n", full=0)), Consolidate(["cb-n", "cb-3"], cell("cb-o", full=0)),
             Merge(["cb-o"], into="cb-2")]  # fmt: skip
    for plans in ([steps], [[step] for step in steps], [steps[:2], steps[2:]]):
        ledger = History(tree)
        for operations in plans:
            ledger = ledger.enact(Plan("2026-07-16", "dx", PAPER, operations), recorded="2026-07-16", rules=NO_RULES)
        activity = activity_of(ledger, YEAR, 2026)
        assert {key: ledger.spans("2026-01-01", "2026-12-31")[key][-1].heirs for key in ("cb-1", "cb-3", "cb-4")} == {
            "cb-1": ("cb-2",), "cb-3": ("cb-2",), "cb-4": ("cb-2",),
        }  # fmt: skip
        # by hand: cb-1 owes 7 and met in 5, cb-3 and cb-4 owe 7, cb-3 met in 7; cb-2 met in 12 of its own 12
        assert activity["cb-2"].months == Share(5 + 7 + 0 + 12, of=7 + 7 + 7 + 12)


_TASK = Resolution("2-NQ/CB", tasks=[Task("việc", due="2026-03-20")])
_FEB: dict[str, Any] = {"called": 10, "present": 10}


@pytest.mark.parametrize(
    ("records", "twice", "counted"),  # cells with a finding; meetings, called, months held, tasks, committee
    [
        ([Meeting("cb-1", "2026-02-03", **_FEB, cells=["cb-2"]), Meeting("cb-2", "2026-02-03", **_FEB, cells=["cb-1"])],
         ["cb-1", "cb-2"], (1, 10, 2, 0, 0)),
        ([Meeting("cb-1", "2026-02-03", **_FEB, cells=["cb-2"]), Meeting("cb-2", "2026-02-03", called=4, present=4)],
         ["cb-2"], (1, 10, 2, 0, 0)),
        ([Meeting("cb-1", "2026-02-03", **_FEB, cells=["cb-2"]), Meeting("cb-1", "2026-02-03", called=11, present=11)],
         ["cb-1"], (1, 10, 2, 0, 0)),
        ([Meeting("cb-1", "2026-02-03", **_FEB, cells=["cb-2"]), Meeting("cb-2", "2026-02-03", **_FEB, cells=["cb-3"])],
         ["cb-2"], (2, 20, 3, 0, 0)),  # what one of them alone says is not lost
        ([Meeting("cb-1", "2026-02-03", **_FEB), Meeting("cb-1", "2026-02-03", **_FEB, resolution=_TASK)],
         ["cb-1"], (1, 10, 1, 1, 0)),
        ([Meeting("cb-1", "2025-12-03", **_FEB, resolution=_TASK)] * 2, ["cb-1"], (0, 0, 0, 1, 0)),
        ([Meeting("cb-1", "2026-02-02", **_FEB, kind="committee"),
          Meeting("cb-1", "2026-02-02", **_FEB, kind="committee", body="chi ủy")], ["cb-1"], (0, 0, 0, 0, 1)),
        ([Meeting("cb-1", "2026-02-03", **_FEB, cells=["cb-2"]),
          Meeting("cb-2", "2026-02-20", **_FEB, kind="thematic")], [], (2, 20, 2, 0, 0)),
    ],
)  # fmt: skip
def test_a_meeting_recorded_twice_counts_once_whoever_recorded_it(
    ledger: History, records: list[Meeting], twice: list[str], counted: tuple[int, ...]
) -> None:
    for given in (records, records[::-1]):
        activity = activity_of(ledger, given, 2026)
        row = activity.total
        assert [one.subject for one in activity.findings] == twice
        assert (row.meetings, row.called, row.held, row.tasks, row.committee) == counted


def test_the_last_months_that_can_be_written_are_counted_like_any_other(ledger: History) -> None:
    december = Meeting("cb-2", "9999-12-31", called=5, present=5)
    for register in (ledger, ledger.as_of("2026-12-31")):
        activity = activity_of(register, [december], ("9999-11-01", "9999-12-31"))
        assert (activity.own("cb-2").months, activity.findings) == (Share(1, of=2), ())


def test_activities_that_counted_the_same_are_equal(ledger: History) -> None:
    activity = activity_of(ledger, YEAR, 2026)
    again = activity_of(ledger, YEAR[::-1], (dt.date(2026, 1, 1), "31/12/2026"))
    assert activity == again == pickle.loads(pickle.dumps(activity))  # noqa: S301 - our own
    assert len({activity, again}) == 1
    assert activity != activity_of(ledger, YEAR[1:], 2026)
    assert activity != activity_of(ledger, YEAR, 2026, at="db")
    assert activity != activity.as_dict()


def test_a_tier_is_asked_for_by_its_label_too(ledger: History) -> None:
    for row in (activity_of(ledger, YEAR, 2026).total, year_of_meetings("cb-1", 2026, YEAR)):
        assert [row.count(tier) for tier in (MeetingTier.GOOD, "good", "Tốt")] == [0, 0, 0]
        with pytest.raises(InvalidInputError, match="tier"):
            row.count("xuất sắc")


def test_a_text_tells_the_first_few_of_what_was_not_counted(ledger: History) -> None:
    astray = [Meeting(f"cb-x{number}", "2026-02-03", called=1, present=1) for number in range(2_000)]
    activity = activity_of(ledger, astray, 2026)
    assert len(activity.findings) == 2_000
    assert activity.explain(lang="vi").endswith("... và 1.995 phát hiện nữa.")
    assert str(activity).count("meeting/cell-unknown") == 5
    assert "1,995 more" in activity.show(lang="en").text


def test_tasks_of_a_cell_that_ended_fall_due_with_the_one_that_took_over(ledger: History) -> None:
    tasks = [Task("a", due="2026-06-30", done_on="2026-06-30"), Task("b", due="2026-09-30", done_on="2026-09-30")]
    given = [Meeting("cb-1", "2026-06-03", called=3, present=3, resolution=Resolution("6-NQ/CB", tasks=tasks))]
    whole = activity_of(ledger, given, 2026)
    before = activity_of(ledger, given, ("2026-01-01", "2026-07-15"))
    after = activity_of(ledger, given, ("2026-07-16", "2026-12-31"))
    branch = activity_of(ledger, given, ("2026-07-16", "2026-12-31"), at="db")
    other = activity_of(ledger, given, ("2026-07-16", "2026-12-31"), at="do")
    assert (whole.own("cb-1").tasks, after.own("cb-2").tasks_on_time) == (2, Share(1, of=1))
    for key in ("db", "dx"):
        assert (before[key].tasks, after[key].tasks, whole[key].tasks) == (1, 1, 2)
    assert (branch.total.tasks, other.total.tasks) == (1, 0)
    unknown = [Meeting("cb-x", "2026-06-03", called=3, present=3, resolution=Resolution("6-NQ/CB", tasks=tasks))]
    for register in (ledger, ledger.as_of("2026-12-31")):
        assert activity_of(register, unknown, ("2026-07-16", "2026-12-31")).total.tasks == 0
