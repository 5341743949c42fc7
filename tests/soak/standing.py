"""Models that are there all the time: each answers its golden examples, and jobs of its spec must make a model that answers them, too."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from modelbook import Client

from models.artifact.file import read_artifact
from tests.acceptance.service import Service
from tests.chaos.mix import MIX
from tests.close import assert_close
from tests.golden_samples import samples_of
from tests.texts import letters_spec


def _short(name: str, **training: Any) -> dict[str, Any]:
    """Return a job of chaos, trained for less time."""
    return {**MIX[name], "training": {**MIX[name]["training"], **training}}


def _small_forest() -> dict[str, Any]:
    steps = [{"estimator": "RandomForestClassifier", "params": {"n_estimators": 10}}]
    return {**MIX["forest"], "model": {"kind": "sklearn", "steps": steps}}


#: Specs of the models by name: several runtimes, kinds of prediction and ways to fit, each of a second or two.
SPECS: dict[str, dict[str, Any]] = {
    "dense": _short("dense", epochs=4),
    "convolutional": _short("convolutional", epochs=1),
    "recurrent": _short("recurrent", epochs=1),
    "letters": letters_spec(),
    "forest": _small_forest(),
}
#: The one that continues texts.
TEXTS = "letters"


@dataclass(frozen=True)
class Standing:
    """A model with what it must answer.

    Args:
        name: Its name.
        samples: Its golden examples as the inputs of a JSON body.
        array: The same as an `.npy` file; None for inputs that are no numbers.
        predictions: The predictions that its file records for them.
    """

    name: str
    samples: list[Any]
    array: bytes | None
    predictions: list[Any]

    def require_golden(self, service: Service, ref: str) -> None:
        """Fail unless a model answers the golden examples as recorded, in each form of a body.

        Args:
            service: Where it is.
            ref: Its name: that of this model, or of one that was trained alike.
        """
        assert_close(service.predict(ref, json={"inputs": self.samples}), self.predictions)
        if self.array is not None:
            assert_close(service.predict(ref, content=self.array, headers={"Content-Type": "application/x-npy"}), self.predictions)


def trained(client: Client, names: Iterable[str], folder: Path, say: Callable[[str], None]) -> dict[str, Standing]:
    """Train some of the models; return each with its golden examples, by name."""
    jobs = {name: client.train(SPECS[name], name=name) for name in names}
    found = {}
    for name, job in jobs.items():
        job.wait()
        found[name] = _standing(name, client.models[name].download(folder / f"{name}.h5"))
        say(f"{name} is trained")
    return found


def _standing(name: str, path: Path) -> Standing:
    golden = read_artifact(path).golden
    (inputs,) = golden.inputs.values()
    buffer = io.BytesIO()
    if inputs.dtype.kind in "iuf":
        np.save(buffer, inputs)
    return Standing(name, samples_of(golden), buffer.getvalue() or None, list(golden.predictions or ()))
