"""Rows that make the readings of suspensions and of handovers visible, each asked more than once."""

ROWS = """\
silent-loss/manual | up | 2x(network_handover(false) up hear comeback) | Whether a connection that died without a notice is replaced, twice over.
silent-loss/after-return | away | +grace/4 foreground observe network_handover(false) up hear | The same after a return to the foreground.
silent-loss/after-outage | up | outage(grace/10) up network_handover(false) up hear | The same after an outage of the internet.
silent-loss/auto | auto-up | network_handover(false) up hear network_handover(false) up hear | The same in auto mode, twice over.
silent-loss/auto-return | auto-up | background linger foreground up network_handover(false) up hear | The same in auto mode after a return.
silent-loss/default | default-up | network_handover(false) up hear | The same where the app does not choose a mode.

grace-while-suspended/long/{nth} | {nth}-background | +grace/4 suspend +2grace resume +grace/4 message linger comeback hear | Whether the grace runs on in a long suspension in the {nth} background.
grace-while-suspended/short | away | +grace/4 suspend +grace/4 resume +grace/10 message linger comeback hear | Whether the grace runs on in a short suspension.
grace-while-suspended/twice | away | 2x(+grace/4 suspend +grace/5 resume) +edge message linger comeback hear | The same answer in two suspensions of one grace.
grace-while-suspended/three-times | up | 3x(background +grace/4 suspend +2grace resume +grace/4 observe comeback) | The same answer three times over.
grace-while-suspended/after-ping | away | +grace/2 ping +grace/4 suspend +grace resume +grace/4 message linger | The same where a ping began the grace.
grace-while-suspended/then-ping | away | +grace/4 suspend +grace/4 resume +grace/4 ping linger | A ping after a suspension begins a new grace, whatever the answer.
grace-while-suspended/then-return | away | +grace/4 suspend +2grace resume +grace/4 foreground observe message linger | A return after a long suspension comes in time or too late.
"""
