"""Learning: an SDK's own state diagram out of what it answers, and suites that come with a printed guarantee."""

from connref.learning.guarantee import Guarantee
from connref.learning.mealy import NOT_APPLICABLE, SILENT, Machine, Output, Outputs, Split, Symbol, Word
from connref.learning.moment import Moment, horizon_ms
from connref.learning.suites import applicable, hsi, loops, without_prefixes
from connref.learning.symbols import ALPHABETS, INPUTS, TIME, VALUES, Letter, lacking, preamble
from connref.learning.tree import (
    Learner,
    Teacher,
    TooManyStatesError,
    disagreement,
    disagreements,
    first_difference,
)

__all__ = [
    "ALPHABETS",
    "INPUTS",
    "NOT_APPLICABLE",
    "SILENT",
    "TIME",
    "VALUES",
    "Guarantee",
    "Learner",
    "Letter",
    "Machine",
    "Moment",
    "Output",
    "Outputs",
    "Split",
    "Symbol",
    "Teacher",
    "TooManyStatesError",
    "Word",
    "applicable",
    "disagreement",
    "disagreements",
    "first_difference",
    "horizon_ms",
    "hsi",
    "lacking",
    "loops",
    "preamble",
    "without_prefixes",
]
