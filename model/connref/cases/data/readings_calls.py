"""Rows that make the readings of calls visible: what ping, connect, disconnect, init and login do."""

ROWS = """\
ping-in-foreground/up | up | 3x(ping observe) | What ping() does in the foreground, thrice.
ping-in-foreground/reconnected | up | outage(grace) up 3x(ping observe) | What ping() does in the foreground, thrice.
ping-in-foreground/returned | up | background +grace/2 foreground 3x(ping observe) | What ping() does in the foreground, thrice.
ping-in-foreground/connected-again | up | disconnect observe connect up 3x(ping observe) | What ping() does in the foreground, thrice.
ping-in-foreground/reopened | up | kill init connect up 3x(ping observe) | What ping() does in the foreground, thrice.

ping-when-down/never-connected | idle | 3x(ping observe) message | What ping() reports while down; it opens nothing.
ping-when-down/disconnected | up | disconnect 3x(observe ping) observe message | What ping() reports while down; it opens nothing.
ping-when-down/lapsed | lapsed | 3x(ping observe) message | What ping() reports while down; it opens nothing.
ping-when-down/lapsed-and-returned | lapsed | foreground 3x(observe ping) observe message | What ping() reports while down; it opens nothing.
ping-when-down/background-never-up | idle | background 3x(ping observe) message | What ping() reports while down; it opens nothing.
ping-when-down/without-user | manual | init 3x(ping observe) message | What ping() reports while down; it opens nothing.
ping-when-down/logged-out | up | logout 3x(observe ping) observe message | What ping() reports while down; it opens nothing.
ping-when-down/reopened | up | kill init 3x(ping observe) message | What ping() reports while down; it opens nothing.
ping-when-down/closed-in-background | away | close 3x(observe ping) observe message | What ping() reports while down; it opens nothing.

ping-in-auto/up | auto-up | 3x(ping observe) | What ping() does in auto mode, thrice.
ping-in-auto/returned | auto-up | background linger foreground up 3x(ping observe) | What ping() does in auto mode, thrice.
ping-in-auto/reconnected | auto-up | outage(grace) up 3x(ping observe) | What ping() does in auto mode, thrice.
ping-in-auto/reopened | auto-up | kill init up 3x(ping observe) | What ping() does in auto mode, thrice.
ping-in-auto/no-mode | default-up | 3x(ping observe) | What ping() does with no mode chosen, thrice.

connect-when-up/up | up | 3x(connect observe) hear | What connect() reports while up; the connection stays.
connect-when-up/reconnected | up | outage(grace) up 3x(connect observe) hear | What connect() reports while up; the connection stays.
connect-when-up/returned | up | background +grace/2 foreground 3x(connect observe) hear | What connect() reports while up; the connection stays.
connect-when-up/pinged | up | ping 3x(observe connect) observe hear | What connect() reports while up; the connection stays.
connect-when-up/auto | auto-up | 3x(connect observe) hear | The same in auto mode.
connect-when-up/background | away | 3x(+grace/4 connect +grace/4 ping) linger | The same while up in the background.

connect-while-opening/+{offset}ms | signed-in | connect +{offset} connect observe disconnect observe connect +{offset} connect | What a second connect() reports, twice.
connect-while-opening/reopening/+{offset}ms | up | outage(grace) +{offset} connect up outage(grace) +{offset} connect | What connect() reports while a lost connection comes back, twice.

connect-while-opening/mute | idle | mute connect +grace/10 connect +grace/10 connect unmute observe hear | What further connect() report while it opens.
connect-while-opening/refused | idle | refuse connect +grace/10 connect +grace/10 connect accept observe hear | What further connect() report while it opens.
connect-while-opening/waiting | idle | connect up refuse close +grace/10 connect +grace/10 connect accept observe hear | What further connect() report while it opens.
connect-while-opening/auto-like | idle | 3x(connect) observe hear | What further connect() report while it opens.
connect-while-opening/auto | auto-up | refuse close +grace/10 connect +grace/10 connect accept up hear | The same in auto mode.

connect-offline/short | idle | 2x(network_down +grace/4 connect +grace/10 network_up observe hear connect up disconnect observe) | Whether connect() waits through a short time offline, twice.
connect-offline/grace | idle | 2x(network_down +grace/4 connect +grace network_up observe hear connect up disconnect observe) | Whether connect() waits through a grace time offline, twice.
connect-offline/long | idle | 2x(network_down +grace/4 connect +5R network_up observe hear connect up disconnect observe) | Whether connect() waits through a long time offline, twice.
connect-offline/two-calls | idle | network_down connect observe connect observe network_up up hear | Whether both of two connect() wait.
connect-offline/after-disconnect | up | disconnect observe network_down connect observe network_up up hear | The same after a disconnect().
connect-offline/background | idle | network_down background connect +grace/4 network_up linger hear foreground connect up hear | The same in the background.
connect-offline/then-disconnect | idle | network_down connect observe disconnect observe network_up hear | A disconnect() ends the waiting.

disconnect-when-down/never-connected | idle | 3x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/disconnected | up | 4x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/lapsed | lapsed | 3x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/lapsed-and-returned | lapsed | foreground 3x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/without-user | manual | init 3x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/logged-out | up | logout 3x(observe disconnect) observe | What disconnect() reports while down, thrice.
disconnect-when-down/reopened | up | kill init 3x(disconnect observe) | What disconnect() reports while down, thrice.
disconnect-when-down/auto-without-user | auto | init 3x(disconnect observe) | What disconnect() reports while down, thrice.

init-again/idle | idle | init observe hear fair init observe hear revive | What init does a second and a third time (idle).
init-again/up | up | init observe hear fair init observe hear revive | What init does a second and a third time (up).
init-again/opening | signed-in | connect init observe hear fair init observe hear revive | What init does a second and a third time (opening).
init-again/waiting | up | refuse close +grace/10 init observe hear fair init observe hear revive | What init does a second and a third time (waiting).
init-again/away | away | init observe hear fair init observe hear revive | What init does a second and a third time (away).
init-again/lapsed | lapsed | init observe hear fair init observe hear revive | What init does a second and a third time (lapsed).
init-again/disconnected | up | disconnect observe init observe hear fair init observe hear revive | What init does a second and a third time (disconnected).
init-again/without-user | manual | init init observe hear fair init observe hear revive | What init does a second and a third time (without user).
init-again/auto-up | auto-up | init observe hear fair init observe hear revive | What init does a second and a third time (auto up).
init-again/auto-opening | auto-opening | init observe hear fair init observe hear revive | What init does a second and a third time (auto opening).
init-again/auto-away | auto-up | background linger init observe hear fair init observe hear revive | What init does a second and a third time (auto away).
init-again/auto-without-user | auto | init init observe hear fair init observe hear revive | What init does a second and a third time (auto without user).
init-again/auto-disconnected | auto-up | disconnect observe init observe hear fair init observe hear revive | What init does a second and a third time (auto disconnected).
init-again/auto-long-disconnected | auto-up | disconnect observe observe init observe hear fair init observe hear revive | What init does a second and a third time (auto long disconnected).
init-again/waiting/10 | up | refuse close +grace/10 init fair observe hear revive | Whether init a second time leaves a connection on its way back alone.
init-again/waiting/5 | up | refuse close +grace/5 init fair observe hear revive | Whether init a second time leaves a connection on its way back alone.

login-again/idle/alice | idle | login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/idle/bob | idle | login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/up/alice | up | login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/up/bob | up | login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/away/alice | away | login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/away/bob | away | login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/auto-up/alice | auto-up | login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/auto-up/bob | auto-up | login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/auto-away/alice | auto-up | background linger login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/auto-away/bob | auto-up | background linger login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/reopened/alice | up | kill init login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/reopened/bob | up | kill init login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/auto-reopened/alice | auto-up | kill init up login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/auto-reopened/bob | auto-up | kill init up login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.
login-again/disconnected/alice | up | disconnect observe login observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of the same user over another leaves logged in, twice.
login-again/disconnected/bob | up | disconnect observe login(bob) observe hear kill init observe login(carol) observe kill init observe revive | Whom a login of another user over another leaves logged in, twice.

call-before-init/connect/{mode} | {mode} | 3x(connect observe) init login observe revive | What connect() does before init, thrice, and that init works.
call-before-init/disconnect/{mode} | {mode} | 3x(disconnect observe) init login observe revive | What disconnect() does before init, thrice, and that init works.
call-before-init/ping/{mode} | {mode} | 3x(ping observe) init login observe revive | What ping() does before init, thrice, and that init works.

call-before-init/all-at-once | manual | connect disconnect ping init login observe hear revive | The same for all three calls at one instant.
call-before-init/background | manual | background connect observe foreground ping observe init login observe revive | The same in the background.
"""
