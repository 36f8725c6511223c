"""Rows: auto mode in the foreground, in the background and after outages (AUTO-*)."""

ROWS = """\
AUTO-FOREGROUND/returns/momentary/first | auto-up | background foreground up hear | The first return, each after a momentary stay, brings it up.
AUTO-FOREGROUND/returns/momentary/third | auto-up | 3x(background foreground up hear) | The third return, each after a momentary stay, brings it up.
AUTO-FOREGROUND/returns/half-a-grace/first | auto-up | background +grace/2 foreground up hear | The first return, each after a half-a-grace stay, brings it up.
AUTO-FOREGROUND/returns/half-a-grace/third | auto-up | 3x(background +grace/2 foreground up hear) | The third return, each after a half-a-grace stay, brings it up.
AUTO-FOREGROUND/returns/just-under-grace/first | auto-up | background +grace-edge foreground up hear | The first return, each after a just-under-grace stay, brings it up.
AUTO-FOREGROUND/returns/just-under-grace/third | auto-up | 3x(background +grace-edge foreground up hear) | The third return, each after a just-under-grace stay, brings it up.
AUTO-FOREGROUND/returns/just-over-grace/first | auto-up | background +grace+edge foreground up hear | The first return, each after a just-over-grace stay, brings it up.
AUTO-FOREGROUND/returns/just-over-grace/third | auto-up | 3x(background +grace+edge foreground up hear) | The third return, each after a just-over-grace stay, brings it up.
AUTO-FOREGROUND/returns/ten-graces/first | auto-up | background +10grace foreground up hear | The first return, each after a ten-graces stay, brings it up.
AUTO-FOREGROUND/returns/ten-graces/third | auto-up | 3x(background +10grace foreground up hear) | The third return, each after a ten-graces stay, brings it up.
AUTO-FOREGROUND/closed/{code} | auto-up | close({code}) up hear close({code}) up hear | A close with {code} in the foreground is repaired, twice.
AUTO-FOREGROUND/closed-for-a-reason/{private-code} | auto-up | 2x(close({private-code}) observe hear background linger foreground up hear) | After a close with {private-code}, which a vendor may mean as final, a return brings it up.

AUTO-FOREGROUND/back-while-closing/+{offset}ms | auto-up | background +{offset} foreground up hear | A return while the closing is under way is not lost.
AUTO-FOREGROUND/away-while-opening/+{offset}ms | auto-up | background linger foreground +{offset} background foreground up hear | Away and back in an opening ends up.

AUTO-FOREGROUND/long | auto-up | +20grace hear | The foreground holds the connection for as long as one likes.
AUTO-FOREGROUND/login-in-background/momentary | auto | init background login foreground up hear | A login in the background is up after the return.
AUTO-FOREGROUND/init-in-background/momentary | auto | background init login foreground up hear | An init in the background is up after the return.
AUTO-FOREGROUND/login-in-background/half-a-grace | auto | init background +grace/2 login +grace/2 foreground up hear | A login in the background is up after the return.
AUTO-FOREGROUND/init-in-background/half-a-grace | auto | background +grace/2 init login +grace/2 foreground up hear | An init in the background is up after the return.
AUTO-FOREGROUND/login-in-background/just-under-grace | auto | init background +grace-edge login +grace-edge foreground up hear | A login in the background is up after the return.
AUTO-FOREGROUND/init-in-background/just-under-grace | auto | background +grace-edge init login +grace-edge foreground up hear | An init in the background is up after the return.
AUTO-FOREGROUND/login-in-background/just-over-grace | auto | init background +grace+edge login +grace+edge foreground up hear | A login in the background is up after the return.
AUTO-FOREGROUND/init-in-background/just-over-grace | auto | background +grace+edge init login +grace+edge foreground up hear | An init in the background is up after the return.
AUTO-FOREGROUND/login-in-background/ten-graces | auto | init background +10grace login +10grace foreground up hear | A login in the background is up after the return.
AUTO-FOREGROUND/init-in-background/ten-graces | auto | background +10grace init login +10grace foreground up hear | An init in the background is up after the return.
AUTO-FOREGROUND/return-refused | auto-up | refuse background linger foreground linger accept up hear | A return that the server refuses first is up once it accepts.
AUTO-FOREGROUND/return-mute | auto-up | background linger mute foreground linger unmute up hear | A return to a silent server is up once it answers.

AUTO-BACKGROUND/first-background | auto-up | background +edge message linger | The first background takes it down at once.
AUTO-BACKGROUND/second-background | auto-up | background linger foreground up background +edge message linger | The second background takes it down at once.
AUTO-BACKGROUND/third-background | auto-up | 2x(background linger foreground up) background +edge message linger | The third background takes it down at once.
AUTO-BACKGROUND/from/{auto-foreground-state} | {auto-foreground-state} | background linger fair hear | The background takes an app {auto-foreground-state.words} down at once.

AUTO-BACKGROUND/opening/+{offset}ms | auto-opening | +{offset} background linger fair hear | The background ends what is in flight (opening).

AUTO-BACKGROUND/reopening/+{offset}ms | auto-up | outage(grace) +{offset} background linger fair hear | The background ends what is in flight (reopening).

AUTO-BACKGROUND/returning/+{offset}ms | auto-up | background linger foreground +{offset} background linger fair hear | The background ends what is in flight (returning).

AUTO-BACKGROUND/waiting/+{offset}ms | auto-up | refuse close +{offset} background linger fair hear | The background ends what is in flight (waiting).

AUTO-BACKGROUND/offline/+{offset}ms | auto-up | network_down +{offset} background linger fair hear | The background ends what is in flight (offline).

AUTO-BACKGROUND/accepted-again/+{offset}ms | auto-up | refuse close +grace/2 accept +{offset} background linger fair hear | The background ends what is in flight (accepted-again).

AUTO-BACKGROUND/reopened/+{offset}ms | auto-up | kill init +{offset} background linger fair hear | The background ends what is in flight (reopened).

AUTO-BACKGROUND/woken/once | auto-up | background linger kill +grace init background linger message foreground up hear | An app that is woken in the background, by a push for instance, is down.
AUTO-BACKGROUND/woken/three-times | auto-up | 3x(kill init background linger message) foreground up hear | The same three times over.
AUTO-BACKGROUND/woken/offline | auto-up | kill network_down init background +grace network_up linger message foreground up hear | The same without internet.

AUTO-BACKGROUND/ping-before | auto-up | ping background linger | A ping never gives an app in auto mode a grace in the background.
AUTO-BACKGROUND/ping-answered-before | auto-up | ping observe background linger | A ping never gives an app in auto mode a grace in the background.
AUTO-BACKGROUND/ping-after | auto-up | background ping linger | A ping never gives an app in auto mode a grace in the background.
AUTO-BACKGROUND/ping-loop | auto-up | background keep_alive(bound) linger | A ping never gives an app in auto mode a grace in the background.
AUTO-BACKGROUND/mute | auto-up | mute background linger unmute linger | A ping never gives an app in auto mode a grace in the background.

AUTO-BACKGROUND-QUIET/time | auto-up | background linger +10R linger hear foreground up message | In the background time opens nothing; the return does.
AUTO-BACKGROUND-QUIET/outage | auto-up | background linger outage(grace) linger hear foreground up message | In the background outage opens nothing; the return does.
AUTO-BACKGROUND-QUIET/third-outage | auto-up | background linger outage(edge) observe outage(edge) observe outage(edge) linger hear foreground up message | In the background third outage opens nothing; the return does.
AUTO-BACKGROUND-QUIET/outage-over-entry | auto-up | background linger foreground up network_down background linger network_up linger hear foreground up message | In the background outage over entry opens nothing; the return does.
AUTO-BACKGROUND-QUIET/outage-begun-before | auto-up | background linger foreground up network_down linger background network_up linger hear foreground up message | In the background outage begun before opens nothing; the return does.
AUTO-BACKGROUND-QUIET/message | auto-up | background linger message observe message linger hear foreground up message | In the background message opens nothing; the return does.
AUTO-BACKGROUND-QUIET/refusal | auto-up | background linger refuse linger accept linger hear foreground up message | In the background refusal opens nothing; the return does.
AUTO-BACKGROUND-QUIET/silence | auto-up | background linger mute linger unmute linger hear foreground up message | In the background silence opens nothing; the return does.
AUTO-BACKGROUND-QUIET/rejection | auto-up | background linger reject linger approve linger hear foreground up message | In the background rejection opens nothing; the return does.
AUTO-BACKGROUND-QUIET/server-close | auto-up | background linger close linger hear foreground up message | In the background server close opens nothing; the return does.
AUTO-BACKGROUND-QUIET/second-background | auto-up | background linger background linger hear foreground up message | In the background second background opens nothing; the return does.
AUTO-BACKGROUND-QUIET/ping | auto-up | background linger ping observe ping linger hear foreground up message | In the background ping opens nothing; the return does.
AUTO-BACKGROUND-QUIET/ping-loop | auto-up | background linger keep_alive(2bound) linger hear foreground up message | In the background ping loop opens nothing; the return does.
AUTO-BACKGROUND-QUIET/new-login | auto-up | background linger logout observe login(bob) linger hear foreground up message | In the background new login opens nothing; the return does.
AUTO-BACKGROUND-QUIET/return-and-away | auto-up | background linger foreground background linger hear foreground up message | In the background return and away opens nothing; the return does.
AUTO-BACKGROUND-QUIET/outage/{outage} | auto-up | background outage({outage.ms}) linger hear foreground up message | The end of an outage in the background opens nothing.

AUTO-BACKGROUND-QUIET/retry-armed/+{offset}ms | auto-up | refuse close +{offset} background +grace accept linger hear | A retry armed in the foreground does not fire in the background.

AUTO-BACKGROUND-QUIET/woken | auto-up | kill init background outage(grace) ping linger message network_up linger hear foreground up message | In an app that is woken in the background nothing opens.
AUTO-BACKGROUND-QUIET/init-again | auto-up | background linger init linger hear background linger hear foreground up message | In the background a second init opens nothing.

AUTO-BACKGROUND-QUIET/login/time | auto | init background login +10R linger hear foreground up message | A login in the background waits for the return.
AUTO-BACKGROUND-QUIET/login/outage | auto | init background login outage(grace) linger hear foreground up message | A login in the background waits for the return.
AUTO-BACKGROUND-QUIET/login/message | auto | init background login message observe message linger hear foreground up message | A login in the background waits for the return.
AUTO-BACKGROUND-QUIET/login/ping | auto | init background login ping observe ping linger hear foreground up message | A login in the background waits for the return.

AUTO-RECONNECT/{outage}/1 | auto-up | outage({outage.ms}) up hear | Outage number 1, each {outage}, is repaired.
AUTO-RECONNECT/{outage}/5 | auto-up | 5x(outage({outage.ms}) up hear) | Outage number 5, each {outage}, is repaired.

AUTO-FOREGROUND/closed-for-a-reason/then-connect | auto-up | 2x(close(4001) observe connect up hear) | A close that a vendor may mean as final ends with connect().
AUTO-FOREGROUND/closed-for-a-reason/then-login | auto-up | close(4001) observe logout login(bob) up hear | A close that a vendor may mean as final ends with a login.
AUTO-FOREGROUND/closed-for-a-reason/then-init | auto-up | close(4001) observe kill init up hear | A close that a vendor may mean as final ends with init.

AUTO-RECONNECT/flip-then-outage | auto-up | background foreground outage(grace) up hear | An outage in the instant of a return is repaired.

AUTO-RECONNECT/while-opening/+{offset}ms | auto-opening | +{offset} outage(grace) up hear | An outage in the first opening is repaired.
AUTO-RECONNECT/while-reopening/+{offset}ms | auto-up | outage(grace) +{offset} outage(grace) up hear | An outage in the repair of another is repaired.

AUTO-RECONNECT/flapping | auto-up | 10x(outage(edge) +edge) up hear | Up again after flapping, with no call.
AUTO-RECONNECT/refused-then-accepted | auto-up | network_down refuse +grace network_up linger accept up hear | Up again after refused then accepted, with no call.
AUTO-RECONNECT/mute-then-answering | auto-up | network_down mute +grace network_up linger unmute up hear | Up again after mute then answering, with no call.
AUTO-RECONNECT/return-offline | auto-up | network_down background linger foreground linger network_up up hear | Up again after return offline, with no call.
AUTO-RECONNECT/away-offline | auto-up | background network_down linger network_up foreground up hear | Up again after away offline, with no call.
AUTO-RECONNECT/reopened-offline | auto-up | kill network_down init linger network_up up hear | Up again after reopened offline, with no call.
AUTO-RECONNECT/long-refusal | auto-up | refuse close +5R accept up hear | Up again after long refusal, with no call.
AUTO-RECONNECT/messages-meanwhile | auto-up | network_down message +grace message network_up up hear | Up again after messages meanwhile, with no call.
"""
