"""Each option of each interpretation does what docs/requirements.md says of it, told as a story with its expected end.

Times: the app is up at 50 and enters the background at 100 in `IN_GRACE`, so that its deadline is 30 100.
"""

from __future__ import annotations

import pytest

from fakes import RIGHT
from fakes.options import INTERPRETATIONS
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN, end_of

UP = SIGNED_IN + "+100 "
LOST = CONNECTED + "network_down "


# Laid out by hand: a story reads best on a line or two.
# fmt: off
STORIES: list[tuple[str, str, str, str, int, list[str]]] = [
    ("ping_at_deadline", "exclusive", "manual", IN_GRACE + "+30000 ping=p +1", 101,
     ["30100 closed", "30100 p error"]),
    ("ping_at_deadline", "inclusive", "manual", IN_GRACE + "+30000 ping=p +30000 +1", 101,
     ["30100 ping_sent", "30130 p success", "60101 closed"]),
    ("ping_counts_when", "called", "manual", IN_GRACE + "+10000 ping=p +40000", 10_101,
     ["10130 p success", "40100 closed"]),
    ("ping_counts_when", "answered", "manual", IN_GRACE + "+10000 ping=p +40000", 10_101,
     ["10130 p success", "40130 closed"]),
    ("ping_counts_when", "answered", "manual", IN_GRACE + "+29990 ping=p +100", 101,
     ["30090 ping_sent", "30100 closed", "30100 p error"]),
    ("return_at_deadline", "exclusive", "manual", IN_GRACE + "+30000 foreground +40000", 101, ["30100 closed"]),
    ("return_at_deadline", "inclusive", "manual", IN_GRACE + "+30000 foreground +40000", 101, []),
    ("return_at_deadline", "inclusive", "manual", IN_GRACE + "+30001 foreground +40000", 101, ["30101 closed"]),
    ("ping_in_foreground", "sends", "manual", CONNECTED + "ping=p +100", 100, ["100 ping_sent", "130 p success"]),
    ("ping_in_foreground", "error", "manual", CONNECTED + "ping=p +100", 100, ["100 p error"]),
    ("ping_in_foreground", "nothing", "manual", CONNECTED + "ping=p +100", 100, []),
    ("ping_when_down", "error", "manual", SIGNED_IN + "ping=p +100", 0, ["0 user None", "0 p error"]),
    ("ping_when_down", "success", "manual", SIGNED_IN + "ping=p +100", 0, ["0 user None", "0 p success"]),
    ("ping_in_auto", "sends", "auto", UP + "ping=p +100", 100, ["100 ping_sent", "130 p success"]),
    ("ping_in_auto", "error", "auto", UP + "ping=p +100", 100, ["100 p error"]),
    ("ping_in_auto", "nothing", "auto", UP + "ping=p +100", 100, []),
    ("connect_when_up", "success", "manual", CONNECTED + "connect=c +100", 100, ["100 c success"]),
    ("connect_when_up", "error", "manual", CONNECTED + "connect=c +100", 100, ["100 c error"]),
    ("connect_while_opening", "joins", "manual", SIGNED_IN + "connect=a +10 connect=b +100", 10,
     ["50 open", "50 a success", "50 b success"]),
    ("connect_while_opening", "error", "manual", SIGNED_IN + "connect=a +10 connect=b +100", 10,
     ["10 b error", "50 open", "50 a success"]),
    ("connect_while_opening", "joins", "auto", SIGNED_IN + "+10 connect=b +100", 10, ["50 open", "50 b success"]),
    ("connect_while_opening", "error", "manual", LOST + "connect=b network_up +100", 100,
     ["100 closed", "100 b error", "150 open"]),
    ("connect_in_background", "refused", "manual", SIGNED_IN + "+10 background connect=c +40000", 1, ["10 c error"]),
    ("connect_in_background", "grace-from-open", "manual", SIGNED_IN + "background +10000 connect=c +40000", 1,
     ["10050 open", "10050 c success", "40050 closed"]),
    ("connect_in_background", "grace-from-call", "manual", SIGNED_IN + "background +10000 connect=c +40000", 1,
     ["10050 open", "10050 c success", "40000 closed"]),
    ("connect_in_background", "grace-from-entry", "manual", SIGNED_IN + "background +10000 connect=c +40000", 1,
     ["10050 open", "10050 c success", "30000 closed"]),
    ("connect_in_background", "grace-from-entry", "manual", SIGNED_IN + "background +30000 connect=c +9", 1,
     ["30000 c error"]),
    ("connect_in_background", "held", "manual",
     SIGNED_IN + "background connect=c +400000 foreground background +30000", 1,
     ["50 open", "50 c success", "430000 closed"]),
    ("connect_offline", "waits", "manual", SIGNED_IN + "network_down connect=c +100 network_up +100", 1,
     ["150 open", "150 c success"]),
    ("connect_offline", "fails", "manual", SIGNED_IN + "+1 network_down connect=c +100 network_up +100", 1,
     ["1 c error"]),
    ("connect_in_auto", "refused", "auto", SIGNED_IN + "+1 background connect=c +100", 1, ["1 failed", "1 c error"]),
    ("connect_in_auto", "opens-until-foreground", "auto",
     UP + "background connect=c +90000 network_down network_up +100 foreground +100 background", 100,
     ["100 closed", "150 open", "150 c success", "90100 closed", "90150 open", "90300 closed"]),
    ("disconnect_in_auto", "ignored", "auto", UP + "disconnect=d +100", 100, ["100 d success"]),
    ("disconnect_in_auto", "until-foreground", "auto", UP + "disconnect=d +100 background foreground +100", 100,
     ["100 closed", "100 d success", "250 open"]),
    ("disconnect_in_auto", "until-connect", "auto",
     UP + "disconnect=d background foreground +100 connect=c +100", 100,
     ["100 closed", "100 d success", "250 open", "250 c success"]),
    ("disconnect_in_auto_background", "ignored", "auto", UP + "background disconnect=d foreground +100", 100,
     ["100 closed", "100 d success", "150 open"]),
    ("disconnect_in_auto_background", "as-in-foreground", "auto",
     UP + "background disconnect=d foreground +100 connect=c +100", 100,
     ["100 closed", "100 d success", "250 open", "250 c success"]),
    ("disconnect_when_down", "success", "manual", SIGNED_IN + "+1 disconnect=d", 1, ["1 d success"]),
    ("disconnect_when_down", "error", "manual", SIGNED_IN + "+1 disconnect=d", 1, ["1 d error"]),
    ("background_while_opening", "aborts", "manual", SIGNED_IN + "connect=c +10 background +100 foreground +100", 1,
     ["10 failed", "10 c error"]),
    ("background_while_opening", "grace-from-entry", "manual", SIGNED_IN + "connect=c +10 background +40000", 1,
     ["50 open", "50 c success", "30010 closed"]),
    ("background_while_opening", "grace-from-open", "manual", SIGNED_IN + "connect=c +10 background +40000", 1,
     ["50 open", "50 c success", "30050 closed"]),
    ("background_while_opening", "grace-from-open", "manual",
     SIGNED_IN + "server_refuse connect=c +60 background server_accept +5000", 1,
     ["50 failed", "60 c error"]),
    ("background_while_opening", "grace-from-entry", "manual",
     SIGNED_IN + "server_refuse connect=c +60 background +40000", 29_000,
     ["30060 c error"]),
    ("background_while_waiting", "gives-up", "manual", LOST + "+10 background network_up +100 foreground +100", 100,
     ["100 closed"]),
    ("background_while_waiting", "grace-from-entry", "manual", LOST + "+10 background network_up +40000", 100,
     ["100 closed", "160 open", "30110 closed"]),
    ("background_again", "ignored", "manual", IN_GRACE + "+20000 background +20000", 101, ["30100 closed"]),
    ("background_again", "restarts", "manual", IN_GRACE + "+20000 background +40000", 101, ["50100 closed"]),
    ("init_again", "ignored", "manual", CONNECTED + "init +100", 100, ["100 user u"]),
    ("init_again", "error", "manual", CONNECTED + "init +100", 100, ["100 user u"]),
    ("init_again", "reopens", "manual", CONNECTED + "init +100 connect=c +100", 100,
     ["100 closed", "100 user u", "250 open", "250 c success"]),
    ("init_again", "reopens", "auto", UP + "init +100", 100, ["100 closed", "100 user u", "150 open"]),
    ("login_again", "ignored", "manual", CONNECTED + "login=v +100 kill init", 100, ["200 closed", "200 user u"]),
    ("login_again", "error", "manual", CONNECTED + "login=v +100 kill init", 100, ["200 closed", "200 user u"]),
    ("login_again", "switches", "auto", UP + "login=v +100 kill init", 100,
     ["100 closed", "150 open", "200 closed", "200 user v"]),
    ("server_close", "reconnects", "manual", CONNECTED + "server_close=1000 +100", 100, ["100 closed", "150 open"]),
    ("server_close", "stays-down", "manual", CONNECTED + "server_close=1000 +9000 connect=c +100", 100,
     ["100 closed", "9150 open", "9150 c success"]),
    ("server_close", "stays-down", "manual", CONNECTED + "server_close=1001 +100", 100, ["100 closed", "150 open"]),
    ("server_close", "stays-down", "auto", UP + "server_close=1000 +100 background foreground +100", 100,
     ["100 closed", "250 open"]),
    ("auth_rejected", "stops", "manual", SIGNED_IN + "server_reject connect=c +100 server_approve +9000", 1,
     ["70 failed", "70 c error"]),
    ("auth_rejected", "stops", "auto",
     SIGNED_IN + "server_reject +100 server_approve +900 background foreground +99", 1,
     ["70 failed", "1050 open"]),
    ("auth_rejected", "retries", "manual", SIGNED_IN + "server_reject connect=c +100 server_approve +9000", 1,
     ["70 failed", "1120 open", "1120 c success"]),
    ("call_before_init", "error", "manual", "connect=c disconnect=d ping=p", 0,
     ["0 c error", "0 d error", "0 p error"]),
    ("call_before_init", "throws", "manual", "connect=c disconnect=d ping=p", 0,
     ["0 c threw", "0 d threw", "0 p threw"]),
    ("call_before_init", "nothing", "manual", "connect=c disconnect=d ping=p +90000", 0, []),
    ("silent_loss", "not-noticed", "manual", CONNECTED + "network_handover=false +60000", 100, []),
    ("silent_loss", "noticed", "manual", CONNECTED + "network_handover=false +60000", 100,
     ["26062 closed", "26112 open"]),
    ("silent_loss", "noticed", "auto", UP + "network_handover=true +100", 100, ["100 closed", "150 open"]),
    ("grace_while_suspended", "runs", "manual", IN_GRACE + "suspend +20000 resume +10000 +1", 101, ["30100 closed"]),
    ("grace_while_suspended", "runs", "manual", IN_GRACE + "suspend +70000 resume +1", 101, ["70100 closed"]),
    ("grace_while_suspended", "stands-still", "manual", IN_GRACE + "+9 suspend +70000 resume +30000", 101,
     ["100100 closed"]),
]
# fmt: on


@pytest.mark.parametrize(("name", "option", "mode", "text", "since", "expected"), STORIES)
def test_option(name: str, option: str, mode: str, text: str, since: int, expected: list[str]) -> None:
    assert end_of(mode, text, since, {name: option}) == expected


def test_every_option_has_a_story_and_at_least_two_right_sdks() -> None:
    listed = {(name, option) for name, options in INTERPRETATIONS.items() for option in options}
    assert {(story[0], story[1]) for story in STORIES} == listed
    for name, option in listed:
        assert sum(getattr(options, name) == option for options in RIGHT.values()) >= 2
