"""What the folders of an archive of images mean: the class of each image, and the parts of the data."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.joined_faults import joined_faults

#: Endings of files that are meant as images, also those that cannot be decoded.
IMAGE_ENDINGS = tuple(
    f".{ending}"
    for ending in "png jpg jpeg jpe jfif gif bmp dib tif tiff webp avif heic heif svg psd ico jp2 jxl ppm pgm pnm dng cr2 nef arw eps".split()  # noqa: SIM905
)
#: Names of folders of parts, in lower case, in the order in which their images are stored.
TRAIN, VALIDATION, TEST = "training part", "validation part", "test part"
PARTS = {
    "train": TRAIN,
    "training": TRAIN,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
}
#: A file name that begins with a class: cat.0.jpg, dog_12.png, disc (3).png.
_NUMBERED = re.compile(r"(?P<label>.*?[^\W\d_].*?)(?P<between>[._\- ]+)\(?\d+\)?")
_TO_FOLDERS = "put the images of each class into a folder with its name, as in cats/1.png"
_TO_TABLE = 'or add a CSV file with a row for each image (its file name and its label), and send reading {"labels": "NAME.csv"}'


@dataclass(frozen=True)
class Layout:
    """What the folders mean.

    Args:
        labels: Class of each image as its folder is named, by the member's name, in the order of the archive.
        parts: Part of each image, by the member's name; empty without parts.
        notes: What was taken as meant, in sentences.
    """

    labels: dict[str, str]
    parts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def is_image_name(name: str) -> bool:
    """Tell whether a member is meant as an image by the ending of its name."""
    return name.lower().endswith(IMAGE_ENDINGS)


def inside_root(names: Sequence[str]) -> dict[str, PurePosixPath]:
    """Return the path of each image inside the folders that are common to all, but for the folder that it is in."""
    paths = {name: PurePosixPath(name) for name in names}
    while paths and all(len(path.parts) > 2 for path in paths.values()) and len({path.parts[0] for path in paths.values()}) == 1:
        paths = {name: PurePosixPath(*path.parts[1:]) for name, path in paths.items()}
    return paths


def layout_of(names: Sequence[str]) -> Layout:
    """Understand the folders of images.

    Args:
        names: Names of the members that are images, in the order of the archive.

    Raises:
        DataError: The classes of the images do not follow from their folders; the message says what settles it.
    """
    paths = inside_root(names)
    parts = _parts_of(paths)
    if not parts:
        labels = _labels_of(paths)
        return Layout(labels)
    below = {name: PurePosixPath(*path.parts[1:]) for name, path in paths.items()}
    labels = _labels_of(below)
    _require_same_classes(labels, {name: path.parts[0] for name, path in paths.items()})
    return Layout(labels, parts, tuple(_notes_of(parts, paths)))


def _parts_of(paths: dict[str, PurePosixPath]) -> dict[str, str]:
    """Return the part of each image where training and other parts are the only folders over those of the classes."""
    roles = {path.parts[0]: PARTS.get(path.parts[0].casefold()) for path in paths.values()}
    is_parted = len(roles) > 1 and all(len(path.parts) == 3 for path in paths.values())
    found = [role for role in roles.values() if role is not None]
    if not is_parted or len(found) < len(roles) or len(set(found)) < len(found) or TRAIN not in found:
        return {}
    parts = {name: roles[path.parts[0]] or TRAIN for name, path in paths.items()}
    if TEST not in found:  # The part that is not trained on is what a test part is.
        parts = {name: TEST if part == VALIDATION else part for name, part in parts.items()}
    return parts


def _notes_of(parts: dict[str, str], paths: dict[str, PurePosixPath]) -> Iterable[str]:
    counts = Counter((paths[name].parts[0], part) for name, part in parts.items())
    n_validation = sum(count for (_, part), count in counts.items() if part == VALIDATION)
    n_train = sum(count for (_, part), count in counts.items() if part != TEST)
    for (folder, part), count in counts.items():
        if part != VALIDATION:
            yield f"the {count:,} images of the folder {quote(folder)} are the {part}"
        else:
            share = f"{n_validation / n_train:.6g}"
            yield f"the {count:,} images of the folder {quote(folder)} are the end of the training part: training.validation.split {share} takes them"


def _require_same_classes(labels: dict[str, str], folders: dict[str, str]) -> None:
    classes: dict[str, set[str]] = {}
    for name, label in labels.items():
        classes.setdefault(folders[name], set()).add(label)
    every = set[str]().union(*classes.values())
    if lacking := {folder: sorted(every - found) for folder, found in classes.items() if every - found}:
        came = "; ".join(f"{quote(folder)} lacks {', '.join(map(quote, missing[:20]))}" for folder, missing in lacking.items())
        raise DataError(f"expected the same class folders in {' and '.join(map(quote, classes))}, got other ones: {came}")


def _labels_of(paths: dict[str, PurePosixPath]) -> dict[str, str]:
    deep = {name: len(path.parts) for name, path in paths.items()}
    if set(deep.values()) == {1} or len({path.parent for path in paths.values()}) == 1:
        _require_unnumbered(paths, is_flat=set(deep.values()) == {1})
    if faults := [_depth_fault(name, depth) for name, depth in deep.items() if depth != 2]:
        hint = f"; {_TO_FOLDERS}, {_TO_TABLE}" if set(deep.values()) == {1} else ""
        raise DataError(joined_faults(faults) + hint)
    labels = {name: path.parts[0] for name, path in paths.items()}
    if all(label.casefold() in PARTS for label in labels.values()):
        folders = ", ".join(sorted(map(quote, set(labels.values()))))
        raise DataError(f"expected a folder for each class, got images that are in {folders} only, which name parts: {_TO_FOLDERS}, {_TO_TABLE}")
    return labels


def _require_unnumbered(paths: dict[str, PurePosixPath], is_flat: bool) -> None:
    """Refuse images of one folder whose names begin with their class.

    In no folder any numbered names are a hint; in a folder, whose name may be the class, only those of the form cat.0.jpg.
    """
    found = [_NUMBERED.fullmatch(path.stem) for path in paths.values()]
    classes = sorted({match["label"] for match in found if match and (is_flat or match["between"] == ".")})
    if None in found or len(classes) < 2 or not all(match and (is_flat or match["between"] == ".") for match in found):
        return
    names = [path.name for path in paths.values()]
    examples = ", ".join(quote(next(name for name in names if name.startswith(label))) for label in classes[:2])
    where = "no folder" if is_flat else f"the folder {quote(next(iter(paths.values())).parts[0])}"
    came = f"got {len(paths):,} images in {where} whose names begin with a class ({examples})"
    folders = ", ".join(map(quote, classes[:5])) + (" ..." if len(classes) > 5 else "")
    raise DataError(f"expected a folder for each class, {came}: put the images of each into a folder with its name ({folders}), {_TO_TABLE}")


def _depth_fault(name: str, depth: int) -> str:
    came = "in no folder" if depth == 1 else f"{depth - 1} folders deep"
    return f"member {name}: expected an image in the folder of its class, as in cats/1.png, got one {came}"
