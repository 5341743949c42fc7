"""Texts that a network writes after an epoch, with the weights it has then."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from models.artifact.samples.texts import Unknown, ids_in, symbols_of, window_size
from models.core.arrays import Array
from models.core.errors import Cancelled, CompileError, DataError, InputError
from models.preparing.prepared import Prepared
from models.serving.joining import joined
from models.serving.sampling import Follower, StepFollower, WindowFollower, write
from models.serving.single_step.keras_steps import KerasSteps
from models.specs.text_samples import Samples
from models.training.listener import Listener, SampleReport

#: Symbols written from one look at whether the job is to stop to the next.
_LOOK_EVERY = 50


class SampleWriter(keras.callbacks.Callback):  # type: ignore[misc]
    """Writes a text for each temperature, all beside each other, and hands them to the listener.

    Draws come from (seed, epoch), and nothing of the fit is touched: a fit with samples gives the bits of one without.

    Args:
        rule: What is written, and when.
        prepared: The data, with the fitted vocabulary.
        seed: Seed of the job.
        listener: Told of every text; asked whether to stop.

    Raises:
        DataError: The seed text has symbols outside the vocabulary, or none at all.
    """

    def __init__(self, rule: Samples, prepared: Prepared, seed: int, listener: Listener) -> None:
        super().__init__()
        self._rule, self._windows, self._seed, self._listener = rule, next(iter(prepared.train.x.values())), seed, listener
        self._step, self._size = symbols_of(prepared.chain), window_size(prepared.chain)
        self._prompt = None if rule.seed_text is None else self._read(rule.seed_text)
        self._steps: KerasSteps | None = None

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        try:
            self._steps = KerasSteps(self.model)
        except CompileError as error:
            self._listener.log(f"samples are written by whole windows: {error}")
            if self._prompt is not None and len(self._prompt) < self._size:
                missing = self._size - len(self._prompt)
                raise DataError(f"samples by whole windows need a seed_text of {self._size} {self._step.step}: {missing} missing") from error

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if (epoch + 1) % self._rule.every:
            return
        random = np.random.default_rng([self._seed, epoch])
        prompt = self._windows[random.integers(len(self._windows))] if self._prompt is None else self._prompt
        seed, rule = self._text(prompt), self._rule
        texts = self._texts(np.tile(prompt, (len(rule.temperatures), 1)), random)
        for temperature, ids in zip(rule.temperatures, texts.T, strict=True):
            self._listener.on_sample(SampleReport(epoch + 1, temperature, seed, self._text(ids)))

    def _texts(self, prompts: Array, random: np.random.Generator) -> Array:
        written = write(self._follower(), prompts, self._rule.temperatures, random)
        ids = []
        for index in range(self._rule.length):
            if index % _LOOK_EVERY == 0 and self._listener.should_stop():
                raise Cancelled(f"stopped while a sample was written, after symbol {index}")
            ids.append(next(written))
        return np.array(ids)

    def _follower(self) -> Follower:
        if self._steps is None:
            return WindowFollower(_live(self.model), self._size)
        self._steps.take_weights()
        return StepFollower(self._steps)

    def _read(self, text: str) -> Array:
        try:
            ids = ids_in(text, self._step, Unknown.REFUSE, "/training/samples/seed_text")
        except InputError as error:
            raise DataError(str(error)) from error
        if not len(ids):
            raise DataError(f"/training/samples/seed_text: expected at least one of the {self._step.step}, got none")
        return ids[-self._size :]

    def _text(self, ids: Array) -> str:
        vocabulary = self._step.vocabulary_
        return joined([vocabulary[index] for index in ids.tolist()], self._step)


def _live(network: Any) -> Callable[[Array], Array]:
    """Return what runs a network in training, without the cost that `predict` has for each call."""
    call = tf.function(lambda x: network(x, training=False), autograph=False)
    return lambda x: np.asarray(call(tf.constant(x, tf.float32)))
