"""What the tests of learning share: drivers in this process, and what is learned of one."""

from __future__ import annotations

from collections.abc import Callable

from connref.learning import ALPHABETS, Moment, horizon_ms, preamble
from connref.oracle.readings import EVERYTHING, Cube, mask_of
from connref.protocol import Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.drivers import Connection, SupportsRequest, in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.learn.result import Learned
from connref_adapters.learn.session import LearnSettings, Session
from connref_adapters.learn.trie import Trie
from fakes import WRONG, Options
from fakes.options import INTERPRETATIONS as FIELDS

OPTIONS = [name.replace("_", "-") for name in FIELDS if name.replace("_", "-") in INTERPRETATIONS]
LONG_S = 600.0
"""A budget that no test reaches, however busy the machine is."""


def driver(name: str = "reference") -> Connection:
    """The reference, or a wrong SDK by its name."""
    return made(ReferenceDriver if name == "reference" else WRONG[name].driver)


def made(make: Callable[[], SupportsRequest]) -> Connection:
    return in_process(make)


def trie_of(connection: Connection, mode: Mode = Mode.MANUAL, alphabet: str = "core") -> Trie:
    profile = connection.hello().profile
    return Trie(connection, Moment(mode, profile), preamble(alphabet), horizon_ms(profile))


def learned(
    connection: Connection,
    mode: Mode = Mode.MANUAL,
    alphabet: str = "core",
    established: Cube = EVERYTHING,
    extra: int = 1,
    budget_s: float = LONG_S,
) -> Learned:
    """One mode of an SDK, learned."""
    hello = connection.hello()
    settings = LearnSettings(alphabet, extra=extra, budget_s=budget_s, random_words=FEW_WORDS)
    return Session(connection, hello, hello.profile, mode, settings, established).run()


def follows(options: Options) -> Cube:
    """The readings that a fake was made with."""
    return mask_of({name: [getattr(options, name.replace("-", "_"))] for name in OPTIONS})


LETTERS = ALPHABETS["core"]
PROFILE = Profile()
FEW_WORDS = 40
"""So many words at random do in a test."""
