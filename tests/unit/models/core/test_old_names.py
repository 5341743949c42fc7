"""Old names of libraries get a hint with what they are called now, where that name exists; one table for every message."""

import copy
import re
from typing import Any

import pytest

from models.checking.check import check_spec
from models.core.errors import SpecError
from models.core.fields_beside import fields_beside, schema_of
from models.core.old_names import RENAMED, REPLACED, old_name_hint
from models.specs.estimators.offered_estimators import ESTIMATORS, estimator_class
from models.specs.job import JobSpec
from models.specs.keras_config.network import network_of
from models.specs.layers import LAYERS

SPEC: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {"inputs": [{"step": "cast"}, {"step": "reshape", "shape": [784]}], "targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 10, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 1, "validation": {"split": 0.1}},
}
LAYER, ESTIMATOR = "/model/layers/0", "/model/steps/0/params"


def faults_with(pointer: str, value: Any) -> dict[str, str]:
    """Return the faults of a spec that is changed at a place, by pointer."""
    spec = copy.deepcopy(SPEC)
    *above, last = pointer.split("/")[1:]
    here: Any = spec
    for part in above:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    here[int(last) if isinstance(here, list) else last] = value
    return {fault.pointer: fault.detail for fault in check_spec(spec).errors}


def estimator_faults(name: str, params: dict[str, Any]) -> dict[str, str]:
    return faults_with("/model", {"kind": "sklearn", "steps": [{"estimator": name, "params": params}]})


