"""A thousand sockets need more open files than many systems grant a process at first."""

from __future__ import annotations

import resource

MANY = 8_192


def allow_many_files() -> None:
    """Raise this process's own limit as far as it may, up to what the benchmarks need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY if hard == resource.RLIM_INFINITY else min(MANY, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
