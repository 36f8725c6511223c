"""A system that is not POSIX, simulated: everything can be imported, and what needs POSIX says so at its start."""

from __future__ import annotations

import subprocess
import sys

WITHOUT_POSIX = """
import os, select, sys

for name in ("fcntl", "resource", "termios", "tty", "pwd", "grp"):
    sys.modules[name] = None
del select.poll
if hasattr(select, "epoll"):
    del select.epoll
for name in ("killpg", "getuid", "fork", "setsid"):
    delattr(os, name)
"""
IMPORTS = """
import importlib, pkgutil, connref, connref_adapters

count = 0
for package in (connref, connref_adapters):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            count += 1
print(count)
"""
COMMANDS = """
from connref_adapters.cli import main

assert main(["run", "--help"]) == 0
assert main(["driver", "schema"]) == 0
sys.exit(main(["run", "--driver", "reference", "--out", sys.argv[1]]))
"""


def child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX + code, *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_nothing_fails_at_import() -> None:
    done = child(IMPORTS)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


def test_what_needs_posix_is_named_at_the_start(tmp_path: object) -> None:
    done = child(COMMANDS, str(tmp_path))
    assert done.returncode == 2
    assert "needs a POSIX system" in done.stderr
    assert "tcp://" in done.stderr
    assert "Traceback" not in done.stderr
