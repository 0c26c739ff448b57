"""What is shown of what came in: no language nobody knows, nothing that steers a terminal or breaks markup."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

import dangbo as db
from dangbo import render
from dangbo.base import errors
from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.errors import (
    HierarchyError,
    InvalidInputError,
    LedgerError,
    NoFigureError,
    PlanRejectedError,
    RuleNotInForceError,
    TermError,
    UnknownOrganizationError,
    shown,
)
from dangbo.base.findings import catalogue, finding
from dangbo.base.words import Words
from dangbo.render import (
    Card,
    Column,
    Drawing,
    Flow,
    FlowLink,
    FlowNode,
    Strip,
    StripGroup,
    Table,
    Tile,
    TreeLine,
    draw_card_wall,
    draw_flow,
    draw_strips,
    draw_table,
    draw_tree,
    flow_svg,
    page,
    stack,
    words_table,
)
from dangbo.render.tabled import Tabled
from tests.builders import article
from tests.unit.test_json import results

HOSTILE = 'x" onload="alert(1)"><script>alert(2)</script>\x1b[31m\u202e\u200b\x00\ud800\'&'
HIDDEN = (
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u00ad",
    "\ud800",
)

DRAWINGS: dict[str, Callable[[str, str], str]] = {
    "draw_card_wall": lambda text, lang: (
        draw_card_wall(
            [Card(text, text, [Tile(text, text), Tile(text)], "plain", text), Card(text)],
            title=text,
            legend=[("plain", text)],
            lang=lang,  # type: ignore[arg-type]
        ).html
    ),
    "draw_flow": lambda text, lang: draw_flow(_flow(text), lang=lang).html,  # type: ignore[arg-type]
    "draw_strips": lambda text, lang: (
        draw_strips(
            [StripGroup(text, [Strip(text, ["done"], text, text), Strip(text, ["off"])])],
            [text],
            title=text,
            legend=[("done", text), ("off", text)],
            lang=lang,  # type: ignore[arg-type]
        ).html
    ),
    "draw_table": lambda text, lang: (
        draw_table(
            Table(text, [Column(text), Column(text, "right")], [[text, text]] * 3, [text], text, [1]),
            limit=2,
            lang=lang,  # type: ignore[arg-type]
        ).html
    ),
    "words_table": lambda text, lang: (
        words_table(
            Words(vi=text, en=text),
            [Words(vi=text, en=text)] * 2,
            [[text, text]] * 3,
            notes=[text],
            source=text,
            totals=[1],
            lang=lang,  # type: ignore[arg-type]
        )
        .show(lang=lang)  # type: ignore[arg-type]
        .html
    ),
    "draw_tree": lambda text, lang: (
        draw_tree(
            [TreeLine(0, text, text, "+", text), TreeLine(1, text), TreeLine(1, text)],
            title=text,
            limit=2,
            lang=lang,  # type: ignore[arg-type]
        ).html
    ),
    "flow_svg": lambda text, lang: flow_svg(_flow(text), lang=lang),  # type: ignore[arg-type]
    "page": lambda text, lang: page(text, [(text, Drawing("", ""))] * 2, lang=lang, subtitle=text),  # type: ignore[arg-type]
    "stack": lambda text, lang: stack(Drawing("", ""), title=text, lang=lang).html,  # type: ignore[arg-type]
}
"""Every public drawing, out of a text for each of its words and a language."""


def _flow(text: str) -> Flow:
    nodes = [FlowNode(text, text, text), FlowNode(f"{text}2", text)]
    links = [FlowLink(text, text, 3, text), FlowLink(text, f"{text}2", 0, text), FlowLink(f"{text}2", text, 1)]
    return Flow(text, nodes, nodes, links, text, text, text, [text])


class _Markup(HTMLParser):
    """The names of the elements, and of the attributes with what the hostile text may not be in."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_every_public_drawing_is_walked() -> None:
    drawing = {name for name in render.__all__ if name[0].islower() and not name.endswith("_cell")}
    assert drawing == DRAWINGS.keys()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
