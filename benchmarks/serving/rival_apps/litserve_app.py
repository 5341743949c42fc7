"""LitServe on the same ONNX file; runs in an environment of its own: `python litserve_app.py MODEL.onnx BATCH PORT`."""

import sys
from typing import Any

import litserve
import numpy as np
import onnxruntime


class Digits(litserve.LitAPI):
    """The same work as that of the bare handler."""

    def setup(self, device: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def decode_request(self, request: dict[str, Any]) -> Any:
        return np.asarray(request["inputs"], dtype=np.float32) / 255

    def batch(self, inputs: list[Any]) -> Any:
        return np.concatenate(inputs)

    def unbatch(self, output: Any) -> list[Any]:
        return list(output[:, None])

    def predict(self, x: Any) -> Any:
        return self.session.run(None, {self.input: x})[0]

    def encode_response(self, output: Any) -> dict[str, Any]:
        return {"labels": output.argmax(axis=1).tolist(), "probabilities": output.tolist()}


if __name__ == "__main__":
    most = int(sys.argv[2])
    api = Digits(max_batch_size=most, batch_timeout=0.001) if most > 1 else Digits()
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=1)
    server.run(host="127.0.0.1", port=int(sys.argv[3]), generate_client_file=False, log_level="warning")
