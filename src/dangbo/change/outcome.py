"""What a plan leaves behind, held against the rules of its date: who decides, sizes and kinds, papers and consents.

An operation is checked by its verb before it is played; what is here looks at all of them together, once, and only at
what they touched.
"""

from __future__ import annotations

__all__ = ["Step"]

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, compress, islice
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

from dangbo.base.citations import Document
from dangbo.base.findings import FEW, Finding, Lang, Severity, finding
from dangbo.base.terms import Form, LeaveReason, Post
from dangbo.base.text import format_number, upper_first
from dangbo.base.told import Untold
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.change.inverse import Restore
from dangbo.change.play import Beyond, Crossing, Operation, Play, Renewal, people_words
from dangbo.change.verbs.people import Leave
from dangbo.change.verbs.posts import Appoint, EndPost
from dangbo.hierarchy import Hierarchy
from dangbo.render import TreeLine
from dangbo.rules import Rules
from dangbo.tree.checks import (
    check_alike,
    check_heads,
    check_organization,
    check_place,
    complete_consents,
    consented_size,
    place_signature,
)
from dangbo.tree.committees import check_holders, check_seats, has_committee, has_secretary, members_on
from dangbo.tree.members import NOBODY, Headcount
from dangbo.tree.posts import Seat
from dangbo.tree.records import MATTERS, SIZES, Consent, Matter, Organization, Stay
from dangbo.tree.tables import BODIES, CELLS, GROUPS, HOLDER, SEAT_OF, SEATS, STAYS, Entries, SideTable, links_to


class _StepFields(NamedTuple):
    """The fields of a step: a plan has as many as operations, and a tuple is made in a third of a dataclass's time.

    Attributes:
        number: of the operation, counted from 1.
        operation: the operation.
        refused: whether a finding stopped it; then nothing of it was done.
        established: ids of the organizations that began with it.
        ended: ids of those it ended.
        crossing: who and what came into the register, or left it.
        successions: who took over from whom.
        unsized: those of the successions of which nobody says how much went over.
    """

    number: int
    operation: Operation
    refused: bool
    established: tuple[str, ...]
    ended: tuple[str, ...]
    crossing: Crossing
    successions: tuple[tuple[str, str], ...]
    unsized: frozenset[tuple[str, str]] = frozenset()


class Step(Untold, _StepFields):
    """What became of one operation of a plan."""

    __slots__ = ()


def across_border(steps: Iterable[Step]) -> dict[str, Beyond]:
    """The organizations that went out of the register by these steps, or came into it, and who has them there."""
    return {
        key: beyond
        for step in steps
        if not step.refused and (beyond := step.operation.beyond) is not None
        for key in (*step.ended, *step.established)
    }


def flows_across(steps: Iterable[Step]) -> Iterator[tuple[str, str, int, Headcount]]:
    """What went out of the register, or came into it: whence, whither, how many organizations, and people with them."""
    across: dict[tuple[str, str], tuple[int, Headcount]] = {}
    for step in steps:
        beyond = None if step.refused else step.operation.beyond
        if beyond is not None:
            for superior, count, people in step.crossing.superiors:
                ends = (superior, beyond.words) if beyond.way == "out" else (beyond.words, superior)
                known, with_them = across.get(ends, (0, NOBODY))
                across[ends] = known + count, with_them + people
    yield from ((*ends, *sums) for ends, sums in across.items())


def line_across(org: Organization, tree: Hierarchy | Draft, beyond: Beyond, *, lang: Lang) -> TreeLine:
    """The line of a tree for an organization that crosses the border of the register, with everything below it."""
    below = format_number(len(tree.descendants(org)), lang=lang)
    more = Words(vi=f"; cùng {below} tổ chức bên dưới", en=f"; with {below} below").text(lang=lang)
    people = people_words(tree.headcount(org).total, lang=lang)
    return TreeLine(1, org.name, people, ">", beyond.told.text(lang=lang) + (more if below != "0" else ""))


