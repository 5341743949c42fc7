"""The packages of the extra `worker`, which training needs and the API does not."""

from importlib.util import find_spec

from models.core.errors import MissingExtraError

#: Modules of the packages that only the extra installs; threadpoolctl comes with scikit-learn, too.
MODULES = ("tensorflow", "keras", "onnx", "skl2onnx", "tf2onnx")


def require_worker_extra(program: str) -> None:
    """Require the packages of the extra; none of them is imported.

    Args:
        program: What needs them, for the message.

    Raises:
        MissingExtraError: At least one is not installed.
    """
    missing = [module for module in MODULES if not _is_installed(module)]
    if missing:
        needed = f"{program} trains models, so it needs the extra `worker`; not installed: {', '.join(missing)}"
        raise MissingExtraError(f"{needed}. Install them with: pip install 'modelbook[worker]'")


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:  # Raised by import hooks that forbid it.
        return False
