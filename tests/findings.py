"""What `make findings` does: judge the published SDKs anew, keep the results, write the tables of their pages.

The picture with which the README opens is taken anew too, where Chromium is there.

python -m tests.findings [--kept]     with --kept the results are left as they are, and only the tables are written
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from connref_adapters.reports import RunReport, load_results, write_file
from connref_adapters.sdks.install import cache_folder
from connref_adapters.site.findings_pages import with_overview, with_results

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "findings"
SDKS = ("react-native", "javascript")
"""The drivers of published SDKs, by the stem of their pages."""

SHOWN, PICTURE = "react-native", ROOT / "docs" / "_static" / "report.png"
"""Whose report the README opens with, and the file of that picture."""

_PICTURE = (1280, 1080)
_FAILS = 1


def results_file(name: str) -> Path:
    """Where the results of an SDK are kept."""
    return FOLDER / f"{name}.results.json"


def judged(name: str, out: Path) -> bytes:
    """The results of a run of the SDK now, but for what differs from time to time and from machine to machine."""
    command = [sys.executable, "-m", "connref_adapters", "run", "--driver", name, "--out", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != _FAILS:
        raise SystemExit(f"{name}: status {done.returncode}\n{done.stderr}")
    return of_any_machine((out / "results.json").read_text(encoding="ascii")).encode("ascii")


def photographed(page: Path) -> bytes:
    """The top of a report as a browser shows it, as PNG."""
    from tests.adapters.explorer.browser import tab

    with tab() as opened:
        wide, high = _PICTURE
        opened.call(
            "Emulation.setDeviceMetricsOverride", width=wide, height=high, deviceScaleFactor=1, mobile=False
        )
        opened.call("Page.navigate", url=page.resolve().as_uri())
        while (
            opened.evaluate("document.readyState === 'complete' && location.protocol === 'file:'") is not True
        ):
            time.sleep(0.05)
        return opened.picture()


def of_any_machine(results: str) -> str:
    """Results with 0 in place of the seconds that the run took, and the SDK's packages in a folder of no machine."""
    lines = results.replace(str(cache_folder(os.environ)), "~/.cache/connref").splitlines(keepends=True)
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
            out = Path(folder) / name
            write_file(results_file(name), judged(name, out))
            if name == SHOWN:
                write_file(PICTURE, photographed(out / "report.html"))
    for path, text in pages().items():
        write_file(path, text.encode())
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
