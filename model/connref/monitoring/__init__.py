"""Sessions followed by a timed automaton that the oracle grows as it goes: the same judgement, several times faster."""
