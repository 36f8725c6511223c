"""What a wrong SDK is: two classes that differ from the right ones in one thing, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from types import new_class
from typing import TypedDict, Unpack, cast

from connref.protocol import Mode, Step
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.right import PLAIN
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import story as read_story


@dataclass(frozen=True, slots=True)
class Defect:
    """One wrong SDK.

    `expected` are the requirements that the document states and this SDK breaks, `primary` the one to blame first;
    `story` is a way to see it; `inspired_by` names a public report of a like defect.
    """

    primary: str
    expected: frozenset[str]
    why: str
    mode: Mode | None
    story: tuple[Step, ...]
    options: Options = PLAIN
    auto: type[AutoSdk] = AutoSdk
    manual: type[ManualSdk] = ManualSdk
    unchosen: type[AutoSdk | ManualSdk] | None = None
    inspired_by: str | None = None
    alternate: Options | None = None
    """Other options at every other reset: a contradiction between cases."""

    def driver(self) -> FakeDriver:
        """A new driver over this SDK."""
        return FakeDriver(
            self.options,
            auto=self.auto,
            manual=self.manual,
            unchosen=self.unchosen,
            name=f"wrong: {self.why}",
            alternate=self.alternate,
        )


class _More(TypedDict, total=False):
    options: Options
    inspired_by: str


def manual(sdk: type[ManualSdk], requirements: str, why: str, story: str, **more: Unpack[_More]) -> Defect:
    """A defect of manual mode; `requirements` are those broken, the primary first."""
    first, *others = requirements.split()
    return Defect(first, frozenset([first, *others]), why, Mode.MANUAL, read_story(story), manual=sdk, **more)


def auto(sdk: type[AutoSdk], requirements: str, why: str, story: str, **more: Unpack[_More]) -> Defect:
    """A defect of auto mode."""
    first, *others = requirements.split()
    return Defect(first, frozenset([first, *others]), why, Mode.AUTO, read_story(story), auto=sdk, **more)


def shared(
    mixin: type[ChatSdk],
    requirements: str,
    why: str,
    story: str,
    mode: Mode = Mode.MANUAL,
    **more: Unpack[_More],
) -> Defect:
    """A defect of both modes, shown by a story in one of them."""
    first, *others = requirements.split()
    auto_sdk = cast("type[AutoSdk]", new_class(f"Auto{mixin.__name__}", (mixin, AutoSdk)))
    manual_sdk = cast("type[ManualSdk]", new_class(f"Manual{mixin.__name__}", (mixin, ManualSdk)))
    broken = frozenset([first, *others])
    return Defect(first, broken, why, mode, read_story(story), auto=auto_sdk, manual=manual_sdk, **more)
