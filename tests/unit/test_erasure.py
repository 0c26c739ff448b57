"""A name is erased from a ledger file for ever; everybody else's stays, and so does every seal, state and proof."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, LedgerError
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus
from dangbo.change.play import Operation
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.groups import SplitGroup
from dangbo.change.verbs.organizations import Dissolve, Establish, Merge
from dangbo.change.verbs.people import Admit
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import journal
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED, Member
from dangbo.tree.records import Organization, ResidentialGroup

OLD = "Đặng Thị Ngọc Ánh"
NEW = 'Phùng "Quốc" Ưu'
"""Names that nobody else has; one in the opening, one that comes by a decision and is written again by later ones."""


def decide(day: str, *operations: Operation) -> Plan:
    return Plan(day, "p", Document("quyết định", day, issued=day, issuer="Đảng ủy"), operations)


def admitted(day: str) -> Plan:
    return decide(day, Admit("c2", [Member("m-other", "Lê Văn X"), Member("m-new", NEW)]))


def opening() -> Hierarchy:
    cells = [Organization(f"c{at}", f"Chi bộ {at}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "p") for at in range(3)]
    people = [Member(f"m{at}", f"Nguyễn Văn {at}") for at in range(12)]
    people[5] = Member("m5", OLD, MemberStatus.PROBATIONARY)
    roll = {f"c{at}": [f"m{at * 4 + one}" for one in range(4)] for at in range(3)}
    root = Organization("p", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    return Hierarchy([root, *cells], people, roll, as_of="2023-01-01")


@pytest.fixture
def ledger() -> History:
    """Somebody is admitted; that is taken back, so that a plan holds the record of the person twice; corrections."""
    paper = Document("quyết định", "10-QĐ", issued="2023-04-01")
    return (
        History(opening())
        .enact(decide("2023-02-01", Merge(["c1"], into="c0")))
        .enact(admitted("2023-03-01"))
        .undo(2, effective="2023-04-01", basis=paper)
        .undo(3, effective="2023-05-01", basis=Document("quyết định", "11-QĐ", issued="2023-05-01"))
        .correct_decision(2, admitted("2023-03-02"), recorded="2023-06-01", reason="nhầm ngày")
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.jsonl"


def spellings(name: str) -> list[bytes]:
    """What a name may look like in a file."""
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    return [
        text.encode() for form in forms for text in (form, json.dumps(form)[1:-1], json.dumps(form, ensure_ascii=False))
    ]


def seals(path: Path) -> list[str]:
    return [entry.seal for entry in journal.read(path)]


@pytest.mark.parametrize(("member", "name", "places"), [("m5", OLD, 1), ("m-new", NEW, 3)])
def test_no_byte_of_an_erased_name_is_left_and_everything_else_is_as_before(
    ledger: History, path: Path, member: str, name: str, places: int
) -> None:
    ledger.save(path)
    before, hashes = path.read_text(encoding="utf-8"), seals(path)
    assert any(one in path.read_bytes() for one in spellings(name))
    salts = {one for line in lines(path) for one in own_salts(line, member)}

    assert History.erase(member, path) == places

    data = path.read_bytes()
    assert not [one for one in spellings(name) if one in data]
    assert not salts & {one for line in lines(path) for one in own_salts(line, member)}
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert seals(path) == hashes
    assert data.decode().count("Nguyễn Văn") == before.count("Nguyễn Văn")
    again = History.load(path)
    assert again.seal == ledger.seal
    named = {**again.as_of("2023-03-01").members, **again.as_of("2023-05-01").members}
    assert named[member].name == ERASED
    assert all(other.name != ERASED for key, other in named.items() if key != member)
    for day in ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"):
        for known in (day, "2023-05-31", "2023-06-01"):
            one, other = ledger.as_of(day, known=known), again.as_of(day, known=known)
            assert [*one] == [*other]
            assert [one.roll(org) for org in one] == [other.roll(org) for org in other]
            assert one.headcount() == other.headcount()
            assert {key: person.status for key, person in one.members.items()} == {
                key: person.status for key, person in other.members.items()
            }
    assert again.movements("2023-01-01", "2023-05-01").holds
    assert again.decision(1).plan.preview(again.opening).conservation.holds


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def own_salts(line: dict[str, object], member: str) -> list[str]:
    """The salts of the names of one person beside a line; those of nobody are no salts."""
    beside = line.get("beside")
    if not isinstance(beside, dict):
        return []
    ids = people_of(line)
    salts = beside["salts"]
    return [one for at, key in enumerate(ids) if key == member and (one := salts[at * 16 : at * 16 + 16]) != "A" * 16]


def people_of(said: object) -> list[str]:
    """Ids of people in the order of their names."""
    if isinstance(said, list):
        return [key for one in said for key in people_of(one)]
    if not isinstance(said, dict):
        return []
    if isinstance(people := said.get("members"), dict):
        return list(people["id"])
    return (
        [said["id"]] if isinstance(said.get("name"), int) else [key for one in said.values() for key in people_of(one)]
    )


def test_a_name_is_erased_once_and_nobody_minds_a_second_time(ledger: History, path: Path) -> None:
    ledger.save(path)
    assert History.erase(ledger.opening.members["m5"], path) == 1
    data = path.read_bytes()
    assert History.erase("m5", path) == 0
    assert path.read_bytes() == data
    for member in opening().members:
        History.erase(member, path)
    assert "Nguyễn Văn" not in path.read_text(encoding="utf-8")
    assert {one.name for one in History.load(path).opening.members.values()} == {ERASED}


def test_whoever_is_not_in_the_file_is_told_and_the_file_stays(ledger: History, path: Path) -> None:
    ledger.save(path)
    data = path.read_bytes()
    for nobody in ("m99", OLD, "c1", "p"):
        with pytest.raises(InvalidInputError) as error:
            History.erase(nobody, path)
        assert [found.code for found in error.value.findings] == ["ledger/unknown-member"]
        assert OLD not in str(error.value)
    with pytest.raises(InvalidInputError):
        History.erase(5, path)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        History.erase("m5", path.with_name("nowhere"))
    assert path.read_bytes() == data
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_from_a_file_whose_lines_hold_names_none_is_erased(path: Path) -> None:
    stored = Path(__file__).parents[1] / "data" / "formats_0_1" / "ledger.jsonl"
    path.write_bytes(stored.read_bytes())
    with pytest.raises(InvalidInputError, match="version 1") as error:
        History.erase("m-1", path)
    assert [found.code for found in error.value.findings] == ["ledger/sealed-names"]
    assert path.read_bytes() == stored.read_bytes()
    History.load(path).save(path)
    assert History.erase("m-1", path) > 0
    assert 'Người 1"'.encode() not in path.read_bytes()
    assert History.load(path).opening.members["m-1"].name == ERASED


def test_a_damaged_file_is_left_alone(ledger: History, path: Path) -> None:
    ledger.save(path)
    whole = path.read_bytes()
    for damaged in (whole.replace("Lê Văn X".encode(), "Lê Văn Y".encode()), whole[:-9], b"", b'{"a":1}\n'):
        path.write_bytes(damaged)
        with pytest.raises((LedgerError, InvalidInputError)):
            History.erase("m5", path)
        assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    "around",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data[:-1],
        lambda data: data.replace(b"\n", b"\n\n") + b"\r\n",
    ],
    ids=["windows line ends", "a mark at the beginning", "no end of the last line", "blank lines"],
)
def test_what_editors_put_around_lines_stays(ledger: History, path: Path, around: Callable[[bytes], bytes]) -> None:
    ledger.save(path)
    data = around(path.read_bytes())
    path.write_bytes(data)
    History.erase("m5", path)
    assert path.read_bytes().splitlines()[0] == data.splitlines()[0]
    assert len(path.read_bytes().splitlines()) == len(data.splitlines())
    assert path.read_bytes()[-1:] == data[-1:]
    assert History.load(path).seal == ledger.seal


def test_the_ledger_goes_on_with_the_file_after_an_erasure(ledger: History, path: Path) -> None:
    ledger.save(path)
    History.erase("m-new", path)
    assert ledger.enact(decide("2023-07-01", Rename("c2", "Chi bộ Hai"))).append(path) == 1
    again = History.load(path)
    paper = Document("quyết định", "12-QĐ", issued="2023-08-01")
    again = again.enact(decide("2023-07-15", Dissolve("c2", members_to="c0"))).undo(
        7, effective="2023-08-01", basis=paper
    )
    assert again.append(path) == 2
    assert not [one for one in spellings(NEW) if one in path.read_bytes()]
    again.save(path)  # an erased name is not made up again
    assert ERASED not in path.read_text(encoding="utf-8")
    assert History.load(path).as_of("2023-05-01").members["m-new"].name == ERASED


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
def test_permissions_stay_and_a_full_disk_leaves_the_file(
    ledger: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.save(path)
    path.chmod(0o640)
    History.erase("m5", path)
    assert path.stat().st_mode & 0o777 == 0o640
    data = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        History.erase("m-new", path)
    assert path.read_bytes() == data
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_nothing_that_is_added_meanwhile_is_lost(ledger: History, path: Path) -> None:
    ledger.save(path)

    def add(at: int) -> None:
        if at % 2:
            History.erase(f"m{at % 12}", path)
            return
        while True:
            held = History.load(path)
            try:
                held.enact(decide(f"2024-01-{len(held) + 1:02}", Rename("c2", f"Chi bộ thứ {at}"))).append(path)
            except InvalidInputError:
                continue  # another one was first
            return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(16)))
    again = History.load(path)
    assert len(again.log) == len(ledger.log) + 8
    erased = {key for key, person in again.opening.members.items() if person.name == ERASED}
    assert erased == {f"m{at % 12}" for at in range(1, 16, 2)}


def test_who_erases_and_who_saves_do_not_wait_for_each_other_for_ever(ledger: History, path: Path) -> None:
    ledger.save(path)

    def write(at: int) -> None:
        for _ in range(10):
            ledger.save(path) if at % 2 else History.erase("m5", path)

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(write, at) for at in range(6)]:
            done.result(timeout=120)
    assert History.load(path).log == ledger.log
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_draft_that_a_killed_writer_left_holds_no_name_any_more(ledger: History, path: Path) -> None:
    ledger.save(path)
    History.erase("m5", path)
    path.with_name(f".{path.name}.tmp").write_text(OLD, encoding="utf-8")
    assert History.erase("m5", path) == 0
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_somebody_else_sealed_is_erased_from_or_told(path: Path) -> None:
    """Somebody who knows how lines are sealed, and not what they say."""
    header = {"schema": "dangbo/ledger", "version": 2, "beside": "names", "as_of": "2023-01-01"}
    header |= dict.fromkeys(["organizations", "members", "groups", "mass_bodies", "roll", "listed", "stays"], 1)
    deep: object = {"name": 0}
    for _ in range(400):
        deep = {"a": [deep]}
    for body, line in (
        ({"members": {"id": 5}}, 2),
        ({"members": 5}, 2),
        ({"members": {"id": ["m1", "m5"]}}, 2),
        ({"plan": {"name": 0}}, 2),
        ({"plan": deep}, 2),
        ({"plan": {"name": 7, "id": "m5"}}, 2),
    ):
        first = journal.sealed(header, journal.START)
        data = [first, journal.sealed(body, first.seal, names=["Nguyễn Văn A"])]
        journal.write(path, data)
        with pytest.raises(LedgerError) as error:
            History.erase("m5", path)
        assert error.value.line == line


def test_an_erasure_leaves_no_file_that_cannot_be_read(ledger: History, path: Path) -> None:
    """Somebody sealed digests of nothing: the names were vouched for as a whole, and could not be one by one."""
    ledger.save(path)
    seal, data = journal.START, b""
    for line in path.read_bytes().splitlines():
        words = line[: -len(',"sha256":""}') - 64]
        words = words.replace(b'"digests":"', b'"digests":"AAAA', 1)
        sealed = words[words.find(b',"names":{"whole"') :].replace(b",", b"{", 1) if b'{"beside"' in words else words
        seal = hashlib.sha256(seal.encode() + sealed + b"}").hexdigest()
        data += words + f',"sha256":"{seal}"}}\n'.encode()
    path.write_bytes(data)
    assert History.load(path).log == ledger.log
    with pytest.raises(LedgerError):
        History.erase("m5", path)
    assert path.read_bytes() == data
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_names_of_people_who_come_with_an_organization_are_beside_too(path: Path) -> None:
    part = Organization("c9", "Chi bộ 9", Form.CHI_BO, Level.BELOW_GRASSROOTS, "p")
    ledger = History(opening()).enact(decide("2023-02-01", Establish(part, members=["m4", "m5", "m6", "m7"])))
    paper = Document("quyết định", "10-QĐ", issued="2023-04-01")
    ledger = ledger.undo(1, effective="2023-04-01", basis=paper)
    ledger.save(path)
    History.erase("m5", path)
    assert not [one for one in spellings(OLD) if one in path.read_bytes()]


# --- names beside a line ---------------------------------------------------------------------------------------------


def test_names_that_were_edited_moved_or_lost_are_told_where_they_stand(ledger: History, path: Path) -> None:
    ledger.save(path)
    raw = path.read_bytes().splitlines(keepends=True)
    own = [at for at, line in enumerate(raw) if line.startswith(b'{"beside"')]
    people, other, *_ = own

    def beside(line: bytes) -> tuple[bytes, bytes]:
        cut = line.index(b',"names":{"whole"')
        return line[:cut], line[cut:]

    (first, rest), (foreign, _) = beside(raw[people]), beside(raw[other])
    part = json.loads(raw[people])["beside"]

    def changed(**now: object) -> bytes:
        return json.dumps({"beside": part | now}, ensure_ascii=False, separators=(",", ":")).encode()[:-1] + rest

    names, salts = part["names"], part["salts"]
    cases = {
        "edited": changed(names=["Nguyễn Văn Y", *names[1:]]),
        "swapped": changed(names=[names[1], names[0], *names[2:]]),
        "one less": changed(names=names[1:]),
        "one more": changed(names=[*names, "Nguyễn Văn Y"]),
        "one less with its salt": changed(names=names[1:], salts=salts[16:]),
        "no names": changed(names=[]),
        "no list": changed(names=names[0]),
        "no text": changed(names=[1, *names[1:]]),
        "erased, but for its salt": changed(names=[None, *names[1:]]),
        "another salt": changed(salts="A" * 16 + salts[16:]),
        "short salts": changed(salts=salts[4:]),
        "no salts": changed(salts="!"),
        "no text of salts": changed(salts=None),
        "more": changed(more=1),
        "half a letter": changed(names=["\\x"]).replace(b"\\\\x", b"\\ud800"),
        "of another line": foreign + rest,
        "lost": b"{" + rest[1:],
        "digests edited": raw[people].replace(b'"digests":"', b'"digests":"AAAA', 1),
        "hash edited": raw[people].replace(b'"whole":"', b'"whole":"a', 1),
        "nothing sealed": first + b"}\n",
        "only what is not sealed": first + rest[-77:],
        "something slipped in": first[:-1] + b'},"reverses":2' + rest,
    }
    for what, line in cases.items():
        path.write_bytes(b"".join([*raw[:people], line, *raw[people + 1 :]]))
        with pytest.raises(LedgerError) as error:
            History.load(path)
        assert error.value.line == people + 1, what
        assert [found.code for found in error.value.findings] == ["ledger/damaged-line"], what
        assert not any(name in str(error.value) for name in names), what


def test_a_line_of_a_decision_whose_name_was_edited_offers_what_stands_before(ledger: History, path: Path) -> None:
    ledger.save(path)
    path.write_bytes(path.read_bytes().replace("Lê Văn X".encode(), "Lê Văn Y".encode(), 1))
    with pytest.raises(LedgerError) as error:
        History.load(path)
    assert len(error.value.before.log) == 1


# --- files a ledger knows, and files it reads ------------------------------------------------------------------------


def test_a_ledger_goes_on_with_every_file_that_holds_its_beginning(ledger: History, path: Path) -> None:
    """With those it has read and written, and with those of others who know the same and salt names otherwise."""
    ledger.save(path)
    other = path.with_name("other.jsonl")
    loaded = History.load(path)
    loaded.save(other)
    assert path.read_bytes() != other.read_bytes()
    copied = pickle.loads(pickle.dumps(loaded))  # noqa: S301
    more = [Admit("c2", [Member("m-7", "Lý Thị Z")]), Rename("c2", "Chi bộ Hai")]
    for one in (loaded, ledger, copied, History.load(other)):
        for file in (path, other):
            kept = file.read_bytes()
            longer = one.enact(decide("2024-01-01", more[0]))
            assert longer.append(file) == 1
            assert longer.append(file) == 0
            assert longer.enact(decide("2024-01-02", more[1])).append(file) == 1
            assert len(History.load(file).log) == len(ledger.log) + 2
            file.write_bytes(kept)


def test_a_file_that_says_something_else_is_read_and_left(ledger: History, path: Path) -> None:
    History(opening()).enact(decide("2023-02-01", Merge(["c1"], into="c2"))).save(path)
    data = path.read_bytes()
    with pytest.raises(InvalidInputError, match="not in the ledger"):
        ledger.append(path)
    History(Hierarchy([*opening()], as_of="2023-01-01")).save(path)
    with pytest.raises(InvalidInputError, match="not in the ledger"):
        ledger.append(path)
    path.write_bytes(data[: len(data) // 2] + b"x" + data[len(data) // 2 :])
    with pytest.raises(InvalidInputError, match="not in the ledger"):
        ledger.append(path)


# --- heads of residential groups -------------------------------------------------------------------------------------

HEAD = "Đàm Thị Mỵ Châu"
"""A head who is no member: a name, and nobody's id."""


