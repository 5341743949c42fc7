"""The last module that the forkserver imports: makes what it has imported quick to use in the processes that it forks."""

import gc

from models.specs.job import JobSpec

# Every job process parses a spec; built here, its schema is built once.
JobSpec.model_rebuild()
# A collection of garbage in a job process would touch every object of TensorFlow, and so copy every page of the forkserver that holds one.
gc.collect()
gc.freeze()
