"""python-socketio behind the driver protocol: its server half, and the app around it."""
