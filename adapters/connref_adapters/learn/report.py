"""What `connref learn` writes: learned.json, the pictures by slice, the differences, the witnesses, the guarantee."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from connref import __version__
from connref.errors import UsageError
from connref.learning.mealy import Word
from connref_adapters.drawing.render import Format, RendererError
from connref_adapters.drivers import Implementation
from connref_adapters.learn.colour import Witness
from connref_adapters.learn.diagram import Diagram, diagram_from_json, diagram_of, plain_edges
from connref_adapters.learn.picture import Slice, differences, slices
from connref_adapters.learn.result import Learned
from connref_adapters.reports import Counterexample
from connref_adapters.safe_text import visible

SCHEMA = "connref-learned/1"
LEARNED, WITNESSES, GUARANTEE = "learned.json", "witness.jsonl", "guarantee.txt"
TEXTS = (Format.DOT, Format.MERMAID)


def diagram(learned: Learned, implementation: Implementation) -> Diagram | None:
    """The diagram of a mode, None where nothing was learned of it."""
    if learned.machine is None:
        return None
    title = visible(f"{implementation.name} {implementation.version}")
    known = {(edge.source, edge.letter): edge for edge in learned.edges}
    judged = [known.get((edge.source, edge.letter), edge) for edge in plain_edges(learned.machine)]
    return diagram_of(
        title, learned.mode.value, learned.machine, learned.reference, judged, str(learned.guarantee)
    )


def write_learned(
    folder: Path,
    modes: Sequence[Learned],
    implementation: Implementation,
    interpretations: Mapping[str, Sequence[str]],
) -> list[Path]:
    """Write everything; the paths, in the order in which they are to be read. Raises `OSError`.

    Pictures need a renderer: without one their DOT and Mermaid text is written, and nothing else is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [_text(folder / GUARANTEE, guarantee_text(modes))]
    drawn = [diagram(each, implementation) for each in modes]
    body = {
        "schema": SCHEMA,
        "connref": __version__,
        "implementation": {
            "name": implementation.name,
            "version": implementation.version,
            "language": implementation.language,
        },
        "interpretations": {name: list(options) for name, options in interpretations.items()},
        "machines": [_machine(each, found) for each, found in zip(modes, drawn, strict=True)],
    }
    written.append(_text(folder / LEARNED, json.dumps(body, indent=1) + "\n"))
    lines = [json.dumps(line) for each in modes for line in witness_lines(each, interpretations)]
    written.append(_text(folder / WITNESSES, "".join(f"{line}\n" for line in lines)))
    for found in drawn:
        if found is not None:
            written += write_pictures(folder, found)
    return written


def write_pictures(folder: Path, found: Diagram) -> list[Path]:
    """The slices of a diagram, and what differs, in every format that can be had."""
    pieces = [(f"learned-{found.mode}-{piece.name}", piece) for piece in slices(found)]
    pieces.append((f"diff-{found.mode}", differences(found)))
    return [path for name, piece in pieces for path in write_slice(folder, name, piece)]


def write_slice(folder: Path, name: str, piece: Slice) -> list[Path]:
    """One picture: SVG where there is a renderer, DOT and Mermaid always."""
    written: list[Path] = []
    with suppress(RendererError):
        written.append(_bytes(folder / f"{name}.svg", piece.written(Format.SVG)))
    return [*written, *(_bytes(folder / f"{name}.{kind.ending}", piece.written(kind)) for kind in TEXTS)]


def load_learned(path: Path) -> list[Diagram]:
    """The diagrams of a learned.json, or of the folder that has one. Raises `UsageError` and `ProtocolError`."""
    file = path / LEARNED if path.is_dir() else path
    try:
        body: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; name a learned.json, or a folder that has one") from None
    except ValueError as error:
        raise UsageError(f"{file}: not JSON ({error}); write it anew with `connref learn`") from None
    if type(body) is not dict or cast("dict[str, Any]", body).get("schema") != SCHEMA:
        raise UsageError(f"{file}: not a {SCHEMA} file; write it anew with `connref learn`")
    machines: list[dict[str, Any]] = cast("dict[str, Any]", body)["machines"]
    return [diagram_from_json(each["diagram"]) for each in machines if each["diagram"] is not None]


