"""Read an artifact, with h5py alone."""

from pathlib import Path

import h5py
import numpy as np

from models.artifact.content import FORMAT_VERSION, Artifact, Content
from models.artifact.earlier import stored_evaluations, stored_signature, stored_steps
from models.artifact.examples import read_golden
from models.artifact.packing import read_json, read_record
from models.artifact.variables import read_variables
from models.core.errors import ArtifactError
from models.evaluation.record import Evaluation
from models.preprocessing.chain import Chain
from models.specs.versions import current


def read_artifact(path: Path) -> Artifact:
    """Read what an artifact holds besides the weights of a network.

    Raises:
        ArtifactError: Not an HDF5 file, not one of ours, or one of a later version.
    """
    try:
        with h5py.File(path, "r") as file:
            return _read(path, file)
    except OSError as error:
        raise ArtifactError(f"expected an HDF5 file, but {path.name} cannot be opened: {error}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise ArtifactError(f"{path.name} is not a whole Modelbook artifact: {error}") from error


def _read(path: Path, file: h5py.File) -> Artifact:
    if "modelbook" not in file:
        raise ArtifactError(f"{path.name} is an HDF5 file, but not one that Modelbook wrote: it has no group 'modelbook'")
    group = file["modelbook"]
    version = int(group.attrs["format_version"])
    if version > FORMAT_VERSION:
        raise ArtifactError(f"{path.name} has format version {version}; this Modelbook reads versions up to {FORMAT_VERSION}")
    estimator = file["estimator"][()].tobytes() if "estimator" in file else b""
    return Artifact(path, _read_content(group), estimator)


def _read_content(group: h5py.Group) -> Content:
    return Content(
        framework=str(group.attrs["framework"]),
        spec=current(read_json(group, "spec")),
        signature=stored_signature(read_json(group, "signature")),
        chain=Chain.from_record(stored_steps(read_record(group, "preprocessing")), own_targets=bool(group.attrs.get("own_targets", False))),
        golden=read_golden(group["golden"]),
        metrics=read_json(group, "metrics"),
        history=read_json(group, "history"),
        provenance=read_json(group, "provenance"),
        optimizer=read_variables(group["optimizer"]),
        state=read_variables(group["state"]) if "state" in group else (),
        training_labels=np.asarray(group["training_labels"]) if "training_labels" in group else None,
        latent_points=np.asarray(group["latent_points"]) if "latent_points" in group else None,
        evaluations={name: Evaluation.model_validate(record) for name, record in stored_evaluations(group).items()},
    )
