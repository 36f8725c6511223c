"""What Spin is asked of each mode: a row for each requirement of the model's side, stated once more in Promela.

These are a third reading of the document, after the charts and the monitors of `connref verify`, written in another
language and checked by another prover. The words that their code uses are told in `promela_rule`.
"""

from __future__ import annotations

from connref.spec.vocabulary import Mode
from connref_adapters.export.promela_grace import GRACE_RULES
from connref_adapters.export.promela_rule import Rule, manual


def _both(requirement: str, sentence: str, code: str, names: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    return tuple(Rule(requirement, mode, sentence, code, names) for mode in Mode)


def _auto(requirement: str, sentence: str, code: str, *names: str) -> Rule:
    return Rule(requirement, Mode.AUTO, sentence, code, names)


RULES: tuple[Rule, ...] = (
    *_both(
        "SES-NO-USER",
        "nobody logged in, nothing wanted and nothing up",
        "HOLDS(is_user || !(is_wants || is_up))",
    ),
    *_both(
        "SES-LOGIN-SAVES",
        "a killed process wants nothing; once the saved user is found, connect() is heard",
        """\
if
:: ev == E_KILL -> HOLDS(!is_wants && !is_up); m = 0
:: ev == E_REOPEN -> m = 1
:: ev == E_CONNECT -> HOLDS(!(m == 1 && was_ready) || is_wants); m = 0
:: ev == E_TICK || ev == E_NOTHING
:: else -> m = 0
fi""",
    ),
    *_both(
        "CALL-OUTCOME",
        "each call of a running SDK is answered, and waits only for what is on its way",
        """\
HOLDS(!CALLED || ans != NONE);
HOLDS(ans != A_OPENS || is_wants)""",
    ),
    *_both(
        "RES-ONE-SOCKET",
        "a socket opens only where there is none, and is closed or gone when it is left",
        """\
HOLDS(!opened || !had || closed || gone);
HOLDS(!(had && !has_socket) || (closed != gone));
HOLDS(!is_up || is_wanted)""",
    ),
    *_both(
        "EVT-DELIVERED",
        "what the policy takes for up has a socket that hands messages on",
        "HOLDS(!is_up || link == K_UP)",
    ),
    *_both(
        "EVT-LOST",
        "what the policy takes for down has no socket that hands messages on",
        "HOLDS(is_up || link != K_UP)",
    ),
    *_both(
        "EVT-STOPS",
        "where nothing is wanted, after disconnect() too, no socket hands messages on",
        "HOLDS(is_wants || link != K_UP)",
    ),
    *_both("INP-ROBUST", "whatever comes, in whatever order, finds a row", "HOLDS(!blocked)"),
    _auto(
        "SES-LOGIN-CONNECTS",
        "login in the foreground is enough",
        "HOLDS(!(ev == E_LOGIN && !was_user && is_user && !is_bg) || is_wanted)",
    ),
    _auto(
        "SES-REOPEN-CONNECTS",
        "init with a saved user in the foreground is enough",
        "HOLDS(!(ev == E_REOPEN && !was_bg) || is_wanted)",
    ),
    _auto(
        "AUTO-FOREGROUND",
        "with a user in the foreground it is wanted, unless something ended it that may",
        """\
if
:: ev == E_DISCONNECT ->
   m = (READS(disconnect_in_auto, ignored) ||
        (was_bg && was_wants && !READS(disconnect_ends_connect, counts)) ||
        (was_bg && !was_wants && READS(disconnect_in_auto_background, ignored)) -> m : 1)
:: ev == E_CLOSED -> m = (READS(server_close, stays_down) -> 2 : m)
:: ev == E_REJECTED -> m = (READS(auth_rejected, stops) -> 2 : m)
:: else ->
   if
   :: !is_user || NEW_USER -> m = 0
   :: RETURNS && (m == 2 || !READS(disconnect_in_auto, until_connect)) -> m = 0
   :: CONNECTS && (!was_bg || READS(connect_in_auto, opens_until_foreground)) &&
      !(m == 1 && READS(disconnect_in_auto, until_foreground)) -> m = 0
   :: ev == E_INIT && READS(init_again, reopens) -> m = 0
   :: ev == E_LOGIN && READS(login_again, switches) -> m = 0
   :: else
   fi
fi;
HOLDS(!(is_ready && m == 0) || is_wanted);
HOLDS(ev != E_OPENED || is_up)""",
        "disconnect-in-auto",
        "disconnect-in-auto-background",
        "disconnect-ends-connect",
        "server-close",
        "auth-rejected",
        "connect-in-auto",
        "init-again",
        "login-again",
    ),
    _auto(
        "AUTO-BACKGROUND",
        "entering the background ends the wish in the same step",
        "HOLDS(!ENTERS || !(is_wants || is_up))",
    ),
    _auto(
        "AUTO-BACKGROUND-QUIET",
        "in the background nothing begins but by connect() where its reading opens",
        """\
HOLDS(!(is_wants && !was_wants && is_bg) || (CONNECTS && READS(connect_in_auto, opens_until_foreground)))""",
        "connect-in-auto",
    ),
    _auto(
        "AUTO-RECONNECT",
        "what is lost in the foreground is wanted until it is up, through every failure",
        """\
if
:: ev == E_LOST && !was_bg -> m = 1
:: ev == E_OPENED || ev == E_REJECTED || GOODBYE || ENTERS -> m = 0
:: else
fi;
HOLDS(m == 0 || is_wanted)""",
    ),
    manual("SES-REOPEN-WAITS", "init with a saved user wants nothing", "HOLDS(ev != E_REOPEN || !is_wants)"),
    manual(
        "MAN-ONLY-CONNECT",
        "a wish begins with connect() only",
        "HOLDS(!(is_wants && !was_wants) || CONNECTS)",
    ),
    manual(
        "MAN-CONNECT",
        "connect() in the foreground is heard, and up when an attempt succeeds",
        """\
HOLDS(!(ev == E_CONNECT && was_ready) || is_wanted);
HOLDS(!(ev == E_CONNECT && was_ready && !was_wants) || ans == A_OPENS);
HOLDS(ev != E_OPENED || is_up)""",
    ),
    manual(
        "MAN-CONNECT-NEEDS-USER",
        "with nobody logged in connect() begins nothing and reports an error",
        """\
HOLDS(!(CONNECTS && !was_user) || !is_wants);
HOLDS(!(CONNECTS && !was_user && was_started) || ans == A_ERROR)""",
    ),
    manual(
        "MAN-DISCONNECT",
        "disconnect() ends every wish in the same step",
        "HOLDS(ev != E_DISCONNECT || !(is_wants || is_up))",
    ),
    manual(
        "MAN-DISCONNECT-STAYS",
        "after disconnect() nothing is wanted until connect(), which is heard",
        """\
if
:: CONNECTS -> HOLDS(!(m == 1 && ev == E_CONNECT && was_ready) || is_wanted); m = 0
:: ev == E_DISCONNECT -> m = 1
:: else
fi;
HOLDS(m == 0 || !is_wants)""",
    ),
    manual(
        "MAN-FOREGROUND-HOLDS",
        "in the foreground what is up ends only by right, and nothing falls due",
        """\
HOLDS(!(was_up && !was_bg && !is_up) || BY_RIGHT);
HOLDS(ev != E_DEADLINE || was_bg)""",
    ),
    *GRACE_RULES,
    manual(
        "MAN-RECONNECT",
        "what is lost in the foreground is wanted until it is up, through every failure",
        """\
if
:: ev == E_LOST && !was_bg -> HOLDS(is_wanted); m = 1
:: ev == E_OPENED || ev == E_REJECTED || GOODBYE || RENEWS || ENTERS -> m = 0
:: else
fi;
HOLDS(m == 0 || is_wanted);
HOLDS(!(ev == E_CLOSED && !was_bg) || is_wanted == READS(server_close, reconnects))""",
        "server-close",
    ),
    manual(
        "MAN-BACKGROUND-STAYS-DOWN",
        "what went down in the background stays so until connect(), which is heard",
        """\
if
:: was_up && !is_up && was_bg -> m = 1
:: CONNECTS -> HOLDS(!(m == 1 && ev == E_CONNECT && was_ready) || is_wanted); m = 0
:: else
fi;
HOLDS(m == 0 || !is_wants)""",
    ),
)
"""Every statement, in the order of the requirements: first those of both modes."""
