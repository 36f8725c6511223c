"""Wrong SDKs (filled below)."""
from dataclasses import dataclass
@dataclass
class Defect: pass
WRONG: dict[str, Defect] = {}
