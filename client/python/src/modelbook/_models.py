"""The schemas of the API; written by client/python/tools/generate.py, do not edit."""

from __future__ import annotations

from typing import Annotated, Any, Dict, Literal, Optional, Union

from modelbook._base import Model
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints
from typing_extensions import TypeAliasType

Activation = TypeAliasType("Activation", Literal['linear', 'relu', 'sigmoid', 'softmax', 'tanh', 'celu', 'elu', 'exponential', 'gelu', 'hard_shrink', 'hard_sigmoid', 'hard_sigmoid_keras2', 'hard_silu', 'hard_tanh', 'leaky_relu', 'log_sigmoid', 'log_softmax', 'mish', 'relu6', 'selu', 'silu', 'soft_shrink', 'softplus', 'softsign', 'sparse_plus', 'sparse_sigmoid', 'sparsemax', 'squareplus', 'tanh_shrink'])
"""
A function applied to the output of a layer, by its name in Keras; hard_sigmoid_keras2 is clip(0.2 x + 0.5, 0, 1).
"""


AnswerKind = TypeAliasType(
    "AnswerKind",
    Union[
        Literal['classification', 'multi_label', 'regression', 'forecasting', 'generation', 'clustering', 'transform', 'reconstruction', 'outputs'],
        str,
    ],
)
"""
Kind of an answer in which no method is named.
"""


BatchFormat = TypeAliasType("BatchFormat", Literal['csv', 'parquet', 'npy', 'jsonl'])
"""
Form of a file of predictions.
"""


CandidateState = TypeAliasType(
    "CandidateState", Union[Literal['scored', 'failed', 'open'], str]
)
"""
Whether all folds of a candidate are scored, one has failed, or neither, also after the search has ended.
"""


ClassLabelsClassLabels = TypeAliasType(
    "ClassLabelsClassLabels",
    Annotated[list[int], Field(max_length=10000, min_length=2)],
)
"""
Labels of classes in the order of their ids.
"""


ClassLabelsClassLabels1 = TypeAliasType(
    "ClassLabelsClassLabels1",
    Annotated[list[str], Field(max_length=10000, min_length=2)],
)
"""
Labels of classes in the order of their ids.
"""


ClassLabels = TypeAliasType(
    "ClassLabels",
    Annotated[
        Union[ClassLabelsClassLabels, ClassLabelsClassLabels1],
        Field(max_length=10000, min_length=2),
    ],
)
"""
Labels of classes in the order of their ids.
"""


ColumnColumn = TypeAliasType(
    "ColumnColumn", Annotated[str, Field(max_length=200, min_length=1)]
)
"""
A column: its name, or its index from 0.
"""


ColumnColumn1 = TypeAliasType("ColumnColumn1", Annotated[int, Field(ge=0, lt=1000000)])
"""
A column: its name, or its index from 0.
"""


Column = TypeAliasType("Column", Union[ColumnColumn, ColumnColumn1])
"""
A column: its name, or its index from 0.
"""


ColumnType = TypeAliasType("ColumnType", Literal['number', 'text', 'boolean', 'date'])
"""
Type of a column.
"""


DateOrder = TypeAliasType("DateOrder", Literal['day_first', 'month_first'])
"""
Order of day and month in dates of numbers.
"""


DeletedKind = TypeAliasType(
    "DeletedKind",
    Union[
        Literal['model', 'version', 'job', 'jobs', 'sweep', 'dataset'],
        str,
    ],
)
"""
What was deleted; `jobs` are all that fit filters.
"""


Direction = TypeAliasType("Direction", Union[Literal['higher', 'lower'], str])
"""
Which of two values of a figure is better.
"""


EndedState = TypeAliasType(
    "EndedState", Union[Literal['succeeded', 'failed', 'cancelled'], str]
)
"""
State of a job that has ended.
"""


EventName = TypeAliasType(
    "EventName",
    Union[
        Literal['state', 'log', 'epoch', 'sample', 'trial', 'model'],
        str,
    ],
)
"""
Name of a stored event.
"""


Extents1DExtents1D = TypeAliasType(
    "Extents1DExtents1D", Annotated[int, Field(ge=1, le=1024)]
)
"""
A size along one axis: a number, or a list of one.
"""


Extents1DExtents1D1Extents1DExtents1D1Item = TypeAliasType(
    "Extents1DExtents1D1Extents1DExtents1D1Item", Annotated[int, Field(ge=1, le=1024)]
)


Extents1DExtents1D1 = TypeAliasType(
    "Extents1DExtents1D1",
    Annotated[
        tuple[Extents1DExtents1D1Extents1DExtents1D1Item],
        Field(max_length=1, min_length=1),
    ],
)
"""
A size along one axis: a number, or a list of one.
"""


Extents1D = TypeAliasType("Extents1D", Union[Extents1DExtents1D, Extents1DExtents1D1])
"""
A size along one axis: a number, or a list of one.
"""


Extents2DExtents2D = TypeAliasType(
    "Extents2DExtents2D", Annotated[int, Field(ge=1, le=1024)]
)
"""
Sizes along two axes: one number for both, or a list of two.
"""


Extents2DExtents2D1 = TypeAliasType(
    "Extents2DExtents2D1",
    Annotated[
        tuple[Extents1DExtents1D1Extents1DExtents1D1Item, Extents1DExtents1D1Extents1DExtents1D1Item],
        Field(max_length=2, min_length=2),
    ],
)
"""
Sizes along two axes: one number for both, or a list of two.
"""


Extents2D = TypeAliasType("Extents2D", Union[Extents2DExtents2D, Extents2DExtents2D1])
"""
Sizes along two axes: one number for both, or a list of two.
"""


Extents3DExtents3D = TypeAliasType(
    "Extents3DExtents3D", Annotated[int, Field(ge=1, le=1024)]
)
"""
Sizes along three axes: one number for all, or a list of three.
"""


Extents3DExtents3D1 = TypeAliasType(
    "Extents3DExtents3D1",
    Annotated[
        tuple[Extents1DExtents1D1Extents1DExtents1D1Item, Extents1DExtents1D1Extents1DExtents1D1Item, Extents1DExtents1D1Extents1DExtents1D1Item],
        Field(max_length=3, min_length=3),
    ],
)
"""
Sizes along three axes: one number for all, or a list of three.
"""


Extents3D = TypeAliasType("Extents3D", Union[Extents3DExtents3D, Extents3DExtents3D1])
"""
Sizes along three axes: one number for all, or a list of three.
"""


Figure = TypeAliasType("Figure", Union[int, float, str, list[Any], dict[str, Any]])
"""
A figure: a number, or a list or an object of them.
"""


FigureVerdict = TypeAliasType(
    "FigureVerdict", Union[Literal['within', 'within_spread', 'differs'], str]
)
"""
How a measured figure agrees with a reported one.
"""


FormName = TypeAliasType(
    "FormName", Union[Literal['table', 'array', 'arrays', 'images', 'text'], str]
)
"""
A stored form of an upload.
"""


GenerationWay = TypeAliasType("GenerationWay", Union[Literal['steps', 'windows'], str])
"""
How a network is run for each symbol.
"""


GoldenSource = TypeAliasType("GoldenSource", Literal['real', 'synthetic'])
"""
Where golden examples come from: the data, or draws.
"""


HealthStatus = TypeAliasType("HealthStatus", Union[Literal['ok', 'unavailable'], str])
"""
Whether something can do its work.
"""


Initializer = TypeAliasType("Initializer", Literal['glorot_uniform', 'glorot_normal', 'he_uniform', 'he_normal', 'lecun_uniform', 'lecun_normal', 'orthogonal', 'random_normal', 'random_uniform', 'truncated_normal', 'zeros', 'ones'])
"""
How weights are set before training.
"""


InputEntry = TypeAliasType(
    "InputEntry", Union[bool, int, float, str, list[Any], dict[str, Any]]
)
"""
One input: a number, a text, nested lists of them, or an object of them by the names of columns or inputs.
"""


JobPart = TypeAliasType("JobPart", Literal['train', 'validation', 'test'])
"""
A part of the data of a job.
"""


JobState = TypeAliasType(
    "JobState",
    Union[
        Literal['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'],
        str,
    ],
)
"""
State of a job; the last three are final.
"""


class JsonSchema(Model):
    """
    A JSON Schema of the draft 2020-12.
    """

    model_config = ConfigDict(
        extra='allow',
    )


KeyState = TypeAliasType(
    "KeyState", Union[Literal['active', 'expired', 'revoked'], str]
)
"""
Whether a key can be used.
"""


KindName = TypeAliasType(
    "KindName",
    Union[
        Literal['classification', 'multi_label', 'regression', 'forecasting', 'generation', 'clustering', 'transform', 'reconstruction'],
        str,
    ],
)
"""
A kind of prediction.
"""


Loss = TypeAliasType("Loss", Literal['categorical_crossentropy', 'categorical_focal_crossentropy', 'categorical_hinge', 'sparse_categorical_crossentropy', 'binary_crossentropy', 'binary_focal_crossentropy', 'hinge', 'squared_hinge', 'kl_divergence', 'dice', 'tversky', 'mean_squared_error', 'mean_absolute_error', 'mean_absolute_percentage_error', 'mean_squared_logarithmic_error', 'log_cosh', 'huber', 'poisson', 'cosine_similarity'])
"""
A loss, by its name in Keras.
"""


LossByOutput = TypeAliasType(
    "LossByOutput",
    dict[
        Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')],
        Loss,
    ],
)
"""
The loss of each output, by its name.
"""


class MergePatch(Model):
    """
    A merge patch (RFC 7386) on a job spec: objects are merged, null removes a field, all else, also a list, is replaced.
    """

    model_config = ConfigDict(
        extra='allow',
    )


Method = TypeAliasType("Method", Literal['predict', 'predict_proba', 'decision_function', 'transform', 'inverse_transform'])
"""
The form of a prediction, named as scikit-learn's methods.
"""


Metric = TypeAliasType("Metric", Literal['accuracy', 'binary_accuracy', 'categorical_accuracy', 'sparse_categorical_accuracy', 'top_k_categorical_accuracy', 'sparse_top_k_categorical_accuracy', 'precision', 'recall', 'auc', 'f1_score', 'categorical_crossentropy', 'sparse_categorical_crossentropy', 'binary_crossentropy', 'kl_divergence', 'categorical_hinge', 'hinge', 'squared_hinge', 'mean_squared_error', 'root_mean_squared_error', 'mean_absolute_error', 'mean_absolute_percentage_error', 'mean_squared_logarithmic_error', 'log_cosh_error', 'r2_score', 'cosine_similarity', 'poisson'])
"""
A metric, by its name in Keras.
"""


MetricsByOutputAdditionalProperty = TypeAliasType(
    "MetricsByOutputAdditionalProperty", Annotated[list[Metric], Field(max_length=10)]
)


MetricsByOutput = TypeAliasType(
    "MetricsByOutput",
    dict[
        Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')],
        MetricsByOutputAdditionalProperty,
    ],
)
"""
The metrics of each output, by its name.
"""


MonitorMode = TypeAliasType("MonitorMode", Literal['auto', 'min', 'max'])
"""
Whether smaller (min) or larger (max) values are better; auto infers it from the name of the monitor.
"""


NoticeName = TypeAliasType("NoticeName", Literal['job.queued', 'job.running', 'job.paused', 'job.succeeded', 'job.failed', 'job.cancelled'])
"""
A change of the state of a job.
"""


OptimizerName = TypeAliasType("OptimizerName", Literal['adam', 'sgd', 'rmsprop', 'adamw', 'adamax', 'nadam', 'lamb', 'adagrad', 'adadelta', 'ftrl', 'lion', 'adafactor'])
"""
The name of an optimizer, which then has its default arguments.
"""


Padding = TypeAliasType("Padding", Literal['valid', 'same'])
"""
Whether windows reach beyond the edge, so that the size stays the same.
"""


PairPairItem = TypeAliasType("PairPairItem", Annotated[int, Field(ge=0, le=1024)])


Pair = TypeAliasType("Pair", tuple[PairPairItem, PairPairItem])
"""
Two sizes.
"""


PartOfDate = TypeAliasType("PartOfDate", Literal['year', 'month', 'day', 'weekday', 'day_of_year', 'hour', 'minute', 'days'])
"""
A part of a date: weekday 0 is Monday, days are those since 1970-01-01 with a fraction for the time.
"""


ProbabilitiesName = TypeAliasType("ProbabilitiesName", Literal['all', 'top3', 'none'])
"""
How many class probabilities each prediction has.
"""


RawValue = TypeAliasType("RawValue", Optional[Union[bool, int, float, str, list[Any]]])
"""
A value of a data set: a number, a text, or nested lists of them; null if it is missing or not finite.
"""


Reach = TypeAliasType("Reach", Union[Literal['nothing', 'database', 'all'], str])
"""
What a process may reach.
"""


RecipeGroup = TypeAliasType(
    "RecipeGroup",
    Union[
        Literal['cnn', 'dense', 'functional', 'rnn', 'sklearn', 'text'],
        str,
    ],
)
"""
A family of recipes.
"""


Right = TypeAliasType("Right", Literal['read', 'use'])
"""
What a grant allows: `read` to look at a thing and download it; `use` also to predict with it and to name it in specs.
"""


RuntimeName = TypeAliasType(
    "RuntimeName", Union[Literal['keras', 'onnx', 'sklearn'], str]
)
"""
What runs a model.
"""


Scope = TypeAliasType("Scope", Literal['read', 'predict', 'train', 'admin'])
"""
What a key allows; `admin` allows everything.
"""


Scoring = TypeAliasType("Scoring", Literal['accuracy', 'balanced_accuracy', 'f1_macro', 'f1_weighted', 'precision_macro', 'recall_macro', 'neg_log_loss', 'roc_auc', 'r2', 'explained_variance', 'neg_mean_squared_error', 'neg_root_mean_squared_error', 'neg_mean_absolute_error', 'silhouette', 'neg_inertia'])
"""
A score by its name in scikit-learn; larger values are better.
"""


SearchValuesSearchValues = TypeAliasType(
    "SearchValuesSearchValues",
    Annotated[list[Any], Field(max_length=1000, min_length=1)],
)
"""
Values that are tried: a list of them, or a range of numbers.
"""


SidesSides = TypeAliasType("SidesSides", Annotated[int, Field(ge=0, le=1024)])
"""
Sizes at the sides of an image: one number for all, one for each axis, or one for each side.
"""


SidesSides1 = TypeAliasType(
    "SidesSides1", Annotated[tuple[Pair, Pair], Field(max_length=2, min_length=2)]
)
"""
Sizes at the sides of an image: one number for all, one for each axis, or one for each side.
"""


Sides = TypeAliasType("Sides", Union[SidesSides, Pair, SidesSides1])
"""
Sizes at the sides of an image: one number for all, one for each axis, or one for each side.
"""


SpecVersion = TypeAliasType("SpecVersion", Literal[3])
"""
Version of the form of a spec.
"""


StoredPart = TypeAliasType("StoredPart", Literal['train', 'test'])
"""
A part of a data set as it is stored.
"""


SymbolOutput = TypeAliasType("SymbolOutput", Literal['ids', 'one_hot'])
"""
What a symbol becomes: its id, or a row with a 1 in its column.
"""


Tag = TypeAliasType(
    "Tag", Annotated[str, Field(pattern='^[a-z0-9][a-z0-9._:/-]{0,39}$')]
)
"""
A tag: small letters, digits and . _ : / -.
"""


TaskName = TypeAliasType(
    "TaskName",
    Union[
        Literal['train', 'transform', 'cross_validate', 'search', 'import', 'batch', 'reproduce'],
        str,
    ],
)
"""
A task of a job.
"""


Treatment = TypeAliasType("Treatment", Literal['number', 'category', 'date', 'text', 'leave_out'])
"""
What a tabular step makes of a column.
"""


Unknown = TypeAliasType("Unknown", Literal['refuse', 'drop', 'replace'])
"""
How symbols outside the vocabulary are handled.
"""


UploadFormat = TypeAliasType("UploadFormat", Literal['csv', 'parquet', 'arrow', 'jsonl', 'xlsx', 'npy', 'npz', 'idx', 'images', 'text'])
"""
Format of an uploaded file.
"""


Verdict = TypeAliasType(
    "Verdict",
    Union[
        Literal['within', 'within_spread', 'differs', 'not_reported', 'shortened', 'failed', 'not_run'],
        str,
    ],
)
"""
How the measured figures of a recipe agree with the reported ones.
"""


WeightByClassAdditionalProperty = TypeAliasType(
    "WeightByClassAdditionalProperty", Annotated[float, Field(ge=0.0, le=1000000.0)]
)


WeightByClass = TypeAliasType(
    "WeightByClass",
    Annotated[
        dict[Annotated[str, StringConstraints(max_length=200)], WeightByClassAdditionalProperty],
        Field(max_length=10000, min_length=1),
    ],
)
"""
The weight of each class, by its label; 1 for others.
"""


WeightByOutput = TypeAliasType(
    "WeightByOutput",
    dict[
        Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')],
        WeightByClassAdditionalProperty,
    ],
)
"""
The weight of the loss of each output, by its name.
"""


When = TypeAliasType("When", Literal['if_better', 'if_not_worse', 'always'])
"""
When an alias is moved to a new model.
"""


WorkerStatus = TypeAliasType(
    "WorkerStatus", Union[Literal['ready', 'stopping', 'unable', 'silent'], str]
)
"""
Whether a worker takes jobs.
"""


class AliasOut(Model):
    """
    An alias.
    """

    alias: str
    """
    The alias.
    """
    ref: str
    """
    The reference with it, such as digits:champion.
    """
    version: int
    """
    Number of the version that it means.
    """
    model: str
    """
    Reference of the version that it means, such as digits@3.
    """
    moved_at: AwareDatetime
    """
    When it was set to that version.
    """


PromoteMetric = TypeAliasType("PromoteMetric", Annotated[str, Field(max_length=200)])
"""
Figure that decides, one of those that both versions are compared by; the first one when left out.
"""


class AliasesOut(Model):
    """
    The aliases of a model, by name, and what its bare name means.
    """

    aliases: list[AliasOut]
    """
    The aliases, by name.
    """
    default_ref: Optional[str]
    """
    Alias that the bare name means; latest: its newest version; null: what MODELBOOK_DEFAULT_REF of the server says.
    """
    model: str
    """
    Reference of the version that the bare name means now.
    """


class RocCurve(Model):
    """
    True against false positives of one class against all others, from the strictest threshold to the loosest.
    """

    auc: float
    """
    Area under the curve of all thresholds.
    """
    false_positive_rate: list[float]
    """
    Share of the other samples that are predicted as the class, at each threshold.
    """
    true_positive_rate: list[float]
    """
    Share of the samples of the class that are predicted as it, at each threshold.
    """


class PrecisionRecallCurve(Model):
    """
    Precision against recall of one class against all others, from the strictest threshold to the loosest.
    """

    average_precision: float
    """
    Mean of the precisions, each weighted by the recall it adds.
    """
    recall: list[float]
    """
    Recall at each threshold.
    """
    precision: list[float]
    """
    Precision at each threshold.
    """


class SpeedOut(Model):
    """
    How long a model takes for a batch on this server, without the time of reading and writing.
    """

    batch_size: int
    """
    Samples in the batch.
    """
    milliseconds: float
    """
    Expected time of the batch, as measured when the model was loaded, and corrected by its batches since.
    """


class TrialData(Model):
    """
    A trial of a search or cross-validation that has ended: with scores, or with an error.
    """

    candidate: int
    """
    Index of the candidate, from 0.
    """
    fold: int
    """
    Index of the fold, from 0.
    """
    score: Optional[float] = None
    """
    Score on the fold; left out if the trial failed.
    """
    train_score: Optional[float] = None
    """
    Score on the samples that were fitted; null if not asked for, left out if the trial failed.
    """
    error: Optional[str] = None
    """
    Why the trial failed; left out if it did not.
    """
    fit_seconds: float
    """
    Duration of fitting preprocessing and model, in seconds.
    """


class CandidateOut(Model):
    """
    A candidate of a search, or the only one of a cross-validation.
    """

    candidate: int
    """
    Index of the candidate, from 0, in the order of the search.
    """
    params: dict[str, Any]
    """
    Its parameters, by the keys of the search space.
    """
    scores: list[Optional[float]]
    """
    Score on each fold, in order; null if the trial is not done, or failed.
    """
    train_scores: list[Optional[float]]
    """
    Score on the training part of each fold.
    """
    mean_score: Optional[float]
    """
    Mean of the scores; null until all are known.
    """
    std_score: Optional[float]
    """
    Standard deviation of the scores (of the population).
    """
    mean_train_score: Optional[float]
    """
    Mean of the scores on the training parts; null until all are known.
    """
    mean_fit_seconds: Optional[float]
    """
    Mean duration of a fit, in seconds; null until one is done.
    """
    figures: dict[str, float]
    """
    Further figures, for example of clusters.
    """
    errors: list[str]
    """
    Why trials failed; empty if none has.
    """
    rank: Optional[int]
    """
    Rank among the candidates, from 1; equal means share the better rank.
    """


class CandidatePage(Model):
    """
    A page of candidates.
    """

    candidates: list[CandidateOut]
    """
    The candidates of the page.
    """
    n_candidates: int
    """
    Candidates so far; later rounds add more.
    """
    n_trials: int
    """
    Trials so far: candidates times folds.
    """
    n_open: int
    """
    Trials that are not done yet.
    """
    next_cursor: Optional[int]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class CandidateScoresOut(Model):
    """
    All candidates of a search in columns, ordered by index: what stands at one position of the lists belongs to one candidate.
    """

    candidates: list[int]
    """
    Index of each candidate, from 0.
    """
    rounds: list[int]
    """
    Round of the search that it is of, from 0.
    """
    params: dict[str, list[Any]]
    """
    Its values, by the keys of the search space; null where it has none.
    """
    mean_scores: list[Optional[float]]
    """
    Mean of its scores; null until all are known.
    """
    std_scores: list[Optional[float]]
    """
    Standard deviation of its scores (of the population).
    """
    mean_fit_seconds: list[Optional[float]]
    """
    Mean duration of a fit, in seconds; null until one is done.
    """
    ranks: list[Optional[int]]
    """
    Rank among the candidates, from 1; equal means share the better rank.
    """
    states: list[CandidateState]
    """
    Whether it is scored, has failed, or is open.
    """


class ClusterPrediction(Model):
    """
    The cluster of a sample.
    """

    cluster: int
    """
    Index of the cluster; -1 for noise.
    """


class Doubt(Model):
    """
    A part of a file with more than one meaning: it stays as it stands until the caller says which is meant.
    """

    column: Optional[str] = None
    """
    Column; null where it is the whole file.
    """
    line: Optional[int] = None
    """
    Line of the first cell in doubt, from 1.
    """
    member: Optional[str] = None
    """
    Member of an archive.
    """
    cell: Optional[str] = None
    """
    The first cell in doubt.
    """
    detail: str
    """
    What is in doubt.
    """
    refuses: Optional[Union[Literal['use', 'target'], str]] = None
    """
    use: a spec that uses the column is refused; target: only one with it as target, others are warned. Default: "use".
    """
    settle: Optional[list[dict[str, Any]]] = None
    """
    Values of `reading` that settle it, one of which to send.
    """


class NonNeg(Model):
    """
    Keep weights at or above zero.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    constraint: Literal['NonNeg'] = 'NonNeg'
    """
    Tells this form from others.
    """


class UnitNorm(Model):
    """
    Keep the norm of each weight vector at 1.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    constraint: Literal['UnitNorm'] = 'UnitNorm'
    """
    Tells this form from others.
    """
    axis: Annotated[Optional[int], Field(ge=0, le=5)] = None
    """
    Axis along which norms are taken; 0 for the kernel of Dense. Default: 0.
    """


class MaxNorm(Model):
    """
    Limit the norm of each weight vector.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    constraint: Literal['MaxNorm'] = 'MaxNorm'
    """
    Tells this form from others.
    """
    max_value: Annotated[Optional[float], Field(gt=0.0)] = None
    """
    Largest norm allowed. Default: 2.0.
    """
    axis: Annotated[Optional[int], Field(ge=0, le=5)] = None
    """
    Axis along which norms are taken; 0 for the kernel of Dense. Default: 0.
    """


class DecisionPrediction(Model):
    """
    The result of decision_function for a sample.
    """

    decision: Optional[Union[float, dict[str, Optional[float]]]]
    """
    A number for two classes, else a number for each label.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


DefaultRefRequestDefaultRef = TypeAliasType(
    "DefaultRefRequestDefaultRef", Annotated[str, Field(max_length=63)]
)
"""
One of its aliases; latest: always its newest version; null: what MODELBOOK_DEFAULT_REF of the server says.
"""


class DefaultRefRequest(Model):
    """
    What the bare name of a model means.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    default_ref: Optional[DefaultRefRequestDefaultRef]
    """
    One of its aliases; latest: always its newest version; null: what MODELBOOK_DEFAULT_REF of the server says.
    """


class TextErrorData(Model):
    """
    The reason for which a text ends early.
    """

    detail: str
    """
    What failed, and what to do about it.
    """


ResourcesMemoryGb = TypeAliasType(
    "ResourcesMemoryGb", Annotated[float, Field(ge=0.5, le=65536.0)]
)
"""
Memory above which the job is stopped and fails, in GiB; the share of a worker's slot when left out.
"""


class Resources(Model):
    """
    What a job may use.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    device: Optional[Literal['auto', 'cpu', 'gpu']] = None
    """
    Kind of device; auto uses the CPU queue. Default: "auto".
    """
    time_limit_s: Annotated[Optional[int], Field(ge=1, le=604800)] = None
    """
    Time after which the job is stopped and fails, in seconds. Default: 3600.
    """
    memory_gb: Optional[ResourcesMemoryGb] = None
    """
    Memory above which the job is stopped and fails, in GiB; the share of a worker's slot when left out.
    """


class StepsOut(Model):
    """
    The single-step form of a model.
    """

    difference: Optional[float]
    """
    Largest difference from whole windows, relative to the largest output; null if there is no single-step form.
    """
    reason: str
    """
    Why there is no single-step form; empty if there is one.
    """


ReadingEncoding = TypeAliasType(
    "ReadingEncoding", Annotated[str, Field(max_length=40, min_length=1)]
)
"""
Encoding of text, such as utf-8, utf-16 or cp1252.
"""


ReadingDelimiter = TypeAliasType(
    "ReadingDelimiter", Annotated[str, Field(max_length=1, min_length=1)]
)
"""
Character between cells; a blank for runs of blanks.
"""


ReadingMissingReadingMissingItem = TypeAliasType(
    "ReadingMissingReadingMissingItem", Annotated[str, Field(max_length=100)]
)


