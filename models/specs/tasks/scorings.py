"""The names of scores, as scikit-learn has them: the larger the better. Adding one is one line here and one in models.searching."""

from typing import TYPE_CHECKING, Literal

from models.specs.kinds import Kind

SCORINGS: dict[str, Kind] = {
    "accuracy": Kind.CLASSIFICATION,
    "balanced_accuracy": Kind.CLASSIFICATION,
    "f1_macro": Kind.CLASSIFICATION,
    "f1_weighted": Kind.CLASSIFICATION,
    "precision_macro": Kind.CLASSIFICATION,
    "recall_macro": Kind.CLASSIFICATION,
    "neg_log_loss": Kind.CLASSIFICATION,
    "roc_auc": Kind.CLASSIFICATION,
    "r2": Kind.REGRESSION,
    "explained_variance": Kind.REGRESSION,
    "neg_mean_squared_error": Kind.REGRESSION,
    "neg_root_mean_squared_error": Kind.REGRESSION,
    "neg_mean_absolute_error": Kind.REGRESSION,
    "silhouette": Kind.CLUSTERING,
    "neg_inertia": Kind.CLUSTERING,
}
#: What is measured where a spec does not say.
DEFAULTS = {Kind.CLASSIFICATION: "accuracy", Kind.REGRESSION: "r2", Kind.FORECASTING: "r2", Kind.CLUSTERING: "silhouette"}

if TYPE_CHECKING:
    ScoringName = str  # A type checker cannot read the table.
else:
    ScoringName = Literal[tuple(SCORINGS)]


def scorings_of(kind: Kind) -> list[str]:
    """Return the scores that a kind of model can have; a forecast is scored as a regression is."""
    wanted = Kind.REGRESSION if kind is Kind.FORECASTING else kind
    return [name for name, of in SCORINGS.items() if of is wanted]
