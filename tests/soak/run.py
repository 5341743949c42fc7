"""A stack in use for some minutes, looked at again and again."""

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from modelbook import Client

from tests.soak.crowd import Crowd, Use
from tests.soak.ending import end_of
from tests.soak.of_data import refuse, upload
from tests.soak.of_jobs import cancel, retrain, search, train
from tests.soak.of_models import generate, look, predict, survey
from tests.soak.reading import Reader
from tests.soak.report import line
from tests.soak.result import Result
from tests.soak.stacks import STACKS
from tests.soak.standing import SPECS, trained

#: What is done, by a client each. Jobs end one after another: their clients wait for them.
USES = (
    Use("predict", predict, 0.5),
    Use("look", look, 3.0),
    Use("generate", generate, 2.0),
    Use("survey", survey, 2.0),
    Use("train", train, 3.0),
    Use("search", search, 15.0),
    Use("retrain", retrain, 15.0),
    Use("cancel", cancel, 5.0),
    Use("upload", upload, 5.0),
    Use("refuse", refuse, 2.0),
)
#: Seconds from one printed line to the next.
SAID_EVERY_S = 30.0
#: Looks at a stack in all, and the fewest and most seconds between two.
N_LOOKS, EVERY_S = 120, (1.0, 15.0)


@dataclass(frozen=True)
class Plan:
    """How long, and with what, a stack is used.

    Args:
        seconds: The time.
        seed: Seed of the choices of the clients.
        say: Receives what happens.
        uses: What they do.
        models: Names of the models that are there all the time.
    """

    seconds: float
    seed: int
    say: Callable[[str], None]
    uses: Sequence[Use] = USES
    models: Sequence[str] = tuple(SPECS)

    @property
    def every_s(self) -> float:
        """Seconds from one look to the next."""
        return min(max(self.seconds / N_LOOKS, EVERY_S[0]), EVERY_S[1])


def soaked(name: str, plan: Plan) -> Result:
    """Use a stack, and return what came of it.

    Args:
        name: One of `STACKS`.
        plan: How long, and with what.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"modelbook-soak-{name}-"))
    plan.say(f"{name}: files and logs in {folder}")
    with STACKS[name](folder) as stack, closing(Reader(stack)) as reader:
        with Client(str(stack.service.http.base_url), stack.service.key) as client:
            standing = trained(client, plan.models, folder, plan.say)
        crowd = Crowd(str(stack.service.http.base_url), stack.service.key, standing, plan.seed, plan.say)
        crowd.start(plan.uses)
        try:
            looks = _looks(reader, crowd, plan)
        finally:
            crowd.stop()
        plan.say(f"{name}: the clients are done")
        return Result(name, plan.seconds, dict(crowd.done), looks, end_of(stack, reader), crowd.faults)


def _looks(reader: Reader, crowd: Crowd, plan: Plan) -> list[tuple[float, dict[str, float]]]:
    """Look at a stack again and again until the time is over, or too much has gone wrong."""
    start, said_at, looks = time.monotonic(), 0.0, list[tuple[float, dict[str, float]]]()
    lasting = reader.lasting()
    while (at := time.monotonic() - start) < plan.seconds and not crowd.stopping.wait(plan.every_s):
        looks.append((at, reader.figures()))
        if (now := reader.lasting()) != lasting:
            crowd.faults.append(f"a process has ended and was started again: expected {lasting}, got {now}")
            lasting = now
        if at - said_at >= SAID_EVERY_S:
            said_at = at
            plan.say(line(at, looks[-1][1], crowd.done.total(), len(crowd.faults)))
    return looks