def load_witness(path: Path, name: str) -> tuple[str, Counterexample, Mapping[str, Sequence[str]]]:
    """A story of a witness.jsonl by its line, from 1, or by its requirement: what it breaks, the story, the readings.

    Raises `UsageError` where there is none.
    """
    try:
        stories = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found = next(
            (each for line, each in enumerate(stories, 1) if name in (str(line), each["requirement"])), None
        )
        if found is not None:
            return found["requirement"], Counterexample(**found["counterexample"]), found["interpretations"]
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a file that `connref learn` wrote") from None
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: not stories of `connref learn` ({error}); write it anew") from None
    there = (
        ", ".join(f"{line} ({each['requirement']})" for line, each in enumerate(stories, 1))
        or "none: nothing is red"
    )
    raise UsageError(f"{path}: no story {name}; it has {there}")


def guarantee_text(modes: Sequence[Learned]) -> str:
    """The guarantee of each mode, and why there is no more of it."""
    return "\n".join(line for each in modes for line in _guarantee_lines(each))


def _guarantee_lines(learned: Learned) -> Iterator[str]:
    letters = " ".join(letter.value for letter in learned.letters)
    yield f"{learned.mode.value} mode. Alphabet: {letters}"
    if learned.left_out:
        yield f"The driver lacks {', '.join(sorted(learned.left_out))}: nothing is said of that."
    yield str(learned.guarantee)
    if learned.ended is not None:
        yield f"It ended early: {visible(learned.ended)}"
    yield ""


def blamed_lines(modes: Sequence[Learned]) -> Iterator[str]:
    """A line for each story that is held against the SDK."""
    for each in modes:
        for word, witness in each.blamed:
            broken = witness.violation
            told = f"{broken.requirement}, expected {broken.expected}, observed {broken.observed}"
            yield f"{each.mode.value}: {' '.join(word)}: {visible(told)}"


def witness_lines(learned: Learned, interpretations: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """For each red edge the shortest word and the concrete story, as `connref replay` reads it."""
    for word, witness in learned.blamed:
        yield _witness(learned.mode.value, word, witness, interpretations)


def _witness(
    mode: str, word: Word, witness: Witness, interpretations: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    seen = [each.to_json() for reply in witness.playback.replies for each in reply.observations]
    return {
        "requirement": witness.violation.requirement,
        "word": [str(letter) for letter in word],
        "minimal": witness.shrunk,
        "counterexample": {
            "mode": mode,
            "steps": [step.request() for step in witness.steps],
            "observations": seen,
            "expected": witness.violation.expected,
            "observed": witness.violation.observed,
        },
        "interpretations": {name: list(options) for name, options in interpretations.items()},
    }


def _machine(learned: Learned, found: Diagram | None) -> dict[str, Any]:
    return {
        "mode": learned.mode.value,
        "guarantee": str(learned.guarantee),
        "ended": learned.ended,
        "contradiction": _contradiction(learned),
        "stages": [
            {"name": each.name, "cases": each.cases, "states": each.states, "seconds": round(each.seconds, 1)}
            for each in learned.stages
        ],
        "cases": learned.cases,
        "steps": learned.steps,
        "diagram": None if found is None else found.to_json(),
    }


def _contradiction(learned: Learned) -> dict[str, Any] | None:
    """Both stories of a word that was answered in two ways."""
    error = learned.contradiction
    if error is None:
        return None
    return {
        "word": list(error.word),
        "steps": [step.request() for step in error.steps],
        "observations": [[each.to_json() for each in story] for story in error.stories],
    }


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
