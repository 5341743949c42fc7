"""Autoencoders with real Keras: what they learn, what is kept of them, and samples of a latent space."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import models
from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.artifact.signature import Method
from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.core.arrays import Array
from models.core.errors import CompileError
from models.jobs import run
from models.serving.compiled import FORMS
from models.serving.compiled.latent import DECODER, ENCODER, LATENT, Halves
from models.serving.compiling import compile_form
from models.serving.source import source_runtime
from models.serving.verbs.sample import SampleSpec, draw_samples
from models.specs.functional import Functional
from models.specs.parse import data_set_of
from models.training.batches import TrainingBatches
from models.training.finish import Outcome
from models.training.listener import SilentListener
from models.training.network import fit_network
from models.training.snapshot import Snapshot
from models.training.variational import divergence, fitted_form, reconstruction_error
from tests.autoencoders import denoising, variational
from tests.bare import BareChain, prepared_of, ran
from tests.broken_specs import changed
from tests.integration.models.training.test_continuing import Shelf, variables_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A variational autoencoder, trained for eight epochs."""
    return run(require_sound(variational(epochs=8)), tmp_path_factory.mktemp("variational"), SilentListener())


@pytest.fixture(scope="module")
def weighted(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The same network after one epoch by three times the divergence."""
    spec = changed(variational(epochs=1), {"/training/loss/beta": 3})
    return run(require_sound(spec), tmp_path_factory.mktemp("weighted"), SilentListener())


@pytest.fixture(scope="module")
def artifact(trained: Outcome) -> Artifact:
    return read_artifact(trained.artifact)


def digits() -> Array:
    return data_set_of(require_sound(variational()).data).load(None).inputs


def samples_of(artifact: Artifact, halves: Halves, **wanted: Any) -> Array:
    return draw_samples(SampleSpec(**wanted), artifact.content.signature, artifact.content.chain, halves.decode).samples


@pytest.mark.parametrize(("mean", "log_variance"), [([0.0, 0.0], [0.0, 0.0]), ([1.0, -2.0], [0.5, -1.0])])
def test_the_divergence_is_that_of_many_draws(mean: list[float], log_variance: list[float]) -> None:
    mu, variance = np.array(mean), np.exp(log_variance)
    z = mu + np.sqrt(variance) * np.random.default_rng(0).normal(size=(400_000, 2))
    log_ratio = 0.5 * np.sum(z**2 - (z - mu) ** 2 / variance - np.log(variance), axis=1)
    found = divergence(keras.ops.array([mean]), keras.ops.array([log_variance])).numpy()
    assert found.shape == (1,)
    assert_allclose(found[0], log_ratio.mean(), atol=0.02)


def test_the_divergence_of_one_value_is_the_closed_form() -> None:
    found = divergence(keras.ops.array([[2.0], [0.0]]), keras.ops.array([[0.0], [np.log(4.0)]])).numpy()
    assert_allclose(found, [2.0, 0.5 * (4 - 1 - np.log(4))], rtol=1e-6)


def test_the_error_of_a_reconstruction_is_summed_over_the_values_of_each_sample() -> None:
    x, answer = keras.ops.array([[[0.0, 1.0], [1.0, 0.0]]]), keras.ops.array([[[0.5, 0.5], [0.25, 0.5]]])
    assert_allclose(reconstruction_error("mean_squared_error", x, answer).numpy(), [0.25 * 3 + 0.75**2], rtol=1e-6)
    assert_allclose(reconstruction_error("binary_crossentropy", x, answer).numpy(), [3 * np.log(2) + np.log(4)], rtol=1e-5)


def test_the_loss_is_the_sum_of_its_parts_and_falls(trained: Outcome) -> None:
    history = trained.content.history
    for line in history:
        for part in ("", "val_"):
            assert line[f"{part}loss"] == pytest.approx(line[f"{part}reconstruction_loss"] + line[f"{part}kl_loss"], rel=1e-4)
    assert history[-1]["val_loss"] < 0.8 * history[0]["val_loss"]
    assert history[-1]["kl_loss"] > 0.5


def test_the_weight_of_the_divergence_is_in_the_loss_but_not_in_its_part(weighted: Outcome) -> None:
    (line,) = weighted.content.history
    assert line["loss"] == pytest.approx(line["reconstruction_loss"] + 3 * line["kl_loss"], rel=1e-4)


def test_penalties_on_weights_are_in_the_loss_once() -> None:
    spec = require_sound(changed(variational(), {"/model/nodes/1/layer/kernel_regularizer": {"regularizer": "L2", "l2": 0.1}}))
    assert isinstance(spec.model, Functional)
    assert spec.training is not None
    network = build_network(spec.model, (64,))
    compile_network(network, spec.training)
    x = digits()[:50].reshape(-1, 64).astype("float32") / 16
    found = fitted_form(network, spec.training).evaluate(x, x, return_dict=True, verbose=0)
    penalty = 0.1 * np.sum(np.square(network.get_layer("encoder").get_weights()[0]))
    assert penalty > 0.1
    assert found["loss"] == pytest.approx(found["reconstruction_loss"] + found["kl_loss"] + penalty, rel=1e-5)


def test_the_file_holds_stock_layers_alone_and_opens_with_plain_keras(trained: Outcome, artifact: Artifact) -> None:
    network = keras.models.load_model(trained.artifact, compile=False)
    assert all(type(layer).__module__.startswith("keras.") for layer in network.layers)
    x = BareChain(artifact.content.chain).prepare(digits()[:3])
    assert_array_equal(network(x).numpy(), network(x).numpy())
    assert not np.array_equal(network(x, training=True).numpy(), network(x, training=True).numpy())


def test_the_draw_has_the_mean_and_the_deviation_it_is_given(trained: Outcome, artifact: Artifact) -> None:
    network = keras.models.load_model(trained.artifact, compile=False)
    draws = keras.Model(network.input, [network.get_layer(name).output for name in ("mean", "log_variance", "z")])
    x = np.repeat(BareChain(artifact.content.chain).prepare(digits()[:1]), 20_000, axis=0)
    mean, log_variance, z = (tensor.numpy() for tensor in draws(x, training=True))
    deviation = np.exp(log_variance[0] / 2)
    assert_allclose(z.mean(axis=0), mean[0], atol=0.05 * deviation.max())
    assert_allclose(z.std(axis=0), deviation, rtol=0.05)


def test_answers_are_pictures_in_the_units_of_the_data_each_with_its_error(trained: Outcome) -> None:
    predictor, raw = models.load(trained.artifact), digits()[:4]
    answers = predictor.predict(raw)
    values = np.array([answer["value"] for answer in answers])
    assert values.shape == (4, 8, 8)
    assert 0 <= values.min() < 4 < 8 < values.max() <= 16
    expected = np.mean(((values - raw) / 16) ** 2, axis=(1, 2))
    assert_allclose([answer["error"] for answer in answers], expected, rtol=1e-4)
    assert predictor.predict(raw, method=Method.PREDICT) == [{"value": answer["value"]} for answer in answers]


def test_the_metrics_are_the_errors_of_the_part_that_was_held_back(trained: Outcome) -> None:
    metrics = trained.content.metrics
    assert 0 < metrics["validation_error_p50"] <= metrics["validation_error_p95"] <= metrics["validation_error_p99"]
    assert metrics["validation_error"] < 0.1


def test_something_unlike_the_digits_has_a_large_error(trained: Outcome) -> None:
    noise = np.random.default_rng(0).integers(0, 17, size=(20, 8, 8))
    errors = [answer["error"] for answer in models.load(trained.artifact).predict(noise)]
    assert min(errors) > trained.content.metrics["validation_error_p99"]


def test_the_halves_are_compiled_and_together_they_are_the_model(trained: Outcome, artifact: Artifact) -> None:
    halves, x = FORMS[LATENT].load(artifact, trained.artifact.parent), BareChain(artifact.content.chain).prepare(digits()[:50])
    assert trained.onnx is not None
    points = halves.encode(x)
    assert points.shape == (50, 2)
    assert artifact.content.signature.latent_size == 2
    assert_allclose(halves.decode(points), ran(models.load(trained.artifact).runtime, x), atol=1e-5)


def test_samples_are_pictures_and_equal_for_equal_seeds(trained: Outcome, artifact: Artifact) -> None:
    halves = FORMS[LATENT].load(artifact, trained.artifact.parent)
    first = samples_of(artifact, halves, n_samples=16, seed=7)
    assert first.shape == (16, 8, 8)
    assert_array_equal(first, samples_of(artifact, halves, n_samples=16, seed=7))
    assert 0 <= first.min() < first.max() <= 16
    assert first.std(axis=0).max() > 1


def test_lost_halves_are_made_again_of_the_file(trained: Outcome, artifact: Artifact, tmp_path: Path) -> None:
    assert compile_form(FORMS[LATENT], artifact, source_runtime(artifact), tmp_path).is_sound
    assert sorted(path.name for path in tmp_path.iterdir()) == [DECODER, ENCODER]
    again, first = (FORMS[LATENT].load(artifact, folder) for folder in (tmp_path, trained.artifact.parent))
    assert_allclose(samples_of(artifact, again, n_samples=4, seed=1), samples_of(artifact, first, n_samples=4, seed=1), rtol=1e-5)


def test_halves_of_another_model_are_refused(artifact: Artifact, weighted: Outcome) -> None:
    with pytest.raises(CompileError, match="do not reproduce its golden examples"):
        FORMS[LATENT].load(artifact, weighted.artifact.parent)


def test_a_snapshot_of_the_fit_restores_every_variable_of_the_network(tmp_path: Path) -> None:
    spec = require_sound(variational())
    assert isinstance(spec.model, Functional)
    assert spec.training is not None
    fitted = fit_network(spec, prepared_of(spec, data_set_of(spec.data)), tmp_path, SilentListener())
    fresh = build_network(spec.model, (64,))
    compile_network(fresh, spec.training)
    Snapshot.read(tmp_path / "epoch-00002.h5").restore(fresh)
    assert len(fresh.variables) == 5 * 2 + 1  # Five Dense layers, the state of the noise.
    for found, expected in ((fresh.variables, fitted.variables), (fresh.optimizer.variables, fitted.optimizer.variables)):
        for one, other in zip(found, expected, strict=True):
            assert_array_equal(one, other, err_msg=other.path)


def test_five_epochs_and_three_more_are_eight_bit_for_bit(trained: Outcome, tmp_path: Path) -> None:
    shelf = Shelf(begun=run(require_sound(variational(epochs=5)), tmp_path / "begun", SilentListener()))
    more = {**variational(epochs=3), "start_from": "begun@1"}
    found = run(require_sound(more, shelf), tmp_path / "more", SilentListener(), registered=shelf)
    assert found.content.history[-1]["epoch"] == 8
    for name, value in variables_of(trained).items():
        assert_array_equal(variables_of(found)[name], value, err_msg=name)


def test_the_inputs_that_are_learned_are_in_memory_once() -> None:
    spec = require_sound(variational())
    inputs, targets = prepared_of(spec, data_set_of(spec.data)).train.fed
    assert targets is inputs
    for x, y in TrainingBatches(inputs, targets, 100, seed=1, shuffle=True).dataset:
        assert_array_equal(x, y)


def test_a_denoiser_brings_noisy_pictures_nearer_to_the_clean_ones(tmp_path: Path) -> None:
    outcome = run(require_sound(denoising(0.4, epochs=12, batch_size=16)), tmp_path, SilentListener())
    predictor, clean = models.load(outcome.artifact), digits()[-200:]
    noisy = clean + np.random.default_rng(0).normal(scale=0.4 * 16, size=clean.shape)
    cleaned = np.array([answer["value"] for answer in predictor.predict(noisy)])
    assert np.mean((cleaned - clean) ** 2) < 0.5 * np.mean((noisy - clean) ** 2)
    assert outcome.content.signature.latent_size is None
    assert not (tmp_path / DECODER).exists()


def test_rows_are_reconstructed_by_a_sequential_model(tmp_path: Path) -> None:
    spec = {
        "data": {"source": "iris", "reconstruct": True},
        "preprocessing": {"inputs": [{"step": "standardize"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 2}, {"layer": "Dense", "units": 4}]},
        "training": {"loss": "mean_squared_error", "epochs": 1},
    }
    outcome = run(require_sound(spec), tmp_path, SilentListener())
    (answer,) = models.load(outcome.artifact).predict([[5.1, 3.5, 1.4, 0.2]])
    assert len(answer["value"]) == 4
    assert set(outcome.content.metrics) >= {"loss", "train_error", "train_error_p99"}
