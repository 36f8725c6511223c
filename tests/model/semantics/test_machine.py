"""The machine, input by input: what each does, and with which effects, in which order."""

from __future__ import annotations

import pytest

from connref.effects import (
    Api,
    CloseReason,
    CloseSocket,
    Deliver,
    ForgetUser,
    OpenSocket,
    RefuseInput,
    ReportOutcome,
    ReportUser,
    Result,
    SaveUser,
    Status,
    StatusChanged,
    Throw,
)
from connref.inputs import (
    Background,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Tick,
)
from connref.protocol import Mode
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Wish
from machine_tools import feed, machine, up

CONNECTING, CONNECTED = StatusChanged(Status.CONNECTING), StatusChanged(Status.CONNECTED)
DISCONNECTED = StatusChanged(Status.DISCONNECTED)


def success(call: str, api: Api) -> ReportOutcome:
    return ReportOutcome(call, api, Result.SUCCESS)


def test_connect_opens_and_reports_when_the_socket_is_up() -> None:
    made = machine()
    assert feed(made, 0, Init()) == [ReportUser(None)]
    assert feed(made, 0, Login("anna")) == [SaveUser("anna")]
    assert feed(made, 5, Connect("a")) == [OpenSocket(1), CONNECTING]
    assert feed(made, 6, Connect("b")) == []
    assert feed(made, 9, Opened(1)) == [CONNECTED, success("a", Api.CONNECT), success("b", Api.CONNECT)]
    assert (made.state, made.wish, made.status) == ("connected", Wish.WANTED, Status.CONNECTED)


def test_auto_mode_connects_at_login_and_at_init_with_a_saved_user() -> None:
    made = machine(None)
    assert made.mode is Mode.AUTO
    assert feed(made, 0, Init(), Login("anna")) == [
        ReportUser(None),
        OpenSocket(1),
        CONNECTING,
        SaveUser("anna"),
    ]
    reopened = machine(None, saved_user="anna")
    assert feed(reopened, 0, Init()) == [OpenSocket(1), CONNECTING, ReportUser("anna")]


def test_auto_mode_is_down_at_once_in_the_background_and_back_in_the_foreground() -> None:
    made = up(Mode.AUTO)
    assert feed(made, 20, Background()) == [CloseSocket(1, CloseReason.UNWANTED), DISCONNECTED]
    assert feed(made, 30, NetworkLost(), NetworkAvailable()) == []
    assert feed(made, 40, Foreground()) == [OpenSocket(2), CONNECTING]


def test_disconnect_closes_the_socket_before_it_reports() -> None:
    made = up()
    assert feed(made, 20, Disconnect("d")) == [
        CloseSocket(1, CloseReason.UNWANTED),
        DISCONNECTED,
        success("d", Api.DISCONNECT),
    ]


def test_disconnect_ends_a_connect_that_is_pending_with_an_error() -> None:
    made = machine()
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    *_, aborted, done = feed(made, 1, Disconnect("d"))
    assert isinstance(aborted, ReportOutcome)
    assert (aborted.call, aborted.result) == ("c", Result.ERROR)
    assert "disconnect in state 'opening'" in str(aborted.detail)
    assert done == success("d", Api.DISCONNECT)


def test_the_loss_of_the_network_gives_the_socket_up_and_its_return_opens_at_once() -> None:
    made = up()
    feed(made, 10, Ping("p"))
    closed, connecting, failed = feed(made, 20, NetworkLost())
    assert closed == CloseSocket(1, CloseReason.NETWORK)
    assert connecting == CONNECTING
    assert isinstance(failed, ReportOutcome)
    assert made.next_deadline() is None
    assert feed(made, 500_000, NetworkAvailable()) == [OpenSocket(2)]


def test_rejected_credentials_stop_or_are_tried_again() -> None:
    stops, retries = machine(), machine(choices={"auth-rejected": "retries"})
    for made in (stops, retries):
        feed(made, 0, Init(), Login("anna"), Connect("c"))
    closed, down, failed = feed(stops, 5, Rejected(1))
    assert (closed, down) == (CloseSocket(1, CloseReason.REJECTED), DISCONNECTED)
    assert isinstance(failed, ReportOutcome)
    assert failed.result is Result.ERROR
    assert feed(retries, 5, Rejected(1)) == [CloseSocket(1, CloseReason.REJECTED)]
    assert retries.next_deadline() is not None


@pytest.mark.parametrize("code", [1000, 1001, 1006, 3000, 4999])
def test_only_a_normal_close_by_the_server_can_end_the_wish(code: int) -> None:
    made = up(choices={"server-close": "stays-down"})
    feed(made, 20, Closed(1, code))
    assert made.state == ("idle" if code == 1000 else "reconnecting")
    by_network = up(choices={"server-close": "stays-down"})
    feed(by_network, 20, Closed(1, 1000, ClosedBy.NETWORK))
    assert by_network.state == "reconnecting"


