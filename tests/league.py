"""What `make league` does: judge every published client that has a driver, try each finding again, write a page.

A client that is done is kept in build/league, under what it was judged with; an interrupted run goes on where it was. A
client that cannot be had, or whose driver is at fault, is a row that says so, and the others go on.

python -m tests.league [NAME…] [--kept]     only these clients; with --kept the page alone is written, from league.json
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from threading import Semaphore

from connref_adapters import sdks
from connref_adapters.profiles import shipped_names
from connref_adapters.reports import RunReport, load_results, write_file
from connref_adapters.reports.data import Finding
from connref_adapters.site.league import (
    Against,
    Entry,
    Real,
    Told,
    entry_from,
    from_json,
    judgement,
    story_of,
    to_json,
)
from connref_adapters.site.league_page import page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "findings"
DATA, PAGE = FOLDER / "league.json", FOLDER / "league.md"
WORK = ROOT / "build" / "league"

DOCUMENT = "document"

AT_ONCE = 2
"""Clients that are judged side by side: two cores."""

_TURN = Semaphore(AT_ONCE)

REAL_AT_ONCE = 16
"""Stories that are played in real time side by side: they mostly wait."""

LONGEST_REAL_MS = 70_000
"""A story that lasts longer is not tried in real time."""

REAL_TRIES = ((None, 0), (400, 1000))
"""How a story is tried: the latency of an opening and the slack of each wait, in ms. First as it is; then so that a gap
is longer than the tolerance of a real clock, and no instant has to be hit."""

RUN_LIMIT_S = 900
_NOTHING_FAILS, _FAILS, _NO_END = 0, 1, -1

Say = Callable[[str], None]


def main(arguments: Sequence[str], say: Say = lambda line: print(line, flush=True)) -> None:  # noqa: T201
    """Judge where asked, and write both files."""
    names = [name for name in arguments if name != "--kept"]
    if "--kept" in arguments:
        entries = from_json(DATA.read_text("utf-8"), DATA)
    else:
        entries = league(names or sdks.NAMES, say)
        if names and DATA.exists():
            entries = (
                *(each for each in from_json(DATA.read_text("utf-8"), DATA) if each.name not in names),
                *entries,
            )
        write_file(DATA, to_json(entries).encode("ascii"))
    write_file(PAGE, page(sorted(entries, key=lambda each: each.name)).encode())
    say(f"wrote {PAGE.relative_to(ROOT)}")


def league(names: Iterable[str], say: Say) -> tuple[Entry, ...]:
    """Every client of these, as it is kept or as it is judged now."""
    mark, asked = fingerprint(), tuple(names)
    with ThreadPoolExecutor(REAL_AT_ONCE) as stories, ThreadPoolExecutor(len(asked)) as clients:
        return tuple(clients.map(partial(_kept_or_judged, mark, say, stories), asked))


def fingerprint() -> str:
    """Changes with whatever could change a verdict: the sources of the model and of the adapters."""
    files = sorted(
        path for part in ("model", "adapters") for path in (ROOT / part).rglob("*") if _counts(path)
    )
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _counts(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return path.is_file() and "__pycache__" not in parts and "site" not in parts


def _kept_or_judged(mark: str, say: Say, stories: Executor, name: str) -> Entry:
    file = WORK / f"{name}.json"
    if file.exists():
        kept = json.loads(file.read_text("utf-8"))
        if kept["mark"] == mark:
            say(f"{name}: kept from the run before")
            return entry_from(kept["entry"])
    started = time.monotonic()
    entry = judged(name, stories)
    if entry.fault is None:
        write_file(file, json.dumps({"mark": mark, "entry": asdict(entry)}).encode())
    say(f"{name}: {entry.fault or 'judged'} in {time.monotonic() - started:.0f} s")
    return entry


def judged(name: str, stories: Executor) -> Entry:
    """One client judged now; a client that cannot be had, or whose driver is at fault, is an entry that says so."""
    sdk = sdks.find(name)
    entry = Entry(name, sdk.package, sdk.version)
    try:
        sdks.command(name)
        with _TURN:
            document = _run(name, DOCUMENT)
            own = _own(name, document)
    except (sdks.InstallError, RunFailedError) as error:
        return replace(entry, fault=str(error).splitlines()[0])
    told = tuple(stories.map(partial(_told, name), document.findings))
    return replace(
        entry, document=judgement(document), own=None if own is None else judgement(own), findings=told
    )


def _own(name: str, document: RunReport) -> RunReport | None:
    """The run by the vendor's own profile; None where none ships. For the document's vendor that is the document."""
    if name in sdks.VENDOR:
        return document
    return _run(name, name) if name in shipped_names() else None


class RunFailedError(Exception):
    """A run that ended with another status than that of a verdict: its driver made a mistake."""


def _results(name: str, profile: str) -> Path:
    """Where the results of a client are: the SDKs that have pages keep theirs, and the tests hold them to a run now."""
    kept = FOLDER / f"{name}.results.json"
    return kept if profile == DOCUMENT and kept.exists() else WORK / f"{name}.{profile}" / "results.json"


def _run(name: str, profile: str) -> RunReport:
    """Judge a client by a profile, where the results are not kept. Raises `RunFailedError`."""
    results = _results(name, profile)
    if results.is_relative_to(WORK):
        done = _connref("run", "--driver", name, "--profile", profile, "--out", str(results.parent))
        if done.returncode not in (_NOTHING_FAILS, _FAILS):
            said = done.stderr.strip().splitlines()
            raise RunFailedError(said[-1] if said else f"status {done.returncode}")
    return load_results(results)


def _told(name: str, found: Finding) -> Told:
    return Told(
        found.id,
        found.sentence,
        found.requirements,
        found.cases,
        found.mode,
        story_of(found.counterexample),
        _against(name, found),
        _real(name, found),
    )


def _against(name: str, found: Finding) -> Against:
    """The story judged again, by the vendor's profile; for the document's vendor that is the document."""
    if name in sdks.VENDOR:
        return Against.PROFILE
    if name not in shipped_names():
        return Against.UNSAID
    return Against.PROFILE if _replay(name, found, "--profile", name) == _FAILS else Against.DOCUMENT


def _real(name: str, found: Finding) -> Real:
    """The story in real time, over real sockets, by the document."""
    lasts = sum(step["ms"] for step in found.counterexample.steps if step["op"] == "advance")
    if lasts > LONGEST_REAL_MS:
        return Real.NOT_TRIED
    for opening_ms, slack_ms in REAL_TRIES:
        real = ("--real", "--slack", str(slack_ms), "--profile", DOCUMENT)
        if _replay(name, found, *real, opening_ms=opening_ms) == _FAILS:
            return Real.REPRODUCED
    return Real.NOT


def _replay(name: str, found: Finding, *options: str, opening_ms: int | None = None) -> int:
    story = f"{_results(name, DOCUMENT)}#{found.id}"
    return _connref("replay", story, "--driver", name, *options, opening_ms=opening_ms).returncode


def _connref(*arguments: str, opening_ms: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "connref_adapters", *arguments]
    latency = {} if opening_ms is None else {"CONNREF_OPEN_LATENCY": str(opening_ms)}
    environment = {**os.environ, **latency}
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=RUN_LIMIT_S, env=environment
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, _NO_END, "", f"no end after {RUN_LIMIT_S} s")


if __name__ == "__main__":
    main(sys.argv[1:])
