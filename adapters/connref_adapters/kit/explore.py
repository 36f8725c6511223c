"""Explored stories: what `--cases N` adds to the catalogue, drawn by the seed of the run.

The drawing itself is `connref.cases.guided`; this module is where its random source comes from, since the model has
none. docs/decisions/0003-steering.md says why it is not Candidate that drives an SDK under test.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from connref.cases.coverage import Coverage
from connref.cases.guided import Steering
from connref.protocol import Case, InputName, Profile


def explored(
    profile: Profile,
    seed: int,
    count: int,
    inputs: frozenset[InputName] = frozenset(InputName),
    coverage: Coverage | None = None,
) -> Iterator[Case]:
    """`count` stories `explore/SEED/NNN`, the same ones for the same arguments. Lazy.

    `coverage` is what the cases before have reached: the stories are steered towards the rest. It is read when the
    first story is asked for, so ask for it only once the cases before have been judged; otherwise the stories would
    depend on how far the pipeline was ahead. Raises `DefinitionError` for a profile that cannot be judged.
    """
    rows, pairs = (coverage.rows, coverage.pairs) if coverage is not None else ((), ())
    steering = Steering(profile, inputs, rows, pairs)
    # Seeded with text: the sequence for a text is fixed by the language, whatever the machine.
    choose = Random(f"connref {seed}").randrange
    for number in range(1, count + 1):
        yield steering.draw(f"explore/{seed}/{number:03}", choose)
