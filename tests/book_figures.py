"""The figures of the book's chapters that a plot shows, each with the job that the plot is of."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Made:
    """A job that plots are made of: a recipe in its quick form, one of its variants, or the recipe changed otherwise.

    Args:
        recipe: Id of the recipe.
        variant: Its variant; empty for none.
        patch: Merge patch on the recipe, in place of that of its quick form.
    """

    recipe: str
    variant: str = ""
    patch: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BookFigure:
    """A figure, or several of one kind.

    Args:
        where: Its chapter with its numbers there.
        what: What it shows.
        job: Name of the job in `JOBS`.
        plot: Name of the plot of the job.
    """

    where: str
    what: str
    job: str
    plot: str


_SUBSET = {"data": {"subset": 0.05}}
#: The jobs by name. Networks are trained for seconds: what is shown is the figure, not its numbers.
JOBS: dict[str, Made] = {
    **{name: Made(name) for name in ("ridge-sine-line", "kmeans-blobs-k", "minmax-moons", "minmax-moons-test", "minmax-ridge-inverse")},
    **{name: Made(name) for name in ("pca-blob-3d-2d", "ada-ridge-spirals", "ada-tree-spirals", "ridgecls-cv", "ridgecls-cv-strat10")},
    **{name: Made(name) for name in ("moons-ridge-random", "moons-ridge-grid", "moons-poly-ridge-grid", "split-circles", "split-circles-ordered")},
    "kmeans-sweep": Made("kmeans-blobs-k", "sweep"),
    "digits": Made("mnist-dense-784"),
    "overfitted": Made("mnist-dense-784", patch={**_SUBSET, "training": {"epochs": 20, "batch_size": 64}}),
    "early-stop": Made("mnist-dense-784-earlystop", patch={**_SUBSET, "training": {"epochs": 60, "batch_size": 64}}),
    "dropout": Made("mnist-dense-32-32-dropout", patch={**_SUBSET, "training": {"epochs": 20, "batch_size": 64}}),
    "schedule": Made("mnist-dense-784-lrsched", patch={**_SUBSET, "training": {"epochs": 30, "batch_size": 64}}),
    **{name: Made(name) for name in ("mnist-kc-grid1", "multiresolution", "mnist-cnn-pooling", "mnist-augment")},
    **{
        name: Made(name)
        for name in ("shapes-cnn", "holmes-letters", "func-branch-merge", "func-two-in-two-out", "mnist-vae", "denoising-autoencoder")
    },
    "two-sines": Made("sines0-lstm3-w3", patch={"training": {"epochs": 30}}),
    "dense-steps": Made("rnn-lstm4seq-td-dense5"),
}

#: The figures in the order of the chapters.
FIGURES: tuple[BookFigure, ...] = (
    BookFigure("scikit-learn 2, 3", "a line through noisy points, with its residuals", "ridge-sine-line", "regression-line"),
    BookFigure("scikit-learn 4", "blobs of points, clustered", "kmeans-blobs-k", "clusters"),
    BookFigure("scikit-learn 5", "clusters for each number of them, side by side", "kmeans-sweep", "clusters-by-candidate"),
    BookFigure("scikit-learn 6 to 8", "raw and scaled training points", "minmax-moons", "scaled-points"),
    BookFigure("scikit-learn 9, 10", "test points scaled as the training points were", "minmax-moons-test", "scaled-points"),
    BookFigure("scikit-learn 11, 12", "a line in scaled and in original units", "minmax-ridge-inverse", "scaled-line"),
    BookFigure("scikit-learn 13, 14", "points before and after a projection", "pca-blob-3d-2d", "principal-components"),
    BookFigure("scikit-learn 15, 16", "decision regions of boosted linear classifiers", "ada-ridge-spirals", "decision-regions"),
    BookFigure("scikit-learn 17", "decision regions of decision trees", "ada-tree-spirals", "decision-regions"),
    BookFigure("scikit-learn 18", "folds of a cross-validation", "ridgecls-cv", "folds"),
    BookFigure("scikit-learn 19", "scores on each fold", "ridgecls-cv-strat10", "fold-scores"),
    BookFigure("scikit-learn 20", "where a random search looked", "moons-ridge-random", "search-points"),
    BookFigure("scikit-learn 21", "where a search with finer and finer grids looked", "multiresolution", "search-points"),
    BookFigure("scikit-learn 22 to 26", "decision regions of the best candidate", "moons-ridge-grid", "decision-regions"),
    BookFigure("scikit-learn 27", "test and training scores of a grid", "moons-ridge-grid", "score-curve"),
    BookFigure("scikit-learn 28 to 31", "weighted powers and their sum", "moons-poly-ridge-grid", "polynomial-curves"),
    BookFigure("scikit-learn 32 to 34", "curved decision regions, near the samples and far from them", "moons-poly-ridge-grid", "decision-regions"),
    BookFigure("scikit-learn 35", "scores over two parameters", "moons-poly-ridge-grid", "score-map"),
    BookFigure("scikit-learn 36", "a flat confidence surface, in space and from above", "moons-ridge-grid", "surface"),
    BookFigure("scikit-learn 37", "a curved one, clamped", "moons-poly-ridge-grid", "surface"),
    BookFigure("scikit-learn 40", "a training and a test part", "split-circles", "split"),
    BookFigure("scikit-learn 41", "the same of ordered data that were not shuffled", "split-circles-ordered", "split"),
    BookFigure("Keras part 1, 12 to 18", "images of the training part with their labels", "digits", "training-images"),
    BookFigure("Keras part 1, 21 to 24", "a network, its shapes and parameters", "digits", "network"),
    BookFigure("Keras part 1, 25", "misclassified images by true and predicted class", "digits", "misclassified"),
    BookFigure("Keras part 1, 26", "counts of errors as a heat map", "digits", "confusion"),
    BookFigure("Keras part 1, 27 to 30", "images with bars of the predicted probabilities", "digits", "class-probabilities"),
    BookFigure("Keras part 1, 31", "loss of a network that overfits", "overfitted", "loss"),
    BookFigure("Keras part 1, 31", "its accuracy", "overfitted", "metrics"),
    BookFigure("Keras part 1, 32", "loss up to an early stop", "early-stop", "loss"),
    BookFigure("Keras part 1, listing 65", "a learning rate that falls", "schedule", "learning-rate"),
    BookFigure("Keras part 2, 1 to 4", "time of each epoch", "overfitted", "epoch-time"),
    BookFigure("Keras part 2, 6 to 15", "validation above training, with dropout", "dropout", "metrics"),
    BookFigure("Keras part 2, 17 to 19", "scores of networks of a grid", "mnist-kc-grid1", "score-curve"),
    BookFigure("Keras part 2, 20 to 26", "filters of convolutions", "mnist-cnn-pooling", "filters"),
    BookFigure("Keras part 2, 20 to 26", "an image on its way through the layers", "mnist-cnn-pooling", "activations"),
    BookFigure("Keras part 2, 27 to 40", "layers of a convolutional network", "mnist-cnn-pooling", "network"),
    BookFigure("Keras part 2, 41, 42", "one image, changed at random", "mnist-augment", "augmentations"),
    BookFigure("Keras part 2, 43 to 45", "shapes drawn during training", "shapes-cnn", "training-images"),
    BookFigure("Keras part 2, 51 to 54", "windows of a series", "two-sines", "windows"),
    BookFigure("Keras part 2, 57 to 80", "forecasts beside the series, and the naive baseline", "two-sines", "forecast"),
    BookFigure("Keras part 2, 57 to 80", "loss of a recurrent network", "two-sines", "loss"),
    BookFigure("Keras part 2, 81 to 90", "a dense layer after each step of an LSTM", "dense-steps", "network"),
    BookFigure("Keras part 2, 91, 92", "the likeliest next letters at several temperatures", "holmes-letters", "next-symbols"),
    BookFigure("Keras part 2, 91, 92", "perplexity of a network that writes letters", "holmes-letters", "perplexity"),
    BookFigure("Keras part 2, 93 to 99", "two convolutions in parallel, added", "func-branch-merge", "network"),
    BookFigure("Keras part 2, 93 to 99", "several inputs and outputs", "func-two-in-two-out", "network"),
    BookFigure("beyond the book", "classes in a latent space", "mnist-vae", "latent-space"),
    BookFigure("beyond the book", "images decoded from a latent plane", "mnist-vae", "latent-grid"),
    BookFigure("beyond the book", "images beside their reconstructions", "denoising-autoencoder", "reconstructions"),
    BookFigure("beyond the book", "true against false positives", "digits", "roc"),
    BookFigure("beyond the book", "precision against recall", "digits", "precision-recall"),
    BookFigure("beyond the book", "how far probabilities can be trusted", "digits", "calibration"),
)

#: Figures of data sets, which need no job: the plot of a data set by its id.
DATA_FIGURES: tuple[BookFigure, ...] = (
    BookFigure("scikit-learn 39", "two moons", "moons", "plot"),
    BookFigure("scikit-learn 39", "two circles", "circles", "plot"),
    BookFigure("scikit-learn 39", "blobs", "blobs", "plot"),
)

#: A sweep over batch sizes by the names of its jobs, what its jobs have in common, and its figures.
SWEEP: dict[str, dict[str, Any]] = {f"b{size}": {"training": {"batch_size": size}} for size in (2048, 512, 128)}
SWEEP_PATCH: dict[str, Any] = {"data": {"subset": 0.1}, "training": {"epochs": 2}}
SWEEP_FIGURES: tuple[BookFigure, ...] = (
    BookFigure("Keras part 2, 5", "accuracy against running time, by batch size", "mnist-dense-784-batches", "times"),
)
#: All figures.
EVERY: tuple[BookFigure, ...] = (*FIGURES, *DATA_FIGURES, *SWEEP_FIGURES)
