"""What surrounds Modelbook, checked before anything else of it is imported: this Python, this system, and modules that hide its packages.

Any Python 3 can read this module, so that it can say what is wrong to one that cannot read the others.
"""

import os
from importlib.util import find_spec

#: The oldest Python that it runs on, and the oldest that it does not.
PYTHONS = ((3, 11), (3, 14))
#: Systems that have what it needs: job processes are forked.
SYSTEMS = ("linux", "darwin")
#: The packages of Modelbook beside this one.
OTHERS = ("models", "workers", "migrations")


def require_supported(python: "tuple[int, int]", system: str) -> None:
    """Exit if Modelbook does not run here.

    Args:
        python: Major and minor version of this Python.
        system: Name of the system, as `sys.platform`.
    """
    if not PYTHONS[0] <= python < PYTHONS[1]:
        way_out = "make an environment of one of these, for example with: python3.13 -m venv .venv"
        raise SystemExit(f"Error: expected Python 3.11, 3.12 or 3.13, got Python {python[0]}.{python[1]}; {way_out}")
    if system not in SYSTEMS:
        raise SystemExit(f"Error: expected Linux or macOS, got {system}; on Windows, use the Windows Subsystem for Linux (WSL)")


def require_own_packages(folder: str) -> None:
    """Exit if a module of the user hides one of our packages: all of them have common names.

    Args:
        folder: The folder that holds them all.
    """
    for name in OTHERS:
        found = find_spec(name)
        origin = (found and found.origin) or "none"
        if os.path.realpath(os.path.dirname(os.path.dirname(origin))) != os.path.realpath(folder):
            way_out = "take its folder out of PYTHONPATH, or start the command `modelbook` in another folder"
            raise SystemExit(f"Error: expected the package {name} in {folder}, got {origin}; {way_out}")
