"""The oracle: judges what another SDK was seen to do by the same policy that our own machine runs."""