def new_and_back(steps: Sequence[Step]) -> tuple[set[str], set[str]]:
    """Ids of the organizations that are new, and of those that stand as they stood before, here or elsewhere.

    What was received is not new, though it is newly placed; what came below it stands where it stood.
    """
    back = {org.id for step in steps if isinstance(step.operation, Restore) for org in step.operation.records}
    came = set(across_border(steps))
    below = (
        {org.id for step in steps for org in step.operation.establishes if org.id in came and org.parent in came}
        if came
        else set[str]()
    )
    return {key for step in steps for key in step.established} - back - came, back | below


def numbered(found: Finding, number: int) -> Finding:
    """A finding with the number of the operation it is about, by which it goes where the operation names nothing."""
    facts = (*found.facts, ("operation", number))
    return Finding(found.code, found.severity, found.subject or f"#{number}", facts, found.rule, found.also)


def statuses_told(draft: Draft) -> Iterator[Words]:
    """How many full and probationary members there are before and after, where people changed their status."""
    if draft.changes_statuses():
        was, now = draft.base.headcount(), draft.headcount()
        counts = (was.full, now.full, was.probationary, now.probationary)
        vi, en = ([format_number(count, lang=lang) for count in counts] for lang in ("vi", "en"))
        yield Words(
            vi=f"chính thức {vi[0]} → {vi[1]}, dự bị {vi[2]} → {vi[3]}",
            en=f"full members {en[0]} → {en[1]}, probationary {en[2]} → {en[3]}",
        )


def check_decider(operation: Operation, state: Play, base: Hierarchy | Draft, decided_by: str) -> Iterator[Finding]:
    """The decision belongs to the lowest organization above everything the operation touches."""
    deciders = operation.deciders(state)
    if deciders is None:
        return
    may, rule = deciders
    if decided_by in may:
        return
    superior = may[0]
    while base.get(superior) is None:  # what begins with the decision cannot take it: the next above does
        superior = state.draft[superior].parent or decided_by
    if superior != decided_by:
        subject = operation.subject
        yield finding("plan/not-direct-superior", subject, rule=rule.ref, decided_by=decided_by, superior=superior)


def check_outcome(
    draft: Draft, rules: Rules, established: set[str], back: set[str], carried: Iterable[Organization]
) -> Iterator[Finding]:
    """What the rules say of what the plan touched and left living, except what they said of it before.

    What stands again as it once did is neither new nor newly placed: its breaches were there before.

    Args:
        draft: the outcome.
        rules: the rules of its date.
        established: ids of those that are new.
        back: ids of those that stand again as they once did.
        carried: the records of those that only stand elsewhere.
    """
    base = draft.base
    subjects = _with_superiors(draft)
    doubtful = _doubtful(draft, rules, carried)
    others = list(islice(doubtful, FEW))
    places: list[Finding] = []
    if len(others) == FEW and draft._has_people() == base._has_people():
        places += _check_places(draft, rules, doubtful, others, back, apart_from=subjects)
    subjects.update((org.id, stamp) for org, stamp in (*others, *doubtful))
    for key, stamp in subjects.items():
        org = draft._find(key)
        if org is None:
            continue
        now = tuple(check_organization(draft, org, rules))
        if not now:
            continue
        was = base._find(key)
        old = set() if was is None else set(check_organization(base, was, rules))
        placed = key not in back and (was is None or was.parent != org.parent or _is_other(was, org))
        for found in now:
            if found in old:
                continue
            if found.code == "org/no-members" and was is not None and base.own_headcount(was).total:
                found = _emptied(found, rules)  # noqa: PLW2901 - the same breach in the words of the rule
            yield numbered(_severer(found, rules, placed=placed, new=key in established), stamp)
    yield from places


