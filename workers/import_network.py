"""A job process that imports a network."""

from models.specs.importing import ImportSpec
from service.store.registry import Registry
from service.store.states import State
from workers.order import Order
from workers.report import DatabaseListener, new_version
from workers.stores import Stores
from workers.tether import Tether


class ImportRun:
    """Import a network, and register it.

    Args:
        order: The attempt.
        stores: Where everything is written.
        tether: Knows whether to stop.
    """

    def __init__(self, order: Order, stores: Stores, tether: Tether) -> None:
        self._order, self._stores, self._tether = order, stores, tether
        self._spec = ImportSpec.model_validate(order.spec)
        self._weights = stores.files.path(self._spec.weights)

    def run(self) -> None:
        """Import the network; its weights are in the artifact then, so that the file they came in is removed.

        Raises:
            DataError: The weights are not those of the layers.
        """
        from models.training.importing import import_network  # Loads Keras, which only a job process may.

        order, stores = self._order, self._stores
        listener = DatabaseListener(order.job_id, order.token or 0, stores.attempts, stores.files, self._tether)
        try:
            outcome = import_network(self._spec, self._weights, order.folder, listener)
        finally:
            listener.close()
        if Registry(stores.database).register(order.job_id, order.token or 0, new_version(outcome, stores.files)):
            self._weights.unlink(missing_ok=True)

    def fail(self, error: str) -> None:
        """End the job as failed."""
        self._stores.attempts.end(self._order.job_id, self._order.token or 0, State.FAILED, error)
        self._weights.unlink(missing_ok=True)
