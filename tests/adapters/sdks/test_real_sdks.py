"""The drivers of the published SDKs, played through the protocol. What the SDKs do wrong is not the subject here."""

from __future__ import annotations

import pytest
from tests.adapters.sdks.talk import raw, replies, seen, short, story

from connref.protocol import InputName, ObservationKind
from connref_adapters.drivers.reading import Strict

NOT_YET = {InputName.SUSPEND, InputName.RESUME, InputName.NETWORK_HANDOVER}
"""What the drivers of the published SDKs cannot do: their worlds freeze no process and have one network."""
UP = "init login:alice connect:c +100"


def test_hello_names_package_inputs_and_observations(any_sdk: list[str]) -> None:
    hello = replies(any_sdk, [{"op": "hello", "protocol": 1}])[0]
    assert hello["implementation"]["name"].startswith("@cometchat/chat-sdk-")
    assert (hello["clock"], hello["tolerance_ms"]) == ("virtual", 0)
    assert set(hello["inputs"]) <= {name.value for name in InputName}
    assert {"socket_open", "socket_closed", "outcome"} <= set(hello["observes"])


def test_react_native_has_every_input_and_observation(react_native: list[str]) -> None:
    hello = replies(react_native, [{"op": "hello", "protocol": 1}])[0]
    assert sorted(hello["inputs"]) == sorted(name.value for name in InputName if name not in NOT_YET)
    assert sorted(hello["observes"]) == sorted(kind.value for kind in ObservationKind)


def test_other_protocol_version_is_refused(any_sdk: list[str]) -> None:
    assert replies(any_sdk, [{"op": "hello", "protocol": 2}])[0]["error"]["kind"] == "unsupported"


def test_connect_opens_a_numbered_socket(react_native: list[str]) -> None:
    assert short(seen(react_native, "manual", UP)) == [
        "0 user None",
        "0 socket_opening 1",
        "40 outcome c connect success",
        "40 socket_open 1",
    ]


@pytest.mark.parametrize("mode", ["auto", None])
def test_login_connects_in_auto_mode(any_sdk: list[str], mode: str | None) -> None:
    observed = short(seen(any_sdk, mode, "init login:alice +100"))
    assert observed == ["0 user None", "0 socket_opening 1", "40 socket_open 1"]


def test_background_after_a_ping_ends_thirty_seconds_after_the_answer(react_native: list[str]) -> None:
    observed = short(seen(react_native, "manual", f"{UP} background +10000 ping:p +29999 +21 +60000"))
    assert observed[4:] == [
        "10100 ping_sent 1",
        "10120 outcome p ping success",
        "40120 socket_closed 1 client",
    ]


def test_keep_alive_is_not_reported_as_the_apps_ping(react_native: list[str]) -> None:
    assert short(seen(react_native, "manual", f"{UP} +100000"))[4:] == []
    observed = seen(
        react_native, "manual", f"{UP} +14940 ping:p +100000"
    )  # the instant of the first keep-alive
    assert [at for at, kind, _ in observed if kind == "ping_sent"] == [15_040]


def test_background_in_auto_mode_reaches_the_sdk(react_native: list[str]) -> None:
    observed = short(seen(react_native, "auto", "init login:alice +100 background +5000 foreground +100"))
    assert observed[3:] == ["100 socket_closed 1 client", "5100 socket_opening 2", "5140 socket_open 2"]


def test_kill_keeps_storage_and_nothing_else(any_sdk: list[str]) -> None:
    observed = short(seen(any_sdk, "manual", f"{UP} kill +60000 init +60000"))
    assert observed[-1] == "60100 user alice"


def test_dead_app_takes_no_calls(any_sdk: list[str]) -> None:
    reply = replies(any_sdk, story("manual", f"{UP} kill connect:c2"))[-1]
    assert reply["error"]["kind"] == "unsupported"


def test_network_loss_is_noticed_and_repaired(any_sdk: list[str]) -> None:
    observed = seen(
        any_sdk, "auto", "init login:alice +100 network_down +30000 network_up +60000 server_message:hi"
    )
    assert [fields["by"] for _, kind, fields in observed if kind == "socket_closed"] == ["client"]
    assert [at > 30_100 for at, kind, _ in observed if kind == "socket_open"] == [False, True]
    assert observed[-1][1:] == ("delivered", {"message": "hi"})


