"""Rule for the memory of a fit, compared with what the job may use."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.checking.worker_memory import WorkerMemory
from models.core.errors import Fault
from models.estimating.pipeline_memory import MemoryUse

_GIB = 1024**3
#: Bytes that a process has before a fit: TensorFlow, scikit-learn and what else is imported.
_BEFORE_BYTES = int(0.4 * _GIB)
_ASKED = "/resources/memory_gb"


class Memory(Rule):
    """A fit takes at most the memory that the job may use, where that is known; a warning from half of it. It may ask for what a worker has."""

    def judge(self, case: Case) -> Findings:
        memory, asked_gb = case.worker_memory, case.spec.resources.memory_gb
        if memory is None or case.errors:
            return Findings()  # The size of a network with faults is not known.
        if asked_gb is not None and asked_gb * _GIB > memory.most_bytes:
            return Findings([_too_much(asked_gb, memory)])
        limit = memory.share_bytes if asked_gb is None else int(asked_gb * _GIB) - _BEFORE_BYTES
        uses = case.memory_uses
        total = sum(use.size_bytes for use in uses)
        if 2 * total <= limit:
            return Findings()
        fault = _fault(total, limit, max(uses, key=lambda use: use.size_bytes), _whose(asked_gb, memory, total))
        return Findings([fault]) if total > limit else Findings(warnings=[fault])


def _too_much(asked_gb: float, memory: WorkerMemory) -> Fault:
    most = f"{memory.most_bytes / _GIB:,.1f}"
    return Fault(_ASKED, f"expected at most the {most} GiB of a worker (MODELBOOK_WORKER_MEMORY_BYTES), got {asked_gb:g}")


def _whose(asked_gb: float | None, memory: WorkerMemory, total: int) -> tuple[str, str]:
    """Return whose memory it is that the fit must keep to, and how to get more; empty if there is no more."""
    more = f"; or ask for up to {memory.most_bytes / _GIB:,.1f} with resources.memory_gb" if total <= memory.most_bytes else ""
    if asked_gb is not None:
        return "that resources.memory_gb asks for", more
    if memory.share_bytes < memory.most_bytes:
        return "of a worker's slot (MODELBOOK_WORKER_MEMORY_BYTES, MODELBOOK_WORKER_SLOTS)", more
    return "of a worker (MODELBOOK_WORKER_MEMORY_BYTES)", ""


def _fault(total: int, limit: int, largest: MemoryUse, whose: tuple[str, str]) -> Fault:
    size, memory = f"{total / _GIB:,.1f} GiB", f"{limit / _GIB:,.1f} GiB"
    wanted = f"expected a fit within the {memory} {whose[0]}, got one of about {size}"
    return Fault(largest.pointer, f"{wanted}, most of it for {largest.what}; {largest.fix}{whose[1]}")
