"""What reads bytes from outside, each with inputs to begin with and the errors that it may raise: no other, ever.

`inputs` draws bytes of any kind, and the seeds with pieces of them changed, left out, doubled or put elsewhere.
"""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from hypothesis import strategies as st
from tests.adapters.reports.sample import CATALOGUE, sample_report

from connref.errors import ConnrefError
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref_adapters import profiles as shipped_profiles
from connref_adapters.drivers import DriverFault, in_process
from connref_adapters.drivers.channel import Body, decode_line
from connref_adapters.drivers.faults import Trouble
from connref_adapters.profiles import load_profile
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.mapping import load_mapping
from connref_adapters.reports import load_baseline, load_results, results_json
from connref_adapters.runtime import wire
from connref_adapters.server import ChatServer
from connref_adapters.server.control import obey
from connref_adapters.server.wire import read_client_frame
from connref_adapters.storage import ForeignStoreError, Secret, Session, SqliteSessionStore, StorageError


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads bytes. `play` raises only for a mistake of ours."""

    name: str
    seeds: tuple[bytes, ...]
    play: Callable[[bytes], None]


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Any bytes, and seeds of the target in other words."""
    piece = st.one_of(st.binary(max_size=8), st.sampled_from(TELLING))
    edit = st.tuples(st.floats(0, 1), st.integers(0, 20), piece)
    edits = st.lists(edit, min_size=1, max_size=4)
    changed = st.tuples(st.sampled_from(target.seeds), edits).map(lambda drawn: _edited(*drawn))
    return st.one_of(changed, st.binary(max_size=200), st.sampled_from(target.seeds))


def _edited(seed: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, piece in edits:
        at = int(where * len(seed))
        seed = seed[:at] + piece + seed[at + length :]
    return seed


TELLING = (
    b'"', b"{", b"]", b"\\ud800", b"1e999", b"-1", b"9" * 40, b"null", b"NaN", b"\xed\xa0\x80", b"\0", b"\n",
    b"\x1b[31m", b"[" * 2_000,
)  # fmt: skip
"""Pieces at which readers of JSON, TOML and texts have failed before."""
NESTED = b"extends = " + b"[" * 5_000
"""A find: brackets without end, which Python's reader of TOML follows down until its stack is full."""


def _tried(read: Callable[[bytes], object], *allowed: type[Exception]) -> Callable[[bytes], None]:
    def play(data: bytes) -> None:
        try:
            read(data)
        except allowed as error:
            # Whatever is said of it can be printed.
            str(error).encode("utf-8", "backslashreplace")

    return play


def _in_file(read: Callable[[Path], object], name: str) -> Callable[[bytes], None]:
    def play(data: bytes) -> None:
        folder = Path(tempfile.mkdtemp(prefix="connref-fuzz-"))
        try:
            (folder / name).write_bytes(data)
            read(folder / name)
        finally:
            shutil.rmtree(folder)

    return play


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _store(path: Path) -> None:
    store = SqliteSessionStore(path)
    told = ""
    try:
        store.load()
    except ForeignStoreError:
        return
    except StorageError as error:
        told = str(error)
    assert KEY not in told
    # Whatever it was, the next start works.
    store.load()
    store.save(Session("ben", Secret("another")))


def _stored() -> bytes:
    folder = Path(tempfile.mkdtemp(prefix="connref-fuzz-"))
    SqliteSessionStore(folder / "session.db").save(Session("anna", Secret(KEY)))
    data = (folder / "session.db").read_bytes()
    shutil.rmtree(folder)
    return data


KEY = "token-of-anna"
SHIPPED = Path(shipped_profiles.__file__).parent / "shipped"
MACHINE = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.5)


def _recording(data: bytes) -> None:
    checker = Checker(lambda _: None, lambda _: None)
    checker.read("fuzz", read_lines(io.BytesIO(data)))
    checker.finish()


