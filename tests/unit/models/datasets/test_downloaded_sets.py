"""Downloaded data sets: read from the cache, and a clear error if the download fails."""

import pickle
import socket
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import joblib
import numpy as np
import pytest
import sklearn.datasets
from numpy.testing import assert_allclose
from PIL import Image
from sklearn.datasets import get_data_home
from sklearn.utils import Bunch

from models.core.errors import UnreachableError
from models.datasets import DATA_SETS, DataSet
from models.datasets.downloaded_sets import CALIFORNIA_COLUMNS, LFW_LABELS, MIN_FACES, California, Download, Lfw, Newsgroups20
from models.datasets.texts import Holmes
from tests.small_disk import files_of_at_most

DOWNLOADED = [cls for cls in DATA_SETS.values() if cls.downloads and cls is not Holmes]


@pytest.fixture
def _no_network(no_network: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a network, and without downloads of earlier runs."""
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "scikit-learn"))


def test_three_data_sets_are_downloaded_by_scikit_learn() -> None:
    assert {cls.source for cls in DOWNLOADED} == {"california", "lfw", "newsgroups20"}


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("data_set", DOWNLOADED, ids=lambda cls: cls.source)
def test_without_a_network_the_error_names_url_and_alternative_within_seconds(data_set: type[DataSet], tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(UnreachableError) as raised:
        data_set().load(tmp_path / "cache")
    assert time.monotonic() - started < 10
    for part in (data_set.source, "https://ndownloader.figshare.com/files/", "sklearn.datasets", str(tmp_path / "cache" / data_set.source)):
        assert part in str(raised.value)


@pytest.mark.usefixtures("_no_network")
def test_an_interrupted_download_is_reported_and_the_timeout_is_restored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        request = pool.submit(respond_once, listener)
        download = Download("california", "fetch_california_housing", f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.warns(UserWarning, match="Retry"), pytest.raises(UnreachableError, match="refused"):
            download.fetch(tmp_path / "cache")
        assert request.result(10) == b"GET / HTTP/1.1"
    assert socket.getdefaulttimeout() is None
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.usefixtures("_no_network")
def test_a_failed_download_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError):
        California().load(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.usefixtures("_no_network")
def test_a_download_that_does_not_fit_on_the_disk_is_an_error_of_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(sklearn.datasets, "fetch_california_housing", write_much)
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool, files_of_at_most(1000):
        pool.submit(respond_once, listener)
        download = Download("california", "fetch_california_housing", f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(OSError, match="File too large"):
            download.fetch(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.usefixtures("_no_network")
def test_without_a_cache_scikit_learns_folder_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match=str(tmp_path / "scikit-learn")):
        California().load(None)
    store_california(Path(get_data_home()))
    assert len(California().load(None).inputs) == 2


@pytest.mark.usefixtures("_no_network")
def test_a_folder_without_the_data_is_reported(tmp_path: Path) -> None:
    (tmp_path / "california").mkdir()
    with pytest.raises(UnreachableError, match="not found"):
        California().load(tmp_path)


@pytest.mark.usefixtures("_no_network")
def test_prices_are_read_from_the_folder_in_the_cache(tmp_path: Path) -> None:
    store_california(tmp_path / "california")
    data = California().load(tmp_path)
    assert data.targets is not None
    assert_allclose(data.targets, [4.526, 3.585])
    assert_allclose(data.inputs[0], [8.3252, 41, 880 / 126, 129 / 126, 322, 322 / 126, 37.88, -122.23])
    assert data.inputs.shape == (2, len(CALIFORNIA_COLUMNS))


@pytest.mark.usefixtures("_no_network")
def test_posts_are_read_as_text_with_the_names_of_their_groups(tmp_path: Path) -> None:
    names = list(Newsgroups20().describe().labels or ())
    store_posts(tmp_path / "newsgroups20", names)
    data = Newsgroups20().load(tmp_path)
    assert data.targets is not None
    assert data.test_targets is not None
    found = dict(zip(data.inputs.tolist(), data.targets.tolist(), strict=True))
    assert found == {f"From: a\n\ntrain {index}": name for index, name in enumerate(names)}
    assert sorted(data.test_targets.tolist()) == names
    assert "train 0" in Newsgroups20(remove=["headers"]).load(tmp_path).inputs.tolist()


@pytest.mark.usefixtures("_no_network")
def test_faces_are_images_with_the_names_of_the_people(tmp_path: Path) -> None:
    store_faces(tmp_path / "lfw" / "lfw_home", {LFW_LABELS[0]: MIN_FACES, LFW_LABELS[1]: MIN_FACES, "Someone Else": 1})
    data = Lfw().load(tmp_path)
    assert data.targets is not None
    assert (data.inputs.shape, data.inputs.dtype) == ((2 * MIN_FACES, *Lfw().describe().inputs.shape), np.float32)
    assert_allclose(sorted({round(float(image.mean()), 1) for image in data.inputs}), [0.2, 0.6])
    assert sorted(set(data.targets.tolist())) == [LFW_LABELS[0], LFW_LABELS[1]]


def write_much(data_home: Path, **_: object) -> None:
    (data_home / "data").write_bytes(bytes(10_000))


def respond_once(listener: socket.socket) -> bytes:
    """Respond to one request with an empty page; return its first line."""
    listener.settimeout(10)
    connection, _ = listener.accept()
    with connection:
        request = connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    return request.splitlines()[0]


def store_california(folder: Path) -> None:
    """Write two districts in scikit-learn's form: price, then the columns of the census."""
    folder.mkdir(parents=True, exist_ok=True)
    census = [[452600, 8.3252, 41, 880, 129, 322, 126, 37.88, -122.23], [358500, 8.3014, 21, 7099, 1106, 2401, 1138, 37.86, -122.22]]
    joblib.dump(np.array(census), folder / "cal_housing_py3.pkz", compress=6)


def store_posts(folder: Path, names: list[str]) -> None:
    """Write a post of each group, for training and test, in scikit-learn's form."""
    folder.mkdir(parents=True)
    posts = {
        part: Bunch(
            data=[f"From: a\n\n{part} {index}" for index in range(len(names))],
            target=np.arange(len(names)),
            target_names=names,
            filenames=np.array(names),
        )
        for part in ("train", "test")
    }
    (folder / "20news-bydate_py3.pkz").write_bytes(zlib.compress(pickle.dumps(posts)))


def store_faces(home: Path, people: dict[str, int]) -> None:
    """Write images, one shade of grey for each person, in scikit-learn's form."""
    for index, (name, n) in enumerate(people.items()):
        folder = home / "lfw_funneled" / name.replace(" ", "_")
        folder.mkdir(parents=True)
        for number in range(n):
            Image.new("RGB", (250, 250), (51 + 102 * index,) * 3).save(folder / f"{folder.name}_{number:04d}.jpg")
    for pairs in ("pairsDevTrain.txt", "pairsDevTest.txt", "pairs.txt"):
        (home / pairs).touch()
