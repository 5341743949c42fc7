"""Models of every kind: the kept artifacts, compiled again. Training them would take minutes."""

import warnings
from pathlib import Path
from shutil import copyfile

from models.artifact.content import FORMAT_VERSION
from models.artifact.file import read_artifact
from models.core.files import sha256_of
from models.serving.compiled.whole import WHOLE_FILE
from models.serving.compiling import compile_model, proof_of
from models.training.finish import Outcome
from service.store.files import Files
from service.store.rows import NewVersion
from tests.kept_models import FOLDER
from workers.attempt import new_version


def kept_version(name: str, folder: Path) -> NewVersion:
    """Copy a kept model into a files folder and compile it; return what is to be registered."""
    files = Files(folder)
    path = files.attempt_folder(f"kept-{name}", "1") / "model.h5"
    path.parent.mkdir(parents=True, exist_ok=True)
    copyfile(FOLDER / f"{name}-v{FORMAT_VERSION}.h5", path)
    artifact = read_artifact(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of Keras, about its own variables.
        proofs = compile_model(artifact, path.parent)
    proof = proof_of(proofs, artifact.content.framework)
    return new_version(Outcome(path, sha256_of(path), path.parent / WHOLE_FILE, proof, artifact.content), files)
