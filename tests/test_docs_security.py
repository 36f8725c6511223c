"""docs/security.md says what the code does: each limit on the page is the number that is enforced."""

from __future__ import annotations

from pathlib import Path

from connref_adapters.drivers import Limits
from connref_adapters.drivers.hello import LARGEST_PROFILE_MS, LARGEST_TOLERANCE_MS
from connref_adapters.drivers.log import LOG_BYTES
from connref_adapters.drivers.process import MAX_LINE_BYTES
from connref_adapters.recorded.lines import LONGEST_LINE
from connref_adapters.runtime.stream import DEFAULT_LIMIT
from connref_adapters.server import ServerSettings
from connref_adapters.transports.endpoint import LARGEST_MESSAGE

DOCS = Path(__file__).parents[1] / "docs"
SERVER = ServerSettings()
MIB, KIB = 1 << 20, 1 << 10


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


LIMITS = {
    "a line of a driver": f"{MAX_LINE_BYTES // MIB} MiB",
    "the log of a driver that is kept": f"{LOG_BYTES // KIB} KiB",
    "a driver's reply": f"{Limits().reply_s:g} s, the first {Limits().start_s:g} s, or `--timeout`",
    "a run on a virtual clock": "none, or `--budget`",
    "tolerance in a hello": f"{grouped(LARGEST_TOLERANCE_MS)} ms",
    "grace and reconnect bound in a hello": f"{grouped(LARGEST_PROFILE_MS)} ms",
    "a line of a recording": f"{LONGEST_LINE // MIB} MiB",
    "a message that the runtime takes": f"{LARGEST_MESSAGE // MIB} MiB, or `max_message_bytes`",
    "messages that wait for a reader of the runtime": f"{grouped(DEFAULT_LIMIT)}, or `limit`",
    "a message that the test server takes": f"{SERVER.max_message_bytes // KIB} KiB",
    "frames that wait for a client of the test server": grouped(SERVER.outbox),
    "the test server's wait for a request, and for an auth frame": f"{SERVER.handshake_timeout_s:g} s each",
    "the test server's stop": f"{SERVER.stop_timeout_s:g} s",
}


def test_the_limits_on_the_page_are_those_that_are_enforced() -> None:
    page = (DOCS / "security.md").read_text("utf-8")
    rows = page.split("## Limits")[1].split("\n## ")[0].splitlines()
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row.startswith("| ")]
    assert {row[0]: row[1] for row in cells[2:]} == LIMITS
    assert SERVER.auth_timeout_s == SERVER.handshake_timeout_s


def test_a_reader_finds_the_page() -> None:
    assert "\nsecurity\n" in (DOCS / "index.md").read_text("utf-8")
    assert "docs/security.md" in (DOCS.parent / "README.md").read_text("utf-8")
