"""How samples are cut into folds, and what is measured on them: what the sections of several tasks have in common."""

from typing import Self

from pydantic import Field, model_validator

from models.core.part import Part
from models.specs.tasks.scorings import ScoringName
from models.specs.tasks.task import AskedKind

MAX_FOLDS = 1_000


class Folding(Part):
    """Folds, and a score on each."""

    folds: int = Field(5, ge=2, le=MAX_FOLDS, description="Number of folds; each is held back once and scored by a model fitted to the rest.")
    stratified: bool | None = Field(
        None, description="Keep the classes' shares equal in all folds; when left out, for classes, as scikit-learn does."
    )
    shuffle: bool = Field(False, description="Draw the folds at random; otherwise they follow the order of the samples.")
    grouped: bool = Field(False, description="Never cut a group of data.groups in two.")
    time_series: bool = Field(False, description="Train on what comes before the fold alone.")
    seed: int | None = Field(None, ge=0, lt=2**31, description="Seed of the shuffle; the job's when left out.")
    scoring: ScoringName | None = Field(
        None, description="What is measured, the larger the better; accuracy, r2 or silhouette when left out, by what the model answers."
    )
    train_scores: bool = Field(True, description="Score the training part of each fold as well.")

    @model_validator(mode="after")
    def _one_way_to_cut(self) -> Self:
        if self.time_series and (self.grouped or self.shuffle or self.stratified):
            raise ValueError("time_series keeps the order of the samples: expected it without grouped, shuffle and stratified")
        return self

    def n_fits(self, folds: bool = True) -> int:
        """Return how many models are fitted, the last one of a search, on all data, not counted.

        Args:
            folds: Whether models are fitted to folds; a clusterer is fitted to all samples once.
        """
        return self.folds

    def stratifies(self, kind: AskedKind) -> bool:
        """Tell whether the folds keep the classes' shares: as asked for, else for classes, as scikit-learn does."""
        if self.stratified is not None:
            return self.stratified
        return kind.has_classes and not self.time_series and not self.grouped
