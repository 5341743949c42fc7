"""The schemas of the API as classes: `JobSpec` and its parts for requests, and what answers hold.

from modelbook.types import DataSpec, DenseLayer, JobSpec, Sequential
"""

from modelbook._models import *  # noqa: F403
