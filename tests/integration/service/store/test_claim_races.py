"""Workers that claim at the same instant: an owner does not pass its limit of running jobs."""

from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.owner_limits import OwnerLimits
from tests.integration.given import LONG_S, at_once, queued

N_WORKERS, N_ROUNDS = 8, 40


def test_an_owner_does_not_pass_its_running_jobs_where_workers_claim_at_once(database: Database) -> None:
    for _ in range(N_ROUNDS + N_WORKERS):
        queued(database)
    claims = [Claims(database, OwnerLimits(running_jobs=1)) for _ in range(N_WORKERS)]
    for _ in range(N_ROUNDS):
        claimed = [one.job for one in at_once(N_WORKERS, lambda number: claims[number].take("cpu", f"worker-{number}", LONG_S)) if one]
        assert len(claimed) == 1
        assert Attempts(database).succeed(claimed[0].id, claimed[0].attempt, {})
