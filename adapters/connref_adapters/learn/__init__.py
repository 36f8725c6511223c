"""Learns the state diagram of an SDK behind a driver, judges its edges, draws it, and says what that promises."""
