"""Which files an export is made of: for each format a file for each chart, and for Promela one more for each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from connref.protocol import Profile
from connref.spec.interpretations import Reading
from connref.spec.vocabulary import Mode
from connref_adapters.export.charts import CHARTS_BY_NAME
from connref_adapters.export.promela import promela, rules_of
from connref_adapters.export.scxml import scxml
from connref_adapters.export.uppaal import uppaal
from connref_adapters.export.xstate import xstate

Files = Iterator[tuple[str, str]]
"""Names with the texts that belong there."""


def _scxml(reading: Reading) -> Files:
    for name, chart in CHARTS_BY_NAME.items():
        yield f"{name}.scxml", scxml(chart, dict(reading.choices))


def _xstate(reading: Reading) -> Files:
    for name, chart in CHARTS_BY_NAME.items():
        yield f"{name}.xstate.json", xstate(chart, dict(reading.choices))


def _promela(_: Reading) -> Files:
    """Every reading at once: the verifier tries them."""
    for mode in Mode:
        yield f"{mode.value}.pml", promela(mode)
        for rule in rules_of(mode):
            yield f"{mode.value}-{rule.requirement}.pml", promela(mode, rule)


def _uppaal(reading: Reading) -> Files:
    for mode in Mode:
        yield f"{mode.value}.uppaal.xml", uppaal(mode, reading, Profile().grace_ms)


FORMATS: Mapping[str, Callable[[Reading], Files]] = {
    "scxml": _scxml,
    "xstate": _xstate,
    "promela": _promela,
    "uppaal": _uppaal,
}
"""What can be written, by its name."""


def exported(formats: Iterable[str], reading: Reading) -> dict[str, str]:
    """The files of these formats: names with their texts. Raises `KeyError` for a format that there is not."""
    return {name: text for each in formats for name, text in FORMATS[each](reading)}


def exported_files(formats: Iterable[str], reading: Reading, folder: Path) -> list[Path]:
    """Write them into a folder, which is made; returns where each stands. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, text in exported(formats, reading).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
