"""What of a ledger stands in a file: `KeptLedger`, the side of `History` that saves, appends, loads and erases.

`file` knows what the lines say and `journal` how they are sealed; here is what a ledger does with them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from os import PathLike
from typing import Any, Final, Literal, Self

from typing_extensions import TypedDict

from dangbo.base.documents import ReadFormat
from dangbo.base.errors import InvalidInputError, LedgerError, PlanRejectedError
from dangbo.base.findings import finding
from dangbo.base.json_records import ReadRecords
from dangbo.base.people import NamedDocument, PeopleNamed, names_told
from dangbo.base.records import RecordType, read_id, record
from dangbo.base.told import WholeDocument
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.ledger import file as ledger_file
from dangbo.ledger import journal
from dangbo.ledger.timeline import Book, Former, LogEntry
from dangbo.rules import RuleBook, book_of
from dangbo.tree.members import Member
from dangbo.tree.records import ResidentialGroup


class LedgerDocument(TypedDict):
    """A ledger: the lines of its file, each as text, and the hash of the last one."""

    schema: Literal["dangbo/ledger"]
    version: Literal[2]
    lines: list[str]
    seal: str


@record
class _Lines:
    """What the document of a ledger holds."""

    lines: tuple[str, ...]
    seal: str


_TITLES: Final = {
    "_Lines": Words(vi="Sổ quyết định", en="Ledger of decisions"),
    ".lines": Words(vi="Các dòng của tệp sổ", en="The lines of the ledger file, each a JSON object as text"),
    ".seal": Words(vi="Mã băm của dòng cuối", en="The hash of the last line"),
}
_FORMAT: Final = ReadFormat(
    "ledger",
    ledger_file.VERSION,
    _Lines,
    Words(vi="sổ", en="the ledger"),
    ReadRecords(_TITLES, lists={"lines": Words(vi="dòng sổ", en="ledger line")}),
)


class KeptLedger(NamedDocument, WholeDocument, metaclass=RecordType):
    """A ledger as a file keeps it: a book of entries, of which the first are its own."""

    __slots__ = ("_book", "_length", "_lock")

    _book: Book
    _length: int
    _lock: AbstractContextManager[Any]

    @abstractmethod
    def __init__(self, opening: Hierarchy) -> None:
        """A ledger that only has its opening."""

    @abstractmethod
    def _continued(self, entry: LogEntry, rules: RuleBook, *seals: str) -> Self:
        """The ledger with an entry that was recorded once: only what cannot be done stops it."""

    @property
    def seal(self) -> str:
        """The last hash of its file, over everything in it. Whoever keeps it elsewhere can tell what is missing.

        Of the file it was last read from or written to; before that, of the one that `save` will write. The hashes of a
        file that is written anew by another process differ, since the names in it are salted anew.
        """
        with self._lock:
            if not self._book.chains:
                *_, last = self._opening_lines()
                self._book.know_file([last.seal])
            return self._extended(self._book.chains[0])[-1]

    @property
    def former_seal(self) -> str | None:
        """The last hash of the file of version 1 it came from; files written since say it in their first line.

        `None` where it came from none.
        """
        return None if self._book.former is None else self._book.former.sha256

    def save(self, path: str | PathLike[str]) -> None:
        """Write the ledger to a file, whole or not at all.

        The file is JSON Lines, each line sealed by a hash over everything before it. It holds whatever the ledger
        holds, names of people included (`erase` takes one out): a new file can be read by its owner only. What it
        replaces is not looked at: where several write to one file, each uses `append`.

        Args:
            path: the file; what stands there is replaced when the new one is on the disk.

        Raises:
            OSError: the file cannot be written.

        Examples:
            >>> import tempfile
            >>> from pathlib import Path
            >>> from dangbo import History, datasets
            >>> first, *others = datasets.thai_nguyen_changes()
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(first)
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     path = Path(folder, "thai-nguyen.jsonl")
            ...     ledger.save(path)
            ...     ledger.enact(*others).append(path)
            ...     History.load(path)
            3
            History(4 decisions, 2021-06-30 to 2022-09-01)
        """
        seals: list[str] = []
        journal.write(path, self._lines(seals))
        with self._lock:
            self._book.know_file(seals)

    def append(self, path: str | PathLike[str]) -> int:
        """Add to a file what it does not have yet; it is on the disk when this returns.

        Of two writers the second waits for the first, and is then told that the file holds what it does not know. Of a
        file that this ledger has read or written only the end is looked at; another one is read and compared.

        Args:
            path: a file that holds the beginning of this ledger, by `save` or `append`.

        Returns:
            How many decisions and corrections were written.

        Raises:
            InvalidInputError: the file holds something else, or does not end.
            OSError: the file cannot be written; what was not written whole is taken back.
        """
        with journal.end_of(path) as end:
            if end.seal is None:
                raise ledger_file.other_file(Words(vi="dòng cuối chưa ghi trọn", en="its last line does not end"))
            seals = self._chain_to(end.seal) or self._chain_of(path)
            if not seals or seals[-1] != end.seal:
                reason = Words(vi="dòng cuối không có trong sổ", en="its last line is not in the ledger")
                raise ledger_file.other_file(reason)
            at = len(seals) - 1
            end.append(self._entry_lines(at, seals))
        return self._length - at

    def _chain_to(self, seal: str) -> list[str]:
        """The hashes of a file it knows that ends with this one; none where there is no such file."""
        with self._lock:
            for chain in self._book.chains:
                seals = self._extended(chain)
                if seal in seals:
                    return seals[: seals.index(seal) + 1]
        return []

    def _chain_of(self, path: str | PathLike[str]) -> list[str]:
        """The hashes of a file nobody knows that holds the beginning of this ledger; none where it holds another."""
        reader, seals = ledger_file.Reader(), list[str]()
        try:
            for line in journal.read(path):
                said = reader.take(line)
                if isinstance(said, Hierarchy):
                    same = said.same_as(self._book.opening)
                else:
                    same = said is None or self._holds(len(seals), said)
                if not same:
                    return []
                if said is not None:
                    seals.append(line.seal)
        except (journal.DamagedLineError, ledger_file.UnreadableError, InvalidInputError):
            return []
        with self._lock:
            if seals:
                self._book.know_file([*seals])
        return seals

    def _holds(self, number: int, entry: LogEntry) -> bool:
        """Whether an entry of the log would be written like another one."""
        own = self._book.entries[number - 1 : number] if number <= self._length else ()
        return [ledger_file.entry_line(one) for one in own] == [ledger_file.entry_line(entry)]

    @classmethod
    def load(cls, path: str | PathLike[str], *, rules: RuleBook | None = None) -> Self:
        """Read a ledger from a file.

        Every decision is carried out again. What the rules of today say against one that was taken does not stop it;
        a decision that cannot be carried out does.

        Args:
            path: the file.
            rules: the rulebook for whatever is checked later; by default the one shipped.

        Raises:
            LedgerError: a line was edited, moved, taken out or not written to its end; the file is of another version.
                `.line` says where, `.before` holds everything before it.
            OSError: the file cannot be read.
        """
        return cls._read(journal.read(path), book_of(rules), str(path))

    @classmethod
    def _read(cls, entries: Iterator[journal.Entry], book: RuleBook, where: str) -> Self:
        """The ledger that lines say, each carried out again."""
        reader = ledger_file.Reader()
        ledger: Self | None = None
        line, seal = 0, journal.START
        try:
            for entry in entries:
                line = entry.number
                said = reader.take(entry)
                if isinstance(said, Hierarchy):
                    ledger = cls(said)
                    ledger._book.know_file([entry.seal])
                elif said is not None and ledger is not None:
                    ledger = ledger._continued(said, book, entry.seal)
                seal = entry.seal
            if ledger is None:
                raise journal.DamagedLineError(line + 1, "truncated")  # noqa: TRY301 - the same as a cut line
        except journal.DamagedLineError as error:
            raise LedgerError([ledger_file.damaged(error.line, error.damage)], error.line, ledger) from None
        except ledger_file.UnreadableError:
            raise LedgerError([ledger_file.damaged(line, "unreadable")], line, ledger) from None
        except (InvalidInputError, PlanRejectedError) as error:
            first = [] if ledger is None else [finding("ledger/not-applicable", where, line=line)]
            raise LedgerError([*first, *error.findings], line, ledger) from None
        finally:
            if ledger is not None:
                ledger._book.former = reader.former if reader.names_beside else Former(reader.version, seal)  # noqa: SLF001 - another of this class
        return ledger

    # --- as a document ------------------------------------------------------------------------------------------------

    def as_dict(self, *, people: PeopleNamed = "ids") -> LedgerDocument:
        """The ledger as plain JSON values: the lines of its file as text, and the hash of the last of them.

        They are what `save` writes: each is a JSON object with its own hash, and joined by line breaks they are the
        file. Without names whatever stands beside the lines is left out. The hashes fit all the same, and the ledger
        that is read of it is the same but for names, and for heads of residential groups, which are all "[đã xóa tên]".
        Costs the ledger.

        Args:
            people: "names" leaves the names of people beside the lines, as the file has them.

        Raises:
            InvalidInputError: another way to show people.

        Examples:
            >>> from dangbo import History, datasets
            >>> ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
            >>> again = History.from_json(ledger.to_json(people="names"))
            >>> again, again.opening.same_as(ledger.opening)
            (History(4 decisions, 2021-06-30 to 2022-09-01), True)
        """
        named = names_told(people)
        seals: list[str] = []
        lines = [journal.as_text(line, names=named) for line in self._lines(seals)]
        return {"schema": "dangbo/ledger", "version": 2, "lines": lines, "seal": seals[-1]}

    @classmethod
    def from_dict(cls, values: Mapping[str, object], *, rules: RuleBook | None = None) -> Self:
        """The ledger of plain JSON values, as `as_dict` gives them; every decision is carried out again.

        Where names were left out, everybody in it is called "[đã xóa tên]": save it only where no names are wanted.

        Args:
            values: the values.
            rules: the rulebook for whatever is checked later; by default the one shipped.

        Raises:
            InvalidInputError: another schema, a newer version, a field nobody knows, a missing field, a line that is no
                text.
            LedgerError: a line was edited, moved or taken out, at the end too. `.line` says where, `.before` holds
                everything before it.
        """
        return cls._of_lines(_FORMAT.from_dict(values), rules)

    @classmethod
    def from_json(cls, text: str | bytes, *, rules: RuleBook | None = None) -> Self:
        """The ledger of JSON text, as `to_json` gives it.

        Args:
            text: the text.
            rules: as in `from_dict`.

        Raises:
            InvalidInputError: text that is not JSON; otherwise as `from_dict`.
            LedgerError: as there.
        """
        return cls._of_lines(_FORMAT.from_json(text), rules)

    @classmethod
    def _of_lines(cls, said: _Lines, rules: RuleBook | None) -> Self:
        book = book_of(rules)

        def whole() -> Iterator[journal.Entry]:
            seal, last = journal.START, 0
            for entry in journal.entries_of(said.lines):
                yield entry
                seal, last = entry.seal, entry.number
            if seal != said.seal:
                raise journal.DamagedLineError(last + 1, "truncated")

        return cls._read(whole(), book, _FORMAT.of.en)

    @classmethod
    def _format(cls) -> ReadFormat[_Lines]:
        return _FORMAT

    @staticmethod
    def erase(member: str | Member | ResidentialGroup, path: str | PathLike[str]) -> int:
        """Take the name of one person out of a file, for ever; everybody else's name stays.

        The person stays with id and status, and is called "[đã xóa tên]" when the file is read again. Every hash of the
        file stays what it was, and so does every state, count and proof. The name is taken out wherever it stands as
        the name of this person: in the opening, and in decisions. What somebody wrote into a title, a reason or the
        name of an organization is text like any other and stays; so do copies of the file, and the name in a ledger
        that was read before: read it again, for `save` would write what it knows.

        The head of a residential group may be written as the id of a member, which goes with the name of the member; or
        as a name, which is nobody's here: it goes with the heads of the group, all that were ever recorded.

        Args:
            member: id of the person, or the record; for the names of its heads the record of a residential group.
            path: a file written by `save`; whole or not at all, it is written anew.

        Returns:
            In how many places the name stood; 0 where it had been erased before.

        Raises:
            InvalidInputError: nobody in the file has this id (`ledger/unknown-member`), no head of the group is in it
                (`ledger/unknown-head`); the file is of version 1, which seals names (`ledger/sealed-names`), or of a
                release that sealed heads (`ledger/sealed-head`).
            LedgerError: a line is not as it was written; the file stays as it is.
            OSError: the file cannot be read or written.

        Examples:
            >>> import tempfile
            >>> from pathlib import Path
            >>> from dangbo import History, datasets
            >>> ledger = History(datasets.thai_nguyen_2021())
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     path = Path(folder, "thai-nguyen.jsonl")
            ...     ledger.save(path)
            ...     History.erase("m-00001", path)
            ...     History.load(path).opening.members["m-00001"].name
            1
            '[đã xóa tên]'
        """
        try:
            whose = member if isinstance(member, ResidentialGroup) else read_id(member, where="member")
            return ledger_file.erase(whose, path)
        except journal.DamagedLineError as error:
            raise LedgerError([ledger_file.damaged(error.line, error.damage)], error.line) from None

    def _extended(self, chain: list[str]) -> list[str]:
        """The hashes of a file up to the last entry, as they are or will be."""
        for _ in self._entry_lines(len(chain) - 1, chain):
            pass
        return chain[: self._length + 1]

    def _lines(self, seals: list[str]) -> Iterator[journal.Line]:
        """Everything as lines of a file; the seals after the opening and each entry are noted."""
        for line in self._opening_lines():
            seals[:] = [line.seal]
            yield line
        yield from self._entry_lines(0, seals)

    def _opening_lines(self) -> Iterator[journal.Line]:
        seal, book = journal.START, self._book
        for body, names in ledger_file.opening_lines(book.opening, book.former):
            line = journal.sealed(body, seal, names=names, secret=book.secret)
            seal = line.seal
            yield line

    def _entry_lines(self, start: int, seals: list[str]) -> Iterator[journal.Line]:
        """The entries from a place on as lines of a file; their seals are noted behind those before them."""
        for entry in self._book.entries[start : self._length]:
            body, names = ledger_file.entry_line(entry)
            line = journal.sealed(body, seals[-1], names=names, secret=self._book.secret)
            seals.append(line.seal)
            yield line
