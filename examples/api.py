"""The library behind a front end: an interface of FastAPI, and one page to try it with.

    python tools/dev.py api [--port 8000] [--folder FOLDER]        or: make api ARGS="--port 8000"

It serves the party organization of the city of Thái Nguyên (people are synthetic) to this machine alone, and keeps
what is decided in a ledger file in FOLDER: by default in a temporary one, which is gone afterwards. Open the address it
prints, or ask it:

    curl "http://127.0.0.1:8000/organizations?text=quan%20trieu&on=2023-04-30"

| path | |
|---|---|
| `GET /organizations` | those that are called so on a day |
| `GET /organizations/{id}` | one of them on a day, with what stands above and below it; or its tree, drawn |
| `POST /preview` | what a plan would do, and what the rules say; nothing is changed |
| `GET /ledger`, `POST /ledger` | what was decided; a plan enacted, if nobody else has written since |
| `GET /attention` | what is due or out of order on a day |
| `GET /tables/{name}` | the two yearly tables, as JSON, HTML or a workbook |
| `GET /labels` | every vocabulary, for drop-downs |
| `GET /openapi.json` | all of it with its schemas |

Bodies and answers are the documents of the library, and every refusal is one too. There is no log-in here: whoever
puts this on a network adds one, and decides who may see what.
"""

from __future__ import annotations

import argparse
import datetime as dt
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Annotated, Any, Final, Literal, TypeAlias

import uvicorn
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException

import dangbo as db
from dangbo.base.documents import json_values
from dangbo.base.findings import Lang, finding
from dangbo.base.words import Words
from dangbo.render import Drawing, Table
from dangbo.report.tables import ratings_table, structure_table

HERE: Final = Path(__file__).resolve().parent
LARGEST: Final = 1 << 20
"""Most bytes of a body."""

Day: TypeAlias = Annotated[str, Query(description="YYYY-MM-DD or D/M/YYYY")]
"""A day as the library reads it; nothing here reads the clock."""

ARTICLE_DAY: Final = "2023-04-30"
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""What every answer carries. Drawings bring their own style, so it may stand in the page; scripts may not."""


# --- the ledger file --------------------------------------------------------------------------------------------------


class LedgerFile:
    """A ledger in a file, which others may write to as well: other threads, and other programs."""

    def __init__(self, path: Path, beginning: db.History) -> None:
        self.path, self._turn = path, Lock()
        if not path.exists():
            beginning.save(path)
        self._read: tuple[object, db.History] = (None, beginning)

    def ledger(self) -> db.History:
        """What stands in the file now; it is read again when it has changed."""
        state = self.path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        if self._read[0] != stamp:
            self._read = (stamp, db.History.load(self.path))
        return self._read[1]

    def enact(self, plan: db.Plan, seal: str) -> db.History:
        """Enact a plan on the ledger with this seal, which is the one the client has seen, or say that it went on."""
        with self._turn:
            ledger = self.ledger()
            if ledger.seal != seal:
                reason = Words(vi="sổ đã ghi thêm từ lần đọc trước", en="more was recorded since it was read")
                raise db.InvalidInputError([finding("ledger/other-file", "seal", reason=reason)])
            after = ledger.enact(plan)
            after.append(self.path)  # waits for other programs, and refuses to write behind what it has not seen
            return after


# --- bodies and refusals ----------------------------------------------------------------------------------------------


class Body(Request):
    """A body that is not too large, and is read as the library reads JSON: a key that stands twice is not dropped."""

    async def body(self) -> bytes:
        """The bytes; what is too large is read to its end and not kept, so that the client hears the answer."""
        if not hasattr(self, "_kept"):
            parts, size = list[bytes](), 0
            async for part in self.stream():
                size += len(part)
                if size <= LARGEST:
                    parts.append(part)
            if size > LARGEST:
                raise HTTPException(413)
            self._kept = b"".join(parts)
        return self._kept

    async def json(self) -> object:
        """The plain values."""
        return json_values(await self.body(), Words(vi="nội dung gửi", en="body"))


class Route(APIRoute):
    """A path whose bodies are read by `Body`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI, given such a request."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(Body(request.scope, request.receive))

        return handle


