"""The names of scores, as scikit-learn has them: the larger the better.

A kind of prediction says which it can have; `models.searching` works them out.
"""

from typing import TYPE_CHECKING, Literal

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

if TYPE_CHECKING:
    ScoringName = str  # A type checker cannot read the table.
else:
    ScoringName = Literal[SCORINGS]
