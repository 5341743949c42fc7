"""Names of the files that a job leaves beside its model."""

#: Folder, below a job's own, of the files that are listed and downloaded.
OUTPUTS = "outputs"


#: File of the texts that a network wrote while it was trained: {"epoch", "temperature", "seed", "text"}, an object a line.
SAMPLES = "samples.jsonl"
