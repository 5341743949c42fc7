"""Scores of all candidates of a search in columns."""

import httpx

from models.searching.ranking import TrialResult
from service.store.database import Database
from service.store.keys import Keys
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import queued, running
from tests.integration.service.api.callers import made

#: Two folds of each of four candidates; the last one is of a later round, with another parameter.
NEW = [NewTrial(2 * candidate + fold, 0, candidate, fold, {"alpha": candidate / 2, "solver": "svd"}) for candidate in range(3) for fold in range(2)]
LATER = [NewTrial(6 + fold, 1, 3, fold, {"alpha": 9, "degree": 2}) for fold in range(2)]


def searched(database: Database) -> str:
    """Make a search that has candidates in every state, and return its id."""
    job, trials = running(database), Trials(database)
    process = JobProcess(job.id, "process-1", "worker-1")
    assert trials.release(job.id, job.attempt, [*NEW, *LATER])
    claimed = trials.claim(process, len(NEW), 600.0)
    results = {trial.number: TrialResult(score=0.5 + trial.number / 8, fit_seconds=0.25, figures={"clusters": 3.0}) for trial in claimed[:4]}
    trials.finish(process, {**results, 4: TrialResult(error="it broke"), 5: TrialResult(score=1.0)}, len(NEW))
    return job.id


def test_candidates_are_columns_of_one_length(client: httpx.Client, database: Database) -> None:
    job_id = searched(database)
    found = client.get(f"/v1/jobs/{job_id}/trials/scores").json()
    assert found["candidates"] == [0, 1, 2, 3]
    assert found["rounds"] == [0, 0, 0, 1]
    assert found["params"] == {"alpha": [0.0, 0.5, 1.0, 9], "solver": ["svd", "svd", "svd", None], "degree": [None, None, None, 2]}
    assert found["states"] == ["scored", "scored", "failed", "open"]
    assert (found["mean_scores"], found["std_scores"]) == ([0.5625, 0.8125, None, None], [0.0625, 0.0625, None, None])
    assert found["ranks"] == [2, 1, None, None]
    assert found["mean_fit_seconds"][:2] == [0.25, 0.25]
    listed = [(line["mean_score"], line["rank"], line["params"]["alpha"]) for line in client.get(f"/v1/jobs/{job_id}/trials").json()["candidates"]]
    assert listed == list(zip(found["mean_scores"], found["ranks"], found["params"]["alpha"], strict=True))


def test_a_page_of_candidates_has_their_figures_and_counts_the_trials_of_all(client: httpx.Client, database: Database) -> None:
    page = client.get(f"/v1/jobs/{searched(database)}/trials", params={"order": "rank", "limit": 3}).json()
    assert [(line["candidate"], line["figures"]) for line in page["candidates"]] == [(1, {"clusters": 3.0}), (0, {"clusters": 3.0}), (2, {})]
    assert (page["n_candidates"], page["n_trials"], page["n_open"], page["next_cursor"]) == (4, 8, 2, 3)


def test_other_jobs_have_empty_lists_and_other_owners_none(client: httpx.Client, database: Database, keys: Keys) -> None:
    job_id = queued(database).id
    found = client.get(f"/v1/jobs/{job_id}/trials/scores").json()
    assert (found["candidates"], found["params"]) == ([], {})
    assert client.get(f"/v1/jobs/{searched(database)}/trials/scores", headers=made(keys)[1]).status_code == 404
