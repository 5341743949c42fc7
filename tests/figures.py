"""The figures of the book's chapters, made from finished jobs of a running service: `python -m tests.figures` writes docs/figures.md with them."""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from models.catalog import recipes
from models.catalog.result_texts import cells
from models.plots import PLOTS
from models.plots.figures import make_plots, png_of
from models.plots.subjects import SweepMember, SweepRuns
from tests.acceptance.service import Service, embedded
from tests.book_figures import DATA_FIGURES, EVERY, JOBS, SWEEP, SWEEP_FIGURES, SWEEP_PATCH, BookFigure, Made
from tests.responses import accepted
from tests.small_pictures import small_png

ROOT = Path(__file__).parents[1]
#: The page, and the folder of its pictures.
PAGE, PICTURES = ROOT / "docs" / "figures.md", ROOT / "docs" / "figures"
#: Width of a picture on the sheet in pixels, and pictures in a row.
WIDTH, N_COLUMNS = 420, 3
#: Seconds that figures of a job may take to be made on a busy machine, and from one question for them to the next.
LONGEST_S, AGAIN_S = 300.0, 1.0
#: Text above the sheet.
_HEAD = """# Figures

Every kind of figure that the chapters of the book show, made by `python -m tests.figures` from jobs that had just ended; a test makes them again.
Networks are trained for seconds here, so numbers are not those of full runs: these are in [reproduction.md](reproduction.md) and, with figures, in
[catalog.md](catalog.md). For the plots of your own jobs and models see [plots.md](plots.md). A click shows a figure alone."""


@dataclass(frozen=True)
class Picture:
    """A figure that was made.

    Args:
        figure: What the book shows.
        content: PNG file.
        caption: What the plot says about itself.
    """

    figure: BookFigure
    content: bytes
    caption: str

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{self.figure.job}-{self.figure.plot}.png"


def started(service: Service, names: Sequence[str] = tuple(JOBS)) -> dict[str, str]:
    """Submit jobs, or find those of an earlier call, and return their ids by name."""
    return {name: _submitted(service, name) for name in names}


def _submitted(service: Service, name: str) -> str:
    body = {"recipe": JOBS[name].recipe, "patch": patch_of(JOBS[name]), "name": f"figures-{name}"}
    return str(accepted(service.http.post("/v1/jobs", json=body, headers={"Idempotency-Key": f"figures {name}"}))["id"])


def patch_of(made: Made) -> dict[str, Any] | None:
    """Return the merge patch with which a job runs: its own, that of its variant, or the quick form."""
    recipe = recipes()[made.recipe]
    return made.patch or (recipe.variants[made.variant].patch if made.variant else recipe.quick) or None


def figure_of(service: Service, jobs: dict[str, str], figure: BookFigure) -> Picture:
    """Make a figure, of a job after it has ended.

    Raises:
        LookupError: The job has not the plot; the message has those it has, and the reason of what was left out.
    """
    if figure in SWEEP_FIGURES:
        return _of_sweep(service, figure)
    return _of_data(service, figure) if figure in DATA_FIGURES else _of_job(service, jobs[figure.job], figure)


def page(made: Sequence[Picture]) -> str:
    """Return the sheet as Markdown: a table of pictures, each above what it shows."""
    rows = [made[at : at + N_COLUMNS] for at in range(0, len(made), N_COLUMNS)]
    lines = [cells(*(_cell(picture) for picture in row), *[""] * (N_COLUMNS - len(row))) for row in rows]
    return "\n\n".join([_HEAD, "\n".join(["| | | |\n|---|---|---|", *lines])]) + "\n"


def _every(service: Service) -> list[Picture]:
    jobs = started(service)
    return [figure_of(service, jobs, figure) for figure in EVERY]


def _cell(picture: Picture) -> str:
    path = f"{PICTURES.name}/{picture.file}"
    return f"[![{picture.figure.what}]({path})]({path})<br>**{picture.figure.where}**: {picture.figure.what}. {picture.caption}"


def _of_job(service: Service, job_id: str, figure: BookFigure) -> Picture:
    service.wait_for(job_id, "succeeded", seconds=600)
    listed = patient_get(service.http, f"/v1/jobs/{job_id}/plots").json()
    found = next((plot for plot in listed["plots"] if plot["name"] == figure.plot or plot["name"].startswith(f"{figure.plot}-")), None)
    if found is None:
        names = [plot["name"] for plot in listed["plots"]]
        raise LookupError(f"{figure.job}: expected the plot {figure.plot}, got {names}; left out: {listed['left_out']}")
    return Picture(figure, patient_get(service.http, found["png"]).content, found["caption"])


def _of_data(service: Service, figure: BookFigure) -> Picture:
    title = service.http.get(f"/v1/datasets/{figure.job}").raise_for_status().json()["title"]
    return Picture(figure, patient_get(service.http, f"/v1/datasets/{figure.job}/{figure.plot}").content, f"{title}.")


def _of_sweep(service: Service, figure: BookFigure) -> Picture:
    body = {"recipe": figure.job, "patch": SWEEP_PATCH, "sweep": SWEEP, "name": "figures-sweep"}
    sweep = service.http.post("/v1/sweeps", json=body, headers={"Idempotency-Key": "figures sweep"}).raise_for_status().json()
    for line in sweep["members"]:
        service.wait_for(line["job"]["id"], "succeeded")
    members = service.http.get(f"/v1/sweeps/{sweep['id']}").raise_for_status().json()["members"]
    runs = [SweepMember(line["member"], line["differs"], line["job"]["state"], line["job"]["metrics"], line["seconds"]) for line in members]
    made = make_plots(SweepRuns(body["name"], runs), kinds=[PLOTS[figure.plot]])
    assert made is not None
    return Picture(figure, png_of(made.plots[0]), made.plots[0].caption)


def patient_get(http: httpx.Client, url: str) -> httpx.Response:
    """Get a figure, which is made when it is first asked for."""
    deadline = time.monotonic() + LONGEST_S
    while (response := http.get(url)).status_code == httpx.codes.SERVICE_UNAVAILABLE and time.monotonic() < deadline:
        time.sleep(AGAIN_S)
    return response.raise_for_status()


def main() -> None:
    """Make every figure, and write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="folder of a service whose jobs are used again; default: a temporary one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, embedded((asked.folder or Path(temporary)) / "data") as (service, _):
        made = _every(service)
    PICTURES.mkdir(exist_ok=True)
    for picture in made:
        (PICTURES / picture.file).write_bytes(small_png(picture.content, WIDTH))
    PAGE.write_text(page(made), encoding="utf-8")


if __name__ == "__main__":
    main()
