"""Names that libraries had before, and what they are called now: one table, for the hints of messages.

A hint is given only where the new name exists, so that an old name may have several successors, one for each place.
"""

from collections.abc import Collection

#: By the version that renamed them: old and new names of arguments, classes and values.
RENAMED: dict[str, dict[str, str]] = {
    "Keras 2": {
        "nb_filter": "filters",
        "nb_filters": "filters",
        "nb_row": "kernel_size",
        "nb_col": "kernel_size",
        "nb_kernel": "kernel_size",
        "filter_length": "kernel_size",
        "filter_size": "kernel_size",
        "kernel_dim1": "kernel_size",
        "kernel_dim2": "kernel_size",
        "kernel_dim3": "kernel_size",
        "subsample": "strides",
        "subsample_length": "strides",
        "stride": "strides",
        "border_mode": "padding",
        "pool_length": "pool_size",
        "length": "size",
        "output_dim": "units",
        "nb_units": "units",
        "init": "kernel_initializer",
        "inner_init": "recurrent_initializer",
        "bias_init": "bias_initializer",
        "inner_activation": "recurrent_activation",
        "W_regularizer": "kernel_regularizer",
        "b_regularizer": "bias_regularizer",
        "W_constraint": "kernel_constraint",
        "b_constraint": "bias_constraint",
        "dropout_W": "dropout",
        "dropout_U": "recurrent_dropout",
        "bias": "use_bias",
        "p": "rate",
        "sigma": "stddev",
        "m": "max_value",
        "concat_axis": "axis",
        "nb_epoch": "epochs",
        "nb_epochs": "epochs",
        "Convolution1D": "Conv1D",
        "Convolution2D": "Conv2D",
        "Convolution3D": "Conv3D",
        "Deconvolution2D": "Conv2DTranspose",
        "Convolution2DTranspose": "Conv2DTranspose",
        "SeparableConvolution2D": "SeparableConv2D",
        "DepthwiseConvolution2D": "DepthwiseConv2D",
        "TimeDistributedDense": "TimeDistributed",
        "normal": "random_normal",
        "uniform": "random_uniform",
        "zero": "zeros",
        "one": "ones",
    },
    "Keras 2.3": {
        "lr": "learning_rate",
        "acc": "accuracy",
        "val_acc": "val_accuracy",
        "cosine_proximity": "cosine_similarity",
    },
    "Keras 3": {"CuDNNLSTM": "LSTM", "CuDNNGRU": "GRU", "logcosh": "log_cosh", "kullback_leibler_divergence": "kl_divergence"},
    "scikit-learn 0.18": {"GMM": "GaussianMixture", "RandomizedPCA": "PCA"},
    "scikit-learn 0.19": {"n_iter": "max_iter", "min_impurity_split": "min_impurity_decrease"},
    "scikit-learn 1.0": {"ls": "squared_error", "lad": "absolute_error", "mse": "squared_error", "mae": "absolute_error"},
    "scikit-learn 1.1": {"deviance": "log_loss", "full": "lloyd"},
    "scikit-learn 1.2": {"base_estimator": "estimator", "affinity": "metric"},
    # Names that libraries still have, and that a spec writes otherwise; of no version.
    "": {
        "n": "n_samples",
        "n_epochs": "epochs",
        "num_epochs": "epochs",
        "n_epoch": "epochs",
        "swish": "silu",
        "max_norm": "MaxNorm",
        "non_neg": "NonNeg",
        "unit_norm": "UnitNorm",
        "mse": "mean_squared_error",
        "mae": "mean_absolute_error",
        "mape": "mean_absolute_percentage_error",
        "msle": "mean_squared_logarithmic_error",
        "rmse": "root_mean_squared_error",
        "kld": "kl_divergence",
        "target_shape": "shape",
        "neurons": "units",
        "num_classes": "classes",
        "nb_classes": "classes",
        "restore_best_weights": "restore_best",
        "save_best_only": "best_only",
        "save_weights_only": "weights_only",
        "filepath": "name",
        "period": "every",
        "save_freq": "every",
        "min_lr": "floor",
        "MaxPool1D": "MaxPooling1D",
        "MaxPool2D": "MaxPooling2D",
        "MaxPool3D": "MaxPooling3D",
        "AvgPool1D": "AveragePooling1D",
        "AvgPool2D": "AveragePooling2D",
        "AvgPool3D": "AveragePooling3D",
        "GlobalMaxPool2D": "GlobalMaxPooling2D",
        "GlobalAvgPool2D": "GlobalAveragePooling2D",
    },
}
_OUT_OF_DATA = "leave it out, as the shape of the input is that of the prepared data"
_DECAY = "Keras 3 has no such argument; use a learning_rate_schedule in the training part, such as exponential"
#: Names without a successor of the same meaning: by a field that the part has, or a choice beside them, what to do instead.
REPLACED: dict[str, dict[str, str]] = {
    "decay": {"learning_rate": _DECAY},
    "schedule_decay": {"learning_rate": _DECAY},
    "lr": {"optimizer": "the learning_rate is a field of the optimizer"},
    "learning_rate": {"optimizer": "the learning_rate is a field of the optimizer"},
    "momentum": {"optimizer": "the momentum is a field of the optimizer"},
    "dim_ordering": {"layer": "leave it out, as channels are always last"},
    "data_format": {"layer": "leave it out, as channels are always last"},
    "input_dim": {"layer": _OUT_OF_DATA},
    "input_shape": {"layer": _OUT_OF_DATA},
    "input_length": {"layer": _OUT_OF_DATA},
    "batch_input_shape": {"layer": _OUT_OF_DATA},
    "batch_shape": {"layer": _OUT_OF_DATA},
    "consume_less": {"layer": "leave it out, as it has no effect on the result"},
    "implementation": {"layer": "leave it out, as it has no effect on the result"},
    "validation_split": {"validation": "use validation: {split: 0.25}"},
    "validation_data": {"validation": "use validation: {part: test}"},
    "nb_val_samples": {"validation": "use validation: {split: 0.25} or {part: test}"},
    "steps_per_epoch": {"samples_per_epoch": "use samples_per_epoch, which is batch_size times as many"},
    "callbacks": {"early_stopping": "use checkpoint, early_stopping and learning_rate_schedule"},
    "Merge": {"Concatenate": "since Keras 2 each way to merge is a layer: Add, Subtract, Multiply, Average, Maximum, Concatenate or Dot"},
    "MaxoutDense": {"Dense": "Keras 2 removed it; use Dense layers and Maximum"},
    "Highway": {"Dense": "Keras 2 removed it; use Dense layers, Multiply and Add"},
    "LeakyReLU": {"Activation": "use Activation with activation: leaky_relu"},
    "ReLU": {"Activation": "use Activation with activation: relu"},
    "ELU": {"Activation": "use Activation with activation: elu"},
    "Softmax": {"Activation": "use Activation with activation: softmax"},
    "presort": {"max_depth": "scikit-learn 0.24 removed it; leave it out"},
    "precompute_distances": {"n_clusters": "scikit-learn 1.0 removed it; leave it out"},
    "normalize": {"fit_intercept": "scikit-learn 1.2 removed it; put a StandardScaler before the estimator"},
    "algorithm": {"n_estimators": "scikit-learn 1.8 removed it; leave it out, as SAMME is the only one left"},
    "multi_class": {"C": "scikit-learn 1.8 removed it; leave it out, as several classes are always fitted together"},
}


def old_name_hint(name: str, known: Collection[str]) -> str:
    """Return the end of a message with what an old name is called now; empty for other names.

    Args:
        name: The unknown name.
        known: The names that would be right in its place.

    Example: `old_name_hint("lr", ["learning_rate"])` is "; did you mean learning_rate (the name since Keras 2.3)?".
    """
    for version, names in RENAMED.items():
        new = names.get(name)
        if new in known:
            return f"; did you mean {new} (the name since {version})?" if version else f"; did you mean {new}?"
    advice = next((advice for beside, advice in REPLACED.get(name, {}).items() if beside in known), None)
    return f"; {advice}" if advice else ""