ReadingMissing = TypeAliasType(
    "ReadingMissing",
    Annotated[list[ReadingMissingReadingMissingItem], Field(max_length=100)],
)
"""
Cells that stand for a missing value, in every column, besides empty ones.
"""


ReadingSkipLinesReadingSkipLine = TypeAliasType(
    "ReadingSkipLinesReadingSkipLine", Annotated[int, Field(ge=1)]
)


ReadingSkipLines = TypeAliasType(
    "ReadingSkipLines",
    Annotated[list[ReadingSkipLinesReadingSkipLine], Field(max_length=10000)],
)
"""
Lines to leave out, counted from 1.
"""


ReadingLabels = TypeAliasType(
    "ReadingLabels", Annotated[str, Field(max_length=200, min_length=1)]
)
"""
How labels that look alike are joined: strip, strip_casefold or as_is; for images also a CSV member with labels.
"""


ReadingSheet = TypeAliasType(
    "ReadingSheet", Annotated[str, Field(max_length=200, min_length=1)]
)
"""
Name of the sheet of a workbook; the first when left out.
"""


ReadingMaxBadShare = TypeAliasType(
    "ReadingMaxBadShare", Annotated[float, Field(gt=0.0, le=1.0)]
)
"""
Largest share of members that may be skipped; 0.05 when left out.
"""


class Reading(Model):
    """
    How to read a file, where the caller settles it; what is left out is recognized.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    encoding: Optional[ReadingEncoding] = None
    """
    Encoding of text, such as utf-8, utf-16 or cp1252.
    """
    delimiter: Optional[ReadingDelimiter] = None
    """
    Character between cells; a blank for runs of blanks.
    """
    decimal: Optional[Literal['.', ',']] = None
    """
    Character before the decimals of a number.
    """
    thousands: Optional[Literal[',', '.', ' ', "'", '_']] = None
    """
    Character between groups of three digits.
    """
    header: Optional[bool] = None
    """
    Whether the first row names the columns.
    """
    missing: Optional[ReadingMissing] = None
    """
    Cells that stand for a missing value, in every column, besides empty ones.
    """
    types: Optional[dict[Annotated[str, StringConstraints(min_length=1, max_length=200)], ColumnType]] = (
        None
    )
    """
    Types of columns, by name.
    """
    dates: Optional[dict[Annotated[str, StringConstraints(min_length=1, max_length=200)], DateOrder]] = (
        None
    )
    """
    Order of day and month, by name of a column of dates.
    """
    skip_lines: Optional[ReadingSkipLines] = None
    """
    Lines to leave out, counted from 1.
    """
    labels: Optional[ReadingLabels] = None
    """
    How labels that look alike are joined: strip, strip_casefold or as_is; for images also a CSV member with labels.
    """
    sheet: Optional[ReadingSheet] = None
    """
    Name of the sheet of a workbook; the first when left out.
    """
    on_bad: Optional[Literal['refuse', 'skip']] = None
    """
    What happens to members of an archive that cannot be read.
    """
    max_bad_share: Optional[ReadingMaxBadShare] = None
    """
    Largest share of members that may be skipped; 0.05 when left out.
    """


class CheckpointOut(Model):
    """
    A checkpoint: an HDF5 file of all variables.
    """

    epoch: int
    """
    Its epoch, from 1, by which it is downloaded and registered.
    """
    file: str
    """
    File name, by the pattern of the spec.
    """
    size_bytes: int
    """
    Size of the file, in bytes.
    """
    metrics: dict[str, float]
    """
    Loss, metrics and learning rate of its epoch, by name.
    """
    created_at: AwareDatetime
    """
    When it was written.
    """


class EpochData(Model):
    """
    An epoch of a network that has ended. Its loss and metrics stand beside the other fields, each under its own name.
    """

    model_config = ConfigDict(
        extra='allow',
    )
    __annotations__ = {
        '__pydantic_extra__': Dict[str, float],
    }
    epoch: int
    """
    Number of the epoch, from 1; repeated only if the job begins again at the first.
    """
    seconds: float
    """
    Duration of the epoch with its validation, in seconds.
    """
    learning_rate: Optional[float] = None
    """
    Learning rate at the end of the epoch; left out by jobs of old releases.
    """
    samples_per_second: Optional[float] = None
    """
    Samples of the training part per second, without validation; left out by jobs of old releases.
    """


class BatchOut(Model):
    """
    Figures after a batch: loss and metrics of the epoch so far stand beside the other fields, each under its own name.
    """

    model_config = ConfigDict(
        extra='allow',
    )
    __annotations__ = {
        '__pydantic_extra__': Dict[str, float],
    }
    epoch: int
    """
    Number of the epoch, from 1.
    """
    step: int
    """
    Number of the batch in its epoch, from 1.
    """


class SampleData(Model):
    """
    A text that a network generated after an epoch, for a spec with `training.samples`.
    """

    epoch: int
    """
    Number of the epoch, from 1.
    """
    temperature: float
    """
    Temperature of the draws.
    """
    seed: str
    """
    Text that is continued, as given in the spec.
    """
    text: str
    """
    Generated text, without the seed.
    """


class OverfittingOut(Model):
    """
    Evidence that a network overfits.
    """

    epoch: int
    """
    Epoch with the lowest validation loss, which has risen since while the training loss fell.
    """
    val_loss: float
    """
    Validation loss of that epoch.
    """
    last_val_loss: float
    """
    Validation loss of the last epoch.
    """


class TextErrorEvent(Model):
    """
    The event `error`.
    """

    event: Literal['error'] = 'error'
    """
    Name of the event.
    """
    data: TextErrorData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobEpochEvent(Model):
    """
    The event `epoch`.
    """

    event: Literal['epoch'] = 'epoch'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: EpochData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobSampleEvent(Model):
    """
    The event `sample`.
    """

    event: Literal['sample'] = 'sample'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: SampleData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobTrialEvent(Model):
    """
    The event `trial`.
    """

    event: Literal['trial'] = 'trial'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: TrialData
    """
    Its data, which the stream has as JSON in one line.
    """


CheckpointKeep = TypeAliasType("CheckpointKeep", Annotated[int, Field(ge=1, le=1000)])
"""
Number of newest checkpoints that are kept; all if null. Default: 2.
"""


CheckpointMonitor = TypeAliasType(
    "CheckpointMonitor", Annotated[str, Field(max_length=100)]
)
"""
Logged name by which an epoch is the best so far; val_loss when left out.
"""


class Checkpoint(Model):
    """
    Keep checkpoints while training: HDF5 files of all variables.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    every: Annotated[Optional[int], Field(ge=1, le=10000)] = None
    """
    Epochs between checkpoints. Default: 1.
    """
    keep: Optional[CheckpointKeep] = None
    """
    Number of newest checkpoints that are kept; all if null. Default: 2.
    """
    monitor: Optional[CheckpointMonitor] = None
    """
    Logged name by which an epoch is the best so far; val_loss when left out.
    """
    best_only: Optional[bool] = None
    """
    Keep a checkpoint only when the monitor is better than in all earlier epochs. Default: false.
    """
    weights_only: Optional[bool] = None
    """
    Leave out the state of the optimizer. Default: false.
    """
    name: Annotated[Optional[str], Field(max_length=100)] = None
    """
    File name; {epoch:03d} and logged names such as {val_loss:.3f} are filled in. Default: "epoch-{epoch:05d}.h5".
    """
    mode: Optional[MonitorMode] = None
    """
    Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto".
    """


class Axis(Model):
    """
    A feature, and the grid's points along it.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    feature: Union[int, str]
    """
    Index of the feature, from 0, or the name of its column.
    """
    from_: Annotated[float, Field(alias='from')]
    """
    First point.
    """
    to: float
    """
    Last point.
    """
    steps: Annotated[int, Field(ge=2, le=1000000)]
    """
    Number of points, the ends included.
    """


InputChoiceFeatures = TypeAliasType(
    "InputChoiceFeatures",
    Annotated[list[Column], Field(max_length=10000, min_length=1)],
)
"""
Columns of an upload, or its one array; left out for a built-in data set.
"""


class InputChoice(Model):
    """
    The data of one input of a network.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    features: Optional[InputChoiceFeatures] = None
    """
    Columns of an upload, or its one array; left out for a built-in data set.
    """


class MeasuredFigure(Model):
    """
    A reported figure beside the measured one.
    """

    figure: str
    """
    Name of the figure; of a candidate of a search, with its parameters.
    """
    reported: Figure
    """
    What the book reports.
    """
    measured: Optional[Figure]
    """
    What the run measured; null if it did not.
    """
    allowed: Optional[float]
    """
    Largest allowed difference; null where both must be equal.
    """
    other_seeds: list[Optional[Figure]]
    """
    What was measured with other seeds; empty where the first agrees.
    """
    verdict: FigureVerdict
    """
    Whether they agree: within the allowed difference, within the spread of the seeds, or not.
    """


class AppendForm(Model):
    """
    A file to append to a data set.
    """

    file: Annotated[
        bytes, Field(json_schema_extra={'contentMediaType': 'application/octet-stream'})
    ]
    """
    The file.
    """
    format: Optional[UploadFormat] = None
    """
    Format of the file; by the ending of its name when left out.
    """
    delimiter: Optional[str] = None
    """
    One character between the fields of a table; short for that of `reading`.
    """
    reading: Optional[str] = None
    """
    JSON object that settles how the file is read, over how the data set was.
    """


class UploadForm(Model):
    """
    A data set to upload.
    """

    file: Annotated[
        bytes, Field(json_schema_extra={'contentMediaType': 'application/octet-stream'})
    ]
    """
    The file.
    """
    name: Annotated[Optional[str], Field(max_length=200)] = None
    """
    Name of the data set; the file's name when left out.
    """
    format: Optional[UploadFormat] = None
    """
    Format of the file; by the ending of its name when left out: csv for .csv, .tsv; parquet for .parquet, .pq; arrow for .arrow, .arrows, .feather, .ipc; jsonl for .jsonl, .ndjson, .json; xlsx for .xlsx, .xlsm, .xlsb, .xls, .ods; npy for .npy; npz for .npz; idx for .idx, -ubyte, .idx1, .idx3; images for .zip, .tar, .tgz; text for .txt, .text.
    """
    delimiter: Optional[str] = None
    """
    One character between the fields of a table; short for that of `reading`.
    """
    reading: Optional[str] = None
    """
    JSON object that settles how the file is read; its fields are those of the body of a reread.
    """


CrossValidationSeed = TypeAliasType(
    "CrossValidationSeed", Annotated[int, Field(ge=0, lt=2147483648)]
)
"""
Seed of the shuffle; the job's when left out.
"""


class CrossValidation(Model):
    """
    The task cross_validate: one model, scored on every fold.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    folds: Annotated[Optional[int], Field(ge=2, le=1000)] = None
    """
    Number of folds; each is scored once, by a model fitted to the others. Default: 5.
    """
    stratified: Optional[bool] = None
    """
    Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn.
    """
    shuffle: Optional[bool] = None
    """
    Draw the folds at random; otherwise in the order of the samples. Default: false.
    """
    grouped: Optional[bool] = None
    """
    Keep each group of data.groups in one fold. Default: false.
    """
    time_series: Optional[bool] = None
    """
    Train only on samples before the fold. Default: false.
    """
    seed: Optional[CrossValidationSeed] = None
    """
    Seed of the shuffle; the job's when left out.
    """
    scoring: Optional[Scoring] = None
    """
    Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction.
    """
    train_scores: Optional[bool] = None
    """
    Also score the training part of each fold. Default: true.
    """


GridSearchSpaceAdditionalProperty = TypeAliasType(
    "GridSearchSpaceAdditionalProperty",
    Annotated[list[Any], Field(max_length=1000, min_length=1)],
)


class GridSearch(Model):
    """
    Every combination of the values.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    folds: Annotated[Optional[int], Field(ge=2, le=1000)] = None
    """
    Number of folds; each is scored once, by a model fitted to the others. Default: 5.
    """
    stratified: Optional[bool] = None
    """
    Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn.
    """
    shuffle: Optional[bool] = None
    """
    Draw the folds at random; otherwise in the order of the samples. Default: false.
    """
    grouped: Optional[bool] = None
    """
    Keep each group of data.groups in one fold. Default: false.
    """
    time_series: Optional[bool] = None
    """
    Train only on samples before the fold. Default: false.
    """
    seed: Optional[CrossValidationSeed] = None
    """
    Seed of the shuffle; the job's when left out.
    """
    scoring: Optional[Scoring] = None
    """
    Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction.
    """
    train_scores: Optional[bool] = None
    """
    Also score the training part of each fold. Default: true.
    """
    strategy: Literal['grid'] = 'grid'
    """
    Tells this form from others.
    """
    space: Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=200)], GridSearchSpaceAdditionalProperty],
        Field(max_length=50, min_length=1),
    ]
    """
    Values by what is varied: step__parameter, or the path of a field (model.layers.0.units).
    """


class ArtifactOptions(Model):
    """
    What the artifact of the model holds.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    golden: Optional[GoldenSource] = None
    """
    Examples that every runtime replays before it serves the model. real: samples of the data, raw; synthetic: samples that are drawn from the ranges and categories of the columns, so that the file holds none of the data's. Default: "real".
    """


class DevicesOut(Model):
    """
    What a worker hands to its jobs.
    """

    gpus: list[str]
    """
    Ids of the GPUs, of which each job has one in turn; empty for none.
    """
    threads: int
    """
    CPU threads of one job; 0 for all of the machine.
    """


class RotationRequest(Model):
    """
    How a key is replaced.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    grace_s: Annotated[Optional[float], Field(ge=0.0, le=3153600000.0)] = None
    """
    Seconds for which the old key can still be used. Default: 0.0.
    """


class GrantOut(Model):
    """
    A grant.
    """

    grantee: str
    """
    The owner whom it is given to; *: every owner.
    """
    right: Right
    """
    read or use; use includes read.
    """
    created_at: AwareDatetime
    """
    When it was given, or last changed.
    """


class GivenGrantOut(Model):
    """
    A grant that was given, and what it gives away.
    """

    grantee: str
    """
    The owner whom it is given to; *: every owner.
    """
    right: Right
    """
    read or use; use includes read.
    """
    created_at: AwareDatetime
    """
    When it was given, or last changed.
    """
    warnings: list[str]
    """
    What of its data the grantee can read out of a model; empty for a data set, and for a model without such.
    """


class GrantsOut(Model):
    """
    The grants on a model or data set, by grantee.
    """

    grants: list[GrantOut]
    """
    The grants, by grantee.
    """


class AuditEntryOut(Model):
    """
    A change.
    """

    id: str
    """
    Id of the entry; later ones have greater ids.
    """
    at: AwareDatetime
    """
    When it was made.
    """
    actor: str
    """
    Who made it: `command line`, `admin key file`, `key` and its id, `account` and its owner, or `nobody` without a key.
    """
    action: Union[Literal['create key', 'rotate key', 'expire key', 'revoke key', 'give grant', 'withdraw grant', 'set alias', 'delete alias', 'set default', 'delete', 'undo deletion'], str]
    """
    What was done.
    """
    owner: str
    """
    Owner of what was changed.
    """
    subject: str
    """
    What was changed: id of a key, `model` and its name, or `dataset` and its id.
    """
    data: dict[str, Optional[Union[str, int, float, list[str]]]]
    """
    Details by name: of a key its name and scopes, of a grant its grantee and right, of an alias its versions and the job that has promoted one.
    """


class RecipeSummary(Model):
    """
    Summary of a recipe.
    """

    id: str
    """
    Id of the recipe, as POST /v1/jobs takes it.
    """
    group: RecipeGroup
    """
    Family of models that it belongs to.
    """
    title: str
    """
    The trained model, in a line.
    """
    source: str
    """
    Where in the book it is from.
    """
    expected_minutes: float
    """
    Minutes that the whole recipe takes on two cores.
    """
    reported: Optional[dict[str, Figure]] = None
    """
    Figures that the book reports, by name.
    """
    verdict: Optional[Verdict]
    """
    How its figures compared with the book's in the newest full run; null for one that it did not know.
    """


class LineageThingOut(Model):
    """
    A data set, job or model version of a lineage.
    """

    id: str
    """
    Its id in this answer: its kind and its name.
    """
    kind: Union[Literal['dataset', 'job', 'model'], str]
    """
    What it is.
    """
    name: str
    """
    Source of a data set as in a spec, id of a job, or reference of a model version.
    """
    gone: bool
    """
    Whether it was deleted, or is another owner's and not shared with you: then only its name is known.
    """
    title: Optional[str]
    """
    Name of an uploaded data set, or of the model of a job; null if there is none.
    """
    state: Optional[str]
    """
    State of a job; null of other things.
    """
    sha256: Optional[str]
    """
    Digest of the uploaded file, or of the artifact; null of other things.
    """
    data_sha256: Optional[str]
    """
    Digest of the raw training part of a model; null of imported models and other things.
    """
    created_at: Optional[AwareDatetime]
    """
    When it was made; null of built-in data sets, and of what is gone.
    """


class DeletionOut(Model):
    """
    A deletion: what was deleted, and until when it can be restored.
    """

    id: str
    """
    Its id, by which it is undone.
    """
    kind: DeletedKind
    """
    What was deleted: a model with all versions, one version, a job, jobs by filters, a sweep, a data set.
    """
    name: str
    """
    What was deleted, as it was named: a reference, an id, or the filters.
    """
    n_versions: int
    """
    Model versions in it.
    """
    n_jobs: int
    """
    Jobs in it.
    """
    n_datasets: int
    """
    Data sets in it.
    """
    size_bytes: int
    """
    Bytes of its files, which are free once it is purged.
    """
    deleted_by: str
    """
    Who deleted it: key and its id, account and its owner, nobody without a key, or retention.
    """
    deleted_at: AwareDatetime
    """
    When it was deleted.
    """
    undo_until: Optional[AwareDatetime]
    """
    Until when it can be undone; null if its files are being removed or are gone.
    """


class SessionOut(Model):
    """
    A session with a stateful model.
    """

    id: str
    """
    Id of the session, for the paths below.
    """
    model: str
    """
    The model version it was opened for.
    """
    n_steps: int
    """
    Steps fed so far.
    """
    expires_at: AwareDatetime
    """
    When it expires unless it is fed again.
    """


class SweepSummaryOut(Model):
    """
    A sweep in a list.
    """

    id: str
    """
    Id of the sweep.
    """
    name: str
    """
    Name of its models, before the names of the members.
    """
    recipe: Optional[str]
    """
    Id of the recipe; null if it was submitted with a spec.
    """
    states: dict[JobState, int]
    """
    Number of its jobs in each state.
    """
    created_at: AwareDatetime
    """
    When it was submitted.
    """


class CallerKeyOut(Model):
    """
    The key of a request.
    """

    id: str
    """
    Id of the key, by which an administrator revokes or rotates it.
    """
    name: str
    """
    What people call it.
    """
    scopes: list[Scope]
    """
    What the key allows: read, predict, train, admin.
    """
    expires_at: Optional[AwareDatetime]
    """
    When it expires; null if it does not.
    """


class ResumableOut(Model):
    """
    An upload that arrives in several requests.
    """

    id: str
    """
    Its id.
    """
    offset: int
    """
    Bytes that have arrived.
    """
    size_bytes: int
    """
    Bytes of the whole file.
    """
    created_at: AwareDatetime
    """
    When it was begun.
    """
    expires_at: AwareDatetime
    """
    When it is deleted unless it is whole.
    """
    dataset: Optional[str]
    """
    Id of the data set that it became; null before.
    """


class KeyOut(Model):
    """
    A key, without its text.
    """

    id: str
    """
    Its id, which is no secret.
    """
    owner: str
    """
    Owner of what its calls make and see.
    """
    name: str
    """
    What people call it.
    """
    scopes: list[Scope]
    """
    What it allows; admin allows all.
    """
    state: KeyState
    """
    Whether it can be used; only an active key can.
    """
    created_at: AwareDatetime
    """
    When it was made.
    """
    expires_at: Optional[AwareDatetime]
    """
    When it expires; null if it does not.
    """
    revoked_at: Optional[AwareDatetime]
    """
    When it was revoked; null if it was not.
    """
    last_used_at: Optional[AwareDatetime]
    """
    When it was last used, to about a minute; null if it never was.
    """


class CreatedKeyOut(Model):
    """
    A key that was just made.
    """

    id: str
    """
    Its id, which is no secret.
    """
    owner: str
    """
    Owner of what its calls make and see.
    """
    name: str
    """
    What people call it.
    """
    scopes: list[Scope]
    """
    What it allows; admin allows all.
    """
    state: KeyState
    """
    Whether it can be used; only an active key can.
    """
    created_at: AwareDatetime
    """
    When it was made.
    """
    expires_at: Optional[AwareDatetime]
    """
    When it expires; null if it does not.
    """
    revoked_at: Optional[AwareDatetime]
    """
    When it was revoked; null if it was not.
    """
    last_used_at: Optional[AwareDatetime]
    """
    When it was last used, to about a minute; null if it never was.
    """
    key: str
    """
    The key itself. It is shown this once; only a digest of it is stored.
    """


class ImagesForm(Model):
    """
    Files of images to predict on.
    """

    images: list[bytes]
    """
    One file for each sample.
    """


class SampleOut(Model):
    """
    A raw sample.
    """

    index: int
    """
    Index in the part, from 0.
    """
    input: RawValue
    """
    A value or nested lists, of the data set's `input_shape`; an uploaded image as a data URL.
    """
    target: RawValue
    """
    The raw target; null if the set has no targets.
    """


class Mistake(Model):
    """
    One misclassified sample.
    """

    index: int
    """
    Its index in the part, from 0.
    """
    true: Optional[Union[int, float, str]]
    """
    Its class; null for one not seen in training.
    """
    predicted: Union[int, float, str]
    """
    The predicted class.
    """
    probability: Optional[float]
    """
    Predicted probability of the predicted class; null for a model without probabilities.
    """


class InputOut(Model):
    """
    One input of a model.
    """

    input_shape: list[Optional[int]]
    """
    Shape of one raw value; null for an axis of any length.
    """
    input_dtype: str
    """
    NumPy type of raw values; str: text, object: rows of numbers and text, image: encoded images.
    """
    images: bool
    """
    Whether PNG, JPEG and other image files are accepted.
    """
    model_shape: list[int]
    """
    Shape of one value after preprocessing.
    """
    columns: Optional[list[str]]
    """
    Names of the input columns; null if inputs are not rows with named columns.
    """
    text_columns: list[int]
    """
    Indices of the text columns, from 0.
    """
    gaps: list[int]
    """
    Indices of the columns in which the model itself takes missing values, from 0.
    """


class ActivationsRequest(Model):
    """
    A sample to follow through the layers of a network.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: list[Any]
    """
    One sample, in the units of the raw data; an object of inputs by name if the model has several.
    """


class EncodeRequest(Model):
    """
    Inputs to encode.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: list[Any]
    """
    One entry per sample, in the units of the raw data; an object of inputs by name if the model has several.
    """


class FeedRequest(Model):
    """
    Steps to feed.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: list[Any]
    """
    Steps of the series in its own units, oldest first: numbers, or rows of them.
    """


TransformSpecInputs = TypeAliasType(
    "TransformSpecInputs", Annotated[list[Any], Field(max_length=10000)]
)
"""
Raw inputs, as in a prediction.
"""


class TransformSpec(Model):
    """
    Raw values, to be preprocessed as for the model.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: Optional[TransformSpecInputs] = None
    """
    Raw inputs, as in a prediction.
    """
    each_step: Optional[bool] = None
    """
    Whether to return what each step makes of the input, too; of one input only. Default: false.
    """
    targets: Optional[Union[list[Any], dict[str, list[Any]]]] = None
    """
    Raw targets: labels, numbers or rows; of several outputs an object of lists by output name. Those of a series are steps.
    """


class PredictRequest(Model):
    """
    Inputs to predict on, and the method.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: list[Any]
    """
    One entry per sample, in the units of the raw data; an object of inputs by name if the model has several.
    """
    method: Optional[Method] = None
    """
    Method that gives the predictions; that of the model's kind when left out.
    """


class InverseSpec(Model):
    """
    Values in the units of the model, to be converted to those of the raw data.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: Optional[Union[list[Any], dict[str, list[Any]]]] = None
    """
    Prepared inputs of the `model_shape`; of several inputs an object of lists by input name.
    """
    targets: Optional[Union[list[Any], dict[str, list[Any]]]] = None
    """
    Outputs or prepared targets: of the `output_shape`, or ids of classes; of several outputs an object of lists by output name.
    """


class ValuesOut(Model):
    """
    Inputs and targets of a sample, by the names of the model's inputs and outputs.
    """

    inputs: dict[str, RawValue]
    """
    The value of each input, by its name.
    """
    targets: dict[str, RawValue]
    """
    The value of each output's target, by its name.
    """


class CheckpointRef(Model):
    """
    A checkpoint of a job.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    job: Annotated[str, Field(pattern='^[0-9A-HJKMNP-TV-Z]{26}$')]
    """
    Id of the job.
    """
    epoch: Annotated[int, Field(ge=1, le=1000000)]
    """
    Epoch of the checkpoint.
    """


class KeyPage(Model):
    """
    A page of keys, newest first.
    """

    keys: list[KeyOut]
    """
    The keys.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


FunctionalOutput = TypeAliasType(
    "FunctionalOutput",
    Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')],
)


class OutputOut(Model):
    """
    One output of a model.
    """

    kind: KindName
    """
    Kind of its predictions.
    """
    output_shape: list[int]
    """
    Shape of one output, before it is converted to the units of the targets.
    """
    labels: Optional[list[Union[int, str]]]
    """
    Class labels, in the order of the output; null if it has none.
    """
    target_columns: Optional[list[str]]
    """
    Names of the forecast columns of a series; null if they are the inputs.
    """


class ConstantSchedule(Model):
    """
    The rate of the optimizer in every epoch; useful with a warm-up.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['constant'] = 'constant'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """


class ExponentialSchedule(Model):
    """
    The rate of the optimizer, multiplied by a factor in each epoch.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['exponential'] = 'exponential'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    decay: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Factor from one epoch to the next. Default: 0.95.
    """
    floor: Annotated[Optional[float], Field(ge=0.0, le=100.0)] = None
    """
    Lowest rate. Default: 0.0.
    """


CosineScheduleEpochs = TypeAliasType(
    "CosineScheduleEpochs", Annotated[int, Field(ge=1, le=100000)]
)
"""
Epochs until the floor is reached; all epochs when left out.
"""


