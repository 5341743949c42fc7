"""The task batch: predict on all samples of a data set, and leave the file."""

from models.artifact.predictions import Probabilities
from models.artifact.samples.cleaned import CleanedColumns
from models.batch.forms import FORMS
from models.batch.loading import load_model
from models.batch.matching import matched
from models.batch.run import Batch, Progress
from models.core.errors import ArtifactError, CompileError, DataError
from models.core.faults import listed, quote
from models.core.files import OUTPUTS
from models.serving.predictor import Predictor
from models.specs.batch import BatchSpec
from models.specs.registered import no_such_model
from models.training.listener import BatchReport, Phase
from service.errors import NotFound
from service.store.owners import Right
from service.store.rows import Version
from workers.attempt import Attempt
from workers.database_listener import DatabaseListener
from workers.work import Work


class BatchWork(Work):
    """Writes the predictions of a model for a data set to an output file of the job."""

    task = "batch"

    def run(self, attempt: Attempt) -> None:
        spec = BatchSpec.model_validate(attempt.stored_spec)
        with attempt.listener() as listener:
            listener.on_phase(Phase.LOADING)
            listener.log(f"loading {spec.model}")
            batch = _batch(spec, attempt)
            _begin(batch, listener)
            listener.on_phase(Phase.PREDICTING)
            path = attempt.folder / OUTPUTS / f"predictions.{spec.format}"
            with CleanedColumns() as cleaned:
                n_samples = batch.run(path, lambda progress: listener.on_batch(_report(progress)), listener.should_stop)
            if cleaned.found:
                listener.log(f"texts were taken as the model reads them, such as without blanks around them: {listed(map(quote, cleaned.found))}")
        attempt.succeed({"samples": n_samples}, kept=path)


def _batch(spec: BatchSpec, attempt: Attempt) -> Batch:
    """Load the model, and find the data.

    Raises:
        SpecError, DataError: Either is not there any more, or the model cannot be loaded.
    """
    version = _version(spec, attempt)
    predictor = _predictor(version, attempt)
    samples = matched(spec, predictor.signature, attempt.lookup, attempt.settings.cache)
    folder = attempt.stores.files.resume_folder(attempt.job_id)
    return Batch(predictor, samples, FORMS[spec.format], Probabilities(spec.probabilities), folder)


def _version(spec: BatchSpec, attempt: Attempt) -> Version:
    try:
        return attempt.stores.registry(attempt.owner).resolve(spec.model, Right.USE)
    except NotFound as error:
        raise DataError(no_such_model(spec.model)) from error


def _predictor(version: Version, attempt: Attempt) -> Predictor:
    files = attempt.stores.files
    try:
        return load_model(files.path(version.artifact), None if version.onnx is None else files.path(version.onnx))
    except (ArtifactError, CompileError) as error:
        raise DataError(f"model {version.ref} cannot be loaded: {error}") from error


def _begin(batch: Batch, listener: DatabaseListener) -> None:
    """Report where the batch begins: at the first sample, or after the pieces that earlier processes have finished."""
    n_missing = sum(piece.end - piece.first for piece in batch.missing)
    n_samples = batch.samples.n_samples
    if n_missing == n_samples:
        listener.on_begin(None)
        listener.log(f"predicting on {n_samples:,} samples")
    else:
        listener.log(f"continuing: {n_samples - n_missing:,} of {n_samples:,} samples are done")


def _report(progress: Progress) -> BatchReport:
    share = progress.n_done / max(1, progress.n_samples)
    figures = {"samples": float(progress.n_done), "samples_per_second": progress.per_second}
    # The file is joined after the last piece.
    return BatchReport(1, progress.n_done, progress.n_samples, 0.99 * share, figures, progress.seconds_left)
