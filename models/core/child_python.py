"""Python child processes: none of them searches the current folder for modules. It is the user's, and may hold a models.py or a json.py."""

import os
import sys


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module in a new process.

    Args:
        module: Full name of the module.
        arguments: Its command-line arguments.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def keep_to_installed_modules() -> None:
    """Let the Python processes that this one starts from here on not search the current folder for modules.

    `multiprocessing` starts some of its own, such as the forkserver, with `python -c`, which searches it unless this process was started with -P.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
