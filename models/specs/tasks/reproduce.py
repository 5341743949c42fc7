"""The task reproduce: train a registered model again on the same data, and compare it with the recorded one."""

from models.specs.tasks.task import Task


class Reproduce(Task):
    """Trains the recorded spec of a model again, and measures the differences; no model is registered."""

    name = "reproduce"
    rank = 6
    has_own_form = True
