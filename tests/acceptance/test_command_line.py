"""The command line as it is typed in a shell, in a folder full of modules that must not be imported instead of the real ones."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.acceptance.service import Service, environment, png, until

#: The program as it is installed.
PROGRAM = Path(sys.executable).with_name("modelbook")
SPEC = """
data: {source: iris, split: {test: 0.2}}
model:
  kind: sklearn
  steps:
  - {estimator: LogisticRegression, params: {C: 1e-1}}
"""
FRUIT = "size,colour,kind\n1.2,red,apple\n1.1,green,apple\n1.3,red,apple\n3.9,green,melon\n4.2,green,melon\n4.0,yellow,melon\n"
SEARCH = """
task: search
data: {{source: "{source}", target: kind}}
preprocessing:
  inputs: [{{step: encode_categories, columns: [1], unknown: ignore}}]
model: {{kind: sklearn, steps: [{{estimator: LogisticRegression}}]}}
search: {{strategy: grid, folds: 2, space: {{C: [0.1, 1, 10]}}}}
"""
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def env(service: Service) -> dict[str, str]:
    """The environment of a user's shell."""
    key = {"MODELBOOK_API_KEY": service.key} if service.key else {}
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    return environment(MODELBOOK_URL=str(service.http.base_url).rstrip("/"), PATH=path, **key)


@pytest.fixture(scope="module")
def shell(env: dict[str, str], started_in: Path) -> Shell:
    """Run a line in a shell; its exit code must be that which is expected."""

    def run(line: str, code: int = 0, stdin: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["sh", "-c", line], cwd=started_in, env=env | more, input=stdin, capture_output=True, text=True, timeout=240, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), f"{line}: {done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture(scope="module")
def digits(started_in: Path, test_digits: tuple[np.ndarray, np.ndarray]) -> list[int]:
    """Nine images in the folder, by the names digit-0.png to digit-8.png; and their true labels."""
    images, labels = test_digits
    for index in range(9):
        (started_in / f"digit-{index}.png").write_bytes(png(images[index]))
    return [int(label) for label in labels[:9]]


def test_a_line_trains_and_predicts(shell: Shell, digits: list[int]) -> None:
    done = shell("modelbook train mnist-dense-784 --set training.epochs=1 --name cli-digits --watch && modelbook predict cli-digits *.png --json")
    model, _, answer = done.stdout.partition("\n")
    found = json.loads(answer)
    assert (found["model"], [item["file"] for item in found["predictions"]]) == (model, [f"digit-{index}.png" for index in range(9)])
    assert sum(item["label"] == label for item, label in zip(found["predictions"], digits, strict=True)) >= 8
    assert "epoch 1: " in done.stderr
    table = shell(f"modelbook predict {model} digit-0.png").stdout.splitlines()
    assert (table[0].split(), table[1].split()[:2]) == (["file", "label", "probability"], ["digit-0.png", "7"])
    piped = shell(f"cat digit-0.png | modelbook predict {model} - --probabilities none --json-lines").stdout
    assert (json.loads(piped)["file"], json.loads(piped)["label"]) == ("standard input", 7)


def test_a_spec_is_checked_and_trained_and_its_metrics_go_through_a_pipe(shell: Shell, started_in: Path) -> None:
    (started_in / "spec.yaml").write_text(SPEC)
    program = shlex.quote("import json, sys; print(json.load(sys.stdin)['metrics']['test_accuracy'])")
    line = f"modelbook check spec.yaml && modelbook train spec.yaml --name cli-iris --watch --json | {sys.executable} -P -c {program}"
    assert float(shell(line).stdout) > 0.5
    rows = shell("modelbook predict cli-iris - --method predict_proba", stdin="[5.1, 3.5, 1.4, 0.2]\n[6.1, 2.5, 4.4, 1.2]\n").stdout.splitlines()
    assert rows[0].split() == ["file", "index", "probabilities"]
    assert [row.split()[:3] for row in rows[1:]] == [["standard", "input", "0"], ["standard", "input", "1"]]


def test_faults_are_named_by_file_and_line_and_nothing_is_trained(shell: Shell, started_in: Path) -> None:
    (started_in / "bad.yaml").write_text(SPEC.replace("C: 1e-1", "C: -1").replace("estimator:", "estimater:"))
    before = shell("modelbook jobs list --json").stdout
    for command in ("check", "train"):
        assert "bad.yaml:6: /model/steps/0" in shell(f"modelbook {command} bad.yaml", 1).stderr
    assert shell("modelbook jobs list --json").stdout == before


def test_a_job_that_fails_is_exit_code_1_with_its_reason(shell: Shell) -> None:
    line = "modelbook train mnist-dense-784 --set training.epochs=500 --set resources.time_limit_s=1 --watch --json"
    done = shell(line, 1)
    assert (json.loads(done.stdout)["state"], "the job reached its time limit of 1" in done.stderr.splitlines()[-1]) == ("failed", True)


