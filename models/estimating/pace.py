"""How long the epochs of a fit take, measured while it runs."""

from math import ceil

#: Seconds of measured training that weigh as much as what was expected.
EXPECTED_WEIGHT_S = 0.4
#: Weight of an epoch relative to the one after it: machines get slower and faster.
DECAY = 0.8
#: Factor of the expected seconds of a validation up to which the first one counts: it is traced, too.
FIRST_VALIDATION = 1.5
#: Share of the epochs so far for which a fit that may stop is taken to go on, once it has had as many as were expected.
GOES_ON = 0.25


class Pace:
    """Measures the epochs.

    Args:
        n_rounds: Number of epochs of the spec.
        likely_rounds: Number of epochs that are to be expected; fewer where the fit may stop.
        n_samples: Training samples in an epoch.
        train_s: Expected seconds of the training of an epoch.
        validate_s: Expected seconds of its validation.

    Attributes:
        n_ended: Epochs that have ended, those of earlier attempts included.
    """

    def __init__(self, n_rounds: int, likely_rounds: float, n_samples: int, train_s: float, validate_s: float) -> None:
        self._n_rounds, self._likely, self._n_samples = n_rounds, likely_rounds, n_samples
        self._expected_s, self._expected_validation_s = max(train_s, 1e-6), validate_s
        self.n_ended = 0
        #: Time and position in epochs from which the present epoch is measured, and of the latest report in it.
        self._from: tuple[float, float] | None = None
        self._latest = (0.0, 0.0)
        #: Seconds of training, and the epochs that were trained in them; of earlier epochs.
        self._trained_s, self._trained = 0.0, 0.0
        self._validations = 0.0, 0.0

    def on_batch(self, progress: float, now: float) -> None:
        """Note the progress of the fit, from 0 to 1."""
        position = progress * self._n_rounds
        self._latest = now, position
        self.n_ended = max(self.n_ended, ceil(position - 1e-9) - 1)
        if self._from is None:  # What was before is tracing.
            self._from = self._latest

    def on_epoch(self, seconds: float, samples_per_second: float, now: float) -> None:
        """Note the end of an epoch, its seconds, and its pace without validation."""
        self.n_ended += 1
        validation_s = max(0.0, seconds - self._n_samples / max(samples_per_second, 1e-9))
        if self._from is not None:
            self._trained_s = self._trained_s * DECAY + max(0.0, now - validation_s - self._from[0])
            self._trained = self._trained * DECAY + max(0.0, self.n_ended - self._from[1])
        self._note_validation(validation_s)
        self._from = self._latest = now, float(self.n_ended)

    @property
    def is_measured(self) -> bool:
        """Tell whether anything of the training was measured."""
        return self._measured()[1] > 0

    @property
    def train_s(self) -> float:
        """Return the seconds of the training of an epoch: as measured, and as expected where little was measured."""
        seconds, n = self._measured()
        weight = EXPECTED_WEIGHT_S / self._expected_s
        return (seconds + EXPECTED_WEIGHT_S) / (n + weight)

    @property
    def validate_s(self) -> float:
        """Return the seconds of the validation of an epoch."""
        seconds, n = self._validations
        return seconds / n if n else self._expected_validation_s * self.slowness

    @property
    def slowness(self) -> float:
        """Return how much longer the training takes than was expected."""
        return self.train_s / self._expected_s

    @property
    def seconds_left(self) -> float:
        """Return the seconds until the last epoch has ended."""
        goes_on = (self.n_ended + 1) * (1 + GOES_ON) if self.n_ended + 1 > self._likely else 0.0
        rounds = min(float(self._n_rounds), max(self._likely, goes_on))
        return max(0.0, rounds - self._latest[1]) * self.train_s + max(0.0, rounds - self.n_ended) * self.validate_s

    def measured(self) -> dict[str, float]:
        """Return the seconds of training and of validation for all epochs of the spec; empty before the first has ended."""
        if not self.n_ended or self._trained <= 0:
            return {}
        found = {"fitting": self._trained_s / self._trained, "validating": self.validate_s}
        return {name: seconds * self._n_rounds for name, seconds in found.items()}

    def _measured(self) -> tuple[float, float]:
        """Return seconds of training, and the epochs that were trained in them; the present epoch included."""
        if self._from is None:
            return 0.0, 0.0
        return self._trained_s + self._latest[0] - self._from[0], self._trained + self._latest[1] - self._from[1]

    def _note_validation(self, seconds: float) -> None:
        total, n = self._validations
        if not n:
            seconds = min(seconds, max(self._expected_validation_s * self.slowness * FIRST_VALIDATION, seconds / 2))
        self._validations = total * DECAY + seconds, n * DECAY + 1
