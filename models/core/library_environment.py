"""Environment of libraries, which they read when they are imported: nothing is reported to other servers."""

import os

#: Set before any of the libraries is imported, also against the user's environment: no part of Modelbook works otherwise.
LIBRARY_ENVIRONMENT = {
    # The wheel of ONNX Runtime writes `.ses` into the temporary folder on import and soon reports to its makers' server.
    "ORT_DISABLE_TELEMETRY": "1",
    # Without it Keras takes the backend from a file in the home folder.
    "KERAS_BACKEND": "tensorflow",
}


def set_library_environment() -> None:
    """Set the variables for this process and its children."""
    os.environ.update(LIBRARY_ENVIRONMENT)