def zoned(*, head: str | None = HEAD) -> Hierarchy:
    """The same ward with two residential groups; the head of the second is a member, by id."""
    start = opening()
    groups = [
        ResidentialGroup("g1", "Tổ 1", GroupKind.TO_DAN_PHO, cells=["c0"], head=head, head_is_member=False),
        ResidentialGroup("g2", "Tổ 2", GroupKind.TO_DAN_PHO, cells=["c1"], head="m5", head_is_member=True),
    ]
    roll = {f"c{at}": start.roll(f"c{at}") for at in range(3)}
    return Hierarchy(list(start), start.members, roll, groups, as_of=start.as_of)


@pytest.fixture
def zones() -> History:
    """A group is divided and that is taken back, so that plans hold heads too."""
    paper = Document("nghị quyết", "12/NQ-HĐND")
    parts = [ResidentialGroup(f"g1{x}", f"Tổ 1{x}", GroupKind.TO_DAN_PHO, head=f"{HEAD} {x}") for x in "ab"]
    return (
        History(zoned())
        .enact(decide("2023-02-01", SplitGroup("g1", parts, paper)))
        .undo(1, effective="2023-03-01", basis=Document("quyết định", "10-QĐ", issued="2023-03-01"))
    )


def sealed_texts(path: Path) -> str:
    """What the file says without what stands beside its lines."""
    return json.dumps([{**line, "beside": None} for line in lines(path)], ensure_ascii=False)


