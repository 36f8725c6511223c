"""Whether what the driver tells can be so: instants, calls, sockets, errors, and the same again each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connref.protocol import Advance, Do, InputName, Mode, Observation, ObservationKind
from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.checking.words import (
    LIFE,
    Problems,
    first,
    mode_name,
    observed,
    some,
)

_KIND = ObservationKind
_IN = InputName


def introduction(bench: Bench) -> Problems:
    """Names that the protocol does not know are misspelt, most likely."""
    for name in bench.hello.ignored:
        yield f"the hello names {name!r}, which the protocol does not know"


def repeats(bench: Bench) -> Problems:
    """The same requests give the same replies, in the same process and in a new one."""
    for mode in bench.modes:
        story = f"{bench.come_up(mode)} {some(bench, 'network_down')} {bench.wait}"
        first = bench.play(mode, story)
        if bench.play_anew(mode, story) != first:
            yield f"mode {mode_name(mode)}: {story!r} plays differently the second time"
    bench.restart()
    for mode in bench.modes:
        story = f"{bench.come_up(mode)} {some(bench, 'network_down')} {bench.wait}"
        if bench.play_anew(mode, story) != bench.play(mode, story):
            yield f"mode {mode_name(mode)}: {story!r} plays differently after the driver was started anew"


def steps_alike(bench: Bench) -> Problems:
    """An instant is the same whether time moves on in one step or in many, and the end of a step belongs to it."""
    for mode in bench.up_modes():
        *begun, _ = bench.steps(mode, bench.come_up(mode))
        up = first(bench.seen(mode, bench.come_up(mode)), _KIND.SOCKET_OPEN).at
        for parts in ([up], [up // 4] * 4 + [up % 4]):
            playback = bench.play_steps(mode, [*begun, *(Advance(ms) for ms in parts)])
            at = [each.at for each in observed(playback) if each.kind is _KIND.SOCKET_OPEN]
            if at != [up]:
                found = f"at {at[0]} ms" if at else "not at all"
                yield f"mode {mode_name(mode)}: up at {up} ms in one long advance, but {found} in advances of {parts}"


def pings(bench: Bench) -> Problems:
    """A ping of the app is seen at the server, and nothing else is taken for one."""
    for mode in bench.up_modes():
        up = bench.come_up(mode)
        if _KIND.PING_SENT in bench.kinds(mode, f"{up} {bench.wait}"):
            yield f"mode {mode_name(mode)}: ping_sent without any ping(): the SDK's own keep-alive is not reported"
        kinds = bench.kinds(mode, f"{up} ping(p1) +1s")
        if mode is Mode.MANUAL and _KIND.PING_SENT not in kinds and _KIND.OUTCOME in kinds[-1:]:
            answered = [each.result for each in bench.seen(mode, f"{up} ping(p1) +1s") if each.call == "p1"]
            if answered == ["success"]:
                yield f"mode {mode_name(mode)}: ping() succeeds, and no ping_sent was seen"


def calls_fit(bench: Bench) -> Problems:
    """An outcome belongs to a call that was made, and names its API."""
    told: set[str] = set()
    _take_down(bench)
    for _, story, playback in bench.played():
        made = {each.value: each.input for each in _inputs(bench, story)}
        for each in observed(playback):
            if each.kind is _KIND.OUTCOME and made.get(each.call) != each.api:
                told.add(
                    f"in {story!r}: an outcome of {each.api}() for the call {each.call!r}, which is none"
                )
    yield from sorted(told)[:3]


def outcomes(bench: Bench) -> Problems:
    """A connect() that brings a connection up calls back."""
    for mode in bench.up_modes():
        if mode is not Mode.AUTO and _IN.CONNECT in bench.hello.outcomes & bench.hello.inputs:
            results = [each.result for each in bench.seen(mode, bench.come_up(mode)) if each.call == "c1"]
            if not results:
                yield f"mode {mode_name(mode)}: the connection is up, and connect() has not called back"


def sockets_fit(bench: Bench) -> Problems:
    """A socket opens before it is open, is open before it is closed, and ends once."""
    told: set[str] = set()
    _take_down(bench)
    for _, story, playback in bench.played():
        told |= {f"in {story!r}: {wrong}" for wrong in _wrong_sockets(list(observed(playback)))}
    yield from sorted(told)[:3]


def survives_nonsense(bench: Bench) -> Problems:
    """What the driver cannot do is answered with an error of a kind that blames no SDK, and a reset helps."""
    with bench.raw() as ask:
        ask({"op": "reset", "mode": None})
        reply = ask({"op": "do", "input": "no_such_input"})
        if reply.get("ok"):
            yield "an input that it does not have is answered as if it had been carried out"
        elif reply.get("error", {}).get("kind") == "crash":
            yield "its own trouble with an input that it does not have is told as a crash of the SDK"
        if not ask({"op": "reset", "mode": None}).get("ok"):
            yield "after an error reply a reset is answered with an error"


def says_goodbye(bench: Bench) -> Problems:
    """It replies to bye and ends with status 0: whatever it does else is a fault, which says so."""
    bench.bye()
    yield from ()


def _take_down(bench: Bench) -> None:
    for mode in bench.up_modes():
        bench.play(mode, f"{bench.come_up(mode)} {some(bench, 'disconnect(d1)')} +1s")


def _wrong_sockets(seen: Iterable[Observation]) -> Iterator[str]:
    state: dict[int, ObservationKind] = {}
    allowed = {
        None: {_KIND.SOCKET_OPENING},
        _KIND.SOCKET_OPENING: {_KIND.SOCKET_OPEN, _KIND.SOCKET_FAILED},
        _KIND.SOCKET_OPEN: {_KIND.SOCKET_CLOSED},
    }
    for each in seen:
        if each.kind in LIFE and each.socket is not None:
            before = state.get(each.socket)
            if each.kind not in allowed.get(before, set()):
                yield f"socket {each.socket}: {each.kind} after {before or 'nothing'}"
            state[each.socket] = each.kind


def _inputs(bench: Bench, story: str) -> Iterator[Do]:
    return (step for step in bench.steps(None, story) if isinstance(step, Do))
