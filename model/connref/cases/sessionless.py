"""Cases for an SDK without a session: the same stories, in which nobody logs in.

Where a story logs a user in once, after init, it goes on without: such an SDK is where others are after the login. A
story that is about who is logged in (a logout, a second login) has nothing to ask of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from connref.protocol import Case, Do, InputName, Step
from connref.spec.variant import Variant


def in_variant(cases: Iterable[Case], variant: Variant) -> Iterable[Case]:
    """The cases as an SDK of this variant can be asked them."""
    return _without_session(cases) if variant.sessionless else cases


def _without_session(cases: Iterable[Case]) -> Iterator[Case]:
    for case in cases:
        inputs = [step.input for step in case.steps if isinstance(step, Do)]
        if InputName.LOGOUT not in inputs and inputs.count(InputName.LOGIN) <= 1:
            kept: tuple[Step, ...] = tuple(
                step for step in case.steps if not (isinstance(step, Do) and step.input is InputName.LOGIN)
            )
            yield replace(case, steps=kept)
