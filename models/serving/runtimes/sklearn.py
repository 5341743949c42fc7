"""Run a scikit-learn pipeline by the role of its last estimator."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from models.artifact.content import Artifact
from models.artifact.signature import Method
from models.core.arrays import Array, Ports
from models.core.errors import ArtifactError, Fault, InputError
from models.serving.runtimes import ServedRuntime
from models.specs.estimators.offered_estimators import Role, role_of
from models.specs.ports import OUTPUT

#: Distances of neighbors, each a type of its own.
_DISTANCES = (
    *["BrayCurtis", "Canberra", "Chebyshev", "Dice", "Euclidean", "Hamming", "Haversine", "Jaccard", "Mahalanobis"],
    *["Manhattan", "Minkowski", "RogersTanimoto", "RussellRao", "SEuclidean", "SokalMichener", "SokalSneath"],
)
TRUSTED_TYPES = (
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    *(f"sklearn.metrics._dist_metrics.{name}Distance64" for name in _DISTANCES),
    "sklearn.neighbors._ball_tree.BallTree",
    "sklearn.neighbors._kd_tree.KDTree",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
    "sklearn.neural_network._stochastic_optimizers.SGDOptimizer",
    "sklearn.tree._tree.Tree",
)


class SklearnRuntime(ServedRuntime):
    """A live scikit-learn pipeline, run by the method of its role.

    A classifier has an output for every class of its data set. The probability of a class that its training part lacks is 0.

    Args:
        pipeline: The fitted pipeline.
        classes: Targets of all classes as the pipeline is fitted to them, sorted; those of the training part when left out.

    Attributes:
        seen: Position of each class of the training part among all classes; None where these are all, and for other roles.
    """

    name = "sklearn"

    def __init__(self, pipeline: Any, classes: Array | None = None) -> None:
        self.pipeline, self._role = pipeline, role_of(pipeline)
        self._run = _RUNS[self._role](pipeline)
        self._classes = _all_classes(pipeline, classes) if self._role is Role.CLASSIFIER else None
        self.seen = None if self._classes is None else _seen(self._classes, np.asarray(pipeline.classes_))

    @classmethod
    def of(cls, artifact: Artifact) -> "SklearnRuntime":
        """Rebuild the pipeline of an artifact. Imports scikit-learn.

        Raises:
            ArtifactError: It cannot be rebuilt here.
        """
        return cls(_load_pipeline(artifact), _recorded_classes(artifact))

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "SklearnRuntime":
        return cls.of(artifact)

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return 4 * artifact.stat().st_size

    @property
    def training_labels(self) -> Array | None:
        """Return the cluster of each training sample where the pipeline labels nothing else; None for other roles."""
        return np.asarray(self.pipeline[-1].labels_) if self._role is Role.LABELLER else None

    @property
    def classes(self) -> Array | None:
        """Return the classes of a classifier in the order of its outputs; None for other roles."""
        return self._classes

    @property
    def n_classes(self) -> int:
        """Return the number of classes of a classifier; 0 for other roles."""
        return 0 if self._classes is None else len(self._classes)

    @property
    def model(self) -> Any:
        """Return the model object of the framework."""
        return self.pipeline

    def run(self, x: Ports) -> Ports:
        (array,) = x.values()
        return {OUTPUT: self._of_all_classes(self._run(array))}

    def output_shape(self, x: Array) -> tuple[int, ...]:
        """Return the shape of one output.

        Args:
            x: Prepared inputs, array of shape (n_samples, ...), at least one.
        """
        return () if self._role is Role.LABELLER else self._of_all_classes(self._run(x[:1])).shape[1:]

    def ask(self, method: Method, x: Array) -> Array:
        """Call one of the pipeline's own methods.

        Args:
            method: One that the pipeline has.
            x: Prepared inputs, array of shape (n_samples, ...); transformed rows for `inverse_transform`.

        Returns:
            The result of scikit-learn; the position of a class instead of its label.
        """
        pipeline = self.pipeline
        if self._role is Role.CLUSTERER:
            x = np.asarray(x, _cluster_dtype(pipeline[-1]))
        values = np.asarray(getattr(pipeline, method)(x))
        if self._role is not Role.CLASSIFIER or method not in (Method.PREDICT, Method.PREDICT_PROBA):
            return values
        return self._of_all_classes(np.searchsorted(pipeline.classes_, values) if method is Method.PREDICT else values)

    def _of_all_classes(self, values: Array) -> Array:
        """Convert positions and probabilities over the classes of the pipeline to those over all classes."""
        if self.seen is None:
            return values
        if values.ndim == 1:
            return np.take(self.seen, values)
        wide = np.zeros((len(values), self.n_classes), values.dtype)
        wide[:, self.seen] = values
        return wide

    def close(self) -> None:
        """Do nothing: the pipeline is freed with the object."""


#: Returns a scikit-learn model, loaded in the first call.
Source = Callable[[], SklearnRuntime]


def _classifier(pipeline: Any) -> Callable[[Array], Array]:
    if hasattr(pipeline, "predict_proba"):
        return lambda x: np.asarray(pipeline.predict_proba(x))
    return lambda x: np.searchsorted(pipeline.classes_, pipeline.predict(x))


def _regressor(pipeline: Any) -> Callable[[Array], Array]:
    return lambda x: np.asarray(pipeline.predict(x)).reshape(len(x), -1)


def _transformer(pipeline: Any) -> Callable[[Array], Array]:
    return lambda x: np.asarray(pipeline.transform(x))


def _clusterer(pipeline: Any) -> Callable[[Array], Array]:
    dtype = _cluster_dtype(pipeline[-1])
    return lambda x: np.asarray(pipeline.predict(np.asarray(x, dtype)), np.int64)


def _labeller(pipeline: Any) -> Callable[[Array], Array]:
    name = type(pipeline[-1]).__name__
    return lambda x: _refuse(name, x)


#: Functions that make the run function of a pipeline, by the role of its last estimator.
_RUNS: dict[Role, Callable[[Any], Callable[[Array], Array]]] = {
    Role.CLASSIFIER: _classifier,
    Role.REGRESSOR: _regressor,
    Role.TRANSFORMER: _transformer,
    Role.CLUSTERER: _clusterer,
    Role.LABELLER: _labeller,
}


def _cluster_dtype(estimator: Any) -> np.dtype[Any]:
    """Return the dtype of a clusterer's inputs: KMeans takes only that of its centers."""
    return np.asarray(getattr(estimator, "cluster_centers_", 0.0)).dtype


