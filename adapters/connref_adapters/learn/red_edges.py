"""Red edges of a learned diagram as cases of a run: its findings explain them together with all else that fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from connref.cases.notation import from_steps
from connref.cases.own import Scenario
from connref.errors import DefinitionError, ProtocolError, UsageError
from connref.protocol import Mode, step_from_request
from connref_adapters.kit.findings import LEARNED
from connref_adapters.learn.report import WITNESSES


def red_edges(path: Path) -> tuple[Scenario, ...]:
    """The stories of a `witness.jsonl`, or of the folder that has one; each is named by its line and its word.

    Raises `UsageError` for a file that cannot be read, and for one that `connref learn` did not write.
    """
    file = path / WITNESSES if path.is_dir() else path
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return tuple(_scenarios(lines))
    except OSError as error:
        raise UsageError(
            f"--learned {file}: {error.strerror}; name what `connref learn --out DIR` wrote"
        ) from None
    except (KeyError, TypeError, ValueError, ProtocolError, DefinitionError) as error:
        raise UsageError(
            f"--learned {file}: not stories of `connref learn` ({error}); write it anew"
        ) from None


def _scenarios(lines: list[str]) -> Iterator[Scenario]:
    for number, line in enumerate(lines, 1):
        body: dict[str, Any] = json.loads(line)
        story = body["counterexample"]
        steps = [step_from_request(step) for step in story["steps"]]
        word = ".".join(body["word"])
        yield Scenario(
            f"{LEARNED}/{story['mode']}/{number}.{word}",
            Mode(story["mode"]),
            from_steps(steps),
            body["requirement"],
            "An edge of the learned diagram is as the document has it.",
        )
