"""The version of this package, which is that of its distribution."""

from importlib.metadata import version

__version__ = version("modelbook-client")
