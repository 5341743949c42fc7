"""HTTP, persistence and the queue client. Never imports TensorFlow or the workers."""

import sys
from pathlib import Path

from service.surroundings import require_own_packages, require_supported

# Here, because every command imports this package first.
require_supported(sys.version_info[:2], sys.platform)
require_own_packages(str(Path(__file__).parents[1]))
