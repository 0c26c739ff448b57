"""A paper of consent covers what it says and no more."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dangbo import (
    Admit,
    AdmitReason,
    ByNumber,
    Consent,
    Consolidate,
    Convert,
    Dissolve,
    Document,
    Establish,
    Form,
    GroupKind,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    Member,
    Merge,
    Organization,
    Plan,
    Preview,
    Rearrange,
    Reassign,
    ResidentialGroup,
    RuleBook,
    Severity,
    Split,
    Transfer,
)
from dangbo.base.findings import Finding, catalogue
from dangbo.change.play import Operation
from dangbo.tree.checks import consent_matters
from dangbo.tree.records import MATTERS, Matter
from tests.builders import AS_OF, BELOW, CHI_BO, DANG_BO, GRASSROOTS, LETTER, NO_RULES, SUPERIOR

FORMER = Path(__file__).parents[1] / "data" / "formats_0_1"
CELL, SMALL, PART, KINDS = tuple(MATTERS)
DECISION = Document("quyết định", "15-QĐ/TU", "2023-05-20")
OTHER = Document("công văn", "8-CV/TU", "2023-05-11")


def cell(key: str, parent: str | None = "w", full: int = 10, *consents: Consent, level: Level = BELOW) -> Organization:
    return Organization(key, f"Chi bộ {key}", CHI_BO, level, parent, full=full, consents=consents)


def dang_bo(key: str, parent: str | None = "tp", *consents: Consent, level: Level = GRASSROOTS) -> Organization:
    return Organization(key, f"Đảng bộ {key}", DANG_BO, level, parent, consents=consents)


def city() -> Hierarchy:
    """Two grassroots đảng bộ, one of which has higher powers, and a small one.

    ```
    tp ── w ─┬─ big       38 by number, consent to 40
       │     ├─ a, b      10 by number, 10 by id
       │     ├─ p ── p-1  8; a part committee, consented to
       │     └─ base      5; a chi bộ cơ sở, its place consented to
       ├─ x ── x-1        30
       └─ s ── s-1        25; consent to 20 and more
    ```
    """
    people = [Member(f"m-{number}", f"Người {number}") for number in range(10)]
    return Hierarchy(
        [
            dang_bo("tp", None, level=SUPERIOR),
            dang_bo("w"),
            cell("big", "w", 38, Consent("big", LETTER, matter=CELL, up_to=40)),
            cell("a"),
            cell("b", full=0),
            dang_bo("p", "w", Consent("p", LETTER, matter=PART), level=BELOW),
            cell("p-1", "p", 8),
            cell("base", "w", 5, Consent("base", LETTER, matter=KINDS), level=GRASSROOTS),
            dang_bo("x"),
            cell("x-1", "x", 30),
            dang_bo("s", "tp", Consent("s", LETTER, matter=SMALL, up_to=20)),
            cell("s-1", "s", 25),
        ],
        people,
        {"b": [person.id for person in people]},
        [ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=["a"])],
        as_of=AS_OF,
    )


def plan(*operations: Operation, consents: tuple[Consent, ...] = (), effective: str = "2023-06-01") -> Plan:
    return Plan(effective, "tp", DECISION, operations, consents)


def preview(*operations: Operation, consents: tuple[Consent, ...] = (), tree: Hierarchy | None = None) -> Preview:
    return plan(*operations, consents=consents).preview(tree or city())


def about(findings: tuple[Finding, ...], subject: str) -> list[str]:
    """Codes about consent of one organization."""
    codes = [found.code for found in findings if found.subject == subject]
    return [code for code in codes if "consent" in code or code in {"org/large-cell", "org/small-dang-bo"}]


# --- what it covers -------------------------------------------------------------------------------------------------


def test_a_tree_whose_papers_cover_what_there_is_has_no_findings() -> None:
    assert city().check() == ()


@pytest.mark.parametrize(("size", "large"), [(38, False), (40, False), (41, True)])
def test_a_cell_larger_than_its_paper_says_asks_again_and_says_for_how_many_it_was(size: int, *, large: bool) -> None:
    tree = Hierarchy(
        [replace(org, full=size) if org.id == "big" else org for org in city() if org.id != "b"], as_of=AS_OF
    )

    assert about(tree.check(), "big") == (["org/large-cell"] if large else [])
    if large:
        (found,) = tree.check()
        assert "has 41 members, more than 30, and the consent recorded was given for 40" in found.text(lang="en")
        assert "đã ghi chỉ cho 40 đảng viên" in found.text()


@pytest.mark.parametrize(("size", "small"), [(25, False), (20, False), (19, True), (30, False)])
def test_a_dang_bo_smaller_than_its_paper_says_asks_again(size: int, *, small: bool) -> None:
    tree = Hierarchy(
        [replace(org, full=size) if org.id == "s-1" else org for org in city() if org.id != "b"], as_of=AS_OF
    )

    assert about(tree.check(), "s") == (["org/small-dang-bo"] if small else [])
    if small:
        (found,) = tree.check()
        assert "has 19 members, fewer than 30, and the consent recorded was given for 20" in found.text(lang="en")
        assert "văn bản đồng ý đã ghi chỉ cho 20 đảng viên" in found.text()


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("big", "org/large-cell"),
        ("p", "org/part-committee-consent"),
        ("base", "org/kind-needs-consent"),
        ("s", "org/small-dang-bo"),
    ],
)
def test_each_paper_cures_its_own_matter_and_no_other(key: str, code: str) -> None:
    """The paper of each of the four, with the matter of each of the others."""
    (own,) = city()[key].consents
    for matter in MATTERS:
        given = Consent(key, LETTER, matter=matter, up_to=own.up_to if matter in {CELL, SMALL} else None)
        if matter in {CELL, SMALL} and given.up_to is None:
            given = replace(given, up_to=1_000 if matter == CELL else 0)
        tree = Hierarchy(
            [replace(org, consents=(given,)) if org.id == key else org for org in city() if org.id != "b"], as_of=AS_OF
        )
        assert about(tree.check(), key) == ([] if matter == own.matter else [code])


def test_an_unknown_matter_is_told_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Consent("c", LETTER, matter="cell-size")  # type: ignore[arg-type]

    for matter in MATTERS:
        assert matter in caught.value.text(lang="en")
        assert matter in caught.value.text(lang="vi")


def test_the_matters_are_the_rules_that_consent_cures() -> None:
    book = RuleBook.default()
    assert {rule for rule in book.ids if any(value.cure == "consent" for value in book.values(rule))} == set(MATTERS)


def test_every_pair_of_kinds_that_needs_consent_is_known_by_the_kinds() -> None:
    """Registers name a paper only: what it may be about follows from the kind, on whatever date."""
    for value in RuleBook.default().values("kinds-with-consent"):
        kinds = RuleBook.default().at(value.ref.valid_from).kinds
        every = [(form, level) for form in Form for level in Level]
        for above in every:
            for kind in every:
                if kinds.needs_consent(above, kind):
                    assert (above[1], KINDS in consent_matters(kind)) == (GRASSROOTS, True)


# --- what a plan gives ----------------------------------------------------------------------------------------------

GROWTH: dict[str, tuple[Operation, int]] = {
    "merger": (Merge(["a"], into="big"), 48),
    "dissolution": (Dissolve("a", members_to="big"), 48),
    "transfer": (Transfer([f"m-{number}" for number in range(3)], to="big"), 41),
    "transfer by number": (Transfer([], to="big", people=[ByNumber("a", full=5)]), 43),
    "admission": (
        Admit(
            "big", [Member(f"n-{number}", f"Người mới {number}") for number in range(3)], reason=AdmitReason.RECEIVED
        ),
        41,
    ),
    "rearrangement": (Rearrange(["a", "big"], ["big"], {"big": ["a", "big"]}), 48),
}


@pytest.mark.parametrize("case", GROWTH)
def test_growth_beyond_the_paper_brings_the_finding_back_whatever_the_verb(case: str) -> None:
    operation, size = GROWTH[case]
    seen = preview(operation)
    assert seen.after.own_headcount("big").total == size
    assert about(seen.findings, "big") == ["org/large-cell"]
    assert seen.after["big"].consents == city()["big"].consents
    enough = preview(operation, consents=(Consent("big", OTHER, matter=CELL, up_to=size),))
    assert about(enough.findings, "big") == []


def test_what_a_plan_leaves_out_is_the_rule_that_asks_and_the_size_it_comes_to() -> None:
    seen = preview(Merge(["a"], into="big"), consents=(Consent("big", OTHER),))

    assert about(seen.findings, "big") == []
    assert seen.after["big"].consents == (*city()["big"].consents, Consent("big", OTHER, matter=CELL, up_to=48))
    again = preview(Merge(["b"], into="big"), tree=seen.after)
    assert about(again.findings, "big") == ["org/large-cell"]


def test_a_paper_for_fewer_than_the_plan_comes_to_does_not_cure() -> None:
    seen = preview(Merge(["a"], into="big"), consents=(Consent("big", OTHER, matter=CELL, up_to=47),))

    (found,) = [one for one in seen.findings if one.code == "org/large-cell"]
    assert "was given for 47" in found.message


def test_where_two_rules_ask_the_plan_must_say_which_it_answers() -> None:
    tree = Hierarchy(
        [replace(org, full=20, consents=()) if org.id == "base" else org for org in city()],
        city().members.values(),
        {"b": city().roll("b")},
        as_of=AS_OF,
    )
    grown = Transfer([], to="base", people=[ByNumber("big", full=12)])
    seen = preview(grown, consents=(Consent("base", LETTER),), tree=tree)

    (found,) = [one for one in seen.findings if one.subject == "base"]
    assert (found.code, found.severity) == ("plan/consent-without-matter", Severity.BLOCK)
    assert "cell-size-consent" in found.message
    assert "kinds-with-consent" in found.message
    for consents, left in (
        ((Consent("base", LETTER, matter=KINDS), Consent("base", OTHER)), []),
        ((Consent("base", OTHER), Consent("base", LETTER, matter=KINDS)), []),
        ((Consent("base", OTHER, up_to=32),), []),
        ((Consent("base", LETTER, matter=KINDS),), ["org/large-cell"]),
        ((Consent("base", LETTER, matter=CELL),), []),
    ):
        told = about(preview(grown, consents=consents, tree=tree).findings, "base")
        assert [code for code in told if code != "org/kind-needs-consent"] == left


@pytest.mark.parametrize(
    ("key", "matter", "word"),
    [
        ("a", CELL, "size of a cell"),
        ("a", SMALL, "size of a grassroots đảng bộ"),
        ("w", SMALL, "size of a grassroots đảng bộ"),
        ("x-1", KINDS, "grassroots organization"),
        ("w", PART, "đảng bộ bộ phận"),
        ("a", None, ""),
        ("tp", None, ""),
    ],
)
def test_a_paper_nobody_asks_for_is_told_by_its_matter_and_kept(key: str, matter: Matter | None, word: str) -> None:
    seen = preview(consents=(Consent(key, OTHER, matter=matter),))

    (found,) = seen.findings
    assert (found.code, found.subject, found.severity) == ("plan/consent-unused", key, Severity.WARN)
    assert word in found.message
    assert [one.document for one in seen.after[key].consents] == [OTHER]


def test_one_used_and_one_unused_paper_are_told_apart() -> None:
    papers = (Consent("big", OTHER, matter=CELL), Consent("big", OTHER, matter=PART))
    seen = preview(Merge(["a"], into="big"), consents=papers)

    assert about(seen.findings, "big") == ["plan/consent-unused"]
    (found,) = [one for one in seen.findings if one.code == "plan/consent-unused"]
    assert "to a đảng bộ bộ phận" in found.message
    assert "về lập đảng bộ bộ phận" in found.text()


def test_the_same_paper_again_is_one_paper() -> None:
    first = preview(Merge(["a"], into="big"), consents=(Consent("big", OTHER, matter=CELL),)).after
    then = preview(Merge(["b"], into="big"), consents=(Consent("big", OTHER, matter=CELL),), tree=first).after

    assert then["big"].consents == (*city()["big"].consents, Consent("big", OTHER, matter=CELL, up_to=58))


# --- verb by verb ---------------------------------------------------------------------------------------------------


def test_what_goes_on_keeps_its_papers_and_those_of_what_ends_end() -> None:
    after = preview(Merge(["big"], into="a")).after

    assert after["a"].consents == ()
    assert about(preview(Merge(["big"], into="a")).findings, "a") == ["org/large-cell"]


def test_a_new_organization_has_no_papers_but_its_own() -> None:
    none = preview(Consolidate(["big", "a"], cell("new", full=0)))
    own = preview(Consolidate(["big", "a"], cell("new", "w", 0, Consent("new", OTHER, matter=CELL))))

    assert none.after["new"].consents == ()
    assert about(none.findings, "new") == ["org/large-cell"]
    assert own.after["new"].consents == (Consent("new", OTHER, matter=CELL, up_to=48),)
    assert about(own.findings, "new") == []


def test_a_split_leaves_the_paper_with_the_one_that_goes_on() -> None:
    seen = preview(Split("big", [cell("new", full=0)], {"new": [ByNumber("big", full=6)]}, stays=["big"]))

    assert seen.after["big"].consents == city()["big"].consents
    assert seen.after["new"].consents == ()
    assert about(seen.findings, "big") == []


def test_a_dang_bo_that_gives_cells_away_falls_below_its_paper() -> None:
    seen = preview(Transfer([], to="x-1", people=[ByNumber("s-1", full=6)]), consents=(Consent("x-1", OTHER),))

    assert about(seen.findings, "s") == ["org/small-dang-bo"]


@pytest.mark.parametrize(
    ("operation", "kept"),
    [
        (Convert("big", unit_type="ward"), True),
        (Convert("big", level=GRASSROOTS), True),
        (Convert("big", form=DANG_BO, level=GRASSROOTS, cells=[cell("n", "big", 0)], members_to="n"), False),
        (Convert("p", level=GRASSROOTS), False),
        (Convert("p", form=CHI_BO), False),
        (Convert("base", level=BELOW), False),
        (Convert("s", form=CHI_BO), False),
    ],
)
def test_a_paper_about_what_it_no_longer_is_ends_with_the_conversion(operation: Convert, *, kept: bool) -> None:
    (key,) = operation.organizations
    seen = plan(operation).preview(city(), rules=NO_RULES)  # whether it may stand there is another matter

    assert bool(seen.after[key].consents) is kept
    back = seen.inverse(effective="2023-07-01", basis=OTHER).preview(seen.after, rules=NO_RULES)
    assert back.blocking == ()
    assert back.after[key].consents == city()[key].consents


@pytest.mark.parametrize(("key", "matter"), [("p", PART), ("base", KINDS)])
def test_a_paper_about_standing_under_a_superior_goes_on_under_another_and_is_told(key: str, matter: Matter) -> None:
    """The rules ask for consent when it is set up; no text ends the paper, and none says that it holds elsewhere."""
    seen = preview(Reassign(key, to="x"))

    assert about(seen.findings, key) == ["plan/consent-under-another"]
    (found,) = [one for one in seen.findings if one.code == "plan/consent-under-another"]
    assert (found.subject, found.severity, found.operation) == (key, Severity.WARN, 1)
    assert found.rule is not None
    assert found.rule.id == matter
    assert "'w' to 'x'" in found.message
    assert "7-CV/TU" in found.message
    assert seen.after[key].consents == city()[key].consents
    renewed = preview(Reassign(key, to="x"), consents=(Consent(key, OTHER),))
    assert about(renewed.findings, key) == []
    back = seen.inverse(effective="2023-07-01", basis=OTHER).preview(seen.after)
    assert about(back.findings, key) == []


@pytest.mark.parametrize("operation", [Reassign("w", to="x"), Merge(["w"], into="x")])
def test_what_goes_with_a_whole_branch_is_told_where_its_own_superior_is_another(operation: Operation) -> None:
    told = {found.subject for found in preview(operation).findings if found.code == "plan/consent-under-another"}

    assert told == ({"p", "base"} if isinstance(operation, Merge) else set())


def test_a_size_agreed_to_goes_along_without_a_word() -> None:
    assert about(preview(Reassign("big", to="x")).findings, "big") == []


def test_the_change_is_shown_in_words() -> None:
    seen = preview(Merge(["a"], into="big"), consents=(Consent("big", OTHER),))
    (change,) = [one for one in seen.changes if one.organization.id == "big"]

    before = f"{LETTER.citation} (the size of a cell: 40 members)"
    after = f"{before}; {OTHER.citation} (the size of a cell: 48 members)"
    assert change.fields(lang="en") == (("consent", before, after),)
    assert change.fields()[0][0] == "văn bản đồng ý"
    assert "quy mô chi bộ: 48 đảng viên" in change.fields()[0][2]


# --- coming in ------------------------------------------------------------------------------------------------------


def rows(**more: object) -> Hierarchy:
    above = {"id": "w", "name": "Đảng bộ xã", "kind": "đảng bộ cơ sở", "full": 40}
    below = {"id": "c", "name": "Chi bộ thôn", "kind": "chi bộ trực thuộc", "parent": "w", "full": 40}
    return Hierarchy.from_rows([above, {**below, **more}], as_of=AS_OF)


def test_a_table_that_names_a_paper_only_has_it_for_the_size_beside_it() -> None:
    tree = rows(size_consent=" 5-CV/TU ", probationary=2)

    assert [(one.document.title, one.matter, one.up_to) for one in tree["c"].consents] == [("5-CV/TU", CELL, 42)]
    seen = Plan("2023-06-01", "w", DECISION, [Admit("c", [Member("m", "Người")], reason=AdmitReason.RECEIVED)]).preview(
        tree
    )
    assert about(seen.findings, "c") == ["org/large-cell"]


def test_a_paper_is_read_with_the_roll_and_everything_below() -> None:
    tree = Hierarchy.from_rows(
        [
            {"id": "w", "name": "Đảng bộ xã", "kind": "đảng bộ cơ sở", "size_consent": "1-CV"},
            {"id": "c", "name": "Chi bộ", "kind": "chi bộ trực thuộc", "parent": "w", "size_consent": "2-CV"},
            {"id": "d", "name": "Chi bộ", "kind": "chi bộ trực thuộc", "parent": "w", "full": 4},
        ],
        members=[{"id": f"m-{at}", "name": "Người", "organization": "c"} for at in range(7)],
        as_of=AS_OF,
    )

    assert [(one.matter, one.up_to) for key in "wc" for one in tree[key].consents] == [(SMALL, 11), (CELL, 7)]


def test_a_paper_is_about_everything_that_can_ask_where_it_stands() -> None:
    assert {one.matter for one in rows(kind="chi bộ cơ sở", size_consent="5-CV")["c"].consents} == {CELL, KINDS}
    assert {one.matter for one in rows(kind="đảng bộ bộ phận", size_consent="5-CV")["c"].consents} == {PART}
    assert {one.matter for one in rows(kind="đảng bộ cơ sở", size_consent="5-CV")["c"].consents} == {SMALL, KINDS}


def test_rows_may_hold_the_records() -> None:
    own = Consent("c", LETTER, matter=CELL, up_to=50)

    assert rows(consents=[own])["c"].consents == (own,)
    assert rows(consents=[own], size_consent="5-CV")["c"].consents[0] == own
    assert rows(consents="")["c"].consents == ()


@pytest.mark.parametrize(
    "more", [{"consents": [Consent("d", LETTER)]}, {"consents": "5-CV"}, {"consents": 5}, {"size_consent": 5}]
)
def test_rows_with_papers_nobody_can_read_are_refused_by_row_and_field(more: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows(**more)

    (field,) = more
    assert [found.subject for found in caught.value.findings] == [f"organization row 2, field '{field}'"]


CONTRADICTIONS: dict[str, Callable[[], object]] = {
    "a rule nobody's consent cures": lambda: Consent("c", LETTER, matter="min-full-members"),  # type: ignore[arg-type]
    "a size for what is none": lambda: Consent("c", LETTER, matter=PART, up_to=40),
    "a negative size": lambda: Consent("c", LETTER, matter=CELL, up_to=-1),
    "no organization": lambda: Consent(" ", LETTER),
    "another organization's": lambda: cell("c", "w", 40, Consent("d", LETTER)),
    "another organization's copy": lambda: replace(city()["big"], id="other"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_paper_that_contradicts_itself_is_refused(case: str) -> None:
    with pytest.raises(ValueError, match=r"matter|up_to|organization|consents"):
        CONTRADICTIONS[case]()


# --- kept -----------------------------------------------------------------------------------------------------------


def test_papers_survive_json_pickling_networkx_and_the_ledger_file(tmp_path: Path) -> None:
    tree = city()
    assert pickle.loads(pickle.dumps(tree)).same_as(tree)  # noqa: S301
    assert Hierarchy.from_graph(tree.to_networkx(), like=tree).same_as(tree)
    given = plan(
        Merge(["a"], into="big"),
        Establish(cell("new", "w", 0, Consent("new", OTHER, matter=CELL, up_to=31)), ["m-1", "m-2", "m-3"]),
        consents=(Consent("big", OTHER, matter=CELL, up_to=50), Consent("w", OTHER)),
    )
    assert Plan.from_json(given.to_json()) == given
    ledger = History(tree).enact(given, recorded="2023-06-01")
    ledger = ledger.undo(1, effective="2023-07-01", basis=OTHER, recorded="2023-07-01")
    right = (Consent("p", OTHER, matter=PART), Consent("p", LETTER, matter=SMALL, up_to=8))
    ledger = ledger.correct_record("p", recorded="2023-07-02", reason="ghi nhầm", consents=right)
    ledger.save(tmp_path / "sổ.jsonl")
    again = History.load(tmp_path / "sổ.jsonl")

    assert again.seal == ledger.seal
    assert again.as_of("2023-05-01")["p"].consents == right
    for day in ("2023-05-01", "2023-06-01", "2023-07-01"):
        assert again.as_of(day).same_as(ledger.as_of(day))


def test_a_plan_of_version_1_is_read_and_its_papers_hold_for_the_size_beside_them() -> None:
    given = Plan.from_json((FORMER / "plan.json").read_text(encoding="utf-8"))
    opening = History.load(FORMER / "ledger.jsonl").opening
    after = given.apply(opening)

    assert [(one.document.number, one.matter, one.up_to) for one in after["cb-2"].consents] == [("7-CV/TU", CELL, 31)]
    assert [(one.document.title, one.matter, one.up_to) for one in after["moi"].consents] == [("9-CV/TU", CELL, 3)]
    assert Plan.from_json(given.to_json()) == given


def test_a_ledger_of_version_1_with_an_undone_plan_and_corrections_is_read() -> None:
    ledger = History.load(FORMER / "ledger.jsonl")

    def kept(day: str, key: str) -> list[tuple[str, Matter | None, int | None]]:
        return [(one.document.title, one.matter, one.up_to) for one in ledger.as_of(day)[key].consents]

    assert [len(ledger.decisions), len(ledger.corrections)] == [3, 3]
    first = ("Công văn 2-CV/TU ngày 01/03/2023", CELL, 40)
    assert kept("2023-01-01", "lon") == kept("2023-05-01", "lon") == [first]
    assert kept("2023-04-01", "lon")[0] == first
    assert ledger.as_of("2023-04-01")["lon"].consents[1].up_to == 71
    assert kept("2023-01-01", "cs") == [("5-CV/TU", CELL, 35), ("5-CV/TU", KINDS, None)]
    assert kept("2023-03-01", "moi") == [("10-CV/TU", CELL, 3)]
    assert kept("2023-01-01", "nho") == [("3-CV/TU", SMALL, 12)]
    assert kept("2023-01-01", "bp") == []
    found = ledger.as_of("2023-05-01").check()
    assert {key: about(found, key) for key in ("lon", "cs", "moi", "nho", "bp", "cb-2")} == {
        "lon": [], "cs": [], "moi": [], "nho": [], "bp": ["org/part-committee-consent"], "cb-2": [],
    }  # fmt: skip


def test_a_ledger_of_version_1_is_continued_and_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "sổ.jsonl"
    path.write_bytes((FORMER / "ledger.jsonl").read_bytes())
    ledger = History.load(path)
    more = Plan("2023-06-01", "dbp", LETTER, [Transfer(["m-4"], to="lon")], [Consent("lon", OTHER, matter=CELL)])
    longer = ledger.enact(more, recorded="2023-06-01")
    longer.append(path)
    assert History.load(path).as_of("2023-06-01").same_as(longer.as_of("2023-06-01"))

    longer.save(path)
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["version"] == 2
    assert History.load(path).as_of("2023-06-01").same_as(longer.as_of("2023-06-01"))


def test_an_inverse_of_version_1_takes_its_plan_back() -> None:
    ledger = History.load(FORMER / "ledger.jsonl")
    back = Plan.from_json((FORMER / "inverse.json").read_text(encoding="utf-8"))
    seen = back.preview(ledger.as_of("2023-04-15"))

    assert seen.blocking == ()
    assert seen.after["lon"].consents == ledger.as_of("2023-03-31")["lon"].consents


@pytest.mark.parametrize(
    ("version", "paper", "code"),
    [
        (1, 5, "input/bad-value"),
        (1, " ", "input/bad-value"),
        (2, "5-CV/TU", "input/unknown-field"),
    ],
)
def test_a_former_paper_that_is_no_text_or_stands_in_a_newer_plan_is_refused(
    version: int, paper: object, code: str
) -> None:
    values = json.loads((FORMER / "plan.json").read_text(encoding="utf-8"))
    values["version"] = version
    values["operations"][1]["organization"]["size_consent"] = paper

    with pytest.raises(InvalidInputError) as caught:
        Plan.from_dict(values)
    (found,) = caught.value.findings
    assert (found.code, found.subject) == (code, "operation 2, field 'organization', field 'size_consent'")


def test_a_former_organization_may_say_that_it_has_no_paper() -> None:
    values = json.loads((FORMER / "plan.json").read_text(encoding="utf-8"))
    values["operations"][1]["organization"]["size_consent"] = None

    operation = Plan.from_dict(values).operations[1]
    assert isinstance(operation, Establish)
    assert operation.organization.consents == ()


# --- in words -------------------------------------------------------------------------------------------------------


def test_vietnamese_words_about_consent_hold_no_names_of_code() -> None:
    for code, words in catalogue().items():
        if "consent" in code or code in {"org/large-cell", "org/small-dang-bo"}:
            said = re.sub(r"\{\w+\}", "", f"{words.message.vi} {words.fix.vi}")
            assert not re.search(r"[a-z]_[a-z]|=|\bconsents?\b|\bmatter\b", said), code


def test_a_paper_says_what_it_covers_in_either_language() -> None:
    for matter, words in MATTERS.items():
        sized = Consent("c", LETTER, matter=matter, up_to=1_200 if matter in {CELL, SMALL} else None)
        assert words.en in sized.text(lang="en")
        assert words.vi in sized.text()
        assert ("1.200 đảng viên" in sized.text()) is (matter in {CELL, SMALL})
    assert Consent("c", LETTER).text() == LETTER.citation


def test_a_paper_that_names_no_matter_ends_with_the_kind_it_was_about_and_comes_back_with_it() -> None:
    top = Organization(
        "o", "Đảng bộ", Form.DANG_BO, Level.CENTRAL, consents=[Consent("o", Document("công văn", "5-CV"))]
    )
    tree = Hierarchy([top], as_of="2023-04-30")
    there = Plan("2023-06-01", "o", Document("quyết định", "1"), [Convert("o", form=Form.CHI_BO)]).preview(tree)
    back = there.inverse(effective="2023-07-01", basis=Document("quyết định", "2")).preview(there.after)
    again = back.inverse(effective="2023-08-01", basis=Document("quyết định", "3")).preview(back.after)

    assert there.after["o"].consents == ()
    assert back.after["o"] == top
    assert again.after["o"] == there.after["o"]