@pytest.mark.parametrize(
    ("pointer", "value", "at", "hint"),
    [
        ("/training/optimizer", {"name": "sgd", "lr": 0.1}, "/lr", "did you mean learning_rate (the name since Keras 2.3)?"),
        ("/training/optimizer", {"name": "adam", "decay": 0.1}, "/decay", "use a learning_rate_schedule in the training part"),
        ("/training/optimizer", {"name": "nadam", "schedule_decay": 0.1}, "/schedule_decay", "use a learning_rate_schedule"),
        ("/training/optimizer", {"name": "SGD"}, "", "did you mean sgd?"),
        ("/training/lr", 0.1, "", "the learning_rate is a field of the optimizer"),
        ("/training/nb_epoch", 3, "", "did you mean epochs (the name since Keras 2)?"),
        ("/training/n_epochs", 3, "", "did you mean epochs?"),
        ("/training/validation_split", 0.3, "", "use validation: {split: 0.25}"),
        ("/training/checkpoint", {"period": 3}, "/period", "did you mean every?"),
        ("/training/early_stopping", {"monitor": "loss", "restore_best_weights": True}, "/restore_best_weights", "did you mean restore_best?"),
        ("/training/learning_rate_schedule", {"kind": "plateau", "monitor": "loss", "min_lr": 0.1}, "/min_lr", "did you mean floor?"),
        (
            "/training/early_stopping",
            {"monitor": "val_acc"},
            "/monitor",
            "did you mean val_accuracy (the name since Keras 2.3)?",
        ),
        ("/training/metrics", ["acc"], "/0", "did you mean accuracy (the name since Keras 2.3)?"),
        ("/training/loss", "mse", "", "did you mean mean_squared_error?"),
        ("/training/loss", "MSE", "", "did you mean mean_squared_error?"),
        ("/training/loss", "KLD", "", "did you mean kl_divergence?"),
        ("/training/objective", "mse", "", "did you mean loss?"),
        ("/training/decay", 0.1, "", "use a learning_rate_schedule in the training part"),
        ("/training/sample_weight", [1, 2], "", "samples have equal weights in the loss of a network"),
        ("/training/class_weights", {"0": 2}, "", "use class_weight: balanced"),
        ("/training/validation_steps", 3, "", "the whole validation part is used after every epoch"),
        ("/training/show_accuracy", True, "", "use metrics: [accuracy]"),
        ("/training/verbose", 1, "", "leave it out"),
        ("/training/ReduceLROnPlateau", {}, "", "did you mean learning_rate_schedule?"),
        ("/training/learning_rate_schedule", {"kind": "ReduceLROnPlateau"}, "", "did you mean plateau?"),
        ("/training/learning_rate_schedule", {"kind": "CosineDecay"}, "", "did you mean cosine?"),
        ("/training/learning_rate_schedule", {"kind": "plateau", "epsilon": 1}, "/epsilon", "did you mean min_delta (the name since Keras 2.2)?"),
        (LAYER, {"layer": "Dense", "kernel_regularizer": {"regularizer": "l1_l2"}}, "/kernel_regularizer", "did you mean L1L2?"),
        (LAYER, {"layer": "Embedding", "init": "uniform"}, "/init", "did you mean embeddings_initializer (the name since Keras 2)?"),
        (LAYER, {"layer": "LSTM", "U_regularizer": 3}, "/U_regularizer", "recurrent weights have no regularizer here"),
        (LAYER, {"layer": "Conv2D", "dilation_rate": 2}, "/dilation_rate", "convolutions are not dilated here"),
        (LAYER, {"layer": "BatchNormalization", "mode": 2}, "/mode", "Keras 2 removed it"),
        (LAYER, {"layer": "AtrousConvolution2D"}, "", "use Conv2D"),
        (LAYER, {"layer": "Input"}, "", "the shape of the input is that of the prepared data"),
        (LAYER, {"layer": "LeakyReLU"}, "", "use Activation with activation: leaky_relu"),
        (LAYER, {"layer": "Dense", "activation": "LeakyReLU"}, "/activation", "did you mean leaky_relu?"),
        (LAYER, {"layer": "Dense", "kernel_initializer": "xavier_uniform"}, "/kernel_initializer", "did you mean glorot_uniform?"),
        (LAYER, {"layer": "Convolution2D"}, "", "did you mean Conv2D (the name since Keras 2)?"),
        (LAYER, {"layer": "Merge"}, "", "Add, Subtract, Multiply, Average, Maximum, Concatenate or Dot"),
        (LAYER, {"layer": "Conv2D", "nb_filter": 3}, "/nb_filter", "did you mean filters (the name since Keras 2)?"),
        (LAYER, {"layer": "Conv2D", "nb_row": 3}, "/nb_row", "did you mean kernel_size (the name since Keras 2)?"),
        (LAYER, {"layer": "Conv1D", "filter_length": 3}, "/filter_length", "did you mean kernel_size (the name since Keras 2)?"),
        (LAYER, {"layer": "Conv2D", "border_mode": "same"}, "/border_mode", "did you mean padding (the name since Keras 2)?"),
        (LAYER, {"layer": "MaxPooling2D", "border_mode": "same"}, "/border_mode", "did you mean padding (the name since Keras 2)?"),
        (LAYER, {"layer": "Conv2D", "subsample": 2}, "/subsample", "did you mean strides (the name since Keras 2)?"),
        (LAYER, {"layer": "Conv2D", "dim_ordering": "tf"}, "/dim_ordering", "channels are always last"),
        (LAYER, {"layer": "Dense", "output_dim": 3}, "/output_dim", "did you mean units (the name since Keras 2)?"),
        (LAYER, {"layer": "LSTM", "output_dim": 3}, "/output_dim", "did you mean units (the name since Keras 2)?"),
        (LAYER, {"layer": "Dense", "init": "normal"}, "/init", "did you mean kernel_initializer (the name since Keras 2)?"),
        (LAYER, {"layer": "Dense", "W_regularizer": 3}, "/W_regularizer", "did you mean kernel_regularizer (the name since Keras 2)?"),
        (LAYER, {"layer": "Dense", "b_regularizer": 3}, "/b_regularizer", "did you mean bias_regularizer (the name since Keras 2)?"),
        (LAYER, {"layer": "Dense", "bias": True}, "/bias", "did you mean use_bias (the name since Keras 2)?"),
        (LAYER, {"layer": "Dense", "input_dim": 784}, "/input_dim", "the shape of the input is that of the prepared data"),
        (LAYER, {"layer": "Dense", "activation": "swish"}, "/activation", "did you mean silu?"),
        (LAYER, {"layer": "Dense", "kernel_initializer": "normal"}, "/kernel_initializer", "did you mean random_normal (the name since Keras 2)?"),
        (LAYER, {"layer": "Dropout", "p": 0.5}, "/p", "did you mean rate (the name since Keras 2)?"),
        (LAYER, {"layer": "Reshape", "target_shape": [784]}, "/target_shape", "did you mean shape?"),
        (LAYER, {"repeat": 2, "layers": [{"layer": "Dense", "output_dim": 3}]}, "/layers/0/output_dim", "did you mean units"),
        (LAYER, {"layer": "TimeDistributed", "wrapped": {"layer": "Dense", "output_dim": 3}}, "/wrapped/output_dim", "did you mean units"),
        (LAYER, {"layer": "Dense", "kernel_constraint": {"constraint": "MaxNorm", "m": 3}}, "/kernel_constraint/m", "did you mean max_value"),
        ("/preprocessing/inputs", {"inputs": [{"step": "reshape", "target_shape": [2]}]}, "/inputs/0/target_shape", "did you mean shape?"),
    ],
)
def test_an_old_name_gets_the_new_one(pointer: str, value: Any, at: str, hint: str) -> None:
    assert hint in faults_with(pointer, value)[pointer + at]


