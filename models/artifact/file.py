"""Write and read artifacts; reading needs only h5py."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from models.artifact.content import FORMAT_VERSION, Artifact, Content
from models.artifact.earlier import stored_evaluations, stored_signature, stored_steps
from models.artifact.keras_places import read_settings, write_optimizer, write_settings
from models.artifact.new_hdf5 import NewFile, new_hdf5
from models.artifact.packing import read_golden, read_json, read_record, read_variables, write_golden, write_json, write_record, write_variables
from models.core.digest import require_digests, write_digests
from models.core.errors import ArtifactError
from models.core.files import write_atomically
from models.evaluation.record import Evaluation
from models.preprocessing.chain import Chain
from models.specs.versions import current


def read_artifact(path: Path, *, to_continue: bool = True, was_checked: bool = False) -> Artifact:
    """Read what an artifact holds besides the weights of a network.

    Args:
        path: The file.
        to_continue: Whether to read what only training continues from, such as the variables of the optimizer, twice as large as the weights.
        was_checked: Whether this very file was read before, and is not compared with its digests again: that takes most of the time.

    Raises:
        ArtifactError: Not an HDF5 file, not an artifact, one of a later format version, or one that was changed after it was written.
    """
    try:
        with h5py.File(path, "r") as file:
            return _read(path, file, to_continue=to_continue, was_checked=was_checked)
    except OSError as error:
        raise ArtifactError(f"expected an HDF5 file, but {path.name} cannot be opened: {error}") from error
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:  # Of h5py, or a record of another form.
        raise ArtifactError(f"{path.name} is not a whole Modelbook artifact: {error}") from error


def _read(path: Path, file: h5py.File, *, to_continue: bool, was_checked: bool) -> Artifact:
    if "modelbook" not in file:
        raise ArtifactError(f"{path.name} is an HDF5 file, but not one that Modelbook wrote: it has no group 'modelbook'")
    group = file["modelbook"]
    version = int(group.attrs["format_version"])
    if version > FORMAT_VERSION:
        raise ArtifactError(f"{path.name} has format version {version}; this Modelbook reads versions up to {FORMAT_VERSION}")
    if not was_checked:
        require_digests(file, path.name)
    estimator = file["estimator"][()].tobytes() if "estimator" in file else b""
    return Artifact(path, _read_content(file, group, to_continue=to_continue), estimator)


def _read_content(file: h5py.File, group: h5py.Group, *, to_continue: bool) -> Content:
    return Content(
        framework=str(group.attrs["framework"]),
        spec=current(read_json(group, "spec")),
        signature=stored_signature(read_json(group, "signature")),
        chain=Chain.from_record(stored_steps(read_record(group, "preprocessing")), own_targets=bool(group.attrs.get("own_targets", False))),
        golden=read_golden(group["golden"]),
        metrics=read_json(group, "metrics"),
        history=read_json(group, "history"),
        provenance=read_json(group, "provenance"),
        optimizer=read_variables(group["optimizer"]) if to_continue else (),
        state=read_variables(group["state"]) if to_continue and "state" in group else (),
        training_labels=np.asarray(group["training_labels"]) if "training_labels" in group else None,
        latent_points=np.asarray(group["latent_points"]) if "latent_points" in group else None,
        evaluations={name: Evaluation.model_validate(record) for name, record in stored_evaluations(group).items()},
        compiled=read_settings(file),
    )


def write_artifact(path: Path, content: Content, model: Any) -> None:
    """Write a trained model with its content into one HDF5 file.

    The file is written atomically. A Keras file opens with plain `keras.models.load_model`.

    Args:
        path: Where the file is to be; it ends in ".h5".
        content: Everything but the weights.
        model: The Keras model, which must not be trained on afterwards (saving drops its optimizer), or the pipeline.

    Raises:
        OSError: It cannot be written, for instance because the disk is full; nothing is left of it.
    """
    save_model = _SAVERS[content.framework]

    def fill(draft: Path) -> None:
        with new_hdf5(draft) as file:
            save_model(file, model)
            _write_content(file.create_group("modelbook"), content)
            write_settings(file, content.compiled)
            write_optimizer(file, [variable for _, variable in sorted(file["modelbook/optimizer"].items())])
            write_digests(file)

    write_atomically(path, fill)


def save_network(file: NewFile, network: Any) -> None:
    """Write a Keras model into an HDF5 file as Keras does, without its optimizer, which would be dropped from the live model."""
    import keras  # A process that only serves has no Keras.
    from absl import logging

    level = logging.get_verbosity()
    logging.set_verbosity(logging.ERROR)  # Keras calls HDF5 "legacy" at every save; it is what this file is by design.
    try:
        keras.saving.save_model(network, file, include_optimizer=False)
    finally:
        logging.set_verbosity(level)


def _save_sklearn(file: NewFile, pipeline: Any) -> None:
    import skops.io

    file.create_dataset("estimator", data=np.frombuffer(skops.io.dumps(pipeline), dtype=np.uint8))


_SAVERS: dict[str, Callable[[NewFile, Any], None]] = {"keras": save_network, "sklearn": _save_sklearn}


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