class HttpError(db.DangboError):
    """What is refused before the library is asked: a path nobody knows, a body that is too large."""

    WORDS: Final = {
        404: Words(vi="không có địa chỉ này", en="there is no such path"),
        405: Words(vi="địa chỉ này không nhận phương thức đó", en="the path does not take this method"),
        413: Words(vi=f"nội dung dài quá {LARGEST} byte", en=f"the body has more than {LARGEST} bytes"),
        421: Words(vi="máy chủ này chỉ phục vụ chính máy này", en="this server serves its own machine only"),
    }

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status

    def text(self, *, lang: Lang = "vi") -> str:
        """Why, in a sentence."""
        return self.WORDS.get(self.status, Words(vi="không đọc được yêu cầu", en="bad request")).text(lang=lang)


def status_of(error: db.DangboError) -> int:
    """The status that goes with an error."""
    if isinstance(error, HttpError):
        return error.status
    if isinstance(error, db.UnknownOrganizationError):
        return 404
    if isinstance(error, db.MissingExtraError):  # what was asked for is a form that is not to be had here
        return 406
    if isinstance(error, db.LedgerError) or any(found.code == "ledger/other-file" for found in error.findings):
        return 409
    return 422


def refused(_: Request, error: Exception) -> JSONResponse:
    """Every error as one payload; those of FastAPI and of HTTP are told as the library tells its own."""
    if isinstance(error, HTTPException):
        error = error.__cause__ if isinstance(error.__cause__, db.DangboError) else HttpError(error.status_code)
    told = error if isinstance(error, db.DangboError) else db.InvalidInputError.of_validation(error)
    return JSONResponse(told.as_dict(), status_of(told), HEADERS)


# --- answers ----------------------------------------------------------------------------------------------------------


class Seen(BaseModel):
    """An organization on a day."""

    on: dt.date
    organization: db.Organization
    path: list[db.Organization]
    children: list[db.Organization]
    full: int
    probationary: int


class Kept(BaseModel):
    """A ledger file: its seal, which an enactment must name, and what stands in it."""

    seal: str
    opening: dt.date
    decisions: int


def kept(ledger: db.History) -> Kept:
    """What the ledger is at."""
    return Kept(seal=ledger.seal, opening=ledger.opening.as_of, decisions=len(ledger))


def drawn(drawing: Drawing) -> HTMLResponse:
    """A drawing of the library, as it would stand in a notebook."""
    return HTMLResponse(drawing.html)


