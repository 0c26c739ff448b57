"""The doors of the library: every public day, count, label and id is fed good and bad spellings.

The parameters are found by their annotations, so a new one without a line here fails the walk.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

import dangbo as db
from dangbo.base.errors import DangboError, InvalidInputError, TermError
from dangbo.base.records import RecordType
from dangbo.base.terms import Term, kind_gloss, kind_label
from dangbo.base.told import WholeDocument
from tests.builders import article

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")


def parameters() -> Iterator[tuple[str, str]]:
    """Every parameter of a public function, method or record, as "History.as_of.effective", with its annotation."""
    for name in db.__all__:
        thing: Any = getattr(db, name)
        if getattr(thing, "_is_protocol", False):  # what others fit, and they are walked
            continue
        has_fields = inspect.isclass(thing) and dataclasses.is_dataclass(thing) and not issubclass(thing, WholeDocument)
        if issubclass(type(thing), RecordType) and has_fields:
            yield from ((f"{name}.{field.name}", str(field.type)) for field in dataclasses.fields(thing) if field.init)
        elif inspect.isclass(thing) and issubclass(thing, DangboError):
            continue
        elif inspect.isclass(thing) and "__init__" in vars(thing) and not has_fields:
            yield from _parameters_of(name, vars(thing)["__init__"])
        elif inspect.isfunction(thing):
            yield from _parameters_of(name, thing)
        if inspect.isclass(thing):
            for verb, method in inspect.getmembers(thing, lambda one: inspect.isfunction(one) or inspect.ismethod(one)):
                if not verb.startswith("_") and method.__module__.startswith("dangbo."):
                    yield from _parameters_of(f"{name}.{verb}", method)


def _parameters_of(name: str, function: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - of whatever kind
    for one in inspect.signature(function).parameters.values():
        yield f"{name}.{one.name}", str(one.annotation)


@cache
def city() -> db.Hierarchy:
    return db.datasets.thai_nguyen()


@cache
def preview() -> db.Preview:
    return plan("2023-06-01").preview(city())


def plan(day: Any) -> db.Plan:  # noqa: ANN401 - good and bad days
    return db.Plan(day, "dbp-phu-xa", PAPER, [db.Merge(["cb-tdp-12"], into="cb-tdp-2")])


@cache
def records() -> tuple[db.RatingRecord, ...]:
    return tuple(db.datasets.thai_nguyen_ratings())


@cache
def tally() -> db.Tally:
    return db.Tally({db.Rating.EXCELLENT: 10, db.Rating.GOOD: 37, db.Rating.COMPLETED: 3}, year=2022)


@cache
def life() -> db.Life:
    return db.Life.of([db.LifeEvent("m-1", "kết nạp", "2022-01-01")])


@cache
def known() -> db.Profiles:
    return db.Profiles([{"member": "m-00001", "sex": "nữ", "born": "1990-05-04"}])


@cache
def agenda() -> db.Agenda:
    return db.attention(city(), on="2023-04-30")


# --- days -----------------------------------------------------------------------------------------------------------

DAY = dt.date(2023, 6, 1)
GOOD_DAYS: tuple[Any, ...] = (
    *(DAY, dt.datetime(2023, 6, 1, 23, 59), "2023-06-01", "01/6/2023", "1/6/2023", "01/06/2023"),  # noqa: DTZ001 - as files write moments
    *("01/06/2023 00:00:00", "1/6/2023 0:00", " 1/6/2023 ", "2023-06-01T08:00:00+07:00", "2023-06-01T10:00:00Z"),
)
BAD_DAYS: tuple[Any, ...] = (
    *(0, 1.5, True, 20230601, float("nan"), [], b"2023-06-01", type("NaTType", (dt.datetime,), {})(2023, 6, 1)),
    *("", " ", "0", "86400", "1672531200", "31/06/2023", "2023-06-31", "6/2023", "1/6/23", "2023-06-01T18:00:00Z", "x"),
    *("01/06/2023 24:00", "2023-06-01T24:00", "01/06/2023 12:61", "1/6/2023 99:99:99"),
)


def _led() -> db.Hierarchy:
    """The city with a secretary of one ward."""
    seat = db.Seat("dbp-phu-xa", "secretary", "m-1", body="committee", since="2020-01-01", source="elected")
    return db.Hierarchy(list(city()), seats=[seat], as_of="2023-04-30")


def _seat(since: Any = "2020-01-01", until: Any = None) -> db.Seat:  # noqa: ANN401 - whatever a user types
    return db.Seat("dbp", "secretary", "m-1", body="committee", since=since, until=until, source="elected")


def _meeting(on: str, **days: Any) -> db.Meeting:  # noqa: ANN401 - whatever a user types
    return db.Meeting("cb-1", on, called=10, present=10, **days)


def _proposal(raised: Any, due: Any = None) -> db.Proposal:  # noqa: ANN401 - the same
    return db.Proposal("kn-1", "cb-1", raised, "Sửa đường ngõ 5", "ubnd", due=due)


def _survey(on: Any) -> db.SurveyResult:  # noqa: ANN401 - the same
    asked = [db.Question("day", "Sinh hoạt đúng ngày", "single", ["Có", "Không"])]
    return db.tally_survey([{"day": "có"}], asked, population=4, on=on)


def _admissions(
    base_on: Any = "2022-12-31",  # noqa: ANN401 - the same
    on: Any = None,  # noqa: ANN401 - the same
    at: Any = None,  # noqa: ANN401 - the same
) -> db.AdmissionProgress:
    return db.admission_progress([], city(), target="3%", base_on=base_on, year=2023, on=on, at=at)


def _coverage(start: Any = "2023-01-01", end: Any = "2023-12-31") -> db.VisitCoverage:  # noqa: ANN401 - the same
    profile = db.DutyProfile("kt", "tp-thai-nguyen", (), [db.CellKind.RESIDENTIAL], at_least=2)
    return db.visit_coverage(profile, [], [], city(), start, end)


DAYS: dict[str, Callable[[Any], object]] = {
    "RatingDecision.on": lambda day: db.RatingDecision("good", "Đảng ủy", day),
    "Discipline.on": lambda day: db.Discipline("Cảnh cáo", on=day),
    "Document.issued": lambda day: db.Document("quyết định", issued=day),
    "Plan.effective": plan,
    "Hierarchy.as_of": lambda day: db.Hierarchy([city().root], as_of=day).as_of,
    "Hierarchy.from_frame.as_of": lambda day: (
        db.Hierarchy.from_frame(
            pytest.importorskip("polars").DataFrame({"id": ["a"], "name": ["A"], "kind": ["đảng bộ cơ sở"]}), as_of=day
        ).as_of
    ),
    "Hierarchy.from_rows.as_of": lambda day: (
        db.Hierarchy.from_rows([{"id": "a", "name": "A", "kind": "đảng bộ cơ sở"}], as_of=day).as_of
    ),
    "build.as_of": lambda day: db.build([], root=city().root, as_of=day).hierarchy.as_of,
    "History.as_of.effective": lambda day: article().as_of(day),
    "History.as_of.known": lambda day: article().as_of("2023-06-01", known=day),
    "History.between.start": lambda day: article().between(day, "2023-12-31"),
    "History.between.end": lambda day: article().between("2021-07-01", day),
    "History.correspondence.start": lambda day: article().correspondence(day, "2023-12-31"),
    "History.correspondence.end": lambda day: article().correspondence("2021-07-01", day),
    "History.movements.start": lambda day: article().movements(day, "2023-12-31"),
    "History.movements.end": lambda day: article().movements("2021-07-01", day),
    "History.known.on": lambda day: article().known(day).decisions,
    "History.enact.recorded": lambda day: article().enact(plan("2023-06-01"), recorded=day).decisions[-1].recorded,
    "History.undo.effective": lambda day: (
        article().undo(len(article().decisions), basis=PAPER, effective=day, recorded="2023-06-02").decisions[-1]
    ),
    "History.undo.recorded": lambda day: (
        article().undo(len(article().decisions), basis=PAPER, effective="2023-06-01", recorded=day).decisions[-1]
    ),
    "History.correct_record.recorded": lambda day: (
        article().correct_record("cb-tdp-2", recorded=day, reason="ghi thiếu", code="TN-2").corrections[-1]
    ),
    "History.correct_group.recorded": lambda day: (
        article().correct_group("tdp-phu-xa-12", recorded=day, reason="ghi thiếu", place="Phú Xá 2").corrections[-1]
    ),
    "History.correct_member.recorded": lambda day: (
        article().correct_member("m-00001", recorded=day, reason="gõ nhầm", name="Lê Thị A").corrections[-1]
    ),
    "History.correct_recorded.recorded": lambda day: (
        article().correct_recorded({1: "2021-08-19"}, recorded=day, reason="gõ nhầm").corrections[-1]
    ),
    "History.correct_recorded.days": lambda day: (
        article()
        .correct_recorded({len(article().log): day}, recorded="2023-06-02", reason="gõ nhầm")
        .corrections[-1]
        .recordings
    ),
    "History.correct_decision.recorded": lambda day: (
        article()
        .correct_decision(
            1, dataclasses.replace(article().decision(1).plan, basis=PAPER), recorded=day, reason="ghi sai"
        )
        .corrections[-1]
    ),
    "Balance.on": lambda day: db.Balance("cb-1", on=day, full=1).on,
    "History.close.on": lambda day: article().close(on=day, basis=PAPER, recorded="2023-06-02").closings,
    "History.close.recorded": lambda day: article().close(on="2023-05-31", basis=PAPER, recorded=day).closings,
    "History.expect.recorded": lambda day: (
        article().expect(db.Balance("dbp-phu-xa", "2023-05-31", full=1), recorded=day).log[-1]
    ),
    "History.changed_since_closing.on": lambda day: (
        article().close(on="2023-06-01", basis=PAPER).changed_since_closing(day)
    ),
    "comparable_series.on": lambda day: db.comparable_series({2022: {"cb-tdp-2": (1, 2)}}, article(), on={2022: day}),
    "Preview.inverse.effective": lambda day: preview().inverse(effective=day, basis=PAPER),
    "RuleBook.at.on": lambda day: db.RuleBook.default().at(day).on,
    "RuleBook.diff.start": lambda day: str(db.RuleBook.default().diff(day, "2025-07-01")),
    "RuleBook.diff.end": lambda day: str(db.RuleBook.default().diff("2021-07-01", day)),
    "RuleBook.explain.on": lambda day: str(db.RuleBook.default().explain("cell-size-consent", on=day)),
    "MeetingScale.in_force.on": lambda day: db.MeetingScale.in_force("binh-thuan", on=day),
    "Scheme.in_force.on": lambda day: db.datasets.thai_nguyen_scheme().in_force(day),
    "carry_counts.start": lambda day: db.carry_counts(
        {"cb-tdp-2": 1}, article(), start=day, end="2023-12-31", strategy="sum"
    ),
    "carry_counts.end": lambda day: db.carry_counts(
        {"cb-tdp-2": 1}, article(), start="2021-07-01", end=day, strategy="sum"
    ),
    "carry_ratings.on": lambda day: db.carry_ratings([], article(), year=2021, on=day, strategy="worst"),
    "comparable_units.start": lambda day: db.comparable_units(article(), start=day, end="2023-12-31"),
    "comparable_units.end": lambda day: db.comparable_units(article(), start="2021-07-01", end=day),
    "classify.on": lambda day: db.classify(db.Evidence("member", party_life="exempt"), on=day),
    "excellent_places.on": lambda day: db.excellent_places(100, on=day).limit,
    "excellent_quota.on": lambda day: db.excellent_quota(tally(), on=day).limit,
    "quota_by_group.on": lambda day: db.quota_by_group({"a": tally()}, on=day),
    "quota_sensitivity.on": lambda day: db.quota_sensitivity(tally(), on=day),
    "Spans.on.day": lambda day: article().spans("2021-07-01", "2023-12-31").on("tp-thai-nguyen", day),
    "Spans.is_cell.day": lambda day: article().spans("2021-07-01", "2023-12-31").is_cell("tp-thai-nguyen", day),
    "History.spans.start": lambda day: list(article().spans(day, "2023-12-31").items()),
    "History.spans.end": lambda day: list(article().spans("2021-07-01", day).items()),
    "Meeting.on": lambda day: db.Meeting("cb-1", day, called=10, present=10),
    "Meeting.prepared_on": lambda day: _meeting("2023-06-03", prepared_on=day).prepared_on,
    "Meeting.papers_on": lambda day: _meeting("2023-06-03", papers_on=day).papers_on,
    "Meeting.filed_on": lambda day: _meeting("2023-05-03", filed_on=day).filed_on,
    "Meeting.of.on": lambda day: db.Meeting.of("cb-1", day, {"m-1": "present"}),
    "Task.due": lambda day: db.Task("a", due=day).due,
    "Task.done_on": lambda day: db.Task("a", done_on=day).done_on,
    "Task.is_open.on": lambda day: db.Task("a", done_on="2023-06-01").is_open(day),
    "Task.is_late.on": lambda day: db.Task("a", due="2023-05-31").is_late(day),
    "tasks_open.on": lambda day: db.tasks_open([], on=day),
    "activity_of.period": lambda day: db.activity_of(city(), [], (day, "2023-12-31")).as_dict(),
    "CellAssignment.since": lambda day: db.CellAssignment("09-qd-tu", "m-1", "cb-1", day).since,
    "CellAssignment.is_on.on": lambda day: db.CellAssignment("09-qd-tu", "m-1", "cb-1", "2023-06-01").is_on(day),
    "DutyVisit.on": lambda day: db.DutyVisit("m-1", "cb-1", day).on,
    "DutyProfile.in_force.on": lambda day: db.DutyProfile.in_force("kon-tum", on=day),
    "Proposal.raised_on": lambda day: _proposal(day).raised_on,
    "Proposal.is_open.on": lambda day: _proposal("2023-06-01").is_open(day),
    "Proposal.is_late.on": lambda day: _proposal("2023-05-01", due="2023-05-31").is_late(day),
    "OfficeRecords.reconciled": lambda day: db.OfficeRecords(city(), reconciled={"dbp-phu-xa": day}).reconciled,
    "Prospect.on": lambda day: db.Prospect("q-1", "cb-1", "chi bộ đề nghị kết nạp", day).on,
    "admission_progress.base_on": lambda day: _admissions(base_on=day).as_dict(),
    "admission_progress.on": lambda day: _admissions(on=day).as_dict(),
    "tally_survey.on": lambda day: _survey(day).as_dict(),
    "visit_coverage.start": lambda day: _coverage(start=day).as_dict(),
    "visit_coverage.end": lambda day: _coverage(end=day).as_dict(),
    "Share.on": lambda day: db.Share(1, of=2, on=day).on,
    "Ratio.on": lambda day: db.Ratio(1, of=2, on=day).on,
    "Recognize.since": lambda day: db.Recognize(["m-1"], since=day).since,
    "Transfer.until": lambda day: db.Transfer(["m-1"], to="cb-1", kind="temporary", until=day).until,  # type: ignore[arg-type]
    "Stay.since": lambda day: db.Stay("m-1", "cb-1", since=day).since,
    "Stay.until": lambda day: db.Stay("m-1", "cb-1", until=day).until,
    "Stay.is_on.on": lambda day: db.Stay("m-1", "cb-1", since="2020-01-01").is_on(day),
    "Stay.is_over.on": lambda day: db.Stay("m-1", "cb-1", until="2020-01-01").is_over(day),
    "LifeEvent.until": lambda day: db.LifeEvent("m-1", "miễn sinh hoạt", "2020-01-01", until=day).until,
    "Life.status.on": lambda day: life().status(day).on,
    "Life.seniority.on": lambda day: life().seniority(day).on,
    "Life.probation.on": lambda day: getattr(life().probation(day), "on", None),
    "Life.deadlines.on": lambda day: [
        limit.as_dict() for limit in life().deadlines(day, calendar=db.WorkingDays.weekdays())
    ],
    "WorkingDays.weekdays.closed": lambda day: db.WorkingDays.weekdays(closed=[day]),
    "WorkingDays.weekdays.worked": lambda day: db.WorkingDays.weekdays(worked=[day]),
    "WorkingDays.is_working.day": lambda day: db.WorkingDays.weekdays().is_working(day),
    "WorkingDays.add.day": lambda day: db.WorkingDays.weekdays().add(day, 1),
    "WorkingDays.count.start": lambda day: db.WorkingDays.weekdays().count(day, "2026-01-01"),
    "WorkingDays.count.end": lambda day: db.WorkingDays.weekdays().count("2020-01-01", day),
    "Profiles.check.on": lambda day: known().check(hierarchy=city(), on=day),
    "composition.on": lambda day: db.composition(known(), city(), on=day, at="cb-tdp-2"),
    "Seat.since": lambda day: _seat(since=day).since,
    "Seat.until": lambda day: _seat(until=day).until,
    "Seat.is_on.on": lambda day: _seat().is_on(day),
    "Seat.is_over.on": lambda day: _seat(until="2020-06-30").is_over(day),
    "Mandate.since": lambda day: db.Mandate("dbp", 1, since=day).since,
    "Mandate.until": lambda day: db.Mandate("dbp", 1, "2020-01-01", until=day).until,
    "Mandate.congress": lambda day: db.Mandate("dbp", 1, "2020-01-01", congress=day).congress,
    "Mandate.reported": lambda day: db.Mandate("dbp", 1, "2020-01-01", reported=day).reported,
    "Mandate.approved": lambda day: db.Mandate("dbp", 1, "2020-01-01", approved=day).approved,
    "Mandate.handed_over": lambda day: db.Mandate("dbp", 1, "2020-01-01", handed_over=day).handed_over,
    "Mandate.is_on.on": lambda day: db.Mandate("dbp", 1, "2020-01-01").is_on(day),
    "labels.on": lambda day: db.labels("kind", "rating", on=day).as_dict(),
    "dues.on": lambda day: db.dues("student", on=day),
    "year_of_meetings.through": lambda day: db.year_of_meetings("cb-1", 2023, [], through=day),
}
"""Each door with a call that passes a day through it."""


def test_every_day_a_user_gives_is_walked() -> None:
    days = {name for name, hint in parameters() if ("dt.date" in hint and "str" in hint) or hint.startswith("Day")}
    assert days - DAYS.keys() == set()


@pytest.mark.parametrize("door", DAYS)
def test_a_day_is_read_from_every_form_in_use(door: str) -> None:
    results = [repr(DAYS[door](day)) for day in GOOD_DAYS]
    assert set(results) == {results[0]}


@pytest.mark.parametrize("door", DAYS)
def test_what_is_no_day_is_refused_as_such(door: str) -> None:
    for bad in BAD_DAYS:
        with pytest.raises(InvalidInputError) as caught:
            DAYS[door](bad)
        assert {found.code for found in caught.value.findings} == {"input/bad-date"}, repr(bad)


# --- fields of records ----------------------------------------------------------------------------------------------


def _fields(*types: str) -> list[str]:
    """The fields of records of these types, as "Organization.full"."""
    return [
        f"{name}.{field.name}"
        for name in db.__all__
        if isinstance(getattr(db, name), RecordType) and hasattr(getattr(db, name), "__pydantic_config__")
        for field in dataclasses.fields(getattr(db, name))
        if field.init and str(field.type).removesuffix(" | None") in types
    ]


def _said(door: str, value: object) -> list[str]:
    """The codes of what a record says of one field, whatever else is missing."""
    name, _, field = door.partition(".")
    try:
        getattr(db, name)(**{field: value})
    except InvalidInputError as error:
        return [found.code for found in error.findings if found.subject == door]
    return []


GOOD_COUNTS: tuple[Any, ...] = (0, 1, "31", " 7 ", "1.234", "27 960", 12.0, "12.0", 999_999_999)
BAD_COUNTS: tuple[Any, ...] = (
    *(
        -1,
        1.5,
        True,
        10**9,
        10**5000,
        float("inf"),
        [],
        b"3",
        "-1",
        "3_1",
        "01.234",
        "007",
        "1,234",
        "1e3",
        "+3",
        "٣",
        "x",
    ),
)


@pytest.mark.parametrize("door", _fields("Count"))
def test_a_count_of_a_record_is_a_count(door: str) -> None:
    assert [_said(door, good) for good in GOOD_COUNTS] == [[]] * len(GOOD_COUNTS)
    assert [_said(door, bad) for bad in BAD_COUNTS] == [["input/bad-count"]] * len(BAD_COUNTS)


GOOD_IDS: tuple[Any, ...] = ("cb-1", " cb-1 ", "chi-bo\u0323\u0302", "x" * 10_000)
BAD_IDS: tuple[Any, ...] = (5, 1.5, True, [], b"cb-1", object(), "", " ", "\u200b", "\x00", "\ud800")


@pytest.mark.parametrize("door", _fields("Id"))
def test_an_id_of_a_record_is_text_or_a_record(door: str) -> None:
    assert [_said(door, good) for good in (*GOOD_IDS, city().root)] == [[]] * (len(GOOD_IDS) + 1)
    assert [_said(door, bad) for bad in BAD_IDS] == [["input/bad-value"]] * len(BAD_IDS)


TERMS = {
    name: getattr(db, name)
    for name in db.__all__
    if inspect.isclass(getattr(db, name)) and issubclass(getattr(db, name), Term) and len(getattr(db, name))
}


@pytest.mark.parametrize("door", _fields(*TERMS))
def test_a_term_of_a_record_takes_members_codes_and_labels(door: str) -> None:
    name, _, field = door.partition(".")
    hints = {one.name: str(one.type).removesuffix(" | None") for one in dataclasses.fields(getattr(db, name))}
    for member in TERMS[hints[field]]:
        spellings = (
            member,
            member.value,
            member.label,
            member.label.upper(),
            unicodedata.normalize("NFD", member.label),
        )
        assert [_said(door, good) for good in spellings] == [[]] * len(spellings)
    wrong: tuple[Any, ...] = ("", "Nguyễn Văn A", 5, True, [], b"x")
    for bad in wrong:
        assert _said(door, bad) == ["input/bad-value"], repr(bad)


# --- look-ups -------------------------------------------------------------------------------------------------------

LOOK_UPS: dict[str, Callable[[Any], object]] = {
    "Hierarchy.ancestors.of": lambda key: city().ancestors(key),
    "Hierarchy.children.of": lambda key: city().children(key),
    "Hierarchy.committee.of": lambda key: _led().committee(key),
    "Hierarchy.count.under": lambda key: city().count(under=key),
    "Hierarchy.descendants.of": lambda key: city().descendants(key),
    "Hierarchy.direct_subordinates.of": lambda key: city().direct_subordinates(key),
    "Hierarchy.get.key": lambda key: city().get(key),
    "Hierarchy.groups_of.of": lambda key: city().groups_of(key),
    "Hierarchy.guests.of": lambda key: city().guests(key),
    "Hierarchy.headcount.of": lambda key: city().headcount(key),
    "Hierarchy.is_within.key": lambda key: city().is_within(key, "tp-thai-nguyen"),
    "Hierarchy.is_within.top": lambda key: city().is_within("cb-tdp-2", key),
    "Hierarchy.lowest_common_ancestor.a": lambda key: city().lowest_common_ancestor(key, "cb-tdp-2"),
    "Hierarchy.lowest_common_ancestor.b": lambda key: city().lowest_common_ancestor("cb-tdp-2", key),
    "Hierarchy.own_headcount.of": lambda key: city().own_headcount(key),
    "Hierarchy.parent.of": lambda key: city().parent(key),
    "Hierarchy.path.of": lambda key: city().path(key),
    "Hierarchy.path.to": lambda key: city().path("cb-tdp-12", key),
    "Hierarchy.roll.of": lambda key: city().roll(key),
    "Hierarchy.select.under": lambda key: city().select(under=key),
    "Hierarchy.show.of": lambda key: str(city().show(key, depth=0)),
    "Completeness.share.organization": lambda key: known().completeness(city()).share("sex", key),
    "Profiles.completeness.at": lambda key: known().completeness(city(), at=key).organizations,
    "Profiles.select.at": lambda key: known().select(city(), at=key).ids,
    "composition.at": lambda key: db.composition(known(), city(), on="2023-04-30", at=key),
    "Tally.of.under": lambda key: db.Tally.of(
        records(), city(), subjects="organizations", level="grassroots", year=2022, under=key
    ),
    "Agenda.select.at": lambda key: agenda().select(at=key),
    "admission_progress.at": lambda key: _admissions(at=key).as_dict(),
    "activity_of.at": lambda key: db.activity_of(city(), [], 2022, at=key).as_dict(),
    "kind_of_cell.cell": lambda key: db.kind_of_cell(city(), key),
    "DutyProfile.in_force.committee": lambda key: db.DutyProfile.in_force(
        "thai-nguyen", on="2023-04-30", committee=key
    ),
    "History.lineage.organization": lambda key: article().lineage(key),
    "History.correct_record.organization": lambda key: (
        article().correct_record(key, recorded="2023-06-01", reason="ghi thiếu", code="TN-2").corrections[-1]
    ),
}
_OTHER_KEYS = {"Hierarchy.group.key", "Hierarchy.mass_body.key", "Hierarchy.home.member"}
_MAY_BE_NONE = {"Hierarchy.count.under", "Hierarchy.select.under", "Hierarchy.headcount.of", "Hierarchy.path.to"} | {
    "Completeness.share.organization",
    "Agenda.select.at",
    "DutyProfile.in_force.committee",
    "Hierarchy.show.of",
    "activity_of.at",
    "admission_progress.at",
    "Profiles.completeness.at",
    "Profiles.select.at",
    "Tally.of.under",
    "composition.at",
}


def test_every_look_up_by_an_organization_is_walked() -> None:
    asked = {name for name, hint in parameters() if "str | Organization" in hint and "Iterable" not in hint}
    assert asked - LOOK_UPS.keys() == set()


@pytest.mark.parametrize("door", LOOK_UPS)
def test_a_look_up_takes_an_id_in_any_spelling_and_a_record(door: str) -> None:
    record = city()["dbp-phu-xa"]
    results = [repr(LOOK_UPS[door](key)) for key in (record.id, record, " dbp-phu-xa", "dbp-\u200bphu-xa")]
    assert set(results) == {results[0]}


@pytest.mark.parametrize("door", [*LOOK_UPS, *sorted(_OTHER_KEYS)])
def test_what_is_no_id_is_refused_as_such(door: str) -> None:
    others: dict[str, Callable[[Any], object]] = {
        "Hierarchy.group.key": lambda key: city().group(key),
        "Hierarchy.mass_body.key": lambda key: city().mass_body(key),
        "Hierarchy.home.member": lambda key: city().home(key),
    }
    call = (LOOK_UPS | others)[door]
    for bad in (5, 1.5, True, b"dbp-phu-xa", ["dbp-phu-xa"], object(), *(() if door in _MAY_BE_NONE else (None,))):
        with pytest.raises(InvalidInputError) as caught:
            call(bad)
        assert "neither an id nor a record" in str(caught.value)


def test_square_brackets_and_in_read_ids_as_look_ups_do() -> None:
    record = city()["dbp-phu-xa"]
    assert city()[record] is city()[" dbp-phu-xa"] is record
    assert record in city()
    assert "dbp-phu-xá" not in city()
    for bad in (5, None, b"dbp-phu-xa"):
        assert bad not in city()
        with pytest.raises(InvalidInputError, match="organization: it is neither an id nor a record"):
            city()[bad]  # type: ignore[index]


# --- labels ---------------------------------------------------------------------------------------------------------

LABELS: dict[str, tuple[Callable[[Any], object], Term]] = {
    "Hierarchy.count.form": (lambda term: city().count(form=term), db.Form.CHI_BO),
    "Hierarchy.count.level": (lambda term: city().count(level=term), db.Level.GRASSROOTS),
    "Hierarchy.select.form": (lambda term: city().select(form=term), db.Form.CHI_BO),
    "Hierarchy.select.level": (lambda term: city().select(level=term), db.Level.GRASSROOTS),
    "Tally.at_least.rating": (lambda term: tally().at_least(term), db.Rating.GOOD),
    "Tally.count.rating": (lambda term: tally().count(term), db.Rating.GOOD),
    "Tally.count_of.tiers": (lambda term: tally().count_of([term]), db.Rating.GOOD),
    "Tally.share.rating": (lambda term: tally().share(term), db.Rating.GOOD),
    "Tally.share_at_least.rating": (lambda term: tally().share_at_least(term), db.Rating.GOOD),
    "Tally.counts": (lambda term: db.Tally({term: 3}, year=2022), db.Rating.GOOD),
    "Tally.of.level": (
        lambda term: db.Tally.of(records(), city(), subjects="organizations", level=term, year=2022),
        db.Level.GRASSROOTS,
    ),
    "Tally.of.form": (
        lambda term: db.Tally.of(
            db.datasets.thai_nguyen_ratings(),
            city(),
            subjects="organizations",
            level="grassroots",
            form=term,
            year=2022,
        ),
        db.Form.CHI_BO,
    ),
    "Target.tier": (lambda term: db.Target("x", at_least="85%", tier=term), db.Rating.GOOD),
    "compare.tier": (
        lambda term: db.compare(tally(), db.Target("x", at_least="85%", tier=None), tier=term),
        db.Rating.GOOD,
    ),
    "carry_counts.strategy": (
        lambda term: db.carry_counts({"cb-tdp-2": 1}, article(), start="2021-07-01", end="2023-12-31", strategy=term),
        db.CarryStrategy.SUM,
    ),
    "carry_ratings.strategy": (
        lambda term: db.carry_ratings([], article(), year=2021, on="2023-12-31", strategy=term),
        db.CarryStrategy.WORST,
    ),
    "excellent_quota.heads": (
        lambda term: db.excellent_quota(tally(), on="2022-12-31", heads={term: 1}),
        db.Rating.GOOD,
    ),
    "RatingRecord.rating": (lambda term: db.RatingRecord("cb-1", 2022, term), db.Rating.GOOD),
    "RatingRecord.status": (lambda term: db.RatingRecord("cb-1", 2022, status=term), db.RatingStatus.EXEMPT),
    "kind_label": (lambda term: kind_label(term, db.Level.GRASSROOTS), db.Form.CHI_BO),
    "kind_gloss": (lambda term: kind_gloss(db.Form.CHI_BO, term), db.Level.GRASSROOTS),
    "Rules.label": (lambda term: db.RuleBook.default().at("2022-12-31").label(term, "grassroots"), db.Form.CHI_BO),
}


@pytest.mark.parametrize("door", LABELS)
def test_a_term_may_be_given_by_its_code_or_its_label(door: str) -> None:
    call, term = LABELS[door]
    spellings = (term, term.value, term.label, term.label.lower(), unicodedata.normalize("NFD", term.label))
    results = [repr(call(one)) for one in spellings]
    assert set(results) == {results[0]}


@pytest.mark.parametrize("door", LABELS)
def test_a_term_nobody_knows_is_refused(door: str) -> None:
    call, _ = LABELS[door]
    for bad in ("goood chi boo", 5, True, b"good"):
        with pytest.raises((TermError, InvalidInputError)):
            call(bad)
