"""Faults of a driver: what went wrong, at which request, and what whoever wrote the driver can do about it.

docs/test-your-sdk.md: the kit says which request it was and shows the driver's last log lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connref.errors import ConnrefError
from connref_adapters.safe_text import visible

SHOWN_LOG_LINES = 20
"""How many of the last log lines a fault's message shows; `log_tail` has all that were kept."""

LONGEST_DETAIL = 2_000
"""Characters of what went wrong, in which a driver's own error message may stand."""


class FaultReason(StrEnum):
    """Everything that is the driver's fault and not the SDK's."""

    START = "cannot be started"
    ATTACH = "cannot be reached"
    TOKEN = "does not know the token"  # noqa: S105 - a reason
    HELLO = "bad hello"
    TIMEOUT = "no reply in time"
    EXIT = "ended early"
    CUT = "was cut off"
    INPUT_CLOSED = "closed its standard input"
    RAISED = "raised an exception"
    UNREADABLE = "unreadable line"
    NOT_UTF8 = "not UTF-8"
    NOT_AN_OBJECT = "not an object"
    TOO_LONG = "line too long"
    UNASKED = "output without a request"
    WRONG_ID = "wrong id"
    FIELD = "unusable field"
    CLOCK = "impossible time"
    ERROR_KIND = "unknown error kind"
    SUSPENDED = "stays suspended"
    SCHEMA = "against the schema"
    CHANGED = "changed its hello"
    NO_GOODBYE = "did not end well"


ADVICE: dict[FaultReason, str] = {
    FaultReason.START: "check the command line given to --driver: is the program installed and executable?",
    FaultReason.ATTACH: (
        "start the driver first, and check host and port on both sides (adb forward, ssh -L and firewalls too)."
    ),
    FaultReason.TOKEN: "give the driver the token of --token; it repeats it in the field token of its hello.",
    FaultReason.HELLO: "compare the reply to hello with docs/test-your-sdk.md, step 1.",
    FaultReason.TIMEOUT: (
        "reply to every request, with a line end, and flush standard output; a slow SDK needs a higher limit."
    ),
    FaultReason.EXIT: "run the driver by hand and type the request in; its log shows why it ended.",
    FaultReason.CUT: "the driver may come back at any time; at the second cut at one request the kit gives up.",
    FaultReason.INPUT_CLOSED: "keep standard input open until the reply to bye is written.",
    FaultReason.RAISED: "see the traceback below; an SDK that dies is reported with error kind crash.",
    FaultReason.UNREADABLE: "standard output carries one JSON reply a line and nothing else: log to standard error.",
    FaultReason.NOT_UTF8: "write standard output in UTF-8.",
    FaultReason.NOT_AN_OBJECT: "write one JSON object a line.",
    FaultReason.TOO_LONG: "a line may have 1 MiB at most.",
    FaultReason.UNASKED: "write exactly one reply to each request: standard output carries nothing else.",
    FaultReason.WRONG_ID: "reply in the order of the requests, one reply each, and repeat the request's id.",
    FaultReason.FIELD: "compare the reply with docs/test-your-sdk.md.",
    FaultReason.CLOCK: "count now and at in ms since the reset; a virtual clock moves by advance alone.",
    FaultReason.ERROR_KIND: 'an error is of kind "unsupported", "crash", "driver" or "suspended".',
    FaultReason.SUSPENDED: "wake the device and keep it awake, or give it more time with --timeout.",
    FaultReason.SCHEMA: "compare the line with protocol.schema.json, or run without --strict.",
    FaultReason.CHANGED: "a driver must introduce itself the same way each time it is started.",
    FaultReason.NO_GOODBYE: "reply to bye, then exit with status 0.",
}


class Trouble(Exception):
    """Something that a channel or a reader noticed, before anyone knows at which request. Not for callers."""

    def __init__(self, reason: FaultReason, detail: str, received: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.received = received


@dataclass(frozen=True, slots=True)
class RequestPlace:
    """Which request a fault belongs to. `step` counts from 1; it is None for hello, reset and bye."""

    line: str
    case_id: str | None = None
    step: int | None = None
    steps: int = 0

    def __str__(self) -> str:
        if self.case_id is None:
            return visible(self.line)
        where = "reset" if self.step is None else f"step {self.step} of {self.steps}"
        return f"case {visible(self.case_id)}, {where}: {visible(self.line)}"


class DriverFault(ConnrefError):
    """The driver broke the protocol, hung, or died; the run cannot go on with it.

    Its text names the request, what came instead, how the driver ended, what to do, and its last log lines.
    `earlier` has the faults that a restart got over before this one.
    """

    def __init__(
        self,
        trouble: Trouble,
        request: RequestPlace | None = None,
        *,
        exit_status: str | None = None,
        log_tail: str = "",
        earlier: tuple[DriverFault, ...] = (),
    ) -> None:
        super().__init__(f"{trouble.reason}: {visible(trouble.detail, LONGEST_DETAIL)}")
        self.reason = trouble.reason
        self.detail = trouble.detail
        self.received = trouble.received
        self.request = request
        self.exit_status = exit_status
        self.log_tail = log_tail
        self.earlier = earlier

    def __str__(self) -> str:
        lines = [f"the driver is at fault ({self.reason}): {visible(self.detail, LONGEST_DETAIL)}"]
        lines += [f"  request:  {self.request}"] if self.request else []
        lines += [f"  received: {visible(self.received)}"] if self.received is not None else []
        lines += [f"  ended:    {self.exit_status}"] if self.exit_status else []
        lines += [f"  before:   {_once(fault)}, and the driver was restarted" for fault in self.earlier]
        lines += [f"  to do:    {ADVICE[self.reason]}", *self._log_lines()]
        return "\n".join(lines)

    def _log_lines(self) -> list[str]:
        log = self.log_tail.splitlines()
        if not log:
            return ["  log:      (the driver wrote nothing to standard error)"]
        shown = log[-SHOWN_LOG_LINES:]
        return [
            f"  log (last {len(shown)} of {len(log)} lines):",
            *(f"    | {visible(line)}" for line in shown),
        ]


def _once(fault: DriverFault) -> str:
    return f"{fault.reason}: {visible(fault.detail, LONGEST_DETAIL)}" + (
        f" ({fault.request})" if fault.request else ""
    )
