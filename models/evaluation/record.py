"""The record of an evaluation, as stored in artifacts and shown by the API. Fields have no defaults: every field is always present."""

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
    false_positive_rate: list[float] = Field(description="Share of the other samples that are predicted as the class, at each threshold.")
    true_positive_rate: list[float] = Field(description="Share of the samples of the class that are predicted as it, at each threshold.")


class PrecisionRecallCurve(Record):
    """Precision against recall of one class against all others, from the strictest threshold to the loosest."""

    average_precision: float = Field(description="Mean of the precisions, each weighted by the recall it adds.")
    recall: list[float] = Field(description="Recall at each threshold.")
    precision: list[float] = Field(description="Precision at each threshold.")


class ClassFigures(Record):
    """Figures of one class against the others."""

    label: AnyLabel = Field(description="The class.")
    precision: float = Field(description="Share of samples predicted as this class that belong to it; 0 without such samples.")
    recall: float = Field(description="Share of samples of this class that are predicted as it; 0 without such samples.")
    f1: float = Field(description="Harmonic mean of the two.")
    support: int = Field(description="Samples of this class.")
    roc: RocCurve | None = Field(description="At most 200 points; null without probabilities, over 100 classes, or where one side has no samples.")
    precision_recall: PrecisionRecallCurve | None = Field(description="As `roc`.")


class MacroAverage(Record):
    """Means over the classes that occur, as true or as predicted, each counted once."""

    precision: float = Field(description="Mean of the precisions.")
    recall: float = Field(description="Mean of the recalls.")
    f1: float = Field(description="Mean of the f1 figures.")


class Mistake(Record):
    """One misclassified sample."""

    index: int = Field(description="Its index in the part, from 0.")
    true: AnyLabel | None = Field(description="Its class; null for one not seen in training.")
    predicted: AnyLabel = Field(description="The predicted class.")
    probability: float | None = Field(description="Predicted probability of the predicted class; null for a model without probabilities.")


class CalibrationBin(Record):
    """The samples whose likeliest class has a probability in one tenth of the range from 0 to 1."""

    low: float = Field(description="Lower edge, exclusive except for the first bin.")
    high: float = Field(description="Upper edge, inclusive.")
    count: int = Field(description="Number of samples in the bin.")
    confidence: float | None = Field(description="Mean probability of the likeliest class; null without samples.")
    accuracy: float | None = Field(description="Share of correct predictions; null without samples.")


class Calibration(Record):
    """Agreement of predicted probabilities with observed frequencies."""

    expected_error: float = Field(description="Expected calibration error: mean difference of confidence and accuracy, weighted by count.")
    bins: list[CalibrationBin] = Field(description="The ten bins, in order.")


class ClassificationReport(Record):
    """Figures of a classifier."""

    labels: list[AnyLabel] = Field(description="In the order of the model's outputs, and of rows and columns of the confusion matrix.")
    accuracy: float = Field(description="Share of samples that are predicted as their class.")
    log_loss: float | None = Field(description="Mean of -ln of the true class's probability; null without valid ones.")
    n_unseen: int = Field(description="Samples of classes not seen in training: errors in `accuracy`, left out of all figures by class.")
    macro_average: MacroAverage = Field(description="Means over the classes.")
    classes: list[ClassFigures] = Field(description="Figures of each class, in the order of `labels`.")
    confusion_matrix: list[list[int]] | None = Field(description="Rows true, columns predicted; null over 1,000 classes.")
    n_misclassified: int = Field(description="Number of misclassified samples.")
    misclassified: list[Mistake] = Field(description="The first 1,000.")
    calibration: Calibration | None = Field(description="Null without valid probabilities.")


class Quantile(Record):
    """A quantile of the residuals."""

    share: float = Field(description="Share of the residuals that are at most this large, 0 to 1.")
    residual: float | None = Field(description="The residual, in the units of the targets; null if it is not finite.")


class RegressionReport(Record):
    """Errors of predicted values, in the targets' units; null where one is not finite."""

    rmse: float | None = Field(description="Root of the mean squared error.")
    mae: float | None = Field(description="Mean absolute error.")
    r2: float | None = Field(description="Share of the targets' variance that is explained, 1 at best; without a unit.")
    residuals: list[Quantile] = Field(description="Quantiles of predicted minus true, least to greatest.")


class GenerationReport(Record):
    """How well a text model predicts the next symbol."""

    loss: float = Field(description="Mean of -ln of the probability of the true next symbol.")
    accuracy: float = Field(description="Share of windows whose likeliest next symbol is the true one.")
    perplexity: float = Field(description="exp(loss): the number of equally likely symbols with the same loss.")
    n_symbols: int = Field(description="Size of the vocabulary.")
    n_samples: int = Field(description="Evaluated windows; of a larger part 20,000, evenly spaced.")


class NaiveForecast(Record):
    """Errors of forecasts without a model; null where one is not finite."""

    rmse: float | None = Field(description="Root of their mean squared error.")
    mae: float | None = Field(description="Their mean absolute error.")
    ratio: float | None = Field(description="The rmse of the model divided by theirs, over the same windows; below 1 it is better.")
    period: int = Field(description="How many steps before a step its forecast is taken.")
    n_samples: int = Field(description="Windows that are compared.")


class NaiveReport(Record):
    """Comparison of a model of series with forecasts without one."""

    last_value: NaiveForecast = Field(description="The last step of the window again.")
    last_season: NaiveForecast | None = Field(description="The step one `data.period` before; null without a period, or earlier steps.")
    note: str | None = Field(description="Says where the model is no better than one of them; else null.")


class Evaluation(Record):
    """Evaluation of a finished model on one part of its data; the report of its kind is present, the others are null."""

    kind: str = Field(description="Kind of prediction of the output.")
    part: PartName = Field(description="The test part where there is one, else the validation part, else the training part.")
    n_samples: int = Field(description="Number of samples in the part.")
    classification: ClassificationReport | None = Field(description="Of classification.")
    regression: RegressionReport | None = Field(description="Of regression and forecasting.")
    clustering: dict[str, float] | None = Field(description="The metrics of clusters.")
    generation: GenerationReport | None = Field(description="Of text models.")
    naive: NaiveReport | None = Field(description="Of forecasting: comparison with the last value, and the last season.")

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, record: Any) -> Any:
        """Read a record stored before text models, or comparisons of forecasts, existed."""
        return {"generation": None, "naive": None, **record} if isinstance(record, dict) else record


def record_of(kind: str, part: PartName, n_samples: int, **report: Record | dict[str, float] | None) -> Evaluation:
    """Return the record of an evaluation with its only report, named as its field."""
    fields = {"kind": kind, "part": part, "n_samples": n_samples}
    return Evaluation.model_validate({**dict.fromkeys(Evaluation.model_fields), **fields, **report})