def test_no_head_of_a_group_is_in_what_is_sealed(zones: History, path: Path) -> None:
    zones.save(path)
    assert not [one for one in spellings(HEAD) if one.decode() in sealed_texts(path)]
    assert '"head": "m5"' not in sealed_texts(path)
    again = History.load(path)
    assert again.seal == zones.seal
    assert again.opening.same_as(zones.opening)
    assert again.log == zones.log
    assert again.as_of("2023-02-01").groups["g1a"].head == f"{HEAD} a"


def test_the_heads_of_a_group_are_erased_with_every_seal_as_it_was(zones: History, path: Path) -> None:
    zones.save(path)
    hashes = seals(path)

    assert History.erase(zones.opening.groups["g1"], path) == 2  # in the opening, and where it stands again
    assert History.erase(zones.as_of("2023-02-01").groups["g1a"], path) == 2
    assert History.erase(zones.as_of("2023-02-01").groups["g1b"], path) == 2

    assert not [one for one in spellings(HEAD) if one in path.read_bytes()]
    assert seals(path) == hashes
    again = History.load(path)
    assert again.seal == zones.seal
    assert again.opening.groups["g1"].head == ERASED
    assert again.opening.groups["g2"].head == "m5"
    assert again.as_of("2023-02-01").groups["g1b"].head == ERASED
    assert again.as_of("2023-03-01").groups["g1"].head == ERASED
    assert again.as_of("2023-03-01").coverage() == zones.as_of("2023-03-01").coverage()


