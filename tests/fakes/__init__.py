"""Simulated chat SDKs, right ones and wrong ones, that keep the conformance kit honest.

They are written from the normative texts alone and share nothing with the model but `connref.protocol`, so that
they are a second reading of the same document. `RIGHT` must pass the kit and every `WRONG` one must fail it.
Run one over the driver protocol with ``python -m fakes NAME``.
"""

from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.right import CORNERS, RIGHT, random_right
from fakes.wrong import WRONG, Defect

__all__ = ["CORNERS", "RIGHT", "WRONG", "Defect", "FakeDriver", "Options", "random_right"]
