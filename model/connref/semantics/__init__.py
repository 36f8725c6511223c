"""What the spec means: the table, the product of policy and link, and the machine that runs it, on integer time."""
