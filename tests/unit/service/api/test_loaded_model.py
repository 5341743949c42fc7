"""A model that does not answer is unavailable, wherever it is asked; a process that has ended is started again by the next request."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from models.core.errors import ArtifactError
from service.deps import artifact_errors
from service.errors import Unavailable


async def asked(source: Any, dropped: list[Any]) -> None:
    loaded: Any = SimpleNamespace(key="default/digits@1", predictor=SimpleNamespace(source=source))
    parts: Any = SimpleNamespace(predictors=SimpleNamespace(drop=dropped.append))
    async with artifact_errors("digits@1", loaded, parts):
        raise ArtifactError("the Keras process has ended")


@pytest.mark.parametrize(("source", "expected"), [(None, ["default/digits@1"]), (lambda: None, [])], ids=["process", "compiled beside its source"])
def test_a_model_that_does_not_answer_is_unavailable(source: Any, expected: list[str]) -> None:
    dropped: list[Any] = []
    with pytest.raises(Unavailable, match="model digits@1 failed: the Keras process has ended"):
        asyncio.run(asked(source, dropped))
    assert [loaded.key for loaded in dropped] == expected
