"""`python -m connref_adapters` is the command `connref`."""

from __future__ import annotations

import sys

from connref_adapters.cli import main

if __name__ == "__main__":
    sys.exit(main())
