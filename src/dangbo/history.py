"""The ledger of decisions: what the organization was on any date, and what was known of it on any other.

A `History` is an opening snapshot and the decisions enacted since, in the order in which they were recorded. Every
decision has three dates: *signed* (on its paper), *effective* (the first day it holds), *recorded* (the day it came
into the ledger). What was known on a day is what had been recorded by then; what was true on a day is what was
effective by then. So the ledger answers both `as_of("2023-06-01")` and `as_of("2023-06-01", known="2023-05-24")`.

| to say | verb | the log gains |
|---|---|---|
| something changes | `enact` | the decision; also a back-dated one, where every later one still applies |
| a decision is taken back | `undo` | another decision, its inverse |
| a record was wrong | `correct_record`, `correct_group`, `correct_member` | a correction; what was known stays |
| a decision was wrong | `correct_decision` | likewise |
| a day of recording was wrong | `correct_recorded` | a correction; the day that was written first stays in the log |
| reports up to a day were sent | `close` | a closing; what is recorded later and changes that day is told |
| a figure should be so | `expect` | a balance, held against the ledger whenever it is checked |

Nothing is ever taken out, and records stand in the order of their days: what was known on a day is the beginning of the
log, and itself a ledger. A `History` never changes: each of these verbs gives a new one, which shares everything with
the old one. Inside, each decision is kept with what it changed, so that a state is reached from the nearest one at hand
by playing changes forth or back; a bounded number of snapshots is kept for that.
"""

from __future__ import annotations

__all__ = ["History"]

import datetime as dt
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import pairwise
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, PlanRejectedError, UnknownOrganizationError
from dangbo.base.figures import shown_value
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.records import instance_of, items_of, read_id
from dangbo.base.text import (
    format_date,
    format_number,
    nearest,
    parse_date,
    parse_period,
    spaced_number,
    unless_personal,
)
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.inverse import inverse_of
from dangbo.hierarchy import Hierarchy
from dangbo.ledger import closed
from dangbo.ledger import file as ledger_file
from dangbo.ledger.closing import Balance, Closing, Expectation
from dangbo.ledger.corrections import (
    MEMBERS,
    ORGANIZATIONS,
    RESIDENTIAL_GROUPS,
    Records,
    as_corrected,
    correction_of,
    first_record,
    is_sound,
    require_correction,
    require_limit,
)
from dangbo.ledger.correspondence import Correspondence, correspond
from dangbo.ledger.days import backwards, before_opening, unseen
from dangbo.ledger.doubts import (
    back_from_death,
    changed_by,
    far_dates,
    not_living,
    same_day,
    say_the_same,
    similar_papers,
)
from dangbo.ledger.kept import KeptLedger
from dangbo.ledger.lineage import Lineage, Relative, Successions, graph_of_everything
from dangbo.ledger.movements import Count, Movements
from dangbo.ledger.spans import spans_between
from dangbo.ledger.timeline import (
    Book,
    Check,
    Correction,
    Enactment,
    Ended,
    Former,
    LogEntry,
    Played,
    RefusedError,
    Timeline,
    carry_out,
    later,
    of_decision,
    undone,
)
from dangbo.render import Cell, Column, Findings, Table
from dangbo.render.tabled import Tabled
from dangbo.restructure import Plan, Waiver, play
from dangbo.rules import RuleBook, book_of
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, ResidentialGroup

if TYPE_CHECKING:
    import networkx as nx

    from dangbo.life.events import LifeEvent
    from dangbo.life.lives import Life
    from dangbo.life.profiles import Profile
    from dangbo.life.register import Spans


