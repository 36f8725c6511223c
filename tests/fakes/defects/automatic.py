"""Mistakes of auto mode: not up in the foreground, not down in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.defects.defect import Defect, auto
from fakes.options import Options
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import SIGNED_IN, story

if TYPE_CHECKING:
    from fakes.clock import Timer

UP = SIGNED_IN + "+100 "

_SLOW_RETRY = Options(first_retry_ms=4_000, retry_on_network_up=False)


class _GraceInAuto(AutoSdk):
    grace_timer: Timer | None = None

    def entered_background(self) -> None:
        self.grace_timer = self.wake_at(self.process.now + self.options.grace_ms, super().entered_background)

    def returned_to_foreground(self) -> None:
        self.stop_timer("grace_timer")
        super().returned_to_foreground()


class _BackgroundFiveSecondsLate(AutoSdk):
    grace_timer: Timer | None = None

    def entered_background(self) -> None:
        self.grace_timer = self.wake_at(self.process.now + 5_000, super().entered_background)

    def returned_to_foreground(self) -> None:
        self.stop_timer("grace_timer")
        super().returned_to_foreground()


class _OpeningGoesOn(AutoSdk):
    def entered_background(self) -> None:
        if self.up or self.socket is None:
            super().entered_background()


class _NetworkWakes(AutoSdk):
    def network_back(self) -> None:
        super().network_back()
        if self.in_background and self.user is not None and not self.wanted:
            self.start()


class _RetryFiresInBackground(AutoSdk):
    def entered_background(self) -> None:
        self.retry_timer = None
        super().entered_background()


class _RetryStorm(AutoSdk):
    def entered_background(self) -> None:
        super().entered_background()
        self.wake_at(self.process.now + 2_000, self.storm)

    def storm(self) -> None:
        if not self.in_background or self.user is None:
            return
        if self.socket is None:
            self.socket = self.process.world.open(self)
        self.wake_at(self.process.now + 2_000, self.storm)

    def returned_to_foreground(self) -> None:
        self.give_up()
        super().returned_to_foreground()


class _ConnectsOnPush(AutoSdk):
    def background_again(self) -> None:
        if self.user is not None and not self.wanted:
            self.start()


class _ThirdForegroundIgnored(AutoSdk):
    returns = 0

    def returned_to_foreground(self) -> None:
        self.returns += 1
        if self.returns % 3:
            super().returned_to_foreground()


class _ForegroundLostWhileClosing(AutoSdk):
    closing_until = -1

    def entered_background(self) -> None:
        if self.up:
            self.closing_until = self.process.now + 300
        super().entered_background()

    def returned_to_foreground(self) -> None:
        if self.process.now >= self.closing_until:
            super().returned_to_foreground()


class _NoReconnect(AutoSdk):
    def lost(self, by: str, code: int | None) -> None:
        if by == "network":
            self.give_up()
        else:
            super().lost(by, code)


class _FifthReconnectNever(AutoSdk):
    losses = 0

    def lost(self, by: str, code: int | None) -> None:
        self.losses += 1
        if self.losses < 5:
            super().lost(by, code)
        else:
            self.give_up()


class _GivesUpAfterFiveAttempts(AutoSdk):
    def may_repeat(self, reason: str) -> bool:
        return self.failures < 5 and super().may_repeat(reason)


class _BackoffWithoutCap(AutoSdk):
    def retry_later(self) -> None:
        super().retry_later()
        self.stop_timer("retry_timer")
        delay = 1_000 * 2**self.failures if self.failures else 0
        self.retry_timer = self.wake_at(self.process.now + delay, self.retry)


class _ServerCloseIsFinal(AutoSdk):
    def lost(self, by: str, code: int | None) -> None:
        if by == "server":
            self.give_up()
        else:
            super().lost(by, code)


class _DeafToNetwork(AutoSdk):
    def network_back(self) -> None:
        pass


class _QuickBackgroundIgnored(AutoSdk):
    returned_at: int | None = None

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        self.returned_at = self.process.now

    def app_backgrounded(self) -> None:
        if self.returned_at is None or self.process.now >= self.returned_at + 500:
            super().app_backgrounded()


class _RefusalIsFinal(AutoSdk):
    def may_repeat(self, reason: str) -> bool:
        return reason != "refused" and super().may_repeat(reason)


AUTOMATIC = {
    "auto-uses-grace": auto(
        _GraceInAuto,
        "AUTO-BACKGROUND",
        "auto mode keeps the connection for the grace",
        UP + "background +100",
    ),
    "auto-background-five-seconds-late-polling": auto(
        _BackgroundFiveSecondsLate,
        "AUTO-BACKGROUND",
        "an SDK with one second of tolerance goes down five seconds after the background",
        UP + "background +3000",
        options=Options(tick_ms=1_000),
    ),
    "auto-opening-goes-on": auto(
        _OpeningGoesOn,
        "AUTO-BACKGROUND AUTO-BACKGROUND-QUIET",
        "an opening that is under way when the background is entered is not aborted",
        SIGNED_IN + "+10 background +100",
    ),
    "auto-default-is-manual": Defect(
        primary="AUTO-DEFAULT",
        expected=frozenset({"AUTO-DEFAULT"}),
        mode=None,
        unchosen=ManualSdk,
        why="an app that chooses no mode gets manual mode",
        story=story(UP),
    ),
    "network-wakes-in-background": auto(
        _NetworkWakes,
        "AUTO-BACKGROUND-QUIET",
        "the return of the network connects in the background",
        UP + "background +100 network_down +100 network_up +100",
        inspired_by="GetStream/stream-chat-swift#1170",
    ),
    "armed-retry-fires-in-background": auto(
        _RetryFiresInBackground,
        "AUTO-BACKGROUND-QUIET AUTO-BACKGROUND",
        "a retry that was armed in the foreground opens a socket in the background",
        UP + "network_down +100 network_up background +5000",
        options=_SLOW_RETRY,
        inspired_by="GetStream/stream-chat-swift#1170",
    ),
    "retry-storm-in-background": auto(
        _RetryStorm,
        "AUTO-BACKGROUND-QUIET",
        "the background starts an endless loop of attempts",
        UP + "background server_refuse +10000 server_accept +5000",
        inspired_by="GetStream/stream-chat-flutter#2759",
    ),
    "second-background-connects": auto(
        _ConnectsOnPush,
        "AUTO-BACKGROUND-QUIET",
        "a second background event connects",
        UP + "background background +100",
    ),
    "third-foreground-ignored": auto(
        _ThirdForegroundIgnored,
        "AUTO-FOREGROUND",
        "each third return to the foreground does not connect",
        UP + "background foreground +100 background foreground +100 background foreground +100",
    ),
    "foreground-lost-while-closing": auto(
        _ForegroundLostWhileClosing,
        "AUTO-FOREGROUND",
        "a return to the foreground while the closing is under way is forgotten",
        UP + "background +100 foreground +1000",
        inspired_by="sendbird/sendbird-chat-sdk-flutter#162",
    ),
    "auto-no-reconnect": auto(
        _NoReconnect,
        "AUTO-RECONNECT AUTO-FOREGROUND",
        "a lost network ends auto mode",
        UP + "network_down +100 network_up +10000",
        inspired_by="sendbird/sendbird-chat-sdk-flutter#10",
    ),
    "auto-fifth-reconnect-never": auto(
        _FifthReconnectNever,
        "AUTO-RECONNECT AUTO-FOREGROUND",
        "the fifth loss is not repaired",
        UP + "network_down +100 network_up +1000 " * 5,
    ),
    "auto-gives-up-after-five-attempts": auto(
        _GivesUpAfterFiveAttempts,
        "AUTO-RECONNECT AUTO-FOREGROUND SES-LOGIN-CONNECTS SES-REOPEN-CONNECTS",
        "five failed attempts in a row end the reconnecting",
        UP + "network_down +60000 network_up +20000",
        options=Options(network_notice=False),
        inspired_by="shridarpatil/whatomate#494",
    ),
    "auto-backoff-without-cap": auto(
        _BackoffWithoutCap,
        "AUTO-RECONNECT AUTO-FOREGROUND SES-LOGIN-CONNECTS SES-REOPEN-CONNECTS",
        "the wait between attempts doubles without a limit, far beyond the bound",
        UP + "network_down +600000 network_up +60000",
        options=Options(network_notice=False),
    ),
    "quick-background-ignored": auto(
        _QuickBackgroundIgnored,
        "AUTO-BACKGROUND AUTO-BACKGROUND-QUIET",
        "a background within half a second of the foreground is taken for noise, and the connection stays up",
        UP + "background +1000 foreground +100 background +1000",
    ),
    "auto-refusal-is-final": auto(
        _RefusalIsFinal,
        "AUTO-FOREGROUND AUTO-RECONNECT SES-LOGIN-CONNECTS SES-REOPEN-CONNECTS",
        "one refused attempt ends auto mode until the next foreground",
        UP + "server_refuse server_close=1001 +1000 server_accept +20000",
    ),
    "auto-server-close-is-final": auto(
        _ServerCloseIsFinal,
        "AUTO-FOREGROUND AUTO-RECONNECT",
        "a close by a server in trouble ends auto mode",
        UP + "server_close=1001 +20000",
    ),
    "auto-ignores-network-return": auto(
        _DeafToNetwork,
        "AUTO-RECONNECT AUTO-FOREGROUND SES-LOGIN-CONNECTS SES-REOPEN-CONNECTS",
        "the SDK waits for the network and then does not hear that it is back",
        UP + "network_down +1000 network_up +70000",
    ),
}
