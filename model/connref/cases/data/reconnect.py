"""Rows: manual mode after a loss (MAN-RECONNECT, MAN-BACKGROUND-STAYS-DOWN)."""

ROWS = """\
MAN-RECONNECT/{outage}/1 | up | outage({outage.ms}) up hear | Outage number 1, each {outage}, is repaired.
MAN-RECONNECT/{outage}/5 | up | 5x(outage({outage.ms}) up hear) | Outage number 5, each {outage}, is repaired.

MAN-RECONNECT/closed/{code} | up | close({code}) up hear close({code}) up hear | A close with {code} in the foreground is repaired, twice.
MAN-RECONNECT/closed-for-a-reason/{private-code} | up | 2x(close({private-code}) observe hear connect up hear) | After a close with {private-code}, which a vendor may mean as final, connect() works.

MAN-RECONNECT/closed-for-a-reason/then-login | up | close(4001) observe logout login(bob) observe connect up hear | A close that a vendor may mean as final holds until connect(), in a new session, too.
MAN-RECONNECT/closed-for-a-reason/then-return | up | close(4001) background +grace/2 foreground observe hear connect up hear | The same over a stay away.
MAN-RECONNECT/flip-then-outage | up | background foreground outage(grace) up hear | An outage in the instant of a return is one of the foreground.

MAN-RECONNECT/while-opening/+{offset}ms | signed-in | connect +{offset} outage(grace) up hear | An outage in the first opening is repaired.
MAN-RECONNECT/while-reopening/+{offset}ms | up | outage(grace) +{offset} outage(grace) up hear | An outage in the repair of another is repaired.

MAN-RECONNECT/flapping | up | 10x(outage(edge) +edge) up hear +grace message | Up again after flapping, with no call.
MAN-RECONNECT/refusal | up | network_down refuse +grace network_up linger accept up hear +grace message | Up again after refusal, with no call.
MAN-RECONNECT/silence | up | network_down mute +grace network_up linger unmute up hear +grace message | Up again after silence, with no call.
MAN-RECONNECT/long-refusal | up | refuse close +5R accept up hear +grace message | Up again after long refusal, with no call.
MAN-RECONNECT/earlier-background | up | background +grace/2 foreground outage(grace) up hear +grace message | Up again after earlier background, with no call.
MAN-RECONNECT/earlier-disconnect | up | disconnect observe connect up outage(grace) up hear +grace message | Up again after earlier disconnect, with no call.
MAN-RECONNECT/earlier-deadline | up | background @deadline+edge foreground connect up outage(grace) up hear +grace message | Up again after earlier deadline, with no call.
MAN-RECONNECT/messages-meanwhile | up | network_down message +grace message network_up up hear +grace message | Up again after messages meanwhile, with no call.
MAN-RECONNECT/ping-meanwhile | up | network_down ping +grace network_up up hear +grace message | Up again after ping meanwhile, with no call.
MAN-RECONNECT/reopening | up | kill init connect up outage(grace) up hear +grace message | Up again after reopening, with no call.

MAN-BACKGROUND-STAYS-DOWN/deadline/time | lapsed | +10R observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through time until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/return | lapsed | foreground observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through return until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/third-return | lapsed | 2x(foreground observe background observe) foreground observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through third return until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/outage | lapsed | outage(grace) observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through outage until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/outage-after-return | lapsed | foreground observe outage(grace) observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through outage after return until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/return-offline | lapsed | network_down foreground observe network_up observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through return offline until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/ping | lapsed | ping observe foreground ping observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through ping until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/ping-loop | lapsed | keep_alive(bound) observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through ping loop until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/doubled-background | lapsed | background observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through doubled background until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/message | lapsed | message observe foreground message observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through message until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/refusal | lapsed | refuse observe accept observe hear foreground observe hear connect up hear | Down by its deadline, it stays down through refusal until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/first-background | first-background | @deadline+edge foreground observe hear connect up hear | The first background: down until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/first-time | signed-in | connect up background @deadline+edge foreground observe hear connect up hear | The first deadline that passes is as final as the first.
MAN-BACKGROUND-STAYS-DOWN/deadline/second-background | second-background | @deadline+edge foreground observe hear connect up hear | The second background: down until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/second-time | signed-in | 2x(connect up background @deadline+edge foreground observe hear) connect up hear | The second deadline that passes is as final as the first.
MAN-BACKGROUND-STAYS-DOWN/deadline/third-background | third-background | @deadline+edge foreground observe hear connect up hear | The third background: down until connect().
MAN-BACKGROUND-STAYS-DOWN/deadline/third-time | signed-in | 3x(connect up background @deadline+edge foreground observe hear) connect up hear | The third deadline that passes is as final as the first.
MAN-BACKGROUND-STAYS-DOWN/ping-just-after-deadline | away | +grace/2 ping @deadline+edge foreground observe hear connect up hear | The same after a ping ran out.

MAN-BACKGROUND-STAYS-DOWN/closed/{code}/at-once | away | close({code}) observe foreground observe hear connect up hear | Closed with {code} in the background, it stays down until connect().
MAN-BACKGROUND-STAYS-DOWN/closed/1000/at-once | away | close(1000) linger foreground hear connect up hear | Closed normally in the background, it stays down until connect().
MAN-BACKGROUND-STAYS-DOWN/closed/{code}/half | away | +grace/2 close({code}) observe foreground observe hear connect up hear | Closed with {code} in the background, it stays down until connect().

MAN-BACKGROUND-STAYS-DOWN/offline-past-deadline | away | network_down linger network_up linger hear foreground observe hear connect up hear | Lost in the background (offline past deadline) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/offline-half | away | network_down +grace/2 network_up linger linger hear foreground observe hear connect up hear | Lost in the background (offline half) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/offline-with-pings | away | network_down keep_alive(2bound) network_up linger hear foreground observe hear connect up hear | Lost in the background (offline with pings) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/offline-over-return | away | network_down linger foreground linger network_up linger hear connect up hear | Lost in the background (offline over return) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/closed-then-ping | away | close +grace/4 ping +grace/4 ping linger hear foreground observe hear connect up hear | Lost in the background (closed then ping) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/closed-then-outage | away | close outage(grace) linger hear foreground observe hear connect up hear | Lost in the background (closed then outage) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/closed-then-quick-return | away | close +grace/10 foreground linger hear connect up hear | Lost in the background (closed then quick return) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/refused-then-accepted | away | refuse close +grace/4 accept linger hear foreground observe hear connect up hear | Lost in the background (refused then accepted) it waits for connect().
MAN-BACKGROUND-STAYS-DOWN/closed-after-ping | away | +grace/2 ping +grace/4 close linger hear foreground observe hear connect up hear | Lost in the background (closed after ping) it waits for connect().

MAN-BACKGROUND-STAYS-DOWN/away-while-reopening/+{offset}ms | up | outage(0) +{offset} background linger hear foreground observe hear connect up hear | A repair that the background ends is not taken up again later.
MAN-BACKGROUND-STAYS-DOWN/closed-return/+{offset}ms | away | close +{offset} foreground observe hear connect up hear | A return right after the loss does not revive it.
"""
