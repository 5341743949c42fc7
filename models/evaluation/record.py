"""The record of an evaluation, as artifacts keep it and the API shows it. Fields have no defaults: what is named is always there."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: A part of a job's data.
PartName = Literal["test", "validation", "train"]
AnyLabel = int | float | str


class Record(BaseModel):
    """A part of the record."""

    model_config = ConfigDict(frozen=True)


class RocCurve(Record):
    """True against false positives of one class against all others, from the strictest threshold to the loosest."""

    auc: float = Field(description="Area under the curve of all thresholds.")
    false_positive_rate: list[float]
    true_positive_rate: list[float]


class PrecisionRecallCurve(Record):
    """Precision against recall of one class against all others, from the strictest threshold to the loosest."""

    average_precision: float = Field(description="Mean of the precisions, each weighted by the recall it adds.")
    recall: list[float]
    precision: list[float]


class ClassFigures(Record):
    """How well one class is told from the others."""

    label: AnyLabel
    precision: float = Field(description="Share that is right of what was given this label; 0 where nothing was.")
    recall: float = Field(description="Share of this class that was given its label; 0 where there is none of it.")
    f1: float = Field(description="Harmonic mean of the two.")
    support: int = Field(description="Samples of this class.")
    roc: RocCurve | None = Field(description="At most 200 points; null without probabilities, over 100 classes, or where a side has no samples.")
    precision_recall: PrecisionRecallCurve | None = Field(description="As `roc`.")


class MacroAverage(Record):
    """Means over the classes that occur, as true or as predicted, each counted once."""

    precision: float
    recall: float
    f1: float


class Mistake(Record):
    """One misclassified sample."""

    index: int = Field(description="Its place in the part, counted from 0.")
    true: AnyLabel | None = Field(description="Its class; null for one that training has not seen.")
    predicted: AnyLabel
    probability: float | None = Field(description="Probability that the model gave the predicted class; null where it gives none.")


class CalibrationBin(Record):
    """The samples whose likeliest class has a probability in one tenth of the range from 0 to 1."""

    low: float = Field(description="Probabilities over this one, the first tenth from it on.")
    high: float = Field(description="Probabilities up to this one.")
    count: int
    confidence: float | None = Field(description="Mean probability of the likeliest class; null where there are no samples.")
    accuracy: float | None = Field(description="Share of them that is right; null where there are no samples.")


class Calibration(Record):
    """Whether probabilities mean what they say."""

    expected_error: float = Field(description="Expected calibration error: mean difference of confidence and accuracy, weighted by count.")
    bins: list[CalibrationBin]


class ClassificationReport(Record):
    """Figures of a classifier."""

    labels: list[AnyLabel] = Field(description="In the order of the model's outputs, and of rows and columns of the confusion matrix.")
    accuracy: float
    log_loss: float | None = Field(description="Mean of -ln of the true class's probability; null where the model gives no sound ones.")
    n_unseen: int = Field(description="Samples of classes that training has not seen: wrong in `accuracy`, left out of all that is by class.")
    macro_average: MacroAverage
    classes: list[ClassFigures]
    confusion_matrix: list[list[int]] | None = Field(description="Rows true, columns predicted; null over 1,000 classes.")
    n_misclassified: int
    misclassified: list[Mistake] = Field(description="The first 1,000.")
    calibration: Calibration | None = Field(description="Null where the model gives no sound probabilities.")


class Quantile(Record):
    """A quantile of the residuals."""

    share: float
    residual: float | None


class RegressionReport(Record):
    """Errors of a model that answers with values, in the targets' own units; null where one is no finite number."""

    rmse: float | None
    mae: float | None
    r2: float | None
    residuals: list[Quantile] = Field(description="Quantiles of predicted minus true, least to greatest.")


class GenerationReport(Record):
    """How well a text model foretells the next symbol."""

    loss: float = Field(description="Mean of -ln of the probability of the symbol that came.")
    accuracy: float = Field(description="Share of windows after which the likeliest symbol came.")
    perplexity: float = Field(description="exp(loss): of how many equally likely symbols the model would be as unsure.")
    n_symbols: int = Field(description="Size of the vocabulary.")
    n_samples: int = Field(description="Windows it was measured on; of a larger part, 20,000 spread evenly over it.")


class Evaluation(Record):
    """What a finished model is worth on one part of its data; the report of its kind is there, the others are null."""

    kind: str = Field(description="Kind of prediction of the output.")
    part: PartName = Field(description="The test part where there is one, else the validation part, else the training part.")
    n_samples: int
    classification: ClassificationReport | None
    regression: RegressionReport | None = Field(description="Of regression and forecasting.")
    clustering: dict[str, float] | None = Field(description="The metrics of clusters.")
    generation: GenerationReport | None = Field(description="Of text models.")

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, record: Any) -> Any:
        """Read a record that was kept before there were text models."""
        return {"generation": None, **record} if isinstance(record, dict) else record


def record_of(
    kind: str,
    part: PartName,
    n_samples: int,
    *,
    classification: ClassificationReport | None = None,
    regression: RegressionReport | None = None,
    clustering: dict[str, float] | None = None,
    generation: GenerationReport | None = None,
) -> Evaluation:
    """Return the record of an evaluation with the one report that there is."""
    reports = {"classification": classification, "regression": regression, "clustering": clustering, "generation": generation}
    return Evaluation(kind=kind, part=part, n_samples=n_samples, **reports)
