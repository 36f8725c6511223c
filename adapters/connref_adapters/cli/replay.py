"""Play one counterexample of a results.json again: the same steps on a new device, judged anew.

    connref replay connref-results/results.json#MAN-GRACE-ENDS --driver "node my-driver.mjs"
    connref replay connref-learned/witness.jsonl#2 --driver "node my-driver.mjs"

    connref replay connref-results/results.json#F1 --driver pusher-js --real

With --real a published SDK runs in real time and over real sockets: what shows there too is no matter of the virtual
clock. A counterexample that contradicts another case is played after that one. Exit status: 1 when it was reproduced
(the SDK still fails), 0 when it passes now, 2 for wrong use or a fault of the driver.
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from connref.errors import UsageError
from connref_adapters import sdks
from connref_adapters.cli.driver_options import add_driver_arguments, driver_options, started, whole
from connref_adapters.cli.endings import DOES_NOT_HOLD, WELL
from connref_adapters.cli.interrupts import interruptible
from connref_adapters.cli.output import emit
from connref_adapters.cli.results import results_file
from connref_adapters.kit.replay import Replayed, established_by, replay, with_slack
from connref_adapters.reports import Counterexample, RunReport, Verdict, counterexample_lines, load_results
from connref_adapters.safe_text import visible

WITNESSES_SUFFIX = ".jsonl"
"""The stories of `connref learn`, one a line."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "counterexample",
        metavar="FILE#ID",
        help="a results.json (or the folder of a run) and the requirement or the finding (F1) whose story to play; "
        "or a witness.jsonl and the line, or the requirement",
    )
    add_driver_arguments(parser, jobs=False)
    parser.add_argument(
        "--real",
        action="store_true",
        help="play it in real time, over real sockets on the loopback; for --driver NAME of a published SDK",
    )
    parser.add_argument(
        "--slack",
        type=whole(0, unit="milliseconds"),
        default=0,
        metavar="MS",
        help="make each wait of the story this much longer, for a clock that cannot keep to exact instants (0)",
    )


@interruptible()
def run(args: Namespace) -> int:
    """Carry `connref replay` out."""
    if args.real:
        args.driver = shlex.join(in_real_time(args.driver))
    options = driver_options(args)
    path, name = split(args.counterexample)
    requirement, recorded, readings = story(path, name)
    recorded = with_slack(recorded, args.slack)
    with started(options) as start:
        hello = options.judged(start.hello())
        established = established_by(readings)
        replayed = replay(start.driver, hello, hello.profile, requirement, recorded, established)
        start.driver.bye()
    emit("".join(f"{line}\n" for line in lines(replayed)))
    return WELL if replayed.broken is None else DOES_NOT_HOLD


def in_real_time(driver: str | None) -> list[str]:
    """The command line of a published SDK's driver, in real time. Raises `UsageError` for any other driver."""
    if driver is None or not sdks.is_sdk(driver):
        raise UsageError(f"--real wants --driver with the name of a published SDK: {', '.join(sdks.NAMES)}")
    return sdks.real_command(driver)


def split(text: str) -> tuple[Path, str]:
    """FILE and ID. Raises `UsageError`."""
    name, mark, requirement = text.rpartition("#")
    if not (mark and name and requirement):
        raise UsageError(
            f"{text!r} does not name a counterexample; write FILE#ID, such as results.json#MAN-GRACE-ENDS"
        )
    return results_file(Path(name)), requirement


def story(path: Path, name: str) -> tuple[str, Counterexample, Mapping[str, Sequence[str]]]:
    """The requirement that is broken, the recorded story, and the readings that it was judged under.

    Raises `UsageError` where the file has no such story.
    """
    if path.suffix == WITNESSES_SUFFIX:
        from connref_adapters.learn.report import load_witness

        return load_witness(path, name)
    report = load_results(path)
    return broken_by(name, report), chosen(path, name, report), report.interpretations


def broken_by(name: str, report: RunReport) -> str:
    """The requirement that a story is held against: of a finding the first of those that break by it."""
    found = next((each for each in report.findings if each.id == name), None)
    return name if found is None else found.requirements[0]


def chosen(path: Path, requirement: str, report: RunReport) -> Counterexample:
    """The counterexample of that requirement, or the story of the finding of that ID.

    Raises `UsageError` where there is none, with those that there are.
    """
    found = next((each for each in report.findings if each.id == requirement), None)
    if found is not None:
        return found.counterexample
    result = report.requirements.get(requirement)
    if result is not None and result.counterexample is not None:
        return result.counterexample
    failing = report.with_verdict(Verdict.FAIL)
    close = get_close_matches(requirement.upper(), failing, n=1)
    there = ", ".join(failing) or "none: nothing fails in it"
    hint = f"did you mean {close[0]}?" if close else f"it has counterexamples of {there}"
    raise UsageError(f"{path}: no counterexample of {requirement}; {hint}")


def lines(replayed: Replayed) -> Iterator[str]:
    """What is printed: the verdict, the story as it went this time, and what was recorded where that differs."""
    yield headline(replayed)
    yield ""
    yield from counterexample_lines(replayed.shown)
    if not replayed.as_recorded:
        yield ""
        yield f"recorded as expected: {visible(replayed.recorded.expected)}"
        yield f"recorded as observed: {visible(replayed.recorded.observed)}"


def headline(replayed: Replayed) -> str:
    """The verdict in a line."""
    if replayed.broken is None:
        return f"{replayed.requirement}: not reproduced, it passes now"
    if replayed.broken != replayed.requirement:
        return f"{replayed.requirement}: it still fails, and now under {replayed.broken}"
    how = "as recorded" if replayed.as_recorded else "in another way than recorded"
    return f"{replayed.requirement}: reproduced, it still fails, {how}"
