"""The screen of this machine, if it has one: where a browser can be opened."""

import os
import sys
import webbrowser


def has_screen() -> bool:
    """Tell whether a browser with a window can be opened here: macOS, or a display of X or Wayland."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def browse(url: str) -> None:
    """Open a page in the user's browser; without a screen, where a browser would take over the terminal, do nothing.

    Args:
        url: Address of the page.
    """
    if has_screen():
        webbrowser.open(url)
