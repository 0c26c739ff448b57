"""`OfficeRecords`: the register of an office and everything it keeps beside it, in one bundle."""

from __future__ import annotations

__all__ = ["OfficeRecords", "TreeOrLedger"]

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.records import RecordType, id_of, instance_of, instances_of, items_of, read_id
from dangbo.base.text import parse_date, type_words, unless_personal
from dangbo.base.words import Words
from dangbo.evaluation import RatingRecord
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.life.admissions import Prospect
from dangbo.life.dues import DuesPaid
from dangbo.life.duty import DutyProfile
from dangbo.life.lives import Life
from dangbo.life.meetings import Meeting
from dangbo.life.profiles import Profiles
from dangbo.life.visits import CellAssignment, DutyVisit, Proposal

TreeOrLedger: TypeAlias = Hierarchy | History
"""What is known of the organizations: a snapshot, or the ledger of decisions."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OfficeRecords(metaclass=RecordType):
    """Everything an office keeps: the register, and beside it what `attention` asks. Immutable.

    What is `None` was not given: nothing is asked of it, and the agenda says so. What is empty was given, and there is
    none of it. Records are kept as tuples in the order they came in.

    Args:
        register: the organizations: a `Hierarchy`, or the `History` of decisions.
        profiles: what is known of people beyond the register.
        lives: what happened to members; records, or a mapping from member to record.
        meetings: the meetings of cells.
        visits: who of a committee took part in a meeting of a cell.
        assignments: who is assigned to which cell.
        duty: the regulations that send members of committees into cells.
        prospects: who is being prepared for admission.
        proposals: what cells asked of those above them.
        ratings: the yearly ratings.
        dues: what members paid, by month.
        reconciled: organization to the day its list was last reconciled.

    Raises:
        InvalidInputError: a register that is none, records of another kind, a day that does not exist, a life under the
            id of somebody else, two records of one id that say different things; all at once.

    Examples:
        >>> from dangbo import datasets
        >>> OfficeRecords(datasets.thai_nguyen(), meetings=[])
        OfficeRecords(Hierarchy(986 organizations, 27 960 members, as of 2023-04-30), 0 meetings)
    """

    register: TreeOrLedger
    profiles: Profiles | None = None
    lives: tuple[Life, ...] | None = None
    meetings: tuple[Meeting, ...] | None = None
    visits: tuple[DutyVisit, ...] | None = None
    assignments: tuple[CellAssignment, ...] | None = None
    duty: tuple[DutyProfile, ...] | None = None
    prospects: tuple[Prospect, ...] | None = None
    proposals: tuple[Proposal, ...] | None = None
    ratings: tuple[RatingRecord, ...] | None = None
    dues: tuple[DuesPaid, ...] | None = None
    reconciled: Mapping[str, dt.date] | None = None

    if TYPE_CHECKING:  # accepts what can be walked through, and keeps tuples

        def __init__(
            self,
            register: TreeOrLedger,
            profiles: Profiles | None = None,
            lives: Iterable[Life] | Mapping[str, Life] | None = None,
            meetings: Iterable[Meeting] | None = None,
            visits: Iterable[DutyVisit] | None = None,
            assignments: Iterable[CellAssignment] | None = None,
            duty: Iterable[DutyProfile] | None = None,
            prospects: Iterable[Prospect] | None = None,
            proposals: Iterable[Proposal] | None = None,
            ratings: Iterable[RatingRecord] | None = None,
            dues: Iterable[DuesPaid] | None = None,
            reconciled: Mapping[str, dt.date | str] | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep what was given as it is read, or say everything that is wrong with it."""
        problems: list[Finding] = []
        for field in fields(self):
            given = getattr(self, field.name)
            if field.name != "register" and given is None:
                continue
            try:
                object.__setattr__(self, field.name, _read(field.name, given))
            except InvalidInputError as error:
                problems += error.findings
        if problems:
            raise InvalidInputError(problems)

    def __repr__(self) -> str:
        parts = [repr(self.register)]
        for field in fields(self)[1:]:
            given = getattr(self, field.name)
            if given is not None:
                parts.append(f"{len(given)} {_PLURALS.get(field.name, field.name)}")
        return f"OfficeRecords({', '.join(parts)})"


