"""Whether a classifier's probabilities mean what they say.

Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
"""

import numpy as np

from models.core.arrays import Array
from models.evaluation.record import Calibration, CalibrationBin

N_BINS = 10


def calibration(confidence: Array, right: Array) -> Calibration:
    """Compare confidence with accuracy, by tenths of the confidence.

    Args:
        confidence: Probability of each sample's likeliest class, array of shape (n_samples,), at least one.
        right: Bool array of shape (n_samples,), whether that is its class.
    """
    edges = np.linspace(0, 1, N_BINS + 1)
    indices = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, N_BINS - 1)
    bins = [_bin(edges[index : index + 2], confidence[indices == index], right[indices == index]) for index in range(N_BINS)]
    gaps = [abs(one.accuracy - one.confidence) * one.count for one in bins if one.accuracy is not None and one.confidence is not None]
    return Calibration(expected_error=sum(gaps) / len(confidence), bins=bins)


def _bin(edges: Array, confidence: Array, right: Array) -> CalibrationBin:
    low, high = (round(float(edge), 6) for edge in edges)
    if not len(confidence):
        return CalibrationBin(low=low, high=high, count=0, confidence=None, accuracy=None)
    return CalibrationBin(low=low, high=high, count=len(confidence), confidence=float(confidence.mean()), accuracy=float(right.mean()))
