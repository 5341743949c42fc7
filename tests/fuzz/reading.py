"""Runs of the readers over inputs near valid ones."""

from math import ceil

import hypothesis
from hypothesis import given

from tests.fuzz.drawn_once import once
from tests.fuzz.readers import CONTAINED, FUZZED, Reader

#: Part of the inputs that readers get which run in child processes.
OF_CONTAINED = 0.1
#: Most characters of an input that are reported.
MAX_REPORT = 500


def faults_of(n_inputs: int, seed: int) -> list[str]:
    """Give each reader some inputs; return what they raised besides their own errors, once for each kind of it."""
    planned = [(name, reader, n_inputs) for name, reader in FUZZED.items()]
    planned += [(name, reader, ceil(n_inputs * OF_CONTAINED)) for name, reader in CONTAINED.items()]
    return [f"{name}: {fault}" for name, reader, most in planned for fault in faults_of_one(reader, most, f"{seed} {name}")]


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

    hypothesis.seed(seed)(once(n_inputs)(given(reader.given)(read)))()
    return [f"{fault} for {came}" for fault, came in faults.items()]
