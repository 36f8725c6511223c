"""What `connref run` imports in an interpreter of its own: nothing that a run without a failure does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NOT_NEEDED = (
    "asyncio", "jsonschema", "rich", "statemachine", "websockets", "connref.verify", "connref_adapters.chat",
    "connref_adapters.drawing", "connref_adapters.explorer", "connref_adapters.recorded", "connref_adapters.runtime",
    "connref_adapters.server", "connref_adapters.vectors",
)  # fmt: skip

RUN = """\
import sys
from pathlib import Path
from connref_adapters.cli.main import main
status = main()
Path(sys.argv[-1], "modules").write_text("\\n".join(sys.modules), "utf-8")
sys.exit(status)
"""


def test_a_run_imports_what_it_needs(tmp_path: Path) -> None:
    arguments = ["run", "--driver", "reference", "--only", "EVT-LOST", "--out", str(tmp_path)]
    subprocess.run([sys.executable, "-c", RUN, *arguments], check=True, capture_output=True, timeout=60)
    imported = (tmp_path / "modules").read_text("utf-8").split()
    assert "connref_adapters.kit.run" in imported
    assert [name for name in NOT_NEEDED if name in imported] == []
