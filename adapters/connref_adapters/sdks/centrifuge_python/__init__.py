"""centrifuge-python behind the driver protocol: its server half, and the app around it."""
