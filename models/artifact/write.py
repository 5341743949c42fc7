"""Write an artifact."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from models.artifact.content import FORMAT_VERSION, Content
from models.artifact.examples import write_golden
from models.artifact.packing import write_json, write_record
from models.artifact.variables import write_variables
from models.core.files import write_atomically


def write_artifact(path: Path, content: Content, model: Any) -> None:
    """Write a trained model and all that belongs to it into one HDF5 file.

    The file appears whole or not at all. A Keras file opens with plain `keras.models.load_model`.

    Args:
        path: Where the file is to be; it ends in ".h5".
        content: Everything but the weights.
        model: The Keras model, which must not be trained on afterwards (saving drops its optimizer), or the pipeline.
    """
    save_model = _SAVERS[content.framework]

    def fill(draft: Path) -> None:
        save_model(draft, model)
        with h5py.File(draft, "a") as file:
            _write_content(file.create_group("modelbook"), content)

    write_atomically(path, fill)


def _save_keras(draft: Path, network: Any) -> None:
    import keras
    from absl import logging

    level = logging.get_verbosity()
    logging.set_verbosity(logging.ERROR)  # Keras calls HDF5 "legacy" at every save; it is what this file is by design.
    try:
        keras.saving.save_model(network, draft, include_optimizer=False)
    finally:
        logging.set_verbosity(level)


def _save_sklearn(draft: Path, pipeline: Any) -> None:
    import skops.io

    with h5py.File(draft, "w") as file:
        file.create_dataset("estimator", data=np.frombuffer(skops.io.dumps(pipeline), dtype=np.uint8))


_SAVERS: dict[str, Callable[[Path, Any], None]] = {"keras": _save_keras, "sklearn": _save_sklearn}


def _write_content(group: h5py.Group, content: Content) -> None:
    group.attrs["format_version"] = FORMAT_VERSION
    group.attrs["framework"] = content.framework
    group.attrs["own_targets"] = content.chain.own_targets
    write_json(group, "spec", content.spec)
    write_json(group, "signature", content.signature.as_dict())
    write_json(group, "metrics", content.metrics)
    write_json(group, "history", content.history)
    write_json(group, "provenance", content.provenance)
    write_record(group, "preprocessing", content.chain.record())
    write_golden(group.create_group("golden"), content.golden)
    write_variables(group.create_group("optimizer"), content.optimizer)
    write_variables(group.create_group("state"), content.state)
    if content.training_labels is not None:
        group.create_dataset("training_labels", data=content.training_labels)
    if content.latent_points is not None:
        group.create_dataset("latent_points", data=content.latent_points)
    if content.evaluations:
        write_json(group, "evaluations", {name: record.model_dump(mode="json") for name, record in content.evaluations.items()})
