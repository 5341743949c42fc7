"""Run every benchmark on a fresh embedded stack and print the table: `make bench`."""

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    aliases,
    augmentation,
    batch_predictions,
    checking,
    claims,
    clients,
    cold_models,
    curves,
    deletion,
    ensembles,
    estimates,
    figures,
    forecast,
    generation,
    keys,
    large_data,
    latency,
    lists,
    predictions,
    reading,
    resume_points,
    searches,
    streams,
    submissions,
    training,
    uploads,
)
from benchmarks.table import HEADER, Line
from tests.acceptance.service import Service, embedded


def main() -> None:
    """Measure, print, and optionally write the table to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="Markdown file to which the table is written, for example docs/performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with embedded(data) as (service, _):
            lines = _measure(service, data, Path(folder))
        lines += searches.measure_workers(Path(folder))
        lines += aliases.measure(Path(folder), moves=20)
        lines += curves.measure(Path(folder))
        lines += deletion.measure(Path(folder))
        lines += lists.measure(Path(folder))
        lines += batch_predictions.measure(1_000_000)
        # By itself: estimates begin with the built-in costs.
        with embedded(Path(folder) / "estimates") as (service, _):
            lines += estimates.measure(service)
    text = _page(lines)
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


def _measure(service: Service, data: Path, folder: Path) -> list[Line]:
    service.wait_for(service.submit("mnist-dense-784", patch={"training": {"epochs": 1}})["id"], "succeeded")  # Warm up.
    lines = training.measure(service, data)
    lines += latency.measure_start(service)
    lines += checking.measure(service)
    lines += predictions.measure(service, data, "digits")
    lines += keys.measure(service, data, "digits")
    lines += streams.measure(data, folder, "digits")
    lines += training.measure_callbacks(service, data)
    lines += resume_points.measure(data / "cache")
    lines += training.measure_single_samples(service)
    lines += augmentation.measure(service)
    lines += large_data.measure(folder)
    lines += reading.measure(folder)
    lines += uploads.measure(folder)
    lines += ensembles.measure(service)
    lines += generation.measure(service, data)
    lines += searches.measure_small(service)
    lines.append(forecast.measure(service))
    lines += figures.measure(service)
    lines += clients.measure(service, folder)
    lines += cold_models.measure(service, data, folder)
    return lines + latency.measure_api(folder) + submissions.measure(folder) + claims.measure(folder)


def _page(lines: list[Line]) -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.processor()
    )
    machine = f"{len(os.sched_getaffinity(0))} cores of {model}, {platform.system()}, Python {platform.python_version()}"
    rows = "\n".join(line.as_row() for line in lines)
    return f"""# Performance

Output of `make bench`. Each line is measured alternately with its reference in the same run; figures are medians, ratios are medians of the ratios
of pairs. Compare ratios rather than times: the machine is shared.

Machine: {machine}. Date: {datetime.now(UTC):%Y-%m-%d}.

{HEADER}
{rows}
"""


if __name__ == "__main__":
    main()
