"""Samples of the data of trained models: probabilities, images, reconstructions, latent points and changes."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from models.core.merge_patch import merge_patch
from models.plots.figures import MadePlot
from tests.autoencoders import LOSS, denoising, dense, spec_of, variational
from tests.integration.models.plots.finished_runs import DIGITS, digits, finished
from tests.unit.models.plots.drawing import plots_of, reasons_of, size_of, written_in

pytestmark = pytest.mark.slow


@cache
def autoencoder() -> dict[str, MadePlot]:
    """The plots of a variational autoencoder with a latent plane."""
    return plots_of(finished(variational(), "plane"))


def space_of(size: int) -> dict[str, Any]:
    """A variational autoencoder with more latent values."""
    sampled = {"name": "z", "inputs": ["mean", "log_variance"], "layer": {"layer": "Sampling"}}
    halves = [dense("mean", "pixels", size), dense("log_variance", "pixels", size), sampled, dense("picture", "z", 64, "sigmoid")]
    return spec_of([{"name": "pixels"}, *halves], LOSS)


def test_a_sample_of_each_class_has_the_probabilities_that_the_model_gives_it() -> None:
    made = digits()["class-probabilities"]
    panels = made.numbers["panels"]
    assert [panel["true"] for panel in panels] == [str(number) for number in range(10)]
    assert all(sum(panel["probabilities"]) == pytest.approx(1, abs=1e-3) for panel in panels)
    assert all(panel["predicted"] == panel["labels"][int(np.argmax(panel["probabilities"]))] for panel in panels)
    assert np.array(panels[0]["image"]["shades"]).shape == (8, 8)
    assert made.shows_data
    assert "10 samples of the test part" in made.caption
    assert any(text.endswith(": 0") for text in written_in(made)), written_in(made)
    size_of(made)


def test_training_images_are_shown_by_class() -> None:
    made = digits()["training-images"]
    assert [image["caption"] for image in made.numbers["images"]] == [str(number) for number in range(10) for _ in range(5)]
    assert made.caption == "50 of the 1,437 images that the model was trained on, of 10 classes."
    assert written_in(made).count("7") == 5
    size_of(made)


def test_latent_points_have_the_class_of_their_sample() -> None:
    made = autoencoder()["latent-space"]
    groups = made.numbers["points"]["groups"]
    assert [group["label"] for group in groups] == list(range(10))
    assert {"latent value 1", "latent value 2", "9"} <= set(written_in(made))
    assert "test" not in written_in(made)
    size_of(made)


def test_points_of_the_latent_plane_are_decoded_to_images() -> None:
    made = autoencoder()["latent-grid"]
    assert len(made.numbers["images"]) == 144
    assert made.numbers["positions"][0] == pytest.approx(-1.645, abs=1e-3)
    assert np.array(made.numbers["images"][0]["shades"]).shape == (8, 8)
    assert not made.shows_data
    size_of(made)


def test_of_a_larger_latent_space_the_principal_components_are_drawn() -> None:
    made = plots_of(finished(space_of(6), "space"))
    shares = made["latent-space"].numbers["shares"]
    assert 0 < shares[1] <= shares[0] < 1
    assert "by the first two principal components of 6 latent values" in made["latent-space"].caption
    assert "standard deviations along the first two principal components of 6 latent values" in made["latent-grid"].caption
    assert "principal component 2" in written_in(made["latent-grid"])


def test_reconstructions_are_beside_their_inputs_with_their_errors() -> None:
    run = finished(denoising(0.1), "clean")
    made = plots_of(run)["reconstructions"]
    assert len(made.numbers["inputs"]) == len(made.numbers["outputs"]) == len(made.numbers["errors"]) == 10
    assert [image["caption"] for image in made.numbers["inputs"]] == [str(number) for number in range(10)]
    assert {"input", "output", f"{made.numbers['errors'][0]:.2g}"} <= set(written_in(made))
    assert "class-probabilities" not in plots_of(run)


def test_changed_images_say_what_was_drawn_for_them() -> None:
    augmentation = {"rotation": 30, "horizontal_flip": True, "zoom": 0.2, "brightness": 0.1}
    made = plots_of(finished(merge_patch(DIGITS, {"training": {"epochs": 1, "augmentation": augmentation}}), "changed"))["augmentations"]
    images = made.numbers["images"]
    assert len(images) == 18
    assert [images[row]["caption"] for row in (0, 6, 12)] == ["0", "1", "2"]
    said = " ".join(image["caption"] for image in images)
    assert all(word in said for word in ("turned", "mirrored", "size ×", "brightness"))
    assert "left" not in said
    assert made.caption.endswith(
        "Drawn are rotations of up to 30°, sizes of 0.8 to 1.2, flips from left to right, up to 0.1 of the range of values added or taken away."
    )
    size_of(made)


def test_of_data_that_are_gone_only_plots_of_samples_are_left_out() -> None:
    run = finished(merge_patch(DIGITS, {"training": {"epochs": 1}}))
    gone = type(run)(run.title, run.stored_spec, run.job_spec, run.path, "the data set digits was removed")
    assert set(reasons_of(gone)) == {"activations", "class-probabilities", "misclassified", "split", "training-images"}
    assert "the data set digits was removed" in reasons_of(gone)["class-probabilities"]