def test_with_a_member_goes_the_id_by_which_the_member_is_a_head(zones: History, path: Path) -> None:
    zones.save(path)
    assert History.erase("m5", path) == 2
    again = History.load(path)
    assert again.opening.members["m5"].name == ERASED
    assert again.opening.groups["g2"].head == ERASED
    assert again.opening.groups["g2"].head_is_member is True
    assert again.opening.groups["g1"].head == HEAD


def test_of_a_group_without_a_recorded_head_nothing_is_erased(path: Path) -> None:
    ledger = History(zoned(head=None))
    ledger.save(path)
    data = path.read_bytes()
    with pytest.raises(InvalidInputError, match="has no head of this residential group") as caught:
        History.erase(ledger.opening.groups["g1"], path)
    assert [one.code for one in caught.value.findings] == ["ledger/unknown-head"]
    assert path.read_bytes() == data


def as_once_sealed(path: Path) -> None:
    """Write a file as releases did that sealed heads: they stand in the records of groups."""
    bodies = [(entry.body, entry.names) for entry in journal.read(path)]
    seal, data = journal.START, b""
    for body, names in bodies:
        if "groups" in body and "schema" not in body:
            groups = [
                {**one, "head": names[one["head"]]} if "head" in one else one
                for one in body["groups"]  # type: ignore[attr-defined]
            ]
            line = journal.sealed({"groups": groups}, seal)
        else:
            line = journal.sealed(body, seal, names=names)
        seal, data = line.seal, data + line.data + b"\n"
    path.write_bytes(data)


