"""The task tally: its section of the spec."""

from pydantic import Field

from models.core.part import Part
from models.specs.tasks.task import Task


class Tally(Part):
    """Section of the task tally."""

    above: float = Field(0.0, description="Targets larger than this are counted.")


class TallyTask(Task):
    """Counts targets; makes no model."""

    name = "tally"
    section = "tally"
    section_form = Tally
    description = "What the task tally counts."
