"""Paths of the dashboard's pages, which hold no data and so need no key."""

#: First segments of the paths of pages; what may follow them, the scripts of the pages know.
PAGES = ("catalog", "jobs", "sweeps", "models", "play", "data", "operations", "login")


def is_page(path: str) -> bool:
    """Tell whether a path is that of a page."""
    return path == "/" or path[1:].partition("/")[0] in PAGES