def _check_places(
    draft: Draft,
    rules: Rules,
    carried: Iterable[tuple[Organization, int]],
    others: list[tuple[Organization, int]],
    back: Container[str],
    *,
    apart_from: Container[str],
) -> Iterator[Finding]:
    """What the rules say of the new places of cells, each kind of place before and after asked once.

    Two places are of one kind where everything the rules look at is alike; only the superior is told by its id. Nothing
    but its place can be new of a cell that was carried.

    Args:
        draft: the outcome.
        rules: the rules of its date.
        carried: those that stand elsewhere, each with the operation that carried it last.
        others: gains those of them of which more than the place may be new.
        back: ids of those that stand again as they once did.
        apart_from: ids of those that are looked at anyway.
    """
    base, find, form = draft.base, draft.base._find, Form.CHI_BO
    serving = draft._named(CELLS, draft.carried.keys())
    kinds: dict[tuple[object, ...], list[tuple[Finding, bool]]] = {}
    rows: dict[tuple[object, ...], list[list[str]]] = {}
    told: dict[tuple[int, int, str | None], tuple[Finding, list[str]]] = {}
    last: tuple[object, ...] = ()  # they come in long rows
    lists: list[list[str]] | None = None
    for org, stamp in carried:
        was = find(org.id) if org.form is form and org.id not in apart_from else None
        if was is None or was.parent is None or was.parent == org.parent:
            others.append((org, stamp))
            continue
        unit = org.unit_type or org.id in serving
        again = org.id in back
        row = (was.parent, org.parent, unit, id(org.level), org.consents, again, stamp)  # terms hash slowly
        if row != last:
            last, lists = row, rows.get(row)
        if lists is None:
            kind = (place_signature(base, was), place_signature(draft, org), again)
            if kind not in kinds:
                old = set(check_place(base, was, rules))
                new = (
                    _severer(one, rules, placed=not again, new=False)
                    for one in check_place(draft, org, rules)
                    if one not in old
                )
                kinds[kind] = [(one, "parent" in dict(one.facts)) for one in new]
            lists = rows[row] = []
            for one, names_superior in kinds[kind]:
                superior = org.parent if names_superior else None
                lists.append(told.setdefault((id(one), stamp, superior), (one, []))[1])
        for ids in lists:
            ids.append(org.id)
    for (_, stamp, parent), (one, (first, *also)) in told.items():
        facts = tuple((name, parent if name == "parent" and parent is not None else fact) for name, fact in one.facts)
        yield numbered(Finding(one.code, one.severity, first, facts, one.rule, tuple(also)), stamp)


def _is_other(was: Organization, now: Organization) -> bool:
    """Whether it is of another kind or unit type now, which decides what it may stand under, and what under it."""
    return was.kind != now.kind or was.unit_type != now.unit_type


def _doubtful(draft: Draft, rules: Rules, carried: Iterable[Organization]) -> Iterator[tuple[Organization, int]]:
    """Those that only stand elsewhere now, except the cells whose new place is sound.

    A nation of cells comes in long rows of the same kind under the same superior: each kind of place is asked once.
    """
    known: dict[tuple[object, ...], bool] = {}
    cell, sound = Form.CHI_BO, False
    parent = unit_type = level = None
    for org, stamp in zip(carried, draft.carried.values(), strict=True):
        if (
            org.parent == parent
            and org.unit_type == unit_type
            and unit_type is not None  # without one, the groups a cell serves decide
            and org.level is level
            and org.form is cell
            and not org.consents  # which may allow the place, or not
        ):
            if not sound:
                yield org, stamp
            continue
        signature = place_signature(draft, org)
        if signature not in known:
            known[signature] = not any(check_place(draft, org, rules))
        sound = known[signature]
        if not sound or org.form is not cell:
            yield org, stamp
        parent, unit_type, level = None if org.consents else org.parent, org.unit_type, org.level
        if org.form is not cell:
            parent = None


