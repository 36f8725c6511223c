"""Profiles on disk: those that ship, by name, and anybody's own, by file."""

from connref_adapters.profiles.load import load_profile, shipped_names, shipped_profile

__all__ = ["load_profile", "shipped_names", "shipped_profile"]