class History(KeptLedger, Tabled, Framed):
    """The ledger of decisions (sổ quyết định): an opening snapshot and what was decided since. Immutable.

    Threads may share a ledger and whatever was made from it: asking, enacting, correcting, saving and taking the seal
    are safe at the same time. Ledgers that continue one another share what they keep at hand, and one lock guards it.

    Args:
        opening: the snapshot it begins with. Nothing can take effect before its date.

    Raises:
        InvalidInputError: the opening is no `Hierarchy`.

    Examples:
        >>> from dangbo import datasets
        >>> ledger = History(opening=datasets.thai_nguyen_2021())
        >>> ledger = ledger.enact(*datasets.thai_nguyen_changes())
        >>> ledger
        History(4 decisions, 2021-06-30 to 2022-09-01)
        >>> ledger.as_of("2023-04-30").same_as(datasets.thai_nguyen())
        True
        >>> len(ledger.as_of("2021-10-31")), len(ledger.as_of("2021-11-01"))
        (983, 984)
    """

    __slots__ = ("_count", "_former", "_line", "_successions")

    _line: Timeline
    _count: int

    def __init__(self, opening: Hierarchy) -> None:
        instance_of(Hierarchy, opening, "opening", hint=_OPENING)
        self._settle(Book(opening), 0, Timeline(opening), 0, RLock())

    def _settle(self, book: Book, length: int, line: Timeline, count: int, lock: AbstractContextManager[Any]) -> None:
        self._book, self._length = book, length
        self._line, self._count = line, count
        self._former: OrderedDict[int, History] = OrderedDict()
        self._successions: Successions | None = None
        self._lock = lock

    def _made(self, book: Book, length: int, line: Timeline, count: int) -> History:
        """Another ledger of the family: books, lines and the lock are shared among those with one opening."""
        new = object.__new__(type(self))
        new._settle(book, length, line, count, self._lock)
        return new

    # --- what stands in it ----------------------------------------------------------------------------------------

    @property
    def opening(self) -> Hierarchy:
        """The snapshot it begins with, as corrected since."""
        return self._line.opening

    @property
    def decisions(self) -> tuple[Enactment, ...]:
        """The decisions by effective date; those of one day in the order of the log."""
        return tuple(one.decision for one in self._line.played[: self._count])

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Everything that was recorded, in the order of recording; decisions as they were recorded."""
        return tuple(self._book.entries[: self._length])

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections among it."""
        return tuple(entry for entry in self.log if isinstance(entry, Correction))

    @property
    def closings(self) -> tuple[Closing, ...]:
        """The closings among it, each recorded on the day known today."""
        days = self._book.days
        return tuple(replace(one, recorded=days[one.number - 1]) for one in self.log if isinstance(one, Closing))

    def __len__(self) -> int:
        """How many decisions."""
        return self._count

    def __bool__(self) -> bool:
        """True, also of a ledger without decisions: it has its opening, so that `if error.before:` finds it."""
        return True

    def __repr__(self) -> str:
        start = self.opening.as_of
        end = self._line.played[self._count - 1].decision.effective if self._count else start
        noun = "decision" if self._count == 1 else "decisions"
        return f"History({spaced_number(self._count)} {noun}, {start} to {end})"

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.decisions,
            ("number", "count"),
            ("effective", "day"),
            ("recorded", "day"),
            ("decided_by", "text", lambda one: one.plan.decided_by),
            ("document", "text", lambda one: one.basis.citation),
            ("document_number", "text", lambda one: one.basis.number or None),
            ("issued", "day", lambda one: one.basis.issued),
            ("operations", "count", lambda one: len(one.plan.operations)),
            ("verbs", "text", lambda one: "; ".join(operation.verb for operation in one.plan.operations)),
            ("reverses", "count"),
            ("corrected_by", "count"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the decisions, the last to take effect first.

        Args:
            lang: language of the words around the citations.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> print(ledger.show(limit=1, lang="en").text.splitlines()[0])
            4 decisions, 30 June 2021 to 1 September 2022
        """
        decisions, start = self.decisions, self.opening.as_of
        last = decisions[-1].effective if decisions else start
        first, end = (format_date(day, lang=lang) for day in (start, last))
        count = format_number(len(decisions), lang=lang)
        noun = "decision" if len(decisions) == 1 else "decisions"
        heads = (
            (Words(en="No.", vi="Số thứ tự"), "right"),
            (Words(en="Effective", vi="Hiệu lực"), "left"),
            (Words(en="Decision", vi="Quyết định"), "left"),
            (Words(en="Operations", vi="Nội dung"), "right"),
            (Words(en="Recorded", vi="Ngày ghi sổ"), "left"),
        )
        rows = [
            (
                Cell(one.number, str(one.number)),
                Cell(one.effective, format_date(one.effective, lang=lang)),
                one.basis.citation,
                Cell(len(one.plan.operations), format_number(len(one.plan.operations), lang=lang)),
                Cell(one.recorded, format_date(one.recorded, lang=lang)),
            )
            for one in reversed(decisions)
        ]
        title = Words(en=f"{count} {noun}, {first} to {end}", vi=f"{count} quyết định, từ {first} đến {end}")
        columns = [Column(head.text(lang=lang), "left" if side == "left" else "right") for head, side in heads]
        notes = [note.text(lang=lang) for note in closed.notes(self.closings)]
        return Table(title.text(lang=lang), columns, rows, notes=notes)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (self._book.opening, self.log, self._book.former))

    def decision(self, number: int) -> Enactment:
        """The decision with this number in the log.

        Raises:
            InvalidInputError: the log has no decision of this number.
        """
        return self._line.played[self._position(number)].decision

    def between(self, start: dt.date | str, end: dt.date | str) -> tuple[Enactment, ...]:
        """The decisions effective in a period, both days included, in the order of `decisions`.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> [decision.number for decision in ledger.between("2021-11-01", "2022-04-01")]
            [2, 3]
        """
        first, last = parse_period(start, end)
        start_at = self._line.place_before(first, self._count)
        return tuple(one.decision for one in self._line.played[start_at : self._line.place(last, self._count)])

    # --- two clocks -----------------------------------------------------------------------------------------------

    def as_of(self, effective: dt.date | str, *, known: dt.date | str | None = None) -> Hierarchy:
        """The organization as it was on a date; decisions effective on the day are in.

        Costs little more than an index of the tree where a date nearby was asked for before.

        Args:
            effective: the date.
            known: as it was known on another date; by default all that was recorded.

        Raises:
            InvalidInputError: a date before the opening, or one that does not exist.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> ledger.as_of("2021-09-01")
            Hierarchy(983 organizations, 27 960 members, as of 2021-09-01)
            >>> ledger.as_of("2021-09-01", known="2021-08-19")  # the decision was signed on the next day
            Hierarchy(984 organizations, 27 960 members, as of 2021-09-01)
        """
        if known is not None:
            return self.known(known).as_of(effective)
        day = parse_date(effective, where="effective")
        self._require_opened(day)
        with self._lock:
            return self._line.snapshot(self._line.place(day, self._count), day)

    def known(self, on: dt.date | str) -> History:
        """The ledger as it was on a date: what had been recorded by the end of that day.

        Raises:
            InvalidInputError: a date that does not exist.
        """
        day = parse_date(on, where="known")
        entries = self._book.entries
        length = bisect_right(self._book.days, day, hi=self._length)
        later = entries[length : self._length]
        count = self._count - sum(isinstance(entry, Enactment) for entry in later)
        in_order = all(one.decision.number <= length for one in self._line.played[:count])
        if in_order and not any(isinstance(entry, Correction) for entry in later):
            return self._made(self._book, length, self._line, count)
        with self._lock:
            former = self._former.get(length)
            if former is None:
                former = self._former[length] = self._replayed(entries[:length], "possible")
                if len(self._former) > _FORMER:
                    self._former.popitem(last=False)
        return former

    def check(self) -> Findings:
        """What in the ledger looks wrong and stops nothing; what the rules say of a state is for `Hierarchy.check`.

        | code | told |
        |---|---|
        | `plan/far-date` | a decision signed and effective more than five years apart |
        | `history/far-recorded` | a day of recording far behind everything before it, or far before its own dates |
        | `history/similar-paper` | number and operations of another decision; issuer or day of signing otherwise |
        | `history/same-day` | decisions of one day that change the same, so that their order decides |
        | `plan/admitted-after-death` | a person admitted whom an earlier decision let leave as deceased |
        | `history/changes-closed-period` | what was recorded after a closing and changes figures of that day |
        | `history/balance-broken` | a balance that does not hold, and since which entry of the log |
        | `history/balance-unmet` | a balance that has not held since it was recorded |

        Examples:
            >>> from dangbo import datasets
            >>> plans = datasets.thai_nguyen_changes()
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*plans, recorded="2203-09-01")
            >>> [found.code for found in ledger.check()]
            ['history/far-recorded']
        """
        played = self._line.played[: self._count]
        far = far_dates(played, self._book.days[: self._length], self.opening.as_of)
        odd = (*far, *similar_papers(played), *same_day(played), *back_from_death(played))
        return Findings((*odd, *closed.told(self._trail)))

    # --- change ---------------------------------------------------------------------------------------------------

    def enact(
        self,
        *plans: Plan,
        recorded: dt.date | str | None = None,
        before: int | None = None,
        rules: RuleBook | None = None,
    ) -> History:
        """The ledger with one or more decisions more; all of them, or none.

        A decision is checked against the state on its effective date. Where decisions effective later are in the ledger
        already, it takes its place before them, and each of them must still apply: those that ask for something it
        changes are played again, the others are as they were. Ids are never used again: neither those of the living nor
        of organizations that ended earlier in the ledger.

        Args:
            plans: the decisions, in the order in which they are recorded.
            recorded: the day they come into the ledger. By default the day each was signed, or took effect where its
                paper has no date; but never before the last record.
            before: number of a decision of the same effective date before which they take their place. By default
                decisions of one day take effect in the order in which they were recorded.
            rules: the rulebook; by default the one shipped.

        Raises:
            PlanRejectedError: a finding blocks: of the plan itself; `history/id-ended-before`, where it uses the id of
                what an earlier decision ended; `history/later-decision`, where a decision effective later would no
                longer apply; `history/already-enacted`, `history/recorded-backwards`, `history/before-opening`;
                `history/recorded-unseen`, where the day of recording was not given and would lie more than five years
                from the dates of the decision; `history/other-day`. The ledger stays as it was.
            InvalidInputError: no decision has the number `before`.
            InvalidInputError: something else than plans, such as a list of them.

        Examples:
            >>> from dangbo import datasets
            >>> first, *others = datasets.thai_nguyen_changes()
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*others).enact(first, recorded="2023-01-05")
            >>> ledger.decisions[0]
            Enactment(4: 1 operation, effective 2021-09-01, recorded 2023-01-05)
        """
        for at, plan in enumerate(plans):
            instance_of(Plan, plan, f"plans[{at}]", hint=_PLANS)
        day = None if recorded is None else parse_date(recorded, where="recorded")
        book = book_of(rules)
        with self._lock:
            ledger, newest = self, self._is_newest
            try:
                for plan in plans:
                    ledger = ledger._enacted(plan, day, book, before=before)
            except BaseException:
                if newest:  # nobody has seen what the first plans of the batch left behind
                    self._book.drop(self._length)
                    self._line.drop(self._count)
                raise
        return ledger

    def undo(
        self,
        number: int,
        *,
        effective: dt.date | str,
        basis: Document,
        decided_by: str | None = None,
        waivers: Sequence[Waiver] = (),
        recorded: dt.date | str | None = None,
        rules: RuleBook | None = None,
    ) -> History:
        """The ledger with a decision that takes another one back: everything stands again as it did before.

        Args:
            number: number of the decision to take back.
            effective: first day on which it no longer holds.
            basis: the paper of the new decision.
            decided_by: id of the organization that decides; by default the one that decided the first time.
            waivers: papers that allow an exception from a rule, for what stands again, as in `Plan`.
            recorded: as in `enact`.
            rules: as in `enact`.

        Raises:
            InvalidInputError: no decision has this number.
            PlanRejectedError: what it changed was changed since; `history/changed-by` names the later decision. Or it
                is to be taken back before it took effect.

        Examples:
            >>> from dangbo import datasets
            >>> before = datasets.thai_nguyen_2021()
            >>> ledger = History(before).enact(*datasets.thai_nguyen_changes())
            >>> paper = Document(kind="quyết định", number="02-QĐ/ĐU (giả định)", issued="2022-12-20")
            >>> ledger = ledger.undo(1, effective="2023-01-01", basis=paper)
            >>> len(ledger.as_of("2022-12-31")), len(ledger.as_of("2023-01-01"))
            (986, 987)
        """
        position = self._position(number)
        one = self._line.played[position]
        plan, citation = one.decision.plan, one.decision.basis.citation
        day = parse_date(effective, where="effective")
        operation = inverse_of(one.delta, citation)
        inverse = Plan(day, decided_by or plan.decided_by, basis, [operation], waivers=waivers)
        if day < plan.effective:
            early = finding("history/undone-too-early", citation, effective=day, began=plan.effective, number=number)
            raise PlanRejectedError(inverse, [early])
        written = None if recorded is None else parse_date(recorded, where="recorded")
        try:
            with self._lock:
                return self._enacted(inverse, written, book_of(rules), reverses=number)
        except PlanRejectedError as error:
            stop = self._line.place(day, self._count)
            since = self._line.played[position + 1 : stop]
            raise PlanRejectedError(inverse, [*error.findings, *changed_by(error.findings, since)]) from None

    def _enacted(
        self,
        plan: Plan,
        recorded: dt.date | None,
        rules: RuleBook,
        *,
        reverses: int | None = None,
        before: int | None = None,
        check: Check = "all",
    ) -> History:
        """The ledger with one decision more."""
        number, last = self._length + 1, self._last_recorded
        day = recorded or max(plan.basis.issued or plan.effective, last)
        line, position = self._line, self._line.place(plan.effective, self._count)
        path: tuple[int, ...] = ()
        found: list[Finding] = []
        if before is not None:
            position = self._position(before)
            following = line.played[position].decision
            path = (*following.before, before)
            if following.effective != plan.effective:
                found.append(of_decision("history/other-day", plan.basis.citation, following, wanted=plan.effective))
        decision = Enactment(number, plan, day, reverses, before=path)
        found += (*self._check_dates(decision, last), *self._check_paper(plan))
        if recorded is None:
            dates = (decision.signed or decision.effective, decision.effective)
            found += unseen(plan.basis.citation, day, dates, max(last, self.opening.as_of))
        if found:
            raise PlanRejectedError(plan, found)
        newest = self._is_newest
        ended = Ended(self._book, decision.key, self._length)
        try:
            if position < self._count:
                if not newest:
                    line = line.rewritten(self._count, (), line.fresh(self._count))
                line, played = line.put_in(position, decision, rules, ended, check)
            elif newest:
                played = [line.carry_on(decision, rules, ended, check)]
            else:
                stage = line.at(position)
                played = [carry_out(decision, stage, rules, ended, check)]
                line = line.rewritten(position, played, stage)
        except RefusedError as error:
            its_own = error.decision is decision
            book, played_now = self._book, self._line.played[: self._count]
            why = not_living(error.findings, played_now, position, lambda key: self._place_of(book.began.get(key)))
            found = [*error.findings, *why] if its_own else [later(error)]
            raise PlanRejectedError(plan, found) from None
        book = self._book if newest else self._book.copy(self._length, self._line.played[: self._count])
        book.append(decision)
        for one in played:
            book.note(one)
        book.note_replaced(number, self._former_of(played))
        return self._made(book, number, line, self._count + 1)

    def _former_of(self, played: Sequence[Played]) -> Iterator[tuple[Played, Played]]:
        """Decisions that were carried out again, each behind what it came to here; others behind what stands there."""
        for one in played:
            at = self._line.index(one.decision.key, self._count)
            if at < self._count:
                yield self._line.played[at], one

    @property
    def _is_newest(self) -> bool:
        """Whether no other ledger has gone on with this one's log, so that it may itself."""
        return len(self._book.entries) == self._length and len(self._line.played) == self._count

    @property
    def _last_recorded(self) -> dt.date:
        return self._book.days[self._length - 1] if self._length else dt.date.min

    def _check_dates(self, decision: Enactment, last: dt.date) -> Iterator[Finding]:
        opened = self.opening.as_of
        if decision.effective < opened:
            yield before_opening(decision.effective, opened, decision.basis.citation)
        if decision.recorded < last:
            yield backwards(decision.recorded, last)

    def _check_paper(self, plan: Plan, *, besides: int | None = None) -> Iterator[Finding]:
        """Whether the same paper stands in the ledger with the same operations, as another decision."""
        with self._lock:  # others may add to what there is
            papers = [*self._book.papers.get(plan.basis.folded_key, ())]
        for other in papers:
            if other.number > self._length or other.number == besides or not say_the_same(other.plan, plan):
                continue
            if plan.basis.number or other.effective == plan.effective:  # papers without a number are alike
                yield finding("history/already-enacted", plan.basis.citation, number=other.number)

    # --- closing --------------------------------------------------------------------------------------------------

    def close(self, *, on: dt.date | str, basis: Document, recorded: dt.date | str | None = None) -> History:
        """The ledger in which a period is closed (chốt số liệu): reports up to a day were sent, as it was known then.

        It stops nothing. A decision recorded later with effect on or before that day enters as any other; `check` tells
        what it changes there, and `changed_since_closing` what all of them do.

        Args:
            on: the last day of what was reported; each closing is of a later day.
            basis: the paper: the report, or the letter it was sent with.
            recorded: the day the closing comes into the ledger, not before the day itself. By default the day its
                paper was signed, but never before `on` or the last record.

        Raises:
            InvalidInputError: `history/closed-already`, where the ledger is closed up to that day or a later one;
                `history/closed-too-early`, where the closing was recorded before that day; `history/before-opening`,
                `history/recorded-backwards`, `history/recorded-unseen`. The basis is no `Document`.

        Examples:
            >>> from dangbo import datasets
            >>> first, *others = datasets.thai_nguyen_changes()
            >>> report = Document(kind="báo cáo", number="12-BC/TU (giả định)", issued="2023-01-05")
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*others).close(on="2022-12-31", basis=report)
            >>> ledger.closings
            (Closing(4: up to 2022-12-31, recorded 2023-01-05),)
            >>> [found.code for found in ledger.enact(first, recorded="2023-02-01").check()]
            ['history/changes-closed-period']
        """
        instance_of(Document, basis, "basis")
        day, written = parse_date(on, where="on"), self._written(recorded)
        usual = max(basis.issued or day, day, self._last_recorded)
        return self._noted(Closing(self._length + 1, written or usual, day, basis), written)

    def expect(self, balance: Balance, *, recorded: dt.date | str | None = None) -> History:
        """The ledger with a figure that somebody else has: it is held against the ledger whenever that is checked.

        Of several about one organization, day and figure the last counts.

        Args:
            balance: the figure.
            recorded: the day it comes into the ledger. By default the day of the balance, but never before the last
                record.

        Raises:
            UnknownOrganizationError: the ledger never had an organization of this id.
            InvalidInputError: the organization does not live on that day (`history/not-living`);
                `history/before-opening`, `history/recorded-backwards`, `history/recorded-unseen`; no `Balance`.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> ledger = ledger.expect(Balance("tp-thai-nguyen", on="2022-12-31", members=27960, organizations=985))
            >>> [found.code for found in ledger.check()]
            ['history/balance-unmet']
        """
        self._id(instance_of(Balance, balance, "balance").organization)
        written = self._written(recorded)
        usual = max(balance.on, self._last_recorded)
        return self._noted(Expectation(self._length + 1, written or usual, balance), written)

    def _written(self, recorded: dt.date | str | None) -> dt.date | None:
        """A day of recording that was given."""
        return None if recorded is None else parse_date(recorded, where="recorded")

    def _noted(self, entry: Closing | Expectation, written: dt.date | None) -> History:
        """The ledger with an entry more that changes no state."""
        opened, last = self.opening.as_of, self._last_recorded
        found = list(closed.refused(entry, self._trail, opened, last))
        if written is None:
            found += closed.unseen_days(entry, max(last, opened))
        if found:
            raise InvalidInputError(found)
        with self._lock:
            newest = self._is_newest
            book = self._book if newest else self._book.copy(self._length, self._line.played[: self._count])
            book.append(entry)
            return self._made(book, entry.number, self._line, self._count)

    def changed_since_closing(self, on: dt.date | str) -> closed.ClosingChanges:
        """What changed since in the figures of a closed day: old and new, of every organization that is concerned.

        Costs what changed, and one sweep over the tree.

        Args:
            on: the day, as the closing has it.

        Raises:
            InvalidInputError: the ledger has no closing of this day (`history/unknown-closing`).

        Examples:
            >>> from dangbo import datasets
            >>> first, *others = datasets.thai_nguyen_changes()
            >>> report = Document(kind="báo cáo", number="12-BC/TU (giả định)", issued="2023-01-05")
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*others).close(on="2022-12-31", basis=report)
            >>> changes = ledger.enact(first, recorded="2023-02-01").changed_since_closing("2022-12-31")
            >>> changes
            ClosingChanges(2022-12-31: 5 figures changed by 1 entry)
            >>> changes["cb-gia-sang-tdp-1"]
            (ClosingChange(organization='cb-gia-sang-tdp-1', figure='full', old=26, new=30),)
        """
        day = parse_date(on, where="on")
        closing = next((one for one in self.closings if one.on == day), None)
        if closing is None:
            days = ", ".join(one.on.isoformat() for one in self.closings[-_FORMER:]) or "-"
            raise InvalidInputError([finding("history/unknown-closing", day.isoformat(), day=day, days=days)])
        return closed.changed_since(self._trail, closing)

    @property
    def _trail(self) -> closed.Trail:
        played = self._line.played[: self._count]
        return closed.Trail(self.log, played, self._book.replaced, self.as_of)

    # --- corrections ----------------------------------------------------------------------------------------------

    def correct_record(
        self,
        organization: str,
        *,
        recorded: dt.date | str,
        reason: str,
        until: int | None = None,
        **corrected: object,
    ) -> History:
        """The ledger in which the record of an organization says what it should have said from its beginning.

        Not a change: no decision was taken. The record in the opening is corrected, or the one with which a decision
        established the organization; everything later is played again. `known=` a day before shows it uncorrected.

        Args:
            organization: its id.
            recorded: the day the correction comes into the ledger.
            reason: why, in words.
            until: number of the later decision that set one of the fields, from which on that holds; to be named where
                there is one, since the correction does not change what the decision says.
            **corrected: the fields of `Organization` that were wrong, except `id` and `parent`.

        Raises:
            UnknownOrganizationError: the ledger never had an organization of this id.
            InvalidInputError: a field that cannot be corrected or a value it cannot have; no reason
                (`history/no-reason`); nothing that was said otherwise (`history/nothing-to-correct`); a later decision
                would no longer apply (`history/later-decision`), or set one of the fields and is not named by `until`
                (`history/set-later`); a day before the last record.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> ledger = ledger.correct_record("cb-tdp-2", recorded="2023-05-04", reason="ghi thiếu", code="TN-0002")
            >>> ledger.as_of("2022-01-01")["cb-tdp-2"].code
            'TN-0002'
            >>> ledger.as_of("2022-01-01", known="2023-05-03")["cb-tdp-2"].code is None
            True
        """
        return self._put_right(ORGANIZATIONS, self._id(organization), corrected, recorded, reason, until)

    def correct_group(
        self,
        group: str | ResidentialGroup,
        *,
        recorded: dt.date | str,
        reason: str,
        until: int | None = None,
        **corrected: object,
    ) -> History:
        """The ledger in which the record of a residential group says what it should have said from its beginning.

        As `correct_record`. What changed since, such as its head, is a decision: `ChangeGroup`.

        Args:
            group: its id, or the record.
            recorded: the day the correction comes into the ledger.
            reason: why, in words.
            until: number of the later decision that set one of the fields, where there is one.
            **corrected: the fields of `ResidentialGroup` that were wrong, except `id`.

        Raises:
            InvalidInputError: the ledger never had a group of this id (`history/unknown-group`); a cell that is not
                there; otherwise as `correct_record`.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen()).correct_group(
            ...     "tdp-phu-xa-12", recorded="2023-05-04", reason="ghi nhầm", head_is_member=False, head=None
            ... )
            >>> [ledger.as_of("2023-05-04", known=day).coverage().heads_members for day in ("2023-05-03", "2023-05-04")]
            [353, 352]
        """
        return self._put_right(RESIDENTIAL_GROUPS, read_id(group, where="group"), corrected, recorded, reason, until)

    def correct_member(
        self,
        member: str | Member,
        *,
        recorded: dt.date | str,
        reason: str,
        until: int | None = None,
        **corrected: object,
    ) -> History:
        """The ledger in which the record of a person says what it should have said from its beginning.

        As `correct_record`: who was written down as full and was on probation all along has another status in the
        opening, or in the decision that admitted the person. Somebody who became full is recognized by a decision.

        Args:
            member: id of the person, or the record.
            recorded: the day the correction comes into the ledger.
            reason: why, in words.
            until: number of the later decision that set one of the fields, where there is one.
            **corrected: the fields of `Member` that were wrong, except `id`.

        Raises:
            InvalidInputError: the ledger never had a person of this id (`history/unknown-member`); otherwise as
                `correct_record`.

        Examples:
            >>> from dangbo import MemberStatus, datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).correct_member(
            ...     "m-00001", recorded="2021-07-01", reason="ghi nhầm", status=MemberStatus.PROBATIONARY
            ... )
            >>> ledger.opening.headcount() - datasets.thai_nguyen_2021().headcount()
            Headcount(full=-1, probationary=1)
        """
        return self._put_right(MEMBERS, read_id(member, where="member"), corrected, recorded, reason, until)

    def _put_right(
        self,
        records: Records,
        key: str,
        corrected: Mapping[str, object],
        recorded: dt.date | str,
        reason: str,
        until: int | None,
    ) -> History:
        """The ledger with a record corrected."""
        record = first_record(records, self.opening, self.decisions, key)
        if record is None:
            raise InvalidInputError([finding(records.unknown, unless_personal(key))])
        number, day = self._length + 1, parse_date(recorded, where="recorded")
        entry = correction_of(records, record, corrected, self.opening, number=number, recorded=day, reason=reason)
        try:
            after = self._corrected(entry)
        except RefusedError as error:
            raise InvalidInputError([later(error)]) from None
        require_limit(records, entry, after._line.played[: after._count], until)  # noqa: SLF001 - another of this class
        return after

    def correct_recorded(self, days: Mapping[int, dt.date | str], *, recorded: dt.date | str, reason: str) -> History:
        """The ledger in which entries came in on other days than was written: what was known when follows.

        The log keeps the days that were written first. Days of recording never run backwards: where others were
        recorded after a wrong day, and so on the same, name them too.

        Args:
            days: the right day of each entry, by its number in the log.
            recorded: the day the correction comes into the ledger.
            reason: why, in words.

        Raises:
            InvalidInputError: no entry has this number (`history/unknown-entry`); no reason (`history/no-reason`); the
                ledger says so already (`history/nothing-to-correct`); a day before that of the entry before it, or
                after that of the one behind it (`history/recorded-backwards`).

        Examples:
            >>> from dangbo import datasets
            >>> first, *_ = datasets.thai_nguyen_changes()
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(first, recorded="2201-09-02")
            >>> ledger = ledger.correct_recorded({1: "2021-09-02"}, recorded="2021-09-03", reason="gõ nhầm năm")
            >>> ledger.decision(1)
            Enactment(1: 1 operation, effective 2021-09-01, recorded 2021-09-02)
            >>> ledger.log[0]
            Enactment(1: 1 operation, effective 2021-09-01, recorded 2201-09-02)
        """
        right = {number: parse_date(day, where=f"days[{number!r}]") for number, day in items_of(days, "days")}
        subject = ", ".join(map(str, right)) or "-"
        require_correction(subject, reason, same=all(self._recorded_on(one) == day for one, day in right.items()))
        day = parse_date(recorded, where="recorded")
        entry = Correction(self._length + 1, day, reason, recordings=tuple(sorted(right.items())))
        return self._corrected(entry)

    def _recorded_on(self, number: object) -> dt.date | None:
        """The day an entry came into the ledger, as known today.

        Raises:
            InvalidInputError: there is no such entry.
        """
        if type(number) is not int or not 1 <= number <= self._length:
            raise InvalidInputError([finding("history/unknown-entry", str(number)[:20], count=self._length)])
        return self._book.days[number - 1]

    def correct_decision(self, number: int, plan: Plan, *, recorded: dt.date | str, reason: str) -> History:
        """The ledger in which a decision says what it should have said: it was recorded otherwise than it was taken.

        Args:
            number: number of the decision.
            plan: what was really decided.
            recorded: the day the correction comes into the ledger.
            reason: why, in words.

        Raises:
            InvalidInputError: no decision has this number; no reason (`history/no-reason`); the decision says so
                already (`history/nothing-to-correct`); a day before the last record.
            PlanRejectedError: the plan does not apply on its effective date, a later decision no longer would
                (`history/later-decision`), or another decision is the same (`history/already-enacted`).
            InvalidInputError: the plan is no `Plan`.
        """
        instance_of(Plan, plan, "plan", hint=_CORRECTED)
        was = self.decision(number).plan
        require_correction(was.basis.citation, reason, same=was == plan)
        opened = self.opening.as_of
        if plan.effective < opened:
            raise PlanRejectedError(plan, [before_opening(plan.effective, opened, plan.basis.citation)])
        if twice := [*self._check_paper(plan, besides=number)]:
            raise PlanRejectedError(plan, twice)
        day = parse_date(recorded, where="recorded")
        try:
            return self._corrected(Correction(self._length + 1, day, reason, decision=number, plan=plan))
        except RefusedError as error:
            own = error.decision.number == number
            raise PlanRejectedError(plan, error.findings if own else [later(error)]) from None

    def _corrected(self, entry: Correction, check: Check = "all") -> History:
        days = [*self._book.days[: self._length], entry.recorded]
        for number, day in entry.recordings:
            if self._recorded_on(number) is not None:
                days[number - 1] = day
        turn = next(((day, last) for last, day in pairwise(days) if day < last), None)
        if found := [*([] if turn is None else [backwards(*turn)]), *closed.too_early(self.log, days)]:
            raise InvalidInputError(found)
        with self._lock:
            after = self._replayed([*self._book.entries[: self._length], entry], check)
            before = {one.decision.number: one for one in self._line.played[: self._count]}
            line, book = after._line, after._book  # noqa: SLF001 - another object of this class
            openings = None if line.opening is self.opening else (self.opening, line.opening)
            book.note_replaced(entry.number, [(before[one.decision.number], one) for one in line.played], openings)
            return after

    def _replayed(self, entries: Sequence[LogEntry], check: Check) -> History:
        """A ledger with another log: what is the same at the beginning is taken over, the rest is played again.

        Raises:
            RefusedError: a decision no longer applies.
        """
        mine = self._line.played[: self._count]
        opening, decisions = as_corrected(self._book.opening, self.opening, entries)
        line = self._line if opening is self.opening else Timeline(opening)
        kept = 0
        while line is self._line and kept < min(len(mine), len(decisions)) and mine[kept].decision == decisions[kept]:
            kept += 1
        before = {one.decision.number: one for one in mine}
        ended = Ended(None, (dt.date.min, ()), 0)
        for one in mine[:kept]:
            ended.add(one)
        stage = line.fresh(kept)
        played: list[Played] = []
        for decision in decisions[kept:]:
            was = before[decision.number]
            tolerated = was.tolerated if was.decision.plan == decision.plan else ()
            played.append(carry_out(decision, stage, was.rules, ended, check, tolerated))
        line = line.rewritten(kept, played, stage)
        book = Book.of(self._book.opening, entries, line.played)
        book.know_files_of(self._book, min(len(entries), self._length))
        return self._made(book, len(entries), line, len(decisions))

    # --- looking up -----------------------------------------------------------------------------------------------

    def _position(self, number: int) -> int:
        """Where a decision stands in the order of effect, from 0."""
        for at, one in enumerate(self._line.played[: self._count]):
            if one.decision.number == number and not isinstance(number, bool):
                return at
        told = shown_value(number)
        raise InvalidInputError([finding("history/unknown-decision", told.en, place=told, count=self._count)])

    def _place_of(self, decision: Enactment | None) -> int | None:
        """Where a decision of the book stands; `None` where it is not of this ledger."""
        known = decision is not None and decision.number <= self._length
        return self._line.index(decision.key, self._count) if decision is not None and known else None

    def _id(self, organization: str) -> str:
        """An id the ledger knows: of an organization that lives, has lived, or will.

        Raises:
            UnknownOrganizationError: it never had such an organization; names the nearest of all it had.
        """
        name = read_id(organization, where="organization")
        key = self._id_of(name)
        if key is None:
            raise UnknownOrganizationError(name, lambda: nearest(name, self._ever()), _ANY_DATE)
        return key

    def _ever(self) -> list[str]:
        """Ids of all organizations it ever had."""
        with self._lock:  # others may add to what began
            began = list(self._book.began.items())
        return [*self.opening._ids(), *(key for key, first in began if self._place_of(first) is not None)]

    def _id_of(self, key: str) -> str | None:
        known = key in self.opening._ids() or self._place_of(self._book.began.get(key)) is not None
        return key if known else None

    def _first_record(self, key: str) -> Organization:
        """The record of an organization in the opening, or the one with which a decision established it."""
        record = self.opening.get(key)
        if record is None:
            plan = self._line.played[self._line.index(self._book.began[key].key, self._count)].decision.plan
            record = next(org for one in plan.operations for org in one.establishes if org.id == key)
        return record

    def _require_opened(self, day: dt.date) -> None:
        opened = self.opening.as_of
        if day < opened:
            raise InvalidInputError([before_opening(day, opened, "ledger")])

    # --- what it tells --------------------------------------------------------------------------------------------

    def spans(self, start: dt.date | str, end: dt.date | str) -> Spans:
        """From when to when each organization of a period stood, under whom, and who took over.

        Costs a snapshot of the first day and what the decisions of the period changed.

        Args:
            start: the first day; may be the day of the opening of the ledger, not before.
            end: the last day.

        Raises:
            InvalidInputError: a period that ends before it starts, or starts before the ledger.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> ledger.spans("2021-07-01", "2023-04-30")
            Spans(2021-07-01 to 2023-04-30: 987 organizations, 986 of them at the end)
        """
        first, last = parse_period(start, end)
        self._require_opened(first)
        begin, stop = self._line.place(first, self._count), self._line.place(last, self._count)
        with self._lock:
            tree = self._line.snapshot(begin, first)
        return spans_between(first, last, tree, self._line.played[begin:stop])

    def movements(self, start: dt.date | str, end: dt.date | str, *, of: str | None = None) -> Movements:
        """What came to an organization and what went from it in a period: organizations and members.

        A move counts only when it crosses the border of the organization. The opening is the state at the end of the
        day before; costs a snapshot at either end and what the decisions in between touched.

        Args:
            start: first day; may be the day of the opening of the ledger, not before.
            end: last day.
            of: id of the reporting organization; by default the root.

        Raises:
            InvalidInputError: a period that ends before it starts, or starts before the ledger.
            UnknownOrganizationError: the ledger never had an organization of this id.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> table = ledger.movements("2021-07-01", "2023-04-30")
            >>> table.organizations
            MovementTable(984 + 3 - 1 = 986)
            >>> table.organizations.count("establish"), table.organizations.count("dissolve"), table.holds
            (3, 1, True)
        """
        first, last = parse_period(start, end)
        self._require_opened(first)
        top = self.opening.root.id if of is None else self._id(of)
        begin, stop = self._line.place_before(first, self._count), self._line.place(last, self._count)
        eve = max(first - dt.timedelta(days=1), self.opening.as_of)
        with self._lock:
            opening, closing = self._line.snapshot(begin, eve), self._line.snapshot(stop, last)
        count, state = Count(top, opening), Draft(opening)
        for one in self._line.played[begin:stop]:
            plan = one.decision.plan
            for stage in play(plan, state, one.rules.at(plan.effective)).stages():
                count.add(stage.step.operation, stage.before, stage.after)
            state.redo(one.delta)
        return count.finish(first, last, closing)

    def life(
        self,
        member: str | Member,
        *,
        profile: Profile | None = None,
        events: Iterable[LifeEvent] = (),
        rules: RuleBook | None = None,
    ) -> Life:
        """The life of a member: what plans say of it, joined with what is known beside the ledger.

        Where they differ both stand, and a finding of the life says so (`life/ledger-differs`). Nothing of it is
        written into the ledger. Costs a look at every operation.

        Args:
            member: id of the member, or the record.
            profile: what is known of the member.
            events: what happened before the ledger opened, or is not decided by plans.
            rules: the rulebook; by default the one shipped.

        Raises:
            InvalidInputError: the ledger never had a member of this id (`history/unknown-member`); no events.

        Examples:
            >>> from dangbo import Leave, LeaveReason, LifeEvent, datasets
            >>> paper = Document("quyết định", "1-QĐ/TU (giả định)", "2024-03-01")
            >>> plan = Plan("2024-03-03", "tp-thai-nguyen", paper, [Leave(["m-00001"], reason=LeaveReason.DECEASED)])
            >>> ledger = History(datasets.thai_nguyen()).enact(plan)
            >>> life = ledger.life("m-00001", events=[LifeEvent("m-00001", "công nhận chính thức", "1996-05-19")])
            >>> life, life.status("2024-03-03").status.label
            (Life('m-00001': 2 events), 'Từ trần')
        """
        from dangbo.ledger.lives import life_of_member  # what is asked of one person costs nobody else the import

        key, played = read_id(member, where="member"), self._line.played[: self._count]
        if first_record(MEMBERS, self.opening, self.decisions, key) is None:
            raise InvalidInputError([finding("history/unknown-member", unless_personal(key))])
        return life_of_member(key, self.opening, played, events, profile, book_of(rules))

    def lineage(self, organization: str) -> Lineage:
        """What became of an organization, and from what it came, over any number of decisions.

        Decisions that were taken back lead nowhere.

        Raises:
            UnknownOrganizationError: the ledger never had an organization of this id.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> line = ledger.lineage("cb-cty-r")
            >>> line
            Lineage('cb-cty-r': 2 organizations, 1 succession, 1 living today)
            >>> print(line.show(lang="en"))
            Chi bộ Công ty R · ended — cb-cty-r
            └── Became
                └── Chi bộ tổ dân phố 1 · dissolve 1 September 2021 — cb-gia-sang-tdp-1
        """
        return Lineage(self._id(organization), self._index())

    def lineage_graph(self) -> nx.DiGraph[str]:
        """All organizations there ever were, and who took over from whom, as a new `networkx.DiGraph`.

        Edges lead from the one that gives to the one that takes, as in `Lineage.graph`. Everything on nodes and edges
        is a text, a number, or yes or no, so that JSON (`networkx.node_link_data`), GEXF and GraphML can hold it; what
        is not known is left out.

        Of a node: `name` and the codes `form` and `level`, the last known; `living`; `in_opening`, whether the ledger
        opens with it; `first`, the first day, of those that began later, and `last`, the last day, of those that
        ended, both left out where it began and ended on one day; `gaps`, how often it had ended and was put back;
        `received_from` and `handed_out_to`, where it crossed the border of the register. Of an edge: `verb`, `on`,
        `decision` (its number) and `operation` of every succession that led there, with "; " between several;
        `successions`, how many these are; `unknown`, of how many of them nobody said how much went over. Of the graph:
        `opened`, the day of the opening. Decisions that were taken back lead nowhere. O(organizations + decisions).

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> graph = ledger.lineage_graph()
            >>> len(graph), graph.edges["cb-cty-r", "cb-gia-sang-tdp-1"]["on"], graph.nodes["cb-cty-r"]["last"]
            (987, '2021-09-01', '2021-08-31')
        """
        played, opened = self._line.played[: self._count], self.opening.as_of
        spans = spans_between(opened, max([opened, *(one.decision.effective for one in played)]), self.opening, played)
        graph = graph_of_everything(self._index(), {key: spans[key] for key in spans}, self.opening)
        graph.graph["opened"] = opened.isoformat()
        return graph

    def _index(self) -> Successions:
        if self._successions is None:
            self._successions = self._all_successions()  # whole before anybody sees it, and the same whoever makes it
        return self._successions

    def correspondence(self, start: dt.date | str, end: dt.date | str) -> Correspondence:
        """Which organization of one day has become which of another, and how many people came over.

        Follows successions and hand-overs, as `comparable_units`; costs as much, and no lineage is asked for.

        Args:
            start: the first day.
            end: the last day.

        Raises:
            InvalidInputError: a period that ends before it starts, or starts before the ledger.

        Examples:
            >>> from dangbo import datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> table = ledger.correspondence("2021-06-30", "2023-04-30")
            >>> table
            Correspondence(2021-06-30 to 2023-04-30: 987 rows, 5 of them changed)
            >>> table["cb-cty-r"]
            (CorrespondenceRow(before='cb-cty-r', after='cb-gia-sang-tdp-1', people=4, unknown=False, outside=''),)
        """
        first, last = parse_period(start, end)
        self._require_opened(first)
        return correspond(self, first, last)

    def _all_successions(self) -> Successions:
        """Who took over from whom in the decisions that stand, ready to be asked."""
        played = self._line.played[: self._count]
        gone = undone(played)
        edges = [edge for one in played if one.decision.number not in gone for edge in one.successions]
        operations = {one.decision.number: one.decision.plan.operations for one in played}
        begun = {
            (number, at): {org.id for org in operations[number][at - 1].establishes}
            for number, at in {(edge.decision, edge.operation) for edge in edges}
        }
        derived = {edge.target for edge in edges if edge.target in begun[edge.decision, edge.operation]}
        with self._lock:
            now = self._line.fresh(self._count)  # stands on a snapshot, which nobody changes
        ended = {key: one.delta for one in played for key in one.ended}
        borders = [border for one in played if one.decision.number not in gone for border in one.borders]
        out, come = ({key: one for one in borders if one.way == way for key in one.organizations} for way in _WAYS)

        def look_up(key: str) -> Relative:
            org = now.get(key)
            last = org or ended[key].records[key][0] or self._first_record(key)  # it may begin and end at once
            return Relative(key, last.name, living=org is not None, received=come.get(key), handed_out=out.get(key))

        return Successions(edges, derived, look_up)

    # --- what was recorded once ---------------------------------------------------------------------------------------

    def _continued(self, entry: LogEntry, rules: RuleBook, *seals: str) -> History:
        """The ledger with an entry that was recorded once: only what cannot be done stops it."""
        if entry.number != self._length + 1:
            raise ledger_file.UnreadableError
        try:
            if isinstance(entry, Enactment):
                if entry.reverses is not None:
                    self._position(entry.reverses)
                before = entry.before[-1] if entry.before else None
                new = self._enacted(
                    entry.plan, entry.recorded, rules, reverses=entry.reverses, before=before, check="possible"
                )
            elif not isinstance(entry, Correction):
                new = self._noted(entry, entry.recorded)
            else:
                if entry.recordings:
                    pass
                elif entry.decision is not None:
                    self._position(entry.decision)
                elif not is_sound(entry, self.opening, self.decisions):
                    raise ledger_file.UnreadableError
                new = self._corrected(entry, "possible")
        except RefusedError as error:
            raise InvalidInputError([later(error)]) from None
        for chain in new._book.chains[:1]:  # noqa: SLF001 - another object of this class
            chain.extend(seals)
        return new


def _restored(opening: Hierarchy, log: Sequence[LogEntry], former: Former | None = None) -> History:
    """Unpickle a ledger."""
    ledger = History(opening)
    ledger._book.former = former  # noqa: SLF001 - a way in for pickle alone
    for entry in log:
        ledger = ledger._continued(entry, RuleBook.default())  # noqa: SLF001 - a way in for pickle alone
    return ledger


_WAYS: Final = ("out", "in")

_FORMER: Final = 4
"""Most former states of itself a ledger keeps that had to be played again."""


# --- what is asked for ------------------------------------------------------------------------------------------------


_OPENING: Final = Words(vi="sổ mở đầu bằng hiện trạng tổ chức", en="a ledger opens with a Hierarchy")
_ANY_DATE: Final = Words(vi="sổ này ở mọi thời điểm", en="this ledger on any date")
_PLANS: Final = Words(
    vi="hãy ghi từng phương án, không ghi danh sách", en="give plans one after the other, enact(*plans)"
)
_CORRECTED: Final = Words(
    vi="hãy ghi phương án đúng ra phải có", en="a decision is corrected by the Plan it should have been"
)
