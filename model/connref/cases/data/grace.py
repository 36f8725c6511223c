"""Rows: the grace in the background and the pings that extend it (MAN-GRACE*, MAN-PING-*)."""

ROWS = """\
MAN-FOREGROUND-HOLDS/old-deadline/entry/disconnect | away | +grace/3 disconnect foreground connect linger message linger message | A deadline from before disconnect does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/disconnect | away | +grace/3 ping +grace/3 disconnect foreground connect linger message linger message | A deadline from before disconnect does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/disconnect-after-return | away | +grace/3 foreground disconnect connect linger message linger message | A deadline from before disconnect after return does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/disconnect-after-return | away | +grace/3 ping +grace/3 foreground disconnect connect linger message linger message | A deadline from before disconnect after return does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/server-close | away | +grace/3 close foreground connect linger message linger message | A deadline from before server close does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/server-close | away | +grace/3 ping +grace/3 close foreground connect linger message linger message | A deadline from before server close does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/momentary-outage | away | +grace/3 outage(edge) foreground connect linger message linger message | A deadline from before momentary outage does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/momentary-outage | away | +grace/3 ping +grace/3 outage(edge) foreground connect linger message linger message | A deadline from before momentary outage does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/outage | away | +grace/3 outage(grace/10) foreground connect linger message linger message | A deadline from before outage does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/outage | away | +grace/3 ping +grace/3 outage(grace/10) foreground connect linger message linger message | A deadline from before outage does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/kill | away | +grace/3 kill init connect linger message linger message | A deadline from before kill does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/kill | away | +grace/3 ping +grace/3 kill init connect linger message linger message | A deadline from before kill does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/logout | away | +grace/3 logout login(bob) foreground connect linger message linger message | A deadline from before logout does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/logout | away | +grace/3 ping +grace/3 logout login(bob) foreground connect linger message linger message | A deadline from before logout does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/entry/connect | away | +grace/3 connect foreground linger message linger message | A deadline from before connect does not end the connection after it.
MAN-FOREGROUND-HOLDS/old-deadline/ping/connect | away | +grace/3 ping +grace/3 connect foreground linger message linger message | A deadline from before connect does not end the connection after it.
MAN-FOREGROUND-HOLDS/connected | up | 3x(+grace+edge message) +20grace message | In the foreground (connected) it stays up without pings.
MAN-FOREGROUND-HOLDS/pinged | up | ping 3x(+grace+edge message) +20grace message | In the foreground (pinged) it stays up without pings.
MAN-FOREGROUND-HOLDS/pinged-twice | up | ping +grace/2 ping 3x(+grace+edge message) +20grace message | In the foreground (pinged twice) it stays up without pings.
MAN-FOREGROUND-HOLDS/returned | up | background +grace/2 foreground 3x(+grace+edge message) +20grace message | In the foreground (returned) it stays up without pings.
MAN-FOREGROUND-HOLDS/returned-at-once | up | background foreground 3x(+grace+edge message) +20grace message | In the foreground (returned at once) it stays up without pings.
MAN-FOREGROUND-HOLDS/returned-after-ping | up | background +grace/2 ping foreground 3x(+grace+edge message) +20grace message | In the foreground (returned after ping) it stays up without pings.
MAN-FOREGROUND-HOLDS/third-return | up | 3x(background +grace/2 foreground +grace/2) 3x(+grace+edge message) +20grace message | In the foreground (third return) it stays up without pings.
MAN-FOREGROUND-HOLDS/reconnected | up | outage(grace) up 3x(+grace+edge message) +20grace message | In the foreground (reconnected) it stays up without pings.
MAN-FOREGROUND-HOLDS/reconnected-at-once | up | outage(edge) up 3x(+grace+edge message) +20grace message | In the foreground (reconnected at once) it stays up without pings.
MAN-FOREGROUND-HOLDS/reconnected-soon | up | outage(grace/10) up 3x(+grace+edge message) +20grace message | In the foreground (reconnected soon) it stays up without pings.
MAN-FOREGROUND-HOLDS/for-hours | up | +360grace 3x(+grace+edge message) +20grace message | In the foreground (for hours) it stays up without pings.
MAN-FOREGROUND-HOLDS/connected-again | up | disconnect observe connect up 3x(+grace+edge message) +20grace message | In the foreground (connected again) it stays up without pings.
MAN-FOREGROUND-HOLDS/connect-while-up | up | connect 3x(+grace+edge message) +20grace message | In the foreground (connect while up) it stays up without pings.
MAN-FOREGROUND-HOLDS/second-foreground | up | foreground 3x(+grace+edge message) +20grace message | In the foreground (second foreground) it stays up without pings.

MAN-GRACE/just-before-deadline/first-background/{probe} | first-background | @deadline-edge {probe.story} | In the first background it is up until just before the deadline ({probe.words}).
MAN-GRACE/just-before-deadline/second-background/{few-probe} | second-background | @deadline-edge {few-probe.story} | In the second background it is up until just before the deadline ({few-probe.words}).
MAN-GRACE/just-before-deadline/third-background/{few-probe} | third-background | @deadline-edge {few-probe.story} | In the third background it is up until just before the deadline ({few-probe.words}).
MAN-GRACE/just-before-deadline/plain | up | background +grace/3 message @deadline-edge message | The grace is whole (plain).
MAN-GRACE/just-before-deadline/ping-before | up | ping +grace/3 background +grace/3 message @deadline-edge message | The grace is whole (ping before).
MAN-GRACE/just-before-deadline/long-foreground | up | +10grace background +grace/3 message @deadline-edge message | The grace is whole (long foreground).
MAN-GRACE/just-before-deadline/connected-again | up | disconnect observe connect up background +grace/3 message @deadline-edge message | The grace is whole (connected again).
MAN-GRACE/just-before-deadline/reconnected | up | outage(grace) up background +grace/3 message @deadline-edge message | The grace is whole (reconnected).
MAN-GRACE/just-before-deadline/connect-while-up | up | connect observe background +grace/3 message @deadline-edge message | The grace is whole (connect while up).
MAN-GRACE/just-before-deadline/reopened | up | kill init connect up background +grace/3 message @deadline-edge message | The grace is whole (reopened).
MAN-GRACE/just-before-deadline/new-login | up | logout observe login(bob) connect up background +grace/3 message @deadline-edge message | The grace is whole (new login).
MAN-GRACE/just-before-deadline/lapsed-before | up | background @deadline+edge foreground observe connect up background +grace/3 message @deadline-edge message | The grace is whole (lapsed before).
MAN-GRACE/message-after-a-third | away | +grace/3 message @deadline-edge | A message in the background does not end the grace.
MAN-GRACE/message-after-a-half | away | +grace/2 message @deadline-edge | A message in the background does not end the grace.

MAN-GRACE-ENDS/{late-point}/first-background/{probe} | first-background | {late-point.at} {probe.story} | In the first background the deadline takes it down, as {probe.words} {late-point.words} shows.
MAN-GRACE-ENDS/{late-point}/second-background/{few-probe} | second-background | {late-point.at} {few-probe.story} | In the second background the deadline takes it down, as {few-probe.words} {late-point.words} shows.
MAN-GRACE-ENDS/{late-point}/third-background/{few-probe} | third-background | {late-point.at} {few-probe.story} | In the third background the deadline takes it down, as {few-probe.words} {late-point.words} shows.

MAN-GRACE-ENDS/after/plain | up | background @deadline+edge message linger ping | The deadline comes in time (plain).
MAN-GRACE-ENDS/after/ping-before | up | ping +grace/3 background @deadline+edge message linger ping | The deadline comes in time (ping before).
MAN-GRACE-ENDS/after/long-foreground | up | +10grace background @deadline+edge message linger ping | The deadline comes in time (long foreground).
MAN-GRACE-ENDS/after/connected-again | up | disconnect observe connect up background @deadline+edge message linger ping | The deadline comes in time (connected again).
MAN-GRACE-ENDS/after/reconnected | up | outage(grace) up background @deadline+edge message linger ping | The deadline comes in time (reconnected).
MAN-GRACE-ENDS/after/connect-while-up | up | connect observe background @deadline+edge message linger ping | The deadline comes in time (connect while up).
MAN-GRACE-ENDS/after/reopened | up | kill init connect up background @deadline+edge message linger ping | The deadline comes in time (reopened).
MAN-GRACE-ENDS/after/new-login | up | logout observe login(bob) connect up background @deadline+edge message linger ping | The deadline comes in time (new login).
MAN-GRACE-ENDS/after/lapsed-before | up | background @deadline+edge foreground observe connect up background @deadline+edge message linger ping | The deadline comes in time (lapsed before).
MAN-GRACE-ENDS/during/messages | away | +grace/3 message +grace/3 message linger fair hear | Messages in the grace does not lengthen it.
MAN-GRACE-ENDS/during/outage | away | +grace/3 outage(grace/3) linger fair hear | Outage in the grace does not lengthen it.
MAN-GRACE-ENDS/during/offline | away | +grace/3 network_down linger fair hear | Offline in the grace does not lengthen it.
MAN-GRACE-ENDS/during/mute | away | mute linger fair hear | Mute in the grace does not lengthen it.
MAN-GRACE-ENDS/during/refusal | away | refuse linger fair hear | Refusal in the grace does not lengthen it.
MAN-GRACE-ENDS/during/connect-while-up | away | +grace/3 connect linger fair hear | Connect while up in the grace does not lengthen it.

MAN-PING-EXTENDS/nothing/{repeat}-background/held | {repeat}-background | ping @deadline-edge message | A ping nothing into the grace holds it up a whole grace more.
MAN-PING-EXTENDS/nothing/{repeat}-background/ended | {repeat}-background | ping @deadline+edge message | A ping nothing into the grace gives one grace and no more.

MAN-PING-EXTENDS/a-moment/{repeat}-background/held | {repeat}-background | +edge ping @deadline-edge message | A ping a-moment into the grace holds it up a whole grace more.
MAN-PING-EXTENDS/a-moment/{repeat}-background/ended | {repeat}-background | +edge ping @deadline+edge message | A ping a-moment into the grace gives one grace and no more.

MAN-PING-EXTENDS/a-third/{repeat}-background/held | {repeat}-background | +grace/3 ping @entry+grace+edge message @deadline-edge message | A ping a-third into the grace holds it up a whole grace more. | grace>=9edge
MAN-PING-EXTENDS/a-third/{repeat}-background/held | {repeat}-background | +grace/3 ping @deadline-edge message | A ping a-third into the grace holds it up a whole grace more. | grace<9edge
MAN-PING-EXTENDS/a-third/{repeat}-background/ended | {repeat}-background | +grace/3 ping @deadline+edge message | A ping a-third into the grace gives one grace and no more.

MAN-PING-EXTENDS/two-thirds/{repeat}-background/held | {repeat}-background | +2grace/3 ping @entry+grace+edge message @deadline-edge message | A ping two-thirds into the grace holds it up a whole grace more.
MAN-PING-EXTENDS/two-thirds/{repeat}-background/ended | {repeat}-background | +2grace/3 ping @deadline+edge message | A ping two-thirds into the grace gives one grace and no more.

MAN-PING-EXTENDS/nearly-all/{repeat}-background/held | {repeat}-background | +grace-edge ping @entry+grace+edge message @deadline-edge message | A ping nearly-all into the grace holds it up a whole grace more.
MAN-PING-EXTENDS/nearly-all/{repeat}-background/ended | {repeat}-background | +grace-edge ping @deadline+edge message | A ping nearly-all into the grace gives one grace and no more.

MAN-PING-EXTENDS/two-at-once/held | away | +grace/2 ping ping @deadline-edge message | Of two pings at one instant the last one counts.
MAN-PING-EXTENDS/two-at-once/ended | away | +grace/2 ping ping @deadline+edge message | The two pings at one instant do not add up.
MAN-PING-EXTENDS/three-at-once/held | away | +grace/2 ping ping ping @deadline-edge message | Of three pings at one instant the last one counts.
MAN-PING-EXTENDS/three-at-once/ended | away | +grace/2 ping ping ping @deadline+edge message | The three pings at one instant do not add up.

MAN-PING-LOOP/a-third/{nth}-background | {nth}-background | 10x(@deadline-grace+grace/3 ping +edge message) @deadline-edge message | Ten pings a-third apart hold it up in the {nth} background.

MAN-PING-LOOP/half/{nth}-background | {nth}-background | 10x(@deadline-grace+grace/2 ping +edge message) @deadline-edge message | Ten pings half apart hold it up in the {nth} background.

MAN-PING-LOOP/nearly-all/{nth}-background | {nth}-background | 10x(@deadline-grace+grace-edge ping +edge message) @deadline-edge message | Ten pings nearly-all apart hold it up in the {nth} background.

MAN-PING-LAPSES/just-before-deadline/1-pings/{lapse-probe} | away | keep_alive(grace/2) @deadline-edge {lapse-probe.story} | Just before deadline of the last of 1 pings: down by then, as {lapse-probe.words} shows.

MAN-PING-LAPSES/at-deadline/1-pings/{lapse-probe} | away | keep_alive(grace/2) @deadline {lapse-probe.story} | At deadline of the last of 1 pings: down by then, as {lapse-probe.words} shows. | T=0

MAN-PING-LAPSES/just-after-deadline/1-pings/{lapse-probe} | away | keep_alive(grace/2) @deadline+edge {lapse-probe.story} | Just after deadline of the last of 1 pings: down by then, as {lapse-probe.words} shows.

MAN-PING-LAPSES/just-before-deadline/3-pings/{lapse-probe} | away | keep_alive(grace/2*3) @deadline-edge {lapse-probe.story} | Just before deadline of the last of 3 pings: down by then, as {lapse-probe.words} shows.

MAN-PING-LAPSES/at-deadline/3-pings/{lapse-probe} | away | keep_alive(grace/2*3) @deadline {lapse-probe.story} | At deadline of the last of 3 pings: down by then, as {lapse-probe.words} shows. | T=0

MAN-PING-LAPSES/just-after-deadline/3-pings/{lapse-probe} | away | keep_alive(grace/2*3) @deadline+edge {lapse-probe.story} | Just after deadline of the last of 3 pings: down by then, as {lapse-probe.words} shows.

MAN-PING-LAPSES/just-before-deadline/10-pings/{lapse-probe} | away | keep_alive(grace/2*10) @deadline-edge {lapse-probe.story} | Just before deadline of the last of 10 pings: down by then, as {lapse-probe.words} shows.

MAN-PING-LAPSES/at-deadline/10-pings/{lapse-probe} | away | keep_alive(grace/2*10) @deadline {lapse-probe.story} | At deadline of the last of 10 pings: down by then, as {lapse-probe.words} shows. | T=0

MAN-PING-LAPSES/just-after-deadline/10-pings/{lapse-probe} | away | keep_alive(grace/2*10) @deadline+edge {lapse-probe.story} | Just after deadline of the last of 10 pings: down by then, as {lapse-probe.words} shows.
MAN-PING-LAPSES/{nth}-background | {nth}-background | keep_alive(2grace) @deadline+edge message linger foreground observe message | When the pings stop in the {nth} background it goes down and stays down.

MAN-PING-SENDS/nothing/{repeat}-background | {repeat}-background | ping +grace/2 ping keep_alive(bound) | Each ping from nothing into the {repeat} background on is sent.

MAN-PING-SENDS/a-moment/{repeat}-background | {repeat}-background | +edge ping +grace/2 ping keep_alive(bound) | Each ping from a-moment into the {repeat} background on is sent.

MAN-PING-SENDS/a-third/{repeat}-background | {repeat}-background | +grace/3 ping +grace/2 ping keep_alive(bound) | Each ping from a-third into the {repeat} background on is sent.

MAN-PING-SENDS/two-thirds/{repeat}-background | {repeat}-background | +2grace/3 ping +grace/2 ping keep_alive(bound) | Each ping from two-thirds into the {repeat} background on is sent.

MAN-PING-SENDS/nearly-all/{repeat}-background | {repeat}-background | +grace-edge ping +grace/2 ping keep_alive(bound) | Each ping from nearly-all into the {repeat} background on is sent.
MAN-PING-SENDS/twice-at-once | up | background ping ping keep_alive(bound) | A ping in the background (twice at once) is sent to the server.
MAN-PING-SENDS/after-silence | up | background mute +grace/4 unmute ping keep_alive(bound) | A ping in the background (after silence) is sent to the server.
MAN-PING-SENDS/after-foreground-ping | up | ping observe background ping keep_alive(bound) | A ping in the background (after foreground ping) is sent to the server.
MAN-PING-SENDS/after-reconnect | up | outage(grace) up background ping keep_alive(bound) | A ping in the background (after reconnect) is sent to the server.
MAN-PING-SENDS/after-second-connect | up | disconnect observe connect up background ping keep_alive(bound) | A ping in the background (after second connect) is sent to the server.
MAN-PING-SENDS/with-message | up | background message ping message keep_alive(bound) | A ping in the background (with message) is sent to the server.

MAN-RETURN-CANCELS/nothing/{nth}-background | {nth}-background | foreground @entry+grace+edge message +grace hear | A return nothing into the {nth} stay cancels its deadline.

MAN-RETURN-CANCELS/a-moment/{nth}-background | {nth}-background | +edge foreground @entry+grace+edge message +grace hear | A return a-moment into the {nth} stay cancels its deadline.

MAN-RETURN-CANCELS/a-third/{nth}-background | {nth}-background | +grace/3 foreground @entry+grace+edge message +grace hear | A return a-third into the {nth} stay cancels its deadline.

MAN-RETURN-CANCELS/two-thirds/{nth}-background | {nth}-background | +2grace/3 foreground @entry+grace+edge message +grace hear | A return two-thirds into the {nth} stay cancels its deadline.

MAN-RETURN-CANCELS/nearly-all/{nth}-background | {nth}-background | +grace-edge foreground @entry+grace+edge message +grace hear | A return nearly-all into the {nth} stay cancels its deadline.
MAN-RETURN-CANCELS/after-ping | away | +grace/2 ping +grace/4 foreground 3x(+grace+edge message) | A return (after ping) cancels each deadline that was running.
MAN-RETURN-CANCELS/with-ping | away | +grace/2 ping foreground 3x(+grace+edge message) | A return (with ping) cancels each deadline that was running.
MAN-RETURN-CANCELS/before-ping | away | +grace/2 foreground ping 3x(+grace+edge message) | A return (before ping) cancels each deadline that was running.
MAN-RETURN-CANCELS/just-before-ping-deadline | away | +grace/2 ping @deadline-edge foreground 3x(+grace+edge message) | A return (just before ping deadline) cancels each deadline that was running.
MAN-RETURN-CANCELS/after-ten-pings | away | keep_alive(5grace) foreground 3x(+grace+edge message) | A return (after ten pings) cancels each deadline that was running.
MAN-RETURN-CANCELS/disconnected-and-connected | away | disconnect connect +grace/4 foreground 3x(+grace+edge message) | A return (disconnected and connected) cancels each deadline that was running.
MAN-RETURN-CANCELS/unanswered-ping | away | mute ping +grace/4 unmute foreground 3x(+grace+edge message) | A return (unanswered ping) cancels each deadline that was running.

MAN-GRACE-ENDS/woken | up | kill init background connect linger message foreground observe hear connect up hear | A connection of an app that is woken in the background has an end.

MAN-GRACE-RESTARTS/nothing-used/at-once/held | away | foreground background @deadline-edge message | A stay that used nothing of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/nothing-used/at-once/ended | away | foreground background @deadline+edge message | After a stay that used nothing the next grace ends in time.
MAN-GRACE-RESTARTS/nothing-used/after-a-while/held | away | foreground +grace/3 background @deadline-edge message | A stay that used nothing of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/nothing-used/after-a-while/ended | away | foreground +grace/3 background @deadline+edge message | After a stay that used nothing the next grace ends in time.
MAN-GRACE-RESTARTS/a-moment-used/at-once/held | away | +edge foreground background @deadline-edge message | A stay that used a-moment of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/a-moment-used/at-once/ended | away | +edge foreground background @deadline+edge message | After a stay that used a-moment the next grace ends in time.
MAN-GRACE-RESTARTS/a-moment-used/after-a-while/held | away | +edge foreground +grace/3 background @deadline-edge message | A stay that used a-moment of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/a-moment-used/after-a-while/ended | away | +edge foreground +grace/3 background @deadline+edge message | After a stay that used a-moment the next grace ends in time.
MAN-GRACE-RESTARTS/a-third-used/at-once/held | away | +grace/3 foreground background @deadline-edge message | A stay that used a-third of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/a-third-used/at-once/ended | away | +grace/3 foreground background @deadline+edge message | After a stay that used a-third the next grace ends in time.
MAN-GRACE-RESTARTS/a-third-used/after-a-while/held | away | +grace/3 foreground +grace/3 background @deadline-edge message | A stay that used a-third of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/a-third-used/after-a-while/ended | away | +grace/3 foreground +grace/3 background @deadline+edge message | After a stay that used a-third the next grace ends in time.
MAN-GRACE-RESTARTS/two-thirds-used/at-once/held | away | +2grace/3 foreground background @deadline-edge message | A stay that used two-thirds of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/two-thirds-used/at-once/ended | away | +2grace/3 foreground background @deadline+edge message | After a stay that used two-thirds the next grace ends in time.
MAN-GRACE-RESTARTS/two-thirds-used/after-a-while/held | away | +2grace/3 foreground +grace/3 background @deadline-edge message | A stay that used two-thirds of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/two-thirds-used/after-a-while/ended | away | +2grace/3 foreground +grace/3 background @deadline+edge message | After a stay that used two-thirds the next grace ends in time.
MAN-GRACE-RESTARTS/nearly-all-used/at-once/held | away | +grace-edge foreground background @deadline-edge message | A stay that used nearly-all of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/nearly-all-used/at-once/ended | away | +grace-edge foreground background @deadline+edge message | After a stay that used nearly-all the next grace ends in time.
MAN-GRACE-RESTARTS/nearly-all-used/after-a-while/held | away | +grace-edge foreground +grace/3 background @deadline-edge message | A stay that used nearly-all of the grace leaves the next a whole one.
MAN-GRACE-RESTARTS/nearly-all-used/after-a-while/ended | away | +grace-edge foreground +grace/3 background @deadline+edge message | After a stay that used nearly-all the next grace ends in time.
MAN-GRACE-RESTARTS/pinged-stay/held | away | +grace/2 ping +grace/2 foreground +grace/2 background @deadline-edge message | A whole grace after pinged stay.
MAN-GRACE-RESTARTS/pinged-stay/ended | away | +grace/2 ping +grace/2 foreground +grace/2 background @deadline+edge message | No more than a grace after pinged stay.
MAN-GRACE-RESTARTS/ping-then-flip/held | away | +grace/2 ping foreground background @deadline-edge message | A whole grace after ping then flip.
MAN-GRACE-RESTARTS/ping-then-flip/ended | away | +grace/2 ping foreground background @deadline+edge message | No more than a grace after ping then flip.
MAN-GRACE-RESTARTS/two-flips/held | away | +grace/2 foreground background +grace/2 foreground background @deadline-edge message | A whole grace after two flips.
MAN-GRACE-RESTARTS/two-flips/ended | away | +grace/2 foreground background +grace/2 foreground background @deadline+edge message | No more than a grace after two flips.
MAN-GRACE-RESTARTS/ping-in-foreground/held | away | +grace/2 foreground ping +grace/2 background @deadline-edge message | A whole grace after ping in foreground.
MAN-GRACE-RESTARTS/ping-in-foreground/ended | away | +grace/2 foreground ping +grace/2 background @deadline+edge message | No more than a grace after ping in foreground.
MAN-GRACE-RESTARTS/long-foreground/held | away | +grace/2 foreground +10grace background @deadline-edge message | A whole grace after long foreground.
MAN-GRACE-RESTARTS/long-foreground/ended | away | +grace/2 foreground +10grace background @deadline+edge message | No more than a grace after long foreground.
"""
