"""What is built or loaded on first use is whole for everybody, whoever comes first and however many come at once.

A process does a thing for the first time once, so most of this is asked of processes of their own.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from threading import Event, Thread
from typing import Annotated

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import core_schema

from dangbo.base.citations import Document
from dangbo.base.records import Id, Text, record
from dangbo.base.told import Documented, build_fields
from dangbo.change.verbs.organizations import Merge
from dangbo.restructure import Plan
from tests.builders import cell

SOURCE = str(Path(__file__).parents[2] / "src")


def told_by_another(code: str, *, given: bytes = b"") -> str:
    """What a fresh process prints, which is given some bytes; what it raises is raised here."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,  # threads that wait for each other would wait for ever
        env=os.environ | {"PYTHONPATH": SOURCE, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class Held:
    """Marks a field whose schema waits, once it is told to, until it may go on."""

    def __init__(self) -> None:
        self.waits = False
        self.reached, self.may_go_on = Event(), Event()

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        if self.waits:
            self.reached.set()
            self.may_go_on.wait(60)
        return handler(source)


HELD = Held()


@record
class Slow(Documented):
    id: Id
    word: Annotated[Text, HELD]

    def as_dict(self) -> dict[str, object]:
        """Its fields, and that it is told as a document."""
        return {"document": True, "id": self.id, "word": self.word}


def test_a_record_is_constructed_while_a_thread_that_came_later_still_builds_it() -> None:
    first = Slow("a", "b")
    HELD.waits = True
    late = Thread(target=build_fields, args=(Slow,))  # it looked before the first was done
    late.start()
    try:
        assert HELD.reached.wait(60)
        assert Slow("a", "b") == first
        assert TypeAdapter(object).dump_python(first) == {"document": True, "id": "a", "word": "b"}
    finally:
        HELD.may_go_on.set()
        late.join()
    assert Slow("a", "b") == first


def test_nobody_finds_the_fields_of_a_document_on_its_class() -> None:
    for kind in (Plan, type(cell("c", None))):
        assert "__pydantic_core_schema__" not in vars(kind)
        assert "__pydantic_serializer__" not in vars(kind)


def test_records_that_were_not_constructed_here_are_written_and_then_constructed() -> None:
    plan = Plan("2026-07-01", "p", Document("quyết định", "1", issued="2026-06-01"), [Merge(["b"], into="a")])
    things = (plan, cell("c", "p", full=3), *plan.operations, plan.basis)
    told = told_by_another(
        """
        import pickle, sys
        from pydantic import TypeAdapter
        things = pickle.load(sys.stdin.buffer)
        print(TypeAdapter(object).dump_json(things).decode())
        for one in things:
            made = type(one)(**{name: getattr(one, name) for name in type(one).__pydantic_fields__})
            assert made == one, type(one)
        """,
        given=pickle.dumps(things),
    )
    assert told.strip() == TypeAdapter(object).dump_json(things).decode()


def test_threads_that_use_the_same_classes_first_are_told_the_same() -> None:
    told = told_by_another(
        """
        import json, sys
        from threading import Barrier, Thread
        from pydantic import BaseModel, TypeAdapter
        import dangbo as db

        def plan():
            paper = db.Document("quyết định", "1", issued="2026-06-01")
            return db.Plan("2026-07-01", "p", paper, [db.Merge(["b"], into="a")])

        def tree():
            at = {"level": "below_grassroots", "form": "chi_bo", "parent": "p", "full": 9}
            root = db.Organization("p", "Đảng bộ phường", form="dang_bo", level="grassroots")
            cells = [db.Organization(key, f"Chi bộ {key}", **at) for key in "ab"]
            return db.Hierarchy([root, *cells], as_of="2026-01-01")

        def model():
            class Body(BaseModel):
                plan: db.Plan
                whole: db.Hierarchy
                anything: object
            return Body(plan=plan(), whole=tree(), anything=[tree()["a"], plan()]).model_dump_json()

        def read():
            return TypeAdapter(db.Plan).validate_json(plan().to_json()).to_json()

        asked = [
            model, read, lambda: TypeAdapter(list[db.Plan]).dump_json([plan()]).decode(), lambda: plan().to_json(),
            lambda: db.Plan.from_json(plan().to_json()).to_json(), lambda: plan().preview(tree()).to_json(),
            lambda: json.dumps(TypeAdapter(db.Plan).json_schema()), lambda: json.dumps(db.Hierarchy.json_schema()),
            lambda: repr(tree()["a"]), lambda: db.Hierarchy.from_json(tree().to_json()).to_json(),
        ]
        sys.setswitchinterval(1e-6)
        together, told = Barrier(2 * len(asked)), {}

        def ask(number):
            together.wait()
            try:
                told[number] = asked[number % len(asked)]()
            except BaseException as error:
                told[number] = f"{type(error).__name__}: {error}"

        threads = [Thread(target=ask, args=(number,)) for number in range(2 * len(asked))]
        for one in threads: one.start()
        for one in threads: one.join()
        for number, answer in sorted(told.items()):
            alone = asked[number % len(asked)]()
            if answer != alone:
                print(number, answer[:300], "and alone", alone[:300])
        """
    )
    assert not told


def test_two_threads_load_a_folder_and_a_room_of_it_at_once() -> None:
    told_by_another(
        """
        import _imp, sys
        from threading import Thread
        import dangbo as db

        failed = []

        def load():
            try:
                db.Findings
            except BaseException as error:
                failed.append(error)

        other = Thread(target=load)

        class Between:
            '''Lets another thread begin while this one opens the folder, as far as Python lets it.'''

            def find_spec(self, name, path=None, target=None):
                if name == "dangbo.render" and other.ident is None:
                    _imp.release_lock()  # as between two steps of an import
                    other.start()
                    other.join(0.5)
                    _imp.acquire_lock()

        sys.meta_path.insert(0, Between())
        db.Hierarchy
        other.join()
        assert not failed, failed
        """
    )