_PLURALS: Final = {"duty": "duty profiles", "dues": "payments", "reconciled": "reconciled"}
"""How the records of a field are counted, where that is not its name."""

_KINDS: Final[Mapping[str, type[Any]]] = {
    "assignments": CellAssignment,
    "dues": DuesPaid,
    "duty": DutyProfile,
    "lives": Life,
    "meetings": Meeting,
    "proposals": Proposal,
    "prospects": Prospect,
    "ratings": RatingRecord,
    "visits": DutyVisit,
}


def _read(name: str, given: Any) -> object:  # noqa: ANN401 - whatever came
    """One part of the bundle, as it is kept.

    Raises:
        InvalidInputError: it is none.
    """
    if name == "register":
        if isinstance(given, Hierarchy | History):
            return given
        kind = type_words(given)
        reason = Words(
            vi=f"không phải Hierarchy hay History mà là {kind.vi}",
            en=f"it is neither a Hierarchy nor a History but '{kind.en}'",
        )
        raise InvalidInputError([finding("input/bad-value", name, reason=reason)])
    if name == "profiles":
        return instance_of(Profiles, given, name)
    if name == "reconciled":
        return _days(given)
    if name == "lives" and isinstance(given, Mapping):
        _hold_keys(given)
        given = given.values()
    records = tuple(instances_of(_KINDS[name], given, name))
    if name in _NAMED_BY_ID:
        _hold_ids(records, name)
    return records


_NAMED_BY_ID: Final = frozenset({"duty", "proposals"})
"""Parts whose records have an id of their own, by which others name them."""


def _hold_ids(records: Iterable[Any], name: str) -> None:
    """Refuse two records of one id that say different things: nobody could tell which is meant.

    Raises:
        InvalidInputError: there are such.
    """
    first: dict[str, object] = {}
    doubled = sorted({one.id for one in records if first.setdefault(one.id, one) != one})
    reason = Words(vi="hai bản ghi cùng mã này có nội dung khác nhau", en="two records of this id say different things")
    if doubled:
        raise InvalidInputError(
            [finding("input/bad-value", f"{name}['{unless_personal(key)}']", reason=reason) for key in doubled]
        )


def _hold_keys(lives: Mapping[Any, Any]) -> None:
    """Refuse a life that stands under the id of somebody else.

    Raises:
        InvalidInputError: there are such.
    """
    problems: list[Finding] = []
    for key, life in lives.items():
        if isinstance(life, Life) and (given := id_of(key)) != life.member:
            where, member = unless_personal(str(given)), unless_personal(life.member)
            reason = Words(vi=f"là quá trình của đảng viên '{member}'", en=f"it is the life of member '{member}'")
            problems.append(finding("input/bad-value", f"lives['{where}']", reason=reason))
    if problems:
        raise InvalidInputError(problems)


def _days(given: object) -> dict[str, dt.date]:
    """Organization to day, in the order of the ids."""
    kept: dict[str, dt.date] = {}
    problems: list[Finding] = []
    for key, day in items_of(given, "reconciled"):
        try:
            name = read_id(key, where="reconciled")
            where = f"reconciled['{unless_personal(name)}']"
            read = parse_date(day, where=where)
            if kept.setdefault(name, read) != read:
                reason = Words(vi="mã này ghi hai ngày khác nhau", en="this id has two different days")
                problems.append(finding("input/bad-value", where, reason=reason))
        except InvalidInputError as error:
            problems += error.findings
    if problems:
        raise InvalidInputError(problems)
    return dict(sorted(kept.items()))
