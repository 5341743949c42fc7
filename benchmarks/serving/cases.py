"""The cases of the table: what is asked, of whom, and what is to be reached."""

import io
import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.predictions import row
from benchmarks.serving.asking import Ask, Load, Run, Server, measured
from benchmarks.serving.results import Result
from benchmarks.serving.servers import bare, has_workers, modelbook, rival_app
from benchmarks.serving.trained import onnx_of, todays_code, trained
from benchmarks.serving.venvs import RIVALS, python_of
from tests.acceptance.service import png

#: Path of predictions of a model.
PREDICT = "/v1/models/{}/predict"
#: Rows a second, sent 32 at a time, that are enough whatever the ratio.
ROWS_PER_S = 25_000


@dataclass(frozen=True)
class Setting:
    """How the cases are run.

    Args:
        code: Code of this project.
        folder: Where models, environments and the code of an earlier commit are kept.
        seconds: Seconds of one run.
        warm_up_s: Seconds before it that do not count.
        rounds: Runs of each server, which alternate.
    """

    code: Path
    folder: Path
    seconds: float
    warm_up_s: float
    rounds: int

    @property
    def data(self) -> Path:
        """Return the folder of the trained models."""
        return trained(self.code, self.folder / "data")

    @property
    def onnx(self) -> Path:
        """Return the ONNX file of the digits."""
        return onnx_of(self.data, "digits")

    def load(self, connections: int) -> Load:
        """Return the load of a run as fast as responses come."""
        return Load(connections, self.seconds, self.warm_up_s)


def json_row(model: str = "digits") -> Ask:
    """Return a request for the prediction of one digit."""
    return Ask(PREDICT.format(model), json.dumps({"inputs": row()}).encode())


def one_connection(setting: Setting) -> list[Result]:
    """Compare one JSON row at one connection with the bare handler."""
    ask = json_row()
    with modelbook(setting.code, setting.data, ask) as ours, bare(setting.onnx, Ask("/", ask.body)) as theirs:
        return _compared(setting, "one JSON row of 784 numbers, 1 connection", 1, (ours, ask), (theirs, Ask("/", ask.body)), 1.0)


def many_connections(setting: Setting) -> list[Result]:
    """Compare one JSON row at 32 connections with the bare handler."""
    ask = json_row()
    with modelbook(setting.code, setting.data, ask) as ours, bare(setting.onnx, Ask("/", ask.body)) as theirs:
        found = _compared(setting, "the same, 32 connections", 32, (ours, ask), (theirs, Ask("/", ask.body)), 2.0)
    return [*found, Result("the same: 99th percentile", found[0].ours, found[0].rival, found[0].theirs, 1.0, is_latency=True)]


def processes(setting: Setting) -> list[Result]:
    """Compare two processes with one of the bare handler."""
    ask, what = json_row(), "the same, 32 connections, 2 processes"
    if not has_workers(setting.code):
        return [Result.left_out(what, "modelbook api has no --workers")]
    with modelbook(setting.code, setting.data, ask, workers=2) as ours, bare(setting.onnx, Ask("/", ask.body)) as theirs:
        return _compared(setting, what, 32, (ours, ask), (theirs, Ask("/", ask.body)), 3.0)


def rivals(setting: Setting) -> list[Result]:
    """Compare one JSON row at 32 connections with the servers of others, each in an environment of its own."""
    ask, found = json_row(), list[Result]()
    targets = {"LitServe": 15.0, "BentoML": 40.0}
    with modelbook(setting.code, setting.data, ask) as ours:
        for rival in RIVALS:
            theirs = Ask(rival.path, ask.body)
            what = f"one JSON row, 32 connections, beside {rival.name}"
            try:
                python = python_of(rival, setting.folder)
                with rival_app(python, rival.name, rival.script, [str(setting.onnx), *rival.arguments], theirs) as server:
                    found += _compared(setting, what, 32, (ours, ask), (server, theirs), targets.get(rival.name))
            except Exception as error:  # noqa: BLE001 - One that cannot be installed or started here does not end the others.
                found.append(Result.left_out(what, f"{type(error).__name__}: {error}"[:200]))
    return found


def beside_today(setting: Setting) -> list[Result]:
    """Compare other bodies and models with the code before predictions had a way of their own."""
    code = todays_code(setting.folder)
    if code is None:
        return [Result.left_out("other bodies and models beside the code of before", "the repository does not have that commit")]
    cases = (
        ("`.npy`, one row, 32 connections", 32, _npy(1), 8.0),
        ("PNG, 32 connections", 32, Ask(PREDICT.format("digits"), png(np.array(row(), np.uint8).reshape(28, 28)), "image/png"), 3.0),
        ("LSTM 9-6-3, window 13, 32 connections", 32, Ask(PREDICT.format("waves"), json.dumps({"inputs": [_window()]}).encode()), 2.0),
        ("AdaBoost of 50 trees, 32 connections", 32, Ask(PREDICT.format("trees"), b'{"inputs": [[0.5, 0.25]]}'), 2.0),
    )
    found = list[Result]()
    with ExitStack() as stack:
        ours = stack.enter_context(modelbook(setting.code, setting.data, json_row()))
        before = stack.enter_context(modelbook(code, trained(code, setting.folder / "data-before"), json_row(), "Modelbook before"))
        what = "`.npy`, 32 rows, 1 connection (a request is 32 rows)"
        (rows,) = _compared(setting, what, 1, (ours, _npy(32)), (before, _npy(32)), 2.5)
        found.append(replace(rows, enough_per_s=ROWS_PER_S / 32))
        for what, connections, ask, target in cases:
            found += _compared(setting, what, connections, (ours, ask), (before, ask), target)
    return found


def _compared(
    setting: Setting, what: str, connections: int, ours: tuple[Server, Ask], theirs: tuple[Server, Ask], target: float | None
) -> list[Result]:
    load = setting.load(connections)
    pairs = [tuple(measured(server, [ask], load) for server, ask in (ours, theirs)) for _ in range(setting.rounds)]
    our_run, their_run = (_middle([pair[side] for pair in pairs]) for side in (0, 1))
    return [Result(what, our_run, theirs[0].name, their_run, target)]


def _middle(runs: list[Run]) -> Run:
    """Return the run of the median rate."""
    return sorted(runs, key=lambda run: run.per_s)[len(runs) // 2]


def _npy(n_rows: int) -> Ask:
    buffer = io.BytesIO()
    np.save(buffer, np.repeat(np.array(row(), np.float32), n_rows, axis=0))
    return Ask(PREDICT.format("digits"), buffer.getvalue(), "application/x-npy")


def _window() -> list[float]:
    return [round(float(value), 4) for value in np.sin(np.arange(13))]
