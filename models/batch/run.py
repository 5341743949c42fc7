"""A batch of predictions: piece by piece, from where an earlier process has ended."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path

from models.artifact.predictions import Fields, Probabilities
from models.artifact.samples.read import n_items
from models.batch.forms import FileForm, Predicted
from models.batch.refused import refused_of
from models.batch.samples import BatchSamples
from models.batch.table import together, with_probabilities
from models.core.arrays import Array, Ports
from models.core.errors import Cancelled, DataError, InputError
from models.core.files import write_atomically
from models.serving.finite import require_finite
from models.serving.predictor import Predictor

#: Bytes of the values of a piece, about, and its most samples.
PIECE_BYTES, MOST_SAMPLES = 64 << 20, 1 << 16
#: Bytes of the values that are prepared and predicted on at a time, about, and their most samples: the steps take a few times as much, the layers
#: of a model many times; and what fits the caches of a processor is faster.
RUN_BYTES, MOST_RUN = 16 << 20, 4096


@dataclass(frozen=True)
class Piece:
    """Consecutive samples: from the first one, from 0, to before the end."""

    first: int
    end: int

    def file(self, form: FileForm) -> str:
        """Return the name of its file, which is that of no piece of other samples or form."""
        return f"{self.first:012d}-{self.end:012d}.{form.name}"


@dataclass(frozen=True)
class Progress:
    """How far a batch is.

    Args:
        n_done: Samples that are done.
        n_samples: All samples.
        per_second: Samples that this process does in a second; 0 before the first.
    """

    n_done: int
    n_samples: int
    per_second: float

    @property
    def seconds_left(self) -> float | None:
        """Return the seconds for those that are not done; None before the first."""
        return (self.n_samples - self.n_done) / self.per_second if self.per_second else None


@dataclass(frozen=True)
class Batch:
    """A batch of predictions.

    Args:
        predictor: The model.
        samples: What it predicts on.
        form: Form of the file.
        probabilities: How many class probabilities each prediction has.
        folder: Folder of the finished pieces, which every process of the job finds.
    """

    predictor: Predictor
    samples: BatchSamples
    form: FileForm
    probabilities: Probabilities
    folder: Path

    def run(self, path: Path, report: Callable[[Progress], None], should_stop: Callable[[], bool]) -> int:
        """Make the pieces that are missing, and join all to a file; return the number of samples.

        What several processes write of a piece is the same, and each file has its name only when it is whole: a process that was given up and
        still runs does no harm.

        Args:
            path: The file.
            report: Called after each piece.
            should_stop: Called before each piece; True ends the process, whose successor goes on.

        Raises:
            Cancelled: It must stop.
            DataError: The model does not take a sample.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        missing = self.missing
        n_done = self.samples.n_samples - sum(piece.end - piece.first for piece in missing)
        began, n_before = time.monotonic(), n_done
        for piece in missing:
            if should_stop():
                raise Cancelled("stopped between two pieces of a batch")
            self._write(piece)
            n_done += piece.end - piece.first
            report(Progress(n_done, self.samples.n_samples, (n_done - n_before) / max(1e-9, time.monotonic() - began)))
        write_atomically(path, lambda draft: self.form.join([self._path(piece) for piece in self.pieces], draft))
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.samples.n_samples

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Return all pieces, in order; one without samples of a data set that has none."""
        n_samples, size = self.samples.n_samples, max(1, min(MOST_SAMPLES, PIECE_BYTES // self._sample_bytes))
        return tuple(Piece(first, min(first + size, n_samples)) for first in range(0, max(1, n_samples), size))

    @property
    def missing(self) -> list[Piece]:
        """Return the pieces that no process has finished."""
        return [piece for piece in self.pieces if not self._path(piece).exists()]

    @property
    def _sample_bytes(self) -> int:
        """Return about how many bytes the values of a sample take, raw and predicted."""
        outputs = sum(8 * prod(output.output_shape) for output in self.predictor.signature.outputs.values())
        return max(1, self.samples.sample_bytes + outputs)

    @property
    def _run_size(self) -> int:
        """Return how many samples are prepared and predicted on at a time."""
        prepared = sum(4 * prod(shape) for shape in self.predictor.signature.model_shapes.values())
        return max(1, min(MOST_RUN, RUN_BYTES // max(1, self.samples.sample_bytes + prepared)))

    def _path(self, piece: Piece) -> Path:
        return self.folder / piece.file(self.form)

    def _write(self, piece: Piece) -> None:
        predicted = Predicted(self.samples.kept(piece.first, piece.end), self._fields(piece), self.predictor.signature.has_single_ports)
        write_atomically(self._path(piece), lambda draft: self.form.write(predicted, draft))

    def _fields(self, piece: Piece) -> dict[str, Fields]:
        """Return the predictions of a piece by output."""
        items, size = self.samples.read(piece.first, piece.end), self._run_size
        runs = [self._run(_rows_of(items, slice(at, at + size)), piece.first + at) for at in range(0, piece.end - piece.first, size)]
        return {name: together([run[name] for run in runs]) for name in self.predictor.signature.outputs}

    def _run(self, items: Array | Ports, first: int) -> dict[str, Fields]:
        """Return the predictions for consecutive samples by output.

        Raises:
            DataError: The model does not take a sample.
        """
        predictor = self.predictor
        try:
            given = predictor.decode(items)
            outputs = predictor.runtime.run(given.x)
            require_finite(outputs, given.x, n_items(items))
        except InputError as error:
            raise DataError("; ".join(refused_of(error.faults, first, predictor.signature))) from error
        found = {port.name: kind.fields(outputs[port.name], port, given) for kind, port in predictor.outputs_by_kind}
        return {name: with_probabilities(fields, self.probabilities) for name, fields in found.items()}


def _rows_of(items: Array | Ports, rows: slice) -> Array | Ports:
    return {name: array[rows] for name, array in items.items()} if isinstance(items, dict) else items[rows]
