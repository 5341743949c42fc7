"""Tags, notes, filters and pages of lists, on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from service.errors import NotFound
from service.store.aliases import Aliases
from service.store.annotations import Annotations
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.dataset_filter import DatasetFilter
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.grants import Grants
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.model_filter import ModelFilter
from service.store.name_labels import labels_of
from service.store.owners import Kind, Right
from service.store.registry import Registry
from service.store.rows import Dataset, NewDataset, Version
from service.store.sweeps import Sweeps
from service.store.transitions import State
from service.store.upload_tables import datasets as table
from tests.integration.given import SPEC, claim, new_job, new_version, queued, running


def registered(database: Database, name: str, kind: str = "regression") -> Version:
    """Register a model with an output of a kind."""
    job = running(database, name=name)
    made = Registry(database).register(job.id, job.attempt, new_version(signature={"inputs": {}, "outputs": {"outputs": {"kind": kind}}}))
    assert made is not None
    return made


@pytest.fixture
def stored(database: Database, tmp_path: Path) -> Callable[[str, str], Dataset]:
    """Stores a data set of a name and a form."""
    (tmp_path / "datasets").mkdir()

    def store(name: str, form: str) -> Dataset:
        values = tmp_path / "values"
        values.mkdir()
        new = NewDataset(name.rjust(20, "0"), name.rjust(20, "1"), name, "csv", name * 64, 1, {"form": form})
        return Datasets(database, Files(tmp_path)).create(new, values)[0]

    return store


def test_what_is_left_out_of_an_annotation_stays(jobs: Jobs, database: Database) -> None:
    job = queued(database)
    assert (job.tags, job.note) == ([], "")
    assert jobs.annotate(job.id, Annotations(["b", "a"], "first")).tags == ["b", "a"]
    changed = jobs.annotate(job.id, Annotations(note="second"))
    assert (changed.tags, changed.note) == (["b", "a"], "second")
    assert jobs.annotate(job.id, Annotations([], "")).tags == []
    unchanged = jobs.get(job.id)
    assert jobs.annotate(job.id, Annotations()) == unchanged


def test_a_job_that_runs_is_annotated_and_runs_on(jobs: Jobs, database: Database) -> None:
    job = running(database)
    assert jobs.annotate(job.id, Annotations(["kept"])).state == State.RUNNING
    assert Registry(database).register(job.id, job.attempt, new_version()) is not None
    assert (jobs.get(job.id).state, jobs.get(job.id).tags) == (State.SUCCEEDED, ["kept"])


@pytest.mark.parametrize("annotations", [Annotations(["a"]), Annotations()])
def test_what_is_anothers_is_not_annotated(
    annotations: Annotations, database: Database, tmp_path: Path, stored: Callable[[str, str], Dataset]
) -> None:
    job, model, dataset = queued(database), registered(database, "digits"), stored("x", "table")
    Grants(database).give(Kind.MODEL, "digits", "bob", Right.USE, "k")
    Grants(database).give(Kind.DATASET, dataset.id, "bob", Right.USE, "k")
    for call in (
        lambda: Jobs(database, "bob").annotate(job.id, annotations),
        lambda: Registry(database, "bob").annotate(f"default/{model.ref}", annotations),
        lambda: Registry(database, "bob").annotate("digits", annotations),
        lambda: Datasets(database, Files(tmp_path), "bob").annotate(dataset.id, annotations),
    ):
        with pytest.raises(NotFound):
            call()
    assert Jobs(database).get(job.id).tags == []


def test_a_bare_name_is_annotated_for_all_versions_and_a_version_for_itself(registry: Registry, database: Database) -> None:
    versions = [registered(database, "digits") for _ in range(2)]
    Aliases(database).move("digits", "champion", 1, None, "k")
    registry.annotate("digits", Annotations(["team"], "of all"))
    registry.annotate("digits@2", Annotations(["new"], "of two"))
    assert registry.annotate("digits:champion", Annotations(["old"])).ref == "digits@1"
    found = [registry.resolve(version.ref) for version in versions]
    assert [(version.tags, version.note) for version in found] == [(["old"], ""), (["new"], "of two")]
    labels = labels_of(database, found)
    assert [(labels[version.key].aliases, labels[version.key].tags, labels[version.key].note) for version in found] == [
        (["champion"], ["team"], "of all"),
        ([], ["team"], "of all"),
    ]
    assert labels_of(database, []) == {}
    for missing in ("other", "digits@3", "digits:other", "digits@x"):
        with pytest.raises(NotFound):
            registry.annotate(missing, Annotations(["a"]))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (JobFilter(), ["e", "d", "c", "b", "a"]),
        (JobFilter(tags=["x"]), ["c", "a"]),
        (JobFilter(tags=["x", "y-1"]), ["c"]),
        (JobFilter(tags=["y"]), []),
        (JobFilter(tags=["y_1"]), []),
        (JobFilter(task="train"), ["e", "c", "b", "a"]),
        (JobFilter(task="search"), ["d"]),
        (JobFilter(text="NOTE 50%"), ["b"]),
        (JobFilter(text="%"), ["b"]),
        (JobFilter(text="B"), ["b"]),
        (JobFilter(text="oops"), ["e"]),
        (JobFilter(recipe="r", tags=["x"]), ["a"]),
        (JobFilter(state="failed"), ["e"]),
    ],
)
def test_jobs_are_filtered(wanted: JobFilter, names: list[str], jobs: Jobs, database: Database) -> None:
    made = {name: queued(database, name=name, recipe="r" if name in "ab" else None).id for name in "abc"}
    made["d"] = queued(database, name="d", spec={**SPEC, "task": "search"}).id
    failing = queued(database, name="e")
    claimed = claim(database, failing.id, "worker-1", 60)
    assert claimed is not None
    Attempts(database).end(claimed.id, claimed.attempt, State.FAILED, "it went Oops")
    jobs.annotate(made["a"], Annotations(["x"]))
    jobs.annotate(made["b"], Annotations(note="a Note 50% right"))
    jobs.annotate(made["c"], Annotations(["y-1", "x"]))
    assert [job.name for job in jobs.page(wanted, None, 10)] == names


def test_jobs_are_filtered_by_the_time_of_their_submission(jobs: Jobs, database: Database) -> None:
    made = [queued(database, name=name) for name in "abc"]
    moments = [job.created_at for job in made]
    assert [job.name for job in jobs.page(JobFilter(created_from=moments[1]), None, 10)] == ["c", "b"]
    assert [job.name for job in jobs.page(JobFilter(created_before=moments[1]), None, 10)] == ["a"]
    assert [job.name for job in jobs.page(JobFilter(created_from=moments[1], created_before=moments[2]), None, 10)] == ["b"]


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        (ModelFilter(), ["digits@2", "fruit@1", "sines@1"]),
        (ModelFilter(text="IT"), ["digits@2", "fruit@1"]),
        (ModelFilter(text="of two"), ["digits@2"]),
        (ModelFilter(text="for the fruit"), ["fruit@1"]),
        (ModelFilter(tags=["new"]), ["digits@2"]),
        (ModelFilter(tags=["team", "new"]), ["digits@2"]),
        (ModelFilter(tags=["old"]), ["digits@2"]),
        (ModelFilter(tags=["team", "old"]), ["digits@2"]),
        (ModelFilter(tags=["old", "new"]), []),
        (ModelFilter(kind="classification"), ["fruit@1"]),
        (ModelFilter(alias="champion"), ["digits@1", "sines@1"]),
        (ModelFilter(alias="champion", tags=["old"]), ["digits@1"]),
        (ModelFilter(alias="champion", tags=["new"]), []),
        (ModelFilter(alias="latest"), ["digits@2", "fruit@1", "sines@1"]),
        (ModelFilter(alias="nothing"), []),
    ],
)
def test_models_are_filtered(wanted: ModelFilter, refs: list[str], registry: Registry, database: Database) -> None:
    for name, kind in (("digits", "regression"), ("digits", "regression"), ("sines", "forecasting"), ("fruit", "classification")):
        registered(database, name, kind)
    for name in ("digits", "sines"):
        Aliases(database).move(name, "champion", 1, None, "k")
    registry.annotate("digits", Annotations(["team"]))
    registry.annotate("digits@1", Annotations(["old"]))
    registry.annotate("digits@2", Annotations(["new"], "of two"))
    registry.annotate("fruit", Annotations(note="For the fruit"))
    assert [version.ref for version in registry.newest(None, 10, wanted=wanted)] == refs
    first = registry.newest(None, 1, wanted=wanted)
    rest = registry.newest(first[-1].name, 10, wanted=wanted) if first else []
    assert [version.ref for version in (*first, *rest)] == refs
    assert Registry(database, "bob").newest(None, 10, wanted=wanted) == []


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (DatasetFilter(), ["c", "b", "a"]),
        (DatasetFilter(form="table"), ["c", "a"]),
        (DatasetFilter(tags=["x"]), ["a"]),
        (DatasetFilter(text="B"), ["b"]),
        (DatasetFilter(text="apples"), ["c"]),
        (DatasetFilter(text="apples", form="images"), []),
        (DatasetFilter(sha256="c" * 64), ["c"]),
    ],
)
def test_data_sets_are_filtered(
    wanted: DatasetFilter, names: list[str], database: Database, tmp_path: Path, stored: Callable[[str, str], Dataset]
) -> None:
    made = [stored(name, form) for name, form in (("a", "table"), ("b", "images"), ("c", "table"))]
    datasets = Datasets(database, Files(tmp_path))
    datasets.annotate(made[0].id, Annotations(["x"]))
    assert datasets.annotate(made[2].id, Annotations(note="Apples and pears")).note == "Apples and pears"
    assert [dataset.name for dataset in datasets.page(None, 10, wanted=wanted)] == names


def test_pages_go_on_behind_a_data_set_that_was_deleted_meanwhile(database: Database, tmp_path: Path, stored: Callable[[str, str], Dataset]) -> None:
    for name in "abcd":
        stored(name, "table")
    datasets = Datasets(database, Files(tmp_path))
    last = datasets.page(None, 2)[-1]
    with database.writing() as connection:
        connection.execute(delete(table).where(table.c.id == last.id))
    stored("e", "table")
    assert [dataset.name for dataset in datasets.page((last.created_at, last.id), 10)] == ["b", "a"]


def test_sweeps_are_listed_with_the_states_of_their_jobs(database: Database) -> None:
    jobs, sweeps = Jobs(database), Sweeps(database)
    queued(database)
    made = [
        jobs.create_sweep([new_job(name=f"{name}-{member}", sweep_member=member, recipe=recipe) for member in ("one", "two")])[0]
        for name, recipe in (("a", "r"), ("b", None), ("c", "r"))
    ]
    Jobs(database, "bob").create_sweep([new_job(name="z-x", sweep_member="x")])
    jobs.request_cancel(made[0][1].id)
    jobs.annotate(made[1][1].id, Annotations(["x"]))
    found = sweeps.page(JobFilter(), None, 10)
    assert [(sweep.name, sweep.recipe, dict(sweep.states)) for sweep in found] == [
        ("c", "r", {"queued": 2}),
        ("b", None, {"queued": 2}),
        ("a", "r", {"queued": 1, "cancelled": 1}),
    ]
    assert [sweep.created_at for sweep in found] == [members[0].created_at for members in reversed(made)]
    assert [sweep.name for sweep in sweeps.page(JobFilter(), found[0].id, 1)] == ["b"]
    assert [sweep.name for sweep in sweeps.page(JobFilter(recipe="r"), None, 10)] == ["c", "a"]
    # All of the jobs of a sweep are counted, also those that the filter does not fit.
    assert [(sweep.name, sum(sweep.states.values())) for sweep in sweeps.page(JobFilter(tags=["x"]), None, 10)] == [("b", 2)]
    assert [sweep.name for sweep in sweeps.page(JobFilter(state="cancelled"), None, 10)] == ["a"]


def test_a_tag_in_the_text_of_its_column_is_that_of_json(jobs: Jobs, database: Database) -> None:
    """Filters look for the quoted tag in the text of the column: it must be written as `json` writes it."""
    tags = ["a", "team:vision", "v1.2/x_y-z"]
    job = jobs.annotate(queued(database).id, Annotations(tags))
    assert json.loads(json.dumps(job.tags)) == tags
    assert [jobs.page(JobFilter(tags=[tag]), None, 1)[0].id for tag in tags] == [job.id] * 3
