"""Versions of the libraries that a model depends on."""

from importlib.metadata import version

#: Libraries whose versions are recorded with every model.
LIBRARIES = ("numpy", "tensorflow", "keras", "scikit-learn", "onnxruntime", "h5py")


def library_versions() -> dict[str, str]:
    """Return the installed versions by name."""
    return {name: version(name) for name in LIBRARIES}
