"""The address of a story: that the page reads it as the report means it is tested in the browser."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.adapters.reports.sample import do, grace_ends, saw

from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref_adapters.reports import Counterexample
from connref_adapters.reports.explorer_link import established, explorer_link


def fields_of(found: Counterexample, **interpretations: tuple[str, ...]) -> dict[str, str]:
    left = {name.replace("_", "-"): options for name, options in interpretations.items()}
    page, _, story = explorer_link("explorer.html", "MAN-GRACE-ENDS", found, left).partition("#")
    assert page == "explorer.html"
    return {name: values[0] for name, values in parse_qs(story).items()}


def test_the_address_holds_what_was_done_and_what_was_seen_of_the_connection() -> None:
    fields = fields_of(grace_ends())
    assert (fields["mode"], fields["now"], fields["seen"]) == ("manual", "30251", "1")
    assert fields["do"] == "0:init,0:login:alice,0:connect:c1,120:socket_open,250:background"
    assert fields["told"] == "MAN-GRACE-ENDS: expected down by 30.250 s; observed up at 30.251 s."


def test_only_readings_beside_the_default_are_named() -> None:
    fields = fields_of(grace_ends(), ping_at_deadline=("inclusive",), connect_when_up=("success", "error"))
    assert fields["ping-at-deadline"] == "inclusive"
    assert set(fields) & set(INTERPRETATIONS) == {"ping-at-deadline"}


def test_signs_that_part_the_story_cannot_be_smuggled_in() -> None:
    steps = (do("init"), do("login", user="a,9:kill"), do("connect", call="c:1"))
    found = Counterexample(None, steps, (saw(1, "socket_closed", by="client"),), "up", "down at 1")
    assert fields_of(found)["do"] == "0:init,0:login:a-9-kill,0:connect:c-1,1:socket_closed:client"


def test_the_reading_of_a_run_is_one_that_it_left_possible() -> None:
    left = {"connect-in-background": ("held", "refused"), "ping-in-auto": ("sends", "nothing")}
    chosen = established(left)
    assert chosen["connect-in-background"] == "held"
    assert chosen["ping-in-auto"] == DEFAULT["ping-in-auto"]
    assert chosen.keys() == INTERPRETATIONS.keys()
