"""Whole jobs that learn a text: letters, and words by a stateful network."""

import json
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import models
from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.core.errors import Cancelled, DataError
from models.core.files import OUTPUTS, SAMPLES
from models.datasets.texts import Sonnets
from models.jobs import run
from models.serving.compiled.step import STEP_FILE
from models.specs.job import Preprocessing
from models.training.batches import TrainingBatches, gatherer
from models.training.listener import SilentListener
from models.training.stateful import ResetStates
from tests.bare import evaluation_of
from tests.integration.text_jobs import SAMPLED, Hearing, Job, job_of
from tests.texts import letters_spec, words_spec

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),  # Keras, of its own variables.
]


@pytest.fixture
def letters(text_jobs: dict[str, Job]) -> Job:
    return text_jobs["letters"]


@pytest.fixture
def words(text_jobs: dict[str, Job]) -> Job:
    return text_jobs["words"]


def test_a_text_model_is_one_of_generation_with_its_vocabulary(letters: Job) -> None:
    given, output = letters.outcome.content.signature.input, letters.outcome.content.signature.output
    assert (output.kind, given.input_dtype, given.model_shape, output.output_shape) == ("generation", "str", (8,), (55,))
    assert output.labels is not None
    assert "".join(map(str, output.labels[:5])) == " !',-"


def test_a_text_model_is_measured_by_loss_accuracy_and_perplexity(letters: Job) -> None:
    metrics, evaluation = letters.outcome.content.metrics, evaluation_of(letters.outcome.content)
    assert evaluation is not None
    assert evaluation.generation is not None
    assert (evaluation.kind, evaluation.part, evaluation.classification) == ("generation", "train", None)
    assert metrics["train_perplexity"] == pytest.approx(np.exp(metrics["train_loss"]))
    assert metrics["train_loss"] < metrics["loss"] < np.log(55)
    assert (evaluation.generation.n_symbols, evaluation.generation.n_samples) == (55, 1581)


def test_the_file_opens_with_plain_keras_and_holds_no_state(letters: Job, words: Job) -> None:
    for job in (letters, words):
        network = keras.models.load_model(job.outcome.artifact, compile=False)
        assert network.input_shape[0] is None
        assert not any(getattr(layer, "stateful", False) for layer in network.layers)


def test_examples_are_pieces_of_the_text_and_answered_again(letters: Job, words: Job) -> None:
    text = "".join(Sonnets().load(None).inputs)
    for job in (letters, words):
        predictor = models.load(job.outcome.artifact)
        pieces = job.outcome.content.golden.inputs["inputs"].tolist()
        assert len(pieces) >= 4
        assert all(piece in text for piece in pieces)
        (answer,) = predictor.predict([pieces[0]])
        assert answer["label"] in predictor.signature.output.labels
        assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-5)


def test_both_are_compiled_whole_and_in_step_form(letters: Job, words: Job) -> None:
    for job in (letters, words):
        proof = job.outcome.proof
        assert (proof.runtime, proof.steps and proof.steps.reason) == ("onnx", "")
        assert (job.folder / STEP_FILE).is_file()


def test_samples_are_told_and_kept(letters: Job) -> None:
    reports = letters.heard.samples
    assert [(report.epoch, report.temperature) for report in reports] == [(1, 0.5), (1, 1.5), (2, 0.5), (2, 1.5)]
    assert {report.seed for report in reports} == {"From fairest"}  # As given, not the window of it that the network reads.
    assert {len(report.text) for report in reports} == {12}
    lines = (letters.folder / OUTPUTS / SAMPLES).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [vars(report) for report in reports]


def test_samples_of_words_come_every_second_epoch_and_go_on_from_the_text(words: Job) -> None:
    reports = words.heard.samples
    assert [(report.epoch, report.temperature) for report in reports] == [(2, 0.5), (2, 1.0), (2, 1.5)]
    assert len({report.seed for report in reports}) == 1
    assert all(len(report.text.split()) >= 1 for report in reports)


def test_samples_change_nothing_of_the_fit(letters: Job, tmp_path: Path) -> None:
    plain = job_of(letters_spec(metrics=["accuracy"], epochs=2), tmp_path)
    for one, other in zip(_weights(letters), _weights(plain), strict=True):
        assert_array_equal(one, other)
    assert not (tmp_path / OUTPUTS / SAMPLES).exists()


