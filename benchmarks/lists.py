"""Lists that pages show, of one owner with many things: `python -m benchmarks.lists`."""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.many_things import COMMON, N_JOBS, N_OTHERS, N_TRIALS, RARE, copy_dataset, fill
from benchmarks.one_api import one_api
from benchmarks.table import HEADER, Line
from service.store.database import Database, migrate
from tests.acceptance.service import Service
from tests.servers import broker_server

#: Requests of each kind.
RUNS = 15
#: Longest time of a page of a list, and of all that a plot of a search shows, in seconds; and its most bytes as they are sent.
MOST_S, SCATTER_S, SCATTER_BYTES = 0.15, 0.3, 1_000_000

#: Pages of jobs by what is asked for.
_JOBS = {
    "the newest": "",
    "by state": "&state=failed",
    "by name": "&name=mnist-dense-784",
    "by task": "&task=search",
    "by tag": f"&tag={RARE}",
    "by two tags and text": f"&tag={COMMON}&tag={RARE}&text=MNIST",
    "by a text that none has": "&text=nowhere",
    "in a state that none has": "&state=running",
}


def measure(folder: Path) -> list[Line]:
    """Measure one API process over a SQLite database."""
    url, files = f"sqlite:///{folder / 'lists.db'}", folder / "lists"
    migrate(url)
    database = Database(url)
    search = fill(database, files)
    with broker_server(folder) as broker, one_api(url, files, broker, MODELBOOK_ADDRESS_REQUESTS_PER_S="0") as api:
        lines = [_line(api, f"100 of {N_JOBS:,} jobs, {name}", f"/v1/jobs?limit=100{query}") for name, query in _JOBS.items()]
        lines.append(_line(api, f"100 of {N_OTHERS:,} models", "/v1/models?limit=100"))
        copy_dataset(database, api.http.post("/v1/datasets", files={"file": ("a.csv", "x,y\n1,2\n3,4\n")}).raise_for_status().json()["id"])
        lines.append(_line(api, f"100 of {N_OTHERS:,} data sets", "/v1/datasets?limit=100"))
        lines.append(_line(api, f"`GET /v1/me` of an owner with {N_JOBS:,} jobs", "/v1/me"))
        lines.append(_line(api, f"1,000 of {N_TRIALS:,} candidates of a search", f"/v1/jobs/{search}/trials?limit=1000&order=rank", SCATTER_S))
        lines += _scatter(api, f"/v1/jobs/{search}/trials/scores")
    database.close()
    return lines


def _scatter(api: Service, path: str) -> list[Line]:
    what = f"scores of {N_TRIALS:,} candidates in columns"
    size = int(api.http.get(path).headers["content-length"])
    sent = Line(f"{what}, as they are sent", f"{size / 1000:.0f} kB", f"bound {SCATTER_BYTES / 1000:.0f} kB", size / SCATTER_BYTES, "<= 1")
    return [_line(api, what, path, SCATTER_S), sent]


def _line(api: Service, what: str, path: str, most_s: float = MOST_S) -> Line:
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        api.http.get(path).raise_for_status()
        spent.append(time.perf_counter() - start)
    seconds = median(spent)
    return Line(f"{what}, SQLite (median)", f"{1000 * seconds:.0f} ms", f"bound {1000 * most_s:.0f} ms", seconds / most_s, "<= 1")


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join([HEADER, *(line.as_row() for line in measure(Path(folder)))]))


if __name__ == "__main__":
    main()