def workbook(table: Table, name: str, lang: Lang) -> Response:
    """A table as a file to be kept."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        db.write_xlsx(path, table, lang=lang)
        data = path.read_bytes()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


# --- the interface ----------------------------------------------------------------------------------------------------


def create_app(folder: Path) -> FastAPI:
    """The interface over a ledger file in a folder; what it begins with is the bundled city."""
    beginning = db.History(db.datasets.thai_nguyen_2021()).enact(*db.datasets.thai_nguyen_changes())
    office = db.datasets.thai_nguyen_activity()
    ratings, rated = db.datasets.thai_nguyen_ratings(), db.datasets.thai_nguyen()
    file = LedgerFile(folder / "thai-nguyen.jsonl", beginning)
    # the pages that FastAPI shows a schema on are fetched from another server
    said = {"model": db.DangboError, "description": "What is wrong, and what to do, in both languages"}
    app = FastAPI(title="dangbo", version=db.__version__, docs_url=None, redoc_url=None, responses={"4XX": said})
    app.router.route_class = Route
    for kind in (db.DangboError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, refused)

    @app.middleware("http")
    async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.url.hostname not in {"127.0.0.1", "localhost"}:  # another name that leads here: a page elsewhere
            return refused(request, HTTPException(421))
        response = await go_on(request)
        response.headers.update(HEADERS)
        return response

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(HERE / "api.html")

    @app.get("/api.js", include_in_schema=False)
    def script() -> FileResponse:
        return FileResponse(HERE / "api.js", media_type="text/javascript")

    @app.get("/organizations")
    def search(text: str, on: Day = ARTICLE_DAY) -> list[db.Organization]:
        return list(file.ledger().as_of(on).search(text))

    @app.get("/organizations/{key}", response_model=Seen)
    def organization(
        key: str, on: Day = ARTICLE_DAY, form: Literal["json", "html"] = "json", lang: Lang = "vi"
    ) -> Seen | HTMLResponse:
        city = file.ledger().as_of(on)
        if form == "html":
            return drawn(city.show(key, lang=lang))
        count = city.headcount(key)
        return Seen(
            on=city.as_of,
            organization=city[key],
            path=list(city.path(key)),
            children=list(city.children(key)),
            full=count.full,
            probationary=count.probationary,
        )

    @app.post("/preview", response_model=db.Preview)
    def preview(plan: db.Plan, form: Literal["json", "html"] = "json", lang: Lang = "vi") -> db.Preview | HTMLResponse:
        shown = plan.preview(file.ledger().as_of(plan.effective))
        return drawn(shown.show(lang=lang)) if form == "html" else shown

    @app.get("/ledger", response_model=Kept)
    def ledger(form: Literal["json", "html"] = "json", lang: Lang = "vi") -> Kept | HTMLResponse:
        now = file.ledger()
        return drawn(now.show(lang=lang)) if form == "html" else kept(now)

    @app.post("/ledger", status_code=201)
    def enact(plan: db.Plan, seal: str) -> Kept:
        return kept(file.enact(plan, seal))

    @app.get("/attention", response_model=db.Agenda)
    def attention(
        on: Day = ARTICLE_DAY, form: Literal["json", "html"] = "json", lang: Lang = "vi"
    ) -> db.Agenda | HTMLResponse:
        agenda = db.attention(replace(office, register=file.ledger(), ratings=ratings), on=on)
        return drawn(agenda.show(limit=12, lang=lang)) if form == "html" else agenda

    @app.get("/tables/{name}", response_model=Table)
    def table(
        name: Literal["structure", "ratings"],
        on: Day = ARTICLE_DAY,
        year: int = 2022,
        form: Literal["json", "html", "xlsx"] = "json",
        lang: Lang = "vi",
    ) -> Table | Response:
        if name == "structure":
            made = structure_table(file.ledger().as_of(on), lang=lang)
        else:
            made = ratings_table(ratings, rated, year=year, previous=rated, lang=lang)
        if form == "xlsx":
            return workbook(made, f"{name}.xlsx", lang)
        return drawn(made.show(limit=None, lang=lang)) if form == "html" else made

    @app.get("/labels")
    def labels(
        name: Annotated[list[str] | None, Query()] = None, on: Day | None = None, lang: Lang = "vi"
    ) -> db.Labels:
        return db.labels(*(name or ()), on=on, lang=lang)

    return app


def main(arguments: list[str] | None = None) -> int:
    """Serve until it is interrupted."""
    parser = argparse.ArgumentParser(description="The library behind a page, on this machine only.")
    parser.add_argument("--port", type=int, default=8000, help="0 for one that is free")
    parser.add_argument("--folder", type=Path, help="where the ledger file lies, or will; a temporary one by default")
    given = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a console of Windows may know no "đ"
    with TemporaryDirectory(prefix="dangbo-") as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            listening = socket.create_server(("127.0.0.1", given.port))
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else an answer may wait for 40 ms
        except (OSError, OverflowError) as error:
            print(f"port {given.port}: {error}; try --port 0", file=sys.stderr)
            return 1
        app = create_app(folder)
        print(f"ledger: {folder.resolve() / 'thai-nguyen.jsonl'}{'' if given.folder else ' (temporary)'}")
        print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
