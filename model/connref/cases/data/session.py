"""Rows: logging in and out, killing and reopening (SES-*), and the mode that nobody chose (AUTO-DEFAULT)."""

ROWS = """\
SES-LOGIN-SAVES/killed/{user-state} | {user-state} | kill fair init observe | An app {user-state.words} that is killed finds its user again on init.
SES-LOGIN-SAVES/three-kills/auto | auto-opening | 3x(observe kill +grace init) observe | The user is still there after the third kill in a row.
SES-LOGIN-SAVES/second-user/auto | auto-opening | observe logout observe login(bob) observe kill init | The user kept is the one who logged in last.
SES-LOGIN-SAVES/offline-init/auto | auto-opening | observe kill network_down +grace init observe network_up | The saved user is found without internet too.
SES-LOGIN-SAVES/three-kills/manual | signed-in | 3x(observe kill +grace init) observe | The user is still there after the third kill in a row.
SES-LOGIN-SAVES/second-user/manual | signed-in | observe logout observe login(bob) observe kill init | The user kept is the one who logged in last.
SES-LOGIN-SAVES/offline-init/manual | signed-in | observe kill network_down +grace init observe network_up | The saved user is found without internet too.
SES-LOGIN-SAVES/three-kills/no-mode | default-opening | 3x(observe kill +grace init) observe | The user is still there after the third kill in a row.
SES-LOGIN-SAVES/second-user/no-mode | default-opening | observe logout observe login(bob) observe kill init | The user kept is the one who logged in last.
SES-LOGIN-SAVES/offline-init/no-mode | default-opening | observe kill network_down +grace init observe network_up | The saved user is found without internet too.

SES-LOGIN-CONNECTS/at-once/auto | auto | init login up hear +grace message | Login brings the connection up by itself (at once).
SES-LOGIN-CONNECTS/at-once/no-mode | default | init login up hear +grace message | Login brings the connection up by itself (at once).
SES-LOGIN-CONNECTS/late/auto | auto | init linger login up hear +grace message | Login brings the connection up by itself (late).
SES-LOGIN-CONNECTS/late/no-mode | default | init linger login up hear +grace message | Login brings the connection up by itself (late).
SES-LOGIN-CONNECTS/after-background/auto | auto | init background linger foreground login up hear +grace message | Login brings the connection up by itself (after background).
SES-LOGIN-CONNECTS/after-background/no-mode | default | init background linger foreground login up hear +grace message | Login brings the connection up by itself (after background).
SES-LOGIN-CONNECTS/after-outage/auto | auto | init outage(grace) login up hear +grace message | Login brings the connection up by itself (after outage).
SES-LOGIN-CONNECTS/after-outage/no-mode | default | init outage(grace) login up hear +grace message | Login brings the connection up by itself (after outage).
SES-LOGIN-CONNECTS/after-refusal/auto | auto | init refuse observe accept login up hear +grace message | Login brings the connection up by itself (after refusal).
SES-LOGIN-CONNECTS/after-refusal/no-mode | default | init refuse observe accept login up hear +grace message | Login brings the connection up by itself (after refusal).
SES-LOGIN-CONNECTS/after-kill/auto | auto | init kill init login up hear +grace message | Login brings the connection up by itself (after kill).
SES-LOGIN-CONNECTS/after-kill/no-mode | default | init kill init login up hear +grace message | Login brings the connection up by itself (after kill).
SES-LOGIN-CONNECTS/after-connect-without-user/auto | auto | init connect observe login up hear +grace message | Login brings the connection up by itself (after connect without user).
SES-LOGIN-CONNECTS/after-connect-without-user/no-mode | default | init connect observe login up hear +grace message | Login brings the connection up by itself (after connect without user).
SES-LOGIN-CONNECTS/after-logout/auto | auto | init login up logout observe login up hear +grace message | Login brings the connection up by itself (after logout).
SES-LOGIN-CONNECTS/after-logout/no-mode | default | init login up logout observe login up hear +grace message | Login brings the connection up by itself (after logout).
SES-LOGIN-CONNECTS/after-quick-logout/auto | auto | init login logout login up hear +grace message | Login brings the connection up by itself (after quick logout).
SES-LOGIN-CONNECTS/after-quick-logout/no-mode | default | init login logout login up hear +grace message | Login brings the connection up by itself (after quick logout).
SES-LOGIN-CONNECTS/after-third-logout/auto | auto | init 3x(login up logout observe) login up hear +grace message | Login brings the connection up by itself (after third logout).
SES-LOGIN-CONNECTS/after-third-logout/no-mode | default | init 3x(login up logout observe) login up hear +grace message | Login brings the connection up by itself (after third logout).
SES-LOGIN-CONNECTS/after-disconnect/auto | auto | init login up disconnect observe logout observe login up hear +grace message | Login brings the connection up by itself (after disconnect).
SES-LOGIN-CONNECTS/after-disconnect/no-mode | default | init login up disconnect observe logout observe login up hear +grace message | Login brings the connection up by itself (after disconnect).
SES-LOGIN-CONNECTS/after-normal-close/auto | auto | init login up close(1000) observe logout login up hear +grace message | Login brings the connection up by itself (after normal close).
SES-LOGIN-CONNECTS/after-normal-close/no-mode | default | init login up close(1000) observe logout login up hear +grace message | Login brings the connection up by itself (after normal close).
SES-LOGIN-CONNECTS/after-rejection/auto | auto | init reject login observe approve logout observe login up hear +grace message | Login brings the connection up by itself (after rejection).
SES-LOGIN-CONNECTS/after-rejection/no-mode | default | init reject login observe approve logout observe login up hear +grace message | Login brings the connection up by itself (after rejection).
SES-LOGIN-CONNECTS/after-messages/auto | auto | init message observe message login up hear +grace message | Login brings the connection up by itself (after messages).
SES-LOGIN-CONNECTS/after-messages/no-mode | default | init message observe message login up hear +grace message | Login brings the connection up by itself (after messages).

SES-REOPEN-CONNECTS/killed/{auto-user-state} | {auto-user-state} | kill fair init up hear | An app {auto-user-state.words}, killed and reopened, is up after init.

SES-REOPEN-CONNECTS/killed-again/+{offset}ms | auto-up | kill init +{offset} kill init up hear | A kill while it opens again does not spoil the next init.

SES-REOPEN-CONNECTS/offline-init/momentary | auto-up | kill network_down init +edge network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/offline-init/short | auto-up | kill network_down init +grace/10 network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/offline-init/just-under-grace | auto-up | kill network_down init +grace-edge network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/offline-init/just-over-grace | auto-up | kill network_down init +grace+edge network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/offline-init/longer-than-bound | auto-up | kill network_down init +R+edge network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/offline-init/five-bounds | auto-up | kill network_down init +5R network_up up hear | A reopened app without internet is up once the internet is back.
SES-REOPEN-CONNECTS/held/disconnect | auto-up | disconnect kill +grace init up hear | What disconnect may have held down is up in a new process.
SES-REOPEN-CONNECTS/held/disconnect-seen | auto-up | disconnect observe kill +grace init up hear | What disconnect seen may have held down is up in a new process.
SES-REOPEN-CONNECTS/held/disconnect-in-background | auto-up | background disconnect observe kill +grace init up hear | What disconnect in background may have held down is up in a new process.
SES-REOPEN-CONNECTS/held/normal-close | auto-up | close(1000) observe kill +grace init up hear | What normal close may have held down is up in a new process.
SES-REOPEN-CONNECTS/held/rejection | auto-up | reject outage(grace) observe approve kill +grace init up hear | What rejection may have held down is up in a new process.
SES-REOPEN-CONNECTS/no-mode/2-kills | default-up | 2x(kill message +grace init up hear) | With no mode chosen, each reopening is up after init as well.
SES-REOPEN-CONNECTS/no-mode/3-kills | default-up | 3x(kill message +grace init up hear) | With no mode chosen, each reopening is up after init as well.

SES-REOPEN-WAITS/killed/{manual-user-state} | {manual-user-state} | kill fair init observe hear connect up message | An app {manual-user-state.words}, killed and reopened, waits for connect().
SES-REOPEN-WAITS/then/background-and-return | up | kill init background linger foreground observe hear connect up message | A reopened app stays down through background and return.
SES-REOPEN-WAITS/then/outage | up | kill init outage(grace) observe hear connect up message | A reopened app stays down through outage.
SES-REOPEN-WAITS/then/long-time | up | kill init +10R observe hear connect up message | A reopened app stays down through long time.
SES-REOPEN-WAITS/then/ping | up | kill init ping observe hear connect up message | A reopened app stays down through ping.
SES-REOPEN-WAITS/then/disconnect | up | kill init disconnect observe hear connect up message | A reopened app stays down through disconnect.
SES-REOPEN-WAITS/then/second-kill | up | kill init kill +grace init observe hear connect up message | A reopened app stays down through second kill.
SES-REOPEN-WAITS/then/refusal | up | kill init refuse observe accept observe hear connect up message | A reopened app stays down through refusal.

SES-NO-USER/never/time/{mode} | {mode} | init linger observe hear | With nobody logged in, time opens nothing.
SES-NO-USER/never/connect/{mode} | {mode} | init connect observe connect observe hear | With nobody logged in, connect opens nothing.
SES-NO-USER/never/ping/{mode} | {mode} | init ping observe ping observe hear | With nobody logged in, ping opens nothing.
SES-NO-USER/never/disconnect/{mode} | {mode} | init disconnect observe hear | With nobody logged in, disconnect opens nothing.
SES-NO-USER/never/background-and-return/{mode} | {mode} | init background linger foreground observe hear | With nobody logged in, background and return opens nothing.
SES-NO-USER/never/connect-in-background/{mode} | {mode} | init background connect linger foreground observe hear | With nobody logged in, connect in background opens nothing.
SES-NO-USER/never/outage/{mode} | {mode} | init outage(grace) observe connect observe hear | With nobody logged in, outage opens nothing.
SES-NO-USER/never/kill/{mode} | {mode} | init kill init observe connect observe hear | With nobody logged in, kill opens nothing.
SES-NO-USER/logout/{logout-state} | {logout-state} | logout message observe connect observe message to_foreground observe outage(grace) observe message kill init observe | Logout of an app {logout-state.words} is final: down, silent, forgotten.
SES-NO-USER/logout/with-message/foreground | up | message logout message observe login(bob) observe message | What is sent right before logout is not kept for later.
SES-NO-USER/logout/with-message/background | away | message logout message observe login(bob) observe message | What is sent right before logout is not kept for later.
SES-NO-USER/logout/with-message/auto | auto-up | message logout message observe login(bob) observe message | What is sent right before logout is not kept for later.
SES-NO-USER/logout/{point} | away | {point.at} logout message observe foreground observe connect observe message | Logout {point.words} leaves nothing up and nothing pending.

SES-NO-USER/logout/opening/+{offset}ms | signed-in | connect +{offset} logout observe message observe login(bob) observe message | Logout in the middle of an opening leaves nothing to open.

SES-NO-USER/logout/reopening/+{offset}ms | up | outage(grace) +{offset} logout observe message observe login(bob) observe message | Logout in the middle of an opening leaves nothing to open.

SES-NO-USER/logout/auto-opening/+{offset}ms | auto-opening | +{offset} logout observe message observe login(bob) observe message | Logout in the middle of an opening leaves nothing to open.

SES-NO-USER/logout/auto-reopening/+{offset}ms | auto-up | outage(grace) +{offset} logout observe message observe login(bob) observe message | Logout in the middle of an opening leaves nothing to open.

SES-NO-USER/logout/auto-returning/+{offset}ms | auto-up | background linger foreground +{offset} logout observe message observe login(bob) observe message | Logout in the middle of an opening leaves nothing to open.

AUTO-DEFAULT/login | default-up | hear | With no mode chosen, login connects.
AUTO-DEFAULT/reopen | default-up | kill init up hear | With no mode chosen, init of a reopened app connects.
AUTO-DEFAULT/background | default-up | background linger hear | With no mode chosen, the background takes the connection down at once.
AUTO-DEFAULT/background-no-grace | default-up | background +grace/2 ping +grace/2 message | With no mode chosen, a ping in the background does not hold the connection.
AUTO-DEFAULT/return | default-up | background linger foreground up hear | With no mode chosen, a return connects.
AUTO-DEFAULT/third-return | default-up | 3x(background linger foreground up hear) | With no mode chosen, the third return connects.
AUTO-DEFAULT/outage | default-up | outage(grace) up hear | With no mode chosen, an outage is repaired.
AUTO-DEFAULT/third-outage | default-up | 3x(outage(grace) up hear) | With no mode chosen, the third outage is repaired.
AUTO-DEFAULT/foreground-long | default-up | +10grace hear | With no mode chosen, the foreground needs no ping.
AUTO-DEFAULT/new-login | default-up | logout observe login(bob) up hear | With no mode chosen, a new login connects.
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
AUTO-DEFAULT/not-manual | idle | hear connect up message | Manual mode, by contrast, waits for connect(): the mode chosen is honoured.
"""