class _Fixed:
    """A driver with one reply to everything."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def request(self, _: Body, /) -> Body:
        return self._body


def _hello(data: bytes) -> None:
    body = decode_line(data)
    with in_process(lambda: _Fixed(body)) as driver:
        driver.hello()


def _commanded(data: bytes) -> None:
    # Refused or carried out by a server that nobody is connected to.
    body = wire_object(data)
    if body.get("op") not in ("restart", "stop"):
        json.dumps(asyncio.run(obey(ChatServer(), _text(data))))


def wire_object(data: bytes) -> dict[str, object]:
    """The JSON object that the bytes are, an empty one where they are none."""
    try:
        body = json.loads(_text(data))
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, object]", body) if isinstance(body, dict) else {}


def _baseline() -> bytes:
    return b'{"schema": "connref-baseline/2", "failing": {"MAN-GRACE": "why"}}'


_FRAMES = (
    b'{"type":"message","id":"m1","from":"ben","text":"hi"}',
    b'{"type":"pong","id":"1"}',
    b'{"type":"auth_ok"}',
)
_CLIENT = (
    b'{"type":"auth","token":"t"}',
    b'{"type":"ping","id":1}',
    b'{"type":"message","to":"a","text":"b"}',
)
_RECORDED = (
    b"""{"session": "s1", "mode": "manual", "tolerance_ms": 100}
{"at": 0, "input": "init"}
{"at": 5, "input": "login", "user": "anna"}
{"at": 9, "input": "connect", "call": "c"}
{"at": 20, "kind": "socket_open", "socket": 1}
{"at": 21, "kind": "outcome", "call": "c", "api": "connect", "result": "success"}
{"at": 90000, "end": true}
""",
)
_HELLO = (
    b"""{"id":1,"ok":true,"implementation":{"name":"a","version":"1","language":"js"},"clock":"virtual",
    "tolerance_ms":0,"inputs":["init"],"observes":["socket_open","socket_closed","outcome"],"profile":{"grace_ms":1}}""",
)
_MAPPING = (
    b'[line]\nformat = "json"\n[header]\nmode = "manual"\n[[event]]\nmatch = "opened"\nkind = "socket_open"\n',
    b'extends = "logcat"\n',
    NESTED,
)
_CONTROL = (
    b'{"op":"login","user":"anna"}', b'{"op":"send","to":"anna","text":"x"}', b'{"op":"mute"}',
    b'{"op":"close","code":1000}',
)  # fmt: skip


def targets() -> tuple[Target, ...]:
    """All of them."""
    profiles = (*(path.read_bytes() for path in sorted(SHIPPED.glob("*.toml"))[:3]), NESTED)
    return (
        Target("frames", _FRAMES, _tried(lambda data: wire.decode(_text(data)), wire.FrameError)),
        Target("client-frames", _CLIENT, _tried(lambda data: read_client_frame(_text(data)), ConnrefError)),
        Target("control", _CONTROL, _commanded),
        Target("hello", _HELLO, _tried(_hello, Trouble, DriverFault)),
        Target("recording", _RECORDED, _recording),
        Target("mapping", _MAPPING, _in_file(_tried_path(load_mapping), "m.toml")),
        Target("profile", profiles, _in_file(_tried_path(load_profile), "p.toml")),
        Target(
            "results", (results_json(sample_report(), CATALOGUE),), _in_file(_loaded(load_results), "r.json")
        ),
        Target("baseline", (_baseline(),), _in_file(_loaded(load_baseline), "b.json")),
        Target("store", (_stored(), b""), _in_file(_store, "session.db")),
        Target("snapshot", (json.dumps(MACHINE.snapshot()).encode(),), _tried(_restored, ConnrefError)),
    )


def _tried_path(read: Callable[[str], object]) -> Callable[[Path], object]:
    return _loaded(lambda path: read(str(path)))


def _loaded(read: Callable[[Path], object]) -> Callable[[Path], object]:
    def play(path: Path) -> None:
        try:
            read(path)
        except ConnrefError as error:
            str(error).encode("utf-8", "backslashreplace")

    return play


def _restored(data: bytes) -> None:
    MACHINE.restore(wire_object(data))
