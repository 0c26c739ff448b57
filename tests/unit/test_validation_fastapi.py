"""What FastAPI refuses, told as one error of the library by the six lines of a handler."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import MutableMapping
from typing import Annotated, Any

import pytest

import dangbo as db

pytest.importorskip("fastapi")  # of the group `api`

from fastapi import Body, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
PLAN = db.Plan("2023-06-01", "dbp", PAPER, [db.Merge(["cb-12"], into="cb-2")])


def service() -> FastAPI:
    app = FastAPI()

    @app.exception_handler(RequestValidationError)
    async def refused(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse(db.InvalidInputError.of_validation(error).as_dict(), 422)

    @app.post("/plan")
    def take(plan: db.Plan) -> int:
        return len(plan.operations)

    @app.post("/two/{key}")
    def two(
        key: int, plan: Annotated[db.Plan, Body()], note: Annotated[str, Body()], on: dt.date = dt.date.max
    ) -> None: ...

    return app


def post(app: FastAPI, path: str, body: bytes, query: bytes = b"") -> tuple[int, Any]:
    """Ask a service as a server would."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query,
        "headers": headers,
    }
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_a_service_answers_with_findings_at_their_places() -> None:
    app, plan = service(), PLAN.as_dict()
    assert post(app, "/plan", json.dumps(plan).encode()) == (200, 1)
    status, broken = post(app, "/plan", json.dumps(plan | {"operations": [{"operation": "merge"}]}).encode())
    assert status == 422
    assert [(one["subject"], one["facts"]["path"]) for one in broken["findings"]] == [
        ("operation 1, field 'sources'", "/body"),
        ("operation 1, field 'into'", "/body"),
    ]
    (text,) = post(app, "/plan", b'{\n "a": tru')[1]["findings"]
    assert (text["code"], text["facts"]["line"], text["facts"]["column"]) == ("input/not-json", 2, 7)
    (two,) = post(app, "/plan", json.dumps(plan).encode() * 2)[1]["findings"]
    assert (two["code"], two["facts"]["line"], two["facts"]["column"]) == (
        "input/not-json",
        1,
        len(json.dumps(plan)) + 1,
    )
    assert "more follows behind its end" in two["message"]["en"]
    (none,) = post(app, "/plan", b"")[1]["findings"]
    assert (none["code"], none["subject"]) == ("input/missing-field", "request body")
    several = post(app, "/two/Bí-Mật", b'{"plan": {}}', b"on=h%C3%B4m")[1]["findings"]
    assert [(one["code"], one["subject"]) for one in several] == [
        ("input/bad-value", "parameter 'key'"),
        ("input/bad-value", "parameter 'on'"),
        ("input/missing-field", "field 'plan', field 'schema'"),
        ("input/missing-field", "field 'plan', field 'version'"),
        ("input/missing-field", "field 'note'"),
    ]
    assert several[0]["message"]["vi"] == "tham số 'key': phải là số nguyên"
