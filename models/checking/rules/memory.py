"""Rule for the memory of a fit, compared with that of the workers."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.estimating.pipeline_memory import MemoryUse

_GIB = 1024**3


class Memory(Rule):
    """A fit takes at most the memory of a worker, where that is known; a warning from half of it."""

    def judge(self, case: Case) -> Findings:
        limit = case.worker_bytes
        if limit is None or case.errors:
            return Findings()  # The size of a network with faults is not known.
        uses = case.memory_uses
        total = sum(use.size_bytes for use in uses)
        if 2 * total <= limit:
            return Findings()
        fault = _fault(total, limit, max(uses, key=lambda use: use.size_bytes))
        return Findings([fault]) if total > limit else Findings(warnings=[fault])


def _fault(total: int, limit: int, largest: MemoryUse) -> Fault:
    size, memory = f"{total / _GIB:,.1f} GiB", f"{limit / _GIB:,.1f} GiB"
    wanted = f"expected a fit within the {memory} of a worker (MODELBOOK_WORKER_MEMORY_BYTES), got one of about {size}"
    return Fault(largest.pointer, f"{wanted}, most of it for {largest.what}; {largest.fix}")
