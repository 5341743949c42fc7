"""The task batch: predictions for all samples of a data set, as one file."""

from models.specs.tasks.task import Task


class Batch(Task):
    """Writes the predictions of a registered model for a data set; no model is registered."""

    name = "batch"
    rank = 5
    has_own_form = True
    leaves_output = True
