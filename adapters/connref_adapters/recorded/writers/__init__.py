"""Writers to copy into an app: each one file that needs nothing else."""
