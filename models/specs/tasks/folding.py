"""Folds and the score on them: the common part of the sections of several tasks, and the task cross_validate."""

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.specs.estimators.offered_estimators import Role
from models.specs.tasks.task import AskedKind, Task

SCORINGS = (
    "accuracy",
    "balanced_accuracy",
    "f1_macro",
    "f1_weighted",
    "precision_macro",
    "recall_macro",
    "neg_log_loss",
    "roc_auc",
    "r2",
    "explained_variance",
    "neg_mean_squared_error",
    "neg_root_mean_squared_error",
    "neg_mean_absolute_error",
    "silhouette",
    "neg_inertia",
)
MAX_FOLDS = 1_000


if TYPE_CHECKING:
    ScoringName = str  # A type checker cannot read the table.
else:
    ScoringName = Annotated[Literal[SCORINGS], SchemaName("Scoring", "A score by its name in scikit-learn; larger values are better.")]


class Folding(Part):
    """Folds, and a score on each."""

    folds: int = Field(5, ge=2, le=MAX_FOLDS, description="Number of folds; each is scored once, by a model fitted to the others.")
    stratified: bool | None = Field(
        None, description="Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn."
    )
    shuffle: bool = Field(False, description="Draw the folds at random; otherwise in the order of the samples.")
    grouped: bool = Field(False, description="Keep each group of data.groups in one fold.")
    time_series: bool = Field(False, description="Train only on samples before the fold.")
    seed: int | None = Field(None, ge=0, lt=2**31, description="Seed of the shuffle; the job's when left out.")
    scoring: ScoringName | None = Field(
        None, description="Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction."
    )
    train_scores: bool = Field(True, description="Also score the training part of each fold.")

    @model_validator(mode="after")
    def _one_way_to_cut(self) -> Self:
        if self.time_series and (self.grouped or self.shuffle or self.stratified):
            raise ValueError("expected time_series without grouped, shuffle and stratified, as it keeps the order of the samples")
        return self

    def n_fits(self, folds: bool = True) -> int:
        """Return the number of models that are fitted, without the final one of a search.

        Args:
            folds: Whether each candidate is fitted to every fold; a clusterer is fitted once to all samples.
        """
        return self.folds

    def stratifies(self, kind: AskedKind) -> bool:
        """Tell whether the folds keep the classes' shares: as given, else for classes, as in scikit-learn."""
        if self.stratified is not None:
            return self.stratified
        return kind.has_classes and not self.time_series and not self.grouped


class CrossValidation(Folding):
    """The task cross_validate: one model, scored on every fold."""


class CrossValidate(Task):
    """Scores one model on every fold; no model is registered."""

    name = "cross_validate"
    rank = 2
    section = "cross_validation"
    section_form = CrossValidation
    description = "Folds and score of the task cross_validate."
    fans_out = True
    takes = "a classifier or a regressor"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        return kind.is_cross_validated and not kind.transforms
