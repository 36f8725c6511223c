"""A page in a headless browser dials out to the kit, as the driver."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.adapters.explorer.browser import tab

from connref.cases.notation import parse, tell
from connref.cases.scenario import Story
from connref.protocol import Mode, Profile
from connref_adapters.drivers import Connection, Limits
from connref_adapters.drivers.attaching import Reach, opener

PAGE = Path(__file__).with_name("page_driver.html")
PATIENT = Limits(reply_s=30, start_s=60)


def test_a_page_in_a_browser_is_judged_like_any_driver() -> None:
    told: list[str] = []
    steps = tell(
        Story(Profile(), Mode.MANUAL),
        parse("init login connect(c1) +1s background +grace/2 foreground +grace background +grace"),
    ).steps
    with tab() as page, ExitStack() as held:
        reach = Reach(listen="ws://127.0.0.1:0")
        driver = held.enter_context(
            Connection(opener(reach, PATIENT.start_s, told.append, held), limits=PATIENT, strict=True)
        )
        address = told[0].removeprefix("waiting for a driver at ")
        page.call("Page.navigate", url=f"{PAGE.as_uri()}#{address}")
        assert driver.hello().implementation.name == "page"
        for _ in range(50):
            played = driver.play(Mode.MANUAL, steps)
            seen = [(each.at, each.kind.value) for reply in played.replies for each in reply.observations]
            assert seen == [
                (0, "socket_opening"),
                (30, "socket_open"),
                (30, "outcome"),
                (76_000, "socket_closed"),
            ]
        driver.bye()
        assert not page.log
