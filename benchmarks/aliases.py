"""An alias that is moved while 32 connections predict by it, with two API processes: errors, mixed answers, and the time until all see a move."""

import argparse
import asyncio
import itertools
import json
import math
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.rival import rate
from benchmarks.table import HEADER, Line
from tests.acceptance.service import Service, embedded

#: Connections that predict, and the moves that are measured.
CONNECTIONS, MOVES = 32, 200
#: Seconds from one move to the next: a process may not see one for a second.
PAUSE_S = 1.15
#: Longest time until all processes see a move, in seconds.
MOST_S = 1.0
#: The model and its alias.
MODEL, ALIAS = "aliased", "champion"
#: Runs of predictions by alias and by name, alternating.
PAIRS = 5
_BODY = b'{"inputs": [[0.5]]}'


@dataclass
class Seen:
    """What the connections were answered.

    Args:
        expected: Prediction of each version, by its reference.
        answers: When each answer was asked for, and its version.
        n_errors: Answers of another status.
        n_mixed: Answers with the predictions of another version than they name.
    """

    expected: dict[str, Any]
    answers: list[tuple[float, str]] = field(default_factory=list)
    n_errors: int = 0
    n_mixed: int = 0

    def note(self, asked_at: float, status: int, version: str, body: bytes) -> None:
        """Note an answer."""
        if status != 200:
            self.n_errors += 1
            return
        answer = json.loads(body)
        self.n_mixed += answer["model"] != version or answer["predictions"] != self.expected[version]
        self.answers.append((asked_at, version))


def measure(folder: Path, moves: int = MOVES) -> list[Line]:
    """Measure the moves of an alias on a stack of its own, with two API processes."""
    unlimited = {"MODELBOOK_ADDRESS_REQUESTS_PER_S": "0"}
    with embedded(folder / "aliases", options=("--api-workers", "2"), **unlimited) as (service, _):
        return _measure(service, moves)


def _measure(service: Service, moves: int) -> list[Line]:
    for alpha in (0.01, 100.0):
        service.trained("ridge-sine-line", name=MODEL, patch={"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": alpha}}]}})
    versions = [f"{MODEL}@1", f"{MODEL}@2"]
    seen = Seen({ref: service.predict(ref, content=_BODY, headers={"content-type": "application/json"}) for ref in versions})
    assert seen.expected[versions[0]] != seen.expected[versions[1]], "the versions must differ"
    delays = asyncio.run(_played(service, seen, moves))
    faults = seen.n_errors + seen.n_mixed
    what = f"{moves} moves of an alias under {CONNECTIONS} connections, {len(seen.answers):,} answers: errors and mixed answers"
    until = f"{1000 * median(delays):.0f} ms, at most {1000 * max(delays):.0f} ms"
    return [
        Line(what, f"{seen.n_errors} and {seen.n_mixed}", "bound 0", float(faults), "<= 0"),
        Line("time until no process answers by the old version", until, f"bound {1000 * MOST_S:.0f} ms", max(delays) / MOST_S, "<= 1"),
        _rates(service.http.base_url.port or 0),
    ]


def _rates(port: int) -> Line:
    """Compare the requests per second by an alias and by a bare name."""
    paths = [f"/v1/models/{ref}/predict" for ref in (f"{MODEL}:{ALIAS}", MODEL)]
    pairs = [[rate(port, path, CONNECTIONS, _BODY) for path in paths] for _ in range(PAIRS)]
    by_alias, by_name = (median(side) for side in zip(*pairs, strict=True))
    what = f"one-row predictions by an alias, two API processes, {CONNECTIONS} connections"
    return Line(what, f"{by_alias:,.0f} requests/s", f"by a bare name, {by_name:,.0f} requests/s", median(a / b for a, b in pairs), ">= 0.95")


async def _played(service: Service, seen: Seen, moves: int) -> list[float]:
    """Move the alias while all connections ask; return the seconds after each move for which the old version was asked for and answered."""
    await asyncio.to_thread(_move, service, 1, None)
    stop = asyncio.Event()
    asking = [asyncio.create_task(_ask(service, seen, stop)) for _ in range(CONNECTIONS)]
    await asyncio.sleep(2 * PAUSE_S)  # Both processes load the model.
    moved, begun = [], []
    for before, after in itertools.islice(_turns(), moves):
        begun.append(time.perf_counter())
        await asyncio.to_thread(_move, service, after, before)
        moved.append((time.perf_counter(), f"{MODEL}@{before}"))
        await asyncio.sleep(PAUSE_S)
    stop.set()
    await asyncio.gather(*asking)
    seen.answers.sort()
    # The next move may count before its answer is here.
    return [_delay(seen.answers, at, until, old) for (at, old), until in zip(moved, [*begun[1:], math.inf], strict=True)]


def _delay(answers: list[tuple[float, str]], moved_at: float, until: float, old: str) -> float:
    after = answers[bisect_right(answers, (moved_at,)) : bisect_left(answers, (until,))]
    return max((asked_at - moved_at for asked_at, version in after if version == old), default=0.0)


def _turns() -> Iterator[tuple[int, int]]:
    return itertools.cycle([(1, 2), (2, 1)])


def _move(service: Service, version: int, expected: int | None) -> None:
    body = {"version": version, "expected": expected}
    service.http.put(f"/v1/models/{MODEL}/aliases/{ALIAS}", json=body).raise_for_status()


async def _ask(service: Service, seen: Seen, stop: asyncio.Event) -> None:
    """Predict again and again on one connection."""
    own = "".join(f"{name}: {value}\r\n" for name, value in service.headers.items())
    head = f"POST /v1/models/{MODEL}:{ALIAS}/predict HTTP/1.1\r\nHost: 127.0.0.1\r\n{own}Content-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(_BODY)}\r\n\r\n".encode() + _BODY
    reader, writer = await asyncio.open_connection("127.0.0.1", service.http.base_url.port)
    while not stop.is_set():
        asked_at = time.perf_counter()
        writer.write(request)
        seen.note(asked_at, *await _response(reader))
    writer.close()


async def _response(reader: asyncio.StreamReader) -> tuple[int, str, bytes]:
    """Return status, version and body of a response."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
    body = await reader.readexactly(int(headers["content-length"]))
    return int(lines[0].split()[1]), headers.get("x-model-version", ""), body


def main() -> None:
    """Measure on an embedded stack with two API processes, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=MOVES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join([HEADER, *(line.as_row() for line in measure(Path(folder), options.moves))]))


if __name__ == "__main__":
    main()
