"""What the artifact of a version records besides the model: read once, and kept while it is asked for."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.artifact.file import read_artifact
from models.artifact.golden import Golden
from models.artifact.signature import Signature
from models.core.errors import ArtifactError
from models.evaluation.record import Evaluation
from service.deps import Parts
from service.errors import Unavailable
from service.problem_types.of_server import MODEL_UNAVAILABLE
from service.store.rows import Version

#: Records kept in memory, a few megabytes each at most.
N_CACHED = 16


@dataclass(frozen=True)
class Recorded:
    """What an artifact records besides the model.

    Args:
        evaluations: Evaluations by output; empty for models without one.
        signature: Inputs and outputs.
        spec: The job spec of the current version, defaults written out.
        history: One line an epoch; empty without epochs.
        provenance: What it was made with.
        golden: Golden examples.
    """

    evaluations: dict[str, Evaluation]
    signature: Signature
    spec: dict[str, Any]
    history: list[dict[str, Any]]
    provenance: dict[str, Any]
    golden: Golden

    @property
    def data_sha256(self) -> str | None:
        """Return the digest of the raw training part; None of an imported model."""
        return self.provenance.get("data_sha256")

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """Return `n_samples` and `sha256` of each raw part of its data; empty of imported models and those of earlier releases."""
        found: dict[str, dict[str, Any]] = self.provenance.get("parts", {})
        return found


def recorded_of(version: Version, parts: Parts) -> Recorded:
    """Return what the artifact of a version records.

    Raises:
        Unavailable: The file is missing or damaged.
    """
    path = parts.files.path(version.artifact)
    if not path.is_file():
        raise Unavailable(f"the file of model {version.ref} is missing", kind=MODEL_UNAVAILABLE)
    try:
        return _read(path, version.sha256)
    except ArtifactError as error:
        raise Unavailable(f"the records of model {version.ref} cannot be read: {error}", kind=MODEL_UNAVAILABLE) from error


@lru_cache(maxsize=N_CACHED)
def _read(path: Path, sha256: str) -> Recorded:
    """Read an artifact; the digest is part of the cache key, for a file that is replaced."""
    content = read_artifact(path, to_continue=False).content
    return Recorded(content.evaluations, content.signature, content.spec, content.history, content.provenance, content.golden)
