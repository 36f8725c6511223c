"""The right SDKs are right: random walks, judged by rules that hold under every listed reading.

The rules are few and blunt, and written without the SDK in view: what they let pass is for the conformance kit to
find, but what they find is a fault of a fake.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest

from fakes import CORNERS, RIGHT, FakeDriver, Options, random_right

STEPS = 70
_WORLD = (
    "network_down",
    "network_up",
    "server_mute",
    "server_unmute",
    "server_refuse",
    "server_accept",
    "server_reject",
    "server_approve",
)
_REPAIR: dict[str, str] = dict(zip(_WORLD[::2], _WORLD[1::2], strict=True))
_FAIR = ("foreground", "network_up", "server_unmute", "server_accept", "server_approve")


@dataclass
class Walk:
    """One random story, and what a bystander knows of it."""

    driver: FakeDriver
    mode: str
    random: Random
    now: int = 0
    alive: bool = True
    user: str | None = None
    saved: str | None = None
    initialized: bool = False
    background: bool = False
    bad: set[str] = field(default_factory=set[str])
    open_sockets: set[int] = field(default_factory=set[int])
    owed: dict[str, str] = field(default_factory=dict[str, str])
    answered: set[str] = field(default_factory=set[str])
    delivered: list[int] = field(default_factory=list[int])
    connects_since_down: int = 0
    asked_in_background: bool = False
    last_sign_of_life: int = 0
    held_down: bool = False
    count: int = 0

    @property
    def options(self) -> Options:
        return self.driver.options

    def send(self, **request: object) -> dict[str, Any]:
        reply = self.driver.request({"id": self.count, **request})
        assert reply["ok"], reply
        self.now = reply["now"]
        for observation in reply["observations"]:
            self.watch(observation)
        self.check()
        return reply

    def watch(self, seen: dict[str, Any]) -> None:
        match seen["kind"]:
            case "socket_opening":
                self.open_sockets.add(seen["socket"])
                assert len(self.open_sockets) == 1, "RES-ONE-SOCKET"
            case "socket_failed" | "socket_closed":
                self.open_sockets.discard(seen["socket"])
            case "outcome":
                assert seen["call"] not in self.answered, "CALL-OUTCOME"
                assert self.owed.pop(seen["call"]) == seen["api"]
                self.answered.add(seen["call"])
            case "threw":
                assert self.options.call_before_init == "throws"
                assert not self.initialized
                self.owed.pop(seen["call"])
            case "delivered":
                number = int(seen["message"])
                assert not self.delivered or number > self.delivered[-1], "EVT-DELIVERED"
                self.delivered.append(number)
            case _:
                pass

    def check(self) -> None:
        if self.user is None or not self.initialized:
            assert not self.open_sockets, "SES-NO-USER"
        if self.mode == "auto":
            allowed = self.options.connect_in_auto == "opens-until-foreground" and self.asked_in_background
            assert not (self.background and self.open_sockets) or allowed, "AUTO-BACKGROUND"
            return
        assert self.connects_since_down or not self.open_sockets, "MAN-ONLY-CONNECT, MAN-DISCONNECT-STAYS"
        limit = self.options.grace_ms + self.options.tick_ms + 1 + self.options.ping_timeout_ms
        limit += (
            self.options.reconnect_bound_ms
            if self.options.background_while_opening == "grace-from-open"
            else 0
        )
        overdue = self.background and self.now > self.last_sign_of_life + limit
        assert not (overdue and self.open_sockets and not self.asked_in_background), "MAN-GRACE-ENDS"

    def call(self, api: str) -> None:
        self.count += 1
        name = f"{api}{self.count}"
        self.owed[name] = api
        if api == "connect":
            self.connects_since_down += 1
            self.asked_in_background = self.asked_in_background or self.background
        if api == "ping":
            self.last_sign_of_life = self.now
        if api == "disconnect":
            self.held_down = True
            self.connects_since_down = 0 if self.initialized else self.connects_since_down
        self.send(op="do", input=api, call=name)

    def enter(self, *, background: bool) -> None:
        restarts = self.options.background_again == "restarts" and self.mode == "manual"
        if background != self.background or restarts:
            self.last_sign_of_life = self.now
            self.asked_in_background = False
        self.background = background
        self.send(op="do", input="background" if background else "foreground")

    def world(self, name: str) -> None:
        if name in _REPAIR:
            self.bad.add(name)
        else:
            self.bad -= {bad for bad, good in _REPAIR.items() if good == name}
        self.held_down = self.held_down or name == "server_reject"
        self.send(op="do", input=name)

    def change_of_world(self) -> str:
        """Something goes wrong, or, more often, is repaired."""
        if self.bad and self.random.random() < 0.8:
            return _REPAIR[self.random.choice(sorted(self.bad))]
        return self.random.choice(_WORLD)

    def init(self) -> None:
        again = self.alive and self.initialized
        if again and self.options.init_again == "reopens":
            self.connects_since_down = 0
            self.asked_in_background = False
        if not again:
            self.background = self.background and self.alive
            self.user = self.saved
            self.held_down = False
        if not again or self.options.init_again == "reopens":
            self.last_sign_of_life = self.now
        self.alive = self.initialized = True
        self.send(op="do", input="init")

    def login(self, user: str) -> None:
        if self.initialized and (self.user is None or self.options.login_again == "switches"):
            if self.user != user:
                self.connects_since_down = 0
            self.user = self.saved = user
        self.send(op="do", input="login", user=user)

    def logout(self) -> None:
        self.user = self.saved = None
        self.connects_since_down = 0
        self.send(op="do", input="logout")

    def kill(self) -> None:
        self.alive = self.initialized = self.background = self.asked_in_background = False
        self.connects_since_down = 0
        self.owed.clear()
        self.user = None
        self.open_sockets.clear()
        self.send(op="do", input="kill")

    def step(self) -> None:
        self.count += 1
        reachable = not self.bad & {"network_down", "server_mute", "server_refuse"}
        choice = self.random.random()
        if choice < 0.30:
            self.send(
                op="advance", ms=self.random.choice((0, 1, 40, 50, 999, 1_000, 5_000, 29_950, 30_000, 30_001))
            )
        elif choice < 0.45:
            self.world(self.change_of_world())
        elif choice < 0.50:
            code = self.random.choice((1000, 1001, 4000))
            self.held_down = self.held_down or code == 1000
            self.send(op="do", input="server_close", code=code)
        elif choice < 0.62:
            self.send(op="do", input="server_message", message=str(self.count))
        elif not self.alive or choice < 0.64:
            self.init()
        elif choice < 0.82:
            self.call(self.random.choice(("connect", "connect", "connect", "disconnect", "ping", "ping")))
        elif choice < 0.94:
            self.enter(background=self.random.random() < 0.5)
        elif choice < 0.95:
            self.kill()
        elif reachable and choice < 0.99:
            self.login(self.random.choice("uv"))
        elif reachable:
            self.logout()

    def settle(self) -> None:
        """Make the world fair, and see the connection come up and every call answered."""
        if not self.alive or not self.initialized:
            self.init()
        self.enter(background=False)
        for name in _FAIR[1:]:
            self.world(name)
        if self.user is None:
            self.login("u")
        self.send(op="advance", ms=self.options.reconnect_bound_ms)
        if self.mode == "manual":
            self.call("connect")
        self.send(op="advance", ms=self.options.reconnect_bound_ms)
        silent = {api for api in self.owed.values() if self.excused(api)}
        assert not [call for call, api in self.owed.items() if api not in silent], "CALL-OUTCOME"
        if self.mode == "manual" or not self.held_down:
            assert self.open_sockets, "MAN-CONNECT, AUTO-FOREGROUND"

    def excused(self, api: str) -> bool:
        pings = "nothing" in (self.options.ping_in_foreground, self.options.ping_in_auto)
        return self.options.call_before_init == "nothing" or (api == "ping" and pings)


def walk(options: Options, mode: str, seed: int) -> Walk:
    """A random story on a new device, judged as it goes."""
    device = Walk(FakeDriver(options), mode, Random(f"{seed} {mode}"))
    device.send(op="reset", mode=mode)
    if seed % 4:
        device.init()
        device.login("u")
    for _ in range(STEPS):
        device.step()
    device.settle()
    return device


def _seen_by_the_test(options: Options) -> bool:
    return options.sockets_numbered and not options.unsupported_inputs and not options.unobserved


@pytest.mark.parametrize("name", [n for n, o in {**RIGHT, **CORNERS}.items() if _seen_by_the_test(o)])
@pytest.mark.parametrize("mode", ["auto", "manual"])
def test_named(name: str, mode: str) -> None:
    for seed in range(4):
        walk({**RIGHT, **CORNERS}[name], mode, seed)


_ALL_SEEN: dict[str, Any] = {"unobserved": frozenset[str](), "sockets_numbered": True}


@pytest.mark.parametrize("mode", ["auto", "manual"])
def test_random(mode: str) -> None:
    walks = [walk(replace(random_right(seed), **_ALL_SEEN), mode, seed) for seed in range(400)]
    assert sum(len(w.delivered) for w in walks) > 50
    assert sum(len(w.answered) for w in walks) > 1_000


def test_the_rules_find_wrong_sdks() -> None:
    from fakes import WRONG

    found: set[str] = set()
    for name in (
        "connect-opens-another",
        "login-connects",
        "auto-uses-grace",
        "logout-keeps-socket",
        "connect-reports-twice",
        "listener-added-twice",
        "aborted-connect-lost",
    ):
        defect = WRONG[name]
        for seed in range(40):
            device = Walk(defect.driver(), str(defect.mode), Random(seed))
            try:
                device.send(op="reset", mode=device.mode)
                device.init()
                device.login("u")
                for _ in range(STEPS):
                    device.step()
                device.settle()
            except (AssertionError, KeyError):
                found.add(name)
                break
    assert len(found) == 7


def test_there_are_enough_and_random_ones_repeat() -> None:
    assert len(RIGHT) >= 40
    assert len(set(RIGHT.values())) > 60
    assert random_right(5) == random_right(5)
    assert len({random_right(seed) for seed in range(50)}) == 50
