"""Rows: the ways to where cases begin, by name, with the words for such an app in a sentence."""

ROWS = """\
before-login | manual | init | with no user yet
idle | manual | init login observe | logged in and never connected
opening | manual | init login connect | in the instant of connect()
opening-mute | manual | init login mute connect +grace/10 | opening towards a silent server
refused | manual | init login refuse connect +grace/10 | trying against a server that refuses
rejected | manual | init login reject connect +grace/10 | rejected by the server
up | manual | init login connect up | up in the foreground
offline | manual | init login connect up network_down +grace/10 | in the foreground without internet
waiting | manual | init login connect up refuse close +grace/10 | waiting to try again
reopening | manual | init login connect up outage(grace) | opening again after an outage
away | manual | init login connect up background | just gone to the background
away-pinged | manual | init login connect up background +grace/2 ping +grace/2 | in the background after a ping
away-unanswered | manual | init login connect up background mute ping +grace/10 | in the background with an unanswered ping
away-offline | manual | init login connect up background network_down +grace/10 | in the background without internet
lapsed | manual | init login connect up background @deadline+edge +grace | down in the background
returned-down | manual | init login connect up background @deadline+edge +grace foreground | back in the foreground after its grace ran out
disconnected | manual | init login connect up disconnect observe | disconnected on purpose
closing | manual | init login connect up disconnect | in the instant of disconnect()
logged-out | manual | init login connect up logout observe | logged out
auto-before-login | auto | init | in auto mode with no user yet
auto-opening | auto | init login | in auto mode in the instant of login
auto-rejected | auto | init reject login +grace/10 | in auto mode, rejected by the server
auto-up | auto | init login up | in auto mode, up
auto-offline | auto | init login up network_down +grace/10 | in auto mode without internet
auto-waiting | auto | init login up refuse close +grace/10 | in auto mode, waiting to try again
auto-reopening | auto | init login up outage(grace) | in auto mode, opening again after an outage
auto-away | auto | init login up background | in auto mode, just gone to the background
auto-away-long | auto | init login up background linger | in auto mode, long in the background
auto-returning | auto | init login up background linger foreground | in auto mode, in the instant of its return
auto-logged-out | auto | init login up logout observe | in auto mode, logged out
first-background | manual | init login connect up background |
second-background | manual | init login connect up background +grace/2 foreground +grace/3 background |
third-background | manual | init login connect up 2x(background +grace/2 foreground +grace/3) background |
signed-in | manual | init login |
default-opening | default | init login |
default-up | default | init login up |
"""
