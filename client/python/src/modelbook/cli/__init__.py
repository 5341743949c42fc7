"""The command line `modelbook`.

Importing this loads nothing: a process of the service that was started by `modelbook api` imports its main module again in every child.
"""

import io
import os
import sys

#: Packages of the extra `cli`, by the module that is imported.
_EXTRA = {"click": "click", "rich": "rich", "yaml": "pyyaml"}


def main() -> None:
    """Run the command that the arguments of this process name."""
    from importlib.util import find_spec

    missing = [package for module, package in _EXTRA.items() if find_spec(module) is None]
    if missing:
        needs = f"Error: the command line needs the extra `cli`; not installed: {', '.join(missing)}."
        sys.exit(f"{needs} Install them with: pip install 'modelbook-client[cli]'")
    from modelbook.cli.program import program

    _make_outputs_safe()
    program(prog_name="modelbook")


def _make_outputs_safe() -> None:
    """Let any text be printed: names of files that are no text, letters that the terminal lacks, and outputs that the caller has closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - as open as the output that it stands for.
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # In JSON that is an escape, too.
