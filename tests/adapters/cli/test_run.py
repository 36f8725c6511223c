"""`connref run`: verdicts, files, exit status, and what is said when it cannot be done."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.cli.command import Connref, broken, connref_alone, fake, faulty

from connref.cases.catalogue import all_cases
from connref.protocol import Profile

FILES = {"results.json", "junit.xml", "summary.md", "report.html"}
WRONG = fake("ping-stays-local")  # it breaks MAN-PING-SENDS and nothing else
# A shell starts what it runs in the background with SIGINT ignored, and children inherit that: undo it, then begin.
HEEDS_CTRL_C = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def results(out: Path) -> dict[str, Any]:
    return json.loads((out / "results.json").read_text("utf-8"))


def verdicts(out: Path) -> dict[str, str]:
    return {id_: result["verdict"] for id_, result in results(out)["requirements"].items()}


def test_what_conforms_ends_with_0_and_four_reports(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", "reference", "--only", "MAN-GRACE", "--only", "EVT-LOST", "--out", out)
    assert ended.status == 0, ended.err
    assert set(os.listdir(out)) == FILES  # noqa: PTH208 - names, not paths
    assert {id_ for id_, verdict in verdicts(out).items() if verdict == "pass"} == {"MAN-GRACE", "EVT-LOST"}
    assert re.search(r"holds +MAN-GRACE +tested in \d+ of \d+ cases", ended.out)
    assert all(f"wrote {out / name}" in ended.out for name in FILES)


def test_progress_is_not_a_part_of_the_result(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", "reference", "--only", "EVT-LOST", "--out", out)
    progress = ["judging connref-reference", "first verdict: case EVT-LOST/"]
    assert all(text in ended.err and text not in ended.out for text in progress)


def test_what_does_not_conform_ends_with_1_and_a_counterexample(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--out", out)
    assert ended.status == 1
    assert "✘ MAN-PING-SENDS fails" in ended.out
    assert "MAN-PING-SENDS fails: case MAN-PING-SENDS/" in ended.err
    found = results(out)["requirements"]["MAN-PING-SENDS"]
    assert found["verdict"] == "fail"
    inputs = [step.get("input") for step in found["counterexample"]["steps"]]
    assert inputs.index("background") < inputs.index("ping")


def test_the_same_seed_gives_the_same_bytes_with_one_driver_or_two(connref: Connref, tmp_path: Path) -> None:
    written: list[bytes] = []
    for number, jobs in enumerate((1, 1, 2)):
        out = tmp_path / str(number)
        connref(
            *("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--only", "EVT-LOST", "--seed", 7),
            *("--jobs", jobs, "--out", out),
        )
        written.append(re.sub(rb'"seconds": [0-9.]+', b'"seconds": 0', (out / "results.json").read_bytes()))
    assert written[0] == written[1] == written[2]
    assert b'"seed": 7' in written[0]


def test_the_bound_is_the_one_that_was_named(connref: Connref, out: Path) -> None:
    case = next(all_cases(Profile(), only=("MAN-RECONNECT",)))
    only = ("--only", case.id, "--out", out)
    assert connref("run", "--driver", "reference", *only).status == 0
    assert connref("run", "--driver", "reference", "--bound", 1, *only).status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give --driver, or --listen for a driver that dials in"),
        (("--driver", ""), "--driver is empty: give a command line, or one of reference"),
        (("--driver", "referense"), "did you mean 'reference'?"),
        (("--driver", "node 'x"), "No closing quotation"),
        (("--driver", "node", "my-driver.mjs"), '--driver "node my-driver.mjs"'),
        (("--driver", "reference", "--jobs", "0"), "--jobs: 0 is not a whole number, 1 to 64"),
        (("--driver", "reference", "--cases", "-1"), "--cases: -1 is not a whole number, 0 or more"),
        (("--driver", "reference", "--bound", "x"), "--bound: 'x' is not a whole number of milliseconds"),
        (("--driver", "reference", "--timeout", "nan"), "--timeout: 'nan' is not a time in seconds"),
        (("--driver", "reference", "--seed", "x"), "--seed: invalid int value: 'x'"),
        (("--driver", "reference", "--onyl", "x"), "unrecognized arguments: --onyl x"),
        (("--driver", "reference", "--only", "man-grac"), "--only man-grac: there is no such requirement"),
        (("--driver", "reference", "--only", "MAN-GRACE/nix"), "did you mean"),
        (("--driver", "reference", "--baseline", "/no/such/file"), "/no/such/file: No such file"),
        (("--driver", "reference", "--out", "/dev/null/x"), "--out /dev/null/x: is not a folder"),
    ],
)
def test_wrong_use_is_explained(connref: Connref, arguments: tuple[str, ...], said: str) -> None:
    assert said in connref.refuses("run", *arguments)


def test_near_matches_of_only_are_named(connref: Connref) -> None:
    said = connref.refuses("run", "--driver", "reference", "--only", "man-grace-end")
    assert "did you mean MAN-GRACE-ENDS" in said


def test_a_fault_keeps_what_was_found_so_far(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", faulty("exit", 3000), "--out", out)
    assert ended.status == 2
    assert "the driver is at fault (ended early): it exited with status 3" in ended.err
    assert "| out of memory" in ended.err
    assert set(os.listdir(out)) == FILES  # noqa: PTH208 - names, not paths
    found = results(out)
    assert found["verdict"] == "inconclusive"
    assert found["cases"] > 50
    assert found["requirements"]["SES-LOGIN-SAVES"]["cases"] > 0


def test_a_fault_that_a_restart_got_over_is_a_warning(connref: Connref, tmp_path: Path, out: Path) -> None:
    driver = faulty("exit", 100, tmp_path / "flag")
    ended = connref("run", "--driver", driver, "--only", "MAN-GRACE", "--out", out)
    assert ended.status == 0, ended.err
    assert "warning: the driver was restarted" in ended.err
    assert "out of memory" in ended.err


def test_a_driver_that_hangs_has_the_time_that_it_is_given(connref: Connref, out: Path) -> None:
    began = time.monotonic()
    ended = connref(
        "run", "--driver", faulty("hang", 100), "--timeout", 0.5, "--only", "MAN-GRACE", "--out", out
    )
    assert ended.status == 2
    assert "nothing came within 0.5 s" in ended.err
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("defect", "said"),
    [
        ("hello-exit", "ImportError: no SDK"),
        ("hello-protocol", "bad hello"),
        ("hello-banner", "unreadable line"),
    ],
)
def test_a_driver_without_an_introduction_is_explained(
    connref: Connref, out: Path, defect: str, said: str
) -> None:
    assert said in connref.refuses("run", "--driver", broken(defect), "--out", out)


def test_a_driver_that_does_not_end_well_is_at_fault(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", broken("bye-status"), "--only", "EVT-LOST", "--out", out)
    assert ended.status == 2
    assert "did not end well" in ended.err
    assert (out / "results.json").exists()


def test_strict_names_the_field_at_fault(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", fake("plain"), "--only", "EVT-LOST", "--strict", "--out", out)
    assert ended.status == 0, ended.err


def test_a_baseline_excuses_what_it_lists_and_nothing_else(
    connref: Connref, tmp_path: Path, out: Path
) -> None:
    baseline = tmp_path / "known.json"
    judged = ("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--only", "EVT-LOST", "--out", out)
    written = connref(*judged, "--write-baseline", baseline)
    assert written.status == 0
    assert f"wrote {baseline}" in written.out
    held = connref(*judged, "--baseline", baseline)
    assert held.status == 0
    assert "Baseline: holds, 1 known failure" in held.out

    body = json.loads(baseline.read_text("utf-8"))
    baseline.write_text(json.dumps(body | {"known_failures": []}), "utf-8")
    missing = connref(*judged, "--baseline", baseline)
    assert missing.status == 1
    assert "MAN-PING-SENDS fails and is not in the baseline" in missing.out

    stale = [*body["known_failures"], {"requirement": "EVT-LOST", "reason": "once it failed"}]
    baseline.write_text(json.dumps(body | {"known_failures": stale}), "utf-8")
    passing = connref(*judged, "--baseline", baseline)
    assert passing.status == 1
    assert "EVT-LOST passes now" in passing.out


def test_the_baseline_of_another_implementation_is_wrong_use(
    connref: Connref, tmp_path: Path, out: Path
) -> None:
    baseline = tmp_path / "known.json"
    body: dict[str, Any] = {
        "schema": "connref-baseline/2",
        "implementation": "somebody else",
        "known_failures": [],
    }
    baseline.write_text(json.dumps(body), "utf-8")
    said = connref.refuses("run", "--driver", "reference", "--baseline", baseline, "--out", out)
    assert "it is of 'somebody else' and this driver is of 'connref-reference'" in said


def test_no_baseline_is_written_of_a_run_that_did_not_end(
    connref: Connref, tmp_path: Path, out: Path
) -> None:
    baseline = tmp_path / "known.json"
    ended = connref("run", "--driver", faulty("exit", 300), "--write-baseline", baseline, "--out", out)
    assert ended.status == 2
    assert "was not written" in ended.err
    assert not baseline.exists()


def test_a_driver_that_can_play_nothing_is_told_so(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", fake("no-pings"), "--only", "MAN-PING-SENDS", "--out", out)
    assert ended.status == 1
    assert "no case could be played" in ended.err
    assert verdicts(out)["MAN-PING-SENDS"] == "unsupported"


def test_an_interrupt_keeps_what_was_found_so_far(out: Path) -> None:
    command = [sys.executable, "-c", HEEDS_CTRL_C]
    command += ["-m", "connref_adapters", "run", "--driver", "reference", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while "first verdict" not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted; the reports have what was found so far" in said
    assert "Traceback" not in said
    assert set(os.listdir(out)) == FILES  # noqa: PTH208 - names, not paths
    assert results(out)["cases"] >= 1


def test_an_empty_folder_name_is_wrong_use(connref: Connref) -> None:
    assert "name a folder" in connref.refuses("run", "--driver", "reference", "--out", "")


@pytest.mark.parametrize("name", ["results.json", "report.html"])
def test_a_report_that_is_a_folder_is_told_before_anything_is_played(
    connref: Connref, out: Path, name: str
) -> None:
    (out / name).mkdir(parents=True)
    assert f"{name} is a folder there" in connref.refuses("run", "--driver", "reference", "--out", out)


@pytest.mark.parametrize("last", ["results.json", "report.html"])
def test_the_table_is_printed_where_a_report_cannot_be_written(
    connref: Connref, out: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    former = Path.replace

    def full(scratch: Path, target: Path) -> Path:
        if target.name == last:
            raise OSError(28, "No space left on device")
        return former(scratch, target)

    monkeypatch.setattr(Path, "replace", full)
    ended = connref("run", "--driver", "reference", "--only", "MAN-PING-SENDS", "--out", out)
    assert ended.status == 2
    assert "MAN-PING-SENDS" in ended.out
    assert "No space left on device; choose a place that can be written" in ended.err


def test_a_budget_ends_a_run_whose_driver_takes_its_time(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", faulty("hang", 400), "--budget", 2, "--timeout", 60, "--out", out)
    assert "its budget of 2 s was spent" in ended.out
    assert re.search(r"note: [\d\u202f]+ cases of [\d\u202f]+ were not played", ended.out)
    body = results(out)
    assert body["cases"] >= 1
    assert {entry["reason"] for entry in body["requirements"].values()} == {"the run ended early"}
    assert ended.status == 1


def test_fail_fast_ends_with_the_first_failure_and_its_counterexample(connref: Connref, out: Path) -> None:
    only = ("--only", "EVT-LOST", "--only", "MAN-PING-SENDS")
    whole = connref("run", "--driver", WRONG, *only, "--out", out)
    cases = results(out)["cases"]
    ended = connref("run", "--driver", WRONG, *only, "--fail-fast", "--out", out)
    assert (whole.status, ended.status) == (1, 1)
    assert results(out)["cases"] < cases
    assert verdicts(out)["MAN-PING-SENDS"] == "fail"
    assert results(out)["requirements"]["MAN-PING-SENDS"]["counterexample"]["steps"]
    assert "it stopped at the first failure" in ended.out


def test_json_on_standard_output_is_the_file(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", "reference", "--only", "EVT-STOPS", "--json", "--out", out)
    assert json.loads(ended.out) == results(out)
    assert ended.status == 0


def test_the_printed_command_plays_the_failure_again(connref: Connref, tmp_path: Path) -> None:
    out = tmp_path / "my reports"
    ended = connref("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--out", out)
    (line,) = (line for line in ended.out.splitlines() if line.strip().startswith("again: "))
    words = shlex.split(line.split("again: ", 1)[1])
    assert words[0] == "connref"
    again = connref(*words[1:])
    assert again.status == 1
    assert again.out.startswith("MAN-PING-SENDS: reproduced")


def test_the_reason_says_which_mode_the_driver_lacks(connref: Connref, out: Path) -> None:
    ended = connref("run", "--driver", fake("no-pings"), "--only", "auto", "--exclude", "EVT", "--out", out)
    counted = {
        id_ for id_, entry in results(out)["requirements"].items() if entry["reason"] != "not selected"
    }
    assert not {id_ for id_ in counted if id_.startswith(("MAN-", "EVT-"))}
    assert ended.status == 0


def test_nobody_reads_the_table_and_the_status_is_still_true(out: Path) -> None:
    command = [sys.executable, "-m", "connref_adapters", "run", "--driver", WRONG]
    command += ["--only", "MAN-PING-SENDS", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read()
        assert running.wait(30) == 1
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert (out / "report.html").exists()


def test_a_stream_without_the_characters_gets_escapes(out: Path) -> None:
    done = connref_alone(
        *("run", "--driver", WRONG, "--only", "MAN-PING-SENDS", "--out", out),
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert b"MAN-PING-SENDS fails" in done.stdout