def test_a_job_is_stopped_while_a_sample_is_written(tmp_path: Path) -> None:
    with pytest.raises(Cancelled, match="stopped during a sample, after symbol 0"):
        run(require_sound(letters_spec(epochs=2, samples=SAMPLED)), tmp_path, Hearing(impatient=True))


@pytest.mark.parametrize(
    ("spec", "phrase"),
    [
        (letters_spec(samples={"seed_text": "a 1"}), "/training/samples/seed_text: expected letters of the vocabulary of 55, got '1' at 2"),
        (
            letters_spec(n_symbols=50) | {"data": {"source": "sonnets", "params": {}, "subset": 0.05}},
            "as many units as the text has symbols, 55, got 50",
        ),
    ],
)
def test_what_only_the_text_can_tell_ends_a_job_before_its_first_epoch(spec: dict[str, Any], phrase: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=phrase):
        run(require_sound(spec), tmp_path, SilentListener())


def test_a_network_narrower_than_a_vocabulary_that_nobody_counted_is_refused_by_the_job(tmp_path: Path) -> None:
    spec = words_spec()
    spec["preprocessing"]["inputs"][0]["size"] = 40
    with pytest.raises(DataError, match="expected 40 output probabilities, one for each of the words of the training text, got 50"):
        run(require_sound(words_spec()).model_copy(update={"preprocessing": _preprocessing(spec)}), tmp_path, SilentListener())


def test_a_network_that_reads_backwards_writes_by_whole_windows_and_says_so(text_jobs: dict[str, Job]) -> None:
    job = text_jobs["backwards"]
    assert [len(report.text) for report in job.heard.samples] == [3, 3, 3]
    assert job.outcome.proof.steps is not None
    assert job.outcome.proof.steps.reason == "layer simple_rnn goes backwards in time"
    assert any(message.startswith("it is run on whole windows, not step by step") for message in job.heard.messages)
    assert not (job.folder / STEP_FILE).exists()


def test_batches_of_a_series_hold_the_windows_that_an_array_of_them_would() -> None:
    series = np.arange(50, dtype=np.int32)
    windows = np.lib.stride_tricks.sliding_window_view(series, 8)[::3]
    rows = np.array([4, 0, 13, 14])
    assert_array_equal(gatherer(windows)(rows).numpy(), windows[rows])
    batches = TrainingBatches(windows, series[: len(windows)], 4, seed=1, shuffle=True)
    copied = TrainingBatches(windows.copy(), series[: len(windows)], 4, seed=1, shuffle=True)
    for (one, _), (other, _) in zip(batches.dataset.as_numpy_iterator(), copied.dataset.as_numpy_iterator(), strict=True):
        assert_array_equal(one, other)


@pytest.mark.parametrize("stride", [1, 2, 5])
def test_windows_of_several_features_are_gathered_too(stride: int) -> None:
    windows = np.moveaxis(np.lib.stride_tricks.sliding_window_view(np.random.default_rng(0).normal(size=(30, 2)), 5, axis=0)[::stride], -1, 1)
    rows = np.array([0, len(windows) - 1, 2])
    assert_array_equal(gatherer(windows)(rows).numpy(), windows[rows])


def test_a_stateful_network_goes_on_within_an_epoch_and_begins_each_anew() -> None:
    spec = require_sound(words_spec())
    network = build_network(spec.model, (10,), batch_size=8)  # type: ignore[arg-type]
    assert spec.training is not None
    compile_network(network, spec.training)
    x = np.zeros((8, 10), np.float32)
    first, second = network.predict(x, verbose=0), network.predict(x, verbose=0)
    assert not np.allclose(first, second)
    reset = ResetStates()
    reset.set_model(network)
    reset.on_epoch_begin(0)
    assert_allclose(network.predict(x, verbose=0), first, atol=1e-6)


def _preprocessing(spec: dict[str, Any]) -> Any:
    return Preprocessing.model_validate(spec["preprocessing"])


def _weights(job: Job) -> list[Any]:
    found: list[Any] = []
    with h5py.File(job.outcome.artifact) as file:
        file["model_weights"].visititems(lambda _, item: found.append(item[()]) if isinstance(item, h5py.Dataset) else None)
    return found
