"""The main use case from start to end: start Modelbook, train on MNIST, predict 25 digits from PNG files, draw demo.png.

Uses the service only over HTTP, as any other application would. Run it with `make demo`. With MODELBOOK_KEYS=required it makes a key for itself,
and sends that with every request.
"""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

N_IMAGES = 25
EPOCHS = 3
DATA = Path("demo-data")
IMAGE = Path("demo.png")
#: The command `modelbook` of this environment.
COMMAND = [sys.executable, "-P", "-m", "service.cli"]
#: Seconds the service has to start, and the job to end.
START_S, TRAIN_S = 60, 300


def main() -> None:
    """Run the demo; a failure ends it with a message and a non-zero exit code."""
    with modelbook() as url, httpx.Client(base_url=url, timeout=30, headers=login()) as client:
        job = train(client)
        images, labels = mnist_test_part(N_IMAGES)
        predictions = predict(client, job["model"], images)
        print_predictions(labels, predictions)
        history = client.get(f"/v1/jobs/{job['id']}/history").raise_for_status().json()["epochs"]
        draw(images, labels, predictions, history)
        file = client.get(f"/v1/models/{job['model']}").raise_for_status().json()
        print(f"\nImage: {IMAGE.absolute()}")
        print(f"HDF5 file: {artifact_of(job['id'])} ({file['size_bytes'] / 1e6:.1f} MB, sha256 {file['sha256'][:12]}...)")
    print(f"To look at it and draw digits for it: modelbook up --data {DATA}, then open http://127.0.0.1:8000/models/{job['model']}")


@contextmanager
def modelbook() -> Iterator[str]:
    """Run the embedded stack on a free port; stop it in any case."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    print("Starting Modelbook: broker, worker and API ...")
    command = [*COMMAND, "up", "--port", str(port), "--data", str(DATA)]
    with tempfile.TemporaryFile() as output:
        stack = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", stack, output)
            yield f"http://127.0.0.1:{port}"
        finally:
            stack.send_signal(signal.SIGTERM)
            stack.wait(60)
            print("Stopped.")


def wait_until_ready(url: str, stack: subprocess.Popen[bytes], output: Any) -> None:
    """Wait until the API reports that it is ready."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and stack.poll() is None:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass  # It does not listen yet.
        time.sleep(0.1)
    output.seek(0)
    why = f"was not ready after {START_S:.0f} s" if stack.poll() is None else f"ended with exit code {stack.returncode}"
    sys.exit(f"Modelbook did not start: it {why}.\n{output.read().decode()}")


def login() -> dict[str, str]:
    """Return the headers of every request: a key that expires after an hour if the service requires keys, else nothing."""
    if os.environ.get("MODELBOOK_KEYS") != "required":
        return {}
    command = [*COMMAND, "keys", "create", "--owner", "default", "--name", "demo", "--expires-in", "1h", "--data", str(DATA)]
    key = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    return {"Authorization": f"Bearer {key}"}


def train(client: httpx.Client) -> dict[str, Any]:
    """Submit the recipe, show its progress, and return the finished job."""
    body = {"recipe": "mnist-dense-784", "patch": {"training": {"epochs": EPOCHS}}, "name": "digits"}
    job: dict[str, Any] = client.post("/v1/jobs", json=body).raise_for_status().json()
    print(f"Job {job['id']}: mnist-dense-784, {EPOCHS} epochs")
    for kind, data in events(client, job["id"]):
        show(kind, data)
    job = client.get(f"/v1/jobs/{job['id']}").raise_for_status().json()
    if job["state"] != "succeeded":
        sys.exit(f"The job {job['state']}: {job['error']}")
    print(f"Model {job['model']}: accuracy on the test part {job['metrics']['test_accuracy']:.4f}\n")
    return job


