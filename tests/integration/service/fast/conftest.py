"""A server with the hot path over models that are trained for the whole run, and one over models of every kind."""

from collections.abc import Iterator

import pytest

from service.app import create_app
from service.settings import Settings
from tests.integration.service.fast.asking import Hot, hot_server, warm
from tests.integration.service.fast.kept import kept_version
from tests.integration.trained import Trained, register, register_all

#: Shape of an input of each kept model; images have none. Several of them read text or name their inputs, and only go the ordinary way.
SHAPES: dict[str, tuple[int, ...]] = {
    "dense-classes": (4,),
    "binary-classes": (2,),
    "scaled-values": (10,),
    "denoised-digits": (8, 8),
    "series-own-target": (6, 2),
    "series-horizon": (7,),
    "imported": (4,),
    "every-row-step": (4,),
    "nested-estimators": (4,),
    "sklearn-values": (10,),
    "groups": (2,),
    "rows-by-pca": (3,),
}
IMAGES = "image-classes"
#: Models that the hot path never takes: with several inputs, with text.
OTHERS = {"named-people": (2,), "text-columns": (3,), "letters": (12,)}


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Let the hot path take whatever it can, however long reading it took on a busy machine when a model was loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.compiled_models.QUICK_S", 60.0)
        yield


@pytest.fixture(scope="module")
def steady() -> Iterator[None]:
    """Keep what was looked up: on a busy machine a second may pass between two requests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.lookups.CACHED_FOR_S", 60.0)
        yield


@pytest.fixture(scope="module")
def served_models(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with the models `line` and `digits`."""
    return register_all(settings, trained, "line", "digits")


@pytest.fixture(scope="module")
def hot(served_models: Settings, steady: None) -> Iterator[Hot]:
    """A server of these models, which are loaded."""
    with hot_server(create_app(served_models)) as running:
        warm(running, "line", "digits")
        yield running


@pytest.fixture(scope="module")
def every_kind(settings: Settings, steady: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hot]:
    """A server of models of every kind, which are loaded."""
    folder, names = tmp_path_factory.mktemp("kept"), (*SHAPES, IMAGES, *OTHERS)
    settings = settings.model_copy(update={"files": folder})
    for name in names:
        register(settings, name, kept_version(name, folder))
    with hot_server(create_app(settings)) as running:
        warm(running, *names)
        yield running
