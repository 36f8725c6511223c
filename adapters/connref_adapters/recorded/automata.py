"""The automata of the sessions at hand: one for each kind of header, grown as sessions come."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from connref.monitoring.automaton import Automaton
from connref.monitoring.monitor import Monitor
from connref.monitoring.symbols import Name
from connref.oracle.judge import Judge
from connref.profiles import VendorProfile
from connref.spec.variant import DOCUMENT
from connref_adapters.recorded.begin import begin, fresh
from connref_adapters.recorded.header import Header

MOST_AUTOMATA = 100
"""How many kinds of headers have one; sessions of any other are judged by the oracle alone."""


class Automata:
    """All automata of this process."""

    def __init__(self) -> None:
        self._by_kind: dict[Hashable, Automaton] = {}

    def monitor(self, header: Header) -> Monitor | None:
        """What judges a session with this header, None where the oracle has to, from the start."""
        if header.start is not None:
            return None
        saved = header.user is not None
        kind = header.mode, header.profile, header.observes, saved
        automaton = self._by_kind.get(kind)
        if automaton is None:
            if len(self._by_kind) >= MOST_AUTOMATA:
                return None
            begins = replace(header, user=Name(0) if saved else None)
            start, like = (new_judge(begins), new_judge(begins))
            automaton = self._by_kind[kind] = Automaton(start, like, learns=header.observes is None)
        return Monitor(automaton, [] if header.user is None else [header.user])


def automata_for(vendor: VendorProfile, *, exact: bool) -> Automata | None:
    """The automata of a process; None where the oracle has to judge, for they follow no vendor's promises."""
    return None if exact or vendor.numbers.variant != DOCUMENT else Automata()


def new_judge(header: Header) -> Judge:
    """The oracle where a session begins."""
    judge = fresh(header)
    begin(judge, header)
    return judge
