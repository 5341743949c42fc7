"""Curves of jobs over their epochs: kept as columns, and thinned for charts."""
