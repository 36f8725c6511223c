"""Rows: promises, each the shortest story that puts a requirement to the test, and odd pasts that one may follow.

Every story begins and ends with the connection up in the foreground, so that any may follow any. A promise is
`mode | name | requirement | story | what is promised`; a past, which is no promise itself, is `mode | name | story`.
"""

PROMISES = """\
manual | saved | SES-LOGIN-SAVES | logout login(bob) kill init connect up hear | The user is found again after a kill
manual | reopened | SES-REOPEN-WAITS | kill init observe hear connect up | A reopened app waits for connect()
manual | logged-out | SES-NO-USER | logout hear connect observe login connect up | Logout takes it down for good
manual | only-connect | MAN-ONLY-CONNECT | logout login(bob) ping background foreground outage(edge) hear connect up | Nothing but connect() brings it up
manual | connected | MAN-CONNECT | logout login connect up hear | connect() brings it up
manual | connect-without-user | MAN-CONNECT-NEEDS-USER | logout connect observe login hear connect up | connect() without a user brings nothing up
manual | disconnected | MAN-DISCONNECT | disconnect hear connect up | disconnect() takes it down
manual | disconnect-stays | MAN-DISCONNECT-STAYS | disconnect background +grace/2 foreground outage(edge) hear connect up hear | disconnect() lasts until connect(), which works
manual | foreground-holds | MAN-FOREGROUND-HOLDS | +3grace hear | It stays up in the foreground
manual | grace | MAN-GRACE | background @deadline-2edge message +edge foreground observe | It stays up for the grace
manual | grace-ends | MAN-GRACE-ENDS | background @deadline+edge message foreground observe connect up | It is down when the grace is over
manual | ping-extends | MAN-PING-EXTENDS | background +2grace/3 ping @deadline-2edge message +edge foreground observe | A ping starts a new grace
manual | ping-loop | MAN-PING-LOOP | background keep_alive(3grace) message foreground observe | Pings hold it in the background
manual | ping-lapses | MAN-PING-LAPSES | background +2grace/3 ping @deadline+edge message foreground observe connect up | It is down one grace after the last ping
manual | ping-sends | MAN-PING-SENDS | background ping +grace/3 ping +edge foreground observe | A ping in the background is sent
manual | return-cancels | MAN-RETURN-CANCELS | background +grace/2 foreground linger hear | A return cancels the deadline
manual | grace-restarts | MAN-GRACE-RESTARTS | background +2grace/3 foreground +edge background @deadline-2edge message +edge foreground observe | Each stay has a whole grace
manual | outage | MAN-RECONNECT | outage(grace) up hear | It comes back after an outage
manual | closed | MAN-RECONNECT | close up hear | It comes back after the server closed it
manual | refused | MAN-RECONNECT | refuse close linger accept up hear | It comes back once the server accepts again
manual | handed-over | MAN-RECONNECT | network_handover(true) up hear | It moves to another network
manual | stays-down | MAN-BACKGROUND-STAYS-DOWN | background outage(grace/2) observe foreground hear connect up hear | What is lost in the background stays down until connect()
manual | delivered | EVT-DELIVERED | 3x(message) observe | Messages arrive once and in order
manual | lost | EVT-LOST | disconnect hear connect up hear | What is sent while it is down is lost
manual | stops | EVT-STOPS | hear disconnect message observe connect up hear | Nothing is delivered after disconnect()
manual | outcomes | CALL-OUTCOME | connect ping observe disconnect disconnect observe ping connect connect up hear | Each call reports once
manual | one-socket | RES-ONE-SOCKET | disconnect connect up hear | One socket at a time
manual | robust | INP-ROBUST | background background foreground foreground close close observe foreground connect up | Nothing throws or hangs
auto | login-connects | SES-LOGIN-CONNECTS | logout login up hear | Login brings it up
auto | saved | SES-LOGIN-SAVES | logout login(bob) kill init up hear | The user is found again after a kill
auto | reopened | SES-REOPEN-CONNECTS | kill init up hear | init of a reopened app brings it up
auto | logged-out | SES-NO-USER | logout hear background foreground hear login up | Logout takes it down for good
auto | returned | AUTO-FOREGROUND | background +grace foreground up hear | It is up after the return
auto | away | AUTO-BACKGROUND | background +edge message linger foreground up | It is down at once in the background
auto | quiet | AUTO-BACKGROUND-QUIET | background outage(grace/2) ping linger message foreground up | Nothing brings it up in the background
auto | outage | AUTO-RECONNECT | outage(grace) up hear | It comes back after an outage
auto | closed | AUTO-RECONNECT | close up hear | It comes back after the server closed it
auto | refused | AUTO-RECONNECT | refuse close linger accept up hear | It comes back once the server accepts again
auto | handed-over | AUTO-RECONNECT | network_handover(true) up hear | It moves to another network
auto | delivered | EVT-DELIVERED | 3x(message) observe | Messages arrive once and in order
auto | lost | EVT-LOST | background hear foreground up hear | What is sent while it is down is lost
auto | outcomes | CALL-OUTCOME | connect ping observe disconnect disconnect observe ping connect background foreground up hear | Each call reports once
auto | one-socket | RES-ONE-SOCKET | background foreground up hear | One socket at a time
auto | robust | INP-ROBUST | background background foreground foreground close close observe foreground connect up | Nothing throws or hangs
"""

PASTS = """\
manual | background-again | background +grace/3 background foreground observe
manual | closed-for-a-reason | close(4001) observe connect up
manual | disconnected-away | background disconnect foreground connect up
manual | five-stays | 5x(background +grace/2 foreground) observe
manual | foreground-again | foreground observe
manual | init-again | init connect up
manual | login-again | login connect up
manual | lost-twice | outage(grace) up outage(grace) up
manual | ping-at-return | background +grace/2 ping foreground observe
manual | rejected | disconnect reject connect observe approve connect up
manual | reopened-away | background kill init connect up
manual | silence | mute +grace/2 unmute outage(grace) up
manual | suspended | suspend +grace/2 resume observe
manual | suspended-away | background +grace/4 suspend +2grace resume foreground observe connect up
manual | woken | kill init background linger foreground connect up
manual | two-sessions | logout login(bob) connect up logout login connect up
auto | background-again | background +grace background foreground up
auto | closed-for-a-reason | close(4001) observe background foreground up
auto | foreground-again | foreground observe
auto | four-stays | 4x(background +grace foreground up)
auto | init-again | init up
auto | login-again | login up
auto | lost-twice | outage(grace) up outage(grace) up
auto | rejected | reject close observe approve connect up
auto | woken | kill init background linger foreground up
auto | suspended | suspend +grace/2 resume up
auto | suspended-away | background suspend +2grace resume foreground up
auto | reopened-twice | kill init up kill init up
"""
