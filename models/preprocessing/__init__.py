"""Every preprocessing step, and the union type that is selected by the `step` field."""

from typing import TYPE_CHECKING, Any

from models.core.discovery import literal_name, members, one_of
from models.core.schema_name import SchemaName
from models.preprocessing.step import Step


def step_from_record(record: dict[str, Any]) -> Step:
    """Rebuild a fitted step of any kind from its record."""
    return STEPS[record["spec"]["step"]].from_record(record)


# Below the function, because modules of this package may import it during discovery.
#: The steps by the name a spec gives as `step`: the classes of this package and those of plug-ins.
STEPS: dict[str, type[Step]] = members("step", __name__, Step, lambda cls: literal_name(cls, "step"))

if TYPE_CHECKING:
    AnyStep = Step
else:
    AnyStep = one_of(STEPS.values(), "step", SchemaName("Step", "A preprocessing step."))

__all__ = ["STEPS", "AnyStep", "Step", "step_from_record"]
