"""Fit a scikit-learn pipeline."""

import warnings

from sklearn.pipeline import Pipeline

from models.building.pipeline import build_pipeline
from models.core.errors import DataError
from models.preparing.prepared import Prepared
from models.specs.model import SklearnPipeline
from models.training.listener import Listener
from models.training.seeds import set_seeds


def fit_pipeline(model: SklearnPipeline, seed: int, prepared: Prepared, listener: Listener) -> Pipeline:
    """Build and fit a pipeline.

    Args:
        model: The estimators.
        seed: Seed of every random draw.
        prepared: The data.
        listener: Told when the fit is done, and what scikit-learn warns of.

    Raises:
        DataError: scikit-learn refuses the data.
    """
    set_seeds(seed)
    pipeline = build_pipeline(model, seed)
    x, y = prepared.train.fed
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            pipeline.fit(x, y.reshape(len(y)) if y.size else None)
        except (ValueError, TypeError) as error:
            raise DataError(f"{model.steps[-1].estimator} cannot be fitted to this data: {error}") from error
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        listener.log(f"scikit-learn warns: {message}")
    listener.on_first_step()
    return pipeline
