"""The charts: the one declaration of how each mode and the link behave; all else is derived from them."""
