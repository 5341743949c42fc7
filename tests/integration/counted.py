"""How often a model of an application was called."""

from fastapi import FastAPI


def n_calls(app: FastAPI, model: str) -> int:
    """Return the number of calls in the histograms of a model; 0 for one that was not loaded.

    Args:
        app: The application.
        model: Name of a model of the owner `default`, of which the first version counts.
    """
    found = app.state.parts.predictors.latencies.by_model().get(f"default/{model}@1")
    return 0 if found is None else sum(found.by_phase["model"].counts)