def test_messages_are_delivered_from_the_current_socket_while_it_is_up() -> None:
    made = up()
    assert feed(made, 20, MessageReceived(1, "hello"), MessageReceived(1, "again")) == [
        Deliver("hello"),
        Deliver("again"),
    ]
    assert feed(made, 20, MessageReceived(7, "stale")) == []
    feed(made, 30, Disconnect("d"))
    assert feed(made, 30, MessageReceived(1, "late")) == []


@pytest.mark.parametrize("stale", [Opened(1), OpenFailed(1), Rejected(1), Closed(1), Closed(1, 1006)])
def test_facts_about_former_sockets_are_ignored(stale: Input) -> None:
    made = up()
    feed(made, 20, Disconnect("d"))
    assert feed(made, 21, stale) == []
    feed(made, 22, Connect("c"))
    before = made.snapshot()
    assert feed(made, 22, stale) == []
    assert made.snapshot() == before


def test_logout_forgets_the_user_and_a_new_process_finds_nobody() -> None:
    made = up()
    assert feed(made, 20, Logout()) == [CloseSocket(1, CloseReason.UNWANTED), DISCONNECTED, ForgetUser()]
    feed(made, 21, Kill())
    assert feed(made, 22, Init()) == [ReportUser(None)]


def test_kill_has_no_effects_and_the_next_process_finds_the_user() -> None:
    made = up()
    feed(made, 20, Ping("p"), Kill())
    assert made.status is Status.DISCONNECTED
    assert made.next_deadline() is None
    assert feed(made, 30, PongReceived("p"), MessageReceived(1, "m"), Closed(1), Tick()) == []
    assert feed(made, 40, Init()) == [ReportUser("anna")]
    assert feed(made, 50, Connect("c")) == [OpenSocket(2), CONNECTING]


def test_after_a_kill_a_new_process_knows_of_the_network() -> None:
    made = up(Mode.AUTO)
    feed(made, 20, Kill(), NetworkLost())
    assert feed(made, 30, Init()) == [CONNECTING, ReportUser("anna")]
    assert feed(made, 40, NetworkAvailable()) == [OpenSocket(2)]


@pytest.mark.parametrize("option", ["error", "throws", "nothing"])
@pytest.mark.parametrize("call", [Connect("c"), Disconnect("c"), Ping("c")])
def test_a_call_before_init_is_for_the_reading(option: str, call: Connect | Disconnect | Ping) -> None:
    made = machine(choices={"call-before-init": option})
    effects = made.handle(call, 0)
    expected = {"error": [ReportOutcome], "throws": [Throw], "nothing": []}[option]
    assert [type(effect) for effect in effects] == expected
    for effect in effects:
        assert isinstance(effect, ReportOutcome | Throw)
        assert "not initialised" in str(effect.detail)


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MANUAL])
def test_a_repeated_login_or_init_is_for_the_reading(mode: Mode) -> None:
    refusing = up(mode, {"init-again": "error"})
    assert feed(refusing, 20, Login("bob")) == [RefuseInput("login", "login in state 'connected'")]
    refused, user = feed(refusing, 20, Init())
    assert refused == RefuseInput("init", "init in state 'connected'")
    assert user == ReportUser("anna")
    switching = up(mode, {"login-again": "switches"})
    assert feed(switching, 20, Login("bob")) == [SaveUser("bob")]
    assert switching.user == "bob"
    assert feed(up(mode, {"login-again": "ignored"}), 20, Login("bob")) == []
    assert feed(machine(mode), 0, Login("bob")) == [RefuseInput("login", "login in state 'not initialised'")]


def test_whether_an_attempt_was_under_way_is_what_the_link_knows() -> None:
    """Under grace-from-open an opening goes on in the background; a wait for the next one is given up there."""
    choices = {"background-while-opening": "grace-from-open"}
    opening, waiting = machine(choices=choices), machine(choices=choices)
    for made in (opening, waiting):
        feed(made, 0, Init(), Login("anna"), Connect("c"), OpenFailed(1))
    due = opening.next_deadline()
    assert due is not None
    assert feed(opening, due, Tick()) == [OpenSocket(2)]
    assert feed(opening, due, Background()) == []
    assert feed(waiting, due - 1, Background())[0] == DISCONNECTED
    feed(opening, due + 50, Opened(2))
    assert opening.next_deadline() == due + 50 + 30_000


def test_the_default_reading_is_the_default() -> None:
    assert machine().reading == DEFAULT
