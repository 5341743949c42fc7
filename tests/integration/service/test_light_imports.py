"""Neither the API nor the worker loads TensorFlow: a process of theirs starts in a moment and stays small."""

import subprocess
import sys
from pathlib import Path

import pytest

from service.contained import PRELOAD
from service.store.database import migrate

#: Asks an API in its process what is in data, and prints the packages that it has loaded then.
LOOKING = """
import sys
from pathlib import Path
from service.app import create_app
from service.settings import Settings
from tests.integration.given import client_of

folder = Path(sys.argv[1])
settings = Settings(database_url=f"sqlite:///{folder / 'modelbook.db'}", files=folder / "files", cache=folder / "cache")
with client_of(create_app(settings)) as client:
    requests = {"parts": {"recipe": "ridgecls-cv"}, "prepared": {"recipe": "sines0-lstm3-w3"}}
    answers = [client.post(f"/v1/specs/{route}", json=body) for route, body in requests.items()]
    answers += [client.get("/v1/datasets/sonnets/symbols"), client.get("/v1/datasets/mnist/preview?part=test")]
    answers.append(client.post("/v1/temperature", json={"probabilities": [1], "temperatures": [1]}))
    assert [answer.status_code for answer in answers] == [200] * 5, answers
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded_with(module: str) -> set[str]:
    """Return the names of the packages that a process has loaded once it has imported a module."""
    program = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert module.partition(".")[0] in loaded
    return set(loaded)


@pytest.mark.parametrize("module", ["service.app", "workers.app", "workers.supervise"])
def test_importing_a_service_module_loads_neither_tensorflow_nor_keras(module: str) -> None:
    assert {"tensorflow", "keras", "torch", "jax"}.isdisjoint(loaded_with(module))


@pytest.mark.parametrize("module", ["service.app", "service.contained_work", "models.datasets", "models.checking.check"])
def test_what_data_sets_and_pictures_are_made_with_is_loaded_on_first_use(module: str) -> None:
    assert {"sklearn", "scipy", "matplotlib", "polars", "python_calamine"}.isdisjoint(loaded_with(module))


CHECK_EVERY_RECIPE = """
import sys
from models.catalog import recipes
from models.checking.check import check_spec
import service.app
for recipe in recipes().values():
    check_spec(recipe.spec)
print(*sorted({name.partition('.')[0] for name in sys.modules}))
"""


def test_checking_every_recipe_loads_neither_scikit_learn_nor_tensorflow() -> None:
    loaded = subprocess.run([sys.executable, "-c", CHECK_EVERY_RECIPE], capture_output=True, text=True, check=True, timeout=120).stdout.split()
    assert "service" in loaded
    assert {"sklearn", "scipy", "skops", "matplotlib", "polars", "tensorflow", "keras"}.isdisjoint(loaded)


def test_looking_at_data_loads_neither_tensorflow_nor_keras(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'modelbook.db'}")
    command = [sys.executable, "-W", "ignore", "-c", LOOKING, str(tmp_path)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.split()
    assert "sklearn" in loaded
    assert {"tensorflow", "keras", "torch", "jax"}.isdisjoint(loaded)


@pytest.mark.parametrize("run", ["run_module('service.cli'", f"run_path({str(Path(sys.executable).with_name('modelbook'))!r}"], ids=["up", "api"])
def test_a_contained_child_imports_nothing_that_its_forkserver_has_not_imported(run: str) -> None:
    """A child runs the main module of the API again: what only that imports, each upload would import again, for seconds."""
    rest = f"known = set(sys.modules); runpy.{run}, run_name='__mp_main__'); print(*sorted(set(sys.modules) - known))"
    program = f"import runpy, sys, {', '.join(PRELOAD)}; {rest}"
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert found == []
