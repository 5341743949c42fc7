"""What is deleted is hidden everywhere: every query on tables with deleted rows has the condition, or a reason here why it must not."""

import ast
from pathlib import Path

import service.store

#: Tables with rows that a deletion hides.
TABLES = {"jobs", "versions", "datasets"}
#: Modules of which no query needs the condition.
MODULES = {
    **dict.fromkeys(
        ("attempts", "claims", "trials", "waiting", "losses", "unowned", "going_on"), "about jobs that have not ended: only what has ended is deleted"
    ),
    **dict.fromkeys(("transitions", "notices", "job_files"), "about jobs by id, and files of ended ones, whoever looks"),
    **dict.fromkeys(("purging", "marking"), "about what is deleted"),
    **dict.fromkeys(("disk_use", "figure_use"), "what is hidden is on the disk until it is purged"),
}
#: Functions that do not need it.
FUNCTIONS = {
    "old_checkpoints._asked_for": "of jobs that have not ended",
    "all_jobs.get": "workers and followers of events go on with a job that they know",
    "all_jobs.have_registered": "files of what can be restored are kept",
    "bulk_deletion._free": "the condition is that of `of_jobs`",
    "deletions._require_ended": "of jobs that were found",
    "deletions.of_dataset": "of what is deleted",
    "deletions.job": "the condition is that of `of_jobs`",
    "deletions.sweep": "the condition is that of `of_jobs`",
    "jobs.may_have": "the file of a job that can be restored is kept",
    "jobs._created_before": "a key of a deleted job is still used",
    "queue_positions._positions": "of queued jobs",
    "lineage.maker_of": "a version that is there has its job",
    "name_labels.forget_gone": "labels stay while a version can be restored",
    "owner_use._stored": "what is hidden is on the disk until it is purged",
    "owner_use.n_jobs": "of queued and running jobs",
    "pauses._job": "of a job that was found",
    "promotions.promote": "of the job that registers its version",
    "referrers._versions_of_jobs": "a version that can be restored needs its job",
    "referrers._checkpoint_jobs": "of jobs that have not ended",
    "referrers._open_jobs": "of jobs that have not ended",
    "referrers._jobs_of_data": "of jobs that have not ended",
    "referrers._given": "a condition on jobs of the query around it",
    "registry._registered_by": "a worker repeats its own call",
    "registry.job_of": "a version that is there has its job",
    "registry._register": "of a running job",
    "things._versions": "the condition is its caller's",
}


def queries() -> dict[str, bool]:
    """Return whether each function with a query on those tables has the condition, by module and name."""
    found = {}
    for path in sorted(Path(service.store.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text())
        tables = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names} & TABLES
        for top in tree.body:
            for function in (top, *(top.body if isinstance(top, ast.ClassDef) else ())):
                if isinstance(function, ast.FunctionDef):
                    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
                    mine = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)} & {"_mine", "_is_mine"}
                    if names & tables and names & {"select", "exists", "of_jobs"}:
                        found[f"{path.stem}.{function.name}"] = bool("there" in names or mine)
    return found


def test_every_query_hides_what_is_deleted() -> None:
    forgotten = [name for name, hides in queries().items() if not hides and name not in FUNCTIONS and name.split(".")[0] not in MODULES]
    assert forgotten == [], "add there(table) of service.store.hidden, or a reason here"


def test_no_reason_is_left_of_what_is_gone() -> None:
    found = queries()
    assert [name for name in FUNCTIONS if name not in found or found[name]] == []


def test_the_walk_sees_queries() -> None:
    found = queries()
    assert found["registry.resolve"]
    assert found["jobs.get"]
    assert found["datasets.find"]
