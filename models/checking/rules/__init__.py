"""The rules of the checker, one group a file, in the order in which they run."""

from models.checking.rule import Rule
from models.checking.rules import (
    callbacks,
    classes,
    data,
    doubts,
    fits,
    memory,
    network,
    objective,
    pipeline,
    ports,
    reconstruction,
    series,
    series_data,
    start,
    tasks,
    text,
    training,
)

#: Rules for every training run, including those of the candidates of a search.
TRAINING_RULES: tuple[Rule, ...] = (
    ports.SeveralPorts(),
    ports.PortNames(),
    ports.PortData(),
    doubts.Doubts(),
    classes.Classes(),
    reconstruction.Reconstruction(),
    series.Series(),
    series_data.SeriesData(),
    data.Parts(),
    data.Steps(),
    training.TrainingSection(),
    callbacks.Checkpoints(),
    callbacks.Callbacks(),
    series.StatefulLayers(),
    classes.ClassWeights(),
    training.Epochs(),
    training.Batches(),
    training.Augmented(),
    pipeline.Pipelines(),
    fits.Fits(),
    network.Layers(),
    network.FullDropout(),
    reconstruction.Latent(),
    text.TextSamples(),
    text.TextSpec(),
    text.Vocabulary(),
    objective.Objectives(),
    network.Backbones(),
    network.Freezing(),
    memory.Memory(),
)
#: Further rules for the job as a whole.
JOB_RULES: tuple[Rule, ...] = (tasks.Tasks(), start.FromCheckpoint(), start.Sharing(), start.Origins())