@pytest.mark.parametrize("lang", ['vi" onload="x', "VI", "", "de", "vi "])
def test_no_drawing_takes_a_language_nobody_knows(draw: Callable[[str, str], str], lang: str) -> None:
    with pytest.raises(TermError, match="is not a language"):
        draw("Phường Phú Xá", lang)


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_hostile_text_adds_no_element_and_no_attribute(draw: Callable[[str, str], str], lang: str) -> None:
    plain, hostile = _Markup(), _Markup()
    plain.feed(draw("Phường Phú Xá", lang))
    markup = draw(HOSTILE, lang)
    hostile.feed(markup)
    assert "script" not in hostile.tags
    assert set(hostile.tags) == set(plain.tags)
    assert {name for name, _ in hostile.attributes} == {name for name, _ in plain.attributes}
    assert not [char for char in markup if unicodedata.category(char) in {"Cf", "Cs"} or (char < " " and char != "\n")]
    ids = {value for name, value in hostile.attributes if name in {"id", "class", "href", "lang"}}
    assert ids == {value for name, value in plain.attributes if name in {"id", "class", "href", "lang"}}


@pytest.mark.parametrize("mark", ["star\" onload='x'", "?", "nope"])
def test_a_mark_nobody_knows_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        draw_tree([TreeLine(0, "A", mark=mark)])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mark"):
        draw_card_wall([Card("A", mark=mark)], title="A", legend=[(mark, "?")])  # type: ignore[arg-type, list-item]
    with pytest.raises(ValueError, match="mark"):
        draw_card_wall([Card("A", tiles=[Tile("B", mark=mark)])], title="A", legend=[(mark, "?")])  # type: ignore[arg-type, list-item]


# --- findings and errors ---------------------------------------------------------------------------------------------


def _facts(code: str, value: str) -> dict[str, str]:
    words = catalogue()[code]  # type: ignore[index]
    text = "".join(f"{told.vi} {told.en}" for told in words[1:] if told is not None)
    names = {part.split("}")[0] for part in text.split("{")[1:]} - {"subject"}
    return dict.fromkeys(names, value)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", catalogue())
def test_no_finding_prints_what_steers_a_terminal_or_hides(code: str, lang: str) -> None:
    for hidden in HIDDEN:
        value = f"cb{hidden}1"
        found = finding(code, value, **_facts(code, value))  # type: ignore[arg-type]
        assert found.text(lang=lang).isprintable()  # type: ignore[arg-type]
        assert repr(found).isprintable()
        assert str(InvalidInputError([found])).replace("\n", "").isprintable()
        assert found.subject == value  # what is stored is what came


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", catalogue())
def test_no_finding_repeats_a_label_of_any_length(code: str, lang: str) -> None:
    value = "x" * 80_000
    found = finding(code, value, **_facts(code, value))  # type: ignore[arg-type]
    assert len(found.text(lang=lang)) < 4_000  # type: ignore[arg-type]
    assert len(repr(found)) < 500


def test_ids_that_differ_only_in_what_is_hidden_are_told_apart() -> None:
    texts = {finding("tree/duplicate-id", value, count=2).text() for value in ("ab", "a\u200db", "a\u200bb")}
    assert len(texts) == 3


@pytest.mark.parametrize("hidden", HIDDEN)
def test_errors_repeat_labels_cleaned_and_shortened(hidden: str) -> None:
    label = f"cb{hidden}" * 20_000
    words = Words(vi=label, en=label)
    found = finding("tree/blank-id", label)
    day = dt.date(2023, 6, 1)
    raised = [
        UnknownOrganizationError(label, (label,), words),
        NoFigureError(label, (label,), words),
        TermError(words, label, [label], words),
        InvalidInputError([found]),
        HierarchyError([found]),
        LedgerError([found], 1),
        errors.TableError([found]),
        errors.InfeasibleError([label], [label], words, words),
        PlanRejectedError(None, [found]),
        RuleNotInForceError(label, day, day, None),
        errors.MissingExtraError(label, label, words),
    ]
    known = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.DangboError)}
    assert {type(error) for error in raised} == known - {errors.DangboError}
    for error in raised:
        assert len(str(error)) < 2_000
        assert str(error).replace("\n", "").isprintable()


def test_a_text_too_long_keeps_its_two_ends() -> None:
    text = shown("Chi bộ " + "x" * 500 + " số 12")
    assert len(text) == 80
    assert text.startswith("Chi bộ x")
    assert text.endswith("x số 12")
    assert "…" in text


@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_clause_a_finding_cites_is_cleaned_and_shortened_too(hidden: str) -> None:
    paper = Document(kind="quy định", number="1-QĐ" * 2_000, issued="2023-05-20")
    rule = RuleRef("x-rule", paper, f"mục{hidden}", Confidence.VERIFIED, dt.date(2023, 6, 1), scope=f"xã{hidden}")
    told = finding("org/too-few-members", "cb-1", rule=rule, count=2, limit=3).text()
    assert told.isprintable()
    assert len(told) < 4_000


