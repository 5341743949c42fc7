"""Bounds on what one request may hold. They stand alone, since settings name them before NumPy is imported."""

#: Most samples in one request.
MAX_ITEMS = 10_000
