"""The rival of the prediction benchmark: a bare ASGI handler, orjson and ONNX Runtime, nothing else.

Run as `python -m benchmarks.bare_asgi MODEL.onnx PORT`.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
import onnxruntime
import orjson
import uvicorn

Message = dict[str, Any]


class BareHandler:
    """Return the model's probabilities for the row in the body of every POST."""

    def __init__(self, path: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        rows = np.asarray(orjson.loads(body)["inputs"], dtype=np.float32) / 255
        outputs = self._session.run(None, {self._input: rows.reshape(len(rows), -1)})[0]
        answer = orjson.dumps({"labels": outputs.argmax(axis=1).tolist(), "probabilities": outputs.tolist()})
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))],
            }
        )
        await send({"type": "http.response.body", "body": answer})


if __name__ == "__main__":
    uvicorn.run(BareHandler(sys.argv[1]), port=int(sys.argv[2]), lifespan="off", access_log=False, log_level="warning")
