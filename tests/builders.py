"""What tests build registers from: organizations by their kind, rolls, groups, papers, plans, and a city of two wards.

An id is enough; `name=` and every other field of the record may be given. People are known by the cell whose roll they
stand on first: m-3-0 is the first one of cb-3. All of them are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from dangbo import (
    Balance,
    Committee,
    Consent,
    Document,
    Form,
    GroupKind,
    Hierarchy,
    History,
    Level,
    Mandate,
    MassBody,
    Member,
    MemberStatus,
    Operation,
    Organization,
    Plan,
    ResidentialGroup,
    RuleBook,
    Seat,
    Stay,
    datasets,
)
from dangbo.tree.records import paper_of

DANG_BO, CHI_BO = Form.DANG_BO, Form.CHI_BO
CENTRAL, PROVINCIAL, SUPERIOR = Level.CENTRAL, Level.PROVINCIAL, Level.IMMEDIATE_SUPERIOR
GRASSROOTS, BELOW = Level.GRASSROOTS, Level.BELOW_GRASSROOTS
AS_OF: Final = "2023-04-30"
DECISION: Final = Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy phường Phú Xá")
LETTER: Final = Document("công văn", "7-CV/TU", "2023-05-10")
NO_RULES: Final = RuleBook((), ())
"""What blocks under a book without rules is what cannot be done, not what may not be done."""

# --- organizations ----------------------------------------------------------------------------------------------------


def cell(
    key: str,
    parent: str | None = "dbp",
    level: Level = BELOW,
    *,
    name: str = "",
    **more: Any,  # noqa: ANN401 - fields of the record
) -> Organization:
    """Chi bộ: below the grassroots of a ward unless told otherwise.

    Examples:
        >>> cell("cb-1", full=12).name
        'Chi bộ cb-1'
    """
    return Organization(key, name or f"Chi bộ {key}", CHI_BO, level, parent, **more)


def dang_bo(
    key: str,
    parent: str | None = "tp",
    level: Level = GRASSROOTS,
    *,
    name: str = "",
    **more: Any,  # noqa: ANN401 - fields of the record
) -> Organization:
    """Đảng bộ: at the grassroots of a city unless told otherwise."""
    return Organization(key, name or f"Đảng bộ {key}", DANG_BO, level, parent, **more)


def part(key: str, parent: str = "dbp", *, name: str = "") -> Organization:
    """Đảng bộ bộ phận whose form has been agreed to."""
    return dang_bo(key, parent, BELOW, name=name or f"Bộ phận {key}", consents=[paper_of(key, "1-CV/TU")])


ROOT: Final = dang_bo("tp", None, SUPERIOR, name="Đảng bộ thành phố")

# --- people and groups ------------------------------------------------------------------------------------------------


def people(of: int | str, *numbers: int) -> list[str]:
    """Ids of those with these numbers on the roll of one cell."""
    return [f"m-{of}-{number}" for number in numbers]


def everybody(of: int | str, size: int = 10) -> list[str]:
    """Ids of all on the roll of one cell."""
    return people(of, *range(size))


def rolls(cells: Iterable[int], size: int = 10) -> dict[str, list[str]]:
    """The rolls of cb-1, cb-2 ...

    Examples:
        >>> rolls([1, 2], size=2)
        {'cb-1': ['m-1-0', 'm-1-1'], 'cb-2': ['m-2-0', 'm-2-1']}
    """
    return {f"cb-{of}": everybody(of, size) for of in cells}


def members(
    listed: Mapping[str, Iterable[str]], *probationary: str, name: Callable[[str], str] = "Người {}".format
) -> list[Member]:
    """Who stands on the rolls, all of them full members but those named."""
    statuses = dict.fromkeys(probationary, MemberStatus.PROBATIONARY)
    return [Member(key, name(key), statuses.get(key, MemberStatus.FULL)) for keys in listed.values() for key in keys]


def zone(number: int | str, *cells: str, **more: Any) -> ResidentialGroup:  # noqa: ANN401 - fields of the record
    """Tổ dân phố, and the cells that serve it."""
    return ResidentialGroup(f"tdp-{number}", f"Tổ dân phố {number}", GroupKind.TO_DAN_PHO, cells=cells, **more)


# --- plans, a city, a ledger ------------------------------------------------------------------------------------------


def plan(
    *operations: Operation,
    by: str = "dbp",
    effective: str = "2023-06-01",
    basis: Document = DECISION,
    consents: Iterable[Consent] = (),
) -> Plan:
    """A decision of the ward."""
    return Plan(effective, by, basis, operations, tuple(consents))


def city(
    *more: Organization,
    as_of: str = AS_OF,
    part_name: str = "Đảng bộ bộ phận",
    probationary: Iterable[str] = (),
    stays: Mapping[str, str] | Mapping[str, Stay] | Iterable[Stay] | None = None,
    host_unit: str | None = None,
    mass_bodies: Iterable[MassBody] = (),
) -> Hierarchy:
    """Two wards of one city.

    ```
    tp ── dbp ── cb-1 .. cb-4   ten people each by id: m-1-0 .. m-1-9 ...; cb-4, of the host unit, counts 4 + 1 more by
       │      │                 number
       │      └─ bp ── cb-5     eight by number
       ├─ dbx ── cb-6           forty by number
       └─ cbcs                  three by number
    ```
    tdp-1 is served by cb-1, tdp-2 by cb-2, tdp-3 by cb-2 and cb-3, tdp-4 by cb-4.
    """
    listed = rolls(range(1, 5))
    return Hierarchy(
        [
            ROOT,
            dang_bo("dbp", name="Đảng bộ phường Phú Xá"),
            dang_bo("dbx", name="Đảng bộ xã Tân Cương"),
            cell("cbcs", "tp", GRASSROOTS, name="Chi bộ Bảo hiểm", full=3),
            *(cell(f"cb-{of}") for of in (1, 2, 3)),
            cell("cb-4", full=4, probationary=1, host_unit=host_unit),
            part("bp", name=part_name),
            cell("cb-5", "bp", full=8),
            cell("cb-6", "dbx", full=40, consents=[Consent("cb-6", LETTER, "cell-size-consent", 60)]),
            *more,
        ],
        [*members(listed, *probationary), Member("m-0", "Người cũ")],
        listed,
        [zone(1, "cb-1"), zone(2, "cb-2"), zone(3, "cb-2", "cb-3"), zone(4, "cb-4", head_is_member=True)],
        stays=stays or {},
        mass_bodies=mass_bodies,
        as_of=as_of,
    )


def committee() -> Committee:
    """Who leads a ward: six people, one of them in three bodies, in a term."""
    posts = [
        ("secretary", "committee", "m-1-0", "elected"),
        ("deputy_secretary", "committee", "m-1-1", "elected"),
        ("standing_member", "standing", "m-2-0", "elected"),
        ("committee_member", "committee", "m-2-0", "elected"),
        ("committee_member", "committee", "m-2-1", "elected"),
        ("committee_member", "committee", "m-3-0", "appointed"),
        ("inspection_head", "inspection", "m-2-0", "elected"),
        ("inspection_member", "inspection", "m-3-1", "elected"),
    ]
    seats = [Seat("dbp", post, who, body=body, since="2020-06-01", source=how) for post, body, who, how in posts]
    bare = city()
    tree = Hierarchy(
        list(bare),
        bare.members,
        {org.id: bare.roll(org) for org in bare},
        seats=seats,
        mandates=[Mandate("dbp", 12, "2020-06-01", "2025-05-31")],
        as_of=AS_OF,
    )
    found = tree.committee("dbp")
    assert found is not None
    return found


@cache
def article() -> History:
    """The ledger of the city of the article: the decisions between its two snapshots."""
    return History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())


@cache
def reported() -> History:
    """The same, but for its first decision closed at the end of 2022; that one came in later, with a balance."""
    first, *others = datasets.thai_nguyen_changes()
    report = Document("báo cáo", "12-BC/TU (giả định)", "2023-01-05")
    ledger = History(datasets.thai_nguyen_2021()).enact(*others).close(on="2022-12-31", basis=report)
    return ledger.enact(first, recorded="2023-02-01").expect(Balance("dbp-gia-sang", "2022-12-31", organizations=20))
