"""``python -m fakes NAME`` serves one fake over standard input and output; without a name it lists them.

`NAME` is a key of RIGHT, CORNERS or WRONG, of SOLE below a source, or ``random:SEED``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from fakes.driver import FakeDriver
from fakes.right import CORNERS, RIGHT, random_right
from fakes.sole import SOLE
from fakes.wrong import WRONG

_WRONG = {**WRONG, **{name: sdk for sdks in SOLE.values() for name, sdk in sdks.items()}}


def driver_named(name: str) -> FakeDriver:
    """Make the driver of that name. Raises `KeyError` for a name that nobody has."""
    if name in _WRONG:
        return _WRONG[name].driver()
    if name.startswith("random:"):
        return FakeDriver(random_right(int(name.removeprefix("random:"))), name=name)
    return FakeDriver({**RIGHT, **CORNERS}[name], name=name)


def serve(driver: FakeDriver) -> None:
    """Answer one line after the other until `bye` or the end of the input."""
    dumps = json.JSONEncoder(separators=(",", ":")).encode
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        sys.stdout.write(dumps(driver.request(request)) + "\n")
        sys.stdout.flush()
        if driver.finished:
            return


def main(arguments: list[str]) -> int:
    """Serve the fake that is named, or list all names."""
    if not arguments:
        sys.stdout.write("\n".join([*RIGHT, *CORNERS, *_WRONG, ""]))
        return 0
    try:
        driver = driver_named(arguments[0])
    except KeyError:
        sys.stderr.write(f"no fake is called {arguments[0]!r}; run without a name for the list\n")
        return 2
    serve(driver)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