# --- what shows itself -----------------------------------------------------------------------------------------------

OFFERED = [getattr(db, name) for name in db.__all__ if isinstance(getattr(db, name), type)]


EXPLAINED = [one for one in OFFERED if hasattr(one, "explain")]
OF_ONE_PERSON = {db.Seniority, db.Probation, db.Deadline, db.BadgeDue}
"""They tell what is personal when asked to, and must not in passing."""


@pytest.mark.parametrize("result", [one for one in EXPLAINED if one not in OF_ONE_PERSON], ids=lambda one: one.__name__)
def test_what_explains_itself_also_shows_itself(result: type) -> None:
    assert hasattr(result, "show") or result is db.RuleBook  # a book explains its rules; each of these shows itself


@pytest.mark.parametrize("result", [one for one in EXPLAINED if one in OF_ONE_PERSON], ids=lambda one: one.__name__)
def test_what_is_personal_is_explained_and_never_drawn(result: type) -> None:
    assert not hasattr(result, "show")
    assert not hasattr(result, "_repr_html_")


@pytest.mark.parametrize("result", [one for one in OFFERED if hasattr(one, "show")], ids=lambda one: one.__name__)
def test_what_shows_itself_does_so_in_a_notebook_too(result: type) -> None:
    assert hasattr(result, "_repr_html_")


def test_a_ledger_shows_its_decisions_the_last_first() -> None:
    ledger = article()
    lines = str(ledger.show(limit=2)).splitlines()
    assert lines[0] == "4 quyết định, từ 30/6/2021 đến 01/9/2022"
    assert [line.split()[0] for line in lines if line.strip()[:1].isdigit()][1:] == ["4", "3"]
    assert "… và 2 hàng nữa" in lines
    assert len(str(ledger.show(limit=None)).splitlines()) > len(lines)
    assert ledger._repr_html_() == ledger.show().html
    assert str(db.History(db.datasets.thai_nguyen_2021()).show(lang="en")).startswith("0 decisions, 30 June 2021 to 30")


def test_a_target_says_what_it_counts_over_whom_in_either_language() -> None:
    target = db.Target("tốt trở lên", above="90%", tier=None, source=Document(kind="đề án", number="03-ĐA/TU"))
    assert "nguồn không nêu" in str(target.show())
    assert "not stated in the source" in str(target.show(lang="en"))
    assert target._repr_html_() == target.show().html
    counted = next(one for one in db.Scheme.in_force("2023-12-31") if not one.counts_ratings)
    assert counted.indicator is not None
    assert counted.indicator.denominator.text() in str(counted.show())


def test_places_for_the_excellent_show_themselves() -> None:
    places = db.excellent_places(100, on="2022-12-31", base="good_or_better")
    assert "20" in str(places.show())
    assert places._repr_html_() == places.show().html


# --- findings as a collection ----------------------------------------------------------------------------------------


def _found() -> db.Findings:
    blank = [finding("tree/blank-id", f"row {n}", severity=db.Severity.WARN) for n in range(60)]
    return db.Findings([*blank, finding("tree/no-root", "organizations")])


def test_what_a_check_found_is_a_tuple_that_selects_and_groups() -> None:
    found = _found()
    assert found == tuple(found)
    assert hash(found) == hash(tuple(found))
    assert isinstance(found[1:], db.Findings)
    assert found[-1].code == "tree/no-root"
    assert [one.subject for one in found.select(code="tree/", severity=db.Severity.BLOCK)] == ["organizations"]
    assert found.select(subject="row 7") == (found[7],)
    assert found.select(code="tree/no") == ()
    assert {key: len(some) for key, some in found.group(by="severity").items()} == {"warn": 60, "block": 1}
    assert list(found.group(by="subject"))[:2] == ["row 0", "row 1"]
    with pytest.raises(db.TermError, match="'rule' is not a property to group by; known: code, severity, subject"):
        found.group(by="rule")  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - made in this line
    assert (type(again), again) == (db.Findings, found)
    assert db.Findings(found) is found


def test_what_a_cut_of_findings_leaves_out_is_never_what_blocks() -> None:
    found = _found()
    text = str(found.show(limit=2))
    assert "✖ phải xử lý" in text
    assert "… và 59 hàng nữa" in text
    assert str(found.show(limit=None)).count("▲ lưu ý") == 60
    assert str(found).startswith("Findings (61)")
    assert found._repr_html_() == found.show().html


