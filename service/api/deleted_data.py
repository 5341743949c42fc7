"""What is said of a recorded spec whose data set was deleted: what restores it, to the owner who can."""

from dataclasses import replace

from models.core.errors import Fault
from models.uploads.stored_upload import PREFIX
from service.deps import Parts

#: Where a spec names its data set.
SOURCE = "/data/source"


def with_undo(fault: Fault, source: str, parts: Parts) -> Fault:
    """Return a fault of a spec; where its data set is one of the caller's that was deleted, with what restores it.

    Args:
        fault: The fault, with a pointer into the spec.
        source: The source of the spec.
        parts: The parts as the caller sees them.
    """
    if fault.pointer != SOURCE or not source.startswith(PREFIX):
        return fault
    deletion = parts.deletions.of_dataset(source.removeprefix(PREFIX))
    if deletion is None:
        return fault
    return replace(fault, detail=f"{source} was deleted; POST /v1/deletions/{deletion.id}/undo restores it")
