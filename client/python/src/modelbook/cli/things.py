"""How the command line tells what is named."""

import re

#: Form of the ids of jobs and sweeps; names of models have no capital letters.
ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
#: What a data set begins with, where a model or job could be meant.
DATASET = "dataset:"
