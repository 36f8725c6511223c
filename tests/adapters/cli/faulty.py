"""A right SDK behind a driver that fails after some requests: `python faulty.py exit|hang AFTER [FLAG]`.

With FLAG, a path, it fails only while that file is missing, and creates it: once, and not again after a restart.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fakes.driver import FakeDriver
from fakes.right import RIGHT


def fail(defect: str) -> None:
    if defect == "hang":
        time.sleep(60)
    sys.stderr.write("out of memory\n")
    sys.stderr.flush()
    os._exit(3)


def main(defect: str, after: str, flag: str | None = None) -> None:
    driver = FakeDriver(RIGHT["plain"], name="faulty")
    armed = flag is None or not Path(flag).exists()
    for number, line in enumerate(sys.stdin):
        if armed and number == int(after):
            if flag is not None:
                Path(flag).touch()
            fail(defect)
        sys.stdout.write(json.dumps(driver.request(json.loads(line))) + "\n")
        sys.stdout.flush()
        if driver.finished:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
