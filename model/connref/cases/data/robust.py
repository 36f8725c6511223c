"""Rows: never two sockets (RES-ONE-SOCKET), and nothing that throws or hangs (INP-ROBUST)."""

ROWS = """\
RES-ONE-SOCKET/second-connect/+{offset}ms | signed-in | connect +{offset} connect observe hear disconnect hear | One socket at a time: second connect.
RES-ONE-SOCKET/third-connect/+{offset}ms | signed-in | connect +{offset} connect +{offset} connect observe hear disconnect hear | One socket at a time: third connect.
RES-ONE-SOCKET/disconnect-and-connect/+{offset}ms | signed-in | connect +{offset} disconnect connect observe hear disconnect hear | One socket at a time: disconnect and connect.
RES-ONE-SOCKET/disconnect-connect-when-up/+{offset}ms | signed-in | connect up disconnect +{offset} connect observe hear disconnect hear | One socket at a time: disconnect connect when up.
RES-ONE-SOCKET/outage-while-opening/+{offset}ms | signed-in | connect +{offset} outage(edge) observe hear disconnect hear | One socket at a time: outage while opening.
RES-ONE-SOCKET/connect-while-reopening/+{offset}ms | signed-in | connect up outage(grace) +{offset} connect observe hear disconnect hear | One socket at a time: connect while reopening.
RES-ONE-SOCKET/connect-after-close/+{offset}ms | signed-in | connect up close +{offset} connect observe hear disconnect hear | One socket at a time: connect after close.
RES-ONE-SOCKET/connect-while-waiting/+{offset}ms | signed-in | connect up refuse close +{offset} connect observe accept observe hear disconnect hear | One socket at a time: connect while waiting.
RES-ONE-SOCKET/zombie/+{offset}ms | signed-in | connect up mute outage(grace) +{offset} unmute observe hear disconnect hear | One socket at a time: zombie.
RES-ONE-SOCKET/kill-and-connect/+{offset}ms | signed-in | connect +{offset} kill init connect observe hear disconnect hear | One socket at a time: kill and connect.
RES-ONE-SOCKET/new-session/+{offset}ms | signed-in | connect +{offset} logout login(bob) connect observe hear disconnect hear | One socket at a time: new session.
RES-ONE-SOCKET/flip/+{offset}ms | signed-in | connect +{offset} background foreground connect observe hear disconnect hear | One socket at a time: flip.
RES-ONE-SOCKET/network-again | up | network_up hear network_down network_down observe network_up network_up up hear | The network comes and goes twice in a row: one socket.
RES-ONE-SOCKET/auto/network-again | auto-up | network_up hear network_down network_down observe network_up network_up up hear | The network comes and goes twice in a row: one socket.
RES-ONE-SOCKET/auto/flip/+{offset}ms | auto-up | background +{offset} foreground up hear background hear | One socket at a time: flip.
RES-ONE-SOCKET/auto/three-flips/+{offset}ms | auto-up | 3x(background +{offset} foreground +{offset}) up hear background hear | One socket at a time: three flips.
RES-ONE-SOCKET/auto/flip-offline/+{offset}ms | auto-up | network_down background +{offset} foreground network_up up hear background hear | One socket at a time: flip offline.
RES-ONE-SOCKET/auto/outage-then-flip/+{offset}ms | auto-up | outage(grace) +{offset} background foreground up hear background hear | One socket at a time: outage then flip.
RES-ONE-SOCKET/auto/connect-when-up/+{offset}ms | auto-up | connect +{offset} connect up hear background hear | One socket at a time: connect when up.
RES-ONE-SOCKET/auto/new-session/+{offset}ms | auto-up | logout +{offset} login(bob) up hear background hear | One socket at a time: new session.
RES-ONE-SOCKET/auto/close-then-flip/+{offset}ms | auto-up | close +{offset} background foreground up hear background hear | One socket at a time: close then flip.

INP-ROBUST/doubled/{state} | {state} | background background foreground foreground close close foreground foreground background background observe revive | Each lifecycle input twice in the same instant of an app {state.words} breaks nothing.
INP-ROBUST/odd/second-logout/auto | auto-opening | connect up logout logout observe logout linger revive | An oddity (second logout) breaks nothing.
INP-ROBUST/odd/second-logout/manual | signed-in | connect up logout logout observe logout linger revive | An oddity (second logout) breaks nothing.
INP-ROBUST/odd/logout-before-login/auto | auto-opening | connect up logout observe kill init logout observe linger revive | An oddity (logout before login) breaks nothing.
INP-ROBUST/odd/logout-before-login/manual | signed-in | connect up logout observe kill init logout observe linger revive | An oddity (logout before login) breaks nothing.
INP-ROBUST/odd/calls-offline/auto | auto-opening | connect up background network_down ping connect +grace/10 ping disconnect linger revive | An oddity (calls offline) breaks nothing.
INP-ROBUST/odd/calls-offline/manual | signed-in | connect up background network_down ping connect +grace/10 ping disconnect linger revive | An oddity (calls offline) breaks nothing.
INP-ROBUST/odd/calls-right-offline/auto | auto-opening | connect up network_down ping connect disconnect ping linger revive | An oddity (calls right offline) breaks nothing.
INP-ROBUST/odd/calls-right-offline/manual | signed-in | connect up network_down ping connect disconnect ping linger revive | An oddity (calls right offline) breaks nothing.
INP-ROBUST/odd/return-offline/auto | auto-opening | connect up background network_down foreground +grace/10 ping network_up linger revive | An oddity (return offline) breaks nothing.
INP-ROBUST/odd/return-offline/manual | signed-in | connect up background network_down foreground +grace/10 ping network_up linger revive | An oddity (return offline) breaks nothing.
INP-ROBUST/odd/return-with-ping/auto | auto-opening | connect up background mute ping foreground +grace/10 unmute linger revive | An oddity (return with ping) breaks nothing.
INP-ROBUST/odd/return-with-ping/manual | signed-in | connect up background mute ping foreground +grace/10 unmute linger revive | An oddity (return with ping) breaks nothing.
INP-ROBUST/odd/kill-in-closing/auto | auto-opening | connect up disconnect kill init linger revive | An oddity (kill in closing) breaks nothing.
INP-ROBUST/odd/kill-in-closing/manual | signed-in | connect up disconnect kill init linger revive | An oddity (kill in closing) breaks nothing.
INP-ROBUST/odd/close-in-closing/auto | auto-opening | connect up disconnect close linger revive | An oddity (close in closing) breaks nothing.
INP-ROBUST/odd/close-in-closing/manual | signed-in | connect up disconnect close linger revive | An oddity (close in closing) breaks nothing.
INP-ROBUST/odd/close-without-socket/auto | auto-opening | connect up disconnect observe close linger revive | An oddity (close without socket) breaks nothing.
INP-ROBUST/odd/close-without-socket/manual | signed-in | connect up disconnect observe close linger revive | An oddity (close without socket) breaks nothing.
INP-ROBUST/odd/message-in-closing/auto | auto-opening | connect up message disconnect message kill message init message linger revive | An oddity (message in closing) breaks nothing.
INP-ROBUST/odd/message-in-closing/manual | signed-in | connect up message disconnect message kill message init message linger revive | An oddity (message in closing) breaks nothing.
INP-ROBUST/close-code/{any-code} | up | close({any-code}) observe close({any-code}) background close({any-code}) observe revive | A close with {any-code}, at any time, breaks nothing.
INP-ROBUST/storm/flips/auto | auto-opening | 20x(background foreground) linger revive | A storm (flips) breaks nothing.
INP-ROBUST/storm/flips/manual | signed-in | 20x(background foreground) linger revive | A storm (flips) breaks nothing.
INP-ROBUST/storm/outages/auto | auto-opening | 20x(network_down network_up) linger revive | A storm (outages) breaks nothing.
INP-ROBUST/storm/outages/manual | signed-in | 20x(network_down network_up) linger revive | A storm (outages) breaks nothing.
INP-ROBUST/storm/calls/auto | auto-opening | 10x(connect ping disconnect connect) linger revive | A storm (calls) breaks nothing.
INP-ROBUST/storm/calls/manual | signed-in | 10x(connect ping disconnect connect) linger revive | A storm (calls) breaks nothing.
INP-ROBUST/storm/all-at-once/auto | auto-opening | 2x(connect ping disconnect connect) network_down network_up network_down network_up background foreground background foreground linger revive | A storm (all at once) breaks nothing.
INP-ROBUST/storm/all-at-once/manual | signed-in | 2x(connect ping disconnect connect) network_down network_up network_down network_up background foreground background foreground linger revive | A storm (all at once) breaks nothing.
INP-ROBUST/storm/kills/auto | auto-opening | 5x(connect kill init) linger revive | A storm (kills) breaks nothing.
INP-ROBUST/storm/kills/manual | signed-in | 5x(connect kill init) linger revive | A storm (kills) breaks nothing.
INP-ROBUST/storm/sessions/auto | auto-opening | 5x(connect logout login) linger revive | A storm (sessions) breaks nothing.
INP-ROBUST/storm/sessions/manual | signed-in | 5x(connect logout login) linger revive | A storm (sessions) breaks nothing.
INP-ROBUST/storm/server-troubles/auto | auto-opening | 5x(connect refuse close mute accept unmute reject close approve) linger revive | A storm (server troubles) breaks nothing.
INP-ROBUST/storm/server-troubles/manual | signed-in | 5x(connect refuse close mute accept unmute reject close approve) linger revive | A storm (server troubles) breaks nothing.
"""
