"""The text of a fault: what a stranger reads first."""

from __future__ import annotations

from connref_adapters.drivers.faults import (
    ADVICE,
    SHOWN_LOG_LINES,
    DriverFault,
    FaultReason,
    RequestPlace,
    Trouble,
)


def test_the_whole_text_of_a_fault() -> None:
    first = DriverFault(
        Trouble(FaultReason.TIMEOUT, "nothing came"), RequestPlace('{"id":3}', "early", None, 2)
    )
    fault = DriverFault(
        Trouble(FaultReason.EXIT, "it exited with status 3 before it replied", "half a li"),
        RequestPlace('{"id":7,"op":"advance","ms":5}', "MAN-GRACE/2", 4, 9),
        exit_status="exited with status 3",
        log_tail="one\ntwo\x1b[31m\n",
        earlier=(first,),
    )
    assert str(fault).splitlines() == [
        "the driver is at fault (ended early): it exited with status 3 before it replied",
        '  request:  case MAN-GRACE/2, step 4 of 9: {"id":7,"op":"advance","ms":5}',
        "  received: half a li",
        "  ended:    exited with status 3",
        '  before:   no reply in time: nothing came (case early, reset: {"id":3}), and the driver was restarted',
        "  to do:    run the driver by hand and type the request in; its log shows why it ended.",
        "  log (last 2 of 2 lines):",
        "    | one",
        r"    | two\x1b[31m",
    ]


def test_a_fault_that_knows_little_says_so() -> None:
    text = str(DriverFault(Trouble(FaultReason.START, "program 'x' was not found")))
    assert "request:" not in text
    assert text.endswith("(the driver wrote nothing to standard error)")


def test_every_reason_has_its_advice() -> None:
    assert set(ADVICE) == set(FaultReason)


def test_only_the_end_of_a_long_log_is_shown() -> None:
    log = "\n".join(f"line {number}" for number in range(1000))
    text = str(DriverFault(Trouble(FaultReason.EXIT, "it ended"), log_tail=log))
    assert f"last {SHOWN_LOG_LINES} of 1000 lines" in text
    assert text.endswith("| line 999")
    assert "line 979\n" not in text


def test_long_lines_are_cut() -> None:
    text = str(DriverFault(Trouble(FaultReason.EXIT, "it ended", "x" * 5000)))
    assert "received: " + "x" * 400 + "… (4600 more characters)\n" in text


EVIL = "\x1b]0;owned\x07\x1b[2J\u202egnp\r\n::error::x\n##[error]y"


def test_nothing_that_a_driver_says_does_anything() -> None:
    earlier = DriverFault(Trouble(FaultReason.ERROR_KIND, EVIL), RequestPlace("{}", EVIL, 1, 1))
    fault = DriverFault(
        Trouble(FaultReason.ERROR_KIND, EVIL, EVIL), RequestPlace(EVIL), log_tail=EVIL, earlier=(earlier,)
    )
    for text in (str(fault), repr(fault.args)):
        assert text.replace("\n", "").isprintable()
        assert not any(line.strip().startswith("::") for line in text.splitlines())
