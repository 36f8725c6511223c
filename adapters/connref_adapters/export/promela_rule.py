"""What a statement for Spin is made of: the requirement, a sentence, and Promela code that runs after each step.

The code sees:

- `ev`, the event of the step (E_TICK: time passes), and `ans`, what the call reports;
- `was_up`, `is_up`, `was_wants`, `is_wants` (up may come), `is_wanted` (up has to come), before and after the step;
- the app as the events alone tell of it: `was_user`, `is_user`, `was_ready`, `was_bg`, `is_bg`, `saved`;
- `opened`, `closed`, `gone`, what became of the link's socket in the step, and `had`, whether there was one;
- a clock of its own that expires one grace after START: IN_TIME, NOW, OVER, and STOP;
- `m`, a byte that it remembers, 0 at first; and READS(name, option) for a name that it lists in `names`.

A rule says HOLDS(condition) for what must be true.
"""

from __future__ import annotations

from dataclasses import dataclass

from connref.spec.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class Rule:
    """One statement about every history of a mode: the requirement, what it says, and the code that holds it to that.

    `names` are the interpretations that the code reads; each of their options is tried.
    """

    requirement: str
    mode: Mode
    sentence: str
    code: str
    names: tuple[str, ...] = ()


def manual(requirement: str, sentence: str, code: str, *names: str) -> Rule:
    """A statement about manual mode."""
    return Rule(requirement, Mode.MANUAL, sentence, code, names)
