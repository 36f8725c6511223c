"""Mistakes about suspensions and about the move to another network."""

from __future__ import annotations

from fakes.defects.defect import manual, shared
from fakes.sdk import ChatSdk
from fakes.sdk_manual import ManualSdk
from fakes.server import Socket
from fakes.stories import CONNECTED, IN_GRACE


class _GraceLostInSuspension(ManualSdk):
    """The timer of the grace fires in the frozen process, to no effect, and is not set again."""

    def deadline_passed(self) -> None:
        if self.deadline is not None and self.process.now > self.deadline + 1:
            self.clear_deadline()
        else:
            super().deadline_passed()


class _GraceAnewAtResume(ManualSdk):
    """A late timer is taken for one that has just been set."""

    def deadline_passed(self) -> None:
        if self.deadline is not None and self.process.now > self.deadline + 1:
            self.set_deadline(self.process.now + self.options.grace_ms)
        else:
            super().deadline_passed()


class _LateAfterResume(ManualSdk):
    """Somebody looks at the clock again only a while after the resume."""

    def deadline_passed(self) -> None:
        if self.deadline is not None and self.process.now > self.deadline + 1:
            self.deadline_timer = self.wake_at(self.process.now + 5_000, super().deadline_passed)
        else:
            super().deadline_passed()


class _NoticeUnheard(ChatSdk):
    """It looks only at whether there is a network, and there always is."""

    def network_changed(self) -> None:
        pass


class _OldSocketKept(ChatSdk):
    """The new socket is opened, and nobody closes the old one."""

    def leave(self, former: Socket | None) -> None:
        if former is not None and self.up and not self.in_background:
            self.socket, self.up = None, False
            self.open_socket()
        else:
            super().leave(former)


class _NoWayBackAfterHandover(ChatSdk):
    """What was left behind is closed, and that is all."""

    def leave(self, former: Socket | None) -> None:
        if former is not None and self.up:
            self.socket, self.up = None, False
            former.close("network")
            self.set_status("connecting")
        else:
            super().leave(former)


class _ReplacedInBackground(ManualSdk):
    """The move to another network opens a socket in the background, too."""

    def lost(self, by: str, code: int | None) -> None:
        if self.in_background and by == "network" and self.process.online:
            self.failures = 0
            self.retry_later()
        else:
            super().lost(by, code)


INTERRUPTIONS = {
    "grace-lost-in-suspension": manual(
        _GraceLostInSuspension,
        "MAN-GRACE-ENDS",
        "a deadline that passes while the process is suspended is never met",
        IN_GRACE + "+1000 suspend +60000 resume +40000",
    ),
    "grace-anew-at-resume": manual(
        _GraceAnewAtResume,
        "MAN-GRACE-ENDS MAN-PING-LAPSES",
        "a deadline that passed in a suspension begins a whole new grace",
        IN_GRACE + "+1000 suspend +60000 resume +29500",
    ),
    "late-after-resume": manual(
        _LateAfterResume,
        "MAN-GRACE-ENDS MAN-PING-LAPSES",
        "a deadline that passed in a suspension is met only seconds after the resume",
        IN_GRACE + "+28000 suspend +60000 resume +3000",
    ),
    "handover-unheard": shared(
        _NoticeUnheard,
        "MAN-RECONNECT AUTO-RECONNECT",
        "the notice of another network is taken for nothing",
        CONNECTED + "network_handover=true +60100",
    ),
    "old-socket-kept-at-handover": shared(
        _OldSocketKept,
        "RES-ONE-SOCKET",
        "the socket of the network that was left stays open beside the new one",
        CONNECTED + "network_handover=true +1000",
    ),
    "no-way-back-after-handover": shared(
        _NoWayBackAfterHandover,
        "MAN-RECONNECT AUTO-RECONNECT",
        "the socket of the network that was left is closed, and none is opened",
        CONNECTED + "network_handover=true +60100",
    ),
    "replaced-in-background": manual(
        _ReplacedInBackground,
        "MAN-BACKGROUND-STAYS-DOWN",
        "the move to another network brings a connection up in the background",
        IN_GRACE + "+1000 network_handover=true +5000",
    ),
}
