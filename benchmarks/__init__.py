"""Benchmarks: each prints a ratio to a stated reference that is measured in the same run."""
