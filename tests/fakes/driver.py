"""The driver of the driver protocol over a simulated SDK: `FakeDriver.request` takes a request and gives the reply."""

from __future__ import annotations

from typing import Any

from connref.protocol import CALLS, CLOSE_CODES, INPUT_FIELDS, InputName, ObservationKind
from fakes.device import Device
from fakes.options import Options
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk

_WORLD_INPUTS = frozenset(n for n in InputName if n.startswith(("network_", "server_")))


class SdkDied(BaseException):
    """The process of the SDK ends: nothing that the app can catch."""


class _Refused(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class FakeDriver:
    """One driver process: many resets, one SDK.

    `auto` and `manual` are the classes of the SDK in the two modes, `unchosen` the one for an app that does not
    choose (auto unless given); a defect replaces them by subclasses. With
    `strict`, an input that the kit must not send is answered with an error of kind `protocol`. `alternate`, a defect
    as well, are the options of every other reset.
    """

    def __init__(
        self,
        options: Options,
        *,
        auto: type[AutoSdk] = AutoSdk,
        manual: type[ManualSdk] = ManualSdk,
        unchosen: type[AutoSdk | ManualSdk] | None = None,
        name: str = "fake",
        strict: bool = True,
        alternate: Options | None = None,
    ) -> None:
        self.options = options
        self._by_reset = (options, alternate or options)
        self._resets = 0
        self.finished = False
        self._auto = auto
        self._manual = manual
        self._unchosen = unchosen or auto
        self._name = name
        self._strict = strict
        self._device: Device | None = None
        self._seen: set[tuple[str, object]] = set()
        self._crashed: str | None = None

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one request. Never raises: whatever goes wrong is an error reply."""
        reply: dict[str, Any] = {"id": request.get("id")}
        try:
            body = self._answer(request)
        except _Refused as refused:
            return {**reply, "ok": False, "error": {"kind": refused.kind, "message": str(refused)}}
        except (SdkDied, Exception) as error:  # noqa: BLE001 - the simulated SDK may raise anything
            self._crashed = f"{type(error).__name__}: {error}"
            return {**reply, "ok": False, "error": {"kind": "crash", "message": self._crashed}}
        return {**reply, "ok": True, **body}

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        match request.get("op"):
            case "hello":
                return self._hello(request)
            case "reset":
                self._reset(request.get("mode"))
            case "do":
                self._do(request)
            case "advance":
                ms = request.get("ms")
                if not isinstance(ms, int) or isinstance(ms, bool) or ms < 0:
                    raise _Refused("protocol", f"ms is {ms!r}: an integer, 0 or more")
                self._running().clock.advance(ms)
            case "bye":
                self.finished = True
                return {}
            case op:
                raise _Refused("protocol", f"op is {op!r}: hello, reset, do, advance or bye")
        return self._drain()

    def _hello(self, request: dict[str, Any]) -> dict[str, Any]:
        if request.get("protocol") != 1:
            raise _Refused("protocol", f"protocol is {request.get('protocol')!r}: this driver speaks 1")
        options = self.options
        return {
            "implementation": {"name": self._name, "version": "1", "language": "python"},
            "clock": "virtual",
            "tolerance_ms": options.tick_ms,
            "inputs": [n.value for n in InputName if self._has(n)],
            "observes": [k.value for k in ObservationKind if k.value not in options.unobserved],
            "profile": {"grace_ms": options.grace_ms, "reconnect_bound_ms": options.reconnect_bound_ms},
        }

    def _has(self, name: InputName) -> bool:
        return hasattr(Device, f"do_{name.value}") and name.value not in self.options.unsupported_inputs

    def _reset(self, mode: object) -> None:
        if mode not in ("auto", "manual", None):
            raise _Refused("protocol", f'mode is {mode!r}: "auto", "manual" or null')
        self._crashed = None
        self._seen.clear()
        options = self._by_reset[self._resets % 2]
        self._resets += 1
        sdks: dict[object, type[AutoSdk | ManualSdk]] = {"auto": self._auto, "manual": self._manual}
        self._device = Device(options, sdks.get(mode, self._unchosen))

    def _running(self) -> Device:
        if self._crashed is not None:
            raise _Refused("crash", self._crashed)
        if self._device is None:
            raise _Refused("protocol", "no reset yet")
        return self._device

    def _do(self, request: dict[str, Any]) -> None:
        device = self._running()
        try:
            name = InputName(request.get("input"))
        except ValueError:
            raise _Refused("protocol", f"input is {request.get('input')!r}: not an input") from None
        unheard = name is InputName.NETWORK_HANDOVER and request.get("notice") is True
        if not self._has(name) or (unheard and not self.options.network_notice):
            raise _Refused("unsupported", f"this driver has no input {name.value}")
        arguments = self._arguments(name, request)
        if self._strict:
            self._check(device, name, arguments)
        getattr(device, f"do_{name.value}")(*arguments)
        device.clock.run_due()

    def _arguments(self, name: InputName, request: dict[str, Any]) -> list[Any]:
        if name not in INPUT_FIELDS:
            return []
        field, kind = INPUT_FIELDS[name]
        value = request.get(field)
        if type(value) is not kind:
            raise _Refused("protocol", f"{field} is {value!r}: {name.value} needs {kind.__name__}")
        if name is InputName.SERVER_CLOSE and value not in CLOSE_CODES:
            raise _Refused("protocol", f"code is {value!r}: not a close code")
        return [value]

    def _check(self, device: Device, name: InputName, arguments: list[Any]) -> None:
        world = device.world
        if not device.process.alive and name is not InputName.INIT and name not in _WORLD_INPUTS:
            raise _Refused("protocol", f"{name.value} after kill: only init and world inputs may follow")
        frozen = device.process.suspended_at is not None
        if frozen != (name is InputName.RESUME) and name not in (*_WORLD_INPUTS, InputName.KILL):
            raise _Refused(
                "protocol", f"{name.value} in a process that is {'' if frozen else 'not '}suspended"
            )
        session = name in (InputName.LOGIN, InputName.LOGOUT)
        if session and (not world.network or world.mute or world.refuses):
            raise _Refused("protocol", f"{name.value} while the server cannot be reached")
        if name in CALLS or name is InputName.SERVER_MESSAGE:
            key = ("call" if name in CALLS else "message", arguments[0])
            if key in self._seen:
                raise _Refused("protocol", f"{key[0]} {key[1]!r} is not unique since the reset")
            self._seen.add(key)

    def _drain(self) -> dict[str, Any]:
        device = self._running()
        seen, device.observations[:] = list(device.observations), []
        visible = [self._visible(o) for o in seen if o["kind"] not in self.options.unobserved]
        reply: dict[str, Any] = {"now": device.clock.now, "observations": visible}
        if self.options.announces_next:
            reply["next"] = device.clock.next_at()
        return reply

    def _visible(self, observation: dict[str, Any]) -> dict[str, Any]:
        if self.options.sockets_numbered:
            return observation
        return {k: v for k, v in observation.items() if k != "socket"}