def _with_superiors(draft: Draft) -> dict[str, int]:
    """What a plan changed, what stands above what it touched, and what stands under what is of another kind now.

    A đảng bộ is as large as what stands below it, and what may stand below it depends on its kind. What is carried
    changes those it leaves and those it comes to.
    """
    subjects = dict(draft.changed)
    climbed: set[str] = set()
    find, before = draft._find, draft.base._find

    def climb(org: Organization | None, stamp: int) -> None:
        while org is not None and org.parent is not None and org.parent not in climbed:
            climbed.add(org.parent)
            subjects.setdefault(org.parent, stamp)
            org = find(org.parent) or before(org.parent)

    for key, stamp in draft.changed.items():
        now, was = find(key), before(key)
        climb(now or was, stamp)
        if now is not None and was is not None and _is_other(was, now):
            subjects.update((child, stamp) for child in draft._child_ids(key) if child not in subjects)
    return subjects


def check_told_apart(draft: Draft, carried: Iterable[Organization]) -> Iterator[Finding]:
    """What the plan made alike that should be told apart; what changes places within it is none of that.

    Args:
        draft: the outcome.
        carried: the records of those that only stand elsewhere.
    """
    base = draft.base
    living = [(base._find(key), now) for key in draft.changed if (now := draft._find(key)) is not None]
    coded = [now for was, now in living if was is None or was.code != now.code]
    named = [now for was, now in living if was is None or was.name != now.name or was.parent != now.parent]
    for found in check_alike(draft, coded, (*named, *carried), before=base):
        yield numbered(found, draft.changed.get(found.subject) or draft.carried[found.subject])


def check_bodies(draft: Draft, ended: Collection[str], used: Container[str]) -> Iterator[Finding]:
    """Mass bodies whose superior ended, and those that an inverse puts back under what ended before.

    It stops neither: a superior may stand outside the tree, and an inverse restores what there was.
    """
    rows = draft._rows_of(BODIES) if ended else (row for row in draft.touched_rows(BODIES).values() if row is not None)
    again = draft.touched_rows(BODIES)
    for body in rows:
        gone = draft.get(body.superior) is None
        if gone and (body.superior in ended or (body.id in again and body.superior in used)):
            yield finding("plan/body-without-superior", body.id, superior=body.superior)


def check_heads_gone(draft: Draft, steps: Iterable[Step]) -> Iterator[Finding]:
    """Residential groups whose head, a member, is on no roll any more with the plan.

    Looked for where the person was at home: in the groups of that cell. Heads on other rolls are for `Hierarchy.check`.
    """
    base = draft.base
    left = {member: step.number for step in steps for member in step.crossing.left if draft._home_of(member) is None}
    homes = dict.fromkeys(home for member in left if (home := base._home_of(member)) is not None)
    for key in dict.fromkeys(group for home in homes for group in base._naming(CELLS, home)):
        was, now = base._row(GROUPS, key), draft._row(GROUPS, key)
        if was is not None and now is not None and now.head in left and was.head == now.head:
            yield from (numbered(found, left[now.head]) for found in check_heads(draft, [now]))


def check_left_behind(draft: Draft, left: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Finding]:
    """What side tables held of organizations that ended and nobody took over: a stay in one of them, for instance."""
    for table, link in links_to("organizations"):
        for (name, key), rows in left.items():
            if name == link.name:
                gone = [one for one in rows if draft._row(table, one) is None and not _left(draft, table, one)]
                if gone:
                    yield table.lost(link, key, len(gone))


def adrift(draft: Draft, ended: Sequence[str]) -> Iterator[str]:
    """Keys of the records of side tables that name what is not there, among those that changed or named what ended.

    Args:
        draft: the outcome.
        ended: ids of the organizations that a plan changed and that do not live.
    """
    for table, link in links_to("organizations"):
        if not link.is_outside:
            rows = draft.touched_rows(table).items()
            yield from (
                key for key, row in rows if row is not None and any(draft._find(one) is None for one in link.ids(row))
            )
            named = draft._named(link, ended)
            yield from (key for one in ended if one in named for key in draft._naming(link, one))
    for table, link in links_to("members"):
        if not link.is_outside:
            rows = draft.touched_rows(table).items()
            yield from (
                key for key, row in rows if row is not None and any(draft._person(one) is None for one in link.ids(row))
            )


