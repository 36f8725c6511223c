"""A driver in miniature with every way to break it, and what the tests of drivers share."""
