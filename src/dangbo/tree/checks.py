"""What the rules of a date say of organizations where they stand: kind, size, division, consent, names and codes.

Everything here is a finding and stops nothing; a plan decides which of them block it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Final

from dangbo.base.findings import Fact, Finding, finding
from dangbo.base.terms import Form, Kind, Level
from dangbo.base.text import fold, lower_first, name_key
from dangbo.base.words import Words
from dangbo.rules import RuleBook, Rules, RuleValue, Table
from dangbo.tree.asked import Tree
from dangbo.tree.members import ERASED, Headcount
from dangbo.tree.records import RESIDENTIAL, SIZES, Consent, Matter, Organization, ResidentialGroup, Stay, changed
from dangbo.tree.rows import NAMED, few
from dangbo.tree.tables import CELLS, STAYS


def check_organization(tree: Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """What the rules in force say of one organization where it stands: kind, size, division.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
        rules: the rules of a date.
    """
    groups = tree._naming(CELLS, org.id)
    yield from check_place(tree, org, rules)
    codes = _unit_codes(rules.book)
    if org.unit_type and codes and org.unit_type not in codes:  # a book without a list has nothing to say
        yield finding("org/unknown-unit-type", org.id, unit_type=org.unit_type)
    if org.form is Form.CHI_BO and not org.unit_type and rules.get("village-cell") is not None:
        yield from _ask_for_unit_type(tree, org, rules)
    if org.form is Form.DANG_BO:
        own = tree.own_headcount(org).total
        if own and tree._child_ids(org.id):
            yield finding("org/members-outside-cells", org.id, count=own)
        if groups:
            yield finding("org/groups-outside-cells", org.id, count=len(groups))
    if org.form is Form.CHI_BO:
        if tree._has_people():
            yield from _check_cell(tree.own_headcount(org), org, rules)
    elif org.level is Level.GRASSROOTS and tree._has_people():
        least = rules.get("dang-bo-min-members")
        if least is not None:
            total = tree._people_up_to(least.number, org.id)
            if total < least.number and not org.has_consent("dang-bo-min-members", total):
                paper = _paper_words(org, "dang-bo-min-members")
                yield finding(
                    "org/small-dang-bo", org.id, rule=least.ref, count=total, limit=least.number, consent=paper
                )
    elif org.level is Level.BELOW_GRASSROOTS and not org.has_consent("part-committee-consent"):
        consent = rules.get("part-committee-consent")
        if consent is not None:
            kind = Words(vi=lower_first(rules.label(*org.kind)), en=rules.label(*org.kind, lang="en"))
            yield finding("org/part-committee-consent", org.id, rule=consent.ref, kind=kind)


def _paper_words(org: Organization, matter: Matter) -> Words:
    """For which size consent was given, where it no longer covers the size there is."""
    given = [one.up_to for one in org.consents if one.matter == matter and one.up_to is not None]
    if not given:
        return Words(vi="chưa ghi văn bản đồng ý", en="no consent is recorded")
    size = max(given) if matter == "cell-size-consent" else min(given)
    return Words(vi=f"văn bản đồng ý đã ghi chỉ cho {size} đảng viên", en=f"the consent recorded was given for {size}")


def check_stays(tree: Tree, rules: Rules) -> Iterator[Finding]:
    """Temporary stays that are over, have not begun, or have gone on longer than anybody may be transferred for a time.

    One finding of each kind for a host; costs the stays.

    Args:
        tree: the snapshot they stand in.
        rules: the rules of its date.
    """
    day = tree.as_of
    how_long, most = longest_stay(rules)
    over, ahead, long = (
        defaultdict[str, list[Stay]](list),
        defaultdict[str, list[Stay]](list),
        defaultdict[str, list[Stay]](list),
    )
    for stay in tree._rows_of(STAYS):
        if stay.is_over(day):
            over[stay.organization].append(stay)
        elif not stay.is_on(day):
            ahead[stay.organization].append(stay)
        elif most and stay.since is not None and stay.until is None and _months(stay.since, day) > most:
            long[stay.organization].append(stay)
    for key, stays in over.items():
        until = min(stay.until for stay in stays if stay.until is not None)
        yield finding("org/stay-over", key, count=len(stays), date=day, until=until, members=_guests(stays))
    for key, stays in ahead.items():
        yield finding("org/stay-ahead", key, count=len(stays), date=day, since=_first(stays), members=_guests(stays))
    for key, stays in long.items():
        rule = None if how_long is None else how_long.ref
        yield finding(
            "org/stay-long",
            key,
            rule=rule,
            severity=None,
            count=len(stays),
            date=day,
            limit=most,
            since=_first(stays),
            members=_guests(stays),
        )


def longest_stay(rules: Rules) -> tuple[RuleValue | None, int]:
    """The rule on temporary transfers, and the most months it allows in any case; 0 where it sets no limit.

    Args:
        rules: the rules of a date.
    """
    how_long = rules.get("temporary-transfer")
    limits = () if how_long is None else tuple(map(_most_months, how_long.rows))
    return how_long, 0 if None in limits else max(filter(None, limits), default=0)


def check_heads(tree: Tree, groups: Iterable[ResidentialGroup]) -> Iterator[Finding]:
    """Heads of residential groups who are recorded as members and are on no roll, or the other way round.

    Costs a look for each head known by id, and the rolls of the cells of each known by name.

    Args:
        tree: the snapshot or draft they stand in.
        groups: the groups.
    """
    for group in groups:
        if group.head is None or group.head_is_member is None or group.head == ERASED:
            continue
        home = tree._home_of(group.head)
        if not group.head_is_member and home is not None:
            yield finding("org/head-on-a-roll", group.id, organization=home)
        elif group.head_is_member and home is None and not _may_be_listed(tree, group):
            cells = ", ".join(f"'{cell}'" for cell in group.cells) or "—"
            yield finding("org/head-on-no-roll", group.id, cells=cells)


def _may_be_listed(tree: Tree, group: ResidentialGroup) -> bool:
    """Whether the head of a group may be one of the people of its cells: by name, or one of those known by number.

    Names are looked for nowhere else: elsewhere in a register somebody of the name is found too often to mean anything.
    Who is known by id, and is on no roll, is none of those known by number.
    """
    if group.head is not None and tree._person(group.head) is not None:
        return False
    key = name_key(group.head or "")
    for cell in group.cells:
        roll = tree.roll(cell)
        if tree.own_headcount(cell).total > len(roll):
            return True
        if any((person := tree._person(member)) is not None and name_key(person.name) == key for member in roll):
            return True
    return False


def _most_months(row: Table) -> int | None:
    """For how many months, at most, a case allows to transfer for a time; `None` where it does not say."""
    return max((row.number(key) for key in ("at_most_months", "below_months") if key in row), default=None)


def _months(since: dt.date, day: dt.date) -> Fraction:
    """Months that have gone by, in whole ones and part of one."""
    return (day.year - since.year) * 12 + day.month - since.month + Fraction(day.day - since.day, 31)


def _first(stays: Iterable[Stay]) -> dt.date:
    return min(stay.since for stay in stays if stay.since is not None)


def _guests(stays: Sequence[Stay]) -> str:
    """The ids of the members, as far as they fit a message."""
    return few([stay.member for stay in stays])


def check_alike(
    tree: Tree, coded: Iterable[Organization], named: Iterable[Organization], *, before: Tree | None = None
) -> Iterator[Finding]:
    """What living organizations share that should tell them apart: an official code, a name under one superior.

    One finding for each code, and for each name under a superior, where more than a few are shared only for these and
    with the number of the others; costs the siblings of those named.

    Args:
        tree: the snapshot or draft they stand in.
        coded: records of those whose code is asked about.
        named: records of those whose name is asked about.
        before: the tree before a change; those that were called alike beside each other there are no matter of it.
    """
    codes: set[str] = set()
    for org in coded:
        if org.code is None or org.code in codes:
            continue
        codes.add(org.code)
        others = [one for one in tree.with_code(org.code) if one != org.id]
        if others:
            yield finding("org/code-shared", org.id, official=org.code, twin=others[0], count=len(others))
    asked: dict[str, dict[str, Organization]] = defaultdict(dict)
    for org in named:
        if org.parent is not None:
            asked[org.parent][org.id] = org
    key_of = cache(name_key)  # a nation has many cells of few names
    for parent, orgs in asked.items():
        shared = [
            alike
            for alike in _called_alike(tree, parent, orgs, key_of)
            if not orgs.keys().isdisjoint(alike) and not (before is not None and _were_alike(before, alike, key_of))
        ]
        for number, alike in enumerate(shared[:NAMED], 1):
            key = next(filter(orgs.__contains__, alike))
            others = _newly_alike(before, key, alike, key_of)
            more = len(shared) - NAMED if number == NAMED else 0
            yield finding("org/name-shared", key, twin=others[0], count=len(others), parent=parent, more=max(more, 0))


def _called_alike(
    tree: Tree, parent: str, orgs: Mapping[str, Organization], key_of: Callable[[str], str]
) -> Iterable[list[str]]:
    """Ids of the direct subordinates that have one name, name by name; the records of some of them are at hand."""
    find, at_hand = tree._find, orgs.get
    first: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    for key in tree._child_ids(parent):
        org = at_hand(key) or find(key)
        if org is not None:
            name = key_of(org.name)
            if name in alike:
                alike[name].append(key)
            elif name in first:  # from the second on they are alike
                alike[name] = [first[name], key]
            else:
                first[name] = key
    return alike.values()


def _were_alike(before: Tree, alike: Iterable[str], key_of: Callable[[str], str]) -> bool:
    """Whether all of these had one name beside each other before a change."""
    stood = map(before._find, alike)
    first = next(stood, None)
    if first is None:
        return False
    for was in stood:
        if was is None or was.parent != first.parent or key_of(was.name) != key_of(first.name):
            return False
    return True


def _newly_alike(before: Tree | None, key: str, alike: Iterable[str], key_of: Callable[[str], str]) -> list[str]:
    """The others that have one name with an organization, but for those that had one beside it before a change."""
    if before is None or (was := before._find(key)) is None:
        return [one for one in alike if one != key]
    find, parent, name = before._find, was.parent, key_of(was.name)
    return [
        one
        for one in alike
        if one != key and ((it := find(one)) is None or it.parent != parent or key_of(it.name) != name)
    ]


def check_place(tree: Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """What the rules in force say of an organization being of this kind under its superior.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
        rules: the rules of a date.
    """
    above = tree.parent(org)
    if above is None:
        return
    kinds = rules.kinds
    unit = _unit_of(tree, org)
    if not kinds.allows(above.kind, org.kind, unit):
        words: dict[str, Fact] = {
            "parent": above.id,
            "child": Words(vi=rules.label(*org.kind), en=rules.label(*org.kind, lang="en")),
            "parent_kind": Words(vi=rules.label(*above.kind), en=rules.label(*above.kind, lang="en")),
            "date": rules.on,
        }
        if not kinds.needs_consent(above.kind, org.kind):
            yield finding("org/kind-not-allowed", org.id, rule=kinds.ref, severity=None, **words)
        elif not org.has_consent("kinds-with-consent"):
            yield finding("org/kind-needs-consent", org.id, rule=kinds.consent.ref, severity=None, **words)
    village = rules.get("village-cell")
    if village is None or unit != RESIDENTIAL:
        return
    table = village.table
    own = {table.text("kind"), *table.texts("or_kinds")}
    superiors = {table.text("parent"), *table.texts("or_parents")}
    if _in_special_zone(tree, above):  # which may itself be grassroots
        superiors.update(str(table[key]) for key in ("parent_in_special_zone",) if key in table)
    if _kind_code(org) not in own or _kind_code(above) not in superiors:
        said = village.statement or rules.book["village-cell"].statement
        clause = Words(vi=_clause(said.vi), en=_clause(said.en))
        yield finding("org/village-kind", org.id, rule=village.ref, said=clause, date=rules.on)


def _clause(sentence: str) -> str:
    """A sentence as the end of another one."""
    return lower_first(sentence).rstrip(".")


def _in_special_zone(tree: Tree, above: Organization) -> bool:
    """Whether a superior may be a special zone: directly under a province, or by its name in a file of its own."""
    higher = tree.parent(above)
    return "dac khu" in fold(above.name) if higher is None else higher.level is Level.PROVINCIAL


_AFTER_A_GROUP: Final = re.compile(
    r"(?:(?:chi bộ|cb)\.? )?(?:cơ sở )?(?:liên )?"
    r"(?:(?:thôn|xóm|tổ dân phố|tdp|ấp|khu phố|khối phố|khóm|khu dân cư|kdc|tổ nhân dân|làng|buôn|tiểu khu)\b"
    r"|bản (?!đồ\b|quyền\b|tin\b|in\b)|(?:tổ|khối) (?:số )?\d)"
    r"|(?:(?:chi bo|cb)\.? )?(?:lien )?(?:thon|xom|to dan pho|tdp|ap|khu pho|khoi pho|khom|khu dan cu|kdc|buon)\b"
)
"""How cells of villages and residential groups are called."""


def _ask_for_unit_type(tree: Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """Whether a cell of no recorded kind that is called as those of residents is one: a rule holds for these only."""
    if not tree._naming(CELLS, org.id) and _AFTER_A_GROUP.match(org.name.casefold()):  # who serves groups is one
        yield finding("org/unit-type-unrecorded", org.id, date=rules.on)


def _unit_of(tree: Tree, org: Organization) -> str | None:
    """The kind of unit it is set up in: a cell that serves groups is one of residents."""
    return org.unit_type or (RESIDENTIAL if tree._naming(CELLS, org.id) else None)


def place_signature(tree: Tree, org: Organization) -> tuple[object, ...]:
    """Everything `check_place` looks at: where two of these are equal, both places are sound or neither is."""
    above = tree.parent(org)
    if above is None:
        return ()
    return (
        above.form,
        above.level,
        _in_special_zone(tree, above),
        org.form,
        org.level,
        _unit_of(tree, org),
        org.has_consent("kinds-with-consent"),
    )


@cache
def _unit_codes(book: RuleBook) -> frozenset[str]:
    return frozenset(unit.code for unit in book.unit_types)


def _kind_code(org: Organization) -> str:
    """The kind as the rulebook writes it."""
    return f"{org.form.value}/{org.level.value}"


def _check_cell(own: Headcount, org: Organization, rules: Rules) -> Iterator[Finding]:
    if not own.total:
        yield finding("org/no-members", org.id)
        return
    least = rules.get("min-full-members-kept")
    if least is not None and own.full < least.number:
        yield finding("org/too-few-members", org.id, rule=least.ref, count=own.full, limit=least.number)
    most = rules.get("cell-size-consent")
    if most is not None and own.total > most.number and not org.has_consent("cell-size-consent", own.total):
        paper = _paper_words(org, "cell-size-consent")
        yield finding("org/large-cell", org.id, rule=most.ref, count=own.total, limit=most.number, consent=paper)
    division = rules.get("cell-division")
    if division is not None and not org.groups_of_members:
        must = division.table.text("modality") == "must"  # what the rules only offer is no breach
        limit = division.table.number("threshold") if must else 0
        if must and own.total >= limit:
            yield finding(
                "org/undivided-cell",
                org.id,
                rule=division.ref,
                count=own.total,
                limit=limit,
                modal=Words(vi="phải", en="must"),
            )


def complete_consents(tree: Tree, org: Organization) -> Organization:
    """The record with consents that all say what they cover; the same where they do, or where nothing can be said.

    A paper without a matter is about everything that can ask consent of an organization of this kind in this place;
    one to a size that names none, about the size it has.

    Args:
        tree: the snapshot or draft it stands in.
        org: a record of that tree.
    """
    if all(one.is_complete for one in org.consents):
        return org
    consents: list[Consent] = []
    for one in org.consents:
        matters = _matters_here(tree, org) if one.matter is None else (one.matter,)
        if one.is_complete or not matters:
            consents.append(one)
            continue
        for matter in matters:
            size = (consented_size(tree, org, matter) if one.up_to is None else one.up_to) if matter in SIZES else None
            consents.append(Consent(one.organization, one.document, matter, size))
    return changed(org, consents=tuple(dict.fromkeys(consents)))


def consent_matters(kind: Kind) -> tuple[Matter, ...]:
    """What rules can ask consent for where an organization is of this kind, whatever the date."""
    form, level = kind
    found: list[Matter] = []
    if form is Form.CHI_BO:
        found.append("cell-size-consent")
    elif level is Level.GRASSROOTS:
        found.append("dang-bo-min-members")
    elif level is Level.BELOW_GRASSROOTS:
        found.append("part-committee-consent")
    if level is Level.GRASSROOTS:
        found.append("kinds-with-consent")
    return tuple(found)


def _matters_here(tree: Tree, org: Organization) -> tuple[Matter, ...]:
    """The same for one organization: under another than a grassroots one, nobody asks whether it may stand there."""
    above = tree.parent(org)
    under = above is not None and above.level is Level.GRASSROOTS
    return tuple(one for one in consent_matters(org.kind) if under or one != "kinds-with-consent")


def consented_size(tree: Tree, org: Organization, matter: Matter) -> int:
    """The members that count where a matter is a size: its own of a cell, with everything below of a đảng bộ."""
    if matter == "cell-size-consent":
        return tree.own_headcount(org).total
    return tree._subtree_headcount(org.id).total
