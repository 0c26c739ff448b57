"""The Chromium of the system, without a window: opens a page, runs what a test tells it to, and says what went wrong.

It is spoken to over a pair of pipes (`--remote-debugging-pipe`), so that nothing beside it is needed.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Where it is; `None` where there is none, or none that can be spoken to."""
    return None if os.name == "nt" else next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A browser with one page open.

    Attributes:
        complaints: what it wrote to its console: scripts and styles that were refused, errors of scripts.
    """

    def __init__(self, program: str, profile: Path, *, width: int = 1200, height: int = 1000) -> None:
        to_it, self._write = os.pipe()
        self._read, from_it = os.pipe()
        # it reads from 3 and writes to 4; what is the shell's own stays closed
        line = f'exec "$@" 3<&{to_it} 4>&{from_it}'
        self._process = subprocess.Popen(
            [
                *("/bin/bash", "-c", line, "-", program, "--headless", "--no-sandbox", "--disable-gpu"),
                *("--remote-debugging-pipe", f"--user-data-dir={profile}", f"--window-size={width},{height}"),
                *("--no-first-run", "--disable-background-networking", "about:blank"),
            ],
            pass_fds=(to_it, from_it),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self._rest, self._number = b"", 0
        self.complaints: list[str] = []
        target = self._ask("Target.createTarget", {"url": "about:blank"}, session=None)["targetId"]
        attached = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, session=None)
        self._session: str = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._ask(f"{domain}.enable", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(10)
        os.close(self._write)
        os.close(self._read)

    def open(self, address: str) -> None:
        """Go to a page."""
        self._ask("Page.navigate", {"url": address})

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script says
        """What a script gives; a promise is waited for."""
        given = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self._ask("Runtime.evaluate", given)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, condition: str, seconds: float = 10) -> None:
        """Wait until a script says true."""
        waiting = (
            f"new Promise((done, fail) => {{ const end = Date.now() + {seconds * 1000}; const look = () => "
            f"({condition}) ? done(true) : Date.now() > end ? fail(document.body.innerText) : setTimeout(look, 20); "
            "look() })"
        )
        assert self.run(waiting) is True

    def picture(self, path: Path, *, width: int, height: int = 900, dark: bool = False) -> None:
        """The whole page as a picture."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._ask("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", {"features": [scheme]})
        data = self._ask("Page.captureScreenshot", {"captureBeyondViewport": True})["data"]
        path.write_bytes(base64.b64decode(data))

    def _ask(self, method: str, given: Mapping[str, object], session: str | None = "") -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": given}
        if session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._number:
                assert "error" not in said, said
                answer: dict[str, Any] = said["result"]
                return answer
            if said.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                self.complaints.append(json.dumps(said["params"], ensure_ascii=False))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            some = os.read(self._read, 1 << 16)
            assert some, "the browser has gone"
            self._rest += some
        one, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(one)
        return said
