"""Drivers for SDKs that are published, and what a run needs to start one.

    >>> WITH_PAGES
    ('react-native', 'javascript')

The programs beside this module speak the driver protocol (the driver protocol); the packages that they drive are
installed on demand, at a pinned version or the one that is asked for, and never shipped. README.md tells how each
driver works.
"""

from __future__ import annotations

from connref_adapters.sdks.catalogue import (
    NAMES,
    VENDOR,
    WITH_PAGES,
    InstallError,
    UnknownSdkError,
    VersionFormError,
    find,
    is_sdk,
)
from connref_adapters.sdks.commands import availability, command, real_command, requirements
from connref_adapters.sdks.install import install
from connref_adapters.sdks.npm import (
    NodeMissingError,
    NodeTooOldError,
    NoSuchVersionError,
    NpmFailedError,
    NpmMissingError,
)

__all__ = [
    "NAMES",
    "VENDOR",
    "WITH_PAGES",
    "InstallError",
    "NoSuchVersionError",
    "NodeMissingError",
    "NodeTooOldError",
    "NpmFailedError",
    "NpmMissingError",
    "UnknownSdkError",
    "VersionFormError",
    "availability",
    "command",
    "find",
    "install",
    "is_sdk",
    "real_command",
    "requirements",
]