def test_ctrl_c_leaves_the_job_running(shell: Shell, env: dict[str, str], started_in: Path, service: Service) -> None:
    command = [PROGRAM, "train", "mnist-dense-784", "--set", "training.epochs=500", "--watch"]
    with subprocess.Popen(command, cwd=started_in, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stderr is not None
        job_id = watching.stderr.readline().split()[1]
        until(lambda: service.job(job_id)["state"] == "running", "the job to run")
        time.sleep(0.5)
        watching.send_signal(signal.SIGINT)
        said = watching.stderr.read()
        assert watching.wait(20) == 130
    assert f"The job goes on. To watch it again: modelbook jobs watch {job_id}; to cancel it: modelbook jobs cancel {job_id}" in said
    assert service.job(job_id)["state"] == "running"
    assert "loading mnist" in shell(f"modelbook jobs logs {job_id}").stdout
    shell(f"modelbook jobs cancel {job_id}")
    assert "was cancelled" in shell(f"modelbook jobs watch {job_id}", 1).stderr


def test_own_data_is_uploaded_searched_and_predicted_on(shell: Shell, started_in: Path) -> None:
    (started_in / "fruit.csv").write_text(FRUIT)
    source = shell("modelbook datasets upload fruit.csv --name fruit").stdout.strip()
    assert source in shell("modelbook datasets list").stdout
    done = shell("modelbook train - --name cli-fruit --watch", stdin=SEARCH.format(source=source))
    assert "best parameters: C " in done.stderr
    assert len(json.loads(shell(f"modelbook jobs trials {done.stderr.split()[1]} --json").stdout)) == 3
    (started_in / "new.csv").write_text("size,colour\n1.0,red\n4.1,green\n")
    found = json.loads(shell("modelbook predict cli-fruit new.csv --json").stdout)["predictions"]
    assert [(item["file"], item["index"], item["label"]) for item in found] == [("new.csv", 0, "apple"), ("new.csv", 1, "melon")]
    shell(f"modelbook datasets delete {source}")
    assert source not in shell("modelbook datasets list").stdout


def test_a_retraining_is_promoted_by_the_worker_that_registers_it(shell: Shell) -> None:
    """The alias is moved by another process than that which answers: each sees it."""
    first = shell("modelbook train - --name cli-kept --watch", stdin=SPEC).stdout.strip()
    shell(f"modelbook models promote {first} champion")
    done = shell("modelbook retrain cli-kept:champion --promote champion --when if_not_worse --watch")
    second = done.stdout.strip()
    assert f"alias champion was moved to version {second.partition('@')[2]}" in done.stderr
    assert json.loads(shell("modelbook models show cli-kept:champion --json").stdout)["ref"] == second
    last = json.loads(shell("modelbook models history cli-kept champion --json").stdout)[0]
    assert json.loads(shell(f"modelbook jobs show {last['job_id']} --json").stdout)["model"] == second
    retrained = f"{first} (retrained)"
    assert [retrained in shell(f"modelbook models lineage {ref}").stdout for ref in (first, second)] == [True, True]
    assert "\n## Figures\n" in shell(f"modelbook models card {second}").stdout


def test_jobs_and_models_are_listed_shown_and_downloaded(shell: Shell, started_in: Path) -> None:
    model = shell("modelbook train ridge-sine-line --name cli-line --watch").stdout.strip()
    job = json.loads(shell("modelbook jobs list --name cli-line --limit 1 --json").stdout)[0]
    assert job["model"] == model
    assert job["id"] in shell("modelbook jobs list --state succeeded").stdout
    assert re.search(rf"^model +{model}$", shell(f"modelbook jobs show {job['id']}").stdout, re.M)
    assert model in shell("modelbook models list").stdout
    assert json.loads(shell(f"modelbook models show {model} --json").stdout)["kind"] == "regression"
    assert "rmse" in shell(f"modelbook models evaluate {model}").stdout
    path = started_in / shell("modelbook models download cli-line -o line.h5").stdout.strip()
    assert path.read_bytes()[:4] == b"\x89HDF"
    checked = shell("modelbook recipes show ridge-sine-line | modelbook check -").stderr
    assert re.search(r"standard input: no fault; 0 parameters, 1 fit, about .* s \(.* to .*\), .* GiB of memory \(.* to .*\)\n$", checked)


def test_a_shell_completes_what_the_service_has(shell: Shell) -> None:
    words = {"_MODELBOOK_COMPLETE": "bash_complete", "COMP_WORDS": "modelbook train ridge-sin", "COMP_CWORD": "2"}
    assert shell("modelbook", **words).stdout == "plain,ridge-sine-line\n"
    assert shell("modelbook", **words, MODELBOOK_URL="http://127.0.0.1:1").stdout.strip() == ""


def test_the_doctor_finds_nothing_wrong(shell: Shell, service: Service) -> None:
    found = json.loads(shell(f"modelbook doctor --json --data {service.data} --port {service.http.base_url.port}").stdout)
    levels = {check["name"]: check["level"] for check in found["checks"]}
    assert {name: levels[name] for name in ("database", "files", "port", "service", "readiness", "key", "version")} == dict.fromkeys(
        ("database", "files", "port", "service", "readiness", "key", "version"), "ok"
    )
