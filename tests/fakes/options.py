"""What may differ from one right SDK to the next: the listed readings, latencies, retries, ticks, senses.

The first group has one field for each interpretation of docs/requirements.md, with its options spelled as there.
The last group holds corners that the normative texts leave open; each has the value a sensible SDK would choose.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One right SDK. Raises `ValueError` where the numbers could not keep the reconnect bound."""

    ping_at_deadline: Literal["inclusive", "exclusive"] = "exclusive"
    ping_counts_when: Literal["called", "answered"] = "called"
    return_at_deadline: Literal["inclusive", "exclusive"] = "exclusive"
    ping_in_foreground: Literal["sends", "error", "nothing"] = "sends"
    ping_when_down: Literal["error", "success"] = "error"
    ping_in_auto: Literal["sends", "error", "nothing"] = "sends"
    connect_when_up: Literal["success", "error"] = "success"
    connect_while_opening: Literal["joins", "error"] = "joins"
    connect_in_background: Literal[
        "refused", "grace-from-open", "grace-from-call", "grace-from-entry", "held"
    ] = "grace-from-open"
    connect_offline: Literal["waits", "fails"] = "waits"
    connect_in_auto: Literal["refused", "opens-until-foreground"] = "refused"
    disconnect_in_auto: Literal["ignored", "until-foreground", "until-connect"] = "until-connect"
    disconnect_in_auto_background: Literal["ignored", "as-in-foreground"] = "as-in-foreground"
    disconnect_when_down: Literal["success", "error"] = "success"
    background_while_opening: Literal["aborts", "grace-from-entry", "grace-from-open"] = "grace-from-entry"
    background_while_waiting: Literal["gives-up", "grace-from-entry"] = "grace-from-entry"
    background_again: Literal["ignored", "restarts"] = "ignored"
    init_again: Literal["ignored", "error", "reopens"] = "ignored"
    login_again: Literal["ignored", "error", "switches"] = "error"
    server_close: Literal["reconnects", "stays-down"] = "reconnects"
    auth_rejected: Literal["stops", "retries"] = "stops"
    call_before_init: Literal["error", "throws", "nothing"] = "error"
    silent_loss: Literal["noticed", "not-noticed"] = "not-noticed"
    grace_while_suspended: Literal["runs", "stands-still"] = "runs"

    grace_ms: int = 30_000
    reconnect_bound_ms: int = 60_000

    connect_latency_ms: int = 50
    """From the start of an opening to an authenticated socket, or to a refusal."""
    reject_latency_ms: int = 20
    """How much later than an approval the rejection of the credentials comes."""
    offline_failure_ms: int = 5
    message_latency_ms: int = 0
    ping_latency_ms: int = 30
    disconnect_callback_ms: int = 0
    """How long after the connection is down `disconnect` reports its outcome."""

    retry: Literal["constant", "exponential"] = "exponential"
    first_retry_ms: int = 0
    """Wait after a connection was lost; waits after failed attempts start at `retry_base_ms`."""
    retry_base_ms: int = 1_000
    retry_cap_ms: int = 8_000
    retry_on_network_up: bool = True
    open_timeout_ms: int = 0
    """An opening without an answer is given up after this; 0 means never."""
    ping_timeout_ms: int = 10_000
    repeats_in_background: bool = True
    """Whether a failed attempt is repeated under a running deadline, as it may."""

    outage: Literal["survives", "survives-short", "found"] = "found"
    """`found`: a socket dies with the network and is given up `loss_detection_ms` after it was lost, even when the
    network is back; `survives-short`: it is given up then only if the network is still away."""
    loss_detection_ms: int = 0
    mute_detection_ms: int = 0
    """A socket whose server is silent for this long is given up; 0 means never."""

    tick_ms: int = 0
    """0: exact timers. Else the SDK looks at its clock only at multiples of this, and declares it as tolerance."""
    tick_rounding: Literal["up", "down"] = "up"
    """Whether a deadline that falls between two polls is kept late or early."""
    network_notice: bool = True
    """Whether the platform tells the SDK of a lost or regained network."""

    handover_delay_ms: int = 0
    """How long after the notice of another network a socket is replaced."""
    sockets_die_in_suspension: bool = False
    """Whether the sockets of a suspended process are gone when it resumes."""

    sockets_numbered: bool = True
    unobserved: frozenset[str] = frozenset()
    """Observation kinds that the driver cannot see."""
    unsupported_inputs: frozenset[str] = frozenset()
    announces_next: bool = True

    void_calls_end_holds: bool = False
    """Whether a `connect`, login or `init` that is refused or ignored still ends a `until-connect`, `stops`,
    `stays-down`."""
    connect_ends_until_foreground: bool = True
    """Auto, foreground: whether `connect` ends what a `disconnect` under `until-foreground` began."""
    disconnect_ends_only_opened: bool = False
    """Auto, background, `opens-until-foreground`: whether a `disconnect` there ends only what `connect` opened."""
    private_close: Literal["reconnects", "stays-down", "in-turn"] = "reconnects"
    """What a close with 1008 or 3000-4999 means, as this vendor and his server have agreed."""
    moves_when_told_again: bool = False
    """Whether a notice of the network that is there makes the SDK move to a new socket, in the foreground."""
    status_delay_ms: int = 0
    """How much later than the connection changes the app is told its status."""
    foreground_pings_count: bool = True
    """`answered`: whether a ping called in the foreground and answered in the background restarts the grace."""
    closes_at_kill: bool = True
    """Whether the driver reports the sockets that a kill took with it."""
    waits_offline_in_background: bool = False
    """`connect_offline` waits, with `held` or `grace-from-open`: whether an offline `connect` in the background waits
    for the network instead of being given up as an attempt that failed."""
    failed_connect: Literal["waits", "ends", "errs-and-waits"] = "waits"
    """Manual, foreground: what the first attempt of a `connect` that fails, to a refusal or an outage that came after
    the call, means: the call waits for the next attempt, or it reports an error and that was all, or it reports an
    error and the attempts go on."""
    handover_in_background: Literal["gives-up", "keeps"] = "gives-up"
    """Manual, background: what becomes of a socket whose network was left, with notice."""
    late_messages: bool = False
    """Whether a message sent into an outage that the socket survives arrives after it, instead of never."""

    def __post_init__(self) -> None:
        if self.slowest_return_ms >= self.reconnect_bound_ms:
            raise ValueError(
                f"up again only after {self.slowest_return_ms} ms, the bound is {self.reconnect_bound_ms} ms: "
                "shorten a latency, a retry or the detection of a loss"
            )
        if self.open_timeout_ms and self.open_timeout_ms <= self.connect_latency_ms:
            raise ValueError("open_timeout_ms must be longer than connect_latency_ms, or 0")
        if self.ping_timeout_ms >= self.reconnect_bound_ms:
            raise ValueError("ping_timeout_ms must be shorter than reconnect_bound_ms")
        if self.ping_timeout_ms <= self.ping_latency_ms:
            raise ValueError(
                "ping_timeout_ms must be longer than ping_latency_ms, or no ping would ever succeed"
            )
        if self.retry_base_ms < 1:
            raise ValueError("retry_base_ms must be 1 or more, or failing attempts would stop the clock")

    @property
    def slowest_return_ms(self) -> int:
        """The longest way from fair conditions to an open socket."""
        retry = max(
            self.first_retry_ms, self.retry_base_ms if self.retry == "constant" else self.retry_cap_ms
        )
        slow_world = self.connect_latency_ms + self.reject_latency_ms + self.offline_failure_ms
        loss = self.loss_detection_ms if self.outage == "found" else 0
        return slow_world + retry + max(loss, self.handover_delay_ms) + self.tick_ms

    @property
    def silence_detection_ms(self) -> int:
        """After how long a socket is found out that carries nothing, so that there is time to replace it."""
        return (self.reconnect_bound_ms - self.slowest_return_ms) // 2

    def retry_delay_ms(self, failures: int) -> int:
        """The wait before the next attempt, after that many failed ones since the connection was last up."""
        if failures == 0:
            return self.first_retry_ms
        if self.retry == "constant":
            return self.retry_base_ms
        return min(self.retry_cap_ms, self.retry_base_ms * 2 ** min(failures - 1, 20))


def _interpretations() -> dict[str, tuple[str, ...]]:
    names = [f.name for f in fields(Options)]
    names = names[: names.index("grace_ms")]
    hints = get_type_hints(Options)
    return {name: get_args(hints[name]) for name in names}


INTERPRETATIONS = _interpretations()
"""The options of each interpretation, by field name (the ID with underscores)."""
