"""Loaded models of this process with all their compiled forms: an LRU cache with a memory limit."""

import contextlib
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.artifact.signature import Method
from models.core.errors import ArtifactError
from models.serving.batch_times import measured
from models.serving.compiled import FORMS
from models.serving.compiled.step import STEP
from models.serving.mapped import MappedCopies
from models.serving.pace import Pace
from models.serving.predictor import Predictor
from models.serving.proved import proved_form
from models.serving.runtimes import RUNTIMES, Runtime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.single_step.steps import Steps
from models.serving.source import LazySource
from models.serving.verbs.generate import TextGenerator
from service.batching.batcher import QUICK_S, Batcher
from service.batching.latencies import Latencies, LatencyBook
from service.batching.threads import Threads
from service.batching.use import ModelUse
from service.checked_files import CheckedFiles
from service.errors import Unavailable
from service.garbage import LOADS_PER_THAW, freeze_what_is_loaded
from service.key_locks import KeyLocks
from service.problem_types.of_server import MODEL_UNAVAILABLE
from service.store.files import Files
from service.store.rows import Version

log = logging.getLogger(__name__)

#: Threads of a loaded model for what is not a batch, such as a forecast; long ones do not keep each other waiting.
N_THREADS = 4


@dataclass(frozen=True)
class Loaded:
    """A loaded model. It ends when nothing refers to it any more: whoever began to use it goes on when it is evicted.

    Args:
        key: Its version, whoever asks.
        predictor: The model with its preprocessing.
        runtime_bytes: Estimated memory of its runtime.
        batcher: Runs it for the requests that wait for it.
        threads: Run what is not a batch.
        samples: How long it takes to read and prepare samples, and to put predictions into their form.
        latencies: How long its predictions took.
        forms: Its other compiled forms.
        generator: Generates texts; None if it is not a text model.
        steps: Its single-step form; None if it has none.
    """

    key: str
    predictor: Predictor
    runtime_bytes: int
    batcher: Batcher
    threads: Threads
    samples: Pace
    latencies: Latencies
    forms: "Forms"
    generator: TextGenerator | None = None
    steps: Steps | None = None

    @property
    def size_bytes(self) -> int:
        """Return its estimated memory; the scikit-learn model behind a compiled one counts once it is loaded."""
        source = self.predictor.source
        return self.runtime_bytes + (source.size_bytes if isinstance(source, LazySource) else 0)

    def decodes_quickly(self, n_items: int) -> bool:
        """Tell whether reading that many samples, and answering them, takes less time than handing them to a thread."""
        return self.samples.expected_s(n_items) < QUICK_S

    def is_quick(self, n_items: int, method: Method) -> bool:
        """Tell whether a method does; one that needs scikit-learn always takes longer."""
        return method in self.predictor.signature.direct_methods and self.batcher.is_quick(n_items) and self.decodes_quickly(n_items)


class CacheUse(NamedTuple):
    """What the models of one process take.

    Attributes:
        n_models: Loaded models.
        size_bytes: Their estimated memory.
        budget_bytes: What they may take.
        n_rows_waiting: Rows that wait for one of them.
    """

    n_models: int
    size_bytes: int
    budget_bytes: int
    n_rows_waiting: int


class Forms:
    """The compiled forms of a model besides the whole model, each loaded on first use.

    Args:
        key: Its version, whoever asks.
        artifact: Its artifact; the forms are stored beside its file.
        copies: Where large files are mapped from; None for the files themselves.
    """

    def __init__(self, key: str, artifact: Artifact, copies: MappedCopies | None) -> None:
        self._key, self._artifact, self._copies = key, artifact, copies
        self._loaded: dict[str, Any] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> Any:
        """Return a form. Called off the event loop: it may have to be compiled again.

        Args:
            name: Name of the form.

        Raises:
            Unavailable: It is missing and cannot be compiled here, or does not pass its proof.
        """
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = self._load(name)
            return self._loaded[name]

    def _load(self, name: str) -> Any:
        try:
            return proved_form(name, self._artifact, self._copies)
        except (ArtifactError, OSError) as error:
            raise Unavailable(f"the {FORMS[name].what} of model {self._key} cannot be served: {error}", kind=MODEL_UNAVAILABLE) from error


