"""What is recorded of where a model comes from."""

import platform
import time
from importlib.metadata import version
from typing import Any

#: Libraries whose versions are recorded with every model.
LIBRARIES = ("numpy", "tensorflow", "keras", "scikit-learn", "onnxruntime", "h5py")


def provenance(**note: Any) -> dict[str, Any]:
    """Return what is recorded of where a model comes from.

    Args:
        **note: What only its maker knows; JSON values.
    """
    return {
        "modelbook": version("modelbook"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "machine": f"{platform.system()} {platform.machine()}",
        "created_at": time.time(),
        **note,
    }
