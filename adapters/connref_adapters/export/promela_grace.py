"""What Spin is asked of the grace in the background: each statement with a clock that expires one grace after START."""

from __future__ import annotations

from connref_adapters.export.promela_rule import Rule, manual

DEADLINES = ("ping-at-deadline", "return-at-deadline")

GRACE_RULES: tuple[Rule, ...] = (
    manual(
        "MAN-GRACE",
        "what is up at the entry is up before one grace after it",
        """\
if
:: ENTERS && was_up -> HOLDS(is_up); START; m = 1
:: else ->
   if
   :: m == 1 && IN_TIME && !BY_RIGHT && !RETURNS -> HOLDS(is_up)
   :: else -> STOP; m = 0
   fi
fi""",
    ),
    manual(
        "MAN-GRACE-RESTARTS",
        "each later stay of one connection has a whole grace too",
        """\
if
:: ENTERS && was_up && m > 0 -> HOLDS(is_up); START; m = 2
:: ENTERS && was_up && m == 0 -> STOP; m = 1
:: else ->
   if
   :: BY_RIGHT -> STOP; m = 0
   :: else ->
      HOLDS(!(m == 2 && IN_TIME && !RETURNS) || is_up);
      if
      :: !is_wants -> STOP; m = 0
      :: is_wants && m == 2 && (RETURNS || !IN_TIME) -> STOP; m = 1
      :: else
      fi
   fi
fi""",
    ),
    manual(
        "MAN-GRACE-ENDS",
        "with no ping that counts nothing is wanted once the grace is over",
        """\
if
:: ENTERS && was_up -> START; m = 1
:: m == 1 && AGAIN && READS(background_again, restarts) -> START
:: else ->
   if
   :: m == 0 || COUNTS || !is_bg || !is_wants -> STOP; m = 0
   :: else ->
      HOLDS(!OVER);
      HOLDS(!(NOW && READS(ping_at_deadline, exclusive) && READS(return_at_deadline, exclusive)))
   fi
fi""",
        *DEADLINES,
        "ping-counts-when",
        "background-again",
    ),
    manual(
        "MAN-PING-EXTENDS",
        "a ping that counts in time, or at the last instant if inclusive, starts a whole grace",
        """\
if
:: ENTERS && was_up -> START; m = 1
:: else ->
   if
   :: m == 0 || BY_RIGHT || RETURNS -> STOP; m = 0
   :: else ->
      if
      :: COUNTS && ev != E_PONG_FOREGROUND && (IN_TIME || (NOW && READS(ping_at_deadline, inclusive))) ->
         HOLDS(is_up); START
      :: else ->
         HOLDS(is_up || !IN_TIME);
         if
         :: is_up
         :: else -> STOP; m = 0
         fi
      fi
   fi
fi""",
        "ping-at-deadline",
        "ping-counts-when",
    ),
    manual(
        "MAN-PING-LOOP",
        "while no ping that counts is later than the grace, it is up",
        """\
if
:: ENTERS && was_up -> START; m = 1
:: m == 1 && IN_TIME && (ev == E_TICK || ev == E_PING || ev == E_PONG || ev == E_DEADLINE) ->
   HOLDS(is_up);
   if
   :: (ev == E_PING && READS(ping_counts_when, called)) || (ev == E_PONG && READS(ping_counts_when, answered)) -> START
   :: else
   fi
:: else -> STOP; m = 0
fi""",
        "ping-counts-when",
    ),
    manual(
        "MAN-PING-LAPSES",
        "one grace after the last ping that counted nothing is wanted",
        """\
if
:: ENTERS && was_up -> STOP; m = 1
:: else ->
   if
   :: m == 0 || !is_bg || !is_wants -> STOP; m = 0
   :: else ->
      if
      :: COUNTS || (m == 2 && AGAIN && READS(background_again, restarts)) -> START; m = 2
      :: else ->
         HOLDS(m == 1 || !OVER);
         HOLDS(m == 1 || !(NOW && READS(ping_at_deadline, exclusive) && READS(return_at_deadline, exclusive)))
      fi
   fi
fi""",
        *DEADLINES,
        "ping-counts-when",
        "background-again",
    ),
    manual(
        "MAN-PING-SENDS",
        "ping() in the background sends where the connection is up",
        "HOLDS(!(ev == E_PING && was_up && is_up && was_bg) || ans == A_SENDS)",
    ),
    manual(
        "MAN-RETURN-CANCELS",
        "a return in time keeps what is up; one at the deadline does as its reading says",
        """\
if
:: ENTERS && was_up -> START; m = 1
:: m == 1 && RETURNS && was_up -> HOLDS(is_up == (IN_TIME || READS(return_at_deadline, inclusive))); STOP; m = 0
:: m == 1 && was_up && !RETURNS && ev != E_PING && !PONGS && ev != E_BACKGROUND
:: else -> STOP; m = 0
fi""",
        "return-at-deadline",
    ),
)
"""In the order of the requirements."""
