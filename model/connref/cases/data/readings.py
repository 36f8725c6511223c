"""Rows that make the readings of auto mode and of the server visible."""

ROWS = """\
connect-in-auto/alone | auto-up | background linger connect observe hear hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (alone).
connect-in-auto/long | auto-up | background linger connect observe hear +10R hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (long).
connect-in-auto/outage | auto-up | background linger connect observe hear outage(grace) up hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (outage).
connect-in-auto/server-close | auto-up | background linger connect observe hear close up hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (server close).
connect-in-auto/second-connect | auto-up | background linger connect observe hear connect observe hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (second connect).
connect-in-auto/ping | auto-up | background linger connect observe hear ping observe hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (ping).
connect-in-auto/refused-first | auto-up | background linger connect observe hear disconnect observe refuse connect +grace accept up hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (refused first).
connect-in-auto/disconnect | auto-up | background linger connect observe hear disconnect observe hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (disconnect).
connect-in-auto/second-background | auto-up | background linger connect observe hear background observe hear foreground up hear background linger hear | Whether connect() opens in the background of auto mode (second background).
connect-in-auto/login-in-background | auto | init background login observe connect observe hear foreground up hear | The same where the connection was never up.
connect-in-auto/three-times | auto-up | 3x(background linger connect observe hear foreground up) | The same answer three times over.

connect-in-auto/+{offset}ms | auto-up | background +{offset} connect observe hear foreground up hear | The same while the connection closes.

disconnect-in-auto/return | auto-up | disconnect observe 2x(hear background linger foreground up) hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (return).
disconnect-in-auto/short-return | auto-up | disconnect observe hear background foreground up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (short return).
disconnect-in-auto/connect | auto-up | disconnect observe hear connect up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (connect).
disconnect-in-auto/outage | auto-up | disconnect observe hear outage(grace) up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (outage).
disconnect-in-auto/login | auto-up | disconnect observe hear logout observe login(bob) up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (login).
disconnect-in-auto/reopening | auto-up | disconnect observe hear kill init up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (reopening).
disconnect-in-auto/time | auto-up | disconnect observe hear +10grace hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (time).
disconnect-in-auto/second-disconnect | auto-up | disconnect observe hear disconnect observe hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (second disconnect).
disconnect-in-auto/ping | auto-up | disconnect observe hear ping observe hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (ping).
disconnect-in-auto/server-troubles | auto-up | disconnect observe hear refuse observe accept up hear background linger foreground up hear connect up hear disconnect observe hear | For how long disconnect() works in auto mode (server troubles).

disconnect-in-auto/opening/+{offset}ms | auto-opening | +{offset} disconnect +grace fair observe hear background linger foreground up hear connect up hear | The same in the middle of an opening.

disconnect-in-auto/reopening/+{offset}ms | auto-up | outage(grace) +{offset} disconnect +grace fair observe hear background linger foreground up hear connect up hear | The same in the middle of an opening.

disconnect-in-auto/waiting/+{offset}ms | auto-up | refuse close +{offset} disconnect +grace fair observe hear background linger foreground up hear connect up hear | The same in the middle of an opening.

disconnect-in-auto/three-times | auto-up | 3x(disconnect observe hear background linger foreground up hear connect up) | The same answer three times over.

disconnect-in-auto-background/alone | auto-up | background linger disconnect linger foreground up hear background linger foreground up hear connect up hear | Whether disconnect() in the background outlasts the return (alone).
disconnect-in-auto-background/twice | auto-up | background linger disconnect observe disconnect linger foreground up hear background linger foreground up hear connect up hear | Whether disconnect() in the background outlasts the return (twice).
disconnect-in-auto-background/after-connect | auto-up | background linger connect observe disconnect linger foreground up hear background linger foreground up hear connect up hear | Whether disconnect() in the background outlasts the return (after connect).
disconnect-in-auto-background/before-outage | auto-up | background linger disconnect outage(grace) linger foreground up hear background linger foreground up hear connect up hear | Whether disconnect() in the background outlasts the return (before outage).
disconnect-in-auto-background/offline | auto-up | background linger network_down disconnect observe network_up linger foreground up hear background linger foreground up hear connect up hear | Whether disconnect() in the background outlasts the return (offline).

disconnect-in-auto-background/+{offset}ms | auto-up | background +{offset} disconnect observe foreground up hear connect up hear | The same while the connection closes.

disconnect-in-auto-background/three-times | auto-up | 3x(background linger disconnect observe foreground up hear connect up) | The same answer three times over.

server-close/manual/connect | up | close(1000) observe hear connect up hear connect up close(1000) observe hear | Whether a normal close is repaired, and connect after it.
server-close/manual/login | up | close(1000) observe hear logout observe login(bob) up hear connect up close(1000) observe hear | Whether a normal close is repaired, and login after it.
server-close/manual/return | up | close(1000) observe hear background +grace/2 foreground up hear connect up close(1000) observe hear | Whether a normal close is repaired, and return after it.
server-close/manual/reopening | up | close(1000) observe hear kill init up hear connect up close(1000) observe hear | Whether a normal close is repaired, and reopening after it.
server-close/manual/outage | up | close(1000) observe hear outage(grace) up hear connect up close(1000) observe hear | Whether a normal close is repaired, and outage after it.
server-close/manual/three-times | up | 3x(close(1000) observe hear connect up) | The same answer three times over.
server-close/auto/connect | auto-up | close(1000) observe hear connect up hear connect up close(1000) observe hear | Whether a normal close is repaired, and connect after it.
server-close/auto/login | auto-up | close(1000) observe hear logout observe login(bob) up hear connect up close(1000) observe hear | Whether a normal close is repaired, and login after it.
server-close/auto/return | auto-up | close(1000) observe hear background +grace/2 foreground up hear connect up close(1000) observe hear | Whether a normal close is repaired, and return after it.
server-close/auto/reopening | auto-up | close(1000) observe hear kill init up hear connect up close(1000) observe hear | Whether a normal close is repaired, and reopening after it.
server-close/auto/outage | auto-up | close(1000) observe hear outage(grace) up hear connect up close(1000) observe hear | Whether a normal close is repaired, and outage after it.
server-close/auto/three-times | auto-up | 3x(close(1000) observe hear connect up) | The same answer three times over.

auth-rejected/connect/connect | idle | reject connect observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/connect/login | idle | reject connect observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/connect/return | idle | reject connect observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/connect/reopening | idle | reject connect observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/reconnect/connect | up | reject outage(grace) observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/reconnect/login | up | reject outage(grace) observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/reconnect/return | up | reject outage(grace) observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/reconnect/reopening | up | reject outage(grace) observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/closed/connect | up | reject close observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/closed/login | up | reject close observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/closed/return | up | reject close observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/closed/reopening | up | reject close observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/auto-login/connect | auto | init reject login observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/auto-login/login | auto | init reject login observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/auto-login/return | auto | init reject login observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/auto-login/reopening | auto | init reject login observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/auto-reconnect/connect | auto-up | reject outage(grace) observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/auto-reconnect/login | auto-up | reject outage(grace) observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/auto-reconnect/return | auto-up | reject outage(grace) observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/auto-reconnect/reopening | auto-up | reject outage(grace) observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/auto-return/connect | auto-up | background linger reject foreground observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/auto-return/login | auto-up | background linger reject foreground observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/auto-return/return | auto-up | background linger reject foreground observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/auto-return/reopening | auto-up | background linger reject foreground observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/auto-reopened/connect | auto-up | kill reject init observe approve observe hear connect up hear connect up hear | Whether a rejection is final, and connect after it.
auth-rejected/auto-reopened/login | auto-up | kill reject init observe approve observe hear logout observe login(bob) up hear connect up hear | Whether a rejection is final, and login after it.
auth-rejected/auto-reopened/return | auto-up | kill reject init observe approve observe hear background +grace/2 foreground up hear connect up hear | Whether a rejection is final, and return after it.
auth-rejected/auto-reopened/reopening | auto-up | kill reject init observe approve observe hear kill init up hear connect up hear | Whether a rejection is final, and reopening after it.
auth-rejected/three-times | idle | 3x(reject connect observe approve observe hear connect up disconnect observe) | The same answer three times over.
auth-rejected/background | idle | reject connect observe connect observe background linger approve linger foreground observe connect up hear | The same over a stay away.
"""
