"""One predictor for all models: bare values where there is one input and one output, names where there are several."""

from typing import Any

import numpy as np
import pytest

from models.artifact.signature import InputSignature, Method, OutputSignature, Signature
from models.core.arrays import Ports
from models.core.errors import ArtifactError, InputError
from models.preprocessing.chain import Chain
from models.preprocessing.columns import MinMax
from models.serving.predictor import Predictor
from tests.bare import Formula, chain_of, golden_of, signature_of
from tests.faults import pointers_of

ROW = InputSignature((2,), "float64", False, (2,), columns=("age", "size"))
SUM = OutputSignature("regression", (1,))
CLASS = OutputSignature("classification", (2,), ("a", "b"))


class Sums:
    """A runtime that gives the sum over all inputs at each output, and probabilities of a fourth and three."""

    name = "sums"

    def run(self, x: Ports) -> Ports:
        total = np.sum([array.sum(axis=1, keepdims=True) for array in x.values()], axis=0)
        return {"sum": total, "class": np.tile([0.25, 0.75], (len(total), 1))}

    def close(self) -> None: ...


def predictor(inputs: tuple[str, ...], outputs: dict[str, OutputSignature], **more: Any) -> Predictor:
    signature = Signature(dict.fromkeys(inputs, ROW), outputs, **more)

    class Wanted(Sums):
        def run(self, x: Ports) -> Ports:
            found = super().run(x)
            return {name: found[name] for name in outputs}

    return Predictor(signature, Chain(dict.fromkeys(inputs, ()), dict.fromkeys(outputs, ())), Wanted())


ONE = predictor(("person",), {"sum": SUM})
TWO_WAYS = predictor(("person",), {"sum": SUM, "class": CLASS})
TWO_PEOPLE = predictor(("left", "right"), {"sum": SUM}, methods=(Method.PREDICT,), direct_methods=(Method.PREDICT,))


@pytest.mark.parametrize(
    "items",
    [
        [[1, 2], [3, 4]],
        [{"age": 1, "size": 2}, {"size": 4, "age": 3}],
        [{"person": [1, 2]}, {"person": [3, 4]}],
        [{"person": {"age": 1, "size": 2}}, {"person": {"age": 3, "size": 4}}],
        np.array([[1, 2], [3, 4]]),
        {"person": np.array([[1, 2], [3, 4]])},
    ],
    ids=["rows", "columns", "input", "input and columns", "array", "arrays by input"],
)
def test_a_model_of_one_input_takes_bare_samples_and_such_as_name_it(items: Any) -> None:
    assert ONE.predict(items) == [{"value": 3}, {"value": 7}]


def test_a_column_that_has_the_name_of_the_input_is_the_column() -> None:
    signature = Signature({"size": InputSignature((1,), "float64", False, (1,), columns=("size",))}, {"sum": SUM})
    column = Predictor(signature, Chain({"size": ()}, {"sum": ()}), ONE.runtime)
    assert column.predict([{"size": 3}]) == [{"value": 3}]


def test_a_fault_inside_a_named_input_is_pointed_at_there() -> None:
    with pytest.raises(InputError) as raised:
        ONE.predict([{"person": [1, 2]}, {"person": [1, "x"]}])
    assert pointers_of(raised.value.faults) == ["/inputs/1/person/1"]


def test_a_model_of_several_outputs_predicts_by_their_names() -> None:
    (prediction,) = TWO_WAYS.predict([[1, 2]])
    assert prediction == {"sum": {"value": 3}, "class": {"label": "b", "probability": 0.75, "probabilities": {"a": 0.25, "b": 0.75}}}


def test_a_model_of_several_inputs_takes_and_returns_objects() -> None:
    items = [{"left": [1, 2], "right": {"size": 4, "age": 3}}]
    assert TWO_PEOPLE.predict(items) == [{"sum": {"value": 10}}]
    assert TWO_PEOPLE.predict({"left": np.array([[1, 2]]), "right": np.array([[3, 4]])}) == [{"sum": {"value": 10}}]


def test_a_model_of_several_inputs_and_one_output_has_methods() -> None:
    assert TWO_PEOPLE.predict([{"left": [1, 2], "right": [3, 4]}], method=Method.PREDICT) == [{"sum": {"value": 10}}]


def test_a_model_of_several_outputs_has_no_methods() -> None:
    with pytest.raises(InputError, match=r"/method: expected no method for a model of several outputs \(sum, class\)"):
        TWO_WAYS.predict([[1, 2]], method=Method.PREDICT)


def test_what_takes_one_input_and_one_output_refuses_more() -> None:
    with pytest.raises(InputError, match="expected a model of one input and one output; this one takes left, right and gives sum"):
        TWO_PEOPLE.require_single_ports()
    ONE.require_single_ports()


def test_golden_examples_are_replayed_through_the_preprocessing() -> None:
    scaled = chain_of([MinMax(step="min_max").fit(np.array([[0.0], [10.0]]))])
    model = Predictor(signature_of("regression", (1,)), scaled, Formula(lambda x: 2 * x))
    model.replay(golden_of(np.array([[5.0]]), np.array([[1.0]])))
    with pytest.raises(ArtifactError, match="not reproduced"):
        model.replay(golden_of(np.array([[5.0]]), np.array([[1.1]])))


def test_a_model_of_a_kind_that_is_not_known_here_is_refused() -> None:
    stranger = Predictor(Signature({"x": ROW}, {"y": OutputSignature("ranking", (1,))}), Chain({"x": ()}, {"y": ()}), ONE.runtime)
    with pytest.raises(ArtifactError, match=r"expected a kind of prediction that is known here, one of classification, .*, got 'ranking'"):
        stranger.predict([[1, 2]])


def test_numbers_that_overflow_the_model_are_refused_by_sample() -> None:
    with np.errstate(over="ignore"), pytest.raises(InputError) as caught:
        ONE.predict([[1.0, 2.0], [1e308, 1e308]])
    assert pointers_of(caught.value.faults) == ["/inputs/1"]
    assert ONE.predict([[1.0, 2.0]]) == [{"value": 3.0}]