def test_message_on_a_network_that_is_down_is_gone(any_sdk: list[str]) -> None:
    steps = "init login:alice +100 network_down server_message:lost +10 network_up +5000 server_message:hi"
    observed = seen(any_sdk, "auto", steps)
    assert [fields["message"] for _, kind, fields in observed if kind == "delivered"] == ["hi"]


def test_server_close_ends_the_connection(any_sdk: list[str]) -> None:
    observed = short(seen(any_sdk, "auto", "init login:alice +100 server_close:1000"))
    assert observed[-1] == "100 socket_closed 1 server"


def test_refused_and_rejected_sockets_fail(any_sdk: list[str]) -> None:
    slow = [*any_sdk, "--open-latency", "20", "--auth-latency", "30"]
    for bad, failed_at in (("server_refuse", 20), ("server_reject", 50)):
        observed = short(seen(slow, "auto", f"init {bad} login:alice +100"))
        assert observed[1:] == ["0 socket_opening 1", f"{failed_at} socket_failed 1"]


def test_mute_server_answers_nothing_until_it_speaks_again(any_sdk: list[str]) -> None:
    observed = seen(any_sdk, "auto", "init server_mute login:alice +2000 server_unmute +100")
    assert [at for at, kind, _ in observed if kind == "socket_open"] == [2_000]


def test_latencies_are_settings(react_native: list[str]) -> None:
    given = {"open": 300, "auth": 50, "reply": 70, "close": 7}
    options = [word for name, ms in given.items() for word in (f"--{name}-latency", str(ms))]
    observed = short(
        seen(
            [*react_native, *options],
            "manual",
            "init login:alice connect:c +1000 ping:p +100 disconnect:d +100",
        )
    )
    assert observed[1:] == [
        "0 socket_opening 1",
        "300 outcome c connect success",
        "350 socket_open 1",
        "1000 ping_sent 1",
        "1070 outcome p ping success",
        "1100 socket_closed 1 client",
        "1107 outcome d disconnect success",
    ]


def test_latencies_may_be_zero(any_sdk: list[str]) -> None:
    instant = [*any_sdk, "--open-latency", "0", "--close-latency", "0"]
    assert short(seen(instant, "auto", "init login:alice"))[1:] == ["0 socket_opening 1", "0 socket_open 1"]


def test_reset_isolates_from_the_case_before(any_sdk: list[str]) -> None:
    first = story("auto", "init login:alice +100 server_refuse network_down background +1")
    first = [step for step in first if step.get("input") != "background" or "react" in any_sdk[1]]
    second = story("auto", "init login:bob +100 server_message:hi")
    alone, after = replies(any_sdk, second), replies(any_sdk, [*first, *second])[len(first) :]
    assert [{**reply, "id": 0} for reply in after] == [{**reply, "id": 0} for reply in alone]


def test_replies_follow_the_schema_and_repeat_byte_for_byte(any_sdk: list[str]) -> None:
    requests = [
        {"op": "hello", "protocol": 1},
        *story("manual", f"{UP} network_down +30000 network_up +60000 server_message:m disconnect:d +10"),
        *story("auto", "init login:bob +100 kill init +1000 login:carol +10 logout"),
    ]
    for reply, request in zip(replies(any_sdk, requests), requests, strict=True):
        Strict().check_reply(str(request["op"]), reply)
    assert raw(any_sdk, requests) == raw(any_sdk, requests)


def test_an_hour_passes_quickly_and_to_the_millisecond(any_sdk: list[str]) -> None:
    reply = replies(any_sdk, story("auto", "init login:alice +100 +3600000"))[-1]
    assert reply["now"] == 3_600_100
    assert reply["observations"] == []


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({"op": "advance", "ms": 5}, "bad-request"),
        ({"op": "reset", "mode": "other"}, "bad-request"),
        ({"op": "dance"}, "unsupported"),
    ],
)
def test_bad_requests_get_an_error_and_the_driver_goes_on(
    any_sdk: list[str], request_: dict[str, object], kind: str
) -> None:
    first, second = replies(any_sdk, [request_, {"op": "hello", "protocol": 1}])
    assert first["error"]["kind"] == kind
    assert second["ok"]


def test_tolerance_is_declared_as_given(any_sdk: list[str]) -> None:
    hello = replies([*any_sdk, "--tolerance", "1000"], [{"op": "hello", "protocol": 1}])[0]
    assert hello["tolerance_ms"] == 1_000
