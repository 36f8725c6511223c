"""How programs of the same person on the same machine find a running server: a file that only this person can read.

It spares `connref chat` a token on its command line, where everybody on the machine could read it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connref.errors import ConnrefError

FOLDER_VARIABLE = "CONNREF_RUN_DIR"
"""The environment variable that names another folder for these files."""


class AccessError(ConnrefError):
    """No running server of this person was found; says what to do."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a server listens, and the token of its control channel, which is never shown."""

    url: str
    control_url: str
    control_token: str = field(repr=False)


def access_folder() -> Path:
    """Where the files are: a folder that belongs to this person alone."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(runtime) / "connref"
    return Path(tempfile.gettempdir()) / f"connref-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


@contextmanager
def publish_access(access: Access, port: int) -> Generator[Path]:
    """Let others find this server for as long as the body runs.

    Raises `AccessError` where the folder is somebody else's.
    """
    path = _own_folder() / f"serve-{port}.json"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    body = {"url": access.url, "control_url": access.control_url, "control_token": access.control_token}
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(body, file)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def find_access(port: int) -> Access:
    """The server that listens on this port. Raises `AccessError` where this person runs none there."""
    path = _own_folder() / f"serve-{port}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        body: Any = json.loads(path.read_text(encoding="utf-8"))
        return Access(str(body["url"]), str(body["control_url"]), str(body["control_token"]))
    raise AccessError(
        f"no server of yours on port {port} was found ({path}); start one with `connref serve --port {port}`"
    )


def _own_folder() -> Path:
    folder = access_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Of a link it is the link itself that is looked at, which everybody may read.
    status = folder.lstat()
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o077):
        raise AccessError(
            f"{folder} can be read by others, and tokens go there; `chmod 700` it if it is yours, "
            f"or name another folder in {FOLDER_VARIABLE}"
        )
    return folder
