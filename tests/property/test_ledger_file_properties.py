"""Laws of the ledger file: what is read is what was written, or it is told; an erasure changes one name and no more."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.errors import LedgerError
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus
from dangbo.change.play import Operation
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.organizations import Merge
from dangbo.change.verbs.people import Admit
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import journal
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED, Member
from dangbo.tree.records import Organization, ResidentialGroup
from tests.property.strategies import anything


def decide(day: str, *operations: Operation) -> Plan:
    return Plan(day, "p", Document("quyết định", day, issued=day, issuer="Đảng ủy"), operations)


@cache
def written() -> tuple[History, bytes]:
    """A ledger with every kind of line, and its file."""
    cells = [Organization(f"c{at}", f"Chi bộ {at}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "p") for at in range(4)]
    statuses = (MemberStatus.FULL, MemberStatus.FULL, MemberStatus.FULL, MemberStatus.PROBATIONARY)
    people = [Member(f"m{at}", f"Nguyễn Văn {at}", statuses[at % 4]) for at in range(16)]
    opening = Hierarchy(
        [Organization("p", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS), *cells],
        people,
        {f"c{at}": [f"m{at * 4 + one}" for one in range(4)] for at in range(4)},
        [ResidentialGroup("g1", "Tổ 1", GroupKind.TO_DAN_PHO, "p", ["c0", "c1"])],
        stays={"m0": "c3"},
        as_of="2023-01-01",
    )
    ledger = History(opening).enact(
        decide("2023-02-01", Merge(["c1"], into="c0")),
        decide("2023-03-01", Admit("c2", [Member("m-new", "Trần Thị Mới"), Member("m-other", "Lê Văn Khác")])),
    )
    ledger = ledger.undo(1, effective="2023-04-01", basis=Document("quyết định", "9"), recorded="2023-04-01")
    ledger = ledger.enact(decide("2023-05-01", Rename("c2", "Chi bộ Hai")))
    return ledger, saved(ledger)


def saved(ledger: History) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger")
        ledger.save(path)
        return path.read_bytes()


def loaded(data: bytes) -> History:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger")
        path.write_bytes(data)
        return History.load(path)


@given(st.data())
def test_a_file_whose_bytes_changed_is_read_as_it_was_or_told(data: st.DataObject) -> None:
    ledger, whole = written()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + data.draw(st.sampled_from([0, 1, 3, 40, 2_000])))))
    other = data.draw(st.integers(0, len(whole)))
    more = data.draw(
        st.one_of(
            st.binary(max_size=4),
            st.sampled_from(
                [b"null", b'"', b"],", b"{}", b"\n", b"\r\n", b',"names":{"whole":"', b"AAAA", b"0", b"-1"]
            ),
            st.just(whole[other : other + 60]),
            st.just(whole[other : whole.find(b"\n", other) + 1]),
        )
    )
    changed = whole[:start] + more + whole[end:]
    told: LedgerError | None = None
    again: History | None
    try:
        again = loaded(changed)
    except LedgerError as error:
        told, again = error, error.before
    event("read" if told is None else "told")
    if told is not None:
        assert told.text(lang="vi") != str(told)
        assert 1 <= told.line <= changed.count(b"\n") + 1
    if again is not None:  # lines cut off at the end leave no trace
        assert again.opening.same_as(ledger.opening)
        assert again.log == ledger.log[: len(again.log)]


@given(anything)
def test_an_opening_is_read_as_it_was_and_listed_as_it_was(opening: Hierarchy) -> None:
    again = loaded(saved(History(opening))).opening
    assert again.same_as(opening)
    assert [*again] == [*opening]
    assert [*again.members.items()] == [*opening.members.items()]
    assert [again.roll(org) for org in again] == [opening.roll(org) for org in opening]
    assert [*again.groups.items()] == [*opening.groups.items()]
    assert [*again.mass_bodies.items()] == [*opening.mass_bodies.items()]


@given(st.data())
def test_an_erasure_changes_names_of_one_person_and_no_more(data: st.DataObject) -> None:
    ledger, whole = written()
    people = [*ledger.opening.members, "m-new", "m-other"]
    gone = data.draw(st.lists(st.sampled_from(people), min_size=1, unique=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger")
        path.write_bytes(whole)
        for member in gone:
            assert History.erase(member, path) > 0
        again = History.load(path)
        assert [entry.seal for entry in journal.read(path)] == seals(whole)
    for day in ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"):
        was, now = ledger.as_of(day), again.as_of(day)
        assert [*now] == [*was]
        assert {org.id: now.roll(org) for org in now} == {org.id: was.roll(org) for org in was}
        assert [*now.members] == [*was.members]
        for key, person in was.members.items():
            name = ERASED if key in gone else person.name
            assert now.members[key] == Member(key, name, person.status)


def seals(data: bytes) -> list[str]:
    return [line[-67:-3].decode() for line in data.splitlines(keepends=True)]