def test_nothing_found_is_said_in_words() -> None:
    assert str(db.Findings()) == "Nothing found"
    assert str(db.Findings().show()) == "Không phát hiện vấn đề nào"


def test_checks_and_previews_give_such_collections() -> None:
    city = db.datasets.thai_nguyen()
    ledger = article()
    preview = db.datasets.thai_nguyen_changes()[0].preview(db.datasets.thai_nguyen_2021())
    for found in (city.check(), ledger.check(), preview.findings, preview.blocking):
        assert isinstance(found, db.Findings)
    assert len(str(preview.show(limit=1)).splitlines()) < len(str(preview.show(limit=None)).splitlines())
    assert "… và 1 hàng nữa" in str(preview.matrix.show(limit=1))


def test_a_limit_means_the_same_wherever_there_is_one() -> None:
    """Most lines or rows, 40 unless told otherwise, all with `None`; drawings and records that show themselves."""
    rooms = [getattr(render, name) for name in ("draw_table", "draw_tree", "words_table")]
    shows = [one.show for one in (*OFFERED, Table) if hasattr(one, "show")]
    limits = [inspect.signature(one).parameters.get("limit") for one in (*rooms, *shows)]
    found = [one for one in limits if one is not None]
    assert len(found) > 12
    assert {(one.default, one.kind) for one in found} == {(40, inspect.Parameter.KEYWORD_ONLY)}


def test_no_limit_lifts_the_cut_of_trees_groups_and_ledgers() -> None:
    city = db.datasets.thai_nguyen()
    assert str(city.show(limit=None)).count(" — ") + str(city.show(limit=None)).count(" —\n") == len(city)
    assert len(str(city.show(limit=10)).splitlines()) < 40
    tally = db.Tally({db.Rating.EXCELLENT: 4, db.Rating.GOOD: 20}, year=2022, subjects="members")
    groups = db.quota_by_group({f"dbp-{n}": tally for n in range(60)}, on="2022-12-31")
    cut, whole = str(groups.show(limit=5)), str(groups.show(limit=None))
    assert (cut.count("dbp-"), whole.count("dbp-")) == (4, 60)
    assert "Tổng cộng" in cut
    with pytest.raises(ValueError, match="limit is 0"):
        groups.show(limit=0)
    ledger = article()
    table = ledger.correspondence("2021-06-30", "2023-04-30")
    assert len(str(table.show(limit=None))) > len(str(table.show(limit=1)))
    assert len(str(ledger.lineage("cb-cty-r").show(limit=1)).splitlines()) == 1
    movements = ledger.movements("2021-07-01", "2023-04-30")
    assert len(str(movements.show(limit=None))) >= len(str(movements.show(limit=5)))


def test_results_tell_their_findings_in_such_a_collection() -> None:
    tally = db.Tally({db.Rating.EXCELLENT: 15, db.Rating.GOOD: 80, db.Rating.COMPLETED: 5}, year=2022)
    target = db.Target("tốt trở lên", at_least="85%", tier=None)
    quota = db.excellent_quota(tally, on="2022-12-31")
    places = db.excellent_places(100, on="2022-12-31")
    ledger = article()
    carried = db.carry_ratings(db.datasets.thai_nguyen_ratings(), ledger, year=2021, on="2023-04-30", strategy="mixed")
    results = (
        tally,
        db.compare(tally, target),
        db.compare_years([tally], target),
        quota,
        quota.sensitivity(),
        db.quota_by_group({"a": tally}, on="2022-12-31"),
        places,
        db.select_excellent([db.Candidate("a", 1)], places),
        carried,
    )
    for result in results:
        assert isinstance(result.findings, db.Findings)
    assert {"quota/unverified-rule"} >= {one.code for one in places.findings.select(code="quota/")}


# --- results that are tables ------------------------------------------------------------------------------------------


def test_a_result_that_is_a_table_draws_no_more_of_it_than_it_is_told() -> None:
    tables = {name: one for name, one in results().items() if isinstance(one, Tabled)}
    tables = {name: one for name, one in tables.items() if len(one.table().rows) > 4}
    assert {"tally", "quota", "labels"} <= tables.keys()
    for name, one in tables.items():
        words = [row[0] for row in one.table(lang="en").rows]
        few, many = (str(one.show(limit=limit, lang="en")) for limit in (1, None))
        assert many.count("\n") > few.count("\n"), name
        assert words[-1].split()[0] in many, name
        assert one._repr_html_().startswith("<"), name
