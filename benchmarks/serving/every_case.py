"""All cases by name, as `--only` takes them."""

from collections.abc import Callable

from benchmarks.serving.cases import Setting, beside_today, many_connections, one_connection, processes, rivals
from benchmarks.serving.disturbed import beside_training, in_turn
from benchmarks.serving.results import Result

Case = Callable[[Setting], list[Result]]

CASES: dict[str, Case] = {
    "one": one_connection,
    "many": many_connections,
    "processes": processes,
    "before": beside_today,
    "training": beside_training,
    "turns": in_turn,
    "rivals": rivals,
}
