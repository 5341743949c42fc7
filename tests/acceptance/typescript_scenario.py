"""What clients in TypeScript do with a running service, run by Node.js."""

import re
from pathlib import Path

import numpy as np

from models.catalog import recipes
from models.datasets.mnist import PACKED
from tests.acceptance.service import Service, png
from tests.node import CLIENT

LIVE = CLIENT / "tests" / "live"
MODEL = "typescript-digits"


def given_to_scripts(service: Service, folder: Path) -> dict[str, str]:
    """Return what the scripts need to know: the service, a model of digits, and images for it, which are written to a folder."""
    with np.load(Path(PACKED)) as mnist:
        for index, image in enumerate(mnist["x_test"][:3]):
            (folder / f"{index}.png").write_bytes(png(image))
    service.trained("mnist-dense-784", patch=recipes()["mnist-dense-784"].quick, name=MODEL)
    key = {} if service.key is None else {"MODELBOOK_API_KEY": service.key}
    return {"MODELBOOK_URL": str(service.http.base_url), "MODELBOOK_DIGITS": MODEL, "MODELBOOK_IMAGES": str(folder), **key}


def require_passed(printed: str, n_tests: int) -> None:
    """Require that all of so many tests have passed."""
    assert re.findall(r"^\S+ (pass|fail) (\d+)$", printed, re.M) == [("pass", str(n_tests)), ("fail", "0")], printed
