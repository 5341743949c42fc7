"""What an epoch is made of: fresh samples, or the data's own."""

from models.datasets import Description
from models.specs.job import JobSpec


def streams(spec: JobSpec, data: Description) -> bool:
    """Tell whether a network is trained on fresh samples in every epoch; folds and trials are cut from those drawn once."""
    return data.endless and spec.task_facts.trains and spec.training is not None