def _left(draft: Draft, table: SideTable[Any], key: str) -> bool:
    """Whether a record was of a person who is on no roll any more: that ended it."""
    of_person = any(link.is_key and link.to == "members" for link in table.links)
    return of_person and draft._home_of(key) is None


def renewed(draft: Draft, steps: Iterable[Step]) -> Iterator[tuple[Organization, Renewal, int]]:
    """The organizations that need a committee after a plan and live: why, and the operation that made it so last."""
    why: dict[str, tuple[Renewal, int]] = {}
    for step in steps:
        if not step.refused:
            why.update((key, (reason, step.number)) for key, reason in step.operation.renewals(step.successions))
    for key, (reason, number) in why.items():
        org = draft.get(key)
        if org is not None:
            yield org, reason, number


def check_posts(draft: Draft, steps: Sequence[Step], rules: Rules) -> Iterator[Finding]:
    """Who leads what the plan touched: who is missing, who gave up a post by leaving, what the rules say anew.

    Nothing is said of a tree without seats: nobody recorded in it who leads anything, and `Hierarchy.check` says so.
    Costs the seats that changed, and those of organizations that did.
    """
    base = draft.base
    if not draft.touched_rows(SEATS) and isinstance(base, Hierarchy) and not base._has_rows(SEATS):
        return
    rows = [(base._row(SEATS, key), now) for key, now in draft.touched_rows(SEATS).items()]
    numbers: dict[str | tuple[str, Post], int] = {}
    ended: set[tuple[str, Post, str]] = set()
    for step in steps if rows else ():
        operation = step.operation
        if isinstance(operation, Appoint | EndPost) and not step.refused:
            numbers[operation.organization] = numbers[operation.organization, operation.post] = step.number
            if isinstance(operation, EndPost):
                ended.add((operation.organization, operation.post, operation.holder))
    needing = {org.id: (org, number) for org, _, number in renewed(draft, steps)}
    if needing and (rows or base._has_rows(SEATS)):
        for org, number in needing.values():
            if not has_secretary(draft, org.id, rules.on):
                yield numbered(finding("plan/no-secretary", org.id), number)
    if rows:
        yield from _check_vacated(draft, steps, rules, rows, ended)
        yield from _check_many_moved(draft, steps, rules, rows, needing)
    touched = dict.fromkeys(seat.organization for pair in rows for seat in pair if seat is not None)
    named = draft._named(SEAT_OF, draft.changed.keys()) if draft.changed else ()
    touched.update(dict.fromkeys(key for key in draft.changed if key in named) if named else ())
    moved = draft.touched_people()
    holders = draft._named(HOLDER, moved.keys()) if moved else ()
    for holder in (one for one in moved if one in holders) if holders else ():
        theirs = (draft._row(SEATS, key) for key in draft._naming(HOLDER, holder))
        touched.update(dict.fromkeys(seat.organization for seat in theirs if seat is not None))
    yield from _check_carried(draft, rules, touched)
    for key in touched:
        now, was = draft._find(key), base._find(key)
        if now is None:
            continue
        old = set() if was is None else set(check_seats(base, was, rules))
        last = numbers.get(key) or draft.changed.get(key) or draft.carried.get(key)
        of_secretary = numbers.get((key, Post.SECRETARY)) or last
        before = {one.code for one in old}
        if of_secretary is not None and key not in needing and _is_without(draft, key, rules, numbers):
            yield numbered(finding("plan/no-secretary", key), of_secretary)
        for found in check_seats(draft, now, rules):
            if found in old or (found.code in _OF_ROLLS and found.code in before):
                continue
            if found.code == "org/no-secretary" and key in needing:
                continue
            one = of_secretary if found.code in _OF_SECRETARY else last
            yield found if one is None else numbered(found, one)


