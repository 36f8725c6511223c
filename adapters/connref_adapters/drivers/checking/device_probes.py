"""Whether what the kit asks for reaches the SDK and the world around it: app, device, network and server."""

from __future__ import annotations

from connref.protocol import InputName, Mode, ObservationKind
from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.checking.words import (
    ENDED,
    LIFE,
    Problems,
    mode_name,
    observed,
    some,
    told_of,
)
from connref_adapters.drivers.messages import PlaybackStatus

_KIND = ObservationKind
_IN = InputName


def comes_up(bench: Bench) -> Problems:
    """In every mode a user who logs in and connects comes up."""
    for mode in bench.modes:
        playback = bench.play(mode, bench.come_up(mode))
        if playback.status is not PlaybackStatus.OK:
            yield f"mode {mode_name(mode)}: {playback.status}, {playback.message}"
        elif _KIND.SOCKET_OPEN not in bench.kinds(mode, bench.come_up(mode)):
            yield f"mode {mode_name(mode)}: {bench.come_up(mode)!r} shows no socket_open"


def stays_down_alone(bench: Bench) -> Problems:
    """A new device knows nobody and does nothing."""
    for mode in bench.modes:
        bench.play_anew(mode, bench.come_up(mode))
        for story in (bench.wait, f"init {bench.wait}"):
            seen = [each for reply in bench.play_anew(mode, story).replies for each in reply.observations]
            left = [each for each in seen if each.kind in LIFE or (each.kind is _KIND.USER and each.value)]
            if left:
                yield f"mode {mode_name(mode)}: after a reset, {story!r} alone shows {told_of(left)}"


def modes_differ(bench: Bench) -> Problems:
    """In auto mode a login is enough, in manual mode it is not: what follows from it differs."""
    if {Mode.AUTO, Mode.MANUAL} <= set(bench.modes):
        story = f"init login(alice) {bench.wait}"
        if bench.seen(Mode.AUTO, story) == bench.seen(Mode.MANUAL, story):
            yield "after a login all is the same in auto and in manual mode"


def delivers(bench: Bench) -> Problems:
    """A message to a user who is up arrives once, as it was sent."""
    for mode in bench.up_modes():
        story = f"{bench.come_up(mode)} message(hello) +1s"
        texts = [each.message for each in bench.seen(mode, story) if each.kind is _KIND.DELIVERED]
        if texts != ["hello"]:
            yield f"mode {mode_name(mode)}: of one message 'hello' arrived {texts}"


def network_cuts(bench: Bench) -> Problems:
    """While the network is down nothing is carried."""
    for mode in bench.up_modes():
        if _comes_up_in(bench, mode, "network_down"):
            yield f"mode {mode_name(mode)}: a socket opens although the network is down"
        if bench.sees(_KIND.DELIVERED) and _IN.SERVER_MESSAGE in bench.hello.inputs:
            story = f"{bench.come_up(mode)} network_down message(lost) +100ms"
            if _KIND.DELIVERED in bench.kinds(mode, story):
                yield f"mode {mode_name(mode)}: a message arrives although the network is down"


def background_reaches(bench: Bench) -> Problems:
    """What follows in the background differs from what follows in the foreground, in one mode at least."""
    modes = list(bench.up_modes())
    up = {mode: bench.come_up(mode) for mode in modes}
    if modes and not any(
        _differs(bench, mode, f"{up[mode]} background", up[mode], " +grace +R") for mode in modes
    ):
        yield "in no mode does anything differ, whether the app is in the background or not"


def kill_is_death(bench: Bench) -> Problems:
    """A kill ends timers and sockets without a word; storage stays."""
    for mode in bench.up_modes():
        up = bench.play(mode, bench.come_up(mode))
        story = f"{bench.come_up(mode)} kill {some(bench, 'server_message(ghost)')} {bench.wait}"
        after = bench.seen(mode, story)[len(list(observed(up))) :]
        ghosts = [each for each in after if each.kind not in ENDED or each.at > up.replies[-1].now]
        if ghosts:
            yield f"mode {mode_name(mode)}: after a kill the dead process shows {told_of(ghosts[:2])}"
        if bench.sees(_KIND.USER) and _IN.LOGIN in bench.hello.inputs:
            users = [
                each.value
                for each in bench.seen(mode, f"{bench.come_up(mode)} kill init")
                if each.kind is _KIND.USER
            ]
            if users[-1:] != ["alice"]:
                yield f"mode {mode_name(mode)}: after login, kill and init the SDK knows {users[-1:]}, not alice"


def closes(bench: Bench) -> Problems:
    """A close by the server is seen, and is the server's."""
    for mode in bench.up_modes():
        before = len(bench.seen(mode, bench.come_up(mode)))
        seen = bench.seen(mode, f"{bench.come_up(mode)} close(1001) +100ms")[before:]
        closed = [each.by for each in seen if each.kind is _KIND.SOCKET_CLOSED]
        if closed[:1] != ["server"]:
            yield f"mode {mode_name(mode)}: after server_close the socket was closed by {closed or 'nobody'}"


def refuses(bench: Bench) -> Problems:
    """A server that refuses or rejects lets nobody up."""
    yield from _bars(bench, "refuse", "refuses new sockets")


def rejects(bench: Bench) -> Problems:
    """As `refuses`, for the credentials."""
    yield from _bars(bench, "reject", "rejects the credentials")


def mutes(bench: Bench) -> Problems:
    """A mute server approves nobody and sends nothing."""
    yield from _bars(bench, "mute", "is mute")


def strands(bench: Bench) -> Problems:
    """After a handover the sockets of before carry nothing."""
    for mode in bench.up_modes():
        story = f"{bench.come_up(mode)} network_handover(false) message(lost) +1s"
        if _KIND.DELIVERED in bench.kinds(mode, story):
            yield f"mode {mode_name(mode)}: a message arrives over a socket of the network that the device has left"


def freezes(bench: Bench) -> Problems:
    """A suspended process does nothing and sees nothing."""
    for mode in bench.up_modes():
        up = bench.come_up(mode)
        seen = bench.seen(mode, f"{up} suspend {some(bench, 'server_message(m)')} {bench.wait}")
        if after := seen[len(bench.seen(mode, up)) :]:
            yield f"mode {mode_name(mode)}: while suspended the process shows {told_of(after[:1])}"


def _bars(bench: Bench, word: str, does: str) -> Problems:
    for mode in bench.up_modes():
        if _comes_up_in(bench, mode, f"server_{word}"):
            yield f"mode {mode_name(mode)}: a socket is up although the server {does}"


def _comes_up_in(bench: Bench, mode: Mode | None, trouble: str) -> bool:
    """Whether a socket opens after that was said, which is the last input before the app or its `init` asks for one."""
    story = bench.come_up(mode, trouble)
    before = len(bench.seen(mode, story.partition(f" {trouble}")[0])) if trouble in story else None
    return before is not None and any(
        each.kind is _KIND.SOCKET_OPEN for each in bench.seen(mode, story)[before:]
    )


def _differs(bench: Bench, mode: Mode | None, one: str, other: str, then: str) -> bool:
    return bench.seen(mode, one + then) != bench.seen(mode, other + then)
