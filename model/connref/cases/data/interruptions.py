"""Rows about suspensions of the process and moves to another network, whatever the reading of them."""

ROWS = """\
AUTO-FOREGROUND/suspended/{suspension} | auto-up | suspend +{suspension.time} resume observe hear | Auto mode is up after a {suspension} suspension in the foreground.
AUTO-BACKGROUND-QUIET/suspended/{suspension} | auto-away | suspend +{suspension.time} resume observe foreground up hear | Nothing comes up after a {suspension} suspension in the background of auto mode.
MAN-FOREGROUND-HOLDS/suspended/{suspension} | up | suspend +{suspension.time} resume observe hear linger hear | In the foreground a connection is there, or comes back, after a {suspension} suspension.
MAN-DISCONNECT-STAYS/suspended/{suspension} | disconnected | suspend +{suspension.time} resume observe connect up hear | What disconnect() ended stays down over a {suspension} suspension.
MAN-BACKGROUND-STAYS-DOWN/suspended/{suspension} | lapsed | suspend +{suspension.time} resume observe foreground observe connect up hear | What went down in the background stays down over a {suspension} suspension.

MAN-GRACE-ENDS/suspended/early | {nth}-background | +grace/10 suspend +2grace resume linger message comeback hear | The grace ends after a suspension that begins early in it.
MAN-GRACE-ENDS/suspended/late | {nth}-background | +9grace/10 suspend +2grace resume linger message comeback hear | The grace ends after a suspension that begins late in it.
MAN-GRACE-ENDS/suspended/twice | away | 2x(+grace/5 suspend +grace/5 resume) linger message comeback hear | The grace ends after two suspensions.
MAN-GRACE-ENDS/suspended/ping-before | away | +grace/2 ping +9grace/10 suspend +grace resume linger message comeback hear | A grace that a ping began ends after a suspension.
MAN-PING-EXTENDS/suspended | away | +grace/5 suspend +grace/5 resume +grace/5 ping +9grace/10 message linger | A ping after a suspension begins a new grace.
MAN-RETURN-CANCELS/suspended | away | +grace/5 suspend +grace/5 resume +grace/5 foreground message linger hear | A return after a short suspension cancels the deadline.

AUTO-RECONNECT/suspended/outage | auto-up | suspend +grace/10 network_down +grace network_up +grace/10 resume up hear | An outage during a suspension is mended after it.
AUTO-RECONNECT/suspended/close | auto-up | suspend +grace/10 close +grace/10 resume up hear | A close during a suspension is mended after it.
AUTO-RECONNECT/handover | auto-up | network_handover up hear network_handover up hear | Each move to another network, with notice, is followed by a socket there.
AUTO-RECONNECT/handover/opening | auto-opening | network_handover up hear | An opening is begun anew in another network.
AUTO-RECONNECT/handover/return | auto-returning | network_handover up hear | The same in the instant of a return.
MAN-RECONNECT/suspended/outage | up | suspend +grace/10 network_down +grace network_up +grace/10 resume up hear | An outage during a suspension is mended after it.
MAN-RECONNECT/suspended/close | up | suspend +grace/10 close +grace/10 resume up hear | A close during a suspension is mended after it.
MAN-RECONNECT/handover | up | network_handover up hear network_handover up hear | Each move to another network, with notice, is followed by a socket there.
MAN-RECONNECT/handover/waiting | waiting | network_handover +grace/10 accept up hear | A way back goes on in another network.
MAN-RECONNECT/handover/second-notice | up | network_up up hear | A second notice of the network does no harm.
MAN-CONNECT/handover | opening | network_handover up hear | connect() succeeds in another network than the one in which it was called.
MAN-CONNECT/suspended/{suspension} | opening | suspend +{suspension.time} resume up hear | connect() succeeds after a {suspension} suspension.
MAN-BACKGROUND-STAYS-DOWN/handover | away | +grace/5 network_handover observe foreground observe connect up hear | What ends with a move to another network in the background stays down.
MAN-DISCONNECT-STAYS/handover | disconnected | network_handover observe connect up hear | A move to another network brings nothing up that disconnect() ended.

RES-ONE-SOCKET/handover | up | network_handover observe hear 3x(network_handover +grace/10) observe hear | Moves to other networks leave one socket.
SES-LOGIN-SAVES/suspended-and-killed | up | suspend +grace kill +grace/10 init observe connect up hear | The user is found again after a kill in a suspension.
CALL-OUTCOME/suspended/ping | up | ping suspend +grace resume observe hear | A ping has one outcome over a suspension.
CALL-OUTCOME/suspended/disconnect | up | disconnect suspend +grace resume observe connect up hear | disconnect() has one outcome over a suspension.
CALL-OUTCOME/handover/ping | up | ping network_handover observe hear | A ping has one outcome over a move to another network.
EVT-LOST/handover | up | message network_handover(false) +grace/10 2x(message +grace/10) disconnect observe connect up hear | What the server sends to a network that was left is not told later.
INP-ROBUST/interruptions | up | 5x(suspend network_handover resume network_handover(false) ping background suspend resume foreground connect) observe hear | Suspensions and moves in the same instant do no harm.
"""