@pytest.mark.parametrize(
    ("name", "params", "hint"),
    [
        ("AdaBoostClassifier", {"base_estimator": {"estimator": "Ridge"}}, "did you mean estimator (the name since scikit-learn 1.2)?"),
        ("AdaBoostClassifier", {"algorithm": "SAMME"}, "SAMME is the only one left"),
        ("LogisticRegression", {"n_iter": 5}, "did you mean max_iter (the name since scikit-learn 0.19)?"),
        ("DecisionTreeClassifier", {"min_impurity_split": 5}, "did you mean min_impurity_decrease (the name since scikit-learn 0.19)?"),
        ("DecisionTreeClassifier", {"presort": True}, "scikit-learn 0.24 removed it; leave it out"),
        ("Ridge", {"normalize": True}, "put a StandardScaler before the estimator"),
        ("AgglomerativeClustering", {"affinity": "euclidean"}, "did you mean metric (the name since scikit-learn 1.2)?"),
        ("DecisionTreeRegressor", {"criterion": "mse"}, "did you mean squared_error (the name since scikit-learn 1.0)?"),
        ("KMeans", {"algorithm": "auto"}, "did you mean lloyd (the name since scikit-learn 1.1)?"),
        ("KMeans", {"n_jobs": 2}, "a job has threads of its own"),
        ("KMeans", {"n_cluster": 2}, "did you mean n_clusters?"),
        ("KNeighborsClassifier", {"k": 2}, "did you mean n_neighbors?"),
        ("RandomForestClassifier", {"max_features": "auto"}, "use sqrt for a classifier and 1.0 for a regressor"),
        ("SVC", {"class_weight": "auto"}, "did you mean balanced (the name since scikit-learn 0.17)?"),
        ("LogisticRegression", {"penalty": "none"}, "use null for no penalty"),
        ("MLPClassifier", {"algorithm": "adam"}, "did you mean solver (the name since scikit-learn 0.18)?"),
        ("KMeans", {"algorithm": "full"}, "did you mean lloyd (the name since scikit-learn 1.1)?"),
    ],
)
def test_an_old_parameter_of_an_estimator_gets_the_new_one(name: str, params: dict[str, Any], hint: str) -> None:
    (key,) = params
    assert estimator_faults(name, params)[f"{ESTIMATOR}/{key}"].endswith(hint)


def test_an_old_estimator_gets_the_new_one() -> None:
    assert estimator_faults("GMM", {})["/model/steps/0/estimator"].endswith("did you mean GaussianMixture (the name since scikit-learn 0.18)?")


def test_a_path_of_a_search_space_gets_the_new_name() -> None:
    search = {"task": "search", "search": {"strategy": "grid", "space": {"training.optimizer.lr": [0.1]}}}
    (fault,) = check_spec({**SPEC, **search}).errors
    assert fault.detail.endswith("got 'lr'; did you mean learning_rate (the name since Keras 2.3)?")


@pytest.mark.parametrize(
    ("layer", "hint"),
    [
        ({"class_name": "Convolution2D", "config": {}}, "did you mean Conv2D (the name since Keras 2)?"),
        ({"class_name": "Dense", "config": {"output_dim": 3}}, "did you mean units (the name since Keras 2)?"),
    ],
)
def test_an_imported_architecture_of_keras_1_gets_the_new_name(layer: dict[str, Any], hint: str) -> None:
    first = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4]}}
    with pytest.raises(SpecError) as caught:
        network_of({"class_name": "Sequential", "config": {"layers": [first, layer]}})
    assert caught.value.faults[0].detail.endswith(hint)


def test_a_name_that_is_new_somewhere_and_old_elsewhere_gets_no_hint_where_its_successor_is_not() -> None:
    assert old_name_hint("lr", ["units"]) == ""
    assert old_name_hint("decay", ["kind", "floor"]) == ""
    assert old_name_hint("units", ["units"]) == ""


def test_every_successor_in_the_table_exists() -> None:
    known = {"val_accuracy", "n_samples"} | set(LAYERS) | set(ESTIMATORS) | set(_names_in(schema_of(JobSpec)))
    for cls in map(estimator_class, ESTIMATORS):
        constraints = [str(option) for options in cls._parameter_constraints.values() if options != "no_validation" for option in options]
        known |= set(cls().get_params(deep=False)) | set(re.findall(r"'(\w+)'", " ".join(constraints)))
    successors = {new for names in RENAMED.values() for new in names.values()} | {beside for advice in REPLACED.values() for beside in advice}
    assert successors - known == set()


def test_the_fields_beside_one_are_those_of_its_own_part() -> None:
    assert {"momentum", "nesterov"} <= fields_beside(("training", "optimizer", "sgd", "lr"), JobSpec)
    assert "momentum" not in fields_beside(("training", "optimizer", "adam", "lr"), JobSpec)
    assert {"epochs", "loss"} <= fields_beside(("training", "x"), JobSpec)
    assert fields_beside(("x",), JobSpec) == set(JobSpec.model_fields)


def _names_in(schema: Any) -> list[str]:
    """Return every field and every allowed value in a JSON schema."""
    if isinstance(schema, list):
        return [name for item in schema for name in _names_in(item)]
    if not isinstance(schema, dict):
        return []
    values = [value for value in [*schema.get("enum", ()), schema.get("const")] if isinstance(value, str)]
    return [*schema.get("properties", {}), *values, *(name for item in schema.values() for name in _names_in(item))]
