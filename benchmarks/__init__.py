"""Benchmarks: each prints a ratio to a stated reference that is measured in the same run."""

import models  # noqa: F401 - sets the environment of libraries, before a reference imports ONNX Runtime by itself
