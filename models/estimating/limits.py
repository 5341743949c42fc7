"""Jobs that will probably reach a limit that their spec sets."""

from models.core.errors import Fault
from models.estimating.estimate import Estimate
from models.specs.job import Resources

_GIB = 1024**3


def limit_warnings(resources: Resources, expected: Estimate) -> list[Fault]:
    """Return a warning for each limit that a job will more likely reach than not: it fails there.

    Args:
        resources: The limits.
        expected: What the job is expected to take.
    """
    warnings = []
    seconds, memory = expected.seconds.mean, expected.memory.mean
    if seconds > resources.time_limit_s:
        detail = f"the job is expected to take {seconds:,.0f} s, and fails after {resources.time_limit_s:,} s; raise the limit, or train for less"
        warnings.append(Fault("/resources/time_limit_s", detail))
    if resources.memory_gb is not None and memory > resources.memory_gb * _GIB:
        detail = f"the job is expected to use {memory / _GIB:,.2f} GiB, and fails above {resources.memory_gb:g} GiB; ask for more"
        warnings.append(Fault("/resources/memory_gb", detail))
    return warnings
