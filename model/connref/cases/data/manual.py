"""Rows: manual mode, connecting and disconnecting (MAN-ONLY-CONNECT, MAN-CONNECT*, MAN-DISCONNECT*)."""

ROWS = """\
MAN-ONLY-CONNECT/time | signed-in | +10R observe hear connect up message | After login time opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/foreground | signed-in | foreground observe hear connect up message | After login foreground opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/background-and-return | signed-in | background linger foreground observe hear connect up message | After login background and return opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/short-background | signed-in | background +grace/2 foreground observe hear connect up message | After login short background opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/third-return | signed-in | 3x(background +grace/2 foreground +grace/2) observe hear connect up message | After login third return opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/outage | signed-in | outage(grace) observe hear connect up message | After login outage opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/third-outage | signed-in | 3x(outage(edge) observe) hear connect up message | After login third outage opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/outage-in-background | signed-in | background outage(grace) observe foreground observe hear connect up message | After login outage in background opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/ping | signed-in | ping observe ping observe hear connect up message | After login ping opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/ping-loop-in-background | signed-in | background keep_alive(bound) foreground observe hear connect up message | After login ping loop in background opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/refusal | signed-in | refuse observe accept observe hear connect up message | After login refusal opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/silence | signed-in | mute observe unmute observe hear connect up message | After login silence opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/message | signed-in | message observe message observe hear connect up message | After login message opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/disconnect | signed-in | disconnect observe hear connect up message | After login disconnect opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/new-login | signed-in | logout observe login(bob) observe hear connect up message | After login new login opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/all | signed-in | background ping +grace/2 outage(edge) foreground ping observe hear connect up message | After login all opens nothing in manual mode; connect() does.
MAN-ONLY-CONNECT/background-before-init | manual | background init login linger foreground observe hear connect up message | In manual mode background before init opens nothing; connect() does.
MAN-ONLY-CONNECT/background-before-login | manual | init background linger login linger foreground observe hear connect up message | In manual mode background before login opens nothing; connect() does.
MAN-ONLY-CONNECT/woken | up | background kill +grace init background linger hear foreground hear connect up message | An app that is woken in the background opens nothing; connect() does.
MAN-ONLY-CONNECT/outage-before-init | manual | network_down init linger network_up login observe hear connect up message | In manual mode outage before init opens nothing; connect() does.
MAN-ONLY-CONNECT/init-alone | manual | init linger login observe hear connect up message | In manual mode init alone opens nothing; connect() does.
MAN-ONLY-CONNECT/connect-before-login | manual | init connect observe login observe hear connect up message | In manual mode connect before login opens nothing; connect() does.
MAN-ONLY-CONNECT/connect-before-login-at-once | manual | init connect login observe hear connect up message | In manual mode connect before login at once opens nothing; connect() does.
MAN-ONLY-CONNECT/connect-before-logout | manual | init login connect up logout login(bob) observe hear connect up message | In manual mode connect before logout opens nothing; connect() does.
MAN-ONLY-CONNECT/connect-before-kill | manual | init login connect kill init observe hear connect up message | In manual mode connect before kill opens nothing; connect() does.
MAN-ONLY-CONNECT/connect-failed-offline | manual | init login network_down connect disconnect network_up observe hear connect up message | In manual mode connect failed offline opens nothing; connect() does.

MAN-CONNECT/at-once | signed-in | connect up hear | connect() brings the connection up and says so (at once).
MAN-CONNECT/late | signed-in | +10grace connect up hear | connect() brings the connection up and says so (late).
MAN-CONNECT/after-background | signed-in | background linger foreground connect up hear | connect() brings the connection up and says so (after background).
MAN-CONNECT/after-outage | signed-in | outage(grace) connect up hear | connect() brings the connection up and says so (after outage).
MAN-CONNECT/after-kill | signed-in | kill init connect up hear | connect() brings the connection up and says so (after kill).
MAN-CONNECT/after-new-login | signed-in | logout observe login(bob) connect up hear | connect() brings the connection up and says so (after new login).
MAN-CONNECT/after-ping | signed-in | ping observe connect up hear | connect() brings the connection up and says so (after ping).
MAN-CONNECT/after-disconnect | signed-in | connect up disconnect observe connect up hear | connect() brings the connection up and says so (after disconnect).
MAN-CONNECT/at-disconnect | signed-in | connect up disconnect connect up hear | connect() brings the connection up and says so (at disconnect).
MAN-CONNECT/after-deadline | signed-in | connect up background @deadline+edge observe foreground connect up hear | connect() brings the connection up and says so (after deadline).
MAN-CONNECT/after-third-disconnect | signed-in | 3x(connect up hear disconnect observe) connect up hear | connect() brings the connection up and says so (after third disconnect).
MAN-CONNECT/after-refusal | signed-in | refuse observe accept connect up hear | connect() brings the connection up and says so (after refusal).
MAN-CONNECT/after-rejected-connect | signed-in | reject connect observe approve connect up hear | connect() brings the connection up and says so (after rejected connect).
MAN-CONNECT/while-refused | signed-in | refuse connect observe accept observe connect up hear | connect() brings the connection up and says so (while refused).

MAN-CONNECT/after-disconnect/+{offset}ms | up | disconnect +{offset} connect up hear | connect() soon after disconnect() is not lost.
MAN-CONNECT/mute/+{offset}ms | signed-in | mute connect +{offset} unmute up hear | connect() towards a silent server is up once it answers.
MAN-CONNECT/refused/+{offset}ms | signed-in | refuse connect +{offset} accept up hear | connect() that is refused is up once the server accepts.

MAN-CONNECT-NEEDS-USER/once/alone | manual | init connect observe hear | connect() without a user (once) brings nothing up.
MAN-CONNECT-NEEDS-USER/once/then-login | manual | init connect observe hear login observe hear connect up message | connect() without a user (once) is not made good at login.
MAN-CONNECT-NEEDS-USER/three-times/alone | manual | init 3x(connect observe) hear | connect() without a user (three times) brings nothing up.
MAN-CONNECT-NEEDS-USER/three-times/then-login | manual | init 3x(connect observe) hear login observe hear connect up message | connect() without a user (three times) is not made good at login.
MAN-CONNECT-NEEDS-USER/twice-at-once/alone | manual | init connect connect observe hear | connect() without a user (twice at once) brings nothing up.
MAN-CONNECT-NEEDS-USER/twice-at-once/then-login | manual | init connect connect observe hear login observe hear connect up message | connect() without a user (twice at once) is not made good at login.
MAN-CONNECT-NEEDS-USER/in-background/alone | manual | init background connect linger foreground observe hear | connect() without a user (in background) brings nothing up.
MAN-CONNECT-NEEDS-USER/in-background/then-login | manual | init background connect linger foreground observe hear login observe hear connect up message | connect() without a user (in background) is not made good at login.
MAN-CONNECT-NEEDS-USER/after-outage/alone | manual | init outage(grace) connect observe hear | connect() without a user (after outage) brings nothing up.
MAN-CONNECT-NEEDS-USER/after-outage/then-login | manual | init outage(grace) connect observe hear login observe hear connect up message | connect() without a user (after outage) is not made good at login.
MAN-CONNECT-NEEDS-USER/after-logout/alone | manual | init login connect up logout observe connect observe hear | connect() without a user (after logout) brings nothing up.
MAN-CONNECT-NEEDS-USER/after-logout/then-login | manual | init login connect up logout observe connect observe hear login observe hear connect up message | connect() without a user (after logout) is not made good at login.
MAN-CONNECT-NEEDS-USER/at-logout/alone | manual | init login connect up logout connect observe hear | connect() without a user (at logout) brings nothing up.
MAN-CONNECT-NEEDS-USER/at-logout/then-login | manual | init login connect up logout connect observe hear login observe hear connect up message | connect() without a user (at logout) is not made good at login.
MAN-CONNECT-NEEDS-USER/after-logout-unconnected/alone | manual | init login observe logout connect observe hear | connect() without a user (after logout unconnected) brings nothing up.
MAN-CONNECT-NEEDS-USER/after-logout-unconnected/then-login | manual | init login observe logout connect observe hear login observe hear connect up message | connect() without a user (after logout unconnected) is not made good at login.
MAN-CONNECT-NEEDS-USER/after-logout-and-kill/alone | manual | init login connect up logout observe kill init connect observe hear | connect() without a user (after logout and kill) brings nothing up.
MAN-CONNECT-NEEDS-USER/after-logout-and-kill/then-login | manual | init login connect up logout observe kill init connect observe hear login observe hear connect up message | connect() without a user (after logout and kill) is not made good at login.
MAN-CONNECT-NEEDS-USER/after-kill/alone | manual | init kill init connect observe hear | connect() without a user (after kill) brings nothing up.
MAN-CONNECT-NEEDS-USER/after-kill/then-login | manual | init kill init connect observe hear login observe hear connect up message | connect() without a user (after kill) is not made good at login.
MAN-CONNECT-NEEDS-USER/with-ping-and-disconnect/alone | manual | init connect ping disconnect observe hear | connect() without a user (with ping and disconnect) brings nothing up.
MAN-CONNECT-NEEDS-USER/with-ping-and-disconnect/then-login | manual | init connect ping disconnect observe hear login observe hear connect up message | connect() without a user (with ping and disconnect) is not made good at login.

MAN-DISCONNECT/from/{manual-state} | {manual-state} | disconnect linger fair observe hear | disconnect() of an app {manual-state.words} takes it down for good.

MAN-DISCONNECT/opening/+{offset}ms | signed-in | connect +{offset} disconnect +grace fair observe hear | disconnect() ends what is in flight (opening).

MAN-DISCONNECT/reopening/+{offset}ms | up | outage(grace) +{offset} disconnect +grace fair observe hear | disconnect() ends what is in flight (reopening).

MAN-DISCONNECT/waiting/+{offset}ms | up | refuse close +{offset} disconnect +grace fair observe hear | disconnect() ends what is in flight (waiting).

MAN-DISCONNECT/closed-by-server/+{offset}ms | up | close +{offset} disconnect +grace fair observe hear | disconnect() ends what is in flight (closed-by-server).

MAN-DISCONNECT/{point} | away | {point.at} disconnect observe foreground observe message | disconnect() {point.words} takes it down, and reports once.
MAN-DISCONNECT/first-time | signed-in | connect up hear disconnect observe hear | The first disconnect() works like the first.
MAN-DISCONNECT/second-time | signed-in | 2x(connect up hear disconnect observe) hear | The second disconnect() works like the first.
MAN-DISCONNECT/third-time | signed-in | 3x(connect up hear disconnect observe) hear | The third disconnect() works like the first.
MAN-DISCONNECT/twice-at-once | up | disconnect disconnect observe hear | Two disconnect() at one instant take it down, and each reports.

MAN-DISCONNECT-STAYS/time | up | disconnect observe +10R observe hear connect up message | After disconnect() time opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/time | up | disconnect +10R observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/foreground | up | disconnect observe foreground observe hear connect up message | After disconnect() foreground opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/foreground | up | disconnect foreground observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/background-and-return | up | disconnect observe background linger foreground observe hear connect up message | After disconnect() background and return opens nothing; connect() does.
MAN-DISCONNECT-STAYS/short-background | up | disconnect observe background +grace/2 foreground observe hear connect up message | After disconnect() short background opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/short-background | up | disconnect background +grace/2 foreground observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/third-return | up | disconnect observe 3x(background +grace/2 foreground +grace/2) observe hear connect up message | After disconnect() third return opens nothing; connect() does.
MAN-DISCONNECT-STAYS/outage | up | disconnect observe outage(grace) observe hear connect up message | After disconnect() outage opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/outage | up | disconnect outage(grace) observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/third-outage | up | disconnect 3x(observe outage(edge)) observe hear connect up message | After disconnect() third outage opens nothing; connect() does.
MAN-DISCONNECT-STAYS/outage-in-background | up | disconnect observe background outage(grace) observe foreground observe hear connect up message | After disconnect() outage in background opens nothing; connect() does.
MAN-DISCONNECT-STAYS/ping | up | disconnect observe ping observe ping observe hear connect up message | After disconnect() ping opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/ping | up | disconnect ping observe ping observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/ping-loop-in-background | up | disconnect observe background keep_alive(bound) foreground observe hear connect up message | After disconnect() ping loop in background opens nothing; connect() does.
MAN-DISCONNECT-STAYS/refusal | up | disconnect observe refuse observe accept observe hear connect up message | After disconnect() refusal opens nothing; connect() does.
MAN-DISCONNECT-STAYS/silence | up | disconnect observe mute observe unmute observe hear connect up message | After disconnect() silence opens nothing; connect() does.
MAN-DISCONNECT-STAYS/message | up | disconnect observe message observe message observe hear connect up message | After disconnect() message opens nothing; connect() does.
MAN-DISCONNECT-STAYS/disconnect | up | disconnect observe disconnect observe hear connect up message | After disconnect() disconnect opens nothing; connect() does.
MAN-DISCONNECT-STAYS/new-login | up | disconnect observe logout observe login(bob) observe hear connect up message | After disconnect() new login opens nothing; connect() does.
MAN-DISCONNECT-STAYS/all | up | disconnect observe background ping +grace/2 outage(edge) foreground ping observe hear connect up message | After disconnect() all opens nothing; connect() does.
MAN-DISCONNECT-STAYS/at-once/all | up | disconnect background ping +grace/2 outage(edge) foreground ping observe hear connect up message | The same right at disconnect(), while it closes.
MAN-DISCONNECT-STAYS/from/offline | up | network_down +grace disconnect observe fair observe hear outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (offline) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/waiting | up | refuse close +grace disconnect observe fair observe hear outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (waiting) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/opening | signed-in | connect disconnect observe fair observe hear outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (opening) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/away | away | +grace/2 disconnect observe fair observe hear foreground observe outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (away) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/away-pinged | away | +grace/2 ping disconnect observe fair observe hear foreground observe outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (away pinged) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/lapsed | lapsed | disconnect observe fair observe hear foreground observe outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (lapsed) holds until connect(), which works.
MAN-DISCONNECT-STAYS/from/never-connected | idle | disconnect observe fair observe hear outage(grace) observe background ping observe foreground observe hear connect up message | disconnect() (never connected) holds until connect(), which works.
"""
