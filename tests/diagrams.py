"""What `make diagrams` does: every picture and table anew, with the wrong fakes that only the tests know.

python -m tests.diagrams
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "diagrams"


def fakes() -> Mapping[str, frozenset[str]]:
    """For each wrong SDK of the tests, the requirements that it breaks."""
    from fakes.wrong import WRONG

    return {name: defect.expected for name, defect in WRONG.items()}


def main() -> None:
    """Write the folder, and take away what is no longer drawn."""
    from connref_adapters.site.gallery import write_gallery

    shutil.rmtree(FOLDER, ignore_errors=True)
    names = write_gallery(FOLDER, fakes())
    sys.stdout.write(f"wrote {len(names)} files into {FOLDER.name}\n")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests")]
    main()
