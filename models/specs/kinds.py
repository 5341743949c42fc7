"""What a model answers with."""

from enum import StrEnum


class Kind(StrEnum):
    """What a model answers with."""

    CLASSIFICATION = "classification"
    REGRESSION = "regression"
    FORECASTING = "forecasting"
    GENERATION = "generation"
    CLUSTERING = "clustering"
    TRANSFORM = "transform"
    RECONSTRUCTION = "reconstruction"
    #: Several answers, each of the kind of a named output.
    NAMED = "named"

    @property
    def takes_targets(self) -> bool:
        """Tell whether such a model is fitted to targets of the data."""
        return self not in (Kind.CLUSTERING, Kind.TRANSFORM, Kind.RECONSTRUCTION)
