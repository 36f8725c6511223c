"""The explorer: one static page in which the policy of either mode is tried out by hand."""

from __future__ import annotations

from connref_adapters.explorer.build import page

__all__ = ["page"]
