"""The scikit-learn estimators a spec may name, and their parameters. Adding one is one line."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import Field

from models.core.part import Part


class Role(StrEnum):
    """What an estimator gives: a class, a number, other columns or a cluster; a labeller labels its training data only."""

    CLASSIFIER = "classifier"
    REGRESSOR = "regressor"
    TRANSFORMER = "transformer"
    CLUSTERER = "clusterer"
    LABELLER = "labeller"

    @property
    def takes_targets(self) -> bool:
        """Tell whether such an estimator is fitted to targets."""
        return self in (Role.CLASSIFIER, Role.REGRESSOR)


@dataclass(frozen=True)
class Entry:
    """An estimator.

    Args:
        module: Its module.
        role: What it gives.
        stages: Parameter with the number of its stages, where a fit can continue with more of them; else empty.
        takes_several: Whether it is a regressor that takes several targets of a sample.
        takes_gaps: Whether it takes missing values, NaN.
        takes_infinity: Whether it takes infinite values.
        keeps_samples: Whether it predicts by samples that it was fitted to, so that whoever has the model has these.
    """

    module: str
    role: Role
    stages: str = ""
    takes_several: bool = False
    takes_gaps: bool = False
    takes_infinity: bool = False
    keeps_samples: bool = False


ESTIMATORS: dict[str, Entry] = {
    "Ridge": Entry("sklearn.linear_model", Role.REGRESSOR, takes_several=True),
    "RidgeCV": Entry("sklearn.linear_model", Role.REGRESSOR, takes_several=True),
    "RidgeClassifier": Entry("sklearn.linear_model", Role.CLASSIFIER),
    "RidgeClassifierCV": Entry("sklearn.linear_model", Role.CLASSIFIER),
    "LinearRegression": Entry("sklearn.linear_model", Role.REGRESSOR, takes_several=True),
    "LogisticRegression": Entry("sklearn.linear_model", Role.CLASSIFIER),
    "Lasso": Entry("sklearn.linear_model", Role.REGRESSOR, takes_several=True),
    "ElasticNet": Entry("sklearn.linear_model", Role.REGRESSOR, takes_several=True),
    "SVC": Entry("sklearn.svm", Role.CLASSIFIER, keeps_samples=True),
    "SVR": Entry("sklearn.svm", Role.REGRESSOR, keeps_samples=True),
    "KNeighborsClassifier": Entry("sklearn.neighbors", Role.CLASSIFIER, keeps_samples=True),
    "KNeighborsRegressor": Entry("sklearn.neighbors", Role.REGRESSOR, takes_several=True, keeps_samples=True),
    "GaussianNB": Entry("sklearn.naive_bayes", Role.CLASSIFIER),
    "MultinomialNB": Entry("sklearn.naive_bayes", Role.CLASSIFIER),
    "BernoulliNB": Entry("sklearn.naive_bayes", Role.CLASSIFIER),
    "DecisionTreeClassifier": Entry("sklearn.tree", Role.CLASSIFIER, takes_gaps=True),
    "DecisionTreeRegressor": Entry("sklearn.tree", Role.REGRESSOR, takes_several=True, takes_gaps=True),
    "RandomForestClassifier": Entry("sklearn.ensemble", Role.CLASSIFIER, "n_estimators", takes_gaps=True),
    "RandomForestRegressor": Entry("sklearn.ensemble", Role.REGRESSOR, "n_estimators", takes_several=True, takes_gaps=True),
    "GradientBoostingClassifier": Entry("sklearn.ensemble", Role.CLASSIFIER, "n_estimators"),
    "GradientBoostingRegressor": Entry("sklearn.ensemble", Role.REGRESSOR, "n_estimators"),
    "HistGradientBoostingClassifier": Entry("sklearn.ensemble", Role.CLASSIFIER, "max_iter", takes_gaps=True, takes_infinity=True),
    "HistGradientBoostingRegressor": Entry("sklearn.ensemble", Role.REGRESSOR, "max_iter", takes_gaps=True, takes_infinity=True),
    "AdaBoostClassifier": Entry("sklearn.ensemble", Role.CLASSIFIER),
    "AdaBoostRegressor": Entry("sklearn.ensemble", Role.REGRESSOR),
    "MLPClassifier": Entry("sklearn.neural_network", Role.CLASSIFIER),
    "MLPRegressor": Entry("sklearn.neural_network", Role.REGRESSOR, takes_several=True),
    "KMeans": Entry("sklearn.cluster", Role.CLUSTERER),
    "GaussianMixture": Entry("sklearn.mixture", Role.CLUSTERER),
    "DBSCAN": Entry("sklearn.cluster", Role.LABELLER, keeps_samples=True),
    "AgglomerativeClustering": Entry("sklearn.cluster", Role.LABELLER),
    "MinMaxScaler": Entry("sklearn.preprocessing", Role.TRANSFORMER, takes_gaps=True),
    "StandardScaler": Entry("sklearn.preprocessing", Role.TRANSFORMER, takes_gaps=True),
    "PolynomialFeatures": Entry("sklearn.preprocessing", Role.TRANSFORMER),
    "FunctionTransformer": Entry("sklearn.preprocessing", Role.TRANSFORMER, takes_gaps=True, takes_infinity=True),
    "PCA": Entry("sklearn.decomposition", Role.TRANSFORMER),
}

if TYPE_CHECKING:
    EstimatorName = str  # A type checker cannot read the table.
else:
    EstimatorName = Literal[tuple(ESTIMATORS)]


def estimator_class(name: EstimatorName) -> type[Any]:
    """Import and return the class of an estimator."""
    return cast("type[Any]", getattr(importlib.import_module(ESTIMATORS[name].module), name))


def role_of(pipeline: Any) -> Role:
    """Return the role of a scikit-learn pipeline: that of its last step."""
    return ESTIMATORS[type(pipeline[-1]).__name__].role


#: The parameter of an ensemble that is an estimator itself.
BASE = "estimator"


def sample_keepers(model: Mapping[str, Any]) -> list[str]:
    """Return the estimators of a model that keep samples of the data, so that whoever has the model has these.

    Args:
        model: The part `model` of a spec, as JSON; also one of a network, which has no such estimators.
    """
    names = (name for stage in model.get("steps", ()) for name in _with_bases(stage))
    return [name for name in names if name in ESTIMATORS and ESTIMATORS[name].keeps_samples]


def _with_bases(stage: Mapping[str, Any]) -> Iterator[str]:
    """Yield an estimator, and the one that it is an ensemble of."""
    yield stage["estimator"]
    base = (stage.get("params") or {}).get(BASE)
    if isinstance(base, Mapping) and BASE in base:
        yield from _with_bases(base)


class BaseEstimator(Part):
    """The base estimator of an ensemble."""

    estimator: EstimatorName = Field(description="Class name of the scikit-learn estimator.")
    params: dict[str, Any] = Field(default_factory=dict, description="Arguments of the estimator, as scikit-learn names them.")
