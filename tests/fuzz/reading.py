"""Runs of the readers over inputs near valid ones."""

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.readers import FUZZED, Reader

#: Most characters of an input that are reported.
MAX_REPORT = 500


def faults_of(n_inputs: int, seed: int) -> list[str]:
    """Give each reader some inputs; return what they raised besides their own errors, once for each kind of it."""
    return [f"{name}: {fault}" for name, reader in FUZZED.items() for fault in faults_of_one(reader, n_inputs, f"{seed} {name}")]


def faults_of_one(reader: Reader, n_inputs: int, seed: str) -> list[str]:
    """Give one reader some inputs, and return such faults."""
    faults: dict[str, str] = {}

    def read(given_one: object) -> None:
        try:
            reader.read(given_one)
        except reader.refusals:
            pass
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  A panic of a library in Rust is no Exception.
            faults.setdefault(f"{type(error).__name__}: {error}"[:MAX_REPORT], repr(given_one)[:MAX_REPORT])

    quiet = settings(max_examples=n_inputs, database=None, derandomize=False, deadline=None, phases=[Phase.generate])
    hypothesis.seed(seed)(settings(quiet, suppress_health_check=list(HealthCheck))(given(reader.given)(read)))()
    return [f"{fault} for {came}" for fault, came in faults.items()]
