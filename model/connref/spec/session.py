"""The session as the document describes it: whether the process runs, whether init was called, and who is logged in.

Process × user has four locations. What each transition does to the device's storage stands with it: a login saves the
user, a logout forgets him, every init reports who is logged in, and what comes too early or too late is refused.

Rules of the chart:
- A process that dies takes nothing with it but itself: the saved user is found by the next `init` (event REOPEN).
- Only a process that runs can be told anything but `init`.
- The charts of the modes go through the same events; their locations say how far the session has come there
  (`Location.session`), and a test holds them to this chart.
"""

from __future__ import annotations

from collections.abc import Sequence

from connref.spec.declare import Location, Transition, chart, reads, rule, rules, session_rule
from connref.spec.vocabulary import CALLS, Answer, Event, Session, Storage

# Laid out by hand: a location on a line, a rule as one sentence on a line or two.
# fmt: off
NOT_RUNNING = Location("not_running", "not running", session=Session.NOT_RUNNING)
RUNNING = Location("running", "running, not initialised", session=Session.NOT_INITIALISED)
READY = Location("ready", "ready, nobody logged in", session=Session.SIGNED_OUT)
LOGGED_IN = Location("logged_in", "ready, a user logged in", session=Session.WITH_USER)

LOCATIONS = (RUNNING, READY, LOGGED_IN, NOT_RUNNING)
BEFORE_INIT = (RUNNING, NOT_RUNNING)
INITIALISED = (READY, LOGGED_IN)
ALIVE = (RUNNING, READY, LOGGED_IN)

TRANSITIONS = rules(
    # init, in a process that starts or before anything else: whoever is saved is logged in again.
    session_rule(BEFORE_INIT, Event.INIT, READY, "SES-NO-USER", stores=(Storage.REPORT,)),
    session_rule(BEFORE_INIT, Event.REOPEN, LOGGED_IN, "SES-LOGIN-SAVES", stores=(Storage.REPORT,)),

    # init once more: it says who is logged in; whether it also complains is for the reading.
    session_rule(INITIALISED, Event.INIT, None, "INP-ROBUST",
                 reads("init-again", "ignored", "reopens"), stores=(Storage.REPORT,)),
    session_rule(INITIALISED, Event.INIT, None, "INP-ROBUST",
                 reads("init-again", "error"), stores=(Storage.REFUSE, Storage.REPORT)),

    # login saves the user; it has to wait for init; a second one is for the reading.
    session_rule(RUNNING, Event.LOGIN, None, "SES-NO-USER", stores=(Storage.REFUSE,)),
    session_rule(READY, Event.LOGIN, LOGGED_IN, "SES-LOGIN-SAVES", stores=(Storage.SAVE,)),
    session_rule(LOGGED_IN, Event.LOGIN, None, "SES-LOGIN-SAVES", reads("login-again", "ignored")),
    session_rule(LOGGED_IN, Event.LOGIN, None, "SES-LOGIN-SAVES",
                 reads("login-again", "error"), stores=(Storage.REFUSE,)),
    session_rule(LOGGED_IN, Event.LOGIN, None, "SES-LOGIN-SAVES",
                 reads("login-again", "switches"), stores=(Storage.SAVE,)),

    # logout forgets the user; with nobody logged in there is nothing to forget.
    session_rule(LOGGED_IN, Event.LOGOUT, READY, "SES-NO-USER", stores=(Storage.FORGET,)),
    session_rule([RUNNING, READY], Event.LOGOUT, None, "SES-NO-USER"),

    # The process dies without a word: storage stays.
    session_rule(ALIVE, Event.KILL, NOT_RUNNING, "SES-LOGIN-SAVES"),
)
# fmt: on

SESSION = chart("session", LOCATIONS, TRANSITIONS)
"""The session (source: "Default SDK behaviour on login", "Managing Manually")."""


def before_init(fresh: Sequence[Location]) -> tuple[Transition, ...]:
    """What holds in both modes before init: what a call does there is for the reading, logging in has to wait."""
    return rules(
        *(
            rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", option), answer=answer)
            for call in CALLS
            for option, answer in (
                ("error", Answer.ERROR),
                ("throws", Answer.THROWS),
                ("nothing", Answer.SILENT),
            )
        ),
        rule(fresh, Event.LOGIN, None, "SES-NO-USER"),
        rule(fresh, Event.LOGOUT, None, "SES-NO-USER"),
    )
