"""A new verb is its class and its row: JSON, lineage, movements, papers and pages take what they need from there."""

from __future__ import annotations

import runpy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from dangbo import Document, Finding, Form, Hierarchy, History, Level, Operation, Organization, Plan, decision_papers
from dangbo.base.findings import Lang
from dangbo.base.records import Id, Text, record
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.play import NameOf, Play, Renewal
from dangbo.change.verbs.table import VERBS, Verb


@record
class Fold(Operation):
    """Nhập vào cấp trên: an organization ends, and what it had goes to its superior. Stands in this test only."""

    organization: Id
    ground: Text

    verb: ClassVar[str] = "fold"

    @property
    def subject(self) -> str:
        return self.organization

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent

    def effect(self, play: Play) -> None:
        into = play.draft[self.organization].parent or ""
        play.draft.move_below(self.organization, into)
        play.draft.move_counted(self.organization, into)
        play.end(self.organization, into)

    def successions(self, draft: Draft) -> Iterator[tuple[str, str]]:
        yield self.organization, draft[self.organization].parent or ""

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        yield from ((to, "merged") for _, to in successions)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Nhập {ended} vào cấp trên", en="Fold {ended} into its superior")
        return words.format(lang=lang, ended=name(self.organization))


ROW = Verb(
    kind=Fold,
    title=Words(vi="Nhập vào cấp trên", en="Fold"),
    says=Words(vi="một tổ chức nhập vào cấp trên", en="one ends in its superior"),
    ends=Words(vi="Nhập vào cấp trên trực tiếp", en="Folded into the superior"),
    people="with_organizations",
    fields={"ground": Words(vi="Căn cứ", en="Ground")},
)


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "fold", ROW)


def city() -> Hierarchy:
    def org(key: str, form: Form, level: Level, parent: str | None, full: int) -> Organization:
        return Organization(id=key, name=f"Tổ chức {key}", form=form, level=level, parent=parent, full=full)

    return Hierarchy(
        [
            org("tp", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, None, 0),
            org("xa", Form.DANG_BO, Level.GRASSROOTS, "tp", 0),
            org("bp", Form.DANG_BO, Level.BELOW_GRASSROOTS, "xa", 0),
            org("cb", Form.CHI_BO, Level.BELOW_GRASSROOTS, "bp", 40),
        ],
        as_of="2025-01-01",
    )


PAPER = Document("quyết định", "1-QĐ/ĐU", "2025-02-20")
PLAN = Plan("2025-03-01", "xa", PAPER, [Fold("bp", "thu gọn đầu mối")])


def test_json_reads_and_writes_it_and_has_its_titles() -> None:
    assert Plan.from_json(PLAN.to_json()) == PLAN
    assert PLAN.as_dict()["operations"] == [{"operation": "fold", "organization": "bp", "ground": "thu gọn đầu mối"}]
    schema = Plan.json_schema()["$defs"]
    assert isinstance(schema, dict)
    assert schema["Fold"]["title"] == "Nhập vào cấp trên"
    titles = {field: one["title"] for field, one in schema["Fold"]["properties"].items()}
    assert titles == {"operation": "Loại nội dung sắp xếp", "organization": "Tổ chức", "ground": "Căn cứ"}
    assert schema["Fold"]["properties"]["ground"]["description"] == "Ground"


def test_a_preview_and_its_papers_tell_it() -> None:
    preview = PLAN.preview(city())
    papers = decision_papers(preview)

    assert preview.after.get("bp") is None
    assert "Nhập Tổ chức bp vào cấp trên" in preview.describe(lang="vi")[0]
    assert "Fold Tổ chức bp into its superior" in papers.show(lang="en").text
    assert "Nhập vào cấp trên" in papers.show(lang="vi").text
    assert [(line.id, line.why) for line in papers.committees] == [("xa", "merged")]


def test_ledgers_follow_it() -> None:
    ledger = History(city()).enact(PLAN, recorded="2025-03-02")
    lineage, told = ledger.lineage("bp"), ledger.movements("2025-01-02", "2025-12-31", of="tp")

    assert "nhập vào cấp trên 01/3/2025" in lineage.show(lang="vi").text
    assert "fold 1 March 2025" in lineage.show(lang="en").text
    assert "Nhập vào cấp trên trực tiếp" in told.show(lang="vi").html
    assert "Folded into the superior" in told.show(lang="en").html
    back = ledger.undo(1, effective="2025-04-01", basis=PAPER, recorded="2025-04-01")
    assert "bp" in back.as_of("2025-04-01")


def test_the_pages_for_readers_tell_it() -> None:
    table = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "generate_verbs.py"))["verbs_table"]

    assert "| `Fold` | nhập vào cấp trên | one ends in its superior |" in table("en")
    assert "| `Fold` | nhập vào cấp trên | một tổ chức nhập vào cấp trên |" in table("vi")


@pytest.mark.parametrize("verb", VERBS)
def test_every_row_is_of_a_class_that_says_the_same_code(verb: str) -> None:
    row = VERBS[verb]

    assert row.kind.verb == verb
    assert row.linking.vi[0].islower()
    assert row.fields.keys() <= row.kind.__dataclass_fields__.keys()
