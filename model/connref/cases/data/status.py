"""Rows: what the app is told of the connection comes to rest on the truth (EVT-STATUS)."""

ROWS = """\
EVT-STATUS/at-rest/{state} | {state} | observe fair linger | What an app {state.words} is told in the end is so.
EVT-STATUS/third-time | up | 3x(disconnect +2s connect up +2s) | The third disconnect() and connect() are told like the first.
EVT-STATUS/pinged | away | +grace/2 ping +grace/2 message linger | The end of a grace after a ping is told.
EVT-STATUS/outage/{outage} | up | outage({outage.ms}) up +2s | After an outage it says connected.
EVT-STATUS/outage/third | up | 3x(outage(grace) up +2s) | After the third outage it says connected.
EVT-STATUS/flapping | up | 10x(outage(edge) +edge) up +2s | After ten short outages it says connected.
EVT-STATUS/refused-at-once | signed-in | refuse connect linger accept up +2s | The same where it was never up.
EVT-STATUS/rejected | signed-in | reject connect linger approve observe connect up +2s | Of a server that rejects the user it does not say connected.
EVT-STATUS/closed/{code} | up | close({code}) up +2s | After a close with {code} it says connected again.
EVT-STATUS/closed-away | away | close linger foreground observe connect up +2s | Closed in the background, it does not say connected until it is.
EVT-STATUS/new-session | up | logout login(bob) connect up +2s disconnect linger | In a new session it says what is so.
EVT-STATUS/init-again | up | init observe connect up +2s disconnect linger | After another init it says what is so.
EVT-STATUS/login-again | up | login observe connect up +2s disconnect linger | After another login it says what is so.
EVT-STATUS/offline | up | network_down linger disconnect linger network_up linger | Disconnected without internet, it does not say connected with it.
EVT-STATUS/suspended | up | suspend outage(grace) resume up +2s | After a sleep it says connected.
EVT-STATUS/suspended-away | away | suspend +2grace resume linger foreground observe connect up +2s | After a sleep over its deadline it does not say connected.
EVT-STATUS/handover | up | network_handover(true) up +2s disconnect linger | In another network it says what is so.
EVT-STATUS/auto/away | auto-up | background +2s foreground up +2s background linger foreground up +2s | In the background of auto mode it does not say connected, after the return it does.
EVT-STATUS/auto/third-away | auto-up | 3x(background +2s foreground up +2s) | The third stay is told like the first.
EVT-STATUS/auto/outage | auto-up | outage(grace) up +2s outage(grace) up +2s | In auto mode outages are told.
EVT-STATUS/auto/refused | auto-up | refuse close linger accept up +2s | In auto mode refusals are told.
EVT-STATUS/auto/closed | auto-up | close up +2s close(1005) up +2s background linger | In auto mode closes are told.
EVT-STATUS/auto/disconnected | auto-up | disconnect linger connect up background linger foreground up +2s | In auto mode it says what became of a disconnect().
EVT-STATUS/auto/logged-out | auto-up | logout linger login(bob) up +2s | In auto mode sessions are told.
EVT-STATUS/auto/handover | auto-up | network_handover(true) up +2s background linger | In auto mode another network is told.
"""
