"""A second, naive implementation of the policy, and the comparison of the model with it."""
