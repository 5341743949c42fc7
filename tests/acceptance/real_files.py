"""Files as people have them, made anew for each test run: always the same bytes."""

import gzip
import io
import struct
import zipfile
from datetime import date, timedelta

import numpy as np

from models.core.arrays import Array
from tests.acceptance.service import png

#: Names of the kinds of clothes, by their numbers.
CLOTHES = {0: "shirt", 1: "trouser", 2: "bag"}
#: A penguin of each species, without gaps: island, lengths, mass, sex, day.
PENGUINS = [
    ["Torgersen", 39.1, 18.7, 181, 3750, "male", "2008-11-11", "Adelie"],
    ["Dream", 49.0, 18.4, 196, 3733, "female", "2008-11-13", "Chinstrap"],
    ["Biscoe", 47.5, 15.0, 217, 5076, "male", "2009-12-01", "Gentoo"],
]
#: Columns of the table of penguins.
COLUMNS = ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex", "day", "species"]


def clothes(n_train: int = 300, n_test: int = 60) -> tuple[bytes, Array, Array]:
    """Return a ZIP of four IDX files in gzip, as Fashion-MNIST has them, and images and numbers of the test part."""
    draw = np.random.default_rng(1)
    parts = {"train": _clothes(draw, n_train), "t10k": _clothes(draw, n_test)}
    members = {}
    for name, (images, numbers) in parts.items():
        members[f"{name}-images-idx3-ubyte.gz"] = gzip.compress(_idx(images), mtime=0)
        members[f"{name}-labels-idx1-ubyte.gz"] = gzip.compress(_idx(numbers), mtime=0)
    return zipped(members), *parts["t10k"]


def _clothes(draw: np.random.Generator, n_images: int) -> tuple[Array, Array]:
    numbers = (np.arange(n_images) % len(CLOTHES)).astype(np.uint8)
    images = draw.integers(0, 40, (n_images, 28, 28), np.uint8)
    for image, number in zip(images, numbers, strict=True):
        rows, columns = [(slice(4, 24), slice(8, 20)), (slice(2, 26), slice(6, 11)), (slice(14, 24), slice(4, 24))][number]
        image[rows, columns] += draw.integers(120, 200, image[rows, columns].shape, np.uint8)
    return images, numbers


def _idx(array: Array) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def penguins(n_rows: int = 342) -> bytes:
    """Return a table like that of the Palmer penguins, with NA for what was not measured, a day, and gaps in the sex."""
    draw, lines = np.random.default_rng(2), [",".join(COLUMNS)]
    for row in range(n_rows):
        island, length, depth, flipper, mass, _, _, species = PENGUINS[row % 3]
        measured = [
            f"{draw.normal(length, 1.5):.1f}",
            f"{draw.normal(depth, 0.6):.1f}",
            f"{draw.normal(flipper, 4):.0f}",
            f"{draw.normal(mass, 250):.0f}",
        ]
        measured = ["NA"] * 4 if row in (3, 271) else measured
        sex = "NA" if row % 37 == 5 else ("male", "female")[int(draw.integers(2))]
        place = str(island) if species != "Adelie" else ("Torgersen", "Dream", "Biscoe")[int(draw.integers(3))]
        lines.append(",".join([place, *measured, sex, (date(2007, 11, 11) + timedelta(days=3 * row)).isoformat(), str(species)]))
    return "\n".join([*lines, ""]).encode()


def carbon_dioxide(n_months: int = 240) -> bytes:
    """Return a monthly series with a trend and seasons, in which a month is left out and three have no value; semicolons and decimal commas."""
    draw, lines = np.random.default_rng(3), ["month;ppm"]
    for month in range(n_months):
        if month == 60:
            continue
        value = 315 + 0.12 * month + 3 * np.sin(2 * np.pi * month / 12) + draw.normal(0, 0.2)
        shown = "" if month in (100, 101, 102) else f"{value:.2f}".replace(".", ",")
        lines.append(f"{1958 + month // 12}-{month % 12 + 1:02}-01;{shown}")
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def windows_archive() -> bytes:
    """Return images in class folders as Windows packs them: backslashes in names, Thumbs.db and a README beside them."""
    draw = np.random.default_rng(4)
    members = {"photos\\README.txt": b"taken in May", "photos\\light\\Thumbs.db": b"x"}
    for index in range(24):
        grey = draw.integers(0, 60, (16, 16), np.uint8) + (180 if index % 2 else 0)
        members[f"photos\\{'light' if index % 2 else 'dark'}\\img {index}.png"] = png(grey.astype(np.uint8))
    return zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive; names go in as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo("x", (2024, 1, 1, 0, 0, 0))
            info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return file.getvalue()
