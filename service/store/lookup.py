"""Lookup of what specs refer to: registered models, uploads, checkpoints."""

from pathlib import Path

from pydantic import ValidationError

from models.artifact.earlier import stored_signature
from models.core.errors import DataError
from models.specs.importing import spec_of
from models.specs.job import ShareLayers
from models.specs.layer_shapes import layer_rows
from models.specs.references import as_others_write
from models.specs.registered import Origin, OriginOutput, RegisteredModel, no_such_model
from models.uploads.stored_upload import StoredUpload
from service.errors import NotFound
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.owners import Right
from service.store.registry import Registry
from service.store.rows import Version


class Lookup:
    """Looks up models, uploads and checkpoints that an owner sees.

    Args:
        registry: The models of the owner.
        files: Where artifacts and checkpoints are stored.
        right: What things of others must be shared for.
        recorded_by: Owner of a recorded spec, see `recorded`; None for a spec of the owner's.
    """

    def __init__(self, registry: Registry, files: Files, right: Right = Right.USE, recorded_by: str | None = None) -> None:
        self._asking, self._files, self._right = registry, files, right
        self._registry = registry if recorded_by is None else Registry(registry.database, recorded_by)
        self._model_right = right if recorded_by is None else None
        self._jobs, self._datasets = Jobs(registry.database, registry.owner), Datasets(registry.database, files, registry.owner)

    def recorded(self, owner: str) -> "Lookup":
        """Return a lookup for the spec that a model of an owner records.

        Its references are the owner's. Models are found whether or not they are shared, or still shared: the artifact has copies of what it was
        made from. Data sets are found as this lookup finds them: an artifact has a few samples only.

        Args:
            owner: Owner of the model.
        """
        return Lookup(self._asking, self._files, self._right, recorded_by=owner)

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return the network of a reference; None if there is none, or it has not exactly one input and one output."""
        origin = self.origin(ref)
        rows = layer_rows(origin, self) if origin and len(origin.input_shapes) == len(origin.outputs) == 1 else []
        if origin is None or not rows:
            return None
        return RegisteredModel(
            ref=origin.ref,
            input_shape=origin.input_shapes[0],
            output_shape=rows[-1].output_shape,
            parameters=sum(row.parameters for row in rows),
            trainable=sum(row.trainable for row in rows),
        )

    def origin(self, ref: str) -> Origin | None:
        """Return a model that training can continue from, its spec as the owner who asks writes it; None if there is none of that reference."""
        version = self._version(ref)
        if version is None:
            return None
        job, signature = self._registry.job_of(version), stored_signature(version.signature)
        try:
            spec = spec_of(job.model_spec)
        except ValidationError:
            return None  # Stored by an earlier version and no longer readable.
        # The other model would get a new version, which only its owner's jobs make.
        shares = None if version.prefix else version.provenance.get("shares")
        return Origin(
            ref=version.ref,
            spec=as_others_write(spec, version.owner) if version.prefix else spec,
            input_shapes=tuple(signature.model_shapes.values()),
            outputs=tuple(OriginOutput(output.kind, output.labels) for output in signature.outputs.values()),
            shares=ShareLayers.model_validate(shares) if shares else None,
            nested=self.recorded(self._registry.owner),
        )

    def upload(self, upload_id: str) -> StoredUpload | None:
        """Return an uploaded data set; None if there is none of that id."""
        found = self._datasets.find(upload_id, self._right)
        return None if found is None else self._datasets.upload(found)

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        """Return the path of a checkpoint of a job; None if there is none."""
        found = next((line for line in self._jobs.checkpoints(job_id) if line.epoch == epoch), None)
        path = self._files.path(found.file) if found else None
        return path if path is not None and path.is_file() else None

    def artifact(self, ref: str) -> Path:
        """Return the path of the artifact of a version.

        Raises:
            DataError: There is no such version.
        """
        version = self._version(ref)
        if version is None:
            raise DataError(no_such_model(ref))
        return self._files.path(version.artifact)

    def _version(self, ref: str) -> Version | None:
        try:
            return self._registry.resolve(ref, self._model_right)
        except NotFound:
            return None
