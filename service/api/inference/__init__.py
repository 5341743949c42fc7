"""The Open Inference Protocol (KServe V2), by which clients of other servers, such as tritonclient, call models: everything below /v2."""
