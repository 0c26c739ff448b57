"""Ledger files: what is written is what is read, damage is told where it is, and a killed writer loses nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any, Final

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, LedgerError
from dangbo.base.terms import Form, GroupKind, Level, MassBodyKind, MemberStatus
from dangbo.change.play import Operation
from dangbo.change.verbs.borders import Receive
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.organizations import Dissolve, Merge, Split
from dangbo.change.verbs.people import Admit
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import file as ledger_file
from dangbo.ledger import journal
from dangbo.ledger.closing import Balance
from dangbo.ledger.file import UnreadableError, read_entry
from dangbo.restructure import Plan, Waiver
from dangbo.tree.members import Member
from dangbo.tree.records import Consent, MassBody, Organization, ResidentialGroup

SIZE = 4


def cell(key: str) -> Organization:
    return Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "p", full=3, code="001")


@cache
def ward() -> Hierarchy:
    """A ward with everything a snapshot can hold."""
    root = Organization("p", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS, unit_type="ward")
    cells = [cell(f"c{at}") for at in range(6)]
    roll = {org.id: [f"m-{org.id}-{at}" for at in range(SIZE)] for org in cells}
    statuses = (MemberStatus.FULL, MemberStatus.FULL, MemberStatus.FULL, MemberStatus.PROBATIONARY)
    members = [
        Member(key, 'Nguyễn Thị\u2028Ả\n"\\', status)
        for ids in roll.values()
        for key, status in zip(ids, statuses, strict=True)
    ]
    return Hierarchy(
        [root, *cells],
        [*members, Member("m-none", "Người không có trong danh sách")],
        roll,
        [ResidentialGroup("g1", "Tổ 1", GroupKind.TO_DAN_PHO, "p", ["c0", "c1"], head="x", head_is_member=True)],
        stays={"m-c0-0": "c5"},
        mass_bodies=[MassBody("cd", "tram", MassBodyKind.TRADE_UNION, "p", "Công đoàn")],
        as_of="2023-01-01",
    )


def decide(day: str, *operations: Operation) -> Plan:
    return Plan(day, "p", Document("quyết định", day, issued=day, issuer="Đảng ủy"), operations)


def renamed(at: int) -> Plan:
    """One decision of many."""
    day = (dt.date(2024, 1, 1) + dt.timedelta(days=at)).isoformat()
    return decide(day, Rename("c3", f"Chi bộ thứ {at}"))


@pytest.fixture(scope="module")
def ledger() -> History:
    """Decisions in and out of order, corrections of both kinds, one taken back."""
    part = Organization("c9", "Chi bộ 9", Form.CHI_BO, Level.BELOW_GRASSROOTS, "p")
    kept = ["m-c3-3", "c3"]
    return (
        History(ward())
        .enact(
            decide("2023-02-01", Merge(["c1"], into="c0")),
            decide("2023-04-01", Dissolve("c2", members_to="c0")),
            decide("2023-03-01", Split("c3", [part], {"c9": ["m-c3-0", "m-c3-1", "m-c3-2"]}, stays=kept)),
        )
        .correct_record("c4", recorded="2023-05-01", reason="gõ nhầm", name="Chi bộ Bốn", code="004", full=5)
        .correct_record("c9", recorded="2023-05-02", reason="gõ nhầm", name="Chi bộ Chín")
        .enact(decide("2023-05-05", Admit("c4", [Member("m-new", "Trần Văn B")])))
        .undo(2, effective="2023-06-01", basis=Document("quyết định", "10"), recorded="2023-06-01")
        .enact(decide("2023-06-01", Rename("c5", "Chi bộ Năm")), before=7, recorded="2203-06-02")
        .correct_recorded({8: "2023-06-02"}, recorded="2023-06-03", reason="gõ nhầm năm")
        .close(on="2023-06-20", basis=Document("báo cáo", "12-BC/ĐU", "2023-06-25", "Đảng ủy"))
        .expect(Balance("p", "2023-05-31", members=41, organizations=6), recorded="2023-06-30")
        .correct_decision(6, decide("2023-05-06", Rename("c4", "Chi bộ 4")), recorded="2023-07-01", reason="nhầm")
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.jsonl"


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def same(one: History, other: History) -> bool:
    """Whether two ledgers say the same on every day there was anything to say."""
    days = sorted({one.opening.as_of, *(entry.recorded for entry in one.log), *(d.effective for d in one.decisions)})
    return (
        one.log == other.log
        and one.decisions == other.decisions
        and all(one.as_of(day).same_as(other.as_of(day)) for day in days)
        and all(one.as_of(day, known=then).same_as(other.as_of(day, known=then)) for day in days for then in days)
    )


# --- there and back --------------------------------------------------------------------------------------------------


def test_what_is_saved_is_what_is_loaded(ledger: History, path: Path) -> None:
    ledger.save(path)
    again = History.load(path)
    assert same(again, ledger)
    assert again.seal == ledger.seal == json.loads(lines_of(path)[-1])["sha256"]
    assert [child.id for child in again.opening.children("p")] == [child.id for child in ward().children("p")]
    saved = path.read_bytes()
    ledger.save(path)
    assert path.read_bytes() == saved
    again.save(path)  # the same ledger, but its names are salted anew
    assert path.read_bytes() != saved
    assert same(History.load(path), ledger)


def test_people_and_rolls_are_listed_as_before(path: Path) -> None:
    """Whatever the order in which they came, and whatever a plan has changed of it."""
    opening = ward()
    mixed = Hierarchy(
        list(opening),
        [*reversed([*opening.members.values()])],
        {f"c{at}": [f"m-c{at}-{one}" for one in (2, 0, 3, 1)] for at in (4, 1, 0, 5)},
        as_of="2023-01-01",
    )
    changed = decide("2023-02-01", Admit("c1", [Member("m-new", "Trần Văn B")]), Merge(["c0"], into="c4")).apply(mixed)
    for tree in (opening, mixed, changed):
        History(tree).save(path)
        again = History.load(path).opening
        assert again.same_as(tree)
        assert [*again.members.items()] == [*tree.members.items()]
        assert [again.roll(org) for org in again] == [tree.roll(org) for org in tree]
        assert [org.id for org in again] == [org.id for org in tree]
        assert [again.children(org) for org in again] == [tree.children(org) for org in tree]


def test_what_a_table_may_not_hold_a_record_may(path: Path) -> None:
    """Names in the encoding of old fonts, codes of one's own, words of totals: they were kept, and are read again."""
    old_font = "NguyÔn V¨n An"
    paper = Document("công văn", "5-CV/TU", issued="2023-05-15")
    consents = [Consent("c1", paper, matter="cell-size-consent", up_to=45), Consent("c1", paper)]
    cells = [
        replace(cell("c1"), consents=tuple(consents), groups_of_members=3, host_unit="u"),
        replace(cell("c2"), name=old_font, unit_type=old_font, code=None),
        replace(cell("Tổng cộng"), name="Tổng cộng", unit_type="loại riêng", full=0, probationary=2),
    ]
    root = Organization("p", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    people = [Member("m-1", old_font), Member("Tổng cộng", "Tổng cộng"), Member(old_font, "-")]
    opening = Hierarchy([root, *cells], people, {"c1": ["m-1", old_font]}, as_of="2023-01-01")
    History(opening).save(path)
    again = History.load(path).opening
    assert [*again] == [*opening]
    assert [*again.members.items()] == [*opening.members.items()]
    assert again.same_as(opening)


def test_equal_names_are_one_text(path: Path) -> None:
    History(ward()).save(path)
    assert len({id(name) for name in History.load(path).opening.members.names()}) == 2


def test_a_correction_recorded_without_a_reason_by_an_older_release_is_read(path: Path) -> None:
    ledger = History(ward()).correct_record("c4", recorded="2023-05-01", reason="x", name="Chi bộ Bốn")
    (entry,) = ledger.corrections
    write(path, *ledger_file.opening_lines(ward()), ledger_file.entry_line(replace(entry, reason="")))
    assert History.load(path).corrections[0].reason == ""


def test_waivers_of_a_decision_taken_back_are_kept(path: Path) -> None:
    ledger = History(ward()).enact(decide("2023-02-01", Merge(["c1"], into="c0")))
    waiver = Waiver("org/large-cell", "c1", Document("công văn", "5-CV/TU"))
    ledger = ledger.undo(1, effective="2023-06-01", basis=Document("quyết định", "10"), waivers=[waiver])
    ledger.save(path)
    again = History.load(path)
    assert same(again, ledger)
    assert again.decision(2).plan.waivers == (waiver,)


def test_the_first_line_says_what_the_file_is(ledger: History, path: Path) -> None:
    ledger.save(path)
    header = json.loads(lines_of(path)[0])
    assert (header["schema"], header["version"], header["as_of"]) == ("dangbo/ledger", 2, "2023-01-01")
    assert (header["organizations"], header["members"]) == (7, 25)


def test_a_large_opening_takes_many_lines(path: Path) -> None:
    root = Organization("p", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)
    big = Hierarchy([root, *(cell(f"c{at}") for at in range(4_200))], as_of="2023-01-01")
    ledger = History(big).enact(renamed(1))
    ledger.save(path)
    assert len(lines_of(path)) == 1 + 3 + 1
    assert History.load(path).as_of("2025-01-01").same_as(ledger.as_of("2025-01-01"))


def test_appending_writes_what_is_missing(path: Path, tmp_path: Path) -> None:
    start = History(ward())
    start.save(path)
    assert start.append(path) == 0
    part = start.enact(renamed(1))
    assert part.append(path) == 1
    whole = part.enact(renamed(2), renamed(3))
    assert whole.append(path) == 2
    assert whole.append(path) == 0
    assert same(History.load(path), whole)
    other = tmp_path / "other.jsonl"
    whole.save(other)
    assert other.read_bytes() == path.read_bytes()


def test_a_loaded_ledger_goes_on_with_its_file(path: Path) -> None:
    History(ward()).enact(renamed(1)).save(path)
    for at in (2, 3):
        ledger = History.load(path).enact(renamed(at))
        assert ledger.append(path) == 1
    assert len(History.load(path)) == 3


def test_a_file_that_is_no_beginning_of_the_ledger_is_left_alone(ledger: History, path: Path) -> None:
    one = History(ward()).enact(renamed(1))
    one.enact(renamed(2)).save(path)
    saved = path.read_bytes()
    for other in (one, one.enact(renamed(3)), ledger):
        with pytest.raises(InvalidInputError) as error:
            other.append(path)
        assert [found.code for found in error.value.findings] == ["ledger/other-file"]
        assert path.read_bytes() == saved
    path.write_bytes(saved[:-2])
    with pytest.raises(InvalidInputError, match="does not end"):
        one.enact(renamed(2)).append(path)
    path.write_bytes(b"")
    with pytest.raises(InvalidInputError, match="does not end"):
        one.append(path)
    with pytest.raises(FileNotFoundError):
        one.append(path.with_name("nowhere"))


def test_an_unsavable_ledger_leaves_the_old_file(ledger: History, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.save(path)
    saved = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        ledger.enact(renamed(1)).save(path)
    with pytest.raises(OSError, match="No space"):
        ledger.enact(renamed(1)).append(path)
    assert path.read_bytes() == saved
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
def test_a_new_file_is_private_and_an_old_one_keeps_its_permissions(ledger: History, path: Path) -> None:
    ledger.save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    ledger.save(path)
    assert path.stat().st_mode & 0o777 == 0o640


# --- damage ----------------------------------------------------------------------------------------------------------


def test_an_edited_line_is_told_and_everything_before_it_is_offered(ledger: History, path: Path) -> None:
    ledger.save(path)
    lines = lines_of(path)
    first = len(lines) - len(ledger.log)
    for at in range(len(lines)):
        damaged = [*lines]
        damaged[at] = lines[at].replace(b"2023", b"2022") if b"2023" in lines[at] else lines[at].replace(b"c", b"d", 1)
        path.write_bytes(b"".join(damaged))
        with pytest.raises(LedgerError) as error:
            History.load(path)
        assert error.value.line == at + 1
        assert [found.code for found in error.value.findings] == ["ledger/damaged-line"]
        if at < first:
            assert error.value.before is None
        else:
            assert error.value.before.log == ledger.log[: at - first]


def test_a_line_taken_out_moved_or_put_in_breaks_the_chain(ledger: History, path: Path) -> None:
    ledger.save(path)
    lines = lines_of(path)
    for changed in (
        [*lines[:-2], lines[-1]],
        [*lines[:-2], lines[-1], lines[-2]],
        [*lines[:-1], lines[-2], lines[-1]],
    ):
        path.write_bytes(b"".join(changed))
        with pytest.raises(LedgerError, match="hash does not fit") as error:
            History.load(path)
        assert error.value.before is not None


@pytest.mark.parametrize("cut", [2, 3, 60, 100])
def test_a_torn_last_line_is_told_and_everything_before_it_is_offered(ledger: History, path: Path, cut: int) -> None:
    ledger.save(path)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(LedgerError, match="not written to its end") as error:
        History.load(path)
    assert error.value.line == len(lines_of(path))
    assert error.value.before.log == ledger.log[:-1]
    error.value.before.save(path)
    assert len(History.load(path).log) == len(ledger.log) - 1


def test_a_file_that_ends_in_its_opening_is_told(path: Path) -> None:
    History(ward()).save(path)
    lines = lines_of(path)
    for count in range(len(lines)):
        path.write_bytes(b"".join(lines[:count]))
        with pytest.raises(LedgerError) as error:
            History.load(path)
        assert (error.value.line, error.value.before) == (count + 1, None)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"\xff\xfe\n", b"x" * 200 + b"\n", b'{"schema":"dangbo/ledger"}\n'])
