"""An API process raises its limit of open files as far as its connections need."""

import resource
import subprocess
import sys

import pytest

SCRIPT = """
import logging, resource, sys
from service.open_files import raise_limit
logging.basicConfig(format="%(message)s")
soft, hard, wanted = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
raise_limit(wanted)
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "connections", "limit", "warns"),
    [(256, 4096, 1000, 1400, False), (2000, 4096, 1000, 2000, False), (256, 1024, 1000, 1024, True)],
)
def test_the_limit_is_raised_as_far_as_it_is_needed_and_allowed(soft: int, hard: int, connections: int, limit: int, warns: bool) -> None:
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= hard
    done = subprocess.run([sys.executable, "-c", SCRIPT, *map(str, (soft, hard, connections))], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str((limit, hard))
    assert ("MODELBOOK_MAX_CONNECTIONS=1000 lower" in done.stderr) is warns
