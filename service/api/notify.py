"""Whom a submission wants notified, as it stands beside the spec."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from models.core.errors import Fault
from models.core.part import Part
from models.core.schema_name import SchemaName
from service.errors import Invalid
from service.webhooks.targets import MAX_URL, TargetError, Targets

#: Most URLs of a job.
MAX_URLS = 5

NoticeName = Annotated[
    Literal["job.queued", "job.running", "job.paused", "job.succeeded", "job.failed", "job.cancelled"],
    SchemaName("NoticeName", "A change of the state of a job."),
]
#: The ends of a job.
ENDS: tuple[NoticeName, ...] = ("job.succeeded", "job.failed", "job.cancelled")


class Notify(Part):
    """A URL that gets notices of changes of the job's state."""

    url: str = Field(max_length=MAX_URL, description="URL that is posted to, of a host that the operator allows.")
    events: list[NoticeName] = Field(list(ENDS), min_length=1, max_length=20, description="Which changes; the ends when left out.")


def allowed_notify(asked: Sequence[Notify], targets: Targets) -> list[dict[str, Any]] | None:
    """Return the notices that a job is to send, as they are stored; None for none.

    Raises:
        Invalid: A URL is not allowed.
    """
    faults = [fault for index, one in enumerate(asked) for fault in _faults(index, one, targets)]
    if faults:
        raise Invalid.of(faults)
    return [{"url": one.url, "events": list(dict.fromkeys(one.events))} for one in asked] or None


def _faults(index: int, asked: Notify, targets: Targets) -> list[Fault]:
    try:
        targets.require(asked.url)
    except TargetError as error:
        return [Fault(f"/notify/{index}/url", str(error))]
    return []
