"""What a user does: start everything, train with scikit-learn and with Keras, predict, look at a page, wait."""

import sys
import time
from pathlib import Path

from tests.acceptance.service import embedded

#: Seconds after which the wheel of ONNX Runtime has looked up its makers' server; it does so within 12.
LATER_S = 15.0


def main() -> None:
    """Play the scene in the folder named on the command line."""
    with embedded(Path(sys.argv[1]) / "data") as (service, _):
        service.trained("ridge-sine-line", name="line")
        service.trained("sines0-lstm3-w3", patch={"training": {"epochs": 1}}, name="waves")
        service.predict("line", json={"inputs": [[0.5]]})
        for path in ("/docs", "/redoc", "/v1/datasets", "/v1/catalog"):
            service.http.get(path).raise_for_status()
        time.sleep(LATER_S)


if __name__ == "__main__":
    main()
