"""Remote models as scikit-learn estimators, for pipelines, cross-validation and searches. Each fit is a job of the server.

from modelbook.sklearn import RemoteEstimator

cross_val_score(RemoteEstimator("LogisticRegression", params={"C": 0.1}), X, y)

Needs scikit-learn 1.6 or newer, which the client does not install.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Optional, Union

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.metrics import accuracy_score, r2_score
from sklearn.utils import all_estimators
from sklearn.utils._tags import ClassifierTags, RegressorTags, Tags
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, column_or_1d, validate_data

from modelbook._specs import merged
from modelbook._sync.client import Client

#: A part of a spec, as a dictionary.
Part = Mapping[str, Any]
Task = Literal["classification", "regression"]
#: Names of the uploaded arrays.
_INPUTS, _TARGETS = "X", "y"
#: Clients of estimators that were given none, by thread: a search fits in several.
_own = threading.local()


class RemoteEstimator(BaseEstimator):  # type: ignore[misc]
    """A classifier or regressor that is trained and asked over HTTP.

    Args:
        model: Name of an estimator of scikit-learn, or the `model` of a job spec (`{"kind": "sequential", "layers": [...]}`).
        params: Parameters of that estimator.
        patch: RFC 7386 merge patch on the spec, for example `{"training": {"epochs": 3}}`; it may also add `preprocessing`.
        task: `classification` or `regression`; that of the named estimator when left out, and regression for the `model` of a spec.
        name: Name of the model on the server; that of the estimator when left out. Each fit makes a new version of it.
        client: The client to use; `Client()` when left out.

    Attributes:
        model_: Reference of the trained model version, `name@version`.
        classes_: The classes, in order; of a classifier.
        n_features_in_: Number of columns of X.
        feature_names_in_: Their names, where X is a frame.
    """

    def __init__(
        self,
        model: Union[str, Part] = "LogisticRegression",
        *,
        params: Optional[Part] = None,
        patch: Optional[Part] = None,
        task: Optional[Task] = None,
        name: Optional[str] = None,
        client: Optional[Client] = None,
    ) -> None:
        self.model = model
        self.params = params
        self.patch = patch
        self.task = task
        self.name = name
        self.client = client

    def fit(self, X: Any, y: Any) -> RemoteEstimator:  # noqa: N803
        """Upload the data, and train on all of it.

        Args:
            X: Array or frame of numbers, of shape (n_samples, n_features).
            y: Targets, array of shape (n_samples,).

        Raises:
            ValueError: X or y cannot be used.
            JobFailed: The job failed; its reason says why.
            SpecError: The spec is at fault.
        """
        rows, targets = validate_data(self, X, y, y_numeric=not self._is_classifier)
        client, content = self._client(), _archive(rows, self._encoded(targets))
        # Data of one content has one name, so that it is recognized among data sets.
        data = client.upload(content, name=f"{hashlib.sha256(content).hexdigest()[:12]}.npz", progress=False)
        self.model_ = client.train(self._spec(data.source), name=self._model_name).watch(progress=False).ref
        return self

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the predictions for samples, array of shape (n_samples,).

        Args:
            X: Array or frame of numbers, of shape (n_samples, n_features).
        """
        predicted = self._asked(X, "predict")
        return self.classes_[predicted] if self._is_classifier else predicted

    @available_if(lambda self: self._is_classifier)  # type: ignore[untyped-decorator]
    def predict_proba(self, X: Any) -> Any:  # noqa: N803
        """Return the probability of each class, array of shape (n_samples, n_classes); of a classifier that has probabilities.

        Args:
            X: Array or frame of numbers, of shape (n_samples, n_features).
        """
        return self._asked(X, "predict_proba")

    def score(self, X: Any, y: Any) -> float:  # noqa: N803
        """Return the accuracy of a classifier, R2 of a regressor."""
        return float((accuracy_score if self._is_classifier else r2_score)(y, self.predict(X)))

    @property
    def _is_classifier(self) -> bool:
        if self.task is not None:
            return self.task == "classification"
        return isinstance(self.model, str) and self.model in _classifiers()

    @property
    def _model_name(self) -> str:
        return self.name or (self.model.lower() if isinstance(self.model, str) else "estimator")

    def _encoded(self, y: Any) -> Any:
        """Return targets as they are uploaded: of a classifier, the index of each class, whatever the type of its labels."""
        if not self._is_classifier:
            return y
        check_classification_targets(y)
        self.classes_, indices = np.unique(column_or_1d(y), return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"expected samples of at least two classes, got one class: {self.classes_[0]!r}")
        return indices

    def _spec(self, source: str) -> dict[str, Any]:
        step = {"estimator": self.model, **({"params": dict(self.params)} if self.params else {})}
        spec = {
            "data": {"source": source, "features": [_INPUTS], "target": _TARGETS},
            "model": {"kind": "sklearn", "steps": [step]} if isinstance(self.model, str) else dict(self.model),
        }
        return merged(spec, self.patch or {})

    def _asked(self, X: Any, method: str) -> Any:  # noqa: N803
        check_is_fitted(self, "model_")
        rows = validate_data(self, X, reset=False)
        return getattr(self._client().models[self.model_], method)(rows)

    def _client(self) -> Client:
        if self.client is not None:
            return self.client
        if not hasattr(_own, "client"):
            _own.client = Client()
        client: Client = _own.client
        return client

    def __sklearn_clone__(self) -> RemoteEstimator:
        """Return an unfitted estimator of the same parameters and client: a connection is not copied."""
        return type(self)(**self.get_params(deep=False))

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.estimator_type = "classifier" if self._is_classifier else "regressor"
        if self._is_classifier:
            tags.classifier_tags = ClassifierTags()
        else:
            tags.regressor_tags = RegressorTags()
        return tags


@cache
def _classifiers() -> frozenset[str]:
    """Return the names of scikit-learn's classifiers; to look them up takes a second."""
    return frozenset(name for name, _ in all_estimators("classifier"))


def _archive(inputs: Any, targets: Any) -> bytes:
    """Return inputs and targets as a .npz file, the same bytes for the same values."""
    file = io.BytesIO()
    np.savez(file, **{_INPUTS: inputs, _TARGETS: targets})
    return file.getvalue()
