"""What resume points cost a fit: `python -m benchmarks.resume_points RECIPE EPOCHS` fits a recipe and prints it as JSON."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.table import Line

#: Recipes, and epochs that take some ten seconds.
FITS = {"mnist-dense-784": 12, "sines0-lstm3-w3": 400}
#: Seconds from one point to the next, the default of the setting; the largest share of a fit that they may take.
EVERY_S, MOST = 5.0, 0.01


def measure(cache: Path) -> list[Line]:
    """Measure the share of each fit, in a process of its own.

    Args:
        cache: Folder of unpacked data sets.
    """
    return [_line(recipe, epochs, cache) for recipe, epochs in FITS.items()]


def _line(recipe: str, epochs: int, cache: Path) -> Line:
    command = [sys.executable, "-m", "benchmarks.resume_points", recipe, str(epochs), str(cache)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    share = found["cost_s"] / found["fit_s"]
    what = f"resume points of {recipe}, {found['points']} in {found['fit_s']:.0f} s of training: what both threads spend on them"
    return Line(what, f"{share:.2%}", f"bound, {MOST:.0%}", share / MOST, "<= 1.0")


class Watch:
    """Adds up the time of calls.

    Args:
        clock: Returns seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.seconds, self.calls = 0.0, 0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is timed."""

        def timed(*arguments: Any, **named: Any) -> Any:
            began = self._clock()
            try:
                return call(*arguments, **named)
            finally:
                self.seconds += self._clock() - began
                self.calls += 1

        return timed


def fit_and_print(recipe: str, epochs: int, cache: Path) -> None:
    """Fit a recipe with resume points, and print the seconds of the fit and those spent on the points."""
    from models.catalog import recipes
    from models.checking.check import require_sound
    from models.core.merge_patch import merge_patch
    from models.kinds import kinds_of
    from models.preparing.prepared import load_prepared
    from models.specs.ports import port_sets
    from models.training.callbacks.interruptions import Interruptions
    from models.training.history import RecordingListener
    from models.training.listener import SilentListener
    from models.training.network import fit_network
    from models.training.resuming.resume import ResumePlace, Resuming

    # Training waits for what runs on its thread; what runs on the other one takes CPU from it.
    looking, writing = Watch(time.perf_counter), Watch(time.thread_time)
    Interruptions._look = looking.around(Interruptions._look)  # type: ignore[method-assign]
    spec = require_sound(merge_patch(recipes()[recipe].spec, {"training": {"epochs": epochs, "early_stopping": None}}))
    sets = port_sets(spec)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    prepared = load_prepared(spec, sets, cache, takes_targets=all(kind.takes_targets for kind in kinds.values()))
    with tempfile.TemporaryDirectory() as folder:
        recorder = RecordingListener(SilentListener())
        resuming = Resuming(ResumePlace(Path(folder), 1, EVERY_S), spec, prepared, recorder)
        resuming.write = writing.around(resuming.write)  # type: ignore[method-assign]
        began = time.perf_counter()
        fit_network(spec, prepared, None, recorder, resuming=resuming)
        print(json.dumps({"fit_s": time.perf_counter() - began, "cost_s": looking.seconds + writing.seconds, "points": writing.calls}))


if __name__ == "__main__":
    fit_and_print(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
