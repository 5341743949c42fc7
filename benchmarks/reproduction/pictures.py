"""Pictures of recipes: figures of their finished jobs, made small for the catalog."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.reproduction.results import Results
from benchmarks.reproduction.running import Runner
from models.plots import PLOTS
from models.plots.figures import MadePlot, make_plots, png_of
from models.plots.run import Run
from service.catalog_page import PICTURES_INDEX
from service.plots.recorded_run import Records
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.registry import Registry
from tests.reported import Form
from tests.small_pictures import small_png

#: Pictures of one recipe.
N_PICTURES = 3
#: Figures by how much they say about a recipe; those that are not here follow in their own order.
PREFERRED = (
    *("regression-line", "clusters-by-candidate", "clusters", "scaled-line", "scaled-points", "principal-components"),
    *("score-curve", "score-map", "search-points", "decision-regions", "surface", "folds", "fold-scores", "split"),
    *("forecast", "windows", "latent-grid", "latent-space", "reconstructions", "augmentations", "next-symbols", "perplexity", "learning-rate"),
    *("network", "loss", "metrics", "misclassified", "confusion", "training-images"),
)


def draw_pictures(forms: Sequence[Form], runner: Runner, results: Results, folder: Path) -> None:
    """Draw the pictures of every recipe that was run, without training anything again.

    Args:
        forms: The forms of the run; variants have no pictures.
        runner: Finds their jobs; its service is embedded, and its database and files are read here, so that only what is shown is computed.
        results: What was run.
        folder: Folder of the pictures; those of forms that were drawn before are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = json.loads((folder / PICTURES_INDEX).read_bytes()) if (folder / PICTURES_INDEX).exists() else {}
    for form in forms:
        result = results.get(form.name)
        if not form.patch and result is not None and result.date is not None:
            index[form.name] = draw_run(_run_of(runner, form), form.name, folder)
            (folder / PICTURES_INDEX).write_text(json.dumps(dict(sorted(index.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def draw_run(run: Run, name: str, folder: Path) -> list[dict[str, str]]:
    """Draw the figures of a run that a recipe is shown with, and return their files, titles and captions.

    Args:
        run: The finished job.
        name: Beginning of the names of the files.
        folder: Folder of the files.
    """
    lines = []
    for made in islice(_shown(run), N_PICTURES):
        file = f"{name}-{made.name}.png"
        (folder / file).write_bytes(small_png(png_of(made)))
        lines.append({"file": file, "title": made.title, "caption": made.caption})
    return lines


def _shown(run: Run) -> Iterator[MadePlot]:
    rank = {name: position for position, name in enumerate(PREFERRED)}
    for plot in sorted(PLOTS.values(), key=lambda plot: rank.get(plot.name, len(rank))):
        made = make_plots(run, kinds=[plot])
        assert made is not None  # It is never short of time here.
        yield from made.plots[:1]  # Of several outputs, the first.


def _run_of(runner: Runner, form: Form) -> Run:
    data = runner.service.data
    assert data is not None
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    try:
        job, registry = Jobs(database).get(runner.submitted(form)["id"]), Registry(database)
        ref = registry.refs_of_jobs([job.id]).get(job.id)
        return Records(database, Files(data / "files"), data / "cache").run_of(job, registry.resolve(ref) if ref else None)
    finally:
        database.close()
