"""The tab "Inside" of a model: its layers, what they give for a sample, and the latent space."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.acceptance.service import Service
from tests.autoencoders import variational
from tests.browser.site import Site, take_pictures

#: A convolutional network with two branches, of seconds.
BRANCHES: dict[str, Any] = {
    "data": {"source": "digits"},
    "preprocessing": {"inputs": [{"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "add_channel"}], "targets": [{"step": "one_hot"}]},
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "image"},
            {"name": "fine", "inputs": ["image"], "layer": {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu"}},
            {"name": "coarse", "inputs": ["image"], "layer": {"layer": "Conv2D", "filters": 2, "kernel_size": 5, "activation": "relu"}},
            {"name": "fine_flat", "inputs": ["fine"], "layer": {"layer": "Flatten"}},
            {"name": "coarse_flat", "inputs": ["coarse"], "layer": {"layer": "Flatten"}},
            {"name": "joined", "inputs": ["fine_flat", "coarse_flat"], "layer": {"layer": "Concatenate"}},
            {"name": "digit", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 10, "activation": "softmax"}},
        ],
        "outputs": ["digit"],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}


@pytest.fixture(scope="module")
def network(service: Service) -> str:
    """A network with two branches."""
    return str(service.trained(BRANCHES, name="branches")["model"])


def test_layers_are_a_graph_and_a_sample_goes_through_them(site: Site, network: str) -> None:
    with site.opened(f"/models/{network}#tab=inside", allowed=("503",)) as page:
        layer = page.get_by_role("button", name="fine, Conv2D, gives 6 × 6 × 4, 40 weights")
        layer.press("Enter")
        card = page.get_by_role("region", name="Layer fine")
        expect(card.get_by_role("img", name="Histogram of")).to_be_visible()
        expect(card.get_by_role("img", name="Filter 4")).to_be_visible()
        page.get_by_label("Sample of the training part, from 0").fill("5")
        page.get_by_role("button", name="Show what the layers give").click()
        outputs = page.get_by_role("region", name="A sample on its way through the layers").get_by_role("listitem")
        expect(outputs.filter(has_text="digit gives 10")).to_be_visible()
        expect(outputs.filter(has_text="joined gives 176")).to_be_visible()
    take_pictures(site, f"/models/{network}#tab=inside&layer=fine", "model-inside", ".diagram .box")


def test_a_point_of_the_latent_space_is_decoded(site: Site, service: Service) -> None:
    model = service.trained(variational(epochs=4), name="latent")["model"]
    with site.opened(f"/models/{model}#tab=inside", allowed=("503",)) as page:
        decoded = page.get_by_role("img", name="What the decoder makes of the point")
        before = decoded.evaluate("canvas => canvas.toDataURL()")
        page.get_by_role("application").click(position={"x": 20, "y": 20})
        page.wait_for_function("before => document.querySelector('.decoded canvas').toDataURL() !== before", arg=before)
        name = decoded.get_attribute("aria-label")
        page.get_by_role("application").press("ArrowRight")
        page.wait_for_function("name => document.querySelector('.decoded canvas').getAttribute('aria-label') !== name", arg=name)
