"""Fit a scikit-learn pipeline."""

from sklearn.pipeline import Pipeline

from models.building.pipeline import build_pipeline
from models.errors import DataError
from models.spec.model import SklearnPipeline
from models.training.listener import Listener
from models.training.parts import Parts
from models.training.seeds import set_seeds


def fit_pipeline(model: SklearnPipeline, seed: int, parts: Parts, listener: Listener) -> Pipeline:
    """Build and fit a pipeline.

    Args:
        model: The estimators.
        seed: Seed of every random draw.
        parts: The data.
        listener: Told when the fit is done.

    Raises:
        DataError: scikit-learn refuses the data.
    """
    set_seeds(seed)
    pipeline = build_pipeline(model, seed)
    try:
        pipeline.fit(parts.train.x, parts.train.y)
    except (ValueError, TypeError) as error:
        raise DataError(f"{model.steps[-1].estimator} cannot be fitted to this data: {error}") from error
    listener.on_first_step()
    return pipeline
