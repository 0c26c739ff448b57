"""Whatever takes a language refuses one nobody knows: every public function and method with `lang` is walked."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter

import dangbo
import dangbo as db
from dangbo import datasets
from dangbo.base.citations import Document, place_in_words
from dangbo.base.errors import InvalidInputError, PlanRejectedError, TermError
from dangbo.base.figures import Points, Printed, Share, growth
from dangbo.base.findings import Lang, finding
from dangbo.base.results import cited, explained, finding_texts, first_finding_texts, percent_text
from dangbo.base.terms import Form, GroupKind, LeaveReason, Level, Rating, Term
from dangbo.base.text import PartialDate, format_date, format_number, group_digits, number_marks
from dangbo.base.words import Words, known_language
from dangbo.carry.counts import carry_counts
from dangbo.carry.ratings import carry_ratings
from dangbo.carry.units import comparable_series
from dangbo.change.order import OrderPair
from dangbo.change.outcome import line_across
from dangbo.change.play import Beyond, people_words
from dangbo.evaluation import Tally
from dangbo.io.choice_books import write_choices
from dangbo.io.corrected_books import Corrections
from dangbo.io.filled_forms import FormComparison, FormDifference, read_form
from dangbo.io.grids import Grid, Place, Workbook, cell_finding
from dangbo.io.layouts import Layout
from dangbo.io.problem_books import problem_book, problem_table, shown_cell
from dangbo.io.reconciliation_tables import reconciliation_table
from dangbo.io.workbooks import Book, shortened
from dangbo.io.writing_back import WrittenBack
from dangbo.ledger.lineage import Border
from dangbo.life.activity import activity_of
from dangbo.life.admissions import waits_of
from dangbo.life.duty import DutyProfile
from dangbo.life.events import LifeEvent
from dangbo.life.lives import Life
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.meeting_scales import MeetingScale, score_meeting
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting
from dangbo.life.seniority import Elapsed, day_text
from dangbo.life.surveys import Question, tally_survey
from dangbo.life.visit_coverage import visit_coverage
from dangbo.rating.apportionment import needed_by_subordinate
from dangbo.rating.classification.evidence import Evidence
from dangbo.rating.classification.judging import classify
from dangbo.rating.comparison import compare, compare_years
from dangbo.rating.places import Candidate, excellent_places, select_excellent
from dangbo.rating.quota import excellent_quota, given_words, quota_by_group
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Indicator, Target
from dangbo.render import (
    Card,
    Drawing,
    Flow,
    Strip,
    StripGroup,
    Table,
    TreeLine,
    draw_card_wall,
    draw_flow,
    draw_strips,
    draw_table,
    draw_tree,
    flow_svg,
    page,
    stack,
)
from dangbo.render import Column as Heading
from dangbo.render.drawing import fragment
from dangbo.render.findings import Findings
from dangbo.render.table import day_cell, folded_table, number_cell, share_cell
from dangbo.render.worded import words_table
from dangbo.report import tables as report
from dangbo.report.papers import decision_papers
from dangbo.report.walls import meetings_wall, visits_wall
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.rules.words import cell, effect, entry, lines_of, period
from dangbo.tree.records import Consent, Organization, ResidentialGroup
from tests.builders import article, committee, reported
from tests.unit.test_problem_books import bad_cell, read_of, sheet

UNKNOWN = ("de", "VI", "", 'vi" onload="x', "vi-VN")


def speakers() -> Iterator[tuple[str, Any]]:
    """Public functions and methods with a parameter `lang`, by name."""
    for module in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if module.name.endswith("__main__") or module.name.startswith("dangbo.commands"):
            continue
        room = importlib.import_module(module.name)
        for name, thing in vars(room).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != room.__name__:
                continue
            if inspect.isfunction(thing):
                yield from _if_it_speaks(f"{module.name[7:]}.{name}", thing)
            elif inspect.isclass(thing):
                for member, value in vars(thing).items():
                    plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
                    if inspect.isfunction(plain) and not member.startswith("_"):
                        yield from _if_it_speaks(f"{module.name[7:]}.{name}.{member}", plain)


def _if_it_speaks(name: str, function: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any function
    if "lang" in inspect.signature(function).parameters:
        yield name, function


_FORM = read_form("Tiêu chí;Kỳ này;Kỳ trước;%\n1;2;3;4(=2*100/3)\nKết nạp;1;3;33,4\n".encode())


@cache
def _nothing_read() -> dangbo.Import:
    grid = Grid("a.xlsx", "Sheet1", [["x"]])
    problems = Findings([cell_finding("table/no-names", Place("a.xlsx", "Sheet1"))])
    book = Workbook("a.xlsx", "0" * 64, "xlsx", (grid,))
    return dangbo.Import("profiles", book, Layout(grid), (), (), (), (), problems)


@cache  # frozen, and slow to make: a walk of some hundred cases asks each time
def _things() -> dict[str, Any]:
    """One of every class that speaks, by the name of the class."""
    city = datasets.thai_nguyen()
    ledger = article()
    paper = Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
    group = ResidentialGroup("tdp-x", "Tổ dân phố X", GroupKind.TO_DAN_PHO)
    new = Organization("cb-new", "Chi bộ mới", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp-phu-xa")
    preview = Plan("2023-06-01", "dbp-phu-xa", paper, [dangbo.Merge(["cb-tdp-12"], into="cb-tdp-2")]).preview(city)
    book = RuleBook.default()
    tally = Tally({Rating.EXCELLENT: 10, Rating.GOOD: 37, Rating.COMPLETED: 3}, year=2022)
    target = Target("good or better", at_least="85%", tier=Rating.GOOD)
    quota = excellent_quota(tally, on="2022-12-31")
    members = Tally({Rating.EXCELLENT: 4, Rating.GOOD: 20}, year=2022, subjects="members")
    full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
    duty = dangbo.DutyProfile("p", "tp-thai-nguyen", (), [dangbo.CellKind.RESIDENTIAL], at_least=2)
    meeting = Meeting("cb-1", "2025-11-03", called=20, present=18, absent_with_reason=2, minutes=95)
    rated = classify(
        Evidence("organization", kind="chi bộ cơ sở", score=95, discipline=[], listed_failure=False), on="2025-12-31"
    )
    papers = decision_papers(preview)
    composed = dangbo.composition(dangbo.Profiles([{"member": "m-00001", "born": "1970"}]), city, on="2023-04-30")
    indicator = Indicator.of_tiers(Words(vi="tốt trở lên", en="good or better"), {Rating.GOOD, Rating.EXCELLENT})
    life = Life.of([LifeEvent("m-1", "quyết định kết nạp", "1996-05-19"), LifeEvent("m-1", "kết nạp", "2024-09-15")])
    things: list[Any] = [
        city,
        city.coverage(),
        committee(),
        asked := dangbo.attention(city, on="2026-03-31", meetings=[]),
        asked[0],
        ledger,
        Table("", [Heading("")], [["1"]]),
        dangbo.Findings([finding("tree/blank-id", "x")]),
        ledger.lineage("cb-cty-r"),
        Border("out", "Đảng ủy xã Tân Cương", ("cb-tdp-1",), 1, 1, dt.date(2023, 6, 1)),
        ledger.movements("2021-07-01", "2023-04-30"),
        ledger.movements("2022-01-01", "2022-12-31").form_1(),
        composed,
        dangbo.reconcile([{"name": "A", "born": "1970"}], [{"name": "Â", "born": "1/1/1970"}]),
        composed.form_3(),
        composed.form_4(),
        ledger.correspondence("2021-06-30", "2023-04-30"),
        reported().changed_since_closing("2022-12-31"),
        OrderPair(1, 2, "needs"),
        papers,
        papers.file[0].what,
        InvalidInputError([finding("tree/no-root", "organizations")]),
        PlanRejectedError(None, [finding("plan/unknown-group", "tdp-9", operation=2)]),
        quota,
        quota.sensitivity(),
        quota_by_group({"dbp-1": members}, on="2022-12-31"),
        excellent_places(100, on="2022-12-31"),
        select_excellent([Candidate("a", 1)], 1),
        preview,
        Corrections(None, (), (7,), (), Findings(), 3, 1),
        WrittenBack((), Findings()),
        _FORM,
        FormComparison(1, (FormDifference(4, "Kết nạp", "2", Decimal(3), 4),), (), ()),
        preview.matrix,
        preview.changes[0],
        preview.conservation,
        Words(vi="một", en="one"),
        Words(en="one", vi="một"),
        book,
        book.at("2023-04-30"),
        book.explain("cell-size-consent"),
        book.diff("2025-06-30", "2025-07-01"),
        book.at("2023-04-30").value("cell-size-consent").ref,
        tally,
        target,
        indicator,
        indicator.numerator,
        compare(tally, target),
        compare_years([tally], target),
        growth(3, 2),
        Points(1),
        Printed,
        Scheme,
        finding("tree/blank-id", "x"),
        score_meeting(full, MeetingScale.in_force("binh-thuan", on="2023-05-31"), full=full),
        check_meeting(meeting),
        dangbo.admission_progress(
            [
                dangbo.Prospect("q-1", "cb-tdp-2", "admitted", "2023-02-03"),
                dangbo.Prospect("q-2", "cb-tdp-2", "decided", "2023-02-03"),
            ],
            dangbo.datasets.thai_nguyen(),
            target="3%",
            base_on="2023-04-30",
            year=2023,
        ),
        *waits_of([dangbo.Prospect("q-1", "cb-1", "cell_resolved", "2026-01-05")], dt.date(2026, 3, 31)),
        tally_survey([{"q": 1}, {"q": 3}], [Question("q", "Câu hỏi", "several", ["Có", "Không"])], population=2),
        year_of_meetings("cb-1", 2025, [meeting]),
        dangbo.activity_of(datasets.thai_nguyen(), [meeting], 2025),
        dangbo.WorkingDays.weekdays(),
        dangbo.schedule(["cb-1"], 2026, calendar=dangbo.WorkingDays.weekdays())[0],
        dangbo.assign_cells(["a", "b"], ["cb-1"], forbid=[("x", "cb-1")], keep=[("b", "cb-1"), ("b", "cb-2")]),
        dangbo.visit_coverage(
            *(duty, [], [dangbo.DutyVisit("m-00017", "cb-x", "2023-03-03")]),
            *(datasets.thai_nguyen(), "2023-01-01", "2023-03-31"),
        ),
        dangbo.reach(duty, members=45, cells=398),
        dangbo.dues("pensioner", 6_000_000, on="2026-03-31"),
        life.seniority("2026-01-01"),
        life.probation("2026-01-01"),
        life.deadlines("2026-01-01", calendar=dangbo.WorkingDays.weekdays())[0],
        life.badges(2026)[0],
        Elapsed(29, 11, 3),
        rated,
        rated.reasons[0],
        rated.criteria[0],
        needed_by_subordinate({"cb-1": 20}, target),
        carry_ratings(datasets.thai_nguyen_ratings(), ledger, year=2021, on="2023-04-30", strategy="mixed"),
        carry_counts({"cb-tdp-2": 5}, ledger, start="2021-06-30", end="2023-04-30", strategy="sum"),
        comparable_series({2021: {"dbp-phu-xa": (9, 10)}, 2022: {"dbp-phu-xa": (10, 10)}}, ledger),
        dangbo.Merge(["cb-tdp-12"], into="cb-tdp-2"),
        dangbo.Establish(new),
        dangbo.Consolidate(["cb-tdp-1", "cb-tdp-3"], new),
        dangbo.Split("cb-tdp-14", [new], {"cb-new": ["m-00017"]}, stays=["cb-tdp-14"]),
        dangbo.Rearrange(["cb-tdp-14"], [new], {"cb-new": ["cb-tdp-14"]}),
        dangbo.Dissolve("cb-cty-x", "cb-tdp-5"),
        dangbo.Disband("cb-cty-x", "cb-tdp-5"),
        dangbo.Reassign("cb-tdp-1", to="dbp-phu-xa"),
        dangbo.Convert(["cb-tdp-1"], level=Level.GRASSROOTS),
        dangbo.Rename("cb-tdp-1", name="Chi bộ A"),
        dangbo.Recode("cb-tdp-1", code="1"),
        dangbo.ChangeHostUnit("cb-tdp-1", host_unit="u"),
        dangbo.Divide("cb-tdp-1", into=2),
        dangbo.WithdrawConsent("cb-tdp-1", paper),
        dangbo.ChangeGroup("tdp-phu-xa-5", name="A"),
        dangbo.Transfer(["m-00017"], to="cb-tdp-5"),
        dangbo.Admit("cb-tdp-1", probationary=1),
        dangbo.Recognize(["m-00017"]),
        dangbo.RenameMember("m-00017", "A"),
        dangbo.Leave(["m-00017"], reason=LeaveReason.DECEASED),
        dangbo.AssignGroups({"tdp-phu-xa-12": ["cb-tdp-2"]}),
        dangbo.MergeGroups(["tdp-phu-xa-5", "tdp-phu-xa-7"], into=group, document=paper),
        dangbo.SplitGroup("tdp-phu-xa-5", into=[group], document=paper),
        dangbo.Realign(["body"], to="cb-tdp-1"),
        dangbo.Appoint("cb-tdp-1", "secretary", "m-00017", body="chi_uy", source="appointed"),
        dangbo.EndPost("cb-tdp-1", "secretary", "m-00017"),
        dangbo.HandOut("cb-tdp-1", to="Đảng ủy xã Tân Cương"),
        dangbo.Receive([new], from_="Đảng ủy xã Tân Cương"),
        Consent("cb-1", paper, matter="cell-size-consent", up_to=45),
        PartialDate(1968, 5),
        dangbo.Profiles().completeness(city),
        _nothing_read(),
        dangbo.labels("kind", "religion", on="2026-11-27"),
        *preview.inverse(effective="2023-07-01", basis=paper).operations,
        Book(xlsxwriter.Workbook(BytesIO()), "a.xlsx"),
    ]
    named = {one.__name__ if isinstance(one, type) else type(one).__name__: one for one in things}
    inherited = {"DangboError": TermError(Form.vocabulary, "chi", ["Chi bộ"])}  # which say what others inherit
    forms = dict.fromkeys(("StatisticsForm", "ComparedForm"), named["MovementForm"])
    return named | inherited | forms | {"Tabled": named["Labels"]}


_DAY = dt.date(2023, 4, 30)
_FOLDER = TemporaryDirectory()
_ASKED: dict[str, tuple[Any, ...]] = {
    "Import.to_xlsx": (Path(_FOLDER.name, "a.xlsx"),),
    "Rules.label": (Form.CHI_BO, Level.GRASSROOTS),
    "RuleBook.unit_type_label": ("ward",),
    "Indicator.target": ("90%",),
    "Scheme.in_force": ("2023-04-30",),
    "Printed.parse": ("88%",),
    "Book.table": (Table("A", [Heading("A")], [["a"]]),),
}
"""What a method asks for besides the language."""


def _templates(lang: Any) -> None:  # noqa: ANN401 - languages nobody knows among them
    with TemporaryDirectory() as folder:
        dangbo.write_templates(folder, lang=lang)


def _written(lang: Lang) -> None:
    with TemporaryDirectory() as folder:
        dangbo.write_xlsx(Path(folder, "a.xlsx"), Table("A", [Heading("A")], [["a"]]), lang=lang)


def _choices_written(lang: Lang) -> None:
    with TemporaryDirectory() as folder:
        write_choices(dangbo.reconcile([], []), Path(folder, "a.xlsx"), people="ids", lang=lang)


@cache
def _functions() -> dict[str, Callable[[Any], object]]:
    city, book = datasets.thai_nguyen(), RuleBook.default()
    rule, value = book["cell-size-consent"], book.at(_DAY).value("cell-size-consent")
    rows = book["vote-thresholds"]
    ratings = datasets.thai_nguyen_ratings()
    flow, table = Flow("A", [], [], []), Table("A", [Heading("A")], [["a"]])
    return {
        "tree.as_columns.frame_columns": lambda lang: city.to_frame(lang=lang),
        "io.workbooks.shortened": lambda lang: shortened("a", lang=lang),
        "io.templates.write_templates": _templates,
        "io.labels.labels": lambda lang: dangbo.labels("kind", lang=lang).as_dict(),
        "io.writing.write_xlsx": _written,
        "io.choice_books.write_choices": _choices_written,
        "io.reconciliation_tables.reconciliation_table": lambda lang: reconciliation_table(
            _things()["Reconciliation"], "class", people="ids", values="hidden", lang=lang
        ),
        "life.seniority.day_text": lambda lang: day_text(PartialDate(2010), lang=lang),
        "base.words.known_language": known_language,
        "base.text.number_marks": lambda lang: number_marks(lang=lang).decimal,
        "base.text.group_digits": lambda lang: group_digits(1, lang=lang),
        "rating.quota.given_words": lambda lang: given_words(["base"], lang=lang),
        "change.outcome.line_across": lambda lang: line_across(
            city["dbp-phu-xa"], city, Beyond("out", "Đảng ủy xã Tân Cương"), lang=lang
        ),
        "change.play.people_words": lambda lang: people_words(3, lang=lang),
        "base.results.percent_text": lambda lang: percent_text(Fraction(1, 2), lang=lang),
        "base.results.cited": lambda lang: cited(value.ref, None, lang=lang),
        "base.results.explained": lambda lang: explained(["a"], value.ref, None, (), lang=lang),
        "base.results.finding_texts": lambda lang: finding_texts([finding("tree/blank-id", "x")], lang=lang),
        "base.results.first_finding_texts": lambda lang: first_finding_texts(
            [finding("tree/blank-id", "x")], 1, lang=lang
        ),
        "render.worded.words_table": lambda lang: words_table(
            Words(en="A", vi="A"), (Words(en="B", vi="B"),), [["b"]], notes=(), lang=lang
        ),
        "render.cards.draw_card_wall": lambda lang: draw_card_wall([Card("A")], title="A", legend=[], lang=lang),
        "render.strips.draw_strips": lambda lang: draw_strips(
            [StripGroup("A", [Strip("a", ["done"])])], ["1"], title="A", legend=[("done", "a")], lang=lang
        ),
        "render.drawing.stack": lambda lang: stack(Drawing("", ""), lang=lang),
        "render.drawing.fragment": lambda lang: fragment("", lang=lang),
        "render.flow.draw_flow": lambda lang: draw_flow(flow, lang=lang),
        "render.flow.flow_svg": lambda lang: flow_svg(flow, lang=lang),
        "render.pages.page": lambda lang: page("A", [], lang=lang),
        "render.table.number_cell": lambda lang: number_cell(1, lang=lang),
        "render.table.day_cell": lambda lang: day_cell(_DAY, lang=lang),
        "render.table.share_cell": lambda lang: share_cell(Share(1, of=2), lang=lang),
        "render.table.folded_table": lambda lang: folded_table(table, lang=lang),
        "render.table.draw_table": lambda lang: draw_table(table, lang=lang),
        "render.tree.draw_tree": lambda lang: draw_tree([TreeLine(0, "A")], lang=lang),
        "report.tables.ratings_table": lambda lang: report.ratings_table(ratings, city, year=2022, lang=lang),
        "report.tables.structure_table": lambda lang: report.structure_table(city, lang=lang),
        "report.tables.key_figures": lambda lang: report.key_figures(city, lang=lang),
        "report.tables.indicators_table": lambda lang: report.indicators_table([], lang=lang),
        "report.walls.meetings_wall": lambda lang: meetings_wall(activity_of(city, (), 2023), lang=lang),
        "report.walls.visits_wall": lambda lang: visits_wall(
            visit_coverage(
                DutyProfile("d", "tp-thai-nguyen", (), ["chi bộ cơ sở"]), (), (), city, "2023-01-01", "2023-03-31"
            ),
            city,
            lang=lang,
        ),
        "io.problem_books.problem_book": lambda lang: problem_book(read_of(sheet(), [bad_cell(2, 2)]), lang=lang),
        "io.problem_books.shown_cell": lambda lang: shown_cell(_DAY, lang=lang),
        "io.problem_books.problem_table": lambda lang: problem_table(read_of(sheet(), [bad_cell(2, 2)]), lang=lang),
        "report.tables.card_wall": lambda lang: report.card_wall(city, records=ratings, year=2022, lang=lang),
        "report.tables.division_table": lambda lang: report.division_table(_things()["Preview"], lang=lang),
        "report.tables.page": lambda lang: report.page(city, records=ratings, year=2022, lang=lang),
        "rules.words.period": lambda lang: period(_DAY, None, lang=lang),
        "rules.words.effect": lambda lang: effect(value, lang=lang),
        "rules.words.lines_of": lambda lang: lines_of(rule, value, book, lang=lang),
        "rules.words.cell": lambda lang: cell(rows.columns[0], "above", book=book, lang=lang),
        "base.citations.place_in_words": lambda lang: place_in_words("mục 1", lang=lang),
        "rules.words.entry": lambda lang: entry(Words(vi="a", en="a"), lang=lang),
        "base.text.format_number": lambda lang: format_number(1, lang=lang),
        "base.text.format_date": lambda lang: format_date(_DAY, lang=lang),
    }


NAMES = [name for name, _ in speakers() if find_spec("pandas") or not name.endswith(("frame_columns", "to_frame"))]


def _call(name: str, lang: object) -> object:
    *_, owner, verb = name.split(".")
    if owner[0].islower():
        return _functions()[name](lang)
    thing = _things()[owner]
    if name == "io.reconciling.Reconciliation.to_xlsx":
        with TemporaryDirectory() as folder:
            return thing.to_xlsx(Path(folder, "a.xlsx"), lang=lang)
    if verb == "sentence":
        return thing.sentence(str, book=RuleBook.default(), lang=lang)
    asked = (str,) if verb == "describe" and owner != "Preview" else _ASKED.get(f"{owner}.{verb}", ())
    return getattr(thing, verb)(*asked, lang=lang)


_ABSTRACT = {"change.play.Operation.describe", "change.play.Operation.sentence", "render.forms.StatisticsForm.table"}


@pytest.mark.parametrize("name", sorted(set(NAMES) - _ABSTRACT))
def test_a_language_nobody_knows_is_refused_everywhere(name: str) -> None:
    for lang in UNKNOWN:
        with pytest.raises(TermError, match="is not a language"):
            _call(name, lang)


@pytest.mark.parametrize("name", sorted(set(NAMES) - _ABSTRACT))
def test_both_languages_are_taken_everywhere(name: str) -> None:
    for lang in ("vi", "en"):
        _call(name, lang)


def test_the_walk_finds_what_speaks() -> None:
    assert len(NAMES) > 100
    assert "hierarchy.Hierarchy.show" in NAMES


_CODE = re.compile(r"[A-Za-z]+_[A-Za-z_]+|\b[a-z]+=|[a-z]\(|`|\b(?:None|True|False|Decimal|Fraction)\b")


def _told(result: object) -> Iterator[str]:
    """The words of a result."""
    if isinstance(result, str):
        yield result
    elif isinstance(result, Drawing):
        yield result.text
    elif isinstance(result, Table):
        yield from (result.title, result.source, *result.notes, *(heading.title for heading in result.columns))
        yield from (part for row in result.rows for part in row)
    elif isinstance(result, tuple | list):
        for part in result:
            yield from _told(part)


@pytest.mark.parametrize("name", sorted({name for name in NAMES if not name.startswith("render.")} - _ABSTRACT))
def test_nothing_said_in_vietnamese_holds_code(name: str) -> None:
    if name == "report.tables.page":
        return  # markup; its parts are walked one by one
    if name in {"io.labels.Labels.show", "io.labels.Labels.table"}:
        return  # codes are what it is asked for
    said = [re.sub(r"'[^']*'|\"[^\"]*\"", "", text) for text in _told(_call(name, "vi"))]
    assert [found[0] for text in said for found in _CODE.finditer(text)] == []


def test_the_language_is_named_wherever_it_is_asked_for() -> None:
    """A reader of `percent_text(part, lang="en")` or `explain("rule", "en")` could not tell what the text is."""
    by_place = {
        name
        for name, function in speakers()
        if inspect.signature(function).parameters["lang"].kind is not inspect.Parameter.KEYWORD_ONLY
    }
    assert by_place == {"base.words.known_language"}  # which asks about the language and nothing else


_NO_SENTENCE = (Drawing, Term)
"""A drawing is in the language it was drawn in; a term is its label, in files and in sentences of either language."""


def _in_english(thing: Any) -> set[str]:  # noqa: ANN401 - any result
    """What an object says of itself in English, one way or another."""
    told = set()
    for verb in ("text", "show", "explain"):
        if callable(say := getattr(thing, verb, None)) and "lang" in inspect.signature(say).parameters:
            told.add(str(say(lang="en")))
    return told


def _with_words_of_its_own(kind: type) -> bool:
    """Whether the library, and not Python, says what `str` gives."""
    return getattr(kind.__str__, "__module__", "").startswith("dangbo")


@pytest.mark.parametrize("name", sorted(_things()))
def test_str_is_english(name: str) -> None:
    thing = _things()[name]
    if not isinstance(thing, type) and _with_words_of_its_own(type(thing)):
        assert str(thing) in _in_english(thing)


def test_str_of_whatever_the_front_door_shows_is_tried() -> None:
    shown = {name for name in dir(db) if isinstance(kind := getattr(db, name), type) and _with_words_of_its_own(kind)}
    terms = {name for name in shown if issubclass(getattr(db, name), _NO_SENTENCE)}
    errors = {name for name in shown if issubclass(getattr(db, name), Exception)}  # all by DangboError.text
    assert shown - terms - errors - set(_things()) == set()
