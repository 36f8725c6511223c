"""A realistic run of an imagined SDK with four failures, for the tests of every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connref_adapters.reports import (
    Catalogue,
    Counterexample,
    CoverageLine,
    Finding,
    Implementation,
    Mark,
    RequirementResult,
    RunReport,
    RunVerdict,
    Segment,
    Timeline,
    Verdict,
    model_catalogue,
    observed_timeline,
)

CATALOGUE: Catalogue = model_catalogue()

Body = Mapping[str, Any]


def do(name: str, **fields: str | int) -> Body:
    return {"op": "do", "input": name, **fields}


def advance(ms: int) -> Body:
    return {"op": "advance", "ms": ms}


def saw(at: int, kind: str, **fields: str | int | None) -> Body:
    return {"at": at, "kind": kind, **fields}


def _timeline(
    steps: tuple[Body, ...],
    seen: tuple[Body, ...],
    wish: tuple[Segment, ...],
    due: tuple[Mark, ...],
    wrong: Mark,
) -> Timeline:
    return replace(observed_timeline(steps, seen), wish=wish, deadlines=due, violation=wrong)


UP_STEPS = (do("init"), do("login", user="alice"), do("connect", call="c1"), advance(250))
UP_SEEN = (
    saw(0, "user", value=None),
    saw(0, "socket_opening", socket=1),
    saw(120, "socket_open", socket=1),
    saw(120, "outcome", call="c1", api="connect", result="success"),
)


def grace_ends() -> Counterexample:
    steps = (*UP_STEPS, do("background"), advance(30_000), advance(1))
    return Counterexample(
        mode="manual",
        steps=steps,
        observations=UP_SEEN,
        expected="down by 30250",
        observed="up at 30251",
        also=("MAN-GRACE-ENDS/just-after", "rows/0141", "pairs/2210"),
        timeline=_timeline(
            steps,
            UP_SEEN,
            (Segment(0, 30_250, "wanted"), Segment(30_250, 30_251, "not wanted")),
            (Mark(30_250, "grace is over"),),
            Mark(30_251, "still up, should be down"),
        ),
    )


def long_background() -> Counterexample:
    pings: list[Body] = []
    for number in range(3):
        pings += [advance(29_999), do("ping", call=f"p{number}")]
    steps = (*UP_STEPS, do("background"), *pings, advance(30_000), advance(3_600_000), do("foreground"))
    seen = (
        *UP_SEEN,
        *(saw(250 + 29_999 * n, "ping_sent") for n in (1, 2, 3)),
        *(
            saw(300 + 29_999 * (n + 1), "outcome", call=f"p{n}", api="ping", result="success")
            for n in (0, 1, 2)
        ),
        saw(120_247, "socket_closed", socket=1, by="client"),
        saw(1_900_000, "socket_opening", socket=2),
        saw(1_900_120, "socket_open", socket=2),
    )
    return Counterexample(
        mode="manual",
        steps=steps,
        observations=seen,
        expected="down until connect()",
        observed="up since 1900120",
        timeline=_timeline(
            steps,
            seen,
            (Segment(0, 120_247, "wanted"), Segment(120_247, 3_720_247, "not wanted")),
            tuple(Mark(250 + 29_999 * n + 30_000, f"grace {n + 1}") for n in range(4)),
            Mark(1_900_120, "nobody asked for this connection"),
        ),
    )


def contradiction() -> Counterexample:
    steps = (*UP_STEPS, do("connect", call="c2"))
    error = saw(250, "outcome", call="c2", api="connect", result="error", detail="already connected")
    earlier = Counterexample(
        mode="manual",
        steps=(*UP_STEPS, advance(5_000), do("connect", call="c2")),
        observations=(*UP_SEEN, saw(5_250, "outcome", call="c2", api="connect", result="success")),
        expected="the same answer each time",
        observed="connect-when-up: success",
    )
    return Counterexample(
        mode="manual",
        steps=steps,
        observations=(*UP_SEEN, error),
        expected="connect-when-up: success, as before",
        observed="connect-when-up: error",
        contradicts=earlier,
    )


def two_sockets() -> Counterexample:
    steps = (
        do("init"), do("login", user="alice"), advance(250), do("network_down"), advance(2_000), do("network_up"),
        do("server_message", message="m1"), advance(1_000), do("background"), do("server_mute"), advance(400),
    )  # fmt: skip
    seen = (
        saw(0, "socket_opening", socket=1),
        saw(120, "socket_open", socket=1),
        saw(250, "status", value="connecting"),
        saw(2_250, "socket_opening", socket=2),
        saw(2_250, "delivered", message="m1"),
        saw(2_370, "socket_open", socket=2),
        saw(3_250, "socket_closed", socket=1, by="client"),
        saw(3_400, "socket_closed", socket=2, by="client"),
    )
    return Counterexample(None, steps, seen, "one socket at a time", "two sockets open or opening")


def conforming_report() -> RunReport:
    """A run in which every requirement holds."""
    return replace(
        sample_report(),
        implementation=Implementation("right-chat", "1.0", "python"),
        verdict=RunVerdict.CONFORMS,
        requirements={id_: RequirementResult(Verdict.PASS, 5) for id_ in CATALOGUE.requirements},
        interpretations={"ping-at-deadline": ("exclusive",)},
        findings=(),
        notes=(),
    )


def stays_up() -> Finding:
    return Finding(
        id="F1",
        mode="manual",
        locations=("grace",),
        events=("deadline",),
        should="down by 30250",
        does="stays up",
        sentence="In grace, when the deadline comes, the connection stays up",
        because="ping-at-deadline: inclusive, settled by case ping-at-deadline/at",
        requirements=("MAN-GRACE-ENDS", "MAN-BACKGROUND-STAYS-DOWN"),
        cases=861,
        counterexample=grace_ends(),
    )


def two_at_once() -> Finding:
    return Finding(
        id="F2",
        mode=None,
        locations=(),
        events=("network up",),
        should="one socket at a time",
        does="opens a second socket",
        sentence="When the internet comes back, it opens a second socket",
        after="the third background",
        sometimes=True,
        minimal=False,
        requirements=("RES-ONE-SOCKET",),
        cases=2,
        counterexample=two_sockets(),
    )


def sample_report() -> RunReport:
    failing = {
        "MAN-GRACE-ENDS": grace_ends(),
        "MAN-BACKGROUND-STAYS-DOWN": long_background(),
        "MAN-CONNECT": contradiction(),
        "RES-ONE-SOCKET": two_sockets(),
    }
    results = {
        id_: RequirementResult(Verdict.PASS, 7 + 3 * index, tested=5 + 3 * index)
        for index, id_ in enumerate(CATALOGUE.requirements)
    }
    results["SES-REOPEN-CONNECTS"] = RequirementResult(Verdict.UNSUPPORTED, 0, reason="no input kill")
    results["MAN-PING-SENDS"] = RequirementResult(
        Verdict.INCONCLUSIVE, 2, unplayed=1_200, reason="no case put it to the test"
    )
    results |= {id_: RequirementResult(Verdict.FAIL, 31, found, tested=28) for id_, found in failing.items()}
    return RunReport(
        implementation=Implementation("acme-chat", "4.2.0", "javascript"),
        clock="virtual",
        tolerance_ms=0,
        seed=7,
        verdict=RunVerdict.DOES_NOT_CONFORM,
        cases=1_412,
        steps=25_210,
        seconds=3.14,
        requirements=results,
        interpretations={
            "ping-at-deadline": ("inclusive",),
            "connect-when-up": ("success", "error"),
            "connect-in-background": ("grace-from-open", "grace-from-call"),
            "server-close": ("reconnects",),
        },
        findings=(stays_up(), two_at_once()),
        coverage=(CoverageLine("policy rows", 311, 318), CoverageLine("pairs of rows", 2_998, 4_102)),
        notes=("The driver does not number its sockets.",),
        connref="0.1.0",
    )
