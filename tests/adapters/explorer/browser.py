"""A headless Chromium that tests talk to over its own debugging protocol; nothing to install but the browser itself."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.adapters.sdks.talk import unavailable
from websockets.sync.client import ClientConnection, connect

_STARTS_WITHIN_S = 30.0
_ANSWERS_WITHIN_S = 60.0
_DESKTOP = (1280, 900)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--remote-debugging-port=0",
)


class Tab:
    """One page of the browser."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._last = 0
        self.log: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 (the fields of any method)
        """One request of the protocol. What the page logs as an error or throws meanwhile is kept in `log`."""
        self._last += 1
        self._connection.send(json.dumps({"id": self._last, "method": method, "params": fields}))
        while True:
            reply: dict[str, Any] = json.loads(self._connection.recv(timeout=_ANSWERS_WITHIN_S))
            if reply.get("id") == self._last:
                assert "error" not in reply, (method, reply["error"])
                return reply["result"]
            if reply["method"] in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.log.append(json.dumps(reply["params"]))

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 (whatever the expression gives)
        """The value of an expression, as JSON has it; promises are waited for."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def open(self, address: str, size: tuple[int, int] = _DESKTOP, *, dark: bool = False) -> None:
        """Load an address in a window of this size (CSS pixels), and wait until it is there."""
        wide, high = size
        narrow = wide < 600
        self.call(
            "Emulation.setDeviceMetricsOverride", width=wide, height=high, deviceScaleFactor=1, mobile=narrow
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        until = time.monotonic() + _ANSWERS_WITHIN_S
        while self.evaluate("document.readyState === 'complete' && 'explorer' in window") is not True:
            assert time.monotonic() < until, f"{address} does not load: {self.log}"
            time.sleep(0.02)

    def press(self, key: str, code: int, text: str = "") -> None:
        """One key, down and up."""
        fields = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **fields, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **fields)

    def picture(self) -> bytes:
        """What the window shows, as PNG; it has been painted then."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def chromium() -> str:
    """The program; the test is skipped where there is none, and fails in continuous integration."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        unavailable("there is no `chromium` on the PATH: install the package chromium")
    return found


@contextmanager
def tab() -> Generator[Tab]:
    """A browser with one page, in a profile of its own that is gone afterwards."""
    program = chromium()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = _address(Path(profile), process)
            # No keep-alive: its thread draws from the global `random` every 20 s for as long as the browser is kept,
            # and a property test that Candidate runs meanwhile is then called flaky.
            with connect(address, max_size=None, compression=None, ping_interval=None) as connection:
                yield Tab(connection)
        finally:
            process.terminate()
            process.wait(timeout=_STARTS_WITHIN_S)


def _address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where the page of a browser that has just been started listens."""
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until:
        assert process.poll() is None, f"the browser ended with status {process.returncode}"
        port = profile / "DevToolsActivePort"
        lines = port.read_text(encoding="utf-8").splitlines() if port.is_file() else []
        if lines:
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json/list", timeout=5) as reply:
                pages = [page for page in json.load(reply) if page["type"] == "page"]
            if pages:
                return pages[0]["webSocketDebuggerUrl"]
        time.sleep(0.05)
    message = f"the browser does not listen after {_STARTS_WITHIN_S:g} s"
    raise AssertionError(message)
