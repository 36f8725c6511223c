"""A variant: one choice out of the product line, with what its vendor promises in numbers.

It has one option for each feature, and of the interpretations and latitudes those that are left open. The source
document's own is `DOCUMENT`: it fixes every feature and leaves every question open. A variant is a value; charts,
oracle, proof and cases take it as an argument, and are what they are for the document where it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from connref.errors import DefinitionError
from connref.spec.features import CONSEQUENCES, FEATURES, ONLY_UNDER, SESSION, Consequence
from connref.spec.interpretations import INTERPRETATIONS, options_of
from connref.spec.promises import CloseRange, RetryPromise
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event


@dataclass(frozen=True, slots=True)
class Variant:
    """One choice out of the line; make one with `variant`.

    `chosen` has the options left of each name that is not as open as it could be: one of each feature. `unjudged` are
    the requirements that are not promised, `by_retry` those that the promise about retries replaces.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unjudged: frozenset[str] = frozenset()
    by_retry: frozenset[str] = frozenset()
    retry: RetryPromise | None = None
    closes: tuple[CloseRange, ...] = ()

    def options(self, name: str) -> tuple[str, ...]:
        """The options left of a feature, an interpretation or a latitude. Raises `DefinitionError` for another name."""
        for known, options in self.chosen:
            if known == name:
                return options
        return (FEATURES[name].document,) if name in FEATURES else options_of(name)

    def takes(self, name: str, option: str) -> bool:
        """Whether the option is left."""
        return option in self.options(name)

    @property
    def sessionless(self) -> bool:
        """Whether nobody logs in, and nobody is kept."""
        return self.takes(SESSION, "none")

    @property
    def committed(self) -> dict[str, tuple[str, ...]]:
        """The interpretations to which the vendor commits, with the options left."""
        return {name: options for name, options in self.chosen if name in INTERPRETATIONS}

    def promises(self, requirement: str, promise: str | None) -> bool:
        """Whether what was broken is promised: a requirement, or the promise (by its table) that stands for it."""
        if requirement in self.by_retry:
            return promise is not None
        return requirement not in self.unjudged

    def has(self, event: Event) -> bool:
        """Whether the event can happen at all."""
        return event not in ONLY_UNDER or self.takes(*ONLY_UNDER[event])

    def with_readings_open(self) -> Variant:
        """The same with every interpretation as open as the features leave it.

        The oracle narrows its readings to what a vendor commits to, not its rows.
        """
        left = {name: options for each in self._consequences() for name, options in each.leaves}
        kept = {name: options for name, options in self.chosen if name not in INTERPRETATIONS} | left
        chosen = tuple(sorted(kept.items()))
        return Variant(chosen, self.unjudged, self.by_retry, self.retry, self.closes)

    def _consequences(self) -> Iterator[Consequence]:
        """What follows from the features."""
        return (each for each in CONSEQUENCES if self.takes(each.feature, each.option))

    def with_charts_alone(self) -> Variant:
        """The same choices without any promise that no chart shows."""
        return Variant(self.chosen)


DOCUMENT = Variant()
"""The source document's own."""
DOCUMENT_EVENTS: tuple[Event, ...] = tuple(event for event in Event if DOCUMENT.has(event))
"""The events that the document knows."""


def variant(
    chosen: Mapping[str, Sequence[str]],
    *,
    unjudged: frozenset[str] = frozenset(),
    by_retry: frozenset[str] = frozenset(),
    retry: RetryPromise | None = None,
    closes: tuple[CloseRange, ...] = (),
) -> Variant:
    """The variant with these options, and with what follows from them.

    Raises `DefinitionError` for an unknown name, option or requirement, for a feature of two options, and where nothing
    is left of a question.
    """
    left = {name: _left(name, tuple(options)) for name, options in chosen.items()}
    replaced = set(unjudged)
    for each in CONSEQUENCES:
        if left.get(each.feature) == (each.option,):
            replaced |= each.replaces
            for name, options in each.leaves:
                kept = tuple(option for option in left.get(name, options_of(name)) if option in options)
                if not kept:
                    raise DefinitionError(
                        f"{name}: beside {each.feature} = {each.option} only {', '.join(options)} can be"
                    )
                left[name] = kept
    unknown = sorted((replaced | by_retry) - REQUIREMENTS.keys())
    if unknown:
        raise DefinitionError(f"no such requirement: {', '.join(unknown)}")
    named = {name: options for name, options in left.items() if options != _open(name)}
    return Variant(tuple(sorted(named.items())), frozenset(replaced), by_retry, retry, closes)


def _open(name: str) -> tuple[str, ...]:
    return (FEATURES[name].document,) if name in FEATURES else options_of(name)


def _left(name: str, options: tuple[str, ...]) -> tuple[str, ...]:
    known = FEATURES[name].options if name in FEATURES else options_of(name)
    strange = [option for option in options if option not in known]
    if strange or not options or (name in FEATURES and len(options) > 1):
        raise DefinitionError(f"{name} has no option {strange or options}; listed: {', '.join(known)}")
    return tuple(option for option in known if option in options)
