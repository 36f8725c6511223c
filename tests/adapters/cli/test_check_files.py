"""Reading for `connref check`: several processes say what one says, and what is wrong with a file is named."""

from __future__ import annotations

import argparse
import io
import re
from argparse import ArgumentTypeError
from pathlib import Path

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines

from connref_adapters.cli.check import add_arguments, run
from connref_adapters.cli.check_files import bytes_in, processes, shown

RIGHT = lines(HEADER, *CONNECTED)
WRONG = lines(
    {**HEADER, "session": "w"}, *CONNECTED, "{", *events(1_000, "background"), {**CLOSED, "at": 2_000}
)


def check(*arguments: object) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out, log = io.StringIO(), io.StringIO()
    status = run(parser.parse_args([str(argument) for argument in arguments]), out, log)
    return status, re.sub(r"(in |: )\d+\.\d+( s|\})", "", out.getvalue()), log.getvalue()


@pytest.mark.parametrize("options", [["--json"], ["--map", "logcat"]])
def test_two_processes_say_what_one_says(tmp_path: Path, options: list[str]) -> None:
    for name, content in (("a", RIGHT), ("b", WRONG), ("c", b"noise\n"), ("d", WRONG[:-9])):
        (tmp_path / name).write_bytes(content)
    files = [tmp_path / name for name in ("b", "a", "c", "none", "d")]
    alone = check(*files, *options)
    assert alone[0] == 2
    assert alone[2].count("no session that can be used") >= 1
    assert "none: No such file" in alone[2]
    assert check(*files, *options, "--jobs", "2") == alone


def test_what_is_no_number_of_processes_is_refused() -> None:
    assert processes("auto") >= 1
    assert processes("8") == 8
    for text in ("0", "257", "-1", "many"):
        with pytest.raises(ArgumentTypeError, match="number of processes"):
            processes(text)


def test_of_standard_input_no_size_is_known(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(RIGHT)
    assert bytes_in([str(place)], 1) == len(RIGHT)
    assert bytes_in([str(place), "-"], 1) == 0
    assert shown("-") == "standard input"
