"""The task import: build a network with given weights, and register it."""

from pathlib import Path

from models.specs.importing import ImportSpec
from workers.attempt import Attempt
from workers.work import Work


class ImportWork(Work):
    """Builds a network from another source and registers it."""

    task = "import"

    def run(self, attempt: Attempt) -> None:
        from models.training.importing import import_network  # Loads Keras, which only a job process may do.

        spec = ImportSpec.model_validate(attempt.stored_spec)
        with attempt.listener() as listener:
            outcome = import_network(spec, _weights(attempt), attempt.folder, listener)
        if attempt.register(outcome):
            self.clean_up(attempt)

    def clean_up(self, attempt: Attempt) -> None:
        """Remove the uploaded weights: the artifact has them, or the import has failed."""
        _weights(attempt).unlink(missing_ok=True)


def _weights(attempt: Attempt) -> Path:
    return attempt.stores.files.path(attempt.stored_spec["weights"])
