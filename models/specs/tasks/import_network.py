"""The task import: a network that was made elsewhere, registered."""

from models.specs.tasks.task import Task


class ImportNetwork(Task):
    """Registers a network from its layers and weights."""

    name = "import"
    rank = 4
    imports = True
