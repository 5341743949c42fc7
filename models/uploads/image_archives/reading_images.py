"""Read an archive of images: store what can be decoded, with its label, and report the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.image_archives.image_writer import ImageWriter
from models.uploads.image_archives.look_alike import AS_IS, HOW, composed, doubts_of, joined_labels
from models.uploads.image_archives.members import open_members
from models.uploads.image_archives.understanding_members import Understood, understood
from models.uploads.joined_faults import MAX_LISTED, joined_faults
from models.uploads.reading.reading import Reading, ReadingReport, Skipped
from models.uploads.stored.upload_record import IMAGES, MAX_LABEL, Count, Record

#: Largest file of one image, in bytes: 32 MiB.
MAX_IMAGE_BYTES = 32 * 1024 * 1024
#: Largest share of images that may be skipped, where the caller names none.
MAX_BAD_SHARE = 0.05


def read_images(path: Path, folder: Path, reading: Reading) -> Record:
    """Read an archive of images into a folder.

    Args:
        path: The archive.
        folder: An empty folder.
        reading: What the caller says about it.

    Raises:
        DataError: It is not such an archive; the message names the members.
    """
    with open_members(path) as archive:
        found = understood(archive, reading.labels, folder)
        spelled = {name: composed(label) for name, label in found.layout.labels.items()}
        joined = joined_labels(spelled.values(), reading.labels if reading.labels in HOW else AS_IS)
        labels = {name: joined[label] for name, label in spelled.items()}
        _require_short(labels)
        writer = ImageWriter(folder, labels, found.layout.parts)
        for name, content in archive.contents(labels, MAX_IMAGE_BYTES):
            writer.add(name, content)
        _require_few_bad(writer, len(labels), reading)
    stored, n_test = writer.close()
    counts = Counter(stored)
    return Record(
        form=IMAGES,
        n_samples=len(stored),
        n_test=n_test,
        classes=[Count(value=label, count=counts[label]) for label in sorted(counts)],
        reading=ReadingReport(
            skipped=list(_skipped(found, writer, archive.n_links)),
            notes=[*found.layout.notes, *_joined_notes(found.layout.labels, labels), *_notes_of(counts)],
            labels=found.table.name if found.table else reading.labels,
        ),
        doubts=[] if reading.labels in HOW else doubts_of(counts),
    )


def _require_short(labels: Mapping[str, str]) -> None:
    for name, label in labels.items():
        if len(label) > MAX_LABEL:
            raise DataError(f"member {name}: expected class names of at most {MAX_LABEL} characters, got one of {len(label):,}")


def _require_few_bad(writer: ImageWriter, n_images: int, reading: Reading) -> None:
    """Refuse images that cannot be decoded, unless the caller has them skipped and they are few."""
    if not writer.n_bad:
        return
    most = MAX_BAD_SHARE if reading.max_bad_share is None else reading.max_bad_share
    faults = joined_faults(writer.faults, writer.n_bad)
    if reading.on_bad != "skip":
        way = f'reading {{"on_bad": "skip"}} passes over them, up to a share max_bad_share of {most:g}'
        raise DataError(f"{faults} ({writer.n_bad:,} of {n_images:,} images cannot be read; {way})")
    if writer.n_bad > most * n_images:
        raise DataError(f"expected at most a share of {most:g} of images that cannot be read, got {writer.n_bad:,} of {n_images:,}: {faults}")
    if writer.n_bad == n_images:
        raise DataError(f"expected at least one image that can be read, got none: {faults}")


def _skipped(found: Understood, writer: ImageWriter, n_links: int) -> Iterator[Skipped]:
    """Yield what was passed over."""
    if writer.n_bad:
        yield Skipped(what="images that cannot be read", count=writer.n_bad, names=writer.bad_names)
    if found.others:
        yield Skipped(what="files that are no images", count=len(found.others), names=found.others[:MAX_LISTED])
    if n_links:
        yield Skipped(what="links, devices and sparse files", count=n_links)
    if writer.several_frames:
        yield Skipped(what="frames or pages after the first of an image", count=len(writer.several_frames), names=writer.several_frames[:MAX_LISTED])


def _joined_notes(spelled: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield which names of classes were joined."""
    groups: dict[str, Counter[str]] = {}
    for name, label in labels.items():
        groups.setdefault(label, Counter())[spelled[name]] += 1
    for label, found in groups.items():
        if len(found) > 1:
            forms = ", ".join(f"{quote(form)} ({count:,})" for form, count in found.items())
            yield f"the class {quote(label)} joins the names {forms}"


def _notes_of(counts: Mapping[str, int]) -> Iterator[str]:
    if len(counts) == 1:
        yield f"there is one class, {quote(next(iter(counts)))}: a classifier needs at least two"
