"""Rows: a process that is suspended, wherever it stands, and a device that moves to another network."""

ROWS = """\
SES-LOGIN-SAVES/suspended/killed | up | suspend +grace kill init connect up hear | A process that is killed in its sleep has its user again.
SES-LOGIN-SAVES/suspended/killed-away | away | suspend kill +grace init connect up hear | A process that is killed in its sleep in the background has its user again.
SES-LOGIN-CONNECTS/suspended | auto-opening | suspend +2R resume up hear | Login connects, though the process sleeps meanwhile.
SES-LOGIN-CONNECTS/handover/{notice}/+{offset}ms | auto-opening | +{offset} network_handover({notice}) up hear | Login connects, though the network changes meanwhile.
SES-REOPEN-CONNECTS/suspended | auto-up | suspend +grace kill init up hear | A process that is killed in its sleep is up again after init.
SES-REOPEN-CONNECTS/handover | auto-up | kill network_handover(true) init up hear | An app that is reopened in another network is up after init.
SES-REOPEN-WAITS/suspended | up | suspend kill +grace init hear connect up message | A process that is killed in its sleep waits for connect().
SES-NO-USER/suspended | up | logout suspend message outage(grace) resume hear | After logout a suspension brings nothing up and nothing in.
SES-NO-USER/handover | up | logout network_handover(true) hear network_handover(false) hear | After logout another network brings nothing up.
SES-NO-USER/suspended/auto | auto-up | logout suspend message outage(grace) resume hear | After logout a suspension brings nothing up and nothing in.
SES-NO-USER/handover/auto | auto-up | logout network_handover(true) hear network_handover(false) hear | After logout another network brings nothing up.
AUTO-DEFAULT/suspended | default-up | background suspend +grace resume message linger foreground up hear | With no mode chosen, a sleep in the background brings nothing up.
AUTO-DEFAULT/handover | default-up | network_handover(true) up hear | With no mode chosen, a connection moves to the other network.

AUTO-FOREGROUND/suspended/{suspension} | auto-up | suspend +{suspension.time} resume up hear | After a {suspension} suspension in the foreground it is up.
AUTO-FOREGROUND/suspended/night | auto-up | suspend +10h resume up hear | After ten hours of sleep in the foreground it is up.
AUTO-FOREGROUND/suspended/away | auto-up | background suspend +2grace resume foreground up hear | It is up after a return right after a suspension.
AUTO-FOREGROUND/suspended/returning | auto-up | background linger foreground suspend +grace resume up hear | It is up though the process sleeps right after the return.
AUTO-FOREGROUND/suspended/third | auto-up | 3x(background suspend +grace resume foreground up hear) | The third sleep in the background is like the first.
AUTO-FOREGROUND/told-again | auto-up | network_up up hear network_up up hear | A notice of the network that is there does no harm.
AUTO-BACKGROUND/suspended/at-once | auto-up | background suspend +grace/10 resume message linger | It is down at once though the process sleeps right then.
AUTO-BACKGROUND/suspended/opening | auto-opening | background suspend +grace/10 resume message linger | The same in an opening.
AUTO-BACKGROUND/suspended/after | auto-up | suspend +grace/10 resume background +edge message linger | It is down at once in the background after a suspension.
AUTO-BACKGROUND/handover/{notice} | auto-up | network_handover({notice}) background +edge message linger foreground up hear | It is down at once right after another network.
AUTO-BACKGROUND-QUIET/suspended/outage | auto-up | background linger suspend outage(grace) resume message linger foreground up hear | An outage in its sleep brings nothing up in the background.
AUTO-BACKGROUND-QUIET/suspended/long | auto-up | background linger suspend +10R message resume linger hear foreground up hear | A long sleep brings nothing up in the background.
AUTO-BACKGROUND-QUIET/suspended/refused | auto-up | background linger suspend refuse accept +grace resume linger hear foreground up hear | Trouble of the server in its sleep brings nothing up in the background.
AUTO-BACKGROUND-QUIET/handover/{notice} | auto-up | background linger network_handover({notice}) linger hear foreground up hear | Another network brings nothing up in the background.
AUTO-BACKGROUND-QUIET/told-again | auto-up | background linger network_up linger hear foreground up hear | A notice of the network that is there brings nothing up in the background.
AUTO-RECONNECT/suspended/outage | auto-up | suspend outage(grace) resume up hear | An outage in its sleep is repaired.
AUTO-RECONNECT/suspended/begun-before | auto-up | network_down suspend +grace network_up resume up hear | An outage that ends in its sleep is repaired.
AUTO-RECONNECT/suspended/ended-after | auto-up | suspend network_down +grace resume +grace network_up up hear | An outage that begins in its sleep is repaired.
AUTO-RECONNECT/suspended/closed | auto-up | suspend close +grace resume up hear | A close in its sleep is repaired.
AUTO-RECONNECT/suspended/waiting | auto-up | refuse close suspend +grace accept +grace resume up hear | A wait to try again goes on after a sleep.
AUTO-RECONNECT/suspended/reopening | auto-up | outage(grace) suspend +grace resume up hear | An opening goes on after a sleep.
AUTO-RECONNECT/handover/{notice} | auto-up | network_handover({notice}) up hear | A connection moves to the other network.
AUTO-RECONNECT/handover/back-and-forth | auto-up | 5x(network_handover(true) up hear) | The fifth change of the network is like the first.
AUTO-RECONNECT/handover/at-once/+{offset}ms | auto-up | network_handover(true) +{offset} network_handover(true) up hear | The network changes again while the connection moves.
AUTO-RECONNECT/handover/reopening/{notice}/+{offset}ms | auto-up | outage(grace) +{offset} network_handover({notice}) up hear | The network changes while the connection comes back.
AUTO-RECONNECT/handover/waiting | auto-up | refuse close +grace/10 network_handover(true) linger accept up hear | The network changes in a wait to try again.
AUTO-RECONNECT/handover/then-outage | auto-up | network_handover(true) +edge outage(grace) up hear | An outage follows another network.
AUTO-RECONNECT/handover/mute | auto-up | network_handover(true) mute +grace unmute up hear | The server is silent as the network changes.
AUTO-RECONNECT/handover/asleep | auto-up | suspend network_handover(true) +grace resume up hear | The network changes in its sleep.
AUTO-RECONNECT/handover/returning | auto-up | background linger foreground network_handover(true) up hear | The network changes right at the return.

MAN-ONLY-CONNECT/suspended | signed-in | suspend outage(grace) resume hear background suspend +grace resume foreground hear connect up message | After login a suspension opens nothing; connect() does.
MAN-ONLY-CONNECT/handover/{notice} | signed-in | network_handover({notice}) hear background network_handover({notice}) foreground hear connect up message | After login another network opens nothing; connect() does.
MAN-CONNECT/suspended/{suspension} | opening | suspend +{suspension.time} resume up hear | connect() succeeds after a {suspension} suspension.
MAN-CONNECT/after-suspension | idle | suspend +grace resume connect up hear | connect() brings it up right after a suspension.
MAN-CONNECT/handover/{notice}/+{offset}ms | signed-in | connect +{offset} network_handover({notice}) up hear | connect() brings it up, though the network changes meanwhile.
MAN-CONNECT-NEEDS-USER/suspended | manual | init suspend +grace resume connect observe hear | connect() without a user brings nothing up after a suspension either.
MAN-DISCONNECT/suspended | up | disconnect suspend +grace resume hear | disconnect() takes it down, though the process sleeps right then.
MAN-DISCONNECT/handover/{notice} | up | network_handover({notice}) disconnect hear | disconnect() takes down what another network has cut off.
MAN-DISCONNECT-STAYS/suspended | up | disconnect observe suspend outage(grace) resume hear background suspend +grace resume foreground hear connect up message | After disconnect() a suspension opens nothing; connect() does.
MAN-DISCONNECT-STAYS/handover/{notice} | up | disconnect network_handover({notice}) hear network_handover({notice}) hear connect up hear | After disconnect() another network opens nothing; connect() does.
MAN-FOREGROUND-HOLDS/suspended/{suspension} | up | suspend +{suspension.time} resume observe hear linger hear | In the foreground a connection is there, or comes back, after a {suspension} suspension.
MAN-FOREGROUND-HOLDS/told-again | up | network_up observe hear network_up observe hear | A notice of the network that is there does no harm.
MAN-GRACE/suspended/before | up | suspend +grace/2 resume background @deadline-edge message | A suspension in the foreground takes nothing off the grace.
MAN-GRACE/handover | up | network_handover(true) up background @deadline-edge message | Another network takes nothing off the grace.
MAN-GRACE-ENDS/suspended/at-once | away | suspend +2grace resume message linger | A process that sleeps over its deadline is down after the resume.
MAN-GRACE-ENDS/suspended/{point} | away | +grace/4 suspend {point.at} resume message linger linger | A process that is resumed {point.words} is down in the end.
MAN-GRACE-ENDS/suspended/early/{nth} | {nth}-background | +grace/10 suspend +2grace resume linger message comeback hear | The grace ends after a suspension that begins early in it.
MAN-GRACE-ENDS/suspended/late/{nth} | {nth}-background | +9grace/10 suspend +2grace resume linger message comeback hear | The grace ends after a suspension that begins late in it.
MAN-GRACE-ENDS/suspended/three-times | away | 3x(suspend +grace/10 resume +grace/10) message linger | A grace of many sleeps ends.
MAN-GRACE-ENDS/suspended/night | away | suspend +10h resume message linger foreground hear connect up hear | A process that sleeps for ten hours is down after the resume.
MAN-GRACE-ENDS/suspended/opening | signed-in | connect background suspend +2grace resume message linger | An opening that sleeps over its deadline ends.
MAN-GRACE-ENDS/handover/{notice} | away | +grace/4 network_handover({notice}) @deadline+edge message linger | The grace ends after another network, too.
MAN-PING-EXTENDS/suspended | away | +grace/4 suspend +grace/4 resume ping @deadline-edge message linger | A ping after a suspension starts a new grace.
MAN-PING-EXTENDS/suspended/before | away | +grace/2 ping +edge suspend +grace/4 resume @deadline-edge message linger | A ping before a suspension starts a new grace.
MAN-PING-LOOP/suspended | away | 5x(+grace/4 suspend +grace/4 resume ping) +grace/2 message linger | Pings between short sleeps hold it in the background.
MAN-PING-LAPSES/suspended | away | +grace/2 ping +grace/4 suspend +2grace resume message linger | It is down one grace after the last ping, slept through or not.
MAN-PING-LAPSES/handover/{notice} | away | +grace/4 network_handover({notice}) +grace/4 ping linger message | The last ping goes into a connection that is cut off: it is down all the same.
MAN-PING-SENDS/suspended | away | +grace/4 suspend +grace/10 resume ping +grace/4 ping message linger | A ping after a suspension is sent.
MAN-RETURN-CANCELS/suspended | away | +grace/4 suspend +grace/4 resume foreground linger hear | A return after a short suspension cancels the deadline.
MAN-GRACE-RESTARTS/suspended | up | background +grace/4 suspend +grace/2 resume foreground +edge background @deadline-edge message linger | A stay after one with a suspension has a whole grace.

MAN-RECONNECT/suspended/outage | up | suspend outage(grace) resume up hear | An outage in its sleep is repaired.
MAN-RECONNECT/suspended/begun-before | up | network_down suspend +grace network_up resume up hear | An outage that ends in its sleep is repaired.
MAN-RECONNECT/suspended/ended-after | up | suspend network_down +grace resume +grace network_up up hear | An outage that begins in its sleep is repaired.
MAN-RECONNECT/suspended/closed | up | suspend close +grace resume up hear | A close in its sleep is repaired.
MAN-RECONNECT/suspended/waiting | up | refuse close suspend +grace accept +grace resume up hear | A wait to try again goes on after a sleep.
MAN-RECONNECT/suspended/reopening | up | outage(grace) suspend +grace resume up hear | An opening goes on after a sleep.
MAN-RECONNECT/suspended/night | up | suspend +10h resume up hear | After ten hours of sleep in the foreground it is up.
MAN-RECONNECT/handover/{notice} | up | network_handover({notice}) up hear | A connection moves to the other network.
MAN-RECONNECT/handover/back-and-forth | up | 5x(network_handover(true) up hear) | The fifth change of the network is like the first.
MAN-RECONNECT/handover/at-once/+{offset}ms | up | network_handover(true) +{offset} network_handover(true) up hear | The network changes again while the connection moves.
MAN-RECONNECT/handover/reopening/{notice}/+{offset}ms | up | outage(grace) +{offset} network_handover({notice}) up hear | The network changes while the connection comes back.
MAN-RECONNECT/handover/waiting | up | refuse close +grace/10 network_handover(true) linger accept up hear | The network changes in a wait to try again.
MAN-RECONNECT/handover/then-outage | up | network_handover(true) +edge outage(grace) up hear | An outage follows another network.
MAN-RECONNECT/handover/mute | up | network_handover(true) mute +grace unmute up hear | The server is silent as the network changes.
MAN-RECONNECT/handover/asleep | up | suspend network_handover(true) +grace resume up hear | The network changes in its sleep.
MAN-RECONNECT/handover/after-return | up | background +grace/4 foreground network_handover(true) up hear | The network changes right at the return.
MAN-BACKGROUND-STAYS-DOWN/suspended/closed | away | suspend close +grace/10 resume observe foreground hear connect up hear | Closed in its sleep in the background, it stays down until connect().
MAN-BACKGROUND-STAYS-DOWN/suspended/outage | away | suspend outage(grace/10) resume linger foreground hear connect up hear | Lost in its sleep in the background, it stays down until connect().
MAN-BACKGROUND-STAYS-DOWN/suspended/then-return | away | suspend +2grace resume foreground hear connect up hear | A return right at the resume.
MAN-BACKGROUND-STAYS-DOWN/suspended/lapsed | lapsed | suspend +grace resume hear foreground hear connect up hear | Down by its deadline, it stays down through a suspension until connect().
MAN-BACKGROUND-STAYS-DOWN/handover/{notice} | away | +grace/4 network_handover({notice}) linger hear foreground hear connect up hear | Cut off in the background, it stays down until connect().
MAN-BACKGROUND-STAYS-DOWN/handover/lapsed | lapsed | network_handover(true) hear foreground hear connect up hear | Down by its deadline, it stays down through another network until connect().

EVT-DELIVERED/suspended | up | message suspend +grace/10 resume 3x(message) observe | Messages after a suspension arrive once and in order.
EVT-DELIVERED/suspended/meanwhile | up | message suspend 2x(message +edge) resume 2x(message) observe | Messages around a suspension arrive at most once and in order.
EVT-DELIVERED/suspended/auto | auto-up | message suspend 2x(message +edge) resume 2x(message) observe | In auto mode messages around a suspension arrive at most once and in order.
EVT-DELIVERED/handover | up | network_handover(true) up 3x(message) observe network_handover(true) up 3x(message) observe | Messages in another network arrive once and in order.
EVT-DELIVERED/handover/auto | auto-up | network_handover(true) up 3x(message) observe network_handover(true) up 3x(message) observe | In auto mode messages in another network arrive once and in order.
EVT-LOST/suspended | up | disconnect observe suspend message +grace resume hear connect up hear | What is sent in its sleep while it is down is lost.
EVT-LOST/cut-off | up | message network_handover(false) +grace/10 2x(message +grace/10) disconnect observe connect up hear | What the server sends to a network that was left is not told later.
EVT-LOST/handover | up | disconnect network_handover(true) hear connect up hear | What is sent while it is down is lost, in another network, too.
EVT-STOPS/suspended | up | message disconnect suspend message +grace resume message observe | After disconnect() nothing arrives, slept through or not.
EVT-STOPS/handover | up | message network_handover(false) message disconnect message observe | After disconnect() nothing arrives of what another network has cut off.

CALL-OUTCOME/suspended/{call} | up | {call} suspend +2R resume observe {call} observe | Of {call}() before a suspension the outcome comes after it, once.
CALL-OUTCOME/suspended/{call}/opening | opening | {call} suspend +2R resume observe {call} observe | The same in an opening.
CALL-OUTCOME/suspended/{call}/away | away | {call} suspend +grace/2 resume observe {call} observe | The same in the background.
CALL-OUTCOME/suspended/{call}/auto | auto-up | {call} suspend +2R resume observe {call} observe | The same in auto mode.
CALL-OUTCOME/handover/{call}/{notice} | up | {call} network_handover({notice}) observe observe {call} observe | A {call}() that another network overtakes has its outcome, once.
CALL-OUTCOME/handover/{call}/auto | auto-up | {call} network_handover(true) observe observe {call} observe | The same in auto mode.
RES-ONE-SOCKET/suspended | up | 3x(suspend outage(edge) resume) up hear disconnect hear | One socket at a time: outages in its sleep.
RES-ONE-SOCKET/suspended/opening | signed-in | connect suspend +R resume connect observe hear disconnect hear | One socket at a time: an opening that sleeps.
RES-ONE-SOCKET/handover/+{offset}ms | up | 3x(network_handover(true) +{offset}) up hear disconnect hear | One socket at a time: another network, three times.
RES-ONE-SOCKET/handover/opening/+{offset}ms | signed-in | connect +{offset} network_handover(true) connect observe hear disconnect hear | One socket at a time: another network in an opening.
RES-ONE-SOCKET/handover/auto/+{offset}ms | auto-up | 3x(network_handover(true) +{offset}) up hear background hear | One socket at a time: another network, three times.
RES-ONE-SOCKET/handover/told-again | up | 3x(network_up +edge) network_handover(true) network_up up hear disconnect hear | One socket at a time: notices of the network.
INP-ROBUST/suspended/{state} | {state} | suspend +2grace resume observe revive | A suspension of an app {state.words} breaks nothing.
INP-ROBUST/handover/{state} | {state} | fair network_handover(true) observe revive | Another network breaks nothing for an app {state.words}.
INP-ROBUST/suspended/twice-at-once | up | 5x(suspend resume) hear background 5x(suspend resume) observe revive | Suspensions of no length break nothing.
INP-ROBUST/suspended/at-once | up | 5x(suspend network_handover(true) resume network_handover(false) ping background suspend resume foreground connect) observe hear | Suspensions and changes of the network in one instant break nothing.
INP-ROBUST/suspended/storm | up | suspend 3x(network_down network_up refuse close accept mute unmute message network_handover(true) network_handover(false)) resume observe revive | Whatever comes in its sleep breaks nothing.
"""
