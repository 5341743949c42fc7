"""Compiled halves of variational autoencoders; the least recently used go when there are many."""

import threading
from collections import OrderedDict

from models.artifact.read import read_artifact
from models.core.errors import ArtifactError, CompileError
from models.serving.apart import compile_apart
from models.serving.latent import DECODER, ENCODER, Halves
from service.errors import Unavailable
from service.store.files import Files
from service.store.rows import Version

#: Models whose halves are kept loaded.
N_KEPT = 8
#: Longest time, in seconds, that compiling lost halves anew may take.
COMPILE_TIMEOUT_S = 120.0


class Latents:
    """The halves that this process has loaded.

    Args:
        files: Where artifacts lie, and the compiled halves beside them.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._loaded: OrderedDict[str, Halves] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, version: Version) -> Halves:
        """Return the halves of a model, loading them if need be. Called off the event loop.

        Raises:
            Unavailable: They are not there and cannot be compiled here, or are not sound.
        """
        with self._lock:
            if version.ref not in self._loaded:
                self._loaded[version.ref] = self._load(version)
            self._loaded.move_to_end(version.ref)
            while len(self._loaded) > N_KEPT:
                self._loaded.popitem(last=False)
            return self._loaded[version.ref]

    def _load(self, version: Version) -> Halves:
        path = self._files.path(version.artifact)
        try:
            artifact = read_artifact(path)
            if not all((path.parent / name).is_file() for name in (ENCODER, DECODER)):
                compile_apart("models.serving.latent", path, timeout_s=COMPILE_TIMEOUT_S)
            return Halves.load(artifact, path.parent)
        except (ArtifactError, CompileError, OSError) as error:
            raise Unavailable(f"the latent space of model {version.ref} cannot be served: {error}") from error
