"""Recorded sessions, judged like the cases of a run but without a driver (the driver protocol, `connref check`)."""