def _check_carried(draft: Draft, rules: Rules, touched: Container[str]) -> Iterator[Finding]:
    """Holders who are far from what only stands elsewhere now: nothing else of who leads it can be new."""
    named = draft._named(SEAT_OF, draft.carried.keys()) if draft.carried else ()
    for key, stamp in draft.carried.items() if named else ():
        now, was = draft._find(key), draft.base._find(key)
        if key in touched or key not in named or now is None:
            continue
        if new := tuple(check_holders(draft, now, rules)):
            old = () if was is None else tuple(check_holders(draft.base, was, rules))
            yield from (numbered(found, stamp) for found in new if found not in old)


def _is_without(draft: Draft, key: str, rules: Rules, numbers: Container[str | tuple[str, Post]]) -> bool:
    """Whether the plan ends the post of the secretary where nobody else has any; `check_seats` tells the others."""
    ends = (key, Post.SECRETARY) in numbers and has_secretary(draft.base, key, rules.on)
    return ends and not draft._naming(SEAT_OF, key)


_OF_ROLLS: Final = frozenset({"org/no-chi-uy", "org/chi-uy-of-few"})
"""Findings on who leads whose figure is that of a roll: one more on it makes no other breach."""

_OF_SECRETARY: Final = frozenset({"org/no-secretary", "org/two-secretaries"})
"""Findings that who came to the post of secretary, or gave it up, has made."""

_Changed: TypeAlias = tuple[Seat | None, Seat | None]
"""A seat before and after."""


def _check_vacated(
    draft: Draft, steps: Iterable[Step], rules: Rules, rows: Iterable[_Changed], ended: Container[tuple[str, Post, str]]
) -> Iterator[Finding]:
    """Posts that end since who had them left the rolls, where the plan does not end them itself."""
    left = {member: step.number for step in steps for member in step.crossing.left}
    vacated: dict[tuple[str, int], int] = {}
    for was, now in rows:
        if was is None or now is not None or (number := left.get(was.holder)) is None:
            continue
        if draft._find(was.organization) is not None and (was.organization, was.post, was.holder) not in ended:
            vacated[was.organization, number] = vacated.get((was.organization, number), 0) + 1
    rule = rules.get("committee-member-leaves")
    for (key, number), count in vacated.items():
        ref = None if rule is None else rule.ref
        yield numbered(finding("plan/seats-vacated", key, rule=ref, count=count), number)


def _check_many_moved(
    draft: Draft, steps: Iterable[Step], rules: Rules, rows: Iterable[_Changed], renewed_too: Container[str]
) -> Iterator[Finding]:
    """Committees that lose more of their elected members at once than a rule allows, but for mergers and splits.

    The rule speaks of moving them: who dies or is expelled is not moved, nor is anybody where the plan records as many
    who were elected instead, as after a congress, or of whom a seat goes on.
    """
    rule, day = rules.get("elected-members-moved-share"), rules.on
    lost = {
        member
        for step in steps
        if isinstance(step.operation, Leave) and step.operation.reason is not LeaveReason.TRANSFERRED
        for member in step.crossing.left
    }
    keys = dict.fromkeys(was.organization for was, now in rows if was is not None and now is None)
    for key in keys if rule is not None else ():
        was, now = draft.base._find(key), draft._find(key)
        if was is None or now is None or key in renewed_too or rule is None:
            continue
        (before, _), (elected, still) = members_on(draft.base, key, day), members_on(draft, key, day)
        gone = before - still - lost
        if not has_committee(draft.base, was, rules) or len(elected - before) >= len(gone):
            continue
        if len(gone) > rule.fraction * len(before):
            yield finding("plan/many-elected-moved", key, rule=rule.ref, count=len(gone), total=len(before))


def check_host_units(draft: Draft) -> Iterator[Finding]:
    """Units whose last party organization ends, or goes to another unit, while their mass bodies go on.

    O(tree) where there are such bodies.
    """
    left: dict[str, str] = {}
    for key in draft.changed:
        was, now = draft.base._find(key), draft._find(key)
        if was is not None and was.host_unit is not None and (now is None or now.host_unit != was.host_unit):
            left[key] = was.host_unit
    if not left:
        return
    units = {body.host_unit for body in draft._rows_of(BODIES)} & {*left.values()}
    if units:
        units -= {draft[key].host_unit for key in draft._ids()}
    for key, unit in left.items():
        if unit in units:
            yield numbered(finding("plan/host-unit-left", key, unit=unit), draft.changed[key])