class CosineSchedule(Model):
    """
    From the rate of the optimizer down to the floor along half a cosine (Loshchilov and Hutter, 2016).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['cosine'] = 'cosine'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    epochs: Optional[CosineScheduleEpochs] = None
    """
    Epochs until the floor is reached; all epochs when left out.
    """
    floor: Annotated[Optional[float], Field(ge=0.0, le=100.0)] = None
    """
    Lowest rate. Default: 0.0.
    """


class StepSchedule(Model):
    """
    The rate of the optimizer, multiplied by a factor every few epochs.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['step'] = 'step'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    every: Annotated[int, Field(ge=1, le=100000)]
    """
    Epochs between changes.
    """
    factor: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Factor of each change. Default: 0.5.
    """
    floor: Annotated[Optional[float], Field(ge=0.0, le=100.0)] = None
    """
    Lowest rate. Default: 0.0.
    """


class PlateauSchedule(Model):
    """
    The rate of the optimizer, reduced when the monitor has not improved for some epochs.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['plateau'] = 'plateau'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    monitor: Annotated[str, Field(max_length=100)]
    """
    Logged name that should improve, such as val_loss.
    """
    factor: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Factor of each reduction. Default: 0.1.
    """
    patience: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    Epochs without improvement after which the rate is reduced. Default: 10.
    """
    min_delta: Annotated[Optional[float], Field(ge=0.0)] = None
    """
    Smallest change that counts as an improvement. Default: 0.0001.
    """
    mode: Optional[MonitorMode] = None
    """
    Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto".
    """
    floor: Annotated[Optional[float], Field(ge=0.0, le=100.0)] = None
    """
    Lowest rate. Default: 0.0.
    """


LinearScheduleFloor = TypeAliasType(
    "LinearScheduleFloor", Annotated[float, Field(ge=0.0, le=100.0)]
)
"""
Lowest rate.
"""


class LinearSchedule(Model):
    """
    A linear function of the epoch, instead of the rate of the optimizer.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['linear'] = 'linear'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    start: Annotated[float, Field(gt=0.0, le=100.0)]
    """
    Rate of the first epoch.
    """
    slope: Annotated[float, Field(ge=-100.0, le=100.0)]
    """
    Change from one epoch to the next; negative for a falling rate.
    """
    floor: Optional[LinearScheduleFloor] = None
    """
    Lowest rate; required where the line would reach 0.
    """


PiecewiseScheduleTableAdditionalProperty = TypeAliasType(
    "PiecewiseScheduleTableAdditionalProperty",
    Annotated[float, Field(gt=0.0, le=100.0)],
)
"""
Factor of the updates.
"""


class PiecewiseSchedule(Model):
    """
    A table of rates by the epoch in which they begin.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['piecewise'] = 'piecewise'
    """
    Tells this form from others.
    """
    warmup_epochs: Annotated[Optional[int], Field(ge=0, le=10000)] = None
    """
    Epochs in which the rate first grows, batch by batch, from near 0 to its initial value. Default: 0.
    """
    table: Annotated[
        dict[str, PiecewiseScheduleTableAdditionalProperty],
        Field(max_length=1000, min_length=1),
    ]
    """
    Rates by number of epoch, from 1 after the warm-up. Before the first entry the rate is that of the optimizer.
    """


class ClassCountOut(Model):
    """
    A class, and its number of samples in a part.
    """

    label: Union[int, str]
    """
    The class.
    """
    n_samples: int
    """
    Number of its samples in the part.
    """


class ClassFigures(Model):
    """
    Figures of one class against the others.
    """

    label: Union[int, float, str]
    """
    The class.
    """
    precision: float
    """
    Share of samples predicted as this class that belong to it; 0 without such samples.
    """
    recall: float
    """
    Share of samples of this class that are predicted as it; 0 without such samples.
    """
    f1: float
    """
    Harmonic mean of the two.
    """
    support: int
    """
    Samples of this class.
    """
    roc: Optional[RocCurve]
    """
    At most 200 points; null without probabilities, over 100 classes, or where one side has no samples.
    """
    precision_recall: Optional[PrecisionRecallCurve]
    """
    As `roc`.
    """


class LabelPrediction(Model):
    """
    The class of a sample.
    """

    label: Union[int, str]
    """
    The class.
    """
    probability: Optional[float] = None
    """
    Its probability; null if the model has none, left out by the method predict.
    """
    probabilities: Optional[dict[str, Optional[float]]] = None
    """
    Probabilities by label; left out where none were asked for.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class LabelsPrediction(Model):
    """
    The labels of a sample, any number of them.
    """

    labels: list[str]
    """
    Labels with a probability of at least 0.5.
    """
    probabilities: Optional[dict[str, Optional[float]]] = None
    """
    Probability of each label; left out where none were asked for.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


AddLayerName = TypeAliasType(
    "AddLayerName", Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')]
)
"""
Name of the layer; generated when left out.
"""


class AddLayer(Model):
    """
    Add branches.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Add'] = 'Add'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class AverageLayer(Model):
    """
    Take the mean of branches.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Average'] = 'Average'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class ConcatenateLayer(Model):
    """
    Concatenate branches along their last axis.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Concatenate'] = 'Concatenate'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class FlattenLayer(Model):
    """
    Flatten a sample to one axis.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Flatten'] = 'Flatten'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalAveragePooling1DLayer(Model):
    """
    Take the mean of each channel over all steps.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalAveragePooling1D'] = 'GlobalAveragePooling1D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalAveragePooling2DLayer(Model):
    """
    Take the mean of each channel over an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalAveragePooling2D'] = 'GlobalAveragePooling2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalAveragePooling3DLayer(Model):
    """
    Take the mean of each channel over a volume.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalAveragePooling3D'] = 'GlobalAveragePooling3D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalMaxPooling1DLayer(Model):
    """
    Keep the largest value of each channel over all steps.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalMaxPooling1D'] = 'GlobalMaxPooling1D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalMaxPooling2DLayer(Model):
    """
    Keep the largest value of each channel over an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalMaxPooling2D'] = 'GlobalMaxPooling2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class GlobalMaxPooling3DLayer(Model):
    """
    Keep the largest value of each channel over a volume.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GlobalMaxPooling3D'] = 'GlobalMaxPooling3D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class MaximumLayer(Model):
    """
    Keep the largest of each value.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Maximum'] = 'Maximum'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class MultiplyLayer(Model):
    """
    Multiply branches.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Multiply'] = 'Multiply'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class SamplingLayer(Model):
    """
    Draw from the normal distribution of a mean and a log-variance (in this order) in training; give the mean otherwise.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Sampling'] = 'Sampling'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class SubtractLayer(Model):
    """
    Subtract the second branch from the first.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Subtract'] = 'Subtract'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """


class ActivationLayer(Model):
    """
    An activation as a separate layer.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Activation'] = 'Activation'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Activation
    """
    Function applied to each value.
    """


class DotLayer(Model):
    """
    Take the inner product of two branches along one axis of each.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Dot'] = 'Dot'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    axes: Optional[tuple[int, int]] = None
    """
    Axis of the first and of the second branch, counted from 1. Default: [1, 1].
    """
    normalize: Optional[bool] = None
    """
    Normalize both to length 1 first, for the cosine. Default: false.
    """


class BackboneLayer(Model):
    """
    A known architecture without its last layers; weights are never downloaded.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Backbone'] = 'Backbone'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    backbone: Literal['MobileNetV2', 'EfficientNetB0', 'DenseNet121', 'ResNet50', 'VGG16', 'Xception']
    """
    The architecture, as Keras Applications names it.
    """
    weights: Annotated[Optional[str], Field(max_length=200)] = None
    """
    Registered model with the same architecture to take initial weights from; none for random ones. Default: "none".
    """
    pooling: Optional[Literal['avg', 'max']] = None
    """
    Give the mean or maximum of each channel instead of images.
    """


class Cropping2DLayer(Model):
    """
    Cut rows and columns off an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Cropping2D'] = 'Cropping2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    cropping: Optional[Sides] = None
    """
    Rows above and below, columns left and right; one number for all. Default: [[0, 0], [0, 0]].
    """


PermuteLayerDim = TypeAliasType("PermuteLayerDim", Annotated[int, Field(ge=1, le=5)])


class PermuteLayer(Model):
    """
    Reorder the axes of a sample.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Permute'] = 'Permute'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    dims: Annotated[list[PermuteLayerDim], Field(max_length=5, min_length=1)]
    """
    Axes in their new order, counted from 1.
    """


class LayerNormalizationLayer(Model):
    """
    Shift and scale each position of each sample to mean 0 and deviation 1, over its channels.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['LayerNormalization'] = 'LayerNormalization'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0)] = None
    """
    Added to the variance. Default: 0.001.
    """
    center: Optional[bool] = None
    """
    Learn a shift. Default: true.
    """
    scale: Optional[bool] = None
    """
    Learn a factor. Default: true.
    """


class NormalizationLayer(Model):
    """
    Shift and scale by a given mean and variance.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Normalization'] = 'Normalization'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    mean: float
    """
    Mean of the values before.
    """
    variance: Annotated[float, Field(gt=0.0)]
    """
    Variance of the values before.
    """


class BatchNormalizationLayer(Model):
    """
    Shift and scale each channel to mean 0 and deviation 1, over the batch.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['BatchNormalization'] = 'BatchNormalization'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    momentum: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Weight of earlier batches in the moving averages. Default: 0.99.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0)] = None
    """
    Added to the variance. Default: 0.001.
    """
    center: Optional[bool] = None
    """
    Learn a shift. Default: true.
    """
    scale: Optional[bool] = None
    """
    Learn a factor. Default: true.
    """


class RepeatVectorLayer(Model):
    """
    Repeat a row as the steps of a sequence.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['RepeatVector'] = 'RepeatVector'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    n: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of steps.
    """


class CategoryEncodingLayer(Model):
    """
    A one-hot vector for each id of a vocabulary: without weights, and made for one batch at a time.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['CategoryEncoding'] = 'CategoryEncoding'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    num_tokens: Annotated[int, Field(ge=1, le=100000)]
    """
    Size of the vocabulary; ids are below it.
    """
    output_mode: Optional[Literal['one_hot']] = None
    """
    One vector for each id. Default: "one_hot".
    """


class ZeroPadding2DLayer(Model):
    """
    Add zeros around an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['ZeroPadding2D'] = 'ZeroPadding2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    padding: Optional[Sides] = None
    """
    Rows above and below, columns left and right; one number for all. Default: [[1, 1], [1, 1]].
    """


