"""Whether Spin can be run here: tests that need it are skipped, and say so, but never in continuous integration."""

from __future__ import annotations

import os

import pytest

from connref_adapters.export.spin import missing_programs

NEEDS_SPIN = pytest.mark.skipif(
    bool(missing_programs()) and os.environ.get("CI") != "true",
    reason=f"Spin's proofs need {' and '.join(missing_programs())}",
)
