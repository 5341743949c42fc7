"""Networks that learn a text, symbol after symbol."""

from models.preprocessing.symbols import Symbols
from models.specs.job import JobSpec


def symbols_step(spec: JobSpec) -> Symbols | None:
    """Return the step that makes symbols of a text; None where a spec is about something else."""
    return next((step for step in spec.preprocessing.every_input_step if isinstance(step, Symbols)), None)
