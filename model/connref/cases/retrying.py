"""Cases for what a vendor promises of its retries and close codes; the document promises nothing, and has none.

The server refuses, or stays silent, for as long as the promise has something to say; then it takes sockets again. What
is judged is when sockets begin to open, so a case only has to make the attempts fail, one by one and all together.
"""

from __future__ import annotations

from collections.abc import Iterator

from connref.cases.preambles import begin
from connref.cases.scenario import Story
from connref.protocol import CLOSE_CODES, Case, Mode, Profile
from connref.spec.promises import RetryPromise, Then
from connref.spec.requirements import AUTO_RECONNECT, MAN_RECONNECT

_MOST_ALONE = 6
"""How many repetitions have a case of their own, the first ones."""
_MORE = 2
"""How many times the last delay is waited for once more, where attempts go on for ever."""
_WAYS = (("manual", "up", MAN_RECONNECT), ("auto", "auto-up", AUTO_RECONNECT))


def retry_cases(profile: Profile) -> Iterator[Case]:
    """The cases of the promises of a variant, in both modes. Lazy."""
    for mode, start, requirement in _WAYS:
        if profile.variant.retry is not None:
            yield from _of_schedule(profile, profile.variant.retry, mode, start, requirement)
        yield from _of_codes(profile, start, requirement)


def _of_schedule(
    profile: Profile, promise: RetryPromise, mode: str, start: str, requirement: str
) -> Iterator[Case]:
    ends = _ends_ms(promise)
    whole = ends[-1] + profile.reconnect_bound_ms
    after = "it is over, and connect() begins anew" if promise.gives_up else "it goes on"
    refused = begin(profile, start).refuse().server_close()
    yield (
        _then(refused.fork().wait(whole).accept(), promise, mode)
        .connect()
        .up()
        .hear()
        .case(
            requirement,
            "retry/refused-throughout",
            f"Each attempt comes when it is promised, and then {after}.",
        )
    )
    silent = begin(profile, start).server_close().mute()
    yield (
        silent.wait(whole)
        .unmute()
        .observe()
        .case(
            requirement,
            "retry/silent-throughout",
            "Attempts towards a silent server come when they are promised.",
        )
    )
    for place, end in enumerate(ends[:_MOST_ALONE]):
        story = refused.fork().wait(max(0, end - profile.reconnect_bound_ms // 8)).accept().observe().hear()
        yield (
            story.server_close()
            .up()
            .hear()
            .case(
                requirement,
                f"retry/accepted-before/{place}",
                "It comes back with one of the attempts, and the next loss begins anew.",
            )
        )
    yield (
        begin(profile, start)
        .server_close()
        .up()
        .hear()
        .server_close()
        .up()
        .hear()
        .case(requirement, "retry/twice", "Each loss has a first attempt of its own.")
    )
    if mode == Mode.MANUAL.value:
        first = begin(profile, "idle").refuse().connect().wait(whole).accept().observe()
        yield (
            first.connect()
            .up()
            .hear()
            .case(
                requirement, "retry/first-connect", "The first attempt is repeated as it is promised, or not."
            )
        )


def _then(story: Story, promise: RetryPromise, mode: str) -> Story:
    """After the server accepts again: what gave up stays down for longer than anything could take."""
    if promise.gives_up or mode == Mode.MANUAL.value:
        return story.linger().observe()
    return story.up().hear()


def _ends_ms(promise: RetryPromise) -> list[int]:
    """By when each repetition has begun, counted from the loss, where every attempt fails at once (ms)."""
    longest = len(promise.delays_ms) + (0 if promise.gives_up else _MORE)
    found, now = list[int](), 0
    last = max((phase.after_ms for phase in promise.phases), default=0)
    while len(found) < longest or now < last:
        window = promise.window_ms(len(found), now)
        if window is None:
            break
        now += max(1, window[1])
        found.append(now)
    return found


def _of_codes(profile: Profile, start: str, requirement: str) -> Iterator[Case]:
    told = set[int]()
    for each in profile.variant.closes:
        says = "stays down until connect()" if each.then is Then.STOP else "comes back"
        for code in (each.first, each.last):
            if code in CLOSE_CODES and code not in told:
                told.add(code)
                story = begin(profile, start).server_close(code).linger().hear().connect().up().hear()
                yield story.case(requirement, f"close-code/{code}", f"After a close with {code} it {says}.")
