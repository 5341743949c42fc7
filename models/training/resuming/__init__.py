"""Exact resume: what a fit keeps on disk, so that another process goes on in the middle of an epoch with the same result."""
