"""Specs of small autoencoders over the digits of 8 x 8 pixels."""

from typing import Any

STEPS = [{"step": "cast"}, {"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "reshape", "shape": [64]}]
LOSS = {"loss": "variational", "mean": "mean", "log_variance": "log_variance"}


def dense(name: str, source: str, units: int, activation: str = "linear") -> dict[str, Any]:
    return {"name": name, "inputs": [source], "layer": {"layer": "Dense", "units": units, "activation": activation}}


def spec_of(nodes: list[dict[str, Any]], loss: Any, **training: Any) -> dict[str, Any]:
    """An autoencoder of 359 digits."""
    return {
        "data": {"source": "digits", "reconstruct": True, "subset": 0.2},
        "preprocessing": {"inputs": STEPS},
        "model": {"kind": "functional", "nodes": nodes, "outputs": ["picture"]},
        "training": {"loss": loss, "epochs": 2, "batch_size": 64, "validation": {"split": 0.25}, "optimizer": {"name": "adam", "learning_rate": 0.01}}
        | training,
    }


def variational(**training: Any) -> dict[str, Any]:
    """A variational autoencoder with a latent plane."""
    nodes = [
        {"name": "pixels"},
        dense("encoder", "pixels", 16, "relu"),
        dense("mean", "encoder", 2),
        dense("log_variance", "encoder", 2),
        {"name": "z", "inputs": ["mean", "log_variance"], "layer": {"layer": "Sampling"}},
        dense("decoder", "z", 16, "relu"),
        dense("picture", "decoder", 64, "sigmoid"),
    ]
    return spec_of(nodes, training.pop("loss", LOSS), **training)


def denoising(stddev: float, **training: Any) -> dict[str, Any]:
    """An autoencoder with noisy inputs in training."""
    noise = {"name": "noise", "inputs": ["pixels"], "layer": {"layer": "GaussianNoise", "stddev": stddev}}
    return spec_of(
        [{"name": "pixels"}, noise, dense("code", "noise", 32, "relu"), dense("picture", "code", 64, "sigmoid")],
        **{"loss": "binary_crossentropy", **training},
    )
