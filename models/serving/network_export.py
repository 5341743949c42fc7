"""Keras networks to ONNX files."""

import logging
import warnings
from pathlib import Path
from typing import Any


def write_network(network: Any, given: Any, draft: Path) -> None:
    """Write the ONNX form of a Keras model, without what the libraries have to say of it.

    Args:
        network: The model.
        given: Something it takes; Keras exports only a model that has been called.
        draft: Where the file is to be.
    """
    network(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("tf2onnx").setLevel(logging.ERROR)
        network.export(draft, format="onnx", verbose=False)