class AveragePooling1DLayer(Model):
    """
    Take the mean of each window of steps.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['AveragePooling1D'] = 'AveragePooling1D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents1D] = None
    """
    Steps in a window. Default: [2].
    """
    strides: Optional[Extents1D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class AveragePooling2DLayer(Model):
    """
    Take the mean of each window of an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['AveragePooling2D'] = 'AveragePooling2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents2D] = None
    """
    Height and width of a window; one number for both. Default: [2, 2].
    """
    strides: Optional[Extents2D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class AveragePooling3DLayer(Model):
    """
    Take the mean of each window of a volume.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['AveragePooling3D'] = 'AveragePooling3D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents3D] = None
    """
    Depth, height and width of a window; one number for all. Default: [2, 2, 2].
    """
    strides: Optional[Extents3D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class MaxPooling1DLayer(Model):
    """
    Keep the largest value of each window of steps.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['MaxPooling1D'] = 'MaxPooling1D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents1D] = None
    """
    Steps in a window. Default: [2].
    """
    strides: Optional[Extents1D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class MaxPooling2DLayer(Model):
    """
    Keep the largest value of each window of an image.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['MaxPooling2D'] = 'MaxPooling2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents2D] = None
    """
    Height and width of a window; one number for both. Default: [2, 2].
    """
    strides: Optional[Extents2D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class MaxPooling3DLayer(Model):
    """
    Keep the largest value of each window of a volume.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['MaxPooling3D'] = 'MaxPooling3D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    pool_size: Optional[Extents3D] = None
    """
    Depth, height and width of a window; one number for all. Default: [2, 2, 2].
    """
    strides: Optional[Extents3D] = None
    """
    Distance between windows; the size of a window when left out.
    """
    padding: Optional[Padding] = None
    """
    'same' lets the last window extend beyond the edge. Default: "valid".
    """


class DropoutLayer(Model):
    """
    Set a share of the values to zero in training.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Dropout'] = 'Dropout'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    rate: Annotated[float, Field(ge=0.0, le=1.0)]
    """
    Share of the values dropped.
    """


class RescalingLayer(Model):
    """
    Multiply every value by a factor and add an offset.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Rescaling'] = 'Rescaling'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    scale: float
    """
    Factor.
    """
    offset: Optional[float] = None
    """
    Added to the product. Default: 0.0.
    """


ReshapeLayerShapeItem = TypeAliasType(
    "ReshapeLayerShapeItem", Annotated[int, Field(ge=1, le=100000)]
)


class ReshapeLayer(Model):
    """
    Give a sample another shape of the same number of values.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Reshape'] = 'Reshape'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    shape: Annotated[list[ReshapeLayerShapeItem], Field(max_length=5, min_length=1)]
    """
    New shape of one sample.
    """


class UpSampling2DLayer(Model):
    """
    Enlarge an image by repeating or interpolating rows and columns.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['UpSampling2D'] = 'UpSampling2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    size: Optional[Extents2D] = None
    """
    Factors by which height and width grow; one number for both. Default: [2, 2].
    """
    interpolation: Optional[Literal['nearest', 'bilinear']] = None
    """
    Method of interpolation. Default: "nearest".
    """


class GaussianNoiseLayer(Model):
    """
    Add noise in training.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GaussianNoise'] = 'GaussianNoise'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    stddev: Annotated[float, Field(ge=0.0, le=1.0)]
    """
    Standard deviation of the noise.
    """


class LayerOutput(Model):
    """
    What a layer gives for the sample.
    """

    layer: str
    """
    Name of the layer, or of an input.
    """
    shape: list[int]
    """
    Shape of the output.
    """
    maps: list[list[list[int]]]
    """
    Its channels as images, or one strip of its values; shades of 0 to 255 between low and high.
    """
    low: float
    """
    Its smallest value.
    """
    high: float
    """
    Its largest value.
    """
    zeros: float
    """
    Share of the values that are zero.
    """


class GenerationReport(Model):
    """
    How well a text model predicts the next symbol.
    """

    loss: float
    """
    Mean of -ln of the probability of the true next symbol.
    """
    accuracy: float
    """
    Share of windows whose likeliest next symbol is the true one.
    """
    perplexity: float
    """
    exp(loss): the number of equally likely symbols with the same loss.
    """
    n_symbols: int
    """
    Size of the vocabulary.
    """
    n_samples: int
    """
    Evaluated windows; of a larger part 20,000, evenly spaced.
    """


TrainingMetrics = TypeAliasType(
    "TrainingMetrics", Annotated[list[Metric], Field(max_length=10)]
)
"""
Metrics besides the loss: the same for all outputs, or by the name of each.
"""


TrainingSamplesPerEpoch = TypeAliasType(
    "TrainingSamplesPerEpoch", Annotated[int, Field(ge=1, le=10000000)]
)
"""
Samples in an epoch, which continues where the previous one ended; the whole training part when left out.
"""


TrainingFreezeItem = TypeAliasType(
    "TrainingFreezeItem", Annotated[str, Field(max_length=100, min_length=1)]
)


TrainingStepsPerExecution = TypeAliasType(
    "TrainingStepsPerExecution", Annotated[int, Field(ge=1, le=10000)]
)
"""
Batches in one call, between checks whether the job is to stop; chosen automatically when left out.
"""


class VariationalLoss(Model):
    """
    Distance of the output from the input, plus that of the latent values from a standard normal distribution.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    loss: Literal['variational'] = 'variational'
    """
    Tells this form from others.
    """
    mean: Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')]
    """
    Node that gives the mean of the latent values.
    """
    log_variance: Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')]
    """
    Node that gives the logarithm of their variance.
    """
    reconstruction: Optional[Literal['binary_crossentropy', 'mean_squared_error']] = (
        None
    )
    """
    How output and input are compared: summed over the values of a sample, averaged over samples. Default: "binary_crossentropy".
    """
    beta: Annotated[Optional[float], Field(ge=0.0, le=10000.0)] = None
    """
    Weight of the divergence from the standard normal distribution. Default: 1.0.
    """


class Interval(Model):
    """
    An interval that holds four of five values.
    """

    low: float
    """
    Lower end.
    """
    high: float
    """
    Upper end.
    """


class CalibrationBin(Model):
    """
    The samples whose likeliest class has a probability in one tenth of the range from 0 to 1.
    """

    low: float
    """
    Lower edge, exclusive except for the first bin.
    """
    high: float
    """
    Upper edge, inclusive.
    """
    count: int
    """
    Number of samples in the bin.
    """
    confidence: Optional[float]
    """
    Mean probability of the likeliest class; null without samples.
    """
    accuracy: Optional[float]
    """
    Share of correct predictions; null without samples.
    """


class NumberRange(Model):
    """
    A range of numbers.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    low: float
    """
    Smallest value.
    """
    high: float
    """
    Largest value.
    """
    log: Optional[bool] = None
    """
    Space values evenly on a logarithmic scale. Default: false.
    """
    integer: Optional[bool] = None
    """
    Whole numbers only. Default: false.
    """


class LogData(Model):
    """
    A message of a job: what it does now, or what was noticed.
    """

    message: str
    """
    The message, a sentence for people.
    """


class MissingOut(Model):
    """
    Epochs without a value of a metric, for which a curve has null.
    """

    metric: str
    """
    Name of the metric.
    """
    n_epochs: int
    """
    How many of the wanted epochs have none.
    """
    first_epoch: int
    """
    Number of the first of them.
    """
    last_epoch: int
    """
    Number of the last of them.
    """
    reason: str
    """
    Why they have none.
    """


class ValueSummaryOut(Model):
    """
    Values of targets in their own units: numbers, or lists with a number for each column. Null for values that are missing or not finite.
    """

    minimum: Optional[Union[float, list[Optional[float]]]]
    """
    Smallest value.
    """
    maximum: Optional[Union[float, list[Optional[float]]]]
    """
    Largest value.
    """
    mean: Optional[Union[float, list[Optional[float]]]]
    """
    Mean.
    """
    deviation: Optional[Union[float, list[Optional[float]]]]
    """
    Standard deviation.
    """


class ModelData(Model):
    """
    The model that a job has registered.
    """

    model: str
    """
    Reference of the version, for example digits@3.
    """


class ForecastOut(Model):
    """
    Forecast of a series.
    """

    model: str
    """
    The model version.
    """
    forecast: Union[list[Optional[float]], list[list[Optional[float]]]]
    """
    Steps after the end of the series, in its units: numbers, or rows if a step has several features; null if not finite.
    """
    times: Optional[Union[list[str], list[float]]]
    """
    Times of these steps, of a model trained with data.time; null where those of the series are not known: send times.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class ModelSchemaOut(Model):
    """
    JSON schemas (draft 2020-12) of one input and of one prediction of a model.
    """

    model: str
    """
    The model version.
    """
    kind: AnswerKind
    """
    `kind` of its answers, where no method is named.
    """
    input: JsonSchema
    """
    Schema of one entry of `inputs` of a prediction.
    """
    output: JsonSchema
    """
    Schema of one entry of `predictions` of the answer.
    """


class ClassificationPredictions(Model):
    """
    Predictions of the kind classification.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['classification'] = 'classification'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[LabelPrediction]
    """
    One for each input, in their order.
    """


class ClusteringPredictions(Model):
    """
    Predictions of the kind clustering.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['clustering'] = 'clustering'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[ClusterPrediction]
    """
    One for each input, in their order.
    """


class DecisionPredictions(Model):
    """
    Predictions of the kind decision.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['decision'] = 'decision'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[DecisionPrediction]
    """
    One for each input, in their order.
    """


class GenerationPredictions(Model):
    """
    Predictions of the kind generation.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['generation'] = 'generation'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[LabelPrediction]
    """
    One for each input, in their order.
    """


class MultiLabelPredictions(Model):
    """
    Predictions of the kind multi_label.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['multi_label'] = 'multi_label'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[LabelsPrediction]
    """
    One for each input, in their order.
    """


class ShareLayers(Model):
    """
    A registered network, and the layers that the job's network shares with it.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    model: Annotated[str, Field(max_length=200)]
    """
    Registered network that layers are shared with, such as digits or digits@3.
    """
    layers: Annotated[list[TrainingFreezeItem], Field(max_length=100, min_length=1)]
    """
    Patterns of layer names in both networks, such as dense_1 or conv*.
    """


class SharedLayersOut(Model):
    """
    Layers that a model shares with another.
    """

    model: str
    """
    Name of the other model.
    """
    layers: list[str]
    """
    Names of the shared layers.
    """


class ActivationsOut(Model):
    """
    What the layers of a network give for a sample.
    """

    model: str
    """
    The model version.
    """
    layers: list[LayerOutput]
    """
    The inputs of the network that are numbers with decimals, then its layers; of many at most nine.
    """
    n_inputs: int
    """
    How many of them are inputs.
    """
    n_layers: int
    """
    Layers of the network whose values differ from those before.
    """


class SurfaceOut(Model):
    """
    Predictions on a grid over two features.
    """

    model: str
    """
    The model version.
    """
    method: Method
    """
    Method that gave the values.
    """
    x: list[float]
    """
    Points along each row.
    """
    y: list[float]
    """
    Points from row to row.
    """
    labels: Optional[list[Union[int, str]]]
    """
    Class labels; `values` are indices or scores in this order. Null if the model has none.
    """
    values: Union[list[list[Optional[float]]], list[list[list[Optional[float]]]]]
    """
    A row for each y: indices in `labels`, clusters, values, or the score of the second of two labels; with more labels or outputs one grid each. Null for a value that is not finite.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class PointsOut(Model):
    """
    Latent points of inputs.
    """

    model: str
    """
    The model version.
    """
    points: list[list[Optional[float]]]
    """
    Latent point of each input, in order; null for a number that is not finite.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class SamplesOut(Model):
    """
    Samples decoded from latent points.
    """

    model: str
    """
    The model version.
    """
    points: list[list[float]]
    """
    Latent points, in order.
    """
    samples: list[RawValue]
    """
    Decoded sample of each point: nested lists in the units of the raw inputs.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class TextStartData(Model):
    """
    The beginning of a generated text: what it continues, and how symbols are drawn.
    """

    model: str
    """
    The model version.
    """
    seed: str
    """
    Text that is continued, as sent; a piece of the training text if none was sent.
    """
    window: str
    """
    The last window of the seed as the model reads it: after cleaning, and with markers for unknown symbols.
    """
    seed_number: int
    """
    Seed of the random draws; the same number, seed and temperature give the same text.
    """
    temperature: float
    """
    Temperature of the draws.
    """
    by: GenerationWay
    """
    steps: one step of the network per symbol; windows: a whole window per symbol, for networks without a single-step form.
    """


class TextOut(Model):
    """
    A generated text.
    """

    model: str
    """
    The model version.
    """
    seed: str
    """
    Text that is continued, as sent; a piece of the training text if none was sent.
    """
    window: str
    """
    The last window of the seed as the model reads it: after cleaning, and with markers for unknown symbols.
    """
    seed_number: int
    """
    Seed of the random draws; the same number, seed and temperature give the same text.
    """
    temperature: float
    """
    Temperature of the draws.
    """
    by: GenerationWay
    """
    steps: one step of the network per symbol; windows: a whole window per symbol, for networks without a single-step form.
    """
    text: str
    """
    Generated text, without the seed.
    """
    whole_text: str
    """
    The seed as sent, and the generated text.
    """
    symbols: int
    """
    Number of letters or words.
    """


class ExamplesOut(Model):
    """
    Inputs that a model version was recorded with.
    """

    model: str
    """
    The model version.
    """
    source: GoldenSource
    """
    Whether they are raw samples of its data (real), or were drawn (synthetic).
    """
    inputs: list[InputEntry]
    """
    The examples, each as one entry of `inputs` of a prediction; an image file as a small PNG file, as a data URL. Empty if none were recorded.
    """


class StorageOut(Model):
    """
    The bytes that an owner stores, by what they are.
    """

    models: int
    """
    Models with their compiled forms.
    """
    jobs: int
    """
    Checkpoints, files of predictions, and weights to import.
    """
    datasets: int
    """
    Uploaded data sets.
    """
    deleted: int
    """
    What of all that is deleted and not gone yet; DELETE /v1/deletions/{deletion_id} frees it.
    """
    figures: int
    """
    Figures of all these, counted within the last minute; they can be made anew, and are not in `stored_bytes`.
    """


class EarlyStopping(Model):
    """
    End training when the monitor has not improved for some epochs.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    monitor: Annotated[str, Field(max_length=100)]
    """
    Logged name that should improve, such as val_loss.
    """
    patience: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    Epochs without improvement after which training ends. Default: 10.
    """
    min_delta: Annotated[Optional[float], Field(ge=0.0)] = None
    """
    Smallest change that counts as an improvement. Default: 0.0.
    """
    mode: Optional[MonitorMode] = None
    """
    Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name. Default: "auto".
    """
    restore_best: Optional[bool] = None
    """
    Use the weights of the best epoch; otherwise those of the last. Default: false.
    """


class JobsDeletionOut(Model):
    """
    What a deletion of many jobs takes.
    """

    n_jobs: int
    """
    Jobs that are deleted.
    """
    n_versions: int
    """
    Model versions that are deleted with them.
    """
    n_kept: int
    """
    Jobs that fit the filters and are kept: they have not ended, or something needs them.
    """
    size_bytes: int
    """
    Bytes of the files.
    """
    deletion: Optional[DeletionOut]
    """
    The deletion; null if nothing was deleted, as with `dry_run`.
    """


SampleSpecNSamples = TypeAliasType(
    "SampleSpecNSamples", Annotated[int, Field(ge=1, le=1000)]
)
"""
Number of points drawn from the standard normal distribution.
"""


SampleSpecSeed = TypeAliasType(
    "SampleSpecSeed", Annotated[int, Field(ge=0, lt=9223372036854775808)]
)
"""
Seed of the draw: equal seeds give equal samples; random by default.
"""


SampleSpecPoints = TypeAliasType(
    "SampleSpecPoints",
    Annotated[list[list[float]], Field(max_length=1000, min_length=1)],
)
"""
Points of the latent space, instead of n_samples.
"""


class SampleSpec(Model):
    """
    Points to decode: drawn or given.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    n_samples: Optional[SampleSpecNSamples] = None
    """
    Number of points drawn from the standard normal distribution.
    """
    seed: Optional[SampleSpecSeed] = None
    """
    Seed of the draw: equal seeds give equal samples; random by default.
    """
    points: Optional[SampleSpecPoints] = None
    """
    Points of the latent space, instead of n_samples.
    """


class DataPartOut(Model):
    """
    One part of the data of a model.
    """

    n_samples: int
    """
    Number of its samples, or of steps of its series.
    """
    sha256: str
    """
    Digest of its raw samples and targets.
    """


class Differences(Model):
    """
    How far numbers differ from those recorded.
    """

    n_values: int
    """
    Number of recorded values.
    """
    n_different: int
    """
    Number of those that differ in any bit.
    """
    largest: Optional[float]
    """
    Largest absolute difference; null where it is not finite, and where none could be compared.
    """
    largest_relative: Optional[float]
    """
    Largest difference of an array, relative to the largest recorded value of that array; null as `largest`.
    """
    incomparable: list[str]
    """
    Names of arrays that are missing on one side, or of another shape; at most 20.
    """


class ImportForm(Model):
    """
    A network to import.
    """

    name: Annotated[str, Field(pattern='^[a-z0-9][a-z0-9._-]{0,62}$')]
    """
    Name the model is registered under.
    """
    architecture: Optional[str] = None
    """
    Result of `model.to_json()` of Keras, or the same as YAML; left out where weights has it.
    """
    weights: Annotated[
        bytes, Field(json_schema_extra={'contentMediaType': 'application/octet-stream'})
    ]
    """
    HDF5 file with the weights by layer, or of `model.save('x.h5')`.
    """
    labels: Optional[str] = None
    """
    JSON list of class labels, in the order of the outputs.
    """


EstimatorStepName = TypeAliasType(
    "EstimatorStepName",
    Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')],
)
"""
Name of the step; the estimator's name in lower case when left out.
"""


class EstimatorStep(Model):
    """
    One estimator of a pipeline.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Optional[EstimatorStepName] = None
    """
    Name of the step; the estimator's name in lower case when left out.
    """
    estimator: Literal['Ridge', 'RidgeCV', 'RidgeClassifier', 'RidgeClassifierCV', 'LinearRegression', 'LogisticRegression', 'Lasso', 'ElasticNet', 'SVC', 'SVR', 'KNeighborsClassifier', 'KNeighborsRegressor', 'GaussianNB', 'MultinomialNB', 'BernoulliNB', 'DecisionTreeClassifier', 'DecisionTreeRegressor', 'RandomForestClassifier', 'RandomForestRegressor', 'GradientBoostingClassifier', 'GradientBoostingRegressor', 'HistGradientBoostingClassifier', 'HistGradientBoostingRegressor', 'AdaBoostClassifier', 'AdaBoostRegressor', 'MLPClassifier', 'MLPRegressor', 'KMeans', 'GaussianMixture', 'DBSCAN', 'AgglomerativeClustering', 'MinMaxScaler', 'StandardScaler', 'PolynomialFeatures', 'FunctionTransformer', 'PCA']
    """
    Class name of the scikit-learn estimator.
    """
    params: Optional[dict[str, Any]] = None
    """
    Arguments of the estimator, as scikit-learn names them.
    """


GraphNodeShares = TypeAliasType(
    "GraphNodeShares", Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')]
)
"""
Node whose layer and weights are used again here.
"""


GraphNodeModel = TypeAliasType("GraphNodeModel", Annotated[str, Field(max_length=200)])
"""
Reference of a registered model used as a layer.
"""


GraphNodeShapeGraphNodeShapeItem = TypeAliasType(
    "GraphNodeShapeGraphNodeShapeItem", Annotated[int, Field(ge=1, le=1000000)]
)


GraphNodeShape = TypeAliasType(
    "GraphNodeShape",
    Annotated[list[GraphNodeShapeGraphNodeShapeItem], Field(max_length=6)],
)
"""
Sample shape of an input; that of the data when left out.
"""


class LayerOut(Model):
    """
    One layer of a network.
    """

    name: str
    """
    Name of the layer in the network.
    """
    layer: str
    """
    Its kind, such as Dense; of a shared layer `Dense of other`, of a model used as a layer `model digits@1`.
    """
    output_shape: list[Optional[int]]
    """
    Shape of one sample of the output; null for axes whose size may vary.
    """
    parameters: int
    """
    Number of its parameters.
    """
    trainable: int
    """
    Number of parameters that training changes.
    """


class LimitOut(Model):
    """
    A limit, and what is used of it.
    """

    name: Union[Literal['key_requests', 'address_requests', 'queued_jobs', 'running_jobs', 'cpu_seconds_a_day', 'stored_bytes', 'prediction_rows', 'streams', 'sessions'], str]
    """
    Name, as in the headers RateLimit and RateLimit-Policy of a response with status 429.
    """
    limit: Optional[Union[int, float]]
    """
    The limit; null for none.
    """
    used: Optional[Union[int, float]]
    """
    What is used; null of a limit of one request, of a rate without a limit, and while it is not known.
    """
    remaining: Optional[Union[int, float]]
    """
    What is left; null without a limit, of a limit of one request, and while it is not known.
    """
    window_s: Optional[Union[int, float]]
    """
    Seconds over which it is counted; null for what exists at a time.
    """
    resets_at: Optional[AwareDatetime]
    """
    When all of it is left again if nothing more is used; null if that is not a matter of time.
    """


class LeftOut(Model):
    """
    A plot that could not be made.
    """

    name: str
    """
    Its name.
    """
    reason: str
    """
    Why it was left out.
    """


class ChangedFact(Model):
    """
    A fact of the surroundings that differs.
    """

    name: str
    """
    What differs: modelbook, python, machine, cpu, or the name of a library.
    """
    recorded: Optional[str]
    """
    What the model was trained with; null where that was not recorded.
    """
    now: Optional[str]
    """
    What the reproduction was trained with.
    """


class ChangedMetric(Model):
    """
    A metric of a model and of its reproduction.
    """

    name: str
    """
    Its name, as the model has it.
    """
    recorded: Optional[float]
    """
    Of the model; null where it has none.
    """
    now: Optional[float]
    """
    Of the reproduction; null where it has none.
    """
    difference: Optional[float]
    """
    The second minus the first; null without one of them.
    """


class FileOut(Model):
    """
    An output file of a job.
    """

    name: str
    """
    Name of the file, by which it is downloaded.
    """
    size_bytes: int
    """
    Size of the file, in bytes.
    """


class PlotNumbersOut(Model):
    """
    The numbers behind a figure.
    """

    name: str
    """
    Name of the plot.
    """
    title: str
    """
    Its title.
    """
    caption: str
    """
    What it shows, with its own numbers.
    """
    numbers: dict[str, Any]
    """
    All that is drawn; the fields are those of the plot.
    """


class PlotOut(Model):
    """
    A plot, with the URLs of its forms, which never change.
    """

    name: str
    """
    Its name in URLs.
    """
    title: str
    """
    Its title.
    """
    caption: str
    """
    What it shows, with its own numbers.
    """
    svg: str
    """
    URL of the figure as SVG.
    """
    png: str
    """
    URL of the figure as PNG, 150 dots per inch.
    """
    numbers: str
    """
    URL of the numbers behind it, as JSON.
    """


class VersionPairOut(Model):
    """
    A program or library that both versions were made with.
    """

    name: str
    """
    Its name.
    """
    value: Optional[str]
    """
    Version that the model was made with; null if it was made without.
    """
    other: Optional[str]
    """
    Version that the other one was made with; null if it was made without.
    """


class MetricPairOut(Model):
    """
    A metric of both versions.
    """

    name: str
    """
    Its name.
    """
    value: Optional[float]
    """
    That of the model; null if it has none.
    """
    other: Optional[float]
    """
    That of the other one; null if it has none.
    """
    difference: Optional[float]
    """
    `value` minus `other`; null if one is missing.
    """
    part: Optional[JobPart]
    """
    Part of the data that it was measured on; null for a fitted parameter, which was not measured.
    """
    same_data: Optional[bool]
    """
    Whether both were measured on the same samples; null if that is not recorded, or not measured.
    """


LionWeightDecay = TypeAliasType(
    "LionWeightDecay", Annotated[float, Field(ge=0.0, le=1.0)]
)
"""
Share by which weights shrink in each update.
"""


LionClipnorm = TypeAliasType("LionClipnorm", Annotated[float, Field(gt=0.0)])
"""
Largest norm of each gradient.
"""


LionClipvalue = TypeAliasType("LionClipvalue", Annotated[float, Field(gt=0.0)])
"""
Largest absolute value in a gradient.
"""


LionGlobalClipnorm = TypeAliasType(
    "LionGlobalClipnorm", Annotated[float, Field(gt=0.0)]
)
"""
Largest norm of all gradients together.
"""


class Lion(Model):
    """
    Lion: updates by the sign of the momentum (Chen et al., 2023).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['lion'] = 'lion'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Weight of the momentum in an update. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Decay of the momentum. Default: 0.99.
    """


class Adamax(Model):
    """
    Adam with the infinity norm of gradients (Kingma and Ba, 2014).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adamax'] = 'adamax'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the first moment. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the second moment. Default: 0.999.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """


class Lamb(Model):
    """
    Adam with a learning rate for each layer (You et al., 2019).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['lamb'] = 'lamb'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the first moment. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the second moment. Default: 0.999.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """


class Nadam(Model):
    """
    Adam with Nesterov momentum (Dozat, 2016).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['nadam'] = 'nadam'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the first moment. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the second moment. Default: 0.999.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """


class Adam(Model):
    """
    Adam (Kingma and Ba, 2014).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adam'] = 'adam'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the first moment. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the second moment. Default: 0.999.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """
    amsgrad: Optional[bool] = None
    """
    Use the largest second moment so far. Default: false.
    """


AdamWWeightDecay = TypeAliasType(
    "AdamWWeightDecay", Annotated[float, Field(ge=0.0, le=1.0)]
)
"""
Share by which weights shrink in each update. Default: 0.004.
"""


class AdamW(Model):
    """
    Adam with decoupled weight decay (Loshchilov and Hutter, 2017).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adamw'] = 'adamw'
    """
    Tells this form from others.
    """
    weight_decay: Optional[AdamWWeightDecay] = None
    """
    Share by which weights shrink in each update. Default: 0.004.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_1: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the first moment. Default: 0.9.
    """
    beta_2: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the second moment. Default: 0.999.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """
    amsgrad: Optional[bool] = None
    """
    Use the largest second moment so far. Default: false.
    """


class Adafactor(Model):
    """
    Adafactor: factored second moments (Shazeer and Stern, 2018).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adafactor'] = 'adafactor'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    beta_2_decay: Annotated[Optional[float], Field(ge=-10.0, lt=0.0)] = None
    """
    Exponent of the decay of the second moment. Default: -0.8.
    """
    epsilon_1: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to squared gradients. Default: 1e-30.
    """
    epsilon_2: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 0.001.
    """
    clip_threshold: Annotated[Optional[float], Field(gt=0.0)] = None
    """
    Largest root mean square of an update. Default: 1.0.
    """
    relative_step: Optional[bool] = None
    """
    Decrease the rate with the number of updates. Default: true.
    """


class Adagrad(Model):
    """
    Adagrad (Duchi et al., 2011).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adagrad'] = 'adagrad'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    initial_accumulator_value: Annotated[Optional[float], Field(ge=0.0, le=1000.0)] = (
        None
    )
    """
    Initial sum of squares. Default: 0.1.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """


class Ftrl(Model):
    """
    Follow the regularized leader (McMahan et al., 2013).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['ftrl'] = 'ftrl'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    learning_rate_power: Annotated[Optional[float], Field(ge=-10.0, le=0.0)] = None
    """
    Power of the decay of the rate. Default: -0.5.
    """
    initial_accumulator_value: Annotated[Optional[float], Field(ge=0.0, le=1000.0)] = (
        None
    )
    """
    Initial sum of squares. Default: 0.1.
    """
    l1_regularization_strength: Annotated[Optional[float], Field(ge=0.0)] = None
    """
    Penalty on absolute weights. Default: 0.0.
    """
    l2_regularization_strength: Annotated[Optional[float], Field(ge=0.0)] = None
    """
    Penalty on squared weights. Default: 0.0.
    """


class SGD(Model):
    """
    Stochastic gradient descent, optionally with momentum.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['sgd'] = 'sgd'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.01.
    """
    momentum: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the previous update that is kept. Default: 0.0.
    """
    nesterov: Optional[bool] = None
    """
    Use Nesterov momentum. Default: false.
    """


class Adadelta(Model):
    """
    Adadelta (Zeiler, 2012). The default rate of Keras, 0.001, is far below the 1.0 of the paper and of earlier versions.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['adadelta'] = 'adadelta'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    rho: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the mean squares. Default: 0.95.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """


class RMSprop(Model):
    """
    RMSprop (Hinton, 2012).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Literal['rmsprop'] = 'rmsprop'
    """
    Tells this form from others.
    """
    weight_decay: Optional[LionWeightDecay] = None
    """
    Share by which weights shrink in each update.
    """
    clipnorm: Optional[LionClipnorm] = None
    """
    Largest norm of each gradient.
    """
    clipvalue: Optional[LionClipvalue] = None
    """
    Largest absolute value in a gradient.
    """
    global_clipnorm: Optional[LionGlobalClipnorm] = None
    """
    Largest norm of all gradients together.
    """
    learning_rate: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Factor of the updates. Default: 0.001.
    """
    rho: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Decay of the mean square. Default: 0.9.
    """
    momentum: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the previous update that is kept. Default: 0.0.
    """
    epsilon: Annotated[Optional[float], Field(gt=0.0, le=1.0)] = None
    """
    Added to denominators, so that nothing is divided by zero. Default: 1e-07.
    """
    centered: Optional[bool] = None
    """
    Divide by the square root of the variance instead of the mean square. Default: false.
    """


class IsolationOut(Model):
    """
    What the jobs of a worker are kept to.
    """

    network: Reach
    """
    What a job may reach of the network, unless its data is downloaded: `nothing`, the `database` alone, or `all` of it.
    """
    reason: Optional[str]
    """
    Why that is all of it; null if it is not.
    """
    file_bytes: int
    """
    Largest file that a job may write, in bytes.
    """
    open_files: int
    """
    Most files that a job may have open.
    """
    processes: int
    """
    Most processes and threads that a job may start; 0 for no limit.
    """


class AliasMoveOut(Model):
    """
    A change of an alias.
    """

    number: int
    """
    Its number, from 1.
    """
    from_version: Optional[int]
    """
    Number of the version before; null if there was no such alias.
    """
    to_version: Optional[int]
    """
    Number of the version after; null if the alias was deleted.
    """
    actor: str
    """
    Who changed it, or asked for the retraining that did: `key` and the id of the key, an account, or nobody where no key is needed.
    """
    job_id: Optional[str]
    """
    Id of the retraining that has promoted its version; null if a request has changed it.
    """
    at: AwareDatetime
    """
    When.
    """


class MeOut(Model):
    """
    The caller of a request.
    """

    owner: str
    """
    Whose things the caller sees and changes.
    """
    key: Optional[CallerKeyOut]
    """
    The key that was sent; null without one.
    """
    scopes: list[Scope]
    """
    What the caller may do: read, predict, train, admin. With a key that has admin, all of them.
    """
    limits: list[LimitOut]
    """
    Limits of requests count in one API process, the others in all together.
    """
    storage: StorageOut
    """
    Bytes that the owner stores: together, without figures, what counts for `stored_bytes`.
    """


NewKeyRequestExpiresInS = TypeAliasType(
    "NewKeyRequestExpiresInS", Annotated[float, Field(gt=0.0, le=3153600000.0)]
)
"""
Seconds for which it can be used; forever when left out.
"""


class NewKeyRequest(Model):
    """
    A key to be made.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    owner: Annotated[str, Field(pattern='^[a-z0-9][a-z0-9._-]{0,62}$')]
    """
    Owner of what its calls make and see.
    """
    scopes: Annotated[Optional[list[Scope]], Field(max_length=4, min_length=1)] = None
    """
    What it allows; admin allows all. Default: ["read", "predict", "train"].
    """
    name: Annotated[Optional[str], Field(max_length=100)] = None
    """
    What people call it. Default: "".
    """
    expires_in_s: Optional[NewKeyRequestExpiresInS] = None
    """
    Seconds for which it can be used; forever when left out.
    """


class LineageLinkOut(Model):
    """
    One thing was made from another.
    """

    parent: str
    """
    Id of the older thing.
    """
    child: str
    """
    Id of the newer thing.
    """
    relation: Union[Literal['data', 'start', 'share', 'layer', 'checkpoint', 'retrained', 'made', 'imported', 'appended'], str]
    """
    data: the job was given the data set; start: it began with the weights of the model; share: it shared layers with it; layer: it has it, or its weights, as a layer; checkpoint: it registered a checkpoint of the other job; retrained: it trained the spec of the model again; made: the job made the model; imported: it imported it; appended: the data set is the other one with further rows.
    """


class PreviewOut(Model):
    """
    Samples of a part, in order; for a series, its steps; for a text, its characters.
    """

    part: StoredPart
    """
    The part.
    """
    n_samples: int
    """
    Number of samples (or steps) in the part.
    """
    samples: list[SampleOut]
    """
    The samples asked for, in order; fewer at the end of the part.
    """


class PlotsOut(Model):
    """
    The plots of something, and those that could not be made.
    """

    plots: list[PlotOut]
    """
    The plots, in order; none while the job, or all of a sweep, has not ended.
    """
    left_out: list[LeftOut]
    """
    Plots that could not be made, with the reason.
    """


class SpecDifferenceOut(Model):
    """
    A difference of two specs. In their order they are a patch (RFC 6902) that makes the other spec.
    """

    pointer: str
    """
    JSON pointer into the spec, after the differences before it.
    """
    change: Union[Literal['replace', 'add', 'remove'], str]
    """
    replace: both have it; add: only the other one has it; remove: only the model has it.
    """
    value: Optional[Union[Figure, bool]]
    """
    In the spec of the model; null if it is not there.
    """
    other: Optional[Union[Figure, bool]]
    """
    In the spec of the other one; null if it is not there.
    """


class FaultOut(Model):
    """
    A fault and its position.
    """

    pointer: str
    """
    JSON pointer into the request body; /query/, /path/ or /header/ and a name for a parameter.
    """
    detail: str
    """
    What was expected and what was found.
    """


class MacroAverage(Model):
    """
    Means over the classes that occur, as true or as predicted, each counted once.
    """

    precision: float
    """
    Mean of the precisions.
    """
    recall: float
    """
    Mean of the recalls.
    """
    f1: float
    """
    Mean of the f1 figures.
    """


class ProbabilitiesPrediction(Model):
    """
    The result of predict_proba for a sample.
    """

    probabilities: dict[str, Optional[float]]
    """
    Probabilities by label, or by index of the cluster.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


TemperatureSpecProbabilities = TypeAliasType(
    "TemperatureSpecProbabilities",
    Annotated[list[float], Field(max_length=100000, min_length=1)],
)
"""
Probabilities that sum to 1, as a list, or as an object by label.
"""


TemperatureSpecTemperature = TypeAliasType(
    "TemperatureSpecTemperature", Annotated[float, Field(ge=0.0, le=100.0)]
)


class TemperatureSpec(Model):
    """
    A distribution, and temperatures to apply to it.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    probabilities: Union[TemperatureSpecProbabilities, dict[Annotated[str, StringConstraints(max_length=1000)], float]]
    """
    Probabilities that sum to 1, as a list, or as an object by label.
    """
    temperatures: Annotated[
        list[TemperatureSpecTemperature], Field(max_length=100, min_length=1)
    ]
    """
    Temperatures: below 1 likely symbols become likelier, above 1 unlikely ones; 0 is the limit, the likeliest symbol only.
    """


class ProgressData(Model):
    """
    How far a running job is. It is not stored: a stream begins with the progress of now, and sends changes a few times per second at most.
    """

    progress: float
    """
    Fraction done, 0 to 1.
    """
    metrics: dict[str, float]
    """
    Loss and metrics of the epoch so far, or counts of trials, by name.
    """


class PromotionOut(Model):
    """
    What a retraining did with an alias.
    """

    promoted: bool
    """
    Whether the alias was moved to the new version.
    """
    reason: str
    """
    Why, or why not.
    """
    from_version: Optional[int]
    """
    Version that the alias meant when the job was submitted; null if there was none.
    """
    to_version: int
    """
    The new version.
    """


class ComparedOut(Model):
    """
    One of two versions that are compared.
    """

    ref: str
    """
    The model version.
    """
    job_id: str
    """
    Id of the job that made it.
    """
    created_at: AwareDatetime
    """
    When it was registered.
    """
    size_bytes: int
    """
    Size of the artifact, in bytes.
    """
    compiled_bytes: int
    """
    Size of its compiled forms, in bytes.
    """
    parameters: Optional[int]
    """
    Number of weights of the network; null for a pipeline of scikit-learn.
    """
    runtime: RuntimeName
    """
    What runs it.
    """
    speed: list[SpeedOut]
    """
    Times of a batch of one sample, and of a larger one; empty if the model cannot be served now.
    """
    part: Optional[JobPart]
    """
    Part of its data that it was evaluated on; null without an evaluation.
    """
    data_sha256: Optional[str]
    """
    Digest of the raw training part; null of an imported model.
    """
    parts: dict[str, DataPartOut]
    """
    Size and digest of each raw part of its data, by its name; empty if they are not recorded.
    """


class L1(Model):
    """
    Add the sum of absolute weights to the loss.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    regularizer: Literal['L1'] = 'L1'
    """
    Tells this form from others.
    """
    l1: Annotated[Optional[float], Field(ge=0.0, le=1000000.0)] = None
    """
    Weight of the penalty in the loss. Default: 0.01.
    """


class L1L2(Model):
    """
    Add both sums to the loss.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    regularizer: Literal['L1L2'] = 'L1L2'
    """
    Tells this form from others.
    """
    l1: Annotated[Optional[float], Field(ge=0.0, le=1000000.0)] = None
    """
    Weight of the penalty in the loss. Default: 0.01.
    """
    l2: Annotated[Optional[float], Field(ge=0.0, le=1000000.0)] = None
    """
    Weight of the penalty in the loss. Default: 0.01.
    """


class L2(Model):
    """
    Add the sum of squared weights to the loss.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    regularizer: Literal['L2'] = 'L2'
    """
    Tells this form from others.
    """
    l2: Annotated[Optional[float], Field(ge=0.0, le=1000000.0)] = None
    """
    Weight of the penalty in the loss. Default: 0.01.
    """


class GrantRequest(Model):
    """
    What another owner may do with a model or data set.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    right: Right
    """
    read: look at it and download it; use: also predict with it, and name it in specs.
    """


class NaiveForecast(Model):
    """
    Errors of forecasts without a model; null where one is not finite.
    """

    rmse: Optional[float]
    """
    Root of their mean squared error.
    """
    mae: Optional[float]
    """
    Their mean absolute error.
    """
    ratio: Optional[float]
    """
    The rmse of the model divided by theirs, over the same windows; below 1 it is better.
    """
    period: int
    """
    How many steps before a step its forecast is taken.
    """
    n_samples: int
    """
    Windows that are compared.
    """


AugmentationSeed = TypeAliasType(
    "AugmentationSeed", Annotated[int, Field(ge=0, lt=2147483648)]
)
"""
Seed of the random changes; the job's when left out.
"""


class Augmentation(Model):
    """
    Change training images at random, differently each time; validation and test images stay unchanged.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    rotation: Annotated[Optional[float], Field(ge=0.0, le=180.0)] = None
    """
    Largest rotation in either direction, in degrees. Default: 0.
    """
    width_shift: Annotated[Optional[float], Field(ge=0.0, le=1.0)] = None
    """
    Largest shift to the left or right, as a share of the width. Default: 0.
    """
    height_shift: Annotated[Optional[float], Field(ge=0.0, le=1.0)] = None
    """
    Largest shift up or down, as a share of the height. Default: 0.
    """
    zoom: Annotated[Optional[float], Field(ge=0.0, le=0.9)] = None
    """
    Largest change of scale: 0.2 for a factor from 0.8 to 1.2. Default: 0.
    """
    shear: Annotated[Optional[float], Field(ge=0.0, le=80.0)] = None
    """
    Largest slant of vertical lines in either direction, in degrees. Default: 0.
    """
    horizontal_flip: Optional[bool] = None
    """
    Swap left and right with probability 0.5. Default: false.
    """
    vertical_flip: Optional[bool] = None
    """
    Swap top and bottom with probability 0.5. Default: false.
    """
    brightness: Annotated[Optional[float], Field(ge=0.0, le=1.0)] = None
    """
    Largest amount added to or taken from all values, as a share of their range. Default: 0.
    """
    fill_mode: Optional[Literal['constant', 'nearest', 'reflect', 'wrap']] = None
    """
    Values from outside of the image: fill_value, the nearest pixel, the mirrored image or the repeated image. Default: "nearest".
    """
    fill_value: Optional[float] = None
    """
    Value of fill_mode constant, after preprocessing; the smallest value of the training images when left out.
    """
    seed: Optional[AugmentationSeed] = None
    """
    Seed of the random changes; the job's when left out.
    """
    save: Annotated[Optional[int], Field(ge=0, le=100)] = None
    """
    Number of changed images of the first epoch that are kept among the job's files, as PNG. Default: 0.
    """


class RowPrediction(Model):
    """
    A transformed sample.
    """

    row: list[Any]
    """
    Its values, in the order of the columns.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class ServingOut(Model):
    """
    How a model is served.
    """

    runtime: RuntimeName
    """
    What runs it: onnx; or keras or sklearn, if ONNX cannot express the model.
    """
    difference: Optional[float]
    """
    Largest difference from the source model on the probe batch, relative to its largest; for labels, the differing fraction.
    """
    samples: int
    """
    Samples in the probe batch.
    """
    reason: str
    """
    Why ONNX is not used; empty if it is.
    """
    steps: Optional[StepsOut]
    """
    Single-step form of a text model; null for other models.
    """


class WebhookSecretOut(Model):
    """
    The secret that signs the notices of an owner's jobs.
    """

    secret: str
    """
    The secret, for a library of Standard Webhooks.
    """
    created_at: AwareDatetime
    """
    When it was made.
    """


GenerationSpecSeed = TypeAliasType(
    "GenerationSpecSeed", Annotated[str, Field(max_length=100000, min_length=1)]
)
"""
Text to continue; by default a piece of the training text, drawn by seed_number.
"""


GenerationSpecSeedNumber = TypeAliasType(
    "GenerationSpecSeedNumber", Annotated[int, Field(ge=0, lt=9007199254740992)]
)
"""
Seed of the draws: equal seeds give equal texts; random by default.
"""


class GenerationSpec(Model):
    """
    Parameters of a generated text.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    seed: Optional[GenerationSpecSeed] = None
    """
    Text to continue; by default a piece of the training text, drawn by seed_number.
    """
    length: Annotated[Optional[int], Field(ge=1, le=20000)] = None
    """
    Symbols to write: letters or words, depending on the model. Default: 400.
    """
    temperature: Annotated[Optional[float], Field(gt=0.0, le=100.0)] = None
    """
    Below 1 likely symbols become likelier, above 1 unlikely ones; above 0. Default: 1.0.
    """
    seed_number: Optional[GenerationSpecSeedNumber] = None
    """
    Seed of the draws: equal seeds give equal texts; random by default.
    """
    unknown: Optional[Unknown] = None
    """
    How symbols of the seed outside the model's vocabulary are handled. Default: "refuse".
    """


SamplesSeedText = TypeAliasType(
    "SamplesSeedText", Annotated[str, Field(max_length=10000, min_length=1)]
)
"""
Text that the samples continue; when left out, a random part of the training text in each epoch.
"""


SamplesTemperature = TypeAliasType(
    "SamplesTemperature", Annotated[float, Field(gt=0.0, le=100.0)]
)


class Samples(Model):
    """
    Texts that a text model generates after epochs, one for each temperature: events of the job and lines of its output file.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    seed_text: Optional[SamplesSeedText] = None
    """
    Text that the samples continue; when left out, a random part of the training text in each epoch.
    """
    length: Annotated[Optional[int], Field(ge=1, le=20000)] = None
    """
    Symbols of each text. Default: 1000.
    """
    temperatures: Annotated[
        Optional[list[SamplesTemperature]], Field(max_length=10, min_length=1)
    ] = None
    """
    Temperature of each text, above 0. Default: [0.5, 1.0, 1.5].
    """
    every: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    Epochs between samples. Default: 1.
    """


class SpanOut(Model):
    """
    The time steps of a window and of its target, by index from 0 in their series; of a text, its symbols by index in the part.
    """

    series: int
    """
    Index of the series.
    """
    first: int
    """
    First step of the window.
    """
    last: int
    """
    Last step of the window.
    """
    target_first: int
    """
    First step of the target.
    """
    target_last: int
    """
    Last step of the target.
    """


ForecastSpecTimes = TypeAliasType(
    "ForecastSpecTimes",
    Annotated[list[Union[str, int, float]], Field(max_length=1000000)],
)
"""
Times of the last steps of the series, oldest first, for a model trained with data.time; one is enough.
"""


class ForecastSpec(Model):
    """
    Parameters of a forecast.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    series: list[Any]
    """
    The last steps of the series, oldest first, at least as many as the model's window: numbers, or rows of them.
    """
    steps: Annotated[int, Field(ge=1, le=10000)]
    """
    Steps to forecast.
    """
    times: Optional[ForecastSpecTimes] = None
    """
    Times of the last steps of the series, oldest first, for a model trained with data.time; one is enough.
    """


class PortTypeOut(Model):
    """
    Shape and type of one value at an input or output.
    """

    shape: list[int]
    """
    Shape of one value, without the axis of samples.
    """
    dtype: str
    """
    NumPy type name.
    """


class Quantile(Model):
    """
    A quantile of the residuals.
    """

    share: float
    """
    Share of the residuals that are at most this large, 0 to 1.
    """
    residual: Optional[float]
    """
    The residual, in the units of the targets; null if it is not finite.
    """


class ReproducedData(Model):
    """
    The data of a reproduction.
    """

    source: Annotated[str, Field(max_length=100)]
    """
    The data set, as the recorded spec names it.
    """


class BatchData(Model):
    """
    The samples of a batch.
    """

    source: Annotated[str, Field(max_length=200, min_length=1)]
    """
    A data set: dataset:<id> of an upload, or the name of a built-in one.
    """
    params: Optional[dict[str, Any]] = None
    """
    Parameters of a generator. Default: {}.
    """
    part: Optional[StoredPart] = None
    """
    Part of a data set that has two. Default: "train".
    """


RetrainRequestSource = TypeAliasType(
    "RetrainRequestSource", Annotated[str, Field(max_length=100, min_length=1)]
)
"""
newest for the newest version of the data set, to which rows were appended; or dataset:<id> of another one, or the name of a built-in one. The recorded one when left out.
"""


RetrainRequestName = TypeAliasType(
    "RetrainRequestName", Annotated[str, Field(pattern='^[a-z0-9][a-z0-9._-]{0,62}$')]
)
"""
Name the new model is registered under; that of the model when left out.
"""


JobRequestName = TypeAliasType(
    "JobRequestName", Annotated[str, Field(pattern='^[a-z0-9][a-z0-9._-]{0,62}$')]
)
"""
Name the model is registered under; the recipe's id, or one made from the job's, when left out.
"""


PreparedSamplesRequestFold = TypeAliasType(
    "PreparedSamplesRequestFold", Annotated[int, Field(ge=0, le=1000)]
)
"""
Index of a fold, from 0, for tasks with folds.
"""


ValidationSplit = TypeAliasType(
    "ValidationSplit", Annotated[float, Field(gt=0.0, lt=1.0)]
)
"""
Share of the training samples, the last ones.
"""


class Validation(Model):
    """
    The validation part: the last training samples (before any shuffle, as in Keras), or the test part.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    split: Optional[ValidationSplit] = None
    """
    Share of the training samples, the last ones.
    """
    part: Optional[Literal['test']] = None
    """
    Validate on the test part of the data set instead.
    """


class StateData(Model):
    """
    A change of the state of a job.
    """

    state: JobState
    """
    The new state; `succeeded`, `failed` and `cancelled` are final.
    """
    worker: Optional[str] = None
    """
    Host and process id of the worker that runs the job; only of `running`.
    """
    reason: Optional[str] = None
    """
    Why a job was queued again, or ended before it was paused; only of `queued` and `paused`.
    """
    error: Optional[str] = None
    """
    Why the job failed; only of `failed`.
    """


class HealthOut(Model):
    """
    Status of the process and of what it depends on.
    """

    status: HealthStatus
    """
    Whether all that it depends on is available.
    """
    checks: dict[str, str]
    """
    `ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone.
    """


class ReadinessOut(Model):
    """
    Status of the process, of what it depends on, and of the workers.
    """

    status: HealthStatus
    """
    Whether all that it depends on is available.
    """
    checks: dict[str, str]
    """
    `ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone.
    """
    workers: dict[Literal['cpu', 'gpu'], int]
    """
    Number of workers that can take jobs now, by queue.
    """
    free_bytes: dict[str, int]
    """
    Free bytes on the disk of `files`, of `cache`, and of a `database` that is a file.
    """


class AddChannelStep(Model):
    """
    Append an axis of size 1, for example to turn grey images of shape (28, 28) into (28, 28, 1).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['add_channel'] = 'add_channel'
    """
    Tells this form from others.
    """


class LabelEncodeStep(Model):
    """
    Number the labels from 0, in sorted order.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['label_encode'] = 'label_encode'
    """
    Tells this form from others.
    """
    classes: Optional[ClassLabels] = None
    """
    The labels in the order of their ids; learned from the training part when left out.
    """


class OneHotStep(Model):
    """
    Turn labels into rows with a 1 in the column of their class, columns in the order of the sorted labels.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['one_hot'] = 'one_hot'
    """
    Tells this form from others.
    """
    classes: Optional[ClassLabels] = None
    """
    The labels in the order of their ids; learned from the training part when left out.
    """


StandardizeStepColumns = TypeAliasType(
    "StandardizeStepColumns",
    Annotated[list[Column], Field(max_length=10000, min_length=1)],
)
"""
Columns by name, or by index from 0; all when left out.
"""


class StandardizeStep(Model):
    """
    Scale each column to mean 0 and standard deviation 1 in the training part.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['standardize'] = 'standardize'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """


class DivideStep(Model):
    """
    Divide every value by one number, for example pixels by 255.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['divide'] = 'divide'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """
    by: float
    """
    The divisor, not 0.
    """


EncodeCategoriesStepCategories = TypeAliasType(
    "EncodeCategoriesStepCategories",
    Annotated[list[int], Field(max_length=10000, min_length=1)],
)


EncodeCategoriesStepCategories1 = TypeAliasType(
    "EncodeCategoriesStepCategories1",
    Annotated[list[float], Field(max_length=10000, min_length=1)],
)


EncodeCategoriesStepCategories2 = TypeAliasType(
    "EncodeCategoriesStepCategories2",
    Annotated[list[str], Field(max_length=10000, min_length=1)],
)


class EncodeCategoriesStep(Model):
    """
    Replace columns of categories by one column for each category, after the other columns.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['encode_categories'] = 'encode_categories'
    """
    Tells this form from others.
    """
    columns: Annotated[list[Column], Field(max_length=10000, min_length=1)]
    """
    Columns of categories, by name or by index from 0.
    """
    categories: Optional[list[Union[EncodeCategoriesStepCategories, EncodeCategoriesStepCategories1, EncodeCategoriesStepCategories2]]] = (
        None
    )
    """
    Categories of each of those columns, in the order of the new columns; learned, and sorted, when left out.
    """
    unknown: Optional[Literal['error', 'ignore']] = None
    """
    An unknown category is an error, or is encoded as zeros. Default: "error".
    """


class ScaleStep(Model):
    """
    Map the range `from` linearly to the range `to`, for example pixels from [0, 255] to [0, 1].
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['scale'] = 'scale'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """
    from_: Annotated[Optional[tuple[float, float]], Field(alias='from')] = None
    """
    Lower and upper end. Default: [0.0, 255.0].
    """
    to: Optional[tuple[float, float]] = None
    """
    Lower and upper end. Default: [0.0, 1.0].
    """


class ClipStep(Model):
    """
    Set every value below `low` to `low`, and every value above `high` to `high`.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['clip'] = 'clip'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """
    low: Optional[float] = None
    """
    Lower end; none when left out.
    """
    high: Optional[float] = None
    """
    Upper end; none when left out.
    """


class LogStep(Model):
    """
    Take the natural logarithm of every value, after adding a fixed number.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['log'] = 'log'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """
    offset: Optional[float] = None
    """
    Added to every value before the logarithm is taken; 1 for counts that may be 0. Default: 0.0.
    """


class DatePartsStep(Model):
    """
    Replace columns of dates by their parts, after the other columns.

    Dates are text such as 2024-03-01 or 2024-03-01T12:00:00 (ISO 8601). The parts of a missing date are missing too.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['date_parts'] = 'date_parts'
    """
    Tells this form from others.
    """
    columns: Annotated[list[Column], Field(max_length=10000, min_length=1)]
    """
    Columns of dates, by name or by index from 0.
    """
    parts: Annotated[Optional[list[PartOfDate]], Field(max_length=8, min_length=1)] = (
        None
    )
    """
    Parts of each date, in the order of the new columns. Default: ["year", "month", "weekday"].
    """
    cyclic: Optional[bool] = None
    """
    Give parts that begin again, such as month and hour, as sine and cosine. Default: false.
    """


class BagOfWordsStep(Model):
    """
    Replace columns of text by `size` columns each for words of the training part, after the other columns.

    TF-IDF by default, as scikit-learn's TfidfVectorizer computes it. Columns beyond a smaller vocabulary are 0; new words are passed over.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['bag_of_words'] = 'bag_of_words'
    """
    Tells this form from others.
    """
    columns: Annotated[list[Column], Field(max_length=20, min_length=1)]
    """
    Columns of text, by name or by index from 0.
    """
    size: Annotated[Optional[int], Field(ge=1, le=20000)] = None
    """
    Columns of a vocabulary: the words in most texts. Default: 500.
    """
    min_texts: Annotated[Optional[int], Field(ge=1, le=1000000)] = None
    """
    Fewest texts of the training part that a word must be in. Default: 1.
    """
    weights: Optional[Literal['tf_idf', 'counts']] = None
    """
    TF-IDF, or how often each word is in the text. Default: "tf_idf".
    """
    lower: Optional[bool] = None
    """
    Convert texts to lower case first. Default: true.
    """


ImputeStepColumns = TypeAliasType(
    "ImputeStepColumns", Annotated[list[Column], Field(min_length=1)]
)
"""
Columns to fill, by name or by index from 0; all when left out.
"""


ImputeStepFill = TypeAliasType("ImputeStepFill", Annotated[str, Field(max_length=1000)])
"""
The fill value of the strategy constant.
"""


class ImputeStep(Model):
    """
    Replace NaN and None by a value learned from the training part, one for each column; of series also by those of the steps beside them.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['impute'] = 'impute'
    """
    Tells this form from others.
    """
    columns: Optional[ImputeStepColumns] = None
    """
    Columns to fill, by name or by index from 0; all when left out.
    """
    strategy: Optional[Literal['mean', 'median', 'most_frequent', 'constant', 'interpolate', 'forward']] = (
        None
    )
    """
    How the fill value of a column is computed; of equally frequent values, the smallest. Mean and median take columns of numbers. For series, before the window: interpolate on the line between the steps beside a gap, forward by the step before it; at an end by the nearest step. Default: "mean".
    """
    fill: Optional[Union[int, float, ImputeStepFill]] = None
    """
    The fill value of the strategy constant.
    """


class MinMaxStep(Model):
    """
    Map each column's range in the training part to a fixed range. Later data may be outside it.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['min_max'] = 'min_max'
    """
    Tells this form from others.
    """
    columns: Optional[StandardizeStepColumns] = None
    """
    Columns by name, or by index from 0; all when left out.
    """
    to: Optional[tuple[float, float]] = None
    """
    Range of each column of the training part after scaling. Default: [0.0, 1.0].
    """


class PolynomialFeaturesStep(Model):
    """
    Replace columns by all their products up to a degree, in scikit-learn's order: 1, a, b, a², ab, b², and so on.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['polynomial_features'] = 'polynomial_features'
    """
    Tells this form from others.
    """
    degree: Annotated[Optional[int], Field(ge=0, le=100)] = None
    """
    Most factors in a product. Default: 2.
    """
    interaction_only: Optional[bool] = None
    """
    Leave out products that contain a column twice. Default: false.
    """
    include_bias: Optional[bool] = None
    """
    Begin with a column of ones. Default: true.
    """


class CastStep(Model):
    """
    Convert every value to another number type.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['cast'] = 'cast'
    """
    Tells this form from others.
    """
    dtype: Optional[Literal['float32', 'float64', 'int32', 'int64']] = None
    """
    Type of the output values. Default: "float32".
    """


class PcaStep(Model):
    """
    Turn rows into their coordinates along the directions in which the training part varies most.

    The inverse gives the nearest rows in the span of the components; with all components, the rows themselves. Each
    component's entry of largest absolute value is positive, as in scikit-learn.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['pca'] = 'pca'
    """
    Tells this form from others.
    """
    n_components: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of components kept.
    """
    whiten: Optional[bool] = None
    """
    Scale every component to variance 1. Default: false.
    """


class NormalizeStep(Model):
    """
    Divide each sample by its norm over all of its values; samples of zeros are unchanged.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['normalize'] = 'normalize'
    """
    Tells this form from others.
    """
    norm: Optional[Literal['l1', 'l2', 'max']] = None
    """
    The norm: the sum of absolute values, the root of the sum of squares, or the largest absolute value. Default: "l2".
    """


ReshapeStepShapeItem = TypeAliasType(
    "ReshapeStepShapeItem", Annotated[int, Field(ge=1, le=100000000)]
)


class ReshapeStep(Model):
    """
    Give each sample another shape of the same number of values.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['reshape'] = 'reshape'
    """
    Tells this form from others.
    """
    shape: Annotated[list[ReshapeStepShapeItem], Field(max_length=6)]
    """
    New shape of one sample.
    """


class StageOut(Model):
    """
    What a step has made of a sample.
    """

    step: str
    """
    Name of the step.
    """
    shape: list[int]
    """
    Shape of the value; that of a series has its time steps first, and windows stand before them.
    """
    dtype: str
    """
    NumPy type of the value.
    """
    value: RawValue
    """
    The value; a number that overflows is null.
    """


ImageStepSizeItem = TypeAliasType(
    "ImageStepSizeItem", Annotated[int, Field(ge=1, le=4096)]
)


ImageStepThreshold = TypeAliasType(
    "ImageStepThreshold", Annotated[int, Field(ge=0, le=254)]
)
"""
Make pixels up to this shade black and stretch the others until their mean is white; otsu evens the light, and finds the shade that separates ink from background in each image; 0 leaves all pixels unchanged. Grey images only. Default: 0.
"""


class ImageStep(Model):
    """
    Convert every image to one size, number of channels, and shades from 0 to 255; decoded arrays of that form pass unchanged.

    In arrays of floats 1 is white, in those of unsigned numbers of 16 bits 65,535, in others 255; that of the training part also
    holds for predictions.
    With `center`, the image is laid out like MNIST's digits: the part that is not black is scaled, and its center of mass is
    placed at the centre of the image. Before that, `negative` inverts dark ink on light paper, and `threshold` makes the
    background black. All three also apply to arrays of the right size.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['image'] = 'image'
    """
    Tells this form from others.
    """
    size: tuple[ImageStepSizeItem, ImageStepSizeItem]
    """
    Height and width of the output, in pixels.
    """
    mode: Optional[Literal['grey', 'rgb']] = None
    """
    One channel (shape height x width), or three (height x width x 3). Default: "grey".
    """
    center: Optional[bool] = None
    """
    Lay the ink out as in MNIST; grey images only, white on black. Default: false.
    """
    negative: Optional[Literal['never', 'auto', 'always']] = None
    """
    Invert the shades: always, or (auto) if the background is light, so that ink is white on black; grey images only. Default: "never".
    """
    threshold: Optional[Union[ImageStepThreshold, Literal['otsu']]] = None
    """
    Make pixels up to this shade black and stretch the others until their mean is white; otsu evens the light, and finds the shade that separates ink from background in each image; 0 leaves all pixels unchanged. Grey images only. Default: 0.
    """


class WindowStep(Model):
    """
    Cut a series into overlapping windows; the target of a window is the values right after it.

    Steps of a series are rows of shape (features,), or single numbers such as the ids of letters.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['window'] = 'window'
    """
    Tells this form from others.
    """
    size: Annotated[int, Field(ge=1, le=100000)]
    """
    Steps in one window.
    """
    stride: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    Steps from the start of one window to the start of the next. Default: 1.
    """
    horizon: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    Steps after a window to predict. Default: 1.
    """
    multiple: Annotated[Optional[int], Field(ge=1, le=100000)] = None
    """
    The last training samples are left out, so that the number of samples is a multiple of this. Default: 1.
    """


class TabularStep(Model):
    """
    Make numbers of all columns of a mixed table, each by what it holds, and record the choices as `chosen_`.

    Gaps get the median, numbers are standardized, categories encoded, dates taken apart, words counted, identifiers left out.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['tabular'] = 'tabular'
    """
    Tells this form from others.
    """
    treatments: Annotated[
        Optional[dict[Annotated[str, StringConstraints(max_length=200)], Treatment]],
        Field(max_length=10000),
    ] = None
    """
    Treatments of columns by name, or by index from 0 as text; others are chosen.
    """


WordsStepSize = TypeAliasType("WordsStepSize", Annotated[int, Field(ge=2, le=1000000)])
"""
Size of the vocabulary with the marker; of equally frequent words, the first in the text. All words when left out.
"""


class WordsStep(Model):
    """
    Split a text into words and punctuation marks, and replace each by its index in a sorted vocabulary.

    Source: chapter Keras part 2, section on generating text.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['words'] = 'words'
    """
    Tells this form from others.
    """
    unknown: Annotated[Optional[str], Field(max_length=100, min_length=1)] = None
    """
    Symbol that replaces words outside the vocabulary. Default: "<unk>".
    """
    output: Optional[SymbolOutput] = None
    """
    Single ids (int32), or rows with a 1 in the column of the id (float32). Default: "ids".
    """
    size: Optional[WordsStepSize] = None
    """
    Size of the vocabulary with the marker; of equally frequent words, the first in the text. All words when left out.
    """


LettersStepUnknown = TypeAliasType(
    "LettersStepUnknown", Annotated[str, Field(max_length=100, min_length=1)]
)
"""
Symbol that replaces characters outside the vocabulary; these are refused when left out.
"""


LettersStepVocabularyLettersStepVocabularyItem = TypeAliasType(
    "LettersStepVocabularyLettersStepVocabularyItem",
    Annotated[str, Field(max_length=1, min_length=1)],
)


LettersStepVocabulary = TypeAliasType(
    "LettersStepVocabulary",
    Annotated[
        list[LettersStepVocabularyLettersStepVocabularyItem],
        Field(max_length=100000, min_length=1),
    ],
)
"""
The characters in the order of their ids; learned, and sorted, when left out.
"""


class LettersStep(Model):
    """
    Replace each character by its index in the vocabulary.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    step: Literal['letters'] = 'letters'
    """
    Tells this form from others.
    """
    unknown: Optional[LettersStepUnknown] = None
    """
    Symbol that replaces characters outside the vocabulary; these are refused when left out.
    """
    output: Optional[SymbolOutput] = None
    """
    Single ids (int32), or rows with a 1 in the column of the id (float32). Default: "ids".
    """
    vocabulary: Optional[LettersStepVocabulary] = None
    """
    The characters in the order of their ids; learned, and sorted, when left out.
    """
    lower: Optional[bool] = None
    """
    Convert the text to lower case first. Default: false.
    """
    clean: Optional[bool] = None
    """
    Replace each newline by a space, then, in one pass, each two spaces by one. Default: false.
    """


class SweepPage(Model):
    """
    A page of sweeps, newest first.
    """

    sweeps: list[SweepSummaryOut]
    """
    The sweeps.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class SymbolCountOut(Model):
    """
    A letter or word, and its number of occurrences.
    """

    symbol: str
    """
    The letter, word or punctuation mark.
    """
    count: int
    """
    Number of its occurrences.
    """


class TextEndData(Model):
    """
    The end of a text that is complete. A stream that ends without it was cut off.
    """

    symbols: int
    """
    Number of letters or words of the text.
    """


AnnotationsRequestTags = TypeAliasType(
    "AnnotationsRequestTags", Annotated[list[Tag], Field(max_length=20)]
)
"""
All its tags: small letters, digits and . _ : / -, at most 40 characters each; null for none.
"""


AnnotationsRequestNote = TypeAliasType(
    "AnnotationsRequestNote", Annotated[str, Field(max_length=10000)]
)
"""
A text for people; null for none.
"""


class AnnotationsRequest(Model):
    """
    What is written on a thing; a field that is left out stays as it is.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    tags: Optional[AnnotationsRequestTags] = None
    """
    All its tags: small letters, digits and . _ : / -, at most 40 characters each; null for none.
    """
    note: Optional[AnnotationsRequestNote] = None
    """
    A text for people; null for none.
    """


class TargetChoice(Model):
    """
    The target of one output of a network.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    target: Optional[Column] = None
    """
    Column of an upload, or its array; left out for a built-in data set.
    """


DataSpecFeatures = TypeAliasType(
    "DataSpecFeatures", Annotated[list[Column], Field(max_length=10000, min_length=1)]
)
"""
Input columns (or the one input array) of an upload; all other columns when left out.
"""


DataSpecTargetColumns = TypeAliasType(
    "DataSpecTargetColumns",
    Annotated[list[Column], Field(max_length=1000, min_length=1)],
)
"""
Several target columns, of numbers; of a series the columns to predict, the features themselves when left out.
"""


DataSpecTargetSeparator = TypeAliasType(
    "DataSpecTargetSeparator", Annotated[str, Field(max_length=10, min_length=1)]
)
"""
Text between the labels of a text target that lists any number of them for each row, such as ; (an empty cell has none).
"""


DataSpecLabelsAdditionalProperty = TypeAliasType(
    "DataSpecLabelsAdditionalProperty",
    Annotated[str, Field(max_length=200, min_length=1)],
)


DataSpecTimeZone = TypeAliasType(
    "DataSpecTimeZone", Annotated[str, Field(max_length=100, min_length=1)]
)
"""
Time zone of the stamps, such as Europe/Berlin; local time as it stands when left out.
"""


DataSpecSubset = TypeAliasType(
    "DataSpecSubset", Annotated[float, Field(gt=0.0, lt=1.0)]
)
"""
Share of the training part that is used; in a search only by the trials, not by the final fit.
"""


DataSpecPeriod = TypeAliasType("DataSpecPeriod", Annotated[int, Field(ge=2, le=100000)])
"""
Steps of a season of series, with whose repetition forecasts are compared.
"""


class DistributionOut(Model):
    """
    A distribution at one temperature.
    """

    temperature: float
    """
    The temperature.
    """
    probabilities: Union[list[float], dict[str, float]]
    """
    Probabilities that sum to 1, in the form of the given ones.
    """


SplitEarlierSizes = TypeAliasType(
    "SplitEarlierSizes",
    Annotated[
        list[ReadingSkipLinesReadingSkipLine], Field(max_length=1000, min_length=1)
    ],
)
"""
Numbers of samples that the data set had before it has grown, in order: the samples up to each are split as they were then, so that none changes its part. Written by a retraining on a grown data set; without effect on series, which are cut by time.
"""


class Split(Model):
    """
    Split a test part off a data set that has none.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    test: Annotated[Optional[float], Field(gt=0.0, lt=1.0)] = None
    """
    Share of the samples in the test part. Default: 0.25.
    """
    shuffle: Optional[bool] = None
    """
    Draw the test part at random; otherwise it is the last samples, as always for series. When left out true, for series false.
    """
    stratify: Optional[bool] = None
    """
    Keep the classes' shares equal in both parts. Default: false.
    """
    earlier_sizes: Optional[SplitEarlierSizes] = None
    """
    Numbers of samples that the data set had before it has grown, in order: the samples up to each are split as they were then, so that none changes its part. Written by a retraining on a grown data set; without effect on series, which are cut by time.
    """


class TextSymbolData(Model):
    """
    The next piece of the text: a letter, or a word with the space before it.
    """

    text: str
    """
    The piece, to be appended to the text so far.
    """


class StreamTokenOut(Model):
    """
    A stream token.
    """

    token: str
    """
    Give it as ?token= to GET /v1/jobs/{job_id}/events.
    """
    expires_at: AwareDatetime
    """
    When it expires; until then it can be used again.
    """


class Problem(Model):
    """
    An error as an RFC 9457 problem.
    """

    type: str
    """
    Kind of problem: the path of a page with its cause and cure, such as /problems/no-such-model.
    """
    title: str
    """
    Short name of the kind.
    """
    status: int
    """
    HTTP status of the response.
    """
    detail: str
    """
    What was expected, what came, and what settles it.
    """
    errors: list[FaultOut]
    """
    Faults of the request, each with its position; empty if no part of the request is at fault.
    """
    request_id: str
    """
    Id of the request, also in the header X-Request-ID and in the log of the server.
    """


class Notify(Model):
    """
    A URL that gets notices of changes of the job's state.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    url: Annotated[str, Field(max_length=1000)]
    """
    URL that is posted to, of a host that the operator allows.
    """
    events: Annotated[
        Optional[list[NoticeName]], Field(max_length=20, min_length=1)
    ] = None
    """
    Which changes; the ends when left out. Default: ["job.succeeded", "job.failed", "job.cancelled"].
    """


class CountOut(Model):
    """
    A value and the number of its occurrences.
    """

    value: Union[int, str]
    """
    The value, or the name of a class folder.
    """
    count: int
    """
    Number of its occurrences.
    """


class ReconstructionPrediction(Model):
    """
    A sample, reconstructed by an autoencoder.
    """

    value: Optional[Union[float, str, list[Any]]]
    """
    The sample, in the units of the raw data.
    """
    error: Optional[float] = None
    """
    Mean squared error, in prepared units; left out by the method predict.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class ValuePrediction(Model):
    """
    The value of a sample, or the values of its windows, in the units of the targets.
    """

    value: Optional[Union[float, str, list[Any], dict[str, Optional[float]]]]
    """
    A number, text, or nested lists of them; several target columns by name; null for a value that is not finite.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class MeasuredForm(Model):
    """
    What the newest full run measured of a recipe or a variant.
    """

    verdict: Verdict
    """
    Result of all figures together; `not_reported` where the book has none, `not_run` and `failed` with a reason.
    """
    reason: str
    """
    Why it was not run, or failed; else empty.
    """
    seeds: list[int]
    """
    Seeds of its runs: that of the recipe, and others where a figure differs. Empty if it was not run.
    """
    seconds: Optional[float]
    """
    Seconds of the job; null if it was not run.
    """
    estimated_seconds: float
    """
    Seconds that it was estimated to take on that machine.
    """
    date: Optional[str]
    """
    Day on which it was run; null if it was not.
    """
    machine: str
    """
    The machine, in words.
    """
    figures: list[MeasuredFigure]
    """
    The reported figures.
    """
    metrics: dict[str, Figure]
    """
    Other measured figures, by name.
    """


AliasRequestExpected = TypeAliasType(
    "AliasRequestExpected", Annotated[int, Field(ge=1, le=2147483647)]
)
"""
Number of the version that it means now; null if there is no such alias.
"""


class AliasRequest(Model):
    """
    Where an alias is moved.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    version: Annotated[int, Field(ge=1, le=2147483647)]
    """
    Number of the version that it will mean.
    """
    expected: Optional[AliasRequestExpected]
    """
    Number of the version that it means now; null if there is no such alias.
    """


class ReproduceSpec(Model):
    """
    Everything that determines a reproduction: the spec that is trained again is recorded with the model.
    """

    version: Optional[SpecVersion] = None
    """
    Version of the form of the spec; may be left out, and is written by the server. Default: 3.
    """
    task: Optional[Literal['reproduce']] = None
    """
    Tells this form from others. Default: "reproduce".
    """
    model: Annotated[str, Field(max_length=200)]
    """
    The model version.
    """
    data: ReproducedData
    """
    The data that the model was trained on.
    """
    resources: Optional[Resources] = None
    """
    What the job may use; as the recorded spec says.
    """


ImportSpecLabelsImportSpecLabels = TypeAliasType(
    "ImportSpecLabelsImportSpecLabels",
    Annotated[list[int], Field(max_length=10000, min_length=2)],
)
"""
Class labels, in the order of the outputs.
"""


ImportSpecLabelsImportSpecLabels1 = TypeAliasType(
    "ImportSpecLabelsImportSpecLabels1",
    Annotated[list[str], Field(max_length=10000, min_length=2)],
)
"""
Class labels, in the order of the outputs.
"""


ImportSpecLabels = TypeAliasType(
    "ImportSpecLabels",
    Annotated[
        Union[ImportSpecLabelsImportSpecLabels, ImportSpecLabelsImportSpecLabels1],
        Field(max_length=10000, min_length=2),
    ],
)
"""
Class labels, in the order of the outputs.
"""


JobSpecStartFrom = TypeAliasType(
    "JobSpecStartFrom", Annotated[str, Field(max_length=200)]
)
"""
Registered network of the same architecture that training continues from, such as digits@3; or an object that says which of its layers are changed or not trained.
"""


class Skipped(Model):
    """
    Something in a file that was passed over.
    """

    what: str
    """
    What was passed over.
    """
    count: int
    """
    How often.
    """
    first_line: Optional[int] = None
    """
    Line of the first, from 1.
    """
    names: Annotated[Optional[list[str]], Field(max_length=20)] = None
    """
    Names of the first of them, where they have names.
    """


SurfaceSpecClamp = TypeAliasType(
    "SurfaceSpecClamp",
    Annotated[tuple[float, float], Field(max_length=2, min_length=2)],
)
"""
Lowest and highest value, to which others are clipped; not for labels and clusters.
"""


class SurfaceSpec(Model):
    """
    A grid over two features, and the method to evaluate on it.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    x: Axis
    """
    The feature along each row of the grid.
    """
    y: Axis
    """
    The feature from row to row.
    """
    fixed: Optional[Union[dict[str, float], list[float]]] = None
    """
    Values of the other features, by index or column name; or a whole row, whose values at the axes are ignored.
    """
    method: Optional[Method] = None
    """
    Method to evaluate; by default predict, or transform for a transformer.
    """
    clamp: Optional[SurfaceSpecClamp] = None
    """
    Lowest and highest value, to which others are clipped; not for labels and clusters.
    """


BetterValues = TypeAliasType("BetterValues", Direction)
"""
Which values of a figure are better.
"""


Constraint = TypeAliasType(
    "Constraint",
    Annotated[Union[MaxNorm, UnitNorm, NonNeg], Field(discriminator='constraint')],
)
"""
A limit on weights, kept after each update.
"""


ConvertedValues = TypeAliasType(
    "ConvertedValues", Optional[Union[list[RawValue], dict[str, list[RawValue]]]]
)
"""
Converted values: a list, or of several inputs or outputs an object of lists by name.
"""


Optimizer = TypeAliasType(
    "Optimizer",
    Annotated[
        Union[Adam, SGD, RMSprop, AdamW, Adamax, Nadam, Lamb, Adagrad, Adadelta, Ftrl, Lion, Adafactor],
        Field(discriminator='name'),
    ],
)
"""
An optimizer with its arguments.
"""


PromotedWhen = TypeAliasType("PromotedWhen", When)
"""
When an alias is moved to the new version.
"""


Regularizer = TypeAliasType(
    "Regularizer", Annotated[Union[L1, L2, L1L2], Field(discriminator='regularizer')]
)
"""
A penalty on weights, added to the loss.
"""


Schedule = TypeAliasType(
    "Schedule",
    Annotated[
        Union[StepSchedule, ExponentialSchedule, CosineSchedule, LinearSchedule, PiecewiseSchedule, PlateauSchedule, ConstantSchedule],
        Field(discriminator='kind'),
    ],
)
"""
How the learning rate changes from epoch to epoch.
"""


SearchValues = TypeAliasType(
    "SearchValues", Union[SearchValuesSearchValues, NumberRange]
)
"""
Values that are tried: a list of them, or a range of numbers.
"""


Step = TypeAliasType(
    "Step",
    Annotated[
        Union[CastStep, ScaleStep, DivideStep, MinMaxStep, StandardizeStep, NormalizeStep, ClipStep, LogStep, ReshapeStep, AddChannelStep, OneHotStep, LabelEncodeStep, ImputeStep, TabularStep, EncodeCategoriesStep, DatePartsStep, BagOfWordsStep, PolynomialFeaturesStep, PcaStep, ImageStep, WindowStep, LettersStep, WordsStep],
        Field(discriminator='step'),
    ],
)
"""
A preprocessing step.
"""


StepsByNameAdditionalProperty = TypeAliasType(
    "StepsByNameAdditionalProperty", Annotated[list[Step], Field(max_length=50)]
)


StepsByName = TypeAliasType(
    "StepsByName",
    dict[
        Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')],
        StepsByNameAdditionalProperty,
    ],
)
"""
Steps in order, by the name of an input or output.
"""


class Promote(Model):
    """
    An alias that is moved to the new version at the end of a retraining.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    alias: Annotated[str, Field(max_length=63, min_length=1)]
    """
    The alias of the model, such as champion; made if there is none.
    """
    when: Optional[PromotedWhen] = None
    """
    Moved if the new version is better than the one before by more than `margin`, if it is worse by at most that, or always. Default: "if_better".
    """
    metric: Optional[PromoteMetric] = None
    """
    Figure that decides, one of those that both versions are compared by; the first one when left out.
    """
    margin: Annotated[Optional[float], Field(ge=0.0)] = None
    """
    Difference that counts, in the unit of the figure. Default: 0.0.
    """


class PromoteOut(Model):
    """
    What a retraining was asked to do with an alias.
    """

    alias: str
    """
    The alias.
    """
    when: PromotedWhen
    """
    When it is moved to the new version.
    """
    metric: str
    """
    Name of the figure that decides; empty where nothing is compared.
    """
    margin: float
    """
    Difference that counts, in the unit of the figure.
    """
    expected: Optional[int]
    """
    Version that the alias meant when the job was submitted; null if there was none.
    """


class Reproduction(Model):
    """
    How far a model that was trained again on the same data equals the recorded one.
    """

    bit_equal: bool
    """
    Whether all learned numbers, and the outputs for the golden examples, are equal in every bit.
    """
    verdict: str
    """
    The result, as a sentence.
    """
    weights: Differences
    """
    Differences of the learned numbers: weights of a network, all numbers of a fitted pipeline.
    """
    outputs: Differences
    """
    Differences of the outputs of the model for its golden examples.
    """
    metrics: list[ChangedMetric]
    """
    The metrics that differ; empty where all are equal.
    """
    environment: list[ChangedFact]
    """
    What differs of the surroundings; empty where nothing known does.
    """


class CheckpointsOut(Model):
    """
    Checkpoints of a job that are on disk.
    """

    checkpoints: list[CheckpointOut]
    """
    The checkpoints, by epoch.
    """


class TargetCountsOut(Model):
    """
    The targets of one output in one part.
    """

    classes: Optional[list[ClassCountOut]]
    """
    Samples of every class of the data set, also of those that the part lacks; null for values, and above 1,000 classes.
    """
    values: Optional[ValueSummaryOut]
    """
    Summary of the values; null for classes and texts.
    """


class DeletionPage(Model):
    """
    A page of deletions, newest first.
    """

    deletions: list[DeletionOut]
    """
    The deletions of which something is left.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class TemperaturesOut(Model):
    """
    A distribution at each of the temperatures, in their order.
    """

    distributions: list[DistributionOut]
    """
    The distributions, in the order of the temperatures.
    """


class ReadingReport(Model):
    """
    How a file was read.
    """

    encoding: Optional[str] = None
    """
    Encoding of the text; null where the file is not text.
    """
    delimiter: Optional[str] = None
    """
    Character between cells; a blank for runs of blanks; null without cells.
    """
    decimal: Optional[str] = None
    """
    Character before decimals.
    """
    thousands: Optional[str] = None
    """
    Character between groups of three digits; null for none.
    """
    header: Optional[bool] = None
    """
    Whether the first row named the columns; null where the format has names of its own.
    """
    missing: Optional[list[str]] = None
    """
    Cells that were taken for missing values.
    """
    skipped: Optional[list[Skipped]] = None
    """
    What was passed over.
    """
    types: Optional[dict[str, str]] = None
    """
    Columns whose type does not follow from plain numbers or text.
    """
    notes: Optional[list[str]] = None
    """
    What else was taken as meant, in sentences.
    """
    sheet: Optional[str] = None
    """
    Sheet of a workbook.
    """
    labels: Optional[str] = None
    """
    How labels were joined.
    """


class AuditPage(Model):
    """
    A page of changes, newest first.
    """

    entries: list[AuditEntryOut]
    """
    The changes.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class JobProgressEvent(Model):
    """
    The event `progress`.
    """

    event: Literal['progress'] = 'progress'
    """
    Name of the event.
    """
    data: ProgressData
    """
    Its data, which the stream has as JSON in one line.
    """


class TextEndEvent(Model):
    """
    The event `end`.
    """

    event: Literal['end'] = 'end'
    """
    Name of the event.
    """
    data: TextEndData
    """
    Its data, which the stream has as JSON in one line.
    """


class TextStartEvent(Model):
    """
    The event `start`.
    """

    event: Literal['start'] = 'start'
    """
    Name of the event.
    """
    data: TextStartData
    """
    Its data, which the stream has as JSON in one line.
    """


class TextSymbolEvent(Model):
    """
    The event `symbol`.
    """

    event: Literal['symbol'] = 'symbol'
    """
    Name of the event.
    """
    data: TextSymbolData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobLogEvent(Model):
    """
    The event `log`.
    """

    event: Literal['log'] = 'log'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: LogData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobModelEvent(Model):
    """
    The event `model`.
    """

    event: Literal['model'] = 'model'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: ModelData
    """
    Its data, which the stream has as JSON in one line.
    """


class JobStateEvent(Model):
    """
    The event `state`.
    """

    event: Literal['state'] = 'state'
    """
    Name of the event.
    """
    id: str
    """
    Value of the header Last-Event-ID with which a later stream continues after this event.
    """
    data: StateData
    """
    Its data, which the stream has as JSON in one line.
    """


class Calibration(Model):
    """
    Agreement of predicted probabilities with observed frequencies.
    """

    expected_error: float
    """
    Expected calibration error: mean difference of confidence and accuracy, weighted by count.
    """
    bins: list[CalibrationBin]
    """
    The ten bins, in order.
    """


class FilesOut(Model):
    """
    The output files of a job.
    """

    files: list[FileOut]
    """
    The files, by name.
    """


class StoredEventOut(Model):
    """
    A stored event of a job.
    """

    id: int
    """
    Its id, by which a stream of events continues after it.
    """
    event: EventName
    """
    Its name.
    """
    at: AwareDatetime
    """
    When it was recorded.
    """
    data: Union[StateData, LogData, EpochData, SampleData, TrialData, ModelData]
    """
    What it says, as in a stream of events.
    """


class PreparedSampleOut(Model):
    """
    A sample before and after preprocessing.
    """

    index: int
    """
    Index in the part, from 0.
    """
    source_index: Optional[int]
    """
    Index in the data set's training part, or in its own test part, as in a preview; null for windows and for fresh samples.
    """
    span: Optional[SpanOut]
    """
    The steps of a window; null for other samples.
    """
    raw: ValuesOut
    """
    Values before preprocessing; those of a text are its cleaned symbols.
    """
    prepared: ValuesOut
    """
    Values that the model gets; targets are empty for a model that is fitted to none.
    """


class SignatureOut(Model):
    """
    Inputs, outputs and methods of a model.
    """

    inputs: dict[str, InputOut]
    """
    By name, in the model's order; a model without named nodes has one input, `inputs`.
    """
    outputs: dict[str, OutputOut]
    """
    By name, in the model's order; a model without named nodes has one output, `outputs`.
    """
    methods: list[Method]
    """
    Values of the field `method`; empty if the model only labels its training data, or has several outputs.
    """
    stateful: bool
    """
    Whether sessions can be opened, which keep the recurrent state from call to call.
    """
    latent_size: Optional[int]
    """
    Number of values of a latent point; null if there is no latent space.
    """


PreprocessingInputs = TypeAliasType(
    "PreprocessingInputs", Annotated[list[Step], Field(max_length=50)]
)
"""
Steps over the inputs, in order; for several inputs by the name of each.
"""


PreprocessingTargets = TypeAliasType(
    "PreprocessingTargets", Annotated[list[Step], Field(max_length=50)]
)
"""
Steps over the targets, inverted on predictions; for several outputs by the name of each.
"""


class Preprocessing(Model):
    """
    Steps applied to inputs and targets before the model, and inverted on its predictions.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    inputs: Optional[Union[PreprocessingInputs, StepsByName]] = None
    """
    Steps over the inputs, in order; for several inputs by the name of each.
    """
    targets: Optional[Union[PreprocessingTargets, StepsByName]] = None
    """
    Steps over the targets, inverted on predictions; for several outputs by the name of each.
    """


class JobCurvesOut(Model):
    """
    The curves of one job.
    """

    job_id: str
    """
    Id of the job.
    """
    name: str
    """
    Name of the job's model.
    """
    last_event: int
    """
    Id of the last event that the curves know of: the stream of events continues with ?after= this one.
    """
    first_epoch: Optional[int]
    """
    Number of the first epoch of the job; null if it has none.
    """
    last_epoch: Optional[int]
    """
    Number of its last one.
    """
    metrics: dict[str, list[Optional[float]]]
    """
    Loss, metrics and `learning_rate` by name, a value for each number of `epoch`, in single precision; null where there is none.
    """
    missing: list[MissingOut]
    """
    Why values are missing within the epochs of the job; empty if none is.
    """


class BatchRequest(Model):
    """
    A batch of predictions.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    keep: Annotated[Optional[list[Column]], Field(max_length=1000)] = None
    """
    Columns of the data set that stand before the predictions, such as its keys: names, or indices from 0. Default: [].
    """
    format: Optional[BatchFormat] = None
    """
    Form of the file. Default: "csv".
    """
    probabilities: Optional[ProbabilitiesName] = None
    """
    Class probabilities of each prediction. Default: "all".
    """
    resources: Optional[Resources] = None
    """
    What the job may use.
    """
    source: Annotated[str, Field(max_length=200, min_length=1)]
    """
    A data set: dataset:<id> of an upload, or the name of a built-in one.
    """
    params: Optional[dict[str, Any]] = None
    """
    Parameters of a generator. Default: {}.
    """
    part: Optional[StoredPart] = None
    """
    Part of a data set that has two. Default: "train".
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    As of a job. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """


class BatchSpec(Model):
    """
    Everything that determines a batch of predictions.
    """

    keep: Annotated[Optional[list[Column]], Field(max_length=1000)] = None
    """
    Columns of the data set that stand before the predictions, such as its keys: names, or indices from 0. Default: [].
    """
    format: Optional[BatchFormat] = None
    """
    Form of the file. Default: "csv".
    """
    probabilities: Optional[ProbabilitiesName] = None
    """
    Class probabilities of each prediction. Default: "all".
    """
    resources: Optional[Resources] = None
    """
    What the job may use.
    """
    version: Optional[SpecVersion] = None
    """
    Version of the form of the spec; may be left out, and is written by the server. Default: 3.
    """
    task: Optional[Literal['batch']] = None
    """
    Tells this form from others. Default: "batch".
    """
    model: Annotated[str, Field(max_length=200)]
    """
    The model version.
    """
    data: BatchData
    """
    The samples.
    """


class SklearnPipeline(Model):
    """
    A scikit-learn pipeline; the last step predicts.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['sklearn'] = 'sklearn'
    """
    Tells this form from others.
    """
    steps: Annotated[list[EstimatorStep], Field(max_length=20, min_length=1)]
    """
    The estimators, in order.
    """


class ClassificationReport(Model):
    """
    Figures of a classifier.
    """

    labels: list[Union[int, float, str]]
    """
    In the order of the model's outputs, and of rows and columns of the confusion matrix.
    """
    accuracy: float
    """
    Share of samples that are predicted as their class.
    """
    log_loss: Optional[float]
    """
    Mean of -ln of the true class's probability; null without valid ones.
    """
    n_unseen: int
    """
    Samples of classes not seen in training: errors in `accuracy`, left out of all figures by class.
    """
    macro_average: MacroAverage
    """
    Means over the classes.
    """
    classes: list[ClassFigures]
    """
    Figures of each class, in the order of `labels`.
    """
    confusion_matrix: Optional[list[list[int]]]
    """
    Rows true, columns predicted; null over 1,000 classes.
    """
    n_misclassified: int
    """
    Number of misclassified samples.
    """
    misclassified: list[Mistake]
    """
    The first 1,000.
    """
    calibration: Optional[Calibration]
    """
    Null without valid probabilities.
    """


class NaiveReport(Model):
    """
    Comparison of a model of series with forecasts without one.
    """

    last_value: NaiveForecast
    """
    The last step of the window again.
    """
    last_season: Optional[NaiveForecast]
    """
    The step one `data.period` before; null without a period, or earlier steps.
    """
    note: Optional[str]
    """
    Says where the model is no better than one of them; else null.
    """


class Conv1DLayer(Model):
    """
    A convolution over the steps of a sequence.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Conv1D'] = 'Conv1D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    filters: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of filters, the channels of the output.
    """
    kernel_size: Extents1D
    """
    Steps in a window.
    """
    strides: Optional[Extents1D] = None
    """
    Steps between windows. Default: [1].
    """
    padding: Optional[Literal['valid', 'same', 'causal']] = None
    """
    'same' keeps the size; 'causal' uses earlier steps only. Default: "valid".
    """


class Conv2DLayer(Model):
    """
    A convolution over images.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Conv2D'] = 'Conv2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    filters: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of filters, the channels of the output.
    """
    kernel_size: Extents2D
    """
    Height and width of the filters; one number for both.
    """
    strides: Optional[Extents2D] = None
    """
    Distance between windows; one number for both axes. Default: [1, 1].
    """
    padding: Optional[Padding] = None
    """
    'same' keeps the size before strides. Default: "valid".
    """


class Conv2DTransposeLayer(Model):
    """
    A transposed convolution: it enlarges images.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Conv2DTranspose'] = 'Conv2DTranspose'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    filters: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of filters, the channels of the output.
    """
    kernel_size: Extents2D
    """
    Height and width of the filters; one number for both.
    """
    strides: Optional[Extents2D] = None
    """
    Factor by which each axis grows; one number for both. Default: [1, 1].
    """
    padding: Optional[Padding] = None
    """
    'same' gives the size times the stride. Default: "valid".
    """


class Conv3DLayer(Model):
    """
    A convolution over volumes.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Conv3D'] = 'Conv3D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    filters: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of filters, the channels of the output.
    """
    kernel_size: Extents3D
    """
    Depth, height and width of the filters; one number for all.
    """
    strides: Optional[Extents3D] = None
    """
    Distance between windows; one number for all axes. Default: [1, 1, 1].
    """
    padding: Optional[Padding] = None
    """
    'same' keeps the size before strides. Default: "valid".
    """


class DenseLayer(Model):
    """
    A fully connected layer over the last axis.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Dense'] = 'Dense'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    units: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of outputs.
    """


class SimpleRNNLayer(Model):
    """
    A simple recurrent layer: the new state is a function of the input and the old state.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['SimpleRNN'] = 'SimpleRNN'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the new state. Default: "tanh".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    units: Annotated[int, Field(ge=1, le=100000)]
    """
    Size of the recurrent state and of the output.
    """
    recurrent_initializer: Optional[Initializer] = None
    """
    Initial weights of the recurrent state. Default: "orthogonal".
    """
    dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    recurrent_dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    return_sequences: Optional[bool] = None
    """
    Give the output of every step instead of the last one. Default: false.
    """
    stateful: Optional[bool] = None
    """
    Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false.
    """
    go_backwards: Optional[bool] = None
    """
    Process the steps from last to first. Default: false.
    """


class LSTMLayer(Model):
    """
    Long short-term memory (Hochreiter and Schmidhuber, 1997).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['LSTM'] = 'LSTM'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the new state. Default: "tanh".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    units: Annotated[int, Field(ge=1, le=100000)]
    """
    Size of the recurrent state and of the output.
    """
    recurrent_initializer: Optional[Initializer] = None
    """
    Initial weights of the recurrent state. Default: "orthogonal".
    """
    dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    recurrent_dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    return_sequences: Optional[bool] = None
    """
    Give the output of every step instead of the last one. Default: false.
    """
    stateful: Optional[bool] = None
    """
    Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false.
    """
    go_backwards: Optional[bool] = None
    """
    Process the steps from last to first. Default: false.
    """
    recurrent_activation: Optional[Activation] = None
    """
    Function applied to the gates. Default: "sigmoid".
    """


class GRULayer(Model):
    """
    Gated recurrent unit (Cho et al., 2014).
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['GRU'] = 'GRU'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the new state. Default: "tanh".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    kernel_initializer: Optional[Initializer] = None
    """
    Initial values of the kernel. Default: "glorot_uniform".
    """
    bias_initializer: Optional[Initializer] = None
    """
    Initial values of the bias. Default: "zeros".
    """
    kernel_regularizer: Optional[Regularizer] = None
    """
    Penalty on the kernel.
    """
    bias_regularizer: Optional[Regularizer] = None
    """
    Penalty on the bias.
    """
    kernel_constraint: Optional[Constraint] = None
    """
    Constraint on the kernel after each update.
    """
    bias_constraint: Optional[Constraint] = None
    """
    Constraint on the bias after each update.
    """
    units: Annotated[int, Field(ge=1, le=100000)]
    """
    Size of the recurrent state and of the output.
    """
    recurrent_initializer: Optional[Initializer] = None
    """
    Initial weights of the recurrent state. Default: "orthogonal".
    """
    dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    recurrent_dropout: Annotated[Optional[float], Field(ge=0.0, lt=1.0)] = None
    """
    Share of the values dropped, in training only. Default: 0.0.
    """
    return_sequences: Optional[bool] = None
    """
    Give the output of every step instead of the last one. Default: false.
    """
    stateful: Optional[bool] = None
    """
    Continue from the recurrent state of the previous batch; it is reset when an epoch begins. Default: false.
    """
    go_backwards: Optional[bool] = None
    """
    Process the steps from last to first. Default: false.
    """
    recurrent_activation: Optional[Activation] = None
    """
    Function applied to the gates. Default: "sigmoid".
    """
    reset_after: Optional[bool] = None
    """
    Apply the reset gate after the product with the recurrent weights; before it in Keras 1 and 2. Default: true.
    """


class EmbeddingLayer(Model):
    """
    A vector for each id of a vocabulary.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Embedding'] = 'Embedding'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    input_dim: Annotated[int, Field(ge=1, le=10000000)]
    """
    Size of the vocabulary; ids are below it.
    """
    output_dim: Annotated[int, Field(ge=1, le=100000)]
    """
    Size of the vectors.
    """
    embeddings_initializer: Optional[Initializer] = None
    """
    Initial values of the vectors. Default: "random_uniform".
    """
    embeddings_regularizer: Optional[Regularizer] = None
    """
    Penalty on the vectors.
    """
    embeddings_constraint: Optional[Constraint] = None
    """
    Constraint on the vectors after each update.
    """


class DepthwiseConv2DLayer(Model):
    """
    A separate convolution of each channel.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['DepthwiseConv2D'] = 'DepthwiseConv2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    kernel_size: Extents2D
    """
    Height and width of the filters; one number for both.
    """
    strides: Optional[Extents2D] = None
    """
    Distance between windows; one number for both axes. Default: [1, 1].
    """
    padding: Optional[Padding] = None
    """
    'same' keeps the size before strides. Default: "valid".
    """
    depth_multiplier: Annotated[Optional[int], Field(ge=1, le=1024)] = None
    """
    Number of filters for each channel. Default: 1.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    depthwise_initializer: Optional[Initializer] = None
    """
    Initial values of the filters. Default: "glorot_uniform".
    """
    depthwise_constraint: Optional[Constraint] = None
    """
    Constraint on the filters.
    """


class SeparableConv2DLayer(Model):
    """
    A separate convolution of each channel, then one of the channels at each position.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['SeparableConv2D'] = 'SeparableConv2D'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    kernel_size: Extents2D
    """
    Height and width of the filters; one number for both.
    """
    strides: Optional[Extents2D] = None
    """
    Distance between windows; one number for both axes. Default: [1, 1].
    """
    padding: Optional[Padding] = None
    """
    'same' keeps the size before strides. Default: "valid".
    """
    depth_multiplier: Annotated[Optional[int], Field(ge=1, le=1024)] = None
    """
    Number of filters for each channel. Default: 1.
    """
    activation: Optional[Activation] = None
    """
    Function applied to the layer's output. Default: "linear".
    """
    use_bias: Optional[bool] = None
    """
    Whether a bias is added. Default: true.
    """
    filters: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of channels of the output.
    """
    depthwise_initializer: Optional[Initializer] = None
    """
    Initial values of the filters of channels. Default: "glorot_uniform".
    """
    pointwise_initializer: Optional[Initializer] = None
    """
    Initial values of the weights between channels. Default: "glorot_uniform".
    """
    depthwise_constraint: Optional[Constraint] = None
    """
    Constraint on the filters of channels.
    """
    pointwise_constraint: Optional[Constraint] = None
    """
    Constraint on the weights between channels.
    """


class Training(Model):
    """
    How a network is fitted.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    loss: Union[Loss, LossByOutput, VariationalLoss]
    """
    Loss that training minimizes: one for all outputs, one by the name of each, or that of a variational autoencoder.
    """
    loss_weights: Optional[WeightByOutput] = None
    """
    Weight of the loss of each output in the sum, by its name; 1 when left out.
    """
    class_weight: Optional[Union[Literal['balanced'], WeightByClass]] = None
    """
    Weight of the samples of each class in the loss, by label; balanced gives rare classes as much weight as frequent ones.
    """
    optimizer: Optional[Union[OptimizerName, Optimizer]] = None
    """
    The optimizer: a name, or a name with arguments.
    """
    metrics: Optional[Union[TrainingMetrics, MetricsByOutput]] = None
    """
    Metrics besides the loss: the same for all outputs, or by the name of each.
    """
    epochs: Annotated[int, Field(ge=1, le=100000)]
    """
    Number of passes through the training part.
    """
    batch_size: Annotated[Optional[int], Field(ge=1, le=1000000)] = None
    """
    Samples in a batch. Default: 32.
    """
    samples_per_epoch: Optional[TrainingSamplesPerEpoch] = None
    """
    Samples in an epoch, which continues where the previous one ended; the whole training part when left out.
    """
    freeze: Annotated[Optional[list[TrainingFreezeItem]], Field(max_length=100)] = None
    """
    Name patterns of layers that are not trained, such as conv* or dense_1.
    """
    shuffle: Optional[bool] = None
    """
    Shuffle the training samples in each epoch, by (seed, epoch). Default: true.
    """
    jit_compile: Optional[bool] = None
    """
    Compile the training step with XLA; chosen by the size of the network when left out.
    """
    steps_per_execution: Optional[TrainingStepsPerExecution] = None
    """
    Batches in one call, between checks whether the job is to stop; chosen automatically when left out.
    """
    validation: Optional[Validation] = None
    """
    The validation part; none when left out.
    """
    checkpoint: Optional[Checkpoint] = None
    """
    Checkpoints kept while training.
    """
    early_stopping: Optional[EarlyStopping] = None
    """
    When training ends before its last epoch.
    """
    learning_rate_schedule: Optional[Schedule] = None
    """
    How the learning rate changes; constant when left out.
    """
    augmentation: Optional[Augmentation] = None
    """
    Random changes of training images; none when left out.
    """
    samples: Optional[Samples] = None
    """
    Texts that a text model generates during training; none when left out.
    """


class ConvertedOut(Model):
    """
    Converted values, in the order in which they were sent.
    """

    model: str
    """
    The model version.
    """
    inputs: ConvertedValues
    """
    Values of the inputs: a list; of a model with several, an object of lists by name. Null if none were sent; a value that overflows is null.
    """
    targets: ConvertedValues
    """
    Values of the outputs: a list; of a model with several, an object of lists by name. Null if none were sent; a value that overflows is null.
    """
    counts: Optional[list[int]]
    """
    Number of windows of each series that was sent; null for models that take no series.
    """
    steps: Optional[dict[str, list[StageOut]]] = None
    """
    What each step makes of the input, by its name; left out without `each_step`.
    """
    reason: Optional[str] = None
    """
    Why a number is null: it is not finite. Left out where all are.
    """


class ForecastingPredictions(Model):
    """
    Predictions of the kind forecasting.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['forecasting'] = 'forecasting'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[ValuePrediction]
    """
    One for each input, in their order.
    """


class OutputsPredictions(Model):
    """
    Predictions of a model of several inputs or outputs: an object by output name for each sample.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['outputs'] = 'outputs'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[dict[str, Union[LabelPrediction, LabelsPrediction, ReconstructionPrediction, ValuePrediction, RowPrediction, ClusterPrediction]]]
    """
    One for each input, in their order.
    """


class ProbabilitiesPredictions(Model):
    """
    Predictions of the kind probabilities.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['probabilities'] = 'probabilities'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[ProbabilitiesPrediction]
    """
    One for each input, in their order.
    """


class ReconstructionPredictions(Model):
    """
    Predictions of the kind reconstruction.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['reconstruction'] = 'reconstruction'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[ReconstructionPrediction]
    """
    One for each input, in their order.
    """


class RegressionPredictions(Model):
    """
    Predictions of the kind regression.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['regression'] = 'regression'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[ValuePrediction]
    """
    One for each input, in their order.
    """


class TransformPredictions(Model):
    """
    Predictions of the kind transform.
    """

    model: str
    """
    The model version.
    """
    kind: Literal['transform'] = 'transform'
    """
    Kind of the answer, which decides the form of its predictions.
    """
    predictions: list[RowPrediction]
    """
    One for each input, in their order.
    """


class ComparisonOut(Model):
    """
    Two model versions side by side.
    """

    model: ComparedOut
    """
    The model.
    """
    other: ComparedOut
    """
    The one it is compared with.
    """
    comparable: bool
    """
    Whether their evaluations are of the same samples and outputs, so that the better one is the better model.
    """
    reasons: list[str]
    """
    Why they are not; empty if they are.
    """
    metrics: list[MetricPairOut]
    """
    Metrics of both, in the order of the model's.
    """
    spec: list[SpecDifferenceOut]
    """
    What differs between their specs; empty if they are equal.
    """
    libraries: list[VersionPairOut]
    """
    Versions of Modelbook, Python and the libraries, by name.
    """


class FedOut(Model):
    """
    Predictions for the steps that were fed.
    """

    model: str
    """
    The model version.
    """
    predictions: list[ValuePrediction]
    """
    {"value"} after each step, in the units of the targets.
    """
    n_steps: int
    """
    Steps fed so far, these included.
    """
    expires_at: AwareDatetime
    """
    When the session expires unless it is fed again.
    """


class LineageOut(Model):
    """
    What a model version was made from, and what was made from it: a graph without cycles.
    """

    model: str
    """
    The model version.
    """
    things: list[LineageThingOut]
    """
    Data sets, jobs and models, the model itself first, then what it was made from; at most 200.
    """
    links: list[LineageLinkOut]
    """
    How they follow from one another.
    """
    complete: bool
    """
    Whether nothing was left out: false beyond 200 things, 20 jobs one after another, or a job whose spec can no longer be read.
    """


class ProvenanceOut(Model):
    """
    What a model was made with. Tasks may add further notes, each under its own name.
    """

    model_config = ConfigDict(
        extra='allow',
    )
    modelbook: str
    """
    Version of Modelbook.
    """
    python: str
    """
    Version of Python.
    """
    libraries: dict[str, str]
    """
    Versions of the libraries, by name.
    """
    machine: str
    """
    System and processor.
    """
    cpu: Optional[str] = None
    """
    Name of the processor; left out of models of earlier releases.
    """
    created_at: float
    """
    When it was trained, in seconds since 1970.
    """
    data_sha256: Optional[str] = None
    """
    Digest of the raw training part; left out of imported models.
    """
    parts: Optional[dict[str, DataPartOut]] = None
    """
    Size and digest of each raw part by its name; left out of imported models and those of before.
    """
    retrains: Optional[str] = None
    """
    Version whose spec was trained again, as the owner writes it; left out of models that are no retraining.
    """
    shares: Optional[SharedLayersOut] = None
    """
    Layers that it shares with another model; left out if it shares none.
    """


class AliasMovePage(Model):
    """
    A page of the changes of an alias, newest first.
    """

    moves: list[AliasMoveOut]
    """
    The changes.
    """
    next_cursor: Optional[int]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class VocabularyOut(Model):
    """
    The letters, or the words, of texts.
    """

    n_symbols: int
    """
    Number of symbols, every occurrence counted.
    """
    n_distinct: int
    """
    Number of distinct symbols: the size of a full vocabulary, without a marker for unknown symbols.
    """
    n_once: int
    """
    Number of distinct symbols that occur once.
    """
    most_frequent: list[SymbolCountOut]
    """
    The most frequent symbols; of equally frequent ones the first in the text.
    """


class ComparedFigure(Model):
    """
    A figure of both models.
    """

    name: str
    """
    Its name; with the name of the output before it, where there are several: output_accuracy.
    """
    better: BetterValues
    """
    Which values are better.
    """
    old: Optional[float]
    """
    Of the model before; null where it has none, such as a value that is not finite.
    """
    new: Optional[float]
    """
    Of the new model; null where it has none.
    """
    difference: Optional[float]
    """
    New minus old; null without one of them.
    """


class WorkerOut(Model):
    """
    A worker.
    """

    name: str
    """
    Host and process id, as in `worker` of a job.
    """
    host: str
    """
    Name of its host.
    """
    pid: int
    """
    Its process id.
    """
    status: WorkerStatus
    """
    `ready` takes jobs, `stopping` hands them back, `unable` cannot take any, `silent` no longer reports.
    """
    problem: Optional[str]
    """
    Why it cannot take jobs; null if it can.
    """
    queues: list[Union[Literal['cpu', 'gpu'], str]]
    """
    Queues that it takes jobs from.
    """
    slots: int
    """
    Jobs that it runs at a time.
    """
    free_slots: int
    """
    Slots without a job.
    """
    devices: DevicesOut
    """
    What it hands to its jobs.
    """
    isolation: IsolationOut
    """
    What its jobs are kept to.
    """
    n_jobs: int
    """
    Jobs that it runs now.
    """
    jobs: list[str]
    """
    Ids of those that the caller may see: its own, or all with the scope admin.
    """
    versions: dict[str, str]
    """
    Versions of Modelbook, Python and libraries, by name.
    """
    started_at: AwareDatetime
    """
    When it was ready.
    """
    last_seen_at: AwareDatetime
    """
    When it last reported; it does so every 2 seconds.
    """


class ColumnOut(Model):
    """
    A column of a table, or an array.
    """

    name: str
    """
    Name of the column or array.
    """
    type: str
    """
    int64, float64, text, boolean or date; for an array its NumPy type.
    """
    shape: list[int]
    """
    Shape of one value; empty for single numbers and text.
    """
    n_samples: int
    """
    Number of values, missing ones included.
    """
    n_missing: int
    """
    Number of missing values: empty cells, NaN.
    """
    counts: Optional[list[CountOut]]
    """
    Occurrences of each value; null for more than 20 distinct values, and for floats.
    """


class PreparedSamplesOut(Model):
    """
    Samples of a part before and after preprocessing, in the order of the data: training shuffles them in every epoch.
    """

    part: JobPart
    """
    The part.
    """
    n_samples: int
    """
    Number of samples in the part.
    """
    inputs: dict[str, PortTypeOut]
    """
    Shape and type of the prepared values of each input.
    """
    targets: dict[str, PortTypeOut]
    """
    The same of the targets of each output.
    """
    samples: list[PreparedSampleOut]
    """
    The samples, in the order of the data.
    """


class Comparison(Model):
    """
    Figures of a new model and of the one before, on samples that none of them has been trained on.
    """

    part: str
    """
    The part of the new job's data that is compared on: test.
    """
    n_samples: int
    """
    Number of samples that both models were evaluated on; of series, of windows.
    """
    n_seen: Optional[int]
    """
    Samples of the part that were left out, as one of the models was trained on them; null if not known.
    """
    figures: list[ComparedFigure]
    """
    The figures; empty if the models could not be compared.
    """
    notes: list[str]
    """
    What to know of the comparison, such as what was left out.
    """
    reason: Optional[str]
    """
    Why the models could not be compared; null if they could.
    """


class PartCountsOut(Model):
    """
    Counts of one part.
    """

    part: JobPart
    """
    Name of the part.
    """
    n_samples: int
    """
    Number of samples that the model gets; of a series or text, of windows.
    """
    n_steps: Optional[int]
    """
    Number of time steps of all series, or of symbols of a text; null for other data.
    """
    n_series: Optional[int]
    """
    Number of series; null for other data.
    """
    targets: dict[str, TargetCountsOut]
    """
    The targets of each output, by its name; of a series, the predicted columns.
    """


class TextCountsOut(Model):
    """
    Counts of the letters and words of the texts of a part.
    """

    part: StoredPart
    """
    The part.
    """
    n_texts: int
    """
    Number of texts; 1 if the data set is one text.
    """
    n_characters: int
    """
    Number of characters, before cleaning.
    """
    complete: bool
    """
    Whether the whole part is counted; of more than 10,000,000 characters only the first texts or characters are.
    """
    letters: VocabularyOut
    """
    Letters as the step `letters` reads them.
    """
    words: VocabularyOut
    """
    Words and punctuation marks as the step `words` reads them.
    """
    n_outside: Optional[int]
    """
    Occurrences of words outside a vocabulary of the size asked for; null if no size is given.
    """


class ReproduceRequest(Model):
    """
    A reproduction.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    As of a job. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """


class RegressionReport(Model):
    """
    Errors of predicted values, in the targets' units; null where one is not finite.
    """

    rmse: Optional[float]
    """
    Root of the mean squared error.
    """
    mae: Optional[float]
    """
    Mean absolute error.
    """
    r2: Optional[float]
    """
    Share of the targets' variance that is explained, 1 at best; without a unit.
    """
    residuals: list[Quantile]
    """
    Quantiles of predicted minus true, least to greatest.
    """


class RetrainRequest(Model):
    """
    A retraining.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    source: Optional[RetrainRequestSource] = None
    """
    newest for the newest version of the data set, to which rows were appended; or dataset:<id> of another one, or the name of a built-in one. The recorded one when left out.
    """
    patch: Optional[MergePatch] = None
    """
    RFC 7386 merge patch on the recorded spec.
    """
    promote: Optional[Promote] = None
    """
    Alias that is moved to the new version at the end; none when left out.
    """
    name: Optional[RetrainRequestName] = None
    """
    Name the new model is registered under; that of the model when left out.
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    As of a job. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """


class FittedStepOut(Model):
    """
    A preprocessing step with what it has learned from the training part.
    """

    spec: Step
    """
    The step with its fields, as in a spec.
    """
    state: dict[str, RawValue]
    """
    What it has learned, by name, such as the mean and the deviation of each column; empty for most steps.
    """


class DataSpec(Model):
    """
    Where the samples come from.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    target: Optional[Column] = None
    """
    Target column (or array) of an upload; no targets when left out.
    """
    features: Optional[DataSpecFeatures] = None
    """
    Input columns (or the one input array) of an upload; all other columns when left out.
    """
    series: Optional[bool] = None
    """
    Whether an upload is one or several series, its rows steps in time order. Default: false.
    """
    target_columns: Optional[DataSpecTargetColumns] = None
    """
    Several target columns, of numbers; of a series the columns to predict, the features themselves when left out.
    """
    target_separator: Optional[DataSpecTargetSeparator] = None
    """
    Text between the labels of a text target that lists any number of them for each row, such as ; (an empty cell has none).
    """
    groups: Optional[Column] = None
    """
    Column of an upload with the group of each sample, for folds that keep groups together; for series, the series of each row.
    """
    drop_missing_target: Optional[bool] = None
    """
    Leave out samples without a target; otherwise they are a fault. Default: false.
    """
    labels: Optional[dict[Annotated[str, StringConstraints(max_length=200)], DataSpecLabelsAdditionalProperty]] = (
        None
    )
    """
    Names of classes by label, such as {"9": "ankle boot"}.
    """
    target_as_classes: Optional[bool] = None
    """
    Take whole numbers for class labels, at most 100; for a classifier true by itself.
    """
    time: Optional[Column] = None
    """
    Column of dates or numbers by which the rows of series are sorted; their own order when left out.
    """
    time_zone: Optional[DataSpecTimeZone] = None
    """
    Time zone of the stamps, such as Europe/Berlin; local time as it stands when left out.
    """
    on_gap: Optional[Literal['refuse', 'fill', 'split', 'keep']] = None
    """
    Steps of series that are missing: refuse, the default beside time; fill: between the steps beside them; split: cut the series there; keep: take the steps as they follow.
    """
    on_double: Optional[Literal['refuse', 'last', 'mean', 'keep']] = None
    """
    Rows of one series with the same stamp: refuse, the default beside time; use the last, their mean, or keep all as steps.
    """
    source: Annotated[str, Field(max_length=100)]
    """
    Name of a built-in data set or generator, or dataset:<id> for an upload.
    """
    params: Optional[dict[str, Any]] = None
    """
    Parameters of a generator.
    """
    reconstruct: Optional[bool] = None
    """
    Use the preprocessed inputs as targets: an autoencoder. Default: false.
    """
    inputs: Optional[dict[Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')], InputChoice]] = (
        None
    )
    """
    Data of each input of a functional model, by the name of the input node; required for several inputs.
    """
    targets: Optional[dict[Annotated[str, StringConstraints(pattern=r'^[A-Za-z][A-Za-z0-9_.\-]{0,63}$')], TargetChoice]] = (
        None
    )
    """
    Target of each output of a functional model, by the name of the output; required for several outputs.
    """
    subset: Optional[DataSpecSubset] = None
    """
    Share of the training part that is used; in a search only by the trials, not by the final fit.
    """
    period: Optional[DataSpecPeriod] = None
    """
    Steps of a season of series, with whose repetition forecasts are compared.
    """
    split: Optional[Split] = None
    """
    How the test part is split off; left out where the data set has one.
    """


class VariantOut(Model):
    """
    A variant of a recipe.
    """

    title: str
    """
    Its difference from the recipe.
    """
    patch: MergePatch
    """
    Merge patch to submit with the recipe.
    """
    reported: dict[str, Figure]
    """
    Figures that the book reports for the variant, by name.
    """
    measured: Optional[MeasuredForm]
    """
    What the newest full run measured of it; null for a variant that it did not know.
    """


class ProblemTypeOut(Model):
    """
    A kind of problem.
    """

    type: str
    """
    `type` of its problem documents: the path of its page.
    """
    slug: str
    """
    Its name, the end of the path.
    """
    status: int
    """
    HTTP status of its responses.
    """
    title: str
    """
    Short name of the kind.
    """
    cause: str
    """
    When it is reported.
    """
    cure: str
    """
    What the caller, or an administrator, can do.
    """
    example: Problem
    """
    A problem document of this kind.
    """


class WorkersOut(Model):
    """
    The workers.
    """

    workers: list[WorkerOut]
    """
    The workers by name; one that no longer reports is listed for 10 minutes.
    """


JobEvent = TypeAliasType(
    "JobEvent",
    Annotated[
        Union[JobStateEvent, JobLogEvent, JobProgressEvent, JobEpochEvent, JobSampleEvent, JobTrialEvent, JobModelEvent],
        Field(discriminator='event'),
    ],
)
"""
An event of a stream, its data decoded: state, log, progress, epoch, sample, trial, model.
"""


Predictions = TypeAliasType(
    "Predictions",
    Annotated[
        Union[ClassificationPredictions, MultiLabelPredictions, RegressionPredictions, ForecastingPredictions, GenerationPredictions, ClusteringPredictions, TransformPredictions, ReconstructionPredictions, ProbabilitiesPredictions, DecisionPredictions, OutputsPredictions],
        Field(discriminator='kind'),
    ],
)
"""
Predictions in the order of the inputs; `kind` decides their form.
"""


RecurrentLayer = TypeAliasType(
    "RecurrentLayer",
    Annotated[Union[LSTMLayer, GRULayer, SimpleRNNLayer], Field(discriminator='layer')],
)
"""
A recurrent layer.
"""


SearchSpace = TypeAliasType(
    "SearchSpace",
    Annotated[
        dict[Annotated[str, StringConstraints(min_length=1, max_length=200)], SearchValues],
        Field(max_length=50, min_length=1),
    ],
)
"""
Values that are tried, by what is varied.
"""


StepLayer = TypeAliasType(
    "StepLayer",
    Annotated[
        Union[DenseLayer, ActivationLayer, DropoutLayer, FlattenLayer, ReshapeLayer, Conv2DLayer, Conv2DTransposeLayer, SeparableConv2DLayer, DepthwiseConv2DLayer, MaxPooling2DLayer, AveragePooling2DLayer, GlobalMaxPooling2DLayer, GlobalAveragePooling2DLayer, BatchNormalizationLayer, LayerNormalizationLayer, GaussianNoiseLayer, RescalingLayer],
        Field(discriminator='layer'),
    ],
)
"""
A layer that may be applied to each step of a sequence.
"""


TextEvent = TypeAliasType(
    "TextEvent",
    Annotated[
        Union[TextStartEvent, TextSymbolEvent, TextEndEvent, TextErrorEvent],
        Field(discriminator='event'),
    ],
)
"""
An event of a stream, its data decoded: start, symbol, end, error.
"""


class CurvesOut(Model):
    """
    Curves over the same epochs, so that a chart can draw them as they are.
    """

    epoch: list[int]
    """
    Numbers of the epochs: each of those that are wanted, or the first, the two ends of each bucket (of three, if a curve has gaps, the middle one, too), and the last.
    """
    epochs_per_bucket: int
    """
    Epochs of a bucket at most; 1 if every epoch is there. At its ends are its least and its greatest value, in the order in which they come, and null between them if a value is missing.
    """
    jobs: list[JobCurvesOut]
    """
    The jobs, in the order in which they were named.
    """


class HistoryOut(Model):
    """
    Metrics of the epochs and of some batches.
    """

    epochs: list[EpochData]
    """
    The epochs of the current attempt, in order; none for scikit-learn, nor where curves are asked for.
    """
    batches: list[BatchOut]
    """
    Figures of at most 200 batches, evenly spaced over all epochs; of curves those of their epochs.
    """
    overfitting: Optional[OverfittingOut]
    """
    Null if there is no sign of overfitting.
    """
    curves: Optional[CurvesOut] = None
    """
    The epochs as thinned curves, instead of `epochs`; left out unless `points`, `from`, `to` or `metric` is given.
    """


class StoredEventPage(Model):
    """
    A page of the stored events of a job, newest first.
    """

    events: list[StoredEventOut]
    """
    The events.
    """
    next_cursor: Optional[int]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class FoldCountsOut(Model):
    """
    Counts of one fold.
    """

    fold: int
    """
    Index of the fold, from 0.
    """
    parts: list[PartCountsOut]
    """
    The samples that are fitted, and those of the fold (test), which are scored.
    """


class RandomSearch(Model):
    """
    Combinations drawn at random, without repetition.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    folds: Annotated[Optional[int], Field(ge=2, le=1000)] = None
    """
    Number of folds; each is scored once, by a model fitted to the others. Default: 5.
    """
    stratified: Optional[bool] = None
    """
    Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn.
    """
    shuffle: Optional[bool] = None
    """
    Draw the folds at random; otherwise in the order of the samples. Default: false.
    """
    grouped: Optional[bool] = None
    """
    Keep each group of data.groups in one fold. Default: false.
    """
    time_series: Optional[bool] = None
    """
    Train only on samples before the fold. Default: false.
    """
    seed: Optional[CrossValidationSeed] = None
    """
    Seed of the shuffle; the job's when left out.
    """
    scoring: Optional[Scoring] = None
    """
    Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction.
    """
    train_scores: Optional[bool] = None
    """
    Also score the training part of each fold. Default: true.
    """
    strategy: Literal['random'] = 'random'
    """
    Tells this form from others.
    """
    space: SearchSpace
    """
    Values by what is varied: step__parameter, or the path of a field (model.layers.0.units).
    """
    n_iter: Annotated[Optional[int], Field(ge=1, le=10000)] = None
    """
    Candidates drawn; at most all combinations. Default: 10.
    """


class MultiresolutionSearch(Model):
    """
    Successive grids, each narrower around the best candidate of the previous one.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    folds: Annotated[Optional[int], Field(ge=2, le=1000)] = None
    """
    Number of folds; each is scored once, by a model fitted to the others. Default: 5.
    """
    stratified: Optional[bool] = None
    """
    Keep the classes' shares equal in all folds; when left out, for classes only, as in scikit-learn.
    """
    shuffle: Optional[bool] = None
    """
    Draw the folds at random; otherwise in the order of the samples. Default: false.
    """
    grouped: Optional[bool] = None
    """
    Keep each group of data.groups in one fold. Default: false.
    """
    time_series: Optional[bool] = None
    """
    Train only on samples before the fold. Default: false.
    """
    seed: Optional[CrossValidationSeed] = None
    """
    Seed of the shuffle; the job's when left out.
    """
    scoring: Optional[Scoring] = None
    """
    Score of which larger values are better; accuracy, r2 or silhouette when left out, by the kind of prediction.
    """
    train_scores: Optional[bool] = None
    """
    Also score the training part of each fold. Default: true.
    """
    strategy: Literal['multiresolution'] = 'multiresolution'
    """
    Tells this form from others.
    """
    space: SearchSpace
    """
    Values by what is varied: step__parameter, or the path of a field (model.layers.0.units).
    """
    rounds: Annotated[Optional[int], Field(ge=2, le=20)] = None
    """
    Number of grids. Default: 3.
    """
    points: Annotated[Optional[int], Field(ge=3, le=100)] = None
    """
    Values of each range in a round. Default: 5.
    """


class UploadOut(Model):
    """
    An uploaded data set.
    """

    id: str
    """
    Its id, by which paths name it.
    """
    owner: str
    """
    Its owner.
    """
    source: str
    """
    Value of `data.source` in a spec: dataset: and its id.
    """
    name: str
    """
    Its name, for people.
    """
    format: UploadFormat
    """
    Format of the file.
    """
    form: str
    """
    Stored form of its values: table, array, arrays, images or text.
    """
    sha256: str
    """
    SHA-256 of the file; of a version with appended rows that of the digest of the version before, a zero byte and the digest of the appended file.
    """
    size_bytes: int
    """
    Size of the file, in bytes; of a version with appended rows that of its files together.
    """
    n_samples: int
    """
    Number of rows, images or characters; for arrays, samples of the first.
    """
    columns: list[ColumnOut]
    """
    Columns of a table, or arrays; empty for images and text.
    """
    classes: list[CountOut]
    """
    Class folders of images, in order; empty otherwise.
    """
    version: int
    """
    Number of the version, from 1: rows that are appended make the next one.
    """
    previous: Optional[str]
    """
    Id of the version before; null for the first.
    """
    reading: Optional[ReadingReport]
    """
    How the file was read; null for a file of an earlier release.
    """
    doubts: list[Doubt]
    """
    What has more than one meaning: a spec that uses it is refused until a reread settles it.
    """
    given: Optional[dict[str, Any]] = None
    """
    Fields of `reading` that were said with the upload or the reread; the rest was recognized.
    """
    created_at: AwareDatetime
    """
    When it was uploaded.
    """
    tags: list[Tag]
    """
    Its tags.
    """
    note: str
    """
    What its owner has noted about it; empty if nothing.
    """


class PreprocessingOut(Model):
    """
    The preprocessing of a model.
    """

    inputs: dict[str, list[FittedStepOut]]
    """
    Steps over the inputs in order, by the name of the input.
    """
    targets: dict[str, list[FittedStepOut]]
    """
    Steps over the targets, inverted on predictions, by the name of the output.
    """


class EvaluationOut(Model):
    """
    Evaluation of a model version on one part of its data.
    """

    kind: KindName
    """
    Kind of the predictions that were evaluated.
    """
    part: Union[Literal['test', 'validation', 'train'], str]
    """
    The test part where there is one, else the validation part, else the training part.
    """
    n_samples: int
    """
    Number of samples in the part.
    """
    classification: Optional[ClassificationReport]
    """
    Of classification.
    """
    regression: Optional[RegressionReport]
    """
    Of regression and forecasting.
    """
    clustering: Optional[dict[str, float]]
    """
    The metrics of clusters.
    """
    generation: Optional[GenerationReport]
    """
    Of text models.
    """
    naive: Optional[NaiveReport]
    """
    Of forecasting: comparison with the last value, and the last season.
    """
    ref: str
    """
    The model version.
    """


class TimeDistributedLayer(Model):
    """
    One layer applied to each step of a sequence.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['TimeDistributed'] = 'TimeDistributed'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    wrapped: StepLayer
    """
    The layer; all steps share its weights.
    """


class BidirectionalLayer(Model):
    """
    A recurrent layer applied to a sequence in both directions.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    layer: Literal['Bidirectional'] = 'Bidirectional'
    """
    Tells this form from others.
    """
    name: Optional[AddLayerName] = None
    """
    Name of the layer; generated when left out.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the layer's weights. Default: true.
    """
    wrapped: RecurrentLayer
    """
    The recurrent layer, made once for each direction.
    """
    merge_mode: Optional[Literal['concat', 'sum', 'mul', 'ave']] = None
    """
    How the two outputs are combined. Default: "concat".
    """


class RetrainingOut(Model):
    """
    The retraining of a model.
    """

    model: str
    """
    The model before, such as digits@3.
    """
    comparison: Optional[Comparison]
    """
    Comparison of the new model with the one before; null before the new one is evaluated.
    """
    promote: Optional[PromoteOut]
    """
    Alias that is moved to the new version, and when; null if none is.
    """
    promotion: Optional[PromotionOut]
    """
    Whether it was moved; null before the job has succeeded, and if none is.
    """


class PartsOut(Model):
    """
    The parts of a job's data.
    """

    parts: list[PartCountsOut]
    """
    The parts of the job's data, in the order train, validation, test; without those it has not.
    """
    n_folds: int
    """
    Number of folds of the training part; 0 for tasks without folds.
    """
    folds: list[FoldCountsOut]
    """
    The folds; of many folds of a large data set only the first.
    """


class ProblemTypesOut(Model):
    """
    The kinds of problems, by status.
    """

    problems: list[ProblemTypeOut]
    """
    The kinds, by status.
    """


class ModelOut(Model):
    """
    A model version.
    """

    ref: str
    """
    Its reference, such as digits@3, by which paths and specs name it.
    """
    name: str
    """
    Its name; owner/name if it is another owner's.
    """
    owner: str
    """
    Its owner.
    """
    version: int
    """
    Its version, from 1.
    """
    job_id: str
    """
    Id of the job that made it.
    """
    kind: Optional[KindName]
    """
    Kind of its output; null if there are several, each of its own kind.
    """
    signature: SignatureOut
    """
    What it takes and gives.
    """
    preprocessing: PreprocessingOut
    """
    Its preprocessing steps with their fitted state.
    """
    metrics: dict[str, float]
    """
    Metrics of the finished model, by name; in the units of the targets where they have units.
    """
    serving: ServingOut
    """
    How it is served.
    """
    golden: GoldenSource
    """
    Whether the examples in the artifact are raw samples of its data, which whoever downloads it sees (real), or drawn (synthetic).
    """
    sha256: str
    """
    Digest of the artifact.
    """
    size_bytes: int
    """
    Size of the artifact, in bytes.
    """
    provenance: ProvenanceOut
    """
    What it was made with.
    """
    created_at: AwareDatetime
    """
    When it was registered.
    """
    aliases: list[str]
    """
    The aliases that mean this version.
    """
    tags: list[Tag]
    """
    Tags of this version.
    """
    note: str
    """
    What its owner has noted about this version; empty if nothing.
    """
    name_tags: list[Tag]
    """
    Tags of its name, which count for all versions.
    """
    name_note: str
    """
    What its owner has noted about the name; empty if nothing.
    """


class DatasetOut(Model):
    """
    A data set before it is loaded.
    """

    source: str
    """
    Value of `data.source` in a spec.
    """
    title: str
    """
    Its title, for people.
    """
    kind: Union[Literal['built-in', 'upload'], str]
    """
    Whether it comes with the service, or was uploaded.
    """
    downloads: bool
    """
    Whether the first use downloads the data.
    """
    axis: Union[Literal['sample', 'time'], str]
    """
    Whether the data are samples or the steps of one series or text.
    """
    n_train: int
    """
    Samples (or steps) in the training part, before any split.
    """
    n_test: int
    """
    Samples in the set's own test part; 0 if it has none.
    """
    endless: bool
    """
    Whether a network is trained on new samples in every epoch, as many as `training.samples_per_epoch`.
    """
    input_shape: list[Optional[int]]
    """
    Shape of one raw input; null for an axis of variable size.
    """
    input_dtype: str
    """
    NumPy type name; "str" for text, "object" for rows of numbers and text.
    """
    target_dtype: Optional[str]
    """
    Type of one raw target; null without targets.
    """
    labels: Optional[list[Union[int, str]]]
    """
    Class labels; null if targets are not classes.
    """
    columns: Optional[list[str]]
    """
    Names of the input columns; null if they have no names.
    """
    params: JsonSchema
    """
    JSON Schema of `data.params`, the parameters of a generator with defaults.
    """
    upload: Optional[UploadOut]
    """
    The uploaded file; null for a built-in set.
    """


class VersionsOut(Model):
    """
    All versions of a model, newest first.
    """

    versions: list[ModelOut]
    """
    The versions, newest first.
    """


Layer = TypeAliasType(
    "Layer",
    Annotated[
        Union[DenseLayer, ActivationLayer, DropoutLayer, FlattenLayer, ReshapeLayer, PermuteLayer, RepeatVectorLayer, Conv1DLayer, Conv2DLayer, Conv3DLayer, Conv2DTransposeLayer, SeparableConv2DLayer, DepthwiseConv2DLayer, MaxPooling1DLayer, MaxPooling2DLayer, MaxPooling3DLayer, AveragePooling1DLayer, AveragePooling2DLayer, AveragePooling3DLayer, GlobalMaxPooling1DLayer, GlobalMaxPooling2DLayer, GlobalMaxPooling3DLayer, GlobalAveragePooling1DLayer, GlobalAveragePooling2DLayer, GlobalAveragePooling3DLayer, UpSampling2DLayer, ZeroPadding2DLayer, Cropping2DLayer, BatchNormalizationLayer, LayerNormalizationLayer, GaussianNoiseLayer, LSTMLayer, GRULayer, SimpleRNNLayer, BidirectionalLayer, TimeDistributedLayer, EmbeddingLayer, CategoryEncodingLayer, RescalingLayer, NormalizationLayer, AddLayer, SubtractLayer, MultiplyLayer, AverageLayer, MaximumLayer, ConcatenateLayer, DotLayer, BackboneLayer, SamplingLayer],
        Field(discriminator='layer'),
    ],
)
"""
A layer of a network.
"""


SearchSpec = TypeAliasType(
    "SearchSpec",
    Annotated[
        Union[GridSearch, RandomSearch, MultiresolutionSearch],
        Field(discriminator='strategy'),
    ],
)
"""
Candidates of a search, and how they are chosen.
"""


class DatasetsOut(Model):
    """
    The built-in data sets and generators, by name, and a page of uploads, newest first.
    """

    datasets: list[DatasetOut]
    """
    The built-in data sets and generators, by name.
    """
    uploads: list[UploadOut]
    """
    A page of uploads, newest first.
    """
    next_cursor: Optional[str]
    """
    Value of ?cursor= for the next page of uploads; null at the end.
    """


class StartFrom(Model):
    """
    A registered network to start from, and which of its layers are changed or not trained.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    model: Annotated[str, Field(max_length=200)]
    """
    Registered network that training starts from, such as digits@3.
    """
    freeze: Annotated[Optional[list[TrainingFreezeItem]], Field(max_length=100)] = None
    """
    Name patterns of its layers that are not trained, such as conv*.
    """
    drop_last: Annotated[Optional[int], Field(ge=0, le=500)] = None
    """
    Number of its last layers that are removed. Default: 0.
    """
    append: Annotated[Optional[list[Layer]], Field(max_length=500)] = None
    """
    Layers appended after the last one kept, with new weights.
    """


class ModelPage(Model):
    """
    A page of models: the newest version of each, by name.
    """

    models: list[ModelOut]
    """
    The newest version of each model.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class GraphNode(Model):
    """
    One node of a graph: an input, a layer, a layer used again, or a whole registered model.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    name: Annotated[str, Field(pattern='^[A-Za-z][A-Za-z0-9_.\\-]{0,63}$')]
    """
    Name of the node and of its layer.
    """
    inputs: Annotated[Optional[list[FunctionalOutput]], Field(max_length=100)] = None
    """
    Nodes whose outputs it takes; none for an input.
    """
    layer: Optional[Layer] = None
    """
    The layer; left out for an input.
    """
    shares: Optional[GraphNodeShares] = None
    """
    Node whose layer and weights are used again here.
    """
    model: Optional[GraphNodeModel] = None
    """
    Reference of a registered model used as a layer.
    """
    trainable: Optional[bool] = None
    """
    Whether training changes the weights of the model used as a layer. Default: true.
    """
    shape: Optional[GraphNodeShape] = None
    """
    Sample shape of an input; that of the data when left out.
    """


class Block(Model):
    """
    Layers that are repeated; each repetition has its own weights.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    repeat: Annotated[int, Field(ge=1, le=500)]
    """
    Number of repetitions.
    """
    layers: Annotated[list[Layer], Field(max_length=500, min_length=1)]
    """
    The layers of one repetition.
    """


LayerOrBlock = TypeAliasType("LayerOrBlock", Union[Layer, Block])
"""
An entry of a stack: a layer, or layers that are repeated.
"""


class Sequential(Model):
    """
    A stack of layers.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['sequential'] = 'sequential'
    """
    Tells this form from others.
    """
    layers: Annotated[list[LayerOrBlock], Field(max_length=500, min_length=1)]
    """
    The layers, input side first; {repeat, layers} for layers that are repeated.
    """


class Functional(Model):
    """
    A model of named nodes.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    kind: Literal['functional'] = 'functional'
    """
    Tells this form from others.
    """
    nodes: Annotated[list[GraphNode], Field(max_length=500, min_length=2)]
    """
    The nodes, in any order.
    """
    outputs: Annotated[list[FunctionalOutput], Field(max_length=100, min_length=1)]
    """
    Nodes whose outputs are those of the model.
    """


ModelSpec = TypeAliasType(
    "ModelSpec",
    Annotated[
        Union[Sequential, Functional, SklearnPipeline], Field(discriminator='kind')
    ],
)
"""
The model of a job: a network, or a pipeline.
"""


NetworkSpec = TypeAliasType(
    "NetworkSpec", Annotated[Union[Sequential, Functional], Field(discriminator='kind')]
)
"""
A network: layers in a row, or a graph of named nodes.
"""


class ImportSpec(Model):
    """
    Everything that determines an imported network.
    """

    version: Optional[SpecVersion] = None
    """
    Version of the form of the spec; may be left out, and is written by the server. Default: 3.
    """
    task: Optional[Literal['import']] = None
    """
    Tells this form from others. Default: "import".
    """
    seed: Annotated[Optional[int], Field(ge=0, lt=2147483648)] = None
    """
    Seed of the inputs of the golden examples. Default: 42.
    """
    model: NetworkSpec
    """
    The layers.
    """
    input_shape: Annotated[list[int], Field(max_length=6, min_length=1)]
    """
    Shape of one sample that the network takes.
    """
    labels: Optional[ImportSpecLabels] = None
    """
    Class labels, in the order of the outputs.
    """
    weights: str
    """
    Key of the file with the weights.
    """
    resources: Optional[Resources] = None
    """
    What the job may use.
    """


class JobSpec(Model):
    """
    Everything that determines a training run.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    version: Optional[SpecVersion] = None
    """
    Version of the form of the spec; may be left out, and is written by the server. Default: 3.
    """
    task: Optional[Literal['train', 'transform', 'cross_validate', 'search']] = None
    """
    What the job does. Default: "train".
    """
    seed: Annotated[Optional[int], Field(ge=0, lt=2147483648)] = None
    """
    Seed of every random draw. Default: 42.
    """
    start_from: Optional[Union[JobSpecStartFrom, StartFrom]] = None
    """
    Registered network of the same architecture that training continues from, such as digits@3; or an object that says which of its layers are changed or not trained.
    """
    share_layers_with: Optional[ShareLayers] = None
    """
    Registered network to share layers with: they start with its weights, and a new version of it gets the trained ones.
    """
    from_checkpoint: Optional[CheckpointRef] = None
    """
    Checkpoint of a job of the same spec that is evaluated and registered instead of training.
    """
    data: DataSpec
    preprocessing: Optional[Preprocessing] = None
    """
    Steps before and after the model.
    """
    model: Optional[ModelSpec] = None
    """
    The model that is trained; left out where it follows from start_from.
    """
    training: Optional[Training] = None
    """
    How a network is fitted; left out for scikit-learn models.
    """
    artifact: Optional[ArtifactOptions] = None
    resources: Optional[Resources] = None
    """
    What the job may use.
    """
    cross_validation: Optional[CrossValidation] = None
    """
    Folds and score of the task cross_validate.
    """
    search: Optional[SearchSpec] = None
    """
    Candidates, folds and score of the task search.
    """


class RecipeOut(Model):
    """
    A recipe of the catalog.
    """

    id: str
    """
    Id of the recipe, as POST /v1/jobs takes it.
    """
    group: RecipeGroup
    """
    Family of models that it belongs to.
    """
    title: str
    """
    The trained model, in a line.
    """
    source: str
    """
    Where in the book it is from.
    """
    expected_minutes: float
    """
    Minutes that the whole recipe takes on two cores.
    """
    reported: dict[str, Figure]
    """
    Figures that the book reports, by name.
    """
    verdict: Optional[Verdict]
    """
    How its figures compared with the book's in the newest full run; null for one that it did not know.
    """
    notes: str
    """
    Differences between book and recipe, with reasons; often empty.
    """
    requires: list[str]
    """
    Recipes to train first, each under its own id: this one starts from their models.
    """
    measured: Optional[MeasuredForm]
    """
    What the newest full run measured of it; null for a recipe that it did not know.
    """
    tolerance: dict[str, float]
    """
    Allowed difference of a whole run from each reported figure, by name.
    """
    quick: MergePatch
    """
    Merge patch with which it runs in seconds; empty if it does so without.
    """
    variants: dict[str, VariantOut]
    """
    Variants of the recipe by name: submit the recipe with the patch of one.
    """
    sweep: dict[str, MergePatch]
    """
    Merge patches by name, one for each job of POST /v1/sweeps.
    """
    spec: Union[JobSpec, dict[str, Any]]


class JobOut(Model):
    """
    A job.
    """

    id: str
    """
    Id of the job, a ULID: ids sort by the time of creation.
    """
    name: str
    """
    Name under which its model is registered.
    """
    recipe: Optional[str]
    """
    Id of its recipe; null if it was submitted with a spec.
    """
    priority: int
    """
    Jobs of a higher priority are started first; within a priority, owners share the running time.
    """
    state: JobState
    """
    Its state; succeeded, failed and cancelled are final.
    """
    cancel_requested: bool
    """
    Whether it was asked to be cancelled.
    """
    pause_requested: bool
    """
    Whether it was asked to pause.
    """
    stop_requested: bool
    """
    Whether a search was asked to end with its best candidate so far.
    """
    attempt: int
    """
    Number of times it was started; above 1 after the loss of a worker, and after a pause.
    """
    progress: float
    """
    Fraction done, 0 to 1.
    """
    phase: Optional[str]
    """
    What it does now: waiting, loading, preparing, tracing, fitting, evaluating, compiling, predicting; null if paused or ended.
    """
    remaining_s: Optional[float]
    """
    Seconds until it will have ended, as estimated now; null if it does not run.
    """
    queue_position: Optional[int]
    """
    Position among the queued jobs of its owner, from 1; null if it is not queued.
    """
    waiting_for: Optional[str]
    """
    What it waits for before it can run, such as a gpu worker; null if for nothing but its turn.
    """
    metrics: dict[str, float]
    """
    Loss and metrics by name: while it runs of the epoch so far, in the end those of the finished model.
    """
    best_params: Optional[dict[str, Any]]
    """
    Parameters of a search's best candidate, by the keys of its space; null before it is known, and for other tasks.
    """
    best_score: Optional[float]
    """
    Mean score of a search's best candidate; null before it is known, and for other tasks.
    """
    model: Optional[str]
    """
    Reference of its model, for example digits@3; null before it has succeeded, and if it makes none.
    """
    retraining: Optional[RetrainingOut]
    """
    What a retraining has found; null for other jobs.
    """
    reproduction: Optional[Reproduction]
    """
    What a reproduction has found; null before that, and for other jobs.
    """
    error: Optional[str]
    """
    Why it failed; null if it did not.
    """
    peak_memory: Optional[int]
    """
    Most memory of its processes so far, in bytes; null before it is known.
    """
    worker: Optional[str]
    """
    Host and process id of its worker; null before it is started, and while it is paused.
    """
    created_at: AwareDatetime
    """
    When it was submitted.
    """
    started_at: Optional[AwareDatetime]
    """
    When it was first started; null before that.
    """
    finished_at: Optional[AwareDatetime]
    """
    When it ended; null before that.
    """
    tags: list[Tag]
    """
    Its tags.
    """
    note: str
    """
    What its owner has noted about it; empty if nothing.
    """
    spec: Union[JobSpec, ImportSpec, BatchSpec, ReproduceSpec, dict[str, Any]]
    """
    Its spec, with the defaults written out.
    """


class JobPage(Model):
    """
    A page of jobs, newest first.
    """

    jobs: list[JobOut]
    """
    The jobs.
    """
    next_cursor: Optional[str]
    """
    Give it as ?cursor= for the next page; null at the end.
    """


class SweepMemberOut(Model):
    """
    One job of a sweep.
    """

    member: str
    """
    Name of the job within the sweep.
    """
    differs: dict[str, Any]
    """
    Fields of its spec that differ from the first job's, by JSON pointer.
    """
    seconds: Optional[float]
    """
    Seconds from its start to its end; null before the end.
    """
    job: JobOut
    """
    The job.
    """


class CheckOut(Model):
    """
    The result of checking a spec.
    """

    ok: bool
    """
    Whether the job would be accepted.
    """
    errors: list[FaultOut]
    """
    Every fault, with a pointer into the body; empty if there is none.
    """
    warnings: list[FaultOut]
    """
    Likely mistakes that do not prevent the job.
    """
    suggestion: Optional[dict[str, Any]]
    """
    A `patch` that settles all errors if sent in place of that of the body, which it includes; null where none is known.
    """
    spec: Optional[Union[JobSpec, dict[str, Any]]]
    """
    The spec with its defaults written out; null where its form is wrong.
    """
    layers: list[LayerOut]
    """
    Layers of a network in order, up to the first faulty one; empty for scikit-learn.
    """
    total_parameters: int
    """
    Sum of the parameters of the layers; 0 for scikit-learn.
    """
    training_bytes: int
    """
    Estimated memory of fitting, in bytes, without that of TensorFlow or scikit-learn itself.
    """
    n_fits: int
    """
    Number of fits.
    """
    estimated_seconds: Optional[float]
    """
    Expected seconds from its start to its end; null for a faulty spec, as the next three.
    """
    estimated_seconds_interval: Optional[Interval]
    """
    Interval that holds the seconds of four of five jobs.
    """
    peak_memory: Optional[int]
    """
    Expected peak memory of a process, in bytes.
    """
    peak_memory_interval: Optional[Interval]
    """
    Interval that holds the peak memory of four of five jobs.
    """


class JobRequest(Model):
    """
    A job: a spec, or a recipe with a patch.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    spec: Optional[JobSpec] = None
    """
    The job spec.
    """
    recipe: Optional[str] = None
    """
    Id of a recipe of the catalog, instead of a spec.
    """
    patch: Optional[MergePatch] = None
    """
    RFC 7386 merge patch on the spec, or that of the recipe.
    """
    name: Optional[JobRequestName] = None
    """
    Name the model is registered under; the recipe's id, or one made from the job's, when left out.
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """


class AugmentationPreviewRequest(Model):
    """
    A job, and which of its training images to augment.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    spec: Optional[JobSpec] = None
    """
    The job spec.
    """
    recipe: Optional[str] = None
    """
    Id of a recipe of the catalog, instead of a spec.
    """
    patch: Optional[MergePatch] = None
    """
    RFC 7386 merge patch on the spec, or that of the recipe.
    """
    name: Optional[JobRequestName] = None
    """
    Name the model is registered under; the recipe's id, or one made from the job's, when left out.
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """
    index: Annotated[Optional[int], Field(ge=0, le=100000000)] = None
    """
    Index of the image in the training part, from 0. Default: 0.
    """
    count: Annotated[Optional[int], Field(ge=1, le=63)] = None
    """
    Number of augmented images. Default: 15.
    """


class PreparedSamplesRequest(Model):
    """
    A job, and which of its prepared samples to show.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    spec: Optional[JobSpec] = None
    """
    The job spec.
    """
    recipe: Optional[str] = None
    """
    Id of a recipe of the catalog, instead of a spec.
    """
    patch: Optional[MergePatch] = None
    """
    RFC 7386 merge patch on the spec, or that of the recipe.
    """
    name: Optional[JobRequestName] = None
    """
    Name the model is registered under; the recipe's id, or one made from the job's, when left out.
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """
    part: Optional[JobPart] = None
    """
    The part; with a fold, train or test are those of the fold. Default: "train".
    """
    from_: Annotated[Optional[int], Field(alias='from', ge=0, le=9007199254740992)] = (
        None
    )
    """
    Index of the first sample in the part, from 0. Default: 0.
    """
    n_samples: Annotated[Optional[int], Field(ge=1, le=100)] = None
    """
    Number of samples, at most. Default: 5.
    """
    fold: Optional[PreparedSamplesRequestFold] = None
    """
    Index of a fold, from 0, for tasks with folds.
    """
    spread: Optional[bool] = None
    """
    Whether the samples are taken at equal distances from all of the part, as data may be in order of its classes. Default: false.
    """
    full_images: Optional[bool] = None
    """
    Whether images of files are sent whole, as a prediction takes them, instead of reduced to 128 pixels; in `raw`, as data URLs. Default: false.
    """


class SweepRequest(Model):
    """
    A sweep: a spec, or a recipe with a patch; and a patch for each job.
    """

    model_config = ConfigDict(
        extra='forbid',
    )
    spec: Optional[JobSpec] = None
    """
    The job spec.
    """
    recipe: Optional[str] = None
    """
    Id of a recipe of the catalog, instead of a spec.
    """
    patch: Optional[MergePatch] = None
    """
    RFC 7386 merge patch on the spec, or that of the recipe.
    """
    name: Optional[JobRequestName] = None
    """
    Name the model is registered under; the recipe's id, or one made from the job's, when left out.
    """
    priority: Annotated[Optional[int], Field(ge=-10, le=10)] = None
    """
    Jobs of a higher priority are started first; above 0 only with the scope admin. Default: 0.
    """
    notify: Annotated[Optional[list[Notify]], Field(max_length=5)] = None
    """
    URLs that get signed notices of changes of the job's state. Default: [].
    """
    sweep: Optional[dict[Annotated[str, StringConstraints(pattern=r'^[a-z0-9][a-z0-9._-]{0,62}$')], MergePatch]] = (
        None
    )
    """
    Merge patches by the names of the jobs; the recipe's own when left out.
    """


class SweepOut(Model):
    """
    The jobs of a sweep, in order.
    """

    id: str
    """
    Id of the sweep.
    """
    members: list[SweepMemberOut]
    """
    Its jobs, in the order of the patches.
    """
    remaining_s: Optional[float]
    """
    Seconds until its last job has ended, if as many run at a time as now; null if none runs.
    """