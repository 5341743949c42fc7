"""The task train: one model, fitted and registered."""

from models.specs.tasks.task import Task


class Train(Task):
    """Fits one model and registers it."""

    name = "train"
    rank = 0
    trains = True
