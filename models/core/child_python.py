"""Command lines of Python child processes."""

import sys


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module in a new process.

    The current folder is not searched for modules: it is the user's, and may hold a models.py or a json.py.

    Args:
        module: Full name of the module.
        arguments: Its command-line arguments.
    """
    return [sys.executable, "-P", "-m", module, *arguments]