def test_a_file_that_seals_heads_is_read_and_says_so_where_one_is_to_be_erased(zones: History, path: Path) -> None:
    zones.save(path)
    as_once_sealed(path)
    assert HEAD in sealed_texts(path)
    old = History.load(path)
    assert old.opening.same_as(zones.opening)
    data = path.read_bytes()
    with pytest.raises(InvalidInputError, match="the head of 'g1' is sealed with line"):
        History.erase(old.opening.groups["g1"], path)
    assert path.read_bytes() == data
    assert History.erase("m5", path) == 1  # the name; the id stays wherever it is, so that the file goes on
    assert History.load(path).opening.groups["g2"].head == "m5"
    old.save(path)
    assert History.erase(old.opening.groups["g1"], path) == 2


@pytest.mark.parametrize(
    "broken",
    [
        lambda body, names: (body, (*names, "X")),
        lambda body, names: ({"groups": [{**one, "head": 0} for one in body["groups"]]}, names),
        lambda body, names: ({"groups": [{**one, "head": 7} for one in body["groups"]]}, names),
        lambda body, names: (body, (f" {names[0]}", *names[1:])),
        lambda body, _: (body, ()),
    ],
    ids=["one too many", "one twice", "none of that place", "another spelling", "none"],
)
def test_heads_that_do_not_stand_where_the_line_says_are_told(
    zones: History, path: Path, broken: Callable[[dict[str, Any], tuple[str, ...]], tuple[dict[str, Any], Any]]
) -> None:
    zones.save(path)
    seal, data = journal.START, b""
    for entry in [*journal.read(path)]:
        body, names = entry.body, entry.names
        if "groups" in body and "schema" not in body:
            body, names = broken(body, names)  # type: ignore[arg-type]
        line = journal.sealed(body, seal, names=names)
        seal, data = line.seal, data + line.data + b"\n"
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="it does not say what a ledger says"):
        History.load(path)
