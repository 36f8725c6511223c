"""The Promela that is the same in every model: the words of the rules, the variables, the step, and the app.

`HEAD` and `STATE` have places for `str.format`.
"""

from __future__ import annotations

HEAD = """\
/* {title}

   {about}
*/
#define GRACE {grace}
#define NONE 255
#define LATE 254

/* Words of the rules. */
#define HOLDS(condition) assert(condition)
#define CONNECTS (ev == E_CONNECT || ev == E_CONNECT_OFFLINE)
#define CALLED (was_started && (CONNECTS || ev == E_DISCONNECT || ev == E_PING))
#define PONGS (ev == E_PONG || ev == E_PONG_FOREGROUND)
#define GOODBYE (ev == E_DISCONNECT || ev == E_LOGOUT || ev == E_KILL)
#define NEW_USER ((ev == E_LOGIN || ev == E_REOPEN) && !was_user)
#define RENEWS ((ev == E_INIT || ev == E_LOGIN) && was_user)
#define BY_RIGHT (GOODBYE || ev == E_LOST || ev == E_CLOSED || RENEWS)
#define ENTERS (ev == E_BACKGROUND && !was_bg)
#define AGAIN (ev == E_BACKGROUND && was_bg)
#define RETURNS (ev == E_FOREGROUND && was_bg)
#define COUNTS ((ev == E_PING && READS(ping_counts_when, called)) || (PONGS && READS(ping_counts_when, answered)))
#define READS(name, option) (r_##name == O_##name##_##option)
#define START clock = GRACE
#define STOP clock = NONE
#define IN_TIME (clock > 0 && clock <= GRACE)
#define NOW (clock == 0)
#define OVER (clock == LATE)
"""

STATE = """\
byte loc = {initial}, link = {down};
byte deadline = NONE, entry = 0, clock = NONE, m = 0;
byte ev, ans;
bool is_started, is_user, is_bg, is_ready, saved;
bool was_started, was_user, was_bg, was_ready, was_up, was_wants, had;
bool is_up, is_wants, is_wanted, has_socket, opened, closed, gone, blocked;
"""

STEP_HEAD = """\
active proctype connection() {
choose_reading();
do
:: atomic {
   was_started = is_started; was_user = is_user; was_bg = is_bg; was_ready = is_ready;
   was_up = is_up; was_wants = is_wants; had = has_socket;
   ans = NONE; opened = false; closed = false; gone = false;
"""

STEP_TAIL = """\
   if
   :: ev != E_NOTHING && ev != E_TICK -> policy()
   :: else
   fi;
   settle();
   follow_app();
   rule();
   /* Nothing of a step is remembered but where it led. */
   ev = E_NOTHING; ans = NONE; opened = false; closed = false; gone = false
}
od
}
"""

FOLLOW = """\
/* The app as its events tell of it. */
inline follow_app() {
   if
   :: ev == E_KILL -> is_started = false; is_user = false; is_bg = false
   :: ev == E_INIT -> is_started = true
   :: ev == E_REOPEN -> is_started = true; is_user = true
   :: ev == E_LOGIN && is_started -> is_user = true; saved = true
   :: ev == E_LOGOUT && is_started -> is_user = false; saved = false
   :: ev == E_BACKGROUND -> is_bg = true
   :: ev == E_FOREGROUND -> is_bg = false
   :: else
   fi;
   is_ready = is_started && is_user && !is_bg
}
"""

TICK = """\
   /* One tick passes: every clock comes nearer. What falls due is the step's event. */
   :: ev = E_TICK;
      if
      :: deadline == 0 -> deadline = LATE
      :: deadline != 0 && deadline <= GRACE -> deadline--
      :: else
      fi;
      if
      :: entry > 0 -> entry--
      :: else
      fi;
      if
      :: clock == 0 -> clock = LATE
      :: clock != 0 && clock <= GRACE -> clock--
      :: else
      fi;
      if
      :: deadline == 0 || deadline == LATE -> ev = E_DEADLINE
      :: else
      fi
"""