def test_what_is_no_ledger_line_is_told(path: Path, line: bytes) -> None:
    path.write_bytes(line)
    with pytest.raises(LedgerError, match="line 1 of the ledger file") as error:
        History.load(path)
    assert error.value.before is None


@pytest.mark.parametrize("words", ["[1,2", "{]"])
def test_a_sealed_line_that_is_no_object_is_told(path: Path, words: str) -> None:
    """Somebody who knows how lines are sealed has written it."""
    seal = hashlib.sha256(f"{words}}}".encode()).hexdigest()
    path.write_text(f'{words},"sha256":"{seal}"}}\n', encoding="utf-8")
    with pytest.raises(LedgerError, match="does not say") as error:
        History.load(path)
    assert error.value.line == 1


def test_the_seal_of_a_ledger_is_that_of_the_file_it_will_have(path: Path) -> None:
    start = History(ward())
    one = start.enact(renamed(1))
    seals = [start.seal, one.seal, one.enact(renamed(2)).seal]
    assert len({*seals}) == 3
    assert one.known("2023-12-31").seal == start.seal
    one.enact(renamed(2)).save(path)
    assert [json.loads(line)["sha256"] for line in lines_of(path)[-3:]] == seals


def test_two_ledgers_that_say_the_same_salt_names_otherwise(path: Path) -> None:
    """Else who has one file could tell from it what was erased from another."""
    salts = []
    for ledger in (History(ward()), History(ward())):
        ledger.save(path)
        salts += [json.loads(line)["beside"]["salts"] for line in lines_of(path) if line.startswith(b'{"beside"')]
    assert len({*salts}) == len(salts) == 4  # of people, and of heads of residential groups