def give_consents(consents: Sequence[Consent], state: Play, steps: Sequence[Step], rules: Rules) -> Iterator[Finding]:
    """Every paper is put where it is kept, with what it covers; findings for those that cover nothing, or too much."""
    draft = state.draft
    complete_records(draft, steps)
    told_first = sorted(consents, key=lambda consent: consent.matter is None)  # what is said, then what is worked out
    for one in told_first:
        missing = state.unknown(one.organization)
        if missing is not None:
            yield missing
            continue
        org = draft[one.organization]
        asked = _asked(draft, org, rules) or _asked(draft, replace(org, consents=()), rules)
        if one.matter is None:
            asked = tuple(matter for matter in asked if one.up_to is None or matter in SIZES)
        matters = asked if one.matter is None else (one.matter,)
        given: tuple[Consent, ...] = tuple(_about(draft, org, one, matter) for matter in matters) or (one,)
        if len(given) > 1:
            told = Words(
                vi=" và ".join(MATTERS[matter].vi for matter in matters),
                en=" and ".join(f"{MATTERS[matter].en} ({matter})" for matter in matters),
            )
            yield finding("plan/consent-without-matter", org.id, matters=told)
        elif not any(
            paper.matter in asked or any(paper.matter == old.matter for old in org.consents) for paper in given
        ):
            word = None if one.matter is None else MATTERS[one.matter]
            about = NO_WORDS if word is None else Words(vi=f" về {word.vi}", en=f" to {word.en}")
            yield finding("plan/consent-unused", org.id, about=about)
        again = {(paper.matter, paper.document) for paper in given}
        kept = (paper for paper in org.consents if (paper.matter, paper.document) not in again)
        draft.stamp = draft.changed.get(org.id, 0)
        _keep(draft, complete_consents(draft, replace(org, consents=(*kept, *given))))


def complete_records(draft: Draft, steps: Sequence[Step]) -> None:
    """Papers that came with a record, and leave out for which size: for the one there is now."""
    stamp = draft.stamp
    for step in steps:
        brought = () if step.refused else draft._found(_brought(step))
        for org in [org for org in brought if org is not None and org.consents]:  # few have any
            draft.stamp = step.number
            _keep(draft, complete_consents(draft, org))
    draft.stamp = stamp


def _brought(step: Step) -> Iterable[str]:
    """Ids of the organizations whose records an operation brings with it."""
    operation = step.operation
    return (org.id for org in operation.records) if isinstance(operation, Restore) else step.established


def _keep(draft: Draft, org: Organization) -> None:
    if draft[org.id].consents != org.consents:
        draft.set_record(org)


def _about(draft: Draft, org: Organization, given: Consent, matter: Matter) -> Consent:
    """A paper of a plan with what it covers: where it names no size, the one the plan comes to."""
    size = given.up_to
    if matter in SIZES and size is None:
        size = consented_size(draft, org, matter)
    return Consent(given.organization, given.document, matter, size)


def _asked(draft: Draft, org: Organization, rules: Rules) -> tuple[Matter, ...]:
    """What rules ask consent for and have none."""
    found = (_CURED_BY_CONSENT.get(one.code) for one in check_organization(draft, org, rules))
    return tuple(matter for matter in found if matter is not None)


_CURED_BY_CONSENT: Final[dict[str, Matter]] = {
    "org/kind-needs-consent": "kinds-with-consent",
    "org/large-cell": "cell-size-consent",
    "org/part-committee-consent": "part-committee-consent",
    "org/small-dang-bo": "dang-bo-min-members",
}


_CONSENTS: Final = attrgetter("consents")


