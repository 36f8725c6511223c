"""Rows: what a parameter of other rows goes through: names alone, and names with what is told for them."""

NAMES = """\
call = connect disconnect ping
mode = auto manual
nth = first second third
repeat = first third
code = 1001 1006 1011 4000
other-code = 1003 1008 1012 3000 4001
odd-code = 1000 1001 1002 1008 1011 1012 1014 3000 4000 4999
state = before-login idle opening opening-mute refused rejected up offline waiting reopening away away-pinged away-unanswered away-offline lapsed returned-down disconnected closing logged-out auto-before-login auto-opening auto-rejected auto-up auto-offline auto-waiting auto-reopening auto-away auto-away-long auto-returning auto-logged-out
user-state = idle opening opening-mute refused rejected up offline waiting reopening away away-pinged away-unanswered away-offline lapsed returned-down disconnected closing auto-opening auto-rejected auto-up auto-offline auto-waiting auto-reopening auto-away auto-away-long auto-returning
logout-state = idle opening rejected up reopening away away-pinged lapsed returned-down disconnected closing auto-opening auto-rejected auto-up auto-reopening auto-away auto-away-long auto-returning
manual-state = before-login idle opening opening-mute refused rejected up offline waiting reopening away away-pinged away-unanswered away-offline lapsed returned-down disconnected closing logged-out
manual-user-state = idle opening opening-mute refused rejected up offline waiting reopening away away-pinged away-unanswered away-offline lapsed returned-down disconnected closing
auto-user-state = auto-opening auto-rejected auto-up auto-offline auto-waiting auto-reopening auto-away auto-away-long auto-returning
auto-foreground-state = auto-before-login auto-opening auto-rejected auto-up auto-offline auto-waiting auto-reopening auto-returning auto-logged-out
"""

VALUES = """\
point | just-before-deadline | at=@deadline-edge
point | at-deadline | at=@deadline | T=0
point | just-after-deadline | at=@deadline+edge
late-point | at-deadline | at=@deadline | T=0
late-point | just-after-deadline | at=@deadline+edge
probe | observed | story=
probe | ping | story=ping
probe | foreground | story=foreground observe message
probe | message | story=message
probe | connect | story=connect
few-probe | observed | story=
few-probe | ping | story=ping
lapse-probe | observed | story=
lapse-probe | ping | story=ping
lapse-probe | foreground | story=foreground observe message
outage | momentary | ms=edge
outage | short | ms=grace/10
outage | just-under-grace | ms=grace-edge
outage | just-over-grace | ms=grace+edge
outage | longer-than-bound | ms=R+edge
outage | five-bounds | ms=5R
past | lapsed | story=background @deadline+edge foreground connect up
past | lost-away | story=background outage(grace/2) foreground connect up
past | disconnected | story=disconnect observe connect up
past | disconnected-away | story=background disconnect foreground connect up
past | new-session | story=logout login(bob) connect up
past | two-sessions | story=logout login(bob) connect up logout login connect up
past | login-again | story=login connect up
past | init-again | story=init connect up
past | reopened | story=kill init connect up
past | reopened-away | story=background kill init connect up
past | closed | story=close up
past | lost | story=outage(grace) up
past | lost-twice | story=outage(grace) up outage(grace) up
past | refused | story=refuse close observe accept up
past | rejected | story=disconnect reject connect observe approve connect up
past | silence | story=mute +grace/2 unmute outage(grace) up
past | pinged-away | story=background ping +grace/2 foreground observe
past | ping-at-return | story=background +grace/2 ping foreground observe
past | background-again | story=background +grace/3 background foreground observe
past | foreground-again | story=foreground observe
past | five-stays | story=5x(background +grace/2 foreground) observe
auto-past | stay | story=background linger foreground up
auto-past | four-stays | story=4x(background +grace foreground up)
auto-past | disconnected | story=disconnect observe connect up
auto-past | new-session | story=logout login(bob) up
auto-past | login-again | story=login up
auto-past | init-again | story=init up
auto-past | reopened | story=kill init up
auto-past | reopened-twice | story=kill init up kill init up
auto-past | closed | story=close up
auto-past | lost | story=outage(grace) up
auto-past | lost-twice | story=outage(grace) up outage(grace) up
auto-past | refused | story=refuse close observe accept up
auto-past | rejected | story=reject close observe approve connect up
auto-past | background-again | story=background +grace background foreground up
auto-past | foreground-again | story=foreground observe
"""
