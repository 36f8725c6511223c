"""The documentation site and the committed diagrams: every page and file that is generated from the data."""
