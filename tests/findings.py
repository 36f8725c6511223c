"""What `make findings` does: judge the published SDKs anew, keep the results, and write the tables of their pages.

python -m tests.findings [--kept]     with --kept the results are left as they are, and only the tables are written
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from connref_adapters.reports import RunReport, load_results, write_file
from connref_adapters.site.findings_pages import with_overview, with_results

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "findings"
SDKS = ("react-native", "javascript")
"""The drivers of published SDKs, by the stem of their pages."""

_FAILS = 1


def results_file(name: str) -> Path:
    """Where the results of an SDK are kept."""
    return FOLDER / f"{name}.results.json"


def judged(name: str, out: Path) -> bytes:
    """The results of a run of the SDK now, but for how long it took: that differs each time."""
    command = [sys.executable, "-m", "connref_adapters", "run", "--driver", name, "--out", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != _FAILS:
        raise SystemExit(f"{name}: status {done.returncode}\n{done.stderr}")
    return without_seconds((out / "results.json").read_text(encoding="ascii")).encode("ascii")


def without_seconds(results: str) -> str:
    """Results with 0 in place of the seconds that the run took."""
    lines = results.splitlines(keepends=True)
    return "".join('  "seconds": 0,\n' if line.startswith('  "seconds":') else line for line in lines)


def reports() -> dict[str, RunReport]:
    """The results that are kept."""
    return {name: load_results(results_file(name)) for name in SDKS}


def pages() -> dict[Path, str]:
    """Every page of findings as the kept results have it."""
    kept = reports()
    found = {
        FOLDER / f"{name}.md": with_results(_text(f"{name}.md"), report) for name, report in kept.items()
    }
    return {**found, FOLDER / "index.md": with_overview(_text("index.md"), kept)}


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Judge where asked, and write."""
    with TemporaryDirectory() as folder:
        for name in () if "--kept" in arguments else SDKS:
            write_file(results_file(name), judged(name, Path(folder) / name))
    for path, text in pages().items():
        write_file(path, text.encode())
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
