"""Rows: what reaches the app and what must not (EVT-*), and that calls report once (CALL-OUTCOME)."""

ROWS = """\
EVT-DELIVERED/foreground | up | 3x(message) +grace/4 message observe | Messages arrive once and in order (foreground).
EVT-DELIVERED/long-foreground | up | +20grace 3x(message) +grace/4 message observe | Messages arrive once and in order (long foreground).
EVT-DELIVERED/reconnected | up | outage(grace) up 3x(message) +grace/4 message observe | Messages arrive once and in order (reconnected).
EVT-DELIVERED/third-reconnect | up | 3x(outage(grace) up) 3x(message) +grace/4 message observe | Messages arrive once and in order (third reconnect).
EVT-DELIVERED/closed-by-server | up | close up 3x(message) +grace/4 message observe | Messages arrive once and in order (closed by server).
EVT-DELIVERED/connected-again | up | disconnect observe connect up 3x(message) +grace/4 message observe | Messages arrive once and in order (connected again).
EVT-DELIVERED/third-connect | up | 2x(disconnect observe connect up) 3x(message) +grace/4 message observe | Messages arrive once and in order (third connect).
EVT-DELIVERED/connect-while-up | up | connect observe 3x(message) +grace/4 message observe | Messages arrive once and in order (connect while up).
EVT-DELIVERED/returned | up | background +grace/2 foreground 3x(message) +grace/4 message observe | Messages arrive once and in order (returned).
EVT-DELIVERED/reopened | up | kill init connect up 3x(message) +grace/4 message observe | Messages arrive once and in order (reopened).
EVT-DELIVERED/new-login | up | logout observe login(bob) connect up 3x(message) +grace/4 message observe | Messages arrive once and in order (new login).
EVT-DELIVERED/background | up | background 3x(message) +grace/4 message observe | Messages arrive once and in order (background).
EVT-DELIVERED/background-pinged | up | background +grace/2 ping 3x(message) +grace/4 message observe | Messages arrive once and in order (background pinged).
EVT-DELIVERED/after-silence | up | mute +grace/4 unmute observe 3x(message) +grace/4 message observe | Messages arrive once and in order (after silence).
EVT-DELIVERED/auto/foreground | auto-up | observe 5x(message) observe | In auto mode messages arrive once (foreground).
EVT-DELIVERED/auto/long-foreground | auto-up | +20grace observe 5x(message) observe | In auto mode messages arrive once (long foreground).
EVT-DELIVERED/auto/reconnected | auto-up | outage(grace) up observe 5x(message) observe | In auto mode messages arrive once (reconnected).
EVT-DELIVERED/auto/third-reconnect | auto-up | 3x(outage(grace) up) observe 5x(message) observe | In auto mode messages arrive once (third reconnect).
EVT-DELIVERED/auto/closed-by-server | auto-up | close up observe 5x(message) observe | In auto mode messages arrive once (closed by server).
EVT-DELIVERED/auto/new-login | auto-up | logout observe login(bob) connect up observe 5x(message) observe | In auto mode messages arrive once (new login).
EVT-DELIVERED/from-the-first-moment/connect | signed-in | connect stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/second-connect | up | disconnect observe connect stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/reconnect | up | outage(grace) stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/closed-by-server | up | close stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/auto-login | auto-opening | stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/auto-return | auto-up | background linger foreground stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/auto-reconnect | auto-up | outage(grace) stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/from-the-first-moment/auto-reopened | auto-up | kill init stream | Each message from the first moment of a connection on arrives once, in order.
EVT-DELIVERED/burst | up | 30x(message) | Thirty messages in one go arrive once each, in order.

EVT-LOST/never-connected | up | disconnect observe kill init observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (never connected) never arrive.
EVT-LOST/disconnected | up | disconnect observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (disconnected) never arrive.
EVT-LOST/lapsed | up | background @deadline+edge observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (lapsed) never arrive.
EVT-LOST/lapsed-and-returned | up | background @deadline+edge observe foreground observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (lapsed and returned) never arrive.
EVT-LOST/refused | up | refuse close +grace 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (refused) never arrive.
EVT-LOST/killed | up | kill +grace 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (killed) never arrive.
EVT-LOST/logged-out | up | logout observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (logged out) never arrive.
EVT-LOST/closed-in-background | up | background close observe 3x(message) +grace message observe revive disconnect hear revive | Messages sent while down (closed in background) never arrive.
EVT-LOST/auto/background | auto-up | background linger 3x(message) observe reopen up hear background hear foreground up | In auto mode what is sent then (background) is gone.
EVT-LOST/auto/killed | auto-up | kill +grace 3x(message) observe reopen up hear background hear foreground up | In auto mode what is sent then (killed) is gone.
EVT-LOST/auto/logged-out | auto-up | logout observe 3x(message) observe reopen up hear background hear foreground up | In auto mode what is sent then (logged-out) is gone.
EVT-LOST/auto/refused | auto-up | refuse close +grace 3x(message) observe reopen up hear background hear foreground up | In auto mode what is sent then (refused) is gone.

EVT-STOPS/foreground/+{offset}ms | up | disconnect +{offset} message observe message | No message that is sent after disconnect() arrives.
EVT-STOPS/background/+{offset}ms | away | +grace/2 disconnect +{offset} message observe foreground hear | After disconnect() in the background none arrives either.

EVT-STOPS/message-just-before | up | message disconnect observe hear +grace hear | Events stop with disconnect() (message just before).
EVT-STOPS/burst-around | up | 3x(message) disconnect 3x(message) observe hear +grace hear | Events stop with disconnect() (burst around).
EVT-STOPS/after-reconnect | up | outage(grace) up disconnect observe hear +grace hear | Events stop with disconnect() (after reconnect).
EVT-STOPS/after-second-connect | up | connect observe disconnect observe hear +grace hear | Events stop with disconnect() (after second connect).
EVT-STOPS/third-disconnect | up | 2x(disconnect observe connect up) disconnect observe hear +grace hear | Events stop with disconnect() (third disconnect).
EVT-STOPS/while-mute | up | mute disconnect observe unmute observe hear +grace hear | Events stop with disconnect() (while mute).
EVT-STOPS/offline | up | network_down disconnect observe network_up observe hear +grace hear | Events stop with disconnect() (offline).
EVT-STOPS/then-return | up | disconnect background observe foreground observe hear +grace hear | Events stop with disconnect() (then return).
EVT-STOPS/then-outage | up | disconnect outage(grace) observe hear +grace hear | Events stop with disconnect() (then outage).

EVT-STATUS/connected | up | linger connect linger disconnect linger connect linger | The status comes to rest on what is true (connected).
EVT-STATUS/reconnected | up | outage(grace) linger close linger | The status comes to rest on what is true (reconnected).
EVT-STATUS/refused | up | refuse close linger accept linger | The status comes to rest on what is true (refused).
EVT-STATUS/lapsed | up | background @deadline+edge linger foreground linger connect linger | The status comes to rest on what is true (lapsed).
EVT-STATUS/returned | up | background +grace/2 foreground linger | The status comes to rest on what is true (returned).
EVT-STATUS/reopened | up | kill init linger connect linger | The status comes to rest on what is true (reopened).
EVT-STATUS/logged-out | up | logout linger login(bob) linger connect linger | The status comes to rest on what is true (logged out).
EVT-STATUS/auto/background | auto-up | linger background linger foreground linger | In auto mode the status comes to rest on what is true (background).
EVT-STATUS/auto/reopened | auto-up | kill init linger outage(grace) linger | In auto mode the status comes to rest on what is true (reopened).

CALL-OUTCOME/{call}/{state} | {state} | {call} {call} linger fair observe {call} | {call}() of an app {state.words} reports exactly once each.
CALL-OUTCOME/pair/connect,disconnect | up | connect disconnect observe disconnect connect | connect() and disconnect() at one instant report once each.
CALL-OUTCOME/pair/connect,ping | up | connect ping observe ping connect | connect() and ping() at one instant report once each.
CALL-OUTCOME/pair/disconnect,connect | up | disconnect connect observe connect disconnect | disconnect() and connect() at one instant report once each.
CALL-OUTCOME/pair/disconnect,ping | up | disconnect ping observe ping disconnect | disconnect() and ping() at one instant report once each.
CALL-OUTCOME/pair/ping,connect | up | ping connect observe connect ping | ping() and connect() at one instant report once each.
CALL-OUTCOME/pair/ping,disconnect | up | ping disconnect observe disconnect ping | ping() and disconnect() at one instant report once each.

CALL-OUTCOME/connect-then-outage/+{early-offset}ms | signed-in | connect +{early-offset} network_down +grace network_up observe reopen ping connect observe disconnect | connect() that meets outage reports once.

CALL-OUTCOME/ping-then-outage | up | ping network_down +grace network_up observe reopen ping connect observe disconnect | ping() that meets outage reports once.

CALL-OUTCOME/connect-then-silence/+{early-offset}ms | signed-in | connect +{early-offset} mute +grace unmute observe reopen ping connect observe disconnect | connect() that meets silence reports once.

CALL-OUTCOME/ping-then-silence | up | ping mute +grace unmute observe reopen ping connect observe disconnect | ping() that meets silence reports once.

CALL-OUTCOME/connect-then-refusal/+{early-offset}ms | signed-in | connect +{early-offset} refuse close +grace accept observe reopen ping connect observe disconnect | connect() that meets refusal reports once.

CALL-OUTCOME/ping-then-refusal | up | ping refuse close +grace accept observe reopen ping connect observe disconnect | ping() that meets refusal reports once.

CALL-OUTCOME/connect-then-rejection/+{early-offset}ms | signed-in | connect +{early-offset} reject outage(edge) +grace approve observe reopen ping connect observe disconnect | connect() that meets rejection reports once.

CALL-OUTCOME/ping-then-rejection | up | ping reject outage(edge) +grace approve observe reopen ping connect observe disconnect | ping() that meets rejection reports once.

CALL-OUTCOME/connect-then-server-close/+{early-offset}ms | signed-in | connect +{early-offset} close observe reopen ping connect observe disconnect | connect() that meets server close reports once.

CALL-OUTCOME/ping-then-server-close | up | ping close observe reopen ping connect observe disconnect | ping() that meets server close reports once.

CALL-OUTCOME/connect-then-background/+{early-offset}ms | signed-in | connect +{early-offset} background linger foreground observe reopen ping connect observe disconnect | connect() that meets background reports once.

CALL-OUTCOME/ping-then-background | up | ping background linger foreground observe reopen ping connect observe disconnect | ping() that meets background reports once.

CALL-OUTCOME/connect-then-disconnect/+{early-offset}ms | signed-in | connect +{early-offset} disconnect observe reopen ping connect observe disconnect | connect() that meets disconnect reports once.

CALL-OUTCOME/ping-then-disconnect | up | ping disconnect observe reopen ping connect observe disconnect | ping() that meets disconnect reports once.

CALL-OUTCOME/connect-then-logout/+{early-offset}ms | signed-in | connect +{early-offset} logout observe reopen ping connect observe disconnect | connect() that meets logout reports once.

CALL-OUTCOME/ping-then-logout | up | ping logout observe reopen ping connect observe disconnect | ping() that meets logout reports once.

CALL-OUTCOME/connect-then-kill/+{early-offset}ms | signed-in | connect +{early-offset} kill +grace init observe reopen ping connect observe disconnect | connect() that meets kill reports once.

CALL-OUTCOME/ping-then-kill | up | ping kill +grace init observe reopen ping connect observe disconnect | ping() that meets kill reports once.
CALL-OUTCOME/storm/idle | idle | 5x(connect ping disconnect) | Fifteen calls in one go report once each.
CALL-OUTCOME/storm/up | up | 5x(connect ping disconnect) | Fifteen calls in one go report once each.
CALL-OUTCOME/storm/lapsed | lapsed | 5x(connect ping disconnect) | Fifteen calls in one go report once each.

CALL-OUTCOME/connect/{point} | away | {point.at} connect linger connect | connect() {point.words} reports exactly once.
CALL-OUTCOME/disconnect/{point} | away | {point.at} disconnect linger disconnect | disconnect() {point.words} reports exactly once.
CALL-OUTCOME/ping-at-switch | up | ping login(bob) observe | A ping that another login overtakes has its outcome.
CALL-OUTCOME/ping-at-switch/auto | auto-up | ping login(bob) observe | A ping that another login overtakes has its outcome.
CALL-OUTCOME/ping/{point} | away | {point.at} ping linger ping | ping() {point.words} reports exactly once.
"""
