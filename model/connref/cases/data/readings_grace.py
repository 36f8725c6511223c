"""Rows that make the readings of deadlines and of the background visible, each asked at least twice."""

ROWS = """\
ping-at-deadline/{nth}-background | {nth}-background | @deadline ping linger | Whether a ping at the very deadline in the {nth} background counts. | T=0
ping-at-deadline/three-times | up | 3x(background @deadline ping observe comeback) | Whether a ping at the very deadline counts, three times over: the answer is the same. | T=0
ping-at-deadline/after-ping | away | +grace/2 ping @deadline ping linger | Whether a ping at the very deadline counts where a ping began the grace. | T=0
ping-at-deadline/after-ping-loop | away | keep_alive(2grace) @deadline ping linger | Whether a ping at the very deadline counts after many pings. | T=0
ping-at-deadline/with-message | away | @deadline message ping linger | Whether a ping at the very deadline counts where a message comes at the same instant. | T=0

ping-counts-when/answered-late/{nth} | {nth}-background | mute +grace/4 ping +grace/4 unmute linger | Whether a grace runs from the ping or from its late answer.
ping-counts-when/unanswered/{nth} | {nth}-background | mute +grace/4 ping linger unmute | Whether a ping that is never answered begins a grace.

ping-counts-when/second-ping | away | +grace/4 mute ping +grace/4 unmute ping linger | Whether an answered ping after an unanswered one begins the grace.
ping-counts-when/twice | up | 2x(background +grace/4 mute ping linger unmute observe comeback) | Whether an unanswered ping counts, twice over: the answer is the same.
ping-counts-when/last-moment | away | @deadline-edge ping linger | Whether a ping counts whose answer is due only after the deadline.
ping-counts-when/offline | away | +grace/2 network_down ping +grace/4 network_up linger | Whether a ping without internet begins a grace.

return-at-deadline/{nth}-background | {nth}-background | @deadline foreground observe message linger | Whether a return at the very deadline in the {nth} background counts. | T=0
return-at-deadline/three-times | up | 3x(background @deadline foreground observe message observe comeback) | Whether a return at the very deadline counts, three times over: the answer is the same. | T=0
return-at-deadline/after-ping | away | +grace/2 ping @deadline foreground observe message linger | Whether a return at the very deadline counts where a ping began the grace. | T=0
return-at-deadline/after-ping-loop | away | keep_alive(2grace) @deadline foreground observe message linger | Whether a return at the very deadline counts after many pings. | T=0
return-at-deadline/with-message | away | @deadline message foreground observe message linger | Whether a return at the very deadline counts where a message comes at the same instant. | T=0

connect-in-background/never-up/at-entry | idle | background connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/never-up/early | idle | background +grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/never-up/late | idle | background +3grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/never-up/past-entry-deadline | idle | background +grace+grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/disconnected/early | up | disconnect observe background +grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/disconnected/past-entry-deadline | up | disconnect observe background +grace+grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/disconnected-in-background/early | away | disconnect +grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/disconnected-in-background/past-entry-deadline | away | disconnect +grace+grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/closed-in-background/early | away | close +grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/closed-in-background/past-entry-deadline | away | close +grace+grace/4 connect linger message linger | Which end, if any, a connection asked for in the background gets.
connect-in-background/slow/mute | idle | background +grace/4 mute connect +grace/4 unmute linger linger | Whether the grace of a slow opening runs from entry, call or opening.
connect-in-background/slow/mute-past-entry-deadline | idle | background +grace/4 mute connect +grace unmute linger linger | Whether the grace of a slow opening runs from entry, call or opening.
connect-in-background/slow/refused | idle | background +grace/4 refuse connect +grace/4 accept linger linger | Whether the grace of a slow opening runs from entry, call or opening.
connect-in-background/slow/refused-past-call-deadline | idle | background +grace/4 refuse connect +2grace accept linger linger | Whether the grace of a slow opening runs from entry, call or opening.
connect-in-background/slow/late-mute | idle | background +grace/4 +grace/2 mute connect +grace/2 unmute linger linger | Whether the grace of a slow opening runs from entry, call or opening.
connect-in-background/then/ping | idle | background +grace/4 connect +grace/4 ping linger hear comeback hear | How the answer goes on (ping).
connect-in-background/then/ping-loop | idle | background +grace/4 connect +grace/4 keep_alive(3grace) linger hear comeback hear | How the answer goes on (ping loop).
connect-in-background/then/return | idle | background +grace/4 connect +grace/4 foreground +2grace message linger hear comeback hear | How the answer goes on (return).
connect-in-background/then/return-and-away | idle | background +grace/4 connect +grace/4 foreground +grace background linger hear comeback hear | How the answer goes on (return and away).
connect-in-background/then/second-connect | idle | background 3x(+grace/4 connect) linger hear comeback hear | How the answer goes on (second connect).
connect-in-background/then/disconnect | idle | background +grace/4 connect +grace/4 disconnect linger hear comeback hear | How the answer goes on (disconnect).
connect-in-background/then/outage | idle | background +grace/4 connect +grace/4 outage(grace/4) linger hear comeback hear | How the answer goes on (outage).
connect-in-background/then/server-close | idle | background +grace/4 connect +grace/4 close linger hear comeback hear | How the answer goes on (server close).
connect-in-background/three-times | idle | 3x(background +grace/4 connect linger disconnect observe comeback disconnect observe) | The same answer three times over.
connect-in-background/lapsed | away | @deadline+edge +grace/4 connect linger connect linger | Whether a connection that ran out can be asked for again in the background.

background-while-opening/+{offset}ms | signed-in | connect +{offset} background linger message comeback hear | What becomes of an opening when the app goes away.

background-while-opening/slow/mute | idle | mute connect +grace/10 background +grace/4 unmute linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/mute-nearly-all | idle | mute connect background +3grace/4 unmute linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/mute-past-deadline | idle | mute connect background +2grace unmute linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/refused | idle | refuse connect +grace/10 background +grace/4 accept linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/offline | idle | network_down connect +grace/10 background +grace/4 network_up linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/mute-then-ping | idle | mute connect background +grace/4 unmute +grace/2 ping linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/slow/mute-then-return | idle | mute connect background +grace/4 foreground unmute linger message linger comeback hear | When a slow opening in the background is given up.
background-while-opening/three-times | idle | 3x(mute connect +grace/10 background +grace/4 unmute linger linger comeback disconnect observe) | The same answer three times over.

background-while-waiting/refused | up | refuse close +grace/10 background +grace/4 accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/refused-nearly-all | up | refuse close +grace/10 background +3grace/4 accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/refused-past-deadline | up | refuse close +grace/10 background +2grace accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/offline | up | network_down linger background +grace/4 network_up linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/reopening | up | outage(grace) background linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/mute-reopening | up | refuse close mute accept +grace/10 background +grace/4 unmute linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/with-ping | up | refuse close +grace/10 background +grace/4 ping accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/with-return | up | refuse close +grace/10 background +grace/4 foreground accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.
background-while-waiting/second-stay | up | background +grace/2 foreground refuse close +grace/10 background +grace/4 accept linger message linger comeback hear | Whether the repair of a lost connection goes on in the background.

background-while-waiting/+{offset}ms | up | refuse close +{offset} background +grace/4 accept linger message comeback hear | The same, right after the loss.

background-while-waiting/three-times | up | 3x(refuse close +grace/10 background +grace/4 accept linger comeback) | The same answer three times over.

background-again/{nth}-background | {nth}-background | +grace/2 background @entry+grace+edge message linger | Whether a doubled background restarts the grace.
background-again/at-once | away | background +grace/3 message linger | Whether a doubled background restarts the grace (at once).
background-again/nearly-all | away | @deadline-edge background +grace/3 message linger | Whether a doubled background restarts the grace (nearly all).
background-again/three-doubles | away | 3x(+grace/4 background) +grace/3 message linger | Whether a doubled background restarts the grace (three doubles).
background-again/after-ping | away | +grace/4 ping +grace/2 background +grace/3 message linger | Whether a doubled background restarts the grace (after ping).
background-again/before-ping | away | +grace/2 background +grace/4 ping +grace/3 message linger | Whether a doubled background restarts the grace (before ping).
background-again/then-return | away | +grace/2 background +grace/4 foreground +grace/3 message linger | Whether a doubled background restarts the grace (then return).
background-again/after-deadline | away | @deadline+edge background +grace/3 message linger | Whether a doubled background restarts the grace (after deadline).
background-again/twice | up | 2x(background +grace/2 background linger observe comeback) | The same answer twice over.
"""
