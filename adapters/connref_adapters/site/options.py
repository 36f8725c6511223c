"""What an SDK does under each option of each interpretation, in one sentence, for the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OPTION_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ping-at-deadline": {
            "inclusive": "It counts: the connection stays, and without it goes down a millisecond later.",
            "exclusive": "It comes too late: the connection is down at that instant.",
        },
        "ping-counts-when": {
            "called": "The new grace runs from the call.",
            "answered": "The new grace runs from the reported success; a ping unanswered at the deadline is none.",
        },
        "return-at-deadline": {
            "inclusive": "It saves the connection, which would go down a millisecond later.",
            "exclusive": "It comes too late: the connection is down at that instant.",
        },
        "ping-in-foreground": {
            "sends": "A ping message goes to the server, and the outcome is reported.",
            "error": "Nothing is sent; an error is reported.",
            "nothing": "Nothing is sent, and neither callback fires.",
        },
        "ping-when-down": {
            "error": "An error.",
            "success": "Success, although there is nothing to keep alive.",
        },
        "ping-in-auto": {
            "sends": "A ping message goes to the server, and the outcome is reported.",
            "error": "Nothing is sent; an error is reported.",
            "nothing": "Nothing is sent, and neither callback fires.",
        },
        "connect-when-up": {
            "success": "Success: it is up.",
            "error": "An error; the connection stays up.",
        },
        "connect-while-opening": {
            "joins": "The call waits for the same connection and reports what becomes of it.",
            "error": "An error; the connection under way goes on.",
        },
        "connect-in-background": {
            "refused": "Nothing comes up, and an error is reported.",
            "grace-from-open": "It comes up, with a grace from the instant at which it is up.",
            "grace-from-call": "It comes up, with a grace from the call.",
            "grace-from-entry": "It comes up within one grace of the entry into the background; later it is refused.",
            "held": "It comes up and has no deadline until the background is entered the next time.",
        },
        "connect-offline": {
            "waits": "The call waits, and the connection comes up once the internet is back.",
            "fails": "An error at once; the connection is not wanted.",
        },
        "connect-in-auto": {
            "refused": "Nothing comes up, and an error is reported.",
            "opens-until-foreground": "It comes up, and is kept as in the foreground until the app is there.",
        },
        "disconnect-in-auto": {
            "ignored": "It stays up, or is at once up again.",
            "until-foreground": "It is down until the next return to the foreground.",
            "until-connect": "It is down until the next connect(), login or init.",
        },
        "disconnect-in-auto-background": {
            "ignored": "It changes nothing: the return to the foreground connects.",
            "as-in-foreground": "It means what it would mean in the foreground.",
        },
        "disconnect-when-down": {
            "success": "Success: it is down.",
            "error": "An error.",
        },
        "background-while-opening": {
            "aborts": "The opening is given up.",
            "grace-from-entry": "It may come up, with a grace from the entry into the background.",
            "grace-from-open": "It may come up, with a grace from the instant at which it is up.",
        },
        "background-while-waiting": {
            "gives-up": "It is given up, and stays down until connect().",
            "grace-from-entry": "It may come back, with a grace from the entry into the background.",
        },
        "background-again": {
            "ignored": "The deadline stays where it is.",
            "restarts": "A whole new grace begins.",
        },
        "init-again": {
            "ignored": "Nothing changes.",
            "error": "It is refused, and nothing changes.",
            "reopens": "It acts like the init of an app that is opened again.",
        },
        "login-again": {
            "ignored": "Nothing changes; the first user stays.",
            "error": "It is refused; the first user stays.",
            "switches": "The second user takes the place of the first.",
        },
        "server-close": {
            "reconnects": "It comes back by itself, as after a loss.",
            "stays-down": "Down until the next connect(), login or init; in auto mode until the next return at most.",
        },
        "auth-rejected": {
            "stops": "Down until the next connect(), login or init; in auto mode until the next return at most.",
            "retries": "It is tried again, as after any failed attempt.",
        },
        "call-before-init": {
            "error": "An error is reported.",
            "throws": "The call itself throws.",
            "nothing": "Neither callback fires.",
        },
        "silent-loss": {
            "noticed": "A dead connection is found out and replaced within R, though nobody tells of it.",
            "not-noticed": "It is kept until something shows that it is dead, a ping for instance.",
        },
        "grace-while-suspended": {
            "runs": "The deadline stays where it is, and is late if the process is suspended when it comes.",
            "stands-still": "What remained of the grace goes on with the resume.",
        },
    }
)
"""By interpretation and option; complete, which a test holds."""