def events(client: httpx.Client, job_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the job's events as they happen, each by its kind and data."""
    with client.stream("GET", f"/v1/jobs/{job_id}/events", timeout=TRAIN_S) as stream:
        kind = ""
        for line in stream.raise_for_status().iter_lines():
            if line.startswith("event:"):
                kind = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield kind, json.loads(line.removeprefix("data:"))


def show(kind: str, data: dict[str, Any]) -> None:
    """Draw a progress bar that stays on one line, and everything else on lines of its own."""
    if kind == "progress":
        done = round(40 * data["progress"])
        loss = f"  loss {data['metrics']['loss']:.4f}" if "loss" in data["metrics"] else ""
        print(f"\r  [{'#' * done}{'.' * (40 - done)}] {data['progress']:4.0%}{loss}   ", end="", flush=True)
    elif kind == "epoch":
        print(f"\r  epoch {data['epoch']}: loss {data['loss']:.4f}, validation accuracy {data['val_accuracy']:.4f}, {data['seconds']:.1f} s{'':20}")
    elif kind == "log":
        print(f"\r  {data['message']}{'':50}")
    elif kind == "state" and data["state"] != "queued":
        print(f"\r  {data['state']}{'':60}")


def mnist_test_part(n: int) -> tuple[list[np.ndarray], list[int]]:
    """Return the first images of MNIST's test part with their labels."""
    with np.load(Path(__file__).parents[1] / "models/datasets/files/mnist.npz") as mnist:
        return list(mnist["x_test"][:n]), mnist["y_test"][:n].tolist()


def predict(client: httpx.Client, model: str, images: list[np.ndarray]) -> list[dict[str, Any]]:
    """POST the images as PNG files in one form, and return the predictions."""
    files = [("images", (f"digit-{index}.png", png(image), "image/png")) for index, image in enumerate(images)]
    response = client.post(f"/v1/models/{model}/predict", files=files).raise_for_status().json()
    predictions: list[dict[str, Any]] = response["predictions"]
    return predictions


def png(image: np.ndarray) -> bytes:
    """Return an image as a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return buffer.getvalue()


def print_predictions(labels: list[int], predictions: list[dict[str, Any]]) -> None:
    """Print the label and the prediction of each image."""
    print("  true  predicted  probability")
    for label, prediction in zip(labels, predictions, strict=True):
        mark = "" if prediction["label"] == label else "  wrong"
        print(f"  {label:4}  {prediction['label']:9}  {prediction['probability']:11.4f}{mark}")
    right = sum(prediction["label"] == label for label, prediction in zip(labels, predictions, strict=True))
    print(f"  {right} of {len(labels)} right")


def draw(images: list[np.ndarray], labels: list[int], predictions: list[dict[str, Any]], history: list[dict[str, float]]) -> None:
    """Draw the images with their predictions beside the training curves."""
    figure = plt.figure(figsize=(13, 7.2), layout="constrained")
    left, right = figure.subfigures(1, 2, width_ratios=(1.15, 1))
    left.suptitle("25 test images: prediction and its probability")
    for axes, image, label, prediction in zip(left.subplots(5, 5).flat, images, labels, predictions, strict=True):
        axes.imshow(image, cmap="gray_r")
        axes.set_axis_off()
        color = "black" if prediction["label"] == label else "crimson"
        axes.set_title(f"{prediction['label']}   {prediction['probability']:.1%}", color=color, fontsize=10)
    right.suptitle(f"Training, {len(history)} epochs")
    epochs = [line["epoch"] for line in history]
    for axes, name in zip(right.subplots(2, 1, sharex=True), ("loss", "accuracy"), strict=True):
        axes.plot(epochs, [line[name] for line in history], "o-", label="training")
        axes.plot(epochs, [line[f"val_{name}"] for line in history], "s--", label="validation")
        axes.set_ylabel(name)
        axes.set_xticks(epochs)
        axes.grid(alpha=0.3)
        axes.legend()
    axes.set_xlabel("epoch")
    figure.savefig(IMAGE, dpi=110)
    plt.close(figure)


def artifact_of(job_id: str) -> Path:
    """Return the path of the job's HDF5 file in the data folder."""
    return next((DATA / "files" / "jobs" / job_id).absolute().glob("*/model.h5"))


if __name__ == "__main__":
    main()
