"""Whether a driver does what the protocol asks of it: small stories whose replies only a wrong driver gives.

`connref run` judges an SDK and takes its driver for right; this looks at the driver. A check never asks whether an SDK
keeps a requirement, only whether what the kit asks for reaches it, and whether what is told can be so.
"""

from connref_adapters.drivers.checking.bench import Bench
from connref_adapters.drivers.checking.running import Checked, check_driver

__all__ = ["Bench", "Checked", "check_driver"]