# --- what editors and version control do -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text[:-1],
        lambda text: text + b"\n\r\n",
        lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")[:-2],
        lambda text: text + b"\r\n" * 999,
        lambda text: text.replace(b"\n", b" \t\n"),
        lambda text: text.replace(b"\n", b"\n  "),
    ],
    ids=[
        *("windows line ends", "a mark at the beginning", "no end of the last line", "blank lines", "all of it"),
        *("many blank lines behind", "blanks behind", "blanks before"),
    ],
)
def test_what_stands_around_lines_is_no_damage(ledger: History, path: Path, changed: Callable[[bytes], bytes]) -> None:
    ledger.save(path)
    path.write_bytes(changed(path.read_bytes()))
    assert same(History.load(path), ledger)
    after = ledger.enact(renamed(300))
    assert after.append(path) == 1
    assert same(History.load(path), after)
    path.write_bytes(path.read_bytes().replace(b"2024-1", b"2025-1", 1))
    with pytest.raises(LedgerError, match="hash does not fit"):
        History.load(path)


def test_a_file_saved_in_another_encoding_is_told_so(ledger: History, path: Path) -> None:
    ledger.save(path)
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(LedgerError, match="UTF-16") as error:
        History.load(path)
    assert error.value.line == 1


# --- full disks, several writers, killed writers ---------------------------------------------------------------------


