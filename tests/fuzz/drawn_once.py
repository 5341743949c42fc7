"""How inputs are drawn: each is given once."""

from hypothesis import HealthCheck, Phase, settings


def once(n_inputs: int) -> settings:
    """Return settings with which each input is given once: what is wrong is noted, and no smaller input is looked for."""
    return settings(
        max_examples=n_inputs, database=None, derandomize=False, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
