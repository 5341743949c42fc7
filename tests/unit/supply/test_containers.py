"""How a rehearsal of the containers reads Dockerfile, .dockerignore and docker-compose.yml."""

from pathlib import Path

import pytest

from tests.supply.audit import ROOT
from tests.supply.containers.compose import filled, services_of
from tests.supply.containers.context import is_ignored
from tests.supply.containers.dockerfile import Instruction, instructions_of, pairs_of, stages_of

DOCKERFILE = r"""# syntax=docker/dockerfile:1
ARG IMAGE=python:3.11-slim
FROM ${IMAGE} AS base
ENV A=1 \
    # A comment between lines.
    PATH=/opt/bin:$PATH
FROM base AS last
COPY --from=base /a /b/
RUN one "two three" \
    && four
CMD ["modelbook", "api"]
"""


def test_stages_have_their_base_and_their_steps_in_order() -> None:
    stages = stages_of(DOCKERFILE)
    assert [(stage.name, stage.base) for stage in stages.values()] == [("base", "python:3.11-slim"), ("last", "base")]
    copied, ran, command = stages["last"].steps
    assert (copied.options(), copied.arguments()) == ({"from": "base"}, ["/a", "/b/"])
    assert (ran.value, ran.line) == ('one "two three" && four', 9)
    assert command.arguments() == ["modelbook", "api"]


def test_variables_of_an_image_are_filled_in_from_those_before() -> None:
    (env,) = stages_of(DOCKERFILE)["base"].steps
    assert pairs_of(env, {"PATH": "/bin"}) == {"A": "1", "PATH": "/opt/bin:/bin"}


def test_options_of_a_check_of_health_are_no_part_of_its_command() -> None:
    (check,) = instructions_of('HEALTHCHECK --interval=10s --retries=3 \\\n  CMD ["python", "-c", "open()"]')
    assert check.options() == {"interval": "10s", "retries": "3"}
    assert Instruction("CMD", check.value.partition("CMD ")[2], 1).arguments() == ["python", "-c", "open()"]


@pytest.mark.parametrize(
    ("path", "is_out"),
    [
        ("tests/unit/test_a.py", True),
        (".git/config", True),
        ("service/app.py", False),
        ("service/__pycache__/app.pyc", True),
        ("client/python/src/modelbook/__init__.py", False),
        ("client/python/tests/test_a.py", True),
        ("requirements/api.lock", False),
        ("requirements/dev.lock", True),
        ("requirements/audit.in", True),
        ("pyproject.toml", False),
    ],
)
def test_what_is_ignored_stays_out_of_a_build(path: str, is_out: bool) -> None:
    patterns = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert is_ignored(path, patterns) is is_out


def test_variables_of_a_compose_file_have_values_or_defaults_or_must_be_set() -> None:
    assert filled({"a": ["${A}-${B:-two}", "$$A"], "n": 1}, {"A": "one"}) == {"a": ["one-two", "$A"], "n": 1}
    with pytest.raises(KeyError, match="PASSWORD"):
        filled("${PASSWORD:?set it}", {})


def test_the_services_that_are_built_are_confined_and_run_what_their_images_have(tmp_path: Path) -> None:
    services = services_of(ROOT / "docker-compose.yml", {"POSTGRES_PASSWORD": "one", "BROKER_PASSWORD": "two"})
    assert {name: service.target for name, service in services.items()} == {
        **{"migrate": "api", "api": "api"},
        **{"worker": "worker", "worker-gpu": "worker-gpu"},
    }
    assert all(service.is_confined for service in services.values())
    assert services["api"].secrets == ["admin_key"]
    assert "two" in services["worker"].environment["MODELBOOK_BROKER_URL"]
