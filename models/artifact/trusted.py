"""Types that skops may rebuild from an artifact. The list lives here, never in the file that is read."""

TRUSTED_TYPES = (
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
)
