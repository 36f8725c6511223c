"""The skeletons tell a mistake of their own code from one of the SDK: the first is never held against it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.adapters.sdks.conftest import built
from tests.adapters.sdks.talk import Reply, replies, story

from connref_adapters.drivers.skeletons import write_skeleton

PLACES = {
    "python": {
        "driver misspells": ("driver.py", "self.sdk.login(", "self.sdk.logIn("),
        "driver's callback": (
            "driver.py",
            'on_success=lambda: outcome("success")',
            "on_success=lambda: outcom()",
        ),
        "driver's world": ("world.py", "self._muted = name ==", "self._muted = nam =="),
        "sdk's call": (
            "toy_sdk.py",
            "def logout(self) -> None:",
            "def logout(self) -> None:\n        self.nothing()",
        ),
        "sdk's timer": (
            "toy_sdk.py",
            "def opened(self) -> None:",
            "def opened(self) -> None:\n        self.nothing()",
        ),
    },
    "javascript": {
        "driver misspells": ("driver.mjs", "sdk.login(", "sdk.logIn("),
        "driver's callback": ("driver.mjs", "status: (value) =>", "status: (value) => outcom() &&"),
        "driver's world": ("world/server.mjs", "  mute() {", "  muted() {"),
        "sdk's call": ("toy_sdk.cjs", "  logout() {", "  logout() {\n    this.nothing();"),
        "sdk's timer": ("toy_sdk.cjs", "  #opened() {", "  #opened() {\n    this.nothing();"),
    },
}
BUILT = {
    "go": {
        "driver misspells": (
            "driver.go",
            "sdk.Login(request.User)",
            "_ = request.User[99:]",
        ),
        "driver's world": ("world.go", 'w.muted = request.Input == "server_mute"', 'panic("slip")'),
        "sdk's call": (
            "toy_sdk.go",
            "func (s *ToySdk) Logout() {",
            'func (s *ToySdk) Logout() {\n\tpanic("gone")',
        ),
        "sdk's timer": (
            "toy_sdk.go",
            "func (s *ToySdk) Opened() {",
            'func (s *ToySdk) Opened() {\n\tpanic("gone")',
        ),
    },
    "java": {
        "driver misspells": (
            "Driver.java",
            'sdk.login((String) request.get("user"))',
            'Integer.parseInt("one")',
        ),
        "driver's world": (
            "World.java",
            'muted = input.equals("server_mute");',
            "throw new Error();",
        ),
        "sdk's call": ("ToySdk.java", "void logout() {", "void logout() {\n Integer.parseInt(told);"),
        "sdk's timer": (
            "ToySdk.java",
            "public void opened() {",
            "public void opened() {\n Integer.parseInt(told);",
        ),
    },
}
STORY = {
    "driver misspells": ("init login:a", "driver"),
    "driver's callback": ("init login:a connect:c +100", "driver"),
    "driver's world": ("init login:a server_mute", "driver"),
    "sdk's call": ("init login:a logout", "threw"),
    "sdk's timer": ("init login:a connect:c +100", "crash"),
}


def spoilt(folder: Path, language: str, place: str) -> Path:
    """The skeleton with one mistake in it; the path of its driver."""
    write_skeleton(language, folder)
    name, right, wrong = (PLACES | BUILT)[language][place]
    text = (folder / name).read_text("utf-8")
    assert right in text
    (folder / name).write_text(text.replace(right, wrong), "utf-8")
    if language in BUILT:
        return folder
    program = next(folder.glob("driver.*"))
    app = program.read_text("utf-8").replace("uncaughtEndsApp: false", "uncaughtEndsApp: true")
    program.write_text(app, "utf-8")
    return program


@pytest.mark.parametrize("place", STORY)
@pytest.mark.parametrize("language", PLACES)
def test_a_mistake_is_told_by_where_it_is(
    language: str, place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    program = sys.executable if language == "python" else request.getfixturevalue("node")
    steps, kind = STORY[place]
    told = replies(
        [program, str(spoilt(tmp_path, language, place))], [*story("manual", steps), *story("manual", "init")]
    )
    told_apart(told, kind)


@pytest.mark.parametrize("language", BUILT)
def test_a_mistake_is_told_in_compiled_languages_too(language: str, tmp_path: Path) -> None:
    for place in BUILT[language]:
        folder = spoilt(tmp_path / place.replace("'", ""), language, place)
        steps, kind = STORY[place]
        told_apart(
            replies(built(language, folder), [*story("manual", steps), *story("manual", "init")]), kind
        )


def told_apart(told: list[Reply], kind: str) -> None:
    """The last reply of the story blames whom it should, and the next device is as new."""
    last, after = told[-3], told[-1]
    if kind == "threw":
        assert last["ok"]
        assert last["observations"][0]["kind"] == "threw"
    else:
        assert not last["ok"]
        assert last["error"]["kind"] == kind
        assert last["error"]["message"]
    assert after["ok"], "a new device is as new"
