"""How often a model of an application was called."""

from fastapi import FastAPI


def n_calls(app: FastAPI, model: str) -> int:
    """Return the number of calls in the histograms of a model, of all its versions.

    Args:
        app: The application.
        model: Name of a model of the owner `default`.
    """
    by_model = app.state.parts.predictors.latencies.by_model()
    return sum(sum(found.by_phase["model"].counts) for key, found in by_model.items() if key.startswith(f"default/{model}@"))
