"""Side-by-side measurements: each prints a ratio against a stated rival, measured in the same run."""
