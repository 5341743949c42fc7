"""Compiling in a process of its own, for one that never imports TensorFlow."""

import os
import subprocess
import sys

from models.core.errors import CompileError


def compile_apart(module: str, *arguments: str, timeout_s: float) -> None:
    """Run a module that compiles some form of an artifact anew.

    Args:
        module: The module; it ends with what is wrong as the last line of its errors.
        *arguments: Its arguments.
        timeout_s: Longest time that it may take, in seconds.

    Raises:
        CompileError: It cannot be done here, for instance because TensorFlow is not installed, or takes too long.
    """
    command, env = [sys.executable, "-m", module, *arguments], {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=timeout_s, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CompileError(str(error)) from error
    if done.returncode:
        raise CompileError((done.stderr.strip().splitlines() or ["no reason given"])[-1])
