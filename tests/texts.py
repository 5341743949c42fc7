"""Texts for tests: the book's, if present, and small text models."""

import os
from pathlib import Path
from typing import Any

import pytest

#: Folder with holmes.txt, which is not committed: from the environment, else beside the repository.
HOLMES_FOLDER = Path(os.environ.get("MODELBOOK_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
needs_holmes = pytest.mark.skipif(not (HOLMES_FOLDER / "holmes.txt").is_file(), reason="the book's text is not here")


def letters_spec(*layers: dict[str, Any], size: int = 8, n_symbols: int = 55, **training: Any) -> dict[str, Any]:
    """Return the spec of a model of the first sonnets by letters (55 different ones), trained for one short epoch."""
    front = layers or ({"layer": "CategoryEncoding", "num_tokens": n_symbols}, {"layer": "LSTM", "units": 8})
    return {
        "data": {"source": "sonnets", "subset": 0.05},
        "preprocessing": {"inputs": [{"step": "letters", "clean": True}, {"step": "window", "size": size, "stride": 3}]},
        "model": {"kind": "sequential", "layers": [*front, {"layer": "Dense", "units": n_symbols, "activation": "softmax"}]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1, "batch_size": 256, **training},
    }


def words_spec(**training: Any) -> dict[str, Any]:
    """Return the spec of a stateful model of the 50 most frequent words of the first sonnets."""
    return {
        "data": {"source": "sonnets", "subset": 0.05},
        "preprocessing": {"inputs": [{"step": "words", "size": 50}, {"step": "window", "size": 10, "stride": 10, "multiple": 8}]},
        "model": {
            "kind": "sequential",
            "layers": [
                {"layer": "CategoryEncoding", "num_tokens": 50},
                {"layer": "LSTM", "units": 4, "return_sequences": True, "stateful": True},
                {"layer": "GRU", "units": 4},
                {"layer": "Dense", "units": 50, "activation": "softmax"},
            ],
        },
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 2, "batch_size": 8, "shuffle": False, **training},
    }
