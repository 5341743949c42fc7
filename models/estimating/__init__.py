"""How long a job takes and how much memory, estimated from its spec by what finished jobs took. Free of TensorFlow."""
