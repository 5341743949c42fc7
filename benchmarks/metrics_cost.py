"""What counting costs a request: one process that counts and does not count by turns.

A server in this process answers one caller in another. Blocks of requests with and without counting alternate, in the order A B B A, so that what
changes slowly (caches, clock of the processor, other work on the machine) weighs on both alike. The figure is the processor time of this process: it
does not contain the time in which others use the processor. Each round of four blocks gives one ratio; the table has their median with a confidence
interval of 95 %.
"""

import multiprocessing
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from service.api.fast.predictions import FastPredictions
from service.app import create_app
from service.batching.latencies import Latencies
from service.http.traffic import Observed, Traffic
from service.settings import Settings
from service.store.database import migrate
from tests.integration.service.http.lingering import predicting
from tests.integration.service.http.served import served
from tests.integration.trained import SPECS, Trained, register_all, train_spec
from tests.raw_http import calling
from tests.servers import broker_server

#: Rounds of four blocks, requests of a block, and requests before the first round.
ROUNDS, N_REQUESTS, N_WARM_UP = 200, 100, 2000
#: Half the width of an interval of 95 % for a median, in ranks, for one value; it grows with the root of their number.
HALF_WIDTH = 0.98
#: The requests, by what they are.
REQUESTS = {
    "a prediction of one row, by the hot path": predicting("line", [[0.5]]),
    "a model by its name (`GET`), by the ordinary way": b"GET /v1/models/line HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@contextmanager
def not_counted() -> Iterator[None]:
    """Answer requests without counting them."""
    kept = (Traffic.note, Latencies.observe, FastPredictions._note, Observed.__call__)

    async def passed_on(self: Observed, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)

    Traffic.note = Latencies.observe = FastPredictions._note = lambda *_: None  # type: ignore[method-assign]
    Observed.__call__ = passed_on  # type: ignore[method-assign]
    try:
        yield
    finally:
        Traffic.note, Latencies.observe, FastPredictions._note, Observed.__call__ = kept  # type: ignore[method-assign]


def call(port: int, orders: Connection) -> None:
    """Send as many of a request as is ordered, one after the other, until the orders end; in a process of its own."""
    with calling(port) as (caller,), suppress(EOFError):
        while True:
            request, n_requests = orders.recv()
            orders.send([caller.send(request).response().status for _ in range(n_requests)])


def cpu_s(caller: Connection, request: bytes, n_requests: int = N_REQUESTS) -> float:
    """Let the caller send requests; return the processor time of the server, in seconds."""
    began = time.process_time()
    caller.send((request, n_requests))
    assert set(caller.recv()) == {200}
    return time.process_time() - began


def ratio_of_round(caller: Connection, request: bytes) -> tuple[float, float]:
    """Run the blocks of a round; return the processor time of a request that is not counted, and the ratio of one that is to it."""
    counted = cpu_s(caller, request)
    with not_counted():
        plain = cpu_s(caller, request) + cpu_s(caller, request)
    counted += cpu_s(caller, request)
    return plain / (2 * N_REQUESTS), counted / plain


def measured(port: int, rounds: int) -> Iterator[str]:
    """Yield a row of the table for each kind of request."""
    context = multiprocessing.get_context("spawn")
    caller, there = context.Pipe()
    context.Process(target=call, args=(port, there), daemon=True).start()
    for what, request in REQUESTS.items():
        cpu_s(caller, request, N_WARM_UP)
        plain, ratios = zip(*(ratio_of_round(caller, request) for _ in range(rounds)), strict=True)
        least, median, most = (100 * (ratio - 1) for ratio in median_of(ratios))
        yield f"| {what} | {1e6 * statistics.median(plain):.0f} us | {median:+.1f} % | {least:+.1f} to {most:+.1f} % |"


def median_of(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the median of values between the ends of its confidence interval of 95 %, which no outlier widens: both are values of given ranks."""
    ranked, half = sorted(values), HALF_WIDTH * len(values) ** 0.5
    low, high = int(len(ranked) / 2 - half), min(int(len(ranked) / 2 + half), len(ranked) - 1)
    return ranked[max(0, low)], statistics.median(ranked), ranked[high]


def main(rounds: int = ROUNDS) -> None:
    """Serve a small model, and print the table."""
    with TemporaryDirectory() as folder, broker_server(Path(folder)) as broker_url:
        url = f"sqlite:///{folder}/modelbook.db"
        migrate(url)
        trained = Trained(Path(folder) / "files", {})
        recipe, patch = SPECS["line"]
        trained.versions["line"] = train_spec(trained.folder, "line", merge_patch(recipes()[recipe].spec, patch))
        settings = register_all(Settings(database_url=url, broker_url=broker_url, cache=Path(folder) / "cache"), trained, "line")
        app = create_app(settings)
        with served(app, app.state.direct, header_timeout_s=30.0, body_timeout_s=30.0, keep_alive_s=600.0) as (port, _):
            print("| request | processor time without counting | counting adds | interval of 95 % |\n|---|---|---|---|")
            for row in measured(port, rounds):
                print(row, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
