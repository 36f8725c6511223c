"""Where a session begins: the oracle is led to the state that the header tells of, by a story that leads there.

Which story it was is not recorded, so nothing of it counts as tested; and where two stories lead to what the header
says (in manual mode, a connection that is down may be wanted or not), both are kept.
"""

from __future__ import annotations

from connref.oracle.judge import Judge
from connref.protocol import Do, InputName, Mode, Observation, ObservationKind
from connref_adapters.recorded.header import LEAST_RECORDED, Header, Start

_CALL = "(before the recording)"


def fresh(header: Header) -> Judge:
    """The oracle before anything happened, held to what the header says."""
    return Judge(header.mode, header.profile, header.observes or LEAST_RECORDED, header.outcomes)


def begin(judge: Judge, header: Header) -> bool:
    """Lead the oracle to where the session begins. Whether a socket is open there whose number is not known."""
    start = header.start
    if start is None or not start.ready:
        user = header.user if start is None or start.user is None else start.user
        if user is not None:
            _saved(judge, user)
        judge.estimate.begin_here()
        return False
    manual, has_user = header.mode is Mode.MANUAL, start.user is not None
    if manual and has_user and not start.up:
        idle = Judge(header.mode, header.profile, judge.estimate.observes, header.outcomes)
        _lead(idle, start, comes_up=False, calls=False)
        _lead(judge, start, comes_up=True, calls=True)
        judge.estimate.join(idle.estimate)
    else:
        _lead(judge, start, comes_up=has_user, calls=manual)
    judge.estimate.begin_here()
    return start.up


def _saved(judge: Judge, user: str) -> None:
    """The session begins on a device where somebody logged in earlier, in a process that is gone."""
    for done in (Do(InputName.INIT), Do(InputName.LOGIN, user), Do(InputName.KILL)):
        judge.input(done)


def _lead(judge: Judge, start: Start, *, comes_up: bool, calls: bool) -> None:
    """The connection comes up, by a call of the app or without, and is lost in an outage where the state is down."""
    judge.input(Do(InputName.INIT))
    if start.user is not None:
        judge.input(Do(InputName.LOGIN, start.user))
    if comes_up:
        _come_up(judge, calls=calls)
        if not start.up:
            judge.input(Do(InputName.NETWORK_DOWN))
            judge.observe(Observation(0, ObservationKind.SOCKET_CLOSED, by="network"))
            judge.input(Do(InputName.NETWORK_UP))
    if start.in_background:
        judge.input(Do(InputName.BACKGROUND))
    if start.offline:
        judge.input(Do(InputName.NETWORK_DOWN))


def _come_up(judge: Judge, *, calls: bool) -> None:
    if calls:
        judge.input(Do(InputName.CONNECT, _CALL))
    judge.observe(Observation(0, ObservationKind.SOCKET_OPEN))
    if calls:
        judge.observe(Observation(0, ObservationKind.OUTCOME, call=_CALL, api="connect", result="success"))
