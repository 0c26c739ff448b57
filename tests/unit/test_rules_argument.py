"""`rules=` is asked for in one place: whoever gives something else than a `RuleBook` is told so in one sentence."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

import dangbo
from dangbo import (
    Document,
    DutyProfile,
    Evidence,
    Hierarchy,
    History,
    InvalidInputError,
    Life,
    LifeEvent,
    Meeting,
    MeetingScale,
    Plan,
    Profiles,
    Rating,
    Rename,
    RuleBook,
    Scheme,
    Tally,
    WorkingDays,
    activity_of,
    admission_progress,
    attention,
    check_meeting,
    classify,
    composition,
    datasets,
    dues,
    excellent_places,
    excellent_quota,
    labels,
    quota_by_group,
    quota_sensitivity,
    schedule,
    visit_coverage,
    year_of_meetings,
)
from dangbo.io.templates import write_templates
from dangbo.life.admissions import waits_of
from dangbo.report.tables import division_table, page, ratings_table, structure_table

CITY: Final = datasets.thai_nguyen()
PLAN: Final = Plan("2023-06-01", "dbp-phu-xa", Document("quyết định", "1"), [Rename("cb-tdp-2", "Chi bộ khác")])
TALLY: Final = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)


def functions() -> Iterator[str]:
    """Every public function and method of the library that takes `rules=`."""
    for module in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if module.name.endswith("__main__") or module.name.startswith("dangbo.commands"):
            continue
        found = importlib.import_module(module.name)
        everything: dict[str, object] = vars(found)
        for name, thing in everything.items():
            if name.startswith("_") or getattr(thing, "__module__", "") != module.name:
                continue
            members: dict[str, object] = {name: thing} if inspect.isfunction(thing) else {}
            if inspect.isclass(thing):
                members = {f"{name}.{key}": getattr(thing, key) for key in vars(thing) if not key.startswith("_")}
            for path, call in members.items():
                if not callable(call) or inspect.isclass(call):
                    continue
                parameter = inspect.signature(call).parameters.get("rules")
                if parameter is not None and "RuleBook" in str(parameter.annotation) and parameter.default is None:
                    yield path


def ledger() -> History:
    return History(opening=CITY).enact(PLAN)


CALLS: Final[dict[str, Callable[[Any], object]]] = {
    "Hierarchy.check": lambda rules: CITY.check(rules=rules),
    "Hierarchy.committee": lambda rules: CITY.committee("cb-tdp-2", rules=rules),
    "Plan.preview": lambda rules: PLAN.preview(CITY, rules=rules),
    "Plan.apply": lambda rules: PLAN.apply(CITY, rules=rules),
    "Plan.order": lambda rules: PLAN.order(CITY, rules=rules),
    "History.enact": lambda rules: History(opening=CITY).enact(PLAN, rules=rules),
    "History.undo": lambda rules: ledger().undo(
        1, effective="2023-09-01", basis=Document("quyết định", "2"), rules=rules
    ),
    "History.life": lambda rules: History(opening=CITY).life("m-00001", rules=rules),
    "History.load": lambda rules: History.load("nowhere", rules=rules),
    "KeptLedger.load": lambda rules: History.load("nowhere", rules=rules),  # it is where a History has it from
    "KeptLedger.from_dict": lambda rules: History.from_dict(History(opening=CITY).as_dict(), rules=rules),
    "KeptLedger.from_json": lambda rules: History.from_json(History(opening=CITY).to_json(), rules=rules),
    "labels": lambda rules: labels("rating", rules=rules),
    "Movements.form_1": lambda rules: ledger().movements("2023-05-01", "2023-12-31").form_1(rules=rules),
    "composition": lambda rules: composition(Profiles(), CITY, on="2023-04-30", rules=rules),
    "classify": lambda rules: classify(Evidence("member", score=80), on="2025-12-31", rules=rules),
    "excellent_quota": lambda rules: excellent_quota(TALLY, on="2022-12-31", rules=rules),
    "excellent_places": lambda rules: excellent_places(100, on="2022-12-31", subjects="members", rules=rules),
    "quota_by_group": lambda rules: quota_by_group({"a": TALLY}, on="2022-12-31", rules=rules),
    "quota_sensitivity": lambda rules: quota_sensitivity(TALLY, on="2022-12-31", rules=rules),
    "ratings_table": lambda rules: ratings_table((), CITY, year=2022, rules=rules),
    "structure_table": lambda rules: structure_table(CITY, rules=rules),
    "division_table": lambda rules: division_table(PLAN.preview(CITY), rules=rules),
    "page": lambda rules: page(CITY, records=(), year=2022, rules=rules),
    "check_meeting": lambda rules: check_meeting(Meeting("a", "2024-11-20", called=2, present=2), rules=rules),
    "year_of_meetings": lambda rules: year_of_meetings("a", 2025, [], rules=rules),
    "MeetingScale.in_force": lambda rules: MeetingScale.in_force("an-phu", on="2026-01-01", rules=rules),
    "DutyProfile.in_force": lambda rules: DutyProfile.in_force("kon-tum", on="2026-01-01", rules=rules),
    "visit_coverage": lambda rules: visit_coverage(
        DutyProfile("qd", "tp-thai-nguyen", (), ["residential"]), [], [], CITY, "2023-01-01", "2023-03-31", rules=rules
    ),
    "schedule": lambda rules: schedule(["cb-1"], 2026, calendar=WorkingDays.weekdays(), rules=rules),
    "activity_of": lambda rules: activity_of(CITY, [], 2022, rules=rules),
    "admission_progress": lambda rules: admission_progress(
        [], CITY, target="3%", base_on="2022-12-31", year=2023, rules=rules
    ),
    "waits_of": lambda rules: waits_of([], dt.date(2026, 3, 31), rules=rules),
    "attention": lambda rules: attention(CITY, on="2023-04-30", rules=rules),
    "Life.of": lambda rules: Life.of([LifeEvent("m-1", "kết nạp", "2024-09-15")], rules=rules),
    "WorkingDays.vietnam": lambda rules: WorkingDays.vietnam(2026, rules=rules),
    "dues": lambda rules: dues("student", on="2026-03-31", rules=rules),
    "Profiles.check": lambda rules: Profiles([]).check(hierarchy=CITY, rules=rules),
    "write_templates": lambda rules: write_templates("a folder that is not made", rules=rules),
    "Scheme.in_force": lambda rules: Scheme.in_force("2022-12-31", rules=rules),
}


def test_every_function_that_takes_rules_is_tried_here() -> None:
    assert set(functions()) - set(CALLS) == set()


@pytest.mark.parametrize("name", sorted(CALLS))
@pytest.mark.parametrize("wrong", ["rules of a day", "path", "class"])
def test_what_is_no_rulebook_is_refused_in_one_sentence(name: str, wrong: str) -> None:
    given: object = {
        "rules of a day": RuleBook.default().at("2025-07-01"),
        "path": "my-rules.toml",
        "class": RuleBook,
    }[wrong]
    with pytest.raises(InvalidInputError, match=r"rules: it is no RuleBook but '\w+'; (RuleBook\.load\(\.\.\.\)|give)"):
        CALLS[name](given)


def test_rules_of_a_day_name_the_book_to_give() -> None:
    with pytest.raises(InvalidInputError, match=r"but 'Rules'; give its \.book"):
        Hierarchy.check(CITY, rules=RuleBook.default().at("2025-07-01"))  # type: ignore[arg-type]