def with_papers(operation: Restore, draft: Draft) -> Restore:
    """An inverse written when organizations kept the citation of one paper, as it is written now."""
    papers = chain.from_iterable(map(_CONSENTS, chain(operation.records, operation.left_records)))
    if all(one.is_complete for one in papers):
        return operation
    as_left = {org.id: org.consents for org in operation.left_records}

    def known(org: Organization, *, left: bool) -> Organization:
        now = draft._find(org.id)
        if now is None or all(one.is_complete for one in org.consents):
            return org
        if now.consents == as_left.get(org.id):  # written as now: papers of what no rule asks consent for
            return org
        named = {one.document.title for one in org.consents}
        same = tuple(one for one in now.consents if named & _as_once_cited(one.document))
        return replace(org, consents=now.consents if left and same else same or org.consents)

    return replace(
        operation,
        records=tuple(known(org, left=False) for org in operation.records),
        left_records=tuple(known(org, left=True) for org in operation.left_records),
    )


def with_days(operation: Restore, draft: Draft) -> Restore:
    """An inverse written when stays had no days, with those of the stays it means: what left them is played anew."""

    def known(row: object) -> object:
        if not isinstance(row, Stay) or row.since is not None or row.until is not None:
            return row
        now = draft._row(STAYS, row.member)
        return row if now is None or now.organization != row.organization else now

    left = Entries(map(known, operation.left_beside))
    return operation if left == operation.left_beside else replace(operation, left_beside=left)


def _as_once_cited(paper: Document) -> set[str]:
    """What version 0.1 may have kept of a paper: its citation as it was then, or the words of a register."""
    name = f"{upper_first(paper.kind)} {paper.number or paper.title}".strip()
    return {paper.title, name if paper.issued is None else f"{name} ngày {paper.issued:%d/%m/%Y}"}


def check_papers(
    draft: Draft,
    rules: Rules,
    renewed: Container[tuple[str, Matter | None]],
    back: Container[str],
    carried: Sequence[Organization],
) -> Iterator[Finding]:
    """Papers about standing under a superior, where it is another one now: no text ends them, nor says they go on."""
    changed = (org for key in draft.changed if (org := draft._find(key)) is not None and org.consents)
    for org in chain(changed, compress(carried, map(_CONSENTS, carried))):  # few have any
        if org.id in back:
            continue
        was = draft.base._find(org.id)
        if was is None or was.parent == org.parent or org.parent is None or was.parent is None:
            continue
        asked = _asked(draft, replace(org, consents=()), rules)
        for one in org.consents:
            if one.matter not in asked or one.matter in SIZES or one not in was.consents:
                continue
            if (org.id, one.matter) in renewed or (org.id, None) in renewed:
                continue
            yield numbered(
                finding(
                    "plan/consent-under-another",
                    org.id,
                    rule=rules.value(one.matter).ref,
                    paper=one.document.citation,
                    matter=MATTERS[one.matter],
                    former=was.parent,
                    superior=org.parent,
                ),
                draft.changed.get(org.id) or draft.carried.get(org.id, 0),
            )


def _emptied(found: Finding, rules: Rules) -> Finding:
    """A cell that had people and has none has fallen below the least number."""
    least = rules.get("min-full-members-kept")
    if least is None:
        return found
    return finding("org/too-few-members", found.subject, rule=least.ref, count=0, limit=least.number)


def _severer(found: Finding, rules: Rules, *, placed: bool, new: bool) -> Finding:
    """A plan may leave breaches it found, but must not make new cells or placings the rules forbid outright."""
    if found.code == "org/kind-not-allowed" and placed and rules.kinds.value.blocks:
        return Finding("plan/kind-not-allowed", Severity.BLOCK, found.subject, found.facts, found.rule)
    least = rules.get("min-full-members")
    if new and least is not None and found.code in {"org/too-few-members", "org/no-members"}:
        count = dict(found.facts).get("count", 0)
        severity = Severity.BLOCK if least.blocks else Severity.WARN
        return finding(
            "plan/too-few-members", found.subject, rule=least.ref, severity=severity, count=count, limit=least.number
        )
    return found
