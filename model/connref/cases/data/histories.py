"""Rows: each promise of the document, kept once more after something else has happened."""

ROWS = """\
MAN-RETURN-CANCELS/history/{past} | up | {past.story} background +grace/2 foreground linger hear | A return inside the grace cancels the deadline, also after: {past.words}.

MAN-GRACE/history/{past} | up | {past.story} background @deadline-edge message +1 | It stays up for the grace, also after: {past.words}.

MAN-GRACE-ENDS/history/{past} | up | {past.story} background linger message | It is down when the grace is over, also after: {past.words}.

MAN-PING-EXTENDS/history/{past} | up | {past.story} background +2grace/3 ping @deadline-edge message | A ping starts a new grace, also after: {past.words}.

MAN-PING-LAPSES/history/{past} | up | {past.story} background +2grace/3 ping linger message | It is down one grace after the last ping, also after: {past.words}.

MAN-PING-SENDS/history/{past} | up | {past.story} background keep_alive(3grace) message | A ping in the background is sent, also after: {past.words}.

MAN-RECONNECT/history/{past} | up | {past.story} outage(grace) up hear | It comes back after an outage, also after: {past.words}.

MAN-FOREGROUND-HOLDS/history/{past} | up | {past.story} +3grace hear | It stays up in the foreground, also after: {past.words}.

MAN-DISCONNECT-STAYS/history/{past} | up | {past.story} disconnect hear background foreground hear connect up | disconnect() lasts until connect(), also after: {past.words}.

MAN-BACKGROUND-STAYS-DOWN/history/{past} | up | {past.story} background outage(grace/2) observe foreground hear connect up hear | What is lost in the background stays down until connect(), also after: {past.words}.

SES-NO-USER/history/{past} | up | {past.story} logout hear connect hear | Logout takes it down for good, also after: {past.words}.

EVT-STOPS/history/{past} | up | {past.story} hear disconnect message hear | Nothing is delivered after disconnect(), also after: {past.words}.

AUTO-BACKGROUND/history/auto/{auto-past} | auto-up | {auto-past.story} background +grace message | It is down at once in the background, also after: {auto-past.words}.

AUTO-BACKGROUND-QUIET/history/auto/{auto-past} | auto-up | {auto-past.story} background outage(grace) linger message | Nothing brings it up in the background, also after: {auto-past.words}.

AUTO-FOREGROUND/history/auto/{auto-past} | auto-up | {auto-past.story} background +grace foreground up hear | It is up after the return, also after: {auto-past.words}.

AUTO-RECONNECT/history/auto/{auto-past} | auto-up | {auto-past.story} outage(grace) up hear | It comes back after an outage, also after: {auto-past.words}.

SES-NO-USER/history/auto/{auto-past} | auto-up | {auto-past.story} logout hear background foreground hear | Logout takes it down for good, also after: {auto-past.words}.

AUTO-DEFAULT/like/auto-background | default-opening | up background +grace message | With no mode chosen it is auto mode: auto-background.
AUTO-DEFAULT/like/auto-background-quiet | default-opening | up background outage(grace) linger message | With no mode chosen it is auto mode: auto-background-quiet.
AUTO-DEFAULT/like/auto-foreground | default-opening | up background +grace foreground up hear | With no mode chosen it is auto mode: auto-foreground.
AUTO-DEFAULT/like/auto-reconnect | default-opening | up outage(grace) up hear | With no mode chosen it is auto mode: auto-reconnect.
AUTO-DEFAULT/like/ses-no-user | default-opening | up logout hear background foreground hear | With no mode chosen it is auto mode: ses-no-user.
AUTO-DEFAULT/like/logged-in-away | default-opening | up logout background login linger foreground up hear | With no mode chosen it is auto mode: logged-in-away.
AUTO-DEFAULT/like/away-while-opening | default-opening | up kill init background linger foreground up hear | With no mode chosen it is auto mode: away-while-opening.
AUTO-DEFAULT/like/reopened | default-opening | up kill init up hear | With no mode chosen it is auto mode: reopened.
AUTO-DEFAULT/like/reopened-after-logout | default-opening | up logout kill init hear | With no mode chosen it is auto mode: reopened-after-logout.
AUTO-DEFAULT/like/refused-for-long | default-opening | up refuse close +10grace accept up hear | With no mode chosen it is auto mode: refused-for-long.
AUTO-DEFAULT/like/disconnected | default-opening | up disconnect background foreground up hear | With no mode chosen it is auto mode: disconnected.
AUTO-DEFAULT/like/pinged | default-opening | up ping observe hear | With no mode chosen it is auto mode: pinged.

MAN-RECONNECT/closed-with/{other-code} | up | close({other-code}) up hear | A close with {other-code} is no normal one: it comes back.
AUTO-RECONNECT/closed-with/{other-code} | auto-up | close({other-code}) up hear | A close with {other-code} is no normal one: it comes back.

MAN-BACKGROUND-STAYS-DOWN/closed-normally | up | background close(1000) linger foreground hear connect up hear | Closed by the server in the background: it stays down.

RES-ONE-SOCKET/network-again/manual | up | network_up hear network_down network_down observe network_up network_up up hear | The network comes and goes twice in a row: one socket.

CALL-OUTCOME/ping/at-switch/manual | up | ping login(bob) observe | A ping that another login overtakes has its outcome.

RES-ONE-SOCKET/network-again/auto | auto-up | network_up hear network_down network_down observe network_up network_up up hear | The network comes and goes twice in a row: one socket.

CALL-OUTCOME/ping/at-switch/auto | auto-up | ping login(bob) observe | A ping that another login overtakes has its outcome.
"""
