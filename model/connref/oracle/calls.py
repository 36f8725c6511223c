"""The calls of a case as everybody saw them, what each is expected to report, and whether what it did report fits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from connref.oracle.candidate import Branch, Owes, Pending
from connref.oracle.conditions import Spoiler
from connref.oracle.diagnosis import Violation
from connref.oracle.does import Does
from connref.oracle.past import Past
from connref.oracle.sockets import Sockets
from connref.protocol import InputName, Observation
from connref.spec.requirements import CALL_OUTCOME, MAN_PING_SENDS
from connref.spec.vocabulary import Answer

_PING = InputName.PING.value

KILLED = "killed"
"""What stands for the outcome of a call whose process ended."""


@dataclass(slots=True)
class CallRecord:
    """One API call.

    `excused` once a connection asked for could not, or need not, come up; `came` once one came up after the call. `up`:
    it was called while one was up.
    """

    api: str
    at: int
    in_background: bool
    excused: bool
    up: bool = False
    came: bool = False


class Sender(NamedTuple):
    """A ping that was called while the connection was up, at `at` (ms): the server may get it later."""

    call: str
    at: int


@dataclass(slots=True)
class Calls:
    """The calls of one case that have no outcome yet, by name, and the outcomes of the others.

    `senders` and `pings_seen` (ms) are the latest pings that were called and that the server got, `pinged_at`
    is when ping() was last called.
    """

    open: dict[str, CallRecord] = field(default_factory=dict[str, CallRecord])
    over: Past[str] = field(default_factory=Past[str])
    senders: list[Sender] = field(default_factory=list[Sender])
    pings_seen: list[int] = field(default_factory=list[int])
    pinged_at: int = -1

    def make(self, call: str, record: CallRecord) -> None:
        """The app makes a call."""
        self.open[call] = record
        if record.api == _PING:
            self.pinged_at = record.at
        if record.api == _PING and record.up:
            self.senders.append(Sender(call, record.at))

    def knows(self, call: str) -> bool:
        """Whether there was a call of this name."""
        return call in self.open or self.over.get(call) is not None

    def settle(self, call: str, outcome: str) -> None:
        """A call has had its outcome."""
        del self.open[call]
        self.over.put(call, outcome)

    def excuse(self) -> None:
        """From here on an error is a right answer to every connect() that is still open."""
        for record in self.open.values():
            record.excused = True

    def connection_came(self) -> None:
        """A connection came up after every call that is still open."""
        for record in self.open.values():
            record.came = True

    def die(self) -> None:
        """The process is killed."""
        for call in tuple(self.open):
            self.settle(call, KILLED)

    def see_ping(self, now: int) -> None:
        """The server got a ping."""
        self.pings_seen.append(now)

    def forget_pings(self, before: int) -> None:
        """What was sent or seen before this instant (ms) is no longer on its way."""
        self.senders = [sender for sender in self.senders if sender.at >= before]
        self.pings_seen = [at for at in self.pings_seen if at >= before]

    def on_its_way(self, waiting: Collection[str]) -> bool:
        """Whether more pings were sent lately than were seen, those not counted that still wait for something."""
        sent = sum(sender.call not in waiting for sender in self.senders)
        return sent > len(self.pings_seen)


def expected_answer(
    call: str, record: CallRecord, branch: Branch, sockets: Sockets, *, loose: bool
) -> Pending:
    """What this branch of the table expects of a call; `loose` where the clock is too coarse to expect more."""
    transition = branch.transition
    answer = transition.answer or Answer.EITHER
    if loose and answer not in (Answer.SILENT, Answer.THROWS):
        answer = Answer.EITHER
    sends = answer is Answer.SENDS
    in_background = sends and transition.requirement != CALL_OUTCOME
    return Pending(
        call,
        record.api,
        record.at,
        answer,
        MAN_PING_SENDS if in_background else branch.blame,
        Owes.OUTCOME_AND_SEND if sends and sockets.conditions.fair else Owes.OUTCOME,
        offline=Spoiler.OFFLINE in sockets.conditions.spoiled,
    )


def misfit(
    pending: Pending, seen: Observation, record: CallRecord, sockets: Sockets, *, wanted: bool
) -> Violation | None:
    """Why an outcome contradicts what was expected, None where it fits. `wanted`: the wish behind it still stands."""
    success = seen.result == "success"
    match pending.answer:
        case Answer.SUCCESS:
            fits = success
        case Answer.ERROR:
            fits = not success
        case Answer.EITHER | Answer.AT_MOST_ONE:
            fits = True
        case Answer.SILENT | Answer.THROWS:
            fits = False
        case Answer.SENDS:
            fits = success or not _could_send(pending, record, sockets)
        case Answer.OPENS:
            fits = success or record.excused or not wanted
    if fits:
        return None
    expected = f"{pending.answer.value} of {pending.api}() {pending.call!r}"
    does = Does.SUCCESS if success else Does.ERROR
    return Violation(pending.requirement, seen.at, expected, f"{seen.result} at {seen.at}", does, policy=True)


def _could_send(pending: Pending, record: CallRecord, sockets: Sockets) -> bool:
    """Whether the ping is still to be sent, and nothing excuses that it is not."""
    works = sockets.conditions.fair and sockets.up and not sockets.doubtful
    return pending.owes.send and works and not record.excused
