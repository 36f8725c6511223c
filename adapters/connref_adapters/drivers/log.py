"""The end of a driver's log: what it wrote to standard error, as much of it as is kept (the driver protocol)."""

from __future__ import annotations

LOG_BYTES = 64 << 10
"""How much of the end of standard error is kept."""


class LogTail:
    """Bytes as they come. A position counts all bytes that ever came, so that it stays true when old ones go."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._dropped = 0

    def add(self, chunk: bytes) -> None:
        """Some more came."""
        self._kept += chunk
        if len(self._kept) > 4 * LOG_BYTES:
            surplus = len(self._kept) - LOG_BYTES
            del self._kept[:surplus]
            self._dropped += surplus

    @property
    def position(self) -> int:
        """How many bytes came so far."""
        return self._dropped + len(self._kept)

    def since(self, position: int) -> str:
        """What came after so many bytes; of more than `LOG_BYTES` the end."""
        return self._kept[max(0, position - self._dropped) :][-LOG_BYTES:].decode(errors="replace")
