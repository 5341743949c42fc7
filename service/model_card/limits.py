"""Where a model should not be trusted: what its data, its training and its figures say against it."""

from collections.abc import Callable, Iterator

from models.artifact.signature import InputSignature
from models.evaluation.overfitting import find_overfitting
from models.evaluation.record import Evaluation
from service.model_card.baselines import baselines
from service.model_card.blocks import Items, Section, listed, shown
from service.model_card.subject import Subject

#: Samples of a part, and of a class in it, below which figures say little.
FEW, FEW_OF_CLASS = 100, 10
#: How many times as frequent as the rarest class the most frequent one is, from which classes count as unequal.
UNEQUAL = 5
#: Recall below which a class counts as badly recognized.
BAD_RECALL = 0.5
#: Mean difference of probabilities and frequencies from which probabilities count as wrong.
WRONG_PROBABILITIES = 0.1


def limits(subject: Subject) -> Section:
    """Return the limits of a model."""
    found = [text for find in _FINDERS for text in find(subject)]
    return Section("Limits", [Items([*found, "It was tested on data of the same source only: on other data it may be worse."])])


def _of_size(subject: Subject) -> Iterator[str]:
    for name, part in subject.recorded.parts.items():
        if part["n_samples"] < FEW:
            yield f"Few data: the {name} part has {part['n_samples']:,} samples, so that chance has a large share in its figures."
    if not subject.recorded.evaluations:
        yield "It was not evaluated: nothing is known of its errors."


def _of_parts(subject: Subject) -> Iterator[str]:
    parts = dict.fromkeys(evaluation.part for evaluation in subject.recorded.evaluations.values())
    if "train" in parts:
        yield "There is no test part: the figures are of the samples that it was trained on, and on others it is worse."
    if "validation" in parts:
        yield "There is no test part: the figures are of the validation part, by which the training may have been chosen."


def _of_training(subject: Subject) -> Iterator[str]:
    found = find_overfitting(subject.recorded.history)
    if found is not None:
        yield (
            f"Overfitting: after epoch {found.epoch} the validation loss rises from {shown(found.val_loss)} to {shown(found.last_val_loss)} "
            "while the training loss falls."
        )


def _of_figures(subject: Subject) -> Iterator[str]:
    for name, evaluation in subject.recorded.evaluations.items():
        where = f"{name}: " if len(subject.recorded.evaluations) > 1 else ""
        yield from (where + text for find in (_of_classes, _of_guesses) for text in find(evaluation))


def _of_classes(evaluation: Evaluation) -> Iterator[str]:
    report = evaluation.classification
    if report is None or not report.classes:
        return
    support = {each.label: each.support for each in report.classes}
    most, least = max(support.values()), min(support.values())
    if most >= UNEQUAL * max(least, 1):
        yield f"Unequal classes: in the {evaluation.part} part from {least:,} to {most:,} samples; the accuracy is mostly that of the frequent ones."
    few = [label for label, count in support.items() if count < FEW_OF_CLASS]
    if few:
        yield f"Classes with fewer than {FEW_OF_CLASS} samples in the {evaluation.part} part, of which little is known: {listed(few, 20)}."
    bad = [each.label for each in report.classes if each.support and each.recall < BAD_RECALL]
    if bad:
        yield f"Classes of which it finds fewer than half: {listed(bad, 20)}."
    if report.n_unseen:
        yield f"{report.n_unseen:,} samples of the {evaluation.part} part are of classes that it has not learned."
    if report.calibration is not None and report.calibration.expected_error > WRONG_PROBABILITIES:
        yield f"Its probabilities differ from the frequencies by {shown(report.calibration.expected_error)} on average."


def _of_guesses(evaluation: Evaluation) -> Iterator[str]:
    for found in baselines(evaluation):
        if not found.is_beaten:
            yield f"It is no better than {found.what}: {found.figure} {shown(found.own)} against {shown(found.reached)}."


def _of_inputs(subject: Subject) -> Iterator[str]:
    signature = subject.recorded.signature
    if not signature.methods and signature.has_single_ports:
        yield "It labels its training data only, and takes no inputs."
    for name, given in signature.inputs.items():
        yield from _refused(name, given)
    if any(output.labels for output in signature.outputs.values()):
        yield "It knows only the classes above, and gives one of them for every input, also for one of another class."


def _refused(name: str, given: InputSignature) -> Iterator[str]:
    if given.columns and given.gaps:
        gaps = listed([given.columns[index] for index in given.gaps])
        yield f"Missing values are taken in {gaps} of {name}; elsewhere only where a step fills them."
    elif given.columns:
        yield f"Rows of {name} with missing values are refused, unless a step fills them; so are unknown columns."
    elif given.takes_numbers:
        yield f"Values of {name} of another shape, and numbers that are not finite, are refused."


_FINDERS: tuple[Callable[[Subject], Iterator[str]], ...] = (_of_size, _of_parts, _of_training, _of_figures, _of_inputs)
