"""Recorded sessions, judged like the cases of a run but without a driver (PROTOCOL.md, `connref check`)."""
