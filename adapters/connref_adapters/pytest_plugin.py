"""The pytest plugin: one test item for each requirement, played on a driver, and fixtures for an SDK in this process.

`pytest --connref-driver "node my-driver.mjs"` adds the items, whether or not there are test files; the `connref_kit`
fixture judges a driver object. Without the option and the fixture nothing of the kit is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from connref_adapters.testing import ConnrefKit


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("connref", "conformance of a chat SDK's connection")
    group.addoption(
        "--connref-driver",
        metavar="CMD|NAME",
        help="judge the SDK behind this driver: a command line, or the name of a driver that ships",
    )
    group.addoption(
        "--connref-only",
        action="append",
        default=[],
        metavar="ID",
        help="play only the cases of a requirement, an interpretation or a case id; may be repeated",
    )
    group.addoption("--connref-seed", type=int, default=0, metavar="N", help="seed of the run (0)")
    group.addoption(
        "--connref-bound",
        type=int,
        metavar="R",
        help="reconnect bound in ms, where it is not the driver's own",
    )
    group.addoption("--connref-jobs", type=int, default=1, metavar="N", help="drivers side by side (1)")


def pytest_configure(config: pytest.Config) -> None:
    """Check the options before anything is collected. Raises `pytest.UsageError`."""
    if config.getoption("--connref-driver") is not None:
        from connref_adapters.pytest_items import check_options

        check_options(config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Name the driver."""
    driver = config.getoption("--connref-driver")
    return None if driver is None else f"connref: driver {driver}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add an item for each requirement; first, so that -k chooses among them too."""
    if config.getoption("--connref-driver") is not None:
        from connref_adapters.pytest_items import requirement_items

        items.extend(requirement_items(session))


@pytest.fixture(scope="session")
def connref_kit() -> ConnrefKit:
    """Judges SDKs in this process: `connref_kit.assert_conforms(driver)`, `connref_kit.judge(driver)`."""
    from connref_adapters.testing import ConnrefKit

    return ConnrefKit()
