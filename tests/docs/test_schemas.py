"""The published JSON Schemas: they are what the library promises now, and each name means one thing."""

from __future__ import annotations

import json
import runpy
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import dangbo as db
from dangbo.base.citations import Confidence
from dangbo.base.findings import Severity

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS.parent / "schema"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    made: dict[str, str] = runpy.run_path(str(DOCS / "generate_schemas.py"))["schemas"]()
    return made


def test_the_files_are_what_the_library_promises(texts: dict[str, str]) -> None:
    stored = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert texts.keys() <= stored.keys(), "run: python docs/generate_schemas.py"
    assert {name for name, text in texts.items() if stored[name] != text} == set(), (
        "run: python docs/generate_schemas.py; where a key went or says something else, its version grows"
    )
    newest = {name.rpartition("-")[0]: int(name.rpartition("-")[2].removesuffix(".json")) for name in texts}
    former = {name for name in stored.keys() - texts.keys() if name.rpartition("-")[0] not in newest}
    assert former == set()  # nothing is published that the library does not know


def test_each_is_a_schema_of_its_draft_with_an_id_of_its_own(texts: dict[str, str]) -> None:
    ids = []
    for name, text in texts.items():
        schema: dict[str, Any] = json.loads(text)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        ids.append(schema["$id"])
        _, _, called, version = schema["$id"].split(":")
        assert name == f"{called}-{version}.json"
        head = schema["properties"]
        assert (head["schema"]["const"], head["version"]["const"]) == (f"dangbo/{called}", int(version))
        assert {"schema", "version"} <= set(schema["required"])
    assert len(set(ids)) == len(ids)


def test_a_definition_means_the_same_wherever_it_stands(texts: dict[str, str]) -> None:
    seen: dict[str, tuple[str, object]] = {}
    for name, text in texts.items():
        for called, part in json.loads(text).get("$defs", {}).items():
            first, other = seen.setdefault(called, (name, part))
            assert part == other, f"{called} differs in {first} and {name}"


def test_nothing_exact_is_told_as_a_float_and_nothing_is_left_open(texts: dict[str, str]) -> None:
    def inside(part: object, path: str) -> None:
        if isinstance(part, list):
            for at, one in enumerate(part):
                inside(one, f"{path}/{at}")
        elif isinstance(part, dict):
            assert part.get("type") != "number", f"{path} is a float"
            for key in ("properties", "$defs"):
                for called, one in part.get(key, {}).items():
                    assert one, f"{path}/{called} may be anything"
            for key, one in part.items():
                inside(one, f"{path}/{key}")

    for name, text in texts.items():
        inside(json.loads(text), name)


CLOSED: dict[str, tuple[type[Enum], ...]] = {
    "severity": (Severity,),
    "confidence": (Confidence,),
    "text_confidence": (Confidence,),
    "origin": (db.Origin,),
    "urgency": (db.Urgency,),
    "form": (db.Form, db.DisciplineForm),
    "rating": (db.Rating,),
}


def test_codes_of_closed_vocabularies_are_listed_for_those_who_generate_types(texts: dict[str, str]) -> None:
    seen = dict.fromkeys(CLOSED, 0)

    def inside(part: object, whole: dict[str, Any], path: str) -> None:
        if isinstance(part, list):
            for one in part:
                inside(one, whole, path)
        elif isinstance(part, dict):
            for called, one in part.items():
                if path.endswith("/properties") and called in CLOSED:
                    kinds = [_meant(kind, whole) for kind in one.get("anyOf", [one])]
                    codes = [[code.value for code in vocabulary] for vocabulary in CLOSED[called]]
                    for kind in kinds:
                        told = [one["const"] for one in kind.get("oneOf", ())] or kind.get("enum")
                        assert kind == {"type": "null"} or told in codes, f"{path}/{called}"
                    seen[called] += 1
                inside(one, whole, f"{path}/{called}")

    for name, text in texts.items():
        inside(json.loads(text), json.loads(text), name)
    assert all(seen.values())


def _meant(part: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    meant: dict[str, Any] = whole["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    return meant