def test_a_disk_that_fills_up_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = History(ward()).enact(renamed(1))
    ledger.save(path)
    saved, after, write = path.read_bytes(), ledger.enact(*map(renamed, range(2, 40))), os.write
    left = [500]

    def full(handle: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(28, "No space left on device")
        count = write(handle, bytes(data)[: left[0]])
        left[0] -= count
        return count

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            after.append(path)
    assert path.read_bytes() == saved
    assert after.append(path) == 38
    assert same(History.load(path), after)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_file_that_may_not_grow_stays_as_it_was(path: Path) -> None:
    History(ward()).enact(renamed(1)).save(path)
    saved = path.read_bytes()
    code = (
        "import resource, sys; from dangbo.history import History\n"
        f"sys.path.insert(0, {os.fspath(Path(__file__).parent)!r})\n"
        "import test_ledger_file as here\n"
        "ledger = History.load(sys.argv[1]).enact(*map(here.renamed, range(2, 30)))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "try: ledger.append(sys.argv[1])\n"
        "except OSError as error: print(type(error).__name__)\n"
    )
    run = [sys.executable, "-c", code, os.fspath(path), str(len(saved) + 1_000)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "OSError"
    assert path.read_bytes() == saved


def test_of_two_writers_to_one_file_the_second_is_told(path: Path) -> None:
    start = History(ward())
    for turn in range(10):
        start.save(path)
        together = Barrier(4)

        def add(number: int, together: Barrier = together, turn: int = turn) -> int:
            mine = start.enact(renamed(10 * turn + number))
            together.wait()
            return mine.append(path)

        with ThreadPoolExecutor(4) as pool:
            told = [pool.submit(add, number) for number in range(4)]
        errors = [one.exception() for one in told]
        assert [one.result() for one, error in zip(told, errors, strict=True) if error is None] == [1]
        assert all(isinstance(error, InvalidInputError) for error in errors if error is not None)
        assert len(History.load(path)) == 1


def test_a_writer_that_waits_for_nobody_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = History(ward())
    start.save(path)
    opening, write, other = path.stat().st_size, os.write, start.enact(renamed(2))
    other.save(path.with_name("other"))
    line = path.with_name("other").read_bytes()[opening:]

    def together(handle: int, data: bytes) -> int:
        monkeypatch.undo()
        with path.open("ab") as file:
            file.write(line)
        return write(handle, data)

    monkeypatch.setattr(os, "write", together)
    with pytest.raises(OSError, match="another program"):
        start.enact(renamed(1)).append(path)
    with pytest.raises(LedgerError, match="hash does not fit") as error:
        History.load(path)
    assert error.value.before.log == other.log


def test_adding_to_a_file_that_is_being_replaced_loses_nothing(path: Path) -> None:
    start = History(ward())
    start.save(path)
    mine = start.enact(renamed(1))
    for _ in range(20):
        start.save(path)
        together = Barrier(2)

        def add(together: Barrier = together) -> int:
            together.wait()
            return mine.append(path)

        def replace_it(together: Barrier = together) -> None:
            together.wait()
            start.save(path)

        with ThreadPoolExecutor(2) as pool:
            added, replaced = pool.submit(add), pool.submit(replace_it)
        assert (added.result(), replaced.result()) == (1, None)
        assert len(History.load(path)) in {0, 1}
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_of_writers_that_save_at_once_one_stands_whole(path: Path) -> None:
    ledgers = [History(ward()).enact(*map(renamed, range(1, count))) for count in (2, 40, 80, 120)]
    for _ in range(10):
        together = Barrier(len(ledgers))

        def write_it(ledger: History, together: Barrier = together) -> None:
            together.wait()
            ledger.save(path)

        with ThreadPoolExecutor(len(ledgers)) as pool:
            list(pool.map(write_it, ledgers))
        assert History.load(path).log in [one.log for one in ledgers]
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_a_killed_writer_left_is_taken_away_by_the_next(ledger: History, path: Path) -> None:
    draft = path.with_name(f".{path.name}.tmp")
    for left in (lambda: draft.write_bytes(b"{}"), lambda: draft.symlink_to(path.with_name("elsewhere"))):
        left()
        ledger.save(path)
        assert [one.name for one in path.parent.iterdir()] == [path.name]
        assert same(History.load(path), ledger)


def test_to_add_to_a_file_only_its_end_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = Organization("p", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)
    more = [ResidentialGroup(f"g{at}", "Tổ " + "x" * 2_000, GroupKind.TO_DAN_PHO) for at in range(500)]
    ledger = History(Hierarchy([long], groups=more, as_of="2023-01-01"))
    ledger.save(path)
    assert len(lines_of(path)[-1]) > 1_000_000
    read, seen = os.read, []

    def counted(handle: int, count: int) -> bytes:
        seen.append(count)
        return read(handle, count)

    monkeypatch.setattr(os, "read", counted)
    assert ledger.enact(decide("2023-02-01", Rename("p", "Đảng bộ phường"))).append(path) == 1
    assert sum(seen) < 1_000


# --- lines of another writer -----------------------------------------------------------------------------------------


def texts_of(path: Path) -> list[str]:
    """The lines of a file without their seals."""
    cut = len(',"sha256":""}') + 64 + 1
    return [line.decode()[:-cut] + "}" for line in lines_of(path)]


def sealed_text(path: Path, *texts: str) -> None:
    """A soundly sealed file of whatever JSON texts; what stands beside a line is not sealed."""
    lines, seal = [], journal.START
    for text in texts:
        cut = text.find(',"names":{"whole"') if text.startswith('{"beside"') else -1
        words = text if cut < 0 else "{" + text[cut + 1 :]
        seal = hashlib.sha256(f"{seal}{words}".encode()).hexdigest()
        lines.append(f'{text[:-1]},"sha256":"{seal}"}}\n')
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def test_sealed_lines_of_another_writer_are_told_where_they_stand(path: Path) -> None:
    History(ward()).enact(renamed(1), decide("2024-01-03", Admit("c4", [Member("m-new", "Trần Văn B")]))).save(path)
    texts = texts_of(path)
    at = {part: next(n for n, text in enumerate(texts) if n and f'"{part}":' in text) for part in PARTS}
    cases = [
        (0, '"as_of":"2023-01-01"', '"as_of":"20230101"'),
        (0, '"members":25', '"members":true'),
        (0, '"members":25', '"members":25.0'),
        (0, '"members":25', '"members":1e999'),
        (0, '"members":25', '"members":-1'),
        (0, '"members":25', '"members":25,"more":1'),
        (0, '"members":25', '"members":25,"members":25'),
        (0, '"beside":"names"', '"beside":"all"'),
        (0, '"version":2', '"version":1'),
        (0, '"as_of"', '"from":{},"as_of"'),
        (0, '"as_of"', '"from":{"version":1,"sha256":"ab"},"as_of"'),
        (0, '"as_of"', f'"from":{{"version":3,"sha256":"{"ab" * 32}"}},"as_of"'),
        (at["organizations"], '"full":[0,3', '"full":[0,1e999'),
        (at["organizations"], '"full":[0,3', '"fulll":[0,3'),
        (at["organizations"], '"full":[0,3', '"full":[0,3,3'),
        (at["organizations"], '"full":[0,3', '"full":[-1,3'),
        (at["organizations"], '"full":', '"full":7,"full":'),
        (at["organizations"], '"c0","c1"', '"c0","c0"'),
        (at["organizations"], '"full":[', '"consents":{"99":[]},"full":['),
        (at["organizations"], '"full":[', '"consents":{"x":[]},"full":['),
        (at["members"], '"m-c0-1","m-c0-2"', '"m-c0-1","m-c0-1"'),
        (at["members"], '"m-c0-1","m-c0-2"', '"m-c0-1"'),
        (at["members"], '"m-c0-1","m-c0-2"', '"m-c0-1",7'),
        (at["members"], '"probationary":[3', '"probationary":[25'),
        (at["members"], '"probationary":[3', '"probationary":[-1'),
        (at["members"], '"probationary":[3', '"probationary":["3"'),
        (at["members"], '"probationary":[3', '"probationary":[true'),
        (at["members"], '"probationary":', '"status":'),
        (at["members"], '"members":{', '"members":{"name":[],'),
        (at["roll"], '["c0",4]', '["c0",5]'),
        (at["roll"], '["c0",4]', '["c0",3]'),
        (at["roll"], '["c0",4]', '["c0",0]'),
        (at["roll"], '["c0",4]', '["c0",true]'),
        (at["roll"], '["c0",4]', '["c0",[0,1,2,99]]'),
        (at["roll"], '["c0",4]', '["c0",[0,1,2,-1]]'),
        (at["roll"], '["c0",4]', '["c0",[0,1,2,2]]'),
        (at["roll"], '["c0",4]', '["c1",4]'),
        (at["roll"], '["c0",4]', '["c7",4]'),
        (at["roll"], '["c0",4]', "[7,4]"),
        (at["roll"], '["c0",4]', '"c0"'),
        (at["stays"], '"c5"', "[]"),
        (at["groups"], '"groups":[', '"groups":{"a":'),
        (-1, '"decision":2', '"decision":true'),
        (-1, '"decision":2', '"decision":"2"'),
        (-1, '"decision":2', '"decision":2,"reverses":[1]'),
        (-1, '"decision":2', '"decision":2,"reverses":true'),
        (-1, '"decision":2', '"decision":2,"reverses":2'),
        (-1, '"decision":2', '"decision":2,"before":{}'),
        (-1, '"decision":2', '"decision":2,"note":"x"'),
        (-1, '"recorded":"2024-01-03"', '"recorded":"2024-W01-3"'),
        (-1, '"recorded":"2024-01-03"', '"recorded":NaN'),
        (-1, '"plan":{', '"plan":{"plan":{},'),
        (-1, '"to":"c4"', '"to":"\\ud800"'),
        (-1, '"decision":2', '"decision":2,"note":' + "[" * 100_000 + "]" * 100_000),
        (-1, '"decision":2', f'"decision":{"9" * 5_000}'),
        (-1, '"decision":2', '"correction":2'),
        (-1, '"decision":2', '"correction":2,"reason":5,"of":1'),
        (-1, '"decision":2', '"correction":2,"reason":"","of":true'),
        (-1, '"name":0', '"name":1'),
        (-1, '"name":0', '"name":-1'),
        (-1, '"name":0', '"name":"Trần Văn B"'),
        (-1, '"to":"c4"', '"to":"c4","name":0'),
    ]
    for place, was, now in cases:
        assert was in texts[place], was
        changed = [*texts]
        changed[place] = texts[place].replace(was, now, 1)
        sealed_text(path, *changed)
        with pytest.raises(LedgerError) as error:
            History.load(path)
        opening = {at["organizations"], at["members"], at["roll"]}
        whole = [
            place for place in opening if changed[place] != texts[place]
        ]  # one tree or none: told with its last line
        lines = {range(len(texts))[place] + 1, *([at["stays"] + 1] * len(whole))}
        assert error.value.line in lines, now[:60]


def test_rolls_of_more_people_than_there_are_are_told(path: Path) -> None:
    History(ward()).save(path)
    header, *rest = texts_of(path)
    sealed_text(
        path, header.replace('"listed":24', '"listed":84'), *(one.replace('["c0",4]', '["c0",64]') for one in rest)
    )
    with pytest.raises(LedgerError, match="does not say") as error:
        History.load(path)
    assert '"roll"' in rest[error.value.line - 2]


def test_rolls_may_be_lists_among_rolls_that_are_counted(path: Path) -> None:
    opening = ward()
    said = lines_said(History(opening), path)
    at = next(number for number, one in enumerate(said) if number and "roll" in one.body)
    rolls: Any = said[at].body["roll"]
    mixed = [["c2", [3, 1]], *([key, size] for key, size in rolls[:2]), ["c5", [11, 8]]]
    header = {**said[0].body, "roll": 4, "listed": 12}
    write(path, header, *said[1:at], {"roll": mixed[:2]}, {"roll": mixed[2:]}, *said[at + 1 :])
    with pytest.raises(LedgerError) as error:  # two of them are on the roll of c0 too
        History.load(path)
    assert {found.code for found in error.value.findings} == {"tree/two-rolls"}
    mixed[0][1] = [24, 9]
    write(path, header, *said[1:at], {"roll": mixed[:2]}, {"roll": mixed[2:]}, *said[at + 1 :])
    again = History.load(path).opening
    assert {org.id: again.roll(org) for org in again if again.roll(org)} == {
        "c0": opening.roll("c0"),
        "c1": opening.roll("c1"),
        "c2": ("m-none", "m-c2-1"),
        "c5": ("m-c2-3", "m-c2-0"),
    }


def test_a_name_is_told_wherever_it_stands(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that no table may hold, then the same ones again, in lines of people of their own."""
    names = ["Lê Văn A", "NguyÔn V¨n An", "Lê  Văn A", "Trần B"]
    people = [Member(f"m-{at}", name) for at, name in enumerate([*names, *reversed(names)])]
    opening = Hierarchy(list(ward()), people, {"c0": [one.id for one in people]}, as_of="2023-01-01")
    for size in (1, 3, 5):
        monkeypatch.setattr(ledger_file, "_PEOPLE", size)
        History(opening).save(path)
        again = History.load(path).opening
        assert [*again.members.items()] == [*opening.members.items()]
        assert len({id(name) for name in again.members.names()}) == 3
    header, *rest = lines_said(History(opening), path)
    spoilt = [one._replace(names=(*one.names[:-1], " ")) if "members" in one.body else one for one in rest]
    write(path, header, *spoilt)
    with pytest.raises(LedgerError, match="does not say"):
        History.load(path)


def test_rolls_before_the_people_on_them_are_told(path: Path) -> None:
    header, organizations, people, *rest = lines_said(History(ward()), path)
    roll = next(one for one in rest if "roll" in one.body)
    write(path, header, organizations, roll, people, *(one for one in rest if one is not roll))
    with pytest.raises(LedgerError, match="does not say") as error:
        History.load(path)
    assert error.value.line == 3


def test_names_beside_records_that_have_their_own_are_told(path: Path) -> None:
    stored = Path(__file__).parents[1] / "data" / "formats_0_1" / "ledger.jsonl"
    said = [ledger_file.Said(entry.body, ("A",) * ("members" in entry.body)) for entry in journal.read(stored)]
    write(path, said[0]._replace(names=()), *said[1:])
    with pytest.raises(LedgerError, match="does not say"):
        History.load(path)


PARTS: Final = ("organizations", "members", "groups", "mass_bodies", "roll", "stays")


JUNK: Final[tuple[object, ...]] = (
    *(None, True, False, 0, 1, -1, 2, 10**30, 1.5, "", "x", "c1", "m-c0-0", "2023-02-01", "2023-13-01", "9999-12-31"),
    *([], {}, [1], ["c1"], [None], [[]], {"id": "c1"}, {"a": 1}, "restore", "merge", "chi_bo", "\u202e", "\ud800"),
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON values
    """Where a value stands in JSON values."""
    yield at
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*at, key))


def put_out_of_order(body: Any, chance: Random) -> Any:  # noqa: ANN401 - JSON values
    """JSON values in which one is missing, another, of another place, or stands twice."""
    changed = json.loads(json.dumps(body))
    *way, last = chance.choice([at for at in places(changed) if at])
    within = changed
    for key in way:
        within = within[key]
    match chance.randrange(5):
        case 0:
            del within[last]
        case 1 if isinstance(within, dict):
            within[chance.choice(["x", "id", "plan", "reverses", "before", "recordings", "of"])] = chance.choice(JUNK)
        case 2 if isinstance(within, list):
            within.insert(last, within[last])
        case 3:
            within[last] = chance.choice(
                [within[key] for key in (within if isinstance(within, dict) else range(len(within)))]
            )
        case _:
            within[last] = chance.choice(JUNK)
    return changed


@pytest.mark.parametrize("seed", range(2))
def test_whatever_another_writer_seals_is_read_or_told(ledger: History, path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret
    ledger.save(path)
    saved = path.read_bytes()
    texts = texts_of(path)
    told: list[LedgerError] = []
    for turn in range(90):
        if turn % 4:
            at = chance.randrange(len(texts))
            beside, cut, words = texts[at].rpartition('"digests":')
            names, _, words = words.partition(",") if cut else ("", "", words[1:])
            body = put_out_of_order(json.loads("{" + words), chance)
            text = json.dumps(body, ensure_ascii=True)
            sealed_text(path, *texts[:at], f"{beside}{cut}{names},{text[1:]}" if cut else text, *texts[at + 1 :])
        else:
            start = chance.randrange(len(saved))
            path.write_bytes(saved[:start] + chance.randbytes(2) + saved[start + chance.randrange(40) :])
        try:
            again = History.load(path)
        except LedgerError as error:
            told.append(error)
        else:
            again.save(path)
            assert History.load(path).log == again.log
    assert len(told) > 50
    assert all(f"{error}{error.findings[0].text(lang='vi')}".encode() for error in told)
    assert all(error.before is None or error.before.seal for error in told)


def write(path: Path, *said: ledger_file.Said | dict[str, object]) -> None:
    """A soundly sealed file of whatever content."""
    lines, seal = [], journal.START
    for one in said:
        body, names = one if isinstance(one, ledger_file.Said) else (one, ())
        lines.append(journal.sealed(body, seal, names=names))
        seal = lines[-1].seal
    journal.write(path, lines)


def test_another_version_or_schema_is_refused_with_what_to_do(path: Path) -> None:
    for header in ({"schema": "dangbo/ledger", "version": 3}, {"schema": "other", "version": 1}):
        write(path, header)
        with pytest.raises(LedgerError, match="Update dangbo") as error:
            History.load(path)
        assert [found.code for found in error.value.findings] == ["ledger/unknown-version"]
        assert error.value.line == 1


@pytest.mark.parametrize("odd", ["Người Mật", ["Người Mật"], {"Người Mật": 1}, 19160001239, True, None])
@pytest.mark.parametrize("key", ["schema", "version"])
def test_a_foreign_header_is_not_repeated(path: Path, key: str, odd: object) -> None:
    write(path, {"schema": "dangbo/ledger", "version": 2} | {key: odd})
    with pytest.raises(LedgerError) as error:
        History.load(path)
    for text in (str(error.value), error.value.text(lang="vi"), str(error.value.as_dict())):
        assert "Mật" not in text
        assert "19160001239" not in text


def lines_said(ledger: History, path: Path) -> list[ledger_file.Said]:
    ledger.save(path)
    return [ledger_file.Said(entry.body, entry.names) for entry in journal.read(path)]


def test_keys_may_come_in_another_order(path: Path) -> None:
    """Names stand beside a line by their places, so that the order in which it tells them says nothing."""
    people, group = [Member("m-ngoài", "Trần Đình Ấn")], ResidentialGroup("tdp-ngoài", "Tổ", GroupKind.TO_DAN_PHO)
    received = Receive(
        [cell("cb-ngoài")],
        members={"cb-ngoài": people},
        groups=[replace(group, cells=("cb-ngoài",), head="Đỗ Thị Hạnh")],
        from_="tỉnh khác",
    )
    ledger = History(ward()).enact(decide("2023-06-01", received))

    def turned(value: Any) -> Any:  # noqa: ANN401 - JSON values
        if isinstance(value, dict):
            return {key: turned(one) for key, one in reversed(value.items())}
        return [turned(one) for one in value] if isinstance(value, list) else value

    said = lines_said(ledger, path)
    write(path, *said[:-1], ledger_file.Said(turned(said[-1].body), said[-1].names))
    assert History.load(path).log == ledger.log
    assert (History.erase("m-ngoài", path), History.erase(received.groups[0], path)) == (1, 1)
    assert not any(name in path.read_text() for name in ("Trần Đình Ấn", "Đỗ Thị Hạnh"))


def test_an_opening_that_is_none_is_refused(path: Path) -> None:
    header, organizations, *rest = lines_said(History(ward()), path)
    columns: Any = organizations.body["organizations"]
    first = {name: values[:1] for name, values in columns.items()}
    for changed in (
        [{**header.body, "as_of": None}],
        [header, {"what": []}],
        [header, {"organizations": {"id": ["x"]}}],
        [header, {"organizations": [{"id": "x"}]}],
        [header, {"organizations": {}}],
        [header, organizations, organizations, *rest],
        [header, {**organizations.body, "members": []}],
        [header, rest[0], *rest],
        [header, organizations, rest[0]._replace(names=())],
        [header, organizations._replace(names=rest[0].names), *rest],
        [{**header.body, "organizations": 1}, {"organizations": first | {"parent": ["c1"]}}, *rest],
    ):
        write(path, *changed)
        with pytest.raises(LedgerError) as error:
            History.load(path)
        assert error.value.before is None


def corrected(organization: str, **fields: object) -> dict[str, object]:
    """The line of a correction of a record."""
    return correction(organization=organization, fields=fields)


def correction(**said: object) -> dict[str, object]:
    """The line of a correction."""
    return {"correction": 2, "recorded": "2024-05-01", "reason": "", **said}


def closing(**said: object) -> dict[str, object]:
    """The line of a closing; what is `None` is left out."""
    paper = {"kind": "báo cáo"}
    body = {"closing": 2, "recorded": "2024-05-01", "on": "2024-04-30", "basis": paper, **said}
    return {key: value for key, value in body.items() if value is not None}


def expectation(**said: object) -> dict[str, object]:
    """The line of a balance of the whole; what is `None` is left out."""
    whole = {"organization": "p", "on": "2024-04-30", "members": 9} | said
    balance = {key: value for key, value in whole.items() if value is not None}
    return {"expectation": 2, "recorded": "2024-05-01", "balance": balance}


CLOSINGS: Final[list[tuple[dict[str, object], str]]] = [
    ({"closing": 7}, "ledger/damaged-line"),
    ({"closing": True}, "ledger/damaged-line"),
    ({"on": None}, "ledger/damaged-line"),
    ({"on": "30/04/2024"}, "ledger/damaged-line"),
    ({"basis": None}, "ledger/damaged-line"),
    ({"basis": []}, "ledger/damaged-line"),
    ({"basis": {"kind": ""}}, "ledger/damaged-line"),
    ({"basis": {"kind": "báo cáo", "name": 0}}, "ledger/damaged-line"),
    ({"more": 1}, "ledger/damaged-line"),
    ({"expectation": 2}, "ledger/damaged-line"),
    ({"on": "2022-12-31"}, "ledger/not-applicable"),
    ({"on": "2024-06-30"}, "ledger/not-applicable"),
    ({"recorded": "2020-01-01", "on": "2023-01-02"}, "ledger/not-applicable"),
]
BALANCES: Final[list[tuple[dict[str, object], str]]] = [
    ({"members": None}, "ledger/damaged-line"),
    ({"members": -1}, "ledger/damaged-line"),
    ({"members": True}, "ledger/damaged-line"),
    ({"members": "9"}, "ledger/damaged-line"),
    ({"full": 10}, "ledger/damaged-line"),
    ({"on": None}, "ledger/damaged-line"),
    ({"organization": None}, "ledger/damaged-line"),
    ({"organization": 5}, "ledger/damaged-line"),
    ({"probationary": 1}, "ledger/damaged-line"),
    ({"on": "2022-12-31"}, "ledger/not-applicable"),
    ({"organization": "nobody"}, "ledger/not-applicable"),
]


def test_names_beside_a_closing_or_a_balance_are_told(path: Path) -> None:
    first = lines_said(History(ward()).enact(renamed(1)), path)
    for body in (closing(), expectation()):
        write(path, *first, body)
        assert len(History.load(path).log) == 2
        write(path, *first, ledger_file.Said(body, ("Trần Văn B",)))
        with pytest.raises(LedgerError, match="does not say"):
            History.load(path)


def test_an_entry_that_does_not_apply_is_refused_where_it_stands(path: Path) -> None:
    ledger = History(ward()).enact(renamed(1), renamed(2))
    *bodies, (last, _) = lines_said(ledger, path)
    wrong = lines_said(History(ward()).enact(renamed(1), decide("2024-02-01", Rename("c4", "x"))), path)[-1].body
    wrong = json.loads(json.dumps(wrong).replace('"c4"', '"nobody"'))
    cases: tuple[tuple[dict[str, object], str], ...] = (
        (wrong, "ledger/not-applicable"),
        ({**last, "recorded": "2020-01-01"}, "ledger/not-applicable"),
        ({**last, "decision": 7}, "ledger/damaged-line"),
        ({**last, "recorded": "x"}, "ledger/damaged-line"),
        ({"decision": 2}, "ledger/damaged-line"),
        (corrected("c3", full=-1), "ledger/damaged-line"),
        (corrected("c3", parent="c1"), "ledger/damaged-line"),
        (corrected("nobody", full=1), "ledger/damaged-line"),
        ({**corrected("c3"), "of": 9, "plan": last["plan"]}, "ledger/damaged-line"),
        ({**correction(of=9), "plan": last["plan"]}, "ledger/not-applicable"),
        (correction(recordings=[[9, "2024-01-03"]]), "ledger/not-applicable"),
        (correction(recordings=[[1, "2024-05-03"]]), "ledger/not-applicable"),
        ({**last, "reverses": 9}, "ledger/not-applicable"),
        ({**last, "before": 1}, "ledger/not-applicable"),
        ({**last, "plan": {}}, "ledger/not-applicable"),
        *((closing(**said), code) for said, code in CLOSINGS),
        *((expectation(**said), code) for said, code in BALANCES),
    )
    for body, code in cases:
        write(path, *bodies, body)
        with pytest.raises(LedgerError) as error:
            History.load(path)
        assert error.value.findings[0].code == code
        assert error.value.line == len(bodies) + 1
        assert len(error.value.before) == 1


def test_a_correction_that_does_not_apply_is_refused_where_it_stands(path: Path) -> None:
    ledger = History(ward()).enact(decide("2024-01-01", Merge(["c1"], into="c0")))
    write(path, *lines_said(ledger, path), corrected("c1", form="dang_bo"))
    with pytest.raises(LedgerError) as error:
        History.load(path)
    assert [found.code for found in error.value.findings] == ["ledger/not-applicable", "history/later-decision"]


def test_the_error_travels_and_tells_no_names(ledger: History, path: Path) -> None:
    ledger.save(path)
    path.write_bytes(path.read_bytes().replace("Trần".encode(), "Lê".encode()))
    with pytest.raises(LedgerError) as error:
        History.load(path)
    assert "Lê" not in str(error.value)
    again = pickle.loads(pickle.dumps(error.value))  # noqa: S301
    assert again.line == error.value.line
    assert again.before.log == error.value.before.log


def test_an_entry_says_what_it_is() -> None:
    with pytest.raises(UnreadableError):
        read_entry({"correction": 1, "recorded": "2023-01-01", "reason": "x", "organization": "c", "fields": []})


# --- a killed writer -------------------------------------------------------------------------------------------------

KILLS = 100
ENOUGH = 60
"""Decisions after which a file is begun anew: reading a long one a hundred times takes long."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork and no SIGKILL")
def test_a_killed_writer_loses_no_decision_it_reported_as_written(path: Path) -> None:
    """In a process of its own, which has one thread only and may be forked."""
    done = subprocess.run([sys.executable, __file__, str(path)], check=True, capture_output=True, text=True)
    assert int(done.stdout) > 0


def kill_writers(path: Path) -> int:
    """Kill a process that writes a hundred times at any moment; the next one goes on with what it left.

    Returns:
        How many decisions were reported as written.
    """
    chance, written = Random(2025), 0  # noqa: S311 - when to kill is no secret
    ledger = History(ward()).enact(renamed(1))
    ledger.save(path)
    start = time.perf_counter()
    for at in range(2, 12):  # also has everything built that is built on first use, before anybody is killed
        ledger = ledger.enact(renamed(at))
        ledger.append(path)
    window = time.perf_counter() - start
    for _ in range(KILLS):
        reported = killed_writer(ledger, path, chance.uniform(0, window))
        written += max(reported - len(ledger), 0)
        try:
            ledger = History.load(path)
        except LedgerError as error:
            assert [found.code for found in error.findings] == ["ledger/damaged-line"]  # noqa: PT017
            ledger = error.before
            ledger.save(path)
        assert len(ledger) >= reported
        assert [decision.plan for decision in ledger.decisions] == [renamed(at) for at in range(1, len(ledger) + 1)]
        if len(ledger) > ENOUGH:
            ledger = History(ward())
            ledger.save(path)
    return written


def killed_writer(ledger: History, path: Path, seconds: float) -> int:
    """Have a process write decisions, kill it after so long, and say which it reported last."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        write_on(ledger, path, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as reports:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        whole = reports.read().rpartition(b"\n")[0].splitlines()
    return int(whole[-1]) if whole else 0


def write_on(ledger: History, path: Path, report: int) -> None:
    """Go on with a ledger until killed, and report each decision once it is written."""
    try:
        for at in range(len(ledger) + 1, 1_000_000):
            ledger = ledger.enact(renamed(at))
            ledger.append(path)
            os.write(report, f"{at}\n".encode())
    finally:
        os._exit(1)  # whatever happens, this is not the process that judges


if __name__ == "__main__":
    print(kill_writers(Path(sys.argv[1])))  # noqa: T201 - the test reads it
