"""Ready a network for its fit."""

import keras

from models.building.execution import Execution
from models.building.network import compile_network
from models.preparing.prepared import Prepared
from models.specs.job import JobSpec
from models.specs.registered import Registered
from models.specs.training import Training
from models.training.batches import Batches
from models.training.restore import restore
from models.training.sharing import take_shared
from models.training.start import Start
from models.training.texts import require_vocabulary


def begin(
    network: keras.Model,
    spec: JobSpec,
    training: Training,
    prepared: Prepared,
    batches: Batches,
    registered: Registered,
    start: Start | None,
) -> None:
    """Compile a network, and give it the weights that its fit begins with."""
    require_vocabulary(network, prepared.chain)
    compile_network(network, training, Execution.of(training, network, batches.steps))
    if start:
        restore(network, start, spec, registered)
    take_shared(network, spec, registered)
