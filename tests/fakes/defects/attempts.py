"""Mistakes about attempts: what one that fails means, how often one is repeated, and whose end an end is."""

from __future__ import annotations

from connref.protocol import Mode
from fakes.defects.defect import manual, shared
from fakes.sdk import ChatSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, SIGNED_IN


class _LateEndForgetsNew(ManualSdk):
    def take_down(self, call: str) -> None:
        if self.up:
            self.process.at(self.process.now + 20, self.old_one_ended)
        super().take_down(call)

    def old_one_ended(self) -> None:
        """The end of the connection before: taken for the end of the one that is there now."""
        if self.wanted:
            self.waiting_connects.clear()
            self.give_up()


class _RefusalFinalAfterDisconnect(ManualSdk):
    disconnected_once = False

    def take_down(self, call: str) -> None:
        super().take_down(call)
        self.disconnected_once = True

    def may_repeat(self, reason: str) -> bool:
        if reason == "refused" and self.was_up and self.disconnected_once:
            return False
        return super().may_repeat(reason)


class _FourAttempts(ChatSdk):
    waits = (0, 2_000, 10_000, 30_000)

    def retry_later(self) -> None:
        if self.failures < len(self.waits):
            self.set_status("connecting")
            self.retry_timer = self.wake_at(self.process.now + self.waits[self.failures], self.retry)
        else:
            self.give_up()


class _NoCodeNoRetry(ChatSdk):
    final = frozenset({1005})

    def lost(self, by: str, code: int | None) -> None:
        if by == "server" and code in self.final:
            self.give_up()
        else:
            super().lost(by, code)


class _RestartIsFinal(_NoCodeNoRetry):
    final = frozenset({1012, 1013, 1014})


class _SeventhLossFinal(ChatSdk):
    losses = 0

    def lost(self, by: str, code: int | None) -> None:
        self.losses += 1
        if self.losses == 7:
            self.give_up()
        else:
            super().lost(by, code)


class _SixthConnectUnheard(ManualSdk):
    connects = 0

    def connect_from_down(self, call: str) -> None:
        self.connects += 1
        if self.connects % 6:
            super().connect_from_down(call)
        else:
            self.outcome(call, "connect", "error", "busy")


ATTEMPTS = {
    "late-end-forgets-new-connect": manual(
        _LateEndForgetsNew,
        "CALL-OUTCOME MAN-DISCONNECT-STAYS MAN-CONNECT",
        "the late end of the old connection ends the new one, and its connect never reports",
        CONNECTED + "disconnect=d connect=c +60000",
    ),
    "refusal-final-after-disconnect": manual(
        _RefusalFinalAfterDisconnect,
        "MAN-RECONNECT",
        "once the app has disconnected and connected again, a refusal after a loss is not tried again",
        CONNECTED + "disconnect=d connect=c +100 server_refuse server_close=1006 +1000 server_accept +60000",
    ),
    "four-attempts": shared(
        _FourAttempts,
        "MAN-RECONNECT AUTO-RECONNECT",
        "after four attempts, 42 s in all, a lost connection is given up",
        CONNECTED + "server_refuse server_close=1006 +60000 server_accept +60000",
    ),
    "close-without-code-final": shared(
        _NoCodeNoRetry,
        "MAN-RECONNECT AUTO-RECONNECT AUTO-FOREGROUND",
        "a close frame without a code (1005) is taken for a wish of the server, and never retried",
        CONNECTED + "server_close=1005 +60000",
    ),
    "restart-codes-final": shared(
        _RestartIsFinal,
        "MAN-RECONNECT AUTO-RECONNECT AUTO-FOREGROUND",
        "closes that ask to come again later (1012, 1013, 1014) are never retried",
        CONNECTED + "server_close=1012 +60000",
    ),
    "seventh-loss-final": shared(
        _SeventhLossFinal,
        "AUTO-RECONNECT MAN-RECONNECT",
        "the seventh loss of a process is not repaired",
        SIGNED_IN + "+100 " + "server_close=1006 +1000 " * 7,
        mode=Mode.AUTO,
    ),
    "sixth-connect-unheard": manual(
        _SixthConnectUnheard,
        "MAN-DISCONNECT-STAYS MAN-CONNECT MAN-BACKGROUND-STAYS-DOWN",
        "each sixth connect of a process reports an error and opens nothing",
        CONNECTED + " ".join(f"disconnect=d{n} connect=c{n} +1000" for n in range(1, 7)),
    ),
}
