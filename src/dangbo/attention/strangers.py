"""What records name and the register does not know: told beside the lines, since an id may be a slip for another.

Whoever left since the look-back began is known still, where the ledger or a life tells of it.
"""

from __future__ import annotations

__all__ = ["strangers"]

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from dangbo.attention.asked import Asked
from dangbo.attention.months import FINAL_DAY
from dangbo.base.errors import quoted
from dangbo.base.findings import Finding, finding
from dangbo.base.text import unless_personal
from dangbo.base.words import Words
from dangbo.history import History
from dangbo.life.meeting_parts import Presence
from dangbo.tree.rows import few

_MEMBERS: Final = Words(vi="không có trong danh sách đảng viên", en="not in the register")
_CELLS: Final = Words(vi="không phải tổ chức nào trong hồ sơ", en="of no organization of the register")
_PROFILES: Final = Words(vi="không phải quy định nào đã cung cấp", en="of no duty profile that was given")


def strangers(asked: Asked) -> Iterator[Finding]:
    """One finding for each part of the records that names what nobody knows, with how many and which."""
    records = asked.records
    year = dt.date(asked.since.year, 1, 1)
    members, places = _members(asked), _places(asked)
    paid = {one.member for one in records.dues or () if year <= one.month <= asked.on}
    yield from _unknown("dues", paid - members, _MEMBERS)
    away = {
        entry.member
        for one in records.meetings or ()
        if one.attendance and asked.since <= one.on <= asked.on
        for entry in one.attendance
        if entry.presence is Presence.ABSENT
    }
    yield from _unknown("meetings", away - members, _MEMBERS)
    yield from _unknown(
        "prospects", {one.cell for one in records.prospects or () if one.on <= asked.on} - places, _CELLS
    )
    raised = {one.cell for one in records.proposals or () if one.is_open(asked.on)}
    yield from _unknown("proposals", raised - places, _CELLS)
    rated = [one for one in records.ratings or () if one.year >= asked.on.year - 1]
    yield from _unknown("ratings", {one.subject for one in rated if one.subjects == "organizations"} - places, _CELLS)
    yield from _unknown("ratings", {one.subject for one in rated if one.subjects == "members"} - members, _MEMBERS)
    if records.duty is not None:
        profiles = {one.id for one in records.duty}
        made = {one.profile for one in records.visits or () if one.profile is not None}
        yield from _unknown("visits", made - profiles, _PROFILES)
        yield from _unknown("assignments", {one.profile for one in records.assignments or ()} - profiles, _PROFILES)


def _members(asked: Asked) -> set[str]:
    """Who is known: the members of the day and of the beginning of the look-back, and whoever has a life."""
    known = {*asked.tree.members, *(life.member for life in asked.records.lives or ())}
    register = asked.records.register
    if isinstance(register, History):
        known.update(register.as_of(max(asked.since, asked.opening)).members)
    return known


def _places(asked: Asked) -> set[str]:
    """The organizations that are known: those of the day, and all that a ledger tells of until then."""
    register = asked.records.register
    known = {org.id for org in asked.tree}
    if isinstance(register, History):
        known.update(register.spans(asked.opening, min(asked.on, FINAL_DAY)))
    return known


def _unknown(where: str, ids: Iterable[str], what: Words) -> Iterator[Finding]:
    some = sorted(ids)
    if not some:
        return
    count, named = len(some), few([quoted(unless_personal(one)) for one in some])
    are = "ids are" if count > 1 else "id is"
    reason = Words(vi=f"{count} mã {what.vi}: {named}", en=f"{count} {are} {what.en}: {named}")
    yield finding("input/bad-value", where, reason=reason)