class Predictors:
    """The loaded models of one process.

    Args:
        files: Where artifacts and compiled forms are stored.
        budget_bytes: Memory for all of them; the newest is kept even if it is larger.
        queued_rows: Most rows that wait for one of them.
        max_requests: Most requests that the process works on; half of them for one slow model, so that others are served.
        copies: Where large ONNX files are mapped from; None for the files themselves, as of a process that shares them with no other.
    """

    def __init__(self, files: Files, budget_bytes: int, queued_rows: int, max_requests: int, copies: MappedCopies | None) -> None:
        self._files, self._budget_bytes, self._copies = files, budget_bytes, copies
        self._queued_rows, self._most_calls = queued_rows, max(1, max_requests // 2)
        self._loaded: OrderedDict[str, Loaded] = OrderedDict()
        self._lock = threading.Lock()
        self._loading = KeyLocks()
        self._checked = CheckedFiles()
        #: How long the predictions of each model took.
        self.latencies = LatencyBook()
        #: What all of them have done.
        self.use = ModelUse()

    def ready(self, key: str) -> Loaded | None:
        """Return a model if it is loaded and can still run, without blocking."""
        loaded = self._loaded.get(key)
        if loaded is not None and loaded.predictor.runtime.has_ended:
            return None
        if loaded is not None:
            self.use.n_hits += 1
            try:
                self._loaded.move_to_end(key)
            except KeyError:  # Another thread has evicted it meanwhile. Unlike `contextlib.suppress`, `try` takes no time.
                return loaded
        return loaded

    def load(self, version: Version) -> Loaded:
        """Return a model, and load it if necessary. Called off the event loop.

        Raises:
            Unavailable: Its files are missing or damaged, or a library it needs is not installed.
        """
        with self._loading.held(version.key):  # Others are loaded meanwhile.
            if (loaded := self.ready(version.key)) is None:
                loaded = self._load(version)
                with self._lock:
                    self.use.n_loads += 1
                    self._loaded.pop(version.key, None)  # It may be one that can no longer run.
                    self._loaded[version.key] = loaded
                    self._evict()
                freeze_what_is_loaded(is_thawed=self.use.n_loads % LOADS_PER_THAW == 0)
            return loaded

    def keys(self) -> list[str]:
        """Return the loaded models by their keys, the one used last first."""
        with self._lock:
            return list(reversed(self._loaded))

    @property
    def filled(self) -> CacheUse:
        """Return what is loaded now."""
        with self._lock:
            waiting = sum(loaded.batcher.n_waiting for loaded in self._loaded.values())
            return CacheUse(len(self._loaded), self._size_bytes, self._budget_bytes, waiting)

    @property
    def has_room(self) -> bool:
        """Tell whether another model can be loaded without the removal of one."""
        with self._lock:
            return self._size_bytes < self._budget_bytes

    def drop(self, loaded: Loaded) -> None:
        """Remove a model that failed, so that the next request loads it again; one that was loaded again meanwhile stays."""
        with self._lock:
            if self._loaded.get(loaded.key) is loaded:
                del self._loaded[loaded.key]

    def unload(self, keys: list[str]) -> list[str]:
        """Remove models that are no longer served; return those of the keys that were loaded."""
        with self._lock:
            return [key for key in keys if self._loaded.pop(key, None) is not None]

    def close(self) -> None:
        """Close all models."""
        with self._lock:
            while self._loaded:
                self._loaded.popitem()[1].predictor.close()

    def _evict(self) -> None:
        while len(self._loaded) > 1 and self._size_bytes > self._budget_bytes:
            self._loaded.popitem(last=False)
            self.use.n_evictions += 1

    @property
    def _size_bytes(self) -> int:
        # Of a copy: requests move what they use to the end, without the lock.
        return sum(loaded.size_bytes for loaded in list(self._loaded.values()))

    def _load(self, version: Version) -> Loaded:
        onnx = None if version.onnx is None else self._files.path(version.onnx)
        try:
            if onnx is None or self._copies is None:
                return self._proved(version, onnx)
            return self._copies.loaded([onnx], lambda folder: self._proved(version, folder / onnx.name))
        except Exception as error:  # Files that do not match make ONNX Runtime and Keras raise errors of all kinds.
            self.use.n_failures += 1
            log.warning("A model cannot be served.", extra={"model": version.key}, exc_info=True)
            raise Unavailable(f"model {version.ref} cannot be served: {error}", kind=MODEL_UNAVAILABLE) from error

    def _proved(self, version: Version, onnx: Path | None) -> Loaded:
        """Load a model, replay its golden examples and time them; on failure, end what was started."""
        path = self._files.path(version.artifact)
        with self._checked.reading(path) as was_checked:
            artifact = read_artifact(path, to_continue=False, was_checked=was_checked)
        with contextlib.ExitStack() as undo:
            runtime, size_bytes = self._runtime(version, artifact, onnx)
            undo.callback(runtime.close)
            predictor = Predictor.of(artifact, runtime, self._source(version, artifact.content.framework))
            predictor.replay(artifact.golden)
            start = time.perf_counter()
            x = predictor.prepare(artifact.golden.inputs)
            samples = Pace(0.0, (time.perf_counter() - start) / max(1, artifact.golden.n_examples))
            batcher = Batcher(runtime.run, measured(runtime.run, x), self._queued_rows, self._most_calls, self.use)
            forms = Forms(version.key, artifact, self._copies)
            steps = _steps(version, forms)
            undo.pop_all()
        threads, latencies = Threads(N_THREADS, self._most_calls), self.latencies.of(version.key)
        generator = _generator(predictor, steps, artifact)
        return Loaded(version.key, predictor, size_bytes, batcher, threads, samples, latencies, forms, generator, steps)

    def _source(self, version: Version, framework: str) -> LazySource | None:
        """Return the lazily loaded scikit-learn model behind a compiled one; None if there is none, or if it is served directly."""
        if version.onnx is None or framework != "sklearn":
            return None
        return LazySource(partial(read_artifact, self._files.path(version.artifact), to_continue=False), 4 * version.size_bytes)

    def _runtime(self, version: Version, artifact: Artifact, onnx: Path | None) -> tuple[Runtime, int]:
        runtime = RUNTIMES[version.serving["runtime"] if onnx is None else OnnxRuntime.name]
        # Of a mapped copy only the layout that the kernels read is ever in memory; it counts like a file that is loaded as a whole.
        stored = None if version.onnx is None else self._files.path(version.onnx)
        return runtime.serve(artifact, onnx), runtime.memory_bytes(artifact.path, stored)


def _steps(version: Version, forms: Forms) -> Steps | None:
    """Return the proved single-step form of a model; None if it has none or cannot be loaded here."""
    if (version.serving.get("steps") or {}).get("difference") is None:
        return None
    try:
        steps: Steps = forms.get(STEP)
    except Unavailable as error:
        log.warning("A model generates by whole windows: its single-step form cannot be loaded.", extra={"reason": error.detail})
        return None
    return steps


def _generator(predictor: Predictor, steps: Steps | None, artifact: Artifact) -> TextGenerator | None:
    if not predictor.kind.reads_texts:
        return None
    (texts,) = artifact.golden.inputs.values()
    return TextGenerator(predictor, steps, texts)
