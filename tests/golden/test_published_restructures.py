"""Fifteen restructures of newspapers and portals replayed: from the figures before, the library comes to those after.

The figures come out of the collection of published statements, out of its sentences where they stand nowhere else, and
are skipped where it is absent; S01 needs only the copy beside this file. What no sentence says is made up: which unit
is which, how many people one of them has, how two sources share what is printed of both. Each test says what is made
up. Every replay is proven the same way (`carried_out`): nothing is refused, everybody is accounted for, and the inverse
brings back what was there.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest

from dangbo import (
    Admit,
    ByNumber,
    Consent,
    Consolidate,
    Convert,
    Dissolve,
    Document,
    Establish,
    Form,
    GroupKind,
    Headcount,
    Hierarchy,
    Level,
    Member,
    Merge,
    MergeGroups,
    Organization,
    Plan,
    PlanRejectedError,
    Preview,
    Rearrange,
    Reassign,
    ResidentialGroup,
    Share,
)
from dangbo.base.figures import Printed, growth
from dangbo.base.text import format_number
from dangbo.change.play import Operation
from dangbo.history import History

Record: TypeAlias = dict[str, Any]
Story = TypeVar("Story", bound=Callable[..., None])

HERE = Path(__file__).parent
COLLECTION = HERE.parents[2] / "shared" / "data" / "published_figures.json"
COPY = HERE / "published_statements.json"
REPLAYED: set[str] = set()
"""Restructures with a replay below."""

DANG_BO, CHI_BO = Form.DANG_BO, Form.CHI_BO
CENTRAL, PROVINCIAL, SUPERIOR = Level.CENTRAL, Level.PROVINCIAL, Level.IMMEDIATE_SUPERIOR
GRASSROOTS, BELOW = Level.GRASSROOTS, Level.BELOW_GRASSROOTS


# --- what was published ---------------------------------------------------------------------------------------------


def replays(*ids: str) -> Callable[[Story], Story]:
    REPLAYED.update(ids)
    return lambda story: story


@cache
def collection() -> dict[str, Record]:
    return {record["id"]: record for record in json.loads(COLLECTION.read_text(encoding="utf-8"))}


def published(key: str) -> Record:
    if not COLLECTION.exists():
        pytest.skip("the collection of published figures is not part of this repository")
    return collection()[key]


def numbers(key: str) -> tuple[int, ...]:
    """The counts a sentence prints, in its order; percentages left out."""
    sentence = re.sub(r"\d+,\d+%", "", published(key)["statement_vi_short"])
    return tuple(int(number.replace(".", "")) for number in re.findall(r"\d{1,3}(?:\.\d{3})+|\d+", sentence))


def computed(key: str, label: str) -> Any:  # noqa: ANN401 - counts, and counts by form
    """What whoever collected the statements worked out, apart from this library."""
    return published(key)["computed"][label]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(re.findall(r"\d{4}-\d{2}-\d{2}", text)[-1])


# --- trees made for it ----------------------------------------------------------------------------------------------


def spread(count: int, parts: int) -> list[int]:
    """As evenly as whole numbers go: no source says how large one unit is."""
    return [count // parts + (at < count % parts) for at in range(parts)]


def committee(key: str, parent: str | None, level: Level = GRASSROOTS, unit_type: str | None = None) -> Organization:
    return Organization(key, f"Đảng bộ {key}", DANG_BO, level, parent, unit_type)


def cell(key: str, parent: str, full: int = 0, level: Level = BELOW, unit_type: str | None = None) -> Organization:
    return Organization(key, f"Chi bộ {key}", CHI_BO, level, parent, unit_type, full=full)


def cells_of(parent: str, sizes: Iterable[int]) -> list[Organization]:
    return [cell(f"{parent}-{at}", parent, full) for at, full in enumerate(sizes, 1)]


def grassroots(
    prefix: str,
    parent: str,
    *,
    dang_bo: int = 0,
    chi_bo: int = 0,
    cells: int = 0,
    members: int,
    unit_type: str | None = None,
) -> list[Organization]:
    """So many TCCSĐ of each form, with so many cells below the đảng bộ and everybody spread evenly."""
    sizes = iter(spread(members, chi_bo + cells))
    made = [cell(f"{prefix}-cb-{at}", parent, next(sizes), GRASSROOTS, unit_type) for at in range(1, chi_bo + 1)]
    for at, below in enumerate(spread(cells, dang_bo) if dang_bo else (), 1):
        made.append(committee(f"{prefix}-db-{at}", parent, unit_type=unit_type))
        made += cells_of(f"{prefix}-db-{at}", islice(sizes, below))
    return made


def tops(made: Sequence[Organization]) -> list[str]:
    return [org.id for org in made if org.level is GRASSROOTS]


def people(made: Iterable[Organization]) -> int:
    return sum(org.full for org in made)


def paper(number: str = "", issued: dt.date | None = None, title: str = "") -> Document:
    return Document("quyết định", number or "giả định", issued, title=title)


def carried_out(tree: Hierarchy, *plans: Plan) -> list[Preview]:
    """Each plan on what the one before left: nothing is refused, nobody lost, and its inverse brings all back."""
    previews = []
    for plan in plans:
        preview = plan.preview(tree)
        assert preview.blocking == ()
        assert not any(step.refused for step in preview.steps)
        assert preview.conservation.holds
        assert preview.after.headcount() == Headcount(
            sum(org.full for org in preview.after) + len(preview.after.members),
            sum(org.probationary for org in preview.after),
        )
        back = preview.inverse(effective=plan.effective, basis=paper("thu hồi (giả định)"))
        unchanged = Plan(plan.effective, plan.decided_by, paper(), [])
        assert back.apply(preview.after).same_as(unchanged.apply(tree))
        previews.append(preview)
        tree = preview.after
    return previews


def tccsd(tree: Hierarchy, under: str) -> tuple[int, int]:
    """Đảng bộ cơ sở and chi bộ cơ sở directly under a superior."""
    forms = Counter(org.form for org in tree.children(under) if org.level is GRASSROOTS)
    return forms[DANG_BO], forms[CHI_BO]


# --- one superior ends, or two become one ---------------------------------------------------------------------------


@replays("S01")
def test_gia_lai_2025_hands_105_organizations_and_4558_members_to_four_superiors_and_loses_nobody() -> None:
    # Published: three destinations, "Pleiku, Ia Grai" as one figure, 31 and 578. How these two share it is not
    # published: two thirds to Pleiku is made up, and only their sum is asserted. Made up as well: which of the 105 are
    # đảng bộ (those of UBND tỉnh, whose 66 members each are too many for a cell, and no others), and that the two new
    # superiors begin by the same decision. The people are known by number only.
    record = next(record for record in json.loads(COPY.read_text(encoding="utf-8")) if record["id"] == "S01")
    claims = {claim["label"]: (claim["parts"], claim["printed"]) for claim in record["checks"]}
    (to_party, to_state, to_places), organizations = claims["tổ chức"]
    (party_people, state_people, places_people), members = claims["đảng viên"]
    number, *date = re.findall(r"\d+-QĐ/TU|\d+(?=/)|(?<=/)\d{4}", record["date"])
    signed = dt.date(*map(int, reversed(date)))
    assert (number, signed) == ("1533-QĐ/TU", dt.date(2025, 2, 10))

    party = grassroots("co-quan-dang", "khoi", chi_bo=to_party, members=party_people)
    state = grassroots("ubnd", "khoi", dang_bo=to_state, cells=3 * to_state, members=state_people)
    places = grassroots("dia-phuong", "khoi", chi_bo=to_places, members=places_people)
    before = Hierarchy(
        [
            committee("tinh", None, PROVINCIAL),
            Organization("khoi", "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", DANG_BO, SUPERIOR, "tinh"),
            *grassroots("pleiku-xa", "pleiku", dang_bo=3, cells=9, members=180),
            *grassroots("ia-grai-xa", "ia-grai", dang_bo=2, cells=6, members=120),
            Organization("pleiku", "Đảng bộ thành phố Pleiku", DANG_BO, SUPERIOR, "tinh"),
            Organization("ia-grai", "Đảng bộ huyện Ia Grai", DANG_BO, SUPERIOR, "tinh"),
            *party,
            *state,
            *places,
        ],
        as_of=signed - dt.timedelta(days=1),
    )
    new = [
        Organization("dang", "Đảng bộ các cơ quan Đảng tỉnh", DANG_BO, SUPERIOR, "tinh"),
        Organization("ubnd-tinh", "Đảng bộ Ủy ban nhân dân tỉnh", DANG_BO, SUPERIOR, "tinh"),
    ]
    cut = 2 * to_places // 3
    shares = {
        "dang": tops(party),
        "ubnd-tinh": tops(state),
        "pleiku": tops(places)[:cut],
        "ia-grai": tops(places)[cut:],
    }
    ending = Dissolve("khoi", children_to=shares, wording="kết thúc hoạt động")
    plan = Plan(signed, "tinh", paper(number, signed), [*map(Establish, new), ending])
    (preview,) = carried_out(before, plan)
    after = preview.after

    # The proof: nobody comes or goes, two superiors begin and one ends, nothing is left without a superior.
    proof = preview.conservation
    everybody = members + 180 + 120
    assert proof.members == (everybody, everybody)
    assert (proof.joined, proof.left) == (0, 0)
    assert proof.by_operation == (1, 1, -1)
    assert proof.organizations == (len(before), len(before) + 2 - 1)
    assert (proof.lost, proof.doubled, proof.orphans, proof.uncovered) == ((), (), (), ())
    assert "khoi" in before
    assert "khoi" not in after

    # The hand-over table: one source, its rows and its total as printed.
    matrix = preview.matrix
    assert {flow.source for flow in matrix.flows} == {"khoi"}
    total = matrix.total(source="khoi")
    assert (total.organizations, total.people.total) == (organizations, members)
    rows = {key: matrix.total(destination=key) for key in shares}
    assert (rows["dang"].organizations, rows["dang"].people.total) == (to_party, party_people)
    assert (rows["ubnd-tinh"].organizations, rows["ubnd-tinh"].people.total) == (to_state, state_people)
    both = [rows["pleiku"], rows["ia-grai"]]
    assert sum(row.organizations for row in both) == to_places
    assert sum(row.people.total for row in both) == places_people
    assert all(row.organizations for row in both)

    # The same counted again, out of the two trees.
    assert before.direct_subordinates("khoi") == organizations
    assert before.headcount("khoi").total == members
    assert tccsd(after, "dang") == (0, to_party)
    assert after.headcount("dang").total == party_people
    assert tccsd(after, "ubnd-tinh") == (to_state, 0)
    assert after.headcount("ubnd-tinh").total == state_people
    assert preview.direct_subordinates["khoi"] == (organizations, 0)
    assert sum(preview.direct_subordinates[key].change for key in ("pleiku", "ia-grai")) == to_places
    kept = [org for org in before if org.level is BELOW]
    assert all(after[org.id] is org for org in kept)  # what hangs below goes along untouched

    # The two must begin before they can take; otherwise no order is asked for.
    assert [tuple(pair) for pair in plan.order(before)] == [(1, 3, "needs"), (2, 3, "needs")]

    # Said as one rearrangement, it is the same.
    other = Rearrange(["khoi"], [*new, "pleiku", "ia-grai"], shares)
    assert Plan(signed, "tinh", paper(number, signed), [other]).apply(before).same_as(after)


@replays("S01")
def test_gia_lai_2025_is_refused_while_one_organization_is_forgotten() -> None:
    made = grassroots("tc", "khoi", chi_bo=3, members=30)
    tree = Hierarchy(
        [committee("tinh", None, PROVINCIAL), *(committee(key, "tinh", SUPERIOR) for key in ("khoi", "den")), *made],
        as_of="2025-02-09",
    )
    forgetful = Dissolve("khoi", children_to={"den": tops(made)[1:]}, wording="kết thúc hoạt động")
    preview = Plan("2025-02-10", "tinh", paper(), [forgetful]).preview(tree)
    (found,) = preview.blocking
    assert (found.code, found.subject, dict(found.facts)["count"]) == ("plan/nowhere-for-children", "khoi", 1)


def consolidated(date: dt.date, *blocks: Sequence[Organization]) -> Preview:
    """Blocks of a province become one; each is given with everything that hangs under khoi-1, khoi-2."""
    superiors = [f"khoi-{at}" for at in range(1, len(blocks) + 1)]
    before = Hierarchy(
        [
            committee("tinh", None, PROVINCIAL),
            *(committee(key, "tinh", SUPERIOR) for key in superiors),
            *(org for block in blocks for org in block),
        ],
        as_of=date - dt.timedelta(days=1),
    )
    new = Organization("khoi", "Đảng bộ Khối cơ quan và doanh nghiệp tỉnh", DANG_BO, SUPERIOR, "tinh")
    (preview,) = carried_out(before, Plan(date, "tinh", paper(issued=date), [Consolidate(superiors, new)]))
    assert preview.findings == ()
    for key, block in zip(superiors, blocks, strict=True):
        flow = preview.matrix.total(source=key, destination="khoi")
        assert (flow.organizations, flow.people.total) == (len(tops(block)), people(block))
        assert preview.direct_subordinates[key] == (len(tops(block)), 0)
    assert preview.conservation.organizations.change == 1 - len(blocks)
    assert preview.totals["grassroots"].change == 0
    return preview


def halves(*, dang_bo: int, chi_bo: int, cells: int, members: int) -> list[list[Organization]]:
    """No source says what each block brought: half of everything."""
    shares = zip(*(spread(count, 2) for count in (dang_bo, chi_bo, cells, members)), strict=True)
    return [
        grassroots(f"k{at}", f"khoi-{at}", dang_bo=some, chi_bo=others, cells=below, members=who)
        for at, (some, others, below, who) in enumerate(shares, 1)
    ]


@replays("S02")
def test_gia_lai_2019_consolidates_two_blocks_whose_total_is_cut_two_ways() -> None:
    # Inferred: the 70 agencies were one block and the 57 enterprises the other, as the names of the blocks say. Made
    # up: how the 49 đảng bộ and the 4.537 members divide between them, and three cells to a đảng bộ.
    blocks, total, *types, dang_bo, chi_bo, members = numbers("S02")
    codes = ("state-agency", "enterprise-state-100")
    committees = [dang_bo * types[0] // total, dang_bo - dang_bo * types[0] // total]
    made = [
        grassroots(
            f"k{at}", f"khoi-{at}", dang_bo=some, chi_bo=count - some, cells=3 * some, members=who, unit_type=code
        )
        for at, code, count, some, who in zip((1, 2), codes, types, committees, spread(members, blocks), strict=True)
    ]
    after = consolidated(day(published("S02")["date"]), *made).after
    assert after.direct_subordinates("khoi") == total
    assert tccsd(after, "khoi") == (dang_bo, chi_bo)
    by_type = after.count(level=GRASSROOTS, under="khoi", by="unit_type")
    assert by_type == dict(zip(codes, types, strict=True))
    assert after.headcount("khoi").total == members
    # What S01 hands over six years later is what this left, less 22 organizations, and 21 members more.
    handed = published("S01")["published"]
    assert handed["tổ chức"] - after.direct_subordinates("khoi") == computed("S02", "2019-2025 TCCSĐ")
    assert handed["đảng viên"] - after.headcount("khoi").total == computed("S02", "2019-2025 đảng viên")


@replays("S16")
def test_ba_ria_vung_tau_2019_keeps_its_three_part_committees_between_committee_and_cell() -> None:
    # Made up: each block has half of everything; the three đảng bộ bộ phận stand in the first block's first three
    # đảng bộ, with two of the 374 cells each and the consent the Charter asks for.
    blocks, total, dang_bo, chi_bo, cells, parts, members = numbers("S16")
    made = halves(dang_bo=dang_bo, chi_bo=chi_bo, cells=cells, members=members)
    assert len(made) == blocks
    inside = {f"k1-db-{at}-{one}": f"k1-db-{at}-bp" for at in range(1, parts + 1) for one in (1, 2)}
    made[0] = [cell(org.id, inside[org.id], org.full) if org.id in inside else org for org in made[0]]
    paper = Document(kind="công văn", title="giả định")
    for key in dict.fromkeys(inside.values()):
        agreed = Consent(key, paper, matter="part-committee-consent")
        name, above = f"Đảng bộ bộ phận {key}", key.removesuffix("-bp")
        made[0].append(Organization(key, name, DANG_BO, BELOW, above, consents=[agreed]))
    after = consolidated(day(published("S16")["date"]), *made).after
    assert after.count(under="khoi", by="kind") == {
        (DANG_BO, GRASSROOTS): dang_bo,
        (CHI_BO, GRASSROOTS): chi_bo,
        (DANG_BO, BELOW): parts,
        (CHI_BO, BELOW): cells,
    }
    assert after.direct_subordinates("khoi") == total
    assert after.headcount("khoi").total == members
    assert {key: after[key].parent for key in inside} == inside


@replays("S17")
def test_dak_lak_2019_consolidates_110_organizations() -> None:
    # Made up: each block has half of everything, and three cells to a đảng bộ.
    blocks, total, dang_bo, chi_bo, members = numbers("S17")
    made = halves(dang_bo=dang_bo, chi_bo=chi_bo, cells=3 * dang_bo, members=members)
    assert len(made) == blocks
    after = consolidated(day(published("S17")["date"]), *made).after
    assert after.direct_subordinates("khoi") == total
    assert tccsd(after, "khoi") == (dang_bo, chi_bo)
    assert after.headcount("khoi").total == members


# --- dissolving raises the count ------------------------------------------------------------------------------------


def opened(key: str, to: str, cells: Sequence[Organization]) -> list[Operation]:
    """A đảng bộ is dissolved, and its cells go on as chi bộ cơ sở under its superior."""
    ids = [one.id for one in cells]
    return [Dissolve(key, children_to={to: ids}), Convert(ids, level=GRASSROOTS)]


@replays("S08")
def test_dong_da_has_more_organizations_after_it_dissolved_two() -> None:
    # Inferred: the 34 chi bộ are those of the two committees, 63 đảng bộ and 15 chi bộ stood before. The year is not
    # shown; 2023 is the first of the cells' term. Made up: ten members to a cell of the two, twenty to any other.
    ended, begun, first, second, total, dang_bo, chi_bo = numbers("S08")
    month, number = map(int, re.findall(r"\d+", published("S08")["date"])[:2])
    date = dt.date(2023, month, number)
    agencies = {"cq-dang": cells_of("cq-dang", [10] * first), "cq-ubnd": cells_of("cq-ubnd", [10] * second)}
    assert len(agencies) == ended
    others = chi_bo - begun
    before = Hierarchy(
        [
            committee("quan", None, SUPERIOR),
            *grassroots(
                "khac", "quan", dang_bo=dang_bo, chi_bo=others, cells=2 * dang_bo, members=20 * (others + 2 * dang_bo)
            ),
            *(committee(key, "quan") for key in agencies),
            *agencies["cq-dang"],
            *agencies["cq-ubnd"],
        ],
        as_of=date - dt.timedelta(days=1),
    )
    assert tccsd(before, "quan") == (63, 15)
    assert before.direct_subordinates("quan") == computed("S08", "trước")
    operations: list[Operation] = [step for key, cells in agencies.items() for step in opened(key, "quan", cells)]
    plan = Plan(date, "quan", paper(issued=date), operations)
    (preview,) = carried_out(before, plan)
    assert preview.findings == ()
    assert plan.order(before) == ()
    assert tccsd(preview.after, "quan") == (dang_bo, chi_bo)
    assert preview.after.direct_subordinates("quan") == total
    assert preview.totals["grassroots"].change == begun - ended > 0
    assert preview.totals["grassroots"] == (computed("S08", "trước"), total)
    assert preview.totals["organizations"].change == -ended  # two fewer in all, thirty-two more that are counted
    assert preview.totals["chi_bo"].change == 0
    assert preview.totals["members"].change == 0
    assert {flow.source: flow.organizations for flow in preview.matrix.flows} == {"cq-dang": first, "cq-ubnd": second}


@replays("S09")
def test_thong_nhat_moves_the_company_cell_before_it_dissolves_the_committee_around_it() -> None:
    # Inferred: 27 TCCSĐ before; the 30 chi bộ are those of the four committees. Made up: how they divide, ten members
    # to a cell, the đảng bộ and chi bộ of the other 23 (the township among them).
    moved, company, ended, begun, total = numbers("S09")
    assert moved == 1
    date = day(published("S09")["date"])
    blocks = {f"khoi-{at}": cells_of(f"khoi-{at}", [10] * count) for at, count in enumerate(spread(begun, ended), 1)}
    before_total = computed("S09", "trước")
    assert before_total == total - begun + ended
    others = before_total - ended - 1
    before = Hierarchy(
        [
            committee("huyen", None, SUPERIOR),
            committee("thi-tran", "huyen"),
            *cells_of("thi-tran", [15, 15, 15]),
            *grassroots("xa", "huyen", dang_bo=others, cells=3 * others, members=45 * others),
            *(committee(key, "huyen") for key in blocks),
            *(one for cells in blocks.values() for one in cells),
            cell("cong-ty", "khoi-1", company),
        ],
        as_of=date - dt.timedelta(days=1),
    )
    assert before.count(level=GRASSROOTS) == before_total
    first = Reassign("cong-ty", to="thi-tran")
    rest = [step for key, cells in blocks.items() for step in opened(key, "huyen", cells)]
    plan = Plan(date, "huyen", paper(issued=date), [first, *rest])
    (preview,) = carried_out(before, plan)
    after = preview.after
    # No rule of that day says who decides on a hand-over to another grassroots committee.
    assert [(one.code, one.subject) for one in preview.findings] == [("plan/decider-unknown", "cong-ty")]
    assert after.count(level=GRASSROOTS) == total
    assert preview.totals["grassroots"] == (before_total, total)
    assert after["cong-ty"].parent == "thi-tran"
    assert after["cong-ty"].level is BELOW
    to_township = preview.matrix.total(source="khoi-1", destination="thi-tran")
    assert (to_township.organizations, to_township.people.total) == (moved, company)
    assert preview.matrix.total(destination="huyen").organizations == begun

    # Order matters: with the cell still inside, nobody says where it goes, and the committee cannot end. No other two
    # operations of the decision depend on their order.
    assert [tuple(pair) for pair in plan.order(before)] == [(1, 2, "needs")]
    late = Plan(date, "huyen", paper(issued=date), [*rest, first]).preview(before)
    codes = {(found.operation, found.subject, found.code) for found in late.blocking}
    assert (1, "khoi-1", "plan/nowhere-for-children") in codes
    assert late.steps[0].refused
    with pytest.raises(PlanRejectedError):
        _ = late.after

    # To name the district for whatever is left would carry the company's cell up, and not into the township.
    careless: list[Operation] = [
        Dissolve("khoi-1", children_to="huyen"),
        Convert([one.id for one in blocks["khoi-1"]], level=GRASSROOTS),
    ]
    found = Plan(date, "huyen", paper(issued=date), careless).preview(before).blocking
    assert [(one.code, one.subject) for one in found] == [("plan/kind-not-allowed", "cong-ty")]


@replays("S10")
def test_vinh_linh_2023_uses_all_five_verbs_in_one_paragraph() -> None:
    # Inferred: 42 TCCSĐ and 9.115 members before, if nothing else moved; what came and went were chi bộ cơ sở (9 and
    # 28 members are too few, and few enough). Made up: the superior they went to and came from, 40 members in the chi
    # bộ that becomes a đảng bộ of two cells, ten in each of the 16, and the forms of the other 39. The province decides
    # on what crosses the border of the district, the district on the rest: two plans of one day.
    out, going, into, coming, raised, ended, begun, total, members = numbers("S10")
    assert (out, into, raised, ended) == (1, 1, 1, 1)
    date = day(published("S10")["date"])
    total_before, members_before = computed("S10", "TCCSĐ trước"), computed("S10", "đảng viên trước")
    others = total_before - 3
    rest = members_before - going - 40 - 10 * begun
    old = cells_of("cq", [10] * begun)
    before = Hierarchy(
        [
            committee("tinh", None, PROVINCIAL),
            committee("huyen", "tinh", SUPERIOR),
            committee("noi-khac", "tinh", SUPERIOR),
            cell("di", "huyen", going, GRASSROOTS),
            cell("den", "noi-khac", coming, GRASSROOTS),
            cell("nang", "huyen", 40, GRASSROOTS),
            committee("cq", "huyen"),
            *old,
            *grassroots("xa", "huyen", dang_bo=29, chi_bo=others - 29, cells=300, members=rest),
        ],
        as_of=date - dt.timedelta(days=1),
    )
    assert before.direct_subordinates("huyen") == total_before
    assert before.headcount("huyen").total == members_before

    across = Plan(date, "tinh", paper("QĐ/TU (giả định)"), [Reassign("di", to="noi-khac"), Reassign("den", to="huyen")])
    new = [cell(f"moi-{at}", "huyen", level=GRASSROOTS) for at in range(1, begun + 1)]
    cells = [cell("nang-1", "nang"), cell("nang-2", "nang")]
    halves_of_it = {one.id: [ByNumber("nang", full=20)] for one in cells}
    inside = Plan(
        date,
        "huyen",
        paper("QĐ/HU (giả định)"),
        [
            Convert("nang", form=DANG_BO, cells=cells, members_to=halves_of_it),
            *map(Establish, new),
            *(Merge([was.id], into=one.id) for was, one in zip(old, new, strict=True)),
            Dissolve("cq"),
        ],
    )
    handed, done = carried_out(before, across, inside)
    assert handed.matrix.total(source="huyen", destination="noi-khac")[2:] == (out, Headcount(going))
    assert handed.matrix.total(source="noi-khac", destination="huyen")[2:] == (into, Headcount(coming))
    after = done.after
    assert after.direct_subordinates("huyen") == total
    assert after.headcount("huyen").total == members
    assert after.headcount().total == before.headcount().total  # the province loses nobody
    assert after.own_headcount("nang").total == 0  # a đảng bộ has its people in its cells
    assert [after.headcount(one.id).total for one in (*cells, *new)] == [20, 20, *[10] * begun]
    assert growth(total, total_before).count == begun - ended - out + into
    assert growth(members, members_before).count == coming - going
    assert tccsd(before, "huyen") == (29 + 1, others - 29 + 2)
    assert tccsd(after, "huyen") == (29 + 1, others - 29 + begun + 1)  # one đảng bộ ends, one begins
    assert {step.operation.verb for step in (*handed.steps, *done.steps)} == {
        "reassign",
        "convert",
        "establish",
        "merge",
        "dissolve",
    }


@pytest.mark.parametrize("way", ["the cells go on", "new cells begin"])
@replays("S11")
def test_a_luoi_2023_keeps_12_cells_and_68_members_and_the_papers_of_two_decisions(way: str) -> None:
    # Published: the numbers of two decisions, their reason, the day of signing and, apart from it, the day of effect.
    # Not published: which number dissolved which committee (taken in order), and whether the cells went on or ended
    # and began anew: both ways come to the same counts.
    ended, *pairs = numbers("S11")
    sizes = list(zip(pairs[::2], pairs[1::2], strict=True))
    assert len(sizes) == ended
    note = published("S11")["note"]
    issued, effective = map(dt.date.fromisoformat, re.findall(r"\d{4}-\d{2}-\d{2}", published("S11")["date"]))
    papers = [f"{number}-QĐ/HU" for number in re.findall(r"\b\d{4}(?=[,-])", note)]
    (reason,) = re.findall(r"\((điểm [^)]*)\)", note)
    assert (papers, reason) == (["1455-QĐ/HU", "1456-QĐ/HU"], "điểm 10.4 QĐ 24-QĐ/TW")
    assert issued < effective

    made = {f"db-{at}": cells_of(f"db-{at}", spread(who, count)) for at, (count, who) in enumerate(sizes, 1)}
    before = Hierarchy(
        [
            committee("huyen", None, SUPERIOR),
            *(committee(key, "huyen") for key in made),
            *(one for cells in made.values() for one in cells),
        ],
        as_of=issued,
    )
    plans = []
    for number, (key, cells) in zip(papers, made.items(), strict=True):
        operations: list[Operation]
        if way == "the cells go on":
            operations = opened(key, "huyen", cells)
        else:
            new = [cell(f"{one.id}-moi", "huyen", level=GRASSROOTS) for one in cells]
            given = {one.id: [was.id] for one, was in zip(new, cells, strict=True)}
            operations = [Rearrange([key, *(one.id for one in cells)], new, given)]
        plans.append(Plan(effective, "huyen", paper(number, issued, reason), operations))

    previews = carried_out(before, *plans)
    after = previews[-1].after
    assert tccsd(before, "huyen") == (ended, 0)
    assert tccsd(after, "huyen") == (0, computed("S11", "chi bộ"))
    assert before.count(form=CHI_BO) == after.count(form=CHI_BO) == computed("S11", "chi bộ")
    assert before.headcount().total == after.headcount().total == computed("S11", "đảng viên")
    assert [preview.conservation.members.after for preview in previews] == [computed("S11", "đảng viên")] * ended
    for preview, number, (key, cells) in zip(previews, papers, made.items(), strict=True):
        assert key in preview.steps[0].ended
        assert preview.totals["grassroots"].change == len(cells) - 1
        assert preview.matrix.total().people.total == people(cells)
        basis = preview.plan.basis
        assert (basis.number, basis.issued, basis.title) == (number, issued, reason)

    # The ledger keeps all of it: what was decided, why, when it was signed and from when it holds.
    ledger = History(before).enact(*plans)
    assert [(one.plan.basis.number, one.recorded, one.plan.effective) for one in ledger.decisions] == [
        (number, issued, effective) for number in papers
    ]
    assert tccsd(ledger.as_of(effective - dt.timedelta(days=1)), "huyen") == (ended, 0)
    assert ledger.as_of(effective).same_as(after)
    assert tccsd(ledger.as_of(effective, known=issued - dt.timedelta(days=1)), "huyen") == (ended, 0)


# --- conversion, distribution ---------------------------------------------------------------------------------------


@replays("S13")
def test_a_conversion_at_vinh_long_changes_the_split_and_not_the_total() -> None:
    # Inferred: all that came and went were chi bộ cơ sở, so 48 chi bộ and 47 đảng bộ stood before; the members of the
    # two dissolved stayed in the block. Made up: the giver of the two received, ten members in each of them, twelve in
    # each of the two dissolved, 28 in two cells under the đảng bộ that becomes a chi bộ, one admission in each of 65
    # cells. Two plans, for what crosses the border of the block is decided by the province.
    months, ended, received, converted, total, chi_bo, dang_bo, below, admitted, members = numbers("S13")
    assert (months, ended, received, converted) == (6, 2, 2, 1)
    date = day(published("S13")["date"])
    opening = computed("S13", "trước")
    assert opening == {"chi bộ": 48, "đảng bộ": 47}
    rest = members - admitted - 10 * received - 12 * ended - 28
    before = Hierarchy(
        [
            committee("tinh", None, PROVINCIAL),
            committee("khoi", "tinh", SUPERIOR),
            committee("noi-khac", "tinh", SUPERIOR),
            *(cell(f"den-{at}", "noi-khac", 10, GRASSROOTS) for at in range(received)),
            *(cell(f"het-{at}", "khoi", 12, GRASSROOTS) for at in range(ended)),
            committee("nho", "khoi"),
            *cells_of("nho", [14, 14]),
            *grassroots(
                "tc",
                "khoi",
                dang_bo=opening["đảng bộ"] - 1,
                chi_bo=opening["chi bộ"] - ended,
                cells=below,
                members=rest,
            ),
        ],
        as_of=date - dt.timedelta(days=180),
    )
    assert tccsd(before, "khoi") == (opening["đảng bộ"], opening["chi bộ"])
    grew = [f"tc-db-{at}-1" for at in range(1, dang_bo + 1)] + [
        f"tc-db-{at}-2" for at in range(1, admitted - dang_bo + 1)
    ]
    assert len(set(grew)) == admitted
    across = Plan(date, "tinh", paper("QĐ/TU (giả định)"), [Reassign(f"den-{at}", to="khoi") for at in range(received)])
    inside = Plan(
        date,
        "khoi",
        paper("QĐ/ĐUK (giả định)"),
        [
            *(Dissolve(f"het-{at}", members_to=f"tc-cb-{at + 1}") for at in range(ended)),
            Convert("nho", form=CHI_BO),
            *(Admit(to=key, probationary=1) for key in grew),
        ],
    )
    handed, done = carried_out(before, across, inside)
    after = done.after
    assert tccsd(after, "khoi") == (dang_bo, chi_bo)
    assert after.direct_subordinates("khoi") == before.direct_subordinates("khoi") == total
    assert after.count(form=CHI_BO, level=BELOW, under="khoi") == below
    assert after.headcount("khoi").total == members
    assert done.conservation.joined == admitted
    assert done.conservation.members.change == admitted
    assert handed.matrix.total(destination="khoi").organizations == received
    (conversion,) = (stage for stage in done.stages() if stage.step.operation.verb == "convert")
    assert len(conversion.step.ended) == 2
    # By itself, the conversion changes the split only.
    alone = Plan(date, "khoi", paper(), [Convert("nho", form=CHI_BO)])
    (one,) = carried_out(before, alone)
    assert one.totals["grassroots"].change == 0
    assert tccsd(one.after, "khoi") == (opening["đảng bộ"] - 1, opening["chi bộ"] + 1)


@replays("S14")
def test_son_duong_2019_dissolves_33_office_cells_into_the_villages_of_their_own_communes() -> None:
    # Inferred: one office cell to a commune, so 33 đảng bộ and 26 other TCCSĐ, all chi bộ (their forms are not
    # published); 640 cells before. Made up: how 607 village cells and 9.522 members spread over them, and who goes to
    # which village. Each commune decides for itself: 33 plans.
    ended, total, cells, members = numbers("S14")
    date = day(published("S14")["date"])
    sizes = iter(spread(members, cells + ended + total - ended))
    made = [committee("huyen", None, SUPERIOR)]
    made += [cell(f"cb-{at}", "huyen", next(sizes), GRASSROOTS) for at in range(total - ended)]
    for at, villages in enumerate(spread(cells, ended)):
        made += [committee(f"xa-{at}", "huyen"), cell(f"co-quan-{at}", f"xa-{at}", next(sizes))]
        made += cells_of(f"xa-{at}", islice(sizes, villages))
    before = Hierarchy(made, as_of=date - dt.timedelta(days=1))
    assert before.count(form=CHI_BO, level=BELOW) == computed("S14", "chi bộ trước")
    assert before.headcount().total == members

    plans = []
    for at in range(ended):
        office = before[f"co-quan-{at}"]
        villages_of = [org.id for org in before.children(f"xa-{at}") if org.id != office.id]
        shares = {
            key: [ByNumber(office.id, full=count)]
            for key, count in zip(villages_of, spread(office.full, len(villages_of)), strict=True)
            if count
        }
        plans.append(Plan(date, f"xa-{at}", paper(), [Dissolve(office.id, members_to=shares)]))
    previews = carried_out(before, *plans)
    after = previews[-1].after
    assert after.count(form=CHI_BO, level=BELOW) == cells
    assert after.count(level=GRASSROOTS) == before.count(level=GRASSROOTS) == total
    assert after.headcount().total == members
    for at, preview in enumerate(previews):
        assert after.headcount(f"xa-{at}") == before.headcount(f"xa-{at}")
        assert preview.findings == ()
        assert preview.matrix.total(source=f"co-quan-{at}").people == before.headcount(f"co-quan-{at}")
        assert {after[flow.destination].parent for flow in preview.matrix.flows} == {f"xa-{at}"}


@replays("S15")
def test_binh_hoa_hands_42_members_to_14_cells_and_still_has_420() -> None:
    # The smallest full replay, person by person: the people are made up, so that each can be followed. Made up as
    # well: their even spread, the order in which they go to the 14 hamlets, and the year, which is not shown.
    cells, members, ended, *sizes = numbers("S15")
    assert len(sizes) == ended
    signed, effective = dt.date(2019, 8, 13), dt.date(2019, 8, 15)
    assert published("S15")["date"].startswith(f"{signed:%m-%d}, hiệu lực {effective.day}/{effective.month}")
    hamlets = [f"ap-{at}" for at in range(cells - ended)]
    offices = [f"co-quan-{at}" for at in range(ended)]
    counts = [*sizes, *spread(members - sum(sizes), cells - ended)]
    everybody = iter(range(members))
    roll = {
        key: [f"dv-{number}" for number in islice(everybody, count)]
        for key, count in zip((*offices, *hamlets), counts, strict=True)
    }
    before = Hierarchy(
        [committee("xa", None), *(cell(key, "xa") for key in roll)],
        [Member(key, f"Đảng viên {key}") for ids in roll.values() for key in ids],
        roll,
        [ResidentialGroup(f"g-{key}", f"Ấp {key}", GroupKind.AP, cells=[key]) for key in hamlets],
        as_of=signed,
    )
    moving = [member for key in offices for member in roll[key]]
    destination = {member: hamlets[at % len(hamlets)] for at, member in enumerate(moving)}

    def shares(office: str) -> dict[str, list[str]]:
        return {key: [one for one in roll[office] if destination[one] == key] for key in hamlets}

    operations = [Dissolve(key, members_to=shares(key)) for key in offices]
    (preview,) = carried_out(before, Plan(effective, "xa", paper(issued=signed), operations))
    after = preview.after
    assert preview.findings == ()
    assert after.direct_subordinates("xa") == computed("S15", "chi bộ sau")
    assert after.headcount().total == len(after.members) == computed("S15", "đảng viên sau") == members
    assert preview.matrix.total().people.total == computed("S15", "đảng viên phân về") == len(moving)
    assert [preview.matrix.total(source=key).people.total for key in offices] == sizes
    homes = {member: after.home(member) for member in moving}
    assert {member: home.id for member, home in homes.items() if home is not None} == destination
    assert all(after.roll(key)[: len(roll[key])] == tuple(roll[key]) for key in hamlets)
    assert (len(after.coverage().own), after.coverage().total) == (len(hamlets), len(hamlets))
    assert preview.plan.basis.issued == signed < preview.plan.effective

    # One forgotten person stops it.
    first = shares(offices[0])
    forgotten = first[hamlets[0]].pop()
    found = Plan(effective, "xa", paper(), [Dissolve(offices[0], members_to=first)]).preview(before)
    assert [(one.code, dict(one.facts)["count"]) for one in found.blocking] == [("plan/members-unallocated", 1)]
    assert found.draft.home(forgotten) == found.draft[offices[0]]


# --- new superiors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["S22", "S23"])
@replays("S22", "S23")
def test_a_new_superior_of_2025_has_the_published_totals(key: str) -> None:
    # Inferred: it takes what hung under another superior of the province, which goes on (none of the two statements
    # says who gave). Made up: eight cells to a đảng bộ in Phú Thọ; in Bình Thuận, which prints no forms, 23 chi bộ.
    total, *forms, members = numbers(key)
    dang_bo, chi_bo = forms or (0, total)
    date = day(published(key)["date"])
    made = grassroots("tc", "khoi", dang_bo=dang_bo, chi_bo=chi_bo, cells=8 * dang_bo, members=members)
    stays = grassroots("o-lai", "khoi", chi_bo=2, members=20)
    before = Hierarchy(
        [committee("tinh", None, PROVINCIAL), committee("khoi", "tinh", SUPERIOR), *made, *stays],
        as_of=date - dt.timedelta(days=1),
    )
    new = Organization("moi", published(key)["statement_vi_short"].split(":")[0], DANG_BO, SUPERIOR, "tinh")
    operations: list[Operation] = [Establish(new), *(Reassign(one, to="moi") for one in tops(made))]
    (preview,) = carried_out(before, Plan(date, "tinh", paper(issued=date), operations))
    after = preview.after
    # The rule on who hands over is of June 2025: before it, nobody can be held to it.
    assert {one.code for one in preview.findings} == {"plan/decider-unknown"}
    assert [one.subject for one in preview.findings] == tops(made)
    assert tccsd(after, "moi") == (dang_bo, chi_bo)
    assert after.direct_subordinates("moi") == dang_bo + chi_bo == total
    assert after.headcount("moi").total == members
    assert tccsd(after, "khoi") == (0, 2)
    flow = preview.matrix.total(source="khoi", destination="moi")
    assert (flow.organizations, flow.people.total) == (total, members)
    assert preview.conservation.organizations.change == 1
    if key == "S23":
        mean = Fraction(after.headcount("moi").total, after.direct_subordinates("moi"))
        assert format_number(mean, decimals=2, lang="en") == str(computed("S23", "bình quân"))


# --- the nation -----------------------------------------------------------------------------------------------------


def country(provinces: int, districts: int, communes: int, as_of: dt.date) -> Hierarchy:
    """Committees only, spread evenly: no people, no cells, since the statement prints none."""
    made = [committee("tw", None, CENTRAL)]
    made += [committee(f"tinh-{at}", "tw", PROVINCIAL) for at in range(provinces)]
    where = [f"tinh-{at}" for at, some in enumerate(spread(districts, provinces)) for _ in range(some)]
    made += [committee(f"huyen-{at}", above, SUPERIOR) for at, above in enumerate(where)]
    homes = [f"huyen-{at}" for at, some in enumerate(spread(communes, districts)) for _ in range(some)]
    made += [committee(f"xa-{at}", above) for at, above in enumerate(homes)]
    return Hierarchy(made, as_of=as_of)


def chunks(items: Sequence[str], parts: int) -> list[Sequence[str]]:
    return [items[start:end] for start, end in pairwise(accumulate(spread(len(items), parts), initial=0))]


@replays("S05")
def test_the_plan_of_may_2025_leaves_3321_communes_behind_more_than_3320() -> None:
    # Odd in print (issue approx_words): "hơn 3.320" twice, a bare 3.320 in the article, and a rate that is the
    # reduction and not what is left. The rate gives the count away: 66,91 % of 10.035 is 6.714, so 3.321 remain, 13 of
    # them đặc khu. Published: the totals. Made up: which communes, districts and provinces go together (neighbors, by
    # twos, threes and fours), all by one decision. The 694 đảng bộ huyện are those of the sentence; the resolutions
    # list 696 districts, and in the end 2.621 communes and 687 wards where this plan had 2.595 and 713.
    record = published("S05")
    assert record["issue"] == "approx_words"
    total, about, provinces, left, fewer, districts, _, rural, wards = numbers("S05")
    rate = record["published"]["giảm cấp xã"]
    (claim,) = (check for check in record["checks"] if check["type"] == "percent")
    exact, zones = claim["den"] - claim["num"], computed("S05", "đặc khu")
    date = dt.date(2025, 7, 1)
    before = country(provinces, districts, total, date)
    assert before.count(by="level") == {CENTRAL: 1, PROVINCIAL: provinces, SUPERIOR: districts, GRASSROOTS: total}

    groups = chunks([f"tinh-{at}" for at in range(provinces)], left)
    assert sum(len(group) - 1 for group in groups) == fewer
    operations: list[Operation] = []
    kinds = iter(["commune"] * rural + ["ward"] * wards + ["other"] * zones)
    done = begun = 0
    for at, group in enumerate(groups):
        province = group[0]
        if len(group) > 1:
            province = f"tinh-moi-{at}"
            operations.append(Consolidate(group, committee(province, "tw", PROVINCIAL)))
        of_it = [district.id for key in group for district in before.children(key)]
        communes = [commune.id for district in of_it for commune in before.children(district)]
        done += len(communes)
        due = round(Fraction(done * exact, total)) - begun
        for sources in chunks(communes, due):
            new = committee(f"xa-moi-{begun}", province, SUPERIOR, next(kinds))
            operations.append(Consolidate(sources, new))
            begun += 1
        operations += (Dissolve(district, wording="kết thúc hoạt động") for district in of_it)
    (preview,) = carried_out(before, Plan(date, "tw", paper(issued=day(record["date"])), operations))
    after = preview.after

    assert after.count(by="level") == {CENTRAL: 1, PROVINCIAL: left, SUPERIOR: exact}
    assert after.count(level=SUPERIOR, by="unit_type") == {"commune": rural, "ward": wards, "other": zones}
    assert before.count(level=PROVINCIAL) - after.count(level=PROVINCIAL) == computed("S05", "giảm tỉnh") == fewer
    assert preview.conservation.organizations == (1 + provinces + districts + total, 1 + left + exact)
    ended = {commune.id for commune in before.select(level=GRASSROOTS)}
    taken = [pair for step in preview.steps for pair in step.successions if pair[0] in ended]
    assert Counter(source for source, _ in taken) == Counter(ended)  # each commune goes into one new one
    assert len({result for _, result in taken}) == exact
    remaining = after.count(level=SUPERIOR)
    assert Share(total - remaining, of=total).text(decimals=2) == rate
    assert growth(remaining, total).prints_as(f"-{rate}")
    # What is odd: the words hide one commune, and the rate would be another without it.
    assert Printed.parse(f"hơn {format_number(about)}").admits(remaining)
    assert remaining == about + 1
    assert Share(total - about, of=total).text(decimals=2) != rate
    assert Share(remaining, of=total).text(decimals=2) != rate


def village(at: int, by: str) -> ResidentialGroup:
    return ResidentialGroup(f"thon-{at}", "Thôn", GroupKind.THON, cells=[by])


@replays("S27")
def test_the_nation_merges_16321_of_its_86282_villages() -> None:
    # At full scale: every one of the 86.282 groups is a record, every merger an operation. Odd in print (issue label):
    # the sentence counts "thôn, tổ dân phố" before, but only thôn come to 69.961 after; the 20.547 tổ dân phố are
    # beside them. So the groups before are thôn, and as many tổ dân phố stand through it untouched (how many there were
    # before is not printed). Made up: each village that ends joins one served by the same cell, and a cell serves some
    # ten villages (the sentence prints no cells, and whether any ended is no matter of the State's decision).
    record = published("S27")
    assert record["issue"] == "label"
    merged, villages, left, urban = numbers("S27")
    assert left == record["published"]["còn"]
    cells = [f"cb-{at}" for at in range(left // 10 + 1)]
    before = Hierarchy(
        [
            committee("tw", None, CENTRAL),
            *(committee(f"tinh-{at}", "tw", PROVINCIAL) for at in range(63)),
            *(committee(f"xa-{at}", f"tinh-{at % 63}") for at in range(len(cells) // 10 + 1)),
            *(cell(key, f"xa-{at // 10}") for at, key in enumerate(cells)),
        ],
        groups=[
            *(village(at, cells[(at if at < left else at - left) // 10]) for at in range(villages)),
            *(ResidentialGroup(f"tdp-{at}", "Tổ dân phố", GroupKind.TO_DAN_PHO) for at in range(urban)),
        ],
        as_of="2019-01-01",
    )
    assert Counter(group.kind for group in before.groups.values())[GroupKind.THON] == villages

    state = Document("nghị quyết", "NQ-HĐND (giả định)")
    joining = [MergeGroups([f"thon-{left + at}"], into=f"thon-{at}", document=state) for at in range(merged)]
    (preview,) = carried_out(before, Plan("2021-12-31", "tw", paper(), joining))
    after = preview.after
    kinds = Counter(group.kind for group in after.groups.values())
    assert kinds == {GroupKind.THON: left, GroupKind.TO_DAN_PHO: urban}
    assert kinds[GroupKind.THON] == computed("S27", "còn")
    assert preview.conservation.group_change == -merged
    assert preview.conservation.groups == (villages + urban, left + urban)
    assert preview.conservation.organizations.change == 0
    assert preview.conservation.uncovered == ()
    assert len(after.coverage().none) == urban  # every village still has its cell
    # What is odd: if the tổ dân phố were among the 86.282, what is left would be more than there was.
    assert after.coverage().total == left + urban > villages
    assert villages - merged - urban != left


# --- the collection -------------------------------------------------------------------------------------------------


def test_every_published_restructure_is_replayed_and_every_odd_one_says_what_is_odd() -> None:
    published("S01")
    restructures = {key: record for key, record in collection().items() if record["kind"] == "restructure"}
    assert set(restructures) == REPLAYED
    assert {key: record["issue"] for key, record in restructures.items() if record["issue"]} == {
        "S05": "approx_words",
        "S27": "label",
    }
