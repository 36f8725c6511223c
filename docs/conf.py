"""Settings of the documentation site: Sphinx with MyST and furo. Builds without a network: `make docs`."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
# The wrong SDKs that the requirements page names belong to the tests.
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "model"), str(ROOT / "adapters")]

from tests.diagrams import fakes  # noqa: E402 - only now on the path

from connref.verify import verify  # noqa: E402 - as above
from connref_adapters.site.pages import (  # noqa: E402 - as above
    interpretation_entries,
    option_pictures,
    rendered,
    requirement_entries,
)
from connref_adapters.site.sentences import sentence_entries  # noqa: E402 - as above
from connref_adapters.site.spin_table import spin_table  # noqa: E402 - as above

project = "connref"
author = "the connref authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "connref"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_search_scorer = str(ROOT / "docs" / "scorer.js")
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": True}

# Names in docstrings stand between single backticks.
default_role = "literal"
toc_object_entries_show_parents = "hide"
nitpicky = True
# Code of the skeletons is shown as it is, also where a lexer does not know a regular expression.
suppress_warnings = ["misc.highlighting_failure"]
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "undoc-members": True}
nitpick_ignore_regex = [
    # What is not documented here: the standard library and other packages (their pages need a network).
    (r"py:.*", r"(asyncio|collections|concurrent|logging|pathlib|ssl|typing)\b.*"),
    (r"py:.*", r"(aiohttp|keyring|statemachine|websockets)\b.*"),
    # Type variables, and what Sphinx makes of an alias of a nested type.
    (r"py:.*", r".*\.T|tuple\[str"),
    # Parts that appear in signatures and are no part of what a reader builds on.
    (
        r"py:.*",
        r"connref_adapters\.(drivers\.(channel\.Channel|faults\.Trouble)|reports\.timeline\.Timeline)",
    ),
    (r"py:.*", r"connref\.(profiles\.profile\.VendorProfile|spec\.variant\.Variant)"),
    (r"py:.*", r"connref_adapters\.recorded\.result\.CheckSummary"),
    (r"py:.*", r"connref_adapters\.(runtime\.clock\.Timer|transports\.memory\.MemorySocket)"),
]


def add_pictures(app: Sphinx) -> None:
    """Put the pictures beside the pages, their links turned to where the pages are; and the explorer."""
    target = Path(app.outdir) / "diagrams"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "diagrams", target, ignore=shutil.ignore_patterns("*.md"))
    for picture in target.rglob("*.svg"):
        text = picture.read_text(encoding="utf-8")
        picture.write_text(re.sub(r"\.\./docs/(\w+\.html)", r"../\1", text), encoding="utf-8")
    (target / "readings").mkdir()
    for name, image in rendered(option_pictures(), "../../requirements.html#").items():
        (target / "readings" / f"{name}.svg").write_bytes(image)
    shutil.copytree(ROOT / "docs" / "explorer", Path(app.outdir) / "explorer", dirs_exist_ok=True)


def add_generated(app: Sphinx, name: str, source: list[str]) -> None:
    """Put what is read from the data below the committed words of a page, and sizes to pictures of all pages."""
    if name == "requirements":
        source[0] += requirement_entries(fakes())
    elif name == "interpretations":
        source[0] += interpretation_entries()
    elif name == "sentences":
        source[0] += sentence_entries()
    elif name == "second-prover":
        source[0] += spin_table(ROOT / "docs" / "spin.json", verify())
    source[0] = re.sub(r'src="(diagrams/[^"]+\.svg)"', lambda found: _sized(app, found[1]), source[0])


def _sized(app: Sphinx, path: str) -> str:
    """With its size known, a picture that is loaded late does not move what is below it, such as an anchor."""
    head = (Path(app.outdir) / path).read_text(encoding="utf-8")[:1000]
    size = re.search(r' width="(\d+)[^"]*" height="(\d+)', head)
    return f'src="{path}" width="{size[1]}" height="{size[2]}"' if size else f'src="{path}"'


def setup(app: Sphinx) -> None:
    """What Sphinx calls first."""
    app.connect("builder-inited", add_pictures)
    app.connect("source-read", add_generated)
