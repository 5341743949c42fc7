"""HTTP, persistence and the queue client. Never imports TensorFlow or the workers."""
