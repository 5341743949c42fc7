"""The simulation finds mistakes that are planted in the real code."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.simulation.planted import bugs, hunt, table_of

#: Uses every core.
pytestmark = pytest.mark.alone

#: Most bugs that it may miss.
MOST_MISSED = 1


@pytest.mark.timeout(1800)
def test_planted_bugs_are_found() -> None:
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        hunts = list(pool.map(hunt, bugs()))
    assert len(hunts) >= 20
    assert sum(not done.found for done in hunts) <= MOST_MISSED, table_of(hunts)
