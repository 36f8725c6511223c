"""Rows: what a parameter of other rows goes through: names alone, and names with what is told for them."""

NAMES = """\
call = connect disconnect ping
mode = auto manual
nth = first second third
repeat = first third
notice = true false
code = 1001 1002 1003 1005 1006 1007 1009 1010 1011 1012 1013 1014
private-code = 1008 3000 3999 4000 4001 4999
any-code = 1000 1001 1002 1003 1005 1006 1007 1008 1009 1010 1011 1012 1013 1014 3000 3999 4000 4999
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
suspension | short | time=grace/10
suspension | long | time=2grace
"""
