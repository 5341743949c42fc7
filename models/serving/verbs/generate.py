"""Continue a text by a text model."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from pydantic import Field

from models.artifact.samples.texts import Unknown, ids_in, require_window, symbols_of, window_size
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.part import Part
from models.serving.predictor import Predictor
from models.serving.sampling import Follower, Joiner, StepFollower, WindowFollower, joined, write
from models.serving.single_step.steps import Steps
from models.specs.training import MAX_LENGTH, Temperature


class GenerationSpec(Part):
    """Parameters of a generated text."""

    seed: str | None = Field(
        None, min_length=1, max_length=100_000, description="Text to continue; by default a piece of the training text, drawn by seed_number."
    )
    length: int = Field(400, ge=1, le=MAX_LENGTH, description="Symbols to write: letters or words, depending on the model.")
    temperature: Temperature = Field(1.0, description="Below 1 likely symbols become likelier, above 1 unlikely ones; above 0.")
    seed_number: int | None = Field(None, ge=0, lt=2**53, description="Seed of the draws: equal seeds give equal texts; random by default.")
    unknown: Unknown = Field(Unknown.REFUSE, description="How symbols of the seed outside the model's vocabulary are handled.")


@dataclass(frozen=True)
class Generation:
    """A text to be generated lazily.

    Args:
        seed: The text it continues, as sent; a piece of the training text where none was sent.
        window: The last window of the seed, as the model reads it.
        seed_number: Seed of the draws.
        pieces: Text to append to the seed, symbol by symbol: a letter, or a word with the space before it.
    """

    seed: str
    window: str
    seed_number: int
    pieces: Iterator[str]


class TextGenerator:
    """Generates texts; thread-safe.

    Args:
        predictor: The model with its preprocessing.
        steps: Its single-step form; None to run whole windows.
        examples: Pieces of the training text, array of str of shape (n_texts,).
    """

    def __init__(self, predictor: Predictor, steps: Steps | None, examples: Array) -> None:
        self._step, self._size = symbols_of(predictor.chain), window_size(predictor.chain)
        self._predictor, self._steps = predictor, steps
        self._examples: list[Any] = examples.tolist()

    @property
    def by(self) -> str:
        """Return how it runs the model: "steps", one step a symbol, or "windows"."""
        return "windows" if self._steps is None else "steps"

    def start(self, spec: GenerationSpec) -> Generation:
        """Read the seed of a text.

        Raises:
            InputError: The seed has unknown symbols, or is too short for a model that reads whole windows.
        """
        number = secrets.randbits(32) if spec.seed_number is None else spec.seed_number
        random = np.random.default_rng(number)
        text = self._examples[random.integers(len(self._examples))] if spec.seed is None else spec.seed
        ids = self._prompt(text, self._as_trained if spec.seed is None and spec.unknown is Unknown.REFUSE else spec.unknown)
        vocabulary, joiner = self._step.vocabulary_, Joiner.after(text, self._step)
        window = joined([vocabulary[index] for index in ids.tolist()], self._step)
        written = write(self._follower(), ids[None], [spec.temperature], random)
        pieces = (joiner.piece(vocabulary[index]) for (index,) in islice(written, spec.length))
        return Generation(text, window, number, pieces)

    @property
    def _as_trained(self) -> Unknown:
        """Return how an excerpt of the training text is read, rare words of which may be outside the vocabulary."""
        return Unknown.DROP if self._step.unknown is None else Unknown.REPLACE

    def _follower(self) -> Follower:
        return WindowFollower(self._run, self._size) if self._steps is None else StepFollower(self._steps)

    def _run(self, windows: Array) -> Array:
        (given,) = self._predictor.signature.inputs
        return self._predictor.runtime.run({given: windows})[self._predictor.port.name]

    def _prompt(self, text: str, unknown: Unknown) -> Array:
        """Return the last window of a text; a single-step form reads shorter texts, too."""
        ids = ids_in(text, self._step, unknown, "/seed")
        if self._steps is None:
            return require_window(ids, self._size, self._step, "/seed")
        if not len(ids):
            raise InputError([Fault("/seed", f"expected at least one of the {self._step.step} that the model knows, got none")])
        return ids[-self._size :]