def _refuse(name: str, x: Array) -> Array:
    """Return no clusters for no samples, and refuse any samples."""
    if len(x):
        raise InputError([Fault("/inputs", f"{name} labels its training data only and has no predictions for new inputs")])
    return np.empty(0, np.int64)


def _all_classes(pipeline: Any, classes: Array | None) -> Array:
    """Return the classes of a data set, or those of a classifier where they are unknown."""
    own = np.asarray(pipeline.classes_)
    return own if classes is None or not np.isin(own, classes).all() else classes


def _seen(classes: Array, own: Array) -> Array | None:
    return None if len(own) == len(classes) else np.searchsorted(classes, own)


def _recorded_classes(artifact: Artifact) -> Array | None:
    """Return the labels of a classifier, as its target steps encode them; None where it has none."""
    content = artifact.content
    ((name, output),) = content.signature.outputs.items()
    return None if output.labels is None else content.chain.encoded(name, output.labels)


def _load_pipeline(artifact: Artifact) -> object:
    import skops.io  # Loaded with the first pipeline.
    from sklearn.exceptions import InconsistentVersionWarning
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", InconsistentVersionWarning)
            return skops.io.loads(artifact.estimator, trusted=list(TRUSTED_TYPES))
    except UntrustedTypesFoundException as error:
        raise ArtifactError(f"{artifact.path.name} holds types that are not on this service's list: {error}") from error
    except (BadZipFile, ValueError, KeyError, TypeError) as error:
        raise ArtifactError(f"{artifact.path.name} holds no pipeline that skops can rebuild: {error}") from error
    except InconsistentVersionWarning as error:
        raise ArtifactError(f"{artifact.path.name} was made by another scikit-learn; train it again from its spec: {error}") from error
