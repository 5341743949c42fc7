"""Runtimes: each says how it serves a model; one of a plug-in may claim models for itself."""

from pathlib import Path

import numpy as np
import pytest

from models.artifact.content import Artifact, Content
from models.core.arrays import Ports
from models.core.errors import ArtifactError, CompileError
from models.serving.compiling import claimed_by
from models.serving.runtimes import RUNTIMES, ServedRuntime
from models.serving.runtimes.onnx import SESSION_BYTES
from tests.bare import chain_of, golden_of, signature_of


class Doubling(ServedRuntime):
    """Gives twice the inputs, for models whose spec says so."""

    name = "doubling"

    def __init__(self, factor: float) -> None:
        self._factor = factor

    @classmethod
    def claims(cls, artifact: Artifact) -> bool:
        return "factor" in artifact.content.spec

    @classmethod
    def serve(cls, artifact: Artifact, onnx: Path | None) -> "Doubling":
        return cls(artifact.content.spec["factor"])

    @classmethod
    def memory_bytes(cls, artifact: Path, onnx: Path | None) -> int:
        return 0

    def run(self, x: Ports) -> Ports:
        return {"outputs": self._factor * x["inputs"]}

    def close(self) -> None: ...


def artifact(**spec: float) -> Artifact:
    golden = golden_of(np.array([[1.0]]), np.array([[2.0]]))
    content = Content("sklearn", spec, signature_of("regression", (1,)), chain_of(), golden, {}, [], {})
    return Artifact(Path("model.h5"), content, b"")


def test_the_runtimes_that_serve_are_found_in_their_package() -> None:
    assert set(RUNTIMES) == {"keras", "onnx", "sklearn"}


def test_a_model_that_no_runtime_claims_is_left_to_onnx() -> None:
    assert claimed_by(artifact(factor=2)) is None


def test_a_runtime_that_claims_a_model_serves_it_if_it_reproduces_its_golden_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RUNTIMES, "doubling", Doubling)
    proof = claimed_by(artifact(factor=2))
    assert proof is not None
    assert (proof.runtime, proof.difference, proof.reason) == ("doubling", None, "the runtime doubling claims it")
    assert claimed_by(artifact()) is None
    with pytest.raises(ArtifactError, match="golden examples are not reproduced"):
        claimed_by(artifact(factor=3))


def test_a_model_without_an_onnx_form_is_not_served_by_onnx() -> None:
    with pytest.raises(CompileError, match=r"model\.h5 has no ONNX form"):
        RUNTIMES["onnx"].serve(artifact(), None)


def test_a_small_compiled_model_counts_with_the_memory_of_its_session(tmp_path: Path) -> None:
    h5, onnx = tmp_path / "model.h5", tmp_path / "model.onnx"
    h5.write_bytes(b"x" * 4000)
    onnx.write_bytes(b"x" * 500)
    assert RUNTIMES["onnx"].memory_bytes(h5, onnx) == SESSION_BYTES + 2 * 500 + 1000
