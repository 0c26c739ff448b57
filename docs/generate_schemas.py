"""Writes schema/, the JSON Schema of every document; a test compares the two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import dangbo
from dangbo.base.errors import DangboError
from dangbo.base.told import Documented
from dangbo.render import Table

SCHEMA: Final = Path(__file__).resolve().parent.parent / "schema"


def documents() -> Iterator[type[Documented]]:
    """What the front door gives that says "schema" and "version", and tables; of errors, the root."""
    for offered in (*(getattr(dangbo, name) for name in dangbo.__all__), Table):
        if not isinstance(offered, type) or not issubclass(offered, Documented):
            continue
        if issubclass(offered, DangboError) and offered is not DangboError:
            continue
        if "$id" in offered.json_schema():
            yield offered


def file_of(schema: dict[str, object]) -> str:
    """The name of the file of a schema: "plan-2.json"."""
    _, _, name, version = cast("str", schema["$id"]).split(":")
    return f"{name}-{version}.json"


def schemas() -> dict[str, str]:
    """The text of each file, by its name."""
    texts: dict[str, str] = {}
    for document in documents():
        schema = document.json_schema()
        texts[file_of(schema)] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return dict(sorted(texts.items()))


def main() -> None:
    """Write them; a schema of a former version stays."""
    SCHEMA.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (SCHEMA / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
