"""The machine of a run."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from models.catalog.reproduction import Machine

#: Libraries whose versions decide what a job computes.
LIBRARIES = ("tensorflow", "keras", "scikit-learn", "numpy", "onnxruntime")


def this_machine(threads: int) -> Machine:
    """Describe this machine.

    Args:
        threads: CPU threads of a job; 0 for all cores.
    """
    return Machine(
        processor=processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        threads=threads,
        system=platform.system(),
        versions={"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    )


def processor() -> str:
    """Return the model of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
