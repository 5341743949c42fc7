"""The name of this machine's processor: the last bits of a training depend on it."""

import platform
from functools import cache
from pathlib import Path

#: Where Linux describes the processors.
_CPUINFO = Path("/proc/cpuinfo")
#: Keys of its name there, by family of processors.
_KEYS = ("model name", "Model", "CPU part")


@cache
def processor_name() -> str:
    """Return the name of the processor, such as that of its model; the family where no more is known."""
    try:
        lines = _CPUINFO.read_text(errors="replace").splitlines()
    except OSError:
        lines = []
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    return next((facts[key] for key in _KEYS if facts.get(key)), platform.processor() or platform.machine())
