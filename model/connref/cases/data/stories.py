"""Rows: long stories, for what only shows at the tenth ping, the third background, after hours."""

ROWS = """\
story/MAN-FOREGROUND-HOLDS/three-hours/manual | up | 12x(+30grace hear) | Three hours in the foreground: up, and no message lost or doubled.
story/MAN-FOREGROUND-HOLDS/outage-each-half-hour/manual | up | 5x(+60grace hear outage(grace) up hear) | An outage each half hour, and no message lost or doubled.
story/AUTO-FOREGROUND/three-hours/auto | auto-up | 12x(+30grace hear) | Three hours in the foreground: up, and no message lost or doubled.
story/AUTO-FOREGROUND/outage-each-half-hour/auto | auto-up | 5x(+60grace hear outage(grace) up hear) | An outage each half hour, and no message lost or doubled.
story/MAN-FOREGROUND-HOLDS/pings-in-foreground | up | 12x(+grace/2 ping +30grace message) | Pings in the foreground start no deadline, for hours.
story/MAN-PING-LOOP/an-hour | away | keep_alive(120grace,2grace/3) linger hear | An hour in the background with pings, then the grace runs out.
story/MAN-PING-LOOP/growing-gaps | away | +(grace-3edge)/12 ping +edge message +(grace-3edge)*2/12 ping +edge message +(grace-3edge)*3/12 ping +edge message +(grace-3edge)*4/12 ping +edge message +(grace-3edge)*5/12 ping +edge message +(grace-3edge)*6/12 ping +edge message +(grace-3edge)*7/12 ping +edge message +(grace-3edge)*8/12 ping +edge message +(grace-3edge)*9/12 ping +edge message +(grace-3edge)*10/12 ping +edge message +(grace-3edge)*11/12 ping +edge message +grace-3edge ping +edge message @deadline+edge message | Twelve pings, each gap longer than the last.
story/MAN-PING-LOOP/shrinking-gaps | away | +grace-3edge ping +edge message +(grace-3edge)*11/12 ping +edge message +(grace-3edge)*10/12 ping +edge message +(grace-3edge)*9/12 ping +edge message +(grace-3edge)*8/12 ping +edge message +(grace-3edge)*7/12 ping +edge message +(grace-3edge)*6/12 ping +edge message +(grace-3edge)*5/12 ping +edge message +(grace-3edge)*4/12 ping +edge message +(grace-3edge)*3/12 ping +edge message +(grace-3edge)*2/12 ping +edge message +(grace-3edge)/12 ping +edge message @deadline-edge message | Twelve pings, each gap shorter than the last.
story/MAN-PING-LOOP/10-to-the-edge | away | 10x(@deadline-edge ping) @deadline+edge message | 10 pings, each at the last moment.
story/MAN-PING-LOOP/50-to-the-edge | away | 50x(@deadline-edge ping) @deadline+edge message | 50 pings, each at the last moment.
story/MAN-PING-LOOP/doubled-pings | away | 10x(+grace/2 ping ping) @deadline+edge message | Ten doubled pings extend, and none adds up.
story/MAN-PING-LOOP/five-stays | up | 5x(background keep_alive(3grace) foreground hear) background linger hear | Five stays in the background, each held by pings.
story/MAN-PING-LOOP/with-silences | away | 5x(+grace/3 mute +grace/10 unmute ping) message | Pings between short silences of the server hold the connection.
story/MAN-GRACE-RESTARTS/tenth-background | up | 10x(background +grace/2 foreground hear) background @deadline-edge message @deadline+edge message linger | The eleventh grace is as long as the first.
story/MAN-RETURN-CANCELS/ten-late-returns | up | 10x(background @deadline-edge foreground +edge message) linger hear | Ten returns at the last moment.
story/MAN-BACKGROUND-STAYS-DOWN/five-deadlines | up | 5x(background @deadline+edge foreground observe hear connect up hear) | Five deadlines, each repaired by connect() alone.
story/MAN-RETURN-CANCELS/fifteen-flips/at-once | up | 15x(background foreground) linger hear | Fifteen flips leave it up, with no deadline.
story/AUTO-FOREGROUND/fifteen-flips/at-once | auto-up | 15x(background foreground) up hear | Fifteen flips in auto mode end up.
story/MAN-RETURN-CANCELS/fifteen-flips/slow | up | 15x(background +grace/2 foreground +grace/2) linger hear | Fifteen flips leave it up, with no deadline.
story/AUTO-FOREGROUND/fifteen-flips/slow | auto-up | 15x(background +grace/2 foreground +grace/2) up hear | Fifteen flips in auto mode end up.
story/AUTO-FOREGROUND/ten-returns | auto-up | 10x(background linger message foreground up hear) | Ten stays in the background: down in each, up after each.
story/MAN-RECONNECT/growing-outages/manual | up | outage(grace/4) up hear outage(2grace/4) up hear outage(3grace/4) up hear outage(grace) up hear outage(5grace/4) up hear outage(6grace/4) up hear outage(7grace/4) up hear outage(2grace) up hear | Eight outages, each longer than the last, each repaired.
story/MAN-RECONNECT/five-closes/manual | up | 5x(close up hear) | Five abnormal closes are repaired.
story/MAN-RECONNECT/silent-outages/manual | up | 5x(mute outage(grace) +grace unmute up hear) | Five outages with a silent server after each are repaired.
story/AUTO-RECONNECT/growing-outages/auto | auto-up | outage(grace/4) up hear outage(2grace/4) up hear outage(3grace/4) up hear outage(grace) up hear outage(5grace/4) up hear outage(6grace/4) up hear outage(7grace/4) up hear outage(2grace) up hear | Eight outages, each longer than the last, each repaired.
story/AUTO-RECONNECT/five-closes/auto | auto-up | 5x(close up hear) | Five abnormal closes are repaired.
story/AUTO-RECONNECT/silent-outages/auto | auto-up | 5x(mute outage(grace) +grace unmute up hear) | Five outages with a silent server after each are repaired.
story/MAN-RECONNECT/alternating | up | 3x(outage(grace) up hear background +grace/2 ping +grace/2 foreground hear) | Outages and stays in the background by turns leave it up.
story/SES-LOGIN-CONNECTS/six-users/auto | auto-opening | up hear logout hear login(user-0) up hear logout hear login(user-1) up hear logout hear login(user-2) up hear logout hear login(user-3) up hear logout hear login(user-4) up hear logout hear login(user-5) up hear | Six users in a row: each is connected, none hears another's end.
story/SES-NO-USER/six-users/manual | idle | connect up hear logout hear login(user-0) observe message connect up hear logout hear login(user-1) observe message connect up hear logout hear login(user-2) observe message connect up hear logout hear login(user-3) observe message connect up hear logout hear login(user-4) observe message connect up hear logout hear login(user-5) observe message | Six users in a row: nobody is connected without connect().
story/SES-REOPEN-CONNECTS/six-kills/auto | auto-up | 6x(kill message +grace init up hear) | Six kills: the user is kept and each reopening is up.
story/SES-REOPEN-WAITS/six-kills/manual | up | 6x(kill init observe hear connect up hear) | Six kills: the user is kept and each reopening waits.
story/SES-LOGIN-SAVES/kills-in-background | up | 5x(background +grace/2 kill init connect up hear) linger hear | Kills in the background: no deadline survives its process.
story/SES-NO-USER/logout-and-kill | up | 5x(logout kill init observe login connect up hear) | Logout and kill by turns: a forgotten user stays forgotten.
story/MAN-DISCONNECT-STAYS/ten-cycles | up | 10x(disconnect hear connect up hear) | Ten times disconnect() and connect(): each does its part.
story/MAN-CONNECT/ten-quick-cycles | up | 10x(disconnect connect) up hear | Ten quick cycles end up, with one outcome for each call.
story/MAN-DISCONNECT/ten-quick-cycles | up | 10x(disconnect connect) disconnect observe hear | Ten quick cycles and a disconnect() end down.
story/CALL-OUTCOME/a-day | up | 3x(background +grace/2 ping disconnect linger foreground hear connect up hear outage(grace) up hear background @deadline+edge foreground observe hear connect up hear) | A day of everything by turns: nothing is lost, doubled or left pending.
story/MAN-FOREGROUND-HOLDS/night-idle/manual | up | +10h hear | Ten hours in the foreground: it is up in the morning.
story/MAN-RECONNECT/night-offline/manual | up | outage(10h) up hear | Ten hours without internet are repaired within R.
story/MAN-RECONNECT/night-refused/manual | up | refuse close +10h accept up hear | Ten hours of refusal are repaired within R.
story/MAN-BACKGROUND-STAYS-DOWN/night-away/manual | away | +10h message foreground observe hear connect up hear | Ten hours in the background: it is down in the morning, and connect() works.
story/SES-LOGIN-SAVES/night-killed/manual | up | kill +10h init connect up hear | Ten hours after a kill the user is found again.
story/AUTO-RECONNECT/night-offline/auto | auto-up | outage(10h) up hear | Ten hours without internet are repaired within R.
story/AUTO-RECONNECT/night-refused/auto | auto-up | refuse close +10h accept up hear | Ten hours of refusal are repaired within R.
story/AUTO-FOREGROUND/night-away/auto | auto-up | background +10h message foreground up hear | Ten hours in the background: a return brings it up.
story/SES-REOPEN-CONNECTS/night-killed/auto | auto-up | kill network_down +10h init +grace network_up up hear | Ten hours after a kill, begun without internet, it is up.
"""
