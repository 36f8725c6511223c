"""Whether two states of the tree are equal in what users see: `make same BASE=<commit>` proves it.

`kinds` says what is collected, `trees` makes the older state, `collecting` runs both, `differences` compares.
"""
