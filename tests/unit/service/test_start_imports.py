"""What is imported before a process listens, or forks."""

import subprocess
import sys

#: Packages that the first health check does not need: together they take most of a second.
LATER = {"alembic", "celery", "fastapi", "h5py", "kombu", "models.specs", "numpy", "onnxruntime", "PIL", "service.api", "service.app"}


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_a_process_listens_before_it_imports_what_only_its_application_needs() -> None:
    code = "import sys, service.cli, service.api_process, service.settings_errors, service.needed_packages; print(' '.join(sys.modules))"
    assert LATER & set(printed(code).split()) == set()


def test_a_job_process_finds_the_schema_of_specs_built_and_nothing_to_collect() -> None:
    code = """
import gc
import workers.preloaded
from models.specs.job import JobSpec
print(JobSpec.__pydantic_complete__, gc.get_freeze_count() > 50_000, len(gc.get_objects()) < 10_000)"""
    assert printed(code) == "True True True"
