"""The report writer, each of its calls failing once: every file is of before or of after, and no other is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.faults.injection import Injector, at_every_point, no_space
from tests.adapters.reports.sample import CATALOGUE, sample_report

from connref_adapters.reports import WriteError, WrittenReports, write_reports


def full(_: str) -> None:
    raise no_space()


def interrupted(_: str) -> None:
    raise KeyboardInterrupt


def cancelled(_: str) -> None:
    raise asyncio.CancelledError


class FaultyPath(type(Path())):
    """A path whose calls go through `injector`; a write that fails has written half."""

    injector = Injector(0, full)

    def mkdir(self, *given: object, **named: object) -> None:
        self.injector.point("mkdir")
        super().mkdir(*given, **named)  # pyright: ignore[reportArgumentType]

    def write_bytes(self, data: bytes) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            self.injector.point("write")
        except BaseException:
            super().write_bytes(data[: len(data) // 2])
            raise
        return super().write_bytes(data)

    def replace(self, target: Path) -> Path:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.injector.point("replace")
        return super().replace(target)


@pytest.mark.parametrize("fail", [full, interrupted, cancelled])
@pytest.mark.parametrize("there", [False, True])
def test_every_file_is_whole(
    tmp_path: Path,
    fail: Callable[[str], None],
    record_property: Callable[[str, object], None],
    *,
    there: bool,
) -> None:
    right = tmp_path / "right"
    write_reports(sample_report(), CATALOGUE, right)
    whole = {name: (right / name).read_bytes() for name in WrittenReports.NAMES}
    out = tmp_path / "out"

    def play(injector: Injector) -> None:
        for file in out.iterdir() if out.exists() else ():
            file.unlink()
        if there:
            out.mkdir(exist_ok=True)
            for name in WrittenReports.NAMES:
                (out / name).write_bytes(b"of before")
        FaultyPath.injector = injector
        try:
            write_reports(sample_report(), CATALOGUE, FaultyPath(out))
        except (WriteError, KeyboardInterrupt, asyncio.CancelledError):
            pass
        else:
            assert injector.struck is None
        for file in out.iterdir() if out.exists() else ():
            assert file.name in whole, "a file is left over"
            assert file.read_bytes() in (whole[file.name], b"of before" if there else whole[file.name])

    struck = at_every_point(fail, play)
    assert struck == ["mkdir", "write", "replace"] * len(WrittenReports.NAMES)
    record_property("points", len(struck))
